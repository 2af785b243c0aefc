/* Charts: who pays what by rule, and how the groups that are worst off fare. */
#include "lens/share/objections.h"

#include <math.h>
#include <string.h>

/* ---- shares by rule ------------------------------------------------------------------------------------------ */

/* The party for which rules differ most, in percent of the total; SIZE_MAX where there are fewer than two rules. */
static size_t most_contested(const share *s, double *least, double *most) {
    size_t best = SIZE_MAX;
    *least = *most = 0;
    for (size_t i = 0; i < s->problem.size; i++) {
        double low = INFINITY, high = -INFINITY;
        for (size_t k = 0; k < s->columns.size; k++) {
            if (!share_is_share(&s->columns.at[k])) continue;
            const double part = share_part(s, &s->columns.at[k], i);
            low = fmin(low, part);
            high = fmax(high, part);
        }
        if (!(high - low > *most - *least) && best != SIZE_MAX) continue;
        if (isfinite(low)) best = i, *least = low, *most = high;
    }
    return best;
}

enum { STACKED_PARTIES = 12, BARS_RULES = 24 };

static void shares_chart(share *s) {
    double least, most;
    const size_t i = most_contested(s, &least, &most);
    if (i == SIZE_MAX || s->problem.size > STACKED_PARTIES || s->columns.size > BARS_RULES) return;
    bool negative = false;
    for (size_t k = 0; k < s->columns.size; k++)
        for (size_t p = 0; p < s->problem.size && share_is_share(&s->columns.at[k]); p++)
            negative = negative || share_value(s, &s->columns.at[k], p) < 0;
    const char *title = most - least < 0.05
                            ? share_titled(s, "the rules agree")
                            : share_titled(s, "the rule decides most for %s, whose part goes from %s to %s",
                                           s->problem.name[i], share_percent(s, least), share_percent(s, most));
    ent_chart chart = {.id = share_id(s, "shares"),
                       .kind = negative ? ENT_CHART_BARS : ENT_CHART_STACKED,
                       .title = title,
                       .subtitle = "Shares of the total by rule, percent",
                       .text = title,
                       .table = share_id(s, "allocations"),
                       .label = "label",
                       .y = "percent",
                       .series = "party",
                       .y_label = "percent of the total",
                       .from_zero = true};
    ent_findings_chart(s->out, &chart);
}

/* ---- groups that are worst off ------------------------------------------------------------------------------- */

enum { MATRIX_GROUPS = 8 };

static size_t worst_groups(const share *s, ent_coalition_mask groups[MATRIX_GROUPS]) {
    size_t size = 0;
    for (size_t k = 0; k < s->columns.size && size < MATRIX_GROUPS; k++) {
        if (!s->columns.at[k].judged || s->columns.at[k].worst == 0) continue;
        size_t known = 0;
        while (known < size && groups[known] != s->columns.at[k].worst)
            known++;
        if (known == size) groups[size++] = s->columns.at[k].worst;
    }
    return size;
}

/* What a group pays above (gets below) what it would by itself. */
static double excess(const share *s, const ent_allocation *paid, ent_coalition_mask group) {
    mpq_t sum, part;
    mpq_inits(sum, part, NULL);
    ent_tu_entry(&s->problem.game, group, part);
    mpq_neg(sum, part);
    for (ent_coalition_mask rest = group; rest != 0; rest &= rest - 1)
        mpq_add(sum, sum, paid->exact[__builtin_ctz(rest)]);
    const double value = ent_mpq_value(sum);
    mpq_clears(sum, part, NULL);
    return s->problem.game.cost ? value : -value;
}

static ent_status excess_chart(share *s) {
    ent_coalition_mask groups[MATRIX_GROUPS];
    const size_t size = worst_groups(s, groups);
    if (size == 0) return ENT_OK;
    ent_table *table = ent_findings_table(s->out, share_id(s, "excess"), false, "%s", "");
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, table, "group", "Group", "text", "", -1);
    ent_table_column(s->out, table, "excess", "More than by itself", "number", s->unit, s->digits);
    for (size_t k = 0; k < s->columns.size; k++) {
        const share_column *column = &s->columns.at[k];
        ent_allocation paid;
        if (!column->judged) continue;
        ent_status status = share_amounts(s, column, &paid);
        if (status != ENT_OK) return status;
        for (size_t g = 0; g < size; g++) {
            const ent_value cells[] = {ent_text(column->label), ent_text(share_members(s, groups[g])),
                                       ent_real(excess(s, &paid, groups[g]))};
            ent_table_row(s->out, table, cells);
        }
        ent_allocation_free(&paid);
    }
    const char *title = s->core.inside == s->core.judged
                            ? share_text(s, "Under no rule would a group do better alone")
                            : share_text(s, "Under %zu of %zu rules some group would do better alone",
                                         s->core.judged - s->core.inside, s->core.judged);
    ent_chart chart = {.id = share_id(s, "excess"),
                       .kind = ENT_CHART_MATRIX,
                       .title = title,
                       .subtitle = s->problem.game.cost
                                       ? "What the groups that are worst off pay above (negative: below) "
                                         "their own cost"
                                       : "What the groups that are worst off lack of (negative: have "
                                         "above) their own worth",
                       .text = title,
                       .table = share_id(s, "excess"),
                       .label = "rule",
                       .x = "group",
                       .y = "excess"};
    ent_findings_chart(s->out, &chart);
    return ENT_OK;
}

ent_status share_charts(share *s) {
    if (!s->people) return ENT_OK;
    shares_chart(s);
    ent_status status = share_core_charts(s);
    return status == ENT_OK ? excess_chart(s) : status;
}
