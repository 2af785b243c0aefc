/* Predictions over draws of the case's uncertain numbers. */
#include "forecast/parts.h"

#include <string.h>

static bool spread(const ent_forecast *forecast, const ent_number *number) {
    return number->set && forecast->entente_case->slots[number->slot].distribution != ENT_FIXED;
}

bool ent_forecast_uncertain(const ent_forecast *forecast, const ent_forecast_issue *issue) {
    bool numbers = issue->line == ENT_FORECAST_NUMBERS;
    if (numbers && issue->has_status_quo && spread(forecast, &issue->status_quo_level->number)) return true;
    for (size_t i = 0; i < issue->actors_size; i++) {
        const ent_forecast_actor *actor = &issue->actors[i];
        if (numbers && spread(forecast, &actor->position->value.number)) return true;
        if (spread(forecast, &actor->position->salience)) return true;
        if (spread(forecast, &forecast->entente_case->parties[actor->party].capability)) return true;
    }
    return false;
}

typedef struct drawing {
    const ent_run *run;
    ent_forecast *forecast;
    const ent_forecast_model *const *models;
    size_t size, draws;
    bool *wanted;         /* per issue and model */
    size_t moving;        /* how many of the draws the models that move take */
    ent_arena **arenas;   /* per draw: they hold chances until the end */
    ent_prediction *each; /* [draw][issue][model] */
} drawing;

static size_t cells(const drawing *d) {
    return d->forecast->issues_size * d->size;
}

static bool moves(const ent_forecast_model *model) {
    return strncmp(model->id, "smp", 3) == 0 || strcmp(model->id, "challenge") == 0;
}

/* As many as the work allows, judged by the predictions as written. */
static size_t moving_draws(const drawing *d, const ent_prediction *written) {
    double work = 0;
    for (size_t at = 0; at < cells(d); at++)
        if (d->wanted[at]) work += written[at].work;
    if (work * (double)d->draws <= d->forecast->options.work) return d->draws;
    const size_t most = (size_t)(d->forecast->options.work / work);
    return most < ENT_FORECAST_LEAST_DRAWS ? 0 : most;
}

static ent_status predict_cells(const drawing *d, const ent_run *run, size_t draw, ent_forecast *forecast,
                                ent_prediction *out) {
    ent_status status = ENT_OK;
    for (size_t at = 0; at < cells(d) && status == ENT_OK; at++)
        if (d->wanted[at] && (draw < d->moving || !moves(d->models[at % d->size])))
            status =
                ent_forecast_predict(run, forecast, &forecast->issues[at / d->size], d->models[at % d->size], &out[at]);
    return status;
}

static ent_status one_draw(void *context, size_t draw) {
    const drawing *d = context;
    const ent_case *c = d->forecast->entente_case;
    ent_run run = d->run != NULL ? *d->run : (ent_run){.threads = 1};
    run.diagnostics = NULL; /* whatever there is to say was said of the case as written */
    ent_arena *arena = d->arenas[draw] = ent_arena_new(ent_run_allocator(&run));
    double *values = arena != NULL ? ent_arena_array(arena, c->slots_size, sizeof *values) : NULL;
    if (values == NULL) return ENT_MEMORY;
    ent_case_draw(c, run.seed, draw, values);
    ent_forecast forecast = {0};
    ent_status status = ent_forecast_read(&run, c, &d->forecast->options, values, arena, &forecast);
    if (status == ENT_OK) status = predict_cells(d, &run, draw, &forecast, d->each + draw * cells(d));
    ent_forecast_free(&forecast);
    return status;
}

/* ---- mixing ------------------------------------------------------------------------------------------------ */

