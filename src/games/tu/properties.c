/* What holds of a table, and who shows it where it does not. Sums are of the 64 bits of long doubles: exact for whole
 * entries. */
#include "games/tu/properties.h"

#include <math.h>

enum { PAIRS_PLAYERS = 18, CANCEL_EVERY = 4096 };

typedef struct check {
    const ent_tu_game *game;
    long double slack;
    ent_tu_properties *out;
    const ent_run *run;
} check;

static long double at(const check *c, size_t coalition) {
    return c->game->value[coalition];
}

static void fails(ent_tu_property *property, size_t first, size_t second) {
    if (property->truth == ENT_FALSE) return;
    *property = (ent_tu_property){ENT_FALSE, (ent_coalition_mask)first, (ent_coalition_mask)second};
}

/* The sum of what members are worth alone. */
static long double alone(const check *c, size_t coalition) {
    long double sum = 0;
    for (size_t rest = coalition; rest != 0; rest &= rest - 1)
        sum += at(c, rest & (0 - rest));
    return sum;
}

/* All that looks at one coalition, with one player more or two. */
static void look_at(check *c, size_t s) {
    ent_tu_properties *out = c->out;
    const long double slack = c->slack, sign = c->game->cost ? -1 : 1, own = at(c, s);
    if (fabsl(own - alone(c, s)) > slack) fails(&out->additive, s, 0);
    if (own != 0 && own != 1) fails(&out->simple, s, 0);
    for (unsigned i = 0; i < c->game->players; i++) {
        size_t with = s | (size_t)1 << i;
        if (with == s) continue;
        long double added = at(c, with) - own, single = at(c, (size_t)1 << i);
        if (added < -slack) fails(&out->monotone, s, with);
        if (added < -slack) fails(&out->simple, s, with);
        if (sign * (added - single) < -slack) fails(&out->zero_monotone, s, (size_t)1 << i);
        if (fabsl(added) > slack) out->null_players &= ~((ent_coalition_mask)1 << i);
        if (fabsl(added - single) > slack) out->dummies &= ~((ent_coalition_mask)1 << i);
        for (unsigned j = 0; j < i; j++) {
            size_t other = s | (size_t)1 << j;
            if (other == s) continue;
            long double bend = at(c, with | other) + own - at(c, with) - at(c, other);
            if (bend < -slack) fails(&out->convex, with, other);
            if (bend > slack) fails(&out->concave, with, other);
        }
    }
}

static bool alike(const check *c, unsigned i, unsigned j) {
    size_t a = (size_t)1 << i, b = (size_t)1 << j;
    for (size_t s = 0; s < ent_tu_size(c->game); s++)
        if (!(s & (a | b)) && fabsl(at(c, s | a) - at(c, s | b)) > c->slack) return false;
    return true;
}

static void find_symmetric(check *c) {
    for (unsigned i = 0; i < c->game->players; i++) {
        c->out->symmetric[i] = i;
        for (unsigned j = 0; j < i; j++)
            if (c->out->symmetric[j] == j && alike(c, j, i)) {
                c->out->symmetric[i] = j;
                break;
            }
    }
}

/* Disjoint pairs, each once: of the two the second is the larger mask. */
static ent_status look_at_pairs(check *c) {
    ent_tu_property *super = &c->out->superadditive, *sub = &c->out->subadditive;
    size_t size = ent_tu_size(c->game);
    for (size_t s = 1; s < size && (super->truth != ENT_FALSE || sub->truth != ENT_FALSE); s++) {
        if (s % CANCEL_EVERY == 0 && ent_run_cancelled(c->run)) return ENT_CANCELLED;
        size_t outside = (size - 1) ^ s;
        for (size_t t = outside; t > s; t = (t - 1) & outside) {
            long double gain = at(c, s | t) - at(c, s) - at(c, t);
            if (gain < -c->slack) fails(super, s, t);
            if (gain > c->slack) fails(sub, s, t);
        }
    }
    return ENT_OK;
}

/* A convex game is superadditive; one with more players than can be looked at pair by pair stays unknown. */
static ent_status find_additivity(check *c, unsigned most) {
    ent_tu_properties *out = c->out;
    if (out->convex.truth == ENT_TRUE && out->concave.truth == ENT_TRUE) return ENT_OK;
    if (c->game->players <= most) return look_at_pairs(c);
    ent_tu_property *known = c->game->cost ? &out->subadditive : &out->superadditive;
    if (out->zero_monotone.truth == ENT_FALSE) fails(known, out->zero_monotone.first, out->zero_monotone.second);
    if (out->superadditive.truth == ENT_TRUE && out->convex.truth != ENT_TRUE) out->superadditive.truth = ENT_UNKNOWN;
    if (out->subadditive.truth == ENT_TRUE && out->concave.truth != ENT_TRUE) out->subadditive.truth = ENT_UNKNOWN;
    return ENT_OK;
}

ent_status ent_tu_properties_check(const ent_tu_game *game, const ent_tu_properties_options *options,
                                   const ent_run *run, ent_tu_properties *out) {
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    check c = {.game = game, .out = out, .run = run};
    size_t size = ent_tu_size(game);
    *out = (ent_tu_properties){.null_players = ent_tu_grand(game), .dummies = ent_tu_grand(game)};
    if (!game->whole)
        for (size_t s = 0; s < size; s++) {
            if (!isfinite(game->value[s])) return ENT_INPUT;
            c.slack = fmaxl(c.slack, fabsl(at(&c, s)) * ENT_PROPERTIES_TOLERANCE);
        }
    long double gain = at(&c, size - 1) - alone(&c, size - 1);
    if (!(game->cost ? gain < -c.slack : gain > c.slack)) fails(&out->essential, size - 1, 0);
    for (size_t s = 0; s < size; s++) {
        if (s % CANCEL_EVERY == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        look_at(&c, s);
    }
    if (at(&c, size - 1) != 1) fails(&out->simple, size - 1, 0);
    find_symmetric(&c);
    unsigned most = options != NULL && options->pairs_players != 0 ? options->pairs_players : PAIRS_PLAYERS;
    return find_additivity(&c, most);
}
