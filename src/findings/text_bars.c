/* Charts whose rows are lines of text: bars, stacked bars, intervals. */
#include "findings/number.h"
#include "findings/text_chart.h"

#include <math.h>
#include <string.h>

enum { GAP = 2, MOST_ROWS = 40, LEAST_BAR = 12, MOST_BAR = 60, MOST_NAME = 16 };

/* Where the columns of the chart stand. */
typedef struct bar_shape {
    size_t label_width, name_width, value_width;
    size_t name, value, area, area_width; /* columns of the page */
    bool named;                           /* series have a column of their own */
    bool above;                           /* labels have lines of their own */
} bar_shape;

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static const char *label_of(const ent_sketch *sketch, const ent_sketch_row *row) {
    if (row->label != NULL) return ent_page_actor_name(sketch->page, row->label);
    const char *name = sketch->series[row->series].name;
    return name != NULL ? name : "";
}

static bool same_label(const ent_sketch *sketch, size_t a, size_t b) {
    return strcmp(label_of(sketch, &sketch->rows[a]), label_of(sketch, &sketch->rows[b])) == 0;
}

static const char *value_text(const ent_sketch *sketch, double value, char text[ENT_PEOPLE_TEXT]) {
    const char *written = ent_people_value(text, ent_real(value), sketch->y_digits, sketch->y_year);
    return written != NULL ? written : sketch->page->boxes ? "–" : "-";
}

/* "12,900 to 14,100" */
static const char *range_text(const ent_sketch *sketch, const ent_sketch_row *row) {
    char low[ENT_PEOPLE_TEXT], high[ENT_PEOPLE_TEXT];
    const char *from = value_text(sketch, row->lo, low), *to = value_text(sketch, row->hi, high);
    const char *text = ent_arena_printf(sketch->arena, strcmp(from, to) == 0 ? "%s" : "%s to %s", from, to);
    if (text == NULL) sketch->page->out->failed = true;
    return text != NULL ? text : "";
}

/* Whether the labels alone tell less than the series. */
static bool needs_names(const ent_sketch *sketch) {
    for (size_t i = 0; i < sketch->size; i++) {
        const char *name = sketch->series[sketch->rows[i].series].name;
        if (name != NULL && strcmp(name, label_of(sketch, &sketch->rows[i])) != 0) return true;
    }
    return false;
}

/* Whether neighbouring rows share a label: then the series must be named. */
static bool labels_repeat(const ent_sketch *sketch) {
    for (size_t i = 1; i < sketch->size; i++) {
        if (same_label(sketch, i - 1, i)) return true;
    }
    return false;
}

static void place(const ent_sketch *sketch, bar_shape *shape) {
    shape->name = sketch->left + (shape->above ? 0 : shape->label_width + GAP);
    shape->value = shape->name + (shape->named ? shape->name_width + GAP : 0);
    shape->area = shape->value + (shape->value_width > 0 ? shape->value_width + GAP : 0);
}

static bar_shape shape_of(const ent_sketch *sketch, size_t value_width, bool named) {
    bar_shape shape = {.value_width = value_width, .named = named};
    for (size_t i = 0; i < sketch->size; i++) {
        shape.label_width = larger(shape.label_width, ent_glyph_width(label_of(sketch, &sketch->rows[i])));
        const char *name = sketch->series[sketch->rows[i].series].name;
        if (named && name != NULL) shape.name_width = larger(shape.name_width, ent_glyph_width(name) + 2);
    }
    size_t third = (sketch->right - sketch->left) / 3;
    if (shape.label_width > third) shape.label_width = third;
    if (shape.name_width > MOST_NAME) shape.name_width = MOST_NAME;
    place(sketch, &shape);
    if (shape.area + LEAST_BAR > sketch->right) { /* narrow */
        shape.above = true;
        if (shape.name_width > MOST_NAME / 2) shape.name_width = MOST_NAME / 2;
        place(sketch, &shape);
    }
    size_t room = sketch->right > shape.area ? sketch->right - shape.area : 0;
    shape.area_width = room > MOST_BAR ? MOST_BAR : room;
    return shape;
}

