/* Ternary: three parties' shares of one total as a triangle, a region of it (the core), points with names. */
#include "findings/chart.h"
#include "findings/ternary.h"

#include <math.h>
#include <string.h>

enum { LABELS_MOST = 30, TICKS_MOST = 12 };

static const double SIDE_MOST = 460.0, PANEL_SIDE = 150.0, TOP_LINE = 22.0, TICK_LINE = 20.0, BOTTOM_LINE = 20.0;
static const double HALF_ROOT_3 = 0.86602540378443864676;

typedef struct dot {
    double x, y;
    const ent_datum *datum;
} dot;

typedef struct tick {
    double place; /* 0 on the side opposite the corner, 1 at the corner */
    const char *text;
} tick;

/* What is drawn, and where. */
typedef struct sheet {
    const ent_plot *plot;
    ent_ternary triangle;
    double corner[3][2]; /* first on top, second at the left, third at the right */
    double side;
    tick ticks[3][TICKS_MOST];
    size_t ticks_size[3];
    double factor;
    const char *factor_name;
    dot *dots;
    size_t dots_size;
} sheet;

/* ---- places ------------------------------------------------------------------------------------------- */

static void spot_of(const sheet *s, const double place[3], double out[2]) {
    for (size_t axis = 0; axis < 2; axis++)
        out[axis] = place[0] * s->corner[0][axis] + place[1] * s->corner[1][axis] + place[2] * s->corner[2][axis];
}

/* Where the line of equal shares of a corner meets the side towards the next corner, and the side towards the one
 * after that. */
static void line_of(const sheet *s, size_t corner, double place, double next[2], double other[2]) {
    double at[3] = {0, 0, 0};
    at[corner] = place;
    at[(corner + 1) % 3] = 1 - place;
    spot_of(s, at, next);
    at[(corner + 1) % 3] = 0;
    at[(corner + 2) % 3] = 1 - place;
    spot_of(s, at, other);
}

static void read_triangle(sheet *s) {
    const ent_data *data = s->plot->data;
    double(*points)[3] = ent_canvas_array(s->plot->canvas, data->size + 1, sizeof *points);
    for (size_t i = 0; points != NULL && i < data->size; i++)
        memcpy(points[i], (const double[3]){data->rows[i].x, data->rows[i].y, data->rows[i].lo}, sizeof *points);
    if (points != NULL) ent_ternary_make(&s->triangle, (const double(*)[3])points, data->size);
}

static void make_ticks(sheet *s) {
    char name[ENT_SCALE_TEXT];
    double largest = 0.0;
    for (size_t i = 0; i < 3; i++)
        largest = fmax(largest, fmax(fabs(s->triangle.least[i]), fabs(s->triangle.least[i] + s->triangle.size)));
    s->factor = ent_scale_factor(largest, name);
    s->factor_name = ent_arena_text(s->plot->canvas->arena, s->factor != 1.0 ? name : "");
    if (s->factor_name == NULL) s->plot->canvas->failed = true;
    for (size_t i = 0; i < 3; i++) {
        ent_scale scale;
        ent_scale_wish wish = {.low = s->triangle.least[i],
                               .high = s->triangle.least[i] + s->triangle.size,
                               .to = 1.0,
                               .most = s->plot->small || s->plot->panel ? 4 : 5,
                               .digits = s->plot->data->y_digits};
        ent_scale_make(&scale, &wish);
        s->ticks_size[i] = 0;
        for (size_t k = 0; k < scale.ticks_size && s->ticks_size[i] < TICKS_MOST; k++) {
            double place = (scale.ticks[k].value - s->triangle.least[i]) / s->triangle.size;
            if (place < 0.07 || place > 0.93) continue; /* the corners have their names */
            s->ticks[i][s->ticks_size[i]++] = (tick){
                place, ent_value_text(s->plot->canvas, scale.ticks[k].value, s->plot->data->y_digits, s->factor)};
        }
    }
}

/* ---- legend ------------------------------------------------------------------------------------------- */

/* A region, or points that are not named one by one. */
static bool in_legend(const ent_data *data, size_t series) {
    bool any = false, unnamed = false;
    for (size_t i = 0; i < data->size; i++) {
        if (data->rows[i].series != series) continue;
        any = true;
        unnamed = unnamed || data->rows[i].label == NULL;
    }
    return any && *data->series[series].name && (data->series[series].joined || data->series[series].faint || unnamed);
}

/* Points stand out from the region, which has the accent. */
static const char *colour_of(const ent_series *series) {
    return strcmp(series->colour, "q0") == 0 ? "qi" : series->colour;
}

