/* All cells of a conflict of 12 options and 4 players (4,096 states), beside what a search state by state takes.
 *
 *   bench-conflict [OPTIONS] [THREADS] */
#include "games/conflict/conflict.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PLAYERS = 4 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Options are dealt to players in blocks; levels are random, with ties. */
static ent_conflict make(ent_arena *arena, uint32_t options) {
    uint32_t states = UINT32_C(1) << options, each = options / PLAYERS, ways = (UINT32_C(1) << each) - 1;
    ent_conflict_player *player = ent_arena_array(arena, PLAYERS, sizeof *player);
    uint64_t *code = ent_arena_array(arena, states, sizeof *code);
    ent_random random = ent_random_stream(1, options);
    for (uint32_t s = 0; s < states; s++)
        code[s] = s;
    for (uint32_t p = 0; p < PLAYERS; p++) {
        size_t *first = ent_arena_array(arena, (size_t)states + 1, sizeof *first);
        uint32_t *target = ent_arena_array(arena, (size_t)states * ways, sizeof *target), shift = p * each;
        int32_t *level = ent_arena_array(arena, states, sizeof *level);
        ent_conflict_preference *member = ent_arena_array(arena, 1, sizeof *member);
        for (uint32_t s = 0; s < states; s++) {
            first[s + 1] = first[s];
            level[s] = (int32_t)ent_random_below(&random, states / 2);
            for (uint32_t way = 0; way <= ways; way++) {
                uint32_t to = (s & ~(ways << shift)) | (way << shift);
                if (to != s) target[first[s + 1]++] = to;
            }
        }
        *member = (ent_conflict_preference){.level = level};
        player[p] = (ent_conflict_player){first, target, 1, member};
    }
    return (ent_conflict){states, PLAYERS, player, code};
}

int main(int argc, char **argv) {
    uint32_t options = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 10) : 12;
    ent_run run = {.threads = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 1};
    ent_arena *arena = ent_arena_new(NULL);
    if (options < PLAYERS || options > 20 || arena == NULL) return 2;
    ent_conflict conflict = make(arena, options);
    ent_stability_options all = {0};
    ent_stability_table table;
    double best = 1e9;
    for (int repeat = 0; repeat < 5; repeat++) {
        double start = now();
        if (ent_conflict_stability(&conflict, &all, &run, arena, &table) != ENT_OK) return 1;
        if (now() - start < best) best = now() - start;
    }
    uint32_t equilibria = 0, cells = 64, bits = table.concepts;
    for (uint32_t s = 0; s < table.states; s++)
        equilibria += table.equilibrium[s] & ENT_STABILITY_BIT(ENT_STABILITY_SEQ) ? 1 : 0;
    double start = now();
    for (uint32_t k = 0; k < cells; k++) /* some cells, one after another */
        for (uint32_t c = 0; c < ENT_STABILITIES; c++) {
            if ((bits & ENT_STABILITY_BIT(c)) == 0) continue;
            uint32_t state = (uint32_t)((uint64_t)k * table.states / cells), player = k % PLAYERS;
            bool stable;
            if (ent_conflict_is_stable(&conflict, (ent_stability)c, ENT_UNKNOWN_B, player, state, &run, &stable) !=
                ENT_OK)
                return 1;
            bool said = table.stable[(size_t)player * table.states + state] & ENT_STABILITY_BIT(c);
            if (stable != said) return 1;
        }
    double one = (now() - start) / cells, naive = one * table.states * PLAYERS;
    printf("%u states, %d players, %u thread(s): all concepts %.3f s; cell by cell %.1f s (%.0f times); %u sequential "
           "equilibria\n",
           table.states, PLAYERS, run.threads, best, naive, naive / best, equilibria);
    ent_arena_free(arena);
    return 0;
}
