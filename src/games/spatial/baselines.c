#include "games/spatial/baselines.h"
#include "games/spatial/sorted_line.h"

#include <math.h>

/* ---- mean and median ---- */

ent_status ent_baseline_mean(const ent_line *line, double *out) {
    double sum = 0, total = 0;
    *out = 0;
    if (!ent_line_valid(line)) return ENT_INPUT;
    const bool equal = ent_line_equal(line);
    const double first = line->position[0]; /* distances from one of them: all at one point is that point, exactly */
    for (size_t i = 0; i < line->actors; i++) {
        const double weight = ent_line_weight(line, equal, i);
        sum += weight * (line->position[i] - first);
        total += weight;
    }
    *out = first + sum / total;
    return isfinite(*out) ? ENT_OK : ENT_INPUT;
}

ent_status ent_baseline_median(const ent_line *line, const ent_run *run, ent_median *out) {
    ent_sorted_line sorted;
    *out = (ent_median){0};
    ent_status status = ent_sorted_line_init(&sorted, line, run);
    if (status == ENT_OK) {
        size_t low = 0;
        while (sorted.upto[low] < 0.5 - ENT_PREDICTIVE_EQUAL)
            low++;
        size_t high = low;
        while (sorted.upto[high] <= 0.5 + ENT_PREDICTIVE_EQUAL)
            high++;
        out->low = sorted.at[low];
        out->high = sorted.at[high];
        out->point = low == high ? out->low : out->low + (out->high - out->low) / 2;
    }
    ent_sorted_line_free(&sorted);
    return status;
}

/* ---- better than a reference point for all ---- */

/* Who stands nearest to a point among those that count, and whether all stand on the same side of it. */
typedef struct sides {
    size_t counted;
    size_t nearest; /* the first of several; of those on the side of the first that counts */
    size_t against; /* the first on the other side, or on the point; `nearest` if there is none */
    int side;       /* -1 below, 1 above, 0: nobody can gain */
} sides;

static int side_of(double position, double point) {
    return (position > point) - (position < point);
}

static sides sides_of(const ent_line *line, const bool *counts, double point) {
    sides found = {.nearest = SIZE_MAX, .against = SIZE_MAX};
    for (size_t i = 0; i < line->actors; i++) {
        if (!counts[i]) continue;
        const int side = side_of(line->position[i], point);
        if (found.counted++ == 0) found.side = side;
        if (side == 0 || side != found.side) {
            if (found.against == SIZE_MAX) found.against = i;
            if (found.nearest == SIZE_MAX) found.nearest = i;
            continue;
        }
        if (found.nearest == SIZE_MAX || fabs(line->position[i] - point) < fabs(line->position[found.nearest] - point))
            found.nearest = i;
    }
    if (found.against == SIZE_MAX)
        found.against = found.nearest;
    else
        found.side = 0;
    return found;
}

/* ---- Nash ---- */

/* The derivative by distance y from no deal of the sum of w ln(gain): d is an actor's distance from no deal, its gain
 * y up to d and 2d - y beyond. It falls, with jumps down at the d. */
static double nash_slope(const ent_line *line, const bool *counts, bool equal, double no_deal, double y) {
    double sum = 0;
    for (size_t i = 0; i < line->actors; i++) {
        if (!counts[i]) continue;
        const double d = fabs(line->position[i] - no_deal), weight = ent_line_weight(line, equal, i);
        sum += y < d ? weight / y : -weight / (2 * d - y);
    }
    return sum;
}

/* Between the nearest actor and the end of the zone: before, everybody gains with distance; at the end the nearest is
 * left with nothing. */
static double nash_distance(const ent_line *line, const bool *counts, double no_deal, double nearest) {
    const bool equal = ent_line_equal(line);
    double low = nearest, high = 2 * nearest;
    if (nash_slope(line, counts, equal, no_deal, low) <= 0) return low;
    for (;;) {
        const double middle = low + (high - low) / 2;
        if (!(middle > low && middle < high)) return low;
        if (nash_slope(line, counts, equal, no_deal, middle) > 0)
            low = middle;
        else
            high = middle;
    }
}

