/* Charts in the terminal: reads what a chart names, chooses how to draw it. */
#include "findings/text_chart.h"

#include "findings/number.h"

#include <math.h>
#include <string.h>

enum { INDENT = 2, MOST_READ = 20000 }; /* rows */

/* ---- reading ------------------------------------------------------------------------------------------ */

int ent_sketch_digits(const ent_table *table, size_t column) {
    if (column >= table->columns_size) return -1;
    if (table->columns[column].digits >= 0 || table->rows_size == 0) return table->columns[column].digits;
    return ent_people_digits(table->cells + column, table->rows_size, table->columns_size);
}

static const ent_value *cell_of(const ent_table *table, size_t row, size_t column) {
    return column < table->columns_size ? &table->cells[row * table->columns_size + column] : NULL;
}

/* A number; a date as its day. */
static double number_of(const ent_value *cell) {
    ent_date date;
    if (cell == NULL) return NAN;
    if (cell->type == ENT_REAL) return cell->as.real;
    if (cell->type == ENT_INTEGER || cell->type == ENT_BOOL) return (double)cell->as.integer;
    if (cell->type == ENT_TEXT && ent_read_date(cell->as.text, &date)) return ent_date_first_day(date);
    return NAN;
}

/* A harmless copy of the cell's text for people; NULL where it is empty. */
static const char *text_of(ent_sketch *sketch, size_t row, size_t column) {
    char text[ENT_PEOPLE_TEXT];
    const ent_value *cell = cell_of(sketch->table, row, column);
    if (cell == NULL) return NULL;
    const ent_column *info = &sketch->table->columns[column];
    const char *written = ent_people_value(text, *cell, ent_sketch_digits(sketch->table, column),
                                           ent_people_is_year(info->id, info->unit));
    if (written == NULL || written[0] == '\0') return NULL;
    return ent_page_clean_copy(sketch->page, sketch->arena, written);
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The index of a series, added if it is new. There is room for one a row. */
static size_t series_index(ent_sketch *sketch, const char *key) {
    size_t others = 0;
    for (size_t i = 0; i < sketch->series_size; i++) {
        if (same_text(sketch->series[i].key, key)) return i;
        size_t actor = ent_page_actor(sketch->page, sketch->series[i].key, 0);
        if (actor >= sketch->page->findings->actors_size) others++;
    }
    size_t style = ent_page_actor(sketch->page, key, others);
    bool faint = sketch->chart->faint != NULL && same_text(key, sketch->chart->faint);
    const char *dot = sketch->page->boxes ? "·" : ".";
    sketch->series[sketch->series_size] = (ent_sketch_series){
        .key = key,
        .name = ent_page_actor_name(sketch->page, key),
        .mark = faint ? dot : ent_page_actor_mark(sketch->page, key != NULL ? style : 0),
        .ink = faint         ? ENT_INK_FAINT
               : key != NULL ? ent_page_actor_ink(sketch->page, style)
                             : NULL,
    };
    return sketch->series_size++;
}

static double category_index(ent_sketch *sketch, const char *text) {
    for (size_t i = 0; i < sketch->categories_size; i++) {
        if (same_text(sketch->categories[i], text)) return (double)i;
    }
    sketch->categories[sketch->categories_size] = text;
    return (double)sketch->categories_size++;
}

static ent_axis_type axis_type(const ent_table *table, size_t column) {
    if (column >= table->columns_size) return ENT_AXIS_NUMBER;
    const ent_column *info = &table->columns[column];
    if (strcmp(info->type, "date") == 0) return ENT_AXIS_DATE;
    if (strcmp(info->type, "text") == 0 || strcmp(info->type, "boolean") == 0) return ENT_AXIS_CATEGORY;
    return ent_people_is_year(info->id, info->unit) ? ENT_AXIS_YEAR : ENT_AXIS_NUMBER;
}

static void read_rows(ent_sketch *sketch) {
    const ent_chart *chart = sketch->chart;
    const ent_table *table = sketch->table;
    size_t x = ent_table_column_index(table, chart->x), y = ent_table_column_index(table, chart->y);
    size_t lo = ent_table_column_index(table, chart->lo), hi = ent_table_column_index(table, chart->hi);
    size_t label = ent_table_column_index(table, chart->label), series = ent_table_column_index(table, chart->series);
    size_t panel = ent_table_column_index(table, chart->panel), basis = ent_table_column_index(table, chart->basis);
    sketch->x_type = axis_type(table, x);
    sketch->x_digits = ent_sketch_digits(table, x);
    sketch->y_digits = ent_sketch_digits(table, y < table->columns_size ? y : lo);
    sketch->y_year = axis_type(table, y < table->columns_size ? y : lo) == ENT_AXIS_YEAR;
    for (size_t i = 0; i < table->rows_size - sketch->unread && !sketch->page->out->failed; i++) {
        ent_sketch_row *row = &sketch->rows[sketch->size++];
        *row = (ent_sketch_row){.x = number_of(cell_of(table, i, x)),
                                .y = number_of(cell_of(table, i, y)),
                                .lo = number_of(cell_of(table, i, lo)),
                                .hi = number_of(cell_of(table, i, hi)),
                                .label = text_of(sketch, i, label),
                                .panel = text_of(sketch, i, panel),
                                .x_text = text_of(sketch, i, x)};
        row->series = series_index(sketch, text_of(sketch, i, series));
        const ent_value *own = cell_of(table, i, y), *named = cell_of(table, i, basis);
        row->basis = own != NULL ? own->basis : ENT_BASIS_NONE;
        for (int b = ENT_RECORD; named != NULL && named->type == ENT_TEXT && b <= ENT_UNOWNED; b++) {
            if (strcmp(named->as.text, ent_basis_name((ent_basis)b)) == 0) row->basis = (ent_basis)b;
        }
        if (sketch->x_type == ENT_AXIS_CATEGORY && row->x_text != NULL) row->x = category_index(sketch, row->x_text);
    }
}

static bool read_chart(ent_sketch *sketch) {
    size_t size = sketch->table->rows_size < MOST_READ ? sketch->table->rows_size : MOST_READ;
    sketch->unread = sketch->table->rows_size - size;
    sketch->arena = ent_arena_new(sketch->page->out->allocator);
    if (sketch->arena == NULL) return false;
    sketch->rows = ent_arena_array(sketch->arena, size, sizeof *sketch->rows);
    sketch->series = ent_arena_array(sketch->arena, size, sizeof *sketch->series);
    sketch->categories = ent_arena_array(sketch->arena, size, sizeof *sketch->categories);
    if (sketch->rows == NULL || sketch->series == NULL || sketch->categories == NULL) return false;
    read_rows(sketch);
    return !sketch->page->out->failed;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_multiples(ent_sketch *sketch);

static void (*const draw[])(ent_sketch *sketch) = {
    [ENT_CHART_BARS] = ent_sketch_bars,           [ENT_CHART_STACKED] = ent_sketch_stacked,
    [ENT_CHART_LINES] = ent_sketch_plot,          [ENT_CHART_SCATTER] = ent_sketch_plot,
    [ENT_CHART_INTERVALS] = ent_sketch_intervals, [ENT_CHART_MULTIPLES] = draw_multiples,
    [ENT_CHART_MATRIX] = ent_sketch_matrix,       [ENT_CHART_TIMELINE] = ent_sketch_timeline,
    [ENT_CHART_TERNARY] = ent_sketch_ternary,     [ENT_CHART_GRAPH] = ent_sketch_graph,
};

/* One small chart for each value of the panel column, in order of appearance. */
static void draw_multiples(ent_sketch *sketch) {
    ent_chart_kind kind = sketch->chart->multiple_of;
    if (kind == ENT_CHART_MULTIPLES) return;
    ent_sketch part = *sketch;
    part.panel = true;
    part.left = sketch->left;
    part.rows = ent_arena_array(sketch->arena, sketch->size, sizeof *part.rows);
    ent_chart chart = *sketch->chart;
    chart.kind = kind;
    part.chart = &chart;
    if (part.rows == NULL) {
        sketch->page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < sketch->size; i++) {
        const char *panel = sketch->rows[i].panel;
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++)
            seen = same_text(sketch->rows[j].panel, panel);
        if (seen) continue;
        part.size = 0;
        for (size_t j = i; j < sketch->size; j++) {
            if (same_text(sketch->rows[j].panel, panel)) part.rows[part.size++] = sketch->rows[j];
        }
        ent_page_gap(sketch->page);
        ent_page_paragraph(sketch->page, panel != NULL ? ent_page_actor_name(sketch->page, panel) : "–",
                           &(ent_paragraph){.indent = INDENT, .ink = ENT_INK_BOLD});
        draw[kind](&part);
    }
}

void ent_page_chart(ent_page *page, const ent_chart *chart, const ent_table *table) {
    if (chart->title != NULL) {
        ent_page_title(page, chart->title);
    }
    if (chart->subtitle != NULL) {
        ent_page_paragraph(page, chart->subtitle, &(ent_paragraph){.indent = INDENT, .ink = ENT_INK_FAINT});
    }
    ent_page_gap(page);
    if (table == NULL || table->rows_size == 0) {
        ent_page_paragraph(page, "nothing to draw", &(ent_paragraph){.indent = INDENT, .ink = ENT_INK_FAINT});
    } else {
        ent_sketch sketch = {.page = page, .chart = chart, .table = table, .left = INDENT, .right = page->prose};
        if (read_chart(&sketch)) {
            draw[chart->kind](&sketch);
        } else {
            page->out->failed = true;
        }
        ent_arena_free(sketch.arena);
    }
    if (chart->rest != NULL) {
        ent_page_gap(page);
        ent_page_paragraph(page, chart->rest, &(ent_paragraph){.indent = INDENT, .ink = ENT_INK_FAINT});
    }
}
