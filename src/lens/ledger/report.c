/* What the tables share: columns, amounts, money in words, paths of what a figure rests on. */
#include "lens/ledger/report.h"

#include <math.h>
#include <string.h>

ent_table *ent_ledger_table(ent_ledger_report *report, const char *id, const char *title, const char *about,
                            const ent_ledger_column *columns, size_t size) {
    ent_table *table = ent_findings_table(report->findings, id, false, "%s", title);
    if (about != NULL) ent_table_about(report->findings, table, about);
    for (size_t i = 0; i < size; i++) {
        const ent_ledger_column *column = &columns[i];
        ent_table_column(report->findings, table, column->id, column->label, column->type, column->unit,
                         column->digits);
    }
    return table;
}

bool ent_ledger_shown(const ent_ledger_report *report, int year) {
    return report->from <= year && year <= report->to;
}

const char *ent_ledger_id(const ent_ledger_report *report, int agreement) {
    return agreement == ENT_NOWHERE ? "" : report->entente_case->agreements[agreement].id;
}

const char *ent_ledger_name(const ent_agreement *agreement) {
    return agreement->name != NULL ? agreement->name : agreement->id;
}

ent_value ent_ledger_amount(const ent_ledger_year *year) {
    if (!ent_ledger_has_amount(year)) return ent_empty();
    ent_value value = year->amount.den == 1 ? ent_integer(year->amount.num) : ent_real(ent_ratio_value(year->amount));
    return ent_based(value, year->basis);
}

double ent_ledger_growth(const ent_ledger_year *year, bool *known) {
    *known = ent_ledger_has_amount(year) && year->has_before && year->before.num != 0;
    if (!*known) return 0;
    ent_ratio ratio;
    if (ent_ratio_divide(year->amount, year->before, &ratio) && ent_ratio_subtract(ratio, (ent_ratio){1, 1}, &ratio) &&
        ent_ratio_multiply(ratio, (ent_ratio){100, 1}, &ratio)) {
        return ent_ratio_value(ratio);
    }
    return (ent_ratio_value(year->amount) / ent_ratio_value(year->before) - 1) * 100;
}

static const struct {
    double factor;
    const char *name;
} scales[] = {{1e12, "trillion "}, {1e9, "billion "}, {1e6, "million "}, {1, ""}};

const char *ent_ledger_money(const ent_ledger_report *report, double amount, double smallest) {
    const ent_unit *unit = &report->ledger.unit;
    char text[ENT_NUMBER_TEXT];
    if (unit->currency == NULL) {
        const char *words = report->ledger.unit_text;
        return ent_arena_printf(report->arena, "%s%s%s", ent_write_fixed(text, amount, report->digits),
                                *words ? " " : "", words);
    }
    double factor = unit->factor > 0 ? unit->factor : 1;
    size_t scale = 0;
    while (scale + 1 < sizeof scales / sizeof scales[0] && fabs(smallest) * factor < scales[scale].factor)
        scale++;
    double shown = amount * factor / scales[scale].factor, least = fabs(smallest) * factor / scales[scale].factor;
    int digits = least >= 100 || scale == 3 ? 0 : least >= 10 ? 1 : 2;
    return ent_arena_printf(report->arena, "%s %s%s", ent_write_fixed(text, shown, digits), scales[scale].name,
                            unit->currency);
}

const char *ent_ledger_percent(const ent_ledger_report *report, double percent) {
    char text[ENT_NUMBER_TEXT];
    return ent_arena_printf(report->arena, "%s%s%%", percent > 0 ? "+" : "", ent_write_fixed(text, percent, 1));
}

size_t ent_ledger_uses(const ent_ledger_report *report, const ent_agreement *agreement, const ent_growth *growth,
                       const char *uses[4]) {
    size_t size = 0;
    if (agreement != NULL && ent_case_agreement(report->entente_case, agreement->id) != ENT_NOWHERE) {
        uses[size++] = ent_arena_printf(report->arena, "agreements.%s.first", agreement->id);
        uses[size++] = ent_arena_printf(report->arena, "agreements.%s.growth", agreement->id);
    }
    for (int i = 0; i < 2 && growth != NULL && growth->set && !growth->fixed && !growth->flat; i++) {
        if (growth->series[i] == ENT_NOWHERE) continue;
        const char *id = report->entente_case->series[growth->series[i]].id;
        uses[size++] = ent_arena_printf(report->arena, "series.%s", id);
    }
    for (size_t i = 0; i < size; i++) {
        if (uses[i] == NULL) return 0;
    }
    return size;
}
