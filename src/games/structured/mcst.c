/* Minimum-cost spanning trees: Prim's algorithm, Bird's rule, the folk rule, irreducible costs. Costs are compared
 * once, to rank the links; from then on ranks decide. */
#include "games/structured/mcst.h"

#include "games/structured/mcst_private.h"
#include "games/structured/numbers.h"

/* ---- ranks -------------------------------------------------------------------------------------------- */

bool ent_mcst_ranks_init(ent_mcst_ranks *ranks, const ent_mcst *game, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *ranks = (ent_mcst_ranks){.allocator = allocator};
    ranks->link = ent_alloc_array(allocator, game->links, sizeof *ranks->link);
    ranks->rank = ent_alloc_array(allocator, game->links, sizeof *ranks->rank);
    if (ranks->link == NULL || ranks->rank == NULL) return false;
    if (!ent_mpq_order(game->cost, game->links, run, ranks->link)) return false;
    for (size_t k = 0; k < game->links; k++)
        ranks->rank[ranks->link[k]] = k;
    return true;
}

void ent_mcst_ranks_free(ent_mcst_ranks *ranks) {
    ent_free(ranks->allocator, ranks->link);
    ent_free(ranks->allocator, ranks->rank);
    *ranks = (ent_mcst_ranks){0};
}

ent_status ent_mcst_check(const ent_mcst *game) {
    if (game->players == 0 || game->players == UINT32_MAX) return ENT_INPUT;
    for (size_t k = 0; k < game->links; k++) {
        uint32_t a = game->from[k], b = game->to[k];
        if (a == b || (a >= game->players && a != ENT_MCST_SUPPLY) || (b >= game->players && b != ENT_MCST_SUPPLY))
            return ENT_INPUT;
    }
    return ent_mpq_negative(game->cost, game->links) ? ENT_INPUT : ENT_OK;
}

/* ---- the tree ----------------------------------------------------------------------------------------- */

/* The links of each place: those of place p are by_place[first[p]] .. by_place[first[p + 1] - 1]. */
typedef struct network {
    size_t *first, *by_place;
    size_t *best; /* per place: the link of least rank to a place that is reached */
    const ent_allocator *allocator;
} network;

static void network_free(network *net) {
    ent_free(net->allocator, net->first);
    ent_free(net->allocator, net->by_place);
    ent_free(net->allocator, net->best);
}

static bool network_init(network *net, const ent_mcst *game, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t places = (size_t)game->players + 1;
    *net = (network){.allocator = allocator};
    if (game->links > SIZE_MAX / 2) return false;
    net->first = ent_alloc_array(allocator, places + 1, sizeof *net->first);
    net->by_place = ent_alloc_array(allocator, 2 * game->links, sizeof *net->by_place);
    net->best = ent_alloc_array(allocator, places, sizeof *net->best);
    if (net->first == NULL || net->by_place == NULL || net->best == NULL) return false;
    for (size_t k = 0; k < game->links; k++) {
        net->first[ent_mcst_place(game, game->from[k]) + 1]++;
        net->first[ent_mcst_place(game, game->to[k]) + 1]++;
    }
    for (size_t p = 0; p < places; p++) {
        net->first[p + 1] += net->first[p];
        net->best[p] = net->first[p]; /* while links are laid out: where the next one of the place goes */
    }
    for (size_t k = 0; k < game->links; k++) {
        net->by_place[net->best[ent_mcst_place(game, game->from[k])]++] = k;
        net->by_place[net->best[ent_mcst_place(game, game->to[k])]++] = k;
    }
    for (size_t p = 0; p < places; p++)
        net->best[p] = game->links;
    return true;
}

/* Offers the links of a place that has been reached to those that have not. */
static void offer_links(const ent_mcst *game, const ent_mcst_ranks *ranks, network *net, size_t place,
                        const bool *reached) {
    for (size_t e = net->first[place]; e < net->first[place + 1]; e++) {
        size_t link = net->by_place[e], other = ent_mcst_place(game, game->from[link]);
        if (other == place) other = ent_mcst_place(game, game->to[link]);
        if (other == game->players || reached[other]) continue;
        size_t *best = &net->best[other];
        if (*best == game->links || ranks->rank[link] < ranks->rank[*best]) *best = link;
    }
}

