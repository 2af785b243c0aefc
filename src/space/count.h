/* How many outcomes there are, and how many are feasible and rational. */
#ifndef ENT_SPACE_COUNT_H
#define ENT_SPACE_COUNT_H

#include "space/space.h"

/* How a count came about. */
typedef enum ent_count_method { ENT_COUNT_TREE, ENT_COUNT_HALVES, ENT_COUNT_SAMPLE } ent_count_method;

typedef struct ent_count {
    bool exact;
    char *decimal;    /* exact ones, in the arena */
    double value;     /* exact ones to the nearest double, else the estimate */
    double low, high; /* of an estimate: 95 percent (Wilson, Probable inference, 1927) */
    double share;     /* of the feasible outcomes */
    ent_count_method method;
    size_t sample;
} ent_count;

/* All outcomes, and those without a red line: exact whatever their number. */
ent_status ent_count_outcomes(const ent_space *space, ent_arena *arena, ent_count *all, ent_count *feasible);
/* Feasible outcomes that give every party at least its no-deal value. Exact by a tree with bounds of at most `budget`
 * nodes or, where no more than two parties' values bind, by counting pairs of half outcomes; else an estimate from a
 * sample with `seed`. Memory: at most 32 bytes times 2 * 10^6. */
ent_status ent_count_rational(const ent_run *run, const ent_space *space, size_t budget, uint64_t seed,
                              ent_arena *arena, ent_count *out);
/* The same for outcomes that give every party more than its no-deal value as written: a value that was lifted to the
 * smallest feasible utility excludes nothing. */
ent_status ent_count_gaining(const ent_run *run, const ent_space *space, size_t budget, uint64_t seed, ent_arena *arena,
                             ent_count *out);

/* A feasible outcome at random, each as likely; every issue must have an open option. */
void ent_space_random(const ent_space *space, ent_random *random, uint32_t *outcome);
/* Wilson's score interval for `hits` of `size`, at 95 percent, as shares. */
void ent_wilson(double hits, double size, double *low, double *high);

#endif
