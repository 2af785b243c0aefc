/* The kernel check against surpluses pair by pair, in fractions. */
#include "games/tu/kernel.h"

#include "games/tu/shapley.h"
#include "naive.h"
#include "support/unit.h"

#include <math.h>
#include <stdlib.h>

static void naive_excess(const ent_tu_game *game, const ent_allocation *x, size_t s, mpq_t out) {
    ent_tu_entry(game, (ent_coalition_mask)s, out);
    for (unsigned i = 0; i < game->players; i++)
        if (s >> i & 1) mpq_sub(out, out, x->exact[i]);
    if (game->cost) mpq_neg(out, out);
}

/* Checks all of `found` against the definitions. */
static void compare(const ent_tu_game *game, const ent_allocation *x, const ent_kernel_check *found) {
    const unsigned n = game->players;
    mpq_t *surplus = naive_fractions((size_t)n * n), excess, difference, worst, forbidden;
    mpq_inits(excess, difference, worst, forbidden, NULL);
    for (size_t s = 1; s + 1 < ent_tu_size(game); s++) {
        naive_excess(game, x, s, excess);
        for (unsigned i = 0; i < n; i++)
            for (unsigned j = 0; j < n; j++)
                if ((s >> i & 1) != 0 && (s >> j & 1) == 0) {
                    mpq_t *most = &surplus[i * n + j];
                    if (s == (size_t)1 << i || mpq_cmp(excess, *most) > 0) {
                        bool first = true; /* {i} need not be the first coalition with i and without j */
                        for (size_t t = 1; t < s && first; t++)
                            first = !((t >> i & 1) != 0 && (t >> j & 1) == 0);
                        if (first || mpq_cmp(excess, *most) > 0) mpq_set(*most, excess);
                    }
                }
    }
    bool efficient, individual = true;
    naive_excess(game, x, ent_tu_grand(game), excess);
    efficient = mpq_sgn(excess) == 0;
    for (unsigned i = 0; i < n; i++) {
        naive_excess(game, x, (size_t)1 << i, excess);
        individual = individual && mpq_sgn(excess) <= 0;
    }
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < n; j++) {
            if (i == j) continue;
            assert_true(found->surplus[i * n + j] == mpq_get_d(surplus[i * n + j]) ||
                        fabs(found->surplus[i * n + j] - mpq_get_d(surplus[i * n + j])) <
                            1e-15 * fabs(found->surplus[i * n + j]));
            const size_t s = found->attaining[i * n + j];
            assert_true((s >> i & 1) != 0 && (s >> j & 1) == 0);
            naive_excess(game, x, s, excess);
            assert_true(mpq_equal(excess, surplus[i * n + j]));
            mpq_sub(difference, surplus[i * n + j], surplus[j * n + i]);
            if (mpq_cmp(difference, worst) > 0) mpq_set(worst, difference);
            naive_excess(game, x, (size_t)1 << j, excess);
            if (mpq_sgn(excess) < 0 && mpq_cmp(difference, forbidden) > 0) mpq_set(forbidden, difference);
        }
    assert_int_equal(found->efficient, efficient);
    assert_int_equal(found->individual, individual);
    assert_int_equal(found->prekernel, efficient && mpq_sgn(worst) == 0);
    assert_int_equal(found->kernel, efficient && individual && mpq_sgn(forbidden) == 0);
    assert_true(mpq_equal(found->exact_difference, worst));
    assert_true(mpq_equal(found->exact_kernel_difference, forbidden));
    if (mpq_sgn(worst) > 0) {
        mpq_sub(difference, surplus[found->first * n + found->second], surplus[found->second * n + found->first]);
        assert_true(mpq_equal(difference, worst));
    }
    mpq_clears(excess, difference, worst, forbidden, NULL);
    naive_free(surplus, (size_t)n * n);
}

static void random_games(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 30; seed++) {
        const unsigned n = seed < 24 ? 2 + (unsigned)(seed % 7) : 12;
        naive_game *made = naive_random(seed, n, 1000, true, seed % 3 == 0 ? 12 : 1);
        ent_allocation x;
        ent_kernel_check found;
        made->game.cost = seed % 2 == 1;
        assert_int_equal(ent_allocation_init(&x, n), ENT_OK);
        assert_int_equal(ent_tu_shapley(&made->game, NULL, &x), ENT_OK); /* with large denominators */
        if (seed % 5 == 4) {                                             /* not efficient */
            mpq_set_si(x.exact[0], 22, 7);
            ent_allocation_from_exact(&x);
        }
        assert_int_equal(ent_tu_kernel_check(&made->game, &x, NULL, &found), ENT_OK);
        assert_true(found.is_exact);
        compare(&made->game, &x, &found);
        ent_kernel_check_free(&found);
        ent_allocation_free(&x);
        free(made);
    }
}

