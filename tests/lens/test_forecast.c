/* The lens forecast: figures worked out by hand, governments, base rates, rules of decision, draws, every allocation
 * failing once, threads, and what is asked wrongly. Random cases are in forecast_oracle.py. */
#include <entente/entente.h>

#include "forecast/forecast.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "entente: 1\nid: made-up\ntitle: Made up\nas_of: 2020-06-15\n"

/* Weights 1 : 1 : 2 at 0, 50 and 100, as capability x salience. */
static const char three[] =
    HEAD "parties: {a: {name: Aland, capability: 2}, b: {name: Bland}, c: {name: Cland, capability: 1}}\n"
         "issues:\n"
         "  toll: {options: {from: 0, to: 100}}\n"
         "  flag: {options: [red, blue, green]}\n"
         "  say: {scale: [none, some, full]}\n"
         "positions:\n"
         "  - {party: a, issue: toll, value: 0, salience: 25}\n"
         "  - {party: b, issue: toll, value: 50, salience: 50}\n"
         "  - {party: c, issue: toll, value: 100, salience: 100}\n"
         "  - {party: a, issue: flag, value: red, salience: 25}\n"
         "  - {party: b, issue: flag, value: red, salience: 100}\n"
         "  - {party: c, issue: flag, value: green, salience: 50}\n"
         "  - {party: a, issue: say, value: none}\n"
         "  - {party: b, issue: say, value: full}\n";

/* Everything that the lens reads. */
static const char whole[] = HEAD
    "parties:\n"
    "  a: {name: Aland, capability: {value: 3, low: 2, high: 5},\n"
    "      government: [{name: old, from: 2010-01-01, to: 2018-12-31}, {name: new, from: 2019-01-01}]}\n"
    "  b: {name: Bland, capability: 2}\n"
    "  c: {name: Cland, government: [{name: only, from: 2000-01-01}]}\n"
    "  d: {name: Dland, capability: 1}\n"
    "issues:\n"
    "  pay:\n"
    "    name: First-year payment\n"
    "    unit: {currency: EUR, scale: million, year: 2020}\n"
    "    options: {from: 80, to: 140}\n"
    "    follows: agreements.first\n"
    "    status_quo: {value: 100, low: 95, high: 105}\n"
    "    decision: {rule: consensus, opt_out: [d]}\n"
    "  years: {unit: year, options: [1, 2, 3, 4, 5], follows: agreements.term}\n"
    "  rule: {options: [flat, index], past: {one: flat, two: index, three: index}}\n"
    "  say: {scale: [none, some, full], status_quo: none, past: {one: none, three: full}}\n"
    "positions:\n"
    "  - {id: a-old, party: a, issue: pay, value: 139, date: 2018-05-01, government: old, salience: 90}\n"
    "  - {id: a-new, party: a, issue: pay, value: {value: 110, low: 105, high: 120}, date: 2019-05-01, salience: 60}\n"
    "  - {id: b-pay, party: b, issue: pay, value: 125, salience: 50}\n"
    "  - {id: c-pay, party: c, issue: pay, value: 118, date: 2020-01-01}\n"
    "  - {id: d-pay, party: d, issue: pay, value: 90}\n"
    "  - {id: a-say, party: a, issue: say, value: full, date: 2020-02-01}\n"
    "  - {id: b-say, party: b, issue: say, value: some}\n"
    "  - {id: c-say, party: c, issue: say, value: some, date: 2020-01-01}\n"
    "agreements:\n"
    "  one: {years: [2010, 2012], unit: {currency: EUR, scale: million}, first: {amount: 100}, growth: flat,\n"
    "        opened: 2009-01-01, concluded: 2009-12-01}\n"
    "  two: {years: [2013, 2016], unit: {currency: EUR, scale: million}, first: {amount: 110}, growth: flat,\n"
    "        opened: 2012-03-01, concluded: 2012-12-01}\n"
    "  three: {years: [2017, 2020], unit: {currency: EUR, scale: million}, first: {amount: 99}, growth: flat,\n"
    "          known: 2016-12-31}\n"
    "  later: {years: [2021, 2022], unit: {currency: EUR, scale: million}, first: {amount: 500}, growth: flat,\n"
    "          known: 2020-12-31}\n"
    "brief: {coded: hindsight}\n";

