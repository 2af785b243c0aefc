/* Sections, charts and their places on a page. */
#include "findings/html.h"

#include <string.h>

/* ---- charts ------------------------------------------------------------------------------------------- */

/* A chart is drawn anew for each width its place can have; the style sheet shows the one that fits. */
static const ent_chart_size full_sizes[] = {
    {1020, false, "w3", false}, {600, false, "m2", false}, {340, true, "n1", false}};
static const ent_chart_size half_sizes[] = {{490, false, "m2", false}, {340, true, "n1", false}};

static bool same(const char *a, const char *b) {
    return a && b && strcmp(a, b) == 0;
}

void ent_html_chart(ent_html *html, const ent_findings *owner, const ent_chart *chart, bool half, const char *heading) {
    const ent_chart_size *sizes = half ? half_sizes : full_sizes;
    size_t count = half ? 2 : 3;
    ent_data data;
    ent_status status = ent_data_read(&html->canvas, owner, html->root, chart, &data);
    if (status == ENT_MEMORY) html->canvas.failed = true;
    if (status != ENT_OK) return;
    ent_buffer_text(html->out, "<figure>");
    bool title = chart->title && *chart->title && !same(chart->title, heading);
    if (title || chart->subtitle) {
        ent_buffer_text(html->out, "<figcaption>");
        if (title) ent_html_title(html, "<h3>", chart->title, heading, "</h3>");
        if (chart->subtitle) ent_html_escaped(html, "<p class=\"sub\">", chart->subtitle, "</p>");
        ent_buffer_text(html->out, "</figcaption>\n");
    }
    ent_buffer_printf(html->out, "<div class=\"plot%s%s\">\n", half ? "" : " full",
                      chart->kind == ENT_CHART_SCATTER || chart->kind == ENT_CHART_TERNARY ? " sq" : "");
    for (size_t i = 0; i < count; i++) {
        html->canvas.id++;
        ent_chart_svg(&html->canvas, &data, &sizes[i]);
        ent_buffer_char(html->out, '\n');
    }
    ent_buffer_text(html->out, "</div>\n");
    if (chart->rest) {
        ent_buffer_text(html->out, "<p class=\"rest\">");
        ent_html_rich(html, chart->rest);
        ent_buffer_text(html->out, "</p>\n");
    }
    ent_buffer_text(html->out, "</figure>\n");
    ent_html_renew(html);
}

/* ---- finding what a block names ------------------------------------------------------------------------ */

/* "id", or "lens.id" where several parts have one of that name. */
static bool split(const char *name, const ent_findings *part, const char **id) {
    size_t length = part->lens ? strlen(part->lens) : 0;
    if (length == 0 || strncmp(name, part->lens, length) != 0 || (name[length] != '.' && name[length] != ':'))
        return false;
    *id = name + length + 1;
    return true;
}

static const ent_table *find_table(const ent_findings *owner, const char *name, const ent_findings **holder) {
    const ent_table *found = ent_findings_find_table(owner, name);
    *holder = owner;
    for (size_t i = 0; !found && i < owner->parts_size; i++) {
        const char *id = name;
        bool named = split(name, owner->parts[i], &id);
        *holder = owner->parts[i];
        found = ent_findings_find_table(owner->parts[i], named ? id : name);
    }
    return found;
}

static const ent_chart *find_chart(const ent_findings *owner, const char *name, const ent_findings **holder) {
    const ent_chart *found = ent_findings_find_chart(owner, name);
    *holder = owner;
    for (size_t i = 0; !found && i < owner->parts_size; i++) {
        const char *id = name;
        bool named = split(name, owner->parts[i], &id);
        *holder = owner->parts[i];
        found = ent_findings_find_chart(owner->parts[i], named ? id : name);
    }
    return found;
}

