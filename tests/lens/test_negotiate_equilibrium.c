/* What the lens negotiate says about the equilibrium and the real trace, on cases small enough to work out by hand. */
#include <entente/entente.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Two parties split 1000; each keeps what it gets. Without a deal 0.3 and 0.2, so 0.5 is to be gained. */
#define SPLIT(discount_a, discount_b)                                                                                  \
    "entente: 1\nid: split\ntitle: Who gets what\nas_of: 2031-03-01\n"                                                 \
    "parties:\n  a: {name: Ay" discount_a "}\n  b: {name: Bee" discount_b "}\n"                                        \
    "issues:\n  share: {name: Share of Bee, options: {from: 0, to: 1000, step: 1}}\n"                                  \
    "preferences:\n"                                                                                                   \
    "  a: {share: {weight: 1, best: 0, worst: 1000}}\n"                                                                \
    "  b: {share: {weight: 1, best: 1000, worst: 0}}\n"
#define NO_DEAL "no_deal:\n  a: {utility: 0.3}\n  b: {utility: 0.2}\n"

static const char plain[] = SPLIT("", "") NO_DEAL;

typedef struct ran {
    ent_diagnostics *diagnostics;
    ent_case *source;
    ent_findings *findings;
    ent_status status;
} ran;

static ran run_with(const ent_run *like, const char *text, const char *const *pairs) {
    ran r = {.diagnostics = ent_diagnostics_new(NULL, 20)};
    const ent_lens *lens = &ent_lens_negotiate;
    ent_run run = *like;
    run.diagnostics = r.diagnostics;
    r.status = ent_case_parse(&run, "given.yaml", text, strlen(text), NULL, &r.source);
    ent_arena *arena = ent_arena_new(NULL);
    void *options = ent_arena_alloc(arena, lens->options_bytes);
    assert_int_equal(ent_options_defaults(lens->options, lens->options_size, options), ENT_OK);
    for (; pairs && *pairs; pairs += 2)
        assert_int_equal(ent_option_set(lens->options, lens->options_size, options, pairs[0], pairs[1], arena, NULL),
                         ENT_OK);
    if (r.status == ENT_OK) r.status = ent_lens_run(lens, r.source, options, &run, &r.findings);
    ent_arena_free(arena);
    return r;
}

static ran run_on(const char *text, const char *const *pairs) {
    const ent_run run = {.threads = 1};
    ran r = run_with(&run, text, pairs);
    if (r.status != ENT_OK && ent_diagnostics_size(r.diagnostics))
        fprintf(stderr, "%s\n", ent_diagnostics_at(r.diagnostics, 0)->message);
    return r;
}

static void end(ran *r) {
    ent_findings_free(r->findings);
    ent_case_free(r->source);
    ent_diagnostics_free(r->diagnostics);
}

static void number_is(const ran *r, const char *key, double expected) {
    const double found = ent_findings_number(r->findings, key, NAN);
    if (!(fabs(found - expected) <= 1e-9)) fail_msg("%s is %.12g, not %.12g", key, found, expected);
}

static bool noted(const ran *r, const char *id) {
    for (size_t k = 0; k < r->findings->notes_size; k++)
        if (r->findings->notes[k].id && strcmp(r->findings->notes[k].id, id) == 0) return true;
    return false;
}

static const ent_value *cell(const ran *r, const char *table, size_t row, const char *column) {
    const ent_table *found = ent_findings_find_table(r->findings, table);
    assert_non_null(found);
    assert_true(row < found->rows_size);
    const size_t at = ent_table_column_index(found, column);
    assert_true(at != SIZE_MAX);
    return &found->cells[row * found->columns_size + at];
}

/* ---- the equilibrium -------------------------------------------------------------------------------------------- */