/* The row's label and series; the cursor ends on the line of the bar. */
static void write_label(ent_sketch *sketch, const bar_shape *shape, const ent_sketch_row *row, bool first) {
    ent_page *page = sketch->page;
    const char *rest = first ? label_of(sketch, row) : "";
    size_t actor = ent_page_actor(page, row->label, 0);
    const char *ink = actor < page->findings->actors_size ? ent_page_actor_ink(page, actor) : NULL;
    size_t width = shape->above ? sketch->right - sketch->left : shape->label_width;
    ent_line line;
    for (bool again = false; ent_line_next(&rest, width, &line); again = true) {
        if (again) ent_page_end(page);
        ent_page_move(page, sketch->left);
        ent_page_ink(page, ink);
        ent_page_write(page, line.text, line.bytes);
    }
    if (shape->above) ent_page_finish(page);
    const ent_sketch_series *series = &sketch->series[row->series];
    if (!shape->named || series->name == NULL) return;
    ent_page_move(page, shape->name);
    ent_page_ink(page, series->ink);
    ent_page_text(page, series->mark);
    ent_page_space(page, 1);
    rest = series->name;
    if (ent_line_next(&rest, shape->name_width - 2, &line)) ent_page_write(page, line.text, line.bytes);
}

/* Names of series that did not fit beside the bars. */
static void write_cut_names(ent_sketch *sketch, const bar_shape *shape) {
    for (size_t i = 0; shape->named && i < sketch->series_size; i++) {
        const ent_sketch_series *series = &sketch->series[i];
        if (series->name == NULL || ent_glyph_width(series->name) + 2 <= shape->name_width) continue;
        ent_page_paragraph(sketch->page, series->name,
                           &(ent_paragraph){.indent = sketch->left, .first = series->mark, .first_ink = series->ink});
    }
}

static void write_value(ent_sketch *sketch, const bar_shape *shape, const char *text) {
    size_t width = ent_glyph_width(text);
    ent_page_move(sketch->page, shape->value + (width < shape->value_width ? shape->value_width - width : 0));
    ent_page_ink(sketch->page, NULL);
    ent_page_text(sketch->page, text);
}

static void write_more(ent_sketch *sketch, size_t drawn) {
    size_t more = sketch->size - drawn + sketch->unread;
    if (more == 0) return;
    ent_page_space(sketch->page, sketch->left);
    ent_page_ink(sketch->page, ENT_INK_FAINT);
    ent_buffer text;
    ent_buffer_init(&text, sketch->page->out->allocator);
    ent_buffer_printf(&text, "and %zu more in the table", more);
    if (text.failed) sketch->page->out->failed = true;
    if (!text.failed) ent_page_text(sketch->page, text.data);
    ent_buffer_free(&text);
    ent_page_end(sketch->page);
}

/* ---- bars --------------------------------------------------------------------------------------------- */

/* From one place of the area to another, in characters; `step` eighths where the terminal has them. */
static void draw_bar(ent_sketch *sketch, size_t width, const double places[4], const char *ink) {
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
    bool boxes = sketch->page->boxes;
    double zero = places[0], value = places[1], low = places[2], high = places[3];
    double from = fmin(zero, value), to = fmax(zero, value);
    for (size_t at = 0; at < width; at++) {
        double middle = (double)at + 0.5;
        bool inside = middle >= from && middle < to, uncertain = middle >= low && middle < high;
        double part = value >= zero && from <= (double)at ? to - (double)at : 0;
        const char *glyph = NULL;
        if (inside) glyph = boxes ? (uncertain ? "▓" : "█") : uncertain ? "=" : "#";
        if (!inside && uncertain) glyph = boxes ? "░" : "-";
        if (boxes && !uncertain && part > 0 && part < 1) glyph = eighths[(size_t)lround(part * 8)];
        bool axis = glyph == NULL && zero > 0 && at == (size_t)zero;
        if (axis) glyph = boxes ? "│" : "|";
        ent_page_ink(sketch->page, axis ? ENT_INK_FAINT : ink);
        if (glyph != NULL && glyph[0] != '\0') {
            ent_page_text(sketch->page, glyph);
        } else {
            ent_page_space(sketch->page, 1);
        }
    }
}

static void bar_domain(const ent_sketch *sketch, double *low, double *high) {
    *low = *high = 0;
    for (size_t i = 0; i < sketch->size; i++) {
        const double values[] = {sketch->rows[i].y, sketch->rows[i].lo, sketch->rows[i].hi};
        for (size_t v = 0; v < 3; v++) {
            if (values[v] < *low) *low = values[v];
            if (values[v] > *high) *high = values[v];
        }
    }
    if (*high == *low) *high = *low + 1;
}

