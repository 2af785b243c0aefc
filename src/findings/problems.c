/* Diagnostics as a compiler prints them. */
#include "findings/glyph.h"
#include <entente/findings.h>

#include <string.h>

enum { TAB_STOP = 4, EXCERPT_WIDTH = 100, EXCERPT_BEFORE = 60 };

typedef struct severity_style {
    const char *name, *plural, *colour;
} severity_style;

static const severity_style styles[] = {
    [ENT_NOTE] = {"note", "notes", "\033[1;36m"},
    [ENT_WARNING] = {"warning", "warnings", "\033[1;33m"},
    [ENT_ERROR] = {"error", "errors", "\033[1;31m"},
};

static void paint(ent_buffer *out, bool colour, const char *code) {
    if (colour) ent_buffer_text(out, code);
}

static void write_text(ent_buffer *out, const char *text) {
    ent_glyph_write(out, text, strlen(text));
}

static void write_head(ent_buffer *out, const ent_diagnostic *problem, bool colour) {
    const severity_style *style = &styles[problem->severity];
    const ent_place *place = &problem->place;
    if (place->file != NULL) {
        paint(out, colour, "\033[1m");
        write_text(out, place->file);
        if (place->line > 0) ent_buffer_printf(out, ":%zu", place->line);
        if (place->line > 0 && place->column > 0) ent_buffer_printf(out, ":%zu", place->column);
        ent_buffer_text(out, ": ");
        paint(out, colour, "\033[0m");
    }
    paint(out, colour, style->colour);
    ent_buffer_text(out, style->name);
    if (problem->id != NULL) {
        ent_buffer_char(out, '[');
        write_text(out, problem->id);
        ent_buffer_char(out, ']');
    }
    ent_buffer_text(out, ": ");
    paint(out, colour, "\033[0m");
    if (problem->place.line == 0 && problem->path != NULL) {
        write_text(out, problem->path);
        ent_buffer_text(out, ": ");
    }
    write_text(out, problem->message != NULL ? problem->message : "");
    ent_buffer_char(out, '\n');
}

/* A source line with tabs as spaces, and where the marked part of it stands. */
typedef struct excerpt {
    ent_buffer text;
    size_t column, length; /* in columns of the terminal */
} excerpt;

static void lay_out(excerpt *shown, const ent_diagnostic *problem) {
    size_t first = problem->place.column - 1; /* in characters */
    size_t last = first + (problem->place.length > 0 ? problem->place.length : 1);
    size_t column = 0, end = 0, character = 0;
    const char *text = problem->line;
    for (ent_glyph glyph = ent_glyph_at(text); glyph.bytes > 0; glyph = ent_glyph_at(text), character++) {
        if (glyph.codepoint == '\n' || glyph.codepoint == '\r') break;
        if (character == first) shown->column = column;
        size_t width = glyph.codepoint == '\t' ? TAB_STOP - column % TAB_STOP : glyph.width;
        if (glyph.codepoint == '\t') {
            ent_buffer_repeat(&shown->text, " ", width);
        } else {
            ent_glyph_write(&shown->text, text, glyph.bytes);
        }
        column += width;
        if (character < last) end = column;
        text += glyph.bytes;
    }
    if (first >= character) { /* at the line's end: something is missing there */
        shown->column = end = column;
    }
    shown->length = end > shown->column ? end - shown->column : 1;
}

/* Byte offset where `columns` columns of the text are passed. */
static size_t skip_columns(const char *text, size_t columns, size_t *passed) {
    size_t at = 0;
    *passed = 0;
    while (*passed < columns) {
        ent_glyph glyph = ent_glyph_at(text + at);
        if (glyph.bytes == 0) break;
        *passed += glyph.width;
        at += glyph.bytes;
    }
    return at;
}

static void write_excerpt(ent_buffer *out, const ent_diagnostic *problem, const ent_allocator *allocator, bool colour) {
    const char *mark = problem->severity == ENT_ERROR ? "\033[1;31m" : "\033[1;33m";
    excerpt shown = {0};
    ent_buffer_init(&shown.text, allocator);
    lay_out(&shown, problem);
    const char *text = shown.text.data != NULL ? shown.text.data : "";
    size_t cut = shown.column > EXCERPT_BEFORE ? shown.column - EXCERPT_BEFORE : 0, passed = 0, width = 0;
    size_t from = skip_columns(text, ent_glyph_width(text) > EXCERPT_WIDTH ? cut : 0, &passed);
    size_t size = skip_columns(text + from, EXCERPT_WIDTH, &width);
    ent_buffer_printf(out, "%6zu | %s", problem->place.line, from > 0 ? "..." : "");
    ent_buffer_add(out, text + from, size);
    ent_buffer_text(out, text[from + size] != '\0' ? "...\n" : "\n");
    ent_buffer_text(out, "       | ");
    size_t column = shown.column - passed + (from > 0 ? 3 : 0);
    ent_buffer_repeat(out, " ", column);
    paint(out, colour, mark);
    ent_buffer_char(out, '^');
    size_t most = EXCERPT_WIDTH + 3 > column ? EXCERPT_WIDTH + 3 - column : 1;
    ent_buffer_repeat(out, "~", (shown.length < most ? shown.length : most) - 1);
    paint(out, colour, "\033[0m");
    ent_buffer_char(out, '\n');
    if (shown.text.failed) out->failed = true;
    ent_buffer_free(&shown.text);
}

static void write_counts(ent_buffer *out, const ent_diagnostics *list) {
    static const ent_severity order[] = {ENT_ERROR, ENT_WARNING, ENT_NOTE};
    size_t all = 0;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        size_t count = ent_diagnostics_count(list, order[i]);
        if (count == 0) continue;
        const severity_style *style = &styles[order[i]];
        ent_buffer_printf(out, "%s%zu %s", all > 0 ? ", " : "", count, count == 1 ? style->name : style->plural);
        all += count;
    }
    if (all == 0) return;
    size_t kept = ent_diagnostics_size(list);
    if (kept < all) ent_buffer_printf(out, " (%zu are shown, and %zu more are not)", kept, all - kept);
    ent_buffer_char(out, '\n');
}

void ent_render_diagnostics(const ent_diagnostics *list, bool colour, ent_buffer *out) {
    if (list == NULL) return;
    for (size_t i = 0; i < ent_diagnostics_size(list); i++) {
        const ent_diagnostic *problem = ent_diagnostics_at(list, i);
        write_head(out, problem, colour);
        if (problem->line != NULL && problem->place.line > 0 && problem->place.column > 0) {
            write_excerpt(out, problem, out->allocator, colour);
        }
        if (problem->hint == NULL) continue;
        ent_buffer_text(out, "  ");
        paint(out, colour, "\033[1m");
        ent_buffer_text(out, "hint: ");
        paint(out, colour, "\033[0m");
        write_text(out, problem->hint);
        ent_buffer_char(out, '\n');
    }
    write_counts(out, list);
}
