/* Copies of reports: exact shares by counting by hand, estimates within what theory allows, groups against a slow
 * search through all pairs. */
#include "text/copies.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_shingles shingles_of(const char *text) {
    ent_shingles s;
    assert_int_equal(ent_shingles_read(&s, ent_allocator_default(), text, strlen(text)), ENT_OK);
    return s;
}

static ent_share share_of(const char *a, const char *b) {
    ent_shingles x = shingles_of(a), y = shingles_of(b);
    ent_share share = ent_shingles_share(&x, &y);
    ent_shingles_free(&x);
    ent_shingles_free(&y);
    ent_shingles_free(&y);
    return share;
}

static void shares_are_exact(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        size_t both, either;
    } rows[] = {
        {"one two three four five six seven", "One, two: three-four FIVE\nsix seven!", 3, 3},
        {"one two three four five six seven", "one two three four five six eight", 2, 4},
        {"one two three four five six seven", "two three four five six", 1, 3},
        {"one two three four five", "five four three two one", 0, 2},
        {"a b c d e a b c d e a b", "a b c d e a b c d e", 5, 5}, /* five shingles, over and over */
        {"one two", "one two", 1, 1},
        {"one two", "one two three", 0, 2},
        {"one two", "two one", 0, 2},
        {"don\xE2\x80\x99t pay more for us", "Don't pay more for us", 1, 1},
        {"\xC3\x89t\xC3\xA9 28,500 men stay", "\xC3\xA9t\xC3\xA9 28 500 men stay", 1, 1},
        {"28,500 men stay in place", "28,600 men stay in place", 0, 4}, /* six words: the number is in both shingles */
        {"", "one", 0, 1},
        {"", " .,!", 0, 0},
        {"\xE4\xB8\xA4\xE5\x9B\xBD\xE9\x83\xA8\xE9\x95\xBF\xE4\xBC\x9A\xE8\xB0\x88",
         "\xE4\xB8\xA4\xE5\x9B\xBD\xE9\x83\xA8\xE9\x95\xBF\xE4\xBC\x9A\xE8\xAE\xAE", 1,
         3}, /* six characters, last differs */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ent_share share = share_of(rows[i].a, rows[i].b);
        if (share.both != rows[i].both || share.either != rows[i].either)
            fail_msg("%s / %s: %zu of %zu", rows[i].a, rows[i].b, share.both, share.either);
    }
}

/* Random sets with a given overlap: `both` numbers in common, `own` in each alone. */
static void random_sets(ent_random *random, size_t both, size_t own, ent_shingles *a, ent_shingles *b) {
    a->allocator = b->allocator = ent_allocator_default();
    a->size = b->size = both + own;
    a->items = ent_alloc_array(a->allocator, a->size, sizeof *a->items);
    b->items = ent_alloc_array(b->allocator, b->size, sizeof *b->items);
    for (size_t i = 0; i < both; i++)
        a->items[i] = b->items[i] = ent_random_bits(random);
    for (size_t i = both; i < both + own; i++) {
        a->items[i] = ent_random_bits(random);
        b->items[i] = ent_random_bits(random);
    }
}

/* The estimate is a mean of 128 draws of chance s: over 400 pairs its mean must be within three standard errors of s,
 * its spread near sqrt(s (1 - s) / 128), and no more than a few single ones beyond three standard errors. */
static void estimates_are_unbiased(void **state) {
    (void)state;
    enum { PAIRS = 400 };
    static const size_t overlaps[][2] = {{20, 90}, {50, 50}, {100, 50}, {160, 20}, {300, 350}, {1000, 125}, {3, 3}};
    for (size_t k = 0; k < sizeof overlaps / sizeof *overlaps; k++) {
        ent_random random = ent_random_stream(7, k);
        size_t both = overlaps[k][0], own = overlaps[k][1], far = 0;
        double s = (double)both / (double)(both + 2 * own), sum = 0, squares = 0;
        double error = sqrt(s * (1 - s) / ENT_COPY_HASHES);
        for (size_t i = 0; i < PAIRS; i++) {
            ent_shingles a, b;
            ent_signature x, y;
            random_sets(&random, both, own, &a, &b);
            ent_signature_make(&x, &a);
            ent_signature_make(&y, &b);
            double estimate = ent_signature_share(&x, &y);
            sum += estimate - s;
            squares += (estimate - s) * (estimate - s);
            far += fabs(estimate - s) > 3 * error;
            ent_shingles_free(&a);
            ent_shingles_free(&b);
        }
        double spread = sqrt(squares / PAIRS) / error;
        if (fabs(sum / PAIRS) > 4 * error / sqrt(PAIRS)) fail_msg("overlap %zu: bias %g", k, sum / PAIRS);
        if (spread < 0.85 || spread > 1.15) fail_msg("overlap %zu: spread %g of theory", k, spread);
        if (far > 6) fail_msg("overlap %zu: %zu of 400 beyond three standard errors", k, far);
    }
}

