/* issues: what is on the table. */
#include "case/bind.h"
#include "case/issue.h"

#include <string.h>

enum { MOST_OPTIONS = 1000000 };

static const ent_field range_fields[] = {
    {.key = "from",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_DEFINITION,
     ENT_AT(ent_issue, from),
     .doc = "The smallest value that can be agreed."},
    {.key = "to",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_DEFINITION,
     ENT_AT(ent_issue, to),
     .doc = "The largest value that can be agreed."},
    {.key = "step",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_issue, step),
     .doc = "The distance between values; without it every value between the ends is possible."},
};

static void check_range(ent_binder *binder, const ent_node *node, void *record) {
    ent_issue *issue = record;
    const ent_number *ends[] = {&issue->from, &issue->to, &issue->step};
    for (size_t i = 0; i < 3; i++)
        if (ends[i]->set && !ends[i]->exact) {
            ent_bind_key_error(binder, node, "E-CASE-0133", "use fewer digits", "a range needs shorter numbers");
            return;
        }
    if (!issue->from.set || !issue->to.set) return;
    char from[ENT_NUMBER_TEXT], to[ENT_NUMBER_TEXT];
    ent_ratio_text(issue->from.ratio, from);
    ent_ratio_text(issue->to.ratio, to);
    if (ent_ratio_compare(issue->from.ratio, issue->to.ratio) >= 0) {
        ent_bind_error(binder, ent_node_child(node, "to"), "E-CASE-0133", NULL,
                       "a range goes up: 'from' is %s, 'to' is %s", from, to);
        return;
    }
    if (!issue->step.set) {
        issue->kind = ENT_CONTINUOUS;
        return;
    }
    ent_ratio way, steps;
    char step[ENT_NUMBER_TEXT];
    ent_ratio_text(issue->step.ratio, step);
    if (!ent_ratio_subtract(issue->to.ratio, issue->from.ratio, &way) ||
        !ent_ratio_divide(way, issue->step.ratio, &steps) || steps.num / steps.den >= MOST_OPTIONS) {
        ent_bind_error(binder, ent_node_child(node, "step"), "E-CASE-0134", "take a larger step",
                       "steps of %s make more than %d options", step, (int)MOST_OPTIONS);
        return;
    }
    if (steps.den != 1) {
        ent_bind_error(binder, ent_node_child(node, "step"), "E-CASE-0134", "change the step or one of the ends",
                       "steps of %s do not divide the range from %s to %s", step, from, to);
        return;
    }
    issue->kind = ENT_RANGE;
    issue->options_size = (size_t)steps.num + 1;
}

static const ent_shape shape_range = {
    .name = "range",
    .doc = "Numbers from one end to another, in steps or continuous.",
    .bytes = sizeof(ent_issue),
    ENT_ROWS(range_fields),
    .check = check_range,
};

static void check_twice(ent_binder *binder, const ent_node *node, const ent_issue *issue) {
    ent_names names;
    if (!ent_names_make(&names, binder->arena, issue->options, issue->options_size)) {
        binder->failed = true;
        return;
    }
    size_t i = 0;
    for (const ent_node *child = node->first; child != NULL; child = child->next, i++)
        if (ent_names_find(&names, issue->options[i]) != (int)i)
            ent_bind_error(binder, child, "E-CASE-0135", "remove one of them", "the option '%.60s' stands here twice",
                           issue->options[i]);
}

/* Gives an issue whose options are all numbers their values. */
static void find_numbers(ent_binder *binder, const ent_node *node, ent_issue *issue) {
    ent_ratio *numbers = ent_bind_array(binder, issue->options_size, sizeof *numbers);
    if (numbers == NULL) return;
    size_t i = 0;
    for (const ent_node *child = node->first; child != NULL; child = child->next, i++) {
        double value;
        bool exact;
        if (!child->plain || !ent_read_number(child->text, &numbers[i], &value, &exact) || !exact) return;
        for (size_t j = 0; j < i; j++)
            if (ent_ratio_compare(numbers[i], numbers[j]) == 0 && strcmp(issue->options[i], issue->options[j]) != 0)
                ent_bind_error(binder, child, "E-CASE-0135", "remove one of them",
                               "the options '%.40s' and '%.40s' are the same number", issue->options[j],
                               issue->options[i]);
    }
    issue->numbers = numbers;
    issue->kind = ENT_NUMBERS;
}

