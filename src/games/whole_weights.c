/* Fractions over a common denominator, without a common divisor. */
#include "games/whole_weights.h"

#include "games/allocation.h"

void ent_whole_weights(const ent_ratio *weights, size_t size, mpz_t *out, mpq_t unit) {
    mpz_t common, divisor;
    mpq_t weight;
    mpz_inits(common, divisor, NULL);
    mpq_init(weight);
    mpz_set_ui(common, 1);
    for (size_t i = 0; i < size; i++) {
        ent_mpq_set_ratio(weight, weights[i]);
        mpz_lcm(common, common, mpq_denref(weight));
    }
    for (size_t i = 0; i < size; i++) {
        ent_mpq_set_ratio(weight, weights[i]);
        mpz_divexact(out[i], common, mpq_denref(weight));
        mpz_mul(out[i], out[i], mpq_numref(weight));
        mpz_gcd(divisor, divisor, out[i]);
    }
    if (mpz_sgn(divisor) == 0) mpz_set(divisor, common);
    for (size_t i = 0; i < size; i++)
        mpz_divexact(out[i], out[i], divisor);
    if (unit != NULL) {
        mpz_set(mpq_numref(unit), common);
        mpz_set(mpq_denref(unit), divisor);
        mpq_canonicalize(unit);
    }
    mpq_clear(weight);
    mpz_clears(common, divisor, NULL);
}
