/* Values with unions and channels, against orders and sums as their definitions write them. */
#include "games/tu/unions.h"

#include "naive.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

/* Whether the members of every union come one after the other. */
static bool together(const unsigned *order, const void *context) {
    const unsigned *union_of = context; /* players + 1, the first the number of players */
    const unsigned n = union_of[0];
    for (unsigned a = 0; a < n; a++)
        for (unsigned b = a + 1; b < n; b++)
            if (union_of[1 + order[a]] == union_of[1 + order[b]])
                for (unsigned k = a + 1; k < b; k++)
                    if (union_of[1 + order[k]] != union_of[1 + order[a]]) return false;
    return true;
}

static void random_unions(uint64_t seed, unsigned n, unsigned *union_of) {
    ent_random random = ent_random_stream(seed, 77);
    for (unsigned i = 0; i < n; i++)
        union_of[i] = (unsigned)ent_random_below(&random, seed % 2 == 0 ? n : (n + 1) / 2);
}

static void owen_by_orders(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 24; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 7);
        naive_game *made = naive_random(seed, n, 1000, true, seed % 3 == 0 ? 10 : 1);
        unsigned given[8] = {n};
        mpq_t *expected = naive_fractions(n);
        ent_allocation out;
        random_unions(seed, n, given + 1);
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        naive_mean_of_orders(&made->game, together, given, expected);
        assert_int_equal(ent_tu_owen(&made->game, given + 1, NULL, &out), ENT_OK);
        naive_same(&out, expected);
        ent_allocation_free(&out);
        naive_free(expected, n);
        free(made);
    }
}

/* Sums over sets of other unions and sets of fellow members, weighted by orders or alike; in 128 bits, which is room
 * for 14 factorial times entries of 10^6 over 2^14 sets. */
static void by_sums(const ent_tu_game *game, const unsigned *union_of, unsigned player, bool orders, mpq_t out) {
    const unsigned n = game->players;
    size_t masks[ENT_TU_PLAYERS] = {0}, others[ENT_TU_PLAYERS], own = 0;
    unsigned unions = 0, fellows = 0, members[ENT_TU_PLAYERS];
    for (unsigned i = 0; i < n; i++)
        masks[union_of[i]] |= (size_t)1 << i;
    own = masks[union_of[player]];
    for (unsigned k = 0; k < n; k++)
        if (masks[k] != 0 && masks[k] != own) others[unions++] = masks[k];
    for (unsigned i = 0; i < n; i++)
        if ((own >> i & 1) != 0 && i != player) members[fellows++] = i;
    mpz_t sum, weight, factor, adds;
    mpz_inits(sum, weight, factor, adds, NULL);
    for (size_t r = 0; r < (size_t)1 << unions; r++)
        for (size_t t = 0; t < (size_t)1 << fellows; t++) {
            size_t before = 0;
            unsigned r_size = 0, t_size = 0;
            for (unsigned k = 0; k < unions; k++)
                if (r >> k & 1) before |= others[k], r_size++;
            for (unsigned k = 0; k < fellows; k++)
                if (t >> k & 1) before |= (size_t)1 << members[k], t_size++;
            mpz_set_d(adds, game->value[before | (size_t)1 << player] - game->value[before]);
            mpz_set_ui(weight, 1);
            if (orders) {
                const unsigned parts[] = {r_size, unions - r_size, t_size, fellows - t_size};
                for (unsigned k = 0; k < 4; k++) {
                    mpz_fac_ui(factor, parts[k]);
                    mpz_mul(weight, weight, factor);
                }
            }
            mpz_addmul(sum, adds, weight);
        }
    mpz_fac_ui(weight, unions + 1);
    mpz_fac_ui(factor, fellows + 1);
    mpz_mul(weight, weight, factor);
    if (!orders) mpz_set_ui(weight, 1);
    mpz_mul_ui(weight, weight, (unsigned long)game->denominator);
    mpz_set(mpq_numref(out), sum);
    mpz_set(mpq_denref(out), weight);
    mpq_canonicalize(out);
    mpz_clears(sum, weight, factor, adds, NULL);
}

