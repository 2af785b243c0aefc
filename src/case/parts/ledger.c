/* agreements: what was agreed before, and by which rules it grew. */
#include "case/bind.h"

#include <string.h>

/* ---- growth ---- */

static bool read_series(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_growth *growth = record;
    if (node->kind != ENT_NODE_LIST)
        return ent_bind_reference(binder, ENT_NAMES_SERIES, node, false, &growth->series[0]);
    if (node->size < 1 || node->size > 2) {
        ent_bind_error(binder, node, "E-CASE-0161", NULL, "one series, or two that are added");
        return false;
    }
    bool good = true;
    size_t i = 0;
    for (const ent_node *child = node->first; child != NULL; child = child->next)
        good = ent_bind_reference(binder, ENT_NAMES_SERIES, child, false, &growth->series[i++]) && good;
    return good;
}

static bool read_lag(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    static const ent_field lag = {.key = "lag", .kind = ENT_FIELD_COUNT};
    ent_growth *growth = record;
    uint32_t value = 0;
    const ent_node *first = node->kind == ENT_NODE_LIST ? node->first : node;
    if (node->kind == ENT_NODE_LIST && (node->size < 1 || node->size > 2)) {
        ent_bind_error(binder, node, "E-CASE-0161", NULL, "one lag, or one for each of two series");
        return false;
    }
    for (size_t i = 0; i < 2; i++) {
        union {
            const ent_node *constant;
            ent_node *node;
        } at = {first};
        if (!ent_bind_field(binder, &lag, at.node, &value)) return false;
        growth->lag[i] = (int)value;
        if (node->kind == ENT_NODE_LIST && first->next != NULL) first = first->next;
    }
    return true;
}

static bool read_fixed(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ((ent_growth *)record)->fixed = true;
    return ent_bind_number(binder, field, node, &((ent_growth *)record)->rate, NULL);
}

static const ent_field growth_fields[] = {
    {.key = "series",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_series,
     .schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"minItems\": 1, \"maxItems\": 2, "
               "\"items\": {\"type\": \"string\"}}]}",
     .form = "a series, or a list of two that are added",
     ENT_AT(ent_growth, series),
     .doc = "The series whose yearly percentage is the growth."},
    {.key = "lag",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_lag,
     .schema = "{\"anyOf\": [{\"type\": \"integer\", \"minimum\": 0}, {\"type\": \"array\", \"minItems\": 1, "
               "\"maxItems\": 2, \"items\": {\"type\": \"integer\", \"minimum\": 0}}]}",
     .form = "a number of years, or one for each series",
     ENT_AT(ent_growth, lag),
     .doc = "How many years back the series is read: 2 takes the value of the year before last."},
    {.key = "plus",
     .kind = ENT_FIELD_NUMBER,
     ENT_AT(ent_growth, plus),
     .doc = "Percentage points added to the series."},
    {.key = "cap",
     .kind = ENT_FIELD_NUMBER,
     ENT_AT(ent_growth, cap),
     .doc = "The most it can grow in a year, in percent."},
    {.key = "floor",
     .kind = ENT_FIELD_NUMBER,
     ENT_AT(ent_growth, floor),
     .doc = "The least it can grow in a year, in percent."},
    {.key = "fixed",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_fixed,
     .schema = "{\"$ref\": \"#/$defs/number\"}",
     .form = "a number",
     ENT_AT(ent_growth, rate),
     .flags = ENT_BOUND_LOW,
     .low = -100,
     .doc = "The same percentage every year, instead of a series."},
    {.key = "flat", .kind = ENT_FIELD_BOOL, ENT_AT(ent_growth, flat), .doc = "true: no growth."},
};

static void start_growth(ent_binder *binder, void *record) {
    (void)binder;
    *(ent_growth *)record = (ent_growth){.series = {ENT_NOWHERE, ENT_NOWHERE}};
}

static bool shorthand_growth(ent_binder *binder, ent_node *node, void *record) {
    static const ent_field rate = {.key = "growth"};
    ent_growth *growth = record;
    growth->set = true;
    const char *text = ent_node_text(node);
    if (text != NULL && strcmp(text, "flat") == 0) {
        growth->flat = true;
        return true;
    }
    growth->fixed = true;
    ent_ratio ratio;
    double value;
    bool exact;
    if (text != NULL && node->plain && !ent_node_is_null(node) && !ent_read_number(text, &ratio, &value, &exact)) {
        ent_bind_error(binder, node, "E-CASE-0161", "such as {series: inflation}, 3.5 (percent a year), or flat",
                       "'%.60s' is not a rule of growth", text);
        return false;
    }
    return ent_bind_number(binder, &rate, node, &growth->rate, NULL);
}

static void check_growth(ent_binder *binder, const ent_node *node, void *record) {
    ent_growth *growth = record;
    growth->set = true;
    int ways = (ent_node_child(node, "series") != NULL) + growth->fixed + growth->flat;
    if (ways != 1 && !node->misspelt)
        ent_bind_key_error(binder, node, "E-CASE-0161", "give one of series, fixed, flat",
                           ways == 0 ? "this growth rule says nothing" : "this growth rule says several things");
    if (growth->cap.set && growth->floor.set && growth->cap.value < growth->floor.value)
        ent_bind_error(binder, ent_node_child(node, "cap"), "E-CASE-0162", NULL, "the cap is below the floor");
}

