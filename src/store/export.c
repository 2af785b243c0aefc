/* The store as JSON lines: a document a line, by id, keys in a fixed order, so that equal stores give equal bytes. Keys
 * without a value are left out. */
#include "store/parts.h"

#include <entente/findings.h>

static void key(ent_buffer *out, const char *name) {
    ent_buffer_printf(out, ",\"%s\":", name);
}

static void text_of(ent_buffer *out, const char *name, const char *text) {
    if (text == NULL) return;
    key(out, name);
    ent_json_string(out, text);
}

static void whole_of(ent_buffer *out, const char *name, size_t value) {
    key(out, name);
    ent_buffer_printf(out, "%zu", value);
}

static void real_of(ent_buffer *out, const char *name, double value) {
    char text[ENT_NUMBER_TEXT];
    key(out, name);
    ent_buffer_text(out, ent_write_double(text, value));
}

static void date_of(ent_buffer *out, const char *name, ent_date date) {
    char text[ENT_NUMBER_TEXT];
    text_of(out, name, date.year == 0 ? NULL : ent_write_date(text, date));
}

/* ---- a claim with its decisions ------------------------------------------------------------------------------- */

typedef struct exporter {
    ent_evidence *store;
    sqlite3_stmt *decisions;
    ent_buffer line;
    size_t items; /* of the list being written */
} exporter;

static void write_decision(ent_buffer *out, sqlite3_stmt *row) {
    ent_buffer_printf(out, "{\"step\":%zu", store_column_size(row, 0));
    text_of(out, "state", store_column_text(row, 1));
    text_of(out, "by", store_column_text(row, 2));
    text_of(out, "on", store_column_text(row, 3));
    text_of(out, "because", store_column_text(row, 4));
    text_of(out, "superseded_by", store_column_text(row, 5));
    if (sqlite3_column_type(row, 6) != SQLITE_NULL) whole_of(out, "credibility", store_column_size(row, 6));
    ent_buffer_char(out, '}');
}

static ent_status write_decisions(exporter *self, const char *claim) {
    bool row = true;
    size_t written = 0;
    sqlite3_reset(self->decisions);
    store_binder to = {self->decisions, 1, SQLITE_OK};
    store_bind_text(&to, claim);
    ent_status status = store_bound(self->store, &to);
    while (status == ENT_OK && row) {
        status = store_step(self->store, self->decisions, "reading decisions", &row);
        if (status != ENT_OK || !row) break;
        ent_buffer_text(&self->line, written++ == 0 ? ",\"decisions\":[" : ",");
        write_decision(&self->line, self->decisions);
    }
    if (written > 0) ent_buffer_char(&self->line, ']');
    return status;
}

static ent_status write_claim(void *context, const ent_stored_claim *claim) {
    exporter *self = context;
    ent_buffer *out = &self->line;
    const ent_candidate *c = &claim->candidate;
    ent_buffer_printf(out, "%s{\"id\":\"%s\"", self->items++ == 0 ? "" : ",", claim->id);
    text_of(out, "kind", ent_candidate_kind_name(c->kind));
    whole_of(out, "sentence", c->sentence);
    whole_of(out, "start", c->start);
    whole_of(out, "end", c->end);
    if (c->has_value) {
        text_of(out, "bound", store_bound_name(c->bound));
        real_of(out, "value", c->value);
        if (c->bound == ENT_BETWEEN) real_of(out, "high", c->high);
    }
    text_of(out, "unit", c->unit);
    text_of(out, "text", c->text);
    date_of(out, "date", c->date);
    date_of(out, "until", c->until);
    text_of(out, "actor", c->actor);
    text_of(out, "target", c->target);
    text_of(out, "issue", c->issue);
    text_of(out, "certainty", ent_certainty_name(c->certainty));
    text_of(out, "modality", store_modality_name(c->modality));
    text_of(out, "source", c->source);
    text_of(out, "chain", c->chain);
    if (c->negated) ent_buffer_text(out, ",\"negated\":true");
    text_of(out, "rule", c->rule);
    whole_of(out, "confidence", c->confidence);
    ent_status status = write_decisions(self, claim->id);
    ent_buffer_char(out, '}');
    return out->failed ? ENT_MEMORY : status;
}

static ent_status write_sentence(void *context, size_t number, ent_sentence sentence) {
    exporter *self = context;
    ent_buffer_printf(&self->line, "%s[%zu,%zu]", number == 1 ? "" : ",", sentence.start, sentence.end);
    return self->line.failed ? ENT_MEMORY : ENT_OK;
}

/* ---- a document ----------------------------------------------------------------------------------------------- */

