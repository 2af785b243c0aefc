/* Rules for joint costs that need only a few numbers a party: what it costs alone, what all cost, what all cost without
 * it. The separable (marginal) cost of i is c(N) - c(N without i); what the separable costs leave of c(N) is the
 * non-separable cost. Exact. Straffin and Heaney 1981, International Journal of Game Theory 10: 35-43; Young, Okada and
 * Hashimoto 1982, Water Resources Research 18: 463-475.
 *
 * Every function: where it would divide by zero, or weigh with numbers of both signs, `out` does not exist and `why`
 * (may be NULL) says so. `run` may be NULL. ENT_INPUT: the numbers that the rule needs are not there. */
#ifndef ENT_GAMES_DIVISION_COST_RULES_H
#define ENT_GAMES_DIVISION_COST_RULES_H

#include "games/division/fractions.h"

typedef struct ent_cost_problem {
    size_t size;
    mpq_srcptr total;    /* c(N) */
    mpq_srcptr alone;    /* c(i), one a party */
    mpq_srcptr without;  /* c(N without i), one a party */
    mpq_srcptr benefits; /* what it is worth to each, for SCRB; NULL: at least what it costs alone */
    mpq_srcptr units;    /* units, use, off-take; NULL: none */
} ent_cost_problem;

typedef ent_status ent_cost_function_of_few(const ent_cost_problem *problem, const ent_run *run, ent_allocation *out,
                                            ent_division_why *why);

ent_cost_function_of_few ent_cost_equal;
/* Separable cost, and the non-separable in proportion to the remaining benefit: min(benefit, c(i)) - separable cost. */
ent_cost_function_of_few ent_cost_scrb;
/* The same with what each avoids to spend alone, c(i) - separable cost, whatever the benefits. */
ent_cost_function_of_few ent_cost_alternate_avoided;
ent_cost_function_of_few ent_cost_stand_alone; /* in proportion to c(i) */
ent_cost_function_of_few ent_cost_marginal;    /* in proportion to separable cost */
ent_cost_function_of_few ent_cost_units;       /* in proportion to units */

typedef struct ent_cost_rule {
    const char *id; /* "scrb" */
    ent_cost_function_of_few *compute;
} ent_cost_rule;

extern const ent_cost_rule ent_cost_rules[];
extern const size_t ent_cost_rules_size;

/* What each adds when they come in an order: order[k] pays chain[k + 1] - chain[k]. `order` is a permutation of
 * 0..size-1 (else ENT_INPUT), chain[k] the cost of the first k, size + 1 of them. */
ent_status ent_cost_incremental(size_t size, const size_t *order, mpq_srcptr chain, const ent_run *run,
                                ent_allocation *out);
/* Separable costs, one a party; returns nothing but them. */
void ent_cost_separable(const ent_cost_problem *problem, mpq_ptr out);

#endif
