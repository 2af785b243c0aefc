/* What the rule of decision of an issue makes of positions: consensus with opt-outs, and votes. */
#include "forecast/parts.h"
#include "games/spatial/joining.h"
#include "games/spatial/votes.h"

#include <math.h>
#include <string.h>

static const ent_issue_decision *decision_of(const ent_forecast *forecast, const ent_forecast_issue *issue) {
    return &forecast->entente_case->issues[issue->issue].decision;
}

static bool decided_by(const ent_issue_decision *decision, const char *rule) {
    return decision->rule != NULL && strcmp(decision->rule, rule) == 0;
}

static ent_status another_rule(const ent_issue_decision *decision, const char *words, ent_prediction *out) {
    return ent_forecast_decline(
        out, decision->rule == NULL ? "the case does not say by what rule it is decided (`decision`)" : words);
}

/* ---- who is left out ----------------------------------------------------------------------------------- */

static ent_status add_outside(const ent_forecast *forecast, const ent_forecast_actor *actor, ent_prediction *out) {
    const char *name = forecast->entente_case->parties[actor->party].name;
    out->outside = out->outside == NULL ? name : ent_arena_printf(forecast->arena, "%s, %s", out->outside, name);
    return out->outside == NULL ? ENT_MEMORY : ENT_OK;
}

/* Those who may stay outside and are nearer to no change than to the outcome. */
static ent_status find_outside(const ent_forecast *forecast, const ent_forecast_issue *issue, double outcome,
                               ent_prediction *out) {
    ent_status status = ENT_OK;
    for (size_t i = 0; i < issue->actors_size && status == ENT_OK && issue->has_status_quo; i++) {
        const ent_forecast_actor *actor = &issue->actors[i];
        const double loss = fabs(actor->at - outcome) - fabs(actor->at - issue->status_quo);
        if (actor->opted_out && loss > ENT_PREDICTIVE_EQUAL * fabs(outcome - issue->status_quo))
            status = add_outside(forecast, actor, out);
    }
    return status;
}

/* ---- consensus ------------------------------------------------------------------------------------------ */

/* Everybody may stay outside: what those agree who join. */
static ent_status joining(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                          const ent_line *line, bool common, ent_prediction *out) {
    bool *joins = ent_arena_array(forecast->arena, issue->actors_size, sizeof *joins);
    ent_joining found;
    if (joins == NULL) return ENT_MEMORY;
    ent_status status = ent_joining_on_line(line, issue->status_quo, joins, &found);
    if (status != ENT_OK) return status;
    const double outcome = common ? found.common : found.mean, standing = issue->status_quo;
    out->has_set = true;
    out->low = common ? fmin(standing, 2 * outcome - standing) : found.low;
    out->high = common ? fmax(standing, 2 * outcome - standing) : found.high;
    status = find_outside(forecast, issue, outcome, out);
    return status == ENT_OK ? ent_forecast_point(run, outcome, common ? found.with_common : found.joined, out) : status;
}

static ent_status bound_ones(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                             const ent_line *line, const bool *opted_out, bool common, ent_prediction *out) {
    ent_consensus found = {0};
    ent_status status = ent_baseline_consensus(line, opted_out, issue->status_quo, run, &found);
    if (status != ENT_OK) return status;
    const double outcome = common ? found.common : found.mean;
    out->has_set = true;
    out->low = found.low;
    out->high = found.high;
    status = find_outside(forecast, issue, outcome, out);
    return status == ENT_OK ? ent_forecast_point(run, outcome, found.bound, out) : status;
}

ent_status ent_forecast_predict_consensus(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                          const ent_forecast_model *model, ent_prediction *out) {
    const ent_issue_decision *decision = decision_of(forecast, issue);
    const bool common = strcmp(model->id, "consensus-common") == 0;
    if (issue->line == ENT_FORECAST_CHOICES) return ent_forecast_decline(out, "its options have no order");
    if (!decided_by(decision, "consensus")) return another_rule(decision, "it is not decided by consensus", out);
    if (!issue->has_status_quo) return ent_forecast_no_status_quo(out);
    ent_line line;
    ent_status status = ent_forecast_line_of(forecast, issue, true, &line);
    bool *opted_out = ent_arena_array(forecast->arena, issue->actors_size, sizeof *opted_out);
    if (status != ENT_OK || opted_out == NULL) return ENT_MEMORY;
    size_t bound = 0;
    for (size_t i = 0; i < issue->actors_size; i++) {
        opted_out[i] = issue->actors[i].opted_out;
        bound += !opted_out[i];
    }
    return bound == 0 ? joining(run, forecast, issue, &line, common, out)
                      : bound_ones(run, forecast, issue, &line, opted_out, common, out);
}

/* ---- votes ---------------------------------------------------------------------------------------------- */

