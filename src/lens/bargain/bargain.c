/* The lens bargain: which packages can be signed, and which are balanced? */
#include "bargain.h"

#include "space/grid.h"

#include <string.h>

/* ---- options --------------------------------------------------------------------------------------------- */

static const char *const table_choices[] = {"same", "all", NULL};
static const char *const rule_choices[] = {"nash",
                                           "weighted-nash",
                                           "kalai-smorodinsky",
                                           "equal-gains",
                                           "egalitarian",
                                           "utilitarian",
                                           "max-relative-welfare",
                                           "leximin",
                                           "kalai-proportional",
                                           "raiffa",
                                           "equal-area",
                                           "perles-maschler",
                                           NULL};

static const ent_option_row option_rows[] = {
    {.name = "package",
     .type = ENT_OPTION_TEXT,
     .offset = offsetof(bargain_options, package),
     .metavar = "ISSUE=OPTION,...",
     .help = "judge this package: who would sign it, what beats it, what would bring the last one round"},
    {.name = "draws",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(bargain_options, draws),
     .default_text = "1000",
     .low = 0,
     .high = 1000000,
     .metavar = "N",
     .help = "draws of the numbers that carry a range; 0: none"},
    {.name = "at",
     .type = ENT_OPTION_DATE,
     .offset = offsetof(bargain_options, at),
     .metavar = "DATE",
     .help = "the day for which no deal is valued; without it the day after the agreement expires, else as_of"},
    {.name = "tables",
     .type = ENT_OPTION_CHOICE,
     .offset = offsetof(bargain_options, tables),
     .default_text = "same",
     .choices = table_choices,
     .metavar = "WHICH",
     .help = "same: issues of this table; all: link those that are talked about elsewhere too"},
    {.name = "recommend",
     .type = ENT_OPTION_CHOICE,
     .offset = offsetof(bargain_options, recommend),
     .choices = rule_choices,
     .metavar = "RULE",
     .help = "the rule to lead with; without it nash, or weighted-nash where parties have bargaining weights"},
    {.name = "budget",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(bargain_options, budget),
     .default_text = "20000000",
     .low = 1,
     .high = 1e12,
     .metavar = "N",
     .help = "steps to spend on an exact count of what can be signed before it is estimated, and on groups of parties "
             "before only small ones are looked at"},
    {.name = "grid",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(bargain_options, grid),
     .default_text = "1000",
     .low = 1,
     .high = 100000,
     .metavar = "N",
     .help = "about how many steps an issue gets whose range has none"},
    {.name = "party",
     .type = ENT_OPTION_TEXT,
     .offset = offsetof(bargain_options, party),
     .metavar = "PARTY",
     .help = "whose counter-offers: id of a party; without it whom the brief is for, else every party in turn"},
    {.name = "within",
     .type = ENT_OPTION_NUMBER,
     .offset = offsetof(bargain_options, within),
     .default_text = "0.01",
     .low = 0,
     .high = 1,
     .metavar = "U",
     .help = "how much less an offer of nearly equal value may be worth to its side, in utility"},
    {.name = "break-even",
     .type = ENT_OPTION_FLAG,
     .offset = offsetof(bargain_options, break_even),
     .help = "for every weight, from where on the recommendation changes (solves the case some hundred times)"},
};

/* ---- preparing ------------------------------------------------------------------------------------------- */

/* What the findings lead with: what the brief names, what past agreements knew, else the first issue with numbers. */
static size_t find_lead(const bargain *b) {
    int named = b->source->brief.lead ? ent_case_issue(b->source, b->source->brief.lead) : ENT_NOWHERE;
    int lead = named == ENT_NOWHERE ? ENT_NOWHERE : ent_model_issue(b->model, named);
    if (lead != ENT_NOWHERE) return (size_t)lead;
    for (size_t j = 0; j < b->model->issues; j++)
        if (bargain_issue(b, j)->follows && strcmp(bargain_issue(b, j)->follows, "agreements.first") == 0) return j;
    for (size_t j = 0; j < b->model->issues; j++)
        if (bargain_numeric(b, j)) return j;
    return 0;
}

static ent_status find_rule(bargain *b) {
    for (size_t i = 0; i < b->model->parties; i++) {
        const ent_number *weight = &b->source->parties[b->model->party[i]].bargaining_weight;
        b->weights[i] = weight->set ? weight->value : 1;
        b->weighted = b->weighted || weight->set;
    }
    b->recommended = b->weighted ? ENT_WEIGHTED_NASH : ENT_NASH;
    if (b->options->recommend && *b->options->recommend) b->recommended = ent_rule_find(b->options->recommend);
    if (ent_rule_applies(b->recommended, b->model->parties)) return ENT_OK;
    ent_diagnosef(b->run->diagnostics, ENT_ERROR, "U-BARGAIN-0040", NULL, "--recommend",
                  "take a rule for any number of parties, such as nash", NULL,
                  "%s is defined for two parties; %zu bargain here", ent_rules[b->recommended].name, b->model->parties);
    return ENT_USAGE;
}