static void draw_swatch(ent_canvas *canvas, const ent_series *series, double x, double y) {
    const ent_box box = {x, y - 10.0, 14.0, 11.0};
    if (!series->joined && !series->faint) {
        ent_svg_shape(canvas, series->shape, x + 6.0, y - 4.0, 4.2, ENT_BASIS_NONE, colour_of(series), NULL);
        return;
    }
    ent_svg_rect(canvas, box, 2.0, series->joined ? "zone" : "band qf");
    ent_svg_open_path(canvas, series->joined ? "ln q0" : "ln fa qf");
    ent_svg_path_point(canvas, 'M', box.x, box.y);
    ent_svg_path_point(canvas, 'L', box.x + box.width, box.y);
    ent_svg_path_point(canvas, 'L', box.x + box.width, box.y + box.height);
    ent_svg_path_point(canvas, 'L', box.x, box.y + box.height);
    ent_buffer_text(canvas->out, "Z\"/>");
}

static double draw_legend(const ent_plot *plot, double top, bool measure) {
    const ent_data *data = plot->data;
    double x = plot->room.x, y = top + 12.0, right = plot->room.x + plot->room.width;
    bool any = false;
    for (size_t i = 0; i < data->series_size && !plot->panel; i++) {
        if (!in_legend(data, i)) continue;
        const char *name = data->series[i].name;
        double width = fmin(22.0 + ent_text_length(name, ENT_SMALL_SIZE, false), plot->room.width);
        if (x > plot->room.x && x + width > right) {
            x = plot->room.x;
            y += ENT_LINE;
        }
        any = true;
        if (!measure) {
            draw_swatch(plot->canvas, &data->series[i], x, y);
            ent_svg_text_cut(plot->canvas, x + 20.0, y, "start", "t", ENT_SMALL_SIZE, width - 20.0, name);
        }
        x += width + 14.0;
    }
    return any ? y + 10.0 - top : 0.0;
}

static double draw_heading(const sheet *s, bool measure) {
    const ent_plot *plot = s->plot;
    const ent_scale named = {.suffix = ""};
    ent_scale scale = named;
    strncat(scale.suffix, s->factor_name != NULL ? s->factor_name : "", ENT_SCALE_TEXT - 1);
    const char *title = plot->data->y_title, *subtitle = plot->data->chart->subtitle;
    if (title != NULL && subtitle != NULL && strstr(subtitle, title) != NULL) title = NULL; /* said already */
    title = ent_title_with_factor(plot->canvas, title, &scale);
    double used = ent_draw_heading(plot, title, false, measure);
    return used + draw_legend(plot, plot->room.y + used, measure);
}

/* ---- layout ------------------------------------------------------------------------------------------- */

/* As large as the numbers beside it allow; those at the left and right stand where the triangle has narrowed. */
static double side_of(const sheet *s) {
    const double width = s->plot->room.width;
    double side = fmin(width, s->plot->panel ? PANEL_SIDE : SIDE_MOST);
    for (size_t i = 0; i < 3; i += 2) {
        for (size_t k = 0; k < s->ticks_size[i]; k++) {
            double place = s->ticks[i][k].place, inset = (i == 0 ? place : 1.0 - place) / 2.0;
            double text = ent_text_length(s->ticks[i][k].text, ENT_SMALL_SIZE, false) + 8.0;
            side = fmin(side, (width / 2.0 - text) / (0.5 - inset));
        }
    }
    return fmax(60.0, side);
}

static bool begin(sheet *s, const ent_plot *plot) {
    *s = (sheet){.plot = plot};
    read_triangle(s);
    if (!s->triangle.any) return false;
    make_ticks(s);
    s->side = side_of(s);
    return true;
}

double ent_ternary_height(const ent_plot *plot) {
    sheet s;
    if (!begin(&s, plot)) return 48.0;
    return draw_heading(&s, true) + TOP_LINE + s.side * HALF_ROOT_3 + TICK_LINE + BOTTOM_LINE;
}

static void set_corners(sheet *s, double top) {
    double middle = s->plot->room.x + s->plot->room.width / 2.0;
    double low = top + s->side * HALF_ROOT_3;
    const double corners[3][2] = {{middle, top}, {middle - s->side / 2.0, low}, {middle + s->side / 2.0, low}};
    memcpy(s->corner, corners, sizeof corners);
}

static void read_dots(sheet *s) {
    const ent_data *data = s->plot->data;
    s->dots = ent_canvas_array(s->plot->canvas, data->size + 1, sizeof *s->dots);
    for (size_t i = 0; s->dots != NULL && i < data->size; i++) {
        const ent_datum *datum = &data->rows[i];
        const double point[3] = {datum->x, datum->y, datum->lo};
        double place[3], spot[2];
        if (!isfinite(point[0]) || !isfinite(point[1]) || !isfinite(point[2])) continue;
        ent_ternary_place(&s->triangle, point, place);
        spot_of(s, place, spot);
        s->dots[s->dots_size++] = (dot){spot[0], spot[1], datum};
    }
}

