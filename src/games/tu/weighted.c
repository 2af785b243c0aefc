/* The weighted Shapley value: exactly from dividends added up by the weight of their coalition, or in doubles by who
 * comes last. */
#include "games/tu/shapley.h"
#include "games/tu/whole.h"
#include "games/whole_weights.h"

/* ---- in fractions -------------------------------------------------------------------------------------- */

/* A coalition of weight w divides its dividend d: a member of weight w_i gets w_i d / w. So dividends are added up for
 * each weight first, for each member. They are at most 2^53 times 2^20 in size, their sums 2^20 times that. */
typedef struct exact_work {
    const ent_tu_whole *table;
    unsigned players;
    size_t total;
    uint32_t weight[ENT_TU_EXACT_PLAYERS];
    ent_tu_wide *dividend;
    uint32_t *weight_of;    /* of coalitions */
    ent_tu_wide *by_weight; /* (total + 1) x players */
} exact_work;

static void add_by_weight(exact_work *work) {
    const size_t size = (size_t)1 << work->players;
    for (size_t s = 0; s < size; s++)
        work->dividend[s] = ent_tu_whole_at(work->table, s);
    for (unsigned i = 0; i < work->players; i++)
        for (size_t s = 0; s < size; s++)
            if (s >> i & 1) work->dividend[s] -= work->dividend[s ^ (size_t)1 << i];
    for (size_t s = 1; s < size; s++) {
        work->weight_of[s] = work->weight_of[s & (s - 1)] + work->weight[__builtin_ctzll(s)];
        ent_tu_wide *sums = work->by_weight + work->weight_of[s] * work->players;
        for (size_t rest = s; rest != 0; rest &= rest - 1)
            sums[__builtin_ctzll(rest)] += work->dividend[s];
    }
}

/* All quotients over the least common multiple of the weights. */
static void divide_by_weight(const exact_work *work, ent_allocation *out) {
    mpz_t common, factor;
    mpz_inits(common, factor, NULL);
    mpz_set_ui(common, 1);
    for (size_t w = 1; w <= work->total; w++)
        mpz_lcm_ui(common, common, (unsigned long)w);
    for (unsigned i = 0; i < work->players; i++)
        mpz_set_ui(mpq_numref(out->exact[i]), 0);
    for (size_t w = 1; w <= work->total; w++) {
        mpz_divexact_ui(factor, common, (unsigned long)w);
        for (unsigned i = 0; i < work->players; i++)
            ent_tu_wide_addmul(mpq_numref(out->exact[i]), work->by_weight[w * work->players + i], factor);
    }
    for (unsigned i = 0; i < work->players; i++) {
        mpz_mul_ui(mpq_numref(out->exact[i]), mpq_numref(out->exact[i]), work->weight[i]);
        mpz_set(mpq_denref(out->exact[i]), common);
        mpq_canonicalize(out->exact[i]);
    }
    mpz_clears(common, factor, NULL);
}

static ent_status in_fractions(exact_work *work, const ent_run *run, ent_allocation *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    const size_t size = (size_t)1 << work->players;
    work->dividend = ent_alloc_array(allocator, size, sizeof *work->dividend);
    work->weight_of = ent_alloc_array(allocator, size, sizeof *work->weight_of);
    work->by_weight = ent_alloc_array(allocator, (work->total + 1) * work->players, sizeof *work->by_weight);
    ent_status status = ENT_MEMORY;
    if (work->dividend != NULL && work->weight_of != NULL && work->by_weight != NULL) {
        add_by_weight(work);
        status = ent_run_cancelled(run) ? ENT_CANCELLED : ENT_OK;
    }
    if (status == ENT_OK) {
        divide_by_weight(work, out);
        ent_tu_whole_finish(work->table, out);
    }
    ent_free(allocator, work->dividend);
    ent_free(allocator, work->weight_of);
    ent_free(allocator, work->by_weight);
    return status;
}

/* ---- in doubles ---------------------------------------------------------------------------------------- */

/* An order is drawn from its end: the last of those who are left is chosen with odds in proportion to weights. Q(R),
 * the probability that R is ever what is left, is the sum over j outside of Q(R with j) w_j / w(R with j); player i is
 * the last of R with probability w_i / w(R), and then adds v(R) - v(R without i). No term is negative but the last, so
 * nothing cancels. `left` holds Q(R) / w(R).
 *
 * Coalitions are done in blocks; a block needs those in which more of the players outside the block are. */
enum { LEAST_BLOCK_BITS = 8, BLOCKS_BITS = 10 };

typedef struct double_work {
    const ent_tu_game *game;
    unsigned bits; /* of a block */
    double weight[ENT_TU_PLAYERS];
    double *left;          /* 2^players */
    double *part;          /* blocks x players: what a block adds to shares */
    const uint32_t *block; /* of the level that is being done */
} double_work;

static double weight_in(const double_work *work, size_t coalition) {
    double sum = 0;
    for (size_t rest = coalition; rest != 0; rest &= rest - 1)
        sum += work->weight[__builtin_ctzll(rest)];
    return sum;
}

