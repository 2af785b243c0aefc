/* The solutions: rough scores in floating point with error bounds, exact ones where those do not decide. */
#include "space/solve.h"

#include "space/risk.h"
#include "space/score.h"

#include <float.h>
#include <math.h>
#include <string.h>

const ent_rule_row ent_rules[ENT_RULES] = {
    [ENT_NASH] = {"nash", "Nash", false, "the largest product of gains over no deal", "Nash 1950", false},
    [ENT_WEIGHTED_NASH] = {"weighted-nash", "Weighted Nash", false,
                           "the largest product of gains, each to the power of the party's bargaining weight",
                           "Harsanyi and Selten 1972; Kalai 1977a", false},
    [ENT_KALAI_SMORODINSKY] = {"kalai-smorodinsky", "Kalai-Smorodinsky", false,
                               "the largest smallest share of the gain each could hope for",
                               "Kalai and Smorodinsky 1975", false},
    [ENT_EQUAL_GAINS] = {"equal-gains", "Equal relative gains", false,
                         "the smallest spread of relative gains, measured to each party's best feasible outcome",
                         "common in software for automated negotiation", false},
    [ENT_EGALITARIAN] = {"egalitarian", "Egalitarian", true, "the largest smallest gain", "Kalai 1977b", false},
    [ENT_UTILITARIAN] = {"utilitarian", "Utilitarian", true, "the largest sum of utilities", "Harsanyi 1955", false},
    [ENT_RELATIVE_WELFARE] = {"max-relative-welfare", "Relative welfare", false,
                              "the largest sum of relative gains, measured to each party's best feasible outcome",
                              "Dhillon and Mertens 1999", false},
    [ENT_LEXIMIN] = {"leximin", "Leximin", true,
                     "the largest smallest gain; of these the largest second smallest gain, and so on",
                     "Chun and Peters 1988", false},
    [ENT_PROPORTIONAL] = {"kalai-proportional", "Kalai proportional", true,
                          "the largest smallest gain, each divided by the party's bargaining weight", "Kalai 1977b",
                          false},
    [ENT_RAIFFA] = {"raiffa", "Raiffa", false,
                    "where each round takes everybody an equal part of the way to the best it can still get",
                    "Raiffa 1953; Diskin, Koppel and Samet 2011", false},
    [ENT_EQUAL_AREA] = {"equal-area", "Equal area", false,
                        "where the packages better for the one take up as much room as those better for the other",
                        "Anbarci and Bigelow 1994", true},
    [ENT_PERLES_MASCHLER] =
        {"perles-maschler", "Perles-Maschler", false,
         "nearest to the point of lotteries that halves the frontier, measured by mutual concessions",
         "Perles and Maschler 1981", true},
};

bool ent_rule_applies(ent_rule rule, size_t parties) {
    return !ent_rules[rule].two_parties || parties == 2;
}

ent_rule ent_rule_find(const char *name) {
    for (int rule = 0; rule < ENT_RULES; rule++)
        if (strcmp(ent_rules[rule].name, name) == 0) return (ent_rule)rule;
    return ENT_RULES;
}

/* ---- rough scores ---------------------------------------------------------------------------------------- */

static const long double relative_error = 256 * LDBL_EPSILON;

static ent_score score_product(const ent_solver *solver, size_t point) {
    long double product = 1;
    for (size_t i = 0; i < solver->space->parties; i++)
        product *= (long double)ent_gain(solver, point, i) / (long double)solver->space->denominator[i];
    return (ent_score){product, fabsl(product) * relative_error};
}

static ent_score score_weighted(const ent_solver *solver, size_t point) {
    long double sum = 0, size = 1;
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (solver->power[i] == 0) continue;
        ent_wide gain = ent_gain(solver, point, i);
        if (gain == 0) return (ent_score){-1e30L, 0};
        long double term = solver->power[i] * logl((long double)gain / (long double)solver->space->denominator[i]);
        sum += term;
        size += fabsl(term) + solver->power[i];
    }
    return (ent_score){sum, size * relative_error};
}

