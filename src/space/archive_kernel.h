/* Vectors that no other beats, kept while more come in: one best, a staircase, or a list thinned now and then. Of equal
 * vectors the first to come stays. Included once for each width, after maxima_kernel.h: ENT_INT, ENT_NAME. */

enum { ENT_NAME(ELITES) = 16, ENT_NAME(THIN_AFTER) = 4096 };

typedef struct ENT_NAME(archive) {
    const ent_allocator *allocator;
    size_t dimensions, issues, size, capacity, most;
    size_t thinned;     /* the first ones: falling lexicographically, none beaten by another of them */
    ENT_INT *points;    /* size x dimensions */
    uint32_t *outcomes; /* size x issues */
    ENT_INT elites[ENT_NAME(ELITES) * ENT_SPACE_PARTIES]; /* often beat others; the last one to do so first */
    size_t elites_size;
} ENT_NAME(archive);

static void ENT_NAME(archive_free)(ENT_NAME(archive) * archive) {
    ent_free(archive->allocator, archive->points);
    ent_free(archive->allocator, archive->outcomes);
    archive->points = NULL;
    archive->outcomes = NULL;
    archive->size = archive->capacity = archive->thinned = archive->elites_size = 0;
}

static bool ENT_NAME(at_least)(const ENT_INT *a, const ENT_INT *b, size_t size) {
    for (size_t d = 0; d < size; d++)
        if (a[d] < b[d]) return false;
    return true;
}

static ent_status ENT_NAME(archive_grow)(ENT_NAME(archive) * archive) {
    if (archive->size < archive->capacity) return ENT_OK;
    if (archive->size >= archive->most) return ENT_LIMIT;
    const size_t capacity = archive->capacity ? 2 * archive->capacity : 16;
    ENT_INT *points = ent_realloc_array(archive->allocator, archive->points, archive->capacity, capacity,
                                        archive->dimensions * sizeof *points);
    if (!points) return ENT_MEMORY;
    archive->points = points;
    uint32_t *outcomes = ent_realloc_array(archive->allocator, archive->outcomes, archive->capacity, capacity,
                                           archive->issues * sizeof *outcomes);
    if (!outcomes) return ENT_MEMORY;
    archive->outcomes = outcomes;
    archive->capacity = capacity;
    return ENT_OK;
}

static void ENT_NAME(archive_set)(ENT_NAME(archive) * archive, size_t at, const ENT_INT *point,
                                  const uint32_t *outcome) {
    memcpy(archive->points + at * archive->dimensions, point, archive->dimensions * sizeof *point);
    memcpy(archive->outcomes + at * archive->issues, outcome, archive->issues * sizeof *outcome);
}

