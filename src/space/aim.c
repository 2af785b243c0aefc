/* Solutions that aim at a point of the plane and pick the package that goes farthest towards it for all: Raiffa's
 * sequence of midpoints, and the point of Perles and Maschler on the hull. */
#include "space/score.h"

#include "space/hull.h"

#include <float.h>
#include <math.h>

void ent_aim_init(const ent_solver *solver, ent_aim *aim) {
    *aim = (ent_aim){.at = 0};
    for (size_t i = 0; i < solver->space->parties; i++)
        mpq_inits(aim->from[i], aim->to[i], NULL);
}

void ent_aim_clear(const ent_solver *solver, ent_aim *aim) {
    for (size_t i = 0; i < solver->space->parties; i++)
        mpq_clears(aim->from[i], aim->to[i], NULL);
}

static void set_whole(mpq_t out, ent_wide value) {
    ent_wide_to_mpz(mpq_numref(out), value);
    mpz_set_ui(mpq_denref(out), 1);
}

/* Who has a way to go, and the ends in other forms. */
static void finish(const ent_solver *solver, ent_aim *aim) {
    mpz_t least;
    mpz_init(least);
    for (size_t i = 0; i < solver->space->parties; i++) {
        aim->counts[i] = mpq_cmp(aim->to[i], aim->from[i]) > 0;
        aim->rough_from[i] = mpq_get_d(aim->from[i]);
        aim->rough_to[i] = mpq_get_d(aim->to[i]);
        mpz_cdiv_q(least, mpq_numref(aim->from[i]), mpq_denref(aim->from[i]));
        ent_wide_from_mpz(least, &aim->least[i]); /* between numbers that fit */
    }
    mpz_clear(least);
}

/* ---- Raiffa ------------------------------------------------------------------------------------------------- */

/* The best that each party can still get where everybody gets at least `least`; false when no point does that. */
static bool best_above(const ent_solver *solver, const ent_wide *least, ent_wide *best) {
    const ent_frontier *frontier = solver->frontier;
    const size_t n = solver->space->parties;
    bool any = false;
    for (size_t point = 0; point < frontier->size; point++) {
        const ent_wide *utility = frontier->utility + point * frontier->dimensions;
        bool above = true;
        for (size_t i = 0; i < n && above; i++)
            above = utility[i] >= least[i];
        if (!above) continue;
        for (size_t i = 0; i < n; i++)
            if (!any || utility[i] > best[i]) best[i] = utility[i];
        any = true;
    }
    return any;
}

/* Whether some point gives everybody its best: there the sequence ends. */
static bool all_best(const ent_solver *solver, const ent_wide *best) {
    const ent_frontier *frontier = solver->frontier;
    for (size_t point = 0; point < frontier->size; point++) {
        size_t i = 0;
        while (i < solver->space->parties && frontier->utility[point * frontier->dimensions + i] >= best[i])
            i++;
        if (i == solver->space->parties) return true;
    }
    return false;
}

/* The parties' places after `steps` steps are numerators over n^steps. */
typedef struct places {
    mpz_t at[ENT_SPACE_PARTIES], over, part;
} places;

static void set_aim(const ent_solver *solver, const places *p, const ent_wide *best, ent_aim *aim) {
    for (size_t i = 0; i < solver->space->parties; i++) {
        mpz_set(mpq_numref(aim->from[i]), p->at[i]);
        mpz_set(mpq_denref(aim->from[i]), p->over);
        mpq_canonicalize(aim->from[i]);
        set_whole(aim->to[i], best[i]);
    }
}

/* Everybody goes one n-th of the way to the best it can still get; `least` is that, rounded up to whole numbers. */
static void go_on(const ent_solver *solver, const ent_wide *best, places *p, ent_wide *least) {
    const size_t n = solver->space->parties;
    for (size_t i = 0; i < n; i++) {
        mpz_mul_ui(p->at[i], p->at[i], n - 1);
        ent_wide_to_mpz(p->part, best[i]);
        mpz_addmul(p->at[i], p->part, p->over);
    }
    mpz_mul_ui(p->over, p->over, n);
    for (size_t i = 0; i < n; i++) {
        mpz_cdiv_q(p->part, p->at[i], p->over);
        ent_wide_from_mpz(p->part, &least[i]); /* between numbers that fit */
    }
}

void ent_aim_raiffa(const ent_solver *solver, ent_aim *aim) {
    const size_t n = solver->space->parties;
    places p;
    mpz_inits(p.over, p.part, NULL);
    mpz_set_ui(p.over, 1);
    ent_wide least[ENT_SPACE_PARTIES], best[ENT_SPACE_PARTIES] = {0};
    for (size_t i = 0; i < n; i++) {
        mpz_init(p.at[i]);
        least[i] = solver->space->no_deal[i];
        ent_wide_to_mpz(p.at[i], least[i]);
    }
    while (best_above(solver, least, best)) {
        set_aim(solver, &p, best, aim);
        if (all_best(solver, best)) break;
        go_on(solver, best, &p, least);
    }
    for (size_t i = 0; i < n; i++)
        mpz_clear(p.at[i]);
    mpz_clears(p.over, p.part, NULL);
    finish(solver, aim);
}

/* ---- Perles and Maschler ---------------------------------------------------------------------------------------- */

