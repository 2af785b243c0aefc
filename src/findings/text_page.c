/* Writing a page of text line by line: where the pen stands, its ink, columns, rules. */
#include "findings/text_page.h"
#include "findings/words.h"

#include <string.h>

/* ---- lines -------------------------------------------------------------------------------------------- */

void ent_page_ink(ent_page *page, const char *ink) {
    page->ink = page->colour ? ink : NULL;
}

static void set_ink(ent_page *page, const char *ink) {
    bool same = page->active == ink || (page->active != NULL && ink != NULL && strcmp(page->active, ink) == 0);
    if (same) return;
    if (page->active != NULL) ent_buffer_text(page->out, "\033[0m");
    if (ink != NULL) ent_buffer_printf(page->out, "\033[%sm", ink);
    page->active = ink;
}

void ent_page_write(ent_page *page, const char *text, size_t bytes) {
    if (bytes == 0 || text[0] == '\0') return;
    if (page->spaces > 0) {
        set_ink(page, NULL);
        ent_buffer_repeat(page->out, " ", page->spaces);
        page->column += page->spaces;
        page->spaces = 0;
    }
    set_ink(page, page->ink);
    ent_glyph_write(page->out, text, bytes);
    page->column += ent_glyph_width_of(text, bytes);
    page->blank = 0;
}

void ent_page_text(ent_page *page, const char *text) {
    ent_page_write(page, text, strlen(text));
}

void ent_page_space(ent_page *page, size_t columns) {
    page->spaces += columns;
}

void ent_page_repeat(ent_page *page, const char *text, size_t times) {
    for (size_t i = 0; i < times && !page->out->failed; i++)
        ent_page_text(page, text);
}

void ent_page_move(ent_page *page, size_t column) {
    size_t now = page->column + page->spaces;
    if (column > now) page->spaces += column - now;
}

void ent_page_end(ent_page *page) {
    set_ink(page, NULL);
    if (page->column == 0) page->blank++;
    ent_buffer_char(page->out, '\n');
    page->column = page->spaces = 0;
    page->ink = NULL;
}

void ent_page_finish(ent_page *page) {
    if (page->column > 0) ent_page_end(page);
    page->spaces = 0;
}

void ent_page_gap(ent_page *page) {
    ent_page_finish(page);
    if (page->blank == 0) ent_page_end(page);
}

void ent_page_rule(ent_page *page, size_t from, size_t to) {
    ent_page_move(page, from);
    ent_page_ink(page, ENT_INK_FAINT);
    ent_page_repeat(page, page->boxes ? "─" : "-", to > from ? to - from : 0);
    ent_page_end(page);
}

/* ---- wrapping ----------------------------------------------------------------------------------------- */

const char *ent_page_clean(ent_page *page, const char *text, ent_buffer *buffer) {
    ent_buffer_init(buffer, page->out->allocator);
    ent_glyph_write(buffer, text, strlen(text));
    if (buffer->failed) page->out->failed = true;
    return buffer->data != NULL ? buffer->data : "";
}

/* A copy without spaces at its ends. */
static const char *trimmed_copy(ent_arena *arena, const char *text) {
    while (*text == ' ')
        text++;
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ')
        size--;
    return ent_arena_copy(arena, text, size);
}

const char *ent_page_clean_copy(ent_page *page, ent_arena *arena, const char *text) {
    const char *plain = text, *copy;
    while (*plain >= ' ' && *plain < 0x7f)
        plain++;
    if (*plain == '\0') {
        copy = trimmed_copy(arena, text);
    } else {
        ent_buffer buffer;
        copy = trimmed_copy(arena, ent_page_clean(page, text, &buffer));
        ent_buffer_free(&buffer);
    }
    if (copy == NULL) page->out->failed = true;
    return copy != NULL ? copy : "";
}

static bool is_switch(char c) {
    return c == ENT_SWITCH_BOLD || c == ENT_SWITCH_FAINT;
}

static bool is_blank(int32_t codepoint) {
    return codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r');
}

static bool is_letter(int32_t codepoint) {
    return (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z') || codepoint >= 0xc0;
}

/* Ideographs and kana may stand at either side of a line's end; hangul is broken at its spaces. */
static bool breaks_anywhere(ent_glyph glyph) {
    bool hangul = glyph.codepoint >= 0xac00 && glyph.codepoint <= 0xd7a3;
    return glyph.width == 2 && !hangul;
}

/* Closing marks and small points that must not begin a line. */
static bool clings(int32_t codepoint) {
    static const int32_t marks[] = {0x3001, 0x3002, 0x300b, 0x300d, 0x300f, 0x3011, 0x30fc, 0xff01,
                                    0xff09, 0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f, ')',    ',',
                                    '.',    ';',    ':',    '!',    '?',    0x2019, 0x201d};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (marks[i] == codepoint) return true;
    }
    return false;
}

