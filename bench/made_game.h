/* The random games of Benedek, Fliege and Nguyen (2021), Finding and verifying the nucleolus of cooperative games,
 * Mathematical Programming 190: their generator is that of Microsoft's C library. */
#ifndef ENT_BENCH_MADE_GAME_H
#define ENT_BENCH_MADE_GAME_H

#include <stddef.h>
#include <stdint.h>

static inline uint32_t made_random(uint32_t *state) {
    *state = *state * 214013u + 2531011u;
    return *state >> 16 & 0x7fff;
}

/* Values of types 1, 2 and 4: whole numbers; type 1 draws that of all players first. */
static inline void made_dense(int type, unsigned players, uint32_t *state, double *value) {
    size_t grand = ((size_t)1 << players) - 1;
    if (type == 1) value[grand] = made_random(state) % 201 + 100 * (players - 2);
    for (size_t mask = 1; mask < grand + (type != 1); mask++) {
        uint32_t size = (uint32_t)__builtin_popcountll(mask);
        uint32_t most = type == 1 ? 100 * size : type == 2 ? 50 * players : players;
        value[mask] = size < 2 ? 0 : made_random(state) % most + 1;
    }
}

/* Type 3: 0 or 1; all players win, and most groups of all but one or two. */
static inline void made_sparse(unsigned players, uint32_t *state, double *value) {
    size_t grand = ((size_t)1 << players) - 1;
    for (size_t mask = 0; mask <= grand; mask++)
        value[mask] = mask == grand;
    uint32_t drawn = made_random(state) % 10;
    for (unsigned i = 0; i < players; i++) {
        if (drawn < 9) value[grand ^ (size_t)1 << i] = 1;
        drawn = made_random(state) % 10;
        for (unsigned j = i + 1; j < players; j++) {
            if (drawn < 9) value[grand ^ (size_t)1 << i ^ (size_t)1 << j] = 1;
            drawn = made_random(state) % 10;
        }
    }
}

static inline void made_game(int type, unsigned players, uint32_t seed, double *value) {
    value[0] = 0;
    if (type == 3)
        made_sparse(players, &seed, value);
    else
        made_dense(type, players, &seed, value);
}

#endif
