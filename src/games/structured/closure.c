/* Closures of largest weight by least cuts. */
#include "games/structured/closure.h"

enum { SOURCE = 0, SINK = 1, PLAYER = 2 };

void ent_closure_free(ent_closure *work) {
    ent_free(work->allocator, work->member);
    ent_flow_free(&work->flow);
    ent_mpz_list_free(&work->profit);
    ent_mpz_list_free(&work->cost);
    ent_mpz_list_free(&work->start);
    mpz_clears(work->scale, work->large, work->excess, NULL);
}

/* Whole profits and costs over a common denominator; `large` is more than all of them together. */
static ent_status scale_numbers(ent_closure *work, mpq_srcptr x, const ent_run *run) {
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
static void build_network(ent_closure *work) {
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

ent_status ent_closure_init(ent_closure *work, const ent_components *game, mpq_srcptr x, const ent_run *run) {
    *work = (ent_closure){.game = game, .allocator = ent_run_allocator(run)};
    mpz_init_set_ui(work->scale, 1);
    mpz_inits(work->large, work->excess, NULL);
    size_t players = game->players, arcs = 2 * players + game->first[game->size] + game->size;
    bool made = game->size < UINT32_MAX - PLAYER - game->players &&
                ent_flow_init(&work->flow, run, PLAYER + players + game->size, arcs) &&
                ent_mpz_list_init(&work->profit, run, players) && ent_mpz_list_init(&work->cost, run, game->size) &&
                ent_mpz_list_init(&work->start, run, 2 * arcs);
    if (made) work->member = ent_alloc_array(work->allocator, players, sizeof *work->member);
    ent_status status = made && work->member != NULL ? scale_numbers(work, x, run) : ENT_MEMORY;
    if (status == ENT_OK) build_network(work);
    return status;
}

void ent_closure_excess(const ent_closure *work, const bool *member, mpz_ptr out) {
    const ent_components *game = work->game;
    mpz_set_ui(out, 0);
    for (uint32_t i = 0; i < game->players; i++)
        if (member[i]) mpz_add(out, out, work->profit.at[i]);
    for (size_t k = 0; k < game->size; k++) {
        bool needed = false;
        for (size_t e = game->first[k]; e < game->first[k + 1] && !needed; e++)
            needed = member[game->needed[e]];
        if (needed) mpz_sub(out, out, work->cost.at[k]);
    }
}

static ent_status search(ent_closure *work, const ent_run *run) {
    ent_status status = ent_flow_push(&work->flow, SOURCE, SINK, run);
    if (status != ENT_OK) return status;
    for (uint32_t i = 0; i < work->game->players; i++)
        work->member[i] = ent_flow_reached(&work->flow, PLAYER + i);
    ent_closure_excess(work, work->member, work->excess);
    return ENT_OK;
}

ent_status ent_closure_free_choice(ent_closure *work, const ent_run *run) {
    ent_status status = search(work, run);
    for (size_t arc = 0; arc < work->flow.arcs; arc++)
        mpz_set(work->start.at[arc], work->flow.left.at[arc]);
    return status;
}

ent_status ent_closure_force(ent_closure *work, uint32_t in, uint32_t out, const ent_run *run) {
    ent_flow *flow = &work->flow;
    for (size_t arc = 0; arc < flow->arcs; arc++)
        mpz_set(flow->left.at[arc], work->start.at[arc]);
    mpz_addmul_ui(flow->left.at[4 * (size_t)in], work->large, 2);
    mpz_addmul_ui(flow->left.at[4 * (size_t)out + 2], work->large, 2);
    return search(work, run);
}
