/* Dense linear programs: the dual simplex. */
#include "games/narrow.h"

#include <math.h>
#include <string.h>

enum { FRESH_EVERY = 100, STEPS_AT_LEAST = 2000, STEPS_A_LINE = 20, STALLED = 4 };
static const double least_pivot = 1e-7;
static const double singular = 1e-9;
static const double gains_nothing = 1e-12;
static const double dual_slack = 100; /* tolerances that a dual may be on the wrong side by, once all is made afresh */

/* The bounds of a constraint, and where it stands. */
typedef struct bounds {
    double lower, upper, stands;
} bounds;

static bounds bounds_of(const ent_narrow *narrow, size_t constraint) {
    if (constraint < narrow->columns)
        return (bounds){narrow->lower[constraint], narrow->upper[constraint], narrow->x[constraint]};
    const size_t r = constraint - narrow->columns;
    return (bounds){narrow->row_lower[r], narrow->row_upper[r], narrow->activity[r]};
}

/* ---- the basis -------------------------------------------------------------------------------------------- */

static void swap_rows(double *matrix, size_t n, size_t a, size_t b) {
    for (size_t j = 0; j < n && a != b; j++) {
        const double kept = matrix[a * n + j];
        matrix[a * n + j] = matrix[b * n + j];
        matrix[b * n + j] = kept;
    }
}

/* row -= factor x other */
static void take_off(double *restrict row, const double *restrict other, size_t n, double factor) {
    for (size_t j = 0; j < n && factor != 0; j++)
        row[j] -= factor * other[j];
}

/* The inverse afresh, by Gauss and Jordan; false where there is none. */
static bool invert(ent_narrow *narrow) {
    const size_t n = narrow->columns;
    double *a = narrow->work, *b = narrow->inverse;
    for (size_t k = 0; k < n; k++)
        for (size_t j = 0; j < n; j++) {
            a[k * n + j] = ent_narrow_entry(narrow, narrow->tight[k].constraint, j);
            b[k * n + j] = k == j;
        }
    narrow->since = 0;
    for (size_t j = 0; j < n; j++) {
        size_t best = j;
        for (size_t k = j + 1; k < n; k++)
            if (fabs(a[k * n + j]) > fabs(a[best * n + j])) best = k;
        const double pivot = a[best * n + j];
        if (fabs(pivot) < singular) return false;
        swap_rows(a, n, j, best);
        swap_rows(b, n, j, best);
        for (size_t k = 0; k < n; k++) {
            a[j * n + k] /= pivot;
            b[j * n + k] /= pivot;
        }
        for (size_t k = 0; k < n; k++)
            if (k != j) {
                const double factor = a[k * n + j];
                take_off(a + k * n, a + j * n, n, factor);
                take_off(b + k * n, b + j * n, n, factor);
            }
    }
    return true;
}

/* What the basis says: x, the activities, the duals. */
static void place(ent_narrow *narrow) {
    const size_t n = narrow->columns;
    memset(narrow->duals, 0, n * sizeof *narrow->duals);
    memset(narrow->activity, 0, narrow->rows * sizeof *narrow->activity);
    for (size_t j = 0; j < n; j++) {
        const double *way = narrow->inverse + j * n;
        double x = 0;
        for (size_t k = 0; k < n; k++)
            x += way[k] * narrow->tight[k].at;
        narrow->x[j] = x;
        take_off(narrow->duals, way, n, -narrow->objective[j]);
        take_off(narrow->activity, narrow->matrix + j * narrow->capacity, narrow->rows, -x);
    }
}

static ent_narrow_hold hold_of(bounds b, bool below) {
    return b.lower == b.upper ? ENT_NARROW_BOTH : below ? ENT_NARROW_LOWER : ENT_NARROW_UPPER;
}

/* Bounds may have changed since. */
static void hold(ent_narrow *narrow) {
    for (size_t k = 0; k < narrow->columns; k++) {
        ent_narrow_tight *tight = &narrow->tight[k];
        const bounds b = bounds_of(narrow, tight->constraint);
        const bool below = isfinite(b.lower) && (tight->hold != ENT_NARROW_UPPER || isinf(b.upper));
        const bool unbound = isinf(b.lower) && isinf(b.upper);
        tight->hold = unbound ? ENT_NARROW_FREE : hold_of(b, below);
        tight->at = unbound ? b.stands : below ? b.lower : b.upper;
    }
}

/* By how much a dual is on the wrong side. */
static double wrong(ent_narrow_hold hold, double dual) {
    switch (hold) {
    case ENT_NARROW_LOWER:
        return -dual;
    case ENT_NARROW_UPPER:
        return dual;
    case ENT_NARROW_FREE:
        return fabs(dual);
    case ENT_NARROW_BOTH:
        break;
    }
    return 0;
}

