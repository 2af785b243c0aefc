/* Printed values of the literature; and, with ENTENTE_REFERENCE, all of share/literature.json that these kernels
 * compute, in fractions. */
#include "games/tu/kernel.h"
#include "games/tu/marginal.h"
#include "games/tu/shapley.h"
#include "games/tu/unions.h"
#include "games/voting.h"
#include "naive.h"
#include "support/unit.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef ent_status (*rule)(const ent_tu_game *game, ent_allocation *out);

static ent_status shapley(const ent_tu_game *game, ent_allocation *out) {
    return ent_tu_shapley(game, NULL, out);
}
static ent_status tau(const ent_tu_game *game, ent_allocation *out) {
    return ent_tu_tau(game, NULL, NULL, out);
}
static ent_status gately(const ent_tu_game *game, ent_allocation *out) {
    return ent_tu_gately(game, NULL, out);
}
static ent_status owen_of_pair(const ent_tu_game *game, ent_allocation *out) {
    const unsigned unions[] = {0, 0, 1, 2};
    return ent_tu_owen(game, unions, NULL, out);
}

/* ---- rows of our own ---------------------------------------------------------------------------------------- */

typedef struct row {
    const char *source;
    rule rule;
    unsigned players;
    bool cost;
    double value[16];
    const char *expected[4];
} row;

/* Tennessee Valley Authority, thousand dollars: Ransmeier 1942, in Straffin and Heaney 1981, International Journal of
 * Game Theory 10: 35-43. Gately 1974, International Economic Review 15: 195-208, power plants in India. Lemaire 1991,
 * ASTIN Bulletin 21: 17-40, deposits. */
#define TVA                                                                                                            \
    3, true, {                                                                                                         \
        0, 163520, 140826, 301607, 250096, 378821, 367370, 412584                                                      \
    }
static const row rows[] = {
    {"Straffin and Heaney 1981", shapley, TVA, {"117829", "201513/2", "387997/2"}},
    {"Straffin and Heaney 1981, p. 39: egalitarian non-separable", ent_tu_ensc, TVA, {"119424", "107973", "185187"}},
    {"Straffin and Heaney 1981: alternate cost avoided is Gately's",
     gately,
     TVA,
     {"3568202101/30374", "6023607339/60748", "11903641291/60748"}},
    {"cost gap method, Tijs and Driessen 1986: here the same",
     tau,
     TVA,
     {"3568202101/30374", "6023607339/60748", "11903641291/60748"}},
    {"Gately 1974", gately, 3, false, {0, 0, 0, 1170, 0, 770, 210, 1530}, {"50490/61", "29070/61", "13770/61"}},
    {"Lemaire 1991",
     shapley,
     3,
     false,
     {0, 46125, 17437.5, 69187.5, 5812.5, 53812.5, 30750, 90000},
     {"51750", "25875", "12375"}},
    {"Owen 1977: two of three who vote together",
     owen_of_pair,
     3,
     false,
     {0, 0, 0, 1, 0, 1, 1, 1},
     {"1/2", "1/2", "0"}},
    {"gloves, one right and three left",
     shapley,
     4,
     false,
     {0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1},
     {"1/12", "1/12", "3/4", "1/12"}},
};

static void published(void **state) {
    (void)state;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        double value[16];
        for (size_t s = 0; s < 16; s++)
            value[s] = rows[k].value[s] * 2; /* halves */
        const ent_tu_game game = {
            .players = rows[k].players, .cost = rows[k].cost, .whole = true, .denominator = 2, .value = value};
        ent_allocation out;
        assert_int_equal(ent_allocation_init(&out, rows[k].players), ENT_OK);
        assert_int_equal(rows[k].rule(&game, &out), ENT_OK);
        naive_is(&out, rows[k].expected);
        ent_allocation_free(&out);
    }
}

/* ---- the reference ------------------------------------------------------------------------------------------ */

typedef struct problem { /* of the file: as a table, if it is one */
    const char *kind;
    naive_game *made;
    unsigned unions[ENT_TU_PLAYERS];
    ent_ratio weights[ENT_TU_PLAYERS], quota;
    size_t voters;
} problem;

static void fraction(const json_t *value, mpq_t out) {
    if (json_is_string(value))
        assert_int_equal(mpq_set_str(out, json_string_value(value), 10), 0);
    else
        mpq_set_d(out, json_number_value(value));
    mpq_canonicalize(out);
}

