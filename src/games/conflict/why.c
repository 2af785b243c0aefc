/* Why a state is stable for a player, or is not. */
#include "games/conflict/parts.h"

typedef struct reasoning {
    ent_search search;
    ent_cell_rule rule;
    uint32_t player, state;
    ent_arena *arena;
} reasoning;

/* The steps that lead to an entry of the queue. */
static ent_status trace(reasoning *work, uint32_t found, ent_conflict_answer *out) {
    const ent_search *search = &work->search;
    uint32_t n = search->conflict->players;
    for (uint32_t at = found; at != ENT_CONFLICT_NONE; at = search->before[at])
        out->steps++;
    ent_conflict_step *step = ent_arena_array(work->arena, out->steps, sizeof *step);
    if (step == NULL) return ENT_MEMORY;
    uint32_t k = out->steps;
    for (uint32_t at = found; at != ENT_CONFLICT_NONE; at = search->before[at]) {
        uint32_t before = search->before[at];
        uint32_t from = before == ENT_CONFLICT_NONE ? out->improvement : search->queue[before] / n;
        step[--k] = (ent_conflict_step){search->queue[at] % n, from, search->queue[at] / n};
    }
    out->step = step;
    out->sanction = search->queue[found] / n;
    return ENT_OK;
}

static ent_status answer_at_once(reasoning *work, ent_conflict_answer *out) {
    ent_joint_move move;
    ent_joint_sanction(&work->search, &work->rule, work->player, work->state, out->improvement, &move);
    out->sanction = move.outcome;
    out->deterred = move.outcome != ENT_CONFLICT_NONE;
    out->reached = move.feasible;
    if (!out->deterred) return ENT_OK;
    out->steps = move.movers + 1; /* the player's own move first */
    ent_conflict_step *step = ent_arena_array(work->arena, out->steps, sizeof *step);
    if (step == NULL) return ENT_MEMORY;
    step[0] = (ent_conflict_step){work->player, work->state, out->improvement};
    for (uint32_t k = 0; k < move.movers; k++)
        step[k + 1] = (ent_conflict_step){move.mover[k], work->state, move.to[k]};
    out->step = step;
    return ENT_OK;
}

static ent_status answer(reasoning *work, ent_conflict_answer *out) {
    const ent_conflict_player *focal = &work->search.conflict->player[work->player];
    ent_status status = ENT_OK;
    if (work->rule.concept == ENT_STABILITY_NASH) return ENT_OK;
    if (work->rule.concept == ENT_STABILITY_SIM) {
        status = answer_at_once(work, out);
    } else {
        uint32_t found = ent_search_sanction(&work->search, &work->rule, work->player, work->state, out->improvement);
        out->deterred = found != ENT_CONFLICT_NONE;
        if (out->deterred)
            status = trace(work, found, out);
        else
            out->reached = ent_search_count(&work->search);
    }
    if (status == ENT_OK && out->deterred)
        out->member = ent_cell_deterred(&work->rule, focal, out->sanction, work->state);
    return status;
}

static ent_status explain(reasoning *work, ent_conflict_witness *out) {
    const ent_conflict_player *focal = &work->search.conflict->player[work->player];
    size_t most = focal->first[work->state + 1] - focal->first[work->state];
    ent_conflict_answer *list = ent_arena_array(work->arena, most, sizeof *list);
    if (list == NULL) return ENT_MEMORY;
    out->answer = list;
    ent_search_next_cell(&work->search);
    for (size_t e = focal->first[work->state]; e < focal->first[work->state + 1]; e++) {
        uint32_t to = focal->target[e];
        if (!ent_player_better(focal, work->rule.leaves_possibly, to, work->state)) continue;
        ent_conflict_answer *entry = &list[out->answers];
        *entry = (ent_conflict_answer){.improvement = to, .sanction = ENT_CONFLICT_NONE, .member = ENT_CONFLICT_NONE};
        ent_status status = answer(work, entry);
        if (status != ENT_OK) return status;
        if (!entry->deterred && out->escape == ENT_CONFLICT_NONE) out->escape = out->answers;
        out->answers++;
    }
    out->stable = out->escape == ENT_CONFLICT_NONE;
    return ENT_OK;
}

/* Whether there is such a cell. */
static ent_status ready(ent_search *search, const ent_conflict *conflict, ent_stability concept, uint32_t player,
                        uint32_t state, const ent_run *run) {
    *search = (ent_search){0};
    if (player >= conflict->players || state >= conflict->states || (unsigned)concept >= ENT_STABILITIES ||
        (ent_conflict_concepts(conflict) & ENT_STABILITY_BIT(concept)) == 0)
        return ENT_INPUT;
    bool joint = concept == ENT_STABILITY_SIM;
    return ent_search_init(search, conflict, !joint, joint, run);
}

ent_status ent_conflict_why(const ent_conflict *conflict, ent_stability concept, ent_unknown_reading unknown,
                            uint32_t player, uint32_t state, const ent_run *run, ent_arena *arena,
                            ent_conflict_witness *out) {
    *out = (ent_conflict_witness){.escape = ENT_CONFLICT_NONE};
    reasoning work = {.rule = ent_cell_rule_of(concept, unknown), .player = player, .state = state, .arena = arena};
    ent_status status = ready(&work.search, conflict, concept, player, state, run);
    if (status == ENT_OK) status = explain(&work, out);
    ent_search_free(&work.search);
    return status;
}

ent_status ent_conflict_is_stable(const ent_conflict *conflict, ent_stability concept, ent_unknown_reading unknown,
                                  uint32_t player, uint32_t state, const ent_run *run, bool *stable) {
    ent_search search;
    ent_cell_rule rule = ent_cell_rule_of(concept, unknown);
    ent_status status = ready(&search, conflict, concept, player, state, run);
    *stable = status == ENT_OK && ent_search_stable(&search, &rule, player, state);
    ent_search_free(&search);
    return status;
}
