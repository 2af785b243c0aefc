/* A basis of as many independent rows as there are players, with its inverse in whole numbers: the adjugate over the
 * determinant, which stays whole when one row replaces another (Edmonds 1967; Bareiss 1968). Rows have entries 0 and 1,
 * so these numbers are small: below 2^47 for 30 players. */
#ifndef ENT_GAMES_TU_CORE_BASIS_H
#define ENT_GAMES_TU_CORE_BASIS_H

#include "games/tu/core_rows.h"

typedef struct core_basis {
    size_t size;
    int64_t *adjugate; /* adjugate[player * size + position] */
    int64_t det;       /* above 0 */
    uint32_t *row;     /* at each position */
    int bits;          /* no entry has more */
    const ent_allocator *allocator;
} core_basis;

/* The basis of single players, row i at position i. */
ent_status ent_core_basis_init(core_basis *basis, const core_rows *rows);
ent_status ent_core_basis_copy(core_basis *to, const core_basis *from); /* both of one size, made before */
void ent_core_basis_free(core_basis *basis);

/* A row as a combination of the basis: sum of alpha[position] / det times its rows. */
void ent_core_basis_alpha(const core_basis *basis, const core_rows *rows, uint32_t id, int64_t *alpha);
/* Puts a row with these alpha in a position where alpha is not 0. ENT_LIMIT where numbers would not fit: the basis is
 * then spoilt. */
ent_status ent_core_basis_replace(core_basis *basis, size_t position, uint32_t id, const int64_t *alpha);
/* The point where all rows of the basis hold with equality: at[] and far[], times det. ENT_LIMIT as above. */
ent_status ent_core_basis_point(const core_basis *basis, const core_rows *rows, core_wide *at, int64_t *far);

#endif
