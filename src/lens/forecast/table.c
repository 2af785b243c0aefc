/* What each model says of each issue: metrics and tables. */
#include "findings/words.h"
#include "lens/forecast/report.h"

#include <math.h>
#include <string.h>

enum { COLUMNS = 10, MOST_PATHS = 24 };

/* ---- what a prediction rests on ------------------------------------------------------------------------- */

typedef struct paths {
    const char *items[MOST_PATHS * 2 + 3];
    size_t size;
} paths;

static void add_path(paths *all, const char *path) {
    if (path != NULL && all->size < sizeof all->items / sizeof all->items[0]) all->items[all->size++] = path;
}

static void add_positions(const forecast_report *r, const ent_forecast_issue *issue, paths *all) {
    if (issue->actors_size > MOST_PATHS) { /* a list longer than anybody reads */
        add_path(all, "positions");
        add_path(all, "parties");
        return;
    }
    for (size_t i = 0; i < issue->actors_size; i++) {
        const ent_forecast_actor *actor = &issue->actors[i];
        const ent_party *party = &r->entente_case->parties[actor->party];
        add_path(all, ent_case_path(r->entente_case, actor->position->node, r->arena));
        if (party->capability.set) add_path(all, ent_arena_printf(r->arena, "parties.%s.capability", party->id));
    }
}

static void add_past(const forecast_report *r, const ent_forecast_issue *issue, paths *all) {
    const ent_issue *row = &r->entente_case->issues[issue->issue];
    if (row->past_size > 0) {
        add_path(all, ent_arena_printf(r->arena, "issues.%s.past", row->id));
        return;
    }
    for (size_t i = 0; i < issue->past_size && i < MOST_PATHS; i++) {
        const char *id = r->entente_case->agreements[issue->past[i].agreement].id;
        add_path(all, ent_arena_printf(r->arena, "agreements.%s", id));
    }
}

static void find_paths(const forecast_report *r, const ent_forecast_issue *issue, const ent_forecast_model *model,
                       paths *all) {
    const char *id = model->id;
    bool ruled = strncmp(id, "consensus", 9) == 0 || strcmp(id, "vote") == 0;
    bool standing = strcmp(id, "no-change") == 0 || strcmp(id, "nash") == 0 || ruled;
    all->size = 0;
    if (model->from_positions) add_positions(r, issue, all);
    if (strcmp(id, "base-rate") == 0 || (strcmp(id, "no-change") == 0 && !issue->has_status_quo))
        add_past(r, issue, all);
    if (standing && issue->has_status_quo) add_path(all, issue->status_quo_path);
    if (ruled)
        add_path(all, ent_arena_printf(r->arena, "issues.%s.decision", r->entente_case->issues[issue->issue].id));
}

/* ---- metrics ------------------------------------------------------------------------------------------ */

static void add_bound(forecast_report *r, size_t issue, const ent_forecast_model *model, ent_info info, const char *key,
                      const char *words, double value) {
    const ent_issue *row = forecast_issue_row(r, issue);
    info.label = ent_arena_printf(r->arena, "%s: %s, %s", row->name, model->label, words);
    ent_findings_metricf(r->out, ent_real(value), &info, "%s.%s.%s", row->id, model->id, key);
}

static void add_line(forecast_report *r, size_t issue, const ent_forecast_model *model, const ent_prediction *of,
                     const forecast_ranges *held, ent_info info) {
    const ent_issue *row = forecast_issue_row(r, issue);
    bool whole = held->set && of->draws == 0;
    info.label = ent_arena_printf(r->arena, "%s: %s%s", row->name, model->label, whole ? ", median" : "");
    info.unit = forecast_unit(r, issue);
    info.digits = forecast_digits(r, issue);
    ent_findings_metricf(r->out, ent_real(ent_prediction_point(of)), &info, "%s.%s", row->id, model->id);
    if (of->has_set) {
        add_bound(r, issue, model, info, "set.low", "the least that can be agreed", of->low);
        add_bound(r, issue, model, info, "set.high", "the most that can be agreed", of->high);
    }
    if (of->has_pivots) {
        add_bound(r, issue, model, info, "pivot.low", "the lower pivot", of->pivot_low);
        add_bound(r, issue, model, info, "pivot.high", "the upper pivot", of->pivot_high);
    }
    if (!held->set) return;
    add_bound(r, issue, model, info, "p50.low", "the 50% interval begins", held->half.low);
    add_bound(r, issue, model, info, "p50.high", "the 50% interval ends", held->half.high);
    add_bound(r, issue, model, info, "p80.low", "the 80% interval begins", held->most.low);
    add_bound(r, issue, model, info, "p80.high", "the 80% interval ends", held->most.high);
    if (model->distribution) add_bound(r, issue, model, info, "mean", "mean", ent_predictive_mean(&of->on_line));
}

