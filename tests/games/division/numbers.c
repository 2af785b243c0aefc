#include "numbers.h"

#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

enum { ARRAYS = 256 };
static ent_fractions arrays[ARRAYS];
static size_t arrays_size;

static ent_fractions *read_all(const char *text) {
    char *copy = strdup(text);
    assert_non_null(copy);
    size_t size = 0;
    for (const char *at = text; (at = at + strspn(at, " ")), *at != '\0'; at += strcspn(at, " "))
        size++;
    assert_true(arrays_size < ARRAYS);
    ent_fractions *out = &arrays[arrays_size++];
    assert_int_equal(ent_fractions_init(out, NULL, size), ENT_OK);
    char *rest = NULL, *word = strtok_r(copy, " ", &rest);
    for (size_t i = 0; i < size; i++, word = strtok_r(NULL, " ", &rest)) {
        assert_int_equal(mpq_set_str(&out->at[i], word, 10), 0);
        mpq_canonicalize(&out->at[i]);
    }
    free(copy);
    return out;
}

mpq_ptr numbers(const char *text) {
    return read_all(text)->at;
}

void numbers_free(void) {
    while (arrays_size > 0)
        ent_fractions_free(&arrays[--arrays_size]);
}

void assert_numbers(mpq_srcptr values, const char *text) {
    const ent_fractions *expected = read_all(text);
    for (size_t i = 0; i < expected->size; i++) {
        if (mpq_equal(&values[i], &expected->at[i])) continue;
        char *got = mpq_get_str(NULL, 10, &values[i]), *want = mpq_get_str(NULL, 10, &expected->at[i]);
        print_error("number %zu is %s, not %s\n", i, got, want);
        fail();
    }
    arrays_size--;
    ent_fractions_free(&arrays[arrays_size]);
}

void assert_allocation(const ent_allocation *allocation, const char *text) {
    assert_true(allocation->exists && allocation->is_exact);
    assert_numbers(allocation->exact[0], text);
    for (size_t i = 0; i < allocation->size; i++)
        assert_true(allocation->value[i] == ent_mpq_value(allocation->exact[i]));
}
