/* Lines and clouds of points on a grid of characters, with axes and labels that do not collide. */
#include "findings/number.h"
#include "findings/text_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 72, LEAST_COLUMNS = 20, ROWS = 16, PANEL_ROWS = 8, MOST_NAME = 20 };
enum { RANK_FAINT = 1, RANK_MARK, RANK_BAND, RANK_LINE, RANK_POINT, RANK_SOLUTION, RANK_LABEL };

typedef struct plot_sheet {
    ent_sketch *sketch;
    ent_raster raster;
    ent_scale x, y; /* to places between 0 and 1 */
    size_t axis;    /* column of the page where the y axis stands */
    bool fine;      /* Braille */
    bool named;     /* series are named at the ends of their lines */
    size_t *listed; /* marks that are named below, because there was no room beside them */
    size_t listed_size;
    bool unnamed; /* points of the table have found no room for their names */
} plot_sheet;

/* ---- scales ------------------------------------------------------------------------------------------- */

typedef struct value_range {
    double low, high;
} value_range;

static void extend(value_range *range, double value) {
    if (isnan(value)) return;
    range->low = fmin(range->low, value);
    range->high = fmax(range->high, value);
}

static void measure(const ent_sketch *sketch, value_range *x, value_range *y) {
    *x = *y = (value_range){INFINITY, -INFINITY};
    for (size_t i = 0; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        if (isnan(row->x)) continue;
        extend(x, row->x);
        extend(y, row->y);
        extend(y, row->lo);
        extend(y, row->hi);
    }
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        if (mark->axis == 'x' || mark->axis == 'p') extend(x, mark->from);
        if (mark->axis == 'x') extend(x, mark->to);
        if (mark->axis == 'y') extend(y, mark->from);
        if (mark->axis == 'y' || mark->axis == 'p') extend(y, mark->to);
    }
}

static bool has_points(const ent_sketch *sketch) {
    for (size_t i = 0; i < sketch->size; i++) {
        if (!isnan(sketch->rows[i].x) && !isnan(sketch->rows[i].y)) return true;
    }
    return false;
}

static void make_scales(plot_sheet *plot, size_t columns, size_t rows) {
    const ent_sketch *sketch = plot->sketch;
    value_range x, y;
    measure(sketch, &x, &y);
    ent_scale_make(&plot->y, &(ent_scale_wish){.low = y.low,
                                               .high = y.high,
                                               .to = 1,
                                               .most = rows / 3 + 1,
                                               .digits = sketch->y_digits,
                                               .zero = sketch->chart->from_zero,
                                               .log = sketch->chart->log_y,
                                               .nice = true});
    ent_scale_make(&plot->x, &(ent_scale_wish){.type = sketch->x_type,
                                               .low = x.low,
                                               .high = x.high,
                                               .to = 1,
                                               .most = columns / 10 + 1,
                                               .digits = sketch->x_digits,
                                               .nice = sketch->x_type == ENT_AXIS_NUMBER});
}

/* The point of the grid where a value lies; Braille has two to a column and four to a row. */
static double point_x(const plot_sheet *plot, double x) {
    return ent_scale_held(&plot->x, x) * (double)(plot->raster.columns * (plot->fine ? 2 : 1) - 1);
}

static double point_y(const plot_sheet *plot, double y) {
    return (1 - ent_scale_held(&plot->y, y)) * (double)(plot->raster.rows * (plot->fine ? 4 : 1) - 1);
}

static size_t column_of(const plot_sheet *plot, double x) {
    return (size_t)lround(point_x(plot, x)) / (plot->fine ? 2 : 1);
}

static size_t row_of(const plot_sheet *plot, double y) {
    return (size_t)lround(point_y(plot, y)) / (plot->fine ? 4 : 1);
}

/* ---- what is drawn ------------------------------------------------------------------------------------ */

static const char *mark_ink(const ent_page *page, const ent_mark *mark) {
    size_t actor = ent_page_actor(page, mark->series, 0);
    bool party = mark->series != NULL && actor < page->findings->actors_size;
    return party ? ent_page_actor_ink(page, actor) : ENT_INK_FAINT;
}

