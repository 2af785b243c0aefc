/* What a conflict must be, and what the concepts are. */
#include <stdlib.h>

#include "base/compare.h"
#include "games/conflict/parts.h"

const ent_stability_row ent_stability_rows[ENT_STABILITIES] = {
    [ENT_STABILITY_NASH] = {"nash", "Nash (rational)", "the player has no improvement", "Nash 1950, 1951"},
    [ENT_STABILITY_GMR] = {"gmr", "General metarational (GMR)",
                           "every improvement can be answered by opponents with something no better than the start",
                           "Howard 1971"},
    [ENT_STABILITY_SMR] = {"smr", "Symmetric metarational (SMR)",
                           "as GMR, and after the answer the player cannot escape to something better", "Howard 1971"},
    [ENT_STABILITY_SEQ] = {"seq", "Sequential (SEQ)",
                           "as GMR, with answers that are improvements for those who make them",
                           "Fraser and Hipel 1979"},
    [ENT_STABILITY_SSEQ] = {"sseq", "Symmetric sequential (SSEQ)",
                            "as SEQ, and after the answer the player cannot escape to something better",
                            "Rego and Vieira 2017"},
    [ENT_STABILITY_SIM] = {"sim", "Simultaneous (SIM)",
                           "every improvement turns out no better when opponents improve at the same moment",
                           "Fraser and Hipel 1984"},
    [ENT_STABILITY_STRONG_GMR] = {"strong-gmr", "Strongly general metarational",
                                  "every improvement can be answered with something much worse than the start",
                                  "Hamouda, Kilgour and Hipel 2004"},
    [ENT_STABILITY_STRONG_SMR] = {"strong-smr", "Strongly symmetric metarational",
                                  "as strongly GMR, and whatever the player does next is much worse as well",
                                  "Hamouda, Kilgour and Hipel 2004"},
    [ENT_STABILITY_STRONG_SEQ] = {"strong-seq", "Strongly sequential",
                                  "as strongly GMR, with answers that are improvements for those who make them",
                                  "Hamouda, Kilgour and Hipel 2006"},
};

ent_cell_rule ent_cell_rule_of(ent_stability concept, ent_unknown_reading unknown) {
    return (ent_cell_rule){
        .concept = concept,
        .leaves_possibly = unknown == ENT_UNKNOWN_A || unknown == ENT_UNKNOWN_C,
        .deterred_surely = unknown == ENT_UNKNOWN_A || unknown == ENT_UNKNOWN_B,
        .credible =
            concept == ENT_STABILITY_SEQ || concept == ENT_STABILITY_SSEQ || concept == ENT_STABILITY_STRONG_SEQ,
        .symmetric =
            concept == ENT_STABILITY_SMR || concept == ENT_STABILITY_SSEQ || concept == ENT_STABILITY_STRONG_SMR,
        .strong = concept >= ENT_STABILITY_STRONG_GMR,
    };
}

uint32_t ent_conflict_concepts(const ent_conflict *conflict) {
    uint32_t concepts = ENT_STABILITY_BIT(ENT_STABILITIES) - 1, strong = 0;
    for (uint32_t c = ENT_STABILITY_STRONG_GMR; c < ENT_STABILITIES; c++)
        strong |= ENT_STABILITY_BIT(c);
    if (conflict->code == NULL || !ent_joint_moves_bounded(conflict)) concepts &= ~ENT_STABILITY_BIT(ENT_STABILITY_SIM);
    for (uint32_t p = 0; p < conflict->players; p++)
        for (uint32_t m = 0; m < conflict->player[p].members; m++)
            if (conflict->player[p].member[m].band == NULL) concepts &= ~strong;
    return concepts;
}

/* ---- checking ------------------------------------------------------------------------------------------- */

typedef struct banded {
    int32_t level, band;
} banded;

static int compare_levels(const void *a, const void *b) {
    int32_t x = ((const banded *)a)->level, y = ((const banded *)b)->level;
    return (x > y) - (x < y);
}

static const char *check_moves(const ent_conflict *conflict, const ent_conflict_player *player, uint32_t *state) {
    if (player->first[0] != 0) return "the moves of the first state do not start at 0";
    for (*state = 0; *state < conflict->states; ++*state) {
        size_t from = player->first[*state], to = player->first[*state + 1];
        if (from > to) return "the moves of a state end before they begin";
        for (size_t e = from; e < to; e++) {
            if (player->target[e] >= conflict->states) return "a move leads to no state";
            if (player->target[e] == *state) return "a move leads to where it starts";
            if (e > from && player->target[e] <= player->target[e - 1]) return "the moves of a state are not ascending";
        }
    }
    *state = ENT_CONFLICT_NONE;
    return NULL;
}

