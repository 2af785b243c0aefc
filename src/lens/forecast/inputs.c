/* What forecasts start from: actors, past agreements, the length of past talks. */
#include "ledger/ledger.h"
#include "lens/forecast/report.h"

#include <math.h>
#include <string.h>

/* ---- actors -------------------------------------------------------------------------------------------- */

static double total_weight(const ent_forecast_issue *issue) {
    double sum = 0;
    for (size_t i = 0; i < issue->actors_size; i++)
        sum += issue->actors[i].capability * issue->actors[i].salience;
    return sum;
}

static void add_actor(forecast_report *r, ent_table *table, size_t at, const ent_forecast_actor *actor, double total) {
    const ent_case *c = r->entente_case;
    const ent_position *position = actor->position;
    char date[ENT_NUMBER_TEXT];
    double equal = 1 / (double)r->forecast.issues[at].actors_size;
    const ent_value cells[] = {
        ent_text(forecast_issue_row(r, at)->id),
        ent_text(c->parties[actor->party].id),
        ent_based(ent_text(forecast_value(r, at, actor->at)),
                  position->provenance != NULL ? position->provenance->basis : ENT_BASIS_NONE),
        ent_text(position->date.year != 0 ? ent_arena_text(r->arena, ent_write_date(date, position->date)) : NULL),
        ent_text(position->government),
        ent_real(actor->capability),
        ent_real(actor->salience),
        ent_real(100 * (total > 0 ? actor->capability * actor->salience / total : equal)),
        ent_text(actor->opted_out ? "opt-out" : NULL)};
    ent_table_row(r->out, table, cells);
}

static void add_actors(forecast_report *r) {
    ent_table *table = NULL;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        if (!r->shown[i] || issue->actors_size == 0) continue;
        if (table == NULL) {
            table = ent_findings_table(r->out, "actors", false, "Who wants what");
            ent_table_about(r->out, table,
                            "The latest position of each party that was known, not withdrawn, and taken by the "
                            "government in office. Weight: capability x salience, percent of all.");
            static const char *const columns[][3] = {
                {"issue", "Issue", "text"},           {"party", "Party", "text"},
                {"position", "Position", "text"},     {"date", "Date", "date"},
                {"government", "Government", "text"}, {"capability", "Capability", "number"},
                {"salience", "Salience", "number"},   {"weight", "Weight", "number"},
                {"bound", "May leave", "text"}};
            for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
                ent_table_column(r->out, table, columns[k][0], columns[k][1], columns[k][2], k == 7 ? "percent" : "",
                                 k >= 5 && k <= 7 ? 1 : 0);
        }
        for (size_t k = 0; k < issue->actors_size; k++)
            add_actor(r, table, i, &issue->actors[k], total_weight(issue));
    }
}

/* ---- past agreements ----------------------------------------------------------------------------------- */

static void add_past(forecast_report *r) {
    ent_table *table = NULL;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        if (!r->shown[i] || issue->past_size == 0) continue;
        if (table == NULL) {
            table = ent_findings_table(r->out, "past", false, "What past agreements had");
            ent_table_about(r->out, table,
                            "Agreements known on the date. A first-year payment is its rise on the payment before, "
                            "put on the last payment known.");
            ent_table_column(r->out, table, "issue", "Issue", "text", "", 0);
            ent_table_column(r->out, table, "agreement", "Agreement", "text", "", 0);
            ent_table_column(r->out, table, "rise", "Rise", "number", "percent", 1);
            ent_table_column(r->out, table, "value", "Value", "number", "", 0);
            ent_table_column(r->out, table, "words", "In words", "text", "", 0);
        }
        for (size_t k = 0; k < issue->past_size; k++) {
            const ent_forecast_past *past = &issue->past[k];
            const ent_value cells[] = {ent_text(forecast_issue_row(r, i)->id),
                                       ent_text(r->entente_case->agreements[past->agreement].id),
                                       isnan(past->percent) ? ent_empty() : ent_real(past->percent),
                                       issue->line == ENT_FORECAST_NUMBERS ? ent_real(past->value) : ent_empty(),
                                       ent_text(forecast_value(r, i, past->value))};
            ent_table_row(r->out, table, cells);
        }
    }
}

/* ---- how few they are ----------------------------------------------------------------------------------- */

static ent_table *start_spread(forecast_report *r) {
    ent_table *table = ent_findings_table(r->out, "base_rates", false, "How far few past cases settle it");
    ent_table_about(
        r->out, table,
        "From and to: where the median (or the chance of an option) lies in 8 of 10 sets of n cases like these. "
        "Next: the chance that the next case lies in the 80 percent interval of the past ones, if it is like "
        "them.");
    static const char *const columns[][3] = {{"issue", "Issue", "text"},      {"n", "n", "integer"},
                                             {"what", "What", "text"},        {"value", "Value", "number"},
                                             {"low", "From", "number"},       {"high", "to", "number"},
                                             {"inside", "Inside", "integer"}, {"next", "Next", "number"}};
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
        ent_table_column(r->out, table, columns[k][0], columns[k][1], columns[k][2], "",
                         strcmp(columns[k][2], "number") == 0 ? 2 : 0);
    return table;
}

