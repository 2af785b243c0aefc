/* The equilibrium of alternating offers: closed forms of the literature, certificates, and listing every outcome. */
#include "session/equilibrium.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <string.h>

/* ---- one issue with an option a point ------------------------------------------------------------------------------
 */

typedef struct table {
    ent_arena *arena;
    ent_space *space;
    ent_frontier frontier;
    ent_hull *hull;
} table;

/* gains[k * parties + i], whole numbers; no deal is worth nothing. */
static ent_status make(const ent_run *run, size_t parties, size_t points, const int64_t *gains, table *out) {
    *out = (table){.arena = ent_arena_new(ent_run_allocator(run))};
    if (!out->arena) return ENT_MEMORY;
    out->space = ent_space_new(out->arena, parties, 1, &points, 0);
    if (!out->space) return ENT_MEMORY;
    for (size_t i = 0; i < parties; i++)
        for (size_t k = 0; k < points; k++)
            out->space->terms[i * points + k] = gains[k * parties + i];
    ent_status status = ent_frontier_find(run, out->space, NULL, &out->frontier);
    if (status != ENT_OK) return status;
    out->hull = ent_hull_make(out->space, &out->frontier, out->arena);
    return out->hull ? ENT_OK : ENT_MEMORY;
}

static void unmake(table *t) {
    ent_frontier_free(&t->frontier);
    ent_arena_free(t->arena);
}

static ent_patience patience(int64_t num, int64_t den) {
    return (ent_patience){.value = (double)num / (double)den, .ratio = {num, den}, .exact = true};
}

#define close_to(left, right, within) assert_true(fabs((left) - (right)) <= (within))

/* ---- one pie
 * --------------------------------------------------------------------------------------------------------- */

static void divides_a_pie_as_rubinstein_did(void **state) {
    (void)state;
    static const struct {
        double factor[2], first;
    } rows[] = {{{0.5, 0.5}, 2.0 / 3},   /* 1 / (1 + d) */
                {{0.9, 0.9}, 10.0 / 19}, /* 1 / (1 + d) */
                {{0.5, 0.8}, 1.0 / 3},   /* 0.2 / 0.6 */
                {{0.8, 0.5}, 5.0 / 6},   /* 0.5 / 0.6 */
                {{0.3, 0.0}, 1.0},       /* the second cannot wait at all */
                {{0.0, 0.25}, 0.75}};    /* nor the first: the second gets its own factor */
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        double share[2], stationary[4];
        ent_pie_two(rows[k].factor, share);
        close_to(share[0], rows[k].first, 1e-15);
        close_to(share[0] + share[1], 1, 1e-15);
        ent_pie_stationary(2, rows[k].factor, stationary);
        close_to(stationary[0], share[0], 1e-15);
        close_to(stationary[1], share[1], 1e-15);
    }
}

/* The proposer gets 1 / (1 + D + ... + D^(n-1)), its k-th successor D^k of that. */
static void divides_a_pie_among_many(void **state) {
    (void)state;
    for (size_t parties = 2; parties <= ENT_SPACE_PARTIES; parties++) {
        double factor[ENT_SPACE_PARTIES], share[ENT_SPACE_PARTIES * ENT_SPACE_PARTIES], sum = 0;
        for (size_t i = 0; i < parties; i++) {
            factor[i] = 0.7;
            sum += pow(0.7, (double)i);
        }
        ent_pie_stationary(parties, factor, share);
        for (size_t i = 0; i < parties; i++)
            for (size_t k = 0; k < parties; k++)
                close_to(share[i * parties + (i + k) % parties], pow(0.7, (double)k) / sum, 1e-14);
    }
}

static void leaves_nobody_a_reason_to_refuse(void **state) {
    (void)state;
    const double factor[4] = {0.9, 0.35, 0.99, 0.6};
    double share[16];
    ent_pie_stationary(4, factor, share);
    for (size_t i = 0; i < 4; i++) {
        double sum = 0;
        for (size_t j = 0; j < 4; j++) {
            sum += share[i * 4 + j];
            if (j != i) close_to(share[i * 4 + j], factor[j] * share[(i + 1) % 4 * 4 + j], 1e-14);
        }
        close_to(sum, 1, 1e-14);
    }
}

