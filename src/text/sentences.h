/* Sentences of news prose, as spans of bytes. Nothing is copied or changed, so a sentence leads back to its place.
 *
 * Rules, each with its reason, in sentences.c; words with a point of their own in abbreviations.c. English first;
 * full stops of Korean and Chinese text end a sentence too. */
#ifndef ENTENTE_TEXT_SENTENCES_H
#define ENTENTE_TEXT_SENTENCES_H

#include <entente/base.h>

typedef enum ent_lines {
    ENT_LINES_GUESS,   /* a line's end ends a sentence, unless a long line goes on in lower case */
    ENT_LINES_HARD,    /* a line's end always ends a sentence */
    ENT_LINES_WRAPPED, /* only an empty line does: text out of a PDF */
} ent_lines;

/* A sentence without the white space around it: bytes start .. end-1. */
typedef struct ent_sentence {
    size_t start, end;
} ent_sentence;

/* Walks a text from front to back in constant memory. */
typedef struct ent_sentence_scanner {
    const char *text; /* UTF-8; what is not valid is passed over like letters */
    size_t size;
    size_t at; /* where the next sentence is looked for */
    ent_lines lines;
} ent_sentence_scanner;

ent_sentence_scanner ent_sentence_scan(const char *text, size_t size, ent_lines lines);
/* The next sentence; false at the end of the text. Sentences do not overlap, and between them is white space only. */
bool ent_sentence_next(ent_sentence_scanner *scanner, ent_sentence *out);

#endif
