/* A component as plain arrays, and bounds of what its packages give. */
#include "space/cluster.h"

#include <stdlib.h>
#include <string.h>

void ent_compound_free(const ent_allocator *allocator, ent_compound *compound) {
    if (!compound) return;
    ent_free(allocator, compound->issues);
    ent_free(allocator, compound->outcomes);
    ent_free(allocator, compound->gains);
    ent_free(allocator, compound);
}

/* ---- issues and options ------------------------------------------------------------------------------------ */

static size_t place_of(const ent_cluster *c, size_t issue) {
    size_t place = 0;
    while (place < c->size && c->issues[place] != issue)
        place++;
    return place;
}

static bool list_options(const ent_cluster_frame *frame, size_t root, ent_arena *arena, ent_cluster *c) {
    const ent_space *space = frame->links->space;
    size_t options = 0;
    for (size_t j = 0; j < space->issues; j++) {
        if (frame->links->component[j] != root) continue;
        c->size++;
        options += ent_space_options(space, j);
    }
    c->issues = ent_arena_array(arena, c->size, sizeof *c->issues);
    c->first = ent_arena_array(arena, c->size + 1, sizeof *c->first);
    c->option = ent_arena_array(arena, options, sizeof *c->option);
    c->gain = ent_arena_array(arena, options * c->dimensions, sizeof *c->gain);
    c->hope = ent_arena_array(arena, options * c->dimensions, sizeof *c->hope);
    if (!c->issues || !c->first || !c->option || !c->gain || !c->hope) return false;
    size_t next = 0, flat = 0;
    c->outcomes = 1;
    for (size_t j = 0; j < space->issues; j++) {
        if (frame->links->component[j] != root) continue;
        c->issues[next] = j;
        c->first[next] = flat;
        for (size_t o = 0; o < ent_space_options(space, j); o++) {
            if (!frame->allowed[space->first[j] + o]) continue;
            for (size_t d = 0; d < c->dimensions; d++)
                c->gain[flat * c->dimensions + d] = ent_space_term(space, frame->party[d], j, o);
            c->option[flat++] = (uint32_t)o;
        }
        c->outcomes *= (double)(flat - c->first[next]);
        c->first[++next] = flat;
    }
    memcpy(c->hope, c->gain, flat * c->dimensions * sizeof *c->hope);
    return true;
}

/* ---- interactions ------------------------------------------------------------------------------------------ */

static size_t dimension_of(const ent_cluster_frame *frame, size_t party) {
    size_t d = 0;
    while (d < frame->dimensions && frame->party[d] != party)
        d++;
    return d;
}

/* The places of the first and last issue of the component that the interaction asks; false when none. */
static bool asked_places(const ent_cluster_frame *frame, const ent_cluster *c, size_t q, size_t *first, size_t *last) {
    bool any = false;
    for (size_t k = 0; k < c->size; k++) {
        if (!ent_links_asks(frame->links, c->issues[k], q)) continue;
        if (!any) *first = k;
        *last = k;
        any = true;
    }
    return any;
}

/* What asks one issue only is part of its terms. */
static void fold(const ent_cluster_frame *frame, ent_cluster *c, size_t q, size_t k) {
    const ent_space *space = frame->links->space;
    const size_t d = dimension_of(frame, space->gainer[q]);
    for (size_t flat = c->first[k]; flat < c->first[k + 1]; flat++)
        if (ent_space_holds(space, space->first[c->issues[k]] + c->option[flat])[q / 64] >> q % 64 & 1) {
            c->gain[flat * c->dimensions + d] += space->add[q];
            c->hope[flat * c->dimensions + d] += space->add[q];
        }
}

static void set_bit(uint64_t *words, size_t bit) {
    words[bit / 64] |= (uint64_t)1 << bit % 64;
}

static void enter(const ent_cluster_frame *frame, ent_cluster *c, size_t q, size_t bit, size_t last) {
    const ent_space *space = frame->links->space;
    c->add[bit] = space->add[q];
    c->gainer[bit] = (uint32_t)dimension_of(frame, space->gainer[q]);
    for (size_t k = 0; k < c->size; k++)
        for (size_t flat = c->first[k]; flat < c->first[k + 1]; flat++)
            if (ent_space_holds(space, space->first[c->issues[k]] + c->option[flat])[q / 64] >> q % 64 & 1)
                set_bit(c->holds + flat * c->words, bit);
    set_bit(c->settled + last * c->words, bit);
    for (size_t k = 0; k < c->size; k++) {
        size_t next = k;
        while (next < c->size && !ent_links_asks(frame->links, c->issues[next], q))
            next++;
        if (next < c->size && (c->add[bit] > 0 || next == last))
            set_bit(c->bucket + (k * c->size + next) * c->words, bit);
    }
}

