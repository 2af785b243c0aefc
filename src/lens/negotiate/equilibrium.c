/* What rational parties would agree on that only wait when waiting pays: without a deadline, and with one. */
#include "equilibrium.h"

#include "space/risk.h"

#include <math.h>
#include <string.h>

/* ---- points ------------------------------------------------------------------------------------------------------ */

double equilibrium_scaled(const equilibrium *e, size_t party, double utility) {
    return (utility - e->origin[party]) * e->stretch[party] + e->n->lift[party];
}

double equilibrium_gain(const equilibrium *e, size_t party, double share) {
    return share * e->hull->scale[party] * e->stretch[party];
}

double equilibrium_utility(const equilibrium *e, size_t party, double share) {
    const ent_space *space = e->space;
    const double no_deal = ent_wide_ratio(space->no_deal[party], space->denominator[party]);
    return equilibrium_scaled(e, party, no_deal) + equilibrium_gain(e, party, share);
}

double equilibrium_point_utility(const equilibrium *e, size_t point, size_t party) {
    const ent_wide utility = e->shown->utility[point * e->shown->dimensions + party];
    return equilibrium_scaled(e, party, ent_wide_ratio(utility, e->space->denominator[party]));
}

double equilibrium_point_share(const equilibrium *e, size_t point, size_t party) {
    const ent_wide gain = e->shown->utility[point * e->shown->dimensions + party] - e->space->no_deal[party];
    return e->hull->scale[party] > 0 ? ent_wide_ratio(gain, e->space->denominator[party]) / e->hull->scale[party] : 0;
}

ent_deadline equilibrium_deadline(const equilibrium *e, size_t place) {
    return (ent_deadline){.rounds = e->rounds, .order = e->order, .first = place, .each = e->each};
}

size_t equilibrium_nearest(const equilibrium *e, const double *gain) {
    size_t best = 0;
    double least = INFINITY;
    for (size_t k = 0; k < e->frontier.size; k++) {
        double most = 0;
        for (size_t i = 0; i < e->parties; i++)
            most = fmax(most, fabs(equilibrium_point_share(e, k, i) - gain[i]));
        const bool tied = most == least && ent_frontier_before(&e->frontier, k, best);
        if (most < least || tied) best = k;
        least = fmin(least, most);
    }
    return best;
}

void equilibrium_party_columns(const equilibrium *e, ent_table *table) {
    for (size_t i = 0; i < e->parties; i++)
        ent_table_column(e->n->out, table, negotiate_text(e->n, "utility.%s", negotiate_party_id(e->n, i)),
                         negotiate_text(e->n, "Utility, %s", negotiate_party_name(e->n, i)), "number", "", 3);
}

void equilibrium_lead_column(const equilibrium *e, ent_table *table, const char *of) {
    const ent_issue *lead = ent_words_issue(&e->n->words, e->lead);
    ent_table_column(e->n->out, table, "lead", negotiate_text(e->n, "%s%s", lead->name ? lead->name : lead->id, of),
                     ent_words_numeric(&e->n->words, e->lead) ? "number" : "text",
                     ent_words_unit(&e->n->words, e->lead), ent_words_digits(&e->n->words, e->lead));
}

ent_value equilibrium_lead_cell(const equilibrium *e, size_t point) {
    ent_frontier_outcome(&e->frontier, point, e->outcome);
    return ent_words_option(&e->n->words, e->lead, e->outcome[e->lead]);
}

/* ---- metrics -------------------------------------------------------------------------------------------------------
 */

static void outcome_metrics(equilibrium *e, const char *key, const char *label, size_t point) {
    ent_frontier_outcome(&e->frontier, point, e->outcome);
    for (size_t j = 0; j < e->n->model->issues; j++) {
        const ent_issue *issue = ent_words_issue(&e->n->words, j);
        const ent_info info =
            negotiate_info(negotiate_text(e->n, "%s, %s", issue->name ? issue->name : issue->id, label),
                           ent_words_unit(&e->n->words, j), ent_words_digits(&e->n->words, j), &e->uses);
        ent_findings_metricf(e->n->out, ent_words_option(&e->n->words, j, e->outcome[j]), &info,
                             "equilibrium.%s.outcome.%s", key, issue->id);
    }
}

static void utility_metric(equilibrium *e, const char *key, const char *label, size_t party, double utility) {
    const ent_info info = negotiate_info(
        negotiate_text(e->n, "Utility of %s, %s", negotiate_party_name(e->n, party), label), NULL, 3, &e->uses);
    ent_findings_metricf(e->n->out, ent_real(utility), &info, "equilibrium.%s.utility.%s", key,
                         negotiate_party_id(e->n, party));
}

