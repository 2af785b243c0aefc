/* The lens: options, what they ask of the models, and the order of the findings. */
#include "lens/forecast/report.h"

#include <string.h>

#define OPTION(field) offsetof(forecast_options, field)

static const char *const votes[] = {"proportional", "binary", "prop-binary", "prop-cubic", "cubic", NULL};
static const char *const victories[] = {"linear", "square", "quartic", "octic", "majority", NULL};
static const char *const elections[] = {"conditional", "markov-uniform", "markov-incentive", NULL};
static const char *const adjusts[] = {"none", "third", "half", "two-thirds", "full", NULL};
static const char *const risks[] = {"min", "mid", "max", NULL};
static const char *const commits[] = {"semi", "full", "none", NULL};
static const char *const bargains[] = {"s1p1", "s2p2", "s2pmax", NULL};
static const char *const views[] = {"initiator", "both", "weighted", NULL};
static const char *const betters[] = {"always", "by-distance", NULL};
static const char *const denominators[] = {"contest", "all-pairs", NULL};
static const char *const offers[] = {"least-move", "scholz", NULL};

static const ent_option_row option_rows[] = {
    {"model", ENT_OPTION_LIST, OPTION(model), NULL, 0, 0, NULL, "MODEL,...",
     "only these models: odds, smp, smp-ktab, challenge ... (default: all but smp-ktab)"},
    {"issue", ENT_OPTION_LIST, OPTION(issue), NULL, 0, 0, NULL, "ISSUE,...", "only these issues (default: all)"},
    {"draws", ENT_OPTION_COUNT, OPTION(draws), "200", 0, 100000, NULL, "N",
     "draws of uncertain inputs (of many parties fewer in the models that move); 0: numbers as written"},
    {"apart", ENT_OPTION_FLAG, OPTION(apart), NULL, 0, 0, NULL, NULL,
     "the spatial model takes each issue as a contest of its own (default: together, where the same parties have "
     "positions on all issues and saliences add up to 100 at most)"},
    {"turns", ENT_OPTION_COUNT, OPTION(turns), "100", 1, ENT_SMP_TURNS, NULL, "N", "most turns of the spatial model"},
    {"stochastic", ENT_OPTION_FLAG, OPTION(stochastic), NULL, 0, 0, NULL, NULL,
     "spatial model: bargains are drawn by their probability, instead of the most probable"},
    {"vote", ENT_OPTION_CHOICE, OPTION(vote), "proportional", 0, 0, votes, "RULE",
     "spatial model: how much weight a difference of utility brings into a vote"},
    {"victory", ENT_OPTION_CHOICE, OPTION(victory), "linear", 0, 0, victories, "RULE",
     "spatial model: how the sizes of two coalitions make a chance to win"},
    {"election", ENT_OPTION_CHOICE, OPTION(election), "conditional", 0, 0, elections, "RULE",
     "spatial model: how contests of pairs make chances of many options"},
    {"adjust", ENT_OPTION_CHOICE, OPTION(adjust), "third", 0, 0, adjusts, "SHARE",
     "spatial model: how far a party judges another by that one's own attitude to risk"},
    {"risk", ENT_OPTION_CHOICE, OPTION(risk), "mid", 0, 0, risks, "RANGE",
     "spatial model: attitudes to risk from 0 to 1 (min), -1/2 to 1 (mid) or -1 to 1 (max)"},
    {"commit", ENT_OPTION_CHOICE, OPTION(commit), "semi", 0, 0, commits, "KIND",
     "spatial model: how far third parties commit themselves to a side"},
    {"bargain", ENT_OPTION_CHOICE, OPTION(bargain), "s2p2", 0, 0, bargains, "RULE",
     "spatial model: weights of a bargain, from saliences and chances to win"},
    {"views", ENT_OPTION_CHOICE, OPTION(views), "initiator", 0, 0, views, "WHOSE",
     "spatial model: whose view of a challenge makes a bargain"},
    {"rounds", ENT_OPTION_COUNT, OPTION(rounds), "10", 1, ENT_CHALLENGE_ROUNDS, NULL, "N",
     "rounds of the challenge model"},
    {"alone", ENT_OPTION_NUMBER, OPTION(alone), "1", 0, 1, NULL, "CHANCE",
     "challenge model: the chance Q that a rival left alone does nothing"},
    {"better", ENT_OPTION_CHOICE, OPTION(better), "always", 0, 0, betters, "RULE",
     "challenge model: whether a rival left alone moves to one's advantage (T)"},
    {"denominator", ENT_OPTION_CHOICE, OPTION(denominator), "contest", 0, 0, denominators, "OVER",
     "challenge model: votes of the contest, or of all pairs of parties, under the chance to win"},
    {"offers", ENT_OPTION_CHOICE, OPTION(offers), "least-move", 0, 0, offers, "RULE",
     "challenge model: which of several offers a party takes"},
};

/* ---- options ------------------------------------------------------------------------------------------- */

static int place_of(const char *const *choices, const char *text) {
    for (int i = 0; choices[i] != NULL; i++)
        if (strcmp(choices[i], text) == 0) return i;
    return 0;
}

