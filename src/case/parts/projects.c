/* projects: shared costs, and keys to share them by. */
#include "case/bind.h"

#include <string.h>

const char ent_schema_party_numbers[] =
    "{\"type\": \"object\", " ENT_SCHEMA_OWNED ", \"additionalProperties\": {\"$ref\": \"#/$defs/number\"}}";

bool ent_read_party_numbers(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_party_numbers *numbers = (ent_party_numbers *)(void *)((char *)record + field->offset);
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of parties and numbers")) return false;
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    numbers->rows = ent_bind_array(binder, size, sizeof *numbers->rows);
    if (entries == NULL || numbers->rows == NULL) return false;
    ent_field number = {.key = field->key, .flags = ENT_BOUND_LOW | field->flags, .low = 0};
    ent_owner *before = ent_bind_enter(binder, node);
    for (size_t i = 0; i < size; i++) {
        ent_by_party *row = &numbers->rows[numbers->size];
        if (ent_bind_reference(binder, ENT_NAMES_PARTY, entries[i], true, &row->party) &&
            ent_bind_number(binder, &number, entries[i], &row->value, NULL))
            numbers->size++;
    }
    ent_bind_leave(binder, before);
    return true;
}

#define PARTY_NUMBERS(type, member)                                                                                    \
    .kind = ENT_FIELD_CUSTOM, .read = ent_read_party_numbers, .schema = ent_schema_party_numbers,                      \
    .form = "a map of parties and numbers", ENT_AT(type, member)

/* ---- components and coalitions ---- */

static const ent_field component_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_component, name), .doc = "The name as it is printed."},
    {.key = "cost",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW,
     ENT_AT(ent_component, cost),
     .doc = "What it costs."},
    {.key = "needed_by",
     .kind = ENT_FIELD_REFERENCES,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .names = ENT_NAMES_PARTY,
     ENT_LIST_AT(ent_component, needed_by),
     .doc = "The participants that need it."},
    {.key = "units", PARTY_NUMBERS(ent_component, units), .doc = "How many of it each needs."},
};

static const ent_shape shape_component = {
    .name = "component",
    .doc = "A piece of the project, and who needs it.",
    .bytes = sizeof(ent_component),
    ENT_ROWS(component_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_component, id),
};

static const ent_field coalition_fields[] = {
    {.key = "members",
     .kind = ENT_FIELD_REFERENCES,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_LIST_AT(ent_coalition, members),
     .doc = "Who would go together."},
    {.key = "value",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_coalition, value),
     .doc = "What it would cost them (or be worth to them)."},
};

static const ent_shape shape_coalition = {
    .name = "coalition",
    .doc = "What some of the participants would pay or gain without the others.",
    .bytes = sizeof(ent_coalition),
    ENT_ROWS(coalition_fields),
};

/* ---- keys ---- */

static bool read_ceiling(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_key *key = record;
    const char *text = ent_node_text(node);
    if (text != NULL && strcmp(text, "next-largest") == 0) {
        key->ceiling_next_largest = true;
        return true;
    }
    if (text != NULL && text[0] != '\0' && strpbrk(text, "0123456789") == NULL) {
        static const char *const words[] = {"next-largest"};
        const char *hint = ent_bind_suggest(binder, text, words, 1);
        ent_bind_error(binder, node, "E-CASE-0106", hint != NULL ? hint : "a share between 0 and 1, or next-largest",
                       "'%.60s' is not possible here", text);
        return false;
    }
    return ent_bind_number(binder, field, node, &key->ceiling, NULL);
}

static const ent_field key_fields[] = {
    {.key = "by",
     .kind = ENT_FIELD_TEXT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_key, by),
     .doc = "What shares are proportional to: a series by party, or equal, units, weights."},
    {.key = "floor",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_key, floor),
     .doc = "The least share a participant bears."},
    {.key = "ceiling",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_ceiling,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     .schema = "{\"anyOf\": [{\"const\": \"next-largest\"}, {\"$ref\": \"#/$defs/number\"}]}",
     .form = "a share, or next-largest",
     ENT_AT(ent_key, ceiling),
     .doc = "The largest share one bears; next-largest: no more than the next one pays."},
    {.key = "year",
     .kind = ENT_FIELD_YEAR,
     ENT_AT(ent_key, year),
     .doc = "The year of the series; the last known one where it is not given."},
};

static void check_key(ent_binder *binder, const ent_node *node, void *record) {
    static const char *const plain[] = {"equal", "units", "weights"};
    const ent_key *key = record;
    if (key->by == NULL) return;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i], key->by) == 0) return;
    int index;
    const ent_node *by = ent_node_child(node, "by");
    if (!ent_bind_reference(binder, ENT_NAMES_SERIES, by, false, &index)) return;
    if (binder->result->series[index].rows_size == 0)
        ent_bind_error(binder, by, "E-CASE-0182", "a key needs one value per party: by: party",
                       "the series '%.60s' is not by party", key->by);
}

