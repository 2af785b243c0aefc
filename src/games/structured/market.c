/* Assignment markets. */
#include "games/structured/market.h"

#include <math.h>

#include "games/tu/nucleolus.h"

/* ---- sides ------------------------------------------------------------------------------------------------ */

enum { UNKNOWN = 2 };

/* Gives the other side to whoever is paired with somebody whose side is known; false: nothing was new. */
static bool spread(const ent_market *game, uint8_t *side) {
    bool any = false;
    for (size_t k = 0; k < game->pairs; k++) {
        uint32_t a = game->first[k], b = game->second[k];
        if (side[a] == UNKNOWN && side[b] != UNKNOWN) {
            side[a] = 1 - side[b];
            any = true;
        } else if (side[b] == UNKNOWN && side[a] != UNKNOWN) {
            side[b] = 1 - side[a];
            any = true;
        }
    }
    return any;
}

ent_status ent_market_sides(const ent_market *game, const ent_run *run, bool *buyer, size_t *odd) {
    for (*odd = 0; *odd < game->pairs; ++*odd) {
        uint32_t a = game->first[*odd], b = game->second[*odd];
        if (a >= game->players || b >= game->players || a == b) return ENT_INPUT;
    }
    uint8_t *side = ent_alloc_array(ent_run_allocator(run), game->players, sizeof *side);
    if (side == NULL) return ENT_MEMORY;
    for (uint32_t i = 0; i < game->players; i++)
        side[i] = UNKNOWN;
    for (size_t k = 0; k < game->pairs; k++) {
        if (side[game->first[k]] == UNKNOWN) side[game->first[k]] = 0;
        while (spread(game, side)) {
        }
    }
    ent_status status = ENT_OK;
    for (uint32_t i = 0; i < game->players; i++)
        buyer[i] = side[i] == 1;
    for (*odd = 0; *odd < game->pairs; ++*odd)
        if (buyer[game->first[*odd]] == buyer[game->second[*odd]]) {
            status = ENT_INPUT;
            break;
        }
    ent_free(ent_run_allocator(run), side);
    return status;
}

/* ---- the best matching ------------------------------------------------------------------------------------ */

/* Sellers are rows, buyers columns, and each seller has a column of its own that means staying alone. Worths are whole
 * numbers, or rounded ones where they do not fit. */
typedef struct hall {
    uint32_t rows, columns;       /* columns: buyers and as many as rows */
    uint32_t *row_of, *column_of; /* of players */
    uint32_t *player_of_row;
    double *worth; /* rows x buyers */
    size_t buyers;
    bool whole;
    int64_t denominator;
    double *row_price, *column_price, *least;
    uint32_t *matched, *way; /* of columns, from 1; 0 none */
    bool *used;
    const ent_allocator *allocator;
} hall;

static void hall_free(hall *h) {
    void *const all[] = {h->row_of,       h->column_of, h->player_of_row, h->worth, h->row_price,
                         h->column_price, h->least,     h->matched,       h->way,   h->used};
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        ent_free(h->allocator, all[k]);
}

static ent_status hall_room(hall *h, uint32_t players) {
    size_t size = (size_t)h->columns + 1;
    h->row_of = ent_alloc_array(h->allocator, players, sizeof *h->row_of);
    h->column_of = ent_alloc_array(h->allocator, players, sizeof *h->column_of);
    h->player_of_row = ent_alloc_array(h->allocator, (size_t)h->rows + 1, sizeof *h->player_of_row);
    if (h->buyers == 0 || h->rows <= SIZE_MAX / (h->buyers + 1))
        h->worth = ent_alloc_array(h->allocator, h->rows * h->buyers + 1, sizeof *h->worth);
    h->row_price = ent_alloc_array(h->allocator, (size_t)h->rows + 1, sizeof *h->row_price);
    h->column_price = ent_alloc_array(h->allocator, size, sizeof *h->column_price);
    h->least = ent_alloc_array(h->allocator, size, sizeof *h->least);
    h->matched = ent_alloc_array(h->allocator, size, sizeof *h->matched);
    h->way = ent_alloc_array(h->allocator, size, sizeof *h->way);
    h->used = ent_alloc_array(h->allocator, size, sizeof *h->used);
    bool good = h->row_of != NULL && h->column_of != NULL && h->player_of_row != NULL && h->worth != NULL &&
                h->row_price != NULL && h->column_price != NULL && h->least != NULL && h->matched != NULL &&
                h->way != NULL && h->used != NULL;
    return good ? ENT_OK : ENT_MEMORY;
}

