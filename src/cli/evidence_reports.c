/* The documents that the verbs across documents look at: those of a store, and the notes of a case. */
#include "cli/evidence.h"

#include <string.h>

/* A case with notes needs no store; one that is named must be there. */
static ent_status open_store(cli *self, const char *case_name, ent_evidence **out) {
    const cli_evidence_options *options = self->options;
    *out = NULL;
    const char *path = cli_evidence_path(self, case_name);
    if (path == NULL) return ent_arena_failed(self->arena) ? ENT_MEMORY : ENT_USAGE;
    if (options->store == NULL && !ent_file_exists(path)) return ENT_OK;
    return cli_evidence_open(self, case_name, CLI_EVIDENCE_READ, out);
}

static ent_status read_documents(cli *self, cli_reports *out) {
    const cli_evidence_options *options = self->options;
    ent_evidence_filter filter = ENT_EVIDENCE_ALL;
    filter.from = options->from;
    filter.until = options->until;
    ent_status status = ENT_OK;
    if (out->store != NULL) status = ent_reports_from_store(&out->reports, &self->run, out->store, &filter);
    if (status == ENT_OK && out->subject != NULL)
        status = ent_reports_from_notes(&out->reports, &self->run, out->subject, options->until);
    if (status == ENT_OK) status = ent_reports_finish(&out->reports, &self->run);
    if (status == ENT_OK) status = ent_acts_find(&out->reports, &self->run, out->subject, &out->acts);
    return status;
}

ent_status cli_reports_read(cli *self, const char *name, cli_reports *out) {
    const cli_evidence_options *options = self->options;
    if (name == NULL) name = options->case_name;
    *out = (cli_reports){0};
    ent_reports_init(&out->reports, self->arena);
    ent_status status = name != NULL ? cli_read_case(self, name, false, &out->subject) : ENT_OK;
    if (status == ENT_OK) status = open_store(self, name, &out->store);
    return status == ENT_OK ? read_documents(self, out) : status;
}

void cli_reports_free(cli_reports *reports) {
    ent_evidence_close(reports->store);
    ent_case_free(reports->subject);
    *reports = (cli_reports){0};
}

ent_findings *cli_reports_findings(cli *self, const cli_reports *reports) {
    ent_findings *findings = ent_findings_new(&self->run, "evidence");
    if (findings == NULL) return NULL;
    const ent_case *subject = reports->subject;
    char date[ENT_NUMBER_TEXT];
    if (subject != NULL)
        ent_findings_case(findings, subject->id, subject->title, subject->handling,
                          subject->as_of.year != 0 ? ent_write_date(date, subject->as_of) : NULL);
    size_t distinct = 0;
    for (size_t i = 0; i < reports->reports.documents_size; i++)
        distinct += reports->reports.documents[i].first_of_report;
    ent_findings_metric(findings, "documents", ent_integer((int64_t)reports->reports.documents_size),
                        &(ent_info){.label = "Documents"});
    ent_findings_metric(findings, "reports", ent_integer((int64_t)distinct),
                        &(ent_info){.label = "Reports, copies counted once"});
    return findings;
}