void ent_sketch_bars(ent_sketch *sketch) {
    char text[ENT_PEOPLE_TEXT];
    size_t widest = 1, drawn = 0;
    for (size_t i = 0; i < sketch->size; i++) {
        widest = larger(widest, ent_glyph_width(value_text(sketch, sketch->rows[i].y, text)));
    }
    bar_shape shape = shape_of(sketch, widest, needs_names(sketch));
    double low, high;
    bar_domain(sketch, &low, &high);
    for (size_t i = 0; i < sketch->size && drawn < MOST_ROWS && !sketch->page->out->failed; i++) {
        bool group = false;
        for (size_t j = 0; j < i && !group; j++)
            group = same_label(sketch, i, j);
        if (group) continue; /* drawn with the first of its label */
        bool first = true;
        for (size_t j = i; j < sketch->size; j++) {
            const ent_sketch_row *row = &sketch->rows[j];
            if (!same_label(sketch, i, j)) continue;
            write_label(sketch, &shape, row, first);
            write_value(sketch, &shape, value_text(sketch, row->y, text));
            ent_page_move(sketch->page, shape.area);
            double scale = (double)shape.area_width / (high - low);
            const double places[] = {-low * scale, (row->y - low) * scale, (row->lo - low) * scale,
                                     (row->hi - low) * scale};
            size_t actor = ent_page_actor(sketch->page, label_of(sketch, row), 0);
            bool party = actor < sketch->page->findings->actors_size;
            const char *ink = party ? ent_page_actor_ink(sketch->page, actor) : sketch->series[row->series].ink;
            draw_bar(sketch, isnan(row->y) ? 0 : shape.area_width, places, ink);
            ent_page_end(sketch->page);
            first = false;
            drawn++;
        }
    }
    write_more(sketch, drawn);
    write_cut_names(sketch, &shape);
}

/* ---- stacked ------------------------------------------------------------------------------------------ */

static const char *fill_of(const ent_page *page, size_t series) {
    static const char *const shades[] = {"█", "▒", "▓", "░"};
    static const char *const plain[] = {"#", "=", "+", "-", ":", "%"};
    if (page->colour && page->boxes) return "█";
    return page->boxes ? shades[series % 4] : plain[series % 6];
}

static void write_legend(ent_sketch *sketch) {
    ent_page *page = sketch->page;
    ent_page_gap(page);
    ent_page_space(page, sketch->left);
    for (size_t i = 0; i < sketch->series_size; i++) {
        const char *name = sketch->series[i].name;
        if (name == NULL) continue;
        if (page->column + page->spaces + ent_glyph_width(name) + 3 > sketch->right) {
            ent_page_end(page);
            ent_page_space(page, sketch->left);
        }
        ent_page_ink(page, sketch->series[i].ink);
        ent_page_text(page, fill_of(page, i));
        ent_page_space(page, 1);
        ent_page_ink(page, NULL);
        ent_line line;
        if (ent_line_next(&name, sketch->right - sketch->left - 2, &line)) ent_page_write(page, line.text, line.bytes);
        ent_page_space(page, 3);
    }
    ent_page_finish(page);
}

/* What the rows of a label add up to; of one series with `series`, of all with SIZE_MAX. Only what is above zero. */
static double stack_sum(const ent_sketch *sketch, size_t label_row, size_t series) {
    double sum = 0;
    for (size_t i = label_row; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        bool wanted = series == SIZE_MAX || row->series == series;
        if (wanted && row->y > 0 && same_label(sketch, label_row, i)) sum += row->y;
    }
    return sum;
}

/* The sum of a stack for its label; NAN, shown as missing, where none of its rows has a value. */
static double stack_value(const ent_sketch *sketch, size_t label_row) {
    for (size_t i = label_row; i < sketch->size; i++) {
        if (same_label(sketch, label_row, i) && !isnan(sketch->rows[i].y)) {
            return stack_sum(sketch, label_row, SIZE_MAX);
        }
    }
    return NAN;
}

