/* CLP behind one small interface. */
#include "games/lp.h"

#include "games/narrow.h"

#include <Clp_C_Interface.h>
#include <float.h>
#include <limits.h>
#include <math.h>

/* The solver's words for bases and outcomes. */
enum { BASIC = 1 };
enum { CLP_OPTIMAL = 0, CLP_INFEASIBLE = 1, CLP_UNBOUNDED = 2 };
enum { STEPS_AT_LEAST = 20000, STEPS_A_LINE = 100 };

struct ent_lp {
    const ent_allocator *allocator;
    Clp_Simplex *model;
    ent_narrow *narrow; /* serves in its place until it gives up; NULL: not, or no more */
    ent_lp_options options;
    size_t rows, columns, entries, steps;
    bool started; /* there is a basis to go on from */
};

const char *ent_lp_solver_version(void) {
    return Clp_Version();
}

ent_status ent_lp_new(const ent_allocator *allocator, const ent_lp_options *options, ent_lp **out) {
    static const ent_lp_options plain = {0};
    if (options == NULL) options = &plain;
    double tolerance = options->tolerance == 0 ? 1e-9 : options->tolerance;
    *out = NULL;
    if (!(tolerance >= 1e-13 && tolerance <= 1e-3)) return ENT_USAGE;
    ent_lp *program = ent_alloc(allocator, sizeof *program);
    if (program == NULL) return ENT_MEMORY;
    program->allocator = allocator;
    program->options = *options;
    program->options.tolerance = tolerance;
    program->model = Clp_newModel();
    if (program->model == NULL) {
        ent_free(allocator, program);
        return ENT_MEMORY;
    }
    Clp_setLogLevel(program->model, 0);
    Clp_setOptimizationDirection(program->model, options->maximise ? -1 : 1);
    Clp_setPrimalTolerance(program->model, tolerance);
    Clp_setDualTolerance(program->model, tolerance);
    if (options->as_given) Clp_scaling(program->model, 0);
    *out = program;
    return ENT_OK;
}

void ent_lp_free(ent_lp *program) {
    if (program == NULL) return;
    Clp_deleteModel(program->model);
    ent_narrow_free(program->narrow);
    ent_free(program->allocator, program);
}

/* ---- building --------------------------------------------------------------------------------------------- */

static bool good_number(double value) {
    return fabs(value) < ENT_LP_LARGEST; /* not of NaN */
}

static bool good_bounds(double lower, double upper) {
    return (good_number(lower) || lower == -INFINITY) && (good_number(upper) || upper == INFINITY) && lower <= upper;
}

static double clp_bound(double bound) {
    return isinf(bound) ? (bound > 0 ? DBL_MAX : -DBL_MAX) : bound;
}

/* A part in the solver's types. */
typedef struct clp_part {
    double *lower, *upper;
    CoinBigIndex *start;
    int *place;
} clp_part;

static void clp_part_free(const ent_lp *program, clp_part *part) {
    ent_free(program->allocator, part->lower);
    ent_free(program->allocator, part->upper);
    ent_free(program->allocator, part->start);
    ent_free(program->allocator, part->place);
}

static ent_status check_part(const ent_lp *program, const ent_lp_part *part, size_t places, size_t there) {
    size_t entries = part->start != NULL ? part->start[part->size] : 0;
    if (part->size > ENT_LP_SIZE - there || entries > ENT_LP_ENTRIES - program->entries) return ENT_LIMIT;
    for (size_t k = 0; k < part->size; k++) {
        if (!good_bounds(part->lower != NULL ? part->lower[k] : -INFINITY,
                         part->upper != NULL ? part->upper[k] : INFINITY))
            return ENT_USAGE;
        if (part->objective != NULL && !good_number(part->objective[k])) return ENT_USAGE;
        if (part->start != NULL && part->start[k] > part->start[k + 1]) return ENT_USAGE;
    }
    if (part->start != NULL && part->start[0] != 0) return ENT_USAGE;
    for (size_t e = 0; e < entries; e++)
        if (part->place[e] >= places || !good_number(part->value[e])) return ENT_USAGE;
    return ENT_OK;
}

