/* check: all problems of case files, and what they hold; cases: the built-in ones. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

/* ---- what a case holds ------------------------------------------------------------------------------------ */

/* Packages on the table as a text: exact up to 2^64, else in powers of ten. */
static ent_value packages(const ent_case *entente_case, ent_arena *arena) {
    double product = 1;
    uint64_t exact = 1;
    bool fits = true;
    for (size_t i = 0; i < entente_case->issues_size; i++) {
        const ent_issue *issue = &entente_case->issues[i];
        if (!issue->same_table || issue->options_size == 0) continue;
        product *= (double)issue->options_size;
        fits = fits && !__builtin_mul_overflow(exact, (uint64_t)issue->options_size, &exact);
    }
    if (entente_case->issues_size == 0) return ent_empty();
    if (fits && exact <= INT64_MAX) return ent_integer((int64_t)exact);
    char text[ENT_NUMBER_TEXT];
    snprintf(text, sizeof text, "about %.1e", product);
    return ent_text(ent_arena_text(arena, text));
}

typedef struct owners {
    size_t counts[ENT_UNOWNED + 1];
} owners;

static owners count_owners(const ent_case *entente_case) {
    owners result = {{0}};
    for (size_t i = 0; i < entente_case->slots_size; i++)
        result.counts[entente_case->slots[i].provenance->basis]++;
    return result;
}

static size_t sentences(const ent_case *entente_case) {
    size_t count = 0;
    for (size_t i = 0; i < entente_case->sources_size; i++)
        count += entente_case->sources[i].sentences_size;
    return count;
}

static ent_value count(size_t number) {
    return ent_integer((int64_t)number);
}

/* The figures of a case, for a list of them or a row of a table. */
typedef struct figure_row {
    const char *id, *label;
} figure_row;

static const figure_row figures[] = {{"errors", "Errors"},
                                     {"warnings", "Warnings"},
                                     {"parties", "Parties"},
                                     {"issues", "Issues"},
                                     {"packages", "Packages"},
                                     {"numbers", "Numbers"},
                                     {"record", "on record"},
                                     {"reported", "reported"},
                                     {"judged", "judged"},
                                     {"unowned", "unowned"},
                                     {"uncertain", "Numbers with a range"},
                                     {"sources", "Sources"},
                                     {"sentences", "Sentences"},
                                     {"claims", "Claims"}};
enum { FIGURES = sizeof figures / sizeof *figures };

static void fill_figures(cli *self, const ent_case *entente_case, size_t errors, size_t warnings,
                         ent_value cells[FIGURES]) {
    for (size_t i = 0; i < FIGURES; i++)
        cells[i] = ent_empty();
    cells[0] = count(errors);
    cells[1] = count(warnings);
    if (entente_case == NULL) return;
    owners owned = count_owners(entente_case);
    const size_t counts[] = {entente_case->parties_size, entente_case->issues_size, 0,
                             entente_case->slots_size,   owned.counts[ENT_RECORD],  owned.counts[ENT_REPORTED],
                             owned.counts[ENT_JUDGED],   owned.counts[ENT_UNOWNED], ent_case_uncertain(entente_case),
                             entente_case->sources_size, sentences(entente_case),   entente_case->claims_size};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        cells[i + 2] = count(counts[i]);
    cells[4] = packages(entente_case, self->arena);
}

static void add_figures(ent_findings *findings, const ent_value cells[FIGURES]) {
    for (size_t i = 0; i < FIGURES; i++) {
        ent_info info = {.label = figures[i].label};
        ent_findings_metric(findings, figures[i].id, cells[i], &info);
    }
}

static ent_table *start_table(ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "cases", false, "What the cases hold");
    ent_table_column(findings, table, "case", "Case", "text", NULL, 0);
    for (size_t i = 0; i < FIGURES; i++)
        ent_table_column(findings, table, figures[i].id, figures[i].label, "integer", NULL, 0);
    return table;
}

static void add_row(ent_findings *findings, ent_table *table, const char *name, const ent_value cells[FIGURES]) {
    ent_value row[FIGURES + 1];
    row[0] = ent_text(name);
    for (size_t i = 0; i < FIGURES; i++)
        row[i + 1] = cells[i];
    ent_table_row(findings, table, row);
}

/* ---- check ------------------------------------------------------------------------------------------------ */

