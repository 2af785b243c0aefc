/* Conflicts from standard input, one a line of whole numbers; answers on standard output, one a line.
 *
 *   conflict = STATES PLAYERS CODES, then for each player: MEMBERS, for each state COUNT TARGETS, for each member the
 *              levels, HIGH (0 or 1) and high levels, GAP (0: no bands) and bands; CODES is 0, or 1 and the codes
 *   table UNKNOWN conflict               concepts, then the bits of each player and state, then the equilibria
 *   why CONCEPT UNKNOWN PLAYER STATE conflict   stable, answers, and for each: improvement, deterred, sanction, member,
 *                                        reached, steps, and each step's player, from, to
 *   paths MOVES SUCCESSION FROM conflict the distance to each state (-1: none), then the steps to each that is reached
 *   coalitions UNKNOWN conflict          the bits of each coalition and state, then of all
 *   invert CONCEPT DEPTH BUDGET STATE conflict   already, at least, at most, needs (stable, player, member, swaps),
 *                                        rankings (player, member, swaps, levels)
 *   robust CONCEPT DEPTH BUDGET STATE conflict   equilibrium, at least, at most, then of each margin: never, at least,
 *                                        at most, singles, flips, and its levels if there is a flip
 *   resolve CONCEPT MOST conflict        ways, then under how many of them each state is an equilibrium
 *   check conflict                       status and fault */
#include "games/conflict/conflict.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *rest; /* of the line */

static long long number(void) {
    char *end;
    long long value = strtoll(rest, &end, 10);
    if (end == rest) exit(2);
    rest = end;
    return value;
}

static uint32_t small(void) {
    return (uint32_t)number();
}

static void *array(ent_arena *arena, size_t count, size_t size) {
    void *result = ent_arena_array(arena, count, size);
    if (result == NULL) exit(3);
    return result;
}

static int32_t *levels(ent_arena *arena, uint32_t states) {
    int32_t *level = array(arena, states, sizeof *level);
    for (uint32_t s = 0; s < states; s++)
        level[s] = (int32_t)number();
    return level;
}

static void read_player(ent_arena *arena, uint32_t states, ent_conflict_player *player) {
    enum { MOST = 1 << 16 };
    player->members = small();
    size_t *first = array(arena, (size_t)states + 1, sizeof *first);
    uint32_t *target = array(arena, MOST, sizeof *target);
    for (uint32_t s = 0; s < states; s++) {
        size_t count = (size_t)number();
        first[s + 1] = first[s] + count;
        if (first[s + 1] > MOST) exit(2);
        for (size_t e = first[s]; e < first[s + 1]; e++)
            target[e] = small();
    }
    ent_conflict_preference *member = array(arena, player->members, sizeof *member);
    for (uint32_t m = 0; m < player->members; m++) {
        member[m].level = levels(arena, states);
        if (number() != 0) member[m].high = levels(arena, states);
        member[m].gap = (int32_t)number();
        if (member[m].gap != 0) member[m].band = levels(arena, states);
    }
    player->first = first;
    player->target = target;
    player->member = member;
}

static ent_conflict read_conflict(ent_arena *arena) {
    ent_conflict conflict = {.states = small(), .players = small()};
    if (number() != 0) {
        uint64_t *code = array(arena, conflict.states, sizeof *code);
        for (uint32_t s = 0; s < conflict.states; s++)
            code[s] = (uint64_t)number();
        conflict.code = code;
    }
    ent_conflict_player *player = array(arena, conflict.players, sizeof *player);
    for (uint32_t p = 0; p < conflict.players; p++)
        read_player(arena, conflict.states, &player[p]);
    conflict.player = player;
    return conflict;
}

/* ---- questions ---------------------------------------------------------------------------------------------- */

