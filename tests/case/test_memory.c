/* Every allocation of the reader made to fail once: nothing leaks, nothing half-built comes out. */
#include "given.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *sketch(size_t *size) {
    char path[1024];
    snprintf(path, sizeof path, "%s/example/case.yaml", getenv("ENTENTE_CASE_TESTS"));
    char *text = NULL;
    assert_int_equal(ent_file_read(ent_allocator_default(), path, 1 << 20, &text, size, NULL), ENT_OK);
    return text;
}

static void reading_survives(const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s/case.yaml", getenv("ENTENTE_CASE_TESTS"), name);
    for (size_t n = 0;; n++) {
        fail_alloc fail;
        ent_allocator allocator = fail_alloc_at(&fail, n);
        const ent_run run = {.allocator = &allocator};
        ent_case *c = NULL;
        ent_status status = ent_case_read(&run, path, NULL, &c);
        assert_int_equal(status, c == NULL ? ENT_MEMORY : ENT_OK);
        ent_case_free(c);
        assert_int_equal(fail.held, 0);
        if (!fail.failed) {
            assert_int_equal(status, ENT_OK);
            break;
        }
    }
}

static void reading_survives_each_failure(void **state) {
    (void)state;
    reading_survives("example");
    reading_survives("projects");
}

/* A case that is refused takes other ways: messages, suggestions. */
static void refusing_survives_each_failure(void **state) {
    (void)state;
    static const char text[] =
        "preferences: {a: {pya: {weight: 1, best: 0, worst: 5}, how: {wieght: 1, values: {csh: 1}}}}\n"
        "events: {e: {outcomes: {x: {p: 0.5}, y: {p: 0.4}}}}\n"
        "parties: {a: {of: a}}\n";
    char whole[2000];
    snprintf(whole, sizeof whole, "%s%s", given_head, text);
    for (size_t n = 0;; n++) {
        fail_alloc fail;
        ent_allocator allocator = fail_alloc_at(&fail, n);
        ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 100);
        const ent_run run = {.allocator = &allocator, .diagnostics = diagnostics};
        ent_case *c = NULL;
        ent_status status = ent_case_parse(&run, "x.yaml", whole, strlen(whole), NULL, &c);
        assert_null(c);
        assert_true(status == ENT_MEMORY || (status == ENT_INPUT && ent_diagnostics_size(diagnostics) > 0));
        assert_int_equal(fail.held, 0);
        ent_diagnostics_free(diagnostics);
        if (!fail.failed) {
            assert_int_equal(status, ENT_INPUT);
            break;
        }
    }
}

static void changing_survives_each_failure(void **state) {
    (void)state;
    size_t size = 0;
    char *text = sketch(&size);
    const ent_case_options plain = {.without_sources = true};
    given g = give_whole(text, size, &plain);
    assert_non_null(g.c);
    ent_set_row row = {"preferences.south.payment.weight", "{value: 50, low: 40, high: 60}", NULL};
    const ent_case_options options = {.set = {&row, 1}, .without_sources = true};
    for (size_t n = 0, done = 0; done < 3; n++) {
        fail_alloc fail;
        ent_allocator allocator = fail_alloc_at(&fail, n);
        const ent_run run = {.allocator = &allocator};
        ent_case *other = NULL;
        char *patched = NULL;
        size_t patched_size = 0;
        done = 0;
        ent_status status = ent_case_with(&run, g.c, &options, &other);
        assert_int_equal(status, other == NULL ? ENT_MEMORY : ENT_OK);
        done += other != NULL;
        ent_arena *arena = ent_arena_new(&allocator);
        ent_change *changes = NULL;
        size_t changes_size = 0;
        if (arena != NULL && other != NULL)
            done += ent_case_compare(g.c, other, arena, &changes, &changes_size) == ENT_OK && changes_size == 1;
        ent_arena_free(arena);
        ent_case_free(other);
        status =
            ent_case_patch(&run, "x", text, size, "preferences.south.payment.weight", "50", &patched, &patched_size);
        assert_int_equal(status, patched == NULL ? ENT_MEMORY : ENT_OK);
        done += patched != NULL;
        ent_free(&allocator, patched);
        assert_int_equal(fail.held, 0);
        assert_true(fail.failed || done == 3);
    }
    drop(&g);
    ent_free(ent_allocator_default(), text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_survives_each_failure),
        cmocka_unit_test(refusing_survives_each_failure),
        cmocka_unit_test(changing_survives_each_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
