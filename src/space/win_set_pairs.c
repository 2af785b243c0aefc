/* Pairs of sums that reach two thresholds: a sweep along the first sum with a Fenwick tree over the second. */
#include "space/win_set_sums.h"

#include <stdlib.h>
#include <string.h>

typedef struct ranked {
    int64_t value;
    uint32_t row;
} ranked;

typedef struct sweep {
    const ent_sums *first, *second;
    ranked *order;     /* rows of the second list by their second sum */
    uint32_t *rank;    /* of each row of the second list, from 1 */
    uint64_t *tree;    /* Fenwick tree over the ranks */
    uint64_t *through; /* counts of all rows up to a rank */
    uint32_t *ask;     /* first x thresholds: how many rows of the second list fall short in the second sum */
} sweep;

static int by_value(const void *left, const void *right) {
    const ranked *a = left, *b = right;
    if (a->value != b->value) return a->value < b->value ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static inline int64_t sum_of(const ent_sums *sums, size_t row, size_t column) {
    return column < sums->width ? sums->at[row * sums->width + column] : 0;
}

/* How many values are below `least`. */
static uint32_t below(const ranked *order, size_t size, int64_t least) {
    size_t low = 0, high = size;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (order[middle].value < least)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static void fill(sweep *s, const int64_t *thresholds, size_t size) {
    const size_t rows = s->second->size;
    for (size_t y = 0; y < rows; y++)
        s->order[y] = (ranked){sum_of(s->second, y, 1), (uint32_t)y};
    qsort(s->order, rows, sizeof *s->order, by_value);
    s->through[0] = 0;
    for (size_t r = 0; r < rows; r++) {
        s->rank[s->order[r].row] = (uint32_t)r + 1;
        s->through[r + 1] = s->through[r] + (uint64_t)s->second->counts[s->order[r].row];
    }
    for (size_t x = 0; x < s->first->size; x++)
        for (size_t j = 0; j < size; j++)
            s->ask[x * size + j] = below(s->order, rows, thresholds[j] - sum_of(s->first, x, 1));
}

/* No threshold asked of the first sum. */
static void count_second(const sweep *s, size_t size, ent_tally *counts) {
    const size_t rows = s->second->size;
    for (size_t x = 0; x < s->first->size; x++) {
        counts[0] += s->first->counts[x] * s->through[rows];
        for (size_t j = 0; j < size; j++)
            counts[j + 1] += s->first->counts[x] * (s->through[rows] - s->through[s->ask[x * size + j]]);
    }
}

static void count_both(const sweep *s, int64_t threshold, size_t size, ent_tally *counts) {
    const size_t rows = s->second->size;
    memset(s->tree, 0, (rows + 1) * sizeof *s->tree);
    uint64_t entered = 0;
    size_t left = rows; /* rows that have not entered: their first sum is too small so far */
    for (size_t x = 0; x < s->first->size; x++) {
        const int64_t need = threshold - sum_of(s->first, x, 0);
        for (; left > 0 && sum_of(s->second, left - 1, 0) >= need; left--) {
            const uint64_t count = (uint64_t)s->second->counts[left - 1];
            entered += count;
            for (size_t at = s->rank[left - 1]; at <= rows && size > 0; at += at & -at)
                s->tree[at] += count;
        }
        counts[0] += s->first->counts[x] * entered;
        for (size_t j = 0; j < size; j++) {
            uint64_t short_of = 0;
            for (size_t at = s->ask[x * size + j]; at > 0; at -= at & -at)
                short_of += s->tree[at];
            counts[j + 1] += s->first->counts[x] * (entered - short_of);
        }
    }
}

ent_status ent_sums_pairs(const ent_sums *first, const ent_sums *second, const int64_t *const thresholds[2],
                          const size_t size[2], ent_tally *counts) {
    const ent_allocator *allocator = first->allocator;
    sweep s = {.first = first, .second = second};
    s.order = ent_alloc_array(allocator, second->size, sizeof *s.order);
    s.rank = ent_alloc_array(allocator, second->size, sizeof *s.rank);
    s.tree = ent_alloc_array(allocator, second->size + 1, sizeof *s.tree);
    s.through = ent_alloc_array(allocator, second->size + 1, sizeof *s.through);
    s.ask = ent_alloc_array(allocator, first->size * (size[1] ? size[1] : 1), sizeof *s.ask);
    const bool good = s.order && s.rank && s.tree && s.through && s.ask;
    if (good) {
        const size_t row = size[1] + 1;
        memset(counts, 0, (size[0] + 1) * row * sizeof *counts);
        fill(&s, thresholds[1], size[1]);
        count_second(&s, size[1], counts);
        for (size_t i = 0; i < size[0]; i++)
            count_both(&s, thresholds[0][i], size[1], counts + (i + 1) * row);
    }
    ent_free(allocator, s.order);
    ent_free(allocator, s.rank);
    ent_free(allocator, s.tree);
    ent_free(allocator, s.through);
    ent_free(allocator, s.ask);
    return good ? ENT_OK : ENT_MEMORY;
}
