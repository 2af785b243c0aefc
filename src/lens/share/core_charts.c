/* The core as a picture: three parties' shares as a triangle with the core as a region, more parties as the least and
 * the most that each can pay without an objection; rules as points. */
#include "games/tu/core.h"
#include "lens/share/objections.h"

#include <math.h>
#include <string.h>

/* ---- three parties ----------------------------------------------------------------------------------------------- */

static void three_columns(share *s, ent_table *table) {
    for (size_t i = 0; i < 3; i++)
        ent_table_column(s->out, table, s->problem.id[i], s->problem.name[i], "number", s->unit, s->digits);
    ent_table_column(s->out, table, "what", "What", "text", "", -1);
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
}

static ent_status corners(share *s, ent_table *table, bool individual, const char *what) {
    const ent_core_vertex_options options = {.individual = individual};
    ent_core_vertices found = {0};
    ent_status status = ent_core_corners(&s->problem.game, &options, s->run, &found);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < found.size && found.complete; k++) {
        const double *at = &found.value[k * 3];
        const ent_value cells[] = {ent_real(at[0]), ent_real(at[1]), ent_real(at[2]), ent_text(what), ent_text("")};
        ent_table_row(s->out, table, cells);
    }
    ent_core_vertices_free(&found);
    return ENT_OK;
}

static bool is_point(const share_column *column) {
    return column->judged && !column->rounded;
}

/* Nobody could tell the two points apart in the picture. */
static bool same_point(const share *s, const share_column *a, const share_column *b) {
    const double fine = 0.002 * fabs(ent_mpq_value(*s->problem.total));
    for (size_t i = 0; i < 3; i++)
        if (fabs(share_value(s, a, i) - share_value(s, b, i)) > fine) return false;
    return true;
}

/* A point a rule; those that fall together are one, with all their names. */
static ent_status rule_points(share *s, ent_table *table) {
    const size_t size = s->columns.size;
    const char **names = ent_arena_array(s->arena, size + 1, sizeof *names);
    bool *done = ent_arena_array(s->arena, size + 1, sizeof *done);
    if (names == NULL || done == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++) {
        const share_column *column = &s->columns.at[k];
        size_t names_size = 0;
        if (done[k] || !is_point(column)) continue;
        for (size_t j = k; j < size; j++) {
            const share_column *other = &s->columns.at[j];
            if (done[j] || !is_point(other) || !same_point(s, column, other)) continue;
            done[j] = true;
            names[names_size++] = other->label;
        }
        const ent_value cells[] = {ent_real(share_value(s, column, 0)), ent_real(share_value(s, column, 1)),
                                   ent_real(share_value(s, column, 2)), ent_text("rule"),
                                   ent_text(share_list(s, names, names_size))};
        ent_table_row(s->out, table, cells);
    }
    return ENT_OK;
}

static ent_status triangle(share *s) {
    ent_table *table = ent_findings_table(s->out, share_id(s, "triangle"), false, "%s", "");
    three_columns(s, table);
    ent_status status = corners(s, table, true, "alone");
    if (status == ENT_OK && !s->core.empty) status = corners(s, table, false, "core");
    if (status == ENT_OK) status = rule_points(s, table);
    if (status != ENT_OK) return status;
    const char *title = s->core.empty ? share_titled(s, "no division keeps every group")
                                      : share_titled(s, "%zu of %zu rules leave no group reason to go alone",
                                                     s->core.inside, s->core.judged);
    ent_chart chart = {.id = share_id(s, "triangle"),
                       .kind = ENT_CHART_TERNARY,
                       .title = title,
                       .subtitle =
                           s->core.empty
                               ? "All divisions as a triangle; the light region: nobody is worse off than alone. The "
                                 "core is empty"
                               : "All divisions as a triangle; the region: no group has reason to go alone (the "
                                 "core), the lighter one: nobody alone has",
                       .text = title,
                       .table = share_id(s, "triangle"),
                       .x = s->problem.id[0],
                       .y = s->problem.id[1],
                       .lo = s->problem.id[2],
                       .label = "rule",
                       .series = "what",
                       .joined = "core",
                       .faint = "alone"};
    ent_findings_chart(s->out, &chart);
    return ENT_OK;
}

/* ---- more ----------------------------------------------------------------------------------------------------------
 */

enum { INTERVAL_PARTIES = 40 };

static const share_column *column_of(const share *s, const char *id) {
    for (size_t k = 0; k < s->columns.size; k++)
        if (strcmp(s->columns.at[k].id, id) == 0 && s->columns.at[k].judged) return &s->columns.at[k];
    return NULL;
}

/* The least and most of each, as core.c has put them into metrics; the point is the nucleolus. */
static void intervals(share *s) {
    const share_column *inside = column_of(s, "nucleolus");
    ent_table *table = ent_findings_table(s->out, share_id(s, "core-ranges"), false, "%s", "");
    ent_table_column(s->out, table, "party", "Party", "text", "", -1);
    ent_table_column(s->out, table, "low", "Least", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "high", "Most", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "point", "Nucleolus", "number", s->unit, s->digits);
    double widest = -1;
    size_t of = 0;
    for (size_t i = 0; i < s->problem.size; i++) {
        const char *project = s->problem.project->id, *id = s->problem.id[i];
        const double low = ent_findings_number(s->out, share_text(s, "%s.core.low.%s", project, id), NAN);
        const double high = ent_findings_number(s->out, share_text(s, "%s.core.high.%s", project, id), NAN);
        if (isnan(low) || isnan(high)) return;
        if (high - low > widest) widest = high - low, of = i;
        const ent_value cells[] = {ent_text(id), ent_real(low), ent_real(high),
                                   inside != NULL ? ent_real(share_value(s, inside, i)) : ent_empty()};
        ent_table_row(s->out, table, cells);
    }
    const char *title = widest > 0 ? share_titled(s, "without an objection there is most room for %s: %s",
                                                  s->problem.name[of], share_money(s, widest))
                                   : share_titled(s, "only one division leaves no group reason to go alone");
    ent_chart chart = {.id = share_id(s, "ranges"),
                       .kind = ENT_CHART_INTERVALS,
                       .title = title,
                       .subtitle = inside != NULL
                                       ? "The least and the most of each in the core; the point is the nucleolus"
                                       : "The least and the most of each in the core",
                       .text = title,
                       .table = share_id(s, "core-ranges"),
                       .label = "party",
                       .lo = "low",
                       .hi = "high",
                       .y = inside != NULL ? "point" : "low",
                       .x_label = s->unit};
    ent_findings_chart(s->out, &chart);
}

ent_status share_core_charts(share *s) {
    if (!s->core.known || !s->people) return ENT_OK;
    if (s->problem.size == 3) return triangle(s);
    if (!s->core.empty && s->problem.size > 3 && s->problem.size <= INTERVAL_PARTIES &&
        ent_findings_find_table(s->out, share_id(s, "ranges")) != NULL)
        intervals(s);
    return ENT_OK;
}
