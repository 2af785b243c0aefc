/* Development paid by the first buyers and recouped from all, by units; contributions in kind. Exact. */
#ifndef ENT_GAMES_DIVISION_RECOUPMENT_H
#define ENT_GAMES_DIVISION_RECOUPMENT_H

#include "games/division/fractions.h"

typedef struct ent_recoupment_problem {
    size_t size;
    mpq_srcptr cost;  /* non-recurring */
    mpq_srcptr paid;  /* by each, >= 0; NULL: nobody has paid */
    mpq_srcptr units; /* bought by each, >= 0 */
} ent_recoupment_problem;

/* Charge per unit = cost / all units. `owes`: charge x units of each, which add up to the cost. `net` (may be NULL):
 * owes less paid, negative where one gets money back; adds up to cost less what was paid: zero where that was all of
 * it. `charge` may be NULL. Without units neither exists, with the reason. ENT_INPUT: something is negative. The
 * proportionate charge of the U.S. Arms Export Control Act, section 21(e)(1)(B), and DoD Directive 2140.2. */
ent_status ent_recoup(const ent_recoupment_problem *problem, const ent_run *run, mpq_ptr charge, ent_allocation *owes,
                      ent_allocation *net, ent_division_why *why);

/* Cash due from each where some contribute in kind: weights_i / sum of weights x (cash + all in kind) - own in kind;
 * negative: it receives cash. Adds up to `cash`. */
ent_status ent_cash_due(size_t size, mpq_srcptr weights, mpq_srcptr cash, mpq_srcptr in_kind, const ent_run *run,
                        ent_allocation *out, ent_division_why *why);

#endif
