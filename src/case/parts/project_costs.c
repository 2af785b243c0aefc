/* What a project costs or is worth: components, coalitions, links, pairs, a function of quantities, votes. The shapes;
 * what is checked across them is in project_checks.c. */
#include "case/parts/projects.h"

#include <string.h>

/* ---- components ---- */

static const ent_field component_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_component, name), .doc = "The name as it is printed."},
    {.key = "cost",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW,
     ENT_AT(ent_component, cost),
     .doc = "What it costs once, if anybody needs it."},
    {.key = "unit_cost",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW,
     ENT_AT(ent_component, unit_cost),
     .doc = "What each unit of it costs; `units` says how many each needs."},
    {.key = "needed_by",
     .kind = ENT_FIELD_REFERENCES,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .names = ENT_NAMES_PARTY,
     ENT_LIST_AT(ent_component, needed_by),
     .doc = "The participants that need it."},
    {.key = "units", PARTY_NUMBERS(ent_component, units), .doc = "How many of it each needs."},
};

static const ent_number nothing = {.exact = true, .ratio = {0, 1}};

static void start_component(ent_binder *binder, void *record) {
    (void)binder;
    ent_component *component = record;
    component->cost = component->unit_cost = nothing;
}

static void check_component(ent_binder *binder, const ent_node *node, void *record) {
    const ent_component *component = record;
    if (ent_node_child(node, "cost") == NULL && ent_node_child(node, "unit_cost") == NULL && !node->misspelt)
        ent_bind_key_error(binder, node, "E-CASE-0102", NULL, "component needs the key 'cost' or 'unit_cost'");
    const ent_node *units = ent_node_child(node, "units"), *unit_cost = ent_node_child(node, "unit_cost");
    if (unit_cost != NULL && units == NULL)
        ent_bind_key_error(binder, unit_cost, "E-CASE-0184", "for instance units: {a: 20, b: 10}",
                           "'unit_cost' says nothing without 'units'");
    for (size_t i = 0; i < component->units.size; i++) {
        int party = component->units.rows[i].party;
        bool needs = false;
        for (size_t k = 0; k < component->needed_by_size && !needs; k++)
            needs = component->needed_by[k] == party;
        const char *id = binder->result->parties[party].id;
        if (!needs)
            ent_bind_key_error(binder, ent_node_child(units, id), "E-CASE-0180", "add it to needed_by",
                               "'%.60s' does not need this component", id);
    }
}

const ent_shape ent_shape_component = {
    .name = "component",
    .doc = "A piece of the project, and who needs it. A group of participants pays cost + unit_cost x the units of its "
           "members, if one of them needs it.",
    .bytes = sizeof(ent_component),
    ENT_ROWS(component_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_component, id),
    .start = start_component,
    .check = check_component,
};

/* ---- coalitions ---- */

static const ent_field coalition_fields[] = {
    {.key = "members",
     .kind = ENT_FIELD_REFERENCES,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .names = ENT_NAMES_PARTY,
     ENT_LIST_AT(ent_coalition, members),
     .doc = "Who would go together."},
    {.key = "value",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_coalition, value),
     .doc = "What it would cost them (or be worth to them)."},
};

const ent_shape ent_shape_coalition = {
    .name = "coalition",
    .doc = "What some of the participants would pay or gain without the others.",
    .bytes = sizeof(ent_coalition),
    ENT_ROWS(coalition_fields),
    .node_offset = offsetof(ent_coalition, node),
};

/* ---- links and pairs ---- */

/* One end of a link. */
static bool read_end(ent_binder *binder, const ent_field *field, const ent_node *node, int *end) {
    static const char *const supply = "supply";
    const char *text = ent_node_text(node);
    const ent_names *parties = &binder->kept->names[ENT_NAMES_PARTY];
    bool is_supply = field->detail && text != NULL && strcmp(text, supply) == 0;
    if (is_supply && ent_names_find(parties, supply) != ENT_NOWHERE) {
        ent_bind_error(binder, node, "E-CASE-0188", "give the party another id",
                       "'supply' is where links start, and a party");
        return false;
    }
    *end = ENT_SUPPLY;
    if (is_supply) return true;
    if (field->detail && text != NULL && ent_names_find(parties, text) == ENT_NOWHERE &&
        ent_closest(text, &supply, 1) != NULL) {
        ent_bind_error(binder, node, "E-CASE-0105", "did you mean 'supply'?", "there is no party '%.60s'", text);
        return false;
    }
    return ent_bind_reference(binder, ENT_NAMES_PARTY, node, false, end);
}

