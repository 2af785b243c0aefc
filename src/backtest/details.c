/* One by one: outcomes, predictions, what was not offered, what was coded in hindsight. */
#include "backtest/backtest.h"

#include <math.h>
#include <string.h>

static void column(ent_findings *findings, ent_table *table, const char *id, const char *label, const char *type,
                   int digits) {
    ent_table_column(findings, table, id, label, type, NULL, digits);
}

static const ent_issue *issue_of(const backtest *self, const outcome *truth) {
    return &self->cases[truth->which]->issues[truth->issue];
}

static bool is_ranks(const ent_issue *issue) {
    return issue->kind == ENT_SCALE;
}

/* A value on the issue's line in words: an option, or a number. */
static ent_value words(const backtest *self, const ent_issue *issue, double value) {
    char text[ENT_NUMBER_TEXT];
    if (isnan(value)) return ent_empty();
    if (!is_ranks(issue) && issue->kind != ENT_NAMED) {
        double size = fabs(value);
        int digits = value == rint(value) || size >= 1000 ? 0 : size >= 10 ? 1 : 2;
        bool year = issue->unit.name != NULL && strcmp(issue->unit.name, "year") == 0; /* 2035, not 2,035 */
        const char *written =
            year && digits == 0 ? ent_write_double(text, rint(value)) : ent_write_fixed(text, value, digits);
        return ent_text(ent_arena_text(self->arena, written));
    }
    double nearest = ceil(value - 0.5); /* half a rank belongs to the lower one */
    if (!(nearest >= 0)) nearest = 0;
    size_t option = (size_t)nearest;
    if (option >= issue->options_size) option = issue->options_size - 1;
    return ent_text(ent_issue_option(issue, option, text));
}

static ent_value truth_words(const backtest *self, const outcome *truth) {
    char text[ENT_NUMBER_TEXT];
    const ent_issue *issue = issue_of(self, truth);
    if (issue->kind == ENT_NAMED && truth->level->option != ENT_NOWHERE)
        return ent_text(ent_issue_option(issue, (size_t)truth->level->option, text));
    if (truth->state == OUTCOME_OFF_LINE) return ent_empty();
    return words(self, issue, truth->value);
}

static ent_value date_value(const backtest *self, ent_date date) {
    char text[ENT_NUMBER_TEXT];
    return date.year == 0 ? ent_empty() : ent_text(ent_arena_text(self->arena, ent_write_date(text, date)));
}

/* ---- outcomes ----------------------------------------------------------------------------------------------- */

static size_t offered(const backtest *self, size_t index) {
    size_t found = 0;
    for (size_t m = 0; m < self->models_size; m++)
        found += backtest_score(self, index, m)->kind != SCORE_NONE;
    return found;
}

static void outcomes(const backtest *self, ent_findings *findings) {
    static const char *const states[] = {[OUTCOME_COUNTED] = "counted",
                                         [OUTCOME_HINDSIGHT] = "coded in hindsight",
                                         [OUTCOME_KNOWN] = "known when the case is seen",
                                         [OUTCOME_OFF_LINE] = "not comparable"};
    ent_table *table = ent_findings_table(findings, "outcomes", true, "What happened");
    column(findings, table, "case", "Case", "text", 0);
    column(findings, table, "issue", "Issue", "text", 0);
    column(findings, table, "group", "Decided with", "text", 0);
    column(findings, table, "decided", "Decided", "text", 0);
    column(findings, table, "outcome", "Outcome", "text", 0);
    column(findings, table, "value", "Value", "number", -1);
    column(findings, table, "range", "Range", "number", -1);
    column(findings, table, "state", "State", "text", 0);
    column(findings, table, "models", "Models", "integer", 0);
    for (size_t i = 0; i < self->outcomes_size; i++) {
        const outcome *truth = &self->outcomes[i];
        const ent_issue *issue = issue_of(self, truth);
        bool line = issue->kind != ENT_NAMED && truth->state != OUTCOME_OFF_LINE;
        ent_value cells[] = {ent_text(self->cases[truth->which]->id),
                             ent_text(issue->id),
                             ent_text(issue->group),
                             date_value(self, truth->date),
                             truth_words(self, truth),
                             line ? ent_real(truth->value) : ent_empty(),
                             line ? ent_real(truth->range) : ent_empty(),
                             ent_text(states[truth->state]),
                             ent_integer((int64_t)offered(self, i))};
        ent_table_row(findings, table, cells);
    }
}

