/* Lists of sums: adding an issue by merging shifted copies, which keeps them in order without sorting. */
#include "space/win_set_sums.h"

#include <string.h>

void ent_sums_init(ent_sums *sums, const ent_allocator *allocator, size_t width) {
    *sums = (ent_sums){.allocator = allocator, .width = width};
}

void ent_sums_free(ent_sums *sums) {
    ent_free(sums->allocator, sums->at);
    ent_free(sums->allocator, sums->counts);
    sums->at = NULL;
    sums->counts = NULL;
    sums->size = sums->capacity = 0;
}

static bool reserve(ent_sums *sums, size_t capacity) {
    if (capacity <= sums->capacity) return true;
    const size_t width = sums->width ? sums->width : 1;
    int64_t *at = ent_alloc_array(sums->allocator, capacity, width * sizeof *at);
    ent_tally *counts = ent_alloc_array(sums->allocator, capacity, sizeof *counts);
    if (!at || !counts) {
        ent_free(sums->allocator, at);
        ent_free(sums->allocator, counts);
        return false;
    }
    if (sums->size > 0) {
        memcpy(at, sums->at, sums->size * sums->width * sizeof *at);
        memcpy(counts, sums->counts, sums->size * sizeof *counts);
    }
    ent_free(sums->allocator, sums->at);
    ent_free(sums->allocator, sums->counts);
    sums->at = at;
    sums->counts = counts;
    sums->capacity = capacity;
    return true;
}

bool ent_sums_push(ent_sums *sums, const int64_t *row, ent_tally count) {
    if (sums->size == sums->capacity && !reserve(sums, sums->capacity ? 2 * sums->capacity : 64)) return false;
    if (sums->width > 0) memcpy(sums->at + sums->size * sums->width, row, sums->width * sizeof *row);
    sums->counts[sums->size++] = count;
    return true;
}

bool ent_sums_copy(const ent_sums *sums, ent_sums *out) {
    ent_sums_init(out, sums->allocator, sums->width);
    if (!reserve(out, sums->size)) return false;
    out->size = sums->size;
    if (sums->size > 0) {
        memcpy(out->at, sums->at, sums->size * sums->width * sizeof *out->at);
        memcpy(out->counts, sums->counts, sums->size * sizeof *out->counts);
    }
    return true;
}

static inline int compare(const int64_t *a, const int64_t *b, size_t width) {
    for (size_t k = 0; k < width; k++)
        if (a[k] != b[k]) return a[k] < b[k] ? -1 : 1;
    return 0;
}

/* Adds a row that is not before the last one. */
static bool append(ent_sums *sums, const int64_t *row, ent_tally count) {
    const size_t width = sums->width;
    if (sums->size > 0 && compare(sums->at + (sums->size - 1) * width, row, width) == 0) {
        sums->counts[sums->size - 1] += count;
        return true;
    }
    return ent_sums_push(sums, row, count);
}

/* ---- sorting: merging of runs -------------------------------------------------------------------------------- */

/* The end of the run that begins at a row. */
static size_t run_end(const ent_sums *sums, size_t from) {
    size_t at = from + 1;
    while (at < sums->size && compare(sums->at + (at - 1) * sums->width, sums->at + at * sums->width, sums->width) <= 0)
        at++;
    return at < sums->size ? at : sums->size;
}

static bool merge_runs(const ent_sums *from, size_t low, size_t middle, size_t high, ent_sums *out) {
    size_t a = low, b = middle;
    const size_t width = from->width;
    while (a < middle || b < high) {
        const bool first = b == high || (a < middle && compare(from->at + a * width, from->at + b * width, width) <= 0);
        const size_t at = first ? a++ : b++;
        /* rows of this merge alone may be joined: those before belong to another run */
        if (!ent_sums_push(out, from->at + at * width, from->counts[at])) return false;
    }
    return true;
}

