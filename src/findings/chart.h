/* Charts: from a declarative description over a table to SVG. One file a kind; all share data, axes and marks. */
#ifndef ENTENTE_FINDINGS_CHART_H
#define ENTENTE_FINDINGS_CHART_H

#include "findings/scale.h"
#include "findings/svg.h"
#include "findings/svg_place.h"

typedef struct ent_series {
    const char *key;    /* the value in the table */
    const char *name;   /* for people: a party's name where the key is its id */
    const char *colour; /* class: "p0".. a party, "q0".. another series */
    unsigned shape;
    const char *dash; /* class: a line's dash pattern in print, "" for none */
    bool joined, faint;
} ent_series;

/* A row of the table as the chart sees it; NAN for a number that is missing. */
typedef struct ent_datum {
    double x, y, lo, hi;
    size_t series, category, panel; /* indexes */
    ent_basis basis;
    const char *label;
    const char *text; /* timeline: the date; matrix: the value, both as text */
} ent_datum;

typedef struct ent_range {
    double low, high; /* low > high: nothing seen */
} ent_range;

typedef struct ent_data {
    const ent_findings *findings;
    const ent_chart *chart;
    ent_chart_kind kind;
    ent_datum *rows;
    size_t size;
    ent_series *series; /* at least one */
    size_t series_size;
    const char **categories; /* texts of the label column (or of x where that is text), in order of appearance */
    size_t categories_size;
    const char **panels;
    size_t panels_size;
    ent_axis_type x_type;
    int x_digits, y_digits;
    bool y_year;                     /* values are calendar years */
    const char *x_title, *y_title;   /* with units; NULL if there is nothing to say */
    ent_range x, y;                  /* of the data, intervals and marks */
    bool single;                     /* no label has two rows: one bar each, coloured by its series */
    bool intervals, based, by_label; /* has lo and hi; has a basis; the series are the labels themselves */
    bool whole;                      /* x is labelled by time or number: columns stand upright */
    const char *const *names;        /* the categories of all panels: their labels share one gutter */
    size_t names_size;
    ent_series corners[3]; /* ternary: who has which corner; no colour: no party */
    size_t skipped;        /* rows that are not drawn because the chart would not be readable */
} ent_data;

/* Room to draw in. `small`: redrawn for a narrow screen. */
typedef struct ent_plot {
    ent_canvas *canvas;
    const ent_data *data;
    ent_box room;
    bool small;
    bool panel; /* one of several: no legend, no axis titles */
} ent_plot;

/* An inner rectangle with its two scales. */
typedef struct ent_frame {
    ent_box box;
    ent_scale x, y;
} ent_frame;

/* ---- chart_data.c ------------------------------------------------------------------------------------- */

/* Reads what the chart names from its table, `table` from `owner`; parties from `root` where owner has none. */
ent_status ent_data_read(ent_canvas *canvas, const ent_findings *owner, const ent_findings *root,
                         const ent_chart *chart, ent_data *data);
/* The rows of one panel, with the categories that occur there. */
bool ent_data_panel(ent_canvas *canvas, const ent_data *data, size_t panel, ent_data *part);
void ent_range_add(ent_range *range, double value);
/* The text of a cell for people; a party's name for its id. Borrowed from the arena or the cell. */
const char *ent_cell_text(ent_canvas *canvas, const ent_findings *findings, const ent_column *column, ent_value value);
/* The party with this id or name; SIZE_MAX if none. */
size_t ent_actor_index(const ent_findings *findings, const char *text);
bool ent_column_is_year(const ent_table *table, size_t column);
/* The class of a party's colour: "p0" to "p7". */
const char *ent_actor_colour(size_t actor);
/* The class of a mark's or category's colour: the party's, or "" */
const char *ent_colour_of(const ent_findings *findings, const char *series);

/* ---- chart_axes.c ------------------------------------------------------------------------------------- */

enum { ENT_TEXT_SIZE = 13, ENT_SMALL_SIZE = 12, ENT_LINE = 17, ENT_THIN_ABOVE = 1500 };

/* What a plot asks of its axes. */
typedef struct ent_axes_wish {
    bool legend;  /* several series that are not named at their ends */
    bool y_zero;  /* values start at zero */
    bool columns; /* x holds columns: half a step of room on both sides */
    bool grid_x;  /* upright grid lines too */
    double right; /* room kept free for names at the ends of lines */
} ent_axes_wish;

/* Draws heading (title of y, legend), grid, ticks and titles; gives the frame inside. */
void ent_draw_axes(const ent_plot *plot, const ent_axes_wish *wish, ent_frame *frame);
/* The title of the values and a legend, above a plot; the height they use. Draws nothing when `measure`. */
double ent_draw_heading(const ent_plot *plot, const char *title, bool legend, bool measure);
/* Grid and ticks of values that run along x, under `box`. */
void ent_draw_value_axis(const ent_plot *plot, const ent_scale *scale, const ent_box *box);
/* A value beside its bar or in its cell, in the factor of its scale; "" for none. */
const char *ent_value_text(ent_canvas *canvas, double value, int digits, double factor);
/* A title with the factor of its scale: "Payment, KRW (million)". */
const char *ent_title_with_factor(ent_canvas *canvas, const char *title, const ent_scale *scale);
/* The width the widest of these texts needs. */
double ent_widest(const char *const *texts, size_t size, double text_size, bool bold);

