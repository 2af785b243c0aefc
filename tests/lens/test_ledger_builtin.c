/* Every payment under the Special Measures Agreements from 2006 to 2027, as published (2027: computed by its rule),
 * as the built-in case gives them; and what could be known on the day it looks from. */
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

static void built_in_case(void **state) {
    (void)state;
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
    check_2024("../cases/rok-us-sma/case.yaml");
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
        cmocka_unit_test(built_in_case),
        cmocka_unit_test(as_seen_in_2024),
        cmocka_unit_test(reference_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
