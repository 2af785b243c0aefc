/* The nucleolus of thousands of small random games against Kohlberg's criterion as he states it. */
#include "games/tu/nucleolus.h"

#include "kohlberg.h"
#include "support/unit.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 7, SIZE = 1 << MOST, GAMES = 2000 };

typedef enum kind { WHOLE, TIES, SIMPLE, CONVEX, LOSSES, OFFSET, HUGE_NUMBERS, COVER, KINDS } kind;

typedef struct made {
    ent_tu_game game;
    double value[SIZE];
    uint64_t impossible[SIZE / 64];
    kind kind;
    ent_nucleolus_options options;
} made;

static double entry(kind which, ent_random *random, const double *worth, unsigned n, unsigned mask) {
    double sum = 0, largest = 0;
    for (unsigned i = 0; i < n; i++)
        if (mask >> i & 1) {
            sum += worth[i];
            if (worth[i] > largest) largest = worth[i];
        }
    switch (which) {
    case TIES:
        return (double)ent_random_below(random, 4);
    case SIMPLE:
        return ent_random_below(random, 10) < 4;
    case CONVEX:
        return sum * sum;
    case LOSSES:
        return (double)ent_random_below(random, 1001) - 500;
    case OFFSET: /* small differences on top of large numbers, as costs of works are */
        return 100000 * sum + (double)ent_random_below(random, 20);
    case HUGE_NUMBERS: /* near what a table may hold */
        return (double)(ent_random_below(random, UINT64_C(1) << 52)) - 0x1p51;
    case COVER: /* an airport: the largest need */
        return largest;
    default:
        return (double)ent_random_below(random, 1000);
    }
}

static void make(made *m, uint64_t number) {
    ent_random random = ent_random_stream(1971, number);
    unsigned n = 2 + (unsigned)ent_random_below(&random, number % 8 == 0 ? 6 : 4);
    double worth[MOST];
    memset(m, 0, sizeof *m);
    for (unsigned i = 0; i < n; i++)
        worth[i] = 1 + (double)ent_random_below(&random, 6);
    m->kind = (kind)(number % KINDS);
    unsigned grand = (1u << n) - 1;
    for (unsigned mask = 1; mask <= grand; mask++)
        m->value[mask] = entry(m->kind, &random, worth, n, mask);
    if (ent_random_below(&random, 2) == 0) m->value[grand] *= 2;
    m->game = (ent_tu_game){.players = n, .whole = true, .value = m->value};
    m->game.denominator = 1 + (int64_t)ent_random_below(&random, 3);
    m->game.cost = ent_random_below(&random, 3) == 0;
    m->options.individual = ent_random_below(&random, 2) == 0;
    m->options.per_capita = ent_random_below(&random, 3) == 0;
    if (ent_random_below(&random, 4) != 0) return;
    m->game.impossible = m->impossible;
    for (unsigned mask = 1; mask < grand; mask++)
        if (ent_random_below(&random, 4) == 0) m->impossible[mask >> 6] |= UINT64_C(1) << (mask & 63);
}

static void tell(const made *m, uint64_t number, const char *what) {
    print_message("game %u (%u players, kind %d%s%s%s%s): %s\n", (unsigned)number, m->game.players, (int)m->kind,
                  m->game.cost ? ", costs" : "", m->options.individual ? ", individual" : "",
                  m->options.per_capita ? ", per capita" : "", m->game.impossible != NULL ? ", some impossible" : "",
                  what);
}

