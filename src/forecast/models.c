/* The table of models. */
#include "forecast/parts.h"

#include <string.h>

enum { LEAST_ACTORS = 3 }; /* of the odds model */

static const ent_issue *issue_row(const ent_forecast *forecast, const ent_forecast_issue *issue) {
    return &forecast->entente_case->issues[issue->issue];
}

/* ---- chances of options without an order ---------------------------------------------------------------- */

static ent_status chances_of_actors(const ent_forecast *forecast, const ent_forecast_issue *issue, bool weighted,
                                    ent_prediction *out) {
    ent_line line;
    ent_status status = ent_forecast_line_of(forecast, issue, weighted, &line);
    size_t *choice = ent_arena_array(forecast->arena, issue->actors_size, sizeof *choice);
    if (status != ENT_OK || choice == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < issue->actors_size; i++)
        choice[i] = (size_t)issue->actors[i].at;
    status = ent_forecast_chances(forecast, issue, issue->actors_size, out);
    if (status != ENT_OK) return status;
    return ent_odds_choices(issue->actors_size, choice, line.weight, out->chances_size, out->chances);
}

/* Models over a line have nothing to say about options without an order. */
static bool unordered(const ent_forecast_issue *issue) {
    return issue->line == ENT_FORECAST_CHOICES;
}

static ent_status no_order(ent_prediction *out) {
    return ent_forecast_decline(out, "its options have no order");
}

/* ---- models -------------------------------------------------------------------------------------------- */

static ent_status base_rate(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                            const ent_forecast_model *model, ent_prediction *out) {
    (void)model;
    if (issue->past_size == 0) return ent_forecast_decline(out, issue->past_missing);
    if (unordered(issue)) {
        ent_status status = ent_forecast_chances(forecast, issue, issue->past_size, out);
        for (size_t i = 0; i < issue->past_size && status == ENT_OK; i++)
            out->chances[(size_t)issue->past[i].value] += 1 / (double)issue->past_size;
        return status;
    }
    double *values = ent_arena_array(forecast->arena, issue->past_size, sizeof *values);
    if (values == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < issue->past_size; i++)
        values[i] = issue->past[i].value;
    const ent_line line = {issue->past_size, values, NULL};
    out->kind = ENT_PREDICTION_DISTRIBUTION;
    out->n = issue->past_size;
    return ent_predictive_empirical(&line, run, &out->on_line);
}

static ent_status odds(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                       const ent_forecast_model *model, ent_prediction *out) {
    (void)model;
    if (issue->actors_size < LEAST_ACTORS)
        return ent_forecast_decline(
            out, ent_arena_printf(forecast->arena, "%zu %s, and it needs three", issue->actors_size,
                                  issue->actors_size == 1 ? "party has a position" : "parties have positions"));
    if (unordered(issue)) return chances_of_actors(forecast, issue, true, out);
    ent_line line;
    ent_status status = ent_forecast_line_of(forecast, issue, true, &line);
    if (status != ENT_OK) return status;
    out->kind = ENT_PREDICTION_DISTRIBUTION;
    out->n = issue->actors_size;
    return ent_odds(&line, &forecast->options.odds, run, &out->on_line);
}

static ent_status mean(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                       const ent_forecast_model *model, ent_prediction *out) {
    if (unordered(issue)) return no_order(out);
    ent_line line;
    double x = 0;
    ent_status status = ent_forecast_line_of(forecast, issue, strcmp(model->id, "mean") != 0, &line);
    if (status == ENT_OK) status = ent_baseline_mean(&line, &x);
    return status == ENT_OK ? ent_forecast_point(run, x, issue->actors_size, out) : status;
}

static ent_status median(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                         const ent_forecast_model *model, ent_prediction *out) {
    if (unordered(issue)) return no_order(out);
    ent_line line;
    ent_median found = {0};
    ent_status status = ent_forecast_line_of(forecast, issue, strcmp(model->id, "median") == 0, &line);
    if (status == ENT_OK) status = ent_baseline_median(&line, run, &found);
    return status == ENT_OK ? ent_forecast_point(run, found.point, issue->actors_size, out) : status;
}

static const char *name_of(const ent_forecast *forecast, const ent_forecast_actor *actor) {
    return forecast->entente_case->parties[actor->party].name;
}

static ent_status nash(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                       const ent_forecast_model *model, ent_prediction *out) {
    (void)model;
    if (unordered(issue)) return no_order(out);
    if (!issue->has_status_quo) return ent_forecast_no_status_quo(out);
    if (issue->actors_size < 2) return ent_forecast_decline(out, "one party alone has nobody to bargain with");
    ent_line line;
    ent_line_nash found = {0};
    ent_status status = ent_forecast_line_of(forecast, issue, true, &line);
    if (status == ENT_OK) status = ent_baseline_nash(&line, issue->status_quo, run, &found);
    if (status != ENT_OK) return status;
    if (found.exists) return ent_forecast_point(run, found.point, issue->actors_size, out);
    const ent_forecast_actor *one = &issue->actors[found.blocking[0]], *other = &issue->actors[found.blocking[1]];
    if (one == other)
        return ent_forecast_decline(out, ent_arena_printf(forecast->arena,
                                                          "%s stands where no agreement would leave it, so nothing is "
                                                          "better for all",
                                                          name_of(forecast, one)));
    return ent_forecast_decline(out, ent_arena_printf(forecast->arena,
                                                      "nothing is better than no agreement for both %s and %s",
                                                      name_of(forecast, one), name_of(forecast, other)));
}

