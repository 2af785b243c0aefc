/* Weights as the least whole numbers in the same proportions. */
#ifndef ENT_GAMES_WHOLE_WEIGHTS_H
#define ENT_GAMES_WHOLE_WEIGHTS_H

#include <entente/base.h>
#include <gmp.h>

/* out[i] = weights[i] * unit, with the smallest unit > 0 that makes all of them whole. Weights are not below 0; all 0
 * stay 0, with a unit of 1. `out` has been initialised; `unit` may be NULL. */
void ent_whole_weights(const ent_ratio *weights, size_t size, mpz_t *out, mpq_t unit);

#endif
