/* Columns of a table on a terminal: their cells as text, and widths that fit. */
#ifndef ENTENTE_FINDINGS_TEXT_COLUMNS_H
#define ENTENTE_FINDINGS_TEXT_COLUMNS_H

#include "findings/text_page.h"

enum { ENT_TABLE_INDENT = 2 };

typedef struct ent_laid_cell {
    const char *text; /* harmless on a terminal */
    const char *mark; /* of ownership; NULL: none */
    size_t width;
} ent_laid_cell;

typedef struct ent_laid_column {
    const char *label, *unit;
    bool right;  /* numbers stand at the right */
    bool marked; /* a cell has a mark of ownership: two columns more */
    int digits;
    bool year;
    size_t natural, least; /* widths that are wanted and that can be done with, without the mark */
    size_t body;           /* of the widest cell */
    size_t width;
} ent_laid_column;

typedef struct ent_laid_table {
    ent_page *page;
    const ent_table *table;
    ent_arena *arena;
    ent_laid_column *columns;
    ent_laid_cell *cells;
    size_t gap;
    size_t *beneath; /* columns of prose, whose cells stand beneath their rows */
    size_t beneath_size;
} ent_laid_table;

static inline size_t ent_larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static inline size_t ent_smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Reads a column of the table: its cells as text, its label, what width it wants. False without memory. */
bool ent_lay_column(ent_laid_table *laid, size_t index);
/* Gives the chosen columns what they want; false if that is too much for the page. */
bool ent_lay_naturally(ent_laid_table *laid, const size_t *chosen, size_t size);
/* Gives the chosen columns their least, then what their cells want, then what their headers want. False if there is
 * no room for the least. */
bool ent_lay_fit(ent_laid_table *laid, const size_t *chosen, size_t size);
/* Columns of the page that the chosen ones take with their gaps; `least`: that they need at least. */
size_t ent_laid_width(const ent_laid_table *laid, const size_t *chosen, size_t size, bool least);
/* Room for the mark of ownership. */
size_t ent_laid_mark_width(const ent_laid_column *column);

#endif
