/* The spatial model of politics: actors with positions, saliences and capabilities challenge each other, bargain and
 * move, turn by turn (Wise, Lester and Efird 2015, An introduction to the KAPSARC Toolkit for Behavioral Analysis
 * (KTAB) using one-dimensional spatial models; and Multidimensional bargaining using KTAB; after Bueno de Mesquita
 * 1985, The war trap revisited).
 *
 * One code, two modes. With `ktab` it does what the program KTAB does, faults included, so that its published runs can
 * be had again; where KTAB ends with an error (all positions equally strong, risks seen in full, actors without weight)
 * it goes on. Without, each fault that changes results is corrected, as ent_smp_corrections says. Not offered: KTAB's
 * voting rule ASymProsp, whose results depend on the order of options, and ideals that lag behind positions.
 *
 * An actor whose saliences are all 0 finds all positions as good as its own and votes for none; one without capability
 * counts in no vote; without any capability all have the same. In both modes positions are kept to a ten-thousandth of
 * the range, but with ENT_SMP_S2PMAX. Work of a turn is O(n^3) for n actors; results do not depend on the number of
 * threads.
 */
#ifndef ENT_GAMES_SPATIAL_SMP_H
#define ENT_GAMES_SPATIAL_SMP_H

#include <entente/base.h>

/* Borrowed. Positions in any units: dimension k runs from low[k] to high[k]. */
typedef struct ent_spatial {
    size_t actors, dimensions;
    const double *position;   /* of actor i on dimension k: position[i * dimensions + k], from low[k] to high[k] */
    const double *salience;   /* likewise, 0 to 1; an actor's add up to at most 1, all its attention */
    const double *capability; /* 0 or more */
    const double *low, *high; /* of each dimension, low < high; NULL: 0 and 1 */
} ent_spatial;

typedef enum ent_smp_vote {                       /* how much weight w goes to p rather than q, with d = u(p) - u(q) */
                            ENT_SMP_PROPORTIONAL, /* w d */
                            ENT_SMP_BINARY,       /* w or -w, by the sign of d */
                            ENT_SMP_PROP_BINARY,  /* 0.8 and 0.2 of these */
                            ENT_SMP_PROP_CUBIC,   /* w (d + d^3) / 2 */
                            ENT_SMP_CUBIC         /* w d^3 */
} ent_smp_vote;

typedef enum ent_smp_victory {                  /* P(p beats q) from coalitions c, c' */
                               ENT_SMP_LINEAR,  /* c / (c + c') */
                               ENT_SMP_SQUARE,  /* of squares, */
                               ENT_SMP_QUARTIC, /* of fourth */
                               ENT_SMP_OCTIC,   /* and eighth powers */
                               ENT_SMP_MAJORITY /* the larger wins if it is 1.1 times the smaller; in between linear
                                                   ("Binary" in KTAB) */
} ent_smp_victory;

typedef enum ent_smp_choice { /* probabilistic Condorcet election: how probable each of several options is */
                              ENT_SMP_CONDITIONAL,     /* in proportion to the product of P(p beats q) over all q */
                              ENT_SMP_MARKOV_UNIFORM,  /* stationary, where any option challenges any other */
                              ENT_SMP_MARKOV_INCENTIVE /* stationary, where those with more to gain challenge more */
} ent_smp_choice;

/* How far h, when it judges i, puts i's attitude to risk in place of its own: not at all, 1/3, 1/2, 2/3, fully. */
typedef enum ent_smp_adjust {
    ENT_SMP_ADJUST_NONE,
    ENT_SMP_ADJUST_THIRD,
    ENT_SMP_ADJUST_HALF,
    ENT_SMP_ADJUST_TWO_THIRDS,
    ENT_SMP_ADJUST_FULL
} ent_smp_adjust;

typedef enum ent_smp_range {
    ENT_SMP_RANGE_MIN,
    ENT_SMP_RANGE_MID,
    ENT_SMP_RANGE_MAX
} ent_smp_range; /* of risk: 0..1,
   -1/2..1, -1..1 */
