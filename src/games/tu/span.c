/* Spans of coalitions: reduced rows modulo a prime, and a random vector that is orthogonal to them. */
#include "games/tu/span.h"

#include <string.h>

typedef unsigned __int128 wide;

static uint64_t times(uint64_t a, uint64_t b) {
    wide product = (wide)a * b;
    return ent_span_sum((uint64_t)(product & ENT_SPAN_PRIME), (uint64_t)(product >> 61));
}

static uint64_t minus(uint64_t a, uint64_t b) {
    return a >= b ? a - b : a + ENT_SPAN_PRIME - b;
}

/* By Fermat: a^(p - 2). */
static uint64_t inverse(uint64_t a) {
    uint64_t result = 1;
    for (uint64_t power = ENT_SPAN_PRIME - 2; power > 0; power >>= 1) {
        if (power & 1) result = times(result, a);
        a = times(a, a);
    }
    return result;
}

/* Free coordinates at random, the others such that every row is orthogonal. */
static void draw(ent_span *span) {
    ent_random random = ent_random_stream(0x5EED, span->draws++);
    size_t n = span->players;
    for (size_t i = 0; i < n; i++)
        span->hash[i] = 1 + ent_random_below(&random, ENT_SPAN_PRIME - 1);
    for (size_t r = 0; r < span->rank; r++)
        span->hash[span->pivot[r]] = 0;
    for (size_t r = 0; r < span->rank; r++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < n; i++)
            if (i != span->pivot[r]) sum = ent_span_sum(sum, times(span->rows[r * n + i], span->hash[i]));
        span->work[r] = minus(0, sum);
    }
    for (size_t r = 0; r < span->rank; r++)
        span->hash[span->pivot[r]] = span->work[r] == ENT_SPAN_PRIME ? 0 : span->work[r];
}

/* row -= factor x other */
static void reduce(uint64_t *row, const uint64_t *other, size_t size, uint64_t factor) {
    for (size_t i = 0; i < size && factor != 0; i++)
        row[i] = minus(row[i], times(factor, other[i]));
}

bool ent_span_add(ent_span *span, const uint32_t *members, size_t size) {
    size_t n = span->players;
    if (span->rank == n) return false;
    uint64_t *row = span->rows + span->rank * n;
    memset(row, 0, n * sizeof *row);
    for (size_t k = 0; k < size; k++)
        row[members[k]] = 1;
    for (size_t r = 0; r < span->rank; r++)
        reduce(row, span->rows + r * n, n, row[span->pivot[r]]);
    size_t pivot = 0;
    while (pivot < n && row[pivot] == 0)
        pivot++;
    if (pivot == n) return false;
    uint64_t factor = inverse(row[pivot]);
    for (size_t i = 0; i < n; i++)
        row[i] = times(row[i], factor);
    for (size_t r = 0; r < span->rank; r++)
        reduce(span->rows + r * n, row, n, span->rows[r * n + pivot]);
    span->pivot[span->rank++] = pivot;
    draw(span);
    return true;
}

ent_status ent_span_init(ent_span *span, size_t players, const ent_allocator *allocator) {
    *span = (ent_span){.players = players, .allocator = allocator};
    uint32_t *all = ent_alloc_array(allocator, players, sizeof *all);
    if (players <= SIZE_MAX / sizeof *span->rows / players)
        span->rows = ent_alloc_array(allocator, players * players, sizeof *span->rows);
    span->pivot = ent_alloc_array(allocator, players, sizeof *span->pivot);
    span->hash = ent_alloc_array(allocator, players, sizeof *span->hash);
    span->work = ent_alloc_array(allocator, players, sizeof *span->work);
    bool good = all != NULL && span->rows != NULL && span->pivot != NULL && span->hash != NULL && span->work != NULL;
    for (size_t i = 0; good && i < players; i++)
        all[i] = (uint32_t)i;
    if (good) ent_span_add(span, all, players);
    ent_free(allocator, all);
    if (good) return ENT_OK;
    ent_span_free(span);
    return ENT_MEMORY;
}

void ent_span_free(ent_span *span) {
    ent_free(span->allocator, span->rows);
    ent_free(span->allocator, span->pivot);
    ent_free(span->allocator, span->hash);
    ent_free(span->allocator, span->work);
    *span = (ent_span){0};
}
