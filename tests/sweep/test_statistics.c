/* Statistics against published and hand-computed values; more in statistics_oracle.py. */
#include "sweep/statistics.h"

#include "support/unit.h"

#include <math.h>

static void near(double value, double expected, double within) {
    assert_true(fabs(value - expected) <= within);
}

/* Fisher 1935 on Darwin's plants: of 32,768 sums 863 are at least 314 and as many at most -314. */
static void fisher(void **state) {
    (void)state;
    const double darwin[] = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
    ent_paired_test test = ent_sign_flip(darwin, 15, ent_random_stream(0, 0));
    assert_true(test.exact);
    near(test.p, 1726.0 / 32768, 0);
    near(test.difference, 314.0 / 15, 1e-12);
}

/* The draws come close to what listing gives: twice the same plants (30 differences), exact p by listing sums. */
static void drawn(void **state) {
    (void)state;
    const int plants[] = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};
    double twice[30], ways[2 * 1200 + 1] = {0};
    ways[1200] = 1;
    for (size_t i = 0; i < 30; i++) { /* how many assignments of signs give each sum */
        int size = plants[i % 15] < 0 ? -plants[i % 15] : plants[i % 15];
        double next[2 * 1200 + 1] = {0};
        twice[i] = plants[i % 15];
        for (int sum = size; sum <= 2400 - size; sum++) {
            next[sum - size] += ways[sum] / 2;
            next[sum + size] += ways[sum] / 2;
        }
        for (int sum = 0; sum <= 2400; sum++)
            ways[sum] = next[sum];
    }
    double exact = 0;
    for (int sum = 0; sum <= 2400; sum++)
        if (sum >= 1200 + 628 || sum <= 1200 - 628) exact += ways[sum];
    ent_paired_test test = ent_sign_flip(twice, 30, ent_random_stream(3, 4));
    assert_false(test.exact);
    assert_true(exact > 0.002 && exact < 0.02);
    near(test.p, exact, 4 * sqrt(exact / ENT_SIGN_DRAWS) + 1e-4);
}

static void nothing_differs(void **state) {
    (void)state;
    const double zeros[] = {0, 0, 0}, one[] = {0, 0.5, 0};
    near(ent_sign_flip(zeros, 3, ent_random_stream(0, 0)).p, 1, 0);
    near(ent_sign_flip(one, 3, ent_random_stream(0, 0)).p, 1, 0); /* either sign is as likely */
}

static void holm(void **state) {
    (void)state;
    double p[] = {0.01, 0.04, 0.03, 0.005};
    const double expected[] = {0.03, 0.06, 0.06, 0.02}; /* 4 x 0.005; 3 x 0.01; 2 x 0.03; 0.04 no less than that */
    size_t order[4];
    ent_holm(p, 4, order);
    for (size_t i = 0; i < 4; i++)
        near(p[i], expected[i], 1e-15);
    double large[] = {0.5, 0.9};
    ent_holm(large, 2, order);
    near(large[0], 1, 0);
    near(large[1], 1, 0);
}

static void normal(void **state) {
    (void)state;
    near(ent_normal(1.959963984540054), 0.975, 1e-14);
    near(ent_normal_quantile(0.975), 1.959963984540054, 1e-12);
    near(ent_normal_quantile(0.5), 0, 1e-15);
    near(ent_normal_quantile(1e-10), -6.361340902404056, 1e-9);
}

/* Of many samples the interval holds the true mean about as often as it says. */
static void coverage(void **state) {
    (void)state;
    static double room[ENT_RESAMPLES];
    size_t held = 0;
    for (uint64_t n = 0; n < 400; n++) {
        double values[60];
        ent_random random = ent_random_stream(17, n);
        for (size_t i = 0; i < 60; i++)
            values[i] = -log(ent_random_uniform(&random)); /* skewed, mean 1 */
        ent_interval interval = ent_bootstrap_mean(values, 60, 0.95, ent_random_stream(18, n), room);
        assert_true(interval.low <= interval.mean && interval.mean <= interval.high);
        held += interval.low <= 1 && 1 <= interval.high;
    }
    assert_true(held >= 364 && held <= 396); /* 91% to 99% */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fisher), cmocka_unit_test(drawn),  cmocka_unit_test(nothing_differs),
        cmocka_unit_test(holm),   cmocka_unit_test(normal), cmocka_unit_test(coverage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
