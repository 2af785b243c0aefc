/* Citations on a page: "[source#3]" leads to that sentence in the section `sources`, and shows it on hovering. */
#include "findings/html.h"

#include <string.h>

static bool is_sources(const ent_section *section) {
    return section->id && strcmp(section->id, "sources") == 0;
}

/* The block of the sources whose term is this citation; NULL if none. */
static const ent_block *find_cited(const ent_findings *root, const char *term, size_t size) {
    for (size_t s = 0; s < root->sections_size; s++) {
        const ent_section *section = root->sections[s];
        for (size_t i = 0; is_sources(section) && i < section->blocks_size; i++) {
            const char *candidate = section->blocks[i].term;
            if (candidate && strlen(candidate) == size && memcmp(candidate, term, size) == 0)
                return &section->blocks[i];
        }
    }
    return NULL;
}

/* Ids may not hold '#': "source#3" is c-source.3. */
static void write_name(ent_html *html, const char *term, size_t size) {
    ent_buffer_text(html->out, "c-");
    for (size_t i = 0; i < size; i++)
        ent_buffer_char(html->out, term[i] == '#' ? '.' : term[i]);
}

static bool plain_name(const char *term, size_t size) {
    for (size_t i = 0; i < size; i++) {
        const char c = term[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '#')) return false;
    }
    return size > 0;
}

void ent_html_cite_anchor(ent_html *html, const ent_section *section, const ent_block *block) {
    if (!is_sources(section) || !block->term || !plain_name(block->term, strlen(block->term))) return;
    ent_buffer_text(html->out, " id=\"");
    write_name(html, block->term, strlen(block->term));
    ent_buffer_char(html->out, '"');
}

static void write_text(ent_html *html, const char *text, size_t size) {
    char *part = ent_arena_copy(html->canvas.arena, text, size);
    if (!part) html->canvas.failed = true;
    ent_markup_text(html->out, part);
}

static void write_link(ent_html *html, const char *term, size_t size, const ent_block *cited) {
    ent_buffer_text(html->out, "<a class=\"cite\" href=\"#");
    write_name(html, term, size);
    ent_html_escaped(html, "\" title=\"", cited->text, "\">");
    write_text(html, term, size);
    ent_buffer_text(html->out, "</a>");
}

void ent_html_cited(ent_html *html, const char *text) {
    const char *from = text;
    for (const char *open = text ? strchr(text, '[') : NULL; open; open = strchr(open + 1, '[')) {
        const char *close = strchr(open, ']');
        if (!close) break;
        const size_t size = (size_t)(close - open) - 1;
        const ent_block *cited = plain_name(open + 1, size) ? find_cited(html->root, open + 1, size) : NULL;
        if (!cited) continue;
        write_text(html, from, (size_t)(open - from));
        write_link(html, open + 1, size, cited);
        from = close + 1;
    }
    ent_markup_text(html->out, from);
}
