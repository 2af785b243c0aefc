/* From the form of a project to a table of all coalitions: by the kernel of the form, or filled here. */
#include "lens/share/table.h"

#include <math.h>
#include <string.h>

/* ---- numbers in whole units ---------------------------------------------------------------------------------- */

ent_status share_scale(share_filler *fill, mpq_t *const *numbers, size_t size, size_t terms) {
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    for (size_t k = 0; k < size; k++)
        ent_tu_scale_see(&scale, *numbers[k]);
    fill->whole = ent_tu_scale_whole(&scale, terms * (fill->problem->size + 1), &fill->units);
    ent_tu_scale_free(&scale);
    fill->number = ent_arena_array(fill->problem->arena, size, sizeof *fill->number);
    if (fill->number == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++)
        fill->number[k] = ent_tu_scale_number(*numbers[k], fill->units);
    return ENT_OK;
}

/* ---- claims and votes ---------------------------------------------------------------------------------------- */

/* number[]: one by player, then one more. */
static ent_status start_numbers(share_filler *fill, const share_numbers *by_player, mpq_t *more) {
    share_problem *problem = fill->problem;
    mpq_t **all = ent_arena_array(problem->arena, problem->size + 1, sizeof *all);
    if (all == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        all[i] = &by_player->at[i];
    all[problem->size] = more;
    return share_scale(fill, all, problem->size + 1, problem->size + 1);
}

static double sum_of(const share_filler *fill, ent_coalition_mask coalition) {
    double sum = 0;
    for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1)
        sum += fill->number[__builtin_ctz(rest)];
    return sum;
}

static ent_status claims_start(share_filler *fill) {
    return start_numbers(fill, &fill->problem->claims, fill->problem->amount);
}

/* What is left for them once all others have had their claims in full (O'Neill 1982). */
static double claims_entry(const share_filler *fill, ent_coalition_mask coalition) {
    const size_t n = fill->problem->size;
    const ent_coalition_mask all = (ent_coalition_mask)(((size_t)1 << n) - 1);
    return fmax(0, fill->number[n] - sum_of(fill, all & ~coalition));
}

static ent_status votes_start(share_filler *fill) {
    return start_numbers(fill, &fill->problem->weights, fill->problem->quota);
}

static double votes_entry(const share_filler *fill, ent_coalition_mask coalition) {
    const double weight = sum_of(fill, coalition), quota = fill->number[fill->problem->size];
    return (fill->problem->above_quota ? weight > quota : weight >= quota) ? 1 : 0;
}

/* ---- filled here --------------------------------------------------------------------------------------------- */

enum { BLOCK = 4096 };

static ent_status fill_block(void *context, size_t block) {
    const share_filler *fill = context;
    const size_t size = ent_tu_size(&fill->problem->table.game), rest = size - block * BLOCK;
    const size_t end = rest < BLOCK ? size : (block + 1) * BLOCK;
    for (size_t s = block * BLOCK; s < end; s++)
        fill->entries[s] = s == 0 ? 0 : fill->row(fill, (ent_coalition_mask)s);
    return ENT_OK;
}

static ent_status fill_rows(share_filler *fill, const ent_run *run) {
    const size_t size = ent_tu_size(&fill->problem->table.game);
    return ent_parallel(run, (size + BLOCK - 1) / BLOCK, fill_block, fill);
}

typedef struct fill_row {
    ent_status (*start)(share_filler *);
    double (*entry)(const share_filler *, ent_coalition_mask);
} fill_row;

static ent_status fill_here(share_problem *problem, const ent_run *run, const fill_row *row) {
    ent_status status = ent_tu_table_init(&problem->table, (unsigned)problem->size, problem->cost, run);
    if (status != ENT_OK) return status;
    share_filler fill = {.problem = problem, .entries = problem->table.value, .row = row->entry};
    status = row->start(&fill);
    if (status == ENT_OK) status = fill_rows(&fill, run);
    problem->table.game.whole = fill.whole;
    problem->table.game.denominator = fill.whole ? fill.units : 1;
    return status;
}

