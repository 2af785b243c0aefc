/* Shapley, weighted Shapley, Banzhaf and dividends against orders and lists of coalitions. */
#include "games/tu/shapley.h"

#include "games/tu/sums.h"
#include "naive.h"
#include "support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void shapley_by_orders(void **state) {
    (void)state;
    for (unsigned n = 1; n <= 8; n++)
        for (uint64_t seed = 0; seed < 4; seed++) {
            naive_game *made = naive_random(seed, n, 1000, seed % 2 == 0, seed % 3 == 0 ? 100 : 1);
            mpq_t *expected = naive_fractions(n);
            ent_allocation out;
            made->game.cost = seed == 1;
            assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
            assert_int_equal(ent_tu_shapley(&made->game, NULL, &out), ENT_OK);
            naive_mean_of_orders(&made->game, NULL, NULL, expected);
            naive_same(&out, expected);
            ent_allocation_free(&out);
            naive_free(expected, n);
            free(made);
        }
}

/* The sum of what a player adds, coalition by coalition, times the number of orders in which these come before
 * (`orders`) or 1. */
static void by_marginals(const ent_tu_game *game, unsigned player, bool orders, mpz_t out) {
    const size_t bit = (size_t)1 << player;
    mpz_t weight, factor, adds;
    mpz_inits(weight, factor, adds, NULL);
    mpz_t by_size[ENT_TU_PLAYERS];
    for (unsigned s = 0; s < game->players; s++)
        mpz_init(by_size[s]);
    for (size_t s = 0; s < ent_tu_size(game); s++) {
        if ((s & bit) != 0) continue;
        mpz_set_d(adds, game->value[s | bit]);
        mpz_set_d(factor, game->value[s]);
        mpz_sub(adds, adds, factor);
        unsigned size = 0;
        for (size_t rest = s; rest != 0; rest >>= 1)
            size += rest & 1;
        mpz_add(by_size[size], by_size[size], adds);
    }
    mpz_set_ui(out, 0);
    for (unsigned s = 0; s < game->players; s++) {
        mpz_fac_ui(weight, s);
        mpz_fac_ui(factor, game->players - 1 - s);
        mpz_mul(weight, weight, factor);
        if (!orders) mpz_set_ui(weight, 1);
        mpz_addmul(out, by_size[s], weight);
        mpz_clear(by_size[s]);
    }
    mpz_clears(weight, factor, adds, NULL);
}

/* Sizes around the limits of blocks and chunks, entries as large as they may be. */
static void large_tables(void **state) {
    (void)state;
    const unsigned sizes[] = {8, 9, 10, 13, 16, 17, 18, 19};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        const unsigned n = sizes[k];
        naive_game *made = naive_random(k, n, (uint64_t)1 << 53, true, 1);
        mpq_t *shapley = naive_fractions(n), *banzhaf = naive_fractions(n);
        ent_allocation out;
        for (unsigned i = 0; i < n; i++) {
            by_marginals(&made->game, i, true, mpq_numref(shapley[i]));
            mpz_fac_ui(mpq_denref(shapley[i]), n);
            mpq_canonicalize(shapley[i]);
            by_marginals(&made->game, i, false, mpq_numref(banzhaf[i]));
        }
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        assert_int_equal(ent_tu_shapley(&made->game, NULL, &out), ENT_OK);
        naive_same(&out, shapley);
        assert_int_equal(ent_tu_banzhaf(&made->game, ENT_BANZHAF_RAW, NULL, &out), ENT_OK);
        naive_same(&out, banzhaf);
        for (unsigned i = 0; i < n; i++)
            mpq_div_2exp(banzhaf[i], banzhaf[i], n - 1);
        assert_int_equal(ent_tu_banzhaf(&made->game, ENT_BANZHAF_VALUE, NULL, &out), ENT_OK);
        naive_same(&out, banzhaf);
        ent_allocation_free(&out);
        naive_free(shapley, n);
        naive_free(banzhaf, n);
        free(made);
    }
}

