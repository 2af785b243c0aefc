/* The findings of the ledger on the payments of South Korea: figures worked out by hand, simulations against their
 * exact expectation, wrong options, and memory that fails. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lens/ledger_case.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

static ent_case *sma(const char *as_of) {
    const char *folder = getenv("ENTENTE_TESTS");
    char path[4096];
    assert_non_null(folder);
    snprintf(path, sizeof path, "%s/lens/ledger_sma.yaml", folder);
    ent_case *entente_case = ledger_case_read(path, as_of);
    assert_non_null(entente_case);
    return entente_case;
}

typedef struct job {
    const char *as_of;
    const char *const *rules;
    size_t rules_size;
    const char *first;
    size_t term, paths, seed;
    unsigned threads;
} job;

static ent_findings *run_job(job what) {
    ent_case *entente_case = sma(what.as_of);
    ent_run run = {.seed = what.seed, .threads = what.threads};
    ent_ledger_options options = ledger_options();
    options.rule = (ent_text_list){what.rules, what.rules_size};
    options.first = what.first;
    options.term = what.term;
    options.paths = what.paths;
    ent_findings *findings = NULL;
    assert_int_equal(ent_lens_run(&ent_lens_ledger, entente_case, &options, &run, &findings), ENT_OK);
    assert_non_null(findings);
    ent_case_free(entente_case);
    return findings;
}

static void check_metric(const ent_findings *findings, const char *key, double want, double tolerance) {
    double got = ent_findings_number(findings, key, NAN);
    if (!(fabs(got - want) <= tolerance)) fail_msg("%s is %.10g, expected %.10g", key, got, want);
}

static ent_value cell(const ent_findings *findings, const char *table, size_t row, const char *column) {
    const ent_table *found = ent_findings_find_table(findings, table);
    assert_non_null(found);
    size_t index = ent_table_column_index(found, column);
    assert_true(index != SIZE_MAX && row < found->rows_size);
    return found->cells[row * found->columns_size + index];
}

static size_t row_of(const ent_findings *findings, const char *table, int64_t year, const char *rule) {
    const ent_table *found = ent_findings_find_table(findings, table);
    assert_non_null(found);
    for (size_t i = 0; i < found->rows_size; i++) {
        bool fits = rule == NULL || strcmp(cell(findings, table, i, "rule").as.text, rule) == 0;
        if (cell(findings, table, i, "year").as.integer == year && fits) return i;
    }
    fail_msg("no row of %d in %s", (int)year, table);
    return 0;
}

static void payments(void **state) {
    (void)state;
    ent_findings *findings = run_job((job){0});
    check_metric(findings, "payment.2024", 13463, 0);
    check_metric(findings, "growth.2021", 100 * 1444.0 / 10389, 1e-12);
    check_metric(findings, "total.a11", 75081, 0);
    check_metric(findings, "total.a12.known", 15192 + 15511, 0);
    assert_null(ent_findings_find(findings, "total.a12"));
    assert_null(ent_findings_find(findings, "payment.2028"));
    check_metric(findings, "npv.a10", 10389 * pow(1.03, 7), 1e-6); /* 2026 is the base */
    const ent_table *table = ent_findings_find_table(findings, "payments");
    const char *const columns[] = {"year", "amount", "agreement", "rule"};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(table->columns[i].id, columns[i]);
    assert_int_equal(table->rows_size, 26);
    size_t row = row_of(findings, "payments", 2024, NULL);
    assert_int_equal(cell(findings, "payments", row, "amount").type, ENT_INTEGER);
    assert_string_equal(cell(findings, "payments", row, "rule").as.text, "Growth of the defence budget of 2023 (4.4%)");
    row = row_of(findings, "values", 2024, NULL);
    assert_true(fabs(cell(findings, "values", row, "real").as.real - 13463 * 1.021) < 1e-6); /* prices of 2025 */
    assert_true(fabs(cell(findings, "values", row, "foreign").as.real - 13463e8 / 1363.44 / 1e6) < 1e-6);
    row = row_of(findings, "payments", 2028, NULL);
    assert_int_equal(cell(findings, "payments", row, "amount").type, ENT_EMPTY);
    assert_string_equal(cell(findings, "payments", row, "status").as.text, "missing");
    assert_non_null(findings->headline);
    ent_findings_free(findings);
}

