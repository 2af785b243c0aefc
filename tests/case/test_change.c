/* Overlays, patches, comparisons, templates. */
#include "given.h"
#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BODY                                                                                                           \
    "preferences: # who wants what\n"                                                                                  \
    "  a:\n"                                                                                                           \
    "    judged_by: ana\n"                                                                                             \
    "    because: hunch   # to be checked\n"                                                                           \
    "    pay: {weight: 1, best: 0, worst: 100}\n"                                                                      \
    "  b:\n"                                                                                                           \
    "    pay: {weight: {value: 3, low: 1, high: 4}, best: 100, worst: 0}\n"                                            \
    "    how: {weight: 2, values: {cash: 1, kind: 0}}\n"                                                               \
    "no_deal:\n"                                                                                                       \
    "  a:\n"                                                                                                           \
    "    path:\n"                                                                                                      \
    "      - {id: now, from: 2030-01-01, utility: 0.5}\n"                                                              \
    "      - id: later # a gap\n"                                                                                      \
    "        from: 2031-01-01\n"                                                                                       \
    "        utility: 0.2\n"                                                                                           \
    "events:\n"                                                                                                        \
    "  vote:\n"                                                                                                        \
    "    outcomes: {yes: {p: 0.25, set: {preferences.a.pay.weight: 7, no_deal.a.path.now.utility: 0.1}}, no: {p: "     \
    "3/4}}\n"

static const ent_slot *slot_at(const ent_case *c, const char *path) {
    static const ent_slot none;
    const ent_node *node = ent_case_at(c, path);
    for (size_t i = 0; i < c->slots_size; i++)
        if (c->slots[i].node == node) return &c->slots[i];
    fail_msg("no number at %s", path);
    return &none;
}

/* ---- overlays ---- */

static ent_status with(const given *g, const char *path, const char *value, ent_case **out) {
    ent_set_row row = {path, value, NULL};
    ent_case_options options = {.set = {&row, 1}};
    return ent_case_with(&g->run, g->c, &options, out);
}

static void assignments_make_a_new_case(void **state) {
    (void)state;
    given g = give(BODY, NULL);
    if (g.c == NULL) tell(&g);
    assert_non_null(g.c);
    ent_case *other = NULL, *third = NULL;
    assert_int_equal(with(&g, "preferences.b.pay.weight", "9", &other), ENT_OK);
    const ent_slot *slot = slot_at(other, "preferences.b.pay.weight");
    assert_true(slot->value == 9.0);
    assert_int_equal(slot->distribution, ENT_FIXED);
    assert_int_equal(slot->provenance->basis, ENT_JUDGED);
    assert_string_equal(slot->provenance->judged_by, "--set");
    ent_place place = ent_node_place(other, slot->node);
    assert_string_equal(place.file, "--set");
    assert_int_equal(place.line, 1);
    assert_true(slot_at(g.c, "preferences.b.pay.weight")->value == 3.0);
    /* On top of it, by the id of a list's entry, with an owner of its own; the first case may be gone by then. */
    ent_set_row row = {"no_deal.a.path.later.utility", "{value: 0.3, low: 0.1, high: 0.4, judged_by: ben, because: x}",
                       NULL};
    ent_case_options options = {.set = {&row, 1}, .as_of = {2030, 5, 0}};
    assert_int_equal(ent_case_with(&g.run, other, &options, &third), ENT_OK);
    ent_case_free(other);
    ent_case_free(g.c);
    g.c = third;
    assert_true(slot_at(third, "preferences.b.pay.weight")->value == 9.0);
    assert_string_equal(slot_at(third, "no_deal.a.path.later.utility")->provenance->judged_by, "ben");
    assert_true(third->no_deals[0].path[1].value.utility.value == 0.3);
    assert_int_equal(third->as_of.year, 2030);
    drop(&g);
}