/* All entries of one sign and of the largest size: the sums are as large as they get. */
static void extreme_sums(void **state) {
    (void)state;
    const unsigned n = 18;
    naive_game *made = naive_zero(n);
    ent_allocation out;
    for (size_t s = 1; s < ent_tu_size(&made->game); s++)
        made->value[s] = -0x1p53;
    assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
    assert_int_equal(ent_tu_shapley(&made->game, NULL, &out), ENT_OK);
    for (unsigned i = 0; i < n; i++) /* by symmetry */
        assert_true(out.is_exact && out.value[i] == -0x1p53 / n);
    ent_allocation_free(&out);
    free(made);
}

/* With 27 players chunks come in groups. An additive game that is never in memory: worth[i] = i + 1. */
static void fill_additive(const void *context, size_t first, size_t size, int64_t *out) {
    (void)context;
    int64_t base = 0;
    for (unsigned i = 0; i < 27; i++)
        base += first >> i & 1 ? i + 1 : 0;
    out[0] = base;
    for (unsigned i = 0; (size_t)1 << i < size; i++)
        for (size_t s = 0; s < (size_t)1 << i; s++)
            out[((size_t)1 << i) + s] = out[s] + i + 1;
}

static void groups_of_chunks(void **state) {
    (void)state;
    const ent_run run = {.threads = 2};
    ent_tu_sums *sums = NULL;
    mpz_t value, orders;
    assert_int_equal(ent_tu_sums_find((ent_tu_source){fill_additive, NULL}, 27, &run, &sums), ENT_OK);
    mpz_inits(value, orders, NULL);
    mpz_fac_ui(orders, 27);
    for (unsigned i = 0; i < 27; i++) {
        ent_tu_sums_shapley(sums, 27, i, value);
        mpz_divexact(value, value, orders);
        assert_int_equal(mpz_get_ui(value), i + 1);
    }
    mpz_clears(value, orders, NULL);
    ent_free(NULL, sums);
}

/* Rounded tables: thirds, and a table with very large and very small entries. */
static void rounded_tables(void **state) {
    (void)state;
    const double scales[] = {1.0 / 3, 1e300, 1e-290, 1e-7};
    for (size_t k = 0; k < 4; k++) {
        naive_game *whole = naive_random(k, 7, 1000, true, 1), *rounded = naive_zero(7);
        ent_allocation expected, out;
        for (size_t s = 0; s < 128; s++)
            rounded->value[s] = whole->value[s] * scales[k];
        rounded->game.whole = false;
        assert_int_equal(ent_allocation_init(&expected, 7), ENT_OK);
        assert_int_equal(ent_allocation_init(&out, 7), ENT_OK);
        assert_int_equal(ent_tu_shapley(&whole->game, NULL, &expected), ENT_OK);
        assert_int_equal(ent_tu_shapley(&rounded->game, NULL, &out), ENT_OK);
        assert_true(out.exists && !out.is_exact);
        for (unsigned i = 0; i < 7; i++)
            assert_true(fabs(out.value[i] - expected.value[i] * scales[k]) <= 1e-13 * 1000 * scales[k]);
        rounded->value[5] = INFINITY;
        assert_int_equal(ent_tu_shapley(&rounded->game, NULL, &out), ENT_INPUT);
        rounded->value[5] = NAN;
        assert_int_equal(ent_tu_shapley(&rounded->game, NULL, &out), ENT_INPUT);
        ent_allocation_free(&out);
        ent_allocation_free(&expected);
        free(rounded);
        free(whole);
    }
}

