/* JSON lines into the store. A line is trusted in nothing: its ids are made again from its content. */
#include "store/parts.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHUNK = 64 << 10,
    MOST_VALUES = 8 * 1000 * 1000, /* of a line: what Jansson makes of them takes some hundred bytes each */
    BATCH_DOCUMENTS = 256,
    BATCH_BYTES = 8 << 20,
};

typedef struct importer {
    ent_evidence *store;
    const char *file;
    size_t number; /* of the line */
    const char *wrong, *key;
    ent_evidence_imported counts;
    size_t batch_documents, batch_bytes;
    bool own_batch;
} importer;

/* ---- values --------------------------------------------------------------------------------------------------- */

static void wrong(importer *self, const char *key, const char *what) {
    if (self->wrong != NULL) return;
    self->wrong = what;
    self->key = key;
}

static const char *text_at(importer *self, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (value == NULL || json_is_null(value)) return NULL;
    if (json_is_string(value) && strlen(json_string_value(value)) == json_string_length(value))
        return json_string_value(value);
    wrong(self, key, "is no text, or has a NUL in it");
    return NULL;
}

static size_t size_of(importer *self, const json_t *value, const char *key) {
    if (json_is_integer(value) && json_integer_value(value) >= 0 && json_integer_value(value) <= INT32_MAX)
        return (size_t)json_integer_value(value);
    wrong(self, key, "is no whole number from 0 to 2147483647");
    return 0;
}

static ent_date date_at(importer *self, const json_t *object, const char *key) {
    ent_date date = {0};
    const char *text = text_at(self, object, key);
    if (text == NULL) return date;
    if (!ent_read_date(text, &date)) {
        wrong(self, key, "is no date such as 2024-03-21");
        date = (ent_date){0};
    }
    return date;
}

static double real_at(importer *self, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_number(value)) wrong(self, key, "is no number");
    return json_is_number(value) ? json_number_value(value) : 0;
}

/* ---- a document out of a line --------------------------------------------------------------------------------- */

static void read_claim(importer *self, const json_t *object, ent_candidate *out) {
    *out = (ent_candidate){.sentence = size_of(self, json_object_get(object, "sentence"), "sentence"),
                           .start = size_of(self, json_object_get(object, "start"), "start"),
                           .end = size_of(self, json_object_get(object, "end"), "end"),
                           .unit = text_at(self, object, "unit"),
                           .text = text_at(self, object, "text"),
                           .date = date_at(self, object, "date"),
                           .until = date_at(self, object, "until"),
                           .actor = text_at(self, object, "actor"),
                           .target = text_at(self, object, "target"),
                           .issue = text_at(self, object, "issue"),
                           .negated = json_is_true(json_object_get(object, "negated")),
                           .source = text_at(self, object, "source"),
                           .chain = text_at(self, object, "chain"),
                           .rule = text_at(self, object, "rule")};
    out->confidence = (unsigned)size_of(self, json_object_get(object, "confidence"), "confidence");
    if (!store_kind_read(text_at(self, object, "kind"), &out->kind)) wrong(self, "kind", "is no kind of claim");
    if (!store_certainty_read(text_at(self, object, "certainty"), &out->certainty))
        wrong(self, "certainty", "is not known");
    if (!store_modality_read(text_at(self, object, "modality"), &out->modality))
        wrong(self, "modality", "is not known");
    if (json_object_get(object, "value") == NULL) return;
    out->has_value = true;
    out->value = real_at(self, object, "value");
    if (!store_bound_read(text_at(self, object, "bound"), &out->bound)) wrong(self, "bound", "is not known");
    if (out->bound == ENT_BETWEEN) out->high = real_at(self, object, "high");
}

static ent_status read_sentences(importer *self, const json_t *list, ent_arena *arena, ent_evidence_document *out) {
    ent_sentence *sentences = ent_arena_array(arena, json_array_size(list), sizeof *sentences);
    if (sentences == NULL) return ENT_MEMORY;
    if (!json_is_array(list)) wrong(self, "sentences", "is no list");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        if (json_array_size(pair) != 2) wrong(self, "sentences", "has an item that is not [start, end]");
        sentences[i].start = size_of(self, json_array_get(pair, 0), "sentences");
        sentences[i].end = size_of(self, json_array_get(pair, 1), "sentences");
    }
    out->sentences = sentences;
    out->sentences_size = json_array_size(list);
    return ENT_OK;
}

