/* Who would leave an equilibrium jointly: the coalitions of the case and of --coalitions, and all of them. */
#include "lens/stability/stability.h"

#include <string.h>

enum { MOST_JOINT = 1 << 24, ALL_PLAYERS = 6, ALL_STATES = 1024 };

typedef struct coalition {
    uint32_t bits;
    const char *id, *name;
} coalition;

static ent_status refuse(const stability *s, const char *text, const char *what) {
    return stability_refuse(s, ENT_USAGE, "U-STABILITY-0003", NULL, "ids of at least two players, such as us+rok",
                            stability_text(s, "--coalitions %.80s: %s", text, what));
}

static coalition coalition_of(const stability *s, uint32_t bits) {
    const char *names[ENT_CONFLICT_PLAYERS], *id = "";
    size_t size = 0;
    for (uint32_t player = 0; player < s->conflict.players; player++) {
        if ((bits >> player & 1) == 0) continue;
        id = stability_text(s, "%s%s%s", id, size > 0 ? "+" : "", s->player[player].id);
        names[size++] = s->player[player].name;
    }
    return (coalition){bits, id, stability_and(s, names, size)};
}

static uint32_t player_named(const stability *s, const char *text, size_t length) {
    for (uint32_t player = 0; player < s->conflict.players; player++)
        for (size_t j = 0; j < s->player[player].parties_size; j++) {
            const char *id = s->source->parties[s->player[player].parties[j]].id;
            if (strlen(id) == length && memcmp(id, text, length) == 0) return player;
        }
    return ENT_CONFLICT_NONE;
}

static ent_status read_coalition(const stability *s, const char *text, uint32_t *bits) {
    *bits = 0;
    for (const char *at = text; *at != '\0';) {
        const size_t length = strcspn(at, "+");
        const uint32_t player = player_named(s, at, length);
        if (player == ENT_CONFLICT_NONE)
            return refuse(s, text, stability_text(s, "%.*s takes no part", (int)(length < 60 ? length : 60), at));
        *bits |= UINT32_C(1) << player;
        at += length + (at[length] == '+');
    }
    return (*bits & (*bits - 1)) == 0 ? refuse(s, text, "that is not two players") : ENT_OK;
}

/* Those of the command line, else those of the case. */
static ent_status list_coalitions(const stability *s, coalition **out, size_t *size) {
    const size_t asked = s->options->coalitions.size, most = asked > 0 ? asked : s->moves->coalitions_size;
    coalition *list = ent_arena_array(s->arena, most + 1, sizeof *list);
    if (list == NULL) return ENT_MEMORY;
    *size = 0;
    for (size_t k = 0; k < most; k++) {
        uint32_t bits = 0;
        ent_status status = asked > 0 ? read_coalition(s, s->options->coalitions.items[k], &bits) : ENT_OK;
        if (status != ENT_OK) return status;
        for (size_t j = 0; asked == 0 && j < s->moves->coalitions[k].size; j++) {
            const char *id = s->source->parties[s->moves->coalitions[k].parties[j]].id;
            const uint32_t player = player_named(s, id, strlen(id));
            if (player != ENT_CONFLICT_NONE) bits |= UINT32_C(1) << player;
        }
        if ((bits & (bits - 1)) != 0) list[(*size)++] = coalition_of(s, bits);
    }
    *out = list;
    return ENT_OK;
}

/* ---- one coalition ------------------------------------------------------------------------------------------------
 */

static ent_table *new_table(stability *s) {
    ent_table *table =
        ent_findings_table(s->out, "coalitions", false, "Which equilibria a coalition would leave jointly");
    ent_table_about(
        s->out, table,
        "A coalition moves by any sequence of its members' moves, to what each of them prefers; a sanction needs "
        "to deter one of them. Where answers must be improvements, coalitions of the others answer too.");
    ent_table_column(s->out, table, "coalition", "Coalition", "text", "", 0);
    ent_table_column(s->out, table, "state", "State", "integer", "", 0);
    ent_table_column(s->out, table, "concept", "Concept", "text", "", 0);
    ent_table_column(s->out, table, "stable", "It would stay", "boolean", "", 0);
    ent_table_column(s->out, table, "improvement", "Else it moves to", "integer", "", 0);
    ent_table_column(s->out, table, "name", "What holds there", "text", "", 0);
    return table;
}

