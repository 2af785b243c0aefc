/* The same payments in other measures: real, in another currency, present value, against a denominator. */
#include "lens/ledger/ledger.h"

#include <math.h>
#include <string.h>

int ent_ledger_series_used(const ent_case *entente_case, const char *of, size_t from) {
    for (size_t i = from; i < entente_case->series_size; i++) {
        const char *use = entente_case->series[i].of;
        if (use != NULL && strcmp(use, of) == 0) return (int)i;
    }
    return ENT_NOWHERE;
}

static bool is_percent(const ent_unit *unit) {
    return unit->name != NULL && strncmp(unit->name, "percent", strlen("percent")) == 0;
}

bool ent_ledger_price_factor(const ent_ledger_view *view, int series, int year, int base, double *out) {
    *out = 1;
    if (!is_percent(&view->entente_case->series[series].unit)) {
        const ent_year_number *then = ent_ledger_observation(view, series, year);
        const ent_year_number *now = ent_ledger_observation(view, series, base);
        if (then == NULL || now == NULL || !(then->value.value > 0)) return false;
        *out = now->value.value / then->value.value;
        return true;
    }
    int first = year < base ? year : base, last = year < base ? base : year;
    double growth = 1;
    for (int i = first + 1; i <= last; i++) {
        const ent_year_number *value = ent_ledger_observation(view, series, i);
        if (value == NULL || value->value.value <= -100) return false;
        growth *= 1 + value->value.value / 100;
    }
    *out = year <= base ? growth : 1 / growth;
    return true;
}

bool ent_ledger_exchange_unit(const ent_series *series, ent_arena *arena, const char **paid, const char **got) {
    const char *name = series->unit.name;
    const char *per = name == NULL ? NULL : strstr(name, " per ");
    if (per == NULL || per == name || per[strlen(" per ")] == '\0') return false;
    *paid = ent_arena_copy(arena, name, (size_t)(per - name));
    *got = ent_arena_text(arena, per + strlen(" per "));
    return *paid != NULL && *got != NULL;
}

int ent_ledger_exchange(const ent_ledger *ledger, const char *currency, const char **name) {
    const ent_case *entente_case = ledger->entente_case;
    if (ledger->unit.currency == NULL) return ENT_NOWHERE;
    for (int i = ent_ledger_series_used(entente_case, "exchange", 0); i != ENT_NOWHERE;
         i = ent_ledger_series_used(entente_case, "exchange", (size_t)i + 1)) {
        const char *paid = NULL, *got = NULL;
        if (!ent_ledger_exchange_unit(&entente_case->series[i], ledger->arena, &paid, &got)) continue;
        const char *other = strcmp(paid, ledger->unit.currency) == 0  ? got
                            : strcmp(got, ledger->unit.currency) == 0 ? paid
                                                                      : NULL;
        if (other == NULL || (currency != NULL && strcmp(currency, other) != 0)) continue;
        *name = other;
        return i;
    }
    return ENT_NOWHERE;
}

bool ent_ledger_rate(const ent_ledger *ledger, int series, int year, double *out) {
    const char *paid = NULL, *got = NULL;
    const ent_year_number *value = ent_ledger_observation(&ledger->view, series, year);
    if (value == NULL || !(value->value.value > 0)) return false;
    if (!ent_ledger_exchange_unit(&ledger->entente_case->series[series], ledger->arena, &paid, &got)) return false;
    *out = strcmp(paid, ledger->unit.currency) == 0 ? 1 / value->value.value : value->value.value;
    return true;
}

static double factor_of(const ent_unit *unit) {
    return unit->factor > 0 ? unit->factor : 1;
}

bool ent_ledger_burden(const ent_ledger *ledger, int series, const ent_ledger_year *year, double *out) {
    const ent_series *denominator = &ledger->entente_case->series[series];
    const ent_year_number *value = ent_ledger_observation(&ledger->view, series, year->year);
    if (value == NULL || !(value->value.value > 0) || !ent_ledger_has_amount(year)) return false;
    double amount = ent_ratio_value(year->amount) * factor_of(&ledger->unit);
    double below = value->value.value * factor_of(&denominator->unit);
    *out = amount / below;
    if (denominator->unit.currency == NULL) return true;
    *out *= 100;
    if (ledger->unit.currency == NULL) return false;
    if (strcmp(denominator->unit.currency, ledger->unit.currency) == 0) return true;
    const char *name = NULL;
    int exchange = ent_ledger_exchange(ledger, denominator->unit.currency, &name);
    double rate = 0;
    if (exchange == ENT_NOWHERE || !ent_ledger_rate(ledger, exchange, year->year, &rate)) return false;
    *out *= rate;
    return true;
}

double ent_ledger_discount(double percent, int year, int base) {
    return pow(1 + percent / 100, base - year);
}