static ent_status read_claims(importer *self, const json_t *list, ent_arena *arena, ent_evidence_document *out) {
    const size_t size = json_array_size(list);
    ent_candidate *claims = ent_arena_array(arena, size, sizeof *claims);
    if (claims == NULL) return ENT_MEMORY;
    if (!json_is_array(list)) wrong(self, "claims", "is no list");
    for (size_t i = 0; i < size; i++)
        read_claim(self, json_array_get(list, i), &claims[i]);
    out->claims = claims;
    out->claims_size = size;
    return ENT_OK;
}

static ent_status read_bands(importer *self, const json_t *list, ent_arena *arena, ent_evidence_document *out) {
    const size_t size = json_array_size(list);
    uint64_t *bands = ent_arena_array(arena, size, sizeof *bands);
    if (bands == NULL) return ENT_MEMORY;
    if (list != NULL && !json_is_array(list)) wrong(self, "bands", "is no list");
    for (size_t i = 0; i < size; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text == NULL || strlen(text) != 16 || strspn(text, "0123456789abcdef") != 16)
            wrong(self, "bands", "has an item that is not 16 hexadecimal digits");
        else
            bands[i] = strtoull(text, NULL, 16);
    }
    out->bands = bands;
    out->bands_size = size;
    return ENT_OK;
}

static ent_status read_document(importer *self, const json_t *object, ent_arena *arena, ent_evidence_document *out) {
    *out = (ent_evidence_document){.title = text_at(self, object, "title"),
                                   .publisher = text_at(self, object, "publisher"),
                                   .address = text_at(self, object, "address"),
                                   .language = text_at(self, object, "language"),
                                   .handling = text_at(self, object, "handling"),
                                   .date = date_at(self, object, "date"),
                                   .note = text_at(self, object, "note"),
                                   .report = text_at(self, object, "report"),
                                   .text = text_at(self, object, "text")};
    if (!json_is_integer(json_object_get(object, "entente_store")) ||
        json_integer_value(json_object_get(object, "entente_store")) != 1)
        wrong(self, "entente_store", "is not 1: no line that a store has written");
    if (json_object_get(object, "share") != NULL) out->share = real_at(self, object, "share");
    if (out->text == NULL) wrong(self, "text", "is missing");
    out->size = out->text != NULL ? strlen(out->text) : 0;
    ent_status status = read_sentences(self, json_object_get(object, "sentences"), arena, out);
    if (status == ENT_OK) status = read_claims(self, json_object_get(object, "claims"), arena, out);
    if (status == ENT_OK) status = read_bands(self, json_object_get(object, "bands"), arena, out);
    return status;
}

static ent_status check_ids(importer *self, const json_t *object, const ent_evidence_document *document,
                            ent_evidence_added *added) {
    const ent_allocator *allocator = self->store->allocator;
    char hash[65], claim[ENT_EVIDENCE_CLAIM_ID + 1];
    ent_sha256(document->text, document->size, hash);
    ent_status status = ent_evidence_document_id(allocator, document, added->id);
    if (status != ENT_OK) return status;
    const char *given = text_at(self, object, "id"), *given_hash = text_at(self, object, "hash");
    if (given == NULL || strcmp(given, added->id) != 0) wrong(self, "id", "does not fit the document");
    if (given_hash == NULL || strcmp(given_hash, hash) != 0) wrong(self, "hash", "does not fit the text");
    const json_t *claims = json_object_get(object, "claims");
    for (size_t i = 0; i < document->claims_size && status == ENT_OK && self->wrong == NULL; i++) {
        status = store_claim_id(allocator, added->id, &document->claims[i], claim);
        given = text_at(self, json_array_get(claims, i), "id");
        if (given == NULL || strcmp(given, claim) != 0) wrong(self, "claims", "has an id that does not fit its claim");
    }
    return status;
}

/* ---- decisions ------------------------------------------------------------------------------------------------ */

