/* Largest remainder and divisor methods, in fractions. */
#include "games/division/apportion.h"

typedef struct rounding {
    const ent_apportion_problem *problem;
    size_t size;
    mpq_t total, sum; /* in units: whole, and as it was */
    mpq_t a, b;
    mpq_ptr exact; /* what each would have, in units */
    mpq_ptr rest;  /* largest remainder: what is left above whole units. Divisors: the worth of the next unit, */
    mpq_ptr last;  /* and of the last one */
    mpq_ptr given; /* whole units */
    bool *tied;    /* or NULL */
    size_t ties;
    const ent_allocator *allocator;
} rounding;

static void tie(rounding *r, size_t i) {
    r->ties++;
    if (r->tied != NULL) r->tied[i] = true;
}

static void below(mpq_ptr out, mpq_srcptr value) {
    mpz_fdiv_q(mpq_numref(out), mpq_numref(value), mpq_denref(value));
    mpz_set_ui(mpq_denref(out), 1);
}

/* Half away from zero. */
static void nearest(mpq_ptr out, mpq_srcptr value) {
    bool negative = mpq_sgn(value) < 0;
    mpq_set_ui(out, 1, 2);
    if (negative)
        mpq_sub(out, out, value);
    else
        mpq_add(out, out, value);
    below(out, out);
    if (negative) mpq_neg(out, out);
}

static ent_status largest_remainder(rounding *r) {
    ent_ranked *ranked = ent_alloc_array(r->allocator, r->size, sizeof *ranked);
    if (ranked == NULL) return ENT_MEMORY;
    mpq_set(r->a, r->total);
    for (size_t i = 0; i < r->size; i++) {
        below(&r->given[i], &r->exact[i]);
        mpq_sub(&r->rest[i], &r->given[i], &r->exact[i]); /* negative, so that the largest rank first */
        mpq_sub(r->a, r->a, &r->given[i]);
    }
    ent_rank(r->size, r->rest, ranked);
    size_t more = mpz_get_ui(mpq_numref(r->a)); /* fewer than there are */
    mpq_set_ui(r->b, 1, 1);
    for (size_t k = 0; k < more; k++)
        mpq_add(&r->given[ranked[k].index], &r->given[ranked[k].index], r->b);
    if (more > 0 && more < r->size && mpq_equal(ranked[more - 1].value, ranked[more].value))
        for (size_t i = 0; i < r->size; i++)
            if (mpq_equal(&r->rest[i], ranked[more].value)) tie(r, i);
    ent_free(r->allocator, ranked);
    return ENT_OK;
}

/* ---- divisors --------------------------------------------------------------------------------------------- */

/* What the next unit and the last one are worth to i: amount / divisor. The k-th unit has the divisor 2k - 1 or k. */
static void value_units(rounding *r, size_t i) {
    bool odd = r->problem->method == ENT_APPORTION_SAINTE_LAGUE;
    mpq_set(r->a, &r->given[i]); /* divisor of the last unit */
    if (odd) mpq_mul_2exp(r->a, r->a, 1);
    mpq_set_ui(r->b, odd ? 1 : 0, 1);
    mpq_sub(r->a, r->a, r->b);
    if (mpq_sgn(&r->given[i]) > 0) mpq_div(&r->last[i], &r->exact[i], r->a);
    mpq_set_ui(r->b, odd ? 2 : 1, 1);
    mpq_add(r->a, r->a, r->b);
    mpq_div(&r->rest[i], &r->exact[i], r->a);
}

static size_t best_next(const rounding *r) {
    size_t best = 0;
    for (size_t i = 1; i < r->size; i++)
        if (mpq_cmp(&r->rest[i], &r->rest[best]) > 0) best = i;
    return best;
}

static size_t worst_last(const rounding *r) { /* SIZE_MAX: nobody has any */
    size_t worst = SIZE_MAX;
    for (size_t i = 0; i < r->size; i++)
        if (mpq_sgn(&r->given[i]) > 0 && (worst == SIZE_MAX || mpq_cmp(&r->last[i], &r->last[worst]) <= 0)) worst = i;
    return worst;
}

static void move_unit(rounding *r, size_t i, long units) {
    mpq_set_si(r->a, units, 1);
    mpq_add(&r->given[i], &r->given[i], r->a);
    value_units(r, i);
}

/* Where the last unit given is worth as much as the next one to somebody else, the first in order have it. */
static void settle_ties(rounding *r) {
    size_t worst = worst_last(r);
    if (worst == SIZE_MAX || mpq_cmp(&r->last[worst], &r->rest[best_next(r)]) != 0) return;
    mpq_set(r->b, &r->last[worst]);
    size_t held = 0;
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (size_t i = 0; i < r->size; i++) {
        bool last = mpq_sgn(&r->given[i]) > 0 && mpq_equal(&r->last[i], r->b);
        if (!last && !mpq_equal(&r->rest[i], r->b)) continue;
        tie(r, i);
        held += last;
        if (last) mpq_sub(&r->given[i], &r->given[i], one);
        mpq_set_si(&r->rest[i], -1, 1); /* waits for its turn */
    }
    for (size_t i = 0; held > 0; i++) {
        if (mpq_sgn(&r->rest[i]) >= 0) continue;
        mpq_add(&r->given[i], &r->given[i], one);
        held--;
    }
    mpq_clear(one);
}