/* The tight one whose dual is wrong by most; `columns` where none is by more than `slack`. */
static size_t most_wrong(const ent_narrow *narrow, double slack) {
    size_t worst = narrow->columns;
    for (size_t k = 0; k < narrow->columns; k++) {
        const double by = wrong(narrow->tight[k].hold, narrow->duals[k]);
        if (by > slack) {
            slack = by;
            worst = k;
        }
    }
    return worst;
}

/* ---- a step ----------------------------------------------------------------------------------------------- */

/* The row of a constraint, also in terms of the tight. */
static void express(ent_narrow *narrow, size_t constraint) {
    const size_t n = narrow->columns;
    memset(narrow->ratio, 0, n * sizeof *narrow->ratio);
    for (size_t j = 0; j < n; j++) {
        narrow->normal[j] = ent_narrow_entry(narrow, constraint, j);
        take_off(narrow->ratio, narrow->inverse + j * n, n, -narrow->normal[j]);
    }
}

/* Puts the constraint that was expressed in the place of the k-th: x moves along the k-th way until it is held. */
static void exchange(ent_narrow *narrow, size_t k, ent_narrow_tight in, double dual) {
    const size_t n = narrow->columns, out = narrow->tight[k].constraint;
    const double pivot = narrow->ratio[k];
    const double by = in.at - bounds_of(narrow, in.constraint).stands;
    take_off(narrow->duals, narrow->ratio, n, dual);
    narrow->duals[k] = dual;
    for (size_t j = 0; j < n; j++) {
        double *way = narrow->inverse + j * n;
        const double along = way[k] / pivot;
        take_off(way, narrow->ratio, n, along);
        way[k] = along;
        narrow->x[j] += by * along;
        take_off(narrow->activity, narrow->matrix + j * narrow->capacity, narrow->rows, -by * along);
    }
    *(out < n ? &narrow->is_tight[out] : &narrow->row_is_tight[out - n]) = false;
    *(in.constraint < n ? &narrow->is_tight[in.constraint] : &narrow->row_is_tight[in.constraint - n]) = true;
    narrow->tight[k] = in;
    narrow->since++;
    narrow->steps++;
}

static double missed_by(double lower, double upper, double stands) {
    const double below = lower - stands, above = stands - upper;
    return below > above ? below : above;
}

/* The constraint missed by most, or the first that is missed; false: none is. What is tight is not missed. */
static bool find_missed(const ent_narrow *narrow, bool first, ent_narrow_tight *out) {
    const size_t n = narrow->columns;
    const double tolerance = narrow->tolerance;
    size_t found = SIZE_MAX;
    double worst = 0;
    for (size_t j = 0; j < n && !(first && worst > 0); j++) {
        const double by = missed_by(narrow->lower[j], narrow->upper[j], narrow->x[j]);
        if (!(by > tolerance) || by * by <= worst || narrow->is_tight[j]) continue;
        worst = by * by;
        found = j;
    }
    for (size_t r = 0; r < narrow->rows && !(first && worst > 0); r++) {
        const double by = missed_by(narrow->row_lower[r], narrow->row_upper[r], narrow->activity[r]);
        if (!(by > tolerance) || by * by * narrow->scale[r] <= worst || narrow->row_is_tight[r]) continue;
        worst = by * by * narrow->scale[r];
        found = n + r;
    }
    if (found == SIZE_MAX) return false;
    const bounds b = bounds_of(narrow, found);
    const bool below = b.stands < b.lower;
    *out = (ent_narrow_tight){found, hold_of(b, below), below ? b.lower : b.upper};
    return true;
}

/* Whether the dual of the k-th tight goes towards its bound, and how far it may go. */
static bool blocks(const ent_narrow *narrow, size_t k, double direction, double slack, double *far) {
    const double pivot = direction * narrow->ratio[k], dual = narrow->duals[k];
    const ent_narrow_hold hold = narrow->tight[k].hold;
    if (fabs(pivot) <= least_pivot || hold == ENT_NARROW_BOTH) return false;
    if (hold == ENT_NARROW_FREE) {
        *far = 0;
        return true;
    }
    if ((hold == ENT_NARROW_LOWER) != (pivot > 0)) return false;
    *far = fmax(fabs(pivot) > 0 ? dual / pivot : 0, 0) + slack / fabs(pivot);
    return true;
}

/* Which of the tight leaves; `columns`: none can. */
static size_t find_leaving(const ent_narrow *narrow, double direction, bool first, double *step) {
    const size_t n = narrow->columns;
    double most = INFINITY, far, largest = 0;
    size_t leaving = n;
    for (size_t k = 0; k < n; k++)
        if (blocks(narrow, k, direction, first ? 0 : narrow->tolerance, &far) && far < most) most = far;
    for (size_t k = 0; k < n; k++) {
        if (!blocks(narrow, k, direction, 0, &far) || far > most) continue;
        const bool freer = leaving < n && narrow->tight[leaving].hold == ENT_NARROW_FREE;
        const bool is_free = narrow->tight[k].hold == ENT_NARROW_FREE;
        const bool better = first ? leaving == n || narrow->tight[k].constraint < narrow->tight[leaving].constraint
                                  : is_free > freer || (is_free == freer && fabs(narrow->ratio[k]) > largest);
        if (!better) continue;
        leaving = k;
        largest = fabs(narrow->ratio[k]);
        *step = far;
    }
    return leaving;
}

