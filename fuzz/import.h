/* What the fuzz targets of importers share: an input is several files, with a line of equals signs between them. */
#ifndef ENTENTE_FUZZ_IMPORT_H
#define ENTENTE_FUZZ_IMPORT_H

#include <entente/import.h>

#include <stdlib.h>
#include <string.h>

enum { FUZZ_FILES = 4 };
static const char fuzz_separator[] = "\n=====\n";

/* Tables of many players are refused for lack of memory: making them is the same, only slower. */
enum { FUZZ_MEMORY = 4 << 20 };

static inline void *fuzz_allocate(void *context, size_t size) {
    (void)context;
    return size > FUZZ_MEMORY ? NULL : malloc(size);
}

static inline void *fuzz_reallocate(void *context, void *pointer, size_t old_size, size_t new_size) {
    (void)context, (void)old_size;
    return new_size > FUZZ_MEMORY ? NULL : realloc(pointer, new_size);
}

static inline void fuzz_release(void *context, void *pointer) {
    (void)context;
    free(pointer);
}

/* Cuts the input, and imports: what is refused has an error, what is written is a case (the importer reads it again and
 * would call it a fault of its own). */
static inline void fuzz_import_with(const char *format, const ent_import_options *options, const uint8_t *data,
                                    size_t size) {
    static const char *const names[FUZZ_FILES] = {"domain", "a", "b", "c"};
    ent_import_file files[FUZZ_FILES];
    size_t count = 0, start = 0;
    const size_t length = sizeof fuzz_separator - 1;
    for (size_t i = 0; count < FUZZ_FILES; i++) {
        bool cut = i + length <= size && memcmp(data + i, fuzz_separator, length) == 0;
        if (!cut && i < size) continue;
        files[count] = (ent_import_file){names[count], (const char *)data + start, i - start};
        count++;
        if (i >= size) break;
        start = i + length;
        i += length - 1;
    }
    ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 50);
    const ent_allocator bounded = {fuzz_allocate, fuzz_reallocate, fuzz_release, NULL};
    const ent_run run = {.allocator = &bounded, .diagnostics = diagnostics};
    ent_buffer out;
    ent_buffer_init(&out, ent_allocator_default());
    ent_status status = ent_import_files(&run, ent_import_format_find(format), files, count, options, &out);
    if (status == ENT_BUG || (status == ENT_OK) != (out.size > 0)) abort();
    if (status == ENT_INPUT && ent_diagnostics_count(diagnostics, ENT_ERROR) == 0) abort();
    ent_buffer_free(&out);
    ent_diagnostics_free(diagnostics);
}

static inline void fuzz_import(const char *format, const char *utility, const uint8_t *data, size_t size) {
    const ent_import_options options = {.utility = utility};
    fuzz_import_with(format, &options, data, size);
}

#endif
