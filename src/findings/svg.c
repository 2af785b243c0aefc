/* Writing SVG: texts, lines and marks, with labels that fit their room. */
#include "findings/svg.h"

#include "findings/style.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void *ent_canvas_array(ent_canvas *canvas, size_t count, size_t size) {
    void *memory = ent_arena_array(canvas->arena, count, size);
    if (!memory) canvas->failed = true;
    return memory;
}

/* ---- text --------------------------------------------------------------------------------------------- */

/* Decodes one character; 0 length never. Broken bytes give U+FFFD and a length of 1. */
static size_t decode(const char *text, uint32_t *character) {
    const unsigned char *bytes = (const unsigned char *)text;
    size_t length = bytes[0] < 0x80 ? 1 : bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : bytes[0] >= 0xc2 ? 2 : 0;
    *character = 0xfffd;
    if (length == 0 || bytes[0] > 0xf4) return 1;
    uint32_t value = length == 1 ? bytes[0] : bytes[0] & (0x7fU >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xc0) != 0x80) return 1;
        value = (value << 6) | (bytes[i] & 0x3fU);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return 1;
    *character = value;
    return length;
}

static bool forbidden(uint32_t c) {
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0) || c == 0xfffe || c == 0xffff ||
           c == 0xfffd;
}

static const char *entity(uint32_t c) {
    static const struct {
        uint32_t c;
        const char *text;
    } rows[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].c == c) return rows[i].text;
    }
    return NULL;
}

void ent_markup_text(ent_buffer *out, const char *text) {
    if (!text) return;
    const char *start = text;
    while (*text) {
        uint32_t c;
        size_t length = decode(text, &c);
        const char *instead = forbidden(c) ? "\ufffd" : entity(c);
        if (instead) {
            ent_buffer_add(out, start, (size_t)(text - start));
            ent_buffer_text(out, instead);
            start = text + length;
        }
        text += length;
    }
    ent_buffer_add(out, start, (size_t)(text - start));
}

void ent_markup_number(ent_buffer *out, double value) {
    char text[ENT_NUMBER_TEXT];
    if (!isfinite(value)) value = 0.0;
    value = value > 1e6 ? 1e6 : value < -1e6 ? -1e6 : value;
    long hundredths = lround(value * 100.0);
    long size = hundredths < 0 ? -hundredths : hundredths;
    int written = snprintf(text, sizeof text, "%s%ld", hundredths < 0 ? "-" : "", size / 100);
    ent_buffer_add(out, text, (size_t)written);
    if (size % 100 == 0) return;
    written = snprintf(text, sizeof text, ".%02ld", size % 100);
    ent_buffer_add(out, text, (size_t)(size % 10 == 0 ? written - 1 : written));
}

/* Widths of ASCII in hundredths of an em: DejaVu Sans, the widest of the fonts a reader is likely to have. */
static const unsigned char widths[95] = {32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36,  32, 34, 64, 64, 64,
                                         64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63,
                                         58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63,  61, 73, 68, 99, 69,
                                         61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35,  63, 63, 28, 28, 58,
                                         28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59,  52, 64, 34, 64, 84};

static double character_length(uint32_t c) {
    if (c < 0x20) return 0.32;
    if (c < 0x7f) return widths[c - 0x20] / 100.0;
    if ((c >= 0x300 && c < 0x370) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e)) return 0.0;
    if (c >= 0x1100) return c >= 0x2000 && c < 0x2e80 ? 0.9 : 1.05;
    return 0.8;
}

double ent_text_length(const char *text, double size, bool bold) {
    double length = 0.0;
    for (; text && *text;) {
        uint32_t c;
        text += decode(text, &c);
        length += character_length(c);
    }
    return length * size * (bold ? 1.13 : 1.0);
}

const char *ent_text_fit(ent_canvas *canvas, const char *text, double width, double size, bool bold) {
    if (!text) return "";
    if (ent_text_length(text, size, bold) <= width) return text;
    double used = ent_text_length("\u2026", size, bold);
    size_t kept = 0;
    for (const char *at = text; *at;) {
        uint32_t c;
        size_t length = decode(at, &c);
        used += character_length(c) * size * (bold ? 1.13 : 1.0);
        if (used > width) break;
        at += length;
        kept = (size_t)(at - text);
    }
    while (kept > 0 && text[kept - 1] == ' ')
        kept--;
    char *cut = ent_canvas_array(canvas, kept + 4, 1);
    if (!cut) return "";
    memcpy(cut, text, kept);
    memcpy(cut + kept, "\u2026", 4);
    return cut;
}

