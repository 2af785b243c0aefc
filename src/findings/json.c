/* Findings as JSON, after schema/entente-findings-1.schema.json. */
#include "findings/glyph.h"
#include <entente/findings.h>

#include <string.h>

static const int64_t exact_integers = INT64_C(1) << 53; /* beyond it many readers lose digits */

/* ---- strings and values ------------------------------------------------------------------------------- */

static void write_escaped(ent_buffer *out, ent_glyph glyph, const char *text) {
    static const char short_escapes[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *pair = short_escapes; *pair != '\0'; pair += 2) {
        if (glyph.codepoint != pair[0]) continue;
        ent_buffer_char(out, '\\');
        ent_buffer_char(out, pair[1]);
        return;
    }
    bool unsafe =
        glyph.codepoint < 0x20 || glyph.codepoint == 0x7f || glyph.codepoint == 0x2028 || glyph.codepoint == 0x2029;
    if (unsafe) {
        ent_buffer_printf(out, "\\u%04x", (unsigned)glyph.codepoint);
    } else if (!glyph.valid) {
        ent_buffer_text(out, "\xEF\xBF\xBD");
    } else {
        ent_buffer_add(out, text, glyph.bytes);
    }
}

void ent_json_string(ent_buffer *out, const char *text) {
    if (text == NULL) {
        ent_buffer_text(out, "null");
        return;
    }
    ent_buffer_char(out, '"');
    for (ent_glyph glyph = ent_glyph_at(text); glyph.bytes > 0; glyph = ent_glyph_at(text)) {
        write_escaped(out, glyph, text);
        text += glyph.bytes;
    }
    ent_buffer_char(out, '"');
}

static void write_value(ent_buffer *out, ent_value value) {
    char text[ENT_NUMBER_TEXT];
    switch (value.type) {
    case ENT_EMPTY:
        ent_buffer_text(out, "null");
        return;
    case ENT_INTEGER: {
        bool exact = value.as.integer >= -exact_integers && value.as.integer <= exact_integers;
        const char *quote = exact ? "" : "\"";
        ent_buffer_printf(out, "%s%lld%s", quote, (long long)value.as.integer, quote);
        return;
    }
    case ENT_BOOL:
        ent_buffer_char(out, value.as.integer != 0 ? '1' : '0');
        return;
    case ENT_REAL:
        ent_buffer_text(out, ent_write_double(text, value.as.real));
        return;
    case ENT_TEXT:
        ent_json_string(out, value.as.text);
        return;
    }
}

static void write_seed(ent_buffer *out, uint64_t seed) {
    const char *quote = seed <= (uint64_t)exact_integers ? "" : "\"";
    ent_buffer_printf(out, "%s%llu%s", quote, (unsigned long long)seed, quote);
}

/* ---- shape -------------------------------------------------------------------------------------------- */

/* A writer knows its depth and whether a comma is due. */
typedef struct json_writer {
    ent_buffer *out;
    size_t depth;
    bool first;
} json_writer;

static void next_line(json_writer *json) {
    if (!json->first) ent_buffer_char(json->out, ',');
    ent_buffer_char(json->out, '\n');
    ent_buffer_repeat(json->out, "  ", json->depth);
    json->first = false;
}

/* A key on its own line. */
static void line_key(json_writer *json, const char *key) {
    next_line(json);
    ent_json_string(json->out, key);
    ent_buffer_text(json->out, ": ");
}

/* A key in an object that stands on one line. */
static void inline_key(json_writer *json, const char *key) {
    if (!json->first) ent_buffer_text(json->out, ", ");
    json->first = false;
    ent_json_string(json->out, key);
    ent_buffer_text(json->out, ": ");
}

static void inline_text(json_writer *json, const char *key, const char *text) {
    inline_key(json, key);
    ent_json_string(json->out, text);
}

/* The same, left out where there is none. */
static void inline_optional(json_writer *json, const char *key, const char *text) {
    if (text != NULL) inline_text(json, key, text);
}

static void open_inline(json_writer *json) {
    ent_buffer_char(json->out, '{');
    json->first = true;
}

static void close_inline(json_writer *json) {
    ent_buffer_char(json->out, '}');
    json->first = false;
}

static void open_lines(json_writer *json, char bracket) {
    ent_buffer_char(json->out, bracket);
    json->depth++;
    json->first = true;
}

static void close_lines(json_writer *json, char bracket) {
    json->depth--;
    if (!json->first) {
        ent_buffer_char(json->out, '\n');
        ent_buffer_repeat(json->out, "  ", json->depth);
    }
    ent_buffer_char(json->out, bracket);
    json->first = false;
}

