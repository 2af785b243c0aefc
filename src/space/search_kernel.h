/* A component's packages: listed in blocks on all cores, or searched depth first with bounds. Each block keeps what
 * nothing beats; rounds of blocks are put together in file order, so the result and the steps taken do not depend on
 * the number of threads. Included once for each width: ENT_INT, ENT_NAME, ENT_SEARCH. */

enum { ENT_NAME(ROUND) = 64 };                               /* blocks */
enum { ENT_NAME(BLOCKS) = 2048, ENT_NAME(SMALL) = 1 << 14 }; /* at least so many blocks, but one for few packages */
enum { ENT_NAME(ASK_EVERY) = 1 << 12, ENT_NAME(PATIENCE) = 2048 };

typedef struct ENT_NAME(search) {
    const ent_run *run;
    const ent_allocator *allocator;
    const ent_cluster *c;
    ENT_INT *gain, *hope, *add; /* of the component, in this width */
    ENT_INT **cells;            /* of its pairs */
    ENT_INT *fixed;             /* size x dimensions: the most of an issue that nothing links to earlier ones */
    bool *linked;               /* per issue: interactions, or tables with earlier issues */
    ENT_INT need[ENT_SPACE_PARTIES];
    ENT_NAME(archive) found; /* of the rounds before */
    ENT_INT *seeds;          /* seeds_size x dimensions: vectors of some packages */
    size_t seeds_size;
    size_t prefix, blocks, round_start; /* issues that a block fixes */
    uint64_t left;                      /* steps */
    ENT_NAME(archive) * round;          /* per block of the round */
    uint64_t *steps;
    bool *spent;
    atomic_bool stopped;
} ENT_NAME(search);

typedef struct ENT_NAME(walk) { /* one block */
    ENT_NAME(search) * job;
    ENT_NAME(archive) * found;
    ENT_INT *sums;    /* (size + 1) x dimensions */
    uint64_t *alive;  /* (size + 1) x words */
    uint32_t *choice; /* size: flat */
    uint32_t *outcome;
    uint64_t steps;
    bool spent, enough;
} ENT_NAME(walk);

/* ---- one step ------------------------------------------------------------------------------------------------- */

/* The sums after taking an option of issue k on top of those before. */
static void ENT_NAME(take)(ENT_NAME(walk) * walk, size_t k, size_t flat) {
    const ENT_NAME(search) *job = walk->job;
    const ent_cluster *c = job->c;
    const size_t n = c->dimensions, words = c->words;
    const ENT_INT *sum = walk->sums + k * n;
    ENT_INT *next = walk->sums + (k + 1) * n;
    for (size_t d = 0; d < n; d++)
        next[d] = sum[d] + job->gain[flat * n + d];
    const size_t columns = c->first[k + 1] - c->first[k];
    for (size_t p = c->pair_first[k]; p < c->pair_first[k + 1]; p++) {
        const size_t row = walk->choice[c->pairs[p].first] - c->first[c->pairs[p].first];
        const ENT_INT *cell = job->cells[p] + (row * columns + (flat - c->first[k])) * n;
        for (size_t d = 0; d < n; d++)
            next[d] += cell[d];
    }
    if (c->interactions > 0) {
        const uint64_t *alive = walk->alive + k * words;
        uint64_t *left = walk->alive + (k + 1) * words;
        for (size_t w = 0; w < words; w++) {
            left[w] = alive[w] & c->holds[flat * words + w];
            for (uint64_t bits = left[w] & c->settled[k * words + w]; bits; bits &= bits - 1) {
                const size_t q = 64 * w + (size_t)__builtin_ctzll(bits);
                next[c->gainer[q]] += job->add[q];
            }
        }
    }
    walk->choice[k] = (uint32_t)flat;
}

