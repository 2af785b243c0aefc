/* Lines over time or another number, with bands for what is uncertain and names at their ends. */
#include "findings/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POINTS_MOST = 40, NAMED_MOST = 8 };

double ent_lines_height(const ent_plot *plot) {
    double heading = ent_draw_heading(plot, plot->data->y_title, false, true);
    if (plot->panel) return 150.0;
    return heading + (plot->small ? 230.0 : plot->room.width > 800.0 ? 310.0 : 270.0);
}

/* ---- a line's points ---------------------------------------------------------------------------------- */

typedef struct line_point {
    double x, y, lo, hi; /* on the page */
    double at;
    size_t row;
    ent_basis basis;
} line_point;

typedef struct line_path {
    line_point *points;
    size_t size;
} line_path;

static int by_x(const void *a, const void *b) {
    const line_point *first = a, *second = b;
    if (first->at != second->at) return first->at < second->at ? -1 : 1;
    return first->row < second->row ? -1 : first->row > second->row;
}

static bool same_bin(const line_point *a, const line_point *b) {
    return floor(a->x) == floor(b->x);
}

/* Of many points on one column of pixels keeps the first, the lowest, the highest and the last. */
static void thin(line_path *path) {
    size_t kept = 0;
    for (size_t start = 0, end; start < path->size; start = end) {
        size_t low = start, high = start;
        for (end = start + 1; end < path->size && same_bin(&path->points[start], &path->points[end]); end++) {
            if (path->points[end].y < path->points[low].y) low = end;
            if (path->points[end].y > path->points[high].y) high = end;
        }
        for (size_t i = start; i < end; i++) {
            if (i == start || i == low || i == high || i + 1 == end) path->points[kept++] = path->points[i];
        }
    }
    path->size = kept;
}

