/* How the columns of a table share the width of the terminal. */
#include "findings/text_columns.h"

#include "findings/number.h"

#include <string.h>

enum { WIDE_GAP = 3, GAP = 2, LEAST_TEXT = 10, LONG_WORD = 16, SMALL_LACK = 3 };

/* ---- measuring ---------------------------------------------------------------------------------------- */

static bool lay_cell(ent_laid_table *laid, const ent_laid_column *column, ent_value value, ent_laid_cell *cell) {
    char text[ENT_PEOPLE_TEXT];
    const char *written = ent_people_value(text, value, column->digits, column->year);
    cell->text = ent_page_clean_copy(laid->page, laid->arena, written != NULL ? written : "");
    if (cell->text[0] == '\0') cell->text = laid->page->boxes ? "–" : "-";
    cell->width = ent_glyph_width(cell->text);
    cell->mark = ent_page_basis_mark(laid->page, value.basis);
    return !laid->page->out->failed;
}

/* The narrowest width at which a text needs at most two lines and no word is cut. */
static size_t two_line_width(const char *text) {
    size_t width = ent_line_longest_word(text), whole = ent_glyph_width(text);
    if (width * 2 < whole) width = whole / 2;
    while (width < whole && ent_line_count(text, width) > 2)
        width++;
    return width;
}

static void measure_column(const ent_laid_table *laid, size_t index) {
    ent_laid_column *column = &laid->columns[index];
    size_t widest = 0, longest_word = 0, size = laid->table->columns_size;
    for (size_t row = 0; row < laid->table->rows_size; row++) {
        const ent_laid_cell *cell = &laid->cells[row * size + index];
        widest = ent_larger(widest, cell->width);
        if (!column->right) longest_word = ent_larger(longest_word, ent_line_longest_word(cell->text));
    }
    size_t header = ent_larger(two_line_width(column->label), two_line_width(column->unit));
    size_t header_word = ent_larger(ent_line_longest_word(column->label), ent_line_longest_word(column->unit));
    column->natural = ent_larger(ent_larger(widest, header), 1);
    column->body = widest;
    size_t text_least = ent_smaller(widest, ent_larger(LEAST_TEXT, ent_smaller(longest_word, LONG_WORD)));
    column->least = ent_larger(column->right ? widest : text_least, ent_smaller(header_word, LONG_WORD));
    column->least = ent_smaller(ent_larger(column->least, 1), column->natural);
}

static bool is_numeric(const ent_table *table, size_t index) {
    const char *type = table->columns[index].type;
    bool numbers = strcmp(type, "integer") == 0 || strcmp(type, "number") == 0;
    for (size_t row = 0; row < table->rows_size; row++) {
        ent_value_type cell = table->cells[row * table->columns_size + index].type;
        if (cell == ENT_TEXT) return false;
        if (cell == ENT_INTEGER || cell == ENT_REAL) numbers = true;
    }
    return numbers;
}

bool ent_lay_column(ent_laid_table *laid, size_t index) {
    const ent_table *table = laid->table;
    const ent_column *info = &table->columns[index];
    ent_laid_column *column = &laid->columns[index];
    size_t size = table->columns_size;
    column->label = ent_page_clean_copy(laid->page, laid->arena, info->label);
    column->unit = ent_page_clean_copy(laid->page, laid->arena, info->unit != NULL ? info->unit : "");
    column->right = is_numeric(table, index);
    column->year = ent_people_is_year(info->id, info->unit);
    column->digits = info->digits;
    if (info->digits < 0 && table->rows_size > 0) {
        column->digits = ent_people_digits(table->cells + index, table->rows_size, size);
    }
    for (size_t row = 0; row < table->rows_size && !laid->page->out->failed; row++) {
        ent_laid_cell *cell = &laid->cells[row * size + index];
        if (!lay_cell(laid, column, table->cells[row * size + index], cell)) return false;
        if (cell->mark != NULL) column->marked = true;
    }
    if (laid->page->out->failed) return false;
    measure_column(laid, index);
    return true;
}

/* ---- fitting ------------------------------------------------------------------------------------------ */

size_t ent_laid_mark_width(const ent_laid_column *column) {
    return column->marked ? 2 : 0;
}

size_t ent_laid_width(const ent_laid_table *laid, const size_t *chosen, size_t size, bool least) {
    size_t total = 0;
    for (size_t i = 0; i < size; i++) {
        const ent_laid_column *column = &laid->columns[chosen[i]];
        size_t width = least ? column->least : column->width;
        total += ent_smaller(width, laid->page->width) + ent_laid_mark_width(column) + (i > 0 ? laid->gap : 0);
    }
    return total;
}

bool ent_lay_naturally(ent_laid_table *laid, const size_t *chosen, size_t size) {
    for (size_t i = 0; i < size; i++) {
        ent_laid_column *column = &laid->columns[chosen[i]];
        column->width = column->natural;
    }
    laid->gap = WIDE_GAP;
    if (ent_laid_width(laid, chosen, size, false) <= laid->page->width - ENT_TABLE_INDENT) return true;
    laid->gap = GAP;
    return ent_laid_width(laid, chosen, size, false) <= laid->page->width - ENT_TABLE_INDENT;
}

static size_t lack_of(const ent_laid_column *column, bool headers) {
    size_t wanted = headers ? column->natural : ent_larger(column->body, column->least);
    return wanted > column->width ? wanted - column->width : 0;
}

/* Shares `spare` columns among those that lack some: what lacks little gets it all, the rest goes out evenly. */
static size_t share_out(ent_laid_table *laid, const size_t *chosen, size_t size, size_t spare, bool headers) {
    while (spare > 0) {
        ent_laid_column *least = NULL;
        size_t lacking = 0;
        for (size_t i = 0; i < size; i++) {
            ent_laid_column *column = &laid->columns[chosen[i]];
            if (lack_of(column, headers) == 0) continue;
            lacking++;
            if (least == NULL || lack_of(column, headers) < lack_of(least, headers)) least = column;
        }
        if (least == NULL) break;
        size_t lack = lack_of(least, headers);
        if (lack > spare || (lack > SMALL_LACK && lack > spare / lacking)) break;
        least->width += lack;
        spare -= lack;
    }
    for (bool given = true; given && spare > 0;) {
        given = false;
        for (size_t i = 0; i < size && spare > 0; i++) {
            ent_laid_column *column = &laid->columns[chosen[i]];
            if (lack_of(column, headers) == 0) continue;
            column->width++;
            spare--;
            given = true;
        }
    }
    return spare;
}

bool ent_lay_fit(ent_laid_table *laid, const size_t *chosen, size_t size) {
    if (ent_lay_naturally(laid, chosen, size)) return true;
    size_t room = laid->page->width - ENT_TABLE_INDENT, used = ent_laid_width(laid, chosen, size, true);
    if (used > room) return false;
    for (size_t i = 0; i < size; i++)
        laid->columns[chosen[i]].width = laid->columns[chosen[i]].least;
    size_t spare = share_out(laid, chosen, size, room - used, false);
    share_out(laid, chosen, size, spare, true);
    return true;
}
