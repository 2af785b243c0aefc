/* Text as a terminal shows it: characters, their width, control characters made harmless. */
#ifndef ENTENTE_FINDINGS_GLYPH_H
#define ENTENTE_FINDINGS_GLYPH_H

#include <entente/base.h>

/* One character of a text. */
typedef struct ent_glyph {
    int32_t codepoint; /* U+FFFD where the bytes are no UTF-8 */
    size_t bytes;      /* of the text that it takes; 0 at the end */
    bool valid;
    unsigned width; /* columns: 0, 1 or 2; control characters, shown as a space or U+FFFD, have 1 */
} ent_glyph;

/* The character at `text`. Bytes that are no UTF-8 give one U+FFFD for each maximal wrong part, as the Unicode
 * standard (section 3.9) and most decoders do. */
ent_glyph ent_glyph_at(const char *text);

/* Columns of the text as ent_glyph_write shows it. */
size_t ent_glyph_width(const char *text);
/* The same for the first `bytes` bytes. */
size_t ent_glyph_width_of(const char *text, size_t bytes);

/* Appends the first `bytes` bytes for a terminal: invalid bytes and control characters (an escape sequence in a
 * title must not reach it) as U+FFFD, white space of any kind as one space. */
void ent_glyph_write(ent_buffer *out, const char *text, size_t bytes);

/* Appends text as valid UTF-8, otherwise unchanged. */
void ent_glyph_write_utf8(ent_buffer *out, const char *text);

#endif
