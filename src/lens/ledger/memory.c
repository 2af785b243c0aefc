/* An allocator that remembers whether it ever failed. Labels and words are written in passing, and a missing one must
 * not go unnoticed: the lens asks once at its end. */
#include "lens/ledger/report.h"

static void *allocate(void *context, size_t size) {
    ent_ledger_memory *memory = context;
    void *pointer = memory->below->allocate(memory->below->context, size);
    if (pointer == NULL) memory->failed = true;
    return pointer;
}

static void *reallocate(void *context, void *pointer, size_t old_size, size_t new_size) {
    ent_ledger_memory *memory = context;
    void *moved = memory->below->reallocate(memory->below->context, pointer, old_size, new_size);
    if (moved == NULL) memory->failed = true;
    return moved;
}

static void release(void *context, void *pointer) {
    ent_ledger_memory *memory = context;
    memory->below->release(memory->below->context, pointer);
}

void ent_ledger_memory_watch(ent_ledger_memory *memory, const ent_allocator *below) {
    *memory = (ent_ledger_memory){.below = below};
    memory->allocator = (ent_allocator){allocate, reallocate, release, memory};
}
