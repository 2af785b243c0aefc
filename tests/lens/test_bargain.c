/* The lens bargain on made-up cases: what is not in the tables of cli and the oracle: failing memory, draws, threads,
 * the grid, no agreement. */
#include <entente/entente.h>

#include "space/model.h"
#include "space/solve.h"

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
    const ent_lens *lens = &ent_lens_bargain;
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
    assert_int_equal(ent_lens_run(&ent_lens_bargain, source, make_options(arena, pairs), run, &findings), ENT_OK);
    ent_arena_free(arena);
    return findings;
}

/* A table, interactions without weights, a continuous issue, an attitude to risk. */
static const char linked[] =
    "entente: 1\n"
    "id: linked\n"
    "title: Linked\n"
    "parties: {a: {name: Aland, risk: {value: 1, low: 0.5, high: 2}}, b: {name: Bland}}\n"
    "issues:\n"
    "  pay: {options: {from: 0, to: 1}}\n"
    "  say: {scale: [none, some, full]}\n"
    "  way: {options: [road, rail]}\n"
    "preferences:\n"
    "  a: {pay: {weight: 60, best: 0, worst: 1}, say: {weight: 40, best: full, worst: none}}\n"
    "  b: {}\n"
    "interactions:\n"
    "  - {party: a, issues: [way, say], values: {rail: {full: 0.2, some: {value: -0.1, low: -0.2, high: 0.1}}}}\n"
    "  - {party: b, when: {pay: {at_least: 1/3}}, add: {value: 0.5, low: 0.4, high: 0.6}}\n"
    "  - {party: b, when: {pay: {above: 0.7}, say: [none, some]}, add: 0.3}\n"
    "no_deal: {a: {outcome: {pay: 0.955, say: none, way: rail}}, b: {utility: 0.1}}\n";

/* Three parties: groups, a lottery of three packages, a red line that leaves with its party. */
static const char three[] =
    "entente: 1\n"
    "id: three\n"
    "title: Three at a table\n"
    "parties: {a: {}, b: {}, c: {}}\n"
    "issues: {pie: {options: [for-a, for-b, for-c, poor]}, say: {options: [none, some, full]}}\n"
    "preferences:\n"
    "  a: {pie: {weight: 80, values: {for-a: 1, for-b: 0, for-c: 0, poor: 0.1}}, say: {weight: 20, values: {none: 0, "
    "some: 1, full: 0}}}\n"
    "  b: {pie: {weight: 80, values: {for-a: 0, for-b: 1, for-c: 0, poor: 0.1}}, say: {weight: 20, values: {none: 0, "
    "some: 1, full: 0}}}\n"
    "  c: {pie: {weight: 80, values: {for-a: 0, for-b: 0, for-c: 1, poor: 0.1}}, say: {weight: 20, values: {none: 0, "
    "some: 0.5, full: 1}}}\n"
    "no_deal: {a: {utility: 0}, b: {utility: 0}, c: {utility: 0}}\n"
    "limits: [{id: not-full, party: a, issue: say, not: [full]}]\n";

static void fail_each(const char *text, const char *const *pairs) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    void *options = make_options(arena, pairs);
    size_t tried = 0;
    for (size_t n = 0;; n++, tried++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings = NULL;
        ent_status status = ent_lens_run(&ent_lens_bargain, source, options, &run, &findings);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        ent_findings_free(findings);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
    }
    assert_true(tried > 50);
    ent_arena_free(arena);
    ent_case_free(source);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    static const char *const pairs[] = {"draws", "3", "package", "pay=5,say=some,way=rail", NULL};
    static const char *const gridded[] = {"draws", "2", "grid", "10", "package", "pay=0.33,say=some,way=rail", NULL};
    fail_each(whole, pairs);
    fail_each(linked, gridded);
    /* every trial of a weight solves the case again: a small one for these */
    static const char *const weights[] = {"draws", "0", "break-even", "yes", NULL};
    fail_each("entente: 1\nid: small\ntitle: Small\nparties: {a: {}}\n"
              "issues: {x: {options: [1, 2]}, y: {options: [p, q]}}\n"
              "preferences: {a: {x: {weight: 2, best: 1, worst: 2}, y: {weight: 1, values: {p: 0, q: 1}}}}\n"
              "no_deal: {a: {utility: 0.1}}\n",
              weights);
    const char *const group[] = {"package", "pie=poor,say=some", NULL};
    fail_each(three, group);
}

