/* The search for violated rows: one pass over the table in doubles with a bound on their error, and a second one in
 * whole numbers over what that leaves undecided. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "games/tu/core_rows.h"

enum { LOW_BITS = 12, STRETCH = 1 << LOW_BITS, LISTED = 256 };

typedef struct search {
    const core_rows *rows;
    const core_point *point;
    const ent_run *run;
    double *low;    /* x(S) of coalitions of the first players */
    int64_t *far;   /* the same for the infinite part; NULL: none */
    unsigned split; /* how many these players are */
    size_t entries, stretches, width;
    double scale;  /* an entry times this has the unit of the point */
    double shift;  /* slack in that unit */
    double error;  /* of an excess, at most */
    double *worst; /* per stretch; -INFINITY: no row */
    uint32_t *row; /* per stretch, where decided in whole numbers */
} search;

typedef struct candidate {
    double worst;
    size_t stretch;
} candidate;

/* ---- one stretch of a table --------------------------------------------------------------------------- */

/* x of the players of a stretch beyond the first. */
static double high_part(const search *s, size_t stretch, int64_t *far) {
    double sum = 0;
    *far = 0;
    for (size_t rest = stretch; rest != 0; rest &= rest - 1) {
        size_t player = s->split + (size_t)__builtin_ctzll(rest);
        sum += (double)s->point->at[player];
        if (s->point->far != NULL) *far += s->point->far[player];
    }
    return sum;
}

/* Where the infinite part is not 0 it decides, before anything finite. */
static inline double with_far(double excess, int64_t far) {
    return far == 0 ? excess : far > 0 ? -INFINITY : DBL_MAX;
}

/* The excess of entry i of a stretch; the same number from both loops below. */
static inline double excess_at(const search *s, const double *value, size_t i, double high) {
    return value[i] * s->scale - (high + s->low[i]);
}

static double worst_of_all(const search *s, const double *value, size_t from, size_t to, double high) {
    double best[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY};
    size_t i = from;
    for (; i + 4 <= to; i += 4) {
        for (size_t lane = 0; lane < 4; lane++) {
            double excess = excess_at(s, value, i + lane, high);
            if (excess > best[lane]) best[lane] = excess;
        }
    }
    for (; i < to; i++) {
        double excess = excess_at(s, value, i, high);
        if (excess > best[0]) best[0] = excess;
    }
    return fmax(fmax(best[0], best[1]), fmax(best[2], best[3]));
}

static double checked_excess(const search *s, const double *value, size_t first, size_t i, double high, int64_t far) {
    if (!ent_core_is_row(s->rows, (uint32_t)(first + i))) return -INFINITY;
    double excess = excess_at(s, value, i, high);
    return s->far != NULL ? with_far(excess, far + s->far[i]) : excess;
}

static ent_status search_stretch(void *context, size_t index) {
    const search *s = context;
    const ent_tu_game *table = s->rows->table;
    int64_t far = 0;
    size_t first = index * s->width, from = index == 0, to = index + 1 == s->stretches ? s->width - 1 : s->width;
    double high = high_part(s, index, &far) + s->shift, worst = -INFINITY;
    if (table->impossible == NULL && s->far == NULL) {
        worst = from < to ? worst_of_all(s, table->value + first, from, to, high) : -INFINITY;
    } else {
        for (size_t i = from; i < to; i++)
            worst = fmax(worst, checked_excess(s, table->value + first, first, i, high, far));
    }
    s->worst[index] = worst;
    return ENT_OK;
}

static bool worse(core_wide a, int64_t far_a, core_wide b, int64_t far_b) {
    return far_a != far_b ? far_a > far_b : a > b;
}

/* The most violated row of a stretch, in whole numbers, among those that doubles leave open; the first of equals. */
static ent_status decide_stretch(void *context, size_t index) {
    search *s = context;
    if (s->worst[index] < -s->error) {
        s->worst[index] = -INFINITY;
        return ENT_OK;
    }
    size_t first = index * s->width;
    int64_t far = 0, far_best = 0;
    double high = high_part(s, index, &far) + s->shift;
    core_wide best = 0;
    bool any = false;
    for (size_t i = 0; i < s->width; i++) {
        if (!(checked_excess(s, s->rows->table->value + first, first, i, high, far) >= -s->error)) continue;
        int64_t far_here = 0;
        core_wide here = ent_core_violation(s->rows, (uint32_t)(first + i), s->point, &far_here);
        if (!worse(here, far_here, best, far_best)) continue;
        any = true;
        best = here;
        far_best = far_here;
        s->row[index] = (uint32_t)(first + i);
    }
    s->worst[index] = !any ? -INFINITY : far_best > 0 ? DBL_MAX : (double)best;
    return ENT_OK;
}

/* ---- a list ------------------------------------------------------------------------------------------- */

static ent_status search_listed(void *context, size_t index) {
    search *s = context;
    size_t from = index * LISTED, to = s->entries - from < LISTED ? s->entries : from + LISTED;
    core_wide best = 0;
    int64_t far_best = 0;
    s->worst[index] = -INFINITY;
    for (size_t k = from; k < to; k++) {
        int64_t far = 0;
        core_wide here = ent_core_violation(s->rows, (uint32_t)k, s->point, &far);
        if (!worse(here, far, best, far_best)) continue;
        best = here;
        far_best = far;
        s->row[index] = (uint32_t)k;
        s->worst[index] = far > 0 ? DBL_MAX : (double)here;
    }
    return ENT_OK;
}

/* ---- choosing ----------------------------------------------------------------------------------------- */