/* ---- predictions -------------------------------------------------------------------------------------------- */

static void prediction_row(const backtest *self, size_t i, size_t m, bool held, ent_findings *findings,
                           ent_table *table) {
    const outcome *truth = &self->outcomes[i];
    const ent_issue *issue = issue_of(self, truth);
    const score *one = backtest_score(self, i, m);
    bool line = one->kind == SCORE_LINE, ends = line && one->distribution;
    double point = line ? one->point : one->choice;
    ent_value cells[] = {ent_text(self->cases[truth->which]->id),
                         ent_text(issue->id),
                         ent_text(self->models[m].id),
                         ent_integer((int64_t)one->n),
                         words(self, issue, point),
                         truth_words(self, truth),
                         line ? ent_real(one->point) : ent_empty(),
                         ends ? ent_real(one->low[0]) : ent_empty(),
                         ends ? ent_real(one->high[0]) : ent_empty(),
                         ends ? ent_real(one->low[1]) : ent_empty(),
                         ends ? ent_real(one->high[1]) : ent_empty(),
                         line ? ent_real(one->error) : ent_empty(),
                         ent_real(backtest_points(self, i, m, MEASURE_ERROR)),
                         ent_real(backtest_points(self, i, m, MEASURE_CRPS)),
                         line ? ent_empty() : ent_real(one->chance),
                         ends && held ? ent_bool(one->inside[0]) : ent_empty(),
                         ends && held ? ent_bool(one->inside[1]) : ent_empty(),
                         !line && held ? ent_bool(one->right) : ent_empty()};
    ent_table_row(findings, table, cells);
}

static void predictions_of(const backtest *self, outcome_state state, const char *id, const char *title,
                           const char *about, ent_findings *findings) {
    static const char *const numbers[][2] = {{"point", "Point"},    {"low_50", "Low 50%"},   {"high_50", "High 50%"},
                                             {"low_80", "Low 80%"}, {"high_80", "High 80%"}, {"error", "Error"},
                                             {"points", "Points"},  {"crps", "CRPS"},        {"chance", "Chance"}};
    static const char *const flags[][2] = {{"held_50", "50% held"}, {"held_80", "80% held"}, {"right", "Right"}};
    ent_table *table = ent_findings_table(findings, id, true, "%s", title); /* without one: for programs */
    ent_table_about(findings, table, about);
    column(findings, table, "case", "Case", "text", 0);
    column(findings, table, "issue", "Issue", "text", 0);
    column(findings, table, "model", "Model", "text", 0);
    column(findings, table, "n", "n", "integer", 0);
    column(findings, table, "predicted", "Predicted", "text", 0);
    column(findings, table, "outcome", "Outcome", "text", 0);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        column(findings, table, numbers[i][0], numbers[i][1], "number", i >= 5 ? 2 : -1);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        column(findings, table, flags[i][0], flags[i][1], "boolean", 0);
    for (size_t i = 0; i < self->outcomes_size; i++)
        for (size_t m = 0; m < self->models_size; m++)
            if (self->outcomes[i].state == state && backtest_score(self, i, m)->kind != SCORE_NONE)
                prediction_row(self, i, m, state == OUTCOME_COUNTED, findings, table);
}

