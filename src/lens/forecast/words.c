/* Values of issues, spans and the headline in words. */
#include "findings/words.h"
#include "case/money.h"
#include "lens/forecast/report.h"

#include <math.h>
#include <string.h>

const ent_issue *forecast_issue_row(const forecast_report *r, size_t issue) {
    return &r->entente_case->issues[r->forecast.issues[issue].issue];
}

/* Years of the calendar are written without separators and fractions. */
static bool is_calendar(const forecast_report *r, size_t issue) {
    const ent_unit *unit = &forecast_issue_row(r, issue)->unit;
    return unit->name != NULL && strcmp(unit->name, "year") == 0 && r->forecast.issues[issue].low >= 1000;
}

const char *forecast_unit(const forecast_report *r, size_t issue) {
    ent_forecast_line line = r->forecast.issues[issue].line;
    if (line == ENT_FORECAST_RANKS) return "rank";
    if (line == ENT_FORECAST_CHOICES) return "";
    if (is_calendar(r, issue)) return "calendar year"; /* written without a comma */
    return ent_unit_text(&forecast_issue_row(r, issue)->unit, r->arena);
}

int forecast_digits(const forecast_report *r, size_t issue) {
    if (is_calendar(r, issue)) return 0;
    double width = r->forecast.issues[issue].high - r->forecast.issues[issue].low;
    if (r->forecast.issues[issue].line == ENT_FORECAST_RANKS) return 1;
    return width >= 1000 ? 0 : width >= 20 ? 1 : 2;
}

const char *forecast_option(const forecast_report *r, size_t issue, size_t option) {
    char text[ENT_NUMBER_TEXT];
    return ent_arena_text(r->arena, ent_issue_option(forecast_issue_row(r, issue), option, text));
}

static const char *rank_words(const forecast_report *r, size_t issue, double x) {
    double near = nearbyint(x);
    if (fabs(x - near) < 0.05) return forecast_option(r, issue, (size_t)fmax(0, near));
    const char *low = forecast_option(r, issue, (size_t)floor(x)), *high = forecast_option(r, issue, (size_t)ceil(x));
    return ent_arena_printf(r->arena, "between \"%s\" and \"%s\"", low, high);
}

/* "1.45 to 1.60 trillion KRW", "3 years". */
static const char *amounts(const forecast_report *r, size_t issue, double low, double high) {
    const ent_unit *unit = &forecast_issue_row(r, issue)->unit;
    char first[ENT_NUMBER_TEXT], second[ENT_NUMBER_TEXT];
    const char *name = unit->name != NULL ? unit->name : "";
    double by = 1;
    if (is_calendar(r, issue)) {
        double from = nearbyint(low), to = nearbyint(high);
        return from == to ? ent_arena_printf(r->arena, "%.0f", from)
                          : ent_arena_printf(r->arena, "%.0f to %.0f", from, to);
    }
    int digits = forecast_digits(r, issue);
    if (unit->currency != NULL) {
        double size = fmax(fabs(low), fabs(high)) * ent_unit_factor(unit);
        const ent_money_scale scale = ent_money_scale_of(size);
        by = ent_unit_factor(unit) / scale.factor;
        digits = size / scale.factor >= 100 ? 0 : size / scale.factor >= 10 ? 1 : 2;
        name = ent_arena_printf(r->arena, "%s%s", scale.name, unit->currency);
    } else if (low == floor(low) && high == floor(high)) {
        digits = 0;
    }
    if (name == NULL) return NULL;
    ent_write_fixed(first, low * by, digits);
    ent_write_fixed(second, high * by, digits);
    bool one = strcmp(first, second) == 0;
    bool counted = strcmp(name, "year") == 0 || strcmp(name, "month") == 0 || strcmp(name, "day") == 0;
    return ent_arena_printf(r->arena, "%s%s%s%s%s%s", first, one ? "" : " to ", one ? "" : second,
                            *name != '\0' ? " " : "", name, counted && !(one && strcmp(first, "1") == 0) ? "s" : "");
}

const char *forecast_span(const forecast_report *r, size_t issue, double low, double high) {
    if (r->forecast.issues[issue].line == ENT_FORECAST_NUMBERS) return amounts(r, issue, low, high);
    const char *from = rank_words(r, issue, low), *to = rank_words(r, issue, high);
    if (from == NULL || to == NULL || strcmp(from, to) == 0) return from;
    return ent_arena_printf(r->arena, "%s to %s", from, to);
}

const char *forecast_value(const forecast_report *r, size_t issue, double x) {
    if (r->forecast.issues[issue].line == ENT_FORECAST_CHOICES) return forecast_option(r, issue, (size_t)x);
    return forecast_span(r, issue, x, x);
}

