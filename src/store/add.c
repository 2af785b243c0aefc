/* A document with its sentences and claims, in one transaction. */
#include "store/parts.h"

#include <math.h>
#include <string.h>

/* ---- does it make sense? -------------------------------------------------------------------------------------- */

static ent_status refuse(ent_evidence *store, const char *hint, const char *what, size_t index) {
    if (index == 0) return store_error(store, ENT_INPUT, "E-STORE-0010", hint, "%s", what);
    return store_error(store, ENT_INPUT, "E-STORE-0010", hint, "%s (number %zu)", what, index);
}

static bool good_word(const char *text) {
    if (text == NULL) return true;
    const size_t size = strlen(text);
    return size <= ENT_EVIDENCE_MOST_WORDS && ent_utf8_valid(text, size);
}

static bool good_words(const char *const *texts, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (!good_word(texts[i])) return false;
    return true;
}

static bool good_date(ent_date date) {
    char text[ENT_NUMBER_TEXT];
    ent_date again;
    return date.year == 0 || (ent_read_date(ent_write_date(text, date), &again) && again.year == date.year &&
                              again.month == date.month && again.day == date.day);
}

static ent_status check_sentences(ent_evidence *store, const ent_evidence_document *document) {
    size_t last = 0;
    for (size_t i = 0; i < document->sentences_size; i++) {
        const ent_sentence *sentence = &document->sentences[i];
        if (sentence->start < last || sentence->end < sentence->start || sentence->end > document->size)
            return refuse(store, "sentences are rising spans of the text", "a sentence has no such place", i + 1);
        last = sentence->end;
    }
    return ENT_OK;
}

static ent_status check_claim(ent_evidence *store, const ent_evidence_document *document, size_t i) {
    const ent_candidate *claim = &document->claims[i];
    const char *const texts[] = {claim->unit,  claim->text,   claim->actor, claim->target,
                                 claim->issue, claim->source, claim->chain, claim->rule};
    if (claim->sentence < 1 || claim->sentence > document->sentences_size || claim->end < claim->start ||
        claim->end > document->size)
        return refuse(store, "a claim stands in a sentence of its document", "a claim has no such place", i + 1);
    if (claim->rule == NULL) return refuse(store, NULL, "a claim does not say which rule made it", i + 1);
    if (!good_words(texts, sizeof texts / sizeof *texts))
        return refuse(store, "texts are UTF-8 of at most 64 KB", "a text of a claim cannot be stored", i + 1);
    if (claim->has_value && (!isfinite(claim->value) || (claim->bound == ENT_BETWEEN && !isfinite(claim->high))))
        return refuse(store, NULL, "a claim has a value that is no number", i + 1);
    if (!good_date(claim->date) || !good_date(claim->until))
        return refuse(store, NULL, "a claim has a date that does not exist", i + 1);
    return ENT_OK;
}

ent_status store_check_document(ent_evidence *store, const ent_evidence_document *document) {
    const char *const texts[] = {document->title,    document->publisher, document->address, document->language,
                                 document->handling, document->note,      document->report};
    if (document->size > ENT_EVIDENCE_MOST_TEXT)
        return store_error(store, ENT_LIMIT, "E-STORE-0010", "cut it into several documents",
                           "the text has %zu KB; at most %d KB are stored", document->size >> 10,
                           ENT_EVIDENCE_MOST_TEXT >> 10);
    if (document->claims_size > ENT_EVIDENCE_MOST_CLAIMS)
        return store_error(store, ENT_LIMIT, "E-STORE-0010", "cut it into several documents",
                           "the document has more than %d claims", (int)ENT_EVIDENCE_MOST_CLAIMS);
    if (memchr(document->text, '\0', document->size) != NULL || !ent_utf8_valid(document->text, document->size))
        return refuse(store, "texts are UTF-8 without NUL", "the text of the document cannot be stored", 0);
    if (!good_words(texts, sizeof texts / sizeof *texts))
        return refuse(store, "texts are UTF-8 of at most 64 KB", "what is known of the document cannot be stored", 0);
    if (!(document->share >= 0 && document->share <= 1))
        return refuse(store, "a share is a number from 0 to 1", "the document has no such share in common", 0);
    if (!good_date(document->date)) return refuse(store, NULL, "the document has a date that does not exist", 0);
    ent_status status = check_sentences(store, document);
    for (size_t i = 0; i < document->claims_size && status == ENT_OK; i++)
        status = check_claim(store, document, i);
    return status;
}

