#include "naive.h"

#include "support/unit.h"

#include <stdlib.h>

naive_game *naive_zero(unsigned players) {
    naive_game *made = calloc(1, sizeof *made + (sizeof(double) << players));
    assert_non_null(made);
    made->game = (ent_tu_game){.players = players, .whole = true, .denominator = 1, .value = made->value};
    return made;
}

naive_game *naive_random(uint64_t seed, unsigned players, uint64_t most, bool negative, int64_t denominator) {
    naive_game *made = naive_zero(players);
    ent_random random = ent_random_stream(seed, players);
    for (size_t s = 1; s < ent_tu_size(&made->game); s++) {
        made->value[s] = (double)ent_random_below(&random, most + 1);
        if (negative && ent_random_below(&random, 2) == 0) made->value[s] = -made->value[s];
    }
    made->game.denominator = denominator;
    return made;
}

static void place_next(unsigned *order, unsigned placed, unsigned players,
                       void (*call)(void *context, const unsigned *players_in_order), void *context) {
    if (placed == players) call(context, order);
    for (unsigned k = placed; k < players; k++) {
        const unsigned player = order[k];
        order[k] = order[placed];
        order[placed] = player;
        place_next(order, placed + 1, players, call, context);
        order[placed] = order[k];
        order[k] = player;
    }
}

void naive_orders(unsigned players, void (*order)(void *context, const unsigned *players_in_order), void *context) {
    unsigned all[ENT_TU_PLAYERS] = {0};
    for (unsigned i = 0; i < players; i++)
        all[i] = i;
    place_next(all, 0, players, order, context);
}

typedef struct mean {
    const ent_tu_game *game;
    bool (*allowed)(const unsigned *order, const void *context);
    const void *context;
    int64_t sum[ENT_TU_PLAYERS], orders;
} mean;

static void add_order(void *context, const unsigned *order) {
    mean *work = context;
    size_t before = 0;
    if (work->allowed != NULL && !work->allowed(order, work->context)) return;
    work->orders++;
    for (unsigned k = 0; k < work->game->players; k++) {
        const size_t with = before | (size_t)1 << order[k];
        work->sum[order[k]] += (int64_t)work->game->value[with] - (int64_t)work->game->value[before];
        before = with;
    }
}

void naive_mean_of_orders(const ent_tu_game *game, bool (*allowed)(const unsigned *order, const void *context),
                          const void *context, mpq_t *out) {
    mean work = {.game = game, .allowed = allowed, .context = context};
    naive_orders(game->players, add_order, &work);
    for (unsigned i = 0; i < game->players; i++) {
        mpq_set_si(out[i], work.sum[i], (unsigned long)(work.orders * game->denominator));
        mpq_canonicalize(out[i]);
    }
}

mpq_t *naive_fractions(size_t size) {
    mpq_t *made = malloc(size * sizeof *made);
    assert_non_null(made);
    for (size_t i = 0; i < size; i++)
        mpq_init(made[i]);
    return made;
}

void naive_free(mpq_t *fractions, size_t size) {
    for (size_t i = 0; i < size; i++)
        mpq_clear(fractions[i]);
    free(fractions);
}

void naive_same(const ent_allocation *found, const mpq_t *expected) {
    assert_true(found->exists);
    assert_true(found->is_exact);
    for (size_t i = 0; i < found->size; i++) {
        if (!mpq_equal(found->exact[i], expected[i]))
            fail_msg("share %zu is %.17g, not %.17g", i, mpq_get_d(found->exact[i]), mpq_get_d(expected[i]));
        const double error = found->value[i] - mpq_get_d(expected[i]);
        assert_true(error <= 1e-15 * (1 + found->value[i] * found->value[i]) &&
                    -error <= 1e-15 * (1 + found->value[i] * found->value[i]));
    }
}

void naive_is(const ent_allocation *found, const char *const *expected) {
    mpq_t *fractions = naive_fractions(found->size);
    for (size_t i = 0; i < found->size; i++) {
        assert_int_equal(mpq_set_str(fractions[i], expected[i], 10), 0);
        mpq_canonicalize(fractions[i]);
    }
    naive_same(found, fractions);
    naive_free(fractions, found->size);
}
