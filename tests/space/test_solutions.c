/* What each solution promises: symmetry, freedom from scale where it is claimed, superadditivity of Perles and
 * Maschler, examples computed by hand. That they pick the right package is for the oracles. */
#include "space/lottery.h"
#include "space/risk.h"
#include "space/solve.h"

#include "oracle.h"
#include "support/unit.h"

#include <math.h>

enum { MOST = 512 };

typedef struct table {
    ent_arena *arena;
    ent_space *space;
    ent_frontier frontier;
    ent_solver solver;
} table;

/* Two parties and one issue whose options are the points. */
static void lay(table *t, size_t size, const long long (*points)[2]) {
    const ent_run run = {0};
    t->arena = ent_arena_new(NULL);
    t->space = ent_space_new(t->arena, 2, 1, &size, 0);
    for (size_t k = 0; k < size; k++)
        for (size_t i = 0; i < 2; i++)
            t->space->terms[i * size + k] = points[k][i];
    assert_int_equal(ent_frontier_find(&run, t->space, NULL, &t->frontier), ENT_OK);
    assert_int_equal(ent_solver_init(&run, t->space, &t->frontier, NULL, &t->solver), ENT_OK);
}

static void clear(table *t) {
    ent_frontier_free(&t->frontier);
    ent_arena_free(t->arena);
}

static void expect_point(const table *t, ent_rule rule, long long first, long long second, long long near) {
    size_t point = SIZE_MAX;
    assert_int_equal(ent_solve(&t->solver, rule, &point, 1), 1);
    const ent_wide *u = t->frontier.utility + 2 * point;
    if (u[0] < first - near || u[0] > first + near || u[1] < second - near || u[1] > second + near)
        fail_msg("%s: (%lld, %lld), should be (%lld, %lld)", ent_rules[rule].name, (long long)u[0], (long long)u[1],
                 first, second);
}

/* Pairs of mirrored points and one on the diagonal that none of them beats. */
static void symmetric_cases_have_symmetric_solutions(void **state) {
    (void)state;
    static const ent_rule rules[] = {ENT_KALAI_SMORODINSKY, ENT_EQUAL_GAINS, ENT_EGALITARIAN, ENT_LEXIMIN,
                                     ENT_PROPORTIONAL,      ENT_RAIFFA,      ENT_EQUAL_AREA,  ENT_PERLES_MASCHLER};
    for (uint64_t n = 0; n < 300; n++) {
        ent_random random = ent_random_stream(31, n);
        long long points[41][2];
        const long long middle = 40 + (long long)ent_random_below(&random, 20);
        const size_t pairs = 1 + ent_random_below(&random, 20);
        points[0][0] = points[0][1] = middle;
        for (size_t k = 0; k < pairs; k++) {
            const long long low = (long long)ent_random_below(&random, (uint64_t)middle);
            const long long high = middle + 1 + (long long)ent_random_below(&random, 60);
            points[2 * k + 1][0] = points[2 * k + 2][1] = low;
            points[2 * k + 1][1] = points[2 * k + 2][0] = high;
        }
        table t;
        lay(&t, 2 * pairs + 1, points);
        for (size_t r = 0; r < sizeof rules / sizeof rules[0]; r++)
            expect_point(&t, rules[r], middle, middle, 0);
        clear(&t);
    }
}

static void stretch_tables(ent_space *space, size_t party, ent_wide factor) {
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *pairs = &space->tables[t];
        const size_t cells = ent_space_options(space, pairs->first) * ent_space_options(space, pairs->second);
        for (size_t k = 0; k < cells && pairs->party == party; k++)
            pairs->cells[k] *= factor;
    }
}

/* The first party's utilities times 3, and 17 more: rules that say so pick the same package; each of the others picks
 * another one now and then. */
