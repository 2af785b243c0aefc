/* Whether there is a core, with proof, and each player's range in it. */
#include "games/tu/core.h"

#include <math.h>

#include "games/tu/core_guess.h"
#include "games/tu/core_program.h"

/* ---- arrays of fractions ------------------------------------------------------------------------------ */

static mpq_t *fractions(const ent_allocator *allocator, size_t size) {
    mpq_t *made = ent_alloc_array(allocator, size, sizeof *made);
    for (size_t i = 0; made != NULL && i < size; i++)
        mpq_init(made[i]);
    return made;
}

static void free_fractions(const ent_allocator *allocator, mpq_t *all, size_t size) {
    for (size_t i = 0; all != NULL && i < size; i++)
        mpq_clear(all[i]);
    ent_free(allocator, all);
}

/* ---- solving ------------------------------------------------------------------------------------------ */

void ent_core_solution_free(ent_core_solution *solution) {
    ent_allocation_free(&solution->point);
    free_fractions(solution->allocator, solution->exact_weight, solution->size);
    ent_free(solution->allocator, solution->weight);
    ent_free(solution->allocator, solution->coalition);
    if (solution->allocator != NULL) mpq_clear(solution->exact_total);
    *solution = (ent_core_solution){0};
}

/* What the infinite part of a point stands for: large enough that every row holds. */
static void set_infinity(const core_program *program, mpz_t out) {
    mpz_t size;
    mpz_init(size);
    ent_tu_wide_set(out, program->basis.det);
    mpz_mul_2exp(out, out, (mp_bitcnt_t)program->rows->bits);
    for (size_t i = 0; i < program->rows->players; i++) {
        ent_tu_wide_set(size, program->at[i]);
        mpz_abs(size, size);
        mpz_add(out, out, size);
    }
    mpz_clear(size);
}

/* The point of the least total, and what is left of v(N) in equal parts. */
static void set_point(const core_program *program, ent_allocation *point) {
    const core_rows *rows = program->rows;
    mpz_t infinity, rest, part;
    mpz_inits(infinity, rest, part, NULL);
    set_infinity(program, infinity);
    ent_tu_wide_set(rest, rows->grand * program->basis.det);
    for (size_t i = 0; i < rows->players; i++) {
        mpz_ptr here = mpq_numref(point->exact[i]);
        ent_tu_wide_set(here, program->at[i]);
        ent_tu_wide_set(part, program->far[i]);
        mpz_addmul(here, part, infinity);
        mpz_sub(rest, rest, here);
    }
    for (size_t i = 0; i < rows->players; i++) {
        mpz_ptr here = mpq_numref(point->exact[i]), below = mpq_denref(point->exact[i]);
        mpz_mul_ui(here, here, rows->players);
        mpz_add(here, here, rest);
        if (rows->cost) mpz_neg(here, here);
        ent_tu_wide_set(below, program->basis.det);
        mpz_mul_ui(below, below, rows->players);
        mpq_canonicalize(point->exact[i]);
        mpq_mul(point->exact[i], point->exact[i], rows->unit);
    }
    mpz_clears(infinity, rest, part, NULL);
    ent_allocation_from_exact(point);
    point->is_exact = rows->whole;
}

/* The dual values of the optimum are the balanced weights. */
static ent_status set_weights(const core_program *program, ent_core_solution *out) {
    const core_basis *basis = &program->basis;
    size_t size = 0;
    for (size_t i = 0; i < basis->size; i++)
        size += program->reduced[i] > 0;
    out->coalition = ent_alloc_array(out->allocator, size, sizeof *out->coalition);
    out->weight = ent_alloc_array(out->allocator, size, sizeof *out->weight);
    out->exact_weight = fractions(out->allocator, size);
    if (out->exact_weight != NULL) out->size = size;
    if (out->coalition == NULL || out->weight == NULL || out->exact_weight == NULL) return ENT_MEMORY;
    for (size_t i = 0, k = 0; i < basis->size; i++) {
        if (program->reduced[i] <= 0) continue;
        size_t place = k++; /* in the order of masks or indices */
        for (; place > 0 && out->coalition[place - 1] > basis->row[i]; place--) {
            out->coalition[place] = out->coalition[place - 1];
            mpq_swap(out->exact_weight[place], out->exact_weight[place - 1]);
        }
        out->coalition[place] = basis->row[i];
        ent_mpq_set_ratio(out->exact_weight[place], (ent_ratio){program->reduced[i], basis->det});
    }
    for (size_t k = 0; k < size; k++)
        out->weight[k] = ent_mpq_value(out->exact_weight[k]);
    return ENT_OK;
}

