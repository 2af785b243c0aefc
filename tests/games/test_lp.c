/* Linear programs: small ones solved by hand, random ones by duality, what is refused; each by the solver alone and by
 * the dense simplex that goes first where a program is narrow. */
#include "games/lp.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <string.h>

static void near(double value, double expected, double tolerance) {
    assert_true(fabs(value - expected) <= tolerance);
}

static const bool solver_alone = false, narrow_first = true;

static ent_lp *make(void **state, bool maximise) {
    const ent_lp_options options = {.maximise = maximise, .narrow = *(const bool *)*state};
    ent_lp *program;
    assert_int_equal(ent_lp_new(NULL, &options, &program), ENT_OK);
    return program;
}

static ent_lp_outcome solve(ent_lp *program) {
    ent_lp_outcome outcome;
    assert_int_equal(ent_lp_solve(program, &outcome), ENT_OK);
    return outcome;
}

/* Chvatal 1983, page 13: maximise 5a + 4b + 3c under three rows: 13 at (2, 0, 1), duals 1, 0, 1. */
static void maximum_and_duals(void **state) {
    ent_lp *program = make(state, true);
    const double zero[] = {0, 0, 0}, objective[] = {5, 4, 3}, upper[] = {5, 11, 8};
    const size_t start[] = {0, 3, 6, 9}, place[] = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    const double value[] = {2, 3, 1, 4, 1, 2, 3, 4, 2};
    const ent_lp_part columns = {.size = 3, .lower = zero, .objective = objective};
    const ent_lp_part rows = {.size = 3, .upper = upper, .start = start, .place = place, .value = value};
    assert_int_equal(ent_lp_add_columns(program, &columns), ENT_OK);
    assert_int_equal(ent_lp_add_rows(program, &rows), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    const double x[] = {2, 0, 1}, duals[] = {1, 0, 1};
    near(ent_lp_value(program), 13, 1e-9);
    for (size_t i = 0; i < 3; i++) {
        near(ent_lp_solution(program)[i], x[i], 1e-9);
        near(ent_lp_duals(program)[i], duals[i], 1e-9);
    }
    near(ent_lp_reduced_costs(program)[1], -3, 1e-9); /* 4 - 3*1 - 1*0 - 4*1 */
    near(ent_lp_activity(program)[1], 10, 1e-9);
    assert_true(ent_lp_row_basic(program, 1) && !ent_lp_row_basic(program, 0) && ent_lp_column_basic(program, 0));
    assert_true(ent_lp_steps(program) > 0);
    /* One more row, c <= 1/2, from the basis there is: 12 1/2 at (2, 1/6, 1/2)? by hand: rows 1 and 3 with c = 1/2 give
     * 2a + 3b = 4.5 and 3a + 4b = 7; row 1 alone binds at b = 0: a = 2.25 and 3a = 6.75 <= 7, value 12.75. */
    const double half[] = {0.5};
    const size_t one[] = {0, 1}, third[] = {2};
    const ent_lp_part cut = {.size = 1, .upper = half, .start = one, .place = third, .value = (const double[]){1}};
    assert_int_equal(ent_lp_add_rows(program, &cut), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    near(ent_lp_value(program), 12.75, 1e-9);
    assert_int_equal(ent_lp_row_bounds(program, 3, -INFINITY, 7), ENT_OK);
    ent_lp_forget(program);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    near(ent_lp_value(program), 13, 1e-9);
    assert_int_equal(ent_lp_column_bounds(program, 0, 0, 1), ENT_OK);
    assert_int_equal(ent_lp_objective(program, 1, 0), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL); /* 5 + 3 * 2.5 */
    near(ent_lp_value(program), 12.5, 1e-9);
    ent_lp_free(program);
}

static void minimum_and_duals(void **state) {
    ent_lp *program = make(state, false);
    const double objective[] = {2, 3}, lower[] = {4}, zero[] = {0, 0};
    const size_t start[] = {0, 2}, place[] = {0, 1};
    const double value[] = {1, 2};
    const ent_lp_part columns = {.size = 2, .lower = zero, .objective = objective};
    const ent_lp_part rows = {.size = 1, .lower = lower, .start = start, .place = place, .value = value};
    assert_int_equal(ent_lp_add_columns(program, &columns), ENT_OK);
    assert_int_equal(ent_lp_add_rows(program, &rows), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    near(ent_lp_value(program), 6, 1e-9);
    near(ent_lp_duals(program)[0], 1.5, 1e-9);
    near(ent_lp_reduced_costs(program)[0], 0.5, 1e-9);
    ent_lp_free(program);
}

/* The first program again, 5a + 4b + 3c: without the row that does not bind nothing changes and no step is taken;
 * without the third all goes to c, 3 * 5; without any there is no end. */
static void rows_leave(void **state) {
    ent_lp *program = make(state, true);
    const double zero[] = {0, 0, 0}, objective[] = {5, 4, 3}, upper[] = {5, 11, 8};
    const size_t start[] = {0, 3, 6, 9}, place[] = {0, 1, 2, 0, 1, 2, 0, 1, 2};
    const double value[] = {2, 3, 1, 4, 1, 2, 3, 4, 2};
    const ent_lp_part columns = {.size = 3, .lower = zero, .objective = objective};
    const ent_lp_part rows = {.size = 3, .upper = upper, .start = start, .place = place, .value = value};
    assert_int_equal(ent_lp_add_columns(program, &columns), ENT_OK);
    assert_int_equal(ent_lp_add_rows(program, &rows), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    assert_int_equal(ent_lp_delete_rows(program, (const size_t[]){3}, 1), ENT_USAGE);
    assert_int_equal(ent_lp_delete_rows(program, (const size_t[]){1, 0}, 2), ENT_USAGE);
    assert_int_equal(ent_lp_delete_rows(program, (const size_t[]){1, 1}, 2), ENT_USAGE);
    assert_int_equal(ent_lp_delete_rows(program, NULL, 0), ENT_OK);
    assert_int_equal(ent_lp_rows(program), 3);
    const size_t steps = ent_lp_steps(program);
    assert_int_equal(ent_lp_delete_rows(program, (const size_t[]){1}, 1), ENT_OK);
    assert_int_equal(ent_lp_rows(program), 2);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    assert_int_equal(ent_lp_steps(program), steps);
    near(ent_lp_value(program), 13, 1e-9);
    for (size_t r = 0; r < 2; r++) {
        near(ent_lp_duals(program)[r], 1, 1e-9);
        near(ent_lp_activity(program)[r], r == 0 ? 5 : 8, 1e-9);
        assert_false(ent_lp_row_basic(program, r));
    }
    assert_int_equal(ent_lp_delete_rows(program, (const size_t[]){1}, 1), ENT_OK); /* one that binds */
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    near(ent_lp_value(program), 15, 1e-9);
    near(ent_lp_solution(program)[2], 5, 1e-9);
    assert_int_equal(ent_lp_delete_rows(program, (const size_t[]){0}, 1), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_UNBOUNDED);
    ent_lp_free(program);
}

static void no_solution(void **state) {
    ent_lp *program = make(state, false);
    const double objective[] = {-1, 0}, zero[] = {0, 0};
    const size_t start[] = {0, 2}, place[] = {0, 1};
    const ent_lp_part columns = {.size = 2, .lower = zero, .objective = objective};
    const ent_lp_part difference = {
        .size = 1, .upper = (const double[]){1}, .start = start, .place = place, .value = (const double[]){1, -1}};
    const ent_lp_part sum = {
        .size = 1, .upper = (const double[]){-1}, .start = start, .place = place, .value = (const double[]){1, 1}};
    assert_int_equal(solve(program), ENT_LP_OPTIMAL); /* of nothing */
    assert_int_equal(ent_lp_add_columns(program, &columns), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_UNBOUNDED);
    assert_int_equal(ent_lp_add_rows(program, &difference), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_UNBOUNDED);
    assert_int_equal(ent_lp_add_rows(program, &sum), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_INFEASIBLE);
    assert_int_equal(ent_lp_row_bounds(program, 1, -INFINITY, 5), ENT_OK);
    assert_int_equal(solve(program), ENT_LP_OPTIMAL);
    near(ent_lp_value(program), -3, 1e-9);
    ent_lp_free(program);
}

static void refuses(void **state) {
    ent_lp *program = make(state, false);
    const size_t start[] = {0, 1}, place[] = {0}, beyond[] = {1}, wrong[] = {1, 1};
    const double one[] = {1}, two[] = {2}, nan[] = {NAN}, huge[] = {1e300}, infinite[] = {INFINITY};
    const ent_lp_part columns = {.size = 1};
    assert_int_equal(ent_lp_add_columns(program, &columns), ENT_OK);
    const ent_lp_part bad[] = {
        {.size = 1, .lower = two, .upper = one, .start = start, .place = place, .value = one},
        {.size = 1, .lower = nan, .start = start, .place = place, .value = one},
        {.size = 1, .lower = huge, .start = start, .place = place, .value = one},
        {.size = 1, .objective = nan, .start = start, .place = place, .value = one},
        {.size = 1, .start = start, .place = place, .value = nan},
        {.size = 1, .start = start, .place = place, .value = infinite},
        {.size = 1, .start = start, .place = beyond, .value = one},
        {.size = 1, .start = wrong, .place = place, .value = one},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(ent_lp_add_rows(program, &bad[i]), ENT_USAGE);
    const ent_lp_part many = {.size = (size_t)ENT_LP_SIZE + 1};
    assert_int_equal(ent_lp_add_rows(program, &many), ENT_LIMIT);
    assert_int_equal(ent_lp_row_bounds(program, 0, 0, 1), ENT_USAGE);
    assert_int_equal(ent_lp_column_bounds(program, 0, 2, 1), ENT_USAGE);
    assert_int_equal(ent_lp_objective(program, 0, INFINITY), ENT_USAGE);
    assert_int_equal(ent_lp_rows(program), 0);
    assert_int_equal(ent_lp_columns(program), 1);
    ent_lp_free(program);
    const ent_lp_options loose = {.tolerance = 1};
    assert_int_equal(ent_lp_new(NULL, &loose, &program), ENT_USAGE);
    assert_null(program);
    ent_lp_free(NULL);
}

/* Random feasible and bounded programs, rows arriving in two parts: what is found keeps to the bounds, and the duals
 * give a bound of the same value, so both are optimal. */
static void duality(void **state) {
    enum { COLUMNS = 8, ROWS = 20 };
    for (uint64_t seed = 0; seed < 200; seed++) {
        ent_random random = ent_random_stream(seed, 5);
        double matrix[ROWS * COLUMNS], upper[ROWS], objective[COLUMNS], zero[COLUMNS] = {0};
        size_t start[ROWS + 1] = {0}, place[ROWS * COLUMNS];
        ent_lp *program = make(state, true);
        for (size_t c = 0; c < COLUMNS; c++)
            objective[c] = (double)ent_random_below(&random, 20) - 5;
        for (size_t r = 0; r < ROWS; r++) {
            upper[r] = (double)ent_random_below(&random, 50);
            start[r + 1] = start[r] + COLUMNS;
            for (size_t c = 0; c < COLUMNS; c++) {
                place[r * COLUMNS + c] = c;
                matrix[r * COLUMNS + c] = r < 2 ? 1 : (double)ent_random_below(&random, 7) - 2;
            }
        }
        const ent_lp_part columns = {.size = COLUMNS, .lower = zero, .objective = objective};
        const ent_lp_part first = {.size = 10, .upper = upper, .start = start, .place = place, .value = matrix};
        const ent_lp_part second = {
            .size = 10, .upper = upper + 10, .start = start, .place = place, .value = matrix + 10 * COLUMNS};
        assert_int_equal(ent_lp_add_columns(program, &columns), ENT_OK);
        assert_int_equal(ent_lp_add_rows(program, &first), ENT_OK);
        assert_int_equal(solve(program), ENT_LP_OPTIMAL);
        assert_int_equal(ent_lp_add_rows(program, &second), ENT_OK);
        assert_int_equal(solve(program), ENT_LP_OPTIMAL);
        const double *x = ent_lp_solution(program), *duals = ent_lp_duals(program);
        double value = 0, bound = 0, reduced[COLUMNS];
        memcpy(reduced, objective, sizeof reduced);
        for (size_t r = 0; r < ROWS; r++) {
            double sum = 0;
            for (size_t c = 0; c < COLUMNS; c++) {
                sum += matrix[r * COLUMNS + c] * x[c];
                reduced[c] -= duals[r] * matrix[r * COLUMNS + c];
            }
            assert_true(sum <= upper[r] + 1e-7);
            assert_true(duals[r] >= -1e-7);
            bound += duals[r] * upper[r];
        }
        for (size_t c = 0; c < COLUMNS; c++) {
            assert_true(x[c] >= -1e-7 && reduced[c] <= 1e-7);
            value += objective[c] * x[c];
        }
        near(value, bound, 1e-6);
        near(value, ent_lp_value(program), 1e-6);
        ent_lp_free(program);
    }
}

/* A maximum without end: the dense simplex gives up, and the solver takes over. */
static void without_memory(void **state) {
    const double one[] = {1};
    const size_t start[] = {0, 1}, place[] = {0};
    const ent_lp_part columns = {.size = 1, .lower = one, .objective = one};
    const ent_lp_part rows = {.size = 1, .lower = one, .start = start, .place = place, .value = one};
    bool more = true;
    for (size_t n = 0; more; n++) {
        const bool endless = n % 2 != 0;
        const ent_lp_options options = {.narrow = *(const bool *)*state, .maximise = endless};
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n / 2);
        ent_lp *program = NULL;
        ent_lp_outcome outcome;
        ent_status status = ent_lp_new(&allocator, &options, &program);
        if (status == ENT_OK) status = ent_lp_add_columns(program, &columns);
        if (status == ENT_OK) status = ent_lp_add_rows(program, &rows);
        if (status == ENT_OK) status = ent_lp_solve(program, &outcome);
        if (status == ENT_OK) assert_int_equal(outcome, endless ? ENT_LP_UNBOUNDED : ENT_LP_OPTIMAL);
        ent_lp_free(program);
        assert_int_equal(memory.held, 0);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        more = memory.failed || !endless;
    }
}

/* ---- the dense simplex against the solver ----------------------------------------------------------------- */

enum { PLAYERS = 9, GROUPS = 40 };

static ent_status add_group(ent_lp *program, uint64_t group, double weight, double lower, double upper) {
    size_t place[PLAYERS + 1], start[2] = {0, 0};
    double value[PLAYERS + 1];
    for (size_t i = 0; i < PLAYERS; i++)
        if (group >> i & 1) {
            place[start[1]] = i;
            value[start[1]++] = 1;
        }
    place[start[1]] = PLAYERS;
    value[start[1]] = weight;
    start[1] += weight != 0;
    const ent_lp_part row = {
        .size = 1, .lower = &lower, .upper = &upper, .start = start, .place = place, .value = value};
    return ent_lp_add_rows(program, &row);
}

/* As small an excess as can be: y(N) = 10 and y(S) + e >= some whole number, many of them alike. */
static ent_lp *excess_program(bool narrow, bool bounded) {
    const ent_lp_options options = {.as_given = true, .narrow = narrow};
    ent_lp *program;
    double lower[PLAYERS + 1], objective[PLAYERS + 1] = {0};
    for (size_t i = 0; i <= PLAYERS; i++)
        lower[i] = i == PLAYERS ? -1e6 : bounded ? 0 : -INFINITY;
    objective[PLAYERS] = 1;
    const ent_lp_part columns = {.size = PLAYERS + 1, .lower = lower, .objective = objective};
    assert_int_equal(ent_lp_new(NULL, &options, &program), ENT_OK);
    assert_int_equal(ent_lp_add_columns(program, &columns), ENT_OK);
    assert_int_equal(add_group(program, (1 << PLAYERS) - 1, 0, 10, 10), ENT_OK);
    return program;
}

/* What every optimum has in common: its value, and duals that make a bound of the same value. */
static void same_optimum(ent_lp *one, ent_lp *other) {
    assert_int_equal(solve(one), ENT_LP_OPTIMAL);
    assert_int_equal(solve(other), ENT_LP_OPTIMAL);
    near(ent_lp_value(one), ent_lp_value(other), 1e-5); /* the solver is off by 2e-6 after an excess of -1e6 */
    double bound = ent_lp_reduced_costs(one)[PLAYERS] * -1e6, size = 1;
    for (size_t i = 0; i <= PLAYERS; i++)
        size += fabs(ent_lp_solution(one)[i]);
    for (size_t r = 0; r < ent_lp_rows(one); r++) {
        const double dual = ent_lp_duals(one)[r], missed = ent_lp_row_lower(one)[r] - ent_lp_activity(one)[r];
        assert_true(missed <= 1e-8);
        assert_true(r == 0 || dual >= 0 || ent_lp_row_lower(one)[r] == 7);
        if (dual != 0) assert_true(fabs(missed) <= 1e-8 && !ent_lp_row_basic(one, r));
        bound += dual != 0 ? dual * ent_lp_row_lower(one)[r] : 0;
    }
    near(bound, ent_lp_value(one), 1e-9 * size);
}

/* Rows come in parts; then a row that binds becomes an equation and is let go, and rows that do not bind leave, as the
 * nested programs of the nucleolus have it. */
static void narrow_like_the_solver(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        ent_random random = ent_random_stream(seed, 6);
        ent_lp *programs[] = {excess_program(true, seed % 2), excess_program(false, seed % 2)};
        for (int part = 0; part < 4; part++) {
            for (size_t k = 0; k < GROUPS / 4; k++) {
                const uint64_t group = 1 + ent_random_below(&random, (1 << PLAYERS) - 2);
                const double least = (double)ent_random_below(&random, seed % 3 == 0 ? 2 : 12);
                for (int p = 0; p < 2; p++)
                    assert_int_equal(add_group(programs[p], group, 1, least, INFINITY), ENT_OK);
            }
            same_optimum(programs[0], programs[1]);
        }
        size_t leave[GROUPS + 1], size = 0, binding = 0;
        for (size_t r = 1; r <= GROUPS; r++)
            if (ent_lp_duals(programs[0])[r] > 1e-6)
                binding = r;
            else if (ent_lp_row_basic(programs[0], r) && ent_lp_row_basic(programs[1], r))
                leave[size++] = r;
        assert_true(binding > 0);
        for (int p = 0; p < 2; p++)
            assert_int_equal(ent_lp_row_bounds(programs[p], binding, -INFINITY, INFINITY), ENT_OK);
        same_optimum(programs[0], programs[1]);
        for (int p = 0; p < 2; p++)
            assert_int_equal(add_group(programs[p], 1 + seed % ((1 << PLAYERS) - 2), 0, 7, 7), ENT_OK);
        same_optimum(programs[0], programs[1]);
        for (int p = 0; p < 2; p++)
            assert_int_equal(ent_lp_delete_rows(programs[p], leave, size), ENT_OK);
        same_optimum(programs[0], programs[1]);
        ent_lp_free(programs[0]);
        ent_lp_free(programs[1]);
    }
}

#define BOTH_WAYS(test)                                                                                                \
    cmocka_unit_test_prestate(test, (void *)(uintptr_t)&solver_alone),                                                 \
        cmocka_unit_test_prestate(test, (void *)(uintptr_t)&narrow_first)

int main(void) {
    const struct CMUnitTest tests[] = {
        BOTH_WAYS(maximum_and_duals), BOTH_WAYS(minimum_and_duals),
        BOTH_WAYS(no_solution),       BOTH_WAYS(refuses),
        BOTH_WAYS(duality),           BOTH_WAYS(without_memory),
        BOTH_WAYS(rows_leave),        cmocka_unit_test(narrow_like_the_solver),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