void ent_sketch_stacked(ent_sketch *sketch) {
    char text[ENT_PEOPLE_TEXT];
    double most = 0;
    size_t widest = 1;
    for (size_t i = 0; i < sketch->size; i++) {
        if (sketch->rows[i].y < 0) { /* what is below zero has no place in a stack of characters */
            ent_sketch_bars(sketch);
            return;
        }
        double sum = stack_sum(sketch, i, SIZE_MAX);
        most = fmax(most, sum);
        widest = larger(widest, ent_glyph_width(value_text(sketch, sum, text)));
    }
    bar_shape shape = shape_of(sketch, widest, false);
    size_t drawn = 0, lines = 0;
    for (size_t i = 0; i < sketch->size && lines < MOST_ROWS && !sketch->page->out->failed; i++) {
        bool seen = false;
        for (size_t j = 0; j < i && !seen; j++)
            seen = same_label(sketch, i, j);
        for (size_t j = i; !seen && j < sketch->size; j++)
            drawn += same_label(sketch, i, j);
        if (seen) continue;
        write_label(sketch, &shape, &sketch->rows[i], true);
        write_value(sketch, &shape, value_text(sketch, stack_value(sketch, i), text));
        ent_page_move(sketch->page, shape.area);
        double sum = 0, scale = most > 0 ? (double)shape.area_width / most : 0;
        for (size_t s = 0; s < sketch->series_size; s++) {
            size_t from = (size_t)lround(sum * scale);
            sum += stack_sum(sketch, i, s);
            ent_page_ink(sketch->page, sketch->series[s].ink);
            ent_page_repeat(sketch->page, fill_of(sketch->page, s), (size_t)lround(sum * scale) - from);
        }
        ent_page_end(sketch->page);
        lines++;
    }
    write_more(sketch, drawn);
    write_legend(sketch);
}

/* ---- intervals ---------------------------------------------------------------------------------------- */

static ent_scale interval_scale(const ent_sketch *sketch, size_t width) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        low = fmin(low, fmin(row->y, row->lo));
        high = fmax(high, fmax(row->y, row->hi));
    }
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        if (mark->axis == 'p') continue;
        low = fmin(low, mark->from);
        high = fmax(high, mark->to);
    }
    ent_scale scale;
    ent_scale_make(&scale, &(ent_scale_wish){.low = low,
                                             .high = high,
                                             .to = (double)(width - 1),
                                             .most = width / 12 + 1,
                                             .digits = sketch->y_digits,
                                             .type = sketch->y_year ? ENT_AXIS_YEAR : ENT_AXIS_NUMBER,
                                             .nice = true});
    return scale;
}

static size_t place_of(const ent_scale *scale, double value) {
    return (size_t)lround(fmax(0, ent_scale_held(scale, value)));
}

static void draw_interval(const ent_sketch *sketch, ent_raster *raster, const ent_scale *scale,
                          const ent_sketch_row *row) {
    bool boxes = sketch->page->boxes;
    const char *ink = sketch->series[row->series].ink;
    size_t low = place_of(scale, isnan(row->lo) ? row->y : row->lo);
    size_t high = place_of(scale, isnan(row->hi) ? row->y : row->hi);
    if (!isnan(row->lo) || !isnan(row->hi)) {
        for (size_t at = low; at <= high; at++)
            ent_raster_set(raster, at, 0, boxes ? "─" : "-", ink, 2);
        ent_raster_set(raster, low, 0, low == high ? "|" : boxes ? "├" : "|", ink, 3);
        if (high > low) ent_raster_set(raster, high, 0, boxes ? "┤" : "|", ink, 3);
    }
    const char *point = ent_page_basis_mark(sketch->page, row->basis);
    if (point == NULL) point = boxes ? "●" : "o";
    if (!isnan(row->y)) ent_raster_set(raster, place_of(scale, row->y), 0, point, ink, 4);
}

static const char *mark_glyph(const ent_page *page, const ent_mark *mark) {
    bool red = mark->style == ENT_MARK_RED_LINE;
    return page->boxes ? (red ? "╎" : "┊") : red ? "!" : ":";
}

static const char *mark_ink(const ent_page *page, const ent_mark *mark) {
    size_t actor = ent_page_actor(page, mark->series, 0);
    bool party = mark->series != NULL && actor < page->findings->actors_size;
    return party ? ent_page_actor_ink(page, actor) : ENT_INK_FAINT;
}

static void draw_marks(const ent_sketch *sketch, ent_raster *raster, const ent_scale *scale) {
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        if (mark->axis == 'p') continue;
        const char *glyph = mark_glyph(sketch->page, mark), *ink = mark_ink(sketch->page, mark);
        ent_raster_set(raster, place_of(scale, mark->from), 0, glyph, ink, 1);
        ent_raster_set(raster, place_of(scale, mark->to), 0, glyph, ink, 1);
    }
}

