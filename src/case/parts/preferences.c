/* preferences, interactions: who wants what, and how much. */
#include "case/bind.h"
#include "case/issue.h"

#include <string.h>

/* ---- one issue ---- */

static ent_level *level_at(const ent_field *field, void *record) {
    return (ent_level *)(void *)((char *)record + field->offset);
}

static bool read_level(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const ent_preference *preference = record;
    return ent_bind_level(binder, preference->issue, ENT_LEVEL_INSIDE | ENT_LEVEL_ORDERED, ENT_NEVER_RECORD, node,
                          level_at(field, record));
}

/* Whether the party's preferences are `scale: as-written`: then values of any size are meant. `values`: of an issue. */
static bool on_own_scale(const ent_node *values) {
    const ent_node *party = values->parent != NULL ? values->parent->parent : NULL;
    const char *scale = ent_node_text(ent_node_child(party, "scale"));
    return scale != NULL && strcmp(scale, "as-written") == 0;
}

/* Puts each value in the place of its option. */
static bool read_values(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_preference *preference = record;
    if (preference->issue == ENT_NOWHERE || binder->broken_issues[preference->issue]) return false;
    const ent_issue *issue = &binder->result->issues[preference->issue];
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of options and their values")) return false;
    if (issue->options_size == 0) {
        ent_bind_key_error(binder, node, "E-CASE-0137", "give best and worst, or the issue a step",
                           "%s is continuous: a value per option is not possible", issue->id);
        return false;
    }
    if (node->size < issue->options_size / 4) { /* most are missing: memory is for what the file holds */
        ent_bind_key_error(binder, node, "E-CASE-0139", "every option needs a value", "%lu values for %zu options",
                           (unsigned long)node->size, issue->options_size);
        return false;
    }
    ent_number *values = ent_bind_array(binder, issue->options_size, sizeof *values);
    if (values == NULL) return false;
    ent_field value = {.key = "value", .flags = ENT_NEVER_RECORD};
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        int option = ent_issue_find(issue, child->key);
        if (option == ENT_NOWHERE) {
            const char *hint =
                ent_bind_suggest(binder, child->key, issue->options, issue->options != NULL ? issue->options_size : 0);
            ent_bind_key_error(binder, child, "E-CASE-0130",
                               hint != NULL ? hint : ent_issue_options_hint(issue, binder->arena),
                               "'%.60s' is not an option of %s", child->key, issue->id);
        } else if (ent_bind_number(binder, &value, child, &values[option], NULL) &&
                   (values[option].value < 0.0 || values[option].value > 1.0) && !on_own_scale(node)) {
            ent_bind_warning(binder, child, "W-CASE-0403", NULL,
                             "the value of '%.60s' is outside 0 to 1; it is taken as written", child->key);
        }
    }
    (void)field;
    preference->values = values;
    return true;
}

static const ent_field preference_fields[] = {
    {.key = "weight",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_NEVER_RECORD | ENT_RANGE_FROM(0),
     ENT_AT(ent_preference, weight),
     .doc = "The swing weight: what going from the worst to the best value of this issue is worth to the party, beside "
            "its other issues. Any scale; 100 shared out over the issues is common."},
    {.key = "best",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_level,
     ENT_AT(ent_preference, best),
     .schema = ent_schema_level,
     .form = "a value of the issue",
     .doc = "What the party likes best; its value is 1, linear down to `worst`."},
    {.key = "worst",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_level,
     ENT_AT(ent_preference, worst),
     .schema = ent_schema_level,
     .form = "a value of the issue",
     .doc = "Where the party's value reaches 0; it stays 0 beyond."},
    {.key = "ideal",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_level,
     ENT_AT(ent_preference, ideal),
     .schema = ent_schema_level,
     .form = "a value of the issue",
     .doc = "Instead of best and worst: a peak somewhere inside; value falls to both sides."},
    {.key = "tolerance",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD | ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_preference, tolerance),
     .doc = "How far from the ideal the value reaches 0, in the issue's unit (ranks on a scale); without it at the "
            "farther end."},
    {.key = "risk",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD,
     ENT_AT(ent_preference, risk),
     .doc = "Attitude to risk r: bends values by (1 - exp(-r v)) / (1 - exp(-r)); above 0 averse, below 0 seeking."},
    {.key = "values",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_values,
     ENT_AT(ent_preference, values),
     .schema = "{\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": {\"$ref\": \"#/$defs/number\"}}",
     .form = "a map from every option to its value",
     .doc = "Instead of best and worst: the value of each option, from 0 to 1, taken as written."},
};

