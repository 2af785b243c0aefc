/* Tables of coalitions from exact numbers. */
#include "games/tu/fill.h"

enum { CANCEL_EVERY = 4096, DOUBLE_BITS = 53 };

void ent_tu_scale_init(ent_tu_scale *scale) {
    mpz_init_set_ui(scale->denominator, 1);
    mpq_init(scale->largest);
}

void ent_tu_scale_free(ent_tu_scale *scale) {
    mpz_clear(scale->denominator);
    mpq_clear(scale->largest);
}

void ent_tu_scale_see(ent_tu_scale *scale, mpq_srcptr number) {
    mpz_srcptr below = mpq_denref(number);
    if (!mpz_divisible_p(scale->denominator, below)) mpz_lcm(scale->denominator, scale->denominator, below);
    mpq_t size;
    mpq_init(size);
    mpq_abs(size, number);
    if (mpq_cmp(size, scale->largest) > 0) mpq_set(scale->largest, size);
    mpq_clear(size);
}

bool ent_tu_scale_whole(const ent_tu_scale *scale, unsigned long terms, int64_t *denominator) {
    *denominator = 1;
    if (mpz_sizeinbase(scale->denominator, 2) > DOUBLE_BITS) return false; /* an entry would be 0 or beyond */
    mpz_t most, bound;
    mpz_inits(most, bound, NULL);
    mpz_mul(most, mpq_numref(scale->largest), scale->denominator);
    mpz_divexact(most, most, mpq_denref(scale->largest));
    mpz_mul_ui(most, most, terms);
    mpz_setbit(bound, DOUBLE_BITS);
    bool whole = mpz_cmp(most, bound) <= 0;
    if (whole) *denominator = (int64_t)mpz_get_d(scale->denominator); /* less than 2^53 */
    mpz_clears(most, bound, NULL);
    return whole;
}

double ent_tu_scale_number(mpq_srcptr number, int64_t denominator) {
    if (denominator == 1 && mpz_cmp_ui(mpq_denref(number), 1) == 0 &&
        mpz_sizeinbase(mpq_numref(number), 2) <= DOUBLE_BITS)
        return mpz_get_d(mpq_numref(number));
    mpq_t scaled;
    mpq_init(scaled);
    ent_mpq_set_ratio(scaled, (ent_ratio){denominator, 1});
    mpq_mul(scaled, scaled, number);
    double value = ent_mpq_value(scaled);
    mpq_clear(scaled);
    return value;
}

ent_status ent_tu_table_init(ent_tu_table *table, unsigned players, bool cost, const ent_run *run) {
    *table = (ent_tu_table){.allocator = ent_run_allocator(run)};
    if (players == 0 || players > ENT_TU_PLAYERS) return ENT_LIMIT;
    table->game = (ent_tu_game){.players = players, .cost = cost, .whole = true, .denominator = 1};
    table->value = ent_alloc_array(table->allocator, ent_tu_size(&table->game), sizeof *table->value);
    table->game.value = table->value;
    return table->value != NULL ? ENT_OK : ENT_MEMORY;
}

ent_status ent_tu_table_mark(ent_tu_table *table) {
    size_t words = (ent_tu_size(&table->game) + 63) / 64;
    table->impossible = ent_alloc_array(table->allocator, words, sizeof *table->impossible);
    table->game.impossible = table->impossible;
    return table->impossible != NULL ? ENT_OK : ENT_MEMORY;
}

void ent_tu_table_free(ent_tu_table *table) {
    ent_free(table->allocator, table->value);
    ent_free(table->allocator, table->impossible);
    *table = (ent_tu_table){0};
}

static ent_status find_scale(ent_tu_entry_source *entry, void *context, const ent_run *run, ent_tu_table *out) {
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    mpq_t number;
    mpq_init(number);
    ent_status status = ENT_OK;
    size_t size = ent_tu_size(&out->game);
    for (size_t coalition = 1; coalition < size && status == ENT_OK; coalition++) {
        if (coalition % CANCEL_EVERY == 0 && ent_run_cancelled(run))
            status = ENT_CANCELLED;
        else
            status = entry(context, (ent_coalition_mask)coalition, number);
        if (status == ENT_OK) ent_tu_scale_see(&scale, number);
    }
    out->game.whole = ent_tu_scale_whole(&scale, 1, &out->game.denominator);
    mpq_clear(number);
    ent_tu_scale_free(&scale);
    return status;
}

static ent_status write_entries(ent_tu_entry_source *entry, void *context, const ent_run *run, ent_tu_table *out) {
    mpq_t number;
    mpq_init(number);
    ent_status status = ENT_OK;
    size_t size = ent_tu_size(&out->game);
    for (size_t coalition = 1; coalition < size && status == ENT_OK; coalition++) {
        if (coalition % CANCEL_EVERY == 0 && ent_run_cancelled(run))
            status = ENT_CANCELLED;
        else
            status = entry(context, (ent_coalition_mask)coalition, number);
        if (status == ENT_OK) out->value[coalition] = ent_tu_scale_number(number, out->game.denominator);
    }
    mpq_clear(number);
    return status;
}

ent_status ent_tu_fill(unsigned players, bool cost, ent_tu_entry_source *entry, void *context, const ent_run *run,
                       ent_tu_table *out) {
    ent_status status = ent_tu_table_init(out, players, cost, run);
    if (status == ENT_OK) status = find_scale(entry, context, run, out);
    if (status == ENT_OK) status = write_entries(entry, context, run, out);
    if (status != ENT_OK) ent_tu_table_free(out);
    return status;
}
