/* The pipeline: order and places of what it gives, the date of a text, its bounds, another source of candidates, and
 * every allocation made to fail once. */
#include "text/extract.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

static const char prose[] =
    "Published: 2024-03-21\n\nForeign Minister Han Seo-jun said on Tuesday that South Korea and the United States "
    "would "
    "share $1.5 billion of defence costs, up 8 percent. Both countries agreed last month to keep 28,500 troops. Han "
    "met "
    "a senior official in Seoul. \xEB\xAF\xB8\xEA\xB5\xAD\xEC\x9D\x80 1\xEC\xA1\xB0 \xEC\x9B\x90\xEC\x9D\x84 "
    "\xEC\x9A\x94\xEA\xB5\xAC\xED\x96\x88\xEB\x8B\xA4.";

static const ent_extractor *made(ent_arena *arena) {
    const ent_extractor *extractor = ent_extractor_new(arena, NULL, NULL);
    assert_non_null(extractor);
    return extractor;
}

/* Sentences part the text, claims lie in theirs and are in the order of the text, each with its rule. */
static void test_order(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    ent_extraction found;
    assert_int_equal(ent_extract(made(arena), prose, strlen(prose), NULL, NULL, &found), ENT_OK);
    assert_int_equal(found.sentences_size, 5);
    assert_true(found.found.size >= 12);
    for (size_t i = 0; i < found.found.size; i++) {
        const ent_candidate *row = &found.found.items[i], *before = row - 1;
        assert_true(row->sentence >= 1 && row->sentence <= found.sentences_size);
        const ent_sentence *sentence = &found.sentences[row->sentence - 1];
        assert_true(row->start >= sentence->start && row->start < row->end && row->end <= sentence->end);
        assert_non_null(row->rule);
        assert_true(i == 0 || before->sentence < row->sentence ||
                    (before->sentence == row->sentence && before->start <= row->start));
    }
    ent_extraction_free(&found);
    ent_arena_free(arena);
}

typedef struct head_row {
    const char *text;
    ent_date option, published;
} head_row;

static const head_row heads[] = {
    {"date 2024-03-21 They met.", {0, 0, 0}, {2024, 3, 21}},
    {"Date: 2024-03-21\nThey met.", {0, 0, 0}, {2024, 3, 21}},
    {" \n date 2024-03-21 They met.", {0, 0, 0}, {2024, 3, 21}},
    {"\xEF\xBB\xBFPublished 2024-03-21. They met.", {0, 0, 0}, {2024, 3, 21}},
    {"date 2024-03-21 They met.", {2020, 1, 2}, {2020, 1, 2}},
    {"date 2024-02-30 They met.", {0, 0, 0}, {0, 0, 0}},
    {"dated 2024-03-21 They met.", {0, 0, 0}, {0, 0, 0}},
    {"They met on 2024-03-21.", {0, 0, 0}, {0, 0, 0}},
    {"date", {0, 0, 0}, {0, 0, 0}},
    {"", {0, 0, 0}, {0, 0, 0}},
};

static void test_published(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = made(arena);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        const ent_extract_options options = {.published = heads[i].option};
        ent_extraction found;
        assert_int_equal(ent_extract(extractor, heads[i].text, strlen(heads[i].text), &options, NULL, &found), ENT_OK);
        if (memcmp(&found.published, &heads[i].published, sizeof found.published) != 0)
            fail_msg("%s: %d", heads[i].text, found.published.year);
        ent_extraction_free(&found);
    }
    ent_arena_free(arena);
}

/* ---- bounds -------------------------------------------------------------------------------------------------- */

