/* For test_core.py: reads games, a line each, and writes all that is said about their cores, in fractions.
 *
 * A line: players, "value" or "cost", the denominator, entries of the coalitions 1 .. 2^n-1, then "|" and the masks of
 * coalitions that cannot form. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "games/tu/core.h"

enum { MOST_PLAYERS = 8, WORST = 5 };

typedef struct given_game {
    ent_tu_game game;
    double value[1 << MOST_PLAYERS];
    uint64_t impossible[(1 << MOST_PLAYERS) / 64 + 1];
} given_game;

static bool read_game(given_game *given) {
    char word[16];
    unsigned players = 0;
    *given = (given_game){.game = {.whole = true}};
    if (scanf("%u %15s %" SCNd64, &players, word, &given->game.denominator) != 3 || players > MOST_PLAYERS)
        return false;
    given->game.players = players;
    given->game.cost = strcmp(word, "cost") == 0;
    given->game.value = given->value;
    for (size_t i = 1; i < (size_t)1 << players; i++)
        if (scanf("%lf", &given->value[i]) != 1) return false;
    if (scanf("%15s", word) != 1 || word[0] != '|') return false;
    unsigned mask = 0;
    while (scanf("%u", &mask) == 1 && mask != 0) { /* a 0 ends the list */
        given->impossible[mask / 64] |= UINT64_C(1) << mask % 64;
        given->game.impossible = given->impossible;
    }
    return true;
}

static void write_solution(const given_game *given) {
    ent_core_solution solution;
    if (ent_core_solve(&given->game, NULL, &solution) != ENT_OK) exit(1);
    gmp_printf("solution %d %d %Qd\n", solution.empty, solution.bounded, solution.exact_total);
    printf("weights");
    for (size_t k = 0; k < solution.size; k++)
        gmp_printf(" %u %Qd", (unsigned)solution.coalition[k], solution.exact_weight[k]);
    printf("\npoint");
    for (size_t i = 0; solution.point.exists && i < given->game.players; i++)
        gmp_printf(" %Qd", solution.point.exact[i]);
    printf("\n");
    ent_core_solution_free(&solution);
}

static void write_ranges(const given_game *given) {
    ent_core_ranges ranges;
    if (ent_core_range(&given->game, NULL, &ranges) != ENT_OK) exit(1);
    printf("ranges");
    for (size_t i = 0; ranges.exists && i < ranges.size; i++) {
        if (isfinite(ranges.low[i]))
            gmp_printf(" %Qd", ranges.exact_low[i]);
        else
            printf(" -inf");
        if (isfinite(ranges.high[i]))
            gmp_printf(" %Qd", ranges.exact_high[i]);
        else
            printf(" inf");
    }
    printf("\n");
    ent_core_ranges_free(&ranges);
}

static void write_vertices(const given_game *given) {
    ent_core_vertices vertices;
    if (ent_core_corners(&given->game, NULL, NULL, &vertices) != ENT_OK) exit(1);
    printf("vertices %d %d %d\n", vertices.complete, vertices.bounded, vertices.dimension);
    for (size_t k = 0; k < vertices.size; k++) {
        printf("vertex");
        for (size_t i = 0; i < vertices.players; i++)
            gmp_printf(" %Qd", vertices.exact[k * vertices.players + i]);
        printf("\n");
    }
    ent_core_vertices_free(&vertices);
}

/* The equal split: an allocation that is in the core now and then. */
static void write_membership(const given_game *given) {
    ent_core_membership membership;
    ent_allocation equal;
    if (ent_allocation_init(&equal, given->game.players) != ENT_OK) exit(1);
    for (size_t i = 0; i < equal.size; i++) {
        mpq_set_d(equal.exact[i], given->value[ent_tu_grand(&given->game)]);
        mpz_mul_ui(mpq_denref(equal.exact[i]), mpq_denref(equal.exact[i]), (unsigned long)given->game.denominator);
        mpz_mul_ui(mpq_denref(equal.exact[i]), mpq_denref(equal.exact[i]), given->game.players);
        mpq_canonicalize(equal.exact[i]);
    }
    ent_allocation_from_exact(&equal);
    if (ent_core_member(&given->game, &equal, WORST, NULL, &membership) != ENT_OK) exit(1);
    printf("membership %d %d %zu", membership.member, membership.efficient, membership.objecting);
    for (size_t k = 0; k < membership.size; k++)
        gmp_printf(" %u %Qd", (unsigned)membership.worst[k].coalition, membership.worst[k].exact);
    printf("\n");
    ent_core_membership_free(&membership);
    ent_allocation_free(&equal);
}

int main(void) {
    static given_game given;
    while (read_game(&given)) {
        write_solution(&given);
        write_ranges(&given);
        write_vertices(&given);
        write_membership(&given);
        printf("end\n");
    }
    return 0;
}
