/* Allocations: memory, and doubles from fractions. */
#include "games/allocation.h"

#include <float.h>
#include <math.h>

ent_status ent_allocation_init(ent_allocation *allocation, size_t size) {
    *allocation = (ent_allocation){0};
    allocation->value = ent_alloc_array(NULL, size, sizeof *allocation->value);
    allocation->exact = ent_alloc_array(NULL, size, sizeof *allocation->exact);
    if (allocation->value == NULL || allocation->exact == NULL) {
        ent_allocation_free(allocation);
        return ENT_MEMORY;
    }
    for (size_t i = 0; i < size; i++)
        mpq_init(allocation->exact[i]);
    allocation->size = size;
    return ENT_OK;
}

void ent_allocation_free(ent_allocation *allocation) {
    for (size_t i = 0; i < allocation->size; i++)
        mpq_clear(allocation->exact[i]);
    ent_free(NULL, allocation->value);
    ent_free(NULL, allocation->exact);
    *allocation = (ent_allocation){0};
}

void ent_allocation_from_exact(ent_allocation *allocation) {
    for (size_t i = 0; i < allocation->size; i++)
        allocation->value[i] = ent_mpq_value(allocation->exact[i]);
    allocation->exists = allocation->is_exact = true;
}

void ent_allocation_sum(const ent_allocation *allocation, mpq_t out) {
    mpq_t part;
    mpq_init(part);
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < allocation->size; i++) {
        if (allocation->is_exact)
            mpq_set(part, allocation->exact[i]);
        else
            mpq_set_d(part, allocation->value[i]);
        mpq_add(out, out, part);
    }
    mpq_clear(part);
}

void ent_allocation_scale(ent_allocation *allocation, const mpq_t total) {
    bool exact = allocation->is_exact;
    mpq_t sum;
    mpq_init(sum);
    ent_allocation_sum(allocation, sum);
    allocation->exists = mpq_sgn(sum) != 0;
    if (allocation->exists) {
        mpq_div(sum, total, sum);
        for (size_t i = 0; i < allocation->size; i++) {
            if (!exact) mpq_set_d(allocation->exact[i], allocation->value[i]);
            mpq_mul(allocation->exact[i], allocation->exact[i], sum);
        }
        ent_allocation_from_exact(allocation);
        allocation->is_exact = exact;
    }
    mpq_clear(sum);
}

static void set_int64(mpz_t out, int64_t value) {
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    mpz_import(out, 1, 1, sizeof size, 0, 0, &size);
    if (value < 0) mpz_neg(out, out);
}

void ent_mpq_set_ratio(mpq_t out, ent_ratio ratio) {
    set_int64(mpq_numref(out), ratio.num);
    set_int64(mpq_denref(out), ratio.den);
    mpq_canonicalize(out);
}

/* The quotient with two bits more than a double holds, and a last bit that tells whether anything is left: rounding
 * that to a double is rounding the fraction. */
double ent_mpq_value(const mpq_t value) {
    if (mpq_sgn(value) == 0) return 0;
    mpz_t top, bottom, rest;
    mpz_inits(top, bottom, rest, NULL);
    mpz_abs(top, mpq_numref(value));
    mpz_set(bottom, mpq_denref(value));
    long shift = (long)(DBL_MANT_DIG + 3) - ((long)mpz_sizeinbase(top, 2) - (long)mpz_sizeinbase(bottom, 2));
    if (shift > 0)
        mpz_mul_2exp(top, top, (mp_bitcnt_t)shift);
    else
        mpz_mul_2exp(bottom, bottom, (mp_bitcnt_t)-shift);
    mpz_tdiv_qr(top, rest, top, bottom);
    if (mpz_sgn(rest) != 0) mpz_setbit(top, 0);
    size_t bits = mpz_sizeinbase(top, 2), drop = bits - DBL_MANT_DIG; /* bits is DBL_MANT_DIG + 3 or + 4 */
    bool half = mpz_tstbit(top, drop - 1) != 0, below = mpz_scan1(top, 0) < drop - 1;
    mpz_tdiv_q_2exp(rest, top, drop);
    if (half && (below || mpz_tstbit(rest, 0) != 0)) mpz_add_ui(rest, rest, 1);
    double result = ldexp(mpz_get_d(rest), (int)((long)drop - shift));
    bool negative = mpq_sgn(value) < 0;
    mpz_clears(top, bottom, rest, NULL);
    return negative ? -result : result;
}
