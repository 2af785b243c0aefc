/* Rankings that can be changed by swaps of neighbouring levels. */
#include <stdlib.h>
#include <string.h>

#include "games/conflict/parts.h"

/* ---- making --------------------------------------------------------------------------------------------- */

typedef struct levelled {
    int32_t level;
    uint32_t state;
} levelled;

static int by_level(const void *a, const void *b) {
    const levelled *x = a, *y = b;
    if (x->level != y->level) return x->level < y->level ? -1 : 1;
    return (x->state > y->state) - (x->state < y->state);
}

static ent_status make_ranking(ent_ranking *ranking, const int32_t *level, levelled *sorted, uint32_t states,
                               ent_arena *arena) {
    for (uint32_t s = 0; s < states; s++)
        sorted[s] = (levelled){level[s], s};
    qsort(sorted, states, sizeof *sorted, by_level);
    ranking->class_of = ent_arena_array(arena, states, sizeof *ranking->class_of);
    ranking->states = ent_arena_array(arena, states, sizeof *ranking->states);
    ranking->first = ent_arena_array(arena, (size_t)states + 1, sizeof *ranking->first);
    ranking->order = ent_arena_array(arena, states, sizeof *ranking->order);
    ranking->level = ent_arena_array(arena, states, sizeof *ranking->level);
    if (ranking->class_of == NULL || ranking->states == NULL || ranking->first == NULL || ranking->order == NULL ||
        ranking->level == NULL)
        return ENT_MEMORY;
    for (uint32_t k = 0; k < states; k++) {
        uint32_t s = sorted[k].state;
        if (k == 0 || sorted[k].level != sorted[k - 1].level) {
            ranking->order[ranking->classes] = ranking->classes;
            ranking->first[ranking->classes++] = k;
        }
        ranking->states[k] = s;
        ranking->class_of[s] = ranking->classes - 1;
        ranking->level[s] = (int32_t)ranking->classes - 1;
    }
    ranking->first[ranking->classes] = states;
    return ENT_OK;
}

static ent_status copy_player(ent_rankings *work, const ent_conflict_player *from, uint32_t p, levelled *sorted) {
    ent_conflict_preference *member = ent_arena_array(work->arena, from->members, sizeof *member);
    if (member == NULL) return ENT_MEMORY;
    work->player[p] = *from;
    work->player[p].member = member;
    work->first[p] = work->size;
    for (uint32_t m = 0; m < from->members; m++) {
        ent_ranking *ranking = &work->ranking[work->size++];
        *ranking = (ent_ranking){.player = p, .member = m};
        ent_status status = make_ranking(ranking, from->member[m].level, sorted, work->conflict.states, work->arena);
        if (status != ENT_OK) return status;
        member[m] = (ent_conflict_preference){.level = ranking->level};
    }
    return ENT_OK;
}

static ent_status copy_players(ent_rankings *work, const ent_conflict *conflict, const ent_run *run) {
    uint32_t members = 0;
    for (uint32_t p = 0; p < conflict->players; p++)
        members += conflict->player[p].members;
    work->arena = ent_arena_new(ent_run_allocator(run));
    if (work->arena == NULL) return ENT_MEMORY;
    work->player = ent_arena_array(work->arena, conflict->players, sizeof *work->player);
    work->ranking = ent_arena_array(work->arena, members, sizeof *work->ranking);
    work->first = ent_arena_array(work->arena, conflict->players, sizeof *work->first);
    levelled *sorted = ent_alloc_array(ent_run_allocator(run), conflict->states, sizeof *sorted);
    ent_status status = ENT_OK;
    if (work->player == NULL || work->ranking == NULL || work->first == NULL || sorted == NULL) status = ENT_MEMORY;
    for (uint32_t p = 0; status == ENT_OK && p < conflict->players; p++)
        status = copy_player(work, &conflict->player[p], p, sorted);
    ent_free(ent_run_allocator(run), sorted);
    return status;
}

ent_status ent_rankings_init(ent_rankings *work, const ent_conflict *conflict, ent_stability concept, uint32_t state,
                             const ent_run *run) {
    *work = (ent_rankings){.conflict = *conflict, .state = state, .rule = ent_cell_rule_of(concept, ENT_UNKNOWN_B)};
    if (state >= conflict->states || (unsigned)concept >= ENT_STABILITIES || work->rule.strong ||
        (ent_conflict_concepts(conflict) & ENT_STABILITY_BIT(concept)) == 0)
        return ENT_INPUT;
    for (uint32_t p = 0; p < conflict->players; p++)
        for (uint32_t m = 0; m < conflict->player[p].members; m++)
            if (conflict->player[p].member[m].high != NULL) return ENT_INPUT;
    ent_status status = copy_players(work, conflict, run);
    if (status != ENT_OK) return status;
    work->conflict.player = work->player;
    return ent_search_init(&work->search, &work->conflict, true, concept == ENT_STABILITY_SIM, run);
}

