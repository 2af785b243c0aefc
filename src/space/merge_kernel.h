/* One stage of the merge: every point of the stage before with every option, those kept that nothing dominates.
 *
 * Lists of points are sorted (falling, lexicographically) and stay so when an option's terms are added, so a heap over
 * the shifted lists gives all sums in order without a sort, and a sum can only be dominated by one already seen.
 * Included once for each width: ENT_INT, ENT_NAME, ENT_MERGE. */

typedef struct ENT_NAME(source) { /* a list of points, shifted by an option's terms */
    const ENT_INT *points;
    size_t size, at, base;
    uint64_t mask;
    uint32_t option;
    ENT_INT shift[ENT_SPACE_PARTIES];
} ENT_NAME(source);

typedef struct ENT_NAME(state) { /* points for which the same interactions may still hold */
    uint64_t mask;
    size_t start, size;
} ENT_NAME(state);

typedef struct ENT_NAME(list) {
    ENT_INT *points;
    size_t size, capacity;
    ENT_NAME(state) * states;
    size_t states_size;
} ENT_NAME(list);

typedef struct ENT_NAME(stair) { /* of the staircase in three dimensions */
    ENT_INT second, third;
} ENT_NAME(stair);

typedef struct ENT_NAME(job) {
    const ent_run *run;
    const ent_allocator *allocator;
    const ent_plan *plan;
    ent_frontier *out;
    size_t dimensions, stage, merged;
    bool stopped; /* the caller asked to */
    ENT_NAME(list) now, next;
    ENT_NAME(source) * sources;
    size_t sources_size;
    ENT_INT *keys; /* the first point of each source */
    uint32_t *heap;
    size_t heap_size;
    ENT_INT need[ENT_SPACE_PARTIES]; /* what a partial sum must have reached */
    double *weighted_need;
    ENT_NAME(stair) * stairs;
    size_t stairs_size, stairs_capacity;
} ENT_NAME(job);

static int ENT_NAME(compare)(const ENT_INT *a, const ENT_INT *b, size_t size) {
    for (size_t c = 0; c < size; c++)
        if (a[c] != b[c]) return a[c] > b[c] ? -1 : 1;
    return 0;
}

/* ---- keeping points ------------------------------------------------------------------------------------ */

static ent_status ENT_NAME(grow)(ENT_NAME(job) * job) {
    ENT_NAME(list) *list = &job->next;
    ent_trail *trail = &job->out->trails[job->stage];
    if (list->size >= job->plan->most) return ENT_LIMIT;
    size_t capacity = list->capacity ? list->capacity * 2 : 256;
    size_t width = sizeof(ENT_INT) * job->dimensions;
    ENT_INT *points = ent_realloc_array(job->allocator, list->points, list->capacity, capacity, width);
    if (!points) return ENT_MEMORY;
    list->points = points;
    list->capacity = capacity;
    if (trail->capacity < capacity) {
        ent_link *links =
            ent_realloc_array(job->allocator, trail->links, trail->capacity, capacity, sizeof *trail->links);
        if (!links) return ENT_MEMORY;
        trail->links = links;
        trail->capacity = capacity;
    }
    return ENT_OK;
}

static inline ent_status ENT_NAME(keep)(ENT_NAME(job) * job, const ENT_INT *point, ent_link link) {
    ENT_NAME(list) *list = &job->next;
    ent_trail *trail = &job->out->trails[job->stage];
    if (list->size == list->capacity || trail->size == trail->capacity) {
        ent_status status = ENT_NAME(grow)(job);
        if (status != ENT_OK) return status;
    }
    memcpy(list->points + list->size * job->dimensions, point, sizeof *point * job->dimensions);
    trail->links[list->size++] = link;
    trail->size = list->size;
    return ENT_OK;
}

/* A second way to the point kept last: the outcome first in file order stays. */
static void ENT_NAME(keep_first)(ENT_NAME(job) * job, ent_link link) {
    ent_trail *trail = &job->out->trails[job->stage];
    ent_link *kept = &trail->links[trail->size - 1];
    if (ent_trail_before(job->out->trails, job->stage, link, *kept)) *kept = link;
}

/* ---- the heap over the sources --------------------------------------------------------------------------- */