static void add_metrics(forecast_report *r, size_t issue, const ent_forecast_model *model, const ent_prediction *of,
                        const forecast_ranges *held) {
    const ent_issue *row = forecast_issue_row(r, issue);
    paths rests;
    find_paths(r, &r->forecast.issues[issue], model, &rests);
    ent_info info = {.uses = rests.items, .uses_size = rests.size};
    if (of->kind == ENT_PREDICTION_CHANCES) {
        size_t best = ent_prediction_choice(of);
        info.label = ent_arena_printf(r->arena, "%s: %s, most likely", row->name, model->label);
        ent_findings_metricf(r->out, ent_text(forecast_option(r, issue, best)), &info, "%s.%s", row->id, model->id);
        info.label = ent_arena_printf(r->arena, "%s: %s, chance of the most likely", row->name, model->label);
        info.digits = 2;
        ent_findings_metricf(r->out, ent_real(of->chances[best]), &info, "%s.%s.chance", row->id, model->id);
    } else {
        add_line(r, issue, model, of, held, info);
    }
    if (of->outside != NULL) {
        info.label = ent_arena_printf(r->arena, "%s: %s, left outside", row->name, model->label);
        info.unit = "";
        info.digits = 0;
        ent_findings_metricf(r->out, ent_text(of->outside), &info, "%s.%s.outside", row->id, model->id);
    }
    info = (ent_info){.label = ent_arena_printf(r->arena, "%s: %s, how many it rests on", row->name, model->label)};
    ent_findings_metricf(r->out, ent_integer((int64_t)of->n), &info, "%s.%s.n", row->id, model->id);
}

/* ---- tables -------------------------------------------------------------------------------------------- */

static ent_table *start_table(forecast_report *r) {
    ent_table *table = ent_findings_table(r->out, "forecast", false, "What the models say");
    ent_table_about(r->out, table,
                    "A model a row. Intervals are the shortest that hold 50 and 80 "
                    "percent; those of a point model come from drawn inputs alone. n: parties or past agreements; "
                    "draws: of uncertain inputs.");
    static const char *const ids[COLUMNS] = {"issue", "model",  "point", "low50", "high50",
                                             "low80", "high80", "n",     "draws", "note"};
    static const char *const labels[COLUMNS] = {"Issue",    "Model", "Point", "50% from", "to",
                                                "80% from", "to",    "n",     "Draws",    "In words"};
    for (size_t i = 0; i < COLUMNS; i++)
        ent_table_column(r->out, table, ids[i], labels[i],
                         i < 2 || i == 9 ? "text"
                         : i >= 7        ? "integer"
                                         : "number",
                         "", i >= 2 && i < 7 ? 2 : 0);
    return table;
}

/* A base rate is told by its count: none of five is no remote chance yet, as its interval says. */
static const char *chance_words(const forecast_report *r, const ent_forecast_model *model, const ent_prediction *of,
                                double chance) {
    if (strcmp(model->id, "base-rate") != 0) return ent_probability_words(chance, r->arena);
    return ent_arena_printf(r->arena, "%.0f of %zu past agreements", nearbyint(chance * (double)of->n), of->n);
}

static const char *note_of(const forecast_report *r, size_t issue, const ent_forecast_model *model,
                           const ent_prediction *of) {
    if (of->kind == ENT_PREDICTION_CHANCES) {
        size_t best = ent_prediction_choice(of);
        if (!model->distribution && of->draws == 0)
            return forecast_option(r, issue, best); /* no chance that is meant */
        return ent_arena_printf(r->arena, "\"%s\" %s", forecast_option(r, issue, best),
                                chance_words(r, model, of, of->chances[best]));
    }
    return forecast_value(r, issue, ent_prediction_point(of));
}

static void add_row(forecast_report *r, ent_table *table, size_t issue, const ent_forecast_model *model,
                    const ent_prediction *of, const forecast_ranges *held) {
    bool on_line = of->kind == ENT_PREDICTION_POINT || of->kind == ENT_PREDICTION_DISTRIBUTION;
    ent_value none = ent_empty();
    const ent_value cells[COLUMNS] = {ent_text(forecast_issue_row(r, issue)->id),
                                      ent_text(model->id),
                                      on_line ? ent_real(ent_prediction_point(of)) : none,
                                      held->set ? ent_real(held->half.low) : none,
                                      held->set ? ent_real(held->half.high) : none,
                                      held->set ? ent_real(held->most.low) : none,
                                      held->set ? ent_real(held->most.high) : none,
                                      ent_integer((int64_t)of->n),
                                      of->draws > 0 ? ent_integer((int64_t)of->draws) : none,
                                      ent_text(note_of(r, issue, model, of))};
    ent_table_row(r->out, table, cells);
}

