/* Values of games whose players have formed unions, and of games in which only those who can talk can work together.
 *
 * Unions are an array: union_of[i] is the number, below `players`, of player i's union; every player is in one, alone
 * or with others, and numbers may be left out. Exactness and statuses as in shapley.h; ENT_INPUT also for a union's
 * number that is too large. */
#ifndef ENT_GAMES_TU_UNIONS_H
#define ENT_GAMES_TU_UNIONS_H

#include "games/tu/game.h"
#include "games/tu/shapley.h"

/* The Owen value (1977): the average over the orders in which the members of a union come one after the other. A union
 * gets its Shapley value in the game between unions. Looks at the sum over unions of 2^(its members + other unions)
 * entries, which is at most about 2^players. */
ent_status ent_tu_owen(const ent_tu_game *game, const unsigned *union_of, const ent_run *run, ent_allocation *out);

/* The Banzhaf-Owen value (Owen 1981): the mean of what a player adds, over all sets of other unions and all sets of
 * fellow members. ENT_BANZHAF_RAW: the sum in place of the mean, which for players of unions of different size counts
 * different numbers of coalitions. ENT_BANZHAF_NORMALISED: the mean, scaled to add up to v(N). */
ent_status ent_tu_banzhaf_owen(const ent_tu_game *game, const unsigned *union_of, ent_banzhaf_kind kind,
                               const ent_run *run, ent_allocation *out);

/* The Aumann-Dreze value (1974): in each union the Shapley value of the game among its members. Unions divide what they
 * are worth alone, so that shares add up to the sum of that, not to v(N). */
ent_status ent_tu_aumann_dreze(const ent_tu_game *game, const unsigned *union_of, const ent_run *run,
                               ent_allocation *out);

/* The Myerson value (1977): the Shapley value of the game in which a coalition is worth the sum of what its parts that
 * can talk are worth. neighbours[i] is the mask of those whom i can talk to directly; a channel given on one side
 * counts for both. Shares add up to v(C) for each connected component C of all. Looks once at each coalition that can
 * talk: of a line n (n + 1) / 2, of channels between all 2^n. Exact where the table is `whole`. */
ent_status ent_tu_myerson(const ent_tu_game *game, const ent_coalition_mask *neighbours, const ent_run *run,
                          ent_allocation *out);

#endif