static const char too_few[] = "it takes so few votes that two camps have enough at the same time";

static ent_vote_rule rule_of(const ent_forecast *forecast, const ent_issue_decision *decision) {
    if (decided_by(decision, "majority")) return (ent_vote_rule){0.5, true};
    return (ent_vote_rule){ent_forecast_number(forecast, &decision->share, 2.0 / 3), false};
}

/* Positions and votes of those who vote: who may stay outside does not, unless everybody may. */
typedef struct voters {
    size_t size;
    size_t *actor;
    double *position, *votes;
} voters;

static ent_status find_voters(const ent_forecast *forecast, const ent_forecast_issue *issue, voters *out) {
    const size_t most = issue->actors_size;
    *out = (voters){0, ent_arena_array(forecast->arena, most, sizeof *out->actor),
                    ent_arena_array(forecast->arena, most, sizeof *out->position),
                    ent_arena_array(forecast->arena, most, sizeof *out->votes)};
    if (out->actor == NULL || out->position == NULL || out->votes == NULL) return ENT_MEMORY;
    bool all = true;
    for (size_t i = 0; i < most; i++)
        all = all && issue->actors[i].opted_out;
    for (size_t i = 0; i < most; i++) {
        if (issue->actors[i].opted_out && !all) continue;
        out->actor[out->size] = i;
        out->position[out->size] = issue->actors[i].at;
        out->votes[out->size++] = issue->actors[i].capability;
    }
    return ENT_OK;
}

static ent_status vote_on_line(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                               const voters *of, const ent_vote_rule *rule, ent_prediction *out) {
    const ent_line line = {of->size, of->position, of->votes};
    ent_vote found;
    if (!issue->has_status_quo && !rule->more) return ent_forecast_no_status_quo(out);
    ent_status status = ent_vote_on_line(&line, rule, issue->has_status_quo ? &issue->status_quo : NULL, run, &found);
    if (status != ENT_OK) return status;
    if (!found.decides) return ent_forecast_decline(out, too_few);
    out->has_pivots = true;
    out->pivot_low = found.low;
    out->pivot_high = found.high;
    out->pivots[0] = issue->actors[of->actor[found.low_voter]].party;
    out->pivots[1] = issue->actors[of->actor[found.high_voter]].party;
    out->has_set = issue->has_status_quo;
    out->low = found.set_low;
    out->high = found.set_high;
    status = find_outside(forecast, issue, found.point, out);
    return status == ENT_OK ? ent_forecast_point(run, found.point, of->size, out) : status;
}

/* The option that has the votes; else no change where those who want it leave the others too few. How many have. */
static size_t count_options(const ent_forecast_issue *issue, const ent_predictive *votes, size_t options,
                            const ent_vote_rule *rule, size_t *taken) {
    size_t count = 0;
    for (size_t option = 0; option < options; option++) {
        const double at = (double)option, share = ent_predictive_cdf(votes, at) - ent_predictive_below(votes, at);
        const bool blocks = issue->has_status_quo && at == issue->status_quo && !ent_vote_enough(rule, 1 - share);
        if (!ent_vote_enough(rule, share) && !blocks) continue;
        *taken = option;
        count++;
    }
    return count;
}

/* Of options without an order a position tells the first choice alone: one that enough vote for beats every other. */
static ent_status vote_on_options(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                                  const voters *of, const ent_vote_rule *rule, ent_prediction *out) {
    const size_t options = forecast->entente_case->issues[issue->issue].options_size;
    const ent_line line = {of->size, of->position, of->votes};
    ent_predictive votes = {0};
    size_t taken = 0, count = 0;
    ent_status status = ent_predictive_empirical(&line, run, &votes);
    if (status == ENT_OK) count = count_options(issue, &votes, options, rule, &taken);
    ent_predictive_free(&votes);
    if (status != ENT_OK) return status;
    if (count == 0) return ent_forecast_decline(out, "no option has the votes as a first choice");
    if (count > 1) return ent_forecast_decline(out, too_few);
    status = ent_forecast_chances(forecast, issue, of->size, out);
    if (status == ENT_OK) out->chances[taken] = 1;
    return status;
}

ent_status ent_forecast_predict_vote(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                     const ent_forecast_model *model, ent_prediction *out) {
    (void)model;
    const ent_issue_decision *decision = decision_of(forecast, issue);
    if (!decided_by(decision, "majority") && !decided_by(decision, "qualified"))
        return another_rule(decision, "it is not decided by a vote", out);
    const ent_vote_rule rule = rule_of(forecast, decision);
    voters of;
    ent_status status = find_voters(forecast, issue, &of);
    if (status != ENT_OK) return status;
    if (issue->line == ENT_FORECAST_CHOICES) return vote_on_options(run, forecast, issue, &of, &rule, out);
    return vote_on_line(run, forecast, issue, &of, &rule, out);
}
