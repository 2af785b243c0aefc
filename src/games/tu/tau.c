/* The tau value. With the gap g(S) = sum of M_i over S - v(S), a minimal right is M_i less the smallest gap of a
 * coalition with i, and the tau value gives everybody the utopia payoff less a part of the gap of all, in proportion to
 * these (Driessen and Tijs 1985). Everything is in a table's whole units, of -c for a cost game. */
#include "games/tu/marginal.h"
#include "games/tu/whole.h"

enum { MOST_GROUPS_BITS = 8 };

typedef struct pass {
    const ent_tu_whole *table;
    unsigned block_bits, blocks_bits; /* of a block, of the blocks in a group */
    int64_t upper[ENT_TU_PLAYERS];
    int64_t low[ENT_TU_BLOCK]; /* sums of `upper` over the coalitions of a block's players */
    int64_t *least;            /* groups x players: the smallest gap with each player */
} pass;

/* Entries have at most 2^53 in size, so M is at most 2^54 and a gap 30 times that. */
static inline int64_t entry(const ent_tu_whole *table, size_t coalition) {
    int64_t value = ent_tu_whole_at(table, coalition);
    return table->game->cost ? -value : value;
}

static int64_t sum_over(const int64_t *upper, size_t coalition) {
    int64_t sum = 0;
    for (size_t rest = coalition; rest != 0; rest &= rest - 1)
        sum += upper[__builtin_ctzll(rest)];
    return sum;
}

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static ent_status do_group(void *context, size_t group) {
    const pass *work = context;
    const unsigned players = work->table->game->players;
    const size_t size = (size_t)1 << work->block_bits;
    int64_t *least = work->least + group * players, columns[ENT_TU_BLOCK];
    for (unsigned i = 0; i < players; i++)
        least[i] = INT64_MAX;
    for (size_t s = 0; s < size; s++)
        columns[s] = INT64_MAX;
    for (size_t b = 0; b < (size_t)1 << work->blocks_bits; b++) {
        const size_t block = (group << work->blocks_bits) + b, first = block << work->block_bits;
        const int64_t outside = sum_over(work->upper, first);
        int64_t here = INT64_MAX;
        for (size_t s = 0; s < size; s++) {
            const int64_t gap = outside + work->low[s] - entry(work->table, first + s);
            columns[s] = smaller(columns[s], gap);
            here = smaller(here, gap);
        }
        for (size_t rest = first; rest != 0; rest &= rest - 1)
            least[__builtin_ctzll(rest)] = smaller(least[__builtin_ctzll(rest)], here);
    }
    for (size_t s = 0; s < size; s++)
        for (size_t rest = s; rest != 0; rest &= rest - 1)
            least[__builtin_ctzll(rest)] = smaller(least[__builtin_ctzll(rest)], columns[s]);
    return ENT_OK;
}

/* The first coalition with the player that has this gap, looked for in the group that is known to have one. */
static ent_coalition_mask attaining(const pass *work, size_t group, unsigned player, int64_t gap) {
    const unsigned bits = work->block_bits + work->blocks_bits;
    for (size_t s = group << bits; s < (group + 1) << bits; s++)
        if (s >> player & 1 && sum_over(work->upper, s) - entry(work->table, s) == gap) return (ent_coalition_mask)s;
    return 0;
}

typedef struct gaps {
    int64_t upper[ENT_TU_PLAYERS], least[ENT_TU_PLAYERS];
    ent_coalition_mask attaining[ENT_TU_PLAYERS];
} gaps;

static ent_status find_gaps(const ent_tu_whole *table, bool witnesses, const ent_run *run, gaps *out) {
    const unsigned players = table->game->players;
    const size_t grand = ent_tu_grand(table->game);
    pass work = {.table = table, .block_bits = players < ENT_TU_BLOCK_BITS ? players : ENT_TU_BLOCK_BITS};
    const unsigned outside = players - work.block_bits;
    const unsigned group_bits = outside < MOST_GROUPS_BITS ? outside : MOST_GROUPS_BITS;
    work.blocks_bits = outside - group_bits;
    for (unsigned i = 0; i < players; i++)
        work.upper[i] = entry(table, grand) - entry(table, grand ^ (size_t)1 << i);
    for (size_t s = 0; s < (size_t)1 << work.block_bits; s++)
        work.low[s] = sum_over(work.upper, s);
    work.least = ent_alloc_array(ent_run_allocator(run), (size_t)players << group_bits, sizeof *work.least);
    if (work.least == NULL) return ENT_MEMORY;
    ent_status status = ent_parallel(run, (size_t)1 << group_bits, do_group, &work);
    for (unsigned i = 0; i < players && status == ENT_OK; i++) {
        size_t best = 0;
        for (size_t g = 1; g < (size_t)1 << group_bits; g++)
            if (work.least[g * players + i] < work.least[best * players + i]) best = g;
        out->upper[i] = work.upper[i];
        out->least[i] = work.least[best * players + i];
        if (witnesses) out->attaining[i] = attaining(&work, best, i, out->least[i]);
    }
    ent_free(ent_run_allocator(run), work.least);
    return status;
}

/* ---- the value ----------------------------------------------------------------------------------------- */

/* Units of a rounded table within which conditions hold: its largest entry is at least 2^52 of them. */
static ent_tu_wide tolerance(const ent_tu_whole *table) {
    return table->exact ? 0 : (ent_tu_wide)(ENT_MARGINAL_TOLERANCE * 0x1p52);
}

