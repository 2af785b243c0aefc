/* Findings as one self-contained page. */
#include "findings/html.h"
#include "findings/number.h"
#include "findings/style.h"
#include "findings/words.h"

#include <string.h>

enum { CONTENTS_FROM = 4 };

/* ---- small pieces ------------------------------------------------------------------------------------- */

void ent_html_renew(ent_html *html) {
    if (html->canvas.failed) return;
    ent_arena *fresh = ent_arena_new(html->out->allocator);
    if (!fresh) {
        html->canvas.failed = true;
        return;
    }
    ent_arena_free(html->canvas.arena);
    html->canvas.arena = fresh;
}

void ent_html_escaped(ent_html *html, const char *before, const char *text, const char *after) {
    ent_buffer_text(html->out, before);
    ent_markup_text(html->out, text);
    ent_buffer_text(html->out, after);
}

void ent_html_title(ent_html *html, const char *before, const char *title, const char *heading, const char *after) {
    ent_title told;
    ent_title_below(title, heading, &told);
    ent_buffer_text(html->out, before);
    ent_markup_text(html->out, told.first);
    ent_markup_text(html->out, told.rest);
    ent_buffer_text(html->out, after);
}

void ent_html_rich(ent_html *html, const char *text) {
    size_t stars = 0;
    for (const char *at = text ? strstr(text, "**") : NULL; at; at = strstr(at + 2, "**"))
        stars++;
    if (!text || stars % 2 != 0) {
        ent_html_cited(html, text);
        return;
    }
    bool bold = false;
    for (const char *at = strstr(text, "**"); at; at = strstr(text, "**")) {
        char *part = ent_arena_copy(html->canvas.arena, text, (size_t)(at - text));
        if (!part) html->canvas.failed = true;
        ent_html_cited(html, part);
        bold = !bold;
        ent_buffer_text(html->out, bold ? "<b>" : "</b>");
        text = at + 2;
    }
    ent_html_cited(html, text);
}

static void write_mark(ent_html *html, unsigned shape, ent_basis basis, const char *classes, const char *label) {
    ent_buffer_text(html->out, "<svg class=\"m\" viewBox=\"0 0 12 12\"");
    if (label) {
        ent_html_escaped(html, " role=\"img\" aria-label=\"", label, "\">");
    } else {
        ent_buffer_text(html->out, " aria-hidden=\"true\">");
    }
    ent_svg_shape(&html->canvas, shape, 6.0, 6.0, 4.4, basis, classes, NULL);
    ent_buffer_text(html->out, "</svg>");
}

void ent_html_basis_mark(ent_html *html, ent_basis basis) {
    if (basis == ENT_BASIS_NONE) return;
    write_mark(html, 0, basis, "qi", ent_basis_name(basis));
}

void ent_html_actor_mark(ent_html *html, size_t actor) {
    write_mark(html, (unsigned)(actor % ENT_SHAPES), ENT_BASIS_NONE, ent_actor_colour(actor), NULL);
}

/* ---- head and header ---------------------------------------------------------------------------------- */

static const char *page_title(const ent_findings *findings) {
    if (findings->title && *findings->title) return findings->title;
    if (findings->headline && *findings->headline) return findings->headline;
    return findings->lens && *findings->lens ? findings->lens : "Findings";
}

static void write_head(ent_html *html) {
    const ent_findings *root = html->root;
    ent_buffer_text(html->out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                               "'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n"
                               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                               "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" "
                               "content=\"no-referrer\">\n");
    ent_html_escaped(html, "<meta name=\"generator\" content=\"Entente ", ent_release(), "\">\n");
    if (root->headline) ent_html_escaped(html, "<meta name=\"description\" content=\"", root->headline, "\">\n");
    ent_html_escaped(html, "<title>", page_title(root), "</title>\n");
    ent_style_write_page(html->out, page_title(root), root->handling);
    ent_buffer_text(html->out, "</head>\n");
}

/* The colours that FIRST prescribes for TLP 2.0 marks, on black. */
static const char *tlp_class(const char *handling) {
    static const struct {
        const char *word, *classes;
    } rows[] = {{"RED", "tlp tlp-red"}, {"AMBER", "tlp tlp-amber"}, {"GREEN", "tlp tlp-green"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strstr(handling, rows[i].word)) return rows[i].classes;
    }
    return "tlp";
}