static bool read_named(ent_binder *binder, ent_node *node, ent_issue *issue, ent_issue_kind kind) {
    if (node->size == 0) {
        ent_bind_error(binder, node, "E-CASE-0136", "name at least two options", "'%s' is empty", node->key);
        return false;
    }
    if (node->size > MOST_OPTIONS / 100) {
        ent_bind_error(binder, node, "E-CASE-0134", "a range with a step may be meant", "'%s' names too many options",
                       node->key);
        return false;
    }
    size_t errors = binder->errors;
    if (!ent_bind_texts(binder, node, &issue->options, &issue->options_size)) return false;
    issue->kind = kind;
    check_twice(binder, node, issue);
    if (kind == ENT_NAMED) find_numbers(binder, node, issue);
    return binder->errors == errors && !binder->failed;
}

static bool read_options(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    if (node->kind == ENT_NODE_MAP) return ent_bind_record(binder, &shape_range, node, record);
    if (node->kind == ENT_NODE_SCALAR) {
        ent_bind_error(binder, node, "E-CASE-0103", "for instance [cash, kind] or {from: 900, to: 1500, step: 10}",
                       "a list of options or a range should stand here, not %s", ent_node_describe(node));
        return false;
    }
    return read_named(binder, node, record, ENT_NAMED);
}

static bool read_scale(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of options from one end to the other")) return false;
    return read_named(binder, node, record, ENT_SCALE);
}

/* ---- where it stands, and who decides ---- */

static bool options_missing(const ent_issue *issue) {
    return issue->options_size == 0 && issue->kind != ENT_CONTINUOUS;
}

/* Levels are read of issues that are known to be good, and this one is about to be. */
static bool read_status_quo(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_issue *issue = record;
    size_t index = (size_t)(issue - binder->result->issues);
    binder->broken_issues[index] = options_missing(issue);
    return ent_bind_level(binder, (int)index, 0, 0, node, &issue->status_quo);
}

/* {sma-10: as before, sma-11: other}: what past agreements had of this issue. */
static bool read_past(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_issue *issue = record;
    size_t index = (size_t)(issue - binder->result->issues);
    binder->broken_issues[index] = options_missing(issue);
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of agreements and what they had")) return false;
    issue->past = ent_bind_array(binder, node->size, sizeof *issue->past);
    if (issue->past == NULL) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    bool good = true;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        ent_past_level past = {.agreement = ENT_NOWHERE};
        if (ent_is_provenance_key(child->key)) continue;
        if (ent_bind_reference(binder, ENT_NAMES_AGREEMENT, child, true, &past.agreement) &&
            ent_bind_level(binder, (int)index, 0, 0, child, &past.level))
            issue->past[issue->past_size++] = past;
        else
            good = false;
    }
    ent_bind_leave(binder, before);
    return good;
}

static bool read_opt_out(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    static const ent_field flag = {.key = "opt_out", .kind = ENT_FIELD_BOOL, ENT_AT(ent_issue_decision, any_opt_out)};
    static const ent_field list = {.key = "opt_out",
                                   .kind = ENT_FIELD_REFERENCES,
                                   .names = ENT_NAMES_PARTY,
                                   ENT_LIST_AT(ent_issue_decision, opt_out)};
    return ent_bind_field(binder, node->kind == ENT_NODE_LIST ? &list : &flag, node, record);
}

static const char *const decision_rules[] = {"consensus", "majority", "qualified", NULL};

static const ent_field decision_fields[] = {
    {.key = "rule",
     .kind = ENT_FIELD_CHOICE,
     .flags = ENT_REQUIRED,
     .choices = decision_rules,
     ENT_AT(ent_issue_decision, rule),
     .doc = "consensus: nobody who is bound may be worse off than without a change; majority and qualified: those who "
            "are better off must hold more than half, or `share`, of the capability."},
    {.key = "share",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW_OPEN | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_issue_decision, share),
     .doc = "With `rule: qualified`: the share of the capability that must agree; two thirds where it is not given."},
    {.key = "opt_out",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_opt_out,
     .schema = "{\"anyOf\": [{\"type\": \"boolean\"}, {\"type\": \"array\", \"items\": {\"type\": \"string\"}}]}",
     .form = "a list of parties, or true for every party",
     .doc = "Who may stay outside an agreement of the others, so that it need not suit them."},
};

static bool short_decision(ent_binder *binder, ent_node *node, void *record) {
    return ent_bind_choice(binder, node, decision_rules, &((ent_issue_decision *)record)->rule);
}

