/* The catalogue of the command's own diagnostics. */
#include "cli/cli.h"

const ent_message_row cli_messages[] = {
    {"U-CLI-0001", ENT_ERROR, "unknown verb",
     "The first word after `entente` is a verb: a lens such as bargain, or check, explain, new and so on. `entente "
     "help` lists them all. Options follow the verb."},
    {"U-CLI-0002", ENT_ERROR, "too few or too many operands",
     "Each verb takes a fixed number of operands; its help shows them. A word with spaces needs quotes."},
    {"U-CLI-0003", ENT_ERROR, "unknown case",
     "A case is a built-in id (`entente cases` lists them) or a path to a file: it contains a / or ends in .yaml. A "
     "file in this folder without that ending is ./NAME. ENTENTE_DATA names another folder with a folder `cases` in "
     "it."},
    {"U-CLI-0004", ENT_ERROR, "options that exclude each other",
     "A result is written in one format: --format, --json, --csv or the suffix of the output file says which. --table "
     "goes with CSV, --chart with SVG."},
    {"U-CLI-0005", ENT_ERROR, "nothing of this name to explain",
     "The path does not stand in the case, the lens gave no such metric, or no diagnostic has this id. Paths have dots "
     "between ids: preferences.us.contribution.weight."},
    {"U-CLI-0006", ENT_ERROR, "a file is in the way",
     "`entente new` does not replace a file, so that no work is lost. Choose another name, or say --force."},
    {"U-CLI-0007", ENT_ERROR, "no such table or chart",
     "The findings have no table or chart of this id; the message names those they have. Some stand only in findings "
     "of cases with certain parts."},
    {"U-CLI-0008", ENT_ERROR, "an assignment without =",
     "--set takes PATH=VALUE: --set preferences.us.contribution.weight=40. The value is YAML, as it would stand in the "
     "case file."},
    {"U-CLI-0009", ENT_ERROR, "bad id of a case",
     "Ids are lower-case letters, digits and single hyphens: my-talks-2026."},
    {"U-CLI-0010", ENT_ERROR, "unknown word",
     "The operand must be one of a few words, which the help of the verb shows."},
    {"U-CLI-0011", ENT_ERROR, "which store of documents",
     "Documents are kept in a store, one file. --store names it; --case CASE means evidence.db beside the file of the "
     "case, or for a built-in case entente/CASE/evidence.db in the user's data folder: that of XDG_DATA_HOME, else "
     "~/.local/share."},
    {"U-CLI-0014", ENT_ERROR, "no such claim",
     "A claim is named by its id, or by at least six of its first digits where no other begins so. `--json` and "
     "`--csv` "
     "of `entente evidence timeline` and `entente evidence conflicts` show ids."},
    {"U-CLI-0015", ENT_ERROR, "nobody decides",
     "What becomes of a claim is decided by somebody: --by NAME. Name, time and reason (--because) are kept."},
    {"E-CLI-0001", ENT_ERROR, "the result cannot be written",
     "Standard output is closed, or the disk behind it is full."},
    {"E-CLI-0002", ENT_ERROR, "not a manifest of Entente",
     "The file was not written by --manifest, or was changed. A manifest is one JSON object with format "
     "\"entente-manifest/1\"."},
    {"E-CLI-0003", ENT_ERROR, "the findings differ from those of the manifest",
     "The same command line gave other findings. If the case's files differ, the message says so; if the release "
     "differs, the method may have changed. With the same files, release and commit this is a fault of ours: please "
     "report it."},
    {"E-CLI-0004", ENT_ERROR, "a file of this installation is missing",
     "Schemas are installed beside the built-in cases. Install again, or name the folder in ENTENTE_DATA."},
    {"E-CLI-0005", ENT_ERROR, "a file that says no command line",
     "`entente merge` repeats the command line that its files are parts of, which they hold. This one holds none, or "
     "one of "
     "a verb that has no parts."},
    {"E-CLI-0006", ENT_ERROR, "no store of documents",
     "`entente evidence add` makes the store when the first document is added; reading never makes one. Where it is "
     "looked for stands in the message: --store FILE names another place. Folders are made below the user's data "
     "folder "
     "only."},
    {"E-CLI-0007", ENT_ERROR, "a folder of documents is not wholly read",
     "Folders are walked at most 32 deep, and at most 200,000 files are taken at once. A folder that may not be read "
     "is "
     "named and left out; the others are read."},
    {"E-CLI-0008", ENT_ERROR, "a PDF is not read",
     "The text of a PDF comes from the program pdftotext (package poppler-utils), which is run where it is installed, "
     "for at most a minute and 64 MB of text. A scanned page is a picture and has no text; a program for recognising "
     "characters makes one. The other files are read."},
    {"E-CLI-0009", ENT_ERROR, "nothing to add",
     "None of the files named can be read, or the folders named hold none. No store is made for nothing."},
    {"W-CLI-0001", ENT_WARNING, "a rerun under other conditions",
     "The manifest was written by another release or commit, or a file of the case has changed since."},
};
const size_t cli_messages_size = sizeof cli_messages / sizeof *cli_messages;
