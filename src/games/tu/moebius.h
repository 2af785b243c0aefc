/* The Moebius transform over coalitions, in place. */
#ifndef ENT_GAMES_TU_MOEBIUS_H
#define ENT_GAMES_TU_MOEBIUS_H

#include <entente/base.h>

/* value[S] := sum over T within S of (-1)^|S without T| value[T], of 2^players entries. Three passes over memory at
 * most. The order of the differences is fixed. */
ent_status ent_tu_moebius(double *value, unsigned players, const ent_run *run);

#endif