/* ---- the triangle ------------------------------------------------------------------------------------- */

static void draw_grid(const sheet *s) {
    ent_canvas *canvas = s->plot->canvas;
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < s->ticks_size[i]; k++) {
            double next[2], other[2];
            line_of(s, i, s->ticks[i][k].place, next, other);
            ent_svg_line(canvas, next[0], next[1], other[0], other[1], "g");
        }
    }
    for (size_t i = 0; i < 3; i++) {
        const double *a = s->corner[i], *b = s->corner[(i + 1) % 3];
        ent_svg_line(canvas, a[0], a[1], b[0], b[1], "z");
    }
}

/* Ticks of a corner stand at the end of its lines: at the left side, below, at the right side. Where they are. */
static ent_box tick_box(const sheet *s, size_t corner, size_t k) {
    double next[2], other[2], width = ent_text_length(s->ticks[corner][k].text, ENT_SMALL_SIZE, false);
    line_of(s, corner, s->ticks[corner][k].place, next, other);
    if (corner == 0) return (ent_box){next[0] - 6.0 - width, next[1] - 7.0, width, 14.0};
    if (corner == 1) return (ent_box){next[0] + 3.0 - width / 2.0, next[1] + 4.0, width, 14.0};
    return (ent_box){next[0] + 6.0, next[1] - 7.0, width, 14.0};
}

static const char *classes_of(const sheet *s, const char *kind, size_t corner) {
    const char *colour = s->plot->data->corners[corner].colour;
    char *text = ent_arena_printf(s->plot->canvas->arena, "%s%s%s", kind, *colour ? " f " : "", colour);
    if (text == NULL) s->plot->canvas->failed = true;
    return text != NULL ? text : kind;
}

static void draw_ticks(const sheet *s) {
    static const char *const anchors[] = {"end", "middle", "start"};
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < s->ticks_size[i]; k++) {
            ent_box box = tick_box(s, i, k);
            double x = i == 0 ? box.x + box.width : i == 1 ? box.x + box.width / 2.0 : box.x;
            ent_svg_text(s->plot->canvas, x, box.y + 11.0, anchors[i], classes_of(s, "c", i), s->ticks[i][k].text);
        }
    }
}

/* Names at the corners, with the party's mark. */
static void draw_corners(const sheet *s) {
    const ent_plot *plot = s->plot;
    double left = plot->room.x, right = left + plot->room.width;
    double below = s->corner[1][1] + TICK_LINE + 14.0;
    for (size_t i = 0; i < 3; i++) {
        const ent_series *corner = &plot->data->corners[i];
        double most = i == 0 ? plot->room.width - 20.0 : plot->room.width / 2.0 - 24.0;
        const char *name = ent_text_fit(plot->canvas, corner->name, most, ENT_TEXT_SIZE, true);
        double width = ent_text_length(name, ENT_TEXT_SIZE, true) + 15.0;
        double start = s->corner[i][0] - width / 2.0;
        start = fmax(left, fmin(start, right - width));
        double y = i == 0 ? s->corner[0][1] - 8.0 : below;
        ent_svg_shape(plot->canvas, corner->shape, start + 5.0, y - 4.5, 4.6, ENT_BASIS_NONE,
                      *corner->colour ? corner->colour : "qi", NULL);
        ent_svg_text_cut(plot->canvas, start + 15.0, y, "start", classes_of(s, "lb", i), ENT_TEXT_SIZE, most,
                         corner->name);
    }
}

/* ---- regions and points ------------------------------------------------------------------------------- */

typedef struct obstacle_list {
    ent_box *boxes;
    size_t boxes_size;
    double *lines;
    size_t lines_size;
} obstacle_list;

static void add_line(obstacle_list *all, const double from[2], const double to[2]) {
    memcpy(all->lines + 4 * all->lines_size++, (const double[4]){from[0], from[1], to[0], to[1]}, 4 * sizeof(double));
}

