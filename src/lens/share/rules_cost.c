/* Rules for joint costs that need only a few numbers a party, and rules for a cost of quantities. */
#include "games/division/cost_rules.h"
#include "lens/share/adapters.h"

/* ---- a few numbers a party ----------------------------------------------------------------------------------- */

/* What all pay without each: of components by what only one needs, else from the table. */
static ent_status without_each(const share_work *work, mpq_t *out) {
    share_problem *problem = work->problem;
    if (share_of_form(work, SHARE_COMPONENTS)) {
        ent_allocation separable;
        ent_status status = ent_allocation_init(&separable, problem->size);
        if (status == ENT_OK) status = ent_components_separable(&problem->components, work->run, &separable);
        for (size_t i = 0; i < problem->size && status == ENT_OK; i++)
            mpq_sub(out[i], *problem->total, separable.exact[i]);
        ent_allocation_free(&separable);
        return status;
    }
    const ent_tu_game *game;
    ent_status status = share_work_game(work, &game);
    for (size_t i = 0; i < problem->size && status == ENT_OK; i++)
        ent_tu_entry(game, ent_tu_grand(game) & ~((ent_coalition_mask)1 << i), out[i]);
    return status;
}

/* The total as it is now: of a table that was changed, its own. */
static void total_of(const share_work *work, mpq_t out) {
    if (work->from_table)
        ent_tu_entry(&work->problem->game, ent_tu_grand(&work->problem->game), out);
    else
        mpq_set(out, *work->problem->total);
}

static ent_status of_few(const share_work *work, ent_cost_function_of_few *rule, share_answer *out) {
    share_problem *problem = work->problem;
    ent_division_why why = {0};
    mpq_t *without = share_fractions(problem, problem->size), *total = share_fractions(problem, 1);
    if (without == NULL || total == NULL) return ENT_MEMORY;
    ent_status status = without_each(work, without);
    if (status != ENT_OK) return status;
    total_of(work, *total);
    const ent_cost_problem costs = {
        .size = problem->size, .total = *total, .alone = problem->alone[0], .without = without[0]};
    status = rule(&costs, work->run, &out->allocation, &why);
    if (status == ENT_OK && !out->allocation.exists) out->why = ent_division_reason_text(why.reason);
    const char *from = problem->tabled ? "from all, each alone, and all without each" : "from the components";
    out->method = share_words(work, "%s, %s", out->allocation.is_exact && problem->exact ? "exact" : "rounded", from);
    return status;
}

ent_status share_compute_scrb(const share_work *work, share_answer *out) {
    return of_few(work, ent_cost_scrb, out);
}

ent_status share_compute_alternate(const share_work *work, share_answer *out) {
    return of_few(work, ent_cost_alternate_avoided, out);
}

ent_status share_compute_stand_alone(const share_work *work, share_answer *out) {
    return of_few(work, ent_cost_stand_alone, out);
}

ent_status share_compute_marginal(const share_work *work, share_answer *out) {
    return of_few(work, ent_cost_marginal, out);
}

/* ---- quantities ---------------------------------------------------------------------------------------------- */

static ent_status of_quantities(const share_work *work, ent_quantity_rule_function *rule, share_answer *out) {
    ent_division_why why = {0};
    ent_status status = rule(&work->problem->quantity, work->run, &out->allocation, &why);
    if (status == ENT_OK && !out->allocation.exists) out->why = ent_division_reason_text(why.reason);
    out->method = share_exactly(out);
    return status;
}

ent_status share_compute_average(const share_work *work, share_answer *out) {
    return of_quantities(work, ent_quantity_average, out);
}

ent_status share_compute_serial(const share_work *work, share_answer *out) {
    return of_quantities(work, ent_quantity_serial, out);
}

ent_status share_compute_aumann_shapley(const share_work *work, share_answer *out) {
    return of_quantities(work, ent_quantity_aumann_shapley, out);
}

/* ---- one after the other ------------------------------------------------------------------------------------- */

static ent_status chain_of(const share_work *work, mpq_t *chain) {
    const share_problem *problem = work->problem;
    const ent_tu_game *game;
    ent_coalition_mask joined = 0;
    ent_status status = share_work_game(work, &game);
    for (size_t k = 0; k < problem->size && status == ENT_OK; k++) {
        joined |= (ent_coalition_mask)1 << problem->order[k];
        ent_tu_entry(game, joined, chain[k + 1]);
    }
    return status;
}

ent_status share_compute_incremental(const share_work *work, share_answer *out) {
    share_problem *problem = work->problem;
    if (share_of_form(work, SHARE_DEMAND)) {
        out->method = "exact, in the order given";
        return ent_quantity_incremental(&problem->quantity, problem->order, work->run, &out->allocation);
    }
    mpq_t *chain = share_fractions(problem, problem->size + 1);
    if (chain == NULL) return ENT_MEMORY;
    ent_status status = chain_of(work, chain);
    if (status == ENT_OK)
        status = ent_cost_incremental(problem->size, problem->order, chain[0], work->run, &out->allocation);
    out->method = problem->exact ? "exact, in the order given" : "rounded, in the order given";
    return status;
}