/* What is much better must surely be better: of all states not surely better than s none may be `gap` bands above. */
static const char *check_bands(const ent_conflict_preference *member, banded *sorted, uint32_t states,
                               uint32_t *state) {
    for (uint32_t s = 0; s < states; s++)
        sorted[s] = (banded){member->level[s], member->band[s]};
    qsort(sorted, states, sizeof *sorted, compare_levels);
    for (uint32_t k = 1; k < states; k++)
        if (sorted[k].band < sorted[k - 1].band) sorted[k].band = sorted[k - 1].band; /* best band so far */
    for (uint32_t s = 0; s < states; s++) {
        uint32_t from = 0, to = states; /* how many levels are not above that of s */
        while (from < to) {
            uint32_t middle = from + (to - from) / 2;
            if (sorted[middle].level <= ent_preference_high(member, s))
                from = middle + 1;
            else
                to = middle;
        }
        *state = s;
        if (from > 0 && (int64_t)sorted[from - 1].band - member->band[s] >= member->gap)
            return "a state is much better that is not surely better";
    }
    *state = ENT_CONFLICT_NONE;
    return NULL;
}

static const char *check_member(const ent_conflict_preference *member, banded *sorted, uint32_t states,
                                uint32_t *state) {
    if (member->level == NULL) return "a member has no preference";
    for (uint32_t s = 0; member->high != NULL && s < states; s++) {
        *state = s;
        if (member->high[s] < member->level[s]) return "a range of levels ends below its start";
    }
    *state = ENT_CONFLICT_NONE;
    if (member->band == NULL) return NULL;
    if (member->gap < 1) return "the gap between bands is less than 1";
    return check_bands(member, sorted, states, state);
}

static ent_status check_players(const ent_conflict *conflict, banded *sorted, ent_conflict_fault *fault) {
    for (uint32_t p = 0; p < conflict->players; p++) {
        const ent_conflict_player *player = &conflict->player[p];
        fault->player = p;
        if (player->members < 1) fault->what = "a player has no members";
        if (player->members > ENT_CONFLICT_MEMBERS) fault->what = "a player has more members than are dealt with";
        if (fault->what != NULL) return player->members < 1 ? ENT_INPUT : ENT_LIMIT;
        fault->what = check_moves(conflict, player, &fault->state);
        for (uint32_t m = 0; fault->what == NULL && m < player->members; m++) {
            fault->member = m;
            fault->what = check_member(&player->member[m], sorted, conflict->states, &fault->state);
        }
        if (fault->what != NULL) return ENT_INPUT;
        fault->member = ENT_CONFLICT_NONE;
    }
    fault->player = ENT_CONFLICT_NONE;
    return ENT_OK;
}

static ent_status check_codes(const ent_conflict *conflict, const ent_allocator *allocator, ent_conflict_fault *fault) {
    if (conflict->code == NULL) return ENT_OK;
    uint64_t *sorted = ent_alloc_array(allocator, conflict->states, sizeof *sorted);
    if (sorted == NULL) return ENT_MEMORY;
    for (uint32_t s = 0; s < conflict->states; s++)
        sorted[s] = conflict->code[s];
    qsort(sorted, conflict->states, sizeof *sorted, ent_compare_bits);
    for (uint32_t s = 1; s < conflict->states; s++)
        if (sorted[s] == sorted[s - 1]) fault->what = "two states take the same options";
    ent_free(allocator, sorted);
    return fault->what == NULL ? ENT_OK : ENT_INPUT;
}

ent_status ent_conflict_check(const ent_conflict *conflict, const ent_run *run, ent_conflict_fault *fault) {
    ent_conflict_fault own;
    if (fault == NULL) fault = &own;
    *fault = (ent_conflict_fault){NULL, ENT_CONFLICT_NONE, ENT_CONFLICT_NONE, ENT_CONFLICT_NONE};
    if (conflict->states < 1) fault->what = "there is no state";
    if (conflict->players < 1) fault->what = "there is no player";
    if (fault->what != NULL) return ENT_INPUT;
    if (conflict->states > ENT_CONFLICT_STATES) fault->what = "there are more states than are dealt with";
    if (conflict->players > ENT_CONFLICT_PLAYERS) fault->what = "there are more players than are dealt with";
    if (fault->what != NULL) return ENT_LIMIT;
    const ent_allocator *allocator = ent_run_allocator(run);
    banded *sorted = ent_alloc_array(allocator, conflict->states, sizeof *sorted);
    if (sorted == NULL) return ENT_MEMORY;
    ent_status status = check_players(conflict, sorted, fault);
    ent_free(allocator, sorted);
    return status == ENT_OK ? check_codes(conflict, allocator, fault) : status;
}
