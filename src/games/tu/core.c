/* Who objects to an allocation. */
#include "games/tu/core.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "games/tu/scan.h"

enum { BLOCK_BITS = 11 };

/* A pass that keeps the worst of each block, and counts. */
typedef struct pass {
    const ent_tu_game *game;
    double sign, threshold, slack;
    const double *x; /* in units of the table */
    const ent_allocation *exact;
    unsigned low;
    double *low_sum;
    size_t most;
    ent_scan_found *worst; /* blocks x most, by falling excess, then rising mask */
    size_t *kept, *objecting;
} pass;

static int worse_first(const void *a, const void *b) {
    const ent_scan_found *p = a, *q = b;
    if (p->excess != q->excess) return p->excess > q->excess ? -1 : 1;
    return (p->coalition > q->coalition) - (p->coalition < q->coalition);
}

static void keep(const pass *p, size_t block, ent_scan_found one) {
    ent_scan_found *worst = p->worst + block * p->most;
    size_t *size = &p->kept[block];
    if (*size == p->most && worse_first(&one, &worst[*size - 1]) > 0) return;
    size_t at = *size < p->most ? (*size)++ : *size - 1;
    for (; at > 0 && worse_first(&one, &worst[at - 1]) < 0; at--)
        worst[at] = worst[at - 1];
    worst[at] = one;
}

/* Whether the excess is above 0, where doubles are too close to tell. */
static bool above_exactly(const pass *p, ent_coalition_mask coalition) {
    mpq_t excess;
    mpq_init(excess);
    ent_tu_entry(p->game, coalition, excess);
    for (unsigned i = 0; i < p->game->players; i++)
        if (coalition >> i & 1) mpq_sub(excess, excess, p->exact->exact[i]);
    int sign = mpq_sgn(excess);
    mpq_clear(excess);
    return p->sign > 0 ? sign > 0 : sign < 0;
}

static ent_status look(void *context, size_t block) {
    const pass *p = context;
    const ent_tu_game *game = p->game;
    size_t start = block << p->low;
    double above = 0;
    for (unsigned i = p->low; i < game->players; i++)
        if (start >> i & 1) above += p->x[i];
    for (size_t k = 0; k < (size_t)1 << p->low; k++) {
        ent_coalition_mask coalition = (ent_coalition_mask)(start | k);
        if (coalition == 0 || coalition == ent_tu_grand(game) || !ent_tu_possible(game, coalition)) continue;
        double excess = p->sign * (game->value[coalition] - above - p->low_sum[k]);
        bool close = p->exact != NULL && fabs(excess) <= p->slack;
        bool objects = close ? above_exactly(p, coalition) : excess > p->threshold;
        if (close && !objects && excess > 0) excess = 0; /* what is left is rounding */
        p->objecting[block] += objects;
        keep(p, block, (ent_scan_found){coalition, excess});
    }
    return ENT_OK;
}

static bool adds_up(const ent_tu_game *game, const ent_allocation *x, double tolerance) {
    mpq_t sum, all, slack;
    mpq_inits(sum, all, slack, NULL);
    ent_allocation_sum(x, sum);
    ent_tu_entry(game, ent_tu_grand(game), all);
    mpq_sub(sum, sum, all);
    mpq_abs(sum, sum);
    mpq_set_d(slack, tolerance);
    bool good = mpq_cmp(sum, slack) <= 0;
    mpq_clears(sum, all, slack, NULL);
    return good;
}

static ent_status run_pass(pass *p, const ent_run *run, ent_core_membership *out) {
    size_t blocks = (size_t)1 << (p->game->players - p->low);
    ent_status status = ent_parallel(run, blocks, look, p);
    if (status != ENT_OK) return status;
    size_t count = 0;
    for (size_t b = 0; b < blocks; b++) {
        out->objecting += p->objecting[b];
        for (size_t k = 0; k < p->kept[b]; k++)
            p->worst[count++] = p->worst[b * p->most + k];
    }
    if (count > 1) qsort(p->worst, count, sizeof *p->worst, worse_first);
    for (size_t k = 0; k < count && k < p->most; k++)
        out->worst[out->size++] =
            (ent_core_excess){p->worst[k].coalition, p->worst[k].excess / (double)p->game->denominator};
    return ENT_OK;
}

static ent_status prepare(pass *p, const ent_run *run, const ent_allocation *x, double *amounts) {
    unsigned n = p->game->players;
    double largest = fabs(p->game->value[ent_tu_grand(p->game)]);
    p->sign = p->game->cost ? -1 : 1;
    p->x = amounts;
    for (unsigned i = 0; i < n; i++) {
        amounts[i] = x->value[i] * (double)p->game->denominator;
        largest += fabs(amounts[i]) + fabs(p->game->value[(size_t)1 << i]);
    }
    p->threshold = ENT_CORE_TOLERANCE * largest;
    p->slack = 64 * DBL_EPSILON * largest * n;
    p->low_sum[0] = 0;
    for (unsigned i = 0; i < p->low; i++)
        for (size_t k = 0; k < (size_t)1 << i; k++)
            p->low_sum[k | (size_t)1 << i] = p->low_sum[k] + amounts[i];
    if (p->game->whole && x->is_exact) {
        p->exact = x;
        p->threshold = 0;
    }
    return ent_run_cancelled(run) ? ENT_CANCELLED : ENT_OK;
}

ent_status ent_core_member(const ent_tu_game *game, const ent_allocation *x, size_t most, const ent_run *run,
                           ent_core_membership *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    unsigned n = game->players;
    *out = (ent_core_membership){.allocator = allocator};
    if (most == 0) most = 1;
    pass p = {.game = game, .most = most, .low = n < BLOCK_BITS ? n : BLOCK_BITS};
    size_t blocks = (size_t)1 << (n - p.low);
    if (most > SIZE_MAX / blocks) return ENT_LIMIT;
    double *amounts = ent_alloc_array(allocator, n, sizeof *amounts);
    p.low_sum = ent_alloc_array(allocator, (size_t)1 << p.low, sizeof *p.low_sum);
    p.worst = ent_alloc_array(allocator, blocks * most, sizeof *p.worst);
    p.kept = ent_alloc_array(allocator, blocks, sizeof *p.kept);
    p.objecting = ent_alloc_array(allocator, blocks, sizeof *p.objecting);
    out->worst = ent_alloc_array(allocator, most, sizeof *out->worst);
    bool good = amounts != NULL && p.low_sum != NULL && p.worst != NULL && p.kept != NULL && p.objecting != NULL &&
                out->worst != NULL;
    ent_status status = good ? prepare(&p, run, x, amounts) : ENT_MEMORY;
    if (status == ENT_OK) status = run_pass(&p, run, out);
    if (status == ENT_OK) {
        out->is_exact = p.exact != NULL;
        out->tolerance = p.threshold / (double)game->denominator;
        out->efficient = adds_up(game, x, out->is_exact ? 0 : out->tolerance);
        out->member = out->efficient && out->objecting == 0;
    }
    ent_free(allocator, amounts);
    ent_free(allocator, p.low_sum);
    ent_free(allocator, p.worst);
    ent_free(allocator, p.kept);
    ent_free(allocator, p.objecting);
    if (status != ENT_OK) ent_core_membership_free(out);
    return status;
}

void ent_core_membership_free(ent_core_membership *membership) {
    if (membership->allocator == NULL) return;
    ent_free(membership->allocator, membership->worst);
    *membership = (ent_core_membership){0};
}
