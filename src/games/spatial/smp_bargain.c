/* Bargains that challenges lead to, and which of them each actor follows. */
#include "games/spatial/smp_private.h"

#include <math.h>

/* ---- making them ---------------------------------------------------------------------------------------- */

/* To a ten-thousandth of the range, half up. */
static double rounded(double x) {
    return (double)(int)(0.5 + x * 10000) / 10000;
}

/* Where two actors meet on one dimension; who is `first` goes to moves[0]. `win` is the chance of the first. */
static void meet(ent_smp_bargain rule, double first, double its_salience, double second, double other_salience,
                 double win, double moves[2]) {
    static const double least = 1e-6; /* who neither cares nor can be made to stays where it is */
    const double lose = 1 - win;
    if (rule == ENT_SMP_S2PMAX) {
        const double pull = fmax(lose - win, 0), push = fmax(win - lose, 0);
        const double its = its_salience * its_salience, others = other_salience * other_salience;
        moves[0] = first + pull * others / (pull * others + least + (1 - pull) * its) * (second - first);
        moves[1] = second + push * its / (push * its + least + (1 - push) * others) * (first - second);
        return;
    }
    double its = its_salience * win, others = other_salience * lose;
    if (rule == ENT_SMP_S2P2) {
        its = its_salience * its_salience * (win * win);
        others = other_salience * other_salience * (lose * lose);
    }
    const double total = its + least + others;
    moves[0] = rounded(((its + least) * first + others * second) / total);
    moves[1] = rounded((its * first + (least + others) * second) / total);
}

static void add_bargain(smp_turn *turn, size_t i, size_t j, double win) {
    const size_t size = turn->dimensions;
    smp_bargain *bargain = &turn->bargain[turn->bargains];
    *bargain = (smp_bargain){i, j, turn->moves + 2 * size * turn->bargains};
    turn->bargains++;
    for (size_t k = 0; k < size; k++) {
        double moves[2];
        meet(turn->options->bargain, turn->at[i * size + k], turn->salience[i * size + k], turn->at[j * size + k],
             turn->salience[j * size + k], win, moves);
        bargain->moves[k] = moves[0];
        bargain->moves[size + k] = moves[1];
    }
}

/* Puts the mean of the last two bargains, of the views of initiator and receiver, in their place. */
static void weigh_views(smp_turn *turn, size_t i, size_t j) {
    const double *capability = turn->capability, *attention = turn->attention;
    const double its = capability[i] * attention[i];
    const double others = capability[turn->options->ktab ? i : j] * attention[j]; /* sic, in KTAB */
    const bool nobody = !(its + others > 0);
    const double weight = nobody ? 1 : its, other = nobody ? 1 : others;
    double *mean = turn->bargain[turn->bargains - 2].moves;
    const double *last = turn->bargain[turn->bargains - 1].moves;
    for (size_t k = 0; k < 2 * turn->dimensions; k++)
        mean[k] = (weight * mean[k] + other * last[k]) / (weight + other);
    turn->bargains--;
}

static void make_bargains(smp_turn *turn) {
    turn->bargains = 0;
    for (size_t i = 0; i < turn->actors; i++) {
        const size_t j = turn->target[i];
        if (j == ENT_SMP_NOBODY) continue;
        add_bargain(turn, i, j, turn->win[i]);
        if (turn->options->views == ENT_SMP_INITIATOR) continue;
        const smp_contest seen = smp_contest_of(turn, j, i, j);
        add_bargain(turn, i, j, turn->options->ktab ? seen.gain : seen.win); /* KTAB takes the one for the other */
        if (turn->options->views == ENT_SMP_WEIGHTED) weigh_views(turn, i, j);
    }
}

/* ---- what they are worth -------------------------------------------------------------------------------- */

static ent_status standing_of(void *context, size_t a) {
    smp_turn *turn = context;
    double sum = 0;
    for (size_t j = 0; j < turn->actors; j++)
        sum += smp_utility(turn->distance[a * turn->actors + j], turn->risk[a]);
    turn->standing[a] = sum;
    return ENT_OK;
}

/* The utility to each of the state after a bargain: the mean of its utilities of all positions. */
static ent_status utilities_of(void *context, size_t b) {
    smp_turn *turn = context;
    const smp_bargain *bargain = &turn->bargain[b];
    const size_t n = turn->actors;
    for (size_t a = 0; a < n; a++) {
        const double *far = turn->distance + a * n, risk = turn->risk[a];
        const double before = smp_utility(far[bargain->initiator], risk) + smp_utility(far[bargain->receiver], risk);
        const double after = smp_utility(smp_distance(turn, a, bargain->moves), risk) +
                             smp_utility(smp_distance(turn, a, bargain->moves + turn->dimensions), risk);
        turn->utility[b * n + a] = (turn->standing[a] - before + after) / (double)n;
    }
    return ENT_OK;
}

