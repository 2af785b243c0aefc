/* Rules of marginal contributions that need no pass over the table. */
#include "games/tu/marginal.h"

#include <math.h>

static ent_status check(const ent_tu_game *game) {
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    const ent_coalition_mask grand = ent_tu_grand(game);
    bool finite = isfinite(game->value[grand]);
    for (unsigned i = 0; i < game->players; i++)
        finite &= isfinite(game->value[(size_t)1 << i]) && isfinite(game->value[grand ^ (ent_coalition_mask)1 << i]);
    return finite ? ENT_OK : ENT_INPUT;
}

/* Entries of doubles are fractions too: all of this is exact arithmetic, from entries that may be rounded. */
static void separable(const ent_tu_game *game, unsigned player, mpq_t out) {
    mpq_t without;
    mpq_init(without);
    ent_tu_entry(game, ent_tu_grand(game), out);
    ent_tu_entry(game, ent_tu_grand(game) ^ (ent_coalition_mask)1 << player, without);
    mpq_sub(out, out, without);
    mpq_clear(without);
}

static void alone(const ent_tu_game *game, unsigned player, mpq_t out) {
    ent_tu_entry(game, (ent_coalition_mask)1 << player, out);
}

static void finish(const ent_tu_game *game, ent_allocation *out) {
    ent_allocation_from_exact(out);
    out->is_exact = game->whole;
}

/* To each an equal part of what the shares leave of v(N). */
static void share_rest_equally(const ent_tu_game *game, ent_allocation *out) {
    mpq_t rest, part;
    mpq_inits(rest, part, NULL);
    ent_tu_entry(game, ent_tu_grand(game), rest);
    for (unsigned i = 0; i < game->players; i++)
        mpq_sub(rest, rest, out->exact[i]);
    mpq_set_ui(part, 1, game->players);
    mpq_mul(part, part, rest);
    for (unsigned i = 0; i < game->players; i++)
        mpq_add(out->exact[i], out->exact[i], part);
    mpq_clears(rest, part, NULL);
}

static ent_status from_each(const ent_tu_game *game, void (*rule)(const ent_tu_game *, unsigned, mpq_t), bool rest,
                            ent_allocation *out) {
    ent_status status = check(game);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++)
        rule(game, i, out->exact[i]);
    if (rest) share_rest_equally(game, out);
    finish(game, out);
    return ENT_OK;
}

ent_status ent_tu_separable(const ent_tu_game *game, ent_allocation *out) {
    return from_each(game, separable, false, out);
}

ent_status ent_tu_ensc(const ent_tu_game *game, ent_allocation *out) {
    return from_each(game, separable, true, out);
}

ent_status ent_tu_equal_surplus(const ent_tu_game *game, ent_allocation *out) {
    return from_each(game, alone, true, out);
}

/* ---- Gately -------------------------------------------------------------------------------------------- */

/* 0 where a number is within the tolerance, of a rounded table. */
static int sign(const ent_tu_game *game, const mpq_t value) {
    if (game->whole) return mpq_sgn(value);
    double largest = 0, size = ent_mpq_value(value);
    for (unsigned i = 0; i < game->players; i++) {
        const ent_coalition_mask bit = (ent_coalition_mask)1 << i;
        largest = fmax(largest, fmax(fabs(game->value[bit]), fabs(game->value[ent_tu_grand(game) ^ bit])));
    }
    largest = fmax(largest, fabs(game->value[ent_tu_grand(game)])) / (double)game->denominator;
    return fabs(size) <= ENT_MARGINAL_TOLERANCE * largest ? 0 : mpq_sgn(value);
}

/* What the others lose by each one's leaving, M_i - v(i), and the sum; of a cost game with the sign turned. */
static ent_gately_absence losses(const ent_tu_game *game, ent_allocation *loss, mpq_t sum) {
    bool gain = false, harm = false;
    mpq_t own;
    mpq_init(own);
    for (unsigned i = 0; i < game->players; i++) {
        separable(game, i, loss->exact[i]);
        alone(game, i, own);
        mpq_sub(loss->exact[i], loss->exact[i], own);
        mpq_add(sum, sum, loss->exact[i]);
        int way = sign(game, loss->exact[i]);
        harm |= way > 0;
        gain |= way < 0;
    }
    mpq_clear(own);
    return harm && gain ? ENT_GATELY_MIXED_LOSSES : harm || gain ? ENT_GATELY_EXISTS : ENT_GATELY_NO_LOSS;
}

/* Shares are what each gets alone, plus `surplus` in proportion to `loss`. */
static void divide(const ent_tu_game *game, const mpq_t surplus, const mpq_t sum, ent_allocation *out) {
    mpq_t factor;
    mpq_init(factor);
    if (mpq_sgn(sum) != 0) mpq_div(factor, surplus, sum);
    for (unsigned i = 0; i < game->players; i++) {
        mpq_t own;
        mpq_init(own);
        alone(game, i, own);
        mpq_mul(out->exact[i], out->exact[i], factor);
        mpq_add(out->exact[i], out->exact[i], own);
        mpq_clear(own);
    }
    mpq_clear(factor);
    finish(game, out);
}

ent_status ent_tu_gately(const ent_tu_game *game, ent_gately_absence *absence, ent_allocation *out) {
    ent_status status = check(game);
    if (status != ENT_OK) return status;
    mpq_t surplus, sum, own;
    mpq_inits(surplus, sum, own, NULL);
    ent_tu_entry(game, ent_tu_grand(game), surplus);
    for (unsigned i = 0; i < game->players; i++) {
        alone(game, i, own);
        mpq_sub(surplus, surplus, own);
    }
    ent_gately_absence why = losses(game, out, sum);
    const int essential = sign(game, surplus) * (game->cost ? -1 : 1);
    if (essential < 0) why = ENT_GATELY_INESSENTIAL;
    if (essential == 0) { /* the only imputation: what each gets alone */
        why = ENT_GATELY_EXISTS;
        mpq_set_ui(sum, 0, 1);
    }
    out->exists = out->is_exact = false;
    if (why == ENT_GATELY_EXISTS) divide(game, surplus, sum, out);
    if (absence != NULL) *absence = why;
    mpq_clears(surplus, sum, own, NULL);
    return ENT_OK;
}
