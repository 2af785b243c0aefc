/* Costs in components: what coalitions pay, and the rules that follow from it in closed form. */
#include "games/structured/components.h"

#include "games/structured/airport.h"
#include "games/structured/components_private.h"
#include "games/structured/numbers.h"

ent_status ent_components_check(const ent_components *game) {
    if (game->players == 0) return ENT_INPUT;
    for (size_t k = 0; k < game->size; k++) {
        if (game->first[k + 1] < game->first[k]) return ENT_INPUT;
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            if (game->needed[e] >= game->players) return ENT_INPUT;
            if (e > game->first[k] && game->needed[e] <= game->needed[e - 1]) return ENT_INPUT;
        }
    }
    if (ent_mpq_negative(game->cost, game->size)) return ENT_INPUT;
    if (game->unit_cost != NULL && ent_mpq_negative(game->unit_cost, game->size)) return ENT_INPUT;
    if (game->units != NULL && ent_mpq_negative(game->units, game->first[game->size])) return ENT_INPUT;
    return ENT_OK;
}

void ent_components_add_units(const ent_components *game, mpq_t *amount) {
    if (game->unit_cost == NULL || game->units == NULL) return;
    mpq_t part;
    mpq_init(part);
    for (size_t k = 0; k < game->size; k++) {
        if (mpq_sgn(game->unit_cost + k) == 0) continue;
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            mpq_mul(part, game->unit_cost + k, game->units + e);
            mpq_add(amount[game->needed[e]], amount[game->needed[e]], part);
        }
    }
    mpq_clear(part);
}

ent_status ent_components_cost(const ent_components *game, const bool *member, mpq_t out) {
    ent_status status = ent_components_check(game);
    if (status != ENT_OK) return status;
    mpq_t part;
    mpq_init(part);
    mpq_set_ui(out, 0, 1);
    for (size_t k = 0; k < game->size; k++) {
        bool needed = false;
        for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
            if (member != NULL && !member[game->needed[e]]) continue;
            needed = true;
            if (game->unit_cost == NULL || game->units == NULL) break;
            mpq_mul(part, game->unit_cost + k, game->units + e);
            mpq_add(out, out, part);
        }
        if (needed) mpq_add(out, out, game->cost + k);
    }
    mpq_clear(part);
    return ENT_OK;
}

/* How a component's fixed cost is divided: what each who needs it pays. */
typedef void division(const ent_components *game, size_t k, const void *more, mpq_t *amount);

static ent_status divide(const ent_components *game, division *rule, const void *more, const ent_run *run,
                         ent_allocation *out) {
    ent_status status = ent_components_check(game);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < game->players; i++)
        mpq_set_ui(out->exact[i], 0, 1);
    ent_components_add_units(game, out->exact);
    for (size_t k = 0; k < game->size; k++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        if (ent_components_count(game, k) > 0) rule(game, k, more, out->exact);
    }
    ent_allocation_from_exact(out);
    return ENT_OK;
}

static void whole_to_each(const ent_components *game, size_t k, const void *more, mpq_t *amount) {
    (void)more;
    for (size_t e = game->first[k]; e < game->first[k + 1]; e++)
        mpq_add(amount[game->needed[e]], amount[game->needed[e]], game->cost + k);
}

static void whole_to_only(const ent_components *game, size_t k, const void *more, mpq_t *amount) {
    if (ent_components_count(game, k) == 1) whole_to_each(game, k, more, amount);
}

static void equal_parts(const ent_components *game, size_t k, const void *more, mpq_t *amount) {
    (void)more;
    mpq_t part;
    mpq_init(part);
    ent_mpq_part(game->cost + k, ent_components_count(game, k), part);
    for (size_t e = game->first[k]; e < game->first[k + 1]; e++)
        mpq_add(amount[game->needed[e]], amount[game->needed[e]], part);
    mpq_clear(part);
}

static void parts_by_weight(const ent_components *game, size_t k, const void *more, mpq_t *amount) {
    mpq_srcptr weights = more;
    mpq_t sum, part;
    mpq_inits(sum, part, NULL);
    for (size_t e = game->first[k]; e < game->first[k + 1]; e++)
        mpq_add(sum, sum, weights + game->needed[e]);
    mpq_div(sum, game->cost + k, sum);
    for (size_t e = game->first[k]; e < game->first[k + 1]; e++) {
        mpq_mul(part, sum, weights + game->needed[e]);
        mpq_add(amount[game->needed[e]], amount[game->needed[e]], part);
    }
    mpq_clears(sum, part, NULL);
}

