/* Marks across a plot: no-deal lines (dashed), red lines (hatched beyond), now (dotted), solutions (points). */
#include "findings/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- hatches ------------------------------------------------------------------------------------------ */

void ent_define_hatch(ent_canvas *canvas) {
    ent_buffer_printf(canvas->out,
                      "<defs><pattern id=\"c%uh\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
                      "patternTransform=\"rotate(45)\"><path class=\"hl\" fill=\"none\" stroke=\"#54616c\" "
                      "stroke-width=\"1.3\" opacity=\".45\" d=\"M0 0V7\"/></pattern></defs>",
                      canvas->id);
}

void ent_hatch(ent_canvas *canvas, ent_box box) {
    if (box.width <= 0.0 || box.height <= 0.0) return;
    ent_buffer_text(canvas->out, "<path d=\"");
    ent_svg_path_point(canvas, 'M', box.x, box.y);
    ent_svg_path_point(canvas, 'L', box.x + box.width, box.y);
    ent_svg_path_point(canvas, 'L', box.x + box.width, box.y + box.height);
    ent_svg_path_point(canvas, 'L', box.x, box.y + box.height);
    ent_buffer_printf(canvas->out, "Z\" fill=\"url(#c%uh)\"/>", canvas->id);
}

/* ---- lines and bands ---------------------------------------------------------------------------------- */

static const struct {
    const char *line, *label;
} styles[] = {
    [ENT_MARK_PLAIN] = {"ml", "t"},   [ENT_MARK_NO_DEAL] = {"ml nd", "t"}, [ENT_MARK_RED_LINE] = {"ml rl", "t"},
    [ENT_MARK_NOW] = {"ml now", "t"}, [ENT_MARK_SOLUTION] = {"ml", "lb"},
};

static size_t style_of(const ent_mark *mark) {
    size_t style = (size_t)mark->style;
    return style < sizeof styles / sizeof styles[0] ? style : 0;
}

static const double LINE_STEP = 14.0; /* of labels in two lines */

static const char *join(ent_canvas *canvas, const char *a, const char *b) {
    if (!*b) return a;
    char *text = ent_arena_printf(canvas->arena, "%s f %s", a, b);
    if (!text) canvas->failed = true;
    return text ? text : a;
}

static bool across(const ent_mark *mark) {
    return mark->axis == 'x' || mark->axis == 'y';
}

/* What a mark covers: a line has no width. */
static ent_box mark_box(const ent_frame *frame, const ent_mark *mark) {
    ent_box box = frame->box;
    double a = ent_scale_held(mark->axis == 'x' ? &frame->x : &frame->y, mark->from);
    double b = ent_scale_held(mark->axis == 'x' ? &frame->x : &frame->y, mark->to);
    if (mark->axis == 'x') {
        box.x = fmin(a, b);
        box.width = fabs(b - a);
    } else {
        box.y = fmin(a, b);
        box.height = fabs(b - a);
    }
    return box;
}

/* What a red line excludes. */
static ent_box excluded(const ent_frame *frame, const ent_mark *mark, ent_box line) {
    bool below = mark->toward && strcmp(mark->toward, "below") == 0;
    ent_box box = frame->box;
    double right = box.x + box.width, bottom = box.y + box.height;
    if (mark->axis == 'x') {
        box.x = below ? frame->box.x : line.x + line.width;
        box.width = below ? line.x - frame->box.x : right - box.x;
    } else {
        box.y = below ? line.y + line.height : frame->box.y;
        box.height = below ? bottom - box.y : line.y - frame->box.y;
    }
    return box;
}

static void draw_across(const ent_plot *plot, const ent_frame *frame, const ent_mark *mark) {
    ent_canvas *canvas = plot->canvas;
    ent_box box = mark_box(frame, mark);
    const char *colour = ent_colour_of(plot->data->findings, mark->series);
    const char *classes = join(canvas, styles[style_of(mark)].line, colour);
    if (mark->style == ENT_MARK_RED_LINE && mark->toward) ent_hatch(canvas, excluded(frame, mark, box));
    if (mark->from != mark->to) {
        ent_svg_rect(canvas, box, 0.0, join(canvas, "band", *colour ? colour : "qi"));
        if (mark->style != ENT_MARK_NO_DEAL) return;
    }
    if (mark->axis == 'x') {
        ent_svg_line(canvas, box.x, box.y, box.x, box.y + box.height, classes);
    } else {
        ent_svg_line(canvas, box.x, box.y + box.height, box.x + box.width, box.y + box.height, classes);
    }
}

void ent_draw_marks(const ent_plot *plot, const ent_frame *frame) {
    const ent_chart *chart = plot->data->chart;
    for (size_t i = 0; i < chart->marks_size; i++) {
        if (across(&chart->marks[i])) draw_across(plot, frame, &chart->marks[i]);
    }
}

