/* Conflicts: what is refused, implications between concepts, threads, memory. The verdicts themselves are compared with
 * the definitions by conflict_oracle.py. */
#include "games/conflict/conflict.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <string.h>

enum { OPTIONS = 6, STATES = 1 << OPTIONS, PLAYERS = 3, WAYS = 3 };

typedef struct made {
    size_t first[PLAYERS][STATES + 1];
    uint32_t target[PLAYERS][STATES * WAYS];
    int32_t level[PLAYERS][STATES], high[PLAYERS][STATES], band[PLAYERS][STATES];
    uint64_t code[STATES];
    ent_conflict_preference member[PLAYERS];
    ent_conflict_player player[PLAYERS];
    ent_conflict conflict;
} made;

/* Two options a player; `numbers` draws levels. */
static void make(made *out, uint64_t seed) {
    ent_random random = ent_random_stream(seed, 1);
    for (uint32_t p = 0; p < PLAYERS; p++) {
        out->first[p][0] = 0;
        for (uint32_t s = 0; s < STATES; s++) {
            size_t at = out->first[p][s];
            for (uint32_t way = 0; way < 4; way++) {
                uint32_t to = (s & ~(3u << 2 * p)) | way << 2 * p;
                if (to != s) out->target[p][at++] = to;
            }
            out->first[p][s + 1] = at;
            out->code[s] = s;
            out->level[p][s] = (int32_t)ent_random_below(&random, 20);
            out->high[p][s] = out->level[p][s];
            out->band[p][s] = out->level[p][s];
        }
        out->member[p] = (ent_conflict_preference){out->level[p], NULL, NULL, 0};
        out->player[p] = (ent_conflict_player){out->first[p], out->target[p], 1, &out->member[p]};
    }
    out->conflict = (ent_conflict){STATES, PLAYERS, out->player, out->code};
}

/* ---- what is refused ---------------------------------------------------------------------------------------- */

static const char *fault_of(const made *conflict, ent_status *status) {
    ent_conflict_fault fault;
    *status = ent_conflict_check(&conflict->conflict, NULL, &fault);
    return fault.what;
}

static void test_check(void **state) {
    (void)state;
    made good, bad;
    ent_status status;
    make(&good, 1);
    assert_null(fault_of(&good, &status));
    assert_int_equal(status, ENT_OK);

    make(&bad, 1);
    bad.conflict.states = 0;
    assert_string_equal(fault_of(&bad, &status), "there is no state");
    assert_int_equal(status, ENT_INPUT);
    make(&bad, 1);
    bad.target[1][0] = STATES;
    bad.target[1][1] = STATES + 1;
    assert_string_equal(fault_of(&bad, &status), "a move leads to no state");
    make(&bad, 1);
    bad.target[0][0] = 0;
    assert_string_equal(fault_of(&bad, &status), "a move leads to where it starts");
    make(&bad, 1);
    bad.target[0][1] = bad.target[0][0];
    assert_string_equal(fault_of(&bad, &status), "the moves of a state are not ascending");
    make(&bad, 1);
    bad.code[3] = bad.code[9];
    assert_string_equal(fault_of(&bad, &status), "two states take the same options");
    make(&bad, 1);
    bad.high[2][5]--;
    bad.member[2].high = bad.high[2];
    assert_string_equal(fault_of(&bad, &status), "a range of levels ends below its start");
    make(&bad, 1);
    bad.member[0].band = bad.band[0];
    assert_string_equal(fault_of(&bad, &status), "the gap between bands is less than 1");
    make(&bad, 1);
    bad.member[0].band = bad.band[0];
    bad.member[0].gap = 1;
    bad.level[0][7] = bad.level[0][8];
    bad.band[0][7] = bad.band[0][8] + 1;
    assert_string_equal(fault_of(&bad, &status), "a state is much better that is not surely better");
    make(&bad, 1);
    bad.player[1].members = 0;
    assert_string_equal(fault_of(&bad, &status), "a player has no members");
    make(&bad, 1);
    bad.conflict.players = ENT_CONFLICT_PLAYERS + 1;
    assert_non_null(fault_of(&bad, &status));
    assert_int_equal(status, ENT_LIMIT);
}

