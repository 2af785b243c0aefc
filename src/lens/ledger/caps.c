/* What a cap is worth: what it saved so far (exact), and over paths of the series. */
#include "lens/ledger/report.h"

#include <stdlib.h>

enum { CAP_COLUMNS = 10 };

typedef struct worth {
    const ent_agreement *agreement;
    const ent_growth *growth;
    int from, to;
    size_t binding;     /* years in which it bound */
    size_t years;       /* known under both */
    ent_ratio realised; /* paid less so far */
    bool exact;
    bool simulated;
    double low, median, high, mean, share; /* of the whole agreement; share of paths in which it binds, percent */
} worth;

/* The same agreement with its growth rule uncapped; in the arena. */
static ent_agreement *uncapped(const ent_ledger_report *report, const ent_agreement *agreement) {
    ent_agreement *copy = ent_arena_alloc(report->arena, sizeof *copy);
    if (copy == NULL) return NULL;
    *copy = *agreement;
    copy->growth.cap.set = false;
    return copy;
}

static bool has_cap(const ent_growth *growth) {
    return growth->set && !growth->fixed && !growth->flat && growth->cap.set;
}

/* ---- so far --------------------------------------------------------------------------------------------- */

static void sum_realised(const ent_ledger_report *report, const ent_ledger_year *free, int agreement, worth *out) {
    out->realised = (ent_ratio){0, 1};
    out->exact = true;
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *capped = &report->ledger.years[i];
        if (capped->agreement != agreement) continue;
        if (!ent_ledger_has_amount(capped) || !ent_ledger_has_amount(&free[i])) continue;
        ent_ratio saved = {0, 1};
        out->exact = out->exact && ent_ratio_subtract(free[i].amount, capped->amount, &saved) &&
                     ent_ratio_add(out->realised, saved, &out->realised);
        out->years++;
        if (capped->status == ENT_LEDGER_RULE && capped->index.capped) out->binding++;
    }
}

/* ---- over paths ----------------------------------------------------------------------------------------- */

static ent_status simulate(ent_ledger_report *report, const ent_ledger_plan *capped, const ent_ledger_plan *free,
                           int from, worth *out) {
    double *with = NULL, *without = NULL;
    bool good = false, good_too = false;
    size_t paths = report->options->paths, binds = 0;
    ent_status status = ent_ledger_run_plan(report, capped, &with, &good);
    if (status == ENT_OK && good) status = ent_ledger_run_plan(report, free, &without, &good_too);
    if (status != ENT_OK || !good || !good_too) return status;
    double *saved = ent_arena_array(report->arena, paths, sizeof *saved);
    if (saved == NULL) return ENT_MEMORY;
    for (size_t path = 0; path < paths; path++) {
        double ahead = 0;
        for (int year = capped->from; year <= capped->to; year++) {
            size_t at = (size_t)(year - capped->from) * paths + path;
            if (year >= from) ahead += without[at] - with[at];
        }
        saved[path] = ent_ratio_value(out->realised) + ahead;
        if (saved[path] > 0) binds++;
    }
    ent_ledger_stats stats = ent_ledger_stats_of(saved, paths);
    out->simulated = true;
    out->low = ent_ledger_quantile(saved, paths, 0.05);
    out->median = stats.median;
    out->high = ent_ledger_quantile(saved, paths, 0.95);
    out->mean = stats.mean;
    out->share = 100 * (double)binds / (double)paths;
    return ENT_OK;
}

/* The plan with the last of its agreements uncapped; `before` where its chain stands elsewhere by now. */
static ent_status free_plan(const ent_ledger_report *report, const ent_ledger_candidate *row,
                            const ent_ledger_year *before, ent_ledger_plan *out) {
    *out = row->plan;
    ent_ledger_terms *terms = &out->terms[out->terms_size - 1];
    terms->agreement = uncapped(report, terms->agreement);
    if (terms->agreement == NULL) return ENT_MEMORY;
    if (before != NULL) out->before = before;
    return ENT_OK;
}

static const ent_ledger_candidate *rest_in(const ent_ledger_candidates *all) {
    return all->size > 0 && !all->rows[0].next ? &all->rows[0] : NULL;
}

/* ---- findings ------------------------------------------------------------------------------------------- */

static void add_metrics(ent_ledger_report *report, const worth *cap) {
    const char *uses[4], *id = cap->agreement->id;
    size_t size = ent_ledger_uses(report, cap->agreement, cap->growth, uses);
    const char *name = ent_ledger_name(cap->agreement);
    ent_info info = {NULL, report->ledger.unit_text, report->digits, uses, size};
    if (cap->years > 0 && cap->exact) {
        info.label = ent_arena_printf(report->arena, "%s: what the cap saved in %zu known years", name, cap->years);
        ent_findings_metricf(report->findings, ent_real(ent_ratio_value(cap->realised)), &info, "cap.worth.%s.realised",
                             id);
    }
    if (!cap->simulated) return;
    const struct {
        const char *key, *words;
        double value;
    } parts[] = {{"mean", "mean", cap->mean},
                 {"low", "5% of paths below", cap->low},
                 {"median", "median", cap->median},
                 {"high", "5% of paths above", cap->high}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        info.label = ent_arena_printf(report->arena, "%s: worth of the cap, simulated, %s", name, parts[i].words);
        ent_findings_metricf(report->findings, ent_real(parts[i].value), &info, "cap.worth.%s.%s", id, parts[i].key);
    }
    info.label = ent_arena_printf(report->arena, "%s: paths in which the cap saves anything", name);
    info.unit = "percent";
    info.digits = 0;
    ent_findings_metricf(report->findings, ent_real(cap->share), &info, "cap.worth.%s.binds", id);
}

