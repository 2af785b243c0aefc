/* Pairs of sums that reach thresholds in several columns at once. Private to the win-sets. */
#ifndef ENT_SPACE_WIN_SET_PAIRS_H
#define ENT_SPACE_WIN_SET_PAIRS_H

#include "space/win_set_sums.h"

/* What is asked of the sum of a row of each list: in every column (those of the lists) some thresholds, rising. */
typedef struct ent_sums_asked {
    size_t width;
    const int64_t *thresholds[ENT_VOTERS];
    size_t size[ENT_VOTERS];
} ent_sums_asked;

/* How many combinations of thresholds, one or none of each column, there are: the product of (size + 1). */
size_t ent_sums_cells(const ent_sums_asked *asked);
/* About how many elements are looked at to count all of them over lists with so many rows together. */
double ent_sums_work(const ent_sums_asked *asked, size_t rows);

/* How many pairs of a row of each list reach all thresholds of a combination, for every one: counts[c], c = the places
 * (0: none asked, 1: the least, ...) as digits, that of the last column the lowest. Points (rows of the second list)
 * and questions (rows of the first) are sorted by every threshold; how many points stand before a question in all the
 * orders is counted offline by divide and conquer, dimension by dimension (Bentley 1980), with a Fenwick tree (1994)
 * over the last: for k columns about n log(n)^(k - 1). Lists are not empty; the counts of the second sum to less than
 * 2^63, the whole to less than 2^127. Memory: about 60 bytes a row and column on every thread. */
ent_status ent_sums_pairs(const ent_run *run, const ent_sums *first, const ent_sums *second,
                          const ent_sums_asked *asked, ent_tally *counts);

/* ---- private to the counting --------------------------------------------------------------------------------------
 */

/* For each threshold of a column the rows of both lists in the order in which a point (row r of the second list: r)
 * stands before a question (row r of the first: second->size + r) if and only if together they reach it. */
ent_status ent_pair_orders_column(const ent_sums *first, const ent_sums *second, size_t column,
                                  const int64_t *thresholds, size_t size, uint32_t *const *orders);

#endif
