/* The lens `brief`: runs the other lenses of the table and writes the page a minister reads. */
#include "brief/parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- options ------------------------------------------------------------------------------------------ */

static const ent_option_row options[] = {
    {.name = "for",
     .type = ENT_OPTION_TEXT,
     .offset = offsetof(ent_brief_options, party),
     .metavar = "PARTY",
     .help = "whose minister reads it: walk-away and fallback are that party's (default: what the case says)"},
    {.name = "since",
     .type = ENT_OPTION_TEXT,
     .offset = offsetof(ent_brief_options, since),
     .metavar = "FILE",
     .help = "an earlier version of the case file: says what changed and which conclusions moved"},
    {.name = "agree",
     .type = ENT_OPTION_NUMBER,
     .offset = offsetof(ent_brief_options, agree),
     .default_text = "0.5",
     .low = 0,
     .high = 1,
     .metavar = "SHARE",
     .help = "no recommendation where a smaller share of the draws agrees on its terms"},
    {.name = "draws",
     .type = ENT_OPTION_COUNT,
     .offset = offsetof(ent_brief_options, draws),
     .default_text = "1000",
     .low = 0,
     .high = 1000000,
     .metavar = "N",
     .help = "draws of the uncertain numbers, in every lens that draws"},
};

/* ---- the other lenses ---------------------------------------------------------------------------------- */

static ent_status set_option(const brief *b, const ent_lens *lens, void *values, const char *name, const char *text) {
    for (size_t i = 0; i < lens->options_size; i++) {
        if (strcmp(lens->options[i].name, name) != 0) continue;
        return ent_option_set(lens->options, lens->options_size, values, name, text, b->scratch, b->run->diagnostics);
    }
    return ENT_OK;
}

/* Defaults, then the brief's draws, then what the case's `brief` part says for this lens. */
static ent_status lens_options(const brief *b, const ent_lens *lens, void *values) {
    const ent_brief_part *part = &b->subject->brief;
    char draws[ENT_NUMBER_TEXT];
    ent_status status = ent_options_defaults(lens->options, lens->options_size, values);
    if (status == ENT_OK) {
        ent_write_double(draws, (double)b->options->draws);
        status = set_option(b, lens, values, "draws", draws);
    }
    for (size_t i = 0; status == ENT_OK && i < part->options_size; i++) {
        if (!part->options[i].lens || strcmp(part->options[i].lens, lens->name) != 0) continue;
        status = ent_option_set(lens->options, lens->options_size, values, part->options[i].name,
                                part->options[i].value, b->scratch, b->run->diagnostics);
    }
    return status;
}

static ent_status run_lens(brief *b, const ent_lens *lens) {
    void *values = ent_arena_alloc(b->scratch, lens->options_bytes ? lens->options_bytes : 1);
    if (!values) return ENT_MEMORY;
    ent_findings *part = NULL;
    ent_run run = *b->run;
    run.metrics_only = false; /* the brief's own sections read tables */
    ent_status status = lens_options(b, lens, values);
    if (status == ENT_OK) status = ent_lens_run(lens, b->subject, values, &run, &part);
    if (part && strcmp(lens->name, "bargain") == 0) b->bargain = part;
    if (part && strcmp(lens->name, "ledger") == 0) b->ledger = part;
    if (part && strcmp(lens->name, "ratify") == 0) b->ratify = part;
    if (part && strcmp(lens->name, "forecast") == 0) b->forecast = part;
    if (part) ent_findings_part(b->out, part);
    if (ent_findings_status(b->out) != ENT_OK) { /* then it has let go of the part */
        b->bargain = b->ledger = NULL;
        b->ratify = b->forecast = NULL;
        return ent_findings_status(b->out);
    }
    return status;
}

/* The benchmarks of negotiate, without a session and on the scale of the page. They get no section of their own. */
static ent_status run_negotiate(brief *b) {
    const ent_lens *lens = ent_lens_find(b->run, "negotiate");
    if (!lens || !ent_lens_applies(lens, b->subject)) return ENT_OK;
    void *values = ent_arena_alloc(b->scratch, lens->options_bytes);
    if (!values) return ENT_MEMORY;
    ent_run run = *b->run;
    run.metrics_only = false;
    ent_status status = lens_options(b, lens, values);
    if (status == ENT_OK) status = set_option(b, lens, values, "repeat", "0");
    if (status == ENT_OK) status = set_option(b, lens, values, "as-written", "yes");
    if (status == ENT_OK) status = ent_lens_run(lens, b->subject, values, &run, &b->negotiate);
    return status;
}

static int by_order(const void *a, const void *b) {
    const ent_lens *first = *(const ent_lens *const *)a, *second = *(const ent_lens *const *)b;
    if (first->brief_order != second->brief_order) return first->brief_order < second->brief_order ? -1 : 1;
    return strcmp(first->name, second->name);
}

