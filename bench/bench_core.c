/* The core of tables of costs that fall with company, on one thread and on all, in scans of the table (adding it up
 * once): whether an allocation is in it, whether there is one with its proof, the range of every player; and the
 * corners of small cores, a corner.
 *
 *     bench_core [PLAYERS]...      default: 16 18 20 22
 */
#include "games/tu/core.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPEATS = 3, RANGE_PLAYERS = 20 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void checked(ent_status status) {
    if (status == ENT_OK) return;
    printf("failed: %s\n", ent_status_name(status));
    exit(3);
}

/* Costs of about size^0.7, a few percent at random, and all together a little less than that. */
static ent_tu_game costs(unsigned players, double *value) {
    ent_random random = ent_random_stream(5, players);
    const size_t size = (size_t)1 << players;
    value[0] = 0;
    for (size_t s = 1; s < size; s++)
        value[s] = floor(1000 * pow(__builtin_popcountll(s), 0.7)) + (double)ent_random_below(&random, 60);
    value[size - 1] = floor(950 * pow(players, 0.7));
    return (ent_tu_game){.players = players, .cost = true, .whole = true, .denominator = 1, .value = value};
}

/* Eight sums side by side, so that it is memory that is waited for. */
static double scan(const ent_tu_game *game) {
    double best = 1e9, sum = 0;
    for (int k = 0; k < REPEATS; k++) {
        double start = now(), part[8] = {0};
        for (size_t s = 0; s + 8 <= ent_tu_size(game); s += 8)
            for (size_t j = 0; j < 8; j++)
                part[j] += game->value[s + j];
        const double time = now() - start;
        for (size_t j = 0; j < 8; j++)
            sum += part[j];
        best = time < best ? time : best;
    }
    volatile double kept = sum;
    (void)kept;
    return best;
}

/* What is measured, of a game and an allocation of it. */
static void member(const ent_tu_game *game, const ent_allocation *x, const ent_run *run) {
    ent_core_membership found = {0};
    checked(ent_core_member(game, x, 3, run, &found));
    ent_core_membership_free(&found);
}

static void proof(const ent_tu_game *game, const ent_allocation *x, const ent_run *run) {
    ent_core_solution found = {0};
    (void)x;
    checked(ent_core_solve(game, run, &found));
    if (found.empty) printf(" (empty)");
    ent_core_solution_free(&found);
}

static void ranges(const ent_tu_game *game, const ent_allocation *x, const ent_run *run) {
    ent_core_ranges found = {0};
    (void)x;
    checked(ent_core_range(game, run, &found));
    ent_core_ranges_free(&found);
}

typedef void (*work)(const ent_tu_game *, const ent_allocation *, const ent_run *);

static double least_time(work what, const ent_tu_game *game, const ent_allocation *x, unsigned threads) {
    const ent_run run = {.threads = threads};
    double best = 1e9;
    for (int k = 0; k < REPEATS; k++) {
        const double start = now();
        what(game, x, &run);
        const double time = now() - start;
        best = time < best ? time : best;
    }
    return best;
}

static void measure(unsigned players) {
    const struct {
        const char *name;
        work what;
        unsigned most;
    } rows[] = {{"membership", member, 30}, {"proof", proof, 30}, {"ranges", ranges, RANGE_PLAYERS}};
    double *value = malloc(sizeof *value << players);
    ent_allocation x;
    if (value == NULL) exit(3);
    checked(ent_allocation_init(&x, players));
    const ent_tu_game game = costs(players, value);
    for (unsigned i = 0; i < players; i++)
        mpq_set_d(x.exact[i], value[ent_tu_grand(&game)] / players); /* all alike */
    ent_allocation_from_exact(&x);
    x.is_exact = true;
    const double once = scan(&game);
    printf("n = %u, a scan %.5f s:", players, once);
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        if (players > rows[k].most) continue;
        const double one = least_time(rows[k].what, &game, &x, 1), all = least_time(rows[k].what, &game, &x, 0);
        printf(" %s %.4f s, %.1f scans, on all threads %.2f of it;", rows[k].name, one, one / once, all / one);
    }
    printf("\n");
    fflush(stdout);
    ent_allocation_free(&x);
    free(value);
}

static void corners(unsigned players) {
    double value[1 << ENT_CORE_VERTEX_PLAYERS];
    const ent_tu_game game = costs(players, value);
    const ent_core_vertex_options most = {.most_vertices = 100000, .most_bases = 1000000};
    const ent_run run = {.threads = 1};
    ent_core_vertices found = {0};
    const double start = now();
    checked(ent_core_corners(&game, &most, &run, &found));
    const double time = now() - start;
    printf("n = %u: %zu corners%s in %.4f s, %.1f microseconds each\n", players, found.size,
           found.complete ? "" : " (not all)", time, 1e6 * time / (double)(found.size > 0 ? found.size : 1));
    fflush(stdout);
    ent_core_vertices_free(&found);
}

int main(int count, char **words) {
    static const unsigned usual[] = {16, 18, 20, 22};
    if (count > 1)
        for (int k = 1; k < count; k++)
            measure((unsigned)strtoul(words[k], NULL, 10));
    else
        for (size_t k = 0; k < sizeof usual / sizeof usual[0]; k++)
            measure(usual[k]);
    for (unsigned n = 4; n <= 8 && count == 1; n++)
        corners(n);
    return 0;
}