static void line_text(json_writer *json, const char *key, const char *text) {
    line_key(json, key);
    ent_json_string(json->out, text);
}

/* ---- metrics ------------------------------------------------------------------------------------------ */

static void write_values(json_writer *json, const char *key, const ent_metric *items, size_t size) {
    line_key(json, key);
    open_lines(json, '{');
    for (size_t i = 0; i < size; i++) {
        line_key(json, items[i].key);
        write_value(json->out, items[i].value);
    }
    close_lines(json, '}');
}

static void write_digits(json_writer *json, int digits) {
    if (digits < 0) return;
    inline_key(json, "digits");
    ent_buffer_printf(json->out, "%d", digits);
}

static void write_info(json_writer *json, const ent_metric *metric) {
    const ent_info *info = &metric->info;
    line_key(json, metric->key);
    open_inline(json);
    inline_text(json, "label", info->label);
    inline_text(json, "unit", info->unit != NULL ? info->unit : "");
    write_digits(json, info->digits);
    if (metric->value.basis != ENT_BASIS_NONE) inline_text(json, "basis", ent_basis_name(metric->value.basis));
    inline_key(json, "uses");
    ent_buffer_char(json->out, '[');
    for (size_t i = 0; i < info->uses_size; i++) {
        if (i > 0) ent_buffer_text(json->out, ", ");
        ent_json_string(json->out, info->uses[i]);
    }
    ent_buffer_char(json->out, ']');
    close_inline(json);
}

static void write_metrics(json_writer *json, const ent_findings *findings) {
    write_values(json, "metrics", findings->metrics, findings->metrics_size);
    line_key(json, "metrics_info");
    open_lines(json, '{');
    for (size_t i = 0; i < findings->metrics_size; i++)
        write_info(json, &findings->metrics[i]);
    close_lines(json, '}');
}

/* ---- tables ------------------------------------------------------------------------------------------- */

static void write_columns(json_writer *json, const ent_table *table) {
    line_key(json, "columns");
    open_lines(json, '[');
    for (size_t i = 0; i < table->columns_size; i++) {
        const ent_column *column = &table->columns[i];
        next_line(json);
        open_inline(json);
        inline_text(json, "id", column->id);
        inline_text(json, "label", column->label);
        inline_text(json, "type", column->type);
        inline_text(json, "unit", column->unit != NULL ? column->unit : "");
        write_digits(json, column->digits);
        close_inline(json);
    }
    close_lines(json, ']');
}

static void write_basis(ent_buffer *out, ent_value value) {
    ent_json_string(out, value.basis != ENT_BASIS_NONE ? ent_basis_name(value.basis) : NULL);
}

static void write_rows(json_writer *json, const char *key, const ent_table *table,
                       void (*write_cell)(ent_buffer *out, ent_value value)) {
    line_key(json, key);
    open_lines(json, '[');
    for (size_t row = 0; row < table->rows_size; row++) {
        next_line(json);
        ent_buffer_char(json->out, '[');
        for (size_t i = 0; i < table->columns_size; i++) {
            if (i > 0) ent_buffer_text(json->out, ", ");
            write_cell(json->out, table->cells[row * table->columns_size + i]);
        }
        ent_buffer_char(json->out, ']');
    }
    close_lines(json, ']');
}

static bool has_basis(const ent_table *table) {
    for (size_t i = 0; i < table->rows_size * table->columns_size; i++) {
        if (table->cells[i].basis != ENT_BASIS_NONE) return true;
    }
    return false;
}

static void write_tables(json_writer *json, const ent_findings *findings) {
    line_key(json, "tables");
    open_lines(json, '{');
    for (size_t i = 0; i < findings->tables_size; i++) {
        const ent_table *table = findings->tables[i];
        line_key(json, table->id);
        open_lines(json, '{');
        line_text(json, "title", table->title);
        if (table->about != NULL) line_text(json, "about", table->about);
        write_columns(json, table);
        write_rows(json, "rows", table, write_value);
        if (has_basis(table)) write_rows(json, "basis", table, write_basis);
        line_key(json, "total_rows");
        ent_buffer_printf(json->out, "%zu", table->total_rows);
        close_lines(json, '}');
    }
    close_lines(json, '}');
}

/* ---- charts ------------------------------------------------------------------------------------------- */

static const char *const chart_kinds[] = {
    [ENT_CHART_BARS] = "bars",       [ENT_CHART_STACKED] = "stacked",     [ENT_CHART_LINES] = "lines",
    [ENT_CHART_SCATTER] = "scatter", [ENT_CHART_INTERVALS] = "intervals", [ENT_CHART_MULTIPLES] = "multiples",
    [ENT_CHART_MATRIX] = "matrix",   [ENT_CHART_TIMELINE] = "timeline",   [ENT_CHART_TERNARY] = "ternary",
    [ENT_CHART_GRAPH] = "graph",
};

