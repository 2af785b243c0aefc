/* evidence propose: what the documents suggest for a case, and the case with some of it. */
#include "cli/evidence.h"
#include "evidence/propose.h"

#include <string.h>

/* ---- all of them --------------------------------------------------------------------------------------------------
 */

static const struct {
    const char *id, *label, *type;
} columns[] = {{"id", "Id", "text"},
               {"kind", "Kind", "text"},
               {"path", "Where", "text"},
               {"yaml", "Item", "text"},
               {"confidence", "Rule trusted to", "integer"},
               {"reports", "Reports", "integer"},
               {"publisher", "Publisher", "text"},
               {"date", "Date", "date"},
               {"sentence", "Sentence", "text"},
               {"source", "Source", "text"},
               {"source_yaml", "Source entry", "text"}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static ent_status show(cli *self, const cli_reports *all, const ent_suggestions *found) {
    ent_findings *findings = cli_reports_findings(self, all);
    if (findings == NULL) return ENT_MEMORY;
    ent_findings_metric(findings, "suggestions", ent_integer((int64_t)found->size),
                        &(ent_info){.label = "Suggestions"});
    ent_findings_metric(findings, "held_back", ent_integer((int64_t)found->held_back),
                        &(ent_info){.label = "Reported agreements that lack amount, term or signatory"});
    ent_table *table = ent_findings_table(findings, "suggestions", false, "Suggestions for the case");
    for (size_t i = 0; i < COLUMNS; i++)
        ent_table_column(findings, table, columns[i].id, columns[i].label, columns[i].type, NULL, 0);
    for (size_t i = 0; i < found->size; i++) {
        const ent_suggestion *row = &found->items[i];
        const ent_report_sentence *sentence = &all->reports.sentences[row->sentence];
        const ent_report_document *document = &all->reports.documents[sentence->document];
        char date[ENT_NUMBER_TEXT];
        const ent_value cells[COLUMNS] = {ent_text(row->id),
                                          ent_text(ent_suggestion_name(row->kind)),
                                          ent_text(row->path),
                                          ent_text(row->yaml),
                                          row->confidence > 0 ? ent_integer(row->confidence) : ent_empty(),
                                          ent_integer((int64_t)row->reports),
                                          ent_text(document->publishers),
                                          document->date.year != 0 ? ent_text(ent_write_date(date, document->date))
                                                                   : ent_empty(),
                                          ent_text(sentence->quote),
                                          ent_text(row->source),
                                          ent_text(row->source_yaml)};
        ent_table_row(findings, table, cells);
    }
    ent_findings_headline(findings, "%zu suggestion%s from %zu documents.", found->size, found->size == 1 ? "" : "s",
                          all->reports.documents_size);
    ent_status status = cli_show(self, findings);
    ent_findings_free(findings);
    return status;
}

/* ---- in the case ---------------------------------------------------------------------------------------------------
 */

/* "a,b": the ids, or all. */
static const char **wanted_ids(cli *self, const ent_suggestions *found, const char *list, size_t *size) {
    *size = 0;
    const bool every = strcmp(list, "all") == 0;
    const char **ids = ent_arena_array(self->arena, every ? found->size + 1 : strlen(list) + 1, sizeof *ids);
    for (size_t i = 0; ids != NULL && every && i < found->size; i++)
        ids[(*size)++] = found->items[i].id;
    for (const char *at = list; ids != NULL && !every && *at != '\0'; at += strspn(at, ", ")) {
        const size_t length = strcspn(at, ", ");
        const char *id = length > 0 ? ent_arena_copy(self->arena, at, length) : NULL;
        if (length > 0 && id == NULL) return NULL;
        if (length > 0) ids[(*size)++] = id;
        at += length;
    }
    return ids;
}

static ent_status write_case(cli *self, const cli_reports *all, const ent_suggestions *found) {
    enum { MOST_BYTES = 64 << 20 };
    const cli_evidence_options *options = self->options;
    bool builtin;
    size_t ids_size, size, new_size;
    char *text = NULL, *new_text = NULL;
    const char *path = cli_case_file(self, self->operands[1], &builtin);
    const char **ids = wanted_ids(self, found, options->accept, &ids_size);
    if (path == NULL || ids == NULL) return ENT_MEMORY;
    ent_status status = ent_file_read(NULL, path, MOST_BYTES, &text, &size, self->diagnostics);
    if (status == ENT_OK)
        status = ent_suggestions_apply(&all->reports, found, &self->run, path, text, size, ids, ids_size, &new_text,
                                       &new_size);
    if (status == ENT_OK) ent_buffer_add(&self->out, new_text, new_size);
    ent_free(NULL, text);
    ent_free(ent_run_allocator(&self->run), new_text);
    return status == ENT_OK && self->out.failed ? ENT_MEMORY : status;
}

ent_status cli_evidence_propose(cli *self) {
    const cli_evidence_options *options = self->options;
    cli_reports all;
    ent_found_positions positions;
    ent_suggestions found;
    ent_status status = cli_reports_read(self, self->operands[1], &all);
    if (status == ENT_OK) status = ent_positions_find(&all.reports, &all.acts, &self->run, &positions);
    if (status == ENT_OK)
        status = ent_suggestions_make(&all.reports, &all.acts, &positions, &self->run, all.subject,
                                      &(ent_propose_options){.by = options->by}, &found);
    if (status == ENT_OK && options->accept != NULL)
        status = write_case(self, &all, &found);
    else if (status == ENT_OK && strcmp(self->format, "text") != 0)
        status = show(self, &all, &found);
    else if (status == ENT_OK)
        status = ent_suggestions_write(&all.reports, &found, all.subject, &self->out);
    cli_reports_free(&all);
    return status;
}