static ent_status table(ent_arena *arena, const ent_run *run) {
    ent_stability_options options = {0, (ent_unknown_reading)number()};
    ent_conflict conflict = read_conflict(arena);
    ent_stability_table out;
    ent_status status = ent_conflict_stability(&conflict, &options, run, arena, &out);
    if (status != ENT_OK) return status;
    printf("%" PRIu32, out.concepts);
    for (size_t k = 0; k < (size_t)out.players * out.states; k++)
        printf(" %" PRIu32, out.stable[k]);
    for (uint32_t s = 0; s < out.states; s++)
        printf(" %" PRIu32, out.equilibrium[s]);
    return ENT_OK;
}

static void print_steps(const ent_conflict_step *step, uint32_t steps) {
    printf(" %" PRIu32, steps);
    for (uint32_t k = 0; k < steps; k++)
        printf(" %" PRIu32 " %" PRIu32 " %" PRIu32, step[k].player, step[k].from, step[k].to);
}

static ent_status why(ent_arena *arena, const ent_run *run) {
    ent_stability concept = (ent_stability)number();
    ent_unknown_reading unknown = (ent_unknown_reading)number();
    uint32_t player = small(), state = small();
    ent_conflict conflict = read_conflict(arena);
    ent_conflict_witness out;
    bool stable;
    ent_status status = ent_conflict_why(&conflict, concept, unknown, player, state, run, arena, &out);
    if (status == ENT_OK) status = ent_conflict_is_stable(&conflict, concept, unknown, player, state, run, &stable);
    if (status != ENT_OK) return status;
    if (stable != out.stable) return ENT_BUG;
    printf("%d %" PRIu32, out.stable, out.answers);
    for (uint32_t k = 0; k < out.answers; k++) {
        const ent_conflict_answer *a = &out.answer[k];
        printf(" %" PRIu32 " %d %" PRId64 " %" PRId64 " %" PRIu32, a->improvement, a->deterred,
               a->deterred ? (int64_t)a->sanction : -1, a->deterred ? (int64_t)a->member : -1, a->reached);
        print_steps(a->step, a->deterred ? a->steps : 0);
    }
    return ENT_OK;
}

static ent_status paths(ent_arena *arena, const ent_run *run) {
    ent_path_options options = {(ent_conflict_moves)number(), number() != 0};
    uint32_t from = small();
    ent_conflict conflict = read_conflict(arena);
    ent_conflict_paths out;
    ent_status status = ent_conflict_paths_from(&conflict, from, &options, run, arena, &out);
    for (uint32_t s = 0; status == ENT_OK && s < out.states; s++)
        printf("%" PRId64 " ", out.distance[s] == ENT_CONFLICT_NONE ? -1 : (int64_t)out.distance[s]);
    for (uint32_t s = 0; status == ENT_OK && s < out.states; s++) {
        if (out.distance[s] == ENT_CONFLICT_NONE) continue;
        const ent_conflict_step *step = ent_conflict_path_to(&out, s, arena);
        if (step == NULL) return ENT_MEMORY;
        print_steps(step, out.distance[s]);
    }
    return status;
}

static ent_status coalitions(ent_arena *arena, const ent_run *run) {
    ent_stability_options options = {0, (ent_unknown_reading)number()};
    ent_conflict conflict = read_conflict(arena);
    ent_conflict_coalitions_table out;
    ent_status status = ent_conflict_coalitions(&conflict, &options, 1 << 20, run, arena, &out);
    if (status != ENT_OK) return status;
    printf("%" PRIu32, out.concepts);
    for (size_t k = 0; k < (size_t)out.coalitions * out.states; k++)
        printf(" %" PRIu32, out.stable[k]);
    for (uint32_t s = 0; s < out.states; s++)
        printf(" %" PRIu32, out.all[s]);
    return ENT_OK;
}

static void print_bound(uint32_t bound) {
    printf(" %" PRId64, bound == ENT_CONFLICT_NONE ? -1 : (int64_t)bound);
}

static void print_levels(const int32_t *level, uint32_t states) {
    for (uint32_t s = 0; s < states; s++)
        printf(" %" PRId32, level[s]);
}

