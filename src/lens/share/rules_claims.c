/* Rules for claims on an amount. */
#include "games/division/claims.h"
#include "lens/share/adapters.h"

#include <string.h>

/* The kernels have the ids of the rules. */
static ent_claims_function *kernel_of(const share_rule *rule) {
    size_t k = 0;
    while (strcmp(ent_claims_rules[k].id, rule->id) != 0)
        k++;
    return ent_claims_rules[k].compute;
}

ent_status share_compute_claims(const share_work *work, share_answer *out) {
    const share_problem *problem = work->problem;
    const ent_claims_problem claims = {problem->size, *problem->amount, problem->claims.at[0]};
    ent_status status = kernel_of(work->rule)(&claims, work->run, &out->allocation);
    if (status == ENT_LIMIT) {
        out->why = "the claims have too fine a unit to be counted over for so many";
        return ENT_OK;
    }
    out->method = share_exactly(out);
    return status;
}
