/* Any bytes as a report: every row lies inside the text, has an actor or a text where its kind needs one, names a rule,
 * and has a certainty that exists; a claimed deal lies inside the text; a report read twice gives the same. */
#include "text/extract.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const ent_candidate *row, const ent_extraction *found, size_t size) {
    if (row->start >= row->end || row->end > size || row->rule == NULL) abort();
    if (row->sentence == 0 || row->sentence > found->sentences_size || row->certainty > ENT_EVALUATIVE) abort();
    if (row->kind == ENT_CANDIDATE_STATEMENT && (row->actor == NULL || row->text == NULL || row->source == NULL))
        abort();
    if (row->kind == ENT_CANDIDATE_WARNING && row->text == NULL) abort();
    if (row->certainty == ENT_ATTRIBUTED && row->source == NULL) abort();
}

static void check_all(const ent_extraction *found, size_t size) {
    for (size_t i = 0; i < found->found.size; i++)
        check(&found->found.items[i], found, size);
    for (size_t i = 0; i < found->deals_size; i++)
        if (found->deals[i].start >= found->deals[i].end || found->deals[i].end > size) abort();
    for (size_t i = 0; i < found->sentences_size; i++)
        if (found->certainties[i] > ENT_EVALUATIVE) abort();
}

static void compare(const ent_extraction *a, const ent_extraction *b) {
    if (a->found.size != b->found.size || a->deals_size != b->deals_size) abort();
    for (size_t i = 0; i < a->found.size; i++) {
        const ent_candidate *x = &a->found.items[i], *y = &b->found.items[i];
        if (x->kind != y->kind || x->start != y->start || x->end != y->end || strcmp(x->rule, y->rule) != 0) abort();
        if (x->actor != NULL && (y->actor == NULL || strcmp(x->actor, y->actor) != 0)) abort();
    }
}

/* Words and names are made once: they are read only. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_arena *words;
    static const ent_extractor *extractor;
    const ent_extract_options options = {.published = {2024, 3, 21}};
    ent_extraction found[2];
    if (words == NULL) {
        words = ent_arena_new(NULL);
        extractor = words == NULL ? NULL : ent_extractor_new(words, NULL, NULL);
    }
    if (extractor == NULL) return 0;
    bool good = true;
    for (size_t i = 0; i < 2; i++)
        good &= ent_extract(extractor, (const char *)data, size, &options, NULL, &found[i]) == ENT_OK;
    if (good) {
        check_all(&found[0], size);
        compare(&found[0], &found[1]);
    }
    ent_extraction_free(&found[0]);
    ent_extraction_free(&found[1]);
    return 0;
}
