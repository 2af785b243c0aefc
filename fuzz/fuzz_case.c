/* Any bytes as a case file: read, walked, changed at a place, compared with itself. */
#include <entente/case.h>

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const ent_run *run, ent_case *c, const char *text, size_t size) {
    for (size_t i = 0; i < c->slots_size && i < 8; i++) {
        const char *path = ent_case_path(c, c->slots[i].node, c->arena);
        if (path == NULL) return;
        if (ent_case_at(c, path) != c->slots[i].node) abort();
        char *patched = NULL;
        size_t patched_size = 0;
        if (ent_case_patch(run, "fuzz.yaml", text, size, path, "0.5", &patched, &patched_size) == ENT_OK)
            ent_free(ent_allocator_default(), patched);
    }
    ent_change *changes = NULL;
    size_t changes_size = 1;
    if (ent_case_compare(c, c, c->arena, &changes, &changes_size) == ENT_OK && changes_size != 0) abort();
    ent_case *other = NULL;
    ent_set_row row = {"title", "Another", NULL};
    const ent_case_options options = {.set = {&row, 1}, .without_sources = true};
    if (ent_case_with(run, c, &options, &other) == ENT_OK && strcmp(other->title, "Another") != 0) abort();
    ent_case_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 50);
    const ent_run run = {.diagnostics = diagnostics};
    const ent_case_options options = {.without_sources = true, .builtin = true};
    const char *text = size > 0 ? (const char *)data : "";
    ent_case *c = NULL;
    ent_status status = ent_case_parse(&run, "fuzz.yaml", text, size, &options, &c);
    if ((status == ENT_OK) != (c != NULL)) abort();
    if (c == NULL && ent_diagnostics_count(diagnostics, ENT_ERROR) == 0) abort();
    if (c != NULL) walk(&run, c, text, size);
    ent_case_free(c);
    ent_diagnostics_free(diagnostics);
    return 0;
}