static void draw_across(plot_sheet *plot, const ent_mark *mark, double at) {
    bool boxes = plot->sketch->page->boxes, upright = mark->axis == 'x';
    const char *glyph = upright ? (boxes ? "┊" : ":") : boxes ? "┄" : ".";
    const char *ink = mark_ink(plot->sketch->page, mark);
    size_t size = upright ? plot->raster.rows : plot->raster.columns;
    for (size_t i = 0; i < size; i++) {
        size_t column = upright ? column_of(plot, at) : i, row = upright ? i : row_of(plot, at);
        ent_raster_set(&plot->raster, column, row, glyph, ink, RANK_MARK);
    }
}

static void draw_segment(plot_sheet *plot, const double from[2], const double to[2], const char *ink,
                         unsigned char rank) {
    const double a[] = {point_x(plot, from[0]), point_y(plot, from[1])};
    const double b[] = {point_x(plot, to[0]), point_y(plot, to[1])};
    ent_raster_line(&plot->raster, plot->fine, a, b, ink, rank);
}

static int by_x(const void *a, const void *b) {
    const ent_sketch_row *const *left = a, *const *right = b;
    if ((*left)->x != (*right)->x) return (*left)->x < (*right)->x ? -1 : 1;
    return *left < *right ? -1 : *left > *right;
}

/* The rows of a series that have an x, in its order. */
static size_t rows_of(const plot_sheet *plot, size_t series, const ent_sketch_row **rows) {
    size_t size = 0;
    for (size_t i = 0; i < plot->sketch->size; i++) {
        const ent_sketch_row *row = &plot->sketch->rows[i];
        if (row->series == series && !isnan(row->x)) rows[size++] = row;
    }
    qsort(rows, size, sizeof(const ent_sketch_row *), by_x);
    return size;
}

static void draw_line(plot_sheet *plot, size_t series, const ent_sketch_row **rows) {
    const char *ink = plot->sketch->series[series].ink;
    size_t size = rows_of(plot, series, rows);
    for (size_t i = 0; i + 1 < size; i++) {
        const ent_sketch_row *a = rows[i], *b = rows[i + 1];
        const double edges[][4] = {{a->x, a->lo, b->x, b->lo}, {a->x, a->hi, b->x, b->hi}};
        for (size_t e = 0; e < 2; e++) {
            if (isnan(edges[e][1]) || isnan(edges[e][3])) continue;
            draw_segment(plot, &edges[e][0], &edges[e][2], ENT_INK_FAINT, RANK_BAND);
        }
    }
    for (size_t i = 0; i + 1 < size; i++) {
        const double from[] = {rows[i]->x, rows[i]->y}, to[] = {rows[i + 1]->x, rows[i + 1]->y};
        if (!isnan(from[1]) && !isnan(to[1])) draw_segment(plot, from, to, ink, RANK_LINE);
    }
}

static bool is_joined(const plot_sheet *plot, size_t series) {
    const ent_chart *chart = plot->sketch->chart;
    const char *key = plot->sketch->series[series].key;
    if (chart->kind == ENT_CHART_LINES) return true;
    return chart->joined != NULL && key != NULL && strcmp(chart->joined, key) == 0;
}

static bool is_faint(const plot_sheet *plot, size_t series) {
    const char *faint = plot->sketch->chart->faint, *key = plot->sketch->series[series].key;
    return faint != NULL && key != NULL && strcmp(faint, key) == 0;
}

/* Lines have marks at their points where these are few enough to be told apart. */
static void draw_points(plot_sheet *plot, size_t series) {
    const ent_sketch_series *look = &plot->sketch->series[series];
    size_t size = 0;
    for (size_t i = 0; i < plot->sketch->size; i++)
        size += plot->sketch->rows[i].series == series;
    bool drawn = is_joined(plot, series) && (plot->fine || plot->sketch->chart->kind == ENT_CHART_LINES);
    bool few = plot->sketch->chart->kind == ENT_CHART_LINES && size * 3 <= plot->raster.columns;
    if (drawn && !few) return;
    unsigned char rank = is_faint(plot, series) ? RANK_FAINT : RANK_POINT;
    for (size_t i = 0; i < plot->sketch->size; i++) {
        const ent_sketch_row *row = &plot->sketch->rows[i];
        if (row->series != series || isnan(row->x) || isnan(row->y)) continue;
        ent_raster_set(&plot->raster, column_of(plot, row->x), row_of(plot, row->y), look->mark, look->ink, rank);
    }
}

