/* Symmetric games over plain arrays: everybody chooses among the same strategies, and what one gets depends on one's
 * own choice and on how many of the others choose which. Used for empirical games, whose payoffs are means of
 * simulations (Wellman 2006, Methods for empirical game-theoretic analysis). */
#ifndef ENT_GAMES_SYMMETRIC_GAME_H
#define ENT_GAMES_SYMMETRIC_GAME_H

#include <entente/base.h>

enum {
    ENT_GAME_STRATEGIES = 64,   /* at most */
    ENT_GAME_EQUILIBRIA = 32,   /* kept */
    ENT_GAME_ALL_SUPPORTS = 16, /* strategies up to which all supports are tried */
    ENT_GAME_SMALL_SUPPORT = 4  /* beyond: supports of at most so many strategies */
};

/* Payoffs of play against `others` opponents: payoff[s * strategies^others + t], t the opponents' choices as digits,
 * the last one fastest. */
typedef struct ent_game_term {
    size_t others;
    double weight;
    const double *payoff;
} ent_game_term;

/* A game is a weighted sum of terms: somebody meets one opponent here, two there. */
typedef struct ent_symmetric_game {
    size_t strategies, terms_size;
    const ent_game_term *terms;
} ent_symmetric_game;

/* What each strategy expects when every opponent draws from the mixture. */
void ent_game_payoffs(const ent_symmetric_game *game, const double *mixture, double *payoffs);
/* How much the best strategy expects above the mixture itself, when all others play the mixture: 0 exactly in a
 * symmetric Nash equilibrium. */
double ent_game_regret(const ent_symmetric_game *game, const double *mixture);
/* The best reply to a field of opponents who all play one strategy; the first of equals. */
size_t ent_game_reply(const ent_symmetric_game *game, size_t field);

/* Follows the replicator dynamics in discrete time (Taylor and Jonker 1978; Maynard Smith 1982) from a mixture, which
 * it replaces by the one of least regret on the way or among the running averages. Returns that regret. */
double ent_game_replicate(const ent_symmetric_game *game, double *mixture);

typedef struct ent_game_equilibria {
    size_t size;   /* kept */
    bool more;     /* there are others beyond those kept */
    bool complete; /* every support was tried */
    double mixtures[ENT_GAME_EQUILIBRIA][ENT_GAME_STRATEGIES];
    double regrets[ENT_GAME_EQUILIBRIA];
} ent_game_equilibria;

/* Symmetric equilibria of a game with one opponent, by trying supports, small ones first: on a support all its
 * strategies expect the same and none outside expects more (Dickhaut and Kaplan 1991; Porter, Nudelman and Shoham
 * 2008). Whole sets of equilibria, which only games with ties have, show as those of their points that a support
 * determines. With more than one opponent only pure equilibria are looked for here. */
void ent_game_supports(const ent_symmetric_game *game, ent_game_equilibria *out);

#endif
