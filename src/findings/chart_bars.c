/* Bars: lying, one row a label, grouped by series, with intervals as whiskers. */
#include "findings/chart.h"

#include <math.h>
#include <string.h>

static const double ROW_GAP = 9.0, LABEL_ABOVE = 18.0;

/* ---- shared by all charts with rows ------------------------------------------------------------------- */

const ent_datum **ent_data_grid(ent_canvas *canvas, const ent_data *data) {
    if (data->categories_size > 0 && data->series_size > SIZE_MAX / data->categories_size) return NULL;
    const ent_datum **grid = ent_canvas_array(canvas, data->categories_size * data->series_size + 1, sizeof *grid);
    for (size_t i = 0; grid && i < data->size; i++) {
        const ent_datum *datum = &data->rows[i];
        if (datum->category >= data->categories_size) continue;
        const ent_datum **slot = &grid[datum->category * data->series_size + datum->series];
        if (!*slot) *slot = datum;
    }
    return grid;
}

ent_row_labels ent_row_labels_of(const ent_plot *plot) {
    const ent_data *data = plot->data;
    double widest = ent_widest(data->names, data->names_size, ENT_TEXT_SIZE, false);
    ent_row_labels labels = {.above = widest > plot->room.width * 0.4};
    labels.gutter = labels.above ? 2.0 : widest + 12.0;
    if (data->categories_size <= 1 && widest < 1.0) labels.gutter = 2.0;
    return labels;
}

void ent_draw_row_label(const ent_plot *plot, const ent_row_labels *labels, size_t category, double top,
                        double middle) {
    const char *text = plot->data->categories_size > category ? plot->data->categories[category] : "";
    if (labels->above) {
        ent_svg_text_cut(plot->canvas, plot->room.x, top + 12.0, "start", "halo", ENT_TEXT_SIZE, plot->room.width,
                         text);
    } else {
        ent_svg_text_cut(plot->canvas, plot->room.x, middle + 4.5, "start", NULL, ENT_TEXT_SIZE, labels->gutter, text);
    }
}

void ent_draw_bar(ent_canvas *canvas, ent_box box, ent_basis basis, const char *colour) {
    char classes[32] = "bar ";
    bool open = basis == ENT_REPORTED || basis == ENT_JUDGED || basis == ENT_UNOWNED;
    if (box.width < 1.0 && box.height > 3.0) box.width = 1.0; /* nothing is not the same as missing */
    strncat(classes, open ? "bo " : "", 4);
    strncat(classes, colour, 8);
    if (open) {
        ent_box inner = {box.x + 0.75, box.y + 0.75, box.width - 1.5, box.height - 1.5};
        ent_svg_rect(canvas, inner, 1.0, classes);
    } else {
        ent_svg_rect(canvas, box, 1.5, classes);
    }
    if (basis != ENT_REPORTED) return;
    char half[32] = "bar ";
    strncat(half, colour, 8);
    if (box.width > box.height) {
        ent_svg_rect(canvas, (ent_box){box.x, box.y + box.height / 2.0, box.width, box.height / 2.0}, 0.0, half);
    } else {
        ent_svg_rect(canvas, (ent_box){box.x, box.y, box.width / 2.0, box.height}, 0.0, half);
    }
}

/* ---- layout ------------------------------------------------------------------------------------------- */

typedef struct bars_layout {
    ent_row_labels labels;
    size_t bars;      /* a category */
    double thickness; /* of a bar */
    double slot;      /* of a category */
    bool marks;       /* each bar carries its series' mark, so that print without colour can be read */
} bars_layout;

static bars_layout lay_out(const ent_plot *plot) {
    const ent_data *data = plot->data;
    bars_layout layout = {.labels = ent_row_labels_of(plot)};
    layout.bars = data->single ? 1 : data->series_size;
    layout.thickness = layout.bars == 1 ? 15.0 : 11.0;
    layout.marks = layout.bars > 1;
    layout.slot = (double)layout.bars * (layout.thickness + 3.0) + ROW_GAP + (layout.labels.above ? LABEL_ABOVE : 0.0);
    if (layout.marks && layout.labels.above) layout.labels.gutter = 14.0;
    if (layout.marks && !layout.labels.above) layout.labels.gutter += 12.0;
    return layout;
}

static const char *value_text(const ent_plot *plot, double value) {
    char suffix[ENT_SCALE_TEXT];
    const ent_range *range = &plot->data->y;
    double factor = ent_scale_factor(fmax(fabs(range->low), fabs(range->high)), suffix);
    return ent_value_text(plot->canvas, value, plot->data->y_digits, factor);
}

