/* evidence add: files and folders into the store. One broken file does not keep the others out. */
#include "cli/evidence.h"
#include "evidence/collect.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FILE = 256 << 20 }; /* bytes; of one document less is read: text/extract.h */

typedef struct adding {
    cli *self;
    ent_collector *collector;
    ent_findings *findings;
    ent_table *table;
    size_t documents, added, copies, claims;
    size_t failed, skipped;   /* files: not or not wholly read; no text, found in a folder */
    const char *skipped_name; /* the first */
    ent_status worst;
    const char *mark; /* handling of the page */
} adding;

/* ---- the table ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *id, *label, *type, *unit;
} columns[] = {{"document", "Document", "text", NULL},
               {"file", "File", "text", NULL},
               {"line", "Line", "integer", NULL},
               {"publisher", "Publisher", "text", NULL},
               {"date", "Date", "date", NULL},
               {"title", "Title", "text", NULL},
               {"language", "Language", "text", NULL},
               {"handling", "Handling", "text", NULL},
               {"sentences", "Sentences", "integer", NULL},
               {"claims", "Claims", "integer", NULL},
               {"new_claims", "New", "integer", NULL},
               {"state", "State", "text", NULL},
               {"copy_of", "Copy of", "text", NULL},
               {"copy_publisher", "Published by", "text", NULL},
               {"shared", "Shared", "number", "percent"}};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* People get what they look at first; programs get everything. */
static bool for_people(const char *id) {
    static const char *const left_out[] = {"line", "title", "language", "new_claims", "copy_publisher", "shared"};
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcmp(left_out[i], id) == 0) return false;
    return true;
}

static void start_table(adding *add) {
    const bool people = cli_evidence_grows(add->self);
    add->table = ent_findings_table(add->findings, "documents", people, "Documents");
    ent_table_about(add->findings, add->table,
                    "Claims are candidates that nobody has accepted yet. A copy counts as one report with what it is a "
                    "copy of; shared is how much of the shorter of the two texts is in both.");
    for (size_t i = 0; i < COLUMNS; i++)
        if (!people || for_people(columns[i].id))
            ent_table_column(add->findings, add->table, columns[i].id, columns[i].label, columns[i].type,
                             columns[i].unit, 0);
}

static ent_status take(void *context, const ent_collected *row) {
    adding *add = context;
    char date[ENT_NUMBER_TEXT];
    const bool copy = row->copy_of != NULL;
    const ent_value cells[COLUMNS] = {ent_text(cli_evidence_id(add->self, row->id)),
                                      ent_text(row->file),
                                      row->line > 0 ? ent_integer((int64_t)row->line) : ent_empty(),
                                      ent_text(row->publisher),
                                      row->date.year != 0 ? ent_text(ent_write_date(date, row->date)) : ent_empty(),
                                      ent_text(row->title),
                                      ent_text(row->language),
                                      ent_text(row->handling),
                                      ent_integer((int64_t)row->sentences),
                                      ent_integer((int64_t)row->claims),
                                      ent_integer((int64_t)row->new_claims),
                                      ent_text(row->added ? "added" : "known"),
                                      copy ? ent_text(cli_evidence_copy(add->self, row->copy_of, row->share))
                                           : ent_empty(),
                                      copy ? ent_text(row->copy_of_name) : ent_empty(),
                                      copy ? ent_real(100 * row->share) : ent_empty()};
    ent_value shown[COLUMNS];
    size_t size = 0;
    for (size_t i = 0; i < COLUMNS; i++)
        if (!cli_evidence_grows(add->self) || for_people(columns[i].id)) shown[size++] = cells[i];
    ent_table_row(add->findings, add->table, shown);
    cli_evidence_mark(add->self, &add->mark, row->handling);
    add->documents++;
    add->added += row->added;
    add->copies += row->added && copy;
    add->claims += row->new_claims;
    return ent_findings_status(add->findings);
}

/* ---- a file --------------------------------------------------------------------------------------------------- */

static ent_intake_options intake_of(const cli *self) {
    const cli_evidence_options *options = self->options;
    static const struct {
        const char *word;
        ent_intake_format format;
    } kinds[] = {{"text", ENT_INTAKE_TEXT},
                 {"markdown", ENT_INTAKE_MARKDOWN},
                 {"html", ENT_INTAKE_HTML},
                 {"feed", ENT_INTAKE_FEED},
                 {"jsonl", ENT_INTAKE_JSONL}};
    ent_intake_options out = {.publisher = options->publisher,
                              .language = options->language,
                              .handling = options->handling,
                              .date = options->published,
                              .wrapped = options->lines != NULL && strcmp(options->lines, "wrapped") == 0};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (options->kind != NULL && strcmp(options->kind, kinds[i].word) == 0) out.format = kinds[i].format;
    return out;
}

