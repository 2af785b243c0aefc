/* Bytes as text. */
#include "case/import/import.h"

#include <string.h>

static size_t first_wide_line(const char *data, size_t size) {
    size_t line = 1;
    for (size_t i = 0; i < size && (unsigned char)data[i] < 0x80; i++)
        line += data[i] == '\n';
    return line;
}

/* ISO-8859-1 as UTF-8. */
static void widen(const char *data, size_t size, ent_buffer *out) {
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c >= 0x80) ent_buffer_char(out, (char)(0xc0 | c >> 6));
        ent_buffer_char(out, c < 0x80 ? (char)c : (char)(0x80 | (c & 0x3f)));
    }
}

bool import_utf8(import_job *job, const ent_import_file *file, ent_buffer *out) {
    const char *data = file->data;
    size_t size = file->size;
    if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        data += 3;
        size -= 3;
    }
    if (ent_utf8_valid(data, size)) {
        ent_buffer_add(out, data, size);
    } else {
        widen(data, size, out);
        import_repair(job, "W-IMPORT-0101", file->name, first_wide_line(data, size),
                      "the file is not UTF-8 and names no other encoding; it is read as ISO-8859-1 (Latin-1)");
    }
    if (out->data == NULL) ent_buffer_add(out, "", 0);
    return !out->failed && out->data != NULL;
}
