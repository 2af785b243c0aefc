/* Draws of the numbers that carry a range: what each gave, kept for the tables. Private to draws.c and drivers.c. */
#ifndef ENT_LENS_BARGAIN_DRAWS_H
#define ENT_LENS_BARGAIN_DRAWS_H

#include "bargain.h"

typedef struct bargain_sample {
    const bargain *b;
    size_t size;               /* draws */
    size_t agreed;             /* with a package that can be signed */
    bool *zone;                /* per draw */
    uint32_t *outcomes;        /* per draw, rule of `rules`, issue */
    ent_rule rules[ENT_RULES]; /* that are followed through the draws: the best known, and the one recommended */
    size_t rules_size;
    size_t place[ENT_RULES]; /* of a rule in `rules` */
    uint32_t *slots;         /* that carry a range and matter here */
    size_t slots_size;
    double *values; /* per draw and slot of `slots` */
} bargain_sample;

static inline const uint32_t *bargain_drawn(const bargain_sample *sample, size_t draw, ent_rule rule) {
    return sample->outcomes + (draw * sample->rules_size + sample->place[rule]) * sample->b->model->issues;
}

/* draws.c: what some rules give with `values` (one for each slot of the case) in place of the case's
 * numbers: outcomes (rules x issues). *agreement false: nothing can be signed, and the outcomes are not touched. Runs
 * on any thread; what it needs on the way is in `arena`. */
ent_status bargain_solve_drawn(const bargain *b, const double *values, const ent_run *run, const ent_rule *rules,
                               size_t rules_size, ent_arena *arena, bool *agreement, uint32_t *outcomes);
/* drivers.c: which uncertain numbers move the recommendation most. */
ent_status bargain_drivers(bargain *b, const bargain_sample *sample);
/* reversals.c: which of them alone would change its terms, and from what value on. */
ent_status bargain_reversals(bargain *b, const bargain_sample *sample);

#endif
