/* Charts: what the models say of an issue, the predictive distributions, positions over the turns. */
#include "findings/words.h"
#include "lens/forecast/report.h"

#include <math.h>
#include <string.h>

enum { MOST_ISSUES = 12, STEPS = 12, CHART_PARTIES = 12 };

static const char *id_of(const forecast_report *r, size_t issue, const char *what) {
    return ent_arena_printf(r->arena, "%s-%s", forecast_issue_row(r, issue)->id, what);
}

/* ---- models' points and intervals --------------------------------------------------------------------- */

static const char *models_title(const forecast_report *r, size_t issue, size_t lowest, size_t highest) {
    const ent_prediction *row = &r->predictions[issue * r->models_size];
    const char *name = forecast_issue_row(r, issue)->name;
    double low = ent_prediction_point(&row[lowest]), high = ent_prediction_point(&row[highest]);
    if (low == high)
        return ent_arena_printf(r->arena, "%s: the models agree on %s", name, forecast_value(r, issue, low));
    return ent_arena_printf(r->arena, "%s: models disagree, from %s (%s) to %s (%s)", name,
                            forecast_value(r, issue, low), r->models[lowest]->label, forecast_value(r, issue, high),
                            r->models[highest]->label);
}

/* ---- marks -------------------------------------------------------------------------------------------- */

static void mark_standing(forecast_report *r, ent_chart *chart, size_t issue) {
    const ent_forecast_issue *of = &r->forecast.issues[issue];
    if (!of->has_status_quo) return;
    const char *label = of->line == ENT_FORECAST_RANKS
                            ? ent_arena_printf(r->arena, "%s, as it stands", forecast_value(r, issue, of->status_quo))
                            : "as it stands";
    const ent_mark mark = {
        .style = ENT_MARK_NO_DEAL, .axis = 'x', .from = of->status_quo, .to = of->status_quo, .label = label};
    ent_chart_mark(r->out, chart, &mark);
}

/* What lies between the pivots no vote can move. */
static void mark_pivots(forecast_report *r, ent_chart *chart, size_t issue) {
    const ent_prediction *vote = forecast_of(r, issue, "vote");
    if (vote == NULL || !vote->has_pivots || vote->pivot_low == vote->pivot_high) return;
    const ent_mark mark = {
        .axis = 'x', .from = vote->pivot_low, .to = vote->pivot_high, .label = "between the pivots no vote moves it"};
    ent_chart_mark(r->out, chart, &mark);
}

/* Ranks say nothing: their names do, of those between the least of one column of the chart's table and the greatest of
 * another. */
static void mark_options(forecast_report *r, ent_chart *chart, size_t issue, const ent_table *table, size_t least,
                         size_t greatest) {
    const ent_forecast_issue *of = &r->forecast.issues[issue];
    const size_t options = forecast_issue_row(r, issue)->options_size;
    double low = INFINITY, high = -INFINITY;
    if (of->line != ENT_FORECAST_RANKS || table == NULL) return;
    for (size_t row = 0; row < table->rows_size; row++) {
        low = fmin(low, table->cells[row * table->columns_size + least].as.real);
        high = fmax(high, table->cells[row * table->columns_size + greatest].as.real);
    }
    for (size_t option = 0; option < options; option++) {
        const double at = (double)option;
        if (at < floor(low) || at > ceil(high) || (of->has_status_quo && at == of->status_quo)) continue;
        const ent_mark mark = {.axis = 'x', .from = at, .to = at, .label = forecast_option(r, issue, option)};
        ent_chart_mark(r->out, chart, &mark);
    }
}

static void models_chart(forecast_report *r, size_t issue) {
    size_t lowest = 0, highest = 0, size = forecast_extremes(r, issue, false, &lowest, &highest);
    if (size < 2) return; /* the table says it */
    const char *id = id_of(r, issue, "models"), *unit = forecast_unit(r, issue);
    ent_table *table = ent_findings_table(r->out, id, false, "%s", "");
    ent_table_column(r->out, table, "model", "Model", "text", "", 0);
    ent_table_column(r->out, table, "low", "80% from", "number", unit, forecast_digits(r, issue));
    ent_table_column(r->out, table, "high", "80% to", "number", unit, forecast_digits(r, issue));
    ent_table_column(r->out, table, "point", "Point", "number", unit, forecast_digits(r, issue));
    for (size_t m = 0; m < r->models_size; m++) {
        const ent_prediction *of = &r->predictions[issue * r->models_size + m];
        if (of->kind != ENT_PREDICTION_POINT && of->kind != ENT_PREDICTION_DISTRIBUTION) continue;
        const forecast_ranges *held = forecast_ranges_of(r, of);
        double point = ent_prediction_point(of);
        const ent_value cells[] = {ent_text(r->models[m]->label), ent_real(held->set ? held->most.low : point),
                                   ent_real(held->set ? held->most.high : point), ent_real(point)};
        ent_table_row(r->out, table, cells);
    }
    const char *title = models_title(r, issue, lowest, highest);
    ent_chart chart = {.id = id,
                       .kind = ENT_CHART_INTERVALS,
                       .title = title,
                       .subtitle = "The point of each model; the band holds 80 percent (of a point model: of its "
                                   "drawn inputs)",
                       .text = title,
                       .table = id,
                       .label = "model",
                       .lo = "low",
                       .hi = "high",
                       .y = "point",
                       .x_label = unit};
    ent_chart *drawn = ent_findings_chart(r->out, &chart);
    mark_standing(r, drawn, issue);
    mark_pivots(r, drawn, issue);
    mark_options(r, drawn, issue, table, 1, 2);
}

/* ---- distributions ------------------------------------------------------------------------------------- */

