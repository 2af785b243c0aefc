/* The nested programs of the nucleolus, their rows generated as they are violated. */
#include "games/tu/nucleolus_parts.h"

#include <math.h>
#include <string.h>

/* Columns: y of each player, then the excess. The allocation is x = single + sign * unit * y, so that y and the excess
 * are of the size of 1 whatever the money: minimise e with y(S) + w(S) e >= u(S), y(N) = u(N). */

enum { MOST_ROUNDS = 100000 };
static const double weighs = 1e-7; /* a dual above this weighs its coalition */
static const double slack = 2e-3;  /* in units: a row that is further away soon binds no more */
/* In units: no program of a game whose players are held together is at the last. Where a coalition and the others both
 * count, their excesses add up to -3 at least, so the first is enough; a bound that is far off makes allocations that
 * are far off while rows are few. */
static const double first_floor = -2, floor_falls = 32, least_excess = -1e6;

typedef struct program {
    const nucleolus_source *source;
    const ent_nucleolus_options *options;
    const ent_run *run;
    const ent_allocator *allocator;
    nucleolus_levels *levels;
    ent_lp *lp;
    ent_span span;
    double tolerance;
    uint32_t *coalition; /* of each row; UINT32_MAX: an equation, or one that is settled */
    size_t *leave;       /* room for as many rows */
    size_t rows, capacity;
    double bar;   /* the excess at which rows last left */
    double floor; /* the excess is no lower */
    uint32_t *members;
    double *numbers, *price;
    size_t *places;
    ent_scan_found *found;
    size_t most_found;
    double excess; /* of the last solution, in units */
    bool *at_bound;
    size_t *basis_row; /* the equation of each pick of the basis that is no bound */
} program;

static void program_free(program *p) {
    ent_lp_free(p->lp);
    ent_span_free(&p->span);
    ent_free(p->allocator, p->coalition);
    ent_free(p->allocator, p->leave);
    ent_free(p->allocator, p->members);
    ent_free(p->allocator, p->numbers);
    ent_free(p->allocator, p->price);
    ent_free(p->allocator, p->places);
    ent_free(p->allocator, p->found);
    ent_free(p->allocator, p->at_bound);
    ent_free(p->allocator, p->basis_row);
}

static double gain(const program *p, uint32_t coalition, size_t size) {
    double value = nucleolus_value(p->source, coalition);
    for (size_t k = 0; k < size; k++)
        value -= p->source->single[p->members[k]];
    return p->source->sign * value / p->source->span;
}

/* A row for the members: y(S) + weight e within the bounds. `coalition` UINT32_MAX: an equation. */
static ent_status add_row(program *p, uint32_t coalition, size_t size, double weight, double lower, double upper) {
    size_t n = p->source->players, start[2] = {0, size + (weight != 0)};
    if (p->rows == p->capacity) {
        size_t capacity = p->capacity == 0 ? 256 : p->capacity * 2;
        uint32_t *more = ent_realloc_array(p->allocator, p->coalition, p->capacity, capacity, sizeof *p->coalition);
        if (more == NULL) return ENT_MEMORY;
        p->coalition = more;
        size_t *leave = ent_realloc_array(p->allocator, p->leave, p->capacity, capacity, sizeof *p->leave);
        if (leave == NULL) return ENT_MEMORY;
        p->leave = leave;
        p->capacity = capacity;
    }
    for (size_t k = 0; k < size; k++) {
        p->places[k] = p->members[k];
        p->numbers[k] = 1;
    }
    p->places[size] = n;
    p->numbers[size] = weight;
    ent_lp_part part = {
        .size = 1, .lower = &lower, .upper = &upper, .start = start, .place = p->places, .value = p->numbers};
    ent_status status = ent_lp_add_rows(p->lp, &part);
    if (status == ENT_OK) p->coalition[p->rows++] = coalition;
    return status;
}

static ent_status add_coalition(program *p, uint32_t coalition) {
    size_t size = nucleolus_members(p->source, coalition, p->members);
    p->levels->rows++;
    return add_row(p, coalition, size, p->options->per_capita ? (double)size : 1, gain(p, coalition, size), INFINITY);
}