static bool may_break(ent_glyph before, ent_glyph last, ent_glyph next) {
    if (last.bytes == 0 || clings(next.codepoint)) return false;
    bool hyphen = (last.codepoint == '-' || last.codepoint == '/') && is_letter(before.codepoint);
    if (hyphen && is_letter(next.codepoint)) return true;
    return last.codepoint == 0x2014 || breaks_anywhere(last) || breaks_anywhere(next);
}

bool ent_line_next(const char **rest, size_t limit, ent_line *line) {
    const char *text = *rest;
    while (is_blank((unsigned char)*text))
        text++;
    if (*text == '\0') return false;
    *line = (ent_line){.text = text};
    ent_glyph before = {0}, last = {0};
    ent_line joint = {0}; /* where a path such as preferences.us.contribution may be broken if it must */
    size_t width = 0, at = 0;
    for (;;) {
        while (is_switch(text[at]))
            at++;
        ent_glyph glyph = ent_glyph_at(text + at);
        bool blank = is_blank(glyph.codepoint), end = glyph.bytes == 0;
        if ((end || blank || may_break(before, last, glyph)) && !is_blank(last.codepoint)) {
            line->bytes = at;
            line->width = width;
        }
        if (end) break;
        if (!blank && width > 0 && width + glyph.width > limit) {
            if (line->bytes == 0) { /* one word, longer than the line */
                line->bytes = joint.bytes > 0 ? joint.bytes : at;
                line->width = joint.bytes > 0 ? joint.width : width;
            }
            break;
        }
        width += glyph.width;
        at += glyph.bytes;
        if (glyph.bytes == 1 && strchr("._=:", (char)glyph.codepoint) != NULL) {
            joint = (ent_line){.bytes = at, .width = width};
        }
        before = last;
        last = glyph;
    }
    *rest = text + line->bytes;
    return true;
}

size_t ent_line_count(const char *text, size_t limit) {
    size_t count = 0;
    ent_line line;
    while (ent_line_next(&text, limit, &line))
        count++;
    return count;
}

size_t ent_line_longest_word(const char *text) {
    size_t longest = 0, width = 0;
    ent_glyph before = {0}, last = {0};
    for (ent_glyph glyph = ent_glyph_at(text); glyph.bytes > 0; glyph = ent_glyph_at(text)) {
        if (is_blank(glyph.codepoint) || may_break(before, last, glyph)) width = 0;
        if (!is_blank(glyph.codepoint)) width += glyph.width;
        if (width > longest) longest = width;
        before = last;
        last = glyph;
        text += glyph.bytes;
    }
    return longest;
}

/* ---- paragraphs --------------------------------------------------------------------------------------- */

/* The text with **bold** as switches; other stars stand. */
static void add_marked_up(ent_buffer *laid, const char *text) {
    size_t pairs = 0;
    for (const char *at = strstr(text, "**"); at != NULL; at = strstr(at + 2, "**"))
        pairs++;
    for (const char *stars = strstr(text, "**"); stars != NULL && pairs % 2 == 0; stars = strstr(text, "**")) {
        ent_glyph_write(laid, text, (size_t)(stars - text));
        ent_buffer_char(laid, ENT_SWITCH_BOLD);
        text = stars + 2;
    }
    ent_glyph_write(laid, text, strlen(text));
}

typedef struct switches {
    bool bold, faint;
} switches;

static void write_line(ent_page *page, const ent_line *line, const char *ink, switches *on) {
    size_t from = 0;
    for (size_t at = 0; at <= line->bytes; at++) {
        char c = at < line->bytes ? line->text[at] : ENT_SWITCH_BOLD;
        if (!is_switch(c)) continue;
        ent_page_ink(page, on->faint ? ENT_INK_FAINT : on->bold ? ENT_INK_BOLD : ink);
        ent_page_write(page, line->text + from, at - from);
        from = at + 1;
        if (at == line->bytes) break;
        if (c == ENT_SWITCH_BOLD) on->bold = !on->bold;
        if (c == ENT_SWITCH_FAINT) on->faint = !on->faint;
    }
}

