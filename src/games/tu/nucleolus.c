/* The nucleolus: solve, put into fractions, prove; where that fails, again with a finer solver. */
#include "games/tu/nucleolus.h"

#include "games/tu/nucleolus_parts.h"

#include <math.h>

enum { ATTEMPTS = 4 };
static const double tolerances[ATTEMPTS] = {1e-9, 1e-11, 1e-12, 1e-7};
static const double good_residual = 1e-8; /* of the unit: what a result that is not proved must keep */

typedef struct attempt {
    const nucleolus_source *source;
    const ent_nucleolus_options *options;
    const ent_run *run;
    nucleolus_levels levels;
    mpq_t *excess; /* of each stage, in units of the table */
    double *rough;
    bool consistent, balanced, proved;
    double residual;
} attempt;

static bool no_imputation(const nucleolus_source *source) {
    mpq_t sum, part;
    bool all = true;
    mpq_inits(sum, part, NULL);
    mpq_set_d(sum, source->grand);
    for (size_t i = 0; i < source->players; i++) {
        all = all && source->has_single[i];
        mpq_set_d(part, source->single[i]);
        mpq_sub(sum, sum, part);
    }
    int left = mpq_sgn(sum);
    mpq_clears(sum, part, NULL);
    return all && (source->sign > 0 ? left < 0 : left > 0);
}

static void report_levels(const attempt *a, ent_nucleolus_report *report) {
    const nucleolus_source *source = a->source;
    size_t rank = 1;
    for (size_t s = 0; s < a->levels.stages_size; s++) {
        const nucleolus_stage *stage = &a->levels.stages[s];
        size_t next = s + 1 < a->levels.stages_size ? a->levels.stages[s + 1].basis_before : a->levels.basis_size;
        rank += next - stage->basis_before;
        report->levels[s] = (ent_nucleolus_level){a->rough[s] / source->denominator, stage->size, rank};
    }
    report->levels_size = a->levels.stages_size;
    if (a->levels.stages_size == 0) return;
    mpq_t over;
    mpq_init(over);
    mpq_set_d(over, source->denominator);
    if (a->consistent)
        mpq_div(report->least_core, a->excess[0], over);
    else
        mpq_set_d(report->least_core, report->levels[0].excess);
    mpq_clear(over);
}

/* Into the units of the case. */
static void hand_out(const attempt *a, ent_allocation *out) {
    mpq_t over;
    mpq_init(over);
    mpq_set_d(over, a->source->denominator);
    out->exists = true;
    out->is_exact = a->consistent && a->source->whole;
    for (size_t i = 0; i < out->size; i++) {
        if (!a->consistent) mpq_set_d(out->exact[i], a->levels.x[i]);
        mpq_div(out->exact[i], out->exact[i], over);
        out->value[i] = ent_mpq_value(out->exact[i]);
    }
    mpq_clear(over);
}

static ent_status make_fractions(attempt *a, ent_allocation *out) {
    size_t stages = a->levels.stages_size;
    a->consistent = a->balanced = a->proved = false;
    a->excess = ent_alloc_array(a->source->allocator, stages + 1, sizeof *a->excess);
    a->rough = ent_alloc_array(a->source->allocator, stages + 1, sizeof *a->rough);
    if (a->excess == NULL || a->rough == NULL) {
        ent_free(a->source->allocator, a->excess);
        a->excess = NULL;
        return ENT_MEMORY;
    }
    for (size_t s = 0; s <= stages; s++)
        mpq_init(a->excess[s]);
    for (size_t s = 0; s < stages; s++)
        a->rough[s] = a->levels.stages[s].excess;
    if (a->source->players > ENT_NUCLEOLUS_EXACT_PLAYERS) return ENT_OK;
    ent_status status = nucleolus_exact(a->source, a->options, &a->levels, out->exact, a->excess, &a->consistent);
    for (size_t s = 0; s < stages && a->consistent; s++)
        a->rough[s] = ent_mpq_value(a->excess[s]);
    a->balanced = a->consistent;
    for (size_t s = 0; s < stages && status == ENT_OK && a->balanced; s++)
        status = nucleolus_balanced(a->source, a->options, &a->levels, s, &a->balanced);
    return status;
}

static void attempt_free(attempt *a) {
    for (size_t s = 0; a->excess != NULL && s <= a->levels.stages_size; s++)
        mpq_clear(a->excess[s]);
    ent_free(a->source->allocator, a->excess);
    ent_free(a->source->allocator, a->rough);
    nucleolus_levels_free(a->source, &a->levels);
}

/* Whether the proof over all coalitions is wanted and can be had. */
static bool to_prove(const attempt *a) {
    unsigned most = a->options->exact_players == 0 ? ENT_NUCLEOLUS_EXACT_PLAYERS : a->options->exact_players;
    return a->source->whole && a->source->players <= most;
}

