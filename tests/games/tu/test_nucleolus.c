/* The nucleolus: published games, what defines it, threads, memory, stopping. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../../bench/made_game.h"
#include "games/tu/nucleolus.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

enum { MOST = 22 };

static ent_status solve(const ent_tu_game *game, bool individual, bool per_capita, const ent_run *run,
                        ent_allocation *out, ent_nucleolus_report *report) {
    ent_nucleolus_options options = {.individual = individual, .per_capita = per_capita};
    assert_int_equal(ent_allocation_init(out, game->players), ENT_OK);
    return ent_tu_nucleolus(game, &options, run, out, report);
}

static void clear(ent_allocation *out, ent_nucleolus_report *report) {
    ent_allocation_free(out);
    ent_nucleolus_report_free(report);
}

static void expect(const ent_tu_game *game, bool individual, bool per_capita, const char *const *want) {
    ent_allocation out;
    ent_nucleolus_report report;
    mpq_t value;
    mpq_init(value);
    assert_int_equal(solve(game, individual, per_capita, NULL, &out, &report), ENT_OK);
    assert_true(out.exists && out.is_exact && report.proved);
    for (size_t i = 0; i < game->players; i++) {
        mpq_set_str(value, want[i], 10);
        assert_true(mpq_equal(value, out.exact[i]));
    }
    mpq_clear(value);
    clear(&out, &report);
}

/* Straffin and Heaney 1981: the Tennessee Valley Authority, thousand dollars, navigation, flood control, power. */
static void tva(void **state) {
    (void)state;
    static const double cost[] = {0, 163520, 140826, 301607, 250096, 378821, 367370, 412584};
    ent_tu_game game = {.players = 3, .cost = true, .whole = true, .denominator = 1, .value = cost};
    expect(&game, false, false, (const char *const[]){"116234", "93540", "202810"});
    expect(&game, false, true, (const char *const[]){"362524/3", "315415/3", "559813/3"});
}

/* Ferguson, Game Theory: a game of three. In halves, so that the units of the case differ from those of the table. */
static void three(void **state) {
    (void)state;
    static const double value[] = {0, -2, 0, 6, 2, 8, 4, 10};
    ent_tu_game game = {.players = 3, .whole = true, .denominator = 2, .value = value};
    expect(&game, true, false, (const char *const[]){"8/3", "2/3", "5/3"});
    expect(&game, false, false, (const char *const[]){"8/3", "2/3", "5/3"});
}

/* Aumann and Maschler 1985: claims of 100, 200 and 300 on an estate of 100, 200 and 300, as the Talmud divides it. */
static void talmud(void **state) {
    (void)state;
    static const double claim[] = {100, 200, 300};
    static const char *const want[][3] = {{"100/3", "100/3", "100/3"}, {"50", "75", "75"}, {"50", "100", "150"}};
    for (size_t k = 0; k < 3; k++) {
        double value[8] = {0}, estate = 100 * (double)(k + 1);
        for (size_t m = 1; m < 8; m++) {
            double others = 0;
            for (size_t i = 0; i < 3; i++)
                if (!(m >> i & 1)) others += claim[i];
            value[m] = estate > others ? estate - others : 0;
        }
        ent_tu_game game = {.players = 3, .whole = true, .denominator = 1, .value = value};
        expect(&game, true, false, want[k]);
        expect(&game, false, false, want[k]);
    }
}

static void no_imputation(void **state) {
    (void)state;
    static const double value[] = {0, 3, 3, 5};
    ent_tu_game game = {.players = 2, .whole = true, .denominator = 1, .value = value};
    ent_allocation out;
    ent_nucleolus_report report;
    assert_int_equal(solve(&game, true, false, NULL, &out, &report), ENT_OK);
    assert_false(out.exists);
    assert_int_equal(report.reason, ENT_NUCLEOLUS_NO_IMPUTATION);
    clear(&out, &report);
    expect(&game, false, false, (const char *const[]){"5/2", "5/2"});
}

/* Where only one player can stand alone, nothing says how the other two divide. */
static void too_few_can_form(void **state) {
    (void)state;
    static const double value[] = {0, 1, 0, 0, 0, 0, 0, 6};
    static const uint64_t impossible[] = {0x7C}; /* all but {1} and all three */
    ent_tu_game game = {.players = 3, .whole = true, .denominator = 1, .value = value, .impossible = impossible};
    ent_allocation out;
    ent_nucleolus_report report;
    assert_int_equal(solve(&game, false, false, NULL, &out, &report), ENT_OK);
    assert_false(out.exists);
    assert_int_equal(report.reason, ENT_NUCLEOLUS_NOT_ONE);
    clear(&out, &report);
}

