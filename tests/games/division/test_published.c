/* Published divisions, and what happens at the edges: nothing to divide, nobody to divide among, too much. */
#include "games/division/apportion.h"
#include "games/division/claims.h"
#include "games/division/cost_function.h"
#include "games/division/cost_rules.h"
#include "games/division/recoupment.h"
#include "numbers.h"

#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

static int numbers_teardown(void **state) {
    (void)state;
    numbers_free();
    return 0;
}

/* ---- claims ----------------------------------------------------------------------------------------------- */

typedef struct published {
    ent_claims_function *rule;
    const char *estate, *claims, *awards;
    size_t size;
} published;

static void published_claims(void **state) {
    (void)state;
    static const published rows[] = {
        /* The Mishnah's three wives, Ketubot 93a; Aumann and Maschler 1985, table I */
        {ent_claims_talmud, "100", "100 200 300", "100/3 100/3 100/3", 3},
        {ent_claims_talmud, "200", "100 200 300", "50 75 75", 3},
        {ent_claims_talmud, "300", "100 200 300", "50 100 150", 3},
        /* The garment of which one claims all, the other half; Baba Metzia 2a: three quarters and a quarter */
        {ent_claims_talmud, "1", "1 1/2", "3/4 1/4", 2},
        {ent_claims_random_arrival, "1", "1 1/2", "3/4 1/4", 2},
        {ent_claims_minimal_overlap, "1", "1 1/2", "3/4 1/4", 2},
        {ent_claims_adjusted_proportional, "1", "1 1/2", "3/4 1/4", 2},
        /* Ibn Ezra's four sons, all, a half, a third and a quarter of 120; O'Neill 1982, section 2 */
        {ent_claims_minimal_overlap, "120", "120 60 40 30", "485/6 125/6 65/6 15/2", 4},
        /* By hand */
        {ent_claims_cea, "120", "120 60 40 30", "30 30 30 30", 4},
        {ent_claims_cea, "160", "120 60 40 30", "45 45 40 30", 4},
        {ent_claims_cel, "120", "120 60 40 30", "260/3 80/3 20/3 0", 4},
        {ent_claims_proportional, "120", "120 60 40 30", "288/5 144/5 96/5 72/5", 4},
        {ent_claims_piniles, "400", "100 200 300", "250/3 400/3 550/3", 3},
        {ent_claims_reverse_talmud, "200", "100 200 300", "50/3 200/3 350/3", 3},
        {ent_claims_reverse_talmud, "400", "100 200 300", "250/3 400/3 550/3", 3},
        {ent_claims_constrained_egalitarian, "400", "100 200 300", "100 150 150", 3},
        {ent_claims_constrained_egalitarian, "480", "100 200 300", "100 190 190", 3},
        /* Rights 0, 0, 100; of the other 300 as 100 : 200 : 200 */
        {ent_claims_adjusted_proportional, "400", "100 200 300", "60 120 220", 3},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        ent_allocation out;
        assert_int_equal(ent_allocation_init(&out, rows[k].size), ENT_OK);
        ent_claims_problem problem = {rows[k].size, numbers(rows[k].estate), numbers(rows[k].claims)};
        assert_int_equal(rows[k].rule(&problem, NULL, &out), ENT_OK);
        assert_allocation(&out, rows[k].awards);
        ent_allocation_free(&out);
        numbers_free();
    }
}

static void claims_at_the_edges(void **state) {
    (void)state;
    ent_allocation out, none;
    mpq_t rest;
    mpq_init(rest);
    assert_int_equal(ent_allocation_init(&out, 3), ENT_OK);
    assert_int_equal(ent_allocation_init(&none, 0), ENT_OK);
    for (size_t k = 0; k < ent_claims_rules_size; k++) {
        ent_claims_function *rule = ent_claims_rules[k].compute;
        ent_claims_problem problem = {3, numbers("0"), numbers("5 0 7")};
        assert_int_equal(rule(&problem, NULL, &out), ENT_OK);
        assert_allocation(&out, "0 0 0");
        problem.estate = numbers("12");
        assert_int_equal(rule(&problem, NULL, &out), ENT_OK);
        assert_allocation(&out, "5 0 7");
        problem.estate = numbers("25/2"); /* more than all claim */
        assert_int_equal(rule(&problem, NULL, &out), ENT_OK);
        assert_allocation(&out, "5 0 7");
        ent_claims_rest(&problem, rest);
        assert_numbers(rest, "1/2");
        problem.claims = numbers("0 0 0");
        assert_int_equal(rule(&problem, NULL, &out), ENT_OK);
        assert_allocation(&out, "0 0 0");
        problem.claims = numbers("5 -1 7");
        assert_int_equal(rule(&problem, NULL, &out), ENT_INPUT);
        assert_false(out.exists);
        problem = (ent_claims_problem){3, numbers("-1"), numbers("5 0 7")};
        assert_int_equal(rule(&problem, NULL, &out), ENT_INPUT);
        ent_claims_rest(&problem, rest);
        assert_numbers(rest, "0");
        problem = (ent_claims_problem){0, numbers("3"), NULL};
        assert_int_equal(rule(&problem, NULL, &none), ENT_OK);
        assert_true(none.exists);
        numbers_free();
    }
    mpq_clear(rest);
    ent_allocation_free(&out);
    ent_allocation_free(&none);
}

