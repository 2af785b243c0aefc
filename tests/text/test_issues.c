/* What a sentence is about, and which of its issues a figure belongs to. */
#include "text/extract.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <string.h>

static const char case_text[] = "entente: 1\nid: t\ntitle: T\nparties:\n  k: {name: K}\n  n: {name: N}\n"
                                "issues:\n  toll: {name: Harbour tolls, options: [low, high]}\n"
                                "  tariffs: {name: Tariff on steel, options: [low, high]}\n";

/* The issue of the figure of each sentence (a rise by percent is two claims); NULL: none. */
typedef struct row {
    const char *text, *issue;
} row;

static const row shipped[] = {
    {"Under the cost-sharing deal the payment rises by 8 percent.", "defence cost-sharing"},
    {"Cost sharing rose by 8 percent.", "defence cost-sharing"},
    {"COST-SHARING ROSE BY 8 PERCENT", "defence cost-sharing"},
    {"Its military spending exceeds 2 percent of GDP.", "defence spending"},
    {"It spent $344 million on the missile.", "missile development"},
    {"The missile and the tariffs cost $344 million.", "tariffs"}, /* the nearest before it */
    {"It paid $344 million for tariffs.", "tariffs"},
    {"It paid $344 million.", NULL},
    {"Doubters paid $344 million.", NULL}, /* no part of a word */
    {"2026\xEB\x85\x84 \xEB\xB0\xA9\xEC\x9C\x84\xEB\xB9\x84\xEB\x8A\x94 8.3% \xEB\x8A\x98\xEC\x97\x88\xEB\x8B\xA4.",
     "defence cost-sharing"}, /* 2026년 방위비는 8.3% 늘었다. */
};

static const row of_case[] = {
    {"Harbour tolls rose by 8 percent.", "toll"},
    {"On harbour tolls the two are 8 percent apart.", "toll"},
    {"The tariff on steel rose by 8 percent.", "tariffs"},
    {"Under the cost-sharing deal the payment rises by 8 percent.", "defence cost-sharing"},
};

static void check(const ent_case *a_case, const row *rows, size_t size) {
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = ent_extractor_new(arena, a_case, NULL);
    assert_non_null(extractor);
    for (size_t i = 0; i < size; i++) {
        ent_extraction found;
        size_t figures = 0;
        assert_int_equal(ent_extract(extractor, rows[i].text, strlen(rows[i].text), NULL, NULL, &found), ENT_OK);
        for (size_t j = 0; j < found.found.size; j++) {
            const ent_candidate *claim = &found.found.items[j];
            if (claim->kind >= ENT_CANDIDATE_DATE) continue;
            figures++;
            if (claim->issue == NULL || rows[i].issue == NULL || strcmp(claim->issue, rows[i].issue) != 0)
                if (claim->issue != rows[i].issue) fail_msg("%s: %s", rows[i].text, claim->issue);
        }
        if (figures == 0) fail_msg("%s: %zu figures", rows[i].text, figures);
        ent_extraction_free(&found);
    }
    ent_arena_free(arena);
}

static void test_shipped(void **state) {
    (void)state;
    check(NULL, shipped, sizeof shipped / sizeof *shipped);
}

static void test_case(void **state) {
    (void)state;
    const ent_run run = {0};
    ent_case *a_case = NULL;
    assert_int_equal(ent_case_parse(&run, "t.yaml", case_text, strlen(case_text), NULL, &a_case), ENT_OK);
    check(a_case, of_case, sizeof of_case / sizeof *of_case);
    ent_case_free(a_case);
}

static void test_nearest(void **state) {
    (void)state;
    const ent_issue_mention issues[] = {{2, 3, "a"}, {6, 8, "b"}};
    assert_string_equal(ent_issue_nearest(issues, 2, 0, 1), "a"); /* none before: the next after */
    assert_string_equal(ent_issue_nearest(issues, 2, 4, 5), "a"); /* before rather than after */
    assert_string_equal(ent_issue_nearest(issues, 2, 9, 10), "b");
    assert_string_equal(ent_issue_nearest(issues, 2, 5, 7), "b"); /* inside */
    assert_null(ent_issue_nearest(issues, 0, 0, 1));
}

static void test_without_memory(void **state) {
    (void)state;
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        ent_arena *arena = ent_arena_new(&allocator);
        const bool good = arena != NULL && ent_issue_words_new(arena, NULL) != NULL;
        ent_arena_free(arena);
        assert_int_equal(failing.held, 0);
        assert_true(good == !failing.failed);
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shipped), cmocka_unit_test(test_case),
                                       cmocka_unit_test(test_nearest), cmocka_unit_test(test_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
