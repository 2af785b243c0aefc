/* The states, the verdict on each for each player, and the equilibria. */
#include "lens/stability/stability.h"

bool stability_is_stable(const stability *s, ent_stability concept, uint32_t player, uint32_t state) {
    return (s->table.stable[(size_t)player * s->table.states + state] & ENT_STABILITY_BIT(concept)) != 0;
}

bool stability_is_equilibrium(const stability *s, ent_stability concept, uint32_t state) {
    return (s->table.equilibrium[state] & ENT_STABILITY_BIT(concept)) != 0;
}

uint32_t stability_count(const stability *s, ent_stability concept) {
    uint32_t count = 0;
    for (uint32_t state = 0; state < s->table.states; state++)
        count += stability_is_equilibrium(s, concept, state);
    return count;
}

static bool has(const stability *s, ent_stability concept) {
    return (s->table.concepts & ENT_STABILITY_BIT(concept)) != 0;
}

bool stability_is_noted(const stability *s, uint32_t state) {
    if (s->conflict.states <= STABILITY_NOTED || state == s->status_quo || state == s->wish) return true;
    if (!stability_is_equilibrium(s, s->concept, state)) return false;
    uint32_t before = 0;
    for (uint32_t k = 0; k < state; k++)
        before += stability_is_equilibrium(s, s->concept, k);
    return before < STABILITY_NOTED;
}

/* ---- tables --------------------------------------------------------------------------------------------------- */

static void states_table(stability *s) {
    const bool options = s->moves->options_size > 0;
    ent_table *table =
        ent_findings_table(s->out, "states", false, "%s", s->conflict.states <= STABILITY_ROWS ? "The states" : "");
    ent_table_about(s->out, table,
                    options ? "Combinations of options that can be, counted from 0 by ascending sum of 2^k over the "
                              "options taken (k from 0, in the case's order); Y taken, N not, - either."
                            : "As the case lists them, counted from 0.");
    ent_table_column(s->out, table, "index", "State", "integer", "", 0);
    ent_table_column(s->out, table, "decimal", "Sum", "integer", "", 0);
    ent_table_column(s->out, table, "options", "Options", "text", "", 0);
    ent_table_column(s->out, table, "name", "What holds", "text", "", 0);
    ent_table_column(s->out, table, "status_quo", "Now", "boolean", "", 0);
    for (uint32_t state = 0; state < s->conflict.states; state++)
        ent_table_row(s->out, table,
                      (ent_value[]){ent_integer(state),
                                    options ? ent_integer((int64_t)s->states.decimals[state]) : ent_empty(),
                                    options ? ent_text(stability_yn(s, state)) : ent_empty(),
                                    ent_text(stability_name(s, state)), ent_bool(state == s->status_quo)});
}

static void concept_columns(stability *s, ent_table *table) {
    for (ent_stability c = 0; c < ENT_STABILITIES; c++)
        if (has(s, c))
            ent_table_column(s->out, table, ent_stability_rows[c].id, ent_stability_rows[c].label, "boolean", "", 0);
}

static size_t concept_cells(const stability *s, uint32_t bits, ent_value *cells) {
    size_t size = 0;
    for (ent_stability c = 0; c < ENT_STABILITIES; c++)
        if (has(s, c)) cells[size++] = ent_bool((bits & ENT_STABILITY_BIT(c)) != 0);
    return size;
}

static void cells_table(stability *s) {
    const bool few = (size_t)s->conflict.states * s->conflict.players <= STABILITY_CELLS;
    ent_table *table =
        ent_findings_table(s->out, "cells", false, "%s", few ? "Stable for whom, and in which sense" : "");
    ent_table_about(s->out, table, "1: the player would not leave the state, as the concept sees it.");
    ent_table_column(s->out, table, "state", "State", "integer", "", 0);
    ent_table_column(s->out, table, "party", "Party", "text", "", 0);
    concept_columns(s, table);
    ent_value cells[2 + ENT_STABILITIES];
    for (uint32_t state = 0; state < s->conflict.states; state++)
        for (uint32_t player = 0; player < s->conflict.players; player++) {
            cells[0] = ent_integer(state);
            cells[1] = ent_text(s->player[player].id);
            concept_cells(s, s->table.stable[(size_t)player * s->table.states + state], cells + 2);
            ent_table_row(s->out, table, cells);
        }
}

