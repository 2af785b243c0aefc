/* Where labels of points go without covering each other. */
#include "findings/svg_place.h"

#include <math.h>

static const double APART = 2.0; /* between two labels */

bool ent_boxes_overlap(const ent_box *a, const ent_box *b, double apart) {
    return a->x < b->x + b->width + apart && b->x < a->x + a->width + apart && a->y < b->y + b->height + apart &&
           b->y < a->y + a->height + apart;
}

static bool inside(const ent_box *box, const ent_box *bounds) {
    return box->x >= bounds->x && box->y >= bounds->y && box->x + box->width <= bounds->x + bounds->width &&
           box->y + box->height <= bounds->y + bounds->height;
}

/* Whether a line meets a box: Liang and Barsky's clipping, without the points. */
static bool line_meets(const double *line, const ent_box *box) {
    double delta[2] = {line[2] - line[0], line[3] - line[1]};
    double near[2] = {box->x, box->y}, far[2] = {box->x + box->width, box->y + box->height};
    double enter = 0.0, leave = 1.0;
    for (size_t axis = 0; axis < 2; axis++) {
        if (fabs(delta[axis]) < 1e-12) {
            if (line[axis] < near[axis] || line[axis] > far[axis]) return false;
            continue;
        }
        double a = (near[axis] - line[axis]) / delta[axis], b = (far[axis] - line[axis]) / delta[axis];
        enter = fmax(enter, fmin(a, b));
        leave = fmin(leave, fmax(a, b));
    }
    return enter <= leave;
}

static double cover_cost(const ent_box *box, const ent_obstacles *obstacles) {
    double cost = 0.0;
    if (!obstacles) return cost;
    for (size_t i = 0; i < obstacles->boxes_size; i++) {
        if (ent_boxes_overlap(box, &obstacles->boxes[i], 0.5)) cost += 4.0;
    }
    for (size_t i = 0; i < obstacles->lines_size; i++) {
        if (line_meets(obstacles->lines + 4 * i, box)) cost += 3.0;
    }
    return cost;
}

typedef struct spot_search {
    const ent_label *labels; /* those before `label` are settled */
    size_t settled;
    ent_label *label;
    const ent_box *bounds;
    const ent_obstacles *obstacles;
    double best;
} spot_search;

static void try_spot(spot_search *search, ent_box box, double cost, bool leader) {
    if (cost >= search->best || !inside(&box, search->bounds)) return;
    for (size_t i = 0; i < search->settled; i++) {
        if (search->labels[i].placed && ent_boxes_overlap(&box, &search->labels[i].box, APART)) return;
    }
    cost += cover_cost(&box, search->obstacles);
    if (cost >= search->best) return;
    search->best = cost;
    search->label->box = box;
    search->label->placed = true;
    search->label->leader = leader;
}

/* Around the point: right, left, the corners, above, below; then farther away in rings, with a leader. */
static void search_around(spot_search *search) {
    static const double sides[8][2] = {{1, 0}, {-1, 0}, {1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {0, -1}, {0, 1}};
    static const double rings[] = {16, 26, 38, 54, 74, 100, 130};
    const ent_label *label = search->label;
    for (size_t i = 0; i < 8; i++) {
        double reach = sides[i][0] != 0.0 && sides[i][1] != 0.0 ? label->gap * 0.7 : label->gap;
        double x = label->x + sides[i][0] * (reach + label->width / 2.0);
        double y = label->y + sides[i][1] * (reach + label->height / 2.0);
        if (sides[i][0] != 0.0 && sides[i][1] != 0.0) y -= sides[i][1] * label->height * 0.15;
        ent_box box = {x - label->width / 2.0, y - label->height / 2.0, label->width, label->height};
        try_spot(search, box, 0.3 * (double)i, false);
    }
    for (size_t ring = 0; ring < sizeof rings / sizeof rings[0] && search->best > 4.0; ring++) {
        for (size_t turn = 0; turn < 16; turn++) {
            double angle = (double)turn * 3.14159265358979323846 / 8.0;
            double x = label->x + cos(angle) * (rings[ring] + label->width / 2.0);
            double y = label->y + sin(angle) * (rings[ring] + label->height / 2.0);
            ent_box box = {x - label->width / 2.0, y - label->height / 2.0, label->width, label->height};
            try_spot(search, box, 2.0 + rings[ring] / 20.0 + 0.01 * (double)turn, true);
        }
    }
}

void ent_place_labels(ent_label *labels, size_t size, const ent_box *bounds, const ent_obstacles *obstacles) {
    for (size_t i = 0; i < size; i++) {
        spot_search search = {labels, i, &labels[i], bounds, obstacles, 1e9};
        labels[i].placed = false;
        if (labels[i].spots_size == 0) {
            search_around(&search);
            continue;
        }
        for (size_t spot = 0; spot < labels[i].spots_size; spot++)
            try_spot(&search, labels[i].spots[spot], 0.3 * (double)spot, false);
    }
}

bool ent_place_spread(double *centres, size_t size, double gap, double low, double high) {
    if (size == 0) return true;
    if ((double)(size - 1) * gap > high - low) return false;
    double least = low;
    for (size_t i = 0; i < size; i++) { /* push down */
        if (centres[i] < least) centres[i] = least;
        least = centres[i] + gap;
    }
    double most = high;
    for (size_t i = size; i-- > 0;) { /* and back up where that went too far */
        if (centres[i] > most) centres[i] = most;
        most = centres[i] - gap;
    }
    return true;
}
