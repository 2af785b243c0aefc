/* Payments against what they are compared with: a soldier, the defence budget, the economy; and their parts. */
#include "lens/ledger/report.h"

#include <string.h>

enum { BURDEN_COLUMNS = 6, LEAST_LINE = 3, MEASURE_COLUMNS = 6, PART_COLUMNS = 5 };

typedef struct measure {
    int series;
    const char *name, *unit, *leaves_out;
    double scale; /* values are divided by it */
    int digits;
    size_t years;                        /* in which both are known */
    const ent_ledger_year *first, *last; /* of those shown */
    double start, value;                 /* in the first and the last of them */
} measure;

static const char *measure_name(const ent_ledger_report *report, const ent_series *series) {
    const char *name = series->name != NULL ? series->name : series->id;
    if (series->unit.currency == NULL) {
        return ent_arena_printf(report->arena, "%s: payment for each", name);
    }
    return ent_arena_printf(report->arena, "%s: payment as a share", name);
}

/* Money for each in thousands, millions or billions, so that the last value has few digits before the point. */
static void set_scale(const ent_ledger_report *report, measure *of) {
    static const struct {
        double factor;
        const char *name;
    } scales[] = {{1e9, "billion "}, {1e6, "million "}, {1e3, "thousand "}, {1, ""}};
    const char *money = report->ledger.unit.currency;
    size_t i = 0;
    while (i + 1 < sizeof scales / sizeof scales[0] && of->value < scales[i].factor)
        i++;
    of->scale = scales[i].factor;
    of->value /= of->scale;
    of->start /= of->scale;
    of->digits = of->value >= 100 ? 0 : 1;
    of->unit = ent_arena_printf(report->arena, "%s%s each", scales[i].name, money == NULL ? "units" : money);
}

static measure measure_of(const ent_ledger_report *report, int series) {
    const ent_series *row = &report->entente_case->series[series];
    measure found = {.series = series, .name = measure_name(report, row)};
    found.unit = "percent";
    found.leaves_out = row->about;
    found.digits = 2;
    found.scale = 1;
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        double value = 0;
        if (!ent_ledger_shown(report, year->year)) continue;
        if (!ent_ledger_burden(&report->ledger, series, year, &value)) continue;
        if (found.years++ == 0) {
            found.first = year;
            found.start = value;
        }
        found.last = year;
        found.value = value;
    }
    if (row->unit.currency == NULL) set_scale(report, &found);
    return found;
}

static void add_years(ent_ledger_report *report, ent_table *table, const measure *of) {
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        double value = 0;
        if (!ent_ledger_shown(report, year->year)) continue;
        if (!ent_ledger_burden(&report->ledger, of->series, year, &value)) continue;
        bool line = of->years >= LEAST_LINE && of->start > 0;
        const ent_value cells[BURDEN_COLUMNS] = {ent_integer(year->year),
                                                 ent_text(of->name),
                                                 ent_based(ent_real(value / of->scale), year->basis),
                                                 ent_text(of->unit),
                                                 ent_text(report->entente_case->series[of->series].id),
                                                 line ? ent_real(100 * value / of->scale / of->start) : ent_empty()};
        ent_table_row(report->findings, table, cells);
    }
}

static void add_metric(ent_ledger_report *report, const measure *of) {
    const char *id = report->entente_case->series[of->series].id;
    const char *uses[] = {ent_arena_printf(report->arena, "series.%s", id), "agreements"};
    ent_info info = {ent_arena_printf(report->arena, "%s, %d", of->name, of->last->year), of->unit, of->digits, uses,
                     uses[0] == NULL ? 0 : 2};
    ent_findings_metricf(report->findings, ent_real(of->value), &info, "burden.%s", id);
}

static void add_measure(ent_ledger_report *report, ent_table *table, const measure *of) {
    const ent_value cells[MEASURE_COLUMNS] = {ent_text(of->name),
                                              ent_integer(of->last->year),
                                              ent_real(of->value),
                                              ent_text(of->unit),
                                              ent_text(report->entente_case->series[of->series].id),
                                              ent_text(of->leaves_out)};
    ent_table_row(report->findings, table, cells);
}

/* "Defence budget -13% (2010 to 2026)", joined; NULL where no measure makes a line. */
static const char *add_to_title(const ent_ledger_report *report, const char *title, const measure *of) {
    if (of->years < LEAST_LINE || !(of->start > 0)) return title;
    return ent_arena_printf(report->arena, "%s%s%s %s (%d to %d)", title == NULL ? "The payment against: " : title,
                            title == NULL ? "" : ", ", ent_ledger_series_name(report->entente_case, of->series),
                            ent_ledger_percent(report, 100 * (of->value / of->start - 1)), of->first->year,
                            of->last->year);
}

