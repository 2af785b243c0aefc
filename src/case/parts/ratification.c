/* ratification: who must say yes at home, and how long it takes. */
#include "case/bind.h"

#include <string.h>

static const char *const rules[] = {"majority", "two-thirds", "three-fifths", "unanimity", "none", NULL};

/* A length of time has one of the units, and nothing else. */
static bool only_units(ent_binder *binder, const ent_node *node) {
    static const char *const words[] = {"days", "weeks", "months"};
    size_t found = 0, errors = binder->errors;
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        bool known = ent_is_provenance_key(child->key);
        for (size_t i = 0; i < 3; i++)
            if (strcmp(words[i], child->key) == 0) known = true, found++;
        const char *hint = known ? NULL : ent_bind_suggest(binder, child->key, words, 3);
        if (!known)
            ent_bind_key_error(binder, child, "E-CASE-0101", hint != NULL ? hint : "days, weeks or months",
                               "unknown key '%.60s' in a length of time", child->key);
    }
    if (found != 1 && binder->errors == errors)
        ent_bind_key_error(binder, node, "E-CASE-0103", "write {days: n}, {weeks: n} or {months: n}",
                           "a length of time is given in one unit");
    return binder->errors == errors;
}

static bool read_takes(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    static const struct {
        const char *word;
        double days;
    } units[] = {{"days", 1}, {"weeks", 7}, {"months", 30}};
    static const ent_field number = {.key = "takes", .flags = ENT_BOUND_LOW, .low = 0};
    ent_step *step = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "{days: n}, {weeks: n} or {months: n}")) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    bool good = false;
    for (size_t i = 0; i < sizeof units / sizeof *units && !good; i++) {
        ent_node *child = ent_node_child(node, units[i].word);
        if (child == NULL) continue;
        good = ent_bind_number(binder, &number, child, &step->days, NULL);
        if (good && units[i].days > 1.0) {
            step->days.value *= units[i].days;
            step->days.exact =
                step->days.exact &&
                ent_ratio_multiply(step->days.ratio, (ent_ratio){(int64_t)units[i].days, 1}, &step->days.ratio);
            ent_slot *slot = &binder->result->slots[step->days.slot];
            slot->value *= units[i].days;
            slot->low *= units[i].days;
            slot->high *= units[i].days;
        }
    }
    good = only_units(binder, node) && good;
    ent_bind_leave(binder, before);
    return good;
}

static const ent_field step_fields[] = {
    {.key = "name",
     .kind = ENT_FIELD_TEXT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_step, name),
     .doc = "What is done: signature, consent, entry into force."},
    {.key = "by",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_step, by),
     .doc = "The party that must do it: a legislature, a court."},
    {.key = "takes",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_takes,
     .schema =
         "{\"type\": \"object\", \"properties\": {\"days\": {\"$ref\": \"#/$defs/number\"}, \"weeks\": {\"$ref\": "
         "\"#/$defs/number\"}, \"months\": {\"$ref\": \"#/$defs/number\"}}}",
     .form = "{days: n}, {weeks: n} or {months: n}",
     ENT_AT(ent_step, days),
     .doc = "How long it takes once the step before is done; a month counts 30 days."},
};

static void start_step(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_step *)record)->by = ENT_NOWHERE;
}

static const ent_shape shape_step = {
    .name = "ratification step",
    .doc = "A step on the way into force.",
    .bytes = sizeof(ent_step),
    ENT_ROWS(step_fields),
    .start = start_step,
};

static const ent_field bloc_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_bloc, name), .doc = "The name as it is printed."},
    {.key = "seats",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_bloc, seats),
     .doc = "Its votes."},
    {.key = "discipline",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_bloc, discipline),
     .doc = "The share of it that votes with its line; 1 where it is not given."},
    {.key = "follows",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_bloc, follows),
     .doc = "It votes with the preferences of this party."},
    {.key = "preferences",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_preferences,
     .offset = offsetof(ent_bloc, preferences),
     .size_offset = offsetof(ent_bloc, has_preferences),
     .doc = "Instead: preferences of its own, written as for parties."},
    {.key = "no_deal",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_no_deal_value,
     .offset = offsetof(ent_bloc, no_deal),
     .size_offset = offsetof(ent_bloc, has_no_deal),
     .doc = "What it has if the agreement fails; that of the ratification where it is not given."},
};

static void start_bloc(ent_binder *binder, void *record) {
    (void)binder;
    ent_bloc *bloc = record;
    bloc->follows = ENT_NOWHERE;
    bloc->preferences.party = ENT_NOWHERE;
}

static void check_bloc(ent_binder *binder, const ent_node *node, void *record) {
    const ent_bloc *bloc = record;
    if (!node->misspelt && (ent_node_child(node, "follows") == NULL) == !bloc->has_preferences)
        ent_bind_key_error(binder, node, "E-CASE-0170", NULL,
                           "a bloc either 'follows' a party or has 'preferences' of its own");
}

static const ent_shape shape_bloc = {
    .name = "bloc",
    .doc = "Votes that are cast together.",
    .bytes = sizeof(ent_bloc),
    ENT_ROWS(bloc_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_bloc, id),
    .node_offset = offsetof(ent_bloc, node),
    .start = start_bloc,
    .check = check_bloc,
};

static const ent_field ratification_fields[] = {
    {.key = "rule",
     .kind = ENT_FIELD_CHOICE,
     .flags = ENT_REQUIRED,
     .choices = rules,
     ENT_AT(ent_ratification, rule),
     .doc = "How many votes it takes; none where no vote is needed."},
    {.key = "steps",
     .kind = ENT_FIELD_LIST,
     .shape = &shape_step,
     ENT_LIST_AT(ent_ratification, steps),
     .doc = "The steps from conclusion to entry into force, in order."},
    {.key = "no_deal",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_no_deal_value,
     .offset = offsetof(ent_ratification, no_deal),
     .size_offset = offsetof(ent_ratification, has_no_deal),
     .doc = "What those who vote have if the agreement fails."},
    {.key = "blocs",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_bloc,
     ENT_LIST_AT(ent_ratification, blocs),
     .doc = "Who votes."},
};

static void start_ratification(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_ratification *)record)->party = ENT_NOWHERE;
}

static void check_ratification(ent_binder *binder, const ent_node *node, void *record) {
    const ent_ratification *ratification = record;
    bool votes = ratification->rule != NULL && strcmp(ratification->rule, "none") != 0;
    if (votes && ent_node_child(node, "blocs") == NULL && !node->misspelt)
        ent_bind_error(binder, ent_node_child(node, "rule"), "E-CASE-0171", "add blocs with their seats, or rule: none",
                       "a vote needs 'blocs'");
    if (ratification->rule != NULL && !votes && ent_node_child(node, "blocs") != NULL)
        ent_bind_key_error(binder, ent_node_child(node, "blocs"), "E-CASE-0171", "name the rule of the vote",
                           "'blocs' have nothing to vote on where the rule is none");
}

const ent_shape ent_shape_ratification = {
    .name = "ratification",
    .doc = "What must happen in a party before an agreement binds it.",
    .bytes = sizeof(ent_ratification),
    ENT_ROWS(ratification_fields),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_ratification, party),
    .node_offset = offsetof(ent_ratification, node),
    .start = start_ratification,
    .check = check_ratification,
};
