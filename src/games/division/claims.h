/* Claims on an amount that does not suffice for all (bankruptcy problems; O'Neill 1982, Aumann and Maschler 1985).
 *
 * Every rule gives each between nothing and the claim, and gives the whole estate away. An estate beyond the sum of all
 * claims is no problem of division: everybody gets the claim, and the rest stays (ent_claims_rest). All results are
 * exact. Surveys: Thomson 2003, Mathematical Social Sciences 45: 249-297, and 2015, 74: 41-59; rules and their
 * properties are named as there.
 *
 * Every function: ENT_INPUT where the estate or a claim is negative (nothing is diagnosed: who reads the case knows the
 * place), ENT_MEMORY, ENT_CANCELLED; `out` has room for `size`; `run` may be NULL. */
#ifndef ENT_GAMES_DIVISION_CLAIMS_H
#define ENT_GAMES_DIVISION_CLAIMS_H

#include "games/division/fractions.h"

typedef struct ent_claims_problem {
    size_t size;
    mpq_srcptr estate; /* E >= 0 */
    mpq_srcptr claims; /* `size` of them, >= 0 */
} ent_claims_problem;

typedef ent_status ent_claims_function(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out);

/* Everybody the same part of the claim. */
ent_claims_function ent_claims_proportional;
/* Constrained equal awards: min(c_i, a) with one a for all. Maimonides, 12th century. */
ent_claims_function ent_claims_cea;
/* Constrained equal losses: max(c_i - a, 0); the dual of equal awards. */
ent_claims_function ent_claims_cel;
/* Equal awards on half claims while the estate is at most half of all, equal losses on half claims beyond: the
 * nucleolus of the game. Aumann and Maschler 1985, Journal of Economic Theory 36: 195-213. */
ent_claims_function ent_claims_talmud;
/* First come, first served, averaged over all orders of arrival: the Shapley value of the game. O'Neill 1982,
 * Mathematical Social Sciences 2: 345-371. Polynomial in the claims as multiples of a common unit: counts subsets by
 * their number and sum. Where the unit is too fine for that, subset by subset, with up to ENT_RANDOM_ARRIVAL_SUBSETS
 * claims that are smaller than the estate and than what is missing. ENT_LIMIT, before the table is allocated, where
 * neither is within reach, or there are more than ENT_RANDOM_ARRIVAL_CLAIMS. */
ent_claims_function ent_claims_random_arrival;
/* Equal awards on half claims twice: for the estate up to half of all claims, and for what is beyond. Piniles 1861. */
ent_claims_function ent_claims_piniles;
/* Claims are laid on the estate so that they overlap as little as possible (as much as possible is claimed by one
 * alone, then by two alone, ...); each part goes in equal parts to those who claim it. O'Neill 1982; the form by a
 * threshold: Alcalde, Marco and Silva 2008, Social Choice and Welfare 31: 109-128. */
ent_claims_function ent_claims_minimal_overlap;
/* Equal awards on half claims; beyond half of all, everybody has half the claim and awards are as equal as that (and
 * the claims) allow. Chun, Schummer and Thomson 2001, Seoul Journal of Economics 14: 269-297. */
ent_claims_function ent_claims_constrained_egalitarian;
/* First what the others leave of the estate even if paid in full, then the rest in proportion to what is left of the
 * claims, none above the rest. Curiel, Maschler and Tijs 1987, Zeitschrift fuer Operations Research 31: A143-A159. */
ent_claims_function ent_claims_adjusted_proportional;
/* Equal losses on half claims while the estate is at most half of all, equal awards on half claims beyond. Chun,
 * Schummer and Thomson 2001. */
ent_claims_function ent_claims_reverse_talmud;

typedef struct ent_claims_rule {
    const char *id; /* "talmud" */
    ent_claims_function *compute;
} ent_claims_rule;

extern const ent_claims_rule ent_claims_rules[];
extern const size_t ent_claims_rules_size;

/* What nobody claims: max(0, E - sum of claims). */
void ent_claims_rest(const ent_claims_problem *problem, mpq_ptr out);

enum {
    ENT_RANDOM_ARRIVAL_CLAIMS = 2000,   /* most positive claims */
    ENT_RANDOM_ARRIVAL_SUBSETS = 20,    /* positive claims, subset by subset */
    ENT_RANDOM_ARRIVAL_BYTES = 1 << 29, /* most memory for the table of counts */
};
#define ENT_RANDOM_ARRIVAL_STEPS UINT64_C(20000000000) /* most additions of 64 bits to fill it */

#endif
