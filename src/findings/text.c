/* Findings as text for a terminal: what an analyst sees first. */
#include "findings/text_page.h"

#include <string.h>

enum { DEFAULT_WIDTH = 100, LEAST_WIDTH = 40, MOST_PROSE = 96, INDENT = 2 };

/* ---- the head ----------------------------------------------------------------------------------------- */

/* Title on the left, handling mark on the right where there is room. */
static void write_title(ent_page *page, const char *title, const char *handling) {
    ent_buffer title_buffer, mark_buffer;
    const char *rest = ent_page_clean(page, title != NULL ? title : "", &title_buffer);
    const char *rest_of_mark = ent_page_clean(page, handling != NULL ? handling : "", &mark_buffer);
    ent_line line, mark;
    bool beside = ent_line_next(&rest_of_mark, page->prose / 2, &mark) && *rest_of_mark == '\0';
    size_t room = beside ? page->prose - mark.width - 2 : page->prose;
    while (ent_line_next(&rest, room, &line)) {
        ent_page_ink(page, ENT_INK_BOLD);
        ent_page_write(page, line.text, line.bytes);
        if (beside) {
            ent_page_move(page, page->prose - mark.width);
            ent_page_ink(page, ENT_INK_WARNING);
            ent_page_write(page, mark.text, mark.bytes);
            handling = NULL;
            beside = false;
        }
        ent_page_end(page);
    }
    ent_buffer_free(&title_buffer);
    ent_buffer_free(&mark_buffer);
    if (handling != NULL) ent_page_paragraph(page, handling, &(ent_paragraph){.ink = ENT_INK_WARNING});
}

static void write_head(ent_page *page, const ent_findings *findings) {
    if (findings->title != NULL || findings->handling != NULL) {
        write_title(page, findings->title, findings->handling);
    }
    ent_date date;
    char written[ENT_NUMBER_TEXT];
    if (findings->as_of != NULL) {
        bool known = ent_read_date(findings->as_of, &date);
        ent_buffer text;
        ent_buffer_init(&text, page->out->allocator);
        ent_buffer_printf(&text, "as of %s", known ? ent_write_date_long(written, date) : findings->as_of);
        if (text.failed) page->out->failed = true;
        if (!text.failed) ent_page_paragraph(page, text.data, &(ent_paragraph){.ink = ENT_INK_FAINT});
        ent_buffer_free(&text);
    }
    ent_page_gap(page);
}

static void write_headline(ent_page *page, const ent_findings *findings) {
    if (findings->headline != NULL) {
        ent_page_paragraph(page, findings->headline, &(ent_paragraph){.ink = ENT_INK_BOLD});
        ent_page_gap(page);
    }
    if (findings->partial) {
        ent_page_paragraph(
            page, "Stopped early: these are the results so far.",
            &(ent_paragraph){.first = page->boxes ? "▲" : "!", .first_ink = ENT_INK_WARNING, .ink = ENT_INK_WARNING});
        ent_page_gap(page);
    }
}

/* "── Heading ─────────" */
static void write_heading(ent_page *page, const char *heading) {
    const char *dash = page->boxes ? "─" : "-";
    ent_page_gap(page);
    ent_page_ink(page, ENT_INK_FAINT);
    ent_page_repeat(page, dash, 2);
    ent_page_space(page, 1);
    ent_buffer buffer;
    const char *rest = ent_page_clean(page, heading, &buffer);
    ent_line line;
    for (bool first = true; ent_line_next(&rest, page->prose - 6, &line); first = false) {
        if (!first) {
            ent_page_end(page);
            ent_page_space(page, 3);
        }
        ent_page_ink(page, ENT_INK_HEADING);
        ent_page_write(page, line.text, line.bytes);
    }
    ent_buffer_free(&buffer);
    ent_page_space(page, 1);
    size_t now = page->column + page->spaces;
    ent_page_ink(page, ENT_INK_FAINT);
    ent_page_repeat(page, dash, page->prose > now ? page->prose - now : 0);
    ent_page_end(page);
    ent_page_gap(page);
}

/* ---- notes -------------------------------------------------------------------------------------------- */

typedef struct note_style {
    const char *mark, *plain, *ink;
} note_style;

static const note_style note_styles[] = {
    [ENT_NOTE] = {"·", "-", ENT_INK_FAINT},
    [ENT_WARNING] = {"▲", "!", ENT_INK_WARNING},
    [ENT_ERROR] = {"✖", "x", ENT_INK_ERROR},
};

