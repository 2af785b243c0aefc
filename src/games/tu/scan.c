/* Passes over tables of coalitions. */
#include "games/tu/scan.h"

#include "games/tu/near.h"

#include <math.h>
#include <string.h>

enum { LOW_PLAYERS = 11, HIGH_PLAYERS_AT_LEAST = 6 };
enum { ALONE = 1 << 17 }; /* fewer entries are looked at sooner than other threads wake up */

struct ent_scan {
    const ent_tu_game *game;
    const ent_allocator *allocator;
    unsigned low; /* players whose groups are tabled */
    size_t blocks;
    double *price, *block_price;     /* of each group of the low players, and of each group of the others */
    uint64_t *hash, *block_hash;     /* likewise, of the span */
    uint64_t hashed[ENT_TU_PLAYERS]; /* the span's vector that they were made of */
    ent_scan_found *worst;
    bool *found;
    const ent_scan_options *options; /* of the pass */
    /* Of a table that is large enough: what stands out, and what stands out of that; else all zero. */
    ent_near near, nearer;
    const ent_near *within; /* what a pass looks at */
    ent_near *keeps;        /* what it fills; NULL: nothing */
    bool sure;              /* whatever is above the margin is kept */
    size_t passes;
};

static ent_status near_init(ent_scan *scan) {
    const unsigned n = scan->game->players;
    const size_t whole = (size_t)1 << n;
    ent_status status = ent_near_init(&scan->near, n, scan->blocks, whole, scan->allocator);
    if (status != ENT_OK) return status;
    return ent_near_init(&scan->nearer, n, scan->blocks, whole / ENT_NEAR_PART, scan->allocator);
}

ent_status ent_scan_new(const ent_tu_game *game, const ent_run *run, ent_scan **out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *out = NULL;
    ent_scan *scan = ent_alloc(allocator, sizeof *scan);
    if (scan == NULL) return ENT_MEMORY;
    unsigned n = game->players;
    scan->game = game;
    scan->allocator = allocator;
    scan->low = n < HIGH_PLAYERS_AT_LEAST ? 0 : n - HIGH_PLAYERS_AT_LEAST;
    if (scan->low > LOW_PLAYERS) scan->low = LOW_PLAYERS;
    scan->blocks = (size_t)1 << (n - scan->low);
    size_t groups = (size_t)1 << scan->low;
    scan->price = ent_alloc_array(allocator, groups, sizeof *scan->price);
    scan->hash = ent_alloc_array(allocator, groups, sizeof *scan->hash);
    scan->block_price = ent_alloc_array(allocator, scan->blocks, sizeof *scan->block_price);
    scan->block_hash = ent_alloc_array(allocator, scan->blocks, sizeof *scan->block_hash);
    scan->worst = ent_alloc_array(allocator, scan->blocks, sizeof *scan->worst);
    scan->found = ent_alloc_array(allocator, scan->blocks, sizeof *scan->found);
    bool good = scan->price != NULL && scan->hash != NULL && scan->block_price != NULL && scan->block_hash != NULL &&
                scan->worst != NULL && scan->found != NULL;
    if (!good || (n >= ENT_NEAR_PLAYERS && near_init(scan) != ENT_OK)) {
        ent_scan_free(scan);
        return ENT_MEMORY;
    }
    *out = scan;
    return ENT_OK;
}

void ent_scan_free(ent_scan *scan) {
    if (scan == NULL) return;
    ent_near_free(&scan->near);
    ent_near_free(&scan->nearer);
    ent_free(scan->allocator, scan->price);
    ent_free(scan->allocator, scan->hash);
    ent_free(scan->allocator, scan->block_price);
    ent_free(scan->allocator, scan->block_hash);
    ent_free(scan->allocator, scan->worst);
    ent_free(scan->allocator, scan->found);
    ent_free(scan->allocator, scan);
}

/* ---- prices of groups ------------------------------------------------------------------------------------- */

static void table_prices(const double *price, unsigned players, double *out) {
    out[0] = 0;
    for (unsigned i = 0; i < players; i++)
        for (size_t group = 0; group < (size_t)1 << i; group++)
            out[group | (size_t)1 << i] = out[group] + price[i];
}

static void table_hash(const uint64_t *hash, unsigned players, uint64_t *out) {
    out[0] = 0;
    for (unsigned i = 0; i < players; i++)
        for (size_t group = 0; group < (size_t)1 << i; group++)
            out[group | (size_t)1 << i] = ent_span_sum(out[group], hash[i]);
}

