/* The core: published games, proofs, lists, rounding, limits, threads, memory, stopping. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "games/tu/core.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

enum { MOST = 14, SEED = 20263 };

static ent_tu_game table(unsigned players, bool cost, const double *value) {
    return (ent_tu_game){.players = players, .cost = cost, .whole = true, .denominator = 1, .value = value};
}

static void expect_fraction(mpq_srcptr got, long top, unsigned long bottom) {
    mpq_t want;
    mpq_init(want);
    mpq_set_si(want, top, bottom);
    mpq_canonicalize(want);
    assert_true(mpq_equal(got, want));
    mpq_clear(want);
}

static void expect_ranges(const ent_tu_game *game, const long *ends) {
    ent_core_ranges ranges;
    assert_int_equal(ent_core_range(game, NULL, &ranges), ENT_OK);
    assert_true(ranges.exists && ranges.is_exact == game->whole);
    for (size_t i = 0; i < game->players; i++) {
        expect_fraction(ranges.exact_low[i], ends[2 * i], 1);
        expect_fraction(ranges.exact_high[i], ends[2 * i + 1], 1);
        assert_true(ranges.low[i] == (double)ends[2 * i] && ranges.high[i] == (double)ends[2 * i + 1]);
    }
    ent_core_ranges_free(&ranges);
}

static void expect_vertices(const ent_tu_game *game, const ent_core_vertex_options *options, int dimension,
                            const double *want, size_t size) {
    ent_core_vertices vertices;
    assert_int_equal(ent_core_corners(game, options, NULL, &vertices), ENT_OK);
    assert_true(vertices.complete && vertices.bounded);
    assert_int_equal(vertices.dimension, dimension);
    assert_int_equal(vertices.size, size);
    for (size_t k = 0; k < size * game->players; k++)
        assert_true(fabs(vertices.value[k] - want[k]) < 1e-12);
    ent_core_vertices_free(&vertices);
}

/* ---- published games ---------------------------------------------------------------------------------- */

/* The Tennessee Valley Authority's costs of navigation, flood control and power, thousand dollars (Ransmeier 1942;
 * Straffin and Heaney 1981). Each pays at most its cost alone, at least what it adds to the others' cost. */
static void test_tva(void **state) {
    (void)state;
    static const double cost[] = {0, 163520, 140826, 301607, 250096, 378821, 367370, 412584};
    /* 412584 - 367370 = 45214, - 378821 = 33763, - 301607 = 110977 */
    static const long ends[] = {45214, 163520, 33763, 140826, 110977, 250096};
    static const double corners[] = {45214,  117274, 250096, 45214,  140826, 226544, 128725, 33763,  250096,
                                     160781, 140826, 110977, 163520, 33763,  215301, 163520, 138087, 110977};
    ent_tu_game game = table(3, true, cost);
    expect_ranges(&game, ends);
    expect_vertices(&game, NULL, 2, corners, 6);
    static const double imputations[] = {21662, 140826, 250096, 163520, -1032, 250096, 163520, 140826, 108238};
    expect_vertices(&game, &(ent_core_vertex_options){.individual = true}, 2, imputations, 3);
}

/* Three gloves, two of them right: all goes to the left one (Shapley and Shubik's market with few goods). */
static void test_gloves(void **state) {
    (void)state;
    static const double value[] = {0, 0, 0, 1, 0, 1, 0, 1}; /* player 0 holds the left one */
    ent_tu_game game = table(3, false, value);
    expect_ranges(&game, (const long[]){1, 1, 0, 0, 0, 0});
    expect_vertices(&game, NULL, 0, (const double[]){1, 0, 0}, 1);
}

/* Two sides with two gloves each: only left and right weigh against each other, a segment. */
static void test_segment(void **state) {
    (void)state;
    double value[16] = {0};
    for (unsigned mask = 1; mask < 16; mask++) {
        int left = __builtin_popcount(mask & 3), right = __builtin_popcount(mask & 12);
        value[mask] = left < right ? left : right;
    }
    ent_tu_game game = table(4, false, value);
    expect_vertices(&game, NULL, 1, (const double[]){0, 0, 1, 1, 1, 1, 0, 0}, 2);
    expect_ranges(&game, (const long[]){0, 1, 0, 1, 0, 1, 0, 1});
}

