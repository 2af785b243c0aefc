/* Counts, the zone's projection and the proof of no agreement, against listing everything. */
#include "space/count.h"
#include "space/zone.h"

#include "oracle.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASES = 3000, LINES = 4 };

static void check_count(const ent_count *count, size_t expected) {
    char text[32];
    snprintf(text, sizeof text, "%zu", expected);
    assert_true(count->exact);
    assert_string_equal(count->decimal, text);
}

static void counts_and_zone(void **state) {
    (void)state;
    ent_run run = {0};
    size_t by_halves = 0, by_tree = 0;
    for (uint64_t n = 0; n < CASES; n++) {
        ent_random random = ent_random_stream(314, n);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        oracle all;
        oracle_make(&all, space);
        ent_count outcomes, feasible, rational;
        assert_int_equal(ent_count_outcomes(space, arena, &outcomes, &feasible), ENT_OK);
        check_count(&outcomes, all.outcomes);
        check_count(&feasible, all.feasible_size);
        assert_int_equal(ent_count_rational(&run, space, 100000, 1, arena, &rational), ENT_OK);
        check_count(&rational, all.rational_size);
        by_halves += all.feasible_size > 0 && rational.method == ENT_COUNT_HALVES;
        by_tree += all.feasible_size > 0 && rational.method == ENT_COUNT_TREE;
        ent_frontier frontier;
        assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
        bool occurs[64], expected[64] = {false};
        assert_true(space->total <= 64);
        assert_int_equal(ent_zone_find(&run, space, &frontier, occurs), ENT_OK);
        for (size_t k = 0; k < all.outcomes; k++) {
            uint32_t outcome[8];
            oracle_outcome(&all, k, outcome);
            for (size_t j = 0; j < space->issues && all.rational[k]; j++)
                expected[space->first[j] + outcome[j]] = true;
        }
        assert_memory_equal(occurs, expected, space->total * sizeof occurs[0]);
        ent_frontier_free(&frontier);
        oracle_free(&all);
        ent_arena_free(arena);
    }
    assert_true(by_halves > CASES / 20);
    assert_true(by_tree > CASES / 20);
}

/* An estimate's interval nearly always holds the true number. */
static void estimates_hold_the_truth(void **state) {
    (void)state;
    ent_run run = {0};
    size_t held = 0, asked = 0;
    for (uint64_t n = 0; n < 300; n++) {
        ent_random random = ent_random_stream(2718, n);
        ent_arena *arena = ent_arena_new(NULL);
        ent_space *space = random_space(arena, &random);
        oracle all;
        oracle_make(&all, space);
        ent_count rational;
        assert_int_equal(ent_count_rational(&run, space, 1, n, arena, &rational), ENT_OK);
        if (!rational.exact) {
            asked++;
            held +=
                rational.low <= (double)all.rational_size + 1e-9 && (double)all.rational_size - 1e-9 <= rational.high;
        }
        oracle_free(&all);
        ent_arena_free(arena);
    }
    assert_true(asked > 50);
    assert_true((double)held >= 0.9 * (double)asked);
}

/* ---- no agreement ------------------------------------------------------------------------------------------- */

typedef struct setting {
    ent_space *space;
    bool excluded[LINES][64];
    ent_exclusion lines[LINES];
    oracle all; /* of the space without red lines */
} setting;

static bool outcome_exists(const setting *s, const bool *lines, const bool *parties) {
    for (size_t k = 0; k < s->all.outcomes; k++) {
        uint32_t outcome[8];
        oracle_outcome(&s->all, k, outcome);
        bool fine = true;
        for (size_t l = 0; l < LINES; l++)
            for (size_t j = 0; j < s->space->issues && lines[l]; j++)
                fine = fine && !s->excluded[l][s->space->first[j] + outcome[j]];
        for (size_t i = 0; i < s->space->parties; i++)
            fine = fine && (!parties[i] || s->all.utility[k * s->all.parties + i] >= (long long)s->space->no_deal[i]);
        if (fine) return true;
    }
    return false;
}

/* The smallest largest shortfall over the outcomes within all red lines; negative when there is no outcome. */
static double least_shortfall(const setting *s) {
    double least = -1;
    for (size_t k = 0; k < s->all.outcomes; k++) {
        uint32_t outcome[8];
        oracle_outcome(&s->all, k, outcome);
        double worst = 0;
        if (!ent_space_feasible(s->space, outcome)) continue;
        for (size_t i = 0; i < s->space->parties; i++) {
            double missing = (double)((long long)s->space->no_deal[i] - s->all.utility[k * s->all.parties + i]) /
                             (double)s->space->denominator[i];
            if (missing > worst) worst = missing;
        }
        if (least < 0 || worst < least) least = worst;
    }
    return least;
}

static void check_conflict(const setting *s, ent_conflict *conflict) {
    assert_false(outcome_exists(s, conflict->lines, conflict->parties));
    for (size_t l = 0; l < LINES; l++) {
        if (!conflict->lines[l]) continue;
        conflict->lines[l] = false;
        assert_true(outcome_exists(s, conflict->lines, conflict->parties));
        conflict->lines[l] = true;
    }
    for (size_t i = 0; i < s->space->parties; i++) {
        if (!conflict->parties[i]) continue;
        conflict->parties[i] = false;
        assert_true(outcome_exists(s, conflict->lines, conflict->parties));
        conflict->parties[i] = true;
    }
    double least = least_shortfall(s);
    assert_int_equal(conflict->nearest != NULL, least >= 0);
    if (least >= 0) assert_true(conflict->shortfall - least < 1e-12 && least - conflict->shortfall < 1e-12);
}

