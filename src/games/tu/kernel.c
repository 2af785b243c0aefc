/* The largest excess with one player and without another, for all pairs in one pass.
 *
 * Coalitions come in blocks of the first 9 players and chunks of 2^8 blocks. In a chunk the largest excess over its
 * blocks is kept for each coalition of the block's players, which gives the pairs among these; and of each block the
 * largest excess with, and without, each of its players, and of all, which gives the pairs with players of the chunk
 * and beyond. So an entry costs a few comparisons, whatever the number of pairs. */
#include "games/tu/kernel.h"

#include <string.h>

#include "games/tu/whole.h"

enum { CHUNK_BITS = 8, CHUNK = 1 << CHUNK_BITS, MOST_GROUPS_BITS = 8, WIDE_BITS = 120 };

#define NEVER (-((ent_tu_wide)1 << 126)) /* less than any excess */

/* Excesses are times * entry - sum of shares over S: in a common unit, with the sign turned for costs. */
typedef struct pass {
    const ent_tu_whole *table;
    int64_t times;
    ent_tu_wide share[ENT_TU_PLAYERS], low[ENT_TU_BLOCK];
    unsigned block_bits, chunk_bits, group_bits; /* of the chunks in a group */
    size_t groups_size;
    ent_tu_wide *groups;           /* groups x players x players */
    ent_tu_wide *surplus;          /* players x players */
    uint32_t *place;               /* as many: the first group with that surplus */
    ent_coalition_mask *attaining; /* as many */
} pass;

typedef struct largest { /* of some coalitions: of all, with and without each of the first players */
    ent_tu_wide all, with[ENT_TU_BLOCK_BITS + CHUNK_BITS], without[ENT_TU_BLOCK_BITS + CHUNK_BITS];
} largest;

static ent_tu_wide larger(ent_tu_wide a, ent_tu_wide b) {
    return a > b ? a : b;
}

static void raise_to(ent_tu_wide *value, ent_tu_wide least) {
    if (*value < least) *value = least;
}

static ent_tu_wide share_of(const ent_tu_wide *share, size_t coalition) {
    ent_tu_wide sum = 0;
    for (size_t rest = coalition; rest != 0; rest &= rest - 1)
        sum += share[__builtin_ctzll(rest)];
    return sum;
}

static ent_tu_wide excess(const pass *work, size_t coalition) {
    return (ent_tu_wide)work->times * ent_tu_whole_at(work->table, coalition) - share_of(work->share, coalition);
}

/* The excesses of a block, whose first coalition is `first`. */
static void excesses(const pass *work, size_t first, ent_tu_wide *out) {
    const ent_tu_wide outside = share_of(work->share, first);
    for (size_t s = 0; s < (size_t)1 << work->block_bits; s++)
        out[s] = (ent_tu_wide)work->times * ent_tu_whole_at(work->table, first + s) - (outside + work->low[s]);
}

/* Halves a block again and again, by its last player first. The block is used up. */
static void halve(ent_tu_wide *block, unsigned bits, largest *out) {
    for (unsigned i = bits; i-- > 0;) {
        const size_t half = (size_t)1 << i;
        out->with[i] = out->without[i] = NEVER;
        for (size_t s = 0; s < half; s++) {
            out->without[i] = larger(out->without[i], block[s]);
            out->with[i] = larger(out->with[i], block[s + half]);
            block[s] = larger(block[s], block[s + half]);
        }
    }
    out->all = block[0];
}

/* Pairs of players from .. from + bits - 1, with the largest excess of each of their coalitions. */
static void raise_pairs(const ent_tu_wide *most, unsigned bits, unsigned from, unsigned players, ent_tu_wide *pairs) {
    const size_t all = ((size_t)1 << bits) - 1;
    for (size_t s = 0; s <= all; s++)
        for (size_t in = s; in != 0; in &= in - 1)
            for (size_t out = all & ~s; out != 0; out &= out - 1)
                raise_to(pairs + (from + (size_t)__builtin_ctzll(in)) * players + from + (size_t)__builtin_ctzll(out),
                         most[s]);
}

/* Pairs of one of the first `bits` players and a player from .. from + outside - 1, those in `part` being in. */
static void raise_mixed(const largest *most, unsigned bits, size_t part, unsigned from, unsigned outside,
                        unsigned players, ent_tu_wide *pairs) {
    for (unsigned j = from; j < from + outside; j++)
        for (unsigned i = 0; i < bits; i++)
            if (part >> (j - from) & 1)
                raise_to(pairs + j * players + i, most->without[i]);
            else
                raise_to(pairs + i * players + j, most->with[i]);
}

