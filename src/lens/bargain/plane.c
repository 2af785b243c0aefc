/* The picture for two parties: what is possible, the frontier, the solutions, no deal. */
#include "bargain.h"

#include <string.h>

enum { CLOUD = 300, CURVE = 150 };

static void point_row(bargain *b, ent_table *table, double x, double y, const char *series, const char *label) {
    const ent_value cells[] = {ent_real(x), ent_real(y), ent_text(series), ent_text(label)};
    ent_table_row(b->out, table, cells);
}

static void cloud_rows(bargain *b, ent_table *table, uint32_t *outcome) {
    ent_random random = ent_random_stream(b->run->seed, 0x636c6f7564); /* its own stream */
    for (size_t k = 0; k < CLOUD; k++) {
        for (size_t j = 0; j < b->model->issues; j++) {
            size_t first = b->space->first[j], open = 0;
            for (size_t o = 0; o < b->model->options[j]; o++)
                open += b->space->allowed[first + o];
            uint64_t pick = ent_random_below(&random, open);
            for (size_t o = 0; o < b->model->options[j]; o++)
                if (b->space->allowed[first + o] && pick-- == 0) outcome[j] = (uint32_t)o;
        }
        point_row(b, table, bargain_utility(b, 0, outcome), bargain_utility(b, 1, outcome), "possible", NULL);
    }
}

static void curve_rows(bargain *b, ent_table *table) {
    const size_t size = b->frontier.size, shown = size < CURVE ? size : CURVE;
    for (size_t k = 0; k < shown; k++) {
        size_t point = shown < 2 ? 0 : k * (size - 1) / (shown - 1);
        const ent_wide *utility = b->frontier.utility + point * b->frontier.dimensions;
        point_row(b, table, ent_space_value(b->space, 0, utility[0]), ent_space_value(b->space, 1, utility[1]),
                  "frontier", NULL);
    }
}

static bool same_package(const bargain *b, int rule, int other) {
    return memcmp(b->outcomes[other], b->outcomes[rule], b->model->issues * sizeof **b->outcomes) == 0;
}

/* Rules that pick the same package share one mark, which names three of them at most. */
static const char *solution_label(const bargain *b, int rule) {
    size_t sharing = 1, named = 1;
    for (int other = 0; other < rule; other++)
        if (same_package(b, rule, other)) return NULL;
    for (int other = rule + 1; other < ENT_RULES; other++)
        sharing += same_package(b, rule, other);
    const size_t most = sharing <= 3 ? sharing : 2;
    const char *label = ent_rules[rule].label;
    for (int other = rule + 1; other < ENT_RULES && named < most; other++) {
        if (!same_package(b, rule, other)) continue;
        label = bargain_text(b, "%s, %s", label, ent_rules[other].label);
        named++;
    }
    return named == sharing ? label : bargain_text(b, "%s and %zu more", label, sharing - named);
}

static void plane_marks(bargain *b, ent_chart *chart) {
    for (size_t i = 0; i < 2; i++) {
        double d = bargain_no_deal(b, i);
        const ent_mark mark = {.style = ENT_MARK_NO_DEAL,
                               .axis = i == 0 ? 'x' : 'y',
                               .from = d,
                               .to = d,
                               .label = bargain_text(b, "No deal, %s", bargain_party_name(b, i)),
                               .series = bargain_party_id(b, i)};
        ent_chart_mark(b->out, chart, &mark);
    }
    for (int rule = 0; rule < ENT_RULES && b->agreement; rule++) {
        const char *label = solution_label(b, rule);
        if (!label) continue;
        const ent_mark mark = {.style = ENT_MARK_SOLUTION,
                               .axis = 'p',
                               .from = bargain_utility(b, 0, b->outcomes[rule]),
                               .to = bargain_utility(b, 1, b->outcomes[rule]),
                               .label = label};
        ent_chart_mark(b->out, chart, &mark);
    }
}

/* Where a lottery is worth drawing, its expected utilities: a point beyond the frontier. */
static void lottery_mark(bargain *b, ent_chart *chart) {
    if (!b->agreement || !bargain_lottery_matters(b)) return;
    const ent_mark mark = {
        .style = ENT_MARK_SOLUTION,
        .axis = 'p',
        .from = ent_findings_number(b->out, bargain_text(b, "nash-lottery.utility.%s", bargain_party_id(b, 0)), 0),
        .to = ent_findings_number(b->out, bargain_text(b, "nash-lottery.utility.%s", bargain_party_id(b, 1)), 0),
        .label = "Nash with lotteries"};
    ent_chart_mark(b->out, chart, &mark);
}

static const char *plane_title(const bargain *b) {
    const char *first = bargain_party_name(b, 0), *second = bargain_party_name(b, 1);
    if (!b->agreement) return bargain_text(b, "No package is better than no deal for both %s and %s", first, second);
    const uint32_t *outcome = b->outcomes[b->recommended];
    return bargain_text(b, "Both can gain: under %s %s gets %.2f more than without a deal, %s %.2f",
                        ent_rules[b->recommended].label, first, bargain_gain(b, 0, outcome), second,
                        bargain_gain(b, 1, outcome));
}

ent_status bargain_plane(bargain *b) {
    if (b->run->metrics_only || b->model->parties != 2 || ent_space_closed_issue(b->space) < b->space->issues)
        return ENT_OK;
    uint32_t *outcome = ent_arena_array(b->arena, b->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    const char *first = bargain_party_name(b, 0), *second = bargain_party_name(b, 1);
    ent_table *table = ent_findings_table(b->out, "plane", false, "%s", "");
    ent_table_column(b->out, table, "x", bargain_text(b, "Utility of %s", first), "number", "", 3);
    ent_table_column(b->out, table, "y", bargain_text(b, "Utility of %s", second), "number", "", 3);
    ent_table_column(b->out, table, "series", "What", "text", "", -1);
    ent_table_column(b->out, table, "label", "Label", "text", "", -1);
    cloud_rows(b, table, outcome);
    curve_rows(b, table);
    ent_chart chart = {
        .id = "frontier",
        .kind = ENT_CHART_SCATTER,
        .title = plane_title(b),
        .subtitle = b->agreement ? "A random few of all packages within the red lines, and those that no other beats"
                                 : "A random few of all packages within the red lines",
        .table = "plane",
        .x = "x",
        .y = "y",
        .series = "series",
        .joined = "frontier",
        .faint = "possible",
        .x_label = bargain_text(b, "Utility of %s", first),
        .y_label = bargain_text(b, "Utility of %s", second)};
    chart.text = chart.title;
    ent_chart *made = ent_findings_chart(b->out, &chart);
    plane_marks(b, made);
    lottery_mark(b, made);
    return ENT_OK;
}
