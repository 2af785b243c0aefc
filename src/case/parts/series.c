/* series: observations by year or by party. */
#include "case/bind.h"

#include <string.h>

static const ent_field observation = {.key = "the observation"};

static bool year_numbers(ent_binder *binder, ent_node *node, ent_year_number **out, size_t *size) {
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of years and values")) return false;
    size_t entries_size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &entries_size);
    *out = ent_bind_array(binder, entries_size, sizeof **out);
    *size = 0;
    if (entries == NULL || *out == NULL) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    for (size_t i = 0; i < entries_size; i++) {
        ent_year_number *row = &(*out)[*size];
        if (ent_bind_year(binder, entries[i], entries[i]->key, true, &row->year) &&
            ent_bind_number(binder, &observation, entries[i], &row->value, &row->known))
            ++*size;
    }
    ent_bind_leave(binder, before);
    return true;
}

static bool is_number(const ent_node *node) {
    return node->kind == ENT_NODE_SCALAR || ent_node_child(node, "value") != NULL ||
           ent_node_child(node, "coders") != NULL;
}

static bool read_rows(ent_binder *binder, ent_node *node, ent_series *series) {
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of parties and values")) return false;
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    series->rows = ent_bind_array(binder, size, sizeof *series->rows);
    if (entries == NULL || series->rows == NULL) return false;
    const ent_names *parties = &binder->kept->names[ENT_NAMES_PARTY];
    ent_owner *before = ent_bind_enter(binder, node);
    for (size_t i = 0; i < size; i++) {
        ent_party_series *row = &series->rows[series->rows_size++];
        row->name = entries[i]->key;
        row->party = ent_names_find(parties, row->name);
        const char *close = row->party == ENT_NOWHERE ? ent_names_closest(parties, row->name, binder->arena) : NULL;
        if (close != NULL) ent_bind_doubt(binder, entries[i], true, row->name, &close, 1);
        if (!is_number(entries[i])) {
            year_numbers(binder, entries[i], &row->values, &row->size);
            continue;
        }
        row->values = ent_bind_array(binder, 1, sizeof *row->values);
        if (row->values == NULL) return false;
        row->size = ent_bind_number(binder, &observation, entries[i], &row->values->value, &row->values->known);
    }
    ent_bind_leave(binder, before);
    return true;
}

static bool read_values(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_series *series = record;
    if (ent_node_child(node->parent, "by") != NULL) return read_rows(binder, node, series);
    return year_numbers(binder, node, &series->values, &series->size);
}

static bool read_by(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)record;
    const char *choice = NULL;
    return ent_bind_choice(binder, node, field->choices, &choice);
}

static const char *const ways[] = {"party", NULL};
static const char *const uses[] = {"denominator", "price", "exchange", "norm", "argument", "index", NULL};

static const ent_field series_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_series, name), .doc = "The name as it is printed."},
    {.key = "about",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_series, about),
     .doc = "How it is measured, and what it leaves out."},
    {.key = "unit",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_unit,
     ENT_AT(ent_series, unit),
     .doc = "What it is counted in; percent for rates of growth."},
    {.key = "of",
     .kind = ENT_FIELD_CHOICE,
     .choices = uses,
     ENT_AT(ent_series, of),
     .doc = "What it is used as: a denominator for burdens, a price index, an exchange rate, a norm, an argument."},
    {.key = "by",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_by,
     .choices = ways,
     .schema = "{\"const\": \"party\"}",
     .form = "party",
     .doc = "party: one value or one run of years for each party (or other name)."},
    {.key = "values",
     .kind = ENT_FIELD_CUSTOM,
     .flags = ENT_REQUIRED,
     .read = read_values,
     .schema =
         "{\"type\": \"object\", " ENT_SCHEMA_OWNED
         ", \"additionalProperties\": {\"anyOf\": [{\"$ref\": \"#/$defs/number\"}, {\"type\": \"object\", "
         "\"propertyNames\": {\"pattern\": \"^([1-9][0-9]{3}|record|reported|judged_by|because)$\"}, " ENT_SCHEMA_OWNED
         ", \"additionalProperties\": {\"$ref\": \"#/$defs/number\"}}]}}",
     .form = "a map of years (or parties) and values",
     ENT_AT(ent_series, values),
     .doc = "The observations: {2020: 1.2, 2021: {value: 3.9, known: 2022-01-05}}."},
};

static void start_series(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_series *)record)->unit.factor = 1.0;
}

const ent_shape ent_shape_series = {
    .name = "series",
    .doc = "Observations that rules and burdens refer to, each with the date it was known where that matters.",
    .bytes = sizeof(ent_series),
    ENT_ROWS(series_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_series, id),
    .node_offset = offsetof(ent_series, node),
    .start = start_series,
};
