/* How many swaps in one ranking flip the verdict on a state. */
#include "games/conflict/parts.h"

/* Two neighbouring levels matter to nobody's verdict on a state if it is on neither and the player has no move between
 * them. */
static bool swap_matters(const ent_rankings *work, const ent_ranking *ranking, uint32_t position) {
    const ent_conflict_player *player = &work->player[ranking->player];
    uint32_t low = ranking->order[position], high = ranking->order[position + 1];
    uint32_t own = ranking->class_of[work->state];
    if (own == low || own == high) return true;
    for (uint32_t side = 0; side < 2; side++) {
        uint32_t here = side == 0 ? low : high, there = side == 0 ? high : low;
        for (uint32_t k = ranking->first[here]; k < ranking->first[here + 1]; k++) {
            uint32_t s = ranking->states[k];
            for (size_t e = player->first[s]; e < player->first[s + 1]; e++)
                if (ranking->class_of[player->target[e]] == there) return true;
        }
    }
    return false;
}

/* How many players the state is not stable for; *only is the last of them. */
static uint32_t unstable_for(ent_rankings *work, uint32_t *only) {
    uint32_t count = 0;
    for (uint32_t p = 0; p < work->conflict.players; p++) {
        if (ent_search_stable(&work->search, &work->rule, p, work->state)) continue;
        *only = p;
        count++;
    }
    return count;
}

/* By moving the state itself in the ranking until its player's verdict changes. False: it never does, or others are in
 * the way. Leaves the ranking as it was. */
static ent_status by_shift(ent_rankings *work, ent_ranking *ranking, bool equilibrium, ent_arena *arena,
                           ent_conflict_margin *out) {
    uint32_t only = ENT_CONFLICT_NONE;
    out->at_most = ENT_CONFLICT_NONE;
    if (unstable_for(work, &only) > 1 || (!equilibrium && only != ranking->player)) return ENT_OK;
    uint32_t swaps = ent_rankings_shift(work, &work->rule, ranking, !equilibrium);
    if (swaps == ENT_CONFLICT_NONE) return ENT_OK;
    uint32_t at = ent_ranking_position(ranking, work->state), to = equilibrium ? at - swaps : at + swaps;
    ent_ranking_move(ranking, at, to);
    if (ent_search_equilibrium(&work->search, &work->rule, work->state) != equilibrium) {
        out->at_most = swaps;
        out->level = ent_ranking_levels(ranking, work->conflict.states, arena);
    }
    ent_ranking_move(ranking, to, at);
    return out->at_most == ENT_CONFLICT_NONE || out->level != NULL ? ENT_OK : ENT_MEMORY;
}

static ent_status try_singles(ent_rankings *work, ent_ranking *ranking, bool equilibrium, size_t budget,
                              const ent_run *run, ent_arena *arena, ent_conflict_margin *out) {
    for (uint32_t k = 0; k + 1 < ranking->classes && work->tried < budget; k++) {
        out->singles++;
        if (!swap_matters(work, ranking, k)) continue;
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        ent_ranking_move(ranking, k, k + 1);
        bool flipped = ent_rankings_verdict(work) != equilibrium;
        if (flipped && out->flips++ == 0) {
            out->at_most = 1;
            out->level = ent_ranking_levels(ranking, work->conflict.states, arena);
        }
        ent_ranking_move(ranking, k + 1, k);
        if (flipped && out->level == NULL) return ENT_MEMORY;
    }
    return ENT_OK;
}