static ent_status begin(program *p) {
    size_t n = p->source->players;
    ent_lp_options options = {.as_given = true, .narrow = true, .tolerance = p->tolerance};
    ent_status status = ent_lp_new(p->allocator, &options, &p->lp);
    if (status != ENT_OK) return status;
    double *lower = ent_alloc_array(p->allocator, n + 1, sizeof *lower);
    double *objective = ent_alloc_array(p->allocator, n + 1, sizeof *objective);
    if (lower == NULL || objective == NULL) status = ENT_MEMORY;
    for (size_t i = 0; i < n && status == ENT_OK; i++)
        lower[i] = p->options->individual && p->source->has_single[i] ? 0 : -INFINITY;
    if (status == ENT_OK) {
        lower[n] = p->floor = first_floor;
        objective[n] = 1;
        ent_lp_part columns = {.size = n + 1, .lower = lower, .objective = objective};
        status = ent_lp_add_columns(p->lp, &columns);
    }
    ent_free(p->allocator, lower);
    ent_free(p->allocator, objective);
    double all = p->source->grand;
    for (size_t i = 0; i < n; i++) {
        p->members[i] = (uint32_t)i;
        all -= p->source->single[i];
    }
    all *= p->source->sign / p->source->span;
    if (status == ENT_OK) status = add_row(p, UINT32_MAX, n, 0, all, all);
    for (size_t k = 0; k < p->source->start_size && status == ENT_OK; k++)
        status = add_coalition(p, p->source->start[k]);
    return status;
}

/* Rows that do not bind leave: the simplex works on as many rows as there are, and most bind but for a while. Only
 * where the excess has risen, so that no set of rows comes twice and the rounds come to an end. */
static ent_status drop_slack(program *p) {
    if (!(p->excess > p->bar + 4 * p->tolerance)) return ENT_OK;
    p->bar = p->excess;
    const double *activity = ent_lp_activity(p->lp);
    const double *lower = ent_lp_row_lower(p->lp);
    size_t size = 0, kept = 0;
    for (size_t r = 0; r < p->rows; r++)
        if (ent_lp_row_basic(p->lp, r) && activity[r] > lower[r] + slack) p->leave[size++] = r;
    if (size < p->source->players) return ENT_OK;
    ent_status status = ent_lp_delete_rows(p->lp, p->leave, size);
    if (status != ENT_OK) return status;
    for (size_t r = 0, next = 0, b = 0; r < p->rows; r++) {
        if (next < size && p->leave[next] == r) {
            next++;
            continue;
        }
        for (; b < p->levels->basis_size && (p->levels->basis[b].bound || p->basis_row[b] < r); b++) {
        }
        if (b < p->levels->basis_size && p->basis_row[b] == r) p->basis_row[b] = kept;
        p->coalition[kept++] = p->coalition[r];
    }
    p->rows = kept;
    return ENT_OK;
}

/* Whether a coalition that is owed too much has had a row before: the solver cannot keep to its rows. */
static bool known(const program *p, const ent_scan_found *found, size_t size) {
    for (size_t k = 0; k < size; k++)
        for (size_t r = 0; r < p->rows; r++)
            if (p->coalition[r] == found[k].coalition) return true;
    return false;
}

/* Where the floor alone holds the excess, further down; false: it does not, or that is the last. */
static bool lower_floor(program *p, ent_status *status) {
    if (p->excess > p->floor * (1 - 1e-6) || p->floor <= least_excess) return false;
    p->floor = fmax(p->floor * floor_falls, least_excess);
    *status = ent_lp_column_bounds(p->lp, p->source->players, p->floor, INFINITY);
    return *status == ENT_OK;
}