static ent_status do_block(void *context, size_t index) {
    const double_work *work = context;
    const unsigned players = work->game->players;
    const size_t block = work->block[index], size = (size_t)1 << work->bits, grand = ent_tu_grand(work->game);
    const double outside = weight_in(work, block << work->bits), *value = work->game->value;
    double part[ENT_TU_PLAYERS] = {0};
    for (size_t s = size; s-- > 0;) {
        const size_t coalition = (block << work->bits) + s;
        double reached = coalition == grand ? 1 : 0;
        for (size_t rest = grand & ~coalition; rest != 0; rest &= rest - 1)
            reached += work->left[coalition | (rest & (0 - rest))] * work->weight[__builtin_ctzll(rest)];
        if (coalition == 0) continue;
        const double left = reached / (outside + weight_in(work, s));
        work->left[coalition] = left;
        for (size_t rest = coalition; rest != 0; rest &= rest - 1)
            part[__builtin_ctzll(rest)] += left * (value[coalition] - value[coalition & ~(rest & (0 - rest))]);
    }
    for (unsigned i = 0; i < players; i++)
        work->part[block * players + i] = part[i];
    return ENT_OK;
}

/* Blocks by how many players of those outside a block are in, most first. */
static ent_status do_levels(double_work *work, uint32_t *order, const ent_run *run) {
    const unsigned outside = work->game->players - work->bits;
    ent_status status = ENT_OK;
    work->block = order;
    for (unsigned level = outside + 1; level-- > 0 && status == ENT_OK;) {
        size_t size = 0;
        for (size_t b = 0; b < (size_t)1 << outside; b++)
            if ((unsigned)__builtin_popcountll(b) == level) order[size++] = (uint32_t)b;
        status = ent_parallel(run, size, do_block, work);
    }
    return status;
}

static void add_parts(const double_work *work, ent_allocation *out) {
    const size_t players = work->game->players, blocks = (size_t)1 << (players - work->bits);
    for (size_t i = 0; i < players; i++) {
        double sum = 0;
        for (size_t b = 0; b < blocks; b++)
            sum += work->part[b * players + i];
        out->value[i] = work->weight[i] * sum / (double)work->game->denominator;
    }
    out->exists = true;
    out->is_exact = false;
}

static ent_status in_doubles(const ent_tu_game *game, const ent_ratio *weights, const ent_run *run,
                             ent_allocation *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    double_work work = {.game = game, .bits = LEAST_BLOCK_BITS};
    if (game->players > LEAST_BLOCK_BITS + BLOCKS_BITS) work.bits = game->players - BLOCKS_BITS;
    if (work.bits > game->players) work.bits = game->players;
    for (unsigned i = 0; i < game->players; i++)
        work.weight[i] = ent_ratio_value(weights[i]);
    double largest = 0;
    for (unsigned i = 0; i < game->players; i++)
        largest = fmax(largest, work.weight[i]);
    for (unsigned i = 0; i < game->players; i++)
        work.weight[i] /= largest;
    const size_t blocks = (size_t)1 << (game->players - work.bits);
    uint32_t *order = ent_alloc_array(allocator, blocks, sizeof *order);
    work.left = ent_alloc_array(allocator, ent_tu_size(game), sizeof *work.left);
    work.part = ent_alloc_array(allocator, blocks * game->players, sizeof *work.part);
    ent_status status = ENT_MEMORY;
    if (order != NULL && work.left != NULL && work.part != NULL) status = do_levels(&work, order, run);
    if (status == ENT_OK) add_parts(&work, out);
    ent_free(allocator, order);
    ent_free(allocator, work.left);
    ent_free(allocator, work.part);
    return status;
}

/* ---- either -------------------------------------------------------------------------------------------- */

/* Whether the weights are small enough to count by. */
static bool small_weights(const ent_ratio *weights, exact_work *work) {
    mpz_t whole[ENT_TU_EXACT_PLAYERS], sum;
    mpz_init(sum);
    for (unsigned i = 0; i < work->players; i++)
        mpz_init(whole[i]);
    ent_whole_weights(weights, work->players, whole, NULL);
    for (unsigned i = 0; i < work->players; i++)
        mpz_add(sum, sum, whole[i]);
    bool small = mpz_cmp_ui(sum, ENT_WEIGHTED_EXACT_TOTAL) <= 0;
    for (unsigned i = 0; i < work->players; i++) {
        if (small) work->weight[i] = (uint32_t)mpz_get_ui(whole[i]);
        mpz_clear(whole[i]);
    }
    work->total = small ? mpz_get_ui(sum) : 0;
    mpz_clear(sum);
    return small;
}

ent_status ent_tu_weighted_shapley(const ent_tu_game *game, const ent_ratio *weights, const ent_run *run,
                                   ent_allocation *out) {
    ent_tu_whole table;
    ent_status status = ent_tu_whole_init(&table, game, 53, run);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++)
        if (weights[i].num <= 0) return ENT_INPUT;
    exact_work work = {.table = &table, .players = game->players};
    if (table.exact && game->players <= ENT_TU_EXACT_PLAYERS && small_weights(weights, &work))
        return in_fractions(&work, run, out);
    return in_doubles(game, weights, run, out);
}
