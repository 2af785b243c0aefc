/* Properties of tables: each is a condition on every coalition, looked for block by block until it fails. */
#include "games/tu/properties.h"

#include <stdatomic.h>

#include "games/tu/whole.h"

enum { BLOCK_BITS = 13, PAIRS_PLAYERS = 18 };

/* Entries are compared in doubles first: differences of whole entries of at most 2^51 are exact. What falls below
 * `screen` is looked at again, in whole numbers where the table is whole. */
typedef struct search {
    const ent_tu_game *game;
    double screen, slack;
    double sign;         /* +1: looks for what is too small; -1 for the contrary */
    unsigned one, other; /* the players that the condition is about */
    size_t size, block;  /* coalitions, in a block */
} search;

typedef struct witness {
    bool found;
    ent_coalition_mask first, second;
} witness;

/* Looks at the coalitions first .. first + size - 1, in order. */
typedef bool (*condition)(const search *work, size_t first, size_t size, witness *out);

/* Whether a + b - c - d, times the sign, is less than 0 (of a rounded table, by more than the slack). */
static bool fails(const search *work, double a, double b, double c, double d) {
    if (!work->game->whole) return work->sign * ((a - c) - (d - b)) < -work->slack;
    const int64_t sum = (int64_t)a + (int64_t)b - (int64_t)c - (int64_t)d;
    return work->sign > 0 ? sum < 0 : sum > 0;
}

static bool witnessed(witness *out, size_t first, size_t second) {
    *out = (witness){true, (ent_coalition_mask)first, (ent_coalition_mask)second};
    return true;
}

/* ---- conditions ---------------------------------------------------------------------------------------- */

/* v(S with i) - v(S) >= c, for the coalitions without a player; c is 0 or what the player is worth alone. */
static bool adds_at_least(const search *work, size_t first, size_t size, unsigned player, double least, witness *out) {
    const double *value = work->game->value;
    const size_t bit = (size_t)1 << player, run = bit < size ? bit : size;
    if ((first & bit) != 0 && bit >= size) return false;
    for (size_t base = first; base < first + size; base += 2 * run) {
        const double *without = value + base, *with = without + bit;
        bool any = false;
        for (size_t s = 0; s < run; s++)
            any |= work->sign * ((with[s] - without[s]) - least) < work->screen;
        for (size_t s = 0; any && s < run; s++)
            if (fails(work, with[s], 0, without[s], least)) return witnessed(out, base + s, bit);
    }
    return false;
}

static bool monotone(const search *work, size_t first, size_t size, witness *out) {
    for (unsigned i = 0; i < work->game->players; i++)
        if (adds_at_least(work, first, size, i, 0, out)) {
            out->second |= out->first;
            return true;
        }
    return false;
}

static bool worth_alone_more(const search *work, size_t first, size_t size, witness *out) {
    for (unsigned i = 0; i < work->game->players; i++)
        if (adds_at_least(work, first, size, i, work->game->value[(size_t)1 << i], out)) return true;
    return false;
}

static bool adds_something(const search *work, size_t first, size_t size, witness *out) {
    return adds_at_least(work, first, size, work->one, 0, out);
}

static bool adds_other(const search *work, size_t first, size_t size, witness *out) {
    return adds_at_least(work, first, size, work->one, work->game->value[(size_t)1 << work->one], out);
}

/* Runs of coalitions without i and j (i < j), of at most 2^i next to each other. */
static bool pair_convex(const search *work, size_t first, size_t size, unsigned i, unsigned j, witness *out) {
    const double *value = work->game->value;
    const size_t low = (size_t)1 << i, high = (size_t)1 << j, run = low < size ? low : size;
    for (size_t base = first; base < first + size; base += run) {
        if ((base & (low | high)) != 0) continue;
        const double *none = value + base, *with_i = none + low, *with_j = none + high, *both = with_i + high;
        bool any = false;
        for (size_t s = 0; s < run; s++)
            any |= work->sign * ((both[s] - with_i[s]) - (with_j[s] - none[s])) < work->screen;
        for (size_t s = 0; any && s < run; s++)
            if (fails(work, both[s], none[s], with_i[s], with_j[s]))
                return witnessed(out, (base + s) | low, (base + s) | high);
    }
    return false;
}

static bool convex(const search *work, size_t first, size_t size, witness *out) {
    for (unsigned j = 1; j < work->game->players; j++)
        for (unsigned i = 0; i < j; i++)
            if (pair_convex(work, first, size, i, j, out)) return true;
    return false;
}

