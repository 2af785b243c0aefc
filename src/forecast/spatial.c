/* The spatial model of politics and the challenge model over a case. */
#include "forecast/parts.h"

#include <string.h>

/* ---- what they work on ---------------------------------------------------------------------------------- */

typedef struct table { /* plain arrays, as ent_spatial borrows them */
    double *position, *salience, *capability, *low, *high;
} table;

static bool make_table(ent_arena *arena, size_t actors, size_t dimensions, table *out) {
    out->position = ent_arena_array(arena, actors, dimensions * sizeof *out->position);
    out->salience = ent_arena_array(arena, actors, dimensions * sizeof *out->salience);
    out->capability = ent_arena_array(arena, actors, sizeof *out->capability);
    out->low = ent_arena_array(arena, dimensions, sizeof *out->low);
    out->high = ent_arena_array(arena, dimensions, sizeof *out->high);
    return out->position != NULL && out->salience != NULL && out->capability != NULL && out->low != NULL &&
           out->high != NULL;
}

/* The k-th of the issues becomes dimension k. */
static void fill_dimension(const ent_forecast_issue *issue, size_t k, size_t dimensions, table *out) {
    out->low[k] = issue->low;
    out->high[k] = issue->high > issue->low ? issue->high : issue->low + 1; /* a scale of one option: nobody can move */
    for (size_t i = 0; i < issue->actors_size; i++) {
        out->position[i * dimensions + k] = issue->actors[i].at;
        out->salience[i * dimensions + k] = issue->actors[i].salience / 100;
        out->capability[i] = issue->actors[i].capability;
    }
}

static ent_spatial spatial_of(const table *of, size_t actors, size_t dimensions) {
    return (ent_spatial){actors, dimensions, of->position, of->salience, of->capability, of->low, of->high};
}

/* Shares of attention go up to 100. */
static bool attention_fits(const ent_forecast_issue *issue) {
    for (size_t i = 0; i < issue->actors_size; i++)
        if (issue->actors[i].salience > 100) return false;
    return true;
}

static bool can_move(const ent_forecast_issue *issue) {
    return issue->line != ENT_FORECAST_CHOICES && issue->silent_size == 0 && issue->actors_size > 0 &&
           attention_fits(issue);
}

static ent_smp_options smp_options(const ent_forecast *forecast, bool ktab) {
    ent_smp_options options = forecast->options.smp;
    options.ktab = ktab;
    return options;
}

enum { CROWD = 60 };

/* Few actors make turns so short that threads would spend more on waiting for each other than on the work. */
static ent_run run_for(const ent_run *run, size_t actors) {
    ent_run own = run != NULL ? *run : (ent_run){.threads = 1};
    if (actors < CROWD) own.threads = 1;
    return own;
}

ent_status ent_forecast_smp(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                            bool ktab, ent_smp *out, bool *offered) {
    memset(out, 0, sizeof *out);
    *offered = can_move(issue);
    if (!*offered) return ENT_OK;
    table of;
    if (!make_table(forecast->arena, issue->actors_size, 1, &of)) return ENT_MEMORY;
    fill_dimension(issue, 0, 1, &of);
    const ent_spatial spatial = spatial_of(&of, issue->actors_size, 1);
    const ent_smp_options options = smp_options(forecast, ktab);
    const ent_run own = run_for(run, issue->actors_size);
    return ent_smp_run(&spatial, &options, &own, out);
}

ent_status ent_forecast_challenge(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                                  ent_challenge *out, bool *offered) {
    memset(out, 0, sizeof *out);
    *offered = can_move(issue);
    if (!*offered) return ENT_OK;
    table of;
    if (!make_table(forecast->arena, issue->actors_size, 1, &of)) return ENT_MEMORY;
    fill_dimension(issue, 0, 1, &of);
    const ent_spatial spatial = spatial_of(&of, issue->actors_size, 1);
    const ent_run own = run_for(run, issue->actors_size);
    return ent_challenge_run(&spatial, &forecast->options.challenge, &own, out);
}

/* ---- several issues at once ----------------------------------------------------------------------------- */

static bool same_actors(const ent_forecast_issue *one, const ent_forecast_issue *other) {
    if (one->actors_size != other->actors_size) return false;
    for (size_t i = 0; i < one->actors_size; i++)
        if (one->actors[i].party != other->actors[i].party) return false;
    return true;
}

/* Whether each party's saliences are shares of one attention: over all the issues they add up to no more than 100. */
static bool attention_shared(const ent_forecast *forecast, const ent_forecast_spatial *of) {
    static const double rounding = 1e-8;
    for (size_t i = 0; of->issues_size > 0 && i < forecast->issues[of->issues[0]].actors_size; i++) {
        double sum = 0;
        for (size_t k = 0; k < of->issues_size; k++)
            sum += forecast->issues[of->issues[k]].actors[i].salience;
        if (sum > 100 + rounding) return false;
    }
    return true;
}