/* n claims that are multiples of 1/n, with no smaller common unit than one that fits no table. */
static ent_status arrive(size_t n, bool fine, ent_allocation *out) {
    ent_fractions claims;
    mpq_t estate;
    mpq_init(estate);
    assert_int_equal(ent_allocation_init(out, n), ENT_OK);
    assert_int_equal(ent_fractions_init(&claims, NULL, n), ENT_OK);
    for (size_t i = 0; i < n; i++) {
        mpq_set_ui(&claims.at[i], 1000 + i, fine ? 1000003 + 2 * i : 1);
        mpq_canonicalize(&claims.at[i]);
    }
    ent_fractions_sum(n, claims.at, estate);
    mpq_div_2exp(estate, estate, 1);
    ent_claims_problem problem = {n, estate, claims.at};
    ent_status status = ent_claims_random_arrival(&problem, NULL, out);
    for (size_t i = 0; i < n && status == ENT_OK; i++) { /* half of all is half to each: the rule is its own dual */
        mpq_div_2exp(&claims.at[i], &claims.at[i], 1);
        assert_true(mpq_equal(&claims.at[i], out->exact[i]));
    }
    ent_fractions_free(&claims);
    mpq_clear(estate);
    return status;
}

static void random_arrival_limits(void **state) {
    (void)state;
    ent_allocation out;
    assert_int_equal(arrive(40, false, &out), ENT_OK);
    ent_allocation_free(&out);
    assert_int_equal(arrive(12, true, &out), ENT_OK); /* subset by subset */
    ent_allocation_free(&out);
    assert_int_equal(arrive(ENT_RANDOM_ARRIVAL_SUBSETS + 1, true, &out), ENT_LIMIT);
    assert_false(out.exists);
    ent_allocation_free(&out);
    assert_int_equal(arrive(ENT_RANDOM_ARRIVAL_CLAIMS + 1, false, &out), ENT_LIMIT);
    ent_allocation_free(&out);
}

/* ---- rounding --------------------------------------------------------------------------------------------- */

/* The first census of the United States, 1790, 105 seats: Balinski and Young 1982, chapters 2 and 3. Virginia gets one
 * seat more by Jefferson than by Hamilton and Webster, at the cost of Delaware. */
static void census_of_1790(void **state) {
    (void)state;
    static const char populations[] = "236841 55540 70835 68705 278514 475327 141822 179570 331589 353523 432879 68446 "
                                      "206236 85533 630560";
    static const char quota[] = "7 2 2 2 8 14 4 5 10 10 13 2 6 2 18",
                      jefferson[] = "7 1 2 2 8 14 4 5 10 10 13 2 6 2 19";
    const char *const seats[] = {quota, quota, jefferson};
    enum { STATES = 15 };
    mpq_ptr shares = numbers(populations), unit = numbers("1");
    mpq_t sum;
    mpq_init(sum);
    ent_fractions_sum(STATES, shares, sum);
    assert_numbers(sum, "3615920");
    mpq_set_ui(unit, 105, 1);
    for (size_t i = 0; i < STATES; i++) {
        mpq_mul(&shares[i], &shares[i], unit);
        mpq_div(&shares[i], &shares[i], sum);
    }
    mpq_set_ui(unit, 1, 1);
    ent_allocation out;
    assert_int_equal(ent_allocation_init(&out, STATES), ENT_OK);
    for (size_t method = 0; method < ENT_APPORTION_METHODS; method++) {
        ent_apportion_problem problem = {STATES, shares, unit, (ent_apportion_method)method};
        ent_apportion_report report = {0};
        assert_int_equal(ent_apportion(&problem, NULL, &out, &report, NULL), ENT_OK);
        assert_allocation(&out, seats[method]);
        assert_int_equal(report.ties, 0);
        assert_false(report.total_changed);
    }
    mpq_clear(sum);
    ent_allocation_free(&out);
}

