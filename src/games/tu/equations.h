/* Linear equations in fractions. */
#ifndef ENT_GAMES_TU_EQUATIONS_H
#define ENT_GAMES_TU_EQUATIONS_H

#include <entente/base.h>
#include <gmp.h>

/* Solves rows x columns equations (a row: the coefficients and the right side) by Gauss and Jordan in fractions; rows
 * are overwritten. False where they contradict one another or leave something open. */
bool ent_equations_solve(mpq_t *rows, size_t rows_size, size_t columns, mpq_t *out);

#endif
