/* How sure a text makes itself of what it says: hedges (may, reportedly), forecasts (will, is set to), judgements
 * (unfair, underscores). Who else says so is of statements.h. */
#ifndef ENTENTE_TEXT_CERTAINTY_H
#define ENTENTE_TEXT_CERTAINTY_H

#include "text/candidate.h"
#include "text/tokens.h"

typedef struct ent_certainty_words ent_certainty_words;

/* Made once, read by many. NULL without memory. */
const ent_certainty_words *ent_certainty_words_new(ent_arena *arena);

/* A word or phrase, tokens first .. after-1, and what it does to its clause, tokens from .. until-1. */
typedef struct ent_certainty_mark {
    size_t first, after, from, until;
    ent_certainty certainty;
    bool aside; /* in ", highlighting ..." or ", which ...": not what the sentence is about */
} ent_certainty_mark;

enum { ENT_MOST_CERTAINTY_MARKS = 64 };

/* The marks of one sentence in their order; what comes after the first 64 is not read. */
size_t ent_certainty_marks(const ent_certainty_words *words, const ent_tokens *tokens,
                           ent_certainty_mark marks[ENT_MOST_CERTAINTY_MARKS]);
/* Of what stands at token `index`: the hedge or forecast whose clause it is in, a hedge before a forecast; else
 * ENT_ASSERTED. A judgement does not change a figure or an event beside it. */
ent_certainty ent_certainty_at(const ent_certainty_mark *marks, size_t size, size_t index);
/* Of the sentence as a whole, by the first of: a hedge, a forecast, a judgement; else ENT_ASSERTED.
 * Asides do not count. */
ent_certainty ent_certainty_of_all(const ent_certainty_mark *marks, size_t size);
/* Whether a token is a word of judgement: unfair, historic, crucial. */
bool ent_certainty_judges(const ent_certainty_words *words, const ent_tokens *tokens, size_t index);

#endif
