/* Counting how many points stand before how many questions in several orders at once. */
#include "space/win_set_pairs.h"

#include <math.h>
#include <string.h>

enum {
    SMALL = 64,    /* so many elements are compared one by one, */
    PLANAR = 8192, /* so many by a tree that fits the cache, in two orders */
    PARTS = 2      /* pieces in which a combination of three and more columns is counted */
};

/* An element as one order lists it: where it stands in the first order, and who it is. */
typedef struct entry {
    uint32_t at, who; /* who: twice its number, and 1 more for a question */
} entry;

typedef struct search {
    const ent_tally *count; /* of each number; NULL: all 1 */
    uint32_t *map;          /* of each number: its place in the order that is split next */
    uint64_t *tree;         /* Fenwick tree */
    entry *free;            /* room for lists */
} search;

static inline bool is_question(entry e) {
    return e.who & 1;
}

static inline ent_tally count_of(const search *s, entry e) {
    return s->count ? s->count[e.who >> 1] : 1;
}

/* ---- two orders ------------------------------------------------------------------------------------------------- */

static ent_tally by_tree(const search *s, const entry *list, size_t size) {
    ent_tally total = 0;
    memset(s->tree, 0, (size + 1) * sizeof *s->tree);
    for (size_t k = 0; k < size; k++) {
        const ent_tally count = count_of(s, list[k]);
        if (is_question(list[k])) {
            uint64_t before = 0;
            for (size_t at = list[k].at; at > 0; at &= at - 1)
                before += s->tree[at];
            total += count * before;
        } else {
            for (size_t at = list[k].at + 1; at <= size; at += at & -at)
                s->tree[at] += (uint64_t)count;
        }
    }
    return total;
}

/* The points of the first half of the first order before the questions of its second half. */
static ent_tally across(const search *s, const entry *list, size_t size, size_t middle) {
    uint64_t points = 0, sum = 0;
    ent_tally total = 0;
    for (size_t k = 0; k < size && !s->count; k++) {
        const bool left = list[k].at < middle, question = is_question(list[k]);
        points += left & !question;
        sum += (!left & question) ? points : 0; /* of at most 2^21 times 2^21 */
    }
    for (size_t k = 0; k < size && s->count; k++) {
        const bool left = list[k].at < middle, question = is_question(list[k]);
        if (left && !question) points += (uint64_t)count_of(s, list[k]);
        if (!left && question) total += count_of(s, list[k]) * points;
    }
    return total + sum;
}

/* Both places are written, so that there is no branch to be guessed: behind each half one more entry is overwritten. */
static void halve(const entry *list, size_t size, size_t middle, entry *left, entry *right) {
    for (size_t k = 0; k < size; k++) {
        const entry e = list[k];
        const bool first = e.at < middle;
        *left = e;
        *right = (entry){e.at - (uint32_t)middle, e.who};
        left += first;
        right += !first;
    }
}

static ent_tally planar(search *s, const entry *list, size_t size) {
    if (size <= PLANAR) return by_tree(s, list, size);
    const size_t middle = size / 2;
    entry *const mark = s->free;
    ent_tally total = across(s, list, size, middle);
    entry *const right = mark + middle + 1;
    s->free += size + 2;
    halve(list, size, middle, mark, right);
    total += planar(s, mark, middle);
    total += planar(s, right, size - middle);
    s->free = mark;
    return total;
}

/* ---- more orders ------------------------------------------------------------------------------------------------ */

