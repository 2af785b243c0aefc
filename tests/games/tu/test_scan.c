/* Passes over tables against looking at every coalition, prices moving as nested programs move them. */
#include "games/tu/scan.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdlib.h>

enum { MOST = 17, FOUND = 12, STEPS = 60 };

typedef struct table {
    ent_tu_game game;
    double *value;
    uint64_t *impossible;
    double largest;
} table;

static void make(table *t, unsigned players, bool cost, bool few, uint64_t stream) {
    ent_random random = ent_random_stream(stream, players);
    size_t size = (size_t)1 << players;
    t->value = calloc(size, sizeof *t->value);
    t->impossible = calloc(size / 64 + 1, sizeof *t->impossible);
    assert_true(t->value != NULL && t->impossible != NULL);
    t->largest = 0;
    for (size_t m = 1; m < size; m++) {
        t->value[m] =
            few ? (double)(ent_random_below(&random, 50) == 0) : (double)ent_random_below(&random, 100000) / 7;
        if (t->value[m] > t->largest) t->largest = t->value[m];
        if (ent_random_below(&random, 9) == 0) t->impossible[m >> 6] |= UINT64_C(1) << (m & 63);
    }
    t->game = (ent_tu_game){.players = players, .cost = cost, .denominator = 1, .value = t->value};
    if (stream % 2 == 1) t->game.impossible = t->impossible;
}

static double excess_of(const table *t, const double *price, size_t mask) {
    double excess = t->game.cost ? -t->value[mask] : t->value[mask];
    for (unsigned i = 0; i < t->game.players; i++)
        if (mask >> i & 1) excess -= price[i];
    return excess;
}

static bool in_span(const ent_span *span, unsigned players, size_t mask) {
    uint32_t members[MOST];
    size_t size = 0;
    for (uint32_t i = 0; i < players; i++)
        if (mask >> i & 1) members[size++] = i;
    return ent_span_has(span, members, size);
}

static bool no_multiple_of_three(const void *context, ent_coalition_mask coalition) {
    (void)context;
    return coalition % 3 != 0;
}

/* The largest excess of those that count, -INFINITY where none does. */
static double brute(const table *t, const ent_scan_options *options) {
    double most = -INFINITY;
    for (size_t m = 1; m < ent_tu_size(&t->game); m++) {
        double excess = excess_of(t, options->price, m);
        if (excess <= most || !ent_tu_possible(&t->game, (ent_coalition_mask)m)) continue;
        if (options->keep != NULL && !options->keep(options->context, (ent_coalition_mask)m)) continue;
        if (!in_span(options->span, t->game.players, m)) most = excess;
    }
    return most;
}

/* The margin is set such that now some, now none are above it. */
static void step(const table *t, ent_scan *scan, ent_scan_options *options, double margin, const ent_run *run,
                 double most) {
    ent_scan_found found[FOUND];
    size_t size = 0;
    double rough = 1e-9 * (t->largest + fabs(margin) + 1);
    options->margin = margin;
    assert_int_equal(ent_scan_worst(scan, options, run, FOUND, found, &size), ENT_OK);
    if (most > margin + rough) assert_true(size > 0);
    if (most < margin - rough) assert_int_equal(size, 0);
    for (size_t k = 0; k < size; k++) {
        size_t mask = found[k].coalition;
        assert_true(fabs(excess_of(t, options->price, mask) - found[k].excess) <= rough);
        assert_true(found[k].excess > margin && found[k].excess <= most + rough);
        assert_true(ent_tu_possible(&t->game, found[k].coalition));
        assert_false(in_span(options->span, t->game.players, mask));
        if (k > 0) assert_true(found[k].excess <= found[k - 1].excess);
        if (options->keep != NULL) assert_true(options->keep(options->context, found[k].coalition));
    }
}

/* The largest |v(S) - single(S)|, by adding up every coalition. */
static double brute_span(const table *t, const double *single) {
    double most = 0;
    for (size_t m = 0; m < ent_tu_size(&t->game); m++) {
        double gain = t->value[m];
        for (unsigned i = 0; i < t->game.players; i++)
            if (m >> i & 1) gain -= single[i];
        if (fabs(gain) > most) most = fabs(gain);
    }
    return most;
}