static bool ENT_NAME(worth)(const ENT_NAME(job) * job, const ENT_INT *key) {
    const ent_plan *plan = job->plan;
    for (size_t w = 0; w < plan->weights_size; w++) {
        double sum = 0;
        for (size_t c = 0; c < job->dimensions; c++)
            sum += plan->weights[w * job->dimensions + c] * (double)key[c];
        if (sum < job->weighted_need[w]) return false;
    }
    return true;
}

/* Writes the source's first point that can still reach the floors to its key; false when none is left. */
static bool ENT_NAME(settle)(ENT_NAME(job) * job, size_t index) {
    ENT_NAME(source) *source = &job->sources[index];
    const size_t n = job->dimensions;
    ENT_INT *key = job->keys + index * n;
    for (; source->at < source->size; source->at++) {
        const ENT_INT *point = source->points + source->at * n;
        bool enough = true;
        for (size_t c = 0; c < n; c++) {
            key[c] = point[c] + source->shift[c];
            enough &= key[c] >= job->need[c];
        }
        if (key[0] < job->need[0]) return false;
        if (enough && ENT_NAME(worth)(job, key)) return true;
    }
    return false;
}

static void ENT_NAME(sink)(ENT_NAME(job) * job, size_t at) {
    const size_t n = job->dimensions, size = job->heap_size;
    uint32_t *heap = job->heap;
    uint32_t moved = heap[at];
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && ENT_NAME(compare)(job->keys + heap[child + 1] * n, job->keys + heap[child] * n, n) < 0)
            child++;
        if (ENT_NAME(compare)(job->keys + moved * n, job->keys + heap[child] * n, n) <= 0) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static void ENT_NAME(fill_heap)(ENT_NAME(job) * job) {
    job->heap_size = 0;
    for (size_t k = 0; k < job->sources_size; k++)
        if (ENT_NAME(settle)(job, k)) job->heap[job->heap_size++] = (uint32_t)k;
    for (size_t at = job->heap_size / 2; at-- > 0;)
        ENT_NAME(sink)(job, at);
}

/* After the top source moved on: its next point, or its end. */
static void ENT_NAME(refresh)(ENT_NAME(job) * job) {
    enum { ASK_EVERY = 1 << 16 };
    if (job->merged % ASK_EVERY == 0 && ent_run_cancelled(job->run)) {
        job->stopped = true;
        job->heap_size = 0;
        return;
    }
    if (!ENT_NAME(settle)(job, job->heap[0])) job->heap[0] = job->heap[--job->heap_size];
    if (job->heap_size > 1) ENT_NAME(sink)(job, 0);
}

static ent_link ENT_NAME(top_link)(const ENT_NAME(job) * job) {
    const ENT_NAME(source) *source = &job->sources[job->heap[0]];
    return (ent_link){(uint32_t)(source->base + source->at), source->option};
}

/* ---- two dimensions ---------------------------------------------------------------------------------------- */

/* Points of a source rise in the second coordinate: jumps to the first that reaches `best`. */
static void ENT_NAME(gallop)(ENT_NAME(source) * source, ENT_INT best) {
    const ENT_INT *points = source->points;
    const ENT_INT target = best - source->shift[1];
    size_t low = source->at, step = 1, size = source->size;
    if (low >= size || points[2 * low + 1] >= target) return;
    while (low + step < size && points[2 * (low + step) + 1] < target) {
        low += step;
        step *= 2;
    }
    size_t high = low + step < size ? low + step : size; /* points[low] < target, points[high] >= target or the end */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (points[2 * middle + 1] < target)
            low = middle;
        else
            high = middle;
    }
    source->at = high;
}

static ent_status ENT_NAME(merge_two)(ENT_NAME(job) * job) {
    bool any = false;
    ENT_INT first = 0, best = job->need[1];
    for (size_t k = 0; k < job->sources_size; k++)
        ENT_NAME(gallop)(&job->sources[k], best);
    ENT_NAME(fill_heap)(job);
    while (job->heap_size > 0) {
        const ENT_INT *key = job->keys + 2 * (size_t)job->heap[0];
        ENT_NAME(source) *source = &job->sources[job->heap[0]];
        job->merged++;
        if (!any || key[1] > best) {
            ent_status status = ENT_NAME(keep)(job, key, ENT_NAME(top_link)(job));
            if (status != ENT_OK) return status;
            any = true;
            first = key[0];
            best = key[1];
        } else if (key[1] == best && key[0] == first) {
            ENT_NAME(keep_first)(job, ENT_NAME(top_link)(job));
        }
        source->at++;
        ENT_NAME(gallop)(source, best);
        ENT_NAME(refresh)(job);
    }
    return ENT_OK;
}

