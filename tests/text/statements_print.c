/* Statements, warnings and certainty of standard input, as the whole of the room finds them: statements-print
 * [YYYY-MM-DD]. Lines, parted by tabs, "-" for what is not there:
 *
 *     statement  SENTENCE ACTOR TARGET TEXT CHAIN RULE WORDS
 *     warning    SENTENCE RULE ISSUE WORDS TEXT
 *     deal       SENTENCE ISSUE LACKS COMPLETE
 *     figure     SENTENCE KIND VALUE CERTAINTY SOURCE CHAIN
 *     sentence   SENTENCE CERTAINTY
 */
#include "text/extract.h"
#include "text/warnings.h"

#include <stdio.h>
#include <stdlib.h>

static const char *or_dash(const char *text) {
    return text == NULL || *text == '\0' ? "-" : text;
}

static void print_words(const char *text, const ent_candidate *row) {
    for (size_t i = row->start; i < row->end; i++)
        putchar(text[i] == '\n' || text[i] == '\t' ? ' ' : text[i]);
}

static void print(const char *text, const ent_candidate *row) {
    char value[ENT_NUMBER_TEXT];
    if (row->kind == ENT_CANDIDATE_STATEMENT) {
        printf("statement\t%zu\t%s\t%s\t%s\t%s\t%s\t", row->sentence, or_dash(row->actor), or_dash(row->target),
               or_dash(row->text), or_dash(row->chain), row->rule);
        print_words(text, row);
        putchar('\n');
    } else if (row->kind == ENT_CANDIDATE_WARNING) {
        printf("warning\t%zu\t%s\t%s\t", row->sentence, row->rule, or_dash(row->issue));
        print_words(text, row);
        printf("\t%s\n", or_dash(row->text));
    } else if (row->has_value) {
        printf("figure\t%zu\t%s\t%s\t%s\t%s\t%s\n", row->sentence, ent_candidate_kind_name(row->kind),
               ent_write_double(value, row->value), ent_certainty_name(row->certainty), or_dash(row->source),
               or_dash(row->chain));
    }
}

int main(int argc, char **argv) {
    static char block[65536];
    ent_extract_options options = {0};
    ent_extraction found = {0};
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    for (size_t read; (read = fread(block, 1, sizeof block, stdin)) > 0;)
        ent_buffer_add(&text, block, read);
    ent_arena *arena = ent_arena_new(NULL);
    if (text.failed || arena == NULL || (argc > 1 && !ent_read_date(argv[1], &options.published))) return 2;
    const ent_extractor *extractor = ent_extractor_new(arena, NULL, NULL);
    if (extractor == NULL || ent_extract(extractor, text.data, text.size, &options, NULL, &found) != ENT_OK) return 3;
    for (size_t i = 0; i < found.found.size; i++)
        print(text.data, &found.found.items[i]);
    for (size_t i = 0; i < found.deals_size; i++) {
        unsigned lacks;
        const bool complete = ent_deal_is_complete(&found.deals[i], &lacks);
        printf("deal\t%zu\t%s\t%s\t%s\n", found.deals[i].sentence, or_dash(found.deals[i].issue),
               or_dash(ent_deal_parts(lacks)), complete ? "complete" : "incomplete");
    }
    for (size_t i = 0; i < found.sentences_size; i++)
        printf("sentence\t%zu\t%s\n", i + 1, ent_certainty_name(found.certainties[i]));
    ent_extraction_free(&found);
    ent_arena_free(arena);
    ent_buffer_free(&text);
    return 0;
}
