/* Projects: what a case says about them, key by key; and formulas of quantities. */
#include "case/polynomial.h"
#include "given.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static given sketch(void) {
    char path[1024];
    char *text = NULL;
    size_t size = 0;
    snprintf(path, sizeof path, "%s/projects/case.yaml", getenv("ENTENTE_CASE_TESTS"));
    assert_int_equal(ent_file_read(ent_allocator_default(), path, 1 << 20, &text, &size, NULL), ENT_OK);
    given g = give_whole(text, size, NULL);
    ent_free(ent_allocator_default(), text);
    tell(&g);
    assert_non_null(g.c);
    assert_int_equal(ent_diagnostics_size(g.diagnostics), 0);
    return g;
}

static const ent_project *project(const given *g, const char *id) {
    for (size_t i = 0; i < g->c->projects_size; i++)
        if (strcmp(g->c->projects[i].id, id) == 0) return &g->c->projects[i];
    fail_msg("no project %s", id);
    abort(); /* not reached; the compiler does not know */
}

static void is(const ent_number *number, int64_t num, int64_t den) {
    assert_true(number->set && number->exact);
    assert_int_equal(number->ratio.num, num);
    assert_int_equal(number->ratio.den, den);
}

/* The number of a party in a map. */
static const ent_number *of(const given *g, const ent_party_numbers *numbers, const char *party) {
    for (size_t i = 0; i < numbers->size; i++)
        if (numbers->rows[i].party == ent_case_party(g->c, party)) return &numbers->rows[i].value;
    fail_msg("nothing for %s", party);
    abort();
}

static void costs_are_read(void **state) {
    (void)state;
    given g = sketch();
    const ent_project *radar = project(&g, "radar"), *runway = project(&g, "runway");
    assert_string_equal(radar->kind, "cost");
    assert_int_equal(radar->provenance->basis, ENT_JUDGED);
    assert_int_equal(radar->components_size, 3);
    is(&radar->components[1].cost, 90, 1);
    is(&radar->components[1].unit_cost, 5, 2);
    is(of(&g, &radar->components[1].units, "south"), 10, 1);
    assert_false(radar->components[2].cost.set);
    assert_int_equal(radar->components[2].cost.ratio.den, 1); /* 0, for sums */
    is(&radar->components[2].unit_cost, 1, 3);
    is(of(&g, &radar->in_kind, "isle"), 5, 1);
    is(of(&g, &radar->priority, "north"), 2, 1);
    assert_int_equal(radar->channels_size, 2);
    assert_int_equal(radar->channels[1].members[1], ent_case_party(g.c, "isle"));
    assert_int_equal(radar->unions_size, 1);
    assert_string_equal(project(&g, "dam")->table, "dam.csv");
    is(of(&g, &runway->needs, "south"), 20, 1);
    is(of(&g, &runway->units, "south"), 1, 2);
    drop(&g);
}

static void coalitions_and_networks_are_read(void **state) {
    (void)state;
    given g = sketch();
    const ent_project *bridge = project(&g, "bridge"), *grid = project(&g, "grid"), *market = project(&g, "market");
    assert_int_equal(bridge->missing, ENT_MISSING_ZERO);
    assert_int_equal(bridge->coalitions_size, 2);
    is(&bridge->coalitions[0].value, -1, 1);
    assert_non_null(bridge->coalitions[1].node);
    assert_int_equal(bridge->impossible_size, 1);
    assert_int_equal(grid->links_size, 2);
    assert_int_equal(grid->links[0].from, ENT_SUPPLY);
    assert_int_equal(grid->links[0].to, ent_case_party(g.c, "north"));
    is(&grid->links[1].value, 4, 1);
    assert_string_equal(market->kind, "value"); /* by itself */
    assert_int_equal(market->pairs_size, 2);
    assert_int_equal(market->pairs[1].from, ent_case_party(g.c, "isle"));
    is(&market->pairs[1].value, 8, 1);
    drop(&g);
}

/* (q1+f)^2/4 - q*q1/2 + 3q - q/2, worked out by hand: q1^2/4 + q1*f/2 + f^2/4 - q*q1/2 + 5q/2. */
static void quantities_are_read(void **state) {
    (void)state;
    static const struct {
        unsigned q, north, flood;
        int64_t num, den;
    } terms[] = {{1, 1, 0, -1, 2}, {0, 2, 0, 1, 4}, {0, 1, 1, 1, 2}, {0, 0, 2, 1, 4}, {1, 0, 0, 5, 2}};
    given g = sketch();
    const ent_cost_function *water = &project(&g, "water")->cost_function,
                            *power = &project(&g, "power")->cost_function;
    assert_true(water->set && power->set);
    is(&water->fixed, 10, 1);
    assert_int_equal(water->terms_size, 5);
    for (size_t i = 0; i < 5; i++) {
        is(&water->terms[i].coefficient, terms[i].num, terms[i].den);
        assert_int_equal(water->terms[i].coefficient.slot, UINT32_MAX);
        assert_int_equal(water->terms[i].power, terms[i].q);
        assert_int_equal(water->terms[i].powers[0], terms[i].north);
        assert_int_equal(water->terms[i].powers[1], terms[i].flood);
    }
    assert_int_equal(power->points_size, 3);
    is(&power->points[1].cost, 50, 1);
    assert_int_equal(power->fixed.ratio.den, 1);
    drop(&g);
}

