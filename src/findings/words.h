/* Words that findings share. Private to the library. */
#ifndef ENTENTE_FINDINGS_WORDS_H
#define ENTENTE_FINDINGS_WORDS_H

#include <entente/findings.h>

/* A probability in words with its number: "likely (7 in 10)". The words are those of the UK Professional Head of
 * Intelligence Assessment's yardstick; what falls between two of its ranges takes the nearer. */
const char *ent_probability_words(double p, ent_arena *arena);

#endif
