/* The exact frontier and the solutions against listing everything, in both widths, and under failing memory. */
#include "space/frontier.h"
#include "space/solve.h"

#include "oracle.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

enum { CASES = 4000 };

/* Every point of the frontier is one of the oracle's, with the same utilities and the same outcome; as many. */
static void check_frontier(const oracle *all, const ent_frontier *frontier) {
    assert_int_equal(frontier->size, all->frontier_size);
    for (size_t k = 0; k < frontier->size; k++) {
        uint32_t outcome[8];
        ent_frontier_outcome(frontier, k, outcome);
        size_t index = oracle_index(all, outcome);
        assert_true(all->frontier[index]);
        for (size_t i = 0; i < all->parties; i++)
            assert_true(frontier->utility[k * frontier->dimensions + i] == all->utility[index * all->parties + i]);
    }
}

/* The same with every group of linked issues searched by branch and bound, and whether there is a point at all. */
static void check_searched(const ent_run *run, const oracle *all, const ent_space *space) {
    ent_frontier frontier;
    const ent_frontier_options searched = {.listed = 1}, any_one = {.any_one = true, .sharp = true};
    assert_int_equal(ent_frontier_find(run, space, &searched, &frontier), ENT_OK);
    check_frontier(all, &frontier);
    ent_frontier_free(&frontier);
    assert_int_equal(ent_frontier_find(run, space, &any_one, &frontier), ENT_OK);
    assert_int_equal(frontier.size > 0, all->frontier_size > 0);
    ent_frontier_free(&frontier);
}

static void check_solutions(const ent_run *run, const oracle *all, const ent_space *space, const ent_frontier *frontier,
                            const double *weights) {
    ent_solver solver;
    assert_int_equal(ent_solver_init(run, space, frontier, weights, &solver), ENT_OK);
    assert_true(solver.power_exact);
    uint32_t power[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < space->parties; i++)
        power[i] = (uint32_t)(weights[i] * 2);
    for (int rule = 0; rule <= ENT_RELATIVE_WELFARE; rule++) { /* the rest: tests/lens/bargain_oracle.py */
        size_t point = SIZE_MAX;
        uint32_t outcome[8];
        assert_int_equal(ent_solve(&solver, (ent_rule)rule, &point, 1), 1);
        ent_frontier_outcome(frontier, point, outcome);
        assert_int_equal(oracle_index(all, outcome), oracle_solve(all, space, ent_rules[rule].name, power));
    }
}

static size_t cells_of(const ent_space *space, size_t t) {
    return ent_space_options(space, space->tables[t].first) * ent_space_options(space, space->tables[t].second);
}

/* The same numbers far apart: sums need 128 bits, nothing else changes. */
static void stretch(ent_space *space) {
    const ent_wide factor = (ent_wide)1 << 90;
    for (size_t k = 0; k < space->parties * space->total; k++)
        space->terms[k] *= factor;
    for (size_t i = 0; i < space->parties; i++) {
        space->constant[i] *= factor;
        space->no_deal[i] *= factor;
        space->denominator[i] *= factor;
    }
    for (size_t q = 0; q < space->interactions; q++)
        space->add[q] *= factor;
    for (size_t t = 0; t < space->tables_size; t++)
        for (size_t k = 0; k < cells_of(space, t); k++)
            space->tables[t].cells[k] *= factor;
}

static void check_wide(const ent_run *run, const ent_space *narrow, ent_space *space, const ent_frontier *expected) {
    ent_frontier frontier;
    (void)narrow;
    stretch(space);
    assert_int_equal(ent_frontier_find(run, space, NULL, &frontier), ENT_OK);
    assert_true(frontier.size == 0 || frontier.wide);
    assert_int_equal(frontier.size, expected->size);
    for (size_t k = 0; k < frontier.size; k++) {
        uint32_t mine[8], other[8];
        ent_frontier_outcome(&frontier, k, mine);
        ent_frontier_outcome(expected, k, other);
        assert_memory_equal(mine, other, space->issues * sizeof mine[0]);
    }
    ent_frontier_free(&frontier);
}

