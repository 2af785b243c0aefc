/* The chain of payments: each year from the one before, on the rounded amount. */
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_YEARS = 1000 };

bool ent_ledger_has_amount(const ent_ledger_year *year) {
    return year->status >= ENT_LEDGER_AMOUNT;
}

bool ent_ledger_negotiated(const ent_ledger_year *year) {
    return year->status == ENT_LEDGER_AMOUNT || year->status == ENT_LEDGER_GROWTH;
}

bool ent_ledger_anew(const ent_ledger_year *year) {
    return ent_ledger_has_amount(year) && (year->first || year->exceptional);
}

ent_date ent_ledger_agreement_known(const ent_agreement *agreement) {
    const ent_date dates[] = {agreement->known, agreement->concluded, agreement->signed_on, agreement->in_force};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        if (dates[i].year != 0) return dates[i];
    }
    return (ent_date){0};
}

/* ---- one year ------------------------------------------------------------------------------------------- */

static ent_basis basis_of(const ent_case *entente_case, const ent_number *number) {
    if (!number->set || number->slot >= entente_case->slots_size) return ENT_BASIS_NONE;
    return entente_case->slots[number->slot].provenance->basis;
}

static void fail(ent_ledger_year *out, ent_ledger_reason reason) {
    out->status = ENT_LEDGER_MISSING;
    out->reason = reason;
}

/* A number of the agreement in the ledger's unit. */
static bool scaled(const ent_ledger_terms *terms, const ent_number *number, ent_ratio *out, bool *exact) {
    return ent_ledger_ratio(number, out, exact) && ent_ratio_multiply(*out, terms->scale, out);
}

static void set_amount(const ent_ledger_view *view, const ent_ledger_terms *terms, const ent_number *number,
                       ent_ledger_year *out) {
    out->status = ENT_LEDGER_AMOUNT;
    out->basis = basis_of(view->entente_case, number);
    if (!scaled(terms, number, &out->amount, &out->exact)) fail(out, ENT_LEDGER_TOO_LARGE);
}

static void set_growth(const ent_ledger_view *view, const ent_ledger_terms *terms, const ent_growth *growth,
                       const ent_ledger_year *before, ent_ledger_year *out) {
    bool ruled = growth->series[0] != ENT_NOWHERE || growth->series[1] != ENT_NOWHERE;
    ent_ledger_status status = ruled || (!out->first && !out->exceptional) ? ENT_LEDGER_RULE : ENT_LEDGER_GROWTH;
    ent_ratio round = {1, 10}, step = terms->scale;
    const ent_agreement *agreement = terms->agreement;
    bool fits = true;
    if (agreement->round_index.set) fits = ent_ledger_ratio(&agreement->round_index, &round, &out->exact);
    if (agreement->round_amount.set) fits = fits && scaled(terms, &agreement->round_amount, &step, &out->exact);
    ent_ledger_index_of(view, growth, round, out->year, &out->index);
    out->exact = out->exact && out->index.exact;
    out->growth = growth;
    if (!fits) {
        fail(out, ENT_LEDGER_TOO_LARGE);
    } else if (!out->index.known) {
        fail(out, ENT_LEDGER_OBSERVATION);
    } else if (before == NULL) {
        fail(out, ENT_LEDGER_NO_BASE);
    } else if (!ent_ledger_has_amount(before)) {
        fail(out, ENT_LEDGER_BEFORE);
    } else if (!ent_ledger_grow(before->amount, out->index.after, step, &out->amount)) {
        fail(out, ENT_LEDGER_TOO_LARGE);
    } else {
        out->status = status;
        out->basis = before->basis > out->index.basis ? before->basis : out->index.basis;
        out->exact = out->exact && before->exact;
    }
}

static const ent_override *override_of(const ent_agreement *agreement, int year) {
    for (size_t i = 0; i < agreement->overrides_size; i++) {
        if (agreement->overrides[i].year == year) return &agreement->overrides[i];
    }
    return NULL;
}

static const ent_year_number *scheduled(const ent_agreement *agreement, int year) {
    for (size_t i = 0; i < agreement->schedule_size; i++) {
        if (agreement->schedule[i].year == year) return &agreement->schedule[i];
    }
    return NULL;
}

