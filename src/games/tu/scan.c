/* Passes over tables of coalitions. */
#include "games/tu/scan.h"

#include "games/tu/near.h"

#include <math.h>
#include <stdlib.h>

enum { LOW_PLAYERS = 11, HIGH_PLAYERS_AT_LEAST = 6 };
enum { ALONE = 1 << 17 }; /* fewer entries are looked at sooner than other threads wake up */

struct ent_scan {
    const ent_tu_game *game;
    const ent_allocator *allocator;
    unsigned low; /* players whose groups are tabled */
    size_t blocks;
    double *price;  /* of each group of the low players */
    uint64_t *hash; /* likewise */
    ent_scan_found *worst;
    bool *found;
    const ent_scan_options *options; /* of the pass */
    ent_near near;                   /* of a table that is large enough, else all zero */
    size_t passes;
};

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
    scan->worst = ent_alloc_array(allocator, scan->blocks, sizeof *scan->worst);
    scan->found = ent_alloc_array(allocator, scan->blocks, sizeof *scan->found);
    if (scan->price == NULL || scan->hash == NULL || scan->worst == NULL || scan->found == NULL) {
        ent_scan_free(scan);
        return ENT_MEMORY;
    }
    if (n >= ENT_NEAR_PLAYERS && ent_near_init(&scan->near, n, scan->blocks, allocator) != ENT_OK) {
        ent_scan_free(scan);
        return ENT_MEMORY;
    }
    *out = scan;
    return ENT_OK;
}

void ent_scan_free(ent_scan *scan) {
    if (scan == NULL) return;
    ent_near_free(&scan->near);
    ent_free(scan->allocator, scan->price);
    ent_free(scan->allocator, scan->hash);
    ent_free(scan->allocator, scan->worst);
    ent_free(scan->allocator, scan->found);
    ent_free(scan->allocator, scan);
}

static void table_low(ent_scan *scan) {
    scan->price[0] = 0;
    scan->hash[0] = 0;
    for (unsigned i = 0; i < scan->low; i++)
        for (size_t group = 0; group < (size_t)1 << i; group++) {
            size_t with = group | (size_t)1 << i;
            scan->price[with] = scan->price[group] + scan->options->price[i];
            scan->hash[with] = ent_span_sum(scan->hash[group], scan->options->span->hash[i]);
        }
}

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

/* What is the same for all coalitions of a block. */
typedef struct block_sums {
    double price;
    uint64_t hash;
} block_sums;

static block_sums sum_high(const ent_scan *scan, size_t block) {
    block_sums sums = {0, 0};
    for (unsigned i = scan->low; i < scan->game->players; i++)
        if (block >> (i - scan->low) & 1) {
            sums.price += scan->options->price[i];
            sums.hash = ent_span_sum(sums.hash, scan->options->span->hash[i]);
        }
    return sums;
}

/* Takes a coalition that is owed more than the worst of its block so far, if it is one that counts. */
static void judge(ent_scan *scan, size_t block, block_sums sums, ent_coalition_mask coalition, double excess) {
    const ent_scan_options *options = scan->options;
    size_t low = coalition & (((size_t)1 << scan->low) - 1);
    if (ent_span_sum(sums.hash, scan->hash[low]) == 0 || !ent_tu_possible(scan->game, coalition)) return;
    if (options->keep != NULL && !options->keep(options->context, coalition)) return;
    scan->worst[block] = (ent_scan_found){coalition, excess};
    scan->found[block] = true;
}

static double bar(const ent_scan *scan, size_t block) {
    return scan->found[block] ? scan->worst[block].excess : scan->options->margin;
}

/* Without a branch that depends on the entries: about one in 32 is kept, which no processor foresees. */
static void keep_near(ent_scan *scan, size_t block, const double *row, double sign, double cut) {
    uint16_t place[1 << LOW_PLAYERS];
    size_t size = (size_t)1 << scan->low, kept = 0;
    for (size_t k = 0; k < size; k++) {
        place[kept] = (uint16_t)k;
        kept += sign * row[k] - scan->price[k] > cut;
    }
    ent_near_keep(&scan->near, block, (ent_coalition_mask)(block << scan->low), place, kept, row, sign);
}

static ent_status look(void *context, size_t block) {
    ent_scan *scan = context;
    size_t size = (size_t)1 << scan->low, start = block << scan->low;
    const double *row = scan->game->value + start;
    const block_sums sums = sum_high(scan, block);
    double sign = scan->game->cost ? -1 : 1, most = largest(row, scan->price, size, sign);
    scan->found[block] = false;
    if (scan->near.blocks > 0) {
        if (most > scan->near.cut + sums.price)
            keep_near(scan, block, row, sign, scan->near.cut + sums.price);
        else
            ent_near_keep(&scan->near, block, (ent_coalition_mask)start, NULL, 0, row, sign);
    }
    if (!(most > scan->options->margin + sums.price)) return ENT_OK;
    for (size_t k = 0; k < size; k++) {
        double excess = sign * row[k] - scan->price[k] - sums.price;
        if (excess > bar(scan, block)) judge(scan, block, sums, (ent_coalition_mask)(start | k), excess);
    }
    return ENT_OK;
}

/* The same over what was kept of a block. */
static ent_status look_near(void *context, size_t block) {
    ent_scan *scan = context;
    const ent_near *near = &scan->near;
    size_t low = ((size_t)1 << scan->low) - 1;
    scan->found[block] = false;
    if (near->size[block] == 0) return ENT_OK;
    const block_sums sums = sum_high(scan, block);
    for (size_t k = near->first[block]; k < near->first[block] + near->size[block]; k++) {
        double excess = near->value[k] - scan->price[near->coalition[k] & low] - sums.price;
        if (excess > bar(scan, block)) judge(scan, block, sums, near->coalition[k], excess);
    }
    return ENT_OK;
}

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

ent_status ent_scan_worst(ent_scan *scan, const ent_scan_options *options, const ent_run *run, size_t most,
                          ent_scan_found *found, size_t *size) {
    scan->options = options;
    *size = 0;
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    table_low(scan);
    if (scan->near.ready) {
        ent_status status =
            ent_parallel(ent_near_size(&scan->near) < ALONE ? NULL : run, scan->blocks, look_near, scan);
        if (status != ENT_OK) return status;
        *size = gather(scan, most, found);
        if (*size > 0 || ent_near_covers(&scan->near, options->price, options->margin)) return ENT_OK;
    }
    bool keeps = scan->near.blocks > 0;
    if (keeps) ent_near_begin(&scan->near, scan->game, options->price, options->largest);
    scan->passes++;
    ent_status status = ent_parallel(ent_tu_size(scan->game) < ALONE ? NULL : run, scan->blocks, look, scan);
    if (status != ENT_OK) return status;
    if (keeps) ent_near_end(&scan->near);
    *size = gather(scan, most, found);
    return ENT_OK;
}

size_t ent_scan_passes(const ent_scan *scan) {
    return scan->passes;
}