static ent_status grow(const ent_mcst *game, const ent_mcst_ranks *ranks, network *net, const ent_run *run,
                       ent_mcst_tree *tree) {
    offer_links(game, ranks, net, game->players, tree->reached);
    for (;;) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        uint32_t next = game->players;
        for (uint32_t i = 0; i < game->players; i++) {
            if (tree->reached[i] || net->best[i] == game->links) continue;
            if (next == game->players || ranks->rank[net->best[i]] < ranks->rank[net->best[next]]) next = i;
        }
        if (next == game->players) break;
        size_t link = net->best[next];
        tree->reached[next] = true;
        tree->link[next] = link;
        tree->before[next] = game->from[link] == next ? game->to[link] : game->from[link];
        tree->order[tree->order_size++] = next;
        mpq_add(tree->total, tree->total, game->cost + link);
        offer_links(game, ranks, net, next, tree->reached);
    }
    tree->exists = tree->order_size == game->players;
    return ENT_OK;
}

static bool tree_init(ent_mcst_tree *tree, const ent_mcst *game, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *tree = (ent_mcst_tree){.players = game->players, .allocator = allocator};
    mpq_init(tree->total);
    tree->reached = ent_alloc_array(allocator, game->players, sizeof *tree->reached);
    tree->before = ent_alloc_array(allocator, game->players, sizeof *tree->before);
    tree->link = ent_alloc_array(allocator, game->players, sizeof *tree->link);
    tree->order = ent_alloc_array(allocator, game->players, sizeof *tree->order);
    if (tree->reached == NULL || tree->before == NULL || tree->link == NULL || tree->order == NULL) return false;
    for (uint32_t i = 0; i < game->players; i++) {
        tree->before[i] = i;
        tree->link[i] = game->links;
    }
    return true;
}

void ent_mcst_tree_free(ent_mcst_tree *tree) {
    if (tree->players == 0) return;
    mpq_clear(tree->total);
    ent_free(tree->allocator, tree->reached);
    ent_free(tree->allocator, tree->before);
    ent_free(tree->allocator, tree->link);
    ent_free(tree->allocator, tree->order);
    *tree = (ent_mcst_tree){0};
}

static ent_status solve(const ent_mcst *game, const ent_run *run, ent_mcst_ranks *ranks, ent_mcst_tree *tree) {
    *tree = (ent_mcst_tree){0};
    *ranks = (ent_mcst_ranks){0};
    ent_status status = ent_mcst_check(game);
    if (status != ENT_OK) return status;
    network net = {0};
    bool made = tree_init(tree, game, run) && ent_mcst_ranks_init(ranks, game, run) && network_init(&net, game, run);
    status = made ? grow(game, ranks, &net, run, tree) : ENT_MEMORY;
    network_free(&net);
    return status;
}

ent_status ent_mcst_solve(const ent_mcst *game, const ent_run *run, ent_mcst_tree *tree) {
    ent_mcst_ranks ranks;
    ent_status status = solve(game, run, &ranks, tree);
    ent_mcst_ranks_free(&ranks);
    return status;
}

ent_status ent_mcst_bird(const ent_mcst *game, const ent_run *run, ent_allocation *out) {
    ent_mcst_tree tree;
    ent_status status = ent_mcst_solve(game, run, &tree);
    if (status == ENT_OK && tree.exists) {
        for (uint32_t i = 0; i < game->players; i++)
            mpq_set(out->exact[i], game->cost + tree.link[i]);
        ent_allocation_from_exact(out);
    } else {
        out->exists = false;
    }
    ent_mcst_tree_free(&tree);
    return status;
}

/* ---- joining along the tree --------------------------------------------------------------------------- */

/* The places as they are joined by the links of the tree, cheap ones first. */
typedef struct groups {
    size_t places;
    uint32_t *group; /* of each place: a place that stands for it */
    uint32_t *links; /* the players whose links are those of the tree, by rising rank of these */
    const ent_allocator *allocator;
} groups;

/* What is done when a link joins group a with group b, before it does. */
typedef void joining(void *context, const groups *all, size_t link, uint32_t a, uint32_t b);

static void join_all(groups *all, const ent_mcst *game, const ent_mcst_tree *tree, joining *visit, void *context) {
    for (uint32_t p = 0; p < all->places; p++)
        all->group[p] = p;
    for (size_t k = 0; k < game->players; k++) {
        uint32_t i = all->links[k];
        uint32_t a = all->group[i], b = all->group[ent_mcst_place(game, tree->before[i])];
        visit(context, all, tree->link[i], a, b);
        for (size_t p = 0; p < all->places; p++)
            if (all->group[p] == b) all->group[p] = a;
    }
}

