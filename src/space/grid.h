/* Continuous issues on a grid: a range without a step becomes one with steps that divide it exactly. */
#ifndef ENT_SPACE_GRID_H
#define ENT_SPACE_GRID_H

#include "space/model.h"

/* A case derived from `source` in which every continuous issue has a step: 1, 2, 2.5 or 5 times a power of ten near a
 * `steps`-th of its range where one divides the range exactly, else that part itself as a fraction. *out is NULL when
 * no issue is continuous; else the caller frees it, after what refers to it. `all_tables`: also issues of other tables.
 * ENT_INPUT, diagnosed, where a range cannot be divided (E-SPACE-0021) or a red line or condition names an option
 * between the steps (E-CASE-0130). */
ent_status ent_case_gridded(const ent_run *run, const ent_case *source, size_t steps, bool all_tables, ent_case **out);
/* The step for a range. False where numbers of 64 bits do not suffice or it has more than 10^6 steps. */
bool ent_grid_step(ent_ratio from, ent_ratio to, size_t steps, ent_ratio *step);

/* How much less than any outcome between the steps the nearest one on the grid can be worth to a party, or more: per
 * continuous issue the steepest slope of its value times half a step, or a whole step where red lines or interactions
 * ask for one side of an amount. `source` is the case before it was gridded, `model` stands on the gridded one. In
 * utility, before an attitude to risk over the whole utility. False where two such amounts lie within one step, so that
 * no outcome on the grid need be near. */
bool ent_grid_tolerance(const ent_case *source, const ent_model *model, size_t party, ent_arena *arena, double *out);

#endif
