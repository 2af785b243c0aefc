/* moves: a conflict as states and who can move between them. */
#include "case/bind.h"
#include "case/expression.h"

#include <string.h>

/* ---- options, states ---- */

static const ent_field option_fields[] = {
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_move_option, party),
     .doc = "Who can take it."},
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_move_option, name), .doc = "What it is, in words."},
    {.key = "one_way",
     .kind = ENT_FIELD_BOOL,
     ENT_AT(ent_move_option, one_way),
     .doc = "true: once taken it cannot be undone."},
};

static void start_option(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_move_option *)record)->party = ENT_NOWHERE;
}

static const ent_shape shape_option = {
    .name = "move option",
    .doc = "Something a party can do or leave.",
    .bytes = sizeof(ent_move_option),
    ENT_ROWS(option_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_move_option, id),
    .start = start_option,
};

static const ent_field state_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_state, name), .doc = "What it is, in words."},
};

static bool shorthand_state(ent_binder *binder, ent_node *node, void *record) {
    if (ent_node_is_null(node)) return true;
    return ent_bind_scalar(binder, node, "the state in words", &((ent_state *)record)->name);
}

static const ent_shape shape_state = {
    .name = "state",
    .doc = "A situation of the conflict.",
    .bytes = sizeof(ent_state),
    ENT_ROWS(state_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_state, id),
    .shorthand = shorthand_state,
    .short_schema = "{\"type\": [\"string\", \"null\"]}",
    .short_form = "the state in words, or nothing",
};

static const ent_field state_move_fields[] = {
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_state_move, party),
     .doc = "Who can make it."},
    {.key = "from",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_STATE,
     ENT_AT(ent_state_move, from),
     .doc = "From which state."},
    {.key = "to",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_STATE,
     ENT_AT(ent_state_move, to),
     .doc = "To which state."},
};

static void start_state_move(ent_binder *binder, void *record) {
    (void)binder;
    *(ent_state_move *)record = (ent_state_move){ENT_NOWHERE, ENT_NOWHERE, ENT_NOWHERE};
}

static void check_state_move(ent_binder *binder, const ent_node *node, void *record) {
    const ent_state_move *move = record;
    if (move->from != ENT_NOWHERE && move->from == move->to)
        ent_bind_error(binder, ent_node_child(node, "to"), "E-CASE-0192", NULL, "a move leads to another state");
}

static const ent_shape shape_state_move = {
    .name = "move",
    .doc = "A move of one party from one state to another.",
    .bytes = sizeof(ent_state_move),
    ENT_ROWS(state_move_fields),
    .start = start_state_move,
    .check = check_state_move,
};

/* ---- patterns ---- */

static bool read_pattern(ent_binder *binder, ent_node *node, ent_pattern *pattern) {
    const ent_moves *moves = &binder->result->moves;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of options and true or false")) return false;
    signed char *values = ent_bind_array(binder, moves->options_size, sizeof *values);
    if (values == NULL || binder->oversize) return false;
    memset(values, -1, moves->options_size);
    static const ent_field truth = {.kind = ENT_FIELD_BOOL};
    bool good = true;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        int option;
        bool value = false;
        if (ent_bind_reference(binder, ENT_NAMES_OPTION, child, true, &option) &&
            ent_bind_field(binder, &truth, child, &value))
            values[option] = value;
        else
            good = false;
    }
    pattern->values = values;
    return good;
}

static bool read_infeasible(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_moves *moves = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of patterns")) return false;
    moves->infeasible = ent_bind_array(binder, node->size, sizeof *moves->infeasible);
    if (moves->infeasible == NULL) return false;
    for (ent_node *child = node->first; child != NULL; child = child->next)
        if (read_pattern(binder, child, &moves->infeasible[moves->infeasible_size])) moves->infeasible_size++;
    return true;
}