/* Majority of three: the pairs' weights of 1/2 prove that at least 3/2 is needed (Shapley 1967). */
static void test_majority(void **state) {
    (void)state;
    static const double value[] = {0, 0, 0, 1, 0, 1, 1, 1};
    ent_tu_game game = table(3, false, value);
    ent_core_solution solution;
    assert_int_equal(ent_core_solve(&game, NULL, &solution), ENT_OK);
    assert_true(solution.empty && solution.bounded && solution.is_exact && !solution.point.exists);
    expect_fraction(solution.exact_total, 3, 2);
    assert_int_equal(solution.size, 3);
    for (size_t k = 0; k < 3; k++) {
        static const unsigned pairs[] = {3, 5, 6};
        assert_int_equal(solution.coalition[k], pairs[k]);
        expect_fraction(solution.exact_weight[k], 1, 2);
        assert_true(solution.weight[k] == 0.5);
    }
    ent_core_solution_free(&solution);
    ent_core_ranges ranges;
    assert_int_equal(ent_core_range(&game, NULL, &ranges), ENT_OK);
    assert_false(ranges.exists);
    ent_core_ranges_free(&ranges);
    expect_vertices(&game, NULL, -1, NULL, 0);
    /* Its least core is the equal split, where pairs put up with a third (1 - 2/3). */
    mpq_t third;
    mpq_init(third);
    mpq_set_ui(third, 1, 3);
    const double split = 1.0 / 3;
    expect_vertices(&game, &(ent_core_vertex_options){.slack = third}, 0, (const double[]){split, split, split}, 1);
    mpq_clear(third);
}

static void test_lone_player(void **state) {
    (void)state;
    static const double value[] = {0, 7};
    ent_tu_game game = table(1, false, value);
    ent_core_solution solution;
    assert_int_equal(ent_core_solve(&game, NULL, &solution), ENT_OK);
    assert_true(!solution.empty && !solution.bounded && solution.point.exists);
    expect_fraction(solution.point.exact[0], 7, 1);
    ent_core_solution_free(&solution);
    expect_ranges(&game, (const long[]){7, 7});
    expect_vertices(&game, NULL, 0, (const double[]){7}, 1);
}

/* ---- who objects -------------------------------------------------------------------------------------- */

static void test_objections(void **state) {
    (void)state;
    static const double cost[] = {0, 163520, 140826, 301607, 250096, 378821, 367370, 412584};
    ent_tu_game game = table(3, true, cost);
    ent_core_membership found;
    ent_allocation x;
    assert_int_equal(ent_allocation_init(&x, 3), ENT_OK);
    static const long paid[] = {20000, 120000, 272584};
    for (size_t i = 0; i < 3; i++)
        mpq_set_si(x.exact[i], paid[i], 1);
    ent_allocation_from_exact(&x);
    assert_int_equal(ent_core_member(&game, &x, 3, NULL, &found), ENT_OK);
    assert_true(found.efficient && !found.member && found.is_exact);
    /* 392584 - 367370 = 25214 of flood control and power, 272584 - 250096 = 22488 of power */
    assert_int_equal(found.objecting, 2);
    assert_int_equal(found.size, 3);
    assert_int_equal(found.worst[0].coalition, 6);
    expect_fraction(found.worst[0].exact, 25214, 1);
    assert_true(found.worst[0].value == 25214);
    assert_int_equal(found.worst[1].coalition, 4);
    assert_int_equal(found.worst[2].coalition, 2);
    expect_fraction(found.worst[2].exact, 120000 - 140826, 1);
    ent_core_membership_free(&found);
    x.is_exact = false;
    x.value[0] = 120000.0000001; /* within what rounded numbers leave open */
    x.value[1] = 100000;
    x.value[2] = 192584;
    assert_int_equal(ent_core_member(&game, &x, 0, NULL, &found), ENT_OK);
    assert_true(found.efficient && found.member && !found.is_exact && found.size == 0);
    ent_core_membership_free(&found);
    x.value[0] = 120001;
    assert_int_equal(ent_core_member(&game, &x, 100, NULL, &found), ENT_OK);
    assert_true(!found.efficient && !found.member && found.objecting == 0 && found.size == 6);
    ent_core_membership_free(&found);
    ent_allocation_free(&x);
}

