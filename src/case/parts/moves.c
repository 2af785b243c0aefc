/* moves: a conflict as states and who can move between them. */
#include "case/parts/moves.h"

#include <string.h>

/* ---- options, states ---- */

static const char *const directions[] = {"both", "forward", "back", NULL};

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
     .doc = "true: once taken it cannot be undone; short for `direction: forward`."},
    {.key = "direction",
     .kind = ENT_FIELD_CHOICE,
     .choices = directions,
     ENT_AT(ent_move_option, direction),
     .doc = "both (it can be taken and given up again, the default), forward (taken, never given up) or back (given "
            "up, never taken)."},
};

static void start_option(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_move_option *)record)->party = ENT_NOWHERE;
}

static void check_option(ent_binder *binder, const ent_node *node, void *record) {
    ent_move_option *option = record;
    if (option->one_way && option->direction != NULL && strcmp(option->direction, "forward") != 0)
        ent_bind_error(binder, ent_node_child(node, "direction"), "E-CASE-0198", "leave one of the two out",
                       "`one_way: true` is short for `direction: forward`, not %s", option->direction);
    if (option->direction == NULL) option->direction = directions[option->one_way];
}

static const ent_shape shape_option = {
    .name = "move option",
    .doc = "Something a party can do or leave.",
    .bytes = sizeof(ent_move_option),
    ENT_ROWS(option_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_move_option, id),
    .node_offset = offsetof(ent_move_option, node),
    .start = start_option,
    .check = check_option,
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

static bool read_patterns(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_pattern **list = (ent_pattern **)(void *)((char *)record + field->offset);
    size_t *size = (size_t *)(void *)((char *)record + field->size_offset);
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of patterns")) return false;
    *list = ent_bind_array(binder, node->size, sizeof **list);
    if (*list == NULL) return false;
    for (ent_node *child = node->first; child != NULL; child = child->next)
        if (ent_read_pattern(binder, child, &(*list)[*size])) ++*size;
    return true;
}

static bool read_status_quo(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_moves *moves = record;
    ent_state_set set;
    moves->has_status_quo = true;
    if (!ent_read_state_set(binder, node, &set)) return false;
    moves->status_quo_state = set.state;
    moves->status_quo = set.pattern;
    return true;
}

/* ---- coalitions ---- */

static bool read_groups(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_move_group **list = (ent_move_group **)(void *)((char *)record + field->offset);
    size_t *size = (size_t *)(void *)((char *)record + field->size_offset);
    static const ent_field members = {.kind = ENT_FIELD_REFERENCES,
                                      .names = ENT_NAMES_PARTY,
                                      .offset = offsetof(ent_move_group, parties),
                                      .size_offset = offsetof(ent_move_group, size)};
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of lists of parties")) return false;
    *list = ent_bind_array(binder, node->size, sizeof **list);
    if (*list == NULL) return false;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        ent_move_group *group = &(*list)[*size];
        if (!ent_bind_field(binder, &members, child, group)) continue;
        group->node = child;
        ++*size;
        if (group->size < 2)
            ent_bind_error(binder, child, "E-CASE-0199", "such as [us, rok]", "at least two parties act together");
    }
    return true;
}

