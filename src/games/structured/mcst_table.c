/* The table of a spanning tree game: the tree of a coalition and one more player is among the links of the tree without
 * it and those of the new player. */
#include <math.h>

#include "games/structured/mcst_private.h"

enum { PLACES = ENT_TU_PLAYERS + 1, NO_LINK = UINT32_MAX, TASK_PLAYERS = 8, SERIAL_PLAYERS = 14 };

/* A forest as its links by rising rank, each by its rank and its ends. */
typedef struct forest_link {
    uint32_t rank;
    uint8_t a, b;
} forest_link;

typedef struct forest {
    unsigned size;
    forest_link links[PLACES];
} forest;

typedef struct filling {
    unsigned players, task_players;           /* the coalitions of a task have their last task_players in common */
    forest_link near[ENT_TU_PLAYERS][PLACES]; /* the links of a player, by rising rank */
    unsigned near_size[ENT_TU_PLAYERS];
    uint32_t best[PLACES][PLACES]; /* the least rank between two places */
    const double *cost;            /* of each rank */
    double *value;
    uint64_t *impossible;
} filling;

static unsigned root_of(uint8_t *root, unsigned place) {
    while (root[place] != place) {
        root[place] = root[root[place]];
        place = root[place];
    }
    return place;
}

static void add_player(const filling *work, const forest *old, uint32_t places, unsigned player, forest *out) {
    uint8_t root[PLACES];
    for (unsigned p = 0; p <= work->players; p++)
        root[p] = (uint8_t)p;
    out->size = 0;
    unsigned i = 0, k = 0;
    for (;;) { /* both lists by rising rank */
        while (k < work->near_size[player] && (places >> work->near[player][k].b & 1) == 0)
            k++;
        bool have_old = i < old->size, have_new = k < work->near_size[player];
        if (!have_old && !have_new) return;
        bool take_old = have_old && (!have_new || old->links[i].rank < work->near[player][k].rank);
        const forest_link *link = take_old ? &old->links[i++] : &work->near[player][k++];
        unsigned a = root_of(root, link->a), b = root_of(root, link->b);
        if (a == b) continue;
        root[a] = (uint8_t)b;
        out->links[out->size++] = *link;
    }
}

static void write_entry(filling *work, uint32_t coalition, const forest *trees) {
    double sum = 0;
    for (unsigned k = 0; k < trees->size; k++)
        sum += work->cost[trees->links[k].rank];
    if (trees->size < (unsigned)__builtin_popcount(coalition)) {
        work->impossible[coalition >> 6] |= (uint64_t)1 << (coalition & 63);
        sum = INFINITY;
    }
    work->value[coalition] = sum;
}

/* All coalitions that add to this one players below `below`, each once. */
static void visit(filling *work, uint32_t coalition, const forest *here, unsigned below) {
    write_entry(work, coalition, here);
    uint32_t places = coalition | (uint32_t)1 << work->players;
    for (unsigned player = below; player-- > 0;) {
        forest more;
        add_player(work, here, places, player, &more);
        visit(work, coalition | (uint32_t)1 << player, &more, player);
    }
}

static ent_status fill_task(void *context, size_t task) {
    filling *work = context;
    forest here = {0}, more;
    unsigned below = work->players - work->task_players;
    uint32_t coalition = (uint32_t)task << below;
    for (unsigned player = below; player < work->players; player++) {
        if ((coalition >> player & 1) == 0) continue;
        uint32_t places = (coalition & (((uint32_t)1 << player) - 1)) | (uint32_t)1 << work->players;
        add_player(work, &here, places, player, &more);
        here = more;
    }
    visit(work, coalition, &here, below);
    return ENT_OK;
}

/* The links between places, the cheapest of several. */
static void set_links(filling *work, const ent_mcst *game, const ent_mcst_ranks *ranks) {
    for (unsigned p = 0; p < PLACES; p++)
        for (unsigned q = 0; q < PLACES; q++)
            work->best[p][q] = NO_LINK;
    for (size_t rank = game->links; rank-- > 0;) {
        size_t link = ranks->link[rank];
        size_t a = ent_mcst_place(game, game->from[link]), b = ent_mcst_place(game, game->to[link]);
        work->best[a][b] = work->best[b][a] = (uint32_t)rank;
    }
    for (size_t rank = 0; rank < game->links; rank++) {
        size_t link = ranks->link[rank];
        size_t a = ent_mcst_place(game, game->from[link]), b = ent_mcst_place(game, game->to[link]);
        if (work->best[a][b] != rank) continue;
        if (a < game->players)
            work->near[a][work->near_size[a]++] = (forest_link){(uint32_t)rank, (uint8_t)a, (uint8_t)b};
        if (b < game->players)
            work->near[b][work->near_size[b]++] = (forest_link){(uint32_t)rank, (uint8_t)b, (uint8_t)a};
    }
}

