/* How much hangs on judged numbers: the rules again for many draws of the numbers that carry a range. */
#include "base/compare.h"
#include "games/tu/core.h"
#include "lens/share/objections.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Drawn again: the main rules, or those that were asked for. */
static bool drawn_again(const share_column *column) {
    return share_is_share(column) && !column->rounded && (column->asked || share_main(column->rule));
}

typedef struct sample {
    const share *s;
    size_t size;       /* draws */
    double *paid;      /* [draw][column][player]; NAN where a rule gives nothing */
    signed char *core; /* [draw][column]: in the core, not, or -1 where not looked at */
} sample;

static double *paid_at(const sample *all, size_t draw, size_t column) {
    return all->paid + (draw * all->s->columns.size + column) * all->s->problem.size;
}

/* ---- one draw ------------------------------------------------------------------------------------------------ */

static ent_status look_at_core(const sample *all, size_t draw, size_t column, const share_problem *drawn,
                               const share_answer *answer, const ent_run *run) {
    ent_allocation paid;
    ent_core_membership found = {0};
    if (!drawn->tabled) return ENT_OK;
    ent_status status = ent_allocation_init(&paid, drawn->size);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < drawn->size; i++)
        share_paid(drawn, answer, i, paid.exact[i]);
    ent_allocation_from_exact(&paid);
    paid.is_exact = answer->allocation.is_exact;
    status = ent_core_member(&drawn->game, &paid, 1, run, &found);
    if (status == ENT_OK) {
        all->core[draw * all->s->columns.size + column] = found.member;
        ent_core_membership_free(&found);
    }
    ent_allocation_free(&paid);
    return status;
}

static ent_status one_column(const sample *all, size_t draw, size_t k, share_problem *drawn, const ent_run *run) {
    const share *s = all->s;
    const share_column *column = &s->columns.at[k];
    const share_work work = {.run = run,
                             .problem = drawn,
                             .players = s->options->players,
                             .individual = s->options->individual,
                             .shares_only = true};
    share_answer answer = {0};
    double *paid = paid_at(all, draw, k);
    ent_status status = share_compute(&work, column, &answer);
    mpq_t amount;
    mpq_init(amount);
    for (size_t i = 0; i < drawn->size && status == ENT_OK; i++) {
        if (answer.why == NULL) share_paid(drawn, &answer, i, amount);
        paid[i] = answer.why == NULL ? ent_mpq_value(amount) : NAN;
    }
    mpq_clear(amount);
    if (status == ENT_OK && answer.why == NULL && column->judged)
        status = look_at_core(all, draw, k, drawn, &answer, run);
    ent_allocation_free(&answer.allocation);
    return status;
}

/* Runs on any thread: everything it writes belongs to this draw. */
static ent_status one_draw(void *context, size_t draw) {
    const sample *all = context;
    const share *s = all->s;
    const ent_run run = {.allocator = s->run->allocator};
    ent_arena *arena = ent_arena_new(ent_run_allocator(&run));
    double *values = arena != NULL ? ent_arena_array(arena, s->source->slots_size, sizeof *values) : NULL;
    share_problem drawn = {0};
    ent_status status = ENT_MEMORY;
    if (values != NULL) {
        ent_case_draw(s->source, s->run->seed, draw, values);
        const share_ask ask = {.project = s->problem.project,
                               .drawn = values,
                               .view = s->problem.view,
                               .above_quota = s->problem.above_quota,
                               .unions = &s->options->unions,
                               .order = s->options->order,
                               .players = s->options->players};
        status = share_problem_make(s->source, &ask, &run, arena, &drawn);
    }
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++)
        if (drawn_again(&s->columns.at[k])) status = one_column(all, draw, k, &drawn, &run);
    share_problem_free(&drawn);
    ent_arena_free(arena);
    return status;
}

/* ---- which numbers ------------------------------------------------------------------------------------------- */

static void count_slot(void *context, const ent_slot *slot, uint32_t index) {
    size_t *size = context;
    (void)index;
    *size += slot->distribution != ENT_FIXED;
}

