/* Charts of a backtest, and the page that puts everything in order. */
#include "backtest/backtest.h"

#include <math.h>

enum { LEAST_POINTS = 10 }; /* fewer say nothing as a cloud */

/* What one sees: which model with as many outcomes as the lead misses by least, if one does. */
static const char *errors_title(const backtest *self) {
    size_t lead = backtest_lead(self), found = lead, ties = 0;
    for (size_t pass = 0; pass < 2; pass++)
        for (size_t m = 0; m < self->models_size; m++) {
            const pooled *one = &self->standings[m].measures[MEASURE_ERROR];
            const pooled *least = &self->standings[found].measures[MEASURE_ERROR];
            if (one->n != self->standings[lead].measures[MEASURE_ERROR].n) continue;
            if (pass == 0 && one->mean < least->mean) found = m;
            if (pass == 1 && fabs(one->mean - least->mean) < 0.05) ties++;
        }
    if (ties > 1) return ent_arena_printf(self->arena, "%zu models miss by least, by the same", ties);
    return ent_arena_printf(self->arena, "%s misses by least", self->models[found].label);
}

static void chart_errors(const backtest *self, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "errors", false, "%s", "");
    ent_table_column(findings, table, "model", "Model", "text", NULL, 0);
    ent_table_column(findings, table, "error", "Mean error", "number", "points", 1);
    ent_table_column(findings, table, "low", "Low", "number", "points", 1);
    ent_table_column(findings, table, "high", "High", "number", "points", 1);
    for (size_t m = 0; m < self->models_size; m++) {
        const pooled *one = &self->standings[m].measures[MEASURE_ERROR];
        if (one->n == 0) continue;
        bool alone = isnan(one->low);
        ent_value cells[] = {ent_text(self->models[m].label), ent_real(one->mean),
                             ent_real(alone ? one->mean : one->low), ent_real(alone ? one->mean : one->high)};
        ent_table_row(findings, table, cells);
    }
    const ent_chart errors = {.id = "errors",
                              .kind = ENT_CHART_INTERVALS,
                              .title = errors_title(self),
                              .subtitle =
                                  "Mean error in hundredths of the range, with 95% interval where there are six "
                                  "decisions or more; models forecast different outcomes",
                              .text = "Models with their mean errors; the figures are in the table scores.",
                              .table = "errors",
                              .label = "model",
                              .y = "error",
                              .lo = "low",
                              .hi = "high",
                              .y_label = "Points of the range"};
    ent_findings_chart(findings, &errors);
}

/* The table of a chart alone: shares with what they should be. */
static void chart_calibration(const backtest *self, ent_findings *findings) {
    bool any = false;
    for (size_t m = 0; m < self->models_size; m++)
        any = any || self->standings[m].distributions > 0;
    if (!any || self->clusters < BACKTEST_FEW) return;
    static const struct {
        const char *name, *label;
        double share;
    } levels[] = {{"50% interval", "50%", 50}, {"80% interval", "80%", 80}};
    ent_table *table = ent_findings_table(findings, "calibration", false, "%s", "");
    ent_table_column(findings, table, "model", "Model", "text", NULL, 0);
    ent_table_column(findings, table, "interval", "Interval", "text", NULL, 0);
    ent_table_column(findings, table, "held", "Held", "number", "percent", 0);
    for (size_t m = 0; m < self->models_size; m++)
        for (size_t i = 0; i < 2; i++) {
            const standing *one = &self->standings[m];
            if (one->distributions == 0) continue;
            ent_value cells[] = {ent_text(self->models[m].label), ent_text(levels[i].name),
                                 ent_real(100 * (double)one->inside[i] / (double)one->distributions)};
            ent_table_row(findings, table, cells);
        }
    const ent_chart chart = {.id = "calibration",
                             .kind = ENT_CHART_BARS,
                             .title = "How often intervals held what happened",
                             .subtitle = "Percent of outcomes; a 50% interval should hold 50, an 80% interval 80",
                             .text = "Bars for the 50% and the 80% interval of each model that gives probabilities.",
                             .table = "calibration",
                             .label = "model",
                             .series = "interval",
                             .y = "held",
                             .from_zero = true,
                             .y_label = "Percent"};
    ent_chart *made = ent_findings_chart(findings, &chart);
    for (size_t i = 0; i < 2; i++) {
        const ent_mark mark = {.style = ENT_MARK_NO_DEAL,
                               .axis = 'y',
                               .from = levels[i].share,
                               .to = levels[i].share,
                               .label = levels[i].label};
        ent_chart_mark(findings, made, &mark);
    }
}

