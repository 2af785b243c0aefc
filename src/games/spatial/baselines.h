/* Point forecasts on one issue: what any model must beat. */
#ifndef ENT_GAMES_SPATIAL_BASELINES_H
#define ENT_GAMES_SPATIAL_BASELINES_H

#include "games/spatial/distribution.h"

/* All: ENT_INPUT for no actor, numbers that are not finite or weights below 0, ENT_MEMORY. */

/* sum w x / sum w. With capability x salience as weights the compromise model (Van den Bos 1991, Dutch EC policy
 * making; Achen 2006, Institutional realism and bargaining models, in Thomson et al., The European Union Decides). */
ent_status ent_baseline_mean(const ent_line *line, double *out);

/* The position where the weight cumulated from below passes half (Black 1958, The theory of committees and elections).
 * Where it is exactly half at a position (to ENT_PREDICTIVE_EQUAL of the total), every point from there to the next
 * position that has weight is a median: low and high are these ends, `point` their middle. */
typedef struct ent_median {
    double point, low, high;
} ent_median;

ent_status ent_baseline_median(const ent_line *line, const ent_run *run, ent_median *out);

/* Weighted Nash bargaining (Nash 1950; with weights Harsanyi and Selten 1972) on a line: maximises sum of
 * w_i ln(u_i(x) - u_i(no deal)), with u_i(x) = 1 - |x - x_i| / range, over the x that are better than no deal for
 * everyone with weight. The range cancels. It exists only where all of them stand on the same side of the no-deal
 * point; otherwise nothing is better for all, and `blocking` is a pair that shows it (twice the same actor, where one
 * stands on the no-deal point). The point is exact to the last few bits: the derivative falls, and its root is
 * bracketed. */
#define ENT_LINE_NOBODY SIZE_MAX

typedef struct ent_line_nash {
    bool exists;
    double point;
    double low, high;   /* all x strictly between are better than no deal for everyone with weight */
    size_t blocking[2]; /* where it does not exist, and `point` is no deal; else ENT_LINE_NOBODY */
} ent_line_nash;

ent_status ent_baseline_nash(const ent_line *line, double no_deal, const ent_run *run, ent_line_nash *out);

/* Decisions by consensus. With utilities falling in the distance from one's position, an agreement must leave nobody
 * who is bound worse off than no change: the agreements are the x with |x - x_i| <= |status quo - x_i| for all who are
 * bound, the winset of the status quo under unanimity (Tsebelis 2002, Veto Players; Steunenberg 1994). Who has opted
 * out is not bound: it neither blocks nor is counted in the points. The set is an interval with the status quo at one
 * end, and only the status quo where somebody stands on it or on either side of it.
 *
 * Points in the set: `common` the lowest common denominator, the position of the one bound that stands nearest to the
 * status quo (Moravcsik 1998, The choice for Europe; Underdal 1980, "the law of the least ambitious program"); `mean`
 * and `median` the weighted mean and median of those bound, or the end of the set nearest to it. Nobody bound:
 * ENT_INPUT. */
typedef struct ent_consensus {
    bool moves;       /* whether anything but the status quo is in the set */
    double low, high; /* the set */
    double common, mean, median;
    size_t limiting; /* who limits the set: the first bound one that stands nearest to the status quo, */
    size_t against;  /* and where nothing moves, the first that stands on the other side of it; else `limiting` */
    size_t bound;    /* how many are */
} ent_consensus;

/* `opted_out` NULL: nobody. */
ent_status ent_baseline_consensus(const ent_line *line, const bool *opted_out, double status_quo, const ent_run *run,
                                  ent_consensus *out);

#endif
