/* The steps of a key, one after the other, each into the trace. */
#include "games/division/keys.h"

#include "games/division/key_clamp.h"

typedef struct key_work {
    const ent_key_problem *problem;
    const ent_run *run;
    ent_key_trace *trace;
    mpq_ptr low, high; /* bounds of the step, size each */
    ent_key_hold *low_hold, *high_hold;
    size_t top; /* the party with the largest base, the first of them */
    mpq_t a, b;
} key_work;

static bool negative(size_t size, mpq_srcptr values) {
    return values != NULL && ent_fractions_sign(size, values) != 1;
}

static bool valid(const ent_key_problem *p) {
    if (p->bases_size == 0 || p->size == 0 || p->method >= ENT_APPORTION_METHODS) return false;
    for (size_t k = 0; k < p->bases_size; k++)
        if (negative(p->size, p->bases[k].base) || negative(1, p->bases[k].weight)) return false;
    return !negative(1, p->floor) && !negative(1, p->ceiling) && !negative(p->size, p->before) &&
           !negative(1, p->rise) && !negative(1, p->fall) && !negative(1, p->points);
}

/* ---- base ------------------------------------------------------------------------------------------------- */

/* Adds weight x base / sum of bases; false, with the reason, where there is no sum. */
static bool add_part(key_work *w, size_t part, mpq_ptr weights) {
    const ent_key_base *base = &w->problem->bases[part];
    if (base->weight != NULL && mpq_sgn(base->weight) == 0) return true;
    ent_fractions_sum(w->problem->size, base->base, w->a);
    if (mpq_sgn(w->a) == 0) {
        ent_division_because(&w->trace->why, ENT_DIVISION_NO_BASE, part, w->a, NULL);
        return false;
    }
    mpq_set_ui(w->b, 1, 1);
    if (base->weight != NULL) mpq_set(w->b, base->weight);
    mpq_add(weights, weights, w->b);
    mpq_div(w->a, w->b, w->a);
    for (size_t i = 0; i < w->problem->size; i++) {
        mpq_mul(w->b, w->a, &base->base[i]);
        mpq_add(&w->trace->base.at[i], &w->trace->base.at[i], w->b);
    }
    return true;
}

static bool mix_bases(key_work *w) {
    mpq_t weights;
    mpq_init(weights);
    bool good = true;
    for (size_t k = 0; k < w->problem->bases_size && good; k++)
        good = add_part(w, k, weights);
    if (good && mpq_sgn(weights) == 0) {
        ent_division_because(&w->trace->why, ENT_DIVISION_NO_BASE, SIZE_MAX, weights, NULL);
        good = false;
    }
    mpq_ptr base = w->trace->base.at;
    for (size_t i = 0; good && i < w->problem->size; i++) {
        mpq_div(&base[i], &base[i], weights);
        if (mpq_cmp(&base[i], &base[w->top]) > 0) w->top = i;
    }
    mpq_clear(weights);
    return good;
}

static bool normalise_before(key_work *w) {
    if (w->problem->before == NULL) return true;
    ent_fractions_sum(w->problem->size, w->problem->before, w->a);
    if (mpq_sgn(w->a) == 0) {
        ent_division_because(&w->trace->why, ENT_DIVISION_NO_BEFORE, SIZE_MAX, w->a, NULL);
        return false;
    }
    for (size_t i = 0; i < w->problem->size; i++)
        mpq_div(&w->trace->before.at[i], &w->problem->before[i], w->a);
    return true;
}

/* ---- bounds ----------------------------------------------------------------------------------------------- */

/* Which bound a share stands at; the high one first, as a share that is held there moves with it. */
static void note_holds(const key_work *w, mpq_srcptr shares, bool tied, ent_key_hold *out) {
    for (size_t i = 0; i < w->problem->size; i++) {
        out[i] = ENT_KEY_FREE;
        if (mpq_equal(&shares[i], &w->low[i])) out[i] = w->low_hold[i];
        if (mpq_equal(&shares[i], &w->high[i])) out[i] = w->high_hold[i];
        if (tied && i == w->top && out[i] == ENT_KEY_FREE) out[i] = ENT_KEY_NEXT_LARGEST;
    }
}

