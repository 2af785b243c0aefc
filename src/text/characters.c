/* Kinds of characters: ASCII by ranges, all others by the tables of utf8proc. */
#include "text/characters.h"

#include <utf8proc.h>

int32_t ent_character(const char *text, size_t size, size_t at, size_t *bytes) {
    *bytes = at < size;
    if (at >= size) return 0;
    unsigned char byte = (unsigned char)text[at];
    if (byte < 0x80) return byte;
    utf8proc_int32_t code;
    utf8proc_ssize_t read =
        utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at > 4 ? 4 : size - at), &code);
    if (read <= 0) return 0xFFFD;
    *bytes = (size_t)read;
    return code;
}

size_t ent_character_before(const char *text, size_t at) {
    size_t bytes = 1;
    while (bytes < 4 && bytes < at && ((unsigned char)text[at - bytes] & 0xC0) == 0x80)
        bytes++;
    return bytes;
}

bool ent_is_lower(int32_t c) {
    return c < 0x80 ? c >= 'a' && c <= 'z' : utf8proc_category(c) == UTF8PROC_CATEGORY_LL;
}

bool ent_is_upper(int32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool ent_is_letter(int32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool ent_is_hangul(int32_t c) {
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F);
}

bool ent_is_space(int32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}
