/* Games with structure for 300 parties, each beside something measured in the same run: the same problem for 20 parties
 * by the table of all coalitions, which is what a method that knows nothing of the structure must fill at least. */
#include "games/structured/components_nucleolus.h"
#include "games/structured/market.h"
#include "games/structured/mcst.h"

#include "games/structured/airport.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PARTIES = 300, SIDE = 150, COMPONENTS = 300, NEEDED_BY = 30, TABLE = 20 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static mpq_t *numbers(size_t size, uint64_t most, ent_random *random) {
    mpq_t *list = calloc(size, sizeof *list);
    if (list == NULL) exit(3);
    for (size_t i = 0; i < size; i++) {
        mpq_init(list[i]);
        mpq_set_ui(list[i], 1 + ent_random_below(random, most), 1 + ent_random_below(random, 4));
        mpq_canonicalize(list[i]);
    }
    return list;
}

static void *array(size_t size, size_t each) {
    void *pointer = calloc(size, each);
    if (pointer == NULL) exit(3);
    return pointer;
}

static void must(ent_status status) {
    if (status == ENT_OK) return;
    fprintf(stderr, "bench_structured: %s\n", ent_status_name(status));
    exit(1);
}

/* Runs until a tenth of a second has passed; seconds a run. */
#define MEASURE(seconds, call)                                                                                         \
    do {                                                                                                               \
        double start_ = now();                                                                                         \
        size_t runs_ = 0;                                                                                              \
        do {                                                                                                           \
            must(call);                                                                                                \
            runs_++;                                                                                                   \
        } while (now() - start_ < 0.1);                                                                                \
        (seconds) = (now() - start_) / (double)runs_;                                                                  \
    } while (0)

static void say(const char *what, double seconds, const char *beside, double other) {
    printf("  %-44s %10.3f ms   %8.3f of %s\n", what, 1e3 * seconds, seconds / other, beside);
}

/* ---- components --------------------------------------------------------------------------------------- */

static ent_components components(uint32_t players, size_t size, size_t needed_by, ent_random *random) {
    size_t *first = array(size + 1, sizeof *first);
    uint32_t *needed = array(size * needed_by, sizeof *needed);
    for (size_t k = 0; k < size; k++) {
        size_t left = 1 + (size_t)ent_random_below(random, needed_by);
        if (left > players) left = players;
        first[k + 1] = first[k];
        for (uint32_t i = 0; i < players; i++) {
            if (ent_random_below(random, players - i) >= left) continue;
            needed[first[k + 1]++] = i;
            left--;
        }
    }
    ent_components game = {.players = players, .size = size, .first = first, .needed = needed};
    game.cost = numbers(size, 1000, random)[0];
    return game;
}

static void bench_components(ent_allocation *x, ent_worst *worst) {
    ent_random random = ent_random_stream(1, 1);
    ent_components large = components(PARTIES, COMPONENTS, NEEDED_BY, &random);
    ent_components small = components(TABLE, TABLE, 6, &random), middle = components(60, 60, 6, &random);
    double table, shapley, core, nucleolus;
    ent_tu_table entries;
    double start = now();
    must(ent_components_table(&small, NULL, &entries));
    table = now() - start;
    ent_tu_table_free(&entries);
    MEASURE(shapley, ent_components_shapley(&large, NULL, x));
    MEASURE(core, ent_components_worst(&large, x->exact[0], NULL, worst));
    printf("components: %d parties, %d components; table of %d parties %.1f ms\n", PARTIES, COMPONENTS, TABLE,
           1e3 * table);
    say("Shapley value", shapley, "the table", table);
    say("worst coalition, by 2(n-1) minimum cuts", core, "the table", table);
    ent_allocation y;
    ent_components_nucleolus_report report;
    must(ent_allocation_init(&y, 60));
    MEASURE(nucleolus, ent_components_nucleolus(&middle, NULL, &report, &y));
    say("nucleolus, 60 parties", nucleolus, "the table", table);
    printf("  (%zu coalitions listed in %zu rounds, %s)\n", report.listed, report.rounds,
           report.proved ? "proved" : "rounded");
    ent_allocation_free(&y);
}

/* ---- the others --------------------------------------------------------------------------------------- */

