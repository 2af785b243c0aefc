/* The lens: options, and the order of the findings. */
#include "lens/stability/stability.h"

#include <string.h>

static const char *const concepts[] = {"nash", "gmr",        "smr",        "seq",        "sseq",
                                       "sim",  "strong-gmr", "strong-smr", "strong-seq", NULL};
static const char *const readings[] = {"a", "b", "c", "d", NULL};

#define OPTION(field) offsetof(stability_options, field)

static const ent_option_row option_rows[] = {
    {"concept", ENT_OPTION_CHOICE, OPTION(concept), "seq", 0, 0, concepts, "CONCEPT",
     "in which sense states are stable, for reasons, robustness, paths and the headline (the tables have all)"},
    {"status-quo", ENT_OPTION_TEXT, OPTION(status_quo), NULL, 0, 0, NULL, "STATE",
     "where things stand (default: the case's): the number of a state, its id, or Y and N in the order of the options"},
    {"wish", ENT_OPTION_TEXT, OPTION(wish), NULL, 0, 0, NULL, "STATE",
     "which preferences would have to change for this state to last"},
    {"why", ENT_OPTION_LIST, OPTION(why), NULL, 0, 0, NULL, "STATE",
     "why this state is stable or not, for each party in every sense; may be given several times"},
    {"coalitions", ENT_OPTION_LIST, OPTION(coalitions), NULL, 0, 0, NULL, "A+B",
     "which equilibria these parties would leave jointly (default: those of the case); may be given several times"},
    {"unknown", ENT_OPTION_CHOICE, OPTION(unknown), "a", 0, 0, readings, "READING",
     "how unknown preferences are read: who moves for unknown states (a, c) or not (b, d), and is deterred by them (c, "
     "d) "
     "or not (a, b)"},
    {"depth", ENT_OPTION_COUNT, OPTION(depth), "2", 1, 10, NULL, "N",
     "swaps of neighbouring preferences that are tried out where no formula tells how robust a verdict is"},
    {"budget", ENT_OPTION_COUNT, OPTION(budget), "2000", 1, 10000000, NULL, "N",
     "orders of preference that are tried out for each party"},
    {"most-states", ENT_OPTION_COUNT, OPTION(most), "8192", 1, ENT_CONFLICT_STATES, NULL, "N",
     "the most states that are looked at"},
};

static ent_stability concept_named(const char *name) {
    ent_stability found = ENT_STABILITY_NASH;
    for (ent_stability c = 0; c < ENT_STABILITIES; c++)
        if (strcmp(concepts[c], name) == 0) found = c;
    return found;
}

static void add_method(stability *s) {
    ent_findings_method(s->out, "model", ent_text("graph model for conflict resolution (Fang, Hipel, Kilgour 1993)"));
    ent_findings_method(s->out, "exact", ent_bool(true));
    ent_findings_method(s->out, "sanctions", ent_text("legal sequences of the opponents; what is no better deters"));
    ent_findings_method(s->out, "concept", ent_text(ent_stability_rows[s->concept].label));
}

static void find_uses(stability *s) {
    static const char *const uses[] = {"moves"};
    s->uses = uses;
    s->uses_size = 1;
}

static ent_status report(stability *s) {
    static ent_status (*const parts[])(stability *) = {stability_model,      stability_cells,   stability_paths,
                                                       stability_robustness, stability_unknown, stability_witnesses,
                                                       stability_coalitions, stability_inverse, stability_orders,
                                                       stability_charts,     stability_page};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && status == ENT_OK; k++)
        status = parts[k](s);
    if (status == ENT_OK) add_method(s);
    return status;
}

static ent_status run(const ent_case *source, const void *options, const ent_run *run_with, ent_findings *out) {
    stability s = {.run = run_with, .source = source, .moves = &source->moves, .options = options, .out = out};
    s.people = !run_with->metrics_only;
    s.concept = concept_named(s.options->concept);
    s.unknown = (ent_unknown_reading)(s.options->unknown[0] - 'a');
    s.arena = ent_arena_new(ent_run_allocator(run_with));
    if (s.arena == NULL) return ENT_MEMORY;
    find_uses(&s);
    ent_status status = report(&s);
    if (status == ENT_OK && ent_arena_failed(s.arena)) status = ENT_MEMORY;
    ent_arena_free(s.arena);
    return status;
}

static const char *const examples[] = {"entente stability elmira", "entente stability elmira --wish 7 --why 4",
                                       "entente stability cuban-missile --concept smr --csv --table cells",
                                       "entente stability rok-us-sma --json", NULL};
static const char *const lens_needs[] = {"moves", NULL};

const ent_lens ent_lens_stability = {
    .name = "stability",
    .question = "Which states of affairs would last, who would move, and what would deter them?",
    .about =
        "Takes the conflict around the talks (`moves`): who can do what on its own, and how each party likes what "
        "comes of "
        "it. Says which states would last once reached, in which sense (Nash, metarational, sequential, simultaneous "
        "stability), why, how much that hangs on single judgements of preference, where improvements lead from where "
        "things "
        "stand, who would leave a state jointly, and which preferences would have to change for a wished state to "
        "last.",
    .examples = examples,
    .options = option_rows,
    .options_size = sizeof option_rows / sizeof option_rows[0],
    .options_bytes = sizeof(stability_options),
    .needs = lens_needs,
    .brief_order = 45,
    .run = run,
    .messages = stability_messages,
    .messages_size = STABILITY_MESSAGES,
};