static void assignments_may_add_legal_keys(void **state) {
    (void)state;
    given g = give(BODY, NULL);
    ent_case *other = NULL;
    assert_int_equal(with(&g, "preferences.a.span", "{weight: 2, ideal: 3}", &other), ENT_OK);
    assert_int_equal(ent_case_preferences(other, 0)->size, 2);
    ent_case_free(other);
    assert_int_equal(with(&g, "as_of", "2031-02", &other), ENT_OK);
    assert_int_equal(other->as_of.month, 2);
    ent_case_free(other);
    assert_int_equal(with(&g, "preferences.a.pay.wieght", "2", &other), ENT_INPUT);
    assert_null(other);
    assert_true(said(&g, "E-CASE-0101", 1, 1));
    ent_diagnostics_clear(g.diagnostics);
    assert_int_equal(with(&g, "preferences.a.pya.weight", "2", &other), ENT_INPUT);
    assert_true(said(&g, "E-CASE-0200", 0, 0));
    assert_string_equal(ent_diagnostics_at(g.diagnostics, 0)->hint, "did you mean 'pay'?");
    ent_diagnostics_clear(g.diagnostics);
    assert_int_equal(with(&g, "preferences.a.pay.weight", "[1", &other), ENT_INPUT);
    assert_int_equal(with(&g, "preferences.a.pay.weight", "-1", &other), ENT_INPUT);
    assert_int_equal(with(&g, "no_deal.a.path.4.utility", "1", &other), ENT_INPUT);
    drop(&g);
}

static void events_are_assignments_too(void **state) {
    (void)state;
    given g = give(BODY, NULL);
    ent_case_options options = {.set = g.c->events[0].outcomes[0].set};
    assert_int_equal(options.set.size, 2);
    assert_string_equal(options.set.rows[0].value, "7");
    ent_case *other = NULL;
    assert_int_equal(ent_case_with(&g.run, g.c, &options, &other), ENT_OK);
    assert_true(slot_at(other, "preferences.a.pay.weight")->value == 7.0);
    assert_string_equal(slot_at(other, "preferences.a.pay.weight")->provenance->judged_by, "events.vote.outcomes.yes");
    assert_true(other->no_deals[0].path[0].value.utility.value == 0.1);
    ent_case_free(other);
    drop(&g);
    g = give("preferences: {a: {pay: {weight: 1, best: 0, worst: 100}}}\n"
             "events:\n  vote: {outcomes: {yes: {p: 0.5, set: {preferences.a.pay.weight: -7}}, no: {p: 0.5, set: "
             "{parties.a.nam: C}}}}\n",
             NULL);
    assert_true(said(&g, "E-CASE-0112", 12, 67)); /* both are tried, and blamed where they stand */
    assert_true(said(&g, "E-CASE-0101", 12, 92));
    drop(&g);
}

static void numbers_of_list_entries_have_paths(void **state) {
    (void)state;
    given g = give("issues_none: 1\n", NULL);
    assert_true(said(&g, "E-CASE-0101", 10, 1));
    drop(&g);
    g = give("positions:\n  - {party: a, issue: pay, value: 10}\n  - {id: '1', party: a, issue: pay, value: 20}\n"
             "preferences: {a: {span: {weight: 1, values: {1: 0, 3: 0.5, 5: 1}}}}\n"
             "sources: {s: {title: T}}\n",
             NULL);
    assert_non_null(g.c);
    for (size_t i = 0; i < g.c->slots_size; i++) {
        char *path = ent_case_path(g.c, g.c->slots[i].node, g.c->arena);
        assert_ptr_equal(ent_case_at(g.c, path), g.c->slots[i].node);
    }
    assert_string_equal(ent_case_path(g.c, g.c->positions[0].node, g.c->arena), "positions.#1");
    assert_string_equal(ent_case_path(g.c, g.c->positions[1].node, g.c->arena), "positions.1");
    drop(&g);
    g = give_whole("a: {x.y: {3.5: 1, 3: {5: 2}, 'b\\c.': 4}}\n", 41, NULL);
    drop(&g);
}

/* ---- patches ---- */