/* Where others' verdicts depend on the ranking as well. */
static ent_status by_search(ent_rankings *work, uint32_t index, const ent_change_options *options, bool equilibrium,
                            const ent_run *run, ent_arena *arena, ent_conflict_margin *out) {
    ent_ranking *ranking = &work->ranking[index];
    size_t budget = options->budget < SIZE_MAX - work->tried ? work->tried + options->budget : SIZE_MAX;
    out->at_least = 1;
    ent_status status = try_singles(work, ranking, equilibrium, budget, run, arena, out);
    if (status != ENT_OK || out->at_most == 1 || out->singles + 1 < ranking->classes) return status;
    uint64_t most = (uint64_t)ranking->classes * (ranking->classes - 1) / 2; /* swaps turn it round */
    for (out->at_least = 2; out->at_least <= most && out->at_least < out->at_most; out->at_least++) {
        if (out->at_least > options->depth) return ENT_OK;
        ent_depth_end end =
            ent_rankings_try(work, index, index + 1, out->at_least, equilibrium, budget - work->tried, run);
        if (end == ENT_DEPTH_CANCELLED) return ENT_CANCELLED;
        if (end == ENT_DEPTH_BUDGET) return ENT_OK;
        if (end == ENT_DEPTH_NONE) continue;
        out->at_most = out->at_least;
        out->level = ent_ranking_levels(ranking, work->conflict.states, arena);
        for (uint32_t k = 0; k < ranking->classes; k++) { /* as it was */
            uint32_t at = k;
            while (ranking->order[at] != k)
                at++;
            ent_ranking_move(ranking, at, k);
        }
        return out->level != NULL ? ENT_OK : ENT_MEMORY;
    }
    out->never = out->at_most == ENT_CONFLICT_NONE; /* all rankings have been tried */
    return ENT_OK;
}

static ent_status measure(ent_rankings *work, uint32_t index, const ent_change_options *options, bool equilibrium,
                          const ent_run *run, ent_arena *arena, ent_conflict_margin *out) {
    ent_ranking *ranking = &work->ranking[index];
    *out = (ent_conflict_margin){.player = ranking->player, .member = ranking->member};
    ent_status status = by_shift(work, ranking, equilibrium, arena, out);
    if (status != ENT_OK) return status;
    bool alone = options->concept == ENT_STABILITY_NASH || options->concept == ENT_STABILITY_GMR ||
                 options->concept == ENT_STABILITY_SMR;
    if (!alone) {
        status = by_search(work, index, options, equilibrium, run, arena, out);
    } else { /* the only swap that can flip it is that with the level above or below */
        out->singles = ranking->classes - 1;
        out->flips = out->at_most == 1;
        out->at_least = out->at_most;
        out->never = out->at_most == ENT_CONFLICT_NONE;
    }
    if (out->never) out->at_least = ENT_CONFLICT_NONE;
    return status;
}

static ent_status measure_all(ent_rankings *work, const ent_change_options *options, const ent_run *run,
                              ent_arena *arena, ent_conflict_robustness *out) {
    out->margin = ent_arena_array(arena, work->size, sizeof *out->margin);
    if (out->margin == NULL) return ENT_MEMORY;
    out->equilibrium = ent_search_equilibrium(&work->search, &work->rule, work->state);
    out->at_least = out->at_most = ENT_CONFLICT_NONE;
    for (uint32_t r = 0; r < work->size; r++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        ent_conflict_margin *margin = &out->margin[out->margins++];
        ent_status status = measure(work, r, options, out->equilibrium, run, arena, margin);
        if (status != ENT_OK) return status;
        if (margin->at_least < out->at_least) out->at_least = margin->at_least;
        if (margin->at_most < out->at_most) out->at_most = margin->at_most;
        out->singles += margin->singles;
        out->flips += margin->flips;
    }
    out->tried = work->tried;
    return ENT_OK;
}

ent_status ent_conflict_robust(const ent_conflict *conflict, const ent_change_options *options, uint32_t state,
                               const ent_run *run, ent_arena *arena, ent_conflict_robustness *out) {
    *out = (ent_conflict_robustness){0};
    ent_rankings work;
    ent_status status = ent_rankings_init(&work, conflict, options->concept, state, run);
    if (status == ENT_OK) status = measure_all(&work, options, run, arena, out);
    ent_rankings_free(&work);
    return status;
}
