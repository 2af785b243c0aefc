/* What would reverse the recommendation: each uncertain number is moved alone to the ends of its range; where a term
 * changes or nothing can be signed any more, the value at which that happens is found by bisection.
 *
 * Amounts on a range move with every number; what counts as a term here is an option of the other issues. */
#include "draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HALVINGS = 24 };

typedef struct reversal {
    uint32_t slot;
    bool found;
    double at;       /* where it turns; the nearer end when both do */
    bool agreement;  /* beyond it something can still be signed */
    size_t issue;    /* the first term that changes, */
    uint32_t option; /* and to what */
} reversal;

typedef struct search {
    const bargain *b;
    reversal *rows;
} search;

/* ---- one set of numbers --------------------------------------------------------------------------------------- */

typedef struct trial {
    const bargain *b;
    const ent_run *run;
    double *values;
    uint32_t *outcome;
} trial;

/* The first term that differs from the recommendation; the number of issues when none does. */
static size_t changed_term(const bargain *b, const uint32_t *outcome) {
    for (size_t j = 0; j < b->model->issues; j++)
        if (bargain_issue(b, j)->kind != ENT_RANGE && outcome[j] != b->outcomes[b->recommended][j]) return j;
    return b->model->issues;
}

/* Whether the recommendation is another one with the slot at `value`. */
static ent_status turns(const trial *t, uint32_t slot, double value, reversal *out, bool *turned) {
    const double kept = t->values[slot];
    bool agreement = false;
    ent_arena *arena = ent_arena_new(ent_run_allocator(t->run));
    if (!arena) return ENT_MEMORY;
    t->values[slot] = value;
    ent_status status =
        bargain_solve_drawn(t->b, t->values, t->run, &t->b->recommended, 1, arena, &agreement, t->outcome);
    t->values[slot] = kept;
    ent_arena_free(arena);
    if (status != ENT_OK) return status;
    size_t issue = agreement ? changed_term(t->b, t->outcome) : t->b->model->issues;
    *turned = !agreement || issue < t->b->model->issues;
    if (!*turned) return ENT_OK;
    out->agreement = agreement;
    out->issue = issue;
    out->option = agreement ? t->outcome[issue] : 0;
    return ENT_OK;
}

static ent_status bisect(const trial *t, uint32_t slot, double same, double other, reversal *out) {
    for (int k = 0; k < HALVINGS; k++) {
        const double middle = 0.5 * (same + other);
        bool turned = false;
        ent_status status = turns(t, slot, middle, out, &turned);
        if (status != ENT_OK) return status;
        *(turned ? &other : &same) = middle;
    }
    out->at = other;
    return ENT_OK;
}

static ent_status try_slot(const trial *t, uint32_t slot, reversal *out) {
    const ent_slot *number = &t->b->source->slots[slot];
    const double ends[2] = {number->low, number->high};
    for (size_t k = 0; k < 2; k++) {
        reversal row = {.slot = slot};
        bool turned = false;
        ent_status status = turns(t, slot, ends[k], &row, &turned);
        if (status == ENT_OK && turned) status = bisect(t, slot, number->value, ends[k], &row);
        if (status != ENT_OK) return status;
        bool nearer = !out->found || fabs(row.at - number->value) < fabs(out->at - number->value);
        if (!turned || !nearer) continue;
        *out = row;
        out->found = true;
    }
    return ENT_OK;
}