static ent_status solve(bargain *b) {
    ent_status status = ent_frontier_find(b->run, b->space, NULL, &b->frontier);
    if (status != ENT_OK) return status;
    b->zone = ent_arena_array(b->arena, b->space->total, sizeof *b->zone);
    if (!b->zone) return ENT_MEMORY;
    b->agreement = b->frontier.size > 0;
    if (!b->agreement) return ENT_OK;
    status = ent_solver_bent(b->run, b->space, &b->frontier, b->weighted ? b->weights : NULL, b->arena, &b->solver);
    for (int rule = 0; rule < ENT_RULES && status == ENT_OK; rule++) {
        if (ent_solve(&b->solver, (ent_rule)rule, &b->points[rule], 1) == 0) continue;
        b->outcomes[rule] = ent_arena_array(b->arena, b->model->issues, sizeof *b->outcomes[rule]);
        if (!b->outcomes[rule]) return ENT_MEMORY;
        ent_frontier_outcome(&b->frontier, b->points[rule], b->outcomes[rule]);
    }
    return status == ENT_OK ? ent_zone_find(b->run, b->space, &b->frontier, b->zone) : status;
}

/* How the frontier came about. */
static const char *frontier_words(const bargain *b) {
    const ent_frontier *frontier = &b->frontier;
    if (frontier->way == ENT_MERGED) return "exact: merged issue by issue";
    if (frontier->way == ENT_BRANCHED)
        return bargain_text(b, "exact: branch and bound over %zu linked issues", frontier->linked);
    if (frontier->whole) return "exact: enumerated";
    return bargain_text(b, "exact: merged, %zu linked issues enumerated", frontier->linked);
}

static void record_method(bargain *b) {
    char date[ENT_NUMBER_TEXT];
    ent_findings_method(
        b->out, "utilities",
        ent_text(b->space->exact ? "exact: integers over one denominator per party" : "integers on a grid of 2^-60"));
    ent_findings_method(b->out, "bits", ent_integer(b->frontier.wide ? 128 : 64));
    ent_findings_method(b->out, "frontier", ent_text(frontier_words(b)));
    ent_findings_method(b->out, "sums", ent_integer((int64_t)b->frontier.merged));
    ent_findings_method(b->out, "rule", ent_text(ent_rules[b->recommended].definition));
    ent_findings_method(b->out, "ties", ent_text("the first outcome in file order, the last issue fastest"));
    if (b->model->at.year) ent_findings_method(b->out, "no_deal_at", ent_text(ent_write_date(date, b->model->at)));
}

/* ---- the lens -------------------------------------------------------------------------------------------- */

static bool all_tables(const bargain *b) {
    return b->options->tables && strcmp(b->options->tables, "all") == 0;
}

static ent_status prepare(bargain *b) {
    const ent_model_options options = {.all_tables = all_tables(b), .at = b->options->at};
    ent_status status = ent_model_make(b->run, b->source, &options, b->arena, &b->model);
    if (status != ENT_OK) return status;
    status = find_rule(b);
    b->lead = find_lead(b);
    if (status == ENT_OK) status = bargain_find_uses(b);
    if (status == ENT_OK) status = ent_model_space(b->run, b->model, b->arena, &b->space);
    return status == ENT_OK ? solve(b) : status;
}

static ent_status report(bargain *b) {
    static ent_status (*const parts[])(bargain *) = {
        bargain_solutions,  bargain_lottery,   bargain_counts,    bargain_package,   bargain_plane,
        bargain_zone,       bargain_walk_away, bargain_character, bargain_over_time, bargain_measures,
        bargain_coalitions, bargain_draws,     bargain_practice};
    record_method(b);
    ent_status status = bargain_grid(b);
    bargain_headline(b);
    if (status == ENT_OK && !b->agreement) status = bargain_no_agreement(b);
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && status == ENT_OK; k++)
        status = parts[k](b);
    if (status == ENT_OK || status == ENT_CANCELLED) {
        bargain_notes(b);
        bargain_sections(b);
    }
    return status;
}

static ent_status run_bargain(const ent_case *source, const void *options, const ent_run *run, ent_findings *out) {
    bargain b = {.run = run, .source = source, .options = options, .out = out};
    b.arena = ent_arena_new(ent_run_allocator(run));
    if (!b.arena) return ENT_MEMORY;
    ent_case *gridded = NULL;
    ent_status status = ent_case_gridded(run, source, b.options->grid, all_tables(&b), &gridded);
    if (gridded) {
        b.continuous = source;
        b.source = gridded;
    }
    if (status == ENT_OK) status = prepare(&b);
    if (status == ENT_OK) status = report(&b);
    if (status == ENT_OK && ent_arena_failed(b.arena)) status = ENT_MEMORY;
    ent_frontier_free(&b.frontier);
    ent_arena_free(b.arena);
    ent_case_free(gridded);
    return status;
}

static const char *const examples[] = {
    "entente bargain rok-us-sma",
    "entente bargain two-islands --package payment=112,growth=inflation-up-to-3,term=4,crew=one",
    "entente bargain rok-us-sma --party rok --break-even",
    NULL,
};
static const char *const needs[] = {"issues", "preferences", NULL};

const ent_lens ent_lens_bargain = {
    .name = "bargain",
    .question = "Which packages can be signed, and which are balanced?",
    .about = "Values every package by the parties' preferences, leaves out what crosses a red line, and compares the "
             "rest with what each party has without a deal. Finds the packages that no other beats (exactly, however "
             "many there are), the zone of possible agreement issue by issue or the proof that there is none, what is "
             "balanced under named rules, who should have its way on what, and how far all this holds when the "
             "uncertain numbers are drawn again.",
    .examples = examples,
    .options = option_rows,
    .options_size = sizeof option_rows / sizeof option_rows[0],
    .options_bytes = sizeof(bargain_options),
    .needs = needs,
    .brief_order = 20,
    .run = run_bargain,
    .messages = bargain_messages,
    .messages_size = BARGAIN_MESSAGES,
};
