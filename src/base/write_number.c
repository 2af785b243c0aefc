/* Numbers as text. */
#include <entente/base.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/numeric_locale.h"

enum { MOST_DIGITS = 17, LOWEST_PLAIN = -5, HIGHEST_PLAIN = 20 };

/* The digits of |value| and its power of ten, from C's %e; other characters (a foreign decimal mark) are skipped. */
static size_t decimal_digits(double value, int precision, char digits[MOST_DIGITS + 1], int *exponent) {
    char text[64];
    snprintf(text, sizeof text, "%.*e", precision - 1, fabs(value));
    size_t size = 0;
    const char *c = text;
    for (; *c != '\0' && *c != 'e'; c++)
        if (*c >= '0' && *c <= '9' && size < MOST_DIGITS) digits[size++] = *c;
    *exponent = *c == 'e' ? (int)strtol(c + 1, NULL, 10) : 0;
    while (size > 1 && digits[size - 1] == '0')
        size--;
    digits[size] = '\0';
    return size;
}

static void lay_out(char text[ENT_NUMBER_TEXT], bool negative, const char *digits, size_t size, int exponent) {
    char *at = text;
    if (negative) *at++ = '-';
    if (exponent < LOWEST_PLAIN || exponent > HIGHEST_PLAIN) {
        *at++ = digits[0];
        if (size > 1) {
            *at++ = '.';
            memcpy(at, digits + 1, size - 1);
            at += size - 1;
        }
        snprintf(at, 8, "e%d", exponent);
        return;
    }
    if (exponent < 0) {
        *at++ = '0';
        *at++ = '.';
        for (int i = -1; i > exponent; i--)
            *at++ = '0';
        memcpy(at, digits, size);
        at[size] = '\0';
        return;
    }
    size_t whole = (size_t)exponent + 1;
    for (size_t i = 0; i < whole || i < size; i++) {
        if (i == whole) *at++ = '.';
        *at++ = i < size ? digits[i] : '0';
    }
    *at = '\0';
}

const char *ent_write_double(char text[ENT_NUMBER_TEXT], double value) {
    if (!isfinite(value)) {
        strcpy(text, isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
        return text;
    }
    if (value == 0) {
        strcpy(text, signbit(value) ? "-0" : "0");
        return text;
    }
    /* 15 digits always survive, so fewer are found by dropping zeros; only numbers below the normal range have less */
    int precision = fabs(value) < 0x1p-1022 ? 1 : 15;
    for (; precision <= MOST_DIGITS; precision++) {
        char digits[MOST_DIGITS + 1], *end;
        int exponent;
        size_t size = decimal_digits(value, precision, digits, &exponent);
        lay_out(text, value < 0, digits, size, exponent);
        if (precision == MOST_DIGITS || ent_text_to_double(text, &end) == value) break;
    }
    return text;
}

const char *ent_write_fixed(char text[ENT_NUMBER_TEXT], double value, int digits) {
    if (!isfinite(value) || fabs(value) >= 1e21) return ent_write_double(text, value);
    if (digits < 0 || fabs(value) >= 1e15) digits = 0;
    if (digits > 12) digits = 12;
    char plain[64];
    snprintf(plain, sizeof plain, "%.*f", digits, fabs(value));
    size_t whole = strspn(plain, "0123456789");
    bool zero = strspn(plain, "0") == whole;
    for (const char *c = plain + whole; *c != '\0'; c++)
        zero = zero && (*c < '1' || *c > '9');
    char *at = text;
    if (value < 0 && !zero) *at++ = '-';
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) *at++ = ',';
        *at++ = plain[i];
    }
    if (digits > 0) {
        *at++ = '.';
        memcpy(at, plain + strlen(plain) - digits, (size_t)digits);
        at += digits;
    }
    *at = '\0';
    return text;
}