/* Factors 1/2 and 4/5: Ay, first, gets a third of the pie, and a sixth when Bee is first. */
static void splits_as_rubinstein_did(void **state) {
    (void)state;
    const char *const pairs[] = {"as-written", "yes", "discount", "a=0.5", "discount", "b=4/5", NULL};
    ran r = run_on(plain, pairs);
    number_is(&r, "equilibrium.rubinstein.utility.a", 0.3 + 0.5 / 3);
    number_is(&r, "equilibrium.rubinstein.utility.b", 0.2 + 1.0 / 3);
    number_is(&r, "equilibrium.rubinstein.outcome.share", 533);
    number_is(&r, "equilibrium.first_mover.a", 0.5 / 6);
    number_is(&r, "equilibrium.first_mover.b", 0.5 / 6);
    number_is(&r, "equilibrium.discount.b", 0.8);
    end(&r);
}

/* The other one first: 5/6 for Bee. And a chance of 1/4 that talks break down makes 3/8 and 3/5 of the factors. */
static void hears_who_is_first_and_what_may_break_down(void **state) {
    (void)state;
    const char *const turned[] = {"as-written", "yes", "discount", "a=0.5", "discount", "b=4/5", "order", "b", NULL};
    ran r = run_on(plain, turned);
    number_is(&r, "equilibrium.rubinstein.utility.b", 0.2 + 0.5 * 5 / 6);
    assert_string_equal(ent_findings_text(r.findings, "equilibrium.deadline.last"), "a"); /* of 100 rounds */
    end(&r);
    const char *const broken[] = {"as-written", "yes",       "discount", "a=0.5", "discount",
                                  "b=4/5",      "breakdown", "0.25",     NULL};
    r = run_on(plain, broken);
    number_is(&r, "equilibrium.discount.a", 0.375);
    number_is(&r, "equilibrium.discount.b", 0.6);
    number_is(&r, "equilibrium.rubinstein.utility.a", 0.3 + 0.5 * 0.4 / (1 - 0.225));
    end(&r);
}

/* Three rounds. Ay, Bee, Ay: at last Ay takes 0.5; before that Bee leaves it 0.25 and keeps 0.25; at first Ay leaves
 * Bee 0.2 and keeps 0.3. Bee, Ay, Bee: 0.5; 0.4 and 0.1; and Bee leaves Ay 0.05. */
static void counts_back_from_a_deadline(void **state) {
    (void)state;
    const char *const pairs[] = {"as-written", "yes", "discount", "a=0.5", "discount", "b=4/5", "rounds", "3", NULL};
    ran r = run_on(plain, pairs);
    number_is(&r, "equilibrium.deadline.rounds", 3);
    number_is(&r, "equilibrium.deadline.utility.a", 0.6);
    number_is(&r, "equilibrium.deadline.outcome.share", 400);
    assert_string_equal(ent_findings_text(r.findings, "equilibrium.deadline.last"), "a");
    number_is(&r, "equilibrium.last_mover.a", 0.6 - 0.35);
    number_is(&r, "equilibrium.last_mover.b", 0.65 - 0.4);
    assert_int_equal(cell(&r, "deadline", 0, "left")->as.integer, 1);
    assert_string_equal(cell(&r, "deadline", 1, "proposer")->as.text, "Bee");
    assert_true(fabs(cell(&r, "deadline", 1, "utility.b")->as.real - 0.45) < 1e-9);
    end(&r);
    const char *const none[] = {"rounds", "0", "time", "50", NULL};
    r = run_on(plain, none);
    assert_null(ent_findings_find(r.findings, "equilibrium.deadline.rounds"));
    assert_null(ent_findings_find_table(r.findings, "deadline"));
    assert_non_null(ent_findings_find(r.findings, "equilibrium.first_mover.a"));
    end(&r);
}

/* On the scale of strategies no deal is 0.3 and 0.2 as well, as utilities run from 0 to 1 already; with a ceiling of
 * 500 for Bee they run from 0.5 to 1 and from 0 to 0.5. */
