/* What each sentence adds to the picture of a report: subjects, agreements, terms, links. */
#include "text/warnings.h"

#include "text/warnings_parts.h"

#include <string.h>

ent_warning_memory *ent_warning_memory_new(ent_arena *arena, const ent_warning_words *words) {
    ent_warning_memory *memory = ent_arena_alloc(arena, sizeof *memory);
    if (memory == NULL) return NULL;
    memory->arena = arena;
    memory->words = words;
    return memory;
}

static bool has(const warning_reading *reading, size_t index, enum warning_word kind) {
    return warnings_row(reading->memory->words, reading->tokens, index, kind) != NULL;
}

static warning_sentence *add_sentence(ent_warning_memory *memory) {
    if (memory->sentences_size == memory->sentences_capacity) {
        const size_t more = memory->sentences_capacity == 0 ? 64 : 2 * memory->sentences_capacity;
        warning_sentence *sentences = ent_arena_array(memory->arena, more, sizeof *sentences);
        if (sentences == NULL) return NULL;
        if (memory->sentences_size > 0)
            memcpy(sentences, memory->sentences, memory->sentences_size * sizeof *sentences);
        memory->sentences = sentences;
        memory->sentences_capacity = more;
    }
    return &memory->sentences[memory->sentences_size++];
}

/* ---- subjects ------------------------------------------------------------------------------------------------------
 */

static void count_issue(ent_warning_memory *memory, const char *name) {
    for (size_t i = 0; i < memory->issues_size; i++) {
        if (memory->issues[i].name != name && strcmp(memory->issues[i].name, name) != 0) continue;
        memory->issues[i].times++;
        return;
    }
    if (memory->issues_size < WARN_MOST_ISSUES)
        memory->issues[memory->issues_size++] = (warning_issue){name, warnings_family(name), 1};
}

/* A sentence that has been there already, as headlines and summaries do. Looked for in the last few. */
static bool is_again(const ent_warning_memory *memory, uint32_t letters) {
    const size_t size = memory->sentences_size - 1;
    for (size_t i = size; i > 0 && size - i < 64; i--)
        if (memory->sentences[i - 1].letters == letters) return true;
    return false;
}

static void read_subjects(const warning_reading *reading) {
    ent_warning_memory *memory = reading->memory;
    warning_sentence *row = reading->row;
    row->carried = memory->sentences_size > 1 ? row[-1].carried : FAMILY_NEUTRAL;
    for (size_t i = 0; i < reading->issues_size; i++) {
        const enum warning_family family = warnings_family(reading->issues[i].issue);
        if (!row->again) count_issue(memory, reading->issues[i].issue);
        if (family == FAMILY_NEUTRAL) continue;
        if (row->families == 0) row->carried = (uint8_t)family;
        row->families |= (uint16_t)(1u << family);
    }
}

/* ---- terms, signatures
 * ------------------------------------------------------------------------------------------------ */

static bool is_year(const ent_tokens *tokens, size_t index) {
    if (index >= tokens->size || tokens->items[index].kind != ENT_TOKEN_NUMBER || tokens->items[index].length != 4)
        return false;
    const char *text = tokens->text + tokens->items[index].start;
    return (text[0] == '1' && text[1] == '9') || (text[0] == '2' && text[1] == '0');
}

/* "five-year", "for 3 years", "multiyear", "2026-2030", "through 2030". */
static bool term_at(const warning_reading *reading, size_t index) {
    const ent_tokens *tokens = reading->tokens;
    if (ent_token_is(tokens, index, "multiyear")) return true;
    if (is_year(tokens, index) && is_year(tokens, index + 2))
        return ent_token_is_mark(tokens, index + 1, '-') || tokens->items[index + 1].character == 0x2013 ||
               ent_token_is(tokens, index + 1, "to");
    if (has(reading, index, WARN_UNTIL)) return is_year(tokens, index + 1);
    const bool number = tokens->items[index].kind == ENT_TOKEN_NUMBER || has(reading, index, WARN_NUMBER);
    if (!number) return false;
    const size_t noun = index + 1 + ent_token_is_mark(tokens, index + 1, '-');
    if (!has(reading, noun, WARN_YEAR)) return false;
    return !ent_token_is(tokens, noun + 1, "ago") && !ent_token_is(tokens, noun + 1, "old") &&
           !ent_token_is(tokens, noun + 2, "old") && !ent_token_is(tokens, noun + 1, "earlier") &&
           !ent_token_is(tokens, noun + 1, "later") && !(index > 0 && ent_token_is(tokens, index - 1, "in"));
}

