/* Stacked bars: lying, one row a label, the parts of a whole side by side. */
#include "findings/chart.h"

#include <math.h>
#include <string.h>

static const double THICKNESS = 22.0, SLOT = 34.0, LABEL_ABOVE = 18.0;

static double slot_height(const ent_row_labels *labels) {
    return SLOT + (labels->above ? LABEL_ABOVE : 0.0);
}

double ent_stacked_height(const ent_plot *plot) {
    if (plot->data->whole) return ent_columns_height(plot);
    ent_row_labels labels = ent_row_labels_of(plot);
    double heading = ent_draw_heading(plot, plot->data->y_title, true, true);
    return heading + slot_height(&labels) * (double)plot->data->categories_size + 24.0;
}

static void draw_part(const ent_plot *plot, const ent_series *series, const ent_datum *datum, ent_box box,
                      double factor) {
    ent_draw_bar(plot->canvas, box, datum->basis, series->colour);
    const char *text = ent_value_text(plot->canvas, datum->y, plot->data->y_digits, factor);
    bool open = datum->basis == ENT_JUDGED || datum->basis == ENT_UNOWNED || datum->basis == ENT_REPORTED;
    double needed = ent_text_length(text, ENT_SMALL_SIZE, true) + 8.0, middle = box.y + box.height / 2.0;
    if (box.width < needed) return;
    if (!open && box.width > needed + 16.0)
        ent_svg_shape(plot->canvas, series->shape, box.x + 10.0, middle, 3.2, ENT_BASIS_NONE, "in", NULL);
    double x = box.x + box.width / 2.0 + (!open && box.width > needed + 16.0 ? 7.0 : 0.0);
    ent_svg_text(plot->canvas, x, middle + 4.2, "middle", open ? "t lb halo" : "t lb in", text);
}

static void draw_row(const ent_plot *plot, const ent_scale *scale, const ent_datum *const *row, double top) {
    const ent_data *data = plot->data;
    double up = 0.0, down = 0.0;
    for (size_t i = 0; i < data->series_size; i++) {
        const ent_datum *datum = row[i];
        if (!datum || !isfinite(datum->y) || datum->y == 0.0) continue;
        double *base = datum->y < 0.0 ? &down : &up;
        double a = ent_scale_held(scale, *base), b = ent_scale_held(scale, *base + datum->y);
        *base += datum->y;
        double width = fabs(a - b);
        draw_part(plot, &data->series[i], datum,
                  (ent_box){fmin(a, b), top, width > 2.0 ? width - 1.0 : width, THICKNESS}, scale->factor);
    }
}

void ent_stacked_draw(const ent_plot *plot) {
    if (plot->data->whole) {
        ent_columns_draw(plot, true);
        return;
    }
    const ent_data *data = plot->data;
    const ent_datum **grid = ent_data_grid(plot->canvas, data);
    if (!grid) return;
    ent_row_labels labels = ent_row_labels_of(plot);
    ent_range sums = data->y;
    for (size_t i = 0; i < data->categories_size; i++) {
        ent_range stack = ent_stack_range(data, grid, i);
        ent_range_add(&sums, stack.low);
        ent_range_add(&sums, stack.high);
    }
    ent_scale scale;
    ent_scale_wish wish = {.low = sums.low > sums.high ? 0.0 : sums.low,
                           .high = sums.low > sums.high ? 1.0 : sums.high,
                           .from = plot->room.x + labels.gutter,
                           .to = plot->room.x + plot->room.width - 10.0,
                           .most = plot->small ? 3 : 5,
                           .digits = data->y_digits,
                           .zero = true};
    ent_scale_make(&scale, &wish);
    const char *title = ent_title_with_factor(plot->canvas, data->y_title, &scale);
    double top = plot->room.y + ent_draw_heading(plot, title, true, false);
    ent_frame frame = {.x = scale};
    frame.box = (ent_box){scale.from, top, scale.to - scale.from, slot_height(&labels) * (double)data->categories_size};
    ent_draw_value_axis(plot, &scale, &frame.box);
    ent_draw_row_marks(plot, &frame);
    for (size_t i = 0; i < data->categories_size; i++) {
        double y = top + slot_height(&labels) * (double)i;
        double first = y + (labels.above ? LABEL_ABOVE : (SLOT - THICKNESS) / 2.0);
        ent_draw_row_label(plot, &labels, i, y, first + THICKNESS / 2.0);
        draw_row(plot, &scale, &grid[i * data->series_size], first);
    }
}