/* A third each of 1, where pairs are worth 2/3: nobody objects, though doubles cannot tell. One more hundred-millionth
 * of a hundred-millionth, and two pairs do. */
static void test_ties(void **state) {
    (void)state;
    static const double value[] = {0, 0, 0, 2, 0, 2, 2, 3};
    ent_tu_game game = table(3, false, value);
    game.denominator = 3;
    ent_core_membership found;
    ent_allocation x;
    assert_int_equal(ent_allocation_init(&x, 3), ENT_OK);
    for (size_t i = 0; i < 3; i++)
        mpq_set_ui(x.exact[i], 1, 3);
    ent_allocation_from_exact(&x);
    assert_int_equal(ent_core_member(&game, &x, 6, NULL, &found), ENT_OK);
    assert_true(found.member && found.objecting == 0);
    static const unsigned order[] = {3, 5, 6, 1, 2, 4}; /* pairs at 0, single players at -1/3 */
    for (size_t k = 0; k < 6; k++) {
        assert_int_equal(found.worst[k].coalition, order[k]);
        expect_fraction(found.worst[k].exact, k < 3 ? 0 : -1, k < 3 ? 1 : 3);
    }
    ent_core_membership_free(&found);
    mpq_t bit;
    mpq_init(bit);
    mpq_set_ui(bit, 1, UINT64_C(10000000000000000));
    mpq_sub(x.exact[1], x.exact[1], bit);
    mpq_add(x.exact[0], x.exact[0], bit);
    ent_allocation_from_exact(&x);
    assert_int_equal(ent_core_member(&game, &x, 1, NULL, &found), ENT_OK);
    assert_true(found.efficient && !found.member);
    assert_int_equal(found.objecting, 1);
    assert_int_equal(found.worst[0].coalition, 6);
    assert_true(mpq_equal(found.worst[0].exact, bit));
    ent_core_membership_free(&found);
    mpq_clear(bit);
    ent_allocation_free(&x);
}

/* ---- rounding ----------------------------------------------------------------------------------------- */

/* One allocation in the core, of numbers that doubles do not hold: it is still there. */
static void test_rounded(void **state) {
    (void)state;
    double value[16];
    for (unsigned mask = 0; mask < 16; mask++)
        value[mask] = (mask & 1 ? 0.1 : 0) + (mask & 2 ? 0.7 : 0) + (mask & 4 ? 1.0 / 3 : 0) + (mask & 8 ? 1e-3 : 0);
    ent_tu_game game = table(4, false, value);
    game.whole = false;
    ent_core_solution solution;
    assert_int_equal(ent_core_solve(&game, NULL, &solution), ENT_OK);
    assert_true(!solution.empty && !solution.is_exact && solution.point.exists && !solution.point.is_exact);
    assert_true(fabs(solution.point.value[2] - 1.0 / 3) < 1e-8);
    ent_core_membership found;
    assert_int_equal(ent_core_member(&game, &solution.point, 1, NULL, &found), ENT_OK);
    assert_true(found.member);
    ent_core_membership_free(&found);
    ent_core_solution_free(&solution);
    ent_core_vertices vertices;
    assert_int_equal(ent_core_corners(&game, NULL, NULL, &vertices), ENT_OK);
    assert_true(vertices.complete && !vertices.is_exact);
    assert_int_equal(vertices.size, 1);
    assert_int_equal(vertices.dimension, 0);
    assert_true(fabs(vertices.value[1] - 0.7) < 1e-8);
    ent_core_vertices_free(&vertices);
    value[15] -= 1e-6; /* beyond the tolerance */
    assert_int_equal(ent_core_solve(&game, NULL, &solution), ENT_OK);
    assert_true(solution.empty);
    ent_core_solution_free(&solution);
}

/* ---- limits ------------------------------------------------------------------------------------------- */

