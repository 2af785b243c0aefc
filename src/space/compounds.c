/* The stages of a merge where issues hang together: each component is searched, and what nothing beats in it becomes
 * the options of one stage. */
#include "space/plan.h"

#include <string.h>

/* Interactions that ask nothing always hold. */
static void add_constants(ent_plan *plan, const ent_links *links) {
    const ent_space *space = plan->space;
    for (size_t q = 0; q < space->interactions; q++) {
        bool asks = false;
        for (size_t j = 0; j < space->issues && !asks; j++)
            asks = ent_links_asks(links, j, q);
        for (size_t c = 0; c < plan->dimensions && !asks; c++)
            if (space->gainer[q] == plan->party[c]) plan->constant[c] += space->add[q];
    }
}

/* Two dimensions that are one party's are searched as one. */
static size_t searched_dimensions(const ent_plan *plan) {
    return plan->dimensions == 2 && plan->party[0] == plan->party[1] ? 1 : plan->dimensions;
}

static bool fill_options(ent_plan *plan, ent_stage *stage, size_t size, size_t given, const ent_wide *gains,
                         const uint32_t *option) {
    const size_t n = plan->dimensions;
    stage->options = ent_arena_array(plan->arena, size, sizeof *stage->options);
    stage->rest = ent_arena_array(plan->arena, n, sizeof *stage->rest);
    stage->rest_weighted = ent_arena_array(plan->arena, plan->weights_size, sizeof *stage->rest_weighted);
    ent_wide *gain = ent_arena_array(plan->arena, size * n, sizeof *gain);
    if (!stage->options || !stage->rest || !stage->rest_weighted || !gain) return false;
    for (size_t o = 0; o < size; o++, gain += n) {
        for (size_t c = 0; c < n; c++)
            gain[c] = gains[o * given + (c < given ? c : 0)];
        stage->options[o] =
            (ent_stage_option){.gain = gain, .dimensions = (uint32_t)n, .option = option ? option[o] : (uint32_t)o};
    }
    stage->options_size = size;
    if (option)
        ent_plan_drop(plan, stage);
    else if (size == 0)
        plan->closed = true;
    return true;
}

/* What the component must give so that the best of all others lifts it to the floors. */
static void set_needs(const ent_plan *plan, const ent_wide *all, const ent_wide *own, ent_cluster *component) {
    component->bounded = plan->bounded;
    for (size_t d = 0; d < component->dimensions; d++) {
        const ent_wide need = plan->floor[d] - plan->constant[d] - (all[d] - own[d]);
        component->need[d] = need > plan->least[d] ? need : plan->least[d];
    }
}

/* Bounds cost more than listing few packages; for one party they soon cut nearly all. */
static double most_listed(const ent_frontier_options *options, const ent_cluster *component) {
    if (options->listed) return (double)options->listed;
    return component->dimensions == 1 ? 1 << 10 : 1 << 22;
}

static ent_status search(const ent_run *run, const ent_frontier_options *options, ent_plan *plan,
                         ent_cluster *component, ent_stage *stage) {
    const ent_allocator *allocator = ent_run_allocator(run);
    stage->compound = ent_alloc_array(allocator, 1, sizeof *stage->compound);
    if (!stage->compound) return ENT_MEMORY;
    *stage->compound = (ent_compound){0};
    component->most = plan->most;
    component->bounds = component->any_one || component->outcomes > most_listed(options, component);
    component->steps = options->steps ? options->steps : (uint64_t)1 << 28;
    if (component->bounds)
        plan->way = ENT_BRANCHED;
    else if (plan->way == ENT_MERGED)
        plan->way = ENT_LISTED;
    plan->linked += component->size;
    ent_status status = plan->wide ? ent_cluster_wide(run, component, stage->compound, &plan->steps, &plan->spent)
                                   : ent_cluster_narrow(run, component, stage->compound, &plan->steps, &plan->spent);
    if (status != ENT_OK) return status;
    return fill_options(plan, stage, stage->compound->size, component->dimensions, stage->compound->gains, NULL)
               ? ENT_OK
               : ENT_MEMORY;
}

static ent_status fill(const ent_run *run, ent_plan *plan, ent_cluster *components,
                       const ent_frontier_options *options) {
    const size_t n = searched_dimensions(plan);
    ent_wide all[ENT_SPACE_PARTIES] = {0}, own[ENT_SPACE_PARTIES];
    for (size_t s = 0; s < plan->stages_size; s++) {
        plan->closed = plan->closed || components[s].outcomes == 0;
        ent_cluster_upper(&components[s], own);
        for (size_t d = 0; d < n; d++)
            all[d] += own[d];
    }
    ent_status status = ENT_OK;
    for (size_t s = 0; s < plan->stages_size && status == ENT_OK && !plan->closed; s++) {
        ent_cluster *component = &components[s];
        ent_stage *stage = &plan->stages[s];
        stage->issue = component->issues[0];
        if (component->size == 1) {
            if (!fill_options(plan, stage, component->first[1], n, component->gain, component->option))
                status = ENT_MEMORY;
            continue;
        }
        ent_cluster_upper(component, own);
        set_needs(plan, all, own, component);
        component->any_one = options->any_one && plan->stages_size == 1;
        status = search(run, options, plan, component, stage);
    }
    return status;
}

ent_status ent_plan_compounds(const ent_run *run, const ent_links *links, const ent_frontier_options *options,
                              ent_plan *plan) {
    const ent_space *space = plan->space;
    const ent_cluster_frame frame = {
        .links = links, .allowed = plan->allowed, .party = plan->party, .dimensions = searched_dimensions(plan)};
    ent_cluster *components = ent_arena_array(plan->arena, space->issues, sizeof *components);
    if (!components) return ENT_MEMORY;
    add_constants(plan, links);
    for (size_t j = 0; j < space->issues; j++)
        if (links->component[j] == j && !ent_cluster_make(&frame, j, plan->arena, &components[plan->stages_size++]))
            return ENT_MEMORY;
    return fill(run, plan, components, options);
}