ent_status ent_components_alone(const ent_components *game, const ent_run *run, ent_allocation *out) {
    return divide(game, whole_to_each, NULL, run, out);
}

ent_status ent_components_separable(const ent_components *game, const ent_run *run, ent_allocation *out) {
    return divide(game, whole_to_only, NULL, run, out);
}

ent_status ent_components_shapley(const ent_components *game, const ent_run *run, ent_allocation *out) {
    return divide(game, equal_parts, NULL, run, out);
}

ent_status ent_components_proportional(const ent_components *game, mpq_srcptr weights, const ent_run *run,
                                       ent_allocation *out) {
    for (size_t i = 0; i < game->players; i++)
        if (mpq_sgn(weights + i) <= 0) return ENT_INPUT;
    return divide(game, parts_by_weight, weights, run, out);
}

/* ---- what is not separable ---------------------------------------------------------------------------- */

/* c(N) less all separable costs. */
static ent_status rest_of_total(const ent_components *game, const ent_allocation *separable, mpq_t rest) {
    mpq_t sum;
    mpq_init(sum);
    ent_status status = ent_components_cost(game, NULL, rest);
    ent_allocation_sum(separable, sum);
    mpq_sub(rest, rest, sum);
    mpq_clear(sum);
    return status;
}

ent_status ent_components_ensc(const ent_components *game, const ent_run *run, ent_allocation *out) {
    ent_status status = ent_components_separable(game, run, out);
    if (status != ENT_OK) return status;
    mpq_t rest;
    mpq_init(rest);
    status = rest_of_total(game, out, rest);
    ent_mpq_part(rest, game->players, rest);
    for (size_t i = 0; i < game->players; i++)
        mpq_add(out->exact[i], out->exact[i], rest);
    ent_allocation_from_exact(out);
    mpq_clear(rest);
    return status;
}

/* Between the separable cost and what each would pay alone, all the same part of the way. */
static void go_between(const ent_allocation *alone, mpq_t rest, ent_allocation *out) {
    mpq_t way, part;
    mpq_inits(way, part, NULL);
    for (size_t i = 0; i < out->size; i++) {
        mpq_sub(way, alone->exact[i], out->exact[i]);
        mpq_add(part, part, way);
    }
    if (mpq_sgn(part) != 0) mpq_div(part, rest, part); /* else nothing is common, and the rest is 0 */
    for (size_t i = 0; i < out->size; i++) {
        mpq_sub(way, alone->exact[i], out->exact[i]);
        mpq_mul(way, way, part);
        mpq_add(out->exact[i], out->exact[i], way);
    }
    ent_allocation_from_exact(out);
    mpq_clears(way, part, NULL);
}

ent_status ent_components_tau(const ent_components *game, const ent_run *run, ent_allocation *out) {
    ent_allocation alone;
    ent_status status = ent_allocation_init(&alone, game->players);
    if (status != ENT_OK) return status;
    mpq_t rest;
    mpq_init(rest);
    status = ent_components_alone(game, run, &alone);
    if (status == ENT_OK) status = ent_components_separable(game, run, out);
    if (status == ENT_OK) status = rest_of_total(game, out, rest);
    if (status == ENT_OK) go_between(&alone, rest, out);
    mpq_clear(rest);
    ent_allocation_free(&alone);
    return status;
}

/* ---- chains ------------------------------------------------------------------------------------------- */

/* Whether all who need component a are among those who need b. */
static bool within(const ent_components *game, size_t a, size_t b) {
    size_t e = game->first[a], f = game->first[b];
    for (; e < game->first[a + 1]; e++) {
        while (f < game->first[b + 1] && game->needed[f] < game->needed[e])
            f++;
        if (f == game->first[b + 1] || game->needed[f] != game->needed[e]) return false;
    }
    return true;
}

/* Looks for a component of a size next to that of `k`, larger and smaller: it is enough that each one is within the
 * next larger one. */
bool ent_components_chain(const ent_components *game) {
    for (size_t k = 0; k < game->size; k++) {
        size_t next = game->size;
        for (size_t other = 0; other < game->size; other++) {
            size_t size = ent_components_count(game, other), own = ent_components_count(game, k);
            if (other == k || size < own || (size == own && other < k)) continue;
            if (next == game->size || size < ent_components_count(game, next)) next = other;
        }
        if (next < game->size && !within(game, k, next)) return false;
    }
    return true;
}