static ent_table *add_table(ent_ledger_report *report) {
    const char *unit = report->ledger.unit_text;
    int digits = report->digits;
    const ent_ledger_column columns[CAP_COLUMNS] = {
        {"agreement", "Agreement", "text", NULL, 0},        {"rule", "Rule", "text", NULL, 0},
        {"first_year", "From", "integer", NULL, 0},         {"last_year", "To", "integer", NULL, 0},
        {"bound", "Years it bound", "integer", NULL, 0},    {"realised", "Saved so far", "number", unit, digits},
        {"low", "Worth: low (5%)", "number", unit, digits}, {"median", "Median", "number", unit, digits},
        {"high", "High (95%)", "number", unit, digits},     {"binds", "Paths it saves in", "number", "percent", 0},
    };
    return ent_ledger_table(report, "caps", "What a cap on the index is worth",
                            "Saved so far: the years known, with and without the cap, exactly. Worth: the whole "
                            "agreement over simulated paths, with and without it on the same paths.",
                            columns, CAP_COLUMNS);
}

static ent_value if_simulated(const worth *cap, double value) {
    return cap->simulated ? ent_real(value) : ent_empty();
}

static void add(ent_ledger_report *report, const worth *cap, ent_table **table) {
    add_metrics(report, cap);
    if (!report->tables) return;
    if (*table == NULL) *table = add_table(report);
    bool known = cap->years > 0 && cap->exact;
    const ent_value cells[CAP_COLUMNS] = {
        ent_text(cap->agreement->id),
        ent_text(ent_ledger_rule_words(report->entente_case, cap->growth, report->arena)),
        ent_integer(cap->from),
        ent_integer(cap->to),
        known ? ent_integer((int64_t)cap->binding) : ent_empty(),
        known ? ent_real(ent_ratio_value(cap->realised)) : ent_empty(),
        if_simulated(cap, cap->low),
        if_simulated(cap, cap->median),
        if_simulated(cap, cap->high),
        if_simulated(cap, cap->share),
    };
    ent_table_row(report->findings, *table, cells);
}

/* ---- agreements and candidates --------------------------------------------------------------------------- */

static ent_status cap_of_agreement(ent_ledger_report *report, size_t index, const ent_ledger_candidates *all,
                                   ent_table **table) {
    const ent_ledger_terms *terms = &report->ledger.terms[index];
    worth cap = {.agreement = terms->agreement, .growth = &terms->agreement->growth};
    cap.from = terms->agreement->from;
    cap.to = terms->agreement->to;
    ent_growth free_growth = *cap.growth;
    free_growth.cap.set = false;
    const ent_ledger_year *free = ent_ledger_under(&report->ledger, index, &free_growth, true);
    if (free == NULL) return ENT_MEMORY;
    sum_realised(report, free, terms->index, &cap);
    const ent_ledger_candidate *rest = rest_in(all);
    if (rest != NULL && rest->plan.terms[0].index == terms->index) {
        ent_ledger_plan plan;
        const ent_ledger_year *before = ent_ledger_find(free, report->ledger.years_size, rest->plan.before->year);
        ent_status status = free_plan(report, rest, before, &plan);
        if (status == ENT_OK) status = simulate(report, &rest->plan, &plan, rest->plan.from, &cap);
        if (status != ENT_OK) return status;
    }
    add(report, &cap, table);
    return ENT_OK;
}

static ent_status cap_of_candidate(ent_ledger_report *report, const ent_ledger_candidate *row, ent_table **table) {
    worth cap = {.agreement = row->agreement, .growth = row->growth, .realised = {0, 1}};
    cap.from = row->agreement->from;
    cap.to = row->agreement->to;
    ent_ledger_plan plan;
    ent_status status = free_plan(report, row, NULL, &plan);
    if (status == ENT_OK) status = simulate(report, &row->plan, &plan, row->agreement->from, &cap);
    if (status == ENT_OK && cap.simulated) add(report, &cap, table);
    return status;
}

ent_status ent_ledger_report_caps(ent_ledger_report *report, const ent_ledger_candidates *all) {
    ent_table *table = NULL;
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < report->ledger.terms_size; i++) {
        if (has_cap(&report->ledger.terms[i].agreement->growth)) status = cap_of_agreement(report, i, all, &table);
    }
    for (size_t i = 0; status == ENT_OK && i < all->size; i++) {
        const ent_ledger_candidate *row = &all->rows[i];
        if (row->next && has_cap(row->growth)) status = cap_of_candidate(report, row, &table);
    }
    return status;
}