typedef struct chunk_work {
    ent_tu_wide block[ENT_TU_BLOCK], columns[ENT_TU_BLOCK], of_block[CHUNK];
} chunk_work;

static void do_chunk(const pass *work, size_t rest, chunk_work *chunk, largest *whole, ent_tu_wide *pairs) {
    const unsigned players = work->table->game->players, low = work->block_bits, middle = work->chunk_bits;
    const size_t size = (size_t)1 << low;
    largest most;
    for (size_t s = 0; s < size; s++)
        chunk->columns[s] = NEVER;
    for (unsigned i = 0; i < ENT_TU_BLOCK_BITS + CHUNK_BITS; i++)
        whole->with[i] = whole->without[i] = NEVER;
    for (size_t part = 0; part < (size_t)1 << middle; part++) {
        const size_t first = ((rest << middle) + part) << low;
        excesses(work, first, chunk->block);
        for (size_t s = 0; s < size; s++)
            chunk->columns[s] = larger(chunk->columns[s], chunk->block[s]);
        halve(chunk->block, low, &most);
        raise_mixed(&most, low, part, low, middle, players, pairs);
        chunk->of_block[part] = most.all;
    }
    raise_pairs(chunk->columns, low, 0, players, pairs);
    raise_pairs(chunk->of_block, middle, low, players, pairs);
    halve(chunk->columns, low, whole);
    halve(chunk->of_block, middle, &most);
    memcpy(whole->with + low, most.with, middle * sizeof *most.with);
    memcpy(whole->without + low, most.without, middle * sizeof *most.without);
}

static ent_status do_group(void *context, size_t group) {
    const pass *work = context;
    const unsigned players = work->table->game->players, inside = work->block_bits + work->chunk_bits;
    ent_tu_wide *pairs = work->groups + group * players * players;
    chunk_work chunk; /* some 20 KB */
    for (size_t k = 0; k < (size_t)players * players; k++)
        pairs[k] = NEVER;
    for (size_t c = 0; c < (size_t)1 << work->group_bits; c++) {
        const size_t rest = (group << work->group_bits) + c;
        largest whole;
        do_chunk(work, rest, &chunk, &whole, pairs);
        raise_mixed(&whole, inside, rest, inside, players - inside, players, pairs);
        for (unsigned i = inside; i < players; i++)
            for (unsigned j = inside; j < players; j++)
                if ((rest >> (i - inside) & 1) != 0 && (rest >> (j - inside) & 1) == 0)
                    raise_to(pairs + i * players + j, whole.all);
    }
    return ENT_OK;
}

/* ---- which coalitions ---------------------------------------------------------------------------------- */

/* The largest over the groups, and where it is. */
static void merge_groups(pass *work) {
    const size_t players = work->table->game->players, pairs = players * players;
    for (size_t k = 0; k < pairs; k++) {
        work->surplus[k] = work->groups[k];
        for (size_t g = 1; g < work->groups_size; g++)
            if (work->groups[g * pairs + k] > work->surplus[k]) {
                work->surplus[k] = work->groups[g * pairs + k];
                work->place[k] = (uint32_t)g;
            }
    }
}

/* The coalition, of pairs with this surplus, and the list without those pairs. */
static size_t settle(const pass *work, size_t coalition, ent_tu_wide value, uint16_t *pairs, size_t size) {
    const unsigned players = work->table->game->players;
    size_t kept = 0;
    for (size_t k = 0; k < size; k++) {
        const unsigned i = pairs[k] / players, j = pairs[k] % players;
        if (value == work->surplus[pairs[k]] && (coalition >> i & 1) != 0 && (coalition >> j & 1) == 0)
            work->attaining[pairs[k]] = (ent_coalition_mask)coalition;
        else
            pairs[kept++] = pairs[k];
    }
    return kept;
}

/* Pairs whose surplus is in a group, looked for together; each pair is in one group only. */
static ent_status find_attaining(void *context, size_t group) {
    const pass *work = context;
    const unsigned players = work->table->game->players, bits = work->chunk_bits + work->group_bits;
    uint16_t pairs[ENT_TU_PLAYERS * ENT_TU_PLAYERS];
    ent_tu_wide block[ENT_TU_BLOCK], least = -NEVER;
    size_t size = 0;
    for (unsigned k = 0; k < players * players; k++)
        if (k / players != k % players && work->place[k] == group) {
            pairs[size++] = (uint16_t)k;
            if (work->surplus[k] < least) least = work->surplus[k];
        }
    for (size_t b = 0; b < (size_t)1 << bits && size > 0; b++) {
        const size_t first = ((group << bits) + b) << work->block_bits;
        excesses(work, first, block);
        for (size_t s = 0; s < (size_t)1 << work->block_bits; s++)
            if (block[s] >= least) size = settle(work, first + s, block[s], pairs, size);
    }
    return ENT_OK;
}

