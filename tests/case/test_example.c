/* The sketch of every part: it must read without a word, and every part must be where it belongs. */
#include <entente/case.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
    ent_diagnostics *diagnostics;
    ent_run run;
    ent_case *c;
    char path[1024];
} fixture;

static int open_case(void **state) {
    fixture *f = calloc(1, sizeof *f);
    f->diagnostics = ent_diagnostics_new(ent_allocator_default(), 100);
    f->run.diagnostics = f->diagnostics;
    snprintf(f->path, sizeof f->path, "%s/example/case.yaml", getenv("ENTENTE_CASE_TESTS"));
    ent_case_read(&f->run, f->path, NULL, &f->c);
    *state = f;
    return 0;
}

static int close_case(void **state) {
    fixture *f = *state;
    ent_case_free(f->c);
    ent_diagnostics_free(f->diagnostics);
    free(f);
    return 0;
}

static void reads_without_a_word(void **state) {
    const fixture *f = *state;
    for (size_t i = 0; i < ent_diagnostics_size(f->diagnostics); i++)
        print_message("# %s\n", ent_diagnostics_at(f->diagnostics, i)->message);
    assert_int_equal(ent_diagnostics_size(f->diagnostics), 0);
    assert_non_null(f->c);
}

static void holds_parties_and_issues(void **state) {
    const ent_case *c = ((const fixture *)*state)->c;
    assert_string_equal(c->id, "northland-southland");
    assert_int_equal(c->parties_size, 4);
    int assembly = ent_case_party(c, "assembly"), south = ent_case_party(c, "south");
    assert_int_equal(c->parties[assembly].of, south);
    assert_int_equal(c->parties[0].governments_size, 2);
    assert_string_equal(ent_case_government(&c->parties[0], c->as_of)->name, "alder");
    assert_int_equal(c->issues_size, 4);
    const ent_issue *payment = &c->issues[ent_case_issue(c, "payment")];
    assert_int_equal(payment->kind, ENT_RANGE);
    assert_int_equal(payment->options_size, 211);
    char text[ENT_NUMBER_TEXT];
    assert_string_equal(ent_issue_option(payment, 52, text), "1420");
    assert_int_equal(ent_issue_find(payment, "1420.0"), 52);
    assert_int_equal(ent_issue_find(payment, "1425"), ENT_NOWHERE);
    assert_string_equal(ent_unit_text(&payment->unit, c->arena), "million SLD (2032)");
    const ent_issue *voice = &c->issues[ent_case_issue(c, "voice")];
    assert_int_equal(voice->kind, ENT_SCALE);
    assert_false(voice->same_table);
    assert_int_equal(c->issues[ent_case_issue(c, "term")].kind, ENT_NUMBERS);
}

static void holds_preferences(void **state) {
    const ent_case *c = ((const fixture *)*state)->c;
    const ent_preferences *south = ent_case_preferences(c, ent_case_party(c, "south"));
    assert_int_equal(south->size, 4);
    assert_int_equal(south->rows[0].kind, ENT_LINEAR);
    assert_int_equal(south->rows[0].weight.ratio.num, 45);
    assert_int_equal(south->rows[0].best.option, 0);
    assert_int_equal(south->rows[0].worst.option, 100);
    assert_int_equal(south->rows[1].kind, ENT_PER_OPTION);
    assert_int_equal(south->rows[1].values[1].ratio.num, 7);
    assert_int_equal(south->rows[1].values[1].ratio.den, 10);
    assert_int_equal(south->rows[2].best.option, 2);
    assert_int_equal(south->rows[3].kind, ENT_PEAKED);
    assert_int_equal(south->rows[3].ideal.option, 2);
    const ent_slot *slot = &c->slots[south->rows[2].weight.slot];
    assert_int_equal(slot->distribution, ENT_TRIANGULAR);
    assert_true(slot->low == 10 && slot->high == 35 && slot->value == 25);
    assert_int_equal(slot->provenance->basis, ENT_JUDGED);
    assert_string_equal(slot->provenance->judged_by, "coder");
}

