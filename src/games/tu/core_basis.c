/* Bases of the core's programs. */
#include "games/tu/core_basis.h"

#include <string.h>

enum { POINT_BITS = 120, SUM_BITS = 62 };

void ent_core_basis_free(core_basis *basis) {
    ent_free(basis->allocator, basis->adjugate);
    ent_free(basis->allocator, basis->row);
    *basis = (core_basis){0};
}

ent_status ent_core_basis_init(core_basis *basis, const core_rows *rows) {
    size_t n = rows->players;
    *basis = (core_basis){.size = n, .det = 1, .bits = 1, .allocator = rows->allocator};
    basis->row = ent_alloc_array(basis->allocator, n, sizeof *basis->row);
    basis->adjugate = ent_alloc_array(basis->allocator, n, n * sizeof *basis->adjugate);
    if (basis->row == NULL || basis->adjugate == NULL) {
        ent_core_basis_free(basis);
        return ENT_MEMORY;
    }
    for (size_t i = 0; i < n; i++) {
        basis->row[i] = rows->single[i];
        basis->adjugate[i * n + i] = 1;
    }
    return ENT_OK;
}

ent_status ent_core_basis_copy(core_basis *to, const core_basis *from) {
    memcpy(to->adjugate, from->adjugate, from->size * from->size * sizeof *from->adjugate);
    memcpy(to->row, from->row, from->size * sizeof *from->row);
    to->det = from->det;
    to->bits = from->bits;
    return ENT_OK;
}

void ent_core_basis_alpha(const core_basis *basis, const core_rows *rows, uint32_t id, int64_t *alpha) {
    uint32_t scratch[ENT_TU_PLAYERS];
    core_row row = ent_core_row(rows, id, scratch);
    size_t n = basis->size;
    memset(alpha, 0, n * sizeof *alpha);
    for (size_t k = 0; k < row.size; k++) {
        const int64_t *line = basis->adjugate + row.member[k] * n;
        for (size_t i = 0; i < n; i++)
            alpha[i] += line[i];
    }
    for (size_t i = 0; row.minus && i < n; i++)
        alpha[i] = -alpha[i];
}

/* The entries of a player's line after a row has replaced that at `position`; false where one is too large. */
static bool replace_in_line(int64_t *line, size_t n, size_t position, const int64_t *alpha, int64_t det, int64_t most,
                            uint64_t *seen) {
    const int64_t pivot = alpha[position], here = line[position];
    if (here == 0 && pivot == det) return true;
    for (size_t i = 0; i < n; i++) {
        if (i == position || (line[i] == 0 && (here == 0 || alpha[i] == 0))) continue;
        core_wide value = ((core_wide)line[i] * pivot - (core_wide)here * alpha[i]) / det;
        if (value > most || value < -most) return false;
        line[i] = (int64_t)value;
        *seen |= (uint64_t)(value < 0 ? -value : value);
    }
    return true;
}

ent_status ent_core_basis_replace(core_basis *basis, size_t position, uint32_t id, const int64_t *alpha) {
    size_t n = basis->size;
    const int most_bits = SUM_BITS - 2 * ent_core_bits((core_wide)n);
    const int64_t most = (INT64_C(1) << most_bits) - 1, pivot = alpha[position];
    uint64_t seen = 0;
    if (pivot > most || pivot < -most) return ENT_LIMIT;
    for (size_t j = 0; j < n; j++)
        if (!replace_in_line(basis->adjugate + j * n, n, position, alpha, basis->det, most, &seen)) return ENT_LIMIT;
    basis->det = pivot;
    basis->row[position] = id;
    if (pivot < 0) {
        basis->det = -pivot;
        for (size_t k = 0; k < n * n; k++)
            basis->adjugate[k] = -basis->adjugate[k];
    }
    int bits = ent_core_bits((core_wide)seen);
    if (bits > basis->bits) basis->bits = bits;
    return ENT_OK;
}

ent_status ent_core_basis_point(const core_basis *basis, const core_rows *rows, core_wide *at, int64_t *far) {
    size_t n = basis->size;
    int bits = basis->bits > ent_core_bits(basis->det) ? basis->bits : ent_core_bits(basis->det);
    if (bits + rows->bits + 2 * ent_core_bits((core_wide)n) > POINT_BITS) return ENT_LIMIT;
    memset(at, 0, n * sizeof *at);
    memset(far, 0, n * sizeof *far);
    for (size_t i = 0; i < n; i++) {
        const core_wide bound = ent_core_bound(rows, basis->row[i]);
        const bool floor = basis->row[i] >= CORE_FLOOR && basis->row[i] < CORE_WHOLE;
        for (size_t j = 0; j < n && floor; j++)
            far[j] -= basis->adjugate[j * n + i];
        for (size_t j = 0; j < n && bound != 0; j++)
            at[j] += bound * basis->adjugate[j * n + i];
    }
    return ENT_OK;
}