/* ---- units --------------------------------------------------------------------------------------------- */

static ent_tu_wide wide_of(const mpz_t value) {
    uint64_t parts[2] = {0};
    mpz_export(parts, NULL, -1, sizeof parts[0], 0, 0, value);
    ent_tu_wide size = (ent_tu_wide)((unsigned __int128)parts[1] << 64 | parts[0]);
    return mpz_sgn(value) < 0 ? -size : size;
}

/* Exactly: entries are V / d, shares X_i / D; in units of 1 / lcm(d, D) both are whole. False where they do not fit. */
static bool exact_units(const ent_tu_game *game, const ent_allocation *x, pass *work, mpq_t unit) {
    mpz_t common, times, sum, share[ENT_TU_PLAYERS];
    mpz_inits(common, times, sum, NULL);
    ent_mpq_set_ratio(unit, (ent_ratio){game->denominator, 1});
    mpz_set(common, mpq_numref(unit));
    for (unsigned i = 0; i < game->players; i++)
        mpz_lcm(common, common, mpq_denref(x->exact[i]));
    mpz_divexact(times, common, mpq_numref(unit));
    mpz_mul_2exp(sum, times, 53);
    for (unsigned i = 0; i < game->players; i++) {
        mpz_init(share[i]);
        mpz_divexact(share[i], common, mpq_denref(x->exact[i]));
        mpz_mul(share[i], share[i], mpq_numref(x->exact[i]));
        if (mpz_sgn(share[i]) < 0)
            mpz_sub(sum, sum, share[i]);
        else
            mpz_add(sum, sum, share[i]);
    }
    const bool fits = mpz_sizeinbase(times, 2) <= 62 && mpz_sizeinbase(sum, 2) <= WIDE_BITS;
    if (fits) work->times = (int64_t)wide_of(times);
    for (unsigned i = 0; i < game->players; i++) {
        if (fits) work->share[i] = wide_of(share[i]);
        mpz_clear(share[i]);
    }
    mpz_set_ui(mpq_numref(unit), 1);
    mpz_set(mpq_denref(unit), common);
    mpz_clears(common, times, sum, NULL);
    return fits;
}

/* Roughly: shares to 2^-40 of the unit in which the table is read. False where they are far beyond all entries. */
static bool rough_units(const ent_tu_game *game, const ent_allocation *x, pass *work, mpq_t unit) {
    enum { FINER_BITS = 40 };
    const double finer = ldexp(work->table->scale, FINER_BITS) * (double)game->denominator;
    work->times = INT64_C(1) << FINER_BITS;
    for (unsigned i = 0; i < game->players; i++) {
        const double share = x->value[i] * finer;
        if (!(fabs(share) < 0x1p110)) return false;
        work->share[i] = (ent_tu_wide)share;
    }
    ent_tu_whole_unit(work->table, unit);
    mpq_div_2exp(unit, unit, FINER_BITS);
    return true;
}

/* ---- the check ----------------------------------------------------------------------------------------- */

static double in_units(ent_tu_wide value, const mpq_t unit, mpq_t exact) {
    ent_tu_wide_set(mpq_numref(exact), value);
    mpz_set_ui(mpq_denref(exact), 1);
    mpq_mul(exact, exact, unit);
    return ent_mpq_value(exact);
}

/* `slack`: what may differ, in the pass' units. */
static void judge(const pass *work, ent_tu_wide slack, const mpq_t unit, ent_kernel_check *out) {
    const unsigned players = work->table->game->players;
    ent_tu_wide worst = 0, forbidden = 0;
    const ent_tu_wide rest = excess(work, ent_tu_grand(work->table->game));
    out->efficient = rest <= slack && rest >= -slack;
    out->individual = true;
    if (players > 1) out->second = out->kernel_second = 1;
    for (unsigned i = 0; i < players; i++)
        if (excess(work, (size_t)1 << i) > slack) out->individual = false;
    for (unsigned i = 0; i < players; i++)
        for (unsigned j = 0; j < players; j++) {
            if (i == j) continue;
            const ent_tu_wide difference = work->surplus[i * players + j] - work->surplus[j * players + i];
            if (difference > worst) {
                worst = difference;
                out->first = i;
                out->second = j;
            }
            if (difference > forbidden && excess(work, (size_t)1 << j) < -slack) { /* j gets more than alone */
                forbidden = difference;
                out->kernel_first = i;
                out->kernel_second = j;
            }
        }
    out->prekernel = out->efficient && worst <= slack;
    out->kernel = out->efficient && out->individual && forbidden <= slack;
    out->difference = in_units(worst, unit, out->exact_difference);
    out->kernel_difference = in_units(forbidden, unit, out->exact_kernel_difference);
    mpq_t exact;
    mpq_init(exact);
    for (unsigned k = 0; k < players * players; k++)
        if (k / players != k % players) out->surplus[k] = in_units(work->surplus[k], unit, exact);
    mpq_clear(exact);
}

