/* Builders of what a page shows: tables, charts, notes, sections, parts. */
#include "findings/store.h"

#include <string.h>

/* What builders hand out after a failure or in a sweep. Never written: every builder looks first. */
static const ent_table no_table = {.id = "", .title = ""};
static const ent_chart no_chart = {.id = "", .title = "", .table = ""};
static const ent_section no_section = {.id = "", .heading = ""};

/* The dummies are const so that they cannot become shared state; the interface hands out plain pointers. */
static void *dummy(const void *object) {
    return (void *)(uintptr_t)object;
}

/* ---- tables ------------------------------------------------------------------------------------------- */

ent_table *ent_findings_table(ent_findings *findings, const char *id, bool grows, const char *title, ...) {
    if (!ent_store_keeps_pages(findings)) return dummy(&no_table);
    if (ent_findings_find_table(findings, id) != NULL) {
        ent_store_fail(findings, ENT_BUG); /* two tables of one id: a face would lose one */
        return dummy(&no_table);
    }
    ent_table **tables = ent_store_grow(findings, findings->tables, findings->tables_size, sizeof *tables);
    if (tables == NULL) return dummy(&no_table);
    findings->tables = tables;
    ent_table *table = ent_arena_alloc(findings->arena, sizeof *table);
    if (table == NULL) {
        ent_store_fail(findings, ENT_MEMORY);
        return dummy(&no_table);
    }
    va_list arguments;
    va_start(arguments, title);
    table->id = ent_store_text(findings, id);
    table->title = ent_store_vprintf(findings, title, arguments);
    table->grows = grows;
    va_end(arguments);
    if (findings->status != ENT_OK) return dummy(&no_table);
    tables[findings->tables_size++] = table;
    return table;
}

void ent_table_about(ent_findings *findings, ent_table *table, const char *about) {
    if (ent_store_open(findings) && table != &no_table) table->about = ent_store_text(findings, about);
}

void ent_table_column(ent_findings *findings, ent_table *table, const char *id, const char *label, const char *type,
                      const char *unit, int digits) {
    if (!ent_store_open(findings) || table == &no_table) return;
    if (table->total_rows > 0 || ent_table_column_index(table, id) != SIZE_MAX) {
        ent_store_fail(findings, ENT_BUG); /* columns come before rows, each once */
        return;
    }
    ent_column *columns = ent_store_grow(findings, table->columns, table->columns_size, sizeof *columns);
    if (columns == NULL) return;
    table->columns = columns;
    ent_column column = {.id = ent_store_text(findings, id),
                         .label = ent_store_text(findings, label != NULL ? label : id),
                         .type = ent_store_text(findings, type != NULL ? type : "text"),
                         .unit = ent_store_text(findings, unit),
                         .digits = digits};
    if (findings->status == ENT_OK) columns[table->columns_size++] = column;
}

void ent_table_row(ent_findings *findings, ent_table *table, const ent_value *cells) {
    if (!ent_store_open(findings) || table == &no_table) return;
    table->total_rows++;
    if (table->columns_size == 0 || (table->grows && table->rows_size >= findings->rows)) return;
    if (table->columns_size > SIZE_MAX / sizeof *cells) {
        ent_store_fail(findings, ENT_MEMORY);
        return;
    }
    size_t row_bytes = table->columns_size * sizeof *cells;
    ent_value *grown = ent_store_grow(findings, table->cells, table->rows_size, row_bytes);
    if (grown == NULL) return;
    table->cells = grown;
    ent_value *row = grown + table->rows_size * table->columns_size;
    for (size_t i = 0; i < table->columns_size; i++)
        row[i] = ent_store_value(findings, cells[i]);
    if (findings->status == ENT_OK) table->rows_size++;
}

void ent_table_total(ent_findings *findings, ent_table *table, size_t total_rows) {
    if (!ent_store_open(findings) || table == &no_table) return;
    table->total_rows = total_rows > table->rows_size ? total_rows : table->rows_size;
}

