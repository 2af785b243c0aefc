/* The dual simplex method of the core's programs. */
#include "games/tu/core_program.h"

#include <stdlib.h>
#include <string.h>

ent_status ent_core_program_init(core_program *program, const core_rows *rows, const core_program *before,
                                 const ent_run *run) {
    const ent_allocator *allocator = rows->allocator;
    size_t n = rows->players, more = before != NULL ? before->pool_size : 0;
    *program = (core_program){.rows = rows, .run = run, .pool_room = n + more + CORE_BATCH};
    ent_status status = ent_core_basis_init(&program->basis, rows);
    if (status != ENT_OK) return status;
    program->objective = ent_alloc_array(allocator, n, sizeof *program->objective);
    program->reduced = ent_alloc_array(allocator, n, sizeof *program->reduced);
    program->equality = ent_alloc_array(allocator, n, sizeof *program->equality);
    program->start = ent_alloc_array(allocator, n, sizeof *program->start);
    program->alpha = ent_alloc_array(allocator, n, sizeof *program->alpha);
    program->at = ent_alloc_array(allocator, n, sizeof *program->at);
    program->far = ent_alloc_array(allocator, n, sizeof *program->far);
    program->pool = ent_alloc_array(allocator, program->pool_room, sizeof *program->pool);
    if (!program->objective || !program->reduced || !program->equality || !program->start || !program->alpha ||
        !program->at || !program->far || !program->pool) {
        ent_core_program_free(program);
        return ENT_MEMORY;
    }
    if (before != NULL) {
        memcpy(program->pool, before->pool, more * sizeof *program->pool);
        program->pool_size = more;
        return ENT_OK;
    }
    for (size_t i = 0; i < n; i++)
        if (rows->single[i] < CORE_SPECIAL) program->pool[program->pool_size++] = rows->single[i];
    return ENT_OK;
}

void ent_core_program_free(core_program *program) {
    if (program->rows == NULL) return;
    const ent_allocator *allocator = program->rows->allocator;
    ent_core_basis_free(&program->basis);
    ent_free(allocator, program->objective);
    ent_free(allocator, program->reduced);
    ent_free(allocator, program->equality);
    ent_free(allocator, program->start);
    ent_free(allocator, program->alpha);
    ent_free(allocator, program->at);
    ent_free(allocator, program->far);
    ent_free(allocator, program->pool);
    *program = (core_program){0};
}

/* ---- a row that is violated --------------------------------------------------------------------------- */

static core_point point_of(const core_program *program) {
    return (core_point){program->at, program->far, program->basis.det};
}

/* The most violated row of the pool. */
static bool from_pool(const core_program *program, uint32_t *row) {
    const core_point point = point_of(program);
    core_wide best = 0;
    int64_t far_best = 0;
    bool any = false;
    for (size_t i = 0; i < program->pool_size; i++) {
        int64_t far = 0;
        core_wide here = ent_core_violation(program->rows, program->pool[i], &point, &far);
        if (far != far_best ? far < far_best : here <= best) continue;
        any = true;
        best = here;
        far_best = far;
        *row = program->pool[i];
    }
    return any;
}

static ent_status into_pool(core_program *program, const uint32_t *found, size_t size) {
    if (program->pool_size + size > program->pool_room) {
        size_t room = 2 * program->pool_room + size;
        uint32_t *pool =
            ent_realloc_array(program->rows->allocator, program->pool, program->pool_room, room, sizeof *program->pool);
        if (pool == NULL) return ENT_MEMORY;
        program->pool = pool;
        program->pool_room = room;
    }
    memcpy(program->pool + program->pool_size, found, size * sizeof *found);
    program->pool_size += size;
    return ENT_OK;
}

/* Rows of all players first: once in the basis they stay. */
static bool total_is_off(const core_program *program, uint32_t *row) {
    const core_point point = point_of(program);
    for (uint32_t id = CORE_WHOLE; program->efficient && id <= CORE_BACK; id++) {
        int64_t far = 0;
        core_wide here = ent_core_violation(program->rows, id, &point, &far);
        if (far < 0 || (far == 0 && here <= 0)) continue;
        *row = id;
        return true;
    }
    return false;
}