typedef struct sums {
    ent_tu_wide least, upper, grand;
} sums;

/* In terms of gaps: none negative (m <= M), their sum at least the gap of all (sum of m <= v(N)), and that not negative
 * (v(N) <= sum of M). */
static ent_tau_absence condition(const ent_tu_whole *table, const gaps *found, const sums *all, unsigned *player) {
    const ent_tu_wide slack = tolerance(table), gap = all->upper - all->grand;
    if (gap < -slack) return ENT_TAU_UPPER_TOO_SMALL;
    for (unsigned i = 0; i < table->game->players; i++)
        if (found->least[i] < -slack) {
            *player = i;
            return ENT_TAU_RIGHTS_ABOVE_UPPER;
        }
    if (all->least < gap - slack) return ENT_TAU_RIGHTS_TOO_LARGE;
    return ENT_TAU_EXISTS;
}

/* tau_i = M_i - gap_i * gap(N) / sum of gaps. Where the gaps add up to 0 so does gap(N), and tau is M. Within the
 * tolerance of a rounded table the sum of gaps may be negative, or gap(N) not 0 beside gaps of 0: they stand for 0. */
static void tau(const ent_tu_whole *table, const gaps *found, const sums *all, mpq_t part, ent_allocation *out) {
    mpq_t step;
    mpq_init(step);
    mpq_set_ui(part, 1, 1);
    if (all->least > 0) {
        ent_tu_wide_set(mpq_numref(part), all->upper - all->grand);
        ent_tu_wide_set(mpq_denref(part), all->least);
        mpq_canonicalize(part);
    } else {
        mpq_set_ui(part, 0, 1);
    }
    for (unsigned i = 0; i < table->game->players; i++) {
        ent_tu_wide_set(mpq_numref(step), found->least[i]);
        mpz_set_ui(mpq_denref(step), 1);
        mpq_mul(step, step, part);
        ent_tu_wide_set(mpq_numref(out->exact[i]), found->upper[i]);
        mpz_set_ui(mpq_denref(out->exact[i]), 1);
        mpq_sub(out->exact[i], out->exact[i], step);
        if (table->game->cost) mpq_neg(out->exact[i], out->exact[i]);
    }
    mpq_clear(step);
    ent_tu_whole_finish(table, out);
    mpz_sub(mpq_numref(part), mpq_denref(part), mpq_numref(part)); /* from the rights upwards */
}

static void set_whole(const ent_tu_whole *table, ent_tu_wide value, mpq_t out) {
    ent_tu_wide_set(mpq_numref(out), table->game->cost ? -value : value);
    mpz_set_ui(mpq_denref(out), 1);
}

static void fill_detail(const ent_tu_whole *table, const gaps *found, ent_tau_detail *detail) {
    for (unsigned i = 0; i < table->game->players; i++) {
        set_whole(table, found->upper[i], detail->upper.exact[i]);
        set_whole(table, (ent_tu_wide)found->upper[i] - found->least[i], detail->rights.exact[i]);
        detail->attaining[i] = found->attaining[i];
    }
    ent_tu_whole_finish(table, &detail->upper);
    ent_tu_whole_finish(table, &detail->rights);
}

ent_status ent_tu_tau(const ent_tu_game *game, const ent_run *run, ent_tau_detail *detail, ent_allocation *out) {
    ent_tu_whole table;
    gaps found = {0};
    ent_status status = ent_tu_whole_init(&table, game, 53, run);
    if (status == ENT_OK) status = find_gaps(&table, detail != NULL, run, &found);
    if (status != ENT_OK) return status;
    sums all = {.grand = entry(&table, ent_tu_grand(game))};
    for (unsigned i = 0; i < game->players; i++) {
        all.upper += found.upper[i];
        all.least += found.least[i];
    }
    unsigned player = 0;
    mpq_t part;
    mpq_init(part);
    ent_tau_absence absence = condition(&table, &found, &all, &player);
    out->exists = out->is_exact = false;
    if (absence == ENT_TAU_EXISTS) tau(&table, &found, &all, part, out);
    if (detail != NULL) {
        fill_detail(&table, &found, detail);
        detail->absence = absence;
        detail->player = player;
        mpq_set(detail->part, part);
    }
    mpq_clear(part);
    return ENT_OK;
}

ent_status ent_tau_detail_init(ent_tau_detail *detail, unsigned players) {
    *detail = (ent_tau_detail){0};
    ent_status status = ent_allocation_init(&detail->upper, players);
    if (status == ENT_OK) status = ent_allocation_init(&detail->rights, players);
    if (status != ENT_OK) {
        ent_tau_detail_free(detail);
        return status;
    }
    detail->attaining = ent_alloc_array(NULL, players, sizeof *detail->attaining);
    if (detail->attaining == NULL) {
        ent_tau_detail_free(detail);
        return ENT_MEMORY;
    }
    mpq_init(detail->part);
    return ENT_OK;
}

void ent_tau_detail_free(ent_tau_detail *detail) {
    ent_allocation_free(&detail->upper);
    ent_allocation_free(&detail->rights);
    if (detail->attaining != NULL) mpq_clear(detail->part);
    ent_free(NULL, detail->attaining);
    *detail = (ent_tau_detail){0};
}
