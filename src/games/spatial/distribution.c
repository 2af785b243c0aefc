/* Making distributions, and what is read off them directly. Integrals are in distribution_integrals.c, intervals in
 * distribution_intervals.c. */
#include "games/spatial/distribution_private.h"
#include "games/spatial/sorted_line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double ent_log_odds(double probability) {
    return log(probability) - log1p(-probability);
}

double ent_logistic(double log_odds) {
    return 1 / (1 + exp(-log_odds));
}

ent_status ent_predictive_init(ent_predictive *out, size_t size, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *out = (ent_predictive){.size = size, .allocator = allocator};
    if (size == 0) return ENT_INPUT;
    out->at = ent_alloc_array(allocator, size, sizeof *out->at);
    out->from = ent_alloc_array(allocator, size, sizeof *out->from);
    out->to = ent_alloc_array(allocator, size, sizeof *out->to);
    return out->at != NULL && out->from != NULL && out->to != NULL ? ENT_OK : ENT_MEMORY;
}

void ent_predictive_free(ent_predictive *distribution) {
    if (distribution->allocator == NULL) return;
    ent_free(distribution->allocator, distribution->at);
    ent_free(distribution->allocator, distribution->from);
    ent_free(distribution->allocator, distribution->to);
    *distribution = (ent_predictive){0};
}

bool ent_predictive_valid(const ent_predictive *distribution) {
    const ent_predictive *d = distribution;
    if (d->size == 0 || d->from[d->size - 1] != 1 || d->to[d->size - 1] != 1) return false;
    for (size_t j = 0; j < d->size; j++) {
        if (!isfinite(d->at[j]) || !(d->from[j] >= 0) || !(d->to[j] >= d->from[j]) || !(d->to[j] <= 1)) return false;
        if (d->to[j] > d->from[j] && (d->from[j] == 0 || d->to[j] == 1)) return false;
        if (j > 0 && (!(d->at[j] > d->at[j - 1]) || !(d->from[j] >= d->to[j - 1]))) return false;
    }
    return true;
}

ent_status ent_predictive_point(double x, const ent_run *run, ent_predictive *out) {
    ent_status status = ent_predictive_init(out, 1, run);
    if (status != ENT_OK) return status;
    out->at[0] = x;
    out->from[0] = out->to[0] = 1;
    return isfinite(x) ? ENT_OK : ENT_INPUT;
}

ent_status ent_predictive_empirical(const ent_line *line, const ent_run *run, ent_predictive *out) {
    ent_sorted_line sorted;
    *out = (ent_predictive){0};
    ent_status status = ent_sorted_line_init(&sorted, line, run);
    if (status == ENT_OK) status = ent_predictive_init(out, sorted.size, run);
    for (size_t j = 0; status == ENT_OK && j < sorted.size; j++) {
        out->at[j] = sorted.at[j];
        out->from[j] = out->to[j] = sorted.upto[j];
    }
    ent_sorted_line_free(&sorted);
    return status;
}

ent_status ent_predictive_affine(const ent_predictive *of, double a, double b, const ent_run *run,
                                 ent_predictive *out) {
    const size_t size = of->size;
    ent_status status = ent_predictive_init(out, size, run);
    if (status != ENT_OK) return status;
    for (size_t j = 0; j < size; j++) {
        out->at[j] = a + b * of->at[b > 0 ? j : size - 1 - j];
        if (b > 0 || j == size - 1) {
            out->from[j] = b > 0 ? of->from[j] : 1;
            out->to[j] = b > 0 ? of->to[j] : 1;
        } else {
            out->from[j] = 1 - of->to[size - 2 - j];
            out->to[j] = 1 - of->from[size - 2 - j];
        }
    }
    return b != 0 && ent_predictive_valid(out) ? ENT_OK : ENT_INPUT;
}

/* ---- reading them --------------------------------------------------------------------------------------- */

/* The last breakpoint at or below x; `size` if x lies below all. */
static size_t piece_of(const ent_predictive *d, double x) {
    size_t low = 0, high = d->size; /* at[0 .. low) <= x < at[high ..) */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (d->at[middle] <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? d->size : low - 1;
}

double ent_piece_slope(const ent_predictive *d, size_t j) {
    if (d->from[j] == d->to[j]) return 0;
    return (ent_log_odds(d->to[j]) - ent_log_odds(d->from[j])) / (d->at[j + 1] - d->at[j]);
}

double ent_predictive_cdf(const ent_predictive *distribution, double x) {
    const ent_predictive *d = distribution;
    const size_t j = piece_of(d, x);
    if (j == d->size) return 0;
    if (d->from[j] == d->to[j] || d->at[j] == x) return d->from[j];
    const double value = ent_logistic(ent_log_odds(d->from[j]) + ent_piece_slope(d, j) * (x - d->at[j]));
    return fmin(fmax(value, d->from[j]), d->to[j]);
}

double ent_predictive_below(const ent_predictive *distribution, double x) {
    const size_t j = piece_of(distribution, x);
    if (j == distribution->size) return 0;
    if (distribution->at[j] == x) return j == 0 ? 0 : distribution->to[j - 1];
    return ent_predictive_cdf(distribution, x);
}

double ent_predictive_density(const ent_predictive *distribution, double x) {
    const size_t j = piece_of(distribution, x);
    if (j == distribution->size || distribution->from[j] == distribution->to[j]) return 0;
    const double value = ent_predictive_cdf(distribution, x);
    return ent_piece_slope(distribution, j) * value * (1 - value);
}

double ent_piece_at(const ent_predictive *d, size_t j, double probability) {
    const double x = d->at[j] + (ent_log_odds(probability) - ent_log_odds(d->from[j])) / ent_piece_slope(d, j);
    return fmin(fmax(x, d->at[j]), d->at[j + 1]);
}

double ent_predictive_quantile(const ent_predictive *distribution, double q) {
    const ent_predictive *d = distribution;
    size_t low = 0, high = d->size - 1; /* the first breakpoint where F has reached q; the last always has */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (d->from[middle] >= q - ENT_PREDICTIVE_EQUAL)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == 0 || !(d->to[low - 1] > q)) return d->at[low];
    return ent_piece_at(d, low - 1, q);
}

ent_interval ent_predictive_support(const ent_predictive *distribution) {
    const ent_predictive *d = distribution;
    size_t first = 0, last = d->size - 1;
    while (d->from[first] <= 0 && d->to[first] <= 0)
        first++;
    while (last > first && d->to[last - 1] >= 1)
        last--;
    return (ent_interval){d->at[first], d->at[last]};
}

ent_interval ent_predictive_central(const ent_predictive *distribution, double p) {
    return (ent_interval){ent_predictive_quantile(distribution, (1 - p) / 2),
                          ent_predictive_quantile(distribution, (1 + p) / 2)};
}
