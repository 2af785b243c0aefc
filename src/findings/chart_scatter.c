/* Scatter: a faint cloud, a joined frontier, the region both sides gain from, labelled points. */
#include "findings/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABELS_MOST = 40, OBSTACLES_MOST = 1500, DOTS_MOST = 80 };

double ent_scatter_height(const ent_plot *plot) {
    double heading = ent_draw_heading(plot, plot->data->y_title, false, true);
    if (plot->panel) return 190.0;
    return heading + fmax(270.0, fmin(plot->room.width * 0.74, 430.0));
}

typedef struct dot {
    double x, y;
    const ent_datum *datum;
} dot;

typedef struct dot_list {
    dot *items;
    size_t size;
} dot_list;

/* ---- thinning ----------------------------------------------------------------------------------------- */

static void extremes(const dot_list *all, bool *keep) {
    size_t ends[4] = {0, 0, 0, 0};
    for (size_t i = 0; i < all->size; i++) {
        if (all->items[i].x < all->items[ends[0]].x) ends[0] = i;
        if (all->items[i].x > all->items[ends[1]].x) ends[1] = i;
        if (all->items[i].y < all->items[ends[2]].y) ends[2] = i;
        if (all->items[i].y > all->items[ends[3]].y) ends[3] = i;
    }
    for (size_t i = 0; i < 4 && all->size > 0; i++)
        keep[ends[i]] = true;
}

/* Keeps one point of each small cell, the extremes, and all with a label. */
static void thin(const ent_plot *plot, const ent_frame *frame, dot_list *all) {
    static const double CELL = 3.5;
    size_t across = (size_t)(frame->box.width / CELL) + 2, down = (size_t)(frame->box.height / CELL) + 2, kept = 0;
    bool *seen = ent_canvas_array(plot->canvas, across * down, sizeof *seen);
    bool *keep = ent_canvas_array(plot->canvas, all->size + 1, sizeof *keep);
    if (!seen || !keep) return;
    extremes(all, keep);
    for (size_t i = 0; i < all->size; i++) {
        const dot *spot = &all->items[i];
        size_t column = (size_t)fmax((spot->x - frame->box.x) / CELL, 0.0);
        size_t row = (size_t)fmax((spot->y - frame->box.y) / CELL, 0.0);
        bool *cell = &seen[(row < down ? row : down - 1) * across + (column < across ? column : across - 1)];
        if (*cell && !keep[i] && !spot->datum->label) continue;
        *cell = true;
        all->items[kept++] = *spot;
    }
    all->size = kept;
}

static bool read_spots(const ent_plot *plot, const ent_frame *frame, size_t series, dot_list *all) {
    const ent_data *data = plot->data;
    size_t count = 0;
    all->size = 0;
    for (size_t i = 0; i < data->size; i++)
        count += data->rows[i].series == series;
    all->items = ent_canvas_array(plot->canvas, count + 1, sizeof *all->items);
    if (!all->items) return false;
    for (size_t i = 0; i < data->size; i++) {
        const ent_datum *datum = &data->rows[i];
        if (datum->series != series || !isfinite(datum->x) || !isfinite(datum->y)) continue;
        all->items[all->size++] =
            (dot){ent_scale_held(&frame->x, datum->x), ent_scale_held(&frame->y, datum->y), datum};
    }
    if (data->size > ENT_THIN_ABOVE) thin(plot, frame, all);
    return true;
}

/* ---- the frontier and what lies under it -------------------------------------------------------------- */

static int by_x(const void *a, const void *b) {
    const dot *first = a, *second = b;
    if (first->x != second->x) return first->x < second->x ? -1 : 1;
    if (first->y != second->y) return first->y < second->y ? -1 : 1;
    return first->datum < second->datum ? -1 : first->datum > second->datum;
}

/* The only no-deal line across an axis, in page units. */
static bool no_deal_line(const ent_plot *plot, const ent_frame *frame, char axis, double *at) {
    const ent_chart *chart = plot->data->chart;
    size_t found = 0;
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        if (mark->style != ENT_MARK_NO_DEAL || mark->axis != axis || mark->from != mark->to) continue;
        *at = ent_scale_held(axis == 'x' ? &frame->x : &frame->y, mark->from);
        found++;
    }
    return found == 1;
}

/* The point of a segment at x. */
static double height_at(const dot *a, const dot *b, double x) {
    return b->x == a->x ? b->y : a->y + (b->y - a->y) * (x - a->x) / (b->x - a->x);
}