/* Beyond blocks and chunks, where pairs come from all three parts of a mask; integers against 64 bits. */
static void many_players(void **state) {
    (void)state;
    const unsigned n = 19;
    naive_game *made = naive_random(1, n, 1000000, true, 1);
    ent_allocation x;
    ent_kernel_check found;
    assert_int_equal(ent_allocation_init(&x, n), ENT_OK);
    for (unsigned i = 0; i < n; i++)
        mpq_set_si(x.exact[i], 1000 * (long)i - 5000, 1);
    ent_allocation_from_exact(&x);
    int64_t *most = malloc(sizeof *most * n * n);
    assert_non_null(most);
    for (unsigned k = 0; k < n * n; k++)
        most[k] = INT64_MIN;
    for (size_t s = 0; s < ent_tu_size(&made->game); s++) {
        int64_t excess = (int64_t)made->value[s];
        for (unsigned i = 0; i < n; i++)
            if (s >> i & 1) excess -= 1000 * (int64_t)i - 5000;
        for (unsigned i = 0; i < n; i++)
            for (unsigned j = 0; j < n; j++)
                if ((s >> i & 1) != 0 && (s >> j & 1) == 0 && excess > most[i * n + j]) most[i * n + j] = excess;
    }
    const ent_run run = {.threads = 2};
    assert_int_equal(ent_tu_kernel_check(&made->game, &x, &run, &found), ENT_OK);
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < n; j++)
            if (i != j) assert_true(found.surplus[i * n + j] == (double)most[i * n + j]);
    ent_kernel_check_free(&found);
    ent_allocation_free(&x);
    free(most);
    free(made);
}

/* The first game of Davis and Maschler 1965 in spirit: with three players and v(S) = |S| > 1 the equal split is the
 * kernel; nobody gives in where one has less to lose. A glove game, whose kernel gives all to the scarce side. */
static void known_kernels(void **state) {
    (void)state;
    naive_game *majority = naive_zero(3), *glove = naive_zero(3);
    ent_allocation x;
    ent_kernel_check found;
    for (size_t s = 1; s < 8; s++) {
        majority->value[s] = __builtin_popcountll(s) > 1;
        glove->value[s] = (s & 1) != 0 && s > 1; /* player 0 has the one left glove */
    }
    assert_int_equal(ent_allocation_init(&x, 3), ENT_OK);
    for (unsigned i = 0; i < 3; i++)
        mpq_set_ui(x.exact[i], 1, 3);
    ent_allocation_from_exact(&x);
    assert_int_equal(ent_tu_kernel_check(&majority->game, &x, NULL, &found), ENT_OK);
    assert_true(found.kernel && found.prekernel);
    ent_kernel_check_free(&found);
    assert_int_equal(ent_tu_kernel_check(&glove->game, &x, NULL, &found), ENT_OK);
    assert_false(found.kernel || found.prekernel);
    /* s_01 = v(02) - 2/3 = 1/3, s_10 = v(1) - 1/3 = -1/3 */
    assert_int_equal(mpq_cmp_ui(found.exact_difference, 2, 3), 0);
    assert_true(found.first == 0 && found.second == 1);
    ent_kernel_check_free(&found);
    mpq_set_ui(x.exact[0], 1, 1);
    mpq_set_ui(x.exact[1], 0, 1);
    mpq_set_ui(x.exact[2], 0, 1);
    ent_allocation_from_exact(&x);
    assert_int_equal(ent_tu_kernel_check(&glove->game, &x, NULL, &found), ENT_OK);
    assert_true(found.kernel);
    ent_kernel_check_free(&found);
    ent_allocation_free(&x);
    free(majority);
    free(glove);
}

/* Doubles in place of fractions, and fractions that are too large for exact numbers. */
static void rough_checks(void **state) {
    (void)state;
    naive_game *made = naive_zero(3);
    ent_allocation x;
    ent_kernel_check found;
    for (size_t s = 1; s < 8; s++)
        made->value[s] = __builtin_popcountll(s) > 1;
    assert_int_equal(ent_allocation_init(&x, 3), ENT_OK);
    for (unsigned i = 0; i < 3; i++)
        x.value[i] = 1.0 / 3;
    x.exists = true;
    assert_int_equal(ent_tu_kernel_check(&made->game, &x, NULL, &found), ENT_OK);
    assert_true(found.kernel && found.prekernel && !found.is_exact);
    assert_true(fabs(found.surplus[1] - 1.0 / 3) < 1e-12);
    ent_kernel_check_free(&found);
    x.value[0] += 0.001;
    assert_int_equal(ent_tu_kernel_check(&made->game, &x, NULL, &found), ENT_OK);
    assert_false(found.efficient || found.kernel);
    ent_kernel_check_free(&found);
    x.value[1] -= 0.001; /* the surplus of i against j is 1 less what the others of j get: x_j */
    assert_int_equal(ent_tu_kernel_check(&made->game, &x, NULL, &found), ENT_OK);
    assert_true(found.efficient && !found.kernel && fabs(found.difference - 0.002) < 1e-9);
    ent_kernel_check_free(&found);
    for (unsigned i = 0; i < 3; i++) { /* nearly thirds, in fractions of 200 bits */
        mpq_set_ui(x.exact[i], 1, 1);
        mpq_div_2exp(x.exact[i], x.exact[i], 200);
    }
    mpq_t third;
    mpq_init(third);
    mpq_set_ui(third, 1, 3);
    for (unsigned i = 0; i < 3; i++)
        mpq_add(x.exact[i], x.exact[i], third);
    mpq_clear(third);
    ent_allocation_from_exact(&x);
    assert_int_equal(ent_tu_kernel_check(&made->game, &x, NULL, &found), ENT_OK);
    assert_true(!found.is_exact && found.kernel);
    ent_kernel_check_free(&found);
    x.is_exact = false;
    x.value[0] = 1e60;
    assert_int_equal(ent_tu_kernel_check(&made->game, &x, NULL, &found), ENT_LIMIT);
    x.value[0] = NAN;
    assert_int_equal(ent_tu_kernel_check(&made->game, &x, NULL, &found), ENT_LIMIT);
    ent_allocation_free(&x);
    free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_games),
        cmocka_unit_test(many_players),
        cmocka_unit_test(known_kernels),
        cmocka_unit_test(rough_checks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