static void normalised_banzhaf(void **state) {
    (void)state;
    naive_game *made = naive_random(3, 6, 100, false, 10);
    mpq_t sum, grand;
    ent_allocation raw, out;
    mpq_inits(sum, grand, NULL);
    assert_int_equal(ent_allocation_init(&raw, 6), ENT_OK);
    assert_int_equal(ent_allocation_init(&out, 6), ENT_OK);
    assert_int_equal(ent_tu_banzhaf(&made->game, ENT_BANZHAF_RAW, NULL, &raw), ENT_OK);
    assert_int_equal(ent_tu_banzhaf(&made->game, ENT_BANZHAF_NORMALISED, NULL, &out), ENT_OK);
    ent_allocation_sum(&raw, sum);
    ent_tu_entry(&made->game, 63, grand);
    mpq_div(grand, grand, sum);
    for (unsigned i = 0; i < 6; i++)
        mpq_mul(raw.exact[i], raw.exact[i], grand);
    naive_same(&out, raw.exact);
    memset(made->value, 0, 64 * sizeof(double));
    for (size_t s = 1; s < 64; s++)
        made->value[s] = (double)(__builtin_popcountll(s) % 2); /* who joins adds 1 as often as -1 */
    assert_int_equal(ent_tu_banzhaf(&made->game, ENT_BANZHAF_NORMALISED, NULL, &out), ENT_OK);
    assert_false(out.exists);
    ent_allocation_free(&raw);
    ent_allocation_free(&out);
    mpq_clears(sum, grand, NULL);
    free(made);
}

/* ---- weighted ------------------------------------------------------------------------------------------- */

typedef struct drawn {
    const ent_tu_game *game;
    const ent_ratio *weights;
    mpq_t *out;
} drawn;

/* An order has the probability that it is drawn from its end, each time in proportion to weights. */
static void add_drawn(void *context, const unsigned *order) {
    const drawn *work = context;
    mpq_t odds, weight, sum, adds;
    mpq_inits(odds, weight, sum, adds, NULL);
    mpq_set_ui(odds, 1, 1);
    size_t before = 0;
    for (unsigned k = 0; k < work->game->players; k++) {
        ent_mpq_set_ratio(weight, work->weights[order[k]]);
        mpq_add(sum, sum, weight);
        mpq_div(weight, weight, sum);
        mpq_mul(odds, odds, weight);
    }
    for (unsigned k = 0; k < work->game->players; k++) {
        const size_t with = before | (size_t)1 << order[k];
        mpq_set_d(adds, (work->game->value[with] - work->game->value[before]));
        mpq_set_si(weight, 1, (unsigned long)work->game->denominator);
        mpq_mul(adds, adds, weight);
        mpq_mul(adds, adds, odds);
        mpq_add(work->out[order[k]], work->out[order[k]], adds);
        before = with;
    }
    mpq_clears(odds, weight, sum, adds, NULL);
}

static void weighted_by_orders(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 12; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 6);
        naive_game *made = naive_random(seed, n, 1000, true, seed % 2 == 0 ? 1 : 8);
        ent_ratio weights[6];
        ent_random random = ent_random_stream(seed, 99);
        for (unsigned i = 0; i < n; i++)
            weights[i] =
                (ent_ratio){1 + (int64_t)ent_random_below(&random, 9), 1 + (int64_t)ent_random_below(&random, 3)};
        mpq_t *expected = naive_fractions(n);
        ent_allocation out;
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        drawn work = {&made->game, weights, expected};
        naive_orders(n, add_drawn, &work);
        assert_int_equal(ent_tu_weighted_shapley(&made->game, weights, NULL, &out), ENT_OK);
        naive_same(&out, expected);
        /* weights that do not add up to a small number: in doubles */
        for (unsigned i = 0; i < n; i++)
            weights[i] = (ent_ratio){1000003 + 7919 * (int64_t)ent_random_below(&random, 1000), 1};
        for (unsigned i = 0; i < n; i++)
            mpq_set_ui(expected[i], 0, 1);
        naive_orders(n, add_drawn, &work);
        assert_int_equal(ent_tu_weighted_shapley(&made->game, weights, NULL, &out), ENT_OK);
        assert_true(out.exists && (n < 3 || !out.is_exact));
        for (unsigned i = 0; i < n; i++)
            assert_true(fabs(out.value[i] - mpq_get_d(expected[i])) < 1e-11);
        ent_allocation_free(&out);
        naive_free(expected, n);
        free(made);
    }
}

