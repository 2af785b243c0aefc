/* evidence verify: whether the numbers of a case still stand in the sentences that they cite. */
#include "cli/evidence.h"
#include "evidence/verify.h"

#include <string.h>

/* A case with documents that cannot be read is read without them; they are told in the result. */
typedef struct verify_input {
    ent_case *subject;
    bool *unread; /* one a source */
} verify_input;

static ent_status read_case(cli *self, verify_input *input) {
    ent_case_options options = {.missing_sources = true};
    const char *path = cli_case_file(self, self->operands[1], &options.builtin);
    if (path == NULL) return ENT_USAGE;
    ent_status status = ent_case_read(&self->run, path, &options, &input->subject);
    if (status != ENT_OK) return status;
    const ent_case *subject = input->subject;
    input->unread = ent_arena_array(self->arena, subject->sources_size + 1, sizeof *input->unread);
    for (size_t i = 0; input->unread != NULL && i < subject->sources_size; i++)
        input->unread[i] = subject->sources[i].file != NULL && !subject->sources[i].loaded;
    return input->unread == NULL ? ENT_MEMORY : ENT_OK;
}

/* ---- documents of the store ------------------------------------------------------------------------------------ */

enum { DIGITS = 8 };

/* "yonhap-2024-04-26-1a2b3c4d": the end of a proposed source's id says which text it is; NULL: no such end. */
static const char *document_digits(const ent_source *source) {
    const char *last = strrchr(source->id, '-');
    const bool digits = last != NULL && strlen(last + 1) == DIGITS && strspn(last + 1, "0123456789abcdef") == DIGITS;
    return source->file == NULL && digits ? last + 1 : NULL;
}

typedef struct sentence_taker {
    ent_arena *arena;
    const char *text;
    const char **sentences;
    size_t size, room;
} sentence_taker;

static ent_status take_sentence(void *context, size_t number, ent_sentence sentence) {
    sentence_taker *taker = context;
    if (taker->size == taker->room) {
        const size_t more = taker->room == 0 ? 64 : 2 * taker->room;
        const char **sentences = ent_arena_array(taker->arena, more, sizeof *sentences);
        if (sentences == NULL) return ENT_MEMORY;
        if (taker->size > 0) memcpy(sentences, taker->sentences, taker->size * sizeof *sentences);
        taker->sentences = sentences;
        taker->room = more;
    }
    (void)number; /* they come in order, from 1 */
    const char *copy = ent_arena_copy(taker->arena, taker->text + sentence.start, sentence.end - sentence.start);
    taker->sentences[taker->size++] = copy;
    return copy == NULL ? ENT_MEMORY : ENT_OK;
}

/* The sentences of a document as those of a source; without the document it counts as unread. */
static ent_status load_document(cli *self, ent_evidence *store, ent_source *source, const char *digits, bool *unread) {
    ent_run quiet = self->run;
    quiet.diagnostics = NULL;
    ent_stored_document document;
    ent_status status = ent_evidence_read(store, &quiet, digits, self->arena, &document);
    *unread = status == ENT_INPUT;
    if (status != ENT_OK) return status == ENT_INPUT ? ENT_OK : status;
    sentence_taker taker = {.arena = self->arena, .text = document.text};
    status = ent_evidence_sentences(store, &self->run, document.id, take_sentence, &taker);
    source->sentences = taker.sentences;
    source->sentences_size = taker.size;
    source->loaded = status == ENT_OK;
    return status;
}

