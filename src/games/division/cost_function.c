/* Costs as functions of quantities: evaluation, average and Aumann-Shapley prices, the order of arrival. */
#include "games/division/cost_function.h"

#include "games/division/cost_quantities.h"

void quantity_power(mpq_ptr out, mpq_srcptr value, unsigned power) {
    mpz_pow_ui(mpq_numref(out), mpq_numref(value), power);
    mpz_pow_ui(mpq_denref(out), mpq_denref(value), power);
}

unsigned quantity_degree(const ent_quantity_cost *function, const ent_cost_monomial *term) {
    unsigned degree = term->power;
    for (size_t i = 0; term->powers != NULL && i < function->size; i++)
        degree += term->powers[i];
    return degree;
}

/* Degrees at most ENT_QUANTITY_DEGREE, summed without overflow. */
static bool degree_fits(const ent_quantity_cost *function, const ent_cost_monomial *term) {
    unsigned degree = term->power;
    for (size_t i = 0; term->powers != NULL && i < function->size && degree <= ENT_QUANTITY_DEGREE; i++)
        degree = term->powers[i] <= ENT_QUANTITY_DEGREE ? degree + term->powers[i] : term->powers[i];
    return degree <= ENT_QUANTITY_DEGREE;
}

static ent_status check(const ent_quantity_cost *function, mpq_srcptr quantities) {
    if (ent_fractions_sign(function->size, quantities) != 1) return ENT_INPUT;
    for (size_t k = 0; k < function->points_size; k++)
        if (k == 0 ? mpq_sgn(&function->at[0]) < 0 : mpq_cmp(&function->at[k], &function->at[k - 1]) <= 0)
            return ENT_INPUT;
    for (size_t k = 0; k < function->terms_size; k++)
        if (!degree_fits(function, &function->terms[k])) return ENT_LIMIT;
    return ENT_OK;
}

ent_status quantity_start(const ent_quantity_cost *function, const ent_run *run, ent_allocation *out) {
    if (out != NULL) out->exists = out->is_exact = false;
    return ent_run_cancelled(run) ? ENT_CANCELLED : check(function, function->demand);
}

bool ent_quantity_cost_of_total(const ent_quantity_cost *function) {
    for (size_t k = 0; k < function->terms_size; k++)
        if (quantity_degree(function, &function->terms[k]) != function->terms[k].power) return false;
    return true;
}

/* ---- evaluation ------------------------------------------------------------------------------------------- */

void quantity_term(const ent_quantity_cost *function, const ent_cost_monomial *term, mpq_srcptr quantities,
                   mpq_srcptr total, mpq_ptr out) {
    mpq_t power;
    mpq_init(power);
    quantity_power(power, total, term->power);
    mpq_mul(out, term->coefficient, power);
    for (size_t i = 0; term->powers != NULL && i < function->size; i++) {
        if (term->powers[i] == 0) continue;
        quantity_power(power, &quantities[i], term->powers[i]);
        mpq_mul(out, out, power);
    }
    mpq_clear(power);
}

void quantity_lines(const ent_quantity_cost *function, mpq_srcptr total, mpq_ptr out) {
    size_t size = function->points_size, k = 0;
    mpq_set_ui(out, 0, 1);
    if (size == 0) return;
    while (k < size && mpq_cmp(&function->at[k], total) < 0)
        k++;
    if (k == size) k = size - 1; /* the last line goes on */
    mpq_t from, start, slope;
    mpq_inits(from, start, slope, NULL);
    if (k > 0) {
        mpq_set(from, &function->at[k - 1]);
        mpq_set(start, &function->cost[k - 1]);
    } else if (mpq_sgn(&function->at[0]) == 0) {
        mpq_set(start, &function->cost[0]); /* the only point, or nothing bought */
    }
    mpq_sub(slope, &function->at[k], from);
    if (mpq_sgn(slope) > 0) {
        mpq_sub(out, &function->cost[k], start);
        mpq_div(slope, out, slope);
    }
    mpq_sub(out, total, from);
    mpq_mul(out, out, slope);
    mpq_add(out, out, start);
    mpq_clears(from, start, slope, NULL);
}

void quantity_fixed(const ent_quantity_cost *function, mpq_ptr out) {
    mpq_set_ui(out, 0, 1);
    if (function->fixed != NULL) mpq_set(out, function->fixed);
    for (size_t k = 0; k < function->terms_size; k++)
        if (quantity_degree(function, &function->terms[k]) == 0) mpq_add(out, out, function->terms[k].coefficient);
    if (function->points_size > 0 && mpq_sgn(&function->at[0]) == 0) mpq_add(out, out, &function->cost[0]);
}

void quantity_evaluate(const ent_quantity_cost *function, mpq_srcptr quantities, mpq_ptr out) {
    mpq_t total, part;
    mpq_inits(total, part, NULL);
    ent_fractions_sum(function->size, quantities, total);
    mpq_set_ui(out, 0, 1);
    if (mpq_sgn(total) > 0) {
        quantity_lines(function, total, out);
        if (function->fixed != NULL) mpq_add(out, out, function->fixed);
        for (size_t k = 0; k < function->terms_size; k++) {
            quantity_term(function, &function->terms[k], quantities, total, part);
            mpq_add(out, out, part);
        }
    }
    mpq_clears(total, part, NULL);
}