static void write_header(ent_html *html) {
    const ent_findings *root = html->root;
    ent_html_escaped(html, "<header><h1>", page_title(root), "</h1>");
    if (root->handling || root->as_of) ent_buffer_text(html->out, "<div class=\"meta\">");
    if (root->handling) {
        ent_buffer_printf(html->out, "<span class=\"%s\">", tlp_class(root->handling));
        ent_html_escaped(html, "", root->handling, "</span>");
    }
    if (root->as_of) {
        ent_date date;
        char text[ENT_NUMBER_TEXT];
        bool read = ent_read_date(root->as_of, &date);
        ent_html_escaped(html, root->handling ? "<br>as of " : "as of ",
                         read ? ent_write_date_long(text, date) : root->as_of, "");
    }
    ent_buffer_text(html->out, root->handling || root->as_of ? "</div></header>\n" : "</header>\n");
    if (root->partial)
        ent_buffer_text(html->out, "<p class=\"warn\"><b>Stopped early.</b> These are the results so far.</p>\n");
}

/* ---- marks explained ---------------------------------------------------------------------------------- */

static bool owned(const ent_findings *findings) {
    for (size_t i = 0; i < findings->metrics_size; i++) {
        if (findings->metrics[i].value.basis != ENT_BASIS_NONE) return true;
    }
    for (size_t i = 0; i < findings->tables_size; i++) {
        const ent_table *table = findings->tables[i];
        for (size_t j = 0; j < table->rows_size * table->columns_size; j++) {
            if (table->cells[j].basis != ENT_BASIS_NONE) return true;
        }
    }
    for (size_t i = 0; i < findings->charts_size; i++) {
        if (findings->charts[i]->basis) return true;
    }
    for (size_t i = 0; i < findings->parts_size; i++) {
        if (owned(findings->parts[i])) return true;
    }
    return false;
}

static void write_key(ent_html *html) {
    static const struct {
        ent_basis basis;
        const char *text;
    } rows[] = {{ENT_RECORD, "record: an official figure"},
                {ENT_REPORTED, "reported: a public position or press figure"},
                {ENT_JUDGED, "judged: by whom and why stands in the case"}};
    if (!owned(html->root)) return;
    ent_buffer_text(html->out, "<ul class=\"key\" aria-label=\"Marks\">");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_buffer_text(html->out, "<li>");
        write_mark(html, 0, rows[i].basis, "qi", NULL);
        ent_buffer_text(html->out, rows[i].text);
        ent_buffer_text(html->out, "</li>");
    }
    ent_buffer_text(html->out, "</ul>\n");
}

/* ---- contents ----------------------------------------------------------------------------------------- */

static bool leads(const ent_findings *findings) {
    return findings->sections_size > 0 && findings->sections[0]->blocks_size > 0 &&
           findings->sections[0]->blocks[0].kind == ENT_BLOCK_LEAD;
}

static bool has_sections(const ent_findings *findings, bool front, size_t first) {
    for (size_t i = first; i < findings->sections_size; i++) {
        if (findings->sections[i]->front == front) return true;
    }
    return false;
}

static const char *part_heading(const ent_findings *part) {
    return part->headline && *part->headline ? part->headline : part->lens ? part->lens : "Findings";
}

/* Anchors are numbered in the order in which sections are written: the intro, front, detail, parts. */
static void write_contents(ent_html *html, size_t first) {
    const ent_findings *root = html->root;
    unsigned number = (unsigned)first;
    size_t entries = root->parts_size;
    for (size_t i = first; i < root->sections_size; i++) {
        entries += !root->sections[i]->front;
        number += root->sections[i]->front;
    }
    if (entries < CONTENTS_FROM) return;
    ent_buffer_text(html->out, "<nav aria-labelledby=\"contents\"><h2 id=\"contents\">In this report</h2><ol>\n");
    for (size_t i = first; i < root->sections_size; i++) {
        const ent_section *section = root->sections[i];
        if (section->front) continue;
        ent_buffer_printf(html->out, "<li><a href=\"#s%u\">", ++number);
        ent_html_escaped(html, "", section->heading && *section->heading ? section->heading : section->id,
                         "</a></li>\n");
    }
    for (size_t i = 0; i < root->parts_size; i++) {
        ent_buffer_printf(html->out, "<li><a href=\"#p%zu\">", i + 1);
        ent_html_escaped(html, "", part_heading(root->parts[i]), "</a></li>\n");
    }
    ent_buffer_text(html->out, "</ol></nav>\n");
}

