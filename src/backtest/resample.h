/* Sums by decision, and what they say of a mean. Private to src/backtest. */
#ifndef ENT_BACKTEST_RESAMPLE_H
#define ENT_BACKTEST_RESAMPLE_H

#include "backtest/backtest.h"

typedef struct backtest_sample {
    size_t n, clusters;   /* that have something */
    size_t most;          /* clusters there may be */
    double *sums, *sizes; /* per cluster */
    double *pseudo, *resamples;
} backtest_sample;

bool backtest_sample_init(backtest_sample *sample, ent_arena *arena, size_t most); /* false when memory fails */
void backtest_sample_clear(backtest_sample *sample);
void backtest_sample_add(backtest_sample *sample, size_t cluster, double value);
/* The mean of all values with its 95% interval (BCa, over decisions); `stream` tells random streams apart. */
pooled backtest_sample_mean(backtest_sample *sample, uint64_t seed, uint64_t stream);
/* Two-sided p of a mean of 0: signs of whole decisions are flipped. */
double backtest_sample_p(backtest_sample *sample, uint64_t seed, uint64_t stream);

#endif
