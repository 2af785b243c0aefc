/* From files to documents in the store: read beside each other, written one after the other. */
#include "evidence/collect_parts.h"

#include <entente/findings.h>

#include <string.h>

enum {
    BATCH_DOCUMENTS = 256,
    BATCH_BYTES = 8 << 20, /* of texts: a batch keeps other writers waiting for a second or so */
    MOST_DIAGNOSTICS = 8,  /* of a document */
};

struct ent_collector {
    const ent_run *run;
    const ent_allocator *allocator;
    ent_evidence *store;
    const ent_extractor *extractor;
    const ent_collect_options *options;
    collect_item items[BATCH_DOCUMENTS];
    size_t size, bytes;
    const char *file; /* being read */
    size_t refused_size;
    ent_status refused; /* ENT_OK, or why a document was left out that its file was not blamed for */
};

static bool is_refusal(ent_status status) {
    return status == ENT_INPUT || status == ENT_LIMIT;
}

ent_collector *ent_collector_new(const ent_run *run, ent_evidence *store, const ent_extractor *extractor,
                                 const ent_collect_options *options) {
    static const ent_collect_options defaults = {0};
    const ent_allocator *allocator = ent_run_allocator(run);
    ent_collector *self = ent_alloc(allocator, sizeof *self);
    if (self == NULL) return NULL;
    self->run = run;
    self->allocator = allocator;
    self->store = store;
    self->extractor = extractor;
    self->options = options != NULL ? options : &defaults;
    return self;
}

static void free_item(collect_item *item) {
    ent_extraction_free(&item->extraction);
    ent_shingles_free(&item->shingles);
    ent_diagnostics_free(item->diagnostics);
    ent_arena_free(item->arena);
    *item = (collect_item){.status = ENT_OK};
}

static void empty(ent_collector *self) {
    for (size_t i = 0; i < self->size; i++)
        free_item(&self->items[i]);
    self->size = self->bytes = 0;
}

void ent_collector_free(ent_collector *self) {
    if (self == NULL) return;
    empty(self);
    ent_free(self->allocator, self);
}

/* ---- reading, beside each other ------------------------------------------------------------------------------- */

static void note_field(ent_buffer *out, const char *name, const char *text) {
    if (text == NULL) return;
    ent_buffer_printf(out, "%s\"%s\":", out->size > 1 ? "," : "", name);
    ent_json_string(out, text);
}

/* What the store has no column for, as JSON. A file's folder is the user's own business. */
static bool write_note(collect_item *item, const ent_allocator *allocator) {
    const ent_document *document = &item->document;
    const char *slash = strrchr(item->file, '/');
    ent_buffer out;
    ent_buffer_init(&out, allocator);
    ent_buffer_char(&out, '{');
    note_field(&out, "file", slash != NULL ? slash + 1 : item->file);
    if (document->line > 0) ent_buffer_printf(&out, ",\"line\":%zu", document->line);
    note_field(&out, "author", document->author);
    note_field(&out, "kind", document->kind);
    note_field(&out, "date_rule", document->date_rule);
    note_field(&out, "charset", document->charset);
    for (size_t i = 0; i < document->dropped_size; i++)
        ent_buffer_printf(&out, "%s\"%s\":%zu%s", i == 0 ? ",\"left_out_bytes\":{" : ",", document->dropped[i].reason,
                          document->dropped[i].bytes, i + 1 == document->dropped_size ? "}" : "");
    if (document->note != NULL && out.size + strlen(document->note) + 16 < ENT_EVIDENCE_MOST_WORDS)
        ent_buffer_printf(&out, ",\"other\":%s", document->note);
    ent_buffer_char(&out, '}');
    item->note = out.failed ? NULL : ent_arena_copy(item->arena, out.data, out.size);
    ent_buffer_free(&out);
    return item->note != NULL;
}

static ent_status find_copies_keys(collect_item *item, const ent_allocator *allocator) {
    ent_status status = ent_shingles_read(&item->shingles, allocator, item->document.text, item->document.size);
    if (status != ENT_OK) return status;
    ent_signature signature;
    ent_signature_make(&signature, &item->shingles);
    ent_signature_bands(&signature, item->bands);
    return ENT_OK;
}

static ent_status read_item(void *context, size_t index) {
    ent_collector *self = context;
    collect_item *item = &self->items[index];
    ent_run own = self->run != NULL ? *self->run : (ent_run){.threads = 1};
    own.diagnostics = item->diagnostics;
    own.progress = NULL;
    const ent_lines lines = item->document.lines; /* as its format has them, where that is sure */
    const ent_extract_options wishes = {.published = item->document.date,
                                        .lines = lines != ENT_LINES_GUESS ? lines : self->options->lines,
                                        .sources = self->options->sources,
                                        .sources_size = self->options->sources_size};
    item->status =
        ent_extract(self->extractor, item->document.text, item->document.size, &wishes, &own, &item->extraction);
    if (item->status == ENT_OK) item->status = find_copies_keys(item, self->allocator);
    if (item->status == ENT_OK && !write_note(item, self->allocator)) item->status = ENT_MEMORY;
    return is_refusal(item->status) ? ENT_OK : item->status; /* a document that is left out does not keep the others */
}