static naive_game *table_of(const json_t *list, bool cost) {
    const size_t size = json_array_size(list);
    naive_game *made = naive_zero((unsigned)__builtin_ctzll(size));
    mpz_t common;
    mpq_t entry;
    mpz_init_set_ui(common, 1);
    mpq_init(entry);
    for (int round = 0; round < 2; round++)
        for (size_t s = 0; s < size; s++) {
            fraction(json_array_get(list, s), entry);
            if (round == 0) {
                mpz_lcm(common, common, mpq_denref(entry));
                continue;
            }
            mpz_mul(mpq_numref(entry), mpq_numref(entry), common);
            mpq_canonicalize(entry);
            made->value[s] = mpz_get_d(mpq_numref(entry));
        }
    made->game.cost = cost;
    made->game.denominator = mpz_get_si(common);
    mpz_clear(common);
    mpq_clear(entry);
    return made;
}

static naive_game *votes_of(const json_t *inputs) {
    const json_t *weights = json_object_get(inputs, "weights");
    naive_game *made = naive_zero((unsigned)json_array_size(weights));
    for (size_t s = 0; s < ent_tu_size(&made->game); s++) {
        double sum = 0;
        for (size_t i = 0; i < made->game.players; i++)
            sum += s >> i & 1 ? json_number_value(json_array_get(weights, i)) : 0;
        made->value[s] = sum >= json_number_value(json_object_get(inputs, "quota"));
    }
    return made;
}

static naive_game *winners_of(const json_t *list) {
    naive_game *made = naive_zero(7);
    for (size_t k = 0; k < json_array_size(list); k++) {
        size_t winner = 0;
        for (size_t i = 0; i < json_array_size(json_array_get(list, k)); i++)
            winner |= (size_t)1 << (json_integer_value(json_array_get(json_array_get(list, k), i)) - 1);
        for (size_t s = 0; s < ent_tu_size(&made->game); s++)
            if ((winner & ~s) == 0) made->value[s] = 1;
    }
    return made;
}

static void read_problem(const json_t *entry, problem *out) {
    const json_t *inputs = json_object_get(entry, "inputs"), *unions = json_object_get(inputs, "unions");
    *out = (problem){.kind = json_string_value(json_object_get(entry, "kind"))};
    if (json_object_get(inputs, "v") != NULL) out->made = table_of(json_object_get(inputs, "v"), false);
    if (json_object_get(inputs, "c") != NULL) out->made = table_of(json_object_get(inputs, "c"), true);
    if (json_object_get(inputs, "minimal_winning") != NULL)
        out->made = winners_of(json_object_get(inputs, "minimal_winning"));
    if (json_object_get(inputs, "weights") != NULL) {
        const json_t *weights = json_object_get(inputs, "weights");
        out->made = votes_of(inputs);
        out->voters = json_array_size(weights);
        out->quota = (ent_ratio){json_integer_value(json_object_get(inputs, "quota")), 1};
        for (size_t i = 0; i < out->voters; i++)
            out->weights[i] = (ent_ratio){json_integer_value(json_array_get(weights, i)), 1};
    }
    for (size_t k = 0; k < json_array_size(unions); k++)
        for (size_t i = 0; i < json_array_size(json_array_get(unions, k)); i++)
            out->unions[json_integer_value(json_array_get(json_array_get(unions, k), i)) - 1] = (unsigned)k;
}

static void copy(const ent_allocation *from, ent_allocation *to) {
    for (size_t i = 0; i < to->size; i++)
        mpq_set(to->exact[i], from->exact[i]);
    ent_allocation_from_exact(to);
}

static void power(const problem *one, bool table, bool banzhaf, ent_allocation *out) {
    const ent_voting voting = {.players = one->voters, .weights = one->weights, .quota = one->quota};
    ent_voting_power found;
    if (table)
        assert_int_equal(ent_voting_table_indices(&one->made->game, NULL, &found), ENT_OK);
    else
        assert_int_equal(ent_voting_indices(&voting, NULL, &found), ENT_OK);
    copy(banzhaf ? &found.banzhaf : &found.shapley_shubik, out);
    ent_voting_power_free(&found);
}

