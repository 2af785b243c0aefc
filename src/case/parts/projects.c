/* projects: shared costs, and keys to share them by. What they cost is read in project_costs.c, keys in
 * project_keys.c. */
#include "case/parts/projects.h"

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
    ent_field number = {.key = field->key, .flags = ENT_BOUND_LOW | field->flags, .low = 0, .high = field->high};
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

/* ---- groups ---- */

const char ent_schema_groups[] =
    "{\"type\": \"array\", \"items\": {\"type\": \"array\", \"uniqueItems\": true, \"minItems\": 1, \"items\": "
    "{\"type\": [\"string\", \"integer\"]}}}";

static bool read_group(ent_binder *binder, const ent_field *field, ent_node *node, ent_group *group) {
    const ent_field members = {.key = field->key,
                               .flags = ENT_NOT_EMPTY,
                               .kind = ENT_FIELD_REFERENCES,
                               .names = ENT_NAMES_PARTY,
                               ENT_LIST_AT(ent_group, members)};
    size_t errors = binder->errors;
    group->node = node;
    if (!ent_bind_field(binder, &members, node, group) || binder->errors > errors) return false;
    if (field->detail == 0 || group->members_size == (size_t)field->detail) return true;
    ent_bind_error(binder, node, "E-CASE-0188", "for instance [[a, b], [b, c]]",
                   "each entry of '%s' joins two participants, not %zu", field->key, group->members_size);
    return false;
}

bool ent_read_groups(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of lists of parties")) return false;
    ent_group *groups = ent_bind_array(binder, node->size, sizeof *groups);
    if (groups == NULL) return false;
    size_t size = 0;
    for (ent_node *child = node->first; child != NULL && !binder->failed; child = child->next)
        if (read_group(binder, field, child, &groups[size])) size++;
    memcpy((char *)record + field->offset, &groups, sizeof groups);
    memcpy((char *)record + field->size_offset, &size, sizeof size);
    return true;
}

/* ---- the project ---- */

static bool read_missing(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const char *word = NULL;
    if (!ent_bind_choice(binder, node, field->choices, &word)) return false;
    ((ent_project *)record)->missing = word[0] == 'e'   ? ENT_MISSING_ERROR
                                       : word[0] == 'z' ? ENT_MISSING_ZERO
                                                        : ENT_MISSING_COVER;
    return true;
}

static const char *const kinds[] = {"cost", "value", NULL};
static const char *const missing_words[] = {"error", "zero", "cover", NULL};

