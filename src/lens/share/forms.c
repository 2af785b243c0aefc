/* The forms that have kernels of their own, as these take them: components, runways, trees, markets,
 * quantities. */
#include "lens/share/problem.h"

#include <string.h>

/* ---- components ---------------------------------------------------------------------------------------------- */

/* Those who need a component, in the players' order, with the units that each takes. */
static ent_status read_needed(share_problem *problem, const ent_component *from, uint32_t *needed, mpq_t *units,
                              size_t *size) {
    bool *marked = ent_arena_array(problem->arena, problem->size, sizeof *marked);
    share_numbers taken = {0};
    if (marked == NULL) return ENT_MEMORY;
    ent_status status = share_numbers_read(problem, &from->units, &taken);
    for (size_t m = 0; m < from->needed_by_size; m++) {
        const size_t i = share_player(problem, from->needed_by[m]);
        if (i != SIZE_MAX) marked[i] = true;
    }
    for (size_t i = 0; i < problem->size && status == ENT_OK; i++) {
        if (!marked[i]) continue;
        if (taken.set) mpq_set(units[*size], taken.at[i]);
        needed[(*size)++] = (uint32_t)i;
    }
    return status;
}

static ent_status read_components(share_problem *problem) {
    const ent_project *project = problem->project;
    const size_t size = project->components_size;
    size_t most = 0, used = 0;
    for (size_t k = 0; k < size; k++)
        most += project->components[k].needed_by_size;
    mpq_t *costs = share_fractions(problem, size), *unit_costs = share_fractions(problem, size);
    mpq_t *units = share_fractions(problem, most);
    size_t *first = ent_arena_array(problem->arena, size + 1, sizeof *first);
    uint32_t *needed = ent_arena_array(problem->arena, most, sizeof *needed);
    if (costs == NULL || unit_costs == NULL || units == NULL || first == NULL || needed == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++) {
        const ent_component *from = &project->components[k];
        share_number(problem, &from->cost, costs[k]);
        share_number(problem, &from->unit_cost, unit_costs[k]);
        first[k] = used;
        ent_status status = read_needed(problem, from, needed, units, &used);
        if (status != ENT_OK) return status;
    }
    first[size] = used;
    problem->components =
        (ent_components){(uint32_t)problem->size, size, costs[0], unit_costs[0], first, needed, units[0]};
    return ENT_OK;
}

/* ---- runways ------------------------------------------------------------------------------------------------- */

static ent_status not_whole(const share_problem *problem, size_t player, const ent_run *run) {
    const ent_place place = ent_node_place(problem->source, problem->project->node);
    ent_diagnosef(run == NULL ? NULL : run->diagnostics, ENT_ERROR, "E-SHARE-0003", &place,
                  ent_arena_printf(problem->arena, "projects.%s.units.%s", problem->project->id, problem->id[player]),
                  "a whole number, at least 1", NULL,
                  "%s stands for a number of users that is not a whole one from 1 on", problem->id[player]);
    return ENT_INPUT;
}

static ent_status read_airport(share_problem *problem, const ent_run *run) {
    uint64_t *users = NULL;
    if (problem->units.set) {
        users = ent_arena_array(problem->arena, problem->size, sizeof *users);
        if (users == NULL) return ENT_MEMORY;
        for (size_t i = 0; i < problem->size; i++) {
            const bool whole = mpz_cmp_ui(mpq_denref(problem->units.at[i]), 1) == 0 &&
                               mpq_sgn(problem->units.at[i]) > 0 &&
                               mpz_sizeinbase(mpq_numref(problem->units.at[i]), 2) <= 52;
            if (!whole) return not_whole(problem, i, run);
            mpz_export(&users[i], NULL, 1, sizeof *users, 0, 0, mpq_numref(problem->units.at[i]));
        }
    }
    problem->airport = (ent_airport){(uint32_t)problem->size, problem->needs.at[0], users};
    return ENT_OK;
}

/* ---- links and pairs ----------------------------------------------------------------------------------------- */

typedef struct ends {
    uint32_t *from, *to;
    mpq_t *value;
    size_t size;
} ends;

static bool place_of(const share_problem *problem, int party, uint32_t *out) {
    const size_t i = party == ENT_SUPPLY ? ENT_MCST_SUPPLY : share_player(problem, party);
    *out = (uint32_t)i;
    return i != SIZE_MAX;
}

