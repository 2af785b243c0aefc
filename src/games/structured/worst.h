/* The coalition that an allocation serves worst. */
#ifndef ENT_GAMES_STRUCTURED_WORST_H
#define ENT_GAMES_STRUCTURED_WORST_H

#include "games/allocation.h"

/* Among coalitions that are neither empty nor all, one with the largest excess: of a cost game x(S) - c(S), of a value
 * game v(S) - x(S). The allocation is in the core where it is efficient and that is at most 0. */
typedef struct ent_worst {
    size_t players;
    uint64_t *count; /* of each player: 1 a member, 0 not; where players stand for several users, how many of them */
    mpq_t excess;
    bool exists;                    /* false for a single player: no such coalition */
    bool efficient;                 /* the shares add up to what all pay, or are worth */
    const ent_allocator *allocator; /* private */
} ent_worst;

ent_status ent_worst_init(ent_worst *worst, size_t players, const ent_run *run); /* ENT_MEMORY: may be freed */
void ent_worst_free(ent_worst *worst); /* also of one that is all zero bytes */
bool ent_worst_in_core(const ent_worst *worst);

#endif
