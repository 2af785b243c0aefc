/* Claims out of the store: all, over time, and those that contradict each other. */
#include "store/parts.h"

#include <stdio.h>
#include <string.h>

/* In the order of the columns; claim_row reads them. */
#define CLAIMS                                                                                                         \
    "SELECT c.id, d.id, d.publisher, coalesce(d.report, d.id), d.date, c.kind, c.sentence, c.start_byte, c.end_byte, " \
    "c.value, c.high, c.bound, c.unit, c.text, c.date, c.until, c.actor, c.target, c.issue, c.certainty, c.modality, " \
    "c.negated, c.rule, c.confidence, c.credibility, c.state, c.superseded_by, e.decided_by, e.decided_on, "           \
    "nullif(e.because, ''), d.number, s.start_byte, s.end_byte, c.source, c.chain "                                    \
    "FROM claims c JOIN documents d ON d.number = c.document "                                                         \
    "JOIN sentences s ON s.document = c.document AND s.number = c.sentence "                                           \
    "LEFT JOIN decisions e ON e.number = (SELECT x.number FROM decisions x WHERE x.claim = c.number "                  \
    "ORDER BY x.decided_on DESC, x.step DESC, x.number DESC LIMIT 1)"

/* ---- a row ---------------------------------------------------------------------------------------------------- */

/* The text of the document that the last claim stood in is kept at hand: claims come document by document. */
typedef struct quoter {
    ent_evidence *store;
    sqlite3_stmt *texts;
    int64_t document; /* whose text it holds; 0: none */
    const char *text;
    size_t size;
    ent_buffer quote;
} quoter;

static ent_status quoter_init(quoter *self, ent_evidence *store) {
    *self = (quoter){.store = store};
    ent_buffer_init(&self->quote, store->allocator);
    return store_prepare(store, "SELECT text FROM documents WHERE number = ?", &self->texts);
}

static void quoter_free(quoter *self) {
    sqlite3_finalize(self->texts);
    ent_buffer_free(&self->quote);
}

static ent_status load_text(quoter *self, int64_t document) {
    bool row = false;
    sqlite3_reset(self->texts);
    self->document = 0;
    store_binder to = {self->texts, 1, SQLITE_OK};
    store_bind_whole(&to, document);
    ent_status status = store_bound(self->store, &to);
    if (status == ENT_OK) status = store_step(self->store, self->texts, "reading a document", &row);
    if (status != ENT_OK) return status;
    self->text = row ? store_column_text(self->texts, 0) : NULL;
    if (self->text == NULL) return ENT_MEMORY;
    self->size = (size_t)sqlite3_column_bytes(self->texts, 0);
    self->document = document;
    return ENT_OK;
}

static ent_status quote(quoter *self, int64_t document, size_t start, size_t end, const char **out) {
    ent_status status = self->document == document ? ENT_OK : load_text(self, document);
    if (status != ENT_OK) return status;
    if (start > end || end > self->size)
        return store_error(self->store, ENT_INPUT, "E-STORE-0005", NULL, "a sentence lies outside of its document");
    self->quote.size = 0;
    ent_buffer_add(&self->quote, self->text + start, end - start);
    *out = self->quote.data != NULL ? self->quote.data : "";
    return self->quote.failed ? ENT_MEMORY : ENT_OK;
}

static bool candidate_row(sqlite3_stmt *row, ent_candidate *out) {
    *out = (ent_candidate){.sentence = store_column_size(row, 6),
                           .start = store_column_size(row, 7),
                           .end = store_column_size(row, 8),
                           .has_value = sqlite3_column_type(row, 9) != SQLITE_NULL,
                           .value = sqlite3_column_double(row, 9),
                           .high = sqlite3_column_double(row, 10),
                           .unit = store_column_text(row, 12),
                           .text = store_column_text(row, 13),
                           .date = store_column_date(row, 14),
                           .until = store_column_date(row, 15),
                           .actor = store_column_text(row, 16),
                           .target = store_column_text(row, 17),
                           .issue = store_column_text(row, 18),
                           .negated = sqlite3_column_int(row, 21) != 0,
                           .rule = store_column_text(row, 22),
                           .confidence = (unsigned)sqlite3_column_int(row, 23),
                           .source = store_column_text(row, 33),
                           .chain = store_column_text(row, 34)};
    if (out->has_value && !store_bound_read(store_column_text(row, 11), &out->bound)) return false;
    return store_kind_read(store_column_text(row, 5), &out->kind) &&
           store_certainty_read(store_column_text(row, 19), &out->certainty) &&
           store_modality_read(store_column_text(row, 20), &out->modality);
}

