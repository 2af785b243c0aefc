/* A passage on a page of text: its lines, marked places in bold with what they are behind them. */
#include "findings/text_page.h"

#include <string.h>

/* A marked place, or the part of it that stands on this line. Without colours it is held by brackets. */
static void write_span(const ent_page *page, ent_buffer *out, const char *text, size_t size, const char *mark) {
    ent_buffer_char(out, page->colour ? ENT_SWITCH_BOLD : '[');
    ent_glyph_write(out, text, size);
    ent_buffer_char(out, page->colour ? ENT_SWITCH_BOLD : ']');
    if (mark == NULL) return;
    if (page->colour) ent_buffer_char(out, ENT_SWITCH_FAINT);
    ent_buffer_char(out, '{');
    ent_glyph_write(out, mark, strlen(mark));
    ent_buffer_char(out, '}');
    if (page->colour) ent_buffer_char(out, ENT_SWITCH_FAINT);
}

/* The line from `start` to `end`; *next is the first span that may reach into it. */
static void write_line(const ent_page *page, ent_buffer *out, const ent_block *block, size_t start, size_t end,
                       size_t *next) {
    size_t at = start;
    for (; *next < block->spans_size && block->spans[*next].start < end; ++*next) {
        const ent_span *span = &block->spans[*next];
        const size_t first = span->start > start ? span->start : start, last = span->end < end ? span->end : end;
        if (last > first) {
            ent_glyph_write(out, block->text + at, first - at);
            write_span(page, out, block->text + first, last - first, span->end <= end ? span->mark : NULL);
            at = last;
        }
        if (span->end > end) break; /* it goes on in the next line */
    }
    ent_glyph_write(out, block->text + at, end - at);
}

void ent_page_passage(ent_page *page, const ent_block *block, size_t indent) {
    const size_t size = strlen(block->text);
    ent_buffer line;
    ent_buffer_init(&line, page->out->allocator);
    ent_page_gap(page);
    for (size_t start = 0, next = 0; start < size && !page->out->failed;) {
        const char *newline = strchr(block->text + start, '\n');
        const size_t end = newline != NULL ? (size_t)(newline - block->text) : size;
        line.size = 0;
        write_line(page, &line, block, start, end, &next);
        if (line.failed) page->out->failed = true;
        if (line.size > 0 && !line.failed)
            ent_page_paragraph(page, line.data, &(ent_paragraph){.indent = indent, .laid = true});
        else
            ent_page_gap(page);
        start = end + 1;
    }
    ent_buffer_free(&line);
    ent_page_gap(page);
}
