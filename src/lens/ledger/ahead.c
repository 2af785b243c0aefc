/* Which rules to look ahead under: the rest of the last agreement, and what may follow it. */
#include "lens/ledger/report.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PAST_RULES = 4, MOST_AHEAD = 60 };

ent_status ent_ledger_run_plan(ent_ledger_report *report, const ent_ledger_plan *plan, double **values, bool *good) {
    size_t years = (size_t)(plan->to - plan->from + 1), paths = report->options->paths;
    *good = false;
    *values = ent_arena_array(report->arena, years * paths, sizeof **values);
    if (*values == NULL) return ENT_MEMORY;
    ent_status status = ent_ledger_simulate(report->run, &report->ledger, plan, paths, *values);
    if (status != ENT_OK) return status;
    *good = true;
    for (size_t i = 0; i < years * paths; i++) {
        if (isnan((*values)[i])) *good = false;
    }
    if (!*good) {
        ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0004", NULL,
                          "The years %d to %d are not simulated: some paths have no payment.", plan->from, plan->to);
    }
    return ENT_OK;
}

static const ent_ledger_year *last_payment(const ent_ledger *ledger) {
    for (size_t i = ledger->years_size; i-- > 0;) {
        if (ent_ledger_has_amount(&ledger->years[i])) return &ledger->years[i];
    }
    return NULL;
}

/* The terms of the years after the last payment, where one agreement covers them all; else NULL. */
static const ent_ledger_terms *rest_of(const ent_ledger *ledger, const ent_ledger_year *last) {
    const ent_ledger_year *end = &ledger->years[ledger->years_size - 1];
    for (const ent_ledger_year *year = last + 1; year <= end; year++) {
        if (year->agreement != end->agreement || year->reason == ENT_LEDGER_NO_RULE) return NULL;
    }
    size_t terms = end == last ? SIZE_MAX : ent_ledger_terms_of(ledger, end->agreement);
    return terms == SIZE_MAX ? NULL : &ledger->terms[terms];
}

/* ---- the next agreement --------------------------------------------------------------------------------- */

static int usual_term(const ent_ledger *ledger) {
    double *years = ent_arena_array(ledger->arena, ledger->terms_size, sizeof *years);
    if (years == NULL) return 0;
    for (size_t i = 0; i < ledger->terms_size; i++)
        years[i] = ledger->terms[i].agreement->to - ledger->terms[i].agreement->from + 1;
    return (int)floor(ent_ledger_stats_of(years, ledger->terms_size).median);
}

static ent_agreement *next_agreement(const ent_ledger_report *report, const ent_growth *growth, int term,
                                     size_t number) {
    const ent_ledger *ledger = &report->ledger;
    ent_agreement *next = ent_arena_alloc(report->arena, sizeof *next);
    if (next == NULL) return NULL;
    const ent_agreement *last = ledger->terms[ledger->terms_size - 1].agreement;
    next->id = number == 0 ? "next" : ent_arena_printf(report->arena, "next-%zu", number + 1);
    if (next->id == NULL) return NULL;
    next->name = "The next agreement";
    next->from = ledger->years[ledger->years_size - 1].year + 1;
    next->to = next->from + term - 1;
    next->growth = *growth;
    next->first_growth.series[0] = next->first_growth.series[1] = ENT_NOWHERE;
    next->round_index = last->round_index;
    next->round_amount = last->round_amount;
    next->unit = last->unit;
    return next;
}

static bool set_first(const ent_ledger_report *report, ent_agreement *next) {
    if (report->options->first == NULL) return true;
    ent_growth *first = &next->first_growth;
    first->set = first->fixed = first->rate.set = true;
    first->rate.slot = UINT32_MAX;
    return ent_read_number(report->options->first, &first->rate.ratio, &first->rate.value, &first->rate.exact);
}

/* Percent rises of past levels set in talks, to draw the next first year from. */
static double *past_rises(const ent_ledger *ledger, size_t *size) {
    size_t all = 0;
    *size = 0;
    const ent_ledger_rise *rises = ent_ledger_rises(ledger, &all);
    double *percents = rises == NULL ? NULL : ent_arena_array(ledger->arena, all, sizeof *percents);
    for (size_t i = 0; percents != NULL && i < all; i++) {
        if (rises[i].negotiated) percents[(*size)++] = rises[i].percent;
    }
    return percents;
}

/* ---- collecting ----------------------------------------------------------------------------------------- */

typedef struct collection {
    ent_ledger_report *report;
    ent_ledger_candidates *out;
    const ent_ledger_year *last;
    const ent_ledger_terms *rest;
    const double *rises;
    int term;
} collection;

/* Whether a rule is among the candidates; `alike`: or one that differs in its cap or floor alone. */
static bool has_rule(const ent_ledger_candidates *all, const ent_growth *growth, bool alike) {
    for (size_t i = 0; i < all->size; i++) {
        ent_growth mine = *growth, other = *all->rows[i].growth;
        if (!all->rows[i].next) continue;
        if (alike) mine.cap.set = mine.floor.set = other.cap.set = other.floor.set = false;
        if (ent_ledger_rules_equal(&mine, &other)) return true;
    }
    return false;
}

