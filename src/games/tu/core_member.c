/* Whether an allocation is in the core, and who objects most. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "games/tu/core.h"
#include "games/tu/core_rows.h"

enum { LOW_BITS = 12, LISTED = 256 };

/* Excess is taken in units of 1/denominator of the game, as entries are. Where all is exact, x_i = part[i] / below. */
typedef struct checking {
    const ent_tu_game *table; /* this or */
    const ent_coalition_list *list;
    const ent_run *run;
    const ent_allocator *allocator;
    size_t players, entries, width, stretches;
    unsigned split;
    bool cost, exact;
    double *share; /* x_i */
    mpz_t *part, below;
    double *low;         /* x(S) of coalitions of the first players */
    double error, least; /* of an excess at most; what an excess must be above to be an objection */
    double *worst;       /* per stretch; -INFINITY: none */
    size_t *objecting;   /* per stretch */
} checking;

/* ---- one coalition ------------------------------------------------------------------------------------ */

static bool has_say(const checking *c, size_t id) {
    return c->table == NULL || (id != 0 && id != ent_tu_grand(c->table) && ent_tu_possible(c->table, (uint32_t)id));
}

static double entry(const checking *c, size_t id) {
    return c->table != NULL ? c->table->value[id] : c->list->value[id];
}

/* Excess times `below`, whole. */
static void exact_excess(const checking *c, size_t id, mpz_t out) {
    mpz_set_d(out, entry(c, id));
    mpz_mul(out, out, c->below);
    if (c->table != NULL) {
        for (size_t rest = id; rest != 0; rest &= rest - 1)
            mpz_sub(out, out, c->part[__builtin_ctzll(rest)]);
    } else {
        for (size_t k = c->list->first[id]; k < c->list->first[id + 1]; k++)
            mpz_sub(out, out, c->part[c->list->member[k]]);
    }
    if (c->cost) mpz_neg(out, out);
}

/* ---- a stretch ---------------------------------------------------------------------------------------- */

/* x of the players of a stretch of the table beyond the first. */
static double high_part(const checking *c, size_t stretch) {
    double sum = 0;
    for (size_t rest = c->table != NULL ? stretch : 0; rest != 0; rest &= rest - 1)
        sum += c->share[c->split + (size_t)__builtin_ctzll(rest)];
    return sum;
}

/* The excess of a coalition of a stretch, within `error`. */
static inline double rough_excess(const checking *c, size_t first, size_t i, double high) {
    double sum = 0, gain = 0;
    if (c->table != NULL) {
        gain = c->table->value[first + i] - (high + c->low[i]);
    } else {
        for (size_t k = c->list->first[first + i]; k < c->list->first[first + i + 1]; k++)
            sum += c->share[c->list->member[k]];
        gain = c->list->value[first + i] - sum;
    }
    return c->cost ? -gain : gain;
}

static size_t width_of(const checking *c, size_t stretch) {
    size_t left = c->entries - stretch * c->width;
    return left < c->width ? left : c->width;
}

static ent_status check_stretch(void *context, size_t index) {
    checking *c = context;
    size_t first = index * c->width, size = width_of(c, index), objecting = 0;
    double high = high_part(c, index), worst = -INFINITY;
    mpz_t excess;
    mpz_init(excess);
    for (size_t i = 0; i < size; i++) {
        if (!has_say(c, first + i)) continue;
        double here = rough_excess(c, first, i, high);
        if (here > worst) worst = here;
        if (here > c->least + c->error) {
            objecting++;
        } else if (c->exact && here >= -c->error) {
            exact_excess(c, first + i, excess);
            objecting += mpz_sgn(excess) > 0;
        }
    }
    mpz_clear(excess);
    c->worst[index] = worst;
    c->objecting[index] = objecting;
    return ENT_OK;
}

/* ---- the worst ---------------------------------------------------------------------------------------- */

typedef struct ranking {
    const checking *c;
    ent_core_membership *out;
    size_t most;
    mpz_t here;
} ranking;

/* Whether the coalition with the excess `here` or `value` comes before one that is kept. */
static bool comes_before(const ranking *r, double value, uint32_t id, const ent_core_excess *kept) {
    int order = r->c->exact ? mpz_cmp(r->here, mpq_numref(kept->exact)) : (value > kept->value) - (value < kept->value);
    return order != 0 ? order > 0 : id < kept->coalition;
}