/* Shades what gives both more than no deal, up to the frontier. Page y runs downwards. */
static void draw_zone(const ent_plot *plot, const ent_frame *frame, const dot_list *line) {
    double x = 0.0, y = 0.0;
    if (!no_deal_line(plot, frame, 'x', &x) || !no_deal_line(plot, frame, 'y', &y)) return;
    bool open = false;
    double last = x;
    for (size_t i = 0; i < line->size; i++) {
        const dot *at = &line->items[i];
        if (at->x < x || at->y > y) continue;
        if (!open) {
            ent_svg_open_path(plot->canvas, "zone");
            ent_svg_path_point(plot->canvas, 'M', x, y);
            double top = i > 0 ? height_at(&line->items[i - 1], at, x) : at->y;
            ent_svg_path_point(plot->canvas, 'L', x, fmin(top, at->y));
            open = true;
        }
        ent_svg_path_point(plot->canvas, 'L', at->x, at->y);
        last = at->x;
        if (i + 1 < line->size && line->items[i + 1].y > y && line->items[i + 1].y > at->y) {
            const dot *next = &line->items[i + 1];
            last = at->x + (next->x - at->x) * (y - at->y) / (next->y - at->y);
        }
    }
    if (!open) return;
    ent_svg_path_point(plot->canvas, 'L', last, y);
    ent_buffer_text(plot->canvas->out, "Z\"/>");
}

static void draw_frontier(const ent_plot *plot, const ent_frame *frame, dot_list *line) {
    qsort(line->items, line->size, sizeof *line->items, by_x);
    draw_zone(plot, frame, line);
    ent_svg_open_path(plot->canvas, "fr");
    for (size_t i = 0; i < line->size; i++)
        ent_svg_path_point(plot->canvas, i == 0 ? 'M' : 'L', line->items[i].x, line->items[i].y);
    ent_buffer_text(plot->canvas->out, "\"/>");
    for (size_t i = 0; line->size <= DOTS_MOST / 3 && i < line->size; i++)
        ent_svg_shape(plot->canvas, 0, line->items[i].x, line->items[i].y, 1.7, ENT_BASIS_NONE, "qi", NULL);
}

/* ---- points ------------------------------------------------------------------------------------------- */

/* A cloud is one path of dots: a tenth of the bytes of as many circles. */
static void draw_cloud(const ent_plot *plot, const dot_list *all, const char *classes) {
    ent_svg_open_path(plot->canvas, classes);
    for (size_t i = 0; i < all->size; i++) {
        ent_svg_path_point(plot->canvas, 'M', all->items[i].x, all->items[i].y);
        ent_buffer_text(plot->canvas->out, "h0");
    }
    ent_buffer_text(plot->canvas->out, "\"/>");
}

static void draw_series(const ent_plot *plot, const ent_frame *frame, const ent_series *series, dot_list *all) {
    if (all->size == 0) return;
    if (series->faint) {
        draw_cloud(plot, all, "cl qf");
    } else if (series->joined) {
        draw_frontier(plot, frame, all);
    } else if (all->size > DOTS_MOST * 4) {
        char classes[32] = "cl many ";
        strncat(classes, series->colour, 8);
        draw_cloud(plot, all, classes);
    } else {
        double radius = all->size > DOTS_MOST ? 3.0 : 4.6;
        for (size_t i = 0; i < all->size; i++)
            ent_svg_shape(plot->canvas, series->shape, all->items[i].x, all->items[i].y, radius,
                          all->items[i].datum->basis, series->colour, all->items[i].datum->label);
    }
}

/* ---- labels ------------------------------------------------------------------------------------------- */

typedef struct letter_plan {
    ent_label *labels;
    const char **texts, **classes;
    size_t size;
    ent_box *boxes;
    size_t boxes_size;
    double *lines;
    size_t lines_size;
} letter_plan;

