/* Statements and warnings: every allocation made to fail once, names that become whole at the end, the predicate on
 * deals, and texts built to be slow. */
#include "text/extract.h"
#include "text/statements.h"
#include "text/warnings.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

/* ---- without memory ------------------------------------------------------------------------------------------ */

static const char prose[] =
    "SEOUL, March 21 (Yonhap) -- South Korea and the United States reached a cost-sharing deal. A senior official "
    "said, "
    "on condition of anonymity, that 28,500 troops would stay. \"We have waited for long. The time has come,\" he "
    "said. "
    "Raytheon got $344 million for a missile programme. The missile is new. The missiles cost $2 million. "
    "The deal enables missile development and comes on the heels of a summit, said Foreign Minister Cho Tae-yul. "
    "국방부에 따르면 주한미군은 2만8500명이다. 정부 관계자는 협상이 곧 시작된다고 말했다.";

/* Everything that the rules of statements and warnings do, with the allocator; how many rows, SIZE_MAX without memory.
 */
static size_t count_all(const ent_allocator *allocator) {
    ent_arena *arena = ent_arena_new(allocator);
    const ent_gazetteer *gazetteer = arena == NULL ? NULL : ent_gazetteer_new(arena, NULL);
    const ent_extractor *extractor = gazetteer == NULL ? NULL : ent_extractor_new(arena, NULL, gazetteer);
    ent_run run = {.allocator = allocator};
    ent_extraction found = {0};
    size_t rows = SIZE_MAX;
    if (extractor != NULL && ent_extract(extractor, prose, strlen(prose), NULL, &run, &found) == ENT_OK)
        rows = found.found.size;
    ent_extraction_free(&found);
    ent_arena_free(arena);
    return rows;
}

/* The words alone, then one text with words that are there, so that the loop stays short. */
static void test_memory(void **state) {
    (void)state;
    const size_t whole = count_all(NULL);
    assert_true(whole > 20 && whole != SIZE_MAX);
    for (size_t n = 0;; n++) {
        fail_alloc fail;
        const ent_allocator allocator = fail_alloc_at(&fail, n);
        const size_t rows = count_all(&allocator);
        assert_int_equal(fail.held, 0);
        assert_int_equal(rows, fail.failed ? SIZE_MAX : whole);
        if (!fail.failed) break;
    }
}

/* ---- names ---------------------------------------------------------------------------------------------------- */

static ent_extraction extract(ent_arena *arena, const char *text, size_t size) {
    ent_extraction found;
    const ent_extractor *extractor = ent_extractor_new(arena, NULL, NULL);
    assert_non_null(extractor);
    assert_int_equal(ent_extract(extractor, text, size, NULL, NULL, &found), ENT_OK);
    return found;
}

/* The first statement; the test fails where there is none. */
static ent_candidate first_statement(const ent_extraction *found) {
    for (size_t i = 0; i < found->found.size; i++)
        if (found->found.items[i].kind == ENT_CANDIDATE_STATEMENT) return found->found.items[i];
    fail_msg("%s", "no statement");
    return (ent_candidate){0};
}

static void test_span_and_names(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const char text[] = "On Monday Mark Rutte said that the bill is shared.";
    ent_extraction found = extract(arena, text, strlen(text));
    const ent_candidate row = first_statement(&found);
    assert_string_equal(row.actor, "Mark Rutte");
    assert_string_equal(row.source, "Mark Rutte");
    assert_string_equal(row.text, "said");
    assert_null(row.chain);
    assert_int_equal(row.certainty, ENT_ATTRIBUTED);
    assert_int_equal(row.start, strstr(text, "Mark") - text);
    assert_int_equal(row.end, strlen(text) - 1);
    assert_int_equal(found.certainties[0], ENT_ATTRIBUTED);
    ent_extraction_free(&found);
    ent_arena_free(arena);
}

/* A surname in the headline gets its full name when the text has told it. */
static void test_surname_first(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const char text[] =
        "Minister Cho said the talks would open.\n\nForeign Minister Cho Tae-yul met the press in Seoul.";
    ent_extraction found = extract(arena, text, strlen(text));
    const ent_candidate row = first_statement(&found);
    assert_string_equal(row.actor, "Cho Tae-yul");
    assert_string_equal(row.source, "Cho Tae-yul");
    ent_extraction_free(&found);
    ent_arena_free(arena);
}

static void test_unnamed(void **state) {
    static const struct {
        const char *name;
        bool unnamed;
    } rows[] = {{"officials (South Korea)", true},
                {"senior presidential official (Seoul)", true},
                {"people", true},
                {"관계자", true},
                {"정부 고위 관계자", true},
                {"Pentagon", false},
                {"Mark Rutte", false},
                {"defence ministry (Poland)", false},
                {"president (Brazil)", false},
                {"president", false},
                {"unnamed minister", true},
                {"spokesman (Pentagon)", false},
                {"spokesman", true},
                {"South Korean Foreign Ministry", false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(ent_speaker_is_unnamed(rows[i].name), rows[i].unnamed);
    assert_false(ent_speaker_is_unnamed(NULL));
}

/* ---- deals ---------------------------------------------------------------------------------------------------- */

static void test_deal(void **state) {
    (void)state;
    for (unsigned has = 0; has < 8; has++) {
        unsigned lacks = 99;
        const ent_deal deal = {.has = has};
        assert_int_equal(ent_deal_is_complete(&deal, &lacks), has == 7);
        assert_int_equal(lacks, 7 - has);
        assert_int_equal(*ent_deal_parts(lacks) == '\0', has == 7);
    }
    assert_string_equal(ent_deal_parts(ENT_DEAL_AMOUNT | ENT_DEAL_SIGNATORY), "amount and signatory");
}

static void test_ids(void **state) {
    (void)state;
    assert_string_equal(ent_warning_id("warning.agreement-without-terms"), "W-TEXT-0201");
    assert_string_equal(ent_warning_id("warning.merged-subjects"), "W-TEXT-0206");
    assert_null(ent_warning_id("money.symbol"));
}

/* ---- texts built to be slow or odd ------------------------------------------------------------------------------ */

static void test_hostile(void **state) {
    static const char *const parts[] = {"said Seoul \"",
                                        "\"",
                                        "according to ",
                                        "officials in officials of ",
                                        "Seoul, ",
                                        "'s claim that ",
                                        "deal enables missiles ",
                                        "관계자는 말했다고 ",
                                        "(Yonhap) -- ",
                                        "he said. She said it. ",
                                        "reached a deal. ",
                                        "\xFF\xC0 said: "};
    enum { SIZE = 60000 };
    (void)state;
    char *text = malloc(SIZE + 64);
    assert_non_null(text);
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        ent_arena *arena = ent_arena_new(NULL);
        size_t at = 0;
        for (; at < SIZE; at += strlen(parts[p]))
            memcpy(text + at, parts[p], strlen(parts[p]));
        ent_extraction found = extract(arena, text, at);
        for (size_t i = 0; i < found.found.size; i++) {
            assert_true(found.found.items[i].start < found.found.items[i].end);
            assert_true(found.found.items[i].end <= at);
        }
        ent_extraction_free(&found);
        ent_arena_free(arena);
    }
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),  cmocka_unit_test(test_span_and_names), cmocka_unit_test(test_surname_first),
        cmocka_unit_test(test_unnamed), cmocka_unit_test(test_deal),           cmocka_unit_test(test_ids),
        cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
