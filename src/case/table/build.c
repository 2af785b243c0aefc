/* A table of coalitions from numbers that come one by one: whole numbers over a common denominator as long as these
 * fit a double. The denominator grows with what comes; each time it at least doubles, so the table is scaled a few
 * dozen times at most. */
#include "case/table/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double most_whole = 9007199254740992.0; /* 2^53 */

ent_status ent_table_build(ent_table_builder *builder, const ent_run *run, unsigned players, bool cost) {
    size_t entries = (size_t)1 << players;
    const ent_allocator *allocator = ent_run_allocator(run);
    *builder = (ent_table_builder){.cost = cost};
    builder->table =
        (ent_coalition_table){.players = players, .whole = true, .denominator = 1, .allocator = allocator, .listed = 0};
    builder->table.values = ent_alloc_array(allocator, entries, sizeof(double));
    builder->given = ent_alloc_array(allocator, (entries + 63) / 64, sizeof(uint64_t));
    return builder->table.values != NULL && builder->given != NULL ? ENT_OK : ENT_MEMORY;
}

void ent_table_builder_free(ent_table_builder *builder) {
    ent_free(builder->table.allocator, builder->given);
    builder->given = NULL;
    ent_coalition_table_free(&builder->table);
}

void ent_coalition_table_free(ent_coalition_table *table) {
    ent_free(table->allocator, table->values);
    *table = (ent_coalition_table){0};
}

bool ent_table_given(const ent_table_builder *builder, uint32_t mask) {
    return builder->given[mask >> 6] >> (mask & 63) & 1;
}

static size_t entries_of(const ent_table_builder *builder) {
    return (size_t)1 << builder->table.players;
}

/* From now on entries are rounded. */
static void give_up_whole(ent_table_builder *builder) {
    ent_coalition_table *table = &builder->table;
    double denominator = (double)table->denominator; /* at most 2^53 */
    for (size_t i = 0; denominator > 1 && i < entries_of(builder); i++)
        table->values[i] /= denominator;
    table->whole = false;
    table->denominator = 1;
}

