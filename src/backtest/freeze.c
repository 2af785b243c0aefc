/* Forecasts made today, written so that it can be proved later that they were: hashes of the case and of what it cites,
 * and what every model says of every issue. The text depends on the case, the options and the build alone. */
#include "forecast/forecast.h"

#include <entente/backtest.h>
#include <entente/findings.h>

#include <string.h>

enum { MOST_FILE = 1 << 28 };

typedef struct freezer {
    const ent_run *run;
    const ent_case *subject;
    const ent_freeze_options *options;
    ent_arena *arena;
    ent_buffer *out;
    ent_status status;
    bool begun; /* a row of the list was written */
} freezer;

static void begin_row(freezer *f) {
    ent_buffer_text(f->out, f->begun ? ",\n    {" : "\n    {");
    f->begun = true;
}

/* ---- files -------------------------------------------------------------------------------------------------- */

static void write_file(freezer *f, const char *path, const char *name) {
    char hex[65];
    char *data = NULL;
    size_t size = 0;
    if (f->status != ENT_OK) return;
    if (path == NULL) {
        f->status = ENT_MEMORY;
        return;
    }
    f->status = ent_file_read(ent_run_allocator(f->run), path, MOST_FILE, &data, &size, f->run->diagnostics);
    if (f->status != ENT_OK) return;
    ent_sha256(data, size, hex);
    ent_free(ent_run_allocator(f->run), data);
    begin_row(f);
    ent_buffer_text(f->out, "\"name\": ");
    ent_json_string(f->out, name);
    ent_buffer_printf(f->out, ", \"sha256\": \"%s\"}", hex);
}

/* The case, and what stands in files beside it: notes on sources, tables of projects. Names count from its folder. */
static void write_files(freezer *f) {
    const ent_case *c = f->subject;
    const char *slash = strrchr(c->path, '/');
    ent_buffer_text(f->out, "  \"files\": [");
    f->begun = false;
    write_file(f, c->path, slash != NULL ? slash + 1 : c->path);
    for (size_t i = 0; i < c->sources_size; i++)
        if (c->sources[i].file != NULL)
            write_file(f, ent_file_beside(f->arena, c->path, c->sources[i].file), c->sources[i].file);
    for (size_t i = 0; i < c->projects_size; i++)
        if (c->projects[i].table != NULL)
            write_file(f, ent_file_beside(f->arena, c->path, c->projects[i].table), c->projects[i].table);
    ent_buffer_text(f->out, "\n  ],\n");
}

/* ---- forecasts ---------------------------------------------------------------------------------------------- */

static void write_number(freezer *f, const char *key, double value) {
    char text[ENT_NUMBER_TEXT];
    ent_buffer_printf(f->out, ", \"%s\": %s", key, ent_write_double(text, value));
}

static void write_line(freezer *f, const ent_prediction *made) {
    static const double quantiles[] = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
    static const char *const names[] = {"q05", "q10", "q25", "q50", "q75", "q90", "q95"};
    write_number(f, "point", ent_prediction_point(made));
    if (made->kind != ENT_PREDICTION_DISTRIBUTION) return;
    for (size_t i = 0; i < 2; i++) {
        ent_predictive_range interval;
        if (f->status == ENT_OK)
            f->status = ent_predictive_shortest(&made->on_line, i == 0 ? 0.5 : 0.8, f->run, &interval);
        if (f->status != ENT_OK) return;
        write_number(f, i == 0 ? "low_50" : "low_80", interval.low);
        write_number(f, i == 0 ? "high_50" : "high_80", interval.high);
    }
    for (size_t i = 0; i < sizeof quantiles / sizeof *quantiles; i++)
        write_number(f, names[i], ent_predictive_quantile(&made->on_line, quantiles[i]));
}

static void write_chances(freezer *f, const ent_issue *issue, const ent_prediction *made) {
    char text[ENT_NUMBER_TEXT];
    ent_buffer_text(f->out, ", \"chances\": {");
    for (size_t i = 0; i < made->chances_size; i++) {
        ent_buffer_text(f->out, i > 0 ? ", " : "");
        ent_json_string(f->out, ent_issue_option(issue, i, text));
        ent_buffer_printf(f->out, ": %s", ent_write_double(text, made->chances[i]));
    }
    ent_buffer_char(f->out, '}');
}