/* The same game as a list of what can form. */
static ent_status solve_list(const made *m, ent_allocation *out, ent_nucleolus_report *report) {
    size_t first[SIZE + 1] = {0}, size = 0;
    uint32_t member[SIZE * MOST];
    double value[SIZE];
    unsigned grand = (1u << m->game.players) - 1;
    for (unsigned mask = 1; mask < grand; mask++) {
        if (!ent_tu_possible(&m->game, mask)) continue;
        size_t at = first[size];
        for (uint32_t i = 0; i < m->game.players; i++)
            if (mask >> i & 1) member[at++] = i;
        value[size++] = m->value[mask];
        first[size] = at;
    }
    const ent_coalition_list list = {.players = m->game.players,
                                     .cost = m->game.cost,
                                     .whole = true,
                                     .denominator = m->game.denominator,
                                     .grand = m->value[grand],
                                     .size = size,
                                     .first = first,
                                     .member = member,
                                     .value = value};
    return ent_list_nucleolus(&list, &m->options, NULL, out, report);
}

static bool good(const made *m, uint64_t number, size_t *found) {
    ent_allocation out, other;
    ent_nucleolus_report report, second;
    bool fine = ent_allocation_init(&out, m->game.players) == ENT_OK &&
                ent_allocation_init(&other, m->game.players) == ENT_OK &&
                ent_tu_nucleolus(&m->game, &m->options, NULL, &out, &report) == ENT_OK &&
                solve_list(m, &other, &second) == ENT_OK;
    if (!fine) tell(m, number, "no result");
    assert_true(fine);
    fine = out.exists == other.exists && report.reason == second.reason;
    if (!fine) tell(m, number, "table and list differ");
    if (out.exists) {
        ++*found;
        if (!report.proved || !out.is_exact) tell(m, number, "not proved");
        fine = fine && report.proved && out.is_exact && report.residual == 0;
        bool holds = kohlberg_holds(&m->game, out.exact, m->options.individual, m->options.per_capita);
        if (!holds) tell(m, number, "not the nucleolus");
        fine = fine && holds;
        for (size_t i = 0; i < out.size && fine; i++)
            fine = mpq_equal(out.exact[i], other.exact[i]);
    } else if (m->game.impossible == NULL) {
        /* Then only imputations may be missing. */
        double alone = 0, all = m->value[(1u << m->game.players) - 1];
        for (unsigned i = 0; i < m->game.players; i++)
            alone += m->value[1u << i];
        fine = fine && m->options.individual && report.reason == ENT_NUCLEOLUS_NO_IMPUTATION &&
               (m->game.cost ? alone < all : alone > all);
        if (!fine) tell(m, number, "a nucleolus that should be there is not");
    }
    ent_allocation_free(&out);
    ent_allocation_free(&other);
    ent_nucleolus_report_free(&report);
    ent_nucleolus_report_free(&second);
    return fine;
}

static void random_games(void **state) {
    (void)state;
    static made m;
    size_t found = 0, wrong = 0;
    for (uint64_t number = 0; number < GAMES; number++) {
        make(&m, number);
        wrong += !good(&m, number, &found);
    }
    assert_int_equal(wrong, 0);
    assert_true(found > GAMES / 2);
}

/* The criterion itself must be able to say no: a point beside the nucleolus fails it. */
static void oracle_says_no(void **state) {
    (void)state;
    static made m;
    size_t asked = 0;
    for (uint64_t number = 0; number < 200; number++) {
        ent_allocation out;
        ent_nucleolus_report report;
        make(&m, number);
        assert_int_equal(ent_allocation_init(&out, m.game.players), ENT_OK);
        assert_int_equal(ent_tu_nucleolus(&m.game, &m.options, NULL, &out, &report), ENT_OK);
        if (out.exists) {
            mpq_t little;
            mpq_init(little);
            mpq_set_ui(little, 1, 1000);
            mpq_add(out.exact[0], out.exact[0], little);
            mpq_sub(out.exact[1], out.exact[1], little);
            assert_false(kohlberg_holds(&m.game, out.exact, m.options.individual, m.options.per_capita));
            mpq_clear(little);
            asked++;
        }
        ent_allocation_free(&out);
        ent_nucleolus_report_free(&report);
    }
    assert_true(asked > 100);
}

