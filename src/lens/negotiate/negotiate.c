/* The lens negotiate: how would offers and concessions run, and where would they end? */
#include "negotiate.h"

#include "space/grid.h"

#include <string.h>

/* ---- options --------------------------------------------------------------------------------------------- */

static const char *const table_choices[] = {"same", "all", NULL};
static const char *const protocol_choices[] = {"alternating-offers", "single-text", NULL};

static const ent_option_row option_rows[] = {
    {.name = "strategy",
     .type = ENT_OPTION_LIST,
     .offset = offsetof(negotiate_options, strategy),
     .metavar = "PARTY=STRATEGY",
     .help = "how the party negotiates, as boulware, micro or time-dependent:exponent=3; a strategy alone is for all; "
             "without it all are boulware (annealer under a single text)"},
    {.name = "protocol",
     .type = ENT_OPTION_CHOICE,
     .offset = offsetof(negotiate_options, protocol),
     .default_text = "alternating-offers",
     .choices = protocol_choices,
     .metavar = "PROTOCOL",
     .help = "alternating-offers: parties make and answer offers in turn; single-text: they vote on a mediator's text"},
    {.name = "time",
     .type = ENT_OPTION_NUMBER,
     .offset = offsetof(negotiate_options, time),
     .default_text = "0",
     .low = 0,
     .high = 1e12,
     .metavar = "T",
     .help = "a deadline on a simulated clock, in units of your choice; 0: none"},
    {.name = "pace",
     .type = ENT_OPTION_NUMBER,
     .offset = offsetof(negotiate_options, pace),
     .default_text = "1",
     .low = 1e-6,
     .high = 1e12,
     .metavar = "T",
     .help = "the time that one offer takes on that clock"},
    {.name = "random-pace",
     .type = ENT_OPTION_FLAG,
     .offset = offsetof(negotiate_options, random_pace),
     .help = "offers take a random time, exponential with the mean --pace"},
    {.name = "breakdown",
     .type = ENT_OPTION_NUMBER,
     .offset = offsetof(negotiate_options, breakdown),
     .default_text = "0",
     .low = 0,
     .high = 0.999999,
     .metavar = "P",
     .help = "chance after each round that the talks break down"},
    {.name = "repeat",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(negotiate_options, repeat),
     .default_text = "1",
     .low = 0,
     .high = 10000000,
     .metavar = "N",
     .help =
         "sessions to run, each with random numbers of its own, and to summarise; 0: none, only the equilibrium and "
         "the real concessions, for any number of packages"},
    {.name = "package",
     .type = ENT_OPTION_TEXT,
     .offset = offsetof(negotiate_options, package),
     .metavar = "ISSUE=OPTION,...",
     .help = "judge this package: what it is worth to each, who would sign"},
    {.name = "rounds",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(negotiate_options, rounds),
     .default_text = "100",
     .low = 0,
     .high = 1000000,
     .metavar = "N",
     .help = "the deadline in rounds, in each of which every party may act once; 0: no such deadline"},
    {.name = "order",
     .type = ENT_OPTION_TEXT,
     .offset = offsetof(negotiate_options, order),
     .metavar = "PARTY,...",
     .help = "who moves first; parties not named follow in the order of the file"},
    {.name = "reservation",
     .type = ENT_OPTION_LIST,
     .offset = offsetof(negotiate_options, reservation),
     .metavar = "PARTY=UTILITY",
     .help = "what no deal is worth to the party, on the scale that strategies see; replaces the case's"},
    {.name = "as-written",
     .type = ENT_OPTION_FLAG,
     .offset = offsetof(negotiate_options, as_written),
     .help = "utilities as the case has them, not from 0 to 1 over the packages within the red lines"},
    {.name = "at",
     .type = ENT_OPTION_DATE,
     .offset = offsetof(negotiate_options, at),
     .metavar = "DATE",
     .help = "the day for which no deal is valued; without it the day after the agreement expires, else as_of"},
    {.name = "tables",
     .type = ENT_OPTION_CHOICE,
     .offset = offsetof(negotiate_options, tables),
     .default_text = "same",
     .choices = table_choices,
     .metavar = "WHICH",
     .help = "same: issues of this table; all: link those that are talked about elsewhere too"},
    {.name = "discount",
     .type = ENT_OPTION_LIST,
     .offset = offsetof(negotiate_options, discount),
     .metavar = "PARTY=FACTOR",
     .help = "what an end is worth to the party a round later; without it the case's factors, and for the equilibrium "
             "0.95 where it has none"},
    {.name = "every",
     .type = ENT_OPTION_NUMBER,
     .offset = offsetof(negotiate_options, every),
     .default_text = "30",
     .low = 1,
     .high = 3650,
     .metavar = "DAYS",
     .help = "days from one round to the next, where the case has factors per year or dates ahead"},
    {.name = "grid",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(negotiate_options, grid),
     .default_text = "100",
     .low = 1,
     .high = 100000,
     .metavar = "N",
     .help = "about how many steps an issue gets whose range has none"},
};