/* What the case cites out of its store, where there is one. */
static ent_status load_documents(cli *self, verify_input *input) {
    const cli_evidence_options *options = self->options;
    ent_evidence *store = NULL;
    bool any = false;
    for (size_t i = 0; i < input->subject->sources_size; i++)
        any |= document_digits(&input->subject->sources[i]) != NULL;
    const char *path = cli_evidence_path(self, self->operands[1]);
    if (path == NULL) return ent_arena_failed(self->arena) ? ENT_MEMORY : ENT_USAGE;
    if (options->store == NULL && (!any || !ent_file_exists(path))) return ENT_OK;
    ent_status status = cli_evidence_open(self, self->operands[1], CLI_EVIDENCE_READ, &store);
    for (size_t i = 0; status == ENT_OK && i < input->subject->sources_size; i++) {
        ent_source *source = &input->subject->sources[i];
        const char *digits = document_digits(source);
        if (digits != NULL) status = load_document(self, store, source, digits, &input->unread[i]);
    }
    ent_evidence_close(store);
    return status;
}

/* ---- findings ------------------------------------------------------------------------------------------------- */

static const struct {
    const char *id, *label, *type;
} columns[] = {{"path", "Number", "text"},     {"value", "Value", "number"},     {"unit", "Unit", "text"},
               {"verdict", "Verdict", "text"}, {"document", "Cites", "text"},    {"publisher", "Publisher", "text"},
               {"date", "Date", "date"},       {"found", "Found in", "integer"}, {"sentence", "Sentence", "text"}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static ent_table *start(ent_findings *findings, const char *id, const char *title, const char *about) {
    ent_table *table = ent_findings_table(findings, id, false, "%s", title);
    ent_table_about(findings, table, about);
    for (size_t i = 0; i < COLUMNS; i++)
        ent_table_column(findings, table, columns[i].id, columns[i].label, columns[i].type, NULL,
                         strcmp(columns[i].type, "number") == 0 ? -1 : 0);
    return table;
}

static void add_row(cli *self, ent_findings *findings, ent_table *table, const ent_case *subject,
                    const ent_verified *row) {
    const ent_source *source = &subject->sources[row->source];
    const char *unit = row->words != NULL  ? row->words
                       : row->unit != NULL ? ent_unit_text(row->unit, self->arena)
                                           : NULL;
    const char *cites =
        row->sentence > 0 ? ent_arena_printf(self->arena, "%s#%u", source->id, row->sentence) : source->id;
    char date[ENT_NUMBER_TEXT], value[ENT_NUMBER_TEXT];
    const bool people = cli_evidence_grows(self); /* who see every digit that is compared */
    const ent_value cells[COLUMNS] = {ent_text(row->path),
                                      people ? ent_text(ent_write_double(value, row->value)) : ent_real(row->value),
                                      ent_text(unit),
                                      ent_text(ent_verdict_name(row->verdict)),
                                      ent_text(cites),
                                      ent_text(source->publisher),
                                      ent_text(ent_write_date(date, source->date)),
                                      row->found > 0 ? ent_integer(row->found) : ent_empty(),
                                      ent_text(row->quote)};
    ent_table_row(findings, table, cells);
}

static void add_tables(cli *self, ent_findings *findings, const ent_case *subject, const ent_verification *found) {
    ent_table *table = start(findings, "failed", "Numbers that do not stand in what they cite",
                             "Correct the number, or cite the sentence that has it; where the figure was worked out, "
                             "say how with `because`.");
    for (size_t i = 0; i < found->size; i++)
        if (ent_verdict_fails(found->rows[i].verdict)) add_row(self, findings, table, subject, &found->rows[i]);
    table = start(findings, "numbers", strcmp(self->format, "text") == 0 ? "" : "All numbers that cite a document",
                  "Each number with the sentence it cites.");
    for (size_t i = 0; i < found->size; i++)
        add_row(self, findings, table, subject, &found->rows[i]);
}

static void add_metrics(ent_findings *findings, const ent_verification *found) {
    static const char *const keys[] = {"stands",  "bare_number", "other_sentence", "worked_out", "whole_document",
                                       "no_text", "moved",       "absent",         "missing",    "no_sentence"};
    ent_findings_metric(findings, "numbers", ent_integer((int64_t)found->size),
                        &(ent_info){.label = "Numbers that cite a document"});
    ent_findings_metric(findings, "failed", ent_integer((int64_t)found->failed),
                        &(ent_info){.label = "Numbers that do not stand in what they cite"});
    ent_findings_metric(findings, "documents", ent_integer((int64_t)found->documents),
                        &(ent_info){.label = "Documents cited"});
    for (size_t i = 0; i <= ENT_VERIFY_NO_SENTENCE; i++)
        ent_findings_metricf(findings, ent_integer((int64_t)found->by_verdict[i]),
                             &(ent_info){.label = ent_verdict_name((ent_verdict)i)}, "verdict.%s", keys[i]);
    const size_t open = found->by_verdict[ENT_VERIFY_WHOLE] + found->by_verdict[ENT_VERIFY_NO_TEXT];
    const size_t worked = found->by_verdict[ENT_VERIFY_WORKED_OUT];
    if (found->size == 0)
        ent_findings_headline(findings, "No number of the case cites a document.");
    else if (found->failed > 0)
        ent_findings_headline(findings, "%zu of %zu numbers do not stand in what they cite.", found->failed,
                              found->size);
    else if (open + worked == 0)
        ent_findings_headline(findings, "All %zu numbers stand in the sentences that they cite, in %zu documents.",
                              found->size, found->documents);
    else
        ent_findings_headline(findings,
                              "%zu of %zu numbers stand in the sentences that they cite; %zu were worked out from them "
                              "and %zu cannot be compared.",
                              found->size - open - worked, found->size, worked, open);
}

static ent_status name_missing(cli *self, const verify_input *input) {
    const ent_case *subject = input->subject;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < subject->sources_size; i++) {
        if (!input->unread[i]) continue;
        const ent_source *source = &subject->sources[i];
        const ent_place place = ent_node_place(subject, source->node);
        const char *path = ent_arena_printf(self->arena, "sources.%s", source->id);
        if (source->file != NULL)
            ent_diagnosef(self->diagnostics, ENT_ERROR, "E-EVID-0102", &place, path,
                          "put the file back, or cite another document", NULL, "the document '%s' cannot be read",
                          source->file);
        else
            ent_diagnosef(self->diagnostics, ENT_ERROR, "E-EVID-0102", &place, path,
                          "add it again, or cite the text that is there now", NULL,
                          "the store has no document %s with this text", source->id);
        status = ENT_INPUT;
    }
    return status;
}