static bool read_path(const ent_plot *plot, const ent_frame *frame, size_t series, line_path *path) {
    const ent_data *data = plot->data;
    path->points = ent_canvas_array(plot->canvas, data->size + 1, sizeof *path->points);
    path->size = 0;
    if (!path->points) return false;
    for (size_t i = 0; i < data->size; i++) {
        const ent_datum *datum = &data->rows[i];
        if (datum->series != series || !isfinite(datum->x)) continue;
        path->points[path->size++] =
            (line_point){.x = ent_scale_held(&frame->x, datum->x),
                         .y = isfinite(datum->y) ? ent_scale_held(&frame->y, datum->y) : (double)NAN,
                         .lo = isfinite(datum->lo) ? ent_scale_held(&frame->y, datum->lo) : (double)NAN,
                         .hi = isfinite(datum->hi) ? ent_scale_held(&frame->y, datum->hi) : (double)NAN,
                         .at = datum->x,
                         .row = i,
                         .basis = datum->basis};
    }
    qsort(path->points, path->size, sizeof *path->points, by_x);
    if (path->size > ENT_THIN_ABOVE) thin(path);
    return true;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_band(const ent_plot *plot, const line_path *path, const ent_series *series) {
    for (size_t start = 0, end; start < path->size; start = end + 1) {
        end = start;
        while (end < path->size && isfinite(path->points[end].lo) && isfinite(path->points[end].hi))
            end++;
        if (end < start + 2) continue;
        char classes[32] = "band ";
        strncat(classes, series->colour, 8);
        ent_svg_open_path(plot->canvas, classes);
        for (size_t i = start; i < end; i++)
            ent_svg_path_point(plot->canvas, i == start ? 'M' : 'L', path->points[i].x, path->points[i].hi);
        for (size_t i = end; i-- > start;)
            ent_svg_path_point(plot->canvas, 'L', path->points[i].x, path->points[i].lo);
        ent_buffer_text(plot->canvas->out, "Z\"/>");
    }
}

static bool soft(ent_basis basis) {
    return basis == ENT_JUDGED || basis == ENT_UNOWNED;
}

/* One stroke through neighbours; where a point is a judgement, the way to it is dotted. */
static void draw_strokes(const ent_plot *plot, const line_path *path, const ent_series *series, bool dotted) {
    char classes[64];
    snprintf(classes, sizeof classes, "ln %s %s%s", series->colour, dotted ? "dt" : series->dash,
             series->faint ? " fa" : "");
    bool open = false;
    for (size_t i = 1; i < path->size; i++) {
        const line_point *a = &path->points[i - 1], *b = &path->points[i];
        if (!isfinite(a->y) || !isfinite(b->y) || soft(b->basis) != dotted) continue;
        bool joins = open && i >= 2 && isfinite(path->points[i - 2].y) && soft(a->basis) == dotted;
        if (!open) ent_svg_open_path(plot->canvas, classes);
        if (!joins) ent_svg_path_point(plot->canvas, 'M', a->x, a->y);
        ent_svg_path_point(plot->canvas, 'L', b->x, b->y);
        open = true;
    }
    if (open) ent_buffer_text(plot->canvas->out, "\"/>");
}

static void draw_points(const ent_plot *plot, const line_path *path, const ent_series *series) {
    double radius = plot->panel ? 2.6 : path->size > 24 ? 3.0 : 3.8;
    for (size_t i = 0; i < path->size; i++) {
        const line_point *point = &path->points[i];
        bool alone =
            (i == 0 || !isfinite(path->points[i - 1].y)) && (i + 1 == path->size || !isfinite(path->points[i + 1].y));
        if (!isfinite(point->y) || (path->size > POINTS_MOST && !alone)) continue;
        ent_svg_shape(plot->canvas, series->shape, point->x, point->y, radius, point->basis, series->colour, NULL);
    }
}

/* ---- names at the ends -------------------------------------------------------------------------------- */

typedef struct end_name {
    double y;
    size_t series;
} end_name;

static int by_y(const void *a, const void *b) {
    const end_name *first = a, *second = b;
    if (first->y != second->y) return first->y < second->y ? -1 : 1;
    return first->series < second->series ? -1 : first->series > second->series;
}

static double names_room(const ent_plot *plot) {
    const ent_data *data = plot->data;
    if (plot->panel || data->series_size < 2 || data->series_size > NAMED_MOST) return 0.0;
    double widest = 0.0;
    for (size_t i = 0; i < data->series_size; i++)
        widest = fmax(widest, ent_text_length(data->series[i].name, ENT_TEXT_SIZE, true));
    return widest + 16.0 <= plot->room.width * 0.3 ? widest + 16.0 : 0.0;
}

static void draw_names(const ent_plot *plot, const ent_frame *frame, const line_path *paths) {
    const ent_data *data = plot->data;
    end_name names[NAMED_MOST];
    double centres[NAMED_MOST];
    size_t size = 0;
    for (size_t i = 0; i < data->series_size && i < NAMED_MOST; i++) {
        size_t last = paths[i].size;
        while (last > 0 && !isfinite(paths[i].points[last - 1].y))
            last--;
        if (last > 0) names[size++] = (end_name){paths[i].points[last - 1].y, i};
    }
    qsort(names, size, sizeof *names, by_y);
    for (size_t i = 0; i < size; i++)
        centres[i] = names[i].y;
    ent_place_spread(centres, size, ENT_LINE, frame->box.y, frame->box.y + frame->box.height);
    for (size_t i = 0; i < size; i++) {
        char classes[32] = "lb f ";
        strncat(classes, data->series[names[i].series].colour, 8);
        ent_svg_text(plot->canvas, frame->box.x + frame->box.width + 9.0, centres[i] + 4.5, "start", classes,
                     data->series[names[i].series].name);
    }
}

/* ---- the chart ---------------------------------------------------------------------------------------- */

static void label_marks(const ent_plot *plot, const ent_frame *frame, const line_path *paths) {
    size_t segments = 0, points = 0;
    for (size_t i = 0; i < plot->data->series_size; i++)
        points += paths[i].size;
    double *lines = ent_canvas_array(plot->canvas, points + 1, 4 * sizeof *lines);
    if (!lines || plot->panel) return;
    for (size_t i = 0; i < plot->data->series_size; i++) {
        for (size_t j = 1; j < paths[i].size; j++) {
            const line_point *a = &paths[i].points[j - 1], *b = &paths[i].points[j];
            if (!isfinite(a->y) || !isfinite(b->y)) continue;
            const double line[4] = {a->x, a->y, b->x, b->y};
            memcpy(lines + 4 * segments++, line, sizeof line);
        }
    }
    ent_obstacles obstacles = {.lines = lines, .lines_size = segments};
    ent_draw_mark_labels(plot, frame, &obstacles);
}

void ent_lines_draw(const ent_plot *plot) {
    const ent_data *data = plot->data;
    double right = names_room(plot);
    ent_axes_wish wish = {.legend = right == 0.0, .right = right};
    ent_frame frame;
    ent_draw_axes(plot, &wish, &frame);
    line_path *paths = ent_canvas_array(plot->canvas, data->series_size, sizeof *paths);
    for (size_t i = 0; paths && i < data->series_size; i++) {
        if (!read_path(plot, &frame, i, &paths[i])) return;
    }
    if (!paths) return;
    ent_draw_marks(plot, &frame);
    for (size_t i = 0; i < data->series_size; i++)
        draw_band(plot, &paths[i], &data->series[i]);
    for (size_t i = 0; i < data->series_size; i++) {
        draw_strokes(plot, &paths[i], &data->series[i], false);
        draw_strokes(plot, &paths[i], &data->series[i], true);
    }
    for (size_t i = 0; i < data->series_size; i++)
        draw_points(plot, &paths[i], &data->series[i]);
    ent_draw_mark_points(plot, &frame);
    label_marks(plot, &frame, paths);
    if (right > 0.0) draw_names(plot, &frame, paths);
}
