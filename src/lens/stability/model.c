/* From the case's `moves` to a conflict: states, players in the order of the parties, parties that act together. */
#include "lens/stability/stability.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_JOINT = 1 << 24 };

ent_status stability_refuse(const stability *s, ent_status status, const char *id, const ent_node *node,
                            const char *hint, const char *message) {
    ent_place place = node != NULL ? ent_node_place(s->source, node) : (ent_place){.file = s->source->path};
    const char *path = node != NULL ? ent_case_path(s->source, node, s->arena) : NULL;
    ent_diagnosef(s->run->diagnostics, ENT_ERROR, id, &place, path, hint, NULL, "%s", message);
    return status;
}

/* ---- states named on the command line -------------------------------------------------------------------------- */

/* Y and N in the order of the options. */
static uint32_t by_letters(const stability *s, const char *text) {
    uint64_t combination = 0;
    for (size_t i = 0; i < s->moves->options_size; i++)
        if (text[i] == 'Y') combination |= UINT64_C(1) << i;
    for (size_t k = 0; k < s->states.combinations_size; k++)
        if (s->states.combinations[k] == combination) return s->states.state_of[k];
    return ENT_CONFLICT_NONE;
}

ent_status stability_read_state(const stability *s, const char *option, const char *text, uint32_t *out) {
    const size_t size = strlen(text);
    *out = ENT_CONFLICT_NONE;
    if (size > 0 && size < 9 && strspn(text, "0123456789") == size) {
        const long number = strtol(text, NULL, 10);
        if ((size_t)number < s->states.size) *out = (uint32_t)number;
    } else if (size == s->moves->options_size && strspn(text, "YN") == size) {
        *out = by_letters(s, text);
    }
    for (uint32_t k = 0; *out == ENT_CONFLICT_NONE && k < s->moves->states_size; k++)
        if (strcmp(s->moves->states[k].id, text) == 0) *out = k;
    if (*out != ENT_CONFLICT_NONE) return ENT_OK;
    return stability_refuse(
        s, ENT_USAGE, "U-STABILITY-0001", NULL,
        stability_text(s, "a number from 0 to %zu, as in the table `states`, %s", s->states.size - 1,
                       s->moves->options_size > 0 ? "or Y and N in the order of the options" : "or the id of a state"),
        stability_text(s, "--%s %.60s is no state of this conflict", option, text));
}

/* ---- states ------------------------------------------------------------------------------------------------------ */

static ent_status make_states(stability *s) {
    ent_status status = ent_conflict_states_make(s->moves, s->arena, s->options->most, &s->states);
    if (status == ENT_LIMIT)
        return stability_refuse(s, ENT_LIMIT, "E-STABILITY-0001", s->moves->node,
                                "name more combinations that cannot be, or raise --most-states",
                                stability_text(s, "this conflict has more than %zu states", s->options->most));
    if (status == ENT_OK && s->states.size == 0)
        return s->moves->infeasible_size > 0
                   ? stability_refuse(s, ENT_INPUT, "E-STABILITY-0006", s->moves->node, "take one of the patterns out",
                                      "the infeasible patterns leave no state")
                   : stability_refuse(s, ENT_INPUT, "E-STABILITY-0006", s->moves->node,
                                      "options: {strike: {party: rok}}, or states",
                                      "there is no option, and so no state");
    s->conflict.states = (uint32_t)s->states.size;
    s->conflict.code = s->moves->options_size > 0 && s->moves->same_size == 0 ? s->states.decimals : NULL;
    return status;
}

static ent_status find_status_quo(stability *s) {
    s->status_quo = s->wish = ENT_CONFLICT_NONE;
    if (s->options->wish != NULL) {
        ent_status status = stability_read_state(s, "wish", s->options->wish, &s->wish);
        if (status != ENT_OK) return status;
    }
    if (s->options->status_quo != NULL)
        return stability_read_state(s, "status-quo", s->options->status_quo, &s->status_quo);
    if (!s->moves->has_status_quo) return ENT_OK;
    const ent_state_set set = {.state = s->moves->status_quo_state, .pattern = s->moves->status_quo};
    size_t matches;
    const size_t state = ent_conflict_state(s->moves, &s->states, &set, &matches);
    if (state != SIZE_MAX) {
        s->status_quo = (uint32_t)state;
        return ENT_OK;
    }
    return stability_refuse(s, ENT_INPUT, "E-STABILITY-0007", ent_case_at(s->source, "moves.status_quo"),
                            matches == 0 ? "let it be one of the feasible states"
                                         : "say of every option whether it is taken",
                            matches == 0 ? "the status quo is none of the states"
                                         : stability_text(s, "the status quo fits %zu states", matches));
}

/* ---- players ----------------------------------------------------------------------------------------------------- */

static bool plays(const ent_moves *moves, int party) {
    for (size_t i = 0; i < moves->options_size; i++)
        if (moves->options[i].party == party) return true;
    for (size_t i = 0; i < moves->state_moves_size; i++)
        if (moves->state_moves[i].party == party) return true;
    return stability_has_preferences(moves, party);
}

static const char *party_name(const stability *s, int party) {
    const ent_party *row = &s->source->parties[party];
    return row->name != NULL ? row->name : row->id;
}