static ent_status add_decision(importer *self, const json_t *object, const char *claim) {
    ent_evidence_decision decision = {.by = text_at(self, object, "by"),
                                      .on = text_at(self, object, "on"),
                                      .because = text_at(self, object, "because"),
                                      .superseded_by = text_at(self, object, "superseded_by")};
    const json_t *grade = json_object_get(object, "credibility");
    if (grade != NULL) decision.credibility = (unsigned)size_of(self, grade, "credibility");
    const size_t step = size_of(self, json_object_get(object, "step"), "step");
    if (!ent_claim_state_read(text_at(self, object, "state"), &decision.state)) wrong(self, "state", "is not known");
    if (step == 0) wrong(self, "step", "is not counted from 1");
    if (self->wrong != NULL) return ENT_INPUT;
    bool added = false;
    ent_status status = store_insert_decision(self->store, claim, step, &decision, &added);
    self->counts.decisions += added;
    return status;
}

static ent_status add_decisions(importer *self, const json_t *object) {
    const json_t *claims = json_object_get(object, "claims");
    ent_status status = ENT_OK;
    for (size_t i = 0; i < json_array_size(claims) && status == ENT_OK; i++) {
        const json_t *claim = json_array_get(claims, i), *list = json_object_get(claim, "decisions");
        if (list != NULL && !json_is_array(list)) {
            wrong(self, "decisions", "is no list");
            return ENT_INPUT;
        }
        for (size_t j = 0; j < json_array_size(list) && status == ENT_OK; j++)
            status = add_decision(self, json_array_get(list, j), json_string_value(json_object_get(claim, "id")));
    }
    return status;
}

/* ---- a line --------------------------------------------------------------------------------------------------- */

static void say_wrong(importer *self, size_t column, const char *what) {
    const ent_place place = {.file = self->file, .line = self->number, .column = column};
    self->counts.refused++;
    if (self->store->run != NULL)
        ent_diagnosef(self->store->run->diagnostics, ENT_ERROR, "E-STORE-0009", &place, self->key,
                      "a line as the export of a store writes it", NULL, "the line was left out: %s%s%s",
                      self->key != NULL ? self->key : "", self->key != NULL ? " " : "", what);
}

/* Whether the values of a line are few enough: every value but the first has a comma or bracket before it. */
static bool few_values(const char *line, size_t size) {
    size_t values = 0;
    for (size_t i = 0; i < size; i++)
        values += line[i] == ',' || line[i] == '[' || line[i] == '{';
    return values <= MOST_VALUES;
}

static ent_status add_line(importer *self, const json_t *object, ent_arena *arena) {
    ent_evidence_document document;
    ent_evidence_added added = {.added = false};
    const size_t decisions = self->counts.decisions;
    ent_status status = read_document(self, object, arena, &document);
    if (status == ENT_OK && self->wrong == NULL) status = check_ids(self, object, &document, &added);
    if (status != ENT_OK || self->wrong != NULL) return status;
    status = store_check_document(self->store, &document);
    if (status == ENT_OK) status = store_unit_begin(self->store);
    if (status != ENT_OK) return status;
    status = store_insert(self->store, &document, &added);
    if (status == ENT_OK && added.other_sentences) {
        wrong(self, "sentences", "are not those that the store has of this document");
        status = ENT_INPUT;
    }
    if (status == ENT_OK) status = add_decisions(self, object);
    status = store_unit_end(self->store, status);
    self->batch_documents++;
    self->batch_bytes += document.size;
    if (status != ENT_OK) {
        self->counts.decisions = decisions;
        return status;
    }
    self->counts.documents += added.added;
    self->counts.known += !added.added;
    self->counts.claims += added.claims;
    return ENT_OK;
}

