/* The coalition of largest excess of costs in components: closures of largest weight. Choosing a player earns what it
 * pays, less its own units, and obliges to build every component that it needs; the best choice is the near side of a
 * least cut (Picard 1976). */
#include "games/structured/components_private.h"
#include "games/structured/flow.h"

typedef struct closure {
    const ent_components *game;
    ent_flow flow;       /* source, sink, players, components */
    ent_mpz_list profit; /* per player: what it pays less its units, as a whole number */
    ent_mpz_list cost;   /* per component */
    ent_mpz_list start;  /* what is left on each arc when nobody is forced in or out */
    mpz_t scale, large, best, excess;
    bool *built;
    size_t players;
} closure;

enum { SOURCE = 0, SINK = 1, PLAYER = 2 };

static void closure_free(closure *work) {
    ent_free(work->flow.allocator, work->built);
    ent_flow_free(&work->flow);
    ent_mpz_list_free(&work->profit);
    ent_mpz_list_free(&work->cost);
    ent_mpz_list_free(&work->start);
    mpz_clears(work->scale, work->large, work->best, work->excess, NULL);
}

/* Whole profits and costs over a common denominator; `large` is more than all of them together. */
static ent_status scale_numbers(closure *work, mpq_srcptr x, const ent_run *run) {
    const ent_components *game = work->game;
    ent_mpq_list profit = {0};
    if (!ent_mpq_list_init(&profit, run, game->players)) return ENT_MEMORY;
    ent_components_add_units(game, profit.at);
    ent_mpq_denominator(game->cost, game->size, work->scale);
    for (size_t i = 0; i < game->players; i++) {
        mpq_sub(profit.at[i], x + i, profit.at[i]);
        ent_mpq_denominator(profit.at[i], 1, work->scale);
    }
    mpz_set_ui(work->large, 1);
    for (size_t i = 0; i < game->players; i++) {
        ent_mpq_scale(profit.at[i], work->scale, work->profit.at[i]);
        (mpz_sgn(work->profit.at[i]) < 0 ? mpz_sub : mpz_add)(work->large, work->large, work->profit.at[i]);
    }
    for (size_t k = 0; k < game->size; k++) {
        ent_mpq_scale(game->cost + k, work->scale, work->cost.at[k]);
        mpz_add(work->large, work->large, work->cost.at[k]);
    }
    ent_mpq_list_free(&profit);
    return ENT_OK;
}

/* Arcs: 2 players of them from the source and to the sink, then players to components, then components to the sink. */
static void build_network(closure *work) {
    const ent_components *game = work->game;
    ent_flow *flow = &work->flow;
    uint32_t component = PLAYER + game->players;
    for (uint32_t i = 0; i < game->players; i++) {
        ent_flow_add(flow, SOURCE, PLAYER + i);
        ent_flow_add(flow, PLAYER + i, SINK);
    }
    for (size_t k = 0; k < game->size; k++)
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++)
            ent_flow_add(flow, PLAYER + game->needed[e], component + (uint32_t)k);
    for (size_t k = 0; k < game->size; k++)
        ent_flow_add(flow, component + (uint32_t)k, SINK);
    ent_flow_ready(flow);
    size_t arc = 0;
    for (uint32_t i = 0; i < game->players; i++, arc += 4) {
        bool earns = mpz_sgn(work->profit.at[i]) > 0;
        mpz_abs(flow->left.at[earns ? arc : arc + 2], work->profit.at[i]);
    }
    for (size_t e = 0; e < game->first[game->size]; e++, arc += 2)
        mpz_set(flow->left.at[arc], work->large);
    for (size_t k = 0; k < game->size; k++, arc += 2)
        mpz_set(flow->left.at[arc], work->cost.at[k]);
}

static ent_status closure_init(closure *work, const ent_components *game, mpq_srcptr x, const ent_run *run) {
    *work = (closure){.game = game, .players = game->players};
    mpz_init_set_ui(work->scale, 1);
    mpz_inits(work->large, work->best, work->excess, NULL);
    size_t edges = game->first[game->size], arcs = 2 * work->players + edges + game->size;
    bool made = game->size < UINT32_MAX - PLAYER - game->players &&
                ent_flow_init(&work->flow, run, PLAYER + work->players + game->size, arcs) &&
                ent_mpz_list_init(&work->profit, run, work->players) &&
                ent_mpz_list_init(&work->cost, run, game->size) && ent_mpz_list_init(&work->start, run, 2 * arcs);
    if (made) work->built = ent_alloc_array(ent_run_allocator(run), game->size, sizeof *work->built);
    ent_status status = made && work->built != NULL ? scale_numbers(work, x, run) : ENT_MEMORY;
    if (status == ENT_OK) build_network(work);
    return status;
}

