/* Forecasting kernels: bad input, edges, memory that runs out, threads. Numbers are tested by the oracles beside it. */
#include "games/spatial/baselines.h"
#include "games/spatial/challenge.h"
#include "games/spatial/joining.h"
#include "games/spatial/odds.h"
#include "games/spatial/smp.h"
#include "games/spatial/votes.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ACTORS = 7, MANY = 60 };

static const double position[ACTORS] = {75.79, 82.72, 82.45, 62.52, 82.34, 84.48, 70.96};
static const double salience[ACTORS] = {0.4953, 0.3033, 0.4847, 0.2076, 0.4096, 0.2292, 0.3175};
static const double capability[ACTORS] = {102.5, 53.4, 129.6, 75.9, 63.2, 120.0, 54.2};
static const double low[] = {0}, high[] = {100};

static void assert_near(double is, double wanted, double tolerance) {
    assert_true(fabs(is - wanted) <= tolerance);
}

static ent_spatial seven(void) {
    return (ent_spatial){ACTORS, 1, position, salience, capability, low, high};
}

/* ---- memory ---- */

static ent_status with_distributions(const ent_run *run) {
    const ent_line line = {ACTORS, position, capability};
    ent_predictive parts[2] = {0}, mixed = {0}, turned = {0};
    ent_predictive_range interval;
    ent_status status = ent_odds(&line, NULL, run, &parts[0]);
    if (status == ENT_OK) status = ent_predictive_empirical(&line, run, &parts[1]);
    if (status == ENT_OK) status = ent_predictive_mixture(parts, NULL, 2, 8, run, &mixed);
    if (status == ENT_OK) status = ent_predictive_affine(&mixed, 1, -2, run, &turned);
    if (status == ENT_OK) status = ent_predictive_shortest(&turned, 0.8, run, &interval);
    ent_predictive_free(&parts[0]);
    ent_predictive_free(&parts[1]);
    ent_predictive_free(&mixed);
    ent_predictive_free(&turned);
    return status;
}

static ent_status with_baselines(const ent_run *run) {
    const ent_line line = {ACTORS, position, capability};
    ent_median median;
    ent_line_nash nash;
    ent_consensus consensus;
    ent_status status = ent_baseline_median(&line, run, &median);
    if (status == ENT_OK) status = ent_baseline_nash(&line, 50, run, &nash);
    if (status == ENT_OK) status = ent_baseline_consensus(&line, NULL, 50, run, &consensus);
    const ent_vote_rule rule = {2.0 / 3, false};
    const double standing = 50;
    ent_vote vote;
    if (status == ENT_OK) status = ent_vote_on_line(&line, &rule, &standing, run, &vote);
    return status;
}

static ent_status with_smp(const ent_run *run) {
    const ent_spatial spatial = seven();
    ent_smp_options options = ENT_SMP_DEFAULT;
    double win[ACTORS * ACTORS];
    ent_smp out;
    options.views = ENT_SMP_BOTH;
    ent_status status = ent_smp_run(&spatial, &options, run, &out);
    ent_smp_free(&out);
    return status == ENT_OK ? ent_smp_contests(&spatial, &options, run, win) : status;
}

static ent_status with_challenge(const ent_run *run) {
    const ent_spatial spatial = seven();
    const ent_challenge_options options = ENT_CHALLENGE_DEFAULT;
    ent_challenge out;
    const ent_status status = ent_challenge_run(&spatial, &options, run, &out);
    ent_challenge_free(&out);
    return status;
}

static void every_allocation_can_fail(void **state) {
    static ent_status (*const uses[])(const ent_run *) = {with_distributions, with_baselines, with_smp, with_challenge};
    (void)state;
    for (size_t k = 0; k < sizeof uses / sizeof *uses; k++) {
        for (size_t n = 0;; n++) {
            fail_alloc fail;
            const ent_allocator allocator = fail_alloc_at(&fail, n);
            const ent_run run = {.allocator = &allocator, .threads = 1};
            const ent_status status = uses[k](&run);
            assert_int_equal(fail.held, 0);
            assert_int_equal(status, fail.failed ? ENT_MEMORY : ENT_OK);
            if (!fail.failed) break;
            assert_true(n < 10000);
        }
    }
}