static void table_all(ent_scan *scan, const double *price, const uint64_t *hash) {
    const unsigned n = scan->game->players;
    table_prices(price, scan->low, scan->price);
    table_prices(price + scan->low, n - scan->low, scan->block_price);
    if (hash == NULL || memcmp(hash, scan->hashed, n * sizeof *hash) == 0) return;
    table_hash(hash, scan->low, scan->hash);
    table_hash(hash + scan->low, n - scan->low, scan->block_hash);
    memcpy(scan->hashed, hash, n * sizeof *hash);
}

/* ---- a block ---------------------------------------------------------------------------------------------- */

/* The largest of sign row[k] - price[k]: four at a time, so that none waits for another. */
static double largest(const double *restrict row, const double *restrict price, size_t size, double sign) {
    double most[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY};
    size_t k = 0;
    for (; k + 4 <= size; k += 4)
        for (size_t j = 0; j < 4; j++) {
            double excess = sign * row[k + j] - price[k + j];
            most[j] = excess > most[j] ? excess : most[j];
        }
    for (; k < size; k++) {
        double excess = sign * row[k] - price[k];
        most[0] = excess > most[0] ? excess : most[0];
    }
    double a = most[0] > most[1] ? most[0] : most[1], b = most[2] > most[3] ? most[2] : most[3];
    return a > b ? a : b;
}

/* Takes a coalition that is owed more than the worst of its block so far, if it is one that counts. */
static void judge(ent_scan *scan, size_t block, ent_coalition_mask coalition, double excess) {
    const ent_scan_options *options = scan->options;
    size_t low = coalition & (((size_t)1 << scan->low) - 1);
    if (ent_span_sum(scan->block_hash[block], scan->hash[low]) == 0 || !ent_tu_possible(scan->game, coalition)) return;
    if (options->keep != NULL && !options->keep(options->context, coalition)) return;
    scan->worst[block] = (ent_scan_found){coalition, excess};
    scan->found[block] = true;
}

static double bar(const ent_scan *scan, size_t block) {
    return scan->found[block] ? scan->worst[block].excess : scan->options->margin;
}

/* Adds the places above the cut to those kept. Without a branch that depends on the entries: about one in 32 is kept,
 * which no processor foresees. */
static inline size_t keep_above(const double *restrict row, const double *restrict price, size_t from, size_t to,
                                double sign, double cut, uint16_t *restrict place, size_t kept) {
    for (size_t k = from; k < to; k++) {
        place[kept] = (uint16_t)k;
        kept += sign * row[k] - price[k] > cut;
    }
    return kept;
}

static ent_status look(void *context, size_t block) {
    ent_scan *scan = context;
    const size_t size = (size_t)1 << scan->low, start = block << scan->low;
    const double *row = scan->game->value + start, own = scan->block_price[block];
    const double sign = scan->game->cost ? -1 : 1;
    uint16_t place[1 << LOW_PLAYERS];
    size_t kept = 0;
    scan->found[block] = false;
    if (scan->keeps != NULL) {
        kept = keep_above(row, scan->price, 0, size, sign, scan->keeps->cut + own, place, 0);
        ent_near_keep(scan->keeps, block, (ent_coalition_mask)start, place, kept, row, sign);
    }
    const bool all = scan->keeps == NULL || !scan->sure;
    if (all && !(largest(row, scan->price, size, sign) > scan->options->margin + own)) return ENT_OK;
    for (size_t j = 0; j < (all ? size : kept); j++) {
        const size_t k = all ? j : place[j];
        const double excess = sign * row[k] - scan->price[k] - own;
        if (excess > bar(scan, block)) judge(scan, block, (ent_coalition_mask)(start | k), excess);
    }
    return ENT_OK;
}

/* The same over what was kept of a block; a row of it is no longer than a block. */
static ent_status look_within(void *context, size_t block) {
    ent_scan *scan = context;
    const ent_near *near = scan->within;
    const size_t low = ((size_t)1 << scan->low) - 1, first = near->first[block], size = near->size[block];
    const double own = scan->block_price[block], cut = scan->keeps != NULL ? scan->keeps->cut : INFINITY;
    uint16_t place[(1 << LOW_PLAYERS) + 1];
    size_t kept = 0;
    scan->found[block] = false;
    for (size_t k = 0; k < size; k++) {
        const ent_coalition_mask coalition = near->coalition[first + k];
        const double excess = near->value[first + k] - scan->price[coalition & low] - own;
        place[kept] = (uint16_t)k;
        kept += excess > cut;
        if (excess > bar(scan, block)) judge(scan, block, coalition, excess);
    }
    if (scan->keeps != NULL) ent_near_keep_within(scan->keeps, near, block, place, kept);
    return ENT_OK;
}