/* Runs on any thread: everything it writes belongs to this slot. */
static ent_status one_slot(void *context, size_t index) {
    const search *s = context;
    const ent_run run = {.allocator = s->b->run->allocator};
    ent_arena *arena = ent_arena_new(ent_run_allocator(&run));
    if (!arena) return ENT_MEMORY;
    trial t = {.b = s->b, .run = &run};
    t.values = ent_arena_array(arena, s->b->source->slots_size, sizeof *t.values);
    t.outcome = ent_arena_array(arena, s->b->model->issues, sizeof *t.outcome);
    ent_status status = t.values && t.outcome ? ENT_OK : ENT_MEMORY;
    for (size_t k = 0; status == ENT_OK && k < s->b->source->slots_size; k++)
        t.values[k] = s->b->source->slots[k].value;
    /* The grid of a draw could settle an exact tie otherwise: such a number is not said to reverse anything. */
    reversal base = {0};
    bool tied = false;
    const uint32_t slot = s->rows[index].slot;
    if (status == ENT_OK) status = turns(&t, slot, t.values[slot], &base, &tied);
    if (status == ENT_OK && !tied) status = try_slot(&t, slot, &s->rows[index]);
    ent_arena_free(arena);
    return status;
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

/* How far it must move, as a share of the way to the end of its range. */
static double way(const bargain *b, const reversal *row) {
    const ent_slot *slot = &b->source->slots[row->slot];
    const double end = row->at > slot->value ? slot->high : slot->low;
    return end == slot->value ? 1 : (row->at - slot->value) / (end - slot->value);
}

static const char *change_words(const bargain *b, const reversal *row) {
    if (!row->agreement) return "nothing can be signed any more";
    const ent_issue *issue = bargain_issue(b, row->issue);
    return bargain_text(b, "%s becomes %s instead of %s", issue->name ? issue->name : issue->id,
                        bargain_option_words(b, row->issue, row->option),
                        bargain_option_words(b, row->issue, b->outcomes[b->recommended][row->issue]));
}

static void write_row(bargain *b, ent_table *table, const reversal *row) {
    const ent_slot *slot = &b->source->slots[row->slot];
    const char *path = bargain_slot_path(b, row->slot);
    const ent_value cells[] = {ent_text(bargain_number_words(b, path)),
                               ent_text(path),
                               ent_based(ent_real(slot->value), slot->provenance->basis),
                               ent_real(slot->low),
                               ent_real(slot->high),
                               ent_real(row->at),
                               ent_real(100 * way(b, row)),
                               ent_text(change_words(b, row))};
    ent_table_row(b->out, table, cells);
}

static void write_table(bargain *b, const reversal *rows, size_t size) {
    ent_table *table =
        ent_findings_table(b->out, "reversals", false, "Numbers that reverse the recommendation inside their range");
    ent_table_about(b->out, table,
                    "Each uncertain number moved alone, the others as given: the value from which a term of the "
                    "recommendation is another one, or nothing can be signed. The nearest first.");
    ent_table_column(b->out, table, "number", "Number", "text", "", -1);
    ent_table_column(b->out, table, "path", "Place in the case", "text", "", -1);
    ent_table_column(b->out, table, "value", "As given", "number", "", -1);
    ent_table_column(b->out, table, "low", "Low", "number", "", -1);
    ent_table_column(b->out, table, "high", "High", "number", "", -1);
    ent_table_column(b->out, table, "at", "Reverses at", "number", "", -1);
    ent_table_column(b->out, table, "way", "Way to the end of its range", "number", "percent", 0);
    ent_table_column(b->out, table, "change", "What changes", "text", "", -1);
    for (size_t k = 0; k < size; k++)
        write_row(b, table, &rows[k]);
}

/* The nearest first, as a share of the way to the end; ties in file order. */
static void sort_rows(const bargain *b, reversal *rows, size_t size) {
    for (size_t k = 1; k < size; k++) {
        const reversal row = rows[k];
        size_t at = k;
        for (; at > 0 && way(b, &rows[at - 1]) > way(b, &row); at--)
            rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

ent_status bargain_reversals(bargain *b, const bargain_sample *sample) {
    if (!b->agreement || b->run->metrics_only) return ENT_OK;
    search s = {.b = b, .rows = ent_arena_array(b->arena, sample->slots_size, sizeof(reversal))};
    if (!s.rows) return ENT_MEMORY;
    for (size_t k = 0; k < sample->slots_size; k++)
        s.rows[k].slot = sample->slots[k];
    ent_status status = ent_parallel(b->run, sample->slots_size, one_slot, &s);
    if (status != ENT_OK) return status;
    size_t size = 0;
    for (size_t k = 0; k < sample->slots_size; k++)
        if (s.rows[k].found) s.rows[size++] = s.rows[k];
    sort_rows(b, s.rows, size);
    ent_info info =
        bargain_info("Uncertain numbers that alone reverse the recommendation inside their range", NULL, 0, &b->all);
    ent_findings_metric(b->out, "reversals.size", ent_integer((int64_t)size), &info);
    write_table(b, s.rows, size);
    return ENT_OK;
}
