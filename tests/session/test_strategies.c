/* Strategies, acceptance and models on domains small enough to play by hand. On the line of five options the first
 * party has 1, 3/4, 1/2, 1/4, 0 and the second the reverse. */
#include "made.h"
#include "session/models/bayes.h"
#include "session/models/frequency.h"

#include "support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };

/* Whether a session of two on the line makes these offers ("0423": first, second, first, ...) and ends so. */
static void plays(const char *first, const char *second, size_t rounds, const char *offers, ent_ending ending,
                  size_t round) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_offer room[MOST];
    ent_session_trace trace = {.offers = room, .capacity = MOST};
    const ent_session_result out = made_session(made_line(arena, 5), first, second, rounds, &trace);
    char made[MOST + 1] = "";
    for (size_t k = 0; k < trace.size; k++)
        made[k] = (char)('0' + room[k].outcome);
    assert_string_equal(made, offers);
    assert_int_equal(out.ending, ending);
    assert_int_equal(out.round, round);
    assert_int_equal(out.offers, strlen(offers));
    if (ending == ENT_AGREED) assert_int_equal(out.outcome, offers[strlen(offers) - 1] - '0');
    ent_arena_free(arena);
}

/* Three rounds: t = 1/4, 1/2, 3/4. Levels: 3/4, 1/2, 1/4 linear; 0.996, 0.938, 0.684 boulware; 0.293, 0.159, 0.069
 * conceder, all less 0.0001. */
static void time_dependent(void **state) {
    (void)state;
    plays("linear", "linear", 3, "132", ENT_AGREED, 1);
    plays("boulware", "boulware", 3, "040413", ENT_TIMED_OUT, 2);
    plays("boulware", "conceder", 3, "0201", ENT_AGREED, 2);
    plays("conceder", "boulware", 3, "24343", ENT_AGREED, 2);
    plays("time-dependent:exponent=1", "linear", 3, "132", ENT_AGREED, 1);
    plays("time-dependent:exponent=1,least=0.5", "linear", 3, "03121", ENT_AGREED, 2);
    plays("time-dependent:exponent=1,slack=0.3", "tough", 3, "2434", ENT_AGREED, 2);
    plays("aspiration", "aspiration", 3, "040413", ENT_TIMED_OUT, 2);
}

/* Ranks below the level are found by long steps and short ones: every level of a long line. */
static void finds_the_outcome_on_a_level(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    ent_offer room[2 * MOST];
    ent_session_trace trace = {.offers = room, .capacity = 2 * MOST};
    for (size_t options = 2; options <= MOST; options += 7) {
        const ent_domain *domain = made_line(arena, options);
        made_session(domain, "linear", "tough", 20, &trace);
        for (size_t k = 0; k < trace.size; k += 2) {
            const double level = fmax(1 - (double)(k / 2 + 1) / 21 - 1e-4, 0);
            uint32_t wanted = 0; /* the last option that is worth the level */
            for (uint32_t o = 0; o < options; o++)
                if (domain->views[0].utility[o] >= level) wanted = o;
            assert_int_equal(room[k].outcome, wanted);
        }
    }
    ent_arena_free(arena);
}

/* Of equals the first in file order: worth 2 1 1 1 0 to the first party. */
static void takes_the_first_of_equals(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const int utility[] = {2, 1, 1, 1, 0, 0, 0, 0, 0, 1};
    ent_offer room[8];
    ent_session_trace trace = {.offers = room, .capacity = 8};
    made_session(made_table(arena, 2, 5, utility), "linear", "tough", 3, &trace);
    assert_int_equal(room[0].outcome, 0); /* level 3/4 */
    assert_int_equal(room[2].outcome, 1); /* level 1/2 */
    assert_int_equal(room[4].outcome, 1); /* level 1/4 */
    ent_arena_free(arena);
}

static void micro(void **state) {
    (void)state;
    plays("micro", "micro", 9, "04132", ENT_AGREED, 2);
    plays("micro", "tough", 2, "0414", ENT_TIMED_OUT, 1);
}

static void stands_firm(void **state) {
    (void)state;
    plays("tough", "tough", 3, "040404", ENT_TIMED_OUT, 2);
    plays("tough", "conceder", 3, "020101", ENT_TIMED_OUT, 2);
}