/* One case gives a list of figures, several (`table` not NULL) a row each. */
static ent_status check_one(cli *self, const char *name, ent_findings *findings, ent_table *table) {
    size_t errors = ent_diagnostics_count(self->diagnostics, ENT_ERROR);
    size_t warnings = ent_diagnostics_count(self->diagnostics, ENT_WARNING);
    ent_case *entente_case;
    ent_status status = cli_read_case(self, name, true, &entente_case);
    if (status == ENT_OK) status = ent_case_check_tables(&self->run, entente_case);
    if (status != ENT_OK && status != ENT_INPUT && status != ENT_LIMIT) {
        ent_case_free(entente_case);
        return status;
    }
    ent_value cells[FIGURES];
    fill_figures(self, entente_case, ent_diagnostics_count(self->diagnostics, ENT_ERROR) - errors,
                 ent_diagnostics_count(self->diagnostics, ENT_WARNING) - warnings, cells);
    if (table != NULL) {
        add_row(findings, table, name, cells);
    } else {
        add_figures(findings, cells);
        if (entente_case != NULL)
            ent_findings_case(findings, entente_case->id, entente_case->title, entente_case->handling, NULL);
    }
    ent_case_free(entente_case);
    return status;
}

static const char *plural(size_t number, const char *one, const char *many) {
    return number == 1 ? one : many;
}

static void headline(cli *self, ent_findings *findings) {
    size_t errors = ent_diagnostics_count(self->diagnostics, ENT_ERROR);
    size_t warnings = ent_diagnostics_count(self->diagnostics, ENT_WARNING);
    const char *subject = self->operands_size == 1 ? self->operands[0] : "The cases";
    const char *verb = self->operands_size == 1 ? "has" : "have";
    if (errors + warnings == 0)
        ent_findings_headline(findings, "%s %s no errors and no warnings.", subject, verb);
    else
        ent_findings_headline(findings, "%s %s %zu %s and %zu %s.", subject, verb, errors,
                              plural(errors, "error", "errors"), warnings, plural(warnings, "warning", "warnings"));
}

ent_status cli_check(cli *self) {
    ent_findings *findings = ent_findings_new(&self->run, "check");
    if (findings == NULL) return ENT_MEMORY;
    ent_table *table = self->operands_size > 1 ? start_table(findings) : NULL;
    ent_status status = ENT_OK;
    for (size_t i = 0; i < self->operands_size; i++) {
        ent_status one = check_one(self, self->operands[i], findings, table);
        if (one > status) status = one;
    }
    headline(self, findings);
    ent_diagnostics_sort(self->diagnostics);
    if (status == ENT_OK || status == ENT_INPUT || status == ENT_LIMIT) {
        ent_status shown = cli_show(self, findings);
        if (shown != ENT_OK) status = shown;
    }
    ent_findings_free(findings);
    return status;
}

/* ---- cases ------------------------------------------------------------------------------------------------ */

static ent_status list_ids(cli *self, const char *const *ids, size_t size) {
    for (size_t i = 0; i < size; i++)
        ent_buffer_printf(&self->out, "%s\n", ids[i]);
    return ENT_OK;
}

static ent_status list_cases(cli *self, const char *const *ids, size_t size, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "cases", false, "Built-in cases");
    ent_table_column(findings, table, "id", "Id", "text", NULL, 0);
    ent_table_column(findings, table, "title", "Title", "text", NULL, 0);
    ent_table_column(findings, table, "as_of", "As of", "date", NULL, 0);
    ent_table_column(findings, table, "parties", "Parties", "integer", NULL, 0);
    ent_table_column(findings, table, "issues", "Issues", "integer", NULL, 0);
    ent_table_column(findings, table, "path", "File", "text", NULL, 0);
    for (size_t i = 0; i < size; i++) {
        char date[ENT_NUMBER_TEXT];
        ent_case *entente_case;
        ent_status status = cli_read_case(self, ids[i], false, &entente_case);
        if (status == ENT_MEMORY) return status;
        ent_value cells[] = {ent_text(ids[i]), ent_text("cannot be read"),
                             ent_empty(),      ent_empty(),
                             ent_empty(),      ent_text(cli_builtin_path(self, ids[i]))};
        if (entente_case != NULL) {
            cells[1] = ent_text(entente_case->title);
            cells[2] = ent_text(ent_write_date(date, entente_case->as_of));
            cells[3] = count(entente_case->parties_size);
            cells[4] = count(entente_case->issues_size);
        }
        ent_table_row(findings, table, cells);
        ent_case_free(entente_case);
    }
    ent_findings_headline(findings, "%zu built-in %s.", size, plural(size, "case", "cases"));
    return cli_show(self, findings);
}

ent_status cli_cases(cli *self) {
    const cli_cases_options *options = self->options;
    size_t size;
    const char **ids = cli_builtin_ids(self, &size);
    if (ids == NULL) return ENT_MEMORY;
    if (options->ids) return list_ids(self, ids, size);
    ent_findings *findings = ent_findings_new(&self->run, "cases");
    ent_diagnostics *kept = self->run.diagnostics;
    self->run.diagnostics = NULL; /* problems of a case are for `check` */
    ent_status status = findings == NULL ? ENT_MEMORY : list_cases(self, ids, size, findings);
    self->run.diagnostics = kept;
    ent_findings_free(findings);
    return status;
}
