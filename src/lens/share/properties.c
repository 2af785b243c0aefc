/* What holds of the numbers of all groups, each with two groups that show it where it does not. */
#include "games/tu/properties.h"
#include "lens/share/objections.h"

enum { PROPERTY_PLAYERS = 20 }; /* most: convexity looks at every pair of players beside every group */

typedef struct property_row {
    const char *id, *label;
    const char *cost, *worth; /* what it means of costs, of worth; NULL: not shown there */
    size_t offset;
    const char *between; /* for the witness: how the first and the second group break it */
} property_row;

#define AT(field) offsetof(ent_tu_properties, field)
static const property_row properties[] = {
    {"essential", "Going together pays", "all together cost less than each alone",
     "all together are worth more than alone", AT(essential), "all together"},
    {"monotone", "Monotone", "a larger group never costs less", "a larger group is never worth less", AT(monotone),
     "within"},
    {"subadditive", "Subadditive", "two groups never pay more together than apart", NULL, AT(subadditive), "with"},
    {"superadditive", "Superadditive", NULL, "two groups are never worth less together than apart", AT(superadditive),
     "with"},
    {"concave", "Concave",
     "who joins adds less, the larger the group: the core is not empty and holds the Shapley value", NULL, AT(concave),
     "with"},
    {"convex", "Convex", NULL,
     "who joins adds more, the larger the group: the core is not empty and holds the Shapley value", AT(convex),
     "with"},
};

static const char *truth_words(ent_truth truth) {
    return truth == ENT_TRUE ? "yes" : truth == ENT_FALSE ? "no" : "not looked at";
}

static const char *witness(const share *s, const property_row *row, const ent_tu_property *found) {
    if (found->truth != ENT_FALSE) return "";
    if (found->second == 0 || found->second == ent_tu_grand(&s->problem.game)) return share_members(s, found->first);
    return share_text(s, "%s %s %s", share_members(s, found->first), row->between, share_members(s, found->second));
}

static void one(share *s, ent_table *table, const property_row *row, const ent_tu_properties *found) {
    const ent_tu_property *property = (const ent_tu_property *)(const void *)((const char *)found + row->offset);
    const char *means = s->problem.game.cost ? row->cost : row->worth;
    if (means == NULL) return;
    ent_info info = share_info(s, share_text(s, "%s: %s", row->label, means), NULL, 0);
    if (property->truth != ENT_UNKNOWN)
        ent_findings_metricf(s->out, ent_bool(property->truth == ENT_TRUE), &info, "%s.%s", s->problem.project->id,
                             row->id);
    const ent_value cells[] = {ent_text(row->label), ent_text(truth_words(property->truth)), ent_text(means),
                               ent_text(witness(s, row, property))};
    if (table != NULL) ent_table_row(s->out, table, cells);
}

static void balanced(share *s, ent_table *table) {
    if (!s->core.known) return;
    ent_info info = share_info(s, "Balanced: some allocation leaves no group reason to go alone", NULL, 0);
    ent_findings_metricf(s->out, ent_bool(!s->core.empty), &info, "%s.balanced", s->problem.project->id);
    const ent_value cells[] = {ent_text("Balanced"), ent_text(s->core.empty ? "no" : "yes"),
                               ent_text("some allocation leaves no group reason to go alone"), ent_text("")};
    if (table != NULL) ent_table_row(s->out, table, cells);
}

ent_status share_properties(share *s) {
    if (!share_looks_at_groups(s) || s->problem.size > PROPERTY_PLAYERS) return ENT_OK;
    ent_tu_properties found;
    ent_status status = ent_tu_properties_check(&s->problem.game, NULL, s->run, &found);
    if (status != ENT_OK) return status;
    ent_table *table = NULL;
    if (s->people) {
        table = ent_findings_table(s->out, share_id(s, "properties"), false, "%s: what holds of the numbers",
                                   share_project_name(s));
        ent_table_column(s->out, table, "property", "Property", "text", "", -1);
        ent_table_column(s->out, table, "holds", "Holds", "text", "", -1);
        ent_table_column(s->out, table, "means", "In words", "text", "", -1);
        ent_table_column(s->out, table, "witness", "Broken by", "text", "", -1);
    }
    for (size_t k = 0; k < sizeof properties / sizeof properties[0]; k++)
        one(s, table, &properties[k], &found);
    balanced(s, table);
    return ENT_OK;
}