/* A vote on a line, one on options, and an agreement that everybody may stay out of. */
static const char votes[] =
    HEAD "parties: {a: {name: A}, b: {name: B}}\n"
         "issues:\n"
         "  x: {options: {from: 0, to: 9}, status_quo: 0, decision: {rule: qualified, opt_out: true}}\n"
         "  y: {options: [red, blue], decision: majority}\n"
         "  z: {options: {from: 0, to: 9}, status_quo: 0, decision: {rule: consensus, opt_out: true}}\n"
         "positions:\n"
         "  - {party: a, issue: x, value: 1}\n"
         "  - {party: b, issue: x, value: 8}\n"
         "  - {party: a, issue: y, value: blue}\n"
         "  - {party: a, issue: z, value: 1}\n"
         "  - {party: b, issue: z, value: 8}\n";

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
    const ent_lens *lens = &ent_lens_forecast;
    void *options = ent_arena_alloc(arena, lens->options_bytes);
    assert_int_equal(ent_options_defaults(lens->options, lens->options_size, options), ENT_OK);
    for (; pairs && *pairs; pairs += 2)
        assert_int_equal(ent_option_set(lens->options, lens->options_size, options, pairs[0], pairs[1], arena, NULL),
                         ENT_OK);
    return options;
}

static ent_findings *run_on(const char *text, const char *const *pairs) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    ent_findings *findings = NULL;
    assert_int_equal(ent_lens_run(&ent_lens_forecast, source, make_options(arena, pairs), NULL, &findings), ENT_OK);
    ent_arena_free(arena);
    ent_case_free(source);
    return findings;
}

static void is(const ent_findings *findings, const char *key, double want, double tolerance) {
    double got = ent_findings_number(findings, key, NAN);
    if (!(fabs(got - want) <= tolerance)) fail_msg("%s is %.17g, expected %.17g", key, got, want);
}

static void is_not(const ent_findings *findings, const char *key) {
    if (ent_findings_find(findings, key) != NULL) fail_msg("%s is there", key);
}

static bool noted(const ent_findings *findings, const char *id) {
    for (size_t i = 0; i < findings->notes_size; i++)
        if (findings->notes[i].id != NULL && strcmp(findings->notes[i].id, id) == 0) return true;
    return false;
}

/* ---- the odds model and point models --------------------------------------------------------------------- */

static void models_by_hand(void **state) {
    (void)state;
    ent_findings *f = run_on(three, NULL);
    is(f, "toll.odds", 50, 1e-9); /* F(50) is exactly a half: the published test vector */
    is(f, "toll.odds.mean", 58.4372, 5e-5);
    is(f, "toll.odds.n", 3, 0);
    is(f, "toll.compromise-mean", 62.5, 1e-12);
    is(f, "toll.mean", 50, 1e-12);
    is(f, "toll.median", 75, 1e-12); /* half is met exactly at 50: the middle of 50 and 100 */
    is(f, "toll.median-unweighted", 50, 1e-12);
    is_not(f, "toll.nash");
    is_not(f, "toll.no-change");
    is_not(f, "toll.smp-ktab"); /* only when asked for */
    assert_string_equal(ent_findings_text(f, "flag.odds"), "red");
    is(f, "flag.odds.chance", 0.75, 1e-12); /* 50 + 100 of 200 */
    is_not(f, "flag.mean");
    is_not(f, "say.odds"); /* two parties */
    is(f, "say.mean", 1, 1e-12);
    assert_true(noted(f, "N-FORECAST-0002"));
    ent_findings_free(f);
}

