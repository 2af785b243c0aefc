/* The shortest interval that holds a given probability.
 *
 * The best interval for a level v of F below its lower end begins at the last x with F(x-) <= v and ends at the first
 * with F >= v + p. Between levels at which either end enters another piece both ends are closed forms of v, so that the
 * length has its minimum at such a level or where its derivative is 0, a root of a quadratic. */
#include "games/spatial/distribution_private.h"

#include <math.h>
#include <stdlib.h>

typedef struct level {
    double below, upto; /* F below the lower end, and up to the upper end: one of them as given, so that it is exact */
} level;

static int by_level(const void *left, const void *right) {
    const level *a = left, *b = right;
    return (a->below > b->below) - (a->below < b->below);
}

/* The last breakpoint at which F from the left is at most v. */
static size_t last_at_most(const ent_predictive *d, double v) {
    size_t low = 0, high = d->size - 1;
    while (low < high) {
        const size_t middle = low + (high - low + 1) / 2;
        if (d->to[middle - 1] <= v + ENT_PREDICTIVE_EQUAL)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* The last x with F(x-) <= v. */
static double last_x(const ent_predictive *d, double v) {
    const size_t j = last_at_most(d, v);
    if (j == d->size - 1 || d->from[j] > v || d->from[j] == d->to[j]) return d->at[j];
    return ent_piece_at(d, j, v);
}

static void consider(const ent_predictive *d, level at, double *length, ent_interval *best) {
    const double tie = ENT_PREDICTIVE_EQUAL * (d->at[d->size - 1] - d->at[0]);
    const ent_interval is = {last_x(d, at.below), ent_predictive_quantile(d, at.upto)};
    const double size = fmax(is.high - is.low, 0);
    if (!(size < *length - tie)) return;
    *length = size;
    *best = (ent_interval){is.low, fmax(is.low, is.high)};
}

/* The slope of the piece inside which F takes a probability smoothly; 0 if it jumps over it. */
static double slope_at(const ent_predictive *d, double probability) {
    const size_t j = last_at_most(d, probability);
    return j + 1 < d->size && d->from[j] < probability && probability < d->to[j] ? ent_piece_slope(d, j) : 0;
}

/* Levels between two neighbours at which a shift of the interval does not change its length: densities at both ends are
 * the same, a v (1 - v) = b (v + p) (1 - v - p). */
static void consider_between(const ent_predictive *d, double p, double low, double high, double *length,
                             ent_interval *best) {
    const double middle = (low + high) / 2;
    const double a = slope_at(d, middle), b = slope_at(d, middle + p);
    if (!(high - low > ENT_PREDICTIVE_EQUAL) || a <= 0 || b <= 0) return;
    const double square = b - a, linear = a - b + 2 * p * b, constant = -b * p * (1 - p);
    const double root = sqrt(fmax(linear * linear - 4 * square * constant, 0));
    const double part = -(linear + copysign(root, linear)) / 2; /* neither root cancels */
    const double roots[] = {square == 0 ? NAN : part / square, part == 0 ? NAN : constant / part};
    for (int k = 0; k < 2; k++)
        if (roots[k] > low && roots[k] < high) consider(d, (level){roots[k], roots[k] + p}, length, best);
}

/* Levels at which an end of the interval enters another piece. */
static size_t fill_levels(const ent_predictive *d, double p, level *levels) {
    size_t size = 0;
    levels[size++] = (level){0, p};
    levels[size++] = (level){1 - p, 1};
    for (size_t j = 0; j < d->size; j++) {
        const double values[] = {d->from[j], d->to[j]};
        for (int k = 0; k < 2; k++) {
            if (values[k] <= 1 - p) levels[size++] = (level){values[k], values[k] + p};
            if (values[k] >= p) levels[size++] = (level){values[k] - p, values[k]};
        }
    }
    return size;
}

ent_status ent_predictive_shortest(const ent_predictive *distribution, double p, const ent_run *run,
                                   ent_interval *out) {
    const ent_predictive *d = distribution;
    const ent_allocator *allocator = ent_run_allocator(run);
    *out = (ent_interval){0};
    if (!(p > 0 && p <= 1)) return ENT_INPUT;
    if (d->size > (SIZE_MAX - 2) / 4) return ENT_MEMORY;
    level *levels = ent_alloc_array(allocator, 4 * d->size + 2, sizeof *levels);
    if (levels == NULL) return ENT_MEMORY;
    const size_t size = fill_levels(d, p, levels);
    qsort(levels, size, sizeof *levels, by_level);
    double length = INFINITY;
    for (size_t i = 0; i < size; i++) {
        consider(d, levels[i], &length, out);
        if (i + 1 < size) consider_between(d, p, levels[i].below, levels[i + 1].below, &length, out);
    }
    ent_free(allocator, levels);
    return ENT_OK;
}