static void test_limits(void **state) {
    (void)state;
    double *value = calloc((size_t)1 << (ENT_CORE_VERTEX_PLAYERS + 1), sizeof *value);
    ent_core_vertices vertices;
    ent_tu_game game = table(ENT_CORE_VERTEX_PLAYERS + 1, false, value);
    assert_int_equal(ent_core_corners(&game, NULL, NULL, &vertices), ENT_LIMIT);
    for (unsigned mask = 0; mask < 64; mask++) /* convex: as many vertices as orders of six players */
        value[mask] = __builtin_popcount(mask) * __builtin_popcount(mask);
    game.players = 6;
    assert_int_equal(ent_core_corners(&game, NULL, NULL, &vertices), ENT_OK);
    assert_true(vertices.complete && vertices.size == 720 && vertices.dimension == 5);
    ent_core_vertices_free(&vertices);
    assert_int_equal(ent_core_corners(&game, &(ent_core_vertex_options){.most_vertices = 719}, NULL, &vertices),
                     ENT_OK);
    assert_true(!vertices.complete && vertices.size == 719);
    ent_core_vertices_free(&vertices);
    assert_int_equal(ent_core_corners(&game, &(ent_core_vertex_options){.most_bases = 100}, NULL, &vertices), ENT_OK);
    assert_true(!vertices.complete && vertices.size == 100);
    ent_core_vertices_free(&vertices);
    const uint64_t single = 2; /* player 0 alone cannot form: nothing bounds what it gets from below */
    game.impossible = &single;
    assert_int_equal(ent_core_corners(&game, NULL, NULL, &vertices), ENT_OK);
    assert_true(!vertices.complete && !vertices.bounded && vertices.size == 0);
    ent_core_vertices_free(&vertices);
    free(value);
}

/* ---- larger games ------------------------------------------------------------------------------------- */

/* Random games of many players around an allocation: the core is a neighbourhood of it, a face, or nothing. */
static void make_large(double *value, unsigned players, unsigned kind) {
    ent_random random = ent_random_stream(SEED, kind);
    double own[MOST];
    for (unsigned i = 0; i < players; i++)
        own[i] = (double)ent_random_below(&random, 1000);
    value[0] = 0;
    for (size_t mask = 1; mask < (size_t)1 << players; mask++) {
        value[mask] = 0;
        for (unsigned i = 0; i < players; i++)
            value[mask] += mask >> i & 1 ? own[i] : 0;
        if (mask + 1 < (size_t)1 << players) value[mask] -= (double)ent_random_below(&random, kind % 2 ? 40 : 2);
        if (kind % 3 == 2 && ent_random_below(&random, 4) == 0) value[mask] += 30;
    }
}

/* Returns whether there is a core. */
static bool check_large(const ent_tu_game *game) {
    ent_core_solution solution;
    ent_core_ranges ranges;
    ent_core_membership found;
    assert_int_equal(ent_core_solve(game, NULL, &solution), ENT_OK);
    assert_int_equal(ent_core_range(game, NULL, &ranges), ENT_OK);
    assert_true(ranges.exists == !solution.empty);
    if (!solution.empty) {
        assert_int_equal(ent_core_member(game, &solution.point, 1, NULL, &found), ENT_OK);
        assert_true(found.member && found.is_exact);
        ent_core_membership_free(&found);
        for (size_t i = 0; i < game->players; i++) {
            assert_true(mpq_cmp(ranges.exact_low[i], solution.point.exact[i]) <= 0);
            assert_true(mpq_cmp(ranges.exact_high[i], solution.point.exact[i]) >= 0);
        }
    }
    bool any = ranges.exists;
    ent_core_ranges_free(&ranges);
    ent_core_solution_free(&solution);
    return any;
}

static void test_large(void **state) {
    (void)state;
    double *value = calloc((size_t)1 << MOST, sizeof *value);
    size_t cores = 0;
    for (unsigned kind = 0; kind < 6; kind++) {
        make_large(value, MOST, kind);
        ent_tu_game game = table(MOST, false, value);
        cores += check_large(&game);
    }
    assert_in_range(cores, 1, 5);
    free(value);
}

