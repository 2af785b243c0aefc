/* The hull of a staircase: farthest points between ends, compared exactly. */
#include "space/hull.h"

#include <float.h>
#include <math.h>

typedef struct walk {
    const ent_frontier *frontier;
    ent_hull_edge visit;
    void *context;
    mpz_t left, right, best; /* products that do not fit 128 bits */
} walk;

static ent_wide step(const ent_frontier *frontier, size_t a, size_t b, size_t i) {
    return frontier->utility[2 * b + i] - frontier->utility[2 * a + i];
}

/* Twice the area of the triangle a, b, p, positive where p lies beyond the edge: rough. */
static long double rough_area(const ent_frontier *frontier, size_t a, size_t b, size_t p) {
    return (long double)step(frontier, a, p, 0) * (long double)step(frontier, a, b, 1) -
           (long double)step(frontier, a, p, 1) * (long double)step(frontier, a, b, 0);
}

static void exact_area(walk *w, size_t a, size_t b, size_t p, mpz_t out) {
    ent_wide_to_mpz(w->left, step(w->frontier, a, p, 0));
    ent_wide_to_mpz(w->right, step(w->frontier, a, b, 1));
    mpz_mul(out, w->left, w->right);
    ent_wide_to_mpz(w->left, step(w->frontier, a, p, 1));
    ent_wide_to_mpz(w->right, step(w->frontier, a, b, 0));
    mpz_submul(out, w->left, w->right);
}

/* Both products are at most the rectangle of a and b. */
static long double area_error(const ent_frontier *frontier, size_t a, size_t b) {
    return 16 * LDBL_EPSILON * fabsl((long double)step(frontier, a, b, 0) * (long double)step(frontier, a, b, 1));
}

/* The point farthest beyond the edge, the first of equals; `a` when there is none. */
static size_t farthest(walk *w, size_t a, size_t b) {
    const long double error = area_error(w->frontier, a, b);
    size_t found = a;
    long double most = 0;
    mpz_t area;
    mpz_init(area);
    mpz_set_si(w->best, 0);
    for (size_t p = a + 1; p < b; p++) {
        const long double rough = rough_area(w->frontier, a, b, p);
        if (rough < most - 2 * error) continue;
        exact_area(w, a, b, p, area);
        if (mpz_cmp(area, w->best) <= 0) continue;
        mpz_swap(area, w->best);
        most = rough;
        found = p;
    }
    mpz_clear(area);
    return found;
}

static bool walk_between(walk *w, size_t a, size_t b) {
    const size_t middle = farthest(w, a, b);
    if (middle == a) return w->visit(w->context, a, b);
    return walk_between(w, a, middle) && walk_between(w, middle, b);
}

void ent_hull_ends(const ent_frontier *frontier, size_t *first, size_t *last) {
    *first = 0;
    *last = frontier->size - 1;
    while (*first < *last && step(frontier, *first, *first + 1, 0) == 0)
        ++*first;
    while (*last > *first && step(frontier, *last - 1, *last, 1) == 0)
        --*last;
}

bool ent_hull_walk(const ent_frontier *frontier, ent_hull_edge visit, void *context) {
    if (frontier->dimensions != 2 || frontier->size < 2) return true;
    walk w = {.frontier = frontier, .visit = visit, .context = context};
    size_t first, last;
    ent_hull_ends(frontier, &first, &last);
    if (first == last) return true;
    mpz_inits(w.left, w.right, w.best, NULL);
    const bool whole = walk_between(&w, first, last);
    mpz_clears(w.left, w.right, w.best, NULL);
    return whole;
}
