/* Games with structure: published rows, what must hold for hundreds of parties, tables against another way to the same
 * numbers, bad input, and every allocation made to fail once. */
#include "support/unit.h"

#include "games/structured/components_nucleolus.h"
#include "games/structured/properties.h"
#include "made.h"
#include "support/fail_alloc.h"

#include <math.h>
#include <stdlib.h>

enum { MANY = 300 };

static const ent_run two_threads = {.threads = 2};

static void assert_exactly(const ent_allocation *x, const char *expected) {
    made_problem made = {0};
    mpq_srcptr numbers = made_numbers(&made, x->size, expected);
    assert_true(x->exists && x->is_exact);
    for (size_t i = 0; i < x->size; i++)
        assert_true(mpq_equal(x->exact[i], numbers + i));
    made_free(&made);
}

static void assert_adds_up(const ent_allocation *x, mpq_srcptr total) {
    mpq_t sum;
    mpq_init(sum);
    assert_true(x->exists && x->is_exact);
    ent_allocation_sum(x, sum);
    assert_true(mpq_equal(sum, total));
    mpq_clear(sum);
}

static bool same(const ent_allocation *a, const ent_allocation *b) {
    for (size_t i = 0; i < a->size; i++)
        if (!mpq_equal(a->exact[i], b->exact[i])) return false;
    return true;
}

/* ---- published ---------------------------------------------------------------------------------------- */

/* Birmingham airport 1968-69: cost of a runway for each type of aircraft, in pounds, and movements (Littlechild and
 * Thompson 1977, Bell Journal of Economics 8). What a movement pays by the Shapley value is theirs, to the penny. */
static void test_birmingham(void **state) {
    (void)state;
    static const uint64_t movements[] = {42, 9555, 288, 303, 151, 1315, 505, 1128, 151, 112, 22};
    static const double published[] = {4.86, 5.66, 10.30, 10.85, 10.92, 11.13, 13.40, 15.07, 44.80, 60.61, 162.24};
    made_problem made = {0};
    ent_airport game = {.players = 11, .users = movements};
    game.need = made_numbers(&made, 11, "65899 76725 95200 97200 97436 98142 102496 104849 113322 115440 117676");
    ent_allocation x;
    assert_int_equal(ent_allocation_init(&x, 11), ENT_OK);
    assert_int_equal(ent_airport_shapley(&game, NULL, &x), ENT_OK);
    for (size_t i = 0; i < 11; i++)
        assert_true(fabs(x.value[i] - published[i]) < 0.006);
    assert_int_equal(ent_airport_nucleolus(&game, NULL, &x), ENT_OK);
    /* by hand: 104849 / (13287 + 1); (115440 - 104849 + that) / (151 + 112 + 1); (117676 - 115440 + that) / 22 */
    assert_exactly(&x, "104849/13288 104849/13288 104849/13288 104849/13288 104849/13288 104849/13288 104849/13288 "
                       "104849/13288 46946019/1169344 46946019/1169344 2661599203/25725568");
    ent_allocation_free(&x);
    made_free(&made);
}

/* Sellers 0 to 2, buyers 3 to 5 (Shapley and Shubik 1971, The assignment game I: 16 in all; the best points for each
 * side follow from marginal contributions, counted by hand). */
static void test_housing(void **state) {
    (void)state;
    static const uint32_t first[] = {0, 0, 0, 1, 1, 1, 2, 2, 2}, second[] = {3, 4, 5, 3, 4, 5, 3, 4, 5};
    made_problem made = {0};
    ent_market game = {.players = 6, .pairs = 9, .first = first, .second = second};
    game.value = made_numbers(&made, 9, "5 8 2 7 9 6 2 3 0");
    ent_market_solution solution;
    ent_allocation x;
    assert_int_equal(ent_allocation_init(&x, 6), ENT_OK);
    assert_int_equal(ent_market_solve(&game, NULL, &solution), ENT_OK);
    assert_true(mpq_cmp_ui(solution.total, 16, 1) == 0);
    assert_int_equal(solution.partner[0], 4);
    assert_int_equal(solution.partner[1], 5);
    assert_int_equal(solution.partner[2], 3);
    assert_int_equal(ent_market_best(&game, ENT_MARKET_SELLERS, NULL, &x), ENT_OK);
    assert_exactly(&x, "5 6 1 1 3 0"); /* marginal contributions of the sellers: 16 - 11, 16 - 10, 16 - 15 */
    assert_int_equal(ent_market_best(&game, ENT_MARKET_BUYERS, NULL, &x), ENT_OK);
    assert_exactly(&x, "3 5 0 2 5 1"); /* of the buyers: 16 - 14, 16 - 11, 16 - 15 */
    ent_allocation_free(&x);
    ent_market_solution_free(&solution);
    made_free(&made);
}