/* ---- choosing among them -------------------------------------------------------------------------------- */

/* The bargains of each actor, in the order of initiators. */
static void fill_queues(smp_turn *turn) {
    size_t *start = turn->queue_start;
    for (size_t k = 0; k <= turn->actors; k++)
        start[k] = 0;
    for (size_t b = 0; b < turn->bargains; b++) {
        start[turn->bargain[b].initiator + 1]++;
        start[turn->bargain[b].receiver + 1]++;
    }
    for (size_t k = 0; k < turn->actors; k++)
        start[k + 1] += start[k];
    for (size_t b = 0; b < turn->bargains; b++) {
        turn->queue[start[turn->bargain[b].initiator]++] = b;
        turn->queue[start[turn->bargain[b].receiver]++] = b;
    }
    for (size_t k = turn->actors; k > 0; k--)
        start[k] = start[k - 1];
    start[0] = 0;
    turn->scratch_start[0] = 0;
    for (size_t k = 0; k < turn->actors; k++) {
        const size_t options = start[k + 1] - start[k] + 1;
        turn->scratch_start[k + 1] = turn->scratch_start[k] + smp_election_scratch(options) + options;
    }
}

/* Utility to actor a of option m of actor k: 0 is to stay put. */
static double option_utility(const smp_turn *turn, size_t k, size_t m, size_t a) {
    if (m == 0) return turn->standing[a] / (double)turn->actors;
    return turn->utility[turn->queue[turn->queue_start[k] + m - 1] * turn->actors + a];
}

static void queue_coalitions(const smp_turn *turn, size_t k, size_t options, double *matrix) {
    for (size_t p = 0; p < options; p++) {
        matrix[p * options + p] = SMP_LEAST_COALITION;
        for (size_t q = 0; q < p; q++) {
            double own = SMP_LEAST_COALITION, other = SMP_LEAST_COALITION;
            for (size_t a = 0; a < turn->actors; a++) {
                const double difference = option_utility(turn, k, p, a) - option_utility(turn, k, q, a);
                const double vote = smp_vote(turn->options->vote, turn->capability[a], difference);
                own += vote > 0 ? vote : 0;
                other -= vote < 0 ? vote : 0;
            }
            matrix[p * options + q] = own;
            matrix[q * options + p] = other;
        }
    }
}

static size_t choose(const smp_turn *turn, size_t k, size_t options, const double *probability) {
    if (turn->options->stochastic) {
        ent_random random = ent_random_stream(turn->options->seed, turn->number * turn->actors + k);
        double left = ent_random_uniform(&random);
        for (size_t m = 0; m + 1 < options; m++)
            if ((left -= probability[m]) < 0) return m;
        return options - 1;
    }
    size_t best = 0;
    for (size_t m = 1; m < options; m++)
        if (probability[m] > probability[best]) best = m;
    return best;
}

/* Actor k takes one of its options and moves. */
static ent_status move_of(void *context, size_t k) {
    smp_turn *turn = context;
    const size_t size = turn->dimensions, options = turn->queue_start[k + 1] - turn->queue_start[k] + 1;
    double *matrix = turn->scratch + turn->scratch_start[k], *probability = matrix + smp_election_scratch(options);
    queue_coalitions(turn, k, options, matrix);
    const ent_status status = smp_election(turn->options, options, matrix, probability);
    if (status != ENT_OK) return status;
    const size_t taken = choose(turn, k, options, probability);
    const double *to = turn->at + k * size;
    turn->partner[k] = k;
    if (taken > 0) {
        const smp_bargain *bargain = &turn->bargain[turn->queue[turn->queue_start[k] + taken - 1]];
        const bool starts = bargain->initiator == k;
        to = starts ? bargain->moves : bargain->moves + size;
        turn->partner[k] = starts ? bargain->receiver : bargain->initiator;
    }
    for (size_t d = 0; d < size; d++)
        turn->next[k * size + d] = to[d];
    return ENT_OK;
}

ent_status smp_bargains(smp_turn *turn) {
    make_bargains(turn);
    fill_queues(turn);
    ent_status status = ent_parallel(turn->run, turn->actors, standing_of, turn);
    if (status == ENT_OK) status = ent_parallel(turn->run, turn->bargains, utilities_of, turn);
    if (status != ENT_OK) return status;
    turn->scratch = ent_alloc_array(ent_run_allocator(turn->run), turn->scratch_start[turn->actors], sizeof(double));
    if (turn->scratch == NULL) return ENT_MEMORY;
    status = ent_parallel(turn->run, turn->actors, move_of, turn);
    ent_free(ent_run_allocator(turn->run), turn->scratch);
    turn->scratch = NULL;
    return status;
}
