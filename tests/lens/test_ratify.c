/* The lens ratify: failing memory, threads, no vote, laws of rules. The numbers themselves are in ratify_oracle.py. */
#include <entente/entente.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD                                                                                                           \
    "entente: 1\nid: whole\ntitle: Everything at once\nas_of: 2029-06-01\n"                                            \
    "parties: {a: {name: Aland, bargaining_weight: 2}, b: {name: Bland}, h: {name: Senate of Aland, of: a}}\n"         \
    "issues:\n"                                                                                                        \
    "  pay: {name: Payment, options: {from: 0, to: 10, step: 1}}\n"                                                    \
    "  say: {scale: [none, some, full]}\n"                                                                             \
    "  way: {options: [road, rail]}\n"                                                                                 \
    "preferences:\n"                                                                                                   \
    "  a: {pay: {weight: {value: 50, low: 40, high: 60}, best: 0, worst: 8}, say: {weight: 30, best: full, "           \
    "worst: none}, way: {weight: 20, values: {road: 0.2, rail: 0.6}}}\n"                                               \
    "  b: {pay: {weight: 60, best: 10, worst: 0}, say: {weight: 20, best: none, worst: full}, "                        \
    "way: {weight: 20, values: {road: 1, rail: 0.3}}}\n"                                                               \
    "interactions: [{id: both, party: a, when: {pay: {above: 6}, say: {among: [full]}}, add: -0.1}]\n"                 \
    "no_deal: {a: {outcome: {pay: 6, say: none, way: road}}, b: {utility: 0.2}}\n"                                     \
    "limits: [{id: top, party: a, issue: pay, at_most: 8}]\n"                                                          \
    "dates: {expires: 2029-12-31}\n"

#define VOTES(rule, more)                                                                                              \
    HEAD "ratification:\n"                                                                                             \
         "  a:\n"                                                                                                      \
         "    past_votes: {approved: 4, refused: 1}\n"                                                                 \
         "    steps: [{name: signature, takes: {days: {value: 20, low: 10, high: 40}}}, {name: consent, by: h, "       \
         "takes: {months: 3}}]\n"                                                                                      \
         "    ratifiers:\n"                                                                                            \
         "      senate:\n"                                                                                             \
         "        rule: " rule "\n"                                                                                    \
         "        blocs:\n"                                                                                            \
         "          left: {seats: 40, follows: a, discipline: 0.9, correlation: {value: 0.1, low: 0, high: 0.3}}\n"    \
         "          right: {seats: {value: 35, low: 30, high: 45}, preferences: {pay: {weight: 1, best: 0, worst: "    \
         "10}}, no_deal: {utility: {value: 0.5, low: 0.3, high: 0.7}}}\n"                                              \
         "          green: {seats: 25, preferences: {way: {weight: 2, values: {road: 0, rail: 1}}, say: {weight: 1, "  \
         "best: full, worst: none}}, no_deal: {utility: 0.4}}\n"                                                       \
         "      people: {kind: public, rule: majority, no_deal: {utility: 0.3}, blocs: {all: {seats: 1, follows: "     \
         "a}}}\n" more "  b: {rule: none}\n"

static const char whole[] =
    VOTES("two-thirds", "    mandate: {limits: [{issue: pay, at_most: 5}], why: a caretaker}\n");
/* Nothing passes: right wants pay of at most 0, Bland more than that. */
static const char nothing[] = HEAD
    "ratification:\n"
    "  a: {rule: majority, blocs: {right: {seats: 3, preferences: {pay: {weight: 1, best: 0, worst: 10}}, no_deal: "
    "{utility: 1.5}}}}\n";
static const char no_vote[] = HEAD "ratification: {a: {rule: none}, b: {rule: none}}\n";

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