static void acceptance(void **state) {
    (void)state;
    plays("tough:accept=const,constant=0.5", "conceder", 3, "02", ENT_AGREED, 1);
    plays("tough:accept=const,constant=0.6", "conceder", 3, "0201", ENT_AGREED, 2);
    plays("tough:accept=time,after=0.5", "conceder", 3, "02", ENT_AGREED, 1);
    plays("tough:accept=time,after=0.7", "conceder", 3, "0201", ENT_AGREED, 2);
    plays("tough:accept=combi,after=0.7", "conceder", 3, "0201", ENT_AGREED, 2);
    plays("linear:accept=next", "linear:accept=next", 3, "132", ENT_AGREED, 1);
}

/* ---- against a script --------------------------------------------------------------------------------------- */

static const char *script; /* outcomes by round, for the second party; it never accepts */

static uint32_t next_of_script(void *state, const ent_turn *turn) {
    (void)state;
    return (uint32_t)(script[turn->round] - '0');
}
static bool never(void *state, const ent_turn *turn, uint32_t offer) {
    (void)state;
    (void)turn;
    (void)offer;
    return false;
}
static const ent_strategy scripted = {.id = "scripted", .propose = next_of_script, .accept = never};

static void answers(const ent_domain *domain, const char *strategy, size_t rounds, const char *lines,
                    const char *offers, ent_ending ending, size_t round) {
    const ent_seat seats[2] = {made_seat(0, strategy), {.strategy = &scripted, .party = 1, .discount = 1}};
    const ent_session_rules rules = {.rounds = rounds};
    ent_offer room[MOST];
    ent_session_trace trace = {.offers = room, .capacity = MOST};
    ent_session_result out;
    ent_scratch *scratch = ent_scratch_new(NULL, domain, seats, 2);
    script = lines;
    ent_session_run(domain, seats, 2, &rules, 1, 0, scratch, &trace, &out);
    ent_scratch_free(scratch);
    char made[MOST + 1] = "";
    for (size_t k = 0; k < trace.size; k += 2)
        made[k / 2] = (char)('0' + room[k].outcome);
    assert_string_equal(made, offers);
    assert_int_equal(out.ending, ending);
    assert_int_equal(out.round, round);
}

/* Nine rounds: t = 0.1 to 0.9. At t = 0.5 the last 0.5 hold an offer of 3/4, so 1/4 is refused; at 0.6 the last 0.4
 * hold 1/4 only, so 1/2 is accepted. */
static void combi_expects_no_more_than_it_has_seen(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    answers(made_line(arena, 5), "tough:accept=combi,after=0.5", 9, "133322222", "00000", ENT_AGREED, 5);
    ent_arena_free(arena);
}

static void tit_for_tat(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_domain *line = made_line(arena, 5);
    answers(line, "tit-for-tat", 9, "444322222", "01101", ENT_AGREED, 5);
    answers(line, "relative-tit-for-tat", 9, "332222222", "000", ENT_AGREED, 3);
    answers(line, "absolute-tit-for-tat:spread=0", 9, "332211111", "00011", ENT_AGREED, 5);
    answers(line, "averaged-tit-for-tat:window=2", 9, "332222222", "000", ENT_AGREED, 3);
    ent_arena_free(arena);
}

/* Levels 0.88, 0.78, 0.68 down to 0.585; with `least` 0.71, 0.48, 0.24. */
static void hard_headed(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_domain *line = made_line(arena, 5);
    answers(line, "hard-headed:exponent=1", 3, "444", "001", ENT_TIMED_OUT, 2);
    answers(line, "hard-headed:exponent=1,least=0", 3, "444", "012", ENT_TIMED_OUT, 2);
    answers(line, "hard-headed:exponent=1,least=0", 3, "422", "01", ENT_AGREED, 2);
    ent_arena_free(arena);
}

/* ---- models -------------------------------------------------------------------------------------------------- */

/* Two issues of two options. To the first party (0,1) is worth 104, (0,0) 100, (1,1) 4, (1,0) 0. */
static ent_domain *two_issues(ent_arena *arena) {
    const size_t options[] = {2, 2};
    ent_space *space = ent_space_new(arena, 2, 2, options, 0);
    assert_non_null(space);
    const int terms[2][4] = {{100, 0, 0, 4}, {0, 50, 0, 50}};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < 4; k++)
            space->terms[i * 4 + k] = terms[i][k];
    ent_domain *domain = NULL;
    assert_int_equal(ent_domain_make(NULL, space, NULL, arena, &domain), ENT_OK);
    return domain;
}

