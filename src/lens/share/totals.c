/* What is shared, and what each would pay or get alone: from the table where there is one, else from the form. */
#include "lens/share/problem.h"

#include <string.h>

/* Forms whose table everything else is read from. */
static bool joint(share_form form) {
    return form != SHARE_KEYS && form != SHARE_CLAIMS && form != SHARE_VOTES;
}

static ent_status from_table(share_problem *problem) {
    problem->alone = share_fractions(problem, problem->size);
    if (problem->alone == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        ent_tu_entry(&problem->game, (ent_coalition_mask)1 << i, problem->alone[i]);
    ent_tu_entry(&problem->game, ent_tu_grand(&problem->game), *problem->total);
    return ENT_OK;
}

/* From the kernels of forms that need no table. */
static ent_status from_components(share_problem *problem, const ent_run *run) {
    ent_allocation alone;
    ent_status status = ent_allocation_init(&alone, problem->size);
    if (status == ENT_OK) status = ent_components_cost(&problem->components, NULL, *problem->total);
    if (status == ENT_OK) status = ent_components_alone(&problem->components, run, &alone);
    for (size_t i = 0; i < problem->size && status == ENT_OK; i++)
        mpq_set(problem->alone[i], alone.exact[i]);
    ent_allocation_free(&alone);
    return status;
}

static ent_status from_needs(share_problem *problem) {
    for (size_t i = 0; i < problem->size; i++)
        mpq_set(problem->alone[i], problem->needs.at[i]);
    ent_airport_total(&problem->airport, *problem->total);
    return ENT_OK;
}

/* What each would pay alone, over its own links only, is left open: most have none to the supply. */
static ent_status from_links(share_problem *problem, const ent_run *run) {
    ent_mcst_tree tree = {0};
    ent_status status = ent_mcst_solve(&problem->tree, run, &tree);
    if (status == ENT_OK) mpq_set(*problem->total, tree.total);
    ent_mcst_tree_free(&tree);
    problem->alone = NULL;
    return status;
}

static ent_status from_demand(share_problem *problem) {
    const mpq_srcptr demand = problem->quantity.demand;
    mpq_t *one = share_fractions(problem, problem->size);
    if (one == NULL) return ENT_MEMORY;
    ent_status status = ent_quantity_cost_of(&problem->quantity, demand, *problem->total);
    for (size_t i = 0; i < problem->size && status == ENT_OK; i++) {
        mpq_set(one[i], problem->demand.at[i]);
        status = ent_quantity_cost_of(&problem->quantity, one[0], problem->alone[i]);
        mpq_set_ui(one[i], 0, 1);
    }
    return status;
}

static ent_status from_pairs(share_problem *problem, const ent_run *run) {
    ent_market_solution solution = {0};
    ent_status status = ent_market_solve(&problem->market, run, &solution);
    if (status == ENT_OK) mpq_set(*problem->total, solution.total);
    ent_market_solution_free(&solution);
    return status;
}

static ent_status too_many(const share_problem *problem, const ent_run *run, size_t most) {
    ent_place place = ent_node_place(problem->source, problem->project->node);
    ent_diagnosef(
        run == NULL ? NULL : run->diagnostics, ENT_ERROR, "E-SHARE-0001", &place,
        ent_arena_printf(problem->arena, "projects.%s", problem->project->id),
        "give it as components, needs or links, for which all groups need not be looked at; or raise --players", NULL,
        "%s has %zu participants and a number for each of 2^%zu groups: more than %zu participants are "
        "not looked at (--players)",
        problem->project->id, problem->size, problem->size, most);
    return ENT_LIMIT;
}

static ent_status from_form(share_problem *problem, const share_ask *ask, const ent_run *run) {
    if (!joint(problem->form)) return ENT_OK;
    if (problem->view != SHARE_GAME) return too_many(problem, run, ask->players);
    problem->alone = share_fractions(problem, problem->size);
    if (problem->alone == NULL) return ENT_MEMORY;
    switch (problem->form) {
    case SHARE_COMPONENTS:
        return from_components(problem, run);
    case SHARE_NEEDS:
        return from_needs(problem);
    case SHARE_LINKS:
        return from_links(problem, run);
    case SHARE_PAIRS:
        return from_pairs(problem, run);
    case SHARE_DEMAND:
        return from_demand(problem);
    default:
        return too_many(problem, run, ask->players);
    }
}

ent_status share_totals(share_problem *problem, const share_ask *ask, const ent_run *run) {
    const bool few = problem->size <= share_most(problem, ask->players);
    if (share_has_game(problem) && few && (joint(problem->form) || problem->view != SHARE_GAME)) {
        ent_status status = share_table(problem, run, ask->players);
        return status == ENT_OK ? from_table(problem) : status;
    }
    if (problem->form == SHARE_VOTES || !problem->has_amount) mpq_set_ui(*problem->total, 1, 1);
    if (joint(problem->form)) mpq_set_ui(*problem->total, 0, 1);
    if (problem->form == SHARE_CLAIMS || (problem->form == SHARE_KEYS && problem->has_amount))
        mpq_set(*problem->total, *problem->amount);
    return from_form(problem, ask, run);
}