const ent_table *ent_findings_find_table(const ent_findings *findings, const char *id) {
    if (findings == NULL || id == NULL) return NULL;
    for (size_t i = 0; i < findings->tables_size; i++) {
        if (strcmp(findings->tables[i]->id, id) == 0) return findings->tables[i];
    }
    return NULL;
}

size_t ent_table_column_index(const ent_table *table, const char *id) {
    if (table == NULL || id == NULL) return SIZE_MAX;
    for (size_t i = 0; i < table->columns_size; i++) {
        if (strcmp(table->columns[i].id, id) == 0) return i;
    }
    return SIZE_MAX;
}

/* ---- charts ------------------------------------------------------------------------------------------- */

static bool add_mark(ent_findings *findings, ent_chart *chart, const ent_mark *mark) {
    ent_mark *marks = ent_store_grow(findings, chart->marks, chart->marks_size, sizeof *marks);
    if (marks == NULL) return false;
    chart->marks = marks;
    ent_mark copy = *mark;
    copy.label = ent_store_text(findings, mark->label);
    copy.series = ent_store_text(findings, mark->series);
    copy.toward = ent_store_text(findings, mark->toward);
    if (findings->status != ENT_OK) return false;
    marks[chart->marks_size++] = copy;
    return true;
}

static void copy_chart_texts(ent_findings *findings, ent_chart *to, const ent_chart *from) {
    static const size_t texts[] = {
        offsetof(ent_chart, id),     offsetof(ent_chart, title),   offsetof(ent_chart, subtitle),
        offsetof(ent_chart, text),   offsetof(ent_chart, table),   offsetof(ent_chart, x),
        offsetof(ent_chart, y),      offsetof(ent_chart, lo),      offsetof(ent_chart, hi),
        offsetof(ent_chart, label),  offsetof(ent_chart, series),  offsetof(ent_chart, panel),
        offsetof(ent_chart, basis),  offsetof(ent_chart, x_label), offsetof(ent_chart, y_label),
        offsetof(ent_chart, joined), offsetof(ent_chart, faint),   offsetof(ent_chart, rest),
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *text;
        memcpy(&text, (const char *)from + texts[i], sizeof text);
        text = ent_store_text(findings, text);
        memcpy((char *)to + texts[i], &text, sizeof text);
    }
}

ent_chart *ent_findings_chart(ent_findings *findings, const ent_chart *chart) {
    if (!ent_store_keeps_pages(findings)) return dummy(&no_chart);
    if (ent_findings_find_chart(findings, chart->id) != NULL) {
        ent_store_fail(findings, ENT_BUG);
        return dummy(&no_chart);
    }
    ent_chart **charts = ent_store_grow(findings, findings->charts, findings->charts_size, sizeof *charts);
    ent_chart *copy = charts != NULL ? ent_arena_alloc(findings->arena, sizeof *copy) : NULL;
    if (copy == NULL) {
        ent_store_fail(findings, ENT_MEMORY);
        return dummy(&no_chart);
    }
    findings->charts = charts;
    *copy = *chart;
    copy->marks = NULL;
    copy->marks_size = 0;
    copy_chart_texts(findings, copy, chart);
    for (size_t i = 0; i < chart->marks_size && ent_store_open(findings); i++) {
        add_mark(findings, copy, &chart->marks[i]);
    }
    if (findings->status != ENT_OK) return dummy(&no_chart);
    charts[findings->charts_size++] = copy;
    return copy;
}

void ent_chart_mark(ent_findings *findings, ent_chart *chart, const ent_mark *mark) {
    if (ent_store_open(findings) && chart != &no_chart) add_mark(findings, chart, mark);
}

const ent_chart *ent_findings_find_chart(const ent_findings *findings, const char *id) {
    if (findings == NULL || id == NULL) return NULL;
    for (size_t i = 0; i < findings->charts_size; i++) {
        if (strcmp(findings->charts[i]->id, id) == 0) return findings->charts[i];
    }
    return NULL;
}

/* ---- notes, sections, parts --------------------------------------------------------------------------- */

