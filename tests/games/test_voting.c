/* Voting power against lists of all coalitions, and by its known values. */
#include "games/voting.h"

#include "support/unit.h"

#include <math.h>
#include <stdlib.h>

/* ---- the slow way ----------------------------------------------------------------------------------------- */

typedef struct naive {
    size_t players;
    mpq_t orders[16]; /* shares of orders */
    uint64_t swings[16], winning, minimal;
    bool veto[16], dictator[16];
} naive;

static void factor(mpq_t out, unsigned size, unsigned players) { /* size! (players - 1 - size)! / players! */
    mpz_t other;
    mpz_init(other);
    mpz_fac_ui(mpq_numref(out), size);
    mpz_fac_ui(other, players - 1 - size);
    mpz_mul(mpq_numref(out), mpq_numref(out), other);
    mpz_fac_ui(mpq_denref(out), players);
    mpq_canonicalize(out);
    mpz_clear(other);
}

static bool wins(const ent_voting *voting, size_t s) {
    mpq_t sum, weight;
    mpq_inits(sum, weight, NULL);
    for (size_t i = 0; i < voting->players; i++) {
        ent_mpq_set_ratio(weight, voting->weights[i]);
        if (s >> i & 1) mpq_add(sum, sum, weight);
    }
    ent_mpq_set_ratio(weight, voting->quota);
    const int order = mpq_cmp(sum, weight);
    mpq_clears(sum, weight, NULL);
    return voting->above ? order > 0 : order >= 0;
}

static void list_all(naive *out, const bool *won, size_t players) {
    mpq_t part;
    mpq_init(part);
    const size_t size = (size_t)1 << players;
    *out = (naive){.players = players};
    for (size_t i = 0; i < players; i++) {
        mpq_init(out->orders[i]);
        out->veto[i] = true;
    }
    for (size_t s = 0; s < size; s++) {
        bool all = won[s];
        out->winning += won[s];
        for (size_t i = 0; i < players; i++) {
            const size_t bit = (size_t)1 << i;
            if ((s & bit) == 0) {
                out->veto[i] = out->veto[i] && !won[s];
                if (won[s] || !won[s | bit]) continue;
                out->swings[i]++;
                factor(part, (unsigned)__builtin_popcountll(s), (unsigned)players);
                mpq_add(out->orders[i], out->orders[i], part);
            } else if (won[s & ~bit]) {
                all = false;
            }
        }
        out->minimal += all;
    }
    for (size_t i = 0; i < players; i++)
        out->dictator[i] = out->veto[i] && won[(size_t)1 << i];
    mpq_clear(part);
}

static void list_votes(naive *out, const ent_voting *voting) {
    bool *won = malloc((size_t)1 << voting->players);
    assert_non_null(won);
    for (size_t s = 0; s < (size_t)1 << voting->players; s++)
        won[s] = wins(voting, s);
    list_all(out, won, voting->players);
    free(won);
}

static void same(const ent_voting_power *found, naive *expected) {
    mpq_t share;
    uint64_t all = 0;
    mpq_init(share);
    for (size_t i = 0; i < expected->players; i++)
        all += expected->swings[i];
    assert_true(found->shapley_shubik.exists && found->banzhaf.exists && found->banzhaf_raw.exists);
    assert_true(found->shapley_shubik.is_exact && found->banzhaf.is_exact && found->banzhaf_raw.is_exact);
    for (size_t i = 0; i < expected->players; i++) {
        assert_true(mpq_equal(found->shapley_shubik.exact[i], expected->orders[i]));
        assert_int_equal(mpq_cmp_ui(found->banzhaf_raw.exact[i], expected->swings[i], 1), 0);
        mpq_set_ui(share, expected->swings[i], all);
        mpq_canonicalize(share);
        assert_true(mpq_equal(found->banzhaf.exact[i], share));
        assert_int_equal(found->veto[i], expected->veto[i]);
        assert_int_equal(found->dictator[i], expected->dictator[i]);
        assert_int_equal(found->dummy[i], expected->swings[i] == 0);
        mpq_clear(expected->orders[i]);
    }
    assert_int_equal(mpz_cmp_ui(found->winning, expected->winning), 0);
    if (found->minimal_known) assert_int_equal(mpz_cmp_ui(found->minimal, expected->minimal), 0);
    mpq_clear(share);
}