/* Two parties: the equilibrium that Rubinstein found; more: one stationary equilibrium among many. */
static void stationary_metrics(equilibrium *e) {
    const char *key = e->parties == 2 ? "rubinstein" : "stationary";
    const char *label = negotiate_text(e->n, e->parties == 2 ? "Rubinstein, %s first" : "stationary, %s first",
                                       negotiate_party_name(e->n, e->order[0]));
    const double *gain = e->found.best[e->order[0]].gain;
    for (size_t i = 0; i < e->parties; i++)
        utility_metric(e, key, label, i, equilibrium_utility(e, i, gain[i]));
    outcome_metrics(e, key, negotiate_text(e->n, "%s, nearest package", label), equilibrium_nearest(e, gain));
}

static void deadline_metrics(equilibrium *e) {
    const ent_deadline deadline = equilibrium_deadline(e, 0);
    const size_t point = e->rounds_points[0][0];
    const size_t last = ent_deadline_proposer(&deadline, e->parties, e->rounds - 1);
    const char *label =
        negotiate_text(e->n, "%zu rounds, %s proposes first", e->rounds, negotiate_party_name(e->n, e->order[0]));
    for (size_t i = 0; i < e->parties; i++)
        utility_metric(e, "deadline", label, i, equilibrium_point_utility(e, point, i));
    outcome_metrics(e, "deadline", label, point);
    ent_info info = negotiate_info("Rounds until the deadline", "rounds", 0, NULL);
    ent_findings_metric(e->n->out, "equilibrium.deadline.rounds", ent_integer((int64_t)e->rounds), &info);
    info = negotiate_info("Proposes in the last round", NULL, -1, NULL);
    ent_findings_metric(e->n->out, "equilibrium.deadline.last", ent_text(negotiate_party_id(e->n, last)), &info);
}

/* ---- the deadline, round by round -------------------------------------------------------------------------------- */

static void deadline_row(equilibrium *e, ent_table *table, ent_value *cells, size_t round) {
    const ent_deadline deadline = equilibrium_deadline(e, 0);
    const size_t point = e->rounds_points[0][round];
    ent_value *cell = cells;
    *cell++ = ent_integer((int64_t)(e->rounds - round));
    *cell++ = ent_integer((int64_t)round);
    *cell++ = ent_text(negotiate_party_name(e->n, ent_deadline_proposer(&deadline, e->parties, round)));
    for (size_t i = 0; i < e->parties; i++)
        *cell++ = ent_real(equilibrium_point_utility(e, point, i));
    *cell = equilibrium_lead_cell(e, point);
    ent_table_row(e->n->out, table, cells);
}

/* The last rounds, the first one, and ever fewer between: 20, 50, 100, 200, 500, ... left. */
static bool listed(size_t rounds, size_t left) {
    size_t ten = 10;
    while (left >= 10 * ten)
        ten *= 10;
    return left <= 12 || left == rounds || left == 2 * ten || left == 5 * ten || left == ten;
}

