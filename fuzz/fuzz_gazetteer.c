/* Any bytes as a user's list of actors, up to the first bell, and a text after it: mentions lie in their sentence, have
 * a name and a rule. */
#include "text/actors.h"
#include "text/gazetteer_parts.h"
#include "text/sentences.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const ent_mentions *mentions, size_t from, const ent_tokens *tokens, ent_sentence sentence) {
    for (size_t i = from; i < mentions->size; i++) {
        const ent_mention *mention = &mentions->items[i];
        if (mention->start < sentence.start || mention->start >= mention->end || mention->end > sentence.end) abort();
        if (mention->first >= mention->after || mention->after > tokens->size) abort();
        if (mention->name == NULL || *mention->name == '\0' || mention->rule == NULL) abort();
    }
}

static void read_text(ent_arena *arena, const ent_gazetteer *gazetteer, const ent_actor_words *words, const char *text,
                      size_t size) {
    ent_actor_memory *memory = ent_actor_memory_new(arena, gazetteer, words);
    ent_mentions mentions;
    ent_tokens tokens;
    ent_mentions_init(&mentions, arena);
    ent_tokens_init(&tokens, NULL);
    ent_sentence_scanner scanner = ent_sentence_scan(text, size, ENT_LINES_GUESS);
    size_t number = 0;
    for (ent_sentence sentence; memory != NULL && ent_sentence_next(&scanner, &sentence);) {
        const size_t from = mentions.size;
        if (!ent_tokens_read(&tokens, text, sentence.start, sentence.end) ||
            !ent_actors_find(memory, &tokens, ++number, &mentions))
            break;
        check(&mentions, from, &tokens, sentence);
    }
    if (memory != NULL) ent_actors_finish(memory, &mentions);
    ent_tokens_free(&tokens);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static ent_arena *kept;
    static const ent_actor_words *words;
    const uint8_t *bell = size > 0 ? memchr(data, '\a', size) : NULL;
    const size_t list = bell == NULL ? size : (size_t)(bell - data);
    if (kept == NULL) {
        kept = ent_arena_new(NULL);
        words = kept == NULL ? NULL : ent_actor_words_new(kept);
    }
    ent_arena *arena = ent_arena_new(NULL);
    ent_gazetteer *gazetteer = arena == NULL || words == NULL ? NULL : gazetteer_blank(arena);
    if (gazetteer != NULL) {
        ent_status status = ent_gazetteer_read(gazetteer, "a.csv", (const char *)data, list, NULL);
        if (status != ENT_OK && status != ENT_INPUT && status != ENT_MEMORY) abort();
        if (bell != NULL) read_text(arena, gazetteer, words, (const char *)bell + 1, size - list - 1);
        ent_tokens_free(&gazetteer->tokens);
    }
    ent_arena_free(arena);
    return 0;
}
