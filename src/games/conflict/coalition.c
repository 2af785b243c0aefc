/* Coalitions as players, and stability against all of them. */
#include <string.h>

#include "games/conflict/parts.h"

enum { MOST_PLAYERS = 6, MOST_COALITIONS = 1 << MOST_PLAYERS }; /* a player and 31 coalitions of the other five */

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

static bool are_players(const ent_conflict *conflict, uint32_t coalition) {
    return coalition != 0 && (conflict->players == 32 || coalition >> conflict->players == 0);
}

/* The players of `coalition` as one. */
static ent_status as_one(const ent_conflict *conflict, uint32_t coalition, size_t most_moves, const ent_run *run,
                         ent_arena *arena, ent_conflict_player *out) {
    if ((coalition & (coalition - 1)) == 0) {
        *out = conflict->player[__builtin_ctz(coalition)];
        return ENT_OK;
    }
    ent_status status = add_members(conflict, coalition, arena, out);
    if (status != ENT_OK) return status;
    ent_search search;
    status = ent_search_init(&search, conflict, true, false, run);
    if (status == ENT_OK) status = add_moves(&search, coalition, most_moves, run, arena, out);
    ent_search_free(&search);
    return status;
}

ent_status ent_conflict_join(const ent_conflict *conflict, uint32_t coalition, size_t most_moves, const ent_run *run,
                             ent_arena *arena, ent_conflict *out) {
    *out = *conflict;
    if (!are_players(conflict, coalition)) return ENT_INPUT;
    ent_conflict_player *player = ent_arena_array(arena, conflict->players, sizeof *player);
    if (player == NULL) return ENT_MEMORY;
    out->player = player;
    out->players = 1;
    for (uint32_t p = 0; p < conflict->players; p++)
        if (!holds(coalition, p)) player[out->players++] = conflict->player[p];
    return as_one(conflict, coalition, most_moves, run, arena, &player[0]);
}

/* ---- coalitions that answer ----------------------------------------------------------------------------- */

/* Of its moves those that are better for all its members, or unknown to be so. */
static ent_status keep_improvements(const ent_conflict_player *mover, uint32_t states, ent_arena *arena,
                                    ent_conflict_player *out) {
    *out = *mover;
    size_t *first = ent_arena_array(arena, (size_t)states + 1, sizeof *first), kept = 0;
    uint32_t *target = ent_arena_array(arena, mover->first[states], sizeof *target);
    if (first == NULL || target == NULL) return ENT_MEMORY;
    for (uint32_t s = 0; s < states; s++) {
        first[s] = kept;
        for (size_t e = mover->first[s]; e < mover->first[s + 1]; e++)
            if (ent_player_better(mover, true, mover->target[e], s)) target[kept++] = mover->target[e];
    }
    first[states] = kept;
    out->first = first;
    out->target = target;
    return ENT_OK;
}

/* The coalition first, then every coalition of the others by ascending bits, from what each does as one. */
static ent_status face(const ent_conflict *conflict, uint32_t coalition, const ent_conflict_player *whole,
                       const ent_conflict_player *answers, ent_arena *arena, ent_conflict *out) {
    const uint32_t others = ((UINT32_C(1) << conflict->players) - 1) & ~coalition;
    *out = *conflict;
    ent_conflict_player *player = ent_arena_array(arena, ENT_CONFLICT_PLAYERS, sizeof *player);
    if (player == NULL) return ENT_MEMORY;
    player[0] = *whole;
    out->players = 1;
    for (uint32_t bits = 1; bits <= others; bits++)
        if ((bits & ~others) == 0) player[out->players++] = answers[bits];
    out->player = player;
    return ENT_OK;
}

ent_status ent_conflict_confront(const ent_conflict *conflict, uint32_t coalition, size_t most_moves,
                                 const ent_run *run, ent_arena *arena, ent_conflict *out) {
    ent_conflict_player whole, joined, *answers = ent_arena_array(arena, MOST_COALITIONS, sizeof *answers);
    *out = *conflict;
    if (!are_players(conflict, coalition)) return ENT_INPUT;
    if (conflict->players > MOST_PLAYERS) return ENT_LIMIT;
    if (answers == NULL) return ENT_MEMORY;
    ent_status status = as_one(conflict, coalition, most_moves, run, arena, &whole);
    for (uint32_t bits = 1; status == ENT_OK && bits < UINT32_C(1) << conflict->players; bits++) {
        if ((bits & coalition) != 0) continue;
        status = as_one(conflict, bits, most_moves, run, arena, &joined);
        if (status == ENT_OK) status = keep_improvements(&joined, conflict->states, arena, &answers[bits]);
    }
    return status == ENT_OK ? face(conflict, coalition, &whole, answers, arena, out) : status;
}

