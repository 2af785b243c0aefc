/* What the files on components share. */
#ifndef ENT_GAMES_STRUCTURED_COMPONENTS_PRIVATE_H
#define ENT_GAMES_STRUCTURED_COMPONENTS_PRIVATE_H

#include "games/structured/components.h"

/* ENT_OK or ENT_INPUT: as described, and no number below 0. */
ent_status ent_components_check(const ent_components *game);
/* How many need component k. */
static inline size_t ent_components_count(const ent_components *game, size_t k) {
    return game->first[k + 1] - game->first[k];
}
/* Adds to each player's amount what it pays for its units of all components. */
void ent_components_add_units(const ent_components *game, mpq_t *amount);

#endif