static void add_chance(forecast_report *r, ent_table *table, size_t issue, const ent_forecast_model *model,
                       const ent_prediction *of, size_t option, double chance) {
    const bool counted = strcmp(model->id, "base-rate") == 0;
    ent_forecast_spread spread = {0};
    if (counted) ent_forecast_spread_of_share(chance, of->n, &spread);
    const ent_value cells[] = {
        ent_text(forecast_issue_row(r, issue)->id),   ent_text(model->id),
        ent_text(forecast_option(r, issue, option)),  ent_real(chance),
        counted ? ent_real(spread.low) : ent_empty(), counted ? ent_real(spread.high) : ent_empty(),
        ent_text(chance_words(r, model, of, chance))};
    ent_table_row(r->out, table, cells);
}

/* Chances of options: named ones as a model gives them, ranks from a distribution over them. */
static ent_status add_chances(forecast_report *r, ent_table **table, size_t issue, const ent_forecast_model *model,
                              const ent_prediction *of) {
    const ent_issue *row = forecast_issue_row(r, issue);
    bool ranks = model->distribution && r->forecast.issues[issue].line == ENT_FORECAST_RANKS &&
                 of->kind == ENT_PREDICTION_DISTRIBUTION;
    bool meant = of->kind == ENT_PREDICTION_CHANCES && (model->distribution || of->draws > 0);
    if (!meant && !ranks) return ENT_OK;
    double *chance = of->chances;
    if (ranks) {
        chance = ent_arena_array(r->arena, row->options_size, sizeof *chance);
        if (chance == NULL) return ENT_MEMORY;
        ent_prediction_of_ranks(&of->on_line, row->options_size, chance);
    }
    if (*table == NULL) {
        *table = ent_findings_table(r->out, "chances", false, "Chances of the options");
        ent_table_column(r->out, *table, "issue", "Issue", "text", "", 0);
        ent_table_column(r->out, *table, "model", "Model", "text", "", 0);
        ent_table_column(r->out, *table, "option", "Option", "text", "", 0);
        ent_table_column(r->out, *table, "chance", "Chance", "number", "", 2);
        ent_table_column(r->out, *table, "low", "80% from", "number", "", 2);
        ent_table_column(r->out, *table, "high", "to", "number", "", 2);
        ent_table_column(r->out, *table, "words", "In words", "text", "", 0);
    }
    for (size_t i = 0; i < row->options_size; i++)
        add_chance(r, *table, issue, model, of, i, chance[i]);
    return ENT_OK;
}

/* The models that have nothing to say of an issue, those with the same reason together. */
static void add_declined(forecast_report *r, ent_table **table, size_t issue) {
    const ent_prediction *row = &r->predictions[issue * r->models_size];
    for (size_t m = 0; m < r->models_size; m++) {
        bool told = row[m].kind != ENT_PREDICTION_NONE;
        for (size_t k = 0; k < m && !told; k++)
            told = row[k].kind == ENT_PREDICTION_NONE && strcmp(row[k].because, row[m].because) == 0;
        if (told) continue;
        const char *models = r->models[m]->id;
        for (size_t k = m + 1; k < r->models_size && models != NULL; k++)
            if (row[k].kind == ENT_PREDICTION_NONE && strcmp(row[k].because, row[m].because) == 0)
                models = ent_arena_printf(r->arena, "%s, %s", models, r->models[k]->id);
        if (*table == NULL) {
            *table = ent_findings_table(r->out, "not_offered", false, "What has nothing to say, and why");
            ent_table_column(r->out, *table, "issue", "Issue", "text", "", 0);
            ent_table_column(r->out, *table, "models", "Models", "text", "", 0);
            ent_table_column(r->out, *table, "because", "Because", "text", "", 0);
        }
        const ent_value cells[] = {ent_text(forecast_issue_row(r, issue)->id), ent_text(models),
                                   ent_text(row[m].because)};
        ent_table_row(r->out, *table, cells);
    }
}

static ent_status add_model(forecast_report *r, size_t issue, size_t m, ent_table *table, ent_table **chances) {
    const ent_prediction *of = &r->predictions[issue * r->models_size + m];
    if (of->kind == ENT_PREDICTION_NONE) return ENT_OK;
    add_metrics(r, issue, r->models[m], of, forecast_ranges_of(r, of));
    if (table == NULL) return ENT_OK;
    add_row(r, table, issue, r->models[m], of, forecast_ranges_of(r, of));
    return add_chances(r, chances, issue, r->models[m], of);
}

ent_status forecast_report_models(forecast_report *r) {
    ent_table *table = r->tables ? start_table(r) : NULL, *chances = NULL, *declined = NULL;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < r->forecast.issues_size && status == ENT_OK; i++) {
        if (!r->shown[i]) continue;
        for (size_t m = 0; m < r->models_size && status == ENT_OK; m++)
            status = add_model(r, i, m, table, &chances);
        if (r->tables) add_declined(r, &declined, i);
    }
    return status;
}