/* What the coalition of those reached pays more than it would alone, to work->excess; how many they are. */
static size_t weigh(closure *work) {
    const ent_components *game = work->game;
    size_t members = 0;
    mpz_set_ui(work->excess, 0);
    for (uint32_t i = 0; i < game->players; i++) {
        if (!ent_flow_reached(&work->flow, PLAYER + i)) continue;
        mpz_add(work->excess, work->excess, work->profit.at[i]);
        members++;
    }
    for (size_t k = 0; k < game->size; k++) {
        bool needed = false;
        for (size_t e = game->first[k]; e < game->first[k + 1] && !needed; e++)
            needed = ent_flow_reached(&work->flow, PLAYER + game->needed[e]);
        if (needed) mpz_sub(work->excess, work->excess, work->cost.at[k]);
    }
    return members;
}

static void keep(closure *work, ent_worst *worst) {
    if (worst->exists && mpz_cmp(work->excess, work->best) <= 0) return;
    worst->exists = true;
    mpz_set(work->best, work->excess);
    for (uint32_t i = 0; i < work->players; i++)
        worst->count[i] = ent_flow_reached(&work->flow, PLAYER + i);
}

/* The best coalition with one player in and one out, from the flow when nobody was forced. */
static ent_status force(closure *work, uint32_t in, uint32_t out, const ent_run *run, ent_worst *worst) {
    ent_flow *flow = &work->flow;
    for (size_t arc = 0; arc < flow->arcs; arc++)
        mpz_set(flow->left.at[arc], work->start.at[arc]);
    mpz_ptr inward = flow->left.at[4 * (size_t)in], outward = flow->left.at[4 * (size_t)out + 2];
    mpz_addmul_ui(inward, work->large, 2);
    mpz_addmul_ui(outward, work->large, 2);
    ent_status status = ent_flow_push(flow, SOURCE, SINK, run);
    if (status != ENT_OK) return status;
    weigh(work);
    keep(work, worst);
    return ENT_OK;
}

/* First whoever is best off leaving, if anybody is. Else all proper coalitions: with player 0 and without another one,
 * without player 0 and with another one. */
static ent_status search(closure *work, const ent_run *run, ent_worst *worst) {
    ent_status status = ent_flow_push(&work->flow, SOURCE, SINK, run);
    if (status != ENT_OK) return status;
    size_t members = weigh(work);
    if (members > 0 && members < work->players && mpz_sgn(work->excess) > 0) {
        keep(work, worst);
        return ENT_OK;
    }
    for (size_t arc = 0; arc < work->flow.arcs; arc++)
        mpz_set(work->start.at[arc], work->flow.left.at[arc]);
    for (uint32_t i = 1; i < work->players && status == ENT_OK; i++) {
        status = force(work, 0, i, run, worst);
        if (status == ENT_OK) status = force(work, i, 0, run, worst);
    }
    return status;
}

static ent_status set_efficient(const ent_components *game, mpq_srcptr x, ent_worst *worst) {
    mpq_t sum, total;
    mpq_inits(sum, total, NULL);
    for (size_t i = 0; i < game->players; i++)
        mpq_add(sum, sum, x + i);
    ent_status status = ent_components_cost(game, NULL, total);
    worst->efficient = mpq_equal(sum, total) != 0;
    mpq_clears(sum, total, NULL);
    return status;
}

ent_status ent_components_worst(const ent_components *game, mpq_srcptr x, const ent_run *run, ent_worst *worst) {
    ent_status status = ent_components_check(game);
    if (status != ENT_OK) return status;
    closure work;
    worst->exists = false;
    status = closure_init(&work, game, x, run);
    if (status == ENT_OK) status = set_efficient(game, x, worst);
    if (status == ENT_OK) status = search(&work, run, worst);
    if (status == ENT_OK && worst->exists) {
        mpz_set(mpq_numref(worst->excess), work.best);
        mpz_set(mpq_denref(worst->excess), work.scale);
        mpq_canonicalize(worst->excess);
    }
    closure_free(&work);
    return status;
}
