/* Placing labels: no label overlaps another or leaves its bounds; points and lines are avoided where possible. */
#ifndef ENTENTE_FINDINGS_SVG_PLACE_H
#define ENTENTE_FINDINGS_SVG_PLACE_H

#include "findings/svg.h"

enum { ENT_SPOTS_MOST = 12 };

typedef struct ent_label {
    double x, y;                   /* the point it names */
    double gap;                    /* from the point to the text */
    double width, height;          /* of the text */
    ent_box spots[ENT_SPOTS_MOST]; /* places to try, best first; none: around the point */
    size_t spots_size;
    bool placed; /* a place was found; else it must not be drawn */
    bool leader; /* so far from its point that a line should lead there */
    ent_box box;
} ent_label;

/* What labels should not cover. Lines are quadruples x1 y1 x2 y2. */
typedef struct ent_obstacles {
    const ent_box *boxes;
    size_t boxes_size;
    const double *lines;
    size_t lines_size;
} ent_obstacles;

/* Places labels in the order given (most important first), each at the cheapest free spot: a greedy form of
 * point-feature label placement (Christensen, Marks, Shieber 1995). Deterministic. */
void ent_place_labels(ent_label *labels, size_t size, const ent_box *bounds, const ent_obstacles *obstacles);

/* Moves the centres of labels along one axis, keeping their order, so that neighbours are at least `gap` apart
 * and all stay between low and high. `centres` must be sorted. False when they do not fit. */
bool ent_place_spread(double *centres, size_t size, double gap, double low, double high);

bool ent_boxes_overlap(const ent_box *a, const ent_box *b, double apart);

#endif