/* The anti-prenucleolus is the prenucleolus of v(N) - v(N without S), written out. */
static void dual(void **state) {
    (void)state;
    static made m;
    for (uint64_t number = 0; number < 300; number++) {
        double turned[SIZE];
        make(&m, number);
        if (m.game.impossible != NULL) continue;
        unsigned grand = (1u << m.game.players) - 1;
        for (unsigned mask = 0; mask <= grand; mask++)
            turned[mask] = m.value[grand] - m.value[grand ^ mask];
        ent_tu_game other = m.game;
        other.value = turned;
        ent_allocation a, b;
        ent_nucleolus_report first, second;
        const ent_nucleolus_options options = {.dual = true};
        assert_int_equal(ent_allocation_init(&a, m.game.players), ENT_OK);
        assert_int_equal(ent_allocation_init(&b, m.game.players), ENT_OK);
        assert_int_equal(ent_tu_nucleolus(&m.game, &options, NULL, &a, &first), ENT_OK);
        assert_int_equal(ent_tu_nucleolus(&other, NULL, NULL, &b, &second), ENT_OK);
        assert_true(first.proved && second.proved);
        for (size_t i = 0; i < a.size; i++)
            assert_true(mpq_equal(a.exact[i], b.exact[i]));
        ent_allocation_free(&a);
        ent_allocation_free(&b);
        ent_nucleolus_report_free(&first);
        ent_nucleolus_report_free(&second);
    }
}

static void largest_excess(const ent_tu_game *game, const ent_allocation *x, mpq_t out) {
    mpq_t one;
    bool any = false;
    mpq_init(one);
    for (unsigned mask = 1; mask < (1u << game->players) - 1; mask++) {
        if (!ent_tu_possible(game, mask)) continue;
        ent_tu_entry(game, mask, one);
        for (unsigned i = 0; i < game->players; i++)
            if (mask >> i & 1) mpq_sub(one, one, x->exact[i]);
        if (game->cost) mpq_neg(one, one);
        if (!any || mpq_cmp(one, out) > 0) mpq_set(out, one);
        any = true;
    }
    mpq_clear(one);
}

/* The least core: what is handed out adds up and attains the level, which is the prenucleolus' largest excess. */
static void least_core(void **state) {
    (void)state;
    static made m;
    size_t asked = 0;
    mpq_t most, sum, grand;
    mpq_inits(most, sum, grand, NULL);
    for (uint64_t number = 0; number < 600; number++) {
        ent_allocation a, b;
        ent_nucleolus_report first, second;
        const ent_nucleolus_options options = {.least_core = true};
        make(&m, number);
        assert_int_equal(ent_allocation_init(&a, m.game.players), ENT_OK);
        assert_int_equal(ent_allocation_init(&b, m.game.players), ENT_OK);
        assert_int_equal(ent_tu_nucleolus(&m.game, &options, NULL, &a, &first), ENT_OK);
        assert_int_equal(ent_tu_nucleolus(&m.game, NULL, NULL, &b, &second), ENT_OK);
        if (b.exists) assert_true(a.exists);
        if (a.exists) {
            if (!first.proved) tell(&m, number, "not proved");
            assert_true(first.proved);
            assert_int_equal(first.levels_size, 1);
            ent_allocation_sum(&a, sum);
            ent_tu_entry(&m.game, ent_tu_grand(&m.game), grand);
            assert_true(mpq_equal(sum, grand));
            largest_excess(&m.game, &a, most);
            assert_true(mpq_equal(most, first.least_core));
        }
        if (b.exists) {
            asked++;
            assert_true(mpq_equal(first.least_core, second.least_core));
            largest_excess(&m.game, &b, most);
            assert_true(mpq_equal(most, first.least_core));
        }
        ent_allocation_free(&a);
        ent_allocation_free(&b);
        ent_nucleolus_report_free(&first);
        ent_nucleolus_report_free(&second);
    }
    mpq_clears(most, sum, grand, NULL);
    assert_true(asked > 400);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_games),
        cmocka_unit_test(oracle_says_no),
        cmocka_unit_test(dual),
        cmocka_unit_test(least_core),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
