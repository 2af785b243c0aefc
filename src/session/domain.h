/* What the parties of a session negotiate about, prepared once and then only read: every outcome with its utilities,
 * and per party the outcomes by falling utility. Plain arrays; any number of sessions may read one at the same time. */
#ifndef ENT_SESSION_DOMAIN_H
#define ENT_SESSION_DOMAIN_H

#include "space/space.h"

enum { ENT_DOMAIN_OUTCOMES = 1 << 24 }; /* at most: outcomes are listed */

/* One party's view of the outcomes. */
typedef struct ent_view {
    const double *utility; /* outcomes: in file order */
    const uint32_t *order; /* outcomes by falling utility, equals in file order (compared exactly) */
    const double *sorted;  /* utility[order[k]], falling */
    double reserved;       /* what no deal is worth, on the same scale */
    double least, most;    /* smallest and largest utility */
    size_t rational;       /* the first `rational` of `order` are worth at least `reserved` */
} ent_view;

typedef struct ent_domain {
    size_t parties, issues, outcomes;
    const size_t *options;  /* per issue: how many */
    const size_t *first;    /* per issue: flat index of its first option; first[issues]: all options */
    const uint32_t *choice; /* outcomes x issues: the option of each issue, the last issue fastest */
    const size_t *open;     /* per issue: options that no red line excludes; outcomes are all their combinations */
    const size_t *stride;   /* per issue: outcomes from one open option to the next */
    ent_view *views;        /* parties */
    bool normalised;        /* utilities run from 0 to 1 for each party over the outcomes */
} ent_domain;

typedef struct ent_domain_options {
    bool as_written;        /* utilities as the space has them; else min-max normalised over the feasible outcomes */
    const double *reserved; /* per party, on the domain's scale: instead of the space's no-deal values; NAN: keep */
} ent_domain_options;

/* Lists the feasible outcomes of a space (those without a red line) and sorts them for each party. Everything in
 * `arena`. ENT_LIMIT (diagnosed E-SESSION-0001) beyond ENT_DOMAIN_OUTCOMES; ENT_INPUT (E-SESSION-0002) where red lines
 * leave no outcome. `options` may be NULL. */
ent_status ent_domain_make(const ent_run *run, const ent_space *space, const ent_domain_options *options,
                           ent_arena *arena, ent_domain **out);
/* The same domain seen with other reservations (NAN: keep): views are copied, arrays shared. NULL when memory fails. */
ent_domain *ent_domain_reserve(const ent_domain *domain, const double *reserved, ent_arena *arena);

#endif