static void speaks_on_the_scale_of_strategies(void **state) {
    (void)state;
    const char *const pairs[] = {"discount", "a=0.5", "discount", "b=4/5", NULL};
    const char *const written[] = {"as-written", "yes", "discount", "a=0.5", "discount", "b=4/5", NULL};
    static const char text[] = SPLIT("", "") NO_DEAL "limits: [{id: top, party: a, issue: share, at_most: 500}]\n";
    ran r = run_on(text, pairs), w = run_on(text, written);
    for (int party = 0; party < 2; party++) {
        const char *key = party ? "equilibrium.rubinstein.utility.b" : "equilibrium.rubinstein.utility.a";
        const double utility = ent_findings_number(w.findings, key, NAN);
        number_is(&r, key, party ? utility / 0.5 : (utility - 0.5) / 0.5);
    }
    end(&r);
    end(&w);
}

/* Half the pie each, against all of it once: 1/2. Over four years: 2^(-1/4) a year. */
static void finds_the_patience_that_repetition_needs(void **state) {
    (void)state;
    ran r = run_on(plain, NULL);
    number_is(&r, "equilibrium.repetition.delta.a", 0.5);
    number_is(&r, "equilibrium.repetition.delta.b", 0.5);
    assert_null(ent_findings_find(r.findings, "equilibrium.repetition.yearly.a"));
    end(&r);
    static const char text[] =
        "entente: 1\nid: t\ntitle: T\nparties: {a: {name: Ay, discount: 0.9}, b: {name: Bee, discount: 0.8}}\n"
        "issues:\n  share: {options: {from: 0, to: 10, step: 1}}\n"
        "  term: {unit: year, options: [4], follows: agreements.term}\n"
        "preferences:\n  a: {share: {weight: 1, best: 0, worst: 10}}\n  b: {share: {weight: 1, best: 10, worst: 0}}\n";
    r = run_on(text, NULL);
    number_is(&r, "equilibrium.repetition.yearly.a", pow(0.5, 0.25));
    assert_true(cell(&r, "repetition", 0, "sustained")->as.integer);  /* 0.9^4 = 0.656 */
    assert_false(cell(&r, "repetition", 1, "sustained")->as.integer); /* 0.8^4 = 0.41 */
    end(&r);
}

/* ---- patience
 * -------------------------------------------------------------------------------------------------------- */

static void takes_patience_from_the_case(void **state) {
    (void)state;
    const char *const pairs[] = {"every", "365.25", NULL};
    ran r = run_on(SPLIT(", discount: 0.9", ", discount: 0.81") NO_DEAL, pairs);
    number_is(&r, "equilibrium.discount.a", 0.9);
    number_is(&r, "equilibrium.discount.b", 0.81);
    const ent_metric *metric = ent_findings_find(r.findings, "equilibrium.rubinstein.utility.a");
    bool used = false;
    for (size_t k = 0; k < metric->info.uses_size; k++)
        used = used || strcmp(metric->info.uses[k], "parties.a.discount") == 0;
    assert_true(used);
    end(&r);
    const char *const half[] = {"every", "182.625", "discount", "b=0.5", NULL};
    r = run_on(SPLIT(", discount: 0.81", "") NO_DEAL, half);
    number_is(&r, "equilibrium.discount.a", 0.9);
    number_is(&r, "equilibrium.discount.b", 0.5);
    end(&r);
}

static void says_when_it_takes_the_usual_patience(void **state) {
    (void)state;
    ran r = run_on(SPLIT(", discount: 0.9", "") NO_DEAL, NULL);
    number_is(&r, "equilibrium.discount.a", 0.95);
    number_is(&r, "equilibrium.discount.b", 0.95);
    bool said = false;
    for (size_t k = 0; k < r.findings->notes_size; k++)
        said = said || strstr(r.findings->notes[k].text, "0.95 a round for all");
    assert_true(said);
    end(&r);
}

