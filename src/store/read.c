/* Documents and sentences out of the store, counts, and candidates for copies. */
#include "store/parts.h"

#include <stdio.h>
#include <string.h>

/* ---- documents ------------------------------------------------------------------------------------------------ */

ent_stored_document store_document_row(sqlite3_stmt *statement) {
    return (ent_stored_document){.id = store_column_text(statement, 0),
                                 .hash = store_column_text(statement, 1),
                                 .title = store_column_text(statement, 2),
                                 .publisher = store_column_text(statement, 3),
                                 .address = store_column_text(statement, 4),
                                 .language = store_column_text(statement, 5),
                                 .handling = store_column_text(statement, 6),
                                 .note = store_column_text(statement, 7),
                                 .date = store_column_date(statement, 8),
                                 .report = store_column_text(statement, 9),
                                 .bytes = store_column_size(statement, 10),
                                 .share = sqlite3_column_double(statement, 11)};
}

#define COUNTS                                                                                                         \
    ", (SELECT count(*) FROM sentences s WHERE s.document = d.number), "                                               \
    "(SELECT count(*) FROM claims c WHERE c.document = d.number)"

static ent_stored_document counted_row(sqlite3_stmt *statement) {
    ent_stored_document document = store_document_row(statement);
    document.sentences = store_column_size(statement, 12);
    document.claims = store_column_size(statement, 13);
    return document;
}

/* Copies of all texts of a row. */
static ent_status keep_document(ent_stored_document *document, ent_arena *arena) {
    const char **const texts[] = {&document->id,        &document->hash,    &document->title,
                                  &document->publisher, &document->address, &document->language,
                                  &document->handling,  &document->note,    &document->report};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (*texts[i] == NULL) continue;
        *texts[i] = ent_arena_text(arena, *texts[i]);
        if (*texts[i] == NULL) return ENT_MEMORY;
    }
    return ENT_OK;
}

enum { LEAST_DIGITS = 6 };

static ent_status keep_with_text(ent_evidence *store, sqlite3_stmt *statement, ent_arena *arena,
                                 ent_stored_document *out) {
    const char *text = store_column_text(statement, 14);
    const size_t size = (size_t)sqlite3_column_bytes(statement, 14);
    *out = counted_row(statement);
    if (text == NULL) return ENT_MEMORY;
    if (size != out->bytes)
        return store_error(store, ENT_INPUT, "E-STORE-0005", NULL, "the text of document %s was changed", out->id);
    ent_status status = keep_document(out, arena);
    if (status == ENT_OK && (out->text = ent_arena_copy(arena, text, size)) == NULL) status = ENT_MEMORY;
    return status;
}

ent_status ent_evidence_read(ent_evidence *store, const ent_run *run, const char *id, ent_arena *arena,
                             ent_stored_document *out) {
    static const char sql[] = "SELECT " STORE_DOCUMENT_COLUMNS COUNTS ", d.text FROM documents d "
                              "WHERE d.id >= ?1 AND d.id < ?1 || 'g' LIMIT 2";
    *out = (ent_stored_document){.id = NULL};
    const ent_run *before = store_enter(store, run);
    sqlite3_stmt *statement = NULL;
    bool row = false;
    const bool good = strlen(id) >= LEAST_DIGITS && strspn(id, "0123456789abcdef") == strlen(id);
    ent_status status = good ? store_prepare(store, sql, &statement) : ENT_OK;
    if (status == ENT_OK && good) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_text(&to, id);
        status = store_bound(store, &to);
        if (status == ENT_OK) status = store_step(store, statement, "reading a document", &row);
    }
    if (status == ENT_OK && !row)
        status = store_error(store, ENT_INPUT, "E-STORE-0011", "an id has at least 6 digits of 0-9 and a-f",
                             "there is no document %.64s", id);
    if (status == ENT_OK) status = keep_with_text(store, statement, arena, out);
    if (status == ENT_OK) status = store_step(store, statement, "reading a document", &row);
    if (status == ENT_OK && row)
        status =
            store_error(store, ENT_INPUT, "E-STORE-0011", "give more digits", "several documents begin with %.64s", id);
    if (status != ENT_OK) *out = (ent_stored_document){.id = NULL};
    sqlite3_finalize(statement);
    store_leave(store, before);
    return status;
}

ent_status ent_evidence_documents(ent_evidence *store, const ent_run *run,
                                  ent_status (*visit)(void *context, const ent_stored_document *document),
                                  void *context) {
    const ent_run *before = store_enter(store, run);
    sqlite3_stmt *statement = NULL;
    bool row = true;
    ent_status status = store_prepare(store,
                                      "SELECT " STORE_DOCUMENT_COLUMNS COUNTS
                                      ", CASE WHEN d.title IS NULL THEN substr(d.text, 1, 120) END"
                                      " FROM documents d ORDER BY d.date IS NULL, d.date, d.publisher, d.id",
                                      &statement);
    while (status == ENT_OK && row) {
        status = store_step(store, statement, "reading documents", &row);
        if (status != ENT_OK || !row) break;
        ent_stored_document document = counted_row(statement);
        document.opening = store_column_text(statement, 14);
        status = visit(context, &document);
    }
    sqlite3_finalize(statement);
    store_leave(store, before);
    return status;
}

