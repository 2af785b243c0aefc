/* Payments over simulated paths of the series that rules refer to: past observations drawn again (a bootstrap). */
#include "lens/ledger/ledger.h"

#include <math.h>

/* ---- what there is to draw from -------------------------------------------------------------------------- */

static const ent_growth *rule_of(const ent_ledger_terms *terms) {
    return terms->instead != NULL ? terms->instead : &terms->agreement->growth;
}

/* Whether every series of a rule was observed in a year; *series is set where it has one at all. */
static bool observed(const ent_ledger *ledger, const ent_growth *growth, int year, bool *series) {
    if (!growth->set || growth->fixed || growth->flat) return true;
    for (int i = 0; i < 2; i++) {
        if (growth->series[i] == ENT_NOWHERE) continue;
        *series = true;
        if (ent_ledger_observation(&ledger->view, growth->series[i], year) == NULL) return false;
    }
    return true;
}

static ent_status pool_of(const ent_ledger *ledger, const ent_ledger_terms *terms, const int **pool, size_t *size,
                          bool *needed) {
    const ent_growth *rules[] = {rule_of(terms), &terms->agreement->first_growth};
    int series = ENT_NOWHERE;
    for (int i = 0; i < 4; i++) {
        const ent_growth *rule = rules[i / 2];
        if (rule->set && !rule->fixed && !rule->flat && rule->series[i % 2] != ENT_NOWHERE) {
            series = rule->series[i % 2];
            break;
        }
    }
    *pool = NULL;
    *size = 0;
    *needed = series != ENT_NOWHERE;
    if (!*needed) return ENT_OK;
    const ent_series *row = &ledger->entente_case->series[series];
    int *years = ent_arena_array(ledger->arena, row->size, sizeof *years);
    if (years == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < row->size; i++) {
        bool any = false;
        int year = row->values[i].year;
        if (observed(ledger, rules[0], year, &any) && observed(ledger, rules[1], year, &any)) years[(*size)++] = year;
    }
    *pool = years;
    return ENT_OK;
}

ent_status ent_ledger_plan_ready(const ent_ledger *ledger, ent_ledger_plan *plan, bool *ready) {
    *ready = true;
    for (size_t i = 0; i < plan->terms_size; i++) {
        bool needed = false;
        ent_status status = pool_of(ledger, &plan->terms[i], &plan->pools[i], &plan->pool_sizes[i], &needed);
        if (status != ENT_OK) return status;
        if (needed && plan->pool_sizes[i] < ENT_LEDGER_LEAST_POOL) *ready = false;
    }
    return ENT_OK;
}

/* ---- the paths ------------------------------------------------------------------------------------------ */

typedef struct simulation {
    const ent_ledger *ledger;
    const ent_ledger_plan *plan;
    uint64_t seed;
    size_t paths;
    double *values;
} simulation;

static size_t terms_at(const ent_ledger_plan *plan, int year) {
    return plan->terms_size > 1 && year >= plan->terms[1].agreement->from ? 1 : 0;
}

/* The agreement with its first year's rise drawn from those of the past. */
static ent_agreement with_rise(const ent_ledger_plan *plan, const ent_agreement *agreement,
                               const ent_ledger_draws *draws) {
    ent_agreement drawn = *agreement;
    size_t pick = (size_t)(ent_ledger_draw(draws, 0) * (double)plan->rises_size);
    if (pick >= plan->rises_size) pick = plan->rises_size - 1;
    drawn.first_amount.set = false;
    drawn.first_growth = (ent_growth){.set = true, .fixed = true, .series = {ENT_NOWHERE, ENT_NOWHERE}};
    drawn.first_growth.rate = (ent_number){.set = true, .value = plan->rises[pick], .slot = UINT32_MAX};
    return drawn;
}

static ent_status run_path(void *context, size_t index) {
    const simulation *all = context;
    const ent_ledger_plan *plan = all->plan;
    ent_ledger_year rows[2];
    const ent_ledger_year *before = plan->before;
    for (int year = plan->from; year <= plan->to; year++) {
        size_t which = terms_at(plan, year);
        ent_ledger_terms terms = plan->terms[which];
        ent_ledger_draws draws = {plan->pools[which], plan->pool_sizes[which], all->seed, index};
        ent_ledger_view view = all->ledger->view;
        view.draws = &draws;
        ent_agreement drawn;
        if (plan->rises_size > 0 && which + 1 == plan->terms_size && year == terms.agreement->from) {
            drawn = with_rise(plan, terms.agreement, &draws);
            terms.agreement = &drawn;
        }
        ent_ledger_year *row = &rows[(year - plan->from) % 2];
        ent_ledger_year_of(&view, &terms, year, before, row);
        before = row;
        all->values[(size_t)(year - plan->from) * all->paths + index] =
            ent_ledger_has_amount(row) ? ent_ratio_value(row->amount) : (double)NAN;
    }
    return ENT_OK;
}

ent_status ent_ledger_simulate(const ent_run *run, const ent_ledger *ledger, const ent_ledger_plan *plan, size_t paths,
                               double *values) {
    simulation all = {ledger, plan, run == NULL ? 0 : run->seed, paths, values};
    return ent_parallel(run, paths, run_path, &all);
}
