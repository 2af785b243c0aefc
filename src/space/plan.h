/* What a merge needs, worked out once: the order of the issues, the options worth looking at, and bounds of what the
 * remaining issues can still add. Private to the frontier. */
#ifndef ENT_SPACE_PLAN_H
#define ENT_SPACE_PLAN_H

#include "space/frontier.h"

typedef struct ent_stage_option {
    const ent_wide *gain; /* dimensions: the terms */
    uint64_t holds;
    uint32_t dimensions, option;
} ent_stage_option;

typedef struct ent_stage {
    size_t issue;
    ent_stage_option *options; /* not dominated by another option with the same interactions */
    size_t options_size;
    uint64_t settled;       /* interactions whose last issue this is */
    ent_wide *rest;         /* dimensions: the most that the later stages add, interactions apart */
    double *rest_weighted;  /* the same for each weighted sum */
    ent_compound *compound; /* what the options are, for linked issues; else NULL */
} ent_stage;

typedef struct ent_plan {
    ent_arena *arena;
    const ent_space *space;
    const bool *allowed;
    size_t interactions; /* that the merge has to carry along: the space's, or 0 when linked issues are compounds */
    ent_wide constant[ENT_SPACE_PARTIES];
    size_t dimensions;                 /* of the vectors compared: 2 even for one member (the same twice) */
    size_t party[ENT_SPACE_PARTIES];   /* behind each dimension */
    ent_wide floor[ENT_SPACE_PARTIES]; /* what each must reach */
    ent_wide least[ENT_SPACE_PARTIES]; /* below every sum */
    bool bounded;                      /* floors count */
    ent_stage *stages;
    size_t stages_size;
    double *weights; /* weights_size x dimensions: weighted sums used as further bounds */
    double *weighted_floor;
    size_t weights_size;
    size_t most;
    size_t steps, linked; /* in the search of linked issues; how many issues are linked */
    ent_frontier_way way;
    bool spent;  /* the search took too many steps */
    bool closed; /* an issue has no option left: nothing is feasible */
    bool wide;
} ent_plan;

/* Everything in plan->arena but the compounds: ent_plan_free (also after a failure). */
ent_status ent_plan_make(const ent_run *run, const ent_space *space, const ent_frontier_options *options,
                         ent_plan *plan);
void ent_plan_free(const ent_run *run, ent_plan *plan);
/* Fills stages for issues that hang together: compounds.c. */
ent_status ent_plan_compounds(const ent_run *run, const ent_links *links, const ent_frontier_options *options,
                              ent_plan *plan);
/* Sorts a stage's options and leaves out those that another one beats. */
void ent_plan_drop(ent_plan *plan, ent_stage *stage);
/* The most that interactions still open in `mask` can add to a dimension. */
ent_wide ent_plan_hope(const ent_plan *plan, uint64_t mask, size_t dimension);
/* Whether a partial outcome (link a on a stage) comes before another (link b) in file order. */
bool ent_trail_before(const ent_trail *trails, size_t stage, ent_link a, ent_link b);

/* The kernels: one source, two widths. Appends trails and leaves the last stage's points in out->utility. */
ent_status ent_merge_narrow(const ent_run *run, const ent_plan *plan, ent_frontier *out);
ent_status ent_merge_wide(const ent_run *run, const ent_plan *plan, ent_frontier *out);

#endif
