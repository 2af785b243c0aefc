/* Names in a trie: which of several lists answers, what a name matches, a user's list with its faults, and bounds. */
#include "text/gazetteer.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdio.h>
#include <string.h>

typedef struct row {
    const char *text, *name; /* the name of the first actor, parted by + where several; NULL: no match; "": of nobody */
    size_t end;
    bool adjective, capital;
} row;

static const row rows[] = {
    {"South Korea won", "South Korea", 11, false, false},
    {"south korea won", NULL, 0, false, false},
    {"SOUTH KOREA WON", "South Korea", 11, false, false},
    {"South-Korea won", "South Korea", 11, false, false},
    {"South  Korea won", "South Korea", 12, false, false},
    {"U.S. forces", "United States", 4, false, false},
    {"US forces", "United States", 2, false, false},
    {"us forces", NULL, 0, false, false},
    {"Us forces", NULL, 0, false, false},
    {"South Korean won", "South Korea", 12, true, false},
    {"South Sea won", NULL, 0, false, false},
    {"Seoul said", "South Korea", 5, false, true},
    {"UN Security Council members", "UN Security Council", 19, false, false},
    {"Korean War veterans", "", 10, false, false},
    {"N\xC2\xB7"
     "ATO said",
     NULL, 0, false, false},
    {"\xED\x95\x9C\xEA\xB5\xAD\xEC\x9D\x80", "South Korea", 6, false, false},                            /* 한국은 */
    {"\xED\x95\x9C\xEA\xB5\xAD\xEC\x9D\xB8", NULL, 0, false, false},                                     /* 한국인 */
    {"\xED\x95\x9C\xEB\xAF\xB8 \xED\x9A\x8C\xEB\x8B\xB4", "South Korea+United States", 6, false, false}, /* 한미 회담 */
};

static void names_of(const ent_gazetteer_match *match, char out[128]) {
    out[0] = '\0';
    for (size_t i = 0; i < match->actors_size; i++) {
        const size_t at = strlen(out);
        snprintf(out + at, 128 - at, "%s%s", i > 0 ? "+" : "", match->actors[i]->name);
    }
}

/* The first name of a text; false where none begins there. */
static bool match(const ent_gazetteer *gazetteer, const char *text, ent_gazetteer_match *out) {
    ent_tokens tokens;
    ent_tokens_init(&tokens, NULL);
    assert_true(ent_tokens_read(&tokens, text, 0, strlen(text)));
    const bool found = ent_gazetteer_match_at(gazetteer, &tokens, 0, out);
    ent_tokens_free(&tokens);
    return found;
}

static void test_matches(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    const ent_gazetteer *gazetteer = ent_gazetteer_new(arena, NULL);
    assert_non_null(gazetteer);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ent_gazetteer_match found;
        char names[128];
        const bool any = match(gazetteer, rows[i].text, &found);
        if (any != (rows[i].name != NULL)) print_message("%s\n", rows[i].text);
        assert_int_equal(any, rows[i].name != NULL);
        if (!any) continue;
        names_of(&found, names);
        assert_string_equal(names, rows[i].name);
        assert_int_equal(found.end, rows[i].end);
        assert_int_equal(found.adjective, rows[i].adjective);
        assert_int_equal(found.capital, rows[i].capital);
    }
    ent_arena_free(arena);
}

/* ---- which list answers -------------------------------------------------------------------------------------- */

static const char case_text[] = "entente: 1\nid: t\ntitle: T\nparties:\n"
                                "  k: {name: The South, kind: state, aliases: [South Korea, Seoul]}\n"
                                "  n: {name: Harbour Board, kind: ministry, of: k}\n";

