/* The equilibrium of alternating offers: what fully informed, fully rational parties would agree on who only wait when
 * waiting pays. A benchmark for real talks, not a forecast of them.
 *
 * One party proposes, the others answer in turn; one refusal ends the round, and the next party in the order of the
 * case proposes. What a round costs is a factor below 1 on a party's gain over no deal: a chance 1 - D that the talks
 * break down after a round and everyone gets no deal (Binmore, Rubinstein and Wolinsky 1986), or a party that has no
 * deal while it waits and values later gains less (an inside option, Muthoo 1999, chapter 6). Both give the same
 * numbers.
 *
 * All of it works on the points of the exact frontier, never on a list of outcomes. */
#ifndef ENT_SESSION_EQUILIBRIUM_H
#define ENT_SESSION_EQUILIBRIUM_H

#include "space/frontier.h"

/* A party's factor per round, in (0, 1]. */
typedef struct ent_patience {
    double value;
    ent_ratio ratio; /* the value, where `exact` */
    bool exact;
} ent_patience;

/* The factors multiplied: exact where both are and the product fits. */
ent_patience ent_patience_times(ent_patience a, ent_patience b);

/* ---- pie.c: closed forms for one pie of size 1 ----------------------------------------------------------------- */

/* What each of two parties gets when the first proposes first: (1 - d2) / (1 - d1 d2) and the rest (Rubinstein 1982).
 * Factors below 1. */
void ent_pie_two(const double factor[2], double share[2]);
/* share[i * parties + j]: what j gets when i proposes, in the stationary equilibrium of `parties` (at most
 * ENT_SPACE_PARTIES) that must all agree. With equal factors D the proposer gets 1 / (1 + D + ... + D^(n-1)), its
 * k-th successor D^k of that (Herrero 1985; Osborne and Rubinstein 1990, section 3.13). One equilibrium among many:
 * with three parties every division can be sustained when D >= 1/2 (Shaked, in Sutton 1986). */
void ent_pie_stationary(size_t parties, const double *factor, double *share);
/* The patience per renewal above which a party that would concede early keeps doing so: (hold - concede) / (hold -
 * punish), with the gain from holding out once, from conceding, and after a breach for ever (grim trigger, Friedman
 * 1971). 0 where holding out gains nothing; NAN where no patience suffices, as a breach costs nothing. */
double ent_repetition_threshold(double concede, double hold, double punish);

/* ---- hull.c: the frontier with lotteries ----------------------------------------------------------------------- */

/* Gains over no deal as shares of each party's ideal gain (its largest on the frontier; a party that cannot gain has
 * zero). What lotteries between packages can reach is the convex hull of these points, and everything below. */
typedef struct ent_hull {
    size_t parties, size;
    double *gain;  /* size x parties; two parties: only the corners of the hull, the first party's gain falling */
    size_t *point; /* of the frontier */
    double scale[ENT_SPACE_PARTIES]; /* ideal gains, in utility */
} ent_hull;

/* In `arena`. The frontier must not be empty. NULL when memory fails. */
ent_hull *ent_hull_make(const ent_space *space, const ent_frontier *frontier, ent_arena *arena);

/* The best a party can get from the hull while every other gets at least `least`, and among equals the best for the
 * others together (in shares of ideal gains): a linear program of as many rows as parties (primal simplex; Dantzig
 * 1963). */
typedef struct ent_hull_best {
    double gain[ENT_SPACE_PARTIES];  /* what each gets */
    double price[ENT_SPACE_PARTIES]; /* what the party loses per unit that another is guaranteed more; own entry: 0 */
    double slope[ENT_SPACE_PARTIES][ENT_SPACE_PARTIES]; /* [j][k]: what j gains per unit that k is guaranteed more, as
                                                           long as the same points carry the lottery; [j][party]: what j
                                                           gets were nobody guaranteed anything */
    size_t size;                                        /* the lottery: at most one point a party */
    size_t row[ENT_SPACE_PARTIES];                      /* of the hull */
    double chance[ENT_SPACE_PARTIES];
} ent_hull_best;

/* False when the hull cannot give the others that much. */
bool ent_hull_find(const ent_hull *hull, size_t party, const double *least, ent_hull_best *out);

/* The same for two parties, by a search over the corners: the corner, or the lottery of two neighbours, that gives the
 * other party `least` (at most its ideal gain). Prices and slopes are not filled in. */
void ent_hull_find_of_two(const ent_hull *hull, size_t party, double least, ent_hull_best *out);

/* ---- stationary.c: no deadline ----------------------------------------------------------------------------------- */

/* A stationary subgame-perfect equilibrium: every proposer offers each other party exactly what it would get by
 * refusing, or more where the hull gives it more at no cost, and takes the best for itself. Two parties: the only
 * subgame-perfect equilibrium, found by bisection to the last bit (Rubinstein 1982; Binmore 1987). More: one
 * selection among many (Krishna and Serrano 1996 on why), found by Newton's method along equilibria of ever more
 * patient parties, else by backward induction from a far deadline. As factors go to 1 it goes to the Nash solution,
 * with weights 1 / -log D where factors differ; for three parties and more only where the frontier has no kinks (Kultti
 * and Vartiainen 2010).
 */
typedef struct ent_stationary {
    ent_hull_best best[ENT_SPACE_PARTIES]; /* by who proposes first */
    double residual; /* how far an offer still is from what refusing would bring, in shares of ideal gains */
    size_t iterations;
} ent_stationary;

/* Rounds of backward induction at most. It may go round in circles where offers give away what costs nothing; then
 * `residual` is far from zero and there is no equilibrium to report. */
enum { ENT_STATIONARY_ROUNDS = 20000 };

/* Factors below 1, one a party. Two parties and more. `order`: the parties in the order they propose, round and round;
 * NULL: that of the case. ENT_MEMORY, ENT_CANCELLED. */
ent_status ent_stationary_find(const ent_run *run, const ent_hull *hull, const double *factor, const size_t *order,
                               ent_stationary *out);

/* ---- deadline.c: a last round -------------------------------------------------------------------------------- */

/* Backward induction over the frontier without lotteries, exact (Stahl 1972). After the last round there is no deal.
 * Parties accept when indifferent. A proposer takes the best package for itself that all accept; among equals the
 * best for the party that answers first, then the second and so on (on a frontier of two parties there are no
 * equals). So agreement comes at once, whatever the round. */
typedef struct ent_deadline {
    size_t rounds;            /* > 0 */
    const size_t *order;      /* parties in the order they propose, round and round; NULL: that of the case */
    size_t first;             /* place in that order of the party that proposes in round 0 */
    const ent_patience *each; /* parties: factors per round, at most 1 */
} ent_deadline;

/* points[rounds]: the frontier point agreed on if talks got to that round. ENT_CANCELLED. */
ent_status ent_deadline_solve(const ent_run *run, const ent_space *space, const ent_frontier *frontier,
                              const ent_deadline *deadline, size_t *points);
/* The same over the hull, with lotteries, in doubles: for parties so patient that what a round costs is less than the
 * step from one package to the next, who then hold on to whole packages. gain[rounds * parties]: by round what each
 * gets, as shares of ideal gains. ENT_CANCELLED. */
ent_status ent_deadline_lotteries(const ent_run *run, const ent_hull *hull, const ent_deadline *deadline, double *gain);
static inline size_t ent_deadline_proposer(const ent_deadline *deadline, size_t parties, size_t round) {
    const size_t place = (deadline->first % parties + round % parties) % parties;
    return deadline->order ? deadline->order[place] : place;
}

#endif
