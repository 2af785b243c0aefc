/* A cost that is a function of quantities, and rules that divide it.
 *
 * The cost of quantities q with total T is fixed + sum of coefficient x T^power x product of q_i^powers_i + the
 * straight lines between points of T. Nothing bought costs nothing; constant terms, and what the lines start from at T
 * = 0, are fixed: paid once anything is bought. Exact throughout.
 *
 * Every function: ENT_INPUT where a quantity is negative or a point does not lie to the right of the one before;
 * ENT_LIMIT where a term has a degree beyond ENT_QUANTITY_DEGREE. `run` and `why` may be NULL. */
#ifndef ENT_GAMES_DIVISION_COST_FUNCTION_H
#define ENT_GAMES_DIVISION_COST_FUNCTION_H

#include "games/division/fractions.h"

enum { ENT_QUANTITY_DEGREE = 64 };

typedef struct ent_cost_monomial {
    mpq_srcptr coefficient;
    unsigned power;         /* of the total */
    const unsigned *powers; /* of each quantity; NULL: all 0 */
} ent_cost_monomial;

typedef struct ent_quantity_cost {
    size_t size;       /* parties */
    mpq_srcptr demand; /* what each buys, >= 0 */
    const ent_cost_monomial *terms;
    size_t terms_size;
    mpq_srcptr at,
        cost; /* points of the lines, by rising total; before the first, a line from (0, 0); the last goes on */
    size_t points_size; /* 0: no lines */
    mpq_srcptr fixed;   /* NULL: none */
} ent_quantity_cost;

/* What quantities (as many as parties) cost. */
ent_status ent_quantity_cost_of(const ent_quantity_cost *function, mpq_srcptr quantities, mpq_ptr out);
/* Whether it is written as a function of the total alone: no term has powers of single quantities. */
bool ent_quantity_cost_of_total(const ent_quantity_cost *function);

typedef ent_status ent_quantity_rule_function(const ent_quantity_cost *function, const ent_run *run,
                                              ent_allocation *out, ent_division_why *why);

/* Serial cost sharing: everybody shares equally in the cost of what the smallest buys, all but the smallest in what the
 * next buys beyond, and so on. Nobody pays for what others want beyond one's own quantity. Moulin and Shenker 1992,
 * Econometrica 60: 1009-1037. Where single quantities have powers (goods that are not one and the same): the extension
 * of Friedman and Moulin 1999, Journal of Economic Theory 87: 275-312, marginal costs along the path min(t, q); it
 * needs quantities in comparable units. Fixed costs: in equal parts among those who buy. */
ent_quantity_rule_function ent_quantity_serial;
/* Aumann-Shapley prices: the marginal cost of each good averaged over all scales of production, times its quantity. Of
 * one total it is the average cost. A fixed cost has no marginal cost: it follows the shares of the variable cost
 * (Mirman, Samet and Tauman 1983, Bell Journal of Economics 14: 139-151). Billera and Heath 1982; Mirman and Tauman
 * 1982, Mathematics of Operations Research 7: 32-56. */
ent_quantity_rule_function ent_quantity_aumann_shapley;
/* In proportion to quantities. */
ent_quantity_rule_function ent_quantity_average;

typedef struct ent_quantity_rule {
    const char *id; /* "serial" */
    ent_quantity_rule_function *compute;
} ent_quantity_rule;

extern const ent_quantity_rule ent_quantity_rules[];
extern const size_t ent_quantity_rules_size;

/* What each adds when they come in this order (a permutation, else ENT_INPUT). */
ent_status ent_quantity_incremental(const ent_quantity_cost *function, const size_t *order, const ent_run *run,
                                    ent_allocation *out);

/* The cost of each coalition's own quantities as a table for games/tu: value[S], 2^size of them, in units of
 * 1/denominator; *whole where all are whole numbers of at most 2^53 in size, else denominator is 1 and they are rounded
 * to the nearest double. ENT_LIMIT: more than ENT_QUANTITY_TABLE_PARTIES. */
enum { ENT_QUANTITY_TABLE_PARTIES = 20 };
ent_status ent_quantity_table(const ent_quantity_cost *function, const ent_run *run, double *value, bool *whole,
                              int64_t *denominator);

#endif
