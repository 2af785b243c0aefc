/* A folder of broken cases: what is said about each is exactly what stands in the file beside it.
 *
 *     test_bad FOLDER            compares NNN-name.yaml with NNN-name.expected, and prints TAP
 *     test_bad FOLDER --update   writes NNN-name.expected; read every one before it is committed
 *
 * Comments in a case say how it is read:
 *     #: builtin                 as a built-in case
 *     #: set PATH=VALUE          with an assignment
 *     #: patch PATH=VALUE        its text changed at a place
 *     #: tables                  with the tables of its projects
 * Every E-CASE and W-CASE of the catalogue stands in one of them at least, and nothing that is not in it. */
#include <entente/case.h>
#include <entente/findings.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_FILES = 1000, MOST_TEXT = 1 << 20, MOST_SETS = 4, LEAST_FILES = 100 };

typedef struct wishes {
    ent_case_options options;
    ent_set_row sets[MOST_SETS];
    const char *patch, *patch_value;
    bool tables;
} wishes;

static void fail(const char *what) {
    perror(what);
    exit(99);
}

static char *slurp(const char *path, size_t *size) {
    char *text = NULL;
    ent_status status = ent_file_read(ent_allocator_default(), path, MOST_TEXT, &text, size, NULL);
    return status == ENT_OK ? text : NULL;
}

/* "PATH=VALUE" of a comment, cut in two in the arena. */
static void cut(ent_arena *arena, const char *text, size_t size, const char **path, const char **value) {
    const char *equals = memchr(text, '=', size);
    if (equals == NULL) fail("an assignment without =");
    size_t before = (size_t)(equals - text);
    *path = ent_arena_copy(arena, text, before);
    *value = ent_arena_copy(arena, equals + 1, size - before - 1);
}

static void read_wishes(ent_arena *arena, const char *text, wishes *out) {
    for (const char *line = text; line != NULL && *line != '\0'; line = strchr(line, '\n')) {
        line += *line == '\n';
        size_t size = strcspn(line, "\n");
        ent_sets *sets = &out->options.set;
        if (strncmp(line, "#: builtin", 10) == 0) {
            out->options.builtin = true;
        } else if (strncmp(line, "#: tables", 9) == 0) {
            out->tables = true;
        } else if (strncmp(line, "#: set ", 7) == 0 && sets->size < MOST_SETS) {
            sets->rows = out->sets;
            cut(arena, line + 7, size - 7, &out->sets[sets->size].path, &out->sets[sets->size].value);
            sets->size++;
        } else if (strncmp(line, "#: patch ", 9) == 0) {
            cut(arena, line + 9, size - 9, &out->patch, &out->patch_value);
        }
    }
}

static void judge(const char *name, const char *text, size_t size, ent_diagnostics *diagnostics) {
    ent_arena *arena = ent_arena_new(NULL);
    wishes w = {.patch = NULL};
    read_wishes(arena, text, &w);
    const ent_run run = {.diagnostics = diagnostics};
    if (w.patch != NULL) {
        char *out = NULL;
        size_t out_size;
        ent_case_patch(&run, name, text, size, w.patch, w.patch_value, &out, &out_size);
        ent_free(ent_allocator_default(), out);
    } else {
        ent_case *c = NULL;
        ent_case_read(&run, name, &w.options, &c);
        if (c != NULL && w.tables) ent_case_check_tables(&run, c);
        ent_case_free(c);
    }
    ent_diagnostics_sort(diagnostics);
    ent_arena_free(arena);
}

/* Marks what was said in the catalogue; false for an id that is not there. */
static bool mark(const ent_diagnostics *diagnostics, bool *seen) {
    bool all = true;
    for (size_t i = 0; i < ent_diagnostics_size(diagnostics); i++) {
        bool found = false;
        for (size_t j = 0; j < ent_case_messages_size; j++)
            if (strcmp(ent_diagnostics_at(diagnostics, i)->id, ent_case_messages[j].id) == 0) seen[j] = found = true;
        if (!found) printf("# %s is not in the catalogue\n", ent_diagnostics_at(diagnostics, i)->id);
        all = all && found;
    }
    return all;
}

static bool check(const char *name, bool update, bool *seen) {
    size_t size = 0, expected_size = 0;
    char path[512];
    char *text = slurp(name, &size);
    if (text == NULL) fail(name);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 1000);
    judge(name, text, size, diagnostics);
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    ent_render_diagnostics(diagnostics, false, &out);
    snprintf(path, sizeof path, "%.*s.expected", (int)(strlen(name) - 5), name);
    bool good = mark(diagnostics, seen) && out.size > 0;
    if (update) {
        ent_file_write(path, out.data != NULL ? out.data : "", out.size, NULL);
    } else {
        char *expected = slurp(path, &expected_size);
        bool same = expected != NULL && expected_size == out.size && memcmp(expected, out.data, out.size) == 0;
        if (!same) printf("# %s: expected\n%s# but it says\n%s", name, expected, out.data != NULL ? out.data : "");
        good = good && same;
        ent_free(ent_allocator_default(), expected);
    }
    ent_buffer_free(&out);
    ent_diagnostics_free(diagnostics);
    ent_free(ent_allocator_default(), text);
    return good;
}

static int compare(const void *a, const void *b) {
    return strcmp(a, b);
}

static size_t list(char names[][256]) {
    DIR *folder = opendir(".");
    size_t size = 0;
    if (folder == NULL) fail("the folder");
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (length > 5 && size < MOST_FILES && strcmp(entry->d_name + length - 5, ".yaml") == 0)
            snprintf(names[size++], 256, "%s", entry->d_name);
    }
    closedir(folder);
    qsort(names, size, 256, compare);
    return size;
}

int main(int count, char **arguments) {
    static char names[MOST_FILES][256];
    static bool seen[1000];
    bool update = count > 2 && strcmp(arguments[2], "--update") == 0, all = true;
    if (count < 2 || chdir(arguments[1]) != 0) fail("test_bad FOLDER [--update]");
    size_t size = list(names);
    printf("1..%zu\n", size + 2);
    for (size_t i = 0; i < size; i++) {
        bool good = check(names[i], update, seen);
        printf("%s %zu - %s\n", good ? "ok" : "not ok", i + 1, names[i]);
        all = all && good;
    }
    bool covered = true;
    for (size_t i = 0; i < ent_case_messages_size; i++)
        if (!seen[i] && ent_case_messages[i].id[0] != 'U') {
            printf("# no broken case for %s\n", ent_case_messages[i].id);
            covered = false;
        }
    printf("%s %zu - every message has its case\n", covered ? "ok" : "not ok", size + 1);
    printf("%s %zu - %d cases at least\n", size >= LEAST_FILES ? "ok" : "not ok", size + 2, LEAST_FILES);
    return all && covered && size >= LEAST_FILES ? 0 : 1;
}
