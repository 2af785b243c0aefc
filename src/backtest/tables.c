/* The tables of pooled scores, and of cases. */
#include "backtest/backtest.h"

#include <math.h>

static void column(ent_findings *findings, ent_table *table, const char *id, const char *label, const char *type,
                   const char *unit, int digits) {
    ent_table_column(findings, table, id, label, type, unit, digits);
}

/* "3 of 7"; empty for 0 of 0. */
static ent_value of(const backtest *self, size_t part, size_t whole) {
    return whole > 0 ? ent_text(ent_arena_printf(self->arena, "%zu of %zu", part, whole)) : ent_empty();
}

/* A share in percent; empty below twenty decisions. */
static ent_value percent(const backtest *self, size_t part, size_t whole) {
    bool enough = self->clusters >= BACKTEST_FEW && whole > 0;
    return enough ? ent_real(100 * (double)part / (double)whole) : ent_empty();
}

static ent_value count_value(size_t count) {
    return ent_integer((int64_t)count);
}

static void scores(const backtest *self, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "scores", false, "How far the forecasts missed");
    ent_table_about(findings, table,
                    "Points are hundredths of the range that could be agreed on an issue. Error: how far the forecast "
                    "(of a distribution its median) lay from the outcome. CRPS: the same for a whole distribution; of "
                    "a point it is the error. Low and high: 95% interval of the mean error, decisions resampled.");
    column(findings, table, "model", "Model", "text", NULL, 0);
    column(findings, table, "n", "Outcomes", "integer", NULL, 0);
    column(findings, table, "decisions", "Decisions", "integer", NULL, 0);
    column(findings, table, "not_offered", "Not offered", "integer", NULL, 0);
    column(findings, table, "error", "Mean error", "number", "points", 1);
    column(findings, table, "low", "Low", "number", "points", 1);
    column(findings, table, "high", "High", "number", "points", 1);
    column(findings, table, "median_error", "Median error", "number", "points", 1);
    column(findings, table, "crps", "CRPS", "number", "points", 1);
    for (size_t m = 0; m < self->models_size; m++) {
        const standing *one = &self->standings[m];
        const pooled *error = &one->measures[MEASURE_ERROR];
        if (one->line == 0) continue;
        ent_value cells[] = {ent_text(self->models[m].id),
                             count_value(one->offered),
                             count_value(error->clusters),
                             count_value(one->line - one->offered),
                             ent_real(error->mean),
                             ent_real(error->low),
                             ent_real(error->high),
                             ent_real(one->median),
                             ent_real(one->measures[MEASURE_CRPS].mean)};
        ent_table_row(findings, table, cells);
    }
}

static void intervals(const backtest *self, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "intervals", false, "How often intervals held the outcome");
    ent_table_about(findings, table,
                    "The shortest intervals that hold 50% and 80% of a forecast's probability; good ones hold the "
                    "outcome as often. Width: of the 80% interval, in points.");
    column(findings, table, "model", "Model", "text", NULL, 0);
    column(findings, table, "n", "Outcomes", "integer", NULL, 0);
    column(findings, table, "held_50", "50% held", "text", NULL, 0);
    column(findings, table, "held_80", "80% held", "text", NULL, 0);
    column(findings, table, "share_50", "50% held", "number", "percent", 0);
    column(findings, table, "share_80", "80% held", "number", "percent", 0);
    column(findings, table, "width_80", "Width of 80%", "number", "points", 0);
    for (size_t m = 0; m < self->models_size; m++) {
        const standing *one = &self->standings[m];
        if (one->distributions == 0) continue;
        ent_value cells[] = {ent_text(self->models[m].id),
                             count_value(one->distributions),
                             of(self, one->inside[0], one->distributions),
                             of(self, one->inside[1], one->distributions),
                             percent(self, one->inside[0], one->distributions),
                             percent(self, one->inside[1], one->distributions),
                             ent_real(one->width)};
        ent_table_row(findings, table, cells);
    }
}

static void choices(const backtest *self, ent_findings *findings) {
    bool any = false;
    for (size_t m = 0; m < self->models_size; m++)
        any = any || self->standings[m].choices > 0;
    if (!any) return;
    ent_table *table = ent_findings_table(findings, "choices", false, "Options without an order");
    ent_table_about(findings, table,
                    "Right: how often the likeliest option came. Chance: what was given to the option that came, on "
                    "average. Log score: -ln of that chance (of 0.001 where it was less), 0 is best. Brier score: from "
                    "0, best, to 2.");
    column(findings, table, "model", "Model", "text", NULL, 0);
    column(findings, table, "n", "Outcomes", "integer", NULL, 0);
    column(findings, table, "not_offered", "Not offered", "integer", NULL, 0);
    column(findings, table, "right", "Right", "text", NULL, 0);
    column(findings, table, "share_right", "Right", "number", "percent", 0);
    column(findings, table, "chance", "Chance", "number", NULL, 2);
    column(findings, table, "log_score", "Log score", "number", NULL, 2);
    column(findings, table, "brier", "Brier score", "number", NULL, 2);
    for (size_t m = 0; m < self->models_size; m++) {
        const standing *one = &self->standings[m];
        if (one->choices_offered == 0) continue;
        ent_value cells[] = {ent_text(self->models[m].id),
                             count_value(one->choices_offered),
                             count_value(one->choices - one->choices_offered),
                             of(self, one->right, one->choices_offered),
                             percent(self, one->right, one->choices_offered),
                             ent_real(one->chance),
                             ent_real(one->log_score),
                             ent_real(one->brier)};
        ent_table_row(findings, table, cells);
    }
}

