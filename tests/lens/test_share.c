/* The lens share: figures worked out by hand, every allocation failing once, threads, and what is asked wrongly. */
#include <entente/entente.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "entente: 1\nid: made\ntitle: Made\nparties: {a: {name: Aland}, b: {name: Bland}, c: {name: Cland}}\n"

/* Components with ranges, keys of every kind, unions, channels, priority, what is paid, gifts, recoupment. */
static const char whole[] =
    HEAD "projects:\n"
         "  dam:\n"
         "    name: Dam\n"
         "    unit: {currency: EUR, scale: million}\n"
         "    participants: [a, b, c]\n"
         "    components:\n"
         "      wall: {cost: {value: 60, low: 30, high: 90}, needed_by: [a, b, c]}\n"
         "      road: {cost: 20, unit_cost: 2, needed_by: [a, b], units: {a: 5, b: 10}}\n"
         "    units: {a: 5, b: 10, c: 1}\n"
         "    priority: {a: 2, b: 1, c: 1}\n"
         "    unions: [[a, b]]\n"
         "    channels: [[a, b], [b, c]]\n"
         "    paid: {a: 40}\n"
         "    in_kind: {b: 5}\n"
         "    keys:\n"
         "      income: {by: gni, floor: 0.1, ceiling: next-largest, round: {decimals: 2}}\n"
         "      mixed: {mix: [{by: gni, weight: 1}, {by: units, weight: 1}], before: {a: 0.5, b: 0.3, c: 0.2},"
         " limits: {rise: 0.1, fall: 0.1}, phase: {from: 2021, to: 2022}}\n"
         "    recoupment: {cost: 32, paid: {a: 20, b: 12}, units: {a: 5, b: 10, c: 1}}\n"
         "series:\n"
         "  gni: {name: Income, by: party, values: {a: {2020: 60}, b: {2020: 30}, c: {2020: 10}}}\n";

static const char coalitions[] = HEAD "projects:\n"
                                      "  pact:\n"
                                      "    participants: [a, b, c]\n"
                                      "    coalitions:\n"
                                      "      - {members: [a], value: 10}\n"
                                      "      - {members: [b], value: 20}\n"
                                      "      - {members: [c], value: 30}\n"
                                      "      - {members: [a, b], value: 24}\n"
                                      "      - {members: [a, c], value: 34}\n"
                                      "      - {members: [b, c], value: 40}\n"
                                      "      - {members: [a, b, c], value: 48}\n";

static const char others[] =
    HEAD "projects:\n"
         "  runway: {participants: [a, b, c], needs: {a: 3, b: 6, c: 12}, units: {a: 3, b: 2, c: 1}}\n"
         "  grid: {participants: [a, b], links: [{between: [supply, a], cost: 3}, {between: [a, b], cost: 2},"
         " {between: [supply, b], cost: 4}]}\n"
         "  market: {participants: [a, b, c], kind: value, pairs: [{between: [a, b], value: 5}, {between: [c, b], "
         "value: 3}]}\n"
         "  water: {participants: [a, b], demand: {a: 1, b: 2}, cost_function: {expression: \"q^2\"}}\n"
         "  debt: {participants: [a, b, c], amount: 100, claims: {a: 100, b: 200, c: 300}}\n"
         "  board: {participants: [a, b, c], kind: value, weights: {a: 50, b: 49, c: 1}, quota: 51}\n"
         "  levy: {participants: [a, b], keys: {half: {shares: {a: 0.5, b: 0.5}}}}\n";

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

/* Options from name, value, name, value, ..., NULL. */
static void *make_options(ent_arena *arena, const char *const *pairs) {
    const ent_lens *lens = &ent_lens_share;
    void *options = ent_arena_alloc(arena, lens->options_bytes);
    assert_non_null(options);
    assert_int_equal(ent_options_defaults(lens->options, lens->options_size, options), ENT_OK);
    for (; *pairs != NULL; pairs += 2)
        assert_int_equal(ent_option_set(lens->options, lens->options_size, options, pairs[0], pairs[1], arena, NULL),
                         ENT_OK);
    return options;
}

static ent_findings *look(const char *text, const char *const *pairs) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    const ent_run run = {.threads = 1};
    ent_findings *findings = NULL;
    assert_int_equal(ent_lens_run(&ent_lens_share, source, make_options(arena, pairs), &run, &findings), ENT_OK);
    ent_arena_free(arena);
    ent_case_free(source);
    return findings;
}

static void same(const ent_findings *findings, const char *key, double want) {
    const double got = ent_findings_number(findings, key, NAN);
    if (!(fabs(got - want) <= 1e-12 * fmax(1, fabs(want)))) fail_msg("%s is %.17g, expected %.17g", key, got, want);
}

/* ---- by hand ------------------------------------------------------------------------------------------------- */

/* wall 60 for three, road 20 for a and b; units 2 x 5 and 2 x 10. */
static void components_by_hand(void **state) {
    (void)state;
    const char *const none[] = {"draws", "0", NULL};
    ent_findings *f = look(whole, none);
    same(f, "dam.total", 60 + 20 + 10 + 20);
    same(f, "dam.shapley.a", 20 + 10 + 10);
    same(f, "dam.shapley.b", 20 + 10 + 20);
    same(f, "dam.shapley.c", 20);
    same(f, "dam.shapley.gain.a", 60 + 20 + 10 - 40);
    same(f, "dam.shapley.share.c", 100 * 20 / 110.0);
    /* Separable: a 10, b 20, c 0; what each still gains over that: 80, 80, 60. */
    same(f, "dam.scrb.a", 10 + 80 * 80 / 220.0);
    same(f, "dam.scrb.c", 80 * 60 / 220.0);
    same(f, "dam.units.c", 110 / 16.0);
    same(f, "dam.shapley.above-paid.a", 0);
    assert_null(ent_findings_find(f, "dam.shapley.above-paid.b"));
    same(f, "dam.shapley.cash.b", 45);
    /* 60, 30, 10 percent: the largest pays what the next does, all others in proportion: 30, 30, 10 of 70; rounded to
     * hundredths in a column of its own. */
    same(f, "dam.income.share.a", 100 * 30 / 70.0);
    same(f, "dam.income.share.b", 100 * 30 / 70.0);
    same(f, "dam.income.share.c", 100 * 10 / 70.0);
    /* Each unit carries 2. */
    same(f, "dam.recoupment.charge", 2);
    same(f, "dam.recoupment.net.a", -10);
    same(f, "dam.recoupment.net.b", 8);
    same(f, "dam.recoupment.net.c", 2);
    ent_findings_free(f);
}

