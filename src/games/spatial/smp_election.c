/* Distances, votes, coalitions and what is elected by them. */
#include "games/spatial/smp_private.h"

#include <math.h>

enum { MOST_STEPS = 100000 };

double smp_distance(const smp_turn *turn, size_t actor, const double *position) {
    const double *own = turn->at + actor * turn->dimensions, *salience = turn->salience + actor * turn->dimensions;
    double far = 0, scale = 0;
    for (size_t k = 0; k < turn->dimensions; k++) {
        const double step = (own[k] - position[k]) * salience[k];
        far += step * step;
        scale += salience[k] * salience[k];
    }
    return scale > 0 ? sqrt(far / scale) : 0; /* whom nothing matters to is nowhere far from anything */
}

static ent_status distances_of(void *context, size_t i) {
    smp_turn *turn = context;
    for (size_t j = 0; j < turn->actors; j++) {
        const double distance = smp_distance(turn, i, turn->at + j * turn->dimensions);
        turn->distance[i * turn->actors + j] = distance;
        turn->distance_to[j * turn->actors + i] = distance;
    }
    return ENT_OK;
}

ent_status smp_distances(smp_turn *turn) {
    return ent_parallel(turn->run, turn->actors, distances_of, turn);
}

/* ---- elections ------------------------------------------------------------------------------------------ */

static double power(ent_smp_victory rule, double strength) {
    const double square = strength * strength;
    if (rule == ENT_SMP_SQUARE) return square;
    if (rule == ENT_SMP_QUARTIC) return square * square;
    if (rule == ENT_SMP_OCTIC) return square * square * (square * square);
    return strength;
}

/* The probability that a coalition beats the other. */
static double victory(ent_smp_victory rule, double own, double other) {
    static const double majority = 1.1, nothing = 1e-6;
    if (rule == ENT_SMP_MAJORITY) {
        if (own >= majority * other) return 1 / (1 + nothing);
        if (other >= majority * own) return nothing / (1 + nothing);
        return (own / (own + other) * (majority + 1) - 1) / (majority - 1);
    }
    const double x = power(rule, own), y = power(rule, other);
    return x / (x + y);
}

/* Coalitions to probabilities of victory, in place. */
static void to_victories(ent_smp_victory rule, size_t options, double *matrix) {
    for (size_t p = 0; p < options; p++) {
        for (size_t q = 0; q < p; q++) {
            const double own = matrix[p * options + q], other = matrix[q * options + p];
            matrix[p * options + q] = victory(rule, own, other);
            matrix[q * options + p] = victory(rule, other, own);
        }
        matrix[p * options + p] = 0.5;
    }
}

/* In proportion to products of probabilities, in logarithms: with hundreds of options the products are too small for
 * doubles. Where each option is certain to lose to some other, all are the same. */
static void conditional(size_t options, const double *victories, double *probability) {
    double best = -INFINITY, sum = 0;
    for (size_t p = 0; p < options; p++) {
        probability[p] = 0;
        for (size_t q = 0; q < options; q++)
            probability[p] += log(victories[p * options + q]);
        best = fmax(best, probability[p]);
    }
    for (size_t p = 0; p < options; p++) {
        probability[p] = best == -INFINITY ? 1 : exp(probability[p] - best);
        sum += probability[p];
    }
    for (size_t p = 0; p < options; p++)
        probability[p] /= sum;
}

/* How probable each option is challenged by each: column q of `chances` are the chances that p challenges q. */
static void challenges(bool incentive, size_t options, const double *coalitions, ent_smp_victory rule,
                       double *chances) {
    static const double least = 1e-10;
    for (size_t q = 0; q < options; q++) {
        double sum = 0;
        for (size_t p = 0; p < options; p++) {
            const double own = coalitions[p * options + q], other = coalitions[q * options + p];
            double *at = &chances[p * options + q];
            *at = !incentive ? 1 : p == q ? own * 0.5 + least : own * victory(rule, own, other);
            sum += *at;
        }
        for (size_t p = 0; p < options; p++)
            chances[p * options + q] /= sum;
    }
}

/* Stationary probabilities of the chain in which the incumbent q is challenged by p with chances(p, q) and stays or
 * goes by the odds of victory. */