static void set_override(const ent_ledger_view *view, const ent_ledger_terms *terms, const ent_override *override,
                         const ent_ledger_year *before, ent_ledger_year *out) {
    out->exceptional = true;
    out->because = override->because;
    if (override->amount.set) {
        set_amount(view, terms, &override->amount, out);
        return;
    }
    ent_growth growth = {.set = true, .fixed = true, .rate = override->growth, .series = {ENT_NOWHERE, ENT_NOWHERE}};
    set_growth(view, terms, &growth, before, out);
    out->growth = NULL;
}

static void set_scheduled(const ent_ledger_view *view, const ent_ledger_terms *terms, const ent_year_number *value,
                          ent_ledger_year *out) {
    if (value->known.year != 0 && !ent_date_known(value->known, view->as_of)) {
        fail(out, ENT_LEDGER_UNANNOUNCED);
    } else {
        set_amount(view, terms, &value->value, out);
    }
}

void ent_ledger_year_of(const ent_ledger_view *view, const ent_ledger_terms *terms, int year,
                        const ent_ledger_year *before, ent_ledger_year *out) {
    const ent_agreement *agreement = terms->agreement;
    memset(out, 0, sizeof *out);
    out->year = year;
    out->agreement = terms->index;
    out->exact = true;
    out->amount = (ent_ratio){0, 1};
    out->first = year == agreement->from;
    if (before != NULL) {
        out->before_year = before->year;
        out->has_before = ent_ledger_has_amount(before);
        out->before = before->amount;
    }
    const ent_override *override = override_of(agreement, year);
    bool replaced = terms->instead != NULL && !terms->keep_schedule && !out->first;
    const ent_year_number *value = replaced ? NULL : scheduled(agreement, year);
    const ent_growth *growth = terms->instead != NULL ? terms->instead : &agreement->growth;
    if (override != NULL) {
        set_override(view, terms, override, before, out);
    } else if (out->first && agreement->first_amount.set) {
        set_amount(view, terms, &agreement->first_amount, out);
    } else if (value != NULL) {
        set_scheduled(view, terms, value, out);
    } else if (out->first && agreement->first_growth.set) {
        set_growth(view, terms, &agreement->first_growth, before, out);
    } else if (growth->set) {
        out->first = false; /* the standing rule, also where the agreement begins with it */
        set_growth(view, terms, growth, before, out);
        out->first = year == agreement->from;
    } else {
        fail(out, ENT_LEDGER_NO_RULE);
    }
}

/* ---- all years ------------------------------------------------------------------------------------------ */

