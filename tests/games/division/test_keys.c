/* Keys worked by hand, every failing allocation of the folder's kernels, and stopping. */
#include "games/division/claims.h"
#include "games/division/cost_function.h"
#include "games/division/cost_rules.h"
#include "games/division/keys.h"
#include "numbers.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

static int numbers_teardown(void **state) {
    (void)state;
    numbers_free();
    return 0;
}

static void assert_holds(const ent_key_hold *holds, size_t size, const ent_key_hold *expected) {
    for (size_t i = 0; i < size; i++)
        assert_int_equal(holds[i], expected[i]);
}

/* A ceiling of 22 and a floor of 1 percent: 27000 of 43560 would be 62 percent, 40 less than a tenth of one. The other
 * 77 percent go as 4600 : 4200 : 3100 : 2300 : 1700 : 620, together 16520. */
static void ceiling_and_floor(void **state) {
    (void)state;
    ent_key_base base = {numbers("27000 4600 4200 3100 2300 1700 620 40"), NULL};
    ent_key_problem problem = {.size = 8,
                               .bases = &base,
                               .bases_size = 1,
                               .ceiling = numbers("22/100"),
                               .floor = numbers("1/100"),
                               .rounded = true,
                               .decimals = 4};
    ent_key_trace trace;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_true(trace.exists && trace.years == 1);
    assert_numbers(trace.base.at, "75/121 115/1089 35/363 775/10890 575/10890 425/10890 155/10890 10/10890");
    assert_numbers(trace.bounded.at, "11/50 253/1180 231/1180 341/2360 253/2360 187/2360 341/11800 1/100");
    assert_numbers(trace.limited.at, "11/50 253/1180 231/1180 341/2360 253/2360 187/2360 341/11800 1/100");
    /* 0.21440, 0.19576, 0.14449, 0.10720, 0.07923, 0.02889 have lost 3 of the last digit; .76, .91 and .98 are largest
     */
    assert_numbers(trace.rounded.at, "22/100 2144/10000 1958/10000 1445/10000 1072/10000 792/10000 289/10000 1/100");
    const ent_key_hold holds[] = {ENT_KEY_CEILING, 0, 0, 0, 0, 0, 0, ENT_KEY_FLOOR};
    assert_holds(trace.bounded_by, 8, holds);
    ent_allocation out;
    assert_int_equal(ent_allocation_init(&out, 8), ENT_OK);
    assert_int_equal(ent_key_allocation(&trace, 0, true, numbers("1000"), &out), ENT_OK);
    assert_allocation(&out, "220 2144/10 1958/10 1445/10 1072/10 792/10 289/10 10");
    assert_int_equal(ent_key_allocation(&trace, 1, true, NULL, &out), ENT_INPUT);
    ent_allocation_free(&out);
    ent_key_trace_free(&trace);
}

static void next_largest(void **state) {
    (void)state;
    ent_key_base base = {numbers("20 5 4 1 0"), NULL};
    ent_key_problem problem = {.size = 5, .bases = &base, .bases_size = 1, .ceiling_next_largest = true};
    ent_key_trace trace;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.bounded.at, "1/3 1/3 4/15 1/15 0"); /* as 5 5 4 1 0 */
    const ent_key_hold tie[] = {ENT_KEY_NEXT_LARGEST, 0, 0, 0, 0};
    assert_holds(trace.bounded_by, 5, tie);
    ent_key_trace_free(&trace);
    /* the next largest at a ceiling and so the largest, the smallest at a floor */
    problem.ceiling = numbers("27/100");
    problem.floor = numbers("1/10");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.bounded.at, "27/100 27/100 26/100 1/10 1/10");
    const ent_key_hold both[] = {ENT_KEY_CEILING, ENT_KEY_CEILING, ENT_KEY_FREE, ENT_KEY_FLOOR, ENT_KEY_FLOOR};
    assert_holds(trace.bounded_by, 5, both);
    ent_key_trace_free(&trace);
    /* two at the top: nothing to lower */
    base.base = numbers("5 5 4 1 0");
    problem.ceiling = problem.floor = NULL;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.bounded.at, "1/3 1/3 4/15 1/15 0");
    assert_int_equal(trace.bounded_by[0], ENT_KEY_FREE);
    ent_key_trace_free(&trace);
    /* nobody next to it */
    base.base = numbers("5 0 0 0 0");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_true(!trace.exists && trace.why.reason == ENT_DIVISION_NO_NEXT && trace.why.index == 0);
    ent_key_trace_free(&trace);
    base.base = numbers("7"); /* alone */
    problem.size = 1;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.rounded.at, "1");
    ent_key_trace_free(&trace);
}

