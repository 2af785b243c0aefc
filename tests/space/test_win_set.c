/* Win-sets against listing every outcome: with shared preferences, interactions and tables; estimates; laws. */
#include "space/win_set_pairs.h"

#include "games/vote_odds.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <string.h>

enum { PARTIES = 4, VOTERS = 6 };

static ent_space *random_space(ent_arena *arena, ent_random *random, bool coarse) {
    size_t options[6];
    const size_t issues = 1 + ent_random_below(random, 6), interactions = ent_random_below(random, 4);
    for (size_t j = 0; j < issues; j++)
        options[j] = 1 + ent_random_below(random, 5);
    ent_space *space = ent_space_new(arena, PARTIES, issues, options, interactions);
    assert_non_null(space);
    for (size_t k = 0; k < PARTIES * space->total; k++)
        space->terms[k] = (ent_wide)ent_random_below(random, coarse ? 6 : 1000000) - (coarse ? 2 : 300000);
    for (size_t flat = 0; flat < space->total; flat++)
        space->allowed[flat] = ent_random_below(random, 8) > 0;
    for (size_t q = 0; q < interactions; q++) {
        space->gainer[q] = ent_random_below(random, PARTIES);
        space->add[q] = (ent_wide)ent_random_below(random, 9) - 4;
        for (size_t flat = 0; flat < space->first[issues < 2 ? issues : 2]; flat++)
            if (ent_random_below(random, 2)) ent_space_fails(space, flat, q);
    }
    if (issues > 2 && ent_random_below(random, 2)) {
        assert_true(ent_space_tables(arena, space, 1));
        assert_true(ent_space_table(arena, space, 0, ent_random_below(random, PARTIES), 0, 2));
        for (size_t k = 0; k < options[0] * options[2]; k++)
            space->tables[0].cells[k] = (ent_wide)ent_random_below(random, 9) - 4;
    }
    return space;
}

static size_t random_voters(const ent_space *space, ent_random *random, ent_voter *voters) {
    const size_t size = ent_random_below(random, VOTERS + 1), parties = 1 + ent_random_below(random, PARTIES);
    uint32_t outcome[6];
    for (size_t v = 0; v < size; v++) { /* what some outcome is worth, or just more */
        for (size_t j = 0; j < space->issues; j++)
            outcome[j] = (uint32_t)ent_random_below(random, ent_space_options(space, j));
        voters[v].party = ent_random_below(random, parties);
        voters[v].threshold =
            ent_space_utility(space, voters[v].party, outcome) + (ent_wide)ent_random_below(random, 2);
    }
    return size;
}

static bool next_outcome(const ent_space *space, uint32_t *outcome) {
    for (size_t j = space->issues; j-- > 0;) {
        if (++outcome[j] < ent_space_options(space, j)) return true;
        outcome[j] = 0;
    }
    return false;
}

static size_t list_all(const ent_space *space, const ent_voter *voters, size_t size, size_t *tally) {
    uint32_t outcome[6] = {0};
    size_t feasible = 0;
    memset(tally, 0, sizeof *tally << VOTERS);
    do {
        uint32_t yes = 0;
        if (!ent_space_feasible(space, outcome)) continue;
        for (size_t v = 0; v < size; v++)
            if (ent_space_utility(space, voters[v].party, outcome) >= voters[v].threshold) yes |= (uint32_t)1 << v;
        tally[yes]++;
        feasible++;
    } while (next_outcome(space, outcome));
    return feasible;
}

static void counts_are_as_listed(void **state) {
    (void)state;
    size_t ways[3] = {0};
    for (uint64_t seed = 0; seed < 2000; seed++) {
        ent_random random = ent_random_stream(seed, 77);
        ent_arena *arena = ent_arena_new(NULL);
        const ent_space *space = random_space(arena, &random, seed % 2);
        ent_voter voters[VOTERS];
        size_t tally[1 << VOTERS];
        const size_t size = random_voters(space, &random, voters);
        const size_t feasible = list_all(space, voters, size, tally);
        ent_win_set set;
        assert_int_equal(ent_win_set_count(NULL, space, voters, size, 10000000, 1, arena, &set), ENT_OK);
        assert_true(set.exact);
        assert_true(set.outcomes.value == (double)feasible);
        for (size_t yes = 0; yes < (size_t)1 << size; yes++)
            assert_true(set.tally[yes] == tally[yes]);
        ways[set.way]++;
        ent_arena_free(arena);
    }
    assert_true(ways[ENT_WIN_SET_MERGED] > 200 && ways[ENT_WIN_SET_HALVES] > 200);
}

static bool at_least(const void *context, uint32_t yes) {
    return (size_t)__builtin_popcount(yes) >= *(const size_t *)context;
}

/* Without a budget it is an estimate; the truth lies in its interval as often as it says. More votes needed: a smaller
 * win-set, exact or not. */