/* A supply and three places; Bird, folk and the tree by hand. */
static void test_tree_by_hand(void **state) {
    (void)state;
    static const uint32_t from[] = {ENT_MCST_SUPPLY, ENT_MCST_SUPPLY, ENT_MCST_SUPPLY, 0, 0, 1},
                          to[] = {0, 1, 2, 1, 2, 2};
    made_problem made = {0};
    ent_mcst game = {.players = 3, .links = 6, .from = from, .to = to};
    game.cost = made_numbers(&made, 6, "6 10 6 4 6 4");
    ent_allocation x;
    assert_int_equal(ent_allocation_init(&x, 3), ENT_OK);
    assert_int_equal(ent_mcst_bird(&game, NULL, &x), ENT_OK);
    assert_exactly(&x, "6 4 4");
    /* up to 4 each owes a part of its own, from 4 to 6 all three a third */
    assert_int_equal(ent_mcst_folk(&game, NULL, &x), ENT_OK);
    assert_exactly(&x, "14/3 14/3 14/3");
    ent_allocation_free(&x);
    made_free(&made);
}

/* ---- hundreds of parties ------------------------------------------------------------------------------ */

typedef ent_status components_rule(const ent_components *game, const ent_run *run, ent_allocation *out);
typedef ent_status airport_rule(const ent_airport *game, const ent_run *run, ent_allocation *out);

static void test_many_components(void **state) {
    (void)state;
    made_problem made = {0};
    made_components(&made, MANY, 200, 20, 11);
    const ent_components *game = &made.components;
    components_rule *const rules[] = {ent_components_shapley, ent_components_tau, ent_components_ensc};
    mpq_t total;
    mpq_init(total);
    assert_int_equal(ent_components_cost(game, NULL, total), ENT_OK);
    ent_allocation x;
    ent_worst worst;
    assert_int_equal(ent_allocation_init(&x, MANY), ENT_OK);
    assert_int_equal(ent_worst_init(&worst, MANY, NULL), ENT_OK);
    for (size_t k = 0; k < 3; k++) {
        assert_int_equal(rules[k](game, NULL, &x), ENT_OK);
        assert_adds_up(&x, total);
    }
    assert_int_equal(ent_components_shapley(game, NULL, &x), ENT_OK);
    assert_int_equal(ent_components_worst(game, x.exact[0], NULL, &worst), ENT_OK);
    assert_true(ent_worst_in_core(&worst)); /* concave */
    /* whoever pays more than standing alone costs objects; with somebody who pays as much less it adds up */
    mpq_t alone;
    mpq_init(alone);
    bool *one = calloc(MANY, sizeof *one);
    one[7] = true;
    assert_int_equal(ent_components_cost(game, one, alone), ENT_OK);
    mpq_sub(alone, alone, x.exact[7]);
    mpq_add(x.exact[7], x.exact[7], alone);
    mpq_sub(x.exact[8], x.exact[8], alone);
    mpq_set_ui(alone, 1, 3);
    mpq_add(x.exact[7], x.exact[7], alone);
    mpq_sub(x.exact[8], x.exact[8], alone);
    assert_int_equal(ent_components_worst(game, x.exact[0], NULL, &worst), ENT_OK);
    assert_true(worst.efficient && !ent_worst_in_core(&worst) && mpq_cmp(worst.excess, alone) >= 0);
    assert_int_equal(worst.count[7], 1);
    free(one);
    mpq_clears(total, alone, NULL);
    ent_worst_free(&worst);
    ent_allocation_free(&x);
    made_free(&made);
}

/* Thirty players are too many for a table in a test; a chain has its nucleolus by another algorithm. */
static void test_chain_both_ways(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        made_problem made = {0};
        made_chain(&made, 30, seed);
        ent_allocation x, y;
        bool chain;
        ent_components_nucleolus_report report;
        assert_int_equal(ent_allocation_init(&x, 30), ENT_OK);
        assert_int_equal(ent_allocation_init(&y, 30), ENT_OK);
        assert_int_equal(ent_components_chain_nucleolus(&made.components, NULL, &chain, &x), ENT_OK);
        assert_true(chain);
        assert_int_equal(ent_components_nucleolus(&made.components, &two_threads, &report, &y), ENT_OK);
        assert_true(report.proved && report.listed < 5000);
        assert_true(same(&x, &y));
        ent_allocation_free(&x);
        ent_allocation_free(&y);
        made_free(&made);
    }
}