static void holds_the_rest(void **state) {
    const ent_case *c = ((const fixture *)*state)->c;
    const ent_interaction *unheard = &c->interactions[0];
    assert_int_equal(unheard->when_size, 2);
    assert_true(ent_when_holds(&unheard->when[0], &c->issues[0], 61));
    assert_false(ent_when_holds(&unheard->when[0], &c->issues[0], 60));
    assert_int_equal(c->positions_size, 2);
    assert_int_equal(c->positions[0].value.option, ENT_NOWHERE);
    assert_true(c->positions[0].value.number.value == 5000);
    assert_int_equal(c->positions[0].provenance->citations[0].sentence, 6);
    assert_int_equal(c->no_deals_size, 2);
    assert_int_equal(c->no_deals[0].path_size, 2);
    assert_int_equal(c->no_deals[0].path[0].value.outcome.size, 4);
    assert_true(c->no_deals[0].path[1].value.utility.value == 0.35);
    assert_int_equal(c->reopens_size, 2);
    assert_int_equal(c->limits[0].when.conditions[0].relation, ENT_AT_MOST);
    assert_int_equal(c->limits[1].when.conditions[0].levels_size, 1);
    assert_int_equal(ent_case_date(c, "rounds").month, 4);
    assert_int_equal(c->events[0].outcomes[1].set.size, 3);
    assert_int_equal(c->events[1].after, 0);
    assert_int_equal(c->ratifications[0].ratifiers[0].blocs[1].preferences.size, 2);
    assert_int_equal(c->moves.options_size, 3);
    assert_int_equal(c->moves.infeasible[0].values[2], -1);
    assert_int_equal(c->projects[0].components_size, 3);
    assert_true(c->projects[0].keys[0].ceiling_next_largest);
    assert_int_equal(c->agreements[0].growth.lag[0], 2);
    assert_true(c->agreements[0].first_negotiated);
    assert_false(c->agreements[1].first_negotiated);
    assert_int_equal(c->series[0].values[1].known.year, 2022);
    assert_int_equal(c->series[2].rows_size, 3);
    assert_int_equal(c->claims[0].sentence, 7);
    assert_int_equal(c->outcome[0].package.size, 4);
    assert_string_equal(
        c->sources[0].sentences[6],
        "Southland's treasury minister said on 13 February that 1,900 million was the most it could pay.");
}

static void paths_lead_back(void **state) {
    const ent_case *c = ((const fixture *)*state)->c;
    for (size_t i = 0; i < c->slots_size; i++) {
        char *path = ent_case_path(c, c->slots[i].node, c->arena);
        assert_ptr_equal(ent_case_at(c, path), c->slots[i].node);
    }
    const ent_node *lapse = ent_case_at(c, "no_deal.south.path.lapse.utility");
    assert_string_equal(ent_node_text(lapse), "0.35");
    assert_int_equal(ent_node_place(c, lapse).line, 73);
}

static void count_slot(void *context, const ent_slot *slot, uint32_t index) {
    (void)slot;
    (void)index;
    ++*(size_t *)context;
}

static bool starts_with_path(const char *path, const char *start) {
    size_t size = strlen(start);
    return size == 0 || (strncmp(path, start, size) == 0 && (path[size] == '.' || path[size] == '\0'));
}

/* Below each start of each number's path stand as many numbers as there are paths with that start. */
static void slots_stand_below_their_paths(void **state) {
    const ent_case *c = ((const fixture *)*state)->c;
    char **paths = calloc(c->slots_size, sizeof *paths);
    for (size_t i = 0; i < c->slots_size; i++)
        paths[i] = ent_case_path(c, c->slots[i].node, c->arena);
    for (size_t i = 0; i < c->slots_size; i++) {
        char start[300];
        snprintf(start, sizeof start, "%s", paths[i]);
        for (char *dot = start + strlen(start); dot != NULL; dot = strrchr(start, '.')) {
            *dot = '\0';
            size_t expected = 0, found = 0;
            for (size_t j = 0; j < c->slots_size; j++)
                expected += starts_with_path(paths[j], start);
            ent_case_slots_below(c, start, count_slot, &found);
            assert_int_equal(found, expected);
        }
    }
    size_t all = 0;
    ent_case_slots_below(c, "", count_slot, &all);
    assert_int_equal(all, c->slots_size);
    free(paths);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_without_a_word), cmocka_unit_test(holds_parties_and_issues),
        cmocka_unit_test(holds_preferences),    cmocka_unit_test(holds_the_rest),
        cmocka_unit_test(paths_lead_back),      cmocka_unit_test(slots_stand_below_their_paths),
    };
    return cmocka_run_group_tests(tests, open_case, close_case);
}