static void claims_and_votes_are_read(void **state) {
    (void)state;
    given g = sketch();
    const ent_project *debt = project(&g, "debt"), *votes = project(&g, "votes");
    is(&debt->amount, 100, 1);
    is(of(&g, &debt->claims, "south"), 200, 1);
    is(of(&g, &debt->paid, "north"), 40, 1);
    assert_string_equal(votes->kind, "value");
    is(&votes->quota, 50, 1);
    assert_true(votes->above_quota);
    is(of(&g, &votes->weights, "isle"), 1, 1);
    drop(&g);
}

static void keys_are_read(void **state) {
    (void)state;
    given g = sketch();
    const ent_project *upkeep = project(&g, "upkeep");
    assert_int_equal(upkeep->keys_size, 4);
    const ent_key *economy = &upkeep->keys[0], *mixed = &upkeep->keys[1], *agreed = &upkeep->keys[2];
    const ent_key *new = &upkeep->keys[3];
    assert_string_equal(economy->name, "By economy");
    assert_true(economy->ceiling_next_largest && economy->rounded && !mixed->rounded);
    assert_int_equal(economy->year, 2020);
    assert_int_equal(economy->decimals, 4);
    assert_int_equal(economy->rounding, ENT_SAINTE_LAGUE);
    is(&economy->floor, 1, 100);
    assert_int_equal(mixed->parts_size, 2);
    assert_string_equal(mixed->parts[1].by, "units");
    is(&mixed->parts[1].weight, 2, 1);
    assert_int_equal(mixed->parts[1].year, 2021);
    is(of(&g, &agreed->shares, "isle"), 1, 3);
    is(&agreed->ceiling, 1, 2);
    is(of(&g, &new->before, "north"), 3, 5);
    is(&new->limits.rise, 1, 10);
    is(&new->limits.fall, 1, 5);
    is(&new->limits.points, 1, 50);
    assert_int_equal(new->phase_from, 2021);
    assert_int_equal(new->phase_to, 2024);
    assert_int_equal(new->rounding, ENT_LARGEST_REMAINDER);
    assert_true(upkeep->recoupment.set && !project(&g, "dam")->recoupment.set);
    is(&upkeep->recoupment.cost, 344, 1);
    is(of(&g, &upkeep->recoupment.paid, "south"), 144, 1);
    is(of(&g, &upkeep->recoupment.units, "isle"), 30, 1);
    drop(&g);
}

/* ---- formulas ---- */

enum { QUANTITIES = 3 };
static const char *const ids[QUANTITIES] = {"north", "flood-control", "3rd"};

/* A random formula and, beside it, its value at a point: no polynomial is ever put together here. */
static double grow(ent_random *random, const double at[QUANTITIES], int depth, ent_arena *arena, const char **out) {
    static const char *const names[] = {"q", "north", "q2", "flood-control", "'3rd'", "q3", "q1"};
    const double values[] = {at[0] + at[1] + at[2], at[0], at[1], at[1], at[2], at[2], at[0]};
    size_t pick = (size_t)ent_random_below(random, depth == 0 ? 2 : 7);
    if (pick == 0) {
        unsigned number = (unsigned)ent_random_below(random, 9);
        *out = ent_arena_printf(arena, "%u.50", number);
        return number + 0.5;
    }
    if (pick == 1) {
        size_t which = (size_t)ent_random_below(random, 7);
        *out = names[which];
        return values[which];
    }
    const char *left, *right;
    double a = grow(random, at, depth - 1, arena, &left);
    if (pick == 5) {
        *out = ent_arena_printf(arena, "(-%s)^2/4", left);
        return a * a / 4;
    }
    if (pick == 6) {
        *out = ent_arena_printf(arena, "- %s", left);
        return -a;
    }
    double b = grow(random, at, depth - 1, arena, &right);
    *out = ent_arena_printf(arena, pick == 2 ? "(%s + %s)" : pick == 3 ? "(%s - %s)" : "%s * %s", left, right);
    return pick == 2 ? a + b : pick == 3 ? a - b : a * b;
}

static double at_point(const ent_cost_term *terms, size_t size, const double at[QUANTITIES]) {
    double sum = 0;
    for (size_t i = 0; i < size; i++) {
        double term = ent_ratio_value(terms[i].coefficient.ratio) * pow(at[0] + at[1] + at[2], terms[i].power);
        for (size_t k = 0; k < QUANTITIES; k++)
            term *= pow(at[k], terms[i].powers[k]);
        sum += term;
    }
    return sum;
}