/* The bytes of `text` that fit the width, broken at a space. */
static size_t line_end(const char *text, double width, double size, bool bold) {
    double used = 0.0;
    size_t space = 0, at = 0;
    while (text[at]) {
        uint32_t c;
        size_t length = decode(text + at, &c);
        if (c == ' ') space = at;
        used += character_length(c) * size * (bold ? 1.13 : 1.0);
        if (used > width && c != ' ') return space;
        at += length;
    }
    return at;
}

size_t ent_text_wrap(ent_canvas *canvas, const char *text, double width, double size, bool bold, size_t most,
                     const char **lines) {
    size_t count = 0;
    while (text && *text == ' ')
        text++;
    while (text && *text && count < most) {
        size_t end = line_end(text, width, size, bold);
        if (count + 1 == most || end == 0) {
            lines[count++] = ent_text_fit(canvas, text, width, size, bold);
            break;
        }
        char *line = ent_canvas_array(canvas, end + 1, 1);
        if (!line) break;
        memcpy(line, text, end);
        lines[count++] = line;
        text += end;
        while (*text == ' ')
            text++;
    }
    return count;
}

/* ---- shapes ------------------------------------------------------------------------------------------- */

static void attribute(ent_canvas *canvas, const char *name, double value) {
    ent_buffer_char(canvas->out, ' ');
    ent_buffer_text(canvas->out, name);
    ent_buffer_text(canvas->out, "=\"");
    ent_markup_number(canvas->out, value);
    ent_buffer_char(canvas->out, '"');
}

void ent_svg_classes(ent_canvas *canvas, const char *classes) {
    if (classes == NULL || *classes == '\0') return;
    ent_buffer_text(canvas->out, " class=\"");
    ent_buffer_text(canvas->out, classes);
    ent_buffer_char(canvas->out, '"');
    ent_style_write_plain(canvas->out, classes);
}

void ent_svg_open_path(ent_canvas *canvas, const char *classes) {
    ent_buffer_text(canvas->out, "<path");
    ent_svg_classes(canvas, classes);
    ent_buffer_text(canvas->out, " d=\"");
}

void ent_svg_line(ent_canvas *canvas, double x1, double y1, double x2, double y2, const char *classes) {
    ent_buffer_text(canvas->out, "<line");
    attribute(canvas, "x1", x1);
    attribute(canvas, "y1", y1);
    attribute(canvas, "x2", x2);
    attribute(canvas, "y2", y2);
    ent_svg_classes(canvas, classes);
    ent_buffer_text(canvas->out, "/>");
}

void ent_svg_rect(ent_canvas *canvas, ent_box box, double round, const char *classes) {
    ent_buffer_text(canvas->out, "<rect");
    attribute(canvas, "x", box.x);
    attribute(canvas, "y", box.y);
    attribute(canvas, "width", fmax(box.width, 0.0));
    attribute(canvas, "height", fmax(box.height, 0.0));
    if (round > 0.0) attribute(canvas, "rx", round);
    ent_svg_classes(canvas, classes);
    ent_buffer_text(canvas->out, "/>");
}

static void open_text(ent_canvas *canvas, double x, double y, const char *anchor, const char *classes) {
    ent_buffer_text(canvas->out, "<text");
    attribute(canvas, "x", x);
    attribute(canvas, "y", y);
    if (strcmp(anchor, "start") != 0) {
        ent_buffer_text(canvas->out, " text-anchor=\"");
        ent_buffer_text(canvas->out, anchor);
        ent_buffer_char(canvas->out, '"');
    }
    ent_svg_classes(canvas, classes);
    ent_buffer_char(canvas->out, '>');
}

void ent_svg_text(ent_canvas *canvas, double x, double y, const char *anchor, const char *classes, const char *text) {
    open_text(canvas, x, y, anchor, classes);
    ent_markup_text(canvas->out, text);
    ent_buffer_text(canvas->out, "</text>");
}

void ent_svg_text_cut(ent_canvas *canvas, double x, double y, const char *anchor, const char *classes, double size,
                      double width, const char *text) {
    bool bold = classes && strstr(classes, "lb") != NULL; /* the style sheet's class for bold labels */
    const char *shown = ent_text_fit(canvas, text, width, size, bold);
    open_text(canvas, x, y, anchor, classes);
    if (shown != text) {
        ent_buffer_text(canvas->out, "<title>");
        ent_markup_text(canvas->out, text);
        ent_buffer_text(canvas->out, "</title>");
    }
    ent_markup_text(canvas->out, shown);
    ent_buffer_text(canvas->out, "</text>");
}

void ent_svg_path_point(ent_canvas *canvas, char command, double x, double y) {
    ent_buffer_char(canvas->out, command);
    ent_markup_number(canvas->out, x);
    ent_buffer_char(canvas->out, ' ');
    ent_markup_number(canvas->out, y);
}

