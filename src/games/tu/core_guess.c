/* The ends of ranges in doubles. */
#include "games/tu/core_guess.h"

#include <math.h>

#include "games/lp.h"

enum { MOST_ROUNDS = 1000, FINE_BITS = 40, ROWS_A_PLAYER = 4 };
enum { PARTS = 4 };                /* of the ends, beside each other, whatever the number of threads */
static const double enough = 1e-8; /* of the unit: what a row may be violated by */

typedef struct work {
    const core_rows *rows;
    const ent_run *run;
    ent_lp *lp;
    uint32_t *id; /* of each row of the program; CORE_WHOLE: all players */
    size_t size, room;
    core_wide *at;
    int64_t det;
    int scale; /* x in whole units is 2^bits times that of the program; `at` is 2^scale times it */
} work;

static double bound(const work *w, uint32_t id) {
    return ldexp((double)ent_core_bound(w->rows, id), -w->rows->bits);
}

static ent_status add_row(work *w, uint32_t id) {
    uint32_t scratch[ENT_TU_PLAYERS];
    double ones[ENT_TU_PLAYERS];
    size_t place[ENT_TU_PLAYERS];
    core_row row = ent_core_row(w->rows, id, scratch);
    if (w->size == w->room) {
        size_t room = 2 * w->room + 64;
        uint32_t *more = ent_realloc_array(w->rows->allocator, w->id, w->room, room, sizeof *w->id);
        if (more == NULL) return ENT_MEMORY;
        w->id = more;
        w->room = room;
    }
    for (size_t k = 0; k < row.size; k++) {
        place[k] = row.member[k];
        ones[k] = 1;
    }
    const double lower = bound(w, id), upper = id == CORE_WHOLE ? lower : INFINITY;
    const size_t start[] = {0, row.size};
    const ent_lp_part part = {
        .size = 1, .lower = &lower, .upper = &upper, .start = start, .place = place, .value = ones};
    ent_status status = ent_lp_add_rows(w->lp, &part);
    if (status == ENT_OK) w->id[w->size++] = id;
    return status;
}

static ent_status begin(work *w) {
    const ent_lp_options options = {.as_given = true};
    const size_t n = w->rows->players;
    double lower[ENT_TU_PLAYERS];
    for (size_t i = 0; i < n; i++)
        lower[i] = w->rows->single[i] < CORE_SPECIAL ? bound(w, w->rows->single[i]) : -INFINITY;
    w->scale = w->rows->bits < FINE_BITS ? FINE_BITS : w->rows->bits;
    w->det = (int64_t)1 << (w->scale - w->rows->bits);
    w->at = ent_alloc_array(w->rows->allocator, n, sizeof *w->at);
    if (w->at == NULL) return ENT_MEMORY;
    ent_status status = ent_lp_new(w->rows->allocator, &options, &w->lp);
    const ent_lp_part columns = {.size = n, .lower = lower};
    if (status == ENT_OK) status = ent_lp_add_columns(w->lp, &columns);
    return status == ENT_OK ? add_row(w, CORE_WHOLE) : status;
}

static void work_free(work *w) {
    ent_lp_free(w->lp);
    ent_free(w->rows->allocator, w->id);
    ent_free(w->rows->allocator, w->at);
}

/* Adds what the solution violates by more than the solver's own errors. */
static ent_status add_violated(work *w, bool *any) {
    uint32_t found[CORE_BATCH];
    size_t size = 0;
    const double *x = ent_lp_solution(w->lp);
    for (size_t i = 0; i < w->rows->players; i++)
        w->at[i] = (core_wide)rint(ldexp(x[i], w->scale));
    const core_point point = {w->at, NULL, w->det};
    ent_status status = ent_core_search(w->rows, &point, w->run, found, &size);
    *any = false;
    for (size_t k = 0; k < size && status == ENT_OK; k++) {
        int64_t far = 0;
        if (!((double)ent_core_violation(w->rows, found[k], &point, &far) > ldexp(enough, w->scale))) continue;
        *any = true;
        status = add_row(w, found[k]);
    }
    return status;
}