/* ---- three dimensions -------------------------------------------------------------------------------------- */

/* The staircase of (second, third) of all points so far: second rises, third falls. False when a stair covers the
 * point; else the point becomes a stair and those it covers go. */
static ent_status ENT_NAME(climb)(ENT_NAME(job) * job, const ENT_INT *key, bool *covered) {
    size_t low = 0, high = job->stairs_size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (job->stairs[middle].second < key[1])
            low = middle + 1;
        else
            high = middle;
    }
    *covered = low < job->stairs_size && job->stairs[low].third >= key[2];
    if (*covered) return ENT_OK;
    size_t end = low + (low < job->stairs_size && job->stairs[low].second == key[1]);
    size_t start = low;
    while (start > 0 && job->stairs[start - 1].third <= key[2])
        start--;
    if (start == end && job->stairs_size == job->stairs_capacity) {
        size_t capacity = job->stairs_capacity ? 2 * job->stairs_capacity : 64;
        ENT_NAME(stair) *stairs =
            ent_realloc_array(job->allocator, job->stairs, job->stairs_capacity, capacity, sizeof *job->stairs);
        if (!stairs) return ENT_MEMORY;
        job->stairs = stairs;
        job->stairs_capacity = capacity;
    }
    memmove(job->stairs + start + 1, job->stairs + end, (job->stairs_size - end) * sizeof *job->stairs);
    job->stairs[start] = (ENT_NAME(stair)){key[1], key[2]};
    job->stairs_size = job->stairs_size + 1 - (end - start);
    return ENT_OK;
}

static ent_status ENT_NAME(merge_three)(ENT_NAME(job) * job) {
    job->stairs_size = 0;
    ENT_NAME(fill_heap)(job);
    bool kept = false; /* the point before was kept */
    ENT_INT last[3] = {0};
    for (bool any = false; job->heap_size > 0; any = true) {
        const ENT_INT *key = job->keys + 3 * (size_t)job->heap[0];
        job->merged++;
        if (any && ENT_NAME(compare)(key, last, 3) == 0) {
            if (kept) ENT_NAME(keep_first)(job, ENT_NAME(top_link)(job));
        } else {
            bool covered = false;
            ent_status status = ENT_NAME(climb)(job, key, &covered);
            if (status == ENT_OK && !covered) status = ENT_NAME(keep)(job, key, ENT_NAME(top_link)(job));
            if (status != ENT_OK) return status;
            kept = !covered;
            memcpy(last, key, sizeof last);
        }
        job->sources[job->heap[0]].at++;
        ENT_NAME(refresh)(job);
    }
    return ENT_OK;
}

/* ---- more dimensions --------------------------------------------------------------------------------------- */

/* Keeps all different sums first, then takes out the dominated ones. */
static ent_status ENT_NAME(thin)(ENT_NAME(job) * job, size_t start) {
    const size_t n = job->dimensions;
    ENT_NAME(list) *list = &job->next;
    ent_trail *trail = &job->out->trails[job->stage];
    size_t size = list->size - start;
    ENT_NAME(maxima) maxima = {.points = list->points + start * n, .dimensions = n};
    maxima.dominated = ent_alloc_array(job->allocator, size, sizeof *maxima.dominated);
    maxima.scratch = ent_alloc_array(job->allocator, size, sizeof *maxima.scratch);
    maxima.cells = ent_alloc_array(job->allocator, size, sizeof *maxima.cells);
    bool ready = maxima.dominated && maxima.scratch && maxima.cells;
    if (ready) {
        ENT_NAME(mark_dominated)(&maxima, 0, size);
        size_t kept = start;
        for (size_t k = 0; k < size; k++) {
            if (maxima.dominated[k]) continue;
            memmove(list->points + kept * n, list->points + (start + k) * n, sizeof *list->points * n);
            trail->links[kept++] = trail->links[start + k];
        }
        list->size = trail->size = kept;
    }
    ent_free(job->allocator, maxima.dominated);
    ent_free(job->allocator, maxima.scratch);
    ent_free(job->allocator, maxima.cells);
    return ready ? ENT_OK : ENT_MEMORY;
}