/* ---- writing, one after the other ----------------------------------------------------------------------------- */

/* The other reports join that of the document, or it joins the one that was published first. */
static ent_status join(ent_collector *self, const ent_run *run, const collect_item *item, const collect_links *links,
                       bool stands) {
    const char *first = stands ? item->added.id : links->items[links->first].report;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < links->size && status == ENT_OK; i++)
        if (stands || i != links->first)
            status = ent_evidence_set_report(self->store, run, links->items[i].report, first, links->items[i].share);
    return status;
}

static ent_evidence_document document_of(const collect_item *item) {
    const ent_document *document = &item->document;
    return (ent_evidence_document){.text = document->text,
                                   .size = document->size,
                                   .title = document->title,
                                   .publisher = document->publisher,
                                   .address = document->address,
                                   .language = document->language,
                                   .handling = document->handling,
                                   .date = document->date,
                                   .note = item->note,
                                   .sentences = item->extraction.sentences,
                                   .sentences_size = item->extraction.sentences_size,
                                   .claims = item->extraction.found.items,
                                   .claims_size = item->extraction.found.size,
                                   .bands = item->bands,
                                   .bands_size = item->shingles.size > 0 ? ENT_COPY_BANDS : 0};
}

static void warn_sentences(const collect_item *item) {
    const ent_place place = {.file = item->file, .line = item->document.line};
    ent_diagnosef(item->diagnostics, ENT_WARNING, "W-EVID-0001", &place, NULL,
                  "to read it with the rules of this release, add it to a new store", NULL,
                  "the document is in the store with other sentences: it was left as it is");
}

/* Of a document that was there: what the store says it is a copy of. */
static ent_status recall(ent_collector *self, const ent_run *run, collect_item *item) {
    ent_arena *scratch = ent_arena_new(self->allocator);
    ent_stored_document known;
    ent_status status =
        scratch != NULL ? ent_evidence_read(self->store, run, item->added.id, scratch, &known) : ENT_MEMORY;
    item->copy_of = NULL;
    if (status == ENT_OK && strcmp(known.report, known.id) != 0) {
        item->copy_of = ent_arena_text(item->arena, known.report);
        item->copy_of_name = NULL;
        item->share = known.share;
        if (item->copy_of == NULL) status = ENT_MEMORY;
    }
    ent_arena_free(scratch);
    return status;
}

static ent_status write_item(ent_collector *self, collect_item *item) {
    ent_run own = self->run != NULL ? *self->run : (ent_run){.threads = 1};
    own.diagnostics = item->diagnostics;
    ent_evidence_document document = document_of(item);
    collect_links links;
    ent_status status = ent_evidence_document_id(self->allocator, &document, item->added.id);
    if (status == ENT_OK)
        status = collect_find_links(self->store, &own, item, item->added.id, &self->options->copies, &links);
    if (status != ENT_OK) return status;
    const bool stands =
        links.size == 0 || ent_date_last_day(item->document.date) < ent_date_last_day(links.items[links.first].date);
    if (links.size > 0) item->copy_of = links.items[links.most].member;
    if (links.size > 0) item->copy_of_name = links.items[links.most].name, item->share = links.items[links.most].share;
    if (!stands) document.report = links.items[links.first].report, document.share = links.items[links.first].share;
    status = ent_evidence_add(self->store, &own, &document, &item->added);
    if (status == ENT_OK && item->added.added) status = join(self, &own, item, &links, stands);
    if (status == ENT_OK && !item->added.added) status = recall(self, &own, item);
    if (status == ENT_OK && item->added.other_sentences) warn_sentences(item);
    return status;
}

/* What was said of a document is said of its file; what was said of the store stands there. */
static void replay(const ent_collector *self, const collect_item *item) {
    const ent_place place = {.file = item->file, .line = item->document.line};
    if (self->run != NULL && is_refusal(item->status) && ent_diagnostics_size(item->diagnostics) == 0)
        ent_diagnosef(self->run->diagnostics, ENT_ERROR, "E-EVID-0001", &place, NULL, NULL, NULL,
                      "the document was left out: %s",
                      item->status == ENT_LIMIT ? "a limit was passed" : "it is wrong");
    for (size_t i = 0; self->run != NULL && i < ent_diagnostics_size(item->diagnostics); i++) {
        ent_diagnostic one = *ent_diagnostics_at(item->diagnostics, i);
        if (one.place.file == NULL || strcmp(one.id, "E-STORE-0010") == 0) one.place = place;
        ent_diagnose(self->run->diagnostics, &one);
    }
}

static ent_status write_items(ent_collector *self) {
    ent_status status = ent_evidence_begin(self->store, self->run);
    for (size_t i = 0; i < self->size && status == ENT_OK; i++) {
        collect_item *item = &self->items[i];
        if (item->status == ENT_OK) item->status = write_item(self, item);
        if (is_refusal(item->status)) {
            self->refused = item->status;
            self->refused_size++;
        } else {
            status = item->status;
        }
        replay(self, item);
    }
    if (status == ENT_OK) return ent_evidence_commit(self->store, self->run);
    ent_evidence_undo(self->store);
    return status;
}