static void estimates_and_nesting(void **state) {
    (void)state;
    size_t estimates = 0, inside = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        ent_random random = ent_random_stream(seed, 78);
        ent_arena *arena = ent_arena_new(NULL);
        const ent_space *space = random_space(arena, &random, false);
        ent_voter voters[VOTERS];
        const size_t size = random_voters(space, &random, voters);
        ent_win_set exact, estimate;
        assert_int_equal(ent_win_set_count(NULL, space, voters, size, 10000000, 1, arena, &exact), ENT_OK);
        assert_int_equal(ent_win_set_count(NULL, space, voters, size, 0, seed, arena, &estimate), ENT_OK);
        double before = INFINITY, rough = INFINITY;
        for (size_t needed = 0; needed <= size; needed++) {
            ent_count truth, guess;
            assert_int_equal(ent_win_set_size(&exact, at_least, &needed, arena, &truth), ENT_OK);
            assert_int_equal(ent_win_set_size(&estimate, at_least, &needed, arena, &guess), ENT_OK);
            assert_true(truth.value <= before && guess.value <= rough);
            before = truth.value;
            rough = guess.value;
            if (estimate.exact || needed == 0) continue;
            estimates++;
            inside += guess.low <= truth.value + 1e-9 && truth.value <= guess.high + 1e-9;
        }
        ent_arena_free(arena);
    }
    assert_true(estimates > 30);
    assert_true(inside * 100 >= estimates * 85);
}

/* Ten issues of ten options, options worth their number to one and its opposite to another: how many have a digit sum
 * of at least 45 is half of 10^10, and half of those with exactly 45. */
static void large_spaces_have_known_sizes(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    size_t options[10];
    for (size_t j = 0; j < 10; j++)
        options[j] = 10;
    ent_space *space = ent_space_new(arena, 2, 10, options, 0);
    assert_non_null(space);
    for (size_t j = 0; j < 10; j++)
        for (size_t o = 0; o < 10; o++) {
            space->terms[space->first[j] + o] = (ent_wide)o;
            space->terms[space->total + space->first[j] + o] = 9 - (ent_wide)o;
        }
    const ent_voter voters[] = {{0, 45}, {1, 45}};
    uint64_t ways[91] = {1}; /* of a digit sum, by adding digits one by one */
    for (size_t j = 0; j < 10; j++)
        for (size_t sum = 91; sum-- > 0;)
            for (size_t digit = 1; digit < 10 && digit <= sum; digit++)
                ways[sum] += ways[sum - digit];
    ent_win_set set;
    assert_int_equal(ent_win_set_count(NULL, space, voters, 2, 1000000, 1, arena, &set), ENT_OK);
    assert_true(set.exact && set.tally[0] == 0);
    assert_true(set.tally[3] == ways[45]);
    assert_true(set.tally[1] == (10000000000 - ways[45]) / 2 && set.tally[2] == set.tally[1]);
    ent_arena_free(arena);
}

/* Nine issues of ten options. What the first three digits spell is worth as much to party 0, and as little to party 1;
 * the next three to party 2, the last three to party 3, where two digits in a row count the same (`even`: every sum
 * comes in eight ways). Who says yes to how many outcomes is then a product of lengths. */
static ent_space *spelled(ent_arena *arena, bool even) {
    size_t options[9];
    for (size_t j = 0; j < 9; j++)
        options[j] = 10;
    ent_space *space = ent_space_new(arena, 4, 9, options, 0);
    assert_non_null(space);
    for (size_t j = 0; j < 9; j++)
        for (size_t o = 0; o < 10; o++) {
            static const ent_wide places[] = {1, 100, 10};
            const ent_wide worth = places[j % 3] * (ent_wide)(even && j >= 6 ? o - o % 2 : o);
            if (j < 3) space->terms[space->first[j] + o] = worth;
            if (j < 3) space->terms[space->total + space->first[j] + o] = -worth;
            if (j >= 3) space->terms[(j / 3 + 1) * space->total + space->first[j] + o] = worth;
        }
    return space;
}

static void different_utilities_have_known_sizes(void **state) {
    (void)state;
    for (size_t even = 0; even < 2; even++)
        for (size_t parties = 3; parties <= 4; parties++) {
            ent_arena *arena = ent_arena_new(NULL);
            const ent_space *space = spelled(arena, even);
            /* at least 250, at most 799; 123, and 600 too; 400: of even digits those of 4, 6 and 8 first, as of all */
            const ent_voter voters[] = {{0, 250}, {1, -799}, {2, 123}, {2, 600}, {3, 400}};
            const size_t size = parties + 1;
            ent_win_set set;
            assert_int_equal(ent_win_set_count(NULL, space, voters, size, 100000000, 1, arena, &set), ENT_OK);
            assert_true(set.exact && set.outcomes.value == 1e9);
            for (uint32_t yes = 0; yes < (uint32_t)1 << size; yes++) {
                const uint64_t first[] = {0, 200, 250, 550}, second[] = {123, 477, 0, 400};
                const uint64_t third = parties < 4 ? 1000 : yes >> 4 & 1 ? 600 : 400;
                assert_true(set.tally[yes] == first[yes & 3] * second[yes >> 2 & 3] * third);
            }
            ent_arena_free(arena);
        }
}

