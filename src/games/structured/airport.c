/* Airport games: in order of rising needs. */
#include "games/structured/airport.h"

#include <stdlib.h>

/* ---- types by rising need --------------------------------------------------------------------------------- */

typedef struct sorted {
    const ent_airport *game;
    uint32_t *order;
} sorted;

static uint64_t users_of(const ent_airport *game, uint32_t type) {
    return game->users != NULL ? game->users[type] : 1;
}

static mpq_srcptr need_of(const ent_airport *game, uint32_t type) {
    return game->need + type;
}

typedef struct place {
    mpq_srcptr need;
    uint32_t type;
} place;

static int rising(const void *a, const void *b) {
    const place *p = a, *q = b;
    int order = mpq_cmp(p->need, q->need);
    return order != 0 ? order : (p->type > q->type) - (p->type < q->type);
}

static ent_status sort_types(const ent_airport *game, const ent_run *run, sorted *out) {
    uint32_t n = game->players;
    *out = (sorted){.game = game};
    for (uint32_t i = 0; i < n; i++)
        if (mpq_sgn(need_of(game, i)) < 0 || users_of(game, i) == 0) return ENT_INPUT;
    place *places = ent_alloc_array(ent_run_allocator(run), n, sizeof *places);
    out->order = ent_alloc_array(ent_run_allocator(run), n, sizeof *out->order);
    if (places != NULL && out->order != NULL) {
        for (uint32_t i = 0; i < n; i++)
            places[i] = (place){need_of(game, i), i};
        qsort(places, n, sizeof *places, rising);
        for (uint32_t i = 0; i < n; i++)
            out->order[i] = places[i].type;
    }
    ent_free(ent_run_allocator(run), places);
    if (places != NULL && out->order != NULL) return ENT_OK;
    ent_free(ent_run_allocator(run), out->order);
    return ENT_MEMORY;
}

static void set_count(mpq_t out, uint64_t count) {
    mpz_import(mpq_numref(out), 1, 1, sizeof count, 0, 0, &count);
    mpz_set_ui(mpq_denref(out), 1);
}

/* ---- rules ------------------------------------------------------------------------------------------------ */

ent_status ent_airport_shapley(const ent_airport *game, const ent_run *run, ent_allocation *out) {
    sorted types;
    ent_status status = sort_types(game, run, &types);
    if (status != ENT_OK) return status;
    mpq_t share, step, left, users;
    mpq_inits(share, step, left, users, NULL);
    for (uint32_t k = 0; k < game->players; k++) {
        set_count(users, users_of(game, k));
        mpq_add(left, left, users);
    }
    for (uint32_t k = 0; k < game->players; k++) {
        uint32_t type = types.order[k];
        mpq_set(step, need_of(game, type));
        if (k > 0) mpq_sub(step, step, need_of(game, types.order[k - 1]));
        mpq_div(step, step, left);
        mpq_add(share, share, step);
        mpq_set(out->exact[type], share);
        set_count(users, users_of(game, type));
        mpq_sub(left, left, users);
    }
    mpq_clears(share, step, left, users, NULL);
    ent_free(ent_run_allocator(run), types.order);
    ent_allocation_from_exact(out);
    return ENT_OK;
}

/* From type `from` on, when those before pay `paid` for the last of them and needs count from `base`: the smallest of
 * (need_i - base + paid) / (users from..i, and one more), without the one more for the last type. The last that attains
 * it. */
static uint32_t next_step(const sorted *types, uint32_t from, const mpq_t base, const mpq_t paid, mpq_t least) {
    const ent_airport *game = types->game;
    uint32_t best = from;
    mpq_t rate, users, part;
    mpq_inits(rate, users, part, NULL);
    for (uint32_t k = from; k < game->players; k++) {
        set_count(part, users_of(game, types->order[k]));
        mpq_add(users, users, part);
        mpq_sub(rate, need_of(game, types->order[k]), base);
        mpq_add(rate, rate, paid);
        set_count(part, k + 1 < game->players);
        mpq_add(part, part, users);
        mpq_div(rate, rate, part);
        if (k > from && mpq_cmp(rate, least) > 0) continue;
        mpq_set(least, rate);
        best = k;
    }
    mpq_clears(rate, users, part, NULL);
    return best;
}

ent_status ent_airport_nucleolus(const ent_airport *game, const ent_run *run, ent_allocation *out) {
    sorted types;
    ent_status status = sort_types(game, run, &types);
    if (status != ENT_OK) return status;
    mpq_t base, paid, rate;
    mpq_inits(base, paid, rate, NULL);
    for (uint32_t from = 0; from < game->players;) {
        uint32_t last = next_step(&types, from, base, paid, rate);
        for (uint32_t k = from; k <= last; k++)
            mpq_set(out->exact[types.order[k]], rate);
        mpq_set(base, need_of(game, types.order[last]));
        mpq_set(paid, rate);
        from = last + 1;
    }
    mpq_clears(base, paid, rate, NULL);
    ent_free(ent_run_allocator(run), types.order);
    ent_allocation_from_exact(out);
    return ENT_OK;
}

void ent_airport_total(const ent_airport *game, mpq_t out) {
    mpq_set_ui(out, 0, 1);
    for (uint32_t i = 0; i < game->players; i++)
        if (mpq_cmp(need_of(game, i), out) > 0) mpq_set(out, need_of(game, i));
}

static ent_status largest_need(void *context, ent_coalition_mask coalition, mpq_t out) {
    const ent_airport *game = context;
    mpq_set_ui(out, 0, 1);
    for (; coalition != 0; coalition &= coalition - 1) {
        mpq_srcptr need = need_of(game, (uint32_t)__builtin_ctz(coalition));
        if (mpq_cmp(need, out) > 0) mpq_set(out, need);
    }
    return ENT_OK;
}

ent_status ent_airport_table(const ent_airport *game, const ent_run *run, ent_tu_table *out) {
    ent_airport own = *game;
    return ent_tu_fill(game->players, true, largest_need, &own, run, out);
}
