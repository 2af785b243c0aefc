/* What lies ahead under different rules: bands over simulated paths. A simulation of the past, not a forecast. */
#include "lens/ledger/report.h"

#include <stdlib.h>
#include <string.h>

enum { OUTLOOK_COLUMNS = 7 };

typedef struct band {
    double low, median, high, mean;
} band;

static band band_of(double *values, size_t size) {
    ent_ledger_stats stats = ent_ledger_stats_of(values, size); /* sorts */
    return (band){ent_ledger_quantile(values, size, 0.05), stats.median, ent_ledger_quantile(values, size, 0.95),
                  stats.mean};
}

static ent_table *add_table(ent_ledger_report *report) {
    const char *unit = report->ledger.unit_text;
    int digits = report->digits;
    const ent_ledger_column columns[OUTLOOK_COLUMNS] = {
        {"year", "Year", "integer", NULL, 0},           {"rule", "Rule", "text", NULL, 0},
        {"low", "Low (5%)", "number", unit, digits},    {"median", "Median", "number", unit, digits},
        {"high", "High (95%)", "number", unit, digits}, {"mean", "Mean", "number", unit, digits},
        {"agreement", "Agreement", "text", NULL, 0}};
    return ent_ledger_table(report, "outlook", "What the rules would do with more of the past",
                            "Simulated: unknown observations are past ones drawn again, the same for every rule. "
                            "Not a forecast.",
                            columns, OUTLOOK_COLUMNS);
}

/* The payments before, so that the chart shows where the bands start. */
static void add_past(ent_ledger_report *report, ent_table *table, int from, int to) {
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        if (year->year < from || year->year > to || !ent_ledger_has_amount(year)) continue;
        const ent_value amount = ent_ledger_amount(year);
        const ent_value cells[OUTLOOK_COLUMNS] = {ent_integer(year->year),
                                                  ent_text("as agreed"),
                                                  ent_empty(),
                                                  amount,
                                                  ent_empty(),
                                                  ent_empty(),
                                                  ent_text(ent_ledger_id(report, year->agreement))};
        ent_table_row(report->findings, table, cells);
    }
}

static const char *label_of(const ent_ledger_report *report, const ent_ledger_candidate *row) {
    if (row->next) return row->words;
    return ent_arena_printf(report->arena, "%s to its end", ent_ledger_name(row->agreement));
}

static void add_band_metrics(ent_ledger_report *report, const ent_ledger_candidate *row, size_t number,
                             const char *what, const char *key, const band *values) {
    const char *uses[4];
    const ent_agreement *agreement = row->next ? NULL : row->agreement;
    size_t size = ent_ledger_uses(report, agreement, row->growth, uses);
    const struct {
        const char *name, *words;
        double value;
    } parts[] = {{"low", "5% of paths below", values->low},
                 {"median", "median", values->median},
                 {"high", "5% of paths above", values->high}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        ent_info info = {ent_arena_printf(report->arena, "%s under \"%s\", simulated: %s", what, label_of(report, row),
                                          parts[i].words),
                         report->ledger.unit_text, report->digits, uses, size};
        ent_findings_metricf(report->findings, ent_real(parts[i].value), &info, "outlook.%zu.%s.%s", number, key,
                             parts[i].name);
    }
}

/* Sums the shown years of each path: those of the candidate's own agreement. */
static band total_of(const ent_ledger_report *report, const ent_ledger_candidate *row, const double *values,
                     double *sums) {
    size_t paths = report->options->paths;
    memset(sums, 0, paths * sizeof *sums);
    for (int year = row->plan.from; year <= row->plan.to; year++) {
        if (year < row->agreement->from) continue;
        const double *of_year = values + (size_t)(year - row->plan.from) * paths;
        for (size_t path = 0; path < paths; path++)
            sums[path] += of_year[path];
    }
    return band_of(sums, paths);
}

