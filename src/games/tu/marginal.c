/* Rules of marginal contributions. */
#include "games/tu/marginal.h"

#include <string.h>

static ent_coalition_mask one(unsigned player) {
    return (ent_coalition_mask)1 << player;
}

/* v(N) - v(N without i), as a fraction. */
static void marginal(const ent_tu_game *game, unsigned player, mpq_t out) {
    mpq_t without;
    mpq_init(without);
    ent_tu_entry(game, ent_tu_grand(game), out);
    ent_tu_entry(game, ent_tu_grand(game) ^ one(player), without);
    mpq_sub(out, out, without);
    mpq_clear(without);
}

static ent_status finish(const ent_tu_game *game, ent_allocation *out) {
    ent_allocation_from_exact(out);
    out->is_exact = game->whole;
    return ENT_OK;
}

ent_status ent_tu_separable(const ent_tu_game *game, ent_allocation *out) {
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    for (unsigned i = 0; i < game->players; i++)
        marginal(game, i, out->exact[i]);
    return finish(game, out);
}

/* An equal part of what the numbers so far leave of v(N) to each. */
static ent_status split_rest(const ent_tu_game *game, ent_allocation *out) {
    mpq_t rest, count;
    mpq_inits(rest, count, NULL);
    ent_tu_entry(game, ent_tu_grand(game), rest);
    for (unsigned i = 0; i < game->players; i++)
        mpq_sub(rest, rest, out->exact[i]);
    mpq_set_ui(count, game->players, 1);
    mpq_div(rest, rest, count);
    for (unsigned i = 0; i < game->players; i++)
        mpq_add(out->exact[i], out->exact[i], rest);
    mpq_clears(rest, count, NULL);
    return finish(game, out);
}

ent_status ent_tu_ensc(const ent_tu_game *game, ent_allocation *out) {
    ent_status status = ent_tu_separable(game, out);
    return status == ENT_OK ? split_rest(game, out) : status;
}

ent_status ent_tu_equal_surplus(const ent_tu_game *game, ent_allocation *out) {
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    for (unsigned i = 0; i < game->players; i++)
        ent_tu_entry(game, one(i), out->exact[i]);
    return split_rest(game, out);
}

/* Whether a is above b by more than the tolerance (0 of whole tables) times the size. */
static bool above(const ent_tu_game *game, const mpq_t a, const mpq_t b, const mpq_t size) {
    mpq_t gap, slack;
    mpq_inits(gap, slack, NULL);
    mpq_sub(gap, a, b);
    if (!game->whole) {
        mpq_set_d(slack, ENT_MARGINAL_TOLERANCE);
        mpq_mul(slack, slack, size);
    }
    bool result = mpq_cmp(gap, slack) > 0;
    mpq_clears(gap, slack, NULL);
    return result;
}

/* ---- tau -------------------------------------------------------------------------------------------------- */

ent_status ent_tau_detail_init(ent_tau_detail *detail, unsigned players) {
    *detail = (ent_tau_detail){0};
    mpq_init(detail->part);
    ent_status status = ent_allocation_init(&detail->upper, players);
    if (status == ENT_OK) status = ent_allocation_init(&detail->rights, players);
    detail->attaining = ent_alloc_array(NULL, players, sizeof *detail->attaining);
    if (detail->attaining == NULL) status = ENT_MEMORY;
    if (status != ENT_OK) ent_tau_detail_free(detail);
    return status;
}

void ent_tau_detail_free(ent_tau_detail *detail) {
    ent_allocation_free(&detail->upper);
    ent_allocation_free(&detail->rights);
    ent_free(NULL, detail->attaining);
    if (mpq_denref(detail->part)->_mp_d != NULL) mpq_clear(detail->part);
    memset(detail, 0, sizeof *detail);
}

enum { PART_BITS = 12 };

/* Minimal rights are max over S with i of R(S) + M_i, R(S) = v(S) - M(S). R is computed exactly: entries and M are
 * multiples of 1 / denominator. */
