/* The coalition that an allocation serves worst: memory. */
#include "games/structured/worst.h"

ent_status ent_worst_init(ent_worst *worst, size_t players, const ent_run *run) {
    *worst = (ent_worst){.allocator = ent_run_allocator(run)};
    worst->count = ent_alloc_array(worst->allocator, players, sizeof *worst->count);
    if (worst->count == NULL) return ENT_MEMORY;
    worst->players = players;
    mpq_init(worst->excess);
    return ENT_OK;
}

void ent_worst_free(ent_worst *worst) {
    if (worst->count != NULL) mpq_clear(worst->excess);
    ent_free(worst->allocator, worst->count);
    *worst = (ent_worst){0};
}

bool ent_worst_in_core(const ent_worst *worst) {
    return worst->efficient && (!worst->exists || mpq_sgn(worst->excess) <= 0);
}
