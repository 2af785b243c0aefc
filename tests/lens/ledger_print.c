/* Reads cases from a file, each ended by a line "%%%% AS_OF" (or "%%%%"), and prints their payments for the oracle in
 * ledger_oracle.py: "YEAR AMOUNT" a line, "%%%%" after each case. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lens/ledger_case.h"

static int print_case(const char *text, const char *as_of) {
    ent_case *entente_case = ledger_case_parse(text, as_of);
    ent_arena *arena = ent_arena_new(NULL);
    if (entente_case == NULL || arena == NULL) return 1;
    ent_ledger ledger = ledger_of(entente_case, arena);
    for (size_t i = 0; i < ledger.years_size; i++) {
        char number[64];
        printf("%d %s\n", ledger.years[i].year, ledger_text(&ledger, ledger.years[i].year, number));
    }
    printf("%%%%%%%%\n");
    ent_arena_free(arena);
    ent_case_free(entente_case);
    return 0;
}

int main(int argc, char **argv) {
    char *data = NULL;
    size_t size = 0;
    if (argc != 2 || ent_file_read(NULL, argv[1], 100000000, &data, &size, NULL) != ENT_OK) return 2;
    int result = 0;
    for (char *text = data, *end; result == 0 && (end = strstr(text, "%%%%")) != NULL;) {
        char *line = strchr(end, '\n');
        if (line != NULL) *line = '\0';
        *end = '\0';
        const char *as_of = end + strlen("%%%%");
        while (*as_of == ' ')
            as_of++;
        result = print_case(text, *as_of == '\0' ? NULL : as_of);
        text = line == NULL ? end : line + 1;
    }
    ent_free(NULL, data);
    return result;
}