static ent_status no_change(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                            const ent_forecast_model *model, ent_prediction *out) {
    (void)model;
    double at = issue->status_quo;
    bool known = issue->has_status_quo;
    if (!known && issue->past_size > 0) { /* as in the last agreement; a payment: the last one */
        const ent_issue *row = issue_row(forecast, issue);
        bool rises = row->follows != NULL && strcmp(row->follows, "agreements.first") == 0 && row->past_size == 0;
        at = rises ? issue->base : issue->past[issue->past_size - 1].value; /* of rises in percent the base is 0 */
        known = true;
    }
    if (!known) return ent_forecast_no_status_quo(out);
    if (!unordered(issue)) return ent_forecast_point(run, at, 1, out);
    ent_status status = ent_forecast_chances(forecast, issue, 1, out);
    if (status == ENT_OK) out->chances[(size_t)at] = 1;
    return status;
}

static const ent_forecast_model models[] = {
    {"base-rate", "Base rate", "Kahneman and Tversky 1979, Intuitive prediction: biases and corrective procedures",
     "What past agreements had, each as likely as the other; first-year payments by their rise on the last payment.",
     false, true, base_rate},
    {"odds", "Odds model", "Entente; see docs/forecast.md",
     "The odds that the outcome lies at or below a point are the weight (capability x salience) at or below it over "
     "the "
     "weight above it, with a pull to the middle; options without an order have their share of the weight.",
     true, true, odds},
    {"median", "Median", "Black 1958, The theory of committees and elections",
     "The position where half of the weight (capability x salience) is passed.", true, false, median},
    {"compromise-mean", "Compromise mean",
     "Van den Bos 1991, Dutch EC policy making; Achen 2006, Institutional realism and bargaining models",
     "The mean of the positions weighted by capability x salience.", true, false, mean},
    {"mean", "Mean, unweighted", NULL, "The mean of the positions, each party counting the same.", true, false, mean},
    {"median-unweighted", "Median, unweighted", "Black 1958, The theory of committees and elections",
     "The middle position, each party counting the same.", true, false, median},
    {"nash", "Nash bargaining", "Nash 1950, The bargaining problem; Harsanyi and Selten 1972",
     "The point with the largest product of gains over no agreement, with weights capability x salience and utilities "
     "that fall evenly with distance.",
     true, false, nash},
    {"consensus", "Consensus, mean", "Steunenberg 1994; Tsebelis 2002, Veto players",
     "The compromise mean of those who are bound, as far as it leaves none of them worse off than no change; where "
     "everybody may stay outside, of those who join.",
     true, false, ent_forecast_predict_consensus},
    {"consensus-common", "Consensus, least ambitious",
     "Underdal 1980, The politics of international fisheries management; Moravcsik 1998, The choice for Europe",
     "The position of the one who is bound and stands nearest to no change: the lowest common denominator.", true,
     false, ent_forecast_predict_consensus},
    {"vote", "Vote",
     "Black 1948, On the rationale of group decision-making; Krehbiel 1998, Pivotal politics; Tsebelis 2002, Veto "
     "players",
     "By the majority that the case names, votes counted by capability: no change between the pivots stays; from "
     "outside, what is nearest to the median voter and no worse than no change for enough of them.",
     true, false, ent_forecast_predict_vote},
    {"smp", "Spatial model of politics", "Wise, Lester and Efird 2015, on KTAB; with its faults corrected",
     "Parties challenge each other, bargain and move turn by turn; the weighted median of where they end.", true, false,
     ent_forecast_predict_smp},
    {"smp-ktab", "Spatial model, as KTAB", "Wise, Lester and Efird 2015, on KTAB",
     "The same exactly as the program KTAB computes it.", true, false, ent_forecast_predict_smp},
    {"challenge", "Challenge model", "Bueno de Mesquita 1997; Scholz, Calbert and Smith 2011",
     "Parties challenge where they expect to gain; the median position after the last round.", true, false,
     ent_forecast_predict_challenge},
    {"no-change", "No change", NULL,
     "Things stay as they stand; where the case does not say how, as in the last agreement.", false, false, no_change},
};

const ent_forecast_model *ent_forecast_models(size_t *size) {
    *size = sizeof models / sizeof models[0];
    return models;
}

const ent_forecast_model *ent_forecast_find(const char *id) {
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++)
        if (strcmp(models[i].id, id) == 0) return &models[i];
    return NULL;
}

ent_status ent_forecast_predict(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                const ent_forecast_model *model, ent_prediction *out) {
    *out = (ent_prediction){0};
    if (model->from_positions && issue->silent_size > 0) {
        const char *words = ent_forecast_silence_words(forecast, issue, forecast->arena);
        return ent_forecast_decline(out, words);
    }
    if (model->from_positions && issue->actors_size == 0)
        return ent_forecast_decline(out, "nobody's position was known");
    ent_status status = model->predict(run, forecast, issue, model, out);
    if (status == ENT_INPUT) status = ENT_BUG; /* the case has been checked: its numbers are finite and not below 0 */
    return status;
}