/* The most that issue j adds, with the first k issues chosen, onto `bound`. */
static void ENT_NAME(add_most)(const ENT_NAME(walk) * walk, size_t k, size_t j, ENT_INT *bound) {
    const ENT_NAME(search) *job = walk->job;
    const ent_cluster *c = job->c;
    const size_t n = c->dimensions, words = c->words, columns = c->first[j + 1] - c->first[j];
    if (!job->linked[j]) {
        for (size_t d = 0; d < n; d++)
            bound[d] += job->fixed[j * n + d];
        return;
    }
    const uint64_t *alive = walk->alive + k * words, *bucket = c->bucket + (k * c->size + j) * words;
    ENT_INT most[ENT_SPACE_PARTIES] = {0}, sum[ENT_SPACE_PARTIES];
    for (size_t o = 0; o < columns; o++) {
        const size_t flat = c->first[j] + o;
        memcpy(sum, job->hope + flat * n, n * sizeof *sum);
        for (size_t p = c->pair_first[j]; p < c->pair_first[j + 1] && c->pairs[p].first < k; p++) {
            const size_t row = walk->choice[c->pairs[p].first] - c->first[c->pairs[p].first];
            const ENT_INT *cell = job->cells[p] + (row * columns + o) * n;
            for (size_t d = 0; d < n; d++)
                sum[d] += cell[d];
        }
        for (size_t w = 0; w < words && c->interactions > 0; w++)
            for (uint64_t bits = alive[w] & bucket[w] & c->holds[flat * words + w]; bits; bits &= bits - 1) {
                const size_t q = 64 * w + (size_t)__builtin_ctzll(bits);
                sum[c->gainer[q]] += job->add[q];
            }
        for (size_t d = 0; d < n; d++)
            if (o == 0 || sum[d] > most[d]) most[d] = sum[d];
    }
    for (size_t d = 0; d < n; d++)
        bound[d] += most[d];
}

static bool ENT_NAME(reaches)(const ENT_NAME(search) * job, const ENT_INT *point) {
    return !job->c->bounded || ENT_NAME(at_least)(point, job->need, job->c->dimensions);
}

/* A seed is a package from anywhere: only what it beats for certain is cut, not its equals. */
static bool ENT_NAME(seed_beats)(const ENT_NAME(search) * job, const ENT_INT *bound) {
    const size_t n = job->c->dimensions;
    for (size_t k = 0; k < job->seeds_size; k++)
        if (ENT_NAME(at_least)(job->seeds + k * n, bound, n) &&
            memcmp(job->seeds + k * n, bound, n * sizeof *bound) != 0)
            return true;
    return false;
}

/* Whether nothing below the first k choices can matter. */
static bool ENT_NAME(cut)(ENT_NAME(walk) * walk, size_t k) {
    const ENT_NAME(search) *job = walk->job;
    const ent_cluster *c = job->c;
    ENT_INT bound[ENT_SPACE_PARTIES];
    memcpy(bound, walk->sums + k * c->dimensions, c->dimensions * sizeof *bound);
    for (size_t j = k; j < c->size; j++)
        ENT_NAME(add_most)(walk, k, j, bound);
    if (!ENT_NAME(reaches)(job, bound)) return true;
    if (c->any_one) return false;
    if (c->dimensions > 2 && ENT_NAME(elites_cover)(walk->found, bound)) return true;
    return ENT_NAME(archive_covers)(walk->found, bound, ENT_NAME(PATIENCE)) ||
           ENT_NAME(archive_covers)(&job->found, bound, ENT_NAME(PATIENCE)) || ENT_NAME(seed_beats)(job, bound);
}

static ent_status ENT_NAME(nothing)(void *context, size_t index) {
    (void)context;
    (void)index;
    return ENT_OK;
}

