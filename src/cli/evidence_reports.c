/* The documents that the verbs across documents look at: those of a store, and the notes of a case. */
#include "cli/evidence.h"

#include <string.h>

/* "evidence.db" beside the case, where there is one. */
static const char *store_path(cli *self, const char *case_name) {
    const cli_evidence_options *options = self->options;
    if (options->store != NULL) return options->store;
    bool builtin = false;
    const char *path = case_name != NULL ? cli_case_file(self, case_name, &builtin) : NULL;
    path = path != NULL && !builtin ? ent_file_beside(self->arena, path, "evidence.db") : NULL;
    return path != NULL && ent_file_exists(path) ? path : NULL;
}

ent_status cli_store_open(cli *self, const char *case_name, bool read_only, ent_evidence **out) {
    *out = NULL;
    const char *path = store_path(self, case_name);
    if (path == NULL) return ENT_OK;
    return ent_evidence_open(&self->run, path, &(ent_evidence_options){.read_only = read_only}, out);
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
    if (status == ENT_OK) status = cli_store_open(self, name, true, &out->store);
    if (status == ENT_OK && out->store == NULL && out->subject == NULL)
        status = cli_usage(self, "U-CLI-0011", "--store FILE names a store, --case CASE a case with notes",
                           "there are no documents to look at");
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
