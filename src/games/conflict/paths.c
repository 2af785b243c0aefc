/* Shortest sequences of moves, breadth first over (state, last mover). */
#include "games/conflict/parts.h"

typedef struct walk {
    const ent_conflict *conflict;
    const ent_path_options *options;
    ent_conflict_paths *out;
    uint32_t *queue, *depth; /* nodes, and the steps to each entry */
    uint32_t size;
} walk;

static bool goes(const walk *work, const ent_conflict_player *mover, uint32_t to, uint32_t from) {
    if (work->options->moves == ENT_CONFLICT_ALL_MOVES) return true;
    return ent_player_better(mover, work->options->moves == ENT_CONFLICT_POSSIBLE_IMPROVEMENTS, to, from);
}

static void expand(walk *work, uint32_t state, uint32_t last, uint32_t depth) {
    const ent_conflict *conflict = work->conflict;
    ent_conflict_paths *out = work->out;
    for (uint32_t k = 0; k < conflict->players; k++) {
        const ent_conflict_player *mover = &conflict->player[k];
        if (k == last && !work->options->in_succession) continue;
        for (size_t e = mover->first[state]; e < mover->first[state + 1]; e++) {
            uint32_t to = mover->target[e], node = to * conflict->players + k;
            if (out->before_state[node] != ENT_CONFLICT_NONE || !goes(work, mover, to, state)) continue;
            out->before_state[node] = state;
            out->before_player[node] = last;
            if (out->distance[to] == ENT_CONFLICT_NONE) {
                out->distance[to] = depth + 1;
                out->last[to] = k;
            }
            work->depth[work->size] = depth + 1;
            work->queue[work->size++] = node;
        }
    }
}

static ent_status make(const ent_conflict *conflict, uint32_t from, ent_arena *arena, ent_conflict_paths *out) {
    size_t nodes = (size_t)conflict->states * conflict->players;
    *out = (ent_conflict_paths){.states = conflict->states, .from = from, .players = conflict->players};
    if (from >= conflict->states) return ENT_INPUT;
    out->distance = ent_arena_array(arena, conflict->states, sizeof *out->distance);
    out->last = ent_arena_array(arena, conflict->states, sizeof *out->last);
    out->before_state = ent_arena_array(arena, nodes, sizeof *out->before_state);
    out->before_player = ent_arena_array(arena, nodes, sizeof *out->before_player);
    if (out->distance == NULL || out->last == NULL || out->before_state == NULL || out->before_player == NULL)
        return ENT_MEMORY;
    for (size_t k = 0; k < nodes; k++)
        out->before_state[k] = out->before_player[k] = ENT_CONFLICT_NONE;
    for (uint32_t s = 0; s < conflict->states; s++)
        out->distance[s] = out->last[s] = ENT_CONFLICT_NONE;
    out->distance[from] = 0;
    return ENT_OK;
}

ent_status ent_conflict_paths_from(const ent_conflict *conflict, uint32_t from, const ent_path_options *options,
                                   const ent_run *run, ent_arena *arena, ent_conflict_paths *out) {
    ent_status status = make(conflict, from, arena, out);
    if (status != ENT_OK) return status;
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t nodes = (size_t)conflict->states * conflict->players;
    walk work = {.conflict = conflict, .options = options, .out = out};
    work.queue = ent_alloc_array(allocator, nodes, sizeof *work.queue);
    work.depth = ent_alloc_array(allocator, nodes, sizeof *work.depth);
    if (work.queue == NULL || work.depth == NULL) status = ENT_MEMORY;
    if (status == ENT_OK) expand(&work, from, ENT_CONFLICT_NONE, 0);
    for (uint32_t at = 0; status == ENT_OK && at < work.size; at++) {
        if (at % 4096 == 0 && ent_run_cancelled(run)) status = ENT_CANCELLED;
        expand(&work, work.queue[at] / conflict->players, work.queue[at] % conflict->players, work.depth[at]);
    }
    ent_free(allocator, work.queue);
    ent_free(allocator, work.depth);
    return status;
}

const ent_conflict_step *ent_conflict_path_to(const ent_conflict_paths *paths, uint32_t to, ent_arena *arena) {
    uint32_t left = paths->distance[to], mover = paths->last[to];
    ent_conflict_step *step = ent_arena_array(arena, left, sizeof *step);
    while (step != NULL && left > 0) {
        uint32_t node = to * paths->players + mover;
        step[--left] = (ent_conflict_step){mover, paths->before_state[node], to};
        to = paths->before_state[node];
        mover = paths->before_player[node];
    }
    return step;
}
