/* Base rates: what past agreements that were known had of an issue. */
#include "forecast/parts.h"
#include "ledger/ledger.h"

#include <math.h>
#include <string.h>

/* The ledger is built once, for the first issue that needs it. */
typedef struct reading {
    const ent_run *run;
    ent_forecast *forecast;
    ent_ledger ledger;
    bool built;
} reading;

static ent_status ledger_of(reading *of, const ent_ledger **out) {
    ent_status status = ENT_OK;
    if (!of->built) status = ent_ledger_build(of->run, of->forecast->entente_case, of->forecast->arena, &of->ledger);
    of->built = status == ENT_OK;
    *out = &of->ledger;
    return status;
}

static void add(ent_forecast_issue *issue, int agreement, double value, double percent) {
    issue->past[issue->past_size++] = (ent_forecast_past){agreement, value, percent};
}

/* ---- as the case codes it ------------------------------------------------------------------------------ */

static ent_status from_case(reading *of, ent_forecast_issue *issue) {
    const ent_ledger *ledger = NULL;
    ent_status status = ledger_of(of, &ledger);
    if (status != ENT_OK) return status;
    const ent_issue *row = &of->forecast->entente_case->issues[issue->issue];
    for (size_t t = 0; t < ledger->terms_size; t++) /* known ones, by first year */
        for (size_t i = 0; i < row->past_size; i++) {
            double at = 0;
            if (row->past[i].agreement != ledger->terms[t].index) continue;
            if (ent_forecast_level(of->forecast, issue, &row->past[i].level, &at))
                add(issue, row->past[i].agreement, at, NAN);
        }
    if (issue->past_size == 0) issue->past_missing = "none of the agreements it names was known";
    return ENT_OK;
}

/* ---- first-year payments --------------------------------------------------------------------------------- */

static const ent_ledger_year *last_payment(const ent_ledger *ledger) {
    for (size_t i = ledger->years_size; i-- > 0;)
        if (ent_ledger_has_amount(&ledger->years[i])) return &ledger->years[i];
    return NULL;
}

static bool is_percent(const ent_unit *unit) {
    return unit->name != NULL && strcmp(unit->name, "percent") == 0;
}

/* What an amount of the ledger is in the issue's unit; 0 where they cannot be compared. */
static double scale_to(const ent_unit *ledger, const ent_unit *issue) {
    bool same = ledger->currency == NULL || issue->currency == NULL
                    ? ledger->currency == issue->currency && issue->name == NULL
                    : strcmp(ledger->currency, issue->currency) == 0;
    double from = ledger->factor > 0 ? ledger->factor : 1, to = issue->factor > 0 ? issue->factor : 1;
    return same ? from / to : 0;
}

static ent_status first_years(reading *of, ent_forecast_issue *issue) {
    const ent_ledger *ledger = NULL;
    ent_status status = ledger_of(of, &ledger);
    if (status != ENT_OK) return status;
    size_t size = 0;
    const ent_ledger_rise *rises = ent_ledger_rises(ledger, &size);
    if (rises == NULL) return ENT_MEMORY;
    const ent_unit *unit = &of->forecast->entente_case->issues[issue->issue].unit;
    const ent_ledger_year *last = last_payment(ledger);
    double scale = scale_to(&ledger->unit, unit);
    if (!is_percent(unit) && scale == 0) {
        issue->past_missing = "its unit is neither percent nor the currency of the agreements";
        return ENT_OK;
    }
    if (last != NULL && !is_percent(unit)) {
        issue->base = ent_ratio_value(last->amount) * scale;
        issue->base_year = last->year;
    }
    for (size_t i = 0; i < size; i++) {
        double percent = rises[i].percent;
        if (!rises[i].year->first) continue;
        add(issue, rises[i].year->agreement,
            is_percent(unit)
                ? percent
                : issue->base * ent_ratio_value(rises[i].year->amount) / ent_ratio_value(rises[i].year->before),
            percent);
    }
    if (issue->past_size == 0) issue->past_missing = "no agreement known on the date followed on an earlier payment";
    return ENT_OK;
}

/* ---- terms and caps -------------------------------------------------------------------------------------- */

static ent_status of_terms(reading *of, ent_forecast_issue *issue, bool caps) {
    const ent_ledger *ledger = NULL;
    ent_status status = ledger_of(of, &ledger);
    if (status != ENT_OK) return status;
    if (issue->line != ENT_FORECAST_NUMBERS) {
        issue->past_missing = "its options are no numbers: say what past agreements had with `past`";
        return ENT_OK;
    }
    for (size_t i = 0; i < ledger->terms_size; i++) {
        const ent_agreement *agreement = ledger->terms[i].agreement;
        const ent_number *cap = &agreement->growth.cap;
        if (!caps)
            add(issue, ledger->terms[i].index, agreement->to - agreement->from + 1, NAN);
        else if (cap->set)
            add(issue, ledger->terms[i].index, cap->value, NAN);
    }
    if (issue->past_size == 0)
        issue->past_missing = caps ? "no agreement known on the date had a cap" : "no agreement was known on the date";
    return ENT_OK;
}

static ent_status read_one(reading *of, ent_forecast_issue *issue) {
    const ent_case *c = of->forecast->entente_case;
    const ent_issue *row = &c->issues[issue->issue];
    const char *follows = row->follows;
    size_t most = c->agreements_size > row->past_size ? c->agreements_size : row->past_size;
    issue->past = ent_arena_array(of->forecast->arena, most, sizeof *issue->past);
    if (issue->past == NULL) return ENT_MEMORY;
    if (row->past_size > 0) return from_case(of, issue);
    if (follows == NULL) {
        issue->past_missing = "the case does not say what past agreements had of it (`follows`, or `past`)";
        return ENT_OK;
    }
    if (strcmp(follows, "agreements.first") == 0 && issue->line == ENT_FORECAST_NUMBERS) return first_years(of, issue);
    if (strcmp(follows, "agreements.term") == 0) return of_terms(of, issue, false);
    if (strcmp(follows, "agreements.cap") == 0) return of_terms(of, issue, true);
    issue->past_missing = "the case does not say which option each past agreement had (`past`)";
    return ENT_OK;
}

ent_status ent_forecast_read_past(const ent_run *run, ent_forecast *forecast) {
    reading of = {.run = run, .forecast = forecast};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < forecast->issues_size && status == ENT_OK; i++)
        status = read_one(&of, &forecast->issues[i]);
    return status;
}