/* A few elements: every question is compared with all points before it in the second order. */
static ent_tally compared(const search *s, entry *const *lists, size_t dimensions, size_t size) {
    uint8_t place[ENT_VOTERS][SMALL] = {{0}}, of[ENT_VOTERS][SMALL], hit[SMALL];
    uint32_t who[SMALL];
    size_t points = 0;
    ent_tally total = 0;
    for (size_t k = 0; k < size; k++)
        place[0][lists[0][k].at] = (uint8_t)lists[0][k].at;
    for (size_t c = 1; c + 1 < dimensions; c++)
        for (size_t k = 0; k < size; k++)
            place[c][lists[c][k].at] = (uint8_t)k;
    memset(of[0], UINT8_MAX, sizeof of[0]); /* no point yet: before nothing */
    memset(of + 1, 0, sizeof of - sizeof of[0]);
    for (size_t k = 0; k < size; k++) {
        const entry e = lists[0][k];
        if (!is_question(e)) {
            for (size_t c = 0; c + 1 < dimensions; c++)
                of[c][points] = place[c][e.at];
            who[points++] = e.who;
            continue;
        }
        for (size_t j = 0; j < SMALL; j++)
            hit[j] = of[0][j] < place[0][e.at];
        for (size_t c = 1; c + 1 < dimensions; c++)
            for (size_t j = 0; j < SMALL; j++)
                hit[j] &= of[c][j] < place[c][e.at];
        uint32_t hits = 0;
        for (size_t j = 0; j < SMALL; j++)
            hits += hit[j];
        if (!s->count) total += hits;
        for (size_t j = 0; s->count && j < points; j++)
            if (hit[j]) total += count_of(s, e) * s->count[who[j] >> 1];
    }
    return total;
}

static ent_tally count_in(search *s, entry *const *lists, size_t dimensions, size_t size);

/* The points of the first half before the questions of the second: the first order is decided, one fewer is left. */
static ent_tally count_across(search *s, entry *const *lists, size_t dimensions, size_t size, size_t middle) {
    entry *fewer[ENT_VOTERS], *const mark = s->free;
    uint32_t kept = 0;
    for (size_t k = 0; k < size; k++) {
        const entry e = lists[0][k];
        s->map[e.who >> 1] = kept;
        kept += (e.at < middle) != is_question(e);
    }
    for (size_t c = 1; c + 1 < dimensions; c++) {
        entry *out = fewer[c - 1] = s->free;
        for (size_t k = 0; k < size; k++) {
            const entry e = lists[c][k];
            *out = (entry){s->map[e.who >> 1], e.who};
            out += (e.at < middle) != is_question(e);
        }
        s->free += kept + 1; /* one that is written and not kept may stand behind them */
    }
    const ent_tally total = count_in(s, fewer, dimensions - 1, kept);
    s->free = mark;
    return total;
}

static ent_tally count_halves(search *s, entry *const *lists, size_t dimensions, size_t size, size_t middle) {
    entry *left[ENT_VOTERS], *right[ENT_VOTERS], *const mark = s->free;
    for (size_t c = 0; c + 1 < dimensions; c++) {
        left[c] = s->free;
        right[c] = left[c] + middle + 1;
        s->free += size + 2;
        halve(lists[c], size, middle, left[c], right[c]);
    }
    ent_tally total = count_in(s, left, dimensions, middle);
    total += count_in(s, right, dimensions, size - middle);
    s->free = mark;
    return total;
}

static ent_tally count_in(search *s, entry *const *lists, size_t dimensions, size_t size) {
    if (dimensions == 2) return planar(s, lists[0], size);
    if (size <= SMALL) return compared(s, lists, dimensions, size);
    const size_t middle = size / 2;
    return count_across(s, lists, dimensions, size, middle) + count_halves(s, lists, dimensions, size, middle);
}

/* ---- one combination of thresholds ------------------------------------------------------------------------------ */

typedef struct counting {
    const ent_run *run;
    const ent_sums *first, *second;
    const ent_sums_asked *asked;
    size_t points, size; /* rows of the second list, and of both */
    bool single;         /* no sum occurs twice */
    uint32_t **orders;   /* of all thresholds, column by column */
    size_t start[ENT_VOTERS];
    ent_tally *parts; /* cells x PARTS */
} counting;

static ent_tally count_at(const counting *c, uint32_t element) {
    return element < c->points ? c->second->counts[element] : c->first->counts[element - c->points];
}

