/* An allocator that fails on the n-th allocation and counts what is still held: for loops over every n.
 *
 *     for (size_t n = 0;; n++) {
 *         fail_alloc state;
 *         ent_allocator allocator = fail_alloc_at(&state, n);
 *         ... run the code with &allocator ...
 *         assert_int_equal(state.held, 0);
 *         if (!state.failed) break;     // n is beyond the last allocation
 *     }
 */
#ifndef ENTENTE_TESTS_FAIL_ALLOC_H
#define ENTENTE_TESTS_FAIL_ALLOC_H

#include <entente/base.h>

typedef struct fail_alloc {
    size_t calls;   /* allocations and reallocations asked for */
    size_t fail_at; /* this one and all that follow fail, from 0; SIZE_MAX: none */
    size_t held;    /* blocks not released yet */
    bool only_once; /* only this one fails, the next succeed again */
    bool failed;    /* whether one failed */
} fail_alloc;

/* `state` must outlive the allocator. */
ent_allocator fail_alloc_at(fail_alloc *state, size_t fail_at);

#endif