/* The same to the last bit with one thread and with several. */
static void test_threads(void **state) {
    (void)state;
    double *value = calloc((size_t)1 << MOST, sizeof *value);
    for (unsigned kind = 0; kind < 3; kind++) {
        make_large(value, MOST, kind);
        ent_tu_game game = table(MOST, false, value);
        ent_core_solution solution[2];
        ent_core_ranges ranges[2];
        ent_core_membership found[2];
        ent_allocation x;
        assert_int_equal(ent_allocation_init(&x, MOST), ENT_OK);
        for (size_t i = 0; i < MOST; i++)
            mpq_set_ui(x.exact[i], (unsigned long)value[(1 << MOST) - 1], MOST);
        for (size_t i = 0; i < MOST; i++)
            mpq_canonicalize(x.exact[i]);
        ent_allocation_from_exact(&x);
        for (unsigned k = 0; k < 2; k++) {
            ent_run run = {.threads = k == 0 ? 1 : 7};
            assert_int_equal(ent_core_solve(&game, &run, &solution[k]), ENT_OK);
            assert_int_equal(ent_core_range(&game, &run, &ranges[k]), ENT_OK);
            assert_int_equal(ent_core_member(&game, &x, 20, &run, &found[k]), ENT_OK);
        }
        assert_int_equal(solution[0].size, solution[1].size);
        assert_memory_equal(solution[0].coalition, solution[1].coalition, solution[0].size * sizeof(uint32_t));
        assert_memory_equal(solution[0].weight, solution[1].weight, solution[0].size * sizeof(double));
        if (ranges[0].exists) {
            assert_memory_equal(ranges[0].low, ranges[1].low, MOST * sizeof(double));
            assert_memory_equal(ranges[0].high, ranges[1].high, MOST * sizeof(double));
        }
        assert_true(found[0].objecting > 0 && found[0].objecting == found[1].objecting);
        for (size_t i = 0; i < 20; i++)
            assert_int_equal(found[0].worst[i].coalition, found[1].worst[i].coalition);
        for (unsigned k = 0; k < 2; k++) {
            ent_core_solution_free(&solution[k]);
            ent_core_ranges_free(&ranges[k]);
            ent_core_membership_free(&found[k]);
        }
        ent_allocation_free(&x);
    }
    free(value);
}

/* ---- lists -------------------------------------------------------------------------------------------- */

typedef struct list {
    ent_coalition_list list;
    size_t *first;
    uint32_t *member;
    double *value;
} list;

static list list_of(uint32_t players, size_t coalitions, size_t members) {
    list made = {.first = calloc(coalitions + 1, sizeof(size_t)),
                 .member = calloc(members, sizeof(uint32_t)),
                 .value = calloc(coalitions, sizeof(double))};
    made.list = (ent_coalition_list){.players = players, .whole = true, .denominator = 1};
    made.list.first = made.first;
    made.list.member = made.member;
    made.list.value = made.value;
    return made;
}

static void list_free(list *made) {
    free(made->first);
    free(made->member);
    free(made->value);
}

