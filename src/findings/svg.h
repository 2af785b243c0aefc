/* SVG: escaping, text widths and the few shapes that charts are made of. Writing goes to a buffer whose failure
 * is sticky; scratch memory comes from an arena whose failure the canvas keeps. */
#ifndef ENTENTE_FINDINGS_SVG_H
#define ENTENTE_FINDINGS_SVG_H

#include <entente/findings.h>

enum { ENT_SHAPES = 8, ENT_TONES = 6 };

typedef struct ent_box {
    double x, y, width, height;
} ent_box;

typedef struct ent_canvas {
    ent_buffer *out;
    ent_arena *arena; /* scratch, freed by whoever made it */
    unsigned id;      /* makes ids unique on a page */
    bool failed;      /* scratch memory failed */
} ent_canvas;

/* Zeroed scratch memory; NULL (and `failed`) when there is none. */
void *ent_canvas_array(ent_canvas *canvas, size_t count, size_t size);

/* Text for HTML and XML, in content and quoted attributes: markup escaped, bytes that are not UTF-8 and characters
 * that XML forbids become U+FFFD. */
void ent_markup_text(ent_buffer *out, const char *text);
/* A coordinate: at most two digits after the point. */
void ent_markup_number(ent_buffer *out, double value);

/* The width of a text in user units: an upper bound for common fonts at this size. */
double ent_text_length(const char *text, double size, bool bold);
/* The text, or its beginning and an ellipsis where it is wider than `width`. */
const char *ent_text_fit(ent_canvas *canvas, const char *text, double width, double size, bool bold);
/* Breaks a text at spaces into at most `most` lines of this width; the last is cut to fit. Returns their number. */
size_t ent_text_wrap(ent_canvas *canvas, const char *text, double width, double size, bool bold, size_t most,
                     const char **lines);

/* Classes are those of the style sheet. `anchor`: "start", "middle" or "end". */
void ent_svg_line(ent_canvas *canvas, double x1, double y1, double x2, double y2, const char *classes);
void ent_svg_rect(ent_canvas *canvas, ent_box box, double round, const char *classes);
void ent_svg_text(ent_canvas *canvas, double x, double y, const char *anchor, const char *classes, const char *text);
/* A text cut to `width`; when cut, the whole is its title. */
void ent_svg_text_cut(ent_canvas *canvas, double x, double y, const char *anchor, const char *classes, double size,
                      double width, const char *text);
/* A mark of one of ENT_SHAPES shapes, centred: solid for records and what has no basis, half for reported, hollow
 * for judged. */
void ent_svg_shape(ent_canvas *canvas, unsigned shape, double x, double y, double radius, ent_basis basis,
                   const char *classes, const char *title);
/* class="..." and the attributes that stand in for it where no style sheet is read; nothing for no classes. */
void ent_svg_classes(ent_canvas *canvas, const char *classes);
/* Begins a path up to its data; ent_buffer_text "\"/>" ends it. */
void ent_svg_open_path(ent_canvas *canvas, const char *classes);
void ent_svg_path_point(ent_canvas *canvas, char command, double x, double y);

#endif