/* Both ways, with enough players that there is more than one block: equal weights are the Shapley value. */
static void equal_weights(void **state) {
    (void)state;
    const unsigned n = 19;
    naive_game *made = naive_random(5, n, 1000000, true, 1);
    ent_ratio weights[19];
    ent_allocation expected, out;
    assert_int_equal(ent_allocation_init(&expected, n), ENT_OK);
    assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
    assert_int_equal(ent_tu_shapley(&made->game, NULL, &expected), ENT_OK);
    for (unsigned i = 0; i < n; i++)
        weights[i] = (ent_ratio){3, 7};
    assert_int_equal(ent_tu_weighted_shapley(&made->game, weights, NULL, &out), ENT_OK);
    naive_same(&out, expected.exact);
    made->game.whole = false;
    assert_int_equal(ent_tu_weighted_shapley(&made->game, weights, NULL, &out), ENT_OK);
    assert_true(out.exists && !out.is_exact);
    for (unsigned i = 0; i < n; i++)
        assert_true(fabs(out.value[i] - expected.value[i]) < 1e-8);
    weights[4].num = 0;
    assert_int_equal(ent_tu_weighted_shapley(&made->game, weights, NULL, &out), ENT_INPUT);
    ent_allocation_free(&expected);
    ent_allocation_free(&out);
    free(made);
}

/* ---- dividends ------------------------------------------------------------------------------------------ */

static void dividends_by_subsets(void **state) {
    (void)state;
    for (unsigned n = 1; n <= 9; n++) {
        naive_game *made = naive_random(n, n, 1000, true, 4);
        double *dividend = malloc(sizeof *dividend << n);
        bool exact = false;
        assert_non_null(dividend);
        assert_int_equal(ent_tu_dividends(&made->game, NULL, dividend, &exact), ENT_OK);
        assert_true(exact);
        for (size_t s = 0; s < (size_t)1 << n; s++) {
            int64_t sum = 0;
            for (size_t t = 0; t <= s; t++)
                if ((t & ~s) == 0) sum += (int64_t)made->value[t] * (__builtin_parityll(s ^ t) ? -1 : 1);
            assert_true(dividend[s] == (double)sum / 4);
        }
        free(dividend);
        free(made);
    }
}

/* With 24 players all stages of the transform: of a game that is the sum of few unanimity games. */
static void dividends_of_many(void **state) {
    (void)state;
    const unsigned n = 24;
    const size_t carriers[] = {1, 0x800001, 0xffffff, 0x00f0f0, 0x400000, 0x3fffff};
    naive_game *made = naive_zero(n);
    const ent_run run = {.threads = 2};
    double *dividend = malloc(sizeof *dividend << n);
    bool exact = false;
    assert_non_null(dividend);
    for (size_t s = 0; s < (size_t)1 << n; s++)
        for (size_t k = 0; k < 6; k++)
            if ((carriers[k] & ~s) == 0) made->value[s] += (double)(k + 1);
    assert_int_equal(ent_tu_dividends(&made->game, &run, dividend, &exact), ENT_OK);
    assert_true(exact);
    size_t others = 0;
    for (size_t s = 0; s < (size_t)1 << n; s++)
        others += dividend[s] != 0;
    assert_int_equal(others, 6);
    for (size_t k = 0; k < 6; k++)
        assert_true(dividend[carriers[k]] == (double)(k + 1));
    free(dividend);
    free(made);
}

/* ---- axioms ---------------------------------------------------------------------------------------------- */

static void shapley_of(const ent_tu_game *game, ent_allocation *out) {
    assert_int_equal(ent_allocation_init(out, game->players), ENT_OK);
    assert_int_equal(ent_tu_shapley(game, NULL, out), ENT_OK);
}

/* Efficiency, symmetry, null player, additivity, covariance (Shapley 1953); of equal contributions, the game without j
 * in place of the game (Myerson 1980). */