static void test_limits(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = made(arena);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
    ent_run run = {.diagnostics = diagnostics};
    ent_extraction found;
    char *text = malloc((size_t)ENT_EXTRACT_MOST_BYTES + 1);
    assert_non_null(text);
    memset(text, ' ', (size_t)ENT_EXTRACT_MOST_BYTES + 1);
    assert_int_equal(ent_extract(extractor, text, ENT_EXTRACT_MOST_BYTES, NULL, &run, &found), ENT_OK);
    assert_int_equal(found.sentences_size, 0);
    ent_extraction_free(&found);
    assert_int_equal(ent_extract(extractor, text, (size_t)ENT_EXTRACT_MOST_BYTES + 1, NULL, &run, &found), ENT_LIMIT);
    assert_null(found.arena);
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, "E-TEXT-0024");
    ent_diagnostics_clear(diagnostics);
    for (size_t i = 0; i + 4 <= ENT_EXTRACT_MOST_BYTES; i += 4)
        memcpy(text + i, "$5.\n", 4);
    assert_int_equal(ent_extract(extractor, text, ENT_EXTRACT_MOST_BYTES, NULL, &run, &found), ENT_LIMIT);
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, "E-TEXT-0025");
    free(text);
    ent_diagnostics_free(diagnostics);
    ent_arena_free(arena);
}

/* ---- another source ------------------------------------------------------------------------------------------ */

static ent_status propose(void *context, const char *text, size_t size, ent_extraction *extraction) {
    *(size_t *)context = size;
    assert_true(extraction->sentences_size > 0 && text != NULL);
    ent_candidates_add(&extraction->found, &(ent_candidate){.kind = ENT_CANDIDATE_EVENT,
                                                            .sentence = 1,
                                                            .start = extraction->sentences[0].start,
                                                            .end = extraction->sentences[0].end,
                                                            .rule = "model.guess"});
    return ENT_OK;
}

static ent_status refuse(void *context, const char *text, size_t size, ent_extraction *extraction) {
    (void)context, (void)text, (void)size, (void)extraction;
    return ENT_CANCELLED;
}

static void test_sources(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = made(arena);
    size_t seen = 0, events = 0;
    ent_candidate_source source = {"model", propose, &seen};
    const ent_extract_options options = {.sources = &source, .sources_size = 1};
    ent_extraction found;
    assert_int_equal(ent_extract(extractor, prose, strlen(prose), &options, NULL, &found), ENT_OK);
    assert_int_equal(seen, strlen(prose));
    for (size_t i = 0; i < found.found.size; i++)
        events += strcmp(found.found.items[i].rule, "model.guess") == 0;
    assert_int_equal(events, 1);
    ent_extraction_free(&found);
    source.propose = refuse;
    assert_int_equal(ent_extract(extractor, prose, strlen(prose), &options, NULL, &found), ENT_CANCELLED);
    assert_null(found.arena);
    ent_arena_free(arena);
}

/* ---- without memory ------------------------------------------------------------------------------------------ */

/* How many claims there are; SIZE_MAX without memory. */
static size_t count(const ent_allocator *allocator) {
    const ent_run run = {.allocator = allocator};
    ent_arena *arena = ent_arena_new(allocator);
    const ent_extractor *extractor = arena == NULL ? NULL : ent_extractor_new(arena, NULL, NULL);
    ent_extraction found = {0};
    ent_run copy = run;
    const ent_status status =
        extractor == NULL ? ENT_MEMORY : ent_extract(extractor, prose, strlen(prose), NULL, &copy, &found);
    const size_t size = status == ENT_OK ? found.found.size : SIZE_MAX;
    assert_true(status == ENT_OK || status == ENT_MEMORY);
    ent_extraction_free(&found);
    ent_arena_free(arena);
    return size;
}

static void test_without_memory(void **state) {
    (void)state;
    const size_t all = count(NULL);
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const size_t size = count(&allocator);
        assert_int_equal(failing.held, 0);
        assert_true(size == (failing.failed ? SIZE_MAX : all));
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_order), cmocka_unit_test(test_published),
                                       cmocka_unit_test(test_limits), cmocka_unit_test(test_sources),
                                       cmocka_unit_test(test_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
