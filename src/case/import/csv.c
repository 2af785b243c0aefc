/* Separated values: one pass to count rows and cells, one to copy them. */
#include "case/import/csv.h"

#include <string.h>

typedef struct reader {
    import_job *job;
    const char *file;
    const char *at, *end;
    size_t line;
    char separator;
    ent_buffer field;
} reader;

const char *csv_cell(const csv_row *row, size_t column) {
    return column < row->size ? row->cells[column] : "";
}

const char *csv_column_name(import_job *job, size_t column) {
    char letters[16];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (column++; column > 0 && at > 0; column = (column - 1) / 26)
        letters[--at] = (char)('A' + (column - 1) % 26);
    return ent_arena_text(job->arena, letters + at);
}

/* A tab where the first line has one; else semicolon or comma, whichever it has more of outside quotes. */
static char find_separator(const char *at, const char *end) {
    size_t commas = 0, semicolons = 0;
    for (bool quoted = false; at < end && (quoted || *at != '\n'); at++) {
        quoted = quoted != (*at == '"');
        if (quoted) continue;
        if (*at == '\t') return '\t';
        commas += *at == ',';
        semicolons += *at == ';';
    }
    return semicolons > commas ? ';' : ',';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/* A field in quotes; false where it is not closed. */
static bool read_quoted(reader *r) {
    size_t line = r->line;
    for (r->at++; r->at < r->end; r->at++) {
        if (*r->at == '"' && (r->at + 1 == r->end || r->at[1] != '"')) break;
        r->at += *r->at == '"';
        r->line += *r->at == '\n';
        ent_buffer_char(&r->field, *r->at == '\n' || *r->at == '\r' || *r->at == '\t' ? ' ' : *r->at);
    }
    if (r->at == r->end) {
        import_error(r->job, "E-IMPORT-0040", r->file, line, "a quote inside a text in quotes is doubled",
                     "a quote that opens here is not closed");
        return false;
    }
    r->at++;
    while (r->at < r->end && is_blank(*r->at) && *r->at != r->separator)
        r->at++;
    if (r->at == r->end || *r->at == r->separator || *r->at == '\n') return true;
    import_error(r->job, "E-IMPORT-0040", r->file, r->line, "a quote inside a text in quotes is doubled",
                 "something stands behind a closing quote");
    return false;
}

/* The next field into r->field; r->at then stands at a separator, a line end or the end. */
static bool read_field(reader *r) {
    r->field.size = 0;
    while (r->at < r->end && is_blank(*r->at) && *r->at != r->separator)
        r->at++;
    if (r->at < r->end && *r->at == '"') {
        if (!read_quoted(r)) return false;
    } else {
        const char *start = r->at;
        while (r->at < r->end && *r->at != r->separator && *r->at != '\n')
            r->at++;
        ent_buffer_add(&r->field, start, (size_t)(r->at - start));
    }
    while (r->field.size > 0 && is_blank(r->field.data[r->field.size - 1]))
        r->field.size--;
    return true;
}

/* Calls read_field for one line; cells are kept where `row` is given. `*filled`: whether one of them holds anything. */
static bool read_row(reader *r, csv_row *row, size_t *size, bool *filled) {
    *size = 0;
    *filled = false;
    for (;;) {
        if (!read_field(r)) return false;
        *filled = *filled || r->field.size > 0;
        if (row != NULL) {
            const char *text = r->field.size > 0 ? r->field.data : "";
            row->cells[*size] = ent_arena_copy(r->job->arena, text, r->field.size);
            if (row->cells[*size] == NULL) return false;
        }
        if (++*size > CSV_COLUMNS) {
            import_error(r->job, "E-IMPORT-0040", r->file, r->line, NULL, "the line has more than %d columns",
                         (int)CSV_COLUMNS);
            return false;
        }
        if (r->at == r->end || *r->at == '\n') break;
        r->at++;
    }
    if (r->at < r->end) {
        r->at++;
        r->line++;
    }
    return true;
}

static bool count_rows(reader r, csv_table *out) {
    size_t cells = 0, size;
    bool filled, good = true;
    for (; good && r.at < r.end; cells += size) {
        if (cells > CSV_CELLS) {
            import_error(r.job, "E-IMPORT-0040", r.file, r.line, NULL, "the table has more than %d cells",
                         (int)CSV_CELLS);
            return false;
        }
        good = read_row(&r, NULL, &size, &filled);
        out->size += good && filled;
    }
    if (r.field.failed) r.job->no_memory = true;
    ent_buffer_free(&r.field);
    if (!good || r.job->no_memory) return false;
    if (out->size == 0) import_error(r.job, "E-IMPORT-0040", r.file, 0, NULL, "the table is empty");
    return out->size > 0;
}

static bool copy_rows(reader *r, csv_table *out) {
    out->rows = ent_arena_array(r->job->arena, out->size, sizeof *out->rows);
    if (out->rows == NULL) return false;
    out->size = 0;
    while (r->at < r->end) {
        reader ahead = *r;
        size_t size;
        bool filled;
        csv_row row = {.line = r->line};
        if (!read_row(&ahead, NULL, &size, &filled)) return false;
        r->field = ahead.field;
        row.cells = filled ? ent_arena_array(r->job->arena, size, sizeof *row.cells) : NULL;
        if (filled && (row.cells == NULL || !read_row(r, &row, &row.size, &filled))) return false;
        if (filled)
            out->rows[out->size++] = row;
        else
            r->at = ahead.at, r->line = ahead.line;
    }
    return !r->field.failed;
}

static bool read_text(import_job *job, const ent_import_file *file, const ent_buffer *text, csv_table *out) {
    reader r = {.job = job, .file = file->name, .line = 1, .separator = out->separator};
    r.at = text->data != NULL ? text->data : "";
    r.end = r.at + text->size;
    if (memchr(r.at, '\0', text->size) != NULL) {
        import_error(job, "E-IMPORT-0040", file->name, 0, "save it as CSV (UTF-8)", "the file is not a text");
        return false;
    }
    if (r.separator == 0) r.separator = out->separator = find_separator(r.at, r.end);
    ent_buffer_init(&r.field, ent_arena_allocator(job->arena));
    if (!count_rows(r, out)) return false;
    ent_buffer_init(&r.field, ent_arena_allocator(job->arena));
    bool good = copy_rows(&r, out);
    if (r.field.failed) job->no_memory = true;
    ent_buffer_free(&r.field);
    return good;
}

bool csv_read(import_job *job, const ent_import_file *file, char separator, csv_table *out) {
    ent_buffer text;
    ent_buffer_init(&text, ent_arena_allocator(job->arena));
    *out = (csv_table){.separator = separator};
    bool good = import_utf8(job, file, &text);
    if (!good) job->no_memory = true;
    good = good && read_text(job, file, &text, out);
    ent_buffer_free(&text);
    return good;
}