typedef struct rights {
    const ent_tu_game *game;
    double sign;
    __int128 upper[ENT_TU_PLAYERS]; /* of the value game, in units of the table (of 2^-20 of it, where not whole) */
    double unit;                    /* table units a unit here */
    __int128 *most;                 /* a block and player */
    ent_coalition_mask *attaining;
    unsigned bits;
} rights;

static ent_status rights_block(void *context, size_t block) {
    const rights *work = context;
    size_t n = work->game->players, first = block << work->bits;
    __int128 *most = work->most + block * n;
    ent_coalition_mask *attaining = work->attaining + block * n;
    for (size_t i = 0; i < n; i++)
        attaining[i] = 0;
    for (size_t k = 0; k < (size_t)1 << work->bits; k++) {
        size_t s = first + k;
        __int128 left = (__int128)(work->sign * work->game->value[s] * work->unit);
        for (size_t rest = s; rest != 0; rest &= rest - 1)
            left -= work->upper[__builtin_ctzll(rest)];
        for (size_t rest = s; rest != 0; rest &= rest - 1) {
            size_t i = (size_t)__builtin_ctzll(rest);
            if (attaining[i] != 0 && left <= most[i]) continue;
            most[i] = left;
            attaining[i] = (ent_coalition_mask)s;
        }
    }
    return ENT_OK;
}

static ent_status find_rights(rights *work, const ent_run *run, ent_tau_detail *detail) {
    size_t n = work->game->players;
    work->bits = n < PART_BITS ? (unsigned)n : PART_BITS;
    size_t blocks = (size_t)1 << (n - work->bits);
    work->most = ent_alloc_array(ent_run_allocator(run), blocks * n, sizeof *work->most);
    work->attaining = ent_alloc_array(ent_run_allocator(run), blocks * n, sizeof *work->attaining);
    ent_status status = work->most == NULL || work->attaining == NULL ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK) status = ent_parallel(run, blocks, rights_block, work);
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        size_t best = SIZE_MAX;
        for (size_t b = 0; b < blocks; b++) {
            if (work->attaining[b * n + i] == 0) continue;
            if (best == SIZE_MAX || work->most[b * n + i] > work->most[best * n + i]) best = b;
        }
        detail->attaining[i] = work->attaining[best * n + i];
    }
    ent_free(ent_run_allocator(run), work->most);
    ent_free(ent_run_allocator(run), work->attaining);
    return status;
}

/* The right of i from the coalition that gives it, in fractions: v(S) - M(S without i). */
static void right_of(const ent_tu_game *game, const ent_tau_detail *detail, unsigned player, mpq_t out) {
    ent_coalition_mask coalition = detail->attaining[player];
    ent_tu_entry(game, coalition, out);
    for (unsigned j = 0; j < game->players; j++)
        if (j != player && coalition >> j & 1) mpq_sub(out, out, detail->upper.exact[j]);
}

/* In the value game of costs all signs turn, so that comparisons do. */
static void compromise(const ent_tu_game *game, ent_tau_detail *detail, ent_allocation *out) {
    mpq_t upper, least, total, part, size;
    mpq_inits(upper, least, total, part, size, NULL);
    ent_tu_entry(game, ent_tu_grand(game), total);
    mpq_abs(size, total);
    detail->absence = ENT_TAU_EXISTS;
    for (unsigned i = 0; i < game->players; i++) {
        mpq_add(upper, upper, detail->upper.exact[i]);
        mpq_add(least, least, detail->rights.exact[i]);
        bool beyond = game->cost ? above(game, detail->upper.exact[i], detail->rights.exact[i], size)
                                 : above(game, detail->rights.exact[i], detail->upper.exact[i], size);
        if (beyond && detail->absence == ENT_TAU_EXISTS) {
            detail->absence = ENT_TAU_RIGHTS_ABOVE_UPPER;
            detail->player = i;
        }
    }
    bool large = game->cost ? above(game, total, least, size) : above(game, least, total, size);
    bool small = game->cost ? above(game, upper, total, size) : above(game, total, upper, size);
    if (detail->absence == ENT_TAU_EXISTS && large) detail->absence = ENT_TAU_RIGHTS_TOO_LARGE;
    if (detail->absence == ENT_TAU_EXISTS && small) detail->absence = ENT_TAU_UPPER_TOO_SMALL;
    out->exists = detail->absence == ENT_TAU_EXISTS;
    if (out->exists) {
        mpq_sub(part, upper, least);
        mpq_sub(total, total, least);
        mpq_set_ui(detail->part, 0, 1);
        if (mpq_sgn(part) != 0) mpq_div(detail->part, total, part);
        for (unsigned i = 0; i < game->players; i++) {
            mpq_sub(part, detail->upper.exact[i], detail->rights.exact[i]);
            mpq_mul(part, part, detail->part);
            mpq_add(out->exact[i], detail->rights.exact[i], part);
        }
        finish(game, out);
    }
    mpq_clears(upper, least, total, part, size, NULL);
}