static ent_status deadline_table(equilibrium *e) {
    ent_findings *out = e->n->out;
    ent_value *cells = ent_arena_array(e->n->arena, e->parties + 4, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    ent_table *table = ent_findings_table(out, "deadline", true, "What would be agreed with so many rounds left");
    ent_table_about(out, table,
                    "Backward induction from the last round, in which whoever proposes takes all that the others can "
                    "gain. Each row: what would be agreed if the talks got to that round; of many rounds "
                    "some are left out. A benchmark, not a forecast.");
    ent_table_column(out, table, "left", "Rounds left", "integer", "", 0);
    ent_table_column(out, table, "round", "Round", "integer", "", 0);
    ent_table_column(out, table, "proposer", "Proposes", "text", "", -1);
    equilibrium_party_columns(e, table);
    equilibrium_lead_column(e, table, "");
    for (size_t round = e->rounds; round-- > 0;)
        if (listed(e->rounds, e->rounds - round)) deadline_row(e, table, cells, round);
    return ENT_OK;
}

enum { DRAWN = 60 };

static void path_rows(equilibrium *e, const double *gain) {
    ent_table *table = ent_findings_table(e->n->out, "deadline_path", false, "%s", "");
    ent_table_column(e->n->out, table, "round", "Round", "integer", "", 0);
    ent_table_column(e->n->out, table, "party", "Party", "text", "", -1);
    ent_table_column(e->n->out, table, "utility", "Utility", "number", "", 3);
    for (size_t i = 0; i < e->parties; i++)
        for (size_t round = e->rounds > DRAWN ? e->rounds - DRAWN : 0; round < e->rounds; round++) {
            const double share = gain[round * e->parties + i];
            const ent_value row[] = {ent_integer((int64_t)round), ent_text(negotiate_party_id(e->n, i)),
                                     ent_real(equilibrium_utility(e, i, share))};
            ent_table_row(e->n->out, table, row);
        }
}

/* The last rounds, with lotteries, so that the curves are not those of the steps between packages. */
static ent_status deadline_chart(equilibrium *e) {
    const ent_deadline deadline = equilibrium_deadline(e, 0);
    const size_t last = ent_deadline_proposer(&deadline, e->parties, e->rounds - 1);
    double *gain = ent_arena_array(e->n->arena, e->rounds, e->parties * sizeof *gain);
    if (!gain) return ENT_MEMORY;
    if (e->rounds < 3) return ENT_OK;
    const ent_status status = ent_deadline_lotteries(e->n->run, e->hull, &deadline, gain);
    if (status != ENT_OK) return status;
    path_rows(e, gain);
    const ent_chart chart = {
        .id = "deadline",
        .kind = ENT_CHART_LINES,
        .table = "deadline_path",
        .title = negotiate_text(e->n, "The fewer rounds are left, the more the last word counts (here it is with %s)",
                                negotiate_party_name(e->n, last)),
        .subtitle = negotiate_text(
            e->n,
            "What would be agreed if the talks got to a round, by backward induction with lotteries; %zu is the last",
            e->rounds - 1),
        .text = "Utility of each party by round, up to the last one.",
        .x = "round",
        .y = "utility",
        .series = "party",
        .x_label = "Round",
        .y_label = "Utility"};
    ent_findings_chart(e->n->out, &chart);
    return ENT_OK;
}

/* ---- the parts -----------------------------------------------------------------------------------------------------
 */

static ent_status solve(equilibrium *e) {
    negotiate *n = e->n;
    ent_status status = ent_stationary_find(n->run, e->hull, e->factor, e->order, &e->found);
    e->stationary = status == ENT_OK && e->found.residual <= 1e-6;
    for (size_t i = 0; i < e->parties && e->rounds && status == ENT_OK; i++) {
        const ent_deadline deadline = equilibrium_deadline(e, i);
        e->rounds_points[i] = ent_arena_array(n->arena, e->rounds, sizeof *e->rounds_points[i]);
        if (!e->rounds_points[i]) return ENT_MEMORY;
        status = ent_deadline_solve(n->run, e->space, e->shown, &deadline, e->rounds_points[i]);
    }
    return status;
}

static void record_method(equilibrium *e) {
    ent_findings *out = e->n->out;
    ent_findings_method(out, "equilibrium",
                        ent_text(e->parties == 2
                                     ? "stationary offers on the frontier with lotteries, by bisection to the "
                                       "last bit"
                                     : "stationary offers on the frontier with lotteries, by Newton's method"));
    ent_findings_method(out, "equilibrium_residual", ent_real(e->found.residual));
    if (e->rounds)
        ent_findings_method(out, "deadline", ent_text("backward induction over the frontier without lotteries, exact"));
    ent_findings_method(out, "patience", ent_text(e->patience));
}

/* Whether every round ends on the package of the last one. */
static bool sticks(const equilibrium *e) {
    const size_t *points = e->rounds_points[0];
    for (size_t t = 0; t < e->rounds; t++)
        if (points[t] != points[e->rounds - 1]) return false;
    return e->rounds > 1 && e->frontier.size > 1;
}

static void write_notes(equilibrium *e) {
    ent_findings *out = e->n->out;
    ent_findings_note(out, ENT_NOTE, "N-NEGOTIATE-0020", NULL,
                      "The equilibrium is a benchmark for fully informed, fully rational parties (%s), no forecast.",
                      e->patience);
    if (e->parties > 2)
        ent_findings_note(out, ENT_NOTE, "N-NEGOTIATE-0021", NULL,
                          "With %zu parties that must all agree nearly every division is some equilibrium; the "
                          "stationary one is shown.",
                          e->parties);
    if (e->n->replaced)
        ent_findings_note(out, ENT_NOTE, "N-NEGOTIATE-0026", NULL,
                          "--reservation is for the strategies: the equilibrium takes no deal as the case values it.");
    if (e->rounds && sticks(e))
        ent_findings_note(
            out, ENT_NOTE, "N-NEGOTIATE-0025", NULL,
            "A round costs less than the step from one package to the next, so that with a deadline the last "
            "word decides however many rounds come before it. With lotteries between packages it fades with "
            "their number: see the chart.");
    if (!e->stationary)
        ent_findings_note(
            out, ENT_NOTE, "N-NEGOTIATE-0022", NULL,
            "No stationary equilibrium was found: offers go round in circles. Only the deadline is shown.");
}

static ent_status report(equilibrium *e) {
    record_method(e);
    write_notes(e);
    if (e->stationary) stationary_metrics(e);
    if (e->rounds) deadline_metrics(e);
    ent_status status = equilibrium_comparisons(e);
    if (status == ENT_OK) status = equilibrium_deadlines(e);
    if (status == ENT_OK) status = equilibrium_repetition(e);
    if (status != ENT_OK || e->n->run->metrics_only || !e->rounds) return status;
    status = deadline_chart(e);
    return status == ENT_OK ? deadline_table(e) : status;
}

ent_status equilibrium_look(equilibrium *e) {
    negotiate *n = e->n;
    ent_status status = ent_frontier_find(n->run, n->space, NULL, &e->frontier);
    if (status != ENT_OK || e->frontier.size == 0) return status;
    ent_solver *solver = ent_arena_alloc(n->arena, sizeof *solver);
    if (!solver) return ENT_MEMORY;
    status = ent_solver_bent(n->run, n->space, &e->frontier, NULL, n->arena, solver);
    if (status != ENT_OK) return status;
    e->space = solver->space;
    e->shown = solver->frontier;
    e->hull = ent_hull_make(e->space, e->shown, n->arena);
    return e->hull ? ENT_OK : ENT_MEMORY;
}

static ent_status run_parts(equilibrium *e) {
    negotiate *n = e->n;
    ent_status status = equilibrium_look(e);
    if (status != ENT_OK) return status;
    if (e->frontier.size == 0) {
        ent_findings_note(
            n->out, ENT_NOTE, "N-NEGOTIATE-0023", NULL,
            "No package is worth at least as much as no deal to every party, so there is no equilibrium to "
            "find: rational parties do not agree.");
        return ENT_OK;
    }
    e->outcome = ent_arena_array(n->arena, n->model->issues, sizeof *e->outcome);
    if (!e->outcome) return ENT_MEMORY;
    status = solve(e);
    return status == ENT_OK ? report(e) : status;
}

/* What the brief names, what past agreements knew, else the first issue with numbers. */
size_t negotiate_lead(const negotiate *n) {
    const int named = n->source->brief.lead ? ent_case_issue(n->source, n->source->brief.lead) : ENT_NOWHERE;
    const int lead = named == ENT_NOWHERE ? ENT_NOWHERE : ent_model_issue(n->model, named);
    if (lead != ENT_NOWHERE) return (size_t)lead;
    for (size_t j = 0; j < n->model->issues; j++) {
        const char *follows = ent_words_issue(&n->words, j)->follows;
        if (follows && strcmp(follows, "agreements.first") == 0) return j;
    }
    for (size_t j = 0; j < n->model->issues; j++)
        if (ent_words_numeric(&n->words, j)) return j;
    return 0;
}

ent_status negotiate_equilibrium(negotiate *n) {
    equilibrium *e = ent_arena_alloc(n->arena, sizeof *e); /* large */
    if (!e) return ENT_MEMORY;
    *e = (equilibrium){.n = n, .parties = n->model->parties, .rounds = n->options->rounds};
    e->lead = negotiate_lead(n);
    for (size_t s = 0; s < e->parties; s++) {
        e->order[s] = n->seats[s].party;
        e->origin[s] = ent_wide_ratio(n->base[s], ent_space_scale(n->space, s));
        e->stretch[s] = ent_wide_ratio(ent_space_scale(n->space, s), n->unit[s]);
    }
    ent_status status = equilibrium_patience(e);
    if (status != ENT_OK) return status;
    if (e->parties < 2) {
        ent_findings_note(n->out, ENT_NOTE, "N-NEGOTIATE-0024", "preferences",
                          "Only one party has preferences: it takes the best package for itself, and there is no "
                          "equilibrium of offers to find.");
        return ENT_OK;
    }
    status = run_parts(e);
    ent_frontier_free(&e->frontier);
    return status;
}
