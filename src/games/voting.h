/* Weighted voting and other simple games: who can turn a losing coalition into a winning one, and how often.
 *
 * A coalition wins if its weights add up to the quota (or more than the quota, where `above`). Weights are fractions
 * not below 0; they are counted as the least whole numbers in the same proportions.
 *
 * Everything is counted exactly: by dynamic programming over weights (Lucas 1975; Mann and Shapley 1962), with as many
 * bits as the counts need; where the table would not fit, up to ENT_VOTING_HALVES players are counted by meeting in the
 * middle (Horowitz and Sahni 1974; Klinz and Woeginger 2005), 2^(n/2) steps. */
#ifndef ENT_GAMES_VOTING_H
#define ENT_GAMES_VOTING_H

#include <gmp.h>

#include "games/allocation.h"
#include "games/tu/game.h"

enum {
    ENT_VOTING_PLAYERS = 1000,
    ENT_VOTING_HALVES = 40,      /* most players, where weights are too large for a table */
    ENT_VOTING_BYTES = 512 << 20 /* of a table of counts, at most */
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
    ENT_VOTING_WEIGHTS_TOO_LARGE, /* too large for a table, too many players for meeting in the middle, or a sum of
                                     whole weights of 2^62 or more: ENT_LIMIT */
    ENT_VOTING_NOT_SIMPLE         /* of a table: an entry other than 0 and 1, or not monotone; `coalition`: ENT_INPUT */
} ent_voting_problem;

typedef enum ent_voting_method { ENT_VOTING_TABLE, ENT_VOTING_MIDDLE, ENT_VOTING_COALITIONS } ent_voting_method;

typedef struct ent_voting_power {
    size_t players;
    ent_allocation shapley_shubik; /* the share of orders in which a player is pivotal (Shapley and Shubik 1954) */
    ent_allocation banzhaf;        /* swings over all swings (Banzhaf 1965; Penrose 1946) */
    ent_allocation banzhaf_raw;    /* swings: winning coalitions that lose without the player */
    bool *veto, *dictator, *dummy; /* no coalition wins without; wins alone and has a veto; never has a swing */
    mpz_t winning;                 /* winning coalitions */
    bool minimal_known;            /* always of a table; of weights where the quota's table fits */
    mpz_t minimal;                 /* winning coalitions in which every member has a swing */
    ent_voting_method method;      /* how it was counted */
    ent_voting_problem problem;
    size_t player;                  /* whom the problem is about */
    ent_coalition_mask coalition;   /* which coalition the problem is about */
    const ent_allocator *allocator; /* private */
} ent_voting_power;

/* `out` is to be freed whatever is returned, and holds figures on ENT_OK only. Where only the count over orders does
 * not fit (it needs a table as many times as large as players can lose together), the call still succeeds:
 * shapley_shubik does not exist, and `problem` is ENT_VOTING_WEIGHTS_TOO_LARGE. ENT_MEMORY, ENT_CANCELLED, and what
 * `problem` says. */
ent_status ent_voting_indices(const ent_voting *voting, const ent_run *run, ent_voting_power *out);

/* The same of a value game whose entries are 0 and 1. */
ent_status ent_voting_table_indices(const ent_tu_game *game, const ent_run *run, ent_voting_power *out);

void ent_voting_power_free(ent_voting_power *power); /* also of one that is all zero bytes */

#endif