static ent_status read_solution(const core_program *program, ent_core_solution *out) {
    const core_rows *rows = program->rows;
    core_wide total = 0;
    int64_t far = 0;
    for (size_t i = 0; i < rows->players; i++) {
        total += program->at[i];
        far += program->far[i];
    }
    out->is_exact = rows->whole;
    out->bounded = far == 0;
    out->empty = out->bounded && total > rows->grand * program->basis.det;
    if (!out->empty) set_point(program, &out->point);
    if (!out->bounded) return ENT_OK;
    ent_tu_wide_set(mpq_numref(out->exact_total), rows->cost ? -total : total);
    ent_tu_wide_set(mpq_denref(out->exact_total), program->basis.det);
    mpq_canonicalize(out->exact_total);
    mpq_mul(out->exact_total, out->exact_total, rows->unit);
    out->total = ent_mpq_value(out->exact_total);
    return set_weights(program, out);
}

static ent_status solve_rows(core_rows *rows, const ent_run *run, ent_core_solution *out) {
    core_program program;
    ent_status status = ent_core_program_init(&program, rows, NULL, run);
    if (status == ENT_OK) {
        out->allocator = rows->allocator;
        mpq_init(out->exact_total);
        status = ent_allocation_init(&out->point, rows->players);
        if (status == ENT_OK) status = ent_core_program_solve(&program, CORE_LEAST_TOTAL, 0);
        if (status == ENT_OK) status = read_solution(&program, out);
        ent_core_program_free(&program);
        if (status != ENT_OK) ent_core_solution_free(out);
    }
    ent_core_rows_free(rows);
    return status;
}

ent_status ent_core_solve(const ent_tu_game *game, const ent_run *run, ent_core_solution *out) {
    core_rows rows;
    *out = (ent_core_solution){0};
    ent_status status = ent_core_rows_of_table(&rows, game, NULL, false, run);
    return status == ENT_OK ? solve_rows(&rows, run, out) : status;
}

ent_status ent_core_list_solve(const ent_coalition_list *list, const ent_run *run, ent_core_solution *out) {
    core_rows rows;
    *out = (ent_core_solution){0};
    ent_status status = ent_core_rows_of_list(&rows, list, run);
    return status == ENT_OK ? solve_rows(&rows, run, out) : status;
}

/* ---- ranges ------------------------------------------------------------------------------------------- */

void ent_core_ranges_free(ent_core_ranges *ranges) {
    ent_free(ranges->allocator, ranges->low);
    ent_free(ranges->allocator, ranges->high);
    free_fractions(ranges->allocator, ranges->exact_low, ranges->size);
    free_fractions(ranges->allocator, ranges->exact_high, ranges->size);
    *ranges = (ent_core_ranges){0};
}

typedef struct range_job {
    const core_rows *rows;
    const core_program *first; /* what it has found begins those of which nothing is guessed */
    const core_guess *guess;
    const ent_run *run;
    ent_core_ranges *out;
} range_job;

