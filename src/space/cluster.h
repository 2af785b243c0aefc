/* Issues that hang together by interactions and tables, searched as one: their partial packages that no other beats.
 * A compound stands in the merge for one issue with these packages as its options. Private to the frontier. */
#ifndef ENT_SPACE_CLUSTER_H
#define ENT_SPACE_CLUSTER_H

#include "space/links.h"

/* What was found. Allocated by the run's allocator. */
typedef struct ent_compound {
    size_t issues_size, size, dimensions;
    size_t *issues;     /* ascending */
    uint32_t *outcomes; /* size x issues_size: options of the space */
    ent_wide *gains;    /* size x dimensions */
} ent_compound;

void ent_compound_free(const ent_allocator *allocator, ent_compound *compound);

/* Tables between two issues of a component, all parties together. */
typedef struct ent_cluster_pair {
    size_t first, second; /* places in the component, first < second */
    ent_wide *cells;      /* options of the first x options of the second x dimensions */
} ent_cluster_pair;

/* A component as plain arrays over its own issues, allowed options, dimensions and interactions. */
typedef struct ent_cluster {
    size_t size, dimensions, words, interactions;
    size_t *issues;    /* of the space, ascending */
    size_t *first;     /* size + 1 */
    uint32_t *option;  /* flat: option of the issue in the space */
    ent_wide *gain;    /* flat x dimensions */
    ent_wide *hope;    /* the same with the most that tables with later issues add */
    uint64_t *holds;   /* flat x words */
    uint64_t *settled; /* size x words: interactions whose last issue this is */
    uint64_t *bucket; /* size x size x words: with the first k issues chosen, the interactions whose next issue is j and
                         that can add something by then */
    ent_wide *add;    /* interactions */
    uint32_t *gainer; /* interactions: the dimension */
    ent_cluster_pair *pairs;          /* by second */
    size_t *pair_first;               /* size + 1: into pairs, by second */
    ent_wide need[ENT_SPACE_PARTIES]; /* what a package must reach, if `bounded` */
    bool bounded;
    bool any_one;    /* one that reaches the needs will do */
    bool bounds;     /* branch and bound; else all are listed */
    double outcomes; /* how many packages it has */
    uint64_t steps;  /* at most */
    size_t most;     /* points to keep at most */
} ent_cluster;

typedef struct ent_cluster_frame {
    const ent_links *links;
    const bool *allowed;
    const size_t *party; /* behind each dimension */
    size_t dimensions;
} ent_cluster_frame;

/* Of the issues that hang together with `root`. False when memory fails. */
bool ent_cluster_make(const ent_cluster_frame *frame, size_t root, ent_arena *arena, ent_cluster *out);
/* At least the most that a package of the component gives. */
void ent_cluster_upper(const ent_cluster *component, ent_wide *upper);

/* Finds the packages that no other beats; of equals the first in file order. ENT_LIMIT with *spent: too many steps,
 * without: too many points. One source, two widths. `steps`: packages and partial packages looked at. */
ent_status ent_cluster_narrow(const ent_run *run, const ent_cluster *component, ent_compound *out, size_t *steps,
                              bool *spent);
ent_status ent_cluster_wide(const ent_run *run, const ent_cluster *component, ent_compound *out, size_t *steps,
                            bool *spent);

#endif