static ent_status finish(collection *all, ent_ledger_candidate *row) {
    ent_ledger_report *report = all->report;
    bool ready = false;
    row->words = ent_ledger_rule_words(report->entente_case, row->growth, report->arena);
    ent_status status = ent_ledger_plan_ready(&report->ledger, &row->plan, &ready);
    if (row->words == NULL) status = ENT_MEMORY;
    if (status != ENT_OK) return status;
    if (ready) {
        all->out->size++;
        return ENT_OK;
    }
    ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0004", NULL,
                      "No outlook under \"%s\": fewer than %d past observations of its series are known.", row->words,
                      ENT_LEDGER_LEAST_POOL);
    return ENT_OK;
}

static ent_status add_rest(collection *all) {
    ent_ledger_candidate *row = &all->out->rows[all->out->size];
    *row = (ent_ledger_candidate){.growth = &all->rest->agreement->growth};
    row->agreement = ent_arena_alloc(all->report->arena, sizeof *row->agreement);
    if (row->agreement == NULL) return ENT_MEMORY;
    *row->agreement = *all->rest->agreement;
    row->plan = (ent_ledger_plan){.terms = {*all->rest}, .terms_size = 1, .before = all->last};
    row->plan.from = all->last->year + 1;
    row->plan.to = all->report->ledger.years[all->report->ledger.years_size - 1].year;
    return finish(all, row);
}

static ent_status add_next(collection *all, const ent_growth *growth, bool wanted) {
    ent_ledger_report *report = all->report;
    if (!growth->set || has_rule(all->out, growth, !wanted)) return ENT_OK;
    ent_ledger_candidate *row = &all->out->rows[all->out->size];
    *row = (ent_ledger_candidate){.next = true};
    size_t before = all->out->size - (all->out->size > 0 && !all->out->rows[0].next ? 1 : 0);
    row->agreement = next_agreement(report, growth, all->term, before);
    if (row->agreement == NULL) return ENT_MEMORY;
    row->growth = &row->agreement->growth;
    if (!set_first(report, row->agreement)) return ENT_BUG; /* checked with the options */
    ent_ledger_terms next = {.agreement = row->agreement, .index = ENT_NOWHERE, .scale = {1, 1}};
    next.scale = report->ledger.terms[report->ledger.terms_size - 1].scale;
    ent_ledger_plan *plan = &row->plan;
    plan->before = all->last;
    plan->from = all->last->year + 1;
    plan->to = row->agreement->to;
    if (all->rest != NULL) plan->terms[plan->terms_size++] = *all->rest;
    plan->terms[plan->terms_size++] = next;
    plan->rises = all->rises;
    plan->rises_size = all->out->rises_size;
    return finish(all, row);
}

/* The rules of --rule next=..., after the rule of the last agreement; without any, those of the past that differ in
 * more than a bound. */
static ent_status add_rules(collection *all) {
    ent_ledger_report *report = all->report;
    ent_ledger_alternative *others = NULL;
    size_t size = 0, wanted = 0;
    ent_status status = ent_ledger_alternatives(report, &others, &size);
    for (size_t i = 0; status == ENT_OK && i < size; i++) {
        if (others[i].agreement == ENT_NOWHERE) wanted++;
    }
    size_t start = all->out->size, most = wanted > 0 ? 1 : MOST_PAST_RULES;
    for (size_t i = report->ledger.terms_size; status == ENT_OK && i-- > 0 && all->out->size - start < most;)
        status = add_next(all, &report->ledger.terms[i].agreement->growth, false);
    for (size_t i = 0; status == ENT_OK && i < size; i++) {
        if (others[i].agreement == ENT_NOWHERE) status = add_next(all, &others[i].growth, true);
    }
    return status;
}

ent_status ent_ledger_candidates_of(ent_ledger_report *report, ent_ledger_candidates *out) {
    *out = (ent_ledger_candidates){0};
    collection all = {.report = report, .out = out, .last = last_payment(&report->ledger)};
    if (all.last == NULL || report->options->paths == 0) return ENT_OK;
    const ent_ledger_year *end = &report->ledger.years[report->ledger.years_size - 1];
    all.rest = rest_of(&report->ledger, all.last);
    if (end->year - all.last->year > MOST_AHEAD) return ENT_OK;
    all.rises = past_rises(&report->ledger, &out->rises_size);
    all.term = report->options->term > 0 ? (int)report->options->term : usual_term(&report->ledger);
    out->rows = ent_arena_array(report->arena, report->options->rule.size + MOST_PAST_RULES + 2, sizeof *out->rows);
    if (all.rises == NULL || all.term == 0 || out->rows == NULL) return ENT_MEMORY;
    if (report->options->first != NULL) out->rises_size = 0;
    ent_status status = all.rest == NULL ? ENT_OK : add_rest(&all);
    /* what follows can only be chained where nothing lies between */
    if (status == ENT_OK && (all.rest != NULL || end == all.last)) status = add_rules(&all);
    return status;
}
