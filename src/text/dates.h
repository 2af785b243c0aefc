/* Dates of a sentence: absolute, relative to the day of publication, ranges, fiscal years. */
#ifndef ENTENTE_TEXT_DATES_H
#define ENTENTE_TEXT_DATES_H

#include "text/candidate.h"
#include "text/tokens.h"

typedef struct ent_dates ent_dates;

/* The words that dates are known by; made once, read by many. NULL without memory. */
const ent_dates *ent_dates_new(ent_arena *arena);
/* Adds what is found, in the order of the text. `published` resolves what is relative ("early this month") and years
 * that are left out; without it such dates have no value. A range has its last day in `until`; months and years keep
 * their precision. `text` is "early", "mid" or "late" where the text says so. `taken`, room for one a token, is set for
 * tokens of dates; NULL: not wanted. */
void ent_dates_find(const ent_dates *dates, const ent_tokens *tokens, ent_date published, size_t sentence, bool *taken,
                    ent_candidates *out);

#endif
