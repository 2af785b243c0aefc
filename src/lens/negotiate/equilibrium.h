/* The equilibrium of alternating offers as the lens shows it: what its files share. */
#ifndef ENT_LENS_NEGOTIATE_EQUILIBRIUM_H
#define ENT_LENS_NEGOTIATE_EQUILIBRIUM_H

#include "negotiate.h"
#include "session/equilibrium.h"

typedef struct equilibrium {
    negotiate *n;
    ent_frontier frontier;     /* of what is rational by the case's no-deal values */
    const ent_space *space;    /* no-deal values and denominators, and */
    const ent_frontier *shown; /* the frontier's utilities, both bent by attitudes to risk; points keep their numbers */
    ent_hull *hull;
    size_t parties, lead;                                         /* lead: the issue that the findings lead with */
    size_t order[ENT_SPACE_PARTIES];                              /* parties as they propose, round and round */
    double origin[ENT_SPACE_PARTIES], stretch[ENT_SPACE_PARTIES]; /* from the case's scale to that of the findings */
    ent_patience each[ENT_SPACE_PARTIES];                         /* factors per round, breakdown included */
    double factor[ENT_SPACE_PARTIES];
    const char *patience;                     /* where the factors come from, in words */
    size_t first;                             /* party that proposes first */
    ent_stationary found;                     /* without a deadline */
    bool stationary;                          /* it was found */
    size_t rounds;                            /* until the deadline; 0: none */
    size_t *rounds_points[ENT_SPACE_PARTIES]; /* by place in the order of who proposes first: what is agreed by round */
    uint32_t *outcome;                        /* scratch: an option for each issue */
    ent_uses uses;                            /* what all of it rests on */
} equilibrium;

/* Finds the frontier, and (where it has a point) what is shown of it and its hull. */
ent_status equilibrium_look(equilibrium *e);
/* discount.c: reads factors per round from --discount, the case, or the default. */
ent_status equilibrium_patience(equilibrium *e);
/* repetition.c: the factor above which repeating the talks sustains an early concession. */
ent_status equilibrium_repetition(equilibrium *e);
/* patience.c: what patience and the first move are worth. */
ent_status equilibrium_comparisons(equilibrium *e);
/* deadlines.c: the dates ahead, each taken as if it were the last day. */
ent_status equilibrium_deadlines(equilibrium *e);

/* A utility of the case on the scale of the findings; a share of a party's ideal gain; and that with no deal added. */
double equilibrium_scaled(const equilibrium *e, size_t party, double utility);
double equilibrium_gain(const equilibrium *e, size_t party, double share);
double equilibrium_utility(const equilibrium *e, size_t party, double share);
/* The point of the frontier nearest to gains in shares of ideal gains: the smallest largest difference. */
size_t equilibrium_nearest(const equilibrium *e, const double *gain);
/* The deadline when the party at a place of the order proposes first. */
ent_deadline equilibrium_deadline(const equilibrium *e, size_t place);
double equilibrium_point_utility(const equilibrium *e, size_t point, size_t party);
double equilibrium_point_share(const equilibrium *e, size_t point, size_t party);
void equilibrium_party_columns(const equilibrium *e, ent_table *table);
void equilibrium_lead_column(const equilibrium *e, ent_table *table, const char *of);
ent_value equilibrium_lead_cell(const equilibrium *e, size_t point);

#endif
