/* The spatial model of politics: a turn beside one that computes, as KTAB does, everyone's estimate of the effect of
 * every challenge on challenger, challenged and itself, in n^4 steps; whole runs of 80 and a few turns of 500 actors.
 */
#include "games/spatial/challenge.h"
#include "games/spatial/odds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MOST = 500 };

static const double ktab_seconds = 152; /* of KTAB for a run of 80 actors with its default rules, measured once */

typedef struct made {
    double position[MOST], salience[MOST], capability[MOST];
} made;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static ent_spatial make(size_t actors, made *all) {
    ent_random random = ent_random_stream(4, actors);
    for (size_t i = 0; i < actors; i++) {
        all->position[i] = ent_random_uniform(&random);
        all->salience[i] = 0.2 + 0.8 * ent_random_uniform(&random);
        all->capability[i] = 1 + 99 * ent_random_uniform(&random);
    }
    return (ent_spatial){actors, 1, all->position, all->salience, all->capability, NULL, NULL};
}

static double run_smp(const char *what, const ent_spatial *spatial, size_t turns, bool ktab, unsigned threads) {
    ent_smp_options options = ENT_SMP_DEFAULT;
    const ent_run run = {.threads = threads};
    ent_smp out;
    options.turns = turns;
    options.ktab = ktab;
    const double start = now();
    if (ent_smp_run(spatial, &options, &run, &out) != ENT_OK) exit(3);
    const double time = now() - start;
    printf("%s, %zu turns: %.3f s, %.4f s a turn\n", what, out.turns, time, time / (double)out.turns);
    ent_smp_free(&out);
    return time;
}

/* Utilities of everyone's positions to everyone in everyone's eyes, then every challenge in everyone's eyes. */
static double naive_turn(const ent_spatial *spatial) {
    const size_t n = spatial->actors;
    const double *x = spatial->position;
    double *u = calloc(n * n * n, sizeof *u), sum = 0, start = now();
    if (u == NULL) exit(3);
    for (size_t h = 0; h < n; h++)
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < n; b++) {
                const double d = fabs(x[a] - x[b]), risk = (2 * x[h] + x[a]) / 3;
                u[(h * n + a) * n + b] = (1 - d) * (1 + d * risk);
            }
    for (size_t h = 0; h < n; h++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                for (int affected = 0; i != j && affected < 3; affected++) {
                    const double *seen = u + h * n * n;
                    double a = 1e-10 + 1 - seen[i * n + j], b = 1e-10 + 1 - seen[j * n + i];
                    const double a0 = a, b0 = b;
                    for (size_t k = 0; k < n; k++) {
                        if (k == i || k == j) continue;
                        const double w = spatial->salience[k] * spatial->capability[k];
                        const double ui = seen[k * n + i], uj = seen[k * n + j], v = w * (ui - uj);
                        const double p = (a0 + (v > 0 ? v : 0)) / (a0 + b0 + fabs(v));
                        const double vote =
                            w * (p * (2 * ui + 1) + (1 - p) * 3 * uj - p * 3 * ui - (1 - p) * (2 * uj + 1));
                        a += vote > 0 ? vote : 0;
                        b -= vote < 0 ? vote : 0;
                    }
                    const size_t who = affected == 0 ? i : affected == 1 ? j : h;
                    sum += a / (a + b) * seen[who * n + i];
                }
    const double time = now() - start;
    printf("80 actors, estimates of everyone, one turn: %.3f s (%g)\n", time, sum);
    free(u);
    return time;
}

static void odds(void) {
    enum { TIMES = 20000 };
    static made all;
    const ent_spatial spatial = make(30, &all);
    const ent_line line = {30, spatial.position, spatial.capability};
    const double start = now();
    for (int k = 0; k < TIMES; k++) {
        ent_predictive d;
        ent_interval is;
        if (ent_odds(&line, NULL, NULL, &d) != ENT_OK || ent_predictive_shortest(&d, 0.8, NULL, &is) != ENT_OK) exit(3);
        ent_predictive_free(&d);
    }
    printf("odds model of 30 actors with an 80 %% interval: %.1f microseconds\n", 1e6 * (now() - start) / TIMES);
}

int main(void) {
    static made all;
    ent_spatial spatial = make(80, &all);
    const double naive = naive_turn(&spatial);
    const double turn = run_smp("80 actors, one thread", &spatial, 1, true, 1);
    printf("a turn with the estimates of everyone takes %.0f times as long\n", naive / turn);
    const double whole = run_smp("80 actors as KTAB, one thread, whole run", &spatial, 0, true, 1);
    printf("KTAB's %.0f s are %.0f times as long\n", ktab_seconds, ktab_seconds / whole);
    spatial = make(500, &all);
    run_smp("500 actors, one thread", &spatial, 3, false, 1);
    run_smp("500 actors, all threads", &spatial, 3, false, 0);
    const ent_challenge_options rules = ENT_CHALLENGE_DEFAULT;
    ent_challenge challenge;
    const double start = now();
    if (ent_challenge_run(&spatial, &rules, &(ent_run){.threads = 1}, &challenge) != ENT_OK) exit(3);
    printf("challenge model of 500 actors, one thread, 10 rounds: %.2f s\n", now() - start);
    ent_challenge_free(&challenge);
    odds();
    return 0;
}
