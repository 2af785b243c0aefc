/* Weighted Shapley values, and dividends. */
#include "games/tu/shapley.h"

#include <math.h>
#include <string.h>

#include "games/tu/whole.h"

/* ---- dividends -------------------------------------------------------------------------------------------- */

enum { STEP_BITS = 12 };

typedef struct moebius {
    double *dividend;
    unsigned player;
} moebius;

/* One player's step of the transform over a block: entries with the player lose those without. */
static ent_status moebius_block(void *context, size_t block) {
    const moebius *work = context;
    size_t size = (size_t)1 << STEP_BITS, first = block << STEP_BITS, bit = (size_t)1 << work->player;
    if (work->player >= STEP_BITS) { /* the pairs are whole blocks apart */
        size_t with = (first & ~(bit - 1)) << 1 | bit | (first & (bit - 1));
        double *restrict to = work->dividend + with;
        const double *restrict from = work->dividend + (with ^ bit);
        for (size_t k = 0; k < size; k++)
            to[k] -= from[k];
        return ENT_OK;
    }
    double *row = work->dividend + first;
    for (size_t s = 0; s < size; s += 2 * bit)
        for (size_t k = s; k < s + bit; k++)
            row[k + bit] -= row[k];
    return ENT_OK;
}

static ent_status transform(double *dividend, unsigned players, const ent_run *run) {
    ent_status status = ENT_OK;
    for (unsigned i = 0; i < players && status == ENT_OK; i++) {
        moebius work = {dividend, i};
        if (players > STEP_BITS) {
            size_t blocks = (size_t)1 << (players - STEP_BITS);
            status = ent_parallel(run, i >= STEP_BITS ? blocks / 2 : blocks, moebius_block, &work);
            continue;
        }
        size_t bit = (size_t)1 << i;
        for (size_t s = 0; s < (size_t)1 << players; s++)
            if (s & bit) dividend[s] -= dividend[s ^ bit];
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
    }
    return status;
}

ent_status ent_tu_dividends(const ent_tu_game *game, const ent_run *run, double *dividend, bool *exact) {
    double largest;
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    ent_status status = ent_tu_largest(game, run, &largest);
    if (status != ENT_OK) return status;
    size_t size = ent_tu_size(game);
    memcpy(dividend, game->value, size * sizeof *dividend);
    status = transform(dividend, game->players, run);
    if (status != ENT_OK) return status;
    double unit = (double)game->denominator;
    for (size_t s = 0; s < size; s++)
        dividend[s] /= unit;
    if (exact != NULL)
        *exact = game->whole && largest * (double)size <= 9007199254740992.0 && unit <= 9007199254740992.0;
    return ENT_OK;
}

/* ---- weights ---------------------------------------------------------------------------------------------- */

/* The least whole numbers in the proportions of the weights; 0 where they add up to more than `most`. */
static uint64_t least_whole(const ent_ratio *weights, unsigned players, uint64_t most, uint64_t *out) {
    mpz_t lcm, number, divisor;
    mpz_inits(lcm, number, divisor, NULL);
    mpz_set_ui(lcm, 1);
    mpq_t weight;
    mpq_init(weight);
    for (unsigned i = 0; i < players; i++) {
        ent_mpq_set_ratio(weight, weights[i]);
        mpz_lcm(lcm, lcm, mpq_denref(weight));
    }
    for (int round = 0; round < 2; round++) /* first their common divisor, then the numbers */
        for (unsigned i = 0; i < players; i++) {
            ent_mpq_set_ratio(weight, weights[i]);
            mpz_divexact(number, lcm, mpq_denref(weight));
            mpz_mul(number, number, mpq_numref(weight));
            if (round == 0) {
                mpz_gcd(divisor, divisor, number);
                continue;
            }
            mpz_divexact(number, number, divisor);
            out[i] = mpz_cmp_ui(number, most) <= 0 ? mpz_get_ui(number) : most + 1;
        }
    uint64_t total = 0;
    for (unsigned i = 0; i < players; i++)
        total += out[i];
    mpz_clears(lcm, number, divisor, NULL);
    mpq_clear(weight);
    return total <= most ? total : 0;
}