static void who_may_speak(void **state) {
    (void)state;
    static const char parties[] =
        "parties: {a: {name: Aland, government: [{name: red, from: 2001-01-01, to: 2008-12-31},"
        " {name: blue, from: 2009-01-01, to: 2019-12-31}, {name: red, from: 2020-01-01}]}, b: {name: Bland}}\n"
        "issues: {x: {options: {from: 0, to: 10}, status_quo: 0}}\n";
    static const struct {
        const char *positions;
        bool speaks;
        double mean;
    } rows[] = {
        {"{party: a, issue: x, value: 4, date: 2020-02-01, government: red}, {party: b, issue: x, value: 8}", true, 6},
        {"{party: a, issue: x, value: 4, date: 2005-02-01, government: red}, {party: b, issue: x, value: 8}", false, 0},
        {"{party: a, issue: x, value: 4, government: blue}, {party: b, issue: x, value: 8}", false, 0},
        {"{party: a, issue: x, value: 4}, {party: b, issue: x, value: 8}", true, 6},
        {"{party: a, issue: x, value: 4, date: 2020-07-01}, {party: b, issue: x, value: 8}", false, 0},
        {"{party: a, issue: x, value: 4, date: 2020-02}, {party: a, issue: x, value: 6, date: 2020-03}", true, 6},
        {"{party: a, issue: x, value: 4, date: 2020-02}, {party: a, issue: x, value: 6, date: 2020-03, status: "
         "withdrawn}",
         true, 4},
        {"{party: a, issue: x, value: 6, date: 2020-03, status: withdrawn}, {party: b, issue: x, value: 8}", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[1024];
        snprintf(text, sizeof text, HEAD "%spositions: [%s]\n", parties, rows[i].positions);
        ent_findings *f = run_on(text, NULL);
        if (rows[i].speaks)
            is(f, "x.mean", rows[i].mean, 1e-12);
        else
            is_not(f, "x.mean");
        assert_int_equal(noted(f, "N-FORECAST-0001"), !rows[i].speaks);
        is(f, "x.no-change", 0, 0);
        ent_findings_free(f);
    }
}

/* ---- base rates and rules --------------------------------------------------------------------------------- */

static void past_agreements(void **state) {
    (void)state;
    const char *const pairs[] = {"draws", "0", NULL};
    ent_findings *f = run_on(whole, pairs);
    is(f, "pay.base-rate.n", 2, 0); /* +10% and -10% on 99; the agreement of 2021 was not known */
    is(f, "pay.base-rate", 89.1, 1e-9);
    is(f, "pay.base-rate.p80.low", 89.1, 1e-9);
    is(f, "pay.base-rate.p80.high", 108.9, 1e-9);
    is(f, "pay.base-rate.mean", 99, 1e-9);
    is(f, "years.base-rate", 4, 0); /* 3, 4, 4 */
    is(f, "years.base-rate.n", 3, 0);
    is(f, "years.no-change", 4, 0); /* as in the last agreement */
    assert_string_equal(ent_findings_text(f, "rule.base-rate"), "index");
    is(f, "rule.base-rate.chance", 2.0 / 3, 1e-12);
    is(f, "say.base-rate", 0, 0); /* none, full */
    is(f, "talks.n", 2, 0);
    is(f, "talks.p80.low", 275 / (365.2425 / 12), 1e-9);  /* 1 March to 1 December */
    is(f, "talks.p80.high", 334 / (365.2425 / 12), 1e-9); /* 1 January to 1 December */
    assert_true(noted(f, "N-FORECAST-0006"));
    ent_findings_free(f);
}

/* ---- how few past cases are ---- */

static int by_number(const void *left, const void *right) {
    return (*(const int *)left > *(const int *)right) - (*(const int *)left < *(const int *)right);
}

/* The lower median of every one of the 5^5 ways to draw five of them again. */
static void all_medians(const int *values, int *medians) {
    for (int way = 0; way < 3125; way++) {
        int drawn[5];
        for (int k = 0, rest = way; k < 5; k++, rest /= 5)
            drawn[k] = values[rest % 5];
        qsort(drawn, 5, sizeof *drawn, by_number);
        medians[way] = drawn[2];
    }
    qsort(medians, 3125, sizeof *medians, by_number);
}

static void few_cases(void **state) {
    (void)state;
    static const int sets[][5] = {{1, 2, 3, 4, 9}, {7, 7, 7, 2, 8}, {5, 5, 5, 5, 5}, {9, 1, 1, 8, 3}, {2, 9, 9, 1, 6}};
    static int medians[3125];
    for (size_t k = 0; k < sizeof sets / sizeof sets[0]; k++) {
        char text[2048];
        const int *x = sets[k];
        snprintf(text, sizeof text,
                 HEAD
                 "parties: {a: {name: A}, b: {name: B}}\n"
                 "issues: {x: {options: {from: 0, to: 9, step: 1}, past: {p1: %d, p2: %d, p3: %d, p4: %d, p5: %d}}}\n"
                 "agreements:\n"
                 "  p1: {years: [2001, 2001], unit: percent, first: {amount: 1}, growth: flat}\n"
                 "  p2: {years: [2002, 2002], unit: percent, first: {amount: 1}, growth: flat}\n"
                 "  p3: {years: [2003, 2003], unit: percent, first: {amount: 1}, growth: flat}\n"
                 "  p4: {years: [2004, 2004], unit: percent, first: {amount: 1}, growth: flat}\n"
                 "  p5: {years: [2005, 2005], unit: percent, first: {amount: 1}, growth: flat}\n",
                 x[0], x[1], x[2], x[3], x[4]);
        all_medians(x, medians);
        ent_findings *f = run_on(text, NULL);
        is(f, "x.base-rate.n", 5, 0);
        is(f, "x.base-rate.median.low", medians[312], 0); /* the 313th of 3,125 is the first at or above a tenth */
        is(f, "x.base-rate.median.high", medians[2812], 0);
        ent_findings_free(f);
    }
    const char *const pairs[] = {"draws", "0", NULL};
    ent_findings *f = run_on(whole, pairs);
    is(f, "pay.base-rate.next", 1.0 / 3, 1e-12);
    is(f, "years.base-rate.next", 2.0 / 4, 1e-12);
    is(f, "years.base-rate.median.low", 3, 0); /* 3, 4, 4: twice or more the 3 in 7 of 27 ways */
    is(f, "years.base-rate.median.high", 4, 0);
    is(f, "rule.base-rate.chance.low", 0.32117, 5e-5); /* Wilson, 2 of 3 with z = 1.28155 */
    is(f, "rule.base-rate.chance.high", 0.89423, 5e-5);
    ent_findings_free(f);
}

/* No change at 100; a 110, b 125, c 118 are bound, d (90) may stay outside. Nobody is worse off between 100 and 120;
 * the means: weights 180, 100 and 55, of d 55. */
static void by_consensus(void **state) {
    (void)state;
    const char *const pairs[] = {"draws", "0", "issue", "pay", NULL};
    ent_findings *f = run_on(whole, pairs);
    is(f, "pay.consensus.set.low", 100, 1e-9);
    is(f, "pay.consensus.set.high", 120, 1e-9);
    is(f, "pay.consensus", (180.0 * 110 + 100 * 125 + 55 * 118) / 335, 1e-9);
    is(f, "pay.consensus-common", 110, 1e-9);
    is(f, "pay.compromise-mean", (180.0 * 110 + 100 * 125 + 55 * 118 + 55 * 90) / 390, 1e-9);
    is_not(f, "pay.nash"); /* 90 and 110 stand on either side of 100 */
    is_not(f, "say.mean");
    ent_findings_free(f);
    static const char two[] = HEAD "parties: {a: {name: Aland}, b: {name: Bland}}\n"
                                   "issues: {x: {options: {from: 0, to: 100}, status_quo: 0, decision: majority}}\n"
                                   "positions: [{party: a, issue: x, value: 10}, {party: b, issue: x, value: 20}]\n";
    f = run_on(two, NULL);
    is(f, "x.nash", 10, 1e-6); /* gains 20 - x and x between the two: their product falls from 10 on */
    is_not(f, "x.consensus");
    is_not(f, "x.odds");
    ent_findings_free(f);
}

/* Votes by capability 2 : 1 : 1 : 2 : 1. Of a qualified 70% (5 of 7) the pivots are 40 and 80: 20 can be moved to at
 * most 60, and the median voter stands at 50. Of named options red has 4 of 7 votes. Where everybody may stay outside,
 * b does. */
static void by_vote(void **state) {
    (void)state;
    static const char text[] =
        HEAD "parties: {a: {name: A, capability: 2}, b: {name: B}, c: {name: C}, d: {name: D, capability: 2}, e: "
             "{name: E}}\n"
             "issues:\n"
             "  x: {options: {from: 0, to: 100}, status_quo: 20, decision: {rule: qualified, share: 0.7}}\n"
             "  y: {options: {from: 0, to: 100}, status_quo: 45, decision: {rule: qualified, share: 0.7}}\n"
             "  z: {options: {from: 0, to: 100}, decision: majority}\n"
             "  q: {options: {from: 0, to: 100}, decision: qualified}\n"
             "  few: {options: {from: 0, to: 100}, status_quo: 1, decision: {rule: qualified, share: 0.2}}\n"
             "  open: {options: {from: 0, to: 100}, status_quo: 20, decision: {rule: consensus, opt_out: true}}\n"
             "  flag: {options: [red, blue, green], decision: majority}\n"
             "  most: {options: [red, blue, green], status_quo: blue, decision: {rule: qualified, share: 0.8}}\n"
             "  none: {options: [red, blue, green], decision: {rule: qualified, share: 0.8}}\n"
             "positions:\n"
#define ALL(issue)                                                                                                     \
    "  - {party: a, issue: " issue ", value: 40}\n  - {party: b, issue: " issue ", value: 10}\n"                       \
    "  - {party: c, issue: " issue ", value: 50}\n  - {party: d, issue: " issue ", value: 80}\n"                       \
    "  - {party: e, issue: " issue ", value: 90}\n"
        ALL("x") ALL("y") ALL("z") ALL("q") ALL("few") ALL("open")
#undef ALL
#define FLAGS(issue)                                                                                                   \
    "  - {party: a, issue: " issue ", value: red}\n  - {party: b, issue: " issue ", value: blue}\n"                    \
    "  - {party: c, issue: " issue ", value: blue}\n  - {party: d, issue: " issue ", value: red}\n"
            FLAGS("flag") FLAGS("most") FLAGS("none");
#undef FLAGS
    ent_findings *f = run_on(text, NULL);
    is(f, "x.vote", 50, 1e-12);
    is(f, "x.vote.pivot.low", 40, 1e-12);
    is(f, "x.vote.pivot.high", 80, 1e-12);
    is(f, "x.vote.set.high", 60, 1e-12);
    is(f, "x.vote.n", 5, 0);
    is_not(f, "x.consensus");
    is(f, "y.vote", 45, 0);
    is(f, "z.vote", 50, 0);
    is_not(f, "z.vote.set.low");
    is_not(f, "q.vote");   /* without a status quo a qualified vote has no outcome, */
    is_not(f, "few.vote"); /* and with two decisions at a time none either */
    is_not(f, "open.vote");
    is(f, "open.consensus", (50.0 + 2 * 80 + 90) / 4, 1e-9); /* on the mean without b, 63.3, a (40) would leave, too */
    is(f, "open.consensus-common", 40, 1e-12);
    assert_string_equal(ent_findings_text(f, "open.consensus.outside"), "A, B");
    assert_string_equal(ent_findings_text(f, "flag.vote"), "red");  /* 4 of 6 */
    assert_string_equal(ent_findings_text(f, "most.vote"), "blue"); /* red has 67%: blue stays */
    is_not(f, "none.vote");
    assert_true(noted(f, "N-FORECAST-0010") && noted(f, "N-FORECAST-0011"));
    ent_findings_free(f);
}

/* ---- draws, odd cases ------------------------------------------------------------------------------------- */

static void inputs_are_drawn(void **state) {
    (void)state;
    const char *const drawn[] = {"issue", "pay", NULL}, *const written[] = {"issue", "pay", "draws", "0", NULL};
    ent_findings *f = run_on(whole, written);
    double mean = ent_findings_number(f, "pay.compromise-mean", NAN);
    is_not(f, "pay.compromise-mean.p80.low");
    ent_findings_free(f);
    f = run_on(whole, drawn);
    double low = ent_findings_number(f, "pay.compromise-mean.p80.low", NAN);
    double high = ent_findings_number(f, "pay.compromise-mean.p80.high", NAN);
    assert_true(low < mean && mean < high && low > 105 && high < 120);
    is_not(f, "pay.compromise-mean.mean");
    is(f, "pay.base-rate", 89.1, 1e-9); /* rests on nothing drawn */
    assert_true(noted(f, "N-FORECAST-0008"));
    ent_findings_free(f);
}

/* How many of 200 draws smp, challenge and the mean take where the models that move may take so much work. Four actors:
 * the challenge model works 4 x 4 x 4 x 10 rounds / 5 = 128 steps a draw. */
static void draws_are_bounded(void **state) {
    (void)state;
    static const struct {
        double work;
        size_t moving;
    } rows[] = {{1e9, 200}, {128 * 200, 200}, {128 * 150 + 1, 150}, {128 * 20, 20}, {128 * 19, 0}, {0, 0}};
    ent_case *source = read_case(whole);
    const ent_forecast_model *models[] = {ent_forecast_find("challenge"), ent_forecast_find("mean")};
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        ent_forecast_options options = ENT_FORECAST_DEFAULT;
        ent_forecast forecast = {0};
        ent_prediction predictions[8];
        ent_arena *arena = ent_arena_new(NULL);
        options.work = rows[k].work;
        assert_int_equal(ent_forecast_read(NULL, source, &options, NULL, arena, &forecast), ENT_OK);
        forecast.issues_size = 1; /* `pay` alone has ranges that count */
        assert_int_equal(ent_forecast_predict_all(NULL, &forecast, models, 2, 200, predictions), ENT_OK);
        assert_int_equal(predictions[0].draws, rows[k].moving);
        assert_int_equal(predictions[0].kind, rows[k].moving > 0 ? ENT_PREDICTION_DISTRIBUTION : ENT_PREDICTION_POINT);
        assert_int_equal(predictions[1].draws, 200);
        ent_prediction_free(&predictions[0]);
        ent_prediction_free(&predictions[1]);
        ent_forecast_free(&forecast);
        ent_arena_free(arena);
    }
    ent_case_free(source);
}