static bool list_interactions(const ent_cluster_frame *frame, ent_arena *arena, ent_cluster *c) {
    const ent_space *space = frame->links->space;
    size_t first = 0, last = 0;
    for (size_t q = 0; q < space->interactions; q++)
        c->interactions += asked_places(frame, c, q, &first, &last) && first < last;
    c->words = c->interactions / 64 + 1;
    c->add = ent_arena_array(arena, c->interactions, sizeof *c->add);
    c->gainer = ent_arena_array(arena, c->interactions, sizeof *c->gainer);
    c->holds = ent_arena_array(arena, c->first[c->size] * c->words, sizeof *c->holds);
    c->settled = ent_arena_array(arena, c->size * c->words, sizeof *c->settled);
    c->bucket = ent_arena_array(arena, c->size * c->size * c->words, sizeof *c->bucket);
    if (!c->add || !c->gainer || !c->holds || !c->settled || !c->bucket) return false;
    size_t bit = 0;
    for (size_t q = 0; q < space->interactions; q++) {
        if (!asked_places(frame, c, q, &first, &last)) continue;
        if (first == last)
            fold(frame, c, q, first);
        else
            enter(frame, c, q, bit++, last);
    }
    return true;
}

/* ---- tables ------------------------------------------------------------------------------------------------ */

static bool add_table(const ent_cluster_frame *frame, ent_cluster *c, size_t t, ent_arena *arena) {
    const ent_space *space = frame->links->space;
    const ent_pair_table *table = &space->tables[t];
    const size_t first = place_of(c, table->first), second = place_of(c, table->second), n = c->dimensions;
    const size_t rows = c->first[first + 1] - c->first[first], columns = c->first[second + 1] - c->first[second];
    size_t pair = 0;
    while (c->pairs[pair].cells && (c->pairs[pair].first != first || c->pairs[pair].second != second))
        pair++;
    if (!c->pairs[pair].cells) {
        c->pairs[pair] =
            (ent_cluster_pair){first, second, ent_arena_array(arena, rows * columns * n, sizeof(ent_wide))};
        if (!c->pairs[pair].cells) return false;
    }
    const size_t d = dimension_of(frame, table->party);
    for (size_t a = 0; a < rows; a++)
        for (size_t b = 0; b < columns; b++)
            c->pairs[pair].cells[(a * columns + b) * n + d] +=
                *ent_space_cell(space, t, c->option[c->first[first] + a], c->option[c->first[second] + b]);
    return true;
}

static int by_second(const void *left, const void *right) {
    const ent_cluster_pair *a = left, *b = right;
    if (a->second != b->second) return a->second < b->second ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

/* The most that a table can add to an option of its first issue. */
static void hope_for(ent_cluster *c, const ent_cluster_pair *pair) {
    const size_t n = c->dimensions;
    const size_t rows = c->first[pair->first + 1] - c->first[pair->first];
    const size_t columns = c->first[pair->second + 1] - c->first[pair->second];
    for (size_t a = 0; a < rows; a++)
        for (size_t d = 0; d < n; d++) {
            ent_wide most = 0;
            for (size_t b = 0; b < columns; b++) {
                const ent_wide cell = pair->cells[(a * columns + b) * n + d];
                if (b == 0 || cell > most) most = cell;
            }
            c->hope[(c->first[pair->first] + a) * n + d] += most;
        }
}

static bool list_tables(const ent_cluster_frame *frame, ent_arena *arena, ent_cluster *c) {
    const ent_space *space = frame->links->space;
    c->pairs = ent_arena_array(arena, space->tables_size + 1, sizeof *c->pairs);
    c->pair_first = ent_arena_array(arena, c->size + 1, sizeof *c->pair_first);
    if (!c->pairs || !c->pair_first) return false;
    for (size_t t = 0; t < space->tables_size; t++)
        if (frame->links->counts[t] && place_of(c, space->tables[t].first) < c->size)
            if (!add_table(frame, c, t, arena)) return false;
    size_t size = 0;
    for (; c->pairs[size].cells; size++)
        hope_for(c, &c->pairs[size]);
    qsort(c->pairs, size, sizeof *c->pairs, by_second);
    for (size_t k = 0, at = 0; k <= c->size; k++) {
        while (at < size && c->pairs[at].second < k)
            at++;
        c->pair_first[k] = at;
    }
    return true;
}

/* ---- the whole ----------------------------------------------------------------------------------------------- */

bool ent_cluster_make(const ent_cluster_frame *frame, size_t root, ent_arena *arena, ent_cluster *out) {
    *out = (ent_cluster){.dimensions = frame->dimensions};
    return list_options(frame, root, arena, out) && list_interactions(frame, arena, out) &&
           list_tables(frame, arena, out);
}

void ent_cluster_upper(const ent_cluster *c, ent_wide *upper) {
    for (size_t d = 0; d < c->dimensions; d++) {
        upper[d] = 0;
        for (size_t k = 0; k < c->size; k++) {
            ent_wide most = 0;
            for (size_t flat = c->first[k]; flat < c->first[k + 1]; flat++) {
                ent_wide sum = c->hope[flat * c->dimensions + d];
                for (size_t q = 0; q < c->interactions; q++)
                    if (c->gainer[q] == d &&
                        (c->bucket[k * c->words + q / 64] & c->holds[flat * c->words + q / 64]) >> q % 64 & 1)
                        sum += c->add[q];
                if (flat == c->first[k] || sum > most) most = sum;
            }
            upper[d] += most;
        }
    }
}
