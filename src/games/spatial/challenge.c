/* The expected-utility challenge model. Names follow the paper: P, EU, Q, T, r. */
#include "games/spatial/challenge.h"
#include "games/spatial/baselines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 10 };

typedef struct round_state {
    const ent_challenge_options *options;
    const ent_run *run;
    size_t actors;
    const double *salience, *weight; /* weight: capability x salience */
    double *at, *next;               /* positions */
    double *r;                       /* exponents: attitudes to risk */
    double *worth;                   /* (|x_k - x_j| / range)^r_k at [k * actors + j] */
    double *win;                     /* P(i beats j) at [i * actors + j] */
    double *part;                    /* per actor: a term of a sum over actors */
    double *sorted;                  /* scratch, actors^2 */
    size_t *partner;
    double range, median;
} round_state;

/* ---- P -------------------------------------------------------------------------------------------------- */

static int by_value(const void *left, const void *right) {
    const double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* How far k dislikes each position, and the sum over all pairs of positions of the size of its votes: with its dislikes
 * sorted, the m-th of n from below counts 2m + 1 - n times, and each pair twice. */
static ent_status worth_of(void *context, size_t k) {
    round_state *state = context;
    const size_t n = state->actors;
    double *worth = state->worth + k * n, *sorted = state->sorted + k * n, sum = 0;
    for (size_t j = 0; j < n; j++)
        sorted[j] = worth[j] = pow(fabs(state->at[k] - state->at[j]) / state->range, state->r[k]);
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t m = 0; m < n; m++)
        sum += (2 * (double)m + 1 - (double)n) * sorted[m];
    state->part[k] = 2 * state->weight[k] * sum;
    return ENT_OK;
}

typedef struct winning {
    round_state *state;
    double all_pairs;
} winning;

static ent_status win_of(void *context, size_t i) {
    const winning *all = context;
    const round_state *state = all->state;
    const size_t n = state->actors;
    for (size_t j = 0; j < n; j++) {
        double support = 0, total = 0;
        for (size_t k = 0; k < n; k++) {
            const double vote = state->weight[k] * (state->worth[k * n + j] - state->worth[k * n + i]);
            support += (fabs(vote) + vote) / 2; /* no branch in the innermost loop */
            total += fabs(vote);
        }
        if (state->options->denominator == ENT_CHALLENGE_ALL_PAIRS) total = all->all_pairs;
        const double even = 0.5; /* nobody with weight cares */
        state->win[i * n + j] = state->at[i] == state->at[j] ? 0 : total > 0 ? support / total : even;
    }
    return ENT_OK;
}

static ent_status probabilities(round_state *state) {
    winning all = {.state = state};
    ent_status status = ent_parallel(state->run, state->actors, worth_of, state);
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < state->actors; k++)
        all.all_pairs += state->part[k];
    return ent_parallel(state->run, state->actors, win_of, &all);
}

/* ---- EU ------------------------------------------------------------------------------------------------- */

static double basic(double part, double r) {
    return 2 - 4 * pow(fmax(part, 0), r);
}

/* What i expects of challenging j, in the eyes of one with exponent r. */
static double expectation(const round_state *state, size_t i, size_t j, double r) {
    const double away = fabs(state->at[i] - state->at[j]) / state->range, s = state->salience[j];
    const double win = state->win[i * state->actors + j], q = state->options->status_quo;
    const double success = basic(0.5 - 0.5 * away, r), failure = basic(0.5 + 0.5 * away, r);
    const double challenge = s * (win * success + (1 - win) * failure) + (1 - s) * success;
    double alone = q * basic(0.5, r);
    if (q < 1) {
        const double off = fabs(state->at[i] - state->median) / state->range;
        const bool better = state->options->better == ENT_CHALLENGE_ALWAYS || off < away;
        alone += (1 - q) * basic(better ? 0.5 - 0.25 * (off + away) : 0.5 + 0.25 * (off + away), r);
    }
    return challenge - alone;
}

/* How much others expect of challenging i. */
static ent_status danger_of(void *context, size_t i) {
    round_state *state = context;
    double sum = 0;
    for (size_t j = 0; j < state->actors; j++)
        if (j != i) sum += expectation(state, j, i, 1);
    state->part[i] = sum;
    return ENT_OK;
}