static bool read_status_quo(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_moves *moves = record;
    moves->has_status_quo = true;
    if (node->kind == ENT_NODE_SCALAR)
        return ent_bind_reference(binder, ENT_NAMES_STATE, node, false, &moves->status_quo_state);
    return read_pattern(binder, node, &moves->status_quo);
}

/* ---- preferences ---- */

static bool read_group(ent_binder *binder, ent_node *node, const int **group, size_t *size) {
    size_t most = node->kind == ENT_NODE_LIST ? node->size : 1;
    int *states = ent_bind_array(binder, most, sizeof *states);
    if (states == NULL) return false;
    *group = states;
    *size = 0;
    if (node->kind != ENT_NODE_LIST) {
        *size = ent_bind_reference(binder, ENT_NAMES_STATE, node, false, states);
        return true;
    }
    for (ent_node *child = node->first; child != NULL; child = child->next)
        *size += ent_bind_reference(binder, ENT_NAMES_STATE, child, false, &states[*size]);
    return true;
}

static void check_ranked_once(ent_binder *binder, const ent_node *node, const ent_ranking *ranking) {
    size_t states = binder->result->moves.states_size;
    size_t *times = ent_bind_array(binder, states, sizeof *times);
    if (times == NULL) return;
    for (size_t i = 0; i < ranking->groups_size; i++)
        for (size_t j = 0; j < ranking->group_sizes[i]; j++)
            times[ranking->groups[i][j]]++;
    for (size_t i = 0; i < states; i++)
        if (times[i] != 1)
            ent_bind_key_error(binder, node, "E-CASE-0193", "every state once, the best first",
                               times[i] == 0 ? "the state '%.60s' is missing in this ranking"
                                             : "the state '%.60s' stands in this ranking more than once",
                               binder->result->moves.states[i].id);
}

static bool read_ranking(ent_binder *binder, ent_node *node, void *record) {
    ent_ranking *ranking = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of states, the best first")) return false;
    const int **groups = ent_bind_array(binder, node->size, sizeof *groups);
    size_t *sizes = ent_bind_array(binder, node->size, sizeof *sizes);
    if (groups == NULL || sizes == NULL) return false;
    size_t errors = binder->errors;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        if (!read_group(binder, child, &groups[ranking->groups_size], &sizes[ranking->groups_size])) return false;
        ranking->groups_size++;
    }
    ranking->groups = groups;
    ranking->group_sizes = sizes;
    if (errors == binder->errors) check_ranked_once(binder, node, ranking);
    return true;
}

static void no_map(ent_binder *binder, const ent_node *node, void *record) {
    (void)record;
    ent_bind_error(binder, node, "E-CASE-0103", NULL, "a list should stand here, not a map");
}

static const ent_shape shape_ranking = {
    .name = "ranking",
    .doc = "States from the best to the worst; equal ones in a list of their own: [a, [b, c], d].",
    .bytes = sizeof(ent_ranking),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_ranking, party),
    .shorthand = read_ranking,
    .short_schema = "{\"type\": \"array\"}",
    .short_form = "a list of states",
    .check = no_map,
};

static bool read_priorities(ent_binder *binder, ent_node *node, void *record) {
    ent_priorities *priorities = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of statements, the most important first") ||
        !ent_bind_texts(binder, node, &priorities->statements, &priorities->size))
        return false;
    for (const ent_node *child = node->first; child != NULL; child = child->next)
        if (child->kind == ENT_NODE_SCALAR) ent_check_expression(binder, child);
    return true;
}

static const ent_shape shape_priorities = {
    .name = "priorities",
    .doc = "Statements about options, the most important first, with ! & | -> <-> and parentheses: \"!arm & grant\".",
    .bytes = sizeof(ent_priorities),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_priorities, party),
    .shorthand = read_priorities,
    .short_schema = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}",
    .short_form = "a list of statements",
    .check = no_map,
};

