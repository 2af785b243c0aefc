/* --rule AGREEMENT=RULE: the same years under another rule, exactly. */
#include "lens/ledger/report.h"

#include <string.h>

/* ---- reading the option ---------------------------------------------------------------------------------- */

static ent_status unknown_agreement(ent_ledger_report *report, const char *id) {
    const ent_ledger *ledger = &report->ledger;
    const char **ids = ent_arena_array(report->arena, ledger->terms_size + 1, sizeof *ids);
    if (ids == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < ledger->terms_size; i++)
        ids[i] = ledger->terms[i].agreement->id;
    ids[ledger->terms_size] = "next";
    const char *near = ent_closest(id, ids, ledger->terms_size + 1);
    const char *hint = near == NULL ? "an agreement that was known at the case's date, or next"
                                    : ent_arena_printf(report->arena, "did you mean \"%s\"?", near);
    bool later = ent_case_agreement(report->entente_case, id) != ENT_NOWHERE;
    ent_diagnosef(report->run == NULL ? NULL : report->run->diagnostics, ENT_ERROR, "U-LEDGER-0001", NULL, NULL, hint,
                  NULL,
                  later ? "--rule: agreement \"%s\" was not known at the case's date"
                        : "--rule: the case has no agreement \"%s\"",
                  id);
    return ENT_USAGE;
}

static ent_status read_one(ent_ledger_report *report, const char *text, ent_ledger_alternative *out) {
    const char *equals = strchr(text, '=');
    if (equals == NULL || equals == text) {
        ent_diagnosef(report->run == NULL ? NULL : report->run->diagnostics, ENT_ERROR, "U-LEDGER-0001", NULL, NULL,
                      "write AGREEMENT=RULE, such as next=fixed:3", NULL, "--rule \"%s\" names no agreement", text);
        return ENT_USAGE;
    }
    const char *id = ent_arena_copy(report->arena, text, (size_t)(equals - text));
    if (id == NULL) return ENT_MEMORY;
    out->agreement = ENT_NOWHERE;
    if (strcmp(id, "next") != 0) {
        out->agreement = ent_case_agreement(report->entente_case, id);
        bool known = out->agreement != ENT_NOWHERE && ent_ledger_terms_of(&report->ledger, out->agreement) != SIZE_MAX;
        if (!known) return unknown_agreement(report, id);
    }
    out->text = equals + 1;
    ent_status status = ent_ledger_rule_read(report->run, report->entente_case, out->text, &out->growth);
    if (status != ENT_OK) return status;
    out->words = ent_ledger_rule_words(report->entente_case, &out->growth, report->arena);
    return out->words == NULL ? ENT_MEMORY : ENT_OK;
}

