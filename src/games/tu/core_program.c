/* Whether there is a core, and how far each player's share can go in it: linear programs with row generation. */
#include <math.h>

#include "games/lp.h"
#include "games/tu/core.h"
#include "games/tu/equations.h"
#include "games/tu/nucleolus.h"
#include "games/tu/scan.h"

enum { MOST_ROUNDS = 100000, MOST_FOUND = 32 };
static const double tolerance = 1e-10;

/* Columns are shares of the value game (of costs the negated ones), in units of the largest entry. */
typedef struct program {
    const ent_tu_game *game;
    const ent_run *run;
    ent_lp *lp;
    ent_scan *scan;
    ent_span span; /* of all players: only they have no row */
    double sign, unit;
    double price[ENT_TU_PLAYERS];
    ent_coalition_mask *coalition; /* of each row after the first */
    size_t rows, capacity;
} program;

static ent_status add_row(program *p, ent_coalition_mask coalition, double lower, double upper) {
    size_t place[ENT_TU_PLAYERS], start[2] = {0, 0};
    double ones[ENT_TU_PLAYERS];
    if (p->rows == p->capacity) {
        size_t capacity = p->capacity == 0 ? 128 : 2 * p->capacity;
        ent_coalition_mask *more =
            ent_realloc_array(ent_run_allocator(p->run), p->coalition, p->capacity, capacity, sizeof *p->coalition);
        if (more == NULL) return ENT_MEMORY;
        p->coalition = more;
        p->capacity = capacity;
    }
    for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1) {
        place[start[1]] = (size_t)__builtin_ctz(rest);
        ones[start[1]++] = 1;
    }
    ent_lp_part part = {.size = 1, .lower = &lower, .upper = &upper, .start = start, .place = place, .value = ones};
    ent_status status = ent_lp_add_rows(p->lp, &part);
    if (status == ENT_OK) p->coalition[p->rows++] = coalition;
    return status;
}

static double worth(const program *p, ent_coalition_mask coalition) {
    return p->sign * p->game->value[coalition] / p->unit;
}

/* The grand coalition comes first: its share has the bounds given. */
static ent_status begin(program *p, const ent_tu_game *game, double lower, double upper, const ent_run *run) {
    *p = (program){.game = game, .run = run, .sign = game->cost ? -1 : 1};
    for (size_t s = 0; s < ent_tu_size(game); s++)
        p->unit = fmax(p->unit, fabs(game->value[s]));
    if (!(p->unit > 0)) p->unit = 1;
    ent_lp_options options = {.as_given = true, .tolerance = tolerance};
    ent_lp_part columns = {.size = game->players};
    ent_status status = ent_lp_new(ent_run_allocator(run), &options, &p->lp);
    if (status == ENT_OK) status = ent_scan_new(game, run, &p->scan);
    if (status == ENT_OK) status = ent_span_init(&p->span, game->players, ent_run_allocator(run));
    if (status == ENT_OK) status = ent_lp_add_columns(p->lp, &columns);
    if (status == ENT_OK) status = add_row(p, ent_tu_grand(game), lower / p->unit, upper / p->unit);
    for (unsigned i = 0; i < game->players && status == ENT_OK && game->players > 1; i++) {
        ent_coalition_mask one = (ent_coalition_mask)1 << i;
        if (ent_tu_possible(game, one)) status = add_row(p, one, worth(p, one), INFINITY);
    }
    return status;
}

static void end(program *p) {
    ent_lp_free(p->lp);
    ent_scan_free(p->scan);
    ent_span_free(&p->span);
    ent_free(ent_run_allocator(p->run), p->coalition);
}

/* With ever more rows until no coalition objects; what the solver says in the end. An unbounded program gets rows from
 * the scan of what the solver left, as long as there are any to be had. */
static ent_status solve(program *p, ent_lp_outcome *outcome) {
    ent_scan_found found[MOST_FOUND];
    for (int round = 0; round < MOST_ROUNDS; round++) {
        ent_status status = ent_lp_solve(p->lp, outcome);
        if (status != ENT_OK || *outcome != ENT_LP_OPTIMAL) return status;
        const double *x = ent_lp_solution(p->lp);
        for (unsigned i = 0; i < p->game->players; i++)
            p->price[i] = x[i] * p->unit;
        ent_scan_options scan = {p->price, 4 * tolerance * p->unit, &p->span, NULL, NULL};
        size_t size;
        status = ent_scan_worst(p->scan, &scan, p->run, MOST_FOUND, found, &size);
        if (status != ENT_OK || size == 0) return status;
        for (size_t k = 0; k < size && status == ENT_OK; k++)
            status = add_row(p, found[k].coalition, worth(p, found[k].coalition), INFINITY);
        if (status != ENT_OK) return status;
    }
    *outcome = ENT_LP_FAILED;
    return ENT_OK;
}

/* ---- emptiness -------------------------------------------------------------------------------------------- */