/* ---- labels ------------------------------------------------------------------------------------------- */

/* A label with a clear place at either end, where only faint things are. */
static void write_label(plot_sheet *plot, size_t column, size_t row, const char *label, const char *ink) {
    size_t after = column + ent_glyph_width(label);
    if (column > 0 && ent_raster_free(&plot->raster, column - 1, row, 1, RANK_BAND)) {
        ent_raster_set(&plot->raster, column - 1, row, " ", NULL, RANK_MARK);
    }
    if (ent_raster_free(&plot->raster, after, row, 1, RANK_BAND)) {
        ent_raster_set(&plot->raster, after, row, " ", NULL, RANK_MARK);
    }
    ent_raster_text(&plot->raster, column, row, label, ink, RANK_LABEL);
}

/* Puts a label beside a place: right, left, then above and below. False if there is no room. */
static bool place_label(plot_sheet *plot, size_t column, size_t row, const char *label, const char *ink) {
    size_t width = ent_glyph_width(label);
    if (width == 0 || width + 2 > plot->raster.columns) return false;
    static const int rows[] = {0, 0, -1, 1, -1, 1};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((rows[i] < 0 && row == 0) || (rows[i] > 0 && row + 1 >= plot->raster.rows)) continue;
        size_t at_row = rows[i] < 0 ? row - 1 : row + (size_t)rows[i];
        bool right = i == 0 || i == 2 || i == 3;
        if (!right && column < width + 1) continue;
        size_t from = right ? column + (rows[i] == 0 ? 2 : 1) : column - width - (rows[i] == 0 ? 1 : 0);
        size_t least = from > 0 ? from - 1 : 0, end = from + width + (from + width < plot->raster.columns);
        if (!ent_raster_free(&plot->raster, least, at_row, end - least, RANK_BAND)) continue;
        write_label(plot, from, at_row, label, ink);
        return true;
    }
    return false;
}

static const char *label_of(const plot_sheet *plot, const ent_mark *mark) {
    return mark->label != NULL ? ent_page_clean_copy(plot->sketch->page, plot->sketch->arena, mark->label) : NULL;
}

/* Draws a point with its name; false if there was no room for it. */
static bool name_point(plot_sheet *plot, double x, double y, const char *label, const char *mark, const char *ink) {
    size_t column = column_of(plot, x), row = row_of(plot, y);
    ent_raster_set(&plot->raster, column, row, mark, ink, RANK_SOLUTION);
    return label == NULL || place_label(plot, column, row, label, ink);
}

static const char *point_mark(const plot_sheet *plot) {
    return plot->sketch->page->boxes ? "◉" : "*";
}

static void name_points(plot_sheet *plot) {
    const ent_sketch *sketch = plot->sketch;
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        if (mark->axis != 'p') continue;
        size_t actor = ent_page_actor(sketch->page, mark->series, 0);
        bool party = mark->series != NULL && actor < sketch->page->findings->actors_size;
        const char *ink = party ? ent_page_actor_ink(sketch->page, actor) : ENT_INK_BOLD;
        if (!name_point(plot, mark->from, mark->to, label_of(plot, mark), point_mark(plot), ink)) {
            plot->listed[plot->listed_size++] = i;
        }
    }
    for (size_t i = 0; i < sketch->size && sketch->chart->kind == ENT_CHART_SCATTER; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        const ent_sketch_series *look = &sketch->series[row->series];
        if (row->label == NULL || isnan(row->x) || isnan(row->y)) continue;
        if (!name_point(plot, row->x, row->y, row->label, look->mark, look->ink)) plot->unnamed = true;
    }
}