/* Without c: a 6 + 8 = 14 halves of the gain 6; the pair a, b pays 24 alone, so a = 7, b = 17. */
static void groups_by_hand(void **state) {
    (void)state;
    const char *const none[] = {NULL};
    ent_findings *f = look(coalitions, none);
    same(f, "pact.shapley.a", (2 * 10 + 4 + 4 + 2 * 8) / 6.0);
    same(f, "pact.shapley.without.c.a", 7 - 44 / 6.0);
    same(f, "pact.scrb.in-core", 1);
    assert_int_equal(ent_findings_find(f, "pact.core.empty")->value.as.integer, 0);
    same(f, "pact.equal.a", 16);
    same(f, "pact.equal.worst", 8); /* a and b pay 32 and would pay 24 */
    assert_int_equal(ent_findings_find(f, "pact.equal.in-core")->value.as.integer, 0);
    ent_findings_free(f);
}

static void other_forms_by_hand(void **state) {
    (void)state;
    const char *const none[] = {NULL};
    ent_findings *f = look(others, none);
    /* 3 for six users, 3 more for three, 6 more for one. */
    same(f, "runway.shapley.a", 0.5);
    same(f, "runway.shapley.b", 1.5);
    same(f, "runway.shapley.c", 7.5);
    same(f, "runway.shapley.share.a", 100 * 1.5 / 12);
    same(f, "grid.total", 5);
    same(f, "grid.bird.a", 3);
    same(f, "grid.kar.a", 2);
    same(f, "market.total", 5);
    same(f, "market.nucleolus.b", 4);
    same(f, "water.serial.a", 2);
    same(f, "water.serial.b", 7);
    same(f, "debt.talmud.c", 100 / 3.0);
    same(f, "board.banzhaf.a", 0.6);
    same(f, "board.shapley-shubik.c", 1 / 6.0);
    assert_null(ent_findings_find(f, "board.total"));
    same(f, "levy.half.a", 0.5);
    assert_non_null(ent_findings_find_table(f, "runway-shares"));
    ent_findings_free(f);
}

/* ---- memory, threads ------------------------------------------------------------------------------------------- */

static void fail_each_allocation(const char *text, const char *const *pairs) {
    ent_case *source = read_case(text);
    ent_arena *arena = ent_arena_new(NULL);
    void *options = make_options(arena, pairs);
    size_t tried = 0;
    for (size_t n = 0;; n++, tried++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings = NULL;
        const ent_status status = ent_lens_run(&ent_lens_share, source, options, &run, &findings);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        ent_findings_free(findings);
        assert_int_equal(memory.held, 0);
        if (!memory.failed) break;
    }
    assert_true(tried > 20);
    ent_arena_free(arena);
    ent_case_free(source);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    const char *const drawn[] = {"draws", "3", NULL};
    const char *const asked[] = {"rule", "owen,incremental,anti-prenucleolus", "union", "a+b", "order", "c,b,a", NULL};
    fail_each_allocation(whole, drawn);
    fail_each_allocation(coalitions, asked);
    fail_each_allocation(others, drawn);
}

static void threads_change_nothing(void **state) {
    (void)state;
    ent_case *source = read_case(whole);
    ent_arena *arena = ent_arena_new(NULL);
    const char *const pairs[] = {"draws", "60", NULL};
    void *options = make_options(arena, pairs);
    char *texts[3];
    for (unsigned k = 0; k < 3; k++) {
        const ent_run run = {.threads = 1 + 2 * k, .seed = 7};
        ent_findings *findings = NULL;
        ent_buffer out;
        ent_buffer_init(&out, NULL);
        assert_int_equal(ent_lens_run(&ent_lens_share, source, options, &run, &findings), ENT_OK);
        assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
        texts[k] = out.data;
        ent_findings_free(findings);
    }
    assert_string_equal(texts[0], texts[1]);
    assert_string_equal(texts[0], texts[2]);
    for (unsigned k = 0; k < 3; k++)
        ent_free(NULL, texts[k]);
    ent_arena_free(arena);
    ent_case_free(source);
}

/* The wall is drawn between 30 and 90: a's third of it moves between 10 and 30, around the same middle. */
static void draws_lie_in_the_range(void **state) {
    (void)state;
    const char *const pairs[] = {"draws", "400", "rule", "shapley", NULL};
    ent_findings *f = look(whole, pairs);
    const double low = ent_findings_number(f, "dam.shapley.draws.c.low", NAN);
    const double high = ent_findings_number(f, "dam.shapley.draws.c.high", NAN);
    assert_true(low > 10 && low < 16 && high > 24 && high < 30);
    same(f, "dam.shapley.draws.core", 0); /* of components the Shapley value is always in the core */
    ent_findings_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(components_by_hand),     cmocka_unit_test(groups_by_hand),
        cmocka_unit_test(other_forms_by_hand),    cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(threads_change_nothing), cmocka_unit_test(draws_lie_in_the_range),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
