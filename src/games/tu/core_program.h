/* Linear programs over the core: least sum of objective[i] x_i where x(S) >= b(S) for all coalitions, and x(N) = v(N)
 * or not. A dual simplex method over rows that a search of all coalitions brings in (Lemke 1954; row generation after
 * Dantzig, Fulkerson and Johnson 1954), in whole numbers throughout: what it ends with is exact. Ties go by a
 * lexicographic rule (Dantzig, Orden and Wolfe 1955), so that it ends. */
#ifndef ENT_GAMES_TU_CORE_PROGRAM_H
#define ENT_GAMES_TU_CORE_PROGRAM_H

#include "games/tu/core_basis.h"

typedef struct core_program {
    const core_rows *rows;
    const ent_run *run;
    core_basis basis; /* once solved: of the optimum */
    bool efficient;   /* x(N) = v(N) */
    bool empty;       /* once solved: nothing satisfies all rows */
    int64_t *objective;
    int64_t *reduced; /* dual values, times det; of rows that are no equality at least 0 */
    bool *equality;   /* per position */
    uint32_t *start;  /* the first basis, whose order decides ties */
    int64_t *alpha;
    core_wide *at; /* the point, times det */
    int64_t *far;
    uint32_t *pool; /* coalitions that some search has found violated */
    size_t pool_size, pool_room;
    size_t pivots, searches; /* for benchmarks */
} core_program;

typedef enum core_aim {
    CORE_LEAST_TOTAL, /* least x(N), without x(N) = v(N) */
    CORE_LEAST_OF,    /* least x_i */
    CORE_MOST_OF      /* largest x_i, as the least -x_i */
} core_aim;

/* Room, and the coalitions of another program's pool (NULL: none) to begin with. */
ent_status ent_core_program_init(core_program *program, const core_rows *rows, const core_program *before,
                                 const ent_run *run);
void ent_core_program_free(core_program *program);
/* `cancelled` of the run is asked by the searches only: programs of several players run beside each other. */
ent_status ent_core_program_solve(core_program *program, core_aim aim, size_t player);
/* The same from the vertex where these coalitions, one fewer than players, and all players hold with equality; from the
 * usual one where they are dependent or their dual values are not at least 0. `aim` is not CORE_LEAST_TOTAL. */
ent_status ent_core_program_solve_from(core_program *program, core_aim aim, size_t player, const uint32_t *coalition);
/* A step of the method: a row that the point violates takes the place of another, or nothing satisfies all (`empty`).
 */
ent_status ent_core_program_enter(core_program *program, uint32_t row);
/* Coordinate of the optimum as a fraction in the units of the case; of a cost game as a cost. */
void ent_core_program_coordinate(const core_program *program, size_t player, mpq_t out);

#endif
