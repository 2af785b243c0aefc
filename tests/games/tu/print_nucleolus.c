/* Reads games, a line each: players, then letters (c: costs, i: individual, p: per capita, l: as a list, - none), then
 * the 2^players entries; `x` for a coalition that cannot form. Prints the nucleolus as fractions, or why there is none:
 * for nucleolus_oracle.py. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "games/tu/nucleolus.h"

enum { MOST = 10 };

typedef struct given {
    unsigned players;
    char letters[16];
    double value[1 << MOST];
    uint64_t impossible[1 << (MOST - 6)];
} given;

static bool read_game(given *g) {
    if (scanf("%u %15s", &g->players, g->letters) != 2 || g->players < 1 || g->players > MOST) return false;
    memset(g->impossible, 0, sizeof g->impossible);
    for (size_t m = 0; m < (size_t)1 << g->players; m++) {
        char word[64];
        if (scanf("%63s", word) != 1) return false;
        if (strcmp(word, "x") == 0) g->impossible[m >> 6] |= UINT64_C(1) << (m & 63);
        g->value[m] = strcmp(word, "x") == 0 ? 0 : strtod(word, NULL);
    }
    return true;
}

/* The same coalitions as a list. */
static ent_status solve_list(const given *g, const ent_nucleolus_options *options, ent_allocation *out,
                             ent_nucleolus_report *report) {
    static size_t first[(1 << MOST) + 1];
    static uint32_t member[MOST << MOST];
    static double value[1 << MOST];
    size_t grand = ((size_t)1 << g->players) - 1;
    ent_coalition_list list = {.players = g->players, .cost = strchr(g->letters, 'c') != NULL, .whole = true};
    list.denominator = 1;
    list.grand = g->value[grand];
    for (size_t m = 1; m < grand; m++) {
        if (g->impossible[m >> 6] >> (m & 63) & 1) continue;
        size_t at = first[list.size];
        for (uint32_t i = 0; i < g->players; i++)
            if (m >> i & 1) member[at++] = i;
        value[list.size++] = g->value[m];
        first[list.size] = at;
    }
    list.first = first;
    list.member = member;
    list.value = value;
    return ent_list_nucleolus(&list, options, NULL, out, report);
}

static ent_status solve(const given *g, ent_allocation *out, ent_nucleolus_report *report) {
    ent_nucleolus_options options = {.individual = strchr(g->letters, 'i') != NULL,
                                     .per_capita = strchr(g->letters, 'p') != NULL};
    if (strchr(g->letters, 'l') != NULL) return solve_list(g, &options, out, report);
    ent_tu_game game = {.players = g->players, .cost = strchr(g->letters, 'c') != NULL, .whole = true};
    game.denominator = 1;
    game.value = g->value;
    game.impossible = g->impossible;
    return ent_tu_nucleolus(&game, &options, NULL, out, report);
}

int main(void) {
    static given g;
    while (read_game(&g)) {
        ent_allocation out;
        ent_nucleolus_report report;
        if (ent_allocation_init(&out, g.players) != ENT_OK) return 1;
        ent_status status = solve(&g, &out, &report);
        if (status != ENT_OK)
            printf("status %d", (int)status);
        else if (!out.exists)
            printf("none %d", (int)report.reason);
        else
            printf("%s", report.proved ? "proved" : "open");
        for (size_t i = 0; i < g.players && status == ENT_OK && out.exists; i++)
            gmp_printf(" %Qd", out.exact[i]);
        printf("\n");
        ent_allocation_free(&out);
        ent_nucleolus_report_free(&report);
    }
    return 0;
}
