/* One blocked pass that adds up a table by size of coalition.
 *
 * Players are split in three: the first 9 (a block), the next 8 (a chunk of blocks), and the rest. In a chunk, blocks
 * whose own part has the same size are added entry by entry, which gives the sums for the players of the block; and
 * each block is added up by size on its own, which gives those for the players of the chunk. So an entry costs two
 * additions, whatever the number of players. Entries are at most 2^56: 70 (the most blocks of one size) or 126 of them
 * (the most coalitions of one size in a block) fit 63 bits. Chunks then are added in 128 bits. */
#include "games/tu/sums.h"

enum { CHUNK_BITS = 8, CHUNK = 1 << CHUNK_BITS, MOST_GROUPS = 256 };

typedef struct pass {
    ent_tu_source source;
    unsigned players, block_bits, chunk_bits, group_bits; /* of the blocks in a chunk, of the chunks in a group */
    ent_tu_sums *groups;
} pass;

/* ---- a block ------------------------------------------------------------------------------------------ */

/* Sums by size over eight neighbours, whose last three players come in all combinations. */
static inline void add_eight(const int64_t *e, int64_t *by_size) {
    by_size[0] += e[0];
    by_size[1] += e[1] + e[2] + e[4];
    by_size[2] += e[3] + e[5] + e[6];
    by_size[3] += e[7];
}

static inline unsigned size_of(size_t coalition) {
    return (unsigned)__builtin_popcountll(coalition);
}

static void block_by_size(const int64_t *block, size_t size, const uint8_t *sizes, int64_t *by_size) {
    for (unsigned k = 0; k <= ENT_TU_BLOCK_BITS; k++)
        by_size[k] = 0;
    if (size < 8) {
        for (size_t s = 0; s < size; s++)
            by_size[sizes[s]] += block[s];
        return;
    }
    for (size_t s = 0; s < size; s += 8)
        add_eight(block + s, by_size + sizes[s >> 3]);
}

void ent_tu_sums_spread(const int64_t *block, unsigned bits, ent_tu_wide *total, ent_tu_wide *with, size_t stride) {
    for (size_t s = 0; s < (size_t)1 << bits; s++) {
        unsigned size = size_of(s);
        total[size] += block[s];
        for (size_t rest = s; rest != 0; rest &= rest - 1)
            with[(size_t)__builtin_ctzll(rest) * stride + size] += block[s];
    }
}

/* ---- a chunk ------------------------------------------------------------------------------------------ */

typedef struct chunk_work {
    int64_t block[ENT_TU_BLOCK];
    int64_t level[CHUNK_BITS + 1][ENT_TU_BLOCK]; /* sum of the blocks whose part has a size */
    int64_t by_size[CHUNK][ENT_TU_BLOCK_BITS + 1];
    uint8_t sizes[ENT_TU_BLOCK];
} chunk_work;

static void add_block(chunk_work *work, size_t size, size_t part) {
    int64_t *restrict level = work->level[size_of(part)];
    const int64_t *restrict block = work->block;
    for (size_t s = 0; s < size; s++)
        level[s] += block[s];
    block_by_size(block, size, work->sizes, work->by_size[part]);
}

/* The sums of a chunk whose other players, `rest`, are in all its coalitions or in none. */
static void add_chunk(const pass *work, chunk_work *chunk, size_t rest, ent_tu_sums *out) {
    const unsigned low = work->block_bits, middle = work->chunk_bits, outside = size_of(rest);
    ent_tu_wide total[ENT_TU_BLOCK_BITS + CHUNK_BITS + 1] = {0};
    for (unsigned level = 0; level <= middle; level++)
        ent_tu_sums_spread(chunk->level[level], low, total + level, out->with[0] + level + outside, ENT_TU_PLAYERS + 1);
    for (size_t part = 0; part < (size_t)1 << middle; part++)
        for (size_t members = part; members != 0; members &= members - 1) {
            ent_tu_wide *with = out->with[low + (unsigned)__builtin_ctzll(members)] + size_of(part) + outside;
            for (unsigned k = 0; k <= low; k++)
                with[k] += chunk->by_size[part][k];
        }
    for (unsigned k = 0; k <= low + middle; k++) {
        out->total[k + outside] += total[k];
        for (size_t members = rest; members != 0; members &= members - 1)
            out->with[low + middle + (unsigned)__builtin_ctzll(members)][k + outside] += total[k];
    }
}

