/* From bytes in some character set to UTF-8. */
#include "text/intake_parts.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <utf8proc.h>

/* Names that pages and servers use, and what they are read as. As browsers do (WHATWG, Encoding Standard), Latin-1 is
 * read as windows-1252 and EUC-KR as the larger CP949: whoever declares the former writes the latter. */
typedef struct charset_row {
    const char *label, *name;
} charset_row;

static const charset_row charsets[] = {
    {"utf-8", "UTF-8"},
    {"utf8", "UTF-8"},
    {"us-ascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"windows-1252", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"iso-8859-15", "ISO-8859-15"},
    {"windows-1251", "windows-1251"},
    {"euc-kr", "CP949"},
    {"euckr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"ksc5601", "CP949"},
    {"cp949", "CP949"},
    {"ms949", "CP949"},
    {"uhc", "CP949"},
    {"windows-949", "CP949"},
    {"shift_jis", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5"},
    {"utf-16", "UTF-16LE"},
    {"utf-16le", "UTF-16LE"},
    {"utf-16be", "UTF-16BE"},
};

static char small(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static const char *charset_named(const char *label, size_t size) {
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        const char *wanted = charsets[i].label;
        size_t at = 0;
        while (at < size && wanted[at] != '\0' && small(label[at]) == wanted[at])
            at++;
        if (at == size && wanted[at] == '\0') return charsets[i].name;
    }
    return NULL;
}

/* The label behind "charset=" or "encoding=" among the first bytes; NULL if there is none. */
static const char *declared(const char *data, size_t size, size_t *length) {
    enum { LOOK = 4096 };
    size_t end = size < LOOK ? size : LOOK;
    static const char *const words[] = {"charset", "encoding"};
    for (size_t at = 0; at + 8 < end; at++)
        for (size_t w = 0; w < 2; w++) {
            size_t word = strlen(words[w]), i = 0;
            while (i < word && at + i < end && small(data[at + i]) == words[w][i])
                i++;
            if (i < word) continue;
            size_t start = at + word;
            while (start < end && strchr(" \t\r\n", data[start]) != NULL)
                start++;
            if (start >= end || data[start] != '=') continue;
            for (start++; start < end && data[start] != '\0' && strchr(" \t\r\n\"'", data[start]) != NULL;)
                start++;
            size_t stop = start;
            while (stop < end && data[stop] != '\0' && strchr(" \t\r\n\"'>;/?", data[stop]) == NULL)
                stop++;
            *length = stop - start;
            if (*length > 0) return data + start;
        }
    return NULL;
}

static void add_utf8(const char *data, size_t size, ent_buffer *out, size_t *replaced) {
    size_t kept = 0, at = 0;
    while (at < size) {
        unsigned char byte = (unsigned char)data[at];
        if (byte > 0 && byte < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t code;
        size_t left = size - at;
        utf8proc_ssize_t bytes = byte == 0 ? -1
                                           : utf8proc_iterate((const utf8proc_uint8_t *)data + at,
                                                              (utf8proc_ssize_t)(left > 4 ? 4 : left), &code);
        if (bytes > 0) {
            at += (size_t)bytes;
            continue;
        }
        ent_buffer_add(out, data + kept, at - kept);
        ent_buffer_text(out, "\xEF\xBF\xBD");
        (*replaced)++;
        kept = ++at;
    }
    ent_buffer_add(out, data + kept, size - kept);
}

/* Through the libc's iconv, a piece at a time; NULs are handled afterwards by add_utf8. */
static ent_status add_converted(intake_job *job, const char *name, const char *data, size_t size, ent_buffer *out) {
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) {
        intake_error(job, "E-TEXT-0005", 0, "convert the file to UTF-8 first",
                     "this machine's C library cannot read the character set %s", name);
        return ENT_INPUT;
    }
    char *from = NULL; /* iconv's parameter is not const; it does not write */
    memcpy(&from, &data, sizeof from);
    char piece[8192];
    while (size > 0 && !out->failed) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t result = iconv(converter, &from, &size, &to, &room);
        int why = errno;
        add_utf8(piece, sizeof piece - room, out, &job->replaced);
        if (result != (size_t)-1 || why == E2BIG) continue;
        ent_buffer_text(out, "\xEF\xBF\xBD");
        job->replaced++;
        from++, size--;
        iconv(converter, NULL, NULL, NULL, NULL);
    }
    iconv_close(converter);
    return out->failed ? ENT_MEMORY : ENT_OK;
}

/* The character set and the bytes of a mark that says so. */
static const char *charset_of(intake_job *job, const char *data, size_t size, bool declares, size_t *mark) {
    *mark = 0;
    if (size >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) return *mark = 3, "UTF-8";
    if (size >= 2 && memcmp(data, "\xFF\xFE", 2) == 0) return *mark = 2, "UTF-16LE";
    if (size >= 2 && memcmp(data, "\xFE\xFF", 2) == 0) return *mark = 2, "UTF-16BE";
    size_t length = 0;
    const char *label = job->options->charset, *name;
    if (label != NULL) {
        name = charset_named(label, strlen(label));
        if (name == NULL)
            intake_error(job, "E-TEXT-0005", 0, "one of utf-8, windows-1252, euc-kr, cp949, shift_jis, gb18030, utf-16",
                         "the character set \"%.40s\" is not known", label);
        return name;
    }
    if (declares && ent_utf8_valid(data, size)) return "UTF-8"; /* saved again by a program that left the old word */
    if (declares && (label = declared(data, size, &length)) != NULL) {
        name = charset_named(label, length);
        if (name != NULL && strncmp(name, "UTF-16", 6) != 0) return name; /* who can read the word is not in UTF-16 */
    }
    return "UTF-8";
}

ent_status intake_utf8(intake_job *job, const char *data, size_t size, bool declares, ent_buffer *out) {
    size_t mark;
    const char *name = charset_of(job, data, size, declares, &mark);
    if (name == NULL) return ENT_INPUT;
    data += mark, size -= mark;
    job->charset = name;
    if (strcmp(name, "UTF-8") != 0) return add_converted(job, name, data, size, out);
    add_utf8(data, size, out, &job->replaced);
    return out->failed ? ENT_MEMORY : ENT_OK;
}