static ent_status claim_row(quoter *self, sqlite3_stmt *row, ent_stored_claim *out) {
    *out = (ent_stored_claim){.id = store_column_text(row, 0),
                              .document = store_column_text(row, 1),
                              .publisher = store_column_text(row, 2),
                              .report = store_column_text(row, 3),
                              .published = store_column_date(row, 4),
                              .credibility = (unsigned)sqlite3_column_int(row, 24),
                              .superseded_by = store_column_text(row, 26),
                              .decided_by = store_column_text(row, 27),
                              .decided_on = store_column_text(row, 28),
                              .because = store_column_text(row, 29)};
    const bool known = candidate_row(row, &out->candidate);
    if (sqlite3_errcode(self->store->db) == SQLITE_NOMEM || out->id == NULL) return ENT_MEMORY;
    if (!known || !ent_claim_state_read(store_column_text(row, 25), &out->state))
        return store_error(self->store, ENT_INPUT, "E-STORE-0005", NULL, "a word of claim %s is not known", out->id);
    out->quote_start = store_column_size(row, 31);
    return quote(self, sqlite3_column_int64(row, 30), store_column_size(row, 31), store_column_size(row, 32),
                 &out->quote);
}

static ent_status visit_rows(ent_evidence *store, sqlite3_stmt *statement, ent_claim_visitor visit, void *context) {
    quoter self;
    bool row = true;
    ent_status status = quoter_init(&self, store);
    while (status == ENT_OK && row) {
        ent_stored_claim claim;
        status = store_step(store, statement, "reading claims", &row);
        if (status != ENT_OK || !row) break;
        status = claim_row(&self, statement, &claim);
        if (status == ENT_OK) status = visit(context, &claim);
    }
    quoter_free(&self);
    return status;
}

/* ---- filters -------------------------------------------------------------------------------------------------- */

typedef struct condition {
    const char *text; /* NULL: does not apply */
    const char *sql;
} condition;

enum { CONDITIONS = 9 };

/* What applies of a filter; dates are written into the two texts. */
static void conditions_of(const ent_evidence_filter *filter, char from[ENT_NUMBER_TEXT], char until[ENT_NUMBER_TEXT],
                          condition out[CONDITIONS]) {
    const char *kind = filter->kind >= 0 ? ent_candidate_kind_name((ent_candidate_kind)filter->kind) : NULL;
    const char *state = filter->state >= 0 ? ent_claim_state_name((ent_claim_state)filter->state) : NULL;
    const condition all[CONDITIONS] = {
        {filter->claim, "c.id = ?"},
        {filter->document, "d.id = ?"},
        {filter->actor, "? IN (c.actor, c.target)"},
        {filter->issue, "c.issue = ?"},
        {filter->publisher, "d.publisher = ?"},
        {kind, "c.kind = ?"},
        {state, "c.state = ?"},
        {filter->from.year != 0 ? ent_write_date(from, filter->from) : NULL, "coalesce(c.date, d.date) >= ?"},
        {filter->until.year != 0 ? ent_write_date(until, filter->until) : NULL, "coalesce(c.date, d.date) <= ? || '~'"},
    };
    memcpy(out, all, sizeof all);
}

/* CLAIMS with conditions and an order; `always` holds for every row. */
static ent_status filtered(ent_evidence *store, const ent_evidence_filter *filter, const char *always,
                           const char *order, ent_claim_visitor visit, void *context) {
    static const ent_evidence_filter all = {.kind = -1, .state = -1};
    if (filter == NULL) filter = &all;
    char from[ENT_NUMBER_TEXT], until[ENT_NUMBER_TEXT];
    condition conditions[CONDITIONS];
    conditions_of(filter, from, until, conditions);
    ent_buffer sql;
    ent_buffer_init(&sql, store->allocator);
    ent_buffer_printf(&sql, "%s WHERE %s", CLAIMS, always);
    for (size_t i = 0; i < CONDITIONS; i++)
        if (conditions[i].text != NULL) ent_buffer_printf(&sql, " AND %s", conditions[i].sql);
    ent_buffer_printf(&sql, " ORDER BY %s LIMIT %lld", order,
                      filter->most == 0 || filter->most > INT32_MAX ? -1LL : (long long)filter->most);
    sqlite3_stmt *statement = NULL;
    ent_status status = sql.failed ? ENT_MEMORY : store_prepare(store, sql.data, &statement);
    ent_buffer_free(&sql);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        for (size_t i = 0; i < CONDITIONS; i++)
            if (conditions[i].text != NULL) store_bind_text(&to, conditions[i].text);
        status = store_bound(store, &to);
    }
    if (status == ENT_OK) status = visit_rows(store, statement, visit, context);
    sqlite3_finalize(statement);
    return status;
}