static ent_status markov(size_t options, const double *victories, const double *chances, double tolerance,
                         double *probability, double *next) {
    for (size_t p = 0; p < options; p++)
        probability[p] = 1 / (double)options;
    for (int step = 0; step < MOST_STEPS; step++) {
        double change = 0;
        for (size_t p = 0; p < options; p++) {
            next[p] = 0;
            for (size_t q = 0; q < options; q++)
                next[p] += victories[p * options + q] *
                           (probability[p] * chances[q * options + p] + probability[q] * chances[p * options + q]);
            change = fmax(change, fabs(next[p] - probability[p]));
        }
        for (size_t p = 0; p < options; p++)
            probability[p] = (probability[p] + next[p]) / 2;
        if (!(change > tolerance)) return ENT_OK;
    }
    return ENT_LIMIT;
}

size_t smp_election_scratch(size_t options) {
    return options * (2 * options + 1);
}

ent_status smp_election(const ent_smp_options *rules, size_t options, double *coalitions, double *probability) {
    const bool incentive = rules->choice == ENT_SMP_MARKOV_INCENTIVE;
    double *chances = coalitions + options * options, *next = chances + options * options;
    if (rules->choice == ENT_SMP_CONDITIONAL) {
        to_victories(rules->victory, options, coalitions);
        conditional(options, coalitions, probability);
        return ENT_OK;
    }
    challenges(incentive, options, coalitions, rules->victory, chances);
    to_victories(rules->victory, options, coalitions);
    return markov(options, coalitions, chances, incentive ? 1e-8 : 1e-6, probability, next);
}

/* ---- an election among all positions, and risk --------------------------------------------------------- */

/* Coalitions for and against position i, of the positions before it: the latter in the second half of the scratch, so
 * that the innermost loop runs along rows. */
static ent_status coalitions_of(void *context, size_t i) {
    const smp_turn *turn = context;
    const size_t n = turn->actors;
    double *own = turn->coalition + i * n, *other = turn->coalition + n * n + i * n;
    for (size_t j = 0; j < i; j++)
        own[j] = other[j] = SMP_LEAST_COALITION;
    for (size_t k = 0; k < n; k++) {
        const double *far = turn->distance + k * n;
        const double here = 1 - far[i], weight = turn->capability[k];
        for (size_t j = 0; j < i; j++) {
            const double vote = smp_vote(turn->options->vote, weight, here - (1 - far[j]));
            own[j] += (fabs(vote) + vote) / 2;
            other[j] += (fabs(vote) - vote) / 2;
        }
    }
    return ENT_OK;
}

static ent_status coalitions(smp_turn *turn) {
    const size_t n = turn->actors;
    double *matrix = turn->coalition, *against = matrix + n * n;
    const ent_status status = ent_parallel(turn->run, n, coalitions_of, turn);
    for (size_t i = 0; i < n; i++) {
        matrix[i * n + i] = SMP_LEAST_COALITION;
        for (size_t j = 0; j < i; j++)
            matrix[j * n + i] = against[i * n + j];
    }
    return status;
}

static double risk_of(ent_smp_range range, double probability, double low, double high) {
    if (!(high > low)) return 0; /* all the same: neutral */
    if (range == ENT_SMP_RANGE_MIN) return (probability - low) / (high - low);
    if (range == ENT_SMP_RANGE_MAX) return (2 * probability - (high + low)) / (high - low);
    return (3 * probability - (high + 2 * low)) / (2 * (high - low));
}

/* Everyone's estimate of another's attitude to risk: how many parts its own, how many the other's. */
static void see_risk(smp_turn *turn) {
    static const struct {
        double own, other, of;
    } parts[] = {
        [ENT_SMP_ADJUST_NONE] = {1, 0, 1},       [ENT_SMP_ADJUST_THIRD] = {2, 1, 3}, [ENT_SMP_ADJUST_HALF] = {1, 1, 2},
        [ENT_SMP_ADJUST_TWO_THIRDS] = {1, 2, 3}, [ENT_SMP_ADJUST_FULL] = {0, 1, 1},
    };
    const double own = parts[turn->options->adjust].own, other = parts[turn->options->adjust].other;
    for (size_t h = 0; h < turn->actors; h++)
        for (size_t i = 0; i < turn->actors; i++)
            turn->seen[h * turn->actors + i] =
                (own * turn->risk[h] + other * turn->risk[i]) / parts[turn->options->adjust].of;
}

ent_status smp_risk(smp_turn *turn) {
    double low = INFINITY, high = -INFINITY;
    ent_status status = coalitions(turn);
    if (status == ENT_OK) status = smp_election(turn->options, turn->actors, turn->coalition, turn->strength);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < turn->actors; i++) {
        low = fmin(low, turn->strength[i]);
        high = fmax(high, turn->strength[i]);
    }
    for (size_t i = 0; i < turn->actors; i++)
        turn->risk[i] = risk_of(turn->options->range, turn->strength[i], low, high);
    see_risk(turn);
    return ENT_OK;
}