static const char *const mark_styles[] = {
    [ENT_MARK_PLAIN] = "plain", [ENT_MARK_NO_DEAL] = "no-deal",   [ENT_MARK_RED_LINE] = "red-line",
    [ENT_MARK_NOW] = "now",     [ENT_MARK_SOLUTION] = "solution",
};

static void write_mark(json_writer *json, const ent_mark *mark) {
    const char axis[] = {mark->axis, '\0'};
    next_line(json);
    open_inline(json);
    inline_text(json, "style", mark_styles[mark->style]);
    inline_text(json, "axis", axis);
    inline_key(json, "from");
    write_value(json->out, ent_real(mark->from));
    inline_key(json, "to");
    write_value(json->out, ent_real(mark->to));
    inline_optional(json, "label", mark->label);
    inline_optional(json, "series", mark->series);
    inline_optional(json, "toward", mark->toward);
    close_inline(json);
}

static void write_chart(json_writer *json, const ent_chart *chart) {
    const struct {
        const char *key, *text;
    } texts[] = {
        {"title", chart->title},
        {"subtitle", chart->subtitle},
        {"text", chart->text},
        {"table", chart->table},
        {"x", chart->x},
        {"y", chart->y},
        {"lo", chart->lo},
        {"hi", chart->hi},
        {"label", chart->label},
        {"series", chart->series},
        {"panel", chart->panel},
        {"basis", chart->basis},
        {"x_label", chart->x_label},
        {"y_label", chart->y_label},
        {"joined", chart->joined},
        {"faint", chart->faint},
        {"rest", chart->rest},
    };
    next_line(json);
    open_lines(json, '{');
    line_text(json, "id", chart->id);
    line_text(json, "kind", chart_kinds[chart->kind]);
    if (chart->kind == ENT_CHART_MULTIPLES) line_text(json, "multiple_of", chart_kinds[chart->multiple_of]);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].text != NULL) line_text(json, texts[i].key, texts[i].text);
    }
    line_key(json, "from_zero");
    ent_buffer_text(json->out, chart->from_zero ? "true" : "false");
    line_key(json, "log_y");
    ent_buffer_text(json->out, chart->log_y ? "true" : "false");
    line_key(json, "marks");
    open_lines(json, '[');
    for (size_t i = 0; i < chart->marks_size; i++)
        write_mark(json, &chart->marks[i]);
    close_lines(json, ']');
    close_lines(json, '}');
}

static void write_charts(json_writer *json, const ent_findings *findings) {
    line_key(json, "charts");
    open_lines(json, '[');
    for (size_t i = 0; i < findings->charts_size; i++)
        write_chart(json, findings->charts[i]);
    close_lines(json, ']');
    line_key(json, "actors");
    open_lines(json, '[');
    for (size_t i = 0; i < findings->actors_size; i++) {
        next_line(json);
        open_inline(json);
        inline_text(json, "id", findings->actors[i].id);
        inline_text(json, "name", findings->actors[i].name);
        close_inline(json);
    }
    close_lines(json, ']');
}

/* ---- notes, sections, diagnostics --------------------------------------------------------------------- */

static const char *const severities[] = {[ENT_NOTE] = "note", [ENT_WARNING] = "warning", [ENT_ERROR] = "error"};

static void write_notes(json_writer *json, const ent_findings *findings) {
    line_key(json, "notes");
    open_lines(json, '[');
    for (size_t i = 0; i < findings->notes_size; i++) {
        const ent_note *note = &findings->notes[i];
        next_line(json);
        open_inline(json);
        inline_text(json, "severity", severities[note->severity]);
        inline_text(json, "id", note->id);
        inline_text(json, "text", note->text);
        inline_text(json, "path", note->path);
        close_inline(json);
    }
    close_lines(json, ']');
}

static const char *const block_kinds[] = {
    [ENT_BLOCK_TEXT] = "text",       [ENT_BLOCK_LEAD] = "lead",       [ENT_BLOCK_ITEM] = "item",
    [ENT_BLOCK_TABLE] = "table",     [ENT_BLOCK_CHART] = "chart",     [ENT_BLOCK_REST] = "rest",
    [ENT_BLOCK_WARNING] = "warning", [ENT_BLOCK_PASSAGE] = "passage",
};