static ent_status invert(ent_arena *arena, const ent_run *run) {
    ent_change_options options = {(ent_stability)number(), small(), (size_t)number()};
    uint32_t state = small();
    ent_conflict conflict = read_conflict(arena);
    ent_conflict_inverse out;
    ent_status status = ent_conflict_invert(&conflict, &options, state, run, arena, &out);
    if (status != ENT_OK) return status;
    printf("%d", out.already);
    print_bound(out.at_least);
    print_bound(out.at_most);
    for (uint32_t p = 0; p < conflict.players; p++) {
        const ent_conflict_ranking *ranking = &out.need[p].ranking;
        printf(" %d %" PRIu32, out.need[p].stable, out.need[p].stable ? 0 : ranking->swaps);
        if (!out.need[p].stable) {
            printf(" %" PRIu32, ranking->member);
            print_levels(ranking->level, conflict.states);
        }
    }
    printf(" %" PRIu32, out.rankings);
    for (uint32_t k = 0; k < out.rankings; k++) {
        printf(" %" PRIu32 " %" PRIu32 " %" PRIu32, out.ranking[k].player, out.ranking[k].member, out.ranking[k].swaps);
        print_levels(out.ranking[k].level, conflict.states);
    }
    return ENT_OK;
}

static ent_status robust(ent_arena *arena, const ent_run *run) {
    ent_change_options options = {(ent_stability)number(), small(), (size_t)number()};
    uint32_t state = small();
    ent_conflict conflict = read_conflict(arena);
    ent_conflict_robustness out;
    ent_status status = ent_conflict_robust(&conflict, &options, state, run, arena, &out);
    if (status != ENT_OK) return status;
    printf("%d", out.equilibrium);
    print_bound(out.at_least);
    print_bound(out.at_most);
    for (uint32_t k = 0; k < out.margins; k++) {
        const ent_conflict_margin *margin = &out.margin[k];
        printf(" %d", margin->never);
        print_bound(margin->at_least);
        print_bound(margin->at_most);
        printf(" %" PRIu32 " %" PRIu32, margin->singles, margin->flips);
        if (margin->at_most != ENT_CONFLICT_NONE) print_levels(margin->level, conflict.states);
    }
    return ENT_OK;
}

static ent_status resolve(ent_arena *arena, const ent_run *run) {
    ent_stability concept = (ent_stability)number();
    size_t most = (size_t)number();
    ent_conflict conflict = read_conflict(arena);
    ent_conflict_resolutions out;
    ent_status status = ent_conflict_resolve(&conflict, concept, most, run, arena, &out);
    if (status != ENT_OK) return status;
    printf("%zu", out.ways);
    for (uint32_t s = 0; s < out.states; s++)
        printf(" %zu", out.lasts[s]);
    return ENT_OK;
}

static ent_status check(ent_arena *arena, const ent_run *run) {
    ent_conflict conflict = read_conflict(arena);
    ent_conflict_fault fault;
    ent_status status = ent_conflict_check(&conflict, run, &fault);
    printf("%s %s", ent_status_name(status), fault.what == NULL ? "-" : fault.what);
    return ENT_OK;
}

static const struct {
    const char *word;
    ent_status (*ask)(ent_arena *, const ent_run *);
} questions[] = {{"table", table},   {"why", why},       {"paths", paths},     {"coalitions", coalitions},
                 {"invert", invert}, {"robust", robust}, {"resolve", resolve}, {"check", check}};

static void answer(char *line, const ent_run *run) {
    char word[16];
    int length = 0;
    if (sscanf(line, "%15s%n", word, &length) != 1) exit(2);
    rest = line + length;
    ent_arena *arena = ent_arena_new(NULL);
    if (arena == NULL) exit(3);
    ent_status status = ENT_USAGE;
    for (size_t k = 0; k < sizeof questions / sizeof *questions; k++)
        if (strcmp(word, questions[k].word) == 0) status = questions[k].ask(arena, run);
    puts(status == ENT_OK ? "" : ent_status_name(status));
    ent_arena_free(arena);
}

int main(void) {
    ent_run run = {.threads = 1};
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0)
        answer(line, &run);
    free(line);
    return 0;
}