static void add_point_labels(const ent_plot *plot, const ent_frame *frame, const dot_list *all,
                             const ent_series *series, letter_plan *out) {
    for (size_t i = 0; i < all->size; i++) {
        const dot *spot = &all->items[i];
        if (!series->faint && out->boxes_size < OBSTACLES_MOST)
            out->boxes[out->boxes_size++] = (ent_box){spot->x - 4.0, spot->y - 4.0, 8.0, 8.0};
        if (series->joined && i > 0 && out->lines_size < OBSTACLES_MOST) {
            const double line[4] = {all->items[i - 1].x, all->items[i - 1].y, spot->x, spot->y};
            memcpy(out->lines + 4 * out->lines_size++, line, sizeof line);
        }
        const char *text = spot->datum->label;
        if (!text || series->faint || out->size >= LABELS_MOST) continue;
        ent_label *label = &out->labels[out->size];
        memset(label, 0, sizeof *label);
        ent_fit_label(plot, text, frame->box.width * (plot->small ? 0.58 : 0.42), true, label, &out->texts[out->size]);
        out->classes[out->size] = "lb";
        label->x = spot->x;
        label->y = spot->y;
        label->gap = 8.0;
        out->size++;
    }
}

static bool make_lettering(const ent_plot *plot, letter_plan *out) {
    size_t most = LABELS_MOST + plot->data->chart->marks_size + 1;
    memset(out, 0, sizeof *out);
    out->labels = ent_canvas_array(plot->canvas, most, sizeof *out->labels);
    out->texts = ent_canvas_array(plot->canvas, most, sizeof *out->texts);
    out->classes = ent_canvas_array(plot->canvas, most, sizeof *out->classes);
    out->boxes = ent_canvas_array(plot->canvas, OBSTACLES_MOST + plot->data->chart->marks_size, sizeof *out->boxes);
    out->lines = ent_canvas_array(plot->canvas, OBSTACLES_MOST + plot->data->chart->marks_size, 4 * sizeof(double));
    return out->labels && out->texts && out->classes && out->boxes && out->lines;
}

static void avoid_marks(const ent_plot *plot, const ent_frame *frame, letter_plan *out) {
    const ent_chart *chart = plot->data->chart;
    out->lines_size += ent_mark_lines(plot, frame, out->lines + 4 * out->lines_size);
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        if (mark->axis == 'x' || mark->axis == 'y') continue;
        double x = ent_scale_held(&frame->x, mark->from), y = ent_scale_held(&frame->y, mark->to);
        out->boxes[out->boxes_size++] = (ent_box){x - 6.0, y - 6.0, 12.0, 12.0};
    }
}

static void letter(const ent_plot *plot, const ent_frame *frame, const dot_list *all) {
    letter_plan out;
    if (!make_lettering(plot, &out)) return;
    /* solutions and lines first: they are what the chart is about */
    out.size = ent_mark_labels(plot, frame, out.labels, out.texts, out.classes);
    for (size_t i = 0; i < plot->data->series_size; i++)
        add_point_labels(plot, frame, &all[i], &plot->data->series[i], &out);
    avoid_marks(plot, frame, &out);
    ent_obstacles obstacles = {out.boxes, out.boxes_size, out.lines, out.lines_size};
    ent_place_labels(out.labels, out.size, &frame->box, &obstacles);
    ent_draw_labels(plot, out.labels, out.texts, out.classes, out.size);
}

/* ---- the chart ---------------------------------------------------------------------------------------- */

/* Series that need a name: neither cloud nor frontier, and not already named point by point. */
static bool needs_legend(const ent_data *data) {
    size_t plain = 0;
    bool unnamed = false;
    for (size_t i = 0; i < data->size; i++) {
        const ent_series *series = &data->series[data->rows[i].series];
        if (!series->faint && !series->joined && !data->rows[i].label) unnamed = true;
    }
    for (size_t i = 0; i < data->series_size; i++)
        plain += !data->series[i].faint && !data->series[i].joined;
    return plain > 1 || (unnamed && data->series_size > 1);
}

void ent_scatter_draw(const ent_plot *plot) {
    const ent_data *data = plot->data;
    ent_axes_wish wish = {.legend = needs_legend(data), .grid_x = true};
    ent_frame frame;
    ent_draw_axes(plot, &wish, &frame);
    dot_list *all = ent_canvas_array(plot->canvas, data->series_size, sizeof *all);
    for (size_t i = 0; all && i < data->series_size; i++) {
        if (!read_spots(plot, &frame, i, &all[i])) return;
    }
    if (!all) return;
    ent_draw_marks(plot, &frame);
    for (int layer = 0; layer < 3; layer++) { /* cloud, frontier, points */
        for (size_t i = 0; i < data->series_size; i++) {
            int wanted = data->series[i].faint ? 0 : data->series[i].joined ? 1 : 2;
            if (wanted == layer) draw_series(plot, &frame, &data->series[i], &all[i]);
        }
    }
    ent_draw_mark_points(plot, &frame);
    if (!plot->panel) letter(plot, &frame, all);
}