/* Rows with a dual are the balanced collection; their weights solve sum of weights = 1 for each player exactly. */
static ent_status weigh(const program *p, ent_core_solution *out) {
    size_t n = p->game->players, count = 0;
    const double *duals = ent_lp_duals(p->lp);
    for (size_t r = 1; r < p->rows && count < n; r++)
        if (duals[r] > 1e-9) {
            out->weight[count] = duals[r];
            out->coalition[count++] = p->coalition[r];
        }
    out->size = count;
    mpq_t *rows = ent_alloc_array(ent_run_allocator(p->run), n * (n + 1), sizeof *rows);
    if (rows == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < n * (count + 1); k++)
        mpq_init(rows[k]);
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < count; k++)
            mpq_set_ui(rows[i * (count + 1) + k], out->coalition[k] >> i & 1, 1);
        mpq_set_ui(rows[i * (count + 1) + count], 1, 1);
    }
    out->is_exact = ent_equations_solve(rows, n, count, out->exact_weight);
    for (size_t k = 0; k < n * (count + 1); k++)
        mpq_clear(rows[k]);
    ent_free(ent_run_allocator(p->run), rows);
    mpq_t entry;
    mpq_init(entry);
    for (size_t k = 0; k < count; k++) {
        out->is_exact = out->is_exact && mpq_sgn(out->exact_weight[k]) > 0;
        if (!out->is_exact) mpq_set_d(out->exact_weight[k], out->weight[k]);
        out->weight[k] = ent_mpq_value(out->exact_weight[k]);
        ent_tu_entry(p->game, out->coalition[k], entry);
        mpq_mul(entry, entry, out->exact_weight[k]);
        mpq_add(out->exact_total, out->exact_total, entry);
    }
    mpq_clear(entry);
    out->is_exact = out->is_exact && p->game->whole;
    out->total = ent_mpq_value(out->exact_total);
    return ENT_OK;
}

/* -1, 0, 1: whether all together have less, as much, more than the coalitions ask for. */
static int compare_total(const ent_tu_game *game, const ent_core_solution *out, double unit) {
    mpq_t all, slack;
    mpq_inits(all, slack, NULL);
    ent_tu_entry(game, ent_tu_grand(game), all);
    mpq_sub(all, all, out->exact_total);
    if (game->cost) mpq_neg(all, all);
    if (!out->is_exact) mpq_set_d(slack, ENT_CORE_TOLERANCE * unit / (double)game->denominator);
    int above = mpq_cmp(all, slack);
    mpq_neg(slack, slack);
    int below = mpq_cmp(all, slack);
    mpq_clears(all, slack, NULL);
    return below < 0 ? -1 : above > 0 ? 1 : 0;
}

static ent_status find_point(const ent_tu_game *game, const ent_run *run, ent_core_solution *out) {
    ent_nucleolus_report report;
    ent_status status = ent_tu_nucleolus(game, NULL, run, &out->point, &report);
    if (status == ENT_OK && out->point.exists)
        out->proved = report.proved && (report.levels_size == 0 || mpq_sgn(report.least_core) <= 0);
    if (status == ENT_LIMIT) status = ENT_OK; /* there is a core, but no point to show for it */
    ent_nucleolus_report_free(&report);
    return status;
}

static ent_status solution_room(ent_core_solution *out, size_t players, const ent_run *run) {
    *out = (ent_core_solution){.allocator = ent_run_allocator(run)};
    mpq_init(out->exact_total);
    out->coalition = ent_alloc_array(out->allocator, players, sizeof *out->coalition);
    out->weight = ent_alloc_array(out->allocator, players, sizeof *out->weight);
    out->exact_weight = ent_alloc_array(out->allocator, players, sizeof *out->exact_weight);
    if (out->coalition == NULL || out->weight == NULL || out->exact_weight == NULL) {
        ent_free(out->allocator, out->exact_weight);
        out->exact_weight = NULL;
        return ENT_MEMORY;
    }
    out->point.size = 0;
    for (size_t i = 0; i < players; i++)
        mpq_init(out->exact_weight[i]);
    ent_status status = ent_allocation_init(&out->point, players);
    if (status == ENT_OK) return ENT_OK;
    for (size_t i = 0; i < players; i++)
        mpq_clear(out->exact_weight[i]);
    ent_free(out->allocator, out->exact_weight);
    out->exact_weight = NULL;
    return status;
}

ent_status ent_core_solve(const ent_tu_game *game, const ent_run *run, ent_core_solution *out) {
    program p = {.run = run};
    ent_lp_outcome outcome = ENT_LP_FAILED;
    ent_status status = solution_room(out, game->players, run);
    if (status == ENT_OK) status = begin(&p, game, -INFINITY, INFINITY, run);
    for (unsigned i = 0; i < game->players && status == ENT_OK; i++)
        status = ent_lp_objective(p.lp, i, 1);
    if (status == ENT_OK) status = solve(&p, &outcome);
    if (status == ENT_OK && outcome == ENT_LP_OPTIMAL) {
        out->bounded = true;
        status = weigh(&p, out);
        if (status == ENT_OK) out->empty = game->players > 1 && compare_total(game, out, p.unit) < 0;
        out->proved = out->empty && out->is_exact;
    } else if (status == ENT_OK && outcome != ENT_LP_UNBOUNDED) {
        status = ENT_LIMIT;
    }
    if (status == ENT_OK && !out->empty) status = find_point(game, run, out);
    end(&p);
    if (status != ENT_OK) ent_core_solution_free(out);
    return status;
}

