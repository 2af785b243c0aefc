/* Words that end in a point of their own, and words that begin sentences. Private to src/text. */
#ifndef ENTENTE_TEXT_ABBREVIATIONS_H
#define ENTENTE_TEXT_ABBREVIATIONS_H

#include <stdbool.h>
#include <stddef.h>

/* What may follow the point of an abbreviation. */
typedef enum ent_abbreviation {
    ENT_ABBREVIATION_NONE,    /* no abbreviation: the point ends the sentence */
    ENT_ABBREVIATION_GOES_ON, /* a name or more text follows always: Gen., e.g., vs. */
    ENT_ABBREVIATION_NUMBER,  /* goes on before a number: No. 5, p. 55, Jan. 20 */
    ENT_ABBREVIATION_CLOCK,   /* ends before a capital, unless a day or a zone goes on with it: a.m., p.m. */
    ENT_ABBREVIATION_MAY_END  /* ends a sentence only before a word that begins sentences: U.S., Co., Jr. */
} ent_abbreviation;

/* The word before a point, without that point: "Gen", "U.S", "p.m". */
ent_abbreviation ent_abbreviation_of(const char *word, size_t size);
/* Whether the word goes on with a time of day: 10 p.m. Monday, 5 a.m. EST. */
bool ent_goes_on_with_time(const char *word, size_t size);
/* Whether a capitalised word is one that begins sentences rather than goes on a name: The, It, How, Millions. */
bool ent_begins_sentences(const char *word, size_t size);

#endif
