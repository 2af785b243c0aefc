/* SQLite's codes as statuses, and the small steps of a statement. */
#include "store/parts.h"

#include <stdio.h>
#include <string.h>

/* ---- errors --------------------------------------------------------------------------------------------------- */

typedef struct failure {
    int code; /* primary */
    ent_status status;
    const char *id, *hint;
} failure;

static const failure failures[] = {
    {SQLITE_BUSY, ENT_IO, "E-STORE-0004", "try again when the other program is done"},
    {SQLITE_LOCKED, ENT_IO, "E-STORE-0004", "try again when the other program is done"},
    {SQLITE_CORRUPT, ENT_INPUT, "E-STORE-0005", "restore it from a copy, or make a new one from its export"},
    {SQLITE_NOTADB, ENT_INPUT, "E-STORE-0002", "name a store, or a file that is not there yet"},
    {SQLITE_FULL, ENT_IO, "E-STORE-0006", "make room on the disk; what was stored before is intact"},
    {SQLITE_CANTOPEN, ENT_IO, "E-STORE-0001", "its folder must exist and be writable"},
    {SQLITE_PERM, ENT_IO, "E-STORE-0001", "its folder must exist and be writable"},
    {SQLITE_READONLY, ENT_IO, "E-STORE-0007", "the file and its folder must be writable"},
    {SQLITE_IOERR, ENT_IO, "E-STORE-0007", "look at the disk; what was stored before is intact"},
    {SQLITE_TOOBIG, ENT_LIMIT, "E-STORE-0010", "cut it into several documents"},
};

ent_status store_error(ent_evidence *store, ent_status status, const char *id, const char *hint, const char *format,
                       ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    const ent_place place = {.file = store->path};
    if (store->run != NULL)
        ent_diagnosef(store->run->diagnostics, ENT_ERROR, id, &place, NULL, hint, NULL, "%s", message);
    return status;
}

ent_status store_failed(ent_evidence *store, int code, const char *doing) {
    const int primary = code & 0xff;
    if (primary == SQLITE_OK) return ENT_OK;
    if (primary == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM) return ENT_MEMORY;
    if (primary == SQLITE_INTERRUPT) return ENT_CANCELLED;
    const char *what = store->db != NULL ? sqlite3_errmsg(store->db) : sqlite3_errstr(code);
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == primary)
            return store_error(store, failures[i].status, failures[i].id, failures[i].hint, "%s: %s", doing, what);
    return store_error(store, ENT_BUG, "E-STORE-0012", NULL, "%s: %s (%d)", doing, what, code);
}

static int cancelled(void *context) {
    const ent_evidence *store = context;
    return ent_run_cancelled(store->run);
}

enum { STEPS_BETWEEN_LOOKS = 5000 }; /* of SQLite's machine: some hundred microseconds */

const ent_run *store_enter(ent_evidence *store, const ent_run *run) {
    const ent_run *before = store->run;
    store->run = run;
    sqlite3_progress_handler(store->db, run != NULL ? STEPS_BETWEEN_LOOKS : 0, cancelled, store);
    return before;
}

void store_leave(ent_evidence *store, const ent_run *before) {
    store->run = before;
    sqlite3_progress_handler(store->db, before != NULL ? STEPS_BETWEEN_LOOKS : 0, cancelled, store);
}

/* ---- statements ----------------------------------------------------------------------------------------------- */

ent_status store_prepare(ent_evidence *store, const char *sql, sqlite3_stmt **out) {
    return store_failed(store, sqlite3_prepare_v3(store->db, sql, -1, 0, out, NULL), "preparing a query");
}

ent_status store_take(ent_evidence *store, store_kept which, const char *sql, sqlite3_stmt **out) {
    int code = SQLITE_OK;
    if (store->kept[which] == NULL)
        code = sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &store->kept[which], NULL);
    *out = store->kept[which];
    return store_failed(store, code, "preparing a query");
}