/* Set anew: 2007, 2009, 2014, 2019, 2020 (unchanged), 2021, 2026; the rest of the way from 6804 to 15192 between. */
static void the_rise_split(void **state) {
    (void)state;
    ent_findings *findings = run_job((job){0});
    double anew = log(7255.0 / 6804) + log(7600.0 / 7415) + log(9200.0 / 8695) + log(10389.0 / 9602) +
                  log(11833.0 / 10389) + log(15192.0 / 14028);
    check_metric(findings, "rise.factor", 15192.0 / 6804, 1e-12);
    check_metric(findings, "rise.renewals", 100 * anew / log(15192.0 / 6804), 1e-9);
    check_metric(findings, "rise.rules", 100 - 100 * anew / log(15192.0 / 6804), 1e-9);
    ent_findings_free(findings);
}

/* 2024 grows from 10389 by the override of 2021 and the budgets of 2021 to 2023, and rests on nothing else. */
static void what_a_payment_rests_on(void **state) {
    (void)state;
    static const char *const want[] = {"agreements.a11.growth",        "series.budget.values.2023",
                                       "series.budget.values.2022",    "series.budget.values.2021",
                                       "agreements.a11.override.2021", "agreements.a11.first"};
    ent_findings *findings = run_job((job){0});
    const ent_metric *metric = ent_findings_find(findings, "payment.2024");
    assert_non_null(metric);
    assert_int_equal(metric->info.uses_size, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(metric->info.uses[i], want[i]);
    ent_findings_free(findings);
}

static void another_rule(void **state) {
    (void)state;
    const char *const rules[] = {"a11=series:cpi,lag:2,cap:4", "a11=flat"};
    ent_findings *findings = run_job((job){.rules = rules, .rules_size = 2});
    /* 10389, 11833, 11892, 12189, 12677 (5.1 capped), 13133; the sum from Python's fractions */
    check_metric(findings, "under.a11.1.total", 72113, 0);
    check_metric(findings, "under.a11.1.difference", 72113 - 75081, 0);
    check_metric(findings, "under.a11.2.total", 10389 + 5 * 11833, 0);
    size_t row = row_of(findings, "under_rules", 2024, "Inflation of year t-2, at most 4%");
    assert_int_equal(cell(findings, "under_rules", row, "amount").as.integer, 12677);
    assert_int_equal(cell(findings, "under_rules", row, "agreed").as.integer, 13463);
    assert_true(cell(findings, "under_rules", row, "difference").as.real == 12677 - 13463);
    ent_findings_free(findings);
}

/* Without its cap the eighth agreement pays 7957, 8180, 8417, 8754: 223 more. The ninth never met its cap. */
static void caps_so_far(void **state) {
    (void)state;
    ent_findings *findings = run_job((job){.paths = 100});
    check_metric(findings, "cap.worth.a08.realised", 223, 0);
    check_metric(findings, "cap.worth.a09.realised", 0, 0);
    check_metric(findings, "cap.worth.a12.realised", 0, 0);
    assert_non_null(ent_findings_find(findings, "cap.worth.a12.median")); /* 2028-2030 are simulated */
    assert_null(ent_findings_find(findings, "cap.worth.a08.median"));
    ent_findings_free(findings);
}

static void base_rates(void **state) {
    (void)state;
    ent_findings *findings = run_job((job){0});
    check_metric(findings, "base.first_rise.n", 6, 0);
    check_metric(findings, "base.first_rise.min", 0, 0);
    check_metric(findings, "base.first_rise.last", 100 * (15192.0 / 14028 - 1), 1e-9);
    check_metric(findings, "base.negotiated_rise.n", 6, 0);
    check_metric(findings, "base.negotiated_rise.max", 100 * (11833.0 / 10389 - 1), 1e-9);
    /* middle of 0, 2.49, 5.81, 6.63, 8.30, 13.9 */
    check_metric(findings, "base.negotiated_rise.median", 50 * (9200.0 / 8695 + 7255.0 / 6804 - 2), 1e-9);
    check_metric(findings, "base.term.n", 7, 0);
    check_metric(findings, "base.term.median", 5, 0);
    check_metric(findings, "base.rounds.n", 2, 0);
    check_metric(findings, "base.rounds.median", 9, 0);
    check_metric(findings, "base.talks.n", 3, 0);
    check_metric(findings, "base.talks.last", 162 / (365.2425 / 12), 1e-9); /* 23 April to 2 October */
    check_metric(findings, "base.force.last", 58 / (365.2425 / 12), 1e-9);  /* 2 October to 29 November */
    check_metric(findings, "base.rules.n", 5, 0);                           /* flat, free index, cap 4, budget, cap 5 */
    ent_findings_free(findings);
    findings = run_job((job){.as_of = "2024-10-20"}); /* the twelfth is known, its entry into force is not */
    check_metric(findings, "base.talks.n", 3, 0);
    check_metric(findings, "base.force.n", 2, 0);
    ent_findings_free(findings);
}

static void burdens_and_arguments(void **state) {
    (void)state;
    ent_findings *findings = run_job((job){.as_of = "2024-03-21"});
    check_metric(findings, "burden.troops", 12896e2 / 28500, 1e-9); /* million won each */
    check_metric(findings, "burden.defence-budget", 100 * 13463.0 / 594244, 1e-9);
    check_metric(findings, "argument.share.rok", 2.56, 0);
    check_metric(findings, "argument.share.rok.gap", 0.56, 1e-12);
    assert_int_equal(cell(findings, "arguments", 0, "rank").as.integer, 3);
    assert_int_equal(cell(findings, "arguments", 0, "others").as.integer, 3); /* Japan's value is too old */
    assert_true(cell(findings, "arguments", 0, "median").as.real == 3.49);
    const char *text = cell(findings, "arguments", 0, "argument").as.text;
    assert_string_equal(text,
                        "South Korea stands at 2.56% of GDP in 2023, above the norm of 2% of GDP, below the median "
                        "of 3 others (3.49% of GDP)");
    assert_non_null(strstr(cell(findings, "arguments", 0, "counter").as.text, "base year"));
    ent_findings_free(findings);
}

/* A fixed rule has no spread: 14028 x 1.083 = 15192, then 5% twice, each rounded. */
static void outlook_without_chance(void **state) {
    (void)state;
    const char *const rules[] = {"next=fixed:5"};
    ent_findings *findings =
        run_job((job){.as_of = "2024-03-21", .rules = rules, .rules_size = 1, .first = "8.3", .term = 3, .paths = 50});
    assert_string_equal(ent_findings_text(findings, "outlook.2.rule"), "5% a year");
    check_metric(findings, "outlook.2.total.low", 15192 + 15952 + 16750, 0);
    check_metric(findings, "outlook.2.total.high", 15192 + 15952 + 16750, 0);
    check_metric(findings, "outlook.2.last.median", 16750, 0);
    ent_findings_free(findings);
}

/* 2026 is fixed and 2027 draws one of the 18 rates of 2006 to 2023: mean 41.1 / 18, two of them above 4. */
static void outlook_by_draws(void **state) {
    (void)state;
    const char *const rules[] = {"next=series:cpi,lag:2", "next=series:cpi,lag:2,cap:4"};
    ent_findings *findings = run_job(
        (job){.as_of = "2024-03-21", .rules = rules, .rules_size = 2, .first = "8.3", .term = 2, .paths = 20000});
    size_t row = row_of(findings, "outlook", 2027, "Inflation of year t-2");
    assert_true(fabs(cell(findings, "outlook", row, "mean").as.real - 15192 * (1 + 0.411 / 18)) < 6); /* 4 sigma */
    assert_true(cell(findings, "outlook", row, "high").as.real == 15967);                             /* 5.1 */
    assert_true(cell(findings, "outlook", row, "low").as.real == 15253);                              /* 0.4 */
    check_metric(findings, "cap.worth.next-3.binds", 100 * 2.0 / 18, 0.9);
    check_metric(findings, "cap.worth.next-3.mean", (15967 - 15800 + 15906 - 15800) / 18.0, 1.5);
    check_metric(findings, "cap.worth.next-3.low", 0, 0);
    ent_findings_free(findings);
}

static char *as_json(const ent_findings *findings) {
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
    return out.data;
}

static void same_whatever_the_threads(void **state) {
    (void)state;
    ent_findings *one = run_job((job){.paths = 500, .threads = 1, .seed = 7});
    ent_findings *three = run_job((job){.paths = 500, .threads = 3, .seed = 7});
    ent_findings *other = run_job((job){.paths = 500, .threads = 1, .seed = 8});
    char *first = as_json(one), *second = as_json(three);
    assert_string_equal(first, second);
    double mean = cell(one, "outlook", row_of(one, "outlook", 2030, NULL), "mean").as.real;
    assert_true(mean != cell(other, "outlook", row_of(other, "outlook", 2030, NULL), "mean").as.real);
    ent_free(NULL, first);
    ent_free(NULL, second);
    ent_findings_free(one);
    ent_findings_free(three);
    ent_findings_free(other);
}

static void before_any_agreement(void **state) {
    (void)state;
    ent_findings *findings = run_job((job){.as_of = "2001-01-01", .paths = 10});
    assert_int_equal(findings->metrics_size, 0);
    assert_int_equal(findings->notes_size, 1);
    ent_findings_free(findings);
}

static void wrong_options(void **state) {
    (void)state;
    const struct {
        const char *rule, *currency, *party, *first, *id, *hint;
        size_t from, horizon;
    } rows[] = {
        {.from = 2020, .horizon = 2019, .id = "U-LEDGER-0006"},
        {.rule = "a1=flat", .id = "U-LEDGER-0001", .hint = "did you mean \"a10\"?"},
        {.rule = "=flat", .id = "U-LEDGER-0001"},
        {.rule = "flat", .id = "U-LEDGER-0001"},
        {.rule = "nexd=flat", .id = "U-LEDGER-0001", .hint = "did you mean \"next\"?"},
        {.rule = "a11=series:cpj", .id = "U-LEDGER-0003", .hint = "did you mean \"cpi\"?"},
        {.currency = "EUR", .id = "U-LEDGER-0006"},
        {.party = "rokk", .id = "U-LEDGER-0006", .hint = "did you mean \"rok\"?"},
        {.first = "much", .id = "U-LEDGER-0006"},
    };
    ent_case *entente_case = sma(NULL);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_run run = {.diagnostics = diagnostics};
        ent_ledger_options options = ledger_options();
        ent_findings *findings = NULL;
        ent_diagnostics_clear(diagnostics);
        if (rows[i].rule != NULL) options.rule = (ent_text_list){&rows[i].rule, 1};
        options.currency = rows[i].currency;
        options.party = rows[i].party;
        options.first = rows[i].first;
        options.from = rows[i].from;
        options.horizon = rows[i].horizon;
        assert_int_equal(ent_lens_run(&ent_lens_ledger, entente_case, &options, &run, &findings), ENT_USAGE);
        assert_null(findings);
        assert_int_equal(ent_diagnostics_size(diagnostics), 1);
        assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, rows[i].id);
        if (rows[i].hint != NULL) assert_string_equal(ent_diagnostics_at(diagnostics, 0)->hint, rows[i].hint);
    }
    ent_diagnostics_free(diagnostics);
    ent_case_free(entente_case);
}

