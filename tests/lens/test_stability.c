/* The lens stability: figures worked out by hand and published ones, every allocation failing once, threads, and what
 * is asked wrongly. */
#include <entente/entente.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

#define HEAD                                                                                                           \
    "entente: 1\nid: made\ntitle: Made\nparties: {a: {name: Aland, government: [{name: next, from: 2030-01-01}]}, b: " \
    "{name: Bland}, c: {name: Cland}}\n"                                                                               \
    "moves:\n"

/* Two that prefer the other's silence, and confess. */
static const char prisoners[] = HEAD "  options: {x: {party: a}, y: {party: b}}\n"
                                     "  status_quo: YY\n"
                                     "  ranking: {a: [NY, YY, NN, YN], b: [YN, YY, NN, NY]}\n"
                                     "  coalitions: [[a, b]]\n";

/* The same by states, with strength: silence together is much better than confessing together. */
static const char strong[] = HEAD "  states: {nn: null, yn: null, ny: null, yy: both silent}\n"
                                  "  moves:\n"
                                  "    - {party: a, from: nn, to: yn}\n    - {party: a, from: yn, to: nn}\n"
                                  "    - {party: a, from: ny, to: yy}\n    - {party: a, from: yy, to: ny}\n"
                                  "    - {party: b, from: nn, to: ny}\n    - {party: b, from: ny, to: nn}\n"
                                  "    - {party: b, from: yn, to: yy}\n    - {party: b, from: yy, to: yn}\n"
                                  "  status_quo: yy\n"
                                  "  ranking: {a: [ny, yy, \">>\", nn, yn], b: [yn, yy, nn, ny]}\n";

/* Everything that a case can say of options. */
static const char whole[] = HEAD "  options:\n"
                                 "    x: {party: a, name: acts}\n    y: {party: b, one_way: true}\n"
                                 "    z: {party: c, direction: back}\n    w: {party: a}\n"
                                 "  infeasible: [{x: true, w: true}]\n"
                                 "  same: [{y: true, z: true}]\n"
                                 "  status_quo: {x: false, y: false, z: true, w: false}\n"
                                 "  priorities: {a: [\"x -> !y\", \">>\", \"w | (z <-> y)\", \"!w if z\"]}\n"
                                 "  weights: {b: {x: 1, y: 1/3, z: -0.5}}\n"
                                 "  utilities: {c: {YY--: 3, ---Y: 1, ----: 2}}\n"
                                 "  misperceived: {c: [YY--]}\n"
                                 "  coalitions: [[a, c]]\n"
                                 "no_deal: {reopen: {next: 0.25}}\n";

/* Orders that are not known, and a coalition that is answered. */
static const char unsure[] = HEAD "  options: {x: {party: a}, y: {party: b}, z: {party: c}}\n"
                                  "  infeasible: [YYY]\n"
                                  "  status_quo: NNN\n"
                                  "  weights: {a: {x: 1, y: 2}, b: {y: -1, z: 3}, c: {x: 1, z: 2}}\n"
                                  "  unknown: {c: [[YNN, YYN]]}\n"
                                  "  coalitions: [[a, b]]\n";

static ent_case *read_case(const char *text) {
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 20);
    const ent_run run = {.diagnostics = diagnostics};
    ent_case *source = NULL;
    if (ent_case_parse(&run, "test.yaml", text, strlen(text), NULL, &source) != ENT_OK) {
        for (size_t i = 0; i < ent_diagnostics_size(diagnostics); i++)
            print_error("%s\n", ent_diagnostics_at(diagnostics, i)->message);
        fail_msg("the case is wrong");
    }
    ent_diagnostics_free(diagnostics);
    return source;
}

/* Options as name, value, ..., NULL. */
static void *options_of(ent_arena *arena, const char *const *pairs) {
    const ent_lens *lens = &ent_lens_stability;
    void *options = ent_arena_alloc(arena, lens->options_bytes);
    assert_int_equal(ent_options_defaults(lens->options, lens->options_size, options), ENT_OK);
    for (; pairs != NULL && pairs[0] != NULL; pairs += 2)
        assert_int_equal(ent_option_set(lens->options, lens->options_size, options, pairs[0], pairs[1], arena, NULL),
                         ENT_OK);
    return options;
}

