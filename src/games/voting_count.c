/* Coalitions by weight and size.
 *
 * A table of how many losing coalitions there are, by size and weight, is made player by player. Cells are integers of
 * as many limbs as 2^players needs, side by side: since none ever overflows, a whole row is added as one long integer.
 * Then rows are summed up over weights: P(s, x) is the number of coalitions of size s and at most weight x. Of those
 * without a player of weight w, in a window of weights, there are P less those with the player, who are P of one less,
 * shifted by w, without the player, and so on: a sum with alternating signs.
 *
 * A game has as many swings as its dual, in which those win whose opponents lose; the smaller quota is counted. */
#include "games/voting_count.h"

enum { COPY_LIMBS = 4096 };

typedef struct table {
    bool by_size;              /* a row a size; else one row for all */
    size_t limbs, rows, cells; /* of a cell, sizes, cells of a row: weights below the quota */
    mp_limb_t *cell;
} table;

static uint64_t smaller_quota(const ent_voting_count *count) {
    const uint64_t dual = count->total - count->quota + 1;
    return dual < count->quota ? dual : count->quota;
}

static size_t limbs_for(size_t players) { /* counts are at most 2^players */
    return players / GMP_NUMB_BITS + 1;
}

/* How many sizes a coalition of less weight than this can have: the lightest first. */
static size_t sizes_below(const ent_voting_count *count, uint64_t quota) {
    uint64_t sum = 0;
    size_t size = 0;
    while (size < count->players && (sum += count->weight[count->players - 1 - size]) < quota)
        size++;
    return size + 1;
}

static size_t bytes_of(uint64_t cells, size_t rows, size_t limbs) {
    const unsigned __int128 bytes = (unsigned __int128)cells * rows * limbs * sizeof(mp_limb_t);
    return bytes > SIZE_MAX ? SIZE_MAX : (size_t)bytes;
}

size_t ent_voting_table_bytes(const ent_voting_count *count, bool by_size) {
    const uint64_t quota = smaller_quota(count);
    return bytes_of(quota, by_size ? sizes_below(count, quota) : 1, limbs_for(count->players));
}

size_t ent_voting_minimal_bytes(const ent_voting_count *count) {
    return bytes_of(count->quota, 1, limbs_for(count->players));
}

static ent_status table_init(table *out, const ent_voting_count *count, uint64_t quota, bool by_size,
                             const ent_run *run) {
    *out = (table){.by_size = by_size, .limbs = limbs_for(count->players), .rows = 1, .cells = (size_t)quota};
    if (by_size) out->rows = sizes_below(count, quota);
    out->cell = ent_alloc_array(ent_run_allocator(run), out->cells * out->rows, out->limbs * sizeof *out->cell);
    if (out->cell == NULL) return ENT_MEMORY;
    out->cell[0] = 1; /* the empty coalition */
    return ENT_OK;
}

/* Adds the cells from 0 to those from `shift` on, of one row, from its end so that none is added twice. */
static void add_shifted(mp_limb_t *row, size_t row_limbs, size_t shift, size_t limbs) {
    mp_limb_t copy[COPY_LIMBS];
    const size_t most = COPY_LIMBS / limbs * limbs; /* whole cells */
    for (size_t left = row_limbs - shift; left > 0;) {
        const size_t size = left < most ? left : most;
        left -= size;
        mpn_copyi(copy, row + left, (mp_size_t)size);
        mpn_add_n(row + left + shift, row + left + shift, copy, (mp_size_t)size);
    }
}

static void add_player(table *work, uint64_t weight, size_t players_before) {
    if (weight >= work->cells) return; /* wins alone */
    const size_t row = work->cells * work->limbs, shift = (size_t)weight * work->limbs;
    if (!work->by_size) {
        add_shifted(work->cell, row, shift, work->limbs);
        return;
    }
    size_t top = players_before + 1 < work->rows - 1 ? players_before + 1 : work->rows - 1;
    for (size_t s = top; s > 0; s--)
        mpn_add_n(work->cell + s * row + shift, work->cell + s * row + shift, work->cell + (s - 1) * row,
                  (mp_size_t)(row - shift));
}

static ent_status add_players(table *work, const ent_voting_count *count, const ent_run *run) {
    for (size_t i = 0; i < count->players; i++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        add_player(work, count->weight[i], i);
    }
    return ENT_OK;
}

