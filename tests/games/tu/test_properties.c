/* Properties of tables, each against its definition over all pairs of coalitions. */
#include "games/tu/properties.h"

#include "naive.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

static double at(const ent_tu_game *game, size_t s) {
    return game->value[s];
}

typedef bool (*broken)(const ent_tu_game *game, size_t s, size_t t);

static bool monotone(const ent_tu_game *game, size_t s, size_t t) {
    return (s & ~t) == 0 && at(game, s) > at(game, t);
}
static bool superadditive(const ent_tu_game *game, size_t s, size_t t) {
    return (s & t) == 0 && at(game, s) + at(game, t) > at(game, s | t);
}
static bool subadditive(const ent_tu_game *game, size_t s, size_t t) {
    return (s & t) == 0 && at(game, s) + at(game, t) < at(game, s | t);
}
static bool additive(const ent_tu_game *game, size_t s, size_t t) {
    return (s & t) == 0 && at(game, s) + at(game, t) != at(game, s | t);
}
static bool zero_monotone(const ent_tu_game *game, size_t s, size_t t) {
    if ((t & (t - 1)) != 0 || t == 0) return false;
    return game->cost ? subadditive(game, s, t) : superadditive(game, s, t);
}
static bool convex(const ent_tu_game *game, size_t s, size_t t) {
    return at(game, s) + at(game, t) > at(game, s | t) + at(game, s & t);
}
static bool concave(const ent_tu_game *game, size_t s, size_t t) {
    return at(game, s) + at(game, t) < at(game, s | t) + at(game, s & t);
}

static bool holds(const ent_tu_game *game, broken fails) {
    for (size_t s = 0; s < ent_tu_size(game); s++)
        for (size_t t = 0; t < ent_tu_size(game); t++)
            if (fails(game, s, t)) return false;
    return true;
}

static size_t held, failed;

static void check(const ent_tu_game *game, const ent_tu_property *found, broken fails) {
    const bool expected = holds(game, fails);
    assert_int_equal(found->truth, expected ? ENT_TRUE : ENT_FALSE);
    if (!expected) assert_true(fails(game, found->first, found->second));
    held += expected;
    failed += !expected;
}

static bool null_player(const ent_tu_game *game, unsigned i, double alone) {
    for (size_t s = 0; s < ent_tu_size(game); s++)
        if ((s >> i & 1) == 0 && at(game, s | (size_t)1 << i) != at(game, s) + alone) return false;
    return true;
}

static bool alike(const ent_tu_game *game, unsigned i, unsigned j) {
    for (size_t s = 0; s < ent_tu_size(game); s++)
        if ((s >> i & 1) == 0 && (s >> j & 1) == 0 && at(game, s | (size_t)1 << i) != at(game, s | (size_t)1 << j))
            return false;
    return true;
}

static void check_all(const ent_tu_game *game) {
    ent_tu_properties found;
    assert_int_equal(ent_tu_properties_check(game, NULL, NULL, &found), ENT_OK);
    check(game, &found.monotone, monotone);
    check(game, &found.superadditive, superadditive);
    check(game, &found.subadditive, subadditive);
    check(game, &found.additive, additive);
    check(game, &found.zero_monotone, zero_monotone);
    check(game, &found.convex, convex);
    check(game, &found.concave, concave);
    double alone = 0;
    bool simple = holds(game, monotone) && at(game, ent_tu_grand(game)) == (double)game->denominator;
    for (size_t s = 0; s < ent_tu_size(game); s++)
        if (at(game, s) != 0 && at(game, s) != (double)game->denominator) simple = false;
    assert_int_equal(found.simple.truth, simple ? ENT_TRUE : ENT_FALSE);
    ent_tu_property only;
    assert_int_equal(ent_tu_simple_check(game, NULL, &only), ENT_OK);
    assert_int_equal(only.truth, found.simple.truth);
    for (unsigned i = 0; i < game->players; i++) {
        alone += at(game, (size_t)1 << i);
        assert_int_equal(found.null_players >> i & 1, null_player(game, i, 0));
        assert_int_equal(found.dummies >> i & 1, null_player(game, i, at(game, (size_t)1 << i)));
        unsigned first = i;
        for (unsigned j = i; j-- > 0;)
            if (alike(game, i, j)) first = j;
        assert_int_equal(found.symmetric[i], first);
    }
    const double grand = at(game, ent_tu_grand(game));
    assert_int_equal(found.essential.truth == ENT_TRUE, game->cost ? grand < alone : grand > alone);
}

