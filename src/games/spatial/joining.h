/* Agreements on one issue that everybody may stay out of. */
#ifndef ENT_GAMES_SPATIAL_JOINING_H
#define ENT_GAMES_SPATIAL_JOINING_H

#include "games/spatial/distribution.h"

/* Who joins, where nobody is bound: the largest group that agrees on the weighted mean of its positions while each in
 * it is at least as near to that as to the status quo, and each outside is nearer to the status quo: nobody wants to
 * leave and nobody to join (internal and external stability: d'Aspremont, Jacquemin, Gabszewicz and Weymark 1983, On
 * the stability of collusive price leadership). It goes to the side of the status quo on which the mean of all lies;
 * where that is the status quo itself nothing moves. The others are left out.
 *
 * Whoever leaves stands nearest to the status quo, so that the mean of the rest moves away from it: groups that can
 * stand are nested by position, and taking out those who lose from the whole side on ends at the largest. */
typedef struct ent_joining {
    bool moves;
    double mean;      /* what those who join agree on */
    double low, high; /* what leaves none of those worse off than the status quo */
    size_t joined;
    double common;      /* the position nearest to the status quo on that side: with it */
    size_t with_common; /* the whole side joins, so many */
} ent_joining;

/* joins[0..actors) is the caller's: who joins for the mean. ENT_INPUT for nobody, numbers that are not finite or
 * weights below 0. */
ent_status ent_joining_on_line(const ent_line *line, double status_quo, bool *joins, ent_joining *out);

#endif
