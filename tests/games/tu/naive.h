/* Small games and the slow way to everything: by orders, by listing coalitions, in fractions. */
#ifndef ENTENTE_TESTS_GAMES_TU_NAIVE_H
#define ENTENTE_TESTS_GAMES_TU_NAIVE_H

#include "games/tu/game.h"

enum { NAIVE_PLAYERS = 19 };

typedef struct naive_game { /* on the heap; freed with free() */
    ent_tu_game game;
    double value[];
} naive_game;

/* Entries are drawn from 0 .. most (from -most, where `negative`), in units of 1/denominator. */
naive_game *naive_random(uint64_t seed, unsigned players, uint64_t most, bool negative, int64_t denominator);
naive_game *naive_zero(unsigned players); /* all entries 0, to be filled in */

/* Calls `order` with every order of 0 .. players - 1. */
void naive_orders(unsigned players, void (*order)(void *context, const unsigned *players_in_order), void *context);

/* The mean of what a player adds to those before, over the orders that `allowed` lets pass (NULL: all). */
void naive_mean_of_orders(const ent_tu_game *game, bool (*allowed)(const unsigned *order, const void *context),
                          const void *context, mpq_t *out);

/* Arrays of fractions. */
mpq_t *naive_fractions(size_t size);
void naive_free(mpq_t *fractions, size_t size);

/* Fails the test unless the allocation exists, is exact and equals the fractions (and its doubles are nearest). */
void naive_same(const ent_allocation *found, const mpq_t *expected);
/* The same with fractions as text: "47/12". */
void naive_is(const ent_allocation *found, const char *const *expected);

#endif
