/* Texts made of given sentences, and times of reading them: the best of a few, in seconds of the process's own time. */
#ifndef ENTENTE_BENCH_TEXT_TIMES_H
#define ENTENTE_BENCH_TEXT_TIMES_H

#include <entente/base.h>
#include <stdio.h>
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

/* Sentences in a random order, so many a line; %d in them stands for a random number. From malloc. */
static inline char *bench_make_text(const char *const *sentences, size_t count, size_t a_line, size_t size) {
    enum { LONGEST = 260 };
    char *text = malloc(size + LONGEST);
    size_t at = 0;
    ent_random random = ent_random_stream(11, 0);
    if (text == NULL) exit(3);
    for (size_t n = 1; at < size; n++) {
        const char *form = sentences[ent_random_below(&random, count)], *slot = strstr(form, "%d");
        const size_t before = slot == NULL ? strlen(form) : (size_t)(slot - form);
        memcpy(text + at, form, before);
        at += before;
        if (slot != NULL)
            at += (size_t)snprintf(text + at, LONGEST, "%d%s", 1 + (int)ent_random_below(&random, 28), slot + 2);
        if (n % a_line == 0) text[at - 1] = '\n';
    }
    text[size] = '\0';
    return text;
}

#endif
