/* Kohlberg's criterion with a plain simplex in fractions. Shares nothing with the library: no ranks, no duals, no
 * levels, but every set of coalitions that some excess cuts off. */
#include "kohlberg.h"

#include <stdlib.h>

enum { PLAYERS = 7, SIZE = 1 << PLAYERS, COLUMNS = SIZE + 3 * PLAYERS + 2 };

typedef struct tableau {
    size_t rows, columns; /* the last column is the right side; the last row what is maximised, negated */
    mpq_t cell[PLAYERS + 1][COLUMNS];
    size_t basis[PLAYERS];
} tableau;

static void pivot(tableau *t, size_t row, size_t column) {
    mpq_t factor, part;
    mpq_inits(factor, part, NULL);
    mpq_set(factor, t->cell[row][column]);
    for (size_t c = 0; c <= t->columns; c++)
        mpq_div(t->cell[row][c], t->cell[row][c], factor);
    for (size_t r = 0; r <= t->rows; r++) {
        if (r == row || mpq_sgn(t->cell[r][column]) == 0) continue;
        mpq_set(factor, t->cell[r][column]);
        for (size_t c = 0; c <= t->columns; c++) {
            if (mpq_sgn(t->cell[row][c]) == 0) continue;
            mpq_mul(part, factor, t->cell[row][c]);
            mpq_sub(t->cell[r][c], t->cell[r][c], part);
        }
    }
    t->basis[row] = column;
    mpq_clears(factor, part, NULL);
}

/* Bland's rule: always ends. Columns from `allowed` on stay out. */
static void maximise(tableau *t, size_t allowed) {
    mpq_t ratio, best;
    mpq_inits(ratio, best, NULL);
    for (;;) {
        size_t enter = 0, leave = t->rows;
        while (enter < allowed && mpq_sgn(t->cell[t->rows][enter]) >= 0)
            enter++;
        if (enter == allowed) break;
        for (size_t r = 0; r < t->rows; r++) {
            if (mpq_sgn(t->cell[r][enter]) <= 0) continue;
            mpq_div(ratio, t->cell[r][t->columns], t->cell[r][enter]);
            int order = leave == t->rows ? -1 : mpq_cmp(ratio, best);
            if (order < 0 || (order == 0 && t->basis[r] < t->basis[leave])) {
                leave = r;
                mpq_set(best, ratio);
            }
        }
        if (leave == t->rows) abort(); /* weights are at most 1 */
        pivot(t, leave, enter);
    }
    mpq_clears(ratio, best, NULL);
}

/* max t with  sum over `must` of (w_S + t) 1_S + sum over `may` of w_i 1_i = 1, all w and t at least 0: above 0? */
static bool balanced(unsigned n, const unsigned *must, size_t must_size, unsigned may) {
    static tableau t;
    size_t columns = must_size + n + 1; /* coalitions, players, t */
    t.rows = n;
    t.columns = columns + n;
    for (size_t r = 0; r <= n; r++)
        for (size_t c = 0; c <= t.columns; c++) {
            mpq_init(t.cell[r][c]);
            long number = 0;
            if (r < n && c < must_size) number = must[c] >> r & 1;
            if (r < n && c >= must_size && c < must_size + n) number = c - must_size == r && (may >> r & 1);
            if (r < n && c == columns - 1)
                for (size_t k = 0; k < must_size; k++)
                    number += must[k] >> r & 1;
            if (r < n && c >= columns) number = c == t.columns || c - columns == r;
            mpq_set_si(t.cell[r][c], number, 1);
        }
    for (size_t r = 0; r < n; r++) { /* phase one: minus the sum of the artificial ones */
        t.basis[r] = columns + r;
        for (size_t c = 0; c <= t.columns; c++)
            if (c < columns || c == t.columns) mpq_sub(t.cell[n][c], t.cell[n][c], t.cell[r][c]);
    }
    maximise(&t, columns);
    bool good = mpq_sgn(t.cell[n][t.columns]) == 0;
    for (size_t r = 0; r < n && good; r++) /* artificial ones that are left, at 0, give way */
        for (size_t c = 0; c < columns && t.basis[r] >= columns; c++)
            if (mpq_sgn(t.cell[r][c]) != 0) pivot(&t, r, c);
    if (good) {
        for (size_t c = 0; c <= t.columns; c++)
            mpq_set_si(t.cell[n][c], c == columns - 1 ? -1 : 0, 1);
        for (size_t r = 0; r < n; r++)
            if (t.basis[r] == columns - 1) pivot(&t, r, columns - 1);
        maximise(&t, columns);
        good = mpq_sgn(t.cell[n][t.columns]) > 0;
    }
    for (size_t r = 0; r <= n; r++)
        for (size_t c = 0; c <= t.columns; c++)
            mpq_clear(t.cell[r][c]);
    return good;
}

typedef struct owed {
    unsigned mask;
    mpq_t excess;
} owed;

static int larger_first(const void *a, const void *b) {
    return mpq_cmp(((const owed *)b)->excess, ((const owed *)a)->excess);
}

static void measure(const ent_tu_game *game, const mpq_t *x, unsigned mask, bool per_capita, mpq_t out) {
    mpq_t members;
    mpq_init(members);
    ent_tu_entry(game, mask, out);
    for (unsigned i = 0; i < game->players; i++)
        if (mask >> i & 1) mpq_sub(out, out, x[i]);
    if (game->cost) mpq_neg(out, out);
    mpq_set_ui(members, (unsigned)__builtin_popcount(mask), 1);
    if (per_capita) mpq_div(out, out, members);
    mpq_clear(members);
}

bool kohlberg_holds(const ent_tu_game *game, const mpq_t *x, bool individual, bool per_capita) {
    static owed all[SIZE];
    unsigned n = game->players, grand = (1u << n) - 1, masks[SIZE], may = 0;
    size_t size = 0;
    mpq_t rest;
    mpq_init(rest);
    measure(game, x, grand, false, rest);
    bool good = mpq_sgn(rest) == 0;
    for (unsigned mask = 1; mask < grand; mask++) {
        if (!ent_tu_possible(game, mask)) continue;
        mpq_init(all[size].excess);
        measure(game, x, mask, per_capita, all[size].excess);
        bool single = (mask & (mask - 1)) == 0;
        if (individual && single && mpq_sgn(all[size].excess) > 0) good = false;
        if (individual && single && mpq_sgn(all[size].excess) == 0) may |= mask;
        all[size++].mask = mask;
    }
    mpq_clear(rest);
    qsort(all, size, sizeof *all, larger_first);
    for (size_t k = 0; k < size && good; k++) {
        masks[k] = all[k].mask;
        if (k + 1 == size || mpq_cmp(all[k].excess, all[k + 1].excess) > 0) good = balanced(n, masks, k + 1, may);
    }
    for (size_t k = 0; k < size; k++)
        mpq_clear(all[k].excess);
    return good;
}
