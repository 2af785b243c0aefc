/* The rows of the core's programs. */
#include "games/tu/core_rows.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "games/tu/core.h"

enum { STRETCH = 4096, READ_BITS = 60, MOST_BITS = 100 };

int ent_core_bits(core_wide value) {
    unsigned __int128 size = value < 0 ? 0 - (unsigned __int128)value : (unsigned __int128)value;
    int bits = 0;
    for (; size > UINT32_MAX; size >>= 32)
        bits += 32;
    for (; size > 0; size >>= 1)
        bits++;
    return bits;
}

/* False where it does not fit in MOST_BITS. */
static bool get_wide(mpz_srcptr value, core_wide *out) {
    if (mpz_sizeinbase(value, 2) > MOST_BITS) return false;
    uint64_t words[2] = {0, 0};
    mpz_export(words, NULL, -1, sizeof words[0], 0, 0, value);
    core_wide size = (core_wide)words[1] << 64 | words[0];
    *out = mpz_sgn(value) < 0 ? -size : size;
    return true;
}

static ent_status nothing(void *context, size_t index) {
    (void)context;
    (void)index;
    return ENT_OK;
}

ent_run ent_core_run(const ent_run *run, size_t entries) {
    enum { ALONE = 1 << 17 };
    ent_run own = run != NULL ? *run : (ent_run){0};
    if (run == NULL || entries < ALONE) own.threads = 1;
    return own;
}

ent_status ent_core_go_on(const ent_run *run) {
    if (run == NULL) return ENT_OK;
    ent_run quiet = *run;
    quiet.progress = NULL;
    return ent_parallel(&quiet, 1, nothing, NULL);
}

/* ---- the largest entry -------------------------------------------------------------------------------- */

typedef struct largest_job {
    const double *value;
    size_t size;
    double *best;
} largest_job;

static ent_status largest_of_stretch(void *context, size_t index) {
    const largest_job *job = context;
    size_t from = index * STRETCH, to = job->size - from < STRETCH ? job->size : from + STRETCH;
    double largest = 0;
    for (size_t i = from; i < to; i++) {
        double size = fabs(job->value[i]);
        if (size > largest) largest = size;
    }
    job->best[index] = largest;
    return ENT_OK;
}

static ent_status largest_entry(const double *value, size_t size, const ent_run *run, double *largest) {
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t stretches = size / STRETCH + (size % STRETCH != 0);
    largest_job job = {.value = value, .size = size, .best = ent_alloc_array(allocator, stretches, sizeof(double))};
    if (job.best == NULL) return ENT_MEMORY;
    ent_status status = ent_parallel(run, stretches, largest_of_stretch, &job);
    *largest = 0;
    for (size_t i = 0; i < stretches && status == ENT_OK; i++)
        *largest = fmax(*largest, job.best[i]);
    ent_free(allocator, job.best);
    return status;
}

ent_status ent_core_largest(const ent_tu_game *game, const ent_run *run, double *largest) {
    return largest_entry(game->value, ent_tu_size(game), run, largest);
}

/* ---- units -------------------------------------------------------------------------------------------- */

/* Whole entries: the unit is the smallest in which entries and slack are whole. */
static bool whole_unit(core_rows *rows, int64_t denominator, double largest, mpq_srcptr slack) {
    core_wide factor = 1;
    mpq_t scaled;
    mpq_init(scaled);
    ent_mpq_set_ratio(rows->unit, (ent_ratio){1, denominator});
    bool fits = true;
    if (slack != NULL) {
        mpq_div(scaled, slack, rows->unit);
        fits = get_wide(mpq_numref(scaled), &rows->slack) && get_wide(mpq_denref(scaled), &factor) &&
               ent_core_bits(factor) <= DBL_MANT_DIG;
        mpz_mul(mpq_denref(rows->unit), mpq_denref(rows->unit), mpq_denref(scaled));
    }
    mpq_clear(scaled);
    rows->factor = (double)factor;
    rows->bits = 1 + (int)fmax(ent_core_bits((core_wide)largest) + ent_core_bits(factor), ent_core_bits(rows->slack));
    return fits && rows->bits <= MOST_BITS;
}

/* Rounded entries: the largest gets READ_BITS bits. */
static bool rounded_unit(core_rows *rows, double largest, mpq_srcptr slack) {
    int exponent = 0;
    if (!isfinite(largest)) return false;
    frexp(largest, &exponent);
    int shift = READ_BITS - exponent;
    if (shift > 1000) shift = 1000; /* so small that they are as good as zero */
    rows->factor = ldexp(1, shift);
    mpq_set_ui(rows->unit, 1, 1);
    if (shift > 0)
        mpq_div_2exp(rows->unit, rows->unit, (mp_bitcnt_t)shift);
    else
        mpq_mul_2exp(rows->unit, rows->unit, (mp_bitcnt_t)-shift);
    double more = (slack != NULL ? mpq_get_d(slack) : 0) + largest * ENT_CORE_TOLERANCE;
    double scaled = rint(ldexp(more, shift));
    if (fabs(scaled) > ldexp(1, MOST_BITS - 2)) return false;
    rows->slack = (core_wide)scaled;
    rows->bits = 1 + (READ_BITS > ent_core_bits(rows->slack) ? READ_BITS : ent_core_bits(rows->slack));
    return true;
}

