/* evidence conflicts: what documents disagree on. */
#include "cli/evidence.h"
#include "evidence/conflicts.h"

#include <string.h>

enum { KINDS = ENT_CONFLICT_DENIED + 1 };

static const struct {
    const char *id, *label, *type;
} columns[] = {{"kind", "Kind", "text"},
               {"issue", "Issue", "text"},
               {"what", "What", "text"},
               {"first", "One says", "text"},
               {"first_document", "Document", "text"},
               {"first_sentence", "Sentence", "integer"},
               {"second", "The other says", "text"},
               {"second_document", "Document", "text"},
               {"second_sentence", "Sentence", "integer"},
               {"better", "Stands on more", "text"},
               {"because", "Because", "text"},
               {"first_id", "Id of the one", "text"},
               {"second_id", "Id of the other", "text"},
               {"first_claim", "Claim of the one", "text"},
               {"second_claim", "Claim of the other", "text"}};
enum { COLUMNS = sizeof columns / sizeof *columns, FOR_PEOPLE = COLUMNS - 4 };

static const char *quote_of(const cli_reports *all, const ent_conflict_side *side, ent_arena *arena) {
    const ent_report_sentence *sentence = &all->reports.sentences[side->sentence];
    const char *handling = all->reports.documents[sentence->document].handling;
    return handling == NULL ? sentence->quote : ent_arena_printf(arena, "[%s] %s", handling, sentence->quote);
}

static void add_row(cli *self, ent_findings *findings, ent_table *table, const cli_reports *all,
                    const ent_conflict *row) {
    const ent_report_document *documents[2];
    const ent_report_sentence *sentences[2];
    const char *claims[2];
    for (int i = 0; i < 2; i++) {
        sentences[i] = &all->reports.sentences[row->sides[i].sentence];
        documents[i] = &all->reports.documents[sentences[i]->document];
        claims[i] = row->sides[i].claim != SIZE_MAX ? all->reports.claims[row->sides[i].claim].id : NULL;
    }
    const ent_value cells[COLUMNS] = {ent_text(ent_conflict_name(row->kind)),
                                      ent_text(row->issue),
                                      ent_text(row->what),
                                      ent_text(quote_of(all, &row->sides[0], self->arena)),
                                      ent_text(ent_report_cited(documents[0], self->arena)),
                                      ent_integer((int64_t)sentences[0]->number),
                                      ent_text(quote_of(all, &row->sides[1], self->arena)),
                                      ent_text(ent_report_cited(documents[1], self->arena)),
                                      ent_integer((int64_t)sentences[1]->number),
                                      ent_text(row->better < 0    ? "neither"
                                               : row->better == 0 ? "the one"
                                                                  : "the other"),
                                      ent_text(row->because),
                                      ent_text(documents[0]->id),
                                      ent_text(documents[1]->id),
                                      ent_text(claims[0]),
                                      ent_text(claims[1])};
    ent_table_row(findings, table, cells);
}

static void add_table(cli *self, ent_findings *findings, const cli_reports *all, const ent_conflicts *found) {
    const bool people = cli_evidence_grows(self);
    ent_table *table = ent_findings_table(findings, "conflicts", people, "Documents disagree");
    ent_table_about(findings, table,
                    "Two sentences of different reports that cannot both be right, the earlier report first.");
    for (size_t i = 0; i < (people ? FOR_PEOPLE : COLUMNS); i++)
        ent_table_column(findings, table, columns[i].id, columns[i].label, columns[i].type, NULL, 0);
    for (size_t i = 0; i < found->size; i++)
        add_row(self, findings, table, all, &found->items[i]);
}

static void add_notes(ent_findings *findings, const ent_conflicts *found) {
    if (found->not_compared > 0)
        ent_findings_note(findings, ENT_NOTE, "N-EVID-0111", NULL,
                          "%zu pairs of amounts in two currencies could not be compared: the case has no rate for "
                          "them. A series with `of: exchange` and the unit \"KRW per USD\" gives one.",
                          found->not_compared);
    if (found->left_off > 0)
        ent_findings_note(findings, ENT_WARNING, "W-EVID-0112", NULL,
                          "%zu more were left out; narrow it with --issue, --from and --until.", found->left_off);
    for (size_t i = 0; i < found->size; i++)
        if (found->items[i].converted) {
            ent_findings_note(findings, ENT_NOTE, "N-EVID-0113", NULL,
                              "Amounts in two currencies were compared at the yearly rates of the case; five percent "
                              "either way is not called a disagreement.");
            return;
        }
}

static ent_status show(cli *self, const cli_reports *all, const ent_conflicts *found) {
    ent_findings *findings = cli_reports_findings(self, all);
    if (findings == NULL) return ENT_MEMORY;
    static const char *const keys[KINDS] = {"figure", "date", "after", "only_begun", "denied"};
    size_t counts[KINDS] = {0};
    for (size_t i = 0; i < found->size; i++)
        counts[found->items[i].kind]++;
    ent_findings_metric(findings, "conflicts", ent_integer((int64_t)found->size),
                        &(ent_info){.label = "Disagreements"});
    for (size_t i = 0; i < KINDS; i++)
        ent_findings_metricf(findings, ent_integer((int64_t)counts[i]),
                             &(ent_info){.label = ent_conflict_name((ent_conflict_kind)i)}, "conflicts.%s", keys[i]);
    add_table(self, findings, all, found);
    add_notes(findings, found);
    if (found->size == 0)
        ent_findings_headline(findings, "No two of %zu documents were found to disagree.", all->reports.documents_size);
    else
        ent_findings_headline(findings,
                              "%zu disagreement%s in %zu documents: %zu on figures, %zu on what happened or "
                              "when.",
                              found->size, found->size == 1 ? "" : "s", all->reports.documents_size, counts[0],
                              found->size - counts[0]);
    ent_status status = cli_show(self, findings);
    ent_findings_free(findings);
    return status;
}

ent_status cli_evidence_conflicts(cli *self) {
    const cli_evidence_options *options = self->options;
    cli_reports all;
    ent_found_positions positions;
    ent_conflicts found;
    ent_status status = cli_reports_read(self, NULL, &all);
    if (status == ENT_OK) status = ent_positions_find(&all.reports, &all.acts, &self->run, &positions);
    if (status == ENT_OK)
        status =
            ent_conflicts_find(&all.reports, &all.acts, &positions, &self->run, all.subject, options->issue, &found);
    if (status == ENT_OK) status = show(self, &all, &found);
    cli_reports_free(&all);
    return status;
}
