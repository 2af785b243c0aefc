/* The table of payments with its metrics, notes and charts. */
#include "lens/ledger/report.h"

#include <math.h>
#include <stdlib.h>

static const char *kind_of(const ent_ledger_year *year) {
    static const char *const names[ENT_LEDGER_KINDS] = {"at a renewal", "by rule", "as scheduled"};
    if (year->status == ENT_LEDGER_NONE) return NULL;
    if (ent_ledger_has_amount(year)) return names[ent_ledger_kind_of(year)];
    return names[year->first || year->exceptional ? ENT_LEDGER_RENEWAL : ENT_LEDGER_BY_RULE];
}

static const char *status_of(const ent_ledger_year *year) {
    static const char *const names[] = {"no agreement", "missing", "agreed", "agreed", "by rule"};
    return names[year->status];
}

/* ---- other measures of one payment ----------------------------------------------------------------------- */

static ent_value real_value(const ent_ledger_report *report, const ent_ledger_year *year) {
    double factor = 0;
    if (!ent_ledger_has_amount(year) || report->price == ENT_NOWHERE) return ent_empty();
    if (!ent_ledger_price_factor(&report->ledger.view, report->price, year->year, report->price_year, &factor)) {
        return ent_empty();
    }
    return ent_real(ent_ratio_value(year->amount) * factor);
}

static ent_value foreign_value(const ent_ledger_report *report, const ent_ledger_year *year) {
    double rate = 0, factor = report->ledger.unit.factor > 0 ? report->ledger.unit.factor : 1;
    if (!ent_ledger_has_amount(year) || report->exchange == ENT_NOWHERE) return ent_empty();
    if (!ent_ledger_rate(&report->ledger, report->exchange, year->year, &rate)) return ent_empty();
    return ent_real(ent_ratio_value(year->amount) * factor * rate / 1e6);
}

static double present_value(const ent_ledger_report *report, const ent_ledger_year *year) {
    return ent_ratio_value(year->amount) * ent_ledger_discount(report->options->discount, year->year, report->base);
}

/* ---- the tables ----------------------------------------------------------------------------------------- */

enum { PAYMENT_COLUMNS = 10, MOST_VALUES = 5 };

static void add_payment(ent_ledger_report *report, ent_table *table, const ent_ledger_year *year) {
    bool known = false, has = ent_ledger_has_amount(year);
    double growth = ent_ledger_growth(year, &known);
    bool index = has && year->index.known;
    const ent_value cells[PAYMENT_COLUMNS] = {
        ent_integer(year->year),
        ent_ledger_amount(year),
        ent_text(ent_ledger_id(report, year->agreement)),
        ent_text(ent_ledger_year_words(&report->ledger, year)),
        known ? ent_real(growth) : ent_empty(),
        index ? ent_real(ent_ratio_value(year->index.before)) : ent_empty(),
        index ? ent_real(ent_ratio_value(year->index.after)) : ent_empty(),
        ent_text(kind_of(year)),
        ent_text(status_of(year)),
        has ? ent_text(ent_basis_name(year->basis)) : ent_empty(),
    };
    ent_table_row(report->findings, table, cells);
}

static void add_payments_table(ent_ledger_report *report) {
    const ent_ledger_column columns[PAYMENT_COLUMNS] = {
        {"year", "Year", "integer", NULL, 0},
        {"amount", "Payment", "number", report->ledger.unit_text, report->digits},
        {"agreement", "Agreement", "text", NULL, 0},
        {"rule", "Rule", "text", NULL, 0},
        {"growth", "Growth", "number", "percent", 1},
        {"index", "Index before cap", "number", "percent", -1},
        {"applied", "Index applied", "number", "percent", -1},
        {"kind", "How", "text", NULL, 0},
        {"status", "Status", "text", NULL, 0},
        {"basis", "Basis", "text", NULL, 0},
    };
    ent_table *table = ent_ledger_table(
        report, "payments", "Payments year by year",
        "Each payment grows from the one before, rounded: the index is rounded first, then the amount, both half up. "
        "What was not known at the case's date is not used; a year that needs it is named as missing.",
        columns, PAYMENT_COLUMNS);
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        if (!ent_ledger_shown(report, report->ledger.years[i].year)) continue;
        add_payment(report, table, &report->ledger.years[i]);
    }
}