/* ---- chart_marks.c ------------------------------------------------------------------------------------ */

/* Lines, bands and hatches across the plot. */
void ent_draw_marks(const ent_plot *plot, const ent_frame *frame);
/* Labels of those marks, with places to try; returns their number (at most marks_size). texts[i] names label i. */
size_t ent_mark_labels(const ent_plot *plot, const ent_frame *frame, ent_label *labels, const char **texts,
                       const char **colours);
/* Fits a text into one or two lines of this width (a newline between them) and measures it. */
void ent_fit_label(const ent_plot *plot, const char *text, double width, bool bold, ent_label *label,
                   const char **fitted);
void ent_draw_labels(const ent_plot *plot, const ent_label *labels, const char *const *texts,
                     const char *const *classes, size_t size);
/* Labels of marks alone, placed and drawn, avoiding each other's lines and the obstacles. */
void ent_draw_mark_labels(const ent_plot *plot, const ent_frame *frame, const ent_obstacles *obstacles);
/* The lines of marks as obstacles for labels, quadruples from `lines` on; returns their number. */
size_t ent_mark_lines(const ent_plot *plot, const ent_frame *frame, double *lines);
/* Marks that are points: solutions and the like. */
void ent_draw_mark_points(const ent_plot *plot, const ent_frame *frame);
/* Marks across rows of bars or intervals: values run along x whatever axis the mark names. A mark whose series is
 * the label of a row of intervals stays in that row. */
void ent_draw_row_marks(const ent_plot *plot, const ent_frame *frame);
/* Their labels, in lines above the rows; returns the height. Draws nothing when `measure`. */
double ent_draw_row_mark_labels(const ent_plot *plot, const ent_scale *scale, double top, bool measure);
bool ent_mark_in_rows(const ent_plot *plot, const ent_mark *mark, size_t *row);
/* The pattern that hatches what is excluded; once an SVG. */
void ent_define_hatch(ent_canvas *canvas);
void ent_hatch(ent_canvas *canvas, ent_box box);

/* ---- the kinds ---------------------------------------------------------------------------------------- */

typedef struct ent_kind_row {
    double (*height)(const ent_plot *plot); /* wanted for the room's width */
    void (*draw)(const ent_plot *plot);
} ent_kind_row;

double ent_bars_height(const ent_plot *plot);
void ent_bars_draw(const ent_plot *plot);
/* Grouped or stacked bars that stand upright, over years or other ordered labels. */
double ent_columns_height(const ent_plot *plot);
void ent_columns_draw(const ent_plot *plot, bool stacked);
/* Rows of one chart by category and series: rows[category * series_size + series], NULL where there is none. */
const ent_datum **ent_data_grid(ent_canvas *canvas, const ent_data *data);
/* Sums of the stack of a category: what lies above and below zero. */
ent_range ent_stack_range(const ent_data *data, const ent_datum *const *grid, size_t category);
/* A bar with the look of its basis. */
void ent_draw_bar(ent_canvas *canvas, ent_box box, ent_basis basis, const char *colour);

/* Where the labels of rows stand: left of the bars, or above them where they are long or room is short. */
typedef struct ent_row_labels {
    bool above;
    double gutter; /* room left of the bars */
} ent_row_labels;
ent_row_labels ent_row_labels_of(const ent_plot *plot);
void ent_draw_row_label(const ent_plot *plot, const ent_row_labels *labels, size_t category, double top, double middle);

double ent_stacked_height(const ent_plot *plot);
void ent_stacked_draw(const ent_plot *plot);
double ent_lines_height(const ent_plot *plot);
void ent_lines_draw(const ent_plot *plot);
double ent_scatter_height(const ent_plot *plot);
void ent_scatter_draw(const ent_plot *plot);
double ent_intervals_height(const ent_plot *plot);
void ent_intervals_draw(const ent_plot *plot);
double ent_multiples_height(const ent_plot *plot);
void ent_multiples_draw(const ent_plot *plot);
double ent_matrix_height(const ent_plot *plot);
void ent_matrix_draw(const ent_plot *plot);
double ent_timeline_height(const ent_plot *plot);
void ent_timeline_draw(const ent_plot *plot);
double ent_ternary_height(const ent_plot *plot);
void ent_ternary_draw(const ent_plot *plot);
double ent_graph_height(const ent_plot *plot);
void ent_graph_draw(const ent_plot *plot);

const ent_kind_row *ent_chart_kind_row(ent_chart_kind kind);

/* ---- a chart ------------------------------------------------------------------------------------------ */

/* One size of a chart on a page. */
typedef struct ent_chart_size {
    double width;
    bool small;
    const char *classes; /* of the svg element */
    bool alone;          /* a file of its own: with style, title and small print */
} ent_chart_size;

/* Writes one <svg>. Its ids start with c<canvas id>. */
ent_status ent_chart_svg(ent_canvas *canvas, const ent_data *data, const ent_chart_size *size);

#endif
