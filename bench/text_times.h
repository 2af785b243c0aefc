/* Times of reading a text: the best of a few, in seconds of the process's own time. */
#ifndef ENTENTE_BENCH_TEXT_TIMES_H
#define ENTENTE_BENCH_TEXT_TIMES_H

#include <stdlib.h>
#include <string.h>
#include <time.h>

static double bench_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double bench_best(void (*work)(void *context), void *context) {
    enum { REPEATS = 5 };
    double least = 1e9;
    for (int k = 0; k < REPEATS; k++) {
        const double start = bench_now();
        work(context);
        const double time = bench_now() - start;
        least = time < least ? time : least;
    }
    return least;
}

typedef struct bench_copy {
    const char *from;
    char *to;
    size_t size;
} bench_copy;

static void bench_copy_once(void *context) {
    const bench_copy *self = context;
    memcpy(self->to, self->from, self->size);
    volatile char kept = self->to[self->size / 2];
    (void)kept;
}

/* What a copy of the text in memory takes. */
static double bench_copied(const char *text, size_t size) {
    bench_copy self = {text, malloc(size), size};
    if (self.to == NULL) exit(3);
    bench_copy_once(&self);
    const double time = bench_best(bench_copy_once, &self);
    free(self.to);
    return time;
}

#endif