/* ---- all -------------------------------------------------------------------------------------------------- */

static bool worse(const ent_scan_found *a, const ent_scan_found *b) {
    return a->excess != b->excess ? a->excess > b->excess : a->coalition < b->coalition;
}

void ent_scan_keep_worst(ent_scan_found *found, size_t *size, size_t most, ent_scan_found one) {
    if (*size == most && (most == 0 || !worse(&one, &found[most - 1]))) return;
    size_t at = *size < most ? (*size)++ : most - 1;
    for (; at > 0 && worse(&one, &found[at - 1]); at--)
        found[at] = found[at - 1];
    found[at] = one;
}

static size_t gather(const ent_scan *scan, size_t most, ent_scan_found *found) {
    size_t size = 0;
    for (size_t b = 0; b < scan->blocks; b++)
        if (scan->found[b]) ent_scan_keep_worst(found, &size, most, scan->worst[b]);
    return size;
}

static ent_status pass(ent_status (*body)(void *, size_t), void *context, size_t blocks, size_t entries,
                       const ent_run *run) {
    return ent_parallel(entries < ALONE ? NULL : run, blocks, body, context);
}

/* Among what was kept. */
static ent_status worst_within(ent_scan *scan, const ent_near *within, ent_near *keeps, const ent_run *run, size_t most,
                               ent_scan_found *found, size_t *size) {
    scan->within = within;
    scan->keeps = keeps;
    if (keeps != NULL) ent_near_begin_within(keeps, within, scan->options->price);
    ent_status status = pass(look_within, scan, scan->blocks, ent_near_size(within), run);
    if (status != ENT_OK) return status;
    if (keeps != NULL) ent_near_end(keeps, scan->options->largest);
    *size = gather(scan, most, found);
    return ENT_OK;
}

/* In the whole table. */
static ent_status worst_of_all(ent_scan *scan, const ent_run *run, size_t most, ent_scan_found *found, size_t *size) {
    const ent_scan_options *options = scan->options;
    scan->keeps = scan->near.blocks > 0 ? &scan->near : NULL;
    scan->nearer.ready = false;
    if (scan->keeps != NULL) {
        ent_near_begin(scan->keeps, scan->game, options->price);
        scan->sure = scan->keeps->cut + 4 * ent_near_rounding(scan->keeps, options->largest) < options->margin;
    }
    scan->passes++;
    ent_status status = pass(look, scan, scan->blocks, ent_tu_size(scan->game), run);
    if (status != ENT_OK) return status;
    if (scan->keeps != NULL) ent_near_end(scan->keeps, options->largest);
    *size = gather(scan, most, found);
    return ENT_OK;
}

/* A few of what was kept of what was kept say little of where the worst are. */
static bool few(size_t size, size_t most) {
    return size < most / 2 || size == 0;
}

ent_status ent_scan_worst(ent_scan *scan, const ent_scan_options *options, const ent_run *run, size_t most,
                          ent_scan_found *found, size_t *size) {
    ent_status status = ENT_OK;
    scan->options = options;
    *size = 0;
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    table_all(scan, options->price, options->span->hash);
    const bool covered = ent_near_covers(&scan->near, options->price, options->margin);
    if (scan->nearer.ready) {
        status = worst_within(scan, &scan->nearer, NULL, run, most, found, size);
        if (status != ENT_OK || !few(*size, most)) return status;
        if (covered && ent_near_covers(&scan->nearer, options->price, options->margin)) return ENT_OK;
    }
    if (scan->near.ready) {
        status = worst_within(scan, &scan->near, &scan->nearer, run, most, found, size);
        if (status != ENT_OK || *size > 0 || covered) return status;
    }
    return worst_of_all(scan, run, most, found, size);
}

size_t ent_scan_passes(const ent_scan *scan) {
    return scan->passes;
}

/* ---- measuring -------------------------------------------------------------------------------------------- */

