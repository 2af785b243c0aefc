/* Costs in components: what each needs, and who shares it. */
#include "games/structured/components.h"

static bool needs_any(const ent_components *game, size_t component, const bool *member) {
    if (member == NULL) return game->first[component] < game->first[component + 1];
    for (size_t e = game->first[component]; e < game->first[component + 1]; e++)
        if (member[game->needed[e]]) return true;
    return false;
}

static bool good_input(const ent_components *game) {
    for (size_t k = 0; k < game->size; k++) {
        if (mpq_sgn(game->cost + k) < 0 || (game->unit_cost != NULL && mpq_sgn(game->unit_cost + k) < 0)) return false;
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            if (game->needed[e] >= game->players || (game->units != NULL && mpq_sgn(game->units + e) < 0)) return false;
            if (e > game->first[k] && game->needed[e] <= game->needed[e - 1]) return false;
        }
    }
    return true;
}

/* What the units of entry e cost; 0 where there are none. */
static void units_cost(const ent_components *game, size_t component, size_t entry, mpq_t out) {
    mpq_set_ui(out, 0, 1);
    if (game->unit_cost != NULL && game->units != NULL) mpq_mul(out, game->unit_cost + component, game->units + entry);
}

ent_status ent_components_cost(const ent_components *game, const bool *member, mpq_t out) {
    if (!good_input(game)) return ENT_INPUT;
    mpq_t part;
    mpq_init(part);
    mpq_set_ui(out, 0, 1);
    for (size_t k = 0; k < game->size; k++) {
        if (needs_any(game, k, member)) mpq_add(out, out, game->cost + k);
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            if (member != NULL && !member[game->needed[e]]) continue;
            units_cost(game, k, e, part);
            mpq_add(out, out, part);
        }
    }
    mpq_clear(part);
    return ENT_OK;
}

/* Each pays its units, and of a component's cost what `share` says of those who need it. */
typedef enum component_share { ALL_OF_IT, EQUAL_PART, ONLY_IF_ALONE } component_share;

static ent_status shares(const ent_components *game, component_share share, ent_allocation *out) {
    if (!good_input(game)) return ENT_INPUT;
    mpq_t part;
    mpq_init(part);
    for (size_t i = 0; i < game->players; i++)
        mpq_set_ui(out->exact[i], 0, 1);
    for (size_t k = 0; k < game->size; k++) {
        size_t count = game->first[k + 1] - game->first[k];
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            mpq_ptr own = out->exact[game->needed[e]];
            units_cost(game, k, e, part);
            mpq_add(own, own, part);
            mpq_set_ui(part, 1, share == EQUAL_PART ? count : 1);
            mpq_mul(part, part, game->cost + k);
            if (share != ONLY_IF_ALONE || count == 1) mpq_add(own, own, part);
        }
    }
    mpq_clear(part);
    ent_allocation_from_exact(out);
    return ENT_OK;
}

ent_status ent_components_alone(const ent_components *game, const ent_run *run, ent_allocation *out) {
    (void)run;
    return shares(game, ALL_OF_IT, out);
}

ent_status ent_components_separable(const ent_components *game, const ent_run *run, ent_allocation *out) {
    (void)run;
    return shares(game, ONLY_IF_ALONE, out);
}

ent_status ent_components_shapley(const ent_components *game, const ent_run *run, ent_allocation *out) {
    (void)run;
    return shares(game, EQUAL_PART, out);
}

/* What the separable costs leave of the total. */
static ent_status non_separable(const ent_components *game, const ent_run *run, ent_allocation *out, mpq_t rest) {
    ent_status status = ent_components_cost(game, NULL, rest);
    if (status == ENT_OK) status = ent_components_separable(game, run, out);
    for (size_t i = 0; i < game->players && status == ENT_OK; i++)
        mpq_sub(rest, rest, out->exact[i]);
    return status;
}