static const ent_field project_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_project, name), .doc = "The name as it is printed."},
    {.key = "kind",
     .kind = ENT_FIELD_CHOICE,
     .choices = kinds,
     ENT_AT(ent_project, kind),
     .doc = "Whether its numbers are costs or values: cost where nothing else is said, but value for pairs and votes."},
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
     .shape = &ent_shape_component,
     ENT_LIST_AT(ent_project, components),
     .doc = "Its pieces with their costs, and who needs which. A group pays for the pieces that one of it needs."},
    {.key = "coalitions",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_NOT_EMPTY,
     .shape = &ent_shape_coalition,
     ENT_LIST_AT(ent_project, coalitions),
     .doc = "What every group of participants would pay or gain alone."},
    {.key = "table",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_project, table),
     .doc = "Coalitions in a file beside the case, where there are many: lines of `a+b,12.5` (CSV), or JSON as "
            "docs/import.md describes it. The name counts from the folder of the case."},
    {.key = "missing",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_missing,
     .choices = missing_words,
     .schema = "{\"enum\": [\"error\", \"zero\", \"cover\"]}",
     .form = "error, zero or cover",
     ENT_AT(ent_project, missing),
     .doc = "What a coalition costs that is not listed: error (the default) refuses the case, zero takes 0, cover the "
            "cheapest (or most valuable) way to split it into listed ones."},
    {.key = "needs",
     PARTY_NUMBERS(ent_project, needs),
     .doc = "What would serve each alone, and whoever needs less (a runway): a group pays for the largest need in it."},
    {.key = "links",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_NOT_EMPTY,
     .shape = &ent_shape_project_link,
     ENT_LIST_AT(ent_project, links),
     .doc = "Links of a network with their costs; `supply` is where it starts. Everybody is connected by the cheapest "
            "tree."},
    {.key = "pairs",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_NOT_EMPTY,
     .shape = &ent_shape_pair,
     ENT_LIST_AT(ent_project, pairs),
     .doc = "A market of two sides: what a seller and a buyer are worth together."},
    {.key = "demand", PARTY_NUMBERS(ent_project, demand), .doc = "The quantity that each wants."},
    {.key = "cost_function",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_cost_function,
     .offset = offsetof(ent_project, cost_function),
     .size_offset = offsetof(ent_project, cost_function.set),
     .doc = "What quantities cost."},
    {.key = "amount",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW,
     ENT_AT(ent_project, amount),
     .doc = "An amount to be divided, by claims on it or by keys."},
    {.key = "claims", PARTY_NUMBERS(ent_project, claims), .doc = "What each claims of the amount."},
    {.key = "weights",
     PARTY_NUMBERS(ent_project, weights),
     .doc = "Weights of the participants: votes, shares of capital."},
    {.key = "quota",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW,
     ENT_AT(ent_project, quota),
     .doc = "The weight a group needs to decide."},
    {.key = "above_quota",
     .kind = ENT_FIELD_BOOL,
     ENT_AT(ent_project, above_quota),
     .doc = "true: it needs more than the quota; the quota itself is not enough."},
    {.key = "units",
     PARTY_NUMBERS(ent_project, units),
     .doc = "How many users a participant stands for (movements on a runway), or how much it buys."},
    {.key = "priority",
     PARTY_NUMBERS(ent_project, priority),
     .flags = ENT_BOUND_LOW_OPEN,
     .doc = "Weights of the weighted Shapley value; 1 where none is given."},
    {.key = "in_kind", PARTY_NUMBERS(ent_project, in_kind), .doc = "What each contributes in kind, valued."},
    {.key = "paid", PARTY_NUMBERS(ent_project, paid), .doc = "What each actually pays, where public."},
    {.key = "impossible", GROUPS(ent_project, impossible), .doc = "Groups that cannot form: they have no say."},
    {.key = "unions",
     GROUPS(ent_project, unions),
     .doc = "Who bargains together, as [[a, b], [c, d]]; others stand alone."},
    {.key = "channels",
     GROUPS(ent_project, channels),
     .detail = 2,
     .doc = "Pairs who can talk to each other; without it all can."},
    {.key = "keys",
     .kind = ENT_FIELD_MAP,
     .shape = &ent_shape_key,
     ENT_LIST_AT(ent_project, keys),
     .doc = "Keys to compare."},
    {.key = "recoupment",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_recoupment,
     .offset = offsetof(ent_project, recoupment),
     .size_offset = offsetof(ent_project, recoupment.set),
     .doc = "How those who paid for the development get back a charge on each unit that others buy."},
};

/* ---- who takes part ---- */

static const int *places(ent_binder *binder, const ent_project *project) {
    size_t size = binder->kept->names[ENT_NAMES_PARTY].size;
    int *place = ent_bind_array(binder, size, sizeof *place);
    for (size_t i = 0; place != NULL && i < size; i++)
        place[i] = ENT_NOWHERE;
    for (size_t i = 0; place != NULL && i < project->participants_size; i++)
        place[project->participants[i]] = (int)i;
    return place;
}

static bool is_outside(const ent_project_view *view, const char *id) {
    int party = id != NULL ? ent_names_find(&view->binder->kept->names[ENT_NAMES_PARTY], id) : ENT_NOWHERE;
    return party != ENT_NOWHERE && view->place[party] == ENT_NOWHERE;
}

static void check_members(const ent_project_view *view, const ent_node *list) {
    if (list == NULL || list->kind != ENT_NODE_LIST) return;
    for (const ent_node *child = list->first; child != NULL; child = child->next)
        if (is_outside(view, ent_node_text(child)))
            ent_bind_error(view->binder, child, "E-CASE-0180", "add it to participants", "'%.60s' takes no part in %s",
                           ent_node_text(child), view->project->id);
}

static void check_by_party(const ent_project_view *view, const ent_node *map) {
    if (map == NULL || map->kind != ENT_NODE_MAP) return;
    for (const ent_node *child = map->first; child != NULL; child = child->next)
        if (is_outside(view, child->key))
            ent_bind_key_error(view->binder, child, "E-CASE-0180", "add it to participants",
                               "'%.60s' takes no part in %s", child->key, view->project->id);
}