/* v(S with j) - v(S with i), for the coalitions without both. */
static bool not_alike(const search *work, size_t first, size_t size, witness *out) {
    const double *value = work->game->value;
    const size_t one = (size_t)1 << work->one, other = (size_t)1 << work->other;
    for (size_t s = first; s < first + size; s++)
        if ((s & (one | other)) == 0 && fails(work, value[s | one], 0, value[s | other], 0))
            return witnessed(out, s | one, s | other);
    return false;
}

/* v(S) + v(T) <= v(U) for all ways to split U, its first player in S. */
static bool splits(const search *work, size_t first, size_t size, witness *out) {
    const double *value = work->game->value;
    for (size_t u = first; u < first + size; u++) {
        const size_t rest = u & (u - 1);
        for (size_t t = rest; t != 0; t = (t - 1) & rest)
            if (work->sign * ((value[u] - value[u ^ t]) - value[t]) < work->screen &&
                fails(work, value[u], 0, value[u ^ t], value[t]))
                return witnessed(out, u ^ t, t);
    }
    return false;
}

static bool not_additive(const search *work, size_t first, size_t size, witness *out) {
    const double *value = work->game->value;
    for (size_t s = first; s < first + size; s++) {
        const size_t rest = s & (s - 1);
        if (rest != 0 && fails(work, value[s], 0, value[s ^ rest], value[rest])) return witnessed(out, s ^ rest, rest);
    }
    return false;
}

static bool other_entry(const search *work, size_t first, size_t size, witness *out) {
    const double one = (double)work->game->denominator;
    for (size_t s = first; s < first + size; s++)
        if (work->game->value[s] != 0 && work->game->value[s] != one) return witnessed(out, s, 0);
    return false;
}

/* ---- looking --------------------------------------------------------------------------------------------- */

typedef struct blocks {
    const search *work;
    condition fails;
    witness *found; /* a block */
    atomic_size_t first;
} blocks;

/* Blocks beyond one that fails need not be looked at; those before it are. */
static ent_status look_in_block(void *context, size_t block) {
    blocks *all = context;
    if (block > atomic_load_explicit(&all->first, memory_order_relaxed)) return ENT_OK;
    const search *work = all->work;
    if (!all->fails(work, block * work->block, work->block, &all->found[block])) return ENT_OK;
    size_t first = atomic_load(&all->first);
    while (block < first && !atomic_compare_exchange_weak(&all->first, &first, block)) {
    }
    return ENT_OK;
}

static ent_status look(const search *work, condition fails_at, const ent_run *run, witness *out) {
    const size_t size = work->size / work->block;
    blocks all = {work, fails_at, ent_alloc_array(ent_run_allocator(run), size, sizeof(witness)), size};
    if (all.found == NULL) return ENT_MEMORY;
    ent_status status = ent_parallel(run, size, look_in_block, &all);
    const size_t first = atomic_load(&all.first);
    *out = first < size ? all.found[first] : (witness){0};
    ent_free(ent_run_allocator(run), all.found);
    return status;
}

static ent_status look_for(search *work, condition fails_at, double sign, const ent_run *run,
                           ent_tu_property *property) {
    witness found = {0};
    work->sign = sign;
    ent_status status = look(work, fails_at, run, &found);
    *property = (ent_tu_property){found.found ? ENT_FALSE : ENT_TRUE, found.first, found.second};
    return status;
}

/* Both ways: neither less nor more. */
static ent_status look_for_equal(search *work, condition fails_at, const ent_run *run, ent_tu_property *property) {
    ent_status status = look_for(work, fails_at, 1, run, property);
    if (status == ENT_OK && property->truth == ENT_TRUE) status = look_for(work, fails_at, -1, run, property);
    return status;
}

/* ---- properties ------------------------------------------------------------------------------------------ */

static ent_status check_players(search *work, const ent_run *run, ent_tu_properties *out) {
    ent_status status = ENT_OK;
    for (unsigned i = 0; i < work->game->players && status == ENT_OK; i++) {
        ent_tu_property null, dummy, alike;
        work->one = i;
        status = look_for_equal(work, adds_something, run, &null);
        if (status == ENT_OK) status = look_for_equal(work, adds_other, run, &dummy);
        if (status != ENT_OK) return status;
        if (null.truth == ENT_TRUE) out->null_players |= (ent_coalition_mask)1 << i;
        if (dummy.truth == ENT_TRUE) out->dummies |= (ent_coalition_mask)1 << i;
        out->symmetric[i] = i;
        for (unsigned j = 0; j < i && out->symmetric[i] == i && status == ENT_OK; j++) {
            if (out->symmetric[j] != j) continue;
            work->other = j;
            status = look_for_equal(work, not_alike, run, &alike);
            if (status == ENT_OK && alike.truth == ENT_TRUE) out->symmetric[i] = j;
        }
    }
    return status;
}

