/* An allocator that fails when it is told to. */
#include "support/fail_alloc.h"

#include <stdlib.h>

static bool fails(fail_alloc *state) {
    size_t call = state->calls++;
    bool now = state->only_once ? call == state->fail_at : call >= state->fail_at;
    if (now) state->failed = true;
    return now;
}

static void *allocate(void *context, size_t size) {
    fail_alloc *state = context;
    void *pointer = fails(state) ? NULL : malloc(size);
    if (pointer != NULL) state->held++;
    return pointer;
}

static void *reallocate(void *context, void *pointer, size_t old_size, size_t new_size) {
    (void)old_size;
    return fails(context) ? NULL : realloc(pointer, new_size);
}

static void release(void *context, void *pointer) {
    fail_alloc *state = context;
    if (pointer != NULL) state->held--;
    free(pointer);
}

ent_allocator fail_alloc_at(fail_alloc *state, size_t fail_at) {
    *state = (fail_alloc){.fail_at = fail_at};
    return (ent_allocator){allocate, reallocate, release, state};
}