/* A table as the list of its coalitions: all answers are the same. */
static void test_list_of_table(void **state) {
    (void)state;
    enum { PLAYERS = 5, ROWS = 30 };
    for (unsigned kind = 0; kind < 12; kind++) {
        double value[32];
        make_large(value, PLAYERS, kind);
        if (kind > 5) value[31] += 3;
        ent_tu_game game = table(PLAYERS, kind % 2 == 0, value);
        list made = list_of(PLAYERS, ROWS, ROWS * PLAYERS);
        made.list.cost = game.cost;
        made.list.grand = value[31];
        for (unsigned mask = 1; mask < 31; mask++) {
            size_t at = made.first[mask - 1];
            for (unsigned i = 0; i < PLAYERS; i++)
                if (mask >> i & 1) made.member[at++] = i;
            made.first[mask] = at;
            made.value[mask - 1] = value[mask];
        }
        made.list.size = ROWS;
        ent_core_solution solution[2];
        ent_core_ranges ranges[2];
        assert_int_equal(ent_core_solve(&game, NULL, &solution[0]), ENT_OK);
        assert_int_equal(ent_core_list_solve(&made.list, NULL, &solution[1]), ENT_OK);
        assert_int_equal(ent_core_range(&game, NULL, &ranges[0]), ENT_OK);
        assert_int_equal(ent_core_list_range(&made.list, NULL, &ranges[1]), ENT_OK);
        assert_true(mpq_equal(solution[0].exact_total, solution[1].exact_total));
        assert_true(solution[0].empty == solution[1].empty && ranges[0].exists == ranges[1].exists);
        for (unsigned i = 0; i < PLAYERS; i++) {
            assert_true(mpq_equal(ranges[0].exact_low[i], ranges[1].exact_low[i]));
            assert_true(mpq_equal(ranges[0].exact_high[i], ranges[1].exact_high[i]));
        }
        ent_allocation x;
        ent_core_membership found[2];
        assert_int_equal(ent_allocation_init(&x, PLAYERS), ENT_OK);
        mpq_set_d(x.exact[kind % PLAYERS], value[31]);
        ent_allocation_from_exact(&x);
        assert_int_equal(ent_core_member(&game, &x, 9, NULL, &found[0]), ENT_OK);
        assert_int_equal(ent_core_list_member(&made.list, &x, 9, NULL, &found[1]), ENT_OK);
        assert_int_equal(found[0].objecting, found[1].objecting);
        for (size_t k = 0; k < 9; k++) {
            assert_int_equal(found[0].worst[k].coalition, found[1].worst[k].coalition + 1);
            assert_true(mpq_equal(found[0].worst[k].exact, found[1].worst[k].exact));
        }
        for (unsigned k = 0; k < 2; k++) {
            ent_core_solution_free(&solution[k]);
            ent_core_ranges_free(&ranges[k]);
            ent_core_membership_free(&found[k]);
        }
        ent_allocation_free(&x);
        list_free(&made);
    }
}

/* A market of `side` sellers and as many buyers where pair (i, j) is worth 10 + min(i, j), and nobody anything alone:
 * the i-th pair off i with i is best, and the core splits 10 + i between the two within what neighbours allow. */
static void test_market(void **state) {
    (void)state;
    enum { SIDE = 40, PLAYERS = 2 * SIDE };
    list made = list_of(PLAYERS, PLAYERS + SIDE * SIDE, PLAYERS + 2 * SIDE * SIDE);
    size_t row = 0, at = 0;
    for (uint32_t i = 0; i < PLAYERS; i++) {
        made.member[at++] = i;
        made.first[++row] = at;
    }
    for (uint32_t i = 0; i < SIDE; i++) {
        for (uint32_t j = 0; j < SIDE; j++) {
            made.member[at++] = i;
            made.member[at++] = SIDE + j;
            made.value[row] = 10 + (i < j ? i : j);
            made.first[++row] = at;
        }
        made.list.grand += 10 + i;
    }
    made.list.size = row;
    ent_core_ranges ranges;
    assert_int_equal(ent_core_list_range(&made.list, NULL, &ranges), ENT_OK);
    assert_true(ranges.exists && ranges.is_exact);
    for (uint32_t i = 0; i < SIDE; i++) {
        /* Sellers take all: x_i = 10 + i; buyers take all: 0. Both are in the core, so both ends are met. */
        assert_true(ranges.low[i] == 0 && ranges.high[i] == 10 + i);
        assert_true(ranges.low[SIDE + i] == 0 && ranges.high[SIDE + i] == 10 + i);
    }
    ent_core_ranges_free(&ranges);
    ent_core_solution solution;
    ent_core_membership found;
    assert_int_equal(ent_core_list_solve(&made.list, NULL, &solution), ENT_OK);
    assert_true(!solution.empty);
    assert_int_equal(ent_core_list_member(&made.list, &solution.point, 1, NULL, &found), ENT_OK);
    assert_true(found.member && found.is_exact);
    ent_core_membership_free(&found);
    ent_core_solution_free(&solution);
    list_free(&made);
}