static void sum_up(table *work) {
    for (size_t s = 0; s < work->rows; s++)
        for (size_t w = 1; w < work->cells; w++) {
            mp_limb_t *cell = work->cell + (s * work->cells + w) * work->limbs;
            mpn_add_n(cell, cell, cell - work->limbs, (mp_size_t)work->limbs);
        }
}

/* out += sign * P(size, weight). */
static void add_cell(const table *work, size_t size, int64_t weight, bool negative, mpz_t out) {
    mpz_t view;
    if (weight < 0) return;
    const mp_limb_t *cell = work->cell + (size * work->cells + (size_t)weight) * work->limbs;
    mp_size_t limbs = (mp_size_t)work->limbs;
    while (limbs > 0 && cell[limbs - 1] == 0)
        limbs--;
    mpz_roinit_n(view, cell, limbs);
    if (negative)
        mpz_sub(out, out, view);
    else
        mpz_add(out, out, view);
}

/* Losing coalitions of this size that a player of this weight, not in them, makes win. Not by size: of any. */
static void swings_of_size(const table *work, uint64_t weight, size_t size, mpz_t out) {
    const int64_t last = (int64_t)work->cells - 1, step = (int64_t)(weight < work->cells ? weight : work->cells);
    bool negative = false;
    mpz_set_ui(out, 0);
    for (int64_t top = last; top >= 0; top -= step, negative = !negative) {
        add_cell(work, size, top, negative, out);
        add_cell(work, size, top - step, !negative, out);
        if (!work->by_size) continue;
        if (size == 0) break;
        size--;
    }
}

static void swings_of(const table *work, const ent_voting_count *count, size_t player) {
    mpz_t found, orders, factor;
    mpz_inits(found, orders, factor, NULL);
    mpz_set_ui(count->swings[player], 0);
    mpz_set_ui(count->orders[player], 0);
    const size_t n = count->players, sizes = work->rows < n ? work->rows : n;
    for (size_t s = 0; s < sizes; s++) {
        swings_of_size(work, count->weight[player], s, found);
        mpz_add(count->swings[player], count->swings[player], found);
        if (!work->by_size) continue;
        mpz_fac_ui(orders, s);
        mpz_fac_ui(factor, n - 1 - s);
        mpz_mul(orders, orders, factor);
        mpz_addmul(count->orders[player], orders, found);
    }
    mpz_clears(found, orders, factor, NULL);
}

static void count_winning(const table *work, ent_voting_count *count) {
    mpz_t losing;
    mpz_init(losing);
    for (size_t s = 0; s < work->rows; s++)
        add_cell(work, s, (int64_t)work->cells - 1, false, losing);
    if (work->cells == count->quota) {
        mpz_set_ui(count->winning, 1);
        mpz_mul_2exp(count->winning, count->winning, count->players);
        mpz_sub(count->winning, count->winning, losing);
    } else {
        mpz_set(count->winning, losing); /* of the dual */
    }
    mpz_clear(losing);
}

ent_status ent_voting_count_table(ent_voting_count *count, bool by_size, const ent_run *run) {
    table work;
    const uint64_t quota = smaller_quota(count);
    ent_status status = table_init(&work, count, quota, by_size, run);
    if (status == ENT_OK) status = add_players(&work, count, run);
    if (status == ENT_OK) sum_up(&work);
    for (size_t i = 0; i < count->players && status == ENT_OK; i++) {
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
        if (i > 0 && count->weight[i] == count->weight[i - 1]) {
            mpz_set(count->swings[i], count->swings[i - 1]);
            mpz_set(count->orders[i], count->orders[i - 1]);
        } else {
            swings_of(&work, count, i);
        }
    }
    if (status == ENT_OK) count_winning(&work, count);
    ent_free(ent_run_allocator(run), work.cell);
    return status;
}

/* In a coalition in which everybody is needed the lightest is; so it is one of heavier players (or as heavy, but before
 * in order) of a weight from quota - w to quota - 1, and then this one. */
ent_status ent_voting_count_minimal(const ent_voting_count *count, const ent_run *run, mpz_t out) {
    table work;
    mpz_set_ui(out, 0);
    ent_status status = table_init(&work, count, count->quota, false, run);
    for (size_t i = 0; i < count->players && status == ENT_OK; i++) {
        const uint64_t weight = count->weight[i];
        for (uint64_t w = weight < count->quota ? count->quota - weight : 0; w < count->quota; w++)
            add_cell(&work, 0, (int64_t)w, false, out);
        add_player(&work, weight, i);
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
    }
    ent_free(ent_run_allocator(run), work.cell);
    return status;
}