/* Lists of random rows, some alike, with counts or without. */
static void random_list(ent_random *random, size_t width, size_t size, int64_t range, bool counts, ent_sums *out) {
    ent_sums_init(out, ent_allocator_default(), width);
    for (size_t row = 0; row < size; row++) {
        int64_t values[ENT_VOTERS];
        for (size_t k = 0; k < width; k++)
            values[k] = (int64_t)ent_random_below(random, (size_t)range) - range / 3;
        assert_true(ent_sums_push(out, values, counts ? 1 + ent_random_below(random, 5) : 1));
    }
}

static ent_tally paired(const ent_sums *a, const ent_sums *b, const ent_sums_asked *asked, size_t cell) {
    ent_tally total = 0;
    for (size_t x = 0; x < a->size; x++)
        for (size_t y = 0; y < b->size; y++) {
            bool all = true;
            size_t rest = cell;
            for (size_t k = asked->width; k-- > 0; rest /= asked->size[k] + 1) {
                const size_t place = rest % (asked->size[k] + 1);
                all = all && (place == 0 ||
                              a->at[x * a->width + k] + b->at[y * b->width + k] >= asked->thresholds[k][place - 1]);
            }
            if (all) total += a->counts[x] * b->counts[y];
        }
    return total;
}

/* Every combination of thresholds, in up to five columns, with ties and counts, against all pairs one by one. */
static void pairs_are_as_listed(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 150; seed++) {
        ent_random random = ent_random_stream(seed, 79);
        const size_t width = 1 + ent_random_below(&random, 5), large = seed % 40 == 0 && width < 4 ? 4500 : 0;
        const int64_t range = seed % 3 ? 1000000 : 12;
        int64_t thresholds[5][2];
        ent_sums_asked asked = {.width = width};
        for (size_t k = 0; k < width; k++) {
            thresholds[k][0] = (int64_t)ent_random_below(&random, (size_t)range) - range / 3;
            thresholds[k][1] = thresholds[k][0] + 1 + (int64_t)ent_random_below(&random, (size_t)range / 4);
            asked.thresholds[k] = thresholds[k];
            asked.size[k] = large ? 1 : 1 + ent_random_below(&random, 2);
        }
        ent_sums lists[2];
        for (size_t k = 0; k < 2; k++)
            random_list(&random, width, large ? large : 1 + ent_random_below(&random, width > 3 ? 130 : 260), range,
                        seed % 2, &lists[k]);
        ent_tally counts[243];
        assert_int_equal(ent_sums_pairs(NULL, &lists[0], &lists[1], &asked, counts), ENT_OK);
        for (size_t cell = 0; cell < ent_sums_cells(&asked); cell++)
            assert_true(counts[cell] == paired(&lists[0], &lists[1], &asked, cell));
        ent_sums_free(&lists[0]);
        ent_sums_free(&lists[1]);
    }
}

static void threads_change_nothing(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_space *space = spelled(arena, false);
    const ent_voter voters[] = {{0, 400}, {2, 300}, {3, 200}};
    ent_win_set sets[2];
    for (unsigned k = 0; k < 2; k++) {
        const ent_run run = {.threads = 1 + 2 * k};
        assert_int_equal(ent_win_set_count(&run, space, voters, 3, 100000000, 1, arena, &sets[k]), ENT_OK);
    }
    assert_true(sets[0].way == ENT_WIN_SET_HALVES && sets[0].tally[7] == 600ull * 700 * 800);
    assert_memory_equal(sets[0].tally, sets[1].tally, 8 * sizeof *sets[0].tally);
    ent_arena_free(arena);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed < 8; seed++)
        for (size_t n = 0;; n++) {
            ent_random random = ent_random_stream(seed, 77);
            ent_arena *plain = ent_arena_new(NULL);
            const ent_space *space = random_space(plain, &random, false);
            ent_voter voters[VOTERS];
            const size_t size = random_voters(space, &random, voters);
            fail_alloc memory;
            ent_allocator allocator = fail_alloc_at(&memory, n);
            const ent_run run = {.allocator = &allocator, .threads = 1};
            ent_arena *arena = ent_arena_new(&allocator);
            ent_win_set set;
            const ent_status status =
                arena ? ent_win_set_count(&run, space, voters, size, 1000000, 1, arena, &set) : ENT_MEMORY;
            assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
            ent_arena_free(arena);
            assert_int_equal(memory.held, 0);
            ent_arena_free(plain);
            if (!memory.failed) break;
        }
}

