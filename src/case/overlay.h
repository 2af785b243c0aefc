/* Assignments of YAML values to paths of a document. Private to src/case. */
#ifndef ENTENTE_CASE_OVERLAY_H
#define ENTENTE_CASE_OVERLAY_H

#include "case/node.h"

/* Changes a tree. ENT_INPUT (diagnosed) where a path leads nowhere or a value is no YAML; all of them are tried. */
ent_status ent_overlay_apply(const ent_run *run, ent_arena *arena, ent_node *root, const ent_sets *sets);

#endif
