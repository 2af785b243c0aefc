/* What a project costs, checked across its keys: coalitions, networks, markets, formulas, votes. */
#include "case/coalition_mask.h"
#include "case/parts/projects.h"
#include "case/polynomial.h"

#include <stdlib.h>
#include <string.h>

static const char *party_id(const ent_project_view *view, int party) {
    return party == ENT_SUPPLY ? "supply" : view->binder->result->parties[party].id;
}

/* ---- coalitions ---- */

typedef struct listed { /* a coalition by its mask, in file order where masks are equal */
    uint32_t mask;
    uint32_t index;
} listed;

static int compare_masks(const void *a, const void *b) {
    const listed *left = a, *right = b;
    if (left->mask != right->mask) return left->mask < right->mask ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

static uint32_t mask_of(const ent_project_view *view, const int *members, size_t size) {
    uint32_t mask = 0;
    for (size_t i = 0; i < size; i++)
        if (view->place[members[i]] != ENT_NOWHERE) mask |= (uint32_t)1 << view->place[members[i]];
    return mask;
}

/* Sorted masks of the coalitions; says which are listed twice. *distinct: different ones. */
static listed *sort_coalitions(const ent_project_view *view, size_t *distinct) {
    const ent_project *project = view->project;
    listed *masks = ent_bind_array(view->binder, project->coalitions_size, sizeof *masks);
    *distinct = 0;
    if (masks == NULL) return NULL;
    for (size_t i = 0; i < project->coalitions_size; i++) {
        const ent_coalition *one = &project->coalitions[i];
        masks[i] = (listed){mask_of(view, one->members, one->members_size), (uint32_t)i};
    }
    qsort(masks, project->coalitions_size, sizeof *masks, compare_masks);
    for (size_t i = 0; i < project->coalitions_size; i++) {
        bool again = *distinct > 0 && masks[*distinct - 1].mask == masks[i].mask;
        if (again && masks[i].mask != 0) {
            ent_place place =
                ent_node_place(view->binder->result, project->coalitions[masks[*distinct - 1].index].node);
            ent_bind_error(view->binder, ent_node_child(project->coalitions[masks[i].index].node, "members"),
                           "E-CASE-0185", "keep one of them", "this coalition is listed already, at line %zu",
                           place.line);
        } else {
            masks[(*distinct)++] = masks[i];
        }
    }
    return masks;
}

/* Says which are missing, where that is an error: those that can form and are not listed. */
static void check_missing(const ent_project_view *view, const listed *masks, size_t distinct) {
    const ent_project *project = view->project;
    const unsigned players = (unsigned)project->participants_size;
    ent_missing_list missing;
    ent_missing_start(&missing, view->binder->result, project);
    uint32_t *impossible = ent_bind_array(view->binder, project->impossible_size, sizeof *impossible);
    if (impossible == NULL) return;
    for (size_t i = 0; i < project->impossible_size; i++)
        impossible[i] = mask_of(view, project->impossible[i].members, project->impossible[i].members_size);
    uint64_t all = ((uint64_t)1 << players) - 1;
    size_t exempt = ent_mask_exempt(impossible, project->impossible_size, masks != NULL ? &masks->mask : NULL,
                                    sizeof *masks, distinct);
    missing.count = all - distinct - exempt;
    if (missing.count == 0) return;
    size_t next = 0; /* of masks */
    for (uint64_t mask = 1; mask <= all && missing.named < ENT_MISSING_NAMED; mask++) {
        if (next < distinct && masks[next].mask == mask) {
            next++;
            continue;
        }
        if (!ent_mask_among((uint32_t)mask, impossible, project->impossible_size))
            ent_missing_name(&missing, (uint32_t)mask);
    }
    ent_bind_key_error(view->binder, ent_node_child(view->node, "coalitions"), "E-CASE-0186", ent_missing_hint, "%s",
                       ent_missing_text(&missing));
}

static void check_coalitions(const ent_project_view *view) {
    const ent_project *project = view->project;
    const ent_node *node = ent_node_child(view->node, "coalitions"), *table = ent_node_child(view->node, "table");
    if (node == NULL && table == NULL) return;
    if (project->participants_size > ENT_COALITION_PLAYERS) {
        ent_bind_key_error(view->binder, node != NULL ? node : table, "E-CASE-0187",
                           "components, needs, links, pairs and votes have no such bound",
                           "there are %zu participants; coalitions can be listed for at most %d",
                           project->participants_size, (int)ENT_COALITION_PLAYERS);
        return;
    }
    if (table != NULL && project->table != NULL && !ent_stays_beside(project->table))
        ent_bind_error(view->binder, table, "E-CASE-0224",
                       "name it from the folder of the case, such as tables/dam.csv",
                       "tables are kept beside the case, not at '%.80s'", project->table);
    if (node == NULL) return;
    for (size_t i = 0; strcmp(project->kind, "cost") == 0 && i < project->coalitions_size; i++)
        if (project->coalitions[i].value.value < 0)
            ent_bind_error(view->binder, ent_node_child(project->coalitions[i].node, "value"), "E-CASE-0230",
                           "what is gained is written with kind: value", "a cost is not negative");
    size_t distinct;
    const listed *masks = sort_coalitions(view, &distinct);
    if (view->whole && project->missing == ENT_MISSING_ERROR) check_missing(view, masks, distinct);
}

/* ---- links and pairs ---- */

typedef struct edge {
    int low, high;
    size_t index;
} edge;

static int compare_edges(const void *a, const void *b) {
    const edge *left = a, *right = b;
    if (left->low != right->low) return left->low < right->low ? -1 : 1;
    if (left->high != right->high) return left->high < right->high ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

static void check_twice(const ent_project_view *view, const ent_project_link *links, size_t size) {
    edge *edges = ent_bind_array(view->binder, size, sizeof *edges);
    if (edges == NULL) return;
    size_t count = 0;
    for (size_t i = 0; i < size; i++) {
        int from = links[i].from, to = links[i].to;
        if (from != to) edges[count++] = (edge){from < to ? from : to, from < to ? to : from, i};
    }
    qsort(edges, count, sizeof *edges, compare_edges);
    for (size_t i = 1; i < count; i++) {
        if (edges[i].low != edges[i - 1].low || edges[i].high != edges[i - 1].high) continue;
        ent_place place = ent_node_place(view->binder->result, links[edges[i - 1].index].node);
        ent_bind_error(view->binder, ent_node_child(links[edges[i].index].node, "between"), "E-CASE-0188",
                       "keep one of them", "'%.60s' and '%.60s' are joined already, at line %zu",
                       party_id(view, links[edges[i].index].from), party_id(view, links[edges[i].index].to),
                       place.line);
    }
}

/* The root of a tree of ends that are joined; paths are halved on the way. */
static size_t root_of(size_t *parents, size_t at) {
    while (parents[at] != at)
        at = parents[at] = parents[parents[at]];
    return at;
}

static void check_reached(const ent_project_view *view) {
    const ent_project *project = view->project;
    size_t size = project->participants_size;
    size_t *parents = ent_bind_array(view->binder, size + 1, sizeof *parents); /* the last is the supply */
    if (parents == NULL) return;
    for (size_t i = 0; i <= size; i++)
        parents[i] = i;
    for (size_t i = 0; i < project->links_size; i++) {
        const ent_project_link *link = &project->links[i];
        size_t from = link->from == ENT_SUPPLY ? size : (size_t)view->place[link->from];
        size_t to = link->to == ENT_SUPPLY ? size : (size_t)view->place[link->to];
        parents[root_of(parents, from)] = root_of(parents, to);
    }
    for (size_t i = 0; i < size; i++)
        if (root_of(parents, i) != root_of(parents, size))
            ent_bind_key_error(view->binder, ent_node_child(view->node, "links"), "E-CASE-0189",
                               "add a link to it, or to one that it is joined with",
                               "no link leads from supply to '%.60s'", party_id(view, project->participants[i]));
}

/* Each pair joins two different sides: the ends can be given two colours, from pair to pair. */
static void check_sides(const ent_project_view *view) {
    const ent_project *project = view->project;
    size_t size = project->participants_size;
    size_t *parents = ent_bind_array(view->binder, 2 * size, sizeof *parents); /* i, and the other side of i */
    if (parents == NULL) return;
    for (size_t i = 0; i < 2 * size; i++)
        parents[i] = i;
    for (size_t i = 0; i < project->pairs_size; i++) {
        size_t a = (size_t)view->place[project->pairs[i].from], b = (size_t)view->place[project->pairs[i].to];
        if (root_of(parents, a) == root_of(parents, b)) {
            ent_bind_error(view->binder, ent_node_child(project->pairs[i].node, "between"), "E-CASE-0210",
                           "sellers stand on one side, buyers on the other",
                           "'%.60s' and '%.60s' are on the same side, by the pairs above it",
                           party_id(view, project->pairs[i].from), party_id(view, project->pairs[i].to));
            return;
        }
        parents[root_of(parents, a)] = root_of(parents, b + size);
        parents[root_of(parents, b)] = root_of(parents, a + size);
    }
}

/* ---- quantities ---- */

static void check_points(const ent_project_view *view, const ent_cost_function *function) {
    const ent_node *list = ent_node_child(function->node, "points");
    const ent_cost_point *points = function->points;
    if (points[0].at.value != 0 || points[0].cost.value != 0)
        ent_bind_error(view->binder, list->first, "E-CASE-0214",
                       "begin with {at: 0, cost: 0}; what is paid once goes into fixed",
                       "nothing bought costs nothing");
    if (function->points_size < 2)
        ent_bind_error(view->binder, list, "E-CASE-0215", "two points make a line", "one point is no cost function");
    const ent_node *at = list->first->next;
    for (size_t i = 1; i < function->points_size; i++, at = at->next) {
        const ent_number *before = &points[i - 1].at, *here = &points[i].at;
        bool rises = before->exact && here->exact ? ent_ratio_compare(before->ratio, here->ratio) < 0
                                                  : before->value < here->value;
        if (!rises)
            ent_bind_error(view->binder, at, "E-CASE-0215", "points stand by rising quantity",
                           "the quantity of this point is not above the one before");
    }
}

static void check_expression(const ent_project_view *view, ent_cost_function *function) {
    static const char *const messages[] = {[ENT_POLYNOMIAL_SYNTAX] = "E-CASE-0211",
                                           [ENT_POLYNOMIAL_NAME] = "E-CASE-0212",
                                           [ENT_POLYNOMIAL_SIZE] = "E-CASE-0213"};
    const ent_project *project = view->project;
    ent_binder *binder = view->binder;
    const ent_node *written = ent_node_child(function->node, "expression");
    const ent_node *node = written != NULL ? written : function->node;
    const char **ids = ent_bind_array(binder, project->participants_size, sizeof *ids);
    if (ids == NULL) return;
    for (size_t i = 0; i < project->participants_size; i++)
        ids[i] = party_id(view, project->participants[i]);
    ent_polynomial_problem problem;
    if (!ent_polynomial_read(function->expression, ids, project->participants_size, binder->arena, &function->terms,
                             &function->terms_size, &problem)) {
        if (problem.fault == ENT_POLYNOMIAL_MEMORY)
            binder->failed = true;
        else
            ent_bind_error(binder, node, messages[problem.fault], problem.hint[0] != '\0' ? problem.hint : NULL,
                           "%s (character %zu of the formula)", problem.message, problem.at);
        return;
    }
    if (function->terms_size == 0) return;
    const ent_cost_term *last = &function->terms[function->terms_size - 1]; /* the lowest degree */
    bool constant = last->power == 0;
    for (size_t i = 0; i < project->participants_size; i++)
        constant = constant && last->powers[i] == 0;
    char number[ENT_NUMBER_TEXT];
    if (constant)
        ent_bind_error(
            binder, node, "E-CASE-0214",
            ent_bind_text(binder, "put it into fixed: %s", ent_write_double(number, last->coefficient.value)),
            "nothing bought costs nothing, but the formula then comes to %s",
            ent_write_double(number, last->coefficient.value));
}

/* ---- votes ---- */

static void check_quota(const ent_project_view *view) {
    const ent_project *project = view->project;
    const ent_node *node = ent_node_child(view->node, "quota");
    if (node == NULL || !project->quota.set || project->weights.size == 0) return;
    ent_ratio total = {0, 1};
    double sum = 0;
    bool exact = project->quota.exact;
    for (size_t i = 0; i < project->weights.size; i++) {
        const ent_number *weight = &project->weights.rows[i].value;
        exact = exact && weight->exact && ent_ratio_add(total, weight->ratio, &total);
        sum += weight->value;
    }
    if (!project->above_quota && project->quota.value == 0)
        ent_bind_error(view->binder, node, "E-CASE-0216", "a quota is above 0, or above_quota: true",
                       "with a quota of 0 nobody is needed to decide");
    int order = exact ? ent_ratio_compare(total, project->quota.ratio)
                      : (sum > project->quota.value) - (sum < project->quota.value);
    char number[ENT_NUMBER_TEXT];
    if (order < 0 || (order == 0 && project->above_quota))
        ent_bind_warning(view->binder, node, "W-CASE-0405", "check the quota and the weights",
                         "nobody can decide: all weights together are %s",
                         ent_write_double(number, exact ? ent_ratio_value(total) : sum));
}

void ent_project_check_costs(ent_project_view *view) {
    ent_project *project = view->project;
    ent_cost_function *function = &project->cost_function;
    check_coalitions(view);
    check_twice(view, project->links, project->links_size);
    check_twice(view, project->pairs, project->pairs_size);
    if (view->whole && project->links_size > 0) check_reached(view);
    if (view->whole && project->pairs_size > 0) check_sides(view);
    if (function->expression != NULL && view->place != NULL) check_expression(view, function);
    if (view->whole && function->points_size > 0) check_points(view, function);
    check_quota(view);
}