static ent_status find_violated(core_program *program, uint32_t *row, bool *any) {
    uint32_t found[CORE_BATCH];
    size_t size = 0;
    *any = total_is_off(program, row) || from_pool(program, row);
    if (*any) return ENT_OK;
    const core_point point = point_of(program);
    program->searches++;
    ent_status status = ent_core_search(program->rows, &point, program->run, found, &size);
    if (status != ENT_OK || size == 0) return status;
    *any = true;
    *row = found[0];
    return into_pool(program, found, size);
}

/* ---- the row that leaves ------------------------------------------------------------------------------ */

/* Entry t of a position's column in (first basis) x (inverse), times det. */
static int64_t start_entry(const core_program *program, size_t t, size_t position) {
    uint32_t scratch[ENT_TU_PLAYERS];
    core_row row = ent_core_row(program->rows, program->start[t], scratch);
    size_t n = program->basis.size;
    int64_t sum = 0;
    for (size_t k = 0; k < row.size; k++)
        sum += program->basis.adjugate[row.member[k] * n + position];
    return row.minus ? -sum : sum;
}

/* Whether position a leaves before b: the smaller ratio of dual value to alpha, then as the first basis says. */
static bool leaves_before(const core_program *program, size_t a, size_t b) {
    core_wide alpha_a = program->alpha[a], alpha_b = program->alpha[b];
    core_wide left = program->reduced[a] * alpha_b, right = program->reduced[b] * alpha_a;
    for (size_t t = 0; left == right && t < program->basis.size; t++) {
        left = start_entry(program, t, a) * alpha_b;
        right = start_entry(program, t, b) * alpha_a;
    }
    return left < right;
}

static bool find_leaving(const core_program *program, size_t *position) {
    bool any = false;
    for (size_t i = 0; i < program->basis.size; i++) {
        if (program->equality[i] || program->alpha[i] <= 0) continue;
        if (any && !leaves_before(program, i, *position)) continue;
        *position = i;
        any = true;
    }
    return any;
}

/* ---- the method --------------------------------------------------------------------------------------- */

static void update_reduced(core_program *program) {
    size_t n = program->basis.size;
    memset(program->reduced, 0, n * sizeof *program->reduced);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < n && program->objective[j] != 0; i++)
            program->reduced[i] += program->objective[j] * program->basis.adjugate[j * n + i];
}

/* A basis whose dual values are at least 0: single players, and for the largest x_i all players in place of i. */
static ent_status begin(core_program *program, core_aim aim, size_t player) {
    size_t n = program->basis.size;
    core_basis *basis = &program->basis;
    memset(basis->adjugate, 0, n * n * sizeof *basis->adjugate);
    for (size_t i = 0; i < n; i++) {
        basis->row[i] = program->rows->single[i];
        basis->adjugate[i * n + i] = 1;
        program->equality[i] = false;
        program->objective[i] = aim == CORE_LEAST_TOTAL;
    }
    basis->det = basis->bits = 1;
    program->efficient = aim != CORE_LEAST_TOTAL;
    program->empty = false;
    if (aim == CORE_LEAST_OF) program->objective[player] = 1;
    ent_status status = ENT_OK;
    if (aim == CORE_MOST_OF) {
        program->objective[player] = -1;
        ent_core_basis_alpha(basis, program->rows, CORE_BACK, program->alpha);
        status = ent_core_basis_replace(basis, player, CORE_BACK, program->alpha);
        program->equality[player] = true;
    }
    memcpy(program->start, basis->row, n * sizeof *program->start);
    return status;
}