/* Lines across the plot are named where they meet its edge. */
static void name_marks(plot_sheet *plot) {
    const ent_sketch *sketch = plot->sketch;
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        const char *label = label_of(plot, mark);
        if (label == NULL || mark->axis == 'p') continue;
        const char *ink = mark_ink(sketch->page, mark);
        size_t width = ent_glyph_width(label);
        if (mark->axis == 'x') {
            size_t column = column_of(plot, mark->to);
            bool right = column + 2 + width <= plot->raster.columns;
            size_t from = right ? column + 2 : column > width + 1 ? column - width - 1 : 0;
            for (size_t row = 0; row < plot->raster.rows; row++) {
                if (!ent_raster_free(&plot->raster, from, row, width, RANK_MARK)) continue;
                write_label(plot, from, row, label, ink);
                break;
            }
            continue;
        }
        size_t row = row_of(plot, mark->to), at = row > 0 ? row - 1 : row + 1;
        for (size_t from = plot->raster.columns > width ? plot->raster.columns - width : 0;; from--) {
            size_t padded = width + (from > 0) + (from + width < plot->raster.columns);
            if (ent_raster_free(&plot->raster, from > 0 ? from - 1 : 0, at, padded, RANK_BAND)) {
                write_label(plot, from, at, label, ink);
                break;
            }
            if (from == 0) break;
        }
    }
}

/* What stands behind the ends of lines: which series' name in which row. SIZE_MAX for none. */
static void name_lines(const plot_sheet *plot, const ent_sketch_row **rows, size_t *names) {
    size_t height = plot->raster.rows;
    for (size_t i = 0; i < height; i++)
        names[i] = SIZE_MAX;
    for (size_t s = 0; s < plot->sketch->series_size; s++) {
        size_t size = rows_of(plot, s, rows);
        while (size > 0 && isnan(rows[size - 1]->y))
            size--;
        if (size == 0) continue;
        size_t wanted = row_of(plot, rows[size - 1]->y);
        for (size_t away = 0; away < height; away++) {
            size_t up = wanted - away, down = wanted + away;
            size_t at = up < height && names[up] == SIZE_MAX ? up : down;
            if (at >= height || names[at] != SIZE_MAX) continue;
            names[at] = s;
            break;
        }
    }
}

/* ---- the page ----------------------------------------------------------------------------------------- */

static const char *tick_at(const plot_sheet *plot, size_t row) {
    for (size_t i = 0; i < plot->y.ticks_size; i++) {
        if (row_of(plot, plot->y.ticks[i].value) == row) return plot->y.ticks[i].text;
    }
    return NULL;
}

static void write_rows(plot_sheet *plot, const size_t *names) {
    ent_sketch *sketch = plot->sketch;
    ent_page *page = sketch->page;
    for (size_t row = 0; row < plot->raster.rows; row++) {
        const char *tick = tick_at(plot, row);
        if (tick != NULL) {
            size_t width = ent_glyph_width(tick);
            ent_page_move(page, plot->axis > width + 1 ? plot->axis - width - 1 : 0);
            ent_page_ink(page, ENT_INK_FAINT);
            ent_page_text(page, tick);
        }
        ent_page_move(page, plot->axis);
        ent_page_ink(page, ENT_INK_FAINT);
        ent_page_text(page, page->boxes ? (tick != NULL ? "┤" : "│") : tick != NULL ? "+" : "|");
        ent_raster_write(page, &plot->raster, row);
        if (plot->named && names[row] != SIZE_MAX) {
            const ent_sketch_series *series = &sketch->series[names[row]];
            const char *rest = series->name != NULL ? series->name : "";
            ent_line line;
            ent_page_move(page, plot->axis + plot->raster.columns + 2);
            ent_page_ink(page, series->ink);
            if (ent_line_next(&rest, MOST_NAME, &line)) {
                ent_page_text(page, series->mark);
                ent_page_space(page, 1);
                ent_page_write(page, line.text, line.bytes);
            }
        }
        ent_page_end(page);
    }
}

