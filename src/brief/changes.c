/* What changed since an earlier version of the case: in the case, and in the lenses' conclusions. */
#include "brief/parts.h"

#include <math.h>
#include <string.h>

static bool same_value(ent_value a, ent_value b) {
    if (a.type != b.type) return false;
    if (a.type == ENT_TEXT) return strcmp(a.as.text, b.as.text) == 0;
    if (a.type == ENT_REAL) return fabs(a.as.real - b.as.real) <= 1e-12 * fmax(fabs(a.as.real), fabs(b.as.real));
    return a.as.integer == b.as.integer;
}

static ent_value shown(const brief *b, const ent_metric *metric) {
    if (!metric) return ent_empty();
    char text[ENT_NUMBER_TEXT];
    if (metric->value.type != ENT_REAL || metric->info.digits < 0) return metric->value;
    return ent_text(ent_arena_text(b->scratch, ent_write_fixed(text, metric->value.as.real, metric->info.digits)));
}

static void write_moved(const brief *b, ent_table *table, const char *lens, const ent_metric *before,
                        const ent_metric *after) {
    const ent_metric *either = after ? after : before;
    const ent_value cells[4] = {ent_text(lens), ent_text(either->info.label ? either->info.label : either->key),
                                shown(b, before), shown(b, after)};
    ent_table_row(b->out, table, cells);
}

/* Figures with another value, new ones, and those that there are no longer. */
static void compare_metrics(const brief *b, ent_table *table, const ent_findings *before, const ent_findings *after) {
    for (size_t i = 0; i < after->metrics_size; i++) {
        const ent_metric *metric = &after->metrics[i];
        const ent_metric *old = ent_findings_find(before, metric->key);
        if (old && same_value(old->value, metric->value)) continue;
        write_moved(b, table, after->lens, old, metric);
    }
    for (size_t i = 0; i < before->metrics_size; i++) {
        const ent_metric *old = &before->metrics[i];
        if (!ent_findings_find(after, old->key)) write_moved(b, table, after->lens, old, NULL);
    }
}

static ent_status compare_lens(const brief *b, ent_table *table, const ent_case *before, const ent_findings *after) {
    const ent_lens *lens = ent_lens_find(b->run, after->lens);
    if (!lens || !ent_lens_applies(lens, before)) return ENT_OK;
    ent_run quick = *b->run;
    quick.metrics_only = true;
    ent_findings *old = NULL, *new = NULL;
    ent_status status = ent_lens_run(lens, before, NULL, &quick, &old);
    if (status == ENT_OK) status = ent_lens_run(lens, b->subject, NULL, &quick, &new);
    if (status == ENT_OK) compare_metrics(b, table, old, new);
    ent_findings_free(old);
    ent_findings_free(new);
    return status;
}

static ent_status write_case_changes(const brief *b, const ent_case *before, ent_table *table) {
    ent_change *changes = NULL;
    size_t size = 0;
    ent_status status = ent_case_compare(before, b->subject, b->scratch, &changes, &size);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < size; i++) {
        ent_value cells[3] = {ent_text(changes[i].path), ent_text(changes[i].before), ent_text(changes[i].after)};
        ent_table_row(b->out, table, cells);
    }
    return ENT_OK;
}

static ent_status write_changes(const brief *b, const ent_case *before) {
    ent_table *changes = ent_findings_table(b->out, "changes", true, "What changed in the case");
    ent_table_column(b->out, changes, "path", "Place", "text", NULL, -1);
    ent_table_column(b->out, changes, "before", "Before", "text", NULL, -1);
    ent_table_column(b->out, changes, "after", "Now", "text", NULL, -1);
    ent_status status = write_case_changes(b, before, changes);
    ent_table *moved = ent_findings_table(b->out, "moved", true, "Which conclusions moved");
    ent_table_column(b->out, moved, "lens", "Lens", "text", NULL, -1);
    ent_table_column(b->out, moved, "figure", "Figure", "text", NULL, -1);
    ent_table_column(b->out, moved, "before", "Before", "text", NULL, -1);
    ent_table_column(b->out, moved, "after", "Now", "text", NULL, -1);
    for (size_t i = 0; status == ENT_OK && i < b->out->parts_size; i++) {
        status = compare_lens(b, moved, before, b->out->parts[i]);
    }
    ent_section *section =
        ent_findings_section(b->out, "changes", "What changed since the earlier version", true, false);
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                      "%zu place%s of the case differ%s from %s; %zu figure%s moved.", changes->total_rows,
                      changes->total_rows == 1 ? "" : "s", changes->total_rows == 1 ? "s" : "", b->options->since,
                      moved->total_rows, moved->total_rows == 1 ? "" : "s");
    if (moved->rows_size) ent_section_block(b->out, section, ENT_BLOCK_TABLE, NULL, "moved");
    if (changes->rows_size) ent_section_block(b->out, section, ENT_BLOCK_TABLE, NULL, "changes");
    return status;
}

ent_status brief_changes(const brief *b) {
    if (!b->options->since) return ENT_OK;
    ent_case *before = NULL;
    ent_status status = ent_case_read(b->run, b->options->since, NULL, &before);
    if (status == ENT_OK) status = write_changes(b, before);
    ent_case_free(before);
    return status;
}