static bool read_option_weights(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    static const ent_field weight = {.key = "the weight", .flags = ENT_NEVER_RECORD};
    ent_moves *moves = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of parties")) return false;
    moves->weights = ent_bind_array(binder, node->size, sizeof *moves->weights);
    if (moves->weights == NULL) return false;
    ent_owner *outer = ent_bind_enter(binder, node);
    for (ent_node *party = node->first; party != NULL; party = party->next) {
        ent_option_weights *row = &moves->weights[moves->weights_size];
        if (ent_is_provenance_key(party->key) ||
            !ent_bind_reference(binder, ENT_NAMES_PARTY, party, true, &row->party) ||
            !ent_bind_expect(binder, party, ENT_NODE_MAP, "a map of options and weights"))
            continue;
        row->values = ent_bind_array(binder, moves->options_size, sizeof *row->values);
        if (row->values == NULL) return false;
        ent_owner *before = ent_bind_enter(binder, party);
        for (ent_node *child = party->first; child != NULL; child = child->next) {
            int option;
            if (!ent_is_provenance_key(child->key) &&
                ent_bind_reference(binder, ENT_NAMES_OPTION, child, true, &option))
                ent_bind_number(binder, &weight, child, &row->values[option], NULL);
        }
        ent_bind_leave(binder, before);
        moves->weights_size++;
    }
    ent_bind_leave(binder, outer);
    return true;
}

/* ---- the part ---- */

static const ent_field moves_fields[] = {
    {.key = "options",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_option,
     .most = 62,
     ENT_LIST_AT(ent_moves, options),
     .doc = "What each party can do; states are all combinations of them."},
    {.key = "infeasible",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_infeasible,
     .schema = "{\"type\": \"array\", \"items\": {\"type\": \"object\", \"additionalProperties\": {\"type\": "
               "\"boolean\"}}}",
     .form = "a list of patterns",
     ENT_LIST_AT(ent_moves, infeasible),
     .doc = "Combinations that cannot be: [{arm: true, grant: true}]."},
    {.key = "states",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_state,
     .most = 10000,
     ENT_LIST_AT(ent_moves, states),
     .doc = "Instead of options: the states themselves."},
    {.key = "moves",
     .kind = ENT_FIELD_LIST,
     .shape = &shape_state_move,
     ENT_LIST_AT(ent_moves, state_moves),
     .doc = "With states: who can move from which to which."},
    {.key = "status_quo",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_status_quo,
     .schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"object\", \"additionalProperties\": {\"type\": "
               "\"boolean\"}}]}",
     .form = "a pattern, or a state",
     ENT_AT(ent_moves, status_quo),
     .doc = "Where things stand now."},
    {.key = "ranking",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_ranking,
     ENT_LIST_AT(ent_moves, rankings),
     .doc = "Per party: states from the best to the worst."},
    {.key = "priorities",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_priorities,
     ENT_LIST_AT(ent_moves, priorities),
     .doc = "Per party: statements about options, the most important first."},
    {.key = "weights",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_option_weights,
     .schema = "{\"type\": \"object\", " ENT_SCHEMA_OWNED ", \"additionalProperties\": {\"type\": \"object\"}}",
     .form = "a map of parties, options and weights",
     ENT_LIST_AT(ent_moves, weights),
     .doc = "Per party: what each option taken is worth; a state's worth is the sum."},
};

static void start_moves(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_moves *)record)->status_quo_state = ENT_NOWHERE;
}

static void check_moves(ent_binder *binder, const ent_node *node, void *record) {
    ent_moves *moves = record;
    moves->present = true;
    moves->node = node;
    if (!node->misspelt && (ent_node_child(node, "options") == NULL) == (ent_node_child(node, "states") == NULL))
        ent_bind_key_error(binder, node, "E-CASE-0194", NULL, "give either 'options' or 'states'");
}

const ent_shape ent_shape_moves = {
    .name = "moves",
    .doc = "A conflict: what each party can do, and how it likes what comes of it.",
    .bytes = sizeof(ent_moves),
    ENT_ROWS(moves_fields),
    .start = start_moves,
    .check = check_moves,
};
