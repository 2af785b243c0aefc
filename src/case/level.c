/* Values of issues: levels, packages, conditions. */
#include "case/bind.h"
#include "case/issue.h"

#include <stdio.h>
#include <string.h>

const char ent_schema_level[] =
    "{\"anyOf\": [{\"type\": [\"string\", \"number\", \"boolean\"]}, {\"$ref\": \"#/$defs/number\"}]}";
const char ent_schema_levels[] =
    "{\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": [\"string\", \"number\", \"boolean\"]}}";
const char ent_schema_package[] =
    "{\"type\": \"object\", " ENT_SCHEMA_OWNED ", \"additionalProperties\": {\"anyOf\": [{\"type\": [\"string\", "
    "\"number\", \"boolean\"]}, {\"$ref\": \"#/$defs/number\"}]}}";
const char ent_schema_whens[] = "{\"type\": \"object\", \"minProperties\": 1, " ENT_SCHEMA_OWNED
                                ", \"additionalProperties\": {\"anyOf\": [{\"type\": [\"string\", "
                                "\"number\", \"boolean\", \"array\"]}, {\"$ref\": \"#/$defs/condition\"}]}}";

static bool unknown_option(ent_binder *binder, const ent_issue *issue, const ent_node *node, bool is_key,
                           const char *text) {
    const char *hint = ent_bind_suggest(binder, text, issue->options, issue->options_size);
    if (hint == NULL) hint = ent_issue_options_hint(issue, binder->arena);
    const char *message = ent_bind_text(binder, "'%.60s' is not an option of %s", text, issue->id);
    if (is_key)
        ent_bind_key_error(binder, node, "E-CASE-0130", hint, "%s", message != NULL ? message : "unknown option");
    else
        ent_bind_error(binder, node, "E-CASE-0130", hint, "%s", message != NULL ? message : "unknown option");
    return false;
}

/* A number on an issue that has numbers. */
static bool numeric_level(ent_binder *binder, const ent_issue *issue, unsigned wanted, unsigned flags, ent_node *node,
                          ent_level *out) {
    ent_field field = {.key = node->key != NULL ? node->key : "value", .flags = flags};
    if (!ent_bind_number(binder, &field, node, &out->number, NULL)) return false;
    const ent_number *number = &out->number;
    out->option = number->exact ? ent_issue_option_of(issue, number->ratio) : ENT_NOWHERE;
    ent_ratio low, high;
    if (out->option != ENT_NOWHERE || !ent_issue_span(issue, &low, &high)) return true;
    char from[ENT_NUMBER_TEXT], to[ENT_NUMBER_TEXT], is[ENT_NUMBER_TEXT];
    ent_write_double(from, ent_ratio_value(low));
    ent_write_double(to, ent_ratio_value(high));
    ent_write_double(is, number->value);
    bool outside = number->exact
                       ? ent_ratio_compare(number->ratio, low) < 0 || ent_ratio_compare(number->ratio, high) > 0
                       : number->value < ent_ratio_value(low) || number->value > ent_ratio_value(high);
    if (outside && (wanted & (ENT_LEVEL_INSIDE | ENT_LEVEL_OPTION))) {
        ent_bind_error(binder, node, "E-CASE-0131", NULL, "%s is outside the range of %s, which goes from %s to %s", is,
                       issue->id, from, to);
        return false;
    }
    if ((wanted & ENT_LEVEL_OPTION) && issue->kind != ENT_CONTINUOUS) {
        ent_bind_error(binder, node, "E-CASE-0130", ent_issue_options_hint(issue, binder->arena),
                       "%s is not an option of %s", is, issue->id);
        return false;
    }
    return true;
}

bool ent_bind_level(ent_binder *binder, int index, unsigned wanted, unsigned flags, ent_node *node, ent_level *out) {
    *out = (ent_level){.option = ENT_NOWHERE, .node = node};
    if (index == ENT_NOWHERE || binder->broken_issues[index]) return false;
    const ent_issue *issue = &binder->result->issues[index];
    if ((wanted & ENT_LEVEL_ORDERED) && issue->kind == ENT_NAMED) {
        ent_bind_key_error(binder, node, "E-CASE-0132", "give a value per option, or make the issue a scale",
                           "'%s' needs an order, and the options of %s have none",
                           node->key != NULL ? node->key : "this", issue->id);
        return false;
    }
    if (issue->kind == ENT_RANGE || issue->kind == ENT_CONTINUOUS || issue->kind == ENT_NUMBERS) {
        out->set = numeric_level(binder, issue, wanted, flags, node, out);
        return out->set;
    }
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "an option", &text)) return false;
    out->option = ent_issue_find(issue, text);
    if (out->option == ENT_NOWHERE) return unknown_option(binder, issue, node, false, text);
    out->set = true;
    return true;
}

/* What is paid or was agreed need not lie on the grid of a range: 14,028 on steps of 50. */
static unsigned wanted_of(const ent_binder *binder, int issue) {
    return binder->result->issues[issue].kind == ENT_RANGE ? ENT_LEVEL_INSIDE : ENT_LEVEL_OPTION;
}

