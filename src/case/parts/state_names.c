/* How states are named in `moves`: by id, or with options as a map, as Y, N and -, or as a sum of 2^k. */
#include "case/parts/moves.h"

#include <string.h>

static const ent_moves *moves_of(const ent_binder *binder) {
    return &binder->result->moves;
}

/* ---- patterns ---- */

static bool read_map(ent_binder *binder, const ent_node *node, signed char *values) {
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
    return good;
}

/* Says so at the value, or at the key where the text is one. */
static bool refuse(ent_binder *binder, const ent_node *node, const char *text, const char *what) {
    const size_t options = moves_of(binder)->options_size;
    const char *hint = ent_bind_text(binder,
                                     "%zu letters Y, N or -, in the order of the options, or the sum of 2^k over "
                                     "the options taken",
                                     options);
    if (text == node->key)
        ent_bind_key_error(binder, node, "E-CASE-0196", hint, "'%.70s' %s", text, what);
    else
        ent_bind_error(binder, node, "E-CASE-0196", hint, "'%.70s' %s", text, what);
    return false;
}

static bool read_decimal(ent_binder *binder, const ent_node *node, const char *text, signed char *values) {
    const size_t options = moves_of(binder)->options_size;
    uint64_t sum = 0;
    for (const char *digit = text; *digit != '\0'; digit++) {
        if (sum > UINT64_MAX / 10 - 1) return refuse(binder, node, text, "is more than all options together");
        sum = sum * 10 + (uint64_t)(*digit - '0');
    }
    if (options < 64 && sum >> options != 0) return refuse(binder, node, text, "is more than all options together");
    for (size_t i = 0; i < options; i++)
        values[i] = (signed char)(sum >> i & 1);
    return true;
}

static bool read_text(ent_binder *binder, const ent_node *node, const char *text, signed char *values) {
    const size_t options = moves_of(binder)->options_size, size = strlen(text);
    if (size > 0 && strspn(text, "0123456789") == size) return read_decimal(binder, node, text, values);
    if (size == 0 || strspn(text, "YN-") != size) return refuse(binder, node, text, "is not a state of the conflict");
    if (size != options) return refuse(binder, node, text, "has not a letter for each option");
    for (size_t i = 0; i < size; i++)
        values[i] = (signed char)(text[i] == 'Y' ? 1 : text[i] == 'N' ? 0 : -1);
    return true;
}

static signed char *new_values(ent_binder *binder) {
    const size_t options = moves_of(binder)->options_size;
    signed char *values = ent_bind_array(binder, options, sizeof *values);
    if (values == NULL || binder->oversize) return NULL;
    memset(values, -1, options);
    return values;
}

bool ent_read_pattern(ent_binder *binder, const ent_node *node, ent_pattern *pattern) {
    if (node->kind == ENT_NODE_LIST || ent_node_is_null(node)) {
        ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of options and true or false");
        return false;
    }
    signed char *values = new_values(binder);
    if (values == NULL) return false;
    pattern->values = values;
    return node->kind == ENT_NODE_MAP ? read_map(binder, node, values) : read_text(binder, node, node->text, values);
}

/* ---- states ---- */

/* Neither options nor states: that is said once, not of every name. */
static bool nothing_to_name(const ent_binder *binder) {
    return moves_of(binder)->options_size == 0 && moves_of(binder)->states_size == 0;
}

bool ent_read_state_set(ent_binder *binder, const ent_node *node, ent_state_set *set) {
    *set = (ent_state_set){.state = ENT_NOWHERE, .node = node};
    if (nothing_to_name(binder)) return false;
    if (moves_of(binder)->options_size == 0)
        return ent_bind_reference(binder, ENT_NAMES_STATE, node, false, &set->state);
    return ent_read_pattern(binder, node, &set->pattern);
}

bool ent_read_state_key(ent_binder *binder, const ent_node *node, ent_state_set *set) {
    *set = (ent_state_set){.state = ENT_NOWHERE, .node = node};
    if (nothing_to_name(binder)) return false;
    if (moves_of(binder)->options_size == 0)
        return ent_bind_reference(binder, ENT_NAMES_STATE, node, true, &set->state);
    signed char *values = new_values(binder);
    if (values == NULL) return false;
    set->pattern.values = values;
    return read_text(binder, node, node->key, values);
}

bool ent_read_state_sets(ent_binder *binder, const ent_node *node, ent_state_sets *list) {
    const bool several = node->kind == ENT_NODE_LIST;
    list->size = 0;
    list->sets = ent_bind_array(binder, several ? node->size : 1, sizeof *list->sets);
    if (list->sets == NULL) return false;
    bool good = true;
    for (const ent_node *child = several ? node->first : node; child != NULL; child = several ? child->next : NULL) {
        if (ent_read_state_set(binder, child, &list->sets[list->size]))
            list->size++;
        else
            good = false;
    }
    return good;
}