static void make_scale(const ent_plot *plot, const bars_layout *layout, ent_scale *scale) {
    const ent_data *data = plot->data;
    double widest = 0.0, right = plot->room.x + plot->room.width;
    for (size_t i = 0; i < data->size; i++)
        widest = fmax(widest, ent_text_length(value_text(plot, data->rows[i].y), ENT_SMALL_SIZE, true));
    double room = widest + 10.0;
    ent_scale_wish wish = {.low = data->y.low > data->y.high ? 0.0 : data->y.low,
                           .high = data->y.low > data->y.high ? 1.0 : data->y.high,
                           .from = plot->room.x + layout->labels.gutter + (data->y.low < 0.0 ? room : 0.0),
                           .to = right - (data->y.high > 0.0 || data->y.low >= 0.0 ? room : 0.0),
                           .most = 4,
                           .digits = data->y_digits,
                           .zero = true};
    if (wish.to < wish.from + 20.0) wish.to = wish.from + 20.0;
    ent_scale_make(scale, &wish);
}

static const char *heading(const ent_plot *plot) {
    ent_scale scale = {.low = 0.0};
    const ent_range *range = &plot->data->y;
    ent_scale_factor(fmax(fabs(range->low), fabs(range->high)), scale.suffix);
    return ent_title_with_factor(plot->canvas, plot->data->y_title, &scale);
}

double ent_bars_height(const ent_plot *plot) {
    const ent_data *data = plot->data;
    if (data->whole) return ent_columns_height(plot);
    bars_layout layout = lay_out(plot);
    ent_scale scale;
    make_scale(plot, &layout, &scale);
    double height = ent_draw_heading(plot, heading(plot), !data->by_label, true);
    height += ent_draw_row_mark_labels(plot, &scale, 0.0, true);
    return height + layout.slot * (double)data->categories_size + 4.0;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static void draw_whisker(const ent_plot *plot, const ent_scale *scale, const ent_datum *datum, double middle) {
    double low = ent_scale_held(scale, datum->lo), high = ent_scale_held(scale, datum->hi);
    ent_svg_line(plot->canvas, low, middle, high, middle, "wh");
    ent_svg_line(plot->canvas, low, middle - 4.0, low, middle + 4.0, "wh");
    ent_svg_line(plot->canvas, high, middle - 4.0, high, middle + 4.0, "wh");
}

static void draw_one(const ent_plot *plot, const bars_layout *layout, const ent_scale *scale, const ent_datum *datum,
                     double top) {
    const ent_series *series = &plot->data->series[datum->series];
    double middle = top + layout->thickness / 2.0, zero = ent_scale_held(scale, 0.0);
    bool whisker = plot->data->intervals && isfinite(datum->lo) && isfinite(datum->hi);
    if (layout->marks)
        ent_svg_shape(plot->canvas, series->shape, plot->room.x + layout->labels.gutter - 9.0, middle, 3.4,
                      ENT_BASIS_NONE, series->colour, NULL);
    if (!isfinite(datum->y)) {
        ent_svg_text(plot->canvas, zero + 5.0, middle + 4.0, "start", "t", "no figure");
        return;
    }
    double end = ent_scale_held(scale, datum->y);
    ent_box box = {fmin(zero, end), top, fabs(end - zero), layout->thickness};
    ent_draw_bar(plot->canvas, box, datum->basis, series->colour);
    double left = fmin(zero, end), right = fmax(zero, end);
    if (whisker) {
        draw_whisker(plot, scale, datum, middle);
        left = fmin(left, ent_scale_held(scale, datum->lo));
        right = fmax(right, ent_scale_held(scale, datum->hi));
    }
    bool negative = datum->y < 0.0;
    ent_svg_text(plot->canvas, negative ? left - 6.0 : right + 6.0, middle + 4.2, negative ? "end" : "start", "t lb",
                 value_text(plot, datum->y));
}

void ent_bars_draw(const ent_plot *plot) {
    const ent_data *data = plot->data;
    if (data->whole) {
        ent_columns_draw(plot, false);
        return;
    }
    bars_layout layout = lay_out(plot);
    const ent_datum **grid = ent_data_grid(plot->canvas, data);
    ent_scale scale;
    if (!grid) return;
    make_scale(plot, &layout, &scale);
    double top = plot->room.y + ent_draw_heading(plot, heading(plot), !data->by_label, false);
    top += ent_draw_row_mark_labels(plot, &scale, top, false);
    ent_frame frame = {.x = scale};
    frame.box = (ent_box){scale.from, top, scale.to - scale.from, layout.slot * (double)data->categories_size};
    double zero = ent_scale_held(&scale, 0.0);
    ent_svg_line(plot->canvas, zero, top, zero, top + frame.box.height, "z");
    ent_draw_row_marks(plot, &frame);
    for (size_t category = 0; category < data->categories_size; category++) {
        double y = top + layout.slot * (double)category;
        double first = y + (layout.labels.above ? LABEL_ABOVE : ROW_GAP / 2.0);
        double block = (double)layout.bars * (layout.thickness + 3.0) - 3.0;
        ent_row_labels labels = layout.labels;
        if (layout.marks && !labels.above) labels.gutter -= 14.0;
        ent_draw_row_label(plot, &labels, category, y, first + block / 2.0);
        double at = first;
        for (size_t i = 0; i < data->series_size; i++) {
            const ent_datum *datum = grid[category * data->series_size + i];
            if (datum) draw_one(plot, &layout, &scale, datum, at);
            if (!data->single) at += layout.thickness + 3.0;
        }
    }
}
