/* Passes over tables of coalitions. */
#include "games/tu/scan.h"

#include "games/tu/near.h"

#include <math.h>
#include <stdlib.h>

enum { LOW_PLAYERS = 11, HIGH_PLAYERS_AT_LEAST = 6 };
enum { ALONE = 1 << 17 }; /* fewer entries are looked at sooner than other threads wake up */

/* What is the same for all coalitions of a block. */
typedef struct block_sums {
    double price;
    uint64_t hash;
} block_sums;

struct ent_scan {
    const ent_tu_game *game;
    const ent_allocator *allocator;
    unsigned low; /* players whose groups are tabled */
    size_t blocks;
    double *price;     /* of each group of the low players */
    uint64_t *hash;    /* likewise */
    block_sums *block; /* of each group of the others */
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
    scan->block = ent_alloc_array(allocator, scan->blocks, sizeof *scan->block);
    scan->worst = ent_alloc_array(allocator, scan->blocks, sizeof *scan->worst);
    scan->found = ent_alloc_array(allocator, scan->blocks, sizeof *scan->found);
    bool good =
        scan->price != NULL && scan->hash != NULL && scan->block != NULL && scan->worst != NULL && scan->found != NULL;
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
    ent_free(scan->allocator, scan->block);
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

static void table_hashes(const ent_scan *scan) {
    const uint64_t *hash = scan->options->span->hash;
    scan->hash[0] = 0;
    for (unsigned i = 0; i < scan->low; i++)
        for (size_t group = 0; group < (size_t)1 << i; group++)
            scan->hash[group | (size_t)1 << i] = ent_span_sum(scan->hash[group], hash[i]);
}

static void table_blocks(const ent_scan *scan, const double *price, const uint64_t *hash) {
    scan->block[0] = (block_sums){0, 0};
    for (unsigned i = 0; i < scan->game->players - scan->low; i++)
        for (size_t group = 0; group < (size_t)1 << i; group++) {
            const block_sums *own = &scan->block[group];
            scan->block[group | (size_t)1 << i] = (block_sums){
                own->price + price[i + scan->low], hash != NULL ? ent_span_sum(own->hash, hash[i + scan->low]) : 0};
        }
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
    if (ent_span_sum(scan->block[block].hash, scan->hash[low]) == 0 || !ent_tu_possible(scan->game, coalition)) return;
    if (options->keep != NULL && !options->keep(options->context, coalition)) return;
    scan->worst[block] = (ent_scan_found){coalition, excess};
    scan->found[block] = true;
}

static double bar(const ent_scan *scan, size_t block) {
    return scan->found[block] ? scan->worst[block].excess : scan->options->margin;
}

/* Without a branch that depends on the entries: about one in 32 is kept, which no processor foresees. */
static size_t above(const double *restrict row, const double *restrict price, size_t size, double sign, double cut,
                    uint16_t *restrict place) {
    size_t kept = 0;
    for (size_t k = 0; k < size; k++) {
        place[kept] = (uint16_t)k;
        kept += sign * row[k] - price[k] > cut;
    }
    return kept;
}

static ent_status look(void *context, size_t block) {
    ent_scan *scan = context;
    const size_t size = (size_t)1 << scan->low, start = block << scan->low;
    const double *row = scan->game->value + start, own = scan->block[block].price;
    const double sign = scan->game->cost ? -1 : 1;
    uint16_t place[1 << LOW_PLAYERS];
    size_t kept = 0;
    scan->found[block] = false;
    if (scan->keeps != NULL) {
        kept = above(row, scan->price, size, sign, scan->keeps->cut + own, place);
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
    const double own = scan->block[block].price, cut = scan->keeps != NULL ? scan->keeps->cut : INFINITY;
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

static int worse_first(const void *a, const void *b) {
    const ent_scan_found *p = a, *q = b;
    if (p->excess != q->excess) return p->excess > q->excess ? -1 : 1;
    return (p->coalition > q->coalition) - (p->coalition < q->coalition);
}

static size_t gather(ent_scan *scan, size_t most, ent_scan_found *found) {
    size_t count = 0;
    for (size_t b = 0; b < scan->blocks; b++)
        if (scan->found[b]) scan->worst[count++] = scan->worst[b];
    if (count > 1) qsort(scan->worst, count, sizeof *scan->worst, worse_first);
    if (count > most) count = most;
    for (size_t k = 0; k < count; k++)
        found[k] = scan->worst[k];
    return count;
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
    table_prices(options->price, scan->low, scan->price);
    table_hashes(scan);
    table_blocks(scan, options->price, options->span->hash);
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
    const double *single; /* of each player */
    const double *groups; /* likewise, of each group of the low players */
} measuring;

/* The largest |row[k] - single[k] - own|, four at a time; no number where an entry is not finite. */
static double widest(const double *restrict row, const double *restrict single, size_t size, double own) {
    double most[4] = {-INFINITY, -INFINITY, -INFINITY, -INFINITY}, least[4] = {INFINITY, INFINITY, INFINITY, INFINITY};
    double odd[4] = {0}, span = 0;
    for (size_t k = 0; k + 4 <= size; k += 4)
        for (size_t j = 0; j < 4; j++) {
            const double gain = row[k + j] - single[k + j];
            most[j] = gain > most[j] ? gain : most[j];
            least[j] = gain < least[j] ? gain : least[j];
            odd[j] += gain - gain;
        }
    for (size_t k = size - size % 4; k < size; k++) {
        const double gain = row[k] - single[k];
        most[0] = gain > most[0] ? gain : most[0];
        least[0] = gain < least[0] ? gain : least[0];
        odd[0] += gain - gain;
    }
    for (size_t j = 0; j < 4 && most[j] >= least[j]; j++) {
        span = fmax(span, fmax(fabs(most[j] - own), fabs(least[j] - own)));
    }
    return odd[0] + odd[1] + odd[2] + odd[3] == 0 ? span : NAN;
}

static ent_status measure_block(void *context, size_t block) {
    const measuring *m = context;
    ent_scan *scan = m->scan;
    const size_t size = (size_t)1 << scan->low, start = block << scan->low;
    const double *row = scan->game->value + start, sign = scan->game->cost ? -1 : 1;
    uint16_t place[1 << LOW_PLAYERS];
    double own = 0;
    for (unsigned i = scan->low; i < scan->game->players; i++)
        if (start >> i & 1) own += m->single[i];
    const double span = widest(row, m->groups, size, own);
    scan->worst[block].excess = span;
    if (isnan(span)) return ENT_USAGE;
    if (scan->keeps == NULL) return ENT_OK;
    const double cut = scan->keeps->cut + scan->block[block].price;
    const size_t kept = above(row, scan->price, size, sign, cut, place);
    ent_near_keep(scan->keeps, block, (ent_coalition_mask)start, place, kept, row, sign);
    return ENT_OK;
}

ent_status ent_scan_measure(ent_scan *scan, const double *single, const double *price, const ent_run *run,
                            double *span) {
    double *groups = ent_alloc_array(scan->allocator, (size_t)1 << scan->low, sizeof *groups);
    if (groups == NULL) return ENT_MEMORY;
    table_prices(single, scan->low, groups);
    table_prices(price, scan->low, scan->price);
    table_blocks(scan, price, NULL);
    scan->keeps = scan->near.blocks > 0 ? &scan->near : NULL;
    if (scan->keeps != NULL) ent_near_begin(scan->keeps, scan->game, price);
    measuring m = {scan, single, groups};
    scan->passes++;
    ent_status status = pass(measure_block, &m, scan->blocks, ent_tu_size(scan->game), run);
    *span = 0;
    double size = 0;
    for (size_t b = 0; b < scan->blocks && status == ENT_OK; b++)
        *span = fmax(*span, scan->worst[b].excess);
    for (unsigned i = 0; i < scan->game->players; i++)
        size += fabs(single[i]);
    if (status == ENT_OK && scan->keeps != NULL) ent_near_end(scan->keeps, size + *span);
    ent_free(scan->allocator, groups);
    return status;
}
