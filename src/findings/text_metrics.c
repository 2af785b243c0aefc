/* The figures that have a label, as a list: label, value, unit. */
#include "findings/number.h"
#include "findings/text_page.h"

#include <string.h>

enum { INDENT = 2, GAP = 3, MOST_VALUE = 14, NARROW = 56 }; /* longer numbers stand out to the right */

/* Where the columns of the list stand. */
typedef struct list_shape {
    size_t label; /* widest label */
    size_t value; /* widest number */
} list_shape;

static bool is_listed(const ent_metric *metric) {
    return metric->info.label != NULL && metric->info.label[0] != '\0';
}

static const char *metric_text(char text[ENT_PEOPLE_TEXT], const ent_metric *metric) {
    return ent_people_value(text, metric->value, metric->info.digits,
                            ent_people_is_year(metric->key, metric->info.unit));
}

static list_shape measure(const ent_page *page, const ent_findings *findings) {
    list_shape shape = {0, 0};
    for (size_t i = 0; i < findings->metrics_size; i++) {
        const ent_metric *metric = &findings->metrics[i];
        char text[ENT_PEOPLE_TEXT];
        if (!is_listed(metric)) continue;
        size_t label = ent_glyph_width(metric->info.label);
        if (label > shape.label) shape.label = label;
        if (metric->value.type == ENT_TEXT) continue;
        size_t value = ent_glyph_width(metric_text(text, metric));
        if (value > shape.value && value <= MOST_VALUE) shape.value = value;
    }
    size_t most = page->prose / 2;
    if (shape.label > most) shape.label = most;
    if (page->prose < NARROW) shape.value = 0; /* numbers begin where texts do */
    return shape;
}

/* "13,463 million KRW", a percentage without a space. */
static void write_value(ent_page *page, const ent_metric *metric, const list_shape *shape) {
    char text[ENT_PEOPLE_TEXT];
    const char *value = metric_text(text, metric), *unit = metric->info.unit;
    size_t from = INDENT + shape->label + GAP, width = ent_glyph_width(value);
    bool number = metric->value.type != ENT_TEXT;
    if (number && width < shape->value) from += shape->value - width;
    ent_page_move(page, from);
    ent_buffer after;
    ent_buffer_init(&after, page->out->allocator);
    bool percent = unit != NULL && strcmp(unit, "%") == 0;
    ent_buffer whole;
    ent_buffer_init(&whole, page->out->allocator);
    ent_buffer_text(&whole, value);
    if (percent) ent_buffer_char(&whole, '%');
    if (unit != NULL && unit[0] != '\0' && !percent) ent_buffer_text(&after, unit);
    const char *mark = ent_page_basis_mark(page, metric->value.basis);
    if (mark != NULL) ent_buffer_printf(&whole, " %s", mark);
    if (whole.failed || after.failed) {
        page->out->failed = true;
    } else {
        ent_page_paragraph(page, whole.data, &(ent_paragraph){.ink = ENT_INK_BOLD, .after = after.data});
    }
    ent_buffer_free(&whole);
    ent_buffer_free(&after);
}

void ent_page_metrics(ent_page *page, const ent_findings *findings) {
    list_shape shape = measure(page, findings);
    if (shape.label == 0) return;
    for (size_t i = 0; i < findings->metrics_size && !page->out->failed; i++) {
        const ent_metric *metric = &findings->metrics[i];
        if (!is_listed(metric)) continue;
        ent_buffer buffer;
        const char *label = ent_page_clean(page, metric->info.label, &buffer);
        ent_line line;
        bool first = true;
        while (ent_line_next(&label, shape.label, &line)) {
            if (!first) ent_page_end(page);
            ent_page_space(page, INDENT);
            ent_page_write(page, line.text, line.bytes);
            first = false;
        }
        ent_buffer_free(&buffer);
        write_value(page, metric, &shape);
    }
    ent_page_gap(page);
}