static const ent_shape shape_growth = {
    .name = "growth",
    .doc = "A rule of growth: a series with a lag, a fixed percentage, or flat.",
    .bytes = sizeof(ent_growth),
    ENT_ROWS(growth_fields),
    .start = start_growth,
    .shorthand = shorthand_growth,
    .short_schema = "{\"anyOf\": [{\"const\": \"flat\"}, {\"$ref\": \"#/$defs/number\"}]}",
    .short_form = "a percentage, or flat",
    .check = check_growth,
};

/* ---- pieces of an agreement ---- */

static const ent_field first_fields[] = {
    {.key = "amount",
     .kind = ENT_FIELD_NUMBER,
     ENT_AT(ent_agreement, first_amount),
     .doc = "The amount of the first year, where it was negotiated."},
    {.key = "growth",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_growth,
     ENT_AT(ent_agreement, first_growth),
     .doc = "Or its growth over the year before: a percentage that was negotiated, or a rule."},
};

static void check_first(ent_binder *binder, const ent_node *node, void *record) {
    ent_agreement *agreement = record;
    if (!node->misspelt && (ent_node_child(node, "amount") == NULL) == (ent_node_child(node, "growth") == NULL))
        ent_bind_key_error(binder, node, "E-CASE-0163", NULL, "the first year has either an 'amount' or a 'growth'");
    agreement->first_negotiated = agreement->first_amount.set || agreement->first_growth.fixed;
}

static const ent_shape shape_first = {
    .name = "first year",
    .doc = "How the first year's amount came about.",
    .bytes = sizeof(ent_agreement),
    ENT_ROWS(first_fields),
    .check = check_first,
};

static bool read_years(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_agreement *agreement = record;
    if (node->kind == ENT_NODE_SCALAR && !ent_node_is_null(node)) {
        bool good = ent_bind_year(binder, node, node->text, false, &agreement->from);
        agreement->to = agreement->from;
        return good;
    }
    if (node->kind != ENT_NODE_LIST || node->size != 2 || node->first->kind != ENT_NODE_SCALAR ||
        node->last->kind != ENT_NODE_SCALAR) {
        ent_bind_error(binder, node, "E-CASE-0164", "such as [2027, 2031]",
                       "the first and the last year should stand here");
        return false;
    }
    if (!ent_bind_year(binder, node->first, node->first->text, false, &agreement->from) ||
        !ent_bind_year(binder, node->last, node->last->text, false, &agreement->to))
        return false;
    if (agreement->to < agreement->from)
        ent_bind_error(binder, node->last, "E-CASE-0164", NULL, "the last year is before the first");
    return agreement->to >= agreement->from;
}

static const ent_field override_fields[] = {
    {.key = "amount", .kind = ENT_FIELD_NUMBER, ENT_AT(ent_override, amount), .doc = "The amount of this year."},
    {.key = "growth", .kind = ENT_FIELD_NUMBER, ENT_AT(ent_override, growth), .doc = "Or its growth, in percent."},
    {.key = "why", .kind = ENT_FIELD_TEXT, ENT_AT(ent_override, because), .doc = "Why this year is different."},
};

static void check_override(ent_binder *binder, const ent_node *node, void *record) {
    ent_override *override = record;
    if (override->because == NULL) override->because = ent_node_text(ent_node_child(node, "because"));
    if (!node->misspelt && (ent_node_child(node, "amount") == NULL) == (ent_node_child(node, "growth") == NULL))
        ent_bind_key_error(binder, node, "E-CASE-0163", NULL, "give either an 'amount' or a 'growth'");
}

static const ent_shape shape_override = {
    .name = "override",
    .doc = "A year that does not follow the rule.",
    .bytes = sizeof(ent_override),
    ENT_ROWS(override_fields),
    .key = ENT_KEY_YEAR,
    .key_offset = offsetof(ent_override, year),
    .check = check_override,
};

static bool read_year_amount(ent_binder *binder, ent_node *node, void *record) {
    static const ent_field amount = {.key = "amount"};
    return ent_bind_number(binder, &amount, node, &((ent_year_number *)record)->value, NULL);
}

static bool read_schedule(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_agreement *agreement = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of years and amounts")) return false;
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    agreement->schedule = ent_bind_array(binder, size, sizeof *agreement->schedule);
    if (entries == NULL || agreement->schedule == NULL) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    for (size_t i = 0; i < size; i++) {
        ent_year_number *row = &agreement->schedule[agreement->schedule_size];
        if (ent_bind_year(binder, entries[i], entries[i]->key, true, &row->year) &&
            read_year_amount(binder, entries[i], row))
            agreement->schedule_size++;
    }
    ent_bind_leave(binder, before);
    return true;
}

