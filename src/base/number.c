/* Exact fractions and decimals. */
#include <entente/base.h>
#include <math.h>
#include <string.h>

#include "base/numeric_locale.h"

typedef __int128 wide;
typedef unsigned __int128 uwide;

static uwide magnitude(wide value) {
    return value < 0 ? (uwide)0 - (uwide)value : (uwide)value;
}

static uint64_t absolute(int64_t value) {
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static uwide product(uint64_t a, uint64_t b) {
    return (uwide)a * b;
}

static uwide common_divisor(uwide a, uwide b) {
    while (b != 0) {
        if (a <= UINT64_MAX && b <= UINT64_MAX) { /* 64-bit division is many times faster */
            uint64_t x = (uint64_t)a, y = (uint64_t)b;
            while (y != 0) {
                uint64_t rest = x % y;
                x = y;
                y = rest;
            }
            return x;
        }
        uwide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Reduces and stores; false when it does not fit. */
static bool store(bool negative, uwide num, uwide den, ent_ratio *out) {
    uwide divisor = common_divisor(num, den);
    num /= divisor;
    den /= divisor;
    if (num > INT64_MAX || den > INT64_MAX) return false;
    out->num = negative ? -(int64_t)num : (int64_t)num;
    out->den = (int64_t)den;
    return true;
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* A decimal as sign, digits and a power of ten: (-1)^negative * digits * 10^exponent. */
typedef struct decimal {
    bool negative, fits; /* fits: digits hold all of it */
    uwide digits;
    long exponent;
} decimal;

static void take_digit(decimal *number, char c) {
    const uwide most = ~(uwide)0;
    uwide digit = (uwide)(unsigned)(c - '0');
    if (number->digits > (most - digit) / 10)
        number->fits = false;
    else
        number->digits = number->digits * 10 + digit;
}

/* Digits up to the first other character. Zeros are held back until a digit follows, so that 1e30 written out still
 * fits. Returns how many there were. */
static size_t scan_digits(const char **at, decimal *number, bool fraction, long *held) {
    size_t count = 0;
    for (; is_digit(**at); (*at)++, count++) {
        if (fraction && number->exponent > -100000) number->exponent--;
        if (**at == '0') {
            (*held)++;
            continue;
        }
        for (; *held > 0; (*held)--)
            if (number->digits != 0 && number->fits) take_digit(number, '0');
        if (number->fits) take_digit(number, **at);
    }
    return count;
}

static bool scan_decimal(const char *text, decimal *number) {
    *number = (decimal){.fits = true};
    if (*text == '+' || *text == '-') number->negative = *text++ == '-';
    long held = 0;
    size_t count = scan_digits(&text, number, false, &held);
    if (*text == '.') {
        text++;
        count += scan_digits(&text, number, true, &held);
    }
    if (count == 0) return false;
    if (number->digits != 0) number->exponent += held; /* zeros at the end */
    if (*text == 'e' || *text == 'E') {
        text++;
        bool negative = *text == '-';
        if (*text == '+' || *text == '-') text++;
        if (!is_digit(*text)) return false;
        long exponent = 0;
        for (; is_digit(*text); text++)
            if (exponent < 100000) exponent = exponent * 10 + (*text - '0');
        number->exponent += negative ? -exponent : exponent;
    }
    return *text == '\0';
}

static bool exact_decimal(const decimal *number, ent_ratio *ratio) {
    if (!number->fits) return false;
    if (number->digits == 0) {
        *ratio = (ent_ratio){0, 1};
        return true;
    }
    uwide num = number->digits, den = 1;
    for (long e = number->exponent; e > 0; e--) {
        if (num > INT64_MAX / 10) return false;
        num *= 10;
    }
    if (number->exponent < -38) return false;
    for (long e = number->exponent; e < 0; e++)
        den *= 10;
    return store(number->negative, num, den, ratio);
}

/* Digits only, with a sign before if `sign`; *end is set behind them. */
static bool scan_whole(const char *text, bool sign, const char **end) {
    if (sign && (*text == '+' || *text == '-')) text++;
    const char *from = text;
    while (is_digit(*text))
        text++;
    *end = text;
    return text > from;
}

static bool read_fraction(const char *text, ent_ratio *ratio, double *value, bool *exact) {
    const char *slash, *end;
    if (!scan_whole(text, true, &slash) || *slash != '/' || !scan_whole(slash + 1, false, &end) || *end != '\0')
        return false;
    decimal num = {.fits = true}, den = {.fits = true};
    num.negative = *text == '-';
    for (const char *c = *text == '-' || *text == '+' ? text + 1 : text; c < slash; c++)
        take_digit(&num, *c);
    for (const char *c = slash + 1; c < end; c++)
        take_digit(&den, *c);
    if (den.fits && den.digits == 0) return false;
    *exact = num.fits && den.fits && store(num.negative, num.digits, den.digits, ratio);
    if (*exact) {
        *value = ent_ratio_value(*ratio);
        return true;
    }
    char *rest;
    *value = ent_text_to_double(text, &rest) / ent_text_to_double(slash + 1, &rest);
    return isfinite(*value);
}

bool ent_read_number(const char *text, ent_ratio *ratio, double *value, bool *exact) {
    *ratio = (ent_ratio){0, 1};
    *value = 0;
    *exact = false;
    if (strchr(text, '/') != NULL) return read_fraction(text, ratio, value, exact);
    decimal number;
    if (!scan_decimal(text, &number)) return false;
    *exact = exact_decimal(&number, ratio);
    if (*exact) {
        *value = ent_ratio_value(*ratio);
        return true;
    }
    *ratio = (ent_ratio){0, 1};
    char *end;
    *value = ent_text_to_double(text, &end);
    return isfinite(*value);
}

/* ---- arithmetic ----------------------------------------------------------------------------------------- */

double ent_ratio_value(ent_ratio ratio) {
    const int64_t exact = (int64_t)1 << 53;
    if (ratio.num == 0) return 0;
    if (ratio.num >= -exact && ratio.num <= exact && ratio.den <= exact) return (double)ratio.num / (double)ratio.den;
    /* A quotient of at least 63 bits whose last bit stands for all that follow: rounding it once is correct. */
    uwide num = absolute(ratio.num), den = absolute(ratio.den);
    int shift = 0;
    for (; num >> 126 == 0; shift++)
        num <<= 1;
    uwide quotient = num / den;
    if (num % den != 0) quotient |= 1;
    double value = ldexp((double)quotient, -shift);
    return ratio.num < 0 ? -value : value;
}

int ent_ratio_compare(ent_ratio a, ent_ratio b) {
    wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;
    return (left > right) - (left < right);
}

static bool store_signed(wide num, wide den, ent_ratio *out) {
    return store(num < 0, magnitude(num), (uwide)den, out);
}

bool ent_ratio_add(ent_ratio a, ent_ratio b, ent_ratio *out) {
    return store_signed((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den, out);
}

bool ent_ratio_subtract(ent_ratio a, ent_ratio b, ent_ratio *out) {
    return store_signed((wide)a.num * b.den - (wide)b.num * a.den, (wide)a.den * b.den, out);
}

bool ent_ratio_multiply(ent_ratio a, ent_ratio b, ent_ratio *out) {
    return store_signed((wide)a.num * b.num, (wide)a.den * b.den, out);
}

bool ent_ratio_divide(ent_ratio a, ent_ratio b, ent_ratio *out) {
    if (b.num == 0) return false;
    bool negative = (a.num < 0) != (b.num < 0);
    uwide num = product(absolute(a.num), absolute(b.den)), den = product(absolute(a.den), absolute(b.num));
    return store(negative && a.num != 0, num, den, out);
}

bool ent_ratio_round(ent_ratio a, ent_ratio step, ent_ratio *out) {
    if (step.num <= 0) return false;
    /* steps = floor(|a| / step + 1/2); both products stay below 2^127 */
    uwide num = product(absolute(a.num), absolute(step.den)), den = product(absolute(a.den), absolute(step.num));
    uwide steps = num / den;
    if (num % den >= den - num % den) steps++;
    if (steps > INT64_MAX) return false;
    return ent_ratio_multiply((ent_ratio){a.num < 0 ? -(int64_t)steps : (int64_t)steps, 1}, step, out);
}
