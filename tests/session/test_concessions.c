/* The trace of concessions, against arithmetic by hand. */
#include "session/concessions.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <string.h>

static const char head[] =
    "entente: 1\nid: t\ntitle: T\n"
    "parties:\n"
    "  a: {name: A, government: [{name: red, from: 2029-01-01, to: 2030-06-30}, {name: blue, from: 2030-07-01}]}\n"
    "  b: {name: B}\n"
    "  c: {name: C}\n"
    "issues:\n"
    "  pay: {name: Pay, unit: percent, options: {from: 0, to: 100, step: 1}}\n"
    "  crew: {name: Crew, scale: [none, one, two]}\n"
    "  flag: {name: Flag, options: [old, new]}\n"
    "preferences:\n"
    "  a: {pay: {weight: 1, best: 100, worst: 0}}\n"
    "  b: {pay: {weight: 1, best: 0, worst: 100}}\n";

static const char trace[] = "positions:\n"
                            "  - {party: b, issue: pay, value: 14, date: 2030-03-01}\n"
                            "  - {party: a, issue: pay, value: 90, date: 2030-01-01}\n"
                            "  - {party: b, issue: pay, value: 10, date: 2030-01-11}\n"
                            "  - {party: c, issue: pay, value: 55, date: 2030-02-01}\n" /* does not bargain */
                            "  - {party: a, issue: pay, value: 70, date: 2030-03-01}\n"
                            "  - {party: a, issue: pay, value: 62, date: 2030-05-30}\n"
                            "  - {party: a, issue: crew, value: two, date: 2030-01-01}\n"
                            "  - {party: b, issue: crew, value: none, date: 2030-01-11}\n"
                            "  - {party: b, issue: crew, value: two, date: 2030-02-11}\n"
                            "  - {party: a, issue: flag, value: new, date: 2030-01-01}\n";

typedef struct found {
    ent_case *subject;
    ent_arena *arena;
    ent_concessions *all;
    size_t size;
} found;

static ent_status find(const ent_run *run, const char *as_of, const char *more, found *out) {
    ent_buffer text;
    *out = (found){.arena = ent_arena_new(ent_run_allocator(run))};
    if (!out->arena) return ENT_MEMORY;
    ent_buffer_init(&text, ent_run_allocator(run));
    ent_buffer_printf(&text, "%sas_of: %s\n%s%s", head, as_of, trace, more);
    ent_status status =
        text.failed ? ENT_MEMORY : ent_case_parse(run, "t.yaml", text.data, text.size, NULL, &out->subject);
    ent_buffer_free(&text);
    return status == ENT_OK ? ent_concessions_find(out->subject, out->arena, &out->all, &out->size) : status;
}

static void release(found *f) {
    ent_arena_free(f->arena);
    ent_case_free(f->subject);
}

static const ent_run plain = {.threads = 1};

#define close_to(left, right, within) assert_true(fabs((left) - (right)) <= (within))

static void check_date(ent_date date, const char *expected) {
    char text[ENT_NUMBER_TEXT];
    assert_string_equal(ent_write_date(text, date), expected);
}

/* Opening gap 90 - 10 = 80. A moves by 20 and 8, B by 4. The line through (-139, 80), (-90, 56), (0, 48), days before
 * 30 May, falls by 6344 / 29822 a day and meets zero 211.98 days later. */
static void follows_who_moved(void **state) {
    (void)state;
    found f;
    assert_int_equal(find(&plain, "2030-06-15", "", &f), ENT_OK);
    assert_int_equal(f.size, 3);
    const ent_concessions *pay = &f.all[0];
    const double level[] = {90, 10, 14, 70, 62}, step[] = {NAN, NAN, 4, 20, 8}, gap[] = {NAN, 80, 56, 56, 48};
    const double conceded[] = {NAN, NAN, 0.05, 0.25, 0.35}, days[] = {NAN, NAN, 49, 59, 90};
    assert_int_equal(pay->size, 5);
    close_to(pay->opening, 80, 0);
    for (size_t k = 0; k < 5; k++) {
        const ent_move *move = &pay->moves[k];
        close_to(move->level, level[k], 0);
        assert_int_equal(isnan(move->step), isnan(step[k]));
        if (!isnan(step[k])) close_to(move->step, step[k], 0);
        if (!isnan(step[k])) close_to(move->conceded, conceded[k], 1e-15);
        if (!isnan(step[k])) close_to(move->months, days[k] / (365.25 / 12), 1e-12);
        assert_int_equal(isnan(move->gap), isnan(gap[k]));
        if (!isnan(gap[k])) close_to(move->gap, gap[k], 0);
    }
    assert_string_equal(pay->moves[0].government, "red");
    assert_int_equal(pay->points, 3);
    check_date(pay->meets, "2030-12-28");
    assert_int_equal(pay->closed.year, 0);
    release(&f);
}

