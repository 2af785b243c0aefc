/* moves: how each party likes the states: rankings, statements, weights, utilities, and what is not known of it. */
#include "case/conflict.h"
#include "case/expression.h"
#include "case/parts/moves.h"

#include <string.h>

/* More states than these are left to whoever needs them. */
enum { MOST_CHECKED = 1 << 14, MOST_LOOKS = 1 << 28 };

static bool is_mark(const ent_node *node) {
    return node->kind == ENT_NODE_SCALAR && node->text != NULL && strcmp(node->text, ">>") == 0;
}

/* What stands between two entries of a list. */
static bool check_mark(ent_binder *binder, const ent_node *node, bool first) {
    if (!first && node->next != NULL && !is_mark(node->next)) return true;
    ent_bind_error(binder, node, "E-CASE-0193", NULL, "'>>' stands between what is better and what is worse");
    return false;
}

/* ---- rankings ---- */

static bool read_ranking(ent_binder *binder, ent_node *node, void *record) {
    ent_ranking *ranking = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of states, the best first")) return false;
    ranking->places = ent_bind_array(binder, node->size, sizeof *ranking->places);
    if (ranking->places == NULL) return false;
    bool good = true;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        if (is_mark(child)) {
            if (check_mark(binder, child, child == node->first))
                ranking->places[ranking->size > 0 ? ranking->size - 1 : 0].strongly = true;
        } else if (ent_read_state_sets(binder, child, &ranking->places[ranking->size].states)) {
            ranking->size++;
        } else {
            good = false;
        }
    }
    if (!good) ranking->size = 0; /* not judged whole */
    return good;
}

static void no_map(ent_binder *binder, const ent_node *node, void *record) {
    (void)record;
    ent_bind_error(binder, node, "E-CASE-0103", NULL, "a list should stand here, not a map");
}

const ent_shape ent_shape_ranking = {
    .name = "ranking",
    .doc = "States from the best to the worst; equal ones in a list of their own: [a, [b, c], \">>\", d].",
    .bytes = sizeof(ent_ranking),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_ranking, party),
    .node_offset = offsetof(ent_ranking, node),
    .provenance_offset = offsetof(ent_ranking, provenance),
    .shorthand = read_ranking,
    .short_schema = "{\"type\": \"array\"}",
    .short_form = "a list of states",
    .check = no_map,
};

/* ---- statements ---- */

static bool read_priorities(ent_binder *binder, ent_node *node, void *record) {
    ent_priorities *priorities = record;
    const char *const *texts = NULL;
    size_t size = 0;
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of statements, the most important first") ||
        !ent_bind_texts(binder, node, &texts, &size))
        return false;
    const char **statements = ent_bind_array(binder, node->size, sizeof *statements);
    if (statements == NULL) return false;
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        if (child->kind != ENT_NODE_SCALAR) continue;
        if (is_mark(child)) {
            if (check_mark(binder, child, child == node->first)) priorities->strong = priorities->size;
            continue;
        }
        ent_check_expression(binder, child);
        statements[priorities->size++] = child->text;
    }
    priorities->statements = statements;
    return true;
}

const ent_shape ent_shape_priorities = {
    .name = "priorities",
    .doc = "Statements about options, the most important first, with ! & | -> <-> and parentheses: \"!arm & grant\".",
    .bytes = sizeof(ent_priorities),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_priorities, party),
    .node_offset = offsetof(ent_priorities, node),
    .provenance_offset = offsetof(ent_priorities, provenance),
    .shorthand = read_priorities,
    .short_schema = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}",
    .short_form = "a list of statements",
    .check = no_map,
};

/* ---- numbers ---- */

static const ent_field never_a_record = {.key = "the number", .flags = ENT_NEVER_RECORD};

bool ent_read_option_weights(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
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
        row->node = party;
        row->values = ent_bind_array(binder, moves->options_size, sizeof *row->values);
        if (row->values == NULL) return false;
        ent_owner *before = ent_bind_enter(binder, party);
        for (ent_node *child = party->first; child != NULL; child = child->next) {
            int option;
            if (!ent_is_provenance_key(child->key) &&
                ent_bind_reference(binder, ENT_NAMES_OPTION, child, true, &option))
                ent_bind_number(binder, &never_a_record, child, &row->values[option], NULL);
        }
        ent_bind_leave(binder, before);
        moves->weights_size++;
    }
    ent_bind_leave(binder, outer);
    return true;
}

