/* Exact decimals of up to 38 digits. */
#include "case/import/decimal.h"

#include <string.h>

typedef __int128 wide;
enum { MOST_PLACES = 60, DIGITS_TEXT = 44 };

/* |a| stays below 10^38 < 2^127. */
static wide most_digits(void) {
    wide most = 1;
    for (int i = 0; i < 38; i++)
        most *= 10;
    return most;
}

static wide magnitude(wide a) {
    return a < 0 ? -a : a;
}

/* Takes off zeros that say nothing. */
static import_decimal reduced(import_decimal a) {
    while (a.places > 0 && a.digits % 10 == 0) {
        a.digits /= 10;
        a.places--;
    }
    return a;
}

static bool raise(import_decimal *a, unsigned places) {
    for (wide most = most_digits() / 10; a->places < places; a->places++) {
        if (magnitude(a->digits) >= most) return false;
        a->digits *= 10;
    }
    return true;
}

static bool align(import_decimal *a, import_decimal *b) {
    return raise(a, b->places) && raise(b, a->places);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool take_digit(import_decimal *out, char c, bool fraction) {
    if (magnitude(out->digits) >= most_digits() / 10) return fraction && c == '0';
    out->digits = out->digits * 10 + (c - '0');
    out->places += fraction;
    return true;
}

static const char *take_exponent(const char *at, long *exponent) {
    if (*at != 'e' && *at != 'E') return at;
    at++;
    bool negative = *at == '-';
    if (*at == '-' || *at == '+') at++;
    if (!is_digit(*at)) return NULL;
    for (; is_digit(*at); at++)
        if (*exponent < 1000) *exponent = *exponent * 10 + (*at - '0');
    if (negative) *exponent = -*exponent;
    return at;
}

/* The exponent moved into places and digits. */
static bool shift(import_decimal *out, long exponent) {
    if (out->digits == 0) {
        out->places = 0;
        return true;
    }
    long places = (long)out->places - exponent;
    for (wide most = most_digits() / 10; places < 0; places++) {
        if (magnitude(out->digits) >= most) return false;
        out->digits *= 10;
    }
    out->places = places > MOST_PLACES ? MOST_PLACES + 1 : (unsigned)places;
    *out = reduced(*out);
    return out->places <= MOST_PLACES;
}

bool import_decimal_read(const char *text, import_decimal *out) {
    *out = (import_decimal){0};
    if (text == NULL) return false;
    while (is_blank(*text))
        text++;
    bool negative = *text == '-', fraction = false;
    if (*text == '-' || *text == '+') text++;
    size_t seen = 0;
    for (; is_digit(*text) || (*text == '.' && !fraction); text++) {
        if (*text == '.')
            fraction = true;
        else if (!take_digit(out, *text, fraction))
            return false;
        seen += *text != '.';
    }
    long exponent = 0;
    const char *end = seen > 0 ? take_exponent(text, &exponent) : NULL;
    while (end != NULL && is_blank(*end))
        end++;
    if (end == NULL || *end != '\0') return false;
    if (negative) out->digits = -out->digits;
    return shift(out, exponent);
}

int import_decimal_sign(import_decimal a) {
    return (a.digits > 0) - (a.digits < 0);
}

bool import_decimal_compare(import_decimal a, import_decimal b, int *order) {
    if (!align(&a, &b)) return false;
    *order = (a.digits > b.digits) - (a.digits < b.digits);
    return true;
}

bool import_decimal_add(import_decimal a, import_decimal b, import_decimal *out) {
    if (!align(&a, &b)) return false;
    *out = reduced((import_decimal){a.digits + b.digits, a.places});
    return magnitude(out->digits) < most_digits();
}

bool import_decimal_subtract(import_decimal a, import_decimal b, import_decimal *out) {
    b.digits = -b.digits;
    return import_decimal_add(a, b, out);
}

bool import_decimal_multiply(import_decimal a, import_decimal b, import_decimal *out) {
    wide x = magnitude(a.digits), y = magnitude(b.digits);
    if (x != 0 && y >= most_digits() / x) return false;
    *out = reduced((import_decimal){a.digits * b.digits, a.places + b.places});
    return out->places <= MOST_PLACES;
}

import_decimal import_decimal_whole(int64_t number) {
    return (import_decimal){number, 0};
}

bool import_decimal_to_whole(import_decimal a, int64_t *out) {
    a = reduced(a);
    if (a.places > 0 || a.digits > INT64_MAX || a.digits < -INT64_MAX) return false;
    *out = (int64_t)a.digits;
    return true;
}

/* The digits of a whole number, at the end of `text`. */
static const char *digits_text(wide a, char text[DIGITS_TEXT]) {
    char *at = text + DIGITS_TEXT - 1;
    *at = '\0';
    wide rest = magnitude(a);
    do {
        *--at = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    return at;
}

const char *import_decimal_text(import_decimal a, ent_arena *arena) {
    char room[DIGITS_TEXT], text[DIGITS_TEXT + MOST_PLACES + 4];
    a = reduced(a);
    const char *digits = digits_text(a.digits, room);
    size_t size = strlen(digits), at = 0;
    if (a.digits < 0) text[at++] = '-';
    size_t whole = size > a.places ? size - a.places : 0;
    if (whole == 0) text[at++] = '0';
    memcpy(text + at, digits, whole);
    at += whole;
    if (a.places > 0) text[at++] = '.';
    for (size_t i = size; i < a.places; i++)
        text[at++] = '0';
    memcpy(text + at, digits + whole, size - whole);
    return ent_arena_copy(arena, text, at + size - whole);
}

const char *import_decimal_share(import_decimal a, import_decimal b, ent_arena *arena) {
    if (a.digits == 0) return ent_arena_text(arena, "0");
    if (!align(&a, &b)) return NULL;
    while (a.digits % 10 == 0 && b.digits % 10 == 0) {
        a.digits /= 10;
        b.digits /= 10;
    }
    if (a.digits == b.digits) return ent_arena_text(arena, "1");
    char above[DIGITS_TEXT], below[DIGITS_TEXT];
    const char *num = digits_text(a.digits, above), *den = digits_text(b.digits, below);
    return strcmp(den, "1") == 0 ? ent_arena_printf(arena, "%s%s", a.digits < 0 ? "-" : "", num)
                                 : ent_arena_printf(arena, "%s%s/%s", a.digits < 0 ? "-" : "", num, den);
}
