/* What a backtest may see and what it counts; importing and freezing under failing memory. Sums are checked in
 * backtest_oracle.py. */
#include <entente/backtest.h>
#include <entente/import.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char head[] = "entente: 1\n"
                           "id: %s\n"
                           "title: A fee\n"
                           "as_of: 2030-05-01\n"
                           "parties:\n"
                           "  a: {capability: 2, judged_by: x}\n"
                           "  b: {capability: 1, judged_by: x}\n"
                           "  c: {capability: 1, judged_by: x}\n"
                           "issues:\n"
                           "  fee: {options: {from: 0, to: 200}, status_quo: 20, judged_by: x}\n"
                           "  form: {options: [law, treaty]}\n"
                           "positions:\n"
                           "  - {party: a, issue: fee, value: 0, salience: 50, date: 2030-01-01, judged_by: x}\n"
                           "  - {party: b, issue: fee, value: 100, salience: 50, judged_by: x}\n"
                           "  - {party: c, issue: fee, value: 200, salience: 100, judged_by: x}\n"
                           "  - {party: c, issue: fee, value: %s, salience: 100, date: 2030-06-01, judged_by: x}\n"
                           "  - {party: a, issue: form, value: law, salience: 50, judged_by: x}\n"
                           "  - {party: b, issue: form, value: treaty, salience: 90, judged_by: x}\n"
                           "  - {party: c, issue: form, value: treaty, salience: 50, judged_by: x}\n"
                           "outcome:\n"
                           "  - {date: 2030-04-30, package: {fee: 10}, judged_by: x}\n"
                           "  - {date: 2030-07-01, package: {fee: %s, form: treaty}, judged_by: x}\n"
                           "brief: {coded: %s}\n";

static const ent_run plain = {.threads = 1};

static ent_case *made(const char *id, const char *late, const char *outcome, const char *coded) {
    char text[4096];
    ent_case *c = NULL;
    int size = snprintf(text, sizeof text, head, id, late, outcome, coded);
    assert_int_equal(ent_case_parse(&plain, "fee.yaml", text, (size_t)size, NULL, &c), ENT_OK);
    return c;
}

static ent_findings *test_cases(const ent_case *const *cases, size_t size, const ent_backtest_options *options) {
    const ent_run run = {.threads = 2, .rows = 1000};
    ent_findings *findings = NULL;
    assert_int_equal(ent_backtest_run(&run, cases, size, options, &findings), ENT_OK);
    return findings;
}

static ent_findings *test_one(const char *late, const char *outcome, const char *coded) {
    ent_case *c = made("fee", late, outcome, coded);
    const ent_case *const cases[] = {c};
    ent_findings *findings = test_cases(cases, 1, NULL);
    ent_case_free(c);
    return findings;
}

static ent_value cell(const ent_findings *findings, const char *table, size_t row, const char *column) {
    const ent_table *found = ent_findings_find_table(findings, table);
    assert_non_null(found);
    assert_true(row < found->rows_size);
    return found->cells[row * found->columns_size + ent_table_column_index(found, column)];
}

/* Weights 100, 50, 100 at 0, 100, 200: the compromise mean is 100, and the outcome 110 is 5 hundredths away. */
static void by_hand(void **state) {
    (void)state;
    ent_findings *findings = test_one("130", "110", "before");
    assert_float_equal(ent_findings_number(findings, "compromise-mean.error", NAN), 5, 1e-12);
    assert_float_equal(ent_findings_number(findings, "compromise-mean.crps", NAN), 5, 1e-12);
    assert_float_equal(ent_findings_number(findings, "no-change.error", NAN), 45, 1e-12);
    assert_float_equal(ent_findings_number(findings, "compromise-mean.against.no-change.error", NAN), -40, 1e-12);
    assert_float_equal(ent_findings_number(findings, "odds.n", NAN), 2, 0);
    assert_float_equal(ent_findings_number(findings, "odds.right", NAN), 1, 0);          /* treaty has 140 of 240 */
    assert_true(isnan(ent_findings_number(findings, "compromise-mean.error.low", NAN))); /* one decision */
    assert_float_equal(ent_findings_number(findings, "backtest.decisions", NAN), 1, 0);
    ent_findings_free(findings);
}

/* Neither a position of a later day nor the outcome changes what is predicted; the outcome changes the scores. */
static void nothing_later_is_seen(void **state) {
    (void)state;
    ent_findings *one = test_one("130", "110", "before"), *late = test_one("0", "110", "before"),
                 *other = test_one("130", "60", "before");
    const ent_table *table = ent_findings_find_table(one, "predictions");
    assert_true(table->rows_size >= 8);
    for (size_t i = 0; i < table->rows_size; i++) {
        ent_value point = cell(one, "predictions", i, "point");
        if (point.type != ENT_REAL) continue;
        assert_float_equal(point.as.real, cell(late, "predictions", i, "point").as.real, 0);
        assert_float_equal(point.as.real, cell(other, "predictions", i, "point").as.real, 0);
        assert_float_equal(cell(other, "predictions", i, "error").as.real, fabs(point.as.real - 60), 1e-9);
    }
    ent_findings_free(one);
    ent_findings_free(late);
    ent_findings_free(other);
}