/* An entry in the unit of b, without slack, of whichever sign makes it a value. */
static core_wide scaled_entry(const core_rows *rows, double entry) {
    core_wide scaled = rows->whole ? (core_wide)entry * (core_wide)rows->factor : (core_wide)rint(entry * rows->factor);
    return rows->cost ? -scaled : scaled;
}

/* ---- making them -------------------------------------------------------------------------------------- */

void ent_core_rows_free(core_rows *rows) {
    ent_free(rows->allocator, rows->everyone);
    ent_free(rows->allocator, rows->single);
    mpq_clear(rows->unit);
    *rows = (core_rows){0};
}

static ent_status begin(core_rows *rows, double largest, int64_t denominator, mpq_srcptr slack) {
    mpq_init(rows->unit);
    rows->everyone = ent_alloc_array(rows->allocator, rows->players, sizeof *rows->everyone);
    rows->single = ent_alloc_array(rows->allocator, rows->players, sizeof *rows->single);
    ent_status status = ENT_OK;
    if (rows->everyone == NULL || rows->single == NULL)
        status = ENT_MEMORY;
    else if (!(rows->whole ? whole_unit(rows, denominator, largest, slack) : rounded_unit(rows, largest, slack)))
        status = ENT_LIMIT;
    if (status != ENT_OK) {
        ent_core_rows_free(rows);
        return status;
    }
    for (uint32_t i = 0; i < rows->players; i++) {
        rows->everyone[i] = i;
        rows->single[i] = CORE_FLOOR + i;
    }
    return ENT_OK;
}

ent_status ent_core_rows_of_table(core_rows *rows, const ent_tu_game *table, mpq_srcptr slack, bool individual,
                                  const ent_run *run) {
    *rows = (core_rows){.table = table,
                        .players = table->players,
                        .cost = table->cost,
                        .whole = table->whole,
                        .individual = individual,
                        .allocator = ent_run_allocator(run)};
    double largest = 0;
    ent_status status = ent_core_largest(table, run, &largest);
    if (status == ENT_OK) status = begin(rows, largest, table->denominator, slack);
    if (status != ENT_OK) return status;
    rows->grand = scaled_entry(rows, table->value[ent_tu_grand(table)]);
    for (uint32_t i = 0; i < rows->players; i++)
        if (ent_core_is_row(rows, UINT32_C(1) << i)) rows->single[i] = UINT32_C(1) << i;
    return ENT_OK;
}

ent_status ent_core_rows_of_list(core_rows *rows, const ent_coalition_list *list, const ent_run *run) {
    *rows = (core_rows){.list = list,
                        .players = list->players,
                        .cost = list->cost,
                        .whole = list->whole,
                        .allocator = ent_run_allocator(run)};
    if (list->players > ENT_CORE_LIST_PLAYERS || list->size >= CORE_SPECIAL) return ENT_LIMIT;
    double largest = 0;
    ent_status status = largest_entry(list->value, list->size, run, &largest);
    if (status == ENT_OK) status = begin(rows, fmax(largest, fabs(list->grand)), list->denominator, NULL);
    if (status != ENT_OK) return status;
    rows->grand = scaled_entry(rows, list->grand);
    for (uint32_t k = 0; k < list->size; k++)
        if (list->first[k + 1] - list->first[k] == 1) rows->single[list->member[list->first[k]]] = k;
    return ENT_OK;
}

/* ---- a row -------------------------------------------------------------------------------------------- */

bool ent_core_is_row(const core_rows *rows, uint32_t id) {
    if (rows->table == NULL) return true;
    return id != 0 && id != ent_tu_grand(rows->table) && ent_tu_possible(rows->table, id) &&
           (!rows->individual || (id & (id - 1)) == 0);
}

core_row ent_core_row(const core_rows *rows, uint32_t id, uint32_t *scratch) {
    if (id >= CORE_WHOLE) return (core_row){rows->everyone, rows->players, id == CORE_BACK};
    if (id >= CORE_FLOOR) return (core_row){rows->everyone + (id - CORE_FLOOR), 1, false};
    if (rows->list != NULL) {
        size_t first = rows->list->first[id];
        return (core_row){rows->list->member + first, rows->list->first[id + 1] - first, false};
    }
    size_t size = 0;
    for (uint32_t rest = id; rest != 0; rest &= rest - 1)
        scratch[size++] = (uint32_t)__builtin_ctz(rest);
    return (core_row){scratch, size, false};
}

core_wide ent_core_bound(const core_rows *rows, uint32_t id) {
    if (id == CORE_WHOLE) return rows->grand;
    if (id == CORE_BACK) return -rows->grand;
    if (id >= CORE_FLOOR) return 0;
    return scaled_entry(rows, rows->list != NULL ? rows->list->value[id] : rows->table->value[id]) - rows->slack;
}

core_wide ent_core_violation(const core_rows *rows, uint32_t id, const core_point *point, int64_t *far) {
    uint32_t scratch[ENT_TU_PLAYERS];
    core_row row = ent_core_row(rows, id, scratch);
    core_wide sum = 0;
    int64_t far_sum = 0;
    for (size_t k = 0; k < row.size; k++) {
        sum += point->at[row.member[k]];
        if (point->far != NULL) far_sum += point->far[row.member[k]];
    }
    *far = row.minus ? far_sum : -far_sum;
    return ent_core_bound(rows, id) * point->det - (row.minus ? -sum : sum);
}