static bool can_gain(const ent_solver *solver, const ent_wide *best, size_t i) {
    return best[i] > solver->space->no_deal[i];
}

/* Smallest and largest (u - d) / (best - d) over the parties that can gain. */
static void shares_of(const ent_solver *solver, const ent_wide *best, size_t point, long double *least,
                      long double *most) {
    *least = *most = 0;
    bool any = false;
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (!can_gain(solver, best, i)) continue;
        long double share =
            (long double)ent_gain(solver, point, i) / (long double)(best[i] - solver->space->no_deal[i]);
        if (!any || share < *least) *least = share;
        if (!any || share > *most) *most = share;
        any = true;
    }
}

static ent_score score_ideal(const ent_solver *solver, size_t point) {
    long double least, most;
    shares_of(solver, solver->ideal, point, &least, &most);
    return (ent_score){least, fabsl(least) * relative_error};
}

static ent_score score_spread(const ent_solver *solver, size_t point) {
    long double least, most;
    shares_of(solver, solver->largest, point, &least, &most);
    return (ent_score){least - most, (fabsl(least) + fabsl(most)) * relative_error};
}

static ent_score score_least(const ent_solver *solver, size_t point) {
    long double least = 0;
    for (size_t i = 0; i < solver->space->parties; i++) {
        long double gain = (long double)ent_gain(solver, point, i) / (long double)solver->space->denominator[i];
        if (i == 0 || gain < least) least = gain;
    }
    return (ent_score){least, fabsl(least) * relative_error};
}

static ent_score score_sum(const ent_solver *solver, size_t point) {
    long double sum = 0, size = 0;
    for (size_t i = 0; i < solver->space->parties; i++) {
        long double utility = (long double)solver->frontier->utility[point * solver->frontier->dimensions + i] /
                              (long double)solver->space->denominator[i];
        sum += utility;
        size += fabsl(utility);
    }
    return (ent_score){sum, size * relative_error};
}

static ent_score score_relative(const ent_solver *solver, size_t point) {
    long double sum = 0, size = 0;
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (!can_gain(solver, solver->largest, i)) continue;
        long double share =
            (long double)ent_gain(solver, point, i) / (long double)(solver->largest[i] - solver->space->no_deal[i]);
        sum += share;
        size += fabsl(share);
    }
    return (ent_score){sum, size * relative_error};
}

static ent_score score_proportional(const ent_solver *solver, size_t point) {
    long double least = 0;
    bool any = false;
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (solver->power[i] == 0) continue;
        long double gain = (long double)ent_gain(solver, point, i) /
                           ((long double)solver->space->denominator[i] * (long double)solver->power[i]);
        if (!any || gain < least) least = gain;
        any = true;
    }
    return (ent_score){least, fabsl(least) * relative_error};
}

/* ---- exact scores ---------------------------------------------------------------------------------------- */

static void set_ratio(mpq_t out, ent_wide num, ent_wide den) {
    ent_wide_to_mpz(mpq_numref(out), num);
    ent_wide_to_mpz(mpq_denref(out), den);
    mpq_canonicalize(out);
}

static void exact_power(const ent_solver *solver, size_t point, const uint32_t *powers, mpq_t out) {
    mpz_t factor;
    mpz_init(factor);
    mpq_set_ui(out, 1, 1); /* denominators are the same for all points: left out */
    for (size_t i = 0; i < solver->space->parties; i++) {
        ent_wide_to_mpz(factor, ent_gain(solver, point, i));
        if (powers) mpz_pow_ui(factor, factor, powers[i]);
        mpz_mul(mpq_numref(out), mpq_numref(out), factor);
    }
    mpz_clear(factor);
}

static void exact_product(const ent_solver *solver, size_t point, mpq_t out) {
    exact_power(solver, point, NULL, out);
}