static ent_status hall_init(hall *h, const ent_market *game, const bool *buyer, const ent_run *run) {
    *h = (hall){.allocator = ent_run_allocator(run)};
    for (uint32_t i = 0; i < game->players; i++)
        *(buyer[i] ? &h->columns : &h->rows) += 1;
    h->buyers = h->columns;
    h->columns += h->rows;
    ent_status status = hall_room(h, game->players);
    if (status != ENT_OK) return status;
    uint32_t rows = 0, columns = 0;
    for (uint32_t i = 0; i < game->players; i++) {
        if (buyer[i]) {
            h->column_of[i] = columns++;
            continue;
        }
        h->player_of_row[rows] = i;
        h->row_of[i] = rows++;
    }
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    for (size_t k = 0; k < game->pairs; k++)
        ent_tu_scale_see(&scale, game->value + k);
    h->whole = ent_tu_scale_whole(&scale, 4UL * game->players + 4, &h->denominator);
    ent_tu_scale_free(&scale);
    for (size_t k = 0; k < game->pairs; k++) {
        uint32_t a = game->first[k], b = game->second[k];
        uint32_t row = h->row_of[buyer[a] ? b : a], column = h->column_of[buyer[a] ? a : b];
        double worth = ent_tu_scale_number(game->value + k, h->denominator);
        double *place = &h->worth[row * h->buyers + column];
        if (worth > *place) *place = worth;
    }
    return ENT_OK;
}

static const uint32_t NOBODY = UINT32_MAX;

static double cost_of(const hall *h, uint32_t row, uint32_t column) { /* both from 1 */
    return column <= h->buyers ? -h->worth[(row - 1) * h->buyers + column - 1] : 0;
}

/* Kuhn's method with prices: adds row to the matching by the cheapest way that frees a column. */
static void add_row(hall *h, uint32_t row, uint32_t without_column) {
    uint32_t at = 0;
    h->matched[0] = row;
    for (uint32_t c = 0; c <= h->columns; c++) {
        h->least[c] = INFINITY;
        h->used[c] = c == without_column;
    }
    do {
        h->used[at] = true;
        uint32_t own = h->matched[at], next = 0;
        double step = INFINITY;
        for (uint32_t c = 1; c <= h->columns; c++) {
            if (h->used[c]) continue;
            double now = cost_of(h, own, c) - h->row_price[own] - h->column_price[c];
            if (now < h->least[c]) {
                h->least[c] = now;
                h->way[c] = at;
            }
            if (h->least[c] < step) {
                step = h->least[c];
                next = c;
            }
        }
        for (uint32_t c = 0; c <= h->columns; c++) {
            if (h->used[c] && c != without_column) {
                h->row_price[h->matched[c]] += step;
                h->column_price[c] -= step;
            } else if (!h->used[c]) {
                h->least[c] -= step;
            }
        }
        at = next;
    } while (h->matched[at] != 0);
    while (at != 0) {
        h->matched[at] = h->matched[h->way[at]];
        at = h->way[at];
    }
}

/* The best worth without a row (from 1) and without a column (likewise); NOBODY: with all of them. `matched` then tells
 * who is with whom. */
static double best_worth(hall *h, uint32_t without_row, uint32_t without_column) {
    for (uint32_t c = 0; c <= h->columns; c++) {
        h->matched[c] = 0;
        h->column_price[c] = 0;
    }
    for (uint32_t r = 0; r <= h->rows; r++)
        h->row_price[r] = 0;
    for (uint32_t r = 1; r <= h->rows; r++)
        if (r != without_row) add_row(h, r, without_column);
    double sum = 0;
    for (uint32_t c = 1; c <= h->columns; c++)
        if (h->matched[c] != 0 && c != without_column) sum -= cost_of(h, h->matched[c], c);
    return sum;
}

/* ---- results ---------------------------------------------------------------------------------------------- */

static void set_amount(const hall *h, double amount, mpq_t out) {
    mpq_t below;
    mpq_init(below);
    mpq_set_d(out, amount);
    ent_mpq_set_ratio(below, (ent_ratio){h->denominator, 1});
    mpq_div(out, out, below);
    mpq_clear(below);
}

