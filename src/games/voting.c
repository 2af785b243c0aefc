/* Voting power: whole weights, which way to count, and indices from the counts. */
#include "games/voting.h"

#include "games/tu/properties.h"
#include "games/tu/shapley.h"
#include "games/voting_count.h"
#include "games/whole_weights.h"

enum { TABLE_BYTES_BESIDE_MIDDLE = 128 << 20, WEIGHT_BITS = 62 };

static ent_status power_init(ent_voting_power *out, size_t players, const ent_run *run) {
    *out = (ent_voting_power){.players = players, .allocator = ent_run_allocator(run)};
    mpz_inits(out->winning, out->minimal, NULL);
    out->veto = ent_alloc_array(out->allocator, players, sizeof *out->veto);
    out->dictator = ent_alloc_array(out->allocator, players, sizeof *out->dictator);
    out->dummy = ent_alloc_array(out->allocator, players, sizeof *out->dummy);
    if (out->veto == NULL || out->dictator == NULL || out->dummy == NULL) return ENT_MEMORY;
    ent_status status = ent_allocation_init(&out->shapley_shubik, players);
    if (status == ENT_OK) status = ent_allocation_init(&out->banzhaf, players);
    if (status == ENT_OK) status = ent_allocation_init(&out->banzhaf_raw, players);
    return status;
}

void ent_voting_power_free(ent_voting_power *power) {
    if (power->players > 0) mpz_clears(power->winning, power->minimal, NULL);
    ent_allocation_free(&power->shapley_shubik);
    ent_allocation_free(&power->banzhaf);
    ent_allocation_free(&power->banzhaf_raw);
    ent_free(power->allocator, power->veto);
    ent_free(power->allocator, power->dictator);
    ent_free(power->allocator, power->dummy);
    *power = (ent_voting_power){0};
}

static ent_status refuse(ent_voting_power *out, ent_voting_problem problem, size_t player, ent_status status) {
    out->problem = problem;
    out->player = player;
    return status;
}

/* ---- weights --------------------------------------------------------------------------------------------- */

/* Players of a weight above 0, the heavier first; the others never matter, but for the number of coalitions. */
typedef struct voters {
    size_t size, all;
    mpz_t *weight;  /* of all players, in their order */
    size_t *player; /* of the voters, the heavier first */
    uint64_t *sorted;
    mpz_t *swings, *orders;
} voters;

static void clear_array(const ent_allocator *allocator, mpz_t *array, size_t size) {
    for (size_t i = 0; array != NULL && i < size; i++)
        mpz_clear(array[i]);
    ent_free(allocator, array);
}

static mpz_t *new_array(const ent_allocator *allocator, size_t size) {
    mpz_t *array = ent_alloc_array(allocator, size, sizeof *array);
    for (size_t i = 0; array != NULL && i < size; i++)
        mpz_init(array[i]);
    return array;
}

static void voters_free(voters *work, const ent_allocator *allocator) {
    clear_array(allocator, work->weight, work->all);
    clear_array(allocator, work->swings, work->all);
    clear_array(allocator, work->orders, work->all);
    ent_free(allocator, work->player);
    ent_free(allocator, work->sorted);
}

static ent_status voters_init(voters *work, size_t players, const ent_allocator *allocator) {
    *work = (voters){.all = players};
    work->weight = new_array(allocator, players);
    work->swings = new_array(allocator, players);
    work->orders = new_array(allocator, players);
    work->player = ent_alloc_array(allocator, players, sizeof *work->player);
    work->sorted = ent_alloc_array(allocator, players, sizeof *work->sorted);
    if (work->weight != NULL && work->swings != NULL && work->orders != NULL && work->player != NULL &&
        work->sorted != NULL)
        return ENT_OK;
    voters_free(work, allocator);
    return ENT_MEMORY;
}

static void sort_voters(voters *work) {
    for (size_t i = 0; i < work->all; i++) {
        size_t place = work->size;
        if (mpz_sgn(work->weight[i]) == 0) continue;
        work->size++;
        for (; place > 0 && mpz_cmp(work->weight[i], work->weight[work->player[place - 1]]) > 0; place--)
            work->player[place] = work->player[place - 1];
        work->player[place] = i;
    }
}

/* The least whole number that a sum of whole weights must reach. */
static void whole_quota(const ent_voting *voting, const mpq_t unit, mpz_t out) {
    mpq_t quota;
    mpq_init(quota);
    ent_mpq_set_ratio(quota, voting->quota);
    mpq_mul(quota, quota, unit);
    if (voting->above) {
        mpz_fdiv_q(out, mpq_numref(quota), mpq_denref(quota));
        mpz_add_ui(out, out, 1);
    } else {
        mpz_cdiv_q(out, mpq_numref(quota), mpq_denref(quota));
    }
    mpq_clear(quota);
}