static ent_status add_candidate(ent_ledger_report *report, const ent_ledger_candidate *row, size_t number,
                                ent_table *table, band *total, bool *good) {
    double *values = NULL;
    size_t paths = report->options->paths;
    ent_status status = ent_ledger_run_plan(report, &row->plan, &values, good);
    if (status != ENT_OK || !*good) return status;
    double *sums = ent_arena_array(report->arena, paths, sizeof *sums);
    if (sums == NULL) return ENT_MEMORY;
    *total = total_of(report, row, values, sums);
    ent_info info = {.label = "The rule"};
    ent_findings_metricf(report->findings, ent_text(label_of(report, row)), &info, "outlook.%zu.rule", number);
    int first = row->agreement->from > row->plan.from ? row->agreement->from : row->plan.from;
    const char *span = ent_arena_printf(report->arena, "Total %d to %d", first, row->plan.to);
    add_band_metrics(report, row, number, span, "total", total);
    for (int year = first; year <= row->plan.to; year++) {
        band of_year = band_of(values + (size_t)(year - row->plan.from) * paths, paths);
        if (year == row->plan.to) {
            add_band_metrics(report, row, number, ent_arena_printf(report->arena, "Payment of %d", year), "last",
                             &of_year);
        }
        if (table == NULL) continue;
        const ent_value cells[OUTLOOK_COLUMNS] = {ent_integer(year),           ent_text(label_of(report, row)),
                                                  ent_real(of_year.low),       ent_real(of_year.median),
                                                  ent_real(of_year.high),      ent_real(of_year.mean),
                                                  ent_text(row->agreement->id)};
        ent_table_row(report->findings, table, cells);
    }
    return ENT_OK;
}

/* "2026 to 2028 cost from X (rule) to Y (rule) in the median". */
static const char *title_of(const ent_ledger_report *report, const ent_ledger_candidates *all, const band *totals,
                            const bool *good) {
    const ent_ledger_candidate *least = NULL, *most = NULL;
    double low = 0, high = 0;
    for (size_t i = 0; i < all->size; i++) {
        if (!good[i] || !all->rows[i].next) continue;
        if (least == NULL || totals[i].median < low) {
            low = totals[i].median;
            least = &all->rows[i];
        }
        if (most == NULL || totals[i].median > high) {
            high = totals[i].median;
            most = &all->rows[i];
        }
    }
    if (least == NULL || least == most) return "The payments ahead, over paths drawn from past observations";
    return ent_arena_printf(report->arena, "%d to %d would cost %s in the median under \"%s\", %s under \"%s\"",
                            least->agreement->from, least->agreement->to, ent_ledger_money(report, low, low),
                            least->words, ent_ledger_money(report, high, low), most->words);
}

static void add_chart(ent_ledger_report *report, const char *title) {
    ent_chart chart = {
        .id = "outlook",
        .kind = ENT_CHART_LINES,
        .title = title,
        .subtitle = ent_arena_printf(report->arena,
                                     "Median and the middle 90%% of %zu paths drawn from past observations, %s; a "
                                     "simulation, not a forecast",
                                     report->options->paths, report->ledger.unit_text),
        .text = title,
        .table = "outlook",
        .x = "year",
        .y = "median",
        .lo = "low",
        .hi = "high",
        .series = "rule",
        .x_label = "Year",
        .y_label = report->ledger.unit_text,
        .rest = "Rests on the observations known at the case's date and on past first-year rises.",
    };
    ent_findings_chart(report->findings, &chart);
}

static void add_note(ent_ledger_report *report, const ent_ledger_candidates *all) {
    const char *first =
        report->options->first != NULL
            ? ent_arena_printf(report->arena, "The next first year rises by %s%%.", report->options->first)
        : all->rises_size > 0
            ? ent_arena_printf(report->arena, "The next first year is drawn from %zu past rise%s set in talks.",
                               all->rises_size, all->rises_size == 1 ? "" : "s")
            : "The next first year follows its rule.";
    ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0009", NULL,
                      "The outlook draws past observations again (%zu paths): what the rules would do with more of the "
                      "past, not a forecast. %s",
                      report->options->paths, first == NULL ? "" : first);
}

ent_status ent_ledger_report_outlook(ent_ledger_report *report, const ent_ledger_candidates *all) {
    ent_status status = ENT_OK;
    if (all->size == 0) return ENT_OK;
    band *totals = ent_arena_array(report->arena, all->size, sizeof *totals);
    bool *good = ent_arena_array(report->arena, all->size, sizeof *good);
    if (totals == NULL || good == NULL) return ENT_MEMORY;
    ent_table *table = NULL;
    if (report->tables) {
        table = add_table(report);
        int last = all->rows[0].plan.before->year;
        add_past(report, table, last - 5, last);
    }
    for (size_t i = 0; i < all->size && status == ENT_OK; i++)
        status = add_candidate(report, &all->rows[i], i + 1, table, &totals[i], &good[i]);
    if (status != ENT_OK) return status;
    add_note(report, all);
    if (report->tables) add_chart(report, title_of(report, all, totals, good));
    return ENT_OK;
}
