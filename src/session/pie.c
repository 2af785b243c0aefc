/* Closed forms: one pie, and one stage played again and again. */
#include "session/equilibrium.h"
#include "session/linear.h"

#include <math.h>

ent_patience ent_patience_times(ent_patience a, ent_patience b) {
    ent_patience product = {.value = a.value * b.value};
    product.exact = a.exact && b.exact && ent_ratio_multiply(a.ratio, b.ratio, &product.ratio);
    if (product.exact) product.value = ent_ratio_value(product.ratio);
    return product;
}

void ent_pie_two(const double factor[2], double share[2]) {
    const double rest = 1 - factor[0] * factor[1];
    share[0] = (1 - factor[1]) / rest;
    share[1] = factor[1] * (1 - factor[0]) / rest;
}

/* Let X_j be what j gets as proposer. Its k-th predecessor must offer it D_j^k X_j, as k refusals would make it the
 * proposer. The pie is used up: X_i + sum over k = 1 .. n-1 of D_(i+k)^k X_(i+k) = 1, for each i. */
void ent_pie_stationary(size_t parties, const double *factor, double *share) {
    double matrix[ENT_SPACE_PARTIES * ENT_SPACE_PARTIES], as_proposer[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < parties; i++) {
        as_proposer[i] = 1;
        for (size_t k = 0; k < parties; k++) {
            const size_t j = (i + k) % parties;
            matrix[i * parties + j] = share[i * parties + j] = pow(factor[j], (double)k);
        }
    }
    ent_linear_solve(parties, matrix, as_proposer);
    for (size_t k = 0; k < parties * parties; k++)
        share[k] *= as_proposer[k % parties];
}

double ent_repetition_threshold(double concede, double hold, double punish) {
    if (hold <= concede) return 0;
    if (concede <= punish) return NAN;
    return (hold - concede) / (hold - punish);
}
