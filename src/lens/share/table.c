/* From the form of a project to a table of all coalitions, in whole numbers wherever the inputs allow it. */
#include "lens/share/table.h"

#include <math.h>
#include <string.h>

static const double largest = 9007199254740992.0 / 64; /* 2^53, and room for sums over all players */

/* ---- numbers in whole units --------------------------------------------------------------------------------------- */

/* The least common denominator of fractions; false where it, or the sum of their sizes in its units, is too large. */
static bool common_units(mpq_t *const *numbers, size_t size, int64_t *units) {
    mpz_t common;
    mpq_t sum, part;
    mpz_init_set_ui(common, 1);
    mpq_inits(sum, part, NULL);
    for (size_t k = 0; k < size; k++) {
        mpz_lcm(common, common, mpq_denref(*numbers[k]));
        mpq_abs(part, *numbers[k]);
        mpq_add(sum, sum, part);
    }
    mpq_set_z(part, common);
    mpq_mul(sum, sum, part);
    const bool fits = mpz_sizeinbase(common, 2) <= 53 && ent_mpq_value(sum) <= largest;
    *units = 1;
    if (fits) mpz_export(units, NULL, 1, sizeof *units, 0, 0, common);
    mpz_clear(common);
    mpq_clears(sum, part, NULL);
    return fits;
}

double share_in_units(const mpq_t number, int64_t units) {
    mpq_t scaled, by;
    mpq_inits(scaled, by, NULL);
    ent_mpq_set_ratio(by, (ent_ratio){units, 1});
    mpq_mul(scaled, number, by);
    const double value = ent_mpq_value(scaled);
    mpq_clears(scaled, by, NULL);
    return value;
}

ent_status share_scale(share_filler *fill, mpq_t *const *numbers, size_t size) {
    fill->whole = common_units(numbers, size, &fill->units);
    if (!fill->whole) fill->units = 1;
    fill->number = ent_arena_array(fill->problem->arena, size, sizeof *fill->number);
    if (fill->number == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++)
        fill->number[k] = share_in_units(*numbers[k], fill->units);
    return ENT_OK;
}

static mpq_t **pointers(share_problem *problem, size_t size) {
    return ent_arena_array(problem->arena, size, sizeof(mpq_t *));
}

/* ---- components ---------------------------------------------------------------------------------------------------- */

/* number[0 .. pieces-1]: what each costs; then by player: what its units cost. */
static double components_entry(const share_filler *fill, ent_coalition_mask coalition) {
    double sum = 0;
    for (size_t k = 0; k < fill->problem->pieces_size; k++)
        if ((coalition & fill->mask[k]) != 0) sum += fill->number[k];
    const double *unit = fill->number + fill->problem->pieces_size;
    for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1)
        sum += unit[__builtin_ctz(rest)];
    return sum;
}

static ent_status components_start(share_filler *fill) {
    share_problem *problem = fill->problem;
    const size_t pieces = problem->pieces_size, size = pieces + problem->size;
    mpq_t *unit = share_fractions(problem, problem->size + 1);
    mpq_t **all = pointers(problem, size);
    fill->mask = ent_arena_array(problem->arena, pieces, sizeof *fill->mask);
    if (unit == NULL || all == NULL || fill->mask == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < pieces; k++) {
        const share_piece *piece = &problem->pieces[k];
        all[k] = piece->cost;
        for (size_t i = 0; i < problem->size; i++) {
            if (!piece->needed[i]) continue;
            fill->mask[k] |= (ent_coalition_mask)1 << i;
            if (!piece->units.set) continue;
            mpq_mul(unit[problem->size], *piece->unit_cost, piece->units.at[i]);
            mpq_add(unit[i], unit[i], unit[problem->size]);
        }
    }
    for (size_t i = 0; i < problem->size; i++)
        all[pieces + i] = &unit[i];
    return share_scale(fill, all, size);
}

/* ---- needs, claims, votes ------------------------------------------------------------------------------------------- */

static ent_status start_numbers(share_filler *fill, const share_numbers *by_player, mpq_t *more) {
    share_problem *problem = fill->problem;
    mpq_t **all = pointers(problem, problem->size + 1);
    if (all == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        all[i] = &by_player->at[i];
    all[problem->size] = more;
    return share_scale(fill, all, problem->size + (more != NULL ? 1 : 0));
}

static ent_status needs_start(share_filler *fill) {
    return start_numbers(fill, &fill->problem->needs, NULL);
}

static double needs_entry(const share_filler *fill, ent_coalition_mask coalition) {
    double most = 0;
    for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1)
        most = fmax(most, fill->number[__builtin_ctz(rest)]);
    return most;
}