static ent_status ENT_NAME(merge_more)(ENT_NAME(job) * job) {
    const size_t n = job->dimensions, start = job->next.size;
    ENT_NAME(fill_heap)(job);
    while (job->heap_size > 0) {
        const ENT_INT *key = job->keys + n * job->heap[0];
        job->merged++;
        if (job->next.size > start && ENT_NAME(compare)(key, job->next.points + (job->next.size - 1) * n, n) == 0) {
            ENT_NAME(keep_first)(job, ENT_NAME(top_link)(job));
        } else {
            ent_status status = ENT_NAME(keep)(job, key, ENT_NAME(top_link)(job));
            if (status != ENT_OK) return status;
        }
        job->sources[job->heap[0]].at++;
        ENT_NAME(refresh)(job);
    }
    return ENT_NAME(thin)(job, start);
}

/* ---- a stage ----------------------------------------------------------------------------------------------- */

static int ENT_NAME(compare_sources)(const void *left, const void *right) {
    const ENT_NAME(source) *a = left, *b = right;
    if (a->mask != b->mask) return a->mask > b->mask ? -1 : 1;
    if (a->base != b->base) return a->base < b->base ? -1 : 1;
    return a->option < b->option ? -1 : a->option > b->option;
}

static void ENT_NAME(make_sources)(ENT_NAME(job) * job) {
    const ent_plan *plan = job->plan;
    const ent_stage *stage = &plan->stages[job->stage];
    size_t next = 0;
    for (size_t k = 0; k < job->now.states_size; k++)
        for (size_t o = 0; o < stage->options_size; o++) {
            const ENT_NAME(state) *state = &job->now.states[k];
            const ent_stage_option *option = &stage->options[o];
            ENT_NAME(source) *source = &job->sources[next++];
            uint64_t mask = state->mask & option->holds;
            *source = (ENT_NAME(source)){.points = job->now.points + state->start * job->dimensions,
                                         .size = state->size,
                                         .base = state->start,
                                         .mask = mask & ~stage->settled,
                                         .option = option->option};
            for (size_t c = 0; c < job->dimensions; c++) {
                ent_wide shift = option->gain[c];
                for (size_t q = 0; q < plan->interactions; q++)
                    if ((mask & stage->settled) >> q & 1 && plan->space->gainer[q] == plan->party[c])
                        shift += plan->space->add[q];
                source->shift[c] = (ENT_INT)shift;
            }
        }
    if (plan->interactions > 0) qsort(job->sources, next, sizeof *job->sources, ENT_NAME(compare_sources));
}

/* What a partial sum must have reached so that the best of the rest lifts it to the floors. */
static void ENT_NAME(set_needs)(ENT_NAME(job) * job, uint64_t mask) {
    const ent_plan *plan = job->plan;
    const ent_stage *stage = &plan->stages[job->stage];
    for (size_t c = 0; c < job->dimensions; c++) {
        ent_wide need = plan->floor[c] - stage->rest[c] - ent_plan_hope(plan, mask, c);
        job->need[c] = (ENT_INT)(plan->bounded && need > plan->least[c] ? need : plan->least[c]);
    }
    for (size_t w = 0; w < plan->weights_size; w++) {
        double need = plan->weighted_floor[w] - stage->rest_weighted[w];
        for (size_t c = 0; c < job->dimensions; c++)
            need -= plan->weights[w * job->dimensions + c] * (double)ent_plan_hope(plan, mask, c);
        job->weighted_need[w] = need;
    }
}

/* One set of interactions that may still hold: sources first .. last-1. */
static ent_status ENT_NAME(merge_state)(ENT_NAME(job) * job, ENT_NAME(source) * all, size_t first, size_t last) {
    size_t start = job->next.size;
    job->sources = all + first;
    job->sources_size = last - first;
    ENT_NAME(set_needs)(job, all[first].mask);
    ent_status status = job->dimensions == 2   ? ENT_NAME(merge_two)(job)
                        : job->dimensions == 3 ? ENT_NAME(merge_three)(job)
                                               : ENT_NAME(merge_more)(job);
    job->sources = all;
    if (status == ENT_OK && job->next.size > start)
        job->next.states[job->next.states_size++] =
            (ENT_NAME(state)){.mask = all[first].mask, .start = start, .size = job->next.size - start};
    return status;
}

