/* The expected-utility challenge model (Bueno de Mesquita 1985, The war trap revisited; 1997, A decision making model:
 * its structure and form), in the form restated by Scholz, Calbert and Smith (2011, Unravelling Bueno de Mesquita's
 * group decision model). Codes and papers differ in four places, which are switches here; forecasts should say which.
 */
#ifndef ENT_GAMES_SPATIAL_CHALLENGE_H
#define ENT_GAMES_SPATIAL_CHALLENGE_H

#include "games/spatial/smp.h"

typedef enum ent_challenge_denominator {                         /* of P(i beats j): */
                                         ENT_CHALLENGE_CONTEST,  /* sum over k of |votes of k between i and j| (as
                                                                    published) */
                                         ENT_CHALLENGE_ALL_PAIRS /* the same over all pairs of actors: what reproduces
                                                                    the paper's tables */
} ent_challenge_denominator;

typedef enum ent_challenge_better {                           /* T: whether i's situation improves if j is left alone */
                                    ENT_CHALLENGE_ALWAYS,     /* 1 */
                                    ENT_CHALLENGE_BY_DISTANCE /* 1 where i stands nearer to the median than to j
                                                                 (Eftekhari and Rahimi 2014) */
} ent_challenge_better;

/* What an actor i makes of j, by what it expects of challenging j and of being challenged: both positive and the latter
 * larger: it loses a confrontation and moves to j; only the latter positive: a compromise, a part of the way, if it is
 * larger in size, else it capitulates and moves to j. Of several such offers it takes: */
typedef enum ent_challenge_offers {
    ENT_CHALLENGE_LEAST_MOVE, /* the one that moves it least, the first of several (as published) */
    ENT_CHALLENGE_SCHOLZ      /* as the paper's own code does, by a program that restates it: confrontations (least
                                 move) before compromises (by the lowest mean of both positions, weighted by the sizes
                                 of the expectations); nobody ever capitulates */
} ent_challenge_offers;

typedef struct ent_challenge_options {
    double status_quo; /* Q, the chance that j does nothing if i does nothing: 0 to 1 */
    ent_challenge_better better;
    ent_challenge_denominator denominator;
    ent_challenge_offers offers;
    size_t rounds;       /* 0: 10 */
} ent_challenge_options; /* what reproduces the paper's tables: ENT_CHALLENGE_ALL_PAIRS and ENT_CHALLENGE_SCHOLZ */

/* As published, with Q = 1 and T = 1. */
#define ENT_CHALLENGE_DEFAULT ((ent_challenge_options){.status_quo = 1})

enum { ENT_CHALLENGE_ACTORS = 2000, ENT_CHALLENGE_ROUNDS = 1000 };

/* Per round r and actor i at [r * actors + i]. */
typedef struct ent_challenge {
    size_t actors, rounds;
    double *position; /* rounds + 1 of them, from round 0, in the units of the input */
    double *risk;     /* r_i in [1/2, 2], 1 is neutral; rounds of them */
    double *median;   /* rounds + 1: the position that no other beats in votes, the forecast; the lowest of several */
    double *mean;     /* rounds + 1: weighted by capability x salience */
    size_t *partner;  /* rounds: whose offer i takes; itself where it stays */
    const ent_allocator *allocator; /* private */
} ent_challenge;

/* One dimension; `low` and `high` are not used: the range is that of the positions at the start. Saliences 0 to 1.
 * `out` is to be freed whatever is returned. ENT_INPUT for numbers that are not as described or more than one
 * dimension, ENT_LIMIT beyond the limits above, ENT_MEMORY, ENT_CANCELLED. One actor, or all at one point: nobody
 * moves, risk 1. */
ent_status ent_challenge_run(const ent_spatial *spatial, const ent_challenge_options *options, const ent_run *run,
                             ent_challenge *out);
void ent_challenge_free(ent_challenge *challenge); /* also of one that is all zero bytes */

#endif
