/* Scores of models: the one file here that knows how forecasts are made. Outcomes are taken in blocks of one case, each
 * block with a forecast of its own, so that hundreds of issues run on all cores. */
#include "backtest/backtest.h"
#include "forecast/forecast.h"

#include <math.h>
#include <string.h>

enum { BLOCK = 16 };

/* ---- which models ------------------------------------------------------------------------------------------- */

static void add_model(backtest *self, const ent_forecast_model *model) {
    for (size_t i = 0; i < self->models_size; i++)
        if (strcmp(self->models[i].id, model->id) == 0) return;
    if (self->models_size == BACKTEST_MODELS) return;
    self->models[self->models_size++] =
        (backtest_model){model->id, model->label, model->about, model->publication, model->distribution};
}

static ent_status unknown_model(const backtest *self, const char *word) {
    const char *ids[BACKTEST_MODELS], *list = "there are: ";
    size_t size;
    const ent_forecast_model *models = ent_forecast_models(&size);
    for (size_t i = 0; i < size && i < BACKTEST_MODELS && list != NULL; i++) {
        ids[i] = models[i].id;
        list = ent_arena_printf(self->arena, "%s%s%s", list, i > 0 ? ", " : "", ids[i]);
    }
    const char *close = ent_closest(word, ids, size < BACKTEST_MODELS ? size : BACKTEST_MODELS);
    if (close != NULL) list = ent_arena_printf(self->arena, "did you mean %s?", close);
    ent_diagnosef(self->run->diagnostics, ENT_ERROR, "U-BACKTEST-0001", NULL, NULL, list, NULL, "no model \"%s\"",
                  word);
    return ENT_USAGE;
}

static ent_status choose_listed(backtest *self, const char *list) {
    for (const char *at = list;;) {
        size_t length = strcspn(at, ",");
        char *word = ent_arena_copy(self->arena, at, length);
        if (word == NULL) return ENT_MEMORY;
        const ent_forecast_model *model = ent_forecast_find(word);
        if (model == NULL) return unknown_model(self, word);
        add_model(self, model);
        if (at[length] == '\0') return ENT_OK;
        at += length + 1;
    }
}

