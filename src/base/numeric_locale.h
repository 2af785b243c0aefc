/* Numbers are read and written with a decimal point whatever locale the program around us has set. */
#ifndef ENTENTE_BASE_NUMERIC_LOCALE_H
#define ENTENTE_BASE_NUMERIC_LOCALE_H

#include <locale.h>
#include <stdbool.h>

typedef struct ent_numeric_locale {
    locale_t own, before;
} ent_numeric_locale;

/* Makes '.' the decimal point of this thread until the end; costs nothing where it is one already. False when
 * memory for the locale fails; then nothing is to be ended. */
bool ent_numeric_locale_begin(ent_numeric_locale *locale);
void ent_numeric_locale_end(ent_numeric_locale *locale);

/* strtod with '.' in every locale; *end as strtod sets it. NaN and *end = text when memory fails. */
double ent_text_to_double(const char *text, char **end);

#endif
