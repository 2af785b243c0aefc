/* The findings as a page: parts in the order in which a reader asks. */
#include "lens/ledger/report.h"

#include <math.h>

typedef struct page_part {
    const char *id, *heading;
    const char *const *charts, *const *tables; /* NULL-terminated; those that are there are shown */
    const char *(*lead)(const ent_ledger_report *report);
} page_part;

static bool has_number(const ent_ledger_report *report, const char *key, double *out) {
    *out = ent_findings_number(report->findings, key, NAN);
    return !isnan(*out);
}

/* "11 agreements lasted 1 to 6 years (median 3)". */
static const char *terms_words(const ent_ledger_report *report) {
    double n, low, high, median;
    if (!has_number(report, "base.term.n", &n) || !has_number(report, "base.term.min", &low) ||
        !has_number(report, "base.term.max", &high) || !has_number(report, "base.term.median", &median)) {
        return NULL;
    }
    if (low == high) {
        return ent_arena_printf(report->arena, "%.0f agreement%s lasted %.0f year%s%s", n, n == 1 ? "" : "s", low,
                                low == 1 ? "" : "s", n == 1 ? "" : " each");
    }
    return ent_arena_printf(report->arena, "%.0f agreement%s lasted %.0f to %.0f years, %.0f in the median", n,
                            n == 1 ? "" : "s", low, high, floor(median));
}

static const char *rates_lead(const ent_ledger_report *report) {
    double n, median, low, high, talks_n, talks_low, talks_high;
    const char *text = terms_words(report);
    if (text != NULL && has_number(report, "base.negotiated_rise.median", &median) &&
        has_number(report, "base.negotiated_rise.n", &n) && has_number(report, "base.negotiated_rise.min", &low) &&
        has_number(report, "base.negotiated_rise.max", &high)) {
        text = ent_arena_printf(
            report->arena, "%s. Levels set in talks moved by %s in the median (n = %.0f), from %s to %s", text,
            ent_ledger_percent(report, median), n, ent_ledger_percent(report, low), ent_ledger_percent(report, high));
    }
    if (text != NULL && has_number(report, "base.talks.n", &talks_n) &&
        has_number(report, "base.talks.min", &talks_low) && has_number(report, "base.talks.max", &talks_high)) {
        text =
            ent_arena_printf(report->arena, "%s. Talks took %.0f to %.0f months where both dates are known (n = %.0f)",
                             text, talks_low, talks_high, talks_n);
    }
    return text == NULL ? NULL : ent_arena_printf(report->arena, "%s.", text);
}

static const char *ahead_lead(const ent_ledger_report *report) {
    return ent_arena_printf(report->arena,
                            "A simulation, not a forecast: what the rules would do if the past were drawn again, over "
                            "%zu paths. Every rule meets the same paths.",
                            report->options->paths);
}

static const char *under_lead(const ent_ledger_report *report) {
    (void)report;
    return "Only the growth rule is exchanged; what the talks would have asked for it is not in the picture.";
}

static const char *burden_lead(const ent_ledger_report *report) {
    (void)report;
    return "The same payment looks large or small by what it is held against; each measure leaves something out.";
}

static const char *const payments_charts[] = {"payments", "growth", NULL};
static const char *const payments_tables[] = {"payments", "values", NULL};
static const char *const under_charts[] = {"under_rules", NULL};
static const char *const under_tables[] = {"under_totals", "under_rules", NULL};
static const char *const ahead_charts[] = {"outlook", NULL};
static const char *const ahead_tables[] = {"outlook", "caps", NULL};
static const char *const rates_charts[] = {"rises", NULL};
static const char *const rates_tables[] = {"rises", "cycles", "rules", NULL};
static const char *const burden_charts[] = {"burden", NULL};
static const char *const burden_tables[] = {"measures", "burden", "parts", NULL};
static const char *const no_charts[] = {NULL};
static const char *const arguments_tables[] = {"arguments", NULL};

static const page_part parts[] = {
    {"payments", "What was paid, and what is fixed", payments_charts, payments_tables, NULL},
    {"under", "The same years under other rules", under_charts, under_tables, under_lead},
    {"ahead", "What lies ahead, and what a cap is worth", ahead_charts, ahead_tables, ahead_lead},
    {"rates", "Base rates: what past agreements did", rates_charts, rates_tables, rates_lead},
    {"burden", "Against other sizes", burden_charts, burden_tables, burden_lead},
    {"arguments", "Arguments from norms and peers", no_charts, arguments_tables, NULL},
};

static bool stands(const ent_ledger_report *report, const page_part *part) {
    for (size_t i = 0; part->tables[i] != NULL; i++) {
        if (ent_findings_find_table(report->findings, part->tables[i]) != NULL) return true;
    }
    return false;
}

static void add_part(ent_ledger_report *report, const page_part *part) {
    ent_findings *findings = report->findings;
    ent_section *section = ent_findings_section(findings, part->id, part->heading, false, false);
    const char *lead = part->lead == NULL ? NULL : part->lead(report);
    if (lead != NULL) ent_section_block(findings, section, ENT_BLOCK_TEXT, NULL, "%s", lead);
    for (size_t i = 0; part->charts[i] != NULL; i++) {
        if (ent_findings_find_chart(findings, part->charts[i]) == NULL) continue;
        ent_section_block(findings, section, ENT_BLOCK_CHART, NULL, "%s", part->charts[i]);
    }
    for (size_t i = 0; part->tables[i] != NULL; i++) {
        if (ent_findings_find_table(findings, part->tables[i]) == NULL) continue;
        ent_section_block(findings, section, ENT_BLOCK_TABLE, NULL, "%s", part->tables[i]);
    }
}

void ent_ledger_report_page(ent_ledger_report *report) {
    for (size_t i = 0; report->tables && i < sizeof parts / sizeof parts[0]; i++) {
        if (stands(report, &parts[i])) add_part(report, &parts[i]);
    }
}
