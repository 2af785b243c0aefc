/* Airport games: the rules. Needs are looked at by rising order; users of the same type pay the same. */
#include "games/structured/airport.h"

#include "games/structured/numbers.h"

static uint64_t users_of(const ent_airport *game, size_t type) {
    return game->users != NULL ? game->users[type] : 1;
}

/* The types by rising need, and what every rule works with. */
typedef struct runway {
    const ent_airport *game;
    const ent_allocator *allocator;
    size_t size;
    size_t *order;      /* by rising need, equal ones by index */
    uint64_t *up_to;    /* up_to[k]: users of order[0] .. order[k - 1] */
    mpq_t part, change; /* at hand */
} runway;

static void runway_free(runway *work) {
    ent_free(work->allocator, work->order);
    ent_free(work->allocator, work->up_to);
    mpq_clears(work->part, work->change, NULL);
}

static bool count_users(runway *work) {
    for (size_t k = 0; k < work->size; k++) {
        uint64_t users = users_of(work->game, work->order[k]);
        if (users == 0 || users >= UINT64_MAX - work->up_to[k]) return false;
        work->up_to[k + 1] = work->up_to[k] + users;
    }
    return true;
}

static ent_status runway_init(runway *work, const ent_airport *game, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *work = (runway){.game = game, .allocator = allocator, .size = game->players};
    mpq_inits(work->part, work->change, NULL);
    work->order = ent_alloc_array(allocator, work->size, sizeof *work->order);
    work->up_to = ent_alloc_array(allocator, work->size + 1, sizeof *work->up_to);
    ent_status status = work->order == NULL || work->up_to == NULL ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK && (work->size == 0 || ent_mpq_negative(game->need, work->size))) status = ENT_INPUT;
    if (status == ENT_OK && !ent_mpq_order(game->need, work->size, run, work->order)) status = ENT_MEMORY;
    if (status == ENT_OK && !count_users(work)) status = ENT_INPUT;
    if (status != ENT_OK) runway_free(work);
    return status;
}

static mpq_srcptr need_at(const runway *work, size_t place) {
    return work->game->need + work->order[place];
}

/* ---- rules -------------------------------------------------------------------------------------------- */

ent_status ent_airport_shapley(const ent_airport *game, const ent_run *run, ent_allocation *out) {
    runway work;
    ent_status status = runway_init(&work, game, run);
    if (status != ENT_OK) return status;
    uint64_t all = work.up_to[work.size];
    for (size_t k = 0; k < work.size; k++) {
        mpq_set(work.change, need_at(&work, k));
        if (k > 0) mpq_sub(work.change, work.change, need_at(&work, k - 1));
        ent_mpq_part(work.change, all - work.up_to[k], work.change);
        mpq_add(work.part, work.part, work.change); /* what everybody pays who needs this much */
        mpq_set(out->exact[work.order[k]], work.part);
    }
    ent_allocation_from_exact(out);
    runway_free(&work);
    return ENT_OK;
}

/* The smallest, over groups that end at a place from `from` on, of (its need - paid) / (its users + extra), without the
 * extra for all together; the last place of equals. Left in work->part. */
static size_t smallest_part(runway *work, size_t from, mpq_srcptr paid, unsigned extra) {
    size_t best = from;
    for (size_t k = from; k < work->size; k++) {
        uint64_t users = work->up_to[k + 1] - work->up_to[from];
        mpq_sub(work->change, need_at(work, k), paid);
        ent_mpq_part(work->change, k + 1 < work->size ? users + extra : users, work->change);
        if (k > from && mpq_cmp(work->change, work->part) > 0) continue;
        mpq_set(work->part, work->change);
        best = k;
    }
    return best;
}

/* Groups of rising need are settled one after the other, each with the smallest equal part that is open to it. Without
 * the extra user each group so settled pays its own cost; with it, as in the nucleolus, it pays one part less, and that
 * is its excess (Littlechild 1974). */
static ent_status settle(const ent_airport *game, unsigned extra, const ent_run *run, ent_allocation *out) {
    runway work;
    ent_status status = runway_init(&work, game, run);
    if (status != ENT_OK) return status;
    mpq_t paid;
    mpq_init(paid);
    for (size_t from = 0; from < work.size;) {
        size_t to = smallest_part(&work, from, paid, extra);
        for (size_t k = from; k <= to; k++)
            mpq_set(out->exact[work.order[k]], work.part);
        mpq_set(paid, need_at(&work, to));
        if (extra > 0) mpq_sub(paid, paid, work.part);
        from = to + 1;
    }
    mpq_clear(paid);
    ent_allocation_from_exact(out);
    runway_free(&work);
    return ENT_OK;
}