/* While the list is made, numerators alone are kept: all are over `below`. */
static void rank(ranking *r, double value, uint32_t id) {
    ent_core_membership *out = r->out;
    if (r->c->exact) exact_excess(r->c, id, r->here);
    if (out->size == r->most && !comes_before(r, value, id, &out->worst[r->most - 1])) return;
    size_t place = out->size < r->most ? out->size++ : r->most - 1;
    for (; place > 0 && comes_before(r, value, id, &out->worst[place - 1]); place--) {
        out->worst[place].coalition = out->worst[place - 1].coalition;
        out->worst[place].value = out->worst[place - 1].value;
        mpq_swap(out->worst[place].exact, out->worst[place - 1].exact);
    }
    out->worst[place].coalition = id;
    out->worst[place].value = value;
    mpz_set(mpq_numref(out->worst[place].exact), r->here);
}

static double least_to_rank(const ranking *r) {
    return r->out->size < r->most ? -INFINITY : r->out->worst[r->most - 1].value - 2 * r->c->error;
}

typedef struct stretch_rank {
    double worst;
    size_t stretch;
} stretch_rank;

static int compare_stretches(const void *a, const void *b) {
    const stretch_rank *left = a, *right = b;
    if (left->worst != right->worst) return left->worst > right->worst ? -1 : 1;
    return left->stretch < right->stretch ? -1 : left->stretch > right->stretch;
}

/* Stretches by their worst: most need not be looked at again. */
static ent_status rank_all(ranking *r) {
    const checking *c = r->c;
    stretch_rank *order = ent_alloc_array(c->allocator, c->stretches, sizeof *order);
    if (order == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < c->stretches; i++)
        order[i] = (stretch_rank){c->worst[i], i};
    qsort(order, c->stretches, sizeof *order, compare_stretches);
    ent_status status = ENT_OK;
    for (size_t k = 0; k < c->stretches && status == ENT_OK; k++) {
        size_t stretch = order[k].stretch, first = stretch * c->width;
        if (order[k].worst < least_to_rank(r) || order[k].worst == -INFINITY) break;
        double high = high_part(c, stretch);
        for (size_t i = 0; i < width_of(c, stretch); i++) {
            if (!has_say(c, first + i)) continue;
            double here = rough_excess(c, first, i, high);
            if (here >= least_to_rank(r)) rank(r, here, (uint32_t)(first + i));
        }
        if (k % 64 == 63) status = ent_core_go_on(c->run);
    }
    ent_free(c->allocator, order);
    return status;
}

/* ---- the allocation ----------------------------------------------------------------------------------- */

static void read_shares(checking *c, const ent_allocation *x, int64_t denominator) {
    mpq_t scaled, by;
    mpq_inits(scaled, by, NULL);
    ent_mpq_set_ratio(by, (ent_ratio){denominator, 1});
    for (size_t i = 0; i < c->players && c->exact; i++) {
        mpq_mul(scaled, x->exact[i], by);
        mpz_lcm(c->below, c->below, mpq_denref(scaled));
    }
    for (size_t i = 0; i < c->players; i++) {
        if (c->exact) {
            mpq_mul(scaled, x->exact[i], by);
            c->share[i] = ent_mpq_value(scaled);
            mpz_divexact(c->part[i], c->below, mpq_denref(scaled));
            mpz_mul(c->part[i], c->part[i], mpq_numref(scaled));
        } else {
            c->share[i] = x->value[i] * (double)denominator;
        }
    }
    mpq_clears(scaled, by, NULL);
}

static bool adds_up(const checking *c, double grand) {
    double sum = 0;
    if (!c->exact) {
        for (size_t i = 0; i < c->players; i++)
            sum += c->share[i];
        return fabs(sum - grand) <= c->least;
    }
    mpz_t rest;
    mpz_init_set_d(rest, grand);
    mpz_mul(rest, rest, c->below);
    for (size_t i = 0; i < c->players; i++)
        mpz_sub(rest, rest, c->part[i]);
    bool zero = mpz_sgn(rest) == 0;
    mpz_clear(rest);
    return zero;
}

/* Sums of rounded shares and one entry; nothing is compared with the exact where it is not known. */
static void set_bounds(checking *c, double largest) {
    double size = largest;
    for (size_t i = 0; i < c->players; i++)
        size += fabs(c->share[i]);
    c->error = c->exact ? size * ((double)c->players + 8) * DBL_EPSILON : 0;
    c->least = c->exact ? 0 : largest * ENT_CORE_TOLERANCE;
}

