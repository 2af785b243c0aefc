/* Dividends: each player in turn, its half of the table less the other half. The first players are done together on
 * stretches of memory that fit the cache; then the others eight at a time, on columns of such rows. */
#include "games/tu/moebius.h"

#include "games/tu/shapley.h"
#include "games/tu/whole.h"

enum { ROW_BITS = 6, FIRST_BITS = 13, NEXT_BITS = 8 };

/* Players from .. from + bits - 1. A tile has one row of 2^row entries for each coalition of them. */
typedef struct stage {
    double *value;
    unsigned from, bits, row;
} stage;

static void subtract(double *restrict with, const double *restrict without, size_t size) {
    for (size_t c = 0; c < size; c++)
        with[c] -= without[c];
}

static ent_status do_tile(void *context, size_t tile) {
    const stage *work = context;
    const size_t columns = (size_t)1 << (work->from - work->row), row = (size_t)1 << work->row;
    double *first = work->value + ((tile / columns) << (work->from + work->bits)) + ((tile % columns) << work->row);
    for (unsigned i = 0; i < work->bits; i++) {
        const size_t half = (size_t)1 << i;
        for (size_t s = 0; s < (size_t)1 << work->bits; s += 2 * half) {
            if (work->from == 0) {
                subtract(first + s + half, first + s, half);
                continue;
            }
            for (size_t t = s; t < s + half; t++)
                subtract(first + ((t + half) << work->from), first + (t << work->from), row);
        }
    }
    return ENT_OK;
}

ent_status ent_tu_moebius(double *value, unsigned players, const ent_run *run) {
    ent_status status = ENT_OK;
    for (unsigned from = 0; from < players && status == ENT_OK;) {
        stage work = {.value = value, .from = from, .row = from < ROW_BITS ? from : ROW_BITS};
        unsigned most = from == 0 ? FIRST_BITS : NEXT_BITS;
        work.bits = players - from < most ? players - from : most;
        status = ent_parallel(run, (size_t)1 << (players - work.bits - work.row), do_tile, &work);
        from += work.bits;
    }
    return status;
}

/* ---- dividends ---------------------------------------------------------------------------------------- */

typedef struct units {
    const double *from;
    double *to;
    double denominator;
    size_t size;
} units;

enum { COPY_BITS = 14 };

static ent_status copy_block(void *context, size_t block) {
    const units *work = context;
    size_t last = (block + 1) << COPY_BITS;
    if (last > work->size) last = work->size;
    for (size_t s = block << COPY_BITS; s < last; s++)
        work->to[s] = work->from[s] / work->denominator;
    return ENT_OK;
}

static ent_status copy_over(const double *from, double *to, int64_t denominator, size_t size, const ent_run *run) {
    units work = {from, to, (double)denominator, size};
    return ent_parallel(run, ((size - 1) >> COPY_BITS) + 1, copy_block, &work);
}

ent_status ent_tu_dividends(const ent_tu_game *game, const ent_run *run, double *dividend, bool *exact) {
    double largest;
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    ent_status status = ent_tu_largest(game, run, &largest);
    if (status == ENT_OK) status = copy_over(game->value, dividend, 1, ent_tu_size(game), run);
    if (status == ENT_OK) status = ent_tu_moebius(dividend, game->players, run);
    if (status == ENT_OK) status = copy_over(dividend, dividend, game->denominator, ent_tu_size(game), run);
    if (exact != NULL)
        *exact = game->whole && ldexp(largest, (int)game->players) <= 0x1p53 && game->denominator <= INT64_C(1) << 53;
    return status;
}
