/* Events: two hundred sentences with what is in them, the words of the tables, forms of verbs, and every allocation
 * made to fail once. */
#include "text/events_parts.h"
#include "text/extract.h"
#include "text/verbs_parts.h"

#include "events_rows.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdio.h>
#include <string.h>

/* ---- the table ----------------------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static const char *or_dash(const char *text) {
    return text == NULL ? "-" : text;
}

static bool is_row(const ent_candidate *event, const event_row *row) {
    return same_text(event->text, row->class) && event->modality == row->modality && event->negated == row->negated &&
           same_text(event->actor, row->source) && same_text(event->target, row->target);
}

/* The events of one text, after `out` nothing; how many. */
static size_t events_of(const ent_extraction *found, const ent_candidate **out, size_t most) {
    size_t size = 0;
    for (size_t i = 0; i < found->found.size; i++)
        if (found->found.items[i].kind == ENT_CANDIDATE_EVENT && size < most) out[size++] = &found->found.items[i];
    return size;
}

/* Rows of one sentence against its events; how many do not hold. */
static size_t check_sentence(const ent_extractor *extractor, const event_row *rows, size_t size) {
    const ent_candidate *events[16];
    ent_extraction found;
    assert_int_equal(ent_extract(extractor, rows->sentence, strlen(rows->sentence), NULL, NULL, &found), ENT_OK);
    const size_t have = events_of(&found, events, 16), want = rows->class == NULL ? 0 : size;
    size_t wrong = have != want;
    for (size_t i = 0; i < have && i < want; i++)
        wrong += !is_row(events[i], &rows[i]);
    if (wrong > 0) {
        print_message("%s\n", rows->sentence);
        for (size_t i = 0; i < want; i++)
            print_message("    wanted %s %s%s %s -> %s\n", rows[i].class, ent_modality_name(rows[i].modality),
                          rows[i].negated ? " not" : "", or_dash(rows[i].source), or_dash(rows[i].target));
        for (size_t i = 0; i < have; i++)
            print_message("    found  %s %s%s %s -> %s\n", events[i]->text, ent_modality_name(events[i]->modality),
                          events[i]->negated ? " not" : "", or_dash(events[i]->actor), or_dash(events[i]->target));
    }
    ent_extraction_free(&found);
    return wrong > 0;
}

static void test_table(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = ent_extractor_new(arena, NULL, NULL);
    assert_non_null(extractor);
    size_t wrong = 0, sentences = 0;
    for (size_t i = 0; i < EVENT_ROWS;) {
        size_t size = 1;
        while (i + size < EVENT_ROWS && strcmp(event_table[i + size].sentence, event_table[i].sentence) == 0)
            size++;
        wrong += check_sentence(extractor, &event_table[i], size);
        sentences++;
        i += size;
    }
    print_message("%zu of %zu sentences\n", sentences - wrong, sentences);
    assert_true(sentences >= 200);
    assert_int_equal(wrong, 0);
    ent_arena_free(arena);
}

/* How many events of a sentence are said to have happened. */
static size_t count_happened(const ent_extractor *extractor, const char *sentence) {
    const ent_candidate *events[16];
    ent_extraction found;
    assert_int_equal(ent_extract(extractor, sentence, strlen(sentence), NULL, NULL, &found), ENT_OK);
    const size_t size = events_of(&found, events, 16);
    size_t happened = 0;
    for (size_t i = 0; i < size; i++)
        happened += events[i]->modality == ENT_HAPPENED;
    ent_extraction_free(&found);
    return happened;
}

static void test_never_the_wrong_way_round(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = ent_extractor_new(arena, NULL, NULL);
    assert_non_null(extractor);
    for (size_t i = 0; i < OPEN_ROWS; i++)
        if (count_happened(extractor, open_rows[i]) > 0) fail_msg("%s", open_rows[i]);
    for (size_t i = 0; i < HAPPENED_ROWS; i++)
        if (count_happened(extractor, happened_rows[i]) == 0) fail_msg("%s", happened_rows[i]);
    ent_arena_free(arena);
}

/* ---- tables and forms ----------------------------------------------------------------------------------------- */

static void check_order(const event_verb_row *rows, size_t size) {
    for (size_t i = 1; i < size; i++)
        assert_true(strcmp(rows[i - 1].lemma, rows[i].lemma) <= 0);
}

static void test_order(void **state) {
    (void)state;
    check_order(event_acts_a, event_acts_a_size);
    check_order(event_acts_e, event_acts_e_size);
    check_order(event_acts_r, event_acts_r_size);
    check_order(event_operators, event_operators_size);
    assert_true(strcmp(event_acts_a[event_acts_a_size - 1].lemma, event_acts_e[0].lemma) < 0);
    assert_true(strcmp(event_acts_e[event_acts_e_size - 1].lemma, event_acts_r[0].lemma) < 0);
}