static ent_status write_bands(exporter *self, int64_t number) {
    sqlite3_stmt *statement = NULL;
    bool row = true;
    size_t written = 0;
    ent_status status =
        store_prepare(self->store, "SELECT key FROM bands WHERE document = ? ORDER BY band", &statement);
    if (status == ENT_OK) {
        store_binder to = {statement, 1, SQLITE_OK};
        store_bind_whole(&to, number);
        status = store_bound(self->store, &to);
    }
    while (status == ENT_OK && row) {
        status = store_step(self->store, statement, "reading a document", &row);
        if (status != ENT_OK || !row) break;
        ent_buffer_text(&self->line, written++ == 0 ? ",\"bands\":[" : ",");
        /* Beyond what a number of JSON holds everywhere. */
        ent_buffer_printf(&self->line, "\"%016llx\"", (unsigned long long)sqlite3_column_int64(statement, 0));
    }
    if (written > 0) ent_buffer_char(&self->line, ']');
    sqlite3_finalize(statement);
    return status;
}

static ent_status write_document(exporter *self, sqlite3_stmt *row) {
    const ent_stored_document d = store_document_row(row);
    const char *report = store_column_text(row, 12), *text = store_column_text(row, 13);
    if (d.id == NULL || text == NULL) return ENT_MEMORY;
    ent_buffer *out = &self->line;
    out->size = 0;
    ent_buffer_printf(out, "{\"entente_store\":1,\"id\":\"%s\",\"hash\":\"%s\"", d.id, d.hash);
    text_of(out, "title", d.title);
    text_of(out, "publisher", d.publisher);
    date_of(out, "date", d.date);
    text_of(out, "address", d.address);
    text_of(out, "language", d.language);
    text_of(out, "handling", d.handling);
    text_of(out, "note", d.note);
    text_of(out, "report", report);
    if (report != NULL) real_of(out, "share", d.share);
    text_of(out, "text", text);
    ent_status status = write_bands(self, sqlite3_column_int64(row, 14));
    ent_buffer_text(out, ",\"sentences\":[");
    if (status == ENT_OK) status = ent_evidence_sentences(self->store, self->store->run, d.id, write_sentence, self);
    ent_buffer_text(out, "],\"claims\":[");
    self->items = 0;
    const ent_evidence_filter filter = {.document = d.id, .kind = -1, .state = -1};
    if (status == ENT_OK) status = ent_evidence_claims(self->store, self->store->run, &filter, write_claim, self);
    ent_buffer_text(out, "]}\n");
    if (status == ENT_OK && out->size > ENT_EVIDENCE_MOST_LINE)
        status = store_error(self->store, ENT_LIMIT, "E-STORE-0010", NULL, "document %s is too large for a line", d.id);
    return out->failed ? ENT_MEMORY : status;
}

/* In one transaction, so that a writer beside us cannot change it half way. */
ent_status ent_evidence_export(ent_evidence *store, const ent_run *run,
                               ent_status (*write)(void *context, const char *data, size_t size), void *context) {
    static const char sql[] = "SELECT " STORE_DOCUMENT_COLUMNS ", d.report, d.text, d.number FROM documents d "
                              "ORDER BY d.id";
    static const char decisions[] =
        "SELECT e.step, e.state, e.decided_by, e.decided_on, nullif(e.because, ''), e.superseded_by, e.credibility "
        "FROM decisions e JOIN claims c ON c.number = e.claim WHERE c.id = ? "
        "ORDER BY e.step, e.decided_on, e.decided_by, e.state, e.because";
    const ent_run *before = store_enter(store, run);
    exporter self = {.store = store};
    sqlite3_stmt *statement = NULL;
    bool row = true;
    ent_buffer_init(&self.line, store->allocator);
    ent_status status = store_prepare(store, decisions, &self.decisions);
    if (status == ENT_OK) status = store_execute(store, "SAVEPOINT export", "exporting");
    const bool open = status == ENT_OK;
    if (status == ENT_OK) status = store_prepare(store, sql, &statement);
    while (status == ENT_OK && row) {
        status = store_step(store, statement, "exporting", &row);
        if (status != ENT_OK || !row) break;
        status = write_document(&self, statement);
        if (status == ENT_OK) status = write(context, self.line.data, self.line.size);
    }
    sqlite3_finalize(statement);
    sqlite3_finalize(self.decisions);
    if (open && sqlite3_get_autocommit(store->db) == 0) {
        sqlite3_progress_handler(store->db, 0, NULL, NULL);
        sqlite3_exec(store->db, "RELEASE export", NULL, NULL, NULL);
    }
    ent_buffer_free(&self.line);
    store_leave(store, before);
    return status;
}