static void write_x_axis(plot_sheet *plot) {
    ent_sketch *sketch = plot->sketch;
    ent_page *page = sketch->page;
    size_t width = plot->raster.columns;
    ent_raster axis;
    if (!ent_raster_new(&axis, sketch->arena, width + 1, 2)) {
        page->out->failed = true;
        return;
    }
    ent_raster_set(&axis, 0, 0, page->boxes ? "└" : "+", ENT_INK_FAINT, 1);
    for (size_t at = 1; at <= width; at++)
        ent_raster_set(&axis, at, 0, page->boxes ? "─" : "-", ENT_INK_FAINT, 1);
    size_t ticks = sketch->x_type == ENT_AXIS_CATEGORY ? sketch->categories_size : plot->x.ticks_size;
    for (size_t i = 0; i < ticks; i++) {
        bool category = sketch->x_type == ENT_AXIS_CATEGORY;
        const char *text = category ? sketch->categories[i] : plot->x.ticks[i].text;
        size_t at = column_of(plot, category ? (double)i : plot->x.ticks[i].value) + 1, wide = ent_glyph_width(text);
        size_t from = at > wide / 2 ? at - wide / 2 : 0;
        if (from + wide > width + 1) from = width + 1 > wide ? width + 1 - wide : 0;
        ent_raster_set(&axis, at, 0, page->boxes ? "┬" : "+", ENT_INK_FAINT, 1);
        bool apart = from == 0 || ent_raster_free(&axis, from - 1, 1, 1, 1);
        if (apart && ent_raster_free(&axis, from, 1, wide, 1)) {
            ent_raster_text(&axis, from, 1, text, ENT_INK_FAINT, 1);
        }
    }
    for (size_t row = 0; row < 2; row++) {
        ent_page_move(page, plot->axis);
        ent_raster_write(page, &axis, row);
        ent_page_end(page);
    }
}

/* A line of `name` and the factor of the scale, faint. */
static void write_axis_name(plot_sheet *plot, const char *name, const char *suffix, size_t indent) {
    if ((name == NULL || name[0] == '\0') && suffix[0] == '\0') return;
    ent_page *page = plot->sketch->page;
    const char *text = suffix[0] == '\0' ? name
                                         : ent_arena_printf(plot->sketch->arena, "%s%s(%s)", name != NULL ? name : "",
                                                            name != NULL ? " " : "", suffix);
    if (text == NULL) page->out->failed = true;
    if (text != NULL) ent_page_paragraph(page, text, &(ent_paragraph){.indent = indent, .ink = ENT_INK_FAINT});
}

static void write_legend(plot_sheet *plot) {
    ent_sketch *sketch = plot->sketch;
    ent_page *page = sketch->page;
    if (plot->named || sketch->series_size < 2) return;
    ent_page_space(page, plot->axis + 1);
    for (size_t i = 0; i < sketch->series_size; i++) {
        const char *rest = sketch->series[i].name;
        ent_line line;
        if (rest == NULL || !ent_line_next(&rest, MOST_NAME, &line)) continue;
        if (page->column + page->spaces + line.width + 2 > sketch->right) {
            ent_page_end(page);
            ent_page_space(page, plot->axis + 1);
        }
        bool line_only = is_joined(plot, i) && page->boxes;
        ent_page_ink(page, sketch->series[i].ink);
        ent_page_text(page, line_only ? "─" : sketch->series[i].mark);
        ent_page_space(page, 1);
        ent_page_ink(page, NULL);
        ent_page_write(page, line.text, line.bytes);
        ent_page_space(page, 3);
    }
    ent_page_finish(page);
}

/* Names of lines that did not fit behind their ends. */
static void list_lines(plot_sheet *plot) {
    ent_sketch *sketch = plot->sketch;
    for (size_t i = 0; plot->named && i < sketch->series_size; i++) {
        const ent_sketch_series *series = &sketch->series[i];
        if (series->name == NULL || ent_glyph_width(series->name) <= MOST_NAME) continue;
        ent_page_paragraph(sketch->page, series->name,
                           &(ent_paragraph){.indent = plot->axis + 1, .first = series->mark, .first_ink = series->ink});
    }
}