ent_status ent_evidence_claims(ent_evidence *store, const ent_run *run, const ent_evidence_filter *filter,
                               ent_claim_visitor visit, void *context) {
    const ent_run *before = store_enter(store, run);
    ent_status status =
        filtered(store, filter, "1", "d.date IS NULL, d.date, d.id, c.sentence, c.start_byte, c.id", visit, context);
    store_leave(store, before);
    return status;
}

ent_status ent_evidence_timeline(ent_evidence *store, const ent_run *run, const ent_evidence_filter *filter,
                                 ent_claim_visitor visit, void *context) {
    const ent_run *before = store_enter(store, run);
    ent_status status =
        filtered(store, filter, "c.id IN (SELECT claim FROM v_timeline)",
                 "coalesce(c.date, d.date) IS NULL, coalesce(c.date, d.date), d.id, c.sentence, c.start_byte, c.id",
                 visit, context);
    store_leave(store, before);
    return status;
}

/* ---- contradictions ------------------------------------------------------------------------------------------- */

/* A claim by its id, on a statement that stays at its row. */
static ent_status claim_at(quoter *self, sqlite3_stmt *by_id, const char *id, ent_stored_claim *out) {
    bool row = false;
    sqlite3_reset(by_id);
    store_binder to = {by_id, 1, SQLITE_OK};
    store_bind_text(&to, id);
    ent_status status = store_bound(self->store, &to);
    if (status == ENT_OK) status = store_step(self->store, by_id, "reading a claim", &row);
    if (status != ENT_OK) return status;
    return row ? claim_row(self, by_id, out)
               : store_error(self->store, ENT_INPUT, "E-STORE-0005", NULL, "a claim is not there");
}

typedef struct pair_reader {
    quoter quoters[2];
    sqlite3_stmt *by_id[2];
} pair_reader;

static ent_status pair_init(pair_reader *self, ent_evidence *store) {
    *self = (pair_reader){.by_id = {NULL, NULL}};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < 2 && status == ENT_OK; i++) {
        status = quoter_init(&self->quoters[i], store);
        if (status == ENT_OK) status = store_prepare(store, CLAIMS " WHERE c.id = ?", &self->by_id[i]);
    }
    return status;
}

static void pair_free(pair_reader *self) {
    for (size_t i = 0; i < 2; i++) {
        sqlite3_finalize(self->by_id[i]);
        if (self->quoters[i].store != NULL) quoter_free(&self->quoters[i]);
    }
}

ent_status ent_evidence_conflicts(ent_evidence *store, const ent_run *run, const char *issue,
                                  ent_status (*visit)(void *context, const ent_stored_claim *first,
                                                      const ent_stored_claim *second),
                                  void *context) {
    static const char sql[] = "SELECT first_claim, second_claim FROM v_conflicts WHERE ?1 IS NULL OR issue = ?1 "
                              "ORDER BY issue, period, first_claim, second_claim";
    const ent_run *before = store_enter(store, run);
    sqlite3_stmt *pairs = NULL;
    pair_reader reader;
    bool row = true;
    ent_status status = pair_init(&reader, store);
    if (status == ENT_OK) status = store_prepare(store, sql, &pairs);
    if (status == ENT_OK) {
        store_binder to = {pairs, 1, SQLITE_OK};
        store_bind_text(&to, issue);
        status = store_bound(store, &to);
    }
    while (status == ENT_OK && row) {
        ent_stored_claim claims[2];
        status = store_step(store, pairs, "looking for contradictions", &row);
        for (int i = 0; i < 2 && status == ENT_OK && row; i++)
            status = claim_at(&reader.quoters[i], reader.by_id[i], store_column_text(pairs, i), &claims[i]);
        if (status == ENT_OK && row) status = visit(context, &claims[0], &claims[1]);
    }
    sqlite3_finalize(pairs);
    pair_free(&reader);
    store_leave(store, before);
    return status;
}