/* Two blocs: 2 members who say yes with 1/2, 1 who does with 1/4. At least 2 in favour: 1/4 + 1/2 * 1/4 = 3/8. */
static void odds_of_a_vote(void **state) {
    (void)state;
    const ent_vote_bloc blocs[] = {{2, 0.5, 0}, {1, 0.25, 0}, {3, 0, 0}, {2, 1, 0}};
    double odds = 0;
    assert_int_equal(ent_vote_odds(NULL, blocs, 2, 2, &odds), ENT_OK);
    assert_true(fabs(odds - 0.375) < 1e-15);
    assert_int_equal(ent_vote_odds(NULL, blocs, 4, 4, &odds), ENT_OK);
    assert_true(fabs(odds - 0.375) < 1e-15);
    assert_int_equal(ent_vote_odds(NULL, blocs, 4, 2, &odds), ENT_OK);
    assert_true(odds == 1);
    assert_int_equal(ent_vote_odds(NULL, blocs, 4, 6, &odds), ENT_OK);
    assert_true(odds == 0);
    const ent_vote_bloc large = {ENT_VOTE_MEMBERS + 1, 0.5, 0};
    assert_int_equal(ent_vote_odds(NULL, &large, 1, 1, &odds), ENT_LIMIT);
    const ent_vote_bloc house = {301, 0.5, 0}; /* by symmetry */
    assert_int_equal(ent_vote_odds(NULL, &house, 1, 151, &odds), ENT_OK);
    assert_true(fabs(odds - 0.5) < 1e-12);
}

static double odds_with(size_t members, double yes, double correlation, size_t needed) {
    const ent_vote_bloc bloc = {members, yes, correlation};
    double odds = NAN;
    assert_int_equal(ent_vote_odds(NULL, &bloc, 1, needed, &odds), ENT_OK);
    return odds;
}

/* Mean 1/2 and correlation 1/3: every number of votes is as likely (Laplace). All alike: the one or the other. Mean and
 * variance: n p and n p (1 - p) (1 + (n - 1) rho), from sums over tails. */
static void odds_of_members_who_sway(void **state) {
    (void)state;
    for (size_t needed = 0; needed <= 301; needed++) {
        assert_true(fabs(odds_with(300, 0.5, 1.0 / 3, needed) - (double)(301 - needed) / 301) < 1e-12);
        assert_true(fabs(odds_with(300, 0.8, 1, needed) - (needed == 0 ? 1 : needed <= 300 ? 0.8 : 0)) < 1e-15);
        /* with hardly any correlation: as without */
        assert_true(fabs(odds_with(300, 0.8, 1e-9, needed) - odds_with(300, 0.8, 0, needed)) < 1e-5);
    }
    static const double yes[] = {0.02, 0.5, 0.93}, rho[] = {1e-4, 0.02, 0.4, 0.97};
    for (size_t a = 0; a < 3; a++)
        for (size_t b = 0; b < 4; b++) {
            enum { MEMBERS = 625 };
            double mean = 0, square = 0;
            for (size_t k = 1; k <= MEMBERS; k++) {
                const double tail = odds_with(MEMBERS, yes[a], rho[b], k);
                mean += tail;
                square += (2 * (double)k - 1) * tail;
            }
            const double wanted = MEMBERS * yes[a] * (1 - yes[a]) * (1 + (MEMBERS - 1) * rho[b]);
            assert_true(fabs(mean - MEMBERS * yes[a]) < 1e-9 * MEMBERS);
            assert_true(fabs(square - mean * mean - wanted) < 1e-9 * MEMBERS * MEMBERS);
        }
    const ent_vote_bloc two[] = {{1, 0.5, 1}, {2, 0.5, 1.0 / 3}}; /* 1 or 0, and 0, 1 or 2 with a third each */
    double odds = 0;
    assert_int_equal(ent_vote_odds(NULL, two, 2, 2, &odds), ENT_OK);
    assert_true(fabs(odds - (0.5 * 2 / 3 + 0.5 / 3)) < 1e-15);
    assert_true(isfinite(odds_with(ENT_VOTE_MEMBERS, 1e-9, 1 - 1e-12, 1)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_as_listed),          cmocka_unit_test(estimates_and_nesting),
        cmocka_unit_test(large_spaces_have_known_sizes), cmocka_unit_test(different_utilities_have_known_sizes),
        cmocka_unit_test(pairs_are_as_listed),           cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(every_allocation_fails_once),   cmocka_unit_test(odds_of_a_vote),
        cmocka_unit_test(odds_of_members_who_sway),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