static ent_status translate(const ent_lp *program, const ent_lp_part *part, clp_part *out) {
    size_t entries = part->start != NULL ? part->start[part->size] : 0;
    *out = (clp_part){.lower = ent_alloc_array(program->allocator, part->size, sizeof *out->lower),
                      .upper = ent_alloc_array(program->allocator, part->size, sizeof *out->upper),
                      .start = ent_alloc_array(program->allocator, part->size + 1, sizeof *out->start),
                      .place = ent_alloc_array(program->allocator, entries, sizeof *out->place)};
    if (out->lower == NULL || out->upper == NULL || out->start == NULL || out->place == NULL) {
        clp_part_free(program, out);
        return ENT_MEMORY;
    }
    for (size_t k = 0; k < part->size; k++) {
        out->lower[k] = part->lower != NULL ? clp_bound(part->lower[k]) : -DBL_MAX;
        out->upper[k] = part->upper != NULL ? clp_bound(part->upper[k]) : DBL_MAX;
        out->start[k + 1] = part->start != NULL ? (CoinBigIndex)part->start[k + 1] : 0;
    }
    for (size_t e = 0; e < entries; e++)
        out->place[e] = (int)part->place[e];
    return ENT_OK;
}

static ent_status solver_add_rows(ent_lp *program, const ent_lp_part *rows) {
    clp_part part;
    ent_status status = translate(program, rows, &part);
    if (status != ENT_OK) return status;
    Clp_addRows(program->model, (int)rows->size, part.lower, part.upper, part.start, part.place, rows->value);
    clp_part_free(program, &part);
    return ENT_OK;
}

static ent_status solver_add_columns(ent_lp *program, const ent_lp_part *columns) {
    clp_part part;
    ent_status status = translate(program, columns, &part);
    if (status != ENT_OK) return status;
    Clp_addColumns(program->model, (int)columns->size, part.lower, part.upper, columns->objective, part.start,
                   part.place, columns->value);
    clp_part_free(program, &part);
    return ENT_OK;
}

static ent_status narrow_add_rows(ent_narrow *narrow, const ent_lp_part *rows) {
    const size_t before = narrow->rows;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < rows->size && status == ENT_OK; k++) {
        const size_t from = rows->start != NULL ? rows->start[k] : 0;
        const size_t size = rows->start != NULL ? rows->start[k + 1] - from : 0;
        status = ent_narrow_add_row(narrow, rows->lower != NULL ? rows->lower[k] : -INFINITY,
                                    rows->upper != NULL ? rows->upper[k] : INFINITY, size,
                                    size > 0 ? rows->place + from : NULL, size > 0 ? rows->value + from : NULL);
    }
    if (status != ENT_OK) narrow->rows = before;
    return status;
}

/* The rows of a narrow program, as a part; `start`, `place` and `value` have room for all entries. */
static void narrow_entries(const ent_narrow *narrow, size_t *start, size_t *place, double *value) {
    size_t size = 0;
    for (size_t r = 0; r < narrow->rows; r++) {
        for (size_t j = 0; j < narrow->columns; j++) {
            const double entry = narrow->matrix[j * narrow->capacity + r];
            if (entry == 0) continue;
            place[size] = j;
            value[size++] = entry;
        }
        start[r + 1] = size;
    }
}

/* The solver goes on with what was a narrow program. */
static ent_status take_over(ent_lp *program) {
    ent_narrow *narrow = program->narrow;
    const size_t entries = narrow->rows * narrow->columns;
    size_t *start = ent_alloc_array(program->allocator, narrow->rows + 1, sizeof *start);
    size_t *place = ent_alloc_array(program->allocator, entries, sizeof *place);
    double *value = ent_alloc_array(program->allocator, entries, sizeof *value);
    ent_status status = start == NULL || place == NULL || value == NULL ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK) {
        for (size_t j = 0; j < narrow->columns; j++)
            narrow->objective[j] *= narrow->sign;
        narrow_entries(narrow, start, place, value);
        const ent_lp_part columns = {
            .size = narrow->columns, .lower = narrow->lower, .upper = narrow->upper, .objective = narrow->objective};
        const ent_lp_part rows = {.size = narrow->rows,
                                  .lower = narrow->row_lower,
                                  .upper = narrow->row_upper,
                                  .start = start,
                                  .place = place,
                                  .value = value};
        status = solver_add_columns(program, &columns);
        if (status == ENT_OK) status = solver_add_rows(program, &rows);
    }
    ent_free(program->allocator, start);
    ent_free(program->allocator, place);
    ent_free(program->allocator, value);
    if (status != ENT_OK) return status;
    ent_narrow_free(narrow);
    program->narrow = NULL;
    program->started = false;
    return ENT_OK;
}

