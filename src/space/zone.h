/* The zone of possible agreement, seen issue by issue, and the proof where there is none. */
#ifndef ENT_SPACE_ZONE_H
#define ENT_SPACE_ZONE_H

#include "space/frontier.h"

/* Which options occur in some feasible rational outcome: the zone's projection on each issue. occurs[total] in the
 * space's order of options. `frontier`: of the space (all parties, rational). Exact. */
ent_status ent_zone_find(const ent_run *run, const ent_space *space, const ent_frontier *frontier, bool *occurs);

/* A red line as the options it excludes. */
typedef struct ent_exclusion {
    const bool *options; /* total */
} ent_exclusion;

/* Why nothing is both feasible and rational: red lines and no-deal values that exclude each other, none of which can be
 * left out (an irreducible inconsistent set), and how much would have to give. */
typedef struct ent_conflict {
    bool *lines;   /* per exclusion: belongs to the set */
    bool *parties; /* per party: its no-deal value belongs to the set */
    size_t lines_size, parties_size;
    double shortfall;  /* least amount by which all no-deal values would have to fall, in utility, for an outcome within
                          the red lines */
    uint32_t *nearest; /* the outcome that needs only this much; NULL where red lines leave none */
} ent_conflict;

/* Only for a space without a feasible rational outcome. Everything in `arena`. */
ent_status ent_conflict_find(const ent_run *run, const ent_space *space, const ent_exclusion *lines, size_t lines_size,
                             ent_arena *arena, ent_conflict *out);

#endif
