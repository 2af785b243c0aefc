/* The tournament against playing every session here one by one, and under failing memory. More in tournament_oracle.py.
 */
#include "session/session.h"
#include "space/model.h"
#include "sweep/sweep.h"
#include <entente/tournament.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char harbour[] =
    "entente: 1\n"
    "id: harbour\n"
    "title: The harbour\n"
    "parties: {north: {name: North}, south: {name: South}}\n"
    "issues:\n"
    "  fee: {options: {from: 0, to: 5, step: 1}}\n"
    "  dues: {options: [low, middle, high]}\n"
    "preferences:\n"
    "  north: {fee: {weight: 3, best: 5, worst: 0}, dues: {weight: 2, values: {low: 0, middle: 0.7, "
    "high: 1}}}\n"
    "  south: {fee: {weight: 2, best: 0, worst: 5}, dues: {weight: 3, values: {low: 1, middle: 0.4, "
    "high: 0}}}\n"
    "no_deal: {north: {utility: 0.25}, south: {utility: 0.3}}\n";

static const char *const names[] = {"boulware", "linear", "conceder"};
enum { NAMES = 3, ROUNDS = 40 };

static ent_case *read_case(const ent_run *run) {
    ent_case *c = NULL;
    ent_status status = ent_case_parse(run, "harbour.yaml", harbour, sizeof harbour - 1, NULL, &c);
    if (run->allocator == NULL) assert_int_equal(status, ENT_OK);
    return c;
}

static ent_tournament_options options_of(const ent_text_list *strategies) {
    ent_tournament_options options = {.rounds = 0};
    assert_int_equal(ent_options_defaults(ent_tournament_rows, ent_tournament_rows_size, &options), ENT_OK);
    options.strategies = *strategies;
    options.rounds = ROUNDS;
    return options;
}

static const char *const listed[] = {"boulware,linear,conceder"};
static const ent_text_list all_three = {listed, 1};

/* Utilities of every pair of strategies in their seats, from sessions run here. */
static void play_all(double utility[NAMES][NAMES][2]) {
    ent_run run = {.threads = 1};
    ent_case *c = read_case(&run);
    ent_arena *arena = ent_arena_new(NULL);
    ent_model *model;
    ent_space *space;
    ent_domain *domain;
    assert_int_equal(ent_model_make(&run, c, NULL, arena, &model), ENT_OK);
    assert_int_equal(ent_model_space(&run, model, arena, &space), ENT_OK);
    assert_int_equal(ent_domain_make(&run, space, NULL, arena, &domain), ENT_OK);
    for (size_t i = 0; i < NAMES * NAMES; i++) {
        const size_t who[2] = {i / NAMES, i % NAMES};
        ent_seat seats[2];
        for (size_t k = 0; k < 2; k++) {
            seats[k] = (ent_seat){.party = k, .discount = 1};
            assert_int_equal(ent_strategy_read(&run, names[who[k]], &seats[k].strategy, &seats[k].settings), ENT_OK);
        }
        const ent_session_rules rules = {.protocol = ENT_ALTERNATING, .rounds = ROUNDS};
        ent_scratch *scratch = ent_scratch_new(ent_allocator_default(), domain, seats, 2);
        ent_session_result result;
        ent_session_run(domain, seats, 2, &rules, 77, 5, scratch, NULL, &result); /* any stream: nothing is random */
        for (size_t k = 0; k < 2; k++)
            utility[who[0]][who[1]][k] = result.utility[k];
        ent_scratch_free(scratch);
    }
    ent_arena_free(arena);
    ent_case_free(c);
}

static double metric(const ent_findings *findings, const char *name, const char *what) {
    char key[100];
    snprintf(key, sizeof key, "tournament.%s.%s", name, what);
    return ent_findings_number(findings, key, NAN);
}

static ent_findings *run_tournament(const ent_run *run, const ent_tournament_options *options) {
    ent_case *c = read_case(run);
    const ent_case *const cases[] = {c};
    ent_findings *findings = NULL;
    assert_int_equal(ent_tournament_run(run, cases, 1, options, &findings), ENT_OK);
    ent_case_free(c);
    return findings;
}

static void means_are_those_of_sessions(void **state) {
    (void)state;
    double utility[NAMES][NAMES][2];
    play_all(utility);
    for (int self_play = 0; self_play < 2; self_play++) {
        ent_tournament_options options = options_of(&all_three);
        ent_run run = {.threads = 2, .rows = 1000};
        options.self_play = self_play;
        ent_findings *findings = run_tournament(&run, &options);
        for (size_t s = 0; s < NAMES; s++) {
            double sum = 0, size = 0;
            for (size_t t = 0; t < NAMES; t++) {
                if (t == s && !self_play) continue;
                sum += utility[s][t][0] + utility[t][s][1];
                size += 2;
            }
            assert_true(fabs(metric(findings, names[s], "utility") - sum / size) < 1e-12);
            assert_true(metric(findings, names[s], "utility.low") <= sum / size);
        }
        assert_true(ent_findings_number(findings, "tournament.sessions", 0) == NAMES * NAMES);
        ent_findings_free(findings);
    }
}

