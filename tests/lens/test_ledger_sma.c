/* Every payment under the Special Measures Agreements from 2006 to 2027, as published (2027: computed by its rule): in
 * a case of agreements alone, and in the built-in one; and what could be known on the day that one looks from. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lens/ledger_case.h"
#include "support/unit.h"

/* 2006-2018: 2018 Defense White Paper, p. 179; later years: sources in ledger_sma.yaml. 100 million won. */
static const char *const published[] = {"6804",  "7255",  "7415",  "7600",  "7904",  "8125",  "8361",  "8695",
                                        "9200",  "9320",  "9441",  "9507",  "9602",  "10389", "10389", "11833",
                                        "12472", "12896", "13463", "14028", "15192", "15511"};
enum { FIRST = 2006, PUBLISHED = sizeof published / sizeof published[0] };

static char *beside(const char *name) {
    const char *folder = getenv("ENTENTE_TESTS");
    assert_non_null(folder);
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    assert_non_null(path);
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static ent_case *read_case(const char *name, const char *as_of) {
    char *path = beside(name);
    ent_case *entente_case = ledger_case_read(path, as_of);
    free(path);
    assert_non_null(entente_case);
    return entente_case;
}

static void check_all(const char *name) {
    ent_case *entente_case = read_case(name, "2026-03-31");
    ent_arena *arena = ent_arena_new(NULL);
    ent_ledger ledger = ledger_of(entente_case, arena);
    char got[64];
    for (int i = 0; i < PUBLISHED; i++)
        assert_string_equal(ledger_text(&ledger, FIRST + i, got), published[i]);
    for (int year = 2028; year <= 2030; year++)
        assert_string_equal(ledger_text(&ledger, year, got), "-");
    ent_arena_free(arena);
    ent_case_free(entente_case);
}

static void published_payments(void **state) {
    (void)state;
    check_all("lens/ledger_sma.yaml");
    check_all("../cases/rok-us-sma/case.yaml");
}

static void check_2024(const char *name) {
    ent_case *entente_case = read_case(name, "2024-03-21");
    ent_arena *arena = ent_arena_new(NULL);
    ent_ledger ledger = ledger_of(entente_case, arena);
    char got[64];
    assert_string_equal(ledger_text(&ledger, 2024, got), "13463");
    assert_string_equal(ledger_text(&ledger, 2025, got), "14028");
    assert_string_equal(ledger_text(&ledger, 2026, got), "none");
    assert_int_equal(ledger.unknown, 1);
    assert_int_equal(ledger.years[ledger.years_size - 1].year, 2025);
    ent_arena_free(arena);
    ent_case_free(entente_case);
}

/* On 2024-03-21 the eleventh agreement runs to 2025 and the twelfth is not known. */
static void as_seen_in_2024(void **state) {
    (void)state;
    check_2024("lens/ledger_sma.yaml");
    check_2024("../cases/rok-us-sma/case.yaml");
}

/* On 2023-12-30 the budget of 2024 is not known yet: 2025 is missing, 2024 is not. */
static void a_day_too_early(void **state) {
    (void)state;
    ent_case *entente_case = read_case("lens/ledger_sma.yaml", "2023-12-30");
    ent_arena *arena = ent_arena_new(NULL);
    ent_ledger ledger = ledger_of(entente_case, arena);
    char got[64];
    assert_string_equal(ledger_text(&ledger, 2024, got), "13463");
    assert_string_equal(ledger_text(&ledger, 2025, got), "-");
    const ent_ledger_year *year = ent_ledger_find(ledger.years, ledger.years_size, 2025);
    assert_string_equal(ent_ledger_year_words(&ledger, year),
                        "needs Growth of the defence budget of 2024, expected by December 2023");
    ent_arena_free(arena);
    ent_case_free(entente_case);
}

/* The caps of the eighth and ninth agreements: 4.7 of 2008 was cut to 4 in 2010, 4.0 of 2011 and all others were not.
 */
static void what_the_caps_did(void **state) {
    (void)state;
    ent_case *entente_case = read_case("lens/ledger_sma.yaml", NULL);
    ent_arena *arena = ent_arena_new(NULL);
    ent_ledger ledger = ledger_of(entente_case, arena);
    for (int year = 2006; year <= 2027; year++) {
        const ent_ledger_year *found = ent_ledger_find(ledger.years, ledger.years_size, year);
        assert_int_equal(found->status == ENT_LEDGER_RULE && found->index.capped, year == 2010);
    }
    const ent_ledger_year *year = ent_ledger_find(ledger.years, ledger.years_size, 2010);
    assert_string_equal(ent_ledger_year_words(&ledger, year), "Inflation of 2008 (4.7%), capped at 4%");
    ent_arena_free(arena);
    ent_case_free(entente_case);
}

/* With ENTENTE_REFERENCE: all of sma_history.csv that has a rule, read from the file itself. */
static void reference_history(void **state) {
    (void)state;
    const char *folder = getenv("ENTENTE_REFERENCE");
    if (folder == NULL) skip();
    char path[4096], line[4096], got[64];
    snprintf(path, sizeof path, "%s/facts/sma_history.csv", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    ent_case *entente_case = read_case("../cases/rok-us-sma/case.yaml", "2026-03-31");
    ent_arena *arena = ent_arena_new(NULL);
    ent_ledger ledger = ledger_of(entente_case, arena);
    int compared = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        int number = 0, year = 0;
        long amount = 0;
        if (sscanf(line, "%d,%d,%ld,", &number, &year, &amount) != 3 || year < 2005) continue;
        assert_int_equal(strtol(ledger_text(&ledger, year, got), NULL, 10), amount);
        compared++;
    }
    fclose(file);
    assert_int_equal(compared, 23); /* 2005 to 2027 */
    ent_arena_free(arena);
    ent_case_free(entente_case);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_payments), cmocka_unit_test(as_seen_in_2024),   cmocka_unit_test(a_day_too_early),
        cmocka_unit_test(what_the_caps_did),  cmocka_unit_test(reference_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
