/* A table of coalitions read as whole numbers: what the kernels of this folder add up. */
#ifndef ENT_GAMES_TU_WHOLE_H
#define ENT_GAMES_TU_WHOLE_H

#include <math.h>

#include "games/tu/game.h"

typedef __int128 ent_tu_wide;

/* Entries in units of 2^-exponent / denominator, at most 2^`bits` in size. Of a `whole` table they are the entries
 * themselves, where those fit; else they are rounded to the unit, which is never less than 2^-1023. */
typedef struct ent_tu_whole {
    const ent_tu_game *game;
    double scale; /* 2^exponent */
    int exponent;
    bool exact;
} ent_tu_whole;

/* Chooses the unit, with a pass over the table unless it is `whole` and bits is at least 53. ENT_LIMIT for a game
 * without players or with too many, ENT_INPUT for an entry that is not finite, ENT_CANCELLED, ENT_MEMORY. */
ent_status ent_tu_whole_init(ent_tu_whole *table, const ent_tu_game *game, int bits, const ent_run *run);
/* The largest size of an entry, as it stands in the table. */
ent_status ent_tu_largest(const ent_tu_game *game, const ent_run *run, double *largest);

static inline int64_t ent_tu_whole_at(const ent_tu_whole *table, size_t coalition) {
    return llrint(table->game->value[coalition] * table->scale);
}

/* The unit as a fraction of the case's. */
void ent_tu_whole_unit(const ent_tu_whole *table, mpq_t out);

/* out = value; out = out + value * times. */
void ent_tu_wide_set(mpz_t out, ent_tu_wide value);
void ent_tu_wide_addmul(mpz_t out, ent_tu_wide value, const mpz_t times);

/* The fractions in `out`, so far in a table's units, into the case's, and the values from them. */
void ent_tu_whole_finish(const ent_tu_whole *table, ent_allocation *out);
/* Scales the fractions in `out`, finished ones, so that they add up to v(N). Where they add up to 0 nothing exists. */
void ent_tu_whole_normalise(const ent_tu_whole *table, ent_allocation *out);

/* Entries of the table, or of one made from it, on demand: entries first to first + size - 1; first is a multiple of
 * size, and size a power of 2 of at most ENT_TU_BLOCK. Entries are at most 2^56 in size. */
enum { ENT_TU_BLOCK_BITS = 9, ENT_TU_BLOCK = 1 << ENT_TU_BLOCK_BITS };
typedef struct ent_tu_source {
    void (*fill)(const void *context, size_t first, size_t size, int64_t *out);
    const void *context;
} ent_tu_source;

ent_tu_source ent_tu_whole_source(const ent_tu_whole *table);

/* A game between groups: player g of it stands for all members of a group. With groups of one it is a subgame. */
typedef struct ent_tu_joined {
    const ent_tu_whole *table;
    unsigned players;
    ent_coalition_mask group[ENT_TU_PLAYERS];
    ent_coalition_mask low[ENT_TU_BLOCK]; /* members of the coalitions of the first groups */
} ent_tu_joined;

void ent_tu_joined_init(ent_tu_joined *joined, const ent_tu_whole *table, const ent_coalition_mask *groups,
                        unsigned players);
ent_tu_source ent_tu_joined_source(const ent_tu_joined *joined);

/* low[S] = union of the groups in S, for the first `bits` groups. */
void ent_tu_join_masks(const ent_coalition_mask *groups, unsigned bits, ent_coalition_mask *low);

#endif
