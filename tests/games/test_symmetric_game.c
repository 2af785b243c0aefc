/* Games with known equilibria, and random ones against a naive check. */
#include "games/symmetric_game.h"

#include "support/unit.h"

#include <math.h>

static ent_game_equilibria found; /* large */

static const ent_game_equilibria *supports(size_t strategies, const double *payoff) {
    const ent_game_term term = {1, 1, payoff};
    const ent_symmetric_game game = {strategies, 1, &term};
    ent_game_supports(&game, &found);
    assert_true(found.complete);
    return &found;
}

static void near(double value, double expected) {
    assert_true(fabs(value - expected) < 1e-9);
}

static void rock_paper_scissors(void **state) {
    (void)state;
    const double payoff[] = {0, -1, 1, 1, 0, -1, -1, 1, 0};
    const ent_game_equilibria *all = supports(3, payoff);
    assert_int_equal(all->size, 1);
    for (size_t s = 0; s < 3; s++)
        near(all->mixtures[0][s], 1.0 / 3);
}

/* Maynard Smith and Price 1973: value 2, cost 5: two fifths hawks. */
static void hawk_and_dove(void **state) {
    (void)state;
    const double payoff[] = {-1.5, 2, 0, 1};
    const ent_game_equilibria *all = supports(2, payoff);
    assert_int_equal(all->size, 1);
    near(all->mixtures[0][0], 0.4);
    const ent_game_term term = {1, 1, payoff};
    const ent_symmetric_game game = {2, 1, &term};
    double mixture[] = {0.5, 0.5}, pure[] = {1, 0}, payoffs[2];
    assert_true(ent_game_replicate(&game, mixture) < 1e-9);
    assert_true(fabs(mixture[0] - 0.4) < 1e-6);
    near(ent_game_regret(&game, pure), 1.5); /* against hawks a dove gets 0 instead of -1.5 */
    ent_game_payoffs(&game, (const double[]){0.25, 0.75}, payoffs);
    near(payoffs[0], 1.125);
    near(payoffs[1], 0.75);
    assert_int_equal(ent_game_reply(&game, 0), 1);
    assert_int_equal(ent_game_reply(&game, 1), 0);
}

static void dominance(void **state) {
    (void)state;
    const double dilemma[] = {3, 0, 5, 1};
    const ent_game_equilibria *all = supports(2, dilemma);
    assert_int_equal(all->size, 1);
    near(all->mixtures[0][1], 1);
    near(all->regrets[0], 0);
}

/* Stag hunt: both pure ones and the mixture in which all expect the same: 4x = 3x + 2(1-x), x = 2/3. */
static void three_equilibria(void **state) {
    (void)state;
    const double hunt[] = {4, 0, 3, 2};
    const ent_game_equilibria *all = supports(2, hunt);
    assert_int_equal(all->size, 3);
    near(all->mixtures[0][0], 1);
    near(all->mixtures[1][1], 1);
    near(all->mixtures[2][0], 2.0 / 3);
}

/* Two strategies that do the same: no support of both determines a mixture, the pure ones remain. */
static void twins(void **state) {
    (void)state;
    const double payoff[] = {1, 1, 1, 1};
    const ent_game_equilibria *all = supports(2, payoff);
    assert_int_equal(all->size, 2);
}

/* Diekmann 1985, Volunteer's dilemma, three players, worth 4, cost 1: nobody does it with (1/4)^(1/2) each. */
static void volunteers(void **state) {
    (void)state;
    const double payoff[] = {3, 3, 3, 3, 4, 4, 4, 0}; /* to volunteer or not, against two */
    const ent_game_term term = {2, 1, payoff};
    const ent_symmetric_game game = {2, 1, &term};
    double mixture[] = {0.3, 0.7};
    assert_true(ent_game_replicate(&game, mixture) < 1e-9);
    assert_true(fabs(mixture[1] - 0.5) < 1e-6);
    ent_game_supports(&game, &found);
    assert_int_equal(found.size, 0); /* none is pure */
    assert_false(found.complete);
}

/* Weighted terms add up: half against one, half against two. */
static void terms(void **state) {
    (void)state;
    const double one[] = {1, 2, 3, 4}, two[] = {0, 8, 8, 4, 1, 1, 1, 1};
    const ent_game_term both[] = {{1, 0.5, one}, {2, 0.5, two}};
    const ent_symmetric_game game = {2, 2, both};
    double payoffs[2];
    ent_game_payoffs(&game, (const double[]){0.5, 0.5}, payoffs);
    near(payoffs[0], 0.5 * 1.5 + 0.5 * 5);
    near(payoffs[1], 0.5 * 3.5 + 0.5 * 1);
}

/* Every finite symmetric game has a symmetric equilibrium (Nash 1951); each one found is checked by hand. */
static void random_games(void **state) {
    (void)state;
    for (uint64_t n = 0; n < 400; n++) {
        ent_random random = ent_random_stream(11, n);
        size_t size = 2 + (size_t)ent_random_below(&random, 6);
        double payoff[49];
        for (size_t i = 0; i < size * size; i++)
            payoff[i] = ent_random_uniform(&random) * 10 - 5;
        const ent_game_equilibria *all = supports(size, payoff);
        assert_true(all->size > 0 && all->size % 2 == 1); /* an odd number (Wilson 1971) */
        for (size_t e = 0; e < all->size; e++) {
            double own = 0, most = -INFINITY, sum = 0;
            for (size_t s = 0; s < size; s++) {
                double value = 0;
                for (size_t t = 0; t < size; t++)
                    value += payoff[s * size + t] * all->mixtures[e][t];
                assert_true(all->mixtures[e][s] >= 0);
                sum += all->mixtures[e][s];
                own += all->mixtures[e][s] * value;
                most = value > most ? value : most;
            }
            near(sum, 1);
            assert_true(most - own < 1e-8);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rock_paper_scissors),
        cmocka_unit_test(hawk_and_dove),
        cmocka_unit_test(dominance),
        cmocka_unit_test(three_equilibria),
        cmocka_unit_test(twins),
        cmocka_unit_test(volunteers),
        cmocka_unit_test(terms),
        cmocka_unit_test(random_games),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
