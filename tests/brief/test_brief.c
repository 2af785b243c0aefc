/* The brief, and what bargain finds for it: walk-away values and reversals with answers worked out by hand. */
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <entente/entente.h>
#include <string.h>

/* Two parties split 1000; each keeps what it gets. Without a deal 0.3 and 0.2. */
#define SPLIT                                                                                                          \
    "entente: 1\n"                                                                                                     \
    "id: split\n"                                                                                                      \
    "title: Who gets what\n"                                                                                           \
    "as_of: 2031-03-01\n"                                                                                              \
    "parties:\n"                                                                                                       \
    "  a: {name: Ay}\n"                                                                                                \
    "  b: {name: Bee}\n"                                                                                               \
    "issues:\n"                                                                                                        \
    "  share: {name: Share of Bee, options: {from: 0, to: 1000, step: 1}}\n"
#define SPLIT_NO_DEAL                                                                                                  \
    "no_deal:\n"                                                                                                       \
    "  a: {utility: 0.3}\n"                                                                                            \
    "  b: {utility: 0.2}\n"
#define SPLIT_PREFERENCES                                                                                              \
    "preferences:\n"                                                                                                   \
    "  a: {share: {weight: 1, best: 0, worst: 1000}}\n"                                                                \
    "  b: {share: {weight: 1, best: 1000, worst: 0}}\n"

/* The same with a second issue that only one can have; who has the larger weight on it should. */
#define WITH_OFFICE(weight)                                                                                            \
    SPLIT "  office: {name: The office, options: [to Ay, to Bee]}\n"                                                   \
          "preferences:\n"                                                                                             \
          "  a: {share: {weight: 10, best: 0, worst: 1000}, office: {weight: " weight                                  \
          ", values: {to Ay: 1, to Bee: 0}}}\n"                                                                        \
          "  b: {share: {weight: 10, best: 1000, worst: 0}, office: {weight: 4, values: {to Ay: 0, to Bee: 1}}}\n"

static const ent_lens *const lenses[] = {&ent_lens_bargain, &ent_lens_ledger, &ent_lens_negotiate, &ent_lens_brief};

typedef struct setting {
    ent_diagnostics *diagnostics;
    ent_run run;
} setting;

static setting given(void) {
    setting s = {.diagnostics = ent_diagnostics_new(ent_allocator_default(), 50)};
    s.run = (ent_run){.diagnostics = s.diagnostics, .lenses = lenses, .lenses_size = 4, .threads = 1};
    return s;
}

static ent_case *read_case(const setting *s, const char *text) {
    ent_case *out = NULL;
    assert_int_equal(ent_case_parse(&s->run, "given.yaml", text, strlen(text), NULL, &out), ENT_OK);
    return out;
}

/* Runs a lens with options as a user writes them: name, value, ..., NULL. */
static ent_status run_with(const setting *s, const ent_lens *lens, const ent_case *subject, const char *const *words,
                           ent_findings **out) {
    ent_arena *arena = ent_arena_new(ent_allocator_default());
    void *options = ent_arena_alloc(arena, lens->options_bytes);
    assert_non_null(options);
    assert_int_equal(ent_options_defaults(lens->options, lens->options_size, options), ENT_OK);
    for (size_t i = 0; words && words[i]; i += 2) {
        assert_int_equal(
            ent_option_set(lens->options, lens->options_size, options, words[i], words[i + 1], arena, s->diagnostics),
            ENT_OK);
    }
    ent_status status = ent_lens_run(lens, subject, options, &s->run, out);
    ent_arena_free(arena);
    return status;
}

static ent_findings *run_on(const ent_lens *lens, const char *text, const char *const *words) {
    setting s = given();
    ent_case *subject = read_case(&s, text);
    ent_findings *findings = NULL;
    assert_int_equal(run_with(&s, lens, subject, words, &findings), ENT_OK);
    assert_non_null(findings);
    ent_case_free(subject);
    ent_diagnostics_free(s.diagnostics);
    return findings;
}

static bool says(const ent_findings *findings, const char *section, const char *text) {
    for (size_t i = 0; i < findings->sections_size; i++) {
        const ent_section *row = findings->sections[i];
        for (size_t k = 0; (!section || strcmp(row->id, section) == 0) && k < row->blocks_size; k++) {
            if (row->blocks[k].text && strstr(row->blocks[k].text, text)) return true;
        }
    }
    return false;
}

/* ---- what bargain finds for it ------------------------------------------------------------------------------- */

