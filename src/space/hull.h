/* The convex hull of a frontier of two parties: what lotteries between packages add. */
#ifndef ENT_SPACE_HULL_H
#define ENT_SPACE_HULL_H

#include "space/frontier.h"

/* An edge of the hull's upper right side from point a to point b: b is worse for the first party and better for the
 * second. False ends the walk. */
typedef bool (*ent_hull_edge)(void *context, size_t a, size_t b);

/* The ends of that side: the first party's best point and the second party's, of equals the one that is better for the
 * other party. The frontier may hold points that others beat only weakly, or that are worth the same, as bending by
 * attitudes to risk leaves them (risk.h); those lie on no edge. Both are 0 on a frontier of one point. */
void ent_hull_ends(const ent_frontier *frontier, size_t *first, size_t *last);

/* Visits the edges from the one end to the other; both steps of every edge are above 0. Points on an edge are not its
 * ends. Needs no memory: between two ends the farthest point is another (quickhull; Preparata and Shamos, Computational
 * Geometry, 1985), and on integers there are at most some 120 levels of that. Returns false when the walk was ended. */
bool ent_hull_walk(const ent_frontier *frontier, ent_hull_edge visit, void *context);

#endif
