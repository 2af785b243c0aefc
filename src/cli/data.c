/* Built-in cases and schemas: where they are, and reading what an operand names. */
#include "cli/cli.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/* Folders with a folder `cases`: of the user, of the source tree around a build, of an installation that may have
 * been moved, of the installation as configured. */
static const char *data_root(cli *self, size_t index) {
    static const char *const beside[] = {"..", "../..", "../share/entente"};
    if (index == 0) {
        const char *wanted = getenv("ENTENTE_DATA");
        return wanted != NULL && wanted[0] != '\0' ? wanted : NULL;
    }
    if (index <= sizeof beside / sizeof *beside)
        return self->program == NULL ? NULL : ent_file_beside(self->arena, self->program, beside[index - 1]);
    return ENT_DATADIR;
}
enum { ROOTS = 5 };

static const char *under(cli *self, const char *root, const char *name) {
    return ent_arena_printf(self->arena, "%s/%s", root, name);
}

/* The first root that has both folders; NULL if there is none. */
static const char *root_folder(cli *self) {
    for (size_t i = 0; i < ROOTS; i++) {
        const char *root = data_root(self, i);
        const char *cases = root != NULL ? under(self, root, "cases") : NULL;
        const char *schema = root != NULL ? under(self, root, "schema") : NULL;
        if (cases == NULL || !ent_file_exists(cases)) continue;
        if (i == 0 || (schema != NULL && ent_file_exists(schema))) return root;
    }
    return NULL;
}

/* The plain form of a path, without .. and links; below the folder where we are, relative to it. */
static const char *plain_path(cli *self, const char *path) {
    char *whole = realpath(path, NULL), *here = realpath(".", NULL);
    size_t length = here != NULL ? strlen(here) : 0;
    if (whole != NULL) {
        bool below = length > 1 && strncmp(whole, here, length) == 0 && whole[length] == '/';
        path = ent_arena_text(self->arena, below ? whole + length + 1 : whole);
    }
    free(whole);
    free(here);
    return path;
}

const char *cli_builtin_path(cli *self, const char *id) {
    const char *root = ent_is_id(id) ? root_folder(self) : NULL;
    const char *path = root != NULL ? ent_arena_printf(self->arena, "%s/cases/%s/case.yaml", root, id) : NULL;
    return path != NULL && ent_file_exists(path) ? plain_path(self, path) : NULL;
}

const char *cli_data_file(cli *self, const char *name) {
    for (size_t i = 0; i <= ROOTS; i++) { /* after the roots, what the build made beside the program */
        const char *root = i < ROOTS               ? data_root(self, i)
                           : self->program != NULL ? ent_file_beside(self->arena, self->program, ".")
                                                   : NULL;
        const char *path = root != NULL ? under(self, root, name) : NULL;
        if (path != NULL && ent_file_exists(path)) return path;
    }
    return NULL;
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **cli_builtin_ids(cli *self, size_t *size) {
    *size = 0;
    size_t capacity = 16;
    const char **ids = ent_arena_array(self->arena, capacity, sizeof *ids);
    const char *root = root_folder(self);
    const char *folder = root != NULL ? under(self, root, "cases") : NULL;
    DIR *entries = folder != NULL ? opendir(folder) : NULL;
    if (entries == NULL) return ids;
    for (const struct dirent *entry = readdir(entries); ids != NULL && entry != NULL; entry = readdir(entries)) {
        if (cli_builtin_path(self, entry->d_name) == NULL) continue;
        if (*size == capacity) {
            const char **more = ent_arena_array(self->arena, capacity * 2, sizeof *more);
            if (more != NULL) memcpy(more, ids, capacity * sizeof *ids);
            ids = more;
            capacity *= 2;
        }
        const char *id = ids != NULL ? ent_arena_text(self->arena, entry->d_name) : NULL;
        if (id == NULL)
            ids = NULL;
        else
            ids[(*size)++] = id;
    }
    closedir(entries);
    if (ids != NULL) qsort(ids, *size, sizeof *ids, compare_texts);
    return ids;
}

/* ---- operands ------------------------------------------------------------------------------------------- */

static bool is_path(const char *name) {
    size_t size = strlen(name);
    return strchr(name, '/') != NULL || (size > 5 && strcmp(name + size - 5, ".yaml") == 0) ||
           (size > 4 && strcmp(name + size - 4, ".yml") == 0);
}

static const char *unknown_case(cli *self, const char *name) {
    size_t size;
    const char **ids = cli_builtin_ids(self, &size);
    const char *hint = ids != NULL ? cli_suggest(self, name, ids, size) : NULL;
    const char *yaml = ent_arena_printf(self->arena, "%s.yaml", name);
    if (hint == NULL && ent_file_exists(name)) hint = ent_arena_printf(self->arena, "did you mean ./%s?", name);
    if (hint == NULL && yaml != NULL && ent_file_exists(yaml))
        hint = ent_arena_printf(self->arena, "did you mean %s?", yaml);
    if (hint == NULL) hint = "`entente cases` lists the built-in ones; a file's name contains a / or ends in .yaml";
    cli_usage(self, "U-CLI-0003", hint, "no built-in case \"%s\"", name);
    return NULL;
}

const char *cli_case_file(cli *self, const char *name, bool *builtin) {
    *builtin = false;
    if (is_path(name)) {
        if (ent_file_exists(name)) return name;
        cli_usage(self, "U-CLI-0003", NULL, "no file %s", name);
        return NULL;
    }
    const char *path = cli_builtin_path(self, name);
    if (path == NULL) return unknown_case(self, name);
    *builtin = true;
    return path;
}

/* --set PATH=VALUE as rows of an overlay. */
static ent_status read_sets(cli *self, ent_sets *sets) {
    const ent_text_list *list = &self->common.set;
    sets->rows = ent_arena_array(self->arena, list->size, sizeof *sets->rows);
    if (sets->rows == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < list->size; i++) {
        const char *equals = strchr(list->items[i], '=');
        if (equals == NULL || equals == list->items[i])
            return cli_usage(self, "U-CLI-0008", "for instance --set preferences.us.contribution.weight=40",
                             "--set takes PATH=VALUE, not \"%s\"", list->items[i]);
        const char *path = ent_arena_copy(self->arena, list->items[i], (size_t)(equals - list->items[i]));
        if (path == NULL) return ENT_MEMORY;
        sets->rows[sets->size++] = (ent_set_row){.path = path, .value = equals + 1};
    }
    return ENT_OK;
}

ent_status cli_read_case(cli *self, const char *name, bool changed, ent_case **out) {
    *out = NULL;
    ent_case_options options = {0};
    const char *path = cli_case_file(self, name, &options.builtin);
    if (path == NULL) return ENT_USAGE;
    if (changed) {
        options.as_of = self->common.as_of;
        ent_status status = read_sets(self, &options.set);
        if (status != ENT_OK) return status;
    }
    return ent_case_read(&self->run, path, &options, out);
}