static void equilibria_table(stability *s) {
    uint32_t count = 0;
    for (uint32_t state = 0; state < s->conflict.states; state++)
        count += s->table.equilibrium[state] != 0;
    ent_table *table =
        ent_findings_table(s->out, "equilibria", false, "%s", count <= STABILITY_ROWS ? "States that would last" : "");
    ent_table_about(s->out, table,
                    "Stable for every player, in at least one sense. Which state is reached is another "
                    "question: the table of paths shows where improvements lead.");
    ent_table_column(s->out, table, "state", "State", "integer", "", 0);
    ent_table_column(s->out, table, "name", "What holds", "text", "", 0);
    concept_columns(s, table);
    ent_value cells[2 + ENT_STABILITIES];
    for (uint32_t state = 0; state < s->conflict.states; state++) {
        if (s->table.equilibrium[state] == 0) continue;
        cells[0] = ent_integer(state);
        cells[1] = ent_text(stability_name(s, state));
        concept_cells(s, s->table.equilibrium[state], cells + 2);
        ent_table_row(s->out, table, cells);
    }
}

static void concepts_table(stability *s) {
    ent_table *table = ent_findings_table(s->out, "concepts", false, "What stable means");
    ent_table_column(s->out, table, "concept", "Concept", "text", "", 0);
    ent_table_column(s->out, table, "meaning", "Stable, because", "text", "", 0);
    ent_table_column(s->out, table, "publication", "Publication", "text", "", 0);
    for (ent_stability c = 0; c < ENT_STABILITIES; c++)
        if (has(s, c))
            ent_table_row(s->out, table,
                          (ent_value[]){ent_text(ent_stability_rows[c].label), ent_text(ent_stability_rows[c].meaning),
                                        ent_text(ent_stability_rows[c].publication)});
}

/* ---- metrics ---------------------------------------------------------------------------------------------------- */

static bool in_equilibrium(const stability *s, uint32_t state, const void *with) {
    return stability_is_equilibrium(s, *(const ent_stability *)with, state);
}

static const char *leavers(const stability *s, ent_stability concept, uint32_t state) {
    const char *names[ENT_CONFLICT_PLAYERS];
    size_t size = 0;
    for (uint32_t player = 0; player < s->conflict.players; player++)
        if (!stability_is_stable(s, concept, player, state)) names[size++] = s->player[player].name;
    return stability_and(s, names, size);
}

static void concept_metrics(stability *s, ent_stability c) {
    const ent_stability_row *row = &ent_stability_rows[c];
    const uint32_t count = stability_count(s, c);
    ent_info info = stability_info(s, stability_text(s, "Equilibria, %s", row->label), "states");
    ent_findings_metricf(s->out, ent_integer(count), &info, "equilibria.%s.count", row->id);
    info = stability_info(s, stability_text(s, "Equilibria by number, %s", row->label), NULL);
    if (count > 0)
        ent_findings_metricf(s->out, ent_text(stability_list(s, in_equilibrium, &c)), &info, "equilibria.%s.states",
                             row->id);
    if (s->status_quo == ENT_CONFLICT_NONE) return;
    const bool stable = stability_is_equilibrium(s, c, s->status_quo);
    info = stability_info(s, stability_text(s, "Status quo is an equilibrium, %s", row->label), NULL);
    ent_findings_metricf(s->out, ent_bool(stable), &info, "status_quo.%s.stable", row->id);
    info = stability_info(s, stability_text(s, "Who would leave the status quo, %s", row->label), NULL);
    if (!stable)
        ent_findings_metricf(s->out, ent_text(leavers(s, c, s->status_quo)), &info, "status_quo.%s.left_by", row->id);
}

static void metrics(stability *s) {
    ent_info info = stability_info(s, "States", "states");
    ent_findings_metric(s->out, "states.count", ent_integer(s->conflict.states), &info);
    info = stability_info(s, "Players", "players");
    ent_findings_metric(s->out, "players.count", ent_integer(s->conflict.players), &info);
    info = stability_info(s, "Status quo, number of the state", NULL);
    if (s->status_quo != ENT_CONFLICT_NONE)
        ent_findings_metric(s->out, "status_quo.state", ent_integer(s->status_quo), &info);
    for (ent_stability c = 0; c < ENT_STABILITIES; c++)
        if (has(s, c)) concept_metrics(s, c);
}

ent_status stability_cells(stability *s) {
    const ent_stability_options options = {.unknown = s->unknown};
    ent_status status = ent_conflict_stability(&s->conflict, &options, s->run, s->arena, &s->table);
    if (status == ENT_LIMIT)
        return stability_refuse(s, ENT_LIMIT, "E-STABILITY-0002", s->moves->node, NULL,
                                "this conflict needs more memory than can be had");
    if (status != ENT_OK) return status;
    if (!has(s, s->concept))
        return stability_refuse(
            s, ENT_USAGE, "U-STABILITY-0002", NULL,
            s->concept == ENT_STABILITY_SIM
                ? "SIM combines options taken at once: the conflict must be given by options, without "
                  "`same`"
                : "put \">>\" into the rankings or statements of the parties",
            stability_text(s, "--concept %s does not fit this conflict", s->options->concept));
    metrics(s);
    if (!s->people) return ENT_OK;
    equilibria_table(s);
    states_table(s);
    cells_table(s);
    concepts_table(s);
    return ENT_OK;
}