static size_t uncertain(const share *s) {
    size_t size = 0;
    for (size_t k = 0; k < s->uses_size; k++)
        ent_case_slots_below(s->source, s->uses[k], count_slot, &size);
    return size;
}

/* ---- what the draws say -------------------------------------------------------------------------------------- */

static double quantile(const double *sorted, size_t size, double p) {
    return sorted[(size_t)(p * (double)(size - 1) + 0.5)];
}

/* Whether two vectors of payments put the parties in the same order. */
static bool same_order(const double *a, const double *b, size_t size) {
    for (size_t i = 0; i < size; i++)
        for (size_t j = i + 1; j < size; j++)
            if ((a[i] < a[j]) != (b[i] < b[j]) || (a[i] > a[j]) != (b[i] > b[j])) return false;
    return true;
}

typedef struct tables {
    ent_table *ranges, *flips;
    double *numbers, *base;
} tables;

static void party_range(share *s, const sample *all, const tables *to, size_t k, size_t player) {
    const share_column *column = &s->columns.at[k];
    size_t size = 0;
    for (size_t d = 0; d < all->size; d++)
        if (!isnan(paid_at(all, d, k)[player])) to->numbers[size++] = paid_at(all, d, k)[player];
    if (size == 0) return;
    qsort(to->numbers, size, sizeof *to->numbers, ent_compare_doubles);
    const double low = quantile(to->numbers, size, 0.05), mid = quantile(to->numbers, size, 0.5);
    const double high = quantile(to->numbers, size, 0.95);
    static const char *const words[] = {"5 percent of draws below", "middle of the draws", "5 percent of draws above"};
    static const char *const ids[] = {"low", "mid", "high"};
    const double values[] = {low, mid, high};
    for (size_t q = 0; q < 3; q++) {
        ent_info info = share_info(s, share_text(s, "%s: %s, %s", column->label, s->problem.name[player], words[q]),
                                   s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(values[q]), &info, "%s.%s.draws.%s.%s", s->problem.project->id,
                             column->id, s->problem.id[player], ids[q]);
    }
    const ent_value cells[] = {ent_text(column->label), ent_text(s->problem.name[player]), ent_real(low), ent_real(mid),
                               ent_real(high),          ent_real(to->base[player])};
    if (to->ranges != NULL) ent_table_row(s->out, to->ranges, cells);
}

static void flips(share *s, const sample *all, const tables *to, size_t k) {
    const share_column *column = &s->columns.at[k];
    size_t given = 0, order = 0, looked = 0, core = 0;
    for (size_t d = 0; d < all->size; d++) {
        const double *paid = paid_at(all, d, k);
        const signed char in_core = all->core[d * s->columns.size + k];
        if (isnan(paid[0])) continue;
        given++;
        order += !same_order(paid, to->base, s->problem.size);
        looked += in_core >= 0;
        core += in_core >= 0 && (in_core == 1) != column->in_core;
    }
    if (given == 0) return;
    const double share_of_order = (double)order / (double)given,
                 share_of_core = (double)core / (double)(looked ? looked : 1);
    ent_info info = share_info(
        s, share_text(s, "%s: share of draws in which another order of payers comes out", column->label), NULL, 3);
    ent_findings_metricf(s->out, ent_real(share_of_order), &info, "%s.%s.draws.order", s->problem.project->id,
                         column->id);
    info = share_info(
        s, share_text(s, "%s: share of draws in which it is the other way round with the core", column->label), NULL,
        3);
    if (looked > 0)
        ent_findings_metricf(s->out, ent_real(share_of_core), &info, "%s.%s.draws.core", s->problem.project->id,
                             column->id);
    const ent_value cells[] = {ent_text(column->label), ent_real(100 * (double)given / (double)all->size),
                               ent_real(100 * share_of_order),
                               looked > 0 ? ent_real(100 * share_of_core) : ent_empty()};
    if (to->flips != NULL) ent_table_row(s->out, to->flips, cells);
}