static void add_value(ent_ledger_report *report, ent_table *table, const ent_ledger_year *year) {
    ent_value cells[MOST_VALUES] = {ent_integer(year->year), ent_ledger_amount(year),
                                    ent_real(present_value(report, year))};
    size_t size = 3;
    if (report->price != ENT_NOWHERE) cells[size++] = real_value(report, year);
    if (report->exchange != ENT_NOWHERE) cells[size++] = foreign_value(report, year);
    ent_table_row(report->findings, table, cells);
}

/* Present value, real value, another currency: what the case has series for. */
static void add_values_table(ent_ledger_report *report) {
    const char *unit = report->ledger.unit_text;
    ent_ledger_column columns[MOST_VALUES] = {
        {"year", "Year", "integer", NULL, 0},
        {"amount", "Payment", "number", unit, report->digits},
        {"present", ent_arena_printf(report->arena, "Value in %d at %s", report->base, report->rate), "number", unit,
         report->digits},
    };
    size_t size = 3;
    if (report->price != ENT_NOWHERE) {
        columns[size++] =
            (ent_ledger_column){"real", ent_arena_printf(report->arena, "In prices of %d", report->price_year),
                                "number", unit, report->digits};
    }
    if (report->exchange != ENT_NOWHERE) {
        columns[size++] =
            (ent_ledger_column){"foreign", ent_arena_printf(report->arena, "In %s, yearly rate", report->currency),
                                "number", ent_arena_printf(report->arena, "million %s", report->currency), 0};
    }
    ent_table *table = ent_ledger_table(report, "values", "The same payments in other money",
                                        "Years without a price or an exchange rate stay empty.", columns, size);
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        if (ent_ledger_shown(report, year->year) && ent_ledger_has_amount(year)) add_value(report, table, year);
    }
}

/* ---- metrics -------------------------------------------------------------------------------------------- */

static void add_year_metrics(ent_ledger_report *report, const ent_ledger_year *year) {
    ent_ledger_paths paths = {0};
    if (!ent_ledger_has_amount(year)) return;
    ent_ledger_paths_of(report, year, &paths);
    ent_info info = {ent_arena_printf(report->arena, "Payment of %d", year->year), report->ledger.unit_text,
                     report->digits, paths.items, paths.size};
    ent_findings_metricf(report->findings, ent_ledger_amount(year), &info, "payment.%d", year->year);
    bool known = false;
    double growth = ent_ledger_growth(year, &known);
    if (!known) return;
    info.label = ent_arena_printf(report->arena, "Growth of the payment in %d", year->year);
    info.unit = "percent";
    info.digits = 1;
    ent_findings_metricf(report->findings, ent_real(growth), &info, "growth.%d", year->year);
}

static void add_total(ent_ledger_report *report, const ent_ledger_terms *terms) {
    const ent_agreement *agreement = terms->agreement;
    ent_ratio total = {0, 1};
    double sum = 0, present = 0;
    bool exact = true, whole = true;
    size_t years = 0;
    ent_ledger_paths paths = {0};
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        if (year->agreement != terms->index) continue;
        whole = whole && ent_ledger_has_amount(year);
        if (!ent_ledger_has_amount(year)) continue;
        years++;
        ent_ledger_paths_of(report, year, &paths);
        exact = exact && ent_ratio_add(total, year->amount, &total);
        sum += ent_ratio_value(year->amount);
        present += present_value(report, year);
    }
    if (years == 0) return;
    const char *part = whole ? "" : ".known";
    ent_info info = {ent_arena_printf(report->arena, "%s: total of %zu year%s%s", ent_ledger_name(agreement), years,
                                      years == 1 ? "" : "s", whole ? "" : " known so far"),
                     report->ledger.unit_text, report->digits, paths.items, paths.size};
    ent_value value = exact && total.den == 1 ? ent_integer(total.num) : ent_real(sum);
    ent_findings_metricf(report->findings, value, &info, "total.%s%s", agreement->id, part);
    info.label = ent_arena_printf(report->arena, "%s: value in %d at %s a year%s", ent_ledger_name(agreement),
                                  report->base, report->rate, whole ? "" : ", years that are known");
    ent_findings_metricf(report->findings, ent_real(present), &info, "npv.%s%s", agreement->id, part);
}

