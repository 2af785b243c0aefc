/* Dates of publication, as metadata write them: not prose, so no rule of dates.c is needed. */
#include "text/intake_parts.h"

#include <string.h>

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* At most `most` digits; false if there is none. */
static bool number(const char **at, size_t most, int *out) {
    size_t size = 0;
    *out = 0;
    while (size < most && digit(**at)) {
        *out = *out * 10 + (**at - '0');
        (*at)++, size++;
    }
    return size > 0;
}

static bool make(int year, int month, int day, ent_date *out) {
    if (year < 1400 || year > 2999 || month < 0 || month > 12 || day < 0 || day > 31) return false;
    char text[ENT_NUMBER_TEXT];
    const ent_date date = {(int16_t)year, (uint8_t)month, (uint8_t)day};
    ent_date read;
    if (!ent_read_date(ent_write_date(text, date), &read)) return false; /* there is no such day */
    *out = date;
    return true;
}

/* A month by the first three letters of its English name, the rest of the word passed over; 0 if it is none. */
static int month_named(const char **at) {
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    char word[4] = {0};
    for (size_t i = 0; i < 3; i++) {
        char c = (*at)[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) return 0;
        word[i] = (char)(c | 0x20);
    }
    for (int m = 0; m < 12; m++)
        if (memcmp(names + 3 * m, word, 3) == 0) {
            while ((**at >= 'a' && **at <= 'z') || (**at >= 'A' && **at <= 'Z'))
                (*at)++;
            if (**at == '.') (*at)++;
            return m + 1;
        }
    return 0;
}

static void skip(const char **at, const char *marks) {
    *at += strspn(*at, marks);
}

/* What parts a year from a month from a day: -, /, ., or the Korean words. */
static bool part(const char **at, const char *word) {
    skip(at, " ");
    size_t size = strlen(word);
    if (**at == '-' || **at == '/' || **at == '.')
        (*at)++;
    else if (strncmp(*at, word, size) == 0)
        *at += size;
    else
        return false;
    skip(at, " ");
    return true;
}

static bool year_first(const char *at, ent_date *out) {
    const char *start = at;
    int year, month, day;
    if (!number(&at, 4, &year) || at - start != 4) return false;
    if (digit(*at)) { /* 20240321, perhaps with a time behind it */
        size_t digits = strspn(start, "0123456789");
        if ((digits != 8 && digits != 12 && digits != 14) || !number(&at, 2, &month) || !number(&at, 2, &day))
            return false;
        return month > 0 && day > 0 && make(year, month, day, out);
    }
    if (*at == '\0') return make(year, 0, 0, out);
    if (!part(&at, "\xEB\x85\x84") || !number(&at, 2, &month)) return false;
    if (digit(*at)) return false;
    if (!part(&at, "\xEC\x9B\x94") || !number(&at, 2, &day)) return make(year, month, 0, out);
    return !digit(*at) && make(year, month, day, out);
}

static bool day_first(const char *at, ent_date *out) {
    int day, year;
    const char *comma = strchr(at, ',');
    if (comma != NULL && comma - at <= 10 && !digit(*at)) { /* the weekday of RFC 5322 */
        const char *behind = comma + 1;
        skip(&behind, " ");
        if (digit(*behind) && strspn(behind, "0123456789") <= 2) at = behind;
    }
    if (!number(&at, 2, &day)) return false;
    skip(&at, " -");
    int month = month_named(&at);
    skip(&at, " -,");
    return month > 0 && number(&at, 4, &year) && make(year, month, day, out);
}

static bool month_first(const char *at, ent_date *out) {
    int day, year, month = month_named(&at);
    if (month == 0) return false;
    skip(&at, " ");
    if (!number(&at, 4, &day)) return false;
    if (day > 31) return make(day, month, 0, out);
    skip(&at, " ,");
    return number(&at, 4, &year) && make(year, month, day, out);
}

bool intake_read_date(const char *text, ent_date *out) {
    skip(&text, " \t\r\n");
    return year_first(text, out) || day_first(text, out) || month_first(text, out);
}

bool intake_date_of_address(const char *address, ent_date *out) {
    for (const char *at = strchr(address, '/'); at != NULL; at = strchr(at + 1, '/')) {
        const char *p = at + 1;
        size_t digits = strspn(p, "0123456789");
        int year, month, day;
        if (digits == 4 && number(&p, 4, &year) && (*p == '/' || *p == '-') && (p++, number(&p, 2, &month)) &&
            (*p == '/' || *p == '-') && (p++, number(&p, 2, &day)) && !digit(*p) && year >= 1990 && year <= 2100 &&
            month > 0 && day > 0 && make(year, month, day, out))
            return true;
        p = at + 1;
        if (digits == 8 && year_first(p, out) && out->year >= 1990 && out->year <= 2100 && out->day > 0) return true;
    }
    return false;
}
