/* Arenas, buffers and diagnostics, also when memory fails. */
#include <entente/base.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

static void arrays_refuse_overflow(void **state) {
    (void)state;
    assert_null(ent_alloc_array(NULL, SIZE_MAX / 2, 3));
    void *empty = ent_alloc_array(NULL, 0, 8);
    assert_non_null(empty);
    int *numbers = ent_realloc_array(NULL, empty, 0, 4, sizeof *numbers);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(numbers[i], 0);
    assert_null(ent_realloc_array(NULL, numbers, 4, SIZE_MAX / 2, sizeof *numbers));
    ent_free(NULL, numbers);
    ent_free(NULL, NULL);
    ent_arena *arena = ent_arena_new(NULL);
    assert_non_null(ent_arena_text(arena, "fits"));
    assert_false(ent_arena_failed(arena));
    assert_null(ent_arena_array(arena, SIZE_MAX / 2, 3));
    assert_true(ent_arena_failed(arena));
    assert_null(ent_arena_alloc(arena, SIZE_MAX));
    ent_arena_free(arena);
    ent_arena_free(NULL);
}

/* Objects of all sizes are aligned, zeroed, disjoint and keep what is written into them. */
static void arena_objects(void **state) {
    (void)state;
    enum { COUNT = 4000 };
    ent_arena *arena = ent_arena_new(NULL);
    unsigned char **objects = calloc(COUNT, sizeof *objects);
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i * 7919 % 997 + (i % 500 == 0 ? 400000 : 0);
        objects[i] = ent_arena_alloc(arena, size);
        assert_non_null(objects[i]);
        assert_int_equal((uintptr_t)objects[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(objects[i][j], 0);
        memset(objects[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i * 7919 % 997 + (i % 500 == 0 ? 400000 : 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(objects[i][j], i % 251);
    }
    assert_true(ent_arena_size(arena) > 8 * 400000);
    assert_string_equal(ent_arena_printf(arena, "%d-%s", 7, "x"), "7-x");
    assert_string_equal(ent_arena_copy(arena, "abcdef", 3), "abc");
    free(objects);
    ent_arena_free(arena);
}

static void buffer_texts(void **state) {
    (void)state;
    ent_buffer buffer;
    ent_buffer_init(&buffer, NULL);
    assert_null(buffer.data);
    for (int i = 0; i < 1000; i++)
        ent_buffer_printf(&buffer, "%d,", i);
    assert_false(buffer.failed);
    assert_int_equal(buffer.size, 3890);
    assert_int_equal(strlen(buffer.data), buffer.size);
    ent_buffer_free(&buffer);
    ent_buffer_init(&buffer, NULL);
    ent_buffer_repeat(&buffer, "ab", 3);
    ent_buffer_char(&buffer, '!');
    ent_buffer_add(&buffer, "", 0);
    assert_string_equal(buffer.data, "ababab!");
    ent_buffer_add(&buffer, "x", SIZE_MAX - 4);
    assert_true(buffer.failed);
    assert_string_equal(buffer.data, "ababab!");
    ent_buffer_text(&buffer, "more");
    assert_string_equal(buffer.data, "ababab!");
    ent_buffer_free(&buffer);
}

/* Where a locale with a decimal comma is installed, numbers still have a point. */
static void points_in_every_locale(void **state) {
    (void)state;
    static const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE", "fr_FR"};
    bool found = false;
    for (size_t i = 0; i < 5 && !found; i++)
        found = setlocale(LC_NUMERIC, locales[i]) != NULL;
    if (!found) skip();
    ent_buffer buffer;
    ent_buffer_init(&buffer, NULL);
    ent_buffer_printf(&buffer, "%.2f", 1.5);
    char text[ENT_NUMBER_TEXT];
    ent_ratio ratio;
    double value;
    bool exact;
    bool read = ent_read_number("12345678901234567890.5", &ratio, &value, &exact);
    ent_write_double(text, 0.1 + 0.2);
    char fixed[ENT_NUMBER_TEXT];
    ent_write_fixed(fixed, 1234.5, 2);
    setlocale(LC_NUMERIC, "C");
    assert_string_equal(buffer.data, "1.50");
    ent_buffer_free(&buffer);
    assert_true(read && !exact && value == 12345678901234567890.5);
    assert_string_equal(text, "0.30000000000000004");
    assert_string_equal(fixed, "1,234.50");
}

static void diagnostics_are_bounded_and_sorted(void **state) {
    (void)state;
    ent_diagnostics *list = ent_diagnostics_new(NULL, 3);
    char file[] = "b.yaml";
    ent_place late = {file, 9, 1, 0}, early = {file, 2, 5, 0}, other = {"a.yaml", 50, 1, 0};
    ent_diagnosef(list, ENT_ERROR, "E-1", &late, "a.b", "hint", "line", "value %d", 5);
    file[0] = 'c'; /* the list has its own copies */
    ent_diagnosef(list, ENT_WARNING, "W-1", &early, NULL, NULL, NULL, "first");
    ent_diagnosef(list, ENT_WARNING, "W-2", &other, NULL, NULL, NULL, "second");
    ent_diagnosef(list, ENT_ERROR, "E-2", NULL, NULL, NULL, NULL, "for a warning");
    ent_diagnosef(list, ENT_WARNING, "W-3", NULL, NULL, NULL, NULL, "beyond the bound");
    assert_int_equal(ent_diagnostics_size(list), 3);
    assert_int_equal(ent_diagnostics_count(list, ENT_ERROR), 2);
    assert_int_equal(ent_diagnostics_count(list, ENT_WARNING), 3);
    ent_diagnostics_sort(list);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, "E-2"); /* no file */
    assert_string_equal(ent_diagnostics_at(list, 1)->id, "E-1");
    assert_string_equal(ent_diagnostics_at(list, 1)->message, "value 5");
    assert_string_equal(ent_diagnostics_at(list, 2)->id, "W-1");
    assert_null(ent_diagnostics_at(list, 3));
    ent_diagnostics_cut(list, 3);
    assert_int_equal(ent_diagnostics_size(list), 3);
    ent_diagnostics_cut(list, 2);
    assert_int_equal(ent_diagnostics_size(list), 2);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, "E-2");
    assert_string_equal(ent_diagnostics_at(list, 1)->id, "E-1");
    ent_diagnostics_cut(list, 1);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, "E-2");
    assert_int_equal(ent_diagnostics_count(list, ENT_WARNING), 3);
    ent_diagnostics_clear(list);
    assert_int_equal(ent_diagnostics_size(list) + ent_diagnostics_count(list, ENT_ERROR), 0);
    for (int i = 0; i < 3; i++)
        ent_diagnosef(list, ENT_NOTE, i == 0 ? "N-1" : i == 1 ? "N-2" : "N-3", &early, NULL, NULL, NULL, "same");
    ent_diagnostics_sort(list);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, "N-1");
    assert_string_equal(ent_diagnostics_at(list, 2)->id, "N-3");
    ent_diagnostics_free(list);
    ent_diagnosef(NULL, ENT_ERROR, "E-3", NULL, NULL, NULL, NULL, "dropped");
    ent_diagnostics_sort(NULL);
    assert_int_equal(ent_diagnostics_size(NULL), 0);
}