static void equals_listing_everything(void **state) {
    (void)state;
    ent_run run = {0};
    size_t with_points = 0, with_ties = 0;
    for (uint64_t n = 0; n < CASES; n++) {
        ent_random random = ent_random_stream(2024, n);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        double weights[ENT_SPACE_PARTIES];
        for (size_t i = 0; i < space->parties; i++)
            weights[i] = 0.5 * (double)ent_random_below(&random, 5);
        weights[0] = 0.5;
        oracle all;
        oracle_make(&all, space);
        ent_frontier frontier, sharp;
        assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
        check_frontier(&all, &frontier);
        const ent_frontier_options options = {.sharp = true};
        assert_int_equal(ent_frontier_find(&run, space, &options, &sharp), ENT_OK);
        check_frontier(&all, &sharp);
        check_searched(&run, &all, space);
        if (frontier.size > 0) check_solutions(&run, &all, space, &frontier, weights);
        with_points += frontier.size > 1;
        with_ties += all.rational_size > all.frontier_size;
        check_wide(&run, space, space, &frontier);
        ent_frontier_free(&frontier);
        ent_frontier_free(&sharp);
        oracle_free(&all);
        ent_arena_free(arena);
    }
    assert_true(with_points > CASES / 4); /* the cases test something */
    assert_true(with_ties > CASES / 4);
}

static void extremes_equal_listing(void **state) {
    (void)state;
    ent_run run = {0};
    for (uint64_t n = 0; n < 500; n++) {
        ent_random random = ent_random_stream(7, n);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        oracle all;
        oracle_make(&all, space);
        ent_wide largest[ENT_SPACE_PARTIES], smallest[ENT_SPACE_PARTIES];
        assert_int_equal(ent_space_extremes(&run, space, largest, smallest), ENT_OK);
        for (size_t i = 0; i < space->parties && all.feasible_size > 0; i++) {
            long long most = -1000000, least = 1000000;
            for (size_t k = 0; k < all.outcomes; k++) {
                long long u = all.utility[k * all.parties + i];
                if (all.feasible[k] && u > most) most = u;
                if (all.feasible[k] && u < least) least = u;
            }
            assert_true(largest[i] == most);
            assert_true(smallest[i] == least);
        }
        oracle_free(&all);
        ent_arena_free(arena);
    }
}

/* Larger, in four to six dimensions, where divide and conquer does its splits: against comparing all pairs. */
static void many_dimensions(void **state) {
    (void)state;
    ent_run run = {0};
    for (uint64_t n = 0; n < 12; n++) {
        ent_random random = ent_random_stream(99, n);
        ent_arena *arena = ent_arena_new(NULL);
        const size_t options[] = {7, 8, 9, 10};
        ent_space *space = ent_space_new(arena, 4 + n % 3, 4, options, 0);
        uint64_t steps = n % 2 ? 12 : 1000;
        for (size_t k = 0; k < space->parties * space->total; k++)
            space->terms[k] = (ent_wide)ent_random_below(&random, steps);
        oracle all;
        oracle_make(&all, space);
        ent_frontier frontier;
        assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
        check_frontier(&all, &frontier);
        ent_frontier_free(&frontier);
        oracle_free(&all);
        ent_arena_free(arena);
    }
}

static const ent_rule free_of_scale[] = {ENT_NASH, ENT_KALAI_SMORODINSKY, ENT_EQUAL_GAINS};

static void solve_all(const ent_run *run, const ent_space *space, const ent_frontier *frontier, size_t points[3]) {
    ent_solver solver;
    if (frontier->size == 0) return;
    assert_int_equal(ent_solver_init(run, space, frontier, NULL, &solver), ENT_OK);
    for (size_t r = 0; r < 3; r++)
        assert_int_equal(ent_solve(&solver, free_of_scale[r], &points[r], 1), 1);
}

