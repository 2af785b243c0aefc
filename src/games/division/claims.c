/* Claims rules in one pass over the ranked claims. */
#include "games/division/claims.h"

#include "games/division/claims_work.h"

ent_status claims_begin(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out, claims_work *work) {
    *work = (claims_work){.size = problem->size,
                          .claims = problem->claims,
                          .awards = out->exact[0],
                          .out = out,
                          .allocator = ent_run_allocator(run)};
    out->exists = out->is_exact = false;
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    if (mpq_sgn(problem->estate) < 0 || ent_fractions_sign(problem->size, problem->claims) != 1) return ENT_INPUT;
    mpq_inits(work->estate, work->total, work->beyond, work->a, work->b, NULL);
    work->ranked = ent_alloc_array(work->allocator, work->size, sizeof *work->ranked);
    if (work->ranked == NULL || ent_fractions_init(&work->part, work->allocator, work->size) != ENT_OK)
        return claims_end(work, ENT_MEMORY);
    ent_rank(work->size, work->claims, work->ranked);
    ent_fractions_sum(work->size, work->claims, work->total);
    mpq_set(work->estate, mpq_cmp(problem->estate, work->total) < 0 ? problem->estate : work->total);
    return ENT_OK;
}

ent_status claims_end(claims_work *work, ent_status status) {
    if (status == ENT_OK) ent_allocation_from_exact(work->out);
    mpq_clears(work->estate, work->total, work->beyond, work->a, work->b, NULL);
    ent_fractions_free(&work->part);
    ent_free(work->allocator, work->ranked);
    return status;
}

void ent_claims_rest(const ent_claims_problem *problem, mpq_ptr out) {
    ent_fractions_sum(problem->size, problem->claims, out);
    mpq_sub(out, problem->estate, out);
    if (mpq_sgn(out) < 0) mpq_set_ui(out, 0, 1);
}

/* ---- equal awards and equal losses ------------------------------------------------------------------------ */

/* Equal awards of `estate`, at most the claims, which rank as those of the problem do. Whoever's claim fits into an
 * equal part of what is left gets it whole; once one does not, nobody's after it does. */
static void equal_awards(claims_work *work, mpq_srcptr claims, mpq_srcptr estate, mpq_ptr out) {
    mpq_set(work->a, estate);
    for (size_t k = 0; k < work->size; k++) {
        size_t i = work->ranked[k].index;
        mpq_set_ui(work->b, work->size - k, 1);
        mpq_div(work->b, work->a, work->b);
        mpq_set(&out[i], mpq_cmp(&claims[i], work->b) < 0 ? &claims[i] : work->b);
        mpq_sub(work->a, work->a, &out[i]);
    }
}

/* Equal losses: claims less equal awards of what is missing. */
static void equal_losses(claims_work *work, mpq_srcptr claims, mpq_srcptr estate, mpq_ptr out) {
    ent_fractions_sum(work->size, claims, work->a);
    mpq_sub(work->a, work->a, estate);
    equal_awards(work, claims, work->a, out);
    for (size_t i = 0; i < work->size; i++)
        mpq_sub(&out[i], &claims[i], &out[i]);
}

typedef void division(claims_work *work, mpq_srcptr claims, mpq_srcptr estate, mpq_ptr out);

static ent_status on_claims(division *divide, const ent_claims_problem *problem, const ent_run *run,
                            ent_allocation *out) {
    claims_work work;
    ent_status status = claims_begin(problem, run, out, &work);
    if (status != ENT_OK) return status;
    divide(&work, work.claims, work.estate, work.awards);
    return claims_end(&work, ENT_OK);
}

ent_status ent_claims_cea(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    return on_claims(equal_awards, problem, run, out);
}

ent_status ent_claims_cel(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    return on_claims(equal_losses, problem, run, out);
}

static void proportional(claims_work *work, mpq_srcptr claims, mpq_srcptr estate, mpq_ptr out) {
    for (size_t i = 0; i < work->size; i++) {
        mpq_mul(&out[i], &claims[i], estate);
        if (mpq_sgn(work->total) != 0) mpq_div(&out[i], &out[i], work->total);
    }
}

