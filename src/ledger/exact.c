/* Exact growth and rounding. 64-bit fractions carry every real ledger; GMP takes over where a product passes them. */
#include "ledger/ledger.h"

#include <gmp.h>
#include <math.h>

bool ent_ledger_ratio(const ent_number *number, ent_ratio *out, bool *exact) {
    if (number->exact) {
        *out = number->ratio;
        return true;
    }
    *exact = false;
    for (int64_t scale = 1000000000; scale > 0; scale /= 1000) {
        double scaled = nearbyint(number->value * (double)scale);
        if (!(fabs(scaled) < 9.0e18)) continue;
        ent_ratio whole = {(int64_t)scaled, 1};
        return ent_ratio_divide(whole, (ent_ratio){scale, 1}, out);
    }
    return false;
}

static bool fits(const mpz_t value) {
    return mpz_fits_slong_p(value) != 0;
}

/* num/den as a ratio; den > 0. */
static bool to_ratio(mpz_t num, mpz_t den, ent_ratio *out) {
    mpz_t common;
    mpz_init(common);
    mpz_gcd(common, num, den);
    mpz_divexact(num, num, common);
    mpz_divexact(den, den, common);
    bool good = fits(num) && fits(den);
    if (good) *out = (ent_ratio){mpz_get_si(num), mpz_get_si(den)};
    mpz_clear(common);
    return good;
}

/* num/den to the nearest whole number, halves away from zero, in num. */
static void nearest(mpz_t num, mpz_t den) {
    bool negative = mpz_sgn(num) < 0;
    mpz_abs(num, num);
    mpz_mul_2exp(num, num, 1);
    mpz_add(num, num, den);
    mpz_mul_2exp(den, den, 1);
    mpz_fdiv_q(num, num, den);
    if (negative) mpz_neg(num, num);
}

/* value / step to the nearest whole number, times step, for a value of any size. */
static bool round_large(mpz_t num, mpz_t den, ent_ratio step, ent_ratio *out) {
    if (step.num <= 0) return to_ratio(num, den, out);
    mpz_mul_si(num, num, step.den);
    mpz_mul_si(den, den, step.num);
    nearest(num, den);
    mpz_mul_si(num, num, step.num);
    mpz_set_si(den, step.den);
    return to_ratio(num, den, out);
}

static bool grow_large(ent_ratio amount, ent_ratio percent, ent_ratio step, ent_ratio *out) {
    mpz_t num, den;
    mpz_init_set_si(num, percent.den);
    mpz_init_set_si(den, percent.den);
    mpz_mul_ui(num, num, 100);
    mpz_mul_ui(den, den, 100);
    if (percent.num >= 0) {
        mpz_add_ui(num, num, (unsigned long)percent.num);
    } else {
        mpz_sub_ui(num, num, 0UL - (unsigned long)percent.num);
    }
    mpz_mul_si(num, num, amount.num);
    mpz_mul_si(den, den, amount.den);
    bool good = round_large(num, den, step, out);
    mpz_clear(num);
    mpz_clear(den);
    return good;
}

bool ent_ledger_grow(ent_ratio amount, ent_ratio percent, ent_ratio step, ent_ratio *out) {
    ent_ratio factor, grown;
    if (ent_ratio_divide(percent, (ent_ratio){100, 1}, &factor) && ent_ratio_add(factor, (ent_ratio){1, 1}, &factor) &&
        ent_ratio_multiply(amount, factor, &grown) && step.num > 0 && ent_ratio_round(grown, step, out)) {
        return true;
    }
    return grow_large(amount, percent, step, out);
}

bool ent_ledger_round(ent_ratio value, ent_ratio step, ent_ratio *out) {
    if (step.num <= 0) {
        *out = value;
        return true;
    }
    if (ent_ratio_round(value, step, out)) return true;
    mpz_t num, den;
    mpz_init_set_si(num, value.num);
    mpz_init_set_si(den, value.den);
    bool good = round_large(num, den, step, out);
    mpz_clear(num);
    mpz_clear(den);
    return good;
}
