/* What the rule of decision makes of positions: who is pivotal, what can be agreed, who is left outside. */
#include "lens/forecast/report.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 10 };

static const char *rule_words(const forecast_report *r, size_t issue) {
    const ent_issue_decision *decision = &forecast_issue_row(r, issue)->decision;
    if (strcmp(decision->rule, "qualified") != 0) return decision->rule;
    char share[ENT_NUMBER_TEXT];
    const double percent = decision->share.set ? 100 * decision->share.value : 200.0 / 3;
    ent_write_fixed(share, percent, percent == nearbyint(percent) ? 0 : 1);
    return ent_arena_printf(r->arena, "qualified, %s%% of the capability", share);
}

static const char *party_name(const forecast_report *r, int party) {
    return r->entente_case->parties[party].name;
}

static const char *pivot_words(const forecast_report *r, const ent_prediction *of) {
    if (!of->has_pivots) return NULL;
    if (of->pivot_low == of->pivot_high) return party_name(r, of->pivots[0]);
    return ent_arena_printf(r->arena, "%s, %s", party_name(r, of->pivots[0]), party_name(r, of->pivots[1]));
}

static ent_table *start_table(forecast_report *r) {
    ent_table *table = ent_findings_table(r->out, "decisions", false, "What the rules of decision make of positions");
    ent_table_about(r->out, table,
                    "Under consensus what leaves nobody who is bound worse off than no change. In a vote, counted by "
                    "capability, no change between the pivots stays; from outside it can be moved as far beyond the "
                    "nearer pivot as it lies before it. With inputs as written.");
    static const char *const columns[COLUMNS][3] = {{"issue", "Issue", "text"},
                                                    {"rule", "Rule", "text"},
                                                    {"model", "Model", "text"},
                                                    {"pivot_low", "Pivots from", "number"},
                                                    {"pivot_high", "to", "number"},
                                                    {"pivotal", "Who is pivotal", "text"},
                                                    {"low", "Can be agreed from", "number"},
                                                    {"high", "to", "number"},
                                                    {"outside", "Left outside", "text"},
                                                    {"words", "Outcome", "text"}};
    for (size_t k = 0; k < COLUMNS; k++)
        ent_table_column(r->out, table, columns[k][0], columns[k][1], columns[k][2], "",
                         strcmp(columns[k][2], "number") == 0 ? 2 : 0);
    return table;
}

/* Of named options a vote gives the one that has the votes. */
static const char *outcome_words(const forecast_report *r, size_t issue, const ent_prediction *of) {
    if (of->kind == ENT_PREDICTION_CHANCES) return forecast_option(r, issue, ent_prediction_choice(of));
    return forecast_value(r, issue, ent_prediction_point(of));
}

static void add_row(forecast_report *r, ent_table *table, size_t issue, const char *model, const ent_prediction *of) {
    const ent_value none = ent_empty();
    const ent_value cells[COLUMNS] = {ent_text(forecast_issue_row(r, issue)->id),
                                      ent_text(rule_words(r, issue)),
                                      ent_text(model),
                                      of->has_pivots ? ent_real(of->pivot_low) : none,
                                      of->has_pivots ? ent_real(of->pivot_high) : none,
                                      ent_text(pivot_words(r, of)),
                                      of->has_set ? ent_real(of->low) : none,
                                      of->has_set ? ent_real(of->high) : none,
                                      ent_text(of->outside),
                                      ent_text(outcome_words(r, issue, of))};
    ent_table_row(r->out, table, cells);
}

/* Where things stand, in the sentence on a vote. */
static void note_vote(forecast_report *r, size_t issue, const ent_prediction *of) {
    const ent_forecast_issue *on = &r->forecast.issues[issue];
    if (!of->has_pivots || !on->has_status_quo) return;
    const char *name = forecast_issue_row(r, issue)->name,
               *path = ent_arena_printf(r->arena, "issues.%s.decision", forecast_issue_row(r, issue)->id);
    const char *standing = forecast_value(r, issue, on->status_quo);
    if (on->status_quo >= of->pivot_low && on->status_quo <= of->pivot_high) {
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0011", path,
                          "%s: no vote has enough to change what stands (%s): it lies between the pivots (%s).", name,
                          standing, pivot_words(r, of));
        return;
    }
    const bool below = on->status_quo < of->pivot_low;
    ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0011", path,
                      "%s: a vote can move what stands (%s), as far as %s loses nothing by it: to %s at most.", name,
                      standing, party_name(r, of->pivots[below ? 0 : 1]),
                      forecast_value(r, issue, below ? of->high : of->low));
}

static void note_outside(forecast_report *r, size_t issue, const ent_prediction *of) {
    if (of->outside == NULL) return;
    ent_findings_note(
        r->out, ENT_NOTE, "N-FORECAST-0010",
        ent_arena_printf(r->arena, "issues.%s.decision", forecast_issue_row(r, issue)->id),
        "%s: what the others agree leaves out %s, who may stay outside and would be worse off by it than by no change.",
        forecast_issue_row(r, issue)->name, of->outside);
}

void forecast_report_decisions(forecast_report *r) {
    static const char *const ids[] = {"consensus", "consensus-common", "vote"};
    ent_table *table = NULL;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        if (!r->shown[i]) continue;
        for (size_t k = 0; k < sizeof ids / sizeof ids[0]; k++) {
            const ent_prediction *of = forecast_of(r, i, ids[k]);
            if (of == NULL) continue;
            if (k != 1) note_outside(r, i, of);
            if (k == 2) note_vote(r, i, of);
            if (!r->tables) continue;
            if (table == NULL) table = start_table(r);
            add_row(r, table, i, ids[k], of);
        }
    }
}