void ent_findings_note(ent_findings *findings, ent_severity severity, const char *id, const char *path,
                       const char *format, ...) {
    if (!ent_store_keeps_pages(findings)) return;
    ent_note *notes = ent_store_grow(findings, findings->notes, findings->notes_size, sizeof *notes);
    if (notes == NULL) return;
    findings->notes = notes;
    va_list arguments;
    va_start(arguments, format);
    ent_note note = {.severity = severity,
                     .id = ent_store_text(findings, id),
                     .text = ent_store_vprintf(findings, format, arguments),
                     .path = ent_store_text(findings, path)};
    va_end(arguments);
    if (findings->status == ENT_OK) notes[findings->notes_size++] = note;
}

ent_section *ent_findings_section(ent_findings *findings, const char *id, const char *heading, bool front, bool half) {
    if (!ent_store_keeps_pages(findings)) return dummy(&no_section);
    ent_section **sections = ent_store_grow(findings, findings->sections, findings->sections_size, sizeof *sections);
    ent_section *section = sections != NULL ? ent_arena_alloc(findings->arena, sizeof *section) : NULL;
    if (section == NULL) {
        ent_store_fail(findings, ENT_MEMORY);
        return dummy(&no_section);
    }
    findings->sections = sections;
    section->id = ent_store_text(findings, id != NULL ? id : "");
    section->heading = ent_store_text(findings, heading != NULL ? heading : "");
    section->front = front;
    section->half = half;
    if (findings->status != ENT_OK) return dummy(&no_section);
    sections[findings->sections_size++] = section;
    return section;
}

void ent_section_block(ent_findings *findings, ent_section *section, ent_block_kind kind, const char *term,
                       const char *format, ...) {
    if (!ent_store_open(findings) || section == &no_section) return;
    ent_block *blocks = ent_store_grow(findings, section->blocks, section->blocks_size, sizeof *blocks);
    if (blocks == NULL) return;
    section->blocks = blocks;
    va_list arguments;
    va_start(arguments, format);
    ent_block block = {
        .kind = kind, .term = ent_store_text(findings, term), .text = ent_store_vprintf(findings, format, arguments)};
    va_end(arguments);
    if (findings->status == ENT_OK) blocks[section->blocks_size++] = block;
}

static const ent_span *copy_spans(ent_findings *findings, size_t length, const ent_span *spans, size_t size) {
    ent_span *copies = ent_arena_array(findings->arena, size, sizeof *copies);
    if (copies == NULL) ent_store_fail(findings, ENT_MEMORY);
    for (size_t i = 0, last = 0; i < size && findings->status == ENT_OK; i++) {
        if (spans[i].start < last || spans[i].end < spans[i].start || spans[i].end > length)
            ent_store_fail(findings, ENT_BUG);
        last = spans[i].end;
        copies[i] = spans[i];
        copies[i].mark = ent_store_text(findings, spans[i].mark != NULL ? spans[i].mark : "");
        copies[i].note = ent_store_text(findings, spans[i].note);
    }
    return copies;
}

void ent_section_passage(ent_findings *findings, ent_section *section, const char *text, const ent_span *spans,
                         size_t spans_size) {
    if (!ent_store_open(findings) || section == &no_section) return;
    const ent_span *copies = copy_spans(findings, strlen(text), spans, spans_size);
    const size_t before = section->blocks_size;
    ent_section_block(findings, section, ENT_BLOCK_PASSAGE, NULL, "%s", text);
    if (section->blocks_size == before) return;
    section->blocks[before].spans = copies;
    section->blocks[before].spans_size = spans_size;
}

void ent_findings_part(ent_findings *findings, ent_findings *part) {
    if (part == NULL) return;
    if (!ent_store_open(findings)) {
        ent_findings_free(part);
        return;
    }
    ent_findings **parts = ent_store_grow(findings, findings->parts, findings->parts_size, sizeof(ent_findings *));
    if (parts == NULL) {
        ent_findings_free(part);
        return;
    }
    findings->parts = parts;
    parts[findings->parts_size++] = part;
    ent_store_fail(findings, part->status); /* a whole is as sound as its parts */
}
