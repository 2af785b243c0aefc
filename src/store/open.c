/* Opening and closing. SQLite opens the file: it is the one other door to files, and goes where the caller points. */
#include "store/parts.h"

#include <limits.h>
#include <string.h>

enum { WAIT = 10000, CACHE = 65536, PAUSE = 5 };

static ent_status whole_of(ent_evidence *store, const char *sql, int64_t *out) {
    sqlite3_stmt *statement = NULL;
    bool row = false;
    ent_status status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) status = store_step(store, statement, "opening the store", &row);
    *out = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

/* What kind of file it is: *version 0 for an empty one. */
static ent_status recognise(ent_evidence *store, int *version) {
    int64_t application = 0, user = 0, objects = 0;
    ent_status status = whole_of(store, "SELECT count(*) FROM sqlite_schema", &objects);
    if (status == ENT_OK) status = whole_of(store, "PRAGMA application_id", &application);
    if (status == ENT_OK) status = whole_of(store, "PRAGMA user_version", &user);
    if (status != ENT_OK) return status;
    *version = 0;
    if (application == 0 && user == 0 && objects == 0) return ENT_OK;
    if (application != store_application)
        return store_error(store, ENT_INPUT, "E-STORE-0002", "name a store, or a file that is not there yet",
                           "a database, but no evidence store");
    if (user > ENT_EVIDENCE_VERSION)
        return store_error(store, ENT_INPUT, "E-STORE-0003", "use the newer release of Entente",
                           "the store is of version %lld; this release knows versions up to %d", (long long)user,
                           (int)ENT_EVIDENCE_VERSION);
    if (user < 1) return store_error(store, ENT_INPUT, "E-STORE-0005", NULL, "the store has no version");
    *version = (int)user;
    return ENT_OK;
}

/* Changing to WAL needs the file alone and does not always wait for it by itself. */
static ent_status use_wal(ent_evidence *store, unsigned wait) {
    int code = SQLITE_BUSY;
    for (unsigned waited = 0; waited <= wait; waited += PAUSE) {
        code = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if ((code & 0xff) != SQLITE_BUSY || ent_run_cancelled(store->run)) break;
        sqlite3_sleep(PAUSE);
    }
    return store_failed(store, code, "opening the store");
}

/* Another program may be making the same store: whoever comes second finds it made. */
static ent_status bring_up(ent_evidence *store, unsigned wait) {
    int version = 0;
    ent_status status = recognise(store, &version);
    if (status != ENT_OK || version == ENT_EVIDENCE_VERSION) return status;
    if (store->read_only)
        return store_error(store, ENT_INPUT, "E-STORE-0003", "open it once for writing: that brings it up to date",
                           version == 0 ? "the file is empty" : "the store is of an older version");
    status = use_wal(store, wait);
    if (status == ENT_OK) status = store_unit_begin(store);
    if (status != ENT_OK) return status;
    status = recognise(store, &version);
    if (status == ENT_OK && version < ENT_EVIDENCE_VERSION) status = store_migrate(store, version);
    return store_unit_end(store, status);
}

static ent_status set_up(ent_evidence *store, unsigned wait, unsigned cache) {
    sqlite3_busy_timeout(store->db, wait > INT_MAX ? INT_MAX : (int)wait);
    sqlite3_extended_result_codes(store->db, 1);
    /* A store may come from anybody: nothing in it is run that the tables do not need. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
    char *sql = sqlite3_mprintf("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA cache_size = -%u;"
                                "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000",
                                cache > INT_MAX ? (unsigned)INT_MAX : cache);
    if (sql == NULL) return ENT_MEMORY;
    ent_status status = store_execute(store, sql, "opening the store");
    sqlite3_free(sql);
    if (status == ENT_OK && store->read_only)
        status = store_execute(store, "PRAGMA query_only = ON", "opening the store");
    if (status == ENT_OK) status = bring_up(store, wait);
    if (status == ENT_OK && !store->read_only) status = use_wal(store, wait);
    return status;
}

ent_status ent_evidence_open(const ent_run *run, const char *path, const ent_evidence_options *options,
                             ent_evidence **out) {
    static const ent_evidence_options defaults = {0};
    if (options == NULL) options = &defaults;
    *out = NULL;
    const ent_allocator *allocator = ent_run_allocator(run);
    ent_evidence *store = ent_alloc(allocator, sizeof *store);
    if (store == NULL) return ENT_MEMORY;
    const size_t size = strlen(path);
    *store = (ent_evidence){.allocator = allocator, .run = run, .read_only = options->read_only};
    store->path = ent_alloc(allocator, size + 1);
    ent_status status = store->path != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) memcpy(store->path, path, size);
    if (status == ENT_OK && size == 0)
        status = store_error(store, ENT_USAGE, "E-STORE-0001", NULL, "the name of the store is empty");
    /* Where the system lets it, a reader may write too: only then does it take away the files beside the store that it
     * has made (-wal and -shm). PRAGMA query_only keeps it from changing anything. */
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options->read_only ? 0 : SQLITE_OPEN_CREATE);
    if (status == ENT_OK)
        status = store_failed(store, sqlite3_open_v2(path, &store->db, flags, NULL), "opening the store");
    if (status == ENT_OK) {
        store->run = NULL;
        const ent_run *before = store_enter(store, run);
        status = set_up(store, options->wait != 0 ? options->wait : WAIT, options->cache != 0 ? options->cache : CACHE);
        store_leave(store, before);
    }
    if (status != ENT_OK) {
        ent_evidence_close(store);
        return status;
    }
    *out = store;
    return ENT_OK;
}