/* ---- published results ------------------------------------------------------------------------------------ */

static void check_row(const char *line, size_t *rows) {
    int type, at = 0;
    unsigned players, j;
    uint32_t seed;
    if (sscanf(line, "%d,%u,%u,%u,%n", &type, &players, &j, &seed, &at) < 4 || players > MOST) return;
    double *value = malloc(((size_t)1 << players) * sizeof *value);
    assert_non_null(value);
    made_game(type, players, seed, value);
    ent_tu_game game = {.players = players, .whole = true, .denominator = 1, .value = value};
    ent_allocation out;
    ent_nucleolus_report report;
    assert_int_equal(solve(&game, true, false, NULL, &out, &report), ENT_OK);
    assert_true(out.exists && report.proved);
    const char *text = line + at;
    for (unsigned i = 0; i < players; i++) {
        assert_true(fabs(strtod(text, NULL) - out.value[i]) <= 1e-7);
        text = strchr(text, ';') != NULL ? strchr(text, ';') + 1 : "";
    }
    (*rows)++;
    clear(&out, &report);
    free(value);
}

/* Benedek, Fliege and Nguyen 2021: 144 random games of 5 to 22 players (bench/bench_nucleolus.c has the larger ones).
 */
static void published(void **state) {
    (void)state;
    const char *folder = getenv("ENTENTE_REFERENCE");
    char path[4096], line[4096];
    if (folder == NULL) {
        print_message("skipped: ENTENTE_REFERENCE is not set\n");
        skip();
    }
    snprintf(path, sizeof path, "%s/share/nucleoli.csv", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t rows = 0;
    while (fgets(line, sizeof line, file) != NULL)
        check_row(line, &rows);
    fclose(file);
    assert_int_equal(rows, 144);
}

/* ---- properties ------------------------------------------------------------------------------------------- */

enum { PLAYERS = 6, SIZE = 1 << PLAYERS };

static void random_game(double value[SIZE], uint64_t stream) {
    ent_random random = ent_random_stream(7, stream);
    value[0] = 0;
    for (size_t m = 1; m < SIZE; m++)
        value[m] = (double)ent_random_below(&random, stream % 3 == 0 ? 4 : 500);
    value[SIZE - 1] += 500;
}

/* a v + additive: the nucleolus follows (covariance under strategic equivalence). */
static void covariance(void **state) {
    (void)state;
    for (uint64_t k = 0; k < 60; k++) {
        double value[SIZE], other[SIZE];
        random_game(value, k);
        for (size_t m = 0; m < SIZE; m++) {
            other[m] = 3 * value[m];
            for (size_t i = 0; i < PLAYERS; i++)
                if (m >> i & 1) other[m] += 100 * (double)i - 40;
        }
        ent_tu_game game = {.players = PLAYERS, .whole = true, .denominator = 1, .value = value}, moved = game;
        moved.value = other;
        ent_allocation a, b;
        ent_nucleolus_report first, second;
        assert_int_equal(solve(&game, false, k % 2 == 1, NULL, &a, &first), ENT_OK);
        assert_int_equal(solve(&moved, false, k % 2 == 1, NULL, &b, &second), ENT_OK);
        assert_true(first.proved && second.proved);
        for (size_t i = 0; i < PLAYERS; i++)
            assert_true(fabs(3 * a.value[i] + 100 * (double)i - 40 - b.value[i]) < 1e-9);
        clear(&a, &first);
        clear(&b, &second);
    }
}

static double in_coalition(const ent_allocation *x, size_t mask) {
    double sum = 0;
    for (size_t i = 0; i < x->size; i++)
        if (mask >> i & 1) sum += x->value[i];
    return sum;
}

/* Reduced-game property of the prenucleolus (Sobolev 1975): in the game that is left to some after the others have got
 * their shares (Davis and Maschler 1965), those who are left get what they got. */
static void consistency(void **state) {
    (void)state;
    enum { LEFT = PLAYERS - 2, AWAY = SIZE - (1 << (PLAYERS - 2)) };
    for (uint64_t k = 0; k < 40; k++) {
        double value[SIZE], reduced[1 << LEFT] = {0};
        random_game(value, 100 + k);
        ent_tu_game game = {.players = PLAYERS, .whole = true, .denominator = 1, .value = value};
        ent_allocation x, y;
        ent_nucleolus_report first, second;
        assert_int_equal(solve(&game, false, false, NULL, &x, &first), ENT_OK);
        for (size_t m = 1; m < 1 << LEFT; m++) {
            reduced[m] = -INFINITY;
            for (size_t q = 0; q < 4; q++) {
                size_t with = q << LEFT;
                double left = value[m | with] - in_coalition(&x, with);
                if (left > reduced[m]) reduced[m] = left;
            }
        }
        reduced[(1 << LEFT) - 1] = value[SIZE - 1] - in_coalition(&x, (size_t)AWAY);
        ent_tu_game rest = {.players = LEFT, .denominator = 1, .value = reduced};
        assert_int_equal(solve(&rest, false, false, NULL, &y, &second), ENT_OK);
        assert_true(y.exists && second.residual < 1e-6);
        for (size_t i = 0; i < LEFT; i++)
            assert_true(fabs(x.value[i] - y.value[i]) < 1e-6);
        clear(&x, &first);
        clear(&y, &second);
    }
}

/* Rounded tables of any scale: what the exact one says, to a part in 10^9 of the largest entry. */
static void any_scale(void **state) {
    (void)state;
    static const double scales[] = {0.1, 1e-9, 1e12 / 3};
    size_t there = 0;
    for (uint64_t k = 0; k < 60; k++) {
        double value[SIZE], scaled[SIZE], scale = scales[k % 3], largest = 0;
        random_game(value, 200 + k);
        for (size_t m = 0; m < SIZE; m++) {
            scaled[m] = value[m] * scale;
            if (scaled[m] > largest) largest = scaled[m];
        }
        ent_tu_game game = {.players = PLAYERS, .whole = true, .denominator = 1, .value = value};
        ent_tu_game rounded = {.players = PLAYERS, .denominator = 1, .value = scaled};
        ent_allocation x, y;
        ent_nucleolus_report first, second;
        assert_int_equal(solve(&game, k % 2 == 0, k % 4 == 0, NULL, &x, &first), ENT_OK);
        assert_int_equal(solve(&rounded, k % 2 == 0, k % 4 == 0, NULL, &y, &second), ENT_OK);
        assert_true(y.exists == x.exists && !y.is_exact && !second.proved);
        there += x.exists;
        assert_true(second.residual <= 1e-9 * largest);
        for (size_t i = 0; i < PLAYERS && x.exists; i++)
            assert_true(fabs(x.value[i] * scale - y.value[i]) <= 1e-9 * largest);
        clear(&x, &first);
        clear(&y, &second);
    }
    assert_true(there > 30);
}

/* Where the core is not empty, the nucleolus lies in it, and then the bound that nobody does worse alone changes
 * nothing. */
static void in_the_core(void **state) {
    (void)state;
    size_t with_core = 0;
    for (uint64_t k = 0; k < 60; k++) {
        double value[SIZE];
        random_game(value, 300 + k);
        value[SIZE - 1] += k % 2 == 0 ? 1500 : 0;
        ent_tu_game game = {.players = PLAYERS, .whole = true, .denominator = 1, .value = value};
        ent_allocation x, y;
        ent_nucleolus_report first, second;
        assert_int_equal(solve(&game, true, false, NULL, &x, &first), ENT_OK);
        assert_int_equal(solve(&game, false, false, NULL, &y, &second), ENT_OK);
        if (mpq_sgn(second.least_core) <= 0) {
            with_core++;
            for (size_t i = 0; i < PLAYERS; i++)
                assert_true(mpq_equal(x.exact[i], y.exact[i]));
            for (size_t m = 1; m < SIZE; m++)
                assert_true(in_coalition(&x, m) >= value[m] - 1e-9);
        }
        clear(&x, &first);
        clear(&y, &second);
    }
    assert_true(with_core > 10 && with_core < 60);
}

/* Equal players get the same, and one who adds nothing but its own gets that. */
static void symmetry_and_dummies(void **state) {
    (void)state;
    double value[SIZE];
    for (size_t m = 0; m < SIZE; m++) {
        size_t others = (size_t)__builtin_popcountll(m & 0x1f); /* the first five are alike */
        value[m] = (double)(others * others * others) + (m >> 5 & 1 ? 7 : 0);
    }
    ent_tu_game game = {.players = PLAYERS, .whole = true, .denominator = 1, .value = value};
    expect(&game, false, false, (const char *const[]){"25", "25", "25", "25", "25", "7"});
    expect(&game, true, true, (const char *const[]){"25", "25", "25", "25", "25", "7"});
}

static void threads(void **state) {
    (void)state;
    enum { N = 18 };
    double *value = malloc(((size_t)1 << N) * sizeof *value);
    assert_non_null(value);
    made_game(2, N, 461125, value);
    ent_tu_game game = {.players = N, .whole = true, .denominator = 1, .value = value};
    ent_allocation first = {0};
    ent_nucleolus_report one = {0};
    for (unsigned t = 1; t < 5; t++) {
        ent_run run = {.threads = t};
        ent_allocation out;
        ent_nucleolus_report report;
        assert_int_equal(solve(&game, true, false, &run, &out, &report), ENT_OK);
        if (t == 1) {
            first = out;
            one = report;
            continue;
        }
        assert_memory_equal(out.value, first.value, N * sizeof *out.value);
        assert_int_equal(report.rows, one.rows);
        clear(&out, &report);
    }
    clear(&first, &one);
    free(value);
}

static void out_of_memory(const ent_tu_game *game, const ent_nucleolus_options *options) {
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        ent_run run = {.allocator = &allocator, .threads = 1};
        ent_allocation out;
        ent_nucleolus_report report;
        assert_int_equal(ent_allocation_init(&out, game->players), ENT_OK);
        ent_status status = ent_tu_nucleolus(game, options, &run, &out, &report);
        clear(&out, &report);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) {
            assert_int_equal(status, ENT_OK);
            assert_true(n > 20);
            break;
        }
        assert_int_equal(status, ENT_MEMORY);
    }
}