static void odd_cases(void **state) {
    (void)state;
    static const char *const points[] = {"x.median", "x.mean", "x.compromise-mean", "x.smp", "x.challenge"};
    static const char *const rows[] = {
        "{party: a, issue: x, value: 40}", /* one actor, */
        "{party: a, issue: x, value: 40}, {party: b, issue: x, value: 40}, {party: c, issue: x, value: 40}",
        "{party: a, issue: x, value: 40, salience: 0}, {party: b, issue: x, value: 40, salience: 0}"};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[1024];
        snprintf(text, sizeof text,
                 HEAD
                 "parties: {a: {name: A}, b: {name: B}, c: {name: C}}\nissues: {x: {options: {from: 0, to: 100}}}\n"
                 "positions: [%s]\n",
                 rows[i]);
        ent_findings *f = run_on(text, NULL);
        for (size_t k = 0; k < sizeof points / sizeof points[0]; k++)
            is(f, points[k], 40, 1e-9);
        ent_findings_free(f);
    }
    ent_findings *f = run_on(HEAD "parties: {a: {name: A}}\nissues: {x: {scale: [only]}}\n", NULL);
    assert_true(noted(f, "N-FORECAST-0009"));
    ent_findings_free(f);
    f = run_on(HEAD "parties: {a: {name: A}, b: {name: B}}\nissues: {x: {options: {from: 0, to: 9}}}\n"
                    "positions: [{party: a, issue: x, value: 4, salience: 170}, {party: b, issue: x, value: 6}]\n",
               NULL);
    is_not(f, "x.smp"); /* no share of attention; means do not mind */
    is(f, "x.compromise-mean", 5, 1e-12);
    ent_findings_free(f);
}

