/* positions, limits: what was said, and what must not be crossed. */
#include "case/bind.h"

#include <string.h>

static const char *const statuses[] = {"opening", "offer", "demand", "counter", "final", "accepted", "withdrawn", NULL};

static bool read_value(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_position *position = record;
    return ent_bind_level(binder, position->issue, 0, 0, node, &position->value);
}

static const ent_field position_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, ENT_AT(ent_position, id), .doc = "Its name, so that it can be addressed."},
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_position, party),
     .doc = "Who took it."},
    {.key = "issue",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_ISSUE,
     ENT_AT(ent_position, issue),
     .doc = "On which issue."},
    {.key = "value",
     .kind = ENT_FIELD_CUSTOM,
     .flags = ENT_REQUIRED,
     .read = read_value,
     .schema = ent_schema_level,
     .form = "a value of the issue; on a range also one outside it",
     ENT_AT(ent_position, value),
     .doc = "What was asked or offered. It may lie outside the range that can be agreed."},
    {.key = "date",
     .kind = ENT_FIELD_DATE,
     ENT_AT(ent_position, date),
     .doc = "When it became known; undated positions count as known."},
    {.key = "forum",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_position, forum),
     .doc = "Where: a forum of the case, or in words."},
    {.key = "government",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_position, government),
     .doc = "Which government of the party took it."},
    {.key = "status",
     .kind = ENT_FIELD_CHOICE,
     .choices = statuses,
     ENT_AT(ent_position, status),
     .doc = "What kind of move it was."},
    {.key = "salience",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_RANGE_FROM(0),
     ENT_AT(ent_position, salience),
     .doc = "How much the actor cares about this issue (0 to 100), for models of several actors; not a swing weight."},
};

static void start_position(ent_binder *binder, void *record) {
    (void)binder;
    *(ent_position *)record = (ent_position){.party = ENT_NOWHERE, .issue = ENT_NOWHERE, .value.option = ENT_NOWHERE};
}

const ent_shape ent_shape_position = {
    .name = "position",
    .doc = "A dated demand or offer. Positions are moves in the talks, not preferences.",
    .bytes = sizeof(ent_position),
    ENT_ROWS(position_fields),
    .identified = true,
    .id_offset = offsetof(ent_position, id),
    .node_offset = offsetof(ent_position, node),
    .provenance_offset = offsetof(ent_position, provenance),
    .start = start_position,
};

/* ---- limits ---- */

static const ent_field limit_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, ENT_AT(ent_limit, id), .doc = "Its name, so that it can be addressed."},
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_limit, party),
     .doc = "Whose red line it is."},
    {.key = "issue",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_ISSUE,
     ENT_AT(ent_limit, when.issue),
     .doc = "On which issue."},
    {.kind = ENT_FIELD_INCLUDE, .key = "", .shape = &ent_shape_conditions, ENT_AT(ent_limit, when)},
};

static void start_limit(ent_binder *binder, void *record) {
    (void)binder;
    ent_limit *limit = record;
    limit->party = limit->when.issue = ENT_NOWHERE;
}

static void check_limit(ent_binder *binder, const ent_node *node, void *record) {
    const ent_limit *limit = record;
    static const char *const relations[] = {"at_most", "at_least", "above", "below", "among", "not"};
    bool given = node->misspelt; /* or told already */
    for (size_t i = 0; i < sizeof relations / sizeof *relations && !given; i++)
        given = ent_node_child(node, relations[i]) != NULL;
    if (!given)
        ent_bind_key_error(binder, node, "E-CASE-0144", "give at_most, at_least, above, below, among or not",
                           "this limit does not say what must hold");
    const ent_provenance *provenance = limit->provenance;
    if (provenance->basis == ENT_RECORD &&
        !((const ent_owner *)(const void *)provenance)
             ->refused) /* limits among options have no number that would be refused */
        ent_bind_key_error(
            binder, ent_node_child(node, "record") != NULL ? ent_node_child(node, "record") : node, "E-CASE-0124",
            "use reported: or judged_by:", "a red line cannot be a record: a public line is a move in the talks");
}

const ent_shape ent_shape_limit = {
    .name = "limit",
    .doc = "A red line: packages that cross it are not feasible. That a public line is a true one is a judgement.",
    .bytes = sizeof(ent_limit),
    ENT_ROWS(limit_fields),
    .identified = true,
    .id_offset = offsetof(ent_limit, id),
    .node_offset = offsetof(ent_limit, node),
    .provenance_offset = offsetof(ent_limit, provenance),
    .start = start_limit,
    .check = check_limit,
};