/* ---- the rise: at renewals or between ---------------------------------------------------------------------- */

static const struct kind_words {
    const char *how, *growth, *key, *label;
} kind_words[ENT_LEDGER_KINDS] = {
    {"came at renewals", "renewals", "rise.renewals", "Share of the rise that came at renewals (of its logarithm)"},
    {"by rule", "rules", "rise.rules", "Share of the rise by rule (of its logarithm)"},
    {"as scheduled", "schedules", "rise.schedules", "Share of the rise by schedule (of its logarithm)"},
};

static double total_of(const ent_ledger_split *split) {
    double total = 0;
    for (size_t i = 0; i < ENT_LEDGER_KINDS; i++)
        total += split->moved[i];
    return total;
}

/* "54% of the rise came at renewals, 46% by rule"; as factors where the kinds pull in different directions. */
static const char *rise_words(const ent_ledger_report *report, const ent_ledger_split *split) {
    double total = total_of(split);
    bool share = fabs(total) > 1e-9;
    for (size_t i = 0; i < ENT_LEDGER_KINDS; i++)
        share = share && split->moved[i] * total >= 0;
    const char *text = NULL;
    for (size_t i = 0; i < ENT_LEDGER_KINDS; i++) {
        if (split->years[i] == 0) continue;
        const char *before = text == NULL ? "" : ent_arena_printf(report->arena, "%s, ", text);
        const char *of = text != NULL ? "" : total > 0 ? " of the rise" : " of the fall";
        if (share) {
            text = ent_arena_printf(report->arena, "%s%.0f%%%s %s", before == NULL ? "" : before,
                                    100 * split->moved[i] / total, of, kind_words[i].how);
        } else {
            text = ent_arena_printf(report->arena, "%s%s %s", before == NULL ? "" : before, kind_words[i].growth,
                                    ent_ledger_percent(report, 100 * expm1(split->moved[i])));
        }
    }
    return text == NULL ? "" : text;
}

static void split_metric(ent_ledger_report *report, const char *key, const char *label, double value,
                         const char *unit) {
    ent_info info = {.label = label, .unit = unit, .digits = unit == NULL ? 2 : 0};
    ent_findings_metric(report->findings, key, ent_real(value), &info);
}

static const char *add_split(ent_ledger_report *report) {
    ent_ledger_split split;
    int until = report->now != 0 && report->now < report->to ? report->now : report->to;
    if (!ent_ledger_split_of(&report->ledger, report->from, until, &split)) return NULL;
    double first = ent_ratio_value(split.first->amount), last = ent_ratio_value(split.last->amount);
    double smallest = first < last ? first : last, total = total_of(&split);
    const char *span = ent_arena_printf(report->arena, "%d to %d", split.first->year, split.last->year);
    split_metric(report, "rise.factor", ent_arena_printf(report->arena, "Last payment over first, %s", span),
                 last / first, NULL);
    for (size_t i = 0; i < ENT_LEDGER_KINDS; i++) {
        if (fabs(total) <= 1e-9 || split.years[i] == 0) continue;
        split_metric(report, kind_words[i].key, kind_words[i].label, 100 * split.moved[i] / total, "percent");
    }
    return ent_arena_printf(report->arena, "From %s in %d to %s in %d: %s", ent_ledger_money(report, first, smallest),
                            split.first->year, ent_ledger_money(report, last, smallest), split.last->year,
                            rise_words(report, &split));
}

