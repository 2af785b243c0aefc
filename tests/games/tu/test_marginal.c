/* The tau value and others of marginal contributions against their definitions, coalition by coalition. */
#include "games/tu/marginal.h"

#include "naive.h"
#include "support/unit.h"

#include <stdlib.h>

static int64_t whole(const ent_tu_game *game, size_t s) { /* of the value game: -c for costs */
    return (int64_t)game->value[s] * (game->cost ? -1 : 1);
}

typedef struct tijs { /* of the value game, in the table's units */
    int64_t upper[ENT_TU_PLAYERS], right[ENT_TU_PLAYERS], sum_upper, sum_right, grand;
    bool ordered; /* every right is at most the utopia payoff */
} tijs;

static tijs by_definition(const ent_tu_game *game) {
    tijs found = {.ordered = true, .grand = whole(game, ent_tu_grand(game))};
    const unsigned n = game->players;
    for (unsigned i = 0; i < n; i++)
        found.upper[i] = found.grand - whole(game, ent_tu_grand(game) & ~((size_t)1 << i));
    for (unsigned i = 0; i < n; i++) {
        found.right[i] = INT64_MIN;
        for (size_t s = 0; s < ent_tu_size(game); s++) {
            if ((s >> i & 1) == 0) continue;
            int64_t left = whole(game, s);
            for (unsigned j = 0; j < n; j++)
                if (j != i && (s >> j & 1) != 0) left -= found.upper[j];
            if (left > found.right[i]) found.right[i] = left;
        }
        if (found.right[i] > found.upper[i]) found.ordered = false;
        found.sum_upper += found.upper[i];
        found.sum_right += found.right[i];
    }
    return found;
}

static void expect_tau(const ent_tu_game *game, const tijs *t, mpq_t *out) {
    mpq_t part, from;
    mpq_inits(part, from, NULL);
    if (t->sum_upper != t->sum_right) {
        mpq_set_si(part, t->grand - t->sum_right, (unsigned long)(t->sum_upper - t->sum_right));
        mpq_canonicalize(part);
    }
    for (unsigned i = 0; i < game->players; i++) {
        mpq_set_si(out[i], t->upper[i] - t->right[i], 1);
        mpq_mul(out[i], out[i], part);
        mpq_set_si(from, t->right[i], 1);
        mpq_add(out[i], out[i], from);
        if (game->cost) mpq_neg(out[i], out[i]);
        mpq_set_si(from, game->denominator, 1);
        mpq_div(out[i], out[i], from);
    }
    mpq_clears(part, from, NULL);
}

/* Convex games are quasi-balanced: v(S) = |S|^2 plus little noise; random ones seldom are. Value and cost games. */
static void tau_by_definition(void **state) {
    (void)state;
    size_t with = 0, without[4] = {0};
    for (uint64_t seed = 0; seed < 300; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 7) + (seed % 50 == 49 ? 11 : 0);
        naive_game *made = naive_random(seed, n, seed % 3 == 0 ? 100 : 20, seed % 5 == 0, seed % 2 == 0 ? 1 : 6);
        made->game.cost = seed % 4 == 1;
        for (size_t s = 1; s < ent_tu_size(&made->game) && seed % 3 != 0; s++) {
            const double size = __builtin_popcountll(s);
            made->value[s] += (made->game.cost ? -10 : 10) * size * size + (made->game.cost ? 2000 : 0);
        }
        const tijs t = by_definition(&made->game);
        mpq_t *expected = naive_fractions(n);
        ent_allocation out;
        ent_tau_detail detail;
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        assert_int_equal(ent_tau_detail_init(&detail, n), ENT_OK);
        assert_int_equal(ent_tu_tau(&made->game, NULL, &detail, &out), ENT_OK);
        const bool exists = t.ordered && t.sum_right <= t.grand && t.grand <= t.sum_upper;
        assert_int_equal(out.exists, exists);
        assert_int_equal(detail.absence == ENT_TAU_EXISTS, exists);
        without[detail.absence]++;
        if (detail.absence == ENT_TAU_RIGHTS_ABOVE_UPPER) assert_true(t.right[detail.player] > t.upper[detail.player]);
        if (detail.absence == ENT_TAU_RIGHTS_TOO_LARGE) assert_true(t.sum_right > t.grand);
        if (detail.absence == ENT_TAU_UPPER_TOO_SMALL) assert_true(t.sum_upper < t.grand);
        for (unsigned i = 0; i < n; i++) {
            const double unit = (double)made->game.denominator * (made->game.cost ? -1 : 1);
            assert_true(detail.rights.value[i] == (double)t.right[i] / unit);
            assert_true(detail.upper.value[i] == (double)t.upper[i] / unit);
            int64_t left = whole(&made->game, detail.attaining[i]);
            for (unsigned j = 0; j < n; j++)
                if (j != i && (detail.attaining[i] >> j & 1) != 0) left -= t.upper[j];
            assert_true(left == t.right[i] && (detail.attaining[i] >> i & 1) != 0);
        }
        if (exists) {
            with++;
            expect_tau(&made->game, &t, expected);
            naive_same(&out, expected);
            for (unsigned i = 0; i < n; i++) { /* rights + part (upper - rights) */
                mpq_sub(expected[i], detail.upper.exact[i], detail.rights.exact[i]);
                mpq_mul(expected[i], expected[i], detail.part);
                mpq_add(expected[i], expected[i], detail.rights.exact[i]);
            }
            if (t.sum_upper != t.sum_right) naive_same(&out, expected);
        }
        ent_tau_detail_free(&detail);
        ent_allocation_free(&out);
        naive_free(expected, n);
        free(made);
    }
    assert_true(with > 50 && without[ENT_TAU_UPPER_TOO_SMALL] > 5 && without[ENT_TAU_RIGHTS_ABOVE_UPPER] > 5);
}

