/* How far a package is from the frontier and from what is balanced. */
#include "bargain.h"

#include <math.h>

/* Where the package stands, and the range of each party's utility over what the red lines allow. */
typedef struct place {
    double utility[ENT_SPACE_PARTIES], range[ENT_SPACE_PARTIES];
} place;

static ent_status find_place(const bargain *b, const bargain *judged, const uint32_t *outcome, place *out) {
    ent_wide largest[ENT_SPACE_PARTIES], smallest[ENT_SPACE_PARTIES];
    const ent_status status = ent_space_extremes(b->run, b->solver.space, largest, smallest);
    for (size_t i = 0; i < b->model->parties && status == ENT_OK; i++) {
        out->utility[i] = bargain_utility(judged, i, outcome);
        out->range[i] = ent_wide_ratio(largest[i] - smallest[i], b->solver.space->denominator[i]);
    }
    return status;
}

static double utility_of(const bargain *b, size_t point, size_t i) {
    return ent_wide_ratio(b->solver.frontier->utility[point * b->solver.frontier->dimensions + i],
                          b->solver.space->denominator[i]);
}

/* Euclidean, each party's utility measured by its range; a party that likes all alike adds nothing. */
static double distance_to(const bargain *b, const place *from, size_t point) {
    double sum = 0;
    for (size_t i = 0; i < b->model->parties; i++) {
        if (from->range[i] <= 0) continue;
        const double step = (utility_of(b, point, i) - from->utility[i]) / from->range[i];
        sum += step * step;
    }
    return sqrt(sum);
}

static size_t nearest_point(const bargain *b, const place *from) {
    size_t nearest = 0;
    double least = INFINITY;
    for (size_t point = 0; point < b->frontier.size; point++) {
        const double distance = distance_to(b, from, point);
        if (distance > least || (distance == least && !ent_frontier_before(&b->frontier, point, nearest))) continue;
        least = distance;
        nearest = point;
    }
    return nearest;
}

static void put(bargain *b, const char *key, double distance, const char *what) {
    ent_info info = bargain_info(bargain_text(b, "Distance of this package from %s", what), NULL, 3, &b->all);
    ent_findings_metricf(b->out, ent_real(distance), &info, "package.distance.%s", key);
}

static ent_table *distance_table(bargain *b) {
    ent_table *table = ent_findings_table(b->out, "distances", false, "How far this package is from what is balanced");
    ent_table_about(b->out, table,
                    "Straight distance in the parties' utilities, each measured by its range over the packages within "
                    "the red lines; beside it what each would win or lose by going there.");
    ent_table_column(b->out, table, "solution", "Package", "text", "", -1);
    ent_table_column(b->out, table, "distance", "Distance", "number", "", 3);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "change.%s", bargain_party_id(b, i)),
                         bargain_text(b, "Change, %s", bargain_party_name(b, i)), "number", "", 3);
    return table;
}

static void row(bargain *b, ent_table *table, const place *from, size_t point, const char *name) {
    ent_value cells[ENT_SPACE_PARTIES + 2] = {ent_text(name), ent_real(distance_to(b, from, point))};
    for (size_t i = 0; i < b->model->parties; i++)
        cells[2 + i] = ent_real(utility_of(b, point, i) - from->utility[i]);
    if (table) ent_table_row(b->out, table, cells);
}

static ent_status nearest_metrics(bargain *b, size_t point) {
    uint32_t *outcome = ent_arena_array(b->arena, b->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    ent_frontier_outcome(&b->frontier, point, outcome);
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        ent_info info =
            bargain_info(bargain_text(b, "%s, nearest package of the frontier", issue->name ? issue->name : issue->id),
                         bargain_unit(b, j), bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, outcome[j]), &info, "package.nearest.%s", issue->id);
    }
    return ENT_OK;
}

ent_status bargain_distances(bargain *b, const bargain *judged, const uint32_t *outcome) {
    place from;
    if (!b->agreement) return ENT_OK;
    ent_status status = find_place(b, judged, outcome, &from);
    if (status != ENT_OK) return status;
    ent_table *table = b->run->metrics_only ? NULL : distance_table(b);
    const size_t nearest = nearest_point(b, &from);
    put(b, "frontier", distance_to(b, &from, nearest), "the frontier");
    row(b, table, &from, nearest, "Nearest of the frontier");
    for (int rule = 0; rule < ENT_RULES; rule++) {
        if (!b->outcomes[rule]) continue;
        put(b, ent_rules[rule].name, distance_to(b, &from, b->points[rule]), ent_rules[rule].label);
        row(b, table, &from, b->points[rule], ent_rules[rule].label);
    }
    return nearest_metrics(b, nearest);
}