static void axioms(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 6; seed++) {
        const unsigned n = 11;
        naive_game *a = naive_random(seed, n, 500, true, 1), *b = naive_random(seed + 50, n, 500, true, 1);
        for (size_t s = 0; s < (size_t)1 << n; s++) { /* in `a` player 3 adds nothing, 5 and 7 are alike */
            a->value[s] = a->value[s & ~(size_t)8];
            if ((s & 0x80) != 0 && (s & 0x20) == 0) a->value[s] = a->value[(s & ~(size_t)0x80) | 0x20];
        }
        for (size_t s = 0; s < (size_t)1 << n; s++)
            a->value[s] = a->value[s & ~(size_t)8];
        ent_allocation x, y, z;
        mpq_t sum, part;
        mpq_inits(sum, part, NULL);
        shapley_of(&a->game, &x);
        shapley_of(&b->game, &y);
        ent_allocation_sum(&x, sum);
        ent_tu_entry(&a->game, ent_tu_grand(&a->game), part);
        assert_true(mpq_equal(sum, part));
        assert_int_equal(mpq_sgn(x.exact[3]), 0);
        assert_true(mpq_equal(x.exact[5], x.exact[7]));
        for (size_t s = 0; s < (size_t)1 << n; s++) { /* 3 a + b, and 10 (i + 1) more for each i */
            b->value[s] += 3 * a->value[s];
            for (unsigned i = 0; i < n; i++)
                if (s >> i & 1) b->value[s] += 10 * (i + 1);
        }
        shapley_of(&b->game, &z);
        for (unsigned i = 0; i < n; i++) {
            mpq_set_ui(part, 3, 1);
            mpq_mul(part, part, x.exact[i]);
            mpq_add(part, part, y.exact[i]);
            mpq_set_ui(sum, 10 * (i + 1), 1);
            mpq_add(part, part, sum);
            assert_true(mpq_equal(part, z.exact[i]));
        }
        mpq_clears(sum, part, NULL);
        ent_allocation_free(&x);
        ent_allocation_free(&y);
        ent_allocation_free(&z);
        free(a);
        free(b);
    }
}

static naive_game *without(const ent_tu_game *game, unsigned player) {
    naive_game *made = naive_zero(game->players - 1);
    const size_t low = ((size_t)1 << player) - 1;
    for (size_t s = 0; s < ent_tu_size(&made->game); s++)
        made->value[s] = game->value[(s & low) | (s & ~low) << 1];
    return made;
}

static void balanced_contributions(void **state) {
    (void)state;
    const unsigned n = 6;
    naive_game *made = naive_random(21, n, 1000, true, 1);
    ent_allocation all, less[6];
    mpq_t one, other;
    mpq_inits(one, other, NULL);
    shapley_of(&made->game, &all);
    for (unsigned j = 0; j < n; j++) {
        naive_game *rest = without(&made->game, j);
        shapley_of(&rest->game, &less[j]);
        free(rest);
    }
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < i; j++) {
            mpq_sub(one, all.exact[i], less[j].exact[i - 1]);
            mpq_sub(other, all.exact[j], less[i].exact[j]);
            assert_true(mpq_equal(one, other));
        }
    mpq_clears(one, other, NULL);
    for (unsigned j = 0; j < n; j++)
        ent_allocation_free(&less[j]);
    ent_allocation_free(&all);
    free(made);
}

static void limits(void **state) {
    (void)state;
    const double value[2] = {0, 1};
    ent_tu_game game = {.players = 0, .whole = true, .denominator = 1, .value = value};
    ent_allocation out;
    assert_int_equal(ent_allocation_init(&out, 1), ENT_OK);
    assert_int_equal(ent_tu_shapley(&game, NULL, &out), ENT_LIMIT);
    game.players = ENT_TU_PLAYERS + 1;
    assert_int_equal(ent_tu_shapley(&game, NULL, &out), ENT_LIMIT);
    assert_int_equal(ent_tu_dividends(&game, NULL, NULL, NULL), ENT_LIMIT);
    ent_allocation_free(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapley_by_orders),
        cmocka_unit_test(large_tables),
        cmocka_unit_test(extreme_sums),
        cmocka_unit_test(groups_of_chunks),
        cmocka_unit_test(rounded_tables),
        cmocka_unit_test(normalised_banzhaf),
        cmocka_unit_test(weighted_by_orders),
        cmocka_unit_test(equal_weights),
        cmocka_unit_test(dividends_by_subsets),
        cmocka_unit_test(dividends_of_many),
        cmocka_unit_test(axioms),
        cmocka_unit_test(balanced_contributions),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