/* Shares in proportion to `base` between the bounds; false where there are none, with the reason. */
static ent_status solve(key_work *w, mpq_srcptr base, mpq_ptr out, ent_key_hold *holds) {
    bool tied = false;
    size_t size = w->problem->size;
    ent_division_why *why = &w->trace->why;
    ent_status status = w->problem->ceiling_next_largest
                            ? key_clamp_tied(size, base, w->low, w->high, w->top, w->run, out, why, &tied)
                            : ent_key_clamp(size, base, w->low, w->high, w->run, out, why);
    if (status == ENT_OK && why->reason == ENT_DIVISION_NONE) note_holds(w, out, tied, holds);
    return status;
}

static ent_status bound(key_work *w) {
    const ent_key_problem *p = w->problem;
    if (p->floor != NULL && p->ceiling != NULL && mpq_cmp(p->floor, p->ceiling) > 0) {
        ent_division_because(&w->trace->why, ENT_DIVISION_CROSSED, SIZE_MAX, p->floor, p->ceiling);
        return ENT_OK;
    }
    for (size_t i = 0; i < p->size; i++) {
        mpq_set_ui(&w->high[i], 1, 1);
        mpq_set_ui(&w->low[i], 0, 1);
        if (p->floor != NULL) mpq_set(&w->low[i], p->floor);
        if (p->ceiling != NULL && mpq_cmp(p->ceiling, &w->high[i]) < 0) mpq_set(&w->high[i], p->ceiling);
        w->low_hold[i] = p->floor != NULL && mpq_sgn(p->floor) > 0 ? ENT_KEY_FLOOR : ENT_KEY_FREE;
        w->high_hold[i] = p->ceiling != NULL ? ENT_KEY_CEILING : ENT_KEY_FREE;
    }
    if (p->floor != NULL && mpq_cmp(p->floor, &w->high[0]) > 0) { /* a floor above 1, that alone */
        mpq_set_ui(w->a, p->size, 1);
        mpq_mul(w->a, w->a, p->floor);
        ent_division_because(&w->trace->why, ENT_DIVISION_FLOOR_TOO_HIGH, SIZE_MAX, w->a, &w->high[0]);
        return ENT_OK;
    }
    return solve(w, w->trace->base.at, w->trace->bounded.at, w->trace->bounded_by);
}

/* ---- limits ----------------------------------------------------------------------------------------------- */

static void raise_low(key_work *w, size_t i, mpq_srcptr value, ent_key_hold hold) {
    if (mpq_cmp(value, &w->low[i]) <= 0) return;
    mpq_set(&w->low[i], value);
    w->low_hold[i] = hold;
}

static void lower_high(key_work *w, size_t i, mpq_srcptr value, ent_key_hold hold) {
    if (mpq_cmp(value, &w->high[i]) >= 0) return;
    mpq_set(&w->high[i], value);
    w->high_hold[i] = hold;
}

/* What the limits allow to i. */
static void limit_one(key_work *w, size_t i) {
    const ent_key_problem *p = w->problem;
    mpq_srcptr before = &w->trace->before.at[i];
    mpq_set_ui(&w->low[i], 0, 1);
    mpq_set_ui(&w->high[i], 1, 1);
    w->low_hold[i] = w->high_hold[i] = ENT_KEY_FREE;
    if (p->fall != NULL && mpq_sgn(before) > 0) {
        mpq_mul(w->a, before, p->fall);
        mpq_sub(w->a, before, w->a);
        raise_low(w, i, w->a, ENT_KEY_FALL);
    }
    if (p->rise != NULL && mpq_sgn(before) > 0) {
        mpq_mul(w->a, before, p->rise);
        mpq_add(w->a, before, w->a);
        lower_high(w, i, w->a, ENT_KEY_RISE);
    }
    if (p->points == NULL) return;
    mpq_sub(w->a, before, p->points);
    raise_low(w, i, w->a, ENT_KEY_POINTS_DOWN);
    mpq_add(w->a, before, p->points);
    lower_high(w, i, w->a, ENT_KEY_POINTS_UP);
}

