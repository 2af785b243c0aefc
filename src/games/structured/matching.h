/* Best matchings in a square of whole numbers. */
#ifndef ENT_GAMES_STRUCTURED_MATCHING_H
#define ENT_GAMES_STRUCTURED_MATCHING_H

#include "games/structured/numbers.h"

/* column[r] for each row, each column once, such that the sum of weight[r * size + column[r]] is largest: the Hungarian
 * method (Kuhn 1955) with shortest augmenting paths, in size^3 steps. ENT_MEMORY, ENT_CANCELLED. */
ent_status ent_matching_best(size_t size, mpz_t *weight, const ent_run *run, size_t *column);

#endif