static ent_status claims_start(share_filler *fill) {
    return start_numbers(fill, &fill->problem->claims, fill->problem->amount);
}

static double sum_of(const share_filler *fill, ent_coalition_mask coalition) {
    double sum = 0;
    for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1)
        sum += fill->number[__builtin_ctz(rest)];
    return sum;
}

/* What is left for them once all others have had their claims in full (O'Neill 1982). */
static double claims_entry(const share_filler *fill, ent_coalition_mask coalition) {
    const size_t n = fill->problem->size;
    const ent_coalition_mask all = (ent_coalition_mask)(((size_t)1 << n) - 1);
    return fmax(0, fill->number[n] - sum_of(fill, all & ~coalition));
}

static ent_status votes_start(share_filler *fill) {
    ent_status status = start_numbers(fill, &fill->problem->weights, fill->problem->quota);
    fill->quota = status == ENT_OK ? fill->number[fill->problem->size] : 0;
    return status;
}

static double votes_entry(const share_filler *fill, ent_coalition_mask coalition) {
    const double weight = sum_of(fill, coalition);
    return coalition != 0 && (fill->problem->above_quota ? weight > fill->quota : weight >= fill->quota) ? 1 : 0;
}

/* ---- trees and pairs ------------------------------------------------------------------------------------------------- */

/* number[]: each link's cost; `between` as a matrix, place n for the supply, INFINITY where there is no link. */
static ent_status links_start(share_filler *fill) {
    share_problem *problem = fill->problem;
    const size_t n = problem->size + 1, size = problem->links_size;
    mpq_t **all = pointers(problem, size);
    fill->between = ent_arena_array(problem->arena, n * n, sizeof *fill->between);
    if (all == NULL || fill->between == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++)
        all[k] = problem->links[k].cost;
    ent_status status = share_scale(fill, all, size);
    for (size_t k = 0; k < n * n; k++)
        fill->between[k] = problem->form == SHARE_LINKS ? INFINITY : 0;
    for (size_t k = 0; k < size && status == ENT_OK; k++) {
        const share_link *link = &problem->links[k];
        const size_t a = link->from < 0 ? n - 1 : (size_t)link->from, b = link->to < 0 ? n - 1 : (size_t)link->to;
        double *to = &fill->between[a * n + b], *back = &fill->between[b * n + a];
        const double cost = fill->number[k];
        *to = *back = problem->form == SHARE_LINKS ? fmin(*to, cost) : fmax(*to, cost);
    }
    return status;
}

/* Prim's tree over the supply and the coalition. INFINITY where they cannot be connected. */
static double links_entry(const share_filler *fill, ent_coalition_mask coalition) {
    const size_t n = fill->problem->size + 1;
    double near[ENT_TU_PLAYERS + 1], sum = 0;
    for (size_t i = 0; i + 1 < n; i++)
        near[i] = fill->between[(n - 1) * n + i];
    for (ent_coalition_mask rest = coalition; rest != 0;) {
        unsigned best = (unsigned)__builtin_ctz(rest);
        for (ent_coalition_mask look = rest; look != 0; look &= look - 1)
            if (near[__builtin_ctz(look)] < near[best]) best = (unsigned)__builtin_ctz(look);
        sum += near[best];
        rest &= ~((ent_coalition_mask)1 << best);
        for (ent_coalition_mask look = rest; look != 0; look &= look - 1) {
            const unsigned i = (unsigned)__builtin_ctz(look);
            near[i] = fmin(near[i], fill->between[best * n + i]);
        }
    }
    return sum;
}

/* The best matching: the first member stays alone or goes with one of the others. */
static double pairs_step(const share_filler *fill, const double *entries, ent_coalition_mask coalition) {
    const size_t n = fill->problem->size + 1;
    const unsigned first = (unsigned)__builtin_ctz(coalition);
    const ent_coalition_mask others = coalition & (coalition - 1);
    double best = entries[others];
    for (ent_coalition_mask rest = others; rest != 0; rest &= rest - 1) {
        const unsigned i = (unsigned)__builtin_ctz(rest);
        best = fmax(best, fill->between[first * n + i] + entries[others & ~((ent_coalition_mask)1 << i)]);
    }
    return best;
}