/* Three hundred users of one runway: a group pays at most what its largest need costs. */
static void test_runway(void **state) {
    (void)state;
    enum { USERS = 300 };
    list made = list_of(USERS, USERS - 1, USERS * USERS / 2);
    size_t at = 0;
    for (uint32_t k = 1; k < USERS; k++) {
        for (uint32_t i = 0; i < k; i++)
            made.member[at++] = i;
        made.first[k] = at;
        made.value[k - 1] = 100 + k;
    }
    made.list.size = USERS - 1;
    made.list.cost = true;
    made.list.grand = 100 + USERS;
    ent_core_solution solution;
    ent_core_membership found;
    assert_int_equal(ent_core_list_solve(&made.list, NULL, &solution), ENT_OK);
    assert_true(!solution.empty &&
                !solution.bounded); /* the last user is in no group: it can be made to pay anything */
    assert_int_equal(ent_core_list_member(&made.list, &solution.point, 1, NULL, &found), ENT_OK);
    assert_true(found.member);
    ent_core_membership_free(&found);
    ent_core_solution_free(&solution);
    list_free(&made);
}

/* ---- memory, stopping --------------------------------------------------------------------------------- */

static ent_status everything(const ent_tu_game *game, const ent_run *run) {
    ent_core_solution solution;
    ent_core_ranges ranges;
    ent_core_vertices vertices;
    ent_core_membership found;
    ent_status status = ent_core_solve(game, run, &solution), worst = status;
    if (status == ENT_OK && !solution.empty) {
        status = ent_core_member(game, &solution.point, 4, run, &found);
        if (status == ENT_OK) ent_core_membership_free(&found);
        if (worst == ENT_OK) worst = status;
    }
    ent_core_solution_free(&solution);
    status = ent_core_range(game, run, &ranges);
    ent_core_ranges_free(&ranges);
    if (worst == ENT_OK) worst = status;
    status = ent_core_corners(game, NULL, run, &vertices);
    ent_core_vertices_free(&vertices);
    return worst == ENT_OK ? status : worst;
}

static void test_memory(void **state) {
    (void)state;
    double value[64];
    for (unsigned mask = 0; mask < 64; mask++)
        value[mask] = __builtin_popcount(mask) * __builtin_popcount(mask) * 10 + (mask == 63);
    ent_tu_game game = table(5, false, value);
    for (int once = 0; once < 2; once++) {
        for (size_t n = 0;; n++) {
            fail_alloc failing;
            ent_allocator allocator = fail_alloc_at(&failing, n);
            failing.only_once = once == 1;
            ent_run run = {.allocator = &allocator, .threads = 1};
            ent_status status = everything(&game, &run);
            assert_int_equal(failing.held, 0);
            if (!failing.failed) {
                assert_int_equal(status, ENT_OK);
                assert_in_range(n, 30, SIZE_MAX);
                break;
            }
            assert_int_equal(status, ENT_MEMORY);
        }
    }
}

static bool stop_at_once(void *context) {
    (void)context;
    return true;
}

static void test_stopping(void **state) {
    (void)state;
    double value[16];
    for (unsigned mask = 0; mask < 16; mask++)
        value[mask] = __builtin_popcount(mask) * __builtin_popcount(mask);
    ent_tu_game game = table(4, false, value);
    ent_run run = {.threads = 2, .cancelled = stop_at_once};
    ent_core_solution solution;
    ent_core_ranges ranges;
    ent_core_vertices vertices;
    ent_core_membership found;
    ent_allocation x;
    assert_int_equal(ent_allocation_init(&x, 4), ENT_OK);
    assert_int_equal(ent_core_solve(&game, &run, &solution), ENT_CANCELLED);
    assert_int_equal(ent_core_range(&game, &run, &ranges), ENT_CANCELLED);
    assert_int_equal(ent_core_corners(&game, NULL, &run, &vertices), ENT_CANCELLED);
    assert_int_equal(ent_core_member(&game, &x, 1, &run, &found), ENT_CANCELLED);
    ent_allocation_free(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tva),      cmocka_unit_test(test_gloves),      cmocka_unit_test(test_segment),
        cmocka_unit_test(test_majority), cmocka_unit_test(test_lone_player), cmocka_unit_test(test_objections),
        cmocka_unit_test(test_ties),     cmocka_unit_test(test_rounded),     cmocka_unit_test(test_limits),
        cmocka_unit_test(test_large),    cmocka_unit_test(test_threads),     cmocka_unit_test(test_list_of_table),
        cmocka_unit_test(test_market),   cmocka_unit_test(test_runway),      cmocka_unit_test(test_memory),
        cmocka_unit_test(test_stopping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
