/* What no deal is worth from today on, and how the zone moves with it. */
#include "bargain.h"

#include <stdlib.h>
#include <string.h>

enum { DATES = 64 };

static int compare_days(const void *left, const void *right) {
    const int32_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* As_of, every later day on which a party's fallback changes, and the day that the findings stand on. */
static size_t find_days(const bargain *b, int32_t days[DATES]) {
    const ent_date as_of = b->source->as_of;
    const int32_t today = as_of.year ? ent_date_last_day(as_of) : INT32_MIN;
    size_t size = 0;
    if (as_of.year) days[size++] = today;
    if (b->model->at.year) days[size++] = ent_date_first_day(b->model->at);
    for (size_t i = 0; i < b->model->parties; i++) {
        const ent_no_deal *no_deal = b->model->fallback[i].no_deal;
        for (size_t s = 0; no_deal && no_deal->has_path && s < no_deal->path_size && size < DATES; s++) {
            int32_t day = ent_date_first_day(no_deal->path[s].from);
            if (day > today) days[size++] = day;
        }
    }
    qsort(days, size, sizeof *days, compare_days);
    size_t kept = 0;
    for (size_t k = 0; k < size; k++)
        if (kept == 0 || days[k] != days[kept - 1]) days[kept++] = days[k];
    return kept;
}

/* "lapse" or, where the parties' steps differ, "lapse; unpaid-leave". */
static const char *steps_in_force(const bargain *b, const ent_model *model) {
    const char *words = "";
    for (size_t i = 0; i < model->parties; i++) {
        const ent_no_deal_step *step = model->fallback[i].step;
        if (!step || !step->id) continue;
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again = again || (model->fallback[k].step && model->fallback[k].step->id &&
                              strcmp(model->fallback[k].step->id, step->id) == 0);
        if (!again) words = bargain_text(b, "%s%s%s", words, *words ? "; " : "", step->id);
    }
    return words;
}

static void time_columns(bargain *b, ent_table *table) {
    const ent_issue *lead = bargain_issue(b, b->lead);
    const char *name = lead->name ? lead->name : lead->id;
    ent_table_column(b->out, table, "date", "From", "date", "", -1);
    ent_table_column(b->out, table, "step", "Without a deal", "text", "", -1);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_party_id(b, i),
                         bargain_text(b, "No deal, %s", bargain_party_name(b, i)), "number", "", 3);
    ent_table_column(b->out, table, "zone", "Can agree", "boolean", "", -1);
    ent_table_column(b->out, table, "frontier", "On the frontier", "integer", "", 0);
    ent_table_column(b->out, table, "lead", bargain_text(b, "%s, %s", name, ent_rules[b->recommended].label),
                     bargain_numeric(b, b->lead) ? "number" : "text", bargain_unit(b, b->lead),
                     bargain_digits(b, b->lead));
}

/* One day: its row, and its points for the chart. */
static ent_status day_row(bargain *b, int32_t day, ent_model *model, ent_value *cells, ent_arena *arena) {
    ent_space *space = NULL;
    ent_frontier frontier = {0};
    char date[ENT_NUMBER_TEXT];
    ent_model_date(model, ent_date_from_day(day));
    ent_status status = ent_model_space(b->run, model, arena, &space);
    if (status == ENT_OK) status = ent_frontier_find(b->run, space, NULL, &frontier);
    if (status != ENT_OK) return status;
    *cells++ = ent_text(bargain_text(b, "%s", ent_write_date(date, ent_date_from_day(day))));
    *cells++ = ent_text(steps_in_force(b, model));
    for (size_t i = 0; i < model->parties; i++)
        *cells++ = ent_real(ent_space_value(space, i, space->no_deal[i]));
    *cells++ = ent_bool(frontier.size > 0);
    *cells++ = ent_integer((int64_t)frontier.size);
    *cells = ent_empty();
    uint32_t *outcome = ent_arena_array(arena, model->issues, sizeof *outcome);
    if (!outcome) status = ENT_MEMORY;
    if (frontier.size > 0 && outcome) {
        ent_solver solver;
        size_t point = 0;
        status = ent_solver_bent(b->run, space, &frontier, b->weighted ? b->weights : NULL, arena, &solver);
        if (status == ENT_OK) {
            ent_solve(&solver, b->recommended, &point, 1);
            ent_frontier_outcome(&frontier, point, outcome);
            *cells = bargain_option(b, b->lead, outcome[b->lead]);
        }
    }
    ent_frontier_free(&frontier);
    return status;
}

