/* The exact frontier and all solutions of random additive preferences, 10 options an issue, and how many times faster
 * that is than listing the outcomes and filtering them, at a size where that can be done.
 *
 *     bench_frontier [PARTIES ISSUES [STEPS]]
 */
#include "space/frontier.h"
#include "space/solve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Weights and values are random whole numbers, the weights up to 1000, the values up to `steps`. */
static ent_space *random_space(ent_arena *arena, size_t parties, size_t issues, uint64_t steps) {
    size_t *options = ent_arena_array(arena, issues, sizeof *options);
    for (size_t j = 0; options && j < issues; j++)
        options[j] = 10;
    ent_space *space = options ? ent_space_new(arena, parties, issues, options, 0) : NULL;
    ent_random random = ent_random_stream(1, parties * 1000 + issues);
    for (size_t i = 0; space && i < parties; i++)
        for (size_t j = 0; j < issues; j++) {
            ent_wide weight = (ent_wide)ent_random_below(&random, 1000) + 1;
            for (size_t o = 0; o < 10; o++)
                space->terms[i * space->total + space->first[j] + o] =
                    weight * (ent_wide)ent_random_below(&random, steps + 1);
        }
    return space;
}

static double merge_time(const ent_space *space, size_t *size, double *frontier_only) {
    ent_run run = {0};
    ent_frontier frontier;
    ent_solver solver;
    double start = now();
    if (ent_frontier_find(&run, space, NULL, &frontier) != ENT_OK) {
        printf("the frontier grows beyond its limit\n");
        exit(3);
    }
    *frontier_only = now() - start;
    *size = frontier.size;
    if (frontier.size > 0 && ent_solver_init(&run, space, &frontier, NULL, &solver) == ENT_OK)
        for (int rule = 0; rule < ENT_RULES; rule++) {
            size_t point;
            ent_solve(&solver, (ent_rule)rule, &point, 1);
        }
    double total = now() - start;
    size_t bytes = 0;
    for (size_t s = 0; s < frontier.stages; s++)
        bytes += frontier.trails[s].capacity * sizeof *frontier.trails[s].links;
    printf("%zu parties, %3zu issues: frontier of %7zu points in %8.4f s, with all solutions %8.4f s; %zu sums looked "
           "at, links %.1f MB\n",
           space->parties, space->issues, frontier.size, *frontier_only, total, frontier.merged, (double)bytes / 1e6);
    ent_frontier_free(&frontier);
    return total;
}

typedef struct point {
    int64_t u[3];
} point;

static int compare_points(const void *left, const void *right) {
    const point *a = left, *b = right;
    for (size_t c = 0; c < 3; c++)
        if (a->u[c] != b->u[c]) return a->u[c] > b->u[c] ? -1 : 1;
    return 0;
}

/* Two parties by listing: value all outcomes, sort, sweep. */
static double listing_time(const ent_space *space, size_t *size) {
    size_t outcomes = 1;
    for (size_t j = 0; j < space->issues; j++)
        outcomes *= ent_space_options(space, j);
    point *points = malloc(outcomes * sizeof *points);
    uint32_t *outcome = malloc(space->issues * sizeof *outcome);
    if (!points || !outcome) exit(3);
    double start = now();
    for (size_t k = 0; k < outcomes; k++) {
        size_t rest = k;
        for (size_t j = space->issues; j-- > 0; rest /= 10)
            outcome[j] = (uint32_t)(rest % 10);
        points[k] =
            (point){{(int64_t)ent_space_utility(space, 0, outcome), (int64_t)ent_space_utility(space, 1, outcome), 0}};
    }
    qsort(points, outcomes, sizeof *points, compare_points);
    *size = 0;
    int64_t best = -1;
    for (size_t k = 0; k < outcomes; k++)
        if (points[k].u[1] > best) {
            best = points[k].u[1];
            ++*size;
        }
    double time = now() - start;
    free(points);
    free(outcome);
    return time;
}

static void run_one(size_t parties, size_t issues, uint64_t steps) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_space *space = random_space(arena, parties, issues, steps);
    size_t size;
    double only;
    if (space) merge_time(space, &size, &only);
    ent_arena_free(arena);
}

int main(int argc, char **argv) {
    if (argc >= 3) {
        run_one(strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10),
                argc > 3 ? strtoull(argv[3], NULL, 10) : 1000000);
        return 0;
    }
    ent_arena *arena = ent_arena_new(NULL);
    ent_space *space = random_space(arena, 2, 6, 1000000);
    size_t merged, listed;
    double only, merge = merge_time(space, &merged, &only), listing = listing_time(space, &listed);
    printf("listing 10^6 outcomes: %.3f s, %zu points; merging is %.0f times faster\n", listing, listed,
           listing / merge);
    ent_arena_free(arena);
    const size_t sizes[][2] = {{2, 20}, {2, 50}, {2, 100}, {3, 10}, {3, 20}, {4, 10}, {5, 6}};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++)
        run_one(sizes[k][0], sizes[k][1], 1000000);
    return merged == listed ? 0 : 1;
}
