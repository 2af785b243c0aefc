/* Opposition and other measures of the whole situation. */
#include "space/measures.h"

#include "space/risk.h"

#include <math.h>
#include <string.h>

bool ent_opposition(const ent_solver *solver, double *out) {
    const ent_frontier *frontier = solver->frontier;
    long double least = INFINITY;
    for (size_t i = 0; i < solver->space->parties; i++)
        if (solver->largest[i] == 0) return false;
    for (size_t point = 0; point < frontier->size; point++) {
        long double sum = 0;
        for (size_t i = 0; i < solver->space->parties; i++) {
            const ent_wide missing = solver->largest[i] - frontier->utility[point * frontier->dimensions + i];
            const long double share = (long double)missing / (long double)solver->largest[i];
            sum += share * share;
        }
        least = fminl(least, sum);
    }
    *out = (double)sqrtl(least);
    return true;
}

/* ---- what all can have at once ----------------------------------------------------------------------------------- */

/* The space with each party's smallest utility for its no-deal value, and the range above it. */
typedef struct ranged {
    ent_space space;
    ent_wide smallest[ENT_SPACE_PARTIES], largest[ENT_SPACE_PARTIES];
} ranged;

static ent_status ranged_make(const ent_run *run, const ent_space *space, ranged *out) {
    out->space = *space;
    out->space.no_deal = out->smallest;
    return ent_space_extremes(run, space, out->largest, out->smallest);
}

static ent_solver solver_on(const ranged *r, const ent_frontier *frontier) {
    ent_solver solver = {.space = &r->space, .frontier = frontier};
    memcpy(solver.ideal, r->largest, sizeof solver.ideal);
    memcpy(solver.largest, r->largest, sizeof solver.largest);
    return solver;
}

/* The party with the least share of its range at a point. */
static size_t least_party(const ranged *r, const ent_frontier *frontier, size_t point) {
    size_t least = SIZE_MAX;
    mpq_t share, smallest;
    mpq_inits(share, smallest, NULL);
    for (size_t i = 0; i < r->space.parties; i++) {
        if (r->largest[i] == r->smallest[i]) continue;
        ent_wide_to_mpz(mpq_numref(share), frontier->utility[point * frontier->dimensions + i] - r->smallest[i]);
        ent_wide_to_mpz(mpq_denref(share), r->largest[i] - r->smallest[i]);
        mpq_canonicalize(share);
        if (least != SIZE_MAX && mpq_cmp(share, smallest) >= 0) continue;
        mpq_set(smallest, share);
        least = i;
    }
    mpq_clears(share, smallest, NULL);
    return least;
}

/* What each party must get to have the share gain / range. */
static void find_floors(const ranged *r, ent_wide gain, ent_wide range, ent_wide *floors) {
    mpz_t part, factor;
    mpz_inits(part, factor, NULL);
    for (size_t i = 0; i < r->space.parties; i++) {
        ent_wide_to_mpz(part, r->largest[i] - r->smallest[i]);
        ent_wide_to_mpz(factor, gain);
        mpz_mul(part, part, factor);
        ent_wide_to_mpz(factor, range);
        mpz_cdiv_q(part, part, factor);
        ent_wide_from_mpz(part, &floors[i]); /* at most the party's range */
        floors[i] += r->smallest[i];
    }
    mpz_clears(part, factor, NULL);
}

/* Where the search begins: at the best point of the rational frontier, else at an n-th. */
static void first_floors(const ranged *r, const ent_solver *known, size_t counting, ent_wide *floors) {
    if (!known) {
        find_floors(r, 1, (ent_wide)counting, floors);
        return;
    }
    const ent_solver solver = solver_on(r, known->frontier);
    size_t point = 0;
    ent_solve(&solver, ENT_KALAI_SMORODINSKY, &point, 1);
    const size_t i = least_party(r, known->frontier, point);
    const ent_wide gain = known->frontier->utility[point * known->frontier->dimensions + i] - r->smallest[i];
    find_floors(r, gain, r->largest[i] - r->smallest[i], floors);
}

ent_status ent_common_share(const ent_run *run, const ent_space *space, const ent_solver *known, ent_common *out,
                            bool *found) {
    ranged r;
    ent_wide floors[ENT_SPACE_PARTIES];
    ent_frontier frontier;
    *out = (ent_common){0};
    *found = false;
    if (ent_space_closed_issue(space) < space->issues) return ENT_OK;
    ent_status status = ranged_make(run, space, &r);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < space->parties; i++)
        out->counting += r.largest[i] > r.smallest[i];
    if (out->counting < 2) return ENT_OK;
    first_floors(&r, known, out->counting, floors);
    const ent_frontier_options options = {.floors = floors, .sharp = true};
    status = ent_frontier_find(run, &r.space, &options, &frontier);
    if (status != ENT_OK) return status;
    *found = frontier.size > 0;
    if (*found) {
        const ent_solver solver = solver_on(&r, &frontier);
        size_t point = 0;
        ent_solve(&solver, ENT_KALAI_SMORODINSKY, &point, 1);
        const size_t i = least_party(&r, &frontier, point);
        out->share = ent_wide_ratio(frontier.utility[point * frontier.dimensions + i] - r.smallest[i],
                                    r.largest[i] - r.smallest[i]);
    }
    ent_frontier_free(&frontier);
    return ENT_OK;
}

