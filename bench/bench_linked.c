/* The exact frontier where interactions link issues: how many times faster than listing all outcomes it is to search
 * the linked issues as one and merge the rest; and branch and bound where listing is out of the question.
 *
 *     bench_linked [ISSUES OPTIONS BOXES]     only branch and bound: BOXES interactions for each of two parties
 */
#include "space/frontier.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static ent_space *new_space(ent_arena *arena, size_t issues, size_t size, size_t interactions) {
    size_t *options = ent_arena_array(arena, issues, sizeof *options);
    for (size_t j = 0; options && j < issues; j++)
        options[j] = size;
    ent_space *space = options ? ent_space_new(arena, 2, issues, options, interactions) : NULL;
    if (!space) exit(3);
    return space;
}

/* Six issues, ten options each; tables link the first three of them. */
static ent_space *tables(ent_arena *arena) {
    ent_space *space = new_space(arena, 6, 10, 0);
    ent_random random = ent_random_stream(2, 6);
    for (size_t k = 0; k < 2 * space->total; k++)
        space->terms[k] = (ent_wide)ent_random_below(&random, 1000000);
    if (!ent_space_tables(arena, space, 4)) exit(3);
    for (size_t t = 0; t < 4; t++) {
        if (!ent_space_table(arena, space, t, t % 2, t / 2, t / 2 + 1)) exit(3);
        for (size_t k = 0; k < 100; k++)
            space->tables[t].cells[k] = (ent_wide)ent_random_below(&random, 2000000) - 1000000;
    }
    return space;
}

/* Boxes: intervals of 3 to 7 options on 1 to all issues together give a random worth, larger with more issues. */
static ent_space *boxes(ent_arena *arena, size_t issues, size_t size, size_t each) {
    ent_space *space = new_space(arena, issues, size, 2 * each);
    ent_random random = ent_random_stream(3, issues * 1000 + each);
    for (size_t q = 0; q < 2 * each; q++) {
        const size_t asks = 1 + ent_random_below(&random, issues);
        space->gainer[q] = q % 2;
        space->add[q] = (ent_wide)(ent_random_below(&random, 101) * asks);
        for (size_t n = 0; n < asks; n++) {
            const size_t j = ent_random_below(&random, issues), width = 3 + ent_random_below(&random, 5);
            const size_t from = size > width ? ent_random_below(&random, size - width + 1) : 0;
            for (size_t o = 0; o < size; o++)
                if (o < from || o >= from + width) ent_space_fails(space, space->first[j] + o, q);
        }
    }
    return space;
}

static double find(const ent_space *space, const char *what, size_t *size) {
    ent_run run = {0};
    ent_frontier frontier;
    const double start = now();
    if (ent_frontier_find(&run, space, NULL, &frontier) != ENT_OK) {
        printf("%s: beyond the limit, after %.1f s\n", what, now() - start);
        return 0;
    }
    const double time = now() - start;
    *size = frontier.size;
    printf("%s: frontier of %zu points in %.4f s, %zu steps\n", what, frontier.size, time, frontier.merged);
    ent_frontier_free(&frontier);
    return time;
}

typedef struct point {
    int64_t u[2];
} point;

static int compare_points(const void *left, const void *right) {
    const point *a = left, *b = right;
    if (a->u[0] != b->u[0]) return a->u[0] > b->u[0] ? -1 : 1;
    return a->u[1] > b->u[1] ? -1 : a->u[1] < b->u[1];
}

/* Values all outcomes, sorts, sweeps. */
static double listing_time(const ent_space *space, size_t *size) {
    size_t outcomes = 1;
    for (size_t j = 0; j < space->issues; j++)
        outcomes *= ent_space_options(space, j);
    point *points = malloc(outcomes * sizeof *points);
    if (!points) exit(3);
    const double start = now();
    for (size_t k = 0; k < outcomes; k++) {
        uint32_t outcome[16];
        size_t rest = k;
        for (size_t j = space->issues; j-- > 0; rest /= ent_space_options(space, j))
            outcome[j] = (uint32_t)(rest % ent_space_options(space, j));
        for (size_t i = 0; i < 2; i++)
            points[k].u[i] = (int64_t)ent_space_utility(space, i, outcome);
    }
    qsort(points, outcomes, sizeof *points, compare_points);
    *size = 0;
    int64_t best = -1; /* no deal is worth 0 to both */
    for (size_t k = 0; k < outcomes && points[k].u[0] >= 0; k++)
        if (points[k].u[1] > best) {
            best = points[k].u[1];
            ++*size;
        }
    const double time = now() - start;
    free(points);
    return time;
}

static bool compare(const ent_space *space, const char *what) {
    size_t found = 0, listed = 0;
    const double time = find(space, what, &found), listing = listing_time(space, &listed);
    printf("  listing all outcomes: %.3f s, %zu points; %.0f times slower\n", listing, listed, listing / time);
    return found == listed;
}

int main(int argc, char **argv) {
    ent_arena *arena = ent_arena_new(NULL);
    size_t size;
    if (argc > 3) {
        find(boxes(arena, strtoul(argv[1], NULL, 10), strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10)), "boxes",
             &size);
        ent_arena_free(arena);
        return 0;
    }
    bool same = compare(tables(arena), "6 issues of 10 options, 3 linked by tables");
    same = compare(boxes(arena, 6, 10, 100), "6 issues of 10 options, all linked by 2 x 100 boxes") && same;
    find(boxes(arena, 10, 10, 50), "10 issues of 10 options, 2 x 50 boxes", &size);
    find(boxes(arena, 10, 10, 200), "10 issues of 10 options, 2 x 200 boxes", &size);
    ent_arena_free(arena);
    return same ? 0 : 1;
}
