/* Airport games (Littlechild and Owen 1973), also of roads, canals, sequences: players differ only in how much they
 * need, and what serves one serves all who need less. c(S) is the largest need in S.
 *
 * A player may stand for many users with the same need (a type of aircraft and its movements). Then the users are the
 * players of the game, and every result is for ONE user of each type. Everything is polynomial in the number of types,
 * whatever that of users; results are exact.
 *
 * ENT_INPUT where a need is below 0 or nobody uses a type, ENT_MEMORY. */
#ifndef ENT_GAMES_STRUCTURED_AIRPORT_H
#define ENT_GAMES_STRUCTURED_AIRPORT_H

#include "games/tu/fill.h"

typedef struct ent_airport {
    uint32_t players;      /* or types */
    mpq_srcptr need;       /* need + i: what would serve i alone */
    const uint64_t *users; /* how many users i stands for, at least 1; NULL: one each */
} ent_airport;

/* Each increment of cost in equal parts among the users who need it: the Shapley value (Littlechild and Owen 1973),
 * there "sequential equal contributions". */
ent_status ent_airport_shapley(const ent_airport *game, const ent_run *run, ent_allocation *out);
/* Nucleolus (Schmeidler 1969) by the recursion of Littlechild (1974). */
ent_status ent_airport_nucleolus(const ent_airport *game, const ent_run *run, ent_allocation *out);
/* c(N): the largest need. */
void ent_airport_total(const ent_airport *game, mpq_t out);
/* The game among types (or players with one user each). On failure the table is empty. */
ent_status ent_airport_table(const ent_airport *game, const ent_run *run, ent_tu_table *out);

#endif
