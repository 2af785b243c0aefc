/* The nucleolus in fractions, from what was settled. */
#include "games/tu/nucleolus_parts.h"

static bool make_rows(const ent_allocator *allocator, size_t rows, size_t width, mpq_t **out) {
    *out = rows <= SIZE_MAX / width ? ent_alloc_array(allocator, rows * width, sizeof **out) : NULL;
    for (size_t k = 0; *out != NULL && k < rows * width; k++)
        mpq_init((*out)[k]);
    return *out != NULL;
}

static void free_rows(const ent_allocator *allocator, size_t rows, size_t width, mpq_t *numbers) {
    for (size_t k = 0; numbers != NULL && k < rows * width; k++)
        mpq_clear(numbers[k]);
    ent_free(allocator, numbers);
}

/* x(S) + sign w(S) e = v(S) of a coalition settled at a stage, x_i = v({i}) of a bound. */
static void write_equation(const nucleolus_source *source, bool per_capita, nucleolus_pick one, size_t stage,
                           uint32_t *members, size_t width, mpq_t *row) {
    if (one.bound) {
        mpq_set_ui(row[one.place], 1, 1);
        mpq_set_d(row[width - 1], source->single[one.place]);
        return;
    }
    size_t size = nucleolus_members(source, one.place, members);
    for (size_t m = 0; m < size; m++)
        mpq_set_ui(row[members[m]], 1, 1);
    mpq_set_d(row[source->players + stage], source->sign * (per_capita ? (double)size : 1));
    mpq_set_d(row[width - 1], nucleolus_value(source, one.place));
}

/* Those of all picks, and x(N) = v(N). */
static void write_equations(const nucleolus_source *source, const ent_nucleolus_options *options,
                            const nucleolus_levels *levels, uint32_t *members, size_t width, mpq_t *rows) {
    for (size_t i = 0; i < source->players; i++)
        mpq_set_ui(rows[i], 1, 1);
    mpq_set_d(rows[width - 1], source->grand);
    for (size_t s = 0; s < levels->stages_size; s++)
        for (size_t k = 0; k < levels->stages[s].size; k++) {
            size_t place = levels->stages[s].first + k;
            write_equation(source, options->per_capita, levels->picks[place], s, members, width,
                           rows + (place + 1) * width);
        }
    for (size_t place = levels->picks_size - levels->corner; place < levels->picks_size; place++) {
        write_equation(source, options->per_capita, levels->picks[place], 0, members, width,
                       rows + (place + 1) * width);
        if (levels->picks[place].bound)
            mpq_set_d(rows[(place + 1) * width + width - 1], levels->x[levels->picks[place].place]);
    }
}

ent_status nucleolus_exact(const nucleolus_source *source, const ent_nucleolus_options *options,
                           const nucleolus_levels *levels, mpq_t *x, mpq_t *excess, bool *consistent) {
    size_t n = source->players, columns = n + levels->stages_size, width = columns + 1;
    size_t size = levels->picks_size + 1;
    mpq_t *rows = NULL, *out = NULL;
    uint32_t *members = ent_alloc_array(source->allocator, n, sizeof *members);
    bool good = make_rows(source->allocator, size, width, &rows);
    good = make_rows(source->allocator, 1, columns, &out) && good && members != NULL;
    if (good) {
        write_equations(source, options, levels, members, width, rows);
        *consistent = ent_equations_solve(rows, size, columns, out);
        for (size_t i = 0; i < n && *consistent; i++)
            mpq_set(x[i], out[i]);
        for (size_t s = 0; s < levels->stages_size && *consistent; s++)
            mpq_set(excess[s], out[n + s]);
    }
    free_rows(source->allocator, size, width, rows);
    free_rows(source->allocator, 1, columns, out);
    ent_free(source->allocator, members);
    return good ? ENT_OK : ENT_MEMORY;
}

/* ---- balancedness ----------------------------------------------------------------------------------------- */

static void write_members(const nucleolus_source *source, nucleolus_pick one, uint32_t *members, size_t width,
                          size_t column, mpq_t *rows, size_t *size) {
    if (one.bound) {
        mpq_set_ui(rows[one.place * width + column], 1, 1);
        *size = 0;
        return;
    }
    *size = nucleolus_members(source, one.place, members);
    for (size_t m = 0; m < *size; m++)
        mpq_set_ui(rows[members[m] * width + column], 1, 1);
}

/* The equations of the weights: their sum is 0 for each player, and those of the stage's coalitions (times members, per
 * capita) add up to 1. */
static void write_weights(const nucleolus_source *source, const ent_nucleolus_options *options,
                          const nucleolus_levels *levels, size_t stage, uint32_t *members, size_t width, mpq_t *rows) {
    const nucleolus_stage *own = &levels->stages[stage];
    const bool *used = levels->used + stage * (source->players + 1);
    size_t n = source->players, size, column = own->size;
    for (size_t k = 0; k < own->size; k++) {
        write_members(source, levels->picks[own->first + k], members, width, k, rows, &size);
        if (size > 0) mpq_set_ui(rows[n * width + k], options->per_capita ? size : 1, 1);
    }
    for (size_t k = 0; k < own->basis_before; k++)
        if (used[k]) write_members(source, levels->basis[k], members, width, column++, rows, &size);
    for (size_t i = 0; i < n && used[n]; i++)
        mpq_set_ui(rows[i * width + column], 1, 1);
    mpq_set_ui(rows[n * width + width - 1], 1, 1);
}

ent_status nucleolus_balanced(const nucleolus_source *source, const ent_nucleolus_options *options,
                              const nucleolus_levels *levels, size_t stage, bool *balanced) {
    const nucleolus_stage *own = &levels->stages[stage];
    const bool *used = levels->used + stage * (source->players + 1);
    size_t n = source->players, columns = own->size + used[n];
    for (size_t k = 0; k < own->basis_before; k++)
        columns += used[k];
    size_t width = columns + 1;
    mpq_t *rows = NULL, *out = NULL;
    uint32_t *members = ent_alloc_array(source->allocator, n, sizeof *members);
    bool good = make_rows(source->allocator, n + 1, width, &rows);
    good = make_rows(source->allocator, 1, columns, &out) && good && members != NULL;
    if (good) {
        write_weights(source, options, levels, stage, members, width, rows);
        *balanced = ent_equations_solve(rows, n + 1, columns, out);
        for (size_t k = 0; k < own->size && *balanced; k++)
            *balanced = mpq_sgn(out[k]) > 0;
    }
    free_rows(source->allocator, n + 1, width, rows);
    free_rows(source->allocator, 1, columns, out);
    ent_free(source->allocator, members);
    return good ? ENT_OK : ENT_MEMORY;
}
