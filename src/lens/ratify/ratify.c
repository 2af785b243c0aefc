/* The lens ratify: will it pass at home, and what does home do to the bargain? */
#include "ratify.h"

#include "space/grid.h"

static const char *const table_choices[] = {"same", "all", NULL};

static const ent_option_row option_rows[] = {
    {.name = "package",
     .type = ENT_OPTION_TEXT,
     .offset = offsetof(ratify_options, package),
     .metavar = "ISSUE=OPTION,...",
     .help = "judge this package: who would sign it, which ratifiers pass it, with what odds"},
    {.name = "draws",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(ratify_options, draws),
     .default_text = "1000",
     .low = 0,
     .high = 1000000,
     .metavar = "N",
     .help = "draws of the numbers that carry a range; 0: none"},
    {.name = "at",
     .type = ENT_OPTION_DATE,
     .offset = offsetof(ratify_options, at),
     .metavar = "DATE",
     .help = "the day for which no deal is valued; without it the day after the agreement expires, else as_of"},
    {.name = "tables",
     .type = ENT_OPTION_CHOICE,
     .offset = offsetof(ratify_options, tables),
     .default_text = "same",
     .choices = table_choices,
     .metavar = "WHICH",
     .help = "same: issues of this table; all: link those that are talked about elsewhere too"},
    {.name = "budget",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(ratify_options, budget),
     .default_text = "20000000",
     .low = 1,
     .high = 1e12,
     .metavar = "N",
     .help = "sums to look at for an exact count of a win-set before it is estimated"},
    {.name = "grid",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(ratify_options, grid),
     .default_text = "1000",
     .low = 1,
     .high = 100000,
     .metavar = "N",
     .help = "about how many steps an issue gets whose range has none"},
};

/* What negotiators alone could sign, and what everybody passes. */
static ent_status solve(ratify *r) {
    ratify_answer home;
    const ratify_query query = {.allowed = r->within};
    ent_status status = ent_frontier_find(r->run, r->space, NULL, &r->open);
    if (status == ENT_OK) status = ratify_pick(r, &r->open, &r->alone.outcome);
    if (status == ENT_OK) status = ratify_within(r, &query, true, &home);
    if (status != ENT_OK) return status;
    r->home = home.frontier;
    r->home_known = home.known;
    r->zone = home.zone;
    return ratify_pick(r, &r->home, &r->together.outcome);
}

static ent_status report(ratify *r) {
    static ent_status (*const parts[])(ratify *) = {ratify_rates,    ratify_judge,    ratify_sets,
                                                    ratify_zone,     ratify_shifts,   ratify_pivots,
                                                    ratify_payments, ratify_calendar, ratify_conflict};
    ent_findings_method(r->out, "utilities",
                        ent_text(r->wide->exact ? "exact: integers over one denominator per party or bloc"
                                                : "integers on a grid of 2^-60"));
    ent_findings_method(r->out, "rule", ent_text(ent_rules[r->rule].definition));
    ent_findings_method(r->out, "votes",
                        ent_text("a bloc says yes to what is worth at least no deal to it; members "
                                 "follow the line with the probability of its discipline"));
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && status == ENT_OK; k++)
        status = parts[k](r);
    if (status != ENT_OK && status != ENT_CANCELLED) return status;
    ratify_headline(r);
    ratify_notes(r);
    ratify_sections(r);
    return status;
}

static ent_status run_ratify(const ent_case *source, const void *options, const ent_run *run, ent_findings *out) {
    ratify r = {.run = run, .source = source, .options = options, .out = out};
    r.arena = ent_arena_new(ent_run_allocator(run));
    if (!r.arena) return ENT_MEMORY;
    ent_case *gridded = NULL;
    const bool all = r.options->tables && r.options->tables[0] == 'a';
    ent_status status = ent_case_gridded(run, source, r.options->grid, all, &gridded);
    if (gridded) r.source = gridded;
    if (status == ENT_OK) status = ratify_prepare(&r);
    if (status == ENT_OK) status = solve(&r);
    if (status == ENT_OK) status = report(&r);
    if (status == ENT_OK && ent_arena_failed(r.arena)) status = ENT_MEMORY;
    ent_frontier_free(&r.open);
    ent_frontier_free(&r.home);
    ent_arena_free(r.arena);
    ent_case_free(gridded);
    return status;
}

static const char *const examples[] = {
    "entente ratify rok-us-sma",
    "entente ratify rok-us-sma --draws 0 --csv --table shifts",
    NULL,
};
static const char *const needs[] = {"issues", "preferences", "ratification", NULL};

const ent_lens ent_lens_ratify = {
    .name = "ratify",
    .question = "Will it pass at home, and what does home do to the bargain?",
    .about =
        "A two-level game: what negotiators sign must pass those who ratify. Counts every side's win-set and their "
        "overlap, finds what all would sign and pass, the package before and after each constraint at home, whose "
        "vote flips on each issue and what would turn it, the odds of a vote with imperfect discipline and "
        "uncertain numbers, how often consent was given before, and the calendar counted back from entry into "
        "force. Where nothing passes it names what excludes each other.",
    .examples = examples,
    .options = option_rows,
    .options_size = sizeof option_rows / sizeof option_rows[0],
    .options_bytes = sizeof(ratify_options),
    .needs = needs,
    .brief_order = 35,
    .run = run_ratify,
    .messages = ratify_messages,
    .messages_size = RATIFY_MESSAGES,
};