ent_status ent_core_program_enter(core_program *program, uint32_t row) {
    size_t position = 0;
    ent_core_basis_alpha(&program->basis, program->rows, row, program->alpha);
    if (!find_leaving(program, &position)) {
        program->empty = true;
        return ENT_OK;
    }
    ent_status status = ent_core_basis_replace(&program->basis, position, row, program->alpha);
    if (row >= CORE_WHOLE) program->equality[position] = true;
    program->pivots++;
    if (status != ENT_OK) return status;
    update_reduced(program);
    return ent_core_basis_point(&program->basis, program->rows, program->at, program->far);
}

static ent_status go_on(core_program *program) {
    ent_status status = ent_core_basis_point(&program->basis, program->rows, program->at, program->far);
    while (status == ENT_OK && !program->empty) {
        uint32_t row = 0;
        bool any = false;
        status = find_violated(program, &row, &any);
        if (status != ENT_OK || !any) break;
        status = ent_core_program_enter(program, row);
    }
    return status;
}

ent_status ent_core_program_solve(core_program *program, core_aim aim, size_t player) {
    ent_status status = begin(program, aim, player);
    if (status != ENT_OK) return status;
    update_reduced(program);
    return go_on(program);
}

/* ---- from a vertex ------------------------------------------------------------------------------------ */

static bool among(const uint32_t *coalition, size_t size, uint32_t row) {
    for (size_t k = 0; k < size; k++)
        if (coalition[k] == row) return true;
    return false;
}

/* Brings a row into the basis in place of one that is not to stay; *in false where it depends on those that are. */
static ent_status bring_in(core_program *program, uint32_t row, bool *stays, bool *in) {
    const size_t n = program->basis.size;
    size_t best = n;
    ent_core_basis_alpha(&program->basis, program->rows, row, program->alpha);
    for (size_t i = 0; i < n; i++) {
        if (stays[i] || program->alpha[i] == 0) continue;
        if (best == n || llabs(program->alpha[i]) < llabs(program->alpha[best])) best = i; /* small determinants */
    }
    *in = best < n;
    if (!*in) return ENT_OK;
    stays[best] = true;
    program->equality[best] = row >= CORE_WHOLE;
    return ent_core_basis_replace(&program->basis, best, row, program->alpha);
}

static ent_status bring_all(core_program *program, const uint32_t *coalition, bool *good) {
    const size_t n = program->basis.size;
    bool stays[ENT_TU_PLAYERS], whole = false;
    for (size_t i = 0; i < n; i++) {
        stays[i] = program->equality[i] || among(coalition, n - 1, program->basis.row[i]);
        whole = whole || program->equality[i];
    }
    ent_status status = ENT_OK;
    *good = true;
    if (!whole) status = bring_in(program, CORE_WHOLE, stays, good);
    for (size_t k = 0; k + 1 < n && status == ENT_OK && *good; k++)
        if (!among(program->basis.row, n, coalition[k])) status = bring_in(program, coalition[k], stays, good);
    return status;
}

ent_status ent_core_program_solve_from(core_program *program, core_aim aim, size_t player, const uint32_t *coalition) {
    const size_t n = program->basis.size;
    bool good = false;
    if (n > ENT_TU_PLAYERS || aim == CORE_LEAST_TOTAL) return ENT_USAGE;
    ent_status status = begin(program, aim, player);
    if (status == ENT_OK) status = bring_all(program, coalition, &good);
    if (status == ENT_OK && good) {
        update_reduced(program);
        for (size_t i = 0; i < n; i++)
            good = good && (program->equality[i] || program->reduced[i] >= 0);
    }
    if (status == ENT_LIMIT || (status == ENT_OK && !good)) return ent_core_program_solve(program, aim, player);
    if (status != ENT_OK) return status;
    memcpy(program->start, program->basis.row, n * sizeof *program->start);
    return go_on(program);
}

void ent_core_program_coordinate(const core_program *program, size_t player, mpq_t out) {
    ent_tu_wide_set(mpq_numref(out), program->rows->cost ? -program->at[player] : program->at[player]);
    ent_tu_wide_set(mpq_denref(out), program->basis.det);
    mpq_canonicalize(out);
    mpq_mul(out, out, program->rows->unit);
}