/* Solves with ever more rows until no coalition outside the span is owed more than the program says. */
static ent_status solve_level(program *p) {
    const nucleolus_source *source = p->source;
    size_t n = source->players;
    p->levels->programs++;
    p->bar = -INFINITY;
    for (int round = 0; round < MOST_ROUNDS; round++) {
        ent_lp_outcome outcome;
        ent_status status = ent_lp_solve(p->lp, &outcome);
        if (status != ENT_OK) return status;
        if (outcome != ENT_LP_OPTIMAL) break;
        const double *y = ent_lp_solution(p->lp);
        p->excess = y[n];
        double each = p->options->per_capita ? p->excess : 0, flat = p->options->per_capita ? 0 : p->excess;
        for (size_t i = 0; i < n; i++)
            p->price[i] = source->sign * source->single[i] + source->span * (y[i] + each);
        ent_scan_options scan = {p->price, source->span * (flat + 4 * p->tolerance), source->largest, &p->span, NULL,
                                 NULL};
        size_t size = 0;
        status = nucleolus_worst(source, &scan, p->run, p->most_found, p->found, &size);
        p->levels->scans++;
        if (status == ENT_OK && size == 0 && lower_floor(p, &status)) continue;
        if (status != ENT_OK || size == 0) return status;
        if (known(p, p->found, size)) break;
        status = drop_slack(p);
        for (size_t k = 0; k < size && status == ENT_OK; k++)
            status = add_coalition(p, p->found[k].coalition);
        if (status != ENT_OK) return status;
    }
    p->levels->failed = true;
    return ENT_OK;
}

/* ---- settling --------------------------------------------------------------------------------------------- */

static ent_status pick(program *p, nucleolus_pick one) {
    nucleolus_levels *levels = p->levels;
    if (levels->picks_size == levels->picks_capacity) {
        size_t capacity = levels->picks_capacity == 0 ? 64 : levels->picks_capacity * 2;
        nucleolus_pick *more =
            ent_realloc_array(p->allocator, levels->picks, levels->picks_capacity, capacity, sizeof *levels->picks);
        if (more == NULL) return ENT_MEMORY;
        levels->picks = more;
        levels->picks_capacity = capacity;
    }
    levels->picks[levels->picks_size++] = one;
    return ENT_OK;
}

/* The equation that a pick which raises the rank leaves behind: y(S) stays what it is. */
static ent_status fix(program *p, nucleolus_pick one, const double *y) {
    if (one.bound) {
        p->members[0] = one.place;
        bool raised = ent_span_add(&p->span, p->members, 1);
        if (raised) p->levels->basis[p->levels->basis_size++] = one;
        return ent_lp_column_bounds(p->lp, one.place, raised ? 0 : -INFINITY, raised ? 0 : INFINITY);
    }
    size_t size = nucleolus_members(p->source, one.place, p->members);
    if (!ent_span_add(&p->span, p->members, size)) return ENT_OK;
    p->basis_row[p->levels->basis_size] = p->rows;
    p->levels->basis[p->levels->basis_size++] = one;
    double sum = 0;
    for (size_t k = 0; k < size; k++)
        sum += y[p->members[k]];
    return add_row(p, UINT32_MAX, size, 0, sum, sum);
}

/* Rows of coalitions in the span say no more than the equations do, nor do bounds of players in it. */
static ent_status drop_settled(program *p) {
    ent_status status = ENT_OK;
    for (size_t r = 0; r < p->rows && status == ENT_OK; r++) {
        if (p->coalition[r] == UINT32_MAX) continue;
        size_t size = nucleolus_members(p->source, p->coalition[r], p->members);
        if (!ent_span_has(&p->span, p->members, size)) continue;
        status = ent_lp_row_bounds(p->lp, r, -INFINITY, INFINITY);
        p->coalition[r] = UINT32_MAX;
    }
    for (size_t i = 0; i < p->source->players && status == ENT_OK; i++) {
        p->members[0] = (uint32_t)i;
        if (!p->at_bound[i] && ent_span_has(&p->span, p->members, 1))
            status = ent_lp_column_bounds(p->lp, i, -INFINITY, INFINITY);
    }
    return status;
}