/* Counts a step; now and then asks whether to stop (only the calling thread may, which the loop knows). */
static ent_status ENT_NAME(step)(ENT_NAME(walk) * walk) {
    ENT_NAME(search) *job = walk->job;
    if (++walk->steps > job->left) {
        walk->spent = true;
        return ENT_LIMIT;
    }
    if (walk->steps % ENT_NAME(ASK_EVERY) != 0) return ENT_OK;
    if (ent_parallel(job->run, 1, ENT_NAME(nothing), NULL) == ENT_CANCELLED) atomic_store(&job->stopped, true);
    return atomic_load_explicit(&job->stopped, memory_order_relaxed) ? ENT_CANCELLED : ENT_OK;
}

static ent_status ENT_NAME(arrive)(ENT_NAME(walk) * walk) {
    const ent_cluster *c = walk->job->c;
    const ENT_INT *point = walk->sums + c->size * c->dimensions;
    if (!ENT_NAME(reaches)(walk->job, point)) return ENT_OK;
    for (size_t k = 0; k < c->size; k++)
        walk->outcome[k] = c->option[walk->choice[k]];
    walk->enough = c->any_one;
    return ENT_NAME(archive_offer)(walk->found, point, walk->outcome);
}

static ent_status ENT_NAME(descend)(ENT_NAME(walk) * walk, size_t k) {
    const ent_cluster *c = walk->job->c;
    ent_status status = ENT_OK;
    if (k == c->size) return ENT_NAME(arrive)(walk);
    if (c->bounds && k + 1 < c->size && ENT_NAME(cut)(walk, k)) return ENT_OK;
    for (size_t flat = c->first[k]; flat < c->first[k + 1] && status == ENT_OK && !walk->enough; flat++) {
        ENT_NAME(take)(walk, k, flat);
        status = ENT_NAME(step)(walk);
        if (status == ENT_OK) status = ENT_NAME(descend)(walk, k + 1);
    }
    return status;
}

/* ---- blocks ----------------------------------------------------------------------------------------------------- */

static bool ENT_NAME(walk_make)(ENT_NAME(search) * job, ent_arena *arena, ENT_NAME(walk) * out) {
    const ent_cluster *c = job->c;
    *out = (ENT_NAME(walk)){.job = job};
    out->sums = ent_arena_array(arena, (c->size + 1) * c->dimensions, sizeof *out->sums);
    out->alive = ent_arena_array(arena, (c->size + 1) * c->words, sizeof *out->alive);
    out->choice = ent_arena_array(arena, c->size, sizeof *out->choice);
    out->outcome = ent_arena_array(arena, c->size, sizeof *out->outcome);
    if (!out->sums || !out->alive || !out->choice || !out->outcome) return false;
    memset(out->alive, 0xff, c->words * sizeof *out->alive);
    return true;
}

/* Takes the options that the block fixes: the last of them fastest. */
static void ENT_NAME(take_prefix)(ENT_NAME(walk) * walk, size_t block) {
    const ent_cluster *c = walk->job->c;
    for (size_t k = walk->job->prefix; k-- > 0;) {
        const size_t options = c->first[k + 1] - c->first[k];
        walk->choice[k] = (uint32_t)(c->first[k] + block % options);
        block /= options;
    }
    for (size_t k = 0; k < walk->job->prefix; k++)
        ENT_NAME(take)(walk, k, walk->choice[k]);
}

static ent_status ENT_NAME(run_block)(void *context, size_t index) {
    ENT_NAME(search) *job = context;
    ent_arena *arena = ent_arena_new(job->allocator);
    ENT_NAME(walk) walk;
    if (!arena || !ENT_NAME(walk_make)(job, arena, &walk)) {
        ent_arena_free(arena);
        return ENT_MEMORY;
    }
    walk.found = &job->round[index];
    ENT_NAME(take_prefix)(&walk, job->round_start + index);
    ent_status status = ENT_NAME(descend)(&walk, job->prefix);
    if (status == ENT_OK) status = ENT_NAME(archive_thin)(walk.found);
    job->steps[index] = walk.steps;
    job->spent[index] = walk.spent;
    ent_arena_free(arena);
    return status;
}