/* ---- charts --------------------------------------------------------------------------------------------- */

static void mark_now(ent_ledger_report *report, ent_chart *chart) {
    if (report->now == 0 || !ent_ledger_shown(report, report->now)) return;
    char text[ENT_NUMBER_TEXT];
    int month = report->entente_case->as_of.month;
    double at = report->now + (month > 0 ? (month - 1) / 12.0 : 0.0);
    const char *label =
        ent_arena_printf(report->arena, "known on %s", ent_write_date_long(text, report->entente_case->as_of));
    ent_mark mark = {.style = ENT_MARK_NOW, .axis = 'x', .from = at, .to = at, .label = label};
    ent_chart_mark(report->findings, chart, &mark);
}

static void add_payments_chart(ent_ledger_report *report, const char *title) {
    const ent_ledger *ledger = &report->ledger;
    ent_chart chart = {
        .id = "payments",
        .kind = ENT_CHART_LINES,
        .title = title,
        .subtitle = ent_arena_printf(report->arena, "Yearly payment%s%s; upright lines: a new agreement begins",
                                     *ledger->unit_text ? ", " : "", ledger->unit_text),
        .text = ent_arena_printf(report->arena, "A line of yearly payments. %s.", title == NULL ? "" : title),
        .table = "payments",
        .x = "year",
        .y = "amount",
        .basis = "basis",
        .x_label = "Year",
        .y_label = ledger->unit_text,
        .from_zero = true,
        .rest = "Rests on the agreements of the case and the series that their rules refer to; each payment is exact.",
    };
    ent_chart *drawn = ent_findings_chart(report->findings, &chart);
    for (size_t i = 0; i < ledger->terms_size; i++) {
        int from = ledger->terms[i].agreement->from;
        if (!ent_ledger_shown(report, from)) continue;
        ent_mark mark = {.axis = 'x', .from = from, .to = from, .label = ledger->terms[i].agreement->id};
        ent_chart_mark(report->findings, drawn, &mark);
    }
    mark_now(report, drawn);
}

/* Mean yearly growth of each kind of year, for the chart's title. */
static const char *growth_title(const ent_ledger_report *report) {
    double sums[ENT_LEDGER_KINDS] = {0};
    size_t counts[ENT_LEDGER_KINDS] = {0};
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        bool known = false;
        double growth = ent_ledger_growth(year, &known);
        if (!known || !ent_ledger_shown(report, year->year)) continue;
        sums[ent_ledger_kind_of(year)] += growth;
        counts[ent_ledger_kind_of(year)]++;
    }
    const char *text = NULL;
    for (size_t i = 0; i < ENT_LEDGER_KINDS; i++) {
        if (counts[i] == 0) continue;
        const char *before = text == NULL ? "On average" : ent_arena_printf(report->arena, "%s,", text);
        text = ent_arena_printf(report->arena, "%s %s%s by %s (n = %zu)", before == NULL ? "" : before,
                                kind_words[i].growth, text == NULL ? " moved the payment" : "",
                                ent_ledger_percent(report, sums[i] / (double)counts[i]), counts[i]);
    }
    return text == NULL ? "Growth of the payment, year by year" : text;
}

static void add_growth_chart(ent_ledger_report *report) {
    const char *title = growth_title(report);
    ent_chart chart = {
        .id = "growth",
        .kind = ENT_CHART_STACKED,
        .title = title,
        .subtitle = "Growth on the year before, percent: at a renewal (first years and years named apart), by rule, as "
                    "scheduled",
        .text = ent_arena_printf(report->arena, "Bars of yearly growth. %s.", title == NULL ? "" : title),
        .table = "payments",
        .y = "growth",
        .label = "year",
        .series = "kind",
        .y_label = "percent",
        .from_zero = true,
    };
    ent_findings_chart(report->findings, &chart);
}