/* ---- indices from counts --------------------------------------------------------------------------------- */

static void set_shares(mpz_t *part, const size_t *player, size_t size, const mpz_t whole, ent_allocation *out) {
    if (mpz_sgn(whole) == 0) return;
    for (size_t k = 0; k < size; k++) {
        mpz_set(mpq_numref(out->exact[player[k]]), part[k]);
        mpz_set(mpq_denref(out->exact[player[k]]), whole);
        mpq_canonicalize(out->exact[player[k]]);
    }
    ent_allocation_from_exact(out);
}

static void set_indices(const voters *work, const ent_voting_count *count, bool orders, ent_voting_power *out) {
    const size_t nobody = work->all - work->size; /* whose weight is 0 */
    mpz_t whole;
    mpz_init(whole);
    for (size_t i = 0; i < work->all; i++)
        out->dummy[i] = true;
    for (size_t k = 0; k < work->size; k++) {
        out->dummy[work->player[k]] = mpz_sgn(work->swings[k]) == 0;
        mpz_add(whole, whole, work->swings[k]);
    }
    set_shares(work->swings, work->player, work->size, whole, &out->banzhaf);
    for (size_t k = 0; k < work->size; k++)
        mpz_mul_2exp(work->swings[k], work->swings[k], nobody);
    mpz_set_ui(whole, 1);
    set_shares(work->swings, work->player, work->size, whole, &out->banzhaf_raw);
    mpz_fac_ui(whole, work->size);
    if (orders) set_shares(work->orders, work->player, work->size, whole, &out->shapley_shubik);
    mpz_mul_2exp(out->winning, count->winning, nobody);
    mpz_clear(whole);
}

static ent_status count_all(ent_voting_count *count, const voters *work, const ent_run *run, ent_voting_power *out) {
    const bool few = count->players <= ENT_VOTING_HALVES;
    const size_t orders_bytes = ent_voting_table_bytes(count, true);
    bool orders = true;
    ent_status status;
    out->method = ENT_VOTING_TABLE;
    if (orders_bytes <= (few ? TABLE_BYTES_BESIDE_MIDDLE : ENT_VOTING_BYTES)) {
        status = ent_voting_count_table(count, true, run);
    } else if (few) {
        out->method = ENT_VOTING_MIDDLE;
        status = ent_voting_count_middle(count, run);
    } else if (ent_voting_table_bytes(count, false) <= ENT_VOTING_BYTES) {
        out->problem = ENT_VOTING_WEIGHTS_TOO_LARGE;
        orders = false;
        status = ent_voting_count_table(count, false, run);
    } else {
        return refuse(out, ENT_VOTING_WEIGHTS_TOO_LARGE, 0, ENT_LIMIT);
    }
    out->minimal_known = ent_voting_minimal_bytes(count) <= ENT_VOTING_BYTES;
    if (status == ENT_OK && out->minimal_known) status = ent_voting_count_minimal(count, run, out->minimal);
    if (status == ENT_OK) set_indices(work, count, orders, out);
    return status;
}

static ent_status with_weights(const ent_voting *voting, voters *work, const ent_run *run, ent_voting_power *out) {
    mpz_t total, quota, rest;
    mpq_t unit;
    mpz_inits(total, quota, rest, NULL);
    mpq_init(unit);
    ent_whole_weights(voting->weights, work->all, work->weight, unit);
    whole_quota(voting, unit, quota);
    for (size_t i = 0; i < work->all; i++)
        mpz_add(total, total, work->weight[i]);
    for (size_t i = 0; i < work->all; i++) {
        mpz_sub(rest, total, work->weight[i]);
        out->veto[i] = mpz_cmp(rest, quota) < 0;
        out->dictator[i] = out->veto[i] && mpz_cmp(work->weight[i], quota) >= 0;
    }
    ent_status status = ENT_OK;
    if (mpz_sgn(quota) <= 0) {
        status = refuse(out, ENT_VOTING_QUOTA_TOO_SMALL, 0, ENT_INPUT);
    } else if (mpz_cmp(quota, total) > 0) {
        refuse(out, ENT_VOTING_QUOTA_TOO_LARGE, 0, ENT_OK);
    } else if (mpz_sizeinbase(total, 2) > WEIGHT_BITS) {
        status = refuse(out, ENT_VOTING_WEIGHTS_TOO_LARGE, 0, ENT_LIMIT);
    } else {
        sort_voters(work);
        for (size_t k = 0; k < work->size; k++)
            work->sorted[k] = mpz_get_ui(work->weight[work->player[k]]);
        ent_voting_count count = {.players = work->size,
                                  .weight = work->sorted,
                                  .total = mpz_get_ui(total),
                                  .quota = mpz_get_ui(quota),
                                  .swings = work->swings,
                                  .orders = work->orders};
        mpz_init(count.winning);
        status = count_all(&count, work, run, out);
        mpz_clear(count.winning);
    }
    mpz_clears(total, quota, rest, NULL);
    mpq_clear(unit);
    return status;
}