static void make_tables(share *s, const sample *all, tables *to) {
    to->ranges = ent_findings_table(s->out, share_id(s, "draws"), false, "%s",
                                    share_titled(s, "how much hangs on judged numbers"));
    ent_table_about(s->out, to->ranges, share_text(s, "Over %zu draws of the numbers that carry a range.", all->size));
    ent_table_column(s->out, to->ranges, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, to->ranges, "party", "Party", "text", "", -1);
    ent_table_column(s->out, to->ranges, "low", "5 percent below", "number", s->unit, s->digits);
    ent_table_column(s->out, to->ranges, "mid", "Middle", "number", s->unit, s->digits);
    ent_table_column(s->out, to->ranges, "high", "5 percent above", "number", s->unit, s->digits);
    ent_table_column(s->out, to->ranges, "base", "With the numbers as given", "number", s->unit, s->digits);
    to->flips =
        ent_findings_table(s->out, share_id(s, "flips"), false, "%s", share_titled(s, "what turns over in the draws"));
    ent_table_column(s->out, to->flips, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, to->flips, "given", "Draws with shares", "number", "percent", 0);
    ent_table_column(s->out, to->flips, "order", "Another order of payers", "number", "percent", 0);
    ent_table_column(s->out, to->flips, "core", "Into or out of the core", "number", "percent", 0);
}

static void chart(share *s, const sample *all) {
    const ent_table *table = ent_findings_find_table(s->out, share_id(s, "draws"));
    enum { ROWS = 60 };
    if (table == NULL || table->rows_size == 0 || table->rows_size > ROWS) return;
    ent_chart chart = {
        .id = share_id(s, "draws"),
        .kind = ENT_CHART_INTERVALS,
        .title = share_titled(s, "where nine draws of ten put each party"),
        .subtitle = share_text(s, "5, 50 and 95 percent of %zu draws of the numbers that carry a range", all->size),
        .table = share_id(s, "draws"),
        .label = "rule",
        .series = "party",
        .lo = "low",
        .hi = "high",
        .y = "mid",
        .x_label = s->unit};
    chart.text = chart.title;
    ent_findings_chart(s->out, &chart);
}

static ent_status report(share *s, const sample *all) {
    tables to = {.numbers = ent_arena_array(s->arena, all->size, sizeof(double)),
                 .base = ent_arena_array(s->arena, s->problem.size, sizeof(double))};
    if (to.numbers == NULL || to.base == NULL) return ENT_MEMORY;
    if (s->people) make_tables(s, all, &to);
    for (size_t k = 0; k < s->columns.size; k++) {
        if (!drawn_again(&s->columns.at[k])) continue;
        for (size_t i = 0; i < s->problem.size; i++)
            to.base[i] = share_value(s, &s->columns.at[k], i);
        for (size_t i = 0; i < s->problem.size; i++)
            party_range(s, all, &to, k, i);
        flips(s, all, &to, k);
    }
    if (s->people) chart(s, all);
    return ENT_OK;
}

ent_status share_draws(share *s) {
    sample all = {.s = s, .size = s->options->draws};
    size_t columns, cells;
    if (all.size == 0 || s->problem.form == SHARE_VOTES || s->columns.size == 0) return ENT_OK;
    if (uncertain(s) == 0) {
        if (s->people)
            ent_findings_note(
                s->out, ENT_NOTE, "N-SHARE-0005", share_text(s, "projects.%s", s->problem.project->id), "%s",
                share_titled(s, "no number here carries a range (low and high, dist, coders), so nothing was drawn."));
        return ENT_OK;
    }
    if (__builtin_mul_overflow(all.size, s->columns.size, &columns) ||
        __builtin_mul_overflow(columns, s->problem.size, &cells))
        return ENT_LIMIT;
    all.paid = ent_arena_array(s->arena, cells, sizeof *all.paid);
    all.core = ent_arena_array(s->arena, columns, sizeof *all.core);
    if (all.paid == NULL || all.core == NULL) return ENT_MEMORY;
    memset(all.core, -1, columns);
    ent_status status = ent_parallel(s->run, all.size, one_draw, &all);
    return status == ENT_OK ? report(s, &all) : status;
}