static void *make_options(ent_arena *arena, const char *draws) {
    const ent_lens *lens = &ent_lens_ratify;
    void *options = ent_arena_alloc(arena, lens->options_bytes);
    assert_int_equal(ent_options_defaults(lens->options, lens->options_size, options), ENT_OK);
    const char *const pairs[] = {"draws", draws, "package", "pay=7,say=full,way=rail", NULL};
    for (const char *const *at = pairs; *at; at += 2)
        assert_int_equal(ent_option_set(lens->options, lens->options_size, options, at[0], at[1], arena, NULL), ENT_OK);
    return options;
}

static ent_findings *run_text(const char *text, unsigned threads) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    const ent_run run = {.threads = threads, .seed = 3};
    ent_findings *findings = NULL;
    assert_int_equal(ent_lens_run(&ent_lens_ratify, source, make_options(arena, "200"), &run, &findings), ENT_OK);
    ent_arena_free(arena);
    ent_case_free(source);
    return findings;
}

static void fail_each_allocation(const char *text) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    void *options = make_options(arena, "3");
    size_t tried = 0;
    for (size_t n = 0;; n++, tried++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings = NULL;
        const ent_status status = ent_lens_run(&ent_lens_ratify, source, options, &run, &findings);
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
    fail_each_allocation(whole);
    fail_each_allocation(nothing);
}

static void threads_change_nothing(void **state) {
    (void)state;
    char *texts[2];
    for (unsigned k = 0; k < 2; k++) {
        ent_findings *findings = run_text(whole, 1 + 3 * k);
        ent_buffer out;
        ent_buffer_init(&out, NULL);
        assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
        texts[k] = out.data;
        ent_findings_free(findings);
    }
    assert_string_equal(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
}

static double number(const ent_findings *findings, const char *key) {
    assert_non_null(ent_findings_find(findings, key));
    return ent_findings_number(findings, key, -1);
}

/* More votes needed: nested win-sets, and no better odds. */
static void stricter_rules_pass_less(void **state) {
    (void)state;
    static const char *const texts[] = {VOTES("majority", ""), VOTES("three-fifths", ""), VOTES("two-thirds", ""),
                                        VOTES("unanimity", "")};
    double size = 1e9, odds = 2;
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        ent_findings *findings = run_text(texts[k], 1);
        assert_true(number(findings, "winset.a.size") <= size);
        assert_true(number(findings, "package.odds.a.senate") <= odds);
        size = number(findings, "winset.a.size");
        odds = number(findings, "package.odds.a.senate");
        ent_findings_free(findings);
    }
}

/* Counted back from 2030-01-01: 20 + 90 days, at most 130. */
static void the_calendar_counts_back(void **state) {
    (void)state;
    ent_findings *findings = run_text(whole, 1);
    assert_true(number(findings, "calendar.a.days") == 110 && number(findings, "calendar.a.days.high") == 130);
    assert_string_equal(ent_findings_text(findings, "calendar.a.conclude_by"), "2029-09-13");
    assert_string_equal(ent_findings_text(findings, "calendar.a.conclude_by.cautious"), "2029-08-24");
    assert_true(number(findings, "calendar.a.past") == 0);
    assert_true(number(findings, "consent.a.n") == 5 && number(findings, "consent.a.share") == 0.8);
    assert_true(number(findings, "package.mandate") == 0);
    ent_findings_free(findings);
}

#define PAST(more)                                                                                                     \
    HEAD "ratification:\n  a:\n    rule: majority\n    blocs: {all: {seats: 3, follows: a}}\n    past_votes: " more "\n"

static bool notes_id(const ent_findings *findings, const char *id) {
    for (size_t k = 0; k < findings->notes_size; k++)
        if (strcmp(findings->notes[k].id, id) == 0) return true;
    return false;
}