/* ---- memory, threads, options ----------------------------------------------------------------------------- */

static void fail_each_allocation(const char *const *pairs, const char *text) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    void *options = make_options(arena, pairs);
    size_t tried = 0;
    for (size_t n = 0;; n++, tried++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings = NULL;
        ent_status status = ent_lens_run(&ent_lens_forecast, source, options, &run, &findings);
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
    const char *const drawn[] = {"draws", "3", "turns", "3", NULL}, *const ktab[] = {"model", "smp-ktab,odds", NULL};
    fail_each_allocation(drawn, whole);
    fail_each_allocation(ktab, three);
    fail_each_allocation(NULL, votes);
}

static void threads_change_nothing(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    char *texts[2];
    for (unsigned k = 0; k < 2; k++) {
        const ent_run run = {.threads = 1 + 3 * k, .seed = 7};
        ent_findings *findings = NULL;
        ent_buffer out;
        ent_buffer_init(&out, NULL);
        assert_int_equal(ent_lens_run(&ent_lens_forecast, source, NULL, &run, &findings), ENT_OK);
        assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
        texts[k] = out.data;
        ent_findings_free(findings);
    }
    assert_string_equal(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
    ent_case_free(source);
}

static void wrong_names(void **state) {
    (void)state;
    static const struct {
        const char *option, *value, *id;
    } rows[] = {{"model", "odds,smq", "U-FORECAST-0001"}, {"issue", "tolls", "U-FORECAST-0002"}};
    ent_case *source = read_case(three);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *const pairs[] = {rows[i].option, rows[i].value, NULL};
        ent_arena *arena = ent_arena_new(NULL);
        ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 5);
        const ent_run run = {.diagnostics = diagnostics};
        ent_findings *findings = NULL;
        ent_status status = ent_lens_run(&ent_lens_forecast, source, make_options(arena, pairs), &run, &findings);
        assert_int_equal(status, ENT_USAGE);
        assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, rows[i].id);
        assert_non_null(strstr(ent_diagnostics_at(diagnostics, 0)->hint, "did you mean"));
        ent_diagnostics_free(diagnostics);
        ent_arena_free(arena);
    }
    ent_case_free(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_by_hand),   cmocka_unit_test(who_may_speak),
        cmocka_unit_test(past_agreements),  cmocka_unit_test(few_cases),
        cmocka_unit_test(by_consensus),     cmocka_unit_test(by_vote),
        cmocka_unit_test(inputs_are_drawn), cmocka_unit_test(draws_are_bounded),
        cmocka_unit_test(odd_cases),        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(wrong_names),      cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
