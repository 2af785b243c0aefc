/* Headline, figures and notes of a backtest. */
#include "backtest/backtest.h"

#include <math.h>
#include <string.h>

static const char *const uses[] = {"positions", "issues", "parties", "outcome"};

/* Paths mean something in one case only. */
static ent_info info_of(const backtest *self, const char *label, const char *unit, int digits) {
    return (ent_info){.label = label,
                      .unit = unit,
                      .digits = digits,
                      .uses = self->cases_size == 1 ? uses : NULL,
                      .uses_size = self->cases_size == 1 ? sizeof uses / sizeof *uses : 0};
}

static void number(const backtest *self, ent_findings *findings, size_t m, const char *key, const char *label,
                   const char *unit, int digits, double value) {
    if (isnan(value)) return;
    const ent_info info =
        info_of(self, ent_arena_printf(self->arena, "%s, %s", label, self->models[m].label), unit, digits);
    ent_findings_metricf(findings, ent_real(value), &info, "%s.%s", self->models[m].id, key);
}

static void whole(const backtest *self, ent_findings *findings, size_t m, const char *key, const char *label,
                  size_t value) {
    const ent_info info = info_of(self, ent_arena_printf(self->arena, "%s, %s", label, self->models[m].label), NULL, 0);
    ent_findings_metricf(findings, ent_integer((int64_t)value), &info, "%s.%s", self->models[m].id, key);
}

static void model_figures(const backtest *self, ent_findings *findings, size_t m) {
    const standing *one = &self->standings[m];
    const pooled *error = &one->measures[MEASURE_ERROR];
    whole(self, findings, m, "n", "Outcomes it forecasts", one->offered + one->choices_offered);
    whole(self, findings, m, "not_offered", "Outcomes it says nothing of",
          one->line + one->choices - one->offered - one->choices_offered);
    number(self, findings, m, "error", "Mean error", "points of the range", 1, error->mean);
    number(self, findings, m, "error.low", "Mean error, low end of the 95% interval", "points of the range", 1,
           error->low);
    number(self, findings, m, "error.high", "Mean error, high end of the 95% interval", "points of the range", 1,
           error->high);
    number(self, findings, m, "error.median", "Median error", "points of the range", 1, one->median);
    number(self, findings, m, "crps", "CRPS", "points of the range", 1, one->measures[MEASURE_CRPS].mean);
    if (one->distributions > 0) {
        whole(self, findings, m, "intervals", "Forecasts with intervals", one->distributions);
        whole(self, findings, m, "held_50", "Outcomes inside the 50% interval", one->inside[0]);
        whole(self, findings, m, "held_80", "Outcomes inside the 80% interval", one->inside[1]);
        number(self, findings, m, "width_80", "Mean width of the 80% interval", "points of the range", 0, one->width);
    }
    if (one->choices_offered > 0) {
        whole(self, findings, m, "right", "Likeliest option came", one->right);
        number(self, findings, m, "log_score", "Log score", NULL, 2, one->log_score);
        number(self, findings, m, "brier", "Brier score", NULL, 2, one->brier);
    }
}

/* Mean error, its interval, and whether it is more than chance, of a model beside another. */
static void comparison_figures(const backtest *self, ent_findings *findings, const comparison *pair) {
    static const char *const names[] = {"error", "crps"}, *const labels[] = {"Error", "CRPS"};
    if (pair->n == 0) return;
    const char *one = self->models[pair->model].label, *other = self->models[pair->against].label;
    const struct {
        const char *key, *label, *unit;
        double value;
    } rows[] = {{"", "mean", "points of the range", pair->difference},
                {".low", "low end of the 95% interval", "points of the range", pair->low},
                {".high", "high end of the 95% interval", "points of the range", pair->high},
                {".p", "p after Holm", NULL, pair->adjusted}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *label = ent_arena_printf(self->arena, "%s of %s minus that of %s: %s", labels[pair->what], one,
                                             other, rows[i].label);
        const ent_info info = info_of(self, label, rows[i].unit, rows[i].unit == NULL ? 4 : 1);
        if (isnan(rows[i].value)) continue;
        ent_findings_metricf(findings, ent_real(rows[i].value), &info, "%s.against.%s.%s%s",
                             self->models[pair->model].id, self->models[pair->against].id, names[pair->what],
                             rows[i].key);
    }
}

