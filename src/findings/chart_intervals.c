/* Intervals: a row a label, the range as a band, the point inside it with the mark of its basis. */
#include "findings/chart.h"
#include "findings/number.h"

#include <math.h>
#include <string.h>

static const double SLOT = 28.0, LABEL_ABOVE = 16.0;

typedef struct intervals_layout {
    ent_row_labels labels;
    double slot;
    size_t lanes;  /* series in one row */
    double ranges; /* room at the right for the ranges in figures; 0: none */
    ent_scale scale;
} intervals_layout;

static const char *year_range(const ent_plot *plot, const ent_datum *datum) {
    char low[ENT_PEOPLE_TEXT], high[ENT_PEOPLE_TEXT];
    ent_people_value(low, ent_real(datum->lo), plot->data->y_digits, true);
    ent_people_value(high, ent_real(datum->hi), plot->data->y_digits, true);
    char *text = ent_arena_printf(plot->canvas->arena, strcmp(low, high) == 0 ? "%s" : "%s to %s", low, high);
    if (!text) plot->canvas->failed = true;
    return text ? text : "";
}

static const char *range_text(const ent_plot *plot, const ent_datum *datum) {
    char suffix[ENT_SCALE_TEXT];
    int digits = plot->data->y_digits;
    if (!isfinite(datum->lo) || !isfinite(datum->hi)) return "";
    if (plot->data->y_year) return year_range(plot, datum);
    double factor = ent_scale_factor(fmax(fabs(plot->data->y.low), fabs(plot->data->y.high)), suffix);
    const char *low = ent_value_text(plot->canvas, datum->lo, digits, factor);
    const char *high = ent_value_text(plot->canvas, datum->hi, digits, factor);
    char *text = ent_arena_printf(plot->canvas->arena, strcmp(low, high) == 0 ? "%s" : "%s to %s", low, high);
    if (!text) plot->canvas->failed = true;
    return text ? text : "";
}

static intervals_layout lay_out(const ent_plot *plot) {
    const ent_data *data = plot->data;
    intervals_layout layout = {.labels = ent_row_labels_of(plot)};
    layout.lanes = data->single ? 1 : data->series_size;
    layout.slot = (layout.lanes == 1 ? SLOT : 12.0 + 15.0 * (double)layout.lanes);
    if (layout.labels.above) layout.slot += LABEL_ABOVE;
    double widest = 0.0;
    for (size_t i = 0; i < data->size && layout.lanes == 1; i++)
        widest = fmax(widest, ent_text_length(range_text(plot, &data->rows[i]), ENT_SMALL_SIZE, false));
    if (widest > 0.0 && widest < plot->room.width * 0.28) layout.ranges = widest + 14.0;
    ent_scale_wish wish = {.low = data->y.low > data->y.high ? 0.0 : data->y.low,
                           .high = data->y.low > data->y.high ? 1.0 : data->y.high,
                           .from = plot->room.x + layout.labels.gutter + 8.0,
                           .to = plot->room.x + plot->room.width - 10.0 - layout.ranges,
                           .most = plot->room.width < 500.0 ? 3 : 5,
                           .digits = data->y_digits,
                           .type = data->y_year ? ENT_AXIS_YEAR : ENT_AXIS_NUMBER,
                           .zero = data->chart->from_zero,
                           .nice = false};
    double pad = (wish.high - wish.low) * 0.03;
    if (!(wish.low >= 0.0 && wish.low < pad)) wish.low -= pad;
    wish.high += pad;
    if (wish.to < wish.from + 20.0) wish.to = wish.from + 20.0;
    ent_scale_make(&layout.scale, &wish);
    return layout;
}

double ent_intervals_height(const ent_plot *plot) {
    intervals_layout layout = lay_out(plot);
    const char *title = ent_title_with_factor(plot->canvas, plot->data->y_title, &layout.scale);
    double heading = ent_draw_heading(plot, title, !plot->data->by_label, true);
    heading += ent_draw_row_mark_labels(plot, &layout.scale, 0.0, true);
    return heading + layout.slot * (double)plot->data->categories_size + 26.0;
}

static void draw_one(const ent_plot *plot, const intervals_layout *layout, const ent_datum *datum, double middle) {
    const ent_data *data = plot->data;
    const ent_series *series = &data->series[datum->series];
    char classes[32] = "iv ";
    strncat(classes, series->colour, 8);
    if (isfinite(datum->lo) && isfinite(datum->hi)) {
        double a = ent_scale_held(&layout->scale, datum->lo), b = ent_scale_held(&layout->scale, datum->hi);
        ent_svg_rect(plot->canvas, (ent_box){fmin(a, b), middle - 4.5, fmax(fabs(b - a), 1.5), 9.0}, 4.5, classes);
    }
    if (isfinite(datum->y))
        ent_svg_shape(plot->canvas, series->shape, ent_scale_held(&layout->scale, datum->y), middle, 4.8, datum->basis,
                      series->colour, NULL);
    if (!isfinite(datum->y) && !(isfinite(datum->lo) && isfinite(datum->hi))) {
        ent_svg_text(plot->canvas, layout->scale.from, middle + 4.0, "start", "t", "no figure");
    } else if (layout->ranges > 0.0) {
        ent_svg_text(plot->canvas, plot->room.x + plot->room.width, middle + 4.2, "end", "t", range_text(plot, datum));
    }
}

void ent_intervals_draw(const ent_plot *plot) {
    const ent_data *data = plot->data;
    intervals_layout layout = lay_out(plot);
    const char *title = ent_title_with_factor(plot->canvas, data->y_title, &layout.scale);
    double top = plot->room.y + ent_draw_heading(plot, title, !data->by_label, false);
    top += ent_draw_row_mark_labels(plot, &layout.scale, top, false);
    ent_frame frame = {.x = layout.scale};
    frame.box = (ent_box){layout.scale.from, top, layout.scale.to - layout.scale.from,
                          layout.slot * (double)data->categories_size};
    ent_draw_value_axis(plot, &layout.scale, &frame.box);
    ent_draw_row_marks(plot, &frame);
    for (size_t i = 0; i < data->categories_size; i++) {
        double y = top + layout.slot * (double)i, above = layout.labels.above ? LABEL_ABOVE : 0.0;
        ent_draw_row_label(plot, &layout.labels, i, y + 2.0, y + layout.slot / 2.0);
        for (size_t row = 0; row < data->size; row++) {
            const ent_datum *datum = &data->rows[row];
            if (datum->category != i) continue;
            double lane = layout.lanes == 1 ? 0.5 : ((double)datum->series + 0.5) / (double)layout.lanes;
            draw_one(plot, &layout, datum, y + above + (layout.slot - above) * lane);
        }
    }
}