ent_status ent_voting_indices(const ent_voting *voting, const ent_run *run, ent_voting_power *out) {
    voters work;
    *out = (ent_voting_power){0};
    if (voting->players < 1 || voting->players > ENT_VOTING_PLAYERS)
        return refuse(out, ENT_VOTING_NO_PLAYERS, 0, ENT_LIMIT);
    ent_status status = power_init(out, voting->players, run);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < voting->players; i++)
        if (voting->weights[i].num < 0) return refuse(out, ENT_VOTING_NEGATIVE_WEIGHT, i, ENT_INPUT);
    status = voters_init(&work, voting->players, ent_run_allocator(run));
    if (status != ENT_OK) return status;
    status = with_weights(voting, &work, run, out);
    voters_free(&work, ent_run_allocator(run));
    return status;
}

/* ---- a table --------------------------------------------------------------------------------------------- */

enum { BLOCK_BITS = 14 };

typedef struct blocks {
    const ent_tu_game *game;
    size_t size;
    uint64_t *winning, *minimal; /* of a block */
} blocks;

static ent_status count_block(void *context, size_t block) {
    const blocks *work = context;
    const double *value = work->game->value;
    size_t last = (block + 1) << BLOCK_BITS;
    if (last > work->size) last = work->size;
    for (size_t s = block << BLOCK_BITS; s < last; s++) {
        if (value[s] == 0) continue;
        bool needed = true;
        for (size_t rest = s; rest != 0 && needed; rest &= rest - 1)
            needed = value[s ^ (rest & (0 - rest))] == 0;
        work->winning[block]++;
        if (needed) work->minimal[block]++;
    }
    return ENT_OK;
}

static ent_status count_coalitions(const ent_tu_game *game, const ent_run *run, ent_voting_power *out) {
    const size_t size = ((ent_tu_size(game) - 1) >> BLOCK_BITS) + 1;
    blocks work = {.game = game, .size = ent_tu_size(game)};
    work.winning = ent_alloc_array(ent_run_allocator(run), 2 * size, sizeof *work.winning);
    if (work.winning == NULL) return ENT_MEMORY;
    work.minimal = work.winning + size;
    ent_status status = ent_parallel(run, size, count_block, &work);
    for (size_t b = 0; b < size; b++) {
        mpz_add_ui(out->winning, out->winning, work.winning[b]);
        mpz_add_ui(out->minimal, out->minimal, work.minimal[b]);
    }
    out->minimal_known = true;
    ent_free(ent_run_allocator(run), work.winning);
    return status;
}

ent_status ent_voting_table_indices(const ent_tu_game *game, const ent_run *run, ent_voting_power *out) {
    ent_tu_property simple;
    *out = (ent_voting_power){0};
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return refuse(out, ENT_VOTING_NO_PLAYERS, 0, ENT_LIMIT);
    ent_status status = power_init(out, game->players, run);
    if (status == ENT_OK) status = ent_tu_simple_check(game, run, &simple);
    if (status != ENT_OK) return status;
    if (game->cost || simple.truth != ENT_TRUE) {
        out->coalition = simple.first;
        return refuse(out, ENT_VOTING_NOT_SIMPLE, 0, ENT_INPUT);
    }
    ent_tu_game exact = *game;
    exact.whole = true; /* 0 and 1 are */
    out->method = ENT_VOTING_COALITIONS;
    status = count_coalitions(&exact, run, out);
    if (status == ENT_OK) status = ent_tu_shapley(&exact, run, &out->shapley_shubik);
    if (status == ENT_OK) status = ent_tu_banzhaf(&exact, ENT_BANZHAF_NORMALISED, run, &out->banzhaf);
    if (status == ENT_OK) status = ent_tu_banzhaf(&exact, ENT_BANZHAF_RAW, run, &out->banzhaf_raw);
    for (unsigned i = 0; i < game->players && status == ENT_OK; i++) {
        const ent_coalition_mask bit = (ent_coalition_mask)1 << i;
        out->veto[i] = game->value[ent_tu_grand(game) ^ bit] == 0;
        out->dictator[i] = out->veto[i] && game->value[bit] != 0;
        out->dummy[i] = mpq_sgn(out->banzhaf_raw.exact[i]) == 0;
    }
    return status;
}