/* Two different ends. field->detail: whether `supply` may be one of them. */
static bool read_between(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_project_link *link = record;
    int *ends[2] = {&link->from, &link->to};
    const char *form = field->detail ? "for instance [supply, a]" : "for instance [seller, buyer]";
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of two")) return false;
    if (node->size != 2) {
        ent_bind_error(binder, node, "E-CASE-0188", form, "two should stand here, not %lu", (unsigned long)node->size);
        return false;
    }
    size_t i = 0;
    for (const ent_node *child = node->first; child != NULL; child = child->next, i++)
        if (!read_end(binder, field, child, ends[i])) {
            link->from = link->to = 0; /* nothing is said about it again */
            return false;
        }
    if (link->from != link->to) return true;
    ent_bind_error(binder, node, "E-CASE-0188", form, "'%.60s' is joined with itself", ent_node_text(node->first));
    return false;
}

#define BETWEEN                                                                                                        \
    .key = "between", .kind = ENT_FIELD_CUSTOM, .flags = ENT_REQUIRED, .read = read_between,                           \
    .schema = "{\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, \"uniqueItems\": true, \"items\": {\"type\": "  \
              "[\"string\", \"integer\"]}}"

static const ent_field link_fields[] = {
    {BETWEEN, .detail = 1, .form = "two participants, or supply and one",
     .doc = "What it joins: [supply, a] or [a, b]."},
    {.key = "cost",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW,
     ENT_AT(ent_project_link, value),
     .doc = "What it costs to build."},
};

const ent_shape ent_shape_project_link = {
    .name = "link",
    .doc = "A possible link of a network.",
    .bytes = sizeof(ent_project_link),
    ENT_ROWS(link_fields),
    .node_offset = offsetof(ent_project_link, node),
};

static const ent_field pair_fields[] = {
    {BETWEEN, .form = "two participants", .doc = "The two: [seller, buyer]."},
    {.key = "value",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW,
     ENT_AT(ent_project_link, value),
     .doc = "What they are worth together. Pairs that are not listed are worth nothing."},
};

const ent_shape ent_shape_pair = {
    .name = "pair",
    .doc = "Two participants from different sides of a market.",
    .bytes = sizeof(ent_project_link),
    ENT_ROWS(pair_fields),
    .node_offset = offsetof(ent_project_link, node),
};

/* ---- quantities ---- */

static const ent_field point_fields[] = {
    {.key = "at",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW,
     ENT_AT(ent_cost_point, at),
     .doc = "The quantity of all together."},
    {.key = "cost",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW,
     ENT_AT(ent_cost_point, cost),
     .doc = "What it costs."},
};

static const ent_shape shape_point = {
    .name = "cost_point",
    .doc = "A quantity and its cost; between two points the cost runs straight.",
    .bytes = sizeof(ent_cost_point),
    ENT_ROWS(point_fields),
};

static const ent_field function_fields[] = {
    {.key = "expression",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_cost_function, expression),
     .doc = "A formula such as \"q^2\" or \"q1*q2 + 3*q1\": numbers, + - * ^ and parentheses. q is the sum of all "
            "quantities; q1, q2, ... are those of the participants in their order, a party's id is its own. An id with "
            "hyphens is taken whole, where needed in quotes: \"2*'flood-control'\"."},
    {.key = "points",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_NOT_EMPTY,
     .shape = &shape_point,
     ENT_LIST_AT(ent_cost_function, points),
     .doc = "Instead of a formula: costs at rising quantities, from {at: 0, cost: 0} on. Beyond the last point the "
            "last line goes on."},
    {.key = "fixed",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW,
     ENT_AT(ent_cost_function, fixed),
     .doc = "What is paid beside it as soon as anything is bought."},
};

static void start_function(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_cost_function *)record)->fixed = nothing;
}

static bool read_short_function(ent_binder *binder, ent_node *node, void *record) {
    ent_cost_function *function = record;
    function->node = node;
    return ent_bind_scalar(binder, node, "a formula", &function->expression);
}

static void check_function(ent_binder *binder, const ent_node *node, void *record) {
    (void)record;
    const ent_node *expression = ent_node_child(node, "expression"), *points = ent_node_child(node, "points");
    if ((expression == NULL) == (points == NULL) && !node->misspelt)
        ent_bind_key_error(binder, points != NULL ? points : node, "E-CASE-0184", "such as expression: \"q^2\"",
                           "a cost function has either 'expression' or 'points'");
}

const ent_shape ent_shape_cost_function = {
    .name = "cost_function",
    .doc = "What quantities cost: a formula or points, and a fixed cost.",
    .bytes = sizeof(ent_cost_function),
    ENT_ROWS(function_fields),
    .node_offset = offsetof(ent_cost_function, node),
    .start = start_function,
    .shorthand = read_short_function,
    .short_schema = "{\"type\": [\"string\", \"number\"]}",
    .short_form = "a formula",
    .check = check_function,
};