const ent_prediction *forecast_of(const forecast_report *r, size_t issue, const char *model) {
    for (size_t m = 0; m < r->models_size; m++) {
        const ent_prediction *prediction = &r->predictions[issue * r->models_size + m];
        if (strcmp(r->models[m]->id, model) == 0) return prediction->kind != ENT_PREDICTION_NONE ? prediction : NULL;
    }
    return NULL;
}

const forecast_ranges *forecast_ranges_of(const forecast_report *r, const ent_prediction *prediction) {
    return &r->ranges[prediction - r->predictions];
}

size_t forecast_extremes(const forecast_report *r, size_t issue, bool from_positions, size_t *lowest, size_t *highest) {
    size_t size = 0;
    double low = INFINITY, high = -INFINITY;
    for (size_t m = 0; m < r->models_size; m++) {
        const ent_prediction *prediction = &r->predictions[issue * r->models_size + m];
        if (prediction->kind != ENT_PREDICTION_POINT && prediction->kind != ENT_PREDICTION_DISTRIBUTION) continue;
        if (from_positions && !r->models[m]->from_positions) continue;
        double point = ent_prediction_point(prediction);
        if (point < low) low = point, *lowest = m;
        if (point > high) high = point, *highest = m;
        size++;
    }
    return size;
}

/* ---- the headline -------------------------------------------------------------------------------------- */

/* "of 10 past agreements 8 lay between a and b". */
static const char *base_words(const forecast_report *r, size_t issue, const ent_prediction *base) {
    ent_predictive_range held = forecast_ranges_of(r, base)->most;
    if (base->kind == ENT_PREDICTION_CHANCES) {
        size_t best = ent_prediction_choice(base);
        double times = nearbyint(base->chances[best] * (double)base->n);
        return ent_arena_printf(r->arena, "%.0f of %zu past agreements had \"%s\"", times, base->n,
                                forecast_option(r, issue, best));
    }
    double inside = ent_predictive_cdf(&base->on_line, held.high) - ent_predictive_below(&base->on_line, held.low);
    const char *span = forecast_span(r, issue, held.low, held.high);
    const char *middle = forecast_value(r, issue, ent_prediction_point(base));
    if (base->n == 1) return ent_arena_printf(r->arena, "the one past agreement suggests %s", middle);
    return ent_arena_printf(r->arena, "as in %.0f of %zu past agreements it would be %s, in the median %s",
                            nearbyint(inside * (double)base->n), base->n, span, middle);
}

static const char *odds_words(const forecast_report *r, size_t issue, const ent_prediction *odds) {
    ent_predictive_range held = forecast_ranges_of(r, odds)->most;
    if (odds->kind == ENT_PREDICTION_CHANCES) {
        size_t best = ent_prediction_choice(odds);
        return ent_arena_printf(r->arena, "\"%s\" is %s by weight of positions", forecast_option(r, issue, best),
                                ent_probability_words(odds->chances[best], r->arena));
    }
    return ent_arena_printf(r->arena, "by the odds model about %s, and %s within %s",
                            forecast_value(r, issue, ent_prediction_point(odds)), ent_probability_words(0.8, r->arena),
                            forecast_span(r, issue, held.low, held.high));
}

static const char *points_words(const forecast_report *r, size_t issue, bool from_positions) {
    size_t lowest = 0, highest = 0, size = forecast_extremes(r, issue, from_positions, &lowest, &highest);
    if (size == 0) return NULL;
    const ent_prediction *row = &r->predictions[issue * r->models_size];
    const char *span = forecast_span(r, issue, ent_prediction_point(&row[lowest]), ent_prediction_point(&row[highest]));
    if (size == 1) return ent_arena_printf(r->arena, "the model `%s` says %s", r->models[lowest]->id, span);
    return ent_arena_printf(r->arena, "%zu models%s say %s", size, from_positions ? " of positions" : "", span);
}

void forecast_headline(forecast_report *r) {
    if (r->lead == SIZE_MAX) {
        ent_findings_headline(r->out, "No forecast: no past agreement and no position to start from was known.");
        return;
    }
    const ent_prediction *base = forecast_of(r, r->lead, "base-rate"), *odds = forecast_of(r, r->lead, "odds");
    const char *first = base != NULL ? base_words(r, r->lead, base) : NULL;
    const char *second = odds != NULL ? odds_words(r, r->lead, odds) : points_words(r, r->lead, first != NULL);
    if (second == NULL && r->forecast.issues[r->lead].silent_size > 0)
        second = "nothing is forecast from positions, since a government in office has none";
    const char *name = forecast_issue_row(r, r->lead)->name;
    ent_findings_headline(r->out, "%s: %s%s%s.", name, first != NULL ? first : "",
                          first != NULL && second != NULL ? "; " : "", second != NULL ? second : "");
}