static ent_forecast_options room_options(const forecast_options *o, const ent_run *run) {
    ent_forecast_options options = ENT_FORECAST_DEFAULT;
    options.apart = o->apart;
    options.smp.vote = (ent_smp_vote)place_of(votes, o->vote);
    options.smp.victory = (ent_smp_victory)place_of(victories, o->victory);
    options.smp.choice = (ent_smp_choice)place_of(elections, o->election);
    options.smp.adjust = (ent_smp_adjust)place_of(adjusts, o->adjust);
    options.smp.range = (ent_smp_range)place_of(risks, o->risk);
    options.smp.commit = (ent_smp_commit)place_of(commits, o->commit);
    options.smp.bargain = (ent_smp_bargain)place_of(bargains, o->bargain);
    options.smp.views = (ent_smp_views)place_of(views, o->views);
    options.smp.stochastic = o->stochastic;
    options.smp.seed = run != NULL ? run->seed : 0;
    options.smp.turns = o->turns;
    options.challenge.status_quo = o->alone;
    options.challenge.better = (ent_challenge_better)place_of(betters, o->better);
    options.challenge.denominator = (ent_challenge_denominator)place_of(denominators, o->denominator);
    options.challenge.offers = (ent_challenge_offers)place_of(offers, o->offers);
    options.challenge.rounds = o->rounds;
    return options;
}

static ent_status refuse(const forecast_report *r, const char *id, const char *what, const char *name,
                         const char *hint) {
    ent_diagnosef(r->run != NULL ? r->run->diagnostics : NULL, ENT_ERROR, id, NULL, NULL, hint, NULL,
                  "--%s: there is no %s '%.60s'", what, what, name);
    return ENT_USAGE;
}

/* Calls `take` for each name of a list whose items may hold several, with commas. */
static ent_status each_name(forecast_report *r, const ent_text_list *list,
                            ent_status (*take)(forecast_report *, const char *name)) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < list->size; i++)
        for (const char *at = list->items[i]; *at != '\0' && status == ENT_OK;) {
            const size_t length = strcspn(at, ",");
            const char *name = ent_arena_copy(r->arena, at, length);
            if (name == NULL) return ENT_MEMORY;
            status = take(r, name);
            at += length + (at[length] == ',');
        }
    return status;
}

static ent_status take_model(forecast_report *r, const char *name) {
    size_t size = 0;
    const ent_forecast_model *all = ent_forecast_models(&size), *found = ent_forecast_find(name);
    if (found == NULL) {
        const char **ids = ent_arena_array(r->arena, size, sizeof *ids);
        if (ids == NULL) return ENT_MEMORY;
        for (size_t i = 0; i < size; i++)
            ids[i] = all[i].id;
        const char *near = ent_closest(name, ids, size);
        return refuse(r, "U-FORECAST-0001", "model", name,
                      near != NULL ? ent_arena_printf(r->arena, "did you mean '%s'?", near)
                                   : "`entente explain U-FORECAST-0001` lists them");
    }
    for (size_t i = 0; i < r->models_size; i++)
        if (r->models[i] == found) return ENT_OK;
    r->models[r->models_size++] = found;
    return ENT_OK;
}

static ent_status take_issue(forecast_report *r, const char *name) {
    const ent_case *c = r->entente_case;
    int issue = ent_case_issue(c, name);
    if (issue != ENT_NOWHERE) {
        r->shown[issue] = true;
        return ENT_OK;
    }
    const char **ids = ent_arena_array(r->arena, c->issues_size, sizeof *ids);
    if (ids == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < c->issues_size; i++)
        ids[i] = c->issues[i].id;
    const char *near = ent_closest(name, ids, c->issues_size);
    return refuse(r, "U-FORECAST-0002", "issue", name,
                  near != NULL ? ent_arena_printf(r->arena, "did you mean '%s'?", near) : "the id of an issue");
}

static ent_status choose(forecast_report *r) {
    size_t size = 0;
    const ent_forecast_model *all = ent_forecast_models(&size);
    r->models = ent_arena_array(r->arena, size, sizeof *r->models);
    r->shown = ent_arena_array(r->arena, r->forecast.issues_size, sizeof *r->shown);
    if (r->models == NULL || r->shown == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < size && r->options->model.size == 0; i++)
        if (strcmp(all[i].id, "smp-ktab") != 0) r->models[r->models_size++] = &all[i];
    memset(r->shown, r->options->issue.size == 0, r->forecast.issues_size * sizeof *r->shown);
    ent_status status = each_name(r, &r->options->model, take_model);
    return status == ENT_OK ? each_name(r, &r->options->issue, take_issue) : status;
}

/* ---- running ------------------------------------------------------------------------------------------- */

static bool says_something(const forecast_report *r, size_t issue) {
    for (size_t m = 0; m < r->models_size; m++)
        if (r->predictions[issue * r->models_size + m].kind != ENT_PREDICTION_NONE) return true;
    return false;
}

/* What the brief leads with, if a model says something of it; else the first issue with a base rate or odds; else the
 * first of which a model says anything. */