/* By hand: with `some` in every package worth having, a gets 0.2 + 0.8 of the pie, c 0.1 + 0.8 (none and poor are
 * worse). A lottery (p, q, r) with gains 0.8 p + 0.2, 0.8 q + 0.2, 0.8 r + 0.1: the largest product has them equal, at
 * (0.8 + 0.5) / 3 = 0.4333: chances 0.2917, 0.2917, 0.4167. */
static void three_at_a_table(void **state) {
    (void)state;
    ent_case *source = read_case(three);
    const ent_run run = {0};
    const char *const pairs[] = {"package", "pie=for-a,say=some", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    static const struct {
        const char *key;
        double value;
    } wanted[] = {
        {"nash-lottery.packages", 3},
        {"nash-lottery.utility.a", 1.3 / 3},
        {"nash-lottery.utility.b", 1.3 / 3},
        {"nash-lottery.utility.c", 1.3 / 3},
        {"nash.utility.c", 0.9}, /* (1, 0.2, 0.1) and (0.2, 1, 0.1) have a product of 0.02, (0.2, 0.2, 0.9) of 0.036 */
        {"package.coalitions.size", 3},
        {"package.coalitions.better", 1}, /* b and c can both gain from any package but a's; a has its best */
        {"without.a.frontier", 4},        /* (1, 0.1), (0.2, 0.9) and, as a's red line goes, (0.8, 0.2), (0, 1) */
    };
    for (size_t k = 0; k < sizeof wanted / sizeof wanted[0]; k++)
        assert_true(fabs(ent_findings_number(findings, wanted[k].key, NAN) - wanted[k].value) < 1e-9);
    ent_findings_free(findings);
    const ent_run metrics = {.metrics_only = true};
    findings = run_lens(source, &metrics, pairs);
    assert_true(fabs(ent_findings_number(findings, "without.a.frontier", NAN) - 4) < 1e-12);
    ent_findings_free(findings);
    ent_case_free(source);
}

static char *as_json(const ent_findings *findings) {
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
    return out.data;
}

static void same_with_threads(const char *text) {
    ent_case *source = read_case(text);
    const char *const pairs[] = {"draws", "200", "break-even", "yes", NULL};
    char *texts[3];
    const unsigned threads[] = {1, 2, 5};
    for (size_t k = 0; k < 3; k++) {
        const ent_run run = {.threads = threads[k], .seed = 7};
        ent_findings *findings = run_lens(source, &run, pairs);
        texts[k] = as_json(findings);
        ent_findings_free(findings);
    }
    assert_string_equal(texts[0], texts[1]);
    assert_string_equal(texts[0], texts[2]);
    for (size_t k = 0; k < 3; k++)
        ent_free(NULL, texts[k]);
    ent_case_free(source);
}

static void threads_change_nothing(void **state) {
    (void)state;
    same_with_threads(whole);
    same_with_threads(linked);
}

/* A "draw" of the numbers as given must give what the exact way gives. */
static void draws_agree_with_fractions(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    ent_arena *arena = ent_arena_new(NULL);
    const ent_run run = {0};
    ent_model *model = NULL;
    ent_space *exact = NULL, *drawn = NULL;
    double *values = ent_arena_array(arena, source->slots_size, sizeof *values);
    for (size_t s = 0; s < source->slots_size; s++)
        values[s] = source->slots[s].value;
    assert_int_equal(ent_model_make(&run, source, NULL, arena, &model), ENT_OK);
    assert_int_equal(ent_model_space(&run, model, arena, &exact), ENT_OK);
    assert_int_equal(ent_model_draw(&run, model, values, arena, &drawn), ENT_OK);
    assert_true(exact->exact);
    for (size_t i = 0; i < exact->parties; i++) {
        for (size_t flat = 0; flat < exact->total; flat++) {
            double a = ent_wide_ratio(exact->terms[i * exact->total + flat], exact->denominator[i]);
            double b = ent_wide_ratio(drawn->terms[i * exact->total + flat], drawn->denominator[i]);
            assert_true(fabs(a - b) < 1e-14);
        }
        double a = ent_wide_ratio(exact->no_deal[i], exact->denominator[i]);
        double b = ent_wide_ratio(drawn->no_deal[i], drawn->denominator[i]);
        assert_true(fabs(a - b) < 1e-14);
    }
    assert_memory_equal(exact->allowed, drawn->allowed, exact->total * sizeof *exact->allowed);
    ent_arena_free(arena);
    ent_case_free(source);
}

/* Worked by hand. On 2030-01-01 no deal is worth 0.3 to a; its weights at this table are 50, 30, 20. The best package
 * for a is 0, full, rail: 0.5 + 0.3 + 0.12; b then has 0.06 and refuses (0.2; its worst feasible is above no floor). */
static void values_by_hand(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    const ent_run run = {0};
    const char *const pairs[] = {"draws", "0", "package", "pay=0,say=full,way=rail", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    assert_true(fabs(ent_findings_number(findings, "package.utility.a", 9) - 0.92) < 1e-15);
    assert_true(fabs(ent_findings_number(findings, "package.utility.b", 9) - 0.06) < 1e-15);
    assert_true(fabs(ent_findings_number(findings, "no_deal.a", 9) - 0.3) < 1e-15);
    assert_true(fabs(ent_findings_number(findings, "no_deal.b", 9) - 0.2) < 1e-15);
    assert_true(ent_findings_number(findings, "package.accepted.a", 9) == 1);
    assert_true(ent_findings_number(findings, "package.accepted.b", 9) == 0);
    assert_true(ent_findings_number(findings, "space.outcomes", 0) == 66);
    assert_true(ent_findings_number(findings, "space.feasible", 0) == 54);
    assert_string_equal(ent_findings_text(findings, "recommended.rule"), "weighted-nash");
    assert_non_null(ent_findings_find_table(findings, "no_deal_over_time"));
    assert_non_null(ent_findings_find_table(findings, "offers"));
    ent_findings_free(findings);
    const char *const later[] = {"draws", "0", "at", "2030-01-11", NULL};
    findings = run_lens(source, &run, later);
    assert_true(fabs(ent_findings_number(findings, "no_deal.a", 9) - 0.29) < 1e-15);
    ent_findings_free(findings);
    const char *const before[] = {"draws", "0", "at", "2029-07-01", "tables", "all", NULL};
    findings = run_lens(source, &run, before); /* the outcome says nothing of `far`: 0; weights now add up to 109 */
    assert_true(fabs(ent_findings_number(findings, "no_deal.a", 9) - (50 * 0.25 + 20 * 0.2) / 109) < 1e-15);
    assert_true(ent_findings_number(findings, "space.outcomes", 0) == 132);
    ent_findings_free(findings);
    ent_case_free(source);
}

static const char risky[] =
    "entente: 1\n"
    "id: risky\n"
    "title: Risk and long decimals\n"
    "parties: {a: {}, b: {}}\n"
    "issues: {pay: {options: {from: 0, to: 4, step: 1}}, way: {options: [x, y]}}\n"
    "preferences:\n"
    "  a: {pay: {weight: 1, best: 4, worst: 0, risk: 1.5}, way: {weight: 1, values: {x: 0, y: 1}}}\n"
    "  b: {pay: {weight: 0.123456789012345678, best: 0, worst: 4},"
    " way: {weight: 1, values: {x: 1, y: 0}}}\n";

static void risk_bends_values(void **state) {
    (void)state;
    ent_case *source = read_case(risky);
    const ent_run run = {0};
    const char *const pairs[] = {"draws", "0", "package", "pay=1,way=x", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    const double wanted = 0.5 * (1 - exp(-1.5 * 0.25)) / (1 - exp(-1.5));
    assert_true(fabs(ent_findings_number(findings, "package.utility.a", 9) - wanted) < 1e-15);
    const double weight = 0.123456789012345678;
    assert_true(fabs(ent_findings_number(findings, "package.utility.b", 9) - (weight * 0.75 + 1) / (weight + 1)) <
                1e-15);
    ent_findings_free(findings);
    ent_case_free(source);
}

static const char apart[] = "entente: 1\n"
                            "id: apart\n"
                            "title: Too far apart\n"
                            "parties: {a: {}, b: {}, c: {}}\n"
                            "issues: {pay: {options: {from: 0, to: 10, step: 1}}}\n"
                            "preferences:\n"
                            "  a: {pay: {weight: 1, best: 0, worst: 10}}\n"
                            "  b: {pay: {weight: 1, best: 10, worst: 0}}\n"
                            "  c: {pay: {weight: 1, ideal: 5}}\n"
                            "no_deal: {a: {utility: 0.75}, b: {utility: 0.45}, c: {utility: 0.1}}\n"
                            "limits: [{id: free, party: c, issue: pay, at_least: 1}]\n";

/* a accepts up to 2, b from 5: they exclude each other, c and its red line have no part in it. Halfway, at 3 or 4, one
 * of them lacks 0.15: at 4 a has 0.6 of 0.75. */
static void no_agreement_is_a_finding(void **state) {
    (void)state;
    ent_case *source = read_case(apart);
    const ent_run run = {0};
    ent_findings *findings = run_lens(source, &run, NULL);
    assert_true(ent_findings_number(findings, "space.rational", 9) == 0);
    assert_true(ent_findings_number(findings, "pareto.size", 9) == 0);
    assert_true(ent_findings_number(findings, "conflict.no_deals", 9) == 2);
    assert_true(ent_findings_number(findings, "conflict.red_lines", 9) == 0);
    assert_true(fabs(ent_findings_number(findings, "conflict.shortfall", 9) - 0.15) < 1e-15);
    assert_null(ent_findings_find(findings, "nash.utility.a"));
    assert_non_null(strstr(findings->headline, "No package can be signed"));
    const ent_table *conflict = ent_findings_find_table(findings, "conflict");
    assert_int_equal(conflict->rows_size, 2);
    ent_findings_free(findings);
    ent_case_free(source);
}

/* a accepts up to x = 0.3, b from 0.6; a's utility 1 - x and no deal 0.7 are bent by r = 1. With x in steps of 0.1 the
 * smallest larger shortfall: at 0.4 a lacks (e^-0.6 - e^-0.7) / (1 - e^-1) = 0.0826, b lacks 0.2; at 0.5 a lacks
 * (e^-0.5 - e^-0.7) / (1 - e^-1) = 0.1739, b 0.1; at 0.6 a lacks (e^-0.4 - e^-0.7) / (1 - e^-1) = 0.2748. */
static void shortfalls_are_bent(void **state) {
    (void)state;
    ent_case *source = read_case("entente: 1\nid: far\ntitle: Far\nparties: {a: {name: A, risk: 1}, b: {name: B}}\n"
                                 "issues: {x: {options: {from: 0, to: 1, step: 0.1}}}\n"
                                 "preferences:\n  a: {x: {weight: 1, best: 0, worst: 1}}\n"
                                 "  b: {x: {weight: 1, best: 1, worst: 0}}\n"
                                 "no_deal: {a: {utility: 0.7}, b: {utility: 0.6}}\n");
    const ent_run run = {0};
    ent_findings *findings = run_lens(source, &run, NULL);
    const double all = 1 - exp(-1);
    assert_true(fabs(ent_findings_number(findings, "conflict.shortfall", 9) - (exp(-0.5) - exp(-0.7)) / all) < 1e-12);
    assert_true(fabs(ent_findings_number(findings, "conflict.nearest.x", 9) - 0.5) < 1e-12);
    assert_true(fabs(ent_findings_number(findings, "no_deal.a", 9) - (1 - exp(-0.7)) / all) < 1e-12);
    assert_true(fabs(ent_findings_number(findings, "no_deal.b", 9) - 0.6) < 1e-12);
    ent_findings_free(findings);
    ent_case_free(source);
}

static void packages_must_be_whole(void **state) {
    (void)state;
    static const struct {
        const char *package, *id;
    } rows[] = {{"pay=5,way=rail", "U-BARGAIN-0001"}, {"pay=500,say=some,way=rail", "U-CASE-0003"}};
    ent_case *source = read_case(whole);
    for (size_t k = 0; k < 2; k++) {
        ent_arena *arena = ent_arena_new(NULL);
        ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 5);
        const ent_run run = {.diagnostics = diagnostics};
        const char *const pairs[] = {"package", rows[k].package, NULL};
        ent_findings *findings = NULL;
        assert_int_equal(ent_lens_run(&ent_lens_bargain, source, make_options(arena, pairs), &run, &findings),
                         ENT_USAGE);
        assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, rows[k].id);
        ent_diagnostics_free(diagnostics);
        ent_arena_free(arena);
    }
    ent_case_free(source);
}

static ent_case *read_islands(void) {
    char path[1024];
    snprintf(path, sizeof path, "%s/two-islands/case.yaml", getenv("ENTENTE_CASES"));
    const ent_run run = {0};
    ent_case *read = NULL;
    assert_int_equal(ent_case_read(&run, path, NULL, &read), ENT_OK);
    return read;
}

static void close_to(const ent_findings *findings, const char *key, double wanted) {
    const double got = ent_findings_number(findings, key, NAN);
    if (!(fabs(got - wanted) < 1e-12)) fail_msg("%s is %.17g, should be %.17g", key, got, wanted);
}

/* Worked by hand from the weights of the case. A thousand of the payment is worth 55/80 of a hundredth to Tern and
 * 45/60 to Skua; a seat 7.5 and 15 hundredths. Of the packages with both seats, inflation up to 3 and 4 years, Tern has
 * 0.505 or more from 124 on (0.512) and Skua 0.55 or more up to 132. */
static void steps_and_counter_offers_by_hand(void **state) {
    (void)state;
    ent_case *source = read_islands();
    const ent_run run = {0};
    const char *const pairs[] = {"draws", "0", "package", "payment=112,growth=inflation-up-to-3,term=4,crew=one", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    close_to(findings, "worth.payment.up.tern", 0.55 * 10 / 80);
    close_to(findings, "worth.crew.up.tern", -0.075);
    close_to(findings, "price.crew.up.tern", -7.5 * 80 / 55);
    close_to(findings, "price.crew.up.skua", 15.0 * 60 / 45);
    close_to(findings, "price.growth.frozen.tern", -16.0 * 80 / 55);
    close_to(findings, "counter.tern.outcome.payment", 124);
    close_to(findings, "counter.tern.utility.skua", 0.61);
    close_to(findings, "counter_near.tern.outcome.payment", 122);
    close_to(findings, "counter.skua.outcome.payment", 132);
    close_to(findings, "settlement.size", 5);
    close_to(findings, "settlement.most.tern", 0.0625);
    close_to(findings, "settlement.most.skua", 0.06);
    assert_null(ent_findings_find_table(findings, "smallest_change"));
    ent_findings_free(findings);
    ent_case_free(source);
}

/* At 120 Skua has 15 + 15 = 0.30, its no-deal value; Tern then has 27.5 + 15, and had 48.125 + 15. Apart, Tern's no
 * deal of 0.35 is spread over stakes of 41.25, 20, 10 and 15; on the payment that is 16.74, and 13.5 of Skua's 30: the
 * product is largest at 114. */
static void changes_and_linking_by_hand(void **state) {
    (void)state;
    ent_case *source = read_islands();
    const ent_run run = {0};
    const char *const pairs[] = {"draws", "0", "package", "payment=150,growth=frozen,term=2,crew=none", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    close_to(findings, "smallest_change.skua.issues", 1);
    close_to(findings, "smallest_change.skua.outcome.payment", 120);
    close_to(findings, "smallest_change.skua.cost", 0.20625);
    close_to(findings, "smallest_change.all.issues", 1);
    assert_null(ent_findings_find(findings, "smallest_change.tern.issues"));
    close_to(findings, "linkage.outcome.payment", 114);
    close_to(findings, "linkage.separate.tern", 0.51875);
    close_to(findings, "linkage.gain.tern", 0.04875);
    close_to(findings, "linkage.separate.skua", 0.535);
    close_to(findings, "linkage.gain.skua", 0.015);
    ent_findings_free(findings);
    ent_case_free(source);
}

/* A single weight can be moved to any size: it is divided by itself. */
static void one_party_and_one_issue(void **state) {
    (void)state;
    ent_case *source = read_case("entente: 1\nid: one\ntitle: One\nparties: {a: {}}\n"
                                 "issues: {pay: {options: {from: 0, to: 4, step: 1}}}\n"
                                 "preferences: {a: {pay: {weight: 2, best: 4, worst: 0}}}\n");
    const ent_run run = {0};
    const char *const pairs[] = {"break-even", "yes", "package", "pay=1", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    close_to(findings, "worth.pay.down.a", -0.25);
    close_to(findings, "counter.a.outcome.pay", 4);
    close_to(findings, "settlement.packages", 3);
    assert_null(ent_findings_find(findings, "break_even.a.pay.to"));
    assert_null(ent_findings_find_table(findings, "linkage"));
    assert_null(ent_findings_find_table(findings, "equal_offers"));
    ent_findings_free(findings);
    ent_case_free(source);
}

/* Where nothing can be signed a package can still be priced; what rests on a recommendation is not there. At 4 c and
 * its line are content, a lacks 0.15 and b 0.05: each is won by one change, and no change wins both. */
static void nothing_to_sign_for_the_negotiator(void **state) {
    (void)state;
    ent_case *source = read_case(apart);
    const ent_run run = {0};
    const char *const pairs[] = {"break-even", "yes", "package", "pay=4", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    close_to(findings, "worth.pay.up.a", -0.1);
    close_to(findings, "smallest_change.a.outcome.pay", 2);
    close_to(findings, "smallest_change.b.outcome.pay", 5);
    assert_null(ent_findings_find(findings, "smallest_change.all.issues"));
    assert_null(ent_findings_find_table(findings, "break_even"));
    assert_null(ent_findings_find_table(findings, "linkage"));
    assert_null(ent_findings_find_table(findings, "equal_offers"));
    assert_non_null(ent_findings_find_table(findings, "price_list"));
    ent_findings_free(findings);
    findings = run_lens(source, &run, NULL);
    assert_null(ent_findings_find_table(findings, "price_list"));
    ent_findings_free(findings);
    ent_case_free(source);
}

/* Sweeps get every figure but those of the searches that are only made for tables. */
static void metrics_alone_have_no_tables(void **state) {
    (void)state;
    ent_case *source = read_islands();
    const ent_run run = {.metrics_only = true};
    const char *const pairs[] = {"draws", "0", "package", "payment=150,growth=frozen,term=2,crew=none", NULL};
    ent_findings *findings = run_lens(source, &run, pairs);
    static const char *const tables[] = {"price_list",      "tradeoffs",  "counter_offers", "equal_offers",
                                         "smallest_change", "settlement", "linkage",        "break_even"};
    for (size_t k = 0; k < sizeof tables / sizeof tables[0]; k++)
        assert_null(ent_findings_find_table(findings, tables[k]));
    close_to(findings, "smallest_change.skua.cost", 0.20625);
    close_to(findings, "linkage.gain.skua", 0.015);
    assert_non_null(ent_findings_find(findings, "worth.growth.inflation.skua"));
    assert_non_null(ent_findings_find(findings, "counter.tern.utility.skua"));
    ent_findings_free(findings);
    ent_case_free(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(three_at_a_table),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(draws_agree_with_fractions),
        cmocka_unit_test(values_by_hand),
        cmocka_unit_test(risk_bends_values),
        cmocka_unit_test(no_agreement_is_a_finding),
        cmocka_unit_test(packages_must_be_whole),
        cmocka_unit_test(shortfalls_are_bent),
        cmocka_unit_test(steps_and_counter_offers_by_hand),
        cmocka_unit_test(changes_and_linking_by_hand),
        cmocka_unit_test(one_party_and_one_issue),
        cmocka_unit_test(nothing_to_sign_for_the_negotiator),
        cmocka_unit_test(metrics_alone_have_no_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
