/* A timeline: events along a line of time, in lanes by series; on a narrow screen a list running downwards. */
#include "findings/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double ROW = 24.0;
enum { ROWS_MOST = 40, LINES_MOST = 3 };

typedef struct time_event {
    const ent_datum *datum;
    double x;          /* on the page */
    double start, end; /* what dot and text cover */
    bool left;         /* the text stands left of the dot */
    size_t row;
} time_event;

static int by_time(const void *a, const void *b) {
    const time_event *first = a, *second = b;
    if (first->datum->x != second->datum->x) return first->datum->x < second->datum->x ? -1 : 1;
    return first->datum < second->datum ? -1 : first->datum > second->datum;
}

static time_event *read_events(const ent_plot *plot, size_t *size) {
    const ent_data *data = plot->data;
    time_event *events = ent_canvas_array(plot->canvas, data->size + 1, sizeof *events);
    *size = 0;
    for (size_t i = 0; events && i < data->size; i++) {
        if (isfinite(data->rows[i].x)) events[(*size)++].datum = &data->rows[i];
    }
    if (events) qsort(events, *size, sizeof *events, by_time);
    return events;
}

static bool lanes_named(const ent_data *data) {
    return data->series_size > 1 && !data->by_label;
}

/* ---- downwards ---------------------------------------------------------------------------------------- */

static double list_event(const ent_plot *plot, const time_event *event, double y, bool measure) {
    const ent_datum *datum = event->datum;
    const ent_series *series = &plot->data->series[datum->series];
    const char *lines[LINES_MOST];
    double width = plot->room.width - 22.0, x = plot->room.x + 22.0;
    size_t count = ent_text_wrap(plot->canvas, datum->label, width, ENT_TEXT_SIZE, false, LINES_MOST, lines);
    if (measure) return 16.0 + 17.0 * (double)count + 10.0;
    ent_svg_shape(plot->canvas, series->shape, plot->room.x + 7.0, y + 8.0, 4.4, datum->basis, series->colour, NULL);
    const char *when = datum->text;
    if (lanes_named(plot->data) && *series->name) {
        char *both = ent_arena_printf(plot->canvas->arena, "%s \u00b7 %s", when ? when : "", series->name);
        if (!both) plot->canvas->failed = true;
        when = both ? both : when;
    }
    ent_svg_text_cut(plot->canvas, x, y + 12.0, "start", "t", ENT_SMALL_SIZE, width, when);
    for (size_t i = 0; i < count; i++)
        ent_svg_text(plot->canvas, x, y + 29.0 + 17.0 * (double)i, "start", NULL, lines[i]);
    return 16.0 + 17.0 * (double)count + 10.0;
}

/* The lines of time (now, deadlines) that fall between two events. */
static double list_marks(const ent_plot *plot, double after, double until, double y, bool measure) {
    const ent_chart *chart = plot->data->chart;
    double height = 0.0;
    for (size_t i = 0; i < chart->marks_size; i++) {
        const ent_mark *mark = &chart->marks[i];
        if (mark->axis != 'x' || !(mark->from > after && mark->from <= until)) continue;
        double at = y + height + 10.0, text = ent_text_length(mark->label, ENT_SMALL_SIZE, false);
        height += 24.0;
        if (measure) continue;
        double from = fmin(plot->room.x + 28.0 + text, plot->room.x + plot->room.width);
        ent_svg_text_cut(plot->canvas, plot->room.x + 22.0, at + 4.0, "start", "t", ENT_SMALL_SIZE,
                         plot->room.width - 22.0, mark->label);
        ent_svg_line(plot->canvas, from, at, plot->room.x + plot->room.width, at, "ml now");
    }
    return height;
}

static double list_all(const ent_plot *plot, bool measure) {
    size_t size;
    time_event *events = read_events(plot, &size);
    double y = plot->room.y, before = -1e300;
    for (size_t i = 0; events && i < size; i++) {
        y += list_marks(plot, before, events[i].datum->x, y, measure);
        before = events[i].datum->x;
        double height = list_event(plot, &events[i], y, true);
        if (!measure && i + 1 < size)
            ent_svg_line(plot->canvas, plot->room.x + 7.0, y + 16.0, plot->room.x + 7.0, y + height, "g");
        list_event(plot, &events[i], y, measure);
        y += height;
    }
    y += list_marks(plot, before, 1e300, y, measure);
    return y - plot->room.y;
}

/* ---- along a line ------------------------------------------------------------------------------------- */

typedef struct timeline_layout {
    ent_scale scale;
    double gutter;
    time_event *events;
    size_t size;
    size_t rows[64]; /* of each lane */
    size_t lanes;
} timeline_layout;

static double text_width(const ent_plot *plot, const ent_datum *datum) {
    return fmin(ent_text_length(datum->label, ENT_TEXT_SIZE, false), plot->room.width * 0.42);
}