ent_status ent_airport_nucleolus(const ent_airport *game, const ent_run *run, ent_allocation *out) {
    return settle(game, 1, run, out);
}

ent_status ent_airport_equal_contributions(const ent_airport *game, const ent_run *run, ent_allocation *out) {
    return settle(game, 0, run, out);
}

/* From the largest need down: as long as the benefit that those so far would have in common is not above the next
 * need, that one shares it. */
ent_status ent_airport_equal_benefits(const ent_airport *game, const ent_run *run, ent_allocation *out) {
    runway work;
    ent_status status = runway_init(&work, game, run);
    if (status != ENT_OK) return status;
    mpq_t benefit, sum;
    mpq_inits(benefit, sum, NULL);
    uint64_t all = work.up_to[work.size];
    for (size_t k = work.size; k-- > 0;) {
        if (k + 1 < work.size && mpq_cmp(benefit, need_at(&work, k)) > 0) break;
        ent_mpq_set_count(work.part, users_of(game, work.order[k]));
        mpq_mul(work.part, work.part, need_at(&work, k));
        mpq_add(sum, sum, work.part);
        mpq_sub(work.part, sum, need_at(&work, work.size - 1));
        ent_mpq_part(work.part, all - work.up_to[k], benefit);
    }
    for (size_t i = 0; i < work.size; i++) {
        mpq_sub(out->exact[i], game->need + i, benefit);
        if (mpq_sgn(out->exact[i]) < 0) mpq_set_ui(out->exact[i], 0, 1);
    }
    mpq_clears(benefit, sum, NULL);
    ent_allocation_from_exact(out);
    runway_free(&work);
    return ENT_OK;
}

ent_status ent_airport_proportional(const ent_airport *game, const ent_run *run, ent_allocation *out) {
    runway work;
    ent_status status = runway_init(&work, game, run);
    if (status != ENT_OK) return status;
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < work.size; i++) {
        ent_mpq_set_count(work.part, users_of(game, i));
        mpq_mul(work.part, work.part, game->need + i);
        mpq_add(sum, sum, work.part);
    }
    if (mpq_sgn(sum) > 0) mpq_div(sum, need_at(&work, work.size - 1), sum);
    for (size_t i = 0; i < work.size; i++)
        mpq_mul(out->exact[i], game->need + i, sum);
    mpq_clear(sum);
    ent_allocation_from_exact(out);
    runway_free(&work);
    return ENT_OK;
}

ent_status ent_airport_incremental(const ent_airport *game, ent_airport_order order, const ent_run *run,
                                   ent_allocation *out) {
    runway work;
    ent_status status = runway_init(&work, game, run);
    if (status != ENT_OK) return status;
    size_t largest = work.size; /* the type of largest need so far */
    /* equal needs in the players' order, also where large needs come first: only the first of the largest pays */
    if (order == ENT_AIRPORT_FALLING) {
        size_t k = work.size - 1;
        while (k > 0 && mpq_equal(need_at(&work, k - 1), need_at(&work, k)))
            k--;
        largest = work.order[k];
        ent_mpq_part(game->need + largest, users_of(game, largest), work.part);
    }
    for (size_t k = 0; k < work.size; k++) {
        size_t i = order == ENT_AIRPORT_RISING ? work.order[k] : k;
        mpq_set_ui(out->exact[i], 0, 1);
        if (order == ENT_AIRPORT_FALLING) {
            if (i == largest) mpq_set(out->exact[i], work.part);
            continue;
        }
        if (largest < work.size && mpq_cmp(game->need + i, game->need + largest) <= 0) continue;
        mpq_set(work.change, game->need + i);
        if (largest < work.size) mpq_sub(work.change, work.change, game->need + largest);
        ent_mpq_part(work.change, users_of(game, i), out->exact[i]);
        largest = i;
    }
    ent_allocation_from_exact(out);
    runway_free(&work);
    return ENT_OK;
}

void ent_airport_total(const ent_airport *game, mpq_t out) {
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < game->players; i++)
        if (mpq_cmp(game->need + i, out) > 0) mpq_set(out, game->need + i);
}

/* ---- the core ----------------------------------------------------------------------------------------- */

/* What a search over groups has found: all users with positive payments whose need is at most that of `last`, one of
 * `last` among them; `less`, if a type, one user of it fewer; or, with `single`, one user of `last` alone. */
