/* The chain on small cases worked out by hand: rules, caps, dates, gaps, overlaps. */
#include <stdio.h>
#include <string.h>

#include "lens/ledger_case.h"
#include "support/unit.h"

#define HEAD                                                                                                           \
    "entente: 1\nid: test\ntitle: Test\nparties:\n  north: {name: North}\n  south: {name: South}\n"                    \
    "series:\n"                                                                                                        \
    "  prices: {name: Prices, unit: percent, values: {2018: 1.2, 2019: -0.45, 2020: {value: 4.05, known: 2021-01-20}," \
    " 2021: 7, 2022: 2.3, 2023: {value: 3.1, known: 2024-01-15}}}\n"                                                   \
    "  economy: {name: Economy, unit: percent, values: {2018: 2, 2019: 2.25, 2020: -1, 2021: 4, 2022: 2.5}}\n"         \
    "agreements:\n"

typedef struct expectation {
    int year;
    const char *amount;
} expectation;

static void check(const char *text, const char *as_of, const expectation *rows, size_t size) {
    ent_case *entente_case = ledger_case_parse(text, as_of);
    assert_non_null(entente_case);
    ent_arena *arena = ent_arena_new(NULL);
    ent_ledger ledger = ledger_of(entente_case, arena);
    for (size_t i = 0; i < size; i++) {
        char got[64];
        assert_string_equal(ledger_text(&ledger, rows[i].year, got), rows[i].amount);
    }
    ent_arena_free(arena);
    ent_case_free(entente_case);
}

#define CHECK(text, as_of, ...)                                                                                        \
    do {                                                                                                               \
        const expectation rows[] = {__VA_ARGS__};                                                                      \
        check(text, as_of, rows, sizeof rows / sizeof rows[0]);                                                        \
    } while (0)

/* 1000; 2019 -0.45 -> -0.5: 995; 2020 4.05 -> 4.1 capped at 4: 1034.8 -> 1035; 2021 7 capped at 4: 1076.4 -> 1076;
 * 2022 2.3: 1100.748 -> 1101 */
static void series_with_lag_and_cap(void **state) {
    (void)state;
    CHECK(HEAD "  a: {years: [2020, 2024], first: {amount: 1000}, growth: {series: prices, lag: 2, cap: 4}}\n", NULL,
          {2019, "none"}, {2020, "1000"}, {2021, "995"}, {2022, "1035"}, {2023, "1076"}, {2024, "1101"},
          {2025, "none"});
    /* floor 0: 2021 stands still; then 4.1: 1041; 7: 1113.87 -> 1114 */
    CHECK(HEAD "  a: {years: [2020, 2023], first: {amount: 1000}, growth: {series: prices, lag: 2, floor: 0}}\n", NULL,
          {2021, "1000"}, {2022, "1041"}, {2023, "1114"});
    /* the cap keeps its own digits: 7 -> 4.25: 1085.2425 -> 1085 on 1041 after 4.1 on 1000 */
    CHECK(HEAD "  a: {years: [2021, 2023], first: {amount: 1000}, growth: {series: prices, lag: 2, cap: 4.25}}\n", NULL,
          {2022, "1041"}, {2023, "1085"});
}

/* prices of t-2 plus economy of t-1: 2021: -0.45 - 1 = -1.45 -> -1.5: 985; 2022: 4.05 + 4 = 8.05 -> 8.1: 1064.785 */
static void two_series_and_points(void **state) {
    (void)state;
    CHECK(HEAD "  a: {years: [2020, 2022], first: {amount: 1000}, growth: {series: [prices, economy], lag: [2, 1]}}\n",
          NULL, {2021, "985"}, {2022, "1065"});
    /* 0.25 points on top are not rounded: 2.3 + 0.25 = 2.55% on 1000: 1025.5 -> 1026 */
    CHECK(HEAD
          "  a: {years: [2023, 2024], first: {amount: 1000}, growth: {series: prices, lag: 2, plus: 0.25, cap: 9}}\n",
          NULL, {2024, "1026"});
}

static void fixed_flat_schedule_override(void **state) {
    (void)state;
    CHECK(HEAD "  a: {years: [2020, 2022], first: {amount: 1000}, growth: {fixed: 3.25}}\n", NULL, {2021, "1033"},
          {2022, "1067"}); /* 1032.5 half up; 1066.57 */
    CHECK(HEAD "  a: {years: [2020, 2021], first: {amount: 1000}, growth: flat}\n"
               "  b: {years: [2022, 2025], first: {growth: 10}, growth: {fixed: 5}, schedule: {2024: 1300}, override: "
               "{2023: {growth: -2.5}, 2025: {amount: 1234.5}}}\n",
          NULL, {2021, "1000"}, {2022, "1100"}, {2023, "1073"}, {2024, "1300"}, {2025, "2469/2"});
    CHECK(HEAD
          "  a: {years: [2020, 2022], first: {amount: 1000}, growth: {fixed: 1}, round: {index: 0.1, amount: 50}}\n",
          NULL, {2021, "1000"}, {2022, "1000"});
    CHECK(HEAD "  a: {years: [2020, 2021], first: {amount: 0}, growth: {fixed: 3}}\n", NULL, {2020, "0"}, {2021, "0"});
}

