/* Models in pairs, on the outcomes that both predict. */
#include "backtest/backtest.h"
#include "backtest/resample.h"
#include "sweep/statistics.h"

#include <math.h>
#include <string.h>

/* What any model has to beat: nothing changes; the mean of what everybody wants, by weight; what it was before. */
static const char *const rivals[BACKTEST_RIVALS] = {"no-change", "compromise-mean", "base-rate"};

static size_t find(const backtest *self, const char *id) {
    for (size_t m = 0; m < self->models_size; m++)
        if (strcmp(self->models[m].id, id) == 0) return m;
    return SIZE_MAX;
}

/* Differences below this are none: 10^-9 of a hundredth of the range. */
static const double nothing = 1e-9;

static void take(const backtest *self, size_t i, comparison *pair, backtest_sample *sample) {
    double difference =
        backtest_points(self, i, pair->model, pair->what) - backtest_points(self, i, pair->against, pair->what);
    if (self->outcomes[i].state != OUTCOME_COUNTED || isnan(difference)) return;
    if (fabs(difference) < nothing) difference = 0;
    pair->better += difference < 0;
    pair->worse += difference > 0;
    backtest_sample_add(sample, self->outcomes[i].cluster, difference);
}

static ent_status compare(void *context, size_t index) {
    backtest *self = context;
    comparison *pair = &self->comparisons[index];
    ent_arena *arena = ent_arena_new(ent_run_allocator(self->run));
    backtest_sample sample;
    if (arena == NULL || !backtest_sample_init(&sample, arena, self->outcomes_size)) {
        ent_arena_free(arena);
        return ENT_MEMORY;
    }
    for (size_t i = 0; i < self->outcomes_size; i++)
        take(self, i, pair, &sample);
    pooled mean = backtest_sample_mean(&sample, self->run->seed, 1000 + index);
    pair->n = mean.n;
    pair->clusters = mean.clusters;
    pair->difference = mean.mean;
    pair->low = mean.low;
    pair->high = mean.high;
    pair->p = pair->adjusted = mean.n > 0 ? backtest_sample_p(&sample, self->run->seed, index) : NAN;
    ent_arena_free(arena);
    return ENT_OK;
}

/* Adjusts for all tests of one measure together. */
static ent_status correct(backtest *self, measure what) {
    double *p = ent_arena_array(self->arena, self->comparisons_size, sizeof *p);
    size_t *order = ent_arena_array(self->arena, self->comparisons_size, sizeof *order), size = 0;
    if (p == NULL || order == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < self->comparisons_size; i++)
        if (self->comparisons[i].what == what && self->comparisons[i].n > 0) p[size++] = self->comparisons[i].p;
    ent_holm(p, size, order);
    size = 0;
    for (size_t i = 0; i < self->comparisons_size; i++)
        if (self->comparisons[i].what == what && self->comparisons[i].n > 0) self->comparisons[i].adjusted = p[size++];
    return ENT_OK;
}

ent_status backtest_compare(backtest *self) {
    self->comparisons =
        ent_arena_array(self->arena, self->models_size * BACKTEST_RIVALS * MEASURES, sizeof *self->comparisons);
    if (self->comparisons == NULL) return ENT_MEMORY;
    for (measure what = 0; what < MEASURES; what++)
        for (size_t r = 0; r < BACKTEST_RIVALS; r++)
            for (size_t m = 0, against = find(self, rivals[r]); against != SIZE_MAX && m < self->models_size; m++) {
                bool earlier = false; /* the same two the other way round */
                for (size_t k = 0; k < r; k++)
                    earlier = earlier || strcmp(self->models[m].id, rivals[k]) == 0;
                if (m == against || earlier) continue;
                self->comparisons[self->comparisons_size++] =
                    (comparison){.model = m, .against = against, .what = what};
            }
    ent_status status = ent_parallel(self->run, self->comparisons_size, compare, self);
    for (measure what = 0; status == ENT_OK && what < MEASURES; what++)
        status = correct(self, what);
    return status;
}