static ent_findings *look(const char *text, const char *const *pairs) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_case *source = read_case(text);
    const ent_run run = {.threads = 1};
    ent_findings *findings = NULL;
    assert_int_equal(ent_lens_run(&ent_lens_stability, source, options_of(arena, pairs), &run, &findings), ENT_OK);
    ent_case_free(source);
    ent_arena_free(arena);
    return findings;
}

static void says(const ent_findings *f, const char *key, const char *wanted) {
    const char *got = ent_findings_text(f, key);
    if (got == NULL || strcmp(got, wanted) != 0)
        fail_msg("%s is %s, expected %s", key, got != NULL ? got : "missing", wanted);
}

static void is(const ent_findings *f, const char *key, double wanted) {
    const double got = ent_findings_number(f, key, -1);
    if (got != wanted) fail_msg("%s is %g, expected %g", key, got, wanted);
}

/* ---- by hand ------------------------------------------------------------------------------------------------ */

static void two_prisoners(void **state) {
    (void)state;
    ent_findings *f = look(prisoners, NULL);
    says(f, "equilibria.nash.states", "0");
    says(f, "equilibria.seq.states", "0 and 3");
    is(f, "status_quo.state", 3);
    is(f, "status_quo.nash.stable", 0);
    says(f, "status_quo.nash.left_by", "Aland and Bland");
    is(f, "reachable.improvements.count", 3);
    is(f, "coalition.a+b.leaves", 1); /* from both confessing to both silent */
    says(f, "coalitions.seq.states", "3");
    is(f, "robustness.3.at_least", 1);
    ent_findings_free(f);
}

/* Leaving yy for ny, a is answered by nn: much worse than yy for a. b's only answer to yn is nn, too: not much worse
 * for b, whose order has no strength. At nn nobody gains at all. */
static void strength_counts(void **state) {
    (void)state;
    ent_findings *f = look(strong, NULL);
    says(f, "equilibria.gmr.states", "0 and 3");
    says(f, "equilibria.strong-gmr.states", "0");
    is(f, "status_quo.strong-gmr.stable", 0);
    says(f, "status_quo.strong-gmr.left_by", "Bland");
    ent_findings_free(f);
}

static void a_wish(void **state) {
    (void)state;
    const char *const pairs[] = {"concept", "nash", "wish", "3", NULL};
    ent_findings *f = look(prisoners, pairs); /* each has to swap its two best states */
    is(f, "wish.already", 0);
    is(f, "wish.at_least", 2);
    is(f, "wish.at_most", 2);
    const ent_table *table = ent_findings_find_table(f, "inverse");
    assert_non_null(table);
    assert_int_equal(table->rows_size, 4);
    assert_string_equal(table->cells[3].as.text, "Aland would have to like state 3 at least as well as 2");
    ent_findings_free(f);
}

/* y and z together are one state; x and w exclude each other. Of 12 combinations YY-, those with y and z: NYYN, YYYN
 * and NYYY are one. */
static void states_by_hand(void **state) {
    (void)state;
    ent_findings *f = look(whole, NULL);
    is(f, "states.count", 10);
    is(f, "players.count", 3);
    is(f, "status_quo.state", 4);
    is(f, "reopen.next", 25);
    const ent_table *table = ent_findings_find_table(f, "states");
    const size_t options = ent_table_column_index(table, "options");
    assert_string_equal(table->cells[4 * table->columns_size + options].as.text, "NNYN");
    assert_string_equal(table->cells[9 * table->columns_size + options].as.text, "-YY-");
    ent_findings_free(f);
}

static void reasons_in_words(void **state) {
    (void)state;
    ent_findings *f = look(prisoners, NULL);
    const ent_table *table = ent_findings_find_table(f, "witnesses");
    const size_t words = ent_table_column_index(table, "words");
    bool found = false;
    for (size_t row = 0; row < table->rows_size; row++)
        found = found ||
                strcmp(table->cells[row * table->columns_size + words].as.text,
                       "Aland gains by: no longer x (to 2). It is deterred by Bland: no longer y (to 0): state 0 is "
                       "no better than 3.") == 0;
    assert_true(found);
    ent_findings_free(f);
}