static ent_status ENT_NAME(run_round)(ENT_NAME(search) * job, size_t size, size_t *steps, bool *spent) {
    const ent_cluster *c = job->c;
    for (size_t k = 0; k < size; k++) {
        job->round[k] = (ENT_NAME(archive)){
            .allocator = job->allocator, .dimensions = c->dimensions, .issues = c->size, .most = c->most};
        job->steps[k] = 0;
        job->spent[k] = false;
    }
    ent_status status =
        size == 1 ? ENT_NAME(run_block)(job, 0) : ent_parallel(job->run, size, ENT_NAME(run_block), job);
    for (size_t k = 0; k < size; k++) {
        const ENT_NAME(archive) *block = &job->round[k];
        *steps += job->steps[k];
        if (job->spent[k] || job->steps[k] > job->left) {
            *spent = true;
            if (status == ENT_OK) status = ENT_LIMIT;
        }
        job->left -= job->steps[k] < job->left ? job->steps[k] : job->left;
        for (size_t p = 0; p < block->size && status == ENT_OK; p++)
            status =
                ENT_NAME(archive_offer)(&job->found, block->points + p * c->dimensions, block->outcomes + p * c->size);
        ENT_NAME(archive_free)(&job->round[k]);
    }
    return status == ENT_OK ? ENT_NAME(archive_thin)(&job->found) : status;
}

static ent_status ENT_NAME(run_rounds)(ENT_NAME(search) * job, size_t *steps, bool *spent) {
    ent_status status = ENT_OK;
    for (job->round_start = 0; job->round_start < job->blocks && status == ENT_OK;
         job->round_start += ENT_NAME(ROUND)) {
        const size_t left = job->blocks - job->round_start;
        if (job->blocks > 1)
            ent_run_progress(job->run, (double)job->round_start / (double)job->blocks, "searching linked issues");
        if (ent_run_cancelled(job->run)) return ENT_CANCELLED;
        status = ENT_NAME(run_round)(job, left < ENT_NAME(ROUND) ? left : ENT_NAME(ROUND), steps, spent);
        if (job->c->any_one && job->found.size > 0) break;
    }
    return status;
}

/* ---- seeds --------------------------------------------------------------------------------------------------------
 */

static double ENT_NAME(weigh)(const ENT_NAME(search) * job, const ENT_INT *point, const double *weights) {
    double sum = 0;
    for (size_t d = 0; d < job->c->dimensions; d++)
        sum += weights[d] * (double)point[d];
    return sum;
}

/* The vector of a whole package. */
static const ENT_INT *ENT_NAME(value)(ENT_NAME(walk) * walk, const uint32_t *package) {
    const ent_cluster *c = walk->job->c;
    for (size_t k = 0; k < c->size; k++)
        ENT_NAME(take)(walk, k, package[k]);
    return walk->sums + c->size * c->dimensions;
}

/* Improves one issue after another as long as the weighted sum rises. */
static void ENT_NAME(climb_hill)(ENT_NAME(walk) * walk, const double *weights, uint32_t *package, ENT_INT *best) {
    enum { PASSES = 8 };
    const ent_cluster *c = walk->job->c;
    memcpy(best, ENT_NAME(value)(walk, package), c->dimensions * sizeof *best);
    bool better = true;
    for (size_t pass = 0; pass < PASSES && better; pass++) {
        better = false;
        for (size_t k = 0; k < c->size; k++) {
            uint32_t kept = package[k];
            for (size_t flat = c->first[k]; flat < c->first[k + 1]; flat++) {
                package[k] = (uint32_t)flat;
                const ENT_INT *point = ENT_NAME(value)(walk, package);
                if (ENT_NAME(weigh)(walk->job, point, weights) <= ENT_NAME(weigh)(walk->job, best, weights)) continue;
                memcpy(best, point, c->dimensions * sizeof *best);
                kept = (uint32_t)flat;
                better = true;
            }
            package[k] = kept;
        }
    }
}

