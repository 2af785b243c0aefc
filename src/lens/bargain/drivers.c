/* Which uncertain numbers move the recommendation most: rank correlations over the draws (Spearman 1904). */
#include "draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct ranked {
    double value;
    size_t draw;
} ranked;

static int by_value(const void *left, const void *right) {
    const ranked *a = left, *b = right;
    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    return a->draw < b->draw ? -1 : a->draw > b->draw;
}

/* Replaces values by their ranks, equal values sharing the middle of theirs. */
static void to_ranks(ranked *rows, size_t size, double *ranks) {
    qsort(rows, size, sizeof *rows, by_value);
    for (size_t first = 0, last = 0; first < size; first = last) {
        while (last < size && rows[last].value == rows[first].value)
            last++;
        for (size_t k = first; k < last; k++)
            ranks[rows[k].draw] = 0.5 * (double)(first + last - 1);
    }
}

static double correlation(const double *x, const double *y, size_t size) {
    const double middle = 0.5 * (double)(size - 1);
    double xy = 0, xx = 0, yy = 0;
    for (size_t k = 0; k < size; k++) {
        xy += (x[k] - middle) * (y[k] - middle);
        xx += (x[k] - middle) * (x[k] - middle);
        yy += (y[k] - middle) * (y[k] - middle);
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : 0;
}

/* The recommended term on the lead issue as a number; for issues without numbers, whether it is the one recommended
 * with the numbers as given. */
static void lead_ranks(const bargain_sample *sample, ranked *rows, double *ranks) {
    const bargain *b = sample->b;
    size_t size = 0;
    for (size_t d = 0; d < sample->size; d++) {
        if (!sample->zone[d]) continue;
        uint32_t option = bargain_drawn(sample, d, b->recommended)[b->lead];
        double value = bargain_numeric(b, b->lead) ? b->model->level[ent_model_flat(b->model, b->lead, option)]
                       : b->agreement              ? option == b->outcomes[b->recommended][b->lead]
                                                   : option;
        rows[size] = (ranked){value, size};
        size++;
    }
    to_ranks(rows, size, ranks);
}

typedef struct driver {
    size_t slot; /* of sample->slots */
    double rho;
} driver;

static int by_strength(const void *left, const void *right) {
    const driver *a = left, *b = right;
    if (fabs(a->rho) != fabs(b->rho)) return fabs(a->rho) > fabs(b->rho) ? -1 : 1;
    return a->slot < b->slot ? -1 : a->slot > b->slot;
}

static void drivers_table(bargain *b, const bargain_sample *sample, const driver *drivers, size_t size) {
    const ent_issue *lead = bargain_issue(b, b->lead);
    ent_table *table =
        ent_findings_table(b->out, "drivers", false, "Which numbers move %s most", lead->name ? lead->name : lead->id);
    ent_table_about(b->out, table,
                    "Rank correlation, over the draws, of each uncertain number with the recommended term: 1 they rise "
                    "together, -1 one falls as the other rises, near 0 it hardly matters.");
    ent_table_column(b->out, table, "number", "Number", "text", "", -1);
    ent_table_column(b->out, table, "path", "Place in the case", "text", "", -1);
    ent_table_column(b->out, table, "low", "Low", "number", "", -1);
    ent_table_column(b->out, table, "value", "As given", "number", "", -1);
    ent_table_column(b->out, table, "high", "High", "number", "", -1);
    ent_table_column(b->out, table, "correlation", "Correlation", "number", "", 2);
    for (size_t k = 0; k < size; k++) {
        const ent_slot *slot = &b->source->slots[sample->slots[drivers[k].slot]];
        const char *path = bargain_slot_path(b, sample->slots[drivers[k].slot]);
        const ent_value cells[] = {ent_text(bargain_number_words(b, path)),
                                   ent_text(path),
                                   ent_real(slot->low),
                                   ent_based(ent_real(slot->value), slot->provenance->basis),
                                   ent_real(slot->high),
                                   ent_real(drivers[k].rho)};
        ent_table_row(b->out, table, cells);
    }
    if (size == 0) return;
    ent_chart chart = {.id = "drivers",
                       .kind = ENT_CHART_BARS,
                       .table = "drivers",
                       .label = "number",
                       .y = "correlation",
                       .y_label = "Rank correlation",
                       .from_zero = true};
    chart.title = bargain_text(b, "%s depends most on: %s", lead->name ? lead->name : lead->id,
                               bargain_number_words(b, bargain_slot_path(b, sample->slots[drivers[0].slot])));
    chart.subtitle = "Rank correlation of uncertain numbers with the recommended term, over the draws";
    chart.text = chart.title;
    ent_findings_chart(b->out, &chart);
}

ent_status bargain_drivers(bargain *b, const bargain_sample *sample) {
    enum { SHOWN = 10 };
    ranked *rows = ent_arena_array(b->arena, sample->agreed, sizeof *rows);
    double *lead = ent_arena_array(b->arena, sample->agreed, sizeof *lead);
    double *ranks = ent_arena_array(b->arena, sample->agreed, sizeof *ranks);
    driver *drivers = ent_arena_array(b->arena, sample->slots_size, sizeof *drivers);
    if (!rows || !lead || !ranks || !drivers) return ENT_MEMORY;
    lead_ranks(sample, rows, lead);
    for (size_t k = 0; k < sample->slots_size; k++) {
        size_t size = 0;
        for (size_t d = 0; d < sample->size; d++)
            if (sample->zone[d]) {
                rows[size] = (ranked){sample->values[d * sample->slots_size + k], size};
                size++;
            }
        to_ranks(rows, size, ranks);
        drivers[k] = (driver){k, correlation(ranks, lead, size)};
    }
    qsort(drivers, sample->slots_size, sizeof *drivers, by_strength);
    size_t shown = 0; /* weaker ones are lost in the noise of the draws: two standard errors */
    const double noise = 2 / sqrt((double)sample->agreed);
    while (shown < sample->slots_size && shown < SHOWN && fabs(drivers[shown].rho) > noise)
        shown++;
    if (shown > 0) {
        const char *path = bargain_slot_path(b, sample->slots[drivers[0].slot]);
        ent_info info = bargain_info("The uncertain number that moves the recommendation most", NULL, -1, &b->all);
        ent_findings_metric(b->out, "drivers.first", ent_text(path), &info);
        info = bargain_info("Its rank correlation with the recommendation", NULL, 2, &b->all);
        ent_findings_metric(b->out, "drivers.first.correlation", ent_real(drivers[0].rho), &info);
    }
    if (!b->run->metrics_only) drivers_table(b, sample, drivers, shown);
    return ENT_OK;
}