static int64_t common_divisor(int64_t a, int64_t b) {
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Makes the denominator a multiple of `den`; false where the entries would not stay whole. */
static bool widen(ent_table_builder *builder, int64_t den) {
    ent_coalition_table *table = &builder->table;
    if (table->denominator % den == 0) return true;
    int64_t factor = den / common_divisor(table->denominator, den);
    if ((double)factor * (double)table->denominator > most_whole || (double)factor * builder->largest > most_whole)
        return false;
    for (size_t i = 0; i < entries_of(builder); i++)
        table->values[i] *= (double)factor;
    builder->largest *= (double)factor;
    table->denominator *= factor;
    return true;
}

/* The number in the table's units, exactly; false where it is none of at most 2^53. */
static bool scaled(const ent_table_builder *builder, ent_ratio ratio, double *out) {
    __int128 units = (__int128)ratio.num * (builder->table.denominator / ratio.den);
    const __int128 most = (__int128)1 << 53;
    if (units > most || units < -most) return false;
    *out = (double)(int64_t)units;
    return true;
}

bool ent_table_put(ent_table_builder *builder, uint32_t mask, ent_ratio ratio, double value, bool exact) {
    if (ent_table_given(builder, mask)) return false;
    builder->given[mask >> 6] |= (uint64_t)1 << (mask & 63);
    builder->table.listed++;
    double entry = value;
    if (builder->table.whole && !(exact && widen(builder, ratio.den) && scaled(builder, ratio, &entry)))
        give_up_whole(builder);
    if (!builder->table.whole) entry = value;
    builder->table.values[mask] = entry;
    if (fabs(entry) > builder->largest) builder->largest = fabs(entry);
    return true;
}

/* ---- coalitions that are split into listed ones ------------------------------------------------------------- */

enum { CANCEL_EVERY = 4096 };
static const double most_steps = 4e9;

/* Masks within `whole`, closed up: bit k stands for its k-th member. */
typedef struct inside {
    const ent_table_builder *builder;
    unsigned size;
    uint32_t members[32]; /* bits of the whole table */
    double *best;         /* 2^size: the best sum of listed ones */
    uint32_t *parts;      /* closed-up masks that are listed, by their lowest member; NULL: all are tried */
    size_t starts[33];    /* of each lowest member in `parts` */
    double worst;         /* of the kind: infinitely much, or nothing at all */
} inside;

static uint32_t spread(const inside *in, uint32_t closed) {
    uint32_t mask = 0;
    for (; closed != 0; closed &= closed - 1)
        mask |= in->members[__builtin_ctz(closed)];
    return mask;
}

/* What a coalition has where it is listed; a member of a value game that is not has 0. */
static double listed_worth(const inside *in, uint32_t closed) {
    uint32_t mask = spread(in, closed);
    if (ent_table_given(in->builder, mask)) return in->builder->table.values[mask];
    bool single = (closed & (closed - 1)) == 0;
    return single && !in->builder->cost ? 0 : in->worst;
}

static double better(const inside *in, double a, double b) {
    return in->builder->cost ? fmin(a, b) : fmax(a, b);
}

/* The best split by the part that holds the lowest member; the rest is known already. */
static double split(const inside *in, const double *own, uint32_t closed) {
    uint32_t low = closed & (~closed + 1), rest = closed & ~low;
    double best = in->worst;
    if (in->parts == NULL) {
        for (uint32_t part = rest;; part = (part - 1) & rest) {
            best = better(in, best, own[part | low] + in->best[rest & ~part]);
            if (part == 0) return best;
        }
    }
    unsigned lowest = (unsigned)__builtin_ctz(low);
    for (size_t i = in->starts[lowest]; i < in->starts[lowest + 1]; i++)
        if ((in->parts[i] & ~closed) == 0)
            best = better(in, best, own[in->parts[i]] + in->best[closed & ~in->parts[i]]);
    return best;
}

/* Listed parts by their lowest member, where trying them takes fewer steps than trying all. */
static bool gather(inside *in, const double *own, const ent_allocator *allocator) {
    size_t count = 0, entries = (size_t)1 << in->size;
    for (size_t i = 1; i < entries; i++)
        count += isfinite(own[i]) ? 1 : 0;
    if ((double)count * (double)entries >= pow(3, in->size)) return true;
    in->parts = ent_alloc_array(allocator, count, sizeof *in->parts);
    if (in->parts == NULL) return false;
    size_t at = 0;
    for (unsigned lowest = 0; lowest < in->size; lowest++) {
        in->starts[lowest] = at;
        for (size_t i = (size_t)1 << lowest; i < entries; i += (size_t)2 << lowest)
            if (isfinite(own[i])) in->parts[at++] = (uint32_t)i;
    }
    in->starts[in->size] = at;
    return true;
}

static ent_status fill_best(const inside *in, const double *own, const ent_run *run) {
    size_t entries = (size_t)1 << in->size;
    in->best[0] = 0;
    for (size_t i = 1; i < entries; i++) {
        in->best[i] = split(in, own, (uint32_t)i);
        if (i % CANCEL_EVERY != 0) continue;
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        ent_run_progress(run, (double)i / (double)entries, "coalitions that are split");
    }
    return ENT_OK;
}

static void take_over(ent_table_builder *builder, const inside *in, bool alone, uint32_t *stuck) {
    size_t entries = (size_t)1 << in->size;
    for (size_t i = alone ? entries - 1 : 1; i < entries; i++) {
        uint32_t mask = spread(in, (uint32_t)i);
        if (ent_table_given(builder, mask)) continue;
        if (isfinite(in->best[i]))
            builder->table.values[mask] = in->best[i];
        else if (*stuck == 0)
            *stuck = mask;
    }
}

ent_status ent_table_cover(ent_table_builder *builder, const ent_run *run, uint32_t whole, bool alone,
                           uint32_t *stuck) {
    const ent_allocator *allocator = builder->table.allocator;
    inside in = {.builder = builder, .worst = builder->cost ? INFINITY : -INFINITY};
    *stuck = 0;
    for (uint32_t rest = whole; rest != 0; rest &= rest - 1)
        in.members[in.size++] = rest & (~rest + 1);
    if (builder->table.whole && builder->largest * in.size > most_whole) give_up_whole(builder); /* sums may not fit */
    size_t entries = (size_t)1 << in.size;
    double tries = fmin(pow(3, in.size), (double)(builder->table.listed + in.size) * (double)entries);
    if (tries > most_steps) return ENT_LIMIT; /* before anything is allocated */
    double *own = ent_alloc_array(allocator, entries, sizeof *own);
    in.best = ent_alloc_array(allocator, entries, sizeof *in.best);
    ent_status status = own != NULL && in.best != NULL ? ENT_OK : ENT_MEMORY;
    for (size_t i = 1; status == ENT_OK && i < entries; i++)
        own[i] = listed_worth(&in, (uint32_t)i);
    if (status == ENT_OK && !gather(&in, own, allocator)) status = ENT_MEMORY;
    if (status == ENT_OK) status = fill_best(&in, own, run);
    if (status == ENT_OK) take_over(builder, &in, alone, stuck);
    ent_free(allocator, in.parts);
    ent_free(allocator, in.best);
    ent_free(allocator, own);
    return status;
}