/* Rows that do not bind leave where there are many: the simplex works on as many as there are. */
static ent_status thin(work *w) {
    if (w->size < ROWS_A_PLAYER * (size_t)w->rows->players) return ENT_OK;
    size_t *leave = ent_alloc_array(w->rows->allocator, w->size, sizeof *leave), size = 0, kept = 0;
    if (leave == NULL) return ENT_MEMORY;
    for (size_t r = 1; r < w->size; r++)
        if (ent_lp_row_basic(w->lp, r) && ent_lp_activity(w->lp)[r] > ent_lp_row_lower(w->lp)[r] + 1e-3)
            leave[size++] = r;
    ent_status status = ent_lp_delete_rows(w->lp, leave, size);
    for (size_t r = 0, next = 0; r < w->size && status == ENT_OK; r++) {
        if (next < size && leave[next] == r)
            next++;
        else
            w->id[kept++] = w->id[r];
    }
    if (status == ENT_OK) w->size = kept;
    ent_free(w->rows->allocator, leave);
    return status;
}

/* What binds at the vertex: coalitions, and single players at their bounds; there must be just enough of them. */
static void keep_vertex(const work *w, size_t end, core_guess *guess) {
    uint32_t *row = guess->row + end * guess->places;
    size_t size = 0;
    bool good = !ent_lp_row_basic(w->lp, 0);
    for (size_t r = 1; r < w->size; r++) {
        if (ent_lp_row_basic(w->lp, r)) continue;
        if (size < guess->places) row[size] = w->id[r];
        size++;
    }
    for (size_t i = 0; i < w->rows->players; i++) {
        if (ent_lp_column_basic(w->lp, i)) continue;
        if (size < guess->places) row[size] = w->rows->single[i];
        good = good && w->rows->single[i] < CORE_SPECIAL;
        size++;
    }
    guess->known[end] = good && size == guess->places;
}

static ent_status find_end(work *w, size_t end, core_guess *guess) {
    ent_status status = thin(w);
    for (size_t i = 0; i < w->rows->players && status == ENT_OK; i++)
        status = ent_lp_objective(w->lp, i, i != end / 2 ? 0 : end % 2 == 0 ? 1 : -1);
    bool any = true;
    for (int round = 0; round < MOST_ROUNDS && any && status == ENT_OK; round++) {
        ent_lp_outcome outcome;
        status = ent_lp_solve(w->lp, &outcome);
        if (status != ENT_OK || outcome != ENT_LP_OPTIMAL) return status;
        status = add_violated(w, &any);
    }
    if (status == ENT_OK && !any) keep_vertex(w, end, guess);
    return status;
}

typedef struct share {
    const core_rows *rows;
    const ent_run *run;
    core_guess *guess;
} share;

/* A part of the ends, by a program of its own. */
static ent_status find_part(void *context, size_t part) {
    const share *s = context;
    const size_t ends = 2 * (size_t)s->rows->players;
    work w = {.rows = s->rows, .run = s->run};
    ent_status status = begin(&w);
    for (size_t end = part * ends / PARTS; end < (part + 1) * ends / PARTS && status == ENT_OK; end++) {
        status = ent_core_go_on(s->run);
        if (status == ENT_OK) status = find_end(&w, end, s->guess);
    }
    work_free(&w);
    return status;
}

ent_status ent_core_guess(core_guess *guess, const core_rows *rows, const ent_run *run) {
    const size_t n = rows->players;
    share s = {rows, run, guess};
    *guess = (core_guess){.places = n - 1, .allocator = rows->allocator};
    guess->row = ent_alloc_array(rows->allocator, 2 * n * (n - 1), sizeof *guess->row);
    guess->known = ent_alloc_array(rows->allocator, 2 * n, sizeof *guess->known);
    ent_status status =
        guess->row == NULL || guess->known == NULL ? ENT_MEMORY : ent_parallel(run, PARTS, find_part, &s);
    if (status != ENT_OK) ent_core_guess_free(guess);
    return status;
}

void ent_core_guess_free(core_guess *guess) {
    ent_free(guess->allocator, guess->row);
    ent_free(guess->allocator, guess->known);
    *guess = (core_guess){0};
}