static void exact_weighted(const ent_solver *solver, size_t point, mpq_t out) {
    exact_power(solver, point, solver->power, out);
}

static void exact_shares(const ent_solver *solver, const ent_wide *best, size_t point, mpq_t least, mpq_t most) {
    mpq_t share;
    mpq_init(share);
    bool any = false;
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (!can_gain(solver, best, i)) continue;
        set_ratio(share, ent_gain(solver, point, i), best[i] - solver->space->no_deal[i]);
        if (!any || mpq_cmp(share, least) < 0) mpq_set(least, share);
        if (!any || mpq_cmp(share, most) > 0) mpq_set(most, share);
        any = true;
    }
    mpq_clear(share);
}

static void exact_ideal(const ent_solver *solver, size_t point, mpq_t out) {
    mpq_t most;
    mpq_init(most);
    mpq_set_ui(out, 0, 1);
    exact_shares(solver, solver->ideal, point, out, most);
    mpq_clear(most);
}

static void exact_spread(const ent_solver *solver, size_t point, mpq_t out) {
    mpq_t most;
    mpq_init(most);
    mpq_set_ui(out, 0, 1);
    exact_shares(solver, solver->largest, point, out, most);
    mpq_sub(out, out, most);
    mpq_clear(most);
}

static void exact_least(const ent_solver *solver, size_t point, mpq_t out) {
    mpq_t gain;
    mpq_init(gain);
    for (size_t i = 0; i < solver->space->parties; i++) {
        set_ratio(gain, ent_gain(solver, point, i), solver->space->denominator[i]);
        if (i == 0 || mpq_cmp(gain, out) < 0) mpq_set(out, gain);
    }
    mpq_clear(gain);
}

static void exact_sum(const ent_solver *solver, size_t point, mpq_t out) {
    mpq_t utility;
    mpq_init(utility);
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < solver->space->parties; i++) {
        set_ratio(utility, solver->frontier->utility[point * solver->frontier->dimensions + i],
                  solver->space->denominator[i]);
        mpq_add(out, out, utility);
    }
    mpq_clear(utility);
}

static void exact_relative(const ent_solver *solver, size_t point, mpq_t out) {
    mpq_t share;
    mpq_init(share);
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (!can_gain(solver, solver->largest, i)) continue;
        set_ratio(share, ent_gain(solver, point, i), solver->largest[i] - solver->space->no_deal[i]);
        mpq_add(out, out, share);
    }
    mpq_clear(share);
}

static void exact_proportional(const ent_solver *solver, size_t point, mpq_t out) {
    mpq_t gain;
    mpq_init(gain);
    bool any = false;
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (solver->power[i] == 0) continue;
        set_ratio(gain, ent_gain(solver, point, i), solver->space->denominator[i]);
        mpz_mul_ui(mpq_denref(gain), mpq_denref(gain), solver->power[i]);
        mpq_canonicalize(gain);
        if (!any || mpq_cmp(gain, out) < 0) mpq_set(out, gain);
        any = true;
    }
    mpq_clear(gain);
}

/* The gains of a point, the smallest first. */
static void sorted_gains(const ent_solver *solver, size_t point, mpq_t *gains) {
    for (size_t i = 0; i < solver->space->parties; i++) {
        mpq_init(gains[i]);
        set_ratio(gains[i], ent_gain(solver, point, i), solver->space->denominator[i]);
        for (size_t k = i; k > 0 && mpq_cmp(gains[k], gains[k - 1]) < 0; k--)
            mpq_swap(gains[k], gains[k - 1]);
    }
}

static int compare_sorted(const ent_solver *solver, const ent_aim *aim, size_t a, size_t b) {
    mpq_t first[ENT_SPACE_PARTIES], second[ENT_SPACE_PARTIES];
    int order = 0;
    (void)aim;
    sorted_gains(solver, a, first);
    sorted_gains(solver, b, second);
    for (size_t i = 0; i < solver->space->parties; i++) {
        if (order == 0) order = mpq_cmp(first[i], second[i]);
        mpq_clears(first[i], second[i], NULL);
    }
    return order;
}

