/* Charts drawn with characters: what they name read into rows, a grid to draw on, one file a family. */
#ifndef ENTENTE_FINDINGS_TEXT_CHART_H
#define ENTENTE_FINDINGS_TEXT_CHART_H

#include "findings/scale.h"
#include "findings/text_page.h"

/* A row of the chart's table; NAN for numbers that are missing, NULL for texts. */
typedef struct ent_sketch_row {
    double x, y, lo, hi;
    const char *label, *panel, *x_text;
    size_t series; /* index into the sketch's series */
    ent_basis basis;
} ent_sketch_row;

typedef struct ent_sketch_series {
    const char *key, *name; /* key NULL: rows without a series */
    const char *mark, *ink;
} ent_sketch_series;

typedef struct ent_sketch {
    ent_page *page;
    const ent_chart *chart;
    const ent_table *table;
    ent_arena *arena;
    ent_sketch_row *rows;
    size_t size;
    size_t unread; /* rows of the table beyond those */
    ent_sketch_series *series;
    size_t series_size;
    const char **categories; /* of a text x, which then counts from 0 */
    size_t categories_size;
    ent_axis_type x_type;
    int x_digits, y_digits;
    bool y_year;        /* values are calendar years */
    size_t left, right; /* columns of the page to draw in */
    bool panel;         /* one of several small ones */
} ent_sketch;

/* A column's digits for people: as prescribed, else as its values need. */
int ent_sketch_digits(const ent_table *table, size_t column);

/* ---- a grid of characters ----------------------------------------------------------------------------- */

typedef struct ent_raster_cell {
    const char *text; /* NULL: nothing */
    size_t bytes;
    const char *ink;
    unsigned char dots; /* Braille, under any text */
    unsigned char rank; /* what is drawn over what */
} ent_raster_cell;

typedef struct ent_raster {
    size_t columns, rows;
    ent_raster_cell *cells; /* by row from the top */
} ent_raster;

bool ent_raster_new(ent_raster *raster, ent_arena *arena, size_t columns, size_t rows);
/* One character, unless something of a higher rank is there. Places outside are skipped. */
void ent_raster_set(ent_raster *raster, size_t column, size_t row, const char *text, const char *ink,
                    unsigned char rank);
/* Whether `width` columns from here are inside and hold nothing of this rank or above. */
bool ent_raster_free(const ent_raster *raster, size_t column, size_t row, size_t width, unsigned char rank);
void ent_raster_text(ent_raster *raster, size_t column, size_t row, const char *text, const char *ink,
                     unsigned char rank);
/* A line in points: two to a column, four to a row where `fine` (Braille), else one character each. Row 0 is on top. */
void ent_raster_line(ent_raster *raster, bool fine, const double from[2], const double to[2], const char *ink,
                     unsigned char rank);
/* Writes a row where the page stands. */
void ent_raster_write(ent_page *page, const ent_raster *raster, size_t row);

/* ---- the families ------------------------------------------------------------------------------------- */

void ent_sketch_bars(ent_sketch *sketch);
void ent_sketch_stacked(ent_sketch *sketch);
void ent_sketch_intervals(ent_sketch *sketch);
void ent_sketch_plot(ent_sketch *sketch); /* lines and scatter */
void ent_sketch_matrix(ent_sketch *sketch);
void ent_sketch_timeline(ent_sketch *sketch);
void ent_sketch_ternary(ent_sketch *sketch);
void ent_sketch_graph(ent_sketch *sketch);

#endif
