/* Resampling by decision. */
#include "backtest/resample.h"
#include "sweep/statistics.h"

#include <math.h>
#include <string.h>

static const uint64_t first_stream = 0xb0000000, test_stream = 0xb8000000;

bool backtest_sample_init(backtest_sample *sample, ent_arena *arena, size_t most) {
    *sample = (backtest_sample){.most = most};
    sample->sums = ent_arena_array(arena, most, sizeof *sample->sums);
    sample->sizes = ent_arena_array(arena, most, sizeof *sample->sizes);
    sample->pseudo = ent_arena_array(arena, most, sizeof *sample->pseudo);
    sample->resamples = ent_arena_array(arena, ENT_RESAMPLES, sizeof *sample->resamples);
    return sample->sums != NULL && sample->sizes != NULL && sample->pseudo != NULL && sample->resamples != NULL;
}

void backtest_sample_clear(backtest_sample *sample) {
    memset(sample->sums, 0, sample->most * sizeof *sample->sums);
    memset(sample->sizes, 0, sample->most * sizeof *sample->sizes);
    sample->n = sample->clusters = 0;
}

void backtest_sample_add(backtest_sample *sample, size_t cluster, double value) {
    sample->clusters += sample->sizes[cluster] == 0;
    sample->sums[cluster] += value;
    sample->sizes[cluster]++;
    sample->n++;
}

/* The mean is a ratio, sum over number, both of which change with the decisions that are drawn: resampled is its linear
 * form, a value for each decision whose mean is that ratio (Cochran 1977, Sampling techniques, ch. 6). */
pooled backtest_sample_mean(backtest_sample *sample, uint64_t seed, uint64_t stream) {
    pooled out = {.n = sample->n, .clusters = sample->clusters, .mean = NAN, .low = NAN, .high = NAN};
    double total = 0;
    for (size_t c = 0; c < sample->most; c++)
        total += sample->sums[c];
    if (sample->n == 0) return out;
    out.mean = total / (double)sample->n;
    if (sample->clusters < BACKTEST_INTERVAL) return out;
    double weight = (double)sample->clusters / (double)sample->n;
    size_t size = 0;
    for (size_t c = 0; c < sample->most; c++)
        if (sample->sizes[c] > 0)
            sample->pseudo[size++] = out.mean + weight * (sample->sums[c] - out.mean * sample->sizes[c]);
    ent_interval interval = ent_bootstrap_mean(sample->pseudo, size, 0.95,
                                               ent_random_stream(seed, first_stream + stream), sample->resamples);
    out.low = interval.low;
    out.high = interval.high;
    return out;
}

double backtest_sample_p(backtest_sample *sample, uint64_t seed, uint64_t stream) {
    size_t size = 0;
    for (size_t c = 0; c < sample->most; c++)
        if (sample->sizes[c] > 0) sample->pseudo[size++] = sample->sums[c];
    if (size == 0) return NAN;
    return ent_sign_flip(sample->pseudo, size, ent_random_stream(seed, test_stream + stream)).p;
}
