/* Assignment games (Shapley and Shubik 1971): a market with two sides, where only pairs of a seller and a buyer are
 * worth something together. v(S) is the most that pairs within S are worth, each player in one pair at most.
 *
 * Pairs that are not given, or are worth less than 0, are worth 0. The core is what no pair can improve upon; it is
 * never empty, and has a best point for each side. Everything is exact and polynomial, but for the table.
 *
 * ENT_INPUT where players cannot be parted in two sides, or a pair is not of two of them; ENT_MEMORY, ENT_CANCELLED. */
#ifndef ENT_GAMES_STRUCTURED_MARKET_H
#define ENT_GAMES_STRUCTURED_MARKET_H

#include "games/structured/worst.h"
#include "games/tu/fill.h"

#define ENT_MARKET_ALONE UINT32_MAX

typedef struct ent_market {
    uint32_t players;
    size_t pairs;
    const uint32_t *first, *second; /* of two pairs of the same players the one worth more counts */
    mpq_srcptr value;               /* value + k: what pair k is worth */
} ent_market;

/* The sides: buyer[i] tells whether i is one. Sides follow from the pairs; in each part of the market that has no pair
 * with the rest, who stands first in the first pair listed is a seller. Who is in no pair is a seller. ENT_INPUT: pair
 * *odd cannot be, because those it joins are on the same side. */
ent_status ent_market_sides(const ent_market *game, const ent_run *run, bool *buyer, size_t *odd);

typedef struct ent_market_solution {
    uint32_t players;
    bool *buyer;
    uint32_t *partner; /* in the best matching, ENT_MARKET_ALONE without; pairs worth 0 are not formed */
    mpq_t total;       /* v(N) */
    /* The least and the most of each player in the core: exactly what it gets at the best point for the other and for
     * its own side (Shapley and Shubik 1971; Demange, Gale and Sotomayor 1986). */
    ent_allocation low, high;
    const ent_allocator *allocator; /* private */
} ent_market_solution;

/* The best matching by the Hungarian method (Kuhn 1955), and the bounds of the core by longest paths in it. On failure
 * the solution may be freed. */
ent_status ent_market_solve(const ent_market *game, const ent_run *run, ent_market_solution *out);
void ent_market_solution_free(ent_market_solution *solution); /* also of one that is all zero bytes */

typedef enum ent_market_side { ENT_MARKET_SELLERS, ENT_MARKET_BUYERS } ent_market_side;

/* The point of the core that is best for all of one side and worst for all of the other. */
ent_status ent_market_best(const ent_market *game, ent_market_side side, const ent_run *run, ent_allocation *out);
/* Half way between the best points of both sides: the fair division point (Thompson 1981), which is the tau value
 * (Nunez and Rafels 2002). */
ent_status ent_market_tau(const ent_market *game, const ent_run *run, ent_allocation *out);
/* Nucleolus (Schmeidler 1969): only pairs and single players matter. Within the best matching each of them is a
 * difference of two players' shares, so that the next largest excess is a cycle of least mean among these, which
 * settles the differences on it; at most one cycle a pair. A way to the result of Solymosi and Raghavan (1994). */
ent_status ent_market_nucleolus(const ent_market *game, const ent_run *run, ent_allocation *out);

/* The coalition of largest excess under x (exact fractions, one a player), in the sense of v(S) - x(S). Where that
 * would be all players, which happens only where x is not efficient, the worst pair or single player. */
ent_status ent_market_worst(const ent_market *game, mpq_srcptr x, const ent_run *run, ent_worst *worst);

/* All 2^n entries, each by looking at the partners of one seller. ENT_LIMIT for more than ENT_TU_PLAYERS. On failure
 * the table is empty. */
ent_status ent_market_table(const ent_market *game, const ent_run *run, ent_tu_table *out);

#endif