/* Exponents from dangers, computed with all exponents 1. */
static ent_status risks(round_state *state) {
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < state->actors; i++)
        state->r[i] = 1;
    ent_status status = probabilities(state);
    if (status == ENT_OK) status = ent_parallel(state->run, state->actors, danger_of, state);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < state->actors; i++) {
        low = fmin(low, state->part[i]);
        high = fmax(high, state->part[i]);
    }
    for (size_t i = 0; i < state->actors; i++) {
        const double risk = high > low ? (2 * state->part[i] - high - low) / (high - low) : 0;
        state->r[i] = (1 - risk / 3) / (1 + risk / 3);
    }
    return ENT_OK;
}

/* ---- offers --------------------------------------------------------------------------------------------- */

typedef enum kind { CONFRONTATION, COMPROMISE, CAPITULATION, NONE } kind;

typedef struct offer {
    kind kind;
    double to;  /* where it would move */
    double key; /* the less, the better */
} offer;

static offer offer_of(const round_state *state, size_t i, size_t j) {
    const bool scholz = state->options->offers == ENT_CHALLENGE_SCHOLZ;
    const double own = state->at[i], other = state->at[j];
    offer is = {.kind = NONE, .to = other};
    if (own == other) return is;
    const double gain = expectation(state, i, j, state->r[i]), threat = expectation(state, j, i, state->r[i]);
    if (threat > gain && gain > 0)
        is.kind = CONFRONTATION;
    else if (threat > 0 && gain < 0 && (threat > fabs(gain) || !scholz))
        is.kind = threat > fabs(gain) ? COMPROMISE : CAPITULATION;
    if (is.kind == COMPROMISE) is.to = own + (other - own) * fabs(gain / threat);
    is.key = fabs(own - is.to);
    if (scholz && is.kind == COMPROMISE)
        is.key = (fabs(gain) * own + fabs(threat) * other) / (fabs(gain) + fabs(threat));
    return is;
}

static bool preferred(ent_challenge_offers rule, offer is, offer best) {
    if (is.kind == NONE || best.kind == NONE) return is.kind != NONE;
    if (rule == ENT_CHALLENGE_SCHOLZ && is.kind != best.kind) return is.kind < best.kind;
    return is.key < best.key;
}

static ent_status move_of(void *context, size_t i) {
    round_state *state = context;
    offer best = {.kind = NONE, .to = state->at[i]};
    state->partner[i] = i;
    for (size_t j = 0; j < state->actors; j++) {
        const offer is = offer_of(state, i, j);
        if (!preferred(state->options->offers, is, best)) continue;
        best = is;
        state->partner[i] = j;
    }
    state->next[i] = best.to;
    return ENT_OK;
}

/* ---- rounds --------------------------------------------------------------------------------------------- */

static ent_status middle(round_state *state, ent_challenge *out, size_t round) {
    const ent_line line = {.actors = state->actors, .position = state->at, .weight = state->weight};
    ent_median median;
    memcpy(out->position + round * state->actors, state->at, state->actors * sizeof(double));
    ent_status status = ent_baseline_median(&line, state->run, &median);
    if (status == ENT_OK) status = ent_baseline_mean(&line, &out->mean[round]);
    state->median = out->median[round] = median.low;
    return status;
}

static ent_status one_round(round_state *state, ent_challenge *out, size_t round) {
    const size_t n = state->actors;
    if (state->range > 0) {
        ent_status status = risks(state);
        if (status == ENT_OK) status = probabilities(state);
        if (status == ENT_OK) status = ent_parallel(state->run, n, move_of, state);
        if (status != ENT_OK) return status;
    } else {
        for (size_t i = 0; i < n; i++) {
            state->r[i] = 1;
            state->next[i] = state->at[i];
            state->partner[i] = i;
        }
    }
    memcpy(out->risk + round * n, state->r, n * sizeof(double));
    memcpy(out->partner + round * n, state->partner, n * sizeof *out->partner);
    double *before = state->at;
    state->at = state->next;
    state->next = before;
    return middle(state, out, round + 1);
}