/* The prisoners' dilemma with 5, 3 and 1: 1/2, as every textbook has it. */
static void finds_when_conceding_early_lasts(void **state) {
    (void)state;
    close_to(ent_repetition_threshold(3, 5, 1), 0.5, 0);
    close_to(ent_repetition_threshold(0.25, 1, 0), 0.75, 0);
    close_to(ent_repetition_threshold(2, 2, 1), 0, 0);
    assert_true(isnan(ent_repetition_threshold(1, 2, 1)));
}

static void multiplies_factors_exactly(void **state) {
    (void)state;
    ent_patience both = ent_patience_times(patience(9, 10), patience(2, 3));
    assert_true(both.exact && both.ratio.num == 3 && both.ratio.den == 5);
    both = ent_patience_times(patience(9, 10), (ent_patience){.value = 0.5});
    assert_false(both.exact);
    close_to(both.value, 0.45, 1e-15);
}

/* ---- two parties over a frontier -----------------------------------------------------------------------------------
 */

/* A pie in a hundred pieces, lotteries between them: Rubinstein's shares exactly. */
static void agrees_with_the_pie(void **state) {
    (void)state;
    const double factors[][2] = {{0.5, 0.5}, {0.9, 0.8}, {0.2, 0.99}, {0.999, 0.9995}};
    int64_t gains[202];
    table t;
    for (int64_t k = 0; k <= 100; k++) {
        gains[2 * k] = k;
        gains[2 * k + 1] = 300 - 3 * k; /* scales are the parties' own */
    }
    assert_int_equal(make(NULL, 2, 101, gains, &t), ENT_OK);
    assert_int_equal(t.hull->size, 2); /* a straight line has two corners */
    for (size_t k = 0; k < sizeof factors / sizeof factors[0]; k++) {
        double share[2];
        ent_stationary found;
        ent_pie_two(factors[k], share);
        assert_int_equal(ent_stationary_find(NULL, t.hull, factors[k], NULL, &found), ENT_OK);
        close_to(found.best[0].gain[0], share[0], 1e-12);
        close_to(found.best[0].gain[1], share[1], 1e-12);
        assert_true(found.residual <= 1e-15);
    }
    unmake(&t);
}

/* A quarter of a circle and equal factors D: the proposer gets 1 / sqrt(1 + D^2), the other D of that. */
static void agrees_on_a_circle(void **state) {
    (void)state;
    enum { POINTS = 4001 };
    static int64_t gains[2 * POINTS];
    table t;
    for (size_t k = 0; k < POINTS; k++) {
        const double angle = acos(-1.0) / 2 * (double)k / (POINTS - 1);
        gains[2 * k] = (int64_t)llround(1e15 * cos(angle));
        gains[2 * k + 1] = (int64_t)llround(1e15 * sin(angle));
    }
    assert_int_equal(make(NULL, 2, POINTS, gains, &t), ENT_OK);
    for (int tenths = 1; tenths < 10; tenths++) {
        const double factor = tenths / 10.0;
        const double each[2] = {factor, factor};
        ent_stationary found;
        assert_int_equal(ent_stationary_find(NULL, t.hull, each, NULL, &found), ENT_OK);
        for (size_t i = 0; i < 2; i++) {
            close_to(found.best[i].gain[i], 1 / sqrt(1 + factor * factor), 1e-6);
            close_to(found.best[i].gain[1 - i], factor / sqrt(1 + factor * factor), 1e-6);
        }
    }
    unmake(&t);
}

/* Who gains much anyway is not pressed further: 0.8 is more than half of 1. */
static void gives_more_than_it_must_where_that_is_free(void **state) {
    (void)state;
    const int64_t gains[] = {10, 8, 8, 10, 2, 2};
    const double factor[2] = {0.5, 0.5}, patient[2] = {0.9, 0.9};
    table t;
    ent_stationary found;
    assert_int_equal(make(NULL, 2, 3, gains, &t), ENT_OK);
    assert_int_equal(ent_stationary_find(NULL, t.hull, factor, NULL, &found), ENT_OK);
    close_to(found.best[0].gain[0], 1, 0);
    close_to(found.best[0].gain[1], 0.8, 1e-15);
    close_to(found.best[1].gain[0], 0.8, 1e-15);
    /* with 0.9 the line a + b = 1.8 binds: a + 0.9 a = 1.8 */
    assert_int_equal(ent_stationary_find(NULL, t.hull, patient, NULL, &found), ENT_OK);
    close_to(found.best[0].gain[0], 1.8 / 1.9, 1e-12);
    unmake(&t);
}

