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

/* A list of its own with the same rows, in `out` (freed on failure). False when memory fails. */
bool ent_sums_copy(const ent_sums *sums, ent_sums *out);

#endif