/* ---- inserting ------------------------------------------------------------------------------------------------ */

/* Binds and runs; `statement` may be used again. */
static ent_status run_bound(ent_evidence *store, store_binder *to) {
    ent_status status = store_bound(store, to);
    return status == ENT_OK ? store_finish(store, to->statement, "adding a document") : status;
}

static ent_status insert_row(ent_evidence *store, const ent_evidence_document *document, const char *id) {
    /* A copy of a copy is a copy of the first. */
    static const char sql[] = "INSERT INTO documents (id, hash, title, publisher, date, address, language, handling, "
                              "note, bytes, text, report, share) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                              "nullif(coalesce((SELECT h.report FROM documents h WHERE h.id = ?12), ?12), ?1), ?13)";
    char hash[65];
    ent_sha256(document->text, document->size, hash);
    sqlite3_stmt *statement = NULL;
    ent_status status = store_take(store, STORE_INSERT_DOCUMENT, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        const char *const first[] = {id, hash, document->title, document->publisher};
        for (size_t i = 0; i < 4; i++)
            store_bind_text(&to, first[i]);
        store_bind_date(&to, document->date);
        const char *const next[] = {document->address, document->language, document->handling, document->note};
        for (size_t i = 0; i < 4; i++)
            store_bind_text(&to, next[i]);
        store_bind_size(&to, document->size);
        store_bind_bytes(&to, document->text, document->size);
        store_bind_text(&to, document->report);
        if (document->report != NULL)
            store_bind_real(&to, document->share);
        else
            store_bind_null(&to);
        status = run_bound(store, &to);
    }
    store_give_back(statement);
    return status;
}

static ent_status insert_sentences(ent_evidence *store, const ent_evidence_document *document, int64_t number) {
    sqlite3_stmt *statement = NULL;
    ent_status status =
        store_take(store, STORE_INSERT_SENTENCE, "INSERT INTO sentences VALUES (?, ?, ?, ?)", &statement);
    for (size_t i = 0; i < document->sentences_size && status == ENT_OK; i++) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_whole(&to, number);
        store_bind_size(&to, i + 1);
        store_bind_size(&to, document->sentences[i].start);
        store_bind_size(&to, document->sentences[i].end);
        status = run_bound(store, &to);
    }
    store_give_back(statement);
    return status;
}

static ent_status insert_bands(ent_evidence *store, const ent_evidence_document *document, int64_t number) {
    sqlite3_stmt *statement = NULL;
    ent_status status =
        store_take(store, STORE_INSERT_BAND, "INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", &statement);
    for (size_t i = 0; i < document->bands_size && status == ENT_OK; i++) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_size(&to, i);
        store_bind_whole(&to, (int64_t)document->bands[i]);
        store_bind_whole(&to, number);
        status = run_bound(store, &to);
    }
    store_give_back(statement);
    return status;
}

static void bind_claim(store_binder *to, const ent_candidate *claim) {
    store_bind_size(to, claim->sentence);
    store_bind_size(to, claim->start);
    store_bind_size(to, claim->end);
    const char *const texts[] = {ent_candidate_kind_name(claim->kind), claim->actor, claim->target, claim->issue};
    for (size_t i = 0; i < 4; i++)
        store_bind_text(to, texts[i]);
    if (claim->has_value)
        store_bind_real(to, claim->value);
    else
        store_bind_null(to);
    if (claim->has_value && claim->bound == ENT_BETWEEN)
        store_bind_real(to, claim->high);
    else
        store_bind_null(to);
    store_bind_text(to, claim->has_value ? store_bound_name(claim->bound) : NULL);
    store_bind_text(to, claim->unit);
    store_bind_text(to, claim->text);
    store_bind_date(to, claim->date);
    store_bind_date(to, claim->until);
    store_bind_text(to, ent_certainty_name(claim->certainty));
    store_bind_text(to, store_modality_name(claim->modality));
    store_bind_text(to, claim->source);
    store_bind_text(to, claim->chain);
    store_bind_whole(to, claim->negated ? 1 : 0);
    store_bind_text(to, claim->rule);
    store_bind_size(to, claim->confidence);
}