/* Everything here, with each allocation failing once. */
static void use_memory(const ent_allocator *allocator) {
    ent_arena *arena = ent_arena_new(allocator);
    if (arena != NULL) {
        for (size_t i = 1; i < 6; i++)
            ent_arena_alloc(arena, i * 3000);
        ent_arena_printf(arena, "%5000d", 1);
    }
    ent_arena_free(arena);
    ent_buffer buffer;
    ent_buffer_init(&buffer, allocator);
    for (int i = 0; i < 100; i++)
        ent_buffer_printf(&buffer, "%d ", i);
    assert_true(buffer.failed || buffer.size == 290);
    ent_buffer_free(&buffer);
    ent_diagnostics *list = ent_diagnostics_new(allocator, 100);
    ent_place place = {"f", 1, 1, 1};
    for (int i = 0; list != NULL && i < 30; i++) {
        if (i == 15) ent_diagnostics_clear(list);
        ent_diagnosef(list, ENT_ERROR, "E", &place, "path", "hint", "line", "%d", i);
    }
    assert_true(list == NULL || ent_diagnostics_count(list, ENT_ERROR) == 15);
    for (size_t i = 0; i < ent_diagnostics_size(list); i++)
        assert_non_null(ent_diagnostics_at(list, i)->message);
    ent_diagnostics_free(list);
}

static void memory_may_fail(void **state) {
    (void)state;
    for (int once = 0; once < 2; once++) {
        for (size_t n = 0;; n++) {
            fail_alloc failing;
            ent_allocator allocator = fail_alloc_at(&failing, n);
            failing.only_once = once == 1;
            use_memory(&allocator);
            assert_int_equal(failing.held, 0);
            if (!failing.failed) break;
            assert_true(n < 10000);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arrays_refuse_overflow),
        cmocka_unit_test(arena_objects),
        cmocka_unit_test(buffer_texts),
        cmocka_unit_test(points_in_every_locale),
        cmocka_unit_test(diagnostics_are_bounded_and_sorted),
        cmocka_unit_test(memory_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