/* ---- correlation ------------------------------------------------------------------------------------------------- */

typedef struct issue_options {
    const ent_space *space;
    size_t from, to;
    long double open; /* options within the red lines */
} issue_options;

static issue_options options_of(const ent_space *space, size_t j) {
    issue_options options = {space, space->first[j], space->first[j + 1], 0};
    for (size_t flat = options.from; flat < options.to; flat++)
        options.open += space->allowed[flat];
    return options;
}

static long double term_at(const issue_options *options, size_t party, size_t flat) {
    const ent_space *space = options->space;
    return (long double)space->terms[party * space->total + flat] / (long double)space->denominator[party];
}

static long double mean_term(const issue_options *options, size_t party) {
    long double sum = 0;
    for (size_t flat = options->from; flat < options->to; flat++)
        if (options->space->allowed[flat]) sum += term_at(options, party, flat);
    return sum / options->open;
}

static long double covariance_of_terms(const issue_options *options, size_t a, size_t b) {
    const long double mean_a = mean_term(options, a), mean_b = mean_term(options, b);
    long double sum = 0;
    for (size_t flat = options->from; flat < options->to; flat++)
        if (options->space->allowed[flat])
            sum += (term_at(options, a, flat) - mean_a) * (term_at(options, b, flat) - mean_b);
    return sum / options->open;
}

/* The share of the options on which all interactions of `mask` can hold. */
static long double share_holding(const issue_options *options, uint64_t mask) {
    long double sum = 0;
    for (size_t flat = options->from; flat < options->to; flat++)
        sum += options->space->allowed[flat] && (*ent_space_holds(options->space, flat) & mask) == mask;
    return sum / options->open;
}

/* How often all interactions of `mask` hold, the issue `without` left out. */
static long double chance_of(const ent_space *space, uint64_t mask, size_t without) {
    long double chance = 1;
    for (size_t j = 0; j < space->issues; j++) {
        const issue_options options = options_of(space, j);
        if (j != without) chance *= share_holding(&options, mask);
    }
    return chance;
}

/* A party's terms with an interaction. */
static long double covariance_with(const ent_space *space, size_t party, size_t q) {
    const uint64_t bit = (uint64_t)1 << q;
    long double sum = 0;
    for (size_t j = 0; j < space->issues; j++) {
        const issue_options options = options_of(space, j);
        const long double mean = mean_term(&options, party);
        long double inside = 0;
        for (size_t flat = options.from; flat < options.to; flat++)
            if (space->allowed[flat] && (*ent_space_holds(space, flat) & bit))
                inside += term_at(&options, party, flat) - mean;
        if (inside != 0) sum += inside / options.open * chance_of(space, bit, j);
    }
    return sum;
}

static long double added(const ent_space *space, size_t q) {
    return (long double)space->add[q] / (long double)space->denominator[space->gainer[q]];
}

static long double covariance(const ent_space *space, size_t a, size_t b) {
    long double sum = 0;
    for (size_t j = 0; j < space->issues; j++) {
        const issue_options options = options_of(space, j);
        sum += covariance_of_terms(&options, a, b);
    }
    for (size_t q = 0; q < space->interactions; q++) {
        if (space->gainer[q] == a) sum += added(space, q) * covariance_with(space, b, q);
        if (space->gainer[q] == b) sum += added(space, q) * covariance_with(space, a, q);
        for (size_t r = 0; r < space->interactions; r++) {
            if (space->gainer[q] != a || space->gainer[r] != b) continue;
            const uint64_t first = (uint64_t)1 << q, second = (uint64_t)1 << r;
            sum += added(space, q) * added(space, r) *
                   (chance_of(space, first | second, space->issues) -
                    chance_of(space, first, space->issues) * chance_of(space, second, space->issues));
        }
    }
    return sum;
}

/* Whether a party likes all feasible outcomes alike, as far as rounding can tell. */
static bool nearly_constant(const ent_space *space, size_t party, long double variance) {
    const long double size = (long double)ent_space_magnitude(space, party) / (long double)space->denominator[party];
    return variance <= 1e-30L * size * size;
}

bool ent_correlation_applies(const ent_space *space) {
    return space->words == 1 && space->tables_size == 0 && !ent_space_risky(space);
}

bool ent_correlation(const ent_space *space, size_t a, size_t b, double *out) {
    if (ent_space_closed_issue(space) < space->issues || !ent_correlation_applies(space)) return false;
    const long double first = covariance(space, a, a), second = covariance(space, b, b);
    if (nearly_constant(space, a, first) || nearly_constant(space, b, second)) return false;
    *out = (double)fmaxl(-1, fminl(1, covariance(space, a, b) / sqrtl(first) / sqrtl(second)));
    return true;
}