static void measure(const table *t, ent_scan *scan, const double *price, const ent_run *run) {
    double single[MOST], span = -1, spoilt;
    const double odd[] = {NAN, INFINITY, -INFINITY};
    const size_t last = ent_tu_size(&t->game) - 1;
    for (unsigned i = 0; i < t->game.players; i++)
        single[i] = t->value[(size_t)1 << i] / 3;
    for (size_t k = 0; k < 3; k++) {
        const size_t place = k == 1 ? last : last / 2;
        spoilt = t->value[place];
        t->value[place] = odd[k];
        assert_int_equal(ent_scan_measure(scan, single, price, run, &span), ENT_USAGE);
        t->value[place] = spoilt;
    }
    assert_int_equal(ent_scan_measure(scan, single, price, run, &span), ENT_OK);
    const double right = brute_span(t, single);
    assert_true(fabs(span - right) <= 1e-9 * (right + 1));
}

static size_t walk(unsigned players, bool cost, bool few, uint64_t stream) {
    table t;
    ent_span span;
    ent_scan *scan;
    double price[MOST], level = 0;
    const ent_run run = {.threads = 1 + (unsigned)(stream % 3)};
    ent_random random = ent_random_stream(stream, 99);
    make(&t, players, cost, few, stream);
    assert_int_equal(ent_span_init(&span, players, NULL), ENT_OK);
    assert_int_equal(ent_scan_new(&t.game, &run, &scan), ENT_OK);
    for (unsigned i = 0; i < players; i++)
        price[i] = t.largest / players * ent_random_uniform(&random) * (cost ? -1 : 1);
    if (stream % 2 == 0) measure(&t, scan, price, &run); /* later passes go on from there */
    for (unsigned k = 0; k < STEPS; k++) {
        ent_scan_options options = {
            .price = price, .largest = t.largest, .span = &span, .keep = k % 5 == 4 ? no_multiple_of_three : NULL};
        /* Ever smaller moves, and now and then a leap. */
        double reach = t.largest / players * (k % 20 == 19 ? 50 : pow(0.7, k % 20));
        for (unsigned i = 0; i < players; i++)
            price[i] += reach * (ent_random_uniform(&random) - 0.5);
        double most = brute(&t, &options);
        step(&t, scan, &options, most + t.largest * 1e-6, &run, most);
        step(&t, scan, &options, most - t.largest * (k % 2 == 0 ? 1e-6 : 0.05), &run, most);
        step(&t, scan, &options, level, &run, most);
        level = most;
        if (k % 6 == 5) { /* more is settled */
            uint32_t members[MOST];
            size_t size = 0, settled = 1 + (size_t)ent_random_below(&random, ent_tu_size(&t.game) - 1);
            for (uint32_t i = 0; i < players; i++)
                if (settled >> i & 1) members[size++] = i;
            if (span.rank + 3 < players) ent_span_add(&span, members, size);
        }
    }
    size_t passes = ent_scan_passes(scan);
    ent_scan_free(scan);
    ent_span_free(&span);
    free(t.value);
    free(t.impossible);
    return passes;
}

static void against_looking_at_all(void **state) {
    (void)state;
    for (uint64_t stream = 0; stream < 4; stream++) {
        walk(1 + (unsigned)stream, false, false, stream);
        walk(7 + (unsigned)stream, stream % 2 == 0, false, stream);
    }
    for (uint64_t stream = 0; stream < 3; stream++) {
        size_t passes = walk(MOST, stream == 1, stream == 2, stream);
        assert_true(passes < 3 * STEPS); /* some were answered from what stands out */
        assert_true(passes > 0);
    }
}

static void without_memory(void **state) {
    (void)state;
    table t;
    make(&t, 16, false, false, 0);
    for (size_t n = 0;; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_scan *scan;
        double single[16] = {0}, span;
        ent_status status = ent_scan_new(&t.game, &run, &scan);
        if (status == ENT_OK) status = ent_scan_measure(scan, single, single, &run, &span);
        ent_scan_free(scan);
        assert_int_equal(memory.held, 0);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        if (!memory.failed) break;
    }
    free(t.value);
    free(t.impossible);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(against_looking_at_all),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
