/* The reason of each verdict in words: the improvement, and the sanction that deters it or that none does. */
#include "lens/stability/stability.h"

static const char *answer_words(const stability *s, ent_stability concept, uint32_t player, uint32_t state,
                                const ent_conflict_answer *a) {
    const char *gain = stability_text(s, "%s gains by: %s (to %u).", s->player[player].name,
                                      stability_deed(s, state, a->improvement), a->improvement);
    if (concept == ENT_STABILITY_NASH) return gain;
    if (!a->deterred && a->reached == 0) return stability_text(s, "%s The others cannot answer.", gain);
    if (!a->deterred)
        return a->reached == 1
                   ? stability_text(s, "%s The one answer that the others have would not deter it.", gain)
                   : stability_text(s, "%s None of the %u answers of the others would deter it.", gain, a->reached);
    const char *whose = "";
    if (s->player[player].parties_size > 1 && a->member < s->player[player].parties_size)
        whose = stability_text(s, " for %s", s->source->parties[s->player[player].parties[a->member]].name);
    if (a->steps == 0) return stability_text(s, "%s State %u is no better%s.", gain, a->sanction, whose);
    return stability_text(s, "%s It is deterred by %s: state %u is no better%s than %u%s.", gain,
                          stability_steps(s, a->step, a->steps), a->sanction, whose, state,
                          concept == ENT_STABILITY_SMR || concept == ENT_STABILITY_SSEQ
                              ? ", and there is no way out of it to anything better"
                              : "");
}

static void row(stability *s, ent_table *table, ent_stability concept, uint32_t player, uint32_t state,
                const ent_conflict_witness *w, const ent_conflict_answer *a) {
    const char *words = a != NULL ? answer_words(s, concept, player, state, a)
                                  : stability_text(s, "%s has nothing better to move to.", s->player[player].name);
    ent_table_row(s->out, table,
                  (ent_value[]){ent_integer(state), ent_text(s->player[player].id),
                                ent_text(ent_stability_rows[concept].id), ent_bool(w->stable),
                                a != NULL ? ent_integer(a->improvement) : ent_empty(),
                                a != NULL && a->deterred ? ent_integer(a->sanction) : ent_empty(), ent_text(words)});
}

/* Of an unstable state the improvement that nothing deters; of a stable one all with their sanctions. */
static ent_status cell(stability *s, ent_table *also, ent_table *table, ent_stability concept, uint32_t player,
                       uint32_t state) {
    ent_conflict_witness w;
    ent_status status = ent_conflict_why(&s->conflict, concept, s->unknown, player, state, s->run, s->arena, &w);
    if (status != ENT_OK) return status;
    for (uint32_t k = 0; k < (w.answers > 0 ? w.answers : 1); k++) {
        const ent_conflict_answer *answer = w.answers > 0 ? &w.answer[k] : NULL;
        if (!w.stable && concept != ENT_STABILITY_NASH && k != w.escape) continue;
        row(s, table, concept, player, state, &w, answer);
        if (also != NULL) row(s, also, concept, player, state, &w, answer);
    }
    return ENT_OK;
}

static ent_table *new_table(stability *s, const char *id, const char *title) {
    ent_table *table = ent_findings_table(s->out, id, s->conflict.states > STABILITY_NOTED, "%s", title);
    ent_table_about(s->out, table,
                    "What a player could gain by leaving a state, and what the others could answer. No worse "
                    "off is not enough to leave: what is no better deters.");
    ent_table_column(s->out, table, "state", "State", "integer", "", 0);
    ent_table_column(s->out, table, "party", "Party", "text", "", 0);
    ent_table_column(s->out, table, "concept", "Concept", "text", "", 0);
    ent_table_column(s->out, table, "stable", "Stable", "boolean", "", 0);
    ent_table_column(s->out, table, "improvement", "Improvement", "integer", "", 0);
    ent_table_column(s->out, table, "sanction", "Sanction", "integer", "", 0);
    ent_table_column(s->out, table, "words", "Why", "text", "", 0);
    return table;
}

/* The states of --why, under every concept. */
static ent_status asked(stability *s) {
    if (s->options->why.size == 0) return ENT_OK;
    ent_table *table = new_table(s, "why", "Why, in every sense");
    ent_status status = ENT_OK;
    for (size_t k = 0; k < s->options->why.size && status == ENT_OK; k++) {
        uint32_t state;
        status = stability_read_state(s, "why", s->options->why.items[k], &state);
        for (ent_stability c = 0; c < ENT_STABILITIES; c++)
            for (uint32_t player = 0; player < s->conflict.players && status == ENT_OK; player++)
                if (s->table.concepts & ENT_STABILITY_BIT(c)) status = cell(s, NULL, table, c, player, state);
    }
    return status;
}

ent_status stability_witnesses(stability *s) {
    if (!s->people) return ENT_OK;
    ent_status status = asked(s);
    if (status != ENT_OK) return status;
    ent_table *table = new_table(s, "witnesses", stability_text(s, "Why: %s", ent_stability_rows[s->concept].label));
    ent_table *reasons = new_table(s, "reasons",
                                   stability_text(s, "Why states last, and why where things stand does or does not: %s",
                                                  ent_stability_rows[s->concept].label));
    for (uint32_t state = 0; state < s->conflict.states && status == ENT_OK; state++) {
        if (!stability_is_noted(s, state)) continue;
        const bool shown = state == s->status_quo || stability_is_equilibrium(s, s->concept, state);
        ent_run_progress(s->run, (double)state / s->conflict.states, "why");
        for (uint32_t player = 0; player < s->conflict.players && status == ENT_OK; player++)
            status = cell(s, shown ? reasons : NULL, table, s->concept, player, state);
    }
    return status;
}
