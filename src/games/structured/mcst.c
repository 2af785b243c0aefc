/* Cheapest trees from a supply. */
#include "games/structured/mcst.h"

#include <math.h>
#include <stdlib.h>

static bool good_input(const ent_mcst *game) {
    for (size_t k = 0; k < game->links; k++) {
        uint32_t a = game->from[k], b = game->to[k];
        bool known = (a < game->players || a == ENT_MCST_SUPPLY) && (b < game->players || b == ENT_MCST_SUPPLY);
        if (!known || a == b || mpq_sgn(game->cost + k) < 0) return false;
    }
    return true;
}

/* The cheapest link, the first of equals, from a place reached (or the supply) to one that is not. */
static size_t cheapest(const ent_mcst *game, const bool *reached, uint32_t *place, uint32_t *from) {
    size_t best = game->links;
    for (size_t k = 0; k < game->links; k++) {
        uint32_t a = game->from[k], b = game->to[k];
        bool has_a = a == ENT_MCST_SUPPLY || reached[a], has_b = b == ENT_MCST_SUPPLY || reached[b];
        if (has_a == has_b || (best < game->links && mpq_cmp(game->cost + k, game->cost + best) >= 0)) continue;
        best = k;
        *place = has_a ? b : a;
        *from = has_a ? a : b;
    }
    return best;
}

ent_status ent_mcst_solve(const ent_mcst *game, const ent_run *run, ent_mcst_tree *tree) {
    const ent_allocator *allocator = ent_run_allocator(run);
    uint32_t n = game->players;
    *tree = (ent_mcst_tree){.players = n, .allocator = allocator};
    mpq_init(tree->total);
    if (!good_input(game)) return ENT_INPUT;
    tree->reached = ent_alloc_array(allocator, n, sizeof *tree->reached);
    tree->before = ent_alloc_array(allocator, n, sizeof *tree->before);
    tree->link = ent_alloc_array(allocator, n, sizeof *tree->link);
    tree->order = ent_alloc_array(allocator, n, sizeof *tree->order);
    if (tree->reached == NULL || tree->before == NULL || tree->link == NULL || tree->order == NULL) return ENT_MEMORY;
    for (uint32_t i = 0; i < n; i++) {
        tree->before[i] = i;
        tree->link[i] = game->links;
    }
    for (;;) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        uint32_t place = 0, from = 0;
        size_t link = cheapest(game, tree->reached, &place, &from);
        if (link == game->links) break;
        tree->reached[place] = true;
        tree->before[place] = from;
        tree->link[place] = link;
        tree->order[tree->order_size++] = place;
        mpq_add(tree->total, tree->total, game->cost + link);
    }
    tree->exists = tree->order_size == n;
    return ENT_OK;
}

void ent_mcst_tree_free(ent_mcst_tree *tree) {
    if (tree->allocator == NULL) return;
    ent_free(tree->allocator, tree->reached);
    ent_free(tree->allocator, tree->before);
    ent_free(tree->allocator, tree->link);
    ent_free(tree->allocator, tree->order);
    mpq_clear(tree->total);
    *tree = (ent_mcst_tree){0};
}

ent_status ent_mcst_bird(const ent_mcst *game, const ent_run *run, ent_allocation *out) {
    ent_mcst_tree tree;
    ent_status status = ent_mcst_solve(game, run, &tree);
    if (status == ENT_OK && tree.exists) {
        for (uint32_t i = 0; i < game->players; i++)
            mpq_set(out->exact[i], game->cost + tree.link[i]);
        ent_allocation_from_exact(out);
    }
    ent_mcst_tree_free(&tree);
    return status;
}

/* ---- the folk rule ---------------------------------------------------------------------------------------- */

typedef struct tree_link {
    mpq_srcptr cost;
    size_t link;
    uint32_t player;
} tree_link;

static int cheap_first(const void *a, const void *b) {
    const tree_link *p = a, *q = b;
    int order = mpq_cmp(p->cost, q->cost);
    return order != 0 ? order : (p->link > q->link) - (p->link < q->link);
}

/* Links of the tree by rising cost join parts. Somebody in a part of k that the supply has not reached owes 1/k of each
 * further unit of cost, else nothing; at a link everybody pays its cost times what it owes less from then on. */
static void pay_obligations(const ent_mcst *game, const ent_mcst_tree *tree, const tree_link *links, uint32_t *part,
                            ent_allocation *out) {
    uint32_t n = game->players;
    mpq_t before, after, share;
    mpq_inits(before, after, share, NULL);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t from = tree->before[links[k].player], a = part[links[k].player];
        uint32_t b = from == ENT_MCST_SUPPLY ? ENT_MCST_SUPPLY : part[from], size_a = 0, size_b = 0;
        for (uint32_t i = 0; i < n; i++) {
            size_a += part[i] == a;
            size_b += part[i] == b;
        }
        bool supplied = a == ENT_MCST_SUPPLY || b == ENT_MCST_SUPPLY;
        mpq_set_ui(after, supplied ? 0 : 1, supplied ? 1 : size_a + size_b);
        for (uint32_t i = 0; i < n; i++) {
            if (part[i] != a && part[i] != b) continue;
            bool reached = part[i] == ENT_MCST_SUPPLY;
            mpq_set_ui(before, reached ? 0 : 1, reached ? 1 : part[i] == a ? size_a : size_b);
            mpq_sub(share, before, after);
            mpq_mul(share, share, links[k].cost);
            mpq_add(out->exact[i], out->exact[i], share);
        }
        uint32_t joined = supplied ? ENT_MCST_SUPPLY : a;
        for (uint32_t i = 0; i < n; i++)
            if (part[i] == a || part[i] == b) part[i] = joined;
    }
    mpq_clears(before, after, share, NULL);
}