static void figures(const backtest *self, ent_findings *findings) {
    const struct {
        const char *key, *label;
        size_t value;
    } rows[] = {{"cases", "Cases", self->cases_size},
                {"outcomes", "Outcomes that count", self->counted},
                {"decisions", "Decisions behind them", self->clusters},
                {"outcomes.all", "Outcomes known", self->outcomes_size}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const ent_info info = info_of(self, rows[i].label, NULL, 0);
        ent_findings_metricf(findings, ent_integer((int64_t)rows[i].value), &info, "backtest.%s", rows[i].key);
    }
    for (size_t m = 0; self->counted > 0 && m < self->models_size; m++)
        model_figures(self, findings, m);
    for (size_t i = 0; i < self->comparisons_size; i++)
        comparison_figures(self, findings, &self->comparisons[i]);
    ent_findings_method(findings, "error", ent_text("points: hundredths of the range that could be agreed"));
    ent_findings_method(findings, "intervals",
                        ent_text("95%, BCa bootstrap over decisions (1,999 resamples); p by sign flips, after Holm"));
}

/* ---- the headline ------------------------------------------------------------------------------------------- */

static const comparison *against(const backtest *self, size_t model, const char *id) {
    for (size_t i = 0; i < self->comparisons_size; i++) {
        const comparison *pair = &self->comparisons[i];
        if (pair->model == model && pair->what == MEASURE_ERROR && pair->n > 0 &&
            strcmp(self->models[pair->against].id, id) == 0)
            return pair;
    }
    return NULL;
}

/* ", 3.1 nearer than no change on the 12 that both forecast (more than chance)" */
static const char *beside(const backtest *self, size_t lead) {
    const comparison *pair = against(self, lead, "no-change");
    char text[ENT_NUMBER_TEXT];
    if (pair == NULL) return "";
    bool nearer = pair->difference < 0, certain = pair->adjusted < 0.05;
    const char *said =
        ent_arena_printf(self->arena, ", %s points %s than no change on the %zu that both forecast (%s)",
                         ent_write_fixed(text, fabs(pair->difference), 1), nearer ? "nearer" : "farther off", pair->n,
                         certain ? "more than chance" : "it may be chance");
    return said != NULL ? said : "";
}

static const char *held(const backtest *self, const standing *one) {
    if (one->distributions == 0) return "";
    const char *said =
        ent_arena_printf(self->arena, "; its 80%% interval held %zu of %zu", one->inside[1], one->distributions);
    return said != NULL ? said : "";
}

static void headline(const backtest *self, ent_findings *findings) {
    size_t lead = backtest_lead(self);
    const char *s = self->outcomes_size == 1 ? "" : "s";
    char text[ENT_NUMBER_TEXT];
    size_t hindsight = 0;
    for (size_t i = 0; i < self->outcomes_size; i++)
        hindsight += self->outcomes[i].state == OUTCOME_HINDSIGHT;
    if (hindsight == self->outcomes_size) {
        ent_findings_headline(
            findings,
            "Nothing counts: the cases of all %zu known outcome%s were coded in hindsight; what models miss "
            "there is listed apart.",
            self->outcomes_size, s);
        return;
    }
    if (self->counted == 0) {
        ent_findings_headline(findings, "None of %zu known outcome%s counts: see the table of cases for why.",
                              self->outcomes_size, s);
        return;
    }
    if (lead == self->models_size) {
        ent_findings_headline(findings, "No model forecasts any of the %zu outcomes that count.", self->counted);
        return;
    }
    const standing *one = &self->standings[lead];
    if (one->offered == 0) {
        ent_findings_headline(findings, "%s had the option that came as the likeliest in %zu of %zu.",
                              self->models[lead].label, one->right, one->choices_offered);
        return;
    }
    ent_findings_headline(findings, "%s misses by %s points of the range on average over %zu outcome%s%s%s.",
                          self->models[lead].label, ent_write_fixed(text, one->measures[MEASURE_ERROR].mean, 1),
                          one->offered, one->offered == 1 ? "" : "s", beside(self, lead), held(self, one));
}