/* The chance to be found is 1 - (1 - s^4)^32. */
static void pairs_are_found_as_often_as_promised(void **state) {
    (void)state;
    enum { PAIRS = 500 };
    static const size_t overlaps[][2] = {{100, 200}, {100, 50}, {160, 20}}; /* s = 0.2, 0.5, 0.8 */
    for (size_t k = 0; k < 3; k++) {
        ent_random random = ent_random_stream(8, k);
        double s = (double)overlaps[k][0] / (double)(overlaps[k][0] + 2 * overlaps[k][1]);
        double chance = 1 - pow(1 - pow(s, ENT_COPY_ROWS), ENT_COPY_BANDS);
        size_t found = 0;
        for (size_t i = 0; i < PAIRS; i++) {
            ent_shingles a, b;
            ent_signature x, y;
            uint64_t *candidates;
            size_t size;
            random_sets(&random, overlaps[k][0], overlaps[k][1], &a, &b);
            ent_signature_make(&x, &a);
            ent_signature_make(&y, &b);
            ent_copy_index *index = ent_copy_index_new(ent_allocator_default());
            assert_int_equal(ent_copy_index_add(index, 77, &x), ENT_OK);
            assert_int_equal(ent_copy_index_find(index, &y, &candidates, &size), ENT_OK);
            assert_true(size == 0 || candidates[0] == 77);
            found += size;
            ent_free(ent_allocator_default(), candidates);
            ent_copy_index_free(index);
            ent_shingles_free(&a);
            ent_shingles_free(&b);
        }
        double error = sqrt(chance * (1 - chance) / PAIRS);
        assert_true(fabs((double)found / PAIRS - chance) <= 4 * error + 1e-9);
    }
}

/* ---- reports ---------------------------------------------------------------------------------------------------- */

enum { WORDS = 120, STORIES = 12, COPIES = 5, DOCUMENTS = STORIES * COPIES };

/* A story is 120 random words; its copies change a word here and there or leave off the end. */
static void write_copy(ent_random *random, size_t story, size_t number, char *out, size_t room) {
    ent_random words = ent_random_stream(100, story);
    size_t at = 0, most = number == 4 ? WORDS / 2 : WORDS;
    for (size_t w = 0; w < most; w++) {
        uint64_t word = ent_random_below(&words, 5000);
        if (number > 0 && number < 4 && ent_random_below(random, 60) == 0) word = 9000 + ent_random_below(random, 900);
        int size = snprintf(out + at, room - at, "%sw%u", w > 0 ? (number == 1 ? "\n" : " ") : "", (unsigned)word);
        at += (size_t)size;
    }
}

static void slow_groups(const ent_shingles *documents, size_t size, size_t *report) {
    for (size_t i = 0; i < size; i++)
        report[i] = i;
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < size; i++)
            for (size_t j = 0; j < i; j++) {
                ent_share share = ent_shingles_share(&documents[i], &documents[j]);
                if (!ent_is_copy(&share, &documents[i], &documents[j], NULL) || report[i] == report[j]) continue;
                size_t low = report[i] < report[j] ? report[i] : report[j];
                report[i] = report[j] = low;
                changed = true;
            }
    }
}

static void make_documents(ent_shingles documents[DOCUMENTS]) {
    ent_random random = ent_random_stream(9, 0);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        char text[WORDS * 8];
        write_copy(&random, i % STORIES, i / STORIES, text, sizeof text);
        documents[i] = shingles_of(text);
    }
}