/* How a rule scores points: the larger, the better. `prepare` works out an aim for those that have one; `compare` takes
 * the place of exact scores. */
static const struct {
    ent_score (*rough)(const ent_solver *, size_t);
    void (*exact)(const ent_solver *, size_t, mpq_t);
    void (*prepare)(const ent_solver *, ent_aim *);
    ent_score (*aim_rough)(const ent_solver *, ent_aim *, size_t);
    void (*aim_exact)(const ent_solver *, const ent_aim *, size_t, mpq_t);
    int (*compare)(const ent_solver *, const ent_aim *, size_t, size_t);
} scores[ENT_RULES] = {
    [ENT_NASH] = {.rough = score_product, .exact = exact_product},
    [ENT_WEIGHTED_NASH] = {.rough = score_weighted, .exact = exact_weighted},
    [ENT_KALAI_SMORODINSKY] = {.rough = score_ideal, .exact = exact_ideal},
    [ENT_EQUAL_GAINS] = {.rough = score_spread, .exact = exact_spread},
    [ENT_EGALITARIAN] = {.rough = score_least, .exact = exact_least},
    [ENT_UTILITARIAN] = {.rough = score_sum, .exact = exact_sum},
    [ENT_RELATIVE_WELFARE] = {.rough = score_relative, .exact = exact_relative},
    [ENT_LEXIMIN] = {.rough = score_least, .compare = compare_sorted},
    [ENT_PROPORTIONAL] = {.rough = score_proportional, .exact = exact_proportional},
    [ENT_RAIFFA] = {.prepare = ent_aim_raiffa, .aim_rough = ent_aim_rough, .aim_exact = ent_aim_exact},
    [ENT_EQUAL_AREA] = {.prepare = ent_area_prepare, .aim_rough = ent_area_rough, .aim_exact = ent_area_exact},
    [ENT_PERLES_MASCHLER] = {.prepare = ent_aim_perles_maschler,
                             .aim_rough = ent_aim_rough,
                             .compare = ent_aim_compare},
};

/* ---- choosing -------------------------------------------------------------------------------------------- */

/* One choice: a rule, what it stands on, and what it aims at. */
typedef struct choice {
    const ent_solver *solver;
    ent_rule rule;
    ent_aim aim;
} choice;

static ent_score score_of(choice *c, size_t point) {
    return scores[c->rule].rough ? scores[c->rule].rough(c->solver, point)
                                 : scores[c->rule].aim_rough(c->solver, &c->aim, point);
}

static void exact_of(const choice *c, size_t point, mpq_t out) {
    if (scores[c->rule].exact)
        scores[c->rule].exact(c->solver, point, out);
    else
        scores[c->rule].aim_exact(c->solver, &c->aim, point, out);
}

static int compare_exactly(const choice *c, size_t a, size_t b) {
    if (scores[c->rule].compare) return scores[c->rule].compare(c->solver, &c->aim, a, b);
    mpq_t exact_a, exact_b;
    mpq_inits(exact_a, exact_b, NULL);
    exact_of(c, a, exact_a);
    exact_of(c, b, exact_b);
    const int order = mpq_cmp(exact_a, exact_b);
    mpq_clears(exact_a, exact_b, NULL);
    return order;
}

/* Doubles decide where their error bounds allow; fractions where they do not. */
static bool better(const choice *c, size_t a, ent_score rough_a, size_t b, ent_score rough_b) {
    long double margin = rough_a.error + rough_b.error;
    if (rough_a.value > rough_b.value + margin) return true;
    if (rough_a.value < rough_b.value - margin) return false;
    const int order = compare_exactly(c, a, b);
    return order != 0 ? order > 0 : ent_frontier_before(c->solver->frontier, a, b);
}

