/* no_deal: what each party has without an agreement. */
#include "case/bind.h"

#include <string.h>

static const char *const floors[] = {"worst", NULL};

static bool read_floor(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const char *choice = NULL;
    ((ent_no_deal_value *)record)->floor_worst = ent_bind_choice(binder, node, field->choices, &choice);
    return choice != NULL;
}

static bool read_outcome(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ((ent_no_deal_value *)record)->has_outcome = true;
    return ent_read_package(binder, field, node, record);
}

static const ent_field value_fields[] = {
    {.key = "outcome",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_outcome,
     .schema = ent_schema_package,
     .form = "a map of issues and options",
     ENT_AT(ent_no_deal_value, outcome),
     .doc = "What happens then, as a package; the party's own preferences value it."},
    {.key = "utility",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD,
     ENT_AT(ent_no_deal_value, utility),
     .doc = "Instead of an outcome: its utility on the party's scale, where 0 is every issue at its worst and 1 every "
            "issue at its best."},
    {.key = "shift",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD,
     ENT_AT(ent_no_deal_value, shift),
     .doc = "Added to that utility: what the issues do not show, such as a quarrel between allies (below 0)."},
    {.key = "floor",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_floor,
     .choices = floors,
     .schema = "{\"const\": \"worst\"}",
     .form = "worst",
     .doc = "worst: not below the smallest utility that any package has for the party."},
    {.key = "per_day",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD,
     ENT_AT(ent_no_deal_value, per_day),
     .doc = "Added for every day since the step began; a loss is below 0."},
};

static void check_value(ent_binder *binder, const ent_node *node, void *record) {
    const ent_no_deal_value *value = record;
    const ent_node *outcome = ent_node_child(node, "outcome"), *utility = ent_node_child(node, "utility");
    (void)value;
    if (ent_node_child(node, "path") != NULL) {
        if (outcome != NULL || utility != NULL)
            ent_bind_key_error(binder, outcome != NULL ? outcome : utility, "E-CASE-0145",
                               "make it the first step of the path", "a path says what happens; this stands beside it");
        return;
    }
    if (!node->misspelt && (outcome == NULL) == (utility == NULL))
        ent_bind_key_error(binder, node, "E-CASE-0145", NULL, "give either an 'outcome' or a 'utility'");
}

const ent_shape ent_shape_no_deal_value = {
    .name = "no-deal value",
    .doc = "What a party has without an agreement: an outcome or a utility.",
    .bytes = sizeof(ent_no_deal_value),
    ENT_ROWS(value_fields),
    .check = check_value,
};

/* ---- over time ---- */

static const ent_field step_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, ENT_AT(ent_no_deal_step, id), .doc = "Its name, so that it can be addressed."},
    {.key = "from",
     .kind = ENT_FIELD_DATE,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_no_deal_step, from),
     .doc = "The day on which it begins."},
    {.kind = ENT_FIELD_INCLUDE, .key = "", .shape = &ent_shape_no_deal_value, ENT_AT(ent_no_deal_step, value)},
};

static void check_step(ent_binder *binder, const ent_node *node, void *record) {
    check_value(binder, node, &((ent_no_deal_step *)record)->value);
}

static const ent_shape shape_step = {
    .name = "no-deal step",
    .doc = "What a party has without an agreement from a day on.",
    .bytes = sizeof(ent_no_deal_step),
    ENT_ROWS(step_fields),
    .identified = true,
    .id_offset = offsetof(ent_no_deal_step, id),
    .node_offset = offsetof(ent_no_deal_step, node),
    .check = check_step,
};

static const ent_field no_deal_fields[] = {
    {.kind = ENT_FIELD_INCLUDE, .key = "", .shape = &ent_shape_no_deal_value, ENT_AT(ent_no_deal, value)},
    {.key = "path",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_NOT_EMPTY,
     .shape = &shape_step,
     ENT_LIST_AT(ent_no_deal, path),
     .doc = "Instead of one value: how it goes over time, step by step: the old rule until it expires, then a gap."},
};

static void check_path(ent_binder *binder, const ent_node *node, const ent_no_deal *no_deal) {
    const ent_node *path = ent_node_child(node, "path");
    const ent_node *item = path->first;
    for (size_t i = 0; i < no_deal->path_size && item != NULL; i++, item = item->next) {
        if (i == 0 || no_deal->path[i].from.year == 0 || no_deal->path[i - 1].from.year == 0) continue;
        if (ent_date_first_day(no_deal->path[i].from) <= ent_date_first_day(no_deal->path[i - 1].from))
            ent_bind_error(binder, ent_node_child(item, "from"), "E-CASE-0146", "list the steps from first to last",
                           "this step does not begin after the one before it");
    }
}

static void check_no_deal(ent_binder *binder, const ent_node *node, void *record) {
    ent_no_deal *no_deal = record;
    check_value(binder, node, &no_deal->value);
    no_deal->has_path = ent_node_child(node, "path") != NULL;
    if (no_deal->has_path) check_path(binder, node, no_deal);
}

static void start_no_deal(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_no_deal *)record)->party = ENT_NOWHERE;
}

static const ent_shape shape_no_deal = {
    .name = "no-deal",
    .doc = "What one party has without an agreement.",
    .bytes = sizeof(ent_no_deal),
    ENT_ROWS(no_deal_fields),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_no_deal, party),
    .node_offset = offsetof(ent_no_deal, node),
    .start = start_no_deal,
    .check = check_no_deal,
};

/* ---- the part: parties, and the chance of reopening ---- */

static bool read_chance(ent_binder *binder, ent_node *node, void *record) {
    static const ent_field chance = {
        .key = "the chance", .flags = ENT_NEVER_RECORD | ENT_BOUND_LOW | ENT_BOUND_HIGH, .low = 0, .high = 1};
    return ent_bind_number(binder, &chance, node, &((ent_reopen *)record)->p, NULL);
}

static bool read_reopen(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_case *c = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of governments and chances")) return false;
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    c->reopens = ent_bind_array(binder, size, sizeof *c->reopens);
    if (entries == NULL || c->reopens == NULL) return false;
    c->reopens_size = size;
    ent_owner *before = ent_bind_enter(binder, node);
    for (size_t i = 0; i < size; i++) {
        c->reopens[i].government = entries[i]->key;
        read_chance(binder, entries[i], &c->reopens[i]);
    }
    ent_bind_leave(binder, before);
    return true;
}

static const ent_field part_fields[] = {
    {.key = "reopen",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_reopen,
     .schema = "{\"type\": \"object\", " ENT_SCHEMA_OWNED ", \"additionalProperties\": {\"$ref\": \"#/$defs/number\"}}",
     .form = "a map of governments and chances",
     ENT_LIST_AT(ent_case, reopens),
     .doc = "The chance that a government reopens a signed deal."},
    {.key = "*",
     .kind = ENT_FIELD_MAP,
     .flags = ENT_REST,
     .shape = &shape_no_deal,
     ENT_LIST_AT(ent_case, no_deals),
     .doc = "What each party has without an agreement."},
};

/* Reads straight into the case. */
const ent_shape ent_shape_no_deal_part = {
    .name = "no_deal",
    .doc = "What each party has without an agreement, and how likely a signed one is reopened.",
    .bytes = sizeof(ent_case),
    ENT_ROWS(part_fields),
};
