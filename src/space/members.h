/* Some of the parties at a table of their own. */
#ifndef ENT_SPACE_MEMBERS_H
#define ENT_SPACE_MEMBERS_H

#include "space/space.h"

/* The space of some parties alone, ascending, in `arena`: their terms, no-deal values and interactions on the same
 * scales, with `allowed` (total) in place of the space's own. NULL when memory fails. */
ent_space *ent_space_members(ent_arena *arena, const ent_space *space, const size_t *members, size_t size,
                             const bool *allowed);

#endif
