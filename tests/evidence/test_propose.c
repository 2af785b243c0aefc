/* Positions, suggestions and what becomes of a case's text; every allocation fails once. */
#include "evidence/propose.h"
#include "evidence/timeline.h"
#include "evidence/verify.h"
#include "given_reports.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdio.h>
#include <string.h>

static const char talks[] = "entente: 1\nid: talks\ntitle: Talks\nparties: {jp: {name: Japan, government: [{name: abe, "
                            "from: 2030-01-01}]}, au: {name: Australia, aliases: [Canberra]}}\nissues:\n"
                            "  pay: {name: Payment, unit: {currency: JPY, scale: billion}, options: {from: 0, to: 300, "
                            "step: 1}}\n  share: {name: Share, unit: percent, options: [10, 20, 30]}\n"
                            "series:\n  yen: {of: exchange, unit: JPY per USD, values: {2031: 150}}\n"
                            "  inflation: {name: Inflation, unit: percent, values: {2029: 2.1}}\n";

/* ---- positions ------------------------------------------------------------------------------------------------------
 */

typedef struct position_row {
    const char *text;
    const char *actor; /* NULL: no position */
    const char *move, *amount;
} position_row;

static const position_row position_rows[] = {
    {"Japan asked for 160 billion yen in June 2031.", "Japan", "demand", "160 billion JPY"},
    {"Japan demanded 160 billion yen a year.", "Japan", "demand", "160 billion JPY"},
    {"Australia insisted on a share of 20 percent.", "Australia", "demand", "20 percent"},
    {"Australia offered about 145 billion yen.", "Australia", "offer", "about 145 billion JPY"},
    {"Australia would settle for 145 billion yen.", "Australia", "offer", "145 billion JPY"},
    {"Japan proposed a term of five years to Australia.", "Japan", "offer", "5 years"},
    {"Japan, Australia said, wants more than 160 billion yen.", "Japan", "demand", "more than 160 billion JPY"},
    {"Japan did not ask for 160 billion yen.", NULL, NULL, NULL},
    {"Japan denied that it had demanded 160 billion yen.", NULL, NULL, NULL},
    {"Japan rejected a demand of 160 billion yen.", NULL, NULL, NULL},
    {"Japan refused to offer 160 billion yen.", NULL, NULL, NULL},
    {"Japan paid 160 billion yen in 2030.", NULL, NULL, NULL},
    {"Japan asked for more time after it had paid.", NULL, NULL, NULL},
};

static void positions_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof position_rows / sizeof *position_rows; i++) {
        const position_row *row = &position_rows[i];
        const given_document document = {"Daily", "2031-06-10", row->text, NULL};
        given g;
        given_make(&g, NULL, &document, 1);
        if (g.positions.size != (row->actor != NULL)) fail_msg("\"%s\": %zu positions", row->text, g.positions.size);
        if (row->actor != NULL) {
            const ent_found_position *found = &g.positions.items[0];
            assert_string_equal(found->actor, row->actor);
            assert_string_equal(ent_move_name(found->move), row->move);
            assert_string_equal(ent_amount_text(&g.reports.claims[found->claim].candidate, g.arena), row->amount);
        }
        given_free(&g);
    }
}

static void a_move_stands_once(void **state) {
    (void)state;
    const given_document documents[] = {{"Daily", "2031-06-10", "Japan asked for 160 billion yen.", NULL},
                                        {"Gazette", "2031-06-12", "Japan has demanded 160 billion yen.", NULL},
                                        {"Mirror", "2031-06-12", "Japan asked for 160 billion yen.", "d1"},
                                        {"Herald", "2032-06-12", "Japan asked for 160 billion yen.", NULL}};
    given g;
    given_make(&g, NULL, documents, 4);
    assert_int_equal(g.positions.size, 2); /* a year later it is another */
    assert_int_equal(g.positions.items[0].reports, 2);
    given_free(&g);
}

/* The only moment that says so. */
static const ent_moment *moment_of(const ent_timeline *line, const char *what) {
    const ent_moment *found = NULL;
    for (size_t i = 0; i < line->size; i++) {
        if (line->items[i].what == NULL || strcmp(line->items[i].what, what) != 0) continue;
        assert_null(found);
        found = &line->items[i];
    }
    if (found == NULL) fail_msg("no moment \"%s\"", what);
    return found;
}

