/* The nucleolus of the random games of Benedek, Fliege and Nguyen (2021), and how many passes over all coalitions it
 * costs. A pass is measured in the same run: the sum of the table.
 *
 *     bench_nucleolus                        types 1 to 4 with 20, 22 and 25 players, one thread and all
 *     bench_nucleolus FILE [MOST_PLAYERS]    every row of a file of published results: type,n,j,seed,x1;x2;...
 *     bench_nucleolus --one TYPE PLAYERS SEED [TABLE]
 *                                            seconds on one thread and the nucleolus, a number a line; TABLE gets the
 *                                            entries as doubles, that of nobody first (against_coopgame.py)
 */
#include "games/tu/nucleolus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "made_game.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double pass_time(const double *value, size_t size) {
    double best = INFINITY;
    for (int k = 0; k < 3; k++) {
        double start = now(), sums[4] = {0};
        for (size_t m = 0; m < size; m++)
            sums[m & 3] += value[m];
        volatile double keep = sums[0] + sums[1] + sums[2] + sums[3];
        (void)keep;
        double took = now() - start;
        if (took < best) best = took;
    }
    return best;
}

static ent_allocation solved;

static double solve(const ent_tu_game *game, unsigned threads, ent_nucleolus_report *report) {
    ent_nucleolus_options options = {.individual = true};
    ent_run run = {.threads = threads};
    ent_run_start_threads(&run);
    double start = now();
    if (ent_tu_nucleolus(game, &options, &run, &solved, report) != ENT_OK) {
        fprintf(stderr, "no nucleolus was found\n");
        exit(1);
    }
    return now() - start;
}

/* A machine is never alone: the least of a few. */
static double best_of(const ent_tu_game *game, unsigned threads, ent_nucleolus_report *report) {
    double best = solve(game, threads, report);
    for (int k = 0; k < 6; k++) {
        ent_nucleolus_report_free(report);
        double took = solve(game, threads, report);
        if (took < best) best = took;
    }
    return best;
}

static double *room_for(unsigned players) {
    double *value = malloc(((size_t)1 << players) * sizeof *value);
    if (value == NULL || ent_allocation_init(&solved, players) != ENT_OK) exit(3);
    return value;
}

static void measure(int type, unsigned players, uint32_t seed) {
    double *value = room_for(players);
    made_game(type, players, seed, value);
    ent_tu_game game = {.players = players, .whole = true, .denominator = 1, .value = value};
    double pass = pass_time(value, (size_t)1 << players);
    ent_nucleolus_report report;
    double one = best_of(&game, 1, &report);
    printf("type %d, %u players: %7.4f s on one thread, %5.0f passes (%zu programs, %zu rows, %zu scans, %zu whole, "
           "%zu levels, ",
           type, players, one, one / pass, report.programs, report.rows, report.scans, report.passes,
           report.levels_size);
    if (report.proved)
        printf("proved)");
    else
        printf("residual %.1e)", report.residual);
    ent_nucleolus_report_free(&report);
    double all = best_of(&game, 0, &report);
    ent_nucleolus_report_free(&report);
    printf("; all threads %7.4f s, %.2f of it\n", all, all / one);
    fflush(stdout);
    ent_allocation_free(&solved);
    free(value);
}

/* One row of the file; the largest difference. */
static double check_row(const char *line, unsigned most, int *rows) {
    int type;
    unsigned players, j;
    uint32_t seed;
    int at = 0;
    if (sscanf(line, "%d,%u,%u,%u,%n", &type, &players, &j, &seed, &at) < 4 || at == 0 || players > most) return 0;
    double *value = room_for(players), worst = 0;
    made_game(type, players, seed, value);
    ent_tu_game game = {.players = players, .whole = true, .denominator = 1, .value = value};
    ent_nucleolus_report report;
    double took = solve(&game, 0, &report);
    const char *text = line + at;
    for (unsigned i = 0; i < players; i++) {
        double off = fabs(strtod(text, NULL) - solved.value[i]);
        if (!(off <= worst)) worst = off;
        text = strchr(text, ';') != NULL ? strchr(text, ';') + 1 : "";
    }
    (*rows)++;
    printf("type %d, %2u players, %2u: off by %.1e, %7.3f s, %zu levels, %s\n", type, players, j, worst, took,
           report.levels_size, report.proved ? "proved" : "not proved");
    fflush(stdout);
    ent_nucleolus_report_free(&report);
    ent_allocation_free(&solved);
    free(value);
    return worst;
}

static int check_file(const char *path, unsigned most) {
    FILE *file = fopen(path, "r");
    char line[4096];
    double worst = 0;
    int rows = 0;
    if (file == NULL) {
        perror(path);
        return 1;
    }
    while (fgets(line, sizeof line, file) != NULL) {
        double off = check_row(line, most, &rows);
        if (!(off <= worst)) worst = off;
    }
    fclose(file);
    printf("%d rows, the largest difference %.1e\n", rows, worst);
    return worst <= 1e-7 && rows > 0 ? 0 : 1;
}

static int one_game(int type, unsigned players, uint32_t seed, const char *path) {
    double *value = room_for(players);
    made_game(type, players, seed, value);
    ent_tu_game game = {.players = players, .whole = true, .denominator = 1, .value = value};
    ent_nucleolus_report report;
    printf("%.6f\n", solve(&game, 1, &report));
    for (unsigned i = 0; i < players; i++)
        printf("%.17g\n", solved.value[i]);
    FILE *file = path != NULL ? fopen(path, "wb") : NULL;
    bool good = path == NULL;
    if (file != NULL) {
        good = fwrite(value, sizeof *value, (size_t)1 << players, file) == (size_t)1 << players;
        good = fclose(file) == 0 && good;
    }
    if (!good) perror(path);
    ent_nucleolus_report_free(&report);
    ent_allocation_free(&solved);
    free(value);
    return good ? 0 : 1;
}

int main(int count, char **words) {
    if (count > 4 && strcmp(words[1], "--one") == 0)
        return one_game(atoi(words[2]), (unsigned)atoi(words[3]), (uint32_t)strtoul(words[4], NULL, 10),
                        count > 5 ? words[5] : NULL);
    if (count > 1) return check_file(words[1], count > 2 ? (unsigned)atoi(words[2]) : 25);
    static const unsigned players[] = {20, 22, 25};
    for (size_t k = 0; k < 3; k++)
        for (int type = 1; type <= 4; type++)
            measure(type, players[k], 461125);
    return 0;
}