/* The same allocation whatever the number of threads, and in the core. */
static void test_nucleolus_of_components(void **state) {
    (void)state;
    const ent_run one_thread = {.threads = 1};
    made_problem made = {0};
    made_components(&made, 32, 40, 6, 5);
    ent_allocation x, y;
    ent_worst worst;
    ent_components_nucleolus_report report;
    assert_int_equal(ent_allocation_init(&x, 32), ENT_OK);
    assert_int_equal(ent_allocation_init(&y, 32), ENT_OK);
    assert_int_equal(ent_worst_init(&worst, 32, NULL), ENT_OK);
    assert_int_equal(ent_components_nucleolus(&made.components, &one_thread, &report, &x), ENT_OK);
    size_t listed = report.listed;
    assert_int_equal(ent_components_nucleolus(&made.components, &two_threads, &report, &y), ENT_OK);
    assert_true(report.proved && report.listed == listed && same(&x, &y));
    assert_int_equal(ent_components_worst(&made.components, x.exact[0], NULL, &worst), ENT_OK);
    assert_true(ent_worst_in_core(&worst));
    ent_worst_free(&worst);
    ent_allocation_free(&x);
    ent_allocation_free(&y);
    made_free(&made);
}

static void test_many_types(void **state) {
    (void)state;
    made_problem made = {0};
    made_airport(&made, MANY, 5000, 21);
    airport_rule *const rules[] = {ent_airport_shapley, ent_airport_nucleolus, ent_airport_equal_benefits,
                                   ent_airport_equal_contributions};
    ent_allocation x;
    ent_worst worst;
    assert_int_equal(ent_allocation_init(&x, MANY), ENT_OK);
    assert_int_equal(ent_worst_init(&worst, MANY, NULL), ENT_OK);
    for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++) { /* all of these are in the core */
        assert_int_equal(rules[k](&made.airport, NULL, &x), ENT_OK);
        assert_int_equal(ent_airport_worst(&made.airport, x.exact[0], NULL, &worst), ENT_OK);
        assert_true(worst.exists && ent_worst_in_core(&worst));
    }
    ent_worst_free(&worst);
    ent_allocation_free(&x);
    made_free(&made);
}

static void test_many_places(void **state) {
    (void)state;
    made_problem made = {0};
    made_mcst(&made, MANY, 1000, 31);
    ent_mcst_tree tree;
    ent_allocation bird, folk;
    assert_int_equal(ent_allocation_init(&bird, MANY), ENT_OK);
    assert_int_equal(ent_allocation_init(&folk, MANY), ENT_OK);
    assert_int_equal(ent_mcst_solve(&made.mcst, NULL, &tree), ENT_OK);
    assert_true(tree.exists);
    assert_int_equal(ent_mcst_bird(&made.mcst, NULL, &bird), ENT_OK);
    assert_adds_up(&bird, tree.total);
    assert_int_equal(ent_mcst_folk(&made.mcst, NULL, &folk), ENT_OK);
    assert_adds_up(&folk, tree.total);
    for (size_t k = 0; k < made.mcst.links; k++) { /* nobody pays more than its own link to the supply */
        if (made.mcst.to[k] != ENT_MCST_SUPPLY) continue;
        assert_true(mpq_cmp(bird.exact[made.mcst.from[k]], made.mcst.cost + k) <= 0);
        assert_true(mpq_cmp(folk.exact[made.mcst.from[k]], made.mcst.cost + k) <= 0);
    }
    ent_mcst_tree_free(&tree);
    ent_allocation_free(&bird);
    ent_allocation_free(&folk);
    made_free(&made);
}