static void test_no_such_question(void **state) {
    (void)state;
    made it;
    make(&it, 2);
    ent_arena *arena = ent_arena_new(NULL);
    ent_stability_table table;
    ent_stability_options strong = {ENT_STABILITY_BIT(ENT_STABILITY_STRONG_GMR), ENT_UNKNOWN_B};
    assert_int_equal(ent_conflict_stability(&it.conflict, &strong, NULL, arena, &table), ENT_INPUT); /* no bands */
    ent_conflict_witness witness;
    assert_int_equal(
        ent_conflict_why(&it.conflict, ENT_STABILITY_SEQ, ENT_UNKNOWN_B, PLAYERS, 0, NULL, arena, &witness), ENT_INPUT);
    assert_int_equal(ent_conflict_why(&it.conflict, ENT_STABILITY_SEQ, ENT_UNKNOWN_B, 0, STATES, NULL, arena, &witness),
                     ENT_INPUT);
    ent_change_options change = {ENT_STABILITY_SEQ, 2, 1000};
    ent_conflict_robustness robustness;
    it.member[0].high = it.high[0];
    assert_int_equal(ent_conflict_robust(&it.conflict, &change, 0, NULL, arena, &robustness), ENT_INPUT); /* unknown */
    ent_conflict_resolutions ways;
    assert_int_equal(ent_conflict_resolve(&it.conflict, ENT_STABILITY_SEQ, 1, NULL, arena, &ways), ENT_OK);
    assert_int_equal(ways.ways, 1);
    for (uint32_t s = 0; s < STATES; s++) /* two levels together */
        if (it.level[0][s] / 2 == 3) it.level[0][s] = 6, it.high[0][s] = 7;
    assert_int_equal(ent_conflict_resolve(&it.conflict, ENT_STABILITY_SEQ, 2, NULL, arena, &ways), ENT_LIMIT);
    for (uint32_t s = 0; s < STATES; s++) /* reaching into what is known */
        it.high[0][s] = it.level[0][s] + 5;
    assert_int_equal(ent_conflict_resolve(&it.conflict, ENT_STABILITY_SEQ, 1000, NULL, arena, &ways), ENT_INPUT);
    assert_int_equal(ent_conflict_resolve(&it.conflict, ENT_STABILITY_STRONG_SEQ, 1000, NULL, arena, &ways), ENT_INPUT);
    ent_conflict joined;
    assert_int_equal(ent_conflict_join(&it.conflict, 0, 1000, NULL, arena, &joined), ENT_INPUT);
    assert_int_equal(ent_conflict_join(&it.conflict, 1 << PLAYERS, 1000, NULL, arena, &joined), ENT_INPUT);
    assert_int_equal(ent_conflict_join(&it.conflict, 3, 10, NULL, arena, &joined), ENT_LIMIT);
    assert_int_equal(ent_conflict_confront(&it.conflict, 0, 1000, NULL, arena, &joined), ENT_INPUT);
    assert_int_equal(ent_conflict_confront(&it.conflict, 1 << PLAYERS, 1000, NULL, arena, &joined), ENT_INPUT);
    assert_int_equal(ent_conflict_confront(&it.conflict, 1, 10, NULL, arena, &joined), ENT_LIMIT);
    ent_arena_free(arena);
}

/* ---- properties --------------------------------------------------------------------------------------------- */

static bool has(uint32_t bits, ent_stability concept) {
    return bits & ENT_STABILITY_BIT(concept);
}

static void assert_implied(uint32_t bits, uint32_t concepts) {
    if (has(bits, ENT_STABILITY_NASH)) assert_int_equal(bits, concepts);
    if (has(bits, ENT_STABILITY_SMR)) assert_true(has(bits, ENT_STABILITY_GMR));
    if (has(bits, ENT_STABILITY_SEQ)) assert_true(has(bits, ENT_STABILITY_GMR));
    if (has(bits, ENT_STABILITY_SSEQ)) assert_true(has(bits, ENT_STABILITY_SEQ) && has(bits, ENT_STABILITY_SMR));
    static const ent_stability strong[][2] = {{ENT_STABILITY_STRONG_GMR, ENT_STABILITY_GMR},
                                              {ENT_STABILITY_STRONG_SMR, ENT_STABILITY_SMR},
                                              {ENT_STABILITY_STRONG_SEQ, ENT_STABILITY_SEQ}};
    for (size_t k = 0; k < 3; k++)
        if (has(bits, strong[k][0])) assert_true(has(bits, strong[k][1]));
    if (has(bits, ENT_STABILITY_STRONG_SMR)) assert_true(has(bits, ENT_STABILITY_STRONG_GMR));
    if (has(bits, ENT_STABILITY_STRONG_SEQ)) assert_true(has(bits, ENT_STABILITY_STRONG_GMR));
}

static void set_bands(made *it) {
    for (uint32_t p = 0; p < PLAYERS; p++) {
        it->member[p].band = it->band[p];
        it->member[p].gap = 4;
    }
}