static void check_ends(ent_binder *binder, const ent_node *node, const ent_preference *preference) {
    if (!preference->best.set || !preference->worst.set) return;
    bool numeric = preference->best.number.set;
    bool same = numeric ? preference->best.number.value == preference->worst.number.value &&
                              preference->best.option == preference->worst.option
                        : preference->best.option == preference->worst.option;
    if (same)
        ent_bind_error(binder, ent_node_child(node, "worst"), "E-CASE-0138",
                       "leave the issue out if the party does not care", "best and worst are the same");
}

static void check_values(ent_binder *binder, const ent_node *node, const ent_preference *preference) {
    if (preference->values == NULL) return;
    const ent_issue *issue = &binder->result->issues[preference->issue];
    char text[ENT_NUMBER_TEXT];
    size_t missing = 0;
    const char *first = NULL;
    for (size_t i = 0; i < issue->options_size; i++) {
        const ent_node *values = ent_node_child(node, "values");
        if (preference->values[i].set) continue;
        const char *option = ent_issue_option(issue, i, text);
        if (ent_node_child(values, option) != NULL) /* given, but wrong: said already */
            continue;
        if (missing++ == 0) first = ent_bind_text(binder, "%.60s", option);
    }
    if (missing > 0)
        ent_bind_key_error(binder, ent_node_child(node, "values"), "E-CASE-0139", "every option needs a value",
                           missing == 1 ? "the value of '%s' is missing"
                                        : "values are missing, the first is that of '%s'",
                           first != NULL ? first : "");
}

static void check_preference(ent_binder *binder, const ent_node *node, void *record) {
    ent_preference *preference = record;
    const ent_node *best = ent_node_child(node, "best"), *worst = ent_node_child(node, "worst");
    const ent_node *ideal = ent_node_child(node, "ideal"), *values = ent_node_child(node, "values");
    int ways = (best != NULL || worst != NULL) + (ideal != NULL) + (values != NULL);
    const char *hint = "give best and worst, or ideal, or values";
    if (ways == 0 && node->misspelt)
        ; /* told already */
    else if (ways == 0)
        ent_bind_key_error(binder, node, "E-CASE-0141", hint, "this preference has a weight but no values");
    else if (ways > 1)
        ent_bind_key_error(binder, node, "E-CASE-0141", hint, "this preference gives its values in more than one way");
    else if ((best == NULL) != (worst == NULL) && !node->misspelt)
        ent_bind_error(binder, best != NULL ? best : worst, "E-CASE-0141", hint, "'best' and 'worst' go together");
    const ent_node *tolerance = ent_node_child(node, "tolerance");
    if (tolerance != NULL && ideal == NULL && !node->misspelt)
        ent_bind_key_error(binder, tolerance, "E-CASE-0141", "remove it, or give an ideal",
                           "'tolerance' belongs to an ideal");
    preference->kind = ideal != NULL ? ENT_PEAKED : values != NULL ? ENT_PER_OPTION : ENT_LINEAR;
    check_ends(binder, node, preference);
    check_values(binder, node, preference);
}

static void start_preference(ent_binder *binder, void *record) {
    (void)binder;
    *(ent_preference *)record = (ent_preference){
        .issue = ENT_NOWHERE, .best.option = ENT_NOWHERE, .worst.option = ENT_NOWHERE, .ideal.option = ENT_NOWHERE};
}

static const ent_shape shape_preference = {
    .name = "preference",
    .doc = "What one party wants on one issue: a weight and a value for everything that can be agreed.",
    .bytes = sizeof(ent_preference),
    ENT_ROWS(preference_fields),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_ISSUE,
    .key_offset = offsetof(ent_preference, issue),
    .node_offset = offsetof(ent_preference, node),
    .start = start_preference,
    .check = check_preference,
};