static void write_prediction(freezer *f, const ent_issue *issue, const ent_forecast_model *model,
                             const ent_prediction *made) {
    begin_row(f);
    ent_buffer_text(f->out, "\"issue\": ");
    ent_json_string(f->out, issue->id);
    ent_buffer_text(f->out, ", \"model\": ");
    ent_json_string(f->out, model->id);
    if (made->kind == ENT_PREDICTION_NONE) {
        ent_buffer_text(f->out, ", \"none\": ");
        ent_json_string(f->out, made->because != NULL ? made->because : "");
    } else {
        ent_buffer_printf(f->out, ", \"n\": %zu", made->n);
        if (made->kind == ENT_PREDICTION_CHANCES)
            write_chances(f, issue, made);
        else
            write_line(f, made);
    }
    ent_buffer_char(f->out, '}');
}

static void predict(freezer *f, ent_forecast *forecast, const ent_forecast_model *const *models, size_t size) {
    ent_prediction *made = NULL;
    size_t all;
    if (__builtin_mul_overflow(forecast->issues_size, size, &all)) f->status = ENT_LIMIT;
    if (f->status == ENT_OK) made = ent_arena_array(f->arena, all, sizeof *made);
    if (f->status == ENT_OK && made == NULL) f->status = ENT_MEMORY;
    if (f->status != ENT_OK) return;
    f->status = ent_forecast_predict_all(f->run, forecast, models, size, f->options->draws, made);
    for (size_t i = 0; f->status == ENT_OK && i < all; i++)
        write_prediction(f, &f->subject->issues[i / size], models[i % size], &made[i]);
    for (size_t i = 0; i < all; i++)
        ent_prediction_free(&made[i]);
}

static void write_forecasts(freezer *f) {
    size_t size;
    const ent_forecast_model *table = ent_forecast_models(&size);
    const ent_forecast_model **models = ent_arena_array(f->arena, size, sizeof *models);
    ent_forecast forecast = {.entente_case = f->subject};
    ent_forecast_options alone = ENT_FORECAST_DEFAULT;
    alone.apart = true; /* as backtests score them */
    if (f->status == ENT_OK && models == NULL) f->status = ENT_MEMORY;
    if (f->status != ENT_OK) return;
    for (size_t i = 0; i < size; i++)
        models[i] = &table[i];
    ent_buffer_text(f->out, "  \"forecasts\": [");
    f->begun = false;
    f->status = ent_forecast_read(f->run, f->subject, &alone, NULL, f->arena, &forecast);
    if (f->status == ENT_OK) predict(f, &forecast, models, size);
    ent_forecast_free(&forecast);
    ent_buffer_text(f->out, "\n  ]\n}\n");
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

static void write_head(freezer *f) {
    char date[ENT_NUMBER_TEXT];
    ent_buffer *out = f->out;
    ent_buffer_printf(out, "{\n  \"format\": \"entente-freeze/1\",\n  \"date\": \"%s\",\n",
                      ent_write_date(date, f->options->date));
    ent_buffer_printf(out, "  \"release\": \"%s\",\n  \"commit\": \"%s\",\n  \"case\": ", ent_release(), ent_commit());
    ent_json_string(out, f->subject->id);
    ent_buffer_text(out, ",\n  \"title\": ");
    ent_json_string(out, f->subject->title);
    ent_buffer_printf(out, ",\n  \"as_of\": \"%s\",\n", ent_write_date(date, f->subject->as_of));
    ent_buffer_printf(out, "  \"draws\": %zu,\n  \"seed\": %llu,\n", f->options->draws,
                      (unsigned long long)f->run->seed);
}

static ent_status refuse(const ent_run *run, const ent_case *subject, const char *what, const char *hint) {
    const ent_place place = {.file = subject->path};
    ent_diagnosef(run->diagnostics, ENT_ERROR, "E-BACKTEST-0003", &place, NULL, hint, NULL, "%s", what);
    return ENT_INPUT;
}

ent_status ent_freeze_write(const ent_run *run, const ent_case *subject, const ent_freeze_options *options,
                            ent_buffer *out) {
    const ent_run plain = {.threads = 1};
    if (run == NULL) run = &plain;
    if (subject->path == NULL) return refuse(run, subject, "the case was not read from a file", NULL);
    if (subject->issues_size == 0)
        return refuse(run, subject, "the case has no issues, so nothing of it is forecast", "add the part 'issues'");
    ent_run calm = *run;
    if (options->draws == 0 || ent_case_uncertain(subject) == 0) calm.threads = 1; /* too short to be worth several */
    freezer f = {.run = &calm, .subject = subject, .options = options, .out = out};
    f.arena = ent_arena_new(ent_run_allocator(run));
    if (f.arena == NULL) return ENT_MEMORY;
    write_head(&f);
    write_files(&f);
    write_forecasts(&f);
    ent_arena_free(f.arena);
    return f.status == ENT_OK && out->failed ? ENT_MEMORY : f.status;
}
