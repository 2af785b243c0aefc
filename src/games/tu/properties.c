/* Properties of tables: each is a condition on every coalition, looked for block by block until it fails. */
#include "games/tu/properties.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "games/tu/whole.h"

enum { BLOCK_BITS = 13, PAIRS_PLAYERS = 18 };

/* Entries are compared in doubles first: differences of whole entries of at most 2^51 are exact. What falls below
 * `screen` is looked at again, in whole numbers where the table is whole. */
typedef struct search {
    const ent_tu_game *game;
    double screen, slack;
    double sign, other_sign; /* +1: looks for what is too small; -1 for the contrary; both: for what is not equal */
    unsigned one, other;     /* the players that the condition is about */
    size_t size, block;      /* coalitions, in a block */
} search;

typedef struct witness {
    bool found;
    ent_coalition_mask first, second;
} witness;

/* Looks at the coalitions first .. first + size - 1, in order. */
typedef bool (*condition)(const search *work, size_t first, size_t size, witness *out);

/* Whether a + b - c - d, times a sign, is less than 0 (of a rounded table, by more than the slack). */
static bool fails(const search *work, double a, double b, double c, double d) {
    if (!work->game->whole) {
        const double difference = (a - c) - (d - b);
        return work->sign * difference < -work->slack || work->other_sign * difference < -work->slack;
    }
    const int64_t sum = (int64_t)a + (int64_t)b - (int64_t)c - (int64_t)d;
    return (sum < 0 && (work->sign > 0 || work->other_sign > 0)) ||
           (sum > 0 && (work->sign < 0 || work->other_sign < 0));
}

static bool witnessed(witness *out, size_t first, size_t second) {
    *out = (witness){true, (ent_coalition_mask)first, (ent_coalition_mask)second};
    return true;
}

/* ---- rows of differences --------------------------------------------------------------------------------- */

/* Below 0 exactly where x is below the screen, and so are several, or-ed together: no comparison, so that processors do
 * two or more at once. */
static inline int64_t below(double x, double screen) {
    const double by = x - screen;
    int64_t bits;
    memcpy(&bits, &by, sizeof bits);
    return bits;
}

/* Whether one of a[s] - b[s] - c is below the screen. */
static inline bool any_below(const double *a, const double *b, size_t size, double c, double screen) {
    int64_t any = 0;
    if (c == 0)
        for (size_t s = 0; s < size; s++)
            any |= below(a[s] - b[s], screen);
    else
        for (size_t s = 0; s < size; s++)
            any |= below((a[s] - b[s]) - c, screen);
    return any < 0;
}

/* The same of the places without a bit of 1 or 2, eight at a time: others are lifted above any screen. No place is read
 * from `size` less the bit on. */
static bool any_step_below(const double *a, const double *b, size_t size, size_t bit, double c, double screen) {
    static const double lifts[2][8] = {{0, INFINITY, 0, INFINITY, 0, INFINITY, 0, INFINITY},
                                       {0, 0, INFINITY, INFINITY, 0, 0, INFINITY, INFINITY}};
    const double *lift = lifts[bit - 1];
    int64_t any = 0;
    size_t s = 0;
    for (; s + 16 <= size; s += 8)
        for (size_t j = 0; j < 8; j++)
            any |= below((a[s + j] - b[s + j]) - c + lift[j], screen);
    for (; s < size; s++)
        if ((s & bit) == 0) any |= below((a[s] - b[s]) - c, screen);
    return any < 0;
}

static bool any_without_below(const double *a, const double *b, size_t size, size_t bit, double c, double screen) {
    if (bit < 4) return any_step_below(a, b, size, bit, c, screen);
    bool any = false;
    for (size_t base = 0; base < size && !any; base += 2 * bit)
        any = any_below(a + base, b + base, bit, c, screen);
    return any;
}

static bool any_at_all_below(const double *a, const double *b, size_t size, size_t bit, double c, double screen) {
    return bit == 0 ? any_below(a, b, size, c, screen) : any_without_below(a, b, size, bit, c, screen);
}

/* Whether one of a[s] - b[s] - c is to be looked at again; `bit` 0: of all places, else of those s < size (a power of
 * two) without it. */
static bool suspect(const search *work, const double *a, const double *b, size_t size, size_t bit, double c) {
    if ((work->sign > 0 || work->other_sign > 0) && any_at_all_below(a, b, size, bit, c, work->screen)) return true;
    return (work->sign < 0 || work->other_sign < 0) && any_at_all_below(b, a, size, bit, -c, work->screen);
}

