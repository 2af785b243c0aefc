/* What each coalition's own quantities cost, as a table of coalitions. */
#include "games/division/cost_function.h"
#include "games/division/cost_quantities.h"

enum { BLOCK = 4096 };
static const uint64_t most_whole = UINT64_C(1) << 53;

typedef struct tabulation {
    const ent_quantity_cost *function;
    const ent_allocator *allocator;
    size_t entries;
    double *value;
    mpz_t *below; /* by block: the common denominator of its entries; 0 where it is beyond most_whole */
    bool *large;  /* by block: an entry, in units of the common denominator, is beyond most_whole */
    mpq_t units;  /* second pass: the common denominator of all */
    bool second;
} tabulation;

/* First pass: the nearest double, and the denominators. Second pass: whole numbers. */
static void enter(tabulation *t, size_t block, size_t entry, mpq_ptr cost) {
    if (!t->second) {
        t->value[entry] = ent_mpq_value(cost);
        if (mpz_sgn(t->below[block]) == 0) return;
        mpz_lcm(t->below[block], t->below[block], mpq_denref(cost));
        if (mpz_cmp_ui(t->below[block], most_whole) > 0) mpz_set_ui(t->below[block], 0);
        return;
    }
    mpq_mul(cost, cost, t->units);
    t->value[entry] = mpz_get_d(mpq_numref(cost));
    if (mpz_cmpabs_ui(mpq_numref(cost), most_whole) > 0) t->large[block] = true;
}

static ent_status tabulate(void *context, size_t block) {
    tabulation *t = context;
    size_t end = (block + 1) * BLOCK < t->entries ? (block + 1) * BLOCK : t->entries;
    ent_fractions bought = {0};
    ent_status status = ent_fractions_init(&bought, t->allocator, t->function->size);
    mpq_t cost;
    mpq_init(cost);
    for (size_t entry = block * BLOCK; status == ENT_OK && entry < end; entry++) {
        for (size_t i = 0; i < t->function->size; i++) {
            if ((entry >> i & 1) != 0)
                mpq_set(&bought.at[i], &t->function->demand[i]);
            else
                mpq_set_ui(&bought.at[i], 0, 1);
        }
        quantity_evaluate(t->function, bought.at, cost);
        enter(t, block, entry, cost);
    }
    mpq_clear(cost);
    ent_fractions_free(&bought);
    return status;
}

/* The common denominator of all entries into t->units; false where it is too large. */
static bool common(tabulation *t, size_t blocks) {
    mpz_ptr all = mpq_numref(t->units);
    mpq_set_ui(t->units, 1, 1);
    for (size_t k = 0; k < blocks; k++) {
        if (mpz_sgn(t->below[k]) == 0) return false;
        mpz_lcm(all, all, t->below[k]);
        if (mpz_cmp_ui(all, most_whole) > 0) return false;
    }
    return true;
}

static ent_status tabulate_all(tabulation *t, const ent_run *run, size_t blocks, bool *whole, int64_t *denominator) {
    ent_status status = ent_parallel(run, blocks, tabulate, t);
    *denominator = 1;
    *whole = status == ENT_OK && common(t, blocks);
    if (!*whole) return status;
    t->second = true;
    status = ent_parallel(run, blocks, tabulate, t);
    for (size_t k = 0; k < blocks; k++)
        *whole = *whole && !t->large[k];
    if (status != ENT_OK || *whole) {
        *denominator = (int64_t)mpz_get_ui(mpq_numref(t->units));
        return status;
    }
    t->second = false; /* as doubles again */
    return ent_parallel(run, blocks, tabulate, t);
}

ent_status ent_quantity_table(const ent_quantity_cost *function, const ent_run *run, double *value, bool *whole,
                              int64_t *denominator) {
    ent_status status = quantity_start(function, run, NULL);
    if (status != ENT_OK) return status;
    if (function->size > ENT_QUANTITY_TABLE_PARTIES) return ENT_LIMIT;
    tabulation t = {.function = function,
                    .allocator = ent_run_allocator(run),
                    .entries = (size_t)1 << function->size,
                    .value = value};
    size_t blocks = (t.entries + BLOCK - 1) / BLOCK;
    t.below = ent_alloc_array(t.allocator, blocks, sizeof *t.below);
    t.large = ent_alloc_array(t.allocator, blocks, sizeof *t.large);
    if (t.below != NULL && t.large != NULL) {
        mpq_init(t.units);
        for (size_t k = 0; k < blocks; k++)
            mpz_init_set_ui(t.below[k], 1);
        status = tabulate_all(&t, run, blocks, whole, denominator);
        for (size_t k = 0; k < blocks; k++)
            mpz_clear(t.below[k]);
        mpq_clear(t.units);
    } else {
        status = ENT_MEMORY;
    }
    ent_free(t.allocator, t.below);
    ent_free(t.allocator, t.large);
    return status;
}