static void bench_airport(ent_allocation *x, ent_worst *worst) {
    ent_random random = ent_random_stream(1, 2);
    uint64_t *users = array(PARTIES, sizeof *users);
    for (size_t i = 0; i < PARTIES; i++)
        users[i] = 1 + ent_random_below(&random, 5000);
    ent_airport game = {.players = PARTIES, .need = numbers(PARTIES, 1000000, &random)[0], .users = users};
    ent_airport small = game;
    small.players = TABLE;
    ent_tu_table entries;
    double start = now(), table, shapley, nucleolus, core;
    must(ent_airport_table(&small, NULL, &entries));
    table = now() - start;
    ent_tu_table_free(&entries);
    MEASURE(shapley, ent_airport_shapley(&game, NULL, x));
    MEASURE(core, ent_airport_worst(&game, x->exact[0], NULL, worst));
    MEASURE(nucleolus, ent_airport_nucleolus(&game, NULL, x));
    printf("airport: %d types, thousands of users each; table of %d parties %.1f ms\n", PARTIES, TABLE, 1e3 * table);
    say("Shapley value", shapley, "the table", table);
    say("nucleolus", nucleolus, "the table", table);
    say("worst coalition", core, "the table", table);
}

static ent_mcst tree_problem(uint32_t players, ent_random *random) {
    size_t links = (size_t)players * (players + 1) / 2, k = 0;
    uint32_t *from = array(links, sizeof *from), *to = array(links, sizeof *to);
    for (uint32_t a = 0; a < players; a++) {
        for (uint32_t b = a + 1; b <= players; b++, k++) {
            from[k] = a;
            to[k] = b == players ? ENT_MCST_SUPPLY : b;
        }
    }
    return (ent_mcst){
        .players = players, .links = links, .from = from, .to = to, .cost = numbers(links, 10000, random)[0]};
}

static void bench_trees(ent_allocation *x) {
    ent_random random = ent_random_stream(1, 3);
    ent_mcst large = tree_problem(PARTIES, &random), small = tree_problem(TABLE, &random);
    ent_tu_table entries;
    bool exists;
    ent_coalition_mask gap;
    double start = now(), table, bird, folk;
    must(ent_mcst_table(&small, NULL, &exists, &gap, &entries));
    table = now() - start;
    ent_tu_table_free(&entries);
    MEASURE(bird, ent_mcst_bird(&large, NULL, x));
    MEASURE(folk, ent_mcst_folk(&large, NULL, x));
    printf("trees: %d parties, %zu links; table of %d parties %.1f ms\n", PARTIES, large.links, TABLE, 1e3 * table);
    say("Bird", bird, "the table", table);
    say("folk", folk, "the table", table);
}

static ent_market market_problem(uint32_t sellers, uint32_t buyers, ent_random *random) {
    size_t pairs = (size_t)sellers * buyers, k = 0;
    uint32_t *first = array(pairs, sizeof *first), *second = array(pairs, sizeof *second);
    for (uint32_t s = 0; s < sellers; s++) {
        for (uint32_t b = 0; b < buyers; b++, k++) {
            first[k] = s;
            second[k] = sellers + b;
        }
    }
    return (ent_market){.players = sellers + buyers,
                        .pairs = pairs,
                        .first = first,
                        .second = second,
                        .value = numbers(pairs, 1000, random)[0]};
}

static void bench_markets(ent_allocation *x, ent_worst *worst) {
    ent_random random = ent_random_stream(1, 4);
    ent_market large = market_problem(SIDE, SIDE, &random), small = market_problem(TABLE / 2, TABLE / 2, &random);
    ent_tu_table entries;
    double start = now(), table, tau, nucleolus, core;
    must(ent_market_table(&small, NULL, &entries));
    table = now() - start;
    ent_tu_table_free(&entries);
    MEASURE(tau, ent_market_tau(&large, NULL, x));
    MEASURE(core, ent_market_worst(&large, x->exact[0], NULL, worst));
    MEASURE(nucleolus, ent_market_nucleolus(&large, NULL, x));
    printf("markets: %d parties, %zu pairs; table of %d parties %.1f ms\n", PARTIES, large.pairs, TABLE, 1e3 * table);
    say("best matching, bounds of the core, tau value", tau, "the table", table);
    say("worst coalition", core, "the best matching", tau);
    say("nucleolus", nucleolus, "the best matching", tau);
}

int main(void) {
    ent_allocation x;
    ent_worst worst;
    must(ent_allocation_init(&x, PARTIES));
    must(ent_worst_init(&worst, PARTIES, NULL));
    bench_components(&x, &worst);
    bench_airport(&x, &worst);
    bench_trees(&x);
    bench_markets(&x, &worst);
    ent_worst_free(&worst);
    ent_allocation_free(&x);
    return 0;
}
