/* Coalitions as players, and stability against all of them. */
#include <string.h>

#include "games/conflict/parts.h"

enum { MOST_PLAYERS = 10 }; /* for all coalitions: 1,023 of them */

/* ---- the moves of a coalition --------------------------------------------------------------------------- */

/* Those that `search` has just marked, by ascending state. */
static void collect(const ent_search *search, uint32_t from, uint32_t *target) {
    size_t count = 0;
    for (uint32_t s = 0; s < search->conflict->states; s++)
        if (search->seen[s] == search->stamp && s != from) target[count++] = s;
}

static size_t moves_from(ent_search *search, uint32_t coalition, uint32_t from) {
    uint32_t found = ent_search_reach(search, coalition, from);
    return found - (search->seen[from] == search->stamp); /* a way back to where it starts is no move */
}

static ent_status add_moves(ent_search *search, uint32_t coalition, size_t most, const ent_run *run, ent_arena *arena,
                            ent_conflict_player *out) {
    uint32_t states = search->conflict->states;
    size_t *first = ent_arena_array(arena, (size_t)states + 1, sizeof *first);
    if (first == NULL) return ENT_MEMORY;
    first[0] = 0;
    for (uint32_t s = 0; s < states; s++) {
        if (s % 64 == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        first[s + 1] = first[s] + moves_from(search, coalition, s);
        if (first[s + 1] > most) return ENT_LIMIT;
    }
    uint32_t *target = ent_arena_array(arena, first[states], sizeof *target);
    if (target == NULL) return ENT_MEMORY;
    for (uint32_t s = 0; s < states; s++) {
        if (s % 64 == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        moves_from(search, coalition, s);
        collect(search, s, target + first[s]);
    }
    out->first = first;
    out->target = target;
    return ENT_OK;
}

/* ---- one coalition -------------------------------------------------------------------------------------- */

static bool holds(uint32_t coalition, uint32_t player) {
    return coalition >> player & 1;
}

static ent_status add_members(const ent_conflict *conflict, uint32_t coalition, ent_arena *arena,
                              ent_conflict_player *out) {
    uint32_t members = 0;
    for (uint32_t p = 0; p < conflict->players; p++)
        members += holds(coalition, p) ? conflict->player[p].members : 0;
    if (members > ENT_CONFLICT_MEMBERS) return ENT_LIMIT;
    ent_conflict_preference *member = ent_arena_array(arena, members, sizeof *member);
    if (member == NULL) return ENT_MEMORY;
    out->members = 0;
    out->member = member;
    for (uint32_t p = 0; p < conflict->players; p++)
        for (uint32_t m = 0; holds(coalition, p) && m < conflict->player[p].members; m++)
            member[out->members++] = conflict->player[p].member[m];
    return ENT_OK;
}

ent_status ent_conflict_join(const ent_conflict *conflict, uint32_t coalition, size_t most_moves, const ent_run *run,
                             ent_arena *arena, ent_conflict *out) {
    *out = *conflict;
    bool known = conflict->players == 32 || coalition >> conflict->players == 0;
    if (coalition == 0 || !known) return ENT_INPUT;
    ent_conflict_player *player = ent_arena_array(arena, conflict->players, sizeof *player);
    if (player == NULL) return ENT_MEMORY;
    out->player = player;
    out->players = 1;
    for (uint32_t p = 0; p < conflict->players; p++)
        if (!holds(coalition, p)) player[out->players++] = conflict->player[p];
    if ((coalition & (coalition - 1)) == 0) { /* one player */
        player[0] = conflict->player[__builtin_ctz(coalition)];
        return ENT_OK;
    }
    ent_status status = add_members(conflict, coalition, arena, &player[0]);
    if (status != ENT_OK) return status;
    ent_search search;
    status = ent_search_init(&search, conflict, true, false, run);
    if (status == ENT_OK) status = add_moves(&search, coalition, most_moves, run, arena, &player[0]);
    ent_search_free(&search);
    return status;
}

/* ---- all coalitions ------------------------------------------------------------------------------------- */

typedef struct every_coalition {
    const ent_conflict *conflict;
    const ent_conflict_coalitions_table *table;
    ent_unknown_reading unknown;
    size_t most_moves;
    const ent_run *run;
} every_coalition;

static ent_status run_coalition(void *context, size_t index) {
    const every_coalition *work = context;
    uint32_t coalition = work->table->coalition[index];
    ent_arena *arena = ent_arena_new(ent_run_allocator(work->run));
    if (arena == NULL) return ENT_MEMORY;
    ent_conflict joined;
    ent_status status = ent_conflict_join(work->conflict, coalition, work->most_moves, work->run, arena, &joined);
    if (status == ENT_OK && (work->table->concepts & ~ent_conflict_concepts(&joined)) != 0)
        status = ENT_LIMIT; /* too many joint moves once it acts as one */
    if (status == ENT_OK)
        status = ent_conflict_cells(&joined, work->table->concepts, work->unknown, 0, work->run,
                                    work->table->stable + index * work->table->states);
    ent_arena_free(arena);
    return status;
}

static ent_status make_table(const ent_conflict *conflict, ent_arena *arena, ent_conflict_coalitions_table *out) {
    uint32_t count = (UINT32_C(1) << conflict->players) - 1, states = conflict->states;
    size_t cells = (size_t)count * states; /* below 2^30 */
    if (cells > ENT_CONFLICT_SCRATCH / sizeof *out->stable) return ENT_LIMIT;
    uint32_t *coalition = ent_arena_array(arena, count, sizeof *coalition);
    out->stable = ent_arena_array(arena, cells, sizeof *out->stable);
    out->all = ent_arena_array(arena, states, sizeof *out->all);
    if (coalition == NULL || out->stable == NULL || out->all == NULL) return ENT_MEMORY;
    for (uint32_t k = 0; k < count; k++)
        coalition[k] = k + 1;
    memset(out->stable, 0, cells * sizeof *out->stable);
    out->coalition = coalition;
    out->coalitions = count;
    return ENT_OK;
}

ent_status ent_conflict_coalitions(const ent_conflict *conflict, const ent_stability_options *options,
                                   size_t most_moves, const ent_run *run, ent_arena *arena,
                                   ent_conflict_coalitions_table *out) {
    uint32_t known = ent_conflict_concepts(conflict);
    *out = (ent_conflict_coalitions_table){.states = conflict->states};
    out->concepts = options->concepts == 0 ? known : options->concepts;
    if ((out->concepts & ~known) != 0) return ENT_INPUT;
    if (conflict->players > MOST_PLAYERS) return ENT_LIMIT;
    ent_status status = make_table(conflict, arena, out);
    if (status != ENT_OK) return status;
    every_coalition work = {conflict, out, options->unknown, most_moves, run};
    status = ent_parallel(run, out->coalitions, run_coalition, &work);
    for (uint32_t s = 0; status == ENT_OK && s < out->states; s++) {
        out->all[s] = out->concepts;
        for (uint32_t k = 0; k < out->coalitions; k++)
            out->all[s] &= out->stable[(size_t)k * out->states + s];
    }
    return status;
}
