/* Orders of plain numbers. */
#include "base/compare.h"

#include <stdint.h>

int ent_compare_doubles(const void *left, const void *right) {
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

int ent_compare_bits(const void *left, const void *right) {
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}