/* How many points of a staircase have at least this first coordinate: they come first. */
static size_t ENT_NAME(stairs_from)(const ENT_NAME(archive) * archive, ENT_INT first) {
    size_t low = 0, high = archive->size;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (archive->points[2 * middle] >= first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a point of the archive is at least as good everywhere; with `patience` it may give up early in a list. */
static bool ENT_NAME(archive_covers)(const ENT_NAME(archive) * archive, const ENT_INT *point, size_t patience) {
    const size_t n = archive->dimensions;
    if (archive->size == 0) return false;
    if (n == 1) return archive->points[0] >= point[0];
    if (n == 2) {
        const size_t from = ENT_NAME(stairs_from)(archive, point[0]);
        return from > 0 && archive->points[2 * from - 1] >= point[1];
    }
    for (size_t k = 0; k < archive->thinned && k < patience; k++) {
        if (archive->points[k * n] < point[0]) return false;
        if (ENT_NAME(at_least)(archive->points + k * n, point, n)) return true;
    }
    return false;
}

/* Whether one of the elites is at least as good everywhere. */
static bool ENT_NAME(elites_cover)(ENT_NAME(archive) * archive, const ENT_INT *point) {
    const size_t n = archive->dimensions;
    for (size_t e = 0; e < archive->elites_size; e++) {
        ENT_INT *elite = archive->elites + e * n;
        if (!ENT_NAME(at_least)(elite, point, n)) continue;
        if (e > 0)
            for (size_t d = 0; d < n; d++) {
                const ENT_INT moved = archive->elites[d];
                archive->elites[d] = elite[d];
                elite[d] = moved;
            }
        return true;
    }
    return false;
}

static void ENT_NAME(elites_enter)(ENT_NAME(archive) * archive, const ENT_INT *point) {
    const size_t n = archive->dimensions;
    const size_t at = archive->elites_size < ENT_NAME(ELITES) ? archive->elites_size++ : ENT_NAME(ELITES) - 1;
    memcpy(archive->elites + at * n, point, n * sizeof *point);
}

/* ---- thinning a list ----------------------------------------------------------------------------------------- */

typedef struct ENT_NAME(archive_row) {
    const ENT_INT *point;
    size_t dimensions, index;
} ENT_NAME(archive_row);

static int ENT_NAME(compare_rows)(const void *left, const void *right) {
    const ENT_NAME(archive_row) *a = left, *b = right;
    for (size_t d = 0; d < a->dimensions; d++)
        if (a->point[d] != b->point[d]) return a->point[d] > b->point[d] ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Sorts the points, without those that repeat another, into `to`. */
static void ENT_NAME(archive_sort)(const ENT_NAME(archive) * from, ENT_NAME(archive_row) * rows,
                                   ENT_NAME(archive) * to) {
    const size_t n = from->dimensions;
    for (size_t k = 0; k < from->size; k++)
        rows[k] = (ENT_NAME(archive_row)){from->points + k * n, n, k};
    qsort(rows, from->size, sizeof *rows, ENT_NAME(compare_rows));
    for (size_t k = 0; k < from->size; k++) {
        if (k > 0 && memcmp(rows[k].point, rows[k - 1].point, n * sizeof *rows[k].point) == 0) continue;
        ENT_NAME(archive_set)(to, to->size++, rows[k].point, from->outcomes + rows[k].index * from->issues);
    }
}

static void ENT_NAME(archive_compact)(ENT_NAME(archive) * archive, const bool *dominated) {
    const size_t n = archive->dimensions, m = archive->issues;
    size_t kept = 0;
    for (size_t k = 0; k < archive->size; k++) {
        if (dominated[k]) continue;
        memmove(archive->points + kept * n, archive->points + k * n, n * sizeof *archive->points);
        memmove(archive->outcomes + kept * m, archive->outcomes + k * m, m * sizeof *archive->outcomes);
        kept++;
    }
    archive->size = archive->thinned = kept;
}

/* Takes out the points that others beat; one and two dimensions are always without. */
static ent_status ENT_NAME(archive_thin)(ENT_NAME(archive) * archive) {
    const size_t size = archive->size;
    if (archive->dimensions < 3 || archive->thinned == size) return ENT_OK;
    ENT_NAME(archive) sorted = *archive;
    sorted.size = 0;
    sorted.points = ent_alloc_array(archive->allocator, size, archive->dimensions * sizeof *sorted.points);
    sorted.outcomes = ent_alloc_array(archive->allocator, size, archive->issues * sizeof *sorted.outcomes);
    ENT_NAME(archive_row) *rows = ent_alloc_array(archive->allocator, size, sizeof *rows);
    ENT_NAME(maxima) maxima = {.points = sorted.points, .dimensions = archive->dimensions};
    maxima.dominated = ent_alloc_array(archive->allocator, size, sizeof *maxima.dominated);
    maxima.scratch = ent_alloc_array(archive->allocator, size, sizeof *maxima.scratch);
    maxima.cells = ent_alloc_array(archive->allocator, size, sizeof *maxima.cells);
    const bool ready = sorted.points && sorted.outcomes && rows && maxima.dominated && maxima.scratch && maxima.cells;
    if (ready) {
        ENT_NAME(archive_sort)(archive, rows, &sorted);
        ENT_NAME(mark_dominated)(&maxima, 0, sorted.size);
        ENT_NAME(archive_compact)(&sorted, maxima.dominated);
        sorted.capacity = size;
        ENT_NAME(archive) old = *archive;
        *archive = sorted;
        sorted = old;
    }
    ent_free(archive->allocator, sorted.points);
    ent_free(archive->allocator, sorted.outcomes);
    ent_free(archive->allocator, rows);
    ent_free(archive->allocator, maxima.dominated);
    ent_free(archive->allocator, maxima.scratch);
    ent_free(archive->allocator, maxima.cells);
    return ready ? ENT_OK : ENT_MEMORY;
}

/* ---- a newcomer ------------------------------------------------------------------------------------------------ */

static ent_status ENT_NAME(offer_stairs)(ENT_NAME(archive) * archive, const ENT_INT *point, const uint32_t *outcome) {
    const size_t from = ENT_NAME(stairs_from)(archive, point[0]), m = archive->issues;
    if (from > 0 && archive->points[2 * from - 1] >= point[1]) return ENT_OK;
    const size_t start = from > 0 && archive->points[2 * from - 2] == point[0] ? from - 1 : from;
    size_t end = from;
    while (end < archive->size && archive->points[2 * end + 1] <= point[1])
        end++;
    if (start == end) {
        ent_status status = ENT_NAME(archive_grow)(archive);
        if (status != ENT_OK) return status;
    }
    const size_t rest = archive->size - end;
    memmove(archive->points + 2 * (start + 1), archive->points + 2 * end, 2 * rest * sizeof *archive->points);
    memmove(archive->outcomes + m * (start + 1), archive->outcomes + m * end, m * rest * sizeof *archive->outcomes);
    archive->size = start + 1 + rest;
    ENT_NAME(archive_set)(archive, start, point, outcome);
    return ENT_OK;
}

/* A package with its vector. Those that come first in file order must be offered first. */
static ent_status ENT_NAME(archive_offer)(ENT_NAME(archive) * archive, const ENT_INT *point, const uint32_t *outcome) {
    if (archive->dimensions == 2) return ENT_NAME(offer_stairs)(archive, point, outcome);
    ent_status status = ENT_OK;
    if (archive->dimensions == 1) {
        if (archive->size > 0 && archive->points[0] >= point[0]) return ENT_OK;
        status = ENT_NAME(archive_grow)(archive);
        if (status == ENT_OK) ENT_NAME(archive_set)(archive, 0, point, outcome);
        archive->size = status == ENT_OK || archive->size > 0;
        return status;
    }
    if (ENT_NAME(elites_cover)(archive, point)) return ENT_OK;
    const size_t fresh = archive->size - archive->thinned;
    if (fresh >= ENT_NAME(THIN_AFTER) && fresh >= archive->thinned) status = ENT_NAME(archive_thin)(archive);
    if (status == ENT_OK) status = ENT_NAME(archive_grow)(archive);
    if (status != ENT_OK) return status;
    ENT_NAME(archive_set)(archive, archive->size++, point, outcome);
    ENT_NAME(elites_enter)(archive, point);
    return ENT_OK;
}
