/* How a table of coalitions is filled: private to the files that fill it. */
#ifndef ENT_LENS_SHARE_TABLE_H
#define ENT_LENS_SHARE_TABLE_H

#include "lens/share/problem.h"

typedef struct share_filler {
    share_problem *problem;
    const ent_run *run;
    int64_t units; /* entries are in 1/units */
    bool whole;    /* and then whole numbers */
    double *number;
    ent_coalition_mask *mask;
    double *between, quota;
    size_t listed; /* coalitions listed, in number[] and mask[] */
    double (*row)(const struct share_filler *, ent_coalition_mask);
} share_filler;

/* Numbers of the form in common whole units where they have such; into fill->number. */
ent_status share_scale(share_filler *fill, mpq_t *const *numbers, size_t size);
/* A fraction in those units. */
double share_in_units(const mpq_t number, int64_t units);

/* listed.c: coalitions that are written down, and those that are not. */
ent_status share_listed_start(share_filler *fill);
double share_listed_step(const share_filler *fill, const double *entries, ent_coalition_mask coalition);

#endif