ent_status ent_lp_add_rows(ent_lp *program, const ent_lp_part *rows) {
    ent_status status = check_part(program, rows, program->columns, program->rows);
    if (status != ENT_OK) return status;
    status = program->narrow != NULL ? narrow_add_rows(program->narrow, rows) : solver_add_rows(program, rows);
    if (status != ENT_OK) return status;
    program->rows += rows->size;
    program->entries += rows->start != NULL ? rows->start[rows->size] : 0;
    return ENT_OK;
}

ent_status ent_lp_add_columns(ent_lp *program, const ent_lp_part *columns) {
    ent_status status = check_part(program, columns, program->rows, program->columns);
    if (status != ENT_OK) return status;
    const bool narrow = program->options.narrow && program->rows == 0 && program->columns == 0 && columns->size > 0 &&
                        columns->size <= ENT_NARROW_COLUMNS;
    if (program->narrow != NULL) status = take_over(program);
    if (narrow)
        status = ent_narrow_new(program->allocator, program->options.tolerance, program->options.maximise,
                                columns->size, columns->lower, columns->upper, columns->objective, &program->narrow);
    else if (status == ENT_OK)
        status = solver_add_columns(program, columns);
    if (status != ENT_OK) return status;
    program->columns += columns->size;
    program->entries += columns->start != NULL ? columns->start[columns->size] : 0;
    return ENT_OK;
}

static ent_status solver_delete_rows(ent_lp *program, const size_t *rows, size_t size) {
    int *which = ent_alloc_array(program->allocator, size, sizeof *which);
    if (which == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++) {
        which[k] = (int)rows[k];
        if (Clp_getRowStatus(program->model, which[k]) != BASIC) program->started = false;
    }
    Clp_deleteRows(program->model, (int)size, which);
    program->rows -= size;
    program->entries = (size_t)Clp_getNumElements(program->model);
    ent_free(program->allocator, which);
    if (!program->started) ent_lp_forget(program);
    return ENT_OK;
}

ent_status ent_lp_delete_rows(ent_lp *program, const size_t *rows, size_t size) {
    for (size_t k = 0; k < size; k++)
        if (rows[k] >= program->rows || (k > 0 && rows[k] <= rows[k - 1])) return ENT_USAGE;
    if (size == 0) return ENT_OK;
    if (program->narrow == NULL) return solver_delete_rows(program, rows, size);
    ent_narrow_delete_rows(program->narrow, rows, size);
    program->rows -= size;
    return ENT_OK;
}

ent_status ent_lp_row_bounds(ent_lp *program, size_t row, double lower, double upper) {
    if (row >= program->rows || !good_bounds(lower, upper)) return ENT_USAGE;
    if (program->narrow != NULL) {
        program->narrow->row_lower[row] = lower;
        program->narrow->row_upper[row] = upper;
    } else {
        Clp_rowLower(program->model)[row] = clp_bound(lower);
        Clp_rowUpper(program->model)[row] = clp_bound(upper);
    }
    return ENT_OK;
}

ent_status ent_lp_column_bounds(ent_lp *program, size_t column, double lower, double upper) {
    if (column >= program->columns || !good_bounds(lower, upper)) return ENT_USAGE;
    if (program->narrow != NULL) {
        program->narrow->lower[column] = lower;
        program->narrow->upper[column] = upper;
    } else {
        Clp_columnLower(program->model)[column] = clp_bound(lower);
        Clp_columnUpper(program->model)[column] = clp_bound(upper);
    }
    return ENT_OK;
}

ent_status ent_lp_objective(ent_lp *program, size_t column, double value) {
    if (column >= program->columns || !good_number(value)) return ENT_USAGE;
    if (program->narrow != NULL)
        program->narrow->objective[column] = program->narrow->sign * value;
    else
        Clp_objective(program->model)[column] = value;
    return ENT_OK;
}

size_t ent_lp_rows(const ent_lp *program) {
    return program->rows;
}

size_t ent_lp_columns(const ent_lp *program) {
    return program->columns;
}

/* ---- solving ---------------------------------------------------------------------------------------------- */

