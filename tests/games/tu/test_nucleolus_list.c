/* The nucleolus of games given by the coalitions that matter: markets of many players. */
#include "games/tu/nucleolus.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A market of as many sellers as buyers, its singles and pairs. */
typedef struct market {
    ent_coalition_list list;
    size_t *first;
    uint32_t *member;
    double *value;
} market;

static void market_init(market *m, uint32_t sellers, const double *worth, double all) {
    size_t size = 2 * sellers + (size_t)sellers * sellers, at = 0, k = 0;
    m->first = calloc(size + 1, sizeof *m->first);
    m->member = calloc(2 * size, sizeof *m->member);
    m->value = calloc(size, sizeof *m->value);
    assert_true(m->first != NULL && m->member != NULL && m->value != NULL);
    for (uint32_t i = 0; i < 2 * sellers; i++) {
        m->member[at++] = i;
        m->first[++k] = at;
    }
    for (uint32_t i = 0; i < sellers; i++)
        for (uint32_t j = 0; j < sellers; j++) {
            m->value[k] = worth[i * sellers + j];
            m->member[at++] = i;
            m->member[at++] = sellers + j;
            m->first[++k] = at;
        }
    m->list = (ent_coalition_list){.players = 2 * sellers,
                                   .whole = true,
                                   .denominator = 1,
                                   .grand = all,
                                   .size = size,
                                   .first = m->first,
                                   .member = m->member,
                                   .value = m->value};
}

static void market_free(market *m) {
    free(m->first);
    free(m->member);
    free(m->value);
}

static void solve(const ent_coalition_list *list, const ent_run *run, ent_allocation *out,
                  ent_nucleolus_report *report) {
    const ent_nucleolus_options options = {.individual = true};
    assert_int_equal(ent_allocation_init(out, list->players), ENT_OK);
    assert_int_equal(ent_list_nucleolus(list, &options, run, out, report), ENT_OK);
    assert_true(out->exists);
}

/* The best matching of the sellers and buyers in the mask, seller by seller. */
static double best(const double *worth, unsigned sellers, unsigned mask, unsigned seller) {
    if (seller == sellers) return 0;
    double most = best(worth, sellers, mask, seller + 1);
    for (unsigned j = 0; j < sellers && (mask >> seller & 1); j++) {
        if (!(mask >> (sellers + j) & 1)) continue;
        double value = worth[seller * sellers + j] + best(worth, sellers, mask & ~(1u << (sellers + j)), seller + 1);
        if (value > most) most = value;
    }
    return most;
}

/* In a market only singles and pairs matter (Shapley and Shubik 1972; Solymosi and Raghavan 1994): the list of those
 * has the nucleolus of the table of all. */
static void pairs_suffice(void **state) {
    (void)state;
    enum { SELLERS = 4, SIZE = 1 << 2 * SELLERS };
    for (uint64_t stream = 0; stream < 40; stream++) {
        ent_random random = ent_random_stream(8, stream);
        double worth[SELLERS * SELLERS], value[SIZE];
        for (size_t k = 0; k < SELLERS * SELLERS; k++)
            worth[k] = (double)ent_random_below(&random, stream % 2 == 0 ? 5 : 100);
        for (unsigned mask = 0; mask < SIZE; mask++)
            value[mask] = best(worth, SELLERS, mask, 0);
        const ent_tu_game game = {.players = 2 * SELLERS, .whole = true, .denominator = 1, .value = value};
        const ent_nucleolus_options options = {.individual = true};
        market m;
        ent_allocation a, b;
        ent_nucleolus_report first, second;
        market_init(&m, SELLERS, worth, value[SIZE - 1]);
        solve(&m.list, NULL, &a, &first);
        assert_int_equal(ent_allocation_init(&b, game.players), ENT_OK);
        assert_int_equal(ent_tu_nucleolus(&game, &options, NULL, &b, &second), ENT_OK);
        assert_true(first.proved && second.proved);
        assert_int_equal(first.passes, 0);
        for (size_t i = 0; i < a.size; i++)
            assert_true(mpq_equal(a.exact[i], b.exact[i]));
        ent_allocation_free(&a);
        ent_allocation_free(&b);
        ent_nucleolus_report_free(&first);
        ent_nucleolus_report_free(&second);
        market_free(&m);
    }
}

