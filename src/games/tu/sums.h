/* Sums of a table's entries by the size of coalitions: all that values need that treat coalitions of one size alike. */
#ifndef ENT_GAMES_TU_SUMS_H
#define ENT_GAMES_TU_SUMS_H

#include "games/tu/whole.h"

typedef struct ent_tu_sums {
    ent_tu_wide total[ENT_TU_PLAYERS + 1];                /* over the coalitions of a size */
    ent_tu_wide with[ENT_TU_PLAYERS][ENT_TU_PLAYERS + 1]; /* over those of them that a player is in */
} ent_tu_sums;

/* One pass over the 2^players entries of a source. On the heap because it is large: freed by the caller. */
ent_status ent_tu_sums_find(ent_tu_source source, unsigned players, const ent_run *run, ent_tu_sums **out);

/* Of the game of a source, times players!: the Shapley value of one player. */
void ent_tu_sums_shapley(const ent_tu_sums *sums, unsigned players, unsigned player, mpz_t out);
/* The sum of what a player adds to the coalitions of the others. */
void ent_tu_sums_banzhaf(const ent_tu_sums *sums, unsigned players, unsigned player, mpz_t out);

/* A piece of the pass. A block of 2^bits sums, one a coalition of the first `bits` players, each added to the sums of
 * its size: total[k], and with[i * stride + k] for the members i. */
void ent_tu_sums_spread(const int64_t *block, unsigned bits, ent_tu_wide *total, ent_tu_wide *with, size_t stride);

#endif
