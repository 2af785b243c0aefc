/* A passage on a page: a paragraph a line, marked places told where one points at them. */
#include "findings/html.h"

#include <string.h>

static void write_text(ent_html *html, const char *text, size_t size) {
    const char *copy = ent_arena_copy(html->canvas.arena, text, size);
    if (copy == NULL) html->canvas.failed = true;
    ent_html_escaped(html, "", copy != NULL ? copy : "", "");
}

static bool is_word(const char *mark) {
    return mark != NULL && mark[0] != '\0' && strspn(mark, "abcdefghijklmnopqrstuvwxyz-") == strlen(mark);
}

static void write_span(ent_html *html, const ent_span *span, const char *text, size_t size) {
    ent_buffer_text(html->out, "<mark");
    if (is_word(span->mark)) ent_buffer_printf(html->out, " class=\"k-%s\"", span->mark);
    if (span->mark != NULL || span->note != NULL) {
        ent_html_escaped(html, " title=\"", span->mark != NULL ? span->mark : "", "");
        if (span->note != NULL) ent_html_escaped(html, span->mark != NULL ? ": " : "", span->note, "");
        ent_buffer_char(html->out, '"');
    }
    ent_buffer_char(html->out, '>');
    write_text(html, text, size);
    ent_buffer_text(html->out, "</mark>");
}

/* The line from `start` to `end`; *next is the first span that may reach into it. */
static void write_line(ent_html *html, const ent_block *block, size_t start, size_t end, size_t *next) {
    size_t at = start;
    ent_buffer_text(html->out, "<p>");
    for (; *next < block->spans_size && block->spans[*next].start < end; ++*next) {
        const ent_span *span = &block->spans[*next];
        const size_t first = span->start > start ? span->start : start, last = span->end < end ? span->end : end;
        if (last > first) {
            write_text(html, block->text + at, first - at);
            write_span(html, span, block->text + first, last - first);
            at = last;
        }
        if (span->end > end) break; /* it goes on in the next line */
    }
    write_text(html, block->text + at, end - at);
    ent_buffer_text(html->out, "</p>\n");
    ent_html_renew(html);
}

void ent_html_passage(ent_html *html, const ent_block *block) {
    const size_t size = strlen(block->text);
    ent_buffer_text(html->out, "<div class=\"passage\">\n");
    for (size_t start = 0, next = 0; start < size && !html->canvas.failed;) {
        const char *newline = strchr(block->text + start, '\n');
        const size_t end = newline != NULL ? (size_t)(newline - block->text) : size;
        if (end > start) write_line(html, block, start, end, &next);
        start = end + 1;
    }
    ent_buffer_text(html->out, "</div>\n");
}