/* ---- bad input ---- */

static void bad_lines(void **state) {
    (void)state;
    const double positions[] = {1, 2}, negative[] = {1, -1}, endless[] = {1, INFINITY}, nothing[] = {0, NAN};
    const ent_line lines[] = {{0, positions, NULL},
                              {2, positions, negative},
                              {2, positions, endless},
                              {2, endless, NULL},
                              {2, positions, nothing}};
    for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
        double mean;
        ent_median median;
        ent_line_nash nash;
        ent_consensus consensus;
        ent_vote vote;
        ent_joining joining;
        bool joins[2];
        const ent_vote_rule majority = {0.5, true};
        ent_predictive d;
        assert_int_equal(ent_vote_on_line(&lines[k], &majority, NULL, NULL, &vote), ENT_INPUT);
        assert_int_equal(ent_joining_on_line(&lines[k], 0, joins, &joining), ENT_INPUT);
        assert_int_equal(ent_baseline_mean(&lines[k], &mean), ENT_INPUT);
        assert_int_equal(ent_baseline_median(&lines[k], NULL, &median), ENT_INPUT);
        assert_int_equal(ent_baseline_nash(&lines[k], 0, NULL, &nash), ENT_INPUT);
        assert_int_equal(ent_baseline_consensus(&lines[k], NULL, 0, NULL, &consensus), ENT_INPUT);
        assert_int_equal(ent_odds(&lines[k], NULL, NULL, &d), ENT_INPUT);
        ent_predictive_free(&d);
        assert_int_equal(ent_predictive_empirical(&lines[k], NULL, &d), ENT_INPUT);
        ent_predictive_free(&d);
    }
    const ent_line good = {2, positions, NULL};
    bool joins[2];
    ent_joining joining;
    assert_int_equal(ent_joining_on_line(&good, NAN, joins, &joining), ENT_INPUT);
    static const ent_vote_rule rules[] = {{0, true}, {1.1, false}, {NAN, false}, {0.5, true}};
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        const double nowhere = INFINITY;
        ent_vote vote;
        assert_int_equal(ent_vote_on_line(&good, &rules[k], &nowhere, NULL, &vote), ENT_INPUT);
        assert_int_equal(ent_vote_on_line(&good, &rules[k], NULL, NULL, &vote), k < 3 ? ENT_INPUT : ENT_OK);
    }
    const ent_odds_options options[] = {{-1, 0.02}, {1.7, 0}, {NAN, 1}, {1e9, 1}};
    for (size_t k = 0; k < sizeof options / sizeof *options; k++) {
        ent_predictive d;
        assert_int_equal(ent_odds(&good, &options[k], NULL, &d), ENT_INPUT);
        ent_predictive_free(&d);
    }
}

