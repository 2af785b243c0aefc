/* Any text as an assignment to a case: the first line is a path, the rest a value. Set on top of the case and written
 * into its text it comes to the same; and as a package, any text is read or refused. */
#include <entente/case.h>

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char sketch[] =
    "entente: 1   # of the format\n"
    "id: harbour\n"
    "title: The harbour talks\n"
    "parties:\n"
    "  north: {name: Northland, aliases: [the north], government: [{name: alder, from: 2028-01-20}]}\n"
    "  south: {name: Southland, discount: 0.93}\n"
    "issues:\n"
    "  payment: {options: {from: 900, to: 1500, step: 100}, unit: {currency: SLD, scale: million}}\n"
    "  growth: {options: [\"frozen\", 'as, inflation', a=b]}   # named\n"
    "  voice: {scale: [informed, consulted, joint]}\n"
    "preferences:\n"
    "  south: &wants\n"
    "    payment: {weight: {value: 45, low: 30, high: 60}, best: 900, worst: 1500}\n"
    "    growth: {weight: 20, values: {frozen: 1, 'as, inflation': 0.5, a=b: 0}}\n"
    "  north: *wants\n"
    "positions:\n"
    "  - {id: p1, party: south, issue: payment, value: 900, date: 2031-02-13}\n"
    "  - id: p2\n"
    "    party: north\n"
    "    issue: voice\n"
    "    value: informed\n"
    "no_deal:\n"
    "  south: {path: [{id: lapse, from: 2032-01-01, utility: 0.35}]}\n"
    "dates: {opens: 2031-04-20, rounds: [2031-04-20, 2031-06-10]}\n"
    "summary: |\n"
    "  Two lines\n"
    "  of text.\n";

static void set_and_write(const ent_run *run, const ent_case *c, const char *path, const char *value) {
    const ent_case_options plain = {.without_sources = true};
    ent_set_row row = {path, value, NULL};
    const ent_case_options options = {.set = {&row, 1}, .without_sources = true};
    ent_case *with = NULL, *written = NULL;
    char *text = NULL;
    size_t size = 0;
    ent_status set = ent_case_with(run, c, &options, &with);
    if ((set == ENT_OK) != (with != NULL)) abort();
    ent_status patched = ent_case_patch(run, "fuzz.yaml", sketch, sizeof sketch - 1, path, value, &text, &size);
    if (patched == ENT_OK && ent_case_parse(run, "fuzz.yaml", text, size, &plain, &written) == ENT_OK &&
        set == ENT_OK) {
        ent_change *changes = NULL;
        size_t changes_size = 0;
        if (ent_case_compare(with, written, written->arena, &changes, &changes_size) == ENT_OK && changes_size != 0)
            abort();
    }
    ent_free(ent_allocator_default(), text);
    ent_case_free(written);
    ent_case_free(with);
}

static void package(const ent_run *run, const ent_case *c, const char *text) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_package read = {.size = 0};
    if (ent_package_read(run, c, text, arena, &read) == ENT_OK)
        for (size_t i = 0; i < read.size; i++)
            if (read.choices[i].issue < 0 || (size_t)read.choices[i].issue >= c->issues_size) abort();
    ent_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (text == NULL) return 0;
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 50);
    const ent_run run = {.diagnostics = diagnostics};
    ent_case *c = NULL;
    if (ent_case_parse(&run, "fuzz.yaml", sketch, sizeof sketch - 1, NULL, &c) != ENT_OK) abort();
    package(&run, c, text);
    char *end = strchr(text, '\n');
    if (end != NULL) {
        *end = '\0';
        set_and_write(&run, c, text, end + 1);
    }
    ent_case_free(c);
    ent_diagnostics_free(diagnostics);
    free(text);
    return 0;
}
