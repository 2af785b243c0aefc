/* The part of a table that stands out. */
#include "games/tu/near.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { SAMPLE = 1024, ABOVE = SAMPLE / 32, ROOM = 16 };

ent_status ent_near_init(ent_near *near, unsigned players, size_t blocks, const ent_allocator *allocator) {
    *near = (ent_near){.players = players, .blocks = blocks, .allocator = allocator};
    near->capacity = ((size_t)1 << players) / ROOM;
    near->coalition = ent_alloc_array(allocator, near->capacity, sizeof *near->coalition);
    near->value = ent_alloc_array(allocator, near->capacity, sizeof *near->value);
    near->first = ent_alloc_array(allocator, blocks, sizeof *near->first);
    near->size = ent_alloc_array(allocator, blocks, sizeof *near->size);
    near->price = ent_alloc_array(allocator, players, sizeof *near->price);
    near->taken = ent_alloc(allocator, sizeof(atomic_size_t));
    if (near->coalition != NULL && near->value != NULL && near->first != NULL && near->size != NULL &&
        near->price != NULL && near->taken != NULL)
        return ENT_OK;
    ent_near_free(near);
    return ENT_MEMORY;
}

void ent_near_free(ent_near *near) {
    ent_free(near->allocator, near->coalition);
    ent_free(near->allocator, near->value);
    ent_free(near->allocator, near->first);
    ent_free(near->allocator, near->size);
    ent_free(near->allocator, near->price);
    ent_free(near->allocator, near->taken);
    *near = (ent_near){0};
}

/* ---- a pass ----------------------------------------------------------------------------------------------- */

static int larger_first(const void *a, const void *b) {
    double p = *(const double *)a, q = *(const double *)b;
    return (p < q) - (p > q);
}

static double excess_at(const ent_near *near, const ent_tu_game *game, uint32_t coalition) {
    double excess = game->cost ? -game->value[coalition] : game->value[coalition];
    for (unsigned i = 0; i < near->players; i++)
        if (coalition >> i & 1) excess -= near->price[i];
    return excess;
}

void ent_near_begin(ent_near *near, const ent_tu_game *game, const double *price, double largest) {
    double sample[SAMPLE], sum = largest;
    for (unsigned i = 0; i < near->players; i++) {
        near->price[i] = price[i];
        sum += fabs(price[i]);
    }
    near->rounding = sum * (near->players + 2) * DBL_EPSILON;
    for (uint32_t k = 0; k < SAMPLE; k++) /* steps of the golden ratio spread evenly (Knuth, volume 3, 6.4) */
        sample[k] = excess_at(near, game, (k * UINT32_C(0x9E3779B1)) >> (32 - near->players));
    qsort(sample, SAMPLE, sizeof *sample, larger_first);
    near->cut = sample[ABOVE];
    near->ready = false;
    atomic_store((atomic_size_t *)near->taken, 0);
}

void ent_near_keep(ent_near *near, size_t block, ent_coalition_mask start, const uint16_t *place, size_t size,
                   const double *row, double sign) {
    size_t first = size == 0 ? 0 : atomic_fetch_add((atomic_size_t *)near->taken, size);
    near->first[block] = first;
    near->size[block] = 0;
    if (first > near->capacity || size > near->capacity - first) return;
    near->size[block] = size;
    for (size_t k = 0; k < size; k++) {
        near->coalition[first + k] = start | place[k];
        near->value[first + k] = sign * row[place[k]];
    }
}

void ent_near_end(ent_near *near) {
    near->ready = atomic_load((atomic_size_t *)near->taken) <= near->capacity;
}

size_t ent_near_size(const ent_near *near) {
    return near->ready ? atomic_load((atomic_size_t *)near->taken) : 0;
}

bool ent_near_covers(const ent_near *near, const double *price, double margin) {
    double fallen = 0, moved = 0;
    for (unsigned i = 0; i < near->players; i++) {
        if (price[i] < near->price[i]) fallen += near->price[i] - price[i];
        moved += fabs(price[i]) + fabs(near->price[i]);
    }
    double rounding = 4 * near->rounding + moved * (near->players + 2) * DBL_EPSILON;
    return near->ready && near->cut + fallen + rounding < margin;
}
