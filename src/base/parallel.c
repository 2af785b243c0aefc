/* The one parallel loop. */
#include <entente/base.h>
#include <stdatomic.h>

#ifdef _OPENMP
#include <omp.h>
#include <pthread.h>
#endif

enum { MOST_THREADS = 1024 };
enum { BLOCKS_PER_THREAD = 64, LARGEST_BLOCK = 1024, CANCEL_EVERY = 16 };

typedef struct loop {
    const ent_run *run;
    ent_status (*body)(void *context, size_t index);
    void *context;
    size_t size, block;
    atomic_size_t first_failure; /* smallest failing index so far; size if none */
    atomic_bool cancelled;
    atomic_size_t finished; /* blocks */
    size_t blocks;
    bool asks, tells; /* whether the calling thread asks for cancelling, tells how far it is */
} loop;

#ifdef _OPENMP
static void *nothing(void *unused) {
    return unused;
}

/* How many threads the system gives, at most `wanted`. OpenMP ends the process when it cannot have a thread, so it is
 * asked for no more than could just be made; a thread that has ended keeps its stack until it is joined. */
static unsigned threads_to_be_had(unsigned wanted) {
    pthread_t threads[MOST_THREADS];
    unsigned made = 0;
    while (made + 1 < wanted && pthread_create(&threads[made], NULL, nothing, NULL) == 0)
        made++;
    for (unsigned i = 0; i < made; i++)
        pthread_join(threads[i], NULL);
    return made + 1;
}
#endif

static unsigned threads_wanted(const ent_run *run) {
    unsigned threads = 1;
#ifdef _OPENMP
    int cores = omp_get_num_procs();
    threads = run->threads > 0 ? run->threads : (unsigned)(cores > 0 ? cores : 1);
#else
    (void)run;
#endif
    return threads < MOST_THREADS ? threads : MOST_THREADS;
}

/* Threads that have been started are all in each loop: OpenMP ends those that it finds no use for. */
static unsigned thread_count(const ent_run *run, size_t blocks) {
    unsigned threads = 1;
#ifdef _OPENMP
    if (run == NULL || blocks < 2 || omp_in_parallel()) return 1;
    threads = threads_wanted(run);
    if (run->threads_started) return threads;
    if (threads > blocks) threads = (unsigned)blocks;
    if (threads > 1) threads = threads_to_be_had(threads);
#else
    (void)run, (void)blocks;
#endif
    return threads;
}

static void note_failure(loop *work, size_t index) {
    size_t first = atomic_load(&work->first_failure);
    while (index < first && !atomic_compare_exchange_weak(&work->first_failure, &first, index)) {
    }
}

/* Indices beyond a failure are skipped, smaller ones still run: which failure is the first does not depend on who
 * was faster. Only the calling thread (`asks`) asks whether to stop. */
static ent_status run_block(loop *work, size_t block, bool asks) {
    size_t from = block * work->block;
    size_t to = work->size - from < work->block ? work->size : from + work->block;
    for (size_t i = from; i < to; i++) {
        if (asks && (i - from) % CANCEL_EVERY == 0 && ent_run_cancelled(work->run))
            atomic_store(&work->cancelled, true);
        if (asks && work->tells && (i - from) % CANCEL_EVERY == 0)
            ent_run_progress(work->run, (double)atomic_load(&work->finished) / (double)work->blocks, NULL);
        if (atomic_load_explicit(&work->cancelled, memory_order_relaxed)) return ENT_CANCELLED;
        if (i > atomic_load_explicit(&work->first_failure, memory_order_relaxed)) return ENT_OK;
        ent_status status = work->body(work->context, i);
        if (status == ENT_OK) continue;
        if (status == ENT_CANCELLED)
            atomic_store(&work->cancelled, true);
        else
            note_failure(work, i);
        return status;
    }
    return ENT_OK;
}

/* Blocks are handed out in order, so the failure of the first failing block is the one with the smallest index. */
static ent_status run_blocks(loop *work, unsigned threads) {
    size_t blocks = work->blocks;
    ent_status result = ENT_OK;
    size_t result_block = blocks;
#ifdef _OPENMP
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)threads) if (threads > 1)
#else
    (void)threads;
#endif
    for (size_t b = 0; b < blocks; b++) {
        bool asks = work->asks;
#ifdef _OPENMP
        asks = asks && omp_get_thread_num() == 0;
#endif
        ent_status status = run_block(work, b, asks);
        atomic_fetch_add(&work->finished, 1);
        if (status != ENT_OK && status != ENT_CANCELLED) {
#ifdef _OPENMP
#pragma omp critical(entente_failure)
#endif
            if (b < result_block) {
                result_block = b;
                result = status;
            }
        }
    }
    if (result == ENT_OK && atomic_load(&work->cancelled)) result = ENT_CANCELLED;
    return result;
}

ent_status ent_parallel(const ent_run *run, size_t size, ent_status (*body)(void *context, size_t index),
                        void *context) {
    loop work = {.run = run, .body = body, .context = context, .size = size};
    unsigned threads = thread_count(run, size);
    work.block = threads > 0 ? size / ((size_t)threads * BLOCKS_PER_THREAD) : 0;
    if (work.block < 1) work.block = 1;
    if (work.block > LARGEST_BLOCK) work.block = LARGEST_BLOCK;
    atomic_init(&work.first_failure, size);
    atomic_init(&work.cancelled, false);
    atomic_init(&work.finished, 0);
    work.blocks = size / work.block + (size % work.block != 0);
    work.asks = work.tells = true;
#ifdef _OPENMP
    work.asks = omp_get_thread_num() == 0; /* of the loop around this one, if there is one */
    work.tells = omp_get_level() == 0;
#endif
    return run_blocks(&work, threads);
}

static ent_status no_work(void *context, size_t index) {
    (void)context, (void)index;
    return ENT_OK;
}

void ent_run_start_threads(ent_run *run) {
    run->threads = threads_wanted(run);
#ifdef _OPENMP
    if (run->threads > 1) run->threads = threads_to_be_had(run->threads);
#endif
    run->threads_started = true;
    const ent_run alone = {.threads = run->threads, .threads_started = true};
    ent_parallel(&alone, 2, no_work, NULL);
}
