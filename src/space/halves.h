/* Counting rational outcomes by halves: all sums over one half of the issues, all over the other, and for each of the
 * first how many of the second reach what is missing (a sweep with a Fenwick tree). Private to count.c. */
#ifndef ENT_SPACE_HALVES_H
#define ENT_SPACE_HALVES_H

#include "space/space.h"

/* *counted stays false where it does not apply: more than two parties can fall below their no-deal values, sums need
 * more than 62 bits, or a half has more than 10^6 outcomes or more than `budget`. */
ent_status ent_halves_count(const ent_run *run, const ent_space *space, size_t budget, uint64_t *pairs, bool *counted);

#endif
