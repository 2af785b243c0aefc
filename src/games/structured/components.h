/* Sharing costs that come in components (Littlechild and Thompson 1977; in water and defence projects the "separable"
 * and the "common" facilities): whoever builds alone pays for every component that somebody in the coalition needs,
 *
 *     c(S) = sum over components k that somebody in S needs of cost_k + unit_cost_k * units of S.
 *
 * What is fixed of a component is paid in full by any coalition that needs it, so the more are in, the less another one
 * adds: the game is concave, its core is not empty, and it holds the Shapley value and the nucleolus (Shapley 1971).
 * All functions are polynomial in the players and the size of the lists; none goes through the 2^n coalitions, but that
 * which makes a table of them.
 *
 * All results are exact fractions. ENT_INPUT where a number is below 0 or a list is not as described, ENT_MEMORY,
 * ENT_CANCELLED; `out` is initialised by the caller with as many players, and then not to be used. */
#ifndef ENT_GAMES_STRUCTURED_COMPONENTS_H
#define ENT_GAMES_STRUCTURED_COMPONENTS_H

#include "games/tu/fill.h"

/* Borrowed: who makes it owns the arrays. */
typedef struct ent_components {
    uint32_t players;
    size_t size;            /* components */
    mpq_srcptr cost;        /* cost + k: of component k, once anybody needs it */
    mpq_srcptr unit_cost;   /* unit_cost + k: of each of its units; NULL: nothing */
    const size_t *first;    /* size + 1: component k is needed by needed[first[k]] to needed[first[k + 1] - 1] */
    const uint32_t *needed; /* players, ascending within a component */
    mpq_srcptr units;       /* beside `needed`: units that this player takes of the component; NULL: none */
} ent_components;

/* c(S) of the players whose entry in `member` is set; all of them for NULL. */
ent_status ent_components_cost(const ent_components *game, const bool *member, mpq_t out);
/* c({i}) of each. */
ent_status ent_components_alone(const ent_components *game, const ent_run *run, ent_allocation *out);
/* Separable costs c(N) - c(N without i): what only i needs, and its units. */
ent_status ent_components_separable(const ent_components *game, const ent_run *run, ent_allocation *out);

/* Shapley value (1953): each component's cost in equal parts among those who need it, units directly. */
ent_status ent_components_shapley(const ent_components *game, const ent_run *run, ent_allocation *out);

/* Separable costs - remaining benefits; the same as the tau value (Tijs and Driessen 1986) and as alternate cost
 * avoided, because in a concave game nobody can be asked for more than it would pay alone. Where nobody could save
 * anything (c(i) separable for all) everyone pays that. */
ent_status ent_components_tau(const ent_components *game, const ent_run *run, ent_allocation *out);
/* Equal split of non-separable costs. */
ent_status ent_components_ensc(const ent_components *game, const ent_run *run, ent_allocation *out);

/* All 2^n entries, in n 2^(n-1) additions. ENT_LIMIT for more than ENT_TU_PLAYERS. Where they are not `whole` they are
 * sums of rounded numbers. On failure the table is empty. */
ent_status ent_components_table(const ent_components *game, const ent_run *run, ent_tu_table *out);

#endif