static void add_spread_metrics(forecast_report *r, size_t at, bool chance, const ent_forecast_spread *spread) {
    const ent_issue *row = forecast_issue_row(r, at);
    const char *path = ent_arena_printf(r->arena, row->past_size > 0 ? "issues.%s.past" : "issues.%s.follows", row->id);
    const char *of = chance ? "chance of the most likely" : "median", *key = chance ? "chance" : "median";
    ent_info info = {.unit = chance ? "" : forecast_unit(r, at),
                     .digits = chance ? 2 : forecast_digits(r, at),
                     .uses = &path,
                     .uses_size = 1};
    info.label = ent_arena_printf(r->arena, "%s: Base rate, the 80%% interval of the %s begins", row->name, of);
    ent_findings_metricf(r->out, ent_real(spread->low), &info, "%s.base-rate.%s.low", row->id, key);
    info.label = ent_arena_printf(r->arena, "%s: Base rate, the 80%% interval of the %s ends", row->name, of);
    ent_findings_metricf(r->out, ent_real(spread->high), &info, "%s.base-rate.%s.high", row->id, key);
    if (chance) return;
    info.label =
        ent_arena_printf(r->arena, "%s: Base rate, chance that the next case lies in the 80%% interval", row->name);
    info.unit = "";
    info.digits = 2;
    ent_findings_metricf(r->out, ent_real(spread->next), &info, "%s.base-rate.next", row->id);
}

static ent_status add_spreads(forecast_report *r) {
    ent_table *table = NULL;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_prediction *base = r->shown[i] ? forecast_of(r, i, "base-rate") : NULL;
        if (base == NULL) continue;
        const bool chance = base->kind == ENT_PREDICTION_CHANCES;
        ent_forecast_spread spread;
        ent_status status = ent_forecast_spread_of(&r->forecast, &r->forecast.issues[i], base,
                                                   forecast_ranges_of(r, base)->most, &spread);
        if (status != ENT_OK) return status;
        const bool known = chance || base->n > 1; /* one value is no spread */
        if (known) add_spread_metrics(r, i, chance, &spread);
        if (!r->tables) continue;
        if (table == NULL) table = start_spread(r);
        const size_t best = chance ? ent_prediction_choice(base) : 0;
        const ent_value cells[] = {
            ent_text(forecast_issue_row(r, i)->id),
            ent_integer((int64_t)base->n),
            ent_text(chance ? ent_arena_printf(r->arena, "chance of \"%s\"", forecast_option(r, i, best)) : "median"),
            ent_real(chance ? base->chances[best] : ent_prediction_point(base)),
            known ? ent_real(spread.low) : ent_empty(),
            known ? ent_real(spread.high) : ent_empty(),
            chance ? ent_empty() : ent_integer((int64_t)spread.inside),
            chance || !known ? ent_empty() : ent_real(spread.next)};
        ent_table_row(r->out, table, cells);
    }
    return ENT_OK;
}

/* ---- how long talks took -------------------------------------------------------------------------------- */

static ent_status add_talks(forecast_report *r) {
    if (r->entente_case->agreements_size == 0) return ENT_OK;
    ent_ledger ledger;
    ent_status status = ent_ledger_build(r->run, r->entente_case, r->arena, &ledger);
    if (status != ENT_OK) return status;
    const ent_ledger_cycle *cycles = ent_ledger_cycles(&ledger);
    double *months = ent_arena_array(r->arena, ledger.terms_size, sizeof *months);
    if (cycles == NULL || months == NULL) return ENT_MEMORY;
    size_t size = 0;
    for (size_t i = 0; i < ledger.terms_size; i++)
        if (cycles[i].talks >= 0) months[size++] = cycles[i].talks;
    if (size == 0) return ENT_OK;
    const ent_line line = {size, months, NULL};
    ent_predictive talks = {0};
    ent_predictive_range held = {0, 0};
    status = ent_predictive_empirical(&line, r->run, &talks);
    if (status == ENT_OK) status = ent_predictive_shortest(&talks, 0.8, r->run, &held);
    if (status == ENT_OK) {
        const struct {
            const char *key, *label;
            double value;
        } rows[] = {{"talks", "median", ent_predictive_quantile(&talks, 0.5)},
                    {"talks.p80.low", "the 80% interval begins", held.low},
                    {"talks.p80.high", "the 80% interval ends", held.high}};
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            ent_info info = {.unit = "months", .digits = 1};
            info.label = ent_arena_printf(r->arena, "Length of past talks, from opening to conclusion: %s (n = %zu)",
                                          rows[i].label, size);
            ent_findings_metric(r->out, rows[i].key, ent_real(rows[i].value), &info);
        }
        const ent_info info = {.label = "Past talks with both dates known"};
        ent_findings_metric(r->out, "talks.n", ent_integer((int64_t)size), &info);
    }
    ent_predictive_free(&talks);
    return status;
}

ent_status forecast_report_inputs(forecast_report *r) {
    if (r->tables) {
        add_actors(r);
        add_past(r);
    }
    ent_status status = add_spreads(r);
    return status == ENT_OK ? add_talks(r) : status;
}
