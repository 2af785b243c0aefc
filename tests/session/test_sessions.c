/* Protocols, deadlines and properties that hold for every strategy. */
#include "made.h"

#include "support/unit.h"

#include <math.h>
#include <string.h>

enum { MOST = 4096, DOMAINS = 40 };

typedef struct game {
    const ent_domain *domain;
    ent_seat seats[4];
    size_t seats_size;
    ent_session_rules rules;
    ent_offer room[MOST];
    ent_session_trace trace;
    ent_session_result out;
} game;

static void play(game *g, uint64_t seed, uint64_t stream, ent_scratch *scratch) {
    ent_scratch *own = scratch ? NULL : ent_scratch_new(NULL, g->domain, g->seats, g->seats_size);
    g->trace = (ent_session_trace){.offers = g->room, .capacity = MOST};
    ent_session_run(g->domain, g->seats, g->seats_size, &g->rules, seed, stream, scratch ? scratch : own, &g->trace,
                    &g->out);
    ent_scratch_free(own);
}

/* ---- three parties --------------------------------------------------------------------------------------------- */

static const char *scripts[3]; /* per seat: by round the outcome to offer */
static const char *yes[3];     /* per seat: outcomes it accepts */

static uint32_t offers(void *state, const ent_turn *turn) {
    (void)state;
    return (uint32_t)(scripts[turn->seat][turn->round] - '0');
}
static bool accepts(void *state, const ent_turn *turn, uint32_t offer) {
    (void)state;
    return strchr(yes[turn->seat], (char)('0' + offer)) != NULL;
}
static const ent_strategy scripted = {.id = "scripted", .propose = offers, .accept = accepts};

/* Seat 0 offers 0; seat 1 accepts, seat 2 does not and offers 2; seats 0 and 1 accept that in turn. */
static void all_others_must_accept(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game g = {.domain = made_peace(arena, 3, 4), .seats_size = 3, .rules = {.rounds = 5}};
    for (size_t s = 0; s < 3; s++)
        g.seats[s] = (ent_seat){.strategy = &scripted, .party = s, .discount = 1};
    scripts[0] = "00000", scripts[1] = "11111", scripts[2] = "22222";
    yes[0] = "2", yes[1] = "02", yes[2] = "1";
    play(&g, 1, 0, NULL);
    assert_int_equal(g.out.ending, ENT_AGREED);
    assert_int_equal(g.out.outcome, 2);
    assert_int_equal(g.out.proposer, 2);
    assert_int_equal(g.out.round, 1);
    assert_int_equal(g.out.offers, 2);
    yes[1] = "0"; /* now seat 1 rejects 2 and offers 1, which seat 2 accepts, and seat 0 does not */
    play(&g, 1, 0, NULL);
    assert_int_equal(g.out.ending, ENT_TIMED_OUT);
    const uint32_t made[] = {0, 2, 1, 0, 2, 1};
    for (size_t k = 0; k < 6; k++)
        assert_int_equal(g.room[k].outcome, made[k]);
    ent_arena_free(arena);
}

static void one_party_has_its_way(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game g = {.domain = made_peace(arena, 1, 4), .seats_size = 1, .rules = {.rounds = 5}};
    g.seats[0] = made_seat(0, "micro");
    play(&g, 1, 0, NULL);
    assert_int_equal(g.out.ending, ENT_AGREED);
    assert_int_equal(g.out.outcome, 3);
    ent_arena_free(arena);
}

/* ---- how it ends ------------------------------------------------------------------------------------------------ */

static game two(ent_arena *arena, const char *first, const char *second, size_t rounds) {
    game g = {.domain = made_line(arena, 5), .seats_size = 2, .rules = {.rounds = rounds}};
    g.seats[0] = made_seat(0, first);
    g.seats[1] = made_seat(1, second);
    return g;
}

