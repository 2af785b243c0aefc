/* The tournament from cases to findings. */
#include "tournament/tournament.h"

#include <string.h>

static const char *const protocols[] = {"alternating-offers", "single-text", NULL};

#define AT(field) offsetof(ent_tournament_options, field)
/* The last two say how it is computed, not what. */
const ent_option_row ent_tournament_rows[] = {
    {"strategies", ENT_OPTION_LIST, AT(strategies), NULL, 0, 0, NULL, "A,B,...",
     "who takes part, with settings as in boulware:exponent=0.3; without it all strategies but those that are there to "
     "test others"},
    {"rounds", ENT_OPTION_COUNT, AT(rounds), "100", 1, 1e6, NULL, "N", "deadline of each session, in rounds"},
    {"repeat", ENT_OPTION_COUNT, AT(repeat), "10", 1, 1e6, NULL, "N",
     "sessions of each meeting; one where nothing is random"},
    {"protocol", ENT_OPTION_CHOICE, AT(protocol), "alternating-offers", 0, 0, protocols, NULL,
     "alternating offers, or a mediated single text"},
    {"breakdown", ENT_OPTION_NUMBER, AT(breakdown), "0", 0, 1, NULL, "P",
     "chance after each round that the talks break down"},
    {"reservation", ENT_OPTION_TEXT, AT(reservation), NULL, 0, 0, NULL, "X",
     "what no deal is worth to every party, on the scale of utilities, instead of what the cases say"},
    {"as-written", ENT_OPTION_FLAG, AT(as_written), NULL, 0, 0, NULL, NULL,
     "utilities as the cases have them, not from 0 to 1 over the outcomes"},
    {"grid", ENT_OPTION_COUNT, AT(grid), "100", 1, 1e5, NULL, "N",
     "about how many steps an issue gets whose range has none"},
    {"self-play", ENT_OPTION_FLAG, AT(self_play), NULL, 0, 0, NULL, NULL,
     "meetings of a strategy with itself count in its means (they are always played)"},
    {"checkpoint", ENT_OPTION_TEXT, AT(checkpoint), NULL, 0, 0, NULL, "FILE",
     "keep finished sessions there, and go on from it if it is there"},
    {"shard", ENT_OPTION_TEXT, AT(shard), NULL, 0, 0, NULL, "I/N",
     "play only part I of N, into the file of --checkpoint; `entente merge` puts the parts together"},
};
#undef AT
const size_t ent_tournament_rows_size = sizeof ent_tournament_rows / sizeof *ent_tournament_rows;
enum { NOT_RECORDED = 2 };

static void describe(const tournament *self, const ent_case *const *cases, size_t size, ent_findings *findings) {
    char date[ENT_NUMBER_TEXT];
    bool one = size == 1;
    const char *title = one ? ent_arena_printf(self->arena, "Tournament: %s", cases[0]->title)
                            : ent_arena_printf(self->arena, "Tournament over %zu cases", size);
    ent_findings_case(findings, one ? cases[0]->id : NULL, title, ent_case_handling(cases, size),
                      one && cases[0]->as_of.year != 0 ? ent_write_date(date, cases[0]->as_of) : NULL);
    for (size_t c = 0; !one && c < size; c++)
        ent_findings_among(findings, cases[c]->id);
    ent_findings_options(findings, ent_tournament_rows, ent_tournament_rows_size - NOT_RECORDED, self->options);
}

/* Partial results are summed up without asking again whether to stop. */
static ent_status sum_up(tournament *self, bool partial, ent_findings *findings) {
    ent_run calm = *self->run;
    summary found = {.standings = NULL};
    empirical *game = ent_arena_alloc(self->arena, sizeof *game);
    if (game == NULL) return ENT_MEMORY;
    if (partial) calm.cancelled = NULL;
    self->run = &calm;
    ent_status status = tournament_measure(self);
    if (status == ENT_OK) status = tournament_summarise(self, &found);
    if (status == ENT_OK) status = tournament_equilibrium(self, game);
    if (status == ENT_OK) tournament_report(self, &found, game, findings);
    if (status == ENT_OK && self->done_size < self->meetings) ent_findings_partial(findings);
    if (status == ENT_OK && ent_arena_failed(self->arena)) status = ENT_MEMORY;
    return status == ENT_OK ? ent_findings_status(findings) : status;
}

static ent_status compute(tournament *self, const ent_case *const *cases, size_t size, ent_findings *findings) {
    describe(self, cases, size, findings);
    tournament_rules(self);
    ent_status status = tournament_enter(self);
    if (status == ENT_OK) status = tournament_prepare(self, cases, size);
    if (status != ENT_OK) return status;
    tournament_count(self);
    ent_status result = tournament_play(self);
    if (result != ENT_OK && result != ENT_CANCELLED) return result;
    status = sum_up(self, result == ENT_CANCELLED, findings);
    ent_sweep_free(&self->result);
    return status == ENT_OK ? result : status;
}

ent_status ent_tournament_run(const ent_run *run, const ent_case *const *cases, size_t cases_size,
                              const ent_tournament_options *options, ent_findings **out) {
    const ent_run plain = {.threads = 1};
    *out = NULL;
    if (run == NULL) run = &plain;
    tournament self = {.run = run, .options = options, .arena = ent_arena_new(ent_run_allocator(run))};
    ent_findings *findings = self.arena != NULL ? ent_findings_new(run, "tournament") : NULL;
    ent_status status = findings != NULL ? compute(&self, cases, cases_size, findings) : ENT_MEMORY;
    for (size_t c = 0; c < self.contests_size; c++)
        ent_case_free(self.contests[c].gridded);
    ent_arena_free(self.arena);
    if (status == ENT_OK || status == ENT_CANCELLED)
        *out = findings;
    else
        ent_findings_free(findings);
    return status;
}