bool ent_read_package(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_package *package = (ent_package *)(void *)((char *)record + field->offset);
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of issues and their options")) return false;
    package->choices = ent_bind_array(binder, node->size, sizeof *package->choices);
    package->size = 0;
    if (package->choices == NULL) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    bool good = true;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        ent_choice choice = {.issue = ENT_NOWHERE};
        if (ent_is_provenance_key(child->key)) continue;
        if (ent_bind_reference(binder, ENT_NAMES_ISSUE, child, true, &choice.issue) &&
            ent_bind_level(binder, choice.issue, wanted_of(binder, choice.issue), 0, child, &choice.level))
            package->choices[package->size++] = choice;
        else
            good = false;
    }
    ent_bind_leave(binder, before);
    return good;
}

/* ---- conditions ---- */

static bool add_condition(ent_binder *binder, ent_when *when, ent_relation relation, ent_node *node) {
    bool list = relation == ENT_AMONG || relation == ENT_NOT;
    size_t most = list && node->kind == ENT_NODE_LIST ? node->size : 1;
    ent_condition *conditions = ent_bind_array(binder, when->conditions_size + 1, sizeof *conditions);
    if (conditions == NULL) return false;
    if (when->conditions_size > 0) memcpy(conditions, when->conditions, when->conditions_size * sizeof *conditions);
    ent_condition *condition = &conditions[when->conditions_size];
    *condition = (ent_condition){.relation = relation};
    if (!list) {
        if (!ent_bind_level(binder, when->issue, ENT_LEVEL_ORDERED, ENT_NEVER_RECORD, node, &condition->level))
            return false;
    } else {
        condition->levels = ent_bind_array(binder, most, sizeof *condition->levels);
        if (condition->levels == NULL) return false;
        ent_node *item = node->kind == ENT_NODE_LIST ? node->first : node;
        for (; item != NULL; item = node->kind == ENT_NODE_LIST ? item->next : NULL)
            condition->levels_size += ent_bind_level(binder, when->issue, ENT_LEVEL_OPTION, ENT_NEVER_RECORD, item,
                                                     &condition->levels[condition->levels_size]);
        if (node->kind == ENT_NODE_LIST && node->size == 0)
            ent_bind_error(binder, node, "E-CASE-0114", NULL, "'%s' is empty", node->key);
    }
    when->conditions = conditions;
    when->conditions_size++;
    return true;
}

bool ent_read_condition(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_when *when = (ent_when *)(void *)((char *)record + field->offset);
    return add_condition(binder, when, (ent_relation)field->detail, node);
}

#define CONDITION(name, relation, fragment, words, meaning)                                                            \
    {                                                                                                                  \
        .key = name, .kind = ENT_FIELD_CUSTOM, .read = ent_read_condition, .detail = relation, .schema = fragment,     \
        .form = words, .doc = meaning                                                                                  \
    }

static const ent_field condition_fields[] = {
    CONDITION("at_most", ENT_AT_MOST, ent_schema_level, "a value of the issue", "This value or less (it included)."),
    CONDITION("at_least", ENT_AT_LEAST, ent_schema_level, "a value of the issue", "This value or more (it included)."),
    CONDITION("above", ENT_ABOVE, ent_schema_level, "a value of the issue", "More than this value (it excluded)."),
    CONDITION("below", ENT_BELOW, ent_schema_level, "a value of the issue", "Less than this value (it excluded)."),
    CONDITION("among", ENT_AMONG, ent_schema_levels, "a list of options", "One of these options."),
    CONDITION("not", ENT_NOT, ent_schema_levels, "a list of options", "None of these options."),
};

const ent_shape ent_shape_conditions = {
    .name = "condition",
    .doc = "What must hold of one issue; several keys of one map must all hold.",
    .bytes = sizeof(ent_when),
    ENT_ROWS(condition_fields),
};

static bool shorthand_when(ent_binder *binder, ent_node *node, void *record) {
    return add_condition(binder, record, ENT_AMONG, node);
}

static void check_when(ent_binder *binder, const ent_node *node, void *record) {
    const ent_when *when = record;
    if (when->conditions_size == 0 && node->size == 0)
        ent_bind_error(binder, node, "E-CASE-0114", "give at_most, at_least, above, below, among or not",
                       "this condition is empty");
}

const ent_shape ent_shape_when = {
    .name = "condition",
    .doc = "An issue and what must hold of it. A single option or a list stands for `among`.",
    .bytes = sizeof(ent_when),
    ENT_ROWS(condition_fields),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_ISSUE,
    .key_offset = offsetof(ent_when, issue),
    .shorthand = shorthand_when,
    .short_schema = "{\"type\": [\"string\", \"number\", \"boolean\", \"array\"]}",
    .short_form = "an option or a list of options",
    .check = check_when,
};

bool ent_read_whens(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    static const ent_field whens = {.key = "when",
                                    .kind = ENT_FIELD_MAP,
                                    .flags = ENT_NOT_EMPTY,
                                    .offset = 0,
                                    .size_offset = sizeof(void *),
                                    .shape = &ent_shape_when};
    struct {
        ent_when *items;
        size_t size;
    } list = {0};
    bool good = ent_bind_field(binder, &whens, node, &list);
    memcpy((char *)record + field->offset, &list.items, sizeof list.items);
    memcpy((char *)record + field->size_offset, &list.size, sizeof list.size);
    return good;
}
