/* Challenges: who would win, and whom it pays to challenge. */
#include "games/spatial/smp_private.h"

#include <math.h>

typedef struct sides {
    double i, j; /* what stands behind each in a contest */
} sides;

/* Without branches: which way votes go is as good as random, and this is the innermost loop. Both halves are exact. */
static inline void add(sides *behind, double vote) {
    behind->i += (fabs(vote) + vote) / 2;
    behind->j += (fabs(vote) - vote) / 2;
}

/* What the three positions are worth to a third party whose own is worth 1, after each way in which a contest can end
 * that it joined: with i (won, lost) or with j (i won, lost). Committed fully it goes along with whoever wins; half, it
 * keeps its own position only on the side that wins; not at all, it keeps it always. */
typedef struct outcomes {
    double with_won, with_lost, against_lost, against_won; /* the last two: joined j, and i won; j won */
} outcomes;

static inline outcomes outcomes_of(ent_smp_commit commit, double worth_i, double worth_j) {
    const double all_i = worth_i + worth_i + worth_i, all_j = worth_j + worth_j + worth_j;
    const double kept_i = worth_i + worth_i + 1, kept_j = worth_j + worth_j + 1;
    if (commit == ENT_SMP_COMMIT_FULL) return (outcomes){all_i, all_j, all_i, all_j};
    if (commit == ENT_SMP_COMMIT_NONE) return (outcomes){kept_i, kept_j, kept_i, kept_j};
    return (outcomes){kept_i, all_j, all_i, kept_j};
}

/* The vote of a third party in a contest between the principals, who stand behind themselves with `alone`. KTAB takes
 * the same chance of i winning whichever side it joins. Here each side has its chance with it, and nobody fights
 * against what it prefers: who would be worse off on its own side than on the other stands aside. */
static inline double third_party(const ent_smp_options *options, sides alone, double weight, double worth_i,
                                 double worth_j) {
    const double preference = smp_vote(options->vote, weight, worth_i - worth_j), force = fabs(preference);
    const outcomes worth = outcomes_of(options->commit, worth_i, worth_j);
    double with = 0, against = 0; /* the chance that i wins when it joins i; j */
    if (options->ktab) {
        sides little = alone;
        add(&little, preference);
        with = against = little.i / (little.i + little.j);
    } else {
        const double total = alone.i + alone.j + force;
        with = (alone.i + force) / total;
        against = alone.i / total;
    }
    const double join_i = with * worth.with_won + (1 - with) * worth.with_lost;
    const double join_j = against * worth.against_lost + (1 - against) * worth.against_won;
    const double vote = smp_vote(options->vote, weight, join_i - join_j);
    return options->ktab ? vote : vote * (double)(vote * preference > 0);
}

static sides sides_of(const smp_turn *turn, size_t h, size_t i, size_t j) {
    static const double least = 1e-10;
    const ent_smp_options *options = turn->options;
    const double *to_i = turn->distance_to + i * turn->actors, *to_j = turn->distance_to + j * turn->actors;
    const double *seen = turn->seen + h * turn->actors;
    const double worth_ij = smp_utility(to_j[i], seen[i]), worth_ji = smp_utility(to_i[j], seen[j]);
    sides alone = {least, least};
    add(&alone, smp_vote(options->vote, turn->attention[i] * turn->capability[i], 1 - worth_ij));
    add(&alone, smp_vote(options->vote, turn->attention[j] * turn->capability[j], worth_ji - 1));
    sides all = alone;
    for (size_t n = 0; n < turn->actors; n++) {
        if (n == i || n == j) continue;
        add(&all, third_party(options, alone, turn->attention[n] * turn->capability[n], smp_utility(to_i[n], seen[n]),
                              smp_utility(to_j[n], seen[n])));
    }
    return all;
}

smp_contest smp_contest_of(const smp_turn *turn, size_t h, size_t i, size_t j) {
    const sides behind = sides_of(turn, h, i, j);
    const double win = behind.i / (behind.i + behind.j), lose = behind.j / (behind.i + behind.j);
    const double own = 1, other = smp_utility(turn->distance[i * turn->actors + j], turn->seen[h * turn->actors + i]);
    const double resisted = win * (own + own) + lose * (other + other);
    const double challenge = (1 - turn->attention[j]) * (own + own) + turn->attention[j] * resisted;
    return (smp_contest){win, challenge - (own + other)};
}

static ent_status target_of(void *context, size_t i) {
    static const double least_gain = 1e-5;
    smp_turn *turn = context;
    turn->target[i] = ENT_SMP_NOBODY;
    turn->gain[i] = turn->win[i] = 0;
    for (size_t j = 0; j < turn->actors; j++) {
        if (j == i) continue;
        const smp_contest contest = smp_contest_of(turn, i, i, j);
        if (!(contest.gain > least_gain && contest.gain > turn->gain[i])) continue;
        turn->target[i] = j;
        turn->gain[i] = contest.gain;
        turn->win[i] = contest.win;
    }
    return ENT_OK;
}

ent_status smp_targets(smp_turn *turn) {
    return ent_parallel(turn->run, turn->actors, target_of, turn);
}
