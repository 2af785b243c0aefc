/* evidence timeline: what happened and who said what, by date. */
#include "cli/evidence.h"
#include "evidence/timeline.h"

#include <string.h>

static const struct {
    const char *id, *label, *type;
} columns[] = {{"date", "Date", "date"},
               {"kind", "Kind", "text"},
               {"actor", "Who", "text"},
               {"target", "Whom", "text"},
               {"issue", "Issue", "text"},
               {"what", "What", "text"},
               {"modality", "Modality", "text"},
               {"certainty", "Certainty", "text"},
               {"publishers", "Publisher", "text"},
               {"sentence", "Sentence", "text"},
               {"until", "Until", "date"},
               {"dated", "Dated by", "text"},
               {"negated", "Negated", "boolean"},
               {"published", "Published", "date"},
               {"document", "Document", "text"},
               {"number", "Sentence number", "integer"},
               {"claim", "Claim", "text"}};
enum { COLUMNS = sizeof columns / sizeof *columns, FOR_PEOPLE = 10 };

static void add_row(cli *self, ent_findings *findings, ent_table *table, const cli_reports *all,
                    const ent_moment *row) {
    char date[ENT_NUMBER_TEXT], until[ENT_NUMBER_TEXT], published[ENT_NUMBER_TEXT];
    const ent_report_sentence *sentence = &all->reports.sentences[row->sentence];
    const ent_report_document *document = &all->reports.documents[sentence->document];
    const ent_report_claim *claim = row->claim != SIZE_MAX ? &all->reports.claims[row->claim] : NULL;
    const char *quote = document->handling == NULL
                            ? sentence->quote
                            : ent_arena_printf(self->arena, "[%s] %s", document->handling, sentence->quote);
    const ent_value cells[COLUMNS] = {
        row->date.year != 0 ? ent_text(ent_write_date(date, row->date)) : ent_empty(),
        ent_text(ent_moment_name(row->kind)),
        ent_text(row->actor),
        ent_text(row->target),
        ent_text(row->issue),
        ent_text(row->what),
        row->modality != ENT_NO_MODALITY ? ent_text(ent_modality_name(row->modality)) : ent_empty(),
        claim != NULL ? ent_text(ent_certainty_name(row->certainty)) : ent_empty(),
        ent_text(document->publishers),
        ent_text(quote),
        row->until.year != 0 ? ent_text(ent_write_date(until, row->until)) : ent_empty(),
        ent_text(row->dated ? "sentence" : "document"),
        ent_bool(row->negated),
        document->date.year != 0 ? ent_text(ent_write_date(published, document->date)) : ent_empty(),
        ent_text(document->id),
        ent_integer((int64_t)sentence->number),
        ent_text(claim != NULL ? claim->id : NULL)};
    ent_table_row(findings, table, cells);
}

static ent_status show(cli *self, const cli_reports *all, const ent_timeline *timeline) {
    enum { KINDS = ENT_MOMENT_TALKS + 1 };
    ent_findings *findings = cli_reports_findings(self, all);
    if (findings == NULL) return ENT_MEMORY;
    const bool people = cli_evidence_grows(self);
    ent_table *table = ent_findings_table(findings, "timeline", people, "What happened, and who said what");
    ent_table_about(findings, table,
                    "Each report once, with all its publishers. Where a sentence has no date of its own, that of its "
                    "document stands.");
    for (size_t i = 0; i < (people ? FOR_PEOPLE : COLUMNS); i++)
        ent_table_column(findings, table, columns[i].id, columns[i].label, columns[i].type, NULL, 0);
    size_t counts[KINDS] = {0};
    for (size_t i = 0; i < timeline->size; i++) {
        counts[timeline->items[i].kind]++;
        add_row(self, findings, table, all, &timeline->items[i]);
    }
    for (size_t i = 0; i < KINDS; i++)
        ent_findings_metricf(findings, ent_integer((int64_t)counts[i]),
                             &(ent_info){.label = ent_moment_name((ent_moment_kind)i)}, "timeline.%s",
                             ent_moment_name((ent_moment_kind)i));
    ent_findings_headline(
        findings, "%zu event%s, %zu statement%s, %zu position%s and %zu step%s of talks in %zu document%s.",
        counts[ENT_MOMENT_EVENT], cli_evidence_s(counts[ENT_MOMENT_EVENT]), counts[ENT_MOMENT_STATEMENT],
        cli_evidence_s(counts[ENT_MOMENT_STATEMENT]), counts[ENT_MOMENT_POSITION],
        cli_evidence_s(counts[ENT_MOMENT_POSITION]), counts[ENT_MOMENT_TALKS], cli_evidence_s(counts[ENT_MOMENT_TALKS]),
        all->reports.documents_size, cli_evidence_s(all->reports.documents_size));
    ent_status status = cli_show(self, findings);
    ent_findings_free(findings);
    return status;
}

/* A party's id stands for its name, by which texts know it. */
static const char *actor_name(const ent_case *subject, const char *actor) {
    const int party = subject != NULL && actor != NULL ? ent_case_party(subject, actor) : ENT_NOWHERE;
    return party == ENT_NOWHERE ? actor : subject->parties[party].name;
}

ent_status cli_evidence_timeline(cli *self) {
    const cli_evidence_options *options = self->options;
    cli_reports all;
    ent_found_positions positions;
    ent_timeline timeline;
    ent_status status = cli_reports_read(self, NULL, &all);
    const ent_timeline_filter filter = {.issue = options->issue,
                                        .actor = actor_name(all.subject, options->actor),
                                        .from = options->from,
                                        .until = options->until};
    if (status == ENT_OK) status = ent_positions_find(&all.reports, &all.acts, &self->run, &positions);
    if (status == ENT_OK)
        status = ent_timeline_make(&all.reports, &all.acts, &positions, &self->run, &filter, &timeline);
    if (status == ENT_OK) status = show(self, &all, &timeline);
    cli_reports_free(&all);
    return status;
}