static ent_status collect_pdf(adding *add, const char *name, const char *data, size_t size) {
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    ent_status status = cli_evidence_pdf(add->self, name, data, size, &text);
    ent_intake_options intake = intake_of(add->self);
    intake.format = ENT_INTAKE_TEXT;
    intake.wrapped = true;
    if (intake.kind == NULL) intake.kind = "pdf";
    if (status == ENT_OK) status = ent_collect(add->collector, name, text.data, text.size, &intake);
    ent_buffer_free(&text);
    return status;
}

static ent_status collect_file(adding *add, const cli_evidence_file *file) {
    const bool input = strcmp(file->path, "-") == 0;
    const char *name = input ? "standard input" : file->path;
    const ent_intake_options intake = intake_of(add->self);
    char *data = NULL;
    size_t size = 0;
    ent_status status =
        ent_file_read(NULL, input ? "/dev/stdin" : file->path, MOST_FILE, &data, &size, add->self->diagnostics);
    const ent_intake_format guess = status == ENT_OK ? ent_intake_guess(name, data, size) : ENT_INTAKE_TEXT;
    const bool told = intake.format != ENT_INTAKE_GUESS;
    if (status != ENT_OK) {
        status = status == ENT_IO ? ENT_INPUT : status; /* a file that is not there is one broken file */
    } else if (guess == ENT_INTAKE_PDF && !told) {
        status = collect_pdf(add, name, data, size);
    } else if (guess == ENT_INTAKE_BINARY && file->walked && !told) {
        if (add->skipped++ == 0) add->skipped_name = file->path;
    } else {
        status = ent_collect(add->collector, name, data, size, &intake);
    }
    ent_free(NULL, data);
    return status;
}

static ent_status collect_files(adding *add, const cli_evidence_files *files) {
    ent_status status = ENT_OK;
    size_t bytes = 0;
    for (size_t i = 0; i < files->size && status == ENT_OK; i++) {
        status = ent_run_cancelled(&add->self->run) ? ENT_CANCELLED : collect_file(add, &files->items[i]);
        if (status == ENT_INPUT || status == ENT_LIMIT) {
            add->worst = status;
            add->failed++;
            status = ENT_OK;
        }
        bytes += files->items[i].size;
        /* By bytes, where they are known: one large file takes as long as many small ones. */
        const double share = files->bytes > 0 ? (double)bytes / (double)files->bytes : 0;
        ent_run_progress(&add->self->run, share < 1 ? share : 1, "reading documents");
    }
    ent_status end = status == ENT_OK ? ent_collect_finish(add->collector) : ENT_OK;
    if (end == ENT_INPUT || end == ENT_LIMIT) {
        add->worst = end;
        end = ENT_OK;
    }
    return status != ENT_OK ? status : end;
}

/* ---- the whole ------------------------------------------------------------------------------------------------ */

static void count_metric(adding *add, const char *key, const char *label, size_t value) {
    ent_findings_metric(add->findings, key, ent_integer((int64_t)value), &(ent_info){.label = label});
}

static void sum_up(adding *add, const char *path) {
    ent_findings *findings = add->findings;
    char failed[96] = "", known[64] = "", copies[64] = "", left[64] = "";
    count_metric(add, "documents", "Documents read", add->documents);
    count_metric(add, "added", "Documents added", add->added);
    count_metric(add, "copies", "Copies of others among them", add->copies);
    count_metric(add, "claims", "New candidate claims", add->claims);
    count_metric(add, "failed", "Files not or not wholly read", add->failed);
    const size_t refused = ent_collector_refused(add->collector);
    count_metric(add, "refused", "Documents left out", refused);
    count_metric(add, "skipped", "Files in folders that are no text", add->skipped);
    if (add->documents > add->added)
        snprintf(known, sizeof known, "; %zu %s there already", add->documents - add->added,
                 add->documents - add->added == 1 ? "was" : "were");
    if (add->failed > 0)
        snprintf(failed, sizeof failed, "; %zu file%s could not be read, or not wholly", add->failed,
                 cli_evidence_s(add->failed));
    if (refused > 0)
        snprintf(left, sizeof left, "; %zu document%s left out", refused, refused == 1 ? " was" : "s were");
    if (add->copies > 0)
        snprintf(copies, sizeof copies, ", %zu of them %s", add->copies,
                 add->copies == 1 ? "a copy of another" : "copies of others");
    ent_findings_headline(findings, "%zu document%s added%s%s%s%s.", add->added, cli_evidence_s(add->added), copies,
                          known, failed, left);
    ent_findings_note(findings, ENT_NOTE, "N-EVID-0001", NULL, "The store is %s.", path);
    if (add->skipped > 0)
        ent_findings_note(findings, ENT_NOTE, "N-EVID-0002", NULL,
                          "%zu file%s in the folders %s no text and %s left out, such as %s.", add->skipped,
                          cli_evidence_s(add->skipped), add->skipped == 1 ? "is" : "are",
                          add->skipped == 1 ? "was" : "were", add->skipped_name);
}

