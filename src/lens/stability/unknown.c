/* Which states last however unknown preferences turn out, and which only if they turn out one way. */
#include "lens/stability/stability.h"

enum { MOST_STATES = 512 };

bool stability_always_lasts(const stability *s, uint32_t state, const void *with) {
    (void)with;
    return s->resolved != NULL && s->resolved->lasts[state] == s->resolved->ways;
}

static ent_table *new_table(stability *s) {
    ent_table *table = ent_findings_table(s->out, "unknown", false, "What hangs on preferences that are not known");
    ent_table_about(s->out, table,
                    "Every order of the states of which it is not known which is preferred, ties among them, is tried "
                    "out. Counted, not weighed: no order is said to be more likely.");
    ent_table_column(s->out, table, "state", "State", "integer", "", 0);
    ent_table_column(s->out, table, "name", "What holds", "text", "", 0);
    ent_table_column(s->out, table, "lasts", "Lasts in", "integer", "", 0);
    ent_table_column(s->out, table, "ways", "Of orders", "integer", "", 0);
    ent_table_column(s->out, table, "verdict", "So it lasts", "text", "", 0);
    return table;
}

static void write_row(stability *s, ent_table *table, uint32_t state) {
    const size_t lasts = s->resolved->lasts[state], ways = s->resolved->ways;
    const char *verdict = lasts == ways ? "however they turn out" : lasts > 0 ? "if they turn out so" : "in no case";
    const ent_info info =
        stability_info(s, stability_text(s, "Orders of unknown preferences in which state %u lasts", state), "orders");
    ent_findings_metricf(s->out, ent_integer((int64_t)lasts), &info, "unknown.%u.lasts", state);
    if (table == NULL) return;
    ent_table_row(s->out, table,
                  (ent_value[]){ent_integer(state), ent_text(stability_name(s, state)), ent_integer((int64_t)lasts),
                                ent_integer((int64_t)ways), ent_text(verdict)});
}

static ent_status left_out(stability *s) {
    if (s->people)
        ent_findings_note(s->out, ENT_NOTE, "N-STABILITY-0010", "moves.unknown",
                          "What becomes of the verdicts as unknown preferences turn out is told for up to %d states, 7 "
                          "states in a group and --budget orders.",
                          MOST_STATES);
    return ENT_OK;
}

ent_status stability_unknown(stability *s) {
    if (!s->uncertain) return ENT_OK;
    if (s->conflict.states > MOST_STATES) return left_out(s);
    ent_conflict_resolutions *found = ent_arena_alloc(s->arena, sizeof *found);
    if (found == NULL) return ENT_MEMORY;
    const ent_status status =
        ent_conflict_resolve(&s->conflict, s->concept, s->options->budget, s->run, s->arena, found);
    if (status == ENT_LIMIT) return left_out(s);
    if (status != ENT_OK) return status;
    s->resolved = found;
    ent_info info = stability_info(s, "Orders of unknown preferences, ties among them", "orders");
    ent_findings_metric(s->out, "unknown.ways", ent_integer((int64_t)found->ways), &info);
    const char *list = stability_list(s, stability_always_lasts, NULL);
    info = stability_info(s, "States that last however unknown preferences turn out", NULL);
    ent_findings_metric(s->out, "unknown.always.states", ent_text(*list != '\0' ? list : "none"), &info);
    ent_table *table = s->people ? new_table(s) : NULL;
    for (uint32_t state = 0; state < s->conflict.states; state++)
        if (found->lasts[state] > 0 || state == s->status_quo || state == s->wish) write_row(s, table, state);
    return ENT_OK;
}
