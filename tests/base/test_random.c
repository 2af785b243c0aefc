/* Random streams against the published vectors and an own Philox; the parallel loop. */
#include <entente/base.h>
#include <math.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/unit.h"

/* Philox4x64-10 written down from the paper, apart from the library that the product uses. */
static void philox(const uint64_t counter[4], const uint64_t key[2], uint64_t out[4]) {
    typedef unsigned __int128 wide;
    uint64_t c[4] = {counter[0], counter[1], counter[2], counter[3]}, k[2] = {key[0], key[1]};
    for (int round = 0; round < 10; round++) {
        wide a = (wide)UINT64_C(0xD2E7470EE14C6C93) * c[0], b = (wide)UINT64_C(0xCA5A826395121157) * c[2];
        uint64_t next[4] = {(uint64_t)(b >> 64) ^ c[1] ^ k[0], (uint64_t)b, (uint64_t)(a >> 64) ^ c[3] ^ k[1],
                            (uint64_t)a};
        for (int i = 0; i < 4; i++)
            c[i] = next[i];
        k[0] += UINT64_C(0x9E3779B97F4A7C15);
        k[1] += UINT64_C(0xBB67AE8584CAA73B);
    }
    for (int i = 0; i < 4; i++)
        out[i] = c[i];
}

/* The known answers that come with Random123 (kat_vectors, philox4x64 10). */
static void known_answers(void **state) {
    (void)state;
    static const struct {
        uint64_t counter[4], key[2], want[4];
    } vectors[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
        {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
         {UINT64_MAX, UINT64_MAX},
         {0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
        {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
         {0x452821e638d01377, 0xbe5466cf34e90c6c},
         {0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
    };
    for (size_t i = 0; i < 3; i++) {
        uint64_t got[4];
        philox(vectors[i].counter, vectors[i].key, got);
        for (int j = 0; j < 4; j++)
            assert_true(got[j] == vectors[i].want[j]);
    }
    ent_random random = ent_random_stream(0, 0);
    for (int j = 0; j < 4; j++)
        assert_true(ent_random_bits(&random) == vectors[0].want[j]);
}

static void streams(void **state) {
    (void)state;
    for (uint64_t s = 0; s < 50; s++) {
        uint64_t seed = s * UINT64_C(0x9E3779B97F4A7C15), stream = s % 7;
        ent_random random = ent_random_stream(seed, stream);
        for (uint64_t block = 0; block < 20; block++) {
            uint64_t counter[4] = {block, 0, 0, 0}, key[2] = {seed, stream}, want[4];
            philox(counter, key, want);
            for (int i = 0; i < 4; i++)
                assert_true(ent_random_bits(&random) == want[i]);
        }
    }
}

/* Means, variances and bounds of the distributions; the seed is fixed, so nothing is left to luck. */
static void distributions(void **state) {
    (void)state;
    enum { DRAWS = 400000 };
    ent_random random = ent_random_stream(7, 7);
    double sum[3] = {0}, square[3] = {0};
    for (int i = 0; i < DRAWS; i++) {
        double x[3] = {ent_random_uniform(&random), ent_random_triangular(&random, 1, 2, 5),
                       ent_random_normal(&random, 3, 2)};
        assert_true(x[0] > 0 && x[0] < 1 && x[1] >= 1 && x[1] <= 5 && isfinite(x[2]));
        for (int j = 0; j < 3; j++) {
            sum[j] += x[j];
            square[j] += x[j] * x[j];
        }
    }
    const double mean[3] = {0.5, 8.0 / 3, 3}, variance[3] = {1.0 / 12, 13.0 / 18, 4};
    for (int j = 0; j < 3; j++) {
        double m = sum[j] / DRAWS, v = square[j] / DRAWS - m * m;
        assert_true(fabs(m - mean[j]) < 5 * sqrt(variance[j] / DRAWS));
        assert_true(fabs(v / variance[j] - 1) < 0.02);
    }
    assert_true(ent_random_triangular(&random, 4, 4, 4) == 4);
    assert_true(ent_random_triangular(&random, 4, 4, 5) >= 4);
    assert_true(ent_random_triangular(&random, 4, 5, 5) <= 5);
    size_t counts[6] = {0};
    for (int i = 0; i < 60000; i++)
        counts[ent_random_below(&random, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_true(counts[i] > 9500 && counts[i] < 10500);
    assert_true(ent_random_below(&random, 1) == 0);
    uint64_t large = UINT64_C(3) << 62; /* a quarter of all words is rejected */
    for (int i = 0; i < 1000; i++)
        assert_true(ent_random_below(&random, large) < large);
}

typedef struct work {
    size_t size;
    atomic_uchar *done;
    size_t fail_from, fail_step;
    atomic_size_t calls;
    pthread_t caller; /* who asks whether to stop */
    atomic_bool stopped;
} work;

static ent_status body(void *context, size_t index) {
    work *w = context;
    atomic_fetch_add(&w->calls, 1);
    atomic_fetch_add(&w->done[index], 1);
    bool fails = index >= w->fail_from && (index - w->fail_from) % w->fail_step == 0;
    if (!fails) return ENT_OK;
    return index == w->fail_from ? ENT_LIMIT : ENT_INPUT;
}

static void every_index_once(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, 2, 63, 1000, 100003};
    for (unsigned threads = 0; threads < 9; threads++) {
        for (size_t i = 0; i < 6; i++) {
            ent_run run = {.threads = threads};
            work w = {.size = sizes[i], .fail_from = SIZE_MAX, .fail_step = 1};
            w.done = calloc(sizes[i] + 1, sizeof *w.done);
            assert_int_equal(ent_parallel(threads == 8 ? NULL : &run, sizes[i], body, &w), ENT_OK);
            for (size_t j = 0; j < sizes[i]; j++)
                assert_int_equal(w.done[j], 1);
            free(w.done);
        }
    }
}

#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !__has_feature(address_sanitizer) &&            \
    !__has_feature(thread_sanitizer)
/* Loops of few, many and again few threads in a process whose memory does not do for the stacks of many. */
static int loops_in_little_memory(size_t started) {
    static const unsigned threads[] = {2, 1000, 3, 1000, 2, 500};
    const rlim_t little = (rlim_t)400 << 20;
    struct rlimit limit = {.rlim_cur = little, .rlim_max = little};
    if (setrlimit(RLIMIT_AS, &limit) != 0) return 2;
    for (size_t k = 0; k < sizeof threads / sizeof *threads; k++) {
        ent_run run = {.threads = threads[k]};
        if (k % 2 == started) ent_run_start_threads(&run);
        work w = {.size = 5000, .fail_from = SIZE_MAX, .fail_step = 1};
        w.done = calloc(w.size, sizeof *w.done);
        if (w.done == NULL || ent_parallel(&run, w.size, body, &w) != ENT_OK || w.calls != w.size) return 3;
        free(w.done);
    }
    return 0;
}

/* Before the process has had a parallel loop: OpenMP's threads do not survive a fork. */
static void threads_that_cannot_be_had(void **state) {
    (void)state;
    for (size_t started = 0; started < 3; started++) { /* the even ones, the odd ones, none */
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) _exit(loops_in_little_memory(started));
        int ended = 0;
        assert_int_equal(waitpid(child, &ended, 0), child);
        assert_true(WIFEXITED(ended));
        assert_int_equal(WEXITSTATUS(ended), 0);
    }
}
#else
static void threads_that_cannot_be_had(void **state) {
    (void)state;
    skip(); /* sanitizers want more memory than there would be */
}
#endif

static ent_status stops_itself(void *context, size_t index) {
    (void)context;
    return index == 700 ? ENT_CANCELLED : ENT_OK;
}

/* A body that was asked to stop inside: the whole is not done. */
static void cancelled_inside(void **state) {
    (void)state;
    for (unsigned threads = 1; threads < 4; threads++) {
        ent_run run = {.threads = threads};
        assert_int_equal(ent_parallel(&run, 1000, stops_itself, NULL), ENT_CANCELLED);
    }
}

/* The first failure is reported, and all before it have run. */
static void first_failure(void **state) {
    (void)state;
    for (unsigned threads = 1; threads < 9; threads++) {
        for (size_t from = 0; from < 20000; from = from * 3 + 1) {
            ent_run run = {.threads = threads};
            work w = {.size = 20000, .fail_from = from, .fail_step = 17};
            w.done = calloc(w.size, sizeof *w.done);
            assert_int_equal(ent_parallel(&run, w.size, body, &w), ENT_LIMIT);
            for (size_t j = 0; j <= from; j++)
                assert_int_equal(w.done[j], 1);
            free(w.done);
        }
    }
}

static bool stop(void *context) {
    work *w = context;
    if (atomic_load(&w->calls) > 100) atomic_store(&w->stopped, true);
    return atomic_load(&w->stopped);
}

/* However late the caller gets a core: the others leave it something to stop. */
static ent_status waits_for_caller(void *context, size_t index) {
    work *w = context;
    while (!pthread_equal(pthread_self(), w->caller) && !atomic_load(&w->stopped) && atomic_load(&w->calls) > 100)
        sched_yield();
    return body(w, index);
}

static void cancelled(void **state) {
    (void)state;
    for (unsigned threads = 1; threads < 4; threads++) {
        work w = {.size = 1000000, .fail_from = SIZE_MAX, .fail_step = 1, .caller = pthread_self()};
        ent_run run = {.threads = threads, .cancelled = stop, .context = &w};
        w.done = calloc(w.size, sizeof *w.done);
        assert_int_equal(ent_parallel(&run, w.size, waits_for_caller, &w), ENT_CANCELLED);
        assert_true(w.calls < w.size);
        free(w.done);
    }
}

typedef struct watch {
    pthread_t caller;
    atomic_size_t inner_calls, foreign; /* questions from other threads */
    size_t asked, told;
    double last;
    bool falls;
    ent_run run;
} watch;

static bool ask(void *context) {
    watch *w = context;
    if (pthread_equal(pthread_self(), w->caller) == 0)
        atomic_fetch_add(&w->foreign, 1);
    else
        w->asked++;
    return false;
}

static void tell(void *context, double fraction, const char *what) {
    watch *w = context;
    assert_null(what);
    if (pthread_equal(pthread_self(), w->caller) == 0) atomic_fetch_add(&w->foreign, 1);
    w->falls = w->falls || fraction < w->last || fraction > 1;
    w->last = fraction;
    w->told++;
}

static ent_status inner(void *context, size_t index) {
    watch *w = context;
    (void)index;
    atomic_fetch_add(&w->inner_calls, 1);
    return ENT_OK;
}

static ent_status outer(void *context, size_t index) {
    watch *w = context;
    (void)index;
    return ent_parallel(&w->run, 100, inner, w);
}

/* Whoever watches hears from its own thread alone, also where loops stand in loops. */
static void watched_from_one_thread(void **state) {
    (void)state;
    for (unsigned threads = 1; threads < 5; threads++) {
        watch w = {.caller = pthread_self()};
        w.run = (ent_run){.threads = threads, .cancelled = ask, .progress = tell, .context = &w};
        assert_int_equal(ent_parallel(&w.run, 3000, outer, &w), ENT_OK);
        assert_int_equal(w.inner_calls, 300000);
        assert_int_equal(w.foreign, 0);
        assert_true(threads > 1 || (w.asked > 0 && w.told > 0)); /* else the others may have been faster */
#ifdef _OPENMP                                                   /* without it, loops in loops tell of themselves */
        assert_false(w.falls);
#endif
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_that_cannot_be_had),
        cmocka_unit_test(known_answers),
        cmocka_unit_test(streams),
        cmocka_unit_test(distributions),
        cmocka_unit_test(every_index_once),
        cmocka_unit_test(first_failure),
        cmocka_unit_test(cancelled),
        cmocka_unit_test(cancelled_inside),
        cmocka_unit_test(watched_from_one_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
