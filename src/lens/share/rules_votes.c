/* Voting power: from weights and a quota by counting over weights, of a game of 0 and 1 from its table. */
#include "games/voting.h"
#include "lens/share/adapters.h"

#include <string.h>

static ent_status of_weights(const share_work *work, ent_voting_power *power, share_answer *out) {
    const share_problem *problem = work->problem;
    ent_ratio *weights = ent_arena_array(problem->arena, problem->size, sizeof *weights);
    ent_voting voting = {.players = problem->size, .weights = weights, .above = problem->above_quota};
    if (weights == NULL) return ENT_MEMORY;
    bool fits = share_ratio(*problem->quota, &voting.quota);
    for (size_t i = 0; i < problem->size && fits; i++)
        fits = share_ratio(problem->weights.at[i], &weights[i]);
    if (!fits) {
        out->why = "the weights have too many digits";
        return ENT_OK;
    }
    return ent_voting_indices(&voting, work->run, power);
}

static const char *problem_words(const share_work *work, const ent_voting_power *power) {
    switch (power->problem) {
    case ENT_VOTING_FINE:
        return NULL;
    case ENT_VOTING_NO_PLAYERS:
        return "there are too many participants for counting votes";
    case ENT_VOTING_NEGATIVE_WEIGHT:
        return share_words(work, "the weight of %s is negative", work->problem->name[power->player]);
    case ENT_VOTING_QUOTA_TOO_SMALL:
        return "with this quota nobody is needed to win";
    case ENT_VOTING_QUOTA_TOO_LARGE:
        return "with this quota nobody can win";
    case ENT_VOTING_WEIGHTS_TOO_LARGE:
        return "the weights are too large to be counted over";
    default:
        return "some group is worth something other than 0 or 1, or a larger one less than a smaller one";
    }
}

static const char *method_words(ent_voting_method method) {
    static const char *const words[] = {[ENT_VOTING_TABLE] = "exact, counted over weights",
                                        [ENT_VOTING_MIDDLE] = "exact, groups of one half with those of the other",
                                        [ENT_VOTING_COALITIONS] = "exact, over all groups"};
    return words[method];
}

static void copy(const ent_allocation *from, ent_allocation *to) {
    if (!from->exists) return;
    for (size_t i = 0; i < to->size; i++)
        mpq_set(to->exact[i], from->exact[i]);
    ent_allocation_from_exact(to);
}

typedef enum power_index { SHAPLEY_SHUBIK, BANZHAF, BANZHAF_RAW } power_index;

static ent_status compute(const share_work *work, share_answer *out, power_index which) {
    ent_voting_power power;
    memset(&power, 0, sizeof power);
    ent_status status = ENT_OK;
    if (work->problem->form == SHARE_VOTES && work->problem->view == SHARE_GAME) {
        status = of_weights(work, &power, out);
    } else {
        const ent_tu_game *game;
        status = share_work_game(work, &game);
        if (status == ENT_OK) status = ent_voting_table_indices(game, work->run, &power);
    }
    if (status == ENT_OK || status == ENT_INPUT || status == ENT_LIMIT) {
        const char *why = problem_words(work, &power);
        const ent_allocation *found = which == SHAPLEY_SHUBIK ? &power.shapley_shubik
                                      : which == BANZHAF      ? &power.banzhaf
                                                              : &power.banzhaf_raw;
        if (status == ENT_OK && out->why == NULL) copy(found, &out->allocation);
        if (out->why == NULL && !out->allocation.exists) out->why = why;
        if (why != NULL) status = ENT_OK; /* said as a finding */
        out->method = method_words(power.method);
    }
    ent_voting_power_free(&power);
    return status;
}

ent_status share_compute_shapley_shubik(const share_work *work, share_answer *out) {
    return compute(work, out, SHAPLEY_SHUBIK);
}

ent_status share_compute_banzhaf(const share_work *work, share_answer *out) {
    return compute(work, out, BANZHAF);
}

ent_status share_compute_banzhaf_raw(const share_work *work, share_answer *out) {
    return compute(work, out, BANZHAF_RAW);
}