ent_status ent_ledger_alternatives(ent_ledger_report *report, ent_ledger_alternative **out, size_t *size) {
    const ent_text_list *rules = &report->options->rule;
    *size = rules->size;
    *out = ent_arena_array(report->arena, rules->size, sizeof **out);
    if (*out == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < rules->size; i++) {
        ent_status status = read_one(report, rules->items[i], &(*out)[i]);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

/* ---- comparing ------------------------------------------------------------------------------------------ */

typedef struct comparison { /* over the years known under both rules */
    int from, to;
    size_t years;
    ent_ratio agreed, other;
    bool exact;
    double present; /* of the difference */
} comparison;

static bool both_known(const ent_ledger_year *agreed, const ent_ledger_year *other) {
    return ent_ledger_has_amount(agreed) && ent_ledger_has_amount(other);
}

static comparison compare(const ent_ledger_report *report, const ent_ledger_year *others, int agreement) {
    comparison sum = {.agreed = {0, 1}, .other = {0, 1}, .exact = true};
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *agreed = &report->ledger.years[i], *other = &others[i];
        if (agreed->agreement != agreement || !both_known(agreed, other)) continue;
        if (sum.years++ == 0) sum.from = agreed->year;
        sum.to = agreed->year;
        sum.exact = sum.exact && ent_ratio_add(sum.agreed, agreed->amount, &sum.agreed) &&
                    ent_ratio_add(sum.other, other->amount, &sum.other);
        sum.present += (ent_ratio_value(other->amount) - ent_ratio_value(agreed->amount)) *
                       ent_ledger_discount(report->options->discount, agreed->year, report->base);
    }
    return sum;
}

static void add_rows(ent_ledger_report *report, ent_table *table, const ent_ledger_year *rows, int agreement,
                     const char *rule, bool difference) {
    for (size_t i = 0; i < report->ledger.years_size; i++) {
        const ent_ledger_year *agreed = &report->ledger.years[i], *row = &rows[i];
        if (agreed->agreement != agreement || !ent_ledger_shown(report, agreed->year)) continue;
        ent_value gap = ent_empty();
        if (difference && both_known(agreed, row)) {
            gap = ent_real(ent_ratio_value(row->amount) - ent_ratio_value(agreed->amount));
        }
        const ent_value cells[] = {ent_integer(row->year),
                                   ent_text(ent_ledger_id(report, agreement)),
                                   ent_text(rule),
                                   ent_ledger_amount(row),
                                   ent_ledger_amount(agreed),
                                   gap,
                                   ent_text(ent_ledger_year_words(&report->ledger, row))};
        ent_table_row(report->findings, table, cells);
    }
}

static void add_metrics(ent_ledger_report *report, const ent_ledger_alternative *other, size_t number,
                        const comparison *sum) {
    const ent_agreement *agreement = &report->entente_case->agreements[other->agreement];
    const char *uses[4], *name = ent_ledger_name(agreement);
    size_t size = ent_ledger_uses(report, agreement, &other->growth, uses);
    double agreed = ent_ratio_value(sum->agreed), total = ent_ratio_value(sum->other);
    ent_info info = {.unit = report->ledger.unit_text, .digits = report->digits, .uses = uses, .uses_size = size};
    info.label =
        ent_arena_printf(report->arena, "%s under \"%s\": total %d to %d", name, other->words, sum->from, sum->to);
    ent_findings_metricf(report->findings, ent_real(total), &info, "under.%s.%zu.total", agreement->id, number);
    info.label = ent_arena_printf(report->arena, "%s under \"%s\": more than agreed, %d to %d", name, other->words,
                                  sum->from, sum->to);
    ent_findings_metricf(report->findings, ent_real(total - agreed), &info, "under.%s.%zu.difference", agreement->id,
                         number);
    info.label = ent_arena_printf(report->arena, "%s under \"%s\": more than agreed, value in %d", name, other->words,
                                  report->base);
    ent_findings_metricf(report->findings, ent_real(sum->present), &info, "under.%s.%zu.npv_difference", agreement->id,
                         number);
}

static const ent_ledger_column total_columns[] = {{"agreement", "Agreement", "text", NULL, 0},
                                                  {"rule", "Rule", "text", NULL, 0},
                                                  {"first_year", "First year", "integer", NULL, 0},
                                                  {"last_year", "Last year known", "integer", NULL, 0},
                                                  {"total", "Total", "number", NULL, 0},
                                                  {"agreed", "As agreed", "number", NULL, 0},
                                                  {"difference", "Difference", "number", NULL, 0},
                                                  {"present", "Difference, present value", "number", NULL, 0}};

enum { TOTAL_COLUMNS = sizeof total_columns / sizeof total_columns[0], YEAR_COLUMNS = 7 };

static ent_table *totals_table(ent_ledger_report *report) {
    ent_ledger_column columns[TOTAL_COLUMNS];
    for (size_t i = 0; i < TOTAL_COLUMNS; i++) {
        columns[i] = total_columns[i];
        if (i >= 4) columns[i].unit = report->ledger.unit_text;
        if (i >= 4) columns[i].digits = report->digits;
    }
    return ent_ledger_table(report, "under_totals", "Totals under another rule",
                            "Over the years that are known under both rules. The first year and years that the "
                            "agreement names apart stay as agreed; later agreements are not counted.",
                            columns, TOTAL_COLUMNS);
}

static ent_table *years_table(ent_ledger_report *report) {
    const char *unit = report->ledger.unit_text;
    int digits = report->digits;
    const ent_ledger_column columns[YEAR_COLUMNS] = {{"year", "Year", "integer", NULL, 0},
                                                     {"agreement", "Agreement", "text", NULL, 0},
                                                     {"rule", "Rule", "text", NULL, 0},
                                                     {"amount", "Payment", "number", unit, digits},
                                                     {"agreed", "As agreed", "number", unit, digits},
                                                     {"difference", "Difference", "number", unit, digits},
                                                     {"why", "How it comes", "text", NULL, 0}};
    return ent_ledger_table(report, "under_rules", "The same years under another rule", NULL, columns, YEAR_COLUMNS);
}

static void add_total_row(ent_ledger_report *report, ent_table *table, const ent_ledger_alternative *other,
                          const comparison *sum) {
    double agreed = ent_ratio_value(sum->agreed), total = ent_ratio_value(sum->other);
    const ent_value cells[TOTAL_COLUMNS] = {ent_text(ent_ledger_id(report, other->agreement)),
                                            ent_text(other->words),
                                            ent_integer(sum->from),
                                            ent_integer(sum->to),
                                            ent_real(total),
                                            ent_real(agreed),
                                            ent_real(total - agreed),
                                            ent_real(sum->present)};
    ent_table_row(report->findings, table, cells);
}

static const char *comparison_words(const ent_ledger_report *report, const ent_ledger_alternative *other,
                                    const comparison *sum) {
    double gap = ent_ratio_value(sum->other) - ent_ratio_value(sum->agreed);
    const char *money = ent_ledger_money(report, gap < 0 ? -gap : gap, gap);
    const char *name = ent_ledger_name(&report->entente_case->agreements[other->agreement]);
    return ent_arena_printf(report->arena, "%s under \"%s\" would have cost %s %s than agreed, %d to %d", name,
                            other->words, money, gap < 0 ? "less" : "more", sum->from, sum->to);
}

static void add_chart(ent_ledger_report *report, const char *title) {
    ent_chart chart = {
        .id = "under_rules",
        .kind = ENT_CHART_LINES,
        .title = title,
        .subtitle = ent_arena_printf(report->arena, "Yearly payment as agreed and under other rules, %s",
                                     report->ledger.unit_text),
        .text = title,
        .table = "under_rules",
        .x = "year",
        .y = "amount",
        .series = "rule",
        .x_label = "Year",
        .y_label = report->ledger.unit_text,
        .rest = "Only the growth rule is exchanged: what the talks would have given for it is not in the picture.",
    };
    ent_findings_chart(report->findings, &chart);
}

/* Whether an alternative before this one was for the same agreement. */
static bool seen(const ent_ledger_alternative *others, size_t index) {
    for (size_t i = 0; i < index; i++) {
        if (others[i].agreement == others[index].agreement) return true;
    }
    return false;
}

static ent_status add_one(ent_ledger_report *report, const ent_ledger_alternative *others, size_t index,
                          ent_table *tables[2], const char **title) {
    const ent_ledger_alternative *other = &others[index];
    size_t terms = ent_ledger_terms_of(&report->ledger, other->agreement);
    const ent_ledger_year *rows = ent_ledger_under(&report->ledger, terms, &other->growth, false);
    if (rows == NULL) return ENT_MEMORY;
    comparison sum = compare(report, rows, other->agreement);
    if (sum.years > 0 && sum.exact) add_metrics(report, other, index + 1, &sum);
    if (!report->tables) return ENT_OK;
    if (!seen(others, index)) {
        add_rows(report, tables[0], report->ledger.years, other->agreement,
                 ent_arena_printf(report->arena, "as agreed: %s", ent_ledger_id(report, other->agreement)), false);
    }
    add_rows(report, tables[0], rows, other->agreement, other->words, true);
    if (sum.years == 0 || !sum.exact) return ENT_OK;
    add_total_row(report, tables[1], other, &sum);
    if (*title == NULL) *title = comparison_words(report, other, &sum);
    return ENT_OK;
}

ent_status ent_ledger_report_under(ent_ledger_report *report) {
    ent_ledger_alternative *others = NULL;
    size_t size = 0, count = 0;
    ent_status status = ent_ledger_alternatives(report, &others, &size);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < size; i++) {
        if (others[i].agreement != ENT_NOWHERE) count++;
    }
    if (count == 0) return ENT_OK;
    ent_table *tables[2] = {NULL, NULL};
    if (report->tables) tables[0] = years_table(report);
    if (report->tables) tables[1] = totals_table(report);
    const char *title = NULL;
    for (size_t i = 0; i < size; i++) {
        if (others[i].agreement == ENT_NOWHERE) continue;
        status = add_one(report, others, i, tables, &title);
        if (status != ENT_OK) return status;
    }
    if (report->tables) add_chart(report, title == NULL ? "The same years under other rules" : title);
    return ENT_OK;
}
