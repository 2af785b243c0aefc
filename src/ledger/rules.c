/* What a growth rule says in one year, from what was known. */
#include "ledger/ledger.h"

#include <string.h>

bool ent_ledger_value_known(const ent_year_number *value, ent_date as_of) {
    ent_date known = value->known;
    if (known.year == 0 && value->year > 0 && value->year <= INT16_MAX) {
        known = (ent_date){.year = (int16_t)value->year, .month = 12, .day = 31};
    }
    return ent_date_known(known, as_of);
}

const ent_year_number *ent_ledger_observation(const ent_ledger_view *view, int series, int year) {
    const ent_series *row = &view->entente_case->series[series];
    for (size_t i = 0; i < row->size; i++) {
        const ent_year_number *value = &row->values[i];
        if (value->year == year && value->value.set && ent_ledger_value_known(value, view->as_of)) return value;
    }
    return NULL;
}

ent_date ent_ledger_expected(const ent_ledger_view *view, int series, int year) {
    const ent_series *row = &view->entente_case->series[series];
    const ent_year_number *latest = NULL;
    for (size_t i = 0; i < row->size; i++) {
        const ent_year_number *value = &row->values[i];
        if (value->known.year == 0 || !ent_ledger_value_known(value, view->as_of)) continue;
        if (latest == NULL || value->year > latest->year) latest = value;
    }
    int ahead = latest == NULL ? 0 : latest->known.year - latest->year;
    if (year + ahead < 1 || year + ahead > INT16_MAX) return (ent_date){0};
    ent_date expected = {.year = (int16_t)(year + ahead), .month = 12, .day = 31};
    if (latest != NULL) expected.month = latest->known.month;
    if (latest != NULL) expected.day = 0;
    return view->as_of.year > 0 && ent_date_known(expected, view->as_of) ? (ent_date){0} : expected;
}

static ent_basis weaker(ent_basis a, ent_basis b) {
    return a > b ? a : b;
}

static ent_basis number_basis(const ent_case *entente_case, const ent_number *number) {
    if (!number->set || number->slot >= entente_case->slots_size) return ENT_BASIS_NONE;
    return entente_case->slots[number->slot].provenance->basis;
}

double ent_ledger_draw(const ent_ledger_draws *draws, int year) {
    ent_random random = ent_random_stream(draws->seed, draws->path * 65536 + (uint64_t)(year & 65535));
    return ent_random_uniform(&random);
}

/* The observation, or in its place the one of a drawn year. */
static const ent_year_number *look_up(const ent_ledger_view *view, int series, int year, ent_ledger_index *out) {
    const ent_year_number *value = ent_ledger_observation(view, series, year);
    const ent_ledger_draws *draws = view->draws;
    if (value != NULL || draws == NULL || draws->pool_size == 0) return value;
    size_t index = (size_t)(ent_ledger_draw(draws, year) * (double)draws->pool_size);
    if (index >= draws->pool_size) index = draws->pool_size - 1;
    out->drawn = true;
    return ent_ledger_observation(view, series, draws->pool[index]);
}

/* Adds the observations that the rule looks at; false where one is missing or the sum does not fit. */
static bool observe(const ent_ledger_view *view, const ent_growth *growth, int year, ent_ledger_index *out) {
    for (int i = 0; i < 2; i++) {
        if (growth->series[i] == ENT_NOWHERE) continue;
        out->series = true;
        const ent_year_number *value = look_up(view, growth->series[i], year - growth->lag[i], out);
        if (value == NULL) {
            out->missing_series = growth->series[i];
            out->missing_year = year - growth->lag[i];
            return false;
        }
        ent_ratio ratio;
        if (!ent_ledger_ratio(&value->value, &ratio, &out->exact)) return false;
        if (!ent_ratio_add(out->observed, ratio, &out->observed)) return false;
        out->basis = weaker(out->basis, number_basis(view->entente_case, &value->value));
    }
    return true;
}

static bool bound(const ent_case *entente_case, const ent_growth *growth, ent_ledger_index *out) {
    ent_ratio limit;
    out->after = out->before;
    if (growth->cap.set) {
        if (!ent_ledger_ratio(&growth->cap, &limit, &out->exact)) return false;
        out->basis = weaker(out->basis, number_basis(entente_case, &growth->cap));
        out->capped = ent_ratio_compare(out->before, limit) > 0;
        if (out->capped) out->after = limit;
    }
    if (growth->floor.set) {
        if (!ent_ledger_ratio(&growth->floor, &limit, &out->exact)) return false;
        out->basis = weaker(out->basis, number_basis(entente_case, &growth->floor));
        out->floored = ent_ratio_compare(out->before, limit) < 0;
        if (out->floored) out->after = limit;
    }
    return true;
}

void ent_ledger_index_of(const ent_ledger_view *view, const ent_growth *growth, ent_ratio round, int year,
                         ent_ledger_index *out) {
    memset(out, 0, sizeof *out);
    out->observed = out->before = out->after = (ent_ratio){0, 1};
    out->exact = true;
    out->missing_series = ENT_NOWHERE;
    if (growth->flat) {
        out->known = true;
        return;
    }
    const ent_number *points = growth->fixed ? &growth->rate : &growth->plus;
    ent_ratio plus = {0, 1};
    if (points->set && !ent_ledger_ratio(points, &plus, &out->exact)) return;
    out->basis = number_basis(view->entente_case, points);
    if (!growth->fixed) {
        if (!observe(view, growth, year, out)) return;
        if (!ent_ledger_round(out->observed, round, &out->before)) return;
    }
    out->known = ent_ratio_add(out->before, plus, &out->before) && bound(view->entente_case, growth, out);
}

const char *ent_ledger_series_name(const ent_case *entente_case, int series) {
    const ent_series *row = &entente_case->series[series];
    return row->name != NULL ? row->name : row->id;
}

static bool numbers_equal(const ent_number *a, const ent_number *b) {
    if (a->set != b->set) return false;
    if (!a->set) return true;
    if (a->exact && b->exact) return ent_ratio_compare(a->ratio, b->ratio) == 0;
    return a->exact == b->exact && a->value == b->value;
}

bool ent_ledger_rules_equal(const ent_growth *a, const ent_growth *b) {
    if (a->set != b->set || a->fixed != b->fixed || a->flat != b->flat) return false;
    if (a->flat) return true;
    if (a->fixed) return numbers_equal(&a->rate, &b->rate);
    for (int i = 0; i < 2; i++) {
        if (a->series[i] != b->series[i]) return false;
        if (a->series[i] != ENT_NOWHERE && a->lag[i] != b->lag[i]) return false;
    }
    return numbers_equal(&a->plus, &b->plus) && numbers_equal(&a->cap, &b->cap) && numbers_equal(&a->floor, &b->floor);
}