static void refuses_what_is_no_factor(void **state) {
    (void)state;
    static const char *const wrong[] = {"a=1", "a=0", "a=-0.5", "a=fast", "a"};
    for (size_t k = 0; k < sizeof wrong / sizeof wrong[0]; k++) {
        const char *const pairs[] = {"discount", wrong[k], NULL};
        const ent_run run = {.threads = 1};
        ran r = run_with(&run, plain, pairs);
        assert_int_equal(r.status, ENT_USAGE);
        assert_string_equal(ent_diagnostics_at(r.diagnostics, 0)->id, "U-NEGOTIATE-0020");
        end(&r);
    }
    const char *const pairs[] = {"discount", "c=0.5", NULL};
    const ent_run run = {.threads = 1};
    ran r = run_with(&run, plain, pairs);
    assert_int_equal(r.status, ENT_USAGE);
    assert_string_equal(ent_diagnostics_at(r.diagnostics, 0)->id, "U-NEGOTIATE-0001");
    end(&r);
}

/* ---- when there is nothing to find
 * ------------------------------------------------------------------------------------- */

static void says_when_nothing_can_be_signed(void **state) {
    (void)state;
    ran r = run_on(SPLIT("", "") "no_deal:\n  a: {utility: 0.7}\n  b: {utility: 0.6}\n", NULL);
    assert_int_equal(r.status, ENT_OK);
    assert_true(noted(&r, "N-NEGOTIATE-0023"));
    assert_null(ent_findings_find(r.findings, "equilibrium.rubinstein.utility.a"));
    assert_null(ent_findings_find_table(r.findings, "movers"));
    end(&r);
}

static void says_when_there_is_one_party(void **state) {
    (void)state;
    ran r = run_on("entente: 1\nid: t\ntitle: T\nparties: {a: {name: Ay}}\nissues:\n  x: {options: [p, q]}\n"
                   "preferences:\n  a: {x: {weight: 1, values: {p: 0, q: 1}}}\n",
                   NULL);
    assert_int_equal(r.status, ENT_OK);
    assert_true(noted(&r, "N-NEGOTIATE-0024"));
    assert_null(ent_findings_find_table(r.findings, "movers"));
    end(&r);
}

/* One prize for three, lotteries between them: 1 / (1 + 1/2 + 1/4) for who proposes. */
static void names_one_equilibrium_of_three_parties(void **state) {
    (void)state;
    const char *const pairs[] = {"discount", "a=0.5", "discount", "b=0.5", "discount", "c=0.5", "rounds", "3", NULL};
    ran r = run_on("entente: 1\nid: t\ntitle: T\nparties: {a: {name: Ay}, b: {name: Bee}, c: {name: Cee}}\n"
                   "issues:\n  prize: {options: [to a, to b, to c]}\npreferences:\n"
                   "  a: {prize: {weight: 1, values: {to a: 1, to b: 0, to c: 0}}}\n"
                   "  b: {prize: {weight: 1, values: {to a: 0, to b: 1, to c: 0}}}\n"
                   "  c: {prize: {weight: 1, values: {to a: 0, to b: 0, to c: 1}}}\n",
                   pairs);
    number_is(&r, "equilibrium.stationary.utility.a", 4.0 / 7);
    number_is(&r, "equilibrium.stationary.utility.b", 2.0 / 7);
    number_is(&r, "equilibrium.stationary.utility.c", 1.0 / 7);
    assert_true(noted(&r, "N-NEGOTIATE-0021"));
    assert_string_equal(ent_findings_text(r.findings, "equilibrium.deadline.outcome.prize"),
                        "to c"); /* the last word */
    end(&r);
}

/* ---- deadlines
 * ----------------------------------------------------------------------------------------------------------- */

/* 305 days are ten rounds of 30. Who has the last of ten words is second to speak: with 0.95 each it gets
 * (0.95 + 0.95^10) / 1.95 of the pie. From 2032 on no deal leaves Bee 0.6: a pie of 0.1. */
