/* interactions: what several issues are worth together. */
#include "case/bind.h"
#include "case/issue.h"

/* ---- a table over two issues ---- */

static bool read_issues(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_interaction *interaction = record;
    (void)field;
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of two issues")) return false;
    if (node->size != 2) {
        ent_bind_error(binder, node, "E-CASE-0149", "[payment, growth]",
                       "a table of values is over two issues, not %lu", (unsigned long)node->size);
        return false;
    }
    const ent_node *first = node->first;
    bool good = ent_bind_reference(binder, ENT_NAMES_ISSUE, first, false, &interaction->issues[0]);
    good = ent_bind_reference(binder, ENT_NAMES_ISSUE, first->next, false, &interaction->issues[1]) && good;
    if (!good) return false;
    if (interaction->issues[0] == interaction->issues[1]) {
        ent_bind_error(binder, first->next, "E-CASE-0149", "values of one issue belong to `preferences`",
                       "a table of values is over two issues, not twice the same");
        return false;
    }
    interaction->is_table = true;
    return true;
}

static int read_option(ent_binder *binder, int index, const ent_node *node) {
    const ent_issue *issue = &binder->result->issues[index];
    if (binder->broken_issues[index]) return ENT_NOWHERE;
    int option = ent_issue_find(issue, node->key);
    if (option != ENT_NOWHERE) return option;
    const char *hint =
        ent_bind_suggest(binder, node->key, issue->options, issue->options != NULL ? issue->options_size : 0);
    ent_bind_key_error(binder, node, "E-CASE-0130", hint != NULL ? hint : ent_issue_options_hint(issue, binder->arena),
                       "'%.60s' is not an option of %s", node->key, issue->id);
    return ENT_NOWHERE;
}

/* The row of one option of the first issue: the worth with each option of the second. */
static bool read_row(ent_binder *binder, ent_interaction *interaction, ent_node *node) {
    int option = read_option(binder, interaction->issues[0], node);
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of options of the second issue and numbers")) return false;
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    if (entries == NULL) return false;
    ent_field value = {.key = "value", .flags = ENT_NEVER_RECORD};
    ent_owner *before = ent_bind_enter(binder, node);
    for (size_t k = 0; k < size; k++) {
        ent_interaction_cell *cell = &interaction->cells[interaction->cells_size];
        cell->options[0] = option;
        cell->options[1] = read_option(binder, interaction->issues[1], entries[k]);
        bool good = ent_bind_number(binder, &value, entries[k], &cell->value, NULL);
        if (good && option != ENT_NOWHERE && cell->options[1] != ENT_NOWHERE) interaction->cells_size++;
    }
    ent_bind_leave(binder, before);
    return true;
}

static bool read_values(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_interaction *interaction = record;
    (void)field;
    if (!interaction->is_table) return false; /* its issues are missing or wrong: said there */
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of options of the first issue")) return false;
    for (size_t k = 0; k < 2; k++) {
        const ent_issue *issue = &binder->result->issues[interaction->issues[k]];
        if (issue->kind != ENT_CONTINUOUS || binder->broken_issues[interaction->issues[k]]) continue;
        ent_bind_key_error(binder, node, "E-CASE-0137", "give the issue a step, or use `when` with conditions",
                           "%s is continuous: a value per option is not possible", issue->id);
        return false;
    }
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    if (entries == NULL) return false;
    if (size == 0) {
        ent_bind_key_error(binder, node, "E-CASE-0114", NULL, "this table of values is empty");
        return false;
    }
    size_t pairs = 0;
    for (size_t k = 0; k < size; k++)
        pairs += entries[k]->size;
    interaction->cells = ent_bind_array(binder, pairs, sizeof *interaction->cells);
    if (interaction->cells == NULL) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    bool good = true;
    for (size_t k = 0; k < size; k++)
        good = read_row(binder, interaction, entries[k]) && good;
    ent_bind_leave(binder, before);
    return good;
}

/* ---- an interaction ---- */

static const ent_field interaction_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, ENT_AT(ent_interaction, id), .doc = "Its name, so that it can be addressed."},
    {.key = "party",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_interaction, party),
     .doc = "Whose utility changes."},
    {.key = "when",
     .kind = ENT_FIELD_CUSTOM,
     .read = ent_read_whens,
     .shape = &ent_shape_when,
     .schema = ent_schema_whens,
     .form = "a map of issues and conditions",
     ENT_LIST_AT(ent_interaction, when),
     .doc = "What must hold of the package: {payment: {above: 1500}, voice: {among: [informed]}}."},
    {.key = "add",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD,
     ENT_AT(ent_interaction, add),
     .doc = "With `when`: what is added to the party's utility then; below 0 for a loss."},
    {.key = "issues",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_issues,
     .schema = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}, \"minItems\": 2, \"maxItems\": 2}",
     .form = "a list of two issues",
     .doc = "Instead of `when`: the two issues of a table of values."},
    {.key = "values",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_values,
     .schema = "{\"type\": \"object\", \"minProperties\": 1, " ENT_SCHEMA_OWNED
               ", \"additionalProperties\": {\"type\": \"object\", " ENT_SCHEMA_OWNED
               ", \"additionalProperties\": {\"$ref\": \"#/$defs/number\"}}}",
     .form = "a map from options of the first issue to maps from options of the second to numbers",
     .doc = "With `issues`: what is added for each pair of options, {cash: {informed: 0.1, co-decides: -0.2}}; pairs "
            "that are not named add nothing."},
};

static void start_interaction(ent_binder *binder, void *record) {
    (void)binder;
    *(ent_interaction *)record = (ent_interaction){.party = ENT_NOWHERE, .issues = {ENT_NOWHERE, ENT_NOWHERE}};
}

/* One of the two forms, whole. */
static void check_form(ent_binder *binder, const ent_node *node) {
    static const char *const pairs[2][2] = {{"when", "add"}, {"issues", "values"}};
    const bool listed = ent_node_child(node, "issues") != NULL || ent_node_child(node, "values") != NULL;
    const bool ruled = ent_node_child(node, "when") != NULL || ent_node_child(node, "add") != NULL;
    if (node->misspelt) return; /* told already */
    if (listed && ruled) {
        ent_bind_key_error(binder, node, "E-CASE-0148", "give when and add, or issues and values",
                           "this interaction is given in more than one way");
        return;
    }
    for (size_t k = 0; k < 2; k++)
        if (ent_node_child(node, pairs[listed][k]) == NULL)
            ent_bind_key_error(binder, node, "E-CASE-0102", "give when and add, or issues and values",
                               "interaction needs the key '%s'", pairs[listed][k]);
}

static void check_interaction(ent_binder *binder, const ent_node *node, void *record) {
    const ent_interaction *interaction = record;
    check_form(binder, node);
    if (interaction->party == ENT_NOWHERE) return;
    const ent_node *preferences = ent_node_child(binder->kept->tree, "preferences");
    if (ent_node_child(preferences, binder->result->parties[interaction->party].id) == NULL)
        ent_bind_error(binder, ent_node_child(node, "party"), "E-CASE-0143", "give it preferences first",
                       "an interaction adds to a utility, and '%s' has no preferences",
                       binder->result->parties[interaction->party].id);
}

const ent_shape ent_shape_interaction = {
    .name = "interaction",
    .doc = "An extra gain or loss for a party when several issues take given values together.",
    .bytes = sizeof(ent_interaction),
    ENT_ROWS(interaction_fields),
    .identified = true,
    .id_offset = offsetof(ent_interaction, id),
    .node_offset = offsetof(ent_interaction, node),
    .start = start_interaction,
    .check = check_interaction,
};