/* Ranks on a scale: B gives way on the crew altogether, and the gap is gone. Named options have no distance. */
static void counts_ranks_and_leaves_names_alone(void **state) {
    (void)state;
    found f;
    assert_int_equal(find(&plain, "2030-06-15", "", &f), ENT_OK);
    const ent_concessions *crew = &f.all[1], *flag = &f.all[2];
    close_to(crew->opening, 2, 0);
    close_to(crew->moves[2].step, 2, 0);
    close_to(crew->moves[2].conceded, 1, 0);
    check_date(crew->closed, "2030-02-11");
    assert_int_equal(crew->meets.year, 0);
    assert_int_equal(flag->size, 1);
    assert_false(flag->moves[0].levelled);
    assert_true(isnan(flag->opening));
    release(&f);
}

static void knows_no_later_than_as_of(void **state) {
    (void)state;
    found f;
    assert_int_equal(find(&plain, "2030-01-05", "", &f), ENT_OK);
    assert_int_equal(f.size, 3);
    assert_int_equal(f.all[0].size, 1);
    assert_true(isnan(f.all[0].opening) && isnan(f.all[0].moves[0].gap));
    release(&f);
    assert_int_equal(find(&plain, "2029-12-31", "", &f), ENT_OK);
    assert_int_equal(f.size, 0);
    release(&f);
}

/* What red asked for is no demand of blue: no step from one to the other, and no gap while blue has not spoken. */
static void starts_again_with_a_new_government(void **state) {
    (void)state;
    found f;
    assert_int_equal(find(&plain, "2030-12-31",
                          "  - {party: b, issue: pay, value: 20, date: 2030-07-15}\n"
                          "  - {party: a, issue: pay, value: 80, date: 2030-08-01}\n"
                          "  - {party: a, issue: pay, value: 84, date: 2030-09-01}\n",
                          &f),
                     ENT_OK);
    const ent_move *moves = f.all[0].moves;
    assert_int_equal(f.all[0].size, 8);
    assert_true(isnan(moves[5].gap));
    close_to(moves[5].step, 6, 0);
    assert_string_equal(moves[6].government, "blue");
    assert_true(isnan(moves[6].step) && !moves[6].again);
    close_to(moves[6].gap, 60, 0);
    close_to(moves[7].step, -4, 0); /* away from the other side */
    close_to(moves[7].conceded, -0.05, 1e-15);
    assert_int_equal(f.all[0].points, 2);
    assert_int_equal(f.all[0].meets.year, 0);
    release(&f);
}

/* An agreement ends a round: the next one's opening demand is no concession from the last one's final demand. */
static void starts_again_after_an_agreement(void **state) {
    (void)state;
    found f;
    assert_int_equal(find(&plain, "2030-06-15",
                          "agreements:\n"
                          "  x: {name: X, years: [2030, 2031], concluded: 2030-04-01, known: 2030-04-01, first: "
                          "{amount: 60}, growth: flat, unit: percent}\n",
                          &f),
                     ENT_OK);
    assert_int_equal(f.size, 4);
    assert_false(f.all[0].current);
    assert_int_equal(f.all[0].size, 4);
    assert_int_equal(f.all[0].meets.year, 0);
    assert_true(f.all[1].current);
    assert_int_equal(f.all[1].size, 1);
    check_date(f.all[1].start, "2030-04-01");
    assert_true(isnan(f.all[1].moves[0].step) && isnan(f.all[1].moves[0].gap));
    release(&f);
}

static void survives_failing_memory(void **state) {
    (void)state;
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        found f;
        const ent_status status = find(&run, "2030-06-15", "", &f);
        assert_true(status == ENT_MEMORY || (status == ENT_OK && f.size == 3));
        release(&f);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_who_moved),
        cmocka_unit_test(counts_ranks_and_leaves_names_alone),
        cmocka_unit_test(knows_no_later_than_as_of),
        cmocka_unit_test(starts_again_with_a_new_government),
        cmocka_unit_test(starts_again_after_an_agreement),
        cmocka_unit_test(survives_failing_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