/* How far models missed in cases coded in hindsight: for those who ask, beside a table that counts nothing. */
static void hindsight_errors(const backtest *self, ent_findings *findings) {
    ent_table *table =
        ent_findings_table(findings, "hindsight_errors", false, "How far models missed in cases coded in hindsight");
    ent_table_about(
        findings, table,
        "Mean error and CRPS in hundredths of the range. Not evidence of how well a model forecasts: whoever "
        "coded these cases knew how they ended, and several may be of one negotiation.");
    column(findings, table, "model", "Model", "text", 0);
    column(findings, table, "n", "Outcomes", "integer", 0);
    column(findings, table, "error", "Mean error", "number", 1);
    column(findings, table, "crps", "CRPS", "number", 1);
    for (size_t m = 0; m < self->models_size; m++) {
        double sums[MEASURES] = {0};
        size_t n = 0;
        for (size_t i = 0; i < self->outcomes_size; i++) {
            bool here = self->outcomes[i].state == OUTCOME_HINDSIGHT;
            if (!here || isnan(backtest_points(self, i, m, MEASURE_ERROR))) continue;
            n++;
            for (measure what = 0; what < MEASURES; what++)
                sums[what] += backtest_points(self, i, m, what);
        }
        if (n == 0) continue;
        ent_value cells[] = {ent_text(self->models[m].id), ent_integer((int64_t)n),
                             ent_real(sums[MEASURE_ERROR] / (double)n), ent_real(sums[MEASURE_CRPS] / (double)n)};
        ent_table_row(findings, table, cells);
    }
}

/* ---- what was not offered ----------------------------------------------------------------------------------- */

typedef struct reason {
    const char *text;
    size_t count;
} reason;
enum { MOST_REASONS = 50 };

static void not_offered_of(const backtest *self, size_t m, ent_findings *findings, ent_table *table) {
    reason reasons[MOST_REASONS];
    size_t size = 0;
    for (size_t i = 0; i < self->outcomes_size; i++) {
        const score *one = backtest_score(self, i, m);
        if (self->outcomes[i].state != OUTCOME_COUNTED || one->kind != SCORE_NONE || one->because == NULL) continue;
        size_t at = 0;
        while (at < size && strcmp(reasons[at].text, one->because) != 0)
            at++;
        if (at == MOST_REASONS) at--; /* the last stands for all others, too */
        if (at == size)
            reasons[size++] = (reason){one->because, 1};
        else
            reasons[at].count++;
    }
    for (size_t i = 0; i < size; i++) {
        bool others = i == MOST_REASONS - 1;
        ent_value cells[] = {ent_text(self->models[m].id), ent_integer((int64_t)reasons[i].count),
                             ent_text(others ? "other reasons" : reasons[i].text)};
        ent_table_row(findings, table, cells);
    }
}

static void not_offered(const backtest *self, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "not_offered", true, "What models said nothing of");
    column(findings, table, "model", "Model", "text", 0);
    column(findings, table, "count", "Outcomes", "integer", 0);
    column(findings, table, "because", "Because", "text", 0);
    for (size_t m = 0; m < self->models_size; m++)
        not_offered_of(self, m, findings, table);
}

void backtest_details(const backtest *self, ent_findings *findings) {
    bool hindsight = false;
    for (size_t i = 0; i < self->outcomes_size; i++)
        hindsight = hindsight || self->outcomes[i].state == OUTCOME_HINDSIGHT;
    outcomes(self, findings);
    if (self->counted > 0) {
        not_offered(self, findings);
        predictions_of(self, OUTCOME_COUNTED, "predictions", "",
                       "Numbers in the units of the issue; ranks from 0 on ordered scales. Points: the error in "
                       "hundredths of the range.",
                       findings);
    }
    if (!hindsight) return;
    hindsight_errors(self, findings);
    predictions_of(self, OUTCOME_HINDSIGHT, "hindsight", "Coded in hindsight: these count nothing",
                   "Whoever coded these cases knew how they ended. What the models give is shown, not scored.",
                   findings);
}
