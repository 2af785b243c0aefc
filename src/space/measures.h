/* Measures of a bargaining situation as a whole: how opposed the parties are, how much they can gain together. */
#ifndef ENT_SPACE_MEASURES_H
#define ENT_SPACE_MEASURES_H

#include "space/solve.h"

/* The least distance of a feasible rational outcome from the point where every party has its largest feasible utility
 * M, each utility divided by M: min sqrt(sum (1 - u/M)^2) (Baarslag, Fujita and others, Evaluating practical
 * negotiating agents, 2013). The frontier suffices: with u <= M, raising u brings u/M nearer to 1 whether M is above
 * or below 0. False where some M is 0, for then u/M means nothing. Changes with the zero of utilities. */
bool ent_opposition(const ent_solver *solver, double *out);

/* The largest share r such that some feasible outcome gives every party at least the share r of the way from its
 * smallest to its largest feasible utility. Parties that like all alike do not count; *counting: how many do. Exact
 * until it is written. With additive preferences, deciding every issue half way (or by lot) gives each of two parties
 * 1/2; a pie of fixed size gives each of n 1/n. `solver` of the rational frontier, or NULL where that is empty: what is
 * known already. False where fewer than two parties count, or (only without a solver) where r is below 1/n. */
typedef struct ent_common {
    size_t counting;
    double share;
} ent_common;
ent_status ent_common_share(const ent_run *run, const ent_space *space, const ent_solver *solver, ent_common *out,
                            bool *found);

/* Pearson's correlation of two parties' utilities over all feasible outcomes, each counted once: -1 what one gains the
 * other loses, 1 they want the same. From the options of each issue, without listing outcomes. False where a party
 * likes all alike, or nothing is feasible. */
bool ent_correlation_applies(const ent_space *space); /* not to tables, more than 64 interactions, or risk attitudes */
bool ent_correlation(const ent_space *space, size_t a, size_t b, double *out);

#endif
