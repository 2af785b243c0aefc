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

#include "games/structured/worst.h"
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
/* Equal benefits against standing alone, but nobody is paid: max(need - b, 0) (Thomson 2007, Cost allocation and
 * airport problems). */
ent_status ent_airport_equal_benefits(const ent_airport *game, const ent_run *run, ent_allocation *out);
/* Equal contributions, but no group pays more than it would alone: the modified nucleolus of Potters and Sudholter
 * (1999), there and in Thomson (2007) "constrained equal contributions". */
ent_status ent_airport_equal_contributions(const ent_airport *game, const ent_run *run, ent_allocation *out);
/* In proportion to needs; all 0 where these are. */
ent_status ent_airport_proportional(const ent_airport *game, const ent_run *run, ent_allocation *out);

typedef enum ent_airport_order {
    ENT_AIRPORT_AS_GIVEN, /* the players' order */
    ENT_AIRPORT_RISING,   /* small needs first: "sequential full contributions" (Thomson 2007) */
    ENT_AIRPORT_FALLING   /* large needs first: the largest pays for all */
} ent_airport_order;

/* Each type pays what it adds to the cost of those before it, in equal parts among its users; equal needs in the
 * players' order. */
ent_status ent_airport_incremental(const ent_airport *game, ent_airport_order order, const ent_run *run,
                                   ent_allocation *out);

/* c(N): the largest need. */
void ent_airport_total(const ent_airport *game, mpq_t out);
/* The coalition of users of largest excess when each user of type i pays x + i; after sorting, linear. `worst` is
 * initialised by the caller for as many players. */
ent_status ent_airport_worst(const ent_airport *game, mpq_srcptr x, const ent_run *run, ent_worst *worst);
/* The game among types (or players with one user each). On failure the table is empty. */
ent_status ent_airport_table(const ent_airport *game, const ent_run *run, ent_tu_table *out);

#endif
