/* Costs of quantities as formulas: "q^2", "(q1+q2)^2", "0.5*q*north + 3*north". Private to src/case.
 *
 * A formula is a polynomial: numbers, quantities, + - * ^ and parentheses; a number may divide. `q` is the sum of all
 * quantities, q1, q2, ... those of the participants in their order, a participant's id its own. An id with hyphens is
 * taken whole ("flood-control"); where that could also be a difference of two others it must be put in quotes, or the
 * minus between spaces. Numbers are exact; what they come to must fit two 64-bit integers. */
#ifndef ENTENTE_CASE_POLYNOMIAL_H
#define ENTENTE_CASE_POLYNOMIAL_H

#include <entente/case.h>

enum {
    ENT_POLYNOMIAL_TEXT = 4000, /* characters of a formula */
    ENT_POLYNOMIAL_DEGREE = 20,
    ENT_POLYNOMIAL_TERMS = 2000
};

typedef enum ent_polynomial_fault {
    ENT_POLYNOMIAL_GOOD,
    ENT_POLYNOMIAL_SYNTAX, /* not a formula */
    ENT_POLYNOMIAL_NAME,   /* a quantity that is not there, or one of two */
    ENT_POLYNOMIAL_SIZE,   /* more than is read: degree, terms, digits */
    ENT_POLYNOMIAL_MEMORY
} ent_polynomial_fault;

typedef struct ent_polynomial_problem {
    ent_polynomial_fault fault;
    size_t at;                    /* character of the formula, from 1 */
    char message[200], hint[120]; /* hint: "" if none */
} ent_polynomial_problem;

/* Reads a formula over the quantities of `size` participants with these ids. Terms have different powers, the highest
 * degree first, none with a coefficient of 0; they live in the arena. False, with
 * the problem, where the text is none. */
bool ent_polynomial_read(const char *text, const char *const *ids, size_t size, ent_arena *arena, ent_cost_term **terms,
                         size_t *terms_size, ent_polynomial_problem *problem);

#endif