void ent_core_solution_free(ent_core_solution *solution) {
    if (solution->allocator == NULL) return;
    for (size_t i = 0; solution->exact_weight != NULL && i < solution->point.size; i++)
        mpq_clear(solution->exact_weight[i]);
    ent_free(solution->allocator, solution->coalition);
    ent_free(solution->allocator, solution->weight);
    ent_free(solution->allocator, solution->exact_weight);
    ent_allocation_free(&solution->point);
    mpq_clear(solution->exact_total);
    *solution = (ent_core_solution){0};
}

/* ---- ranges ----------------------------------------------------------------------------------------------- */

/* The player's share from the rows that bind, in fractions; the solver's where they leave it open. */
static ent_status refine(const program *p, unsigned player, double *out) {
    size_t n = p->game->players, count = 0;
    const ent_allocator *allocator = ent_run_allocator(p->run);
    mpq_t *rows = ent_alloc_array(allocator, (n + 1) * (n + 1), sizeof *rows);
    mpq_t *x = ent_alloc_array(allocator, n, sizeof *x);
    if (rows == NULL || x == NULL) {
        ent_free(allocator, rows);
        ent_free(allocator, x);
        return ENT_MEMORY;
    }
    for (size_t k = 0; k < (n + 1) * (n + 1); k++)
        mpq_init(rows[k]);
    for (size_t i = 0; i < n; i++)
        mpq_init(x[i]);
    for (size_t r = 0; r < p->rows && count <= n; r++) {
        if (r > 0 && ent_lp_row_basic(p->lp, r)) continue;
        for (size_t i = 0; i < n; i++)
            mpq_set_ui(rows[count * (n + 1) + i], p->coalition[r] >> i & 1, 1);
        ent_tu_entry(p->game, p->coalition[r], rows[count * (n + 1) + n]);
        count++;
    }
    if (count <= n && ent_equations_solve(rows, count, n, x))
        *out = ent_mpq_value(x[player]);
    else
        *out = p->sign * ent_lp_solution(p->lp)[player] * p->unit / (double)p->game->denominator;
    for (size_t k = 0; k < (n + 1) * (n + 1); k++)
        mpq_clear(rows[k]);
    for (size_t i = 0; i < n; i++)
        mpq_clear(x[i]);
    ent_free(allocator, rows);
    ent_free(allocator, x);
    return ENT_OK;
}

/* The least (direction 1) or most (-1) of the player's share of the value game. */
static ent_status extreme(program *p, unsigned player, int direction, ent_core_ranges *out, double *end_point) {
    ent_lp_outcome outcome;
    ent_status status = ent_lp_objective(p->lp, player, direction);
    if (status == ENT_OK) status = solve(p, &outcome);
    if (status != ENT_OK) return status;
    if (outcome == ENT_LP_OPTIMAL)
        status = refine(p, player, end_point);
    else if (outcome == ENT_LP_UNBOUNDED)
        *end_point = p->sign * direction > 0 ? -INFINITY : INFINITY;
    else if (outcome == ENT_LP_INFEASIBLE)
        out->exists = false;
    else
        status = ENT_LIMIT;
    return status == ENT_OK ? ent_lp_objective(p->lp, player, 0) : status;
}

ent_status ent_core_range(const ent_tu_game *game, const ent_run *run, ent_core_ranges *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t n = game->players;
    *out = (ent_core_ranges){.size = n, .exists = true, .allocator = allocator};
    out->low = ent_alloc_array(allocator, n, sizeof *out->low);
    out->high = ent_alloc_array(allocator, n, sizeof *out->high);
    double all = (game->cost ? -1 : 1) * game->value[ent_tu_grand(game)];
    program p = {.run = run};
    ent_status status = out->low == NULL || out->high == NULL ? ENT_MEMORY : begin(&p, game, all, all, run);
    for (unsigned i = 0; i < n && status == ENT_OK && out->exists; i++) {
        double *least = game->cost ? &out->high[i] : &out->low[i], *most = game->cost ? &out->low[i] : &out->high[i];
        status = extreme(&p, i, 1, out, least);
        if (status == ENT_OK && out->exists) status = extreme(&p, i, -1, out, most);
    }
    end(&p);
    if (status != ENT_OK) ent_core_ranges_free(out);
    return status;
}

void ent_core_ranges_free(ent_core_ranges *ranges) {
    if (ranges->allocator == NULL) return;
    ent_free(ranges->allocator, ranges->low);
    ent_free(ranges->allocator, ranges->high);
    *ranges = (ent_core_ranges){0};
}