ent_status ent_claims_proportional(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    return on_claims(proportional, problem, run, out);
}

/* ---- half claims ------------------------------------------------------------------------------------------ */

/* Half claims into work->part; what the estate has beyond half of all claims into work->beyond. */
static void halve(claims_work *work) {
    for (size_t i = 0; i < work->size; i++)
        mpq_div_2exp(&work->part.at[i], &work->claims[i], 1);
    mpq_div_2exp(work->beyond, work->total, 1);
    mpq_sub(work->beyond, work->estate, work->beyond);
}

/* One division of half claims up to half of all, another beyond it. */
static ent_status on_halves(division *below, division *above, const ent_claims_problem *problem, const ent_run *run,
                            ent_allocation *out) {
    claims_work work;
    ent_status status = claims_begin(problem, run, out, &work);
    if (status != ENT_OK) return status;
    halve(&work);
    if (mpq_sgn(work.beyond) <= 0) {
        below(&work, work.part.at, work.estate, work.awards);
    } else {
        above(&work, work.part.at, work.beyond, work.awards);
        for (size_t i = 0; i < work.size; i++)
            mpq_add(&work.awards[i], &work.awards[i], &work.part.at[i]);
    }
    return claims_end(&work, ENT_OK);
}

ent_status ent_claims_talmud(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    return on_halves(equal_awards, equal_losses, problem, run, out);
}

ent_status ent_claims_piniles(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    return on_halves(equal_awards, equal_awards, problem, run, out);
}

ent_status ent_claims_reverse_talmud(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    return on_halves(equal_losses, equal_awards, problem, run, out);
}

/* The level at which max(c/2, min(c, level)) adds up to the estate, into work->b. The sum rises with the level; who has
 * passed half the claim and not yet the whole rises with it. */
static void level_above_halves(claims_work *work) {
    size_t started = 0, ended = 0;
    mpq_t next, left;
    mpq_inits(next, left, NULL);
    mpq_set(left, work->beyond);
    mpq_set_ui(work->b, 0, 1);
    while (ended < work->size) {
        mpq_srcptr half = started < work->size ? &work->part.at[work->ranked[started].index] : NULL;
        mpq_srcptr whole = work->ranked[ended].value;
        bool starts = half != NULL && mpq_cmp(half, whole) <= 0;
        mpq_sub(next, starts ? half : whole, work->b);
        mpq_set_ui(work->a, started - ended, 1);
        mpq_mul(next, next, work->a);
        if (started > ended && mpq_cmp(next, left) >= 0) {
            mpq_div(left, left, work->a);
            mpq_add(work->b, work->b, left);
            break;
        }
        mpq_sub(left, left, next);
        mpq_set(work->b, starts ? half : whole);
        *(starts ? &started : &ended) += 1;
    }
    mpq_clears(next, left, NULL);
}

ent_status ent_claims_constrained_egalitarian(const ent_claims_problem *problem, const ent_run *run,
                                              ent_allocation *out) {
    claims_work work;
    ent_status status = claims_begin(problem, run, out, &work);
    if (status != ENT_OK) return status;
    halve(&work);
    if (mpq_sgn(work.beyond) <= 0) {
        equal_awards(&work, work.part.at, work.estate, work.awards);
    } else {
        level_above_halves(&work);
        for (size_t i = 0; i < work.size; i++) {
            mpq_srcptr award = mpq_cmp(&work.claims[i], work.b) < 0 ? &work.claims[i] : work.b;
            mpq_set(&work.awards[i], mpq_cmp(award, &work.part.at[i]) > 0 ? award : &work.part.at[i]);
        }
    }
    return claims_end(&work, ENT_OK);
}

/* ---- minimal overlap -------------------------------------------------------------------------------------- */

/* The threshold t with sum of max(c - t, 0) = E - t into work->b, for claims cut at the estate (work->part): what
 * exceeds it is claimed by one alone. Between two claims in rising order the sum is straight, so the first piece that
 * holds a solution gives it. */