static void write_note(ent_page *page, const ent_note *note) {
    const note_style *style = &note_styles[note->severity];
    ent_buffer after;
    ent_buffer_init(&after, page->out->allocator);
    if (note->id != NULL) ent_buffer_printf(&after, "[%s]", note->id);
    if (note->path != NULL) ent_buffer_printf(&after, "%sat %s", after.size > 0 ? " " : "", note->path);
    ent_page_paragraph(page, note->text,
                       &(ent_paragraph){.indent = INDENT,
                                        .first = page->boxes ? style->mark : style->plain,
                                        .first_ink = style->ink,
                                        .after = after.size > 0 ? after.data : NULL});
    if (after.failed) page->out->failed = true;
    ent_buffer_free(&after);
}

static void write_notes(ent_page *page, const ent_findings *findings) {
    static const ent_severity order[] = {ENT_ERROR, ENT_WARNING, ENT_NOTE};
    if (findings->notes_size == 0) return;
    ent_page_gap(page);
    ent_page_ink(page, ENT_INK_BOLD);
    ent_page_text(page, "Notes");
    ent_page_end(page);
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        for (size_t n = 0; n < findings->notes_size; n++) {
            if (findings->notes[n].severity == order[i]) write_note(page, &findings->notes[n]);
        }
    }
}

/* ---- sections ----------------------------------------------------------------------------------------- */

/* The findings that own a table or chart named in a block: these, or a part of them ("lens.id"). */
static const ent_findings *owner(const ent_findings *findings, const char **id, bool chart) {
    bool here = chart ? ent_findings_find_chart(findings, *id) != NULL : ent_findings_find_table(findings, *id) != NULL;
    if (here) return findings;
    for (size_t i = 0; i < findings->parts_size; i++) {
        const ent_findings *part = findings->parts[i];
        size_t length = strlen(part->lens);
        if (strncmp(*id, part->lens, length) != 0 || (*id)[length] != '.') continue;
        const char *inner = *id + length + 1;
        const ent_findings *found = owner(part, &inner, chart);
        if (found == NULL) continue;
        *id = inner;
        return found;
    }
    return NULL;
}

static void write_table(ent_page *page, const ent_findings *findings, const char *id) {
    const ent_findings *of = owner(findings, &id, false);
    if (of == NULL) return;
    ent_page_gap(page);
    ent_page_table(page, ent_findings_find_table(of, id));
    ent_page_gap(page);
}

/* Whether the page has this chart already; else it counts as drawn from now on. */
static bool drawn_before(ent_page *page, const ent_chart *chart) {
    for (size_t i = 0; i < page->drawn_size; i++) {
        if (page->drawn[i] == chart) return true;
    }
    if (page->drawn_size < ENT_PAGE_DRAWN) page->drawn[page->drawn_size++] = chart;
    return false;
}

static void write_chart(ent_page *page, const ent_findings *findings, const char *id) {
    const ent_findings *of = owner(findings, &id, true);
    if (of == NULL) return;
    const ent_chart *chart = ent_findings_find_chart(of, id);
    if (drawn_before(page, chart)) return;
    const char *table = chart->table;
    const ent_findings *data = table != NULL ? owner(of, &table, false) : NULL;
    ent_page_gap(page);
    ent_page_chart(page, chart, data != NULL ? ent_findings_find_table(data, table) : NULL);
    ent_page_gap(page);
}

static void write_block(ent_page *page, const ent_findings *findings, const ent_block *block, bool follows_item) {
    ent_paragraph form = {.indent = INDENT, .term = block->term, .markup = true};
    switch (block->kind) {
    case ENT_BLOCK_TABLE:
        write_table(page, findings, block->text);
        return;
    case ENT_BLOCK_CHART:
        write_chart(page, findings, block->text);
        return;
    case ENT_BLOCK_PASSAGE:
        ent_page_passage(page, block, INDENT);
        return;
    case ENT_BLOCK_ITEM:
        form.first = page->boxes ? "•" : "-";
        if (!follows_item) ent_page_gap(page);
        ent_page_paragraph(page, block->text, &form);
        return;
    case ENT_BLOCK_LEAD:
        form.ink = ENT_INK_BOLD;
        break;
    case ENT_BLOCK_REST:
        form.ink = ENT_INK_FAINT;
        break;
    case ENT_BLOCK_WARNING:
        form.first = page->boxes ? "▲" : "!";
        form.first_ink = ENT_INK_WARNING;
        break;
    case ENT_BLOCK_TEXT:
        break;
    }
    ent_page_gap(page);
    ent_page_paragraph(page, block->text, &form);
}