static void note_partners(const hall *h, const ent_market *game, ent_market_solution *out) {
    for (uint32_t i = 0; i < game->players; i++)
        out->partner[i] = ENT_MARKET_ALONE;
    for (uint32_t i = 0; i < game->players; i++) {
        if (!out->buyer[i]) continue;
        uint32_t row = h->matched[h->column_of[i] + 1];
        if (row == 0 || !(h->worth[(row - 1) * h->buyers + h->column_of[i]] > 0)) continue;
        out->partner[i] = h->player_of_row[row - 1];
        out->partner[h->player_of_row[row - 1]] = i;
    }
}

/* The most of a player is what it adds to all others (Leonard 1983); the least, what its partner's most leaves it. */
static ent_status find_bounds(hall *h, const ent_market *game, double total, const ent_run *run,
                              ent_market_solution *out) {
    for (uint32_t i = 0; i < game->players; i++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        mpq_set_ui(out->high.exact[i], 0, 1);
        if (out->partner[i] == ENT_MARKET_ALONE) continue;
        double rest =
            best_worth(h, out->buyer[i] ? NOBODY : h->row_of[i] + 1, out->buyer[i] ? h->column_of[i] + 1 : NOBODY);
        set_amount(h, total - rest, out->high.exact[i]);
    }
    for (uint32_t i = 0; i < game->players; i++) {
        uint32_t partner = out->partner[i];
        mpq_set_ui(out->low.exact[i], 0, 1);
        if (partner == ENT_MARKET_ALONE) continue;
        uint32_t seller = out->buyer[i] ? partner : i, buyer = out->buyer[i] ? i : partner;
        set_amount(h, h->worth[h->row_of[seller] * h->buyers + h->column_of[buyer]], out->low.exact[i]);
        mpq_sub(out->low.exact[i], out->low.exact[i], out->high.exact[partner]);
    }
    ent_allocation_from_exact(&out->low);
    ent_allocation_from_exact(&out->high);
    out->low.is_exact = out->high.is_exact = h->whole;
    return ENT_OK;
}

ent_status ent_market_solve(const ent_market *game, const ent_run *run, ent_market_solution *out) {
    *out = (ent_market_solution){.players = game->players, .allocator = ent_run_allocator(run)};
    mpq_init(out->total);
    out->buyer = ent_alloc_array(out->allocator, game->players, sizeof *out->buyer);
    out->partner = ent_alloc_array(out->allocator, game->players, sizeof *out->partner);
    if (out->buyer == NULL || out->partner == NULL) return ENT_MEMORY;
    size_t odd;
    hall h;
    ent_status status = ent_allocation_init(&out->low, game->players);
    if (status == ENT_OK) status = ent_allocation_init(&out->high, game->players);
    if (status == ENT_OK) status = ent_market_sides(game, run, out->buyer, &odd);
    if (status != ENT_OK) return status;
    status = hall_init(&h, game, out->buyer, run);
    if (status == ENT_OK) {
        double total = best_worth(&h, NOBODY, NOBODY);
        set_amount(&h, total, out->total);
        note_partners(&h, game, out);
        status = find_bounds(&h, game, total, run, out);
    }
    hall_free(&h);
    return status;
}

void ent_market_solution_free(ent_market_solution *solution) {
    if (solution->allocator == NULL) return;
    ent_free(solution->allocator, solution->buyer);
    ent_free(solution->allocator, solution->partner);
    ent_allocation_free(&solution->low);
    ent_allocation_free(&solution->high);
    mpq_clear(solution->total);
    *solution = (ent_market_solution){0};
}

ent_status ent_market_tau(const ent_market *game, const ent_run *run, ent_allocation *out) {
    ent_market_solution solution;
    ent_status status = ent_market_solve(game, run, &solution);
    if (status == ENT_OK) {
        for (uint32_t i = 0; i < game->players; i++) {
            mpq_add(out->exact[i], solution.low.exact[i], solution.high.exact[i]);
            mpq_div_2exp(out->exact[i], out->exact[i], 1);
        }
        ent_allocation_from_exact(out);
        out->is_exact = solution.low.is_exact;
    }
    ent_market_solution_free(&solution);
    return status;
}

/* ---- nucleolus -------------------------------------------------------------------------------------------- */