void ent_rankings_free(ent_rankings *work) {
    ent_search_free(&work->search);
    ent_arena_free(work->arena);
    *work = (ent_rankings){0};
}

/* ---- changing ------------------------------------------------------------------------------------------- */

static void put(ent_ranking *ranking, uint32_t position, uint32_t class) {
    ranking->order[position] = class;
    for (uint32_t k = ranking->first[class]; k < ranking->first[class + 1]; k++)
        ranking->level[ranking->states[k]] = (int32_t)position;
}

void ent_ranking_move(ent_ranking *ranking, uint32_t from, uint32_t to) {
    uint32_t moved = ranking->order[from];
    for (; from < to; from++)
        put(ranking, from, ranking->order[from + 1]);
    for (; from > to; from--)
        put(ranking, from, ranking->order[from - 1]);
    put(ranking, to, moved);
}

uint32_t ent_ranking_position(const ent_ranking *ranking, uint32_t state) {
    return (uint32_t)ranking->level[state];
}

int32_t *ent_ranking_levels(const ent_ranking *ranking, uint32_t states, ent_arena *arena) {
    int32_t *level = ent_arena_array(arena, states, sizeof *level);
    if (level != NULL) memcpy(level, ranking->level, states * sizeof *level);
    return level;
}

static bool stable_after(ent_rankings *work, const ent_cell_rule *rule, ent_ranking *ranking, uint32_t from,
                         uint32_t to) {
    ent_ranking_move(ranking, from, to);
    bool stable = ent_search_stable(&work->search, rule, ranking->player, work->state);
    ent_ranking_move(ranking, to, from);
    return stable;
}

uint32_t ent_rankings_shift(ent_rankings *work, const ent_cell_rule *rule, ent_ranking *ranking, bool raise) {
    uint32_t at = ent_ranking_position(ranking, work->state);
    uint32_t most = raise ? ranking->classes - 1 - at : at, least = 1;
    if (most == 0 || stable_after(work, rule, ranking, at, raise ? at + most : at - most) != raise)
        return ENT_CONFLICT_NONE;
    while (least < most) { /* the further, the more (less) stable */
        uint32_t middle = least + (most - least) / 2;
        if (stable_after(work, rule, ranking, at, raise ? at + middle : at - middle) == raise)
            most = middle;
        else
            least = middle + 1;
    }
    return least;
}

bool ent_rankings_verdict(ent_rankings *work) {
    work->tried++;
    return ent_search_equilibrium(&work->search, &work->rule, work->state);
}

/* ---- trying --------------------------------------------------------------------------------------------- */

typedef struct trial {
    ent_rankings *work;
    uint32_t to;
    bool verdict;
    size_t left; /* of the budget */
    const ent_run *run;
} trial;

static ent_depth_end try_one(trial *at) {
    if (at->left == 0) return ENT_DEPTH_BUDGET;
    at->left--;
    if (at->left % 64 == 0 && ent_run_cancelled(at->run)) return ENT_DEPTH_CANCELLED;
    return ent_rankings_verdict(at->work) != at->verdict ? ENT_DEPTH_FOUND : ENT_DEPTH_NONE;
}

/* The class at each position goes down by so many places, in ascending order of positions: every permutation comes out
 * of one such list of numbers, whose sum is its number of inversions. Goes on from `position` of ranking `from`. */
static ent_depth_end try_rest(trial *at, uint32_t from, uint32_t position, uint32_t swaps) {
    if (swaps == 0) return try_one(at);
    for (; from < at->to; from++, position = 1) {
        ent_ranking *ranking = &at->work->ranking[from];
        for (; position < ranking->classes; position++) {
            for (uint32_t down = 1; down <= swaps && down <= position; down++) {
                ent_ranking_move(ranking, position, position - down);
                ent_depth_end end = try_rest(at, from, position + 1, swaps - down);
                if (end == ENT_DEPTH_FOUND) return end;
                ent_ranking_move(ranking, position - down, position);
                if (end != ENT_DEPTH_NONE) return end;
            }
        }
    }
    return ENT_DEPTH_NONE;
}

ent_depth_end ent_rankings_try(ent_rankings *work, uint32_t from, uint32_t to, uint32_t swaps, bool verdict,
                               size_t budget, const ent_run *run) {
    trial at = {work, to, verdict, budget, run};
    return try_rest(&at, from, 1, swaps);
}