/* Unions and players alone, more than blocks and chunks hold. */
static void large_unions(void **state) {
    (void)state;
    const unsigned shapes[][4] = {{16, 11, 1, 0}, {16, 2, 14, 0}, {15, 1, 15, 0}, {16, 12, 2, 2}, {14, 14, 0, 0}};
    for (size_t k = 0; k < sizeof shapes / sizeof shapes[0]; k++) {
        const unsigned n = shapes[k][0];
        unsigned union_of[16];
        naive_game *made = naive_random(k, n, 1000000, true, 1);
        for (unsigned i = 0; i < n; i++) { /* members here and there among the players */
            const unsigned j = (i * 5) % n == 0 ? i : (i * 7) % n;
            union_of[i] = n % 7 == 0 || n % 5 == 0 ? (i < shapes[k][1] ? 0 : i)
                          : j < shapes[k][1]       ? 0
                          : shapes[k][3] == 2      ? 1 + i % 2
                                                   : i;
        }
        for (unsigned i = 0; i < n; i++) /* number 0 is one union's */
            if (union_of[i] == 0 && i > 0 && shapes[k][1] == 1) union_of[i] = i;
        mpq_t *owen = naive_fractions(n), *banzhaf = naive_fractions(n);
        ent_allocation out;
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        for (unsigned i = 0; i < n; i += 1 + i % 3) {
            by_sums(&made->game, union_of, i, true, owen[i]);
            by_sums(&made->game, union_of, i, false, banzhaf[i]);
        }
        assert_int_equal(ent_tu_owen(&made->game, union_of, NULL, &out), ENT_OK);
        for (unsigned i = 0; i < n; i += 1 + i % 3)
            assert_true(mpq_equal(out.exact[i], owen[i]));
        assert_int_equal(ent_tu_banzhaf_owen(&made->game, union_of, ENT_BANZHAF_RAW, NULL, &out), ENT_OK);
        for (unsigned i = 0; i < n; i += 1 + i % 3)
            assert_true(mpq_equal(out.exact[i], banzhaf[i]));
        ent_allocation_free(&out);
        naive_free(owen, n);
        naive_free(banzhaf, n);
        free(made);
    }
}

static void banzhaf_owen(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 8);
        naive_game *made = naive_random(seed, n, 1000, false, 1 + (int64_t)(seed % 4));
        unsigned union_of[8], unions = 0, seen[8] = {0};
        mpq_t *expected = naive_fractions(n), sum, grand;
        ent_allocation out;
        random_unions(seed, n, union_of);
        for (unsigned i = 0; i < n; i++)
            if (seen[union_of[i]]++ == 0) unions++;
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        for (unsigned i = 0; i < n; i++)
            by_sums(&made->game, union_of, i, false, expected[i]);
        assert_int_equal(ent_tu_banzhaf_owen(&made->game, union_of, ENT_BANZHAF_RAW, NULL, &out), ENT_OK);
        naive_same(&out, expected);
        mpq_inits(sum, grand, NULL);
        for (unsigned i = 0; i < n; i++) {
            mpq_div_2exp(expected[i], expected[i], unions - 1 + seen[union_of[i]] - 1);
            mpq_add(sum, sum, expected[i]);
        }
        assert_int_equal(ent_tu_banzhaf_owen(&made->game, union_of, ENT_BANZHAF_VALUE, NULL, &out), ENT_OK);
        naive_same(&out, expected);
        ent_tu_entry(&made->game, ent_tu_grand(&made->game), grand);
        assert_int_equal(ent_tu_banzhaf_owen(&made->game, union_of, ENT_BANZHAF_NORMALISED, NULL, &out), ENT_OK);
        assert_int_equal(out.exists, mpq_sgn(sum) != 0);
        if (out.exists) {
            mpq_div(grand, grand, sum);
            for (unsigned i = 0; i < n; i++)
                mpq_mul(expected[i], expected[i], grand);
            naive_same(&out, expected);
        }
        mpq_clears(sum, grand, NULL);
        ent_allocation_free(&out);
        naive_free(expected, n);
        free(made);
    }
}

/* What unions get in all is the Shapley value of the game between them (Owen 1977); all alone, or all in one union, it
 * is the Shapley value. */
static void quotient_property(void **state) {
    (void)state;
    const unsigned n = 9, union_of[] = {4, 1, 4, 2, 2, 2, 7, 1, 4}, alone[] = {0, 1, 2, 3, 4, 5, 6, 7, 8}, one[9] = {0};
    const size_t masks[] = {0x105, 0x82, 0x38, 0x40};
    const unsigned numbers[] = {4, 1, 2, 7};
    naive_game *made = naive_random(8, n, 1000, true, 1), *between = naive_zero(4);
    ent_allocation out, shapley, quotient;
    mpq_t sum;
    mpq_init(sum);
    for (size_t s = 0; s < 16; s++) {
        size_t all = 0;
        for (unsigned k = 0; k < 4; k++)
            if (s >> k & 1) all |= masks[k];
        between->value[s] = made->value[all];
    }
    assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
    assert_int_equal(ent_allocation_init(&shapley, n), ENT_OK);
    assert_int_equal(ent_allocation_init(&quotient, 4), ENT_OK);
    assert_int_equal(ent_tu_shapley(&between->game, NULL, &quotient), ENT_OK);
    assert_int_equal(ent_tu_owen(&made->game, union_of, NULL, &out), ENT_OK);
    for (unsigned k = 0; k < 4; k++) {
        mpq_set_ui(sum, 0, 1);
        for (unsigned i = 0; i < n; i++)
            if (union_of[i] == numbers[k]) mpq_add(sum, sum, out.exact[i]);
        assert_true(mpq_equal(sum, quotient.exact[k]));
    }
    assert_int_equal(ent_tu_shapley(&made->game, NULL, &shapley), ENT_OK);
    assert_int_equal(ent_tu_owen(&made->game, alone, NULL, &out), ENT_OK);
    naive_same(&out, shapley.exact);
    assert_int_equal(ent_tu_owen(&made->game, one, NULL, &out), ENT_OK);
    naive_same(&out, shapley.exact);
    assert_int_equal(ent_tu_aumann_dreze(&made->game, one, NULL, &out), ENT_OK);
    naive_same(&out, shapley.exact);
    const unsigned wrong[] = {0, 1, 2, 3, 4, 5, 6, 7, 9};
    assert_int_equal(ent_tu_owen(&made->game, wrong, NULL, &out), ENT_INPUT);
    assert_int_equal(ent_tu_aumann_dreze(&made->game, wrong, NULL, &out), ENT_INPUT);
    mpq_clear(sum);
    ent_allocation_free(&out);
    ent_allocation_free(&shapley);
    ent_allocation_free(&quotient);
    free(made);
    free(between);
}

