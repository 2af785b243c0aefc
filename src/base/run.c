/* What a computation gets from its caller. */
#include <entente/base.h>

const ent_allocator *ent_run_allocator(const ent_run *run) {
    return run != NULL && run->allocator != NULL ? run->allocator : ent_allocator_default();
}

bool ent_run_cancelled(const ent_run *run) {
    return run != NULL && run->cancelled != NULL && run->cancelled(run->context);
}

void ent_run_progress(const ent_run *run, double fraction, const char *what) {
    if (run != NULL && run->progress != NULL) run->progress(run->context, fraction, what);
}