/* Where the lead's forecasts lay, and where the outcomes did. */
static void chart_lead(const backtest *self, ent_findings *findings) {
    size_t lead = backtest_lead(self);
    if (self->standings[lead].offered < LEAST_POINTS) return;
    ent_table *table = ent_findings_table(findings, "lead", false, "%s", "");
    ent_table_column(findings, table, "forecast", "Forecast", "number", "points", 1);
    ent_table_column(findings, table, "outcome", "Outcome", "number", "points", 1);
    for (size_t i = 0; i < self->outcomes_size; i++) {
        const outcome *truth = &self->outcomes[i];
        const score *one = backtest_score(self, i, lead);
        if (truth->state != OUTCOME_COUNTED || one->kind != SCORE_LINE || !(truth->range > 0)) continue;
        ent_value cells[] = {ent_real(100 * (one->point - truth->start) / truth->range),
                             ent_real(100 * (truth->value - truth->start) / truth->range)};
        ent_table_row(findings, table, cells);
    }
    const char *title = ent_arena_printf(self->arena, "%s: what it said, and what came", self->models[lead].label);
    const ent_chart chart = {.id = "lead",
                             .kind = ENT_CHART_SCATTER,
                             .title = title,
                             .subtitle = "Each point an outcome, in hundredths of the range from its lower end",
                             .text = "Forecasts against outcomes; on the diagonal they are the same.",
                             .table = "lead",
                             .x = "forecast",
                             .y = "outcome",
                             .x_label = "Forecast",
                             .y_label = "Outcome"};
    ent_findings_chart(findings, &chart);
}

/* ---- the page ----------------------------------------------------------------------------------------------- */

static void table_block(ent_findings *findings, ent_section *section, const char *id) {
    const ent_table *table = ent_findings_find_table(findings, id);
    if (table != NULL && table->rows_size > 0) ent_section_block(findings, section, ENT_BLOCK_TABLE, NULL, "%s", id);
}

static void chart_block(ent_findings *findings, ent_section *section, const char *id) {
    if (ent_findings_find_chart(findings, id) != NULL)
        ent_section_block(findings, section, ENT_BLOCK_CHART, NULL, "%s", id);
}

static void sections(const backtest *self, ent_findings *findings) {
    if (self->counted > 0) {
        ent_section *scores = ent_findings_section(findings, "scores", "How far the forecasts missed", true, false);
        chart_block(findings, scores, "errors");
        table_block(findings, scores, "scores");
        chart_block(findings, scores, "lead");
        table_block(findings, scores, "choices");
        ent_section *chances = ent_findings_section(findings, "intervals", "Whether intervals held", false, false);
        chart_block(findings, chances, "calibration");
        table_block(findings, chances, "intervals");
        ent_section *pairs = ent_findings_section(findings, "comparisons", "Model beside model", false, false);
        table_block(findings, pairs, "comparisons");
    }
    ent_section *cases = ent_findings_section(findings, "cases", "Case by case", self->counted == 0, false);
    table_block(findings, cases, "cases");
    table_block(findings, cases, "outcomes");
    table_block(findings, cases, "not_offered");
    table_block(findings, cases, "hindsight_errors");
    table_block(findings, cases, "hindsight");
    if (self->counted > 0)
        ent_section_block(findings, cases, ENT_BLOCK_TEXT, NULL,
                          "Each forecast beside its outcome stands in the table **predictions** (--csv --table "
                          "predictions).");
}

void backtest_page(const backtest *self, ent_findings *findings) {
    size_t lead = backtest_lead(self);
    if (self->counted > 0 && lead < self->models_size && self->standings[lead].offered > 0) {
        chart_errors(self, findings);
        chart_calibration(self, findings);
        chart_lead(self, findings);
    }
    sections(self, findings);
}