/* ---- the lens -------------------------------------------------------------------------------------------- */

static void record_method(negotiate *n) {
    ent_findings_method(n->out, "utilities",
                        ent_text(n->domain->normalised ? "from 0 to 1 for each party over the packages within the red "
                                                         "lines"
                                                       : "as written"));
    ent_findings_method(n->out, "packages", ent_integer((int64_t)n->domain->outcomes));
    ent_findings_method(n->out, "frontier", ent_text("exact"));
    if (n->continuous)
        ent_findings_method(n->out, "continuous",
                            ent_text(negotiate_text(n, "on a grid of about %zu steps an issue", n->options->grid)));
    ent_findings_method(n->out, "ties", ent_text("the first package in file order, the last issue fastest"));
}

static ent_status report_reservations(negotiate *n) {
    for (size_t i = 0; i < n->domain->parties; i++) {
        const ent_info info = negotiate_info(negotiate_text(n, "No deal, worth to %s", negotiate_party_name(n, i)),
                                             NULL, 3, &n->uses.no_deal[i]);
        ent_findings_metricf(n->out, ent_real(n->domain->views[i].reserved), &info, "reservation.%s",
                             negotiate_party_id(n, i));
    }
    return ENT_OK;
}

/* Without sessions, and so without a list of packages: for any number of them. */
static ent_status report_benchmarks(negotiate *n) {
    ent_status status = negotiate_equilibrium(n);
    if (status == ENT_OK) status = negotiate_concessions(n);
    if (status == ENT_OK) negotiate_benchmark_headline(n);
    if (status == ENT_OK && !n->run->metrics_only) negotiate_benchmark_sections(n);
    return status;
}

static ent_status report(negotiate *n) {
    static ent_status (*const parts[])(negotiate *) = {report_reservations,   negotiate_sit,        negotiate_session,
                                                       negotiate_package,     negotiate_runs,       negotiate_trace,
                                                       negotiate_equilibrium, negotiate_concessions};
    if (!n->domain) return report_benchmarks(n);
    record_method(n);
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && status == ENT_OK; k++)
        status = parts[k](n);
    if (status == ENT_OK) {
        negotiate_headline(n);
        negotiate_notes(n);
        negotiate_sections(n);
        if (!n->run->metrics_only) negotiate_benchmark_sections(n);
    }
    return status;
}

static ent_status run_negotiate(const ent_case *source, const void *options, const ent_run *run, ent_findings *out) {
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    if (!arena) return ENT_MEMORY;
    negotiate *n = ent_arena_alloc(arena, sizeof *n);
    ent_case *gridded = NULL;
    ent_status status = n ? ENT_OK : ENT_MEMORY;
    if (n) {
        *n = (negotiate){.run = run, .source = source, .options = options, .out = out, .arena = arena};
        status = ent_case_gridded(run, source, n->options->grid, negotiate_all_tables(n), &gridded);
        if (gridded) n->continuous = source;
        if (gridded) n->source = gridded;
        if (status == ENT_OK) status = negotiate_prepare(n);
        if (status == ENT_OK) status = report(n);
        if (status == ENT_OK && ent_arena_failed(arena)) status = ENT_MEMORY;
        ent_frontier_free(&n->frontier);
    }
    ent_arena_free(arena);
    ent_case_free(gridded);
    return status;
}

static const char *const examples[] = {
    "entente negotiate rok-us-sma",
    "entente negotiate two-islands --strategy skua=conceder --rounds 50",
    "entente negotiate two-islands --strategy random-walker --repeat 1000",
    "entente negotiate two-islands --protocol single-text --rounds 500",
    NULL,
};
static const char *const needs[] = {"issues", "preferences", NULL};

const ent_lens ent_lens_negotiate = {
    .name = "negotiate",
    .question = "How would offers and concessions run, and where would they end?",
    .about = "Lets the parties exchange offers under a protocol, each by a published strategy, and shows the course of "
             "concessions, the end, and how far that end is from what the parties could have had. Sessions are "
             "benchmarks under named rules, not forecasts.",
    .examples = examples,
    .options = option_rows,
    .options_size = sizeof option_rows / sizeof option_rows[0],
    .options_bytes = sizeof(negotiate_options),
    .needs = needs,
    .brief_order = -1,
    .run = run_negotiate,
    .messages = negotiate_messages,
    .messages_size = NEGOTIATE_MESSAGES,
};
