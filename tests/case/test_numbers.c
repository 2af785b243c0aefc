/* Numbers, who answers for them, draws. */
#include "given.h"
#include "support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SOURCES "sources: {note: {title: N}, paper: {title: P}}\n"

static const ent_slot *slot_at(const ent_case *c, const char *path) {
    static const ent_slot none;
    const ent_node *node = ent_case_at(c, path);
    for (size_t i = 0; i < c->slots_size; i++)
        if (c->slots[i].node == node) return &c->slots[i];
    fail_msg("no number at %s", path);
    return &none;
}

static void numbers_are_exact(void **state) {
    (void)state;
    given g = give("preferences:\n"
                   "  a:\n"
                   "    pay: {weight: 20/30, best: 0, worst: 100}\n"
                   "    how: {weight: 0.1, values: {cash: 1, kind: 1e-1}}\n"
                   "    say: {weight: {coders: {x: 1, y: 2, z: 2}}, best: high, worst: low}\n",
                   NULL);
    assert_non_null(g.c);
    const ent_preference *rows = g.c->preferences[0].rows;
    assert_int_equal(rows[0].weight.ratio.num, 2);
    assert_int_equal(rows[0].weight.ratio.den, 3);
    assert_int_equal(rows[1].weight.ratio.den, 10);
    assert_int_equal(rows[1].values[1].ratio.den, 10);
    assert_int_equal(rows[2].weight.ratio.num, 5); /* the mean of three coders */
    assert_int_equal(rows[2].weight.ratio.den, 3);
    const ent_slot *slot = &g.c->slots[rows[2].weight.slot];
    assert_int_equal(slot->distribution, ENT_CODERS);
    assert_int_equal(slot->coders_size, 3);
    assert_string_equal(slot->coder_names[1], "y");
    assert_true(slot->low == 1.0 && slot->high == 2.0);
    drop(&g);
}

static void wrong_numbers_are_told(void **state) {
    (void)state;
    static const struct {
        const char *weight, *id;
        size_t column;
    } rows[] = {
        {"-2", "E-CASE-0112", 24},
        {"1_000", "E-CASE-0109", 24},
        {"'5'", "E-CASE-0109", 24},
        {".nan", "E-CASE-0109", 24},
        {"5%", "E-CASE-0109", 24},
        {"0x1F", "E-CASE-0109", 24},
        {"[5]", "E-CASE-0109", 16},
        {"{value: 5, low: 6, high: 7}", "E-CASE-0126", 40},
        {"{value: 5, low: 4, high: 4.5}", "E-CASE-0126", 49},
        {"{value: 5, low: 4}", "E-CASE-0125", 40},
        {"{value: 5, dist: normal}", "E-CASE-0125", 41},
        {"{value: 5, low: 4, high: 6, dist: gauss}", "E-CASE-0106", 58},
        {"{low: 4, high: 6}", "E-CASE-0125", 16},
        {"{coders: {}}", "E-CASE-0114", 25},
        {"{coders: {x: 1}, low: 0}", "E-CASE-0125", 41},
        {"{value: 5, hihg: 6}", "E-CASE-0101", 35},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[200] = "preferences: {a: {\npay: {     weight: ";
        strcpy(text, "preferences:\n  a:\n    pay: {     weight: ");
        strcat(text, rows[i].weight);
        strcat(text, ", best: 0, worst: 100}\n");
        given g = give(text, NULL);
        if (!said(&g, rows[i].id, 12, rows[i].column)) tell(&g);
        assert_true(said(&g, rows[i].id, 12, rows[i].column));
        assert_int_equal(ent_diagnostics_size(g.diagnostics), 1);
        drop(&g);
    }
}

