/* The one door to files. */
#include <entente/base.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ERROR_TEXT = 128, TRIES = 100, MEGABYTE = 1 << 20 };

/* strerror in a buffer of our own: safe beside other threads. */
static const char *error_text(int error, char text[ERROR_TEXT]) {
    if (strerror_r(error, text, ERROR_TEXT) != 0) snprintf(text, ERROR_TEXT, "error %d", error);
    return text;
}

static void diagnose_file(ent_diagnostics *diagnostics, const char *id, const char *path, const char *what, int error) {
    char text[ERROR_TEXT];
    ent_place place = {.file = path};
    ent_diagnosef(diagnostics, ENT_ERROR, id, &place, NULL, NULL, NULL, "%s: %s", what, error_text(error, text));
}

/* ---- reading -------------------------------------------------------------------------------------------- */

/* Reads until the end into a growing block. Sets errno to EFBIG beyond `most`, to ENOMEM without memory. */
static bool read_all(int file, const ent_allocator *allocator, size_t expected, size_t most, char **data,
                     size_t *size) {
    size_t capacity = expected + 2, used = 0; /* one byte more shows the end, one is for the NUL */
    char *block = ent_alloc(allocator, capacity);
    while (block != NULL) {
        ssize_t got = read(file, block + used, capacity - 1 - used);
        if (got < 0 && errno == EINTR) continue;
        if (got == 0) {
            block[used] = '\0';
            *data = block;
            *size = used;
            return true;
        }
        if (got > 0) used += (size_t)got;
        if (got > 0 && used > most) errno = EFBIG;
        if (got < 0 || used > most) break;
        if (used == capacity - 1) {
            char *larger = ent_realloc_array(allocator, block, capacity, capacity * 2, 1);
            if (larger == NULL) {
                errno = ENOMEM;
                break;
            }
            block = larger;
            capacity *= 2;
        }
    }
    if (block == NULL) errno = ENOMEM;
    int error = errno;
    ent_free(allocator, block);
    errno = error;
    return false;
}

ent_status ent_file_read(const ent_allocator *allocator, const char *path, size_t most, char **data, size_t *size,
                         ent_diagnostics *diagnostics) {
    *data = NULL;
    *size = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    int error = 0;
    if (file < 0 || fstat(file, &about) != 0)
        error = errno;
    else if (S_ISDIR(about.st_mode))
        error = EISDIR;
    else if (S_ISREG(about.st_mode) && (uintmax_t)about.st_size > most)
        error = EFBIG;
    if (error == 0) {
        size_t expected = S_ISREG(about.st_mode) ? (size_t)about.st_size : 4096;
        if (!read_all(file, allocator, expected, most, data, size)) error = errno;
    }
    if (file >= 0) close(file);
    if (error == 0) return ENT_OK;
    if (error == ENOMEM) return ENT_MEMORY;
    if (error != EFBIG) {
        diagnose_file(diagnostics, "E-BASE-0001", path, "cannot read", error);
        return ENT_IO;
    }
    ent_place place = {.file = path};
    const bool whole = most >= MEGABYTE && most % MEGABYTE == 0;
    ent_diagnosef(diagnostics, ENT_ERROR, "E-BASE-0002", &place, NULL,
                  "split it, or check that it is the one you meant", NULL, "larger than %zu %s",
                  whole ? most / MEGABYTE : most, whole ? "MB" : "bytes");
    return ENT_LIMIT;
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static bool write_all(int file, const char *data, size_t size) {
    for (size_t at = 0; at < size;) {
        ssize_t put = write(file, data + at, size - at);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return false;
        at += (size_t)put;
    }
    return true;
}

/* Pipes and devices cannot be replaced by renaming. */
static bool write_directly(const char *path, const char *data, size_t size) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return false;
    bool written = write_all(file, data, size);
    int error = errno;
    if (close(file) != 0 && written) return false;
    errno = error;
    return written;
}

/* Opens a new file beside `path`; its name in *name, to be released with ent_free. -1 on failure. */
static int open_beside(const char *path, mode_t mode, char **name) {
    size_t room = strlen(path) + 48;
    *name = ent_alloc(NULL, room);
    if (*name == NULL) {
        errno = ENOMEM;
        return -1;
    }
    for (int i = 0; i < TRIES; i++) {
        snprintf(*name, room, "%s.tmp-%ld-%d", path, (long)getpid(), i);
        int file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (file >= 0 || errno != EEXIST) return file;
    }
    return -1;
}

/* The rename itself must reach the disk, too. Not every file system can sync a folder: failure is no error. */
static void sync_folder(const char *path, char *room) {
    strcpy(room, path);
    char *slash = strrchr(room, '/');
    if (slash == room)
        slash[1] = '\0';
    else if (slash != NULL)
        *slash = '\0';
    int folder = open(slash == NULL ? "." : room, O_RDONLY | O_CLOEXEC);
    if (folder < 0) return;
    (void)fsync(folder);
    close(folder);
}

static bool replace(const char *path, mode_t mode, bool keep_mode, const char *data, size_t size) {
    char *name = NULL;
    int file = open_beside(path, mode, &name);
    bool written =
        file >= 0 && (!keep_mode || fchmod(file, mode) == 0) && write_all(file, data, size) && fsync(file) == 0;
    int error = errno;
    if (file >= 0) {
        if (close(file) != 0 && written) {
            written = false;
            error = errno;
        }
        if (written && rename(name, path) != 0) {
            written = false;
            error = errno;
        }
        if (!written) unlink(name);
    }
    if (written) sync_folder(path, name);
    ent_free(NULL, name);
    errno = error;
    return written;
}

ent_status ent_file_write(const char *path, const char *data, size_t size, ent_diagnostics *diagnostics) {
    struct stat about;
    bool there = stat(path, &about) == 0;
    bool written;
    if (there && !S_ISREG(about.st_mode)) {
        written = write_directly(path, data, size);
    } else {
        char *target = there ? realpath(path, NULL) : NULL; /* a link stays a link */
        written = replace(target != NULL ? target : path, there ? about.st_mode & 07777 : 0666, there, data, size);
        int error = errno;
        free(target);
        errno = error;
    }
    if (written) return ENT_OK;
    diagnose_file(diagnostics, "E-BASE-0003", path, "cannot write", errno);
    return ENT_IO;
}

/* ---- names ---------------------------------------------------------------------------------------------- */

bool ent_file_exists(const char *path) {
    return access(path, F_OK) == 0;
}

char *ent_file_beside(ent_arena *arena, const char *base, const char *name) {
    const char *slash = strrchr(base, '/');
    if (name[0] == '/' || slash == NULL) return ent_arena_text(arena, name);
    return ent_arena_printf(arena, "%.*s/%s", (int)(slash - base), base, name);
}
