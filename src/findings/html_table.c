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

/* ---- what stands beneath its row ---------------------------------------------------------------------- */

/* Columns of prose that would push each other off the page: their cells stand beneath the row. */
typedef struct row_layout {
    bool *beneath; /* one a column */
    size_t columns, columns_beneath;
} row_layout;

static size_t widest(const ent_table *table, size_t rows, size_t index) {
    size_t most = ent_text_width(table->columns[index].label);
    for (size_t row = 0; row < rows; row++) {
        const ent_value value = table->cells[row * table->columns_size + index];
        if (value.type != ENT_TEXT || value.as.text == NULL) continue;
        const size_t width = ent_text_width(value.as.text);
        most = width > most ? width : most;
    }
    return most;
}

/* Long and of words; citations are long as written, but shown as marks. */
static bool is_prose(const ent_table *table, size_t rows, size_t index) {
    enum { LONG = 60, WORDS = 7 };
    if (index == 0 || numeric(&table->columns[index]) || table->columns[index].unit != NULL) return false;
    for (size_t row = 0; row < rows; row++) {
        const ent_value value = table->cells[row * table->columns_size + index];
        if (value.type != ENT_TEXT || value.as.text == NULL || ent_text_width(value.as.text) < LONG) continue;
        size_t words = 1;
        for (const char *at = value.as.text; *at != '\0'; at++)
            words += *at == ' ';
        if (words >= WORDS) return true;
    }
    return false;
}

static row_layout lay_out(ent_html *html, const ent_table *table, size_t rows) {
    enum { PAGE = 120, GAP = 3, SHORT = 22, READABLE = 40 }; /* in letters */
    row_layout out = {ent_alloc_array(html->out->allocator, table->columns_size + 1, sizeof *out.beneath),
                      table->columns_size, 0};
    if (out.beneath == NULL) {
        html->out->failed = true;
        return out;
    }
    size_t taken = 0;
    for (size_t i = 0; i < table->columns_size; i++) {
        const size_t width = widest(table, rows, i);
        out.beneath[i] = is_prose(table, rows, i);
        out.columns_beneath += out.beneath[i];
        taken += GAP + (out.beneath[i] ? READABLE : width < SHORT ? width : SHORT);
    }
    if (taken > PAGE && out.columns_beneath + 1 < table->columns_size) return out;
    memset(out.beneath, 0, table->columns_size * sizeof *out.beneath);
    out.columns_beneath = 0;
    return out;
}

/* ---- tables ------------------------------------------------------------------------------------------- */

static void write_head(ent_html *html, const ent_findings *owner, const ent_table *table, const row_layout *laid) {
    ent_buffer_text(html->out, "<thead><tr>");
    for (size_t i = 0; i < table->columns_size; i++) {
        const ent_column *column = &table->columns[i];
        if (laid->beneath[i]) continue;
        ent_buffer_text(html->out, numeric(column) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        size_t actor = ent_actor_index(owner, column->label);
        if (actor != SIZE_MAX) ent_html_actor_mark(html, actor);
        ent_html_escaped(html, "", column->label, "");
        if (column->unit && *column->unit) ent_html_escaped(html, "<span class=\"u\">", column->unit, "</span>");
        ent_buffer_text(html->out, "</th>");
    }
    ent_buffer_text(html->out, "</tr>");
    if (laid->columns_beneath > 0)
        ent_buffer_printf(html->out, "\n<tr><th scope=\"col\" class=\"b\" colspan=\"%zu\">",
                          laid->columns - laid->columns_beneath);
    for (size_t i = 0, told = 0; i < table->columns_size; i++)
        if (laid->beneath[i]) ent_html_escaped(html, told++ > 0 ? ", " : "", table->columns[i].label, "");
    if (laid->columns_beneath > 0) ent_buffer_text(html->out, "</th></tr>");
    ent_buffer_text(html->out, "</thead>\n");
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

static void write_row(ent_html *html, const ent_findings *owner, const ent_table *table, size_t row,
                      const row_layout *laid) {
    ent_buffer_text(html->out, laid->columns_beneath > 0 ? "<tr class=\"a\">" : "<tr>");
    for (size_t i = 0; i < table->columns_size; i++)
        if (!laid->beneath[i]) write_cell(html, owner, table, row, i);
    ent_buffer_text(html->out, "</tr>\n");
    if (laid->columns_beneath == 0) return;
    ent_buffer_printf(html->out, "<tr class=\"b\"><td colspan=\"%zu\">", laid->columns - laid->columns_beneath);
    for (size_t i = 0; i < table->columns_size; i++) {
        if (!laid->beneath[i]) continue;
        const ent_value value = table->cells[row * table->columns_size + i];
        ent_buffer_text(html->out, "<p>");
        if (value.type != ENT_EMPTY) ent_html_basis_mark(html, value.basis);
        if (laid->columns_beneath > 1)
            ent_html_escaped(html, "<span class=\"u\">", table->columns[i].label, ": </span>");
        ent_buffer_text(html->out, "<bdi>");
        ent_html_cited(html, ent_cell_text(&html->canvas, owner, &table->columns[i], value));
        ent_buffer_text(html->out, "</bdi></p>");
    }
    ent_buffer_text(html->out, "</td></tr>\n");
}

void ent_html_table(ent_html *html, const ent_findings *owner, const ent_table *table, const char *heading) {
    size_t shown = table->rows_size > ROWS_MOST ? ROWS_MOST : table->rows_size;
    const ent_findings *actors = owner->actors_size ? owner : html->root;
    unsigned id = ++html->canvas.id;
    row_layout laid = lay_out(html, table, shown);
    if (laid.beneath == NULL) return;
    bool told = heading && table->title && strcmp(heading, table->title) == 0;
    if (table->about && told) ent_html_escaped(html, "<p class=\"about\">", table->about, "</p>\n");
    ent_buffer_printf(html->out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"t%u\">", id);
    ent_buffer_printf(html->out, "<table%s><caption id=\"t%u\"%s><span class=\"cap\">",
                      laid.columns_beneath > 0 ? " class=\"rows\"" : "", id, told ? " class=\"told\"" : "");
    ent_html_title(html, "", table->title && *table->title ? table->title : table->id, heading, "");
    if (table->about && !told) ent_html_escaped(html, "<span class=\"about\">", table->about, "</span>");
    ent_buffer_text(html->out, "</span></caption>\n");
    write_head(html, actors, table, &laid);
    ent_buffer_text(html->out, "<tbody>\n");
    for (size_t row = 0; row < shown && !html->out->failed; row++)
        write_row(html, actors, table, row, &laid);
    ent_free(html->out->allocator, laid.beneath);
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