static bool read_parts(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    static const ent_field share = {.key = "the share", .flags = ENT_BOUND_LOW | ENT_BOUND_HIGH, .low = 0, .high = 1};
    ent_agreement *agreement = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of parts and their shares")) return false;
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    agreement->parts = ent_bind_array(binder, size, sizeof *agreement->parts);
    if (entries == NULL || agreement->parts == NULL) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    double sum = 0.0;
    for (size_t i = 0; i < size; i++) {
        ent_part_share *part = &agreement->parts[agreement->parts_size++];
        part->id = entries[i]->key;
        if (ent_bind_number(binder, &share, entries[i], &part->share, NULL)) sum += part->share.value;
    }
    if (sum > 1.0 + 1e-9)
        ent_bind_key_error(binder, node, "E-CASE-0165", "shares are parts of 1", "the shares sum to more than 1");
    ent_bind_leave(binder, before);
    return true;
}

static const ent_field round_fields[] = {
    {.key = "index",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_agreement, round_index),
     .doc = "The growth is rounded to a multiple of this many percentage points first (0.1 where not given)."},
    {.key = "amount",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_agreement, round_amount),
     .doc = "The amount is rounded to a multiple of this (1 where not given)."},
};

static const ent_shape shape_round = {
    .name = "rounding",
    .doc = "How the growth and the amount are rounded, half up.",
    .bytes = sizeof(ent_agreement),
    ENT_ROWS(round_fields),
};

/* ---- an agreement ---- */

#define WHEN(name, member, meaning)                                                                                    \
    { .key = name, .kind = ENT_FIELD_DATE, ENT_AT(ent_agreement, member), .doc = meaning }

static const ent_field agreement_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_agreement, name), .doc = "The name as it is printed."},
    {.key = "about",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_agreement, about),
     .doc = "What is special about it, in a sentence."},
    {.key = "years",
     .kind = ENT_FIELD_CUSTOM,
     .flags = ENT_REQUIRED,
     .read = read_years,
     .schema = "{\"anyOf\": [{\"type\": \"integer\"}, {\"type\": \"array\", \"minItems\": 2, \"maxItems\": 2, "
               "\"items\": {\"type\": \"integer\"}}]}",
     .form = "a year, or [first, last]",
     ENT_AT(ent_agreement, from),
     .doc = "The first and the last year it covers."},
    WHEN("opened", opened, "When talks on it opened."),
    WHEN("concluded", concluded, "When its text was agreed."),
    WHEN("signed", signed_on, "When it was signed."),
    WHEN("in_force", in_force, "When it entered into force."),
    WHEN("known", known, "When its terms became known; before that day nothing of it is used."),
    {.key = "rounds",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_RANGE_FROM(0),
     ENT_AT(ent_agreement, rounds),
     .doc = "How many rounds of talks it took."},
    {.key = "unit",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_unit,
     ENT_AT(ent_agreement, unit),
     .doc = "What its amounts are counted in; that of the first issue in money where it is not given."},
    {.key = "first",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_first,
     .offset = 0,
     .doc = "The first year: an amount, or a growth."},
    {.key = "growth",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_growth,
     ENT_AT(ent_agreement, growth),
     .doc = "How it grows from the second year on."},
    {.key = "schedule",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_schedule,
     .schema = "{\"type\": \"object\", \"patternProperties\": {\"^[0-9]{4}$\": {\"$ref\": \"#/$defs/number\"}}}",
     .form = "a map of years and amounts",
     ENT_LIST_AT(ent_agreement, schedule),
     .doc = "Amounts fixed in advance, by year."},
    {.key = "override",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_override,
     ENT_LIST_AT(ent_agreement, overrides),
     .doc = "Years that do not follow the rule: {2028: {growth: 13.9}}."},
    {.key = "parts",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_parts,
     .schema = "{\"type\": \"object\", " ENT_SCHEMA_OWNED ", \"additionalProperties\": {\"$ref\": \"#/$defs/number\"}}",
     .form = "a map of parts and their shares of 1",
     ENT_LIST_AT(ent_agreement, parts),
     .doc = "What the money is for: {labour: 0.4, building: 0.35, supply: 0.25}."},
    {.key = "round",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_round,
     .offset = 0,
     .doc = "How growth and amounts are rounded."},
    {.key = "special",
     .kind = ENT_FIELD_TEXTS,
     ENT_LIST_AT(ent_agreement, special),
     .doc = "Rules that no number holds, in words."},
};

static void start_agreement(ent_binder *binder, void *record) {
    ent_agreement *agreement = record;
    start_growth(binder, &agreement->growth);
    start_growth(binder, &agreement->first_growth);
    agreement->unit.factor = 1.0;
}

const ent_shape ent_shape_agreement = {
    .name = "agreement",
    .doc = "An agreement of the past: which years it covers, what it paid and by which rule.",
    .bytes = sizeof(ent_agreement),
    ENT_ROWS(agreement_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_agreement, id),
    .node_offset = offsetof(ent_agreement, node),
    .provenance_offset = offsetof(ent_agreement, provenance),
    .start = start_agreement,
};
