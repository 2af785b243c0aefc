/* Rounding that adds up: amounts to multiples of a unit whose sum is the rounded sum.
 *
 * Largest remainder (Hamilton, Hare, Niemeyer): everybody gets the multiple below, those with the largest rests one
 * unit more. Sainte-Lague (Webster) and d'Hondt (Jefferson): units go one after the other to the largest amount / (2k +
 * 1), amount / (k + 1), with k the units that one has. Exact; ties go to the first in order, and are told. Balinski and
 * Young 1982, Fair Representation. */
#ifndef ENT_GAMES_DIVISION_APPORTION_H
#define ENT_GAMES_DIVISION_APPORTION_H

#include "games/division/fractions.h"

typedef enum ent_apportion_method {
    ENT_APPORTION_LARGEST_REMAINDER, /* also of negative amounts */
    ENT_APPORTION_SAINTE_LAGUE,
    ENT_APPORTION_DHONDT,
    ENT_APPORTION_METHODS
} ent_apportion_method;

typedef struct ent_apportion_problem {
    size_t size;
    mpq_srcptr amounts;
    mpq_srcptr unit; /* > 0: 1/10000 for shares of four decimals, 1 or 1/100 for money */
    ent_apportion_method method;
} ent_apportion_problem;

typedef struct ent_apportion_report {
    bool *tied;         /* the caller's, `size` of them, or NULL: who was in a tie that the order has decided */
    mpq_ptr changed;    /* the caller's, `size` of them, or NULL: the rounded amount less the amount */
    size_t ties;        /* how many were in it; 0: no tie */
    bool total_changed; /* the sum is no multiple of the unit: it was rounded itself, half away from zero */
} ent_apportion_report;

/* Multiples of the unit that add up. `report` may be NULL. The divisor methods do not apply to negative amounts:
 * nothing then, with the reason. ENT_INPUT: the unit is not positive. */
ent_status ent_apportion(const ent_apportion_problem *problem, const ent_run *run, ent_allocation *out,
                         ent_apportion_report *report, ent_division_why *why);
/* The same into an array of fractions; *exists tells whether there is anything. */
ent_status ent_apportion_fractions(const ent_apportion_problem *problem, const ent_run *run, mpq_ptr out, bool *exists,
                                   ent_apportion_report *report, ent_division_why *why);
/* 1/10^decimals. */
void ent_apportion_unit(unsigned decimals, mpq_ptr out);

#endif