/* Points that could not be named on the grid, with their values. */
static void list_points(plot_sheet *plot) {
    ent_sketch *sketch = plot->sketch;
    char x[ENT_PEOPLE_TEXT], y[ENT_PEOPLE_TEXT];
    for (size_t i = 0; i < plot->listed_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[plot->listed[i]];
        const char *first = ent_people_value(x, ent_real(mark->from), sketch->x_digits, false);
        const char *second = ent_people_value(y, ent_real(mark->to), sketch->y_digits, false);
        const char *text = ent_arena_printf(sketch->arena, "%s (%s, %s)", mark->label, first != NULL ? first : "",
                                            second != NULL ? second : "");
        if (text == NULL) sketch->page->out->failed = true;
        if (text == NULL) return;
        ent_page_paragraph(sketch->page, text,
                           &(ent_paragraph){.indent = plot->axis + 1, .first = point_mark(plot), .ink = ENT_INK_FAINT});
    }
    if (plot->unnamed) {
        ent_page_paragraph(sketch->page, "Points without a name here are named in the table.",
                           &(ent_paragraph){.indent = plot->axis + 1, .ink = ENT_INK_FAINT});
    }
}

/* Chooses the size of the grid: room for the numbers at the left and the names at the right. */
static bool lay_out(plot_sheet *plot) {
    ent_sketch *sketch = plot->sketch;
    size_t rows = sketch->panel ? PANEL_ROWS : ROWS, ticks = 1, names = 0;
    make_scales(plot, MOST_COLUMNS, rows);
    for (size_t i = 0; i < plot->y.ticks_size; i++) {
        size_t width = ent_glyph_width(plot->y.ticks[i].text);
        if (width > ticks) ticks = width;
    }
    plot->named = sketch->chart->kind == ENT_CHART_LINES && sketch->series_size > 1 && sketch->series_size * 2 <= rows;
    for (size_t i = 0; plot->named && i < sketch->series_size; i++) {
        size_t width = sketch->series[i].name != NULL ? ent_glyph_width(sketch->series[i].name) + 4 : 0;
        if (width > names) names = width;
    }
    if (names > MOST_NAME + 4) names = MOST_NAME + 4;
    plot->axis = sketch->left + ticks + 1;
    size_t used = plot->axis + 1 + names;
    if (used + LEAST_COLUMNS > sketch->right) {
        plot->named = false;
        used = plot->axis + 1;
    }
    size_t columns = sketch->right > used + LEAST_COLUMNS ? sketch->right - used : LEAST_COLUMNS;
    if (columns > MOST_COLUMNS) columns = MOST_COLUMNS;
    make_scales(plot, columns, rows);
    return ent_raster_new(&plot->raster, sketch->arena, columns, rows);
}

void ent_sketch_plot(ent_sketch *sketch) {
    if (!has_points(sketch)) {
        ent_page_paragraph(sketch->page, "nothing to draw",
                           &(ent_paragraph){.indent = sketch->left, .ink = ENT_INK_FAINT});
        return;
    }
    plot_sheet plot = {.sketch = sketch, .fine = sketch->page->boxes};
    const ent_sketch_row **rows = ent_arena_array(sketch->arena, sketch->size, sizeof *rows);
    size_t *names = ent_arena_array(sketch->arena, ROWS, sizeof *names);
    plot.listed = ent_arena_array(sketch->arena, sketch->chart->marks_size, sizeof *plot.listed);
    if (rows == NULL || names == NULL || plot.listed == NULL || !lay_out(&plot)) {
        sketch->page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        if (mark->axis == 'p') continue;
        draw_across(&plot, mark, mark->from);
        if (mark->to != mark->from) draw_across(&plot, mark, mark->to);
    }
    for (size_t s = 0; s < sketch->series_size; s++) {
        if (is_joined(&plot, s)) draw_line(&plot, s, rows);
    }
    for (size_t s = 0; s < sketch->series_size; s++)
        draw_points(&plot, s);
    name_points(&plot);
    name_marks(&plot);
    name_lines(&plot, rows, names);
    const char *y_label = sketch->chart->y_label, *subtitle = sketch->chart->subtitle;
    bool known = sketch->panel || (y_label != NULL && subtitle != NULL && strstr(subtitle, y_label) != NULL);
    write_axis_name(&plot, known ? NULL : y_label, plot.y.suffix, sketch->left);
    write_rows(&plot, names);
    write_x_axis(&plot);
    bool time = sketch->x_type == ENT_AXIS_YEAR || sketch->x_type == ENT_AXIS_DATE;
    write_axis_name(&plot, sketch->panel || time ? NULL : sketch->chart->x_label, plot.x.suffix, plot.axis + 1);
    write_legend(&plot);
    list_lines(&plot);
    list_points(&plot);
}