static ent_status single_player(stability *s, int party, stability_player *player, ent_conflict_player *out) {
    int *self = ent_arena_alloc(s->arena, sizeof *self);
    ent_conflict_preference *member = &s->preference[party];
    if (self == NULL) return ENT_MEMORY;
    *self = party;
    *player = (stability_player){s->source->parties[party].id, party_name(s, party), self, 1};
    *out = (ent_conflict_player){.members = 1, .member = member};
    ent_status status = stability_moves_of(s, party, out);
    return status == ENT_OK ? stability_levels_of(s, party, member) : status;
}

static ent_status single_players(stability *s) {
    ent_conflict_player *rows = ent_arena_array(s->arena, s->source->parties_size + 1, sizeof *rows);
    s->player = ent_arena_array(s->arena, s->source->parties_size + 1, sizeof *s->player);
    s->preference = ent_arena_array(s->arena, s->source->parties_size + 1, sizeof *s->preference);
    if (rows == NULL || s->player == NULL || s->preference == NULL) return ENT_MEMORY;
    s->conflict.player = rows;
    for (size_t party = 0; party < s->source->parties_size; party++) {
        if (!plays(s->moves, (int)party)) continue;
        if (s->conflict.players == ENT_CONFLICT_PLAYERS)
            return stability_refuse(s, ENT_LIMIT, "E-STABILITY-0008", s->moves->node, NULL,
                                    stability_text(s, "more than %d parties take part", ENT_CONFLICT_PLAYERS));
        const uint32_t k = s->conflict.players++;
        ent_status status = single_player(s, (int)party, &s->player[k], &rows[k]);
        if (status != ENT_OK) return status;
    }
    if (s->conflict.players > 0) return ENT_OK;
    return stability_refuse(s, ENT_INPUT, "E-STABILITY-0008", s->moves->node, "give a party moves or preferences",
                            "nobody takes part in this conflict");
}

/* Strength counts for all or for none. */
static void settle_strength(stability *s) {
    for (size_t party = 0; party < s->source->parties_size && !s->strength; party++)
        s->preference[party].band = NULL;
}

/* ---- parties that act together --------------------------------------------------------------------------------------
 */

static uint32_t player_of(const stability *s, int party) {
    for (uint32_t k = 0; k < s->conflict.players; k++)
        for (size_t j = 0; j < s->player[k].parties_size; j++)
            if (s->player[k].parties[j] == party) return k;
    return ENT_CONFLICT_NONE;
}

static stability_player group_of(const stability *s, const ent_move_group *group) {
    const char *names[ENT_CONFLICT_PLAYERS], *id = "";
    size_t size = 0;
    for (size_t j = 0; j < group->size && size < ENT_CONFLICT_PLAYERS; j++) {
        names[size++] = party_name(s, group->parties[j]);
        id = stability_text(s, "%s%s%s", id, j > 0 ? "+" : "", s->source->parties[group->parties[j]].id);
    }
    return (stability_player){id, stability_and(s, names, size), group->parties, group->size};
}

/* The kernel puts the joined player first; it gets the place of its first party. */
static ent_status join(stability *s, const ent_move_group *group) {
    uint32_t bits = 0, first = ENT_CONFLICT_NONE;
    for (size_t j = 0; j < group->size; j++) {
        const uint32_t k = player_of(s, group->parties[j]);
        if (k == ENT_CONFLICT_NONE)
            return stability_refuse(
                s, ENT_INPUT, "E-STABILITY-0009", group->node, NULL,
                stability_text(s, "%s has neither moves nor preferences", s->source->parties[group->parties[j]].id));
        bits |= UINT32_C(1) << k;
        if (k < first) first = k;
    }
    ent_conflict joined;
    ent_status status = ent_conflict_join(&s->conflict, bits, MOST_JOINT, s->run, s->arena, &joined);
    if (status != ENT_OK) return status;
    ent_conflict_player *rows = ent_arena_array(s->arena, joined.players + 1, sizeof *rows);
    stability_player *players = ent_arena_array(s->arena, joined.players + 1, sizeof *players);
    if (rows == NULL || players == NULL) return ENT_MEMORY;
    uint32_t size = 0, others = 1;
    for (uint32_t k = 0; k < s->conflict.players; k++) {
        if (k == first) {
            players[size] = group_of(s, group);
            rows[size++] = joined.player[0];
        } else if ((bits >> k & 1) == 0) {
            players[size] = s->player[k];
            rows[size++] = joined.player[others++];
        }
    }
    joined.player = rows;
    s->conflict = joined;
    s->player = players;
    return ENT_OK;
}

static ent_status check(const stability *s) {
    ent_conflict_fault fault;
    ent_status status = ent_conflict_check(&s->conflict, s->run, &fault);
    if (status != ENT_INPUT) return status;
    return stability_refuse(s, ENT_INPUT, "E-STABILITY-0010", s->moves->node, NULL,
                            stability_text(s, "this conflict cannot be analysed: %s%s%s", fault.what,
                                           fault.player != ENT_CONFLICT_NONE ? ", for " : "",
                                           fault.player != ENT_CONFLICT_NONE ? s->player[fault.player].name : ""));
}

ent_status stability_model(stability *s) {
    ent_status status = make_states(s);
    if (status == ENT_OK) status = single_players(s);
    if (status == ENT_OK) settle_strength(s);
    for (size_t k = 0; k < s->moves->together_size && status == ENT_OK; k++)
        status = join(s, &s->moves->together[k]);
    if (status == ENT_OK) status = check(s);
    return status == ENT_OK ? find_status_quo(s) : status;
}