static ent_status add_group(void *context, size_t group) {
    const pass *work = context;
    const size_t block = (size_t)1 << work->block_bits, parts = (size_t)1 << work->chunk_bits;
    chunk_work chunk; /* some 60 KB */
    for (size_t s = 0; s < ENT_TU_BLOCK; s++)
        chunk.sizes[s] = (uint8_t)size_of(s);
    for (size_t c = 0; c < (size_t)1 << work->group_bits; c++) {
        const size_t rest = (group << work->group_bits) + c;
        for (unsigned level = 0; level <= CHUNK_BITS; level++)
            for (size_t s = 0; s < block; s++)
                chunk.level[level][s] = 0;
        for (size_t part = 0; part < parts; part++) {
            work->source.fill(work->source.context, ((rest << work->chunk_bits) + part) << work->block_bits, block,
                              chunk.block);
            add_block(&chunk, block, part);
        }
        add_chunk(work, &chunk, rest, &work->groups[group]);
    }
    return ENT_OK;
}

/* ---- all ---------------------------------------------------------------------------------------------- */

ent_status ent_tu_sums_find(ent_tu_source source, unsigned players, const ent_run *run, ent_tu_sums **out) {
    pass work = {.source = source, .players = players};
    work.block_bits = players < ENT_TU_BLOCK_BITS ? players : ENT_TU_BLOCK_BITS;
    work.chunk_bits = players - work.block_bits < CHUNK_BITS ? players - work.block_bits : CHUNK_BITS;
    size_t groups = (size_t)1 << (players - work.block_bits - work.chunk_bits);
    while (groups > MOST_GROUPS) {
        groups /= 2;
        work.group_bits++;
    }
    work.groups = ent_alloc_array(ent_run_allocator(run), groups, sizeof *work.groups);
    if (work.groups == NULL) return ENT_MEMORY;
    ent_status status = ent_parallel(run, groups, add_group, &work);
    for (size_t g = 1; g < groups; g++)
        for (unsigned k = 0; k <= players; k++) {
            work.groups[0].total[k] += work.groups[g].total[k];
            for (unsigned i = 0; i < players; i++)
                work.groups[0].with[i][k] += work.groups[g].with[i][k];
        }
    if (status == ENT_OK)
        *out = work.groups;
    else
        ent_free(ent_run_allocator(run), work.groups);
    return status;
}

/* A coalition of size s with a player counts (s-1)! (n-s)!, one without s! (n-s-1)! less. */
void ent_tu_sums_shapley(const ent_tu_sums *sums, unsigned players, unsigned player, mpz_t out) {
    mpz_t weight, factor;
    mpz_inits(weight, factor, NULL);
    mpz_set_ui(out, 0);
    for (unsigned s = 0; s < players; s++) { /* of the others who were there before */
        mpz_fac_ui(weight, s);
        mpz_fac_ui(factor, players - 1 - s);
        mpz_mul(weight, weight, factor);
        ent_tu_wide_addmul(out, sums->with[player][s + 1] - (sums->total[s] - sums->with[player][s]), weight);
    }
    mpz_clears(weight, factor, NULL);
}

void ent_tu_sums_banzhaf(const ent_tu_sums *sums, unsigned players, unsigned player, mpz_t out) {
    ent_tu_wide sum = 0;
    for (unsigned s = 0; s < players; s++)
        sum += sums->with[player][s + 1] - (sums->total[s] - sums->with[player][s]);
    ent_tu_wide_set(out, sum);
}