static void make_setting(setting *s, ent_arena *arena, ent_random *random) {
    memset(s, 0, sizeof *s);
    s->space = random_space(arena, random);
    for (size_t flat = 0; flat < s->space->total; flat++)
        s->space->allowed[flat] = true;
    oracle_make(&s->all, s->space);
    for (size_t l = 0; l < LINES; l++) {
        size_t issue = ent_random_below(random, s->space->issues);
        s->lines[l].options = s->excluded[l];
        for (size_t flat = s->space->first[issue]; flat < s->space->first[issue + 1]; flat++) {
            s->excluded[l][flat] = ent_random_below(random, 2) == 0;
            if (s->excluded[l][flat]) s->space->allowed[flat] = false;
        }
    }
    for (size_t i = 0; i < s->space->parties; i++)
        s->space->no_deal[i] += (ent_wide)ent_random_below(random, 6);
}

static void no_agreement_has_a_proof(void **state) {
    (void)state;
    ent_run run = {0};
    size_t proofs = 0, with_lines = 0;
    for (uint64_t n = 0; n < CASES; n++) {
        ent_random random = ent_random_stream(161, n);
        ent_arena *arena = ent_arena_new(NULL);
        setting s;
        make_setting(&s, arena, &random);
        ent_frontier frontier;
        assert_int_equal(ent_frontier_find(&run, s.space, NULL, &frontier), ENT_OK);
        if (frontier.size == 0) {
            ent_conflict conflict;
            assert_int_equal(ent_conflict_find(&run, s.space, s.lines, LINES, arena, &conflict), ENT_OK);
            check_conflict(&s, &conflict);
            proofs++;
            with_lines += conflict.lines_size > 0;
        }
        ent_frontier_free(&frontier);
        oracle_free(&s.all);
        ent_arena_free(arena);
    }
    assert_true(proofs > CASES / 10);
    assert_true(with_lines > CASES / 50);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    for (uint64_t which = 0; which < 4; which++) {
        ent_arena *world = ent_arena_new(NULL);
        ent_random random = ent_random_stream(161, which);
        setting s;
        make_setting(&s, world, &random);
        for (size_t n = 0;; n++) {
            fail_alloc memory;
            ent_allocator allocator = fail_alloc_at(&memory, n);
            ent_run run = {.allocator = &allocator};
            ent_arena *arena = ent_arena_new(&allocator);
            ent_frontier frontier = {0};
            ent_count count;
            ent_conflict conflict;
            bool occurs[64];
            ent_status status = arena ? ent_frontier_find(&run, s.space, NULL, &frontier) : ENT_MEMORY;
            if (status == ENT_OK) status = ent_count_rational(&run, s.space, 1000, 1, arena, &count);
            if (status == ENT_OK) status = ent_zone_find(&run, s.space, &frontier, occurs);
            if (status == ENT_OK && frontier.size == 0)
                status = ent_conflict_find(&run, s.space, s.lines, LINES, arena, &conflict);
            assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
            ent_frontier_free(&frontier);
            ent_arena_free(arena);
            assert_int_equal(memory.held, 0);
            if (!memory.failed) break;
        }
        oracle_free(&s.all);
        ent_arena_free(world);
    }
}

/* One issue; the first party's utilities are twentieths bent by risk -60, its no-deal value 11/20: e^-27, as
 * (e^33 - 1) / (e^60 - 1) is to 14 digits. The second party takes anything. */
static void check_steep(size_t options, const long long *worth, uint32_t nearest, double shortfall) {
    const ent_run run = {0};
    ent_arena *arena = ent_arena_new(NULL);
    ent_space *space = ent_space_new(arena, 2, 1, &options, 0);
    for (size_t o = 0; o < options; o++) {
        space->terms[o] = worth[o];
        space->terms[options + o] = (long long)(options - o);
    }
    space->denominator[0] = 20;
    space->no_deal[0] = 11;
    space->risk[0] = -60;
    ent_conflict conflict;
    assert_int_equal(ent_conflict_find(&run, space, NULL, 0, arena, &conflict), ENT_OK);
    assert_true(conflict.parties[0] && !conflict.parties[1]);
    assert_non_null(conflict.nearest);
    assert_int_equal(conflict.nearest[0], nearest);
    assert_true(fabs(conflict.shortfall - shortfall) < 4e-18); /* steps of the grid: 2^-60 is 0.87e-18 */
    ent_arena_free(arena);
}

static void steep_utilities_have_a_nearest_outcome(void **state) {
    (void)state;
    static const long long nothing[] = {0}, ten[] = {0, 10};
    check_steep(1, nothing, 0, exp(-27));
    check_steep(2, ten, 1, exp(-27) - exp(-30)); /* 10/20 is worth e^-30 */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_and_zone),
        cmocka_unit_test(estimates_hold_the_truth),
        cmocka_unit_test(no_agreement_has_a_proof),
        cmocka_unit_test(steep_utilities_have_a_nearest_outcome),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