static void rounding_ties(void **state) {
    (void)state;
    ent_allocation out;
    bool tied[3];
    mpq_ptr changed = numbers("0 0 0");
    ent_apportion_report report = {.tied = tied, .changed = changed};
    assert_int_equal(ent_allocation_init(&out, 3), ENT_OK);
    for (size_t method = 0; method < ENT_APPORTION_METHODS; method++) { /* a third each, to cents */
        ent_apportion_problem problem = {3, numbers("1/3 1/3 1/3"), numbers("1/100"), (ent_apportion_method)method};
        assert_int_equal(ent_apportion(&problem, NULL, &out, &report, NULL), ENT_OK);
        assert_allocation(&out, "34/100 33/100 33/100");
        assert_true(report.ties == 3 && tied[0] && tied[1] && tied[2]);
        assert_numbers(changed, "1/150 -1/300 -1/300");
    }
    /* net figures, below 0 as well, of half a cent together: 0.6 and 0.9 of a cent go up */
    ent_apportion_problem money = {3, numbers("-201/2 16563/500 67379/1000"), NULL, ENT_APPORTION_LARGEST_REMAINDER};
    money.unit = numbers("1/100");
    assert_int_equal(ent_apportion(&money, NULL, &out, &report, NULL), ENT_OK);
    assert_allocation(&out, "-201/2 3313/100 6738/100");
    assert_true(report.total_changed && report.ties == 0);
    money.unit = numbers("0");
    assert_int_equal(ent_apportion(&money, NULL, &out, &report, NULL), ENT_INPUT);
    ent_division_why why;
    money = (ent_apportion_problem){3, numbers("1 -1/2 1"), numbers("1"), ENT_APPORTION_DHONDT};
    assert_int_equal(ent_apportion(&money, NULL, &out, &report, &why), ENT_OK);
    assert_false(out.exists);
    assert_true(why.reason == ENT_DIVISION_MIXED_SIGNS && why.index == 1 && why.is == -0.5);
    ent_allocation_free(&out);
}

/* ---- costs ------------------------------------------------------------------------------------------------ */

/* The Tennessee Valley Authority, thousand dollars: Straffin and Heaney 1981. Published, rounded: 117476, 99157,
 * 195951. */
static void tennessee(void **state) {
    (void)state;
    ent_allocation out;
    ent_division_why why;
    assert_int_equal(ent_allocation_init(&out, 3), ENT_OK);
    ent_cost_problem problem = {.size = 3,
                                .total = numbers("412584"),
                                .alone = numbers("163520 140826 250096"),
                                .without = numbers("367370 378821 301607")};
    mpq_ptr separable = numbers("0 0 0");
    ent_cost_separable(&problem, separable);
    assert_numbers(separable, "45214 33763 110977");
    assert_int_equal(ent_cost_scrb(&problem, NULL, &out, &why), ENT_OK);
    const double rounded[] = {117476, 99157, 195951};
    for (size_t i = 0; i < 3; i++)
        assert_true(out.value[i] > rounded[i] - 0.6 && out.value[i] < rounded[i] + 0.6);
    mpq_t sum;
    mpq_init(sum);
    ent_allocation_sum(&out, sum);
    assert_numbers(sum, "412584");
    mpq_clear(sum);
    /* benefits below the cost of doing it alone count in their place: 10 : 20 : 30 remain of 222630 */
    problem.benefits = numbers("45224 33783 111007");
    assert_int_equal(ent_cost_scrb(&problem, NULL, &out, &why), ENT_OK);
    assert_allocation(&out, "82319 107973 222292");
    ent_allocation_free(&out);
}

