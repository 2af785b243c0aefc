/* Arrays of fractions, and why a rule gives nothing: what the kernels of this folder share.
 *
 * Kernels read arrays of fractions as `mpq_srcptr` (the first of `size` that stand side by side, borrowed; &array[i] is
 * the i-th) and write them into an ent_allocation. All they compute is exact. */
#ifndef ENT_GAMES_DIVISION_FRACTIONS_H
#define ENT_GAMES_DIVISION_FRACTIONS_H

#include "games/allocation.h"

typedef struct ent_fractions {
    size_t size;
    mpq_ptr at; /* &at[i] is the i-th */
    const ent_allocator *allocator;
} ent_fractions;

/* So many zeros. ENT_MEMORY leaves something that may be freed. */
ent_status ent_fractions_init(ent_fractions *fractions, const ent_allocator *allocator, size_t size);
void ent_fractions_free(ent_fractions *fractions); /* also of one that is all zero bytes */
void ent_fractions_sum(size_t size, mpq_srcptr values, mpq_ptr out);
void ent_fractions_copy(mpq_ptr to, mpq_srcptr from, size_t size);
/* 1: none is negative; -1: none is positive, and one is negative; 0: both occur. */
int ent_fractions_sign(size_t size, mpq_srcptr values);

typedef enum ent_division_reason {
    ENT_DIVISION_NONE,            /* the rule gives an allocation */
    ENT_DIVISION_FLOOR_TOO_HIGH,  /* floors add up to `is`, more than the whole, `bound` */
    ENT_DIVISION_CEILING_TOO_LOW, /* ceilings (and shares of those without a base) add up to `is`, less than `bound` */
    ENT_DIVISION_CROSSED,         /* the floor `is` is above the ceiling `bound` */
    ENT_DIVISION_NO_NEXT,         /* the next largest has no base, so that nobody would pay */
    ENT_DIVISION_LIMITS_HIGH, /* with what the limits and the floor ask at least, `is` is above the whole, `bound` */
    ENT_DIVISION_LIMITS_LOW,  /* with what the limits and the ceiling allow at most, `is` is below `bound` */
    ENT_DIVISION_NO_BASE,     /* what is to be proportional to is zero for everybody (of the part `index` of a mix) */
    ENT_DIVISION_NO_BEFORE,   /* the shares before are all zero */
    ENT_DIVISION_MIXED_SIGNS, /* it is positive for some and `is`, negative, for the party `index` */
    ENT_DIVISION_NO_UNITS,    /* no units over which a cost could be spread */
    ENT_DIVISION_REASONS
} ent_division_reason;

/* Why a rule gives nothing here. The numbers are for messages: doubles nearest to the fractions. */
typedef struct ent_division_why {
    ent_division_reason reason;
    size_t index; /* party or part that it is about; SIZE_MAX: nobody in particular */
    double is, bound;
} ent_division_why;

/* Notes a reason; `why` may be NULL, as may `is` and `bound`. */
void ent_division_because(ent_division_why *why, ent_division_reason reason, size_t index, mpq_srcptr is,
                          mpq_srcptr bound);
/* The reason in words, without numbers: "the floors together are more than the whole". Static text. */
const char *ent_division_reason_text(ent_division_reason reason);

/* total x weight / sum of weights. Without a sum (or with weights of both signs) nothing, with a reason; a total of
 * zero gives everybody zero where all weights are zero. */
ent_status ent_share_out(size_t size, mpq_srcptr total, mpq_srcptr weights, ent_allocation *out, ent_division_why *why);

/* Values in rising order, those that are equal in their own order. `out` has room for `size`; it borrows the values. */
typedef struct ent_ranked {
    mpq_srcptr value;
    size_t index;
} ent_ranked;
void ent_rank(size_t size, mpq_srcptr values, ent_ranked *out);

/* ENT_OK where `order` holds each of 0 .. size-1 once, else ENT_INPUT (or ENT_MEMORY). */
ent_status ent_permutation_check(size_t size, const size_t *order, const ent_run *run);

#endif
