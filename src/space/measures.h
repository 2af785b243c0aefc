/* Measures of a bargaining situation as a whole: how opposed the parties are, how much they can gain together. */
#ifndef ENT_SPACE_MEASURES_H
#define ENT_SPACE_MEASURES_H

#include "space/solve.h"

/* The least distance of a feasible rational outcome from the point where every party has its largest feasible utility
 * M, each utility divided by M: min sqrt(sum (1 - u/M)^2) (Baarslag, Fujita and others, Evaluating practical
 * negotiating agents, 2013). The frontier suffices: with u <= M, raising u brings u/M nearer to 1 whether M is above
 * or below 0. False where some M is 0, for then u/M means nothing. Changes with the zero of utilities. */
bool ent_opposition(const ent_solver *solver, double *out);

#endif