static ent_status tell(const ent_collector *self) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < self->size && status == ENT_OK && self->options->take != NULL; i++) {
        const collect_item *item = &self->items[i];
        if (item->status != ENT_OK) continue;
        const ent_collected row = {.file = item->file,
                                   .line = item->document.line,
                                   .id = item->added.id,
                                   .title = item->document.title,
                                   .publisher = item->document.publisher,
                                   .language = item->document.language,
                                   .handling = item->document.handling,
                                   .date = item->document.date,
                                   .sentences = item->extraction.sentences_size,
                                   .claims = item->extraction.found.size,
                                   .new_claims = item->added.claims,
                                   .added = item->added.added,
                                   .copy_of = item->copy_of,
                                   .copy_of_name = item->copy_of_name,
                                   .share = item->share,
                                   .replaced = item->document.replaced};
        status = self->options->take(self->options->context, &row);
    }
    return status;
}

static ent_status flush(ent_collector *self) {
    if (self->size == 0) return ENT_OK;
    ent_status status = ent_parallel(self->run, self->size, read_item, self);
    if (status == ENT_OK && ent_run_cancelled(self->run)) status = ENT_CANCELLED;
    if (status == ENT_OK) status = write_items(self);
    if (status == ENT_OK) status = tell(self);
    empty(self);
    return status;
}

/* ---- taking documents in --------------------------------------------------------------------------------------- */

static bool copy_dropped(collect_item *item, const ent_document *from) {
    ent_dropped *rows = ent_arena_array(item->arena, from->dropped_size + 1, sizeof *rows);
    if (rows == NULL) return false;
    if (from->dropped_size > 0) memcpy(rows, from->dropped, from->dropped_size * sizeof *rows);
    item->document.dropped = rows;
    return true;
}

static ent_status keep(const ent_allocator *allocator, collect_item *item, const char *file, const ent_document *from) {
    item->arena = ent_arena_new(allocator);
    item->diagnostics = ent_diagnostics_new(allocator, MOST_DIAGNOSTICS);
    if (item->arena == NULL || item->diagnostics == NULL) return ENT_MEMORY;
    item->document = *from;
    item->file = ent_arena_text(item->arena, file);
    item->document.text = ent_arena_copy(item->arena, from->text, from->size);
    const char **const texts[] = {&item->document.title,    &item->document.publisher, &item->document.author,
                                  &item->document.address,  &item->document.kind,      &item->document.handling,
                                  &item->document.language, &item->document.note};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (*texts[i] != NULL) *texts[i] = ent_arena_text(item->arena, *texts[i]);
    return copy_dropped(item, from) && !ent_arena_failed(item->arena) ? ENT_OK : ENT_MEMORY;
}

static ent_status take(void *context, const ent_document *document) {
    ent_collector *self = context;
    ent_status status = ENT_OK;
    if (self->size == BATCH_DOCUMENTS || (self->size > 0 && self->bytes + document->size > BATCH_BYTES))
        status = flush(self);
    if (status != ENT_OK) return status;
    collect_item *item = &self->items[self->size];
    status = keep(self->allocator, item, self->file, document);
    if (status != ENT_OK) {
        free_item(item);
        return status;
    }
    self->size++;
    self->bytes += document->size;
    return ENT_OK;
}

ent_status ent_collect(ent_collector *self, const char *file, const char *data, size_t size,
                       const ent_intake_options *intake) {
    ent_intake_options options = intake != NULL ? *intake : self->options->intake;
    if (options.most_bytes == 0 || options.most_bytes > ENT_EXTRACT_MOST_BYTES)
        options.most_bytes = ENT_EXTRACT_MOST_BYTES;
    self->file = file;
    return ent_intake(self->run, file, data, size, &options, take, self);
}

ent_status ent_collect_finish(ent_collector *self) {
    ent_status status = flush(self);
    return status == ENT_OK ? self->refused : status;
}

size_t ent_collector_refused(const ent_collector *self) {
    return self->refused_size;
}

/* ---- diagnostics ----------------------------------------------------------------------------------------------- */

const ent_message_row ent_collect_messages[] = {
    {"E-EVID-0001", ENT_ERROR, "a document is left out",
     "Nothing of the document is in the store: reading it passed a limit, or another source of candidates refused it. "
     "The other documents came in."},
    {"W-EVID-0001", ENT_WARNING, "a document is in the store with other sentences",
     "The document was added before, by a release whose rules find other sentences in it. Claims are cited by "
     "sentence, "
     "so what is in the store is left as it is, and nothing new is added to it. A new store, filled from the files, "
     "has "
     "what this release finds; decisions about claims are kept with the old one."},
};
const size_t ent_collect_messages_size = sizeof ent_collect_messages / sizeof *ent_collect_messages;