static size_t random_gains(ent_random *random, size_t parties, size_t points, int64_t *gains) {
    for (size_t k = 0; k < points * parties; k++)
        gains[k] = (int64_t)ent_random_below(random, 1000);
    return points;
}

/* Largest g0^w0 g1^w1 over the corners and the lines between them, by golden section. */
static double best_product(const ent_hull *hull, const double *weight) {
    double most = 0;
    for (size_t k = 0; k + 1 < hull->size || k == 0; k++) {
        const double *from = &hull->gain[2 * k], *to = hull->size > 1 ? from + 2 : from;
        double low = 0, high = 1;
        for (int step = 0; step < 200; step++) {
            double product[2];
            for (int side = 0; side < 2; side++) {
                const double t =
                    side ? high - (high - low) * 0.381966011250105 : low + (high - low) * 0.381966011250105;
                product[side] =
                    pow(from[0] + t * (to[0] - from[0]), weight[0]) * pow(from[1] + t * (to[1] - from[1]), weight[1]);
            }
            most = fmax(most, fmax(product[0], product[1]));
            if (product[0] > product[1])
                high -= (high - low) * 0.381966011250105;
            else
                low += (high - low) * 0.381966011250105;
        }
    }
    return most;
}

/* Binmore, Rubinstein and Wolinsky 1986: factors e^(-r_i t) with t to 0 lead to Nash with weights 1 / r_i. */
static void goes_to_nash_with_patience(void **state) {
    (void)state;
    int64_t gains[40];
    for (uint64_t n = 0; n < 500; n++) {
        ent_random random = ent_random_stream(11, n);
        table t;
        ent_stationary found;
        const size_t points = random_gains(&random, 2, 1 + ent_random_below(&random, 20), gains);
        assert_int_equal(make(NULL, 2, points, gains, &t), ENT_OK);
        const double rate[2] = {0.2 + ent_random_uniform(&random), 0.2 + ent_random_uniform(&random)};
        const double factor[2] = {exp(-1e-6 * rate[0]), exp(-1e-6 * rate[1])};
        const double weight[2] = {rate[1] / (rate[0] + rate[1]), rate[0] / (rate[0] + rate[1])};
        assert_int_equal(ent_stationary_find(NULL, t.hull, factor, NULL, &found), ENT_OK);
        for (size_t i = 0; i < 2; i++) {
            const double product = pow(found.best[i].gain[0], weight[0]) * pow(found.best[i].gain[1], weight[1]);
            close_to(product, best_product(t.hull, weight), 1e-5);
        }
        unmake(&t);
    }
}

/* ---- more parties -------------------------------------------------------------------------------------------------
 */

/* What each proposer takes is the best there is: prices for what others are guaranteed prove it, as no point of the
 * hull is worth more at them. And nobody has a reason to refuse. */
static bool check_offers(const table *t, const double *factor, const ent_stationary *found) {
    const size_t parties = t->hull->parties;
    bool exactly = true; /* nobody gets more than by refusing */
    for (size_t i = 0; i < parties; i++) {
        const ent_hull_best *offer = &found->best[i], *next = &found->best[(i + 1) % parties];
        double bound = offer->gain[i], chances = 0;
        for (size_t j = 0; j < parties; j++) {
            const double refused = factor[j] * next->gain[j];
            if (j == i) continue;
            assert_true(offer->price[j] >= 0);
            assert_true(offer->gain[j] >= refused - 1e-9);
            exactly = exactly && offer->gain[j] <= refused + 1e-9;
            bound += offer->price[j] * refused;
        }
        for (size_t k = 0; k < t->hull->size; k++) {
            double worth = 0;
            for (size_t j = 0; j < parties; j++)
                worth += (j == i ? 1 : offer->price[j]) * t->hull->gain[k * parties + j];
            assert_true(worth <= bound + 1e-8 * (1 + bound));
        }
        for (size_t k = 0; k < offer->size; k++)
            chances += offer->chance[k];
        close_to(chances, 1, 1e-9);
    }
    return exactly;
}

