/* The convex hull of a frontier of two parties: what lotteries between packages add. */
#ifndef ENT_SPACE_HULL_H
#define ENT_SPACE_HULL_H

#include "space/frontier.h"

/* An edge of the hull's upper right side from point a to point b: b is worse for the first party and better for the
 * second. False ends the walk. */
typedef bool (*ent_hull_edge)(void *context, size_t a, size_t b);

/* Visits the edges from the first party's best point to the second party's. Points on an edge are not its ends. Needs
 * no memory: between two ends the farthest point is another (quickhull; Preparata and Shamos, Computational Geometry,
 * 1985), and on integers there are at most some 120 levels of that. Returns false when the walk was ended. */
bool ent_hull_walk(const ent_frontier *frontier, ent_hull_edge visit, void *context);

#endif