static void takes_each_date_as_the_last_day(void **state) {
    (void)state;
    static const char text[] =
        SPLIT("", "") "no_deal:\n  a: {utility: 0.3}\n"
                      "  b: {path: [{id: now, from: 2030-01-01, utility: 0.2}, {id: gap, from: 2032-01-01, utility: "
                      "0.6}]}\n"
                      "dates: {expires: 2031-12-31, gone: 2031-01-01}\n"
                      "events:\n  vote: {name: A vote, date: 2031-12-26, outcomes: {x: {p: 0.5}, y: {p: 0.5}}}\n";
    const char *const pairs[] = {"as-written", "yes", NULL};
    ran r = run_on(text, pairs);
    assert_int_equal(ent_findings_find_table(r.findings, "deadlines")->rows_size, 2);
    const double share = (0.95 + pow(0.95, 10)) / 1.95;
    assert_string_equal(cell(&r, "deadlines", 0, "key")->as.text, "vote");
    assert_int_equal(cell(&r, "deadlines", 0, "rounds")->as.integer, 10);
    assert_true(fabs(cell(&r, "deadlines", 0, "own.a")->as.real - (0.3 + 0.5 * share)) < 1e-9);
    assert_true(fabs(cell(&r, "deadlines", 0, "others.a")->as.real - (0.3 + 0.5 * (1 - share))) < 1e-9);
    assert_int_equal(cell(&r, "deadlines", 0, "lead.a")->as.integer, 303);
    assert_int_equal(cell(&r, "deadlines", 0, "lead.b")->as.integer, 597);
    assert_true(fabs(cell(&r, "deadlines", 1, "no_deal.b")->as.real - 0.6) < 1e-12);
    assert_true(fabs(cell(&r, "deadlines", 1, "own.b")->as.real - (0.6 + 0.1 * share)) < 1e-9);
    number_is(&r, "equilibrium.deadlines.expires.rounds", 10);
    number_is(&r, "equilibrium.deadlines.expires.last_word.b", 0.1 * (2 * share - 1));
    end(&r);
    r = run_on(plain, NULL);
    assert_null(ent_findings_find_table(r.findings, "deadlines"));
    end(&r);
}

/* ---- the real trace
 * ---------------------------------------------------------------------------------------------------- */

/* Ay opens at 100 and goes to 250; Bee at 900, then 700: 150 and 200 of a gap of 800. */
static void tells_who_conceded_more(void **state) {
    (void)state;
    static const char text[] = SPLIT("", "") NO_DEAL
        "positions:\n"
        "  - {id: p1, party: a, issue: share, value: 100, date: 2031-01-01, judged_by: coder, because: heard}\n"
        "  - {id: p2, party: b, issue: share, value: 900, date: 2031-01-11}\n"
        "  - {id: p3, party: a, issue: share, value: 250, date: 2031-02-01}\n"
        "  - {id: p4, party: b, issue: share, value: 700, date: 2031-02-10}\n"
        "  - {id: p5, party: b, issue: share, value: 600, date: 2031-03-02}\n";
    ran r = run_on(text, NULL);
    number_is(&r, "concessions.share.opening_gap", 800);
    number_is(&r, "concessions.share.gap", 450);
    number_is(&r, "concessions.share.share.a", 18.75);
    number_is(&r, "concessions.share.share.b", 25);
    assert_string_equal(ent_findings_text(r.findings, "concessions.share.more"), "b");
    assert_int_equal(ent_findings_find_table(r.findings, "concessions")->rows_size, 4);
    assert_int_equal(cell(&r, "concessions", 0, "value")->basis, ENT_JUDGED);
    assert_true(fabs(cell(&r, "concessions", 0, "worth")->as.real - 0.9) < 1e-12);
    assert_true(fabs(cell(&r, "concessions", 3, "utility")->as.real - 0.7) < 1e-12); /* its only issue: all demands */
    assert_true(fabs(cell(&r, "concessions", 2, "per_month")->as.real - 150 / (31 / (365.25 / 12))) < 1e-9);
    assert_non_null(ent_findings_find_chart(r.findings, "positions"));
    assert_false(noted(&r, "N-NEGOTIATE-0030"));
    end(&r);
}