static void fill_low(checking *c) {
    for (size_t i = 1; c->table != NULL && i < c->width; i++)
        c->low[i] = c->low[i & (i - 1)] + c->share[__builtin_ctzll(i)];
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

void ent_core_membership_free(ent_core_membership *membership) {
    for (size_t i = 0; i < membership->size; i++)
        mpq_clear(membership->worst[i].exact);
    ent_free(membership->allocator, membership->worst);
    *membership = (ent_core_membership){0};
}

static void finish_excess(const checking *c, int64_t denominator, ent_core_excess *excess) {
    mpq_t by;
    mpq_init(by);
    ent_mpq_set_ratio(by, (ent_ratio){denominator, 1});
    if (c->exact) {
        mpz_set(mpq_denref(excess->exact), c->below);
        mpq_canonicalize(excess->exact);
        mpq_div(excess->exact, excess->exact, by);
        excess->value = ent_mpq_value(excess->exact);
    } else {
        excess->value /= (double)denominator;
    }
    mpq_clear(by);
}

static ent_status fill(checking *c, size_t most, int64_t denominator, double grand, ent_core_membership *out) {
    fill_low(c);
    const ent_run run = ent_core_run(c->run, c->entries);
    ent_status status = ent_parallel(&run, c->stretches, check_stretch, c);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < c->stretches; i++)
        out->objecting += c->objecting[i];
    out->efficient = adds_up(c, grand);
    out->member = out->efficient && out->objecting == 0;
    out->is_exact = c->exact;
    out->tolerance = c->least / (double)denominator;
    ranking r = {.c = c, .out = out, .most = most};
    mpz_init(r.here);
    for (size_t i = 0; i < most; i++)
        mpq_init(out->worst[i].exact);
    if (most > 0) status = rank_all(&r);
    for (size_t i = out->size; i < most; i++)
        mpq_clear(out->worst[i].exact);
    for (size_t i = 0; i < out->size; i++)
        finish_excess(c, denominator, &out->worst[i]);
    mpz_clear(r.here);
    return status;
}

static ent_status check(checking *c, const ent_allocation *x, size_t most, int64_t denominator, double largest,
                        double grand, ent_core_membership *out) {
    out->allocator = c->allocator;
    c->stretches = c->entries / c->width + (c->entries % c->width != 0);
    if (most > c->entries) most = c->entries;
    c->share = ent_alloc_array(c->allocator, c->players, sizeof *c->share);
    c->part = ent_alloc_array(c->allocator, c->players, sizeof *c->part);
    c->low = ent_alloc_array(c->allocator, c->width, sizeof *c->low);
    c->worst = ent_alloc_array(c->allocator, c->stretches, sizeof *c->worst);
    c->objecting = ent_alloc_array(c->allocator, c->stretches, sizeof *c->objecting);
    out->worst = ent_alloc_array(c->allocator, most, sizeof *out->worst);
    ent_status status = ENT_MEMORY;
    if (c->share && c->part && c->low && c->worst && c->objecting && out->worst) {
        for (size_t i = 0; i < c->players; i++)
            mpz_init(c->part[i]);
        mpz_init_set_ui(c->below, 1);
        read_shares(c, x, denominator);
        set_bounds(c, largest);
        status = fill(c, most, denominator, grand, out);
        for (size_t i = 0; i < c->players; i++)
            mpz_clear(c->part[i]);
        mpz_clear(c->below);
    }
    ent_free(c->allocator, c->share);
    ent_free(c->allocator, c->part);
    ent_free(c->allocator, c->low);
    ent_free(c->allocator, c->worst);
    ent_free(c->allocator, c->objecting);
    if (status != ENT_OK) ent_core_membership_free(out);
    return status;
}

ent_status ent_core_member(const ent_tu_game *game, const ent_allocation *x, size_t most, const ent_run *run,
                           ent_core_membership *out) {
    *out = (ent_core_membership){0};
    unsigned split = game->players < LOW_BITS ? game->players : LOW_BITS;
    checking c = {.table = game,
                  .run = run,
                  .allocator = ent_run_allocator(run),
                  .players = game->players,
                  .entries = ent_tu_size(game),
                  .split = split,
                  .width = (size_t)1 << split,
                  .cost = game->cost,
                  .exact = game->whole && x->is_exact};
    double largest = 0;
    ent_status status = ent_core_largest(game, run, &largest);
    if (status != ENT_OK) return status;
    return check(&c, x, most, game->denominator, largest, game->value[ent_tu_grand(game)], out);
}

ent_status ent_core_list_member(const ent_coalition_list *list, const ent_allocation *x, size_t most,
                                const ent_run *run, ent_core_membership *out) {
    *out = (ent_core_membership){0};
    checking c = {.list = list,
                  .run = run,
                  .allocator = ent_run_allocator(run),
                  .players = list->players,
                  .entries = list->size,
                  .width = LISTED,
                  .cost = list->cost,
                  .exact = list->whole && x->is_exact};
    double largest = fabs(list->grand);
    for (size_t k = 0; k < list->size; k++)
        largest = fmax(largest, fabs(list->value[k]));
    return check(&c, x, most, list->denominator, largest, list->grand, out);
}