/* Nash: (0.7 - x)(x - 0.2) is largest at 0.45; Ay signs up to 0.7, Bee from 0.2 on. */
static void walk_away_values_are_where_no_deal_is_as_good(void **state) {
    (void)state;
    ent_findings *findings = run_on(&ent_lens_bargain, SPLIT SPLIT_PREFERENCES SPLIT_NO_DEAL, NULL);
    assert_true(ent_findings_number(findings, "recommended.outcome.share", 0) == 450);
    assert_true(ent_findings_number(findings, "walk_away.a.above", 0) == 700);
    assert_true(ent_findings_number(findings, "walk_away.b.below", 0) == 200);
    assert_null(ent_findings_find(findings, "walk_away.a.below"));
    assert_null(ent_findings_find(findings, "walk_away.b.above"));
    ent_findings_free(findings);
}

static void a_red_line_of_its_own_is_where_a_party_walks_away(void **state) {
    (void)state;
    ent_findings *findings = run_on(
        &ent_lens_bargain,
        SPLIT SPLIT_PREFERENCES SPLIT_NO_DEAL "limits:\n  - {id: line, party: a, issue: share, at_most: 600}\n", NULL);
    assert_true(ent_findings_number(findings, "walk_away.a.above", 0) == 600);
    ent_findings_free(findings);
}

/* Ay has the office while its weight is above 4, Bee's. */
static void a_reversal_stands_where_the_weights_are_equal(void **state) {
    (void)state;
    ent_findings *findings = run_on(&ent_lens_bargain, WITH_OFFICE("{value: 5, low: 1, high: 9}"), NULL);
    assert_string_equal(ent_findings_text(findings, "recommended.outcome.office"), "to Ay");
    const ent_table *table = ent_findings_find_table(findings, "reversals");
    assert_non_null(table);
    assert_int_equal(table->rows_size, 1);
    const size_t at = ent_table_column_index(table, "at"), path = ent_table_column_index(table, "path");
    assert_string_equal(table->cells[path].as.text, "preferences.a.office.weight");
    assert_true(table->cells[at].as.real > 3.9 && table->cells[at].as.real < 4.1);
    ent_findings_free(findings);
}