/* ---- coalitions that cannot connect themselves -------------------------------------------------------- */

static bool is_gap(const ent_tu_table *table, size_t coalition) {
    return table->impossible[coalition >> 6] >> (coalition & 63) & 1;
}

/* What the cheapest larger coalition pays, for those that cannot do alone: least[S] over all coalitions that hold S. */
static ent_status fill_gaps(ent_tu_table *table, const ent_run *run, ent_coalition_mask *gap) {
    size_t size = ent_tu_size(&table->game), first = 1;
    while (first < size && !is_gap(table, first))
        first++;
    *gap = first < size ? (ent_coalition_mask)first : 0;
    if (first == size) {
        ent_free(table->allocator, table->impossible);
        table->impossible = NULL;
        table->game.impossible = NULL;
        return ENT_OK;
    }
    double *least = ent_alloc_array(table->allocator, size, sizeof *least);
    if (least == NULL) return ENT_MEMORY;
    for (size_t s = size; s-- > 1;) {
        least[s] = table->value[s];
        for (unsigned i = 0; i < table->game.players; i++) {
            size_t larger = s | (size_t)1 << i;
            if (larger != s && least[larger] < least[s]) least[s] = least[larger];
        }
    }
    for (size_t s = 1; s < size; s++)
        if (is_gap(table, s)) table->value[s] = least[s];
    ent_free(table->allocator, least);
    return ent_run_cancelled(run) ? ENT_CANCELLED : ENT_OK;
}

/* ---- the table ---------------------------------------------------------------------------------------- */

/* Costs by rank as doubles, whole if all sums over a tree fit. NULL when memory fails. */
static double *real_costs(const ent_mcst *game, const ent_mcst_ranks *ranks, ent_tu_table *table) {
    double *cost = ent_alloc_array(table->allocator, game->links, sizeof *cost);
    if (cost == NULL) return NULL;
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    for (size_t k = 0; k < game->links; k++)
        ent_tu_scale_see(&scale, game->cost + k);
    table->game.whole = ent_tu_scale_whole(&scale, game->players, &table->game.denominator);
    for (size_t rank = 0; rank < game->links; rank++)
        cost[rank] = ent_tu_scale_number(game->cost + ranks->link[rank], table->game.denominator);
    ent_tu_scale_free(&scale);
    return cost;
}

static ent_status fill(const ent_mcst *game, const ent_run *run, ent_tu_table *out) {
    ent_mcst_ranks ranks;
    filling *work = ent_alloc(out->allocator, sizeof *work);
    double *cost = NULL;
    ent_status status = work != NULL && ent_mcst_ranks_init(&ranks, game, run) ? ENT_OK : ENT_MEMORY;
    if (work == NULL) ranks = (ent_mcst_ranks){0};
    if (status == ENT_OK) {
        cost = real_costs(game, &ranks, out);
        if (cost == NULL) status = ENT_MEMORY;
    }
    if (status == ENT_OK) {
        work->players = game->players;
        /* tasks of at least 2^6 coalitions: each marks whole words */
        work->task_players = game->players > SERIAL_PLAYERS ? TASK_PLAYERS : 0;
        work->cost = cost;
        work->value = out->value;
        work->impossible = out->impossible;
        set_links(work, game, &ranks);
        status = ent_parallel(run, (size_t)1 << work->task_players, fill_task, work);
    }
    ent_free(out->allocator, cost);
    ent_free(out->allocator, work);
    ent_mcst_ranks_free(&ranks);
    return status;
}

ent_status ent_mcst_table(const ent_mcst *game, const ent_run *run, bool *exists, ent_coalition_mask *gap,
                          ent_tu_table *out) {
    *out = (ent_tu_table){0};
    *exists = false;
    *gap = 0;
    ent_mcst_tree tree;
    ent_status status = ent_mcst_solve(game, run, &tree);
    bool connected = status == ENT_OK && tree.exists;
    ent_mcst_tree_free(&tree);
    if (status != ENT_OK) return status;
    if (!connected) return ENT_OK;
    if (game->players > ENT_TU_PLAYERS || game->links >= NO_LINK) return ENT_LIMIT;
    status = ent_tu_table_init(out, game->players, true, run);
    if (status == ENT_OK) status = ent_tu_table_mark(out);
    if (status == ENT_OK) status = fill(game, run, out);
    if (status == ENT_OK) status = fill_gaps(out, run, gap);
    *exists = status == ENT_OK;
    if (status != ENT_OK) ent_tu_table_free(out);
    return status;
}
