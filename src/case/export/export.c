/* The table of formats that are written. */
#include "case/export/export.h"

#include <string.h>

/* A row per format. */
const ent_export_format ent_export_formats[] = {
    {"genius", "domain.xml PARTY.xml...", "a domain and profiles of GENIUS (ANAC)", export_genius},
};
const size_t ent_export_formats_size = sizeof ent_export_formats / sizeof *ent_export_formats;

const ent_export_format *ent_export_format_find(const char *name) {
    for (size_t i = 0; i < ent_export_formats_size; i++)
        if (strcmp(ent_export_formats[i].name, name) == 0) return &ent_export_formats[i];
    return NULL;
}

ent_status ent_export_files(const ent_run *run, const ent_export_format *format, const ent_case *entente_case,
                            const ent_export_options *options, ent_arena *arena, ent_import_file **files,
                            size_t *size) {
    static const ent_run plain = {.threads = 1};
    static const ent_export_options none;
    *files = NULL;
    *size = 0;
    return format->write(run != NULL ? run : &plain, entente_case, options != NULL ? options : &none, arena, files,
                         size);
}