static void formulas_have_their_values(void **state) {
    (void)state;
    size_t tried = 0;
    for (uint64_t seed = 0; seed < 400; seed++) {
        ent_random random = ent_random_stream(77, seed);
        const double at[QUANTITIES] = {(double)ent_random_below(&random, 5), (double)ent_random_below(&random, 5) - 2,
                                       (double)ent_random_below(&random, 5) / 2};
        ent_arena *arena = ent_arena_new(NULL);
        const char *text;
        double expected = grow(&random, at, 3, arena, &text);
        ent_cost_term *terms;
        size_t size = 0;
        ent_polynomial_problem problem;
        if (!ent_polynomial_read(text, ids, QUANTITIES, arena, &terms, &size, &problem)) {
            assert_int_equal(problem.fault, ENT_POLYNOMIAL_SIZE); /* powers or digits */
        } else {
            double got = at_point(terms, size, at);
            if (fabs(got - expected) > 1e-9 * (1 + fabs(expected))) fail_msg("%s: %g, not %g", text, got, expected);
            for (size_t i = 0; i < size; i++)
                assert_true(terms[i].coefficient.ratio.num != 0);
            tried++;
        }
        ent_arena_free(arena);
    }
    assert_true(tried > 300);
}

/* As arithmetic has it: powers bind before signs, products before sums, from the left. */
static void signs_bind_as_usual(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value;
    } rows[] = {{"-q1^2", -4},      {"2-3-4", -5},   {"12/2/3", 2},           {"1/3*q1*3", 2}, {"2*-q1", -4},
                {"q1-q2", -1},      {"q1 -q2", -1},  {"north-q2", -1},        {"q-1", 8},      {"1e1*q1", 20},
                {"q^0", 1},         {"((q1))", 2},   {"flood-control-q1", 1}, {"q1*'3rd'", 8}, {"2.5e-1*q3", 1},
                {"0*q^20 + q1", 2}, {"(q1-q1)^3", 0}};
    static const double at[QUANTITIES] = {2, 3, 4};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ent_arena *arena = ent_arena_new(NULL);
        ent_cost_term *terms;
        size_t size = 0;
        ent_polynomial_problem problem;
        if (!ent_polynomial_read(rows[i].text, ids, QUANTITIES, arena, &terms, &size, &problem))
            fail_msg("%s: %s", rows[i].text, problem.message);
        double got = at_point(terms, size, at);
        if (fabs(got - rows[i].value) > 1e-12) fail_msg("%s: %g, not %g", rows[i].text, got, rows[i].value);
        ent_arena_free(arena);
    }
}

static void the_place_in_a_formula_is_told(void **state) {
    (void)state;
    static const struct {
        const char *text;
        ent_polynomial_fault fault;
        size_t at;
    } rows[] = {
        {"", ENT_POLYNOMIAL_SYNTAX, 1},      {"q +", ENT_POLYNOMIAL_SYNTAX, 4},      {"é", ENT_POLYNOMIAL_SYNTAX, 1},
        {"q * é", ENT_POLYNOMIAL_SYNTAX, 5}, {"q + 'nord'", ENT_POLYNOMIAL_NAME, 5}, {"(q", ENT_POLYNOMIAL_SYNTAX, 3},
        {"q)", ENT_POLYNOMIAL_SYNTAX, 2},    {"q4", ENT_POLYNOMIAL_NAME, 1},         {"q + q0", ENT_POLYNOMIAL_NAME, 5},
        {"3rd", ENT_POLYNOMIAL_SYNTAX, 2},   {"q^-1", ENT_POLYNOMIAL_SYNTAX, 3},     {"'3rd", ENT_POLYNOMIAL_SYNTAX, 1},
        {"9e99*q", ENT_POLYNOMIAL_SIZE, 1},  {"q/0", ENT_POLYNOMIAL_SYNTAX, 4}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ent_arena *arena = ent_arena_new(NULL);
        ent_cost_term *terms;
        size_t size;
        ent_polynomial_problem problem;
        assert_false(ent_polynomial_read(rows[i].text, ids, QUANTITIES, arena, &terms, &size, &problem));
        if (problem.fault != rows[i].fault || problem.at != rows[i].at)
            fail_msg("%s: %s at %zu", rows[i].text, problem.message, problem.at);
        ent_arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(costs_are_read),      cmocka_unit_test(coalitions_and_networks_are_read),
        cmocka_unit_test(quantities_are_read), cmocka_unit_test(claims_and_votes_are_read),
        cmocka_unit_test(keys_are_read),       cmocka_unit_test(formulas_have_their_values),
        cmocka_unit_test(signs_bind_as_usual), cmocka_unit_test(the_place_in_a_formula_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
