/* Characters on the terminal: how wide they are, and what stands in for those that would disturb it. */
#include "findings/glyph.h"

#include <string.h>
#include <utf8proc.h>

static const char replacement[] = "\xEF\xBF\xBD";

static bool is_control(int32_t codepoint) {
    return codepoint < 0x20 || (codepoint >= 0x7f && codepoint < 0xa0);
}

static bool is_space(int32_t codepoint) {
    return (codepoint >= '\t' && codepoint <= '\r') || codepoint == 0x85 || codepoint == 0x2028 || codepoint == 0x2029;
}

/* Length of the maximal part of an ill-formed sequence that one U+FFFD stands for (Unicode 3.9, table 3-7). */
static size_t wrong_part(const unsigned char *text) {
    unsigned lead = text[0];
    size_t more = lead >= 0xf0 && lead <= 0xf4 ? 3 : lead >= 0xe0 && lead <= 0xef ? 2 : lead >= 0xc2 && lead <= 0xdf;
    unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    size_t length = 1;
    while (length < more && text[length] >= low && text[length] <= high) {
        low = 0x80;
        high = 0xbf;
        length++;
    }
    return length;
}

ent_glyph ent_glyph_at(const char *text) {
    const unsigned char *bytes = (const unsigned char *)text;
    if (bytes[0] == 0) return (ent_glyph){.valid = true};
    if (bytes[0] < 0x80) return (ent_glyph){.codepoint = bytes[0], .bytes = 1, .valid = true, .width = 1};
    utf8proc_int32_t codepoint = 0;
    utf8proc_ssize_t length = utf8proc_iterate(bytes, -1, &codepoint);
    if (length <= 0) return (ent_glyph){.codepoint = 0xfffd, .bytes = wrong_part(bytes), .width = 1};
    utf8proc_category_t category = utf8proc_category(codepoint);
    bool unknown = category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO; /* shown as a box */
    int width = is_control(codepoint) || is_space(codepoint) || unknown ? 1 : utf8proc_charwidth(codepoint);
    unsigned columns = width < 0 ? 0 : (unsigned)width;
    return (ent_glyph){.codepoint = codepoint, .bytes = (size_t)length, .valid = true, .width = columns};
}

size_t ent_glyph_width_of(const char *text, size_t bytes) {
    size_t width = 0;
    for (size_t at = 0; at < bytes;) {
        ent_glyph glyph = ent_glyph_at(text + at);
        if (glyph.bytes == 0) break;
        width += glyph.width;
        at += glyph.bytes;
    }
    return width;
}

size_t ent_glyph_width(const char *text) {
    return ent_glyph_width_of(text, SIZE_MAX);
}

void ent_glyph_write(ent_buffer *out, const char *text, size_t bytes) {
    for (size_t at = 0; at < bytes;) {
        ent_glyph glyph = ent_glyph_at(text + at);
        if (glyph.bytes == 0) break;
        if (is_space(glyph.codepoint)) {
            ent_buffer_char(out, ' ');
        } else if (!glyph.valid || is_control(glyph.codepoint)) {
            ent_buffer_text(out, replacement);
        } else {
            ent_buffer_add(out, text + at, glyph.bytes);
        }
        at += glyph.bytes;
    }
}

void ent_glyph_write_utf8(ent_buffer *out, const char *text) {
    for (ent_glyph glyph = ent_glyph_at(text); glyph.bytes > 0; glyph = ent_glyph_at(text)) {
        if (glyph.valid) {
            ent_buffer_add(out, text, glyph.bytes);
        } else {
            ent_buffer_text(out, replacement);
        }
        text += glyph.bytes;
    }
}