static bool read_values_of(ent_binder *binder, ent_node *party, ent_state_values *row) {
    bool good = true;
    row->node = party;
    row->rows = ent_bind_array(binder, party->size, sizeof *row->rows);
    if (row->rows == NULL) return false;
    ent_owner *before = ent_bind_enter(binder, party);
    for (ent_node *child = party->first; child != NULL; child = child->next) {
        if (ent_is_provenance_key(child->key)) continue;
        ent_state_value *value = &row->rows[row->size];
        if (ent_read_state_key(binder, child, &value->states) &&
            ent_bind_number(binder, &never_a_record, child, &value->value, NULL))
            row->size++;
        else
            good = false;
    }
    ent_bind_leave(binder, before);
    if (!good) row->size = 0;
    return good;
}

bool ent_read_state_values(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_moves *moves = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of parties")) return false;
    moves->utilities = ent_bind_array(binder, node->size, sizeof *moves->utilities);
    if (moves->utilities == NULL) return false;
    ent_owner *outer = ent_bind_enter(binder, node);
    for (ent_node *party = node->first; party != NULL; party = party->next) {
        ent_state_values *row = &moves->utilities[moves->utilities_size];
        if (ent_is_provenance_key(party->key) ||
            !ent_bind_reference(binder, ENT_NAMES_PARTY, party, true, &row->party) ||
            !ent_bind_expect(binder, party, ENT_NODE_MAP, "a map of states and numbers"))
            continue;
        read_values_of(binder, party, row);
        if (binder->failed) return false;
        moves->utilities_size++;
    }
    ent_bind_leave(binder, outer);
    return true;
}

/* ---- what is not known ---- */

static bool read_unknown_of(ent_binder *binder, ent_node *party, ent_unknown *row) {
    row->node = party;
    row->groups = ent_bind_array(binder, party->size, sizeof *row->groups);
    if (row->groups == NULL) return false;
    for (ent_node *child = party->first; child != NULL; child = child->next) {
        ent_state_sets *group = &row->groups[row->size];
        if (!ent_bind_expect(binder, child, ENT_NODE_LIST, "a list of states, such as [calm, tense],") ||
            !ent_read_state_sets(binder, child, group))
            continue;
        row->size++;
    }
    return !binder->failed;
}

bool ent_read_unknown(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_moves *moves = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of parties")) return false;
    moves->unknown = ent_bind_array(binder, node->size, sizeof *moves->unknown);
    if (moves->unknown == NULL) return false;
    for (ent_node *party = node->first; party != NULL; party = party->next) {
        ent_unknown *row = &moves->unknown[moves->unknown_size];
        if (ent_is_provenance_key(party->key) ||
            !ent_bind_reference(binder, ENT_NAMES_PARTY, party, true, &row->party) ||
            !ent_bind_expect(binder, party, ENT_NODE_LIST, "a list of lists of states"))
            continue;
        if (!read_unknown_of(binder, party, row)) return false;
        moves->unknown_size++;
    }
    return true;
}

/* ---- what is not seen ---- */

bool ent_read_misperceived(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_moves *moves = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of parties")) return false;
    moves->misperceived = ent_bind_array(binder, node->size, sizeof *moves->misperceived);
    if (moves->misperceived == NULL) return false;
    for (ent_node *party = node->first; party != NULL; party = party->next) {
        ent_misperceived *row = &moves->misperceived[moves->misperceived_size];
        if (ent_is_provenance_key(party->key) ||
            !ent_bind_reference(binder, ENT_NAMES_PARTY, party, true, &row->party) ||
            !ent_bind_expect(binder, party, ENT_NODE_LIST, "a list of states"))
            continue;
        row->node = party;
        if (ent_read_state_sets(binder, party, &row->states)) moves->misperceived_size++;
        if (binder->failed) return false;
    }
    return true;
}

/* ---- the whole ---- */

typedef struct checker {
    ent_binder *binder;
    const ent_moves *moves;
    ent_conflict_states states;
    ent_conflict_places places;
    uint32_t *place;
    size_t looks;
} checker;

/* Gives the states of a name a place; false when that has taken too long in all: the rest is not judged here. */
static bool put(checker *c, const ent_state_set *set, size_t place) {
    const size_t before = c->places.looks;
    if (c->looks > MOST_LOOKS) return false;
    ent_conflict_put(&c->places, set, (uint32_t)place);
    c->looks += c->places.looks - before;
    return true;
}