/* What the duals weigh, as picks of a new stage. */
static ent_status weigh(program *p, nucleolus_stage *stage) {
    size_t n = p->source->players;
    const double *duals = ent_lp_duals(p->lp), *costs = ent_lp_reduced_costs(p->lp);
    ent_status status = ENT_OK;
    for (size_t r = 0; r < p->rows && status == ENT_OK; r++)
        if (p->coalition[r] != UINT32_MAX && duals[r] > weighs)
            status = pick(p, (nucleolus_pick){p->coalition[r], false});
    stage->size = p->levels->picks_size - stage->first;
    for (size_t i = 0; i < n && status == ENT_OK; i++) {
        p->members[0] = (uint32_t)i;
        bool bounded = p->options->individual && p->source->has_single[i] && !p->at_bound[i] &&
                       !ent_span_has(&p->span, p->members, 1);
        if (bounded && costs[i] > weighs) {
            status = pick(p, (nucleolus_pick){(uint32_t)i, true});
            p->at_bound[i] = true;
        }
    }
    if (stage->size == 0) p->levels->failed = true; /* nothing was weighed: there is no dual of this kind */
    stage->size = p->levels->picks_size - stage->first;
    return status;
}

/* Equations that are basic carry no dual. */
static void note_used(const program *p, bool *used) {
    const nucleolus_levels *levels = p->levels;
    for (size_t k = 0; k < levels->basis_size; k++)
        used[k] = levels->basis[k].bound ? !ent_lp_column_basic(p->lp, levels->basis[k].place)
                                         : !ent_lp_row_basic(p->lp, p->basis_row[k]);
    used[p->source->players] = !ent_lp_row_basic(p->lp, 0);
}

static ent_status settle(program *p) {
    nucleolus_levels *levels = p->levels;
    size_t n = p->source->players;
    double *y = p->numbers + n + 1; /* the solution is gone once the program changes */
    for (size_t i = 0; i < n; i++)
        y[i] = ent_lp_solution(p->lp)[i];
    nucleolus_stage *stage = &levels->stages[levels->stages_size];
    *stage = (nucleolus_stage){p->excess * p->source->span, levels->picks_size, 0, levels->basis_size};
    note_used(p, levels->used + levels->stages_size * (n + 1));
    ent_status status = weigh(p, stage);
    size_t before = p->span.rank;
    for (size_t k = 0; k < stage->size && status == ENT_OK; k++)
        status = fix(p, levels->picks[stage->first + k], y);
    if (status == ENT_OK) status = drop_settled(p);
    if (p->span.rank == before) levels->failed = true;
    levels->stages_size++;
    return status;
}

/* What stands at its bound in the last solution and says something new beside the first level, then, where that leaves
 * something open (the set has no corners, or the solver stopped on an edge), players who get what they get: a corner of
 * the least core. Before `settle` it is asked what stands there (`at`), after it what is new. */
static void note_corner(const program *p, bool *at) {
    const double *activity = ent_lp_activity(p->lp);
    for (size_t r = 0; r < p->rows; r++) {
        at[r] = p->coalition[r] != UINT32_MAX && !ent_lp_row_basic(p->lp, r);
        if (!at[r]) continue;
        size_t size = nucleolus_members(p->source, p->coalition[r], p->members);
        at[r] = fabs(activity[r] - gain(p, p->coalition[r], size)) <= p->tolerance * (double)(size + 1);
    }
    for (size_t i = 0; i < p->source->players; i++)
        at[p->rows + i] = !ent_lp_column_basic(p->lp, i);
}

static ent_status add_corner(program *p, nucleolus_pick one, size_t size) {
    if (!ent_span_add(&p->span, p->members, size)) return ENT_OK;
    p->levels->corner++;
    return pick(p, one);
}

static ent_status pick_corner(program *p, const uint32_t *coalition, const bool *at, size_t rows) {
    ent_status status = ENT_OK;
    for (size_t r = 0; r < rows && status == ENT_OK; r++)
        if (at[r]) {
            size_t size = nucleolus_members(p->source, coalition[r], p->members);
            status = add_corner(p, (nucleolus_pick){coalition[r], false}, size);
        }
    for (int basic = 0; basic < 2; basic++)
        for (uint32_t i = 0; i < p->source->players && status == ENT_OK; i++)
            if (at[rows + i] != (basic != 0)) {
                p->members[0] = i;
                status = add_corner(p, (nucleolus_pick){i, true}, 1);
            }
    return status;
}

