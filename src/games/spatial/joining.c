#include "games/spatial/joining.h"
#include "games/spatial/baselines.h"
#include "games/spatial/sorted_line.h"

#include <math.h>

/* Distances from the status quo, to the side where the others are; below 0 on the wrong side. */
static double gain_of(const ent_line *line, double status_quo, int side, size_t actor) {
    return side * (line->position[actor] - status_quo);
}

/* The mean distance of those who join. The farthest one with weight never leaves, so that there is always one. */
static double mean_of(const ent_line *line, double status_quo, int side, const bool *joins) {
    const bool equal = ent_line_equal(line);
    double sum = 0, total = 0;
    for (size_t i = 0; i < line->actors; i++) {
        if (!joins[i]) continue;
        sum += ent_line_weight(line, equal, i) * gain_of(line, status_quo, side, i);
        total += ent_line_weight(line, equal, i);
    }
    return sum / total;
}

/* Takes out who is nearer to the status quo than to the mean; whether anybody was. */
static bool leave(const ent_line *line, double status_quo, int side, double mean, bool *joins) {
    bool left = false;
    for (size_t i = 0; i < line->actors; i++) {
        if (!joins[i] || 2 * gain_of(line, status_quo, side, i) >= mean * (1 - ENT_PREDICTIVE_EQUAL)) continue;
        joins[i] = false;
        left = true;
    }
    return left;
}

ent_status ent_joining_on_line(const ent_line *line, double status_quo, bool *joins, ent_joining *out) {
    double all = 0;
    *out = (ent_joining){.mean = status_quo, .low = status_quo, .high = status_quo, .common = status_quo};
    if (!isfinite(status_quo)) return ENT_INPUT;
    const ent_status status = ent_baseline_mean(line, &all);
    if (status != ENT_OK) return status;
    const int side = (all > status_quo) - (all < status_quo);
    double nearest = INFINITY, mean = 0, last = INFINITY;
    for (size_t i = 0; i < line->actors; i++) {
        joins[i] = side != 0 && gain_of(line, status_quo, side, i) > 0;
        out->with_common += joins[i];
        if (joins[i]) nearest = fmin(nearest, gain_of(line, status_quo, side, i));
    }
    if (side == 0) return ENT_OK;
    do
        mean = mean_of(line, status_quo, side, joins);
    while (leave(line, status_quo, side, mean, joins));
    for (size_t i = 0; i < line->actors; i++) {
        if (joins[i]) last = fmin(last, gain_of(line, status_quo, side, i));
        out->joined += joins[i];
    }
    out->moves = true;
    out->mean = status_quo + side * mean;
    out->common = status_quo + side * nearest;
    out->low = fmin(status_quo, status_quo + side * 2 * last);
    out->high = fmax(status_quo, status_quo + side * 2 * last);
    return ENT_OK;
}
