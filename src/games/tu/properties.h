/* What holds of a table of coalitions, each with a witness where it does not.
 *
 * Of a `whole` table exactly; of a rounded one a property fails where it fails by more than ENT_PROPERTIES_TOLERANCE of
 * the largest entry. */
#ifndef ENT_GAMES_TU_PROPERTIES_H
#define ENT_GAMES_TU_PROPERTIES_H

#include "games/tu/game.h"

#define ENT_PROPERTIES_TOLERANCE 1e-12

typedef enum ent_truth { ENT_TRUE, ENT_FALSE, ENT_UNKNOWN } ent_truth;

typedef struct ent_tu_property {
    ent_truth truth;
    /* Where false, two coalitions that show it (the first in a fixed order, whatever the number of threads). */
    ent_coalition_mask first, second;
} ent_tu_property;

/* All hold of the entries as they stand, of costs too: a cost game whose savings are convex is concave. With S and T
 * the two coalitions of the witness: */
typedef struct ent_tu_properties {
    ent_tu_property essential;     /* v(N) > sum of v(i); of costs c(N) < sum of c(i). Witness: N */
    ent_tu_property monotone;      /* v(S) <= v(T) for S within T. Witness: T is S and one more */
    ent_tu_property superadditive; /* v(S) + v(T) <= v(S and T) for disjoint S and T */
    ent_tu_property subadditive;   /* >= */
    ent_tu_property zero_monotone; /* v(S) + v(i) <= v(S with i): of costs >=. Witness: T is {i} */
    ent_tu_property convex;        /* v(S) + v(T) <= v(S or T) + v(S and T): union and intersection */
    ent_tu_property concave;       /* >= */
    ent_tu_property additive;      /* v(S) + v(T) = v(S and T) for disjoint S and T */
    ent_tu_property simple; /* entries 0 or 1, monotone, v(N) = 1. Witness: S with another entry; or as monotone */
    ent_coalition_mask null_players;    /* add nothing to any coalition */
    ent_coalition_mask dummies;         /* add what they are worth alone to every coalition; null players are dummies */
    unsigned symmetric[ENT_TU_PLAYERS]; /* the first player (maybe itself) for whom this one can stand everywhere */
} ent_tu_properties;

typedef struct ent_tu_properties_options {
    unsigned pairs_players; /* most players for which all pairs of disjoint coalitions are looked at; 0: 18 */
} ent_tu_properties_options;

/* Checks them all. Convexity by pairs of players at each coalition, n^2 2^n steps. Superadditive games: known from
 * convexity, or from a pair that fails; else by all 3^n / 2 pairs, stopping at the first that fails; with more players
 * than the options say it is then unknown. `options` NULL: the defaults. ENT_MEMORY, ENT_CANCELLED, ENT_LIMIT,
 * ENT_INPUT (an entry is not finite). */
ent_status ent_tu_properties_check(const ent_tu_game *game, const ent_tu_properties_options *options,
                                   const ent_run *run, ent_tu_properties *out);
/* Whether a table is a simple game, and nothing else. */
ent_status ent_tu_simple_check(const ent_tu_game *game, const ent_run *run, ent_tu_property *out);

#endif
