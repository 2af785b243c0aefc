/* The whole file. The order of the rows is the order of reading: what others refer to comes first. */
#include "case/bind.h"

#include <string.h>

static bool read_version(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    (void)record;
    const char *text = ent_node_text(node);
    if (text != NULL && strcmp(text, "1") == 0) return true;
    ent_bind_error(binder, node, "E-CASE-0013", "write entente: 1", "this version of the format is not known");
    return false;
}

#define PART_MAP(name, member_shape, member, bound, meaning)                                                           \
    {                                                                                                                  \
        .key = name, .kind = ENT_FIELD_MAP, .shape = &member_shape, .most = bound, ENT_LIST_AT(ent_case, member),      \
        .doc = meaning                                                                                                 \
    }
#define PART_LIST(name, member_shape, member, bound, meaning)                                                          \
    {                                                                                                                  \
        .key = name, .kind = ENT_FIELD_LIST, .shape = &member_shape, .most = bound, ENT_LIST_AT(ent_case, member),     \
        .doc = meaning                                                                                                 \
    }

static const char *const handlings[] = {"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED", NULL};

static const ent_field case_fields[] = {
    {.key = "entente",
     .kind = ENT_FIELD_CUSTOM,
     .flags = ENT_REQUIRED,
     .read = read_version,
     .schema = "{\"const\": 1}",
     .form = "1",
     .doc = "The version of the format: 1."},
    {.key = "id",
     .kind = ENT_FIELD_ID,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_case, id),
     .doc = "The name of the case: small letters, digits and hyphens."},
    {.key = "title",
     .kind = ENT_FIELD_TEXT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_case, title),
     .doc = "The title that reports carry."},
    {.key = "summary",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_case, summary),
     .doc = "What it is about, in a sentence or two."},
    {.key = "as_of",
     .kind = ENT_FIELD_DATE,
     ENT_AT(ent_case, as_of),
     .doc = "The date up to which the case knows the world. It bounds what is known (positions, observations, signed "
            "agreements), not what is scheduled."},
    {.key = "handling",
     .kind = ENT_FIELD_CHOICE,
     .choices = handlings,
     ENT_AT(ent_case, handling),
     .doc = "The handling mark that every page carries."},
    {.key = "sources",
     .kind = ENT_FIELD_MAP,
     .shape = &ent_shape_source,
     .after = ent_load_sources,
     .most = 100000,
     ENT_LIST_AT(ent_case, sources),
     .doc = "The documents that numbers and statements are led back to."},
    {.key = "parties",
     .kind = ENT_FIELD_MAP,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .shape = &ent_shape_party,
     .most = 5000,
     ENT_LIST_AT(ent_case, parties),
     .doc = "Who acts."},
    PART_MAP("issues", ent_shape_issue, issues, 5000, "What is on the table."),
    PART_MAP("series", ent_shape_series, series, 10000,
             "Observations by year or by party that rules and burdens refer to."),
    PART_MAP("preferences", ent_shape_preferences, preferences, 5000, "Who wants what, and how much."),
    PART_LIST("interactions", ent_shape_interaction, interactions, 10000,
              "Extra gains or losses when several issues take given values together."),
    PART_LIST("positions", ent_shape_position, positions, 0, "The dated log of demands and offers."),
    {.key = "no_deal",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_no_deal_part,
     .offset = 0,
     .doc = "What each party has without an agreement."},
    PART_LIST("limits", ent_shape_limit, limits, 10000, "Red lines."),
    PART_MAP("dates", ent_shape_date, dates, 2000, "When talks open, what expires, when rounds are held."),
    PART_MAP("forums", ent_shape_forum, forums, 2000, "Who meets whom, where, on what."),
    PART_MAP("events", ent_shape_event, events, 2000, "What may go one way or another outside the talks."),
    PART_MAP("decisions", ent_shape_decision, decisions, 2000, "What a party may decide, and when."),
    PART_MAP("ratification", ent_shape_ratification, ratifications, 2000, "Who must say yes at home."),
    {.key = "moves",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_moves,
     ENT_AT(ent_case, moves),
     .doc = "The conflict around the talks: what each party can do on its own."},
    PART_MAP("projects", ent_shape_project, projects, 2000, "What several parties pay for together."),
    PART_MAP("agreements", ent_shape_agreement, agreements, 2000, "The agreements of the past."),
    PART_LIST("commitments", ent_shape_commitment, commitments, 10000, "Standing institutions and promises."),
    PART_LIST("claims", ent_shape_claim, claims, 0, "Statements taken from documents."),
    PART_LIST("outcome", ent_shape_outcome, outcome, 10000, "What happened in the end: read by backtests alone."),
    {.key = "brief",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_brief,
     ENT_AT(ent_case, brief),
     .doc = "What the report leads with."},
};

static void check_whole(ent_binder *binder, const ent_node *node, void *record) {
    (void)record;
    for (const ent_node *child = node->first; child != NULL; child = child->next)
        if (ent_is_provenance_key(child->key))
            ent_bind_key_error(binder, child, "E-CASE-0101", "put it into the part it answers for",
                               "'%s' cannot answer for a whole case", child->key);
}

const ent_shape ent_shape_case = {
    .name = "case",
    .doc = "A negotiation: who, about what, with which history and which limits.",
    .bytes = sizeof(ent_case),
    ENT_ROWS(case_fields),
    .check = check_whole,
};