static void divides_a_pie_of_many_over_its_corners(void **state) {
    (void)state;
    for (size_t parties = 3; parties <= 6; parties++) {
        int64_t gains[36] = {0};
        const double factor[6] = {0.9, 0.5, 0.97, 0.8, 0.99, 0.7};
        double share[36];
        table t;
        ent_stationary found;
        for (size_t i = 0; i < parties; i++)
            gains[i * parties + i] = (int64_t)(10 + i);
        assert_int_equal(make(NULL, parties, parties, gains, &t), ENT_OK);
        assert_int_equal(ent_stationary_find(NULL, t.hull, factor, NULL, &found), ENT_OK);
        ent_pie_stationary(parties, factor, share);
        for (size_t k = 0; k < parties * parties; k++)
            close_to(found.best[k / parties].gain[k % parties], share[k], 1e-11);
        assert_true(check_offers(&t, factor, &found));
        unmake(&t);
    }
}

/* With the order turned round, the pie is that of the parties turned round. */
static void proposes_in_the_order_asked_for(void **state) {
    (void)state;
    const int64_t gains[] = {5, 0, 0, 0, 0, 6, 0, 0, 0, 0, 7, 0, 0, 0, 0, 8};
    const double factor[4] = {0.9, 0.5, 0.97, 0.8}, turned[4] = {0.8, 0.97, 0.5, 0.9};
    const size_t order[4] = {3, 2, 1, 0};
    double share[16];
    table t;
    ent_stationary found;
    assert_int_equal(make(NULL, 4, 4, gains, &t), ENT_OK);
    assert_int_equal(ent_stationary_find(NULL, t.hull, factor, order, &found), ENT_OK);
    ent_pie_stationary(4, turned, share);
    for (size_t k = 0; k < 16; k++)
        close_to(found.best[3 - k / 4].gain[3 - k % 4], share[k], 1e-11);
    unmake(&t);
}

static void proves_every_offer(void **state) {
    (void)state;
    int64_t gains[5 * 60];
    size_t exact = 0, none = 0;
    for (uint64_t n = 0; n < 300; n++) {
        ent_random random = ent_random_stream(12, n);
        const size_t parties = 3 + ent_random_below(&random, 3);
        double factor[5];
        table t;
        ent_stationary found;
        for (size_t i = 0; i < parties; i++)
            factor[i] = n % 3 ? 0.3 + 0.69 * ent_random_uniform(&random) : 1 - 0.01 * ent_random_uniform(&random);
        const size_t points = random_gains(&random, parties, parties + ent_random_below(&random, 55), gains);
        for (size_t k = 0; k < parties * parties && n % 2; k++) /* every other time each may have all, too */
            gains[k] = k % (parties + 1) == 0 ? 1500 : 0;
        assert_int_equal(make(NULL, parties, points, gains, &t), ENT_OK);
        assert_int_equal(ent_stationary_find(NULL, t.hull, factor, NULL, &found), ENT_OK);
        if (found.residual <= 1e-9)
            exact += check_offers(&t, factor, &found);
        else
            none++; /* offers go round in circles: said, not hidden */
        unmake(&t);
    }
    assert_true(exact > 5 && none <= 3);
}

/* Among what is best for the proposer, what gives the others most: 5/5 + 1/6 before 0 + 6/6. */
static void gives_the_others_what_is_free(void **state) {
    (void)state;
    const int64_t orders[2][12] = {{10, 5, 1, 10, 0, 6, 0, 5, 6, 0, 0, 0}, {10, 1, 5, 10, 6, 0, 0, 6, 5, 0, 0, 0}};
    for (size_t k = 0; k < 2; k++) {
        const double least[3] = {0};
        table t;
        ent_hull_best best;
        assert_int_equal(make(NULL, 3, 4, orders[k], &t), ENT_OK);
        assert_true(ent_hull_find(t.hull, 0, least, &best));
        close_to(best.gain[0], 1, 1e-12);
        close_to(best.gain[1 + k], 1, 1e-12); /* the other way round the second time */
        close_to(best.gain[2 - k], 1.0 / 6, 1e-12);
        unmake(&t);
    }
}

