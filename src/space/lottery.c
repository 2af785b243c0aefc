/* Nash over the hull: one edge for two parties, an active set of packages for more. */
#include "space/lottery.h"

#include "space/hull.h"

#include <math.h>
#include <string.h>

static ent_wide gain_of(const ent_solver *solver, size_t point, size_t i) {
    return solver->frontier->utility[point * solver->frontier->dimensions + i] - solver->space->no_deal[i];
}

/* ---- two parties ------------------------------------------------------------------------------------------------ */

typedef struct edge {
    const ent_solver *solver;
    size_t a, b;
    mpq_t along; /* of the way from a to b */
} edge;

/* Whether going from a towards b raises the product at point p: the sign of its slope there. */
static int slope_at(const edge *e, size_t a, size_t b, size_t p, mpz_t slope) {
    mpz_t step, gain;
    mpz_inits(step, gain, NULL);
    ent_wide_to_mpz(step, gain_of(e->solver, b, 0) - gain_of(e->solver, a, 0));
    ent_wide_to_mpz(gain, gain_of(e->solver, p, 1));
    mpz_mul(slope, step, gain);
    ent_wide_to_mpz(step, gain_of(e->solver, b, 1) - gain_of(e->solver, a, 1));
    ent_wide_to_mpz(gain, gain_of(e->solver, p, 0));
    mpz_addmul(slope, step, gain);
    mpz_clears(step, gain, NULL);
    return mpz_sgn(slope);
}

/* Stays on the edge where the product stops rising. On it, with gains a + t s, the product is largest at
 * t = (s1 a2 + s2 a1) / (-2 s1 s2). */
static bool climb(void *context, size_t a, size_t b) {
    edge *e = context;
    mpz_t slope, steps, step;
    mpz_inits(slope, steps, step, NULL);
    bool rising = slope_at(e, a, b, a, slope) > 0;
    if (rising) {
        ent_wide_to_mpz(steps, gain_of(e->solver, b, 0) - gain_of(e->solver, a, 0));
        ent_wide_to_mpz(step, gain_of(e->solver, b, 1) - gain_of(e->solver, a, 1));
        mpz_mul(steps, steps, step);
        mpz_mul_si(steps, steps, -2);
        mpz_set(mpq_numref(e->along), slope);
        mpz_set(mpq_denref(e->along), steps);
        mpq_canonicalize(e->along);
        rising = mpq_cmp_ui(e->along, 1, 1) >= 0;
        e->a = rising ? b : a;
        e->b = b;
        if (rising) mpq_set_ui(e->along, 0, 1);
    }
    mpz_clears(slope, steps, step, NULL);
    return rising;
}

static void set_two(const edge *e, ent_lottery *out) {
    const double along = mpq_get_d(e->along);
    const bool mixed = along > 0;
    out->exact = true;
    out->size = mixed ? 2 : 1;
    out->points[0] = along > 0.5 ? e->b : e->a;
    out->points[1] = along > 0.5 ? e->a : e->b;
    out->chances[0] = along > 0.5 ? along : 1 - along;
    out->chances[1] = 1 - out->chances[0];
}

static void solve_two(const ent_solver *solver, ent_lottery *out) {
    edge e = {.solver = solver};
    mpq_init(e.along);
    ent_hull_ends(solver->frontier, &e.a, &e.b);
    e.b = e.a;
    ent_hull_walk(solver->frontier, climb, &e);
    set_two(&e, out);
    mpq_clear(e.along);
}

/* ---- more parties ------------------------------------------------------------------------------------------------ */

typedef struct mixture {
    const ent_solver *solver;
    size_t counting; /* parties that can gain */
    size_t party[ENT_SPACE_PARTIES];
    const double *gains;            /* points x counting: as shares of the ideal gain */
    double mean[ENT_SPACE_PARTIES]; /* of the mixture */
    size_t size, points[ENT_LOTTERY_POINTS];
    double chances[ENT_LOTTERY_POINTS];
} mixture;

