/* What the files of the store share. Private to src/store. */
#ifndef ENTENTE_STORE_PARTS_H
#define ENTENTE_STORE_PARTS_H

#include "store/store.h"

#include <sqlite3.h>

typedef enum store_batch { STORE_NO_BATCH, STORE_BATCH, STORE_BATCH_LOST } store_batch;

/* Statements that every document needs: prepared once. */
typedef enum store_kept {
    STORE_FIND_DOCUMENT,
    STORE_INSERT_DOCUMENT,
    STORE_INSERT_SENTENCE,
    STORE_INSERT_BAND,
    STORE_INSERT_CLAIM,
    STORE_KEPT,
} store_kept;

struct ent_evidence {
    const ent_allocator *allocator;
    sqlite3 *db;
    char *path;         /* for diagnostics */
    const ent_run *run; /* of the call that is under way: who may cancel it and who hears of errors */
    store_batch batch;
    bool read_only;
    sqlite3_stmt *kept[STORE_KEPT];
};

/* Every public function enters and leaves, so that cancelling works and functions may be called from visitors. */
const ent_run *store_enter(ent_evidence *store, const ent_run *run); /* what to hand to leave */
void store_leave(ent_evidence *store, const ent_run *before);

/* From a code of SQLite to a status, diagnosed. `doing`: "adding a document". */
ent_status store_failed(ent_evidence *store, int code, const char *doing);
ent_status store_error(ent_evidence *store, ent_status status, const char *id, const char *hint, const char *format,
                       ...) ENT_PRINTF(5, 6);

ent_status store_prepare(ent_evidence *store, const char *sql, sqlite3_stmt **out);
/* One that is kept until the store is closed; to be given back with store_give_back, whatever happened. */
ent_status store_take(ent_evidence *store, store_kept which, const char *sql, sqlite3_stmt **out);
void store_give_back(sqlite3_stmt *statement); /* NULL is legal */
/* Steps to the next row: *row tells whether there is one. */
ent_status store_step(ent_evidence *store, sqlite3_stmt *statement, const char *doing, bool *row);
/* Runs a statement to its end and makes it ready to be bound again. */
ent_status store_finish(ent_evidence *store, sqlite3_stmt *statement, const char *doing);
ent_status store_execute(ent_evidence *store, const char *sql, const char *doing);

/* Binding never fails but for memory, which stepping tells as well: a parameter that is not bound would be NULL, so
 * the code is kept until then. */
typedef struct store_binder {
    sqlite3_stmt *statement;
    int at, code; /* the next parameter; the first failure */
} store_binder;
void store_bind_text(store_binder *to, const char *text); /* NULL: null; must live until the statement is reset */
void store_bind_bytes(store_binder *to, const char *text, size_t size);
void store_bind_whole(store_binder *to, int64_t value);
void store_bind_size(store_binder *to, size_t value);
void store_bind_real(store_binder *to, double value);
void store_bind_null(store_binder *to);
void store_bind_date(store_binder *to, ent_date date); /* copied; year 0: null */
ent_status store_bound(ent_evidence *store, const store_binder *to);

const char *store_column_text(sqlite3_stmt *statement, int column); /* NULL for null */
size_t store_column_size(sqlite3_stmt *statement, int column);
ent_date store_column_date(sqlite3_stmt *statement, int column);

/* A transaction of its own, or a part of the batch that can be undone alone. */
ent_status store_unit_begin(ent_evidence *store);
ent_status store_unit_end(ent_evidence *store, ent_status status); /* undoes it unless `status` is ENT_OK */

/* schema.c: makes the tables or brings them up to this version. */
ent_status store_migrate(ent_evidence *store, int version);
extern const int store_application; /* PRAGMA application_id */

/* ids.c */
ent_status store_claim_id(const ent_allocator *allocator, const char *document, const ent_candidate *claim,
                          char id[ENT_EVIDENCE_CLAIM_ID + 1]);
const char *store_bound_name(ent_bound bound);
bool store_bound_read(const char *name, ent_bound *out);
bool store_kind_read(const char *name, ent_candidate_kind *out);
bool store_certainty_read(const char *name, ent_certainty *out);
bool store_modality_read(const char *name, ent_modality *out); /* NULL: of none */
const char *store_modality_name(ent_modality modality);        /* NULL for none */

/* add.c: inside of a unit. */
ent_status store_check_document(ent_evidence *store, const ent_evidence_document *document);
ent_status store_insert(ent_evidence *store, const ent_evidence_document *document, ent_evidence_added *added);
/* decide.c: inside of a unit; step 0: the next. *added: it was not there. */
ent_status store_insert_decision(ent_evidence *store, const char *claim, size_t step,
                                 const ent_evidence_decision *decision, bool *added);

/* read.c: the columns of a document, and of a claim, in the order their readers expect. */
#define STORE_DOCUMENT_COLUMNS                                                                                         \
    "d.id, d.hash, d.title, d.publisher, d.address, d.language, d.handling, d.note, d.date, coalesce(d.report, "       \
    "d.id), "                                                                                                          \
    "d.bytes, d.share"
ent_stored_document store_document_row(sqlite3_stmt *statement);

#endif