static void overlap_threshold(claims_work *work) {
    size_t size = work->size;
    ent_fractions_sum(size, work->part.at, work->a);
    mpq_set_ui(work->b, 0, 1);
    for (size_t k = 0; k + 1 < size; k++) {
        mpq_srcptr next = &work->part.at[work->ranked[k].index];
        mpq_set_ui(work->b, size - k - 1, 1);
        mpq_sub(work->beyond, work->a, work->estate);
        mpq_div(work->b, work->beyond, work->b);
        if (mpq_cmp(work->b, next) <= 0) return;
        mpq_sub(work->a, work->a, next);
    }
}

ent_status ent_claims_minimal_overlap(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    claims_work work;
    ent_status status = claims_begin(problem, run, out, &work);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < work.size; i++)
        mpq_set(&work.part.at[i], mpq_cmp(&work.claims[i], work.estate) < 0 ? &work.claims[i] : work.estate);
    overlap_threshold(&work);
    mpq_t shared, before; /* what somebody has from below the threshold; where the one before ended */
    mpq_inits(shared, before, NULL);
    for (size_t k = 0; k < work.size; k++) {
        size_t i = work.ranked[k].index;
        mpq_srcptr claim = &work.part.at[i];
        bool above = mpq_cmp(claim, work.b) > 0;
        mpq_sub(work.a, above ? work.b : claim, before);
        mpq_set(before, above ? work.b : claim);
        mpq_set_ui(work.beyond, work.size - k, 1);
        mpq_div(work.a, work.a, work.beyond);
        mpq_add(shared, shared, work.a);
        mpq_set(&work.awards[i], shared);
        if (!above) continue;
        mpq_sub(work.a, claim, work.b);
        mpq_add(&work.awards[i], &work.awards[i], work.a);
    }
    mpq_clears(shared, before, NULL);
    return claims_end(&work, ENT_OK);
}

/* ---- adjusted proportional -------------------------------------------------------------------------------- */

ent_status ent_claims_adjusted_proportional(const ent_claims_problem *problem, const ent_run *run,
                                            ent_allocation *out) {
    claims_work work;
    ent_status status = claims_begin(problem, run, out, &work);
    if (status != ENT_OK) return status;
    mpq_ptr rights = work.awards, rest = work.part.at;
    mpq_sub(work.beyond, work.total, work.estate); /* missing */
    mpq_set(work.a, work.estate);
    for (size_t i = 0; i < work.size; i++) {
        mpq_sub(&rights[i], &work.claims[i], work.beyond);
        if (mpq_sgn(&rights[i]) < 0) mpq_set_ui(&rights[i], 0, 1);
        mpq_sub(work.a, work.a, &rights[i]);
    }
    for (size_t i = 0; i < work.size; i++) {
        mpq_sub(&rest[i], &work.claims[i], &rights[i]);
        if (mpq_cmp(&rest[i], work.a) > 0) mpq_set(&rest[i], work.a);
    }
    ent_fractions_sum(work.size, rest, work.b);
    for (size_t i = 0; i < work.size && mpq_sgn(work.b) != 0; i++) {
        mpq_mul(&rest[i], &rest[i], work.a);
        mpq_div(&rest[i], &rest[i], work.b);
        mpq_add(&work.awards[i], &rights[i], &rest[i]);
    }
    return claims_end(&work, ENT_OK);
}

const ent_claims_rule ent_claims_rules[] = {
    {"proportional", ent_claims_proportional},
    {"cea", ent_claims_cea},
    {"cel", ent_claims_cel},
    {"talmud", ent_claims_talmud},
    {"random-arrival", ent_claims_random_arrival},
    {"piniles", ent_claims_piniles},
    {"minimal-overlap", ent_claims_minimal_overlap},
    {"constrained-egalitarian", ent_claims_constrained_egalitarian},
    {"adjusted-proportional", ent_claims_adjusted_proportional},
    {"reverse-talmud", ent_claims_reverse_talmud},
};
const size_t ent_claims_rules_size = sizeof ent_claims_rules / sizeof *ent_claims_rules;
