/* Numbers and places of a table's file. */
#include "case/table/table.h"

#include <string.h>

enum { LONGEST_NUMBER = 400, FAST_DIGITS = 18 };

/* Plain decimals of up to 18 digits, which is nearly all there is. */
static bool fast(const char *text, size_t length, ent_ratio *ratio, double *value) {
    const char *at = text, *end = text + length;
    bool negative = at < end && *at == '-';
    at += negative;
    int64_t number = 0, below = 1;
    size_t digits = 0, places = 0;
    bool point = false;
    for (; at < end; at++) {
        if (*at == '.' && !point && digits > 0) {
            point = true;
            continue;
        }
        if (*at < '0' || *at > '9' || ++digits > FAST_DIGITS) return false;
        number = number * 10 + (*at - '0');
        places += point;
        if (point) below *= 10;
    }
    if (digits == 0 || (point && places == 0)) return false;
    if (negative) number = -number;
    while (below > 1 && number % 10 == 0) {
        number /= 10;
        below /= 10;
    }
    if (below == 1)
        *ratio = (ent_ratio){number, 1};
    else if (!ent_ratio_add((ent_ratio){number, below}, (ent_ratio){0, 1}, ratio)) /* reduces */
        return false;
    *value = ent_ratio_value(*ratio);
    return true;
}

bool ent_table_number(const char *text, size_t length, ent_ratio *ratio, double *value, bool *exact) {
    *exact = true;
    if (fast(text, length, ratio, value)) return true;
    char copy[LONGEST_NUMBER + 1];
    if (length == 0 || length > LONGEST_NUMBER || memchr(text, '\0', length) != NULL) return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return ent_read_number(copy, ratio, value, exact);
}

size_t ent_table_place_column(const ent_table_place *place) {
    return ent_utf8_length(place->start, (size_t)(place->at - place->start)) + 1;
}

void ent_table_begin(const char **data, size_t *size) {
    if (*size < 3 || memcmp(*data, "\xef\xbb\xbf", 3) != 0) return;
    *data += 3;
    *size -= 3;
}

bool ent_table_is_json(const char *data, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (data[i] != ' ' && data[i] != '\t' && data[i] != '\r' && data[i] != '\n') return data[i] == '{';
    return false;
}
