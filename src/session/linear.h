/* Small systems of linear equations. Private to the equilibrium. */
#ifndef ENT_SESSION_LINEAR_H
#define ENT_SESSION_LINEAR_H

#include <stddef.h>

/* Gauss with partial pivoting: right becomes the solution, the matrix (size x size, by row) is used up. A singular
 * matrix gives numbers that are not finite. */
void ent_linear_solve(size_t size, double *matrix, double *right);

#endif