static const char *state_word(const checker *c, size_t state) {
    if (c->moves->options_size == 0) return c->moves->states[state].id;
    char *text = ent_bind_alloc(c->binder, c->moves->options_size + 1);
    return text == NULL ? "" : ent_conflict_text(c->moves, &c->states, state, text);
}

/* The word by which a name stands in the file. */
static const char *name_word(const ent_state_set *set) {
    const char *text = ent_node_text(set->node);
    return text != NULL ? text : "this pattern";
}

static void report(checker *c, const ent_node *node, const char *list, const char *hint) {
    const ent_state_set *nothing = c->places.nothing, *twice = c->places.twice;
    const size_t missing = ent_conflict_unplaced(&c->places);
    if (twice != NULL && c->moves->options_size == 0)
        ent_bind_key_error(c->binder, node, "E-CASE-0193", hint, "the state '%.60s' stands in %s more than once",
                           c->moves->states[twice->state].id, list);
    else if (twice != NULL)
        ent_bind_error(c->binder, twice->node, "E-CASE-0193", hint, "the state '%.70s' stands in %s more than once",
                       name_word(twice), list);
    if (nothing != NULL)
        ent_bind_error(c->binder, nothing->node, "E-CASE-0193", hint,
                       "'%.70s' in %s is infeasible, or all its states stand before", name_word(nothing), list);
    if (missing != SIZE_MAX)
        ent_bind_key_error(c->binder, node, "E-CASE-0193", hint, "the state '%.70s' is missing in %s",
                           state_word(c, missing), list);
}

static void check_rankings(checker *c) {
    for (size_t i = 0; i < c->moves->rankings_size; i++) {
        const ent_ranking *ranking = &c->moves->rankings[i];
        if (ranking->size == 0) continue;
        ent_conflict_places_start(&c->places, c->moves, &c->states, c->place);
        for (size_t k = 0; k < ranking->size; k++)
            for (size_t j = 0; j < ranking->places[k].states.size; j++)
                if (!put(c, &ranking->places[k].states.sets[j], k)) return;
        report(c, ranking->node, "this ranking", "every state once, the best first");
    }
}

static void check_utilities(checker *c) {
    for (size_t i = 0; i < c->moves->utilities_size; i++) {
        const ent_state_values *values = &c->moves->utilities[i];
        if (values->size == 0) continue;
        ent_conflict_places_start(&c->places, c->moves, &c->states, c->place);
        for (size_t k = 0; k < values->size; k++)
            if (!put(c, &values->rows[k].states, k)) return;
        report(c, values->node, "these utilities", "every state once");
    }
}

/* A party has one order of the states. */
static void check_once(checker *c) {
    const ent_moves *m = c->moves;
    const size_t sizes[] = {m->rankings_size, m->priorities_size, m->weights_size, m->utilities_size};
    const char **before = ent_bind_array(c->binder, c->binder->result->parties_size, sizeof *before);
    static const char *const keys[] = {"ranking", "priorities", "weights", "utilities"};
    for (size_t k = 0; before != NULL && k < 4; k++)
        for (size_t i = 0; i < sizes[k]; i++) {
            const int party = k == 0   ? m->rankings[i].party
                              : k == 1 ? m->priorities[i].party
                              : k == 2 ? m->weights[i].party
                                       : m->utilities[i].party;
            const ent_node *node = k == 0   ? m->rankings[i].node
                                   : k == 1 ? m->priorities[i].node
                                   : k == 2 ? m->weights[i].node
                                            : m->utilities[i].node;
            if (party == ENT_NOWHERE) continue;
            if (before[party] != NULL)
                ent_bind_key_error(c->binder, node, "E-CASE-0197", "leave one of the two out",
                                   "'%.60s' has preferences under `%s` already", c->binder->result->parties[party].id,
                                   before[party]);
            before[party] = keys[k];
        }
}

void ent_check_conflict(ent_binder *binder, const ent_node *node) {
    checker c = {.binder = binder, .moves = &binder->result->moves};
    check_once(&c);
    if (binder->oversize || node->misspelt || (c.moves->rankings_size == 0 && c.moves->utilities_size == 0)) return;
    ent_status status = ent_conflict_states_make(c.moves, binder->arena, MOST_CHECKED, &c.states);
    c.place = status == ENT_OK ? ent_bind_array(binder, c.states.size + 1, sizeof *c.place) : NULL;
    if (status == ENT_MEMORY) binder->failed = true;
    if (c.place == NULL) return;
    check_rankings(&c);
    check_utilities(&c);
}