static ent_status mix(const drawing *d, size_t at, ent_predictive *parts, ent_prediction *out) {
    size_t size = 0;
    double *sum = NULL;
    if (out->kind == ENT_PREDICTION_NONE) return ENT_OK;
    if (out->kind == ENT_PREDICTION_CHANCES) {
        sum = ent_arena_array(d->forecast->arena, out->chances_size, sizeof *sum);
        if (sum == NULL) return ENT_MEMORY;
    }
    for (size_t k = 0; k < d->draws; k++) {
        const ent_prediction *one = &d->each[k * cells(d) + at];
        if (one->kind == ENT_PREDICTION_NONE) continue;
        for (size_t i = 0; sum != NULL && i < out->chances_size; i++)
            sum[i] += one->chances[i];
        parts[size++] = one->on_line;
    }
    if (size == 0) return ENT_OK;
    out->draws = size;
    for (size_t i = 0; sum != NULL && i < out->chances_size; i++)
        out->chances[i] = sum[i] / (double)size;
    if (sum != NULL) return ENT_OK;
    ent_predictive_free(&out->on_line);
    out->on_line = (ent_predictive){0};
    out->kind = ENT_PREDICTION_DISTRIBUTION;
    return ent_predictive_mixture(parts, NULL, size, 0, d->run, &out->on_line);
}

static ent_status mix_all(const drawing *d, ent_prediction *out) {
    ent_predictive *parts = ent_arena_array(d->forecast->arena, d->draws, sizeof *parts);
    if (parts == NULL) return ENT_MEMORY;
    ent_status status = ENT_OK;
    for (size_t at = 0; at < cells(d) && status == ENT_OK; at++)
        if (d->wanted[at]) status = mix(d, at, parts, &out[at]);
    return status;
}

/* Marks what rests on uncertain numbers; the spatial model over issues together rests on those of all. */
static bool mark_wanted(drawing *d) {
    bool any = false, together = false;
    for (size_t i = 0; i < d->forecast->issues_size; i++)
        together = together || ent_forecast_uncertain(d->forecast, &d->forecast->issues[i]);
    together = together && !d->forecast->options.apart;
    for (size_t at = 0; at < cells(d); at++) {
        const ent_forecast_issue *issue = &d->forecast->issues[at / d->size];
        bool spatial = strncmp(d->models[at % d->size]->id, "smp", 3) == 0;
        bool past = strcmp(d->models[at % d->size]->id, "base-rate") == 0;
        d->wanted[at] = !past && (ent_forecast_uncertain(d->forecast, issue) || (spatial && together));
        any = any || d->wanted[at];
    }
    return any;
}

static void release(drawing *d) {
    const ent_allocator *allocator = ent_run_allocator(d->run);
    for (size_t i = 0; d->each != NULL && i < d->draws * cells(d); i++)
        ent_prediction_free(&d->each[i]);
    for (size_t k = 0; d->arenas != NULL && k < d->draws; k++)
        ent_arena_free(d->arenas[k]);
    ent_free(allocator, d->each);
    ent_free(allocator, d->arenas);
}

static ent_status draw_all(drawing *d, ent_prediction *out) {
    const ent_allocator *allocator = ent_run_allocator(d->run);
    if (cells(d) > 0 && d->draws > SIZE_MAX / cells(d)) return ENT_LIMIT;
    d->arenas = ent_alloc_array(allocator, d->draws, sizeof *d->arenas);
    d->each = ent_alloc_array(allocator, d->draws * cells(d), sizeof *d->each);
    ent_status status = d->arenas != NULL && d->each != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) status = ent_parallel(d->run, d->draws, one_draw, d);
    if (status == ENT_OK) status = mix_all(d, out);
    release(d);
    return status;
}

ent_status ent_forecast_predict_all(const ent_run *run, ent_forecast *forecast, const ent_forecast_model *const *models,
                                    size_t size, size_t draws, ent_prediction *out) {
    drawing d = {.run = run, .forecast = forecast, .models = models, .size = size, .draws = draws, .moving = SIZE_MAX};
    memset(out, 0, cells(&d) * sizeof *out);
    d.wanted = ent_arena_array(forecast->arena, cells(&d), sizeof *d.wanted);
    if (d.wanted == NULL) return ENT_MEMORY;
    memset(d.wanted, 1, cells(&d));
    ent_status status = predict_cells(&d, run, 0, forecast, out);
    if (status != ENT_OK || draws == 0 || !mark_wanted(&d)) return status;
    d.moving = moving_draws(&d, out);
    return draw_all(&d, out);
}