static void a_timeline_in_order(void **state) {
    (void)state;
    const given_document documents[] = {
        {"Daily", "2031-06-10",
         "Japan asked for 160 billion yen. Talks between Japan and Australia opened on 1 May 2031.", NULL},
        {"Mirror", "2031-06-11",
         "Japan asked for 160 billion yen. Talks between Japan and Australia opened on 1 May 2031.", "d1"},
        {"Gazette", "2031-04-01", "Australia offered 145 billion yen.", NULL}};
    given g;
    ent_timeline line;
    given_make(&g, NULL, documents, 3);
    assert_int_equal(ent_timeline_make(&g.reports, &g.acts, &g.positions, NULL, NULL, &line), ENT_OK);
    const ent_moment *first = moment_of(&line, "offer: 145 billion JPY");
    const ent_moment *second = moment_of(&line, "talks opened"), *third = moment_of(&line, "demand: 160 billion JPY");
    assert_true(first < second && second < third);
    assert_true(second->dated);
    assert_false(third->dated);
    const size_t whole = line.size;
    const ent_timeline_filter only = {.actor = "Australia"};
    assert_int_equal(ent_timeline_make(&g.reports, &g.acts, &g.positions, NULL, &only, &line), ENT_OK);
    assert_true(line.size < whole);
    moment_of(&line, "offer: 145 billion JPY");
    moment_of(&line, "talks opened"); /* that it is named in */
    const ent_timeline_filter may = {.from = {2031, 4, 15}, .until = {2031, 5, 0}};
    assert_int_equal(ent_timeline_make(&g.reports, &g.acts, &g.positions, NULL, &may, &line), ENT_OK);
    assert_int_equal(line.size, 1);
    given_free(&g);
}

/* ---- suggestions ----------------------------------------------------------------------------------------------------
 */

static void suggest(given *g, const char *text, const char *case_text, ent_suggestions *out) {
    const given_document document = {"Daily", "2031-06-10", text, NULL};
    given_make(g, case_text, &document, 1);
    assert_int_equal(
        ent_suggestions_make(&g->reports, &g->acts, &g->positions, &(ent_run){.threads = 1}, g->subject, NULL, out),
        ENT_OK);
}

static const ent_suggestion *first_of(const ent_suggestions *all, ent_suggestion_kind kind) {
    for (size_t i = 0; i < all->size; i++)
        if (all->items[i].kind == kind) return &all->items[i];
    return NULL;
}

/* The first of a kind whose YAML has this; NULL. */
static const ent_suggestion *one_with(const ent_suggestions *all, ent_suggestion_kind kind, const char *part) {
    for (size_t i = 0; i < all->size; i++)
        if (all->items[i].kind == kind && strstr(all->items[i].yaml, part) != NULL) return &all->items[i];
    return NULL;
}

static const char *id_of(const ent_suggestions *all, ent_suggestion_kind kind) {
    const ent_suggestion *found = first_of(all, kind);
    assert_non_null(found);
    return found != NULL ? found->id : "";
}

typedef struct suggestion_row {
    const char *text;
    ent_suggestion_kind kind;
    const char *part; /* of the YAML; NULL: no suggestion of this kind */
} suggestion_row;

static const suggestion_row suggestion_rows[] = {
    {"Japan asked for 160 billion yen in June 2031.", ENT_SUGGEST_POSITION,
     "party: jp, issue: pay, value: 160, date: 2031-06"},
    {"Canberra offered 2 billion dollars.", ENT_SUGGEST_POSITION,
     "party: au, issue: pay, value: 300, date: 2031-06-10"},
    {"Canberra offered 2 billion dollars.", ENT_SUGGEST_POSITION, "because: \"2 billion USD at the rate of 2031 (150)"},
    {"Japan asked for a share of 20 percent.", ENT_SUGGEST_POSITION, "issue: share, value: 20"},
    {"Japan asked for a share of 25 percent.", ENT_SUGGEST_POSITION, NULL}, /* no option of the issue */
    {"Japan asked for 160 billion pesos.", ENT_SUGGEST_POSITION, NULL},     /* no rate */
    {"India asked for 160 billion yen.", ENT_SUGGEST_POSITION, NULL},       /* no party */
    {"Inflation in 2030 was 2.4 percent.", ENT_SUGGEST_NUMBER,
     "{value: 2.4, known: 2031-06-10, reported: \"daily-2031-06-10-"},
    {"Inflation in 2029 was 2.4 percent.", ENT_SUGGEST_NUMBER, NULL}, /* the case has it */
    {"Inflation in 2030 was about 2.4 percent.", ENT_SUGGEST_NUMBER, NULL},
    {"Inflation in 2030 was 2.4 percent, not 2.5 percent.", ENT_SUGGEST_NUMBER, NULL},
    {"Japan and Australia reached an agreement on the payment.", ENT_SUGGEST_OUTCOME, NULL},
    {"Japan and Australia reached an agreement. The payment is 150 billion yen. It runs for five years.",
     ENT_SUGGEST_OUTCOME, NULL}, /* nobody signed */
    {"Japan and Australia reached an agreement. The payment is 150 billion yen. It runs for five years. President Taro "
     "Yamada signed it.",
     ENT_SUGGEST_OUTCOME, "{date: 2031-06-10, what: Agreement reached, package: {pay: 150}"},
    {"Japan and Australia reached an agreement. The payment is 150 billion yen. It runs for five years. President Taro "
     "Yamada welcomed it.",
     ENT_SUGGEST_OUTCOME, NULL}, /* named, and did not sign */
    {"Japan and Australia reached an agreement. The payment is 150 billion yen. It runs for five years. President Taro "
     "Yamada will have signed it.",
     ENT_SUGGEST_OUTCOME, NULL},
    {"Japan and Australia reached an agreement. The payment is 150 billion yen. It runs for five years. It is to be "
     "signed by President Taro Yamada.",
     ENT_SUGGEST_OUTCOME, NULL},
    {"Japan and Australia reached an agreement. The payment is 150 billion yen. It runs for five years. A senior "
     "official in Tokyo signed it.",
     ENT_SUGGEST_OUTCOME, NULL}, /* unnamed */
    {"Japan and Australia hope for an agreement. The payment is 150 billion yen. It runs for five years. President "
     "Taro "
     "Yamada signed it.",
     ENT_SUGGEST_OUTCOME, NULL},
    {"Japan paid 160 billion yen in 2030.", ENT_SUGGEST_CLAIM, "sentence: 1, party: jp, says: \"160 billion JPY\""},
};

