/* The zone of possible agreement, issue by issue, and what the red lines do to it. */
#include "bargain.h"

#include <string.h>

/* ---- what a party alone could accept --------------------------------------------------------------------- */

/* Whether a party could accept an option if all else went its way within all red lines. */
static ent_status could_accept(const bargain *b, size_t party, size_t issue, size_t option, bool *allowed, bool *out) {
    const ent_space *space = b->space;
    const size_t flat = space->first[issue] + option;
    memcpy(allowed, space->allowed, space->total * sizeof *allowed);
    memset(allowed + space->first[issue], 0, ent_space_options(space, issue) * sizeof *allowed);
    allowed[flat] = true;
    const ent_frontier_options options = {.members = &party, .members_size = 1, .allowed = allowed, .any_one = true};
    ent_frontier frontier;
    ent_status status = ent_frontier_find(b->run, space, &options, &frontier);
    if (status != ENT_OK) return status;
    *out = frontier.size > 0;
    ent_frontier_free(&frontier);
    return ENT_OK;
}

/* Without interactions: the term and the best of the other issues. */
static ent_wide best_elsewhere(const ent_space *space, size_t party, size_t issue) {
    ent_wide sum = space->constant[party];
    for (size_t j = 0; j < space->issues; j++) {
        ent_wide most = 0;
        bool any = false;
        for (size_t o = 0; o < ent_space_options(space, j) && j != issue; o++) {
            ent_wide term = ent_space_term(space, party, j, o);
            if (space->allowed[space->first[j] + o] && (!any || term > most)) {
                most = term;
                any = true;
            }
        }
        sum += most;
    }
    return sum;
}

bool bargain_draws_line(const bargain *b, size_t party, const ent_limit *limit) {
    return ent_model_draws_line(b->model, party, limit);
}