/* An agreement of one year by rule, and the next one growing from what was paid last. */
static void between_agreements(void **state) {
    (void)state;
    CHECK(HEAD "  a: {years: [2020, 2020], first: {amount: 1000}}\n"
               "  b: {years: [2021, 2021], first: {growth: {series: economy, lag: 0}}}\n"
               "  c: {years: [2024, 2024], first: {growth: 1}}\n",
          NULL, {2021, "1040"}, {2022, "none"}, {2023, "none"}, {2024, "1050"});
    /* the one before was not known yet: nothing to grow from */
    CHECK(HEAD "  a: {years: [2019, 2019], known: 2022-01-01, first: {amount: 1000}}\n"
               "  b: {years: [2020, 2021], known: 2020-01-01, first: {growth: 3}, growth: flat}\n",
          "2021-12-31", {2019, "none"}, {2020, "-"}, {2021, "-"});
    CHECK(HEAD "  a: {years: [2020, 2022], first: {amount: 1000}}\n", NULL, {2020, "1000"}, {2021, "-"}, {2022, "-"});
}

static const char dated[] =
    HEAD "  a: {years: [2020, 2025], known: 2019-11-05, first: {amount: 1000}, growth: {series: prices, lag: 1}}\n"
         "  b: {years: [2026, 2027], concluded: 2025-03-01, signed: 2025-06-01, first: {amount: 2000}, growth: flat}\n";

/* The observation of 2020 is known on 2021-01-20, that of 2021 at the end of 2021, that of 2023 on 2024-01-15. */
static void dates_of_knowledge(void **state) {
    (void)state;
    CHECK(dated, "2019-11-04", {2020, "none"});
    CHECK(dated, "2021-01-19", {2020, "1000"}, {2021, "-"}, {2022, "-"}, {2026, "none"});
    CHECK(dated, "2021-01-20", {2020, "1000"}, {2021, "1041"}, {2022, "-"});
    CHECK(dated, "2021-12-30", {2021, "1041"}, {2022, "-"});
    CHECK(dated, "2021-12-31", {2021, "1041"}, {2022, "1114"}, {2023, "-"});
    CHECK(dated, "2024-01-14", {2023, "1140"}, {2024, "-"});
    CHECK(dated, "2024-01-15", {2023, "1140"}, {2024, "1175"}, {2025, "-"}, {2026, "none"});
    CHECK(dated, "2025-02-28", {2026, "none"});
    CHECK(dated, "2025-03-01", {2025, "-"}, {2026, "2000"}, {2027, "2000"});
}

/* What comes to be known later changes nothing of what was computed at a date. */
static void later_observations_change_nothing(void **state) {
    (void)state;
    const char *const dates[] = {"2020-06-01", "2021-06-01", "2022-12-31", "2024-01-10"};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        int year = (dates[i][3] - '0') + 2020;
        char text[sizeof dated], want[64], got[64];
        memcpy(text, dated, sizeof dated);
        if (year < 2021 || strcmp(dates[i], "2021-12-31") < 0) memcpy(strstr(text, "2021: 7"), "2021: 9", 7);
        if (strcmp(dates[i], "2022-12-31") < 0) memcpy(strstr(text, "2022: 2.3"), "2022: 8.9", 9);
        memcpy(strstr(text, "value: 3.1"), "value: 9.9", 10);
        ent_case *plain = ledger_case_parse(dated, dates[i]), *changed = ledger_case_parse(text, dates[i]);
        assert_non_null(plain);
        assert_non_null(changed);
        ent_arena *arena = ent_arena_new(NULL);
        ent_ledger first = ledger_of(plain, arena), second = ledger_of(changed, arena);
        for (int at = 2019; at < 2029; at++)
            assert_string_equal(ledger_text(&first, at, want), ledger_text(&second, at, got));
        ent_arena_free(arena);
        ent_case_free(plain);
        ent_case_free(changed);
    }
}