static size_t lead_of(const forecast_report *r) {
    const char *wanted = r->entente_case->brief.lead;
    int lead = wanted != NULL ? ent_case_issue(r->entente_case, wanted) : ENT_NOWHERE;
    if (lead != ENT_NOWHERE && r->shown[lead] && says_something(r, (size_t)lead)) return (size_t)lead;
    for (size_t i = 0; i < r->forecast.issues_size; i++)
        if (r->shown[i] && (forecast_of(r, i, "base-rate") != NULL || forecast_of(r, i, "odds") != NULL)) return i;
    for (size_t i = 0; i < r->forecast.issues_size; i++)
        if (r->shown[i] && says_something(r, i)) return i;
    return SIZE_MAX;
}

static ent_status report_all(forecast_report *r) {
    ent_status status = forecast_report_models(r);
    if (status == ENT_OK) status = forecast_report_inputs(r);
    if (status == ENT_OK) status = forecast_report_turns(r);
    if (status != ENT_OK) return status;
    forecast_report_decisions(r);
    forecast_report_charts(r);
    forecast_headline(r);
    forecast_report_notes(r);
    forecast_report_page(r);
    ent_findings_method(r->out, "knowledge",
                        ent_text("positions and agreements count from their dates; a position only of the government "
                                 "in office on the case's date"));
    ent_findings_method(r->out, "intervals", ent_text("the shortest that hold 50 and 80 percent"));
    return ENT_OK;
}

static ent_status find_ranges(forecast_report *r) {
    const size_t size = r->forecast.issues_size * r->models_size;
    r->ranges = ent_arena_array(r->arena, size, sizeof *r->ranges);
    ent_status status = r->ranges != NULL ? ENT_OK : ENT_MEMORY;
    for (size_t i = 0; i < size && status == ENT_OK; i++) {
        const ent_prediction *of = &r->predictions[i];
        r->ranges[i].set = of->kind == ENT_PREDICTION_DISTRIBUTION;
        if (!r->ranges[i].set) continue;
        status = ent_predictive_shortest(&of->on_line, 0.5, r->run, &r->ranges[i].half);
        if (status == ENT_OK) status = ent_predictive_shortest(&of->on_line, 0.8, r->run, &r->ranges[i].most);
    }
    return status;
}

static ent_status predict(forecast_report *r) {
    size_t size = r->forecast.issues_size;
    r->predictions = ent_arena_array(r->arena, size, r->models_size * sizeof *r->predictions);
    if (r->predictions == NULL) return ENT_MEMORY;
    ent_status status =
        ent_forecast_predict_all(r->run, &r->forecast, r->models, r->models_size, r->options->draws, r->predictions);
    if (status == ENT_OK) status = find_ranges(r);
    if (status == ENT_OK) r->lead = lead_of(r);
    if (status == ENT_OK) status = report_all(r);
    for (size_t i = 0; i < size * r->models_size; i++)
        ent_prediction_free(&r->predictions[i]);
    return status;
}

static ent_status run(const ent_case *entente_case, const void *options, const ent_run *run_with,
                      ent_findings *findings) {
    forecast_report r = {.run = run_with, .entente_case = entente_case, .options = options, .out = findings};
    r.tables = run_with == NULL || !run_with->metrics_only;
    r.lead = SIZE_MAX;
    r.arena = ent_arena_new(ent_run_allocator(run_with));
    if (r.arena == NULL) return ENT_MEMORY;
    const ent_forecast_options room = room_options(options, run_with);
    ent_status status = ent_forecast_read(run_with, entente_case, &room, NULL, r.arena, &r.forecast);
    if (status == ENT_OK) status = choose(&r);
    if (status == ENT_OK) status = predict(&r);
    if (status == ENT_OK && ent_arena_failed(r.arena)) status = ENT_MEMORY;
    ent_forecast_free(&r.forecast);
    ent_arena_free(r.arena);
    return status;
}

static const char *const examples[] = {"entente forecast rok-us-sma",
                                       "entente forecast rok-us-sma --issue contribution",
                                       "entente forecast talks.yaml --model odds,compromise-mean",
                                       "entente forecast talks.yaml --model smp --csv --table positions", NULL};

static const char *const needs[] = {"parties", "issues", NULL};

const ent_lens ent_lens_forecast = {
    .name = "forecast",
    .question = "What is likely?",
    .about =
        "Base rates first, where past agreements knew the issue; then, from the positions of the governments in "
        "office, the odds model's distribution with its 50 and 80 percent intervals, and beside it medians, means, "
        "Nash bargaining, consensus rules with opt-outs, votes by majority, the spatial model of politics, the "
        "expected-utility "
        "challenge model and no change. Models that disagree are shown and not averaged. Where a government has "
        "taken no position it says so and forecasts nothing from positions.",
    .examples = examples,
    .options = option_rows,
    .options_size = sizeof option_rows / sizeof option_rows[0],
    .options_bytes = sizeof(forecast_options),
    .needs = needs,
    .brief_order = 25,
    .run = run,
    .messages = forecast_messages,
    .messages_size = FORECAST_MESSAGES,
};
