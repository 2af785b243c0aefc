/* Coalitions that are written down one by one, and what the others cost. */
#include "lens/share/table.h"

#include <math.h>

/* Entries start as the listed ones; NAN marks those that are not. */
ent_status share_listed_start(share_filler *fill) {
    share_problem *problem = fill->problem;
    const ent_project *project = problem->project;
    const size_t size = project->coalitions_size;
    mpq_t *values = share_fractions(problem, size);
    mpq_t **all = ent_arena_array(problem->arena, size, sizeof *all);
    fill->mask = ent_arena_array(problem->arena, size, sizeof *fill->mask);
    if (values == NULL || all == NULL || fill->mask == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++) {
        const ent_coalition *row = &project->coalitions[k];
        if (!share_mask(problem, row->members, row->members_size, &fill->mask[fill->listed])) continue;
        share_number(problem, &row->value, values[fill->listed]);
        all[fill->listed] = &values[fill->listed];
        fill->listed++;
    }
    fill->apart = ent_arena_array(problem->arena, project->impossible_size, sizeof *fill->apart);
    if (fill->apart == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < project->impossible_size; k++) {
        const ent_group *group = &project->impossible[k];
        fill->apart_size += share_mask(problem, group->members, group->members_size, &fill->apart[fill->apart_size]);
    }
    ent_status status = share_scale(fill, all, fill->listed, problem->size);
    if (status != ENT_OK) return status;
    for (size_t s = 1; s < (size_t)1 << problem->size; s++)
        fill->entries[s] = NAN;
    for (size_t k = 0; k < fill->listed; k++)
        fill->entries[fill->mask[k]] = fill->number[k];
    return ENT_OK;
}

/* The cheapest (or best) way to split a coalition into listed ones: the one with its first member, and the rest. Who is
 * listed nowhere is worth nothing alone. */
static double cover(const share_filler *fill, ent_coalition_mask coalition) {
    const bool cost = fill->problem->cost;
    const ent_coalition_mask first = coalition & (~coalition + 1);
    const double *entries = fill->entries;
    double best = cost ? INFINITY : coalition == first ? 0 : entries[coalition & ~first] + entries[first];
    for (size_t k = 0; k < fill->listed; k++) {
        const ent_coalition_mask part = fill->mask[k];
        if ((part & first) == 0 || (part & ~coalition) != 0 || part == coalition) continue;
        const double sum = fill->number[k] + entries[coalition & ~part];
        best = cost ? fmin(best, sum) : fmax(best, sum);
    }
    return best;
}

/* Groups that cannot form need not be listed. Rules that look at every group take what their parts would pay apart. */
static bool apart(const share_filler *fill, ent_coalition_mask coalition) {
    for (size_t k = 0; k < fill->apart_size; k++)
        if (fill->apart[k] == coalition) return true;
    return false;
}

double share_listed_step(const share_filler *fill, ent_coalition_mask coalition) {
    const double given = fill->entries[coalition];
    if (!isnan(given)) return given;
    const ent_missing missing = fill->problem->project->missing;
    if (missing == ENT_MISSING_COVER || apart(fill, coalition)) return cover(fill, coalition);
    return missing == ENT_MISSING_ZERO ? 0 : NAN;
}