static ent_status show(cli *self, const verify_input *input, const ent_verification *found) {
    const ent_case *subject = input->subject;
    ent_findings *findings = ent_findings_new(&self->run, "evidence");
    if (findings == NULL) return ENT_MEMORY;
    char date[ENT_NUMBER_TEXT];
    ent_findings_case(findings, subject->id, subject->title, subject->handling,
                      subject->as_of.year != 0 ? ent_write_date(date, subject->as_of) : NULL);
    add_metrics(findings, found);
    add_tables(self, findings, subject, found);
    ent_status status = cli_show(self, findings);
    ent_findings_free(findings);
    if (status != ENT_OK) return status;
    status = name_missing(self, input);
    if (found->failed > 0 && status == ENT_OK) {
        ent_diagnosef(self->diagnostics, ENT_ERROR, "E-EVID-0103", NULL, NULL, "see the table `failed`", NULL,
                      "%zu of %zu numbers do not stand in what they cite", found->failed, found->size);
        status = ENT_INPUT;
    }
    return status;
}

ent_status cli_evidence_verify(cli *self) {
    verify_input input = {0};
    ent_verification found;
    ent_status status = read_case(self, &input);
    if (status == ENT_OK) status = load_documents(self, &input);
    if (status == ENT_OK) status = ent_verify(&self->run, input.subject, input.unread, self->arena, &found);
    if (status == ENT_OK) status = show(self, &input, &found);
    ent_case_free(input.subject);
    return status;
}
