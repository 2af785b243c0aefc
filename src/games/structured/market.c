/* Assignment games: the best matching, the bounds of the core, who objects, the table. */
#include "games/structured/market.h"

#include "games/structured/market_private.h"

/* ---- the core ----------------------------------------------------------------------------------------- */

/* The least shares of one side in the core, whole numbers per line of it: what the matched partner of one leaves for
 * the next, share[k] >= share[i] + weight(k, partner of i) - weight(i, partner of i), from 0 up. `turned`: the columns.
 */
static ent_status least_shares(const ent_market_square *square, bool turned, const size_t *partner, const ent_run *run,
                               mpz_t *share) {
    mpz_t base, number;
    mpz_inits(base, number, NULL);
    ent_status status = ENT_OK;
    for (bool moved = true; moved && status == ENT_OK;) {
        moved = false;
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
        for (size_t i = 0; i < square->size; i++) {
            size_t p = partner[i];
            mpz_sub(base, share[i], turned ? ent_market_weight(square, p, i) : ent_market_weight(square, i, p));
            for (size_t k = 0; k < square->size; k++) {
                mpz_add(number, base, turned ? ent_market_weight(square, p, k) : ent_market_weight(square, k, p));
                if (mpz_cmp(number, share[k]) <= 0) continue;
                mpz_set(share[k], number);
                moved = true;
            }
        }
    }
    mpz_clears(base, number, NULL);
    return status;
}

static void write_share(mpz_srcptr whole, mpz_srcptr scale, mpq_ptr out) {
    mpz_set(mpq_numref(out), whole);
    mpz_set(mpq_denref(out), scale);
    mpq_canonicalize(out);
}

/* A player gets most where the other side gets least. */
static void write_bounds(const ent_market_square *square, mpz_t *rows, mpz_t *columns, const size_t *row,
                         ent_market_solution *out) {
    mpz_t most;
    mpz_init(most);
    for (uint32_t i = 0; i < square->players; i++) {
        size_t own = square->line[i];
        bool buyer = square->buyer[i];
        size_t r = buyer ? row[own] : own, c = buyer ? own : square->column[own];
        write_share(buyer ? columns[c] : rows[r], square->scale, out->low.exact[i]);
        mpz_sub(most, ent_market_weight(square, r, c), buyer ? rows[r] : columns[c]);
        write_share(most, square->scale, out->high.exact[i]);
    }
    ent_allocation_from_exact(&out->low);
    ent_allocation_from_exact(&out->high);
    mpz_clear(most);
}

static ent_status find_bounds(const ent_market_square *square, const ent_run *run, ent_market_solution *out) {
    ent_mpz_list rows = {0}, columns = {0};
    size_t *row = ent_alloc_array(square->allocator, square->size, sizeof *row);
    bool made =
        row != NULL && ent_mpz_list_init(&rows, run, square->size) && ent_mpz_list_init(&columns, run, square->size);
    ent_status status = made ? ENT_OK : ENT_MEMORY;
    for (size_t r = 0; r < square->size && status == ENT_OK; r++)
        row[square->column[r]] = r;
    if (status == ENT_OK) status = least_shares(square, false, square->column, run, rows.at);
    if (status == ENT_OK) status = least_shares(square, true, row, run, columns.at);
    if (status == ENT_OK) write_bounds(square, rows.at, columns.at, row, out);
    ent_free(square->allocator, row);
    ent_mpz_list_free(&rows);
    ent_mpz_list_free(&columns);
    return status;
}

/* ---- the solution ------------------------------------------------------------------------------------- */

static void write_matching(const ent_market_square *square, ent_market_solution *out) {
    mpz_t sum;
    mpz_init(sum);
    for (uint32_t i = 0; i < square->players; i++) {
        out->buyer[i] = square->buyer[i];
        out->partner[i] = ENT_MARKET_ALONE;
    }
    for (size_t r = 0; r < square->size; r++) {
        mpz_srcptr weight = ent_market_weight(square, r, square->column[r]);
        if (mpz_sgn(weight) <= 0) continue;
        uint32_t seller = square->row_of[r], buyer = square->column_of[square->column[r]];
        out->partner[seller] = buyer;
        out->partner[buyer] = seller;
        mpz_add(sum, sum, weight);
    }
    write_share(sum, square->scale, out->total);
    mpz_clear(sum);
}

static ent_status solution_init(ent_market_solution *out, const ent_market *game, const ent_run *run) {
    *out = (ent_market_solution){.players = game->players, .allocator = ent_run_allocator(run)};
    mpq_init(out->total);
    out->buyer = ent_alloc_array(out->allocator, game->players, sizeof *out->buyer);
    out->partner = ent_alloc_array(out->allocator, game->players, sizeof *out->partner);
    ent_status status = ent_allocation_init(&out->low, game->players);
    if (status == ENT_OK) status = ent_allocation_init(&out->high, game->players);
    return out->buyer != NULL && out->partner != NULL ? status : ENT_MEMORY;
}

