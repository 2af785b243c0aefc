/* Values of games from their table. */
#include "games/tu/marginal.h"
#include "games/tu/shapley.h"
#include "games/tu/unions.h"
#include "lens/share/adapters.h"

#include <string.h>

/* ---- Shapley ------------------------------------------------------------------------------------------------- */

static ent_status finish(const share_work *work, share_answer *out, ent_status status) {
    out->method = share_over_groups(work, out);
    return status;
}

static ent_status structured(share_answer *out, ent_status status) {
    out->method = share_exactly(out);
    return status;
}

ent_status share_compute_shapley(const share_work *work, share_answer *out) {
    const ent_tu_game *game;
    if (share_of_form(work, SHARE_COMPONENTS))
        return structured(out, ent_components_shapley(&work->problem->components, work->run, &out->allocation));
    if (share_of_form(work, SHARE_NEEDS)) {
        out->per_unit = share_by_unit(work->problem);
        return structured(out, ent_airport_shapley(&work->problem->airport, work->run, &out->allocation));
    }
    ent_status status = share_work_game(work, &game);
    if (status == ENT_OK) status = ent_tu_shapley(game, work->run, &out->allocation);
    return finish(work, out, status);
}

/* Of trees the Shapley value is Kar's rule, where every group can connect itself. */
ent_status share_compute_kar(const share_work *work, share_answer *out) {
    const ent_tu_game *game;
    ent_status status = share_work_game(work, &game);
    if (status == ENT_OK && work->problem->gap != 0)
        out->why = "some group cannot connect itself to the supply over its own places";
    else if (status == ENT_OK)
        status = ent_tu_shapley(game, work->run, &out->allocation);
    return finish(work, out, status);
}

ent_status share_compute_weighted_shapley(const share_work *work, share_answer *out) {
    const share_problem *problem = work->problem;
    const ent_tu_game *game;
    ent_ratio *weights = ent_arena_array(problem->arena, problem->size, sizeof *weights);
    if (weights == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++) {
        if (mpq_sgn(problem->priority.at[i]) <= 0) {
            out->why = share_words(work, "the priority of %s is not above 0", problem->name[i]);
            return ENT_OK;
        }
        if (!share_ratio(problem->priority.at[i], &weights[i])) {
            out->why = share_words(work, "the priority of %s has too many digits", problem->name[i]);
            return ENT_OK;
        }
    }
    if (share_of_form(work, SHARE_COMPONENTS))
        return structured(out, ent_components_weighted_shapley(&problem->components, problem->priority.at[0], work->run,
                                                               &out->allocation));
    ent_status status = share_work_game(work, &game);
    if (status == ENT_OK) status = ent_tu_weighted_shapley(game, weights, work->run, &out->allocation);
    return finish(work, out, status);
}

/* ---- marginal contributions ---------------------------------------------------------------------------------- */

ent_status share_compute_tau(const share_work *work, share_answer *out) {
    static const char *const absent[] = {
        [ENT_TAU_EXISTS] = NULL,
        [ENT_TAU_RIGHTS_ABOVE_UPPER] = "somebody's least claim lies above the most it can hope for",
        [ENT_TAU_RIGHTS_TOO_LARGE] = "the least claims of all add up to more than there is",
        [ENT_TAU_UPPER_TOO_SMALL] = "the most that all can hope for adds up to less than there is"};
    const ent_tu_game *game;
    ent_tau_detail detail = {0};
    if (share_of_form(work, SHARE_COMPONENTS))
        return structured(out, ent_components_tau(&work->problem->components, work->run, &out->allocation));
    if (share_of_form(work, SHARE_PAIRS))
        return structured(out, ent_market_tau(&work->problem->market, work->run, &out->allocation));
    ent_status status = share_work_game(work, &game);
    if (status == ENT_OK) status = ent_tau_detail_init(&detail, game->players);
    if (status == ENT_OK) status = ent_tu_tau(game, work->run, &detail, &out->allocation);
    if (status == ENT_OK && !out->allocation.exists) out->why = absent[detail.absence];
    ent_tau_detail_free(&detail);
    return finish(work, out, status);
}

ent_status share_compute_ensc(const share_work *work, share_answer *out) {
    const ent_tu_game *game;
    if (share_of_form(work, SHARE_COMPONENTS))
        return structured(out, ent_components_ensc(&work->problem->components, work->run, &out->allocation));
    ent_status status = share_work_game(work, &game);
    if (status == ENT_OK) status = ent_tu_ensc(game, &out->allocation);
    return finish(work, out, status);
}

ent_status share_compute_gately(const share_work *work, share_answer *out) {
    static const char *const absent[] = {
        [ENT_GATELY_EXISTS] = NULL,
        [ENT_GATELY_INESSENTIAL] = "going together gains nothing",
        [ENT_GATELY_NO_LOSS] = "nobody's leaving costs the others anything",
        [ENT_GATELY_MIXED_LOSSES] = "some cost the others something by leaving, and some spare them something"};
    const ent_tu_game *game;
    ent_gately_absence absence = ENT_GATELY_EXISTS;
    ent_status status = share_work_game(work, &game);
    if (status == ENT_OK) status = ent_tu_gately(game, &absence, &out->allocation);
    if (status == ENT_OK && !out->allocation.exists) out->why = absent[absence];
    return finish(work, out, status);
}

/* ---- unions and channels ------------------------------------------------------------------------------------- */

static ent_status banzhaf_owen(const ent_tu_game *game, const unsigned *group, const ent_run *run,
                               ent_allocation *out) {
    return ent_tu_banzhaf_owen(game, group, ENT_BANZHAF_VALUE, run, out);
}

/* What stands beside the table: who bargains together, or who can talk to whom. */
static const struct {
    const char *rule;
    ent_status (*of_unions)(const ent_tu_game *, const unsigned *, const ent_run *, ent_allocation *);
    ent_status (*of_channels)(const ent_tu_game *, const ent_coalition_mask *, const ent_run *, ent_allocation *);
} beside[] = {
    {"owen", ent_tu_owen, NULL},
    {"banzhaf-owen", banzhaf_owen, NULL},
    {"aumann-dreze", ent_tu_aumann_dreze, NULL},
    {"myerson", NULL, ent_tu_myerson},
};

ent_status share_compute_beside(const share_work *work, share_answer *out) {
    const share_problem *problem = work->problem;
    const ent_tu_game *game;
    size_t k = 0;
    while (strcmp(beside[k].rule, work->rule->id) != 0)
        k++;
    ent_status status = share_work_game(work, &game);
    if (status == ENT_OK && beside[k].of_unions != NULL)
        status = beside[k].of_unions(game, problem->group, work->run, &out->allocation);
    else if (status == ENT_OK)
        status = beside[k].of_channels(game, problem->channels, work->run, &out->allocation);
    return finish(work, out, status);
}