static void scale_changes_only_what_says_so(void **state) {
    (void)state;
    const ent_run run = {0};
    size_t changes[ENT_RULES] = {0};
    for (uint64_t n = 0; n < 1500; n++) {
        ent_random random = ent_random_stream(56, n);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        size_t points[2][ENT_RULES] = {0};
        for (size_t time = 0; time < 2; time++) {
            ent_frontier frontier;
            ent_solver solver;
            assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
            if (frontier.size > 0) assert_int_equal(ent_solver_init(&run, space, &frontier, NULL, &solver), ENT_OK);
            for (int rule = 0; rule < ENT_RULES && frontier.size > 0; rule++)
                ent_solve(&solver, (ent_rule)rule, &points[time][rule], 1);
            ent_frontier_free(&frontier);
            for (size_t flat = 0; flat < space->total; flat++)
                space->terms[flat] *= 3;
            space->constant[0] = 3 * space->constant[0] + 17;
            space->no_deal[0] = 3 * space->no_deal[0] + 17;
            for (size_t q = 0; q < space->interactions; q++)
                if (space->gainer[q] == 0) space->add[q] *= 3;
            stretch_tables(space, 0, 3);
        }
        for (int rule = 0; rule < ENT_RULES; rule++)
            changes[rule] += points[0][rule] != points[1][rule];
        ent_arena_free(arena);
    }
    for (int rule = 0; rule < ENT_RULES; rule++)
        if ((changes[rule] > 0) != ent_rules[rule].scale_dependent)
            fail_msg("%s changed in %zu cases", ent_rules[rule].name, changes[rule]);
}

/* All utilities far apart: 128 bits, and products beyond them. */
static void width_changes_nothing(void **state) {
    (void)state;
    const ent_run run = {0};
    for (uint64_t n = 0; n < 500; n++) {
        ent_random random = ent_random_stream(57, n);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        size_t points[2][ENT_RULES] = {0};
        for (size_t time = 0; time < 2; time++) {
            ent_frontier frontier;
            ent_solver solver;
            assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
            if (frontier.size > 0) assert_int_equal(ent_solver_init(&run, space, &frontier, NULL, &solver), ENT_OK);
            for (int rule = 0; rule < ENT_RULES && frontier.size > 0; rule++)
                ent_solve(&solver, (ent_rule)rule, &points[time][rule], 1);
            ent_frontier_free(&frontier);
            if (time > 0) break; /* once is enough: twice would not fit */
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
            for (size_t i = 0; i < space->parties; i++)
                stretch_tables(space, i, factor);
        }
        assert_memory_equal(points[0], points[1], sizeof points[0]);
        ent_arena_free(arena);
    }
}

/* ---- Perles and Maschler ------------------------------------------------------------------------------------- */

static void point_of(const ent_run *run, const ent_space *space, long double out[2]) {
    ent_frontier frontier;
    size_t a, b;
    long double along;
    assert_int_equal(ent_frontier_find(run, space, NULL, &frontier), ENT_OK);
    ent_perles_maschler(&frontier, &a, &b, &along);
    for (size_t i = 0; i < 2; i++)
        out[i] =
            (1 - along) * (long double)frontier.utility[2 * a + i] + along * (long double)frontier.utility[2 * b + i];
    ent_frontier_free(&frontier);
}

/* Two tables apart, and the same issues at one: nobody gets less (the axiom that names the solution). */
static void perles_maschler_is_superadditive(void **state) {
    (void)state;
    const ent_run run = {0};
    size_t more = 0;
    for (uint64_t n = 0; n < 1000; n++) {
        ent_random random = ent_random_stream(77, n);
        ent_arena *arena = ent_arena_new(NULL);
        const size_t options[] = {2 + ent_random_below(&random, 5), 2 + ent_random_below(&random, 5),
                                  2 + ent_random_below(&random, 5), 2 + ent_random_below(&random, 5)};
        ent_space *whole = ent_space_new(arena, 2, 4, options, 0);
        for (size_t k = 0; k < 2 * whole->total; k++)
            whole->terms[k] = (ent_wide)ent_random_below(&random, 50);
        long double together[2], apart[2][2];
        point_of(&run, whole, together);
        for (size_t half = 0; half < 2; half++) {
            ent_space *part = ent_space_new(arena, 2, 2, options + 2 * half, 0);
            for (size_t i = 0; i < 2; i++)
                for (size_t k = 0; k < part->total; k++)
                    part->terms[i * part->total + k] = whole->terms[i * whole->total + whole->first[2 * half] + k];
            point_of(&run, part, apart[half]);
        }
        for (size_t i = 0; i < 2; i++) {
            assert_true(together[i] >= apart[0][i] + apart[1][i] - 1e-9L);
            more += together[i] > apart[0][i] + apart[1][i] + 1e-9L;
        }
        ent_arena_free(arena);
    }
    assert_true(more > 100);
}

/* ---- by hand --------------------------------------------------------------------------------------------------- */