static size_t choose(choice *c, size_t *points, size_t most) {
    enum { MOST = 64 };
    ent_score kept[MOST];
    if (most > MOST) most = MOST;
    size_t size = 0;
    for (size_t point = 0; point < c->solver->frontier->size; point++) {
        ent_score score = score_of(c, point);
        if (size == most && !better(c, point, score, points[size - 1], kept[size - 1])) continue;
        if (size < most) size++;
        size_t at = size - 1;
        for (; at > 0 && better(c, point, score, points[at - 1], kept[at - 1]); at--) {
            points[at] = points[at - 1];
            kept[at] = kept[at - 1];
        }
        points[at] = point;
        kept[at] = score;
    }
    return size;
}

size_t ent_solve(const ent_solver *solver, ent_rule rule, size_t *points, size_t most) {
    choice c = {.solver = solver, .rule = rule};
    if (!ent_rule_applies(rule, solver->space->parties)) return 0;
    if (scores[rule].prepare) {
        ent_aim_init(solver, &c.aim);
        scores[rule].prepare(solver, &c.aim);
    }
    const size_t size = choose(&c, points, most);
    if (scores[rule].prepare) ent_aim_clear(solver, &c.aim);
    return size;
}

/* ---- what the rules stand on ------------------------------------------------------------------------------- */

