/* Numbers as people read them: sensible digits, thousands separated, years as they are. */
#ifndef ENTENTE_FINDINGS_NUMBER_H
#define ENTENTE_FINDINGS_NUMBER_H

#include <entente/findings.h>

enum { ENT_PEOPLE_TEXT = 64 }; /* room for what the next functions write, texts excepted */

/* Digits after the point at which a column (or a single value, size 1) is shown where none are prescribed: three
 * significant digits of the smaller values, but no more than one beyond what the largest needs; -1 where all are so
 * small that each is written as a power of ten. `step` is the distance from one value to the next in the array. */
int ent_people_digits(const ent_value *values, size_t size, size_t step);

/* Whether numbers under this name or in this unit ("calendar year") are years, to be written without separators. */
bool ent_people_is_year(const char *id, const char *unit);

/* The value as text: "13,463", "0.61", "yes"; texts as they are; NULL where there is none. `digits` -1: as needed. */
const char *ent_people_value(char text[ENT_PEOPLE_TEXT], ent_value value, int digits, bool year);

/* A whole number with separators: "1,204". */
const char *ent_people_count(char text[ENT_PEOPLE_TEXT], size_t count);

#endif
