/* Headings, legends, axes and grid: the same on every chart. */
#include "findings/chart.h"

#include <math.h>
#include <string.h>

double ent_widest(const char *const *texts, size_t size, double text_size, bool bold) {
    double widest = 0.0;
    for (size_t i = 0; i < size; i++)
        widest = fmax(widest, ent_text_length(texts[i], text_size, bold));
    return widest;
}

const char *ent_title_with_factor(ent_canvas *canvas, const char *title, const ent_scale *scale) {
    if (!scale->suffix[0]) return title;
    char *text = ent_arena_printf(canvas->arena, "%s%s%s%s", title ? title : "", title ? " (" : "", scale->suffix,
                                  title ? ")" : "");
    if (!text) canvas->failed = true;
    return text;
}

const char *ent_value_text(ent_canvas *canvas, double value, int digits, double factor) {
    char text[ENT_SCALE_TEXT];
    if (!isfinite(value)) return "";
    char *copy =
        ent_arena_text(canvas->arena, ent_show_number(text, value / factor, factor == 1.0 ? digits : -1, true));
    if (!copy) canvas->failed = true;
    return copy ? copy : "";
}

/* ---- heading ------------------------------------------------------------------------------------------ */

static double draw_legend(const ent_plot *plot, double top, bool measure) {
    const ent_data *data = plot->data;
    double x = plot->room.x, y = top + 12.0, right = plot->room.x + plot->room.width;
    for (size_t i = 0; i < data->series_size; i++) {
        const ent_series *series = &data->series[i];
        double width = fmin(18.0 + ent_text_length(series->name, ENT_SMALL_SIZE, false), plot->room.width);
        if (x > plot->room.x && x + width > right) {
            x = plot->room.x;
            y += ENT_LINE;
        }
        if (!measure) {
            ent_svg_shape(plot->canvas, series->shape, x + 5.0, y - 4.0, 4.2, ENT_BASIS_NONE, series->colour, NULL);
            ent_svg_text_cut(plot->canvas, x + 15.0, y, "start", "t", ENT_SMALL_SIZE, width - 15.0, series->name);
        }
        x += width + 14.0;
    }
    return y + 8.0 - top;
}

double ent_draw_heading(const ent_plot *plot, const char *title, bool legend, bool measure) {
    double used = 0.0;
    if (title && *title && !plot->panel) {
        const char *lines[2];
        size_t count = ent_text_wrap(plot->canvas, title, plot->room.width, ENT_SMALL_SIZE, false, 2, lines);
        for (size_t i = 0; i < count; i++) {
            used += i == 0 ? 12.0 : 15.0;
            if (!measure) ent_svg_text(plot->canvas, plot->room.x, plot->room.y + used, "start", "t", lines[i]);
        }
        used += 8.0;
    }
    if (legend && !plot->panel && plot->data->series_size > 1) used += draw_legend(plot, plot->room.y + used, measure);
    return used;
}

/* ---- axes with numbers on both sides ------------------------------------------------------------------ */

static double tick_width(const ent_scale *scale) {
    double widest = 0.0;
    for (size_t i = 0; i < scale->ticks_size; i++)
        widest = fmax(widest, ent_text_length(scale->ticks[i].text, ENT_SMALL_SIZE, false));
    return widest;
}

static const char *x_axis_title(const ent_plot *plot) {
    const ent_data *data = plot->data;
    if (plot->panel) return NULL;
    bool time = data->x_type == ENT_AXIS_YEAR || data->x_type == ENT_AXIS_DATE || data->x_type == ENT_AXIS_CATEGORY;
    const char *given = data->chart->x_label;
    if (data->x_type != ENT_AXIS_CATEGORY && given && (strcmp(given, "Year") == 0 || strcmp(given, "Date") == 0))
        return NULL;
    return time ? given : data->x_title; /* years speak for themselves */
}

static void make_x(const ent_plot *plot, const ent_axes_wish *wish, ent_frame *frame) {
    const ent_data *data = plot->data;
    double low = data->x.low, high = data->x.high;
    if (low > high) low = high = 0.0;
    double pad = 0.0;
    if (data->x_type == ENT_AXIS_CATEGORY) {
        low = -0.5;
        high = (double)data->categories_size - 0.5;
        if (high <= low) high = low + 1.0;
    } else if (wish->columns) {
        pad = 0.5;
    }
    double room = data->x_type == ENT_AXIS_YEAR ? 50.0 : data->x_type == ENT_AXIS_DATE ? 78.0 : 74.0;
    ent_scale_wish x = {.type = data->x_type,
                        .low = low - pad,
                        .high = high + pad,
                        .from = frame->box.x,
                        .to = frame->box.x + frame->box.width,
                        .most = (size_t)fmax(frame->box.width / room, 2.0),
                        .digits = data->x_digits,
                        .nice = data->x_type == ENT_AXIS_NUMBER && !wish->columns};
    ent_scale_make(&frame->x, &x);
}