/* What came in is shown whatever ended it. */
static ent_status show(adding *add, const ent_case *a_case, const char *path, ent_status status) {
    if (status != ENT_OK && status != ENT_CANCELLED && add->documents == 0) return status;
    sum_up(add, path);
    if (a_case != NULL) cli_evidence_mark(add->self, &add->mark, a_case->handling);
    if (status != ENT_OK) ent_findings_partial(add->findings);
    if (a_case != NULL || add->mark != NULL)
        ent_findings_case(add->findings, a_case != NULL ? a_case->id : NULL,
                          a_case != NULL ? a_case->title : "Documents added", add->mark, NULL);
    ent_status shown = cli_show(add->self, add->findings);
    if (status == ENT_OK) status = add->worst;
    return status != ENT_OK ? status : shown;
}

static ent_status add_all(cli *self, ent_evidence *store, const ent_extractor *extractor, const ent_case *a_case,
                          const cli_evidence_files *files, const char *path) {
    const cli_evidence_options *options = self->options;
    adding add = {.self = self, .worst = files->failed > 0 ? ENT_INPUT : ENT_OK, .failed = files->failed};
    const ent_collect_options wishes = {.lines = cli_evidence_lines(options->lines), .take = take, .context = &add};
    ent_run run = self->run;
    run.threads = (unsigned)options->threads;
    ent_run_start_threads(&run);
    run.progress = NULL; /* told by files */
    add.findings = ent_findings_new(&self->run, "evidence");
    add.collector = ent_collector_new(&run, store, extractor, &wishes);
    ent_status status = add.findings != NULL && add.collector != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) {
        start_table(&add);
        status = show(&add, a_case, path, collect_files(&add, files));
    }
    ent_collector_free(add.collector);
    ent_findings_free(add.findings);
    return status;
}

/* Whether there is anything to read: else says why not, so that no store is made for nothing. */
static bool something_to_add(cli *self, const cli_evidence_files *files) {
    for (size_t i = 0; i < files->size; i++)
        if (strcmp(files->items[i].path, "-") == 0 || access(files->items[i].path, R_OK) == 0) return true;
    for (size_t i = 0; i < files->size; i++) {
        const ent_place place = {.file = files->items[i].path};
        const char *why = access(place.file, R_OK) == 0 ? "changed just now" : strerror(errno);
        ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0009", &place, NULL, NULL, NULL, "cannot read: %s", why);
    }
    if (files->size + files->failed == 0)
        ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0009", NULL, NULL, NULL, NULL,
                      "there is no file in the folders that are named");
    return false;
}

ent_status cli_evidence_add(cli *self) {
    const cli_evidence_options *options = self->options;
    const char *path = cli_evidence_path(self, options->case_name);
    if (path == NULL) return ent_arena_failed(self->arena) ? ENT_MEMORY : ENT_USAGE;
    cli_evidence_files files;
    cli_evidence_reader words = {.extractor = NULL};
    ent_evidence *store = NULL;
    ent_status status = cli_evidence_walk(self, self->operands + 1, self->operands_size - 1, path, &files);
    if (status == ENT_OK && !something_to_add(self, &files)) status = ENT_INPUT;
    if (status == ENT_OK) status = cli_evidence_reader_open(self, &words);
    if (status == ENT_OK) status = cli_evidence_open(self, options->case_name, CLI_EVIDENCE_MAKE, &store);
    if (status == ENT_OK) status = add_all(self, store, words.extractor, words.a_case, &files, path);
    ent_evidence_close(store);
    cli_evidence_reader_close(&words);
    return status;
}