/* With two strategies and nothing random there are two matched differences, so 4 assignments of signs. */
static void two_strategies(void **state) {
    (void)state;
    const char *const two[] = {"boulware,conceder"};
    const ent_text_list list = {two, 1};
    ent_tournament_options options = options_of(&list);
    ent_run run = {.threads = 1};
    ent_findings *findings = run_tournament(&run, &options);
    const ent_table *table = ent_findings_find_table(findings, "significance");
    assert_int_equal(table->rows_size, 1);
    double p = table->cells[ent_table_column_index(table, "p")].as.real;
    assert_true(p == 0.5 || p == 1);
    assert_int_equal(table->cells[ent_table_column_index(table, "meetings")].as.integer, 2);
    assert_non_null(strstr(findings->headline, "is not significant"));
    ent_findings_free(findings);
}

static char *as_json(const ent_findings *findings) {
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_render_json(findings, NULL, &out), ENT_OK);
    return out.data;
}

static void threads_do_not_matter(void **state) {
    (void)state;
    const char *const some[] = {"boulware,linear", "conceder,random-walker"};
    const ent_text_list list = {some, 2};
    char *first = NULL;
    for (unsigned threads = 1; threads <= 3; threads++) {
        ent_tournament_options options = options_of(&list);
        ent_run run = {.threads = threads, .seed = 4};
        options.repeat = 150;
        ent_findings *findings = run_tournament(&run, &options);
        char *json = as_json(findings);
        if (first != NULL) assert_string_equal(json, first);
        if (first != NULL) ent_free(ent_allocator_default(), json);
        if (first == NULL) first = json;
        ent_findings_free(findings);
    }
    ent_free(ent_allocator_default(), first);
}

/* A run that is stopped shows what is done, and says that it is partial. */
static bool at_once(void *context) {
    return ++*(size_t *)context > 4;
}

static void stopped(void **state) {
    (void)state;
    const char *const some[] = {"random-walker,boulware"};
    const ent_text_list list = {some, 1};
    ent_tournament_options options = options_of(&list);
    size_t asked = 0;
    ent_run run = {.threads = 1, .cancelled = at_once, .context = &asked};
    ent_case *c = read_case(&run);
    const ent_case *const cases[] = {c};
    ent_findings *findings = NULL;
    options.repeat = 100000;
    asked = 0;
    assert_int_equal(ent_tournament_run(&run, cases, 1, &options, &findings), ENT_CANCELLED);
    assert_non_null(findings);
    assert_true(findings->partial);
    assert_string_equal(findings->notes[0].id, "N-TOURNAMENT-0001");
    ent_findings_free(findings);
    ent_case_free(c);
}

static void wrong_lists(void **state) {
    (void)state;
    static const char *const wrong[][3] = {{"boulware", "U-TOURNAMENT-0001", "needs two strategies"},
                                           {"boulware,linear,boulware", "U-TOURNAMENT-0001", "named twice"},
                                           {"boulware,,linear", "U-SESSION-0001", ""},
                                           {"boulware,nobody", "U-SESSION-0001", "nobody"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
        ent_run run = {.threads = 1, .diagnostics = diagnostics};
        const ent_text_list list = {&wrong[i][0], 1};
        ent_tournament_options options = options_of(&list);
        ent_case *c = read_case(&run);
        const ent_case *const cases[] = {c};
        ent_findings *findings;
        ent_diagnostics_clear(diagnostics);
        assert_int_equal(ent_tournament_run(&run, cases, 1, &options, &findings), ENT_USAGE);
        assert_null(findings);
        assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, wrong[i][1]);
        assert_non_null(strstr(ent_diagnostics_at(diagnostics, 0)->message, wrong[i][2]));
        ent_case_free(c);
        ent_diagnostics_free(diagnostics);
    }
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    const char *const some[] = {"boulware,conceder,random-walker"};
    const ent_text_list list = {some, 1};
    ent_run plain = {.threads = 1};
    ent_case *c = read_case(&plain);
    const ent_case *const cases[] = {c};
    char path[] = "/tmp/entente-tournament-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        ent_tournament_options options = options_of(&list);
        ent_run run = {.allocator = &allocator, .threads = 1};
        ent_findings *findings;
        options.repeat = 2;
        options.checkpoint = n % 8 == 0 ? path : NULL; /* files are slow */
        unlink(path);
        ent_status status = ent_tournament_run(&run, cases, 1, &options, &findings);
        assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
        assert_true((findings != NULL) == (status == ENT_OK));
        ent_findings_free(findings);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) break;
    }
    unlink(path);
    ent_case_free(c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_are_those_of_sessions),
        cmocka_unit_test(two_strategies),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(stopped),
        cmocka_unit_test(wrong_lists),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