/* False where the key is none of ours. */
static bool compute(const char *key, const problem *one, ent_allocation *out) {
    const ent_tu_game *game = &one->made->game;
    if (strcmp(key, "shapley") == 0 || strcmp(key, "shapley_cost") == 0)
        assert_int_equal(shapley(game, out), ENT_OK);
    else if (strcmp(key, "tau") == 0 || strcmp(key, "tau_cost_gap") == 0)
        assert_int_equal(tau(game, out), ENT_OK);
    else if (strcmp(key, "ensc") == 0)
        assert_int_equal(ent_tu_ensc(game, out), ENT_OK);
    else if (strcmp(key, "gately") == 0)
        assert_int_equal(gately(game, out), ENT_OK);
    else if (strcmp(key, "owen") == 0)
        assert_int_equal(ent_tu_owen(game, one->unions, NULL, out), ENT_OK);
    else if (strcmp(key, "owen_with_1_2") == 0)
        assert_int_equal(owen_of_pair(game, out), ENT_OK);
    else if (strcmp(key, "aumann_dreze") == 0)
        assert_int_equal(ent_tu_aumann_dreze(game, one->unions, NULL, out), ENT_OK);
    else if (strcmp(key, "shapley_shubik") == 0)
        power(one, false, false, out);
    else if (strcmp(key, "banzhaf_normalized") == 0)
        power(one, false, true, out);
    else
        return false;
    return true;
}

static void compare_row(const char *key, const json_t *expected, const problem *one) {
    const json_t *exact = json_object_get(expected, "exact"), *printed = json_object_get(expected, "published");
    const double tolerance = json_number_value(json_object_get(expected, "tol"));
    ent_allocation out;
    mpq_t share;
    mpq_init(share);
    assert_int_equal(ent_allocation_init(&out, one->made->game.players), ENT_OK);
    assert_true(compute(key, one, &out));
    assert_true(out.exists && out.is_exact);
    for (size_t i = 0; i < out.size; i++) {
        fraction(json_array_get(exact, i), share);
        assert_true(mpq_equal(out.exact[i], share));
        if (!json_is_null(printed))
            assert_true(fabs(out.value[i] - json_number_value(json_array_get(printed, i))) <= tolerance);
    }
    if (one->voters > 0 && (strcmp(key, "shapley_shubik") == 0 || strcmp(key, "banzhaf_normalized") == 0)) {
        ent_allocation table; /* the same of the table of 0 and 1 */
        assert_int_equal(ent_allocation_init(&table, out.size), ENT_OK);
        power(one, true, strcmp(key, "banzhaf_normalized") == 0, &table);
        naive_same(&table, out.exact);
        ent_allocation_free(&table);
    }
    mpq_clear(share);
    ent_allocation_free(&out);
}

static bool ours(const char *key) {
    const char *const keys[] = {"shapley",
                                "shapley_cost",
                                "tau",
                                "tau_cost_gap",
                                "ensc",
                                "gately",
                                "owen",
                                "owen_with_1_2",
                                "aumann_dreze",
                                "shapley_shubik",
                                "banzhaf_normalized"};
    for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++)
        if (strcmp(key, keys[k]) == 0) return true;
    return false;
}

/* Nuclei of the file lie in the kernel, of costs too: x(i) is at most c(i) in these. */
static bool in_kernel(const json_t *expected, const problem *one) {
    ent_allocation x;
    ent_kernel_check check;
    assert_int_equal(ent_allocation_init(&x, one->made->game.players), ENT_OK);
    for (size_t i = 0; i < x.size; i++)
        fraction(json_array_get(json_object_get(expected, "exact"), i), x.exact[i]);
    ent_allocation_from_exact(&x);
    assert_int_equal(ent_tu_kernel_check(&one->made->game, &x, NULL, &check), ENT_OK);
    const bool inside = check.is_exact && check.kernel;
    ent_kernel_check_free(&check);
    ent_allocation_free(&x);
    return inside;
}

static void reference(void **state) {
    (void)state;
    const char *folder = getenv("ENTENTE_REFERENCE");
    if (folder == NULL) {
        print_message("skipped: ENTENTE_REFERENCE is not set\n");
        skip();
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/share/literature.json", folder);
    json_error_t error;
    json_t *file = json_load_file(path, 0, &error);
    if (file == NULL) fail_msg("%s: %s", path, error.text);
    const json_t *entries = json_object_get(file, "entries");
    size_t compared = 0, kernels = 0;
    for (size_t k = 0; k < json_array_size(entries); k++) {
        problem one;
        read_problem(json_array_get(entries, k), &one);
        json_t *all = json_object_get(json_array_get(entries, k), "expected"), *expected;
        const char *key;
        json_object_foreach(all, key, expected) {
            if (one.made == NULL || json_is_false(json_object_get(expected, "verified"))) continue;
            if (strcmp(key, "nucleolus") == 0) {
                assert_true(in_kernel(expected, &one));
                kernels++;
            }
            if (!ours(key)) continue;
            compare_row(key, expected, &one);
            compared++;
        }
        free(one.made);
    }
    json_decref(file);
    assert_int_equal(compared, 33);
    assert_int_equal(kernels, 9);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(published), cmocka_unit_test(reference)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
