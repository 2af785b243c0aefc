/* Equal area: the point at which the packages better for the one party take up as much of the plane as those better
 * for the other. The set is what lies between no deal and some point of the frontier (free disposal), as it is: a
 * staircase, without lotteries. */
#include "space/score.h"

#include <float.h>
#include <math.h>

static ent_wide utility_of(const ent_solver *solver, size_t point, size_t i) {
    return solver->frontier->utility[2 * point + i];
}

/* The strip between points k and k + 1 that lies beyond k + 1 for the first party: width times height. */
static void first_strip(const ent_solver *solver, size_t k, ent_wide *width, ent_wide *height) {
    *width = utility_of(solver, k, 0) - utility_of(solver, k + 1, 0);
    *height = ent_gain(solver, k, 1);
}

/* The strip between points k and k + 1 that lies beyond k for the second party. */
static void second_strip(const ent_solver *solver, size_t k, ent_wide *width, ent_wide *height) {
    *width = ent_gain(solver, k + 1, 0);
    *height = utility_of(solver, k + 1, 1) - utility_of(solver, k, 1);
}

void ent_area_prepare(const ent_solver *solver, ent_aim *aim) {
    aim->at = 0;
    aim->first = aim->second = aim->all_second = 0;
    for (size_t k = 0; k + 1 < solver->frontier->size; k++) {
        ent_wide width, height;
        second_strip(solver, k, &width, &height);
        aim->all_second += (long double)width * (long double)height;
    }
}

ent_score ent_area_rough(const ent_solver *solver, ent_aim *aim, size_t point) {
    if (point < aim->at) {
        aim->at = 0;
        aim->first = aim->second = 0;
    }
    for (; aim->at < point; aim->at++) {
        ent_wide width, height;
        first_strip(solver, aim->at, &width, &height);
        aim->first += (long double)width * (long double)height;
        second_strip(solver, aim->at, &width, &height);
        aim->second += (long double)width * (long double)height;
    }
    const long double size = (long double)solver->frontier->size;
    return (ent_score){-fabsl(aim->first - (aim->all_second - aim->second)),
                       (aim->first + 2 * aim->all_second) * (size + 8) * LDBL_EPSILON};
}

void ent_area_exact(const ent_solver *solver, const ent_aim *aim, size_t point, mpq_t out) {
    mpz_t width, height;
    mpz_inits(width, height, NULL);
    mpq_set_ui(out, 0, 1);
    (void)aim;
    for (size_t k = 0; k + 1 < solver->frontier->size; k++) {
        ent_wide w, h;
        if (k < point)
            first_strip(solver, k, &w, &h);
        else
            second_strip(solver, k, &w, &h);
        ent_wide_to_mpz(width, w);
        ent_wide_to_mpz(height, k < point ? h : -h);
        mpz_addmul(mpq_numref(out), width, height);
    }
    mpz_abs(mpq_numref(out), mpq_numref(out));
    mpz_neg(mpq_numref(out), mpq_numref(out));
    mpz_clears(width, height, NULL);
}