static void aumann_dreze(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 12; seed++) {
        const unsigned n = 2 + (unsigned)(seed % 7);
        naive_game *made = naive_random(seed, n, 1000, true, 1);
        unsigned union_of[8];
        ent_allocation out;
        random_unions(seed, n, union_of);
        mpq_t *expected = naive_fractions(n);
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        for (unsigned u = 0; u < n; u++) { /* the game among the members, as a table of its own */
            unsigned members[8], size = 0;
            for (unsigned i = 0; i < n; i++)
                if (union_of[i] == u) members[size++] = i;
            if (size == 0) continue;
            naive_game *own = naive_zero(size);
            mpq_t *shares = naive_fractions(size);
            for (size_t s = 0; s < ent_tu_size(&own->game); s++) {
                size_t all = 0;
                for (unsigned k = 0; k < size; k++)
                    if (s >> k & 1) all |= (size_t)1 << members[k];
                own->value[s] = made->value[all];
            }
            naive_mean_of_orders(&own->game, NULL, NULL, shares);
            for (unsigned k = 0; k < size; k++)
                mpq_set(expected[members[k]], shares[k]);
            naive_free(shares, size);
            free(own);
        }
        assert_int_equal(ent_tu_aumann_dreze(&made->game, union_of, NULL, &out), ENT_OK);
        naive_same(&out, expected);
        ent_allocation_free(&out);
        naive_free(expected, n);
        free(made);
    }
}

/* ---- channels --------------------------------------------------------------------------------------------- */

/* Components by merging labels until nothing changes. */
static naive_game *restricted(const ent_tu_game *game, const ent_coalition_mask *neighbours) {
    const unsigned n = game->players;
    naive_game *made = naive_zero(n);
    made->game.denominator = game->denominator;
    for (size_t s = 0; s < ent_tu_size(game); s++) {
        unsigned label[ENT_TU_PLAYERS];
        for (unsigned i = 0; i < n; i++)
            label[i] = i;
        for (bool changed = true; changed;) {
            changed = false;
            for (unsigned i = 0; i < n; i++)
                for (unsigned j = 0; j < n; j++)
                    if ((s >> i & s >> j & 1) != 0 && (neighbours[i] >> j & 1) != 0 && label[i] != label[j]) {
                        const unsigned least = label[i] < label[j] ? label[i] : label[j];
                        label[i] = label[j] = least;
                        changed = true;
                    }
        }
        for (unsigned k = 0; k < n; k++) {
            size_t part = 0;
            for (unsigned i = 0; i < n; i++)
                if ((s >> i & 1) != 0 && label[i] == k) part |= (size_t)1 << i;
            made->value[s] += game->value[part];
        }
    }
    return made;
}

static void random_channels(uint64_t seed, unsigned n, ent_coalition_mask *neighbours) {
    ent_random random = ent_random_stream(seed, 13);
    memset(neighbours, 0, n * sizeof *neighbours);
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < i; j++)
            if (ent_random_below(&random, n) < 2) neighbours[i] |= (ent_coalition_mask)1 << j;
}

static void both_sides(unsigned n, ent_coalition_mask *neighbours) {
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < n; j++)
            if (neighbours[i] >> j & 1) neighbours[j] |= (ent_coalition_mask)1 << i;
}