static void write_spans(json_writer *json, const ent_block *block) {
    inline_key(json, "spans");
    ent_buffer_char(json->out, '[');
    for (size_t i = 0; i < block->spans_size; i++) {
        const ent_span *span = &block->spans[i];
        ent_buffer_printf(json->out, "%s{\"start\": %zu, \"end\": %zu, \"mark\": ", i > 0 ? ", " : "", span->start,
                          span->end);
        ent_json_string(json->out, span->mark);
        if (span->note != NULL) ent_buffer_text(json->out, ", \"note\": ");
        if (span->note != NULL) ent_json_string(json->out, span->note);
        ent_buffer_char(json->out, '}');
    }
    ent_buffer_char(json->out, ']');
}

static void write_section(json_writer *json, const ent_section *section) {
    next_line(json);
    open_lines(json, '{');
    line_text(json, "id", section->id);
    line_text(json, "heading", section->heading);
    line_key(json, "front");
    ent_buffer_text(json->out, section->front ? "true" : "false");
    line_key(json, "half");
    ent_buffer_text(json->out, section->half ? "true" : "false");
    line_key(json, "blocks");
    open_lines(json, '[');
    for (size_t i = 0; i < section->blocks_size; i++) {
        const ent_block *block = &section->blocks[i];
        next_line(json);
        open_inline(json);
        inline_text(json, "kind", block_kinds[block->kind]);
        inline_optional(json, "term", block->term);
        inline_text(json, "text", block->text);
        if (block->kind == ENT_BLOCK_PASSAGE) write_spans(json, block);
        close_inline(json);
    }
    close_lines(json, ']');
    close_lines(json, '}');
}

static void write_sections(json_writer *json, const ent_findings *findings) {
    line_key(json, "sections");
    open_lines(json, '[');
    for (size_t i = 0; i < findings->sections_size; i++)
        write_section(json, findings->sections[i]);
    close_lines(json, ']');
}

static void write_diagnostics(json_writer *json, const ent_diagnostics *diagnostics) {
    line_key(json, "diagnostics");
    open_lines(json, '[');
    size_t size = diagnostics != NULL ? ent_diagnostics_size(diagnostics) : 0;
    for (size_t i = 0; i < size; i++) {
        const ent_diagnostic *problem = ent_diagnostics_at(diagnostics, i);
        next_line(json);
        open_inline(json);
        inline_text(json, "severity", severities[problem->severity]);
        inline_text(json, "id", problem->id);
        inline_text(json, "file", problem->place.file);
        inline_key(json, "line");
        ent_buffer_printf(json->out, "%zu", problem->place.line);
        inline_key(json, "column");
        ent_buffer_printf(json->out, "%zu", problem->place.column);
        inline_text(json, "path", problem->path);
        inline_text(json, "message", problem->message);
        inline_text(json, "hint", problem->hint);
        close_inline(json);
    }
    close_lines(json, ']');
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

/* An id, or a list of them. */
static void write_case(json_writer *json, const ent_findings *findings) {
    if (findings->case_ids_size == 0) {
        line_text(json, "case", findings->case_id);
        return;
    }
    line_key(json, "case");
    for (size_t i = 0; i < findings->case_ids_size; i++) {
        ent_buffer_text(json->out, i > 0 ? ", " : "[");
        ent_json_string(json->out, findings->case_ids[i]);
    }
    ent_buffer_char(json->out, ']');
}

static void write_findings(json_writer *json, const ent_findings *findings, const ent_diagnostics *diagnostics) {
    open_lines(json, '{');
    line_text(json, "format", "entente-findings/1");
    line_text(json, "entente", ent_release());
    line_text(json, "lens", findings->lens);
    write_case(json, findings);
    line_text(json, "title", findings->title);
    line_text(json, "handling", findings->handling);
    line_text(json, "as_of", findings->as_of);
    line_text(json, "headline", findings->headline);
    write_values(json, "options", findings->options, findings->options_size);
    line_key(json, "seed");
    write_seed(json->out, findings->seed);
    write_values(json, "method", findings->method, findings->method_size);
    line_key(json, "partial");
    ent_buffer_text(json->out, findings->partial ? "true" : "false");
    write_metrics(json, findings);
    write_tables(json, findings);
    write_charts(json, findings);
    write_notes(json, findings);
    write_sections(json, findings);
    line_key(json, "parts");
    open_lines(json, '[');
    for (size_t i = 0; i < findings->parts_size; i++) {
        next_line(json);
        write_findings(json, findings->parts[i], NULL);
    }
    close_lines(json, ']');
    write_diagnostics(json, diagnostics);
    close_lines(json, '}');
}

ent_status ent_render_json(const ent_findings *findings, const ent_diagnostics *diagnostics, ent_buffer *out) {
    json_writer json = {.out = out, .first = true};
    write_findings(&json, findings, diagnostics);
    ent_buffer_char(out, '\n');
    return out->failed ? ENT_MEMORY : ENT_OK;
}
