/* The proof that nothing can be signed: an irreducible inconsistent set by deletion (Chinneck and Dravnieks, Locating
 * minimal infeasible constraint sets in linear programs, 1991). */
#include "space/risk.h"
#include "space/zone.h"

#include <math.h>
#include <string.h>

typedef struct search {
    const ent_run *run;
    const ent_space *space;
    const ent_exclusion *lines;
    size_t lines_size;
    bool *allowed; /* scratch: total */
    ent_conflict *out;
} search;

static void allow(const search *job) {
    for (size_t flat = 0; flat < job->space->total; flat++) {
        job->allowed[flat] = true;
        for (size_t l = 0; l < job->lines_size; l++)
            if (job->out->lines[l] && job->lines[l].options[flat]) job->allowed[flat] = false;
    }
}

/* Whether the red lines and no-deal values now in the set still leave nothing. */
static ent_status leaves_nothing(search *job, bool *nothing) {
    size_t members[ENT_SPACE_PARTIES], size = 0;
    for (size_t i = 0; i < job->space->parties; i++)
        if (job->out->parties[i]) members[size++] = i;
    allow(job);
    if (size == 0) {
        ent_space open = *job->space;
        open.allowed = job->allowed;
        *nothing = ent_space_closed_issue(&open) < open.issues;
        return ENT_OK;
    }
    const ent_frontier_options options = {
        .allowed = job->allowed, .members = members, .members_size = size, .sharp = true, .any_one = true};
    ent_frontier frontier;
    ent_status status = ent_frontier_find(job->run, job->space, &options, &frontier);
    if (status != ENT_OK) return status;
    *nothing = frontier.size == 0;
    ent_frontier_free(&frontier);
    return ENT_OK;
}

/* Leaves out one constraint after another as long as the rest still conflicts. */
static ent_status reduce(search *job, bool *set, size_t size) {
    for (size_t k = 0; k < size; k++) {
        bool nothing = false;
        set[k] = false;
        ent_status status = leaves_nothing(job, &nothing);
        if (status != ENT_OK) return status;
        set[k] = !nothing;
    }
    return ENT_OK;
}

/* By how much a point misses a party's no-deal value, in utility. */
static double missing_of(const ent_space *space, const ent_frontier *frontier, size_t point, size_t i) {
    const ent_wide sum = frontier->utility[point * frontier->dimensions + i];
    return ent_wide_ratio(ent_space_scaled(space, i, space->no_deal[i]) - ent_space_scaled(space, i, sum),
                          ent_space_scale(space, i));
}

/* The point whose largest shortfall is smallest. */
static ent_status least_short(const search *job, const ent_frontier *frontier, ent_arena *arena, size_t *point) {
    ent_solver solver;
    ent_status status = ent_solver_bent(job->run, job->space, frontier, NULL, arena, &solver);
    *point = 0;
    if (status == ENT_OK) ent_solve(&solver, ENT_EGALITARIAN, point, 1);
    return status;
}

/* The largest shortfall of a point, and whose it is. */
static double largest_missing(const ent_space *space, const ent_frontier *frontier, size_t point, size_t *party) {
    double most = -1;
    *party = 0;
    for (size_t i = 0; i < space->parties; i++) {
        const double amount = missing_of(space, frontier, point, i);
        if (amount > most) {
            most = amount;
            *party = i;
        }
    }
    return most;
}

/* Every no-deal value lowered by `missing` of party `worst`, rounded down. */
static void lower_exactly(const ent_space *space, ent_wide missing, size_t worst, ent_wide *floors) {
    mpz_t amount, scale;
    mpz_inits(amount, scale, NULL);
    for (size_t i = 0; i < space->parties; i++) {
        ent_wide step = 0;
        ent_wide_to_mpz(amount, missing);
        ent_wide_to_mpz(scale, space->denominator[i]);
        mpz_mul(amount, amount, scale);
        ent_wide_to_mpz(scale, space->denominator[worst]);
        mpz_cdiv_q(amount, amount, scale);
        const ent_wide bound = 2 * ent_space_magnitude(space, i) + 2;
        floors[i] = space->no_deal[i] - (ent_wide_from_mpz(amount, &step) && step < bound ? step : bound);
    }
    mpz_clears(amount, scale, NULL);
}

