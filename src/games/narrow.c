/* Dense linear programs: rows, columns, and what a basis starts from. */
#include "games/narrow.h"

#include <math.h>
#include <string.h>

/* ---- building --------------------------------------------------------------------------------------------- */

static bool columns_room(ent_narrow *narrow) {
    const ent_allocator *allocator = narrow->allocator;
    const size_t n = narrow->columns;
    narrow->objective = ent_alloc_array(allocator, n, sizeof *narrow->objective);
    narrow->lower = ent_alloc_array(allocator, n, sizeof *narrow->lower);
    narrow->upper = ent_alloc_array(allocator, n, sizeof *narrow->upper);
    narrow->x = ent_alloc_array(allocator, n, sizeof *narrow->x);
    narrow->tight = ent_alloc_array(allocator, n, sizeof *narrow->tight);
    narrow->is_tight = ent_alloc_array(allocator, n, sizeof *narrow->is_tight);
    narrow->duals = ent_alloc_array(allocator, n, sizeof *narrow->duals);
    narrow->reduced = ent_alloc_array(allocator, n, sizeof *narrow->reduced);
    narrow->normal = ent_alloc_array(allocator, n, sizeof *narrow->normal);
    narrow->ratio = ent_alloc_array(allocator, n, sizeof *narrow->ratio);
    narrow->inverse = ent_alloc_array(allocator, n * n, sizeof *narrow->inverse);
    narrow->work = ent_alloc_array(allocator, n * n, sizeof *narrow->work);
    return narrow->objective != NULL && narrow->lower != NULL && narrow->upper != NULL && narrow->x != NULL &&
           narrow->tight != NULL && narrow->is_tight != NULL && narrow->duals != NULL && narrow->reduced != NULL &&
           narrow->normal != NULL && narrow->ratio != NULL && narrow->inverse != NULL && narrow->work != NULL;
}

static bool grow_one(ent_narrow *narrow, double **array, size_t capacity) {
    double *more = ent_realloc_array(narrow->allocator, *array, narrow->capacity, capacity, sizeof *more);
    if (more != NULL) *array = more;
    return more != NULL;
}

static ent_status grow(ent_narrow *narrow) {
    const size_t capacity = narrow->capacity == 0 ? 128 : narrow->capacity * 2, n = narrow->columns;
    if (capacity > SIZE_MAX / sizeof(double) / n) return ENT_MEMORY;
    bool *tight = ent_realloc_array(narrow->allocator, narrow->row_is_tight, narrow->capacity, capacity, sizeof *tight);
    if (tight == NULL) return ENT_MEMORY;
    narrow->row_is_tight = tight;
    double **const arrays[] = {&narrow->row_lower, &narrow->row_upper, &narrow->activity, &narrow->scale,
                               &narrow->row_duals};
    for (size_t k = 0; k < sizeof arrays / sizeof arrays[0]; k++)
        if (!grow_one(narrow, arrays[k], capacity)) return ENT_MEMORY;
    double *matrix = ent_alloc_array(narrow->allocator, capacity * n, sizeof *matrix);
    if (matrix == NULL) return ENT_MEMORY;
    for (size_t j = 0; j < n && narrow->rows > 0; j++)
        memcpy(matrix + j * capacity, narrow->matrix + j * narrow->capacity, narrow->rows * sizeof *matrix);
    ent_free(narrow->allocator, narrow->matrix);
    narrow->matrix = matrix;
    narrow->capacity = capacity;
    return ENT_OK;
}

ent_status ent_narrow_new(const ent_allocator *allocator, double tolerance, bool maximise, size_t columns,
                          const double *lower, const double *upper, const double *objective, ent_narrow **out) {
    *out = NULL;
    ent_narrow *narrow = ent_alloc(allocator, sizeof *narrow);
    if (narrow == NULL) return ENT_MEMORY;
    *narrow =
        (ent_narrow){.allocator = allocator, .columns = columns, .tolerance = tolerance, .sign = maximise ? -1 : 1};
    if (!columns_room(narrow) || grow(narrow) != ENT_OK) {
        ent_narrow_free(narrow);
        return ENT_MEMORY;
    }
    for (size_t j = 0; j < columns; j++) {
        narrow->lower[j] = lower != NULL ? lower[j] : -INFINITY;
        narrow->upper[j] = upper != NULL ? upper[j] : INFINITY;
        narrow->objective[j] = objective != NULL ? narrow->sign * objective[j] : 0;
    }
    *out = narrow;
    return ENT_OK;
}