/* Index 2i: the least x_i, 2i + 1: the largest; of a cost game x_i is minus what i pays, and the ends change places. */
static ent_status find_end(const range_job *job, core_program *program, size_t index) {
    size_t player = index / 2;
    bool most = index % 2 == 1, upper = most != job->rows->cost;
    const core_aim aim = most ? CORE_MOST_OF : CORE_LEAST_OF;
    const core_guess *guess = job->guess;
    ent_status status = guess->known != NULL && guess->known[index]
                            ? ent_core_program_solve_from(program, aim, player, guess->row + index * guess->places)
                            : ent_core_program_solve(program, aim, player);
    double *value = (upper ? job->out->high : job->out->low) + player;
    mpq_t *exact = (upper ? job->out->exact_high : job->out->exact_low) + player;
    if (status != ENT_OK) return status;
    if (program->empty) return ENT_BUG; /* the core is known not to be empty */
    if (program->far[player] != 0) {
        *value = upper ? INFINITY : -INFINITY;
    } else {
        ent_core_program_coordinate(program, player, *exact);
        *value = ent_mpq_value(*exact);
    }
    return ENT_OK;
}

static ent_status find_end_alone(void *context, size_t index) {
    const range_job *job = context;
    core_program program;
    const bool guessed = job->guess->known != NULL && job->guess->known[index];
    ent_status status = ent_core_program_init(&program, job->rows, guessed ? NULL : job->first, job->run);
    if (status == ENT_OK) status = find_end(job, &program, index);
    ent_core_program_free(&program);
    return status;
}

static ent_status room_for_ranges(ent_core_ranges *out, const core_rows *rows) {
    size_t n = rows->players;
    *out = (ent_core_ranges){.size = n, .is_exact = rows->whole, .allocator = rows->allocator};
    out->low = ent_alloc_array(rows->allocator, n, sizeof *out->low);
    out->high = ent_alloc_array(rows->allocator, n, sizeof *out->high);
    out->exact_low = fractions(rows->allocator, n);
    out->exact_high = fractions(rows->allocator, n);
    return out->low && out->high && out->exact_low && out->exact_high ? ENT_OK : ENT_MEMORY;
}

static bool within_total(const core_program *program) {
    core_wide total = 0;
    int64_t far = 0;
    for (size_t i = 0; i < program->rows->players; i++) {
        total += program->at[i];
        far += program->far[i];
    }
    return far < 0 || total <= program->rows->grand * program->basis.det;
}

static ent_status range_rows(core_rows *rows, const ent_run *run, ent_core_ranges *out) {
    core_program first;
    ent_status status = room_for_ranges(out, rows);
    if (status == ENT_OK) status = ent_core_program_init(&first, rows, NULL, run);
    if (status == ENT_OK) {
        status = ent_core_program_solve(&first, CORE_LEAST_TOTAL, 0);
        if (status == ENT_OK && within_total(&first)) {
            core_guess guess = {0};
            range_job job = {rows, &first, &guess, run, out};
            out->exists = true;
            if (rows->table != NULL && rows->players >= CORE_GUESS_PLAYERS) status = ent_core_guess(&guess, rows, run);
            /* Beside each other; what they end with is exact, and does not depend on the way. */
            if (status == ENT_OK) status = ent_parallel(run, 2 * (size_t)rows->players, find_end_alone, &job);
            ent_core_guess_free(&guess);
        }
        ent_core_program_free(&first);
    }
    if (status != ENT_OK) ent_core_ranges_free(out);
    ent_core_rows_free(rows);
    return status;
}

ent_status ent_core_range(const ent_tu_game *game, const ent_run *run, ent_core_ranges *out) {
    core_rows rows;
    *out = (ent_core_ranges){0};
    ent_status status = ent_core_rows_of_table(&rows, game, NULL, false, run);
    return status == ENT_OK ? range_rows(&rows, run, out) : status;
}

ent_status ent_core_list_range(const ent_coalition_list *list, const ent_run *run, ent_core_ranges *out) {
    core_rows rows;
    *out = (ent_core_ranges){0};
    ent_status status = ent_core_rows_of_list(&rows, list, run);
    return status == ENT_OK ? range_rows(&rows, run, out) : status;
}