/* Packs each lane: an event goes to the first row where its text does not touch the one before. */
static void pack(const ent_plot *plot, timeline_layout *layout, size_t lane) {
    double ends[ROWS_MOST];
    size_t rows = 0;
    for (size_t i = 0; i < layout->size; i++) {
        time_event *event = &layout->events[i];
        size_t own = lanes_named(plot->data) ? event->datum->series : 0;
        if (own != lane) continue;
        size_t row = 0;
        while (row < rows && ends[row] + 14.0 > event->start)
            row++;
        if (row == ROWS_MOST) row = ROWS_MOST - 1;
        if (row >= rows) rows = row + 1;
        ends[row] = event->end;
        event->row = row;
    }
    layout->rows[lane] = rows ? rows : 1;
}

static bool lay_out(const ent_plot *plot, timeline_layout *layout) {
    const ent_data *data = plot->data;
    memset(layout, 0, sizeof *layout);
    layout->events = read_events(plot, &layout->size);
    if (!layout->events) return false;
    layout->lanes = lanes_named(data) ? data->series_size : 1;
    if (layout->lanes > 64) layout->lanes = 64;
    double widest = 0.0, right = plot->room.x + plot->room.width;
    for (size_t i = 0; i < layout->lanes && lanes_named(data); i++)
        widest = fmax(widest, ent_text_length(data->series[i].name, ENT_TEXT_SIZE, true));
    layout->gutter = widest > 0.0 ? fmin(widest, plot->room.width * 0.25) + 16.0 : 0.0;
    double room = plot->room.width - layout->gutter;
    double span = data->x.high - data->x.low;
    ent_scale_wish wish = {.type = data->x_type == ENT_AXIS_CATEGORY ? ENT_AXIS_NUMBER : data->x_type,
                           .low = data->x.low - span * 0.02,
                           .high = data->x.high + span * 0.02,
                           .from = plot->room.x + layout->gutter,
                           .to = right,
                           .most = (size_t)fmax(room / 90.0, 2.0),
                           .digits = data->x_digits};
    ent_scale_make(&layout->scale, &wish);
    for (size_t i = 0; i < layout->size; i++) {
        time_event *event = &layout->events[i];
        double width = text_width(plot, event->datum);
        event->x = ent_scale_held(&layout->scale, event->datum->x);
        event->left = event->x + 10.0 + width > right;
        event->start = event->left ? event->x - 10.0 - width : event->x - 5.0;
        event->end = event->left ? event->x + 5.0 : event->x + 10.0 + width;
    }
    for (size_t lane = 0; lane < layout->lanes; lane++)
        pack(plot, layout, lane);
    return true;
}

static double lane_height(const timeline_layout *layout, size_t lane) {
    return ROW * (double)layout->rows[lane] + 10.0;
}

double ent_timeline_height(const ent_plot *plot) {
    timeline_layout layout;
    if (plot->small) return list_all(plot, true);
    if (!lay_out(plot, &layout)) return 0.0;
    double height = ent_draw_row_mark_labels(plot, &layout.scale, 0.0, true);
    for (size_t lane = 0; lane < layout.lanes; lane++)
        height += lane_height(&layout, lane);
    return height + 28.0;
}

static void draw_event(const ent_plot *plot, const time_event *event, double y) {
    const ent_datum *datum = event->datum;
    const ent_series *series = &plot->data->series[datum->series];
    ent_svg_shape(plot->canvas, series->shape, event->x, y, 4.6, datum->basis, series->colour, datum->text);
    ent_svg_text_cut(plot->canvas, event->left ? event->x - 10.0 : event->x + 10.0, y + 4.5,
                     event->left ? "end" : "start", "halo", ENT_TEXT_SIZE, text_width(plot, datum) + 0.1,
                     datum->label ? datum->label : "");
}

void ent_timeline_draw(const ent_plot *plot) {
    const ent_data *data = plot->data;
    timeline_layout layout;
    if (plot->small) {
        list_all(plot, false);
        return;
    }
    if (!lay_out(plot, &layout)) return;
    double top = plot->room.y + ent_draw_row_mark_labels(plot, &layout.scale, plot->room.y, false), height = 0.0;
    for (size_t lane = 0; lane < layout.lanes; lane++)
        height += lane_height(&layout, lane);
    ent_frame frame = {.x = layout.scale};
    frame.box = (ent_box){layout.scale.from, top, layout.scale.to - layout.scale.from, height};
    ent_draw_value_axis(plot, &layout.scale, &frame.box);
    ent_draw_row_marks(plot, &frame);
    double y = top;
    for (size_t lane = 0; lane < layout.lanes; lane++) {
        double own = lane_height(&layout, lane);
        if (lane > 0) ent_svg_line(plot->canvas, plot->room.x, y, plot->room.x + plot->room.width, y, "g");
        if (lanes_named(data)) {
            char classes[32] = "lb f ";
            strncat(classes, data->series[lane].colour, 8);
            ent_svg_text_cut(plot->canvas, plot->room.x, y + 5.0 + ROW / 2.0 + 4.5, "start", classes, ENT_TEXT_SIZE,
                             layout.gutter - 12.0, data->series[lane].name);
        }
        for (size_t i = 0; i < layout.size; i++) {
            size_t mine = lanes_named(data) ? layout.events[i].datum->series : 0;
            if (mine == lane) draw_event(plot, &layout.events[i], y + 5.0 + ROW * ((double)layout.events[i].row + 0.5));
        }
        y += own;
    }
    ent_svg_line(plot->canvas, frame.box.x, top + height, frame.box.x + frame.box.width, top + height, "z");
}
