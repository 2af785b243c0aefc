#include "space/zone.h"

#include <string.h>

enum { LOOKED_AT = 256 };

/* Changes one issue of an outcome at a time: what stays rational shows that an option occurs. */
static void try_swaps(const ent_space *space, const uint32_t *outcome, uint32_t *changed, bool *occurs) {
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
                ent_wide left = space->interactions > 0 ? ent_space_utility(space, i, changed) - space->no_deal[i]
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

/* The last word on one option: is there a rational outcome with it? */
static ent_status ask(const ent_run *run, const ent_space *space, size_t issue, size_t flat, bool *allowed,
                      bool *occurs) {
    for (size_t other = space->first[issue]; other < space->first[issue + 1]; other++)
        allowed[other] = other == flat;
    const ent_frontier_options options = {.allowed = allowed, .sharp = true};
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
    ent_status status = outcome && changed && allowed ? ENT_OK : ENT_MEMORY;
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
                if (!occurs[flat] && space->allowed[flat]) status = ask(run, space, j, flat, allowed, occurs);
    }
    ent_arena_free(arena);
    return status;
}
