/* Ends of ranges in the core that begin at a guessed vertex, beside those that begin at single players. */
#include "games/tu/core_guess.h"
#include "games/tu/core_program.h"

#include "games/tu/core.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdlib.h>

static uint64_t state_of_random;

static unsigned below(unsigned most) {
    state_of_random = state_of_random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(state_of_random >> 33) % most;
}

/* Random entries, and for all players enough of them to share: a core that is not empty, of costs or of gains. */
static double *make_game(ent_tu_game *game, unsigned players, uint64_t seed) {
    const size_t size = (size_t)1 << players;
    double *value = calloc(size, sizeof *value), *x = calloc(players, sizeof *x);
    assert_true(value != NULL && x != NULL);
    state_of_random = seed;
    for (unsigned i = 0; i < players; i++)
        x[i] = 100 + below(100);
    *game = (ent_tu_game){.players = players, .cost = seed % 2 == 1, .whole = true, .denominator = 1, .value = value};
    for (size_t s = 1; s < size; s++) {
        double sum = 0;
        for (unsigned i = 0; i < players; i++)
            if (s >> i & 1) sum += x[i];
        const double less = s + 1 == size ? 0 : below(60);
        value[s] = game->cost ? sum + less : sum - less;
    }
    free(x);
    return value;
}

static void same_ends(const ent_tu_game *game, size_t *known) {
    core_rows rows;
    core_guess guess;
    core_program plain, guessed;
    mpq_t a, b;
    mpq_inits(a, b, NULL);
    assert_int_equal(ent_core_rows_of_table(&rows, game, NULL, false, NULL), ENT_OK);
    assert_int_equal(ent_core_guess(&guess, &rows, NULL), ENT_OK);
    assert_int_equal(ent_core_program_init(&plain, &rows, NULL, NULL), ENT_OK);
    assert_int_equal(ent_core_program_init(&guessed, &rows, NULL, NULL), ENT_OK);
    for (size_t end = 0; end < 2 * (size_t)game->players; end++) {
        if (!guess.known[end]) continue;
        const core_aim aim = end % 2 == 0 ? CORE_LEAST_OF : CORE_MOST_OF;
        const uint32_t *row = guess.row + end * guess.places;
        assert_int_equal(ent_core_program_solve(&plain, aim, end / 2), ENT_OK);
        assert_int_equal(ent_core_program_solve_from(&guessed, aim, end / 2, row), ENT_OK);
        assert_false(plain.empty || guessed.empty);
        ent_core_program_coordinate(&plain, end / 2, a);
        ent_core_program_coordinate(&guessed, end / 2, b);
        assert_true(mpq_equal(a, b));
        (*known)++;
    }
    ent_core_program_free(&plain);
    ent_core_program_free(&guessed);
    ent_core_guess_free(&guess);
    ent_core_rows_free(&rows);
    mpq_clears(a, b, NULL);
}

static void guesses_change_nothing(void **state) {
    (void)state;
    size_t known = 0, ends = 0;
    for (unsigned players = 2; players <= 10; players++)
        for (uint64_t seed = 0; seed < 12; seed++, ends += 2 * players) {
            ent_tu_game game;
            double *value = make_game(&game, players, seed);
            same_ends(&game, &known);
            free(value);
        }
    assert_true(known > ends * 9 / 10); /* else little was tested */
}

/* A vertex that is none (the same coalition all over) and one that is not optimal lead to the same end. */
static void wrong_guesses(void **state) {
    (void)state;
    ent_tu_game game;
    double *value = make_game(&game, 6, 7);
    core_rows rows;
    core_program program;
    mpq_t right, found;
    mpq_inits(right, found, NULL);
    assert_int_equal(ent_core_rows_of_table(&rows, &game, NULL, false, NULL), ENT_OK);
    assert_int_equal(ent_core_program_init(&program, &rows, NULL, NULL), ENT_OK);
    static const uint32_t wrong[][5] = {{3, 3, 3, 3, 3}, {1, 2, 4, 8, 16}, {3, 5, 6, 9, 10}, {62, 61, 59, 55, 47}};
    for (size_t player = 0; player < 6; player++)
        for (unsigned most = 0; most < 2; most++) {
            const core_aim aim = most ? CORE_MOST_OF : CORE_LEAST_OF;
            assert_int_equal(ent_core_program_solve(&program, aim, player), ENT_OK);
            ent_core_program_coordinate(&program, player, right);
            for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
                assert_int_equal(ent_core_program_solve_from(&program, aim, player, wrong[k]), ENT_OK);
                ent_core_program_coordinate(&program, player, found);
                assert_true(mpq_equal(right, found));
            }
        }
    ent_core_program_free(&program);
    ent_core_rows_free(&rows);
    mpq_clears(right, found, NULL);
    free(value);
}

/* Through the door, where guesses are made: the ends of the plain programs, on any number of threads. */
static void many_players(void **state) {
    (void)state;
    ent_tu_game game;
    double *value = make_game(&game, CORE_GUESS_PLAYERS, 3);
    core_rows rows;
    core_program plain;
    mpq_t end;
    mpq_init(end);
    assert_int_equal(ent_core_rows_of_table(&rows, &game, NULL, false, NULL), ENT_OK);
    assert_int_equal(ent_core_program_init(&plain, &rows, NULL, NULL), ENT_OK);
    for (unsigned threads = 1; threads <= 3; threads += 2) {
        const ent_run run = {.threads = threads};
        ent_core_ranges ranges;
        assert_int_equal(ent_core_range(&game, &run, &ranges), ENT_OK);
        assert_true(ranges.exists);
        for (size_t i = 0; i < 4; i++) { /* of a cost game the least x is the most paid */
            assert_int_equal(ent_core_program_solve(&plain, CORE_LEAST_OF, i), ENT_OK);
            ent_core_program_coordinate(&plain, i, end);
            assert_true(mpq_equal(end, ranges.exact_high[i]));
            assert_int_equal(ent_core_program_solve(&plain, CORE_MOST_OF, i), ENT_OK);
            ent_core_program_coordinate(&plain, i, end);
            assert_true(mpq_equal(end, ranges.exact_low[i]));
        }
        ent_core_ranges_free(&ranges);
    }
    ent_core_program_free(&plain);
    ent_core_rows_free(&rows);
    mpq_clear(end);
    free(value);
}

static void without_memory(void **state) {
    (void)state;
    ent_tu_game game;
    double *value = make_game(&game, 5, 4);
    for (int once = 0; once < 2; once++)
        for (size_t n = 0;; n++) {
            fail_alloc failing;
            ent_allocator allocator = fail_alloc_at(&failing, n);
            failing.only_once = once == 1;
            const ent_run run = {.allocator = &allocator, .threads = 1};
            core_rows rows;
            core_guess guess = {0};
            ent_status status = ent_core_rows_of_table(&rows, &game, NULL, false, &run);
            if (status == ENT_OK) {
                status = ent_core_guess(&guess, &rows, &run);
                ent_core_guess_free(&guess);
                ent_core_rows_free(&rows);
            }
            assert_int_equal(failing.held, 0);
            assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
            if (!failing.failed) {
                assert_in_range(n, 10, SIZE_MAX);
                break;
            }
        }
    free(value);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(guesses_change_nothing), cmocka_unit_test(wrong_guesses),
                                       cmocka_unit_test(many_players), cmocka_unit_test(without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
