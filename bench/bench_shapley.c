/* The Shapley value of tables of random whole entries, and how many times longer it takes than adding up the table
 * once; on one thread and on all. Other passes over the table at one size.
 *
 *     bench_shapley [PLAYERS]...      default: 20 22 25 26
 */
#include "games/tu/kernel.h"
#include "games/tu/marginal.h"
#include "games/tu/properties.h"
#include "games/tu/unions.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPEATS = 5 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static ent_tu_game random_game(unsigned players, double *value) {
    ent_random random = ent_random_stream(4, players);
    value[0] = 0;
    for (size_t s = 1; s < (size_t)1 << players; s++)
        value[s] = (double)ent_random_below(&random, 1000000);
    return (ent_tu_game){.players = players, .whole = true, .denominator = 1, .value = value};
}

/* Four sums side by side, so that it is memory that is waited for. */
static double scan(const ent_tu_game *game, double *sum) {
    double best = 1e9;
    for (int k = 0; k < REPEATS; k++) {
        double start = now(), part[8] = {0};
        for (size_t s = 0; s + 8 <= ent_tu_size(game); s += 8)
            for (size_t j = 0; j < 8; j++)
                part[j] += game->value[s + j];
        const double time = now() - start;
        for (size_t j = 0; j < 8; j++)
            *sum += part[j];
        best = time < best ? time : best;
    }
    return best;
}

static void checked(ent_status status) {
    if (status == ENT_OK) return;
    printf("failed: %s\n", ent_status_name(status));
    exit(3);
}

static double shapley(const ent_tu_game *game, unsigned threads, ent_allocation *out) {
    const ent_run run = {.threads = threads};
    double best = 1e9;
    for (int k = 0; k < REPEATS; k++) {
        const double start = now();
        checked(ent_tu_shapley(game, &run, out));
        const double time = now() - start;
        best = time < best ? time : best;
    }
    return best;
}

static void run_one(unsigned players) {
    double *value = malloc(sizeof *value << players), sum = 0;
    ent_allocation out;
    if (value == NULL) exit(3);
    checked(ent_allocation_init(&out, players));
    const ent_tu_game game = random_game(players, value);
    const double once = scan(&game, &sum), one = shapley(&game, 1, &out), all = shapley(&game, 0, &out);
    printf("n = %u: Shapley %8.4f s on one thread, %5.1f times a scan of the table (%.4f s); %8.4f s on all threads, "
           "%.2f of it\n",
           players, one, one / once, once, all, all / one);
    ent_allocation_free(&out);
    free(value);
    if (sum < 0) exit(1); /* the sum is used */
}

static void other_passes(unsigned players) {
    double *value = malloc(sizeof *value << players), start, sum = 0;
    const ent_run run = {.threads = 1};
    ent_allocation out;
    ent_kernel_check check;
    ent_tu_properties properties;
    ent_ratio weights[ENT_TU_PLAYERS];
    unsigned pairs[ENT_TU_PLAYERS];
    ent_coalition_mask line[ENT_TU_PLAYERS];
    if (value == NULL) exit(3);
    checked(ent_allocation_init(&out, players));
    const ent_tu_game game = random_game(players, value);
    for (unsigned i = 0; i < players; i++) {
        weights[i] = (ent_ratio){1 + i % 3, 1};
        pairs[i] = i / 2;
        line[i] = i + 1 < players ? (ent_coalition_mask)2 << i : 0;
    }
    const double once = scan(&game, &sum);
    printf("n = %u, one thread, in scans of the table:", players);
#define PASS(name, call)                                                                                               \
    start = now();                                                                                                     \
    checked(call);                                                                                                     \
    printf(" %s %.1f", name, (now() - start) / once)
    PASS("tau", ent_tu_tau(&game, &run, NULL, &out));
    PASS("Owen (pairs)", ent_tu_owen(&game, pairs, &run, &out));
    PASS("Myerson (line)", ent_tu_myerson(&game, line, &run, &out));
    PASS("weighted Shapley", ent_tu_weighted_shapley(&game, weights, &run, &out));
    PASS("dividends", ent_tu_dividends(&game, &run, value, NULL));
    PASS("kernel check", ent_tu_kernel_check(&game, &out, &run, &check));
    for (size_t s = 0; s < ent_tu_size(&game); s++) /* convex: all pairs of players at all coalitions */
        value[s] = (double)__builtin_popcountll(s) * (double)__builtin_popcountll(s);
    PASS("properties (convex)", ent_tu_properties_check(&game, NULL, &run, &properties));
#undef PASS
    printf("\n");
    ent_kernel_check_free(&check);
    ent_allocation_free(&out);
    free(value);
    if (sum < 0) exit(1);
}

int main(int argc, char **argv) {
    const unsigned usual[] = {20, 22, 25, 26};
    if (argc > 1)
        for (int k = 1; k < argc; k++)
            run_one((unsigned)strtoul(argv[k], NULL, 10));
    else
        for (size_t k = 0; k < sizeof usual / sizeof usual[0]; k++)
            run_one(usual[k]);
    if (argc == 1) other_passes(22);
    return 0;
}
