/* Which numbers of the case a figure rests on, as paths: what a payment's chain went through, and no more. */
#include "lens/ledger/report.h"

#include <string.h>

void ent_ledger_paths_add(ent_ledger_report *report, ent_ledger_paths *paths, const char *path) {
    if (path == NULL) return;
    for (size_t i = 0; i < paths->size; i++) {
        if (strcmp(paths->items[i], path) == 0) return;
    }
    if (paths->size == paths->capacity) {
        size_t more = paths->capacity == 0 ? 16 : 2 * paths->capacity;
        const char **items = ent_arena_array(report->arena, more, sizeof *items);
        if (items == NULL) return; /* the watched memory knows */
        if (paths->size > 0) memcpy(items, paths->items, paths->size * sizeof *items);
        paths->items = items;
        paths->capacity = more;
    }
    paths->items[paths->size++] = path;
}

/* The term of the agreement that speaks of a year: "agreements.a11.override.2021". */
static const char *term_path(const ent_ledger_report *report, const ent_ledger_year *year) {
    const char *id = ent_ledger_id(report, year->agreement);
    if (year->exceptional) return ent_arena_printf(report->arena, "agreements.%s.override.%d", id, year->year);
    const ent_agreement *agreement = &report->entente_case->agreements[year->agreement];
    if (year->status == ENT_LEDGER_AMOUNT && !(year->first && agreement->first_amount.set)) {
        return ent_arena_printf(report->arena, "agreements.%s.schedule.%d", id, year->year);
    }
    bool standing = year->status == ENT_LEDGER_RULE && year->growth == &agreement->growth;
    return ent_arena_printf(report->arena, "agreements.%s.%s", id, standing ? "growth" : "first");
}

static void add_observations(ent_ledger_report *report, ent_ledger_paths *paths, const ent_ledger_year *year) {
    const ent_growth *growth = year->growth;
    if (growth == NULL || growth->fixed || growth->flat) return;
    for (int i = 0; i < 2; i++) {
        if (growth->series[i] == ENT_NOWHERE) continue;
        const char *id = report->entente_case->series[growth->series[i]].id;
        ent_ledger_paths_add(report, paths,
                             ent_arena_printf(report->arena, "series.%s.values.%d", id, year->year - growth->lag[i]));
    }
}

void ent_ledger_paths_of(ent_ledger_report *report, const ent_ledger_year *year, ent_ledger_paths *paths) {
    const ent_ledger *ledger = &report->ledger;
    while (year != NULL && ent_ledger_has_amount(year)) {
        ent_ledger_paths_add(report, paths, term_path(report, year));
        add_observations(report, paths, year);
        if (year->status == ENT_LEDGER_AMOUNT || !year->has_before) return;
        year = ent_ledger_find(ledger->years, ledger->years_size, year->before_year);
    }
}
