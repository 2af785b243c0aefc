/* Tables of coalitions. */
#include "games/tu/game.h"

size_t ent_tu_bytes(unsigned players) {
    if (players > ENT_TU_PLAYERS) return SIZE_MAX;
    size_t entries = (size_t)1 << players;
    return entries * sizeof(double) + entries / 8;
}

void ent_tu_entry(const ent_tu_game *game, ent_coalition_mask coalition, mpq_t out) {
    mpq_t below;
    mpq_init(below);
    mpq_set_d(out, game->value[coalition]);
    ent_mpq_set_ratio(below, (ent_ratio){game->denominator, 1});
    mpq_div(out, out, below);
    mpq_clear(below);
}
