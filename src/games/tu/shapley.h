/* Values of a game that average what a player adds to coalitions: Shapley, weighted Shapley, Banzhaf; and the dividends
 * of coalitions. Of a cost game they divide the costs as they stand.
 *
 * Where the table is `whole` results are exact fractions. Where it is not, entries are read as whole multiples of
 * 2^-53 of the largest entry, and what follows from these is exact until it is written as doubles: results do not
 * depend on the number of threads, nor on the order of the sums.
 *
 * Every function may return ENT_MEMORY, ENT_CANCELLED, ENT_LIMIT for more than ENT_TU_PLAYERS or no players, and
 * ENT_INPUT where an entry is not finite; what `out` then holds means nothing. */
#ifndef ENT_GAMES_TU_SHAPLEY_H
#define ENT_GAMES_TU_SHAPLEY_H

#include "games/tu/game.h"

/* What a player adds on average to those who came before, over all orders (Shapley 1953). One pass over the table. */
ent_status ent_tu_shapley(const ent_tu_game *game, const ent_run *run, ent_allocation *out);

typedef enum ent_banzhaf_kind {
    ENT_BANZHAF_VALUE,     /* the mean over all coalitions of the others (Owen 1975): the sum over 2^(n-1) */
    ENT_BANZHAF_RAW,       /* the sum of what a player adds to all coalitions: in a simple game the number of swings */
    ENT_BANZHAF_NORMALISED /* in proportion to these, adding up to v(N); does not exist where they add up to 0 */
} ent_banzhaf_kind;

/* What a player adds to coalitions of the others, each counting alike (Banzhaf 1965). One pass over the table. */
ent_status ent_tu_banzhaf(const ent_tu_game *game, ent_banzhaf_kind kind, const ent_run *run, ent_allocation *out);

enum {
    ENT_WEIGHTED_EXACT_TOTAL = 2048 /* most that weights may add up to, as least whole numbers, for fractions */
};

/* The weighted Shapley value for positive weights (Shapley 1953a; Kalai and Samet 1987): each coalition's dividend is
 * divided among its members in proportion to their weights. Equal weights give the Shapley value.
 *
 * Exact where the table is `whole`, with at most ENT_TU_EXACT_PLAYERS players, and weights that add up to at most
 * ENT_WEIGHTED_EXACT_TOTAL once they are the least whole numbers in their proportions. Else in doubles, by a recursion
 * over orders without cancellation, which takes another 8 bytes a coalition. ENT_INPUT where a weight is not above 0:
 * a weight of 0 has no meaning of its own, but asks for a second system of weights among those who have it. */
ent_status ent_tu_weighted_shapley(const ent_tu_game *game, const ent_ratio *weights, const ent_run *run,
                                   ent_allocation *out);

/* Harsanyi dividends (1959): d(S) = v(S) - sum of d(T) over T within S, T not S. Written to `dividend`, 2^players
 * doubles of the caller (8 bytes a coalition), in the units of the case. *exact tells whether every one of them is the
 * double nearest to the exact number: so where the table is `whole` and its largest entry times 2^players is at most
 * 2^53; else rounding adds up over n steps. May be NULL. */
ent_status ent_tu_dividends(const ent_tu_game *game, const ent_run *run, double *dividend, bool *exact);

#endif