/* How much the logarithm of the product rises on the way to a point. */
static double pull(const mixture *m, size_t point) {
    double sum = 0;
    for (size_t i = 0; i < m->counting; i++)
        sum += m->gains[point * m->counting + i] / m->mean[i];
    return sum;
}

static void find_mean(mixture *m) {
    memset(m->mean, 0, sizeof m->mean);
    for (size_t k = 0; k < m->size; k++)
        for (size_t i = 0; i < m->counting; i++)
            m->mean[i] += m->chances[k] * m->gains[m->points[k] * m->counting + i];
}

/* The step from point `from` to `to`, of at most `most`, at which the logarithm of the product is largest: the place
 * where its slope is 0, by halving. */
static double best_step(const mixture *m, size_t from, size_t to, double most) {
    double way[ENT_SPACE_PARTIES], low = 0, high = most;
    for (size_t i = 0; i < m->counting; i++)
        way[i] = m->gains[to * m->counting + i] - m->gains[from * m->counting + i];
    for (int halving = 0; halving < 60; halving++) {
        const double at = halving == 0 ? most : (low + high) / 2;
        double slope = 0;
        for (size_t i = 0; i < m->counting; i++)
            slope += way[i] / fmax(m->mean[i] + at * way[i], 1e-300);
        if (slope >= 0)
            low = at;
        else
            high = at;
        if (low == most) break;
    }
    return low;
}

static void drop_empty(mixture *m, double least) {
    size_t kept = 0;
    double sum = 0;
    for (size_t k = 0; k < m->size; k++) {
        if (m->chances[k] <= least) continue;
        m->points[kept] = m->points[k];
        m->chances[kept++] = m->chances[k];
    }
    m->size = kept;
    for (size_t k = 0; k < kept; k++)
        sum += m->chances[k];
    for (size_t k = 0; k < kept; k++)
        m->chances[k] /= sum;
    find_mean(m);
}

/* Moves chances from the worst of the points to the best until they pull alike. */
static void weigh(mixture *m) {
    for (int steps = 0; steps < 20000; steps++) {
        size_t best = 0, worst = SIZE_MAX;
        double most = 0, least = 0;
        for (size_t k = 0; k < m->size; k++) {
            const double now = pull(m, m->points[k]);
            if (k == 0 || now > most) {
                most = now;
                best = k;
            }
            if (m->chances[k] > 0 && (worst == SIZE_MAX || now < least)) {
                least = now;
                worst = k;
            }
        }
        if (worst == SIZE_MAX || most - least <= 1e-13 * (double)m->counting) break;
        const double step = best_step(m, m->points[worst], m->points[best], m->chances[worst]);
        if (step <= 0) break;
        m->chances[worst] -= step;
        m->chances[best] += step;
        find_mean(m);
    }
    drop_empty(m, 0);
}

/* The point that pulls most; the first of equals. */
static size_t strongest(const mixture *m, double *pulls) {
    size_t best = 0;
    *pulls = -1;
    for (size_t point = 0; point < m->solver->frontier->size; point++) {
        const double now = pull(m, point);
        if (now > *pulls) {
            *pulls = now;
            best = point;
        }
    }
    return best;
}

static bool add_point(mixture *m, size_t point, double chance) {
    for (size_t k = 0; k < m->size; k++)
        if (m->points[k] == point) return false;
    if (m->size == ENT_LOTTERY_POINTS) return false;
    m->points[m->size] = point;
    m->chances[m->size++] = chance;
    return true;
}

/* The best point of every party, all as likely: nobody gains nothing. */
static void start(mixture *m) {
    for (size_t i = 0; i < m->counting; i++)
        for (size_t point = 0; point < m->solver->frontier->size; point++)
            if (m->gains[point * m->counting + i] >= 1) {
                add_point(m, point, 1);
                break;
            }
    drop_empty(m, 0);
}