static ent_status check(attempt *a, ent_allocation *out) {
    const nucleolus_source *source = a->source;
    ent_status status = make_fractions(a, out);
    if (status != ENT_OK) return status;
    if (to_prove(a) && a->balanced) {
        status = nucleolus_prove(source, a->options, &a->levels, out->exact, a->excess, a->run, &a->proved);
        if (status != ENT_OK || a->proved) return status;
    }
    double *x = ent_alloc_array(source->allocator, source->players, sizeof *x);
    if (x == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < source->players; i++)
        x[i] = a->consistent ? ent_mpq_value(out->exact[i]) : a->levels.x[i];
    status = nucleolus_residual(source, a->options, &a->levels, x, a->rough, a->run, &a->residual);
    ent_free(source->allocator, x);
    return status;
}

/* A proof, or, where none is to be had, balanced levels (or numbers that never were exact) and a small residual. */
static bool good_enough(const attempt *a) {
    const nucleolus_source *source = a->source;
    if (a->proved) return true;
    if (to_prove(a)) return false;
    return a->residual <= good_residual * source->span;
}

static ent_status solve(const nucleolus_source *source, const ent_nucleolus_options *options, const ent_run *run,
                        ent_allocation *out, ent_nucleolus_report *report) {
    ent_status status = ENT_LIMIT;
    bool done = false;
    for (size_t k = 0; k < ATTEMPTS && !done; k++) {
        attempt a = {.source = source, .options = options, .run = run};
        status = nucleolus_solve(source, options, tolerances[k], run, &a.levels);
        if (status != ENT_OK) return status;
        report->attempts++;
        report->programs += a.levels.programs;
        report->rows += a.levels.rows;
        report->scans += a.levels.scans;
        report->reason = a.levels.reason;
        bool usable = !a.levels.failed && a.levels.reason == ENT_NUCLEOLUS_FOUND;
        if (usable) status = check(&a, out);
        done = status != ENT_OK || a.levels.reason != ENT_NUCLEOLUS_FOUND ||
               (usable && (good_enough(&a) || (k + 1 == ATTEMPTS)));
        if (usable && done && status == ENT_OK) {
            report->proved = a.proved;
            report->residual = a.proved ? 0 : a.residual / source->denominator;
            report_levels(&a, report);
            hand_out(&a, out);
        }
        attempt_free(&a);
    }
    return done ? status : ENT_LIMIT;
}

static ent_status nucleolus(const ent_tu_game *game, const ent_coalition_list *list,
                            const ent_nucleolus_options *options, const ent_run *run, ent_allocation *out,
                            ent_nucleolus_report *report) {
    static const ent_nucleolus_options plain = {0};
    if (options == NULL) options = &plain;
    nucleolus_source source;
    *report = (ent_nucleolus_report){.allocator = ent_run_allocator(run)};
    mpq_init(report->least_core);
    out->exists = out->is_exact = false;
    size_t players = game != NULL ? game->players : list->players;
    if (options->dual && (options->individual || options->per_capita)) return ENT_USAGE;
    if (game != NULL && players > ENT_TU_PLAYERS) return ENT_LIMIT;
    if (players == 0 || out->size != players) return ENT_USAGE;
    ent_status status = nucleolus_source_init(&source, game, list, run);
    if (status != ENT_OK) return status;
    report->levels = ent_alloc_array(report->allocator, source.players, sizeof *report->levels);
    if (report->levels == NULL)
        status = ENT_MEMORY;
    else if (options->individual && no_imputation(&source))
        report->reason = ENT_NUCLEOLUS_NO_IMPUTATION;
    else
        status = solve(&source, options, run, out, report);
    report->passes = nucleolus_passes(&source);
    nucleolus_source_free(&source);
    return status;
}

ent_status ent_tu_nucleolus(const ent_tu_game *game, const ent_nucleolus_options *options, const ent_run *run,
                            ent_allocation *out, ent_nucleolus_report *report) {
    ent_tu_game turned = *game;
    turned.cost = game->cost != (options != NULL && options->dual);
    return nucleolus(&turned, NULL, options, run, out, report);
}

ent_status ent_list_nucleolus(const ent_coalition_list *list, const ent_nucleolus_options *options, const ent_run *run,
                              ent_allocation *out, ent_nucleolus_report *report) {
    ent_coalition_list turned = *list;
    turned.cost = list->cost != (options != NULL && options->dual);
    return nucleolus(NULL, &turned, options, run, out, report);
}

void ent_nucleolus_report_free(ent_nucleolus_report *report) {
    if (report->allocator == NULL) return;
    ent_free(report->allocator, report->levels);
    mpq_clear(report->least_core);
    *report = (ent_nucleolus_report){0};
}