/* Whether the page has this chart already; else it counts as drawn from now on. */
static bool drawn_before(ent_html *html, const ent_chart *chart) {
    for (size_t i = 0; i < html->drawn_size; i++) {
        if (html->drawn[i] == chart) return true;
    }
    if (html->drawn_size < ENT_HTML_DRAWN) html->drawn[html->drawn_size++] = chart;
    return false;
}

static void write_chart(ent_html *html, const ent_findings *holder, const ent_chart *chart, bool half,
                        const char *heading) {
    if (!drawn_before(html, chart)) {
        ent_html_chart(html, holder, chart, half, heading);
    } else if (chart->title) {
        ent_html_title(html, "<p class=\"more\">Drawn above: ", chart->title, heading, ".</p>\n");
    }
}

/* ---- blocks ------------------------------------------------------------------------------------------- */

static const struct {
    const char *open, *close;
} words[] = {
    [ENT_BLOCK_TEXT] = {"<p>", "</p>\n"},
    [ENT_BLOCK_LEAD] = {"<p class=\"lead\">", "</p>\n"},
    [ENT_BLOCK_ITEM] = {"<li>", "</li>\n"},
    [ENT_BLOCK_TABLE] = {"", ""},
    [ENT_BLOCK_CHART] = {"", ""},
    [ENT_BLOCK_REST] = {"<p class=\"rest\">", "</p>\n"},
    [ENT_BLOCK_WARNING] = {"<p class=\"warn\">", "</p>\n"},
};

static void write_words(ent_html *html, const ent_section *section, const ent_block *block) {
    if (block->kind == ENT_BLOCK_ITEM) {
        ent_buffer_text(html->out, "<li");
        ent_html_cite_anchor(html, section, block);
        ent_buffer_char(html->out, '>');
    } else {
        ent_buffer_text(html->out, words[block->kind].open);
    }
    if (block->term && *block->term) {
        size_t last = strlen(block->term) - 1;
        bool pointed = block->term[last] == ':' || block->term[last] == '.' || block->term[last] == '?';
        ent_html_escaped(html, "<b>", block->term, pointed ? "</b> " : ":</b> ");
    }
    ent_html_rich(html, block->text);
    ent_buffer_text(html->out, words[block->kind].close);
}

static void write_block(ent_html *html, const ent_findings *owner, const ent_section *section, const ent_block *block,
                        bool half) {
    const ent_findings *holder;
    if (block->kind == ENT_BLOCK_TABLE) {
        const ent_table *table = block->text ? find_table(owner, block->text, &holder) : NULL;
        if (table) ent_html_table(html, holder, table, section->heading);
    } else if (block->kind == ENT_BLOCK_CHART) {
        const ent_chart *chart = block->text ? find_chart(owner, block->text, &holder) : NULL;
        if (chart) write_chart(html, holder, chart, half, section->heading);
    } else if (block->kind == ENT_BLOCK_PASSAGE) {
        ent_html_passage(html, block);
    } else if ((size_t)block->kind < sizeof words / sizeof words[0]) {
        write_words(html, section, block);
    }
}

static void write_blocks(ent_html *html, const ent_findings *owner, const ent_section *section, bool half) {
    bool list = false;
    for (size_t i = 0; i < section->blocks_size; i++) {
        const ent_block *block = &section->blocks[i];
        bool item = block->kind == ENT_BLOCK_ITEM;
        if (item != list) ent_buffer_text(html->out, item ? "<ul class=\"items\">\n" : "</ul>\n");
        list = item;
        write_block(html, owner, section, block, half);
    }
    if (list) ent_buffer_text(html->out, "</ul>\n");
}

/* ---- sections ----------------------------------------------------------------------------------------- */

void ent_html_intro(ent_html *html, const ent_findings *owner, const ent_section *section) {
    ent_buffer_printf(html->out, "<section class=\"intro\" id=\"s%u\">\n", ++html->sections);
    if (section->heading && *section->heading)
        ent_html_escaped(html, "<h2 class=\"eyebrow\">", section->heading, "</h2>\n");
    write_blocks(html, owner, section, false);
    ent_buffer_text(html->out, "</section>\n");
}