static ent_status judge(stability *s, ent_table *table, const coalition *c, const ent_conflict *joined, uint32_t state,
                        bool *left) {
    ent_conflict_witness w;
    ent_status status = ent_conflict_why(joined, s->concept, s->unknown, 0, state, s->run, s->arena, &w);
    if (status != ENT_OK) return status;
    const bool leaves = !w.stable && w.escape != ENT_CONFLICT_NONE;
    const uint32_t to = leaves ? w.answer[w.escape].improvement : ENT_CONFLICT_NONE;
    *left = *left || leaves;
    if (table != NULL)
        ent_table_row(s->out, table,
                      (ent_value[]){ent_text(c->id), ent_integer(state), ent_text(ent_stability_rows[s->concept].id),
                                    ent_bool(w.stable), leaves ? ent_integer(to) : ent_empty(),
                                    ent_text(leaves ? stability_name(s, to) : NULL)});
    return ENT_OK;
}

/* Whether its answers must be improvements: then coalitions of opponents may give them. */
static bool credible(ent_stability concept) {
    return concept == ENT_STABILITY_SEQ || concept == ENT_STABILITY_SSEQ || concept == ENT_STABILITY_STRONG_SEQ;
}

static ent_status one(stability *s, ent_table *table, const coalition *c) {
    ent_conflict joined;
    ent_status status = ENT_LIMIT;
    if (credible(s->concept) && s->conflict.players > ALL_PLAYERS)
        return stability_refuse(
            s, status, "E-STABILITY-0011", s->moves->node, "leave the coalitions out, or take --concept gmr",
            stability_text(s, "%s against %u players", ent_stability_rows[s->concept].label, s->conflict.players - 1));
    status = credible(s->concept) ? ent_conflict_confront(&s->conflict, c->bits, MOST_JOINT, s->run, s->arena, &joined)
                                  : ent_conflict_join(&s->conflict, c->bits, MOST_JOINT, s->run, s->arena, &joined);
    if (status == ENT_LIMIT)
        return stability_refuse(
            s, status, "E-STABILITY-0002", s->moves->node, "leave this coalition out",
            stability_text(s, "a coalition of this conflict has more than %d joint moves", MOST_JOINT));
    uint32_t leaves = 0;
    for (uint32_t state = 0; state < s->conflict.states && status == ENT_OK; state++) {
        bool left = false;
        if (!stability_is_equilibrium(s, s->concept, state) || !stability_is_noted(s, state)) continue;
        status = judge(s, table, c, &joined, state, &left);
        leaves += left;
    }
    ent_info info = stability_info(s, stability_text(s, "Equilibria that %s would leave jointly", c->name), "states");
    if (status == ENT_OK) ent_findings_metricf(s->out, ent_integer(leaves), &info, "coalition.%s.leaves", c->id);
    return status;
}

/* ---- all of them ---------------------------------------------------------------------------------------------------
 */

typedef struct against_all {
    const ent_conflict_coalitions_table *table;
    ent_stability concept;
} against_all;

static bool holds_against_all(const stability *s, uint32_t state, const void *with) {
    (void)s;
    const against_all *a = with;
    return (a->table->all[state] & ENT_STABILITY_BIT(a->concept)) != 0;
}

static ent_status too_large(stability *s) {
    ent_findings_note(s->out, ENT_NOTE, "N-STABILITY-0008", "moves",
                      "Stability against every coalition is told for up to %d players and %d states; --coalitions asks "
                      "for single ones.",
                      ALL_PLAYERS, ALL_STATES);
    return ENT_OK;
}

static ent_status every_coalition(stability *s) {
    if (s->conflict.players < 2) return ENT_OK;
    if (s->conflict.players > ALL_PLAYERS || s->conflict.states > ALL_STATES) return too_large(s);
    const ent_stability_options options = {.concepts = s->table.concepts, .unknown = s->unknown};
    ent_conflict_coalitions_table table;
    ent_status status = ent_conflict_coalitions(&s->conflict, &options, MOST_JOINT, s->run, s->arena, &table);
    if (status == ENT_LIMIT) return too_large(s);
    for (ent_stability c = 0; c < ENT_STABILITIES && status == ENT_OK; c++) {
        if ((table.concepts & ENT_STABILITY_BIT(c)) == 0) continue;
        const against_all with = {&table, c};
        const char *list = stability_list(s, holds_against_all, &with);
        ent_info info = stability_info(
            s, stability_text(s, "Stable against every coalition, %s", ent_stability_rows[c].label), NULL);
        ent_findings_metricf(s->out, ent_text(*list != '\0' ? list : "none"), &info, "coalitions.%s.states",
                             ent_stability_rows[c].id);
    }
    return status;
}

ent_status stability_coalitions(stability *s) {
    coalition *list = NULL;
    size_t size = 0;
    ent_status status = list_coalitions(s, &list, &size);
    ent_table *table = status == ENT_OK && size > 0 && s->people ? new_table(s) : NULL;
    for (size_t k = 0; k < size && status == ENT_OK; k++)
        status = one(s, table, &list[k]);
    return status == ENT_OK ? every_coalition(s) : status;
}