/* ---- random councils -------------------------------------------------------------------------------------- */

static void random_councils(void **state) {
    (void)state;
    size_t large = 0;
    for (uint64_t seed = 0; seed < 300; seed++) {
        ent_random random = ent_random_stream(seed, 1);
        ent_ratio weights[11];
        ent_voting voting = {.players = 1 + (size_t)ent_random_below(&random, 11), .weights = weights};
        int64_t total = 0;
        const int64_t den = seed % 3 == 0 ? 6 : 1;
        for (size_t i = 0; i < voting.players; i++) {
            const uint64_t most = seed % 4 == 3 ? (uint64_t)1 << 50 : 1 + seed % 12;
            weights[i] = (ent_ratio){(int64_t)ent_random_below(&random, most), den};
            total += weights[i].num;
        }
        if (total == 0) continue;
        /* the quota at, or a little beside, a sum that occurs */
        int64_t quota = 0;
        while (quota == 0) {
            const size_t s = ent_random_below(&random, (uint64_t)1 << voting.players);
            for (size_t i = 0; i < voting.players; i++)
                quota += s >> i & 1 ? weights[i].num : 0;
        }
        voting.above = seed % 2 == 0 && quota < total;
        voting.quota = (ent_ratio){2 * quota - (seed % 5 == 0), 2 * den};
        naive expected;
        ent_voting_power found;
        list_votes(&expected, &voting);
        assert_int_equal(ent_voting_indices(&voting, NULL, &found), ENT_OK);
        assert_int_equal(found.problem, ENT_VOTING_FINE);
        same(&found, &expected);
        large += found.method == ENT_VOTING_MIDDLE;
        if (seed % 4 != 3) assert_true(found.minimal_known);
        ent_voting_power_free(&found);
    }
    assert_true(large > 20);
}

/* The same council counted over weights and by meeting in the middle: weights times 10^9 and 1 more for each of the
 * smallest players, with the quota below the sums that matter, order all coalitions as before. */
static void both_methods(void **state) {
    (void)state;
    const int64_t votes[] = {
        29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 12, 10,
        10, 10, 7,  7,  7,  7,  7,  4,  4,  4,  4,  4,  3}; /* the Council of the Union by the treaty of Nice */
    enum { STATES = 27 };
    ent_ratio small[STATES], large[STATES];
    for (size_t i = 0; i < STATES; i++) {
        small[i] = (ent_ratio){votes[i], 1};
        large[i] = (ent_ratio){votes[i] * 1000000000 + (i == 26), 1};
    }
    ent_voting voting = {.players = STATES, .weights = small, .quota = {255, 1}};
    ent_voting_power table, middle;
    assert_int_equal(ent_voting_indices(&voting, NULL, &table), ENT_OK);
    voting.weights = large;
    voting.quota = (ent_ratio){255000000000, 1};
    assert_int_equal(ent_voting_indices(&voting, NULL, &middle), ENT_OK);
    assert_true(table.method == ENT_VOTING_TABLE && middle.method == ENT_VOTING_MIDDLE);
    assert_true(table.minimal_known && !middle.minimal_known);
    assert_int_equal(mpz_cmp(table.winning, middle.winning), 0);
    for (size_t i = 0; i < STATES; i++) {
        assert_true(mpq_equal(table.shapley_shubik.exact[i], middle.shapley_shubik.exact[i]));
        assert_true(mpq_equal(table.banzhaf_raw.exact[i], middle.banzhaf_raw.exact[i]));
    }
    ent_voting_power_free(&table);
    ent_voting_power_free(&middle);
}

/* ---- known values ----------------------------------------------------------------------------------------- */

static void is(const mpq_t found, long num, unsigned long den) {
    mpq_t expected;
    mpq_init(expected);
    mpq_set_si(expected, num, den);
    mpq_canonicalize(expected);
    assert_true(mpq_equal(found, expected));
    mpq_clear(expected);
}