static void infeasible(void **state) {
    (void)state;
    static const struct {
        const char *floor, *ceiling;
        ent_division_reason reason;
        double is, bound;
    } rows[] = {
        {"3/8", NULL, ENT_DIVISION_FLOOR_TOO_HIGH, 1.125, 1},   {"5/2", NULL, ENT_DIVISION_FLOOR_TOO_HIGH, 7.5, 1},
        {NULL, "1/4", ENT_DIVISION_CEILING_TOO_LOW, 0.5, 1}, /* the third has no base */
        {"1/8", "1/4", ENT_DIVISION_CEILING_TOO_LOW, 0.625, 1}, {"1/4", "1/8", ENT_DIVISION_CROSSED, 0.25, 0.125},
    };
    ent_key_base base = {numbers("2 1 0"), NULL};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        ent_key_problem problem = {.size = 3, .bases = &base, .bases_size = 1};
        if (rows[k].floor != NULL) problem.floor = numbers(rows[k].floor);
        if (rows[k].ceiling != NULL) problem.ceiling = numbers(rows[k].ceiling);
        ent_key_trace trace;
        assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
        assert_true(!trace.exists && trace.why.reason == rows[k].reason);
        assert_true(trace.why.is == rows[k].is && trace.why.bound == rows[k].bound);
        assert_numbers(trace.base.at, "2/3 1/3 0");
        ent_allocation out;
        assert_int_equal(ent_allocation_init(&out, 3), ENT_OK);
        assert_int_equal(ent_key_allocation(&trace, 0, false, NULL, &out), ENT_OK);
        assert_false(out.exists);
        ent_allocation_free(&out);
        ent_key_trace_free(&trace);
    }
}

static void limits_and_phase(void **state) {
    (void)state;
    /* 60 : 30 : 10 after 40 : 40 : 20; nobody more than a tenth up, nor more than a quarter down */
    ent_key_base base = {numbers("6 3 1"), NULL};
    ent_key_problem problem = {.size = 3,
                               .bases = &base,
                               .bases_size = 1,
                               .before = numbers("40 40 20"),
                               .rise = numbers("1/10"),
                               .fall = numbers("1/4"),
                               .years = 4,
                               .rounded = true,
                               .decimals = 2};
    ent_key_trace trace;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.before.at, "2/5 2/5 1/5");
    assert_numbers(trace.bounded.at, "3/5 3/10 1/10");
    /* at most 44, 44, 22; at least 30, 30, 15: the first at 44, then 30 and 10 grow alike: 41 and 15 */
    assert_numbers(trace.limited.at, "11/25 41/100 3/20");
    const ent_key_hold holds[] = {ENT_KEY_RISE, ENT_KEY_FREE, ENT_KEY_FALL};
    assert_holds(trace.limited_by, 3, holds);
    assert_int_equal(trace.years, 4);
    assert_numbers(trace.phased.at, "41/100 161/400 3/16 21/50 81/200 7/40 43/100 163/400 13/80 11/25 41/100 3/20");
    /* 41 40.25 18.75: one short, to .75; 42 40.5 17.5: tied, to the first of the two; 43 40.75 16.25 */
    assert_numbers(trace.rounded.at,
                   "41/100 40/100 19/100 42/100 41/100 17/100 43/100 41/100 16/100 44/100 41/100 15/100");
    const bool tied[] = {0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0};
    for (size_t i = 0; i < 12; i++)
        assert_true(trace.tied[i] == tied[i]);
    ent_key_trace_free(&trace);
    /* the largest should come down to the next largest, 33, but may fall to 45 only */
    problem.ceiling_next_largest = true;
    problem.before = numbers("50 20 30");
    problem.fall = numbers("1/10");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.bounded.at, "3/7 3/7 1/7");
    assert_numbers(trace.limited.at, "9/20 11/50 33/100");
    const ent_key_hold fallen[] = {ENT_KEY_FALL, ENT_KEY_RISE, ENT_KEY_RISE};
    assert_holds(trace.limited_by, 3, fallen);
    ent_key_trace_free(&trace);
    problem.ceiling_next_largest = false;
    /* points: a hundredth each way; who had no share before may come in by as much */
    problem.before = numbers("50 50 0");
    problem.rise = problem.fall = NULL;
    problem.points = numbers("1/100");
    problem.years = 0;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.limited.at, "1/2 49/100 1/100");
    const ent_key_hold points[] = {ENT_KEY_FREE, ENT_KEY_POINTS_DOWN, ENT_KEY_POINTS_UP};
    assert_holds(trace.limited_by, 3, points);
    ent_key_trace_free(&trace);
    /* all with a base as high as they may be: who has none makes up the rest */
    base.base = numbers("1 0 0");
    problem.before = numbers("50 30 20");
    problem.points = numbers("1/10");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.limited.at, "3/5 8/35 6/35"); /* 40 as 40 : 30 */
    ent_key_trace_free(&trace);
    /* floors that the limits keep from being reached together */
    base.base = numbers("1 1 1");
    problem.before = numbers("90 5 5");
    problem.points = numbers("1/100");
    problem.floor = numbers("2/10");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_true(!trace.exists && trace.why.reason == ENT_DIVISION_LIMITS_HIGH && trace.why.is == 1.01);
    ent_key_trace_free(&trace);
    problem.before = numbers("0 0 0");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_true(!trace.exists && trace.why.reason == ENT_DIVISION_NO_BEFORE);
    ent_key_trace_free(&trace);
}

