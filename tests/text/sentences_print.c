/* The sentences of standard input as spans of bytes, one a line: sentences-print [guess|hard|wrapped]. */
#include "text/sentences.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
    ent_lines lines = argc < 2 || strcmp(argv[1], "guess") == 0 ? ENT_LINES_GUESS
                      : strcmp(argv[1], "hard") == 0            ? ENT_LINES_HARD
                                                                : ENT_LINES_WRAPPED;
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    static char block[65536];
    for (size_t read; (read = fread(block, 1, sizeof block, stdin)) > 0;)
        ent_buffer_add(&text, block, read);
    if (text.failed) return 3;
    ent_sentence_scanner scanner = ent_sentence_scan(text.data, text.size, lines);
    for (ent_sentence sentence; ent_sentence_next(&scanner, &sentence);)
        printf("%zu %zu\n", sentence.start, sentence.end);
    ent_buffer_free(&text);
    return 0;
}