static ent_status ENT_NAME(run_stage)(ENT_NAME(job) * job) {
    const ent_stage *stage = &job->plan->stages[job->stage];
    size_t size = 0;
    if (__builtin_mul_overflow(stage->options_size, job->now.states_size, &size)) return ENT_LIMIT;
    ENT_NAME(source) *sources = ent_alloc_array(job->allocator, size, sizeof *sources);
    job->keys = ent_alloc_array(job->allocator, size, sizeof(ENT_INT) * job->dimensions);
    job->heap = ent_alloc_array(job->allocator, size, sizeof *job->heap);
    job->next.states = ent_alloc_array(job->allocator, size, sizeof *job->next.states);
    ent_status status = sources && job->keys && job->heap && job->next.states ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) {
        job->sources = sources;
        ENT_NAME(make_sources)(job);
        for (size_t first = 0, last = 0; first < size && status == ENT_OK; first = last) {
            while (last < size && sources[last].mask == sources[first].mask)
                last++;
            status = ENT_NAME(merge_state)(job, sources, first, last);
            if (status == ENT_OK && job->stopped) status = ENT_CANCELLED;
        }
    }
    ent_free(job->allocator, sources);
    ent_free(job->allocator, job->keys);
    ent_free(job->allocator, job->heap);
    job->keys = NULL;
    job->heap = NULL;
    return status;
}

static void ENT_NAME(free_list)(ENT_NAME(job) * job, ENT_NAME(list) * list) {
    ent_free(job->allocator, list->points);
    ent_free(job->allocator, list->states);
    *list = (ENT_NAME(list)){0};
}

static ent_status ENT_NAME(begin)(ENT_NAME(job) * job) {
    const ent_plan *plan = job->plan;
    job->now.points = ent_alloc_array(job->allocator, job->dimensions, sizeof *job->now.points);
    job->now.states = ent_alloc_array(job->allocator, 1, sizeof *job->now.states);
    job->weighted_need = ent_alloc_array(job->allocator, plan->weights_size, sizeof *job->weighted_need);
    if (!job->now.points || !job->now.states || !job->weighted_need) return ENT_MEMORY;
    for (size_t c = 0; c < job->dimensions; c++)
        job->now.points[c] = (ENT_INT)plan->constant[c];
    uint64_t open = 0;
    for (size_t s = 0; s < plan->stages_size; s++)
        open |= plan->stages[s].settled;
    job->now.states[0] = (ENT_NAME(state)){.mask = open, .start = 0, .size = 1};
    job->now.states_size = job->now.size = 1;
    return ENT_OK;
}

static ent_status ENT_NAME(publish)(ENT_NAME(job) * job) {
    size_t values = job->now.size * job->dimensions;
    job->out->utility = ent_alloc_array(job->allocator, values, sizeof *job->out->utility);
    if (!job->out->utility) return ENT_MEMORY;
    for (size_t k = 0; k < values; k++)
        job->out->utility[k] = (ent_wide)job->now.points[k];
    job->out->size = job->now.size;
    job->out->merged = job->merged;
    return ENT_OK;
}

ent_status ENT_MERGE(const ent_run *run, const ent_plan *plan, ent_frontier *out) {
    ENT_NAME(job)
    job = {.run = run, .allocator = out->allocator, .plan = plan, .out = out, .dimensions = plan->dimensions};
    ent_status status = ENT_NAME(begin)(&job);
    for (job.stage = 0; job.stage < plan->stages_size && status == ENT_OK; job.stage++) {
        ent_run_progress(run, (double)job.stage / (double)plan->stages_size, "merging the frontier");
        status = ent_run_cancelled(run) ? ENT_CANCELLED : ENT_NAME(run_stage)(&job);
        ENT_NAME(free_list)(&job, &job.now);
        job.now = job.next;
        job.next = (ENT_NAME(list)){0};
    }
    if (status == ENT_OK) status = ENT_NAME(publish)(&job);
    ENT_NAME(free_list)(&job, &job.now);
    ent_free(job.allocator, job.weighted_need);
    ent_free(job.allocator, job.stairs);
    return status;
}
