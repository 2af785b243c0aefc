/* Markets: their sides, and the square of what pairs are worth. */
#include "games/structured/market_private.h"
#include "games/structured/matching.h"

/* ---- sides -------------------------------------------------------------------------------------------- */

/* Sets of players whose sides depend on each other: where each stands as to its root, the same side or the other. */
typedef struct sides {
    uint32_t *root;
    bool *other;
} sides;

static uint32_t find(sides *all, uint32_t player, bool *other) {
    uint32_t root = player;
    *other = false;
    while (all->root[root] != root) {
        *other ^= all->other[root];
        root = all->root[root];
    }
    bool left = *other;
    while (all->root[player] != root && player != root) { /* the next time it is one step */
        uint32_t up = all->root[player];
        bool step = all->other[player];
        all->root[player] = root;
        all->other[player] = left;
        left ^= step;
        player = up;
    }
    return root;
}

static ent_status join_pairs(const ent_market *game, sides *all, size_t *odd) {
    for (uint32_t i = 0; i < game->players; i++)
        all->root[i] = i;
    for (size_t k = 0; k < game->pairs; k++) {
        uint32_t a = game->first[k], b = game->second[k];
        *odd = k;
        if (a >= game->players || b >= game->players || a == b) return ENT_INPUT;
        bool a_other, b_other;
        uint32_t a_root = find(all, a, &a_other), b_root = find(all, b, &b_other);
        if (a_root != b_root) {
            all->root[b_root] = a_root;
            all->other[b_root] = a_other == b_other;
        } else if (a_other == b_other) {
            return ENT_INPUT;
        }
    }
    return ENT_OK;
}

/* Whether a root is a buyer: told by the first pair of its part. `told` marks the roots that have had theirs. */
static void settle_roots(const ent_market *game, sides *all, bool *told, bool *buyer) {
    for (size_t k = 0; k < game->pairs; k++) {
        bool other;
        uint32_t root = find(all, game->first[k], &other);
        if (told[root]) continue;
        told[root] = true;
        buyer[root] = other;
    }
    for (uint32_t i = 0; i < game->players; i++) {
        bool other;
        uint32_t root = find(all, i, &other);
        if (root != i) buyer[i] = told[root] && buyer[root] != other;
    }
}

ent_status ent_market_sides(const ent_market *game, const ent_run *run, bool *buyer, size_t *odd) {
    const ent_allocator *allocator = ent_run_allocator(run);
    sides all = {.root = ent_alloc_array(allocator, game->players, sizeof *all.root),
                 .other = ent_alloc_array(allocator, game->players, sizeof *all.other)};
    bool *told = ent_alloc_array(allocator, game->players, sizeof *told);
    ent_status status = all.root == NULL || all.other == NULL || told == NULL ? ENT_MEMORY : ENT_OK;
    for (uint32_t i = 0; i < game->players; i++)
        buyer[i] = false;
    if (status == ENT_OK) status = join_pairs(game, &all, odd);
    if (status == ENT_OK) settle_roots(game, &all, told, buyer);
    ent_free(allocator, all.root);
    ent_free(allocator, all.other);
    ent_free(allocator, told);
    return status;
}

/* ---- the square --------------------------------------------------------------------------------------- */

static ent_status find_lines(ent_market_square *square, const ent_market *game, const ent_run *run) {
    const ent_allocator *allocator = square->allocator;
    size_t players = game->players;
    square->buyer = ent_alloc_array(allocator, players, sizeof *square->buyer);
    square->line = ent_alloc_array(allocator, players, sizeof *square->line);
    square->row_of = ent_alloc_array(allocator, players, sizeof *square->row_of);
    square->column_of = ent_alloc_array(allocator, players, sizeof *square->column_of);
    if (square->buyer == NULL || square->line == NULL || square->row_of == NULL || square->column_of == NULL)
        return ENT_MEMORY;
    size_t odd;
    ent_status status = ent_market_sides(game, run, square->buyer, &odd);
    if (status != ENT_OK) return status;
    uint32_t rows = 0, columns = 0;
    for (uint32_t i = 0; i < game->players; i++)
        square->row_of[i] = square->column_of[i] = ENT_MARKET_ALONE;
    for (uint32_t i = 0; i < game->players; i++) {
        uint32_t line = square->buyer[i] ? columns++ : rows++;
        square->line[i] = line;
        (square->buyer[i] ? square->column_of : square->row_of)[line] = i;
    }
    square->size = rows > columns ? rows : columns;
    return ENT_OK;
}

static void fill_square(ent_market_square *square, const ent_market *game) {
    mpz_t number;
    mpz_init(number);
    for (size_t k = 0; k < game->pairs; k++) {
        uint32_t a = game->first[k], b = game->second[k];
        mpz_ptr weight = square->buyer[a] ? ent_market_weight(square, square->line[b], square->line[a])
                                          : ent_market_weight(square, square->line[a], square->line[b]);
        ent_mpq_scale(game->value + k, square->scale, number);
        if (mpz_cmp(number, weight) > 0) mpz_set(weight, number);
    }
    mpz_clear(number);
}

ent_status ent_market_square_init(ent_market_square *square, const ent_market *game, mpq_srcptr x, const ent_run *run) {
    *square = (ent_market_square){.players = game->players, .allocator = ent_run_allocator(run)};
    mpz_init_set_ui(square->scale, 1);
    if (game->players == 0) return ENT_INPUT;
    ent_status status = find_lines(square, game, run);
    if (status != ENT_OK) return status;
    ent_mpq_denominator(game->value, game->pairs, square->scale);
    if (x != NULL) ent_mpq_denominator(x, game->players, square->scale);
    square->column = ent_alloc_array(square->allocator, square->size, sizeof *square->column);
    if (square->column == NULL || square->size > SIZE_MAX / square->size ||
        !ent_mpz_list_init(&square->weight, run, square->size * square->size))
        return ENT_MEMORY;
    fill_square(square, game);
    return ENT_OK;
}

ent_status ent_market_square_solve(ent_market_square *square, const ent_run *run) {
    return ent_matching_best(square->size, square->weight.at, run, square->column);
}

void ent_market_square_free(ent_market_square *square) {
    ent_free(square->allocator, square->buyer);
    ent_free(square->allocator, square->line);
    ent_free(square->allocator, square->row_of);
    ent_free(square->allocator, square->column_of);
    ent_free(square->allocator, square->column);
    ent_mpz_list_free(&square->weight);
    mpz_clear(square->scale);
    *square = (ent_market_square){0};
}