/* Ten units of time: ten offers of one unit, three of three. */
static void the_clock_runs_out(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game g = two(arena, "tough", "tough", 0);
    g.rules.time = 10;
    g.rules.pace = 1;
    play(&g, 1, 0, NULL);
    assert_int_equal(g.out.ending, ENT_TIMED_OUT);
    assert_int_equal(g.out.offers, 10);
    assert_true(g.out.time == 1);
    g.rules.pace = 3;
    play(&g, 1, 0, NULL);
    assert_int_equal(g.out.offers, 3);
    /* linear against linear: seats act at 0, 0.1, 0.2, ... and give up half at 0.5: the sixth act accepts */
    game even = two(arena, "linear", "linear", 0);
    even.rules.time = 10;
    even.rules.pace = 1;
    play(&even, 1, 0, NULL);
    assert_int_equal(even.out.ending, ENT_AGREED);
    assert_int_equal(even.out.outcome, 2);
    assert_true(even.out.time == 0.6 || even.out.time == 0.5);
    ent_arena_free(arena);
}

/* Offers that take an exponential time are Poisson: 100 in 100 units of mean 1. */
static void a_random_pace_has_its_mean(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game g = two(arena, "tough", "tough", 0);
    g.rules.time = 100;
    g.rules.pace = 1;
    g.rules.random_pace = true;
    double sum = 0;
    for (uint64_t k = 0; k < 2000; k++) {
        play(&g, 3, k, NULL);
        sum += (double)g.out.offers;
    }
    assert_true(fabs(sum / 2000 - 100) < 4 * 10 / sqrt(2000));
    ent_arena_free(arena);
}

/* Ten rounds that each end the talks with chance 0.1: 0.9^10 = 0.3487 last to the deadline. */
static void talks_break_down(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game g = two(arena, "tough", "tough", 10);
    g.rules.breakdown = 0.1;
    size_t lasted = 0, first = 0;
    for (uint64_t k = 0; k < 10000; k++) {
        play(&g, 4, k, NULL);
        lasted += g.out.ending == ENT_TIMED_OUT;
        first += g.out.ending == ENT_BROKE_DOWN && g.out.round == 0;
    }
    assert_true(fabs((double)lasted / 10000 - pow(0.9, 10)) < 4 * 0.0048);
    assert_true(fabs((double)first / 10000 - 0.1) < 4 * 0.003);
    g.rules.rounds = 0; /* nothing but chance ends them */
    play(&g, 4, 1, NULL);
    assert_int_equal(g.out.ending, ENT_BROKE_DOWN);
    ent_arena_free(arena);
}

static void who_has_nothing_to_gain_walks_away(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game g = two(arena, "conceder", "conceder", 10);
    const double reserved[] = {NAN, 1.5};
    g.domain = ent_domain_reserve(g.domain, reserved, arena);
    play(&g, 1, 0, NULL);
    assert_int_equal(g.out.ending, ENT_WALKED_AWAY);
    assert_int_equal(g.out.offers, 0);
    assert_true(g.out.utility[0] == 0 && g.out.utility[1] == 1.5);
    ent_arena_free(arena);
}

/* Linear against linear in three rounds: 1/2 each in round 1, at t = 1/2. */
static void what_comes_later_is_worth_less(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game g = two(arena, "linear", "linear", 3);
    g.seats[0].discount = 0.9;
    g.seats[1].discount = 0.25;
    g.seats[1].over_time = true;
    play(&g, 1, 0, NULL);
    assert_true(g.out.utility[0] == 0.5 && g.out.utility[1] == 0.5);
    assert_true(fabs(g.out.discounted[0] - 0.45) < 1e-15 && fabs(g.out.discounted[1] - 0.25) < 1e-15);
    ent_arena_free(arena);
}

