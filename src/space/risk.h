/* Attitudes to risk over the whole utility: u' = (1 - e^(-ru)) / (1 - e^(-r)), constant absolute risk aversion (Pratt,
 * Risk aversion in the small and in the large, 1964), scaled to keep 0 and 1. It keeps every order of outcomes, so
 * feasibility, rationality and the frontier are found on the integers before it; what compares gains (the solutions)
 * and what is told to people sees bent utilities, on a grid of 2^-60. */
#ifndef ENT_SPACE_RISK_H
#define ENT_SPACE_RISK_H

#include "space/solve.h"

/* Whether some party has such an attitude. */
bool ent_space_risky(const ent_space *space);
/* A sum of the party on the scale of what is told: itself without such an attitude, else bent, times 2^60. */
ent_wide ent_space_scaled(const ent_space *space, size_t party, ent_wide sum);
/* The denominator of that scale. */
ent_wide ent_space_scale(const ent_space *space, size_t party);
/* The same as a number. */
double ent_space_value(const ent_space *space, size_t party, ent_wide sum);
/* A sum that is surely worth at most the party's no-deal value less `amount`, both bent; rounding, that of the grid
 * included, is allowed for. */
ent_wide ent_space_lowered(const ent_space *space, size_t party, double amount);
/* The steepest slope of the bent utility between two sums, relative to the unbent one. */
double ent_space_steepest(const ent_space *space, size_t party, ent_wide smallest, ent_wide largest);
/* False when bent utilities of some party would pass 2^50. */
bool ent_space_bendable(const ent_space *space, size_t *party);

/* ent_solver_init over bent utilities, made in `arena`; the space and frontier themselves where nobody has such an
 * attitude. Points keep their numbers. */
ent_status ent_solver_bent(const ent_run *run, const ent_space *space, const ent_frontier *frontier,
                           const double *weights, ent_arena *arena, ent_solver *out);

#endif