static void draw_y(const ent_plot *plot, const ent_frame *frame) {
    double left = frame->box.x, right = left + frame->box.width;
    for (size_t i = 0; i < frame->y.ticks_size; i++) {
        const ent_tick *tick = &frame->y.ticks[i];
        double y = ent_scale_at(&frame->y, tick->value);
        bool zero = tick->value == 0.0 || (i == 0 && frame->y.low >= 0.0);
        ent_svg_line(plot->canvas, left, y, right, y, zero ? "z" : "g");
        ent_svg_text(plot->canvas, left - 8.0, y + 4.0, "end", "t", tick->text);
    }
}

/* Text under a tick, pulled inside the room at its ends. `last` is where the text before ended. */
static void tick_text(const ent_plot *plot, double x, double y, const char *text, double *last) {
    double width = ent_text_length(text, ENT_SMALL_SIZE, false), right = plot->room.x + plot->room.width;
    double start = x - width / 2.0;
    if (start + width > right) start = right - width;
    if (start < plot->room.x) start = plot->room.x;
    if (start < *last + 6.0) return;
    *last = start + width;
    ent_svg_text(plot->canvas, start + width / 2.0, y, "middle", "t", text);
}

static void draw_categories(const ent_plot *plot, const ent_frame *frame) {
    const ent_data *data = plot->data;
    double bottom = frame->box.y + frame->box.height, last = -1e9;
    double slot = frame->box.width / (double)(data->categories_size ? data->categories_size : 1);
    for (size_t i = 0; i < data->categories_size; i++) {
        double x = ent_scale_at(&frame->x, (double)i);
        const char *text =
            ent_text_fit(plot->canvas, data->categories[i], fmax(slot * 1.6, 56.0), ENT_SMALL_SIZE, false);
        tick_text(plot, x, bottom + 18.0, text, &last);
    }
}

static void draw_x(const ent_plot *plot, const ent_axes_wish *wish, const ent_frame *frame) {
    double bottom = frame->box.y + frame->box.height, last = -1e9;
    if (frame->x.type == ENT_AXIS_CATEGORY) draw_categories(plot, frame);
    for (size_t i = 0; i < frame->x.ticks_size; i++) {
        const ent_tick *tick = &frame->x.ticks[i];
        double x = ent_scale_at(&frame->x, tick->value);
        if (wish->grid_x) {
            ent_svg_line(plot->canvas, x, frame->box.y, x, bottom, tick->value == 0.0 || i == 0 ? "z" : "g");
        } else if (!wish->columns) {
            ent_svg_line(plot->canvas, x, bottom, x, bottom + 4.0, "z");
        }
        tick_text(plot, x, bottom + 18.0, tick->text, &last);
    }
    const char *title = ent_title_with_factor(plot->canvas, x_axis_title(plot), &frame->x);
    if (!title) return;
    double middle = frame->box.x + frame->box.width / 2.0;
    double half = fmin(middle - plot->room.x, plot->room.x + plot->room.width - middle);
    ent_svg_text_cut(plot->canvas, middle, bottom + 37.0, "middle", "t", ENT_SMALL_SIZE, 2.0 * half, title);
}

void ent_draw_axes(const ent_plot *plot, const ent_axes_wish *wish, ent_frame *frame) {
    const ent_data *data = plot->data;
    const ent_box *room = &plot->room;
    ent_scale_wish y = {.type = ENT_AXIS_NUMBER,
                        .low = data->y.low > data->y.high ? 0.0 : data->y.low,
                        .high = data->y.low > data->y.high ? 1.0 : data->y.high,
                        .most = (size_t)fmax(room->height / 62.0, 2.0),
                        .digits = data->y_digits,
                        .zero = wish->y_zero || data->chart->from_zero,
                        .log = data->chart->log_y,
                        .nice = true};
    ent_scale_make(&frame->y, &y);
    const char *title = ent_title_with_factor(plot->canvas, data->y_title, &frame->y);
    double top = ent_draw_heading(plot, title, wish->legend, false) + 6.0;
    double bottom = x_axis_title(plot) ? 44.0 : 26.0;
    double gutter = tick_width(&frame->y) + 10.0;
    frame->box = (ent_box){room->x + gutter, room->y + top, fmax(room->width - gutter - fmax(wish->right, 8.0), 20.0),
                           fmax(room->height - top - bottom, 20.0)};
    frame->y.from = frame->box.y + frame->box.height;
    frame->y.to = frame->box.y;
    make_x(plot, wish, frame);
    draw_y(plot, frame);
    draw_x(plot, wish, frame);
}

/* ---- values along x ----------------------------------------------------------------------------------- */

void ent_draw_value_axis(const ent_plot *plot, const ent_scale *scale, const ent_box *box) {
    double bottom = box->y + box->height, last = -1e9;
    for (size_t i = 0; i < scale->ticks_size; i++) {
        const ent_tick *tick = &scale->ticks[i];
        double x = ent_scale_at(scale, tick->value);
        ent_svg_line(plot->canvas, x, box->y, x, bottom, tick->value == 0.0 ? "z" : "g");
        tick_text(plot, x, bottom + 17.0, tick->text, &last);
    }
}
