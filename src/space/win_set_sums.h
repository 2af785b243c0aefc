/* Lists of different sums with how often each occurs. Private to the win-sets. */
#ifndef ENT_SPACE_WIN_SET_SUMS_H
#define ENT_SPACE_WIN_SET_SUMS_H

#include "space/win_set.h"

enum { ENT_SUMS = 1 << 20 }; /* different ones in a list, at most */

/* Rows of `width` sums each, in rising lexicographic order, all different. */
typedef struct ent_sums {
    const ent_allocator *allocator;
    size_t width, size, capacity;
    int64_t *at;       /* size x width */
    ent_tally *counts; /* size */
} ent_sums;

/* What an issue adds: its open options, those that add the same taken together. */
typedef struct ent_addends {
    size_t size;
    int64_t *at;       /* size x width */
    ent_tally *counts; /* how many options */
} ent_addends;

void ent_sums_init(ent_sums *sums, const ent_allocator *allocator, size_t width);
void ent_sums_free(ent_sums *sums);
/* Adds a row at the end; order and sameness are for ent_sums_sort. False when memory fails. */
bool ent_sums_push(ent_sums *sums, const int64_t *row, ent_tally count);
/* Orders the rows and merges equal ones. False when memory fails. */
bool ent_sums_sort(ent_sums *sums);
/* All sums of a row and an addend, in `out` (freed on failure). *fits: there are at most ENT_SUMS. */
ent_status ent_sums_add(const ent_sums *sums, const ent_addends *addends, ent_sums *out, bool *fits);

/* For lists of width 2 (or 1): how many pairs of a row of each reach both thresholds, by threshold:
 * counts[i * (size[1] + 1) + j] for the i-th of the first (0: none asked) and the j-th of the second. Thresholds rise.
 * The counts of the second list must sum to less than 2^63. */
ent_status ent_sums_pairs(const ent_sums *first, const ent_sums *second, const int64_t *const thresholds[2],
                          const size_t size[2], ent_tally *counts);

#endif