void ent_market_solution_free(ent_market_solution *solution) {
    if (solution->players == 0) return;
    mpq_clear(solution->total);
    ent_free(solution->allocator, solution->buyer);
    ent_free(solution->allocator, solution->partner);
    ent_allocation_free(&solution->low);
    ent_allocation_free(&solution->high);
    *solution = (ent_market_solution){0};
}

ent_status ent_market_solve(const ent_market *game, const ent_run *run, ent_market_solution *out) {
    *out = (ent_market_solution){0};
    if (game->players == 0) return ENT_INPUT;
    ent_market_square square;
    ent_status status = solution_init(out, game, run);
    if (status != ENT_OK) return status;
    status = ent_market_square_init(&square, game, NULL, run);
    if (status == ENT_OK) status = ent_market_square_solve(&square, run);
    if (status == ENT_OK) write_matching(&square, out);
    if (status == ENT_OK) status = find_bounds(&square, run, out);
    ent_market_square_free(&square);
    return status;
}

/* ---- rules -------------------------------------------------------------------------------------------- */

ent_status ent_market_best(const ent_market *game, ent_market_side side, const ent_run *run, ent_allocation *out) {
    ent_market_solution solution;
    ent_status status = ent_market_solve(game, run, &solution);
    for (uint32_t i = 0; i < game->players && status == ENT_OK; i++) {
        bool favoured = solution.buyer[i] == (side == ENT_MARKET_BUYERS);
        mpq_set(out->exact[i], favoured ? solution.high.exact[i] : solution.low.exact[i]);
    }
    if (status == ENT_OK) ent_allocation_from_exact(out);
    ent_market_solution_free(&solution);
    return status;
}

ent_status ent_market_tau(const ent_market *game, const ent_run *run, ent_allocation *out) {
    ent_market_solution solution;
    ent_status status = ent_market_solve(game, run, &solution);
    for (uint32_t i = 0; i < game->players && status == ENT_OK; i++) {
        mpq_add(out->exact[i], solution.low.exact[i], solution.high.exact[i]);
        mpq_div_2exp(out->exact[i], out->exact[i], 1);
    }
    if (status == ENT_OK) ent_allocation_from_exact(out);
    ent_market_solution_free(&solution);
    return status;
}

/* ---- who objects -------------------------------------------------------------------------------------- */

/* The weight of a pair becomes what its two gain above what each would gain by leaving alone, -x or nothing. */
static void reduce_weights(ent_market_square *square, mpz_t *share) {
    for (uint32_t i = 0; i < square->players; i++) {
        mpz_ptr kept = share[i];
        if (mpz_sgn(kept) < 0) mpz_set_ui(kept, 0);
        for (size_t other = 0; other < square->size; other++) {
            size_t own = square->line[i];
            mpz_ptr weight =
                square->buyer[i] ? ent_market_weight(square, other, own) : ent_market_weight(square, own, other);
            mpz_sub(weight, weight, kept);
        }
    }
    for (size_t k = 0; k < square->weight.size; k++)
        if (mpz_sgn(square->weight.at[k]) < 0) mpz_set_ui(square->weight.at[k], 0);
}

/* Everybody who would be paid for leaving, and the pairs that gain: their excess, and how many they are. */
static size_t leavers(const ent_market_square *square, mpq_srcptr x, ent_worst *worst) {
    size_t members = 0;
    mpz_t sum;
    mpz_init(sum);
    for (uint32_t i = 0; i < square->players; i++)
        worst->count[i] = mpq_sgn(x + i) < 0;
    for (size_t r = 0; r < square->size; r++) {
        mpz_srcptr weight = ent_market_weight(square, r, square->column[r]);
        if (mpz_sgn(weight) <= 0) continue;
        mpz_add(sum, sum, weight);
        worst->count[square->row_of[r]] = worst->count[square->column_of[square->column[r]]] = 1;
    }
    write_share(sum, square->scale, worst->excess);
    for (uint32_t i = 0; i < square->players; i++) {
        if (mpq_sgn(x + i) < 0) mpq_sub(worst->excess, worst->excess, x + i);
        members += worst->count[i] != 0;
    }
    mpz_clear(sum);
    return members;
}

static void keep(ent_worst *worst, mpq_srcptr excess, uint32_t a, uint32_t b) {
    if (worst->exists && mpq_cmp(excess, worst->excess) <= 0) return;
    worst->exists = true;
    mpq_set(worst->excess, excess);
    for (size_t i = 0; i < worst->players; i++)
        worst->count[i] = i == a || i == b;
}

/* The single player or pair of largest excess: where none gains anything, any coalition falls into such. */
static void worst_pair(const ent_market *game, mpq_srcptr x, ent_worst *worst) {
    mpq_t excess;
    mpq_init(excess);
    for (uint32_t i = 0; i < game->players && game->players > 1; i++) {
        mpq_neg(excess, x + i);
        keep(worst, excess, i, i);
    }
    for (size_t k = 0; k < game->pairs && game->players > 2; k++) {
        mpq_set_ui(excess, 0, 1);
        if (mpq_sgn(game->value + k) > 0) mpq_set(excess, game->value + k);
        mpq_sub(excess, excess, x + game->first[k]);
        mpq_sub(excess, excess, x + game->second[k]);
        keep(worst, excess, game->first[k], game->second[k]);
    }
    mpq_clear(excess);
}

