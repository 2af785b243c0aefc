/* Events of standard input, a sentence a line: events-print. A line each: number of the line, class, modality,
 * "not" or "-", source, target ("-" for none), date, start and end, rule. */
#include "text/extract.h"

#include <stdio.h>
#include <string.h>

static void print(size_t line, const ent_candidate *row) {
    char date[ENT_NUMBER_TEXT];
    ent_write_date(date, row->date);
    printf("%zu\t%s\t%s\t%s\t%s\t%s\t%s\t%zu\t%zu\t%s\n", line, row->text, ent_modality_name(row->modality),
           row->negated ? "not" : "-", row->actor == NULL ? "-" : row->actor, row->target == NULL ? "-" : row->target,
           *date == '\0' ? "-" : date, row->start, row->end, row->rule);
}

int main(void) {
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    static char block[65536];
    for (size_t read; (read = fread(block, 1, sizeof block, stdin)) > 0;)
        ent_buffer_add(&text, block, read);
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = arena == NULL ? NULL : ent_extractor_new(arena, NULL, NULL);
    size_t line = 0;
    for (size_t at = 0; extractor != NULL && at < text.size;) {
        const char *end = memchr(text.data + at, '\n', text.size - at);
        const size_t size = end == NULL ? text.size - at : (size_t)(end - text.data) - at;
        ent_extraction found;
        line++;
        if (ent_extract(extractor, text.data + at, size, NULL, NULL, &found) != ENT_OK) return 3;
        for (size_t i = 0; i < found.found.size; i++)
            if (found.found.items[i].kind == ENT_CANDIDATE_EVENT) print(line, &found.found.items[i]);
        ent_extraction_free(&found);
        at += size + 1;
    }
    ent_arena_free(arena);
    ent_buffer_free(&text);
    return extractor == NULL ? 2 : 0;
}
