/* A backtest from cases to findings. */
#include "backtest/backtest.h"

#include <string.h>

#define AT(field) offsetof(ent_backtest_options, field)
const ent_option_row ent_backtest_rows[] = {
    {"models", ENT_OPTION_LIST, AT(models), NULL, 0, 0, NULL, "A,B,...",
     "which models are scored, by their ids; without it all"},
    {"draws", ENT_OPTION_COUNT, AT(draws), "200", 0, 1e6, NULL, "N",
     "draws of the cases' uncertain numbers, of which forecasts are then mixtures; 0: as written"},
    {"outcome", ENT_OPTION_DATE, AT(outcome), NULL, 0, 0, NULL, "DATE",
     "the outcome as it stood on this day; without it the last step of each"},
};
#undef AT
const size_t ent_backtest_rows_size = sizeof ent_backtest_rows / sizeof *ent_backtest_rows;

static void describe(const backtest *self, ent_findings *findings) {
    char date[ENT_NUMBER_TEXT];
    const ent_case *first = self->cases[0];
    bool one = self->cases_size == 1;
    const char *title = one ? ent_arena_printf(self->arena, "Backtest: %s", first->title)
                            : ent_arena_printf(self->arena, "Backtest over %zu cases", self->cases_size);
    ent_findings_case(findings, one ? first->id : NULL, title, ent_case_handling(self->cases, self->cases_size),
                      one && first->as_of.year != 0 ? ent_write_date(date, first->as_of) : NULL);
    for (size_t i = 0; !one && i < self->cases_size; i++)
        ent_findings_among(findings, self->cases[i]->id);
    ent_findings_options(findings, ent_backtest_rows, ent_backtest_rows_size, self->options);
}

static ent_status compute(backtest *self, ent_findings *findings) {
    static ent_status (*const steps[])(backtest *) = {backtest_choose, backtest_collect, backtest_measure,
                                                      backtest_pool, backtest_compare};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        ent_status status = steps[i](self);
        if (status != ENT_OK) return status;
    }
    describe(self, findings);
    backtest_report(self, findings);
    if (!self->run->metrics_only) {
        backtest_tables(self, findings);
        backtest_details(self, findings);
        backtest_page(self, findings);
    }
    return ent_arena_failed(self->arena) ? ENT_MEMORY : ent_findings_status(findings);
}

ent_status ent_backtest_run(const ent_run *run, const ent_case *const *cases, size_t cases_size,
                            const ent_backtest_options *options, ent_findings **out) {
    const ent_run plain = {.threads = 1};
    const ent_backtest_options all = {.draws = 0};
    *out = NULL;
    if (run == NULL) run = &plain;
    backtest self = {.run = run,
                     .options = options != NULL ? options : &all,
                     .arena = ent_arena_new(ent_run_allocator(run)),
                     .cases = cases,
                     .cases_size = cases_size};
    ent_findings *findings = self.arena != NULL ? ent_findings_new(run, "backtest") : NULL;
    ent_status status = cases_size == 0 ? ENT_USAGE : findings != NULL ? compute(&self, findings) : ENT_MEMORY;
    for (size_t i = 0; i < self.rooms_size && self.rooms != NULL; i++)
        ent_arena_free(self.rooms[i]);
    ent_arena_free(self.arena);
    if (status == ENT_OK)
        *out = findings;
    else
        ent_findings_free(findings);
    return status;
}
