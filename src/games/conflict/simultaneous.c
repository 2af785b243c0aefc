/* Moves made at the same moment: each mover changes its own options, as seen from the state that all leave. */
#include "games/conflict/parts.h"

enum { MOST_JOINT_MOVES = 1 << 20 };

bool ent_joint_moves_bounded(const ent_conflict *conflict) {
    for (uint32_t s = 0; s < conflict->states; s++) {
        uint64_t count = 1;
        for (uint32_t p = 0; p < conflict->players; p++) {
            count *= 1 + (conflict->player[p].first[s + 1] - conflict->player[p].first[s]); /* below 2^41 */
            if (count > MOST_JOINT_MOVES) return false;
        }
    }
    return true;
}

typedef struct joint_search {
    const ent_search *search;
    const ent_cell_rule *rule;
    uint32_t player, state;
    ent_joint_move *out;
} joint_search;

/* The outcome of what has been chosen; whether it sanctions. */
static bool sanctions(joint_search *work, uint64_t changed) {
    const ent_conflict *conflict = work->search->conflict;
    const ent_conflict_player *focal = &conflict->player[work->player];
    uint32_t outcome = ent_search_state(work->search, conflict->code[work->state] ^ changed);
    if (outcome == ENT_CONFLICT_NONE) return false;
    work->out->feasible++;
    if (ent_cell_deterred(work->rule, focal, outcome, work->state) == focal->members) return false;
    work->out->outcome = outcome;
    return true;
}

/* Chooses moves of `left` more opponents from `next` on; `changed` are the options that are changed by now. */
static bool choose(joint_search *work, uint32_t next, uint32_t left, uint64_t changed) {
    if (left == 0) return sanctions(work, changed);
    const ent_conflict *conflict = work->search->conflict;
    for (uint32_t k = next; k + left <= conflict->players; k++) {
        if (k == work->player) continue;
        const ent_conflict_player *mover = &conflict->player[k];
        for (size_t e = mover->first[work->state]; e < mover->first[work->state + 1]; e++) {
            uint32_t to = mover->target[e];
            uint64_t change = conflict->code[work->state] ^ conflict->code[to];
            if ((change & changed) != 0 || !ent_player_better(mover, true, to, work->state)) continue;
            work->out->mover[work->out->movers] = k;
            work->out->to[work->out->movers++] = to;
            if (choose(work, k + 1, left - 1, changed | change)) return true;
            work->out->movers--;
        }
    }
    return false;
}

void ent_joint_sanction(const ent_search *search, const ent_cell_rule *rule, uint32_t player, uint32_t state,
                        uint32_t improvement, ent_joint_move *out) {
    const ent_conflict *conflict = search->conflict;
    joint_search work = {search, rule, player, state, out};
    out->outcome = ENT_CONFLICT_NONE;
    out->feasible = out->movers = 0;
    for (uint32_t movers = 1; movers < conflict->players; movers++) /* few movers first */
        if (choose(&work, 0, movers, conflict->code[state] ^ conflict->code[improvement])) return;
}
