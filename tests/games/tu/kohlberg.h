/* Kohlberg's (1971) criterion, checked as he states it: the oracle for the nucleolus. */
#ifndef ENTENTE_TESTS_KOHLBERG_H
#define ENTENTE_TESTS_KOHLBERG_H

#include "games/tu/game.h"

/* Whether x, which must add up, is the nucleolus (`individual`: among the imputations) of a game of at most seven
 * players in fractions: for every excess t, the coalitions with an excess of at least t carry positive weights that add
 * up to 1 for each player, where a player who gets just what it has alone may carry more. */
bool kohlberg_holds(const ent_tu_game *game, const mpq_t *x, bool individual, bool per_capita);

#endif