typedef struct listing {
    ent_coalition_list list;
    size_t *first;
    uint32_t *member;
    double *value;
} listing;

/* Single players, then the pairs of a seller and a buyer that are worth something. */
static void write_list(const hall *h, const ent_market *game, const bool *buyer, listing *out) {
    size_t size = 0, at = 0;
    for (uint32_t i = 0; i < game->players && game->players > 1; i++) {
        out->first[size] = at;
        out->member[at++] = i;
        out->value[size++] = 0;
    }
    for (uint32_t i = 0; i < game->players && game->players > 2; i++)
        for (uint32_t j = 0; j < game->players && !buyer[i]; j++) {
            if (!buyer[j] || !(h->worth[h->row_of[i] * h->buyers + h->column_of[j]] > 0)) continue;
            out->first[size] = at;
            out->member[at++] = i < j ? i : j;
            out->member[at++] = i < j ? j : i;
            out->value[size++] = h->worth[h->row_of[i] * h->buyers + h->column_of[j]];
        }
    out->first[size] = at;
    out->list = (ent_coalition_list){.players = game->players, .whole = h->whole, .denominator = h->denominator};
    out->list.size = size;
    out->list.first = out->first;
    out->list.member = out->member;
    out->list.value = out->value;
}

ent_status ent_market_nucleolus(const ent_market *game, const ent_run *run, ent_allocation *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    ent_market_solution solution;
    hall h = {0};
    listing l = {0};
    ent_status status = ent_market_solve(game, run, &solution);
    if (status == ENT_OK) status = hall_init(&h, game, solution.buyer, run);
    if (status == ENT_OK) {
        size_t size = game->players + h.rows * h.buyers + 1;
        l.first = ent_alloc_array(allocator, size + 1, sizeof *l.first);
        l.member = ent_alloc_array(allocator, 2 * size, sizeof *l.member);
        l.value = ent_alloc_array(allocator, size, sizeof *l.value);
        if (l.first == NULL || l.member == NULL || l.value == NULL) status = ENT_MEMORY;
    }
    if (status == ENT_OK) {
        ent_nucleolus_options options = {.individual = true};
        ent_nucleolus_report report;
        write_list(&h, game, solution.buyer, &l);
        l.list.grand = best_worth(&h, NOBODY, NOBODY);
        status = ent_list_nucleolus(&l.list, &options, run, out, &report);
        ent_nucleolus_report_free(&report);
    }
    ent_free(allocator, l.first);
    ent_free(allocator, l.member);
    ent_free(allocator, l.value);
    if (h.allocator != NULL) hall_free(&h);
    ent_market_solution_free(&solution);
    return status;
}

/* ---- the table -------------------------------------------------------------------------------------------- */

/* v(S): the last player of S alone, or with one of the others. */
ent_status ent_market_table(const ent_market *game, const ent_run *run, ent_tu_table *out) {
    ent_status status = ent_tu_table_init(out, game->players, false, run);
    if (status != ENT_OK) return status;
    static const size_t cancel_every = 65536;
    double worth[ENT_TU_PLAYERS][ENT_TU_PLAYERS] = {{0}};
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    for (size_t k = 0; k < game->pairs; k++)
        ent_tu_scale_see(&scale, game->value + k);
    out->game.whole = ent_tu_scale_whole(&scale, game->players, &out->game.denominator);
    ent_tu_scale_free(&scale);
    for (size_t k = 0; k < game->pairs; k++) {
        double value = ent_tu_scale_number(game->value + k, out->game.denominator);
        uint32_t a = game->first[k], b = game->second[k];
        if (value > worth[a][b]) worth[a][b] = worth[b][a] = value;
    }
    for (size_t s = 1; s < ent_tu_size(&out->game); s++) {
        if (s % cancel_every == 0 && ent_run_cancelled(run)) {
            ent_tu_table_free(out);
            return ENT_CANCELLED;
        }
        unsigned last = 63 - (unsigned)__builtin_clzll(s);
        size_t others = s ^ (size_t)1 << last;
        double best = out->value[others];
        for (size_t rest = others; rest != 0; rest &= rest - 1) {
            unsigned j = (unsigned)__builtin_ctzll(rest);
            double with = worth[last][j] + out->value[others ^ (size_t)1 << j];
            if (worth[last][j] > 0 && with > best) best = with;
        }
        out->value[s] = best;
    }
    return ENT_OK;
}
