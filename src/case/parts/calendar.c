/* dates, forums, events, decisions: when, where and what may happen. */
#include "case/bind.h"

#include <string.h>

/* ---- dates ---- */

static bool read_dates(ent_binder *binder, ent_node *node, void *record) {
    static const char *const known[] = {"opens", "expires", "rounds"};
    ent_date_row *row = record;
    bool list = node->kind == ENT_NODE_LIST;
    if (node->key != NULL) ent_bind_doubt(binder, node, true, node->key, known, 3);
    ent_date *dates = ent_bind_array(binder, list ? node->size : 1, sizeof *dates);
    if (dates == NULL) return false;
    row->dates = dates;
    if (!list) {
        row->dates_size = ent_bind_date(binder, node, dates);
        return row->dates_size == 1;
    }
    if (node->size == 0) ent_bind_error(binder, node, "E-CASE-0114", NULL, "'%s' is empty", node->key);
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        size_t at = row->dates_size;
        if (!ent_bind_date(binder, child, &dates[at])) continue;
        if (at > 0 && ent_date_first_day(dates[at]) < ent_date_first_day(dates[at - 1]))
            ent_bind_error(binder, child, "E-CASE-0146", "list dates from first to last",
                           "this date is before the one before it");
        row->dates_size++;
    }
    return true;
}

static void no_map(ent_binder *binder, const ent_node *node, void *record) {
    (void)record;
    ent_bind_error(binder, node, "E-CASE-0103", "write a date or a list of dates", "a date is not a map");
}

const ent_shape ent_shape_date = {
    .name = "date",
    .doc = "A date, or a list of dates: opens, expires, rounds, or any name of the case's own.",
    .bytes = sizeof(ent_date_row),
    .key = ENT_KEY_TEXT,
    .key_offset = offsetof(ent_date_row, id),
    .shorthand = read_dates,
    .short_schema =
        "{\"anyOf\": [{\"$ref\": \"#/$defs/day\"}, {\"type\": \"array\", \"minItems\": 1, \"items\": {\"$ref\": "
        "\"#/$defs/day\"}}]}",
    .short_form = "a date or a list of dates",
    .check = no_map,
};

/* ---- forums ---- */

static const ent_field forum_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_forum, name), .doc = "The name as it is printed."},
    {.key = "members",
     .kind = ENT_FIELD_REFERENCES,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .names = ENT_NAMES_PARTY,
     ENT_LIST_AT(ent_forum, members),
     .doc = "The parties that meet there."},
    {.key = "issues",
     .kind = ENT_FIELD_REFERENCES,
     .names = ENT_NAMES_ISSUE,
     ENT_LIST_AT(ent_forum, issues),
     .doc = "What is talked about there."},
    {.key = "mandate", .kind = ENT_FIELD_TEXT, ENT_AT(ent_forum, mandate), .doc = "What it may do, in words."},
    {.key = "may_settle",
     .kind = ENT_FIELD_BOOL,
     ENT_AT(ent_forum, may_settle),
     .doc = "Whether it can conclude an agreement itself."},
    {.key = "reports_to",
     .kind = ENT_FIELD_NAME,
     .names = ENT_NAMES_FORUM,
     ENT_AT(ent_forum, reports_to),
     .doc = "The forum that decides what this one cannot."},
    {.key = "date", .kind = ENT_FIELD_DATE, ENT_AT(ent_forum, date), .doc = "When it meets next."},
    {.key = "place", .kind = ENT_FIELD_TEXT, ENT_AT(ent_forum, place), .doc = "Where it meets."},
};

const ent_shape ent_shape_forum = {
    .name = "forum",
    .doc = "Who meets whom, on which issues, and what they may settle.",
    .bytes = sizeof(ent_forum),
    ENT_ROWS(forum_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_forum, id),
    .node_offset = offsetof(ent_forum, node),
};

/* ---- events ---- */

static bool read_set(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_sets *sets = (ent_sets *)(void *)((char *)record + field->offset);
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of paths and values")) return false;
    sets->rows = ent_bind_array(binder, node->size, sizeof *sets->rows);
    if (sets->rows == NULL) return false;
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        ent_buffer text;
        ent_buffer_init(&text, ent_arena_allocator(binder->arena));
        ent_node_write(&text, child);
        char *value = text.failed ? NULL : ent_arena_copy(binder->arena, text.data != NULL ? text.data : "", text.size);
        ent_buffer_free(&text);
        if (value == NULL) {
            binder->failed = true;
            return false;
        }
        sets->rows[sets->size++] = (ent_set_row){child->key, value, child};
    }
    return true;
}