ent_status backtest_choose(backtest *self) {
    size_t size;
    const ent_forecast_model *models = ent_forecast_models(&size);
    for (size_t i = 0; self->options->models.size == 0 && i < size; i++)
        add_model(self, &models[i]);
    for (size_t i = 0; i < self->options->models.size; i++) {
        ent_status status = choose_listed(self, self->options->models.items[i]);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

/* ---- one score ---------------------------------------------------------------------------------------------- */

static ent_status score_line(const ent_run *run, const outcome *truth, const ent_prediction *made, bool intervals,
                             score *out) {
    static const double levels[2] = {0.5, 0.8};
    out->kind = SCORE_LINE;
    out->distribution = intervals && made->kind == ENT_PREDICTION_DISTRIBUTION;
    out->point = ent_prediction_point(made);
    out->error = fabs(out->point - truth->value);
    out->crps = ent_predictive_crps(&made->on_line, truth->value);
    for (size_t i = 0; out->distribution && i < 2; i++) {
        ent_predictive_range interval;
        ent_status status = ent_predictive_shortest(&made->on_line, levels[i], run, &interval);
        if (status != ENT_OK) return status;
        out->low[i] = interval.low;
        out->high[i] = interval.high;
        /* an outcome at the very end of an interval lies in it, whatever the last digit of the end */
        double slack = 1e-9 * fmax(1, fmax(fabs(interval.low), fabs(interval.high)));
        out->inside[i] = truth->value >= interval.low - slack && truth->value <= interval.high + slack;
    }
    return ENT_OK;
}

static void score_choice(const outcome *truth, const ent_prediction *made, score *out) {
    out->kind = SCORE_CHOICE;
    out->distribution = true;
    out->choice = (int)ent_prediction_choice(made);
    size_t came = (size_t)truth->level->option;
    out->right = out->choice == truth->level->option;
    for (size_t i = 0; i < made->chances_size; i++) {
        double miss = made->chances[i] - (i == came ? 1 : 0);
        out->brier += miss * miss;
        if (i == came) out->chance = made->chances[i];
    }
}

typedef struct block {
    size_t first, end; /* outcomes */
} block;

typedef struct work {
    backtest *self;
    block *blocks;
} work;

typedef struct block_state {
    const backtest *self;
    ent_run run; /* of one thread: a forecast alone is too short to be worth several */
    ent_arena *arena;
    const ent_case *subject;
    ent_forecast forecast;
    ent_prediction *drawn; /* of all issues and models, where numbers are drawn */
} block_state;

/* Draws are made for a whole case at a time, so that all its issues see the same. */
static bool draws(const backtest *self, const ent_case *subject) {
    return self->options->draws > 0 && ent_case_uncertain(subject) > 0;
}

static ent_status predict_drawn(block_state *state) {
    const backtest *self = state->self;
    const ent_forecast_model *models[BACKTEST_MODELS];
    size_t size;
    if (__builtin_mul_overflow(state->forecast.issues_size, self->models_size, &size)) return ENT_LIMIT;
    for (size_t m = 0; m < self->models_size; m++)
        models[m] = ent_forecast_find(self->models[m].id);
    state->drawn = ent_arena_array(state->arena, size, sizeof *state->drawn);
    if (state->drawn == NULL) return ENT_MEMORY;
    return ent_forecast_predict_all(self->run, &state->forecast, models, self->models_size, self->options->draws,
                                    state->drawn);
}

static ent_status predict(block_state *state, const outcome *truth, size_t m, ent_prediction *out) {
    const backtest *self = state->self;
    if (state->drawn != NULL) { /* moved out: freed by whoever asked */
        ent_prediction *made = &state->drawn[(size_t)truth->issue * self->models_size + m];
        *out = *made;
        *made = (ent_prediction){.kind = ENT_PREDICTION_NONE};
        return ENT_OK;
    }
    return ent_forecast_predict(&state->run, &state->forecast, &state->forecast.issues[truth->issue],
                                ent_forecast_find(self->models[m].id), out);
}

static ent_status score_model(block_state *state, const outcome *truth, size_t m, score *out) {
    ent_prediction made = {.kind = ENT_PREDICTION_NONE};
    ent_status status = predict(state, truth, m, &made);
    out->n = made.n;
    if (status == ENT_LIMIT) { /* too many actors for this model: it is not offered */
        out->because = "more actors than it takes have positions";
        status = ENT_OK;
    } else if (status == ENT_OK && made.kind == ENT_PREDICTION_NONE) {
        out->because = made.because != NULL ? ent_arena_text(state->arena, made.because) : "it says nothing of this";
    } else if (status == ENT_OK && made.kind == ENT_PREDICTION_CHANCES) {
        score_choice(truth, &made, out);
    } else if (status == ENT_OK) { /* draws make a distribution of a point, but no interval that was meant as one */
        status = score_line(&state->run, truth, &made, state->self->models[m].distribution, out);
    }
    ent_prediction_free(&made);
    return status;
}

static ent_status score_outcome(block_state *state, outcome *truth, score *scores) {
    const ent_forecast_issue *issue = &state->forecast.issues[truth->issue];
    if (!ent_forecast_level(&state->forecast, issue, truth->level, &truth->value)) {
        truth->state = OUTCOME_OFF_LINE;
        return ENT_OK;
    }
    for (size_t m = 0; m < state->self->models_size; m++) {
        ent_status status = score_model(state, truth, m, &scores[m]);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static void free_drawn(block_state *state) {
    size_t size = state->drawn != NULL ? state->forecast.issues_size * state->self->models_size : 0;
    for (size_t i = 0; i < size; i++)
        ent_prediction_free(&state->drawn[i]);
}

static ent_status score_block(void *context, size_t index) {
    const work *all = context;
    backtest *self = all->self;
    const block *part = &all->blocks[index];
    block_state state = {.self = self, .run = *self->run, .subject = self->cases[self->outcomes[part->first].which]};
    ent_forecast_options options = ENT_FORECAST_DEFAULT;
    state.run.threads = 1;
    options.apart = true; /* every issue by itself, whatever else the case holds */
    state.arena = self->rooms[index] = ent_arena_new(ent_run_allocator(self->run));
    if (state.arena == NULL) return ENT_MEMORY;
    ent_status status = ent_forecast_read(self->run, state.subject, &options, NULL, state.arena, &state.forecast);
    if (status == ENT_OK && draws(self, state.subject)) status = predict_drawn(&state);
    for (size_t i = part->first; status == ENT_OK && i < part->end; i++)
        status = score_outcome(&state, &self->outcomes[i], self->scores + i * self->models_size);
    free_drawn(&state);
    ent_forecast_free(&state.forecast);
    if (status == ENT_OK && ent_arena_failed(state.arena)) status = ENT_MEMORY;
    return status;
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

static size_t cut(const backtest *self, block *blocks) {
    size_t size = 0;
    for (size_t first = 0, end; first < self->outcomes_size; first = end, size++) {
        size_t which = self->outcomes[first].which;
        bool whole = draws(self, self->cases[which]);
        for (end = first; end < self->outcomes_size && (whole || end - first < BLOCK); end++)
            if (self->outcomes[end].which != which) break;
        blocks[size] = (block){first, end};
    }
    return size;
}

ent_status backtest_measure(backtest *self) {
    size_t cells;
    if (__builtin_mul_overflow(self->outcomes_size, self->models_size, &cells)) return ENT_LIMIT;
    work all = {self, ent_arena_array(self->arena, self->outcomes_size, sizeof(block))};
    self->scores = ent_arena_array(self->arena, cells, sizeof *self->scores);
    if (all.blocks == NULL || self->scores == NULL) return ENT_MEMORY;
    self->rooms_size = cut(self, all.blocks);
    self->rooms = ent_arena_array(self->arena, self->rooms_size, sizeof *self->rooms);
    if (self->rooms == NULL) return ENT_MEMORY;
    return ent_parallel(self->run, self->rooms_size, score_block, &all);
}
