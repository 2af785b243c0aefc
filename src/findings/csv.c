/* Findings as CSV (RFC 4180, UTF-8, lines end with \n): the metrics or one table.
 *
 * The data are not altered. Some spreadsheets take a text that starts with = + - or @ for a formula; such texts are
 * quoted like others with special characters, and no apostrophe is put before them, because programs would then
 * read a different text. Import the column as text where the source is not trusted.
 */
#include "findings/glyph.h"
#include <entente/findings.h>

#include <string.h>

static void write_field(ent_buffer *out, const char *text) {
    if (text == NULL || text[0] == '\0') return;
    size_t length = strlen(text);
    bool quoted = strpbrk(text, ",\"\r\n") != NULL || strchr("=+-@ \t", text[0]) != NULL || text[length - 1] == ' ';
    if (!quoted) {
        ent_glyph_write_utf8(out, text);
        return;
    }
    ent_buffer_char(out, '"');
    for (ent_glyph glyph = ent_glyph_at(text); glyph.bytes > 0; glyph = ent_glyph_at(text)) {
        if (glyph.codepoint == '"') ent_buffer_char(out, '"');
        if (glyph.valid) {
            ent_buffer_add(out, text, glyph.bytes);
        } else {
            ent_buffer_text(out, "\xEF\xBF\xBD");
        }
        text += glyph.bytes;
    }
    ent_buffer_char(out, '"');
}

static void write_value(ent_buffer *out, ent_value value) {
    char text[ENT_NUMBER_TEXT];
    if (value.type == ENT_TEXT) write_field(out, value.as.text);
    if (value.type == ENT_INTEGER || value.type == ENT_BOOL) {
        ent_buffer_printf(out, "%lld", (long long)value.as.integer);
    }
    if (value.type == ENT_REAL) ent_buffer_text(out, ent_write_double(text, value.as.real));
}

static void write_metrics(ent_buffer *out, const ent_findings *findings) {
    ent_buffer_text(out, "key,value,label,unit\n");
    for (size_t i = 0; i < findings->metrics_size; i++) {
        const ent_metric *metric = &findings->metrics[i];
        write_field(out, metric->key);
        ent_buffer_char(out, ',');
        write_value(out, metric->value);
        ent_buffer_char(out, ',');
        write_field(out, metric->info.label);
        ent_buffer_char(out, ',');
        write_field(out, metric->info.unit);
        ent_buffer_char(out, '\n');
    }
}

static void write_table(ent_buffer *out, const ent_table *table) {
    for (size_t i = 0; i < table->columns_size; i++) {
        if (i > 0) ent_buffer_char(out, ',');
        write_field(out, table->columns[i].id);
    }
    ent_buffer_char(out, '\n');
    for (size_t row = 0; row < table->rows_size; row++) {
        const ent_value *cells = table->cells + row * table->columns_size;
        bool blank = table->columns_size == 1 &&
                     (cells[0].type == ENT_EMPTY || (cells[0].type == ENT_TEXT && cells[0].as.text[0] == '\0'));
        if (blank) ent_buffer_text(out, "\"\""); /* an empty line would be no record */
        for (size_t i = 0; i < table->columns_size; i++) {
            if (i > 0) ent_buffer_char(out, ',');
            write_value(out, cells[i]);
        }
        ent_buffer_char(out, '\n');
    }
}

/* A table of these findings, or "lens.table" of a part of them. */
static const ent_table *find_table(const ent_findings *findings, const char *id) {
    const ent_table *table = ent_findings_find_table(findings, id);
    for (size_t i = 0; table == NULL && i < findings->parts_size; i++) {
        const ent_findings *part = findings->parts[i];
        size_t length = strlen(part->lens);
        if (strncmp(id, part->lens, length) == 0 && id[length] == '.') table = find_table(part, id + length + 1);
    }
    return table;
}

ent_status ent_render_csv(const ent_findings *findings, const char *table, ent_buffer *out) {
    if (table == NULL) {
        write_metrics(out, findings);
    } else {
        const ent_table *found = find_table(findings, table);
        if (found == NULL) return ENT_USAGE;
        write_table(out, found);
    }
    return out->failed ? ENT_MEMORY : ENT_OK;
}