static void owners_are_inherited_until_overridden(void **state) {
    (void)state;
    given g =
        give(SOURCES "preferences:\n"
                     "  judged_by: ana\n"
                     "  because: hunch\n"
                     "  a:\n"
                     "    pay: {weight: 1, best: 0, worst: 100}\n"
                     "    how: {reported: 'note', weight: 2, values: {cash: 1, kind: {value: 0, judged_by: ben}}}\n"
                     "  b:\n"
                     "    because: better hunch\n"
                     "    pay: {weight: 1, best: 100, worst: 0}\n"
                     "positions:\n"
                     "  - {id: p, party: a, issue: pay, value: 10, record: [note, paper]}\n",
             NULL);
    if (g.c == NULL) tell(&g);
    assert_non_null(g.c);
    const ent_provenance *weight = slot_at(g.c, "preferences.a.pay.weight")->provenance;
    assert_int_equal(weight->basis, ENT_JUDGED);
    assert_string_equal(weight->judged_by, "ana");
    assert_string_equal(weight->because, "hunch");
    const ent_provenance *cash = slot_at(g.c, "preferences.a.how.values.cash")->provenance;
    assert_int_equal(cash->basis, ENT_REPORTED);
    assert_null(cash->because);
    assert_int_equal(cash->citations[0].source, 0);
    assert_int_equal(cash->citations[0].sentence, 0);
    const ent_provenance *kind = slot_at(g.c, "preferences.a.how.values.kind")->provenance;
    assert_int_equal(kind->basis, ENT_JUDGED);
    assert_string_equal(kind->judged_by, "ben");
    const ent_provenance *other = slot_at(g.c, "preferences.b.pay.weight")->provenance;
    assert_string_equal(other->judged_by, "ana");
    assert_string_equal(other->because, "better hunch");
    assert_int_equal(g.c->positions[0].provenance->basis, ENT_RECORD);
    assert_int_equal(g.c->positions[0].provenance->citations_size, 2);
    const char *paths[] = {"preferences.a.how", "preferences.a", "positions"};
    size_t judgements = 0;
    assert_int_equal(ent_case_basis(g.c, paths, 1, &judgements), ENT_JUDGED);
    assert_int_equal(judgements, 1);
    assert_int_equal(ent_case_basis(g.c, paths, 3, &judgements), ENT_JUDGED);
    assert_int_equal(judgements, 4); /* overlapping paths count once */
    assert_int_equal(ent_case_basis(g.c, paths + 2, 1, &judgements), ENT_RECORD);
    assert_int_equal(judgements, 0);
    drop(&g);
}

static void records_cannot_tell_wishes(void **state) {
    (void)state;
    given g = give(SOURCES "preferences:\n"
                           "  a:\n"
                           "    record: note\n"
                           "    pay: {weight: 1, best: 0, worst: 100}\n"
                           "limits:\n"
                           "  - {party: a, issue: how, not: [kind], record: note}\n"
                           "no_deal: {b: {utility: 0.2, record: paper}}\n",
                   NULL);
    assert_true(said(&g, "E-CASE-0124", 13, 13));
    assert_true(said(&g, "E-CASE-0124", 16, 41));
    assert_true(said(&g, "E-CASE-0124", 17, 37));
    assert_int_equal(ent_diagnostics_size(g.diagnostics), 3); /* not once a number */
    drop(&g);
}

static void owners_that_contradict_are_told(void **state) {
    (void)state;
    given g = give(SOURCES "positions:\n"
                           "  - {party: a, issue: pay, value: 10, record: note, judged_by: x}\n"
                           "  - {party: a, issue: pay, value: 10, reported: nota}\n"
                           "  - {party: a, issue: pay, value: 10, reported: note#x}\n"
                           "  - {party: a, issue: pay, value: 10, because: why}\n",
                   NULL);
    assert_true(said(&g, "E-CASE-0122", 12, 53));
    assert_true(said(&g, "E-CASE-0120", 13, 49));
    assert_true(said(&g, "E-CASE-0121", 14, 49));
    assert_true(said(&g, "E-CASE-0123", 15, 39));
    assert_int_equal(ent_diagnostics_size(g.diagnostics), 4);
    drop(&g);
}

static void unowned_numbers_are_grouped(void **state) {
    (void)state;
    const ent_case_options strict = {.builtin = true};
    static const char text[] = "preferences:\n"
                               "  a: {pay: {weight: 1, best: 0, worst: 100}}\n"
                               "  b: {judged_by: x, because: y, pay: {weight: 1, best: 0, worst: 100}}\n";
    given g = give(text, &strict);
    assert_non_null(g.c);
    assert_int_equal(ent_diagnostics_size(g.diagnostics), 1);
    assert_string_equal(ent_diagnostics_at(g.diagnostics, 0)->message, "3 numbers under preferences.a have no owner");
    drop(&g);
    g = give(text, NULL);
    assert_int_equal(ent_diagnostics_size(g.diagnostics), 0);
    drop(&g);
}