/* ---- all forms ------------------------------------------------------------------------------------------------------- */

typedef struct form_row {
    ent_status (*start)(share_filler *);
    double (*entry)(const share_filler *, ent_coalition_mask);                        /* from the inputs alone, */
    double (*step)(const share_filler *, const double *entries, ent_coalition_mask); /* or from smaller coalitions */
} form_row;

static const form_row forms[SHARE_FORMS] = {
    [SHARE_COMPONENTS] = {components_start, components_entry, NULL},
    [SHARE_COALITIONS] = {share_listed_start, NULL, share_listed_step},
    [SHARE_NEEDS] = {needs_start, needs_entry, NULL},
    [SHARE_LINKS] = {links_start, links_entry, NULL},
    [SHARE_PAIRS] = {links_start, NULL, pairs_step},
    [SHARE_CLAIMS] = {claims_start, claims_entry, NULL},
    [SHARE_VOTES] = {votes_start, votes_entry, NULL},
};

bool share_has_game(const share_problem *problem) {
    return forms[problem->form].start != NULL && problem->size > 0;
}

enum { BLOCK = 4096 };

static ent_status fill_block(void *context, size_t block) {
    const share_filler *fill = context;
    const size_t size = (size_t)1 << fill->problem->size, end = size - block * BLOCK < BLOCK ? size : (block + 1) * BLOCK;
    for (size_t s = block * BLOCK; s < end; s++)
        fill->problem->entries[s] = s == 0 ? 0 : fill->row(fill, (ent_coalition_mask)s);
    return ENT_OK;
}

static ent_status fill_table(share_filler *fill, const ent_run *run) {
    const form_row *row = &forms[fill->problem->form];
    const size_t size = (size_t)1 << fill->problem->size;
    double *entries = fill->problem->entries;
    if (row->entry != NULL) {
        fill->row = row->entry;
        return ent_parallel(run, (size + BLOCK - 1) / BLOCK, fill_block, fill);
    }
    for (size_t s = 1; s < size; s++) {
        if (s % BLOCK == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        entries[s] = row->step(fill, entries, (ent_coalition_mask)s);
    }
    return ENT_OK;
}

/* ---- the view -------------------------------------------------------------------------------------------------------- */

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
    entries[0] = 0;
}

static ent_status mark_impossible(share_problem *problem) {
    const ent_project *project = problem->project;
    if (project->impossible_size == 0) return ENT_OK;
    const size_t words = (((size_t)1 << problem->size) + 63) / 64;
    problem->impossible = ent_alloc_array(ent_arena_allocator(problem->arena), words, sizeof *problem->impossible);
    if (problem->impossible == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < project->impossible_size; k++) {
        ent_coalition_mask mask = 0;
        if (!share_mask(problem, project->impossible[k].members, project->impossible[k].members_size, &mask)) continue;
        if (mask != ent_tu_grand(&problem->game)) problem->impossible[mask >> 6] |= (uint64_t)1 << (mask & 63);
    }
    problem->game.impossible = problem->impossible;
    return ENT_OK;
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

ent_status share_table(share_problem *problem, const ent_run *run, size_t most) {
    if (problem->tabled) return ENT_OK;
    if (problem->size > most || problem->size > ENT_TU_PLAYERS) return ENT_LIMIT;
    share_filler fill = {.problem = problem, .run = run};
    problem->entries =
        ent_alloc_array(ent_arena_allocator(problem->arena), (size_t)1 << problem->size, sizeof *problem->entries);
    if (problem->entries == NULL) return ENT_MEMORY;
    ent_status status = forms[problem->form].start(&fill);
    if (status == ENT_OK) status = fill_table(&fill, run);
    if (status != ENT_OK) return status;
    const unsigned players = (unsigned)problem->size;
    problem->game = (ent_tu_game){players, problem->cost, fill.whole, fill.units, problem->entries, NULL};
    if (!fill.whole) problem->exact = false;
    if (problem->view == SHARE_SAVINGS) to_savings(problem->entries, players, problem->cost);
    if (problem->view == SHARE_SAVINGS) problem->game.cost = false;
    if (problem->view == SHARE_DUAL) share_to_dual(problem->entries, players);
    problem->tabled = true;
    return mark_impossible(problem);
}
