/* Win-sets of 10^12 outcomes: how many times faster than listing them it is to count them by halves or by merging
 * equal sums. The time of listing is measured on 10^6 outcomes and grows with their number.
 *
 *     bench_ratify
 */
#include "space/win_set.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BUDGET = 200000000 }; /* of sums: enough for all that is here */

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Issues of ten options. Either every option has a worth of its own, of 30 bits; or, as in cases, issues have whole
 * weights up to 100 and options are worth even steps between 0 and 1. */
static ent_space *make(ent_arena *arena, size_t parties, size_t issues, bool steps) {
    size_t options[16];
    for (size_t j = 0; j < issues; j++)
        options[j] = 10;
    ent_space *space = ent_space_new(arena, parties, issues, options, 0);
    if (!space) exit(3);
    ent_random random = ent_random_stream(5, parties);
    for (size_t i = 0; i < parties; i++) {
        ent_wide most = 0;
        for (size_t j = 0; j < issues; j++) {
            const uint64_t weight = 1 + ent_random_below(&random, 100);
            const bool falls = ent_random_below(&random, 2);
            for (size_t o = 0; o < 10; o++) {
                const uint64_t step = weight * (falls ? 9 - o : o);
                space->terms[i * space->total + space->first[j] + o] =
                    (ent_wide)(steps ? step : ent_random_below(&random, 1 << 30));
            }
            most += steps ? (ent_wide)(9 * weight) : (ent_wide)1 << 30;
        }
        space->no_deal[i] = most / 2;
    }
    return space;
}

static bool all(const void *context, uint32_t yes) {
    return yes == *(const uint32_t *)context;
}

static double count(const ent_space *space, size_t voters, const char *what) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_voter list[ENT_VOTERS];
    for (size_t v = 0; v < voters; v++) { /* more voters than parties: some share one, with another threshold */
        const size_t i = v % space->parties;
        list[v] = (ent_voter){i, space->no_deal[i] + (ent_wide)(v / space->parties) * space->no_deal[i] / 10};
    }
    const ent_run run = {.threads = 0}; /* all cores */
    ent_win_set set;
    ent_count size;
    const uint32_t yes = ((uint32_t)1 << voters) - 1;
    const double start = now();
    if (ent_win_set_count(&run, space, list, voters, BUDGET, 1, arena, &set) != ENT_OK) exit(3);
    const double time = now() - start;
    if (ent_win_set_size(&set, all, &yes, arena, &size) != ENT_OK) exit(3);
    static const char *const ways[] = {"merged", "halves", "sample"};
    printf("%s: %s of %s outcomes pass (%s, %zu sums) in %.3f s\n", what, set.exact ? size.decimal : "an estimate",
           set.outcomes.decimal, ways[set.way], set.sums, time);
    ent_arena_free(arena);
    return time;
}

/* Every outcome, one by one: what the same question costs without structure. */
static double listed(const ent_space *space) {
    uint32_t outcome[16] = {0};
    size_t passing = 0;
    const double start = now();
    for (size_t k = 0; k < 1000000; k++) {
        size_t rest = k;
        for (size_t j = space->issues; j-- > 0; rest /= 10)
            outcome[j] = (uint32_t)(rest % 10);
        bool yes = true;
        for (size_t i = 0; i < space->parties && yes; i++)
            yes = ent_space_utility(space, i, outcome) >= space->no_deal[i];
        passing += yes;
    }
    const double time = now() - start;
    printf("listing 10^6 outcomes: %zu pass, %.3f s\n", passing, time);
    return time;
}

int main(void) {
    ent_arena *arena = ent_arena_new(NULL);
    const double unit = listed(make(arena, 2, 6, false));
    const double two = count(make(arena, 2, 12, false), 2, "10^12, two voters, numbers of 30 bits");
    const double three = count(make(arena, 2, 12, false), 3, "10^12, three voters with two preferences");
    const double different = count(make(arena, 3, 12, false), 3, "10^12, three voters with three preferences");
    const double four = count(make(arena, 3, 12, true), 4, "10^12, four voters with three preferences, even steps");
    const double many = count(make(arena, 4, 12, false), 4, "10^12, four voters with four preferences");
    printf("\nfaster than listing 10^12 outcomes: %.3g times (two), %.3g (three), %.3g (three different), %.3g (four), "
           "%.3g (four different)\n",
           unit * 1e6 / two, unit * 1e6 / three, unit * 1e6 / different, unit * 1e6 / four, unit * 1e6 / many);
    ent_arena_free(arena);
    return 0;
}
