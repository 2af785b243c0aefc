/* The order in which pairs of sums are decided by one threshold: points and questions sorted together. */
#include "space/win_set_pairs.h"

#include <string.h>

enum { DIGIT = 11, BUCKETS = 1 << DIGIT };

typedef struct keyed {
    uint64_t key;
    uint32_t row;
} keyed;

/* ---- one column of one list ------------------------------------------------------------------------------------ */

static int64_t extreme(const ent_sums *list, size_t column, bool most) {
    int64_t found = list->at[column];
    for (size_t row = 1; row < list->size; row++) {
        const int64_t value = list->at[row * list->width + column];
        if (most ? value > found : value < found) found = value;
    }
    return found;
}

static bool sorted(const keyed *rows, size_t size) {
    for (size_t k = 1; k < size; k++)
        if (rows[k].key < rows[k - 1].key) return false;
    return true;
}

static void by_digit(const keyed *from, keyed *to, size_t size, unsigned shift) {
    size_t start[BUCKETS] = {0};
    for (size_t k = 0; k < size; k++)
        start[from[k].key >> shift & (BUCKETS - 1)]++;
    size_t sum = 0;
    for (size_t b = 0; b < BUCKETS; b++) {
        const size_t count = start[b];
        start[b] = sum;
        sum += count;
    }
    for (size_t k = 0; k < size; k++)
        to[start[from[k].key >> shift & (BUCKETS - 1)]++] = from[k];
}

/* Rows by distance from one end of the column: the smallest first (falling: the largest first). A stable radix sort. */
static void sort_column(const ent_sums *list, size_t column, bool falling, int64_t end, keyed *rows, keyed *spare) {
    uint64_t all = 0;
    for (size_t row = 0; row < list->size; row++) {
        const int64_t value = list->at[row * list->width + column];
        rows[row] = (keyed){(uint64_t)(falling ? end - value : value - end), (uint32_t)row};
        all |= rows[row].key;
    }
    if (sorted(rows, list->size)) return;
    keyed *from = rows, *to = spare;
    for (unsigned shift = 0; shift < 64 && all >> shift > 0; shift += DIGIT) {
        by_digit(from, to, list->size, shift);
        keyed *const swap = from;
        from = to;
        to = swap;
    }
    if (from != rows) memcpy(rows, from, list->size * sizeof *rows);
}

/* ---- both lists together --------------------------------------------------------------------------------------- */

/* A point comes before a question if it reaches what the question needs. */
static void merge(const keyed *points, size_t points_size, int64_t top, const keyed *questions, size_t questions_size,
                  int64_t need, uint32_t *order) {
    size_t p = 0, q = 0;
    while (p < points_size || q < questions_size) {
        const bool point = q == questions_size ||
                           (p < points_size && top - (int64_t)points[p].key >= need - (int64_t)questions[q].key);
        *order++ = point ? points[p++].row : (uint32_t)points_size + questions[q++].row;
    }
}

ent_status ent_pair_orders_column(const ent_sums *first, const ent_sums *second, size_t column,
                                  const int64_t *thresholds, size_t size, uint32_t *const *orders) {
    const ent_allocator *allocator = first->allocator;
    const size_t most = first->size > second->size ? first->size : second->size;
    keyed *points = ent_alloc_array(allocator, second->size, sizeof *points);
    keyed *questions = ent_alloc_array(allocator, first->size, sizeof *questions);
    keyed *spare = ent_alloc_array(allocator, most, sizeof *spare);
    const bool good = points && questions && spare;
    if (good) {
        const int64_t top = extreme(second, column, true), bottom = extreme(first, column, false);
        sort_column(second, column, true, top, points, spare);
        sort_column(first, column, false, bottom, questions, spare);
        for (size_t k = 0; k < size; k++)
            merge(points, second->size, top, questions, first->size, thresholds[k] - bottom, orders[k]);
    }
    ent_free(allocator, points);
    ent_free(allocator, questions);
    ent_free(allocator, spare);
    return good ? ENT_OK : ENT_MEMORY;
}