ent_status ent_components_chain_nucleolus(const ent_components *game, const ent_run *run, bool *chain,
                                          ent_allocation *out) {
    *chain = false;
    ent_status status = ent_components_check(game);
    if (status != ENT_OK) return status;
    *chain = ent_components_chain(game);
    if (!*chain) return ENT_OK;
    ent_mpq_list need = {0};
    if (!ent_mpq_list_init(&need, run, game->players)) return ENT_MEMORY;
    for (size_t k = 0; k < game->size; k++)
        whole_to_each(game, k, NULL, need.at);
    ent_airport airport = {.players = game->players, .need = need.at[0]};
    status = ent_airport_nucleolus(&airport, run, out);
    if (status == ENT_OK) { /* what each pays for itself is paid besides, in every coalition */
        ent_components_add_units(game, out->exact);
        ent_allocation_from_exact(out);
    }
    ent_mpq_list_free(&need);
    return status;
}

/* ---- the table ---------------------------------------------------------------------------------------- */

static uint32_t needed_mask(const ent_components *game, size_t k) {
    uint32_t mask = 0;
    for (size_t e = game->first[k]; e < game->first[k + 1]; e++)
        mask |= (uint32_t)1 << game->needed[e];
    return mask;
}

/* Adds up over subsets: value[S] becomes the sum of value[T] over T within S. */
static ent_status sum_over_subsets(unsigned players, double *restrict value, const ent_run *run) {
    size_t size = (size_t)1 << players;
    for (unsigned i = 0; i < players; i++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        size_t half = (size_t)1 << i;
        for (size_t start = 0; start < size; start += 2 * half)
            for (size_t rest = start; rest < start + half; rest++)
                value[rest + half] += value[rest];
    }
    return ENT_OK;
}

/* A coalition does without the components that only others need: first, for each T, the cost of those that nobody
 * outside T needs; then c(S) = c(N) - that of N without S, and units. */
static ent_status fill(const ent_components *game, const mpq_t *units, const ent_run *run, ent_tu_table *out) {
    int64_t denominator = out->game.denominator;
    for (size_t k = 0; k < game->size; k++) {
        uint32_t mask = needed_mask(game, k);
        if (mask != 0) out->value[mask] += ent_tu_scale_number(game->cost + k, denominator);
    }
    ent_status status = sum_over_subsets(game->players, out->value, run);
    if (status != ENT_OK) return status;
    size_t size = ent_tu_size(&out->game);
    double total = out->value[size - 1];
    for (size_t low = 0, high = size - 1; low < high; low++, high--) {
        double others = out->value[high];
        out->value[high] = total - out->value[low];
        out->value[low] = total - others;
    }
    if (game->unit_cost == NULL || game->units == NULL) return ENT_OK;
    for (unsigned i = 0; i < game->players; i++) {
        double part = ent_tu_scale_number(units[i], denominator);
        size_t half = (size_t)1 << i;
        for (size_t start = half; start < size; start += 2 * half)
            for (size_t rest = start; rest < start + half; rest++)
                out->value[rest] += part;
    }
    return ENT_OK;
}

ent_status ent_components_table(const ent_components *game, const ent_run *run, ent_tu_table *out) {
    *out = (ent_tu_table){0};
    ent_status status = ent_components_check(game);
    if (status != ENT_OK) return status;
    if (game->players > ENT_TU_PLAYERS) return ENT_LIMIT;
    ent_mpq_list units = {0};
    if (!ent_mpq_list_init(&units, run, game->players)) return ENT_MEMORY;
    ent_components_add_units(game, units.at);
    status = ent_tu_table_init(out, game->players, true, run);
    if (status == ENT_OK) {
        ent_tu_scale scale;
        ent_tu_scale_init(&scale);
        for (size_t k = 0; k < game->size; k++)
            ent_tu_scale_see(&scale, game->cost + k);
        for (size_t i = 0; i < game->players; i++)
            ent_tu_scale_see(&scale, units.at[i]);
        /* no entry, and nothing on the way to it, is a sum of more than all of them */
        out->game.whole = ent_tu_scale_whole(&scale, game->size + game->players, &out->game.denominator);
        ent_tu_scale_free(&scale);
        status = fill(game, units.at, run, out);
    }
    ent_mpq_list_free(&units);
    if (status != ENT_OK) ent_tu_table_free(out);
    return status;
}