/* The players by the rank of their links: of `links` ranks there are few that are the tree's. */
static void order_links(const ent_mcst *game, const ent_mcst_ranks *ranks, const ent_mcst_tree *tree, uint32_t *of_rank,
                        groups *all) {
    for (size_t k = 0; k < game->links; k++)
        of_rank[k] = game->players;
    for (uint32_t i = 0; i < game->players; i++)
        of_rank[ranks->rank[tree->link[i]]] = i;
    size_t size = 0;
    for (size_t k = 0; k < game->links; k++)
        if (of_rank[k] < game->players) all->links[size++] = of_rank[k];
}

static ent_status along_tree(const ent_mcst *game, const ent_run *run, bool *exists, joining *visit, void *context) {
    const ent_allocator *allocator = ent_run_allocator(run);
    ent_mcst_tree tree;
    ent_mcst_ranks ranks;
    ent_status status = solve(game, run, &ranks, &tree);
    *exists = status == ENT_OK && tree.exists;
    if (*exists) {
        groups all = {.places = (size_t)game->players + 1, .allocator = allocator};
        all.group = ent_alloc_array(allocator, all.places, sizeof *all.group);
        all.links = ent_alloc_array(allocator, all.places, sizeof *all.links);
        uint32_t *of_rank = ent_alloc_array(allocator, game->links, sizeof *of_rank);
        if (all.group == NULL || all.links == NULL || of_rank == NULL) {
            status = ENT_MEMORY;
        } else {
            order_links(game, &ranks, &tree, of_rank, &all);
            join_all(&all, game, &tree, visit, context);
        }
        ent_free(allocator, of_rank);
        ent_free(allocator, all.group);
        ent_free(allocator, all.links);
    }
    ent_mcst_ranks_free(&ranks);
    ent_mcst_tree_free(&tree);
    return status;
}

/* ---- folk --------------------------------------------------------------------------------------------- */

typedef struct obligations {
    const ent_mcst *game;
    mpq_t *amount;
    mpq_t part, own;
} obligations;

/* 1 over the members of a group, what each of them owes of each further unit; 0 with the supply. */
static size_t owing(const groups *all, uint32_t group) {
    size_t members = 0;
    for (size_t p = 0; p < all->places; p++)
        members += all->group[p] == group;
    return all->group[all->places - 1] == group ? 0 : members;
}

/* Up to the cost of the link each member of a group owed one part in its size, from there on in that of the groups
 * together: it pays the cost times the difference. */
static void relieve(obligations *work, const groups *all, size_t link, uint32_t group, size_t before, size_t after) {
    if (before == 0) return;
    ent_mpq_part(work->game->cost + link, before, work->own);
    if (after > 0) {
        ent_mpq_part(work->game->cost + link, after, work->part);
        mpq_sub(work->own, work->own, work->part);
    }
    for (size_t p = 0; p + 1 < all->places; p++)
        if (all->group[p] == group) mpq_add(work->amount[p], work->amount[p], work->own);
}

static void pay_obligations(void *context, const groups *all, size_t link, uint32_t a, uint32_t b) {
    size_t in_a = owing(all, a), in_b = owing(all, b), after = in_a == 0 || in_b == 0 ? 0 : in_a + in_b;
    relieve(context, all, link, a, in_a, after);
    relieve(context, all, link, b, in_b, after);
}

ent_status ent_mcst_folk(const ent_mcst *game, const ent_run *run, ent_allocation *out) {
    obligations work = {.game = game, .amount = out->exact};
    mpq_inits(work.part, work.own, NULL);
    for (size_t i = 0; i < game->players; i++)
        mpq_set_ui(out->exact[i], 0, 1);
    bool exists = false;
    ent_status status = along_tree(game, run, &exists, pay_obligations, &work);
    mpq_clears(work.part, work.own, NULL);
    out->exists = false;
    if (status == ENT_OK && exists) ent_allocation_from_exact(out);
    return status;
}

/* ---- irreducible costs -------------------------------------------------------------------------------- */

static void set_dearest(void *context, const groups *all, size_t link, uint32_t a, uint32_t b) {
    size_t *dearest = context;
    for (size_t p = 0; p < all->places; p++) {
        if (all->group[p] != a) continue;
        for (size_t q = 0; q < all->places; q++)
            if (all->group[q] == b) dearest[p * all->places + q] = dearest[q * all->places + p] = link;
    }
}

ent_status ent_mcst_irreducible(const ent_mcst *game, const ent_run *run, bool *exists, size_t *dearest) {
    ent_status status = along_tree(game, run, exists, set_dearest, dearest);
    for (size_t p = 0; p <= game->players && status == ENT_OK && *exists; p++)
        dearest[p * ((size_t)game->players + 1) + p] = game->links;
    return status;
}