ent_status ent_quantity_cost_of(const ent_quantity_cost *function, mpq_srcptr quantities, mpq_ptr out) {
    ent_status status = check(function, quantities);
    if (status == ENT_OK) quantity_evaluate(function, quantities, out);
    return status;
}

/* ---- rules ------------------------------------------------------------------------------------------------ */

ent_status ent_quantity_average(const ent_quantity_cost *function, const ent_run *run, ent_allocation *out,
                                ent_division_why *why) {
    ent_status status = quantity_start(function, run, out);
    if (status != ENT_OK) return status;
    mpq_t cost;
    mpq_init(cost);
    quantity_evaluate(function, function->demand, cost);
    status = ent_share_out(function->size, cost, function->demand, out, why);
    mpq_clear(cost);
    return status;
}

/* A term of degree d costs, at the part t of all quantities, t^d as much; the marginal cost of i, averaged over t, is
 * its marginal cost at the end divided by d. */
static void price_term(const ent_quantity_cost *function, const ent_cost_monomial *term, mpq_srcptr total,
                       mpq_ptr shares) {
    unsigned degree = quantity_degree(function, term);
    if (degree == 0) return;
    mpq_t cost, part, own;
    mpq_inits(cost, part, own, NULL);
    quantity_term(function, term, function->demand, total, cost);
    mpq_set_ui(part, degree, 1);
    mpq_div(cost, cost, part);
    for (size_t i = 0; i < function->size; i++) {
        mpq_set_ui(part, term->power, 1);
        mpq_mul(part, part, &function->demand[i]);
        mpq_div(part, part, total);
        mpq_set_ui(own, term->powers != NULL ? term->powers[i] : 0, 1);
        mpq_add(part, part, own);
        mpq_mul(part, part, cost);
        mpq_add(&shares[i], &shares[i], part);
    }
    mpq_clears(cost, part, own, NULL);
}

static void price(const ent_quantity_cost *function, mpq_srcptr total, mpq_ptr shares) {
    mpq_t average, part;
    mpq_inits(average, part, NULL);
    for (size_t k = 0; k < function->terms_size; k++)
        price_term(function, &function->terms[k], total, shares);
    quantity_lines(function, total, average); /* of the total: the average cost, without what they start from */
    if (function->points_size > 0 && mpq_sgn(&function->at[0]) == 0) mpq_sub(average, average, &function->cost[0]);
    mpq_div(average, average, total);
    for (size_t i = 0; i < function->size; i++) {
        mpq_mul(part, average, &function->demand[i]);
        mpq_add(&shares[i], &shares[i], part);
    }
    mpq_clears(average, part, NULL);
}

ent_status ent_quantity_aumann_shapley(const ent_quantity_cost *function, const ent_run *run, ent_allocation *out,
                                       ent_division_why *why) {
    ent_status status = quantity_start(function, run, out);
    if (status != ENT_OK) return status;
    ent_fractions shares = {0};
    status = ent_fractions_init(&shares, ent_run_allocator(run), function->size);
    if (status != ENT_OK) return status;
    mpq_t total, cost;
    mpq_inits(total, cost, NULL);
    ent_fractions_sum(function->size, function->demand, total);
    if (mpq_sgn(total) > 0) {
        quantity_fixed(function, cost);
        price(function, total, shares.at);
    }
    if (mpq_sgn(cost) != 0) { /* the fixed cost follows the others */
        quantity_evaluate(function, function->demand, cost);
        status = ent_share_out(function->size, cost, shares.at, out, why);
    } else {
        ent_fractions_copy(out->exact[0], shares.at, function->size);
        ent_allocation_from_exact(out);
        ent_division_because(why, ENT_DIVISION_NONE, SIZE_MAX, NULL, NULL);
    }
    mpq_clears(total, cost, NULL);
    ent_fractions_free(&shares);
    return status;
}

const ent_quantity_rule ent_quantity_rules[] = {
    {"serial", ent_quantity_serial},
    {"aumann-shapley", ent_quantity_aumann_shapley},
    {"average", ent_quantity_average},
};
const size_t ent_quantity_rules_size = sizeof ent_quantity_rules / sizeof *ent_quantity_rules;

ent_status ent_quantity_incremental(const ent_quantity_cost *function, const size_t *order, const ent_run *run,
                                    ent_allocation *out) {
    ent_status status = quantity_start(function, run, out);
    if (status == ENT_OK) status = ent_permutation_check(function->size, order, run);
    ent_fractions bought = {0};
    if (status == ENT_OK) status = ent_fractions_init(&bought, ent_run_allocator(run), function->size);
    if (status != ENT_OK) return status;
    mpq_t before, now;
    mpq_inits(before, now, NULL);
    for (size_t k = 0; k < function->size; k++) {
        mpq_set(&bought.at[order[k]], &function->demand[order[k]]);
        quantity_evaluate(function, bought.at, now);
        mpq_sub(out->exact[order[k]], now, before);
        mpq_swap(before, now);
    }
    ent_allocation_from_exact(out);
    mpq_clears(before, now, NULL);
    ent_fractions_free(&bought);
    return ENT_OK;
}