/* Five permanent members with a veto, ten others of whom four are needed. By hand: a swing of a permanent member needs
 * the four others and at least 4 of 10, 2^10 - 1 - 10 - 45 - 120 = 848; of another all five and 3 of 9, 84. A
 * non-permanent member is pivotal with 8 before, of whom 5 and 3 of 9: 84 * 8! 6! / 15! = 4/2145. */
static void security_council(void **state) {
    (void)state;
    ent_ratio weights[15];
    for (size_t i = 0; i < 15; i++)
        weights[i] = (ent_ratio){i < 5 ? 7 : 1, 1};
    const ent_voting voting = {.players = 15, .weights = weights, .quota = {39, 1}};
    ent_voting_power found;
    assert_int_equal(ent_voting_indices(&voting, NULL, &found), ENT_OK);
    for (size_t i = 0; i < 15; i++) {
        is(found.banzhaf_raw.exact[i], i < 5 ? 848 : 84, 1);
        is(found.banzhaf.exact[i], i < 5 ? 848 : 84, 5 * 848 + 10 * 84);
        is(found.shapley_shubik.exact[i], i < 5 ? 421 : 4, 2145);
        assert_int_equal(found.veto[i], i < 5);
        assert_false(found.dictator[i] || found.dummy[i]);
    }
    assert_int_equal(mpz_cmp_ui(found.winning, 848), 0);
    assert_int_equal(mpz_cmp_ui(found.minimal, 210), 0); /* 4 of 10 */
    ent_voting_power_free(&found);
}

/* Six members of 1958: Luxembourg's one vote was never needed (Brams and Affuso 1976). */
static void community_of_1958(void **state) {
    (void)state;
    const ent_ratio weights[] = {{4, 1}, {4, 1}, {4, 1}, {2, 1}, {2, 1}, {1, 1}};
    const ent_voting voting = {.players = 6, .weights = weights, .quota = {12, 1}};
    ent_voting_power found;
    assert_int_equal(ent_voting_indices(&voting, NULL, &found), ENT_OK);
    is(found.shapley_shubik.exact[0], 14, 60);
    is(found.shapley_shubik.exact[3], 9, 60);
    is(found.shapley_shubik.exact[5], 0, 1);
    is(found.banzhaf.exact[0], 5, 21);
    is(found.banzhaf.exact[4], 3, 21);
    assert_true(found.dummy[5] && !found.dummy[4]);
    ent_voting_power_free(&found);
}

/* 51 electors of 2012 to 2020, 270 of 538: against double sums over weights and sizes, made anew without each player.
 */
static void electoral_college(void **state) {
    (void)state;
    const int votes[] = {9, 3, 11, 6, 55, 9, 7,  3,  3, 29, 16, 4, 4,  20, 11, 6, 6,  8,  8, 4, 10, 11, 16, 10, 6, 10,
                         3, 5, 6,  4, 14, 5, 29, 15, 3, 18, 7,  7, 20, 4,  9,  3, 11, 38, 6, 3, 13, 12, 5,  10, 3};
    enum { STATES = 51, QUOTA = 270 };
    assert_int_equal(sizeof votes / sizeof votes[0], STATES);
    ent_ratio weights[STATES];
    int total = 0;
    for (size_t i = 0; i < STATES; i++) {
        weights[i] = (ent_ratio){votes[i], 1};
        total += votes[i];
    }
    assert_int_equal(total, 538);
    const ent_voting voting = {.players = STATES, .weights = weights, .quota = {QUOTA, 1}};
    ent_voting_power found;
    assert_int_equal(ent_voting_indices(&voting, NULL, &found), ENT_OK);
    for (size_t i = 0; i < STATES; i += 5) {
        static double count[STATES][QUOTA];
        for (size_t s = 0; s < STATES; s++)
            for (size_t w = 0; w < QUOTA; w++)
                count[s][w] = s == 0 && w == 0;
        for (size_t j = 0; j < STATES; j++)
            for (size_t s = STATES - 1; j != i && s > 0; s--)
                for (int w = QUOTA - 1; w >= votes[j]; w--)
                    count[s][w] += count[s - 1][w - votes[j]];
        double swings = 0, orders = 0, choose = 1; /* (STATES - 1 choose s) */
        for (size_t s = 0; s < STATES; s++) {
            double here = 0;
            for (int w = QUOTA - votes[i]; w < QUOTA; w++)
                here += count[s][w];
            swings += here;
            orders += here / choose / STATES;
            choose *= (double)(STATES - 1 - s) / (double)(s + 1);
        }
        assert_true(fabs(found.banzhaf_raw.value[i] / swings - 1) < 1e-12);
        assert_true(fabs(found.shapley_shubik.value[i] / orders - 1) < 1e-12);
    }
    mpq_t sum;
    mpq_init(sum);
    ent_allocation_sum(&found.shapley_shubik, sum);
    is(sum, 1, 1);
    ent_allocation_sum(&found.banzhaf, sum);
    is(sum, 1, 1);
    mpq_clear(sum);
    ent_voting_power_free(&found);
}