/* Dividends in 128 bits, gathered by the weight of their coalition: a player's share of those of weight w is a sum. */
static ent_status exact_shares(const ent_tu_game *game, const uint64_t *weights, uint64_t total, const ent_run *run,
                               ent_allocation *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t size = ent_tu_size(game), n = game->players;
    ent_tu_wide *dividend = ent_alloc_array(allocator, size, sizeof *dividend);
    ent_tu_wide *sums = ent_alloc_array(allocator, (size_t)(total + 1) * n, sizeof *sums);
    ent_status status = dividend == NULL || sums == NULL ? ENT_MEMORY : ENT_OK;
    for (size_t s = 0; status == ENT_OK && s < size; s++)
        dividend[s] = (ent_tu_wide)game->value[s];
    for (size_t i = 0; status == ENT_OK && i < n; i++) {
        for (size_t s = 0; s < size; s++)
            if (s >> i & 1) dividend[s] -= dividend[s ^ (size_t)1 << i];
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
    }
    for (size_t s = 1; status == ENT_OK && s < size; s++) {
        uint64_t weight = 0;
        for (size_t i = 0; i < n; i++)
            weight += s >> i & 1 ? weights[i] : 0;
        for (size_t i = 0; i < n; i++)
            if (s >> i & 1) sums[weight * n + i] += dividend[s];
    }
    if (status == ENT_OK) {
        mpq_t part;
        mpq_init(part);
        for (size_t i = 0; i < n; i++) {
            mpq_set_ui(out->exact[i], 0, 1);
            for (uint64_t w = 1; w <= total; w++) {
                ent_tu_wide_set(mpq_numref(part), sums[w * n + i]);
                mpz_mul_ui(mpq_numref(part), mpq_numref(part), weights[i]);
                mpz_set_ui(mpq_denref(part), w);
                mpq_canonicalize(part);
                mpq_add(out->exact[i], out->exact[i], part);
            }
            mpz_mul_ui(mpq_denref(out->exact[i]), mpq_denref(out->exact[i]), (unsigned long)game->denominator);
            mpq_canonicalize(out->exact[i]);
        }
        mpq_clear(part);
        ent_allocation_from_exact(out);
    }
    ent_free(allocator, dividend);
    ent_free(allocator, sums);
    return status;
}

/* Orders built from the end: of those who are left, i is the last with chance w_i / w(S). */
static ent_status rough_shares(const ent_tu_game *game, const ent_ratio *weights, const ent_run *run,
                               ent_allocation *out) {
    size_t size = ent_tu_size(game), n = game->players;
    double *reach = ent_alloc_array(ent_run_allocator(run), size, sizeof *reach), weight[ENT_TU_PLAYERS];
    if (reach == NULL) return ENT_MEMORY;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < n; i++) {
        weight[i] = ent_ratio_value(weights[i]);
        out->value[i] = 0;
    }
    reach[size - 1] = 1;
    for (size_t s = size - 1; s > 0 && status == ENT_OK; s--) {
        double all = 0;
        for (size_t i = 0; i < n; i++)
            all += s >> i & 1 ? weight[i] : 0;
        for (size_t i = 0; i < n; i++) {
            if (!(s >> i & 1)) continue;
            size_t without = s ^ (size_t)1 << i;
            double chance = reach[s] * weight[i] / all;
            reach[without] += chance;
            out->value[i] += chance * (game->value[s] - game->value[without]);
        }
        if ((s & 0xffff) == 0 && ent_run_cancelled(run)) status = ENT_CANCELLED;
    }
    for (size_t i = 0; i < n; i++)
        out->value[i] /= (double)game->denominator;
    ent_free(ent_run_allocator(run), reach);
    out->exists = status == ENT_OK;
    out->is_exact = false;
    return status;
}

ent_status ent_tu_weighted_shapley(const ent_tu_game *game, const ent_ratio *weights, const ent_run *run,
                                   ent_allocation *out) {
    uint64_t whole[ENT_TU_PLAYERS];
    double largest;
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    for (unsigned i = 0; i < game->players; i++)
        if (weights[i].num <= 0) return ENT_INPUT;
    ent_status status = ent_tu_largest(game, run, &largest);
    if (status != ENT_OK) return status;
    uint64_t total = least_whole(weights, game->players, ENT_WEIGHTED_EXACT_TOTAL, whole);
    if (game->whole && game->players <= ENT_TU_EXACT_PLAYERS && total > 0)
        return exact_shares(game, whole, total, run, out);
    return rough_shares(game, weights, run, out);
}
