/* What the files on markets share. */
#ifndef ENT_GAMES_STRUCTURED_MARKET_PRIVATE_H
#define ENT_GAMES_STRUCTURED_MARKET_PRIVATE_H

#include "games/structured/market.h"
#include "games/structured/numbers.h"

/* A market as a square of whole numbers: sellers are rows, buyers columns, filled up with players who are worth
 * nothing. */
typedef struct ent_market_square {
    uint32_t players;
    size_t size;
    bool *buyer;
    uint32_t *line;   /* of each player its row or column */
    uint32_t *row_of; /* the seller of a row, ENT_MARKET_ALONE for one who fills up */
    uint32_t *column_of;
    mpz_t scale;         /* weights are in units of 1/scale */
    ent_mpz_list weight; /* size x size, at least 0 */
    size_t *column;      /* the best matching, once solved */
    const ent_allocator *allocator;
} ent_market_square;

/* `x`: NULL, or fractions, one a player, that the scale shall make whole too. On failure the square may be freed. */
ent_status ent_market_square_init(ent_market_square *square, const ent_market *game, mpq_srcptr x, const ent_run *run);
ent_status ent_market_square_solve(ent_market_square *square, const ent_run *run);
void ent_market_square_free(ent_market_square *square);

static inline mpz_ptr ent_market_weight(const ent_market_square *square, size_t row, size_t column) {
    return square->weight.at[row * square->size + column];
}

#endif
