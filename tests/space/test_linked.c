/* Issues that hang together by tables and many interactions: components listed, searched, merged; any number of
 * threads; limits; failing memory. */
#include "space/frontier.h"

#include "oracle.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <string.h>

/* Interactions that each ask two neighbouring options of two to four issues. */
static void add_boxes(ent_space *space, ent_random *random) {
    for (size_t q = 0; q < space->interactions; q++) {
        space->gainer[q] = ent_random_below(random, space->parties);
        space->add[q] = (ent_wide)ent_random_below(random, 30) - 5;
        for (size_t asks = 2 + ent_random_below(random, 3); asks > 0; asks--) {
            const size_t j = ent_random_below(random, space->issues), size = ent_space_options(space, j);
            const size_t from = ent_random_below(random, size);
            for (size_t o = 0; o < size; o++)
                if (o != from && o != from + 1) ent_space_fails(space, space->first[j] + o, q);
        }
    }
}

static ent_space *boxes(ent_arena *arena, uint64_t seed, size_t parties, size_t issues, const size_t *options,
                        size_t interactions) {
    ent_random random = ent_random_stream(41, seed);
    ent_space *space = ent_space_new(arena, parties, issues, options, interactions);
    for (size_t k = 0; k < parties * space->total; k++)
        space->terms[k] = (ent_wide)ent_random_below(&random, 12);
    add_boxes(space, &random);
    if (!ent_space_tables(arena, space, 2) || !ent_space_table(arena, space, 0, 0, 0, issues - 1) ||
        !ent_space_table(arena, space, 1, parties - 1, 1, 2))
        return NULL;
    for (size_t t = 0; t < 2; t++)
        for (size_t k = 0; k < options[space->tables[t].first] * options[space->tables[t].second]; k++)
            space->tables[t].cells[k] = (ent_wide)ent_random_below(&random, 25) - 9;
    for (size_t i = 0; i < parties; i++)
        space->no_deal[i] = 20;
    return space;
}

static void same(const ent_frontier *a, const ent_frontier *b, size_t issues) {
    assert_int_equal(a->size, b->size);
    assert_memory_equal(a->utility, b->utility, a->size * a->dimensions * sizeof *a->utility);
    for (size_t k = 0; k < a->size; k++) {
        uint32_t mine[8], other[8];
        ent_frontier_outcome(a, k, mine);
        ent_frontier_outcome(b, k, other);
        assert_memory_equal(mine, other, issues * sizeof mine[0]);
    }
}

static void against_the_oracle(const ent_space *space, const ent_frontier *frontier) {
    oracle all;
    oracle_make(&all, space);
    assert_int_equal(frontier->size, all.frontier_size);
    for (size_t k = 0; k < frontier->size; k++) {
        uint32_t outcome[8];
        ent_frontier_outcome(frontier, k, outcome);
        assert_true(all.frontier[oracle_index(&all, outcome)]);
    }
    oracle_free(&all);
}

/* More packages than one block takes: listed and searched, with one, two and three threads. */
static void blocks_and_threads(void **state) {
    (void)state;
    const size_t options[] = {7, 6, 8, 7, 8};
    for (uint64_t n = 0; n < 9; n++) {
        ent_arena *arena = ent_arena_new(NULL);
        const ent_space *space = boxes(arena, n, 2 + n % 3, 5, options, 120);
        ent_frontier listed[3], searched[3];
        for (unsigned threads = 1; threads <= 3; threads++) {
            ent_run run = {.threads = threads};
            const ent_frontier_options options_of_search = {.listed = 1};
            assert_int_equal(ent_frontier_find(&run, space, NULL, &listed[threads - 1]), ENT_OK);
            assert_int_equal(ent_frontier_find(&run, space, &options_of_search, &searched[threads - 1]), ENT_OK);
        }
        assert_true(listed[0].size > 1);
        assert_int_equal(listed[0].way, ENT_LISTED);
        assert_int_equal(searched[0].way, ENT_BRANCHED);
        assert_int_equal(listed[0].linked, 5);
        assert_true(listed[0].whole);
        against_the_oracle(space, &listed[0]);
        for (size_t t = 0; t < 3; t++) {
            same(&listed[0], &listed[t], 5);
            same(&listed[0], &searched[t], 5);
            assert_int_equal(listed[0].merged, listed[t].merged);
            assert_int_equal(searched[0].merged, searched[t].merged);
        }
        if (space->parties == 2) assert_true(searched[0].merged < listed[0].merged);
        for (size_t t = 0; t < 3; t++) {
            ent_frontier_free(&listed[t]);
            ent_frontier_free(&searched[t]);
        }
        ent_arena_free(arena);
    }
}

