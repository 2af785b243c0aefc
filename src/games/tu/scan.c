/* Passes over tables of coalitions. */
#include "games/tu/scan.h"

#include <math.h>
#include <stdlib.h>

enum { LOW_PLAYERS = 11, HIGH_PLAYERS_AT_LEAST = 6 };

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
    *out = scan;
    return ENT_OK;
}

void ent_scan_free(ent_scan *scan) {
    if (scan == NULL) return;
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

static ent_status look(void *context, size_t block) {
    ent_scan *scan = context;
    const ent_scan_options *options = scan->options;
    const ent_tu_game *game = scan->game;
    size_t size = (size_t)1 << scan->low, start = block << scan->low;
    const double *row = game->value + start;
    double sign = game->cost ? -1 : 1, above = 0;
    uint64_t hash = 0;
    for (unsigned i = scan->low; i < game->players; i++)
        if (start >> i & 1) {
            above += options->price[i];
            hash = ent_span_sum(hash, options->span->hash[i]);
        }
    double best = options->margin + above;
    scan->found[block] = false;
    if (!(largest(row, scan->price, size, sign) > best)) return ENT_OK;
    for (size_t k = 0; k < size; k++) {
        double excess = sign * row[k] - scan->price[k];
        ent_coalition_mask coalition = (ent_coalition_mask)(start | k);
        if (!(excess > best) || ent_span_sum(hash, scan->hash[k]) == 0 || !ent_tu_possible(game, coalition)) continue;
        if (options->keep != NULL && !options->keep(options->context, coalition)) continue;
        best = excess;
        scan->worst[block] = (ent_scan_found){coalition, excess - above};
        scan->found[block] = true;
    }
    return ENT_OK;
}

static int worse_first(const void *a, const void *b) {
    const ent_scan_found *p = a, *q = b;
    if (p->excess != q->excess) return p->excess > q->excess ? -1 : 1;
    return (p->coalition > q->coalition) - (p->coalition < q->coalition);
}

ent_status ent_scan_worst(ent_scan *scan, const ent_scan_options *options, const ent_run *run, size_t most,
                          ent_scan_found *found, size_t *size) {
    scan->options = options;
    *size = 0;
    table_low(scan);
    ent_status status = ent_parallel(run, scan->blocks, look, scan);
    if (status != ENT_OK) return status;
    size_t count = 0;
    for (size_t b = 0; b < scan->blocks; b++)
        if (scan->found[b]) scan->worst[count++] = scan->worst[b];
    if (count > 1) qsort(scan->worst, count, sizeof *scan->worst, worse_first);
    for (size_t k = 0; k < count && k < most; k++)
        found[k] = scan->worst[k];
    *size = count < most ? count : most;
    return ENT_OK;
}