static void add_point(forecast_report *r, ent_table *table, const char *model, double x, double p) {
    const ent_value cells[] = {ent_text(model), ent_real(x), ent_real(p)};
    ent_table_row(r->out, table, cells);
}

/* The curve with its jumps: before and after each breakpoint, and steps between them where it rises. */
static void add_curve(forecast_report *r, ent_table *table, const char *model, const ent_predictive *of) {
    for (size_t j = 0; j < of->size; j++) {
        add_point(r, table, model, of->at[j], ent_predictive_below(of, of->at[j]));
        add_point(r, table, model, of->at[j], of->from[j]);
        for (size_t k = 1; k < STEPS && j + 1 < of->size && of->from[j] < of->to[j] && of->size <= 64; k++) {
            double x = of->at[j] + (of->at[j + 1] - of->at[j]) * (double)k / STEPS;
            add_point(r, table, model, x, ent_predictive_cdf(of, x));
        }
    }
}

/* Of ranks the likeliest option, as the table of chances has it. */
static const char *option_title(const forecast_report *r, size_t issue, const char *model, const ent_predictive *of) {
    const ent_issue *row = forecast_issue_row(r, issue);
    double *chance = ent_arena_array(r->arena, row->options_size, sizeof *chance);
    size_t best = 0;
    if (chance == NULL) return NULL;
    ent_prediction_of_ranks(of, row->options_size, chance);
    for (size_t i = 1; i < row->options_size; i++)
        if (chance[i] > chance[best]) best = i;
    return ent_arena_printf(r->arena, "%s: \"%s\" is %s by the %s", row->name, forecast_option(r, issue, best),
                            ent_probability_words(chance[best], r->arena), model);
}

static const char *odds_title(const forecast_report *r, size_t issue, const char *model, ent_predictive_range half) {
    return ent_arena_printf(r->arena, "%s: at least an even chance of %s%s by the %s",
                            forecast_issue_row(r, issue)->name, half.low == half.high ? "exactly " : "",
                            forecast_span(r, issue, half.low, half.high), model);
}

static void odds_chart(forecast_report *r, size_t issue) {
    ent_table *table = NULL;
    const char *id = id_of(r, issue, "distribution"), *title = NULL, *unit = forecast_unit(r, issue);
    for (size_t m = 0; m < r->models_size; m++) {
        const ent_prediction *of = &r->predictions[issue * r->models_size + m];
        if (!r->models[m]->distribution || of->kind != ENT_PREDICTION_DISTRIBUTION || of->on_line.size < 2) continue;
        if (table == NULL) {
            table = ent_findings_table(r->out, id, false, "%s", "");
            ent_table_column(r->out, table, "model", "Model", "text", "", 0);
            ent_table_column(r->out, table, "x", forecast_issue_row(r, issue)->name, "number", unit,
                             forecast_digits(r, issue));
            ent_table_column(r->out, table, "probability", "Chance", "number", "", 2);
        }
        add_curve(r, table, r->models[m]->label, &of->on_line);
        bool odds = strcmp(r->models[m]->id, "odds") == 0; /* the recommended one where it is offered */
        const char *model = odds ? "odds model" : "base rate";
        if (title == NULL || odds)
            title = r->forecast.issues[issue].line == ENT_FORECAST_RANKS
                        ? option_title(r, issue, model, &of->on_line)
                        : odds_title(r, issue, model, forecast_ranges_of(r, of)->half);
    }
    if (table == NULL) return;
    ent_chart chart = {.id = id,
                       .kind = ENT_CHART_LINES,
                       .title = title,
                       .subtitle = "The chance of an outcome at or below each value; a jump is the chance of exactly "
                                   "that value",
                       .text = title,
                       .table = id,
                       .x = "x",
                       .y = "probability",
                       .series = "model",
                       .x_label = unit,
                       .y_label = "chance",
                       .from_zero = true};
    mark_options(r, ent_findings_chart(r->out, &chart), issue, table, 1, 1);
}

/* ---- positions over turns ----------------------------------------------------------------------------- */

static void turns_chart(forecast_report *r) {
    const ent_table *table = ent_findings_find_table(r->out, "positions");
    size_t issues = 0, most = 0;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        if (!r->shown[i] || issue->actors_size == 0 || issue->line == ENT_FORECAST_CHOICES || issue->silent_size > 0)
            continue;
        issues++;
        most = issue->actors_size > most ? issue->actors_size : most;
    }
    if (table == NULL || table->rows_size == 0 || most > CHART_PARTIES || most < 2 || issues > MOST_ISSUES) return;
    int64_t last = table->cells[(table->rows_size - 1) * table->columns_size].as.integer;
    const char *title = ent_arena_printf(r->arena, "In the spatial model positions settle after %d turn%s", (int)last,
                                         last == 1 ? "" : "s");
    ent_chart chart = {.id = "positions",
                       .kind = issues > 1 ? ENT_CHART_MULTIPLES : ENT_CHART_LINES,
                       .multiple_of = ENT_CHART_LINES,
                       .title = title,
                       .subtitle = "Position of each party, turn by turn",
                       .text = title,
                       .table = "positions",
                       .x = "turn",
                       .y = "position",
                       .series = "party",
                       .panel = issues > 1 ? "issue" : NULL,
                       .x_label = "Turn",
                       .y_label = "Position"};
    ent_findings_chart(r->out, &chart);
}

void forecast_report_charts(forecast_report *r) {
    size_t drawn = 0;
    if (!r->tables) return;
    for (size_t i = 0; i < r->forecast.issues_size && drawn < MOST_ISSUES; i++) {
        if (!r->shown[i]) continue;
        models_chart(r, i);
        odds_chart(r, i);
        drawn++;
    }
    turns_chart(r);
}
