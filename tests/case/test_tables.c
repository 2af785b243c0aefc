/* Tables of coalitions: exact entries, files, what is not listed. */
#include "given.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char head[] =
    "entente: 1\nid: x\ntitle: X\nparties: {a: {}, b: {}, c: {}, d: {}, e: {}}\nprojects:\n  p: ";

static given project_of(const char *text) {
    char whole[8000];
    snprintf(whole, sizeof whole, "%s%s\n", head, text);
    given g = give_whole(whole, strlen(whole), NULL);
    if (g.c == NULL) tell(&g);
    assert_non_null(g.c);
    return g;
}

static ent_status make(given *g, const double *drawn, ent_coalition_table *table) {
    return ent_project_table(&g->run, g->c, &g->c->projects[0], drawn, table);
}

/* ---- exact entries ---- */

static void entries_are_whole_where_they_fit(void **state) {
    (void)state;
    given g = project_of("{participants: [a, b], coalitions: [{members: [a], value: 0.25}, {members: [b], value: 1/3}, "
                         "{members: [b, a], value: 7}]}");
    ent_coalition_table table;
    assert_int_equal(make(&g, NULL, &table), ENT_OK);
    assert_true(table.whole);
    assert_int_equal(table.players, 2);
    assert_int_equal(table.listed, 3);
    assert_int_equal(table.denominator, 12);
    static const double expected[] = {0, 3, 4, 84};
    for (size_t i = 0; i < 4; i++)
        assert_true(table.values[i] == expected[i]);
    ent_coalition_table_free(&table);
    drop(&g);
}