/* ---- notes -------------------------------------------------------------------------------------------------- */

static void note_states(const backtest *self, ent_findings *findings) {
    size_t states[OUTCOME_OFF_LINE + 1] = {0};
    for (size_t i = 0; i < self->outcomes_size; i++)
        states[self->outcomes[i].state]++;
    if (states[OUTCOME_HINDSIGHT] > 0)
        ent_findings_note(findings, ENT_NOTE, "N-BACKTEST-0001", NULL,
                          "%zu outcomes are of cases coded in hindsight; they are listed apart and count nothing.",
                          states[OUTCOME_HINDSIGHT]);
    if (states[OUTCOME_KNOWN] > 0)
        ent_findings_note(findings, ENT_NOTE, "N-BACKTEST-0005", NULL,
                          "%zu outcomes were known on the date from which their case is seen; they count nothing.",
                          states[OUTCOME_KNOWN]);
    if (states[OUTCOME_OFF_LINE] > 0)
        ent_findings_note(findings, ENT_NOTE, "N-BACKTEST-0006", NULL,
                          "%zu outcomes cannot be compared with a forecast; they count nothing.",
                          states[OUTCOME_OFF_LINE]);
}

static void note_cases(const backtest *self, ent_findings *findings) {
    for (size_t c = 0; c < self->cases_size; c++) {
        const ent_case *one = self->cases[c];
        bool counts = false, dated = false;
        for (size_t i = 0; i < self->outcomes_size; i++) {
            const outcome *truth = &self->outcomes[i];
            counts = counts || (truth->which == c && truth->state == OUTCOME_COUNTED);
        }
        for (size_t i = 0; i < one->positions_size; i++)
            dated = dated || one->positions[i].date.year != 0;
        if (counts && one->brief.coded == NULL)
            ent_findings_note(findings, ENT_WARNING, "N-BACKTEST-0002", "brief.coded",
                              "%s does not say when it was coded; it counts as coded before its end.", one->id);
        if (counts && one->as_of.year == 0 && dated)
            ent_findings_note(findings, ENT_WARNING, "N-BACKTEST-0003", "as_of",
                              "%s has no as_of: all its positions count as known, whenever they were taken.", one->id);
    }
}

static void notes(const backtest *self, ent_findings *findings) {
    size_t missing = 0, floored = 0;
    note_states(self, findings);
    note_cases(self, findings);
    if (self->counted == 0) return;
    if (self->clusters < BACKTEST_FEW)
        ent_findings_note(findings, ENT_NOTE, "N-BACKTEST-0004", NULL,
                          "With %zu decision%s there are counts, not percentages: nothing general follows from so few.",
                          self->clusters, self->clusters == 1 ? "" : "s");
    for (size_t m = 0; m < self->models_size; m++) {
        const standing *one = &self->standings[m];
        missing += one->offered + one->choices_offered < one->line + one->choices;
        floored += one->floored;
    }
    if (missing > 0)
        ent_findings_note(
            findings, ENT_NOTE, "N-BACKTEST-0007", NULL,
            "%zu of %zu models say nothing of some outcomes: their means are over different outcomes, and "
            "only the table of comparisons puts like beside like.",
            missing, self->models_size);
    if (floored > 0)
        ent_findings_note(findings, ENT_NOTE, "N-BACKTEST-0008", NULL,
                          "%zu times an option came that a model had given less than 0.001; it counts as 0.001 in the "
                          "log score.",
                          floored);
}

void backtest_report(const backtest *self, ent_findings *findings) {
    figures(self, findings);
    headline(self, findings);
    if (self->run->metrics_only) return;
    notes(self, findings);
}
