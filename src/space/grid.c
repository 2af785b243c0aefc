/* Steps for continuous issues, and how much they can miss. */
#include "space/grid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"

enum { MOST_STEPS = 999999 };

/* ---- steps ------------------------------------------------------------------------------------------------- */

/* Whether a step divides the range into a number of parts that can be listed. */
static bool divides(ent_ratio range, ent_ratio step) {
    ent_ratio parts;
    return ent_ratio_divide(range, step, &parts) && parts.den == 1 && parts.num >= 1 && parts.num <= MOST_STEPS;
}

/* m x 10^exponent / 2: halves keep 2.5 whole. */
static bool nice_step(int64_t halves, int exponent, ent_ratio *out) {
    int64_t power = 1;
    for (int k = 0; k < abs(exponent); k++)
        if (__builtin_mul_overflow(power, 10, &power)) return false;
    const ent_ratio half = {1, 2}, tens = exponent < 0 ? (ent_ratio){1, power} : (ent_ratio){power, 1};
    return ent_ratio_multiply((ent_ratio){halves, 1}, half, out) && ent_ratio_multiply(*out, tens, out);
}

bool ent_grid_step(ent_ratio from, ent_ratio to, size_t steps, ent_ratio *step) {
    static const int64_t halves[] = {2, 4, 5, 10}; /* 1, 2, 2.5, 5 */
    ent_ratio range, exact;
    if (steps < 1 || steps > MOST_STEPS || !ent_ratio_subtract(to, from, &range) ||
        !ent_ratio_divide(range, (ent_ratio){(int64_t)steps, 1}, &exact))
        return false;
    const double wanted = ent_ratio_value(exact);
    const int magnitude = (int)floor(log10(wanted));
    double nearest = log(2.5) + 1e-9; /* farther off is no longer what was asked for */
    bool found = false;
    for (int exponent = magnitude - 1; exponent <= magnitude + 1; exponent++)
        for (size_t k = 0; k < sizeof halves / sizeof halves[0]; k++) {
            ent_ratio nice;
            if (!nice_step(halves[k], exponent, &nice) || !divides(range, nice)) continue;
            const double distance = fabs(log(ent_ratio_value(nice) / wanted));
            if (distance >= nearest) continue;
            nearest = distance;
            *step = nice;
            found = true;
        }
    if (!found) *step = exact;
    return divides(range, *step);
}

/* ---- the derived case -------------------------------------------------------------------------------------- */

static bool wants_grid(const ent_issue *issue, bool all_tables) {
    return issue->kind == ENT_CONTINUOUS && (issue->same_table || all_tables);
}

static ent_status set_step(const ent_run *run, const ent_case *source, const ent_issue *issue, size_t steps,
                           ent_arena *arena, ent_set_row *row) {
    ent_ratio step;
    if (!ent_grid_step(issue->from.ratio, issue->to.ratio, steps, &step)) {
        const ent_place place = ent_node_place(source, issue->node);
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0021", &place, issue->id,
                      "give it a step: options: {from: ..., to: ..., step: ...}", NULL,
                      "the range of %s cannot be divided into %zu steps exactly", issue->id, steps);
        return ENT_INPUT;
    }
    *row = (ent_set_row){.path = ent_arena_printf(arena, "issues.%s.options.step", issue->id),
                         .value = ent_arena_printf(arena, "%lld/%lld", (long long)step.num, (long long)step.den)};
    return row->path && row->value ? ENT_OK : ENT_MEMORY;
}

/* Reads the case again. What there is to warn of has been said when it was first read. */
static ent_status read_again(const ent_run *run, const ent_case *source, const ent_case_options *options,
                             ent_case **out) {
    ent_run quiet = *run;
    quiet.diagnostics = NULL;
    ent_status status = ent_case_with(&quiet, source, options, out);
    return status == ENT_INPUT ? ent_case_with(run, source, options, out) : status;
}

ent_status ent_case_gridded(const ent_run *run, const ent_case *source, size_t steps, bool all_tables, ent_case **out) {
    *out = NULL;
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    ent_case_options options = {.as_of = source->as_of};
    options.set.rows = arena ? ent_arena_array(arena, source->issues_size, sizeof *options.set.rows) : NULL;
    ent_status status = options.set.rows ? ENT_OK : ENT_MEMORY;
    for (size_t j = 0; j < source->issues_size && status == ENT_OK; j++)
        if (wants_grid(&source->issues[j], all_tables))
            status = set_step(run, source, &source->issues[j], steps, arena, &options.set.rows[options.set.size++]);
    if (status == ENT_OK && options.set.size > 0) status = read_again(run, source, &options, out);
    ent_arena_free(arena);
    return status;
}

