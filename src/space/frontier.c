/* The exact frontier: plans the merge, runs it, leads points back to outcomes. */
#include "space/frontier.h"

#include "space/plan.h"

ent_status ent_frontier_find(const ent_run *run, const ent_space *space, const ent_frontier_options *options,
                             ent_frontier *out) {
    *out = (ent_frontier){.allocator = ent_run_allocator(run)};
    const ent_frontier_options none = {0};
    ent_plan plan;
    ent_status status = ent_plan_make(run, space, options ? options : &none, &plan);
    if (status != ENT_OK || plan.closed || plan.stages_size == 0) goto out;
    out->wide = plan.wide;
    out->dimensions = plan.dimensions;
    out->trails = ent_alloc_array(out->allocator, plan.stages_size, sizeof *out->trails);
    if (!out->trails) {
        status = ENT_MEMORY;
        goto out;
    }
    out->stages = plan.stages_size;
    for (size_t s = 0; s < plan.stages_size; s++)
        out->trails[s].issue = plan.stages[s].issue;
    status = plan.wide ? ent_merge_wide(run, &plan, out) : ent_merge_narrow(run, &plan, out);
    if (options && options->members && options->members_size == 1 && out->size > 0) out->dimensions = 1;
    if (status == ENT_LIMIT)
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0001", NULL, NULL,
                      "leave out a party or an issue, or give the issues fewer options", NULL,
                      "the frontier grows beyond %zu points", plan.most);
out:
    ent_arena_free(plan.arena);
    if (status != ENT_OK) ent_frontier_free(out);
    return status;
}

void ent_frontier_free(ent_frontier *frontier) {
    if (!frontier || !frontier->allocator) return;
    for (size_t s = 0; s < frontier->stages; s++)
        ent_free(frontier->allocator, frontier->trails[s].links);
    ent_free(frontier->allocator, frontier->trails);
    ent_free(frontier->allocator, frontier->utility);
    *frontier = (ent_frontier){0};
}

void ent_frontier_outcome(const ent_frontier *frontier, size_t point, uint32_t *outcome) {
    size_t at = point;
    for (size_t s = frontier->stages; s-- > 0;) {
        ent_link link = frontier->trails[s].links[at];
        outcome[frontier->trails[s].issue] = link.option;
        at = link.parent;
    }
}

bool ent_frontier_before(const ent_frontier *frontier, size_t a, size_t b) {
    const ent_trail *last = &frontier->trails[frontier->stages - 1];
    return ent_trail_before(frontier->trails, frontier->stages - 1, last->links[a], last->links[b]);
}
