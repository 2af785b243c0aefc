/* The lens negotiate on made-up cases: what is not in the tables of cli and the oracle: failing memory, threads, other
 * seeds, no agreement. */
#include <entente/entente.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every part that the lens reads: ranges, scale, named options, risk of ranges, path, limits, interactions. */
static const char whole[] =
    "entente: 1\n"
    "id: whole\n"
    "title: Everything at once\n"
    "as_of: 2029-06-01\n"
    "parties: {a: {name: Aland, bargaining_weight: {value: 1, low: 0.5, high: 2}}, b: {name: Bland}}\n"
    "issues:\n"
    "  pay: {name: Payment, unit: {currency: EUR, scale: million, year: 2030}, options: {from: 0, to: 10, step: 1}}\n"
    "  say: {scale: [none, some, full]}\n"
    "  way: {options: [road, rail]}\n"
    "  far: {options: [x, y], same_table: false}\n"
    "preferences:\n"
    "  a:\n"
    "    pay: {weight: {value: 50, low: 40, high: 60}, best: 0, worst: 8}\n"
    "    say: {weight: 30, best: full, worst: none}\n"
    "    way: {weight: 20, values: {road: 0.2, rail: {value: 0.6, low: 0.4, high: 0.9}}}\n"
    "    far: {weight: 9, values: {x: 0, y: 1}}\n"
    "  b:\n"
    "    pay: {weight: 60, best: 10, worst: 0}\n"
    "    say: {weight: {coders: {one: 15, two: 25}}, best: none, worst: full}\n"
    "    way: {weight: 20, values: {road: 1, rail: 0.3}}\n"
    "interactions: [{id: both, party: b, when: {pay: {above: 6}, say: {among: [full]}}, add: -0.1}]\n"
    "no_deal:\n"
    "  a: {path: [{id: now, from: 2029-01-01, outcome: {pay: 6, say: none, way: road}},"
    " {id: gap, from: 2030-01-01, utility: {value: 0.3, low: 0.2, high: 0.4}, per_day: -0.001}]}\n"
    "  b: {utility: 0.2, floor: worst}\n"
    "limits: [{id: top, party: a, issue: pay, at_most: {value: 8, low: 7, high: 9}}]\n"
    "dates: {expires: 2029-12-31}\n";

static ent_case *read_case(const char *text) {
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 20);
    const ent_run run = {.diagnostics = diagnostics};
    ent_case *read = NULL;
    ent_status status = ent_case_parse(&run, "test.yaml", text, strlen(text), NULL, &read);
    for (size_t k = 0; status != ENT_OK && k < ent_diagnostics_size(diagnostics); k++)
        fprintf(stderr, "%s\n", ent_diagnostics_at(diagnostics, k)->message);
    ent_diagnostics_free(diagnostics);
    assert_int_equal(status, ENT_OK);
    return read;
}

static void *make_options(ent_arena *arena, const char *const *pairs) {
    const ent_lens *lens = &ent_lens_negotiate;
    void *options = ent_arena_alloc(arena, lens->options_bytes);
    assert_int_equal(ent_options_defaults(lens->options, lens->options_size, options), ENT_OK);
    for (; pairs && *pairs; pairs += 2)
        assert_int_equal(ent_option_set(lens->options, lens->options_size, options, pairs[0], pairs[1], arena, NULL),
                         ENT_OK);
    return options;
}

static ent_findings *run_lens(const ent_case *source, const ent_run *run, const char *const *pairs) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_findings *findings = NULL;
    assert_int_equal(ent_lens_run(&ent_lens_negotiate, source, make_options(arena, pairs), run, &findings), ENT_OK);
    ent_arena_free(arena);
    return findings;
}

static void fail_each_allocation(const char *const *pairs) {
    ent_case *source = read_case(whole);
    ent_arena *arena = ent_arena_new(NULL);
    void *options = make_options(arena, pairs);
    size_t tried = 0;
    for (size_t n = 0;; n++, tried++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings = NULL;
        ent_status status = ent_lens_run(&ent_lens_negotiate, source, options, &run, &findings);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        ent_findings_free(findings);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
    }
    assert_true(tried > 20);
    ent_arena_free(arena);
    ent_case_free(source);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    const char *const offers[] = {"strategy",    "a=micro:accept=combi",
                                  "strategy",    "b=nice-tit-for-tat",
                                  "repeat",      "5",
                                  "package",     "pay=5,say=some,way=rail",
                                  "reservation", "a=0.3",
                                  NULL};
    const char *const text[] = {"protocol", "single-text", "rounds", "20", NULL};
    fail_each_allocation(offers);
    fail_each_allocation(text);
}