static uint64_t common_divisor(uint64_t a, uint64_t b) {
    while (b != 0) {
        uint64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Multiplies all weights by the smallest factor up to 1000 that makes them whole. */
static bool whole_powers(const double *weights, size_t parties, uint32_t *powers) {
    for (uint32_t factor = 1; factor <= 1000; factor++) {
        bool whole = true;
        double sum = 0;
        for (size_t i = 0; i < parties && whole; i++) {
            double scaled = weights[i] * factor, nearest = round(scaled);
            whole = fabs(scaled - nearest) <= 4 * DBL_EPSILON * scaled && nearest <= 10000;
            sum += nearest;
            powers[i] = whole ? (uint32_t)nearest : 0;
        }
        if (whole && sum <= 20000) return true;
    }
    return false;
}

bool ent_powers(const double *weights, size_t parties, uint32_t *powers) {
    bool exact = true;
    if (!weights) {
        for (size_t i = 0; i < parties; i++)
            powers[i] = 1;
        return true;
    }
    if (!whole_powers(weights, parties, powers)) {
        double largest = 0;
        for (size_t i = 0; i < parties; i++)
            largest = fmax(largest, weights[i]);
        for (size_t i = 0; i < parties; i++)
            powers[i] = largest > 0 ? (uint32_t)round(weights[i] / largest * 1000) : 1;
        exact = false;
    }
    uint64_t divisor = 0;
    for (size_t i = 0; i < parties; i++)
        divisor = common_divisor(divisor, powers[i]);
    for (size_t i = 0; i < parties && divisor > 1; i++)
        powers[i] = (uint32_t)(powers[i] / divisor);
    return exact;
}

/* With interactions the best of a party is a merge of its own; without, a sum of maxima. */
static ent_status extreme(const ent_run *run, const ent_space *space, size_t party, ent_wide *out) {
    const ent_frontier_options options = {.any = true, .members = &party, .members_size = 1};
    ent_frontier frontier;
    ent_status status = ent_frontier_find(run, space, &options, &frontier);
    if (status != ENT_OK) return status;
    if (frontier.size > 0) *out = frontier.utility[0];
    ent_frontier_free(&frontier);
    return ENT_OK;
}

static void sum_of_extremes(const ent_space *space, size_t party, ent_wide *most, ent_wide *least) {
    *most = *least = space->constant[party];
    for (size_t j = 0; j < space->issues; j++) {
        ent_wide high = 0, low = 0;
        bool any = false;
        for (size_t o = 0; o < ent_space_options(space, j); o++) {
            if (!space->allowed[space->first[j] + o]) continue;
            ent_wide term = ent_space_term(space, party, j, o);
            if (!any || term > high) high = term;
            if (!any || term < low) low = term;
            any = true;
        }
        *most += high;
        *least += low;
    }
}

/* The space with all utilities turned round, so that its largest are the smallest. */
static ent_space *turned(ent_arena *arena, const ent_space *space) {
    ent_space *copy = ent_arena_alloc(arena, sizeof *copy);
    if (!copy) return NULL;
    *copy = *space;
    copy->terms = ent_arena_array(arena, space->parties * space->total, sizeof *copy->terms);
    copy->constant = ent_arena_array(arena, space->parties, sizeof *copy->constant);
    copy->add = ent_arena_array(arena, space->interactions, sizeof *copy->add);
    if (!copy->terms || !copy->constant || !copy->add || !ent_space_tables(arena, copy, space->tables_size))
        return NULL;
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *table = &space->tables[t];
        if (!ent_space_table(arena, copy, t, table->party, table->first, table->second)) return NULL;
        for (size_t k = 0; k < ent_space_options(space, table->first) * ent_space_options(space, table->second); k++)
            copy->tables[t].cells[k] = -table->cells[k];
    }
    for (size_t k = 0; k < space->parties * space->total; k++)
        copy->terms[k] = -space->terms[k];
    for (size_t i = 0; i < space->parties; i++)
        copy->constant[i] = -space->constant[i];
    for (size_t q = 0; q < space->interactions; q++)
        copy->add[q] = -space->add[q];
    return copy;
}

/* Those of a bent copy are the bent ones of what it was made from. */
static ent_status bent_extremes(const ent_run *run, const ent_space *space, ent_wide *largest, ent_wide *smallest) {
    ent_status status = ent_space_extremes(run, space->linear, largest, smallest);
    for (size_t i = 0; i < space->parties && status == ENT_OK; i++) {
        if (largest) largest[i] = ent_space_scaled(space->linear, i, largest[i]);
        if (smallest) smallest[i] = ent_space_scaled(space->linear, i, smallest[i]);
    }
    return status;
}

ent_status ent_space_extremes(const ent_run *run, const ent_space *space, ent_wide *largest, ent_wide *smallest) {
    if (space->linear) return bent_extremes(run, space, largest, smallest);
    ent_arena *arena = NULL;
    ent_space *other = NULL;
    ent_status status = ENT_OK;
    if (!ent_space_additive(space) && smallest) {
        arena = ent_arena_new(ent_run_allocator(run));
        other = arena ? turned(arena, space) : NULL;
        if (!other) status = ENT_MEMORY;
    }
    for (size_t i = 0; i < space->parties && status == ENT_OK; i++) {
        ent_wide most, least;
        sum_of_extremes(space, i, &most, &least);
        if (!ent_space_additive(space) && largest) status = extreme(run, space, i, &most);
        if (other && status == ENT_OK) {
            ent_wide turned_least = -least;
            status = extreme(run, other, i, &turned_least);
            least = -turned_least;
        }
        if (largest) largest[i] = most;
        if (smallest) smallest[i] = least;
    }
    ent_arena_free(arena);
    return status;
}

ent_status ent_solver_init(const ent_run *run, const ent_space *space, const ent_frontier *frontier,
                           const double *weights, ent_solver *out) {
    *out = (ent_solver){.space = space, .frontier = frontier};
    for (size_t i = 0; i < space->parties; i++) {
        out->ideal[i] = frontier->utility[i];
        for (size_t k = 1; k < frontier->size; k++) {
            ent_wide utility = frontier->utility[k * frontier->dimensions + i];
            if (utility > out->ideal[i]) out->ideal[i] = utility;
        }
    }
    out->power_exact = ent_powers(weights, space->parties, out->power);
    return ent_space_extremes(run, space, out->largest, NULL);
}