/* ---- conditions ---------------------------------------------------------------------------------------- */

/* v(S with i) - v(S) >= c, for the coalitions without a player; c is 0 or what the player is worth alone. */
static bool adds_at_least(const search *work, size_t first, size_t size, unsigned player, double least, witness *out) {
    const size_t bit = (size_t)1 << player;
    const double *without = work->game->value + first, *with = without + bit;
    if (bit >= size && (first & bit) != 0) return false;
    if (!suspect(work, with, without, size, bit < size ? bit : 0, least)) return false;
    for (size_t s = 0; s < size; s++)
        if (((first + s) & bit) == 0 && fails(work, with[s], 0, without[s], least))
            return witnessed(out, first + s, bit);
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
        int64_t any = 0;
        for (size_t s = 0; s < run; s++)
            any |= below(work->sign * ((both[s] - with_i[s]) - (with_j[s] - none[s])), work->screen);
        for (size_t s = 0; any < 0 && s < run; s++)
            if (fails(work, both[s], none[s], with_i[s], with_j[s]))
                return witnessed(out, (base + s) | low, (base + s) | high);
    }
    return false;
}

/* What j adds to the coalitions without j, those without i beside those with i: pairs of which one may fail, i among
 * the players inside a block. `gains` has room for a block; returns how many coalitions it is of. */
static size_t gains_of(const search *work, size_t first, size_t size, unsigned j, double *gains) {
    const size_t bit = (size_t)1 << j, run = bit < size ? bit : size;
    const double *value = work->game->value + first;
    if (bit >= size && (first & bit) != 0) return 0;
    size_t all = 0;
    for (size_t base = 0; base < size; base += bit < size ? 2 * run : size)
        for (size_t s = 0; s < run; s++)
            gains[all++] = value[base + s + bit] - value[base + s];
    return all;
}

static bool convex(const search *work, size_t first, size_t size, witness *out) {
    double gains[1 << BLOCK_BITS];
    for (unsigned j = 1; j < work->game->players; j++) {
        const size_t all = gains_of(work, first, size, j, gains);
        for (unsigned i = 0; i < j && all > 0; i++) {
            const size_t bit = (size_t)1 << i;
            const bool look = bit >= all || suspect(work, gains + bit, gains, all, bit, 0);
            if (look && pair_convex(work, first, size, i, j, out)) return true;
        }
    }
    return false;
}

/* v(S with j) - v(S with i), for the coalitions without both; j before i. */
static bool not_alike(const search *work, size_t first, size_t size, witness *out) {
    const size_t one = (size_t)1 << work->one, other = (size_t)1 << work->other, run = one < size ? one : size;
    bool any = false;
    for (size_t base = first; base < first + size && !any; base += run) {
        const double *value = work->game->value + base;
        if ((base & one) != 0 || (other >= run && (base & other) != 0)) continue;
        any = suspect(work, value + one, value + other, run, other < run ? other : 0, 0);
    }
    if (!any) return false;
    const double *value = work->game->value;
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
    work->sign = work->other_sign = sign;
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

/* The same without a witness, in one go: what fails either way fails soon. */
static ent_status find_equal(search *work, condition fails_at, const ent_run *run, bool *equal) {
    witness found = {0};
    work->sign = 1;
    work->other_sign = -1;
    ent_status status = look(work, fails_at, run, &found);
    *equal = !found.found;
    return status;
}

/* ---- properties ------------------------------------------------------------------------------------------ */

static ent_status check_players(search *work, const ent_run *run, ent_tu_properties *out) {
    ent_status status = ENT_OK;
    for (unsigned i = 0; i < work->game->players && status == ENT_OK; i++) {
        bool null = false, dummy = false, alike = false;
        work->one = i;
        status = find_equal(work, adds_something, run, &null);
        if (status == ENT_OK) status = find_equal(work, adds_other, run, &dummy);
        if (status != ENT_OK) return status;
        if (null) out->null_players |= (ent_coalition_mask)1 << i;
        if (dummy) out->dummies |= (ent_coalition_mask)1 << i;
        out->symmetric[i] = i;
        for (unsigned j = 0; j < i && out->symmetric[i] == i && status == ENT_OK; j++) {
            if (out->symmetric[j] != j) continue;
            work->other = j;
            status = find_equal(work, not_alike, run, &alike);
            if (status == ENT_OK && alike) out->symmetric[i] = j;
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
