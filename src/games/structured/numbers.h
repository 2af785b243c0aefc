/* Arrays of GMP's numbers, for the kernels of this folder. */
#ifndef ENT_GAMES_STRUCTURED_NUMBERS_H
#define ENT_GAMES_STRUCTURED_NUMBERS_H

#include <entente/base.h>
#include <gmp.h>

typedef struct ent_mpq_list {
    mpq_t *at; /* `size` fractions, all 0 at first */
    size_t size;
    const ent_allocator *allocator; /* private */
} ent_mpq_list;

typedef struct ent_mpz_list {
    mpz_t *at; /* `size` whole numbers, all 0 at first */
    size_t size;
    const ent_allocator *allocator; /* private */
} ent_mpz_list;

/* False when memory fails; they may then be freed. */
bool ent_mpq_list_init(ent_mpq_list *list, const ent_run *run, size_t size);
void ent_mpq_list_free(ent_mpq_list *list); /* also of one that is all zero bytes */
bool ent_mpz_list_init(ent_mpz_list *list, const ent_run *run, size_t size);
void ent_mpz_list_free(ent_mpz_list *list);

/* Multiplies `common` by what the denominators of numbers[0..size) still lack. */
void ent_mpq_denominator(mpq_srcptr numbers, size_t size, mpz_t common);
/* number x common, which must be whole. */
void ent_mpq_scale(mpq_srcptr number, mpz_srcptr common, mpz_ptr out);
/* Whether one of them is below 0. */
bool ent_mpq_negative(mpq_srcptr numbers, size_t size);
/* 0 to size - 1 by rising number, equal ones by index. False when memory fails. */
bool ent_mpq_order(mpq_srcptr numbers, size_t size, const ent_run *run, size_t *order);
/* number / count to `out`. */
void ent_mpq_part(mpq_srcptr number, uint64_t count, mpq_ptr out);
void ent_mpq_set_count(mpq_ptr out, uint64_t number);

#endif
