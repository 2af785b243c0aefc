/* Columns: bars that stand upright over years or other ordered labels, grouped or stacked. */
#include "findings/chart.h"

#include <math.h>
#include <string.h>

ent_range ent_stack_range(const ent_data *data, const ent_datum *const *grid, size_t category) {
    ent_range sums = {0.0, 0.0};
    for (size_t i = 0; i < data->series_size; i++) {
        const ent_datum *datum = grid[category * data->series_size + i];
        if (!datum || !isfinite(datum->y)) continue;
        if (datum->y < 0.0) {
            sums.low += datum->y;
        } else {
            sums.high += datum->y;
        }
    }
    return sums;
}

double ent_columns_height(const ent_plot *plot) {
    double heading = ent_draw_heading(plot, plot->data->y_title, !plot->data->by_label, true);
    return heading + (plot->panel ? 150.0 : plot->small ? 230.0 : 270.0);
}

static void draw_value(const ent_plot *plot, const ent_frame *frame, const ent_datum *datum, double x, double y,
                       bool room) {
    if (!room) return;
    const char *text = ent_value_text(plot->canvas, datum->y, plot->data->y_digits, frame->y.factor);
    ent_svg_text(plot->canvas, x, y, "middle", "t lb", text);
}

/* Values stand above all columns or above none. */
static bool values_fit(const ent_plot *plot, const ent_frame *frame, double width) {
    const ent_data *data = plot->data;
    for (size_t i = 0; i < data->size; i++) {
        const char *text = ent_value_text(plot->canvas, data->rows[i].y, data->y_digits, frame->y.factor);
        if (ent_text_length(text, ENT_SMALL_SIZE, true) > width) return false;
    }
    return true;
}

static void draw_group(const ent_plot *plot, const ent_frame *frame, const ent_datum *const *row, double slot,
                       double middle) {
    const ent_data *data = plot->data;
    size_t bars = data->single ? 1 : data->series_size;
    double width = fmin(slot * 0.74 / (double)bars, 56.0), zero = ent_scale_held(&frame->y, 0.0);
    double left = middle - width * (double)bars / 2.0;
    bool room = values_fit(plot, frame, slot / (double)bars - 4.0);
    for (size_t i = 0; i < data->series_size; i++) {
        const ent_datum *datum = row[i];
        double x = left + (data->single ? 0.0 : width * (double)i);
        if (!datum || !isfinite(datum->y)) continue;
        double end = ent_scale_held(&frame->y, datum->y), top = fmin(end, zero);
        double gap = width > 5.0 && bars > 1 ? 1.0 : 0.0;
        ent_box box = {x + gap / 2.0, top, width - gap, fmax(fabs(end - zero), 1.0)};
        ent_draw_bar(plot->canvas, box, datum->basis, data->series[i].colour);
        if (data->intervals && isfinite(datum->lo) && isfinite(datum->hi)) {
            double low = ent_scale_held(&frame->y, datum->lo), high = ent_scale_held(&frame->y, datum->hi);
            ent_svg_line(plot->canvas, x + width / 2.0, low, x + width / 2.0, high, "wh");
        } else {
            draw_value(plot, frame, datum, x + width / 2.0, datum->y < 0.0 ? end + 14.0 : end - 5.0, room);
        }
    }
}

static void draw_stack(const ent_plot *plot, const ent_frame *frame, const ent_datum *const *row, double slot,
                       double middle) {
    const ent_data *data = plot->data;
    double width = fmin(slot * 0.74, 56.0), up = 0.0, down = 0.0;
    for (size_t i = 0; i < data->series_size; i++) {
        const ent_datum *datum = row[i];
        if (!datum || !isfinite(datum->y) || datum->y == 0.0) continue;
        double *base = datum->y < 0.0 ? &down : &up;
        double a = ent_scale_held(&frame->y, *base), b = ent_scale_held(&frame->y, *base + datum->y);
        *base += datum->y;
        double height = fabs(a - b);
        ent_box box = {middle - width / 2.0, fmin(a, b), width, height > 2.0 ? height - 1.0 : height};
        ent_draw_bar(plot->canvas, box, datum->basis, data->series[i].colour);
        if (height > 13.0 && width > 10.0)
            ent_svg_shape(plot->canvas, data->series[i].shape, middle, box.y + box.height / 2.0, 3.0, ENT_BASIS_NONE,
                          "in", NULL);
    }
}

void ent_columns_draw(const ent_plot *plot, bool stacked) {
    ent_data data = *plot->data;
    const ent_datum **grid = ent_data_grid(plot->canvas, &data);
    if (!grid) return;
    for (size_t i = 0; stacked && i < data.categories_size; i++) {
        ent_range sums = ent_stack_range(&data, grid, i);
        ent_range_add(&data.y, sums.low);
        ent_range_add(&data.y, sums.high);
    }
    ent_plot inner = *plot;
    inner.data = &data;
    ent_axes_wish wish = {.legend = !data.by_label, .y_zero = true, .columns = true};
    ent_frame frame;
    ent_draw_axes(&inner, &wish, &frame);
    double slot = frame.box.width / (double)(data.categories_size ? data.categories_size : 1);
    ent_draw_marks(&inner, &frame);
    for (size_t i = 0; i < data.categories_size; i++) {
        const ent_datum *const *row = &grid[i * data.series_size];
        double middle = ent_scale_at(&frame.x, (double)i);
        if (stacked) {
            draw_stack(&inner, &frame, row, slot, middle);
        } else {
            draw_group(&inner, &frame, row, slot, middle);
        }
    }
    double zero = ent_scale_held(&frame.y, 0.0);
    ent_svg_line(plot->canvas, frame.box.x, zero, frame.box.x + frame.box.width, zero, "z");
    ent_draw_mark_labels(&inner, &frame, NULL);
}