static void memory(void **state) {
    (void)state;
    static const double cost[] = {0, 163520, 140826, 301607, 250096, 378821, 367370, 412584};
    static const ent_nucleolus_options options[] = {
        {.individual = true}, {.per_capita = true}, {.least_core = true}, {.dual = true}};
    ent_tu_game game = {.players = 3, .cost = true, .whole = true, .denominator = 1, .value = cost};
    for (size_t k = 0; k < sizeof options / sizeof options[0]; k++)
        out_of_memory(&game, &options[k]);
    game.whole = false;
    out_of_memory(&game, &options[0]);
}

static void refuses(void **state) {
    (void)state;
    static const double value[] = {0, 1, NAN, 4};
    const ent_tu_game game = {.players = 2, .denominator = 1, .value = value},
                      none = {.denominator = 1, .value = value},
                      many = {.players = ENT_TU_PLAYERS + 1, .denominator = 1, .value = value};
    const ent_nucleolus_options both = {.dual = true, .individual = true};
    ent_allocation out;
    ent_nucleolus_report report;
    assert_int_equal(ent_allocation_init(&out, 2), ENT_OK);
    const struct {
        const ent_tu_game *game;
        const ent_nucleolus_options *options;
        ent_status status;
    } rows[] = {
        {&game, &both, ENT_USAGE}, {&game, NULL, ENT_USAGE}, {&none, NULL, ENT_USAGE}, {&many, NULL, ENT_LIMIT}};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        assert_int_equal(ent_tu_nucleolus(rows[k].game, rows[k].options, NULL, &out, &report), rows[k].status);
        assert_false(out.exists);
        ent_nucleolus_report_free(&report);
    }
    ent_allocation_free(&out);
}

static bool at_once(void *context) {
    (void)context;
    return true;
}

static void cancelled(void **state) {
    (void)state;
    double value[SIZE];
    random_game(value, 1);
    ent_tu_game game = {.players = PLAYERS, .whole = true, .denominator = 1, .value = value};
    ent_run run = {.cancelled = at_once};
    ent_allocation out;
    ent_nucleolus_report report;
    assert_int_equal(solve(&game, true, false, &run, &out, &report), ENT_CANCELLED);
    assert_false(out.exists);
    clear(&out, &report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tva),
        cmocka_unit_test(three),
        cmocka_unit_test(talmud),
        cmocka_unit_test(no_imputation),
        cmocka_unit_test(too_few_can_form),
        cmocka_unit_test(published),
        cmocka_unit_test(covariance),
        cmocka_unit_test(consistency),
        cmocka_unit_test(any_scale),
        cmocka_unit_test(in_the_core),
        cmocka_unit_test(symmetry_and_dummies),
        cmocka_unit_test(threads),
        cmocka_unit_test(memory),
        cmocka_unit_test(refuses),
        cmocka_unit_test(cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
