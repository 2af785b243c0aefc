/* What is exported. Private to src/case/export. */
#ifndef ENTENTE_CASE_EXPORT_EXPORT_H
#define ENTENTE_CASE_EXPORT_EXPORT_H

#include <entente/import.h>

ent_status export_genius(const ent_run *run, const ent_case *entente_case, const ent_export_options *options,
                         ent_arena *arena, ent_import_file **files, size_t *size);

#endif
