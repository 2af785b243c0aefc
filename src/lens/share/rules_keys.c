/* Keys: in proportion to something that is agreed on. */
#include "games/division/cost_rules.h"
#include "games/division/recoupment.h"
#include "lens/share/adapters.h"
#include "lens/share/key_problem.h"

static ent_status of_few(const share_work *work, ent_cost_function_of_few *rule, share_answer *out) {
    const share_problem *problem = work->problem;
    const ent_cost_problem costs = {.size = problem->size,
                                    .total = *problem->total,
                                    .units = problem->units.set ? (mpq_srcptr)problem->units.at[0] : NULL};
    ent_division_why why = {0};
    ent_status status = rule(&costs, work->run, &out->allocation, &why);
    if (status == ENT_OK && !out->allocation.exists) out->why = share_key_reason(problem, &why);
    out->method = share_exactly(out);
    return status;
}

ent_status share_compute_equal(const share_work *work, share_answer *out) {
    return of_few(work, ent_cost_equal, out);
}

ent_status share_compute_units(const share_work *work, share_answer *out) {
    return of_few(work, ent_cost_units, out);
}

ent_status share_compute_key(const share_work *work, share_answer *out) {
    share_problem *problem = work->problem;
    share_key_problem key;
    ent_key_trace trace = {0};
    ent_status status = share_key_read(problem, work->key, &key);
    if (status != ENT_OK || key.why != NULL) {
        out->why = key.why;
        return status;
    }
    status = ent_key_compute(&key.problem, work->run, &trace);
    if (status == ENT_OK && !trace.exists) out->why = share_key_reason(problem, &trace.why);
    if (status == ENT_OK && trace.exists)
        status = ent_key_allocation(&trace, trace.years - 1, work->rounded, *problem->total, &out->allocation);
    ent_key_trace_free(&trace);
    out->method = work->rounded ? "exact, then rounded so that shares add up" : share_exactly(out);
    return status;
}

ent_status share_compute_recoupment(const share_work *work, share_answer *out) {
    share_problem *problem = work->problem;
    const ent_recoupment *from = &problem->project->recoupment;
    share_numbers units = {0};
    mpq_t *cost = share_fractions(problem, 1);
    ent_division_why why = {0};
    if (cost == NULL) return ENT_MEMORY;
    share_number(problem, &from->cost, *cost);
    ent_status status = share_numbers_read(problem, &from->units, &units);
    if (status != ENT_OK) return status;
    const ent_recoupment_problem asked = {problem->size, *cost, NULL, units.at[0]};
    status = ent_recoup(&asked, work->run, NULL, &out->allocation, NULL, &why);
    if (status == ENT_OK && !out->allocation.exists) out->why = share_key_reason(problem, &why);
    out->method = share_exactly(out);
    return status;
}
