/* Bootstrap, permutation test, correction for many tests. */
#include "sweep/statistics.h"

#include <math.h>
#include <stdlib.h>

#include "base/compare.h"

double ent_mean(const double *values, size_t size) {
    double sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += values[i];
    return size > 0 ? sum / (double)size : 0;
}

/* ---- the normal distribution ------------------------------------------------------------------------------ */

double ent_normal(double x) {
    return 0.5 * erfc(-x * M_SQRT1_2);
}

/* By halving: a few calls per interval do not ask for more. */
double ent_normal_quantile(double p) {
    double low = -38, high = 38;
    for (int i = 0; i < 100; i++) {
        double middle = 0.5 * (low + high);
        if (ent_normal(middle) < p)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* ---- bootstrap -------------------------------------------------------------------------------------------- */

static bool all_equal(const double *values, size_t size) {
    for (size_t i = 1; i < size; i++)
        if (values[i] != values[0]) return false;
    return true;
}

/* Of sorted[size], between the order statistics around p * (size + 1). */
static double quantile(const double *sorted, size_t size, double p) {
    double place = p * (double)(size + 1);
    if (!(place > 1)) return sorted[0];
    if (place >= (double)size) return sorted[size - 1];
    size_t below = (size_t)place;
    double part = place - (double)below;
    return sorted[below - 1] + part * (sorted[below] - sorted[below - 1]);
}

static double acceleration(const double *values, size_t size, double mean) {
    double squares = 0, cubes = 0;
    for (size_t i = 0; i < size; i++) {
        double d = values[i] - mean;
        squares += d * d;
        cubes += d * d * d;
    }
    return squares > 0 ? cubes / (6 * squares * sqrt(squares)) : 0;
}

/* The bias in standard deviations: where the mean stands among its resamples. */
static double bias(const double *sorted, size_t size, double mean) {
    double below = 0;
    for (size_t i = 0; i < size; i++)
        below += sorted[i] < mean ? 1 : sorted[i] == mean ? 0.5 : 0;
    double least = 0.5 / (double)size, share = below / (double)size;
    return ent_normal_quantile(share < least ? least : share > 1 - least ? 1 - least : share);
}

ent_interval ent_bootstrap_mean(const double *values, size_t size, double level, ent_random random, double *room) {
    double mean = ent_mean(values, size);
    if (all_equal(values, size)) return (ent_interval){values[0], values[0], values[0]};
    for (size_t b = 0; b < ENT_RESAMPLES; b++) {
        double sum = 0;
        for (size_t i = 0; i < size; i++)
            sum += values[ent_random_below(&random, size)];
        room[b] = sum / (double)size;
    }
    qsort(room, ENT_RESAMPLES, sizeof *room, ent_compare_doubles);
    double a = acceleration(values, size, mean), z = bias(room, ENT_RESAMPLES, mean);
    double tail = ent_normal_quantile(0.5 * (1 - level)), low = z + tail, high = z - tail;
    return (ent_interval){.mean = mean,
                          .low = quantile(room, ENT_RESAMPLES, ent_normal(z + low / (1 - a * low))),
                          .high = quantile(room, ENT_RESAMPLES, ent_normal(z + high / (1 - a * high)))};
}

/* ---- signs ------------------------------------------------------------------------------------------------ */

/* All assignments; the other half is their mirror. */
static double exact_p(const double *sizes, size_t size, double limit) {
    size_t all = (size_t)1 << (size - 1), extreme = 0;
    for (size_t signs = 0; signs < all; signs++) {
        double sum = 0;
        for (size_t i = 0; i < size; i++)
            sum += signs >> i & 1 ? -sizes[i] : sizes[i];
        extreme += fabs(sum) >= limit;
    }
    return (double)extreme / (double)all;
}

static double drawn_p(const double *differences, size_t size, double limit, ent_random *random) {
    size_t extreme = 0;
    for (size_t draw = 0; draw < ENT_SIGN_DRAWS; draw++) {
        double sum = 0;
        uint64_t signs = 0;
        for (size_t i = 0; i < size; i++) {
            if (i % 64 == 0) signs = ent_random_bits(random);
            sum += signs & 1 ? -differences[i] : differences[i];
            signs >>= 1;
        }
        extreme += fabs(sum) >= limit;
    }
    return (1 + (double)extreme) / (1 + (double)ENT_SIGN_DRAWS);
}

ent_paired_test ent_sign_flip(const double *differences, size_t size, ent_random random) {
    const double rounding = 1e-12;
    double sizes[ENT_SIGNS_EXACT], sum = 0, whole = 0;
    size_t other = 0;
    for (size_t i = 0; i < size; i++) {
        sum += differences[i];
        whole += fabs(differences[i]);
        if (differences[i] == 0) continue;
        if (other < ENT_SIGNS_EXACT) sizes[other] = differences[i];
        other++;
    }
    ent_paired_test test = {.difference = sum / (double)size, .p = 1, .exact = other <= ENT_SIGNS_EXACT};
    double limit = fabs(sum) - rounding * whole;
    if (other > ENT_SIGNS_EXACT)
        test.p = drawn_p(differences, size, limit, &random);
    else if (other > 0)
        test.p = exact_p(sizes, other, limit);
    return test;
}

/* ---- many tests ------------------------------------------------------------------------------------------- */

/* Insertion keeps the order of equals; there are at most some thousands of pairs. */
static void sort_by(const double *p, size_t size, size_t *order) {
    for (size_t i = 0; i < size; i++) {
        size_t at = i;
        for (; at > 0 && p[order[at - 1]] > p[i]; at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}

void ent_holm(double *p, size_t size, size_t *order) {
    double so_far = 0;
    sort_by(p, size, order);
    for (size_t i = 0; i < size; i++) {
        double adjusted = p[order[i]] * (double)(size - i);
        if (adjusted > so_far) so_far = adjusted;
        p[order[i]] = so_far < 1 ? so_far : 1;
    }
}