/* A hull with the length of each edge measured by sqrt(-du1 du2). */
typedef struct measure {
    const ent_frontier *frontier;
    long double length, goal;
    size_t a, b;       /* the edge on which the goal lies */
    long double along; /* of the edge, from a to b */
} measure;

static long double edge_length(const ent_frontier *frontier, size_t a, size_t b) {
    const ent_wide loss = frontier->utility[2 * a] - frontier->utility[2 * b];
    const ent_wide gain = frontier->utility[2 * b + 1] - frontier->utility[2 * a + 1];
    return sqrtl((long double)loss) * sqrtl((long double)gain);
}

static bool add_length(void *context, size_t a, size_t b) {
    measure *m = context;
    m->length += edge_length(m->frontier, a, b);
    return true;
}

static bool find_goal(void *context, size_t a, size_t b) {
    measure *m = context;
    const long double edge = edge_length(m->frontier, a, b);
    m->a = a;
    m->b = b;
    m->along = edge > 0 ? fminl(1, (m->goal - m->length) / edge) : 0;
    m->length += edge;
    return m->length < m->goal;
}

void ent_perles_maschler(const ent_frontier *frontier, size_t *a, size_t *b, long double *along) {
    measure m = {.frontier = frontier};
    ent_hull_ends(frontier, &m.a, &m.b);
    m.b = m.a;
    ent_hull_walk(frontier, add_length, &m);
    m.goal = m.length / 2;
    m.length = 0;
    ent_hull_walk(frontier, find_goal, &m);
    *a = m.a;
    *b = m.b;
    *along = m.along;
}

/* A number that is exact in the long double. */
static void set_real(mpq_t out, long double value) {
    const double high = (double)value, low = (double)(value - high);
    mpq_t part;
    mpq_init(part);
    mpq_set_d(out, high);
    mpq_set_d(part, low);
    mpq_add(out, out, part);
    mpq_clear(part);
}

void ent_aim_perles_maschler(const ent_solver *solver, ent_aim *aim) {
    size_t a, b;
    long double along;
    ent_perles_maschler(solver->frontier, &a, &b, &along);
    mpq_t part;
    mpq_init(part);
    for (size_t i = 0; i < 2; i++) {
        set_whole(aim->from[i], solver->space->no_deal[i]);
        set_whole(aim->to[i], solver->frontier->utility[2 * b + i] - solver->frontier->utility[2 * a + i]);
        set_real(part, along);
        mpq_mul(aim->to[i], aim->to[i], part);
        set_whole(part, solver->frontier->utility[2 * a + i]);
        mpq_add(aim->to[i], aim->to[i], part);
    }
    mpq_clear(part);
    finish(solver, aim);
}

/* ---- shares ------------------------------------------------------------------------------------------------------ */

/* Whether a party that has no way to go loses what it has. */
static bool falls(const ent_solver *solver, const ent_aim *aim, size_t point) {
    for (size_t i = 0; i < solver->space->parties; i++)
        if (!aim->counts[i] && solver->frontier->utility[point * solver->frontier->dimensions + i] < aim->least[i])
            return true;
    return false;
}

ent_score ent_aim_rough(const ent_solver *solver, ent_aim *aim, size_t point) {
    ent_score least = {1, 0};
    bool any = false;
    if (falls(solver, aim, point)) return (ent_score){-1, 0};
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (!aim->counts[i]) continue;
        const long double from = aim->rough_from[i], to = aim->rough_to[i];
        const long double u = (long double)solver->frontier->utility[point * solver->frontier->dimensions + i];
        const long double way = to - from, noise = 4 * DBL_EPSILON * (fabsl(u) + fabsl(from) + fabsl(to));
        if (way <= 2 * noise) return (ent_score){0, INFINITY}; /* fractions must decide */
        const long double share = (u - from) / way;
        least.error = fmaxl(least.error, 2 * noise * (1 + fabsl(share)) / way);
        if (!any || share < least.value) least.value = share;
        any = true;
    }
    return least;
}

int ent_aim_compare(const ent_solver *solver, const ent_aim *aim, size_t a, size_t b) {
    mpq_t first, second, nearly;
    mpq_inits(first, second, nearly, NULL);
    ent_aim_exact(solver, aim, a, first);
    ent_aim_exact(solver, aim, b, second);
    mpq_sub(first, first, second);
    mpq_abs(second, first);
    mpq_set_d(nearly, 1e-15);
    const int order = mpq_cmp(second, nearly) < 0 ? 0 : mpq_sgn(first);
    mpq_clears(first, second, nearly, NULL);
    return order;
}

void ent_aim_exact(const ent_solver *solver, const ent_aim *aim, size_t point, mpq_t out) {
    mpq_set_si(out, falls(solver, aim, point) ? -1 : 1, 1);
    if (mpq_sgn(out) < 0) return;
    mpq_t share, way;
    mpq_inits(share, way, NULL);
    bool any = false;
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (!aim->counts[i]) continue;
        set_whole(share, solver->frontier->utility[point * solver->frontier->dimensions + i]);
        mpq_sub(share, share, aim->from[i]);
        mpq_sub(way, aim->to[i], aim->from[i]);
        mpq_div(share, share, way);
        if (!any || mpq_cmp(share, out) < 0) mpq_set(out, share);
        any = true;
    }
    mpq_clears(share, way, NULL);
}
