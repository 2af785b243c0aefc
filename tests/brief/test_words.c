/* Words for numbers in a brief. */
#include "support/unit.h"

#include "brief/parts.h"

static void odds_follow_the_yardstick(void **state) {
    ent_arena *arena = *state;
    const struct {
        double p;
        const char *words;
    } rows[] = {{0, "a remote chance (0 in 100)"},
                {0.03, "a remote chance (3 in 100)"},
                {0.1, "highly unlikely (1 in 10)"},
                {0.3, "unlikely (3 in 10)"},
                {0.45, "a realistic possibility (45 in 100)"},
                {0.7, "likely (7 in 10)"},
                {0.85, "highly likely (85 in 100)"},
                {0.97, "almost certain (97 in 100)"},
                {1, "certain (10 in 10)"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(brief_odds(rows[i].p, arena), rows[i].words);
    }
}

static void lists_read_as_sentences(void **state) {
    const char *const items[] = {"a", "b", "c"};
    assert_string_equal(brief_list(items, 0, *state), "");
    assert_string_equal(brief_list(items, 1, *state), "a");
    assert_string_equal(brief_list(items, 2, *state), "a and b");
    assert_string_equal(brief_list(items, 3, *state), "a, b and c");
}

static void money_takes_the_scale_that_reads(void **state) {
    const ent_unit won = {.currency = "KRW", .scale = "100 million", .factor = 1e8};
    assert_string_equal(brief_amount(&won, 15192, 15192, *state), "1.52 trillion KRW");
    assert_string_equal(brief_amount(&won, 9200, 11833, *state), "0.92 to 1.18 trillion KRW");
    assert_string_equal(brief_amount(&won, 9200, 9200, *state), "920 billion KRW");
    const ent_unit dollars = {.currency = "USD", .factor = 1};
    assert_string_equal(brief_amount(&dollars, 950, 950, *state), "950 USD");
    assert_string_equal(brief_amount(&dollars, -2.5e6, -2.5e6, *state), "-2.50 million USD");
}

static void counts_take_their_noun(void **state) {
    const ent_unit year = {.name = "year"}, troops = {.name = "troops"};
    assert_string_equal(brief_amount(&year, 1, 1, *state), "1 year");
    assert_string_equal(brief_amount(&year, 3, 5, *state), "3 to 5 years");
    assert_string_equal(brief_amount(&troops, 28500, 28500, *state), "28,500 troops");
}

static int make_arena(void **state) {
    *state = ent_arena_new(ent_allocator_default());
    return *state ? 0 : -1;
}

static int free_arena(void **state) {
    ent_arena_free(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odds_follow_the_yardstick), cmocka_unit_test(lists_read_as_sentences),
        cmocka_unit_test(money_takes_the_scale_that_reads), cmocka_unit_test(counts_take_their_noun)};
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
