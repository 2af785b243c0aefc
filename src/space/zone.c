/* The zone of possible agreement: which options occur in some rational outcome. */
#include "space/zone.h"

#include <string.h>

enum { LOOKED_AT = 256 };

/* Changes one issue of an outcome at a time: what stays rational shows that an option occurs. */
static void try_swaps(const ent_space *space, const uint32_t *outcome, uint32_t *changed, bool *occurs) {
    const bool additive = ent_space_additive(space);
    ent_wide spare[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < space->parties; i++)
        spare[i] = ent_space_utility(space, i, outcome) - space->no_deal[i];
    memcpy(changed, outcome, space->issues * sizeof *changed);
    for (size_t j = 0; j < space->issues; j++)
        for (size_t o = 0; o < ent_space_options(space, j); o++) {
            const size_t flat = space->first[j] + o;
            if (occurs[flat] || !space->allowed[flat]) continue;
            bool rational = true;
            changed[j] = (uint32_t)o;
            for (size_t i = 0; i < space->parties && rational; i++) {
                ent_wide left = !additive ? ent_space_utility(space, i, changed) - space->no_deal[i]
                                          : spare[i] + space->terms[i * space->total + flat] -
                                                ent_space_term(space, i, j, outcome[j]);
                rational = left >= 0;
            }
            occurs[flat] = rational;
            changed[j] = outcome[j];
        }
}

static void mark_outcome(const ent_space *space, const uint32_t *outcome, bool *occurs) {
    for (size_t j = 0; j < space->issues; j++)
        occurs[space->first[j] + outcome[j]] = true;
}

/* ---- a quick no ---------------------------------------------------------------------------------------------- */

/* Weighted sums of the parties' utilities: an option whose weighted sum, with the best of the other issues, misses that
 * of the no-deal values cannot be in the zone. Sums are rounded, so a miss counts beyond a margin only. */
typedef struct bounds {
    double weights[ENT_SPACE_PARTIES * ENT_SPACE_PARTIES * 8][ENT_SPACE_PARTIES];
    size_t size;
    double *best; /* size x issues: the largest weighted term of an issue */
} bounds;

static double weighted_term(const ent_space *space, const double *weights, size_t flat) {
    double sum = 0;
    for (size_t i = 0; i < space->parties; i++)
        if (weights[i] != 0) sum += weights[i] * (double)space->terms[i * space->total + flat];
    return sum;
}

/* Each party alone, and every two of them in several proportions. */
static void choose_weights(const ent_space *space, bounds *b) {
    static const double grid[] = {0.25, 0.5, 0.8, 1, 1.25, 2, 4};
    double unit[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < space->parties; i++) {
        unit[i] = 1 / (1 + (double)ent_space_magnitude(space, i));
        b->weights[b->size++][i] = unit[i];
    }
    for (size_t i = 0; i < space->parties; i++)
        for (size_t k = i + 1; k < space->parties; k++)
            for (size_t g = 0; g < sizeof grid / sizeof grid[0]; g++) {
                b->weights[b->size][i] = unit[i];
                b->weights[b->size++][k] = unit[k] * grid[g];
            }
}

static bool fill_bounds(const ent_space *space, ent_arena *arena, bounds *b) {
    choose_weights(space, b);
    b->best = ent_arena_array(arena, b->size * space->issues, sizeof *b->best);
    if (!b->best) return false;
    for (size_t w = 0; w < b->size; w++)
        for (size_t j = 0; j < space->issues; j++) {
            bool any = false;
            double most = 0;
            for (size_t flat = space->first[j]; flat < space->first[j + 1]; flat++) {
                if (!space->allowed[flat]) continue;
                double sum = weighted_term(space, b->weights[w], flat);
                if (!any || sum > most) most = sum;
                any = true;
            }
            b->best[w * space->issues + j] = most;
        }
    return true;
}

static bool cannot_occur(const ent_space *space, const bounds *b, size_t issue, size_t flat) {
    for (size_t w = 0; w < b->size; w++) {
        double sum = weighted_term(space, b->weights[w], flat), floor = -1e-8;
        for (size_t j = 0; j < space->issues; j++)
            if (j != issue) sum += b->best[w * space->issues + j];
        for (size_t i = 0; i < space->parties; i++)
            floor += b->weights[w][i] * (double)(space->no_deal[i] - space->constant[i]);
        if (sum < floor) return true;
    }
    return false;
}

/* The last word on one option: is there a rational outcome with it? */
static ent_status ask(const ent_run *run, const ent_space *space, size_t issue, size_t flat, bool *allowed,
                      bool *occurs) {
    for (size_t other = space->first[issue]; other < space->first[issue + 1]; other++)
        allowed[other] = other == flat;
    const ent_frontier_options options = {.allowed = allowed, .sharp = true, .any_one = true};
    ent_frontier frontier;
    ent_status status = ent_frontier_find(run, space, &options, &frontier);
    memcpy(allowed + space->first[issue], space->allowed + space->first[issue],
           ent_space_options(space, issue) * sizeof *allowed);
    if (status != ENT_OK) return status;
    occurs[flat] = frontier.size > 0;
    ent_frontier_free(&frontier);
    return ENT_OK;
}

ent_status ent_zone_find(const ent_run *run, const ent_space *space, const ent_frontier *frontier, bool *occurs) {
    memset(occurs, 0, space->total * sizeof *occurs);
    if (frontier->size == 0) return ENT_OK;
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    uint32_t *outcome = arena ? ent_arena_array(arena, space->issues, sizeof *outcome) : NULL;
    uint32_t *changed = arena ? ent_arena_array(arena, space->issues, sizeof *changed) : NULL;
    bool *allowed = arena ? ent_arena_array(arena, space->total, sizeof *allowed) : NULL;
    bounds *quick = arena ? ent_arena_alloc(arena, sizeof *quick) : NULL;
    ent_status status = outcome && changed && allowed && quick ? ENT_OK : ENT_MEMORY;
    const bool additive = ent_space_additive(space);
    if (status == ENT_OK && additive && !fill_bounds(space, arena, quick)) status = ENT_MEMORY;
    if (status == ENT_OK) {
        memcpy(allowed, space->allowed, space->total * sizeof *allowed);
        size_t looked_at = frontier->size < LOOKED_AT ? frontier->size : LOOKED_AT;
        for (size_t k = 0; k < looked_at; k++) {
            ent_frontier_outcome(frontier, k * frontier->size / looked_at, outcome);
            mark_outcome(space, outcome, occurs);
            try_swaps(space, outcome, changed, occurs);
        }
        for (size_t j = 0; j < space->issues; j++)
            for (size_t flat = space->first[j]; flat < space->first[j + 1] && status == ENT_OK; flat++)
                if (!occurs[flat] && space->allowed[flat] && !(additive && cannot_occur(space, quick, j, flat)))
                    status = ask(run, space, j, flat, allowed, occurs);
    }
    ent_arena_free(arena);
    return status;
}
