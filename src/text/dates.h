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
 * their precision. `text` is "early", "mid", "late", "beginning", "middle" or "end" where the text says so. A day that
 * is reached by counting weeks or more ("two years ago") has the bound about. `taken`, room for one a token, is set for
 * tokens of dates; NULL: not wanted. */
void ent_dates_find(const ent_dates *dates, const ent_tokens *tokens, ent_date published, size_t sentence, bool *taken,
                    ent_candidates *out);

/* The first and last day that a date of the list speaks of: of a month, a year, a range. Early and late are halves (of
 * a week to Wednesday and from Thursday), beginning and end of a year thirds, the middle of a month its 10th to 20th.
 * False where it has no value. */
bool ent_date_days(const ent_candidate *date, ent_date *first, ent_date *last);

#endif