static void bad_actors(void **state) {
    (void)state;
    const double below[] = {-1, 2}, outside[] = {0.5, 2}, sums[] = {0.6, 0.6, 0.2, 0.2}, fine[] = {0.5, 0.5, 0.5, 0.5};
    const double turned_low[] = {1}, turned_high[] = {0};
    const ent_spatial wrong[] = {
        {0, 1, fine, fine, fine, NULL, NULL},    {2, 0, fine, fine, fine, NULL, NULL},
        {2, 1, below, fine, fine, NULL, NULL},   {2, 1, outside, fine, fine, NULL, NULL},
        {2, 1, fine, outside, fine, NULL, NULL}, {2, 1, fine, fine, below, NULL, NULL},
        {2, 2, fine, sums, fine, NULL, NULL},    {2, 1, fine, fine, fine, turned_low, turned_high},
    };
    const ent_smp_options options = ENT_SMP_DEFAULT;
    ent_smp smp;
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        assert_int_equal(ent_smp_run(&wrong[k], &options, NULL, &smp), ENT_INPUT);
        ent_smp_free(&smp);
    }
    const ent_spatial crowd = {ENT_SMP_ACTORS + 1, 1, fine, fine, fine, NULL, NULL};
    assert_int_equal(ent_smp_run(&crowd, &options, NULL, &smp), ENT_LIMIT);
    ent_smp_free(&smp);
    ent_challenge challenge;
    const ent_challenge_options rules = ENT_CHALLENGE_DEFAULT;
    const size_t for_challenge[] = {0, 1, 4, 5, 6};
    for (size_t k = 0; k < sizeof for_challenge / sizeof *for_challenge; k++) {
        assert_int_equal(ent_challenge_run(&wrong[for_challenge[k]], &rules, NULL, &challenge), ENT_INPUT);
        ent_challenge_free(&challenge);
    }
}

/* ---- edges ---- */

static void one_point(void **state) {
    (void)state;
    const double at[] = {3, 3, 3}, weight[] = {1, 0, 2};
    for (size_t actors = 1; actors <= 3; actors++) {
        const ent_line line = {actors, at, weight};
        ent_predictive d;
        ent_predictive_range interval;
        assert_int_equal(ent_odds(&line, NULL, NULL, &d), ENT_OK);
        assert_int_equal(d.size, 1);
        assert_true(ent_predictive_mean(&d) == 3 && ent_predictive_variance(&d) == 0);
        assert_true(ent_predictive_cdf(&d, 3) == 1 && ent_predictive_below(&d, 3) == 0);
        assert_true(ent_predictive_crps(&d, 5) == 2 && ent_predictive_crps(&d, 2.5) == 0.5);
        assert_int_equal(ent_predictive_shortest(&d, 0.5, NULL, &interval), ENT_OK);
        assert_true(interval.low == 3 && interval.high == 3);
        assert_int_equal(ent_predictive_shortest(&d, 0, NULL, &interval), ENT_INPUT);
        assert_int_equal(ent_predictive_shortest(&d, 1.1, NULL, &interval), ENT_INPUT);
        ent_predictive_free(&d);
    }
}

