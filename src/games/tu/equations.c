/* Linear equations in fractions, worked out in whole numbers. */
#include "games/tu/nucleolus_parts.h"

/* A row over its common denominator. */
static void make_whole(mpq_t *row, size_t width, mpz_t over) {
    mpz_set_ui(over, 1);
    for (size_t c = 0; c < width; c++)
        if (mpz_cmp_ui(mpq_denref(row[c]), 1) != 0) mpz_lcm(over, over, mpq_denref(row[c]));
    for (size_t c = 0; c < width && mpz_cmp_ui(over, 1) != 0; c++) {
        mpz_mul(mpq_numref(row[c]), mpq_numref(row[c]), over);
        mpz_divexact(mpq_numref(row[c]), mpq_numref(row[c]), mpq_denref(row[c]));
        mpz_set_ui(mpq_denref(row[c]), 1);
    }
}

static bool find_pivot(mpq_t *rows, size_t rows_size, size_t width, size_t column) {
    size_t r = column;
    while (r < rows_size && mpq_sgn(rows[r * width + column]) == 0)
        r++;
    for (size_t c = 0; c < width && r < rows_size && r != column; c++)
        mpq_swap(rows[column * width + c], rows[r * width + c]);
    return r < rows_size;
}

/* A row below the pivot's; `before` is the pivot before, which divides what comes out (Bareiss 1968). */
static void clear_below(const mpq_t *own, mpq_t *row, size_t column, size_t width, const mpz_t before) {
    for (size_t c = column + 1; c < width; c++) {
        mpz_ptr entry = mpq_numref(row[c]);
        mpz_mul(entry, entry, mpq_numref(own[column]));
        mpz_submul(entry, mpq_numref(row[column]), mpq_numref(own[c]));
        mpz_divexact(entry, entry, before);
    }
    mpz_set_ui(mpq_numref(row[column]), 0);
}

/* Backwards, times the last pivot: by Cramer's rule all are whole then. */
static void substitute(mpq_t *rows, size_t columns, mpq_t *out) {
    const size_t width = columns + 1;
    const mpz_ptr last = mpq_numref(rows[(columns - 1) * width + columns - 1]);
    for (size_t r = columns; r-- > 0;) {
        const mpq_t *row = (const mpq_t *)rows + r * width;
        mpz_ptr sum = mpq_numref(out[r]);
        mpz_mul(sum, mpq_numref(row[columns]), last);
        for (size_t c = r + 1; c < columns; c++)
            mpz_submul(sum, mpq_numref(row[c]), mpq_numref(out[c]));
        mpz_divexact(sum, sum, mpq_numref(row[r]));
    }
    for (size_t c = 0; c < columns; c++) {
        mpz_set(mpq_denref(out[c]), last);
        mpq_canonicalize(out[c]);
    }
}

bool ent_equations_solve(mpq_t *rows, size_t rows_size, size_t columns, mpq_t *out) {
    const size_t width = columns + 1;
    mpz_t before, over;
    mpz_init_set_ui(before, 1);
    mpz_init(over);
    bool good = rows_size >= columns;
    for (size_t r = 0; r < rows_size && good; r++)
        make_whole(rows + r * width, width, over);
    for (size_t c = 0; c < columns && good; c++) {
        good = find_pivot(rows, rows_size, width, c);
        for (size_t r = c + 1; r < rows_size && good; r++)
            clear_below((const mpq_t *)rows + c * width, rows + r * width, c, width, before);
        if (good) mpz_set(before, mpq_numref(rows[c * width + c]));
    }
    for (size_t r = columns; r < rows_size && good; r++)
        good = mpq_sgn(rows[r * width + columns]) == 0;
    if (good && columns > 0) substitute(rows, columns, out);
    mpz_clears(before, over, NULL);
    return good;
}
