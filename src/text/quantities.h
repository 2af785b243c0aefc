/* Numbers as they are written in prose: 28,500; 1.5 trillion; twenty-five; half a million; a dozen; 2 1/2. */
#ifndef ENTENTE_TEXT_QUANTITIES_H
#define ENTENTE_TEXT_QUANTITIES_H

#include "text/tokens.h"

typedef enum ent_quantity_kind {
    ENT_QUANTITY_CARDINAL,
    ENT_QUANTITY_ORDINAL, /* 14th, fourth */
} ent_quantity_kind;

typedef struct ent_quantity {
    ent_quantity_kind kind;
    size_t first, end; /* tokens first .. end-1 */
    double value;      /* the double nearest to what is written */
    bool digits;       /* written in digits, at least in part */
    bool magnitude;    /* with million and the like */
    bool plain_year;   /* four digits and nothing else: 2026 may be a year */
} ent_quantity;

typedef struct ent_quantity_words ent_quantity_words;

/* The words of numbers; made once, read by many. NULL without memory. */
const ent_quantity_words *ent_quantity_words_new(ent_arena *arena);
/* Adds the words that a number may start with. */
void ent_quantity_filter(ent_word_filter *filter);
/* The number that starts at token `index`, as long as it goes; false where none starts. */
bool ent_quantity_read(const ent_quantity_words *words, const ent_tokens *tokens, size_t index, ent_quantity *out);
/* Whether the token is million, billion, bn and the like; *value is what it multiplies by. */
bool ent_quantity_magnitude(const ent_quantity_words *words, const ent_tokens *tokens, size_t index, double *value);

#endif
