/* How tables are filled for which no kernel makes them: private to table.c. */
#ifndef ENT_LENS_SHARE_TABLE_H
#define ENT_LENS_SHARE_TABLE_H

#include "lens/share/problem.h"

typedef struct share_filler {
    share_problem *problem;
    double *entries; /* of the table */
    int64_t units;   /* entries are in 1/units */
    bool whole;      /* and then whole numbers */
    double *number;
    double (*row)(const struct share_filler *, ent_coalition_mask); /* an entry by itself, whatever the others are */
} share_filler;

/* Numbers of the form in common whole units where they have such, into fill->number. An entry is a sum of at most
 * `terms` of them; room is left for sums of entries over all players. */
ent_status share_scale(share_filler *fill, mpq_t *const *numbers, size_t size, size_t terms);

#endif
