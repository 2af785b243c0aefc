/* Rules for joint costs from what each costs alone and adds to the others. */
#include "games/division/cost_rules.h"

static ent_status start(const ent_run *run, ent_allocation *out) {
    out->exists = out->is_exact = false;
    return ent_run_cancelled(run) ? ENT_CANCELLED : ENT_OK;
}

void ent_cost_separable(const ent_cost_problem *problem, mpq_ptr out) {
    for (size_t i = 0; i < problem->size; i++)
        mpq_sub(&out[i], problem->total, &problem->without[i]);
}

ent_status ent_cost_equal(const ent_cost_problem *problem, const ent_run *run, ent_allocation *out,
                          ent_division_why *why) {
    ent_status status = start(run, out);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < problem->size; i++) {
        mpq_set_ui(out->exact[i], problem->size, 1);
        mpq_div(out->exact[i], problem->total, out->exact[i]);
    }
    ent_allocation_from_exact(out);
    ent_division_because(why, ENT_DIVISION_NONE, SIZE_MAX, NULL, NULL);
    return ENT_OK;
}

/* Separable costs, and the rest in proportion to min(benefit, alone) - separable. */
static ent_status separable_and_rest(const ent_cost_problem *problem, mpq_srcptr benefits, const ent_run *run,
                                     ent_allocation *out, ent_division_why *why) {
    ent_status status = start(run, out);
    if (status != ENT_OK) return status;
    if (problem->alone == NULL || problem->without == NULL) return ENT_INPUT;
    ent_fractions work = {0}; /* separable costs, what remains of the benefits */
    status = ent_fractions_init(&work, ent_run_allocator(run), 2 * problem->size);
    if (status != ENT_OK) return status;
    mpq_ptr separable = work.at, remaining = &work.at[problem->size];
    mpq_t joint;
    mpq_init(joint);
    ent_cost_separable(problem, separable);
    ent_fractions_sum(problem->size, separable, joint);
    mpq_sub(joint, problem->total, joint);
    for (size_t i = 0; i < problem->size; i++) {
        mpq_srcptr most = &problem->alone[i];
        if (benefits != NULL && mpq_cmp(&benefits[i], most) < 0) most = &benefits[i];
        mpq_sub(&remaining[i], most, &separable[i]);
    }
    status = ent_share_out(problem->size, joint, remaining, out, why);
    for (size_t i = 0; out->exists && i < problem->size; i++)
        mpq_add(out->exact[i], out->exact[i], &separable[i]);
    if (out->exists) ent_allocation_from_exact(out);
    mpq_clear(joint);
    ent_fractions_free(&work);
    return status;
}

ent_status ent_cost_scrb(const ent_cost_problem *problem, const ent_run *run, ent_allocation *out,
                         ent_division_why *why) {
    return separable_and_rest(problem, problem->benefits, run, out, why);
}

ent_status ent_cost_alternate_avoided(const ent_cost_problem *problem, const ent_run *run, ent_allocation *out,
                                      ent_division_why *why) {
    return separable_and_rest(problem, NULL, run, out, why);
}

static ent_status in_proportion(const ent_cost_problem *problem, mpq_srcptr weights, const ent_run *run,
                                ent_allocation *out, ent_division_why *why) {
    ent_status status = start(run, out);
    if (status != ENT_OK) return status;
    return weights == NULL ? ENT_INPUT : ent_share_out(problem->size, problem->total, weights, out, why);
}

ent_status ent_cost_stand_alone(const ent_cost_problem *problem, const ent_run *run, ent_allocation *out,
                                ent_division_why *why) {
    return in_proportion(problem, problem->alone, run, out, why);
}

ent_status ent_cost_units(const ent_cost_problem *problem, const ent_run *run, ent_allocation *out,
                          ent_division_why *why) {
    return in_proportion(problem, problem->units, run, out, why);
}

ent_status ent_cost_marginal(const ent_cost_problem *problem, const ent_run *run, ent_allocation *out,
                             ent_division_why *why) {
    if (problem->without == NULL) return ENT_INPUT;
    ent_fractions separable = {0};
    ent_status status = ent_fractions_init(&separable, ent_run_allocator(run), problem->size);
    if (status != ENT_OK) return status;
    ent_cost_separable(problem, separable.at);
    status = in_proportion(problem, separable.at, run, out, why);
    ent_fractions_free(&separable);
    return status;
}

const ent_cost_rule ent_cost_rules[] = {
    {"equal", ent_cost_equal},
    {"units", ent_cost_units},
    {"scrb", ent_cost_scrb},
    {"alternate-cost-avoided", ent_cost_alternate_avoided},
    {"stand-alone", ent_cost_stand_alone},
    {"marginal", ent_cost_marginal},
};
const size_t ent_cost_rules_size = sizeof ent_cost_rules / sizeof *ent_cost_rules;

ent_status ent_cost_incremental(size_t size, const size_t *order, mpq_srcptr chain, const ent_run *run,
                                ent_allocation *out) {
    ent_status status = start(run, out);
    if (status == ENT_OK) status = ent_permutation_check(size, order, run);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < size; k++)
        mpq_sub(out->exact[order[k]], &chain[k + 1], &chain[k]);
    ent_allocation_from_exact(out);
    return ENT_OK;
}