static void check_decision(ent_binder *binder, const ent_node *node, void *record) {
    const ent_issue_decision *decision = record;
    if (!decision->share.set || decision->rule == NULL || strcmp(decision->rule, "qualified") == 0) return;
    ent_bind_key_error(binder, ent_node_child(node, "share"), "E-CASE-0240", "write rule: qualified, or leave it out",
                       "'share' belongs to the rule 'qualified', and the rule is '%s'", decision->rule);
}

static const ent_shape shape_decision = {
    .name = "rule of decision",
    .doc = "How the parties decide an issue. A rule alone may stand for it.",
    .bytes = sizeof(ent_issue_decision),
    ENT_ROWS(decision_fields),
    .node_offset = offsetof(ent_issue_decision, node),
    .shorthand = short_decision,
    .short_schema = "{\"enum\": [\"consensus\", \"majority\", \"qualified\"]}",
    .short_form = "a rule",
    .check = check_decision,
};

static const char *const followed[] = {"agreements.first", "agreements.growth", "agreements.term", "agreements.cap",
                                       NULL};

static const ent_field issue_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_issue, name), .doc = "The name as it is printed."},
    {.key = "about",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_issue, about),
     .doc = "What the issue is about, in a sentence."},
    {.key = "unit",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_unit,
     ENT_AT(ent_issue, unit),
     .doc = "What its numbers are counted in."},
    {.key = "options",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_options,
     .shape = &shape_range,
     .schema =
         "{\"anyOf\": [{\"$ref\": \"#/$defs/range\"}, {\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": "
         "[\"string\", \"number\", \"boolean\"]}}]}",
     .form = "a list of options, or a range {from, to, step}",
     .doc = "What can be agreed: named options without an order, numbers, or a range of numbers."},
    {.key = "scale",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_scale,
     .schema = "{\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": [\"string\", \"number\", \"boolean\"]}}",
     .form = "a list of options in order",
     .doc = "Instead of options: options with an order, equally far apart."},
    {.key = "same_table",
     .kind = ENT_FIELD_BOOL,
     ENT_AT(ent_issue, same_table),
     .doc = "false for what is talked about elsewhere; linking it is then hypothetical."},
    {.key = "follows",
     .kind = ENT_FIELD_CHOICE,
     .choices = followed,
     ENT_AT(ent_issue, follows),
     .doc = "What past agreements knew of this issue, so that base rates apply: agreements.first is the first-year "
            "amount."},
    {.key = "status_quo",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_status_quo,
     .schema = ent_schema_level,
     .form = "a value of the issue; on a range also one outside it",
     .doc = "Where things stand if nothing is agreed: what forecasts of no change mean, and what a party compares with "
            "under consensus."},
    {.key = "decision",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_decision,
     ENT_AT(ent_issue, decision),
     .doc = "How it is decided where more than two parties must agree."},
    {.key = "group",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_issue, group),
     .doc = "What it is decided together with, such as the name of a proposal: forecasts of one group are not told "
            "apart by chance alone."},
    {.key = "past",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_past,
     .schema = ent_schema_package,
     .form = "a map of agreements and values of the issue",
     .doc =
         "What past agreements had of this issue, for base rates where `follows` does not find it: {sma-10: 1 year}. "
         "An agreement counts from the date it was known."},
};

static void start_issue(ent_binder *binder, void *record) {
    (void)binder;
    *(ent_issue *)record = (ent_issue){.same_table = true, .kind = ENT_NAMED, .unit = {.factor = 1.0}};
    ((ent_issue *)record)->status_quo.option = ENT_NOWHERE;
}

static void check_issue(ent_binder *binder, const ent_node *node, void *record) {
    ent_issue *issue = record;
    if (issue->name == NULL) issue->name = issue->id;
    if (!node->misspelt && (ent_node_child(node, "options") == NULL) == (ent_node_child(node, "scale") == NULL))
        ent_bind_key_error(binder, node, "E-CASE-0136", NULL, "an issue needs either 'options' or 'scale'");
    size_t index = (size_t)(issue - binder->result->issues);
    binder->broken_issues[index] = options_missing(issue);
}

const ent_shape ent_shape_issue = {
    .name = "issue",
    .doc = "A question that the talks must settle, and its possible answers.",
    .bytes = sizeof(ent_issue),
    ENT_ROWS(issue_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_issue, id),
    .node_offset = offsetof(ent_issue, node),
    .start = start_issue,
    .check = check_issue,
};