/* Values stay until the next day on which something changes: two points a stretch. */
static void path_points(bargain *b, ent_table *path, const ent_value *cells, const int32_t *days, size_t size,
                        size_t k) {
    char date[ENT_NUMBER_TEXT];
    int32_t until = k + 1 < size ? days[k + 1] : days[k] + 90;
    for (size_t i = 0; i < b->model->parties; i++)
        for (int end = 0; end < 2; end++) {
            int32_t day = end ? until - (k + 1 < size) : days[k];
            const ent_value row[] = {ent_text(bargain_text(b, "%s", ent_write_date(date, ent_date_from_day(day)))),
                                     ent_text(bargain_party_id(b, i)), cells[2 + i]};
            if (!end || until > days[k] + 1) ent_table_row(b->out, path, row);
        }
}

static void path_chart(bargain *b, const int32_t *days, size_t size, bool falls) {
    char date[ENT_NUMBER_TEXT];
    ent_chart chart = {.id = "no_deal_over_time",
                       .kind = ENT_CHART_LINES,
                       .table = "no_deal_path",
                       .x = "date",
                       .y = "value",
                       .series = "party",
                       .y_label = "Utility without a deal",
                       .subtitle = "What each party has without agreement, day by day",
                       .from_zero = true};
    chart.title =
        bargain_text(b, falls ? "Without a deal, waiting costs from %s on" : "What no deal is worth changes on %s",
                     ent_write_date_long(date, ent_date_from_day(days[size - 1])));
    chart.text = chart.title;
    ent_chart *drawn = ent_findings_chart(b->out, &chart);
    if (b->model->at.year) {
        /* dates on the axis are days since 1970-01-01 */
        double day = ent_date_first_day(b->model->at);
        const ent_mark mark = {.style = ENT_MARK_NOW, .axis = 'x', .from = day, .to = day, .label = "valued here"};
        ent_chart_mark(b->out, drawn, &mark);
    }
}

ent_status bargain_over_time(bargain *b) {
    int32_t days[DATES + 2];
    bool moves = false;
    for (size_t i = 0; i < b->model->parties; i++)
        moves = moves || (b->model->fallback[i].no_deal && b->model->fallback[i].no_deal->has_path);
    size_t size = b->run->metrics_only || !moves ? 0 : find_days(b, days);
    if (size < 2) return ENT_OK;
    ent_model model = *b->model;
    model.fallback = ent_arena_array(b->arena, model.parties, sizeof *model.fallback);
    ent_value *cells = ent_arena_array(b->arena, model.parties + 5, sizeof *cells);
    if (!model.fallback || !cells) return ENT_MEMORY;
    ent_table *table =
        ent_findings_table(b->out, "no_deal_over_time", false, "What no deal is worth, and how the zone moves");
    time_columns(b, table);
    ent_table *path = ent_findings_table(b->out, "no_deal_path", false, "%s", "");
    ent_table_column(b->out, path, "date", "Date", "date", "", -1);
    ent_table_column(b->out, path, "party", "Party", "text", "", -1);
    ent_table_column(b->out, path, "value", "Utility without a deal", "number", "", 3);
    bool falls = false;
    double before = 0;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < size && status == ENT_OK; k++) {
        ent_arena *arena = ent_arena_new(ent_run_allocator(b->run));
        if (!arena) return ENT_MEMORY;
        status = day_row(b, days[k], &model, cells, arena);
        ent_arena_free(arena);
        if (status != ENT_OK) break;
        double sum = 0;
        for (size_t i = 0; i < model.parties; i++)
            sum += cells[2 + i].as.real;
        falls = k + 1 == size && k > 0 && sum < before;
        before = sum;
        ent_table_row(b->out, table, cells);
        path_points(b, path, cells, days, size, k);
    }
    if (status == ENT_OK) path_chart(b, days, size, falls);
    return status;
}