/* ---- all -------------------------------------------------------------------------------------------------- */

/* A basis whose duals are right: that of before, or with bounds of columns that have costs in the place of what is
 * wrong (if the objective is one column, its bound alone carries all of it), or the bounds of all columns. */
static bool start(ent_narrow *narrow) {
    const size_t n = narrow->columns;
    const double slack = dual_slack * narrow->tolerance;
    if (narrow->based) {
        hold(narrow);
        place(narrow);
        for (size_t j = 0; j < n && most_wrong(narrow, slack) < n; j++) {
            const bounds b = bounds_of(narrow, j);
            const bool below = narrow->objective[j] > 0;
            const double at = below ? b.lower : b.upper;
            if (narrow->objective[j] == 0 || narrow->is_tight[j] || isinf(at)) continue;
            const size_t out = most_wrong(narrow, slack);
            express(narrow, j);
            if (fabs(narrow->ratio[out]) <= least_pivot) continue;
            const ent_narrow_tight in = {j, hold_of(b, below), at};
            exchange(narrow, out, in, narrow->duals[out] / narrow->ratio[out]);
        }
        if (most_wrong(narrow, slack) == n) return true;
    }
    ent_narrow_forget(narrow);
    hold(narrow);
    place(narrow);
    return most_wrong(narrow, slack) == n;
}

/* Whether x stands on what is tight and the duals add up to the objective, as exactly as doubles can. */
static bool holds(const ent_narrow *narrow) {
    const size_t n = narrow->columns;
    const double slack = narrow->tolerance / 8;
    for (size_t k = 0; k < n; k++) {
        double sum = -narrow->tight[k].at;
        for (size_t j = 0; j < n; j++)
            sum += ent_narrow_entry(narrow, narrow->tight[k].constraint, j) * narrow->x[j];
        if (!(fabs(sum) <= slack * (1 + fabs(narrow->tight[k].at)))) return false;
    }
    for (size_t j = 0; j < n; j++) {
        double sum = -narrow->objective[j];
        for (size_t k = 0; k < n; k++)
            sum += ent_narrow_entry(narrow, narrow->tight[k].constraint, j) * narrow->duals[k];
        if (!(fabs(sum) <= slack * (1 + fabs(narrow->objective[j])))) return false;
    }
    return true;
}

static bool afresh(ent_narrow *narrow) {
    if (!invert(narrow)) return false;
    place(narrow);
    return most_wrong(narrow, dual_slack * narrow->tolerance) == narrow->columns;
}

static void hand_out(ent_narrow *narrow) {
    const size_t n = narrow->columns;
    memset(narrow->reduced, 0, n * sizeof *narrow->reduced);
    memset(narrow->row_duals, 0, narrow->rows * sizeof *narrow->row_duals);
    for (size_t k = 0; k < n; k++) {
        const size_t constraint = narrow->tight[k].constraint;
        const double dual = wrong(narrow->tight[k].hold, narrow->duals[k]) > 0 ? 0 : narrow->sign * narrow->duals[k];
        *(constraint < n ? &narrow->reduced[constraint] : &narrow->row_duals[constraint - n]) = dual;
    }
}

/* Steps until nothing is missed. */
static bool run(ent_narrow *narrow, size_t most) {
    const size_t n = narrow->columns;
    size_t idle = 0;
    for (size_t k = 0; k < most; k++) {
        ent_narrow_tight in;
        double step = 0;
        const bool first = idle > STALLED * n;
        if (narrow->since >= FRESH_EVERY && !afresh(narrow)) return false;
        if (!find_missed(narrow, first, &in)) {
            if (narrow->since == 0 || holds(narrow)) return true;
            if (!afresh(narrow)) return false;
            continue;
        }
        const double direction = bounds_of(narrow, in.constraint).stands < in.at ? 1 : -1;
        express(narrow, in.constraint);
        const size_t out = find_leaving(narrow, direction, first, &step);
        if (out == n) return false;
        exchange(narrow, out, in, direction * step);
        idle = step > gains_nothing ? 0 : idle + 1;
    }
    return false;
}

bool ent_narrow_solve(ent_narrow *narrow) {
    if (!start(narrow) || !run(narrow, STEPS_AT_LEAST + STEPS_A_LINE * (narrow->rows + narrow->columns))) {
        narrow->based = false;
        return false;
    }
    hand_out(narrow);
    return true;
}