static void suggestions_in_the_words_of_the_case(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof suggestion_rows / sizeof *suggestion_rows; i++) {
        const suggestion_row *row = &suggestion_rows[i];
        given g;
        ent_suggestions all;
        suggest(&g, row->text, talks, &all);
        const ent_suggestion *found =
            row->part == NULL ? first_of(&all, row->kind) : one_with(&all, row->kind, row->part);
        if ((found != NULL) != (row->part != NULL))
            fail_msg("\"%s\": %s", row->text, found != NULL ? found->yaml : "nothing");
        given_free(&g);
    }
}

/* ---- into the text of a case ----------------------------------------------------------------------------------------
 */

typedef struct apply_row {
    const char *before, *after; /* of the part positions, in the case's text; after: what must stand in it */
} apply_row;

static const apply_row apply_rows[] = {
    {"", "\npositions:\n  # Japan asked for 160 billion yen.\n  - {id: jp-"},
    {"positions: []   # none\n", "positions: [{id: jp-"},
    {"positions: [{party: au, issue: pay, value: 1}]   # one\n",
     "positions: [{party: au, issue: pay, value: 1}, {id: jp-"},
    {"positions:\n- {party: au, issue: pay, value: 1}   # one\n# the end\n",
     "positions:\n- {party: au, issue: pay, value: 1}   # one\n# Japan asked for 160 billion yen.\n- {id: jp-"},
    {"positions:\n    - party: au   # in block style\n      issue: pay\n      value: 1\n\n# the end\n",
     "      value: 1\n    # Japan asked for 160 billion yen.\n    - {id: jp-"},
    {"positions:\n", "positions: [{id: jp-"},
};

/* What was there before stands there still: all its lines but those of an empty list, in their order. */
static void assert_kept(const char *before, const char *after) {
    const char *at = after;
    for (const char *line = before; *line != '\0';) {
        char copy[400];
        const size_t length = strcspn(line, "\n");
        snprintf(copy, sizeof copy, "%.*s", (int)length, line);
        if (strncmp(copy, "positions:", 10) != 0) {
            at = strstr(at, copy);
            if (at == NULL) fail_msg("lost: %s", copy);
        }
        line += length + (line[length] == '\n');
    }
}

static void taken_over_at_the_place(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof apply_rows / sizeof *apply_rows; i++) {
        given g;
        ent_suggestions all;
        char before[4096], *after = NULL;
        size_t size;
        snprintf(before, sizeof before, "# a comment\n%s%s", talks, apply_rows[i].before);
        suggest(&g, "Japan asked for 160 billion yen.", talks, &all);
        const ent_run run = {.threads = 1};
        const char *const ids[] = {id_of(&all, ENT_SUGGEST_POSITION)};
        assert_int_equal(
            ent_suggestions_apply(&g.reports, &all, &run, "talks.yaml", before, strlen(before), ids, 1, &after, &size),
            ENT_OK);
        if (strstr(after, apply_rows[i].after) == NULL) fail_msg("row %zu:\n%s", i, after);
        assert_non_null(strstr(after, "sources: {daily-2031-06-10-"));
        assert_kept(before, after);
        ent_case *read = NULL;
        assert_int_equal(ent_case_parse(&run, "talks.yaml", after, size, NULL, &read), ENT_OK);
        assert_int_equal(read->positions_size, 1 + (strstr(apply_rows[i].before, "au") != NULL));
        ent_case_free(read);
        ent_free(NULL, after);
        given_free(&g);
    }
}

