/* Any bytes as prose: figures and dates lie inside their sentence, in its tokens' bounds, have finite values and days
 * that exist, and a text read twice gives the same. The tokens are copied to a block of their very size, so that a look
 * past the last one is seen. */
#include "text/dates.h"
#include "text/figures.h"
#include "text/sentences.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const ent_candidate *row, ent_sentence sentence) {
    if (row->start < sentence.start || row->end > sentence.end || row->start >= row->end) abort();
    if (row->kind != ENT_CANDIDATE_DATE) {
        if (!row->has_value || !isfinite(row->value) || !isfinite(row->high)) abort();
        if (row->bound == ENT_BETWEEN && !(row->value < row->high)) abort();
        return;
    }
    ent_date first, last, again;
    char text[ENT_NUMBER_TEXT];
    if (row->date.year == 0) return;
    if (row->date.year >= 1000 && row->date.year < 10000 &&
        (!ent_read_date(ent_write_date(text, row->date), &again) || memcmp(&again, &row->date, sizeof again) != 0))
        abort();
    if (!ent_date_days(row, &first, &last) || ent_date_first_day(first) > ent_date_first_day(last)) abort();
}

/* False without memory. */
static bool read_sentence(const ent_dates *dates, const ent_figures *figures, const ent_tokens *tokens,
                          ent_date published, ent_sentence sentence, ent_candidates *list) {
    if (tokens->size == 0) return true;
    ent_tokens exact = *tokens;
    bool *taken = malloc(tokens->size * sizeof *taken);
    exact.items = malloc(tokens->size * sizeof *exact.items);
    bool good = exact.items != NULL && taken != NULL;
    if (good) {
        memcpy(exact.items, tokens->items, tokens->size * sizeof *exact.items);
        size_t from = list->size;
        ent_dates_find(dates, &exact, published, 1, taken, list);
        ent_figures_find(figures, &exact, taken, 1, list);
        for (size_t i = from; i < list->size; i++)
            check(&list->items[i], sentence);
    }
    free(exact.items);
    free(taken);
    return good && !list->failed;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const ent_date days[] = {{2024, 3, 21}, {0, 0, 0}, {2024, 2, 29}, {2024, 0, 0}};
    const char *text = (const char *)data;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_dates *dates = arena == NULL ? NULL : ent_dates_new(arena);
    const ent_figures *figures = arena == NULL ? NULL : ent_figures_new(arena);
    ent_tokens tokens;
    ent_candidates list;
    ent_tokens_init(&tokens, NULL);
    ent_candidates_init(&list, arena);
    for (size_t i = 0; dates != NULL && figures != NULL && i < sizeof days / sizeof *days; i++) {
        ent_sentence_scanner scanner = ent_sentence_scan(text, size, ENT_LINES_GUESS);
        for (ent_sentence sentence; ent_sentence_next(&scanner, &sentence);)
            if (!ent_tokens_read(&tokens, text, sentence.start, sentence.end) ||
                !read_sentence(dates, figures, &tokens, days[i], sentence, &list))
                break;
    }
    ent_tokens_free(&tokens);
    ent_arena_free(arena);
    return 0;
}
