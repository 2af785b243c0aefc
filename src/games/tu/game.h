/* Games with transferable utility as plain arrays, and coalitions as bit masks.
 *
 * Coalition S is a mask: bit i set where player i is in it, so the table has 2^n entries, that of the empty coalition
 * first and always 0. Kernels for tables are in this folder; what has structure (components, trees, runways, markets)
 * is computed without a table in games/structured. */
#ifndef ENT_GAMES_TU_GAME_H
#define ENT_GAMES_TU_GAME_H

#include <entente/base.h>

#include "games/allocation.h"

typedef uint32_t ent_coalition_mask;

enum {
    ENT_TU_PLAYERS = 30,      /* most, with a table */
    ENT_TU_EXACT_PLAYERS = 20 /* most for what is proved in fractions over all coalitions */
};

/* A table of what each coalition is worth or pays. Borrowed: who makes it owns `value`.
 *
 * Numbers stand in units of 1/denominator. Where `whole` is set every entry is a whole number of at most 2^53 in size,
 * so the table is exact though it holds doubles; else denominator is 1 and entries are rounded. Results are always in
 * the units of the case: entries divided by the denominator. */
typedef struct ent_tu_game {
    unsigned players;
    bool cost; /* entries are costs; a coalition objects where it pays MORE than its entry */
    bool whole;
    int64_t denominator; /* > 0 */
    const double *value; /* 2^players */
    /* A bit a coalition, 2^players bits, or NULL: set where the coalition cannot form. Such coalitions have no say in
     * core, least core and nucleolus; all have an entry all the same. The grand coalition can always form. */
    const uint64_t *impossible;
} ent_tu_game;

static inline size_t ent_tu_size(const ent_tu_game *game) { /* entries of the table */
    return (size_t)1 << game->players;
}

static inline ent_coalition_mask ent_tu_grand(const ent_tu_game *game) {
    return (ent_coalition_mask)(ent_tu_size(game) - 1);
}

static inline bool ent_tu_possible(const ent_tu_game *game, ent_coalition_mask coalition) {
    return game->impossible == NULL || (game->impossible[coalition >> 6] >> (coalition & 63) & 1) == 0;
}

/* Bytes that a table of so many players takes with a bit a coalition; SIZE_MAX beyond ENT_TU_PLAYERS. */
size_t ent_tu_bytes(unsigned players);
/* An entry as a fraction, in the units of the case. */
void ent_tu_entry(const ent_tu_game *game, ent_coalition_mask coalition, mpq_t out);

#endif
