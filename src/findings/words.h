/* Words that findings share. Private to the library. */
#ifndef ENTENTE_FINDINGS_WORDS_H
#define ENTENTE_FINDINGS_WORDS_H

#include <entente/findings.h>

/* A probability in words with its number: "likely (7 in 10)". The words are those of the UK Professional Head of
 * Intelligence Assessment's yardstick; what falls between two of its ranges takes the nearer. */
const char *ent_probability_words(double p, ent_arena *arena);

/* What a title says under a heading that has named the subject of both: under "Dam: who pays what" the title "Dam: the
 * rule decides" is "The rule decides". `first` is its first letter where that had to be changed, else empty; `rest`
 * lives as long as `title`. */
typedef struct ent_title {
    char first[2];
    const char *rest;
} ent_title;

void ent_title_below(const char *title, const char *heading, ent_title *out);

#endif