/* Games that are sums of unanimity games with few carriers, so that much holds by chance; and little noise. */
static void random_games(void **state) {
    (void)state;
    held = failed = 0;
    for (uint64_t seed = 0; seed < 400; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 6);
        naive_game *made = naive_zero(n);
        ent_random random = ent_random_stream(seed, 5);
        for (unsigned k = 0; k < 1 + seed % 5; k++) {
            const size_t carrier = 1 + ent_random_below(&random, ent_tu_grand(&made->game));
            const double dividend = seed % 3 == 0 ? 1 : (double)ent_random_below(&random, 7) - 2;
            for (size_t s = 0; s < ent_tu_size(&made->game); s++)
                if (seed % 7 == 3 ? (s & carrier) != 0 : (carrier & ~s) == 0) made->value[s] += dividend;
        }
        if (seed % 10 == 9) made->value[1 + ent_random_below(&random, ent_tu_grand(&made->game))] += 1;
        if (seed % 11 == 10) /* a simple game, more or less */
            for (size_t s = 0; s < ent_tu_size(&made->game); s++)
                made->value[s] = made->value[s] > 0;
        made->game.cost = seed % 2 == 1;
        check_all(&made->game);
        for (size_t s = 0; s < ent_tu_size(&made->game); s++) /* near the largest whole numbers */
            made->value[s] *= 0x1p49;
        made->game.denominator = INT64_C(1) << 49;
        check_all(&made->game);
        free(made);
    }
    assert_true(held > 500 && failed > 500);
}

/* Entries near 2^53, whose sums doubles round: one unit too few. */
static void large_entries(void **state) {
    (void)state;
    naive_game *made = naive_zero(3);
    ent_tu_properties found;
    const double value[8] = {0,          0x1p51 + 1, 0x1p51 + 1, 0x1p52 + 2,
                             0x1p51 + 1, 0x1p52 + 2, 0x1p52 + 2, 0x1p52 + 0x1p51 + 3};
    memcpy(made->value, value, sizeof value); /* additive */
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
    assert_true(found.convex.truth == ENT_TRUE && found.concave.truth == ENT_TRUE && found.additive.truth == ENT_TRUE);
    assert_true(found.superadditive.truth == ENT_TRUE && found.essential.truth == ENT_FALSE);
    made->value[7] -= 1;
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
    assert_true(found.convex.truth == ENT_FALSE && found.concave.truth == ENT_TRUE);
    assert_true(found.superadditive.truth == ENT_FALSE && found.additive.truth == ENT_FALSE);
    made->value[7] += 2;
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
    assert_true(found.convex.truth == ENT_TRUE && found.concave.truth == ENT_FALSE);
    assert_true(found.subadditive.truth == ENT_FALSE && found.essential.truth == ENT_TRUE);
    free(made);
}

/* Convex but for one unit at player 0, between differences of 2^54 - 4 and 2^54 - 3, which are the same double. */
static void differences_that_round(void **state) {
    (void)state;
    naive_game *made = naive_zero(3);
    ent_tu_properties found;
    const double value[8] = {0, -0x1p53 + 2, -1, -0x1p53 + 2, 0, 0x1p53 - 1, -1, 0x1p53 - 2};
    memcpy(made->value, value, sizeof value);
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
    assert_int_equal(found.convex.truth, ENT_FALSE);
    assert_true(found.convex.first == 3 && found.convex.second == 5);
    free(made);
}

/* Several blocks: a convex game in which just one entry breaks it, wherever that is, whatever the number of threads. */
static void one_entry(void **state) {
    (void)state;
    const unsigned n = 16;
    naive_game *made = naive_zero(n);
    const ent_run two = {.threads = 2};
    ent_tu_properties found, again;
    for (size_t s = 0; s < ent_tu_size(&made->game); s++) {
        const double size = __builtin_popcountll(s);
        made->value[s] = size * size;
    }
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
    assert_true(found.convex.truth == ENT_TRUE && found.superadditive.truth == ENT_TRUE);
    assert_true(found.concave.truth == ENT_FALSE && found.null_players == 0);
    for (unsigned i = 0; i < n; i++)
        assert_int_equal(found.symmetric[i], 0);
    const size_t places[] = {0x0007, 0x8001, 0x4000, 0xffff, 0xa5a5, 0x2000};
    for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
        made->value[places[k]] += 2.5 - 0.5; /* second differences of |S|^2 are 2: now one is 0, others negative */
        made->value[places[k]] += 1;
        assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
        assert_int_equal(found.convex.truth, places[k] == 0xffff ? ENT_TRUE : ENT_FALSE);
        if (found.convex.truth == ENT_FALSE) {
            assert_true(convex(&made->game, found.convex.first, found.convex.second));
            assert_true(found.convex.first == places[k] || found.convex.second == places[k]);
        }
        assert_int_equal(ent_tu_properties_check(&made->game, NULL, &two, &again), ENT_OK);
        assert_memory_equal(&found.convex, &again.convex, sizeof found.convex);
        assert_memory_equal(&found.concave, &again.concave, sizeof found.concave);
        assert_memory_equal(&found.monotone, &again.monotone, sizeof found.monotone);
        made->value[places[k]] -= 3;
    }
    free(made);
}

