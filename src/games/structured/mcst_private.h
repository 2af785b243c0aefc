/* What the files on spanning trees share. */
#ifndef ENT_GAMES_STRUCTURED_MCST_PRIVATE_H
#define ENT_GAMES_STRUCTURED_MCST_PRIVATE_H

#include "games/structured/mcst.h"

/* Links by cost, the first listed of equals first. */
typedef struct ent_mcst_ranks {
    size_t *link; /* of each rank */
    size_t *rank; /* of each link */
    const ent_allocator *allocator;
} ent_mcst_ranks;

/* False when memory fails; the ranks may then be freed. */
bool ent_mcst_ranks_init(ent_mcst_ranks *ranks, const ent_mcst *game, const ent_run *run);
void ent_mcst_ranks_free(ent_mcst_ranks *ranks);
ent_status ent_mcst_check(const ent_mcst *game);

/* Players by number, then the supply. */
static inline size_t ent_mcst_place(const ent_mcst *game, uint32_t end) {
    return end == ENT_MCST_SUPPLY ? game->players : end;
}

#endif