/* Votes after as_of (2029-06-01) do not count: by date, and where it is not said how many came after it. */
static void past_votes_end_with_as_of(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double n, share; /* n 0: there is no rate */
        bool noted;
    } rows[] = {
        {PAST("{approved: 4, refused: 1}"), 5, 0.8, false},
        {PAST("{approved: 4, refused: 1, until: 2029-06-01}"), 5, 0.8, false},
        {PAST("{approved: 4, refused: 1, until: 2029-06-02}"), 0, 0, true},
        {PAST("{votes: [{date: 2020-02-01, result: approved}, {date: 2029-06-01, result: refused}]}"), 2, 0.5, false},
        {PAST("{votes: [{date: 2020-02-01, result: approved}, {date: 2029-06-02, result: refused}]}"), 1, 1, true},
        {PAST("{votes: [{date: 2029-06, result: approved}, {date: 2030, result: refused}]}"), 0, 0, true},
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        ent_findings *findings = run_text(rows[k].text, 1);
        if (rows[k].n > 0)
            assert_true(number(findings, "consent.a.n") == rows[k].n &&
                        number(findings, "consent.a.share") == rows[k].share);
        else
            assert_null(ent_findings_find(findings, "consent.a.n"));
        assert_int_equal(notes_id(findings, "N-RATIFY-0008"), rows[k].noted);
        ent_findings_free(findings);
    }
}

#define SWAY(rule, seats)                                                                                              \
    HEAD "ratification: {a: {" rule ", blocs: {all: {seats: " seats                                                    \
         ", discipline: 0.5, correlation: 1/3, preferences: {way: {weight: 1, values: {road: 0, rail: 1}}}, no_deal: " \
         "{utility: 0.4}}}}}\n"

/* Half the members follow their line, with correlation 1/3: any number of votes is as likely. A public is as uncertain
 * as that. */
static void members_who_sway_make_votes_uncertain(void **state) {
    (void)state;
    ent_findings *findings = run_text(SWAY("rule: qualified, share: 0.8", "9"), 1);
    assert_true(fabs(number(findings, "package.odds.a.vote") - 0.2) < 1e-12); /* 8 or 9 of 9 */
    assert_true(fabs(number(findings, "package.probability.fixed") - 0.2) < 1e-12);
    assert_true(fabs(number(findings, "package.probability.independent") - 10.0 / 512) < 1e-12);
    ent_findings_free(findings);
    findings = run_text(SWAY("kind: public, rule: majority", "1"), 1);
    assert_true(fabs(number(findings, "package.odds.a.vote") - 0.5) < 1e-3);
    assert_true(number(findings, "package.probability.independent") == 0); /* exactly half is not more than that */
    ent_findings_free(findings);
    findings = run_text(SWAY("kind: public, rule: qualified, share: 0.7", "53.5"), 1);
    assert_true(fabs(number(findings, "package.odds.a.vote") - 0.3) < 1e-3);
    ent_findings_free(findings);
}

static void without_votes_everything_passes(void **state) {
    (void)state;
    ent_findings *findings = run_text(no_vote, 1);
    assert_true(number(findings, "winset.overlap.share") == 1);
    assert_true(number(findings, "zone.size") == number(findings, "negotiators.size"));
    assert_true(number(findings, "package.probability") == 1);
    assert_non_null(strstr(findings->headline, "No vote is needed"));
    ent_findings_free(findings);
}

static void an_empty_win_set_is_a_finding(void **state) {
    (void)state;
    ent_findings *findings = run_text(nothing, 1);
    assert_true(number(findings, "winset.a.size") == 0);
    assert_true(number(findings, "conflict.size") == 1); /* the vote alone */
    assert_null(ent_findings_find(findings, "together.probability"));
    assert_non_null(strstr(findings->headline, "nothing that they would sign passes"));
    ent_findings_free(findings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(stricter_rules_pass_less),
        cmocka_unit_test(the_calendar_counts_back),
        cmocka_unit_test(without_votes_everything_passes),
        cmocka_unit_test(past_votes_end_with_as_of),
        cmocka_unit_test(members_who_sway_make_votes_uncertain),
        cmocka_unit_test(an_empty_win_set_is_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