/* Between concepts, for players and for coalitions; and between these: what opponents can do one by one they can do
 * in coalitions, so that a player is sequentially stable more often; a larger coalition has more members to please. */
static void test_implications(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        made it;
        make(&it, seed);
        if (seed % 2) set_bands(&it);
        ent_arena *arena = ent_arena_new(NULL);
        ent_stability_options all = {0};
        ent_stability_table table;
        ent_conflict_coalitions_table joint;
        assert_int_equal(ent_conflict_stability(&it.conflict, &all, NULL, arena, &table), ENT_OK);
        assert_int_equal(ent_conflict_coalitions(&it.conflict, &all, 100000, NULL, arena, &joint), ENT_OK);
        for (uint32_t k = 0; k < PLAYERS * STATES; k++)
            assert_implied(table.stable[k], table.concepts);
        for (uint32_t k = 0; k < joint.coalitions * STATES; k++)
            assert_implied(joint.stable[k], joint.concepts);
        for (uint32_t s = 0; s < STATES; s++) {
            assert_implied(joint.all[s], joint.concepts);
            assert_int_equal(joint.all[s] & ~table.equilibrium[s] &
                                 (ENT_STABILITY_BIT(ENT_STABILITY_NASH) | ENT_STABILITY_BIT(ENT_STABILITY_GMR) |
                                  ENT_STABILITY_BIT(ENT_STABILITY_SMR)),
                             0);
            for (uint32_t p = 0; p < PLAYERS; p++) {
                const uint32_t alone = table.stable[p * STATES + s];
                const uint32_t single = joint.stable[((1u << p) - 1) * STATES + s];
                assert_int_equal(alone & ~single, 0);
                assert_int_equal(single & ~alone &
                                     ~(ENT_STABILITY_BIT(ENT_STABILITY_SEQ) | ENT_STABILITY_BIT(ENT_STABILITY_SSEQ) |
                                       ENT_STABILITY_BIT(ENT_STABILITY_STRONG_SEQ)),
                                 0);
            }
        }
        ent_arena_free(arena);
    }
}

/* States and players in another order, and levels rescaled: the same verdicts in that order. */
static void test_relabelled(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        made it, other;
        make(&it, seed);
        make(&other, seed);
        for (uint32_t p = 0; p < PLAYERS; p++) {
            uint32_t q = (p + 1) % PLAYERS; /* player p is q, and its options are q's */
            for (uint32_t s = 0; s < STATES; s++) {
                uint32_t t = (s << 2 | s >> 4) & (STATES - 1);
                other.level[q][t] = 3 * it.level[p][s] + 5;
            }
        }
        ent_arena *arena = ent_arena_new(NULL);
        ent_stability_options all = {0};
        ent_stability_table a, b;
        ent_conflict_coalitions_table joint_a, joint_b;
        assert_int_equal(ent_conflict_stability(&it.conflict, &all, NULL, arena, &a), ENT_OK);
        assert_int_equal(ent_conflict_stability(&other.conflict, &all, NULL, arena, &b), ENT_OK);
        assert_int_equal(ent_conflict_coalitions(&it.conflict, &all, 100000, NULL, arena, &joint_a), ENT_OK);
        assert_int_equal(ent_conflict_coalitions(&other.conflict, &all, 100000, NULL, arena, &joint_b), ENT_OK);
        for (uint32_t s = 0; s < STATES; s++) {
            uint32_t t = (s << 2 | s >> 4) & (STATES - 1);
            for (uint32_t p = 0; p < PLAYERS; p++) {
                uint32_t q = (p + 1) % PLAYERS;
                assert_int_equal(a.stable[p * STATES + s], b.stable[q * STATES + t]);
            }
            for (uint32_t bits = 1; bits < 1 << PLAYERS; bits++) {
                uint32_t turned = (bits << 1 | bits >> (PLAYERS - 1)) & ((1 << PLAYERS) - 1);
                assert_int_equal(joint_a.stable[(bits - 1) * STATES + s], joint_b.stable[(turned - 1) * STATES + t]);
            }
        }
        ent_arena_free(arena);
    }
}