/* Two parties by linear programs are two parties by bisection. */
static void finds_the_same_by_programs(void **state) {
    (void)state;
    int64_t gains[40];
    for (uint64_t n = 0; n < 300; n++) {
        ent_random random = ent_random_stream(13, n);
        table t;
        ent_stationary found;
        const double factor[2] = {0.5 + 0.4 * ent_random_uniform(&random), 0.5 + 0.4 * ent_random_uniform(&random)};
        const size_t points = random_gains(&random, 2, 1 + ent_random_below(&random, 20), gains);
        assert_int_equal(make(NULL, 2, points, gains, &t), ENT_OK);
        assert_int_equal(ent_stationary_find(NULL, t.hull, factor, NULL, &found), ENT_OK);
        for (size_t i = 0; i < 2; i++) {
            double least[2] = {0};
            ent_hull_best best;
            least[1 - i] = factor[1 - i] * found.best[1 - i].gain[1 - i];
            assert_true(ent_hull_find(t.hull, i, least, &best));
            close_to(best.gain[0], found.best[i].gain[0], 1e-9);
            close_to(best.gain[1], found.best[i].gain[1], 1e-9);
        }
        unmake(&t);
    }
}

/* On x^p + y^q + z^r = 1 the Nash product is largest where x^p : y^q : z^r = 1/p : 1/q : 1/r (Lagrange). */
static void goes_to_nash_with_many(void **state) {
    (void)state;
    enum { STEPS = 60 };
    static int64_t gains[3 * STEPS * STEPS];
    const double power[3] = {1.5, 2, 3}, factor[3] = {0.97, 0.97, 0.97}, hasty[3] = {0.6, 0.6, 0.6};
    size_t points = 0;
    table t;
    ent_stationary found;
    for (size_t a = 0; a < STEPS; a++)
        for (size_t b = 0; a + b < STEPS; b++, points++) {
            const double part[3] = {(double)a / (STEPS - 1), (double)b / (STEPS - 1),
                                    (double)(STEPS - 1 - a - b) / (STEPS - 1)};
            for (size_t i = 0; i < 3; i++)
                gains[3 * points + i] = (int64_t)llround(1e9 * pow(part[i], 1 / power[i]));
        }
    assert_int_equal(make(NULL, 3, points, gains, &t), ENT_OK);
    assert_int_equal(ent_stationary_find(NULL, t.hull, factor, NULL, &found), ENT_OK);
    assert_true(check_offers(&t, factor, &found));
    for (size_t i = 0; i < 3; i++)
        close_to(found.best[0].gain[i], pow(1 / power[i] / (1 / 1.5 + 1 / 2.0 + 1 / 3.0), 1 / power[i]), 0.02);
    assert_int_equal(ent_stationary_find(NULL, t.hull, hasty, NULL, &found), ENT_OK);
    assert_true(fabs(found.best[0].gain[0] - pow(1 / 1.5 / 1.5, 1 / 1.5)) > 0.1); /* far from it without patience */
    unmake(&t);
}

/* ---- a deadline
 * ------------------------------------------------------------------------------------------------------ */

/* A pie in 1,024 pieces and factors of a half: from the last round back the proposer gets 1, 1/2, 3/4, 5/8, 11/16, ...
 */
static void counts_back_from_the_last_round(void **state) {
    (void)state;
    static int64_t gains[2 * 1025];
    const int64_t expected[] = {1024, 512, 768, 640, 704, 672, 688};
    const ent_patience half[2] = {patience(1, 2), patience(1, 2)};
    table t;
    size_t points[7];
    for (int64_t k = 0; k <= 1024; k++) {
        gains[2 * k] = k;
        gains[2 * k + 1] = 1024 - k;
    }
    assert_int_equal(make(NULL, 2, 1025, gains, &t), ENT_OK);
    for (size_t first = 0; first < 2; first++) {
        const ent_deadline deadline = {.rounds = 7, .first = first, .each = half};
        assert_int_equal(ent_deadline_solve(NULL, t.space, &t.frontier, &deadline, points), ENT_OK);
        for (size_t left = 0; left < 7; left++) {
            const size_t round = 6 - left, proposer = ent_deadline_proposer(&deadline, 2, round);
            assert_true(t.frontier.utility[2 * points[round] + proposer] == expected[left]);
        }
    }
    unmake(&t);
}

/* A pie: with d^n = the factor to the number of rounds, the proposer gets (1 + d^n) / (1 + d) when it also has the last
 * word, else (1 - d^n) / (1 + d) (Stahl 1972). Three parties: what is left after the guarantees, by hand. */