static void test_lists(void **state) {
    (void)state;
    static const char csv[] = "\xEF\xBB\xBFkind,name,aliases,of\r\n"
                              "company,Acme Dynamics,Acme; \"ACME\" ,Seoul\r\n"
                              "country,Nippon,Japan,\n"
                              "office,Seoul,,\n"
                              "\n"
                              ",\"Board, \"\"Upper\"\"\",,\n";
    const ent_run run = {0};
    ent_case *a_case = NULL;
    ent_arena *arena = ent_arena_new(NULL);
    assert_int_equal(ent_case_parse(&run, "t.yaml", case_text, strlen(case_text), NULL, &a_case), ENT_OK);
    ent_gazetteer *gazetteer = ent_gazetteer_new(arena, a_case);
    assert_int_equal(ent_gazetteer_read(gazetteer, "a.csv", csv, strlen(csv), NULL), ENT_OK);
    static const struct {
        const char *text, *name, *of, *rule;
        ent_actor_kind kind;
    } expected[] = {
        {"South Korea", "The South", NULL, "actor.case", ENT_ACTOR_COUNTRY},
        {"Republic of Korea", "The South", NULL, "actor.list", ENT_ACTOR_COUNTRY}, /* one with the case's */
        {"Harbour Board", "Harbour Board", "The South", "actor.case", ENT_ACTOR_OFFICE},
        {"Acme", "Acme Dynamics", "The South", "actor.gazetteer", ENT_ACTOR_COMPANY},
        {"Japan", "Nippon", NULL, "actor.gazetteer", ENT_ACTOR_COUNTRY},
        {"Tokyo", "Japan", NULL, "actor.list", ENT_ACTOR_COUNTRY},
        {"Seoul", "The South", NULL, "actor.case", ENT_ACTOR_COUNTRY}, /* the case before the user's list */
        {"Board, \"Upper\"", "Board, \"Upper\"", NULL, "actor.gazetteer", ENT_ACTOR_ORGANISATION},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        ent_gazetteer_match found;
        assert_true(match(gazetteer, expected[i].text, &found));
        assert_int_equal(found.actors_size, 1);
        assert_string_equal(found.actors[0]->name, expected[i].name);
        assert_string_equal(found.actors[0]->of == NULL ? "" : found.actors[0]->of,
                            expected[i].of == NULL ? "" : expected[i].of);
        assert_string_equal(found.rule, expected[i].rule);
        assert_int_equal(found.actors[0]->kind, expected[i].kind);
    }
    ent_case_free(a_case);
    ent_arena_free(arena);
}

/* ---- faults of a list ---------------------------------------------------------------------------------------- */

static void test_faults(void **state) {
    (void)state;
    static const struct {
        const char *csv, *id;
        size_t line, errors;
    } faults[] = {
        {"", "E-TEXT-0021", 1, 1},
        {"kind,of\n", "E-TEXT-0021", 1, 1},
        {"name,rank\nA,1\n", "E-TEXT-0021", 1, 1},
        {"name,kind\nA,country\n,country\n", "E-TEXT-0022", 3, 1},
        {"name,kind\nA,planet\nB,moon\n", "E-TEXT-0022", 2, 2},
        {"name\nA\n\"B\n", "E-TEXT-0022", 4, 1},
        {"name\n\"A\nB\"\na b c d e f g h i j k l m n o p q\n", "E-TEXT-0022", 4, 1},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        ent_arena *arena = ent_arena_new(NULL);
        ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
        ent_gazetteer *gazetteer = ent_gazetteer_new(arena, NULL);
        assert_int_equal(ent_gazetteer_read(gazetteer, "a.csv", faults[i].csv, strlen(faults[i].csv), diagnostics),
                         ENT_INPUT);
        assert_int_equal(ent_diagnostics_count(diagnostics, ENT_ERROR), faults[i].errors);
        const ent_diagnostic *first = ent_diagnostics_at(diagnostics, 0);
        assert_string_equal(first->id, faults[i].id);
        assert_int_equal(first->place.line, faults[i].line);
        ent_diagnostics_free(diagnostics);
        ent_arena_free(arena);
    }
}

/* ---- bounds -------------------------------------------------------------------------------------------------- */

