/* evidence accept, reject, irrelevant: what an analyst says of claims. */
#include "cli/evidence.h"

#include <string.h>
#include <time.h>

/* "2024-03-21T10:00:00Z": now. */
static const char *now(ent_arena *arena) {
    const time_t seconds = time(NULL);
    struct tm parts;
    char text[32];
    if (gmtime_r(&seconds, &parts) == NULL || strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        return NULL;
    return ent_arena_text(arena, text);
}

typedef struct claim_finder {
    ent_arena *arena;
    const char *wanted;
    const char *id, *quote; /* of the claim; id NULL: none yet */
    size_t found;
} claim_finder;

static ent_status take(void *context, const ent_stored_claim *claim) {
    claim_finder *finder = context;
    if (strncmp(claim->id, finder->wanted, strlen(finder->wanted)) != 0) return ENT_OK;
    finder->found++;
    finder->id = ent_arena_text(finder->arena, claim->id);
    finder->quote = ent_arena_text(finder->arena, claim->quote);
    return finder->id == NULL || finder->quote == NULL ? ENT_MEMORY : ENT_OK;
}

/* Ids may be cut short where that is unambiguous. */
static ent_status find(cli *self, ent_evidence *store, const char *wanted, claim_finder *finder) {
    enum { LEAST = 6 };
    ent_evidence_filter filter = ENT_EVIDENCE_ALL;
    *finder = (claim_finder){.arena = self->arena, .wanted = wanted};
    if (strlen(wanted) == ENT_EVIDENCE_CLAIM_ID) filter.claim = wanted;
    if (strlen(wanted) < LEAST)
        return cli_usage(self, "U-CLI-0014", "give at least six digits of its id", "\"%s\" is too short", wanted);
    ent_status status = ent_evidence_claims(store, &self->run, &filter, take, finder);
    if (status != ENT_OK || finder->found == 1) return status;
    return cli_usage(self, "U-CLI-0014", "--json of `entente evidence timeline` and `conflicts` shows ids",
                     finder->found == 0 ? "no claim has the id %s" : "several claims have an id that begins with %s",
                     wanted);
}

static ent_status decide_one(cli *self, ent_evidence *store, const char *wanted, const ent_evidence_decision *decision,
                             ent_findings *findings, ent_table *table) {
    claim_finder finder;
    ent_status status = find(self, store, wanted, &finder);
    if (status == ENT_OK) status = ent_evidence_decide(store, &self->run, finder.id, decision);
    if (status != ENT_OK) return status;
    const ent_value cells[] = {ent_text(finder.id), ent_text(ent_claim_state_name(decision->state)),
                               ent_text(finder.quote)};
    ent_table_row(findings, table, cells);
    return ENT_OK;
}

/* All or none: a word that is no claim undoes the others. */
static ent_status decide_all(cli *self, ent_evidence *store, const ent_evidence_decision *decision,
                             ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "decided", false, "Decided");
    ent_table_column(findings, table, "claim", "Claim", "text", NULL, 0);
    ent_table_column(findings, table, "state", "State", "text", NULL, 0);
    ent_table_column(findings, table, "sentence", "Sentence", "text", NULL, 0);
    ent_status status = ent_evidence_begin(store, &self->run);
    for (size_t i = 1; i < self->operands_size && status == ENT_OK; i++)
        status = decide_one(self, store, self->operands[i], decision, findings, table);
    if (status == ENT_OK) status = ent_evidence_commit(store, &self->run);
    if (status != ENT_OK) ent_evidence_undo(store);
    ent_findings_headline(findings, "%zu claim%s: %s, by %s.", self->operands_size - 1,
                          self->operands_size == 2 ? "" : "s", ent_claim_state_name(decision->state), decision->by);
    return status;
}

static ent_status decide(cli *self, ent_claim_state state) {
    const cli_evidence_options *options = self->options;
    if (options->by == NULL || options->by[0] == '\0')
        return cli_usage(self, "U-CLI-0015", "--by NAME", "every decision has somebody who made it");
    const ent_evidence_decision decision = {
        .state = state, .by = options->by, .on = now(self->arena), .because = options->because};
    ent_evidence *store = NULL;
    ent_status status =
        decision.on == NULL ? ENT_MEMORY : cli_evidence_open(self, options->case_name, CLI_EVIDENCE_CHANGE, &store);
    ent_findings *findings = status == ENT_OK ? ent_findings_new(&self->run, "evidence") : NULL;
    if (status == ENT_OK && findings == NULL) status = ENT_MEMORY;
    if (status == ENT_OK) status = decide_all(self, store, &decision, findings);
    if (status == ENT_OK) status = cli_show(self, findings);
    ent_findings_free(findings);
    ent_evidence_close(store);
    return status;
}

ent_status cli_evidence_accept(cli *self) {
    return decide(self, ENT_CLAIM_ACCEPTED);
}

ent_status cli_evidence_reject(cli *self) {
    return decide(self, ENT_CLAIM_REJECTED);
}

ent_status cli_evidence_irrelevant(cli *self) {
    return decide(self, ENT_CLAIM_IRRELEVANT);
}