/* Floor and ceiling within the limits of i: where they lie outside, i goes as far towards them as it may. */
static void keep_floor_and_ceiling(key_work *w, size_t i) {
    mpq_srcptr floor = w->problem->floor, ceiling = w->problem->ceiling;
    if (floor != NULL && mpq_cmp(floor, &w->high[i]) > 0) {
        raise_low(w, i, &w->high[i], w->high_hold[i]);
    } else if (ceiling != NULL && mpq_cmp(ceiling, &w->low[i]) < 0) {
        lower_high(w, i, &w->low[i], w->low_hold[i]);
    } else {
        if (floor != NULL) raise_low(w, i, floor, ENT_KEY_FLOOR);
        if (ceiling != NULL) lower_high(w, i, ceiling, ENT_KEY_CEILING);
    }
}

/* Those with a base are at their highest bounds, and that is not enough: those without one, which proportion would
 * leave where they are, make up the rest, in proportion to the most that they may pay. */
static ent_status those_without_base(key_work *w, mpq_ptr shares) {
    ent_fractions base = {0};
    size_t size = w->problem->size;
    ent_status status = ent_fractions_init(&base, ent_run_allocator(w->run), size);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < size; i++) {
        mpq_set(&base.at[i], &w->high[i]);
        if (mpq_sgn(&w->trace->bounded.at[i]) == 0) continue;
        mpq_set(&w->low[i], &w->high[i]);
        w->low_hold[i] = w->high_hold[i];
    }
    status = ent_key_clamp(size, base.at, w->low, w->high, w->run, shares, &w->trace->why);
    if (status == ENT_OK && w->trace->why.reason == ENT_DIVISION_NONE)
        note_holds(w, shares, false, w->trace->limited_by);
    ent_fractions_free(&base);
    return status;
}

static ent_status limit(key_work *w) {
    const ent_key_problem *p = w->problem;
    ent_key_trace *trace = w->trace;
    ent_fractions_copy(trace->limited.at, trace->bounded.at, p->size);
    for (size_t i = 0; i < p->size; i++)
        trace->limited_by[i] = trace->bounded_by[i];
    if (p->before == NULL || (p->rise == NULL && p->fall == NULL && p->points == NULL)) return ENT_OK;
    for (size_t i = 0; i < p->size; i++) {
        limit_one(w, i);
        keep_floor_and_ceiling(w, i);
    }
    ent_status status = solve(w, trace->bounded.at, trace->limited.at, trace->limited_by);
    if (status == ENT_OK && trace->why.reason == ENT_DIVISION_CEILING_TOO_LOW && !p->ceiling_next_largest)
        status = those_without_base(w, trace->limited.at);
    if (trace->why.reason == ENT_DIVISION_FLOOR_TOO_HIGH) trace->why.reason = ENT_DIVISION_LIMITS_HIGH;
    if (trace->why.reason == ENT_DIVISION_CEILING_TOO_LOW) trace->why.reason = ENT_DIVISION_LIMITS_LOW;
    return status;
}

/* ---- phase and rounding ----------------------------------------------------------------------------------- */

static void phase(key_work *w) {
    ent_key_trace *trace = w->trace;
    size_t size = trace->size;
    for (size_t year = 0; year < trace->years; year++) {
        for (size_t i = 0; i < size; i++) {
            mpq_ptr share = &trace->phased.at[year * size + i];
            mpq_set(share, &trace->limited.at[i]);
            if (w->problem->before == NULL || year + 1 == trace->years) continue;
            mpq_sub(share, share, &trace->before.at[i]);
            mpq_set_ui(w->a, year + 1, trace->years);
            mpq_canonicalize(w->a);
            mpq_mul(share, share, w->a);
            mpq_add(share, share, &trace->before.at[i]);
        }
    }
}

static ent_status round_years(key_work *w) {
    ent_key_trace *trace = w->trace;
    size_t size = trace->size;
    ent_fractions_copy(trace->rounded.at, trace->phased.at, trace->years * size);
    if (!w->problem->rounded) return ENT_OK;
    ent_status status = ENT_OK;
    ent_apportion_unit(w->problem->decimals, w->a);
    for (size_t year = 0; year < trace->years && status == ENT_OK; year++) {
        bool exists; /* always: shares are not negative */
        ent_apportion_problem problem = {size, &trace->phased.at[year * size], w->a, w->problem->method};
        ent_apportion_report report = {.tied = trace->tied + year * size};
        status = ent_apportion_fractions(&problem, w->run, &trace->rounded.at[year * size], &exists, &report, NULL);
    }
    return status;
}

