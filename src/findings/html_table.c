/* Tables, figures, notes and methods of a page. */
#include "findings/html.h"
#include "findings/number.h"

#include <string.h>

enum { ROWS_MOST = 1000, PRINTED_MOST = 40, FIGURES_OPEN = 12 }; /* the style sheet hides what is not printed */

static bool numeric(const ent_column *column) {
    return column->type && (strcmp(column->type, "number") == 0 || strcmp(column->type, "integer") == 0);
}

static void count(ent_html *html, size_t value) {
    char text[ENT_PEOPLE_TEXT];
    ent_buffer_text(html->out, ent_people_count(text, value));
}

/* ---- tables ------------------------------------------------------------------------------------------- */

static void write_head(ent_html *html, const ent_findings *owner, const ent_table *table) {
    ent_buffer_text(html->out, "<thead><tr>");
    for (size_t i = 0; i < table->columns_size; i++) {
        const ent_column *column = &table->columns[i];
        ent_buffer_text(html->out, numeric(column) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        size_t actor = ent_actor_index(owner, column->label);
        if (actor != SIZE_MAX) ent_html_actor_mark(html, actor);
        ent_html_escaped(html, "", column->label, "");
        if (column->unit && *column->unit) ent_html_escaped(html, "<span class=\"u\">", column->unit, "</span>");
        ent_buffer_text(html->out, "</th>");
    }
    ent_buffer_text(html->out, "</tr></thead>\n");
}

/* Short texts stay on a line, long ones get room: else narrow columns become towers of words. */
static const char *text_class(const char *text) {
    size_t width = ent_text_width(text);
    return width <= 12 ? "k" : width <= 22 ? "kk" : width <= 60 ? "l" : "x";
}

static void write_cell(ent_html *html, const ent_findings *owner, const ent_table *table, size_t row, size_t index) {
    const ent_column *column = &table->columns[index];
    ent_value value = table->cells[row * table->columns_size + index];
    bool head = index == 0 && !numeric(column);
    const char *text = ent_cell_text(&html->canvas, owner, column, value);
    ent_buffer_printf(html->out, head ? "<th scope=\"row\" class=\"%s%s\">" : "<td class=\"%s%s\">",
                      numeric(column) ? "n" : text_class(text), value.type == ENT_EMPTY ? " e" : "");
    if (value.type != ENT_EMPTY) ent_html_basis_mark(html, value.basis);
    size_t actor = value.type == ENT_TEXT ? ent_actor_index(owner, value.as.text) : SIZE_MAX;
    if (actor != SIZE_MAX) ent_html_actor_mark(html, actor);
    ent_buffer_text(html->out, "<bdi>");
    ent_html_cited(html, text);
    ent_buffer_text(html->out, "</bdi>");
    ent_buffer_text(html->out, head ? "</th>" : "</td>");
}

void ent_html_table(ent_html *html, const ent_findings *owner, const ent_table *table, const char *heading) {
    size_t shown = table->rows_size > ROWS_MOST ? ROWS_MOST : table->rows_size;
    const ent_findings *actors = owner->actors_size ? owner : html->root;
    unsigned id = ++html->canvas.id;
    bool told = heading && table->title && strcmp(heading, table->title) == 0;
    if (table->about && told) ent_html_escaped(html, "<p class=\"about\">", table->about, "</p>\n");
    ent_buffer_printf(html->out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"t%u\">", id);
    ent_buffer_printf(html->out, "<table><caption id=\"t%u\"%s><span class=\"cap\">", id,
                      told ? " class=\"told\"" : "");
    ent_html_title(html, "", table->title && *table->title ? table->title : table->id, heading, "");
    if (table->about && !told) ent_html_escaped(html, "<span class=\"about\">", table->about, "</span>");
    ent_buffer_text(html->out, "</span></caption>\n");
    write_head(html, actors, table);
    ent_buffer_text(html->out, "<tbody>\n");
    for (size_t row = 0; row < shown && !html->out->failed; row++) {
        ent_buffer_text(html->out, "<tr>");
        for (size_t column = 0; column < table->columns_size; column++)
            write_cell(html, actors, table, row, column);
        ent_buffer_text(html->out, "</tr>\n");
    }
    ent_buffer_text(html->out, "</tbody></table></div>\n");
    if (table->rows_size == 0) ent_buffer_text(html->out, "<p class=\"more\">No rows.</p>\n");
    if (shown > 0 && shown < table->total_rows) {
        ent_buffer_text(html->out, "<p class=\"more\">The first ");
        count(html, shown);
        ent_buffer_text(html->out, " of ");
        count(html, table->total_rows);
        ent_buffer_text(html->out, " rows.</p>\n");
    }
    if (shown > PRINTED_MOST) {
        ent_buffer_text(html->out, "<p class=\"more pr\">Printed: ");
        count(html, PRINTED_MOST);
        ent_buffer_text(html->out, " rows; the page on the screen has ");
        count(html, shown);
        ent_buffer_text(html->out, ".</p>\n");
    }
    ent_html_renew(html);
}

/* ---- figures ------------------------------------------------------------------------------------------ */

static void write_value(ent_html *html, const ent_findings *owner, const ent_metric *metric) {
    char text[ENT_PEOPLE_TEXT];
    const char *name = metric->value.type == ENT_TEXT ? metric->value.as.text : NULL;
    size_t actor = ent_actor_index(owner, name);
    ent_html_basis_mark(html, metric->value.basis);
    if (actor != SIZE_MAX) {
        ent_html_actor_mark(html, actor);
        ent_html_escaped(html, "<bdi>", owner->actors[actor].name ? owner->actors[actor].name : name, "</bdi>");
        return;
    }
    bool year = ent_people_is_year(metric->key, metric->info.unit);
    const char *shown = ent_people_value(text, metric->value, metric->info.digits, year);
    ent_html_escaped(html, "<bdi>", shown ? shown : "\u2013", "</bdi>");
}

void ent_html_metrics(ent_html *html, const ent_findings *owner) {
    const ent_findings *actors = owner->actors_size ? owner : html->root;
    if (owner->metrics_size == 0) return;
    ent_buffer_text(html->out, owner->metrics_size <= FIGURES_OPEN ? "<details open><summary>" : "<details><summary>");
    ent_buffer_text(html->out, "All figures (");
    count(html, owner->metrics_size);
    ent_buffer_text(html->out, ")</summary>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
                               "aria-label=\"All figures\"><table><thead><tr><th scope=\"col\">Figure</th>"
                               "<th scope=\"col\" class=\"n\">Value</th><th scope=\"col\">Unit</th>"
                               "<th scope=\"col\">Key</th></tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < owner->metrics_size; i++) {
        const ent_metric *metric = &owner->metrics[i];
        ent_html_escaped(html, "<tr><th scope=\"row\">", metric->info.label ? metric->info.label : metric->key,
                         "</th>");
        ent_buffer_text(html->out, metric->value.type == ENT_TEXT ? "<td class=\"v\">" : "<td class=\"n\">");
        write_value(html, actors, metric);
        ent_html_escaped(html, "</td><td>", metric->info.unit, "</td>");
        ent_html_escaped(html, "<td><code>", metric->key, "</code></td></tr>\n");
    }
    ent_buffer_text(html->out, "</tbody></table></div></details>\n");
}

/* ---- notes and method --------------------------------------------------------------------------------- */

void ent_html_notes(ent_html *html, const ent_findings *owner) {
    static const char *const classes[] = {
        [ENT_NOTE] = "<li>", [ENT_WARNING] = "<li class=\"w\">", [ENT_ERROR] = "<li class=\"x\">"};
    if (owner->notes_size == 0) return;
    ent_buffer_text(html->out, "<ul class=\"notes\">\n");
    for (size_t i = 0; i < owner->notes_size; i++) {
        const ent_note *note = &owner->notes[i];
        ent_buffer_text(html->out, (size_t)note->severity < 3 ? classes[note->severity] : "<li>");
        if (note->severity == ENT_WARNING) ent_buffer_text(html->out, "<b>Warning:</b> ");
        if (note->severity == ENT_ERROR) ent_buffer_text(html->out, "<b>Error:</b> ");
        ent_html_rich(html, note->text);
        if (note->path) ent_html_escaped(html, " <code>", note->path, "</code>");
        if (note->id) ent_html_escaped(html, " <span class=\"id\">", note->id, "</span>");
        ent_buffer_text(html->out, "</li>\n");
    }
    ent_buffer_text(html->out, "</ul>\n");
}

static void write_terms(ent_html *html, const ent_findings *owner, const ent_metric *items, size_t size) {
    if (size == 0) return;
    ent_buffer_text(html->out, "<dl>\n");
    for (size_t i = 0; i < size; i++) {
        ent_html_escaped(html, "<dt>", items[i].info.label ? items[i].info.label : items[i].key, "</dt><dd>");
        write_value(html, owner, &items[i]);
        ent_buffer_text(html->out, "</dd>\n");
    }
    ent_buffer_text(html->out, "</dl>\n");
}

void ent_html_method(ent_html *html, const ent_findings *owner) {
    const ent_findings *actors = owner->actors_size ? owner : html->root;
    if (owner->method_size == 0 && owner->options_size == 0) return;
    ent_buffer_text(html->out, "<details><summary>How this was computed</summary>\n");
    write_terms(html, actors, owner->method, owner->method_size);
    if (owner->options_size > 0) ent_buffer_text(html->out, "<p>Options</p>\n");
    write_terms(html, actors, owner->options, owner->options_size);
    ent_buffer_text(html->out, "</details>\n");
}
