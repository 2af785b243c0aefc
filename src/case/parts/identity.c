/* sources, parties: what is cited and who acts. */
#include "case/bind.h"

#include <string.h>

/* ---- sources ---- */

static const ent_field source_fields[] = {
    {.key = "title", .kind = ENT_FIELD_TEXT, ENT_AT(ent_source, title), .doc = "The document's title."},
    {.key = "publisher", .kind = ENT_FIELD_TEXT, ENT_AT(ent_source, publisher), .doc = "Who published it."},
    {.key = "date", .kind = ENT_FIELD_DATE, ENT_AT(ent_source, date), .doc = "When it was published."},
    {.key = "address", .kind = ENT_FIELD_TEXT, ENT_AT(ent_source, address), .doc = "Where it can be found."},
    {.key = "file",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_source, file),
     .doc = "Notes on it, or its text, in a file beside the case: one sentence a line, each with its number (\"1. "
            "...\")."},
    {.key = "handling",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_source, handling),
     .doc = "Its handling mark, such as TLP:AMBER."},
    {.key = "anonymous",
     .kind = ENT_FIELD_BOOL,
     ENT_AT(ent_source, anonymous),
     .doc = "Whether it rests on people it does not name."},
    {.key = "interested",
     .kind = ENT_FIELD_BOOL,
     ENT_AT(ent_source, interested),
     .doc = "Whether its author has a stake in what it says."},
};

const ent_shape ent_shape_source = {
    .name = "source",
    .doc = "A document that numbers and statements are led back to. Cite it as `id`, a sentence of it as `id#3`.",
    .bytes = sizeof(ent_source),
    ENT_ROWS(source_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_source, id),
    .node_offset = offsetof(ent_source, node),
};

/* ---- parties ---- */

static const ent_field government_fields[] = {
    {.key = "name",
     .kind = ENT_FIELD_TEXT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_government, name),
     .doc = "What this government is called where the case refers to it."},
    {.key = "from", .kind = ENT_FIELD_DATE, ENT_AT(ent_government, from), .doc = "Its first day in office."},
    {.key = "to", .kind = ENT_FIELD_DATE, ENT_AT(ent_government, to), .doc = "Its last day, where it is over."},
};

static void check_government(ent_binder *binder, const ent_node *node, void *record) {
    const ent_government *government = record;
    if (government->from.year != 0 && government->to.year != 0 &&
        ent_date_last_day(government->to) < ent_date_first_day(government->from))
        ent_bind_error(binder, ent_node_child(node, "to"), "E-CASE-0151", NULL,
                       "a government cannot end before it begins");
}

static bool shorthand_government(ent_binder *binder, ent_node *node, void *record) {
    return ent_bind_scalar(binder, node, "the name of a government", &((ent_government *)record)->name);
}

static const ent_shape shape_government = {
    .name = "government",
    .doc = "Who governs a party, and when. A change of government can change preferences.",
    .bytes = sizeof(ent_government),
    ENT_ROWS(government_fields),
    .shorthand = shorthand_government,
    .short_schema = "{\"type\": \"string\"}",
    .short_form = "its name",
    .check = check_government,
};

/* Its own reader: one government may stand without a list. */
static bool read_governments(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_field list = *field;
    list.kind = ENT_FIELD_LIST;
    if (node->kind == ENT_NODE_LIST) return ent_bind_field(binder, &list, node, record);
    ent_party *party = record;
    party->governments = ent_bind_array(binder, 1, sizeof *party->governments);
    if (party->governments == NULL) return false;
    party->governments_size = 1;
    return ent_bind_record(binder, &shape_government, node, party->governments);
}

static const char *const discount_periods[] = {"year", "round", "session", NULL};

static const ent_field party_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_party, name), .doc = "The name as it is printed."},
    {.key = "aliases",
     .kind = ENT_FIELD_TEXTS,
     ENT_LIST_AT(ent_party, aliases),
     .doc = "Other names by which documents call it."},
    {.key = "kind",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_party, kind),
     .doc = "What it is: state, legislature, government, ministry, company, group."},
    {.key = "office",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_party, office),
     .doc = "Who speaks for it in the talks: its chief negotiator."},
    {.key = "mandate",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_party, mandate),
     .doc = "What its negotiators may settle: full, limited, caretaker."},
    {.key = "of",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_party, of),
     .doc = "The party it belongs to."},
    {.key = "capability",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_RANGE_FROM(0),
     ENT_AT(ent_party, capability),
     .doc = "How much it can bring to bear, on a scale of the case's own: used by forecasts."},
    {.key = "bargaining_weight",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW_OPEN | ENT_NEVER_RECORD,
     ENT_AT(ent_party, bargaining_weight),
     .doc = "Its weight in the weighted Nash solution; 1 where it is not given."},
    {.key = "discount",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW_OPEN | ENT_BOUND_HIGH | ENT_NEVER_RECORD,
     .high = 1,
     ENT_AT(ent_party, discount),
     .doc = "What a gain a year later is worth to it now: a factor per year up to 1."},
    {.key = "discount_per",
     .kind = ENT_FIELD_CHOICE,
     .choices = discount_periods,
     ENT_AT(ent_party, discount_per),
     .doc =
         "What its discount is counted by: year (also where this is not given), round of talks, or the whole session "
         "of talks, at whose end a gain is worth the factor."},
    {.key = "government",
     .kind = ENT_FIELD_CUSTOM,
     ENT_LIST_AT(ent_party, governments),
     .shape = &shape_government,
     .read = read_governments,
     .most = 200,
     .schema = "{\"anyOf\": [{\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/government\"}}, {\"$ref\": "
               "\"#/$defs/government\"}, {\"type\": \"string\"}]}",
     .form = "a list of governments",
     .doc = "Its governments in order, each with its first day: [{name: birch, from: 2024-01-20}]."},
};

static void start_party(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_party *)record)->of = ENT_NOWHERE;
}

static void check_party(ent_binder *binder, const ent_node *node, void *record) {
    ent_party *party = record;
    if (party->name == NULL) party->name = party->id;
    for (size_t i = 1; i < party->governments_size; i++) {
        const ent_government *earlier = &party->governments[i - 1], *later = &party->governments[i];
        if (earlier->from.year != 0 && later->from.year != 0 &&
            ent_date_first_day(later->from) <= ent_date_first_day(earlier->from))
            ent_bind_error(binder, ent_node_child(node, "government"), "E-CASE-0151",
                           "list governments from the earliest to the latest",
                           "the government '%.60s' does not begin after '%.60s'", later->name, earlier->name);
    }
}

const ent_shape ent_shape_party = {
    .name = "party",
    .doc = "Somebody who acts. Parties with preferences bargain; the others are actors.",
    .bytes = sizeof(ent_party),
    ENT_ROWS(party_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_party, id),
    .node_offset = offsetof(ent_party, node),
    .start = start_party,
    .check = check_party,
};