static void read_words(const warning_reading *reading) {
    warning_sentence *row = reading->row;
    for (size_t i = 0; i < reading->tokens->size; i++) {
        const ent_token *token = &reading->tokens->items[i];
        if (token->kind == ENT_TOKEN_MARK) continue;
        if (!row->term) row->term = term_at(reading, i);
        const ent_lexicon_row *word = ent_word_filter_has(&reading->memory->words->filter, token)
                                          ? ent_lexicon_find(reading->memory->words->lexicon, reading->tokens, i, NULL)
                                          : NULL;
        for (; word != NULL; word = ent_lexicon_find(reading->memory->words->lexicon, reading->tokens, i, word)) {
            row->deal |= word->kind == WARN_DEAL || word->kind == WARN_AGREE;
            row->old |= word->kind == WARN_OLD;
            row->cost |= word->kind == WARN_COST;
            row->demand |= word->kind == WARN_DEMAND;
            row->signing |= word->kind == WARN_REACH && ((int)word->value & 1) != 0;
        }
    }
}

/* ---- links
 * ------------------------------------------------------------------------------------------------------------ */

static void add_phrase(const warning_reading *reading, size_t first, size_t after, bool cause) {
    ent_warning_memory *memory = reading->memory;
    const ent_token *items = reading->tokens->items;
    if (memory->phrases_size == WARN_MOST_PHRASES) return;
    memory->phrases[memory->phrases_size++] = (warning_phrase){reading->sentence, items[first].start,
                                                               items[after - 1].start + items[after - 1].length, cause};
}

/* "The deal enables continued development of missiles": an agreement before the verb, a subject after it. */
static void read_link(const warning_reading *reading, size_t verb) {
    ent_warning_memory *memory = reading->memory;
    bool deal = false;
    for (size_t i = verb; i > 0 && verb - i < 12 && !deal; i--)
        deal = has(reading, i - 1, WARN_DEAL);
    for (size_t i = 0; i < reading->issues_size && deal; i++) {
        const ent_issue_mention *issue = &reading->issues[i];
        const enum warning_family family = warnings_family(issue->issue);
        if (issue->first <= verb || family == FAMILY_NEUTRAL) continue;
        if (memory->links_size == WARN_MOST_LINKS) return;
        const ent_token *items = reading->tokens->items, *last = &items[issue->after - 1];
        memory->links[memory->links_size++] =
            (warning_link){reading->sentence, items[verb].start, last->start + last->length, family, issue->issue};
        return;
    }
}

/* "comes on the heels of", "came days after", with an agreement or the like before it. */
static void read_sequence(const warning_reading *reading, size_t index) {
    const ent_tokens *tokens = reading->tokens;
    bool subject = false;
    for (size_t i = index; i > 0 && index - i < 6 && !subject; i--)
        subject = has(reading, i - 1, WARN_SUBJECT);
    if (!subject) return;
    for (size_t i = index + 1; i < index + 6 && i < tokens->size; i++) {
        const bool heels = ent_token_is(tokens, i, "heels") || ent_token_is(tokens, i, "wake");
        if (heels && ent_token_is(tokens, i + 1, "of")) {
            add_phrase(reading, index, i + 2, false);
            return;
        }
        if (ent_token_is(tokens, i, "after") && i <= index + 3) {
            add_phrase(reading, index, i + 1, false);
            return;
        }
    }
}

static void read_links(const warning_reading *reading) {
    const ent_tokens *tokens = reading->tokens;
    for (size_t i = 1; i < tokens->size; i++) {
        if (!ent_word_filter_has(&reading->memory->words->filter, &tokens->items[i])) {
            if (ent_token_is(tokens, i, "response") && ent_token_is(tokens, i - 1, "in") &&
                ent_token_is(tokens, i + 1, "to"))
                add_phrase(reading, i - 1, i + 2, true);
            continue;
        }
        if (has(reading, i, WARN_ENABLE)) read_link(reading, i);
        if (has(reading, i, WARN_COME)) read_sequence(reading, i);
        const ent_lexicon_row *cause = warnings_row(reading->memory->words, tokens, i, WARN_CAUSE);
        if (cause == NULL) continue;
        const int needs = (int)cause->value;
        if (needs == 0 || ent_token_is(tokens, i + 1, needs == 1 ? "to" : "in"))
            add_phrase(reading, i, i + 1 + (needs > 0), true);
    }
}

/* ---- one sentence
 * ------------------------------------------------------------------------------------------------------ */

bool ent_warnings_read(ent_warning_memory *memory, const ent_tokens *tokens, size_t sentence,
                       const ent_issue_mention *issues, size_t issues_size) {
    warning_sentence *row = add_sentence(memory);
    if (row == NULL) return false;
    *row = (warning_sentence){.letters = 2166136261u};
    memory->text = tokens->text;
    const warning_reading reading = {memory, tokens, sentence, issues, issues_size, row};
    if (tokens->size > 0) {
        const ent_token *last = &tokens->items[tokens->size - 1];
        row->start = tokens->items[0].start;
        row->end = last->start + last->length;
    }
    for (size_t i = 0; i < tokens->size; i++)
        row->letters = (row->letters ^ tokens->items[i].hash) * 16777619u;
    row->again = is_again(memory, row->letters);
    read_subjects(&reading);
    read_words(&reading);
    if (row->again || tokens->size > WARN_LONGEST_SENTENCE) return true;
    warnings_read_deals(&reading);
    read_links(&reading);
    return !memory->failed;
}