/* 300 equal votes: (299 choose 199) swings each; and one of 301 with no vote. */
static void hundreds(void **state) {
    (void)state;
    static ent_ratio weights[301];
    for (size_t i = 0; i < 301; i++)
        weights[i] = (ent_ratio){i == 150 ? 0 : 5, 3};
    const ent_voting voting = {.players = 301, .weights = weights, .quota = {1000, 3}}; /* 200 of them */
    ent_voting_power found;
    mpz_t swings;
    mpz_init(swings);
    assert_int_equal(ent_voting_indices(&voting, NULL, &found), ENT_OK);
    mpz_bin_uiui(swings, 299, 199);
    mpz_mul_2exp(swings, swings, 1); /* with and without the one who has no vote */
    for (size_t i = 0; i < 301; i++) {
        is(found.shapley_shubik.exact[i], i == 150 ? 0 : 1, 300);
        assert_int_equal(found.dummy[i], i == 150);
        if (i != 150) assert_int_equal(mpz_cmp(mpq_numref(found.banzhaf_raw.exact[i]), swings), 0);
    }
    mpz_bin_uiui(swings, 300, 200);
    assert_int_equal(mpz_cmp(found.minimal, swings), 0);
    mpz_clear(swings);
    ent_voting_power_free(&found);
}

/* ---- what cannot be had ----------------------------------------------------------------------------------- */

static void problem(const ent_voting *voting, ent_status status, ent_voting_problem expected, size_t player) {
    ent_voting_power found;
    assert_int_equal(ent_voting_indices(voting, NULL, &found), status);
    assert_int_equal(found.problem, expected);
    assert_int_equal(found.player, player);
    assert_false(found.shapley_shubik.exists);
    ent_voting_power_free(&found);
}

static void problems(void **state) {
    (void)state;
    static ent_ratio weights[60], many[1001];
    for (size_t i = 0; i < 60; i++)
        weights[i] = (ent_ratio){(int64_t)(i + 1) * 100000000000000 + 1, 1};
    problem(&(ent_voting){.weights = weights, .quota = {1, 1}}, ENT_LIMIT, ENT_VOTING_NO_PLAYERS, 0);
    problem(&(ent_voting){.players = 1001, .weights = many, .quota = {1, 1}}, ENT_LIMIT, ENT_VOTING_NO_PLAYERS, 0);
    problem(&(ent_voting){.players = 60, .weights = weights, .quota = {100000000000000000, 1}}, ENT_LIMIT,
            ENT_VOTING_WEIGHTS_TOO_LARGE, 0);
    problem(&(ent_voting){.players = 3, .weights = weights, .quota = {0, 1}}, ENT_INPUT, ENT_VOTING_QUOTA_TOO_SMALL, 0);
    problem(&(ent_voting){.players = 3, .weights = weights, .quota = {INT64_MAX, 1}}, ENT_OK,
            ENT_VOTING_QUOTA_TOO_LARGE, 0);
    weights[2].num = -1;
    problem(&(ent_voting){.players = 3, .weights = weights, .quota = {1, 1}}, ENT_INPUT, ENT_VOTING_NEGATIVE_WEIGHT, 2);
    const ent_ratio nothing[] = {{0, 1}, {0, 1}};
    problem(&(ent_voting){.players = 2, .weights = nothing, .quota = {1, 2}}, ENT_OK, ENT_VOTING_QUOTA_TOO_LARGE, 0);
    /* a quota of 0 that must be passed: one vote is enough */
    const ent_ratio one[] = {{1, 1}, {0, 1}};
    const ent_voting above = {.players = 2, .weights = one, .quota = {0, 1}, .above = true};
    ent_voting_power found;
    assert_int_equal(ent_voting_indices(&above, NULL, &found), ENT_OK);
    assert_true(found.dictator[0] && found.dummy[1]);
    ent_voting_power_free(&found);
}

