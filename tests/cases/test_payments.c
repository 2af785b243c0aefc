/* The payments of rok-us-sma come out as published, year by year, and nothing is used before it was known.
 * Published: Defense White Paper 2018 (2006-2018), Foreign Ministry 2019-02-10, Reuters 2021-03-10, Financial News
 * 2024-10-04 (2025, 2026); between them the rules give the amounts. The notes of the case cite each. */
#include <entente/lens.h>

#include <stdio.h>
#include <stdlib.h>

static const double published[] = {/* 2006 to 2027 */
                                   6804, 7255, 7415,  7600,  7904,  8125,  8361,  8695,  9200,  9320,  9441,
                                   9507, 9602, 10389, 10389, 11833, 12472, 12896, 13463, 14028, 15192, 15511};

static int check(const char *path, const char *as_of, int last) {
    ent_run run = {.diagnostics = ent_diagnostics_new(ent_allocator_default(), 100), .threads = 1};
    ent_case_options options = {.builtin = true};
    ent_case *entente_case = NULL;
    ent_findings *findings = NULL;
    int failures = !ent_read_date(as_of, &options.as_of);
    if (ent_case_read(&run, path, &options, &entente_case) != ENT_OK) failures++;
    if (failures == 0 && ent_lens_run(&ent_lens_ledger, entente_case, NULL, &run, &findings) != ENT_OK) failures++;
    for (int year = 2006; findings != NULL && year <= 2030; year++) {
        char key[32];
        snprintf(key, sizeof key, "payment.%d", year);
        double expected = year <= last ? published[year - 2006] : -1;
        double found = ent_findings_number(findings, key, -1);
        if (found >= expected && found <= expected) continue;
        failures++;
        fprintf(stderr, "as of %s: %s is %g, not %g\n", as_of, key, found, expected);
    }
    ent_findings_free(findings);
    ent_case_free(entente_case);
    ent_diagnostics_free(run.diagnostics);
    return failures;
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    int failures = check(arguments[1], "2026-03-31", 2027);
    failures += check(arguments[1], "2024-10-04", 2026); /* inflation of 2025 is unknown */
    failures += check(arguments[1], "2024-10-03", 2025); /* the twelfth agreement is announced on the next day */
    failures += check(arguments[1], "2024-03-21", 2025); /* the case's own date */
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