static void comparisons(const backtest *self, ent_findings *findings) {
    static const char *const names[] = {"error", "crps"};
    ent_table *table = ent_findings_table(findings, "comparisons", false, "Which differences are more than chance");
    ent_table_about(
        findings, table,
        "On the outcomes that both predict: mean error (or CRPS) of the model minus that of the other; below "
        "0 the model is nearer. Low and high: 95% interval, decisions resampled; none below six decisions. "
        "p: signs of whole decisions flipped (two-sided); adjusted: after Holm for all pairs of a measure.");
    column(findings, table, "model", "Model", "text", NULL, 0);
    column(findings, table, "against", "Against", "text", NULL, 0);
    column(findings, table, "measure", "Measure", "text", NULL, 0);
    column(findings, table, "n", "Outcomes", "integer", NULL, 0);
    column(findings, table, "decisions", "Decisions", "integer", NULL, 0);
    column(findings, table, "difference", "Difference", "number", "points", 2);
    column(findings, table, "low", "Low", "number", "points", 2);
    column(findings, table, "high", "High", "number", "points", 2);
    column(findings, table, "nearer", "Nearer", "text", NULL, 0);
    column(findings, table, "p", "p", "number", NULL, 4);
    column(findings, table, "adjusted", "Adjusted p", "number", NULL, 4);
    for (size_t i = 0; i < self->comparisons_size; i++) {
        const comparison *pair = &self->comparisons[i];
        if (pair->n == 0) continue;
        ent_value cells[] = {ent_text(self->models[pair->model].id),
                             ent_text(self->models[pair->against].id),
                             ent_text(names[pair->what]),
                             count_value(pair->n),
                             count_value(pair->clusters),
                             ent_real(pair->difference),
                             ent_real(pair->low),
                             ent_real(pair->high),
                             of(self, pair->better, pair->n),
                             ent_real(pair->p),
                             ent_real(pair->adjusted)};
        ent_table_row(findings, table, cells);
    }
}

/* ---- cases -------------------------------------------------------------------------------------------------- */

static void case_row(const backtest *self, size_t which, ent_findings *findings, ent_table *table) {
    const ent_case *c = self->cases[which];
    char date[ENT_NUMBER_TEXT];
    size_t states[OUTCOME_OFF_LINE + 1] = {0}, outcomes = 0;
    for (size_t i = 0; i < self->outcomes_size; i++) {
        if (self->outcomes[i].which != which) continue;
        states[self->outcomes[i].state]++;
        outcomes++;
    }
    ent_value cells[] = {ent_text(c->id),
                         ent_text(ent_write_date(date, c->as_of)),
                         ent_text(c->brief.coded != NULL ? c->brief.coded : "not said"),
                         count_value(c->issues_size),
                         count_value(outcomes),
                         count_value(states[OUTCOME_COUNTED]),
                         count_value(states[OUTCOME_HINDSIGHT]),
                         count_value(states[OUTCOME_KNOWN]),
                         count_value(states[OUTCOME_OFF_LINE])};
    if (c->as_of.year == 0) cells[1] = ent_empty();
    ent_table_row(findings, table, cells);
}

static void cases(const backtest *self, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "cases", false, "The cases");
    ent_table_about(findings, table,
                    "Seen from: only what was known then is used. Hindsight: outcomes of cases coded after them, which "
                    "count nothing. Known: outcomes that were known on the date from which the case is seen.");
    column(findings, table, "case", "Case", "text", NULL, 0);
    column(findings, table, "as_of", "Seen from", "text", NULL, 0);
    column(findings, table, "coded", "Coded", "text", NULL, 0);
    column(findings, table, "issues", "Issues", "integer", NULL, 0);
    column(findings, table, "outcomes", "Outcomes", "integer", NULL, 0);
    column(findings, table, "counted", "Counted", "integer", NULL, 0);
    column(findings, table, "hindsight", "Hindsight", "integer", NULL, 0);
    column(findings, table, "known", "Known", "integer", NULL, 0);
    column(findings, table, "not_comparable", "Not comparable", "integer", NULL, 0);
    for (size_t i = 0; i < self->cases_size; i++)
        case_row(self, i, findings, table);
}

void backtest_tables(const backtest *self, ent_findings *findings) {
    if (self->counted > 0) {
        scores(self, findings);
        intervals(self, findings);
        choices(self, findings);
        comparisons(self, findings);
    }
    cases(self, findings);
}