/* Nash and the rules of relative gains do not depend on a party's scale or zero. */
static void invariant(void **state) {
    (void)state;
    ent_run run = {0};
    for (uint64_t n = 0; n < 500; n++) {
        ent_random random = ent_random_stream(55, n);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        ent_frontier before, after;
        assert_int_equal(ent_frontier_find(&run, space, NULL, &before), ENT_OK);
        size_t first[3] = {0}, second[3] = {0};
        solve_all(&run, space, &before, first);
        for (size_t flat = 0; flat < space->total; flat++)
            space->terms[flat] *= 3; /* the first party's */
        space->constant[0] = 3 * space->constant[0] + 17;
        space->no_deal[0] = 3 * space->no_deal[0] + 17;
        for (size_t q = 0; q < space->interactions; q++)
            if (space->gainer[q] == 0) space->add[q] *= 3;
        for (size_t t = 0; t < space->tables_size; t++)
            for (size_t k = 0; k < cells_of(space, t); k++)
                if (space->tables[t].party == 0) space->tables[t].cells[k] *= 3;
        assert_int_equal(ent_frontier_find(&run, space, NULL, &after), ENT_OK);
        assert_int_equal(before.size, after.size);
        solve_all(&run, space, &after, second);
        assert_memory_equal(first, second, sizeof first);
        ent_frontier_free(&before);
        ent_frontier_free(&after);
        ent_arena_free(arena);
    }
}

static void ranks_in_order(void **state) {
    (void)state;
    ent_run run = {0};
    ent_random random = ent_random_stream(3, 3);
    ent_arena *arena = ent_arena_new(NULL);
    const size_t options[] = {6, 6, 6, 6};
    ent_space *space = ent_space_new(arena, 2, 4, options, 0);
    for (size_t k = 0; k < 2 * space->total; k++)
        space->terms[k] = (ent_wide)ent_random_below(&random, 100);
    ent_frontier frontier;
    assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
    ent_solver solver;
    assert_int_equal(ent_solver_init(&run, space, &frontier, NULL, &solver), ENT_OK);
    size_t points[10];
    size_t size = ent_solve(&solver, ENT_NASH, points, 10);
    assert_true(size == 10 || size == frontier.size);
    for (size_t k = 0; k + 1 < size; k++) {
        const ent_wide *a = frontier.utility + 2 * points[k], *b = frontier.utility + 2 * points[k + 1];
        assert_true(a[0] * a[1] >= b[0] * b[1]);
    }
    ent_frontier_free(&frontier);
    ent_arena_free(arena);
}

static void stops_at_the_limit(void **state) {
    (void)state;
    ent_run run = {0};
    ent_arena *arena = ent_arena_new(NULL);
    const size_t options[] = {50, 50};
    ent_space *space = ent_space_new(arena, 2, 2, options, 0);
    for (size_t k = 0; k < 50; k++) {
        space->terms[k] = (ent_wide)k * 50;
        space->terms[space->total + k] = -(ent_wide)k * 50;
        space->terms[50 + k] = (ent_wide)k;
        space->terms[space->total + 50 + k] = -(ent_wide)k;
    }
    space->no_deal[0] = space->no_deal[1] = -100000;
    ent_frontier frontier;
    const ent_frontier_options few = {.most = 512};
    assert_int_equal(ent_frontier_find(&run, space, &few, &frontier), ENT_LIMIT);
    assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
    assert_int_equal(frontier.size, 2500);
    ent_frontier_free(&frontier);
    ent_arena_free(arena);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    for (uint64_t which = 0; which < 24; which++) {
        ent_random random = ent_random_stream(11, which);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        for (size_t n = 0;; n++) {
            fail_alloc memory;
            ent_allocator allocator = fail_alloc_at(&memory, n);
            ent_run run = {.allocator = &allocator};
            ent_frontier frontier;
            const ent_frontier_options options = {.sharp = which % 2 == 0};
            ent_status status = ent_frontier_find(&run, space, &options, &frontier);
            assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
            ent_frontier_free(&frontier);
            assert_int_equal(memory.held, 0);
            if (!memory.failed) break;
        }
        ent_arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equals_listing_everything),
        cmocka_unit_test(extremes_equal_listing),
        cmocka_unit_test(many_dimensions),
        cmocka_unit_test(invariant),
        cmocka_unit_test(ranks_in_order),
        cmocka_unit_test(stops_at_the_limit),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