/* Two hundred players, each seller fitting one buyer best: worth 10 + i with it, 10 with the next. By symmetry between
 * the two sides each pair shares by halves. */
static void many_players(void **state) {
    (void)state;
    enum { SELLERS = 100 };
    static double worth[SELLERS * SELLERS];
    double all = 0;
    for (size_t i = 0; i < SELLERS; i++)
        for (size_t j = 0; j < SELLERS; j++) {
            size_t apart = i > j ? i - j : j - i;
            worth[i * SELLERS + j] = apart == 0 ? 10 + (double)i : apart == 1 ? 10 : 0;
        }
    for (size_t i = 0; i < SELLERS; i++)
        all += worth[i * SELLERS + i];
    market m;
    ent_allocation out;
    ent_nucleolus_report report;
    market_init(&m, SELLERS, worth, all);
    solve(&m.list, NULL, &out, &report);
    assert_true(report.proved && out.is_exact);
    for (size_t i = 0; i < SELLERS; i++) {
        assert_true(mpq_equal(out.exact[i], out.exact[SELLERS + i]));
        assert_true(out.value[i] == worth[i * SELLERS + i] / 2);
    }
    ent_nucleolus_report_free(&report);
    ent_allocation_free(&out);
    /* Beyond what is proved, or where that is not wanted: in doubles, and it says so. */
    const ent_nucleolus_options rough = {.individual = true, .exact_players = 1};
    assert_int_equal(ent_allocation_init(&out, m.list.players), ENT_OK);
    assert_int_equal(ent_list_nucleolus(&m.list, &rough, NULL, &out, &report), ENT_OK);
    assert_false(report.proved);
    assert_true(report.residual >= 0 && report.residual < 1e-6);
    for (size_t i = 0; i < SELLERS; i++)
        assert_true(fabs(out.value[i] - worth[i * SELLERS + i] / 2) < 1e-6);
    ent_nucleolus_report_free(&report);
    ent_allocation_free(&out);
    market_free(&m);
}

static void without_memory(void **state) {
    (void)state;
    const double worth[] = {5, 3, 2, 4};
    const ent_nucleolus_options options = {.individual = true};
    market m;
    market_init(&m, 2, worth, 9);
    for (size_t n = 0;; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_allocation out;
        ent_nucleolus_report report;
        assert_int_equal(ent_allocation_init(&out, 4), ENT_OK);
        ent_status status = ent_list_nucleolus(&m.list, &options, &run, &out, &report);
        ent_nucleolus_report_free(&report);
        ent_allocation_free(&out);
        assert_int_equal(memory.held, 0);
        assert_int_equal(status, memory.failed ? ENT_MEMORY : ENT_OK);
        if (!memory.failed) break;
    }
    market_free(&m);
}

static bool at_once(void *context) {
    (void)context;
    return true;
}

static void cancelled(void **state) {
    (void)state;
    const double worth[] = {5, 3, 2, 4};
    const ent_run run = {.cancelled = at_once};
    market m;
    ent_allocation out;
    ent_nucleolus_report report;
    market_init(&m, 2, worth, 9);
    assert_int_equal(ent_allocation_init(&out, 4), ENT_OK);
    assert_int_equal(ent_list_nucleolus(&m.list, NULL, &run, &out, &report), ENT_CANCELLED);
    assert_false(out.exists);
    ent_nucleolus_report_free(&report);
    ent_allocation_free(&out);
    market_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_suffice),
        cmocka_unit_test(many_players),
        cmocka_unit_test(without_memory),
        cmocka_unit_test(cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