static const ent_shape shape_key = {
    .name = "key",
    .doc = "A rule of thumb that practitioners share costs by.",
    .bytes = sizeof(ent_key),
    ENT_ROWS(key_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_key, id),
    .check = check_key,
};

/* ---- the project ---- */

static const char *const kinds[] = {"cost", "value", NULL};

static const ent_field project_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_project, name), .doc = "The name as it is printed."},
    {.key = "kind",
     .kind = ENT_FIELD_CHOICE,
     .choices = kinds,
     ENT_AT(ent_project, kind),
     .doc = "Whether its numbers are costs (the default) or values."},
    {.key = "unit",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_unit,
     ENT_AT(ent_project, unit),
     .doc = "What its amounts are counted in."},
    {.key = "participants",
     .kind = ENT_FIELD_REFERENCES,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .names = ENT_NAMES_PARTY,
     ENT_LIST_AT(ent_project, participants),
     .doc = "Who takes part."},
    {.key = "components",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_component,
     ENT_LIST_AT(ent_project, components),
     .doc = "Its pieces with their costs, and who needs which."},
    {.key = "coalitions",
     .kind = ENT_FIELD_LIST,
     .shape = &shape_coalition,
     ENT_LIST_AT(ent_project, coalitions),
     .doc = "Instead of components: what every group of participants would pay or gain alone."},
    {.key = "table",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_project, table),
     .doc = "Coalitions in a file beside the case, where there are many."},
    {.key = "amount",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW,
     ENT_AT(ent_project, amount),
     .doc = "An amount to be divided among claims."},
    {.key = "claims", PARTY_NUMBERS(ent_project, claims), .doc = "What each claims of the amount."},
    {.key = "weights",
     PARTY_NUMBERS(ent_project, weights),
     .doc = "Weights of the participants: votes, shares of capital."},
    {.key = "quota",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW,
     ENT_AT(ent_project, quota),
     .doc = "The weight a group needs to decide."},
    {.key = "paid", PARTY_NUMBERS(ent_project, paid), .doc = "What each actually pays, where public."},
    {.key = "keys",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_key,
     ENT_LIST_AT(ent_project, keys),
     .doc = "Keys to compare."},
};

static bool takes_part(const ent_project *project, int party) {
    for (size_t i = 0; i < project->participants_size; i++)
        if (project->participants[i] == party) return true;
    return false;
}

static void check_members(ent_binder *binder, const ent_project *project, const ent_node *list) {
    if (list == NULL || list->kind != ENT_NODE_LIST) return;
    for (const ent_node *child = list->first; child != NULL; child = child->next) {
        const char *id = ent_node_text(child);
        int party = id != NULL ? ent_names_find(&binder->kept->names[ENT_NAMES_PARTY], id) : ENT_NOWHERE;
        if (party != ENT_NOWHERE && !takes_part(project, party))
            ent_bind_error(binder, child, "E-CASE-0180", "add it to participants", "'%.60s' takes no part in %s", id,
                           project->id);
    }
}

static void check_by_party(ent_binder *binder, const ent_project *project, const ent_node *map) {
    if (map == NULL || map->kind != ENT_NODE_MAP) return;
    for (const ent_node *child = map->first; child != NULL; child = child->next) {
        int party = ent_names_find(&binder->kept->names[ENT_NAMES_PARTY], child->key);
        if (party != ENT_NOWHERE && !takes_part(project, party))
            ent_bind_key_error(binder, child, "E-CASE-0180", "add it to participants", "'%.60s' takes no part in %s",
                               child->key, project->id);
    }
}

static void check_project(ent_binder *binder, const ent_node *node, void *record) {
    const ent_project *project = record;
    const ent_node *components = ent_node_child(node, "components"), *coalitions = ent_node_child(node, "coalitions");
    for (const ent_node *c = components != NULL ? components->first : NULL; c != NULL; c = c->next) {
        check_members(binder, project, ent_node_child(c, "needed_by"));
        check_by_party(binder, project, ent_node_child(c, "units"));
    }
    for (const ent_node *c = coalitions != NULL ? coalitions->first : NULL; c != NULL; c = c->next)
        check_members(binder, project, ent_node_child(c, "members"));
    static const char *const maps[] = {"claims", "weights", "paid"};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        check_by_party(binder, project, ent_node_child(node, maps[i]));
    if (components == NULL && coalitions == NULL && ent_node_child(node, "table") == NULL &&
        ent_node_child(node, "claims") == NULL && ent_node_child(node, "weights") == NULL &&
        ent_node_child(node, "amount") == NULL)
        ent_bind_key_error(binder, node, "E-CASE-0181", "give components, coalitions, a table, claims or weights",
                           "this project has nothing to share");
}

static void start_project(ent_binder *binder, void *record) {
    (void)binder;
    ent_project *project = record;
    project->kind = "cost";
    project->unit.factor = 1.0;
}

const ent_shape ent_shape_project = {
    .name = "project",
    .doc = "Something that several parties pay for together.",
    .bytes = sizeof(ent_project),
    ENT_ROWS(project_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_project, id),
    .node_offset = offsetof(ent_project, node),
    .start = start_project,
    .check = check_project,
};