static ent_status weighted(const ent_line *line, const ent_run *run, bool **counts) {
    *counts = NULL;
    if (!ent_line_valid(line)) return ENT_INPUT;
    *counts = ent_alloc_array(ent_run_allocator(run), line->actors, sizeof **counts);
    if (*counts == NULL) return ENT_MEMORY;
    const bool equal = ent_line_equal(line);
    for (size_t i = 0; i < line->actors; i++)
        (*counts)[i] = ent_line_weight(line, equal, i) > 0;
    return ENT_OK;
}

ent_status ent_baseline_nash(const ent_line *line, double no_deal, const ent_run *run, ent_line_nash *out) {
    bool *counts;
    *out = (ent_line_nash){.blocking = {ENT_LINE_NOBODY, ENT_LINE_NOBODY}};
    if (!isfinite(no_deal)) return ENT_INPUT;
    ent_status status = weighted(line, run, &counts);
    if (status != ENT_OK) return status;
    const sides found = sides_of(line, counts, no_deal);
    if (found.side == 0) {
        const bool there = line->position[found.against] == no_deal;
        out->blocking[0] = there ? found.against : found.nearest;
        out->blocking[1] = found.against;
        out->point = out->low = out->high = no_deal;
    } else {
        const double nearest = fabs(line->position[found.nearest] - no_deal);
        const double far_end = no_deal + found.side * 2 * nearest;
        out->exists = true;
        out->point = no_deal + found.side * nash_distance(line, counts, no_deal, nearest);
        out->low = fmin(no_deal, far_end);
        out->high = fmax(no_deal, far_end);
    }
    ent_free(ent_run_allocator(run), counts);
    return ENT_OK;
}

/* ---- consensus ---- */

static double within(double x, const ent_consensus *set) {
    return fmin(fmax(x, set->low), set->high);
}

/* The mean and median of those who are bound, moved into the set. */
static ent_status consensus_points(const ent_line *line, const bool *binds, const ent_run *run, ent_consensus *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    double *position = ent_alloc_array(allocator, out->bound, sizeof *position);
    double *weight = ent_alloc_array(allocator, out->bound, sizeof *weight);
    const ent_line bound = {.actors = out->bound, .position = position, .weight = weight};
    ent_median median = {0};
    ent_status status = position != NULL && weight != NULL ? ENT_OK : ENT_MEMORY;
    for (size_t i = 0, k = 0; status == ENT_OK && i < line->actors; i++) {
        if (!binds[i]) continue;
        position[k] = line->position[i];
        weight[k++] = line->weight == NULL ? 1 : line->weight[i];
    }
    if (status == ENT_OK) status = ent_baseline_mean(&bound, &out->mean);
    if (status == ENT_OK) status = ent_baseline_median(&bound, run, &median);
    out->mean = within(out->mean, out);
    out->median = within(median.point, out);
    ent_free(allocator, position);
    ent_free(allocator, weight);
    return status;
}

ent_status ent_baseline_consensus(const ent_line *line, const bool *opted_out, double status_quo, const ent_run *run,
                                  ent_consensus *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *out = (ent_consensus){0};
    if (!ent_line_valid(line) || !isfinite(status_quo)) return ENT_INPUT;
    bool *binds = ent_alloc_array(allocator, line->actors, sizeof *binds);
    if (binds == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < line->actors; i++)
        binds[i] = opted_out == NULL || !opted_out[i];
    const sides found = sides_of(line, binds, status_quo);
    ent_status status = found.counted > 0 ? ENT_OK : ENT_INPUT;
    if (status == ENT_OK) {
        out->bound = found.counted;
        out->moves = found.side != 0;
        out->limiting = found.nearest;
        out->against = found.against;
        out->common = out->moves ? line->position[found.nearest] : status_quo;
        const double far_end = status_quo + 2 * (out->common - status_quo);
        out->low = fmin(status_quo, far_end);
        out->high = fmax(status_quo, far_end);
        status = consensus_points(line, binds, run, out);
    }
    ent_free(allocator, binds);
    return status;
}