static void says_that_no_position_of_this_round_is_known(void **state) {
    (void)state;
    static const char text[] =
        SPLIT("", "") NO_DEAL "positions:\n"
                              "  - {id: p1, party: a, issue: share, value: 100, date: 2030-01-01}\n"
                              "agreements:\n  old: {years: [2030, 2031], concluded: 2030-06-01, known: 2030-06-01, "
                              "first: {amount: 60}, unit: {currency: EUR, scale: million}}\n";
    ran r = run_on(text, NULL);
    assert_true(noted(&r, "N-NEGOTIATE-0030"));
    assert_null(ent_findings_find(r.findings, "concessions.share.more"));
    end(&r);
}

/* ---- without sessions
 * ------------------------------------------------------------------------------------------------ */

static void is_the_same_without_sessions(void **state) {
    (void)state;
    const char *const without[] = {"repeat", "0", "discount", "a=0.7", NULL}, *const with[] = {"discount", "a=0.7",
                                                                                               NULL};
    static const char text[] = SPLIT("", "") NO_DEAL
        "limits: [{id: top, party: a, issue: share, at_most: 480}]\ndates: {expires: 2031-12-31}\n";
    ran r = run_on(text, without), w = run_on(text, with);
    size_t same = 0;
    for (size_t k = 0; k < r.findings->metrics_size; k++) {
        const ent_metric *metric = &r.findings->metrics[k], *other = ent_findings_find(w.findings, metric->key);
        assert_non_null(other);
        assert_int_equal(metric->value.type, other->value.type);
        if (metric->value.type == ENT_REAL) number_is(&w, metric->key, metric->value.as.real);
        same++;
    }
    assert_true(same > 15);
    assert_null(ent_findings_find(r.findings, "agreement.reached"));
    assert_non_null(strstr(r.findings->headline, "if Ay proposes first"));
    end(&r);
    end(&w);
}

/* 10^25 packages, one prize in each of 25 places: lists are out of the question, the halves are not. */
static void takes_any_number_of_packages(void **state) {
    (void)state;
    char text[8000] = "entente: 1\nid: t\ntitle: T\nparties: {a: {name: Ay}, b: {name: Bee}}\nissues:\n";
    size_t at = strlen(text);
    for (int j = 0; j < 25; j++)
        at += (size_t)snprintf(text + at, sizeof text - at, "  i%d: {options: {from: 0, to: 9, step: 1}}\n", j);
    for (int party = 0; party < 2; party++) {
        at += (size_t)snprintf(text + at, sizeof text - at, party ? "  b:\n" : "preferences:\n  a:\n");
        for (int j = 0; j < 25; j++)
            at += (size_t)snprintf(text + at, sizeof text - at, "    i%d: {weight: 1, best: %d, worst: %d}\n", j,
                                   party ? 0 : 9, party ? 9 : 0);
    }
    const char *const pairs[] = {"repeat", "0", "discount", "a=0.5", "discount", "b=0.5", NULL};
    ran r = run_on(text, pairs);
    assert_int_equal(r.status, ENT_OK);
    number_is(&r, "equilibrium.rubinstein.utility.a", 2.0 / 3);
    number_is(&r, "equilibrium.first_mover.b", 1.0 / 3);
    end(&r);
    const ent_run run = {.threads = 1};
    r = run_with(&run, text, NULL);
    assert_int_equal(r.status, ENT_LIMIT);
    end(&r);
}