static void counts_back_with_lotteries(void **state) {
    (void)state;
    const int64_t two[] = {7, 0, 0, 3}, three[] = {5, 0, 0, 0, 5, 0, 0, 0, 5};
    const ent_patience each[3] = {patience(1, 2), patience(1, 2), patience(1, 2)},
                       patient[2] = {{.value = 0.997}, {.value = 0.997}};
    double gain[40];
    table t;
    assert_int_equal(make(NULL, 2, 2, two, &t), ENT_OK);
    for (size_t rounds = 1; rounds <= 20; rounds++) {
        const ent_deadline deadline = {.rounds = rounds, .first = 1, .each = patient};
        const double late = pow(0.997, (double)rounds);
        assert_int_equal(ent_deadline_lotteries(NULL, t.hull, &deadline, gain), ENT_OK);
        close_to(gain[1], (rounds % 2 ? 1 + late : 1 - late) / 1.997, 1e-12);
        close_to(gain[0] + gain[1], 1, 1e-12);
    }
    unmake(&t);
    assert_int_equal(make(NULL, 3, 3, three, &t), ENT_OK);
    const ent_deadline deadline = {.rounds = 3, .first = 0, .each = each};
    const double expected[] = {0.5, 0.25, 0.25, 0, 0.5, 0.5, 0, 0, 1};
    assert_int_equal(ent_deadline_lotteries(NULL, t.hull, &deadline, gain), ENT_OK);
    for (size_t k = 0; k < 9; k++)
        close_to(gain[k], expected[k], 1e-12);
    unmake(&t);
}

enum { MOST = 4, OPTIONS = 5 };

typedef struct naive {
    size_t parties, outcomes;
    int64_t utility[OPTIONS * OPTIONS * OPTIONS][MOST];
    int64_t no_deal[MOST];
    ent_patience each[MOST];
    size_t first, rounds, order[MOST];
} naive;

/* The outcome agreed on in a round, by listing all; the number of outcomes where there is none. */
static size_t naive_round(const naive *n, size_t round) {
    const size_t later = round + 1 == n->rounds ? n->outcomes : naive_round(n, round + 1);
    size_t best = n->outcomes;
    for (size_t o = 0; o < n->outcomes; o++) {
        bool yes = true;
        for (size_t i = 0; i < n->parties; i++) {
            const int64_t gain = n->utility[o][i] - n->no_deal[i];
            const int64_t then = later < n->outcomes ? n->utility[later][i] - n->no_deal[i] : 0;
            yes = yes && gain * n->each[i].ratio.den >= then * n->each[i].ratio.num;
        }
        bool above = best == n->outcomes;
        for (size_t k = 0; yes && !above && k < n->parties; k++) {
            const size_t i = n->order[(n->first + round + k) % n->parties];
            if (n->utility[o][i] < n->utility[best][i]) break;
            above = n->utility[o][i] > n->utility[best][i];
        }
        if (yes && above) best = o;
    }
    return best;
}

static void make_naive(ent_random *random, ent_space *space, naive *n) {
    for (size_t k = 0; k < space->parties * space->total; k++)
        space->terms[k] = (ent_wide)ent_random_below(random, 12);
    for (size_t i = 0; i < space->parties; i++) {
        n->no_deal[i] = (int64_t)ent_random_below(random, 14);
        space->no_deal[i] = n->no_deal[i];
        n->each[i] = patience(1 + (int64_t)ent_random_below(random, 8), 8);
    }
    n->parties = space->parties;
    n->outcomes = 1;
    for (size_t j = 0; j < space->issues; j++)
        n->outcomes *= ent_space_options(space, j);
    for (size_t o = 0; o < n->outcomes; o++) {
        size_t rest = o;
        for (size_t i = 0; i < space->parties; i++)
            n->utility[o][i] = 0;
        for (size_t j = space->issues; j-- > 0; rest /= ent_space_options(space, j))
            for (size_t i = 0; i < space->parties; i++)
                n->utility[o][i] += (int64_t)ent_space_term(space, i, j, rest % ent_space_options(space, j));
    }
}