ent_status ent_mcst_folk(const ent_mcst *game, const ent_run *run, ent_allocation *out) {
    ent_mcst_tree tree;
    uint32_t n = game->players;
    ent_status status = ent_mcst_solve(game, run, &tree);
    tree_link *links = ent_alloc_array(ent_run_allocator(run), n, sizeof *links);
    uint32_t *part = ent_alloc_array(ent_run_allocator(run), n, sizeof *part);
    if (status == ENT_OK && (links == NULL || part == NULL)) status = ENT_MEMORY;
    if (status == ENT_OK && tree.exists) {
        for (uint32_t i = 0; i < n; i++) {
            links[i] = (tree_link){game->cost + tree.link[i], tree.link[i], i};
            part[i] = i;
            mpq_set_ui(out->exact[i], 0, 1);
        }
        qsort(links, n, sizeof *links, cheap_first);
        pay_obligations(game, &tree, links, part, out);
        ent_allocation_from_exact(out);
    }
    ent_free(ent_run_allocator(run), links);
    ent_free(ent_run_allocator(run), part);
    ent_mcst_tree_free(&tree);
    return status;
}

/* ---- the table -------------------------------------------------------------------------------------------- */

enum { PLACES = ENT_TU_PLAYERS + 1, CANCEL_EVERY = 1024 };

typedef struct distances {
    double cost[PLACES][PLACES]; /* INFINITY without a link; the supply last */
    unsigned players;
} distances;

/* The cheapest tree on the supply and a coalition; INFINITY where there is none. */
static double tree_cost(const distances *d, ent_coalition_mask coalition) {
    double to[PLACES], sum = 0;
    for (unsigned i = 0; i < d->players; i++)
        to[i] = d->cost[d->players][i];
    while (coalition != 0) {
        unsigned best = ENT_TU_PLAYERS;
        for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1) {
            unsigned i = (unsigned)__builtin_ctz(rest);
            if (best == ENT_TU_PLAYERS || to[i] < to[best]) best = i;
        }
        if (!(to[best] < INFINITY)) return INFINITY;
        sum += to[best];
        coalition ^= (ent_coalition_mask)1 << best;
        for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1) {
            unsigned i = (unsigned)__builtin_ctz(rest);
            to[i] = d->cost[best][i] < to[i] ? d->cost[best][i] : to[i];
        }
    }
    return sum;
}

static void find_distances(const ent_mcst *game, ent_tu_table *out, distances *d) {
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    for (size_t k = 0; k < game->links; k++)
        ent_tu_scale_see(&scale, game->cost + k);
    out->game.whole = ent_tu_scale_whole(&scale, game->players, &out->game.denominator);
    ent_tu_scale_free(&scale);
    d->players = game->players;
    for (size_t a = 0; a < PLACES; a++)
        for (size_t b = 0; b < PLACES; b++)
            d->cost[a][b] = INFINITY;
    for (size_t k = 0; k < game->links; k++) {
        unsigned a = game->from[k] == ENT_MCST_SUPPLY ? game->players : game->from[k];
        unsigned b = game->to[k] == ENT_MCST_SUPPLY ? game->players : game->to[k];
        double cost = ent_tu_scale_number(game->cost + k, out->game.denominator);
        if (cost < d->cost[a][b]) d->cost[a][b] = d->cost[b][a] = cost;
    }
}

/* Larger coalitions first: what cannot connect itself pays what the cheapest with one member more does. */
static ent_status fill(const distances *d, const ent_run *run, ent_coalition_mask *gap, ent_tu_table *out) {
    ent_status status = ENT_OK;
    for (size_t s = ent_tu_size(&out->game) - 1; s > 0 && status == ENT_OK; s--) {
        if (s % CANCEL_EVERY == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        out->value[s] = tree_cost(d, (ent_coalition_mask)s);
        if (out->value[s] < INFINITY) continue;
        if (out->impossible == NULL) status = ent_tu_table_mark(out);
        if (status != ENT_OK) return status;
        out->impossible[s >> 6] |= UINT64_C(1) << (s & 63);
        *gap = (ent_coalition_mask)s;
        for (unsigned i = 0; i < d->players; i++)
            if (!(s >> i & 1) && out->value[s | (size_t)1 << i] < out->value[s])
                out->value[s] = out->value[s | (size_t)1 << i];
    }
    return status;
}

ent_status ent_mcst_table(const ent_mcst *game, const ent_run *run, bool *exists, ent_coalition_mask *gap,
                          ent_tu_table *out) {
    if (!good_input(game)) return ENT_INPUT;
    *gap = 0;
    ent_status status = ent_tu_table_init(out, game->players, true, run);
    distances *d = status == ENT_OK ? ent_alloc(ent_run_allocator(run), sizeof *d) : NULL;
    if (status == ENT_OK && d == NULL) status = ENT_MEMORY;
    if (status == ENT_OK) {
        find_distances(game, out, d);
        *exists = tree_cost(d, ent_tu_grand(&out->game)) < INFINITY;
        if (*exists) status = fill(d, run, gap, out);
    }
    ent_free(ent_run_allocator(run), d);
    if (status != ENT_OK || !*exists) ent_tu_table_free(out);
    return status;
}
