/* A game with transferable utility given by the coalitions that matter, for hundreds of players: the pairs of a
 * market, the groups of a runway. Coalitions that are not listed have no say. */
#ifndef ENT_GAMES_TU_COALITION_LIST_H
#define ENT_GAMES_TU_COALITION_LIST_H

#include <entente/base.h>

/* Borrowed: who makes it owns the arrays. Coalition k has the members member[first[k]] to member[first[k + 1] - 1],
 * ascending, at least one and not all players; no coalition is listed twice. Numbers as in ent_tu_game: where `whole`
 * is set, `grand` and all of `value` are whole numbers of at most 2^53 in size, in units of 1/denominator. */
typedef struct ent_coalition_list {
    uint32_t players;
    bool cost, whole;
    int64_t denominator; /* > 0; 1 where not whole */
    double grand;        /* what all together are worth or pay */
    size_t size;         /* coalitions */
    const size_t *first; /* size + 1 */
    const uint32_t *member;
    const double *value; /* per coalition */
} ent_coalition_list;

#endif