static void cost_rules_without_an_answer(void **state) {
    (void)state;
    ent_allocation out;
    ent_division_why why;
    assert_int_equal(ent_allocation_init(&out, 2), ENT_OK);
    ent_cost_problem problem = {2, numbers("10"), numbers("4 4"), numbers("6 6"), NULL, numbers("0 0")};
    assert_int_equal(ent_cost_scrb(&problem, NULL, &out, &why), ENT_OK); /* nothing remains, 2 are joint */
    assert_true(!out.exists && why.reason == ENT_DIVISION_NO_BASE && why.bound == 2);
    assert_int_equal(ent_cost_units(&problem, NULL, &out, &why), ENT_OK);
    assert_true(!out.exists && why.reason == ENT_DIVISION_NO_BASE);
    problem.alone = numbers("3 8");
    assert_int_equal(ent_cost_scrb(&problem, NULL, &out, &why), ENT_OK);
    assert_true(!out.exists && why.reason == ENT_DIVISION_MIXED_SIGNS && why.index == 0 && why.is == -1);
    problem.without = numbers("7 5"); /* separable 3 and 5: nothing remains for one */
    assert_int_equal(ent_cost_scrb(&problem, NULL, &out, &why), ENT_OK);
    assert_allocation(&out, "3 7");
    problem.units = NULL;
    assert_int_equal(ent_cost_units(&problem, NULL, &out, &why), ENT_INPUT);
    size_t order[] = {1, 0};
    assert_int_equal(ent_cost_incremental(2, order, numbers("0 8 10"), NULL, &out), ENT_OK);
    assert_allocation(&out, "2 8");
    order[0] = 0;
    assert_int_equal(ent_cost_incremental(2, order, numbers("0 8 10"), NULL, &out), ENT_INPUT);
    order[0] = 2;
    assert_int_equal(ent_cost_incremental(2, order, numbers("0 8 10"), NULL, &out), ENT_INPUT);
    ent_allocation_free(&out);
}

/* ---- quantities ------------------------------------------------------------------------------------------- */

static void quantities(void **state) {
    (void)state;
    ent_allocation out;
    ent_division_why why;
    assert_int_equal(ent_allocation_init(&out, 3), ENT_OK);
    ent_cost_monomial term = {numbers("1"), 2, NULL};
    ent_quantity_cost f = {.size = 3, .demand = numbers("1 2 3"), .terms = &term, .terms_size = 1};
    /* By the formula of Moulin and Shenker 1992: (9, 25, 36) -> 9/3, 3 + 16/2, 11 + 11 */
    assert_int_equal(ent_quantity_serial(&f, NULL, &out, &why), ENT_OK);
    assert_allocation(&out, "3 11 22");
    assert_true(ent_quantity_cost_of_total(&f));
    /* 10 to start, 4 each up to 3, 2 each beyond: 22, 26 and 28 at the levels 3, 5 and 6 */
    f.terms_size = 0;
    f.points_size = 3;
    f.at = numbers("0 3 10");
    f.cost = numbers("10 22 36");
    assert_int_equal(ent_quantity_serial(&f, NULL, &out, &why), ENT_OK);
    assert_allocation(&out, "22/3 28/3 34/3");
    /* variable cost 18 at 3 each; the fixed 10 as these */
    assert_int_equal(ent_quantity_aumann_shapley(&f, NULL, &out, &why), ENT_OK);
    assert_allocation(&out, "14/3 28/3 14");
    f.cost = numbers("10 10 10"); /* fixed cost alone: no prices */
    assert_int_equal(ent_quantity_aumann_shapley(&f, NULL, &out, &why), ENT_OK);
    assert_true(!out.exists && why.reason == ENT_DIVISION_NO_BASE);
    assert_int_equal(ent_quantity_serial(&f, NULL, &out, &why), ENT_OK);
    assert_allocation(&out, "10/3 10/3 10/3");
    f.at = numbers("0 3 3");
    assert_int_equal(ent_quantity_serial(&f, NULL, &out, &why), ENT_INPUT);
    f.at = numbers("-1 3 4");
    assert_int_equal(ent_quantity_serial(&f, NULL, &out, &why), ENT_INPUT);
    f.at = numbers("0 3 4");
    f.demand = numbers("0 -1 3");
    assert_int_equal(ent_quantity_average(&f, NULL, &out, &why), ENT_INPUT);
    unsigned large[] = {40, 25, UINT32_MAX};
    ent_cost_monomial high = {numbers("1"), 0, large};
    f = (ent_quantity_cost){.size = 3, .demand = numbers("1 2 3"), .terms = &high, .terms_size = 1};
    assert_int_equal(ent_quantity_aumann_shapley(&f, NULL, &out, &why), ENT_LIMIT);
    large[2] = 0;
    assert_int_equal(ent_quantity_aumann_shapley(&f, NULL, &out, &why), ENT_LIMIT);
    large[0] = 39;
    assert_int_equal(ent_quantity_aumann_shapley(&f, NULL, &out, &why), ENT_OK);
    assert_false(ent_quantity_cost_of_total(&f));
    ent_allocation_free(&out);
}