/* Below the rows: a line with ticks and their numbers. */
static void draw_axis(ent_sketch *sketch, const bar_shape *shape, const ent_scale *scale) {
    ent_page *page = sketch->page;
    ent_raster axis;
    if (!ent_raster_new(&axis, sketch->arena, shape->area_width, 2)) {
        page->out->failed = true;
        return;
    }
    for (size_t at = 0; at < shape->area_width; at++)
        ent_raster_set(&axis, at, 0, page->boxes ? "─" : "-", ENT_INK_FAINT, 1);
    for (size_t i = 0; i < scale->ticks_size; i++) {
        size_t at = place_of(scale, scale->ticks[i].value), width = ent_glyph_width(scale->ticks[i].text);
        ent_raster_set(&axis, at, 0, page->boxes ? "┬" : "+", ENT_INK_FAINT, 2);
        size_t from = at > width / 2 ? at - width / 2 : 0;
        if (from + width > shape->area_width) from = shape->area_width > width ? shape->area_width - width : 0;
        bool apart = from == 0 || ent_raster_free(&axis, from - 1, 1, 1, 1);
        if (apart && ent_raster_free(&axis, from, 1, width, 1)) {
            ent_raster_text(&axis, from, 1, scale->ticks[i].text, ENT_INK_FAINT, 1);
        }
    }
    for (size_t row = 0; row < 2; row++) {
        ent_page_move(page, shape->area);
        ent_raster_write(page, &axis, row);
        ent_page_end(page);
    }
    ent_page_paragraph(page, scale->suffix, &(ent_paragraph){.indent = shape->area, .ink = ENT_INK_FAINT});
}

/* "┊ 14,500 Southland's red line, above it is excluded" */
static void list_marks(ent_sketch *sketch) {
    char from[ENT_PEOPLE_TEXT], to[ENT_PEOPLE_TEXT];
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        ent_buffer text;
        ent_buffer_init(&text, sketch->page->out->allocator);
        ent_buffer_text(&text, value_text(sketch, mark->from, from));
        if (mark->axis == 'p' || mark->from != mark->to) {
            ent_buffer_printf(&text, mark->axis == 'p' ? ", %s" : " to %s", value_text(sketch, mark->to, to));
        }
        if (mark->label != NULL) ent_buffer_printf(&text, " %s", mark->label);
        if (mark->toward != NULL) ent_buffer_printf(&text, ", %s it is excluded", mark->toward);
        if (text.failed) sketch->page->out->failed = true;
        if (!text.failed) {
            ent_page_paragraph(sketch->page, text.data,
                               &(ent_paragraph){.indent = sketch->left,
                                                .first = mark_glyph(sketch->page, mark),
                                                .first_ink = mark_ink(sketch->page, mark),
                                                .ink = ENT_INK_FAINT});
        }
        ent_buffer_free(&text);
    }
}

void ent_sketch_intervals(ent_sketch *sketch) {
    size_t widest = 1, drawn = 0;
    for (size_t i = 0; i < sketch->size; i++) {
        widest = larger(widest, ent_glyph_width(range_text(sketch, &sketch->rows[i])));
    }
    bool crowded = widest * 4 > sketch->right - sketch->left;
    bar_shape shape = shape_of(sketch, crowded ? 0 : widest, labels_repeat(sketch) && !crowded);
    ent_scale scale = interval_scale(sketch, shape.area_width);
    const char *before = NULL;
    for (; drawn < sketch->size && drawn < MOST_ROWS && !sketch->page->out->failed; drawn++) {
        const ent_sketch_row *row = &sketch->rows[drawn];
        const char *label = label_of(sketch, row);
        write_label(sketch, &shape, row, before == NULL || strcmp(before, label) != 0);
        before = label;
        if (!crowded) write_value(sketch, &shape, range_text(sketch, row));
        ent_raster raster;
        if (!ent_raster_new(&raster, sketch->arena, shape.area_width, 1)) {
            sketch->page->out->failed = true;
            return;
        }
        draw_marks(sketch, &raster, &scale);
        draw_interval(sketch, &raster, &scale, row);
        ent_page_move(sketch->page, shape.area);
        ent_raster_write(sketch->page, &raster, 0);
        ent_page_end(sketch->page);
    }
    draw_axis(sketch, &shape, &scale);
    write_more(sketch, drawn);
    write_cut_names(sketch, &shape);
    list_marks(sketch);
}
