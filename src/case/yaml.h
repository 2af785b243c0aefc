/* From the text of a case file to its tree of nodes. Private to src/case. */
#ifndef ENTENTE_CASE_YAML_H
#define ENTENTE_CASE_YAML_H

#include "case/node.h"

enum {
    ENT_YAML_BYTES = 64 * 1024 * 1024, /* of a file */
    ENT_YAML_DEPTH = 64,
    ENT_YAML_NODES = 5 * 1000 * 1000,
    ENT_YAML_ALIASED = 100 * 1000, /* nodes made by expanding aliases */
    ENT_YAML_ANCHORS = 1000
};

/* Reads one YAML document: maps with plain keys, lists and scalars. `file` names it in diagnostics. Duplicate keys
 * are diagnosed (ENT_INPUT at the end) and dropped. *document and *root live in the arena. */
ent_status ent_yaml_read(const ent_run *run, ent_arena *arena, const char *file, const char *text, size_t size,
                         const ent_document **document, ent_node **root);

#endif