/* ---- all coalitions ------------------------------------------------------------------------------------- */

typedef struct every_coalition {
    const ent_conflict *conflict;
    const ent_conflict_coalitions_table *table;
    ent_unknown_reading unknown;
    size_t most_moves;
    const ent_run *run;
    ent_conflict_player whole[MOST_COALITIONS], answers[MOST_COALITIONS]; /* by bits */
    ent_arena *arenas[MOST_COALITIONS];
} every_coalition;

/* What a coalition does as one, and which of it are improvements. */
static ent_status prepare_coalition(void *context, size_t index) {
    every_coalition *work = context;
    const uint32_t bits = work->table->coalition[index];
    ent_arena *arena = work->arenas[index] = ent_arena_new(ent_run_allocator(work->run));
    if (arena == NULL) return ENT_MEMORY;
    ent_status status = as_one(work->conflict, bits, work->most_moves, work->run, arena, &work->whole[bits]);
    if (status == ENT_OK)
        status = keep_improvements(&work->whole[bits], work->conflict->states, arena, &work->answers[bits]);
    return status;
}

static uint32_t credible_concepts(uint32_t concepts) {
    uint32_t credible = 0;
    for (uint32_t c = 0; c < ENT_STABILITIES; c++)
        if (ent_cell_rule_of((ent_stability)c, ENT_UNKNOWN_B).credible) credible |= concepts & ENT_STABILITY_BIT(c);
    return credible;
}

/* By moves of single opponents, and by improvements of all their coalitions where the answer must be one. */
static ent_status run_coalition(void *context, size_t index) {
    const every_coalition *work = context;
    const uint32_t bits = work->table->coalition[index], credible = credible_concepts(work->table->concepts);
    uint32_t *stable = work->table->stable + index * work->table->states;
    ent_arena *arena = ent_arena_new(ent_run_allocator(work->run));
    if (arena == NULL) return ENT_MEMORY;
    ent_conflict joined;
    ent_conflict_player *player = ent_arena_array(arena, work->conflict->players, sizeof *player);
    ent_status status = player != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) {
        joined = *work->conflict;
        joined.player = player;
        joined.players = 1;
        player[0] = work->whole[bits];
        for (uint32_t p = 0; p < work->conflict->players; p++)
            if (!holds(bits, p)) player[joined.players++] = work->conflict->player[p];
        if ((work->table->concepts & ~ent_conflict_concepts(&joined)) != 0)
            status = ENT_LIMIT; /* too many joint moves once it acts as one */
    }
    if (status == ENT_OK)
        status = ent_conflict_cells(&joined, work->table->concepts & ~credible, work->unknown, 0, work->run, stable);
    if (status == ENT_OK && credible != 0) {
        status = face(work->conflict, bits, &work->whole[bits], work->answers, arena, &joined);
        if (status == ENT_OK) status = ent_conflict_cells(&joined, credible, work->unknown, 0, work->run, stable);
    }
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
    every_coalition *work = ent_alloc(ent_run_allocator(run), sizeof *work);
    if (work == NULL) return ENT_MEMORY;
    work->conflict = conflict;
    work->table = out;
    work->unknown = options->unknown;
    work->most_moves = most_moves;
    work->run = run;
    status = ent_parallel(run, out->coalitions, prepare_coalition, work);
    if (status == ENT_OK) status = ent_parallel(run, out->coalitions, run_coalition, work);
    for (uint32_t k = 0; k < out->coalitions; k++)
        ent_arena_free(work->arenas[k]);
    ent_free(ent_run_allocator(run), work);
    for (uint32_t s = 0; status == ENT_OK && s < out->states; s++) {
        out->all[s] = out->concepts;
        for (uint32_t k = 0; k < out->coalitions; k++)
            out->all[s] &= out->stable[(size_t)k * out->states + s];
    }
    return status;
}