static void what_is_not_suggested_is_refused(void **state) {
    (void)state;
    given g;
    ent_suggestions all;
    char *after = NULL;
    size_t size;
    suggest(&g, "Japan asked for 160 billion yen.", talks, &all);
    ent_diagnostics *list = ent_diagnostics_new(NULL, 10);
    const ent_run run = {.threads = 1, .diagnostics = list};
    const char *const ids[] = {"nothing"};
    assert_int_equal(
        ent_suggestions_apply(&g.reports, &all, &run, "talks.yaml", talks, strlen(talks), ids, 1, &after, &size),
        ENT_INPUT);
    assert_null(after);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, "E-EVID-0104");
    /* A case that would not be right afterwards is not written. */
    const char *const good[] = {id_of(&all, ENT_SUGGEST_POSITION)};
    const char *other = "entente: 1\nid: other\ntitle: Other\nparties: {a: {name: A}}\n";
    assert_int_equal(
        ent_suggestions_apply(&g.reports, &all, &run, "other.yaml", other, strlen(other), good, 1, &after, &size),
        ENT_INPUT);
    assert_null(after);
    ent_diagnostics_free(list);
    given_free(&g);
}

/* ---- faults
 * ---------------------------------------------------------------------------------------------------------- */

static ent_status everything(const ent_run *run, const ent_case *subject, const given_document *documents,
                             size_t size) {
    ent_arena *arena = ent_arena_new(run->allocator);
    if (arena == NULL) return ENT_MEMORY;
    ent_arena *words = ent_arena_new(NULL); /* the rules of the text room have tests of their own */
    const ent_extractor *extractor = ent_extractor_new(words, subject, NULL);
    ent_reports reports;
    ent_acts acts;
    ent_found_positions positions;
    ent_conflicts conflicts;
    ent_timeline line;
    ent_suggestions all = {0};
    char *after = NULL;
    size_t after_size;
    ent_reports_init(&reports, arena);
    for (size_t i = 0; i < size; i++)
        given_add(&reports, extractor, &documents[i], i + 1);
    ent_status status = ent_reports_finish(&reports, run);
    if (status == ENT_OK) status = ent_acts_find(&reports, run, subject, &acts);
    if (status == ENT_OK) status = ent_positions_find(&reports, &acts, run, &positions);
    if (status == ENT_OK) status = ent_conflicts_find(&reports, &acts, &positions, run, subject, NULL, &conflicts);
    if (status == ENT_OK) status = ent_timeline_make(&reports, &acts, &positions, run, NULL, &line);
    if (status == ENT_OK) status = ent_suggestions_make(&reports, &acts, &positions, run, subject, NULL, &all);
    const char *ids[16];
    const size_t wanted = all.size < 16 ? all.size : 16;
    for (size_t i = 0; i < wanted; i++)
        ids[i] = all.items[i].id;
    if (status == ENT_OK)
        status = ent_suggestions_apply(&reports, &all, run, "talks.yaml", talks, strlen(talks), ids, wanted, &after,
                                       &after_size);
    if (status == ENT_OK) assert_true(conflicts.size > 0 && line.size > 0 && all.size > 0);
    ent_free(run->allocator, after);
    ent_arena_free(arena);
    ent_arena_free(words);
    return status;
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    const given_document documents[] = {
        {"Daily", "2031-06-10",
         "Japan asked for 160 billion yen. Japan and Australia reached a cost-sharing agreement.", NULL},
        {"Gazette", "2031-09-12", "Japan and Australia reached the cost-sharing agreement on 12 September 2031.",
         NULL}};
    ent_case *subject = NULL;
    assert_int_equal(ent_case_parse(&(ent_run){.threads = 1}, "talks.yaml", talks, strlen(talks), NULL, &subject),
                     ENT_OK);
    for (size_t n = 0;; n++) {
        fail_alloc fail;
        const ent_allocator allocator = fail_alloc_at(&fail, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        const ent_status status = everything(&run, subject, documents, 2);
        assert_int_equal(fail.held, 0);
        assert_int_equal(status, fail.failed ? ENT_MEMORY : ENT_OK);
        if (!fail.failed) break;
    }
    ent_case_free(subject);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_are_read),         cmocka_unit_test(a_move_stands_once),
        cmocka_unit_test(a_timeline_in_order),        cmocka_unit_test(suggestions_in_the_words_of_the_case),
        cmocka_unit_test(taken_over_at_the_place),    cmocka_unit_test(what_is_not_suggested_is_refused),
        cmocka_unit_test(every_allocation_fails_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