/* All issues with an order and positions of at least two parties, if they have the same actors; else none. */
static bool find_together(const ent_forecast *forecast, ent_forecast_spatial *out) {
    out->issues = ent_arena_array(forecast->arena, forecast->issues_size, sizeof *out->issues);
    if (out->issues == NULL) return false;
    for (size_t i = 0; i < forecast->issues_size; i++) {
        const ent_forecast_issue *issue = &forecast->issues[i];
        if (issue->line == ENT_FORECAST_CHOICES || issue->silent_size > 0 || issue->actors_size < 2) continue;
        bool fits = attention_fits(issue) && out->issues_size < ENT_SMP_DIMENSIONS &&
                    (out->issues_size == 0 || same_actors(issue, &forecast->issues[out->issues[0]]));
        if (!fits) {
            out->issues_size = 0;
            return true;
        }
        out->issues[out->issues_size++] = i;
    }
    if (!attention_shared(forecast, out)) out->issues_size = 0;
    return true;
}

static ent_status run_together(const ent_run *run, const ent_forecast *forecast, bool ktab, ent_forecast_spatial *out) {
    const ent_forecast_issue *first = &forecast->issues[out->issues[0]];
    out->parties_size = first->actors_size;
    out->parties = ent_arena_array(forecast->arena, out->parties_size, sizeof *out->parties);
    table of;
    if (out->parties == NULL || !make_table(forecast->arena, out->parties_size, out->issues_size, &of))
        return ENT_MEMORY;
    for (size_t i = 0; i < out->parties_size; i++)
        out->parties[i] = first->actors[i].party;
    for (size_t k = 0; k < out->issues_size; k++)
        fill_dimension(&forecast->issues[out->issues[k]], k, out->issues_size, &of);
    const ent_spatial spatial = spatial_of(&of, out->parties_size, out->issues_size);
    const ent_smp_options options = smp_options(forecast, ktab);
    const ent_run own = run_for(run, out->parties_size);
    return ent_smp_run(&spatial, &options, &own, &out->smp);
}

ent_status ent_forecast_together(const ent_run *run, ent_forecast *forecast, bool ktab,
                                 const ent_forecast_spatial **out) {
    ent_forecast_spatial **kept = &forecast->spatial[ktab];
    *out = NULL;
    if (*kept == NULL) {
        ent_forecast_spatial *found = ent_arena_alloc(forecast->arena, sizeof *found);
        if (found == NULL || !find_together(forecast, found)) return ENT_MEMORY;
        ent_status status = found->issues_size > 0 ? run_together(run, forecast, ktab, found) : ENT_OK;
        if (status != ENT_OK) {
            ent_smp_free(&found->smp);
            return status;
        }
        *kept = found;
    }
    if ((*kept)->issues_size > 0) *out = *kept;
    return ENT_OK;
}

/* ---- as predictions ------------------------------------------------------------------------------------- */

static ent_status not_here(const ent_forecast_issue *issue, ent_prediction *out) {
    if (issue->line == ENT_FORECAST_CHOICES) return ent_forecast_decline(out, "its options have no order");
    return ent_forecast_decline(out, "a salience above 100 is not a share of attention");
}

/* Steps of a run, in units of what a third party's part in a contest of the spatial model costs. */
static double work_of(size_t actors, size_t turns) {
    const double n = (double)actors;
    return n * n * n * (double)turns;
}

enum { CHALLENGE_SHARE = 5 }; /* the challenge model takes a fifth of that for each */

/* The weighted median of the positions on dimension k after the last turn. */
static ent_status end_point(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                            const ent_smp *smp, size_t k, ent_prediction *out) {
    ent_line line;
    ent_median found = {0};
    ent_status status = ent_forecast_line_of(forecast, issue, true, &line);
    double *position = ent_arena_array(forecast->arena, smp->actors, sizeof *position);
    if (status != ENT_OK || position == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < smp->actors; i++)
        position[i] = smp->position[(smp->turns * smp->actors + i) * smp->dimensions + k];
    line.position = position;
    status = ent_baseline_median(&line, run, &found);
    out->work = work_of(smp->actors, smp->turns); /* each dimension has its own prediction */
    return status == ENT_OK ? ent_forecast_point(run, found.point, issue->actors_size, out) : status;
}

ent_status ent_forecast_predict_smp(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                    const ent_forecast_model *model, ent_prediction *out) {
    bool ktab = strcmp(model->id, "smp-ktab") == 0, offered = false;
    const ent_forecast_spatial *together = NULL;
    ent_status status = ENT_OK;
    if (!can_move(issue)) return not_here(issue, out);
    if (!forecast->options.apart) status = ent_forecast_together(run, forecast, ktab, &together);
    if (status != ENT_OK) return status;
    for (size_t k = 0; together != NULL && k < together->issues_size; k++)
        if (&forecast->issues[together->issues[k]] == issue)
            return end_point(run, forecast, issue, &together->smp, k, out);
    ent_smp smp;
    status = ent_forecast_smp(run, forecast, issue, ktab, &smp, &offered);
    if (status == ENT_OK) status = end_point(run, forecast, issue, &smp, 0, out);
    ent_smp_free(&smp);
    return status;
}

ent_status ent_forecast_predict_challenge(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                          const ent_forecast_model *model, ent_prediction *out) {
    (void)model;
    bool offered = false;
    if (!can_move(issue)) return not_here(issue, out);
    ent_challenge challenge;
    ent_status status = ent_forecast_challenge(run, forecast, issue, &challenge, &offered);
    out->work = work_of(challenge.actors, challenge.rounds) / CHALLENGE_SHARE;
    if (status == ENT_OK) status = ent_forecast_point(run, challenge.median[challenge.rounds], issue->actors_size, out);
    ent_challenge_free(&challenge);
    return status;
}