/* Levels 0.996, 0.938, 0.684. The other asks for (1,1): of (0,0) at 0.96 and (0,1) at 1 it likes the second better; who
 * does not listen offers the first. */
static void models_lead(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_domain *domain = two_issues(arena);
    answers(domain, "boulware", 3, "333", "100", ENT_TIMED_OUT, 2);
    answers(domain, "frequency:spread=0.1", 3, "333", "110", ENT_TIMED_OUT, 2);
    answers(domain, "bayesian:spread=0.1", 3, "333", "110", ENT_TIMED_OUT, 2);
    answers(domain, "frequency:spread=0.4", 3, "333", "111", ENT_TIMED_OUT, 2);
    plays("frequency", "bayesian", 3, "040413", ENT_TIMED_OUT, 2);
    ent_arena_free(arena);
}

/* Asked for: (0,0), then (0,1). The first issue stays put: its weight is 0.6 of 1.1, the other's 0.5 of 1.1. */
static void frequency_model(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_domain *domain = two_issues(arena);
    ent_frequency_model *model = malloc(ent_frequency_bytes(domain));
    assert_non_null(model);
    ent_frequency_start(model, domain);
    assert_true(ent_frequency_utility(model, 0) == 0);
    ent_frequency_hear(model, 0);
    ent_frequency_hear(model, 1);
    assert_true(fabs(ent_frequency_utility(model, 0) - 1) < 1e-12);
    assert_true(fabs(ent_frequency_utility(model, 2) - 5.0 / 11) < 1e-12);
    ent_frequency_hear(model, 1); /* issue 1: option 1 twice, option 0 once; weights 8/11 : 7.2/11 -> 0.745455 + ... */
    const double first = 6.0 / 11 + 0.1, second = 5.0 / 11 + 0.1, sum = first + second;
    assert_true(fabs(ent_frequency_utility(model, 0) - (first + second / 2) / sum) < 1e-12);
    assert_true(fabs(ent_frequency_utility(model, 3) - second / sum) < 1e-12);
    free(model);
    ent_arena_free(arena);
}

/* One issue, two options: values rise or fall. Asking for the last at the start makes "falls" e^(-(1/0.15)^2/2) as
 * likely as "rises", and no hypothesis less likely than 1e-9. The weight of a single issue cannot be learned. */
static void bayesian_model(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_domain *domain = made_line(arena, 2);
    ent_bayes_model *model = malloc(ent_bayes_bytes(domain));
    assert_non_null(model);
    ent_bayes_start(model, domain);
    assert_true(fabs(ent_bayes_utility(model, 0) - 0.5) < 1e-12);
    ent_bayes_hear(model, 1, 0);
    assert_true(fabs(ent_bayes_utility(model, 1) - 0.5 / (0.5 + 1e-9)) < 1e-12);
    assert_true(fabs(ent_bayes_utility(model, 0) - 1e-9 / (0.5 + 1e-9)) < 1e-12);
    const double before = ent_bayes_utility(model, 0);
    ent_bayes_hear(model, 1, 0.9); /* a repetition teaches nothing */
    assert_true(ent_bayes_utility(model, 0) == before);
    ent_bayes_start(model, domain);
    ent_bayes_hear(model, 1, 1); /* at the end a party is taken to ask for 1/2: both shapes miss it by as much */
    assert_true(fabs(ent_bayes_utility(model, 0) - 0.5) < 1e-12);
    free(model);
    ent_arena_free(arena);
}