/* ---- notes ---------------------------------------------------------------------------------------------- */

static void note_missing(ent_ledger_report *report) {
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        if (!ent_ledger_shown(report, year->year)) continue;
        if (year->status == ENT_LEDGER_NONE) {
            ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0005", NULL,
                              "No agreement that was known covers %d.", year->year);
        } else if (year->status == ENT_LEDGER_MISSING && year->reason != ENT_LEDGER_BEFORE) {
            const char *words = ent_ledger_year_words(&report->ledger, year);
            const char *path = ent_arena_printf(report->arena, "agreements.%s", ent_ledger_id(report, year->agreement));
            ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0002", path,
                              "The payment of %d is missing: %s. What grows from it is missing too.", year->year,
                              words == NULL ? "" : words);
        }
    }
}

static void note_overlaps(ent_ledger_report *report) {
    const ent_ledger *ledger = &report->ledger;
    for (size_t i = 0; i + 1 < ledger->terms_size; i++) {
        const ent_agreement *earlier = ledger->terms[i].agreement, *later = ledger->terms[i + 1].agreement;
        if (later->from > earlier->to) continue;
        ent_findings_note(report->findings, ENT_WARNING, "N-LEDGER-0001",
                          ent_arena_printf(report->arena, "agreements.%s", later->id),
                          "%s and %s both cover %d; the later one holds.", ent_ledger_name(earlier),
                          ent_ledger_name(later), later->from);
    }
}

static void note_left_out(ent_ledger_report *report) {
    const ent_ledger *ledger = &report->ledger;
    char text[ENT_NUMBER_TEXT];
    if (ledger->unknown > 0) {
        ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0003", "agreements",
                          "%zu agreement%s of the case %s not known on %s and %s left out.", ledger->unknown,
                          ledger->unknown == 1 ? "" : "s", ledger->unknown == 1 ? "was" : "were",
                          ent_write_date_long(text, ledger->view.as_of), ledger->unknown == 1 ? "is" : "are");
    }
    if (ledger->other_currency > 0) {
        ent_findings_note(report->findings, ENT_WARNING, "N-LEDGER-0008", "agreements",
                          "%zu agreement%s in another currency than the latest %s left out of the chain.",
                          ledger->other_currency, ledger->other_currency == 1 ? "" : "s",
                          ledger->other_currency == 1 ? "is" : "are");
    }
}

static void note_basis(ent_ledger_report *report) {
    size_t judged = 0, all = 0, inexact = 0;
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *year = &report->ledger.years[i];
        if (!ent_ledger_has_amount(year)) continue;
        all++;
        if (year->basis >= ENT_JUDGED) judged++;
        if (!year->exact) inexact++;
    }
    if (judged > 0) {
        ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0007", NULL,
                          "%zu of %zu payments rest on a judgement or on a number that nobody answers for.", judged,
                          all);
    }
    if (inexact > 0) {
        ent_findings_note(report->findings, ENT_WARNING, "N-LEDGER-0006", NULL,
                          "%zu payments use a number too long to be held exactly; nine decimals of it were used.",
                          inexact);
    }
}

ent_status ent_ledger_report_payments(ent_ledger_report *report) {
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        if (ent_ledger_shown(report, report->ledger.years[i].year)) add_year_metrics(report, &report->ledger.years[i]);
    }
    for (size_t i = 0; i < report->ledger.terms_size; i++)
        add_total(report, &report->ledger.terms[i]);
    const char *title = add_split(report);
    if (title != NULL) ent_findings_headline(report->findings, "%s.", title);
    note_left_out(report);
    note_overlaps(report);
    note_missing(report);
    note_basis(report);
    if (!report->tables) return ENT_OK;
    add_payments_table(report);
    add_values_table(report);
    add_payments_chart(report, title == NULL ? "Payments year by year" : title);
    add_growth_chart(report);
    return ENT_OK;
}
