/* diff: what changed between two cases, and which conclusions moved. */
#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- changes -------------------------------------------------------------------------------------------------- */

static void first_slot(void *context, const ent_slot *slot, uint32_t index) {
    const ent_slot **kept = context;
    (void)index;
    if (*kept == NULL) *kept = slot;
}

static const char *owner_at(const ent_case *entente_case, const char *path, ent_arena *arena) {
    const ent_slot *slot = NULL;
    ent_case_slots_below(entente_case, path, first_slot, &slot);
    return slot != NULL ? cli_owner(entente_case, slot->provenance, arena) : NULL;
}

static bool same_date(ent_date a, ent_date b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static ent_status changes_table(cli *self, const ent_case *before, const ent_case *after, ent_findings *findings,
                                size_t *size) {
    ent_change *changes;
    ent_status status = ent_case_compare(before, after, self->arena, &changes, size);
    if (status != ENT_OK) return status;
    ent_table *table = ent_findings_table(findings, "changes", true, "What changed in the case");
    ent_table_column(findings, table, "path", "Path", "text", NULL, 0);
    ent_table_column(findings, table, "before", "Before", "text", NULL, 0);
    ent_table_column(findings, table, "after", "After", "text", NULL, 0);
    ent_table_column(findings, table, "owner", "Owner", "text", NULL, 0);
    bool dated = false;
    for (size_t i = 0; i < *size; i++) {
        const ent_change *change = &changes[i];
        const ent_case *owner = change->after != NULL ? after : before;
        ent_value cells[] = {ent_text(change->path), ent_text(change->before), ent_text(change->after),
                             ent_text(owner_at(owner, change->path, self->arena))};
        ent_table_row(findings, table, cells);
        dated = dated || strcmp(change->path, "as_of") == 0;
    }
    if (!dated && !same_date(before->as_of, after->as_of)) { /* by --as-of, which no file tells */
        char from[ENT_NUMBER_TEXT], to[ENT_NUMBER_TEXT];
        ent_value cells[] = {ent_text("as_of"), ent_text(ent_write_date(from, before->as_of)),
                             ent_text(ent_write_date(to, after->as_of)), ent_empty()};
        ent_table_row(findings, table, cells);
        ++*size;
    }
    return ENT_OK;
}

/* ---- conclusions ---------------------------------------------------------------------------------------------- */

typedef struct moved {
    const char *lens;
    const ent_metric *before, *after; /* NULL: absent */
    double size;                      /* relative change; infinite where it is not a matter of degree */
    size_t order;
} moved;

typedef struct comparison {
    ent_findings *before, *after; /* of one lens */
} comparison;

static bool number_of(const ent_metric *metric, double *out) {
    if (metric == NULL || (metric->value.type != ENT_REAL && metric->value.type != ENT_INTEGER)) return false;
    *out = metric->value.type == ENT_REAL ? metric->value.as.real : (double)metric->value.as.integer;
    return true;
}

/* 0: equal. */
static double change_size(const ent_metric *before, const ent_metric *after) {
    double a, b;
    if (number_of(before, &a) && number_of(after, &b)) {
        double scale = fabs(a) > fabs(b) ? fabs(a) : fabs(b);
        return scale > 0 ? fabs(a - b) / scale : 0;
    }
    if (before == NULL || after == NULL || before->value.type != after->value.type) return INFINITY;
    if (before->value.type == ENT_TEXT) return strcmp(before->value.as.text, after->value.as.text) != 0 ? INFINITY : 0;
    return before->value.type != ENT_EMPTY && before->value.as.integer != after->value.as.integer ? INFINITY : 0;
}

static int larger_first(const void *left, const void *right) {
    const moved *a = left, *b = right;
    if (a->size > b->size || a->size < b->size) return a->size > b->size ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* A lens with its defaults, but without draws: what moves must not be noise. */
static ent_status run_lens(cli *self, const ent_lens *lens, const ent_case *entente_case, ent_findings **out) {
    void *options = ent_arena_alloc(self->arena, lens->options_bytes);
    if (options == NULL) return ENT_MEMORY;
    ent_status status = ent_options_defaults(lens->options, lens->options_size, options);
    for (size_t i = 0; status == ENT_OK && i < lens->options_size; i++)
        if (strcmp(lens->options[i].name, "draws") == 0)
            status = ent_option_set(lens->options, lens->options_size, options, "draws", "0", self->arena, NULL);
    if (status != ENT_OK) return status;
    ent_run run = self->run;
    run.metrics_only = true;
    return ent_lens_run(lens, entente_case, options, &run, out);
}

static size_t list_moved(const ent_lens *lens, const comparison *both, moved *out) {
    size_t size = 0;
    for (size_t i = 0; i < both->before->metrics_size; i++) {
        const ent_metric *before = &both->before->metrics[i];
        const ent_metric *after = ent_findings_find(both->after, before->key);
        double change = change_size(before, after);
        if (change > 0) out[size++] = (moved){lens->name, before, after, change, 0};
    }
    for (size_t i = 0; i < both->after->metrics_size; i++) {
        const ent_metric *after = &both->after->metrics[i];
        if (ent_findings_find(both->before, after->key) == NULL)
            out[size++] = (moved){lens->name, NULL, after, INFINITY, 0};
    }
    return size;
}

static ent_table *conclusions_table(ent_findings *findings) {
    ent_table *table =
        ent_findings_table(findings, "conclusions", true, "Which conclusions moved, the largest change first");
    ent_table_column(findings, table, "lens", "Lens", "text", NULL, 0);
    ent_table_column(findings, table, "metric", "Metric", "text", NULL, 0);
    ent_table_column(findings, table, "label", "Meaning", "text", NULL, 0);
    ent_table_column(findings, table, "before", "Before", "text", NULL, 0);
    ent_table_column(findings, table, "after", "After", "text", NULL, 0);
    ent_table_column(findings, table, "change", "Change", "number", "percent", 1);
    return table;
}

/* For people with the digits that the lens means, else as it is. */
static ent_value shown(const cli *self, const ent_metric *metric) {
    char text[ENT_NUMBER_TEXT];
    double number;
    if (metric == NULL) return ent_empty();
    if (strcmp(self->format, "text") != 0 || !number_of(metric, &number)) return metric->value;
    int digits = metric->value.type == ENT_INTEGER ? 0 : metric->info.digits;
    if (digits < 0) digits = fabs(number) < 10 ? 3 : 1;
    return ent_text(ent_arena_text(self->arena, ent_write_fixed(text, number, digits)));
}

/* Signed, relative to what it was, in percent. */
static ent_value percent(const moved *one) {
    double a, b;
    if (!number_of(one->before, &a) || !number_of(one->after, &b) || a == 0) return ent_empty();
    return ent_real((b - a) / fabs(a) * 100);
}

static void conclusion_row(cli *self, const moved *one, ent_findings *findings, ent_table *table) {
    const ent_metric *metric = one->after != NULL ? one->after : one->before;
    ent_value cells[] = {ent_text(one->lens),      ent_text(metric->key),   ent_text(metric->info.label),
                         shown(self, one->before), shown(self, one->after), percent(one)};
    ent_table_row(findings, table, cells);
}

/* Runs every lens that gives a section to the brief; the brief itself would only repeat them. */
static ent_status run_lenses(cli *self, const ent_case *before, const ent_case *after, comparison *both) {
    for (size_t i = 0; i < cli_lenses_size; i++) {
        const ent_lens *lens = cli_lenses[i];
        if (lens->brief_order < 0 || !ent_lens_applies(lens, before) || !ent_lens_applies(lens, after)) continue;
        ent_status status = run_lens(self, lens, before, &both[i].before);
        if (status == ENT_OK) status = run_lens(self, lens, after, &both[i].after);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static ent_status conclusions(cli *self, const comparison *both, ent_findings *findings, size_t *size) {
    size_t most = 0;
    for (size_t i = 0; i < cli_lenses_size; i++)
        if (both[i].after != NULL) most += both[i].before->metrics_size + both[i].after->metrics_size;
    moved *all = ent_arena_array(self->arena, most, sizeof *all);
    if (all == NULL) return ENT_MEMORY;
    *size = 0;
    for (size_t i = 0; i < cli_lenses_size; i++)
        if (both[i].after != NULL) *size += list_moved(cli_lenses[i], &both[i], all + *size);
    for (size_t i = 0; i < *size; i++)
        all[i].order = i;
    if (*size > 1) qsort(all, *size, sizeof *all, larger_first);
    ent_table *table = conclusions_table(findings);
    for (size_t i = 0; i < *size; i++)
        conclusion_row(self, &all[i], findings, table);
    return ENT_OK;
}

/* ---- the verb ------------------------------------------------------------------------------------------------- */

static const char *count_text(cli *self, size_t number, const char *what) {
    const char *text = number == 1 ? ent_arena_printf(self->arena, "1 %s", what)
                                   : ent_arena_printf(self->arena, "%zu %ss", number, what);
    return text != NULL ? text : "";
}

static ent_status compare(cli *self, const ent_case *before, const ent_case *after, ent_findings *findings) {
    size_t changes = 0, moves = 0;
    comparison *both = ent_arena_array(self->arena, cli_lenses_size, sizeof *both);
    if (both == NULL) return ENT_MEMORY;
    ent_findings_case(findings, after->id, after->title, after->handling, NULL);
    ent_status status = changes_table(self, before, after, findings, &changes);
    if (status == ENT_OK) status = run_lenses(self, before, after, both);
    if (status == ENT_OK) status = conclusions(self, both, findings, &moves);
    if (status == ENT_OK) {
        ent_info changed = {.label = "Changes in the case"}, moved_info = {.label = "Conclusions that moved"};
        ent_findings_headline(findings, "%s in the case; %s moved.", count_text(self, changes, "change"),
                              count_text(self, moves, "conclusion"));
        ent_findings_metric(findings, "changes", ent_integer((int64_t)changes), &changed);
        ent_findings_metric(findings, "conclusions", ent_integer((int64_t)moves), &moved_info);
        const ent_case *const shown[] = {after};
        self->shown = shown;
        self->shown_size = 1;
        status = cli_show_remembered(self, findings);
        self->shown_size = 0;
    }
    for (size_t i = 0; i < cli_lenses_size; i++) {
        ent_findings_free(both[i].before);
        ent_findings_free(both[i].after);
    }
    return status;
}

ent_status cli_diff(cli *self) {
    bool changed = self->common.set.size > 0 || self->common.as_of.year != 0;
    if (self->operands_size == 1 && !changed)
        return cli_usage(self, "U-CLI-0002", "name a second case, or change this one by --set or --as-of",
                         "diff needs two cases");
    ent_case *before, *after = NULL;
    ent_status status = cli_read_case(self, self->operands[0], false, &before);
    if (status != ENT_OK) return status;
    status = cli_read_case(self, self->operands[self->operands_size - 1], true, &after);
    ent_findings *findings = status == ENT_OK ? ent_findings_new(&self->run, "diff") : NULL;
    if (status == ENT_OK) status = findings != NULL ? compare(self, before, after, findings) : ENT_MEMORY;
    ent_findings_free(findings);
    ent_case_free(before);
    ent_case_free(after);
    return status;
}