static void bad_keys(void **state) {
    (void)state;
    ent_key_base mix[] = {{numbers("1 3"), numbers("1/4")}, {numbers("0 0"), numbers("3/4")}};
    ent_key_problem problem = {.size = 2, .bases = mix, .bases_size = 2};
    ent_key_trace trace;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_true(!trace.exists && trace.why.reason == ENT_DIVISION_NO_BASE && trace.why.index == 1);
    ent_key_trace_free(&trace);
    mix[1].base = numbers("2 2"); /* a quarter of 1 : 3 and three of 1 : 1 */
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_numbers(trace.base.at, "7/16 9/16");
    ent_key_trace_free(&trace);
    mix[0].weight = mix[1].weight = numbers("0");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_OK);
    assert_true(!trace.exists && trace.why.reason == ENT_DIVISION_NO_BASE && trace.why.index == SIZE_MAX);
    ent_key_trace_free(&trace);
    mix[0].base = numbers("1 -3");
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_INPUT);
    ent_key_trace_free(&trace);
    problem.bases_size = 0;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_INPUT);
    problem = (ent_key_problem){.size = 2, .bases = mix + 1, .bases_size = 1, .rise = numbers("-1/10")};
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_INPUT);
    problem.rise = NULL;
    problem.rounded = true;
    problem.decimals = ENT_KEY_DECIMALS + 1;
    assert_int_equal(ent_key_compute(&problem, NULL, &trace), ENT_LIMIT);
    ent_key_trace_free(&trace);
}

/* ---- memory and stopping ---------------------------------------------------------------------------------- */

static ent_allocation shared; /* three parties */

static ent_status all_claims(const ent_run *run) {
    ent_status status = ENT_OK;
    ent_claims_problem problem = {3, numbers("300"), numbers("100 200 303/2")};
    for (size_t k = 0; k < ent_claims_rules_size && status == ENT_OK; k++)
        status = ent_claims_rules[k].compute(&problem, run, &shared);
    problem = (ent_claims_problem){3, numbers("3"), numbers("1/1000003 100/65537 3000000000/1000000007")};
    return status == ENT_OK ? ent_claims_random_arrival(&problem, run, &shared) : status; /* subset by subset */
}

