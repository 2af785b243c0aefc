/* The part of a table that stands out. */
#include "games/tu/near.h"

#include <float.h>
#include <math.h>
#include <stdatomic.h>

enum { SAMPLE = 1024, ABOVE = SAMPLE / ENT_NEAR_PART };

/* Room that is written before it is read. Zeroing it would take one thread longer than many take to fill it. */
static void *room(const ent_allocator *allocator, size_t count, size_t size) {
    if (allocator == NULL) allocator = ent_allocator_default();
    if (count > SIZE_MAX / size) return NULL;
    return allocator->allocate(allocator->context, count > 0 ? count * size : 1);
}

ent_status ent_near_init(ent_near *near, unsigned players, size_t blocks, size_t whole,
                         const ent_allocator *allocator) {
    *near = (ent_near){.players = players, .blocks = blocks, .allocator = allocator};
    near->capacity = whole / (ENT_NEAR_PART / 2);
    near->coalition = room(allocator, near->capacity, sizeof *near->coalition);
    near->value = room(allocator, near->capacity, sizeof *near->value);
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

/* The largest of a sample, in order, as many as are wanted. */
typedef struct best {
    double value[ABOVE + 1];
    size_t size, wanted;
} best;

static void take_in(best *most, double one) {
    if (most->size == most->wanted && !(one > most->value[most->size - 1])) return;
    size_t at = most->size < most->wanted ? most->size++ : most->wanted - 1;
    for (; at > 0 && one > most->value[at - 1]; at--)
        most->value[at] = most->value[at - 1];
    most->value[at] = one;
}

static double members_price(const ent_near *near, uint32_t coalition) {
    double sum = 0;
    for (; coalition != 0; coalition &= coalition - 1)
        sum += near->price[__builtin_ctz(coalition)];
    return sum;
}

static void begin(ent_near *near, const double *price) {
    near->size_of_prices = 0;
    for (unsigned i = 0; i < near->players; i++) {
        near->price[i] = price[i];
        near->size_of_prices += fabs(price[i]);
    }
    near->ready = false;
    atomic_store((atomic_size_t *)near->taken, 0);
}

/* Steps of the golden ratio spread evenly (Knuth, volume 3, 6.4). */
static uint32_t spread(uint32_t k, unsigned bits) {
    return (k * UINT32_C(0x9E3779B1)) >> (32 - bits);
}

void ent_near_begin(ent_near *near, const ent_tu_game *game, const double *price) {
    best most = {.wanted = ABOVE + 1};
    begin(near, price);
    for (uint32_t k = 0; k < SAMPLE; k++) {
        const uint32_t coalition = spread(k, near->players);
        const double entry = game->value[coalition];
        take_in(&most, (game->cost ? -entry : entry) - members_price(near, coalition));
    }
    near->cut = most.value[ABOVE];
}

/* By blocks, as the places that blocks have taken depend on who was faster. */
void ent_near_begin_within(ent_near *near, const ent_near *from, const double *price) {
    best most = {.wanted = ABOVE + 1};
    size_t size = 0;
    const unsigned bits = (unsigned)__builtin_ctzll(from->blocks);
    begin(near, price);
    for (uint32_t k = 0; k < SAMPLE; k++) {
        const uint32_t block = spread(k, bits);
        if (from->size[block] == 0) continue;
        const size_t place = from->first[block] + k % from->size[block];
        take_in(&most, from->value[place] - members_price(near, from->coalition[place]));
        size++;
    }
    near->cut = size > 0 ? most.value[size / ENT_NEAR_PART] : INFINITY;
}

/* Room for what a block keeps; false where there is none. */
static bool claim(ent_near *near, size_t block, size_t size) {
    size_t first = size == 0 ? 0 : atomic_fetch_add((atomic_size_t *)near->taken, size);
    bool room = first <= near->capacity && size <= near->capacity - first;
    near->first[block] = first;
    near->size[block] = room ? size : 0;
    return room;
}

void ent_near_keep(ent_near *near, size_t block, ent_coalition_mask start, const uint16_t *place, size_t size,
                   const double *row, double sign) {
    if (!claim(near, block, size)) return;
    const size_t first = near->first[block];
    for (size_t k = 0; k < size; k++) {
        near->coalition[first + k] = start | place[k];
        near->value[first + k] = sign * row[place[k]];
    }
}

void ent_near_keep_within(ent_near *near, const ent_near *from, size_t block, const uint16_t *place, size_t size) {
    if (!claim(near, block, size)) return;
    const size_t first = near->first[block], start = from->first[block];
    for (size_t k = 0; k < size; k++) {
        near->coalition[first + k] = from->coalition[start + place[k]];
        near->value[first + k] = from->value[start + place[k]];
    }
}

double ent_near_rounding(const ent_near *near, double largest) {
    return (largest + near->size_of_prices) * (near->players + 2) * DBL_EPSILON;
}

void ent_near_end(ent_near *near, double largest) {
    near->rounding = ent_near_rounding(near, largest);
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