/* The first party can have 200, the second 100, together 200: from (0, 0) half way to (200, 100) is (100, 50), from
 * there half way to (150, 100) is (125, 75), which is on the frontier. Areas: h^2 / 2 beyond (200 - h, h) for the
 * first, 200 (100 - h) - (100^2 - h^2) / 2 for the second: equal at h = 75. All roots are alike on a line: its middle,
 * (150, 50), halves it. */
static void a_cut_triangle(void **state) {
    (void)state;
    static long long points[101][2];
    for (long long k = 0; k <= 100; k++) {
        points[k][0] = 100 + k;
        points[k][1] = 100 - k;
    }
    table t;
    lay(&t, 101, (const long long(*)[2])points);
    expect_point(&t, ENT_RAIFFA, 125, 75, 0);
    expect_point(&t, ENT_EQUAL_AREA, 125, 75, 1); /* steps, not a line */
    expect_point(&t, ENT_PERLES_MASCHLER, 150, 50, 0);
    expect_point(&t, ENT_NASH, 100, 100, 0);
    expect_point(&t, ENT_KALAI_SMORODINSKY, 133, 67, 0);
    clear(&t);
}

/* Two edges of equal length, sqrt(2 x 8) = sqrt(8 x 2): the corner. Without it the middle of the long edge, (5, 5), is
 * aimed at: (6, 4) gives both 4/5 of the way, (3, 6) only 3/5. */
static void perles_maschler_by_hand(void **state) {
    (void)state;
    const long long corner[][2] = {{10, 0}, {8, 8}, {0, 10}, {9, 1}, {1, 9}};
    const long long line[][2] = {{0, 10}, {3, 6}, {6, 4}, {10, 0}};
    table t;
    lay(&t, 5, corner);
    expect_point(&t, ENT_PERLES_MASCHLER, 8, 8, 0);
    clear(&t);
    lay(&t, 4, line);
    expect_point(&t, ENT_PERLES_MASCHLER, 6, 4, 0);
    clear(&t);
}

/* Three parties: of (2, 2, 5), (2, 4, 3) and (2, 3, 4) the second smallest gain is largest in the last. */
static void leximin_by_hand(void **state) {
    (void)state;
    const ent_run run = {0};
    ent_arena *arena = ent_arena_new(NULL);
    const size_t options = 3;
    const long long utility[3][3] = {{2, 2, 2}, {2, 4, 3}, {5, 3, 4}};
    ent_space *space = ent_space_new(arena, 3, 1, &options, 0);
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3; k++)
            space->terms[3 * i + k] = utility[i][k];
    ent_frontier frontier;
    ent_solver solver;
    uint32_t outcome[2];
    size_t point = SIZE_MAX;
    assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
    assert_int_equal(ent_solver_init(&run, space, &frontier, NULL, &solver), ENT_OK);
    assert_int_equal(ent_solve(&solver, ENT_LEXIMIN, &point, 1), 1);
    ent_frontier_outcome(&frontier, point, outcome);
    assert_int_equal(outcome[0], 1); /* (2, 4, 3) before (2, 3, 4): a tie, the first in file order */
    assert_int_equal(ent_solve(&solver, ENT_EGALITARIAN, &point, 1), 1);
    ent_frontier_outcome(&frontier, point, outcome);
    assert_int_equal(outcome[0], 0);
    assert_int_equal(ent_solve(&solver, ENT_PERLES_MASCHLER, &point, 1), 0); /* for two only */
    ent_frontier_free(&frontier);
    ent_arena_free(arena);
}

/* With risk 50 every whole utility of 1 and more bends to 1 (e^-50 is below the grid): the frontier (3, 0), (2, 1),
 * (1, 5), (0, 6) becomes (1, 0), (1, 1), (1, 5), (0, 6). Of its hull only the edge from (1, 5) to (0, 6) is left. */
static void weakly_beaten_points_lie_on_no_edge(void **state) {
    (void)state;
    static const long long points[][2] = {{3, 0}, {2, 1}, {1, 5}, {0, 6}};
    const ent_run run = {0};
    ent_lottery lottery;
    size_t a, b;
    long double along;
    table t;
    lay(&t, 4, points);
    t.space->risk[0] = 50;
    assert_int_equal(ent_solver_bent(&run, t.space, &t.frontier, NULL, t.arena, &t.solver), ENT_OK);
    assert_int_equal(ent_nash_lottery(&run, &t.solver, &lottery), ENT_OK);
    assert_int_equal(lottery.size, 1);
    assert_true(lottery.utility[0] == 1 && lottery.utility[1] == 5); /* 5 t + t (1 - t) rises up to t = 1 */
    ent_perles_maschler(t.solver.frontier, &a, &b, &along);
    assert_true(t.frontier.utility[2 * a + 1] == 5 && t.frontier.utility[2 * b + 1] == 6);
    assert_true(fabsl(along - 0.5L) < 1e-15L);
    static const ent_rule rules[] = {ENT_NASH, ENT_RAIFFA, ENT_PERLES_MASCHLER}; /* half way: (1/2, 11/2) */
    for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++)
        expect_point(&t, rules[k], 1, 5, 0);
    clear(&t);
}