void ent_evidence_close(ent_evidence *store) {
    if (store == NULL) return;
    if (store->db != NULL) ent_evidence_undo(store);
    for (size_t i = 0; i < STORE_KEPT; i++)
        sqlite3_finalize(store->kept[i]);
    sqlite3_close_v2(store->db);
    ent_free(store->allocator, store->path);
    ent_free(store->allocator, store);
}

/* ---- checking ------------------------------------------------------------------------------------------------- */

/* Queries whose every row is a fault. */
static const struct {
    const char *sql, *fault;
} faults[] = {
    {"SELECT quick_check FROM pragma_quick_check WHERE quick_check <> 'ok' LIMIT 1", "the file is damaged"},
    {"SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", "a row refers to one that is not there, in"},
    {"SELECT d.id FROM documents d WHERE length(CAST(d.text AS BLOB)) <> d.bytes LIMIT 1",
     "the text has another length than was stored, of document"},
    {"SELECT d.id FROM documents d JOIN sentences s ON s.document = d.number "
     "WHERE s.start_byte < 0 OR s.end_byte < s.start_byte OR s.end_byte > d.bytes LIMIT 1",
     "a sentence lies outside of document"},
    {"SELECT d.id FROM documents d JOIN claims c ON c.document = d.number "
     "WHERE c.start_byte < 0 OR c.end_byte < c.start_byte OR c.end_byte > d.bytes LIMIT 1",
     "a claim lies outside of document"},
};

static ent_status look_for(ent_evidence *store, size_t fault) {
    sqlite3_stmt *statement = NULL;
    bool row = false;
    ent_status status = store_prepare(store, faults[fault].sql, &statement);
    if (status == ENT_OK) status = store_step(store, statement, "checking the store", &row);
    if (row) {
        const char *what = store_column_text(statement, 0);
        status =
            store_error(store, ENT_INPUT, "E-STORE-0005", "restore it from a copy, or make a new one from its export",
                        "%s: %s", faults[fault].fault, what != NULL ? what : "");
    }
    sqlite3_finalize(statement);
    return status;
}

/* A text that was changed behind our back no longer has its hash. */
static ent_status check_hashes(ent_evidence *store) {
    sqlite3_stmt *statement = NULL;
    ent_status status = store_prepare(store, "SELECT id, hash, text FROM documents", &statement);
    bool row = status == ENT_OK;
    while (status == ENT_OK && row) {
        status = store_step(store, statement, "checking the store", &row);
        if (status != ENT_OK || !row) break;
        const char *text = store_column_text(statement, 2), *hash = store_column_text(statement, 1);
        char hex[65];
        if (text == NULL || hash == NULL) status = ENT_MEMORY;
        if (status != ENT_OK) break;
        ent_sha256(text, (size_t)sqlite3_column_bytes(statement, 2), hex);
        if (strcmp(hex, hash) != 0)
            status = store_error(store, ENT_INPUT, "E-STORE-0005", "restore the store from a copy",
                                 "the text was changed, of document %s", store_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return status;
}

ent_status ent_evidence_check(ent_evidence *store, const ent_run *run) {
    const ent_run *before = store_enter(store, run);
    ent_status status = ENT_OK;
    for (size_t i = 0; i < sizeof faults / sizeof *faults && status == ENT_OK; i++)
        status = look_for(store, i);
    if (status == ENT_OK) status = check_hashes(store);
    if (status == ENT_OK && !store->read_only)
        status = store_execute(store, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)",
                               "checking what can be searched");
    store_leave(store, before);
    return status;
}
