/* Numbers for people: the digits that are worth showing, thousands, powers of ten. */
#include "findings/number.h"

#include "base/numeric_locale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double plain_most = 1e15, plain_least = 1e-6; /* beyond: powers of ten */

/* Digits after the point that show three significant ones, without zeros at the end. */
static int significant_digits(double value) {
    double size = fabs(value);
    if (!(size > plain_least) || size >= 1000 || size == floor(size)) return 0;
    int digits = 2 - (int)floor(log10(size));
    double scale = pow(10, digits), scaled = round(size * scale);
    while (digits > 0 && fmod(scaled, 10) == 0) {
        scaled /= 10;
        digits--;
    }
    return digits;
}

int ent_people_digits(const ent_value *values, size_t size, size_t step) {
    double largest = 0;
    int most = 0;
    for (size_t i = 0; i < size; i++) {
        if (values[i * step].type != ENT_REAL) continue;
        double value = values[i * step].as.real;
        int digits = significant_digits(value);
        if (digits > most) most = digits;
        if (fabs(value) > largest) largest = fabs(value);
    }
    if (largest > 0 && largest <= plain_least) return -1;
    int enough = largest > plain_least && largest < 1000 ? 2 - (int)floor(log10(largest)) + 1 : 1;
    return most < enough ? most : enough;
}

bool ent_people_is_year(const char *id, const char *unit) {
    if (unit != NULL && strcmp(unit, "calendar year") == 0) return true;
    if (unit != NULL && unit[0] != '\0' && strcmp(unit, "year") != 0) return false;
    size_t length = id != NULL ? strlen(id) : 0;
    if (length < 4 || strcmp(id + length - 4, "year") != 0) return false;
    return length == 4 || strchr("._-", id[length - 5]) != NULL;
}

/* Commas between thousands of "-1234567". */
static const char *write_integer(char text[ENT_PEOPLE_TEXT], int64_t value) {
    char plain[32];
    int length = snprintf(plain, sizeof plain, "%lld", (long long)value);
    char *to = text;
    for (int i = 0; i < length; i++) {
        bool due = i > 0 && plain[i - 1] != '-' && (length - i) % 3 == 0;
        if (due) *to++ = ',';
        *to++ = plain[i];
    }
    *to = '\0';
    return text;
}

static const char *write_power(char text[ENT_PEOPLE_TEXT], double value) {
    ent_numeric_locale locale;
    if (!ent_numeric_locale_begin(&locale)) return ent_write_double(text, value);
    snprintf(text, ENT_PEOPLE_TEXT, "%.2e", value);
    ent_numeric_locale_end(&locale);
    return text;
}

static const char *write_real(char text[ENT_PEOPLE_TEXT], double value, int digits) {
    double size = fabs(value);
    if (size >= plain_most || (digits < 0 && size > 0 && size <= plain_least)) return write_power(text, value);
    return ent_write_fixed(text, value, digits >= 0 ? digits : significant_digits(value));
}

const char *ent_people_value(char text[ENT_PEOPLE_TEXT], ent_value value, int digits, bool year) {
    switch (value.type) {
    case ENT_EMPTY:
        return NULL;
    case ENT_INTEGER:
        if (year && value.as.integer >= 0 && value.as.integer < 10000) {
            snprintf(text, ENT_PEOPLE_TEXT, "%d", (int)value.as.integer);
            return text;
        }
        return write_integer(text, value.as.integer);
    case ENT_REAL:
        if (year && (digits == 0 || value.as.real == floor(value.as.real)) && fabs(value.as.real) < 10000) {
            snprintf(text, ENT_PEOPLE_TEXT, "%d", (int)round(value.as.real));
            return text;
        }
        return write_real(text, value.as.real, digits);
    case ENT_BOOL:
        return value.as.integer != 0 ? "yes" : "no";
    case ENT_TEXT:
        return value.as.text;
    }
    return NULL;
}

const char *ent_people_count(char text[ENT_PEOPLE_TEXT], size_t count) {
    if (count <= INT64_MAX) return write_integer(text, (int64_t)count);
    return write_real(text, (double)count, 0);
}