ent_status ent_evidence_sentences(ent_evidence *store, const ent_run *run, const char *id,
                                  ent_status (*visit)(void *context, size_t number, ent_sentence sentence),
                                  void *context) {
    static const char sql[] = "SELECT s.number, s.start_byte, s.end_byte FROM sentences s JOIN documents d "
                              "ON d.number = s.document WHERE d.id = ? ORDER BY s.number";
    const ent_run *before = store_enter(store, run);
    sqlite3_stmt *statement = NULL;
    bool row = true;
    ent_status status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_text(&to, id);
        status = store_bound(store, &to);
    }
    while (status == ENT_OK && row) {
        status = store_step(store, statement, "reading sentences", &row);
        if (status != ENT_OK || !row) break;
        const ent_sentence sentence = {store_column_size(statement, 1), store_column_size(statement, 2)};
        status = visit(context, store_column_size(statement, 0), sentence);
    }
    sqlite3_finalize(statement);
    store_leave(store, before);
    return status;
}

/* ---- counts --------------------------------------------------------------------------------------------------- */

ent_status ent_evidence_count(ent_evidence *store, const ent_run *run, ent_evidence_counts *out) {
    static const char sql[] =
        "SELECT (SELECT count(*) FROM documents), (SELECT count(DISTINCT coalesce(report, id)) FROM documents), "
        "(SELECT count(DISTINCT publisher) FROM documents), (SELECT count(*) FROM sentences), "
        "(SELECT count(*) FROM claims), (SELECT count(*) FROM claims WHERE state = 'candidate'), "
        "(SELECT count(*) FROM claims WHERE state = 'accepted'), (SELECT count(*) FROM claims WHERE state = "
        "'rejected'), "
        "(SELECT count(*) FROM claims WHERE state = 'irrelevant'), "
        "(SELECT count(*) FROM claims WHERE state = 'superseded')";
    const ent_run *before = store_enter(store, run);
    sqlite3_stmt *statement = NULL;
    bool row = false;
    *out = (ent_evidence_counts){0};
    ent_status status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) status = store_step(store, statement, "counting", &row);
    if (row) {
        size_t *const counts[] = {&out->documents, &out->reports, &out->publishers, &out->sentences, &out->claims};
        for (int i = 0; i < 5; i++) {
            *counts[i] = store_column_size(statement, i);
            out->by_state[i] = store_column_size(statement, 5 + i);
        }
    }
    sqlite3_finalize(statement);
    store_leave(store, before);
    return status;
}

/* ---- candidates for copies ------------------------------------------------------------------------------------ */

/* The keys of one query, as an array in JSON: a band's number is its place. Keys are signed in SQLite. */
static ent_status keys_text(const uint64_t *bands, size_t size, ent_buffer *out) {
    ent_buffer_char(out, '[');
    for (size_t i = 0; i < size; i++)
        ent_buffer_printf(out, "%s%lld", i > 0 ? "," : "", (long long)bands[i]);
    ent_buffer_char(out, ']');
    return out->failed ? ENT_MEMORY : ENT_OK;
}

ent_status ent_evidence_similar(ent_evidence *store, const ent_run *run, const uint64_t *bands, size_t size,
                                ent_status (*visit)(void *context, const ent_stored_document *document),
                                void *context) {
    static const char sql[] =
        "SELECT " STORE_DOCUMENT_COLUMNS " FROM documents d WHERE d.number IN (SELECT b.document FROM json_each(?) k "
        "CROSS JOIN bands b ON b.band = k.key AND b.key = k.value) ORDER BY d.number";
    const ent_run *before = store_enter(store, run);
    sqlite3_stmt *statement = NULL;
    bool row = true;
    ent_buffer keys;
    ent_buffer_init(&keys, store->allocator);
    ent_status status = keys_text(bands, size, &keys);
    if (status == ENT_OK) status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_bytes(&to, keys.data, keys.size);
        status = store_bound(store, &to);
    }
    while (status == ENT_OK && row) {
        status = store_step(store, statement, "looking for copies", &row);
        if (status != ENT_OK || !row) break;
        const ent_stored_document document = store_document_row(statement);
        status = document.id == NULL || document.report == NULL ? ENT_MEMORY : visit(context, &document);
    }
    sqlite3_finalize(statement);
    ent_buffer_free(&keys);
    store_leave(store, before);
    return status;
}
