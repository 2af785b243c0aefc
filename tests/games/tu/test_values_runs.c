/* What holds of every value: the same on any number of threads, nothing left behind when memory fails, stops when
 * asked. */
#include "games/tu/kernel.h"
#include "games/tu/marginal.h"
#include "games/tu/properties.h"
#include "games/tu/shapley.h"
#include "games/tu/unions.h"
#include "games/voting.h"
#include "naive.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdlib.h>
#include <string.h>

typedef ent_status (*rule)(const ent_tu_game *game, const ent_run *run, ent_allocation *out);

static const unsigned union_of[] = {0, 0, 2, 1, 1, 1, 0, 3, 4, 5, 6, 5, 7, 8, 9, 10, 9, 1, 0};
static const ent_coalition_mask neighbours[19] = {2, 12, 0, 16, 32, 64, 128, 256, 512, 1024, 2048, 0, 1 << 14, 1};

static ent_status banzhaf(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    return ent_tu_banzhaf(game, ENT_BANZHAF_NORMALISED, run, out);
}
static ent_status weighted(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    ent_ratio weights[19];
    for (int64_t i = 0; i < 19; i++)
        weights[i] = (ent_ratio){1 + i % 4, 1};
    return ent_tu_weighted_shapley(game, weights, run, out);
}
static ent_status weighted_in_doubles(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    ent_ratio weights[19];
    for (int64_t i = 0; i < 19; i++)
        weights[i] = (ent_ratio){1 + i * 1000003, 1};
    return ent_tu_weighted_shapley(game, weights, run, out);
}
static ent_status tau(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    ent_tau_detail detail;
    assert_int_equal(ent_tau_detail_init(&detail, game->players), ENT_OK);
    ent_status status = ent_tu_tau(game, run, &detail, out);
    if (status == ENT_OK) { /* of a game without a tau value: its rights */
        for (unsigned i = 0; i < game->players; i++)
            mpq_set(out->exact[i], detail.rights.exact[i]);
        ent_allocation_from_exact(out);
    }
    ent_tau_detail_free(&detail);
    return status;
}
static ent_status owen(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    return ent_tu_owen(game, union_of, run, out);
}
static ent_status banzhaf_owen(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    return ent_tu_banzhaf_owen(game, union_of, ENT_BANZHAF_VALUE, run, out);
}
static ent_status aumann_dreze(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    return ent_tu_aumann_dreze(game, union_of, run, out);
}
static ent_status myerson(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    return ent_tu_myerson(game, neighbours, run, out);
}
static ent_status dividends(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    double *dividend = malloc(ent_tu_size(game) * sizeof *dividend);
    assert_non_null(dividend);
    ent_status status = ent_tu_dividends(game, run, dividend, NULL);
    for (size_t i = 0; i < game->players && status == ENT_OK; i++) {
        out->value[i] = 0;
        for (size_t s = 0; s < ent_tu_size(game); s++)
            out->value[i] += dividend[s] * (double)(s % (i + 2));
    }
    free(dividend);
    return status;
}
static ent_status kernel(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    ent_kernel_check check;
    ent_status status = ent_tu_kernel_check(game, out, run, &check); /* of shares that are all 0, or what was there */
    if (status == ENT_OK)
        for (unsigned i = 0; i < game->players; i++)
            out->value[i] = check.surplus[i * game->players + (i + 1) % game->players] +
                            check.attaining[((i + 3) % game->players) * game->players + i];
    ent_kernel_check_free(&check);
    return status;
}
static ent_status properties(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    ent_tu_properties found;
    ent_tu_property simple;
    ent_status status = ent_tu_properties_check(game, NULL, run, &found);
    if (status == ENT_OK) status = ent_tu_simple_check(game, run, &simple);
    if (status == ENT_OK) {
        out->value[0] = found.convex.first;
        out->value[1] = found.convex.second;
        out->value[2] = found.concave.first;
        out->value[3] = found.monotone.second;
        out->value[4] = found.superadditive.first;
        out->value[5] = found.simple.first;
    }
    return status;
}

static const rule rules[] = {ent_tu_shapley, banzhaf,      weighted, weighted_in_doubles, tau,    owen,
                             banzhaf_owen,   aumann_dreze, myerson,  dividends,           kernel, properties};
enum { RULES = sizeof rules / sizeof rules[0] };

static void run_rule(rule one, const ent_tu_game *game, const ent_run *run, ent_allocation *out, ent_status expected) {
    assert_int_equal(ent_allocation_init(out, game->players), ENT_OK);
    out->is_exact = true; /* for the kernel: shares of 0 */
    assert_int_equal(one(game, run, out), expected);
}

