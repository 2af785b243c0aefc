/* Linear programs: the one place that knows the solver (CLP of COIN-OR, through its C interface), and when to do
 * without (narrow.h).
 *
 *     minimise or maximise  objective . x   subject to   lower <= row . x <= upper,  lower <= x <= upper
 *
 * A program grows by columns and rows and may be solved again at any time: it goes on from the basis of before, with
 * the dual simplex, which is what adding rows calls for. The solver works in doubles to a tolerance; who needs a proof
 * takes the basis or the duals from here and proves in fractions.
 *
 * Nothing here prints or ends the process. What the solver could choke on (numbers that are not finite, places that do
 * not exist, sizes beyond ENT_LP_ENTRIES) is refused before it sees it. Programs share nothing: each may be used by one
 * thread at a time. */
#ifndef ENT_GAMES_LP_H
#define ENT_GAMES_LP_H

#include <entente/base.h>

enum {
    ENT_LP_SIZE = 1 << 22,   /* most rows and most columns */
    ENT_LP_ENTRIES = 1 << 26 /* most numbers in the matrix */
};

/* Bounds may be -INFINITY and INFINITY; other numbers are smaller than this. */
#define ENT_LP_LARGEST 1e20

typedef enum ent_lp_outcome {
    ENT_LP_OPTIMAL,
    ENT_LP_INFEASIBLE,
    ENT_LP_UNBOUNDED,
    ENT_LP_FAILED /* the solver gave up: numbers too unlike one another, or too many steps */
} ent_lp_outcome;

typedef struct ent_lp_options {
    bool maximise;
    bool as_given;    /* no scaling of rows and columns: for matrices of zeros and ones */
    bool narrow;      /* few columns, all added at once, and rows that come and go: narrow.h goes first */
    double tolerance; /* how far a bound may be missed and a reduced cost be on the wrong side; 0: 1e-9 */
} ent_lp_options;

/* New rows or columns, as rows of a sparse matrix: entries start[k] .. start[k + 1] - 1 belong to the k-th. `lower`,
 * `upper` or `objective` NULL: -INFINITY, INFINITY and 0 for all. `start` NULL: no entries. Borrowed for the call. */
typedef struct ent_lp_part {
    size_t size;
    const double *lower, *upper;
    const double *objective; /* of columns only */
    const size_t *start;     /* size + 1 */
    const size_t *place;     /* columns of a row, rows of a column; each at most once */
    const double *value;
} ent_lp_part;

typedef struct ent_lp ent_lp;

/* The version of the solver, static text. */
const char *ent_lp_solver_version(void);

/* `options` NULL: minimise, scaled. The allocator serves what is ours; the solver's own memory comes from the system.
 * ENT_MEMORY, ENT_USAGE for a tolerance outside 1e-13 .. 1e-3. */
ent_status ent_lp_new(const ent_allocator *allocator, const ent_lp_options *options, ent_lp **out);
void ent_lp_free(ent_lp *program); /* NULL is legal */

/* ENT_USAGE for numbers that are not finite or too large, lower > upper, places that do not exist; ENT_LIMIT beyond the
 * limits above; ENT_MEMORY. The program is then as it was. */
ent_status ent_lp_add_rows(ent_lp *program, const ent_lp_part *rows);
ent_status ent_lp_add_columns(ent_lp *program, const ent_lp_part *columns);
ent_status ent_lp_row_bounds(ent_lp *program, size_t row, double lower, double upper);
ent_status ent_lp_column_bounds(ent_lp *program, size_t column, double lower, double upper);
ent_status ent_lp_objective(ent_lp *program, size_t column, double value);
/* Takes out rows: what comes behind them moves up. The basis stays one where all of them were in it. ENT_USAGE, and
 * nothing done, unless they ascend and exist; ENT_MEMORY likewise. */
ent_status ent_lp_delete_rows(ent_lp *program, const size_t *rows, size_t size);
size_t ent_lp_rows(const ent_lp *program);
size_t ent_lp_columns(const ent_lp *program);

/* Solves, from the last basis if there is one. ENT_OK whatever the outcome. Results below are those of the last call
 * and mean something where it was optimal. */
ent_status ent_lp_solve(ent_lp *program, ent_lp_outcome *outcome);
/* Forgets the basis: the next call begins afresh. */
void ent_lp_forget(ent_lp *program);

double ent_lp_value(const ent_lp *program); /* of the objective */
/* Borrowed until the program is next changed, solved or freed. */
const double *ent_lp_solution(const ent_lp *program);  /* of the columns */
const double *ent_lp_activity(const ent_lp *program);  /* row . x of the rows */
const double *ent_lp_row_lower(const ent_lp *program); /* bounds of the rows; -DBL_MAX or less: none */
/* By how much the objective changes with each unit that the row's binding bound rises; 0 where none binds. */
const double *ent_lp_duals(const ent_lp *program);
const double *ent_lp_reduced_costs(const ent_lp *program); /* the same for bounds of columns */
/* Whether it is in the basis: what is not stands at a bound. */
bool ent_lp_row_basic(const ent_lp *program, size_t row);
bool ent_lp_column_basic(const ent_lp *program, size_t column);
size_t ent_lp_steps(const ent_lp *program); /* of the simplex, in all calls */

#endif