static void test_threads(void **state) {
    (void)state;
    made it;
    make(&it, 5);
    ent_arena *arena = ent_arena_new(NULL);
    ent_stability_options all = {0};
    ent_stability_table one, three;
    const ent_run single = {.threads = 1}, several = {.threads = 3};
    assert_int_equal(ent_conflict_stability(&it.conflict, &all, &single, arena, &one), ENT_OK);
    assert_int_equal(ent_conflict_stability(&it.conflict, &all, &several, arena, &three), ENT_OK);
    assert_memory_equal(one.stable, three.stable, PLAYERS * STATES * sizeof *one.stable);
    ent_conflict_coalitions_table a, b;
    assert_int_equal(ent_conflict_coalitions(&it.conflict, &all, 100000, &single, arena, &a), ENT_OK);
    assert_int_equal(ent_conflict_coalitions(&it.conflict, &all, 100000, &several, arena, &b), ENT_OK);
    assert_memory_equal(a.stable, b.stable, 7 * STATES * sizeof *a.stable);
    ent_arena_free(arena);
}

static bool never(void *context) {
    (void)context;
    return true;
}

static void test_cancelled(void **state) {
    (void)state;
    made it;
    make(&it, 6);
    ent_arena *arena = ent_arena_new(NULL);
    const ent_run run = {.threads = 1, .cancelled = never};
    ent_stability_options all = {0};
    ent_stability_table table;
    assert_int_equal(ent_conflict_stability(&it.conflict, &all, &run, arena, &table), ENT_CANCELLED);
    ent_change_options change = {ENT_STABILITY_SEQ, 3, 100000};
    ent_conflict_robustness robustness;
    assert_int_equal(ent_conflict_robust(&it.conflict, &change, 0, &run, arena, &robustness), ENT_CANCELLED);
    ent_arena_free(arena);
}

/* ---- memory ------------------------------------------------------------------------------------------------- */

static ent_status stability(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    ent_stability_options all = {0};
    ent_stability_table table;
    return ent_conflict_stability(conflict, &all, run, arena, &table);
}

static ent_status coalitions(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    ent_stability_options all = {0};
    ent_conflict_coalitions_table table;
    return ent_conflict_coalitions(conflict, &all, 100000, run, arena, &table);
}

static ent_status confront(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    ent_conflict joined;
    return ent_conflict_confront(conflict, 3, 100000, run, arena, &joined);
}

static ent_status resolved(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    ent_conflict_resolutions out;
    return ent_conflict_resolve(conflict, ENT_STABILITY_SEQ, 10, run, arena, &out);
}

static ent_status why(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    ent_conflict_witness witness;
    ent_status status = ent_conflict_why(conflict, ENT_STABILITY_SEQ, ENT_UNKNOWN_B, 0, 5, run, arena, &witness);
    return status == ENT_OK ? ent_conflict_why(conflict, ENT_STABILITY_SIM, ENT_UNKNOWN_B, 0, 5, run, arena, &witness)
                            : status;
}

static ent_status paths(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    ent_path_options options = {ENT_CONFLICT_IMPROVEMENTS, false};
    ent_conflict_paths out;
    ent_status status = ent_conflict_paths_from(conflict, 0, &options, run, arena, &out);
    for (uint32_t s = 0; status == ENT_OK && s < STATES; s++)
        if (out.distance[s] != ENT_CONFLICT_NONE && ent_conflict_path_to(&out, s, arena) == NULL) status = ENT_MEMORY;
    return status;
}

static ent_status changes(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    ent_change_options options = {ENT_STABILITY_SEQ, 1, 200};
    ent_conflict_inverse inverse;
    ent_conflict_robustness robustness;
    ent_status status = ent_conflict_invert(conflict, &options, 9, run, arena, &inverse);
    return status == ENT_OK ? ent_conflict_robust(conflict, &options, 9, run, arena, &robustness) : status;
}

static ent_status checked(const ent_conflict *conflict, const ent_run *run, ent_arena *arena) {
    (void)arena;
    return ent_conflict_check(conflict, run, NULL);
}

static void test_memory(void **state) {
    (void)state;
    static ent_status (*const asked[])(const ent_conflict *, const ent_run *, ent_arena *) = {
        stability, coalitions, confront, resolved, why, paths, changes, checked};
    made it;
    make(&it, 7);
    for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
        for (size_t n = 0;; n++) {
            fail_alloc failing;
            ent_allocator allocator = fail_alloc_at(&failing, n);
            const ent_run run = {.allocator = &allocator, .threads = 1};
            ent_arena *arena = ent_arena_new(&allocator);
            if (arena != NULL) {
                ent_status status = asked[k](&it.conflict, &run, arena);
                assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
            }
            ent_arena_free(arena);
            assert_int_equal(failing.held, 0);
            if (!failing.failed) break;
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check),      cmocka_unit_test(test_no_such_question), cmocka_unit_test(test_implications),
        cmocka_unit_test(test_relabelled), cmocka_unit_test(test_threads),          cmocka_unit_test(test_cancelled),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