static void patched(const char *before, const char *path, const char *value, const char *after) {
    ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 10);
    const ent_run run = {.diagnostics = diagnostics};
    char *text = NULL;
    size_t size = 0;
    ent_status status = ent_case_patch(&run, "x.yaml", before, strlen(before), path, value, &text, &size);
    if (after == NULL) {
        if (text != NULL) print_message("# %s\n", text);
        assert_int_not_equal(status, ENT_OK);
        assert_null(text);
        assert_true(ent_diagnostics_size(diagnostics) > 0);
    } else {
        for (size_t i = 0; i < ent_diagnostics_size(diagnostics); i++)
            print_message("# %s\n", ent_diagnostics_at(diagnostics, i)->message);
        assert_int_equal(status, ENT_OK);
        assert_string_equal(text, after);
        assert_int_equal(size, strlen(after));
    }
    ent_free(ent_allocator_default(), text);
    ent_diagnostics_free(diagnostics);
}

static void patches_keep_every_other_byte(void **state) {
    (void)state;
    /* scalars: plain, quoted, before comments, in braces, with a byte order mark and letters of several bytes */
    patched("a: 1   # one\nb: 2\n", "a", "10", "a: 10   # one\nb: 2\n");
    patched("a: 'x y' # q\n", "a", "\"z\"", "a: \"z\" # q\n");
    patched("a: {b: 1, c: [2, {id: k, d: 3}]} # x\n", "a.c.k.d", "4", "a: {b: 1, c: [2, {id: k, d: 4}]} # x\n");
    patched("\xef\xbb\xbf# \xc3\xa9\xe2\x82\xac\r\n\xc3\xa4: {\xc3\xb6: 1}\r\nb: 2\r\n", "b", "3",
            "\xef\xbb\xbf# \xc3\xa9\xe2\x82\xac\r\n\xc3\xa4: {\xc3\xb6: 1}\r\nb: 3\r\n");
    patched("a: >\n  long\n  text\n# c\nb: 2\n", "b", "3", "a: >\n  long\n  text\n# c\nb: 3\n");
    patched("a:\nb: 2\n", "a", "1", "a: 1\nb: 2\n");
    patched("a: 1", "a", "2", "a: 2");
    /* keys are added to the map that is there */
    patched("a:\n  b: 1 # x\n# end\nc: 2\n", "a.d", "3", "a:\n  b: 1 # x\n  d: 3\n# end\nc: 2\n");
    patched("a: {b: 1}\n", "a.d", "[1, 2]", "a: {b: 1, d: [1, 2]}\n");
    patched("a: {}\n", "a.d", "3", "a: {d: 3}\n");
    patched("a:\n  - id: k # item\n    b: 1\n  - id: l\n", "a.k.c", "2",
            "a:\n  - id: k # item\n    b: 1\n    c: 2\n  - id: l\n");
    patched("a: 1", "b", "2", "a: 1\nb: 2\n");
    /* and taken away */
    patched("a: 1\nb: 2 # two\nc: 3\n", "b", NULL, "a: 1\nc: 3\n");
    patched("a: {b: 1, c: 2, d: 3} # x\n", "a.c", NULL, "a: {b: 1, d: 3} # x\n");
    patched("a: {b: 1, d: 3}\n", "a.d", NULL, "a: {b: 1}\n");
    patched("a: {b: 1}\n", "a.b", NULL, "a: {}\n");
    patched("a:\n  b: 1\nc: 2\n", "a.b", NULL, "a:\n  {}\nc: 2\n");
    patched("a:\n  - id: k\n    b: 1\n  - id: l # last\nc: 2\n", "a.k", NULL, "a:\n  - id: l # last\nc: 2\n");
    patched("a:\n  b:\n    c: 1\n    d: 2\n  e: 3\n", "a.b", NULL, "a:\n  e: 3\n");
    /* whole maps become flow */
    patched("a:\n  b: 1\n  c: 2\nd: 3\n", "a", "5", "a: 5\nd: 3\n");
    patched("a:\n  b: 1\n  c: 2\nd: 3\n", "a", "{b: 2}", "a: {b: 2}\nd: 3\n");
}

static void patches_that_cannot_be_are_refused(void **state) {
    (void)state;
    patched("a: {b: 1}\n", "a.x.y", "1", NULL);
    patched("a: {b: 1}\n", "a.x", NULL, NULL);
    patched("a: {b: 1}\n", "a.b.c", "1", NULL);
    patched("a: {b: 1}\n", "", "1", NULL);
    patched("a: {b: 1}\n", "a.b", "1, c: 2", NULL);
    patched("a: {b: 1}\n", "a.b", "[", NULL);
    patched("a: 1\n", "a", "b: 2", NULL);
    patched("a: &x {b: 1}\nc: *x\n", "c.b", "2", NULL);
    patched("a: [1\n", "a", "2", NULL);
}

