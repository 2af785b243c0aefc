/* Domains: which outcomes, in which order, worth what. Expected values counted by hand. */
#include "made.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>

/* Two issues of 3 and 2 options; the middle option of the first is excluded. */
static ent_space *small_space(ent_arena *arena) {
    const size_t options[] = {3, 2};
    ent_space *space = ent_space_new(arena, 2, 2, options, 0);
    if (!space) return NULL;
    const int terms[2][5] = {{0, 9, 4, 0, 2}, {6, 9, 0, 1, 0}};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 5; k++)
            space->terms[i * 5 + k] = terms[i][k];
    space->allowed[1] = false;
    space->no_deal[0] = 2;
    space->no_deal[1] = 1;
    space->denominator[0] = space->denominator[1] = 10;
    return space;
}

/* Outcomes in file order: (0,0) (0,1) (2,0) (2,1), worth 0 2 4 6 and 7 6 1 0. */
static void lists_what_no_red_line_excludes(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    ent_domain *domain;
    assert_int_equal(ent_domain_make(NULL, small_space(arena), NULL, arena, &domain), ENT_OK);
    const uint32_t choice[] = {0, 0, 0, 1, 2, 0, 2, 1};
    assert_int_equal(domain->outcomes, 4);
    for (size_t k = 0; k < 8; k++)
        assert_int_equal(domain->choice[k], choice[k]);
    const double first[] = {0, 2.0 / 6, 4.0 / 6, 1}, second[] = {1, 6.0 / 7, 1.0 / 7, 0};
    for (size_t o = 0; o < 4; o++) {
        assert_true(domain->views[0].utility[o] == first[o]);
        assert_true(domain->views[1].utility[o] == second[o]);
        assert_int_equal(domain->views[0].order[o], 3 - o);
        assert_int_equal(domain->views[1].order[o], o);
        assert_true(domain->views[0].sorted[o] == first[3 - o]);
    }
    assert_true(domain->views[0].reserved == 2.0 / 6 && domain->views[1].reserved == 1.0 / 7);
    assert_int_equal(domain->views[0].rational, 3);
    assert_int_equal(domain->views[1].rational, 3);
    assert_int_equal(domain->open[0], 2);
    assert_int_equal(domain->stride[0], 2);
    assert_int_equal(domain->stride[1], 1);
    ent_arena_free(arena);
}

static void keeps_utilities_as_written(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const double reserved[] = {0.5, NAN};
    const ent_domain_options options = {.as_written = true, .reserved = reserved};
    ent_domain *domain;
    assert_int_equal(ent_domain_make(NULL, small_space(arena), &options, arena, &domain), ENT_OK);
    assert_true(domain->views[0].utility[3] == 0.6 && domain->views[1].utility[0] == 0.7);
    assert_true(domain->views[0].reserved == 0.5 && domain->views[1].reserved == 0.1);
    assert_int_equal(domain->views[0].rational, 1);
    const double others[] = {0, 2};
    const ent_domain *again = ent_domain_reserve(domain, others, arena);
    assert_int_equal(again->views[0].rational, 4);
    assert_int_equal(again->views[1].rational, 0);
    assert_int_equal(domain->views[1].rational, 3); /* the first is as it was */
    ent_arena_free(arena);
}

/* Equals stay in file order, whatever the sorting does with large numbers. */
static void sorts_exactly(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const size_t options = 5;
    ent_space *space = ent_space_new(arena, 1, 1, &options, 0);
    const ent_wide big = (ent_wide)1 << 100;
    const ent_wide terms[] = {big, big + 1, 0, big, big + 1};
    for (size_t o = 0; o < 5; o++)
        space->terms[o] = terms[o];
    ent_domain *domain;
    assert_int_equal(ent_domain_make(NULL, space, NULL, arena, &domain), ENT_OK);
    const uint32_t order[] = {1, 4, 0, 3, 2};
    for (size_t k = 0; k < 5; k++)
        assert_int_equal(domain->views[0].order[k], order[k]);
    ent_arena_free(arena);
}

static void an_indifferent_party_has_all(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const int utility[] = {3, 3, 3, 0, 1, 2};
    const ent_domain *domain = made_table(arena, 2, 3, utility);
    assert_true(domain->views[0].least == 1 && domain->views[0].most == 1 && domain->views[0].reserved == 1);
    assert_int_equal(domain->views[0].rational, 3);
    ent_arena_free(arena);
}

static void refuses_what_it_cannot_list(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    size_t options[8] = {10, 10, 10, 10, 10, 10, 10, 10};
    ent_diagnostics *list = ent_diagnostics_new(NULL, 5);
    const ent_run run = {.diagnostics = list};
    ent_domain *domain;
    assert_int_equal(ent_domain_make(&run, ent_space_new(arena, 2, 8, options, 0), NULL, arena, &domain), ENT_LIMIT);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, "E-SESSION-0001");
    ent_space *closed = small_space(arena);
    closed->allowed[3] = closed->allowed[4] = false;
    assert_int_equal(ent_domain_make(&run, closed, NULL, arena, &domain), ENT_INPUT);
    assert_string_equal(ent_diagnostics_at(list, 1)->id, "E-SESSION-0002");
    ent_diagnostics_free(list);
    ent_arena_free(arena);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    for (size_t n = 0;; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        ent_arena *arena = ent_arena_new(&allocator);
        ent_space *space = arena ? small_space(arena) : NULL;
        ent_domain *domain = NULL;
        if (space) {
            const ent_status status = ent_domain_make(NULL, space, NULL, arena, &domain);
            assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        }
        ent_scratch *scratch = NULL;
        if (domain) {
            const ent_seat seats[] = {made_seat(0, "micro"), made_seat(1, "bayesian:accept=combi")};
            scratch = ent_scratch_new(&allocator, domain, seats, 2);
            assert_true((scratch == NULL) == memory.failed);
        }
        ent_scratch_free(scratch);
        ent_arena_free(arena);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_what_no_red_line_excludes),
        cmocka_unit_test(keeps_utilities_as_written),
        cmocka_unit_test(sorts_exactly),
        cmocka_unit_test(an_indifferent_party_has_all),
        cmocka_unit_test(refuses_what_it_cannot_list),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
