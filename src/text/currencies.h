/* Currencies as they are named in prose. Private to src/text. */
#ifndef ENTENTE_TEXT_CURRENCIES_H
#define ENTENTE_TEXT_CURRENCIES_H

#include "text/tokens.h"

typedef struct ent_currencies ent_currencies;

typedef struct ent_currency_name {
    size_t end;       /* the token after it */
    const char *code; /* ISO 4217, or a name for what has none */
    double factor;    /* 0.01 for cents; 1e6 for MEUR */
    bool symbol;      /* a sign or a code, which may stand before its number */
} ent_currency_name;

const ent_currencies *ent_currencies_new(ent_arena *arena); /* NULL without memory */
/* Adds the words that the name of a currency may start with; signs are no words. */
void ent_currency_filter(ent_word_filter *filter);
/* The currency named from token `index` on: "$", "US$", "c $", "won", "US dollars", "KRW"; false where there is none.
 */
bool ent_currency_at(const ent_currencies *currencies, const ent_tokens *tokens, size_t index, ent_currency_name *out);

#endif
