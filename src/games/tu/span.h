/* The space that characteristic vectors of coalitions span, and whether another coalition lies in it, at the price of
 * one addition a coalition.
 *
 * A vector z, drawn at random from the orthogonal complement, is 0 on exactly the coalitions of the span, but for a
 * chance of 2^-61 each. Arithmetic is modulo the prime 2^61 - 1; for up to 30 players no minor of a matrix of zeros and
 * ones is as large (Hadamard 1893), so that ranks are those over the rationals. */
#ifndef ENT_GAMES_TU_SPAN_H
#define ENT_GAMES_TU_SPAN_H

#include <entente/base.h>

#define ENT_SPAN_PRIME ((UINT64_C(1) << 61) - 1)

typedef struct ent_span {
    size_t players, rank;
    uint64_t *rows; /* rank rows of `players` residues, reduced, each with a pivot of 1 */
    size_t *pivot;
    uint64_t *hash; /* z, a residue a player */
    uint64_t *work;
    uint64_t draws; /* how many vectors z were drawn */
    const ent_allocator *allocator;
} ent_span;

/* The span of the coalition of all players. */
ent_status ent_span_init(ent_span *span, size_t players, const ent_allocator *allocator);
void ent_span_free(ent_span *span); /* also of one that is all zero bytes */
/* Adds a coalition by its members; false where it lies in the span already. */
bool ent_span_add(ent_span *span, const uint32_t *members, size_t size);

/* a + b for residues, either of them perhaps the prime itself. */
static inline uint64_t ent_span_sum(uint64_t a, uint64_t b) {
    uint64_t sum = a + b;
    return sum >= ENT_SPAN_PRIME ? sum - ENT_SPAN_PRIME : sum;
}

/* Whether the coalition lies in the span. */
static inline bool ent_span_has(const ent_span *span, const uint32_t *members, size_t size) {
    uint64_t sum = 0;
    for (size_t k = 0; k < size; k++)
        sum = ent_span_sum(sum, span->hash[members[k]]);
    return sum == 0;
}

#endif
