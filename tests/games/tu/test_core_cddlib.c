/* Vertices of the core beside those of cddlib (Fukuda; double description in fractions), on seeded random games. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
#include <cdd/setoper.h>
#include <cdd/cdd.h>
/* clang-format on */

#include "games/tu/core.h"
#include "support/unit.h"

enum { MOST_PLAYERS = 7, GAMES = 400, SEED = 20262 };

typedef struct made_game {
    ent_tu_game game;
    double value[1 << MOST_PLAYERS];
    uint64_t impossible[(1 << MOST_PLAYERS) / 64];
} made_game;

/* ---- games -------------------------------------------------------------------------------------------- */

/* What players bring by themselves and what pairs and groups add: cores of every size, and none. */
static void make_game(made_game *out, unsigned players, unsigned kind, ent_random *random) {
    size_t size = (size_t)1 << players;
    int64_t own[MOST_PLAYERS];
    *out = (made_game){.game = {.players = players, .whole = true, .denominator = kind % 3 == 0 ? 10 : 1}};
    out->game.value = out->value;
    for (unsigned i = 0; i < players; i++)
        own[i] = (int64_t)ent_random_below(random, 9) - 3;
    for (size_t mask = 1; mask < size; mask++) {
        int64_t sum = 0, members = 0;
        for (unsigned i = 0; i < players; i++) {
            sum += mask >> i & 1 ? own[i] : 0;
            members += (int64_t)(mask >> i & 1);
        }
        if (kind % 4 == 0) sum += members * members; /* convex */
        if (kind % 4 == 1 && mask + 1 < size) sum -= (int64_t)ent_random_below(random, 2);
        if (kind % 4 == 2) sum += (int64_t)ent_random_below(random, 8) * members / 4 + (mask + 1 == size ? 3 : 0);
        if (kind % 4 == 3) sum = (int64_t)ent_random_below(random, 2) + (mask + 1 == size);
        out->value[mask] = (double)(kind % 2 == 1 ? -sum : sum);
        if (kind % 5 == 4 && members > 1 && mask + 1 < size && ent_random_below(random, 3) == 0) {
            out->impossible[mask / 64] |= UINT64_C(1) << mask % 64;
            out->game.impossible = out->impossible;
        }
    }
    out->game.cost = kind % 2 == 1;
}

/* ---- cddlib ------------------------------------------------------------------------------------------- */

static dd_MatrixPtr rows_of(const ent_tu_game *game) {
    size_t size = ent_tu_size(game);
    dd_MatrixPtr rows = dd_CreateMatrix((dd_rowrange)size - 1, (dd_colrange)game->players + 1);
    rows->representation = dd_Inequality;
    rows->numbtype = dd_Rational;
    mpq_t entry;
    mpq_init(entry);
    for (size_t mask = 1; mask < size; mask++) {
        bool say = ent_tu_possible(game, (ent_coalition_mask)mask);
        ent_tu_entry(game, (ent_coalition_mask)mask, entry);
        if (!game->cost) mpq_neg(entry, entry);
        if (say) dd_set(rows->matrix[mask - 1][0], entry); /* else 0 >= 0 */
        for (unsigned i = 0; i < game->players; i++)
            dd_set_si(rows->matrix[mask - 1][i + 1], say && (mask >> i & 1) ? (game->cost ? -1 : 1) : 0);
    }
    mpq_clear(entry);
    set_addelem(rows->linset, (long)size - 1);
    return rows;
}

static bool same_vertex(mpq_t *ours, mytype *theirs, unsigned players) {
    for (unsigned i = 0; i < players; i++)
        if (!mpq_equal(ours[i], theirs[i + 1])) return false;
    return true;
}

static void compare(const ent_tu_game *game, size_t *empty, size_t *vertices_seen) {
    dd_ErrorType error = dd_NoError;
    dd_MatrixPtr rows = rows_of(game);
    dd_PolyhedraPtr polytope = dd_DDMatrix2Poly(rows, &error);
    assert_int_equal(error, dd_NoError);
    dd_MatrixPtr generators = dd_CopyGenerators(polytope);
    ent_core_vertices vertices;
    assert_int_equal(ent_core_corners(game, NULL, NULL, &vertices), ENT_OK);
    assert_true(vertices.complete && vertices.bounded && vertices.is_exact);
    size_t theirs = 0;
    for (dd_rowrange k = 0; k < generators->rowsize; k++) {
        if (dd_EqualToZero(generators->matrix[k][0])) continue; /* of an empty set: the apex of the cone */
        bool found = false;
        for (size_t j = 0; j < vertices.size && !found; j++)
            found = same_vertex(vertices.exact + j * game->players, generators->matrix[k], game->players);
        assert_true(found);
        theirs++;
    }
    assert_int_equal(vertices.size, theirs);
    for (size_t j = 0; j + 1 < vertices.size; j++) {
        bool same = true;
        for (unsigned i = 0; i < game->players; i++)
            same =
                same && mpq_equal(vertices.exact[j * game->players + i], vertices.exact[(j + 1) * game->players + i]);
        assert_false(same);
    }
    *empty += theirs == 0;
    *vertices_seen += theirs;
    ent_core_vertices_free(&vertices);
    dd_FreeMatrix(generators);
    dd_FreePolyhedra(polytope);
    dd_FreeMatrix(rows);
}

static void test_vertices(void **state) {
    (void)state;
    ent_random random = ent_random_stream(SEED, 0);
    size_t empty = 0, vertices = 0;
    static made_game made;
    for (unsigned k = 0; k < GAMES; k++) {
        unsigned players = k % 40 == 0 ? 6 : 2 + k % 4;
        make_game(&made, players, k / 4, &random);
        compare(&made.game, &empty, &vertices);
    }
    make_game(&made, MOST_PLAYERS, 8, &random); /* convex: 5,040 vertices, which cddlib takes long for */
    ent_core_vertices all;
    assert_int_equal(ent_core_corners(&made.game, &(ent_core_vertex_options){.most_vertices = 6000}, NULL, &all),
                     ENT_OK);
    assert_true(all.complete && all.size == 5040 && all.dimension == MOST_PLAYERS - 1);
    ent_core_vertices_free(&all);
    assert_in_range(empty, GAMES / 10, GAMES * 8 / 10); /* both kinds are among them */
    assert_in_range(vertices, 2000, SIZE_MAX);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_vertices)};
    dd_set_global_constants();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dd_free_global_constants();
    return failed;
}
