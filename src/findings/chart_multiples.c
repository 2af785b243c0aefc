/* Small multiples: one panel for each value, with the same scales, so that panels can be compared. */
#include "findings/chart.h"

#include <math.h>

static const double GAP = 26.0, TITLE = 22.0;

typedef struct panel_grid {
    size_t columns, rows;
    double width; /* of a panel */
} panel_grid;

static panel_grid lay_out(const ent_plot *plot) {
    const ent_data *data = plot->data;
    bool rows = (data->kind == ENT_CHART_BARS || data->kind == ENT_CHART_INTERVALS) && !data->whole;
    double least = rows ? 270.0 : 190.0;
    size_t columns = (size_t)fmax(floor((plot->room.width + GAP) / (least + GAP)), 1.0);
    if (columns > 4) columns = 4;
    if (columns > data->panels_size) columns = data->panels_size ? data->panels_size : 1;
    if (data->panels_size > columns && data->panels_size % columns == 1 && columns > 2) columns--; /* no lone panel */
    panel_grid grid = {columns, (data->panels_size + columns - 1) / columns, 0.0};
    grid.width = (plot->room.width - GAP * (double)(columns - 1)) / (double)columns;
    return grid;
}

static const ent_kind_row *inner_kind(const ent_data *data) {
    ent_chart_kind kind = data->kind == ENT_CHART_MULTIPLES ? ENT_CHART_LINES : data->kind;
    return ent_chart_kind_row(kind);
}

static ent_range own_range(const ent_data *part) {
    ent_range range = {1.0, 0.0};
    for (size_t i = 0; i < part->size; i++) {
        ent_range_add(&range, part->rows[i].y);
        ent_range_add(&range, part->rows[i].lo);
        ent_range_add(&range, part->rows[i].hi);
    }
    return range;
}

/* Panels of quite different size (shares beside amounts) would be flat lines on one scale: each takes its own. */
static bool own_scales(const ent_plot *plot) {
    const ent_data *data = plot->data;
    if (data->kind != ENT_CHART_LINES && data->kind != ENT_CHART_SCATTER) return false;
    double least = INFINITY, most = 0.0;
    for (size_t panel = 0; panel < data->panels_size; panel++) {
        ent_range range = {1.0, 0.0};
        for (size_t i = 0; i < data->size; i++) {
            if (data->rows[i].panel == panel) ent_range_add(&range, data->rows[i].y);
        }
        double size = fmax(fabs(range.low), fabs(range.high));
        if (range.low > range.high || size == 0.0) continue;
        least = fmin(least, size);
        most = fmax(most, size);
    }
    return most > 8.0 * least;
}

/* The plot of one panel, its top left corner at x, y. */
static bool panel_plot(const ent_plot *plot, size_t panel, double width, ent_data *part, ent_plot *inner) {
    if (!ent_data_panel(plot->canvas, plot->data, panel, part)) return false;
    *inner = *plot;
    inner->data = part;
    if (own_scales(plot)) part->y = own_range(part);
    inner->panel = true;
    inner->small = true;
    inner->room = (ent_box){0.0, 0.0, width, 0.0};
    inner->room.height = inner_kind(plot->data)->height(inner);
    return true;
}

static double row_height(const ent_plot *plot, const panel_grid *grid, size_t row) {
    double height = 0.0;
    for (size_t column = 0; column < grid->columns; column++) {
        ent_data part;
        ent_plot inner;
        size_t panel = row * grid->columns + column;
        if (panel < plot->data->panels_size && panel_plot(plot, panel, grid->width, &part, &inner))
            height = fmax(height, inner.room.height);
    }
    return height + TITLE;
}

static bool named(const ent_data *data) {
    return !data->by_label && data->series_size > 1;
}

static const char *title(const ent_plot *plot) {
    ent_scale scale = {.low = 0.0};
    const ent_range *range = &plot->data->y;
    if (own_scales(plot)) return "Each panel on a scale of its own";
    ent_scale_factor(fmax(fabs(range->low), fabs(range->high)), scale.suffix);
    return ent_title_with_factor(plot->canvas, plot->data->y_title, &scale);
}

double ent_multiples_height(const ent_plot *plot) {
    panel_grid grid = lay_out(plot);
    double height = ent_draw_heading(plot, title(plot), named(plot->data), true);
    for (size_t row = 0; row < grid.rows; row++)
        height += row_height(plot, &grid, row) + (row > 0 ? GAP * 0.6 : 0.0);
    return height;
}

void ent_multiples_draw(const ent_plot *plot) {
    const ent_data *data = plot->data;
    panel_grid grid = lay_out(plot);
    double y = plot->room.y + ent_draw_heading(plot, title(plot), named(data), false);
    for (size_t row = 0; row < grid.rows; row++) {
        double height = row_height(plot, &grid, row);
        for (size_t column = 0; column < grid.columns; column++) {
            ent_data part;
            ent_plot inner;
            size_t panel = row * grid.columns + column;
            if (panel >= data->panels_size || !panel_plot(plot, panel, grid.width, &part, &inner)) continue;
            double x = plot->room.x + (grid.width + GAP) * (double)column;
            ent_svg_text_cut(plot->canvas, x, y + 13.0, "start", "lb", ENT_TEXT_SIZE, grid.width, data->panels[panel]);
            inner.room.x = x;
            inner.room.y = y + TITLE;
            inner_kind(data)->draw(&inner);
        }
        y += height + GAP * 0.6;
    }
}
