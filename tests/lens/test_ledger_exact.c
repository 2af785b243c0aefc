/* Growth and rounding of single amounts, exactly: halves, falls, and numbers at the edge of 64 bits. */
#include <stdint.h>
#include <stdlib.h>

#include "lens/ledger/ledger.h"
#include "support/unit.h"

static ent_ratio ratio(int64_t num, int64_t den) {
    ent_ratio out;
    assert_true(ent_ratio_divide((ent_ratio){num, 1}, (ent_ratio){den, 1}, &out));
    return out;
}

static void check_grow(ent_ratio amount, ent_ratio percent, ent_ratio step, ent_ratio want) {
    ent_ratio got;
    assert_true(ent_ledger_grow(amount, percent, step, &got));
    assert_int_equal(ent_ratio_compare(got, want), 0);
}

/* By hand: halves go away from zero, whatever a double would make of 1.045 or 2.5. */
static void halves(void **state) {
    (void)state;
    ent_ratio one = {1, 1};
    check_grow(ratio(100, 1), ratio(45, 10), one, ratio(105, 1));           /* 104.5 */
    check_grow(ratio(100, 1), ratio(449, 100), one, ratio(104, 1));         /* 104.49 */
    check_grow(ratio(50, 1), ratio(1, 1), one, ratio(51, 1));               /* 50.5 */
    check_grow(ratio(30, 1), ratio(-5, 1), one, ratio(29, 1));              /* 28.5 */
    check_grow(ratio(-30, 1), ratio(-5, 1), one, ratio(-29, 1));            /* -28.5 */
    check_grow(ratio(1000, 1), ratio(1005, 1000), one, ratio(1010, 1));     /* 1010.05 */
    check_grow(ratio(200, 1), ratio(125, 100), ratio(5, 1), ratio(205, 1)); /* 202.5 in steps of 5 */
    check_grow(ratio(10, 1), ratio(5, 10), ratio(1, 10), ratio(101, 10));   /* 10.05 in steps of 0.1 */
    check_grow(ratio(10, 1), ratio(1, 3), ratio(0, 1), ratio(301, 30));     /* no rounding */
    check_grow(ratio(10389, 1), ratio(139, 10), one, ratio(11833, 1));      /* 11833.071 */
    check_grow(ratio(7904, 1), ratio(0, 1), one, ratio(7904, 1));
    check_grow(ratio(7904, 1), ratio(-100, 1), one, ratio(0, 1));
}

static void index_rounding(void **state) {
    (void)state;
    const struct {
        ent_ratio value, step, want;
    } rows[] = {
        {{105, 100}, {1, 10}, {11, 10}},  /* 1.05 */
        {{235, 100}, {1, 10}, {24, 10}},  /* 2.35: below it as a double */
        {{-5, 100}, {1, 10}, {-1, 10}},   /* -0.05 */
        {{1049, 1000}, {1, 10}, {1, 1}},  /* 1.049 */
        {{467, 100}, {1, 10}, {47, 10}},  /* 4.67 */
        {{307, 100}, {1, 2}, {3, 1}},     /* 3.07 in steps of a half */
        {{307, 100}, {0, 1}, {307, 100}}, /* none */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_ratio got;
        assert_true(ent_ledger_round(rows[i].value, rows[i].step, &got));
        assert_int_equal(ent_ratio_compare(got, rows[i].want), 0);
    }
}

/* Products beyond 64 bits come back when the rounded result fits, and are refused when it does not. */
static void large(void **state) {
    (void)state;
    ent_ratio one = {1, 1}, got;
    int64_t big = 9000000000000000000;
    check_grow((ent_ratio){big, 1}, ratio(1, 1), one, (ent_ratio){9090000000000000000, 1});
    assert_false(ent_ledger_grow((ent_ratio){big, 1}, ratio(3, 1), one, &got));
    assert_true(ent_ledger_grow((ent_ratio){INT64_MAX, 1}, ratio(0, 1), one, &got));
    assert_true(got.num == INT64_MAX && got.den == 1);
    /* 1000003/1000033 grown by (10^15+37)/(10^15+91) percent; from Python's fractions */
    check_grow((ent_ratio){1000003, 1000033}, (ent_ratio){1000000000000037, 1000000000000091}, (ent_ratio){1, 1000000},
               (ent_ratio){1009970, 1000000});
    assert_false(ent_ledger_grow((ent_ratio){1000003, 1000033}, (ent_ratio){1000000000000037, 1000000000000091},
                                 (ent_ratio){0, 1}, &got));
    check_grow((ent_ratio){1000, 1}, (ent_ratio){INT64_MIN + 1, INT64_MAX}, one, (ent_ratio){990, 1}); /* -1% */
}

/* Random amounts in 128 bits against a plain computation. */
static void against_wide_integers(void **state) {
    (void)state;
    ent_random random = ent_random_stream(20, 24);
    __extension__ typedef __int128 wide;
    for (int i = 0; i < 20000; i++) {
        int64_t amount = (int64_t)ent_random_below(&random, UINT64_C(1) << 40) - (INT64_C(1) << 39);
        int64_t percent = (int64_t)ent_random_below(&random, 40001) - 20000; /* thousandths */
        int64_t step = (int64_t)ent_random_below(&random, 50) + 1;
        wide product = (wide)amount * (100000 + percent), unit = (wide)step * 100000;
        wide size = product < 0 ? -product : product;
        wide nearest = (2 * size + unit) / (2 * unit) * step;
        ent_ratio got;
        assert_true(ent_ledger_grow((ent_ratio){amount, 1}, ratio(percent, 1000), (ent_ratio){step, 1}, &got));
        assert_int_equal(got.den, 1);
        assert_true((wide)got.num == (product < 0 ? -nearest : nearest));
    }
}

static void long_decimals(void **state) {
    (void)state;
    ent_number number = {.set = true, .exact = false, .value = 2.3456789012};
    ent_ratio got;
    bool exact = true;
    assert_true(ent_ledger_ratio(&number, &got, &exact));
    assert_false(exact);
    assert_int_equal(ent_ratio_compare(got, ratio(2345678901, 1000000000)), 0);
    number.value = 1e18;
    assert_true(ent_ledger_ratio(&number, &got, &exact));
    assert_true(got.num == 1000000000000000000);
    number.value = 1e30;
    assert_false(ent_ledger_ratio(&number, &got, &exact));
}

static void statistics(void **state) {
    (void)state;
    double values[] = {5, -8.9, 6.6, 2.5};
    ent_ledger_stats stats = ent_ledger_stats_of(values, 4);
    assert_true(stats.low == -8.9 && stats.high == 6.6 && stats.last == 2.5 && stats.median == 3.75);
    assert_int_equal(ent_ledger_stats_of(values, 0).size, 0);
    double one[] = {3};
    assert_true(ent_ledger_quantile(one, 1, 0.95) == 3);
    double five[] = {1, 2, 3, 4, 10}; /* type 7: position 0.95 x 4 = 3.8 */
    assert_true(ent_ledger_quantile(five, 5, 0.95) > 8.799 && ent_ledger_quantile(five, 5, 0.95) < 8.801);
    for (size_t i = 0; i < ENT_LEDGER_MESSAGES; i++) {
        assert_non_null(ent_ledger_messages[i].id);
        assert_non_null(ent_ledger_messages[i].more);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(halves),        cmocka_unit_test(index_rounding),
        cmocka_unit_test(large),         cmocka_unit_test(against_wide_integers),
        cmocka_unit_test(long_decimals), cmocka_unit_test(statistics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
