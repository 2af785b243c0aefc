/* Tables that fit the terminal: text columns are wrapped, then the table is split by columns, then each row is
 * printed as a record. Nothing is left out. */
#include "findings/number.h"
#include "findings/text_page.h"

#include <string.h>

enum { INDENT = 2, WIDE_GAP = 3, GAP = 2, LEAST_TEXT = 10, LONG_WORD = 16, MOST_CHUNKS = 4, RECORD_ROWS = 3 };

typedef struct laid_cell {
    const char *text; /* harmless on a terminal */
    const char *mark; /* of ownership; NULL: none */
    size_t width;
} laid_cell;

typedef struct laid_column {
    const char *label, *unit;
    bool right;  /* numbers stand at the right */
    bool marked; /* a cell has a mark of ownership: two columns more */
    int digits;
    bool year;
    size_t natural, least; /* widths that are wanted and that can be done with, without the mark */
    size_t width;
} laid_column;

typedef struct laid_table {
    ent_page *page;
    const ent_table *table;
    ent_arena *arena;
    laid_column *columns;
    laid_cell *cells;
    size_t gap;
} laid_table;

/* ---- measuring ---------------------------------------------------------------------------------------- */

static bool lay_cell(laid_table *laid, const laid_column *column, ent_value value, laid_cell *cell) {
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

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static void measure_column(const laid_table *laid, size_t index) {
    laid_column *column = &laid->columns[index];
    size_t widest = 0, longest_word = 0, size = laid->table->columns_size;
    for (size_t row = 0; row < laid->table->rows_size; row++) {
        const laid_cell *cell = &laid->cells[row * size + index];
        widest = larger(widest, cell->width);
        if (!column->right) longest_word = larger(longest_word, ent_line_longest_word(cell->text));
    }
    size_t header = larger(two_line_width(column->label), two_line_width(column->unit));
    size_t header_word = larger(ent_line_longest_word(column->label), ent_line_longest_word(column->unit));
    column->natural = larger(larger(widest, header), 1);
    size_t text_least = smaller(widest, larger(LEAST_TEXT, smaller(longest_word, LONG_WORD)));
    column->least = larger(column->right ? widest : text_least, smaller(header_word, LONG_WORD));
    column->least = smaller(larger(column->least, 1), column->natural);
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

static bool lay_column(laid_table *laid, size_t index) {
    const ent_table *table = laid->table;
    const ent_column *info = &table->columns[index];
    laid_column *column = &laid->columns[index];
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
        laid_cell *cell = &laid->cells[row * size + index];
        if (!lay_cell(laid, column, table->cells[row * size + index], cell)) return false;
        if (cell->mark != NULL) column->marked = true;
    }
    if (laid->page->out->failed) return false;
    measure_column(laid, index);
    return true;
}

/* ---- fitting ------------------------------------------------------------------------------------------ */

static size_t mark_width(const laid_column *column) {
    return column->marked ? 2 : 0;
}

/* Width of the columns with their gaps. */
static size_t total_width(const laid_table *laid, const size_t *chosen, size_t size, bool least) {
    size_t total = 0;
    for (size_t i = 0; i < size; i++) {
        const laid_column *column = &laid->columns[chosen[i]];
        size_t width = least ? column->least : column->width;
        total += smaller(width, laid->page->width) + mark_width(column) + (i > 0 ? laid->gap : 0);
    }
    return total;
}

/* Takes from the widest column that can give until all fit. False if they cannot. */
static bool fit(laid_table *laid, const size_t *chosen, size_t size) {
    size_t room = laid->page->width - INDENT;
    for (size_t i = 0; i < size; i++) {
        laid_column *column = &laid->columns[chosen[i]];
        column->width = smaller(column->natural, larger(laid->page->width, column->least));
    }
    laid->gap = WIDE_GAP;
    if (total_width(laid, chosen, size, false) <= room) return true;
    laid->gap = GAP;
    if (total_width(laid, chosen, size, true) > room) return false;
    size_t total = total_width(laid, chosen, size, false);
    while (total > room) {
        laid_column *widest = NULL;
        for (size_t i = 0; i < size; i++) {
            laid_column *column = &laid->columns[chosen[i]];
            bool gives = column->width > column->least;
            if (gives && (widest == NULL || column->width > widest->width)) widest = column;
        }
        if (widest == NULL) return false;
        widest->width--;
        total--;
    }
    return true;
}

/* ---- drawing ------------------------------------------------------------------------------------------ */

static const char *cell_ink(const laid_table *laid, const char *text) {
    const ent_page *page = laid->page;
    size_t actor = ent_page_actor(page, text, 0);
    return actor < page->findings->actors_size ? ent_page_actor_ink(page, actor) : NULL;
}

/* Line `line` of a text that is wrapped at `width`; false beyond its end. */
static bool line_of(const char *text, size_t width, size_t line, ent_line *out) {
    for (size_t i = 0; ent_line_next(&text, width, out); i++) {
        if (i == line) return true;
    }
    return false;
}

static void put(ent_page *page, const laid_column *column, size_t from, const ent_line *line, const char *ink) {
    size_t pad = column->right && line->width < column->width ? column->width - line->width : 0;
    ent_page_move(page, from + pad);
    ent_page_ink(page, ink);
    ent_page_write(page, line->text, line->bytes);
}

/* Header lines: labels stand on the rule or on the units, units below them. */
static void draw_header(laid_table *laid, const size_t *chosen, size_t size, bool units) {
    size_t lines = 0;
    ent_line line;
    for (size_t i = 0; i < size; i++) {
        const laid_column *column = &laid->columns[chosen[i]];
        lines = larger(lines, ent_line_count(units ? column->unit : column->label, column->width));
    }
    for (size_t at = 0; at < lines; at++) {
        size_t from = INDENT;
        for (size_t i = 0; i < size; i++) {
            const laid_column *column = &laid->columns[chosen[i]];
            const char *text = units ? column->unit : column->label;
            size_t above = units ? 0 : lines - ent_line_count(text, column->width);
            const char *own = cell_ink(laid, text);
            const char *ink = units ? ENT_INK_FAINT : own != NULL ? own : ENT_INK_BOLD;
            if (at >= above && line_of(text, column->width, at - above, &line)) {
                put(laid->page, column, from, &line, ink);
            }
            from += column->width + mark_width(column) + laid->gap;
        }
        ent_page_end(laid->page);
    }
}

static void draw_row(laid_table *laid, const size_t *chosen, size_t size, size_t row) {
    ent_page *page = laid->page;
    ent_line line;
    bool more = true;
    for (size_t at = 0; more; at++) {
        size_t from = INDENT;
        more = false;
        for (size_t i = 0; i < size; i++) {
            const laid_column *column = &laid->columns[chosen[i]];
            const laid_cell *cell = &laid->cells[row * laid->table->columns_size + chosen[i]];
            if (cell->width <= column->width && at == 0) {
                put(page, column, from, &(ent_line){cell->text, strlen(cell->text), cell->width},
                    cell_ink(laid, cell->text));
            } else if (cell->width > column->width && line_of(cell->text, column->width, at, &line)) {
                put(page, column, from, &line, cell_ink(laid, cell->text));
                ent_line next;
                more = more || line_of(cell->text, column->width, at + 1, &next);
            }
            if (at == 0 && cell->mark != NULL) {
                ent_page_move(page, from + column->width + 1);
                ent_page_ink(page, NULL);
                ent_page_text(page, cell->mark);
            }
            from += column->width + mark_width(column) + laid->gap;
        }
        ent_page_end(page);
    }
}

static void draw_columns(laid_table *laid, const size_t *chosen, size_t size) {
    ent_page_gap(laid->page);
    draw_header(laid, chosen, size, false);
    draw_header(laid, chosen, size, true);
    size_t end = INDENT + total_width(laid, chosen, size, false);
    ent_page_rule(laid->page, INDENT, smaller(end, laid->page->width));
    for (size_t row = 0; row < laid->table->rows_size && !laid->page->out->failed; row++) {
        draw_row(laid, chosen, size, row);
    }
}

/* Splits the columns into tables that fit, the first column repeated. With `draw` false only counts them; 0 if a
 * column does not fit beside the first. */
static size_t draw_chunks(laid_table *laid, size_t *chosen, bool draw) {
    size_t columns = laid->table->columns_size, chunks = 0;
    for (size_t next = 1; next < columns; chunks++) {
        size_t size = 1;
        chosen[0] = 0;
        while (next < columns) {
            chosen[size] = next;
            if (!fit(laid, chosen, size + 1)) break;
            size++;
            next++;
        }
        if (size == 1) return 0;
        fit(laid, chosen, size);
        if (draw) draw_columns(laid, chosen, size);
    }
    return chunks;
}

/* Each row as a list of label and value. */
static void draw_records(laid_table *laid) {
    ent_page *page = laid->page;
    size_t columns = laid->table->columns_size, widest = 0;
    for (size_t i = 0; i < columns; i++)
        widest = larger(widest, ent_glyph_width(laid->columns[i].label));
    size_t left = smaller(widest, page->prose / 3), value_at = 2 * INDENT + left + GAP;
    for (size_t row = 0; row < laid->table->rows_size && !page->out->failed; row++) {
        ent_page_gap(page);
        for (size_t i = 0; i < columns; i++) {
            const laid_cell *cell = &laid->cells[row * columns + i];
            const laid_column *column = &laid->columns[i];
            const char *label = column->label, *value = cell->text;
            ent_line line;
            for (bool first = true, more = true; more; first = false) {
                size_t indent = i == 0 ? INDENT : 2 * INDENT;
                more = false;
                if (ent_line_next(&label, left, &line)) {
                    ent_page_space(page, indent);
                    ent_page_ink(page, ENT_INK_FAINT);
                    ent_page_write(page, line.text, line.bytes);
                    more = true;
                }
                if (ent_line_next(&value, page->width - value_at - 2, &line)) {
                    ent_page_move(page, value_at);
                    ent_page_ink(page, i == 0 ? ENT_INK_BOLD : cell_ink(laid, cell->text));
                    ent_page_write(page, line.text, line.bytes);
                    more = true;
                }
                if (first && cell->mark != NULL) {
                    ent_page_space(page, 1);
                    ent_page_text(page, cell->mark);
                }
                if (more) ent_page_end(page);
            }
            if (column->unit[0] != '\0') {
                ent_page_paragraph(page, column->unit,
                                   &(ent_paragraph){.indent = value_at, .ink = ENT_INK_FAINT, .limit = page->width});
            }
        }
    }
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static void draw_body(laid_table *laid) {
    size_t columns = laid->table->columns_size;
    size_t *chosen = ent_arena_array(laid->arena, columns + 1, sizeof *chosen);
    if (chosen == NULL) {
        laid->page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < columns; i++)
        chosen[i] = i;
    if (fit(laid, chosen, columns)) {
        draw_columns(laid, chosen, columns);
        return;
    }
    size_t chunks = laid->table->rows_size > RECORD_ROWS ? draw_chunks(laid, chosen, false) : 0;
    if (chunks > 0 && chunks <= MOST_CHUNKS) {
        draw_chunks(laid, chosen, true);
    } else {
        draw_records(laid);
    }
}

static void draw_foot(ent_page *page, const ent_table *table) {
    char shown[ENT_PEOPLE_TEXT], all[ENT_PEOPLE_TEXT];
    ent_buffer text;
    ent_buffer_init(&text, page->out->allocator);
    if (table->rows_size < table->total_rows) {
        ent_buffer_printf(&text, "first %s of %s rows (--rows N for more)", ent_people_count(shown, table->rows_size),
                          ent_people_count(all, table->total_rows));
    } else if (table->rows_size == 0) {
        ent_buffer_text(&text, "no rows");
    }
    if (text.size > 0) {
        ent_page_paragraph(page, text.data, &(ent_paragraph){.indent = INDENT, .ink = ENT_INK_FAINT});
    }
    if (text.failed) page->out->failed = true;
    ent_buffer_free(&text);
}

/* Says once on a page what the marks mean. */
static void explain_marks(ent_page *page, const laid_table *laid) {
    bool marked = false;
    for (size_t i = 0; i < laid->table->columns_size; i++)
        marked = marked || laid->columns[i].marked;
    if (!marked || page->basis_explained) return;
    page->basis_explained = true;
    ent_buffer text;
    ent_buffer_init(&text, page->out->allocator);
    for (int basis = ENT_RECORD; basis <= ENT_UNOWNED; basis++) {
        ent_buffer_printf(&text, "%s%s %s", basis > ENT_RECORD ? "   " : "",
                          ent_page_basis_mark(page, (ent_basis)basis), ent_basis_name((ent_basis)basis));
    }
    if (!text.failed) ent_page_paragraph(page, text.data, &(ent_paragraph){.indent = INDENT, .ink = ENT_INK_FAINT});
    if (text.failed) page->out->failed = true;
    ent_buffer_free(&text);
}

void ent_page_table_body(ent_page *page, const ent_table *table) {
    laid_table laid = {.page = page, .table = table, .arena = ent_arena_new(page->out->allocator)};
    if (laid.arena != NULL) {
        laid.columns = ent_arena_array(laid.arena, table->columns_size, sizeof *laid.columns);
        laid.cells = ent_arena_array(laid.arena, table->rows_size * table->columns_size, sizeof *laid.cells);
    }
    bool ready = laid.columns != NULL && laid.cells != NULL;
    for (size_t i = 0; ready && i < table->columns_size; i++)
        ready = lay_column(&laid, i);
    if (!ready) page->out->failed = true;
    if (ready && table->rows_size > 0) draw_body(&laid);
    if (ready) draw_foot(page, table);
    if (ready) explain_marks(page, &laid);
    ent_arena_free(laid.arena);
}

void ent_page_table(ent_page *page, const ent_table *table) {
    ent_page_paragraph(page, table->title, &(ent_paragraph){.indent = page->title_indent, .ink = ENT_INK_BOLD});
    if (table->about != NULL) {
        ent_page_paragraph(page, table->about, &(ent_paragraph){.indent = INDENT, .ink = ENT_INK_FAINT});
    }
    ent_page_table_body(page, table);
}
