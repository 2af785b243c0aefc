/* Charts: the conflict as a graph with the states that would last, and which options make up each state. */
#include "lens/stability/stability.h"

enum { GRAPH_STATES = 30, MATRIX_STATES = 60, MATRIX_OPTIONS = 20 };

static const char lasting[] = "would last", passing[] = "would not last", now[] = "where things stand";

/* ---- the graph --------------------------------------------------------------------------------------------------- */

static bool better(const ent_conflict_player *player, uint32_t from, uint32_t to) {
    for (uint32_t m = 0; m < player->members; m++) {
        const ent_conflict_preference *p = &player->member[m];
        if (p->level[to] <= (p->high != NULL ? p->high[from] : p->level[from])) return false;
    }
    return true;
}

static void graph_row(stability *s, ent_table *table, uint32_t from, uint32_t to, const char *label,
                      const char *series) {
    ent_table_row(s->out, table, (ent_value[]){ent_integer(from), ent_integer(to), ent_text(label), ent_text(series)});
}

static void graph_rows(stability *s, ent_table *table) {
    for (uint32_t state = 0; state < s->conflict.states; state++) {
        graph_row(s, table, state, state, stability_name(s, state),
                  stability_is_equilibrium(s, s->concept, state) ? lasting : passing);
        if (state == s->status_quo) graph_row(s, table, state, state, NULL, now);
    }
    for (uint32_t k = 0; k < s->conflict.players; k++) {
        const ent_conflict_player *player = &s->conflict.player[k];
        for (uint32_t state = 0; state < s->conflict.states; state++)
            for (size_t m = player->first[state]; m < player->first[state + 1]; m++)
                if (better(player, state, player->target[m]))
                    graph_row(s, table, state, player->target[m], NULL, s->player[k].id);
    }
}

static void graph_chart(stability *s) {
    ent_table *table = ent_findings_table(s->out, "graph", false, "%s", "");
    ent_table_column(s->out, table, "from", "From", "integer", "", 0);
    ent_table_column(s->out, table, "to", "To", "integer", "", 0);
    ent_table_column(s->out, table, "name", "What holds", "text", "", 0);
    ent_table_column(s->out, table, "who", "Who", "text", "", 0);
    graph_rows(s, table);
    const uint32_t count = stability_count(s, s->concept);
    const char *title = count == 0 ? stability_text(s, "None of the %u states would last", s->conflict.states)
                                   : stability_text(s, "%u of %u states would last if %s reached", count,
                                                    s->conflict.states, count == 1 ? "it were" : "they were");
    ent_findings_chart(s->out, &(ent_chart){.id = "graph",
                                            .kind = ENT_CHART_GRAPH,
                                            .title = title,
                                            .subtitle = stability_text(s,
                                                                       "States by number; arrows are moves that make "
                                                                       "whoever makes them better off; %s",
                                                                       ent_stability_rows[s->concept].label),
                                            .text = title,
                                            .table = "graph",
                                            .x = "from",
                                            .y = "to",
                                            .label = "name",
                                            .series = "who",
                                            .joined = lasting,
                                            .faint = passing});
}

/* ---- the options of each state ------------------------------------------------------------------------------------
 */

static bool in_matrix(const stability *s, uint32_t state, bool all) {
    return all || state == s->status_quo || stability_is_equilibrium(s, s->concept, state);
}

static void matrix_rows(stability *s, ent_table *table, bool all) {
    for (uint32_t state = 0; state < s->conflict.states; state++) {
        if (!in_matrix(s, state, all)) continue;
        const char *label =
            stability_text(s, "%u%s%s", state, stability_is_equilibrium(s, s->concept, state) ? " lasts" : "",
                           state == s->status_quo ? " (now)" : "");
        for (size_t i = 0; i < s->moves->options_size; i++) {
            const ent_move_option *option = &s->moves->options[i];
            const bool open = (s->states.differ[state] >> i & 1) != 0;
            const char *party = s->source->parties[option->party].name;
            ent_table_row(
                s->out, table,
                (ent_value[]){ent_text(label),
                              ent_text(stability_text(s, "%s: %s", party != NULL ? party : "",
                                                      option->name != NULL ? option->name : option->id)),
                              open ? ent_empty() : ent_integer((int64_t)(s->states.decimals[state] >> i & 1))});
        }
    }
}

static void matrix_chart(stability *s) {
    const bool all = s->conflict.states <= GRAPH_STATES;
    uint32_t rows = 0;
    for (uint32_t state = 0; state < s->conflict.states; state++)
        rows += in_matrix(s, state, all);
    if (s->moves->options_size == 0 || s->moves->options_size > MATRIX_OPTIONS || rows > MATRIX_STATES || rows == 0)
        return;
    ent_table *table = ent_findings_table(s->out, "options", false, "%s", "");
    ent_table_column(s->out, table, "state", "State", "text", "", 0);
    ent_table_column(s->out, table, "option", "Option", "text", "", 0);
    ent_table_column(s->out, table, "taken", "Taken", "integer", "", 0);
    matrix_rows(s, table, all);
    const char *title = all ? "What is done in each state" : "What is done in the states that would last";
    ent_findings_chart(s->out, &(ent_chart){.id = "options",
                                            .kind = ENT_CHART_MATRIX,
                                            .title = title,
                                            .subtitle = "1: taken, 0: not",
                                            .text = title,
                                            .table = "options",
                                            .label = "state",
                                            .x = "option",
                                            .y = "taken",
                                            .y_label = ""});
}

ent_status stability_charts(stability *s) {
    if (!s->people) return ENT_OK;
    if (s->conflict.states <= GRAPH_STATES) graph_chart(s);
    matrix_chart(s);
    return ENT_OK;
}