/* Two pairs that are each worth the utopia payoffs of both, 1 and 1: everybody has a right to all of that, 4 in all,
 * and there are 3. */
static void rights_too_large(void **state) {
    (void)state;
    naive_game *made = naive_zero(4);
    ent_allocation out;
    ent_tau_detail detail;
    for (size_t s = 1; s < 16; s++)
        made->value[s] = s == 15 ? 3 : __builtin_popcountll(s) == 3 || s == 3 || s == 12 ? 2 : 0;
    assert_int_equal(ent_allocation_init(&out, 4), ENT_OK);
    assert_int_equal(ent_tau_detail_init(&detail, 4), ENT_OK);
    assert_int_equal(ent_tu_tau(&made->game, NULL, &detail, &out), ENT_OK);
    assert_false(out.exists);
    assert_int_equal(detail.absence, ENT_TAU_RIGHTS_TOO_LARGE);
    naive_is(&detail.rights, (const char *const[]){"1", "1", "1", "1"});
    naive_is(&detail.upper, (const char *const[]){"1", "1", "1", "1"});
    assert_true(detail.attaining[0] == 3 && detail.attaining[3] == 12);
    ent_tau_detail_free(&detail);
    ent_allocation_free(&out);
    free(made);
}

/* A rounded additive game: rights and utopia payoffs are the same but for rounding, and it still exists. */
static void rounded_tau(void **state) {
    (void)state;
    const unsigned n = 8;
    naive_game *made = naive_zero(n);
    ent_allocation out;
    for (size_t s = 1; s < 256; s++)
        for (unsigned i = 0; i < n; i++)
            if (s >> i & 1) made->value[s] += 1.0 / (3 + i);
    made->game.whole = false;
    assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
    assert_int_equal(ent_tu_tau(&made->game, NULL, NULL, &out), ENT_OK);
    assert_true(out.exists && !out.is_exact);
    for (unsigned i = 0; i < n; i++)
        assert_true(out.value[i] - 1.0 / (3 + i) < 1e-12 && 1.0 / (3 + i) - out.value[i] < 1e-12);
    ent_allocation_free(&out);
    free(made);
}

static void equal_splits(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 7);
        naive_game *made = naive_random(seed, n, 1000, true, 1 + (int64_t)(seed % 3));
        const int64_t d = made->game.denominator, grand = (int64_t)made->value[ent_tu_grand(&made->game)];
        mpq_t *ensc = naive_fractions(n), *equal = naive_fractions(n);
        int64_t separable = 0, alone = 0;
        ent_allocation out;
        for (unsigned i = 0; i < n; i++) {
            separable += grand - (int64_t)made->value[ent_tu_grand(&made->game) & ~((size_t)1 << i)];
            alone += (int64_t)made->value[(size_t)1 << i];
        }
        for (unsigned i = 0; i < n; i++) { /* n times each, over n d */
            const int64_t own = grand - (int64_t)made->value[ent_tu_grand(&made->game) & ~((size_t)1 << i)];
            mpq_set_si(ensc[i], n * own + grand - separable, n * (unsigned long)d);
            mpq_set_si(equal[i], n * (int64_t)made->value[(size_t)1 << i] + grand - alone, n * (unsigned long)d);
            mpq_canonicalize(ensc[i]);
            mpq_canonicalize(equal[i]);
        }
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        assert_int_equal(ent_tu_ensc(&made->game, &out), ENT_OK);
        naive_same(&out, ensc);
        assert_int_equal(ent_tu_equal_surplus(&made->game, &out), ENT_OK);
        naive_same(&out, equal);
        assert_int_equal(ent_tu_separable(&made->game, &out), ENT_OK);
        assert_true(out.value[0] == (double)(grand - (int64_t)made->value[ent_tu_grand(&made->game) - 1]) / (double)d);
        ent_allocation_free(&out);
        naive_free(ensc, n);
        naive_free(equal, n);
        free(made);
    }
}