void store_give_back(sqlite3_stmt *statement) {
    if (statement == NULL) return;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

ent_status store_step(ent_evidence *store, sqlite3_stmt *statement, const char *doing, bool *row) {
    const int code = sqlite3_step(statement);
    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? ENT_OK : store_failed(store, code, doing);
}

ent_status store_finish(ent_evidence *store, sqlite3_stmt *statement, const char *doing) {
    bool row = true;
    ent_status status = ENT_OK;
    while (status == ENT_OK && row)
        status = store_step(store, statement, doing, &row);
    sqlite3_reset(statement);
    return status;
}

ent_status store_execute(ent_evidence *store, const char *sql, const char *doing) {
    return store_failed(store, sqlite3_exec(store->db, sql, NULL, NULL, NULL), doing);
}

static void keep(store_binder *to, int code) {
    if (to->code == SQLITE_OK) to->code = code;
    to->at++;
}

void store_bind_bytes(store_binder *to, const char *text, size_t size) {
    keep(to, sqlite3_bind_text64(to->statement, to->at, text, size, SQLITE_STATIC, SQLITE_UTF8));
}

void store_bind_text(store_binder *to, const char *text) {
    if (text == NULL)
        store_bind_null(to);
    else
        store_bind_bytes(to, text, strlen(text));
}

void store_bind_whole(store_binder *to, int64_t value) {
    keep(to, sqlite3_bind_int64(to->statement, to->at, value));
}

void store_bind_size(store_binder *to, size_t value) {
    store_bind_whole(to, value > INT64_MAX ? INT64_MAX : (int64_t)value);
}

void store_bind_real(store_binder *to, double value) {
    keep(to, sqlite3_bind_double(to->statement, to->at, value));
}

void store_bind_null(store_binder *to) {
    keep(to, sqlite3_bind_null(to->statement, to->at));
}

void store_bind_date(store_binder *to, ent_date date) {
    char text[ENT_NUMBER_TEXT];
    if (date.year == 0)
        store_bind_null(to);
    else
        keep(to, sqlite3_bind_text(to->statement, to->at, ent_write_date(text, date), -1, SQLITE_TRANSIENT));
}

ent_status store_bound(ent_evidence *store, const store_binder *to) {
    return store_failed(store, to->code, "binding a value");
}

const char *store_column_text(sqlite3_stmt *statement, int column) {
    return (const char *)sqlite3_column_text(statement, column);
}

size_t store_column_size(sqlite3_stmt *statement, int column) {
    const int64_t value = sqlite3_column_int64(statement, column);
    return value < 0 ? 0 : (size_t)value;
}

ent_date store_column_date(sqlite3_stmt *statement, int column) {
    ent_date date = {0};
    const char *text = store_column_text(statement, column);
    if (text == NULL || !ent_read_date(text, &date)) return (ent_date){0};
    return date;
}

/* ---- transactions --------------------------------------------------------------------------------------------- */

/* On some failures (a full disk, memory) SQLite has already undone everything. */
static bool gone(const ent_evidence *store) {
    return sqlite3_get_autocommit(store->db) != 0;
}

static ent_status batch_lost(ent_evidence *store) {
    return store_error(store, ENT_IO, "E-STORE-0013", "undo the batch and add its documents again",
                       "the batch was undone by an earlier failure");
}

/* Undoing must not be interrupted by a caller who has just cancelled. */
static void quietly(ent_evidence *store, const char *sql) {
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
    sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    sqlite3_progress_handler(store->db, store->run != NULL ? STEPS_BETWEEN_LOOKS : 0, cancelled, store);
}

ent_status store_unit_begin(ent_evidence *store) {
    if (store->read_only)
        return store_error(store, ENT_IO, "E-STORE-0007", NULL, "the store was opened for reading only");
    if (store->batch == STORE_BATCH_LOST) return batch_lost(store);
    return store_execute(store, store->batch == STORE_BATCH ? "SAVEPOINT unit" : "BEGIN IMMEDIATE",
                         "beginning to write");
}

ent_status store_unit_end(ent_evidence *store, ent_status status) {
    const bool batch = store->batch == STORE_BATCH;
    if (status == ENT_OK) status = store_execute(store, batch ? "RELEASE unit" : "COMMIT", "keeping what was written");
    if (status == ENT_OK) return ENT_OK;
    if (!gone(store)) quietly(store, batch ? "ROLLBACK TO unit; RELEASE unit" : "ROLLBACK");
    if (batch && gone(store)) store->batch = STORE_BATCH_LOST;
    return status;
}

/* What undoes one document of a batch is kept in memory: in a file it would be written page by page, some hundred for
 * every document. Sorting outside of batches may need more room than that and keeps its files. */
static void end_batch(ent_evidence *store) {
    store->batch = STORE_NO_BATCH;
    quietly(store, "PRAGMA temp_store = DEFAULT");
}

ent_status ent_evidence_begin(ent_evidence *store, const ent_run *run) {
    const ent_run *before = store_enter(store, run);
    ent_status status = store->batch == STORE_NO_BATCH
                            ? store_execute(store, "PRAGMA temp_store = MEMORY", "beginning to write")
                            : store_error(store, ENT_USAGE, "E-STORE-0013", NULL, "there is an open batch already");
    if (status == ENT_OK) {
        status = store_unit_begin(store);
        if (status == ENT_OK)
            store->batch = STORE_BATCH;
        else
            end_batch(store);
    }
    store_leave(store, before);
    return status;
}

ent_status ent_evidence_commit(ent_evidence *store, const ent_run *run) {
    const ent_run *before = store_enter(store, run);
    ent_status status = ENT_OK;
    if (store->batch != STORE_BATCH) {
        status = batch_lost(store);
    } else {
        status = store_execute(store, "COMMIT", "keeping a batch");
        if (status != ENT_OK && !gone(store)) quietly(store, "ROLLBACK");
    }
    end_batch(store);
    store_leave(store, before);
    return status;
}

void ent_evidence_undo(ent_evidence *store) {
    if (store->batch == STORE_BATCH && !gone(store)) quietly(store, "ROLLBACK");
    if (store->batch != STORE_NO_BATCH) end_batch(store);
}