static const ent_field outcome_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_event_outcome, name), .doc = "The name as it is printed."},
    {.key = "p",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_NEVER_RECORD | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_event_outcome, p),
     .doc = "Its probability; those of one event sum to 1."},
    {.key = "set",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_set,
     .schema = "{\"type\": \"object\"}",
     .form = "a map of paths of the case and their new values",
     ENT_AT(ent_event_outcome, set),
     .doc = "What changes in the case if it happens: {preferences.north.payment.weight: 75}."},
};

static const ent_shape shape_outcome = {
    .name = "event outcome",
    .doc = "One way an event can go.",
    .bytes = sizeof(ent_event_outcome),
    ENT_ROWS(outcome_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_event_outcome, id),
};

static bool read_given(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    ent_event *event = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of events and outcomes")) return false;
    event->given = ent_bind_array(binder, node->size, sizeof *event->given);
    if (event->given == NULL) return false;
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        const char *outcome = NULL;
        if (ent_bind_scalar(binder, child, "an outcome of that event", &outcome))
            event->given[event->given_size++] = (ent_given){child->key, outcome};
    }
    return true;
}

static const ent_field event_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_event, name), .doc = "The name as it is printed."},
    {.key = "date", .kind = ENT_FIELD_DATE, ENT_AT(ent_event, date), .doc = "When it happens."},
    {.key = "of",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_event, of),
     .doc = "The party it happens in."},
    {.key = "after",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_EVENT,
     ENT_AT(ent_event, after),
     .doc = "The event it comes after."},
    {.key = "given",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_given,
     .schema = "{\"type\": \"object\", \"additionalProperties\": {\"type\": [\"string\", \"boolean\", \"number\"]}}",
     .form = "a map of earlier events or decisions and how they went",
     ENT_LIST_AT(ent_event, given),
     .doc = "It happens only if these earlier events or decisions went this way: {election: challenger}."},
    {.key = "outcomes",
     .kind = ENT_FIELD_MAP,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .shape = &shape_outcome,
     ENT_LIST_AT(ent_event, outcomes),
     .doc = "The ways it can go, with their probabilities."},
};

static void start_event(ent_binder *binder, void *record) {
    (void)binder;
    ent_event *event = record;
    event->of = event->after = ENT_NOWHERE;
}

const ent_shape ent_shape_event = {
    .name = "event",
    .doc = "Something that may go one way or another, outside the talks.",
    .bytes = sizeof(ent_event),
    ENT_ROWS(event_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_event, id),
    .node_offset = offsetof(ent_event, node),
    .start = start_event,
};

/* ---- decisions ---- */

static const ent_field decision_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_decision, name), .doc = "The name as it is printed."},
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_decision, party),
     .doc = "Who decides."},
    {.key = "before",
     .kind = ENT_FIELD_NAME,
     .names = ENT_NAMES_EVENT,
     ENT_AT(ent_decision, before),
     .doc = "The event before which it is taken."},
    {.key = "after",
     .kind = ENT_FIELD_NAME,
     .names = ENT_NAMES_EVENT,
     ENT_AT(ent_decision, after),
     .doc = "The event after which it is taken."},
    {.key = "date", .kind = ENT_FIELD_DATE, ENT_AT(ent_decision, date), .doc = "When it is due."},
    {.key = "choices",
     .kind = ENT_FIELD_TEXTS,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     ENT_LIST_AT(ent_decision, choices),
     .doc = "What can be decided: [now, wait]."},
};

static void start_decision(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_decision *)record)->party = ENT_NOWHERE;
}

static void check_decision(ent_binder *binder, const ent_node *node, void *record) {
    const ent_decision *decision = record;
    if (decision->before != NULL && decision->after != NULL && strcmp(decision->before, decision->after) == 0)
        ent_bind_error(binder, ent_node_child(node, "after"), "E-CASE-0152", NULL,
                       "a decision cannot come both before and after '%.60s'", decision->after);
}

const ent_shape ent_shape_decision = {
    .name = "decision",
    .doc = "What a party may decide, and when.",
    .bytes = sizeof(ent_decision),
    ENT_ROWS(decision_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_decision, id),
    .node_offset = offsetof(ent_decision, node),
    .start = start_decision,
    .check = check_decision,
};
