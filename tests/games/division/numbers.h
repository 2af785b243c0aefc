/* Fractions from text, and comparing with them: for the tests of division. */
#ifndef ENTENTE_TESTS_DIVISION_NUMBERS_H
#define ENTENTE_TESTS_DIVISION_NUMBERS_H

#include "games/division/fractions.h"

/* "1 2/3 -4" as fractions, in arrays that stay until numbers_free. */
mpq_ptr numbers(const char *text);
void numbers_free(void);
/* Fails where the values are not those of the text. */
void assert_numbers(mpq_srcptr values, const char *text);
void assert_allocation(const ent_allocation *allocation, const char *text);

#endif