static void set_efficient(const ent_market_square *square, mpq_srcptr x, ent_worst *worst) {
    mpz_t total;
    mpq_t value;
    mpz_init(total);
    mpq_init(value);
    for (size_t r = 0; r < square->size; r++)
        mpz_add(total, total, ent_market_weight(square, r, square->column[r]));
    write_share(total, square->scale, value);
    for (uint32_t i = 0; i < square->players; i++)
        mpq_sub(value, value, x + i);
    worst->efficient = mpq_sgn(value) == 0;
    mpz_clear(total);
    mpq_clear(value);
}

ent_status ent_market_worst(const ent_market *game, mpq_srcptr x, const ent_run *run, ent_worst *worst) {
    ent_market_square square;
    ent_mpz_list share = {0};
    worst->exists = false;
    ent_status status = ent_market_square_init(&square, game, x, run);
    if (status == ENT_OK) status = ent_market_square_solve(&square, run);
    if (status == ENT_OK) set_efficient(&square, x, worst);
    if (status == ENT_OK && !ent_mpz_list_init(&share, run, game->players)) status = ENT_MEMORY;
    if (status == ENT_OK) {
        for (uint32_t i = 0; i < game->players; i++)
            ent_mpq_scale(x + i, square.scale, share.at[i]);
        reduce_weights(&square, share.at);
        status = ent_market_square_solve(&square, run);
    }
    if (status == ENT_OK) {
        size_t members = leavers(&square, x, worst);
        worst->exists = members > 0 && members < game->players;
        if (!worst->exists) worst_pair(game, x, worst);
    }
    ent_mpz_list_free(&share);
    ent_market_square_free(&square);
    return status;
}

/* ---- the table ---------------------------------------------------------------------------------------- */

enum { CANCEL_EVERY = 4096 };

/* v(S) from smaller coalitions: its first seller stays alone, or takes one of the buyers. */
static ent_status fill(const ent_market_square *square, const double *weight, const ent_run *run, double *value) {
    uint32_t sellers = 0, buyers = 0;
    for (uint32_t i = 0; i < square->players; i++)
        *(square->buyer[i] ? &buyers : &sellers) |= (uint32_t)1 << i;
    size_t size = (size_t)1 << square->players;
    for (size_t s = 1; s < size; s++) {
        if (s % CANCEL_EVERY == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        uint32_t coalition = (uint32_t)s, in = coalition & sellers;
        if (in == 0) continue;
        uint32_t first = in & (0 - in), rest = coalition ^ first;
        const double *row = weight + (size_t)square->line[(unsigned)__builtin_ctz(in)] * square->size;
        double best = value[rest];
        for (uint32_t left = coalition & buyers; left != 0; left &= left - 1) {
            unsigned buyer = (unsigned)__builtin_ctz(left);
            double with = value[rest ^ (uint32_t)1 << buyer] + row[square->line[buyer]];
            if (with > best) best = with;
        }
        value[s] = best;
    }
    return ENT_OK;
}

/* Weights as doubles, whole if all sums of pairs fit. NULL when memory fails. */
static double *real_weights(const ent_market_square *square, ent_tu_game *game) {
    double *weight = ent_alloc_array(square->allocator, square->weight.size, sizeof *weight);
    if (weight == NULL) return NULL;
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    mpq_t number;
    mpq_init(number);
    for (size_t k = 0; k < square->weight.size; k++) {
        write_share(square->weight.at[k], square->scale, number);
        ent_tu_scale_see(&scale, number);
    }
    game->whole = ent_tu_scale_whole(&scale, square->size, &game->denominator);
    for (size_t k = 0; k < square->weight.size; k++) {
        write_share(square->weight.at[k], square->scale, number);
        weight[k] = ent_tu_scale_number(number, game->denominator);
    }
    mpq_clear(number);
    ent_tu_scale_free(&scale);
    return weight;
}

ent_status ent_market_table(const ent_market *game, const ent_run *run, ent_tu_table *out) {
    *out = (ent_tu_table){0};
    if (game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    ent_market_square square;
    double *weight = NULL;
    ent_status status = ent_market_square_init(&square, game, NULL, run);
    if (status == ENT_OK) status = ent_tu_table_init(out, game->players, false, run);
    if (status == ENT_OK) {
        weight = real_weights(&square, &out->game);
        status = weight != NULL ? fill(&square, weight, run, out->value) : ENT_MEMORY;
    }
    ent_free(square.allocator, weight);
    ent_market_square_free(&square);
    if (status != ENT_OK) ent_tu_table_free(out);
    return status;
}
