/* Graph: states on a circle with their numbers, moves as bent arrows in the colours of those who make them. */
#include "findings/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODES_MOST = 60 };

static const double NODE = 12.0, RING = 17.0, RADIUS_MOST = 175.0, PANEL_RADIUS = 70.0, GAP = 16.0,
                    PI = 3.14159265358979;

typedef struct graph_node {
    double value, x, y; /* its number; its place */
    const char *label;
    bool lasting, marked;
} graph_node;

/* What is drawn, and where. */
typedef struct graph {
    const ent_plot *plot;
    graph_node *nodes; /* by number */
    size_t size;
    double radius;
    const char *lasting, *other, *marked; /* names of the series of states; NULL: there is none */
} graph;

static bool is_node(const ent_datum *datum) {
    return isfinite(datum->x) && datum->x == datum->y;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

static graph_node *node_at(const graph *g, double value) {
    for (size_t i = 0; i < g->size; i++)
        if (g->nodes[i].value == value) return &g->nodes[i];
    return NULL;
}

static int by_value(const void *a, const void *b) {
    const double x = ((const graph_node *)a)->value, y = ((const graph_node *)b)->value;
    return x < y ? -1 : x > y;
}

static void read_node(graph *g, const ent_datum *datum) {
    const ent_series *series = &g->plot->data->series[datum->series];
    graph_node *node = node_at(g, datum->x);
    if (node == NULL && g->size == NODES_MOST) return;
    if (node == NULL) {
        node = &g->nodes[g->size++];
        *node = (graph_node){.value = datum->x};
    }
    if (datum->label != NULL) node->label = datum->label;
    node->lasting = node->lasting || series->joined;
    node->marked = node->marked || (!series->joined && !series->faint);
    *(series->joined ? &g->lasting : series->faint ? &g->other : &g->marked) = series->name;
}

static bool begin(graph *g, const ent_plot *plot) {
    *g = (graph){.plot = plot};
    g->nodes = ent_canvas_array(plot->canvas, NODES_MOST, sizeof *g->nodes);
    for (size_t i = 0; g->nodes != NULL && i < plot->data->size; i++)
        if (is_node(&plot->data->rows[i])) read_node(g, &plot->data->rows[i]);
    if (g->nodes == NULL || g->size == 0) return false;
    qsort(g->nodes, g->size, sizeof *g->nodes, by_value);
    const double room = plot->room.width / 2.0 - RING - 2.0;
    g->radius = plot->panel ? PANEL_RADIUS : fmin(RADIUS_MOST, room);
    return true;
}

static void place(graph *g, double top) {
    const double x = g->plot->room.x + g->plot->room.width / 2.0, y = top + g->radius + RING + 2.0;
    for (size_t i = 0; i < g->size; i++) {
        const double turn = 2.0 * PI * ((double)i + (g->size % 2 == 0 ? 0.5 : 0.0)) / (double)g->size - PI / 2.0;
        g->nodes[i].x = x + (g->size > 1 ? g->radius * cos(turn) : 0.0);
        g->nodes[i].y = y + (g->size > 1 ? g->radius * sin(turn) : 0.0);
    }
}

/* ---- legend --------------------------------------------------------------------------------------------- */

static void draw_node(ent_canvas *canvas, double x, double y, double radius, bool lasting, bool marked,
                      const char *title) {
    if (marked) ent_svg_shape(canvas, 0, x, y, radius * RING / NODE, ENT_JUDGED, "q0", title);
    ent_svg_shape(canvas, 0, x, y, radius, lasting ? ENT_RECORD : ENT_JUDGED, lasting ? "qi" : "qf", title);
}

static void draw_arrow_head(ent_canvas *canvas, double x, double y, double turn, const char *classes) {
    ent_svg_open_path(canvas, classes);
    ent_svg_path_point(canvas, 'M', x, y);
    for (int side = -1; side <= 1; side += 2)
        ent_svg_path_point(canvas, 'L', x - 9.0 * cos(turn + 0.36 * side), y - 9.0 * sin(turn + 0.36 * side));
    ent_buffer_text(canvas->out, "Z\"/>");
}

static const char *with_class(const graph *g, const char *kind, const char *colour) {
    char *text = ent_arena_printf(g->plot->canvas->arena, "%s %s", kind, colour);
    if (text == NULL) g->plot->canvas->failed = true;
    return text != NULL ? text : kind;
}

static bool makes_moves(const ent_data *data, size_t series) {
    for (size_t i = 0; i < data->size; i++)
        if (data->rows[i].series == series && !is_node(&data->rows[i])) return true;
    return false;
}

typedef struct legend {
    const graph *g;
    double x, y;
    bool measure;
} legend;

/* Makes room for an entry with this text; whether it is to be drawn. */
static bool entry(legend *at, const char *text, double swatch) {
    const ent_plot *plot = at->g->plot;
    const double width = fmin(swatch + 6.0 + ent_text_length(text, ENT_SMALL_SIZE, false), plot->room.width);
    if (at->x > plot->room.x && at->x + width > plot->room.x + plot->room.width) {
        at->x = plot->room.x;
        at->y += ENT_LINE;
    }
    if (!at->measure)
        ent_svg_text_cut(plot->canvas, at->x + swatch + 6.0, at->y, "start", "t", ENT_SMALL_SIZE, width - swatch - 6.0,
                         text);
    at->x += width + 16.0;
    return !at->measure;
}

static double draw_legend(const graph *g, double top, bool measure) {
    const ent_data *data = g->plot->data;
    ent_canvas *canvas = g->plot->canvas;
    if (g->plot->panel) return 0.0;
    legend at = {g, g->plot->room.x, top + 12.0, measure};
    const char *const names[] = {g->lasting, g->other, g->marked};
    for (size_t i = 0; i < 3; i++) {
        const double x = at.x;
        if (names[i] == NULL || *names[i] == '\0' || !entry(&at, names[i], 14.0)) continue;
        draw_node(canvas, (at.y > top + 12.0 && x > at.x ? g->plot->room.x : x) + 7.0, at.y - 4.0, 5.0, i == 0, i == 2,
                  NULL);
    }
    for (size_t i = 0; i < data->series_size; i++) {
        const ent_series *series = &data->series[i];
        const double before = at.y;
        double x = at.x;
        if (!makes_moves(data, i) || !entry(&at, series->name, 22.0)) continue;
        if (at.y > before) x = g->plot->room.x;
        ent_svg_line(canvas, x, at.y - 4.0, x + 16.0, at.y - 4.0, with_class(g, "ln", series->colour));
        draw_arrow_head(canvas, x + 22.0, at.y - 4.0, 0.0, with_class(g, "f", series->colour));
    }
    return at.y + 12.0 - top;
}

/* ---- arrows ----------------------------------------------------------------------------------------------- */

/* A bend to the right of its way, wider for the next series, so that neither opposite nor parallel arrows meet. */
static void draw_move(const graph *g, const ent_datum *datum) {
    const graph_node *from = node_at(g, datum->x), *to = node_at(g, datum->y);
    if (from == NULL || to == NULL) return;
    const ent_series *series = &g->plot->data->series[datum->series];
    ent_canvas *canvas = g->plot->canvas;
    const double dx = to->x - from->x, dy = to->y - from->y, length = hypot(dx, dy);
    if (!(length > 0.0)) return;
    const double bend = 0.10 + 0.05 * (double)(datum->series % 4);
    const double mx = (from->x + to->x) / 2.0 - dy * bend, my = (from->y + to->y) / 2.0 + dx * bend;
    const double in = atan2(to->y - my, to->x - mx), out = atan2(my - from->y, mx - from->x);
    const double rim = NODE + 1.5, end = (to->marked ? RING : NODE) + 2.0;
    const double x = to->x - end * cos(in), y = to->y - end * sin(in);
    ent_svg_open_path(canvas, with_class(g, "ln fa", series->colour));
    ent_svg_path_point(canvas, 'M', from->x + rim * cos(out), from->y + rim * sin(out));
    ent_svg_path_point(canvas, 'Q', mx, my);
    ent_svg_path_point(canvas, ' ', x - 6.0 * cos(in), y - 6.0 * sin(in));
    ent_buffer_text(canvas->out, "\"/>");
    draw_arrow_head(canvas, x, y, in, with_class(g, "f", series->colour));
}

/* ---- names ------------------------------------------------------------------------------------------------ */

static bool has_names(const graph *g) {
    bool any = false;
    for (size_t i = 0; i < g->size; i++)
        any = any || g->nodes[i].label != NULL;
    return any && !g->plot->small && !g->plot->panel && g->plot->room.width / 2.0 - g->radius - RING > 80.0;
}

typedef struct side_list {
    const graph_node *nodes[NODES_MOST];
    double centres[NODES_MOST];
    size_t size;
} side_list;

static void add_by_height(side_list *list, const graph_node *node) {
    size_t at = list->size++;
    for (; at > 0 && list->nodes[at - 1]->y > node->y; at--) {
        list->nodes[at] = list->nodes[at - 1];
        list->centres[at] = list->centres[at - 1];
    }
    list->nodes[at] = node;
    list->centres[at] = node->y;
}

/* Names stand in a column at either side, apart from one another, with a line to their state. */
static void draw_names(const graph *g, double low, double high) {
    ent_canvas *canvas = g->plot->canvas;
    const double middle = g->plot->room.x + g->plot->room.width / 2.0;
    const double reach = g->radius + RING + 14.0, room = g->plot->room.width / 2.0 - reach - 2.0;
    for (int right = 0; right < 2; right++) {
        side_list list = {.size = 0};
        for (size_t i = 0; i < g->size; i++)
            if (g->nodes[i].label != NULL && (g->nodes[i].x >= middle - 0.01) == (right == 1))
                add_by_height(&list, &g->nodes[i]);
        if (!ent_place_spread(list.centres, list.size, GAP, low, high)) continue;
        for (size_t i = 0; i < list.size; i++) {
            const double sign = right ? 1.0 : -1.0, x = middle + sign * reach;
            ent_svg_line(canvas, list.nodes[i]->x + sign * (RING + 1.0), list.nodes[i]->y, x - sign * 4.0,
                         list.centres[i], "ld");
            ent_svg_text_cut(canvas, x, list.centres[i] + 4.2, right ? "start" : "end",
                             list.nodes[i]->lasting ? "c" : "t", ENT_SMALL_SIZE, room, list.nodes[i]->label);
        }
    }
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

double ent_graph_height(const ent_plot *plot) {
    graph g;
    if (!begin(&g, plot)) return 48.0;
    return draw_legend(&g, plot->room.y, true) + 2.0 * (g.radius + RING + 2.0);
}

static void draw_nodes(const graph *g) {
    ent_canvas *canvas = g->plot->canvas;
    for (size_t i = 0; i < g->size; i++) {
        const graph_node *node = &g->nodes[i];
        char text[ENT_NUMBER_TEXT];
        draw_node(canvas, node->x, node->y, NODE, node->lasting, node->marked, node->label);
        ent_svg_text(canvas, node->x, node->y + 4.2, "middle", node->lasting ? "c in" : "c",
                     ent_write_double(text, node->value));
    }
}

void ent_graph_draw(const ent_plot *plot) {
    graph g;
    if (!begin(&g, plot)) return;
    const double top = plot->room.y + draw_legend(&g, plot->room.y, false);
    place(&g, top);
    if (has_names(&g)) draw_names(&g, top + 8.0, top + 2.0 * (g.radius + RING) - 4.0);
    for (size_t i = 0; i < plot->data->size; i++)
        if (!is_node(&plot->data->rows[i])) draw_move(&g, &plot->data->rows[i]);
    draw_nodes(&g);
}