static void scales_and_currencies(void **state) {
    (void)state;
    CHECK(HEAD "  a: {years: [2020, 2021], unit: {currency: SLD, scale: billion}, first: {amount: 2}, growth: flat}\n"
               "  b: {years: [2022, 2023], unit: {currency: SLD, scale: million}, first: {growth: 10}, growth: flat}\n",
          NULL, {2020, "2000"}, {2021, "2000"}, {2022, "2200"});
    CHECK(HEAD "  a: {years: [2020, 2021], unit: {currency: USD, scale: million}, first: {amount: 2}, growth: flat}\n"
               "  b: {years: [2022, 2023], unit: {currency: SLD, scale: million}, first: {growth: 10}, growth: flat}\n",
          NULL, {2020, "none"}, {2022, "-"});
}

static void reasons(void **state) {
    (void)state;
    ent_case *entente_case = ledger_case_parse(dated, "2021-12-30");
    assert_non_null(entente_case);
    ent_arena *arena = ent_arena_new(NULL);
    ent_ledger ledger = ledger_of(entente_case, arena);
    const ent_ledger_year *year = ent_ledger_find(ledger.years, ledger.years_size, 2022);
    assert_string_equal(ent_ledger_year_words(&ledger, year), "needs Prices of 2021, expected by January 2022");
    year = ent_ledger_find(ledger.years, ledger.years_size, 2021);
    assert_string_equal(ent_ledger_year_words(&ledger, year), "Prices of 2020 (4.05%)");
    assert_int_equal(year->reason, ENT_LEDGER_NO_REASON);
    year = ent_ledger_find(ledger.years, ledger.years_size, 2023);
    assert_int_equal(year->status, ENT_LEDGER_MISSING);
    assert_int_equal(year->reason, ENT_LEDGER_OBSERVATION);
    assert_int_equal(ledger.unknown, 1);
    assert_string_equal(ent_ledger_rule_words(entente_case, &entente_case->agreements[0].growth, arena),
                        "Prices of year t-1");
    ent_arena_free(arena);
    ent_case_free(entente_case);
}

static void other_rules(void **state) {
    (void)state;
    ent_case *entente_case = ledger_case_parse(dated, "2024-06-30");
    assert_non_null(entente_case);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
    ent_run run = {.diagnostics = diagnostics};
    const struct {
        const char *rule, *id, *words;
    } rows[] = {
        {"flat", NULL, "unchanged"},
        {"fixed:3", NULL, "3% a year"},
        {"fixed:-2.5", NULL, "-2.5% a year"},
        {"series:prices,lag:2,cap:4", NULL, "Prices of year t-2, at most 4%"},
        {"series:prices+economy,lag:2+1,plus:0.5,floor:0", NULL,
         "Prices of year t-2 plus Economy of year t-1 plus 0.5 points, at least 0%"},
        {"series:economy", NULL, "Economy of the same year"},
        {"series:price,lag:2", "U-LEDGER-0003", "did you mean \"prices\"?"},
        {"series:", "U-LEDGER-0003", NULL},
        {"series:prices+economy+prices", "U-LEDGER-0003", NULL},
        {"fixd:3", "U-LEDGER-0002", "did you mean \"fixed\"?"},
        {"", "U-LEDGER-0002", NULL},
        {"cap:3", "U-LEDGER-0002", NULL},
        {"flat,fixed:3", "U-LEDGER-0002", NULL},
        {"flat:1", "U-LEDGER-0002", NULL},
        {"fixed:x", "U-LEDGER-0004", NULL},
        {"fixed", "U-LEDGER-0004", NULL},
        {"series:prices,lag:two", "U-LEDGER-0004", NULL},
        {"series:prices,lag:1.5", "U-LEDGER-0004", NULL},
        {"series:prices,cap:2,floor:3", "U-LEDGER-0005", NULL},
    };
    ent_arena *arena = ent_arena_new(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_growth growth;
        ent_diagnostics_clear(diagnostics);
        ent_status status = ent_ledger_rule_read(&run, entente_case, rows[i].rule, &growth);
        assert_int_equal(status, rows[i].id == NULL ? ENT_OK : ENT_USAGE);
        if (rows[i].id == NULL) {
            assert_string_equal(ent_ledger_rule_words(entente_case, &growth, arena), rows[i].words);
            continue;
        }
        assert_int_equal(ent_diagnostics_size(diagnostics), 1);
        assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, rows[i].id);
        if (rows[i].words != NULL) assert_string_equal(ent_diagnostics_at(diagnostics, 0)->hint, rows[i].words);
    }
    ent_arena_free(arena);
    ent_diagnostics_free(diagnostics);
    ent_case_free(entente_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(series_with_lag_and_cap),
        cmocka_unit_test(two_series_and_points),
        cmocka_unit_test(fixed_flat_schedule_override),
        cmocka_unit_test(between_agreements),
        cmocka_unit_test(dates_of_knowledge),
        cmocka_unit_test(later_observations_change_nothing),
        cmocka_unit_test(scales_and_currencies),
        cmocka_unit_test(reasons),
        cmocka_unit_test(other_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