static char *as_json(const ent_findings *findings) {
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
    return out.data;
}

static void threads_change_nothing(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    const char *const pairs[] = {"strategy", "random-walker", "repeat", "500", "breakdown", "0.02", NULL};
    char *texts[3];
    for (unsigned k = 0; k < 3; k++) {
        const ent_run run = {.threads = 1 + 2 * k, .seed = 7};
        ent_findings *findings = run_lens(source, &run, pairs);
        texts[k] = as_json(findings);
        ent_findings_free(findings);
    }
    assert_string_equal(texts[0], texts[1]);
    assert_string_equal(texts[0], texts[2]);
    for (unsigned k = 0; k < 3; k++)
        free(texts[k]);
    ent_case_free(source);
}

/* The first of repeated sessions is the one that a single run shows; shares of its ends add up; the mean lies in its
 * interval. */
static void repetitions_add_up(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    const char *const many[] = {"strategy", "random-walker", "repeat", "400", "rounds", "3", NULL};
    const char *const one[] = {"strategy", "random-walker", "rounds", "3", NULL};
    const ent_run run = {.seed = 3, .rows = 1000};
    ent_findings *all = run_lens(source, &run, many), *single = run_lens(source, &run, one);
    assert_true(ent_findings_number(all, "agreement.round", -1) == ent_findings_number(single, "agreement.round", -1));
    assert_true(ent_findings_number(all, "agreement.utility.a", -1) ==
                ent_findings_number(single, "agreement.utility.a", -1));
    const ent_table *table = ent_findings_find_table(all, "runs");
    double sum = 0, worth = 0;
    for (size_t r = 0; r < table->rows_size; r++) {
        const ent_value *cells = table->cells + r * table->columns_size;
        sum += (double)cells[1].as.integer;
        worth += (double)cells[1].as.integer * cells[3].as.real;
    }
    assert_true(sum == 400);
    const double mean = ent_findings_number(all, "runs.utility.a.mean", -1);
    assert_true(mean > worth / 400 - 1e-9 && mean < worth / 400 + 1e-9);
    assert_true(ent_findings_number(all, "runs.utility.a.low", 2) < mean);
    assert_true(ent_findings_number(all, "runs.utility.a.high", -1) > mean);
    assert_true(ent_findings_number(all, "runs.agreement.low", 2) <=
                ent_findings_number(all, "runs.agreement.rate", -1));
    ent_findings_free(all);
    ent_findings_free(single);
    ent_case_free(source);
}

static void no_agreement_is_a_finding(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    const char *const apart[] = {"reservation", "a=0.95", "reservation", "b=0.95", NULL};
    const char *const beyond[] = {"reservation", "a=1.01", NULL};
    const ent_run run = {0};
    ent_findings *findings = run_lens(source, &run, apart);
    assert_true(ent_findings_number(findings, "agreement.reached", -1) == 0);
    assert_null(ent_findings_find(findings, "agreement.round"));
    assert_string_equal(ent_findings_text(findings, "agreement.ending"), "deadline");
    ent_findings_free(findings);
    findings = run_lens(source, &run, beyond);
    assert_string_equal(ent_findings_text(findings, "agreement.ending"), "nothing to gain");
    assert_non_null(strstr(findings->headline, "Aland would not come to the table"));
    ent_findings_free(findings);
    ent_case_free(source);
}

/* A pie on a grid of quarters. Whatever the round r and the relative time t of the end, what it is worth to a party is
 * multiplied by 0.9^r where its factor counts by the round, by 0.8^t where it counts by the session; for the
 * equilibrium the latter is 0.8^(1/10) a round of nine. */
