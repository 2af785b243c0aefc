/* Tables that fit the terminal: text columns are wrapped, then prose goes beneath its row, then the table is split by
 * columns, then each row is printed as a record. Nothing is left out. */
#include "findings/number.h"
#include "findings/text_columns.h"

#include <string.h>

enum { GAP = 2, MOST_CHUNKS = 4, RECORD_ROWS = 3, APART_ROWS = 20 };
enum {
    BENEATH = 3 * ENT_TABLE_INDENT,
    PROSE = 60,
    MOST_PROSE_LINES = 5
}; /* cells as wide are prose; it may take as many lines in its column */

/* ---- drawing ------------------------------------------------------------------------------------------ */

static const char *cell_ink(const ent_laid_table *laid, const char *text) {
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

static void put(ent_page *page, const ent_laid_column *column, size_t from, const ent_line *line, const char *ink) {
    size_t pad = column->right && line->width < column->width ? column->width - line->width : 0;
    ent_page_move(page, from + pad);
    ent_page_ink(page, ink);
    ent_page_write(page, line->text, line->bytes);
}

/* Header lines: labels stand on the rule or on the units, units below them. */
static void draw_header(ent_laid_table *laid, const size_t *chosen, size_t size, bool units) {
    size_t lines = 0;
    ent_line line;
    for (size_t i = 0; i < size; i++) {
        const ent_laid_column *column = &laid->columns[chosen[i]];
        lines = ent_larger(lines, ent_line_count(units ? column->unit : column->label, column->width));
    }
    for (size_t at = 0; at < lines; at++) {
        size_t from = ENT_TABLE_INDENT;
        for (size_t i = 0; i < size; i++) {
            const ent_laid_column *column = &laid->columns[chosen[i]];
            const char *text = units ? column->unit : column->label;
            size_t above = units ? 0 : lines - ent_line_count(text, column->width);
            const char *own = cell_ink(laid, text);
            const char *ink = units ? ENT_INK_FAINT : own != NULL ? own : ENT_INK_BOLD;
            if (at >= above && line_of(text, column->width, at - above, &line)) {
                put(laid->page, column, from, &line, ink);
            }
            from += column->width + ent_laid_mark_width(column) + laid->gap;
        }
        ent_page_end(laid->page);
    }
}

static void draw_row(ent_laid_table *laid, const size_t *chosen, size_t size, size_t row) {
    ent_page *page = laid->page;
    ent_line line;
    bool more = true;
    for (size_t at = 0; more; at++) {
        size_t from = ENT_TABLE_INDENT;
        more = false;
        for (size_t i = 0; i < size; i++) {
            const ent_laid_column *column = &laid->columns[chosen[i]];
            const ent_laid_cell *cell = &laid->cells[row * laid->table->columns_size + chosen[i]];
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
            from += column->width + ent_laid_mark_width(column) + laid->gap;
        }
        ent_page_end(page);
    }
}

/* The prose of a row; each with its label where there are several. */
static void draw_beneath(ent_laid_table *laid, size_t row) {
    const ent_paragraph paragraph = {.indent = BENEATH, .ink = ENT_INK_FAINT};
    for (size_t i = 0; i < laid->beneath_size; i++) {
        const ent_laid_cell *cell = &laid->cells[row * laid->table->columns_size + laid->beneath[i]];
        const ent_laid_column *column = &laid->columns[laid->beneath[i]];
        ent_buffer text;
        ent_buffer_init(&text, laid->page->out->allocator);
        if (laid->beneath_size > 1) ent_buffer_printf(&text, "%s: ", column->label);
        ent_buffer_text(&text, cell->text);
        if (cell->mark != NULL) ent_buffer_printf(&text, " %s", cell->mark);
        if (text.failed) laid->page->out->failed = true;
        if (!text.failed) ent_page_paragraph(laid->page, text.data, &paragraph);
        ent_buffer_free(&text);
    }
}

/* Whether rows are told apart by blank lines: where most of them need several lines and they are few. */
static bool rows_stand_apart(const ent_laid_table *laid, const size_t *chosen, size_t size) {
    size_t rows = laid->table->rows_size, wrapped = 0;
    for (size_t row = 0; row < rows && rows <= APART_ROWS; row++) {
        bool wraps = false;
        for (size_t i = 0; i < size && !wraps; i++) {
            const ent_laid_cell *cell = &laid->cells[row * laid->table->columns_size + chosen[i]];
            wraps = cell->width > laid->columns[chosen[i]].width;
        }
        wrapped += wraps;
    }
    return wrapped * 2 > rows;
}

static void draw_columns(ent_laid_table *laid, const size_t *chosen, size_t size) {
    ent_page_gap(laid->page);
    draw_header(laid, chosen, size, false);
    draw_header(laid, chosen, size, true);
    for (size_t i = 0; i < laid->beneath_size; i++)
        ent_page_paragraph(laid->page, laid->columns[laid->beneath[i]].label,
                           &(ent_paragraph){.indent = BENEATH, .ink = ENT_INK_BOLD});
    size_t end = ENT_TABLE_INDENT + ent_laid_width(laid, chosen, size, false);
    ent_page_rule(laid->page, ENT_TABLE_INDENT, ent_smaller(end, laid->page->width));
    bool apart = laid->beneath_size > 0 || rows_stand_apart(laid, chosen, size);
    for (size_t row = 0; row < laid->table->rows_size && !laid->page->out->failed; row++) {
        if (apart && row > 0) ent_page_gap(laid->page);
        draw_row(laid, chosen, size, row);
        draw_beneath(laid, row);
    }
}

/* Splits the columns into tables that ent_lay_fit, the first column repeated. With `draw` false only counts them; 0 if
 * a column does not ent_lay_fit beside the first. */
static size_t draw_chunks(ent_laid_table *laid, const size_t *all, size_t columns, size_t *chosen, bool draw) {
    size_t chunks = 0;
    for (size_t next = 1; next < columns; chunks++) {
        size_t size = 1;
        chosen[0] = all[0];
        while (next < columns) {
            chosen[size] = all[next];
            if (!ent_lay_fit(laid, chosen, size + 1)) break;
            size++;
            next++;
        }
        if (size == 1) return 0;
        ent_lay_fit(laid, chosen, size);
        if (draw) draw_columns(laid, chosen, size);
    }
    return chunks;
}

/* A label, its value and unit, each on the lines that it needs. */
static void draw_field(ent_laid_table *laid, const ent_laid_column *column, const ent_laid_cell *cell, size_t indent,
                       size_t left) {
    ent_page *page = laid->page;
    const char *label = column->label, *value = cell->text, *unit = column->unit;
    size_t value_at = 2 * ENT_TABLE_INDENT + left + GAP, room = page->width - value_at - 2;
    ent_line line;
    for (bool first = true, more = true; more; first = false) {
        more = ent_line_next(&label, left, &line);
        if (more) {
            ent_page_space(page, indent);
            ent_page_ink(page, ENT_INK_FAINT);
            ent_page_write(page, line.text, line.bytes);
        }
        if (ent_line_next(&value, room, &line)) {
            ent_page_move(page, value_at);
            ent_page_ink(page, indent == ENT_TABLE_INDENT ? ENT_INK_BOLD : cell_ink(laid, cell->text));
            ent_page_write(page, line.text, line.bytes);
            more = true;
        }
        if (first && cell->mark != NULL) {
            ent_page_space(page, 1);
            ent_page_text(page, cell->mark);
        }
        bool beside = *value == '\0' && page->column + 1 + ent_glyph_width(unit) <= page->width;
        if (more && beside) {
            ent_page_space(page, 1);
            ent_page_ink(page, ENT_INK_FAINT);
            ent_page_text(page, unit);
            unit = "";
        }
        if (more) ent_page_finish(page);
    }
    ent_page_paragraph(page, unit, &(ent_paragraph){.indent = value_at, .ink = ENT_INK_FAINT, .limit = page->width});
}

/* Each row as a list of label and value. */
static void draw_records(ent_laid_table *laid, const size_t *chosen, size_t size) {
    size_t widest = 0;
    for (size_t i = 0; i < size; i++)
        widest = ent_larger(widest, ent_glyph_width(laid->columns[chosen[i]].label));
    size_t left = ent_smaller(widest, laid->page->prose / 3);
    for (size_t row = 0; row < laid->table->rows_size && !laid->page->out->failed; row++) {
        const ent_laid_cell *cells = &laid->cells[row * laid->table->columns_size];
        ent_page_gap(laid->page);
        for (size_t i = 0; i < size; i++) {
            draw_field(laid, &laid->columns[chosen[i]], &cells[chosen[i]],
                       i == 0 ? ENT_TABLE_INDENT : 2 * ENT_TABLE_INDENT, left);
        }
    }
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static bool is_constant(const ent_laid_table *laid, size_t index) {
    size_t columns = laid->table->columns_size;
    const ent_laid_cell *first = &laid->cells[index];
    for (size_t row = 1; row < laid->table->rows_size; row++) {
        const ent_laid_cell *cell = &laid->cells[row * columns + index];
        if (strcmp(cell->text, first->text) != 0 || cell->mark != first->mark) return false;
    }
    return true;
}

/* Columns that say the same in every row of a table that does not ent_lay_fit are told once, above it. Keeps the others
 * in `chosen` and returns their number. */
static size_t tell_constants(ent_laid_table *laid, size_t *chosen) {
    size_t columns = laid->table->columns_size, kept = 0;
    ent_buffer text;
    ent_buffer_init(&text, laid->page->out->allocator);
    for (size_t i = 0; i < columns; i++) {
        if (i == 0 || !is_constant(laid, i)) {
            chosen[kept++] = i;
            continue;
        }
        const ent_laid_column *column = &laid->columns[i];
        const ent_laid_cell *cell = &laid->cells[i];
        ent_buffer_printf(&text, "%s%s: %s", text.size > 0 ? "; " : "", column->label, cell->text);
        if (column->unit[0] != '\0') ent_buffer_printf(&text, " %s", column->unit);
        if (cell->mark != NULL) ent_buffer_printf(&text, " %s", cell->mark);
    }
    if (text.failed) laid->page->out->failed = true;
    if (text.size > 0 && kept > 1) {
        ent_page_gap(laid->page);
        ent_page_paragraph(laid->page, text.data,
                           &(ent_paragraph){.indent = ENT_TABLE_INDENT, .after = "(the same in every row)"});
    } else {
        for (kept = 0; kept < columns; kept++)
            chosen[kept] = kept;
    }
    ent_buffer_free(&text);
    return kept;
}

static bool is_prose(const ent_laid_table *laid, size_t index) {
    const ent_laid_column *column = &laid->columns[index];
    return !column->right && column->body >= PROSE && column->unit[0] == '\0';
}

/* Takes prose out of the columns where it would be squeezed, if the others then fit; how many are left in `chosen`. */
static size_t put_beneath(ent_laid_table *laid, size_t *chosen, size_t size) {
    bool fits = ent_lay_fit(laid, chosen, size), squeezed = !fits;
    size_t kept = 1, *others = ent_arena_array(laid->arena, size, sizeof *others);
    laid->beneath = ent_arena_array(laid->arena, size, sizeof *laid->beneath);
    if (others == NULL || laid->beneath == NULL) {
        laid->page->out->failed = true;
        return size;
    }
    others[0] = chosen[0];
    for (size_t i = 1; i < size; i++) {
        const ent_laid_column *column = &laid->columns[chosen[i]];
        if (!is_prose(laid, chosen[i])) {
            others[kept++] = chosen[i];
            continue;
        }
        laid->beneath[laid->beneath_size++] = chosen[i];
        squeezed = squeezed || column->width * MOST_PROSE_LINES < column->body;
    }
    if (laid->beneath_size == 0 || !squeezed || kept < 2 || !ent_lay_fit(laid, others, kept)) {
        laid->beneath_size = 0;
        return size;
    }
    memcpy(chosen, others, kept * sizeof *chosen);
    return kept;
}

static void draw_body(ent_laid_table *laid) {
    size_t columns = laid->table->columns_size, rows = laid->table->rows_size;
    size_t *all = ent_arena_array(laid->arena, columns + 1, sizeof *all);
    size_t *chosen = ent_arena_array(laid->arena, columns + 1, sizeof *chosen);
    if (all == NULL || chosen == NULL) {
        laid->page->out->failed = true;
        return;
    }
    for (size_t i = 0; i < columns; i++)
        all[i] = i;
    if (rows > RECORD_ROWS && !ent_lay_naturally(laid, all, columns)) columns = tell_constants(laid, all);
    if (rows > RECORD_ROWS) columns = put_beneath(laid, all, columns);
    if (ent_lay_fit(laid, all, columns)) {
        draw_columns(laid, all, columns);
        return;
    }
    size_t chunks = rows > RECORD_ROWS ? draw_chunks(laid, all, columns, chosen, false) : 0;
    if (chunks > 0 && chunks <= MOST_CHUNKS) {
        draw_chunks(laid, all, columns, chosen, true);
    } else {
        draw_records(laid, all, columns);
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
        ent_page_paragraph(page, text.data, &(ent_paragraph){.indent = ENT_TABLE_INDENT, .ink = ENT_INK_FAINT});
    }
    if (text.failed) page->out->failed = true;
    ent_buffer_free(&text);
}

/* Says what the marks mean, each once on a page. */
static void explain_marks(ent_page *page, const ent_table *table) {
    unsigned seen = 0;
    for (size_t i = 0; i < table->rows_size * table->columns_size; i++)
        seen |= 1U << table->cells[i].basis;
    ent_buffer text;
    ent_buffer_init(&text, page->out->allocator);
    for (unsigned basis = ENT_RECORD; basis <= ENT_UNOWNED; basis++) {
        if ((seen & ~page->explained & 1U << basis) == 0) continue;
        ent_buffer_printf(&text, "%s%s %s", text.size > 0 ? "   " : "", ent_page_basis_mark(page, (ent_basis)basis),
                          ent_basis_name((ent_basis)basis));
    }
    page->explained |= seen;
    if (text.failed) page->out->failed = true;
    if (text.size > 0) {
        ent_page_paragraph(page, text.data, &(ent_paragraph){.indent = ENT_TABLE_INDENT, .ink = ENT_INK_FAINT});
    }
    ent_buffer_free(&text);
}

void ent_page_table_body(ent_page *page, const ent_table *table) {
    ent_laid_table laid = {.page = page, .table = table, .arena = ent_arena_new(page->out->allocator)};
    if (laid.arena != NULL) {
        laid.columns = ent_arena_array(laid.arena, table->columns_size, sizeof *laid.columns);
        laid.cells = ent_arena_array(laid.arena, table->rows_size * table->columns_size, sizeof *laid.cells);
    }
    bool ready = laid.columns != NULL && laid.cells != NULL;
    for (size_t i = 0; ready && i < table->columns_size; i++)
        ready = ent_lay_column(&laid, i);
    if (!ready) page->out->failed = true;
    if (ready && table->rows_size > 0) draw_body(&laid);
    if (ready) draw_foot(page, table);
    if (ready) explain_marks(page, table);
    ent_arena_free(laid.arena);
}

void ent_page_table(ent_page *page, const ent_table *table) {
    ent_page_title(page, table->title);
    if (table->about != NULL) {
        ent_page_paragraph(page, table->about, &(ent_paragraph){.indent = ENT_TABLE_INDENT, .ink = ENT_INK_FAINT});
    }
    ent_page_table_body(page, table);
}
