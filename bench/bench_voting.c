/* Voting power: how many times faster it is to count over weights, or by meeting in the middle, than over a table of
 * all coalitions; and councils for which there is no table. */
#include "games/voting.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double indices(const char *what, const ent_voting *voting) {
    static const char *const methods[] = {"weights", "meeting in the middle", "coalitions"};
    const ent_run run = {.threads = 1};
    ent_voting_power power;
    const double start = now();
    if (ent_voting_indices(voting, &run, &power) != ENT_OK) exit(3);
    const double time = now() - start;
    printf("%s: %.4f s by %s\n", what, time, methods[power.method]);
    ent_voting_power_free(&power);
    return time;
}

/* Random weights up to `most`, and half of them as the quota. */
static ent_voting council(size_t players, uint64_t most, ent_ratio *weights) {
    ent_random random = ent_random_stream(6, players);
    int64_t total = 0;
    for (size_t i = 0; i < players; i++) {
        weights[i] = (ent_ratio){1 + (int64_t)ent_random_below(&random, most), 1};
        total += weights[i].num;
    }
    return (ent_voting){.players = players, .weights = weights, .quota = {total / 2 + 1, 1}};
}

static double table(const ent_voting *voting) {
    const size_t size = (size_t)1 << voting->players;
    double *value = calloc(size, sizeof *value), start = now();
    const ent_run run = {.threads = 1};
    ent_voting_power power;
    if (value == NULL) exit(3);
    for (size_t s = 0; s < size; s++) {
        int64_t sum = 0;
        for (size_t rest = s; rest != 0; rest &= rest - 1)
            sum += voting->weights[__builtin_ctzll(rest)].num;
        value[s] = sum >= voting->quota.num;
    }
    const ent_tu_game game = {.players = (unsigned)voting->players, .whole = true, .denominator = 1, .value = value};
    if (ent_voting_table_indices(&game, &run, &power) != ENT_OK) exit(3);
    const double time = now() - start;
    ent_voting_power_free(&power);
    free(value);
    return time;
}

int main(void) {
    ent_ratio weights[400];
    ent_voting voting = council(22, 50, weights);
    const double listed = table(&voting), counted = indices("22 members, weights up to 50", &voting);
    voting = council(22, (uint64_t)1 << 50, weights);
    const double met = indices("22 members, weights up to 2^50", &voting);
    printf("a table of 2^22 coalitions: %.4f s, %.0f and %.0f times as long\n", listed, listed / counted, listed / met);
    voting = council(51, 20, weights);
    indices("51 members, weights up to 20", &voting);
    voting = council(40, (uint64_t)1 << 50, weights);
    indices("40 members, weights up to 2^50", &voting);
    voting = council(190, 100, weights);
    indices("190 members, weights up to 100", &voting);
    voting = council(400, 10, weights);
    indices("400 members, weights up to 10", &voting);
    return 0;
}
