/* Figures and dates: the days that a date speaks of, and every allocation made to fail once. */
#include "text/dates.h"
#include "text/figures.h"
#include "text/sentences.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <string.h>

/* ---- days of a date ------------------------------------------------------------------------------------------ */

typedef struct days_row {
    ent_date date, until;
    const char *part;
    const char *first, *last;
} days_row;

static const days_row days_rows[] = {
    {{2024, 3, 21}, {0, 0, 0}, NULL, "2024-03-21", "2024-03-21"},
    {{2024, 2, 0}, {0, 0, 0}, NULL, "2024-02-01", "2024-02-29"},
    {{2023, 0, 0}, {0, 0, 0}, NULL, "2023-01-01", "2023-12-31"},
    {{2026, 0, 0}, {2030, 0, 0}, NULL, "2026-01-01", "2030-12-31"},
    {{2024, 3, 0}, {0, 0, 0}, "early", "2024-03-01", "2024-03-15"},
    {{2024, 3, 0}, {0, 0, 0}, "late", "2024-03-16", "2024-03-31"},
    {{2024, 11, 0}, {0, 0, 0}, "mid", "2024-11-10", "2024-11-20"},
    {{2023, 0, 0}, {0, 0, 0}, "early", "2023-01-01", "2023-06-30"},
    {{2024, 0, 0}, {0, 0, 0}, "early", "2024-01-01", "2024-06-30"},
    {{2024, 0, 0}, {0, 0, 0}, "late", "2024-07-01", "2024-12-31"},
    {{2000, 0, 0}, {0, 0, 0}, "beginning", "2000-01-01", "2000-04-30"},
    {{2000, 0, 0}, {0, 0, 0}, "middle", "2000-05-01", "2000-08-31"},
    {{2001, 0, 0}, {0, 0, 0}, "end", "2001-09-01", "2001-12-31"},
    {{2024, 3, 18}, {2024, 3, 24}, "early", "2024-03-18", "2024-03-20"},
    {{2024, 3, 18}, {2024, 3, 24}, "late", "2024-03-21", "2024-03-24"},
};

static void test_days(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof days_rows / sizeof *days_rows; i++) {
        const days_row *row = &days_rows[i];
        ent_candidate date = {.kind = ENT_CANDIDATE_DATE, .date = row->date, .until = row->until, .text = row->part};
        ent_date first, last;
        char text[ENT_NUMBER_TEXT];
        assert_true(ent_date_days(&date, &first, &last));
        assert_string_equal(ent_write_date(text, first), row->first);
        assert_string_equal(ent_write_date(text, last), row->last);
    }
    ent_date first, last;
    assert_false(ent_date_days(&(ent_candidate){.kind = ENT_CANDIDATE_DATE}, &first, &last));
}

/* ---- without memory ------------------------------------------------------------------------------------------ */

static const char prose[] =
    "The 28,500 troops cost $1.5-2 billion on March 21, 2024, up 8.3 percent. "
    "They met last week and for the first ten days of May 2023, on Easter Monday and in the 1990s. "
    "분담금은 2024년 4월 23일 1조 389억 원으로 8.3% 인상됐다.";

/* How many figures and dates there are; SIZE_MAX without memory. */
static size_t count_all(const ent_allocator *allocator) {
    ent_arena *arena = ent_arena_new(allocator);
    const ent_dates *dates = arena == NULL ? NULL : ent_dates_new(arena);
    const ent_figures *figures = arena == NULL ? NULL : ent_figures_new(arena);
    ent_tokens tokens;
    ent_candidates list;
    bool taken[256] = {false}, good = dates != NULL && figures != NULL;
    ent_tokens_init(&tokens, allocator);
    ent_candidates_init(&list, arena);
    ent_sentence_scanner scanner = ent_sentence_scan(prose, strlen(prose), ENT_LINES_GUESS);
    for (ent_sentence sentence; good && ent_sentence_next(&scanner, &sentence);) {
        good = ent_tokens_read(&tokens, prose, sentence.start, sentence.end);
        for (int again = 0; good && again < 8; again++) { /* until the list grows */
            assert_true(tokens.size <= sizeof taken);
            ent_dates_find(dates, &tokens, (ent_date){2024, 3, 21}, 1, taken, &list);
            ent_figures_find(figures, &tokens, taken, 1, &list);
            good = !list.failed;
        }
    }
    size_t found = good ? list.size : SIZE_MAX;
    ent_tokens_free(&tokens);
    ent_arena_free(arena);
    return found;
}

static void test_without_memory(void **state) {
    (void)state;
    const size_t all = count_all(NULL);
    assert_int_equal(all, 8 * 13);
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const size_t found = count_all(&allocator);
        assert_int_equal(failing.held, 0);
        assert_true(found == (failing.failed ? SIZE_MAX : all));
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_days), cmocka_unit_test(test_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
