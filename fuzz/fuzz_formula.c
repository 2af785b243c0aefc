/* Any text as a formula of quantities: read, it has terms that differ, bounded powers and exact coefficients other than
 * 0; refused, it says where. */
#include "case/polynomial.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { QUANTITIES = 4 };

static void check_term(const ent_cost_term *term) {
    unsigned degree = term->power;
    for (size_t i = 0; i < QUANTITIES; i++)
        degree += term->powers[i];
    if (degree > ENT_POLYNOMIAL_DEGREE || !term->coefficient.exact || term->coefficient.ratio.num == 0 ||
        term->coefficient.ratio.den <= 0)
        abort();
}

static bool same_powers(const ent_cost_term *a, const ent_cost_term *b) {
    return a->power == b->power && memcmp(a->powers, b->powers, QUANTITIES * sizeof *a->powers) == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const ids[QUANTITIES] = {"north", "flood-control", "flood", "3rd"};
    ent_arena *arena = ent_arena_new(NULL);
    char *text = arena != NULL ? ent_arena_copy(arena, (const char *)data, size) : NULL;
    if (text == NULL) return 0;
    ent_cost_term *terms = NULL;
    size_t terms_size = 0;
    ent_polynomial_problem problem;
    if (ent_polynomial_read(text, ids, QUANTITIES, arena, &terms, &terms_size, &problem)) {
        if (terms_size > ENT_POLYNOMIAL_TERMS) abort();
        for (size_t i = 0; i < terms_size; i++) {
            check_term(&terms[i]);
            if (i > 0 && same_powers(&terms[i - 1], &terms[i])) abort();
        }
    } else if (problem.fault == ENT_POLYNOMIAL_GOOD || problem.at == 0 || problem.message[0] == '\0') {
        abort();
    }
    ent_arena_free(arena);
    return 0;
}