/* Convex games are superadditive; pairs with a single player often show that a game is not. */
static ent_status check_splits(search *work, double sign, const ent_tu_property *convexity, bool all_pairs,
                               const ent_run *run, ent_tu_property *out) {
    if (convexity->truth == ENT_TRUE) {
        *out = (ent_tu_property){.truth = ENT_TRUE};
        return ENT_OK;
    }
    ent_status status = look_for(work, worth_alone_more, sign, run, out);
    if (status != ENT_OK || out->truth == ENT_FALSE) return status;
    if (all_pairs) return look_for(work, splits, sign, run, out);
    out->truth = ENT_UNKNOWN;
    return ENT_OK;
}

static void check_essential(search *work, ent_tu_property *out) {
    const ent_tu_game *game = work->game;
    double sum = 0;
    __int128 whole = 0;
    for (unsigned i = 0; i < game->players; i++) {
        sum += game->value[(size_t)1 << i];
        if (game->whole) whole += (int64_t)game->value[(size_t)1 << i];
    }
    const double grand = game->value[ent_tu_grand(game)], sign = game->cost ? -1 : 1;
    bool gains = sign * (grand - sum) > work->slack;
    if (game->whole) gains = game->cost ? (int64_t)grand < whole : (int64_t)grand > whole;
    *out = (ent_tu_property){gains ? ENT_TRUE : ENT_FALSE, gains ? 0 : ent_tu_grand(game), 0};
}

/* After `monotone`. */
static ent_status check_simple(search *work, const ent_tu_property *monotonicity, const ent_run *run,
                               ent_tu_property *out) {
    const ent_tu_game *game = work->game;
    ent_status status = look_for(work, other_entry, 1, run, out);
    if (status != ENT_OK || out->truth == ENT_FALSE) return status;
    if (monotonicity->truth == ENT_FALSE)
        *out = *monotonicity;
    else if (game->value[ent_tu_grand(game)] != (double)game->denominator)
        *out = (ent_tu_property){ENT_FALSE, ent_tu_grand(game), 0};
    return ENT_OK;
}

static ent_status check_all(search *work, unsigned pairs_players, const ent_run *run, ent_tu_properties *out) {
    const bool all_pairs = work->game->players <= pairs_players;
    check_essential(work, &out->essential);
    ent_status status = look_for(work, monotone, 1, run, &out->monotone);
    if (status == ENT_OK)
        status = look_for(work, worth_alone_more, work->game->cost ? -1 : 1, run, &out->zero_monotone);
    if (status == ENT_OK) status = look_for(work, convex, 1, run, &out->convex);
    if (status == ENT_OK) status = look_for(work, convex, -1, run, &out->concave);
    if (status == ENT_OK) status = check_splits(work, 1, &out->convex, all_pairs, run, &out->superadditive);
    if (status == ENT_OK) status = check_splits(work, -1, &out->concave, all_pairs, run, &out->subadditive);
    if (status == ENT_OK) status = look_for_equal(work, not_additive, run, &out->additive);
    if (status == ENT_OK) status = check_simple(work, &out->monotone, run, &out->simple);
    if (status == ENT_OK) status = check_players(work, run, out);
    return status;
}

static ent_status start(const ent_tu_game *game, const ent_run *run, search *work) {
    double largest;
    if (game->players < 1 || game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    ent_status status = ent_tu_largest(game, run, &largest);
    if (status != ENT_OK) return status;
    *work = (search){.game = game, .size = ent_tu_size(game), .sign = 1};
    work->block = work->size < (size_t)1 << BLOCK_BITS ? work->size : (size_t)1 << BLOCK_BITS;
    work->slack = game->whole ? 0 : ENT_PROPERTIES_TOLERANCE * largest;
    work->screen = game->whole && largest > 0x1p51 ? 8 : -work->slack; /* four entries of 2^53 round by less than 8 */
    return ENT_OK;
}

ent_status ent_tu_properties_check(const ent_tu_game *game, const ent_tu_properties_options *options,
                                   const ent_run *run, ent_tu_properties *out) {
    search work;
    *out = (ent_tu_properties){0};
    ent_status status = start(game, run, &work);
    if (status != ENT_OK) return status;
    const unsigned pairs = options != NULL && options->pairs_players > 0 ? options->pairs_players : PAIRS_PLAYERS;
    return check_all(&work, pairs, run, out);
}

ent_status ent_tu_simple_check(const ent_tu_game *game, const ent_run *run, ent_tu_property *out) {
    search work;
    ent_tu_property monotonicity;
    *out = (ent_tu_property){0};
    ent_status status = start(game, run, &work);
    if (status == ENT_OK) status = look_for(&work, monotone, 1, run, &monotonicity);
    if (status == ENT_OK) status = check_simple(&work, &monotonicity, run, out);
    return status;
}
