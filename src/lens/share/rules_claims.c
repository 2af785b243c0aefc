/* Rules for claims on an amount. */
#include "games/division/claims.h"
#include "lens/share/adapters.h"

static ent_status ask(const share_work *work, ent_claims_function *rule, share_answer *out) {
    const share_problem *problem = work->problem;
    const ent_claims_problem claims = {problem->size, *problem->amount, problem->claims.at[0]};
    ent_status status = rule(&claims, work->run, &out->allocation);
    if (status == ENT_LIMIT) {
        out->why = "the claims have too fine a unit to be counted over for so many";
        return ENT_OK;
    }
    out->method = share_exactly(out);
    return status;
}

ent_status share_compute_proportional(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_proportional, out);
}

ent_status share_compute_cea(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_cea, out);
}

ent_status share_compute_cel(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_cel, out);
}

ent_status share_compute_talmud(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_talmud, out);
}

ent_status share_compute_random_arrival(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_random_arrival, out);
}

ent_status share_compute_piniles(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_piniles, out);
}

ent_status share_compute_minimal_overlap(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_minimal_overlap, out);
}

ent_status share_compute_constrained_egalitarian(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_constrained_egalitarian, out);
}

ent_status share_compute_adjusted_proportional(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_adjusted_proportional, out);
}

ent_status share_compute_reverse_talmud(const share_work *work, share_answer *out) {
    return ask(work, ent_claims_reverse_talmud, out);
}
