/* Exchange rates of a case. */
#include "evidence/conflicts.h"

#include <string.h>

static double value_of(const ent_series *series, int year) {
    for (size_t i = 0; i < series->size; i++)
        if (series->values[i].year == year && series->values[i].value.set) return series->values[i].value.value;
    return 0;
}

/* "KRW per USD". */
static bool is_rate(const char *unit, const char *top, const char *bottom) {
    const size_t a = strlen(top), b = strlen(bottom);
    return strncmp(unit, top, a) == 0 && strncmp(unit + a, " per ", 5) == 0 && strncmp(unit + a + 5, bottom, b) == 0 &&
           unit[a + 5 + b] == '\0';
}

double ent_exchange_rate(const ent_case *a_case, const char *from, const char *to, int year) {
    for (size_t i = 0; a_case != NULL && i < a_case->series_size; i++) {
        const ent_series *series = &a_case->series[i];
        const char *unit = series->unit.name;
        if (unit == NULL || series->rows_size > 0) continue;
        const double value = value_of(series, year);
        if (value <= 0) continue;
        if (is_rate(unit, to, from)) return value;
        if (is_rate(unit, from, to)) return 1 / value;
    }
    return 0;
}
