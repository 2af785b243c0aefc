/* Backward induction from a last round, exact. */
#include "session/equilibrium.h"

enum { ASK = 1 << 16 }; /* points between two questions whether to stop */

static ent_wide gain_of(const ent_space *space, const ent_frontier *frontier, size_t point, size_t party) {
    return frontier->utility[point * frontier->dimensions + party] - space->no_deal[party];
}

/* The smallest whole number that is at least factor x gain, for gains that are not negative. */
static ent_wide least_gain(ent_patience factor, ent_wide gain) {
    mpq_t exact;
    mpz_t whole;
    ent_wide least = gain;
    mpq_init(exact);
    mpz_init(whole);
    if (factor.exact)
        mpq_set_si(exact, (long)factor.ratio.num, (unsigned long)factor.ratio.den);
    else
        mpq_set_d(exact, factor.value);
    ent_wide_to_mpz(whole, gain);
    mpz_mul(whole, whole, mpq_numref(exact));
    mpz_cdiv_q(whole, whole, mpq_denref(exact));
    ent_wide_from_mpz(whole, &least); /* fits: not above the gain */
    mpq_clear(exact);
    mpz_clear(whole);
    return least;
}

/* ---- one round ----------------------------------------------------------------------------------------------- */

typedef struct round {
    const ent_run *run;
    const ent_space *space;
    const ent_frontier *frontier;
    const ent_deadline *deadline;
    size_t number, proposer;
    ent_wide least[ENT_SPACE_PARTIES]; /* gains from which the others accept */
} round;

/* Two parties: the first one's utility falls along the frontier, the second's rises. */
static size_t best_of_two(const round *r) {
    const size_t other = 1 - r->proposer, size = r->frontier->size;
    size_t low = 0, high = size - 1; /* places from the proposer's best on; the last one always gives enough */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const size_t point = r->proposer == 0 ? middle : size - 1 - middle;
        if (gain_of(r->space, r->frontier, point, other) >= r->least[other])
            high = middle;
        else
            low = middle + 1;
    }
    return r->proposer == 0 ? low : size - 1 - low;
}

static bool accepted(const round *r, size_t point) {
    for (size_t i = 0; i < r->space->parties; i++)
        if (i != r->proposer && gain_of(r->space, r->frontier, point, i) < r->least[i]) return false;
    return true;
}

/* For the proposer, then for those who answer, in their order. */
static bool better(const round *r, size_t a, size_t b) {
    for (size_t k = 0; k < r->space->parties; k++) {
        const size_t i = ent_deadline_proposer(r->deadline, r->space->parties, r->number + k);
        const ent_wide left = gain_of(r->space, r->frontier, a, i), right = gain_of(r->space, r->frontier, b, i);
        if (left != right) return left > right;
    }
    return false;
}

static ent_status best_of_all(const round *r, size_t *point) {
    *point = SIZE_MAX;
    for (size_t k = 0; k < r->frontier->size; k++) {
        if (k % ASK == ASK - 1 && ent_run_cancelled(r->run)) return ENT_CANCELLED;
        if (accepted(r, k) && (*point == SIZE_MAX || better(r, k, *point))) *point = k;
    }
    return ENT_OK;
}

/* ---- from the last round to the first ---------------------------------------------------------------------------- */

ent_status ent_deadline_solve(const ent_run *run, const ent_space *space, const ent_frontier *frontier,
                              const ent_deadline *deadline, size_t *points) {
    round r = {.run = run, .space = space, .frontier = frontier, .deadline = deadline};
    ent_status status = ENT_OK;
    for (size_t t = deadline->rounds; t-- > 0 && status == ENT_OK;) {
        r.number = t;
        r.proposer = ent_deadline_proposer(deadline, space->parties, t);
        if (space->parties == 2)
            points[t] = best_of_two(&r);
        else
            status = best_of_all(&r, &points[t]);
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
        if (status == ENT_OK && t + space->parties < deadline->rounds && points[t] == points[t + space->parties]) {
            while (t-- > 0) /* the same proposer and the same guarantees again: so it goes on to the first round */
                points[t] = points[t + space->parties];
            return ENT_OK;
        }
        for (size_t i = 0; i < space->parties && status == ENT_OK; i++)
            r.least[i] = least_gain(deadline->each[i], gain_of(space, frontier, points[t], i));
    }
    return status;
}

/* ---- with lotteries -----------------------------------------------------------------------------------------------
 */

ent_status ent_deadline_lotteries(const ent_run *run, const ent_hull *hull, const ent_deadline *deadline,
                                  double *gain) {
    const size_t parties = hull->parties;
    double least[ENT_SPACE_PARTIES] = {0};
    ent_hull_best offer;
    for (size_t t = deadline->rounds; t-- > 0;) {
        const size_t proposer = ent_deadline_proposer(deadline, parties, t);
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        if (parties == 2)
            ent_hull_find_of_two(hull, proposer, least[1 - proposer], &offer);
        else if (!ent_hull_find(hull, proposer, least, &offer))
            return ENT_LIMIT; /* rounding alone: what was agreed a round later is within reach */
        bool again = t + parties < deadline->rounds;
        for (size_t i = 0; i < parties; i++) {
            gain[t * parties + i] = offer.gain[i];
            least[i] = deadline->each[i].value * offer.gain[i];
            again = again && gain[t * parties + i] == gain[(t + parties) * parties + i];
        }
        for (size_t k = t * parties; again && k-- > 0;) /* so it goes on to the first round */
            gain[k] = gain[k + parties * parties];
        if (again) break;
    }
    return ENT_OK;
}