/* Lists and maps of parties within each entry of a part; `key` NULL: the entries are the lists. */
static void check_entries(const ent_project_view *view, const char *part, const char *key, bool is_map) {
    const ent_node *node = ent_node_child(view->node, part);
    if (node == NULL || node->kind == ENT_NODE_SCALAR) return;
    for (const ent_node *c = node->first; c != NULL; c = c->next) {
        const ent_node *at = key == NULL ? c : c->kind == ENT_NODE_MAP ? ent_node_child(c, key) : NULL;
        if (is_map)
            check_by_party(view, at);
        else
            check_members(view, at);
    }
}

static void check_who(const ent_project_view *view) {
    static const char *const maps[] = {"needs", "demand", "claims", "weights", "units", "priority", "in_kind", "paid"};
    static const struct {
        const char *part, *key;
        bool is_map;
    } inner[] = {{"components", "needed_by", false},
                 {"components", "units", true},
                 {"coalitions", "members", false},
                 {"links", "between", false},
                 {"pairs", "between", false},
                 {"impossible", NULL, false},
                 {"unions", NULL, false},
                 {"channels", NULL, false},
                 {"keys", "shares", true},
                 {"keys", "before", true}};
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++)
        check_by_party(view, ent_node_child(view->node, maps[i]));
    for (size_t i = 0; i < sizeof inner / sizeof *inner; i++)
        check_entries(view, inner[i].part, inner[i].key, inner[i].is_map);
    const ent_node *recoupment = ent_node_child(view->node, "recoupment");
    if (recoupment == NULL || recoupment->kind != ENT_NODE_MAP) return;
    check_by_party(view, ent_node_child(recoupment, "paid"));
    check_by_party(view, ent_node_child(recoupment, "units"));
}

void ent_project_check_complete(const ent_project_view *view, const ent_node *map) {
    if (map == NULL || map->kind != ENT_NODE_MAP) return;
    const ent_project *project = view->project;
    const ent_names *names = &view->binder->kept->names[ENT_NAMES_PARTY];
    bool *given = ent_bind_array(view->binder, project->participants_size, sizeof *given);
    if (given == NULL) return;
    for (const ent_node *child = map->first; child != NULL; child = child->next) {
        int party = ent_names_find(names, child->key);
        if (party != ENT_NOWHERE && view->place[party] != ENT_NOWHERE) given[view->place[party]] = true;
    }
    for (size_t i = 0; i < project->participants_size; i++)
        if (!given[i])
            ent_bind_key_error(view->binder, map, "E-CASE-0222", "write 0 where it has none",
                               "'%.40s' says nothing about '%.60s'", map->key,
                               view->binder->result->parties[project->participants[i]].id);
}

/* ---- in which way costs are given ---- */

/* Each says by itself what the project costs or is worth. */
static const struct {
    const char *key;
    const char *kind; /* the only one it can be; NULL: either */
} ways[] = {{"components", "cost"}, {"coalitions", NULL},      {"table", NULL},
            {"needs", "cost"},      {"links", "cost"},         {"pairs", "value"},
            {"amount", NULL},       {"cost_function", "cost"}, {"quota", "value"}};

static void check_ways(const ent_project_view *view) {
    const ent_node *first = NULL;
    size_t given = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const ent_node *way = ent_node_child(view->node, ways[i].key);
        const ent_node *kind = ent_node_child(view->node, "kind");
        if (way == NULL) continue;
        if (given++ == 0) {
            first = way;
            if (kind == NULL && ways[i].kind != NULL) view->project->kind = ways[i].kind;
        } else {
            ent_bind_key_error(view->binder, way, "E-CASE-0183", "keep one of them, or make two projects of it",
                               "'%s' and '%s' both say what %s is about", first->key, way->key, view->project->id);
        }
        if (kind != NULL && ways[i].kind != NULL && strcmp(view->project->kind, ways[i].kind) != 0)
            ent_bind_error(view->binder, kind, "E-CASE-0229", ent_bind_text(view->binder, "kind: %s", ways[i].kind),
                           "'%s' tells what is %s, not a %s", ways[i].key,
                           ways[i].kind[0] == 'c' ? "to be paid" : "to be gained", view->project->kind);
    }
    bool keys = view->project->keys_size > 0 || view->project->recoupment.set;
    bool half = ent_node_child(view->node, "claims") != NULL || ent_node_child(view->node, "weights") != NULL ||
                ent_node_child(view->node, "demand") != NULL; /* said by check_halves */
    if (given == 0 && !keys && !half)
        ent_bind_key_error(view->binder, view->node, "E-CASE-0181",
                           "give components, coalitions, a table, claims or weights",
                           "this project has nothing to share");
}