static void quantity_tables(void **state) {
    (void)state;
    double value[8];
    bool whole;
    int64_t denominator;
    ent_cost_monomial term = {numbers("1/3"), 1, NULL};
    ent_quantity_cost f = {
        .size = 3, .demand = numbers("1 2 1/2"), .terms = &term, .terms_size = 1, .fixed = numbers("1")};
    assert_int_equal(ent_quantity_table(&f, NULL, value, &whole, &denominator), ENT_OK);
    const double sixths[] = {0, 8, 10, 12, 7, 9, 11, 13};
    assert_true(whole && denominator == 6 && memcmp(value, sixths, sizeof sixths) == 0);
    f.demand = numbers("1 2 1/9007199254740993"); /* a denominator beyond 2^53 */
    assert_int_equal(ent_quantity_table(&f, NULL, value, &whole, &denominator), ENT_OK);
    assert_true(!whole && denominator == 1 && value[1] == 4.0 / 3 && value[3] == 2 && value[7] == 2);
    f.demand = numbers("9007199254740993 1 1/3"); /* an entry beyond it */
    assert_int_equal(ent_quantity_table(&f, NULL, value, &whole, &denominator), ENT_OK);
    assert_true(!whole && denominator == 1 && value[1] == 3002399751580332 && value[4] == 10.0 / 9);
    f.size = ENT_QUANTITY_TABLE_PARTIES + 1;
    f.demand = numbers("1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1");
    assert_int_equal(ent_quantity_table(&f, NULL, value, &whole, &denominator), ENT_LIMIT);
}

/* ---- recoupment ------------------------------------------------------------------------------------------- */

/* 344 for 60 units, of which those who have paid take 30: each ends with 86/15 a unit, whoever paid first. */
static void recoupment(void **state) {
    (void)state;
    ent_allocation owes, net;
    ent_division_why why;
    mpq_ptr charge = numbers("0");
    assert_int_equal(ent_allocation_init(&owes, 3), ENT_OK);
    assert_int_equal(ent_allocation_init(&net, 3), ENT_OK);
    ent_recoupment_problem problem = {3, numbers("344"), numbers("200 144 0"), numbers("20 10 30")};
    assert_int_equal(ent_recoup(&problem, NULL, charge, &owes, &net, &why), ENT_OK);
    assert_numbers(charge, "86/15");
    assert_allocation(&owes, "344/3 172/3 172");
    assert_allocation(&net, "-256/3 -260/3 172");
    problem.units = numbers("0 0 0");
    assert_int_equal(ent_recoup(&problem, NULL, charge, &owes, &net, &why), ENT_OK);
    assert_true(!owes.exists && !net.exists && why.reason == ENT_DIVISION_NO_UNITS && why.bound == 344);
    problem.paid = numbers("1 -1 0");
    assert_int_equal(ent_recoup(&problem, NULL, charge, &owes, &net, &why), ENT_INPUT);
    /* a half, 30 and 20 percent of 90 + 10 in kind; who gives more in kind than the share receives cash */
    assert_int_equal(ent_cash_due(3, numbers("5 3 2"), numbers("70"), numbers("5 0 25"), NULL, &owes, &why), ENT_OK);
    assert_allocation(&owes, "45 30 -5");
    assert_int_equal(ent_cash_due(3, numbers("0 0 0"), numbers("70"), numbers("5 0 25"), NULL, &owes, &why), ENT_OK);
    assert_true(!owes.exists && why.reason == ENT_DIVISION_NO_BASE);
    ent_allocation_free(&owes);
    ent_allocation_free(&net);
}

static void reasons_have_words(void **state) {
    (void)state;
    for (unsigned k = 0; k < ENT_DIVISION_REASONS; k++)
        assert_true(strlen(ent_division_reason_text((ent_division_reason)k)) > 10);
    assert_string_equal(ent_division_reason_text(ENT_DIVISION_REASONS), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(published_claims, numbers_teardown),
        cmocka_unit_test_teardown(claims_at_the_edges, numbers_teardown),
        cmocka_unit_test_teardown(random_arrival_limits, numbers_teardown),
        cmocka_unit_test_teardown(census_of_1790, numbers_teardown),
        cmocka_unit_test_teardown(rounding_ties, numbers_teardown),
        cmocka_unit_test_teardown(tennessee, numbers_teardown),
        cmocka_unit_test_teardown(cost_rules_without_an_answer, numbers_teardown),
        cmocka_unit_test_teardown(quantities, numbers_teardown),
        cmocka_unit_test_teardown(quantity_tables, numbers_teardown),
        cmocka_unit_test_teardown(recoupment, numbers_teardown),
        cmocka_unit_test(reasons_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
