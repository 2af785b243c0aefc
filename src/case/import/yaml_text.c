/* Texts as YAML. Readers differ in what they take for numbers, truth values and nothing: what any of them might read
 * as something else is quoted. */
#include "case/import/yaml_text.h"

#include <string.h>
#include <utf8proc.h>

enum { LONGEST_KEY = 400, LONGEST_COMMENT = 600 }; /* bytes; libyaml looks 1,024 characters ahead for a colon */

/* Characters that YAML does not allow as they are, or takes for line ends. */
static bool needs_escape(utf8proc_int32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff ||
           (c >= 0xfffe && c <= 0xffff) || c == '"' || c == '\\';
}

static utf8proc_int32_t next_character(const char **at) {
    utf8proc_int32_t c;
    utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &c);
    if (size <= 0) { /* the callers see to it that it is UTF-8 */
        c = (unsigned char)**at;
        size = 1;
    }
    *at += size;
    return c;
}

static bool is_word(const char *text) {
    static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = 0;
        while (text[at] != '\0' && ((unsigned char)text[at] | 0x20) == (unsigned char)words[i][at])
            at++;
        if (text[at] == '\0' && words[i][at] == '\0') return true;
    }
    return false;
}

/* Begins with a letter, holds nothing that means something in YAML, and is no word of its own. */
static bool is_plain(const char *text) {
    bool letter = (text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z');
    if (!letter || is_word(text)) return false;
    for (const char *at = text; *at != '\0';) {
        utf8proc_int32_t c = next_character(&at);
        if (needs_escape(c) || (c < 0x80 && strchr("#:,[]{}&*!|>'%@`", (int)c) != NULL)) return false;
    }
    return text[strlen(text) - 1] != ' ';
}

static void quote(ent_buffer *out, const char *text) {
    ent_buffer_char(out, '"');
    for (const char *at = text; *at != '\0';) {
        const char *start = at;
        utf8proc_int32_t c = next_character(&at);
        if (!needs_escape(c))
            ent_buffer_add(out, start, (size_t)(at - start));
        else if (c == '"' || c == '\\')
            ent_buffer_printf(out, "\\%c", (int)c);
        else if (c < 0x100)
            ent_buffer_printf(out, "\\x%02x", (unsigned)c);
        else
            ent_buffer_printf(out, "\\u%04x", (unsigned)c);
    }
    ent_buffer_char(out, '"');
}

void yaml_text(ent_buffer *out, const char *text) {
    if (is_plain(text))
        ent_buffer_text(out, text);
    else
        quote(out, text);
}

void yaml_key(ent_buffer *out, const char *text, size_t indent) {
    bool far = strlen(text) > LONGEST_KEY / 4; /* an escape is up to six bytes for one */
    if (far) {
        size_t before = out->size;
        ent_buffer_text(out, "? ");
        yaml_text(out, text);
        far = out->size - before > LONGEST_KEY;
        if (!far && !out->failed) out->size = before;
    }
    if (!far) {
        yaml_text(out, text);
        ent_buffer_text(out, ": ");
        return;
    }
    ent_buffer_char(out, '\n');
    ent_buffer_repeat(out, " ", indent);
    ent_buffer_text(out, ": ");
}

void yaml_comment(ent_buffer *out, const char *sign, const char *text) {
    ent_buffer_text(out, sign);
    const char *start = text;
    for (const char *at = text; *at != '\0';) {
        const char *before = at;
        utf8proc_int32_t c = next_character(&at);
        if (before - start > LONGEST_COMMENT) {
            ent_buffer_text(out, "...");
            break;
        }
        if (c == '"' || c == '\\' || !needs_escape(c))
            ent_buffer_add(out, before, (size_t)(at - before));
        else
            ent_buffer_char(out, '?');
    }
    ent_buffer_char(out, '\n');
}