/* A number that has no place among whole ones, in the first, middle or last place, makes all of them rounded. */
static void entries_are_rounded_where_they_do_not_fit(void **state) {
    (void)state;
    static const char *const rows[][3] = {{"1e-20", "1/3", "7"},
                                          {"1/3", "1e-20", "7"},
                                          {"1/3", "7", "1e-20"},
                                          {"1e16", "1/3", "7"},
                                          {"7", "1/3", "1e16"},
                                          {"1/3", "1e300", "7"},
                                          {"1/94906267", "1/94906249", "7"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[300];
        snprintf(text, sizeof text,
                 "{participants: [a, b], coalitions: [{members: [a], value: %s}, {members: [b], value: %s}, "
                 "{members: [b, a], value: %s}]}",
                 rows[i][0], rows[i][1], rows[i][2]);
        given g = project_of(text);
        ent_coalition_table table;
        assert_int_equal(make(&g, NULL, &table), ENT_OK);
        assert_false(table.whole);
        assert_int_equal(table.denominator, 1);
        for (size_t k = 0; k < 3; k++)
            assert_true(table.values[k + 1] == g.c->projects[0].coalitions[k].value.value);
        ent_coalition_table_free(&table);
        drop(&g);
    }
}

static void draws_take_the_place_of_uncertain_numbers(void **state) {
    (void)state;
    given g = project_of("{participants: [a, b], coalitions: [{members: [a], value: {value: 5, low: 4, high: 6}}, "
                         "{members: [b], value: 2}, {members: [b, a], value: 7}]}");
    double drawn[] = {5.5, 100, 100};
    ent_coalition_table table;
    assert_int_equal(make(&g, drawn, &table), ENT_OK);
    assert_true(table.values[1] == 5.5 && table.values[2] == 2 && table.values[3] == 7);
    assert_false(table.whole);
    ent_coalition_table_free(&table);
    drop(&g);
}

/* ---- files ---- */

/* A case beside a file with this text. */
static given beside(const char *folder, const char *name, const char *text, const char *more) {
    char path[1200], whole[2000];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(ent_file_write(path, text, strlen(text), NULL), ENT_OK);
    snprintf(path, sizeof path, "%s/case.yaml", folder);
    snprintf(whole, sizeof whole, "%s{participants: [a, b, c], table: %s%s}\n", head, name, more);
    given g = {.diagnostics = ent_diagnostics_new(NULL, 100)};
    g.run = (ent_run){.diagnostics = g.diagnostics};
    assert_int_equal(ent_case_parse(&g.run, path, whole, strlen(whole), NULL, &g.c), ENT_OK);
    return g;
}

static void new_folder(char folder[64]) {
    snprintf(folder, 64, "/tmp/entente-tables-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static void drop_folder(const char *folder, const char *name) {
    char path[1200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
    remove(folder);
}

/* The same game in every dress. */
static void files_in_every_form_are_read(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *more;
    } rows[] = {
        {"t.csv", "a,1\nb,2\nc,3\na+b,4\na+c,5.5\nb+c,6\na+b+c,7\n", ""},
        {"t.csv",
         "\xef\xbb\xbf"
         "coalition,cost\r\nc + b,6\r\n\r\na,1\r\n\"b\",2\r\nc,3.0\r\nb+a,\"4\"\r\na+c,11/2\r\nc+b+a,7",
         ""},
        {"t.txt", "x;c\na;1\nb;2\nc;3\na+b;4\nc+a;55e-1\nc+b;6\n;0\na+b+c;7\n", ""},
        {"t.tsv", "a\t1\nb\t2\nc\t3\na+b\t4\na+c\t5.50\nb+c\t6\na+b+c\t7\n", ""},
        {"t.json", "{\"values\": [0, 1, 2, 4, 3, 5.5, 6, 7]}", ""},
        {"t.json", "{\"values\": [0, 3, 1, 5.5, 2, 6, 4, 7], \"kind\": \"cost\", \"players\": [\"c\", \"a\", \"b\"]}",
         ""},
        {"t.json",
         " {\"about\": {\"x\": [1, {\"y\": null}]}, \"values\": {\"a\": 1, \"\\u0062\": 2, \"c\": 3, \"a+b\": "
         "4, \"c+a\": \"11/2\", \"b + c\": 6, \"\": 0, \"c+b+a\": 7}}\n",
         ""},
        {"t.json", "{\"players\": null, \"values\": [null, 1, 2, 4, 3, null, 6, 7]}", ", missing: cover"}, /* 1 + 3 */
    };
    char folder[64];
    new_folder(folder);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        given g = beside(folder, rows[i].name, rows[i].text, rows[i].more);
        ent_coalition_table table;
        ent_status status = make(&g, NULL, &table);
        if (status != ENT_OK) tell(&g);
        assert_int_equal(status, ENT_OK);
        double unit = (double)table.denominator;
        static const double expected[] = {0, 1, 2, 4, 3, 5.5, 6, 7};
        for (size_t k = 0; k < 8; k++)
            if (k != 5 || rows[i].more[0] == '\0') assert_true(table.values[k] == expected[k] * unit);
        if (rows[i].more[0] != '\0') assert_true(table.values[5] == 4 * unit);
        assert_true(table.whole);
        ent_coalition_table_free(&table);
        drop(&g);
        drop_folder(folder, rows[i].name);
        new_folder(folder);
    }
    drop_folder(folder, "t.csv");
}

static void the_example_has_a_table(void **state) {
    (void)state;
    char path[1024];
    snprintf(path, sizeof path, "%s/projects/case.yaml", getenv("ENTENTE_CASE_TESTS"));
    ent_case *c;
    const ent_run run = {.threads = 1};
    assert_int_equal(ent_case_read(&run, path, NULL, &c), ENT_OK);
    ent_coalition_table table;
    assert_int_equal(ent_project_table(NULL, c, &c->projects[1], NULL, &table), ENT_OK);
    static const double expected[] = {0, 8, 6, 12, 96, 96, 99, 102}; /* in 24ths */
    assert_int_equal(table.denominator, 24);
    for (size_t i = 0; i < 8; i++)
        assert_true(table.values[i] == expected[i]);
    ent_coalition_table_free(&table);
    assert_int_equal(ent_project_table(NULL, c, &c->projects[0], NULL, &table), ENT_USAGE); /* components */
    assert_int_equal(ent_case_check_tables(NULL, c), ENT_OK);
    ent_case_free(c);
}

/* ---- what is not listed ---- */

/* The best partition by trying all: the parts so far, then the next member joins one of them or begins its own. */
typedef struct oracle {
    const double *listed; /* NAN: not */
    bool cost;
    unsigned size;
    uint32_t parts[8];
} oracle;

static double worth(const oracle *o, uint32_t part) {
    if (!isnan(o->listed[part])) return o->listed[part];
    bool single = (part & (part - 1)) == 0;
    return single && !o->cost ? 0 : o->cost ? INFINITY : -INFINITY;
}

static double partition(oracle *o, uint32_t whole, unsigned member, unsigned parts) {
    if (member == o->size) {
        double sum = 0;
        for (unsigned i = 0; i < parts; i++)
            sum += worth(o, o->parts[i]);
        return sum;
    }
    if ((whole >> member & 1) == 0) return partition(o, whole, member + 1, parts);
    double best = o->cost ? INFINITY : -INFINITY;
    for (unsigned i = 0; i <= parts; i++) {
        uint32_t before = i < parts ? o->parts[i] : 0;
        o->parts[i] = before | (uint32_t)1 << member;
        double sum = partition(o, whole, member + 1, i < parts ? parts : parts + 1);
        best = o->cost ? fmin(best, sum) : fmax(best, sum);
        o->parts[i] = before;
    }
    return best;
}

static void the_best_cover_is_found(void **state) {
    (void)state;
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    size_t refused = 0;
    for (uint64_t seed = 0; seed < 120; seed++) {
        ent_random random = ent_random_stream(5, seed);
        bool cost = ent_random_below(&random, 2);
        double listed[32];
        char text[4000];
        size_t used = (size_t)snprintf(text, sizeof text,
                                       "{kind: %s, participants: [a, b, c, d, e], missing: cover, "
                                       "coalitions: [",
                                       cost ? "cost" : "value");
        unsigned often = 2 + (unsigned)ent_random_below(&random, 5), count = 0;
        for (uint32_t mask = 1; mask < 32; mask++) {
            bool single = (mask & (mask - 1)) == 0;
            listed[mask] = NAN;
            if (ent_random_below(&random, often) != 0 && !(single && ent_random_below(&random, 12) != 0)) continue;
            listed[mask] = (double)ent_random_below(&random, 40) - (cost ? 0 : 10);
            used += (size_t)snprintf(text + used, sizeof text - used, "%s{members: [", count++ > 0 ? ", " : "");
            bool first = true;
            for (unsigned i = 0; i < 5; i++)
                if (mask >> i & 1) {
                    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", first ? "" : ", ", names[i]);
                    first = false;
                }
            used += (size_t)snprintf(text + used, sizeof text - used, "], value: %g}", listed[mask]);
        }
        snprintf(text + used, sizeof text - used, "]}");
        if (count == 0) continue;
        given g = project_of(text);
        ent_coalition_table table;
        ent_status status = make(&g, NULL, &table);
        oracle o = {listed, cost, 5, {0}};
        bool possible = true;
        for (uint32_t mask = 1; mask < 32; mask++) {
            double best = isnan(listed[mask]) ? partition(&o, mask, 0, 0) : listed[mask];
            possible = possible && isfinite(best);
            if (status == ENT_OK && table.values[mask] != best)
                fail_msg("%s: %u: %g, not %g", text, mask, table.values[mask], best);
        }
        assert_int_equal(status, possible ? ENT_OK : ENT_INPUT);
        refused += !possible;
        if (!possible) assert_true(said(&g, "E-CASE-0186", 0, 0));
        ent_coalition_table_free(&table);
        drop(&g);
    }
    assert_true(refused > 5 && refused < 100);
}

/* A listed coalition keeps its number though it could be split better; what is split uses the better way. */
static void what_is_listed_stays(void **state) {
    (void)state;
    given g = project_of("{participants: [a, b, c], missing: cover, coalitions: [{members: [a], value: 1}, {members: "
                         "[b], value: 1}, {members: [c], value: 1}, {members: [b, c], value: 100}]}");
    ent_coalition_table table;
    assert_int_equal(make(&g, NULL, &table), ENT_OK);
    assert_true(table.values[6] == 100 && table.values[7] == 3);
    assert_int_equal(table.listed, 4);
    ent_coalition_table_free(&table);
    drop(&g);
}

static void impossible_groups_may_be_left_out(void **state) {
    (void)state;
    given g = project_of("{participants: [a, b, c], impossible: [[c, a]], coalitions: [{members: [a], value: 1}, "
                         "{members: [b], value: 2}, {members: [c], value: 3}, {members: [a, b], value: 2}, {members: "
                         "[b, c], value: 4}, {members: [a, b, c], value: 5}]}");
    ent_coalition_table table;
    assert_int_equal(make(&g, NULL, &table), ENT_OK);
    assert_true(table.values[5] == 4); /* 1 + 3 */
    ent_coalition_table_free(&table);
    drop(&g);
}

/* ---- bounds and faults ---- */

static void size_is_known_before(void **state) {
    (void)state;
    assert_int_equal(ent_coalition_table_bytes(3), 8 * 8 + 1);
    assert_true(ent_coalition_table_bytes(ENT_COALITION_PLAYERS) >= (size_t)8 << 30);
    assert_int_equal(ent_coalition_table_bytes(ENT_COALITION_PLAYERS + 1), SIZE_MAX);
    assert_true(ent_machine_memory() > 1 << 20);
}

static void every_failure_of_memory_is_survived(void **state) {
    (void)state;
    static const struct {
        const char *name, *text, *more;
    } rows[] = {{"t.csv", "a,1\nb,2\n\"c\",3\na+b,4\n", ", missing: cover"},
                {"t.csv", "a,1\nbb,2\n\"c\"+,3\na+b,x\n", ""},
                {"t.json", "{\"players\": [\"a\", \"b\", \"c\"], \"values\": [0, 1, 2, 4, 3, \"11/2\", 6, 7]}", ""},
                {"t.json", "{\"values\": {\"a\": 1, \"a+bb\": 2}}", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char folder[64];
        new_folder(folder);
        given g = beside(folder, rows[i].name, rows[i].text, rows[i].more);
        for (size_t n = 0;; n++) {
            fail_alloc fail;
            ent_allocator allocator = fail_alloc_at(&fail, n);
            const ent_run run = {.allocator = &allocator, .threads = 1};
            ent_coalition_table table;
            ent_status status = ent_project_table(&run, g.c, &g.c->projects[0], NULL, &table);
            ent_coalition_table_free(&table);
            assert_int_equal(fail.held, 0);
            if (!fail.failed) break;
            assert_true(status == ENT_MEMORY || status == ENT_INPUT);
        }
        drop(&g);
        drop_folder(folder, rows[i].name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_whole_where_they_fit),
        cmocka_unit_test(entries_are_rounded_where_they_do_not_fit),
        cmocka_unit_test(draws_take_the_place_of_uncertain_numbers),
        cmocka_unit_test(files_in_every_form_are_read),
        cmocka_unit_test(the_example_has_a_table),
        cmocka_unit_test(the_best_cover_is_found),
        cmocka_unit_test(what_is_listed_stays),
        cmocka_unit_test(impossible_groups_may_be_left_out),
        cmocka_unit_test(size_is_known_before),
        cmocka_unit_test(every_failure_of_memory_is_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