/* Marks by party: circle, square, diamond, triangle, triangle down, hexagon, upright and lying bar. All but the
 * circle are polygons of about equal weight, in units of the radius. */
typedef struct shape_row {
    size_t size;
    double points[6][2];
} shape_row;

static const shape_row shapes[ENT_SHAPES] = {{0, {{0, 0}}},
                                             {4, {{-0.88, -0.88}, {0.88, -0.88}, {0.88, 0.88}, {-0.88, 0.88}}},
                                             {4, {{0, -1.25}, {1.25, 0}, {0, 1.25}, {-1.25, 0}}},
                                             {3, {{0, -1.2}, {1.2, 0.9}, {-1.2, 0.9}}},
                                             {3, {{-1.2, -0.9}, {1.2, -0.9}, {0, 1.2}}},
                                             {6, {{-0.55, -1}, {0.55, -1}, {1.1, 0}, {0.55, 1}, {-0.55, 1}, {-1.1, 0}}},
                                             {4, {{-0.5, -1.3}, {0.5, -1.3}, {0.5, 1.3}, {-0.5, 1.3}}},
                                             {4, {{-1.3, -0.5}, {1.3, -0.5}, {1.3, 0.5}, {-1.3, 0.5}}}};

/* The part of a polygon left of its middle. */
static size_t left_half(const shape_row *shape, double out[12][2]) {
    size_t count = 0;
    for (size_t i = 0; i < shape->size; i++) {
        const double *a = shape->points[i], *b = shape->points[(i + 1) % shape->size];
        if (a[0] <= 0.0) {
            out[count][0] = a[0];
            out[count++][1] = a[1];
        }
        if ((a[0] < 0.0 && b[0] > 0.0) || (a[0] > 0.0 && b[0] < 0.0)) {
            out[count][0] = 0.0;
            out[count++][1] = a[1] + (b[1] - a[1]) * a[0] / (a[0] - b[0]);
        }
    }
    return count;
}

static void polygon(ent_canvas *canvas, double points[][2], size_t size, double x, double y, double radius) {
    for (size_t i = 0; i < size; i++)
        ent_svg_path_point(canvas, i == 0 ? 'M' : 'L', x + points[i][0] * radius, y + points[i][1] * radius);
    ent_buffer_char(canvas->out, 'Z');
}

static void circle_path(ent_canvas *canvas, double x, double y, double radius, bool half) {
    ent_svg_path_point(canvas, 'M', x, y - radius);
    for (int turn = 0; turn < (half ? 1 : 2); turn++) {
        ent_buffer_char(canvas->out, 'A');
        ent_markup_number(canvas->out, radius);
        ent_buffer_char(canvas->out, ' ');
        ent_markup_number(canvas->out, radius);
        ent_svg_path_point(canvas, ' ', 0.0, 0.0); /* rotation and the small-arc flag */
        ent_svg_path_point(canvas, ' ', 0.0, x);   /* against the clock */
        ent_buffer_char(canvas->out, ' ');
        ent_markup_number(canvas->out, turn == 0 ? y + radius : y - radius);
    }
    ent_buffer_char(canvas->out, 'Z');
}

static void shape_path(ent_canvas *canvas, unsigned shape, double x, double y, double radius, bool half) {
    const shape_row *row = &shapes[shape % ENT_SHAPES];
    double points[12][2];
    size_t size = row->size;
    memcpy(points, row->points, sizeof row->points);
    if (half && size > 0) size = left_half(row, points);
    if (row->size == 0) {
        circle_path(canvas, x, y, radius, half);
    } else {
        polygon(canvas, points, size, x, y, radius);
    }
}

void ent_svg_shape(ent_canvas *canvas, unsigned shape, double x, double y, double radius, ent_basis basis,
                   const char *classes, const char *title) {
    bool open = basis == ENT_REPORTED || basis == ENT_JUDGED || basis == ENT_UNOWNED;
    char all[64];
    snprintf(all, sizeof all, "mk %s%s", open ? "o " : "", classes != NULL ? classes : "");
    ent_svg_open_path(canvas, all);
    shape_path(canvas, shape, x, y, radius, false);
    ent_buffer_text(canvas->out, title ? "\"><title>" : "\"/>");
    if (title) {
        ent_markup_text(canvas->out, title);
        ent_buffer_text(canvas->out, "</title></path>");
    }
    if (basis != ENT_REPORTED) return;
    snprintf(all, sizeof all, "mk h %s", classes != NULL ? classes : "");
    ent_svg_open_path(canvas, all);
    shape_path(canvas, shape, x, y, radius, true);
    ent_buffer_text(canvas->out, "\"/>");
}