static ent_status insert_claims(ent_evidence *store, const ent_evidence_document *document, const char *id,
                                int64_t number, size_t *added) {
    static const char sql[] =
        "INSERT INTO claims (id, document, sentence, start_byte, end_byte, kind, actor, target, issue, value, high, "
        "bound, unit, text, date, until, certainty, modality, source, chain, negated, rule, confidence) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    sqlite3_stmt *statement = NULL;
    ent_status status = store_take(store, STORE_INSERT_CLAIM, sql, &statement);
    for (size_t i = 0; i < document->claims_size && status == ENT_OK; i++) {
        char claim_id[ENT_EVIDENCE_CLAIM_ID + 1];
        status = store_claim_id(store->allocator, id, &document->claims[i], claim_id);
        if (status != ENT_OK) break;
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_text(&to, claim_id);
        store_bind_whole(&to, number);
        bind_claim(&to, &document->claims[i]);
        status = run_bound(store, &to);
        if (status == ENT_OK) *added += (size_t)sqlite3_changes(store->db);
    }
    store_give_back(statement);
    return status;
}

/* ---- a document that may be there ----------------------------------------------------------------------------- */

static ent_status find_document(ent_evidence *store, const char *id, int64_t *number) {
    sqlite3_stmt *statement = NULL;
    bool row = false;
    ent_status status = store_take(store, STORE_FIND_DOCUMENT, "SELECT number FROM documents WHERE id = ?", &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_text(&to, id);
        status = store_bound(store, &to);
    }
    if (status == ENT_OK) status = store_step(store, statement, "looking for a document", &row);
    *number = row ? sqlite3_column_int64(statement, 0) : 0;
    store_give_back(statement);
    return status;
}

static ent_status same_sentences(ent_evidence *store, const ent_evidence_document *document, int64_t number,
                                 bool *same) {
    static const char sql[] = "SELECT start_byte, end_byte FROM sentences WHERE document = ? ORDER BY number";
    sqlite3_stmt *statement = NULL;
    bool row = true;
    size_t i = 0;
    *same = true;
    ent_status status = store_prepare(store, sql, &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_whole(&to, number);
        status = store_bound(store, &to);
    }
    while (status == ENT_OK && row && *same) {
        status = store_step(store, statement, "comparing sentences", &row);
        if (status != ENT_OK || !row) break;
        *same = i < document->sentences_size && document->sentences[i].start == store_column_size(statement, 0) &&
                document->sentences[i].end == store_column_size(statement, 1);
        i++;
    }
    if (*same) *same = i == document->sentences_size;
    sqlite3_finalize(statement);
    return status;
}

ent_status store_insert(ent_evidence *store, const ent_evidence_document *document, ent_evidence_added *added) {
    int64_t number = 0;
    bool same = true;
    ent_status status = find_document(store, added->id, &number);
    if (status != ENT_OK) return status;
    if (number != 0) {
        status = same_sentences(store, document, number, &same);
        added->other_sentences = !same;
    } else {
        status = insert_row(store, document, added->id);
        number = sqlite3_last_insert_rowid(store->db);
        if (status == ENT_OK) status = insert_sentences(store, document, number);
        if (status == ENT_OK) status = insert_bands(store, document, number);
        added->added = status == ENT_OK;
    }
    if (status == ENT_OK && same) status = insert_claims(store, document, added->id, number, &added->claims);
    return status;
}

ent_status ent_evidence_add(ent_evidence *store, const ent_run *run, const ent_evidence_document *document,
                            ent_evidence_added *added) {
    ent_evidence_added own;
    if (added == NULL) added = &own;
    *added = (ent_evidence_added){.added = false};
    const ent_run *before = store_enter(store, run);
    ent_status status = store_check_document(store, document);
    if (status == ENT_OK) status = ent_evidence_document_id(store->allocator, document, added->id);
    if (status == ENT_OK) status = store_unit_begin(store);
    if (status == ENT_OK) status = store_unit_end(store, store_insert(store, document, added));
    if (status != ENT_OK) *added = (ent_evidence_added){.added = false};
    store_leave(store, before);
    return status;
}