/* Several blocks: one player adds nothing, the others are alike; until one entry says otherwise. */
static void one_null_player(void **state) {
    (void)state;
    const unsigned n = 15;
    naive_game *made = naive_zero(n);
    ent_tu_properties found;
    for (unsigned null = 0; null < n; null++) {
        const size_t bit = (size_t)1 << null;
        for (size_t s = 0; s < ent_tu_size(&made->game); s++) {
            const double size = __builtin_popcountll(s & ~bit);
            made->value[s] = size * size;
        }
        assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
        assert_true(found.null_players == bit && found.dummies == bit && found.convex.truth == ENT_TRUE);
        for (unsigned i = 0; i < n; i++)
            assert_int_equal(found.symmetric[i], i == null ? i : null == 0);
        const unsigned a = (null + 4) % n, b = (null + 9) % n; /* they only can stand for one another now */
        made->value[bit | (size_t)1 << a | (size_t)1 << b] += null % 2 == 0 ? 1 : -1;
        assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
        assert_true(found.null_players == 0 && found.dummies == 0);
        unsigned rest = 0;
        while (rest == null || rest == a || rest == b)
            rest++;
        for (unsigned i = 0; i < n; i++)
            assert_int_equal(found.symmetric[i], i == null ? i : i != a && i != b ? rest : a < b ? a : b);
    }
    free(made);
}

/* Superadditive but not convex: with more players than are looked at pair by pair nothing is said. */
static void too_many_pairs(void **state) {
    (void)state;
    naive_game *made = naive_zero(8);
    const ent_tu_properties_options few = {.pairs_players = 7}, enough = {.pairs_players = 8};
    ent_tu_properties found;
    for (size_t s = 0; s < 256; s++) /* majorities: a coalition of more than half is worth 1 */
        made->value[s] = __builtin_popcountll(s) > 4;
    assert_int_equal(ent_tu_properties_check(&made->game, &few, NULL, &found), ENT_OK);
    assert_int_equal(found.superadditive.truth, ENT_UNKNOWN);
    assert_int_equal(found.simple.truth, ENT_TRUE);
    assert_int_equal(ent_tu_properties_check(&made->game, &enough, NULL, &found), ENT_OK);
    assert_int_equal(found.superadditive.truth, ENT_TRUE);
    for (size_t s = 0; s < 256; s++) /* half is enough: two halves win, which only a pair of larger groups shows */
        made->value[s] = __builtin_popcountll(s) > 3;
    assert_int_equal(ent_tu_properties_check(&made->game, &few, NULL, &found), ENT_OK);
    assert_int_equal(found.superadditive.truth, ENT_UNKNOWN);
    assert_int_equal(ent_tu_properties_check(&made->game, &enough, NULL, &found), ENT_OK);
    assert_int_equal(found.superadditive.truth, ENT_FALSE);
    assert_true(superadditive(&made->game, found.superadditive.first, found.superadditive.second));
    free(made);
}

/* An additive game of thirds, in doubles. */
static void rounded_tables(void **state) {
    (void)state;
    naive_game *made = naive_zero(10);
    ent_tu_properties found;
    for (size_t s = 0; s < 1024; s++)
        for (unsigned i = 0; i < 10; i++)
            if (s >> i & 1) made->value[s] += 1.0 / (3 + i % 3);
    made->game.whole = false;
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
    assert_true(found.additive.truth == ENT_TRUE && found.convex.truth == ENT_TRUE && found.concave.truth == ENT_TRUE);
    assert_true(found.essential.truth == ENT_FALSE && found.dummies == 1023 && found.symmetric[9] == 0);
    made->value[100] -= 1e-6;
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_OK);
    assert_true(found.additive.truth == ENT_FALSE && found.convex.truth == ENT_FALSE);
    made->value[3] = -1.0 / 0.0;
    assert_int_equal(ent_tu_properties_check(&made->game, NULL, NULL, &found), ENT_INPUT);
    free(made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_games),   cmocka_unit_test(large_entries),   cmocka_unit_test(differences_that_round),
        cmocka_unit_test(one_entry),      cmocka_unit_test(one_null_player), cmocka_unit_test(too_many_pairs),
        cmocka_unit_test(rounded_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
