/* Linear programs with few columns and rows that come and go: a dense dual simplex. Private to lp.c.
 *
 *     minimise or maximise  objective . x   subject to   lower <= row . x <= upper,  lower <= x <= upper
 *
 * A basis is as many tight constraints as there are columns, each a row or the bounds of a column. Its matrix is small
 * and square, so its inverse is kept outright, and a step costs one look at every row: nothing else depends on how many
 * rows there are. The constraint that enters is missed most by distance; of those that may leave, one whose dual
 * reaches 0 first, within the tolerance the one with the largest pivot (Harris 1973); where steps gain nothing for
 * long, the first of each (Bland 1977). An optimum is only claimed once the equations of the basis and of its duals
 * hold; whatever else happens, the caller is told to look elsewhere. */
#ifndef ENT_GAMES_NARROW_H
#define ENT_GAMES_NARROW_H

#include <entente/base.h>

enum { ENT_NARROW_COLUMNS = 64 };

typedef enum ent_narrow_hold { /* how a tight constraint is held */
                               ENT_NARROW_LOWER,
                               ENT_NARROW_UPPER,
                               ENT_NARROW_BOTH,
                               ENT_NARROW_FREE /* it has no bounds: where it stands, with a dual of 0 */
} ent_narrow_hold;

typedef struct ent_narrow_tight {
    size_t constraint; /* a column, or `columns` and a row */
    ent_narrow_hold hold;
    double at; /* the value that it is held at */
} ent_narrow_tight;

typedef struct ent_narrow {
    const ent_allocator *allocator;
    size_t columns, rows, capacity, steps;
    double tolerance;
    double sign;               /* -1: it maximises */
    double *objective;         /* times sign, which is made as small as possible */
    double *lower, *upper, *x; /* of columns */
    double *row_lower, *row_upper, *activity;
    double *scale;  /* 1 / |row|^2 */
    double *matrix; /* by columns, `capacity` a column */
    ent_narrow_tight *tight;
    bool *is_tight, *row_is_tight;
    double *duals;               /* of the tight, times sign */
    double *row_duals, *reduced; /* of all rows and columns, once solved */
    double *inverse;        /* columns x columns: its k-th column is the way along which only the k-th tight moves */
    double *normal, *ratio; /* work: a row, and the row in terms of the tight */
    double *work;           /* columns x columns */
    size_t since;           /* steps since the inverse was made afresh */
    bool based;             /* there is a basis, and `inverse` is its inverse */
} ent_narrow;

/* Columns at once; rows later. At most ENT_NARROW_COLUMNS; bounds as in lp.h, infinite ones too. ENT_MEMORY. */
ent_status ent_narrow_new(const ent_allocator *allocator, double tolerance, bool maximise, size_t columns,
                          const double *lower, const double *upper, const double *objective, ent_narrow **out);
void ent_narrow_free(ent_narrow *narrow); /* NULL is legal */
/* A row as in lp.h, of `size` entries. ENT_MEMORY: it is as it was. */
ent_status ent_narrow_add_row(ent_narrow *narrow, double lower, double upper, size_t size, const size_t *place,
                              const double *value);
void ent_narrow_delete_rows(ent_narrow *narrow, const size_t *rows, size_t size); /* ascending */
void ent_narrow_forget(ent_narrow *narrow);                                       /* the basis */
/* False: it gave up, or there is no optimum. */
bool ent_narrow_solve(ent_narrow *narrow);
double ent_narrow_value(const ent_narrow *narrow); /* of the objective, at x */

/* For narrow*.c: an entry of the row of a constraint. */
static inline double ent_narrow_entry(const ent_narrow *narrow, size_t constraint, size_t column) {
    if (constraint < narrow->columns) return constraint == column;
    return narrow->matrix[column * narrow->capacity + constraint - narrow->columns];
}

#endif
