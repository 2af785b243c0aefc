/* The weighted Shapley value of costs in components: an integral a player and component. */
#include <math.h>

#include "games/structured/components_private.h"
#include "games/structured/numbers.h"

/* ---- in fractions ------------------------------------------------------------------------------------- */

/* Weights of those who need a component, as the least whole numbers in their proportions; 0 where they add up to more
 * than the limit. Left in whole[0 .. count). */
static size_t whole_weights(const ent_components *game, size_t k, mpq_srcptr weights, uint32_t *whole) {
    size_t first = game->first[k], count = ent_components_count(game, k), sum = 0;
    mpz_t common, divisor, number;
    mpz_init_set_ui(common, 1);
    mpz_inits(divisor, number, NULL);
    for (size_t e = 0; e < count; e++)
        ent_mpq_denominator(weights + game->needed[first + e], 1, common);
    for (size_t e = 0; e < count; e++) {
        ent_mpq_scale(weights + game->needed[first + e], common, number);
        mpz_gcd(divisor, divisor, number);
    }
    for (size_t e = 0; e < count && sum <= ENT_COMPONENTS_WEIGHT_TOTAL; e++) {
        ent_mpq_scale(weights + game->needed[first + e], common, number);
        mpz_divexact(number, number, divisor);
        bool fits = mpz_cmp_ui(number, ENT_COMPONENTS_WEIGHT_TOTAL) <= 0;
        whole[e] = fits ? (uint32_t)mpz_get_ui(number) : 0;
        sum = fits ? sum + whole[e] : (size_t)ENT_COMPONENTS_WEIGHT_TOTAL + 1;
    }
    mpz_clears(common, divisor, number, NULL);
    return sum <= ENT_COMPONENTS_WEIGHT_TOTAL ? sum : 0;
}

/* With y = exp(-t) and whole weights the integral is that over 0 < y < 1 of w_i y^(w_i - 1) times the product of
 * 1 - y^(w_j) over the others: product[d] are the coefficients of the product over all. */
static void multiply_out(const uint32_t *whole, size_t count, size_t sum, mpz_t *product) {
    for (size_t d = 1; d <= sum; d++)
        mpz_set_ui(product[d], 0);
    mpz_set_ui(product[0], 1);
    size_t degree = 0;
    for (size_t e = 0; e < count; e++) {
        degree += whole[e];
        for (size_t d = degree; d >= whole[e]; d--)
            mpz_sub(product[d], product[d], product[d - whole[e]]);
    }
}

/* The part of one: divides its factor out again, other[d] = product[d] + other[d - w], and integrates power by power:
 * the sum of w other[d] / (d + w), over the common denominator of all these. */
static void integrate(size_t weight, size_t sum, mpz_t *product, mpz_t *other, const mpz_t denominator, mpq_t out) {
    mpz_ptr top = mpq_numref(out);
    mpz_t term;
    mpz_init(term);
    mpz_set_ui(top, 0);
    for (size_t d = 0; d + weight <= sum; d++) {
        mpz_set(other[d], product[d]);
        if (d >= weight) mpz_add(other[d], other[d], other[d - weight]);
        if (mpz_sgn(other[d]) == 0) continue;
        mpz_divexact_ui(term, denominator, d + weight);
        mpz_addmul(top, term, other[d]);
    }
    mpz_mul_ui(top, top, weight);
    mpz_set(mpq_denref(out), denominator);
    mpq_canonicalize(out);
    mpz_clear(term);
}

typedef struct weighted {
    const ent_components *game;
    mpq_srcptr weights;
    ent_mpz_list product, other;
    uint32_t *whole; /* weights of those who need the component at hand */
    double *real;
    double *share; /* in doubles, of all */
    mpq_t *amount;
    bool exact;
} weighted;

static void divide_exactly(weighted *work, size_t k, size_t sum) {
    const ent_components *game = work->game;
    size_t first = game->first[k], count = ent_components_count(game, k);
    mpz_t denominator;
    mpq_t part;
    mpz_init_set_ui(denominator, 1);
    mpq_init(part);
    multiply_out(work->whole, count, sum, work->product.at);
    for (unsigned long d = 2; d <= sum; d++)
        mpz_lcm_ui(denominator, denominator, d);
    for (size_t e = 0; e < count; e++) {
        size_t same = 0; /* the first of the same weight, whose part is the same */
        while (work->whole[same] != work->whole[e])
            same++;
        if (same < e) continue;
        integrate(work->whole[e], sum, work->product.at, work->other.at, denominator, part);
        mpq_mul(part, part, game->cost + k);
        for (size_t f = e; f < count; f++) {
            if (work->whole[f] != work->whole[e]) continue;
            mpq_ptr amount = work->amount[game->needed[first + f]];
            mpq_add(amount, amount, part);
        }
    }
    mpz_clear(denominator);
    mpq_clear(part);
}

