/* Which rankings would make a wished state an equilibrium. */
#include "games/conflict/parts.h"

/* ---- one player ----------------------------------------------------------------------------------------- */

typedef struct raise {
    ent_ranking *ranking;
    uint32_t swaps; /* 0: stable as it is */
} raise;

/* The fewest swaps in one of the player's rankings that make the state stable for it. Raised to the top it has no
 * improvement, so there always are some. */
static raise least_raise(ent_rankings *work, const ent_cell_rule *rule, uint32_t player) {
    raise best = {NULL, 0};
    if (ent_search_stable(&work->search, rule, player, work->state)) return best;
    for (uint32_t m = 0; m < work->player[player].members; m++) {
        ent_ranking *ranking = &work->ranking[work->first[player] + m];
        uint32_t swaps = ent_rankings_shift(work, rule, ranking, true);
        if (swaps == ENT_CONFLICT_NONE || (best.ranking != NULL && swaps >= best.swaps)) continue;
        best = (raise){ranking, swaps};
    }
    return best;
}

static ent_status describe_need(ent_rankings *work, raise least, ent_arena *arena, ent_conflict_need *out) {
    *out = (ent_conflict_need){.stable = least.ranking == NULL};
    if (out->stable) return ENT_OK;
    ent_ranking *ranking = least.ranking;
    uint32_t at = ent_ranking_position(ranking, work->state);
    for (uint32_t k = at + 1; k <= at + least.swaps; k++)
        out->states_passed += ranking->first[ranking->order[k] + 1] - ranking->first[ranking->order[k]];
    out->ranking = (ent_conflict_ranking){ranking->player, ranking->member, least.swaps, NULL};
    ent_ranking_move(ranking, at, at + least.swaps);
    out->ranking.level = ent_ranking_levels(ranking, work->conflict.states, arena);
    ent_ranking_move(ranking, at + least.swaps, at);
    return out->ranking.level != NULL ? ENT_OK : ENT_MEMORY;
}

/* ---- all players together ------------------------------------------------------------------------------- */

/* Raises the state for all players by the rule; how many swaps that takes. The needs are all found first: they are for
 * the rankings as they are. */
static uint32_t raise_all(ent_rankings *work, const ent_cell_rule *rule) {
    raise least[ENT_CONFLICT_PLAYERS];
    uint32_t sum = 0;
    for (uint32_t p = 0; p < work->conflict.players; p++)
        least[p] = least_raise(work, rule, p);
    for (uint32_t p = 0; p < work->conflict.players; p++) {
        if (least[p].ranking == NULL) continue;
        uint32_t at = ent_ranking_position(least[p].ranking, work->state);
        ent_ranking_move(least[p].ranking, at, at + least[p].swaps);
        sum += least[p].swaps;
    }
    return sum;
}

/* The rankings as they were: classes in their first order. */
static void restore(ent_rankings *work) {
    for (uint32_t r = 0; r < work->size; r++)
        for (uint32_t k = 0; k < work->ranking[r].classes; k++) {
            uint32_t at = k;
            while (work->ranking[r].order[at] != k)
                at++;
            ent_ranking_move(&work->ranking[r], at, k);
        }
}

/* No fewer than this: the needs under the concept that it implies and that players meet each for themselves. Of a
 * player with several members, who might change several rankings a little, one swap is all that is known. */
static uint32_t lower_bound(ent_rankings *work, ent_stability concept) {
    static const ent_stability implied[] = {
        [ENT_STABILITY_NASH] = ENT_STABILITY_NASH, [ENT_STABILITY_GMR] = ENT_STABILITY_GMR,
        [ENT_STABILITY_SMR] = ENT_STABILITY_SMR,   [ENT_STABILITY_SEQ] = ENT_STABILITY_GMR,
        [ENT_STABILITY_SSEQ] = ENT_STABILITY_SMR,
    };
    uint32_t sum = 0;
    if (concept == ENT_STABILITY_SIM) return 1;
    ent_cell_rule rule = ent_cell_rule_of(implied[concept], ENT_UNKNOWN_B);
    for (uint32_t p = 0; p < work->conflict.players; p++) {
        raise least = least_raise(work, &rule, p);
        if (least.ranking != NULL) sum += work->player[p].members == 1 ? least.swaps : 1;
    }
    return sum > 0 ? sum : 1; /* it is no equilibrium now */
}