void ent_lp_forget(ent_lp *program) {
    Clp_Simplex *model = program->model;
    if (program->narrow != NULL) {
        ent_narrow_forget(program->narrow);
        return;
    }
    for (size_t r = 0; r < program->rows; r++)
        Clp_setRowStatus(model, (int)r, BASIC);
    for (size_t c = 0; c < program->columns; c++) {
        double lower = Clp_columnLower(model)[c], upper = Clp_columnUpper(model)[c];
        /* At the lower bound, else the upper, else free; with the value that goes with it. */
        int status = lower > -DBL_MAX ? 3 : upper < DBL_MAX ? 2 : 0;
        Clp_primalColumnSolution(model)[c] = status == 3 ? lower : status == 2 ? upper : 0;
        Clp_setColumnStatus(model, (int)c, status);
    }
    program->started = false;
}

static bool settled(const ent_lp *program) {
    int status = Clp_status(program->model);
    return status == CLP_OPTIMAL || status == CLP_INFEASIBLE || status == CLP_UNBOUNDED;
}

static void count_steps(ent_lp *program) {
    int steps = Clp_numberIterations(program->model);
    if (steps > 0) program->steps += (size_t)steps;
}

/* The dual simplex may miss that a program has no solution, or say so of one that has: only what it calls optimal is
 * taken at its word, else the primal simplex decides, at last from a fresh basis. */
static void solve(ent_lp *program) {
    Clp_Simplex *model = program->model;
    size_t most = STEPS_AT_LEAST + STEPS_A_LINE * (program->rows + program->columns);
    Clp_setMaximumIterations(model, most < INT_MAX ? (int)most : INT_MAX);
    if (program->started)
        Clp_dual(model, 0);
    else
        Clp_initialDualSolve(model);
    count_steps(program);
    if (Clp_status(model) == CLP_OPTIMAL) return;
    Clp_primal(model, 0);
    count_steps(program);
    if (settled(program)) return;
    ent_lp_forget(program);
    Clp_primal(model, 0);
    count_steps(program);
}

ent_status ent_lp_solve(ent_lp *program, ent_lp_outcome *outcome) {
    *outcome = ENT_LP_OPTIMAL;
    if (program->rows == 0 && program->columns == 0) return ENT_OK; /* the solver falls over nothing at all */
    if (program->narrow != NULL) {
        const size_t before = program->narrow->steps;
        const bool found = ent_narrow_solve(program->narrow);
        program->steps += program->narrow->steps - before;
        if (found) return ENT_OK;
        ent_status failure = take_over(program);
        if (failure != ENT_OK) return failure;
    }
    solve(program);
    int status = Clp_status(program->model);
    *outcome = status == CLP_OPTIMAL      ? ENT_LP_OPTIMAL
               : status == CLP_INFEASIBLE ? ENT_LP_INFEASIBLE
               : status == CLP_UNBOUNDED  ? ENT_LP_UNBOUNDED
                                          : ENT_LP_FAILED;
    program->started = *outcome == ENT_LP_OPTIMAL;
    if (!program->started) ent_lp_forget(program);
    return ENT_OK;
}

/* ---- results ---------------------------------------------------------------------------------------------- */

double ent_lp_value(const ent_lp *program) {
    if (program->narrow != NULL) return ent_narrow_value(program->narrow);
    return Clp_objectiveValue(program->model);
}

const double *ent_lp_solution(const ent_lp *program) {
    return program->narrow != NULL ? program->narrow->x : Clp_primalColumnSolution(program->model);
}

const double *ent_lp_activity(const ent_lp *program) {
    return program->narrow != NULL ? program->narrow->activity : Clp_primalRowSolution(program->model);
}

const double *ent_lp_row_lower(const ent_lp *program) {
    return program->narrow != NULL ? program->narrow->row_lower : Clp_rowLower(program->model);
}

const double *ent_lp_duals(const ent_lp *program) {
    return program->narrow != NULL ? program->narrow->row_duals : Clp_dualRowSolution(program->model);
}

const double *ent_lp_reduced_costs(const ent_lp *program) {
    return program->narrow != NULL ? program->narrow->reduced : Clp_dualColumnSolution(program->model);
}

bool ent_lp_row_basic(const ent_lp *program, size_t row) {
    if (program->narrow != NULL) return !program->narrow->row_is_tight[row];
    return Clp_getRowStatus(program->model, (int)row) == BASIC;
}

bool ent_lp_column_basic(const ent_lp *program, size_t column) {
    if (program->narrow != NULL) return !program->narrow->is_tight[column];
    return Clp_getColumnStatus(program->model, (int)column) == BASIC;
}

size_t ent_lp_steps(const ent_lp *program) {
    return program->steps;
}
