/* Reading tables as whole numbers. */
#include "games/tu/whole.h"

#include <float.h>

enum { SCAN_BITS = 14, MOST_EXPONENT = 1023 };

typedef struct scan {
    const ent_tu_game *game;
    double *largest; /* a block */
} scan;

static ent_status scan_block(void *context, size_t block) {
    const scan *work = context;
    size_t first = block << SCAN_BITS, size = ent_tu_size(work->game), last = first + ((size_t)1 << SCAN_BITS);
    if (last > size) last = size;
    double most[4] = {0};
    bool finite = true;
    for (size_t s = first; s < last; s++) {
        double entry = fabs(work->game->value[s]);
        finite &= entry <= DBL_MAX;
        most[s & 3] = entry > most[s & 3] ? entry : most[s & 3];
    }
    if (!finite) return ENT_INPUT;
    work->largest[block] = fmax(fmax(most[0], most[1]), fmax(most[2], most[3]));
    return ENT_OK;
}

ent_status ent_tu_largest(const ent_tu_game *game, const ent_run *run, double *largest) {
    size_t blocks = (ent_tu_size(game) >> SCAN_BITS) + 1;
    scan work = {game, ent_alloc_array(ent_run_allocator(run), blocks, sizeof(double))};
    if (work.largest == NULL) return ENT_MEMORY;
    if (ent_tu_size(game) >> SCAN_BITS << SCAN_BITS == ent_tu_size(game)) blocks--;
    ent_status status = ent_parallel(run, blocks, scan_block, &work);
    *largest = 0;
    for (size_t b = 0; b < blocks; b++)
        *largest = fmax(*largest, work.largest[b]);
    ent_free(ent_run_allocator(run), work.largest);
    return status;
}

ent_status ent_tu_whole_init(ent_tu_whole *table, const ent_tu_game *game, int bits, const ent_run *run) {
    *table = (ent_tu_whole){.game = game, .scale = 1, .exact = game->whole};
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    if (game->whole && bits >= DBL_MANT_DIG) return ENT_OK;
    double largest;
    ent_status status = ent_tu_largest(game, run, &largest);
    if (status != ENT_OK || (game->whole && largest <= ldexp(1, bits)) || !(largest > 0)) return status;
    int size;
    frexp(largest, &size); /* largest < 2^size */
    if (bits > DBL_MANT_DIG) bits = DBL_MANT_DIG;
    table->exponent = bits - size > MOST_EXPONENT ? MOST_EXPONENT : bits - size;
    table->scale = ldexp(1, table->exponent);
    table->exact = false;
    return ENT_OK;
}

void ent_tu_whole_unit(const ent_tu_whole *table, mpq_t out) {
    ent_mpq_set_ratio(out, (ent_ratio){1, table->game->denominator});
    if (table->exponent > 0) mpq_div_2exp(out, out, (mp_bitcnt_t)table->exponent);
    if (table->exponent < 0) mpq_mul_2exp(out, out, (mp_bitcnt_t)-table->exponent);
}

void ent_tu_wide_set(mpz_t out, ent_tu_wide value) {
    unsigned __int128 size = value < 0 ? 0 - (unsigned __int128)value : (unsigned __int128)value;
    const uint64_t parts[2] = {(uint64_t)size, (uint64_t)(size >> 64)};
    mpz_import(out, 2, -1, sizeof parts[0], 0, 0, parts);
    if (value < 0) mpz_neg(out, out);
}

void ent_tu_wide_addmul(mpz_t out, ent_tu_wide value, const mpz_t times) {
    mpz_t factor;
    mpz_init(factor);
    ent_tu_wide_set(factor, value);
    mpz_addmul(out, factor, times);
    mpz_clear(factor);
}

void ent_tu_whole_finish(const ent_tu_whole *table, ent_allocation *out) {
    mpq_t unit;
    mpq_init(unit);
    ent_tu_whole_unit(table, unit);
    for (size_t i = 0; i < out->size; i++)
        mpq_mul(out->exact[i], out->exact[i], unit);
    mpq_clear(unit);
    ent_allocation_from_exact(out);
    out->is_exact = table->exact;
}

void ent_tu_whole_normalise(const ent_tu_whole *table, ent_allocation *out) {
    mpq_t grand;
    mpq_init(grand);
    ent_tu_entry(table->game, ent_tu_grand(table->game), grand);
    out->is_exact = true; /* the fractions are what has been read from the table, rounded or not */
    ent_allocation_scale(out, grand);
    out->is_exact = table->exact;
    mpq_clear(grand);
}

/* ---- entries on demand -------------------------------------------------------------------------------- */

static void fill_whole(const void *context, size_t first, size_t size, int64_t *out) {
    const ent_tu_whole *table = context;
    const double *value = table->game->value + first, scale = table->scale;
    for (size_t s = 0; s < size; s++)
        out[s] = llrint(value[s] * scale);
}

ent_tu_source ent_tu_whole_source(const ent_tu_whole *table) {
    return (ent_tu_source){fill_whole, table};
}

void ent_tu_join_masks(const ent_coalition_mask *groups, unsigned bits, ent_coalition_mask *low) {
    low[0] = 0;
    for (unsigned g = 0; g < bits; g++)
        for (size_t s = 0; s < (size_t)1 << g; s++)
            low[((size_t)1 << g) + s] = low[s] | groups[g];
}

void ent_tu_joined_init(ent_tu_joined *joined, const ent_tu_whole *table, const ent_coalition_mask *groups,
                        unsigned players) {
    *joined = (ent_tu_joined){.table = table, .players = players};
    for (unsigned g = 0; g < players; g++)
        joined->group[g] = groups[g];
    ent_tu_join_masks(groups, players < ENT_TU_BLOCK_BITS ? players : ENT_TU_BLOCK_BITS, joined->low);
}

static void fill_joined(const void *context, size_t first, size_t size, int64_t *out) {
    const ent_tu_joined *joined = context;
    ent_coalition_mask base = 0;
    for (unsigned g = 0; g < joined->players; g++)
        if (first >> g & 1) base |= joined->group[g];
    for (size_t s = 0; s < size; s++)
        out[s] = ent_tu_whole_at(joined->table, base | joined->low[s]);
}

ent_tu_source ent_tu_joined_source(const ent_tu_joined *joined) {
    return (ent_tu_source){fill_joined, joined};
}