/* The models learn the order of three options of one issue, and which of two issues matters more. */
static void models_learn(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const size_t options[] = {3, 3};
    ent_space *space = ent_space_new(arena, 1, 2, options, 0);
    assert_non_null(space);
    ent_domain *domain = NULL;
    assert_int_equal(ent_domain_make(NULL, space, NULL, arena, &domain), ENT_OK);
    ent_frequency_model *counts = malloc(ent_frequency_bytes(domain));
    ent_bayes_model *chances = malloc(ent_bayes_bytes(domain));
    assert_non_null(counts);
    assert_non_null(chances);
    ent_frequency_start(counts, domain);
    ent_bayes_start(chances, domain);
    const uint32_t offers[] = {8, 7, 8, 6, 7, 8}; /* the first issue always at its last option */
    for (size_t k = 0; k < 6; k++) {
        ent_frequency_hear(counts, offers[k]);
        ent_bayes_hear(chances, offers[k], 0.1 * (double)k);
    }
    assert_true(ent_frequency_utility(counts, 8) > ent_frequency_utility(counts, 7));
    assert_true(ent_frequency_utility(counts, 7) > ent_frequency_utility(counts, 6));
    assert_true(ent_frequency_utility(counts, 6) > ent_frequency_utility(counts, 2)); /* (2,0) before (0,2) */
    assert_true(ent_bayes_utility(chances, 8) > ent_bayes_utility(chances, 6));
    assert_true(ent_bayes_utility(chances, 6) > ent_bayes_utility(chances, 2));
    assert_true(ent_bayes_utility(chances, 8) > ent_bayes_utility(chances, 5));
    assert_true(ent_bayes_utility(chances, 5) > ent_bayes_utility(chances, 2));
    free(counts);
    free(chances);
    ent_arena_free(arena);
}

/* ---- reading ------------------------------------------------------------------------------------------------- */

static void refuses(const char *text, const char *id, const char *hint) {
    ent_diagnostics *list = ent_diagnostics_new(NULL, 5);
    const ent_run run = {.diagnostics = list};
    const ent_strategy *strategy;
    ent_strategy_settings settings;
    assert_int_equal(ent_strategy_read(&run, text, &strategy, &settings), ENT_USAGE);
    assert_int_equal(ent_diagnostics_size(list), 1);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, id);
    assert_non_null(strstr(ent_diagnostics_at(list, 0)->hint, hint));
    ent_diagnostics_free(list);
}

static void reads_strategies(void **state) {
    (void)state;
    const ent_strategy *strategy;
    ent_strategy_settings settings;
    assert_int_equal(
        ent_strategy_read(NULL, "time-dependent:exponent=1/3,accept=combi,after=0.9", &strategy, &settings), ENT_OK);
    assert_string_equal(strategy->id, "time-dependent");
    assert_true(settings.exponent == 1.0 / 3 && settings.after == 0.9 && settings.acceptance == ENT_ACCEPT_COMBI);
    refuses("bulware", "U-SESSION-0001", "boulware");
    refuses("zzz", "U-SESSION-0001", "hard-headed");
    refuses("", "U-SESSION-0001", "micro");
    refuses("micro:exponent=3", "U-SESSION-0002", "accept");
    refuses("boulware:exponent", "U-SESSION-0002", "exponent");
    refuses("boulware:exponent=", "U-SESSION-0002", "above 0");
    refuses("boulware:exponent=0", "U-SESSION-0002", "above 0");
    refuses("boulware:exponent=nan", "U-SESSION-0002", "above 0");
    refuses("boulware:accept=maybe", "U-SESSION-0002", "combi");
    refuses("boulware:after=2,accept=time", "U-SESSION-0002", "0 to 1");
    refuses("averaged-tit-for-tat:window=65", "U-SESSION-0002", "64");
    refuses("annealer:accept=next", "U-SESSION-0002", "temperature");
    refuses("hill-climber:x=1", "U-SESSION-0002", "no settings");
}

static void every_strategy_says_what_it_is(void **state) {
    (void)state;
    for (size_t k = 0; k < ent_strategies_size + ent_voters_size; k++) {
        const bool votes = k >= ent_strategies_size;
        const ent_strategy *s = votes ? ent_voters[k - ent_strategies_size] : ent_strategies[k];
        assert_true(s->label && *s->label && s->published && s->about);
        assert_true(ent_strategy_find(s->id) == s);
        assert_true(votes ? s->vote && !s->propose : s->propose && !s->vote);
        assert_true(strpbrk(s->published, "0123456789") != NULL);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_dependent),
        cmocka_unit_test(finds_the_outcome_on_a_level),
        cmocka_unit_test(takes_the_first_of_equals),
        cmocka_unit_test(micro),
        cmocka_unit_test(stands_firm),
        cmocka_unit_test(acceptance),
        cmocka_unit_test(combi_expects_no_more_than_it_has_seen),
        cmocka_unit_test(tit_for_tat),
        cmocka_unit_test(hard_headed),
        cmocka_unit_test(models_lead),
        cmocka_unit_test(frequency_model),
        cmocka_unit_test(bayesian_model),
        cmocka_unit_test(models_learn),
        cmocka_unit_test(reads_strategies),
        cmocka_unit_test(every_strategy_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
