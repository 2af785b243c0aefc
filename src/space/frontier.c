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
    out->way = plan.way;
    out->linked = plan.linked;
    out->whole = plan.stages_size == 1 && plan.linked > 0;
    for (size_t s = 0; s < plan.stages_size; s++) {
        out->trails[s] = (ent_trail){.issue = plan.stages[s].issue, .compound = plan.stages[s].compound};
        plan.stages[s].compound = NULL;
    }
    status = plan.wide ? ent_merge_wide(run, &plan, out) : ent_merge_narrow(run, &plan, out);
    if (options && options->members && options->members_size == 1 && out->size > 0) out->dimensions = 1;
    out->merged += plan.steps;
out:
    if (status == ENT_LIMIT && plan.spent)
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0020", NULL, "interactions",
                      "fewer options on the issues that interactions link, or interactions over fewer issues", NULL,
                      "%zu issues hang together by interactions, too many packages to be searched exactly",
                      plan.linked);
    else if (status == ENT_LIMIT)
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0001", NULL, NULL,
                      "leave out a party or an issue, or give the issues fewer options", NULL,
                      "the frontier grows beyond %zu points", plan.most);
    ent_plan_free(run, &plan);
    if (status != ENT_OK) ent_frontier_free(out);
    return status;
}

void ent_frontier_free(ent_frontier *frontier) {
    if (!frontier || !frontier->allocator) return;
    for (size_t s = 0; s < frontier->stages; s++) {
        ent_free(frontier->allocator, frontier->trails[s].links);
        ent_compound_free(frontier->allocator, frontier->trails[s].compound);
    }
    ent_free(frontier->allocator, frontier->trails);
    ent_free(frontier->allocator, frontier->utility);
    *frontier = (ent_frontier){0};
}

static void take_compound(const ent_compound *compound, uint32_t option, uint32_t *outcome) {
    for (size_t k = 0; k < compound->issues_size; k++)
        outcome[compound->issues[k]] = compound->outcomes[option * compound->issues_size + k];
}

void ent_frontier_outcome(const ent_frontier *frontier, size_t point, uint32_t *outcome) {
    size_t at = point;
    for (size_t s = frontier->stages; s-- > 0;) {
        const ent_trail *trail = &frontier->trails[s];
        const ent_link link = trail->links[at];
        if (trail->compound)
            take_compound(trail->compound, link.option, outcome);
        else
            outcome[trail->issue] = link.option;
        at = link.parent;
    }
}

bool ent_frontier_before(const ent_frontier *frontier, size_t a, size_t b) {
    const ent_trail *last = &frontier->trails[frontier->stages - 1];
    return ent_trail_before(frontier->trails, frontier->stages - 1, last->links[a], last->links[b]);
}
