/* Files named by operands: folders are walked, in the order of names, whatever order the disk gives. */
#include "cli/evidence.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_DEPTH = 32, MOST_FILES = 200000 };

typedef struct walker {
    cli *self;
    cli_evidence_files *out;
    size_t capacity;
    const char *store; /* name of the store's file, which is no document; NULL */
} walker;

static ent_status say(walker *walk, ent_status status, const char *path, const char *what) {
    const ent_place place = {.file = path};
    ent_diagnosef(walk->self->diagnostics, ENT_ERROR, "E-CLI-0007", &place, NULL, NULL, NULL, "%s", what);
    walk->out->failed++;
    return status;
}

static ent_status add_file(walker *walk, const char *path, size_t size, bool walked) {
    cli_evidence_files *out = walk->out;
    if (out->size == MOST_FILES)
        return say(walk, ENT_LIMIT, path, "more than 200,000 files: add some folders at a time");
    if (out->size == walk->capacity) {
        const size_t more = walk->capacity > 0 ? 2 * walk->capacity : 64;
        cli_evidence_file *items = ent_arena_array(walk->self->arena, more, sizeof *items);
        if (items == NULL) return ENT_MEMORY;
        if (out->size > 0) memcpy(items, out->items, out->size * sizeof *items);
        out->items = items;
        walk->capacity = more;
    }
    out->items[out->size++] = (cli_evidence_file){path, size, walked};
    out->bytes += size;
    return ENT_OK;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Hidden files are nobody's reports, and neither is the store. */
static bool is_wanted(const walker *walk, const char *name) {
    if (name[0] == '.') return false;
    const size_t size = walk->store != NULL ? strlen(walk->store) : 0;
    if (size == 0 || strncmp(name, walk->store, size) != 0) return true;
    return strcmp(name + size, "") != 0 && strcmp(name + size, "-wal") != 0 && strcmp(name + size, "-shm") != 0;
}

/* Names in a folder, sorted, in the arena. */
static ent_status list(walker *walk, DIR *folder, const char ***names, size_t *size) {
    size_t capacity = 32;
    *size = 0;
    *names = ent_arena_array(walk->self->arena, capacity, sizeof **names);
    for (const struct dirent *entry; *names != NULL && (entry = readdir(folder)) != NULL;) {
        if (!is_wanted(walk, entry->d_name)) continue;
        if (*size == MOST_FILES) return ENT_LIMIT;
        if (*size == capacity) {
            const char **more = ent_arena_array(walk->self->arena, 2 * capacity, sizeof *more);
            if (more != NULL) memcpy(more, *names, capacity * sizeof *more);
            *names = more;
            capacity *= 2;
        }
        const char *name = *names != NULL ? ent_arena_text(walk->self->arena, entry->d_name) : NULL;
        if (name == NULL) return ENT_MEMORY;
        (*names)[(*size)++] = name;
    }
    if (*names == NULL) return ENT_MEMORY;
    qsort(*names, *size, sizeof **names, by_name);
    return ENT_OK;
}

static ent_status walk_folder(walker *walk, const char *path, size_t depth);

/* Links are followed to files, not to folders, which could lead back. */
static ent_status walk_entry(walker *walk, const char *path, size_t depth) {
    struct stat about, target;
    if (lstat(path, &about) != 0 || stat(path, &target) != 0) return ENT_OK; /* gone, or a link to nowhere */
    if (S_ISDIR(about.st_mode)) return walk_folder(walk, path, depth + 1);
    return S_ISREG(target.st_mode) ? add_file(walk, path, (size_t)target.st_size, true) : ENT_OK;
}

static ent_status walk_folder(walker *walk, const char *path, size_t depth) {
    if (ent_run_cancelled(&walk->self->run)) return ENT_CANCELLED;
    if (depth > MOST_DEPTH) return say(walk, ENT_OK, path, "left out: folders are more than 32 deep");
    DIR *folder = opendir(path);
    if (folder == NULL)
        return say(walk, ENT_OK, path,
                   ent_arena_printf(walk->self->arena, "the folder cannot be read: %s", strerror(errno)));
    const char **names;
    size_t size;
    ent_status status = list(walk, folder, &names, &size);
    closedir(folder);
    if (status == ENT_LIMIT) return say(walk, status, path, "more than 200,000 files: add some folders at a time");
    const size_t length = strlen(path);
    const char *before = strcmp(path, ".") == 0 ? "" : path;
    const char *between = before[0] == '\0' || path[length - 1] == '/' ? "" : "/";
    for (size_t i = 0; i < size && status == ENT_OK; i++) {
        const char *name = ent_arena_printf(walk->self->arena, "%s%s%s", before, between, names[i]);
        status = name != NULL ? walk_entry(walk, name, depth) : ENT_MEMORY;
    }
    return status;
}

ent_status cli_evidence_walk(cli *self, const char *const *operands, size_t size, const char *store,
                             cli_evidence_files *out) {
    *out = (cli_evidence_files){.size = 0};
    const char *slash = store != NULL ? strrchr(store, '/') : NULL;
    walker walk = {.self = self, .out = out, .store = slash != NULL ? slash + 1 : store};
    ent_status status = ENT_OK;
    for (size_t i = 0; i < size && status == ENT_OK; i++) {
        struct stat about = {0};
        const bool input = strcmp(operands[i], "-") == 0;
        if (!input && stat(operands[i], &about) == 0 && S_ISDIR(about.st_mode))
            status = walk_folder(&walk, operands[i], 1);
        else /* what is not there is told when it is read */
            status = add_file(&walk, operands[i], !input && S_ISREG(about.st_mode) ? (size_t)about.st_size : 0, false);
    }
    return status;
}
