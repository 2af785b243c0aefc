/* A grid of characters to draw on, with Braille dots for fine lines. */
#include "findings/text_chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool ent_raster_new(ent_raster *raster, ent_arena *arena, size_t columns, size_t rows) {
    *raster = (ent_raster){.columns = columns, .rows = rows};
    if (rows > 0 && columns > SIZE_MAX / rows) return false;
    raster->cells = ent_arena_array(arena, columns * rows, sizeof *raster->cells);
    return raster->cells != NULL;
}

static ent_raster_cell *cell_at(const ent_raster *raster, size_t column, size_t row) {
    bool inside = column < raster->columns && row < raster->rows;
    return inside ? &raster->cells[row * raster->columns + column] : NULL;
}

static void set_bytes(ent_raster *raster, size_t column, size_t row, const char *text, size_t bytes, const char *ink,
                      unsigned char rank) {
    ent_raster_cell *cell = cell_at(raster, column, row);
    if (cell == NULL || cell->rank > rank) return;
    *cell = (ent_raster_cell){.text = text, .bytes = bytes, .ink = ink, .rank = rank};
}

void ent_raster_set(ent_raster *raster, size_t column, size_t row, const char *text, const char *ink,
                    unsigned char rank) {
    set_bytes(raster, column, row, text, strlen(text), ink, rank);
}

bool ent_raster_free(const ent_raster *raster, size_t column, size_t row, size_t width, unsigned char rank) {
    if (width == 0 || row >= raster->rows || column >= raster->columns || width > raster->columns - column)
        return false;
    for (size_t i = 0; i < width; i++) {
        if (raster->cells[row * raster->columns + column + i].rank >= rank) return false;
    }
    return true;
}

void ent_raster_text(ent_raster *raster, size_t column, size_t row, const char *text, const char *ink,
                     unsigned char rank) {
    for (ent_glyph glyph = ent_glyph_at(text); glyph.bytes > 0; glyph = ent_glyph_at(text)) {
        ent_raster_cell *before = column > 0 ? cell_at(raster, column - 1, row) : NULL;
        if (glyph.width == 0 && before != NULL && before->text != NULL && before->text + before->bytes == text) {
            before->bytes += glyph.bytes; /* an accent belongs to its letter */
        } else {
            set_bytes(raster, column, row, text, glyph.bytes, ink, rank);
            if (glyph.width == 2) set_bytes(raster, column + 1, row, "", 0, ink, rank);
        }
        column += glyph.width;
        text += glyph.bytes;
    }
}

/* One point of a line. */
static void set_dot(ent_raster *raster, bool fine, long x, long y, const char *ink, unsigned char rank) {
    static const unsigned char bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    if (x < 0 || y < 0) return;
    size_t column = (size_t)x / (fine ? 2 : 1), row = (size_t)y / (fine ? 4 : 1);
    if (!fine) {
        ent_raster_set(raster, column, row, ".", ink, rank);
        return;
    }
    ent_raster_cell *cell = cell_at(raster, column, row);
    if (cell == NULL || cell->rank > rank) return;
    unsigned char dots = cell->rank == rank ? cell->dots : 0;
    *cell = (ent_raster_cell){.ink = ink, .rank = rank};
    cell->dots = (unsigned char)(dots | bits[y % 4][x % 2]);
}

void ent_raster_line(ent_raster *raster, bool fine, const double from[2], const double to[2], const char *ink,
                     unsigned char rank) {
    long x = lround(from[0]), y = lround(from[1]), end_x = lround(to[0]), end_y = lround(to[1]);
    long across = labs(end_x - x), down = -labs(end_y - y), error = across + down;
    long step_x = x < end_x ? 1 : -1, step_y = y < end_y ? 1 : -1;
    for (;;) { /* Bresenham */
        set_dot(raster, fine, x, y, ink, rank);
        if (x == end_x && y == end_y) return;
        long twice = 2 * error;
        if (twice >= down) {
            error += down;
            x += step_x;
        }
        if (twice <= across) {
            error += across;
            y += step_y;
        }
    }
}

void ent_raster_write(ent_page *page, const ent_raster *raster, size_t row) {
    for (size_t column = 0; column < raster->columns; column++) {
        const ent_raster_cell *cell = &raster->cells[row * raster->columns + column];
        ent_page_ink(page, cell->ink);
        if (cell->text != NULL && cell->text[0] != ' ') {
            ent_page_write(page, cell->text, cell->bytes);
        } else if (cell->dots != 0) {
            const char braille[] = {(char)0xE2, (char)(0xA0 | (cell->dots >> 6)), (char)(0x80 | (cell->dots & 0x3f)),
                                    0};
            ent_page_text(page, braille);
        } else if (cell->text == NULL || cell->bytes > 0) { /* no bytes: the second half of a wide character */
            ent_page_space(page, 1);
        }
    }
}
