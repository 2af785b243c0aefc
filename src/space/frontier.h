/* The exact Pareto frontier of a space, found by merging issue by issue: the frontier of a Minkowski sum. The list of
 * outcomes is never made; memory follows the frontiers of the partial sums. */
#ifndef ENT_SPACE_FRONTIER_H
#define ENT_SPACE_FRONTIER_H

#include "space/cluster.h"

/* How a point came about: the option taken on the stage's issue, and the point of the stage before. */
typedef struct ent_link {
    uint32_t parent, option;
} ent_link;

/* One stage of the merge: an issue and a link for each point that was kept. With a compound the stage stands for all
 * its issues, and the option of a link is one of the compound's packages. */
typedef struct ent_trail {
    size_t issue, size, capacity;
    ent_link *links;
    ent_compound *compound; /* owned; NULL for a single issue */
} ent_trail;

/* How linked issues were treated. */
typedef enum ent_frontier_way {
    ENT_MERGED,  /* no links, or few interactions carried along as sets */
    ENT_LISTED,  /* all packages of linked issues were listed */
    ENT_BRANCHED /* some linked issues were searched by branch and bound */
} ent_frontier_way;

typedef struct ent_frontier_options {
    bool any;               /* also points below the no-deal values: the frontier of all feasible outcomes */
    const ent_wide *floors; /* per party, instead of the no-deal values; NULL: those */
    const size_t *members;  /* the parties that count, ascending; NULL: all */
    size_t members_size;
    const bool *allowed; /* total: instead of the space's own; NULL: that */
    size_t most;         /* points a stage may have; 0: 2^24 */
    size_t listed;       /* linked issues with at most so many packages are listed, not searched; 0: 2^22 */
    uint64_t steps;      /* packages and partial packages of linked issues looked at, at most; 0: 2^28 */
    bool any_one;        /* only whether there is a point: may stop at the first */
    bool sharp;          /* also prune by weighted sums: worth it where few points remain or only their existence
                            is asked */
} ent_frontier_options;

/* The points in falling lexicographic order of their utilities. Equal utilities count once; the outcome kept is the
 * first in file order (issues in order, the last one fastest) of all outcomes with these utilities. */
typedef struct ent_frontier {
    const ent_allocator *allocator;
    size_t size, dimensions;
    ent_wide *utility; /* size x dimensions: of the members, times their denominators */
    size_t stages;
    ent_trail *trails;
    size_t merged; /* points looked at, for the method */
    ent_frontier_way way;
    size_t linked; /* issues in compounds */
    bool whole;    /* one compound is all there is */
    bool wide;     /* 128-bit arithmetic was needed */
} ent_frontier;

/* Finds the frontier of the feasible outcomes that give every member at least its no-deal value. An empty one is a
 * finding (size 0). ENT_MEMORY, ENT_CANCELLED, or ENT_LIMIT: diagnosed E-SPACE-0001 when a stage grows too large,
 * E-SPACE-0020 when linked issues have too many packages to be searched.
 *
 * Two parties: a k-way merge of sorted staircases. Three: a sweep with a staircase. More: divide and conquer (Kung,
 * Luccio and Preparata, On finding the maxima of a set of vectors, 1975). A few interactions: issues they touch come
 * first, and partial sums are compared within the same set of interactions that may still hold. Tables and many
 * interactions: issues that hang together are searched as one (cluster.h) and merged like one issue. */
ent_status ent_frontier_find(const ent_run *run, const ent_space *space, const ent_frontier_options *options,
                             ent_frontier *out);
void ent_frontier_free(ent_frontier *frontier);

/* The outcome behind a point: an option for each issue of the space. */
void ent_frontier_outcome(const ent_frontier *frontier, size_t point, uint32_t *outcome);
/* Whether the outcome of point a comes before that of b in file order. */
bool ent_frontier_before(const ent_frontier *frontier, size_t a, size_t b);

#endif