static void hindsight_counts_nothing(void **state) {
    (void)state;
    ent_case *before = made("one", "130", "110", "before"), *after = made("two", "130", "0", "hindsight");
    const ent_case *const both[] = {before, after}, *const alone[] = {before};
    ent_findings *all = test_cases(both, 2, NULL), *without = test_cases(alone, 1, NULL);
    assert_float_equal(ent_findings_number(all, "backtest.outcomes", NAN), 2, 0);
    assert_float_equal(ent_findings_number(all, "backtest.outcomes.all", NAN), 4, 0);
    static const char *const keys[] = {"odds.error", "odds.crps",       "odds.held_80",
                                       "odds.n",     "no-change.error", "odds.not_offered",
                                       "nash.error", "odds.log_score",  "compromise-mean.against.no-change.error"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        double here = ent_findings_number(all, keys[i], -1), there = ent_findings_number(without, keys[i], -1);
        assert_float_equal(here, there, 0);
    }
    const ent_table *table = ent_findings_find_table(all, "hindsight");
    assert_non_null(table);
    for (size_t i = 0; i < table->rows_size; i++) {
        assert_string_equal(cell(all, "hindsight", i, "case").as.text, "two");
        assert_int_equal(cell(all, "hindsight", i, "held_80").type, ENT_EMPTY);
        assert_int_equal(cell(all, "hindsight", i, "right").type, ENT_EMPTY);
    }
    ent_findings_free(all);
    ent_findings_free(without);
    ent_case_free(before);
    ent_case_free(after);
}

/* An outcome that was known is none to forecast; one asked for by its date takes the place of the last. */
static void known_outcomes(void **state) {
    (void)state;
    ent_case *c = made("fee", "130", "110", "before");
    const ent_case *const cases[] = {c};
    const ent_backtest_options early = {.outcome = {2030, 5, 1}};
    ent_findings *findings = test_cases(cases, 1, &early);
    assert_float_equal(ent_findings_number(findings, "backtest.outcomes", NAN), 0, 0);
    assert_string_equal(cell(findings, "outcomes", 0, "state").as.text, "known when the case is seen");
    ent_findings_free(findings);
    ent_case_free(c);
}

/* ---- memory ------------------------------------------------------------------------------------------------- */

static void backtest_without_memory(void **state) {
    (void)state;
    ent_case *c = made("fee", "130", "110", "before");
    const ent_case *const cases[] = {c};
    const char *const some[] = {"odds,compromise-mean,no-change"};
    const ent_backtest_options options = {.models = {some, 1}};
    for (size_t n = 0;; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings = NULL;
        ent_status status = ent_backtest_run(&run, cases, 1, &options, &findings);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        assert_int_equal(findings == NULL, memory.failed);
        ent_findings_free(findings);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
    }
    ent_case_free(c);
}

static const char wide[] = "issue,proposal,options,lower,upper,reference,outcome,A position,A salience,B position\n"
                           "capability,,,,,,,2,,3\n"
                           "fee,p,,0,200,0,90,10,20,\"150\"\n"
                           "form,p,law | treaty,,,,treaty,law,,treaty\n";
static const char scene[] = "<Scenario><name>s</name><desc>d</desc><ModelParameters><VotingRule>Prop</VotingRule>"
                            "</ModelParameters><Dimensions><dName>x</dName></Dimensions><Actors><Actor><name>A</name>"
                            "<description>a</description><capability>1</capability><Position><dCoord>3</dCoord>"
                            "</Position><Salience><dSal>4</dSal></Salience></Actor></Actors></Scenario>";

static void import_at(const char *format, const char *text, size_t size) {
    const ent_import_file file = {"table", text, size};
    for (size_t n = 0;; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_buffer out;
        ent_buffer_init(&out, &allocator);
        ent_status status = ent_import_files(&run, ent_import_format_find(format), &file, 1, NULL, &out);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        ent_buffer_free(&out);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
    }
}

static void import_without_memory(void **state) {
    (void)state;
    import_at("positions", wide, sizeof wide - 1);
    import_at("ktab", scene, sizeof scene - 1);
}

static void freeze_without_memory(void **state) {
    (void)state;
    char path[] = "/tmp/entente-freeze-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    char text[4096];
    int size = snprintf(text, sizeof text, head, "fee", "130", "110", "before");
    assert_int_equal(write(file, text, (size_t)size), size);
    close(file);
    ent_case *c = NULL;
    assert_int_equal(ent_case_read(&plain, path, NULL, &c), ENT_OK);
    const ent_freeze_options options = {.date = {2030, 5, 2}};
    for (size_t n = 0;; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_buffer out;
        ent_buffer_init(&out, &allocator);
        ent_status status = ent_freeze_write(&run, c, &options, &out);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        ent_buffer_free(&out);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
    }
    ent_case_free(c);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),
        cmocka_unit_test(nothing_later_is_seen),
        cmocka_unit_test(hindsight_counts_nothing),
        cmocka_unit_test(known_outcomes),
        cmocka_unit_test(backtest_without_memory),
        cmocka_unit_test(import_without_memory),
        cmocka_unit_test(freeze_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