/* Two components and an issue of its own, interleaved in file order: equal utilities everywhere, so that only the order
 * of the outcomes decides which is kept. */
static void ties_across_components(void **state) {
    (void)state;
    for (uint64_t n = 0; n < 300; n++) {
        ent_random random = ent_random_stream(43, n);
        ent_arena *arena = ent_arena_new(NULL);
        const size_t options[] = {3, 2, 3, 2, 3};
        ent_space *space = ent_space_new(arena, 2, 5, options, 0);
        for (size_t k = 0; k < 2 * space->total; k++)
            space->terms[k] = (ent_wide)ent_random_below(&random, 3);
        assert_true(ent_space_tables(arena, space, 2));
        assert_true(ent_space_table(arena, space, 0, n % 2, 0, 3));
        assert_true(ent_space_table(arena, space, 1, n / 2 % 2, 1, 4));
        for (size_t t = 0; t < 2; t++)
            for (size_t k = 0; k < 6; k++)
                space->tables[t].cells[k] = (ent_wide)ent_random_below(&random, 3) - 1;
        ent_run run = {0};
        ent_frontier frontier;
        assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_OK);
        assert_int_equal(frontier.linked, 4);
        assert_false(frontier.whole);
        against_the_oracle(space, &frontier);
        for (size_t a = 0; a < frontier.size; a++)
            for (size_t b = 0; b < frontier.size; b++) {
                uint32_t first[8], second[8];
                ent_frontier_outcome(&frontier, a, first);
                ent_frontier_outcome(&frontier, b, second);
                size_t j = 0;
                while (j < 5 && first[j] == second[j])
                    j++;
                assert_int_equal(ent_frontier_before(&frontier, a, b), j < 5 && first[j] < second[j]);
            }
        ent_frontier_free(&frontier);
        ent_arena_free(arena);
    }
}

static void stops_at_the_limits(void **state) {
    (void)state;
    const size_t options[] = {7, 6, 8, 7, 8};
    ent_arena *arena = ent_arena_new(NULL);
    const ent_space *space = boxes(arena, 5, 3, 5, options, 120);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
    ent_run run = {.diagnostics = diagnostics};
    ent_frontier frontier;
    const ent_frontier_options steps = {.steps = 5000}, points = {.most = 16};
    assert_int_equal(ent_frontier_find(&run, space, &steps, &frontier), ENT_LIMIT);
    assert_int_equal(ent_diagnostics_size(diagnostics), 1);
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, "E-SPACE-0020");
    assert_int_equal(ent_frontier_find(&run, space, &points, &frontier), ENT_LIMIT);
    assert_string_equal(ent_diagnostics_at(diagnostics, 1)->id, "E-SPACE-0001");
    ent_diagnostics_free(diagnostics);
    ent_arena_free(arena);
}

static bool at_once(void *context) {
    size_t *asked = context;
    return ++*asked > 3;
}

static void can_be_cancelled(void **state) {
    (void)state;
    const size_t options[] = {9, 9, 9, 9, 9};
    ent_arena *arena = ent_arena_new(NULL);
    const ent_space *space = boxes(arena, 6, 3, 5, options, 120);
    size_t asked = 0;
    ent_run run = {.cancelled = at_once, .context = &asked, .threads = 1};
    ent_frontier frontier;
    assert_int_equal(ent_frontier_find(&run, space, NULL, &frontier), ENT_CANCELLED);
    ent_arena_free(arena);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    const size_t options[] = {3, 2, 3, 3};
    for (uint64_t which = 0; which < 6; which++) {
        ent_arena *arena = ent_arena_new(NULL);
        const ent_space *space = boxes(arena, which, 1 + which % 3, 4, options, 70);
        for (size_t n = 0;; n++) {
            fail_alloc memory;
            ent_allocator allocator = fail_alloc_at(&memory, n);
            ent_run run = {.allocator = &allocator};
            ent_frontier frontier;
            const ent_frontier_options search = {.listed = which % 2};
            ent_status status = ent_frontier_find(&run, space, &search, &frontier);
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
        cmocka_unit_test(blocks_and_threads),          cmocka_unit_test(ties_across_components),
        cmocka_unit_test(stops_at_the_limits),         cmocka_unit_test(can_be_cancelled),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
