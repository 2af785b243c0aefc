/* The core of a game with transferable utility (Gillies 1959): the allocations of what all are worth, v(N), under which
 * no coalition gets less than it is worth alone, x(S) >= v(S); of a cost game, under which none pays more than it would
 * alone, x(S) <= c(S). Coalitions that cannot form have no say.
 *
 * The excess of a coalition is what it could gain by going alone: v(S) - x(S), of a cost game x(S) - c(S).
 *
 * Everything is decided in whole numbers and proved where the table is `whole`. Tables that hold rounded numbers are
 * read to 2^-60 of their largest entry, and a coalition objects where it could gain more than ENT_CORE_TOLERANCE of the
 * largest entry: else the core of a game that has just one allocation in it would vanish by rounding. Results then are
 * not `is_exact`. All amounts are in the units of the case.
 *
 * Every function with a `run` may return ENT_MEMORY, ENT_CANCELLED, and ENT_LIMIT where numbers that it works with
 * would not fit; `out` then may be freed, and holds nothing. Results do not depend on the number of threads. */
#ifndef ENT_GAMES_TU_CORE_H
#define ENT_GAMES_TU_CORE_H

#include "games/allocation.h"
#include "games/tu/coalition_list.h"
#include "games/tu/game.h"

#define ENT_CORE_TOLERANCE 1e-9

enum {
    ENT_CORE_VERTEX_PLAYERS = 10, /* most, for vertices */
    ENT_CORE_VERTICES = 5000,     /* kept, unless asked otherwise */
    ENT_CORE_BASES = 200000,      /* looked at on the way, unless asked otherwise */
    ENT_CORE_LIST_PLAYERS = 1000  /* most, with a list */
};

/* ---- who objects -------------------------------------------------------------------------------------- */

typedef struct ent_core_excess {
    uint32_t coalition; /* its mask; of a list its index */
    double value;
    mpq_t exact; /* where the membership is exact */
} ent_core_excess;

typedef struct ent_core_membership {
    bool member;    /* efficient, and no coalition objects */
    bool efficient; /* the shares add up to what all together are worth or pay */
    bool is_exact;  /* the table is whole and the allocation exact; else decided within `tolerance` */
    double tolerance;
    size_t objecting; /* how many coalitions have an excess above 0 (above the tolerance) */
    size_t size;
    ent_core_excess *worst; /* the coalitions of largest excess, whether they object or not: larger excess first, then
                               the smaller mask or index; never all players nor none */
    const ent_allocator *allocator; /* private */
} ent_core_membership;

/* Whether x is in the core, and the at most `most` coalitions with the largest excess: one pass over the table. */
ent_status ent_core_member(const ent_tu_game *game, const ent_allocation *x, size_t most, const ent_run *run,
                           ent_core_membership *out);
ent_status ent_core_list_member(const ent_coalition_list *list, const ent_allocation *x, size_t most,
                                const ent_run *run, ent_core_membership *out);
void ent_core_membership_free(ent_core_membership *membership);

/* ---- whether there is a core -------------------------------------------------------------------------- */

/* The least total with which no coalition would object (of a cost game: the largest that can be collected), with a
 * proof of both sides. The core is empty exactly where that is more than v(N) (less than c(N)); the difference is what
 * somebody outside would have to add (the cost of stability, Bachrach and others 2009).
 *
 * The proof is a balanced collection (Bondareva 1963, Shapley 1967): weights above 0 of coalitions such that those of
 * which a player is a member have weights that add up to 1, for each player. The weighted sum of their entries is
 * `total`, and no allocation of less (of more cost) satisfies all of them. */
typedef struct ent_core_solution {
    bool empty, is_exact;
    bool bounded;         /* some collection is balanced; else there is no total, and nothing to prove */
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
ent_status ent_core_list_solve(const ent_coalition_list *list, const ent_run *run, ent_core_solution *out);
void ent_core_solution_free(ent_core_solution *solution);

/* ---- each player's range ------------------------------------------------------------------------------ */

/* The least and the most that a player gets or pays in the core: two linear programs a player, on all threads. */
typedef struct ent_core_ranges {
    size_t size; /* players */
    bool exists; /* the core is not empty */
    bool is_exact;
    double *low, *high;             /* -INFINITY, INFINITY where nothing bounds it, because coalitions cannot form */
    mpq_t *exact_low, *exact_high;  /* where exact and finite */
    const ent_allocator *allocator; /* private */
} ent_core_ranges;

ent_status ent_core_range(const ent_tu_game *game, const ent_run *run, ent_core_ranges *out);
ent_status ent_core_list_range(const ent_coalition_list *list, const ent_run *run, ent_core_ranges *out);
void ent_core_ranges_free(ent_core_ranges *ranges);

/* ---- its corners -------------------------------------------------------------------------------------- */

typedef struct ent_core_vertex_options {
    mpq_srcptr slack;     /* what every coalition but all together would put up with: with the value of the least core,
                             its vertices; NULL: 0, the core */
    bool individual;      /* only single players have a say: the imputations */
    size_t most_vertices; /* 0: ENT_CORE_VERTICES */
    size_t most_bases;    /* 0: ENT_CORE_BASES */
} ent_core_vertex_options;

typedef struct ent_core_vertices {
    unsigned players;
    bool is_exact;
    bool complete; /* all are here; false where a limit was passed, or where the set has no corners or is not bounded
                      because single players cannot form */
    bool bounded;
    int dimension; /* of the set, where complete: -1 empty, 0 a point, 1 a segment, ... */
    size_t size;
    double *value;                  /* value[k * players + i]: what player i has in vertex k; in lexicographic order */
    mpq_t *exact;                   /* the same, where exact */
    const ent_allocator *allocator; /* private */
} ent_core_vertices;

/* The vertices of the core, by pivoting from basis to basis of a slightly wider polytope whose vertices all are simple
 * (lexicographic perturbation), in whole numbers: each basis once, each vertex once. More than ENT_CORE_VERTEX_PLAYERS
 * players: ENT_LIMIT. `options` may be NULL. */
ent_status ent_core_corners(const ent_tu_game *game, const ent_core_vertex_options *options, const ent_run *run,
                            ent_core_vertices *out);
void ent_core_vertices_free(ent_core_vertices *vertices);

#endif