static ent_status run_lenses(brief *b) {
    const ent_lens **order = ent_arena_array(b->scratch, b->run->lenses_size, sizeof *order);
    if (!order) return ENT_MEMORY;
    size_t size = 0;
    for (size_t i = 0; i < b->run->lenses_size; i++) {
        const ent_lens *lens = b->run->lenses[i];
        if (lens->brief_order >= 0 && ent_lens_applies(lens, b->subject)) order[size++] = lens;
    }
    qsort(order, size, sizeof *order, by_order);
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < size; i++) {
        ent_run_progress(b->run, (double)i / (double)size, order[i]->name);
        status = run_lens(b, order[i]);
    }
    return status;
}

/* ---- the page ------------------------------------------------------------------------------------------ */

static ent_status write_page(const brief *b) {
    brief_decision(b);
    brief_zone(b);
    brief_no_deal(b);
    brief_likely(b);
    brief_record(b);
    brief_base_rate(b);
    ent_status status = brief_basis(b);
    if (status == ENT_OK) status = brief_changes(b);
    brief_calendar(b);
    brief_deadlines(b);
    brief_outside(b);
    brief_wants(b);
    if (status == ENT_OK) status = brief_evidence(b);
    brief_sources(b);
    return status;
}

/* The first numeric issue, unless the case says what its brief leads with. */
static int lead_issue(const ent_case *subject) {
    if (subject->brief.lead) return ent_case_issue(subject, subject->brief.lead);
    for (size_t j = 0; j < subject->issues_size; j++) {
        ent_issue_kind kind = subject->issues[j].kind;
        if (kind == ENT_RANGE || kind == ENT_CONTINUOUS || kind == ENT_NUMBERS) return (int)j;
    }
    return subject->issues_size ? 0 : ENT_NOWHERE;
}

static ent_status reader_of(brief *b) {
    const char *id = b->options->party ? b->options->party : b->subject->brief.for_party;
    b->reader = id ? ent_case_party(b->subject, id) : ENT_NOWHERE;
    if (!id || b->reader >= 0) return ENT_OK;
    ent_diagnosef(b->run->diagnostics, ENT_ERROR, "U-BRIEF-0001", NULL, NULL, "name a party of the case", NULL,
                  "--for: the case has no party `%s`", id);
    return ENT_USAGE;
}

static ent_status run(const ent_case *subject, const void *values, const ent_run *run, ent_findings *out) {
    brief b = {.subject = subject, .run = run, .options = values, .out = out, .lead = lead_issue(subject)};
    ent_status status = reader_of(&b);
    if (status != ENT_OK) return status;
    b.scratch = ent_arena_new(ent_run_allocator(run));
    if (!b.scratch) return ENT_MEMORY;
    status = run_lenses(&b);
    if (status == ENT_OK) status = run_negotiate(&b);
    if (status == ENT_OK) status = brief_read_terms(&b);
    if (status == ENT_OK) status = write_page(&b);
    if (status == ENT_OK && ent_arena_failed(b.scratch)) status = ENT_MEMORY;
    ent_findings_free(b.negotiate);
    ent_arena_free(b.scratch);
    return status;
}

static const ent_message_row messages[] = {
    {"U-BRIEF-0001", ENT_ERROR, "--for names no party of the case",
     "A brief is read by somebody: its walk-away and fallback are those of the party named with --for or with `for` in "
     "the case's `brief` part. Without either it stays neutral and gives both sides' figures."},
    {"N-BRIEF-0001", ENT_NOTE, "No recommendation",
     "Too few draws of the uncertain numbers agree on the terms of the recommended package. The brief then shows what "
     "can be signed and what would decide it, and recommends nothing. --agree sets the share that must agree."},
};

static const char *const examples[] = {"entente brief rok-us-sma", "entente brief rok-us-sma -o brief.html",
                                       "entente brief rok-us-sma --for us --as-of 2024-10-01",
                                       "entente brief talks.yaml --since talks-of-march.yaml", NULL};
static const char *const needs[] = {"parties", NULL};

const ent_lens ent_lens_brief = {
    .name = "brief",
    .question = "What must be decided now, what can be signed, and what does that rest on?",
    .about =
        "One page before the detail: the decision and its date, the recommendation with alternatives, fallback and "
        "walk-away, what happens without a deal, the base rate, what the conclusions rest on and what would reverse "
        "them, what is not in the picture, the next dates. Then the section of every lens the case has the parts "
        "for, and the sources. It recommends nothing where too few draws agree.",
    .examples = examples,
    .options = options,
    .options_size = sizeof options / sizeof options[0],
    .options_bytes = sizeof(ent_brief_options),
    .needs = needs,
    .brief_order = -1,
    .run = run,
    .messages = messages,
    .messages_size = sizeof messages / sizeof messages[0],
};
