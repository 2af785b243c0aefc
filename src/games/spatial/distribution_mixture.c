/* Mixtures of distributions. */
#include "games/spatial/distribution_private.h"

#include <math.h>
#include <stdlib.h>

enum { GRID = 256 };

typedef struct mixing {
    const ent_predictive *parts;
    const double *weight; /* NULL: equal */
    size_t size;
    double total;
    ent_predictive *out;
} mixing;

static int by_value(const void *left, const void *right) {
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double part_weight(const mixing *of, size_t part) {
    return of->weight == NULL ? 1 : of->weight[part];
}

static bool rises(const ent_predictive *part) {
    for (size_t j = 0; j < part->size; j++)
        if (part->to[j] > part->from[j]) return true;
    return false;
}

/* Sorted and without repetition; returns how many are left. */
static size_t sort_once(double *values, size_t size) {
    size_t kept = 0;
    qsort(values, size, sizeof *values, by_value);
    for (size_t i = 0; i < size; i++)
        if (kept == 0 || values[i] != values[kept - 1]) values[kept++] = values[i];
    return kept;
}

/* All breakpoints, and steps over the range in which something rises smoothly. */
static size_t fill_points(const mixing *of, size_t grid, double *points) {
    size_t size = 0;
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < of->size; i++) {
        const ent_predictive *part = &of->parts[i];
        for (size_t j = 0; j < part->size; j++)
            points[size++] = part->at[j] + 0.0;
        if (!rises(part)) continue;
        low = fmin(low, part->at[0]);
        high = fmax(high, part->at[part->size - 1]);
    }
    for (size_t k = 1; low < high && k < grid; k++)
        points[size++] = low + (high - low) * ((double)k / (double)grid);
    return sort_once(points, size);
}

static ent_status mix_at(void *context, size_t j) {
    const mixing *of = context;
    ent_predictive *out = of->out;
    double from = 0, to = 0;
    for (size_t i = 0; i < of->size; i++) {
        const double weight = part_weight(of, i);
        from += weight * ent_predictive_cdf(&of->parts[i], out->at[j]);
        if (j + 1 < out->size) to += weight * ent_predictive_below(&of->parts[i], out->at[j + 1]);
    }
    out->from[j] = from / of->total;
    out->to[j] = to / of->total;
    return ENT_OK;
}

/* Rounding may have made it fall, or reach 1, by a last bit. */
static void make_valid(ent_predictive *out) {
    double reached = 0;
    for (size_t j = 0; j < out->size; j++) {
        out->from[j] = fmin(fmax(out->from[j], reached), 1);
        out->to[j] = fmin(fmax(out->to[j], out->from[j]), 1);
        if (out->to[j] >= 1 || out->from[j] <= 0) out->to[j] = out->from[j];
        reached = out->to[j];
    }
    out->from[out->size - 1] = out->to[out->size - 1] = 1;
}

static ent_status total_of(mixing *of, size_t *points) {
    for (size_t i = 0; i < of->size; i++) {
        if (!(part_weight(of, i) >= 0) || !ent_predictive_valid(&of->parts[i])) return ENT_INPUT;
        of->total += part_weight(of, i);
        if (of->parts[i].size > SIZE_MAX - *points) return ENT_MEMORY;
        *points += of->parts[i].size;
    }
    return of->total > 0 && isfinite(of->total) ? ENT_OK : ENT_INPUT;
}

ent_status ent_predictive_mixture(const ent_predictive *parts, const double *weight, size_t size, size_t grid,
                                  const ent_run *run, ent_predictive *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    mixing all = {.parts = parts, .weight = weight, .size = size, .out = out};
    size_t most = grid = grid == 0 ? GRID : grid;
    *out = (ent_predictive){0};
    ent_status status = total_of(&all, &most);
    if (status != ENT_OK) return status;
    double *points = ent_alloc_array(allocator, most, sizeof *points);
    if (points == NULL) return ENT_MEMORY;
    const size_t kept = fill_points(&all, grid, points);
    status = ent_predictive_init(out, kept, run);
    for (size_t j = 0; status == ENT_OK && j < kept; j++)
        out->at[j] = points[j];
    ent_free(allocator, points);
    if (status == ENT_OK) status = ent_parallel(run, kept, mix_at, &all);
    if (status == ENT_OK) make_valid(out);
    return status;
}