/* ---- faults --------------------------------------------------------------------------------------------------- */

static void fail_each_allocation(const char *text, const char *const *pairs) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    const void *options = options_of(arena, pairs);
    size_t n = 0;
    for (; n < 20000; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings = NULL;
        ent_status status = ent_lens_run(&ent_lens_stability, source, options, &run, &findings);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        if (status != ENT_OK) assert_null(findings);
        ent_findings_free(findings);
        if (!memory.failed) break;
    }
    assert_in_range(n, 5, 19999);
    ent_arena_free(arena);
    ent_case_free(source);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    static const char *const nothing[] = {NULL};
    fail_each_allocation(unsure, nothing);
    const char *const asked[] = {"wish", "2", "why", "1", "coalitions", "a+b", NULL};
    fail_each_allocation(prisoners, asked);
    fail_each_allocation(strong, NULL);
    fail_each_allocation(whole, NULL);
}

static void refused(const char *text, const char *const *pairs, ent_status wanted, const char *id) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_case *source = read_case(text);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 5);
    const ent_run run = {.threads = 1, .diagnostics = diagnostics};
    ent_findings *findings = NULL;
    assert_int_equal(ent_lens_run(&ent_lens_stability, source, options_of(arena, pairs), &run, &findings), wanted);
    assert_null(findings);
    assert_int_equal(ent_diagnostics_size(diagnostics), 1);
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, id);
    ent_diagnostics_free(diagnostics);
    ent_case_free(source);
    ent_arena_free(arena);
}

static void what_cannot_be(void **state) {
    (void)state;
    const char *const nine[] = {"wish", "9", NULL}, *const nobody[] = {"coalitions", "a+z", NULL};
    const char *const alone[] = {"coalitions", "a", NULL}, *const few[] = {"most-states", "3", NULL};
    const char *const much[] = {"concept", "strong-gmr", NULL};
    refused(prisoners, nine, ENT_USAGE, "U-STABILITY-0001");
    refused(prisoners, much, ENT_USAGE, "U-STABILITY-0002");
    refused(prisoners, nobody, ENT_USAGE, "U-STABILITY-0003");
    refused(prisoners, alone, ENT_USAGE, "U-STABILITY-0003");
    refused(prisoners, few, ENT_LIMIT, "E-STABILITY-0001");
    refused(HEAD "  options: {x: {party: a}, y: {party: b}}\n  ranking: {a: [0, 1, 3, 2]}\n  unknown: {a: [[0, 3]]}\n",
            NULL, ENT_INPUT, "E-STABILITY-0005");
    refused(HEAD "  options: {x: {party: a}}\n  infeasible: [Y, N]\n", NULL, ENT_INPUT, "E-STABILITY-0006");
    refused(HEAD "  options: {x: {party: a}, y: {party: b}}\n  status_quo: Y-\n", NULL, ENT_INPUT, "E-STABILITY-0007");
    refused(HEAD "  states: {s: null}\n", NULL, ENT_INPUT, "E-STABILITY-0008");
    refused(HEAD "  options: {x: {party: a}, y: {party: b}}\n  together: [[a, c]]\n", NULL, ENT_INPUT,
            "E-STABILITY-0009");
}

static void threads_change_nothing(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    char *texts[2];
    for (unsigned k = 0; k < 2; k++) {
        const ent_run run = {.threads = 1 + 2 * k};
        ent_findings *findings = NULL;
        ent_buffer out;
        ent_buffer_init(&out, NULL);
        assert_int_equal(ent_lens_run(&ent_lens_stability, source, NULL, &run, &findings), ENT_OK);
        assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
        texts[k] = out.data;
        ent_findings_free(findings);
    }
    assert_string_equal(texts[0], texts[1]);
    ent_free(NULL, texts[0]);
    ent_free(NULL, texts[1]);
    ent_case_free(source);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_prisoners),    cmocka_unit_test(strength_counts),
        cmocka_unit_test(a_wish),           cmocka_unit_test(states_by_hand),
        cmocka_unit_test(reasons_in_words), cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(what_cannot_be),   cmocka_unit_test(threads_change_nothing),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