static ent_status fill_claims(share_problem *problem, const ent_run *run) {
    static const fill_row row = {claims_start, claims_entry};
    return fill_here(problem, run, &row);
}

static ent_status fill_votes(share_problem *problem, const ent_run *run) {
    static const fill_row row = {votes_start, votes_entry};
    return fill_here(problem, run, &row);
}

/* ---- listed in the case or in a file beside it ------------------------------------------------------------------- */

/* The groups of those who take part, out of those of all participants. */
static ent_status take_part(share_problem *problem, const ent_run *run, const ent_coalition_table *all) {
    const ent_project *project = problem->project;
    ent_coalition_mask bit[ENT_TU_PLAYERS];
    ent_status status = ent_tu_table_init(&problem->table, (unsigned)problem->size, problem->cost, run);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < project->participants_size; k++) {
        const size_t i = share_player(problem, project->participants[k]);
        if (i != SIZE_MAX) bit[i] = (ent_coalition_mask)1 << k;
    }
    const size_t size = ent_tu_size(&problem->table.game);
    for (size_t s = 1; s < size; s++) {
        ent_coalition_mask whole = 0;
        for (ent_coalition_mask rest = (ent_coalition_mask)s; rest != 0; rest &= rest - 1)
            whole |= bit[__builtin_ctz(rest)];
        problem->table.value[s] = all->values[whole];
    }
    problem->table.game.whole = all->whole;
    problem->table.game.denominator = all->denominator;
    return ENT_OK;
}

static ent_status fill_listed(share_problem *problem, const ent_run *run) {
    ent_coalition_table all = {0};
    ent_status status = ent_project_table(run, problem->source, problem->project, problem->drawn, &all);
    if (status != ENT_OK) return status;
    if (problem->size < problem->project->participants_size) {
        status = take_part(problem, run, &all);
        ent_coalition_table_free(&all);
        return status;
    }
    problem->table = (ent_tu_table){.game = {all.players, problem->cost, all.whole, all.denominator, all.values, NULL},
                                    .value = all.values, /* handed over */
                                    .allocator = ent_run_allocator(run)};
    return ENT_OK;
}

/* ---- by the kernel of the form ------------------------------------------------------------------------------- */

static ent_status fill_components(share_problem *problem, const ent_run *run) {
    return ent_components_table(&problem->components, run, &problem->table);
}

static ent_status fill_needs(share_problem *problem, const ent_run *run) {
    return ent_airport_table(&problem->airport, run, &problem->table);
}

static const char *cut_off(const share_problem *problem, const ent_run *run) {
    ent_mcst_tree tree = {0};
    const char *who = NULL;
    if (ent_mcst_solve(&problem->tree, run, &tree) == ENT_OK)
        for (size_t i = 0; i < problem->size && who == NULL; i++)
            if (!tree.reached[i]) who = problem->id[i];
    ent_mcst_tree_free(&tree);
    return who != NULL ? who : "a participant";
}

static ent_status fill_links(share_problem *problem, const ent_run *run) {
    bool exists = true;
    ent_status status = ent_mcst_table(&problem->tree, run, &exists, &problem->gap, &problem->table);
    if (status != ENT_OK || exists) return status;
    const ent_place place = ent_node_place(problem->source, problem->project->node);
    ent_diagnosef(run == NULL ? NULL : run->diagnostics, ENT_ERROR, "E-SHARE-0002", &place,
                  ent_arena_printf(problem->arena, "projects.%s.links", problem->project->id),
                  "add a link on the way to the supply", NULL, "no links lead from %s to the supply",
                  cut_off(problem, run));
    return ENT_INPUT;
}

static ent_status fill_pairs(share_problem *problem, const ent_run *run) {
    return ent_market_table(&problem->market, run, &problem->table);
}

static ent_status fill_demand(share_problem *problem, const ent_run *run) {
    ent_tu_table *table = &problem->table;
    ent_status status = ent_tu_table_init(table, (unsigned)problem->size, problem->cost, run);
    if (status != ENT_OK) return status;
    return ent_quantity_table(&problem->quantity, run, table->value, &table->game.whole, &table->game.denominator);
}