static void checks_the_rules(void **state) {
    (void)state;
    ent_diagnostics *list = ent_diagnostics_new(NULL, 9);
    const ent_run run = {.diagnostics = list};
    const ent_seat offerer = made_seat(0, "boulware"), voter = made_seat(0, "annealer");
    ent_session_rules rules = {.rounds = 5};
    assert_int_equal(ent_session_check(&run, &offerer, 1, &rules), ENT_OK);
    assert_int_equal(ent_session_check(&run, &voter, 1, &rules), ENT_USAGE);
    rules.protocol = ENT_SINGLE_TEXT;
    assert_int_equal(ent_session_check(&run, &voter, 1, &rules), ENT_OK);
    assert_int_equal(ent_session_check(&run, &offerer, 1, &rules), ENT_USAGE);
    assert_string_equal(ent_diagnostics_at(list, 1)->id, "U-SESSION-0003");
    rules = (ent_session_rules){.time = 5};
    assert_int_equal(ent_session_check(&run, &offerer, 1, &rules), ENT_USAGE);
    assert_string_equal(ent_diagnostics_at(list, 2)->id, "U-SESSION-0004");
    rules.pace = 1;
    assert_int_equal(ent_session_check(&run, &offerer, 1, &rules), ENT_OK);
    ent_diagnostics_free(list);
}

/* ---- single text ------------------------------------------------------------------------------------------------ */

static game text(ent_arena *arena, const ent_domain *domain, size_t parties, const char *voter, size_t rounds) {
    (void)arena;
    game g = {.domain = domain, .seats_size = parties, .rules = {.rounds = rounds, .protocol = ENT_SINGLE_TEXT}};
    for (size_t s = 0; s < parties; s++)
        g.seats[s] = made_seat(s, voter);
    return g;
}

/* Where all want the same, climbers find it; where one's gain is another's loss, they never move. */
static void climbers(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game peace = text(arena, made_peace(arena, 3, 5), 3, "hill-climber", 300);
    game line = text(arena, made_line(arena, 5), 2, "hill-climber", 300);
    for (uint64_t k = 0; k < 50; k++) {
        play(&peace, 2, k, NULL);
        assert_int_equal(peace.out.ending, ENT_AGREED);
        assert_int_equal(peace.out.outcome, 4);
        for (size_t m = 1; m < peace.trace.size; m++)
            assert_true(peace.room[m].outcome > peace.room[m - 1].outcome);
        play(&line, 2, k, NULL);
        assert_int_equal(line.out.offers, 300);
        assert_int_equal(line.trace.size, 1);
        assert_int_equal(line.out.outcome, line.room[0].outcome);
    }
    ent_arena_free(arena);
}

static void annealers(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    game cold = text(arena, made_random(arena, 9, 2, 4, false), 2, "annealer:temperature=0", 200);
    game climb = text(arena, cold.domain, 2, "hill-climber", 200);
    game warm = text(arena, made_line(arena, 5), 2, "annealer:temperature=1", 200);
    size_t moved = 0;
    for (uint64_t k = 0; k < 30; k++) {
        play(&cold, 2, k, NULL);
        play(&climb, 2, k, NULL);
        assert_int_equal(cold.out.outcome, climb.out.outcome);
        assert_int_equal(cold.trace.size, climb.trace.size);
        play(&warm, 2, k, NULL);
        moved += warm.trace.size > 1;
    }
    assert_true(moved == 30); /* two chances of at least e^-1/4 in 200 rounds */
    ent_arena_free(arena);
}