/* ---- the page ----------------------------------------------------------------------------------------- */

static void write_part(ent_html *html, const ent_findings *part, size_t number, bool new_page) {
    ent_buffer_printf(html->out, "<section class=\"part%s\" id=\"p%zu\">\n", new_page ? " detail" : "", number);
    if (part->lens) ent_html_escaped(html, "<p class=\"eyebrow\">", part->lens, "</p>");
    ent_html_escaped(html, "<h2>", part_heading(part), "</h2>\n");
    if (part->partial)
        ent_buffer_text(html->out, "<p class=\"warn\"><b>Stopped early.</b> These are the results so far.</p>\n");
    if (part->sections_size > 0) {
        ent_html_sections(html, part, true, 0);
        ent_html_sections(html, part, false, 0);
    } else {
        ent_html_plain(html, part);
    }
    ent_buffer_text(html->out, "</section>\n");
}

static void write_detail(ent_html *html, size_t first) {
    const ent_findings *root = html->root;
    bool front = has_sections(root, true, first), detail = has_sections(root, false, first);
    if (detail) {
        ent_buffer_text(html->out, front ? "<div class=\"detail\">\n" : "<div>\n");
        ent_html_sections(html, root, false, first);
        ent_buffer_text(html->out, "</div>\n");
    }
    for (size_t i = 0; i < root->parts_size; i++)
        write_part(html, root->parts[i], i + 1, i == 0 && (front || detail));
}

static void write_end_matter(ent_html *html) {
    const ent_findings *root = html->root;
    if (root->sections_size > 0 && (root->notes_size > 0 || root->metrics_size > 0)) {
        ent_buffer_text(html->out, "<section class=\"part\"><h2>Notes and figures</h2>\n<div class=\"grid\">"
                                   "<div class=\"card\">\n");
        ent_html_notes(html, root);
        ent_html_metrics(html, root);
        ent_html_method(html, root);
        ent_buffer_text(html->out, "</div></div></section>\n");
    }
    ent_html_escaped(html, "<footer>Made with Entente ", ent_release(), "");
    if (root->case_id) ent_html_escaped(html, " from the case <code>", root->case_id, "</code>");
    for (size_t i = 0; i < root->case_ids_size; i++)
        ent_html_escaped(html, i > 0 ? ", <code>" : " from the cases <code>", root->case_ids[i], "</code>");
    if (root->lens) ent_html_escaped(html, ", <code>", root->lens, "</code>");
    ent_buffer_printf(html->out, ", seed %llu.", (unsigned long long)root->seed);
    if (root->handling) ent_html_escaped(html, " ", root->handling, ".");
    ent_buffer_text(html->out, "</footer>\n");
}

static void write_body(ent_html *html) {
    const ent_findings *root = html->root;
    size_t first = leads(root) ? 1 : 0;
    ent_buffer_text(html->out, "<body>\n<a class=\"skip\" href=\"#main\">To the findings</a>\n");
    if (root->handling)
        ent_html_escaped(html, "<div class=\"running\" aria-hidden=\"true\">", root->handling, "</div>\n");
    ent_buffer_text(html->out, "<main id=\"main\">\n");
    write_header(html);
    if (first > 0) {
        ent_html_intro(html, root, root->sections[0]);
    } else if (root->headline && *root->headline && root->headline != page_title(root)) {
        ent_buffer_text(html->out, "<div class=\"intro\"><p class=\"lead\">");
        ent_html_rich(html, root->headline);
        ent_buffer_text(html->out, "</p></div>\n");
    }
    write_key(html);
    ent_html_sections(html, root, true, first);
    write_contents(html, first);
    if (root->sections_size == 0) ent_html_plain(html, root);
    write_detail(html, first);
    write_end_matter(html);
    ent_buffer_text(html->out, "</main>\n</body>\n</html>\n");
}

ent_status ent_render_html(const ent_findings *findings, ent_buffer *out) {
    ent_html html = {.out = out, .root = findings};
    html.canvas = (ent_canvas){.out = out, .arena = ent_arena_new(out->allocator)};
    if (!html.canvas.arena) return ENT_MEMORY;
    write_head(&html);
    write_body(&html);
    ent_arena_free(html.canvas.arena);
    return html.canvas.failed || out->failed ? ENT_MEMORY : ENT_OK;
}
