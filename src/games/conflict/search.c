/* One sanction, searched breadth first over (state, last mover). */
#include <string.h>

#include "games/conflict/parts.h"

/* ---- scratch -------------------------------------------------------------------------------------------- */

static size_t hash_slot(const ent_search *search, uint64_t code) {
    return (size_t)((code * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & (search->slots - 1);
}

uint32_t ent_search_state(const ent_search *search, uint64_t code) {
    size_t slot = hash_slot(search, code);
    while (search->values[slot] != ENT_CONFLICT_NONE && search->keys[slot] != code)
        slot = (slot + 1) & (search->slots - 1);
    return search->values[slot];
}

static ent_status add_codes(ent_search *search) {
    size_t slots = 16;
    while (slots < 2 * (size_t)search->conflict->states)
        slots *= 2;
    search->keys = ent_alloc_array(search->allocator, slots, sizeof *search->keys);
    search->values = ent_alloc_array(search->allocator, slots, sizeof *search->values);
    if (search->keys == NULL || search->values == NULL) return ENT_MEMORY;
    search->slots = slots;
    for (size_t k = 0; k < slots; k++)
        search->values[k] = ENT_CONFLICT_NONE;
    for (uint32_t s = 0; s < search->conflict->states; s++) {
        size_t slot = hash_slot(search, search->conflict->code[s]);
        while (search->values[slot] != ENT_CONFLICT_NONE)
            slot = (slot + 1) & (slots - 1);
        search->keys[slot] = search->conflict->code[s];
        search->values[slot] = s;
    }
    return ENT_OK;
}

static ent_status add_nodes(ent_search *search) {
    size_t states = search->conflict->states, nodes = states * search->conflict->players; /* below 2^25: fits */
    search->mark = ent_alloc_array(search->allocator, nodes, sizeof *search->mark);
    search->queue = ent_alloc_array(search->allocator, nodes, sizeof *search->queue);
    search->before = ent_alloc_array(search->allocator, nodes, sizeof *search->before);
    search->seen = ent_alloc_array(search->allocator, states, sizeof *search->seen);
    search->safe = ent_alloc_array(search->allocator, states, sizeof *search->safe);
    if (search->mark == NULL || search->queue == NULL || search->before == NULL || search->seen == NULL ||
        search->safe == NULL)
        return ENT_MEMORY;
    return ENT_OK;
}

ent_status ent_search_init(ent_search *search, const ent_conflict *conflict, bool walks, bool codes,
                           const ent_run *run) {
    *search = (ent_search){.conflict = conflict, .allocator = ent_run_allocator(run)};
    ent_status status = codes ? add_codes(search) : ENT_OK;
    return status == ENT_OK && walks ? add_nodes(search) : status;
}

void ent_search_free(ent_search *search) {
    ent_free(search->allocator, search->mark);
    ent_free(search->allocator, search->queue);
    ent_free(search->allocator, search->before);
    ent_free(search->allocator, search->seen);
    ent_free(search->allocator, search->safe);
    ent_free(search->allocator, search->keys);
    ent_free(search->allocator, search->values);
    *search = (ent_search){0};
}

static void next_stamp(ent_search *search) {
    if (++search->stamp != 0) return;
    memset(search->mark, 0, (size_t)search->conflict->states * search->conflict->players * sizeof *search->mark);
    memset(search->seen, 0, search->conflict->states * sizeof *search->seen);
    search->stamp = 1;
}

void ent_search_next_cell(ent_search *search) {
    if (++search->cell < UINT32_MAX / 2) return;
    memset(search->safe, 0, search->conflict->states * sizeof *search->safe);
    search->cell = 1;
}

/* ---- going on ------------------------------------------------------------------------------------------- */

/* Puts the moves of all `players` (bits) but the last mover behind the queue. */
static void expand(ent_search *search, uint32_t players, bool credible, uint32_t state, uint32_t last, uint32_t from) {
    const ent_conflict *conflict = search->conflict;
    for (uint32_t k = 0; k < conflict->players; k++) {
        if (k == last || (players >> k & 1) == 0) continue;
        const ent_conflict_player *mover = &conflict->player[k];
        for (size_t e = mover->first[state]; e < mover->first[state + 1]; e++) {
            uint32_t to = mover->target[e], node = to * conflict->players + k;
            if (search->mark[node] == search->stamp) continue;
            if (credible && !ent_player_better(mover, true, to, state)) continue;
            search->mark[node] = search->stamp;
            search->before[search->size] = from;
            search->queue[search->size++] = node;
        }
    }
}

static uint32_t others(const ent_conflict *conflict, uint32_t player) {
    uint32_t all = conflict->players == 32 ? UINT32_MAX : (UINT32_C(1) << conflict->players) - 1;
    return all & ~(UINT32_C(1) << player);
}

uint32_t ent_search_reach(ent_search *search, uint32_t players, uint32_t from) {
    uint32_t found = 0, n = search->conflict->players;
    next_stamp(search);
    search->size = 0;
    expand(search, players, false, from, ENT_CONFLICT_NONE, ENT_CONFLICT_NONE);
    for (uint32_t at = 0; at < search->size; at++) {
        uint32_t state = search->queue[at] / n;
        found += search->seen[state] != search->stamp;
        search->seen[state] = search->stamp;
        expand(search, players, false, state, search->queue[at] % n, at);
    }
    return found;
}

uint32_t ent_search_count(ent_search *search) {
    uint32_t found = 0;
    for (uint32_t at = 0; at < search->size; at++) {
        uint32_t state = search->queue[at] / search->conflict->players;
        found += search->seen[state] != search->stamp;
        search->seen[state] = search->stamp;
    }
    return found;
}

/* Whether the player cannot move from `sanction` to anything that would not deter it. */
static bool no_escape(ent_search *search, const ent_cell_rule *rule, const ent_conflict_player *player, uint32_t state,
                      uint32_t sanction) {
    uint32_t known = search->safe[sanction];
    if (known / 2 == search->cell) return known & 1;
    bool safe = true;
    for (size_t e = player->first[sanction]; safe && e < player->first[sanction + 1]; e++)
        safe = ent_cell_deterred(rule, player, player->target[e], state) < player->members;
    search->safe[sanction] = 2 * search->cell + safe;
    return safe;
}

uint32_t ent_search_sanction(ent_search *search, const ent_cell_rule *rule, uint32_t player, uint32_t state,
                             uint32_t improvement) {
    const ent_conflict_player *focal = &search->conflict->player[player];
    uint32_t opponents = others(search->conflict, player), n = search->conflict->players;
    next_stamp(search);
    search->size = 0;
    expand(search, opponents, rule->credible, improvement, ENT_CONFLICT_NONE, ENT_CONFLICT_NONE);
    for (uint32_t at = 0; at < search->size; at++) {
        uint32_t to = search->queue[at] / n;
        if (ent_cell_deterred(rule, focal, to, state) < focal->members &&
            (!rule->symmetric || no_escape(search, rule, focal, state, to)))
            return at;
        expand(search, opponents, rule->credible, to, search->queue[at] % n, at);
    }
    return ENT_CONFLICT_NONE;
}

/* ---- verdicts ------------------------------------------------------------------------------------------- */

bool ent_search_stable(ent_search *search, const ent_cell_rule *rule, uint32_t player, uint32_t state) {
    const ent_conflict_player *focal = &search->conflict->player[player];
    ent_search_next_cell(search);
    for (size_t e = focal->first[state]; e < focal->first[state + 1]; e++) {
        uint32_t to = focal->target[e];
        if (!ent_player_better(focal, rule->leaves_possibly, to, state)) continue;
        if (rule->concept == ENT_STABILITY_NASH) return false;
        if (rule->concept == ENT_STABILITY_SIM) {
            ent_joint_move joint;
            ent_joint_sanction(search, rule, player, state, to, &joint);
            if (joint.outcome == ENT_CONFLICT_NONE) return false;
        } else if (ent_search_sanction(search, rule, player, state, to) == ENT_CONFLICT_NONE) {
            return false;
        }
    }
    return true;
}

bool ent_search_equilibrium(ent_search *search, const ent_cell_rule *rule, uint32_t state) {
    for (uint32_t p = 0; p < search->conflict->players; p++)
        if (!ent_search_stable(search, rule, p, state)) return false;
    return true;
}