/* Every number of the sketch is changed in turn: the only difference is the number. */
static void every_number_of_the_sketch_can_be_patched(void **state) {
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/example/case.yaml", getenv("ENTENTE_CASE_TESTS"));
    char *text;
    size_t size;
    assert_int_equal(ent_file_read(ent_allocator_default(), path, 1 << 20, &text, &size, NULL), ENT_OK);
    const ent_case_options options = {.without_sources = true};
    given g = give_whole(text, size, &options);
    assert_non_null(g.c);
    for (size_t i = 0; i < g.c->slots_size; i++) {
        char *to = ent_case_path(g.c, g.c->slots[i].node, g.c->arena);
        ent_place place = ent_node_place(g.c, g.c->slots[i].node);
        char *changed;
        size_t changed_size;
        assert_int_equal(ent_case_patch(&g.run, "x", text, size, to, "0.125", &changed, &changed_size), ENT_OK);
        size_t same = 0, tail = 0;
        while (same < size && same < changed_size && text[same] == changed[same])
            same++;
        while (tail < size - same && tail < changed_size - same &&
               text[size - 1 - tail] == changed[changed_size - 1 - tail])
            tail++;
        size_t line = 1;
        for (size_t j = 0; j < same; j++)
            line += text[j] == '\n';
        assert_int_equal(line, place.line);
        assert_null(memchr(text + same, '\n', size - tail - same));
        ent_free(ent_allocator_default(), changed);
    }
    drop(&g);
    ent_free(ent_allocator_default(), text);
}

/* ---- comparison ---- */

static void comparison_tells_each_path(void **state) {
    (void)state;
    given g = give(BODY, NULL);
    given h = give("no_deal: {a: {path: [{id: now, from: 2030-01-01, utility: 0.50}, {id: last, from: 2032-01-01, "
                   "utility: 0.1}]}}\n"
                   "preferences:\n"
                   "  a: {judged_by: ana, because: hunch, pay: {weight: 1.0, best: 10, worst: 100}}\n"
                   "  b: {pay: {weight: 3, best: 100, worst: 0}}\n"
                   "dates: {opens: 2030-02-01}\n",
                   NULL);
    if (h.c == NULL) tell(&h);
    assert_non_null(h.c);
    ent_change *changes;
    size_t size;
    assert_int_equal(ent_case_compare(g.c, h.c, h.c->arena, &changes, &size), ENT_OK);
    static const struct {
        const char *path, *before, *after;
    } rows[] = {
        {"no_deal.a.path.last", NULL, "{id: last, from: 2032-01-01, utility: 0.1}"},
        {"no_deal.a.path.later", "{id: later, from: 2031-01-01, utility: 0.2}", NULL},
        {"preferences.a.pay.best", "0", "10"},
        {"preferences.b.pay.weight", "{value: 3, low: 1, high: 4}", "3"},
        {"preferences.b.how", "{weight: 2, values: {cash: 1, kind: 0}}", NULL},
        {"dates", NULL, "{opens: 2030-02-01}"},
        {"events", NULL, NULL},
    };
    for (size_t i = 0; i < size; i++)
        print_message("# %s: %s -> %s\n", changes[i].path, changes[i].before != NULL ? changes[i].before : "",
                      changes[i].after != NULL ? changes[i].after : "");
    assert_int_equal(size, sizeof rows / sizeof *rows);
    for (size_t i = 0; i < size; i++) {
        assert_string_equal(changes[i].path, rows[i].path);
        if (rows[i].before != NULL) assert_string_equal(changes[i].before, rows[i].before);
        if (rows[i].after != NULL) assert_string_equal(changes[i].after, rows[i].after);
    }
    assert_non_null(changes[6].before);
    assert_null(changes[6].after);
    assert_int_equal(ent_case_compare(g.c, g.c, g.c->arena, &changes, &size), ENT_OK);
    assert_int_equal(size, 0);
    drop(&g);
    drop(&h);
}

