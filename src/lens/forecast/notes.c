/* What a reader must know beside the figures. */
#include "lens/forecast/report.h"

#include <math.h>
#include <string.h>

static const char *path_of(const forecast_report *r, size_t issue) {
    return ent_arena_printf(r->arena, "issues.%s", forecast_issue_row(r, issue)->id);
}

/* Issues where a government is silent, those with the same words in one note. */
static void note_silence(forecast_report *r) {
    const size_t size = r->forecast.issues_size;
    const char **words = ent_arena_array(r->arena, size, sizeof *words);
    if (words == NULL) return;
    for (size_t i = 0; i < size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        if (!r->shown[i] || issue->silent_size == 0) continue;
        words[i] = ent_forecast_silence_words(&r->forecast, issue, r->arena);
        if (words[i] == NULL) return;
    }
    for (size_t i = 0; i < size; i++) {
        if (words[i] == NULL) continue;
        const char *names = forecast_issue_row(r, i)->name, *now = words[i];
        for (size_t k = i + 1; k < size && names != NULL; k++) {
            if (words[k] == NULL || strcmp(words[k], now) != 0) continue;
            names = ent_arena_printf(r->arena, "%s; %s", names, forecast_issue_row(r, k)->name);
            words[k] = NULL;
        }
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0001", path_of(r, i),
                          "Nothing is forecast from positions (%s): %s.", names, now);
    }
}

static size_t count_offered(const forecast_report *r, const char *model, ent_prediction_kind kind) {
    size_t count = 0;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_prediction *of = r->shown[i] ? forecast_of(r, i, model) : NULL;
        count += of != NULL && of->kind == kind;
    }
    return count;
}

static void note_base_rates(forecast_report *r) {
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_prediction *of = r->shown[i] ? forecast_of(r, i, "base-rate") : NULL;
        if (of != NULL && of->kind == ENT_PREDICTION_DISTRIBUTION && of->n < least) least = of->n;
    }
    if (least == SIZE_MAX) return;
    if (least < 2) {
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0003", NULL,
                          "A base rate of one past case is that case: it says nothing about how far the next may lie "
                          "from it.");
        return;
    }
    ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0003", NULL,
                      "Base rates rest on as few as %zu past case%s: if the next is like them it lies between the "
                      "smallest and the largest with chance %zu in %zu.",
                      least, least == 1 ? "" : "s", least - 1, least + 1);
}

static void note_zero_weights(forecast_report *r) {
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        double most = 0;
        for (size_t k = 0; k < issue->actors_size; k++)
            most = fmax(most, issue->actors[k].capability * issue->actors[k].salience);
        if (!r->shown[i] || issue->actors_size < 2 || issue->silent_size > 0 || most > 0) continue;
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0005", path_of(r, i),
                          "%s: capability x salience is 0 for every party, so all of them count the same.",
                          forecast_issue_row(r, i)->name);
    }
}

/* Whether any actor shown has the number. */
static void note_weights(forecast_report *r) {
    bool capability = false, salience = false, anybody = false;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        for (size_t k = 0; r->shown[i] && k < issue->actors_size; k++) {
            anybody = true;
            capability = capability || r->entente_case->parties[issue->actors[k].party].capability.set;
            salience = salience || issue->actors[k].position->salience.set;
        }
    }
    if (!anybody || (capability && salience)) return;
    ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0005", "parties", "The case gives no %s: parties count the same%s.",
                      !capability && !salience ? "capability and no salience"
                      : capability             ? "salience"
                                               : "capability",
                      !capability && !salience ? "" : " as far as that goes");
}

static void note_points(forecast_report *r) {
    size_t draws = 0, least = SIZE_MAX;
    bool disagree = false;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        size_t lowest = 0, highest = 0;
        if (!r->shown[i]) continue;
        const ent_prediction *row = &r->predictions[i * r->models_size];
        if (forecast_extremes(r, i, false, &lowest, &highest) > 1)
            disagree = disagree || ent_prediction_point(&row[lowest]) < ent_prediction_point(&row[highest]);
        for (size_t m = 0; m < r->models_size; m++) {
            draws = row[m].draws > draws ? row[m].draws : draws;
            if (row[m].work > 0 && ent_forecast_uncertain(&r->forecast, &r->forecast.issues[i]))
                least = row[m].draws < least ? row[m].draws : least;
        }
    }
    if (disagree)
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0004", NULL,
                          "The models disagree. They are shown beside each other and not averaged: which assumption "
                          "holds is the question.");
    if (draws > 0)
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0008", NULL,
                          "Inputs that carry a range were drawn %zu times. Intervals of point models come from these "
                          "draws alone: they are not the uncertainty of the outcome.",
                          draws);
    if (least < r->options->draws)
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0012", NULL,
                          least > 0 ? "The models that move took the first %zu of %zu draws: with so many parties all "
                                      "of them would take too long."
                                    : "The models that move took inputs as written (%zu of %zu draws): with so many "
                                      "parties draws of them would take too long.",
                          least, r->options->draws);
}

void forecast_report_notes(forecast_report *r) {
    note_silence(r);
    if (r->lead == SIZE_MAX)
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0009", NULL, "No model has anything to start from.");
    if (count_offered(r, "odds", ENT_PREDICTION_DISTRIBUTION) > 0)
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0002", NULL,
                          "The odds model was found on 353 decisions of the European Union, scored on proposals it had "
                          "not seen: its median misses by 22.3 points of 100 on average, its 80%% interval held the "
                          "outcome 80.5%% of the time. One data set, EU legislation; no evidence yet for other "
                          "settings.");
    note_base_rates(r);
    note_points(r);
    note_weights(r);
    note_zero_weights(r);
    const char *coded = r->entente_case->brief.coded;
    if (coded != NULL && strcmp(coded, "hindsight") == 0)
        ent_findings_note(r->out, ENT_NOTE, "N-FORECAST-0006", "brief.coded",
                          "The case was coded in hindsight: nothing here counts as a forecast that came true.");
}
