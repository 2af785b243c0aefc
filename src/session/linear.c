/* Gauss with partial pivoting. */
#include "session/linear.h"

#include <math.h>

void ent_linear_solve(size_t size, double *matrix, double *right) {
    for (size_t k = 0; k < size; k++) {
        size_t pivot = k;
        for (size_t i = k + 1; i < size; i++)
            if (fabs(matrix[i * size + k]) > fabs(matrix[pivot * size + k])) pivot = i;
        for (size_t j = 0; j < size; j++) {
            const double swap = matrix[k * size + j];
            matrix[k * size + j] = matrix[pivot * size + j];
            matrix[pivot * size + j] = swap;
        }
        const double swap = right[k];
        right[k] = right[pivot];
        right[pivot] = swap;
        for (size_t i = k + 1; i < size; i++) {
            const double times = matrix[i * size + k] / matrix[k * size + k];
            for (size_t j = k; j < size; j++)
                matrix[i * size + j] -= times * matrix[k * size + j];
            right[i] -= times * right[k];
        }
    }
    for (size_t k = size; k-- > 0;) {
        for (size_t j = k + 1; j < size; j++)
            right[k] -= matrix[k * size + j] * right[j];
        right[k] /= matrix[k * size + k];
    }
}