/* ---- one party ---- */

static bool read_as_written(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const char *choice = NULL;
    if (!ent_bind_choice(binder, node, field->choices, &choice)) return false;
    ((ent_preferences *)record)->as_written = choice[0] == 'a';
    return true;
}

static const char *const scales[] = {"as-written", "normalised", NULL};

static const ent_field preferences_fields[] = {
    {.key = "scale",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_as_written,
     .choices = scales,
     .schema = "{\"enum\": [\"as-written\", \"normalised\"]}",
     .form = "as-written or normalised",
     .doc = "as-written: weights are not divided by their sum (for imported cases)."},
    {.key = "*",
     .kind = ENT_FIELD_MAP,
     .flags = ENT_REST,
     .shape = &shape_preference,
     .offset = offsetof(ent_preferences, rows),
     .size_offset = offsetof(ent_preferences, size),
     .doc = "The issues that the party cares about."},
};

static void check_preferences(ent_binder *binder, const ent_node *node, void *record) {
    const ent_preferences *preferences = record;
    bool known = preferences->size > 0, positive = false;
    for (size_t i = 0; i < preferences->size; i++) {
        known = known && preferences->rows[i].weight.set;
        positive = positive || preferences->rows[i].weight.value > 0.0;
    }
    if (known && !positive)
        ent_bind_key_error(binder, node, "E-CASE-0142", "give at least one issue a weight above 0",
                           "all weights of this party are zero");
    if (node->size == 0) ent_bind_key_error(binder, node, "E-CASE-0114", NULL, "these preferences name no issue");
}

static void start_preferences(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_preferences *)record)->party = ENT_NOWHERE;
}

const ent_shape ent_shape_preferences = {
    .name = "preferences",
    .doc = "What a party wants: one entry per issue. Its utility is the sum of weight times value, divided by the sum "
           "of its weights.",
    .bytes = sizeof(ent_preferences),
    ENT_ROWS(preferences_fields),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_preferences, party),
    .node_offset = offsetof(ent_preferences, node),
    .start = start_preferences,
    .check = check_preferences,
};

/* ---- interactions ---- */

static const ent_field interaction_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, ENT_AT(ent_interaction, id), .doc = "Its name, so that it can be addressed."},
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_interaction, party),
     .doc = "Whose utility changes."},
    {.key = "when",
     .kind = ENT_FIELD_CUSTOM,
     .flags = ENT_REQUIRED,
     .read = ent_read_whens,
     .shape = &ent_shape_when,
     .schema = ent_schema_whens,
     .form = "a map of issues and conditions",
     ENT_LIST_AT(ent_interaction, when),
     .doc = "What must hold of the package: {payment: {above: 1500}, voice: {among: [informed]}}."},
    {.key = "add",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_NEVER_RECORD,
     ENT_AT(ent_interaction, add),
     .doc = "What is added to the party's utility then; below 0 for a loss."},
};

static void start_interaction(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_interaction *)record)->party = ENT_NOWHERE;
}

static void check_interaction(ent_binder *binder, const ent_node *node, void *record) {
    const ent_interaction *interaction = record;
    if (interaction->party == ENT_NOWHERE) return;
    const ent_node *preferences = ent_node_child(binder->kept->tree, "preferences");
    if (ent_node_child(preferences, binder->result->parties[interaction->party].id) == NULL)
        ent_bind_error(binder, ent_node_child(node, "party"), "E-CASE-0143", "give it preferences first",
                       "an interaction adds to a utility, and '%s' has no preferences",
                       binder->result->parties[interaction->party].id);
}

const ent_shape ent_shape_interaction = {
    .name = "interaction",
    .doc = "An extra gain or loss for a party when several issues take given values together.",
    .bytes = sizeof(ent_interaction),
    ENT_ROWS(interaction_fields),
    .identified = true,
    .id_offset = offsetof(ent_interaction, id),
    .node_offset = offsetof(ent_interaction, node),
    .start = start_interaction,
    .check = check_interaction,
};
