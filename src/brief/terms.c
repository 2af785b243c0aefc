/* The terms of the recommendation: which of them enough draws agree on, and their ranges. */
#include "brief/parts.h"

#include <math.h>
#include <string.h>

static bool is_range(const ent_issue *issue) {
    return issue->kind == ENT_RANGE || issue->kind == ENT_CONTINUOUS;
}

const char *brief_key(const brief *b, const char *before, int issue, const char *after) {
    const char *key = ent_arena_printf(b->scratch, "%s%s%s", before, b->subject->issues[issue].id, after);
    return key ? key : "";
}

/* A metric's value for people, with its digits. */
static const char *metric_words(const brief *b, const ent_metric *metric) {
    char text[ENT_NUMBER_TEXT];
    if (!metric) return "";
    if (metric->value.type == ENT_TEXT) return metric->value.as.text;
    double value = metric->value.type == ENT_REAL ? metric->value.as.real : (double)metric->value.as.integer;
    const char *copy =
        ent_arena_text(b->scratch, ent_write_fixed(text, value, metric->info.digits > 0 ? metric->info.digits : 0));
    return copy ? copy : "";
}

const char *brief_metric(const brief *b, const char *key) {
    return b->bargain ? metric_words(b, ent_findings_find(b->bargain, key)) : "";
}

static void read_term(const brief *b, int issue, brief_term *term) {
    const ent_issue *row = &b->subject->issues[issue];
    const char *key = brief_key(b, "recommended.outcome.", issue, "");
    const double value = ent_findings_number(b->bargain, key, NAN);
    *term = (brief_term){.issue = issue, .range = is_range(row)};
    term->value = brief_metric(b, key);
    term->share = ent_findings_number(b->bargain, brief_key(b, "draws.agree.", issue, ""), NAN);
    term->low = ent_findings_number(b->bargain, brief_key(b, "draws.", issue, ".low"), value);
    term->high = ent_findings_number(b->bargain, brief_key(b, "draws.", issue, ".high"), value);
    term->firm = isnan(term->share) || term->share >= b->options->agree;
}

ent_status brief_read_terms(brief *b) {
    b->terms = ent_arena_array(b->scratch, b->subject->issues_size, sizeof *b->terms);
    if (!b->terms) return ENT_MEMORY;
    b->drawn = b->bargain && ent_findings_find(b->bargain, "draws.zone");
    for (size_t j = 0; b->bargain && j < b->subject->issues_size; j++) {
        if (!ent_findings_find(b->bargain, brief_key(b, "recommended.outcome.", (int)j, ""))) continue;
        brief_term *term = &b->terms[b->terms_size++];
        read_term(b, (int)j, term);
        if (term->range) continue;
        b->named++;
        b->firm += term->firm;
    }
    bool zone = !b->drawn || ent_findings_number(b->bargain, "draws.zone", 0) >= b->options->agree;
    b->recommends = b->terms_size > 0 && zone && 2 * b->firm >= b->named;
    return ENT_OK;
}

const char *brief_term_words(const brief *b, const brief_term *term) {
    const ent_issue *issue = &b->subject->issues[term->issue];
    const char *words = term->value;
    double value = ent_findings_number(b->bargain, brief_key(b, "recommended.outcome.", term->issue, ""), NAN);
    if (term->range)
        words = brief_amount(&issue->unit, term->low, term->high, b->scratch);
    else if (isfinite(value))
        words = brief_amount(&issue->unit, value, value, b->scratch);
    const char *text = ent_arena_printf(b->scratch, "**%s**", words);
    return text ? text : "";
}

/* Whether amounts of the issue and payments of the agreements are in one unit: then they compare as they stand. */
static bool in_unit_of_payments(const ent_case *subject, const ent_unit *unit) {
    for (size_t i = 0; i < subject->agreements_size; i++) {
        const ent_unit *other = &subject->agreements[i].unit;
        if (!unit->currency || !other->currency || strcmp(unit->currency, other->currency) != 0) return false;
        if (fabs(unit->factor - other->factor) > 1e-9 * unit->factor) return false;
    }
    return true;
}

const char *brief_rise_words(const brief *b, const brief_term *term) {
    const ent_issue *issue = &b->subject->issues[term->issue];
    bool first = issue->follows && strcmp(issue->follows, "agreements.first") == 0 && issue->unit.year;
    if (!first || !b->ledger || !in_unit_of_payments(b->subject, &issue->unit)) return "";
    const int year = issue->unit.year - 1;
    const char *key = ent_arena_printf(b->scratch, "payment.%d", year);
    const double before = key ? ent_findings_number(b->ledger, key, NAN) : NAN;
    if (!isfinite(before) || before <= 0) return "";
    const ent_unit percent = {.name = "percent"};
    const double low = round(100 * (term->low / before - 1)), high = round(100 * (term->high / before - 1));
    const char *text;
    if (low < 0 && high > 0) {
        text = ent_arena_printf(b->scratch, ", between %.0f percent below and %.0f percent above the payment of %d",
                                -low, high, year);
    } else {
        const bool falls = low < 0;
        const char *by = brief_amount(&percent, falls ? -high : low, falls ? -low : high, b->scratch);
        text = ent_arena_printf(b->scratch, ", %s %s the payment of %d", by, falls ? "below" : "above", year);
    }
    return text ? text : "";
}
