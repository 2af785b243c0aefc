/* Keys: in proportion to something that is agreed on. */
#include "lens/share/adapters.h"

#include <string.h>

/* The total in proportion to weights; *why where they add up to nothing. */
static void in_proportion(const share_problem *problem, mpq_t *weights, share_answer *out) {
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < problem->size; i++)
        mpq_add(sum, sum, weights[i]);
    if (mpq_sgn(sum) == 0) {
        out->why = "the numbers that it goes by add up to nothing";
    } else {
        for (size_t i = 0; i < problem->size; i++) {
            mpq_mul(out->allocation.exact[i], *problem->total, weights[i]);
            mpq_div(out->allocation.exact[i], out->allocation.exact[i], sum);
        }
        ent_allocation_from_exact(&out->allocation);
    }
    mpq_clear(sum);
    out->method = share_exactly(out);
}

ent_status share_compute_equal(const share_work *work, share_answer *out) {
    share_problem *problem = work->problem;
    mpq_t *weights = share_fractions(problem, problem->size);
    if (weights == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        mpq_set_ui(weights[i], 1, 1);
    in_proportion(problem, weights, out);
    return ENT_OK;
}

ent_status share_compute_units(const share_work *work, share_answer *out) {
    in_proportion(work->problem, work->problem->units.at, out);
    return ENT_OK;
}
