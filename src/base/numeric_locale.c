/* The decimal point in every locale. */
#include "base/numeric_locale.h"

#include <langinfo.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool ent_numeric_locale_begin(ent_numeric_locale *locale) {
    locale->own = locale->before = (locale_t)0;
    if (strcmp(nl_langinfo(RADIXCHAR), ".") == 0) return true;
    locale->own = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (locale->own == (locale_t)0) return false;
    locale->before = uselocale(locale->own);
    return true;
}

void ent_numeric_locale_end(ent_numeric_locale *locale) {
    if (locale->own == (locale_t)0) return;
    uselocale(locale->before);
    freelocale(locale->own);
}

double ent_text_to_double(const char *text, char **end) {
    ent_numeric_locale locale;
    if (!ent_numeric_locale_begin(&locale)) {
        *end = (char *)(size_t)text;
        return NAN;
    }
    double value = strtod(text, end);
    ent_numeric_locale_end(&locale);
    return value;
}