/* A list of `size` rows; each is found again, and rows that say the same take no more room. */
static void test_many(void **state) {
    (void)state;
    enum { SIZE = 20000 };
    ent_buffer csv;
    ent_buffer_init(&csv, NULL);
    ent_buffer_text(&csv, "name,aliases\n");
    for (int i = 0; i < SIZE; i++)
        ent_buffer_printf(&csv, "Works %d Ltd,Works%d\nAcme,Acme\n", i, i);
    assert_false(csv.failed);
    ent_arena *arena = ent_arena_new(NULL);
    ent_gazetteer *gazetteer = ent_gazetteer_new(arena, NULL);
    assert_int_equal(ent_gazetteer_read(gazetteer, "a.csv", csv.data, csv.size, NULL), ENT_OK);
    for (int i = 0; i < SIZE; i += 777) {
        char text[64], name[64];
        ent_gazetteer_match found;
        snprintf(text, sizeof text, "Works %d Ltd said", i);
        snprintf(name, sizeof name, "Works %d Ltd", i);
        assert_true(match(gazetteer, text, &found));
        assert_string_equal(found.actors[0]->name, name);
    }
    ent_gazetteer_match found;
    assert_false(match(gazetteer, "Works 20000 Ltd", &found));
    ent_buffer_free(&csv);
    ent_arena_free(arena);
}

/* Names that differ in capitals only are tried one by one: 64 of them are taken, no more. */
static void test_spellings(void **state) {
    (void)state;
    ent_buffer csv;
    ent_buffer_init(&csv, NULL);
    ent_buffer_text(&csv, "name\n");
    for (unsigned i = 0; i < 65; i++) {
        char name[9] = "abcdefgh";
        for (unsigned bit = 0; bit < 8; bit++)
            if (i >> bit & 1) name[bit] = (char)(name[bit] - 'a' + 'A');
        ent_buffer_printf(&csv, "%s\n", name);
    }
    ent_arena *arena = ent_arena_new(NULL);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
    ent_gazetteer *gazetteer = ent_gazetteer_new(arena, NULL);
    assert_int_equal(ent_gazetteer_read(gazetteer, "a.csv", csv.data, csv.size, diagnostics), ENT_INPUT);
    assert_int_equal(ent_diagnostics_count(diagnostics, ENT_ERROR), 1);
    assert_int_equal(ent_diagnostics_at(diagnostics, 0)->place.line, 66);
    ent_diagnostics_free(diagnostics);
    ent_buffer_free(&csv);
    ent_arena_free(arena);
}

/* ---- without memory ------------------------------------------------------------------------------------------ */

/* Whether all of it could be made. */
static bool make(const ent_allocator *allocator, const ent_buffer *csv) {
    ent_arena *arena = ent_arena_new(allocator);
    ent_gazetteer *gazetteer = arena == NULL ? NULL : ent_gazetteer_new(arena, NULL);
    ent_status status = ENT_MEMORY;
    if (gazetteer != NULL) status = ent_gazetteer_read(gazetteer, "a.csv", csv->data, csv->size, NULL);
    ent_gazetteer_match found;
    if (status == ENT_OK) assert_true(match(gazetteer, "Works 2999", &found));
    ent_arena_free(arena);
    assert_true(status == ENT_OK || status == ENT_MEMORY);
    return status == ENT_OK;
}

static void test_without_memory(void **state) {
    (void)state;
    ent_buffer csv;
    ent_buffer_init(&csv, NULL);
    ent_buffer_text(&csv, "name\n");
    for (int i = 0; i < 3000; i++) /* until the tables double */
        ent_buffer_printf(&csv, "Works %d\n", i);
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        const bool good = make(&allocator, &csv);
        assert_int_equal(failing.held, 0);
        assert_true(good == !failing.failed);
        if (!failing.failed) break;
    }
    ent_buffer_free(&csv);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_matches),   cmocka_unit_test(test_lists),
                                       cmocka_unit_test(test_faults),    cmocka_unit_test(test_many),
                                       cmocka_unit_test(test_spellings), cmocka_unit_test(test_without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
