/* The chance that a vote passes when members do not all vote with their line. */
#ifndef ENT_GAMES_VOTE_ODDS_H
#define ENT_GAMES_VOTE_ODDS_H

#include <entente/base.h>

enum { ENT_VOTE_MEMBERS = 5000 }; /* of all blocs together */

typedef struct ent_vote_bloc {
    size_t members;
    double yes;         /* each member says yes with this probability, */
    double correlation; /* correlated so with every other of the bloc: 0 (whatever the others do) to 1 (all alike) */
} ent_vote_bloc;

/* The probability that at least `needed` members say yes: the distribution of the votes in favour, bloc by bloc, by
 * convolution. Blocs are independent of each other. Within a bloc without correlation votes are independent; with it
 * they are exchangeable, their number beta-binomial (Skellam 1948) with mean members * yes and a
 * correlation of any two votes as given: the common cause that makes all of a bloc more or less willing. Sums of
 * products of numbers within 0 and 1, none of which cancel: the error is of the order of 1e-13. ENT_LIMIT beyond
 * ENT_VOTE_MEMBERS, ENT_MEMORY. */
ent_status ent_vote_odds(const ent_allocator *allocator, const ent_vote_bloc *blocs, size_t size, size_t needed,
                         double *out);

#endif