/* ---- templates ---- */

static void templates_read_without_a_word(void **state) {
    (void)state;
    static const char *const kinds[] = {"minimal", "bargain", "ledger", "full"};
    static const char *const titles[] = {"Plain", "Who: pays \"what\" # now?", "null"};
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 3; j++) {
            ent_buffer text;
            ent_buffer_init(&text, ent_allocator_default());
            assert_int_equal(ent_case_template(kinds[i], "my-case", titles[j], &text), ENT_OK);
            given g = give_whole(text.data, text.size, NULL);
            tell(&g);
            assert_non_null(g.c);
            assert_int_equal(ent_diagnostics_size(g.diagnostics), 0);
            assert_string_equal(g.c->title, titles[j]);
            assert_string_equal(g.c->id, "my-case");
            drop(&g);
            ent_buffer_free(&text);
        }
    ent_buffer text;
    ent_buffer_init(&text, ent_allocator_default());
    assert_int_equal(ent_case_template("other", "x", "X", &text), ENT_USAGE);
    assert_int_equal(ent_case_template("full", "Not An Id", "X", &text), ENT_USAGE);
    ent_buffer_free(&text);
}

/* ---- packages of the command line ---- */

static void packages_are_read(void **state) {
    (void)state;
    given g = give("", NULL);
    ent_package package;
    assert_int_equal(ent_package_read(&g.run, g.c, "pay=20.0,say=middle,span=3", g.c->arena, &package), ENT_OK);
    assert_int_equal(package.size, 3);
    assert_int_equal(package.choices[0].level.option, 2);
    assert_int_equal(package.choices[1].level.option, 1);
    assert_int_equal(package.choices[2].level.number.ratio.num, 3);
    assert_int_equal(ent_package_read(&g.run, g.c, "pay", g.c->arena, &package), ENT_USAGE);
    assert_int_equal(ent_package_read(&g.run, g.c, "pya=1", g.c->arena, &package), ENT_USAGE);
    assert_int_equal(ent_package_read(&g.run, g.c, "pay=150", g.c->arena, &package), ENT_USAGE);
    assert_int_equal(ent_package_read(&g.run, g.c, "pay=10,pay=20", g.c->arena, &package), ENT_USAGE);
    assert_true(said(&g, "U-CASE-0001", 0, 0) && said(&g, "U-CASE-0002", 0, 0) && said(&g, "U-CASE-0003", 0, 0));
    assert_string_equal(ent_diagnostics_at(g.diagnostics, 2)->hint, "pay goes from 0 to 100 in steps of 10");
    /* between the steps, with spaces, and with commas that end nothing */
    assert_int_equal(ent_package_read(&g.run, g.c, " pay = 15.5 , say=middle", g.c->arena, &package), ENT_OK);
    assert_int_equal(package.size, 2);
    assert_int_equal(package.choices[0].level.option, ENT_NOWHERE);
    assert_int_equal(package.choices[0].level.number.ratio.num, 31);
    assert_int_equal(package.choices[1].level.option, 1);
    assert_int_equal(ent_package_read(&g.run, g.c, "pay=1,000", g.c->arena, &package), ENT_USAGE);
    drop(&g);
}

static void every_message_is_listed_once(void **state) {
    (void)state;
    for (size_t i = 0; i < ent_case_messages_size; i++) {
        const ent_message_row *row = &ent_case_messages[i];
        assert_true(strlen(row->title) > 5 && strlen(row->more) > 20);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(row->id, ent_case_messages[j].id);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(assignments_make_a_new_case),
        cmocka_unit_test(assignments_may_add_legal_keys),
        cmocka_unit_test(events_are_assignments_too),
        cmocka_unit_test(numbers_of_list_entries_have_paths),
        cmocka_unit_test(patches_keep_every_other_byte),
        cmocka_unit_test(patches_that_cannot_be_are_refused),
        cmocka_unit_test(every_number_of_the_sketch_can_be_patched),
        cmocka_unit_test(comparison_tells_each_path),
        cmocka_unit_test(templates_read_without_a_word),
        cmocka_unit_test(packages_are_read),
        cmocka_unit_test(every_message_is_listed_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