static void equals_listing_everything(void **state) {
    (void)state;
    size_t agreed = 0, none = 0;
    for (uint64_t seed = 0; seed < 2000; seed++) {
        ent_random random = ent_random_stream(15, seed);
        ent_arena *arena = ent_arena_new(NULL);
        const size_t parties = 1 + ent_random_below(&random, MOST), issues = 1 + ent_random_below(&random, 3);
        size_t options[3], points[30];
        static naive n;
        ent_frontier frontier;
        for (size_t j = 0; j < issues; j++)
            options[j] = 1 + ent_random_below(&random, OPTIONS);
        ent_space *space = ent_space_new(arena, parties, issues, options, 0);
        make_naive(&random, space, &n);
        n.rounds = 1 + ent_random_below(&random, 30);
        n.first = ent_random_below(&random, parties);
        for (size_t i = 0; i < parties; i++) { /* shuffled, front to back */
            const size_t at = ent_random_below(&random, i + 1);
            n.order[i] = n.order[at];
            n.order[at] = i;
        }
        assert_int_equal(ent_frontier_find(NULL, space, NULL, &frontier), ENT_OK);
        const size_t expected = naive_round(&n, 0);
        assert_int_equal(expected == n.outcomes, frontier.size == 0);
        if (frontier.size) {
            uint32_t outcome[3];
            size_t index = 0;
            const ent_deadline deadline = {.rounds = n.rounds, .order = n.order, .first = n.first, .each = n.each};
            assert_int_equal(ent_deadline_solve(NULL, space, &frontier, &deadline, points), ENT_OK);
            ent_frontier_outcome(&frontier, points[0], outcome);
            for (size_t j = 0; j < issues; j++)
                index = index * options[j] + outcome[j];
            assert_int_equal(index, expected); /* of equals the first in file order, on both sides */
            agreed++;
        } else {
            none++;
        }
        ent_frontier_free(&frontier);
        ent_arena_free(arena);
    }
    assert_true(agreed > 500 && none > 100);
}

/* ---- faults -------------------------------------------------------------------------------------------------------
 */

static bool stop(void *context) {
    (void)context;
    return true;
}

static void stops_when_asked(void **state) {
    (void)state;
    const int64_t gains[] = {9, 0, 0, 0, 9, 0, 0, 0, 9};
    const double factor[3] = {0.9, 0.9, 0.9};
    const ent_patience each[3] = {patience(1, 2), patience(1, 2), patience(1, 2)};
    const ent_deadline deadline = {.rounds = 3, .each = each};
    const ent_run run = {.cancelled = stop};
    table t;
    size_t points[3];
    ent_stationary found;
    assert_int_equal(make(NULL, 3, 3, gains, &t), ENT_OK);
    assert_int_equal(ent_stationary_find(&run, t.hull, factor, NULL, &found), ENT_CANCELLED);
    assert_int_equal(ent_deadline_solve(&run, t.space, &t.frontier, &deadline, points), ENT_CANCELLED);
    unmake(&t);
}

static void survives_failing_memory(void **state) {
    (void)state;
    const int64_t gains[] = {9, 0, 6, 5, 0, 9};
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        table t;
        const ent_status status = make(&run, 2, 3, gains, &t);
        assert_true(status == ENT_MEMORY || (status == ENT_OK && !failing.failed));
        unmake(&t);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(divides_a_pie_as_rubinstein_did),
        cmocka_unit_test(divides_a_pie_among_many),
        cmocka_unit_test(leaves_nobody_a_reason_to_refuse),
        cmocka_unit_test(finds_when_conceding_early_lasts),
        cmocka_unit_test(multiplies_factors_exactly),
        cmocka_unit_test(agrees_with_the_pie),
        cmocka_unit_test(agrees_on_a_circle),
        cmocka_unit_test(gives_more_than_it_must_where_that_is_free),
        cmocka_unit_test(goes_to_nash_with_patience),
        cmocka_unit_test(divides_a_pie_of_many_over_its_corners),
        cmocka_unit_test(proposes_in_the_order_asked_for),
        cmocka_unit_test(proves_every_offer),
        cmocka_unit_test(gives_the_others_what_is_free),
        cmocka_unit_test(finds_the_same_by_programs),
        cmocka_unit_test(goes_to_nash_with_many),
        cmocka_unit_test(counts_back_from_the_last_round),
        cmocka_unit_test(counts_back_with_lotteries),
        cmocka_unit_test(equals_listing_everything),
        cmocka_unit_test(stops_when_asked),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