static void memory_fails(void **state) {
    (void)state;
    const char *const rules[] = {"a11=series:cpi,lag:2,cap:4", "next=series:cpi,lag:2,cap:4"};
    ent_case *entente_case = sma("2024-03-21");
    ent_ledger_options options = ledger_options();
    options.rule = (ent_text_list){rules, 2};
    options.paths = 10;
    size_t failed = 0;
    for (size_t n = 0;; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n / 2);
        memory.only_once = n % 2 == 1;
        ent_run run = {.allocator = &allocator};
        ent_findings *findings = NULL;
        ent_status status = ent_lens_run(&ent_lens_ledger, entente_case, &options, &run, &findings);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        if (status != ENT_OK) assert_null(findings);
        ent_findings_free(findings);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
        failed++;
    }
    assert_true(failed > 10);
    ent_case_free(entente_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(payments),
        cmocka_unit_test(the_rise_split),
        cmocka_unit_test(what_a_payment_rests_on),
        cmocka_unit_test(another_rule),
        cmocka_unit_test(caps_so_far),
        cmocka_unit_test(base_rates),
        cmocka_unit_test(burdens_and_arguments),
        cmocka_unit_test(outlook_without_chance),
        cmocka_unit_test(outlook_by_draws),
        cmocka_unit_test(same_whatever_the_threads),
        cmocka_unit_test(before_any_agreement),
        cmocka_unit_test(wrong_options),
        cmocka_unit_test(memory_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