ent_status ent_components_ensc(const ent_components *game, const ent_run *run, ent_allocation *out) {
    mpq_t rest, count;
    mpq_inits(rest, count, NULL);
    ent_status status = non_separable(game, run, out, rest);
    if (status == ENT_OK) {
        mpq_set_ui(count, game->players, 1);
        mpq_div(rest, rest, count);
        for (size_t i = 0; i < game->players; i++)
            mpq_add(out->exact[i], out->exact[i], rest);
        ent_allocation_from_exact(out);
    }
    mpq_clears(rest, count, NULL);
    return status;
}

ent_status ent_components_tau(const ent_components *game, const ent_run *run, ent_allocation *out) {
    ent_allocation alone;
    mpq_t rest, benefits, part;
    ent_status status = ent_allocation_init(&alone, game->players);
    if (status != ENT_OK) return status;
    mpq_inits(rest, benefits, part, NULL);
    status = non_separable(game, run, out, rest);
    if (status == ENT_OK) status = ent_components_alone(game, run, &alone);
    if (status == ENT_OK) {
        for (size_t i = 0; i < game->players; i++) {
            mpq_sub(alone.exact[i], alone.exact[i], out->exact[i]);
            mpq_add(benefits, benefits, alone.exact[i]);
        }
        for (size_t i = 0; i < game->players && mpq_sgn(benefits) != 0; i++) {
            mpq_mul(part, rest, alone.exact[i]);
            mpq_div(part, part, benefits);
            mpq_add(out->exact[i], out->exact[i], part);
        }
        ent_allocation_from_exact(out);
    }
    mpq_clears(rest, benefits, part, NULL);
    ent_allocation_free(&alone);
    return status;
}

/* ---- the table -------------------------------------------------------------------------------------------- */

/* value[T] becomes the sum over subsets of T (Yates 1937). */
static ent_status sum_subsets(double *value, unsigned players, const ent_run *run) {
    for (unsigned i = 0; i < players; i++) {
        for (size_t s = 0; s < (size_t)1 << players; s++)
            if (s >> i & 1) value[s] += value[s ^ (size_t)1 << i];
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
    }
    return ENT_OK;
}

/* A coalition is spared the components that only others need: c(S) = c(N) - sum of those within N without S. */
ent_status ent_components_table(const ent_components *game, const ent_run *run, ent_tu_table *out) {
    if (!good_input(game)) return ENT_INPUT;
    ent_status status = ent_tu_table_init(out, game->players, true, run);
    if (status != ENT_OK) return status;
    ent_tu_scale scale;
    mpq_t part;
    mpq_init(part);
    ent_tu_scale_init(&scale);
    for (size_t k = 0; k < game->size; k++) {
        ent_tu_scale_see(&scale, game->cost + k);
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            units_cost(game, k, e, part);
            ent_tu_scale_see(&scale, part);
        }
    }
    size_t terms = game->size + game->first[game->size] + 1, size = ent_tu_size(&out->game);
    out->game.whole = ent_tu_scale_whole(&scale, terms, &out->game.denominator);
    double units[ENT_TU_PLAYERS] = {0};
    for (size_t k = 0; k < game->size; k++) {
        ent_coalition_mask who = 0;
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            who |= (ent_coalition_mask)1 << game->needed[e];
            units_cost(game, k, e, part);
            units[game->needed[e]] += ent_tu_scale_number(part, out->game.denominator);
        }
        if (who != 0) out->value[who] += ent_tu_scale_number(game->cost + k, out->game.denominator);
    }
    ent_tu_scale_free(&scale);
    mpq_clear(part);
    status = sum_subsets(out->value, game->players, run);
    if (status != ENT_OK) {
        ent_tu_table_free(out);
        return status;
    }
    double all = out->value[size - 1];
    for (size_t s = 0; s < size / 2; s++) { /* pairs of complements change places */
        double own = out->value[s], others = out->value[size - 1 - s];
        out->value[s] = all - others;
        out->value[size - 1 - s] = all - own;
    }
    for (size_t s = 1; s < size; s++)
        for (size_t rest = s; rest != 0; rest &= rest - 1)
            out->value[s] += units[__builtin_ctzll(rest)];
    out->value[0] = 0;
    return ENT_OK;
}
