/* Development recouped by units, and cash beside contributions in kind. */
#include "games/division/recoupment.h"

static ent_status start(const ent_run *run, ent_allocation *out) {
    if (out != NULL) out->exists = out->is_exact = false;
    return ent_run_cancelled(run) ? ENT_CANCELLED : ENT_OK;
}

static bool some_negative(size_t size, mpq_srcptr values) {
    return values != NULL && ent_fractions_sign(size, values) != 1;
}

ent_status ent_recoup(const ent_recoupment_problem *problem, const ent_run *run, mpq_ptr charge, ent_allocation *owes,
                      ent_allocation *net, ent_division_why *why) {
    size_t size = problem->size;
    ent_status status = start(run, owes);
    (void)start(NULL, net);
    if (status != ENT_OK) return status;
    if (mpq_sgn(problem->cost) < 0 || some_negative(size, problem->paid) || some_negative(size, problem->units))
        return ENT_INPUT;
    mpq_t per_unit;
    mpq_init(per_unit);
    ent_fractions_sum(size, problem->units, per_unit);
    if (mpq_sgn(per_unit) == 0) {
        ent_division_because(why, ENT_DIVISION_NO_UNITS, SIZE_MAX, per_unit, problem->cost);
        mpq_clear(per_unit);
        return ENT_OK;
    }
    mpq_div(per_unit, problem->cost, per_unit);
    for (size_t i = 0; i < size; i++) {
        mpq_mul(owes->exact[i], per_unit, &problem->units[i]);
        if (net == NULL) continue;
        mpq_set(net->exact[i], owes->exact[i]);
        if (problem->paid != NULL) mpq_sub(net->exact[i], net->exact[i], &problem->paid[i]);
    }
    ent_allocation_from_exact(owes);
    if (net != NULL) ent_allocation_from_exact(net);
    if (charge != NULL) mpq_set(charge, per_unit);
    ent_division_because(why, ENT_DIVISION_NONE, SIZE_MAX, NULL, NULL);
    mpq_clear(per_unit);
    return ENT_OK;
}

ent_status ent_cash_due(size_t size, mpq_srcptr weights, mpq_srcptr cash, mpq_srcptr in_kind, const ent_run *run,
                        ent_allocation *out, ent_division_why *why) {
    ent_status status = start(run, out);
    if (status != ENT_OK) return status;
    if (some_negative(size, weights) || some_negative(size, in_kind)) return ENT_INPUT;
    mpq_t total;
    mpq_init(total);
    ent_fractions_sum(size, in_kind, total);
    mpq_add(total, total, cash);
    status = ent_share_out(size, total, weights, out, why);
    for (size_t i = 0; out->exists && i < size; i++)
        mpq_sub(out->exact[i], out->exact[i], &in_kind[i]);
    if (out->exists) ent_allocation_from_exact(out);
    mpq_clear(total);
    return status;
}