static ent_status check(const ent_spatial *spatial, const ent_challenge_options *options) {
    if (spatial->actors == 0 || spatial->dimensions != 1) return ENT_INPUT;
    if (spatial->actors > ENT_CHALLENGE_ACTORS || options->rounds > ENT_CHALLENGE_ROUNDS) return ENT_LIMIT;
    if (!(options->status_quo >= 0 && options->status_quo <= 1)) return ENT_INPUT;
    for (size_t i = 0; i < spatial->actors; i++) {
        if (!isfinite(spatial->position[i]) || !isfinite(spatial->capability[i])) return ENT_INPUT;
        if (!(spatial->capability[i] >= 0 && spatial->salience[i] >= 0 && spatial->salience[i] <= 1)) return ENT_INPUT;
    }
    return ENT_OK;
}

static double *numbers(ent_arena *arena, size_t rows, size_t columns) {
    return ent_arena_array(arena, rows, columns * sizeof(double));
}

static bool fill(round_state *state, const ent_spatial *spatial, ent_arena *arena) {
    const size_t n = spatial->actors;
    double *weight = numbers(arena, n, 1), low = INFINITY, high = -INFINITY;
    state->weight = weight;
    state->at = numbers(arena, n, 1);
    state->next = numbers(arena, n, 1);
    state->r = numbers(arena, n, 1);
    state->part = numbers(arena, n, 1);
    state->worth = numbers(arena, n, n);
    state->win = numbers(arena, n, n);
    state->sorted = numbers(arena, n, n);
    state->partner = ent_arena_array(arena, n, sizeof *state->partner);
    if (ent_arena_failed(arena)) return false;
    for (size_t i = 0; i < n; i++) {
        state->at[i] = spatial->position[i];
        weight[i] = spatial->capability[i] * spatial->salience[i];
        low = fmin(low, state->at[i]);
        high = fmax(high, state->at[i]);
    }
    state->range = high - low;
    return true;
}

static ent_status results(ent_challenge *out, size_t rounds) {
    const size_t n = out->actors;
    out->rounds = rounds;
    out->position = ent_alloc_array(out->allocator, rounds + 1, n * sizeof(double));
    out->risk = ent_alloc_array(out->allocator, rounds, n * sizeof(double));
    out->partner = ent_alloc_array(out->allocator, rounds, n * sizeof *out->partner);
    out->median = ent_alloc_array(out->allocator, rounds + 1, sizeof(double));
    out->mean = ent_alloc_array(out->allocator, rounds + 1, sizeof(double));
    const bool enough =
        out->position != NULL && out->risk != NULL && out->partner != NULL && out->median != NULL && out->mean != NULL;
    return enough ? ENT_OK : ENT_MEMORY;
}

ent_status ent_challenge_run(const ent_spatial *spatial, const ent_challenge_options *options, const ent_run *run,
                             ent_challenge *out) {
    *out = (ent_challenge){.actors = spatial->actors, .allocator = ent_run_allocator(run)};
    ent_status status = check(spatial, options);
    if (status != ENT_OK) return status;
    round_state state = {.options = options, .run = run, .actors = spatial->actors, .salience = spatial->salience};
    ent_arena *arena = ent_arena_new(out->allocator);
    status = arena != NULL && fill(&state, spatial, arena) ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) status = results(out, options->rounds == 0 ? ROUNDS : options->rounds);
    if (status == ENT_OK) status = middle(&state, out, 0);
    for (size_t round = 0; status == ENT_OK && round < out->rounds; round++)
        status = one_round(&state, out, round);
    ent_arena_free(arena);
    return status;
}

void ent_challenge_free(ent_challenge *challenge) {
    if (challenge->allocator == NULL) return;
    ent_free(challenge->allocator, challenge->position);
    ent_free(challenge->allocator, challenge->risk);
    ent_free(challenge->allocator, challenge->partner);
    ent_free(challenge->allocator, challenge->median);
    ent_free(challenge->allocator, challenge->mean);
    *challenge = (ent_challenge){0};
}