static const ent_section *next_section(const ent_findings *owner, bool front, size_t *at) {
    while (*at < owner->sections_size && owner->sections[*at]->front != front)
        ++*at;
    return *at < owner->sections_size ? owner->sections[*at] : NULL;
}

static void write_card(ent_html *html, const ent_findings *owner, const ent_section *section, bool half) {
    ent_buffer_printf(html->out, "<section class=\"card%s\" id=\"s%u\">\n", half ? " half" : "", ++html->sections);
    if (section->heading && *section->heading) ent_html_escaped(html, "<h2>", section->heading, "</h2>\n");
    write_blocks(html, owner, section, half);
    ent_buffer_text(html->out, "</section>\n");
}

void ent_html_sections(ent_html *html, const ent_findings *owner, bool front, size_t first) {
    size_t at = first;
    const ent_section *section = next_section(owner, front, &at);
    if (!section) return;
    ent_buffer_text(html->out, "<div class=\"grid\">\n");
    while (section) {
        size_t after = at + 1;
        const ent_section *next = next_section(owner, front, &after);
        bool pair = section->half && next && next->half; /* a half without a neighbour takes the whole width */
        write_card(html, owner, section, pair);
        if (pair) {
            write_card(html, owner, next, true);
            after++;
            next = next_section(owner, front, &after);
        }
        section = next;
        at = after;
    }
    ent_buffer_text(html->out, "</div>\n");
}

/* ---- findings without sections ------------------------------------------------------------------------ */

static bool fits_half(const ent_chart *chart) {
    static const bool half[] = {[ENT_CHART_BARS] = true,      [ENT_CHART_STACKED] = true,   [ENT_CHART_SCATTER] = true,
                                [ENT_CHART_INTERVALS] = true, [ENT_CHART_TIMELINE] = false, [ENT_CHART_TERNARY] = true};
    return (size_t)chart->kind < sizeof half / sizeof half[0] && half[chart->kind];
}

static void chart_card(ent_html *html, const ent_findings *owner, const ent_chart *chart, bool half) {
    ent_buffer_text(html->out, half ? "<div class=\"card half\">\n" : "<div class=\"card\">\n");
    ent_html_chart(html, owner, chart, half, NULL);
    ent_buffer_text(html->out, "</div>\n");
}

static bool drawable(const ent_findings *owner, const ent_chart *chart) {
    return chart->table && ent_findings_find_table(owner, chart->table);
}

void ent_html_plain(ent_html *html, const ent_findings *owner) {
    ent_buffer_text(html->out, "<div class=\"grid\">\n");
    for (size_t i = 0; i < owner->charts_size; i++) {
        const ent_chart *chart = owner->charts[i], *next = i + 1 < owner->charts_size ? owner->charts[i + 1] : NULL;
        if (!drawable(owner, chart)) continue;
        bool pair = next && drawable(owner, next) && fits_half(chart) && fits_half(next);
        chart_card(html, owner, chart, pair);
        if (pair) {
            chart_card(html, owner, next, true);
            i++;
        }
    }
    for (size_t i = 0; i < owner->tables_size; i++) {
        if (!owner->tables[i]->title[0]) continue; /* only there for a chart */
        ent_buffer_text(html->out, "<div class=\"card\">\n");
        ent_html_table(html, owner, owner->tables[i], NULL);
        ent_buffer_text(html->out, "</div>\n");
    }
    if (owner->metrics_size > 0 || owner->method_size > 0 || owner->options_size > 0 || owner->notes_size > 0) {
        ent_buffer_text(html->out, "<div class=\"card\">\n");
        ent_html_notes(html, owner);
        ent_html_metrics(html, owner);
        ent_html_method(html, owner);
        ent_buffer_text(html->out, "</div>\n");
    }
    ent_buffer_text(html->out, "</div>\n");
}