ent_status ent_tu_tau(const ent_tu_game *game, const ent_run *run, ent_tau_detail *detail, ent_allocation *out) {
    ent_tau_detail own = {0};
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    if (detail == NULL) {
        ent_status status = ent_tau_detail_init(&own, game->players);
        if (status != ENT_OK) return status;
        detail = &own;
    }
    rights work = {.game = game, .sign = game->cost ? -1 : 1, .unit = game->whole ? 1 : 1048576.0};
    ent_status status = ent_tu_separable(game, &detail->upper);
    for (unsigned i = 0; i < game->players; i++) {
        double all = game->value[ent_tu_grand(game)], without = game->value[ent_tu_grand(game) ^ one(i)];
        work.upper[i] = (__int128)(work.sign * all * work.unit) - (__int128)(work.sign * without * work.unit);
    }
    if (status == ENT_OK) status = find_rights(&work, run, detail);
    for (unsigned i = 0; i < game->players && status == ENT_OK; i++)
        right_of(game, detail, i, detail->rights.exact[i]);
    if (status == ENT_OK) {
        finish(game, &detail->rights);
        compromise(game, detail, out);
    }
    ent_tau_detail_free(&own);
    return status;
}

/* ---- Gately ----------------------------------------------------------------------------------------------- */

ent_status ent_tu_gately(const ent_tu_game *game, ent_gately_absence *absence, ent_allocation *out) {
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    ent_gately_absence why = ENT_GATELY_EXISTS;
    mpq_t own, gain, sum, left, size;
    mpq_inits(own, gain, sum, left, size, NULL);
    ent_tu_entry(game, ent_tu_grand(game), left);
    mpq_abs(size, left);
    bool up = false, down = false;
    for (unsigned i = 0; i < game->players; i++) {
        ent_tu_entry(game, one(i), own);
        marginal(game, i, gain);
        mpq_sub(left, left, own);
        up = up || above(game, gain, own, size);
        down = down || above(game, own, gain, size);
        mpq_sub(gain, gain, own);
        mpq_add(sum, sum, gain);
        mpq_set(out->exact[i], gain);
    }
    mpq_set_ui(own, 0, 1);
    bool nothing = !above(game, left, own, size) && !above(game, own, left, size);
    bool loses = game->cost ? above(game, left, own, size) : above(game, own, left, size);
    if (loses)
        why = ENT_GATELY_INESSENTIAL;
    else if (nothing)
        mpq_set_ui(gain, 0, 1);
    else if (up && down)
        why = ENT_GATELY_MIXED_LOSSES;
    else if (!up && !down)
        why = ENT_GATELY_NO_LOSS;
    else
        mpq_div(gain, left, sum);
    out->exists = why == ENT_GATELY_EXISTS;
    for (unsigned i = 0; i < game->players && out->exists; i++) {
        ent_tu_entry(game, one(i), own);
        mpq_mul(out->exact[i], out->exact[i], gain);
        mpq_add(out->exact[i], out->exact[i], own);
    }
    if (out->exists) finish(game, out);
    if (absence != NULL) *absence = why;
    mpq_clears(own, gain, sum, left, size, NULL);
    return ENT_OK;
}