void ent_page_paragraph(ent_page *page, const char *text, const ent_paragraph *form) {
    ent_buffer laid;
    ent_buffer_init(&laid, page->out->allocator);
    if (form->term != NULL) {
        ent_buffer_char(&laid, ENT_SWITCH_BOLD);
        ent_glyph_write(&laid, form->term, strlen(form->term));
        ent_buffer_text(&laid, ":");
        ent_buffer_char(&laid, ENT_SWITCH_BOLD);
        ent_buffer_char(&laid, ' ');
    }
    if (form->laid) {
        ent_buffer_text(&laid, text);
    } else if (form->markup) {
        add_marked_up(&laid, text);
    } else {
        ent_glyph_write(&laid, text, strlen(text));
    }
    if (form->after != NULL) {
        ent_buffer_char(&laid, ' ');
        ent_buffer_char(&laid, ENT_SWITCH_FAINT);
        ent_glyph_write(&laid, form->after, strlen(form->after));
    }
    ent_page_space(page, form->indent);
    if (form->first != NULL) {
        ent_page_ink(page, form->first_ink);
        ent_page_text(page, form->first);
        ent_page_space(page, 1);
    }
    size_t left = page->column + page->spaces, right = form->limit > 0 ? form->limit : page->prose;
    const char *rest = laid.data != NULL ? laid.data : "";
    switches on = {false, false};
    ent_line line;
    for (bool first = true; ent_line_next(&rest, right > left ? right - left : 1, &line); first = false) {
        if (!first) ent_page_end(page);
        ent_page_move(page, left);
        write_line(page, &line, form->ink, &on);
    }
    ent_page_finish(page);
    if (laid.failed) page->out->failed = true;
    ent_buffer_free(&laid);
}

void ent_page_title(ent_page *page, const char *title) {
    ent_title told;
    ent_title_below(title, page->heading, &told);
    ent_buffer text;
    ent_buffer_init(&text, page->out->allocator);
    ent_buffer_text(&text, told.first);
    ent_buffer_text(&text, told.rest);
    if (text.failed) page->out->failed = true;
    ent_page_paragraph(page, text.failed ? "" : text.data,
                       &(ent_paragraph){.indent = page->title_indent, .ink = ENT_INK_BOLD});
    ent_buffer_free(&text);
}

/* ---- the design --------------------------------------------------------------------------------------- */

/* Parties have strong colours and filled marks first, other series quiet ones and hollow marks. */
static const char *const actor_inks[] = {"38;5;32",  "38;5;166", "38;5;35",  "38;5;133",
                                         "38;5;172", "38;5;37",  "38;5;136", "38;5;102"};
static const char *const other_inks[] = {"38;5;67",  "38;5;137", "38;5;107", "38;5;139",
                                         "38;5;109", "38;5;174", "38;5;144", "38;5;102"};
static const char *const actor_marks[] = {"●", "■", "▲", "◆", "○", "□", "△", "◇"};
static const char *const plain_marks[] = {"o", "x", "+", "#", "@", "%", "=", "&"};

enum { STYLES = 8 };

size_t ent_page_actor(const ent_page *page, const char *series, size_t other) {
    for (size_t i = 0; series != NULL && i < page->findings->actors_size; i++) {
        const ent_actor *actor = &page->findings->actors[i];
        if (strcmp(actor->id, series) == 0 || strcmp(actor->name, series) == 0) return i;
    }
    return page->findings->actors_size + other;
}

const char *ent_page_actor_ink(const ent_page *page, size_t actor) {
    size_t actors = page->findings->actors_size;
    if (!page->colour) return NULL;
    return actor < actors ? actor_inks[actor % STYLES] : other_inks[(actor - actors) % STYLES];
}

const char *ent_page_actor_mark(const ent_page *page, size_t actor) {
    size_t actors = page->findings->actors_size;
    size_t style = actor < actors ? actor : actor - actors + (actors > 0 ? STYLES / 2 : 0);
    return (page->boxes ? actor_marks : plain_marks)[style % STYLES];
}

const char *ent_page_actor_name(const ent_page *page, const char *series) {
    size_t actor = ent_page_actor(page, series, 0);
    return actor < page->findings->actors_size ? page->findings->actors[actor].name : series;
}

const char *ent_page_basis_mark(const ent_page *page, ent_basis basis) {
    static const char *const marks[] = {NULL, "●", "◐", "○", "?"};
    static const char *const plain[] = {NULL, "*", "+", "o", "?"};
    size_t index = (size_t)basis;
    if (index >= sizeof marks / sizeof marks[0]) return NULL;
    return page->boxes ? marks[index] : plain[index];
}