/* Its own red lines and its no-deal value, but not those of others. */
static ent_status acceptable(const bargain *b, size_t party, size_t issue, bool *allowed, bool *options) {
    const ent_space *space = b->space;
    const ent_wide rest = !ent_space_additive(space) ? 0 : best_elsewhere(space, party, issue);
    for (size_t o = 0; o < ent_space_options(space, issue); o++) {
        const size_t flat = space->first[issue] + o;
        options[o] = true;
        for (size_t l = 0; l < b->model->limits_size; l++)
            if (bargain_draws_line(b, party, b->model->limits[l]) && b->model->excludes[l][flat]) options[o] = false;
        if (!options[o]) continue;
        if (ent_space_additive(space)) {
            options[o] = rest + ent_space_term(space, party, issue, o) >= space->no_deal[party];
            continue;
        }
        ent_status status = could_accept(b, party, issue, o, allowed, &options[o]);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

/* ---- ranges in words ------------------------------------------------------------------------------------- */

typedef struct range {
    size_t first, last, size; /* options marked, in the issue's order by number */
} range;

static range range_of(const bargain *b, size_t issue, const bool *marked) {
    range r = {0};
    const double *level = b->model->level + b->model->first[issue];
    for (size_t o = 0; o < b->model->options[issue]; o++) {
        if (!marked[o]) continue;
        if (r.size == 0 || level[o] < level[r.first]) r.first = o;
        if (r.size == 0 || level[o] > level[r.last]) r.last = o;
        r.size++;
    }
    return r;
}

static const char *range_words(const bargain *b, size_t issue, const bool *marked) {
    range r = range_of(b, issue, marked);
    if (r.size == 0) return "none";
    if (bargain_numeric(b, issue)) {
        if (r.first == r.last) return bargain_option_words(b, issue, r.first);
        return bargain_text(b, "%s to %s", bargain_option_words(b, issue, r.first),
                            bargain_option_words(b, issue, r.last));
    }
    if (r.size == b->model->options[issue] && r.size > 3) return "any";
    const char *words = "";
    for (size_t o = 0; o < b->model->options[issue]; o++)
        if (marked[o]) words = bargain_text(b, "%s%s%s", words, *words ? ", " : "", bargain_option_words(b, issue, o));
    return words;
}

/* ---- red lines ------------------------------------------------------------------------------------------- */

static const char *level_words(const bargain *b, const ent_issue *issue, const ent_level *level) {
    char text[ENT_NUMBER_TEXT];
    if (level->option != ENT_NOWHERE) {
        size_t j = (size_t)ent_model_issue(b->model, (int)(issue - b->source->issues));
        return bargain_option_words(b, j, (size_t)level->option);
    }
    return bargain_text(b, "%s", ent_write_double(text, level->number.value));
}

static const char *condition_words(const bargain *b, const ent_issue *issue, const ent_condition *condition) {
    static const char *const relations[] = {"at most ", "at least ", "above ", "below ", "one of ", "not "};
    const char *words = relations[condition->relation];
    if (condition->relation != ENT_AMONG && condition->relation != ENT_NOT)
        return bargain_text(b, "%s%s", words, level_words(b, issue, &condition->level));
    for (size_t k = 0; k < condition->levels_size; k++)
        words = bargain_text(b, "%s%s%s", words, k ? ", " : "", level_words(b, issue, &condition->levels[k]));
    return words;
}

const char *bargain_limit_words(const bargain *b, const ent_limit *limit) {
    const char *words = "";
    for (size_t c = 0; c < limit->when.conditions_size; c++)
        words = bargain_text(b, "%s%s%s", words, c ? " and " : "",
                             condition_words(b, &b->source->issues[limit->when.issue], &limit->when.conditions[c]));
    return words;
}

/* What the recommendation would be without one red line: its option on the lead issue. */
static ent_status without_line(const bargain *b, size_t line, uint32_t *outcome, ent_value *out) {
    ent_space space = *b->space;
    bool *allowed = ent_arena_array(b->arena, space.total, sizeof *allowed);
    if (!allowed) return ENT_MEMORY;
    for (size_t flat = 0; flat < space.total; flat++) {
        allowed[flat] = true;
        for (size_t l = 0; l < b->model->limits_size; l++)
            if (l != line && b->model->excludes[l][flat]) allowed[flat] = false;
    }
    space.allowed = allowed;
    ent_frontier frontier;
    ent_solver solver;
    ent_status status = ent_frontier_find(b->run, &space, NULL, &frontier);
    if (status != ENT_OK) return status;
    *out = ent_empty();
    if (frontier.size > 0) {
        size_t point = 0;
        status = ent_solver_bent(b->run, &space, &frontier, b->weighted ? b->weights : NULL, b->arena, &solver);
        if (status == ENT_OK) {
            ent_solve(&solver, b->recommended, &point, 1);
            ent_frontier_outcome(&frontier, point, outcome);
            *out = bargain_option(b, b->lead, outcome[b->lead]);
        }
    }
    ent_frontier_free(&frontier);
    return status;
}

static ent_status red_lines(bargain *b) {
    enum { TRIED = 24 };
    if (b->model->limits_size == 0) return ENT_OK;
    const ent_issue *lead = bargain_issue(b, b->lead);
    uint32_t *outcome = ent_arena_array(b->arena, b->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    ent_table *table = ent_findings_table(b->out, "red_lines", false, "Red lines and what each of them moves");
    ent_table_about(b->out, table,
                    bargain_text(b, "The last column: %s under %s if this line alone were dropped.",
                                 lead->name ? lead->name : lead->id, ent_rules[b->recommended].label));
    ent_table_column(b->out, table, "party", "Party", "text", "", -1);
    ent_table_column(b->out, table, "issue", "Issue", "text", "", -1);
    ent_table_column(b->out, table, "line", "Red line", "text", "", -1);
    ent_table_column(b->out, table, "excludes", "Options excluded", "integer", "", 0);
    ent_table_column(b->out, table, "without", "Without it", bargain_numeric(b, b->lead) ? "number" : "text",
                     bargain_unit(b, b->lead), bargain_digits(b, b->lead));
    for (size_t l = 0; l < b->model->limits_size; l++) {
        const ent_limit *limit = b->model->limits[l];
        const ent_issue *issue = &b->source->issues[limit->when.issue];
        const ent_party *party = &b->source->parties[limit->party];
        int64_t excluded = 0;
        for (size_t flat = 0; flat < b->space->total; flat++)
            excluded += b->model->excludes[l][flat];
        ent_value without = ent_empty();
        if (l < TRIED) {
            ent_status status = without_line(b, l, outcome, &without);
            if (status != ENT_OK) return status;
        }
        ent_basis basis = limit->provenance ? limit->provenance->basis : ENT_UNOWNED;
        const ent_value cells[] = {
            ent_text(party->name ? party->name : party->id), ent_text(issue->name ? issue->name : issue->id),
            ent_based(ent_text(bargain_limit_words(b, limit)), basis), ent_integer(excluded), without};
        ent_table_row(b->out, table, cells);
    }
    return ENT_OK;
}

/* ---- tables and the chart -------------------------------------------------------------------------------- */

static void zone_metrics(bargain *b) {
    for (size_t j = 0; j < b->model->issues; j++) {
        range r = range_of(b, j, b->zone + b->model->first[j]);
        if (r.size == 0 || !bargain_numeric(b, j)) continue;
        const ent_issue *issue = bargain_issue(b, j);
        const char *name = issue->name ? issue->name : issue->id;
        ent_info info = bargain_info(bargain_text(b, "%s, lowest that can be signed", name), bargain_unit(b, j),
                                     bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, r.first), &info, "zone.%s.from", issue->id);
        info.label = bargain_text(b, "%s, highest that can be signed", name);
        ent_findings_metricf(b->out, bargain_option(b, j, r.last), &info, "zone.%s.to", issue->id);
    }
}

static void lead_row(bargain *b, ent_table *table, const char *label, const bool *marked, bool with_point) {
    range r = range_of(b, b->lead, marked);
    if (r.size == 0) return;
    const double *level = b->model->level + b->model->first[b->lead];
    ent_value point = with_point && b->agreement ? ent_real(level[b->outcomes[b->recommended][b->lead]]) : ent_empty();
    const ent_value cells[] = {ent_text(label), ent_real(level[r.first]), ent_real(level[r.last]), point};
    ent_table_row(b->out, table, cells);
}

static void lead_chart(bargain *b) {
    const ent_issue *lead = bargain_issue(b, b->lead);
    const char *name = lead->name ? lead->name : lead->id;
    range r = range_of(b, b->lead, b->zone + b->model->first[b->lead]);
    ent_chart chart = {.id = "zone",
                       .kind = ENT_CHART_INTERVALS,
                       .table = "zone_lead",
                       .label = "who",
                       .lo = "from",
                       .hi = "to",
                       .y = "point",
                       .x_label = bargain_text(b, "%s, %s", name, bargain_unit(b, b->lead))};
    if (b->agreement)
        chart.title = bargain_text(b, "%s between %s and %s can be part of a deal; %s is balanced under %s", name,
                                   bargain_option_words(b, b->lead, r.first), bargain_option_words(b, b->lead, r.last),
                                   bargain_option_words(b, b->lead, b->outcomes[b->recommended][b->lead]),
                                   ent_rules[b->recommended].label);
    else
        chart.title = bargain_text(b, "What each could accept on %s: no package suits all", name);
    chart.subtitle = "Each party's range if everything else went its way, and the range of packages that can be signed";
    chart.text = chart.title;
    ent_findings_chart(b->out, &chart);
}

static void zone_columns(bargain *b, ent_table *table) {
    ent_table_about(b->out, table,
                    "Options that occur in some package within all red lines that every party prefers "
                    "to no deal; beside it what each could accept if all else went its way.");
    ent_table_column(b->out, table, "issue", "Issue", "text", "", -1);
    ent_table_column(b->out, table, "unit", "Unit", "text", "", -1);
    ent_table_column(b->out, table, "zone", "Can be signed", "text", "", -1);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_party_id(b, i),
                         bargain_text(b, "%s could accept", bargain_party_name(b, i)), "text", "", -1);
}

ent_status bargain_zone(bargain *b) {
    zone_metrics(b);
    if (b->run->metrics_only) return ENT_OK;
    const size_t total = b->space->total;
    bool *allowed = ent_arena_array(b->arena, total, sizeof *allowed);
    bool *options = ent_arena_array(b->arena, total, sizeof *options);
    ent_value *cells = ent_arena_array(b->arena, b->model->parties + 3, sizeof *cells);
    if (!allowed || !options || !cells) return ENT_MEMORY;
    ent_table *table = ent_findings_table(b->out, "zone", false, "The zone of possible agreement, issue by issue");
    zone_columns(b, table);
    ent_table *lead = NULL;
    if (bargain_numeric(b, b->lead)) {
        const char *unit = bargain_unit(b, b->lead);
        lead = ent_findings_table(b->out, "zone_lead", false, "%s", "");
        ent_table_column(b->out, lead, "who", "Who", "text", "", -1);
        ent_table_column(b->out, lead, "from", "From", "number", unit, bargain_digits(b, b->lead));
        ent_table_column(b->out, lead, "to", "To", "number", unit, bargain_digits(b, b->lead));
        ent_table_column(b->out, lead, "point", "Balanced", "number", unit, bargain_digits(b, b->lead));
    }
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        cells[0] = ent_text(issue->name ? issue->name : issue->id);
        cells[1] = ent_text(bargain_unit(b, j));
        cells[2] = ent_text(range_words(b, j, b->zone + b->model->first[j]));
        for (size_t i = 0; i < b->model->parties; i++) {
            ent_status status = acceptable(b, i, j, allowed, options);
            if (status != ENT_OK) return status;
            cells[3 + i] = ent_text(range_words(b, j, options));
            if (lead && j == b->lead)
                lead_row(b, lead, bargain_text(b, "%s could accept", bargain_party_name(b, i)), options, false);
        }
        ent_table_row(b->out, table, cells);
    }
    if (lead) {
        lead_row(b, lead, "Can be signed", b->zone + b->model->first[b->lead], true);
        lead_chart(b);
    }
    return red_lines(b);
}
