/* A built-in case reads without an error, a warning or a number that nobody answers for; each outcome of its chance
 * events leads to a case that reads as clean. Arguments: the folder of the case, its id. */
#include <entente/case.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void expect(bool holds, const char *what, const char *which) {
    if (holds) return;
    failures++;
    fprintf(stderr, "failed: %s: %s\n", which, what);
}

static void print_all(const ent_diagnostics *list) {
    for (size_t i = 0; i < ent_diagnostics_size(list); i++) {
        const ent_diagnostic *one = ent_diagnostics_at(list, i);
        fprintf(stderr, "%s:%zu:%zu: %s %s: %s\n", one->place.file == NULL ? "?" : one->place.file, one->place.line,
                one->place.column, one->id, one->path == NULL ? "" : one->path, one->message);
    }
}

/* Nothing was diagnosed since the last call. */
static void expect_clean(ent_status status, ent_diagnostics *list, const char *which) {
    expect(status == ENT_OK, ent_status_name(status), which);
    expect(ent_diagnostics_count(list, ENT_ERROR) == 0, "errors", which);
    expect(ent_diagnostics_count(list, ENT_WARNING) == 0, "warnings", which);
    print_all(list);
    ent_diagnostics_clear(list);
}

static void check_sources(const ent_case *entente_case) {
    expect(entente_case->sources_size > 0, "no sources", entente_case->id);
    for (size_t i = 0; i < entente_case->sources_size; i++) {
        const ent_source *source = &entente_case->sources[i];
        expect(source->title != NULL && source->publisher != NULL, "a source without title or publisher", source->id);
        expect(source->loaded && source->sentences_size > 0, "a source without a note", source->id);
    }
}

/* Orders of preference are judgements too. */
static void check_orders(const ent_case *entente_case) {
    const ent_moves *moves = &entente_case->moves;
    for (size_t i = 0; i < moves->rankings_size; i++)
        expect(moves->rankings[i].provenance->basis != ENT_UNOWNED, "nobody answers for a ranking", entente_case->id);
    for (size_t i = 0; i < moves->priorities_size; i++)
        expect(moves->priorities[i].provenance->basis != ENT_UNOWNED, "nobody answers for priorities",
               entente_case->id);
}

static void check_numbers(const ent_case *entente_case) {
    ent_arena *arena = ent_arena_new(ent_allocator_default());
    const bool orders = entente_case->moves.rankings_size + entente_case->moves.priorities_size > 0;
    expect(entente_case->slots_size > 0 || orders, "no numbers and no orders", entente_case->id);
    check_orders(entente_case);
    for (size_t i = 0; i < entente_case->slots_size; i++) {
        const ent_slot *slot = &entente_case->slots[i];
        const char *path = arena == NULL ? NULL : ent_case_path(entente_case, slot->node, arena);
        if (path == NULL) path = "a number";
        expect(slot->low <= slot->value && slot->value <= slot->high, "outside its own range", path);
        expect(slot->provenance->basis != ENT_UNOWNED, "nobody answers for it", path);
        if (slot->provenance->basis != ENT_JUDGED) continue;
        expect(slot->provenance->because != NULL && slot->provenance->because[0] != '\0', "judged without reason",
               path);
    }
    ent_arena_free(arena);
}

static void check_events(const ent_run *run, const ent_case *entente_case) {
    for (size_t i = 0; i < entente_case->events_size; i++) {
        const ent_event *event = &entente_case->events[i];
        for (size_t j = 0; j < event->outcomes_size; j++) {
            ent_case_options options = {.set = event->outcomes[j].set, .builtin = true};
            ent_case *after = NULL;
            expect_clean(ent_case_with(run, entente_case, &options, &after), run->diagnostics, event->outcomes[j].id);
            if (after != NULL) check_numbers(after);
            ent_case_free(after);
        }
    }
}

static void check_readme(const char *folder) {
    char name[1024];
    int size = snprintf(name, sizeof name, "%s/README.md", folder);
    expect(size > 0 && (size_t)size < sizeof name && ent_file_exists(name), "no README.md", folder);
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    char path[1024];
    int size = snprintf(path, sizeof path, "%s/case.yaml", arguments[1]);
    if (size < 0 || (size_t)size >= sizeof path) return 2;
    ent_run run = {.diagnostics = ent_diagnostics_new(ent_allocator_default(), 200), .threads = 1};
    ent_case_options options = {.builtin = true};
    ent_case *entente_case = NULL;
    expect_clean(ent_case_read(&run, path, &options, &entente_case), run.diagnostics, path);
    check_readme(arguments[1]);
    if (entente_case != NULL) {
        expect(strcmp(entente_case->id, arguments[2]) == 0, "the id is not the folder's name", entente_case->id);
        check_sources(entente_case);
        check_numbers(entente_case);
        check_events(&run, entente_case);
    }
    ent_case_free(entente_case);
    ent_diagnostics_free(run.diagnostics);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
