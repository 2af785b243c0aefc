/* Many scores of a model as means with intervals. Decisions, not issues, are resampled: errors on issues that were
 * decided together go together. */
#include "backtest/backtest.h"
#include "backtest/resample.h"
#include "base/compare.h"

#include <math.h>
#include <stdlib.h>

const score *backtest_score(const backtest *self, size_t outcome_index, size_t model) {
    return &self->scores[outcome_index * self->models_size + model];
}

double backtest_points(const backtest *self, size_t outcome_index, size_t model, measure what) {
    const outcome *truth = &self->outcomes[outcome_index];
    const score *one = backtest_score(self, outcome_index, model);
    if (one->kind != SCORE_LINE || !(truth->range > 0)) return NAN;
    return 100 * (what == MEASURE_ERROR ? one->error : one->crps) / truth->range;
}

double backtest_log_score(const score *one) {
    return -log(fmax(one->chance, BACKTEST_LEAST_CHANCE));
}

size_t backtest_lead(const backtest *self) {
    size_t lead = self->models_size, most = 0;
    for (size_t m = 0; m < self->models_size; m++) {
        size_t offered = self->standings[m].offered + self->standings[m].choices_offered;
        if (offered > most) {
            lead = m;
            most = offered;
        }
    }
    return lead;
}

/* ---- one model ---------------------------------------------------------------------------------------------- */

static double median(double *values, size_t size) {
    if (size == 0) return NAN;
    qsort(values, size, sizeof *values, ent_compare_doubles);
    return 0.5 * (values[(size - 1) / 2] + values[size / 2]);
}

static void add_choice(const score *one, standing *to) {
    to->choices++;
    if (one->kind != SCORE_CHOICE) return;
    to->choices_offered++;
    to->right += one->right;
    to->floored += one->chance < BACKTEST_LEAST_CHANCE;
    to->chance += one->chance;
    to->log_score += backtest_log_score(one);
    to->brier += one->brier;
}

static void add_line(const score *one, double range, standing *to) {
    to->line++;
    if (one->kind != SCORE_LINE) return;
    to->offered++;
    if (!one->distribution) return;
    to->distributions++;
    to->inside[0] += one->inside[0];
    to->inside[1] += one->inside[1];
    to->width += 100 * (one->high[1] - one->low[1]) / range;
}

static void count(const backtest *self, size_t model, standing *to) {
    for (size_t i = 0; i < self->outcomes_size; i++) {
        const outcome *truth = &self->outcomes[i];
        if (truth->state != OUTCOME_COUNTED) continue;
        if (truth->range > 0)
            add_line(backtest_score(self, i, model), truth->range, to);
        else
            add_choice(backtest_score(self, i, model), to);
    }
    to->width = to->distributions > 0 ? to->width / (double)to->distributions : NAN;
    double n = (double)to->choices_offered;
    to->chance = n > 0 ? to->chance / n : NAN;
    to->log_score = n > 0 ? to->log_score / n : NAN;
    to->brier = n > 0 ? to->brier / n : NAN;
}

typedef struct pool_room {
    backtest_sample sample;
    double *values;
} pool_room;

static bool make_room(const backtest *self, ent_arena *arena, pool_room *room) {
    room->values = ent_arena_array(arena, self->outcomes_size, sizeof *room->values);
    return room->values != NULL && backtest_sample_init(&room->sample, arena, self->outcomes_size);
}

static ent_status pool_model(void *context, size_t m) {
    backtest *self = context;
    standing *to = &self->standings[m];
    ent_arena *arena = ent_arena_new(ent_run_allocator(self->run));
    pool_room room;
    if (arena == NULL || !make_room(self, arena, &room)) {
        ent_arena_free(arena);
        return ENT_MEMORY;
    }
    count(self, m, to);
    for (measure what = 0; what < MEASURES; what++) {
        backtest_sample_clear(&room.sample);
        for (size_t i = 0; i < self->outcomes_size; i++) {
            double points = backtest_points(self, i, m, what);
            if (self->outcomes[i].state != OUTCOME_COUNTED || isnan(points)) continue;
            room.values[room.sample.n] = points;
            backtest_sample_add(&room.sample, self->outcomes[i].cluster, points);
        }
        to->measures[what] = backtest_sample_mean(&room.sample, self->run->seed, 2 * m + what);
        if (what == MEASURE_ERROR) to->median = median(room.values, room.sample.n);
    }
    ent_arena_free(arena);
    return ENT_OK;
}

ent_status backtest_pool(backtest *self) {
    self->standings = ent_arena_array(self->arena, self->models_size, sizeof *self->standings);
    if (self->standings == NULL) return ENT_MEMORY;
    return ent_parallel(self->run, self->models_size, pool_model, self);
}
