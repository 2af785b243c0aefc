/* What Korean figures and dates share: a place inside a word, for "억원을" is a magnitude, a currency and a particle,
 * and numbers of digits and magnitudes. Private to src/text. */
#ifndef ENTENTE_TEXT_KOREAN_H
#define ENTENTE_TEXT_KOREAN_H

#include "text/dates_parts.h"
#include "text/figures_parts.h"

/* A token and the bytes of it that have been read. */
typedef struct korean_place {
    size_t token, offset;
} korean_place;

/* A table of words: what stands in the text, and what it means to the one who asks. */
typedef struct korean_row {
    const char *word;
    int kind;
    double value;
    const char *name;
} korean_row;

bool ent_korean_any(const ent_tokens *tokens); /* whether a token is in Korean letters */
/* Whether the text goes on with `word` here; *place is then after it. At the start of a token spaces may stand before.
 */
bool korean_take(const ent_tokens *tokens, korean_place *place, const char *word);
/* The first row whose word stands here; tables list longer words first. NULL: none. */
const korean_row *korean_take_row(const ent_tokens *tokens, korean_place *place, const korean_row *rows, size_t size);
bool korean_mark(const ent_tokens *tokens, korean_place *place, uint32_t mark);
/* Whether the word ends here, or only particles follow in it: 원, 원을, 원으로는, but not 원자력. */
bool korean_ends(const ent_tokens *tokens, korean_place place);
size_t korean_byte(const ent_tokens *tokens, korean_place place);  /* of the text, after what was read */
size_t korean_after(const ent_tokens *tokens, korean_place place); /* the token after what was read */

typedef struct korean_number {
    double value;
    size_t digits; /* of its only group of digits; 0 where there are several, or a magnitude or a point */
    double last;   /* the magnitude of its last group: 1e8 in 50억 */
    bool joined;   /* nothing else stands between it and the word after it */
} korean_number;

/* 28,500; 2만8500; 1조 389억; 5천만; 1.5조. */
bool korean_read_number(const ent_tokens *tokens, korean_place *place, korean_number *out);

/* Of the verbs of a sentence: 1 what is to come, -1 what was, 0 not known. */
int ent_korean_tense(const ent_tokens *tokens);

/* Each takes what it knows at token `index` and returns the token after it, or `index`. */
size_t ent_korean_figure(const figure_search *search, size_t index);
bool ent_korean_date(const date_search *search, size_t index, date_point *out);

#endif