static void write_section(ent_page *page, const ent_findings *findings, const ent_section *section) {
    write_heading(page, section->heading);
    page->title_indent = INDENT;
    page->heading = section->heading;
    for (size_t i = 0; i < section->blocks_size; i++) {
        bool follows_item = i > 0 && section->blocks[i - 1].kind == ENT_BLOCK_ITEM;
        write_block(page, findings, &section->blocks[i], follows_item);
    }
    page->title_indent = 0;
    page->heading = NULL;
    ent_page_gap(page);
}

static bool in_sections(const ent_findings *findings, ent_block_kind kind, const char *id) {
    for (size_t i = 0; i < findings->sections_size; i++) {
        const ent_section *section = findings->sections[i];
        for (size_t b = 0; b < section->blocks_size; b++) {
            if (section->blocks[b].kind == kind && strcmp(section->blocks[b].text, id) == 0) return true;
        }
    }
    return false;
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

/* Charts and tables that no section has shown: nothing is dropped. */
static void write_figures(ent_page *page, const ent_findings *findings) {
    for (size_t i = 0; i < findings->charts_size; i++) {
        const char *id = findings->charts[i]->id;
        if (!in_sections(findings, ENT_BLOCK_CHART, id)) write_chart(page, findings, id);
    }
    for (size_t i = 0; i < findings->tables_size; i++) {
        const ent_table *table = findings->tables[i];
        if (table->title[0] == '\0') continue; /* only there for a chart */
        if (!in_sections(findings, ENT_BLOCK_TABLE, table->id)) write_table(page, findings, table->id);
    }
}

static void write_findings(ent_page *page, const ent_findings *findings, bool notes);

static void write_part(ent_page *page, const ent_findings *part, bool notes) {
    char heading[64] = "";
    size_t length = strlen(part->lens);
    if (length < sizeof heading) memcpy(heading, part->lens, length + 1);
    if (heading[0] >= 'a' && heading[0] <= 'z') heading[0] = (char)(heading[0] - 'a' + 'A');
    write_heading(page, heading[0] != '\0' ? heading : part->lens);
    write_findings(page, part, notes);
}

/* All but the head. */
static void write_findings(ent_page *page, const ent_findings *findings, bool notes) {
    const ent_findings *outer = page->findings;
    page->findings = findings;
    write_headline(page, findings);
    if (findings->sections_size == 0) ent_page_metrics(page, findings);
    for (size_t i = 0; i < findings->sections_size; i++)
        write_section(page, findings, findings->sections[i]);
    write_figures(page, findings);
    if (notes) write_notes(page, findings);
    for (size_t i = 0; i < findings->parts_size; i++)
        write_part(page, findings->parts[i], notes);
    page->findings = outer;
}

static bool has_front(const ent_findings *findings) {
    for (size_t i = 0; i < findings->sections_size; i++) {
        if (findings->sections[i]->front) return true;
    }
    return false;
}

static void write_front(ent_page *page, const ent_findings *findings) {
    write_headline(page, findings);
    for (size_t i = 0; i < findings->sections_size; i++) {
        if (findings->sections[i]->front) write_section(page, findings, findings->sections[i]);
    }
}

ent_status ent_render_text(const ent_findings *findings, const ent_text_style *style, ent_buffer *out) {
    static const ent_text_style plain = {.notes = true};
    if (style == NULL) style = &plain;
    size_t width = style->width == 0 ? DEFAULT_WIDTH : style->width < LEAST_WIDTH ? LEAST_WIDTH : style->width;
    ent_page page = {.out = out,
                     .findings = findings,
                     .width = width,
                     .prose = width < MOST_PROSE ? width : MOST_PROSE,
                     .colour = style->colour,
                     .boxes = style->boxes,
                     .blank = 1};
    write_head(&page, findings);
    if (style->front && has_front(findings))
        write_front(&page, findings);
    else
        write_findings(&page, findings, style->notes);
    /* one blank line between parts, none at the end */
    while (out->size >= 2 && out->data[out->size - 1] == '\n' && out->data[out->size - 2] == '\n') {
        out->data[--out->size] = '\0';
    }
    return out->failed ? ENT_MEMORY : ENT_OK;
}