static void test_many_traders(void **state) {
    (void)state;
    made_problem made = {0};
    made_market(&made, 60, 75, 1000, 41);
    ent_market_solution solution;
    ent_allocation x;
    ent_worst worst;
    uint32_t players = made.market.players;
    assert_int_equal(ent_allocation_init(&x, players), ENT_OK);
    assert_int_equal(ent_worst_init(&worst, players, NULL), ENT_OK);
    assert_int_equal(ent_market_solve(&made.market, NULL, &solution), ENT_OK);
    assert_int_equal(ent_market_nucleolus(&made.market, NULL, &x), ENT_OK);
    assert_adds_up(&x, solution.total);
    assert_int_equal(ent_market_worst(&made.market, x.exact[0], NULL, &worst), ENT_OK);
    assert_true(ent_worst_in_core(&worst));
    for (uint32_t i = 0; i < players; i++) {
        assert_true(mpq_cmp(x.exact[i], solution.low.exact[i]) >= 0);
        assert_true(mpq_cmp(x.exact[i], solution.high.exact[i]) <= 0);
    }
    assert_int_equal(ent_market_tau(&made.market, NULL, &x), ENT_OK);
    assert_int_equal(ent_market_worst(&made.market, x.exact[0], NULL, &worst), ENT_OK);
    assert_true(ent_worst_in_core(&worst));
    ent_market_solution_free(&solution);
    ent_worst_free(&worst);
    ent_allocation_free(&x);
    made_free(&made);
}

/* ---- tables ------------------------------------------------------------------------------------------- */

/* The tree of a coalition by solving the problem of its places alone. */
static double cost_alone(const ent_mcst *game, uint32_t coalition) {
    uint32_t number[ENT_TU_PLAYERS], from[512], to[512], players = 0;
    mpq_t cost[512];
    size_t links = 0;
    for (uint32_t i = 0; i < game->players; i++)
        if (coalition >> i & 1) number[i] = players++;
    for (size_t k = 0; k < game->links; k++) {
        uint32_t a = game->from[k], b = game->to[k];
        if ((a != ENT_MCST_SUPPLY && (coalition >> a & 1) == 0) || (b != ENT_MCST_SUPPLY && (coalition >> b & 1) == 0))
            continue;
        from[links] = a == ENT_MCST_SUPPLY ? a : number[a];
        to[links] = b == ENT_MCST_SUPPLY ? b : number[b];
        mpq_init(cost[links]);
        mpq_set(cost[links++], game->cost + k);
    }
    ent_mcst part = {.players = players, .links = links, .from = from, .to = to, .cost = cost[0]};
    ent_mcst_tree tree;
    assert_int_equal(ent_mcst_solve(&part, NULL, &tree), ENT_OK);
    assert_true(tree.exists);
    double total = mpq_get_d(tree.total);
    ent_mcst_tree_free(&tree);
    for (size_t k = 0; k < links; k++)
        mpq_clear(cost[k]);
    return total;
}

/* Fifteen players: the table is made by several tasks. Bird's and the folk shares are in its core. */
static void test_table_of_trees(void **state) {
    (void)state;
    made_problem made = {0};
    made_mcst(&made, 15, 12, 51);
    ent_tu_table table;
    ent_coalition_mask gap;
    bool exists;
    ent_allocation bird, folk;
    assert_int_equal(ent_allocation_init(&bird, 15), ENT_OK);
    assert_int_equal(ent_allocation_init(&folk, 15), ENT_OK);
    assert_int_equal(ent_mcst_bird(&made.mcst, NULL, &bird), ENT_OK);
    assert_int_equal(ent_mcst_folk(&made.mcst, NULL, &folk), ENT_OK);
    assert_int_equal(ent_mcst_table(&made.mcst, &two_threads, &exists, &gap, &table), ENT_OK);
    assert_true(exists && gap == 0 && table.game.whole && table.game.denominator == 1 && table.impossible == NULL);
    assert_true(table.value[0] == 0);
    for (uint32_t s = 1; s < 1U << 15; s += s % 7 == 0 ? 1 : 5)
        assert_true(table.value[s] == cost_alone(&made.mcst, s));
    for (uint32_t s = 1; s < 1U << 15; s++) {
        double bird_pays = 0, folk_pays = 0;
        for (uint32_t i = 0; i < 15; i++) {
            bird_pays += (s >> i & 1) != 0 ? bird.value[i] : 0;
            folk_pays += (s >> i & 1) != 0 ? folk.value[i] : 0;
        }
        assert_true(bird_pays <= table.value[s] && folk_pays <= table.value[s] + 1e-9);
    }
    ent_tu_table_free(&table);
    ent_allocation_free(&bird);
    ent_allocation_free(&folk);
    made_free(&made);
}