static void myerson_by_orders(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 24; seed++) {
        const unsigned n = 1 + (unsigned)(seed % 8);
        naive_game *made = naive_random(seed, n, 1000, true, seed % 2 == 0 ? 1 : 7);
        ent_coalition_mask neighbours[8];
        mpq_t *expected = naive_fractions(n);
        ent_allocation out;
        random_channels(seed, n, neighbours); /* given on one side only */
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        assert_int_equal(ent_tu_myerson(&made->game, neighbours, NULL, &out), ENT_OK);
        both_sides(n, neighbours);
        naive_game *split = restricted(&made->game, neighbours);
        naive_mean_of_orders(&split->game, NULL, NULL, expected);
        naive_same(&out, expected);
        ent_allocation_free(&out);
        naive_free(expected, n);
        free(split);
        free(made);
    }
}

/* Component efficiency, and fairness: both ends of a channel lose the same without it (Myerson 1977). */
static void fairness(void **state) {
    (void)state;
    const unsigned n = 11;
    naive_game *made = naive_random(3, n, 1000, true, 1);
    ent_coalition_mask neighbours[11];
    ent_allocation all, less;
    mpq_t one, other;
    mpq_inits(one, other, NULL);
    assert_int_equal(ent_allocation_init(&all, n), ENT_OK);
    assert_int_equal(ent_allocation_init(&less, n), ENT_OK);
    random_channels(6, n, neighbours);
    both_sides(n, neighbours);
    assert_int_equal(ent_tu_myerson(&made->game, neighbours, NULL, &all), ENT_OK);
    size_t channels = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned j = 0; j < i; j++) {
            if ((neighbours[i] >> j & 1) == 0) continue;
            channels++;
            neighbours[i] ^= (ent_coalition_mask)1 << j;
            neighbours[j] ^= (ent_coalition_mask)1 << i;
            assert_int_equal(ent_tu_myerson(&made->game, neighbours, NULL, &less), ENT_OK);
            neighbours[i] ^= (ent_coalition_mask)1 << j;
            neighbours[j] ^= (ent_coalition_mask)1 << i;
            mpq_sub(one, all.exact[i], less.exact[i]);
            mpq_sub(other, all.exact[j], less.exact[j]);
            assert_true(mpq_equal(one, other));
        }
    assert_true(channels > 5);
    naive_game *split = restricted(&made->game, neighbours);
    ent_allocation_sum(&all, one);
    mpq_set_d(other, split->value[ent_tu_grand(&made->game)]);
    assert_true(mpq_equal(one, other));
    for (unsigned i = 0; i < n; i++) { /* nobody can talk: everybody alone */
        neighbours[i] = 0;
        mpq_set_d(all.exact[i], made->value[(size_t)1 << i]);
    }
    assert_int_equal(ent_tu_myerson(&made->game, neighbours, NULL, &less), ENT_OK);
    naive_same(&less, all.exact);
    for (unsigned i = 0; i < n; i++) /* all can */
        neighbours[i] = ent_tu_grand(&made->game);
    assert_int_equal(ent_tu_shapley(&made->game, NULL, &all), ENT_OK);
    assert_int_equal(ent_tu_myerson(&made->game, neighbours, NULL, &less), ENT_OK);
    naive_same(&less, all.exact);
    mpq_clears(one, other, NULL);
    ent_allocation_free(&all);
    ent_allocation_free(&less);
    free(split);
    free(made);
}

/* More players, from few channels to nearly all: as the definition has it, by a table of the restricted game. */
static void myerson_by_table(void **state) {
    (void)state;
    const unsigned n = 13;
    for (uint64_t seed = 0; seed < 10; seed++) {
        naive_game *made = naive_random(seed, n, INT64_C(1) << 40, true, 1);
        ent_random random = ent_random_stream(seed, 17);
        ent_coalition_mask neighbours[13] = {0};
        ent_allocation out, expected;
        for (unsigned i = 0; i < n; i++)
            for (unsigned j = 0; j < i; j++)
                if (ent_random_below(&random, 10) <= seed) neighbours[j] |= (ent_coalition_mask)1 << i;
        assert_int_equal(ent_allocation_init(&out, n), ENT_OK);
        assert_int_equal(ent_allocation_init(&expected, n), ENT_OK);
        assert_int_equal(ent_tu_myerson(&made->game, neighbours, NULL, &out), ENT_OK);
        both_sides(n, neighbours);
        naive_game *split = restricted(&made->game, neighbours);
        assert_int_equal(ent_tu_shapley(&split->game, NULL, &expected), ENT_OK);
        naive_same(&out, expected.exact);
        ent_allocation_free(&out);
        ent_allocation_free(&expected);
        free(split);
        free(made);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(owen_by_orders),    cmocka_unit_test(large_unions),     cmocka_unit_test(banzhaf_owen),
        cmocka_unit_test(quotient_property), cmocka_unit_test(aumann_dreze),     cmocka_unit_test(myerson_by_orders),
        cmocka_unit_test(fairness),          cmocka_unit_test(myerson_by_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