/* ---- how much is missed -------------------------------------------------------------------------------------- */

/* The steepest slope of a value bent by a risk attitude, relative to the unbent one. */
static double steepest_bend(double risk) {
    const double size = fabs(risk);
    return size == 0 ? 1 : size / -expm1(-size);
}

/* The steepest slope of a party's value on an issue, per unit of the issue. */
static double steepest(const ent_case *source, const ent_preference *row) {
    const ent_issue *issue = &source->issues[row->issue];
    double slope = 0;
    if (row->kind == ENT_LINEAR) {
        slope = 1 / fabs(row->best.number.value - row->worst.number.value);
    } else if (row->kind == ENT_PEAKED) {
        const double ideal = row->ideal.number.value;
        slope =
            1 / (row->tolerance.set ? row->tolerance.value : fmax(issue->to.value - ideal, ideal - issue->from.value));
    }
    return slope * steepest_bend(row->risk.set ? row->risk.value : 0);
}

static double sum_of_weights(const ent_model *model, size_t party) {
    if (model->preferences[party]->as_written) return 1;
    double sum = 0;
    for (size_t j = 0; j < model->issues; j++) {
        const ent_preference *row = model->rows[party * model->issues + j];
        if (row) sum += row->weight.set ? row->weight.value : 1;
    }
    return sum > 0 ? sum : 1;
}

/* Amounts on an issue at which a red line or an interaction changes. */
typedef struct marks {
    double *amounts;
    size_t size;
} marks;

static size_t count_marks(const ent_when *when) {
    size_t size = 0;
    for (size_t c = 0; c < when->conditions_size; c++)
        size += when->conditions[c].levels_size + 1;
    return size;
}

static void add_marks(const ent_when *when, int issue, marks *out) {
    if (when->issue != issue) return;
    for (size_t c = 0; c < when->conditions_size; c++) {
        const ent_condition *condition = &when->conditions[c];
        if (condition->level.set) out->amounts[out->size++] = condition->level.number.value;
        for (size_t l = 0; l < condition->levels_size; l++)
            out->amounts[out->size++] = condition->levels[l].number.value;
    }
}

/* Every amount that a red line or an interaction names on the issue, sorted. False when memory fails. */
static bool find_marks(const ent_model *model, int issue, ent_arena *arena, marks *out) {
    size_t size = 0;
    for (size_t l = 0; l < model->limits_size; l++)
        size += count_marks(&model->limits[l]->when);
    for (size_t q = 0; q < model->interactions_size; q++)
        for (size_t w = 0; w < model->interactions[q]->when_size; w++)
            size += count_marks(&model->interactions[q]->when[w]);
    *out = (marks){.amounts = ent_arena_array(arena, size, sizeof *out->amounts)};
    if (!out->amounts) return false;
    for (size_t l = 0; l < model->limits_size; l++)
        add_marks(&model->limits[l]->when, issue, out);
    for (size_t q = 0; q < model->interactions_size; q++)
        for (size_t w = 0; w < model->interactions[q]->when_size; w++)
            add_marks(&model->interactions[q]->when[w], issue, out);
    qsort(out->amounts, out->size, sizeof *out->amounts, ent_compare_doubles);
    return true;
}

/* Two different amounts within a step: between them there may be no option. */
static bool too_close(const marks *all, double step) {
    for (size_t k = 1; k < all->size; k++) {
        const double distance = all->amounts[k] - all->amounts[k - 1];
        if (distance > 0 && distance < step * (1 + 1e-9)) return true;
    }
    return false;
}

bool ent_grid_tolerance(const ent_case *source, const ent_model *model, size_t party, ent_arena *arena, double *out) {
    const double all = sum_of_weights(model, party);
    bool near = true;
    *out = 0;
    for (size_t j = 0; j < model->issues && near; j++) {
        const ent_preference *row = model->rows[party * model->issues + j];
        if (source->issues[model->issue[j]].kind != ENT_CONTINUOUS) continue;
        const double step = model->source->issues[model->issue[j]].step.value;
        marks named;
        near = find_marks(model, model->issue[j], arena, &named) && !too_close(&named, step);
        if (!row || !near) continue;
        const double weight = (row->weight.set ? row->weight.value : 1) / all;
        *out += weight * steepest(source, row) * (named.size > 0 ? step : step / 2);
    }
    return near;
}