/* Starts from the amounts scaled to the total and rounded as the method rounds: d'Hondt down, Sainte-Lague to the
 * nearest. That is what the method gives for some total less than `size` units away, so the missing ones can be given,
 * or those too many taken, one by one. */
static ent_status divisors(rounding *r) {
    if (mpq_sgn(r->total) == 0) return ENT_OK;
    mpq_div(r->b, r->total, r->sum);
    for (size_t i = 0; i < r->size; i++) {
        mpq_mul(&r->exact[i], &r->exact[i], r->b);
        if (r->problem->method == ENT_APPORTION_DHONDT)
            below(&r->given[i], &r->exact[i]);
        else
            nearest(&r->given[i], &r->exact[i]);
    }
    ent_fractions_sum(r->size, r->given, r->a);
    mpq_sub(r->a, r->total, r->a);
    long missing = mpz_get_si(mpq_numref(r->a));
    for (size_t i = 0; i < r->size; i++)
        value_units(r, i);
    for (; missing > 0; missing--)
        move_unit(r, best_next(r), 1);
    for (; missing < 0; missing++)
        move_unit(r, worst_last(r), -1);
    settle_ties(r);
    return ENT_OK;
}

/* ---- all -------------------------------------------------------------------------------------------------- */

static ent_status round_all(rounding *r, mpq_ptr out, ent_apportion_report *report) {
    mpq_srcptr unit = r->problem->unit;
    for (size_t i = 0; i < r->size; i++)
        mpq_div(&r->exact[i], &r->problem->amounts[i], unit);
    ent_fractions_sum(r->size, r->exact, r->sum);
    nearest(r->total, r->sum);
    ent_status status = r->problem->method == ENT_APPORTION_LARGEST_REMAINDER ? largest_remainder(r) : divisors(r);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < r->size; i++) {
        mpq_mul(&out[i], &r->given[i], unit);
        if (report != NULL && report->changed != NULL) mpq_sub(&report->changed[i], &out[i], &r->problem->amounts[i]);
    }
    if (report != NULL) {
        report->ties = r->ties;
        report->total_changed = !mpq_equal(r->total, r->sum);
    }
    return ENT_OK;
}

/* Whether the method applies; the reason where not. */
static bool applies(const ent_apportion_problem *problem, ent_division_why *why) {
    ent_division_because(why, ENT_DIVISION_NONE, SIZE_MAX, NULL, NULL);
    for (size_t i = 0; i < problem->size && problem->method != ENT_APPORTION_LARGEST_REMAINDER; i++) {
        if (mpq_sgn(&problem->amounts[i]) >= 0) continue;
        ent_division_because(why, ENT_DIVISION_MIXED_SIGNS, i, &problem->amounts[i], NULL);
        return false;
    }
    return true;
}

ent_status ent_apportion_fractions(const ent_apportion_problem *problem, const ent_run *run, mpq_ptr out, bool *exists,
                                   ent_apportion_report *report, ent_division_why *why) {
    size_t size = problem->size;
    *exists = false;
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    if (mpq_sgn(problem->unit) <= 0 || problem->method >= ENT_APPORTION_METHODS) return ENT_INPUT;
    if (!applies(problem, why)) return ENT_OK;
    if (size > SIZE_MAX / 4) return ENT_MEMORY;
    ent_fractions work = {0};
    rounding r = {.problem = problem, .size = size, .allocator = ent_run_allocator(run)};
    if (report != NULL) r.tied = report->tied;
    for (size_t i = 0; r.tied != NULL && i < size; i++)
        r.tied[i] = false;
    ent_status status = ent_fractions_init(&work, r.allocator, 4 * size);
    if (status != ENT_OK) return status;
    r.exact = work.at;
    r.rest = r.exact + size;
    r.last = r.rest + size;
    r.given = r.last + size;
    mpq_inits(r.total, r.sum, r.a, r.b, NULL);
    status = round_all(&r, out, report);
    mpq_clears(r.total, r.sum, r.a, r.b, NULL);
    ent_fractions_free(&work);
    *exists = status == ENT_OK;
    return status;
}

ent_status ent_apportion(const ent_apportion_problem *problem, const ent_run *run, ent_allocation *out,
                         ent_apportion_report *report, ent_division_why *why) {
    bool exists;
    out->exists = out->is_exact = false;
    ent_status status = ent_apportion_fractions(problem, run, out->exact[0], &exists, report, why);
    if (exists) ent_allocation_from_exact(out);
    return status;
}

void ent_apportion_unit(unsigned decimals, mpq_ptr out) {
    mpq_set_ui(out, 1, 1);
    mpz_ui_pow_ui(mpq_denref(out), 10, decimals);
}
