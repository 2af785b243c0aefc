/* Maxima of vectors in four or more dimensions by divide and conquer (Kung, Luccio and Preparata 1975; the marking
 * step after Bentley, Multidimensional divide-and-conquer, 1980). Included once for each width: ENT_INT, ENT_NAME. */

typedef struct ENT_NAME(cell) {
    ENT_INT key, value;
    uint32_t index;
    bool marks; /* may dominate; else may be dominated */
} ENT_NAME(cell);

typedef struct ENT_NAME(maxima) {
    const ENT_INT *points; /* size x dimensions, falling lexicographically, all different */
    size_t dimensions;
    bool *dominated;
    uint32_t *scratch;      /* as many as points */
    ENT_NAME(cell) * cells; /* as many as points */
} ENT_NAME(maxima);

static ENT_INT ENT_NAME(coordinate)(const ENT_NAME(maxima) * job, uint32_t index, size_t c) {
    return job->points[(size_t)index * job->dimensions + c];
}

static int ENT_NAME(compare_cells)(const void *left, const void *right) {
    const ENT_NAME(cell) *a = left, *b = right;
    if (a->key != b->key) return a->key > b->key ? -1 : 1;
    if (a->marks != b->marks) return a->marks ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Two coordinates left: sweep along the first, remembering the best of the second. */
static void ENT_NAME(mark_sweep)(ENT_NAME(maxima) * job, const uint32_t *high, size_t highs, const uint32_t *low,
                                 size_t lows, size_t c) {
    for (size_t k = 0; k < highs + lows; k++) {
        uint32_t index = k < highs ? high[k] : low[k - highs];
        job->cells[k] = (ENT_NAME(cell)){ENT_NAME(coordinate)(job, index, c), ENT_NAME(coordinate)(job, index, c + 1),
                                         index, k < highs};
    }
    qsort(job->cells, highs + lows, sizeof *job->cells, ENT_NAME(compare_cells));
    bool any = false;
    ENT_INT best = 0;
    for (size_t k = 0; k < highs + lows; k++) {
        const ENT_NAME(cell) *cell = &job->cells[k];
        if (cell->marks) {
            if (!any || cell->value > best) best = cell->value;
            any = true;
        } else if (any && best >= cell->value) {
            job->dominated[cell->index] = true;
        }
    }
}

static void ENT_NAME(mark_pairs)(ENT_NAME(maxima) * job, const uint32_t *high, size_t highs, const uint32_t *low,
                                 size_t lows, size_t c) {
    for (size_t b = 0; b < lows; b++) {
        bool dominated = job->dominated[low[b]];
        for (size_t a = 0; a < highs && !dominated; a++) {
            dominated = true;
            for (size_t k = c; k < job->dimensions && dominated; k++)
                dominated = ENT_NAME(coordinate)(job, high[a], k) >= ENT_NAME(coordinate)(job, low[b], k);
        }
        job->dominated[low[b]] = dominated;
    }
}

/* Moves indices with coordinate c of at least `pivot` to the front; returns how many. */
static size_t ENT_NAME(split)(ENT_NAME(maxima) * job, uint32_t *indices, size_t size, size_t c, ENT_INT pivot) {
    size_t front = 0;
    for (size_t k = 0; k < size; k++)
        if (ENT_NAME(coordinate)(job, indices[k], c) >= pivot) {
            uint32_t moved = indices[front];
            indices[front++] = indices[k];
            indices[k] = moved;
        }
    return front;
}

static void ENT_NAME(range)(const ENT_NAME(maxima) * job, const uint32_t *indices, size_t size, size_t c,
                            ENT_INT *least, ENT_INT *most) {
    *least = *most = ENT_NAME(coordinate)(job, indices[0], c);
    for (size_t k = 1; k < size; k++) {
        ENT_INT value = ENT_NAME(coordinate)(job, indices[k], c);
        if (value < *least) *least = value;
        if (value > *most) *most = value;
    }
}

/* A value above the least one near the middle of a sample, so that both sides of a split have members. */
static ENT_INT ENT_NAME(pivot)(const ENT_NAME(maxima) * job, const uint32_t *low, size_t lows, size_t c, ENT_INT least,
                               ENT_INT most) {
    enum { SAMPLE = 31 };
    ENT_INT sample[SAMPLE] = {0};
    size_t size = lows < SAMPLE ? lows : SAMPLE;
    for (size_t k = 0; k < size; k++) {
        ENT_INT value = ENT_NAME(coordinate)(job, low[k * lows / size], c);
        size_t at = k;
        for (; at > 0 && sample[at - 1] > value; at--)
            sample[at] = sample[at - 1];
        sample[at] = value;
    }
    ENT_INT middle = sample[size / 2];
    if (middle > least && middle <= most) return middle;
    middle = most; /* the smallest value of the lows above the least, or the largest of all */
    for (size_t k = 0; k < lows; k++) {
        ENT_INT value = ENT_NAME(coordinate)(job, low[k], c);
        if (value > least && value < middle) middle = value;
    }
    return middle;
}

/* Marks every low point that some high point weakly dominates in the coordinates from c on. */
static void ENT_NAME(mark)(ENT_NAME(maxima) * job, uint32_t *high, size_t highs, uint32_t *low, size_t lows, size_t c) {
    enum { FEW = 512 };
    if (highs == 0 || lows == 0) return;
    if (highs <= FEW / lows) {
        ENT_NAME(mark_pairs)(job, high, highs, low, lows, c);
        return;
    }
    if (c + 2 == job->dimensions) {
        ENT_NAME(mark_sweep)(job, high, highs, low, lows, c);
        return;
    }
    ENT_INT high_least, high_most, low_least, low_most;
    ENT_NAME(range)(job, high, highs, c, &high_least, &high_most);
    ENT_NAME(range)(job, low, lows, c, &low_least, &low_most);
    if (high_most < low_least) return;
    if (high_least >= low_most) {
        ENT_NAME(mark)(job, high, highs, low, lows, c + 1);
        return;
    }
    ENT_INT least = high_least < low_least ? high_least : low_least;
    ENT_INT most = high_most > low_most ? high_most : low_most;
    ENT_INT pivot = ENT_NAME(pivot)(job, low, lows, c, least, most);
    size_t high_front = ENT_NAME(split)(job, high, highs, c, pivot);
    size_t low_front = ENT_NAME(split)(job, low, lows, c, pivot);
    ENT_NAME(mark)(job, high, high_front, low, low_front, c);
    ENT_NAME(mark)(job, high + high_front, highs - high_front, low + low_front, lows - low_front, c);
    ENT_NAME(mark)(job, high, high_front, low + low_front, lows - low_front, c + 1);
}

/* Marks the dominated points among from .. to-1. A later point never dominates an earlier one. */
static void ENT_NAME(mark_dominated)(ENT_NAME(maxima) * job, size_t from, size_t to) {
    enum { FEW = 16 };
    if (to - from <= FEW) {
        for (uint32_t b = (uint32_t)from; b < to; b++)
            for (uint32_t a = (uint32_t)from; a < b && !job->dominated[b]; a++)
                if (!job->dominated[a]) ENT_NAME(mark_pairs)(job, &a, 1, &b, 1, 1);
        return;
    }
    size_t middle = from + (to - from) / 2;
    ENT_NAME(mark_dominated)(job, from, middle);
    ENT_NAME(mark_dominated)(job, middle, to);
    size_t highs = 0, lows = 0;
    uint32_t *high = job->scratch + from;
    for (size_t k = from; k < middle; k++)
        if (!job->dominated[k]) high[highs++] = (uint32_t)k;
    uint32_t *low = high + highs;
    for (size_t k = middle; k < to; k++)
        if (!job->dominated[k]) low[lows++] = (uint32_t)k;
    ENT_NAME(mark)(job, high, highs, low, lows, 1);
}
