/* The triangle of three shares. */
#include "findings/ternary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool finite_point(const double point[3]) {
    return isfinite(point[0]) && isfinite(point[1]) && isfinite(point[2]);
}

/* The largest of 1, 2 and 5 times a power of ten that is not above. */
static double round_step(double size) {
    double power = pow(10, floor(log10(size)));
    return size >= 5 * power ? 5 * power : size >= 2 * power ? 2 * power : power;
}

/* Cut out around the points, with some room, from round numbers on. */
static void cut_out(ent_ternary *triangle, const double least[3], double spread) {
    double room = spread > fabs(triangle->total) * 1e-9 ? spread : fabs(triangle->total) / 5;
    if (!(room > 0)) room = 1;
    double step = round_step(room / 10);
    triangle->size = triangle->total;
    for (size_t i = 0; i < 3; i++) {
        triangle->least[i] = floor((least[i] - room * 0.05) / step) * step;
        if (least[i] >= 0 && triangle->least[i] < 0) triangle->least[i] = 0;
        triangle->size -= triangle->least[i];
    }
}

void ent_ternary_make(ent_ternary *triangle, const double (*points)[3], size_t size) {
    double least[3] = {INFINITY, INFINITY, INFINITY};
    *triangle = (ent_ternary){.any = false};
    for (size_t k = 0; k < size; k++) {
        if (!finite_point(points[k])) continue;
        double sum = points[k][0] + points[k][1] + points[k][2];
        if (!triangle->any) triangle->total = sum;
        triangle->any = true;
        for (size_t i = 0; i < 3; i++)
            least[i] = fmin(least[i], points[k][i] + (triangle->total - sum) / 3);
    }
    if (!triangle->any) return;
    double spread = triangle->total - least[0] - least[1] - least[2];
    triangle->size = triangle->total;
    if (!(least[0] >= 0 && least[1] >= 0 && least[2] >= 0 && spread >= 0.5 * triangle->total && triangle->total > 0))
        cut_out(triangle, least, spread);
    if (!isfinite(triangle->size) || !(triangle->size > 0)) triangle->any = false;
}

void ent_ternary_place(const ent_ternary *triangle, const double point[3], double place[3]) {
    double off = (triangle->total - point[0] - point[1] - point[2]) / 3;
    for (size_t i = 0; i < 3; i++)
        place[i] = fmax(0, fmin(1, (point[i] + off - triangle->least[i]) / triangle->size));
}

/* ---- hull --------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
    const double *left = a, *right = b;
    if (left[0] != right[0]) return left[0] < right[0] ? -1 : 1;
    return left[1] < right[1] ? -1 : left[1] > right[1];
}

static double turn(const double a[2], const double b[2], const double c[2]) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/* Adds a point to a chain that turns one way; what no longer does goes. */
static size_t add_to_chain(double (*hull)[2], size_t size, size_t start, const double point[2]) {
    while (size >= start + 2 && turn(hull[size - 2], hull[size - 1], point) <= 1e-9)
        size--;
    memcpy(hull[size], point, sizeof hull[size]);
    return size + 1;
}

size_t ent_hull(double (*points)[2], size_t size, double (*hull)[2]) {
    size_t kept = 0, count = 0;
    if (size == 0) return 0;
    qsort(points, size, sizeof *points, by_place);
    for (size_t k = 0; k < size; k++)
        if (kept == 0 || hypot(points[k][0] - points[kept - 1][0], points[k][1] - points[kept - 1][1]) > 1e-6)
            memcpy(points[kept++], (const double[2]){points[k][0], points[k][1]}, sizeof *points);
    if (kept <= 1) {
        if (kept == 1) memcpy(hull[0], points[0], sizeof *hull);
        return kept;
    }
    for (size_t k = 0; k < kept; k++)
        count = add_to_chain(hull, count, 0, points[k]);
    size_t start = count - 1;
    for (size_t k = kept - 1; k-- > 0;)
        count = add_to_chain(hull, count, start, points[k]);
    return count - 1; /* the last is the first again */
}