/* Ten atoms of a tenth: eight of them hold 80 %, whatever the rounding; the lowest eight of several. */
static void atoms(void **state) {
    (void)state;
    const double at[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    const ent_line line = {10, at, NULL};
    ent_predictive d, turned;
    ent_predictive_range interval;
    assert_int_equal(ent_predictive_empirical(&line, NULL, &d), ENT_OK);
    assert_int_equal(ent_predictive_shortest(&d, 0.8, NULL, &interval), ENT_OK);
    assert_true(interval.low == 1 && interval.high == 8);
    for (int k = 1; k <= 10; k++)
        assert_true(ent_predictive_quantile(&d, k / 10.0) == k);
    assert_true(ent_predictive_quantile(&d, -1) == 1 && ent_predictive_quantile(&d, 2) == 10);
    interval = ent_predictive_central(&d, 0.5);
    assert_true(interval.low == 3 && interval.high == 8);
    assert_int_equal(ent_predictive_affine(&d, 100, -10, NULL, &turned), ENT_OK);
    assert_near(ent_predictive_mean(&turned), 45, 1e-12);
    assert_near(ent_predictive_variance(&turned), 825, 1e-10);
    assert_near(ent_predictive_cdf(&turned, 25), 0.3, 1e-12);
    assert_true(ent_predictive_support(&turned).low == 0 && ent_predictive_support(&turned).high == 90);
    ent_predictive_free(&d);
    ent_predictive_free(&turned);
}

/* Whoever is listed first, to the last bit; and in other units. */
static void order_and_units(void **state) {
    (void)state;
    ent_random random = ent_random_stream(9, 9);
    for (int k = 0; k < 200; k++) {
        double at[ACTORS], weight[ACTORS], other_at[ACTORS], other_weight[ACTORS], scaled[ACTORS];
        for (size_t i = 0; i < ACTORS; i++) {
            at[i] = (double)ent_random_below(&random, 9) / 3;
            weight[i] = (double)ent_random_below(&random, 5) * 0.1;
        }
        for (size_t i = 0; i < ACTORS; i++) {
            other_at[i] = at[(i * 3 + 2) % ACTORS];
            other_weight[i] = weight[(i * 3 + 2) % ACTORS];
            scaled[i] = 100 - 8 * at[i];
        }
        const ent_line line = {ACTORS, at, weight}, other = {ACTORS, other_at, other_weight};
        const ent_line turned = {ACTORS, scaled, weight};
        ent_predictive a, b, c;
        assert_int_equal(ent_odds(&line, NULL, NULL, &a), ENT_OK);
        assert_int_equal(ent_odds(&other, NULL, NULL, &b), ENT_OK);
        assert_int_equal(ent_odds(&turned, NULL, NULL, &c), ENT_OK);
        assert_int_equal(a.size, b.size);
        assert_memory_equal(a.from, b.from, a.size * sizeof(double));
        assert_memory_equal(a.to, b.to, a.size * sizeof(double));
        assert_near(ent_predictive_mean(&c), 100 - 8 * ent_predictive_mean(&a), 1e-9);
        assert_near(ent_predictive_crps(&c, 84), 8 * ent_predictive_crps(&a, 2), 1e-9);
        ent_predictive_free(&a);
        ent_predictive_free(&b);
        ent_predictive_free(&c);
    }
}

static void choices(void **state) {
    (void)state;
    const size_t choice[] = {0, 2, 0}, outside[] = {3};
    const double weight[] = {1, 5, 2}, none[] = {0, 0, 0};
    double chance[3];
    assert_int_equal(ent_odds_choices(3, choice, weight, 3, chance), ENT_OK);
    assert_true(chance[0] == 0.375 && chance[1] == 0 && chance[2] == 0.625);
    assert_int_equal(ent_odds_choices(3, choice, none, 3, chance), ENT_OK);
    assert_near(chance[0], 2.0 / 3, 1e-15);
    assert_int_equal(ent_odds_choices(1, outside, NULL, 3, chance), ENT_INPUT);
    assert_int_equal(ent_odds_choices(0, choice, NULL, 3, chance), ENT_INPUT);
}

static void nobody_moves(void **state) {
    (void)state;
    const double at[] = {0.3, 0.3, 0.3, 0.3}, cares[] = {0.5, 0.2, 0, 1}, strong[] = {1, 2, 0, 4}, zero[4] = {0};
    const ent_smp_options options = ENT_SMP_DEFAULT;
    const ent_challenge_options rules = ENT_CHALLENGE_DEFAULT;
    const ent_spatial cases[] = {{1, 1, at, cares, strong, NULL, NULL},
                                 {4, 1, at, cares, strong, NULL, NULL},
                                 {4, 1, at, zero, strong, NULL, NULL},
                                 {4, 1, at, cares, zero, NULL, NULL}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        ent_smp smp;
        ent_challenge challenge;
        assert_int_equal(ent_smp_run(&cases[k], &options, NULL, &smp), ENT_OK);
        assert_true(smp.settled && smp.turns == 2);
        for (size_t i = 0; i < 3 * smp.actors; i++)
            assert_true(smp.position[i] == 0.3);
        for (size_t i = 0; i < 2 * smp.actors; i++)
            assert_true(smp.risk[i] == 0 && smp.target[i] == ENT_SMP_NOBODY);
        ent_smp_free(&smp);
        assert_int_equal(ent_challenge_run(&cases[k], &rules, NULL, &challenge), ENT_OK);
        for (size_t r = 0; r <= challenge.rounds; r++)
            assert_true(challenge.median[r] == 0.3 && challenge.position[r * challenge.actors] == 0.3);
        assert_true(challenge.risk[0] == 1);
        ent_challenge_free(&challenge);
    }
}

/* ---- threads, draws ---- */

static void results_of(bool stochastic, uint64_t seed, unsigned threads, ent_smp *out, ent_challenge *challenge) {
    double at[MANY], cares[MANY], strong[MANY];
    ent_random random = ent_random_stream(5, 0);
    for (size_t i = 0; i < MANY; i++) {
        at[i] = ent_random_uniform(&random);
        cares[i] = ent_random_uniform(&random);
        strong[i] = ent_random_uniform(&random);
    }
    const ent_spatial spatial = {MANY, 1, at, cares, strong, NULL, NULL};
    ent_smp_options options = ENT_SMP_DEFAULT;
    options.stochastic = stochastic;
    options.seed = seed;
    const ent_challenge_options rules = ENT_CHALLENGE_DEFAULT;
    const ent_run run = {.threads = threads};
    assert_int_equal(ent_smp_run(&spatial, &options, &run, out), ENT_OK);
    assert_int_equal(ent_challenge_run(&spatial, &rules, &run, challenge), ENT_OK);
}

static bool same_moves(const ent_smp *a, const ent_smp *b) {
    return a->turns == b->turns && memcmp(a->position, b->position, (a->turns + 1) * MANY * sizeof(double)) == 0 &&
           memcmp(a->gain, b->gain, a->turns * MANY * sizeof(double)) == 0;
}

static void any_number_of_threads(void **state) {
    (void)state;
    for (int stochastic = 0; stochastic < 2; stochastic++) {
        ent_smp one, three, other;
        ent_challenge by_one, by_three, by_other;
        results_of(stochastic, 1, 1, &one, &by_one);
        results_of(stochastic, 1, 3, &three, &by_three);
        results_of(stochastic, 2, 2, &other, &by_other);
        assert_true(same_moves(&one, &three));
        assert_true(same_moves(&one, &other) == !stochastic); /* another seed: other draws */
        assert_memory_equal(by_one.position, by_three.position, (by_one.rounds + 1) * MANY * sizeof(double));
        for (size_t i = 0; i < MANY * (one.turns + 1); i++)
            assert_true(one.position[i] >= 0 && one.position[i] <= 1);
        ent_smp_free(&one);
        ent_smp_free(&three);
        ent_smp_free(&other);
        ent_challenge_free(&by_one);
        ent_challenge_free(&by_three);
        ent_challenge_free(&by_other);
    }
}

/* Hundreds of options: the products of their chances are far too small for a double. */
static void many_actors(void **state) {
    enum { CROWD = 400 };
    (void)state;
    double *at = calloc(CROWD, sizeof *at), *cares = calloc(CROWD, sizeof *cares);
    assert_true(at != NULL && cares != NULL);
    for (size_t i = 0; i < CROWD; i++) {
        at[i] = (double)(i * 7919 % CROWD) / CROWD;
        cares[i] = 0.5;
    }
    const ent_spatial spatial = {CROWD, 1, at, cares, cares, NULL, NULL};
    ent_smp_options options = ENT_SMP_DEFAULT;
    options.victory = ENT_SMP_OCTIC;
    options.turns = 1;
    ent_smp out;
    assert_int_equal(ent_smp_run(&spatial, &options, &(ent_run){.threads = 2}, &out), ENT_OK);
    double sum = 0;
    for (size_t i = 0; i < CROWD; i++) {
        assert_true(isfinite(out.strength[i]) && isfinite(out.risk[i]) && isfinite(out.position[CROWD + i]));
        sum += out.strength[i];
    }
    assert_near(sum, 1, 1e-9);
    ent_smp_free(&out);
    free(at);
    free(cares);
}

static void corrections_are_said(void **state) {
    (void)state;
    size_t size;
    const ent_smp_correction *rows = ent_smp_corrections(&size);
    assert_true(size >= 6);
    for (size_t k = 0; k < size; k++)
        assert_true(strlen(rows[k].fault) > 20 && strlen(rows[k].instead) > 5);
}

/* ---- votes and joining, by hand ---- */

/* A hundred seats, one at each of 1..100, a status quo at 20. Three fifths: at 41 only 59 stand above, so it is the
 * lower pivot; the upper is 60. What 60 find no worse than 20 reaches to 62, and the median proposes 50.5. */
static void pivots(void **state) {
    (void)state;
    double seats[100];
    for (size_t k = 0; k < 100; k++)
        seats[k] = (double)k + 1;
    const ent_line line = {100, seats, NULL};
    const ent_vote_rule cloture = {0.6, false}, majority = {0.5, true}, all = {1, false}, few = {0.4, false};
    const struct {
        const ent_vote_rule *rule;
        double standing, low, high, set_low, set_high, point;
    } rows[] = {{&cloture, 20, 41, 60, 20, 62, 50.5},
                {&cloture, 38, 41, 60, 38, 44, 44},
                {&cloture, 45, 41, 60, 45, 45, 45},
                {&cloture, 70, 41, 60, 50, 70, 50.5},
                {&cloture, 65, 41, 60, 55, 65, 55},
                {&majority, 20, 50, 51, 20, 80, 50.5},
                {&majority, 50.2, 50, 51, 50.2, 50.2, 50.2},
                {&all, 20, 1, 100, 20, 20, 20},
                {&all, 120, 1, 100, 80, 120, 80}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        ent_vote vote;
        assert_int_equal(ent_vote_on_line(&line, rows[k].rule, &rows[k].standing, NULL, &vote), ENT_OK);
        assert_true(vote.decides);
        assert_near(vote.low, rows[k].low, 0);
        assert_near(vote.high, rows[k].high, 0);
        assert_near(vote.set_low, rows[k].set_low, 1e-12);
        assert_near(vote.set_high, rows[k].set_high, 1e-12);
        assert_near(vote.point, rows[k].point, 1e-12);
        assert_near(seats[vote.low_voter], rows[k].low, 0);
    }
    ent_vote vote;
    assert_int_equal(ent_vote_on_line(&line, &few, NULL, NULL, &vote), ENT_OK);
    assert_false(vote.decides);
}

/* From 0: all of 1, 4, 10 agree on 5, which is too far for 1; 4 and 10 agree on 7, no nearer to 4 than 0 is only if
 * 4 < 3.5. With -2 the mean of all is still above 0, and -2 stays outside. */
static void joining(void **state) {
    (void)state;
    const double at[] = {1, 4, 10, -2};
    const ent_line line = {4, at, NULL};
    bool joins[4];
    ent_joining found;
    assert_int_equal(ent_joining_on_line(&line, 0, joins, &found), ENT_OK);
    assert_true(found.moves && !joins[0] && joins[1] && joins[2] && !joins[3]);
    assert_near(found.mean, 7, 1e-12);
    assert_near(found.low, 0, 0);
    assert_near(found.high, 8, 1e-12);
    assert_near(found.common, 1, 1e-12);
    assert_int_equal(found.joined, 2);
    assert_int_equal(found.with_common, 3);
    const double even[] = {-3, 3};
    const ent_line both = {2, even, NULL};
    assert_int_equal(ent_joining_on_line(&both, 0, joins, &found), ENT_OK);
    assert_false(found.moves || joins[0] || joins[1]);
    assert_near(found.mean, 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_can_fail),
        cmocka_unit_test(bad_lines),
        cmocka_unit_test(bad_actors),
        cmocka_unit_test(one_point),
        cmocka_unit_test(pivots),
        cmocka_unit_test(joining),
        cmocka_unit_test(atoms),
        cmocka_unit_test(order_and_units),
        cmocka_unit_test(choices),
        cmocka_unit_test(nobody_moves),
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(many_actors),
        cmocka_unit_test(corrections_are_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