static void claims_are_reported_by_their_document(void **state) {
    (void)state;
    given g = give(SOURCES "claims:\n  - {id: c1, source: paper, sentence: 3, value: 40, says: forty}\n"
                           "  - {id: c2, source: paper, value: joint}\n",
                   NULL);
    assert_non_null(g.c);
    const ent_provenance *owner = slot_at(g.c, "claims.c1.value")->provenance;
    assert_int_equal(owner->basis, ENT_REPORTED);
    assert_int_equal(owner->citations[0].source, 1);
    assert_int_equal(owner->citations[0].sentence, 3);
    assert_string_equal(g.c->claims[1].text_value, "joint");
    assert_false(g.c->claims[1].value.set);
    drop(&g);
}

#define SPREADS                                                                                                        \
    "preferences:\n"                                                                                                   \
    "  a:\n"                                                                                                           \
    "    pay: {weight: {value: 40, low: 30, high: 60}, best: 0, worst: 100}\n"                                         \
    "    how: {weight: {value: 5, low: 0, high: 10, dist: uniform}, values: {cash: 1, kind: 0}}\n"                     \
    "    say: {weight: {coders: {x: 1, y: 4}}, best: high, worst: low}\n"                                              \
    "    span: {weight: {value: 20, low: 10, high: 30, dist: normal}, best: 1, worst: 5}\n"

static void draws_follow_their_spread(void **state) {
    (void)state;
    enum { DRAWS = 20000 };
    given g = give(SPREADS, NULL);
    assert_non_null(g.c);
    assert_int_equal(ent_case_uncertain(g.c), 4);
    const ent_preference *rows = g.c->preferences[0].rows;
    double *values = calloc(g.c->slots_size, sizeof *values), *again = calloc(g.c->slots_size, sizeof *again);
    double sums[4] = {0};
    int inside = 0, first_coder = 0;
    for (uint64_t draw = 0; draw < DRAWS; draw++) {
        ent_case_draw(g.c, 11, draw, values);
        for (size_t i = 0; i < g.c->slots_size; i++) {
            const ent_slot *slot = &g.c->slots[i];
            if (slot->distribution == ENT_FIXED)
                assert_true(values[i] == slot->value);
            else if (slot->distribution != ENT_NORMAL)
                assert_true(values[i] >= slot->low && values[i] <= slot->high);
        }
        for (size_t i = 0; i < 4; i++)
            sums[i] += values[rows[i].weight.slot];
        double coded = values[rows[2].weight.slot], normal = values[rows[3].weight.slot];
        assert_true(coded == 1.0 || coded == 4.0);
        first_coder += coded == 1.0;
        inside += normal >= 10.0 && normal <= 30.0;
    }
    /* Means of the distributions; 5 standard errors or more. */
    assert_true(fabs(sums[0] / DRAWS - (30 + 40 + 60) / 3.0) < 0.25);
    assert_true(fabs(sums[1] / DRAWS - 5.0) < 0.12);
    assert_true(fabs(first_coder / (double)DRAWS - 0.5) < 0.02);
    assert_true(fabs(sums[3] / DRAWS - 20.0) < 0.25);
    assert_true(fabs(inside / (double)DRAWS - 0.90) < 0.012);
    ent_case_draw(g.c, 11, 5, values);
    ent_case_draw(g.c, 11, 5, again);
    assert_memory_equal(values, again, g.c->slots_size * sizeof *values);
    ent_case_draw(g.c, 12, 5, again);
    assert_memory_not_equal(values, again, g.c->slots_size * sizeof *values);
    free(values);
    free(again);
    drop(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(wrong_numbers_are_told),
        cmocka_unit_test(owners_are_inherited_until_overridden),
        cmocka_unit_test(records_cannot_tell_wishes),
        cmocka_unit_test(owners_that_contradict_are_told),
        cmocka_unit_test(unowned_numbers_are_grouped),
        cmocka_unit_test(claims_are_reported_by_their_document),
        cmocka_unit_test(draws_follow_their_spread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
