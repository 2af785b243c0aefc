/* Hundred-round sessions of alternating offers between time-dependent strategies on random additive domains, apart from
 * what is prepared once per domain; and how many times faster that is than looking through all outcomes at every turn.
 *
 *     bench_session [SECONDS]     for each figure (default 0.5)
 */
#include "session/session.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 100 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Two parties, weights and values whole numbers up to 1000; what is good for one is mostly bad for the other, so that
 * sessions are long. */
static ent_space *random_space(ent_arena *arena, const size_t *options, size_t issues) {
    ent_space *space = ent_space_new(arena, 2, issues, options, 0);
    ent_random random = ent_random_stream(1, issues);
    for (size_t j = 0; space && j < issues; j++) {
        const ent_wide weights[2] = {(ent_wide)ent_random_below(&random, 1000) + 1,
                                     (ent_wide)ent_random_below(&random, 1000) + 1};
        for (size_t o = 0; o < options[j]; o++) {
            const ent_wide value = (ent_wide)ent_random_below(&random, 1001);
            const ent_wide other = (1000 - value) * 9 / 10 + (ent_wide)ent_random_below(&random, 101);
            space->terms[space->first[j] + o] = weights[0] * value;
            space->terms[space->total + space->first[j] + o] = weights[1] * other;
        }
    }
    return space;
}

/* ---- every turn looks through all outcomes ------------------------------------------------------------------- */

static double aspiration(const ent_view *view, double time, double exponent) {
    const double lowest = fmax(view->least, view->reserved);
    return fmin(fmax((view->most - lowest) * (1 - pow(time, exponent)) + lowest - 1e-4, lowest), view->most);
}

static uint32_t look_through(const ent_view *view, size_t outcomes, double level) {
    uint32_t best = view->order[0];
    double least = view->most + 1;
    for (size_t i = 0; i < outcomes; i++) {
        const double u = view->utility[i];
        if (u < level || u >= least) continue;
        least = u;
        best = (uint32_t)i;
    }
    return best;
}

static void naive_session(const ent_domain *domain, const ent_seat *seats, ent_session_result *out) {
    bool any = false;
    uint32_t standing = 0;
    out->ending = ENT_TIMED_OUT;
    for (size_t round = 0; round < ROUNDS; round++)
        for (size_t s = 0; s < 2; s++) {
            const ent_view *view = &domain->views[s];
            const double level = aspiration(view, (double)(round + 1) / (ROUNDS + 1), seats[s].settings.exponent);
            if (any && view->utility[standing] >= level) {
                out->ending = ENT_AGREED;
                out->outcome = standing;
                out->round = round;
                return;
            }
            standing = look_through(view, domain->outcomes, level);
            any = true;
        }
}

/* ---- measuring ----------------------------------------------------------------------------------------------- */

static double per_second(const ent_domain *domain, const ent_seat *seats, bool naive, double seconds,
                         ent_session_result *out) {
    const ent_session_rules rules = {.rounds = ROUNDS};
    ent_scratch *scratch = ent_scratch_new(NULL, domain, seats, 2);
    if (!scratch) exit(3);
    size_t sessions = 0, batch = 1;
    const double start = now();
    double spent = 0;
    while (spent < seconds) {
        for (size_t k = 0; k < batch; k++, sessions++) {
            if (naive)
                naive_session(domain, seats, out);
            else
                ent_session_run(domain, seats, 2, &rules, 1, sessions, scratch, NULL, out);
        }
        spent = now() - start;
        if (spent < seconds / 20) batch *= 2;
    }
    ent_scratch_free(scratch);
    return (double)sessions / spent;
}

static bool pair(const ent_domain *domain, const char *first, const char *second, double seconds) {
    ent_seat seats[2] = {{.party = 0, .discount = 1}, {.party = 1, .discount = 1}};
    ent_session_result fast = {0}, slow = {0};
    if (ent_strategy_read(NULL, first, &seats[0].strategy, &seats[0].settings) != ENT_OK ||
        ent_strategy_read(NULL, second, &seats[1].strategy, &seats[1].settings) != ENT_OK)
        return false;
    const double rate = per_second(domain, seats, false, seconds, &fast);
    printf("  %-9s against %-9s %9.0f sessions a second, %s", first, second, rate,
           fast.ending == ENT_AGREED ? "agreement" : "no agreement");
    if (fast.ending == ENT_AGREED) printf(" in round %zu", fast.round);
    if (strcmp(first, "micro") == 0) {
        printf("\n");
        return true;
    }
    const double naive = per_second(domain, seats, true, seconds, &slow);
    printf("; looking through all: %.1f, %.0f times slower\n", naive, rate / naive);
    return fast.ending == slow.ending &&
           (fast.ending != ENT_AGREED || (fast.round == slow.round && domain->views[0].utility[fast.outcome] ==
                                                                          domain->views[0].utility[slow.outcome]));
}

static bool one(const size_t *options, size_t issues, double seconds) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_space *space = arena ? random_space(arena, options, issues) : NULL;
    ent_domain *domain = NULL;
    const double start = now();
    if (!space || ent_domain_make(NULL, space, NULL, arena, &domain) != ENT_OK) exit(3);
    printf("%zu outcomes: prepared in %.4f s, %.1f MB\n", domain->outcomes, now() - start,
           (double)ent_arena_size(arena) / 1e6);
    bool same = pair(domain, "boulware", "conceder", seconds);
    const double firm[2] = {0.95, 0.95};
    const ent_domain *apart = ent_domain_reserve(domain, firm, arena);
    if (!apart) exit(3);
    same = pair(domain, "boulware", "boulware", seconds) && same;
    same = pair(domain, "conceder", "boulware", seconds) && same;
    same = pair(domain, "micro", "micro", seconds) && same;
    printf("  no deal worth 0.95 to both:\n");
    same = pair(apart, "boulware", "conceder", seconds) && same;
    ent_arena_free(arena);
    return same;
}

int main(int argc, char **argv) {
    const double seconds = argc > 1 ? strtod(argv[1], NULL) : 0.5;
    const size_t small[] = {4, 4, 6, 6}, large[] = {5, 5, 5, 5, 5, 5, 5, 5};
    bool same = one(small, 4, seconds);
    same = one(large, 8, seconds) && same;
    if (!same) printf("the two ways give different sessions\n");
    return same ? 0 : 1;
}
