/* A chart as one <svg>: room, accessible title and description, and the kind's own drawing. */
#include "findings/chart.h"

#include <math.h>
#include <string.h>

#include "findings/style.h"

static const ent_kind_row kinds[] = {
    [ENT_CHART_BARS] = {ent_bars_height, ent_bars_draw},
    [ENT_CHART_STACKED] = {ent_stacked_height, ent_stacked_draw},
    [ENT_CHART_LINES] = {ent_lines_height, ent_lines_draw},
    [ENT_CHART_SCATTER] = {ent_scatter_height, ent_scatter_draw},
    [ENT_CHART_INTERVALS] = {ent_intervals_height, ent_intervals_draw},
    [ENT_CHART_MULTIPLES] = {ent_multiples_height, ent_multiples_draw},
    [ENT_CHART_MATRIX] = {ent_matrix_height, ent_matrix_draw},
    [ENT_CHART_TIMELINE] = {ent_timeline_height, ent_timeline_draw},
    [ENT_CHART_TERNARY] = {ent_ternary_height, ent_ternary_draw},
    [ENT_CHART_GRAPH] = {ent_graph_height, ent_graph_draw},
};

const ent_kind_row *ent_chart_kind_row(ent_chart_kind kind) {
    return (size_t)kind < sizeof kinds / sizeof kinds[0] ? &kinds[kind] : &kinds[ENT_CHART_BARS];
}

/* ---- text for those who do not see it ----------------------------------------------------------------- */

static void write_description(ent_canvas *canvas, const ent_data *data) {
    const ent_chart *chart = data->chart;
    ent_buffer_printf(canvas->out, "<title id=\"c%ut\">", canvas->id);
    ent_markup_text(canvas->out, chart->title ? chart->title : chart->id);
    ent_buffer_printf(canvas->out, "</title><desc id=\"c%ud\">", canvas->id);
    ent_markup_text(canvas->out, chart->text ? chart->text : chart->subtitle);
    if (data->size == 0) ent_buffer_text(canvas->out, " There are no data to draw.");
    if (data->skipped > 0) ent_buffer_printf(canvas->out, " %zu further rows are in the table only.", data->skipped);
    if (data->size > ENT_THIN_ABOVE && (data->kind == ENT_CHART_SCATTER || data->kind == ENT_CHART_LINES))
        ent_buffer_printf(canvas->out, " Of %zu points those that fall on one another are drawn once.", data->size);
    ent_buffer_text(canvas->out, "</desc>");
}

/* ---- words around a chart that stands alone ----------------------------------------------------------- */

typedef struct ent_words {
    const char *title[3], *subtitle[3], *rest[4];
    size_t title_size, subtitle_size, rest_size;
} ent_words;

static void wrap_words(ent_canvas *canvas, const ent_chart *chart, double width, ent_words *words) {
    words->title_size = ent_text_wrap(canvas, chart->title, width, 17.0, true, 3, words->title);
    words->subtitle_size = ent_text_wrap(canvas, chart->subtitle, width, ENT_TEXT_SIZE, false, 3, words->subtitle);
    words->rest_size = ent_text_wrap(canvas, chart->rest, width, ENT_SMALL_SIZE, false, 4, words->rest);
}

static double words_above(const ent_words *words) {
    double height = 22.0 * (double)words->title_size + 18.0 * (double)words->subtitle_size;
    return height > 0.0 ? height + 12.0 : 0.0;
}

static double words_below(const ent_words *words) {
    return words->rest_size ? 16.0 * (double)words->rest_size + 12.0 : 0.0;
}

static void write_words(ent_canvas *canvas, const ent_words *words, double x, double top, double below) {
    double y = top;
    for (size_t i = 0; i < words->title_size; i++)
        ent_svg_text(canvas, x, (y += 22.0) - 5.0, "start", "h1", words->title[i]);
    for (size_t i = 0; i < words->subtitle_size; i++)
        ent_svg_text(canvas, x, (y += 18.0) - 4.0, "start", "h2", words->subtitle[i]);
    y = below + 12.0;
    for (size_t i = 0; i < words->rest_size; i++)
        ent_svg_text(canvas, x, (y += 16.0) - 4.0, "start", "t", words->rest[i]);
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static void open_svg(ent_canvas *canvas, const ent_chart_size *size, double width, double height) {
    if (size->alone) ent_buffer_text(canvas->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    ent_buffer_text(canvas->out, "<svg");
    if (size->alone) ent_buffer_text(canvas->out, " xmlns=\"http://www.w3.org/2000/svg\"");
    if (size->classes) ent_buffer_printf(canvas->out, " class=\"%s\"", size->classes);
    ent_buffer_printf(canvas->out, " viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\"", width,
                      height, width, height);
    ent_buffer_text(canvas->out,
                    " fill=\"#16202a\" font-size=\"13\" font-family=\"Inter, Helvetica, Arial, sans-serif\"");
    ent_buffer_printf(canvas->out, " aria-labelledby=\"c%ut\" aria-describedby=\"c%ud\">", canvas->id, canvas->id);
}

ent_status ent_chart_svg(ent_canvas *canvas, const ent_data *data, const ent_chart_size *size) {
    const ent_kind_row *kind = ent_chart_kind_row(data->chart->kind);
    double edge = size->alone ? 16.0 : 1.0;
    ent_plot plot = {.canvas = canvas, .data = data, .small = size->small};
    ent_words words = {.title_size = 0};
    plot.room = (ent_box){edge, edge, size->width - 2.0 * edge, 0.0};
    if (size->alone) wrap_words(canvas, data->chart, plot.room.width, &words);
    plot.room.y += words_above(&words);
    plot.room.height = data->size > 0 ? kind->height(&plot) : 48.0;
    double bottom = plot.room.y + plot.room.height;
    open_svg(canvas, size, size->width, ceil(bottom + words_below(&words) + edge));
    write_description(canvas, data);
    if (size->alone) {
        ent_style_write_svg(canvas->out);
        ent_svg_rect(canvas, (ent_box){0, 0, size->width, ceil(bottom + words_below(&words) + edge)}, 0.0, "paper");
        write_words(canvas, &words, edge, edge, bottom);
    }
    ent_define_hatch(canvas);
    if (data->size > 0) {
        kind->draw(&plot);
    } else {
        ent_svg_text(canvas, plot.room.x + plot.room.width / 2.0, plot.room.y + 28.0, "middle", "t",
                     "No data to draw.");
    }
    ent_buffer_text(canvas->out, "</svg>");
    return canvas->failed || canvas->out->failed ? ENT_MEMORY : ENT_OK;
}

ent_status ent_render_svg(const ent_findings *findings, const char *chart, unsigned width, ent_buffer *out) {
    const ent_chart *found = chart ? ent_findings_find_chart(findings, chart) : NULL;
    if (!found) return ENT_USAGE;
    double wide = width == 0 ? 640.0 : width < 240 ? 240.0 : width > 4000 ? 4000.0 : (double)width;
    ent_chart_size size = {.width = wide, .small = wide < 430.0, .alone = true};
    ent_canvas canvas = {.out = out, .arena = ent_arena_new(out->allocator), .id = 1};
    if (!canvas.arena) return ENT_MEMORY;
    ent_data data;
    ent_status status = ent_data_read(&canvas, findings, findings, found, &data);
    if (status == ENT_OK) status = ent_chart_svg(&canvas, &data, &size);
    ent_arena_free(canvas.arena);
    return status;
}