/* ---- all -------------------------------------------------------------------------------------------------- */

static ent_status all_steps(key_work *w) {
    ent_division_why *why = &w->trace->why;
    if (!mix_bases(w) || !normalise_before(w)) return ENT_OK;
    ent_status status = bound(w);
    if (status == ENT_OK && why->reason == ENT_DIVISION_NONE) status = limit(w);
    if (status != ENT_OK || why->reason != ENT_DIVISION_NONE) return status;
    phase(w);
    status = round_years(w);
    w->trace->exists = status == ENT_OK;
    return status;
}

static ent_status trace_init(ent_key_trace *trace, const ent_key_problem *problem, const ent_allocator *allocator) {
    size_t size = problem->size, years = problem->before != NULL && problem->years > 1 ? problem->years : 1;
    *trace = (ent_key_trace){.size = size, .years = years, .allocator = allocator, .why = {.index = SIZE_MAX}};
    if (size > SIZE_MAX / 4 || years > SIZE_MAX / 4 / size) return ENT_MEMORY;
    trace->bounded_by = ent_alloc_array(allocator, size, sizeof *trace->bounded_by);
    trace->limited_by = ent_alloc_array(allocator, size, sizeof *trace->limited_by);
    trace->tied = ent_alloc_array(allocator, years * size, sizeof *trace->tied);
    if (trace->bounded_by == NULL || trace->limited_by == NULL || trace->tied == NULL) return ENT_MEMORY;
    ent_fractions *const arrays[] = {&trace->base,    &trace->before, &trace->bounded,
                                     &trace->limited, &trace->phased, &trace->rounded};
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
        ent_status status = ent_fractions_init(arrays[k], allocator, k < 4 ? size : years * size);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

ent_status ent_key_compute(const ent_key_problem *problem, const ent_run *run, ent_key_trace *trace) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *trace = (ent_key_trace){0};
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    if (!valid(problem)) return ENT_INPUT;
    if (problem->rounded && problem->decimals > ENT_KEY_DECIMALS) return ENT_LIMIT;
    ent_fractions bounds = {0};
    key_work w = {.problem = problem, .run = run, .trace = trace};
    ent_status status = trace_init(trace, problem, allocator);
    if (status == ENT_OK) status = ent_fractions_init(&bounds, allocator, 2 * problem->size);
    ent_key_hold *holds = ent_alloc_array(allocator, 2 * problem->size, sizeof *holds);
    if (status == ENT_OK && holds == NULL) status = ENT_MEMORY;
    if (status == ENT_OK) {
        w.low = bounds.at;
        w.high = w.low + problem->size;
        w.low_hold = holds;
        w.high_hold = holds + problem->size;
        mpq_inits(w.a, w.b, NULL);
        status = all_steps(&w);
        mpq_clears(w.a, w.b, NULL);
    }
    ent_free(allocator, holds);
    ent_fractions_free(&bounds);
    return status;
}

void ent_key_trace_free(ent_key_trace *trace) {
    ent_fractions *const arrays[] = {&trace->base,    &trace->before, &trace->bounded,
                                     &trace->limited, &trace->phased, &trace->rounded};
    for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++)
        ent_fractions_free(arrays[k]);
    ent_free(trace->allocator, trace->bounded_by);
    ent_free(trace->allocator, trace->limited_by);
    ent_free(trace->allocator, trace->tied);
    *trace = (ent_key_trace){0};
}

ent_status ent_key_allocation(const ent_key_trace *trace, size_t year, bool rounded, mpq_srcptr total,
                              ent_allocation *out) {
    out->exists = out->is_exact = false;
    if (!trace->exists) return ENT_OK;
    if (year >= trace->years) return ENT_INPUT;
    mpq_srcptr shares = (rounded ? trace->rounded.at : trace->phased.at) + year * trace->size;
    ent_fractions_copy(out->exact[0], shares, trace->size);
    for (size_t i = 0; total != NULL && i < trace->size; i++)
        mpq_mul(out->exact[i], out->exact[i], total);
    ent_allocation_from_exact(out);
    return ENT_OK;
}
