/* Parts of a cost of quantities. Private to this folder. */
#ifndef ENT_GAMES_DIVISION_COST_QUANTITIES_H
#define ENT_GAMES_DIVISION_COST_QUANTITIES_H

#include "games/division/cost_function.h"

/* Checks the function and its demand; `out` (may be NULL) does not exist from here on. */
ent_status quantity_start(const ent_quantity_cost *function, const ent_run *run, ent_allocation *out);
void quantity_power(mpq_ptr out, mpq_srcptr value, unsigned power);
unsigned quantity_degree(const ent_quantity_cost *function, const ent_cost_monomial *term);
/* The cost of quantities that were checked. */
void quantity_evaluate(const ent_quantity_cost *function, mpq_srcptr quantities, mpq_ptr out);
/* That of one term, of the lines; what is paid once anything is bought. */
void quantity_term(const ent_quantity_cost *function, const ent_cost_monomial *term, mpq_srcptr quantities,
                   mpq_srcptr total, mpq_ptr out);
void quantity_lines(const ent_quantity_cost *function, mpq_srcptr total, mpq_ptr out);
void quantity_fixed(const ent_quantity_cost *function, mpq_ptr out);

#endif