static ent_status read_line(importer *self, const char *line, size_t size) {
    self->wrong = self->key = NULL;
    while (size > 0 && (line[size - 1] == '\r' || line[size - 1] == ' ' || line[size - 1] == '\t'))
        size--;
    if (size == 0) return ENT_OK;
    if (!few_values(line, size)) {
        say_wrong(self, 0, "it has more than 8 million values");
        return ENT_OK;
    }
    json_error_t error;
    json_t *object = json_loadb(line, size, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (object == NULL) {
        if (json_error_code(&error) == json_error_out_of_memory) return ENT_MEMORY;
        say_wrong(self, error.column > 0 ? (size_t)error.column : 0, error.text);
        return ENT_OK;
    }
    ent_arena *arena = ent_arena_new(self->store->allocator);
    ent_status status = arena != NULL ? add_line(self, object, arena) : ENT_MEMORY;
    ent_arena_free(arena);
    json_decref(object);
    const bool refused = status == ENT_INPUT || (status == ENT_LIMIT && self->store->batch != STORE_BATCH_LOST);
    if (status == ENT_OK && self->wrong == NULL) return ENT_OK;
    if (status != ENT_OK && !refused) return status;
    say_wrong(self, 0, self->wrong != NULL ? self->wrong : "it makes no sense");
    return ENT_OK;
}

/* Documents come in some at a time: that is much faster, and keeps other writers waiting for a moment only. */
static ent_status turn_batch(importer *self, bool end) {
    ent_evidence *store = self->store;
    if (!self->own_batch) return ENT_OK;
    ent_status status = ENT_OK;
    const bool full = self->batch_documents >= BATCH_DOCUMENTS || self->batch_bytes >= BATCH_BYTES;
    if (store->batch != STORE_NO_BATCH && (end || full)) status = ent_evidence_commit(store, store->run);
    if (store->batch == STORE_NO_BATCH && !end && status == ENT_OK) {
        self->batch_documents = self->batch_bytes = 0;
        status = ent_evidence_begin(store, store->run);
    }
    return status;
}

/* ---- the file ------------------------------------------------------------------------------------------------- */

typedef struct lines {
    ent_buffer line;
    bool too_long;
} lines;

static ent_status end_line(importer *self, lines *in) {
    self->number++;
    ent_status status = turn_batch(self, false);
    if (status == ENT_OK && in->too_long) {
        self->key = NULL;
        say_wrong(self, 0, "it is longer than 256 MB");
    } else if (status == ENT_OK && in->line.size > 0) {
        status = read_line(self, in->line.data, in->line.size);
    }
    in->line.size = 0;
    in->too_long = false;
    return status == ENT_OK && ent_run_cancelled(self->store->run) ? ENT_CANCELLED : status;
}

static ent_status take(importer *self, lines *in, const char *data, size_t size) {
    ent_status status = ENT_OK;
    for (size_t at = 0; at < size && status == ENT_OK;) {
        const char *newline = memchr(data + at, '\n', size - at);
        const size_t end = newline != NULL ? (size_t)(newline - data) : size;
        if (in->line.size + (end - at) > ENT_EVIDENCE_MOST_LINE) {
            in->too_long = true;
            in->line.size = 0;
        }
        if (!in->too_long) ent_buffer_add(&in->line, data + at, end - at);
        if (in->line.failed) return ENT_MEMORY;
        if (newline != NULL) status = end_line(self, in);
        at = end + 1;
    }
    return status;
}

static ent_status read_all(importer *self, ent_status (*read)(void *context, char *data, size_t room, size_t *got),
                           void *context) {
    char *chunk = ent_alloc(self->store->allocator, CHUNK);
    lines in = {.too_long = false};
    ent_buffer_init(&in.line, self->store->allocator);
    ent_status status = chunk != NULL ? ENT_OK : ENT_MEMORY;
    for (size_t got = 1; status == ENT_OK && got > 0;) {
        status = read(context, chunk, CHUNK, &got);
        if (status == ENT_OK) status = take(self, &in, chunk, got);
    }
    if (status == ENT_OK && (in.line.size > 0 || in.too_long)) status = end_line(self, &in);
    ent_buffer_free(&in.line);
    ent_free(self->store->allocator, chunk);
    return status;
}

ent_status ent_evidence_import(ent_evidence *store, const ent_run *run, const char *file,
                               ent_status (*read)(void *context, char *data, size_t room, size_t *got), void *context,
                               ent_evidence_imported *out) {
    const ent_run *before = store_enter(store, run);
    importer self = {.store = store, .file = file, .own_batch = store->batch == STORE_NO_BATCH};
    ent_status status = read_all(&self, read, context);
    if (status == ENT_OK) status = turn_batch(&self, true);
    if (status != ENT_OK && self.own_batch) ent_evidence_undo(store);
    if (status == ENT_OK && self.counts.refused > 0) status = ENT_INPUT;
    if (out != NULL) *out = self.counts;
    store_leave(store, before);
    return status;
}