static ent_status all_costs(const ent_run *run) {
    ent_cost_problem problem = {3, numbers("10"), numbers("6 5 4"), numbers("6 7 8"), NULL, numbers("1 2 3")};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < ent_cost_rules_size && status == ENT_OK; k++)
        status = ent_cost_rules[k].compute(&problem, run, &shared, NULL);
    const size_t order[] = {2, 0, 1};
    return status == ENT_OK ? ent_cost_incremental(3, order, numbers("0 1 2 3"), run, &shared) : status;
}

static ent_status all_quantities(const ent_run *run) {
    const unsigned powers[] = {1, 1, 0};
    ent_cost_monomial terms[] = {{numbers("2"), 2, NULL}, {numbers("1/3"), 1, powers}};
    ent_quantity_cost f = {
        .size = 3, .demand = numbers("1 2 3"), .terms = terms, .terms_size = 2, .fixed = numbers("1")};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < ent_quantity_rules_size && status == ENT_OK; k++)
        status = ent_quantity_rules[k].compute(&f, run, &shared, NULL);
    const size_t order[] = {2, 0, 1};
    if (status == ENT_OK) status = ent_quantity_incremental(&f, order, run, &shared);
    double value[8];
    bool whole;
    int64_t denominator;
    return status == ENT_OK ? ent_quantity_table(&f, run, value, &whole, &denominator) : status;
}

static ent_status all_keys(const ent_run *run) {
    ent_key_base base = {numbers("20 5 4"), NULL};
    ent_key_problem problem = {.size = 3,
                               .bases = &base,
                               .bases_size = 1,
                               .ceiling_next_largest = true,
                               .before = numbers("5 3 2"),
                               .points = numbers("1/5"),
                               .years = 2,
                               .rounded = true,
                               .decimals = 3};
    ent_key_trace trace;
    ent_status status = ent_key_compute(&problem, run, &trace);
    ent_key_trace_free(&trace);
    problem.ceiling_next_largest = false;
    problem.method = ENT_APPORTION_SAINTE_LAGUE;
    base.base = numbers("20 0 0");
    problem.points = numbers("1/10");
    if (status == ENT_OK) {
        status = ent_key_compute(&problem, run, &trace);
        ent_key_trace_free(&trace);
    }
    return status;
}

static ent_status (*const everything[])(const ent_run *) = {all_claims, all_costs, all_quantities, all_keys};

static void memory_fails(void **state) {
    (void)state;
    assert_int_equal(ent_allocation_init(&shared, 3), ENT_OK);
    for (size_t k = 0; k < sizeof everything / sizeof *everything; k++) {
        size_t failures = 0;
        for (size_t n = 0;; n++) {
            fail_alloc memory;
            ent_allocator allocator = fail_alloc_at(&memory, n / 2);
            memory.only_once = n % 2 == 1;
            ent_run run = {.allocator = &allocator, .threads = 1};
            ent_status status = everything[k](&run);
            assert_int_equal(memory.held, 0);
            numbers_free();
            assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
            if (!memory.failed) break;
            failures++;
        }
        assert_true(failures >= 8); /* each allocation for good and once */
    }
    ent_allocation_free(&shared);
}

static bool stop(void *context) {
    return ++*(size_t *)context > 0;
}

static void stopped(void **state) {
    (void)state;
    assert_int_equal(ent_allocation_init(&shared, 3), ENT_OK);
    for (size_t k = 0; k < sizeof everything / sizeof *everything; k++) {
        size_t asked = 0;
        ent_run run = {.cancelled = stop, .context = &asked};
        assert_int_equal(everything[k](&run), ENT_CANCELLED);
        assert_true(asked > 0);
        numbers_free();
    }
    ent_allocation_free(&shared);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(ceiling_and_floor, numbers_teardown),
        cmocka_unit_test_teardown(next_largest, numbers_teardown),
        cmocka_unit_test_teardown(infeasible, numbers_teardown),
        cmocka_unit_test_teardown(limits_and_phase, numbers_teardown),
        cmocka_unit_test_teardown(bad_keys, numbers_teardown),
        cmocka_unit_test_teardown(memory_fails, numbers_teardown),
        cmocka_unit_test_teardown(stopped, numbers_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