static void discounts_count_rounds_or_the_session(void **state) {
    (void)state;
    static const char pie[] =
        "entente: 1\nid: pie\ntitle: A pie\n"
        "parties: {a: {discount: 0.9, discount_per: round}, b: {discount: 0.8, discount_per: session}}\n"
        "issues: {share: {options: {from: 0, to: 1}}}\n"
        "preferences: {a: {share: {weight: 1, best: 1, worst: 0}}, b: {share: {weight: 1, best: 0, worst: 1}}}\n"
        "no_deal: {a: {utility: 0}, b: {utility: 0}}\n";
    ent_case *source = read_case(pie);
    const ent_run run = {.metrics_only = true};
    const char *const pairs[] = {"rounds", "9", "grid", "4", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    const double round = ent_findings_number(findings, "agreement.round", NAN);
    const double time = ent_findings_number(findings, "agreement.time", NAN);
    const double a = ent_findings_number(findings, "agreement.utility.a", NAN);
    const double b = ent_findings_number(findings, "agreement.utility.b", NAN);
    assert_true(round > 0 && fabs(a + b - 1) < 1e-12 && fabs(4 * a - nearbyint(4 * a)) < 1e-12);
    assert_true(fabs(ent_findings_number(findings, "agreement.discounted.a", NAN) - a * pow(0.9, round)) < 1e-12);
    assert_true(fabs(ent_findings_number(findings, "agreement.discounted.b", NAN) - b * pow(0.8, time)) < 1e-12);
    assert_true(fabs(ent_findings_number(findings, "equilibrium.discount.b", NAN) - pow(0.8, 0.1)) < 1e-12);
    ent_findings_free(findings);
    const char *const given[] = {"rounds", "9", "grid", "4", "discount", "b=0.5", NULL};
    findings = run_lens(source, &run, given);
    assert_true(fabs(ent_findings_number(findings, "agreement.discounted.b", NAN) - b * pow(0.5, round)) < 1e-12);
    ent_findings_free(findings);
    ent_case_free(source);
}

/* Utilities of 0, 1/2 and 1 bent by r: (1 - e^(-r/2)) / (1 - e^(-r)) in the middle. */
static void attitudes_to_risk_bend_what_strategies_see(void **state) {
    (void)state;
    static const char split[] =
        "entente: 1\nid: split\ntitle: A split\n"
        "parties: {a: {risk: 2}, b: {}}\n"
        "issues: {share: {options: {from: 0, to: 1, step: 0.5}}}\n"
        "preferences: {a: {share: {weight: 1, best: 1, worst: 0}}, b: {share: {weight: 1, best: 0, worst: 1}}}\n"
        "no_deal: {a: {utility: 0}, b: {utility: 0}}\n";
    ent_case *source = read_case(split);
    const ent_run run = {.metrics_only = true};
    const char *const pairs[] = {"package", "share=0.5", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    const double wanted = (1 - exp(-1)) / (1 - exp(-2));
    assert_true(fabs(ent_findings_number(findings, "package.utility.a", NAN) - wanted) < 1e-12);
    assert_true(fabs(ent_findings_number(findings, "package.utility.b", NAN) - 0.5) < 1e-12);
    ent_findings_free(findings);
    ent_case_free(source);
}

/* A pie between one that is averse to risk by r and one that is not, with the same factor D a round: the first offers
 * x, the second y with 1 - x = D (1 - y) and u(y) = D u(x), u(s) = (1 - e^(-rs)) / (1 - e^(-r)) (Rubinstein 1982). */
static void equilibrium_of_a_party_averse_to_risk(void **state) {
    (void)state;
    static const char pie[] =
        "entente: 1\nid: pie\ntitle: A pie\nparties: {a: {risk: 2}, b: {}}\n"
        "issues: {share: {options: {from: 0, to: 1}}}\n"
        "preferences: {a: {share: {weight: 1, best: 1, worst: 0}}, b: {share: {weight: 1, best: 0, worst: 1}}}\n"
        "no_deal: {a: {utility: 0}, b: {utility: 0}}\n";
    const double factor = 0.9, r = 2;
    double low = 0, high = 1;
    for (int k = 0; k < 60; k++) {
        const double x = (low + high) / 2, y = 1 - (1 - x) / factor;
        const double more = expm1(-r * y) / expm1(-r) - factor * expm1(-r * x) / expm1(-r);
        *(more > 0 ? &high : &low) = x;
    }
    ent_case *source = read_case(pie);
    const ent_run run = {.metrics_only = true};
    const char *const pairs[] = {"repeat", "0", "grid", "1000", "discount", "a=0.9", "discount", "b=0.9", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    const double a = ent_findings_number(findings, "equilibrium.rubinstein.utility.a", NAN);
    const double b = ent_findings_number(findings, "equilibrium.rubinstein.utility.b", NAN);
    assert_true(fabs(a - expm1(-r * low) / expm1(-r)) < 1e-4);
    assert_true(fabs(b - (1 - low)) < 1e-4);
    ent_findings_free(findings);
    ent_case_free(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(repetitions_add_up),
        cmocka_unit_test(no_agreement_is_a_finding),
        cmocka_unit_test(discounts_count_rounds_or_the_session),
        cmocka_unit_test(attitudes_to_risk_bend_what_strategies_see),
        cmocka_unit_test(equilibrium_of_a_party_averse_to_risk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