/* Among outcomes that fall short for everyone by no more than the one found: the least of all. */
static ent_status take_nearest(search *job, const ent_frontier *found, ent_arena *arena) {
    const ent_space *space = job->space;
    const size_t parties = found->dimensions;
    size_t worst, point;
    ent_wide floors[ENT_SPACE_PARTIES];
    ent_status status = least_short(job, found, arena, &point);
    if (status != ENT_OK) return status;
    const double missing = largest_missing(space, found, point, &worst);
    lower_exactly(space, space->no_deal[worst] - found->utility[point * parties + worst], worst, floors);
    for (size_t i = 0; i < space->parties && ent_space_risky(space); i++) {
        const ent_wide lowered = ent_space_lowered(space, i, missing), there = found->utility[point * parties + i];
        floors[i] = lowered < there ? lowered : there; /* the point itself stays in reach */
    }
    const ent_frontier_options options = {.floors = floors, .sharp = true};
    ent_frontier frontier;
    status = ent_frontier_find(job->run, space, &options, &frontier);
    if (status == ENT_OK) status = least_short(job, &frontier, arena, &point);
    if (status == ENT_OK) {
        job->out->shortfall = largest_missing(space, &frontier, point, &worst);
        job->out->nearest = ent_arena_array(arena, space->issues, sizeof *job->out->nearest);
        if (job->out->nearest) ent_frontier_outcome(&frontier, point, job->out->nearest);
        if (!job->out->nearest) status = ENT_MEMORY;
    }
    ent_frontier_free(&frontier);
    return status;
}

/* 2^exponent units of utility, at most what lies between any two sums. */
static ent_wide step_of(const ent_space *space, size_t i, int exponent, bool *most) {
    const ent_wide bound = 2 * ent_space_magnitude(space, i) + 2, unit = space->denominator[i];
    *most = exponent >= 0 && unit > bound >> exponent;
    if (*most) return bound;
    return exponent < 0 ? (unit >> -exponent) + 1 : unit << exponent;
}

/* The same for a party with an attitude to risk. */
static ent_wide lower_by_step(const ent_space *space, size_t i, int exponent, bool *most) {
    const ent_wide lowest = space->no_deal[i] - 2 * ent_space_magnitude(space, i) - 2;
    const ent_wide lowered = ent_space_lowered(space, i, ldexp(1, exponent));
    *most = lowered <= lowest || exponent > 200;
    return *most ? lowest : lowered;
}

/* Lowers all no-deal values together, doubling the step, until something is found: the least amount lies within. */
static ent_status measure(search *job, ent_arena *arena) {
    const ent_space *space = job->space;
    for (int exponent = -10;; exponent++) {
        ent_wide floors[ENT_SPACE_PARTIES];
        bool lowest = true;
        for (size_t i = 0; i < space->parties; i++) {
            bool most = false;
            floors[i] = space->no_deal[i] - step_of(space, i, exponent, &most);
            if (space->risk[i] != 0) floors[i] = lower_by_step(space, i, exponent, &most);
            lowest = lowest && most;
        }
        const ent_frontier_options options = {.floors = floors, .sharp = true};
        ent_frontier frontier;
        ent_status status = ent_frontier_find(job->run, space, &options, &frontier);
        if (status == ENT_OK && frontier.size > 0) {
            status = take_nearest(job, &frontier, arena);
            lowest = true;
        }
        ent_frontier_free(&frontier);
        if (status != ENT_OK || lowest) return status;
    }
}

ent_status ent_conflict_find(const ent_run *run, const ent_space *space, const ent_exclusion *lines, size_t lines_size,
                             ent_arena *arena, ent_conflict *out) {
    *out = (ent_conflict){0};
    search job = {.run = run, .space = space, .lines = lines, .lines_size = lines_size, .out = out};
    out->lines = ent_arena_array(arena, lines_size, sizeof *out->lines);
    out->parties = ent_arena_array(arena, space->parties, sizeof *out->parties);
    job.allowed = ent_arena_array(arena, space->total, sizeof *job.allowed);
    if (!out->lines || !out->parties || !job.allowed) return ENT_MEMORY;
    memset(out->lines, 1, lines_size);
    memset(out->parties, 1, space->parties);
    ent_status status = reduce(&job, out->lines, lines_size);
    if (status == ENT_OK) status = reduce(&job, out->parties, space->parties);
    for (size_t l = 0; l < lines_size; l++)
        out->lines_size += out->lines[l];
    for (size_t i = 0; i < space->parties; i++)
        out->parties_size += out->parties[i];
    if (status == ENT_OK && ent_space_closed_issue(space) == space->issues) status = measure(&job, arena);
    return status;
}
