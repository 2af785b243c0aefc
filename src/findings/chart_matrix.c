/* A matrix: rows and columns named, each cell shaded by its value and carrying it. */
#include "findings/chart.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HEADER_LINES = 3, LABEL_LINES = 2 };

typedef struct matrix_layout {
    double gutter, width, header; /* of row labels, of a column, of the column heads */
    double height;                /* of a row */
    bool upright;                 /* heads are turned by a quarter */
} matrix_layout;

static matrix_layout lay_out(const ent_plot *plot) {
    const ent_data *data = plot->data;
    matrix_layout layout = {.height = 30.0};
    double widest = ent_widest(data->categories, data->categories_size, ENT_TEXT_SIZE, false) + 12.0;
    layout.gutter = fmin(widest, plot->room.width * (plot->small ? 0.36 : 0.3));
    if (widest > layout.gutter) layout.height = 38.0; /* labels take two lines */
    layout.width = fmin((plot->room.width - layout.gutter) / (double)data->series_size, 170.0);
    double heads = 0.0;
    size_t lines = 1;
    for (size_t i = 0; i < data->series_size; i++) {
        const char *parts[HEADER_LINES];
        const char *name = data->series[i].name;
        double width = ent_text_length(name, ENT_SMALL_SIZE, false);
        size_t count =
            ent_text_wrap(plot->canvas, name, layout.width - 6.0, ENT_SMALL_SIZE, false, HEADER_LINES, parts);
        if (count > lines) lines = count;
        heads = fmax(heads, width);
        for (size_t j = 0; j < count; j++) {
            if (strstr(parts[j], "\u2026")) layout.upright = true;
        }
    }
    layout.header = layout.upright ? fmin(heads, 120.0) + 10.0 : 15.0 * (double)lines + 6.0;
    return layout;
}

double ent_matrix_height(const ent_plot *plot) {
    matrix_layout layout = lay_out(plot);
    double heading = ent_draw_heading(plot, plot->data->y_title, false, true);
    return heading + layout.header + layout.height * (double)plot->data->categories_size + 2.0;
}

static void draw_head(const ent_plot *plot, const matrix_layout *layout, size_t column, double x, double bottom) {
    const char *name = plot->data->series[column].name;
    double middle = x + layout->width / 2.0;
    if (layout->upright) {
        ent_buffer_text(plot->canvas->out, "<g transform=\"translate(");
        ent_markup_number(plot->canvas->out, middle + 4.0);
        ent_buffer_char(plot->canvas->out, ' ');
        ent_markup_number(plot->canvas->out, bottom - 6.0);
        ent_buffer_text(plot->canvas->out, ") rotate(-90)\">");
        ent_svg_text_cut(plot->canvas, 0.0, 0.0, "start", "t", ENT_SMALL_SIZE, layout->header - 10.0, name);
        ent_buffer_text(plot->canvas->out, "</g>");
        return;
    }
    const char *lines[HEADER_LINES];
    size_t count = ent_text_wrap(plot->canvas, name, layout->width - 6.0, ENT_SMALL_SIZE, false, HEADER_LINES, lines);
    for (size_t i = 0; i < count; i++)
        ent_svg_text(plot->canvas, middle, bottom - 7.0 - 15.0 * (double)(count - 1 - i), "middle", "t", lines[i]);
}

static void draw_cell(const ent_plot *plot, const ent_datum *datum, ent_box box) {
    const ent_data *data = plot->data;
    ent_box inner = {box.x + 1.0, box.y + 1.0, box.width - 2.0, box.height - 2.0};
    double size = fmax(fabs(data->y.low), fabs(data->y.high));
    char text[ENT_SCALE_TEXT] = "";
    if (isfinite(datum->y)) {
        double share = size > 0.0 ? fabs(datum->y) / size : 0.0;
        char classes[16];
        snprintf(classes, sizeof classes, "%s%d", datum->y < 0.0 ? "mn s" : "mx s", (int)(share * 8.0 + 0.5));
        ent_svg_rect(plot->canvas, inner, 2.0, classes);
        ent_show_number(text, datum->y, data->y_digits, true);
    } else {
        ent_svg_rect(plot->canvas, inner, 2.0, "me");
        snprintf(text, sizeof text, "%.60s", datum->text ? datum->text : "");
    }
    double room = inner.width - 4.0, middle = box.x + box.width / 2.0, y = box.y + box.height / 2.0;
    bool mark = datum->basis != ENT_BASIS_NONE && room > ent_text_length(text, ENT_SMALL_SIZE, false) + 14.0;
    if (isfinite(datum->y) && ent_text_length(text, ENT_SMALL_SIZE, false) > room) return;
    if (mark)
        ent_svg_shape(plot->canvas, 0, middle - ent_text_length(text, ENT_SMALL_SIZE, false) / 2.0 - 5.0, y, 3.0,
                      datum->basis, "qi", NULL);
    ent_svg_text_cut(plot->canvas, middle + (mark ? 4.0 : 0.0), y + 4.2, "middle", "c", ENT_SMALL_SIZE, room, text);
}

static void draw_label(const ent_plot *plot, const matrix_layout *layout, size_t row, double middle) {
    const char *lines[LABEL_LINES], *text = plot->data->categories[row];
    size_t count = ent_text_wrap(plot->canvas, text, layout->gutter - 8.0, ENT_TEXT_SIZE, false, LABEL_LINES, lines);
    for (size_t i = 0; i < count; i++)
        ent_svg_text(plot->canvas, plot->room.x, middle + 4.5 + 16.0 * ((double)i - (double)(count - 1) / 2.0), "start",
                     NULL, lines[i]);
}

void ent_matrix_draw(const ent_plot *plot) {
    const ent_data *data = plot->data;
    const ent_datum **grid = ent_data_grid(plot->canvas, data);
    if (!grid) return;
    matrix_layout layout = lay_out(plot);
    double top = plot->room.y + ent_draw_heading(plot, data->y_title, false, false) + layout.header;
    for (size_t column = 0; column < data->series_size; column++)
        draw_head(plot, &layout, column, plot->room.x + layout.gutter + layout.width * (double)column, top);
    for (size_t row = 0; row < data->categories_size; row++) {
        double y = top + layout.height * (double)row;
        draw_label(plot, &layout, row, y + layout.height / 2.0);
        for (size_t column = 0; column < data->series_size; column++) {
            ent_box box = {plot->room.x + layout.gutter + layout.width * (double)column, y, layout.width,
                           layout.height};
            const ent_datum *datum = grid[row * data->series_size + column];
            if (datum) {
                draw_cell(plot, datum, box);
            } else {
                ent_svg_text(plot->canvas, box.x + box.width / 2.0, y + layout.height / 2.0 + 4.0, "middle", "t",
                             "\u2013");
            }
        }
    }
}
