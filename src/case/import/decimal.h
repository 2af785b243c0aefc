/* Decimals as other programs write them, kept exactly. Private to src/case. */
#ifndef ENTENTE_CASE_IMPORT_DECIMAL_H
#define ENTENTE_CASE_IMPORT_DECIMAL_H

#include <entente/base.h>

/* digits / 10^places; up to 38 digits in all. */
typedef struct import_decimal {
    __int128 digits;
    unsigned places;
} import_decimal;

/* Reads "0.25", "-3", "5.0E-4", "+1", ".5", "1." with blanks around it. False for anything else (NaN, Infinity, 1,5)
 * and for numbers of more digits than can be kept. */
bool import_decimal_read(const char *text, import_decimal *out);
int import_decimal_sign(import_decimal a);
/* Arithmetic; false when the result has too many digits. */
bool import_decimal_compare(import_decimal a, import_decimal b, int *order);
bool import_decimal_add(import_decimal a, import_decimal b, import_decimal *out);
bool import_decimal_subtract(import_decimal a, import_decimal b, import_decimal *out);
bool import_decimal_multiply(import_decimal a, import_decimal b, import_decimal *out);
import_decimal import_decimal_whole(int64_t number);
bool import_decimal_to_whole(import_decimal a, int64_t *out); /* false where it is none, or too large */
/* As a number of a case file, in the arena; NULL when memory fails. */
const char *import_decimal_text(import_decimal a, ent_arena *arena);
/* a / b (b > 0) as a number of a case file: 0, 1, or a fraction of whole numbers; NULL when memory fails or it has too
 * many digits. */
const char *import_decimal_share(import_decimal a, import_decimal b, ent_arena *arena);

#endif
