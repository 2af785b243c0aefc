/* How a solution scores the points of a frontier: roughly with an error bound, and exactly where that does not decide.
 * Private to the files of the solutions. */
#ifndef ENT_SPACE_SCORE_H
#define ENT_SPACE_SCORE_H

#include "space/solve.h"

/* A score and a bound of its rounding error. */
typedef struct ent_score {
    long double value, error;
} ent_score;

/* What some solutions work out about the frontier before they score its points. */
typedef struct ent_aim {
    mpq_t from[ENT_SPACE_PARTIES], to[ENT_SPACE_PARTIES]; /* on the integer scales: where shares are 0, and 1 */
    bool counts[ENT_SPACE_PARTIES];                       /* to > from */
    ent_wide least[ENT_SPACE_PARTIES];                    /* `from`, rounded up */
    long double rough_from[ENT_SPACE_PARTIES], rough_to[ENT_SPACE_PARTIES];
    /* equal area: sums over the points up to `at` */
    size_t at;
    long double first, second; /* areas better for the first party and, up to there, for the second */
    long double all_second;    /* area better for the second party than the first point */
} ent_aim;

static inline ent_wide ent_gain(const ent_solver *solver, size_t point, size_t i) {
    return solver->frontier->utility[point * solver->frontier->dimensions + i] - solver->space->no_deal[i];
}

/* aim.c: the share of the way from `from` to `to` that the party with the least of it goes; -1 where a party without a
 * way falls below `from`. */
void ent_aim_init(const ent_solver *solver, ent_aim *aim);
void ent_aim_clear(const ent_solver *solver, ent_aim *aim);
void ent_aim_raiffa(const ent_solver *solver, ent_aim *aim);
void ent_aim_perles_maschler(const ent_solver *solver, ent_aim *aim);
ent_score ent_aim_rough(const ent_solver *solver, ent_aim *aim, size_t point);
void ent_aim_exact(const ent_solver *solver, const ent_aim *aim, size_t point, mpq_t out);
/* For an aim that is rounded itself: shares nearer than 1e-15 count as equal (0). */
int ent_aim_compare(const ent_solver *solver, const ent_aim *aim, size_t a, size_t b);

/* area.c: how nearly equal the areas better for either party are, turned round: the larger the better. */
void ent_area_prepare(const ent_solver *solver, ent_aim *aim);
ent_score ent_area_rough(const ent_solver *solver, ent_aim *aim, size_t point);
void ent_area_exact(const ent_solver *solver, const ent_aim *aim, size_t point, mpq_t out);

#endif