typedef enum ent_smp_commit { ENT_SMP_COMMIT_SEMI, ENT_SMP_COMMIT_FULL, ENT_SMP_COMMIT_NONE } ent_smp_commit;
/* Weights of a bargain: s p, squares of these, or KTAB's "S2PMax". */
typedef enum ent_smp_bargain { ENT_SMP_S1P1, ENT_SMP_S2P2, ENT_SMP_S2PMAX } ent_smp_bargain;
/* Whose view of a challenge makes bargains: the initiator's, both one by one, or their mean weighted by capability. */
typedef enum ent_smp_views { ENT_SMP_INITIATOR, ENT_SMP_BOTH, ENT_SMP_WEIGHTED } ent_smp_views;

typedef struct ent_smp_options {
    bool ktab;
    ent_smp_vote vote;
    ent_smp_victory victory;
    ent_smp_choice choice;
    ent_smp_adjust adjust;
    ent_smp_range range;
    ent_smp_commit commit;
    ent_smp_bargain bargain;
    ent_smp_views views;
    bool stochastic; /* bargains are drawn by their probability; else the most probable is taken */
    uint64_t seed;   /* of the draws */
    size_t turns;    /* at most; 0: 100 */
} ent_smp_options;

/* KTAB's own default. */
#define ENT_SMP_DEFAULT                                                                                                \
    ((ent_smp_options){.victory = ENT_SMP_LINEAR,                                                                      \
                       .adjust = ENT_SMP_ADJUST_THIRD,                                                                 \
                       .range = ENT_SMP_RANGE_MID,                                                                     \
                       .commit = ENT_SMP_COMMIT_SEMI,                                                                  \
                       .bargain = ENT_SMP_S2P2})

enum { ENT_SMP_ACTORS = 2000, ENT_SMP_DIMENSIONS = 64, ENT_SMP_TURNS = 1000 };
#define ENT_SMP_NOBODY SIZE_MAX

/* What happened. Per turn t and actor i at [t * actors + i]; positions at [(t * actors + i) * dimensions + k]. */
typedef struct ent_smp {
    size_t actors, dimensions;
    size_t turns;     /* moves made; there are turns + 1 sets of positions, from turn 0 */
    bool settled;     /* movement has died down; else the limit of turns ended it */
    double *position; /* in the units of the input; turns + 1 of them */
    double *risk;     /* attitude to risk, 1 most willing; turns of these and of what follows */
    double *strength; /* probability that i's position would be chosen by all, in a vote between positions */
    size_t *target;   /* whom i challenges, ENT_SMP_NOBODY if nobody */
    double *gain;     /* what i expects of that, in its own units of utility; 0 if nobody */
    double *win;      /* the probability, as i sees it, of beating its target; 0 if nobody */
    size_t *partner;  /* with whom i has the bargain that it follows; itself where it stays put */
    const ent_allocator *allocator; /* private */
} ent_smp;

/* `out` is to be freed whatever is returned. ENT_INPUT for numbers that are not as described, ENT_LIMIT beyond the
 * limits above or where a Markov chain of votes does not settle in 100,000 steps, ENT_MEMORY, ENT_CANCELLED. One actor
 * stays where it is, as do all where all stand at one point. */
ent_status ent_smp_run(const ent_spatial *spatial, const ent_smp_options *options, const ent_run *run, ent_smp *out);
void ent_smp_free(ent_smp *smp); /* also of one that is all zero bytes */

/* One actor's probabilities of beating each other one in a contest, on these positions, as the one that starts it sees
 * it: win[i * actors + j], 0.5 on the diagonal. The caller's n^2 entries. */
ent_status ent_smp_contests(const ent_spatial *spatial, const ent_smp_options *options, const ent_run *run,
                            double *win);

/* What is corrected without `ktab`, a row a fault: what KTAB does, what is done instead. */
typedef struct ent_smp_correction {
    const char *fault, *instead;
} ent_smp_correction;

const ent_smp_correction *ent_smp_corrections(size_t *size);

#endif