static const struct {
    const char *lemma, *word;
    uint8_t forms;
} form_rows[] = {
    {"agree", "agreed", ENT_VERB_PAST | ENT_VERB_PARTICIPLE},
    {"agree", "agreeing", ENT_VERB_GERUND},
    {"deny", "denies", ENT_VERB_THIRD},
    {"deny", "denied", ENT_VERB_PAST | ENT_VERB_PARTICIPLE},
    {"deploy", "deploys", ENT_VERB_THIRD},
    {"stop", "stopped", ENT_VERB_PAST | ENT_VERB_PARTICIPLE},
    {"commit", "committing", ENT_VERB_GERUND},
    {"visit", "visiting", ENT_VERB_GERUND},
    {"veto", "vetoes", ENT_VERB_THIRD},
    {"condemn", "condemned", ENT_VERB_PAST | ENT_VERB_PARTICIPLE},
    {"seize", "seizing", ENT_VERB_GERUND},
    {"recognize", "recognised", ENT_VERB_PAST | ENT_VERB_PARTICIPLE},
    {"recognize", "recognizes", ENT_VERB_THIRD},
    {"travel", "traveled", ENT_VERB_PAST | ENT_VERB_PARTICIPLE},
    {"travel", "travelling", ENT_VERB_GERUND},
    {"withdraw", "withdrew", ENT_VERB_PAST},
    {"withdraw", "withdrawn", ENT_VERB_PARTICIPLE},
    {"cut", "cut", ENT_VERB_BASE | ENT_VERB_PAST | ENT_VERB_PARTICIPLE},
    {"cut", "cutting", ENT_VERB_GERUND},
    {"free", "freeing", ENT_VERB_GERUND},
    {"impose", "imposing", ENT_VERB_GERUND},
    {"ready*", "ready", ENT_VERB_ADJECTIVE},
};

static void test_forms(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof form_rows / sizeof *form_rows; i++) {
        ent_arena *arena = ent_arena_new(NULL);
        ent_verb_words *words = ent_verb_words_new(arena, &form_rows[i].lemma, 1, NULL, 0);
        ent_tokens tokens;
        ent_tokens_init(&tokens, NULL);
        assert_non_null(words);
        assert_true(ent_tokens_read(&tokens, form_rows[i].word, 0, strlen(form_rows[i].word)));
        const ent_word_info *word = ent_verb_word(words, &tokens, 0);
        if (word == NULL || word->forms != form_rows[i].forms) fail_msg("%s", form_rows[i].word);
        assert_int_equal(word->lemma, 1);
        ent_tokens_free(&tokens);
        ent_arena_free(arena);
    }
}

/* ---- without memory ------------------------------------------------------------------------------------------ */

static const char prose[] = "Seoul was asked on March 3, 2024 to sign the accord with Tokyo, but it refused. "
                            "Norway and Sweden agreed to hold talks. France said Israel must withdraw from Lebanon.";

/* How many events there are; SIZE_MAX without memory. */
static size_t count_events(const ent_allocator *allocator, const ent_event_words *words, const ent_gazetteer *names,
                           const ent_actor_words *actor_words) {
    ent_arena *arena = ent_arena_new(allocator);
    ent_actor_memory *memory = arena == NULL ? NULL : ent_actor_memory_new(arena, names, actor_words);
    ent_tokens tokens;
    ent_verbs verbs;
    ent_candidates list;
    ent_mentions mentions;
    bool good = memory != NULL;
    size_t number = 0;
    ent_tokens_init(&tokens, allocator);
    ent_verbs_init(&verbs, allocator);
    ent_candidates_init(&list, arena);
    ent_mentions_init(&mentions, arena);
    ent_sentence_scanner scanner = ent_sentence_scan(prose, strlen(prose), ENT_LINES_GUESS);
    for (ent_sentence sentence; good && ent_sentence_next(&scanner, &sentence);) {
        const size_t named = mentions.size;
        good = ent_tokens_read(&tokens, prose, sentence.start, sentence.end) &&
               ent_actors_find(memory, &tokens, ++number, &mentions);
        const ent_event_sentence in = {.tokens = &tokens,
                                       .sentence = number,
                                       .mentions = mentions.items + named,
                                       .mentions_size = mentions.size - named};
        for (int again = 0; good && again < 40; again++) /* until the list grows */
            good = ent_events_find(words, &verbs, &in, &list);
    }
    const size_t found = good ? list.size : SIZE_MAX;
    ent_verbs_free(&verbs);
    ent_tokens_free(&tokens);
    ent_arena_free(arena);
    return found;
}

static void test_without_memory(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_event_words *words = ent_event_words_new(arena);
    const ent_gazetteer *names = ent_gazetteer_new(arena, NULL);
    const ent_actor_words *actor_words = ent_actor_words_new(arena);
    const size_t all = count_events(NULL, words, names, actor_words);
    assert_true(all >= 40 * 3);
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const size_t found = count_events(&allocator, words, names, actor_words);
        assert_int_equal(failing.held, 0);
        assert_true(found == (failing.failed ? SIZE_MAX : all));
        if (!failing.failed) break;
    }
    ent_arena_free(arena);
}

/* The words are made without memory too: NULL, and nothing else. */
static void test_words_without_memory(void **state) {
    (void)state;
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        ent_arena *arena = ent_arena_new(&allocator);
        const ent_event_words *words = arena == NULL ? NULL : ent_event_words_new(arena);
        assert_true((words == NULL) == failing.failed);
        ent_arena_free(arena);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),          cmocka_unit_test(test_never_the_wrong_way_round),
        cmocka_unit_test(test_order),          cmocka_unit_test(test_forms),
        cmocka_unit_test(test_without_memory), cmocka_unit_test(test_words_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