void ent_draw_mark_points(const ent_plot *plot, const ent_frame *frame) {
    const ent_chart *chart = plot->data->chart;
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        if (across(mark)) continue;
        double x = ent_scale_held(&frame->x, mark->from), y = ent_scale_held(&frame->y, mark->to);
        const char *colour = ent_colour_of(plot->data->findings, mark->series);
        bool solution = mark->style == ENT_MARK_SOLUTION;
        ent_svg_shape(plot->canvas, solution ? 0 : 2, x, y, solution ? 5.5 : 5.0, ENT_JUDGED,
                      join(plot->canvas, solution ? "sol" : "np", colour), mark->label);
    }
}

/* ---- labels ------------------------------------------------------------------------------------------- */

static void add_spot(ent_label *label, double x, double y) {
    if (label->spots_size == ENT_SPOTS_MOST) return;
    label->spots[label->spots_size++] = (ent_box){x, y, label->width, label->height};
}

static void spots_along(ent_label *label, const ent_frame *frame, const ent_mark *mark) {
    ent_box box = mark_box(frame, mark);
    double right = frame->box.x + frame->box.width, bottom = frame->box.y + frame->box.height;
    static const double shares[] = {0.0, 1.0, 0.5, 0.25, 0.75, 0.12};
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        if (mark->axis == 'x') {
            double y = frame->box.y + 2.0 + shares[i] * (bottom - frame->box.y - label->height - 4.0);
            add_spot(label, box.x + box.width + 4.0, y);
            add_spot(label, box.x - 4.0 - label->width, y);
        } else {
            double x = right - label->width - 3.0 - shares[i] * (right - frame->box.x - label->width - 6.0);
            add_spot(label, x, box.y - 1.0 - label->height);
            add_spot(label, x, box.y + box.height + 1.0);
        }
    }
}

size_t ent_mark_labels(const ent_plot *plot, const ent_frame *frame, ent_label *labels, const char **texts,
                       const char **classes) {
    const ent_chart *chart = plot->data->chart;
    size_t size = 0;
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        if (!mark->label || !*mark->label) continue;
        bool bold = mark->style == ENT_MARK_SOLUTION;
        ent_label *label = &labels[size];
        memset(label, 0, sizeof *label);
        ent_fit_label(plot, mark->label,
                      frame->box.width * (across(mark)  ? 0.62
                                          : plot->small ? 0.58
                                                        : 0.42),
                      bold, label, &texts[size]);
        classes[size] =
            join(plot->canvas, styles[style_of(mark)].label, ent_colour_of(plot->data->findings, mark->series));
        if (across(mark)) {
            spots_along(label, frame, mark);
        } else {
            label->x = ent_scale_held(&frame->x, mark->from);
            label->y = ent_scale_held(&frame->y, mark->to);
            label->gap = 9.0;
        }
        size++;
    }
    return size;
}

static void draw_leader(const ent_plot *plot, const ent_label *label) {
    const ent_box *box = &label->box;
    double x = fmax(box->x - 2.0, fmin(label->x, box->x + box->width + 2.0));
    double y = fmax(box->y, fmin(label->y, box->y + box->height));
    double dx = x - label->x, dy = y - label->y, length = sqrt(dx * dx + dy * dy);
    if (length < 10.0) return;
    ent_svg_line(plot->canvas, label->x + dx / length * 7.0, label->y + dy / length * 7.0, x, y, "ld");
}

void ent_fit_label(const ent_plot *plot, const char *text, double width, bool bold, ent_label *label,
                   const char **fitted) {
    double size = bold ? ENT_TEXT_SIZE : ENT_SMALL_SIZE;
    const char *lines[2];
    size_t count = ent_text_wrap(plot->canvas, text, width, size, bold, 2, lines);
    *fitted = count > 0 ? lines[0] : "";
    if (count > 1) {
        *fitted = ent_arena_printf(plot->canvas->arena, "%s\n%s", lines[0], lines[1]);
        if (!*fitted) plot->canvas->failed = true;
        if (!*fitted) *fitted = lines[0];
    }
    label->width = ent_widest(lines, count, size, bold);
    label->height = size + 2.0 + (count > 1 ? LINE_STEP : 0.0);
}

static void draw_lines(const ent_plot *plot, double x, double y, const char *anchor, const char *classes,
                       const char *text) {
    const char *second = strchr(text, '\n');
    if (second) {
        char *first = ent_arena_copy(plot->canvas->arena, text, (size_t)(second - text));
        if (!first) plot->canvas->failed = true;
        ent_svg_text(plot->canvas, x, y - LINE_STEP, anchor, classes, first ? first : "");
    }
    ent_svg_text(plot->canvas, x, y, anchor, classes, second ? second + 1 : text);
}