static ent_tally linear(const counting *c, const uint32_t *order) {
    ent_tally points = 0, total = 0;
    for (size_t k = 0; k < c->size; k++)
        if (order[k] < c->points)
            points += count_at(c, order[k]);
        else
            total += count_at(c, order[k]) * points;
    return total;
}

/* What is kept of the first order, by part: all, or its second half. */
static size_t keep_from(const counting *c, size_t dimensions, size_t part) {
    return dimensions > 2 && part == 1 ? c->size / 2 : 0;
}

static void fill(const counting *c, const uint32_t *const *order, size_t dimensions, size_t from, search *s,
                 ent_tally *count, uint32_t *place, entry **lists) {
    for (size_t k = 0; k < c->size; k++) {
        place[order[0][k]] = (uint32_t)k;
        if (count) count[k] = count_at(c, order[0][k]);
    }
    for (size_t d = 1; d < dimensions; d++) {
        lists[d - 1] = s->free;
        for (size_t k = 0; k < c->size; k++) {
            const uint32_t element = order[d][k], at = place[element];
            if (at >= from) *s->free++ = (entry){at - (uint32_t)from, at << 1 | (element >= c->points)};
        }
    }
}

/* Entries at most: the lists; then, at every step, halves of all of them (with the halves of these twice as many) or
 * what leads across in one list fewer; and a few for halves that are not even. */
static size_t room_for(size_t dimensions, size_t size) {
    size_t lists = 2;
    for (size_t d = 3; d <= dimensions; d++)
        lists = lists + d - 2 > 2 * (d - 1) ? lists + d - 2 : 2 * (d - 1);
    return (lists + dimensions - 1) * size + 64 * dimensions * dimensions; /* far below 2^40 */
}

static ent_status count_part(const counting *c, const uint32_t *const *order, size_t dimensions, size_t part,
                             ent_tally *out) {
    const ent_allocator *allocator = ent_run_allocator(c->run);
    const size_t from = keep_from(c, dimensions, part), size = c->size - from, middle = size / 2;
    entry *lists[ENT_VOTERS];
    search s = {.map = ent_alloc_array(allocator, c->size, sizeof *s.map)};
    entry *room = ent_alloc_array(allocator, room_for(dimensions, size), sizeof *room);
    s.tree = ent_alloc_array(allocator, PLANAR + 1, sizeof *s.tree);
    uint32_t *place = ent_alloc_array(allocator, c->size, sizeof *place);
    ent_tally *count = c->single ? NULL : ent_alloc_array(allocator, c->size, sizeof *count);
    const bool good = s.map && s.tree && room && place && (count || c->single);
    if (good) {
        s.free = room;
        s.count = count;
        fill(c, order, dimensions, from, &s, count, place, lists);
        if (dimensions == 2 || part == 1) {
            *out = count_in(&s, lists, dimensions, size);
        } else { /* the first half, and across */
            *out = count_across(&s, lists, dimensions, size, middle);
            for (size_t d = 0; d + 1 < dimensions; d++) {
                entry *kept = lists[d];
                for (size_t k = 0; k < size; k++)
                    if (lists[d][k].at < middle) *kept++ = lists[d][k];
            }
            *out += count_in(&s, lists, dimensions, middle);
        }
    }
    ent_free(allocator, s.map);
    ent_free(allocator, room);
    ent_free(allocator, s.tree);
    ent_free(allocator, place);
    ent_free(allocator, count);
    return good ? ENT_OK : ENT_MEMORY;
}

/* The orders that a combination asks for; how many. */
static size_t orders_of(const counting *c, size_t cell, const uint32_t **order) {
    size_t dimensions = 0;
    for (size_t k = c->asked->width; k-- > 0; cell /= c->asked->size[k] + 1) {
        const size_t place = cell % (c->asked->size[k] + 1);
        if (place > 0) order[dimensions++] = c->orders[c->start[k] + place - 1];
    }
    return dimensions;
}