static int compare_candidates(const void *a, const void *b) {
    const candidate *left = a, *right = b;
    if (left->worst != right->worst) return left->worst > right->worst ? -1 : 1;
    return left->stretch < right->stretch ? -1 : left->stretch > right->stretch;
}

/* The first row of a stretch whose excess is the stretch's worst. */
static uint32_t row_of_stretch(const search *s, size_t stretch) {
    size_t first = stretch * s->width;
    int64_t far = 0;
    double high = high_part(s, stretch, &far) + s->shift;
    for (size_t i = 0; i < s->width; i++) {
        if (checked_excess(s, s->rows->table->value + first, first, i, high, far) == s->worst[stretch])
            return (uint32_t)(first + i);
    }
    return 0; /* not reached: the worst is one of these */
}

/* The worst of at most CORE_BATCH stretches with an excess above `least`. */
static ent_status choose(const search *s, double least, bool decided, uint32_t *found, size_t *found_size) {
    size_t size = 0;
    candidate *all = ent_alloc_array(ent_run_allocator(s->run), s->stretches, sizeof *all);
    if (all == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < s->stretches; i++)
        if (s->worst[i] > least) all[size++] = (candidate){s->worst[i], i};
    qsort(all, size, sizeof *all, compare_candidates);
    *found_size = size < CORE_BATCH ? size : CORE_BATCH;
    for (size_t i = 0; i < *found_size; i++)
        found[i] = decided ? s->row[all[i].stretch] : row_of_stretch(s, all[i].stretch);
    ent_free(ent_run_allocator(s->run), all);
    return ENT_OK;
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static void fill_low(search *s) {
    for (size_t i = 1; i < s->width; i++) {
        size_t player = (size_t)__builtin_ctzll(i), rest = i & (i - 1);
        s->low[i] = s->low[rest] + (double)s->point->at[player];
        if (s->far != NULL) s->far[i] = s->far[rest] + s->point->far[player];
    }
}

/* Sums of at most 30 rounded terms; where everything stays below 2^53 there is nothing to round. */
static double error_bound(const search *s) {
    double size = ldexp((double)s->point->det, s->rows->bits) + fabs(s->shift);
    for (uint32_t i = 0; i < s->rows->players; i++)
        size += fabs((double)s->point->at[i]);
    return size < ldexp(1, DBL_MANT_DIG) ? 0 : size * (s->rows->players + 8) * DBL_EPSILON;
}

static ent_status search_table(search *s, uint32_t *found, size_t *found_size) {
    const core_rows *rows = s->rows;
    s->scale = (double)s->point->det * rows->factor * (rows->cost ? -1 : 1);
    s->shift = (double)s->point->det * (double)rows->slack;
    s->error = error_bound(s);
    fill_low(s);
    const ent_run run = ent_core_run(s->run, (size_t)1 << rows->players);
    ent_status status = ent_parallel(&run, s->stretches, search_stretch, s);
    if (status == ENT_OK) status = choose(s, s->error, false, found, found_size);
    if (status != ENT_OK || *found_size > 0 || s->error == 0) return status;
    status = ent_parallel(&run, s->stretches, decide_stretch, s);
    return status == ENT_OK ? choose(s, 0, true, found, found_size) : status;
}

static ent_status search_singles(const search *s, uint32_t *found, size_t *found_size) {
    for (uint32_t i = 0; i < s->rows->players && *found_size < CORE_BATCH; i++) {
        int64_t far = 0;
        if (s->rows->single[i] >= CORE_SPECIAL) continue;
        core_wide here = ent_core_violation(s->rows, s->rows->single[i], s->point, &far);
        if (worse(here, far, 0, 0)) found[(*found_size)++] = s->rows->single[i];
    }
    return ENT_OK;
}

static bool any_far(const core_point *point, size_t players) {
    for (size_t i = 0; point->far != NULL && i < players; i++)
        if (point->far[i] != 0) return true;
    return false;
}

ent_status ent_core_search(const core_rows *rows, const core_point *point, const ent_run *run, uint32_t *found,
                           size_t *found_size) {
    const ent_allocator *allocator = ent_run_allocator(run);
    search s = {.rows = rows, .point = point, .run = run};
    *found_size = 0;
    if (rows->individual) return search_singles(&s, found, found_size);
    s.entries = rows->list != NULL ? rows->list->size : ent_tu_size(rows->table);
    s.split = rows->players < LOW_BITS ? rows->players : LOW_BITS;
    s.width = rows->list != NULL ? LISTED : (size_t)1 << s.split;
    s.stretches = s.entries / s.width + (s.entries % s.width != 0);
    bool far = rows->table != NULL && any_far(point, rows->players);
    s.low = ent_alloc_array(allocator, s.width, sizeof *s.low);
    s.worst = ent_alloc_array(allocator, s.stretches, sizeof *s.worst);
    s.row = ent_alloc_array(allocator, s.stretches, sizeof *s.row);
    if (far) s.far = ent_alloc_array(allocator, s.width, sizeof *s.far);
    ent_status status = ENT_MEMORY;
    if (s.low != NULL && s.worst != NULL && s.row != NULL && (!far || s.far != NULL)) {
        if (rows->list != NULL) {
            status = ent_parallel(run, s.stretches, search_listed, &s);
            if (status == ENT_OK) status = choose(&s, 0, true, found, found_size);
        } else {
            status = search_table(&s, found, found_size);
        }
    }
    ent_free(allocator, s.low);
    ent_free(allocator, s.worst);
    ent_free(allocator, s.row);
    ent_free(allocator, s.far);
    return status;
}