typedef struct best_group {
    bool found, single;
    size_t last, less;
    mpq_t excess;
} best_group;

static void keep(best_group *best, mpq_srcptr excess, size_t last, size_t less, bool single) {
    if (best->found && mpq_cmp(excess, best->excess) <= 0) return;
    mpq_set(best->excess, excess);
    best->found = true;
    best->single = single;
    best->last = last;
    best->less = less;
}

/* The type whose users pay least: the one that all can best do without. */
static size_t cheapest_type(size_t size, mpq_srcptr x) {
    size_t cheapest = 0;
    for (size_t i = 1; i < size; i++)
        if (mpq_cmp(x + i, x + cheapest) < 0) cheapest = i;
    return cheapest;
}

/* Of the users who need at most so much all with positive payments are in. Without any, one user alone is best; where
 * that makes all users, the one who pays least stays out. */
static void search_groups(runway *work, mpq_srcptr x, best_group *best) {
    uint64_t all = work->up_to[work->size], in = 0;
    mpq_t sum, excess;
    mpq_inits(sum, excess, NULL);
    for (size_t k = 0; k < work->size; k++) {
        size_t type = work->order[k], less = work->size;
        mpq_sub(excess, x + type, need_at(work, k));
        if (all > 1) keep(best, excess, type, less, true);
        if (mpq_sgn(x + type) > 0) {
            ent_mpq_set_count(work->part, users_of(work->game, type));
            mpq_mul(work->part, work->part, x + type);
            mpq_add(sum, sum, work->part);
            in += users_of(work->game, type);
        }
        if (in == 0) continue;
        mpq_sub(excess, sum, need_at(work, k));
        if (in == all) {
            less = cheapest_type(work->size, x);
            mpq_sub(excess, excess, x + less);
        }
        if (in < all || all > 1) keep(best, excess, type, less, false);
    }
    mpq_clears(sum, excess, NULL);
}

static void write_group(const runway *work, mpq_srcptr x, const best_group *best, ent_worst *worst) {
    for (size_t i = 0; i < work->size; i++)
        worst->count[i] = 0;
    if (!best->found) return;
    for (size_t k = 0; k < work->size; k++) {
        size_t type = work->order[k];
        if (!best->single && mpq_sgn(x + type) > 0) worst->count[type] = users_of(work->game, type);
        if (type == best->last) break;
    }
    if (best->single) worst->count[best->last] = 1;
    if (best->less < work->size) worst->count[best->less]--;
    mpq_set(worst->excess, best->excess);
}

static bool adds_up(runway *work, mpq_srcptr x) {
    mpq_set_ui(work->change, 0, 1);
    for (size_t i = 0; i < work->size; i++) {
        ent_mpq_set_count(work->part, users_of(work->game, i));
        mpq_mul(work->part, work->part, x + i);
        mpq_add(work->change, work->change, work->part);
    }
    return mpq_equal(work->change, need_at(work, work->size - 1)) != 0;
}

ent_status ent_airport_worst(const ent_airport *game, mpq_srcptr x, const ent_run *run, ent_worst *worst) {
    runway work;
    ent_status status = runway_init(&work, game, run);
    if (status != ENT_OK) return status;
    best_group best = {0};
    mpq_init(best.excess);
    search_groups(&work, x, &best);
    write_group(&work, x, &best, worst);
    worst->exists = best.found;
    worst->efficient = adds_up(&work, x);
    mpq_clear(best.excess);
    runway_free(&work);
    return ENT_OK;
}

/* ---- the table ---------------------------------------------------------------------------------------- */

ent_status ent_airport_table(const ent_airport *game, const ent_run *run, ent_tu_table *out) {
    *out = (ent_tu_table){0};
    if (game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    if (ent_mpq_negative(game->need, game->players)) return ENT_INPUT;
    ent_status status = ent_tu_table_init(out, game->players, true, run);
    if (status != ENT_OK) {
        ent_tu_table_free(out);
        return status;
    }
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    for (size_t i = 0; i < game->players; i++)
        ent_tu_scale_see(&scale, game->need + i);
    out->game.whole = ent_tu_scale_whole(&scale, 1, &out->game.denominator);
    ent_tu_scale_free(&scale);
    for (size_t i = 0; i < game->players; i++) { /* coalitions whose last member is i, from those before */
        double need = ent_tu_scale_number(game->need + i, out->game.denominator);
        size_t half = (size_t)1 << i;
        for (size_t rest = 0; rest < half; rest++)
            out->value[half + rest] = out->value[rest] > need ? out->value[rest] : need;
    }
    return ENT_OK;
}
