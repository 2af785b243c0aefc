/* The catalogue of the store's diagnostics. */
#include "store/store.h"

const ent_message_row ent_evidence_messages[] = {
    {"E-STORE-0001", ENT_ERROR, "a store cannot be opened",
     "A store is one file, made when it is first used. Its folder must exist and be writable, since SQLite keeps two "
     "files beside it (-wal and -shm) while it is open."},
    {"E-STORE-0002", ENT_ERROR, "not an evidence store",
     "The file is no SQLite database, or one of another program. It is left as it is: name another file."},
    {"E-STORE-0003", ENT_ERROR, "a store of another version",
     "A newer release of Entente has made this store and may keep things in it that this one does not know; use that "
     "release, or export from it. A store of an older version is brought up to date when it is opened for writing."},
    {"E-STORE-0004", ENT_ERROR, "the store is in use",
     "Another program has been writing to the store for longer than was waited for (ten seconds). Nothing was changed; "
     "try again. Reading never waits."},
    {"E-STORE-0005", ENT_ERROR, "the store is damaged",
     "What the file holds is not what was stored: a bad disk, a copy made while it was in use without its -wal file, "
     "or "
     "a change by another program. Restore it from a copy, or make a new one from an export:\n\n"
     "    sqlite3 evidence.db \"PRAGMA integrity_check\""},
    {"E-STORE-0006", ENT_ERROR, "the disk is full",
     "The document that was being added is not in the store; what was in it before is whole. Make room and add again."},
    {"E-STORE-0007", ENT_ERROR, "the store cannot be written or read",
     "The file, its folder or its disk refuses: no right to write, a store opened for reading only, or a fault of the "
     "disk. What was stored before is whole."},
    {"E-STORE-0008", ENT_ERROR, "not a query",
     "Words are all required. \"cost sharing\" in quotes is a phrase, and so is cost-sharing; shar* finds what begins "
     "so; -word excludes; OR between two terms lets either do. Something must be looked for: a query cannot only "
     "exclude."},
    {"E-STORE-0009", ENT_ERROR, "a line of an export cannot be read",
     "Every line of an export is a document as JSON with its sentences, claims and decisions. Ids are hashes of the "
     "content: a line that was edited no longer fits them and is left out, so that no changed text passes for the "
     "document that was cited. The other lines were read."},
    {"E-STORE-0010", ENT_ERROR, "something cannot be stored",
     "Texts are UTF-8 without NUL, of at most 64 MB; sentences and claims are places in the text of their document; "
     "values are numbers, dates exist, a decision says who decided and on which day. Nothing of what was refused is in "
     "the store."},
    {"E-STORE-0011", ENT_ERROR, "not in the store",
     "No document or claim has this id, or several documents have ids that begin so: give more digits."},
    {"E-STORE-0012", ENT_ERROR, "the store failed in a way that is not foreseen",
     "SQLite gave an error that should not happen. This is a fault of ours: please report it with the message."},
    {"E-STORE-0013", ENT_ERROR, "no open batch",
     "Adding many documents as one batch was cut short by an earlier error, such as a full disk, or a batch was begun "
     "twice. None of the batch is in the store: add its documents again."},
};
const size_t ent_evidence_messages_size = sizeof ent_evidence_messages / sizeof *ent_evidence_messages;