/* Too large for a table by size, not for one by weight: swings, but no orders. */
static void swings_only(void **state) {
    (void)state;
    ent_ratio weights[60];
    for (size_t i = 0; i < 60; i++)
        weights[i] = (ent_ratio){100000 + (int64_t)(i == 0), 1};
    const ent_voting voting = {.players = 60, .weights = weights, .quota = {3100000, 1}}; /* 31 of 60 */
    ent_voting_power found;
    mpz_t swings;
    assert_int_equal(ent_voting_indices(&voting, NULL, &found), ENT_OK);
    assert_int_equal(found.problem, ENT_VOTING_WEIGHTS_TOO_LARGE);
    assert_true(!found.shapley_shubik.exists && found.banzhaf.exists && found.banzhaf_raw.exists);
    mpz_init(swings);
    mpz_bin_uiui(swings, 59, 30);
    for (size_t i = 0; i < 60; i++)
        assert_int_equal(mpz_cmp(mpq_numref(found.banzhaf_raw.exact[i]), swings), 0);
    mpz_clear(swings);
    ent_voting_power_free(&found);
}

/* ---- tables ------------------------------------------------------------------------------------------------ */

static void tables(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 9);
        const size_t size = (size_t)1 << n;
        double value[512] = {0};
        bool won[512] = {false};
        ent_random random = ent_random_stream(seed, 3);
        for (unsigned k = 0; k < 1 + seed % 4; k++) { /* few coalitions that win, and those with more members */
            const size_t winner = 1 + ent_random_below(&random, size - 1);
            for (size_t s = 0; s < size; s++)
                if ((winner & ~s) == 0) won[s] = true;
        }
        const double one = seed % 2 == 0 ? 1 : 10;
        for (size_t s = 0; s < size; s++)
            value[s] = won[s] ? one : 0;
        ent_tu_game game = {.players = n, .whole = true, .denominator = (int64_t)one, .value = value};
        naive expected;
        ent_voting_power found;
        list_all(&expected, won, n);
        assert_int_equal(ent_voting_table_indices(&game, NULL, &found), ENT_OK);
        assert_true(found.method == ENT_VOTING_COALITIONS && found.minimal_known);
        same(&found, &expected);
        ent_voting_power_free(&found);
        value[size - 1] = 2 * one;
        assert_int_equal(ent_voting_table_indices(&game, NULL, &found), ENT_INPUT);
        assert_true(found.problem == ENT_VOTING_NOT_SIMPLE && found.coalition == size - 1);
        ent_voting_power_free(&found);
        value[size - 1] = 0;
        assert_int_equal(ent_voting_table_indices(&game, NULL, &found), ENT_INPUT);
        assert_int_equal(found.problem, ENT_VOTING_NOT_SIMPLE);
        ent_voting_power_free(&found);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_councils),   cmocka_unit_test(both_methods),      cmocka_unit_test(security_council),
        cmocka_unit_test(community_of_1958), cmocka_unit_test(electoral_college), cmocka_unit_test(hundreds),
        cmocka_unit_test(problems),          cmocka_unit_test(swings_only),       cmocka_unit_test(tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