static ent_status settle_corner(program *p) {
    size_t rows = p->rows;
    bool *at = ent_alloc_array(p->allocator, rows + p->source->players, sizeof *at);
    uint32_t *coalition = ent_alloc_array(p->allocator, rows, sizeof *coalition);
    ent_status status = at == NULL || coalition == NULL ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK) {
        memcpy(coalition, p->coalition, rows * sizeof *coalition);
        note_corner(p, at);
        status = settle(p);
    }
    if (status == ENT_OK) status = pick_corner(p, coalition, at, rows);
    ent_free(p->allocator, at);
    ent_free(p->allocator, coalition);
    return status;
}

static void keep_allocation(const program *p) {
    const nucleolus_source *source = p->source;
    const double *y = ent_lp_solution(p->lp);
    for (size_t i = 0; i < source->players; i++)
        p->levels->x[i] = source->single[i] + source->sign * source->span * y[i];
}

static ent_status solve_all(program *p) {
    nucleolus_levels *levels = p->levels;
    size_t n = p->source->players;
    ent_status status = begin(p);
    if (n == 1) levels->x[0] = p->source->grand;
    while (status == ENT_OK && !levels->failed && p->span.rank < n) {
        status = solve_level(p);
        if (status != ENT_OK || levels->failed) break;
        if (p->excess < least_excess * (1 - 1e-6)) {
            levels->reason = ENT_NUCLEOLUS_NOT_ONE;
            break;
        }
        keep_allocation(p);
        status = p->options->least_core ? settle_corner(p) : settle(p);
    }
    return status;
}

ent_status nucleolus_solve(const nucleolus_source *source, const ent_nucleolus_options *options, double tolerance,
                           const ent_run *run, nucleolus_levels *out) {
    size_t n = source->players;
    const ent_allocator *allocator = source->allocator;
    program p = {.source = source, .options = options, .run = run, .allocator = allocator, .levels = out};
    *out = (nucleolus_levels){0};
    p.tolerance = tolerance;
    p.most_found = n < 8 ? 8 : n;
    p.members = ent_alloc_array(allocator, n, sizeof *p.members);
    p.numbers = ent_alloc_array(allocator, 2 * n + 2, sizeof *p.numbers);
    p.price = ent_alloc_array(allocator, n, sizeof *p.price);
    p.places = ent_alloc_array(allocator, n + 1, sizeof *p.places);
    p.found = ent_alloc_array(allocator, p.most_found, sizeof *p.found);
    p.at_bound = ent_alloc_array(allocator, n, sizeof *p.at_bound);
    p.basis_row = ent_alloc_array(allocator, n, sizeof *p.basis_row);
    out->stages = ent_alloc_array(allocator, n, sizeof *out->stages);
    out->basis = ent_alloc_array(allocator, n, sizeof *out->basis);
    out->x = ent_alloc_array(allocator, n, sizeof *out->x);
    if (n < SIZE_MAX / (n + 1)) out->used = ent_alloc_array(allocator, n * (n + 1), sizeof *out->used);
    bool good = p.members != NULL && p.numbers != NULL && p.price != NULL && p.places != NULL && p.found != NULL &&
                p.at_bound != NULL && p.basis_row != NULL && out->used != NULL && out->stages != NULL &&
                out->basis != NULL && out->x != NULL;
    ent_status status = good ? ent_span_init(&p.span, n, allocator) : ENT_MEMORY;
    if (status == ENT_OK) status = solve_all(&p);
    program_free(&p);
    if (status != ENT_OK) nucleolus_levels_free(source, out);
    return status;
}

void nucleolus_levels_free(const nucleolus_source *source, nucleolus_levels *levels) {
    ent_free(source->allocator, levels->stages);
    ent_free(source->allocator, levels->picks);
    ent_free(source->allocator, levels->basis);
    ent_free(source->allocator, levels->x);
    ent_free(source->allocator, levels->used);
    *levels = (nucleolus_levels){0};
}
