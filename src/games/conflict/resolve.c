/* How unknown preferences may turn out: every order of the states of which it is not known which is preferred. */
#include <stdlib.h>
#include <string.h>

#include "games/conflict/parts.h"

enum { MOST_GROUP = 7, SPREAD = MOST_GROUP + 1 }; /* states in a group; places that a group takes */

/* The states of one member that share a range of levels. */
typedef struct group {
    uint32_t player, member, size;
    uint32_t state[MOST_GROUP];
    uint8_t rank[MOST_GROUP]; /* where each stands now, from 0 without gaps */
} group;

typedef struct resolving {
    const ent_conflict *conflict;
    ent_conflict changed;
    int32_t ***level; /* of each player and member: its levels now */
    group *groups;
    size_t size;
    ent_arena *arena;
} resolving;

typedef struct ranged {
    int32_t level, high;
    uint32_t state;
} ranged;

static int compare_ranges(const void *a, const void *b) {
    const ranged *x = a, *y = b;
    if (x->level != y->level) return x->level < y->level ? -1 : 1;
    if (x->high != y->high) return x->high < y->high ? -1 : 1;
    return (x->state > y->state) - (x->state < y->state);
}

/* Levels with room for the orders of each group, and its groups. */
static ent_status spread_member(resolving *work, uint32_t player, uint32_t member, const ent_conflict_preference *from,
                                int32_t *level) {
    const uint32_t states = work->conflict->states;
    ranged *sorted = ent_arena_array(work->arena, states, sizeof *sorted);
    if (sorted == NULL) return ENT_MEMORY;
    for (uint32_t s = 0; s < states; s++)
        sorted[s] = (ranged){from->level[s], ent_preference_high(from, s), s};
    qsort(sorted, states, sizeof *sorted, compare_ranges);
    int32_t place = 0;
    for (uint32_t k = 0, next; k < states; k = next, place += SPREAD) {
        const bool open = sorted[k].high > sorted[k].level;
        for (next = k; next < states && compare_ranges(&(ranged){sorted[k].level, sorted[k].high, sorted[next].state},
                                                       &sorted[next]) == 0;)
            level[sorted[next++].state] = place;
        if (next < states && sorted[next].level <= sorted[k].high) return ENT_INPUT; /* ranges that overlap */
        if (!open || next - k < 2) continue;
        if (next - k > MOST_GROUP) return ENT_LIMIT;
        group *made = &work->groups[work->size++];
        *made = (group){.player = player, .member = member, .size = next - k};
        for (uint32_t j = k; j < next; j++)
            made->state[j - k] = sorted[j].state;
    }
    return ENT_OK;
}

static ent_status spread(resolving *work) {
    const ent_conflict *conflict = work->conflict;
    size_t members = 0;
    for (uint32_t p = 0; p < conflict->players; p++)
        members += conflict->player[p].members;
    ent_conflict_player *player = ent_arena_array(work->arena, conflict->players, sizeof *player);
    work->groups = ent_arena_array(work->arena, members * (conflict->states / 2 + 1), sizeof *work->groups);
    work->level = ent_arena_array(work->arena, conflict->players, sizeof *work->level);
    if (player == NULL || work->groups == NULL || work->level == NULL) return ENT_MEMORY;
    work->changed = *conflict;
    work->changed.player = player;
    for (uint32_t p = 0; p < conflict->players; p++) {
        player[p] = conflict->player[p];
        ent_conflict_preference *member = ent_arena_array(work->arena, player[p].members, sizeof *member);
        work->level[p] = ent_arena_array(work->arena, player[p].members, sizeof *work->level[p]);
        if (member == NULL || work->level[p] == NULL) return ENT_MEMORY;
        for (uint32_t m = 0; m < player[p].members; m++) {
            int32_t *level = work->level[p][m] = ent_arena_array(work->arena, conflict->states, sizeof *level);
            member[m] = conflict->player[p].member[m];
            member[m].level = level;
            member[m].high = NULL;
            if (level == NULL) return ENT_MEMORY;
            const ent_status status = spread_member(work, p, m, &conflict->player[p].member[m], level);
            if (status != ENT_OK) return status;
        }
        player[p].member = member;
    }
    return ENT_OK;
}

/* ---- all orders of a group ------------------------------------------------------------------------------ */

static bool has_gaps(const group *g) {
    uint32_t seen = 0;
    for (uint32_t k = 0; k < g->size; k++)
        seen |= UINT32_C(1) << g->rank[k];
    return (seen & (seen + 1)) != 0;
}

/* The next way to rank its states, ties among them; false after the last: then it stands at the first again. */
static bool next_order(group *g) {
    do {
        uint32_t k = 0;
        while (k < g->size && ++g->rank[k] == g->size)
            g->rank[k++] = 0;
        if (k == g->size) return false;
    } while (has_gaps(g));
    return true;
}

static void apply(const resolving *work, const group *g) {
    int32_t *level = work->level[g->player][g->member];
    for (uint32_t k = 0; k < g->size; k++)
        level[g->state[k]] = level[g->state[k]] / SPREAD * SPREAD + g->rank[k];
}

/* 1, 3, 13, 75, ... (Fubini numbers): how many such orders there are. */
static size_t orders_of(uint32_t size) {
    group g = {.size = size};
    size_t count = 1;
    while (next_order(&g))
        count++;
    return count;
}

static ent_status judge(const resolving *work, ent_stability concept, const ent_run *run, size_t *lasts) {
    const ent_stability_options options = {ENT_STABILITY_BIT(concept), ENT_UNKNOWN_B};
    ent_stability_table table;
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    if (arena == NULL) return ENT_MEMORY;
    const ent_status status = ent_conflict_stability(&work->changed, &options, run, arena, &table);
    for (uint32_t s = 0; status == ENT_OK && s < table.states; s++)
        lasts[s] += table.equilibrium[s] != 0;
    ent_arena_free(arena);
    return status;
}

static ent_status resolve(resolving *work, ent_stability concept, size_t most, const ent_run *run,
                          ent_conflict_resolutions *out) {
    ent_status status = spread(work);
    out->ways = 1;
    for (size_t k = 0; status == ENT_OK && k < work->size; k++) {
        const size_t orders = orders_of(work->groups[k].size);
        if (out->ways > most / orders) return ENT_LIMIT;
        out->ways *= orders;
    }
    for (bool more = true; status == ENT_OK && more;) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        status = judge(work, concept, run, out->lasts);
        size_t k = 0;
        for (more = false; k < work->size && !more; k++) {
            more = next_order(&work->groups[k]);
            apply(work, &work->groups[k]);
        }
    }
    return status;
}

ent_status ent_conflict_resolve(const ent_conflict *conflict, ent_stability concept, size_t most, const ent_run *run,
                                ent_arena *arena, ent_conflict_resolutions *out) {
    *out = (ent_conflict_resolutions){.states = conflict->states};
    if ((unsigned)concept >= ENT_STABILITIES || (ent_conflict_concepts(conflict) & ENT_STABILITY_BIT(concept)) == 0)
        return ENT_INPUT;
    out->lasts = ent_arena_array(arena, conflict->states, sizeof *out->lasts);
    resolving work = {.conflict = conflict, .arena = ent_arena_new(ent_run_allocator(run))};
    const ent_status status =
        out->lasts != NULL && work.arena != NULL ? resolve(&work, concept, most, run, out) : ENT_MEMORY;
    ent_arena_free(work.arena);
    return status;
}