/* The text changes one issue at a time, to an option that no red line excludes; below no deal it is not signed. */
static void texts_change_one_issue(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    for (uint64_t k = 0; k < DOMAINS; k++) {
        game g = text(arena, made_random(arena, k, 2, 4, false), 2, "annealer:temperature=0.3", 100);
        play(&g, 6, k, NULL);
        const ent_domain *d = g.domain;
        for (size_t m = 1; m < g.trace.size; m++) {
            size_t changed = 0;
            for (size_t j = 0; j < d->issues; j++)
                changed +=
                    d->choice[g.room[m].outcome * d->issues + j] != d->choice[g.room[m - 1].outcome * d->issues + j];
            assert_int_equal(changed, 1);
        }
        if (g.out.ending == ENT_WALKED_AWAY) continue;
        const bool signs = d->views[0].utility[g.out.outcome] >= d->views[0].reserved &&
                           d->views[1].utility[g.out.outcome] >= d->views[1].reserved;
        assert_int_equal(g.out.ending, signs ? ENT_AGREED : ENT_TIMED_OUT);
    }
    ent_arena_free(arena);
}

/* ---- properties ------------------------------------------------------------------------------------------------- */

static const char *const ways[] = {"", ":accept=next", ":accept=const,constant=0.6", ":accept=time,after=0.8",
                                   ":accept=combi,after=0.7"};
enum { WAYS = sizeof ways / sizeof *ways };

static void take(game *g, size_t seat, size_t strategy, const char *way) {
    char text[96] = "";
    strcat(strcat(text, ent_strategies[strategy]->id), way);
    g->seats[seat] = made_seat(seat, text);
}

/* Nobody offers or accepts less than no deal, and only what all others accepted is agreed. */
static void individually_rational(const game *g) {
    for (size_t k = 0; k < g->trace.size; k++) {
        const ent_view *view = &g->domain->views[g->seats[g->room[k].seat].party];
        assert_true(view->utility[g->room[k].outcome] >= view->reserved);
    }
    for (size_t i = 0; i < g->domain->parties; i++)
        assert_true(g->out.utility[i] >= g->domain->views[i].reserved);
    if (g->out.ending != ENT_AGREED) return;
    assert_int_equal(g->room[g->trace.size - 1].outcome, g->out.outcome);
    assert_int_equal(g->room[g->trace.size - 1].seat, g->out.proposer);
}

static void same(const ent_session_result *a, const ent_session_result *b) {
    assert_int_equal(a->ending, b->ending);
    assert_int_equal(a->round, b->round);
    assert_int_equal(a->offers, b->offers);
    if (a->ending == ENT_AGREED) assert_int_equal(a->outcome, b->outcome);
}

/* Every strategy against every other, in every way of accepting: rational, the same from used scratch and from new one,
 * the same with the parties listed the other way round. */
static void every_pair(void **state) {
    (void)state;
    for (uint64_t k = 0; k < DOMAINS; k++) {
        ent_arena *arena = ent_arena_new(NULL);
        game g = {.domain = made_random(arena, k, 2, 4, false), .seats_size = 2, .rules = {.rounds = 40}};
        game t = {.domain = made_random(arena, k, 2, 4, true), .seats_size = 2, .rules = {.rounds = 40}};
        for (size_t a = 0; a < ent_strategies_size; a++)
            for (size_t b = 0; b < ent_strategies_size; b++) {
                take(&g, 0, a, ways[k % WAYS]);
                take(&g, 1, b, ways[k / 3 % WAYS]);
                t.seats[0] = g.seats[0];
                t.seats[1] = g.seats[1];
                t.seats[0].party = 1;
                t.seats[1].party = 0;
                ent_scratch *used = ent_scratch_new(NULL, g.domain, g.seats, 2);
                assert_non_null(used);
                play(&g, 8, 1, used);
                play(&g, 8, 2, used);
                individually_rational(&g);
                const ent_session_result first = g.out;
                play(&g, 8, 2, NULL);
                same(&first, &g.out);
                play(&t, 8, 2, NULL);
                same(&first, &t.out);
                assert_true(first.utility[0] == t.out.utility[1] && first.utility[1] == t.out.utility[0]);
                ent_scratch_free(used);
            }
        ent_arena_free(arena);
    }
}