/* Where it exists, the propensities to disrupt are equal: (what others lose) x_j's gain = the same crosswise. */
static void gately_by_propensities(void **state) {
    (void)state;
    size_t found[4] = {0};
    for (uint64_t seed = 0; seed < 200; seed++) {
        const unsigned n = 2 + (unsigned)(seed % 5);
        naive_game *made = naive_random(seed, n, 60, false, 1);
        const size_t grand = ent_tu_grand(&made->game);
        made->game.cost = seed % 2 == 1;
        made->value[grand] += seed % 3 == 0 ? 0 : made->game.cost ? -100 : 100;
        ent_allocation out;
        ent_gately_absence absence = ENT_GATELY_NO_LOSS;
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        assert_int_equal(ent_tu_gately(&made->game, &absence, &out), ENT_OK);
        assert_int_equal(out.exists, absence == ENT_GATELY_EXISTS);
        found[absence]++;
        int64_t surplus = whole(&made->game, grand);
        bool up = false, down = false;
        for (unsigned i = 0; i < n; i++) {
            const int64_t alone = whole(&made->game, (size_t)1 << i);
            const int64_t loss = whole(&made->game, grand) - whole(&made->game, grand & ~((size_t)1 << i)) - alone;
            surplus -= alone;
            up |= loss > 0;
            down |= loss < 0;
        }
        const ent_gately_absence expected = surplus < 0    ? ENT_GATELY_INESSENTIAL
                                            : surplus == 0 ? ENT_GATELY_EXISTS
                                            : up && down   ? ENT_GATELY_MIXED_LOSSES
                                            : up || down   ? ENT_GATELY_EXISTS
                                                           : ENT_GATELY_NO_LOSS;
        assert_int_equal(absence, expected);
        mpq_t gain, loss, ratio, entry;
        mpq_inits(gain, loss, ratio, entry, NULL);
        bool first = true;
        for (unsigned i = 0; i < n && out.exists && surplus > 0; i++) {
            /* x(N without i) - v(N without i) over x_i - v(i); v(N) - x_i stands for x(N without i) */
            mpq_set_d(entry, made->value[grand] - made->value[grand & ~((size_t)1 << i)]);
            mpq_sub(loss, entry, out.exact[i]);
            mpq_set_d(entry, made->value[(size_t)1 << i]);
            mpq_sub(gain, out.exact[i], entry);
            if (mpq_sgn(gain) == 0) continue;                          /* who loses nothing: M_i = v(i) */
            assert_int_equal(mpq_sgn(gain), made->game.cost ? -1 : 1); /* an imputation */
            mpq_div(loss, loss, gain);
            if (!first) assert_true(mpq_equal(loss, ratio));
            mpq_set(ratio, loss);
            first = false;
        }
        if (out.exists) {
            ent_allocation_sum(&out, gain);
            mpq_set_d(entry, made->value[grand]);
            assert_true(mpq_equal(gain, entry));
        }
        mpq_clears(gain, loss, ratio, entry, NULL);
        ent_allocation_free(&out);
        free(made);
    }
    assert_true(found[ENT_GATELY_EXISTS] > 20 && found[ENT_GATELY_INESSENTIAL] > 5 &&
                found[ENT_GATELY_MIXED_LOSSES] > 5);
}

/* What all get alone is v(N without i) + v(i) = v(N) for everybody, though less than v(N) in all (Staudacher and
 * Anwander 2019): leaving harms nobody. And a game in which all there is can be had alone. */
static void gately_of_special_games(void **state) {
    (void)state;
    naive_game *made = naive_zero(4);
    ent_gately_absence absence;
    ent_allocation out;
    assert_int_equal(ent_allocation_init(&out, 4), ENT_OK);
    for (size_t s = 1; s < 16; s++)
        made->value[s] = __builtin_popcountll(s) >= 3 ? 1 : 0;
    assert_int_equal(ent_tu_gately(&made->game, &absence, &out), ENT_OK);
    assert_false(out.exists);
    assert_int_equal(absence, ENT_GATELY_NO_LOSS);
    for (unsigned i = 0; i < 4; i++)
        made->value[(size_t)1 << i] = i;
    made->value[15] = 6;
    assert_int_equal(ent_tu_gately(&made->game, &absence, &out), ENT_OK);
    naive_is(&out, (const char *const[]){"0", "1", "2", "3"});
    ent_allocation_free(&out);
    free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tau_by_definition),
        cmocka_unit_test(rights_too_large),
        cmocka_unit_test(rounded_tau),
        cmocka_unit_test(equal_splits),
        cmocka_unit_test(gately_by_propensities),
        cmocka_unit_test(gately_of_special_games),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
