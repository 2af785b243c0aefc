/* Sums of entries by how many other unions, and how many members of one union, a coalition has: for values that treat
 * coalitions alike in which these agree. */
#ifndef ENT_GAMES_TU_UNION_SUMS_H
#define ENT_GAMES_TU_UNION_SUMS_H

#include "games/tu/whole.h"

/* A union of `members_size` players, given as masks of one bit, and the masks of the other unions. */
typedef struct ent_tu_union {
    unsigned members_size, others_size;
    ent_coalition_mask members[ENT_TU_PLAYERS], others[ENT_TU_PLAYERS];
} ent_tu_union;

/* Over the coalitions of `others` other unions and `size` members: total[others * row + size], and those with member i
 * with[(i * (others_size + 1) + others) * row + size], row = members_size + 1. */
typedef struct ent_tu_union_sums {
    size_t row;
    ent_tu_wide *total, *with; /* one piece of memory, freed by ent_tu_union_sums_free */
} ent_tu_union_sums;

/* Looks at 2^(members_size + others_size) entries. */
ent_status ent_tu_union_sums_find(const ent_tu_whole *table, const ent_tu_union *one, const ent_run *run,
                                  ent_tu_union_sums *out);
void ent_tu_union_sums_free(ent_tu_union_sums *sums, const ent_run *run);

#endif