static void every_strategy_among_three(void **state) {
    (void)state;
    for (uint64_t k = 0; k < DOMAINS; k++) {
        ent_arena *arena = ent_arena_new(NULL);
        game g = {.domain = made_random(arena, k, 3, 3, false), .seats_size = 3, .rules = {.rounds = 40}};
        for (size_t a = 0; a < ent_strategies_size; a++)
            for (size_t b = 0; b < ent_strategies_size; b += 2) {
                take(&g, 0, a, ways[k % WAYS]);
                take(&g, 1, b, "");
                take(&g, 2, (a + b + k) % ent_strategies_size, ways[k / 5 % WAYS]);
                play(&g, 8, k, NULL);
                individually_rational(&g);
            }
        ent_arena_free(arena);
    }
}

/* On the line, who moves first has what the other has when that one does. */
static void mirrored(void **state) {
    (void)state;
    static const char *const names[] = {"boulware",
                                        "conceder",
                                        "linear",
                                        "micro",
                                        "tit-for-tat",
                                        "relative-tit-for-tat",
                                        "averaged-tit-for-tat",
                                        "frequency",
                                        "hard-headed",
                                        "nice-tit-for-tat",
                                        "random-walker"};
    ent_arena *arena = ent_arena_new(NULL);
    for (size_t options = 3; options < 20; options++)
        for (size_t s = 0; s < sizeof names / sizeof *names; s++) {
            game g = {.domain = made_line(arena, options), .seats_size = 2, .rules = {.rounds = 30}};
            g.seats[0] = made_seat(0, names[s]);
            g.seats[1] = made_seat(1, names[s]);
            play(&g, 5, options, NULL);
            const ent_session_result first = g.out;
            g.seats[0].party = 1;
            g.seats[1].party = 0;
            play(&g, 5, options, NULL);
            assert_int_equal(first.ending, g.out.ending);
            assert_int_equal(first.round, g.out.round);
            if (first.ending == ENT_AGREED) assert_int_equal(first.outcome + g.out.outcome, options - 1);
        }
    ent_arena_free(arena);
}

/* MiCRO's new offers go down its ranking one by one, never more of them than it has heard different ones, and one. */
static void micro_concedes_one_by_one(void **state) {
    (void)state;
    for (uint64_t k = 0; k < DOMAINS; k++) {
        ent_arena *arena = ent_arena_new(NULL);
        game g = {.domain = made_random(arena, k, 2, 4, false), .seats_size = 2, .rules = {.rounds = 60}};
        g.seats[0] = made_seat(0, "micro");
        g.seats[1] = made_seat(1, k % 2 ? "random-walker" : "conceder");
        play(&g, 8, k, NULL);
        size_t made = 0, heard = 0;
        bool asked[MOST] = {false};
        for (size_t m = 0; m < g.trace.size; m++) {
            if (g.room[m].seat == 1) {
                heard += !asked[g.room[m].outcome];
                asked[g.room[m].outcome] = true;
                continue;
            }
            const ent_view *view = &g.domain->views[0];
            size_t rank = 0;
            while (view->order[rank] != g.room[m].outcome)
                rank++;
            assert_true(rank <= made); /* an earlier one, or the next */
            made += rank == made;
            assert_true(made <= heard + 1);
        }
        ent_arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_others_must_accept),
        cmocka_unit_test(one_party_has_its_way),
        cmocka_unit_test(the_clock_runs_out),
        cmocka_unit_test(a_random_pace_has_its_mean),
        cmocka_unit_test(talks_break_down),
        cmocka_unit_test(who_has_nothing_to_gain_walks_away),
        cmocka_unit_test(what_comes_later_is_worth_less),
        cmocka_unit_test(checks_the_rules),
        cmocka_unit_test(climbers),
        cmocka_unit_test(annealers),
        cmocka_unit_test(texts_change_one_issue),
        cmocka_unit_test(every_pair),
        cmocka_unit_test(every_strategy_among_three),
        cmocka_unit_test(mirrored),
        cmocka_unit_test(micro_concedes_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