static ent_status run_pass(pass *work, const ent_run *run) {
    const unsigned players = work->table->game->players;
    work->block_bits = players < ENT_TU_BLOCK_BITS ? players : ENT_TU_BLOCK_BITS;
    work->chunk_bits = players - work->block_bits < CHUNK_BITS ? players - work->block_bits : CHUNK_BITS;
    const unsigned rest = players - work->block_bits - work->chunk_bits;
    const unsigned groups_bits = rest < MOST_GROUPS_BITS ? rest : MOST_GROUPS_BITS;
    work->group_bits = rest - groups_bits;
    work->groups_size = (size_t)1 << groups_bits;
    const int64_t sign = work->table->game->cost ? -1 : 1;
    work->times *= sign;
    for (unsigned i = 0; i < players; i++)
        work->share[i] *= sign;
    for (size_t s = 0; s < (size_t)1 << work->block_bits; s++)
        work->low[s] = share_of(work->share, s);
    const size_t pairs = (size_t)players * players;
    const ent_allocator *allocator = ent_run_allocator(run);
    work->groups = ent_alloc_array(allocator, work->groups_size * pairs, sizeof *work->groups);
    work->surplus = ent_alloc_array(allocator, pairs, sizeof *work->surplus);
    work->place = ent_alloc_array(allocator, pairs, sizeof *work->place);
    if (work->groups == NULL || work->surplus == NULL || work->place == NULL) return ENT_MEMORY;
    ent_status status = ent_parallel(run, work->groups_size, do_group, work);
    if (status != ENT_OK) return status;
    merge_groups(work);
    return ent_parallel(run, work->groups_size, find_attaining, work);
}

static ent_status start(const ent_tu_game *game, const ent_run *run, ent_kernel_check *out) {
    const size_t pairs = (size_t)game->players * game->players;
    *out = (ent_kernel_check){.players = game->players, .allocator = ent_run_allocator(run)};
    mpq_inits(out->exact_difference, out->exact_kernel_difference, NULL);
    out->surplus = ent_alloc_array(out->allocator, pairs, sizeof *out->surplus);
    out->attaining = ent_alloc_array(out->allocator, pairs, sizeof *out->attaining);
    return out->surplus != NULL && out->attaining != NULL ? ENT_OK : ENT_MEMORY;
}

ent_status ent_tu_kernel_check(const ent_tu_game *game, const ent_allocation *x, const ent_run *run,
                               ent_kernel_check *out) {
    ent_tu_whole table;
    double most = 0;
    *out = (ent_kernel_check){0};
    ent_status status = ent_tu_whole_init(&table, game, 53, run);
    if (status != ENT_OK) return status;
    status = start(game, run, out);
    pass work = {.table = &table, .attaining = out->attaining};
    mpq_t unit;
    mpq_init(unit);
    if (status == ENT_OK) {
        out->is_exact = table.exact && x->is_exact && exact_units(game, x, &work, unit);
        if (!out->is_exact) status = ent_tu_largest(game, run, &most);
        if (!out->is_exact && status == ENT_OK && !rough_units(game, x, &work, unit)) status = ENT_LIMIT;
    }
    if (status == ENT_OK) status = run_pass(&work, run);
    if (status == ENT_OK)
        judge(&work, (ent_tu_wide)(ENT_KERNEL_TOLERANCE * most * table.scale * fabs((double)work.times)), unit, out);
    ent_free(ent_run_allocator(run), work.groups);
    ent_free(ent_run_allocator(run), work.surplus);
    ent_free(ent_run_allocator(run), work.place);
    mpq_clear(unit);
    if (status != ENT_OK) ent_kernel_check_free(out);
    return status;
}

void ent_kernel_check_free(ent_kernel_check *check) {
    if (check->players > 0) mpq_clears(check->exact_difference, check->exact_kernel_difference, NULL);
    ent_free(check->allocator, check->surplus);
    ent_free(check->allocator, check->attaining);
    *check = (ent_kernel_check){0};
}