/* Those between participants (and the supply). */
static ent_status read_ends(share_problem *problem, const ent_project_link *links, size_t size, ends *out) {
    out->from = ent_arena_array(problem->arena, size, sizeof *out->from);
    out->to = ent_arena_array(problem->arena, size, sizeof *out->to);
    out->value = share_fractions(problem, size);
    if (out->from == NULL || out->to == NULL || out->value == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++) {
        const size_t at = out->size;
        if (!place_of(problem, links[k].from, &out->from[at]) || !place_of(problem, links[k].to, &out->to[at]))
            continue;
        share_number(problem, &links[k].value, out->value[at]);
        out->size++;
    }
    return ENT_OK;
}

/* ---- quantities ---------------------------------------------------------------------------------------------- */

/* Powers of those who take part; false where the term has one of somebody who does not: without its quantity it is 0.
 */
static bool read_powers(const share_problem *problem, const ent_cost_term *from, unsigned *powers) {
    const ent_project *project = problem->project;
    for (size_t k = 0; k < project->participants_size; k++) {
        const size_t i = share_player(problem, project->participants[k]);
        if (i == SIZE_MAX && from->powers[k] > 0) return false;
        if (i != SIZE_MAX) powers[i] = from->powers[k];
    }
    return true;
}

static bool any_power(const unsigned *powers, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (powers[i] > 0) return true;
    return false;
}

static ent_status read_terms(share_problem *problem, const ent_cost_function *from) {
    ent_cost_monomial *terms = ent_arena_array(problem->arena, from->terms_size, sizeof *terms);
    mpq_t *numbers = share_fractions(problem, from->terms_size);
    size_t size = 0;
    if (terms == NULL || numbers == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < from->terms_size; k++) {
        const ent_cost_term *term = &from->terms[k];
        unsigned *powers = ent_arena_array(problem->arena, problem->size, sizeof *powers);
        if (powers == NULL) return ENT_MEMORY;
        if (term->powers != NULL && !read_powers(problem, term, powers)) continue;
        share_number(problem, &term->coefficient, numbers[size]);
        terms[size] = (ent_cost_monomial){numbers[size], term->power, any_power(powers, problem->size) ? powers : NULL};
        size++;
    }
    problem->quantity.terms = terms;
    problem->quantity.terms_size = size;
    return ENT_OK;
}

static ent_status read_demand(share_problem *problem) {
    const ent_cost_function *from = &problem->project->cost_function;
    mpq_t *at = share_fractions(problem, from->points_size), *costs = share_fractions(problem, from->points_size);
    mpq_t *fixed = share_fractions(problem, 1);
    if (at == NULL || costs == NULL || fixed == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < from->points_size; k++) {
        share_number(problem, &from->points[k].at, at[k]);
        share_number(problem, &from->points[k].cost, costs[k]);
    }
    share_number(problem, &from->fixed, *fixed);
    problem->quantity = (ent_quantity_cost){.size = problem->size,
                                            .demand = problem->demand.at[0],
                                            .at = at[0],
                                            .cost = costs[0],
                                            .points_size = from->points_size,
                                            .fixed = *fixed};
    return read_terms(problem, from);
}

ent_status share_form_read(share_problem *problem, const ent_run *run) {
    const ent_project *project = problem->project;
    ends between = {0};
    ent_status status = ENT_OK;
    switch (problem->form) {
    case SHARE_COMPONENTS:
        return read_components(problem);
    case SHARE_NEEDS:
        return read_airport(problem, run);
    case SHARE_LINKS:
        status = read_ends(problem, project->links, project->links_size, &between);
        if (status == ENT_OK)
            problem->tree =
                (ent_mcst){(uint32_t)problem->size, between.size, between.from, between.to, between.value[0]};
        return status;
    case SHARE_PAIRS:
        status = read_ends(problem, project->pairs, project->pairs_size, &between);
        if (status == ENT_OK)
            problem->market =
                (ent_market){(uint32_t)problem->size, between.size, between.from, between.to, between.value[0]};
        return status;
    case SHARE_DEMAND:
        return read_demand(problem);
    default:
        return ENT_OK;
    }
}