static void add_chart(ent_ledger_report *report, const char *title) {
    ent_chart chart = {
        .id = "burden",
        .kind = ENT_CHART_LINES,
        .title = title,
        .subtitle = "The payment against what it is compared with, the first year of each = 100; years without both "
                    "are left out",
        .text = title,
        .table = "burden",
        .x = "year",
        .y = "index",
        .series = "measure",
        .x_label = "Year",
        .y_label = "first year = 100",
        .rest = "A share moves with its denominator: the table of measures says what each leaves out.",
    };
    ent_findings_chart(report->findings, &chart);
}

static ent_status add_burden(ent_ledger_report *report) {
    const ent_ledger_column by_year[BURDEN_COLUMNS] = {{"year", "Year", "integer", NULL, 0},
                                                       {"measure", "Measure", "text", NULL, 0},
                                                       {"value", "Value", "number", NULL, 2},
                                                       {"unit", "Unit", "text", NULL, 0},
                                                       {"denominator", "Denominator", "text", NULL, 0},
                                                       {"index", "First year = 100", "number", NULL, 0}};
    const ent_ledger_column latest[MEASURE_COLUMNS] = {
        {"measure", "Measure", "text", NULL, 0},         {"year", "Last year known", "integer", NULL, 0},
        {"value", "Value", "number", NULL, 2},           {"unit", "Unit", "text", NULL, 0},
        {"denominator", "Denominator", "text", NULL, 0}, {"leaves_out", "What it leaves out", "text", NULL, 0}};
    ent_table *tables[2] = {NULL, NULL};
    const char *title = NULL;
    const ent_case *entente_case = report->entente_case;
    for (int i = ent_ledger_series_used(entente_case, "denominator", 0); i != ENT_NOWHERE;
         i = ent_ledger_series_used(entente_case, "denominator", (size_t)i + 1)) {
        measure of = measure_of(report, i);
        if (of.last == NULL || of.name == NULL || of.unit == NULL) continue;
        add_metric(report, &of);
        if (!report->tables) continue;
        if (tables[0] == NULL) {
            tables[0] =
                ent_ledger_table(report, "burden", "The payment against other sizes", NULL, by_year, BURDEN_COLUMNS);
            tables[1] = ent_ledger_table(report, "measures", "The measures and what they leave out", NULL, latest,
                                         MEASURE_COLUMNS);
        }
        add_years(report, tables[0], &of);
        add_measure(report, tables[1], &of);
        title = add_to_title(report, title, &of);
    }
    if (title != NULL && tables[0] != NULL) add_chart(report, title);
    return ENT_OK;
}

/* ---- parts ---------------------------------------------------------------------------------------------- */

/* The last payment of an agreement that is not later than the case's date. */
static const ent_ledger_year *last_year_of(const ent_ledger_report *report, int agreement) {
    const ent_ledger_year *found = NULL;
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        if (year->agreement != agreement || !ent_ledger_has_amount(year)) continue;
        if (found == NULL || report->now == 0 || year->year <= report->now) found = year;
    }
    return found;
}

static void add_parts(ent_ledger_report *report) {
    const ent_ledger_column columns[PART_COLUMNS] = {
        {"agreement", "Agreement", "text", NULL, 0},
        {"year", "Year", "integer", NULL, 0},
        {"part", "Part", "text", NULL, 0},
        {"share", "Share", "number", "percent", 1},
        {"amount", "Of the payment", "number", report->ledger.unit_text, report->digits}};
    ent_table *table = NULL;
    for (size_t i = 0; report->tables && i < report->ledger.terms_size; i++) {
        const ent_ledger_terms *terms = &report->ledger.terms[i];
        const ent_ledger_year *year = last_year_of(report, terms->index);
        for (size_t k = 0; year != NULL && k < terms->agreement->parts_size; k++) {
            const ent_part_share *part = &terms->agreement->parts[k];
            if (!part->share.set) continue;
            if (table == NULL) {
                table = ent_ledger_table(report, "parts", "What the payment is for",
                                         "Shares as the agreement or its execution gives them, of the latest payment.",
                                         columns, PART_COLUMNS);
            }
            const ent_value cells[PART_COLUMNS] = {ent_text(terms->agreement->id), ent_integer(year->year),
                                                   ent_text(part->id), ent_real(part->share.value * 100),
                                                   ent_real(part->share.value * ent_ratio_value(year->amount))};
            ent_table_row(report->findings, table, cells);
        }
    }
}

ent_status ent_ledger_report_burden(ent_ledger_report *report) {
    ent_status status = add_burden(report);
    if (status == ENT_OK) add_parts(report);
    return status;
}
