/* The Nash solution where lotteries between packages are allowed: over the convex hull of the frontier. */
#ifndef ENT_SPACE_LOTTERY_H
#define ENT_SPACE_LOTTERY_H

#include "space/solve.h"

enum { ENT_LOTTERY_POINTS = 64 };

typedef struct ent_lottery {
    size_t size;
    size_t points[ENT_LOTTERY_POINTS]; /* of the frontier, the most likely first */
    double chances[ENT_LOTTERY_POINTS];
    double utility[ENT_SPACE_PARTIES]; /* expected, divided by denominators */
    bool exact;                        /* the chances are fractions, rounded once; false: found to `slack` */
    double slack;                      /* the logarithm of the product is at most so much below the largest */
    double raise; /* the product of gains over that of the best single package; 0 when that one is 0 */
} ent_lottery;

/* The lottery over feasible rational outcomes with the largest product of expected gains, of the parties that can gain
 * at all (Nash 1950 on a convex set). Two parties: exact, on the hull's edges. More: by adding the package that raises
 * the product most and weighing anew those found (simplicial decomposition, von Hohenbalken 1977; steps between pairs,
 * Lacoste-Julien and Jaggi 2015) until the bound `slack` is at most 1e-10, or no step in doubles helps. */
ent_status ent_nash_lottery(const ent_run *run, const ent_solver *solver, ent_lottery *out);

#endif