/* (2, 1) and (1, 2) both bend to (1, 1): a hull of one point, and a sequence of Raiffa that ends there. */
static void equal_points_end_every_rule(void **state) {
    (void)state;
    static const long long points[][2] = {{2, 1}, {1, 2}};
    const ent_run run = {0};
    ent_lottery lottery;
    table t;
    lay(&t, 2, points);
    t.space->risk[0] = t.space->risk[1] = 50;
    assert_int_equal(ent_solver_bent(&run, t.space, &t.frontier, NULL, t.arena, &t.solver), ENT_OK);
    assert_int_equal(ent_nash_lottery(&run, &t.solver, &lottery), ENT_OK);
    assert_int_equal(lottery.size, 1);
    assert_true(lottery.utility[0] == 1 && lottery.utility[1] == 1);
    for (int rule = 0; rule < ENT_RULES; rule++) {
        size_t both[2];
        assert_int_equal(ent_solve(&t.solver, (ent_rule)rule, both, 2), 2);
        assert_true(both[0] + both[1] == 1);
    }
    clear(&t);
}

/* Larger frontiers of several parties: no package pulls the logarithm of the product up by more than 1e-9, worked out
 * anew from the lottery's own chances; and the lottery is not worse than the best package. */
static void lotteries_cannot_be_raised(void **state) {
    (void)state;
    const ent_run run = {0};
    size_t mixed = 0;
    for (uint64_t n = 0; n < 60; n++) {
        ent_random random = ent_random_stream(91, n);
        ent_arena *arena = ent_arena_new(NULL);
        const size_t options[] = {2 + ent_random_below(&random, 5), 2 + ent_random_below(&random, 5),
                                  2 + ent_random_below(&random, 5), 2 + ent_random_below(&random, 5)};
        const size_t parties = 2 + n % 5;
        ent_space *space = ent_space_new(arena, parties, 4, options, 0);
        for (size_t k = 0; k < parties * space->total; k++)
            space->terms[k] = (ent_wide)ent_random_below(&random, 1000);
        ent_frontier frontier;
        ent_solver solver;
        ent_lottery lottery;
        assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
        assert_int_equal(ent_solver_init(&run, space, &frontier, NULL, &solver), ENT_OK);
        assert_int_equal(ent_nash_lottery(&run, &solver, &lottery), ENT_OK);
        double mean[ENT_SPACE_PARTIES] = {0}, chances = 0;
        for (size_t k = 0; k < lottery.size; k++) {
            chances += lottery.chances[k];
            for (size_t i = 0; i < parties; i++)
                mean[i] += lottery.chances[k] * (double)frontier.utility[lottery.points[k] * parties + i];
        }
        assert_true(fabs(chances - 1) < 1e-12);
        for (size_t point = 0; point < frontier.size; point++) {
            double pull = 0;
            for (size_t i = 0; i < parties; i++)
                pull += (double)frontier.utility[point * parties + i] / mean[i];
            assert_true(pull <= (double)parties + 1e-9);
        }
        assert_true(lottery.raise >= 1 - 1e-12);
        mixed += lottery.size > 1;
        ent_frontier_free(&frontier);
        ent_arena_free(arena);
    }
    assert_true(mixed > 15);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symmetric_cases_have_symmetric_solutions),
        cmocka_unit_test(scale_changes_only_what_says_so),
        cmocka_unit_test(width_changes_nothing),
        cmocka_unit_test(perles_maschler_is_superadditive),
        cmocka_unit_test(a_cut_triangle),
        cmocka_unit_test(perles_maschler_by_hand),
        cmocka_unit_test(leximin_by_hand),
        cmocka_unit_test(weakly_beaten_points_lie_on_no_edge),
        cmocka_unit_test(equal_points_end_every_rule),
        cmocka_unit_test(lotteries_cannot_be_raised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