/* Good packages from anywhere: with them in hand much need not be looked at. They change the speed only. */
static bool ENT_NAME(find_seeds)(ENT_NAME(search) * job, ent_arena *arena) {
    enum { SEEDS = 96 };
    const ent_cluster *c = job->c;
    const size_t n = c->dimensions;
    ENT_NAME(walk) walk;
    uint32_t *package = ent_arena_array(arena, c->size, sizeof *package);
    job->seeds = ent_arena_array(arena, SEEDS * n, sizeof *job->seeds);
    if (!package || !job->seeds || !ENT_NAME(walk_make)(job, arena, &walk)) return false;
    ent_wide upper[ENT_SPACE_PARTIES];
    ent_cluster_upper(c, upper);
    ent_random random = ent_random_stream(0x6c696e6b, 0);
    for (size_t s = 0; s < SEEDS; s++) {
        double weights[ENT_SPACE_PARTIES];
        for (size_t d = 0; d < n; d++)
            weights[d] = (double)(1 + ent_random_below(&random, 64)) / (1 + fabs((double)upper[d]));
        for (size_t k = 0; k < c->size; k++)
            package[k] = (uint32_t)(c->first[k] + ent_random_below(&random, c->first[k + 1] - c->first[k]));
        ENT_NAME(climb_hill)(&walk, weights, package, job->seeds + s * n);
    }
    job->seeds_size = SEEDS;
    return true;
}

/* ---- the whole ------------------------------------------------------------------------------------------------------
 */

static ENT_INT *ENT_NAME(copy)(ent_arena *arena, const ent_wide *values, size_t size) {
    ENT_INT *copy = ent_arena_array(arena, size, sizeof *copy);
    for (size_t k = 0; copy && k < size; k++)
        copy[k] = (ENT_INT)values[k];
    return copy;
}

static bool ENT_NAME(copy_cells)(ENT_NAME(search) * job, ent_arena *arena) {
    const ent_cluster *c = job->c;
    const size_t pairs = c->pair_first[c->size];
    job->cells = ent_arena_array(arena, pairs, sizeof *job->cells);
    for (size_t p = 0; job->cells && p < pairs; p++) {
        const ent_cluster_pair *pair = &c->pairs[p];
        const size_t size =
            (c->first[pair->first + 1] - c->first[pair->first]) * (c->first[pair->second + 1] - c->first[pair->second]);
        job->cells[p] = ENT_NAME(copy)(arena, pair->cells, size * c->dimensions);
        if (!job->cells[p]) return false;
    }
    return job->cells != NULL;
}

static bool ENT_NAME(find_fixed)(ENT_NAME(search) * job, ent_arena *arena) {
    const ent_cluster *c = job->c;
    const size_t n = c->dimensions;
    job->fixed = ent_arena_array(arena, c->size * n, sizeof *job->fixed);
    job->linked = ent_arena_array(arena, c->size, sizeof *job->linked);
    if (!job->fixed || !job->linked) return false;
    for (size_t k = 0; k < c->size; k++) {
        job->linked[k] = c->pair_first[k + 1] > c->pair_first[k];
        for (size_t w = 0; w < c->words; w++)
            for (size_t from = 0; from <= k; from++)
                job->linked[k] |= c->bucket[(from * c->size + k) * c->words + w] != 0;
        for (size_t flat = c->first[k]; flat < c->first[k + 1]; flat++)
            for (size_t d = 0; d < n; d++)
                if (flat == c->first[k] || job->hope[flat * n + d] > job->fixed[k * n + d])
                    job->fixed[k * n + d] = job->hope[flat * n + d];
    }
    return true;
}