static ent_status count_cell(void *context, size_t index) {
    const counting *c = context;
    const uint32_t *order[ENT_VOTERS];
    const size_t part = index % PARTS, dimensions = orders_of(c, index / PARTS, order);
    ent_tally *out = &c->parts[index];
    if (dimensions >= 2 && (part == 0 || dimensions > 2)) return count_part(c, order, dimensions, part, out);
    if (part == 0 && dimensions == 1) *out = linear(c, order[0]);
    if (part == 0 && dimensions == 0) {
        ent_tally sums[2] = {0};
        for (size_t k = 0; k < c->size; k++)
            sums[k < c->points] += count_at(c, (uint32_t)k);
        *out = sums[0] * sums[1];
    }
    return ENT_OK;
}

/* ---- all of them ------------------------------------------------------------------------------------------------ */

size_t ent_sums_cells(const ent_sums_asked *asked) {
    size_t cells = 1;
    for (size_t k = 0; k < asked->width; k++)
        cells *= asked->size[k] + 1; /* at most 2^voters */
    return cells;
}

/* A combination of d columns takes about n log(n)^(d - 2) / (d - 2)!, for small lists not less than n. */
double ent_sums_work(const ent_sums_asked *asked, size_t rows) {
    const double n = (double)rows, levels = fmax(1, log2(n / SMALL));
    double by_columns[ENT_VOTERS + 1] = {1}, sum = 0, each = n; /* how many combinations ask so many columns */
    for (size_t k = 0; k < asked->width; k++)
        for (size_t d = k + 1; d > 0; d--)
            by_columns[d] += by_columns[d - 1] * (double)asked->size[k];
    for (size_t d = 1; d <= asked->width; d++) {
        if (d > 2) each = fmax(n, each * levels / (double)(d - 2));
        sum += by_columns[d] * each;
    }
    return sum;
}

static ent_status sort_column(void *context, size_t column) {
    const counting *c = context;
    return ent_pair_orders_column(c->first, c->second, column, c->asked->thresholds[column], c->asked->size[column],
                                  c->orders + c->start[column]);
}

static bool occurs_once(const ent_sums *list) {
    for (size_t row = 0; row < list->size; row++)
        if (list->counts[row] != 1) return false;
    return true;
}

ent_status ent_sums_pairs(const ent_run *run, const ent_sums *first, const ent_sums *second,
                          const ent_sums_asked *asked, ent_tally *counts) {
    const ent_allocator *allocator = ent_run_allocator(run);
    const size_t cells = ent_sums_cells(asked);
    counting c = {.run = run, .first = first, .second = second, .asked = asked, .points = second->size};
    size_t thresholds = 0;
    for (size_t k = 0; k < asked->width; k++) {
        c.start[k] = thresholds;
        thresholds += asked->size[k];
    }
    c.size = first->size + second->size;
    c.single = occurs_once(first) && occurs_once(second);
    c.parts = ent_alloc_array(allocator, cells, PARTS * sizeof *c.parts);
    c.orders = ent_alloc_array(allocator, thresholds + 1, sizeof *c.orders);
    ent_status status = c.parts && c.orders ? ENT_OK : ENT_MEMORY;
    for (size_t k = 0; k < thresholds && c.orders; k++)
        c.orders[k] = NULL;
    for (size_t k = 0; k < thresholds && status == ENT_OK; k++) {
        c.orders[k] = ent_alloc_array(allocator, c.size, sizeof *c.orders[k]);
        if (!c.orders[k]) status = ENT_MEMORY;
    }
    if (status == ENT_OK) status = ent_parallel(run, asked->width, sort_column, &c);
    if (status == ENT_OK) memset(c.parts, 0, cells * PARTS * sizeof *c.parts);
    if (status == ENT_OK) status = ent_parallel(run, cells * PARTS, count_cell, &c);
    for (size_t k = 0; k < cells && status == ENT_OK; k++)
        counts[k] = c.parts[k * PARTS] + c.parts[k * PARTS + 1];
    for (size_t k = 0; k < thresholds && c.orders; k++)
        ent_free(allocator, c.orders[k]);
    ent_free(allocator, c.orders);
    ent_free(allocator, c.parts);
    return status;
}
