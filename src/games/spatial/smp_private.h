/* What the files on the spatial model share: one turn of it, on positions from 0 to 1. */
#ifndef ENT_GAMES_SPATIAL_SMP_PRIVATE_H
#define ENT_GAMES_SPATIAL_SMP_PRIVATE_H

#include "games/spatial/smp.h"

typedef struct smp_bargain {
    size_t initiator, receiver;
    double *moves; /* where the initiator would go, then where the receiver: 2 x dimensions */
} smp_bargain;

typedef struct smp_turn {
    const ent_smp_options *options;
    const ent_run *run;
    size_t actors, dimensions;
    const double *salience; /* actor by dimension */
    double *attention;      /* of each actor: the sum of its saliences */
    double *capability;
    double *at;          /* positions, actor by dimension */
    double *distance;    /* of actor i's position to j's, by i's saliences: [i * actors + j] */
    double *distance_to; /* the same at [j * actors + i] */
    double *coalition;   /* scratch: 2 actors^2 + actors */
    double *strength, *risk;
    double *seen; /* attitude to risk of actor i as h sees it: [h * actors + i] */
    size_t *target;
    double *gain, *win;
    size_t bargains; /* of this turn: one or two of each challenge, by initiator */
    smp_bargain *bargain;
    double *moves;         /* what `bargain` points into */
    double *standing;      /* of each actor: the sum of its utilities of all positions */
    double *utility;       /* of the state after a bargain: [bargain * actors + actor] */
    size_t *queue_start;   /* actors + 1: which of `queue` are those of an actor */
    size_t *queue;         /* bargains that an actor is in */
    size_t *scratch_start; /* actors + 1: which part of an election's scratch is an actor's */
    double *scratch;
    size_t *partner;
    double *next;  /* positions after the turn */
    size_t number; /* of the turn, from 0 */
} smp_turn;

/* ---- smp_election.c ---- */

/* What w votes for an option that it values `difference` more than the other. Inline, as the next: the innermost loops
 * are made of them. */
static inline double smp_vote(ent_smp_vote rule, double weight, double difference) {
    const double indifferent = 1e-8; /* a binary vote is linear in this, against rounding */
    if (rule == ENT_SMP_PROPORTIONAL) return weight * difference;
    const double cubic = difference * difference * difference, steep = difference / indifferent;
    const double binary = steep > 1 ? 1 : steep < -1 ? -1 : steep;
    if (rule == ENT_SMP_BINARY) return weight * binary;
    if (rule == ENT_SMP_PROP_BINARY) return weight * (0.8 * difference + 0.2 * binary);
    if (rule == ENT_SMP_PROP_CUBIC) return weight * (0.5 * difference + 0.5 * cubic);
    return weight * cubic;
}

/* Utility at a distance, for an attitude to risk. */
static inline double smp_utility(double distance, double risk) {
    return (1 - distance) * (1 + (distance < 1 ? distance : 1) * risk);
}

double smp_distance(const smp_turn *turn, size_t actor, const double *position);
/* Distances between all. */
ent_status smp_distances(smp_turn *turn);
/* What an election of `options` options needs as scratch, in doubles. */
size_t smp_election_scratch(size_t options);
/* Turns coalitions, [p * options + q] of p against q, into probabilities of the options. ENT_LIMIT where a Markov chain
 * does not settle. */
ent_status smp_election(const ent_smp_options *rules, size_t options, double *coalitions, double *probability);
#define SMP_LEAST_COALITION 1e-8
/* Probabilities of all positions, and attitudes to risk from them. */
ent_status smp_risk(smp_turn *turn);

/* ---- smp_contest.c ---- */

typedef struct smp_contest {
    double win, gain;
} smp_contest;

/* i challenges j, as h sees it: the probability that i wins, and what i gains. */
smp_contest smp_contest_of(const smp_turn *turn, size_t h, size_t i, size_t j);
/* Whom each challenges. */
ent_status smp_targets(smp_turn *turn);

/* ---- smp_bargain.c ---- */

/* From challenges to the positions after the turn. */
ent_status smp_bargains(smp_turn *turn);

#endif