void ent_draw_labels(const ent_plot *plot, const ent_label *labels, const char *const *texts,
                     const char *const *classes, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (!labels[i].placed) continue;
        const ent_box *box = &labels[i].box;
        if (labels[i].leader) draw_leader(plot, &labels[i]);
        /* anchored on the side of its point, so that a narrower font stays close to it */
        bool left = labels[i].x > box->x + box->width * 0.75 && labels[i].gap > 0.0;
        double x = left ? box->x + box->width : box->x;
        char halo[64];
        snprintf(halo, sizeof halo, "halo %s", classes[i]);
        draw_lines(plot, x, box->y + box->height - 3.5, left ? "end" : "start", halo, texts[i]);
    }
}

size_t ent_mark_lines(const ent_plot *plot, const ent_frame *frame, double *lines) {
    const ent_chart *chart = plot->data->chart;
    size_t count = 0;
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        if (!across(mark)) continue;
        ent_box box = mark_box(frame, mark);
        const double line[4] = {box.x, box.y + (mark->axis == 'y' ? box.height : 0.0),
                                box.x + (mark->axis == 'y' ? box.width : 0.0), box.y + box.height};
        memcpy(lines + 4 * count++, line, sizeof line);
    }
    return count;
}

void ent_draw_mark_labels(const ent_plot *plot, const ent_frame *frame, const ent_obstacles *obstacles) {
    size_t most = plot->data->chart->marks_size, given = obstacles ? obstacles->lines_size : 0;
    ent_label *labels = ent_canvas_array(plot->canvas, most + 1, sizeof *labels);
    const char **texts = ent_canvas_array(plot->canvas, most + 1, sizeof *texts);
    const char **classes = ent_canvas_array(plot->canvas, most + 1, sizeof *classes);
    double *lines = ent_canvas_array(plot->canvas, most + given + 1, 4 * sizeof *lines);
    if (!labels || !texts || !classes || !lines) return;
    ent_obstacles all = obstacles ? *obstacles : (ent_obstacles){NULL, 0, NULL, 0};
    if (given > 0) memcpy(lines, all.lines, given * 4 * sizeof *lines);
    all.lines_size = given + ent_mark_lines(plot, frame, lines + 4 * given);
    all.lines = lines;
    size_t size = ent_mark_labels(plot, frame, labels, texts, classes);
    ent_place_labels(labels, size, &frame->box, &all);
    ent_draw_labels(plot, labels, texts, classes, size);
}

/* ---- marks over rows ---------------------------------------------------------------------------------- */

bool ent_mark_in_rows(const ent_plot *plot, const ent_mark *mark, size_t *row) {
    const ent_data *data = plot->data;
    if (data->kind != ENT_CHART_INTERVALS || !mark->series) return false;
    size_t actor = ent_actor_index(data->findings, mark->series);
    const char *name = actor == SIZE_MAX ? mark->series : data->findings->actors[actor].name;
    for (size_t i = 0; i < data->categories_size; i++) {
        if (strcmp(data->categories[i], mark->series) != 0 && (!name || strcmp(data->categories[i], name) != 0))
            continue;
        *row = i;
        return true;
    }
    return false;
}

void ent_draw_row_marks(const ent_plot *plot, const ent_frame *frame) {
    const ent_chart *chart = plot->data->chart;
    for (size_t i = 0; i < chart->marks_size; i++) {
        ent_mark mark = chart->marks[i];
        ent_frame part = *frame;
        size_t row;
        if (!across(&mark)) continue;
        mark.axis = 'x';
        if (ent_mark_in_rows(plot, &mark, &row)) { /* a party's own line stays in its row */
            double slot = frame->box.height / (double)plot->data->categories_size;
            part.box.y += slot * (double)row;
            part.box.height = slot;
        }
        draw_across(plot, &part, &mark);
    }
}

/* Labels of marks over rows stand above the plot, spread so that they do not touch; returns their lines' height. */
double ent_draw_row_mark_labels(const ent_plot *plot, const ent_scale *scale, double top, bool measure) {
    const ent_chart *chart = plot->data->chart;
    double ends[6], right = plot->room.x + plot->room.width;
    size_t lines = 0;
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        if (!across(mark) || !mark->label || !*mark->label) continue;
        double x =
            (ent_scale_held(scale, mark->from) + ent_scale_held(scale, mark->to)) / 2.0; /* of a band its middle */
        double width = ent_text_length(mark->label, ENT_SMALL_SIZE, false);
        double start = fmax(plot->room.x, fmin(x - width / 2.0, right - width));
        size_t line = 0;
        while (line < lines && ends[line] + 8.0 > start)
            line++;
        if (line == sizeof ends / sizeof ends[0]) continue;
        if (line == lines) lines++;
        ends[line] = start + width;
        if (measure) continue;
        const char *classes = join(plot->canvas, "t", ent_colour_of(plot->data->findings, mark->series));
        double y = top + 12.0 + 15.0 * (double)line;
        ent_svg_text_cut(plot->canvas, start, y, "start", classes, ENT_SMALL_SIZE, right - start, mark->label);
    }
    return lines ? 15.0 * (double)lines + 6.0 : 0.0;
}