static uint32_t inversions(const ent_ranking *ranking) {
    uint32_t count = 0;
    for (uint32_t k = 1; k < ranking->classes; k++)
        for (uint32_t j = 0; j < k; j++)
            count += ranking->order[j] > ranking->order[k];
    return count;
}

/* The rankings that are changed now. */
static ent_status keep(ent_rankings *work, ent_arena *arena, ent_conflict_inverse *out) {
    ent_conflict_ranking *list = ent_arena_array(arena, work->size, sizeof *list);
    if (list == NULL) return ENT_MEMORY;
    out->ranking = list;
    out->rankings = out->at_most = 0;
    for (uint32_t r = 0; r < work->size; r++) {
        const ent_ranking *ranking = &work->ranking[r];
        uint32_t swaps = inversions(ranking);
        if (swaps == 0) continue;
        int32_t *level = ent_ranking_levels(ranking, work->conflict.states, arena);
        if (level == NULL) return ENT_MEMORY;
        list[out->rankings++] = (ent_conflict_ranking){ranking->player, ranking->member, swaps, level};
        out->at_most += swaps;
    }
    return ENT_OK;
}

/* A change that is sure to work: everybody's need, or what makes it a Nash equilibrium. */
static ent_status surely(ent_rankings *work, ent_arena *arena, ent_conflict_inverse *out) {
    ent_cell_rule nash = ent_cell_rule_of(ENT_STABILITY_NASH, ENT_UNKNOWN_B);
    raise_all(work, &work->rule);
    if (!ent_search_equilibrium(&work->search, &work->rule, work->state)) {
        restore(work);
        raise_all(work, &nash);
        if (!ent_search_equilibrium(&work->search, &work->rule, work->state)) return ENT_BUG;
    }
    ent_status status = keep(work, arena, out);
    restore(work);
    return status;
}

static ent_status search_less(ent_rankings *work, const ent_change_options *options, const ent_run *run,
                              ent_arena *arena, ent_conflict_inverse *out) {
    while (out->at_least < out->at_most && out->at_least <= options->depth) {
        size_t left = options->budget > work->tried ? options->budget - work->tried : 0;
        ent_depth_end end = ent_rankings_try(work, 0, work->size, out->at_least, false, left, run);
        if (end == ENT_DEPTH_CANCELLED) return ENT_CANCELLED;
        if (end == ENT_DEPTH_BUDGET) return ENT_OK;
        if (end == ENT_DEPTH_FOUND) return keep(work, arena, out);
        out->at_least++;
    }
    return ENT_OK;
}

static ent_status invert(ent_rankings *work, const ent_change_options *options, const ent_run *run, ent_arena *arena,
                         ent_conflict_inverse *out) {
    out->need = ent_arena_array(arena, work->conflict.players, sizeof *out->need);
    if (out->need == NULL) return ENT_MEMORY;
    ent_status status = ENT_OK;
    out->already = true;
    for (uint32_t p = 0; status == ENT_OK && p < work->conflict.players; p++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        status = describe_need(work, least_raise(work, &work->rule, p), arena, &out->need[p]);
        out->already = out->already && out->need[p].stable;
    }
    if (status != ENT_OK || out->already) return status;
    status = surely(work, arena, out);
    if (status != ENT_OK) return status;
    out->at_least = lower_bound(work, options->concept);
    status = search_less(work, options, run, arena, out);
    out->tried = work->tried;
    return status;
}

ent_status ent_conflict_invert(const ent_conflict *conflict, const ent_change_options *options, uint32_t state,
                               const ent_run *run, ent_arena *arena, ent_conflict_inverse *out) {
    *out = (ent_conflict_inverse){0};
    ent_rankings work;
    ent_status status = ent_rankings_init(&work, conflict, options->concept, state, run);
    if (status == ENT_OK) status = invert(&work, options, run, arena, out);
    ent_rankings_free(&work);
    return status;
}
