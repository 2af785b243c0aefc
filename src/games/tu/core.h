/* The core of a game with transferable utility (Gillies 1959): the allocations of what all are worth, v(N), under which
 * no coalition gets less than it is worth alone, x(S) >= v(S); of a cost game, under which none pays more than it would
 * alone, x(S) <= c(S). Coalitions that cannot form have no say.
 *
 * The excess of a coalition is what it could gain by going alone: v(S) - x(S), of a cost game x(S) - c(S).
 *
 * Of a `whole` table and an exact allocation membership is decided in fractions; else a coalition objects where it
 * could gain more than ENT_CORE_TOLERANCE of the largest entry: the core of a game that has just one allocation in it
 * would vanish by rounding. All amounts are in the units of the case.
 *
 * Every function with a `run` may return ENT_MEMORY, ENT_CANCELLED, and ENT_LIMIT where numbers that it works with
 * would not fit; `out` then may be freed, and holds nothing. Results do not depend on the number of threads. */
#ifndef ENT_GAMES_TU_CORE_H
#define ENT_GAMES_TU_CORE_H

#include "games/allocation.h"
#include "games/tu/game.h"

#define ENT_CORE_TOLERANCE 1e-9

/* ---- who objects -------------------------------------------------------------------------------------- */

typedef struct ent_core_excess {
    ent_coalition_mask coalition;
    double value;
} ent_core_excess;

typedef struct ent_core_membership {
    bool member;    /* efficient, and no coalition objects */
    bool efficient; /* the shares add up to what all together are worth or pay */
    bool is_exact;  /* the table is whole and the allocation exact; else decided within `tolerance` */
    double tolerance;
    size_t objecting; /* how many coalitions have an excess above 0 (above the tolerance) */
    size_t size;
    ent_core_excess *worst; /* the coalitions of largest excess, whether they object or not: larger excess first, then
                               the smaller mask; never all players nor none */
    const ent_allocator *allocator; /* private */
} ent_core_membership;

/* Whether x is in the core, and the at most `most` coalitions with the largest excess: one pass over the table. */
ent_status ent_core_member(const ent_tu_game *game, const ent_allocation *x, size_t most, const ent_run *run,
                           ent_core_membership *out);
void ent_core_membership_free(ent_core_membership *membership);

/* ---- whether there is a core -------------------------------------------------------------------------- */

/* The least total with which no coalition would object (of a cost game: the largest that can be collected). The core is
 * empty exactly where that is more than v(N) (less than c(N)); the difference is what somebody outside would have to
 * add (the cost of stability, Bachrach and others 2009).
 *
 * The proof that no smaller total will do is a balanced collection (Bondareva 1963, Shapley 1967): weights above 0 of
 * coalitions such that those of which a player is a member have weights that add up to 1, for each player. The weighted
 * sum of their entries is `total`. The proof that there is a core is the point in it, the prenucleolus. */
typedef struct ent_core_solution {
    bool empty;
    bool is_exact;        /* total and weights */
    bool bounded;         /* every player is in a coalition that has a say; else there is no total and no proof */
    bool proved;          /* in fractions, either way */
    ent_allocation point; /* in the core; exists where that is not empty */
    double total;
    mpq_t exact_total;
    size_t size; /* of the balanced collection, at most one coalition a player */
    uint32_t *coalition;
    double *weight;
    mpq_t *exact_weight;
    const ent_allocator *allocator; /* private */
} ent_core_solution;

ent_status ent_core_solve(const ent_tu_game *game, const ent_run *run, ent_core_solution *out);
void ent_core_solution_free(ent_core_solution *solution);

/* ---- each player's range ------------------------------------------------------------------------------ */

/* The least and the most that a player gets or pays in the core: two linear programs a player, in doubles, their
 * solutions refined by solving for the coalitions that bind. */
typedef struct ent_core_ranges {
    size_t size;                    /* players */
    bool exists;                    /* the core is not empty */
    double *low, *high;             /* -INFINITY, INFINITY where nothing bounds it, because coalitions cannot form */
    const ent_allocator *allocator; /* private */
} ent_core_ranges;

ent_status ent_core_range(const ent_tu_game *game, const ent_run *run, ent_core_ranges *out);
void ent_core_ranges_free(ent_core_ranges *ranges);

#endif