void ent_narrow_free(ent_narrow *narrow) {
    if (narrow == NULL) return;
    void *const all[] = {narrow->objective, narrow->lower,        narrow->upper, narrow->x,         narrow->row_lower,
                         narrow->row_upper, narrow->activity,     narrow->scale, narrow->matrix,    narrow->tight,
                         narrow->is_tight,  narrow->row_is_tight, narrow->duals, narrow->row_duals, narrow->reduced,
                         narrow->inverse,   narrow->normal,       narrow->ratio, narrow->work};
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++)
        ent_free(narrow->allocator, all[k]);
    ent_free(narrow->allocator, narrow);
}

ent_status ent_narrow_add_row(ent_narrow *narrow, double lower, double upper, size_t size, const size_t *place,
                              const double *value) {
    if (narrow->rows == narrow->capacity) {
        ent_status status = grow(narrow);
        if (status != ENT_OK) return status;
    }
    const size_t r = narrow->rows++;
    double length = 0, activity = 0;
    for (size_t j = 0; j < narrow->columns; j++)
        narrow->matrix[j * narrow->capacity + r] = 0;
    for (size_t k = 0; k < size; k++) {
        narrow->matrix[place[k] * narrow->capacity + r] = value[k];
        length += value[k] * value[k];
        activity += value[k] * narrow->x[place[k]];
    }
    narrow->row_lower[r] = lower;
    narrow->row_upper[r] = upper;
    narrow->scale[r] = length > 0 ? 1 / length : 1;
    narrow->activity[r] = activity;
    narrow->row_duals[r] = 0;
    narrow->row_is_tight[r] = false;
    return ENT_OK;
}

static void move_row(ent_narrow *narrow, size_t from, size_t to) {
    narrow->row_lower[to] = narrow->row_lower[from];
    narrow->row_upper[to] = narrow->row_upper[from];
    narrow->scale[to] = narrow->scale[from];
    narrow->activity[to] = narrow->activity[from];
    narrow->row_duals[to] = narrow->row_duals[from];
    narrow->row_is_tight[to] = narrow->row_is_tight[from];
    for (size_t k = 0; k < narrow->columns && narrow->based && narrow->row_is_tight[to]; k++)
        if (narrow->tight[k].constraint == narrow->columns + from) narrow->tight[k].constraint = narrow->columns + to;
}

void ent_narrow_delete_rows(ent_narrow *narrow, const size_t *rows, size_t size) {
    for (size_t k = 0; k < size; k++)
        if (narrow->row_is_tight[rows[k]]) ent_narrow_forget(narrow);
    size_t kept = 0;
    for (size_t r = 0, next = 0; r < narrow->rows; r++) {
        if (next < size && rows[next] == r) {
            next++;
            continue;
        }
        if (kept != r) move_row(narrow, r, kept);
        for (size_t j = 0; kept != r && j < narrow->columns; j++)
            narrow->matrix[j * narrow->capacity + kept] = narrow->matrix[j * narrow->capacity + r];
        kept++;
    }
    narrow->rows = kept;
}

/* The bounds of the columns are a basis: its matrix is that of unity. */
void ent_narrow_forget(ent_narrow *narrow) {
    const size_t n = narrow->columns;
    memset(narrow->inverse, 0, n * n * sizeof *narrow->inverse);
    for (size_t j = 0; j < n; j++) {
        const bool below = isfinite(narrow->lower[j]) && (narrow->objective[j] >= 0 || isinf(narrow->upper[j]));
        const bool above = !below && isfinite(narrow->upper[j]);
        narrow->x[j] = below ? narrow->lower[j] : above ? narrow->upper[j] : 0;
        narrow->tight[j] = (ent_narrow_tight){j, above ? ENT_NARROW_UPPER : ENT_NARROW_LOWER, narrow->x[j]};
        narrow->is_tight[j] = true;
        narrow->inverse[j * n + j] = 1;
    }
    for (size_t r = 0; r < narrow->rows; r++)
        narrow->row_is_tight[r] = false;
    narrow->since = 0;
    narrow->based = true;
}

double ent_narrow_value(const ent_narrow *narrow) {
    double sum = 0;
    for (size_t j = 0; j < narrow->columns; j++)
        sum += narrow->objective[j] * narrow->x[j];
    return narrow->sign * sum;
}
