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

#include "games/structured/worst.h"
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

enum {
    /* most that the weights of those who need a component may add up to, as least whole numbers, for fractions */
    ENT_COMPONENTS_WEIGHT_TOTAL = 1024
};

/* c(S) of the players whose entry in `member` is set; all of them for NULL. */
ent_status ent_components_cost(const ent_components *game, const bool *member, mpq_t out);
/* c({i}) of each. */
ent_status ent_components_alone(const ent_components *game, const ent_run *run, ent_allocation *out);
/* Separable costs c(N) - c(N without i): what only i needs, and its units. */
ent_status ent_components_separable(const ent_components *game, const ent_run *run, ent_allocation *out);

/* Shapley value (1953): each component's cost in equal parts among those who need it, units directly. */
ent_status ent_components_shapley(const ent_components *game, const ent_run *run, ent_allocation *out);

/* Weighted Shapley value (Shapley 1953a; Kalai and Samet 1987): each coalition's dividend is divided in proportion to
 * weights, as ent_tu_weighted_shapley does. Of a component that T needs, i pays the part
 *
 *     sum over R within T that hold i of (-1)^(|R|+1) w_i / w(R) = integral over t > 0 of
 *     w_i exp(-w_i t) product over the others j in T of (1 - exp(-w_j t)),
 *
 * the chance that i comes first when orders are drawn from the back by weight: who weighs MORE pays LESS of what is
 * common. In fractions where the weights add up to at most ENT_COMPONENTS_WEIGHT_TOTAL, as a polynomial in exp(-t);
 * else the integral is computed in doubles, to about 1e-14 of a component's cost, and the result is not exact.
 * `weights` has a number above 0 for each player. */
ent_status ent_components_weighted_shapley(const ent_components *game, mpq_srcptr weights, const ent_run *run,
                                           ent_allocation *out);
/* Each component's cost in proportion to weights among those who need it: the weighted Shapley value of the dual game
 * (Kalai and Samet 1987), so that who weighs more pays more. Units directly. */
ent_status ent_components_proportional(const ent_components *game, mpq_srcptr weights, const ent_run *run,
                                       ent_allocation *out);

/* Separable costs - remaining benefits; the same as the tau value (Tijs and Driessen 1986) and as alternate cost
 * avoided, because in a concave game nobody can be asked for more than it would pay alone. Where nobody could save
 * anything (c(i) separable for all) everyone pays that. */
ent_status ent_components_tau(const ent_components *game, const ent_run *run, ent_allocation *out);
/* Equal split of non-separable costs. */
ent_status ent_components_ensc(const ent_components *game, const ent_run *run, ent_allocation *out);

/* The coalition of largest excess under x (exact fractions, one a player): least closures by minimum cut (Picard 1976),
 * one where the largest excess is above 0, else 2(n - 1) of them. `worst` is initialised by the caller. */
ent_status ent_components_worst(const ent_components *game, mpq_srcptr x, const ent_run *run, ent_worst *worst);

/* Whether of any two components those who need one all need the other: a chain, as on a runway. */
bool ent_components_chain(const ent_components *game);
/* Nucleolus (Schmeidler 1969) of a chain, by Littlechild's recursion. *chain false, ENT_OK: it is no chain; nothing is
 * computed. */
ent_status ent_components_chain_nucleolus(const ent_components *game, const ent_run *run, bool *chain,
                                          ent_allocation *out);

/* All 2^n entries, in n 2^(n-1) additions. ENT_LIMIT for more than ENT_TU_PLAYERS. Where they are not `whole` they are
 * sums of rounded numbers. On failure the table is empty. */
ent_status ent_components_table(const ent_components *game, const ent_run *run, ent_tu_table *out);

#endif
