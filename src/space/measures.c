/* Opposition and other measures of the whole situation. */
#include "space/measures.h"

#include <math.h>

bool ent_opposition(const ent_solver *solver, double *out) {
    const ent_frontier *frontier = solver->frontier;
    long double least = INFINITY;
    for (size_t i = 0; i < solver->space->parties; i++)
        if (solver->largest[i] == 0) return false;
    for (size_t point = 0; point < frontier->size; point++) {
        long double sum = 0;
        for (size_t i = 0; i < solver->space->parties; i++) {
            const ent_wide missing = solver->largest[i] - frontier->utility[point * frontier->dimensions + i];
            const long double share = (long double)missing / (long double)solver->largest[i];
            sum += share * share;
        }
        least = fminl(least, sum);
    }
    *out = (double)sqrtl(least);
    return true;
}
