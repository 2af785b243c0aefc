/* What the parser need not see is taken off first: scripts, styles, comments, declarations. So it is clear for every
 * byte that is left whether it stands in a tag, and tags can be counted: libxml2 compares each attribute of an element
 * with all before it, and each end tag with all open elements. */
#include "text/intake_html.h"

#include <string.h>

typedef struct filter {
    html_page *page;
    const char *text;
    size_t size, at;
    ent_buffer *out;
    size_t elements;
} filter;

static bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether the text at `at` begins with `word`, in capitals or not. */
static bool begins(const filter *f, size_t at, const char *word) {
    size_t i = 0;
    while (word[i] != '\0' && at + i < f->size) {
        char c = f->text[at + i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c) != word[i]) return false;
        i++;
    }
    return word[i] == '\0';
}

/* Behind the next `word`, or the end. */
static size_t behind(const filter *f, size_t at, const char *word) {
    while (at < f->size) {
        const char *next = memchr(f->text + at, word[0], f->size - at);
        if (next == NULL) break;
        at = (size_t)(next - f->text);
        if (begins(f, at, word)) return at + strlen(word);
        at++;
    }
    return f->size;
}

static bool refuse(filter *f, const char *message) {
    intake_error(f->page->job, "E-TEXT-0004", 0, "no page written for readers is like this", "%s", message);
    f->page->refused = true;
    return false;
}

/* The end of the tag that begins at `at`, behind its ">"; counts its attributes. */
static bool walk_tag(filter *f, size_t at, size_t *end) {
    size_t attributes = 0;
    bool name = true, valued = false; /* whether blanks and an equals sign stand before */
    for (at++; at < f->size && f->text[at] != '>'; at++) {
        char c = f->text[at];
        if (blank(c)) {
            name = true;
        } else if (c == '=') {
            valued = true;
        } else if (valued && (c == '"' || c == '\'')) {
            const char *close = memchr(f->text + at + 1, c, f->size - at - 1);
            at = close != NULL ? (size_t)(close - f->text) : f->size - 1;
            valued = false, name = true;
        } else {
            attributes += name && !valued;
            name = valued = false;
        }
    }
    *end = at < f->size ? at + 1 : f->size;
    if (attributes > ENT_INTAKE_MOST_ATTRIBUTES) return refuse(f, "an element of the page has too many attributes");
    if (++f->elements > 2 * (size_t)ENT_INTAKE_MOST_ELEMENTS) return refuse(f, "the page has too many elements");
    return true;
}

static bool is_json(const filter *f, size_t start, size_t end) {
    for (size_t at = start; at < end; at++)
        if (begins(f, at, "ld+json")) return true;
    return false;
}

/* Scripts and styles end with their own end tag, and nothing in them is a tag. */
static bool skip_raw(filter *f, const char *name, const char *end_name) {
    size_t after = f->at + 1 + strlen(name), end;
    if (after < f->size && !blank(f->text[after]) && f->text[after] != '>' && f->text[after] != '/') return false;
    if (!walk_tag(f, f->at, &end)) return true;
    size_t close = behind(f, end, end_name), stop = close;
    if (stop < f->size || begins(f, f->size - strlen(end_name), end_name)) stop -= strlen(end_name);
    if (strcmp(name, "script") == 0 && stop > end && is_json(f, f->at, end))
        html_meta_json(f->page, f->text + end, stop - end);
    f->at = behind(f, close, ">");
    return true;
}

static bool take_tag(filter *f) {
    static const char *const raw[][2] = {{"script", "</script"}, {"style", "</style"}};
    for (size_t i = 0; i < 2; i++)
        if (begins(f, f->at + 1, raw[i][0]) && skip_raw(f, raw[i][0], raw[i][1])) return !f->page->refused;
    size_t end;
    if (!walk_tag(f, f->at, &end)) return false;
    ent_buffer_add(f->out, f->text + f->at, end - f->at);
    f->at = end;
    return true;
}

bool html_filter(html_page *page, const char *text, size_t size, ent_buffer *out) {
    filter f = {.page = page, .text = text, .size = size, .out = out};
    while (f.at < size) {
        const char *next = memchr(text + f.at, '<', size - f.at);
        size_t stop = next != NULL ? (size_t)(next - text) : size;
        ent_buffer_add(out, text + f.at, stop - f.at);
        f.at = stop;
        if (f.at >= size) break;
        char c = f.at + 1 < size ? text[f.at + 1] : '\0';
        if (begins(&f, f.at, "<!--")) {
            f.at = behind(&f, f.at + 4, "-->");
        } else if (begins(&f, f.at, "<![cdata[")) {
            f.at += 9;
        } else if (c == '!' || c == '?') {
            f.at = behind(&f, f.at, ">");
        } else if (letter(c) || (c == '/' && f.at + 2 < size && letter(text[f.at + 2]))) {
            if (!take_tag(&f)) return false;
        } else {
            ent_buffer_text(out, "&lt;");
            f.at++;
        }
        if (out->failed || page->failed) return page->failed = true, false;
    }
    return true;
}
