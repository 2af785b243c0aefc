/* From text to tree: places in odd files, YAML's traps, limits. */
#include "given.h"
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void at(const char *text, size_t size, const char *id, size_t line, size_t column) {
    given g = give_whole(text, size, NULL);
    if (!said(&g, id, line, column)) tell(&g);
    assert_true(said(&g, id, line, column));
    assert_null(g.c);
    drop(&g);
}

static void broken_text_is_placed(void **state) {
    (void)state;
    at("id: \xff\n", 6, "E-CASE-0001", 1, 5);
    at("id: x\ntitle: caf\xc3\n", 18, "E-CASE-0001", 2, 11);
    at("id: a\x01\n", 7, "E-CASE-0002", 1, 6);
    at("a: [1, 2\nb: 3\n", 14, "E-CASE-0003", 2, 0);
    at("a:\n\tb: 1\n", 9, "E-CASE-0003", 2, 1);
    at("", 0, "E-CASE-0004", 1, 1);
    at("# nothing\n", 10, "E-CASE-0004", 1, 1);
    at("entente: 1\n---\nentente: 1\n", 26, "E-CASE-0005", 2, 1);
    at("? [a]\n: 1\n", 10, "E-CASE-0010", 1, 3);
    at("- 1\n", 4, "E-CASE-0011", 1, 1);
    at("id: !!int 5\n", 12, "E-CASE-0012", 1, 5);
    at("entente: 1\nid: *gone\n", 21, "E-CASE-0008", 2, 5);
}

static void duplicate_keys_name_both_places(void **state) {
    (void)state;
    given g = give("positions:\n  - {party: a, issue: pay, value: 10, party: b}\n", NULL);
    assert_true(said(&g, "E-CASE-0009", 11, 39));
    assert_non_null(strstr(ent_diagnostics_at(g.diagnostics, 0)->message, "line 11, column 6"));
    drop(&g);
    char text[2000] = "dates: {";
    for (int i = 0; i < 40; i++) { /* more than a map without an index has */
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "d%d: 2030-01-01, ", i % 39);
    }
    strcat(text, "}\n");
    g = give(text, NULL);
    assert_int_equal(ent_diagnostics_size(g.diagnostics), 1);
    assert_true(said(&g, "E-CASE-0009", 10, 0));
    drop(&g);
}

static void places_count_characters(void **state) {
    (void)state;
    /* A byte order mark, Windows line ends, letters of several bytes before the place. */
    static const char text[] = "\xef\xbb\xbf"
                               "entente: 1\r\nid: x\r\ntitle: \"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"\r\n"
                               "parties: {a: {name: \"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\", of: zz}}\r\n";
    given g = give_whole(text, sizeof text - 1, NULL);
    assert_true(said(&g, "E-CASE-0105", 4, 32));
    const ent_diagnostic *d = ent_diagnostics_at(g.diagnostics, 0);
    assert_int_equal(d->place.length, 2);
    assert_string_equal(d->line, "parties: {a: {name: \"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\", of: zz}}");
    assert_string_equal(d->path, "parties.a.of");
    drop(&g);
}

static void words_of_yaml_1_1_stay_words(void **state) {
    (void)state;
    given g = give("sources: {s: {title: NO, publisher: yes, anonymous: true}}\n", NULL);
    assert_non_null(g.c);
    assert_string_equal(g.c->sources[0].title, "NO");
    assert_string_equal(g.c->sources[0].publisher, "yes");
    assert_true(g.c->sources[0].anonymous);
    drop(&g);
    g = give("sources: {s: {anonymous: yes}}\n", NULL);
    assert_true(said(&g, "E-CASE-0103", 10, 26));
    drop(&g);
    g = give("sources: {s: {title: null}}\n", NULL);
    assert_true(said(&g, "E-CASE-0103", 10, 22));
    drop(&g);
    g = give("preferences: {a: {<<: {pay: {weight: 1, best: 0, worst: 100}}}}\n", NULL);
    assert_null(g.c);
    drop(&g);
}

static void aliases_share_content_and_keep_paths(void **state) {
    (void)state;
    given g = give("preferences:\n  a: &all {pay: {weight: 1, best: 100, worst: 0}}\n  b: *all\n", NULL);
    if (g.c == NULL) tell(&g);
    assert_non_null(g.c);
    assert_int_equal(g.c->preferences_size, 2);
    assert_string_equal(ent_case_path(g.c, g.c->preferences[1].rows[0].node, g.c->arena), "preferences.b.pay");
    assert_int_not_equal(g.c->preferences[0].rows[0].weight.slot, g.c->preferences[1].rows[0].weight.slot);
    drop(&g);
    g = give("dates: &x {opens: *x}\n", NULL);
    assert_true(said(&g, "E-CASE-0008", 10, 19));
    drop(&g);
}

/* A billion laughs: ten levels of ten aliases. */
static void aliases_are_bounded(void **state) {
    (void)state;
    char text[4000] = "l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; i++) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "l%d: &l%d [*l%d, *l%d, *l%d, *l%d, *l%d, *l%d, *l%d, *l%d]\n", i, i,
                 i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    }
    given g = give_whole(text, strlen(text), NULL);
    assert_int_equal(g.status, ENT_LIMIT);
    assert_true(said(&g, "E-CASE-0007", 0, 0));
    drop(&g);
}

static void depth_is_bounded(void **state) {
    (void)state;
    char text[400] = "dates: ";
    memset(text + 7, '[', 100);
    given g = give(text, NULL);
    assert_int_equal(g.status, ENT_LIMIT);
    assert_true(said(&g, "E-CASE-0006", 10, 0));
    drop(&g);
}

/* Two thousand broken neighbours of a good case: cut, doubled, changed. Nothing may crash, and what is refused says
 * why. */
static void neighbours_do_no_harm(void **state) {
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/example/case.yaml", getenv("ENTENTE_CASE_TESTS"));
    char *text;
    size_t size;
    assert_int_equal(ent_file_read(ent_allocator_default(), path, 1 << 20, &text, &size, NULL), ENT_OK);
    ent_random random = ent_random_stream(7, 7);
    static const char bytes[] = "{}[]:,#&*!|>'\"%@`-? \n\t0a\xc3\x80";
    char *copy = malloc(size + 1);
    const ent_case_options options = {.without_sources = true};
    for (int i = 0; i < 2000; i++) {
        memcpy(copy, text, size);
        size_t length = i % 3 == 0 ? (size_t)ent_random_below(&random, size) : size;
        for (uint64_t j = ent_random_below(&random, 4); j-- > 0 && length > 0;)
            copy[ent_random_below(&random, length)] = bytes[ent_random_below(&random, sizeof bytes - 1)];
        given g = give_whole(copy, length, &options);
        assert_true((g.status == ENT_OK) == (g.c != NULL));
        if (g.c == NULL) assert_true(ent_diagnostics_count(g.diagnostics, ENT_ERROR) > 0);
        drop(&g);
    }
    free(copy);
    ent_free(ent_allocator_default(), text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_text_is_placed),
        cmocka_unit_test(duplicate_keys_name_both_places),
        cmocka_unit_test(places_count_characters),
        cmocka_unit_test(words_of_yaml_1_1_stay_words),
        cmocka_unit_test(aliases_share_content_and_keep_paths),
        cmocka_unit_test(aliases_are_bounded),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(neighbours_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
