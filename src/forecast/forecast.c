/* Reading a case for forecasts, and predictions as such. */
#include "forecast/parts.h"

#include <math.h>
#include <string.h>

static ent_forecast_line line_of(const ent_issue *issue) {
    if (issue->kind == ENT_NAMED) return ENT_FORECAST_CHOICES;
    return issue->kind == ENT_SCALE ? ENT_FORECAST_RANKS : ENT_FORECAST_NUMBERS;
}

static void set_range(const ent_issue *of, ent_forecast_issue *issue) {
    issue->low = 0;
    issue->high = issue->line == ENT_FORECAST_RANKS ? (double)of->options_size - 1 : 1;
    if (issue->line != ENT_FORECAST_NUMBERS) return;
    if (of->kind == ENT_CONTINUOUS) {
        issue->low = of->from.value;
        issue->high = of->to.value;
        return;
    }
    for (size_t i = 0; i < of->options_size; i++) {
        if (of->kind == ENT_RANGE && i > 0 && i + 1 < of->options_size) continue;
        ent_ratio number;
        if (!ent_issue_number(of, i, &number)) continue;
        double value = ent_ratio_value(number);
        issue->low = i == 0 ? value : fmin(issue->low, value);
        issue->high = i == 0 ? value : fmax(issue->high, value);
    }
}

ent_status ent_forecast_read(const ent_run *run, const ent_case *entente_case, const ent_forecast_options *options,
                             const double *values, ent_arena *arena, ent_forecast *out) {
    *out = (ent_forecast){.entente_case = entente_case, .values = values, .arena = arena};
    out->options = options != NULL ? *options : ENT_FORECAST_DEFAULT;
    out->issues = ent_arena_array(arena, entente_case->issues_size, sizeof *out->issues);
    if (out->issues == NULL) return ENT_MEMORY;
    out->issues_size = entente_case->issues_size;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < out->issues_size && status == ENT_OK; i++) {
        ent_forecast_issue *issue = &out->issues[i];
        *issue = (ent_forecast_issue){.issue = (int)i, .line = line_of(&entente_case->issues[i])};
        set_range(&entente_case->issues[i], issue);
        status = ent_forecast_read_actors(out, issue);
        if (status == ENT_OK) status = ent_forecast_read_standing(out, issue);
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
    }
    return status == ENT_OK ? ent_forecast_read_past(run, out) : status;
}

void ent_forecast_free(ent_forecast *forecast) {
    for (size_t i = 0; i < 2; i++) {
        if (forecast->spatial[i] != NULL) ent_smp_free(&forecast->spatial[i]->smp);
        forecast->spatial[i] = NULL;
    }
}

ent_status ent_forecast_line_of(const ent_forecast *forecast, const ent_forecast_issue *issue, bool weighted,
                                ent_line *out) {
    double *position = ent_arena_array(forecast->arena, issue->actors_size, sizeof *position);
    double *weight = ent_arena_array(forecast->arena, issue->actors_size, sizeof *weight);
    if (position == NULL || weight == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < issue->actors_size; i++) {
        position[i] = issue->actors[i].at;
        weight[i] = issue->actors[i].capability * issue->actors[i].salience;
    }
    *out = (ent_line){issue->actors_size, position, weighted ? weight : NULL};
    return ENT_OK;
}

/* ---- predictions --------------------------------------------------------------------------------------- */

ent_status ent_forecast_decline(ent_prediction *out, const char *because) {
    out->kind = ENT_PREDICTION_NONE;
    out->because = because;
    return because == NULL ? ENT_MEMORY : ENT_OK;
}

ent_status ent_forecast_no_status_quo(ent_prediction *out) {
    return ent_forecast_decline(out, "the case does not say where it stands without an agreement (`status_quo`)");
}

ent_status ent_forecast_chances(const ent_forecast *forecast, const ent_forecast_issue *issue, size_t n,
                                ent_prediction *out) {
    out->kind = ENT_PREDICTION_CHANCES;
    out->n = n;
    out->chances_size = forecast->entente_case->issues[issue->issue].options_size;
    out->chances = ent_arena_array(forecast->arena, out->chances_size, sizeof *out->chances);
    return out->chances == NULL ? ENT_MEMORY : ENT_OK;
}

ent_status ent_forecast_point(const ent_run *run, double x, size_t n, ent_prediction *out) {
    out->kind = ENT_PREDICTION_POINT;
    out->n = n;
    return ent_predictive_point(x, run, &out->on_line);
}

void ent_prediction_free(ent_prediction *prediction) {
    ent_predictive_free(&prediction->on_line);
    *prediction = (ent_prediction){0};
}

double ent_prediction_point(const ent_prediction *prediction) {
    return ent_predictive_quantile(&prediction->on_line, 0.5);
}

size_t ent_prediction_choice(const ent_prediction *prediction) {
    size_t best = 0;
    for (size_t i = 1; i < prediction->chances_size; i++)
        if (prediction->chances[i] > prediction->chances[best] + ENT_PREDICTIVE_EQUAL) best = i;
    return best;
}

void ent_prediction_of_ranks(const ent_predictive *on_line, size_t size, double *chance) {
    double below = 0;
    for (size_t i = 0; i < size; i++) {
        double until = i + 1 == size ? 1 : ent_predictive_cdf(on_line, (double)i + 0.5);
        chance[i] = until - below;
        below = until;
    }
}