static void threads_change_nothing(void **state) {
    (void)state;
    for (int whole = 0; whole < 2; whole++) {
        naive_game *made = naive_random(17, 19, 1000000, true, 1);
        for (size_t s = 0; s < ent_tu_size(&made->game) && !whole; s++)
            made->value[s] /= 7;
        made->game.whole = whole;
        for (size_t r = 0; r < RULES; r++) {
            ent_allocation one, more;
            run_rule(rules[r], &made->game, NULL, &one, ENT_OK);
            for (unsigned threads = 2; threads <= 5; threads += 3) {
                const ent_run run = {.threads = threads};
                run_rule(rules[r], &made->game, &run, &more, ENT_OK);
                assert_memory_equal(one.value, more.value, 19 * sizeof *one.value);
                assert_int_equal(one.is_exact, more.is_exact);
                for (unsigned i = 0; i < 19 && one.is_exact; i++)
                    assert_true(mpq_equal(one.exact[i], more.exact[i]));
                ent_allocation_free(&more);
            }
            ent_allocation_free(&one);
        }
        free(made);
    }
}

static void memory_fails(void **state) {
    (void)state;
    naive_game *made = naive_random(17, 11, 1000000, true, 1);
    for (int whole = 0; whole < 2; whole++) {
        made->game.whole = whole;
        for (size_t r = 0; r < RULES; r++)
            for (size_t n = 0;; n++) {
                fail_alloc failing;
                ent_allocator allocator = fail_alloc_at(&failing, n);
                const ent_run run = {.allocator = &allocator, .threads = 1};
                ent_allocation out;
                assert_int_equal(ent_allocation_init(&out, 11), ENT_OK);
                out.is_exact = true;
                const ent_status status = rules[r](&made->game, &run, &out);
                assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
                assert_int_equal(failing.held, 0);
                ent_allocation_free(&out);
                if (!failing.failed) break;
            }
    }
    free(made);
}

static bool always(void *context) {
    (void)context;
    return true;
}

static void stops_when_asked(void **state) {
    (void)state;
    naive_game *made = naive_random(17, 16, 1000000, true, 1);
    const ent_run run = {.cancelled = always, .threads = 1};
    for (size_t r = 0; r < RULES; r++) {
        ent_allocation out;
        run_rule(rules[r], &made->game, &run, &out, ENT_CANCELLED);
        ent_allocation_free(&out);
    }
    free(made);
}

/* ---- voting ---------------------------------------------------------------------------------------------- */

static ent_status vote(int kind, const ent_run *run, ent_voting_power *out) {
    const ent_ratio small[] = {{4, 1}, {3, 1}, {2, 1}, {1, 1}, {0, 1}};
    const ent_ratio large[] = {{1 << 30, 1}, {(1 << 30) + 7, 1}, {(1 << 30) - 9, 1}, {(1 << 29) + 1, 1}, {5, 1}};
    static const double table[8] = {0, 0, 0, 1, 0, 1, 1, 1};
    const ent_tu_game game = {.players = 3, .whole = true, .denominator = 1, .value = table};
    const ent_voting voting = {
        .players = 5, .weights = kind == 0 ? small : large, .quota = {kind == 0 ? 6 : INT64_C(2000000000), 1}};
    return kind == 2 ? ent_voting_table_indices(&game, run, out) : ent_voting_indices(&voting, run, out);
}

static void voting_runs(void **state) {
    (void)state;
    const ent_voting_method methods[] = {ENT_VOTING_TABLE, ENT_VOTING_MIDDLE, ENT_VOTING_COALITIONS};
    for (int kind = 0; kind < 3; kind++) {
        const ent_run asked = {.cancelled = always, .threads = 1};
        ent_voting_power power;
        assert_int_equal(vote(kind, &asked, &power), ENT_CANCELLED);
        ent_voting_power_free(&power);
        for (size_t n = 0;; n++) {
            fail_alloc failing;
            ent_allocator allocator = fail_alloc_at(&failing, n);
            const ent_run run = {.allocator = &allocator, .threads = 1};
            const ent_status status = vote(kind, &run, &power);
            assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
            if (status == ENT_OK) assert_int_equal(power.method, methods[kind]);
            ent_voting_power_free(&power);
            assert_int_equal(failing.held, 0);
            if (!failing.failed) break;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(memory_fails),
        cmocka_unit_test(stops_when_asked),
        cmocka_unit_test(voting_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