/* What all points of a series lie within: an area, a line, a ring around a single point. */
static void draw_region(const sheet *s, size_t series, obstacle_list *all) {
    ent_canvas *canvas = s->plot->canvas;
    const bool faint = s->plot->data->series[series].faint;
    double(*spots)[2] = ent_canvas_array(canvas, s->dots_size + 1, sizeof *spots);
    double(*hull)[2] = ent_canvas_array(canvas, 2 * s->dots_size + 2, sizeof *hull);
    size_t size = 0;
    if (spots == NULL || hull == NULL) return;
    for (size_t i = 0; i < s->dots_size; i++)
        if (s->dots[i].datum->series == series)
            memcpy(spots[size++], (const double[2]){s->dots[i].x, s->dots[i].y}, sizeof *spots);
    size = ent_hull(spots, size, hull);
    if (size == 1)
        ent_svg_shape(canvas, 0, hull[0][0], hull[0][1], faint ? 11.0 : 8.0, ENT_JUDGED, faint ? "qf" : "q0", NULL);
    for (int outline = 0; outline < 2 && size > 1; outline++) {
        if (outline == 0 && size == 2) continue;
        ent_svg_open_path(canvas, outline ? (faint ? "ln fa qf" : "ln q0") : faint ? "band qf" : "zone");
        for (size_t i = 0; i < size; i++)
            ent_svg_path_point(canvas, i == 0 ? 'M' : 'L', hull[i][0], hull[i][1]);
        ent_buffer_text(canvas->out, "Z\"/>");
    }
    for (size_t i = 0; size > 1 && i < size; i++)
        add_line(all, hull[i], hull[(i + 1) % size]);
}

static bool is_region(const ent_series *series) {
    return series->joined || series->faint;
}

static void draw_points(const sheet *s, obstacle_list *all) {
    for (size_t i = 0; i < s->dots_size; i++) {
        const dot *at = &s->dots[i];
        const ent_series *series = &s->plot->data->series[at->datum->series];
        if (is_region(series)) continue;
        ent_svg_shape(s->plot->canvas, series->shape, at->x, at->y, 4.6, at->datum->basis, colour_of(series),
                      at->datum->label);
        all->boxes[all->boxes_size++] = (ent_box){at->x - 4.5, at->y - 4.5, 9.0, 9.0};
    }
}

/* ---- names of points ---------------------------------------------------------------------------------- */

static void letter(const sheet *s, obstacle_list *all) {
    const ent_plot *plot = s->plot;
    ent_label *labels = ent_canvas_array(plot->canvas, LABELS_MOST, sizeof *labels);
    const char **texts = ent_canvas_array(plot->canvas, LABELS_MOST, sizeof *texts);
    const char **classes = ent_canvas_array(plot->canvas, LABELS_MOST, sizeof *classes);
    size_t size = 0;
    if (labels == NULL || texts == NULL || classes == NULL) return;
    for (size_t i = 0; i < s->dots_size && size < LABELS_MOST; i++) {
        const dot *at = &s->dots[i];
        if (is_region(&plot->data->series[at->datum->series]) || at->datum->label == NULL) continue;
        ent_fit_label(plot, at->datum->label, plot->room.width * (plot->small ? 0.5 : 0.34), true, &labels[size],
                      &texts[size]);
        labels[size].x = at->x;
        labels[size].y = at->y;
        labels[size].gap = 8.0;
        classes[size++] = "lb";
    }
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k < s->ticks_size[i]; k++)
            all->boxes[all->boxes_size++] = tick_box(s, i, k);
        add_line(all, s->corner[i], s->corner[(i + 1) % 3]);
    }
    ent_obstacles obstacles = {all->boxes, all->boxes_size, all->lines, all->lines_size};
    const double top = s->corner[0][1];
    const ent_box bounds = {plot->room.x, top, plot->room.width, s->corner[1][1] - top};
    ent_place_labels(labels, size, &bounds, &obstacles);
    ent_draw_labels(plot, labels, texts, classes, size);
}

/* ---- the chart ---------------------------------------------------------------------------------------- */

void ent_ternary_draw(const ent_plot *plot) {
    sheet s;
    obstacle_list all = {0};
    if (!begin(&s, plot)) {
        ent_svg_text(plot->canvas, plot->room.x + plot->room.width / 2.0, plot->room.y + 28.0, "middle", "t",
                     "No data to draw.");
        return;
    }
    set_corners(&s, plot->room.y + draw_heading(&s, false) + TOP_LINE);
    read_dots(&s);
    all.boxes = ent_canvas_array(plot->canvas, s.dots_size + (size_t)3 * TICKS_MOST + 1, sizeof *all.boxes);
    all.lines = ent_canvas_array(plot->canvas, 2 * s.dots_size + 8, 4 * sizeof *all.lines);
    if (s.dots == NULL || all.boxes == NULL || all.lines == NULL) return;
    draw_grid(&s);
    for (int layer = 0; layer < 2; layer++)
        for (size_t i = 0; i < plot->data->series_size; i++) {
            const ent_series *series = &plot->data->series[i];
            if (is_region(series) && series->faint == (layer == 0)) draw_region(&s, i, &all);
        }
    draw_points(&s, &all);
    draw_ticks(&s);
    draw_corners(&s);
    if (!plot->panel) letter(&s, &all);
}