static void nothing_reverses_inside_a_narrow_range(void **state) {
    (void)state;
    ent_findings *findings = run_on(&ent_lens_bargain, WITH_OFFICE("{value: 5, low: 4.5, high: 9}"), NULL);
    assert_int_equal(ent_findings_find_table(findings, "reversals")->rows_size, 0);
    ent_findings_free(findings);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static void it_recommends_what_enough_draws_agree_on(void **state) {
    (void)state;
    ent_findings *findings = run_on(&ent_lens_brief, WITH_OFFICE("{value: 8, low: 7, high: 9}"), NULL);
    assert_true(ent_findings_number(findings, "recommends", 0) == 1);
    assert_true(ent_findings_number(findings, "terms.firm", 0) == 1);
    assert_true(says(findings, "decision", "We recommend"));
    assert_true(says(findings, "decision", "to Ay"));
    ent_findings_free(findings);
}

/* The weight lies on either side of 4 equally often: no term holds in nine draws of ten. */
static void it_refuses_when_too_few_draws_agree(void **state) {
    (void)state;
    const char *const agree[] = {"agree", "0.9", NULL};
    ent_findings *findings = run_on(&ent_lens_brief, WITH_OFFICE("{value: 5, low: 1, high: 7, dist: uniform}"), agree);
    assert_true(ent_findings_number(findings, "recommends", 1) == 0);
    assert_true(says(findings, "decision", "No recommendation"));
    assert_false(says(findings, "decision", "We recommend"));
    bool noted = false;
    for (size_t i = 0; i < findings->notes_size; i++) {
        noted = noted || (findings->notes[i].id && strcmp(findings->notes[i].id, "N-BRIEF-0001") == 0);
    }
    assert_true(noted);
    ent_findings_free(findings);
}

static void no_package_is_a_finding(void **state) {
    (void)state;
    ent_findings *findings =
        run_on(&ent_lens_brief, SPLIT SPLIT_PREFERENCES "no_deal:\n  a: {utility: 0.7}\n  b: {utility: 0.6}\n", NULL);
    assert_true(ent_findings_number(findings, "recommends", 1) == 0);
    assert_true(says(findings, "decision", "No package can be signed"));
    ent_findings_free(findings);
}

static void a_case_of_parties_alone_still_gives_a_page(void **state) {
    (void)state;
    ent_findings *findings =
        run_on(&ent_lens_brief, "entente: 1\nid: bare\ntitle: Bare\nparties: {a: {name: Ay}}\n", NULL);
    assert_true(findings->sections_size > 0);
    assert_int_equal(findings->parts_size, 0);
    ent_findings_free(findings);
}

static void nothing_known_later_is_shown(void **state) {
    (void)state;
    static const char text[] =
        SPLIT SPLIT_PREFERENCES SPLIT_NO_DEAL "positions:\n"
                                              "  - {id: early, party: a, issue: share, value: 111, date: 2031-02-01}\n"
                                              "  - {id: late, party: b, issue: share, value: 999, date: 2031-03-02}\n";
    ent_findings *findings = run_on(&ent_lens_brief, text, NULL);
    assert_true(says(findings, "record", "111"));
    assert_false(says(findings, NULL, "999"));
    ent_findings_free(findings);
}

/* 500 and 700 thousand are drawn in whole dollars when the axis names no scale. */
static void a_trace_is_drawn_in_the_money_it_names(void **state) {
    (void)state;
    static const char text[] =
        "entente: 1\nid: trace\ntitle: Trace\nas_of: 2031-03-01\nparties:\n  a: {name: Ay}\n  b: {name: Bee}\n"
        "issues:\n  pay: {name: Pay, unit: {currency: USD, scale: thousand}, options: {from: 0, to: 900, step: 100}}\n"
        "positions:\n"
        "  - {id: p1, party: a, issue: pay, value: 700, date: 2029-01-01}\n"
        "  - {id: p2, party: b, issue: pay, value: 500, date: 2029-02-01}\n"
        "  - {id: p3, party: a, issue: pay, value: 600, date: 2029-03-01}\n"
        "agreements:\n  old: {years: [2030, 2031], concluded: 2029-12-01, known: 2029-12-01, first: {amount: 600}}\n";
    ent_findings *findings = run_on(&ent_lens_brief, text, NULL);
    const ent_table *table = ent_findings_find_table(findings, "trace");
    assert_non_null(table);
    assert_true(table->cells[ent_table_column_index(table, "value")].as.real == 700000);
    assert_string_equal(ent_findings_find_chart(findings, "trace")->y_label, "Pay, USD");
    ent_findings_free(findings);
}

/* A pie of 500 and ten rounds of 30 days until the vote: with the last word one gets (0.95 + 0.95^10) / 1.95 = 0.794 of
 * it, 303 or 597. From 2032 on no deal is worth 0.6 to Bee and the pie is 100: 621 or 679. */
static void it_says_what_the_last_word_would_decide(void **state) {
    (void)state;
    static const char text[] = SPLIT SPLIT_PREFERENCES
        "no_deal:\n"
        "  a: {utility: 0.3}\n"
        "  b: {path: [{id: now, from: 2030-01-01, utility: 0.2}, {id: gap, from: 2032-01-01, utility: 0.6}]}\n"
        "dates: {expires: 2031-12-31, inauguration: 2031-11-01}\n"
        "events:\n"
        "  vote: {name: A vote, date: 2031-12-26, outcomes: {x: {p: 0.5}, y: {p: 0.5}}}\n"
        "  later: {name: A later vote, date: 2033-01-01, outcomes: {x: {p: 0.5}, y: {p: 0.5}}}\n";
    ent_findings *findings = run_on(&ent_lens_brief, text, NULL);
    assert_true(says(findings, "deadlines", "303 if the last word is with Ay and 597 if the last word is with Bee"));
    assert_true(says(findings, "deadlines", "0.30 to Ay and 0.20 to Bee"));
    assert_true(says(findings, "deadlines", "621 if the last word is with Ay and 679 if the last word is with Bee"));
    assert_true(says(findings, "deadlines", "time works for **Bee** and against **Ay** from 26 December 2031 to 31 "));
    assert_true(says(findings, "deadlines", "A benchmark, not a forecast"));
    assert_non_null(ent_findings_find_chart(findings, "deadlines"));
    assert_int_equal(ent_findings_find_table(findings, "deadlines")->rows_size, 2);
    ent_findings_free(findings);
}

static bool has_section(const ent_findings *findings, const char *id) {
    for (size_t i = 0; i < findings->sections_size; i++) {
        if (strcmp(findings->sections[i]->id, id) == 0) return true;
    }
    return false;
}

static bool shows(const ent_findings *findings, const char *section, const char *chart) {
    for (size_t i = 0; i < findings->sections_size; i++) {
        const ent_section *row = findings->sections[i];
        for (size_t k = 0; strcmp(row->id, section) == 0 && k < row->blocks_size; k++) {
            if (row->blocks[k].kind == ENT_BLOCK_CHART && strcmp(row->blocks[k].text, chart) == 0) return true;
        }
    }
    return false;
}

#define BEFORE(agreement)                                                                                              \
    SPLIT SPLIT_PREFERENCES SPLIT_NO_DEAL "positions:\n"                                                               \
                                          "  - {id: p1, party: a, issue: share, value: 100, date: 2031-01-01}\n"       \
                                          "  - {id: p2, party: b, issue: share, value: 900, date: 2031-01-11}\n"       \
                                          "  - {id: p3, party: a, issue: share, value: 250, date: 2031-02-01}\n"       \
                                          "agreements:\n  old: {years: [2030, 2031], concluded: " agreement            \
                                          ", known: " agreement                                                        \
                                          ", first: {amount: 60}, unit: {currency: EUR, scale: million}}\n"

/* The picture of who moved stands where its round is told. */
static void concessions_stand_with_their_round(void **state) {
    (void)state;
    ent_findings *findings = run_on(&ent_lens_brief, BEFORE("2030-06-01"), NULL);
    assert_true(shows(findings, "record", "positions"));
    assert_false(has_section(findings, "earlier"));
    ent_findings_free(findings);
    findings = run_on(&ent_lens_brief, BEFORE("2031-02-15"), NULL);
    assert_false(shows(findings, "record", "positions"));
    assert_true(shows(findings, "earlier", "positions"));
    ent_findings_free(findings);
}

static void without_dates_or_agreement_there_are_no_deadlines(void **state) {
    (void)state;
    ent_findings *findings = run_on(&ent_lens_brief, SPLIT SPLIT_PREFERENCES SPLIT_NO_DEAL, NULL);
    assert_false(has_section(findings, "deadlines"));
    assert_true(has_section(findings, "no-deal"));
    ent_findings_free(findings);
    findings = run_on(&ent_lens_brief,
                      SPLIT SPLIT_PREFERENCES "no_deal:\n  a: {utility: 0.7}\n  b: {utility: 0.6}\n"
                                              "dates: {expires: 2031-12-31}\n",
                      NULL);
    assert_false(has_section(findings, "deadlines"));
    ent_findings_free(findings);
}

static void a_reader_who_is_no_party_is_refused(void **state) {
    (void)state;
    setting s = given();
    ent_case *subject = read_case(&s, SPLIT SPLIT_PREFERENCES);
    ent_findings *findings = NULL;
    const char *const words[] = {"for", "nobody", NULL};
    assert_int_equal(run_with(&s, &ent_lens_brief, subject, words, &findings), ENT_USAGE);
    assert_null(findings);
    assert_string_equal(ent_diagnostics_at(s.diagnostics, 0)->id, "U-BRIEF-0001");
    ent_case_free(subject);
    ent_diagnostics_free(s.diagnostics);
}

/* ---- memory ------------------------------------------------------------------------------------------------------ */

/* Every one of the first allocations, later ones in growing steps: the lenses have loops of their own over all. */
static void allocations_may_fail(void **state) {
    (void)state;
    static const char text[] =
        WITH_OFFICE("{value: 5, low: 1, high: 9}") SPLIT_NO_DEAL "dates: {expires: 2031-04-30}\n";
    for (size_t n = 0;; n += 1 + n / 30) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        setting s = given();
        s.run.allocator = &allocator;
        ent_case *subject = NULL;
        ent_findings *findings = NULL;
        ent_status status = ent_case_parse(&s.run, "given.yaml", text, strlen(text), NULL, &subject);
        const char *const words[] = {"draws", "2", NULL};
        if (status == ENT_OK) status = run_with(&s, &ent_lens_brief, subject, words, &findings);
        assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
        assert_true((findings != NULL) == (status == ENT_OK));
        ent_findings_free(findings);
        ent_case_free(subject);
        ent_diagnostics_free(s.diagnostics);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(walk_away_values_are_where_no_deal_is_as_good),
                                       cmocka_unit_test(a_red_line_of_its_own_is_where_a_party_walks_away),
                                       cmocka_unit_test(a_reversal_stands_where_the_weights_are_equal),
                                       cmocka_unit_test(nothing_reverses_inside_a_narrow_range),
                                       cmocka_unit_test(it_recommends_what_enough_draws_agree_on),
                                       cmocka_unit_test(it_refuses_when_too_few_draws_agree),
                                       cmocka_unit_test(no_package_is_a_finding),
                                       cmocka_unit_test(a_case_of_parties_alone_still_gives_a_page),
                                       cmocka_unit_test(nothing_known_later_is_shown),
                                       cmocka_unit_test(a_trace_is_drawn_in_the_money_it_names),
                                       cmocka_unit_test(it_says_what_the_last_word_would_decide),
                                       cmocka_unit_test(concessions_stand_with_their_round),
                                       cmocka_unit_test(without_dates_or_agreement_there_are_no_deadlines),
                                       cmocka_unit_test(a_reader_who_is_no_party_is_refused),
                                       cmocka_unit_test(allocations_may_fail)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