static int by_first_year(const void *left, const void *right) {
    const ent_ledger_terms *a = left, *b = right;
    if (a->agreement->from != b->agreement->from) return a->agreement->from < b->agreement->from ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static bool same_currency(const ent_unit *a, const ent_unit *b) {
    if (a->currency == NULL || b->currency == NULL) return a->currency == b->currency;
    return strcmp(a->currency, b->currency) == 0;
}

static bool scale_between(const ent_unit *from, const ent_unit *to, ent_ratio *out) {
    double a = from->factor > 0 ? from->factor : 1, b = to->factor > 0 ? to->factor : 1;
    *out = (ent_ratio){1, 1};
    if (a == b) return true;
    if (a >= 9e18 || b >= 9e18) return false;
    if (a >= 1 && b >= 1) return ent_ratio_divide((ent_ratio){(int64_t)a, 1}, (ent_ratio){(int64_t)b, 1}, out);
    return false;
}

/* The agreements that were known and stand in the currency of the latest. */
static ent_status gather(ent_ledger *ledger) {
    const ent_case *entente_case = ledger->entente_case;
    ent_ledger_terms *terms = ent_arena_array(ledger->arena, entente_case->agreements_size, sizeof *terms);
    if (terms == NULL) return ENT_MEMORY;
    size_t size = 0;
    for (size_t i = 0; i < entente_case->agreements_size; i++) {
        const ent_agreement *agreement = &entente_case->agreements[i];
        if (agreement->to < agreement->from) continue;
        if (!ent_date_known(ent_ledger_agreement_known(agreement), ledger->view.as_of)) {
            ledger->unknown++;
            continue;
        }
        terms[size++] = (ent_ledger_terms){.agreement = agreement, .index = (int)i};
    }
    if (size > 1) qsort(terms, size, sizeof *terms, by_first_year);
    if (size > 0) ledger->unit = terms[size - 1].agreement->unit;
    size_t kept = 0;
    for (size_t i = 0; i < size; i++) {
        const ent_unit *unit = &terms[i].agreement->unit;
        if (same_currency(unit, &ledger->unit) && scale_between(unit, &ledger->unit, &terms[i].scale)) {
            terms[kept++] = terms[i];
        } else {
            ledger->other_currency++;
        }
    }
    ledger->terms = terms;
    ledger->terms_size = kept;
    return ENT_OK;
}

/* The latest agreement that covers a year: of those that overlap the later one holds. */
static const ent_ledger_terms *covering(const ent_ledger *ledger, int year) {
    for (size_t i = ledger->terms_size; i-- > 0;) {
        const ent_agreement *agreement = ledger->terms[i].agreement;
        if (agreement->from <= year && year <= agreement->to) return &ledger->terms[i];
    }
    return NULL;
}

static void fill(const ent_ledger *ledger, ent_ledger_year *years, const ent_ledger_terms *replaced) {
    const ent_ledger_year *before = NULL;
    int first = ledger->terms[0].agreement->from;
    for (size_t i = 0; i < ledger->years_size; i++) {
        int year = first + (int)i;
        const ent_ledger_terms *found = covering(ledger, year);
        if (found == NULL) {
            years[i] = (ent_ledger_year){.year = year, .agreement = ENT_NOWHERE, .amount = {0, 1}};
            continue;
        }
        const ent_ledger_terms *terms = replaced != NULL && replaced->index == found->index ? replaced : found;
        ent_ledger_year_of(&ledger->view, terms, year, before, &years[i]);
        before = &years[i];
    }
}

ent_status ent_ledger_build(const ent_run *run, const ent_case *entente_case, ent_arena *arena, ent_ledger *out) {
    memset(out, 0, sizeof *out);
    out->entente_case = entente_case;
    out->arena = arena;
    out->view = (ent_ledger_view){.entente_case = entente_case, .as_of = entente_case->as_of};
    ent_status status = gather(out);
    if (status != ENT_OK) return status;
    out->unit_text = ent_unit_text(&out->unit, arena);
    if (out->unit_text == NULL) return ENT_MEMORY;
    if (out->terms_size == 0) return ENT_OK;
    int64_t last = out->terms[0].agreement->to;
    for (size_t i = 1; i < out->terms_size; i++) {
        if (out->terms[i].agreement->to > last) last = out->terms[i].agreement->to;
    }
    int64_t span = last - out->terms[0].agreement->from + 1;
    if (span > MOST_YEARS) {
        ent_diagnosef(run == NULL ? NULL : run->diagnostics, ENT_ERROR, "E-LEDGER-0001", NULL, "agreements",
                      "check the years of the first and the last agreement", NULL,
                      "the agreements span %lld years, more than %d", (long long)span, MOST_YEARS);
        return ENT_LIMIT;
    }
    out->years_size = (size_t)span;
    out->years = ent_arena_array(arena, out->years_size, sizeof *out->years);
    if (out->years == NULL) return ENT_MEMORY;
    fill(out, out->years, NULL);
    return ENT_OK;
}

ent_ledger_year *ent_ledger_under(const ent_ledger *ledger, size_t terms, const ent_growth *instead,
                                  bool keep_schedule) {
    ent_ledger_year *years = ent_arena_array(ledger->arena, ledger->years_size, sizeof *years);
    if (years == NULL) return NULL;
    ent_ledger_terms replaced = ledger->terms[terms];
    replaced.instead = instead;
    replaced.keep_schedule = keep_schedule;
    fill(ledger, years, &replaced);
    return years;
}

const ent_ledger_year *ent_ledger_find(const ent_ledger_year *years, size_t size, int year) {
    if (size == 0 || year < years[0].year || year - years[0].year >= (int)size) return NULL;
    return &years[year - years[0].year];
}

size_t ent_ledger_terms_of(const ent_ledger *ledger, int agreement) {
    for (size_t i = 0; i < ledger->terms_size; i++) {
        if (ledger->terms[i].index == agreement) return i;
    }
    return SIZE_MAX;
}
