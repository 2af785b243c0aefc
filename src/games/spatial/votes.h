/* Decisions by vote on one issue: majority and qualified majority. */
#ifndef ENT_GAMES_SPATIAL_VOTES_H
#define ENT_GAMES_SPATIAL_VOTES_H

#include "games/spatial/distribution.h"

typedef struct ent_vote_rule {
    double share; /* of all votes, more than 0, at most 1 */
    bool more;    /* it takes more than the share (a majority: more than half); else at least so much */
} ent_vote_rule;

/* Votes of voters who stand on a line and want the outcome near. Weights are votes.
 *
 * `low` and `high` are the pivots: the least and the greatest position of which no side has the votes to move away.
 * What lies between them, ends included, no vote can change (the core of the rule; the gridlock interval of Krehbiel
 * 1998, Pivotal Politics; Tsebelis 2002, Veto Players). Under a majority both are the median voter (Black 1948, On the
 * rationale of group decision-making), or the two medians where exactly half stands on either side.
 *
 * With a status quo outside, what can beat it reaches from there to as far beyond the nearer pivot: the pivot then
 * loses nothing. The median voter proposes (Krehbiel): `point` is what is nearest to the median in that set. Inside,
 * the status quo stays. Without a status quo `point` is the median. Votes are counted to ENT_PREDICTIVE_EQUAL of all.
 */
typedef struct ent_vote {
    bool decides; /* false: it takes so little that two camps have enough at a time; then nothing else is set */
    double low, high;
    size_t low_voter, high_voter; /* the first that stands there and has votes */
    double median;                /* the middle of the two, where there are two */
    bool stays;                   /* the status quo lies between the pivots */
    double set_low, set_high;     /* what is at least as good as the status quo for enough; without one the pivots */
    double point;
} ent_vote;

/* `status_quo` NULL: none. ENT_INPUT for nobody, numbers that are not finite, weights below 0 or a share out of range;
 * ENT_MEMORY. */
ent_status ent_vote_on_line(const ent_line *line, const ent_vote_rule *rule, const double *status_quo,
                            const ent_run *run, ent_vote *out);
/* Whether a share of the votes is enough. */
bool ent_vote_enough(const ent_vote_rule *rule, double share);

#endif
