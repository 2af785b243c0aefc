/* Charts that are tables of a kind: a matrix, a line of time. */
#include "findings/number.h"
#include "findings/text_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 100000, MOST_DATE = 18 };

/* ---- matrix ------------------------------------------------------------------------------------------- */

static size_t index_of(const char **texts, size_t *size, const char *text) {
    if (text == NULL) text = "";
    for (size_t i = 0; i < *size; i++) {
        if (strcmp(texts[i], text) == 0) return i;
    }
    texts[*size] = text;
    return (*size)++;
}

/* The columns of the table that shows the matrix: the labels, then one for each x. */
static ent_column *matrix_columns(const ent_sketch *sketch, const char *const *across, size_t size) {
    ent_column *columns = ent_arena_array(sketch->arena, size + 1, sizeof *columns);
    if (columns == NULL) return NULL;
    columns[0] = (ent_column){.id = "", .label = "", .type = "text", .digits = -1};
    for (size_t i = 0; i < size; i++) {
        columns[i + 1] = (ent_column){.id = "",
                                      .label = ent_page_actor_name(sketch->page, across[i]),
                                      .type = "number",
                                      .digits = sketch->y_digits};
    }
    return columns;
}

void ent_sketch_matrix(ent_sketch *sketch) {
    const char **down = ent_arena_array(sketch->arena, sketch->size, sizeof *down);
    const char **across = ent_arena_array(sketch->arena, sketch->size, sizeof *across);
    size_t rows = 0, columns = 0;
    if (down == NULL || across == NULL) {
        sketch->page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < sketch->size; i++) {
        index_of(down, &rows, sketch->rows[i].label);
        index_of(across, &columns, sketch->rows[i].x_text);
    }
    if (rows > MOST_CELLS / (columns + 1)) {
        ent_page_paragraph(sketch->page, "Too large to draw here; see the table.",
                           &(ent_paragraph){.indent = sketch->left, .ink = ENT_INK_FAINT});
        return;
    }
    ent_table table = {.id = "", .title = "", .columns_size = columns + 1, .rows_size = rows, .total_rows = rows};
    table.columns = matrix_columns(sketch, across, columns);
    table.cells = ent_arena_array(sketch->arena, rows * (columns + 1), sizeof *table.cells);
    if (table.columns == NULL || table.cells == NULL) {
        sketch->page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < rows; i++) {
        table.cells[i * (columns + 1)] = ent_text(ent_page_actor_name(sketch->page, down[i]));
    }
    for (size_t i = 0; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        size_t at = index_of(down, &rows, row->label) * (columns + 1) + index_of(across, &columns, row->x_text) + 1;
        table.cells[at] = ent_based(ent_real(row->y), row->basis);
    }
    ent_page_table_body(sketch->page, &table);
}

/* ---- a line of time ----------------------------------------------------------------------------------- */

typedef struct dated_row {
    double day;
    size_t order; /* of equals */
    const char *date, *what, *mark, *ink, *who;
} dated_row;

static int by_day(const void *a, const void *b) {
    const dated_row *left = a, *right = b;
    if (left->day != right->day) return left->day < right->day ? -1 : 1;
    return left->order < right->order ? -1 : 1;
}

/* A copy, as a date for people where it is one. */
static const char *date_text(ent_sketch *sketch, const char *text) {
    ent_date date;
    char written[ENT_NUMBER_TEXT];
    if (text == NULL) return NULL;
    bool known = ent_read_date(text, &date);
    const char *copy = ent_arena_text(sketch->arena, known ? ent_write_date_long(written, date) : text);
    if (copy == NULL) sketch->page->out->failed = true;
    return copy;
}

static size_t collect(ent_sketch *sketch, dated_row *moments) {
    size_t size = 0;
    char written[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < sketch->size; i++) {
        const ent_sketch_row *row = &sketch->rows[i];
        const ent_sketch_series *series = &sketch->series[row->series];
        moments[size] =
            (dated_row){.day = isnan(row->x) ? INFINITY : row->x,
                        .date = date_text(sketch, row->x_text),
                        .what = row->label,
                        .mark = series->mark,
                        .ink = series->ink,
                        .who = series->name != NULL ? ent_arena_printf(sketch->arena, "(%s)", series->name) : NULL};
        if (series->name != NULL && moments[size].who == NULL) sketch->page->out->failed = true;
        moments[size].order = size;
        size++;
    }
    for (size_t i = 0; i < sketch->chart->marks_size; i++) {
        const ent_mark *mark = &sketch->chart->marks[i];
        if (mark->axis != 'x' || !(fabs(mark->from) < 1e7)) continue;
        ent_write_date(written, ent_date_from_day((int32_t)mark->from));
        moments[size] = (dated_row){.day = mark->from,
                                    .date = date_text(sketch, written),
                                    .what = mark->label,
                                    .mark = sketch->page->boxes ? "┄" : "-",
                                    .ink = ENT_INK_FAINT};
        moments[size].order = size;
        size++;
    }
    qsort(moments, size, sizeof *moments, by_day);
    return size;
}

void ent_sketch_timeline(ent_sketch *sketch) {
    dated_row *moments = ent_arena_array(sketch->arena, sketch->size + sketch->chart->marks_size, sizeof *moments);
    if (moments == NULL) {
        sketch->page->out->failed = true;
        return;
    }
    size_t size = collect(sketch, moments), widest = 0;
    for (size_t i = 0; i < size; i++) {
        size_t width = moments[i].date != NULL ? ent_glyph_width(moments[i].date) : 0;
        if (width > widest && width <= MOST_DATE) widest = width;
    }
    for (size_t i = 0; i < size && !sketch->page->out->failed; i++) {
        const dated_row *moment = &moments[i];
        const char *date = moment->date != NULL ? moment->date : "";
        size_t width = ent_glyph_width(date);
        if (width > widest) { /* no date, but text in its place */
            ent_page_paragraph(sketch->page, date, &(ent_paragraph){.indent = sketch->left});
            ent_page_move(sketch->page, sketch->left + widest);
        } else {
            ent_page_move(sketch->page, sketch->left + widest - width);
            ent_page_text(sketch->page, date);
        }
        ent_page_space(sketch->page, 2);
        ent_page_paragraph(sketch->page, moment->what != NULL ? moment->what : "",
                           &(ent_paragraph){.first = moment->mark, .first_ink = moment->ink, .after = moment->who});
    }
}