/* ---- in doubles --------------------------------------------------------------------------------------- */

/* With t = exp(s) the integrand falls off exponentially at both ends and is analytic for |Im s| < pi / 2: the
 * trapezoidal rule over the line converges like exp(-pi^2 / step). The shares add up to one but for that and for
 * rounding, which dividing by their sum mends. */
static void divide_nearly(weighted *work, size_t k) {
    enum { STEPS_PER_UNIT = 8, BELOW = 45, ABOVE = 7 };
    const ent_components *game = work->game;
    size_t first = game->first[k], count = ent_components_count(game, k);
    double low = INFINITY, high = 0, sum = 0;
    for (size_t e = 0; e < count; e++) {
        work->real[e] = ent_mpq_value(work->weights + game->needed[first + e]);
        if (work->real[e] < low) low = work->real[e];
        if (work->real[e] > high) high = work->real[e];
        work->real[count + e] = 0;
    }
    long from = STEPS_PER_UNIT * ((long)floor(-log(high)) - BELOW),
         to = STEPS_PER_UNIT * ((long)ceil(-log(low)) + ABOVE);
    for (long step = from; step <= to; step++) {
        double t = exp((double)step / STEPS_PER_UNIT), all = 0;
        for (size_t e = 0; e < count; e++)
            all += log(-expm1(-work->real[e] * t));
        for (size_t e = 0; e < count; e++) {
            double wt = work->real[e] * t;
            work->real[count + e] += exp(all - log(-expm1(-wt)) - wt) * wt;
        }
    }
    for (size_t e = 0; e < count; e++)
        sum += work->real[count + e];
    double cost = ent_mpq_value(game->cost + k);
    for (size_t e = 0; e < count; e++)
        work->share[game->needed[first + e]] += cost * (work->real[count + e] / sum);
}

/* ---- all together ------------------------------------------------------------------------------------- */

static ent_status divide_all(weighted *work, const ent_run *run) {
    const ent_components *game = work->game;
    for (size_t k = 0; k < game->size; k++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        if (ent_components_count(game, k) == 0 || mpq_sgn(game->cost + k) == 0) continue;
        size_t sum = whole_weights(game, k, work->weights, work->whole);
        if (sum > 0) {
            divide_exactly(work, k, sum);
        } else {
            work->exact = false;
            divide_nearly(work, k);
        }
    }
    return ENT_OK;
}

static ent_status weighted_init(weighted *work, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t players = work->game->players;
    work->whole = ent_alloc_array(allocator, players, sizeof *work->whole);
    work->real = ent_alloc_array(allocator, 2 * players, sizeof *work->real);
    work->share = ent_alloc_array(allocator, players, sizeof *work->share);
    bool made = work->whole != NULL && work->real != NULL && work->share != NULL &&
                ent_mpz_list_init(&work->product, run, (size_t)ENT_COMPONENTS_WEIGHT_TOTAL + 1) &&
                ent_mpz_list_init(&work->other, run, (size_t)ENT_COMPONENTS_WEIGHT_TOTAL + 1);
    return made ? ENT_OK : ENT_MEMORY;
}

ent_status ent_components_weighted_shapley(const ent_components *game, mpq_srcptr weights, const ent_run *run,
                                           ent_allocation *out) {
    ent_status status = ent_components_check(game);
    for (size_t i = 0; i < game->players && status == ENT_OK; i++)
        if (mpq_sgn(weights + i) <= 0) status = ENT_INPUT;
    if (status != ENT_OK) return status;
    weighted work = {.game = game, .weights = weights, .amount = out->exact, .exact = true};
    for (size_t i = 0; i < game->players; i++)
        mpq_set_ui(out->exact[i], 0, 1);
    ent_components_add_units(game, out->exact);
    status = weighted_init(&work, run);
    if (status == ENT_OK) status = divide_all(&work, run);
    if (status == ENT_OK) {
        ent_allocation_from_exact(out);
        out->is_exact = work.exact;
        for (size_t i = 0; i < game->players && !work.exact; i++)
            out->value[i] += work.share[i];
    }
    const ent_allocator *allocator = ent_run_allocator(run);
    ent_free(allocator, work.whole);
    ent_free(allocator, work.real);
    ent_free(allocator, work.share);
    ent_mpz_list_free(&work.product);
    ent_mpz_list_free(&work.other);
    return status;
}
