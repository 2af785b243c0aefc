/* Linear equations in fractions. */
#include "games/tu/nucleolus_parts.h"

static void swap_rows(mpq_t *rows, size_t width, size_t a, size_t b) {
    for (size_t c = 0; c < width && a != b; c++)
        mpq_swap(rows[a * width + c], rows[b * width + c]);
}

static bool find_pivot(mpq_t *rows, size_t rows_size, size_t width, size_t from, size_t column) {
    for (size_t r = from; r < rows_size; r++)
        if (mpq_sgn(rows[r * width + column]) != 0) {
            swap_rows(rows, width, from, r);
            return true;
        }
    return false;
}

static void clear_column(mpq_t *rows, size_t rows_size, size_t width, size_t pivot, size_t column, mpq_t factor,
                         mpq_t part) {
    mpq_t *own = rows + pivot * width;
    mpq_set(factor, own[column]);
    for (size_t c = column; c < width; c++)
        if (mpq_sgn(own[c]) != 0) mpq_div(own[c], own[c], factor);
    for (size_t r = 0; r < rows_size; r++) {
        mpq_t *row = rows + r * width;
        if (r == pivot || mpq_sgn(row[column]) == 0) continue;
        mpq_set(factor, row[column]);
        for (size_t c = column; c < width; c++) {
            if (mpq_sgn(own[c]) == 0) continue;
            mpq_mul(part, factor, own[c]);
            mpq_sub(row[c], row[c], part);
        }
    }
}

bool ent_equations_solve(mpq_t *rows, size_t rows_size, size_t columns, mpq_t *out) {
    size_t width = columns + 1;
    mpq_t factor, part;
    mpq_inits(factor, part, NULL);
    bool good = rows_size >= columns;
    for (size_t c = 0; c < columns && good; c++) {
        good = find_pivot(rows, rows_size, width, c, c);
        if (good) clear_column(rows, rows_size, width, c, c, factor, part);
    }
    for (size_t r = columns; r < rows_size && good; r++)
        good = mpq_sgn(rows[r * width + columns]) == 0;
    for (size_t c = 0; c < columns && good; c++)
        mpq_set(out[c], rows[c * width + columns]);
    mpq_clears(factor, part, NULL);
    return good;
}