static void copies_are_one_report(void **state) {
    (void)state;
    ent_shingles documents[DOCUMENTS];
    size_t slow[DOCUMENTS];
    make_documents(documents);
    slow_groups(documents, DOCUMENTS, slow);
    ent_arena *arena = ent_arena_new(ent_allocator_default());
    ent_copies copies;
    assert_int_equal(ent_copies_find(NULL, documents, DOCUMENTS, NULL, arena, &copies), ENT_OK);
    for (size_t i = 0; i < DOCUMENTS; i++)
        assert_int_equal(copies.report[i], slow[i]);
    for (size_t i = 0; i < copies.pairs_size; i++) {
        const ent_copy_pair *pair = &copies.pairs[i];
        assert_true(pair->first < pair->second && pair->first % STORIES == pair->second % STORIES);
        ent_share share = ent_shingles_share(&documents[pair->first], &documents[pair->second]);
        assert_true(share.both == pair->share.both && share.either == pair->share.either);
    }
    for (size_t i = 0; i < DOCUMENTS; i++)
        ent_shingles_free(&documents[i]);
    ent_arena_free(arena);
}

/* A thousand papers print the same text, one another: two reports, and no million comparisons. */
static void a_wire_story_counts_once(void **state) {
    (void)state;
    enum { PAPERS = 1000 };
    ent_shingles *documents = calloc(PAPERS + 2, sizeof *documents);
    for (size_t i = 0; i < PAPERS; i++)
        documents[i] = shingles_of("The two islands will pay the same share of the costs of the lighthouse next year.");
    documents[PAPERS] =
        shingles_of("The ferry will not run on Sunday because of the storm, the company said on Friday.");
    documents[PAPERS + 1] = shingles_of("");
    ent_arena *arena = ent_arena_new(ent_allocator_default());
    ent_copies copies;
    assert_int_equal(ent_copies_find(NULL, documents, PAPERS + 2, NULL, arena, &copies), ENT_OK);
    assert_int_equal(copies.reports, 3); /* an empty text is a copy of nothing */
    assert_int_equal(copies.pairs_size, PAPERS - 1);
    for (size_t i = 0; i < PAPERS; i++)
        assert_int_equal(copies.report[i], 0);
    assert_true(copies.pairs[5].share.jaccard == 1 && copies.pairs[5].estimate == 1);
    for (size_t i = 0; i < PAPERS + 2; i++)
        ent_shingles_free(&documents[i]);
    free(documents);
    ent_arena_free(arena);
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    ent_shingles documents[DOCUMENTS];
    make_documents(documents);
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const ent_run run = {.allocator = &allocator};
        ent_arena *arena = ent_arena_new(ent_allocator_default());
        ent_copies copies;
        ent_status status = ent_copies_find(&run, documents, DOCUMENTS, NULL, arena, &copies);
        assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
        assert_int_equal(failing.held, 0);
        ent_arena_free(arena);
        if (!failing.failed) break;
    }
    for (size_t i = 0; i < DOCUMENTS; i++)
        ent_shingles_free(&documents[i]);
    fail_alloc failing;
    ent_allocator allocator = fail_alloc_at(&failing, 0);
    ent_shingles none;
    assert_int_equal(ent_shingles_read(&none, &allocator, "one two", 7), ENT_MEMORY);
    ent_shingles_free(&none);
}

/* An index that could not grow still finds what it had. */
static void an_index_survives_failure(void **state) {
    (void)state;
    for (size_t n = 1; n < 12; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        ent_copy_index *index = ent_copy_index_new(&allocator);
        assert_non_null(index);
        size_t added = 0;
        ent_signature signatures[20];
        for (size_t i = 0; i < 20; i++) {
            char text[40];
            snprintf(text, sizeof text, "story %zu of all stories here", i);
            ent_shingles s = shingles_of(text);
            ent_signature_make(&signatures[i], &s);
            ent_shingles_free(&s);
            if (ent_copy_index_add(index, i, &signatures[i]) != ENT_OK) break;
            added++;
        }
        failing.fail_at = SIZE_MAX;
        for (size_t i = 0; i < added; i++) {
            uint64_t *found;
            size_t size;
            assert_int_equal(ent_copy_index_find(index, &signatures[i], &found, &size), ENT_OK);
            bool there = false;
            for (size_t j = 0; j < size; j++)
                there = there || found[j] == i;
            assert_true(there);
            ent_free(&allocator, found);
        }
        ent_copy_index_free(index);
        assert_int_equal(failing.held, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_exact),
        cmocka_unit_test(estimates_are_unbiased),
        cmocka_unit_test(pairs_are_found_as_often_as_promised),
        cmocka_unit_test(copies_are_one_report),
        cmocka_unit_test(a_wire_story_counts_once),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(an_index_survives_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
