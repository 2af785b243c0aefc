/* Weighted voting and other simple games: who can turn a losing coalition into a winning one, and how often.
 *
 * A coalition wins if its weights add up to the quota (or more than the quota, where `above`). Weights are fractions
 * not below 0; they are counted as the least whole numbers in the same proportions.
 *
 * Everything is counted exactly: by dynamic programming over weights (Mann and Shapley 1962; Lucas 1975), with as many
 * bits as the counts need; where that table would be too large, over all coalitions of up to ENT_VOTING_COALITIONS_MOST
 * players. */
#ifndef ENT_GAMES_VOTING_H
#define ENT_GAMES_VOTING_H

#include <gmp.h>

#include "games/allocation.h"
#include "games/tu/game.h"

enum {
    ENT_VOTING_PLAYERS = 1000,
    ENT_VOTING_COALITIONS_MOST = 24,
    ENT_VOTING_COUNTS = 1 << 20 /* most numbers of a table of counts: players x sum of whole weights */
};

typedef struct ent_voting {
    size_t players;
    const ent_ratio *weights;
    ent_ratio quota;
    bool above;
} ent_voting;

typedef enum ent_voting_problem {
    ENT_VOTING_FINE,
    ENT_VOTING_NO_PLAYERS,        /* none, or more than ENT_VOTING_PLAYERS: ENT_LIMIT */
    ENT_VOTING_NEGATIVE_WEIGHT,   /* `player` says whose: ENT_INPUT */
    ENT_VOTING_QUOTA_TOO_SMALL,   /* the empty coalition would win: ENT_INPUT */
    ENT_VOTING_QUOTA_TOO_LARGE,   /* nobody can win: ENT_OK, nothing exists */
    ENT_VOTING_WEIGHTS_TOO_LARGE, /* too large for a table, and too many players for all coalitions: ENT_LIMIT */
    ENT_VOTING_NOT_SIMPLE         /* of a table: an entry other than 0 and 1, or not monotone; `coalition`: ENT_INPUT */
} ent_voting_problem;

typedef enum ent_voting_method { ENT_VOTING_TABLE, ENT_VOTING_COALITIONS } ent_voting_method;

typedef struct ent_voting_power {
    size_t players;
    ent_allocation shapley_shubik; /* the share of orders in which a player is pivotal (Shapley and Shubik 1954) */
    ent_allocation banzhaf;        /* swings over all swings (Banzhaf 1965; Penrose 1946) */
    ent_allocation banzhaf_raw;    /* swings: winning coalitions that lose without the player */
    ent_voting_method method;
    ent_voting_problem problem;
    size_t player;                /* whom the problem is about */
    ent_coalition_mask coalition; /* which coalition the problem is about */
} ent_voting_power;

/* `out` is to be freed with ent_voting_power_free whatever the status; it holds figures on ENT_OK only. ENT_MEMORY,
 * ENT_CANCELLED. */
ent_status ent_voting_indices(const ent_voting *voting, const ent_run *run, ent_voting_power *out);

/* The same of a value game whose entries are 0 and 1. */
ent_status ent_voting_table_indices(const ent_tu_game *game, const ent_run *run, ent_voting_power *out);

void ent_voting_power_free(ent_voting_power *power); /* also of one that is all zero bytes */

#endif