/* Fractions have a common denominator; what a double cannot hold is rounded, and said to be. */
static void test_scales(void **state) {
    (void)state;
    made_problem made = {0};
    ent_airport game = {.players = 3};
    ent_tu_table table;
    game.need = made_numbers(&made, 3, "1/6 3/4 2");
    assert_int_equal(ent_airport_table(&game, NULL, &table), ENT_OK);
    assert_true(table.game.whole && table.game.denominator == 12);
    assert_true(table.value[1] == 2 && table.value[3] == 9 && table.value[7] == 24);
    ent_tu_table_free(&table);
    game.need = made_numbers(&made, 3, "9007199254740992 9007199254740991 1");
    assert_int_equal(ent_airport_table(&game, NULL, &table), ENT_OK);
    assert_true(table.game.whole && table.value[2] == 9007199254740991.0 && table.value[3] == 9007199254740992.0);
    ent_tu_table_free(&table);
    game.need = made_numbers(&made, 3, "9007199254740993 1/3 1");
    assert_int_equal(ent_airport_table(&game, NULL, &table), ENT_OK);
    assert_true(!table.game.whole && table.game.denominator == 1);
    assert_true(table.value[1] == 9007199254740992.0 && table.value[2] == 1.0 / 3);
    ent_tu_table_free(&table);
    made_free(&made);
}

static ent_status thirds(void *context, ent_coalition_mask coalition, mpq_t out) {
    if (context != NULL && coalition == *(const ent_coalition_mask *)context) return ENT_INPUT;
    mpq_set_ui(out, coalition, 3);
    mpq_canonicalize(out);
    return ENT_OK;
}

static void test_fill(void **state) {
    (void)state;
    ent_tu_table table;
    assert_int_equal(ent_tu_fill(4, false, thirds, NULL, NULL, &table), ENT_OK);
    assert_true(table.game.whole && table.game.denominator == 3 && !table.game.cost);
    for (ent_coalition_mask s = 0; s < 16; s++)
        assert_true(table.value[s] == s);
    ent_tu_table_free(&table);
    ent_coalition_mask bad = 5;
    assert_int_equal(ent_tu_fill(4, false, thirds, &bad, NULL, &table), ENT_INPUT);
    assert_null(table.value);
    assert_int_equal(ent_tu_fill(31, false, thirds, NULL, NULL, &table), ENT_LIMIT);
    assert_int_equal(ent_tu_fill(0, false, thirds, NULL, NULL, &table), ENT_LIMIT);
}

/* ---- what holds of all -------------------------------------------------------------------------------- */

/* The examples that the rows give of what does not hold, in tables. */
static void test_properties(void **state) {
    (void)state;
    made_problem made = {0};
    ent_tu_table table;
    ent_coalition_mask gap;
    bool exists;
    static const uint32_t from[] = {ENT_MCST_SUPPLY, ENT_MCST_SUPPLY, ENT_MCST_SUPPLY, 0, 0, 1},
                          to[] = {0, 1, 2, 1, 2, 2};
    ent_mcst tree = {.players = 3, .links = 6, .from = from, .to = to};
    tree.cost = made_numbers(&made, 6, "1 1 10 10 1 1");
    assert_int_equal(ent_mcst_table(&tree, NULL, &exists, &gap, &table), ENT_OK);
    assert_true(table.value[4] == 10 && table.value[5] == 2 && table.value[6] == 2 && table.value[7] == 3);
    ent_tu_table_free(&table);
    static const uint32_t first[] = {0, 1}, second[] = {2, 2};
    ent_market market = {.players = 3, .pairs = 2, .first = first, .second = second};
    market.value = made_numbers(&made, 2, "1 1");
    assert_int_equal(ent_market_table(&market, NULL, &table), ENT_OK);
    assert_true(table.value[5] == 1 && table.value[6] == 1 && table.value[7] == 1 && table.value[4] == 0);
    ent_tu_table_free(&table);
    assert_int_equal(ent_structure_find(ENT_STRUCTURE_MCST, "concave")->truth, ENT_STRUCTURE_VARIES);
    assert_int_equal(ent_structure_find(ENT_STRUCTURE_MARKET, "balanced")->truth, ENT_STRUCTURE_HOLDS);
    assert_null(ent_structure_find(ENT_STRUCTURE_MARKET, "concave"));
    made_free(&made);
}

/* ---- bad input ---------------------------------------------------------------------------------------- */