static void ENT_NAME(choose_blocks)(ENT_NAME(search) * job) {
    const ent_cluster *c = job->c;
    job->blocks = 1;
    if (c->outcomes <= ENT_NAME(SMALL)) return;
    double rest = c->outcomes; /* packages in a block */
    while (job->prefix + 2 < c->size && job->blocks < ENT_NAME(BLOCKS) && rest > ENT_NAME(SMALL)) {
        const size_t options = c->first[job->prefix + 1] - c->first[job->prefix];
        if (options > SIZE_MAX / job->blocks) return;
        job->blocks *= options;
        rest /= (double)options;
        job->prefix++;
    }
    if (job->prefix == 0) { /* two issues */
        job->blocks = c->first[1];
        job->prefix = 1;
    }
}

static ent_status ENT_NAME(prepare)(ENT_NAME(search) * job, ent_arena *arena) {
    const ent_cluster *c = job->c;
    const size_t values = c->first[c->size] * c->dimensions;
    job->gain = ENT_NAME(copy)(arena, c->gain, values);
    job->hope = ENT_NAME(copy)(arena, c->hope, values);
    job->add = ENT_NAME(copy)(arena, c->add, c->interactions);
    job->round = ent_arena_array(arena, ENT_NAME(ROUND), sizeof *job->round);
    job->steps = ent_arena_array(arena, ENT_NAME(ROUND), sizeof *job->steps);
    job->spent = ent_arena_array(arena, ENT_NAME(ROUND), sizeof *job->spent);
    if (!job->gain || !job->hope || !job->add || !job->round || !job->steps || !job->spent) return ENT_MEMORY;
    if (!ENT_NAME(copy_cells)(job, arena) || !ENT_NAME(find_fixed)(job, arena)) return ENT_MEMORY;
    for (size_t d = 0; d < c->dimensions; d++)
        job->need[d] = (ENT_INT)c->need[d];
    ENT_NAME(choose_blocks)(job);
    if (c->bounds && !c->any_one && !ENT_NAME(find_seeds)(job, arena)) return ENT_MEMORY;
    return ENT_OK;
}

static ent_status ENT_NAME(hand_over)(ENT_NAME(search) * job, ent_compound *out) {
    const ent_cluster *c = job->c;
    const ENT_NAME(archive) *found = &job->found;
    out->size = found->size;
    out->issues_size = c->size;
    out->dimensions = c->dimensions;
    out->issues = ent_alloc_array(job->allocator, c->size, sizeof *out->issues);
    out->outcomes = ent_alloc_array(job->allocator, found->size * c->size, sizeof *out->outcomes);
    out->gains = ent_alloc_array(job->allocator, found->size * c->dimensions, sizeof *out->gains);
    if (!out->issues || !out->outcomes || !out->gains) return ENT_MEMORY;
    memcpy(out->issues, c->issues, c->size * sizeof *out->issues);
    if (found->size > 0) memcpy(out->outcomes, found->outcomes, found->size * c->size * sizeof *out->outcomes);
    for (size_t k = 0; k < found->size * c->dimensions; k++)
        out->gains[k] = (ent_wide)found->points[k];
    return ENT_OK;
}

ent_status ENT_SEARCH(const ent_run *run, const ent_cluster *component, ent_compound *out, size_t *steps, bool *spent) {
    ENT_NAME(search)
    job = {.run = run, .allocator = ent_run_allocator(run), .c = component, .left = component->steps};
    atomic_init(&job.stopped, false);
    *spent = false;
    job.found = (ENT_NAME(archive)){.allocator = job.allocator,
                                    .dimensions = component->dimensions,
                                    .issues = component->size,
                                    .most = component->most};
    ent_arena *arena = ent_arena_new(job.allocator);
    ent_status status = arena ? ENT_NAME(prepare)(&job, arena) : ENT_MEMORY;
    if (status == ENT_OK) status = ENT_NAME(run_rounds)(&job, steps, spent);
    if (status == ENT_OK) status = ENT_NAME(hand_over)(&job, out);
    ENT_NAME(archive_free)(&job.found);
    ent_arena_free(arena);
    return status;
}