/* Who acts as one with some cannot act as one with others. */
static void check_together(ent_binder *binder, const ent_moves *moves) {
    const char **before = ent_bind_array(binder, binder->result->parties_size, sizeof *before);
    if (before == NULL) return;
    for (size_t i = 0; i < moves->together_size; i++)
        for (size_t j = 0; j < moves->together[i].size; j++) {
            int party = moves->together[i].parties[j];
            const char *known = before[party];
            before[party] = binder->result->parties[party].id;
            if (known == NULL) continue;
            ent_bind_error(binder, moves->together[i].node, "E-CASE-0199", NULL,
                           "'%.60s' acts together with others already", known);
            break;
        }
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
     .read = read_patterns,
     .schema = "{\"type\": \"array\", \"items\": " ENT_SCHEMA_PATTERN "}",
     .form = "a list of patterns",
     ENT_LIST_AT(ent_moves, infeasible),
     .doc = "Combinations that cannot be: [{arm: true, grant: true}]."},
    {.key = "same",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_patterns,
     .schema = "{\"type\": \"array\", \"items\": " ENT_SCHEMA_PATTERN "}",
     .form = "a list of patterns",
     ENT_LIST_AT(ent_moves, same),
     .doc = "Combinations that make no difference: all states with such a pattern are one state, [{leave: true}]."},
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
     .schema = "{\"anyOf\": [{\"type\": [\"string\", \"integer\"]}, " ENT_SCHEMA_PATTERN "]}",
     .form = "a state",
     ENT_AT(ent_moves, status_quo),
     .doc = "Where things stand now: a state's id; with options a pattern, {arm: true, grant: false}, Y and N in the "
            "order of the options (YN), or the sum of 2^k over the options taken (1), k counted from 0."},
    {.key = "ranking",
     .kind = ENT_FIELD_MAP,
     .shape = &ent_shape_ranking,
     ENT_LIST_AT(ent_moves, rankings),
     .doc =
         "Per party: states from the best to the worst, each written as in status_quo; equal ones in a list of their "
         "own. A pattern stands for all its states that no place before has. After \">>\" stand those to which the "
         "others are strongly preferred."},
    {.key = "priorities",
     .kind = ENT_FIELD_MAP,
     .shape = &ent_shape_priorities,
     ENT_LIST_AT(ent_moves, priorities),
     .doc = "Per party: statements about options, the most important first. \">>\" ends those that matter strongly."},
    {.key = "weights",
     .kind = ENT_FIELD_CUSTOM,
     .read = ent_read_option_weights,
     .schema = "{\"type\": \"object\", " ENT_SCHEMA_OWNED ", \"additionalProperties\": {\"type\": \"object\"}}",
     .form = "a map of parties, options and weights",
     ENT_LIST_AT(ent_moves, weights),
     .doc = "Per party: what each option taken is worth; a state's worth is the sum."},
    {.key = "utilities",
     .kind = ENT_FIELD_CUSTOM,
     .read = ent_read_state_values,
     .schema = "{\"type\": \"object\", " ENT_SCHEMA_OWNED ", \"additionalProperties\": {\"type\": \"object\"}}",
     .form = "a map of parties, states and numbers",
     ENT_LIST_AT(ent_moves, utilities),
     .doc = "Per party: what each state is worth, {calm: 3, tense: 1}; with options the states are written as Y, N and "
            "- or as sums, {YN: 3, 2: 1, --: 0}. Only which is larger matters."},
    {.key = "unknown",
     .kind = ENT_FIELD_CUSTOM,
     .read = ent_read_unknown,
     .schema = "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"array\", \"items\": {\"type\": "
               "\"array\"}}}",
     .form = "a map of parties and lists of states",
     ENT_LIST_AT(ent_moves, unknown),
     .doc = "Per party: states of which it is not known which of them it prefers, {us: [[calm, tense]]}, whatever its "
            "preferences above say."},
    {.key = "misperceived",
     .kind = ENT_FIELD_CUSTOM,
     .read = ent_read_misperceived,
     .schema = "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"array\"}}",
     .form = "a map of parties and lists of states",
     ENT_LIST_AT(ent_moves, misperceived),
     .doc =
         "Per party: states that it does not see, {us: [{arm: true}]}: it moves neither to them nor away from them."},
    {.key = "together",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_groups,
     .schema = "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}",
     .form = "a list of lists of parties",
     ENT_LIST_AT(ent_moves, together),
     .doc = "Parties that act as one, [[us, rok]]: they move by any sequence of their own moves, and only to what each "
            "of them prefers."},
    {.key = "coalitions",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_groups,
     .schema = "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"items\": {\"type\": \"string\"}}}",
     .form = "a list of lists of parties",
     ENT_LIST_AT(ent_moves, coalitions),
     .doc = "Parties that act each for itself, but may leave a state jointly: which equilibria they would undo."},
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
    check_together(binder, moves);
    ent_check_conflict(binder, node);
}

const ent_shape ent_shape_moves = {
    .name = "moves",
    .doc = "A conflict: what each party can do, and how it likes what comes of it.",
    .bytes = sizeof(ent_moves),
    ENT_ROWS(moves_fields),
    .start = start_moves,
    .check = check_moves,
};