static bool always(void *context) {
    (void)context;
    return true;
}

static void test_statuses(void **state) {
    (void)state;
    const ent_run stopped = {.threads = 1, .cancelled = always};
    made_problem made = {0};
    ent_allocation x;
    ent_tu_table table;
    assert_int_equal(ent_allocation_init(&x, 3), ENT_OK);
    uint64_t users[] = {1, 0, 2};
    ent_airport airport = {.players = 3, .need = made_numbers(&made, 3, "1 2 -1")};
    assert_int_equal(ent_airport_shapley(&airport, NULL, &x), ENT_INPUT);
    airport.need = made_numbers(&made, 3, "1 2 3");
    airport.users = users;
    assert_int_equal(ent_airport_nucleolus(&airport, NULL, &x), ENT_INPUT);
    static const uint32_t unordered[] = {1, 0}, twice[] = {1, 1}, beyond[] = {1, 3};
    static const uint32_t *const bad[] = {unordered, twice, beyond};
    static const size_t first[] = {0, 2};
    ent_components components = {.players = 3, .size = 1, .first = first, .cost = made_numbers(&made, 1, "5")};
    for (size_t k = 0; k < 3; k++) {
        components.needed = bad[k];
        assert_int_equal(ent_components_shapley(&components, NULL, &x), ENT_INPUT);
        assert_int_equal(ent_components_table(&components, NULL, &table), ENT_INPUT);
    }
    static const uint32_t good[] = {0, 1};
    components.needed = good;
    mpq_srcptr no_weight = made_numbers(&made, 3, "1 0 1");
    assert_int_equal(ent_components_weighted_shapley(&components, no_weight, NULL, &x), ENT_INPUT);
    assert_int_equal(ent_components_shapley(&components, &stopped, &x), ENT_CANCELLED);
    static const uint32_t from[] = {0, 1}, to[] = {ENT_MCST_SUPPLY, 1};
    ent_mcst mcst = {.players = 2, .links = 2, .from = from, .to = to, .cost = airport.need};
    assert_int_equal(ent_mcst_bird(&mcst, NULL, &x), ENT_INPUT); /* a link from a place to itself */
    mcst.links = 1;
    ent_mcst_tree tree;
    assert_int_equal(ent_mcst_solve(&mcst, NULL, &tree), ENT_OK);
    assert_true(!tree.exists && tree.reached[0] && !tree.reached[1] && tree.before[1] == 1 && tree.link[1] == 1);
    ent_mcst_tree_free(&tree);
    static const uint32_t a[] = {0, 1, 2}, b[] = {1, 2, 0};
    ent_market market = {.players = 3, .pairs = 3, .first = a, .second = b, .value = airport.need};
    bool buyer[3];
    size_t odd = 0;
    assert_int_equal(ent_market_sides(&market, NULL, buyer, &odd), ENT_INPUT);
    assert_int_equal(odd, 2);
    ent_market_solution solution;
    assert_int_equal(ent_market_solve(&market, NULL, &solution), ENT_INPUT);
    ent_market_solution_free(&solution);
    ent_allocation_free(&x);
    made_free(&made);
}

static void test_too_many_for_tables(void **state) {
    (void)state;
    made_problem made = {0};
    ent_tu_table table;
    bool exists;
    ent_coalition_mask gap;
    made_components(&made, 31, 2, 3, 1);
    assert_int_equal(ent_components_table(&made.components, NULL, &table), ENT_LIMIT);
    made_free(&made);
    made_airport(&made, 31, 1, 1);
    assert_int_equal(ent_airport_table(&made.airport, NULL, &table), ENT_LIMIT);
    made_free(&made);
    made_mcst(&made, 31, 9, 1);
    assert_int_equal(ent_mcst_table(&made.mcst, NULL, &exists, &gap, &table), ENT_LIMIT);
    made_free(&made);
    made_market(&made, 15, 16, 9, 1);
    assert_int_equal(ent_market_table(&made.market, NULL, &table), ENT_LIMIT);
    made_free(&made);
}

/* ---- memory ------------------------------------------------------------------------------------------- */

enum { STEPS = 18 };