typedef struct measuring {
    ent_scan *scan;
    const double *groups, *block_single; /* the sum of single, of each group of the low players and of the others */
} measuring;

/* The extent of row - single, four at a time, so that none waits for another. */
typedef struct extent {
    double most[4], least[4], odd[4]; /* odd: 0, or no number where an entry is not finite */
} extent;

static const extent nothing = {
    {-INFINITY, -INFINITY, -INFINITY, -INFINITY}, {INFINITY, INFINITY, INFINITY, INFINITY}, {0, 0, 0, 0}};

static inline void widen(extent *e, const double *restrict row, const double *restrict single, size_t from, size_t to) {
    for (size_t k = from; k < to; k += 4)
        for (size_t j = 0; j < 4; j++) {
            const double gain = row[k + j] - single[k + j];
            e->most[j] = gain > e->most[j] ? gain : e->most[j];
            e->least[j] = gain < e->least[j] ? gain : e->least[j];
            e->odd[j] += gain - gain;
        }
}

/* The largest by size once `own` is taken off; no number where an entry is not finite. */
static double widest(const extent *e, double own) {
    double span = 0, odd = 0;
    for (size_t j = 0; j < 4; j++) {
        span = fmax(span, fmax(fabs(e->most[j] - own), fabs(e->least[j] - own)));
        odd += e->odd[j];
    }
    return odd == 0 ? span : NAN;
}

/* In strips, so that measuring and keeping share what they read. */
static ent_status measure_block(void *context, size_t block) {
    enum { STRIP = 64 };
    const measuring *m = context;
    ent_scan *scan = m->scan;
    const size_t size = (size_t)1 << scan->low, start = block << scan->low;
    const double *row = scan->game->value + start, sign = scan->game->cost ? -1 : 1;
    const double cut = scan->near.cut + scan->block_price[block];
    uint16_t place[1 << LOW_PLAYERS];
    extent e = nothing;
    size_t kept = 0;
    for (size_t k = 0; k < size; k += STRIP) {
        widen(&e, row, m->groups, k, k + STRIP);
        kept = keep_above(row, scan->price, k, k + STRIP, sign, cut, place, kept);
    }
    scan->worst[block].excess = widest(&e, m->block_single[block]);
    if (isnan(scan->worst[block].excess)) return ENT_USAGE;
    ent_near_keep(&scan->near, block, (ent_coalition_mask)start, place, kept, row, sign);
    return ENT_OK;
}

/* A small table, of which nothing is kept. */
static double measure_small(const ent_tu_game *game, const double *single) {
    double span = 0;
    for (size_t mask = 0; mask < ent_tu_size(game); mask++) {
        double gain = game->value[mask];
        for (unsigned i = 0; i < game->players; i++)
            if (mask >> i & 1) gain -= single[i];
        if (!isfinite(gain)) return NAN;
        span = fmax(span, fabs(gain));
    }
    return span;
}

static ent_status measure_large(ent_scan *scan, const double *single, const double *price, double *groups,
                                const ent_run *run, double *span) {
    double size = 0;
    const size_t low = (size_t)1 << scan->low;
    table_all(scan, price, NULL);
    table_prices(single, scan->low, groups);
    table_prices(single + scan->low, scan->game->players - scan->low, groups + low);
    ent_near_begin(&scan->near, scan->game, price);
    measuring m = {scan, groups, groups + low};
    ent_status status = pass(measure_block, &m, scan->blocks, ent_tu_size(scan->game), run);
    if (status != ENT_OK) return status;
    for (size_t b = 0; b < scan->blocks; b++)
        *span = fmax(*span, scan->worst[b].excess);
    for (unsigned i = 0; i < scan->game->players; i++)
        size += fabs(single[i]);
    ent_near_end(&scan->near, size + *span);
    return ENT_OK;
}

ent_status ent_scan_measure(ent_scan *scan, const double *single, const double *price, const ent_run *run,
                            double *span) {
    *span = 0;
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    scan->passes++;
    if (scan->near.blocks == 0) {
        *span = measure_small(scan->game, single);
        return isnan(*span) ? ENT_USAGE : ENT_OK;
    }
    double *groups = ent_alloc_array(scan->allocator, ((size_t)1 << scan->low) + scan->blocks, sizeof *groups);
    ent_status status = groups != NULL ? measure_large(scan, single, price, groups, run, span) : ENT_MEMORY;
    ent_free(scan->allocator, groups);
    return status;
}