static bool join_equal(ent_sums *sums) {
    size_t kept = 0;
    const size_t width = sums->width;
    for (size_t k = 1; k < sums->size; k++) {
        if (compare(sums->at + kept * width, sums->at + k * width, width) == 0) {
            sums->counts[kept] += sums->counts[k];
            continue;
        }
        kept++;
        if (width > 0) memmove(sums->at + kept * width, sums->at + k * width, width * sizeof *sums->at);
        sums->counts[kept] = sums->counts[k];
    }
    if (sums->size > 0) sums->size = kept + 1;
    return true;
}

bool ent_sums_sort(ent_sums *sums) {
    for (;;) {
        size_t middle = sums->size > 0 ? run_end(sums, 0) : 0;
        if (middle == sums->size) return join_equal(sums);
        ent_sums out;
        ent_sums_init(&out, sums->allocator, sums->width);
        bool good = reserve(&out, sums->size);
        for (size_t low = 0; good && low < sums->size;) {
            middle = run_end(sums, low);
            const size_t high = middle < sums->size ? run_end(sums, middle) : middle;
            good = merge_runs(sums, low, middle, high, &out);
            low = high;
        }
        ent_sums_free(sums);
        *sums = out;
        if (!good) {
            ent_sums_free(sums);
            return false;
        }
    }
}

/* ---- adding an issue ------------------------------------------------------------------------------------------ */

typedef struct cursor {
    size_t row, addend;
} cursor;

typedef struct merge {
    const ent_sums *sums;
    const ent_addends *addends;
    cursor *heap;
    size_t size;
    int64_t *heads; /* addends: the sums that the cursors stand on */
} merge;

static void set_head(const merge *m, cursor at) {
    const size_t width = m->sums->width;
    const int64_t *row = m->sums->at + at.row * width, *more = m->addends->at + at.addend * width;
    for (size_t k = 0; k < width; k++)
        m->heads[at.addend * width + k] = row[k] + more[k];
}

static bool before(const merge *m, cursor a, cursor b) {
    const size_t width = m->sums->width;
    return compare(m->heads + a.addend * width, m->heads + b.addend * width, width) < 0;
}

static void sift(merge *m, size_t at) {
    for (;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < m->size; child++)
            if (before(m, m->heap[child], m->heap[least])) least = child;
        if (least == at) return;
        const cursor moved = m->heap[at];
        m->heap[at] = m->heap[least];
        m->heap[least] = moved;
        at = least;
    }
}

static bool merge_all(merge *m, ent_sums *out, bool *fits) {
    const size_t width = m->sums->width;
    while (m->size > 0) {
        const cursor top = m->heap[0];
        if (!append(out, m->heads + top.addend * width, m->sums->counts[top.row] * m->addends->counts[top.addend]))
            return false;
        if (out->size > ENT_SUMS) return *fits = false, true;
        if (top.row + 1 < m->sums->size) {
            m->heap[0].row++;
            set_head(m, m->heap[0]);
        } else {
            m->heap[0] = m->heap[--m->size];
        }
        sift(m, 0);
    }
    return true;
}

ent_status ent_sums_add(const ent_sums *sums, const ent_addends *addends, ent_sums *out, bool *fits) {
    const size_t width = sums->width, size = addends->size;
    ent_sums_init(out, sums->allocator, width);
    *fits = true;
    merge m = {.sums = sums, .addends = addends};
    m.heap = ent_alloc_array(sums->allocator, size, sizeof *m.heap);
    m.heads = ent_alloc_array(sums->allocator, size * (width ? width : 1), sizeof *m.heads);
    bool good = m.heap && m.heads;
    for (size_t k = 0; good && k < size && sums->size > 0; k++) {
        m.heap[m.size++] = (cursor){0, k};
        set_head(&m, m.heap[k]);
    }
    for (size_t k = m.size; good && k-- > 0;)
        sift(&m, k);
    good = good && merge_all(&m, out, fits);
    ent_free(sums->allocator, m.heap);
    ent_free(sums->allocator, m.heads);
    if (!good || !*fits) ent_sums_free(out);
    return good ? ENT_OK : ENT_MEMORY;
}