/* One call of each kernel that takes memory from the run. */
static ent_status step(const made_problem *made, size_t which, const ent_run *run, ent_allocation *x,
                       ent_worst *worst) {
    const ent_components *components = &made->components;
    ent_tu_table table = {0};
    ent_mcst_tree tree = {0};
    ent_market_solution solution = {0};
    ent_components_nucleolus_report report;
    ent_coalition_mask gap;
    bool flag, buyer[4];
    size_t odd, dearest[25];
    ent_status status = ENT_BUG;
    switch (which) {
    case 0:
        status = ent_components_weighted_shapley(components, made->airport.need, run, x);
        break;
    case 1:
        status = ent_components_worst(components, made->airport.need, run, worst);
        break;
    case 2:
        status = ent_components_nucleolus(components, run, &report, x);
        break;
    case 3:
        status = ent_components_chain_nucleolus(components, run, &flag, x);
        break;
    case 4:
        status = ent_components_table(components, run, &table);
        break;
    case 5:
        status = ent_airport_shapley(&made->airport, run, x);
        break;
    case 6:
        status = ent_airport_equal_benefits(&made->airport, run, x);
        break;
    case 7:
        status = ent_airport_worst(&made->airport, made->airport.need, run, worst);
        break;
    case 8:
        status = ent_airport_table(&made->airport, run, &table);
        break;
    case 9:
        status = ent_mcst_solve(&made->mcst, run, &tree);
        break;
    case 10:
        status = ent_mcst_folk(&made->mcst, run, x);
        break;
    case 11:
        status = ent_mcst_irreducible(&made->mcst, run, &flag, dearest);
        break;
    case 12:
        status = ent_mcst_table(&made->mcst, run, &flag, &gap, &table);
        break;
    case 13:
        status = ent_market_sides(&made->market, run, buyer, &odd);
        break;
    case 14:
        status = ent_market_solve(&made->market, run, &solution);
        break;
    case 15:
        status = ent_market_nucleolus(&made->market, run, x);
        break;
    case 16:
        status = ent_market_worst(&made->market, made->airport.need, run, worst);
        break;
    case 17:
        status = ent_market_table(&made->market, run, &table);
        break;
    }
    ent_tu_table_free(&table);
    ent_mcst_tree_free(&tree);
    ent_market_solution_free(&solution);
    return status;
}

static void test_memory(void **state) {
    (void)state;
    made_problem made = {0};
    ent_allocation x;
    ent_worst worst;
    static const uint32_t from[] = {0, 0, 1, 2}, to[] = {ENT_MCST_SUPPLY, 1, 2, 3};
    static const size_t first[] = {0, 4, 6, 7};
    static const uint32_t needed[] = {0, 1, 2, 3, 0, 1, 0};
    made_market(&made, 2, 2, 9, 1);
    made.airport = (ent_airport){.players = 4, .need = made_numbers(&made, 4, "1 5 2 9")};
    /* a tree in which most coalitions cannot connect themselves */
    made.mcst = (ent_mcst){.players = 4, .links = 4, .from = from, .to = to, .cost = made.airport.need};
    made.components = (ent_components){
        .players = 4, .size = 3, .first = first, .needed = needed, .cost = made_numbers(&made, 3, "7 5 3")};
    assert_int_equal(ent_allocation_init(&x, 4), ENT_OK);
    assert_int_equal(ent_worst_init(&worst, 4, NULL), ENT_OK);
    for (size_t which = 0; which < STEPS; which++) {
        for (size_t n = 0;; n++) {
            fail_alloc fail;
            ent_allocator allocator = fail_alloc_at(&fail, n);
            ent_run run = {.allocator = &allocator, .threads = 1};
            ent_status status = step(&made, which, &run, &x, &worst);
            assert_int_equal(fail.held, 0);
            assert_int_equal(status, fail.failed ? ENT_MEMORY : ENT_OK);
            if (!fail.failed) {
                assert_true(n > 0);
                break;
            }
        }
    }
    ent_worst_free(&worst);
    ent_allocation_free(&x);
    made_free(&made);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_birmingham),
        cmocka_unit_test(test_housing),
        cmocka_unit_test(test_tree_by_hand),
        cmocka_unit_test(test_many_components),
        cmocka_unit_test(test_chain_both_ways),
        cmocka_unit_test(test_nucleolus_of_components),
        cmocka_unit_test(test_many_types),
        cmocka_unit_test(test_many_places),
        cmocka_unit_test(test_many_traders),
        cmocka_unit_test(test_table_of_trees),
        cmocka_unit_test(test_scales),
        cmocka_unit_test(test_fill),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_statuses),
        cmocka_unit_test(test_too_many_for_tables),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
