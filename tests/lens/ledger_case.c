/* Cases for the tests of the ledger. */
#include "lens/ledger_case.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_case *finish(ent_status status, ent_case *entente_case, ent_diagnostics *diagnostics) {
    if (status != ENT_OK) {
        for (size_t i = 0; i < ent_diagnostics_size(diagnostics); i++) {
            const ent_diagnostic *row = ent_diagnostics_at(diagnostics, i);
            fprintf(stderr, "%zu: %s: %s\n", row->place.line, row->id, row->message);
        }
        entente_case = NULL;
    }
    ent_diagnostics_free(diagnostics);
    return entente_case;
}

static ent_case_options options_of(const char *as_of) {
    ent_case_options options = {.without_sources = true};
    if (as_of != NULL && !ent_read_date(as_of, &options.as_of)) abort();
    return options;
}

ent_case *ledger_case_parse(const char *text, const char *as_of) {
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 50);
    ent_run run = {.diagnostics = diagnostics};
    ent_case_options options = options_of(as_of);
    ent_case *entente_case = NULL;
    ent_status status = ent_case_parse(&run, "test.yaml", text, strlen(text), &options, &entente_case);
    return finish(status, entente_case, diagnostics);
}

ent_case *ledger_case_read(const char *path, const char *as_of) {
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 50);
    ent_run run = {.diagnostics = diagnostics};
    ent_case_options options = options_of(as_of);
    ent_case *entente_case = NULL;
    ent_status status = ent_case_read(&run, path, &options, &entente_case);
    return finish(status, entente_case, diagnostics);
}

ent_ledger_options ledger_options(void) {
    ent_ledger_options options;
    memset(&options, 0, sizeof options);
    if (ent_options_defaults(ent_lens_ledger.options, ent_lens_ledger.options_size, &options) != ENT_OK) abort();
    return options;
}

ent_ledger ledger_of(const ent_case *entente_case, ent_arena *arena) {
    ent_ledger ledger;
    if (arena == NULL || ent_ledger_build(NULL, entente_case, arena, &ledger) != ENT_OK) abort();
    return ledger;
}

const char *ledger_text(const ent_ledger *ledger, int year, char text[64]) {
    const ent_ledger_year *found = ent_ledger_find(ledger->years, ledger->years_size, year);
    if (found == NULL || found->status == ENT_LEDGER_NONE) return "none";
    if (!ent_ledger_has_amount(found)) return "-";
    if (found->amount.den == 1) {
        snprintf(text, 64, "%" PRId64, found->amount.num);
    } else {
        snprintf(text, 64, "%" PRId64 "/%" PRId64, found->amount.num, found->amount.den);
    }
    return text;
}
