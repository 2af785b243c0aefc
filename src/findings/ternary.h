/* Three shares of one total as points of a triangle: the farther from a side, the more for the corner opposite. What
 * the drawing for a page and that for a terminal share; pure functions. */
#ifndef ENTENTE_FINDINGS_TERNARY_H
#define ENTENTE_FINDINGS_TERNARY_H

#include <entente/base.h>

typedef struct ent_ternary {
    bool any;        /* there is a point to draw */
    double total;    /* of the three shares */
    double least[3]; /* a share on the side opposite its corner */
    double size;     /* what a share grows by from that side to its corner */
} ent_ternary;

/* The triangle for these points. It runs from 0 to the total, where that leaves them room; where shares are below 0 or
 * lie close together, it is cut out around them. The first point tells the total. */
void ent_ternary_make(ent_ternary *triangle, const double (*points)[3], size_t size);
/* How far from each side towards its corner, 0 to 1; the three add up to 1. A point whose shares have another total is
 * moved by the same amount in each. */
void ent_ternary_place(const ent_ternary *triangle, const double point[3], double place[3]);

/* The convex hull of points in a plane, in their room, in order around it; returns how many are left: 1 where all are
 * one, 2 where they lie on a line (Andrew 1979). */
size_t ent_hull(double (*points)[2], size_t size, double (*hull)[2]);

#endif