/* Keys that say nothing without another one. */
static void check_halves(const ent_project_view *view) {
    static const struct {
        const char *key, *other, *or_other;
        bool or_by; /* or with a key that goes by it */
    } halves[] = {{"cost_function", "demand", NULL, false}, {"demand", "cost_function", NULL, true},
                  {"quota", "weights", NULL, false},        {"weights", "quota", NULL, true},
                  {"claims", "amount", NULL, true},         {"above_quota", "quota", NULL, false},
                  {"missing", "coalitions", "table", false}};
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        const ent_node *half = ent_node_child(view->node, halves[i].key);
        if (half == NULL || ent_node_child(view->node, halves[i].other) != NULL ||
            (halves[i].or_other != NULL && ent_node_child(view->node, halves[i].or_other) != NULL) ||
            (halves[i].or_by && ent_project_has_key_by(view->project, halves[i].key)))
            continue;
        ent_binder *binder = view->binder;
        const char *hint = halves[i].or_by
                               ? ent_bind_text(binder, "add '%s', or a key with by: %s", halves[i].other, halves[i].key)
                               : NULL;
        ent_bind_key_error(binder, half, "E-CASE-0184", hint, "'%s' says nothing without '%s'%s%s%s", halves[i].key,
                           halves[i].other, halves[i].or_other != NULL ? " or '" : "",
                           halves[i].or_other != NULL ? halves[i].or_other : "", halves[i].or_other != NULL ? "'" : "");
    }
}

/* ---- groups ---- */

static void check_groups(const ent_project_view *view) {
    const ent_project *project = view->project;
    const ent_group **seen = ent_bind_array(view->binder, project->participants_size, sizeof *seen);
    if (seen == NULL) return;
    for (size_t i = 0; i < project->unions_size; i++)
        for (size_t k = 0; k < project->unions[i].members_size; k++) {
            int party = project->unions[i].members[k], place = view->place[party];
            if (place == ENT_NOWHERE) continue;
            if (seen[place] != NULL)
                ent_bind_error(view->binder, project->unions[i].node, "E-CASE-0217", "unions have no member in common",
                               "'%.60s' is in two unions", view->binder->result->parties[party].id);
            seen[place] = &project->unions[i];
        }
    for (size_t i = 0; i < project->impossible_size; i++)
        if (project->impossible[i].members_size == project->participants_size)
            ent_bind_error(view->binder, project->impossible[i].node, "E-CASE-0217",
                           "then there would be nothing to divide", "all together can always form");
}

static void check_project(ent_binder *binder, const ent_node *node, void *record) {
    const int *place = places(binder, record);
    if (place == NULL) return;
    ent_project_view view = {binder, record, node, place, false};
    check_who(&view);
    check_ways(&view);
    if (binder->errors == binder->project_errors) check_halves(&view);
    static const char *const complete[] = {"needs", "demand", "claims", "weights"};
    for (size_t i = 0; i < sizeof complete / sizeof *complete; i++)
        ent_project_check_complete(&view, ent_node_child(node, complete[i]));
    check_groups(&view);
    ent_project_check_keys(&view);
    view.whole = binder->errors == binder->project_errors;
    ent_project_check_costs(&view);
}

static void start_project(ent_binder *binder, void *record) {
    ent_project *project = record;
    project->kind = "cost";
    project->unit.factor = 1.0;
    binder->project_errors = binder->errors;
}

const ent_shape ent_shape_project = {
    .name = "project",
    .doc = "Something that several parties pay for together. What it costs is given in one of these ways: components, "
           "coalitions, a table, needs, links, pairs, demand with cost_function, an amount (with claims), weights with "
           "a quota. Keys and the rest can stand beside any of them.",
    .bytes = sizeof(ent_project),
    ENT_ROWS(project_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_project, id),
    .node_offset = offsetof(ent_project, node),
    .provenance_offset = offsetof(ent_project, provenance),
    .start = start_project,
    .check = check_project,
};