static ent_status (*const forms[SHARE_FORMS])(share_problem *, const ent_run *) = {
    [SHARE_COMPONENTS] = fill_components, [SHARE_COALITIONS] = fill_listed, [SHARE_NEEDS] = fill_needs,
    [SHARE_LINKS] = fill_links,           [SHARE_PAIRS] = fill_pairs,       [SHARE_DEMAND] = fill_demand,
    [SHARE_CLAIMS] = fill_claims,         [SHARE_VOTES] = fill_votes,
};

bool share_has_game(const share_problem *problem) {
    return forms[problem->form] != NULL && problem->size > 0;
}

size_t share_most(const share_problem *problem, size_t players) {
    const size_t most = problem->form == SHARE_DEMAND ? ENT_QUANTITY_TABLE_PARTIES : ENT_TU_PLAYERS;
    return players < most ? players : most;
}

/* ---- the view ------------------------------------------------------------------------------------------------ */

/* What a group saves (or gains) by going together, over each of its members alone. */
static void to_savings(double *entries, unsigned players, bool cost) {
    double alone[ENT_TU_PLAYERS];
    for (unsigned i = 0; i < players; i++)
        alone[i] = entries[(size_t)1 << i];
    for (size_t s = (size_t)1 << players; s-- > 1;) {
        double sum = 0;
        for (ent_coalition_mask rest = (ent_coalition_mask)s; rest != 0; rest &= rest - 1)
            sum += alone[__builtin_ctz(rest)];
        entries[s] = cost ? sum - entries[s] : entries[s] - sum;
    }
}

void share_to_dual(double *entries, unsigned players) {
    const size_t all = ((size_t)1 << players) - 1;
    const double grand = entries[all];
    for (size_t s = 0; s < all - s; s++) {
        const double low = entries[s], high = entries[all - s];
        entries[s] = grand - high;
        entries[all - s] = grand - low;
    }
}

bool share_mask(const share_problem *problem, const int *members, size_t size, ent_coalition_mask *out) {
    *out = 0;
    for (size_t m = 0; m < size; m++) {
        const size_t i = share_player(problem, members[m]);
        if (i == SIZE_MAX) return false;
        *out |= (ent_coalition_mask)1 << i;
    }
    return true;
}

/* In the dual game a group stands for all others. */
static ent_status mark_impossible(share_problem *problem) {
    const ent_project *project = problem->project;
    const ent_coalition_mask grand = ent_tu_grand(&problem->table.game);
    if (project->impossible_size == 0) return ENT_OK;
    ent_status status = problem->table.impossible == NULL ? ent_tu_table_mark(&problem->table) : ENT_OK;
    for (size_t k = 0; k < project->impossible_size && status == ENT_OK; k++) {
        ent_coalition_mask mask = 0;
        if (!share_mask(problem, project->impossible[k].members, project->impossible[k].members_size, &mask)) continue;
        if (problem->view == SHARE_DUAL) mask = grand & ~mask;
        if (mask != grand && mask != 0) problem->table.impossible[mask >> 6] |= (uint64_t)1 << (mask & 63);
    }
    return status;
}

ent_status share_table(share_problem *problem, const ent_run *run, size_t most) {
    if (problem->tabled) return ENT_OK;
    if (problem->size > share_most(problem, most)) return ENT_LIMIT;
    ent_status status = forms[problem->form](problem, run);
    if (status != ENT_OK) return status;
    ent_tu_table *table = &problem->table;
    const unsigned players = table->game.players;
    if (problem->view == SHARE_SAVINGS) to_savings(table->value, players, problem->cost);
    if (problem->view == SHARE_SAVINGS) table->game.cost = problem->cost = false;
    if (problem->view == SHARE_DUAL) share_to_dual(table->value, players);
    if (!table->game.whole) problem->exact = false;
    status = mark_impossible(problem);
    problem->game = table->game;
    problem->game.impossible = table->impossible;
    problem->tabled = status == ENT_OK;
    return status;
}