/* 0 to 10 in a thousand steps: Ay keeps 2/3 of 10. */
static void takes_a_range_without_a_step(void **state) {
    (void)state;
    static const char text[] = "entente: 1\nid: t\ntitle: T\nparties: {a: {name: Ay}, b: {name: Bee}}\n"
                               "issues:\n  share: {options: {from: 0, to: 10}}\npreferences:\n"
                               "  a: {share: {weight: 1, best: 0, worst: 10}}\n"
                               "  b: {share: {weight: 1, best: 10, worst: 0}}\n";
    const char *const pairs[] = {"discount", "a=0.5", "discount", "b=0.5", "grid", "1000", NULL};
    ran r = run_on(text, pairs);
    assert_int_equal(r.status, ENT_OK);
    number_is(&r, "equilibrium.rubinstein.utility.a", 2.0 / 3);
    number_is(&r, "equilibrium.rubinstein.outcome.share", 3.33);
    end(&r);
}

/* ---- the machinery --------------------------------------------------------------------------------------------------
 */

static void sweeps_ask_for_metrics_alone(void **state) {
    (void)state;
    const ent_run run = {.threads = 1, .metrics_only = true};
    ran r = run_with(&run, SPLIT("", "") NO_DEAL "dates: {expires: 2031-12-31}\n", NULL);
    assert_int_equal(r.findings->tables_size, 0);
    assert_int_equal(r.findings->charts_size, 0);
    assert_non_null(ent_findings_find(r.findings, "equilibrium.deadlines.expires.rounds"));
    end(&r);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    static const char text[] =
        "entente: 1\nid: t\ntitle: T\nas_of: 2031-03-01\nparties: {a: {name: Ay}, b: {name: Bee}, c: {name: Cee}}\n"
        "issues:\n  prize: {options: [to a, to b, to c]}\n  way: {options: [0, 1, 2]}\npreferences:\n"
        "  a: {prize: {weight: 1, values: {to a: 1, to b: 0, to c: 0.2}}}\n"
        "  b: {prize: {weight: 1, values: {to a: 0.1, to b: 1, to c: 0}}, way: {weight: 1, best: 2, worst: 0}}\n"
        "  c: {prize: {weight: 1, values: {to a: 0, to b: 0.3, to c: 1}}, way: {weight: 1, best: 0, worst: 2}}\n"
        "dates: {expires: 2031-05-31}\n"
        "positions:\n  - {id: p1, party: b, issue: way, value: 2, date: 2031-01-01}\n"
        "  - {id: p2, party: c, issue: way, value: 0, date: 2031-01-02}\n"
        "  - {id: p3, party: c, issue: way, value: 1, date: 2031-01-03}\n";
    const char *const pairs[] = {"rounds", "4", "discount", "a=0.9", NULL};
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ran r = run_with(&run, text, pairs);
        assert_int_equal(r.status, failing.failed ? ENT_MEMORY : ENT_OK);
        end(&r);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_as_rubinstein_did),
        cmocka_unit_test(hears_who_is_first_and_what_may_break_down),
        cmocka_unit_test(counts_back_from_a_deadline),
        cmocka_unit_test(speaks_on_the_scale_of_strategies),
        cmocka_unit_test(finds_the_patience_that_repetition_needs),
        cmocka_unit_test(takes_patience_from_the_case),
        cmocka_unit_test(says_when_it_takes_the_usual_patience),
        cmocka_unit_test(refuses_what_is_no_factor),
        cmocka_unit_test(says_when_nothing_can_be_signed),
        cmocka_unit_test(says_when_there_is_one_party),
        cmocka_unit_test(names_one_equilibrium_of_three_parties),
        cmocka_unit_test(takes_each_date_as_the_last_day),
        cmocka_unit_test(tells_who_conceded_more),
        cmocka_unit_test(says_that_no_position_of_this_round_is_known),
        cmocka_unit_test(is_the_same_without_sessions),
        cmocka_unit_test(takes_any_number_of_packages),
        cmocka_unit_test(takes_a_range_without_a_step),
        cmocka_unit_test(sweeps_ask_for_metrics_alone),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
