/* An allocation: what each of several players pays or gets, as doubles and, where it is known exactly, as fractions.
 * The result of every rule in this room. */
#ifndef ENT_GAMES_ALLOCATION_H
#define ENT_GAMES_ALLOCATION_H

#include <entente/base.h>
#include <gmp.h>

typedef struct ent_allocation {
    size_t size;
    double *value; /* always; where `is_exact`, the double nearest to the fraction */
    mpq_t *exact;  /* as many fractions; they mean something only where `is_exact` */
    bool is_exact;
    bool exists; /* false: the rule gives nothing here (no core, no tau value, ...), with a status of ENT_OK */
} ent_allocation;

/* Room for `size` players, all zero, not exact, not existing. ENT_MEMORY leaves an allocation that may be freed. */
ent_status ent_allocation_init(ent_allocation *allocation, size_t size);
void ent_allocation_free(ent_allocation *allocation); /* also of one that is all zero bytes */
/* The values from the fractions; the allocation then exists and is exact. */
void ent_allocation_from_exact(ent_allocation *allocation);
/* Sum of the fractions (where exact) or, in order, of the doubles. */
void ent_allocation_sum(const ent_allocation *allocation, mpq_t out);
/* In the same proportions, adding up to `total`; it does not exist where it adds up to 0. */
void ent_allocation_scale(ent_allocation *allocation, const mpq_t total);

/* Fractions from what a case holds. */
void ent_mpq_set_ratio(mpq_t out, ent_ratio ratio);
/* The double nearest to a fraction, ties to even, also where numerator and denominator are large. */
double ent_mpq_value(const mpq_t value);

#endif