static ent_status improve(const ent_run *run, mixture *m, double *slack) {
    enum { ROUNDS = 2000 };
    const double aim = 1e-10;
    start(m);
    weigh(m);
    for (size_t k = 0; k < ROUNDS; k++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        double pulls = 0;
        const size_t point = strongest(m, &pulls);
        *slack = fmax(0, pulls - (double)m->counting);
        if (*slack <= aim || !add_point(m, point, 0)) break;
        weigh(m);
    }
    return ENT_OK;
}

static void sort_points(mixture *m) {
    for (size_t k = 1; k < m->size; k++)
        for (size_t j = k; j > 0 && m->chances[j] > m->chances[j - 1]; j--) {
            const size_t point = m->points[j];
            const double chance = m->chances[j];
            m->points[j] = m->points[j - 1];
            m->chances[j] = m->chances[j - 1];
            m->points[j - 1] = point;
            m->chances[j - 1] = chance;
        }
}

static ent_status solve_more(const ent_run *run, const ent_solver *solver, ent_lottery *out) {
    const ent_frontier *frontier = solver->frontier;
    mixture m = {.solver = solver};
    for (size_t i = 0; i < solver->space->parties; i++)
        if (solver->ideal[i] > solver->space->no_deal[i]) m.party[m.counting++] = i;
    out->size = 1;
    out->chances[0] = 1;
    out->exact = true;
    if (m.counting == 0 || frontier->size == 1) return ENT_OK;
    double *gains = ent_alloc_array(ent_run_allocator(run), frontier->size * m.counting, sizeof *gains);
    if (!gains) return ENT_MEMORY;
    for (size_t point = 0; point < frontier->size; point++)
        for (size_t i = 0; i < m.counting; i++) {
            const size_t party = m.party[i];
            gains[point * m.counting + i] =
                (double)gain_of(solver, point, party) / (double)(solver->ideal[party] - solver->space->no_deal[party]);
        }
    m.gains = gains;
    const ent_status status = improve(run, &m, &out->slack);
    drop_empty(&m, 1e-9);
    double pulls = 0;
    strongest(&m, &pulls);
    out->slack = fmax(0, pulls - (double)m.counting);
    sort_points(&m);
    out->exact = false;
    out->size = m.size;
    memcpy(out->points, m.points, m.size * sizeof m.points[0]);
    memcpy(out->chances, m.chances, m.size * sizeof m.chances[0]);
    ent_free(ent_run_allocator(run), gains);
    return status;
}

/* ---- the whole ------------------------------------------------------------------------------------------------------
 */

/* How the product of expected gains compares with that of a single package, over the parties that can gain. */
static double raise_over(const ent_solver *solver, const ent_lottery *lottery, size_t point) {
    double raise = 1;
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (solver->ideal[i] <= solver->space->no_deal[i]) continue;
        double mean = 0;
        for (size_t k = 0; k < lottery->size; k++)
            mean += lottery->chances[k] * (double)gain_of(solver, lottery->points[k], i);
        const double single = (double)gain_of(solver, point, i);
        if (single <= 0) return 0;
        raise *= mean / single;
    }
    return raise;
}

ent_status ent_nash_lottery(const ent_run *run, const ent_solver *solver, ent_lottery *out) {
    *out = (ent_lottery){.size = 1, .chances = {1}, .exact = true};
    ent_status status = ENT_OK;
    size_t pure = 0;
    ent_solve(solver, ENT_NASH, &pure, 1);
    if (solver->space->parties == 2)
        solve_two(solver, out);
    else
        status = solve_more(run, solver, out);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < solver->space->parties; i++) {
        out->utility[i] = 0;
        for (size_t k = 0; k < out->size; k++)
            out->utility[i] +=
                out->chances[k] *
                ent_wide_ratio(solver->frontier->utility[out->points[k] * solver->frontier->dimensions + i],
                               solver->space->denominator[i]);
    }
    out->raise = raise_over(solver, out, pure);
    return ENT_OK;
}
