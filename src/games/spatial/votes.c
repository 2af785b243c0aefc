#include "games/spatial/votes.h"
#include "games/spatial/baselines.h"
#include "games/spatial/sorted_line.h"

#include <math.h>

bool ent_vote_enough(const ent_vote_rule *rule, double share) {
    return rule->more ? share > rule->share + ENT_PREDICTIVE_EQUAL : share >= rule->share - ENT_PREDICTIVE_EQUAL;
}

/* Each is a position with votes: beside it on one side are enough, on it or beyond no more. */
static void find_pivots(const ent_sorted_line *sorted, const ent_vote_rule *rule, ent_vote *out) {
    size_t low = 0, high = sorted->size - 1;
    while (low + 1 < sorted->size && ent_vote_enough(rule, 1 - sorted->upto[low]))
        low++;
    while (high > 0 && ent_vote_enough(rule, sorted->upto[high - 1]))
        high--;
    out->low = sorted->at[low];
    out->high = sorted->at[high];
    out->decides = low <= high;
}

static size_t first_at(const ent_line *line, double position) {
    const bool equal = ent_line_equal(line);
    for (size_t i = 0; i < line->actors; i++)
        if (line->position[i] == position && ent_line_weight(line, equal, i) > 0) return i;
    return 0;
}

/* The pivot nearer to the status quo decides how far it can be moved. */
static void move_from(double status_quo, ent_vote *out) {
    out->stays = status_quo >= out->low && status_quo <= out->high;
    out->set_low = out->set_high = out->point = status_quo;
    if (out->stays) return;
    const double pivot = status_quo < out->low ? out->low : out->high;
    const double far_end = pivot + (pivot - status_quo);
    out->set_low = fmin(status_quo, far_end);
    out->set_high = fmax(status_quo, far_end);
    out->point = fmin(fmax(out->median, out->set_low), out->set_high);
}

ent_status ent_vote_on_line(const ent_line *line, const ent_vote_rule *rule, const double *status_quo,
                            const ent_run *run, ent_vote *out) {
    ent_sorted_line sorted;
    ent_median median = {0};
    *out = (ent_vote){0};
    if (!(rule->share > 0 && rule->share <= 1) || (status_quo != NULL && !isfinite(*status_quo))) return ENT_INPUT;
    ent_status status = ent_baseline_median(line, run, &median);
    if (status != ENT_OK) return status;
    status = ent_sorted_line_init(&sorted, line, run);
    if (status == ENT_OK) find_pivots(&sorted, rule, out);
    ent_sorted_line_free(&sorted);
    if (status != ENT_OK || !out->decides) return status;
    out->low_voter = first_at(line, out->low);
    out->high_voter = first_at(line, out->high);
    out->median = out->point = median.point;
    out->set_low = out->low;
    out->set_high = out->high;
    if (status_quo != NULL) move_from(*status_quo, out);
    return ENT_OK;
}
