/* What forecasts start from: actors, past agreements, the length of past talks. */
#include "ledger/ledger.h"
#include "lens/forecast/report.h"

#include <math.h>

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
        ent_text(actor->opted_out ? "may stay outside" : NULL)};
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
            static const char *const columns[][3] = {{"issue", "Issue", "text"},
                                                     {"party", "Party", "text"},
                                                     {"position", "Position", "text"},
                                                     {"date", "Date", "date"},
                                                     {"government", "Government", "text"},
                                                     {"capability", "Capability", "number"},
                                                     {"salience", "Salience", "number"},
                                                     {"weight", "Weight", "number"},
                                                     {"bound", "Bound", "text"}};
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
    return add_talks(r);
}
