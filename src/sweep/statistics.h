/* What many runs say: intervals of a mean, comparisons of two series that belong together, many tests at a time.
 * Random numbers are counter-based, so that the same streams give the same results on any thread. */
#ifndef ENT_SWEEP_STATISTICS_H
#define ENT_SWEEP_STATISTICS_H

#include <entente/base.h>

enum {
    ENT_RESAMPLES = 1999,  /* of a bootstrap */
    ENT_SIGN_DRAWS = 9999, /* of a sign-flip test that is not exact */
    ENT_SIGNS_EXACT = 16   /* differences other than 0 up to which all 2^n assignments of signs are listed */
};

typedef struct ent_interval {
    double mean, low, high;
} ent_interval;

/* The sum of values in their order, and their mean; 0 for none. */
double ent_mean(const double *values, size_t size);

/* The mean with its bootstrap interval, bias-corrected and accelerated (BCa: Efron 1987, Better bootstrap confidence
 * intervals; the acceleration of a mean is its skewness / 6). `level` is 0.95 for a 95% interval. Quantiles lie between
 * the order statistics around level * (resamples + 1). One value, or values that are all equal: that value alone.
 * `room` has place for ENT_RESAMPLES numbers. size > 0. */
ent_interval ent_bootstrap_mean(const double *values, size_t size, double level, ent_random random, double *room);

typedef struct ent_paired_test {
    double difference; /* mean */
    double p;          /* two-sided; 1 where nothing differs */
    bool exact;        /* all assignments of signs were listed */
} ent_paired_test;

/* Whether the mean of paired differences is other than 0: under the hypothesis that the two are exchangeable each
 * difference is as likely with the other sign (Fisher 1935, The design of experiments; Pitman 1937). Exact up to
 * ENT_SIGNS_EXACT differences other than 0; beyond by ENT_SIGN_DRAWS draws, p = (1 + as extreme) / (1 + draws) (Phipson
 * and Smyth 2010). Sums that differ by rounding alone count as equal. size > 0. */
ent_paired_test ent_sign_flip(const double *differences, size_t size, ent_random random);

/* Adjusts p-values of many tests in place so that each can be compared with the level of all (Holm 1979, A simple
 * sequentially rejective multiple test procedure). `order` has place for `size` indices. */
void ent_holm(double *p, size_t size, size_t *order);

/* The standard normal distribution and its inverse (0 < p < 1). */
double ent_normal(double x);
double ent_normal_quantile(double p);

#endif
