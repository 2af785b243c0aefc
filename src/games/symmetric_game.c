/* Payoffs, regret, replicator dynamics and supports of symmetric games. */
#include "games/symmetric_game.h"

#include <math.h>
#include <string.h>

/* ---- payoffs ---------------------------------------------------------------------------------------------- */

/* Sum over the opponents' choices, the first of which is at `choices`; blocks of what follows have `size` payoffs. */
static double expected(const double *payoff, size_t strategies, size_t others, size_t size, const double *mixture) {
    double sum = 0;
    if (others == 0) return payoff[0];
    for (size_t t = 0; t < strategies; t++)
        if (mixture[t] > 0)
            sum += mixture[t] * expected(payoff + t * size, strategies, others - 1, size / strategies, mixture);
    return sum;
}

static size_t power(size_t base, size_t exponent) {
    size_t result = 1;
    while (exponent-- > 0)
        result *= base;
    return result;
}

void ent_game_payoffs(const ent_symmetric_game *game, const double *mixture, double *payoffs) {
    size_t n = game->strategies;
    for (size_t s = 0; s < n; s++)
        payoffs[s] = 0;
    for (size_t k = 0; k < game->terms_size; k++) {
        const ent_game_term *term = &game->terms[k];
        size_t row = power(n, term->others);
        for (size_t s = 0; s < n; s++)
            payoffs[s] += term->weight * expected(term->payoff + s * row, n, term->others, row / n, mixture);
    }
}

static double regret_of(size_t n, const double *mixture, const double *payoffs) {
    double own = 0, best = payoffs[0];
    for (size_t s = 0; s < n; s++) {
        own += mixture[s] * payoffs[s];
        if (payoffs[s] > best) best = payoffs[s];
    }
    return best > own ? best - own : 0;
}

double ent_game_regret(const ent_symmetric_game *game, const double *mixture) {
    double payoffs[ENT_GAME_STRATEGIES];
    ent_game_payoffs(game, mixture, payoffs);
    return regret_of(game->strategies, mixture, payoffs);
}

size_t ent_game_reply(const ent_symmetric_game *game, size_t field) {
    double mixture[ENT_GAME_STRATEGIES] = {0}, payoffs[ENT_GAME_STRATEGIES];
    size_t best = 0;
    mixture[field] = 1;
    ent_game_payoffs(game, mixture, payoffs);
    for (size_t s = 1; s < game->strategies; s++)
        if (payoffs[s] > payoffs[best]) best = s;
    return best;
}

/* ---- replicator dynamics ---------------------------------------------------------------------------------- */

enum { STEPS = 20000, LOOK_EVERY = 50 };
static const double fine = 1e-12; /* regret below which there is nothing to gain by going on */

/* The largest difference of expected payoffs that a mixture could show; 1 where nothing differs. */
static double range_of(const ent_symmetric_game *game) {
    double range = 0;
    for (size_t k = 0; k < game->terms_size; k++) {
        const ent_game_term *term = &game->terms[k];
        size_t size = power(game->strategies, term->others + 1);
        double least = term->payoff[0], most = term->payoff[0];
        for (size_t i = 1; i < size; i++) {
            if (term->payoff[i] < least) least = term->payoff[i];
            if (term->payoff[i] > most) most = term->payoff[i];
        }
        range += term->weight * (most - least);
    }
    return range > 0 ? range : 1;
}

/* Shares grow with what a strategy expects above the worst, by half at most: no jumps over a rest point. */
static void step(size_t n, double range, double *mixture, const double *payoffs) {
    double least = payoffs[0], sum = 0;
    for (size_t s = 1; s < n; s++)
        if (payoffs[s] < least) least = payoffs[s];
    for (size_t s = 0; s < n; s++) {
        mixture[s] *= 1 + 0.5 * (payoffs[s] - least) / range;
        sum += mixture[s];
    }
    for (size_t s = 0; s < n; s++)
        mixture[s] /= sum;
}

static void keep_better(const ent_symmetric_game *game, const double *mixture, double *best, double *regret) {
    double now = ent_game_regret(game, mixture);
    if (now >= *regret) return;
    *regret = now;
    memcpy(best, mixture, game->strategies * sizeof *best);
}

double ent_game_replicate(const ent_symmetric_game *game, double *mixture) {
    size_t n = game->strategies;
    double now[ENT_GAME_STRATEGIES], sums[ENT_GAME_STRATEGIES] = {0}, average[ENT_GAME_STRATEGIES];
    double payoffs[ENT_GAME_STRATEGIES], regret = INFINITY, range = range_of(game);
    memcpy(now, mixture, n * sizeof *now);
    for (size_t i = 0; i < STEPS && regret > fine; i++) {
        ent_game_payoffs(game, now, payoffs);
        for (size_t s = 0; s < n; s++) {
            sums[s] += now[s];
            average[s] = sums[s] / (double)(i + 1);
        }
        if (i % LOOK_EVERY == 0) {
            keep_better(game, now, mixture, &regret);
            keep_better(game, average, mixture, &regret);
        }
        step(n, range, now, payoffs);
    }
    return regret;
}

/* ---- supports --------------------------------------------------------------------------------------------- */

enum { UNKNOWNS = ENT_GAME_ALL_SUPPORTS + 1 };

/* What the strategy s expects against t alone, over all terms. */
static double against(const ent_symmetric_game *game, size_t s, size_t t) {
    double sum = 0;
    for (size_t k = 0; k < game->terms_size; k++) {
        const ent_game_term *term = &game->terms[k];
        size_t place = 0;
        for (size_t i = 0; i < term->others; i++)
            place = place * game->strategies + t;
        sum += term->weight * term->payoff[s * power(game->strategies, term->others) + place];
    }
    return sum;
}

/* Gauss with the largest pivot of each column; false where the system determines nothing. */
static bool eliminate(double rows[UNKNOWNS][UNKNOWNS + 1], size_t size, double scale) {
    for (size_t c = 0; c < size; c++) {
        size_t pivot = c;
        for (size_t r = c + 1; r < size; r++)
            if (fabs(rows[r][c]) > fabs(rows[pivot][c])) pivot = r;
        if (fabs(rows[pivot][c]) <= 1e-11 * scale) return false;
        for (size_t k = 0; k <= size && pivot != c; k++) {
            double kept = rows[c][k];
            rows[c][k] = rows[pivot][k];
            rows[pivot][k] = kept;
        }
        for (size_t r = 0; r < size; r++) {
            double factor = r != c ? rows[r][c] / rows[c][c] : 0;
            for (size_t k = c; k <= size && factor != 0; k++)
                rows[r][k] -= factor * rows[c][k];
        }
    }
    return true;
}

/* The mixture on a support under which all its strategies expect the same; false if there is no such one. */
static bool equalise(const ent_symmetric_game *game, const size_t *support, size_t size, double scale,
                     double *mixture) {
    double rows[UNKNOWNS][UNKNOWNS + 1] = {{0}};
    for (size_t i = 0; i < size; i++) {
        for (size_t j = 0; j < size; j++)
            rows[i][j] = against(game, support[i], support[j]);
        rows[i][size] = -scale; /* the value that all expect, in units of the scale */
        rows[size][i] = scale;
    }
    rows[size][size + 1] = scale;
    if (!eliminate(rows, size + 1, scale)) return false;
    memset(mixture, 0, game->strategies * sizeof *mixture);
    for (size_t i = 0; i < size; i++) {
        double share = rows[i][size + 1] / rows[i][i];
        if (!(share > 1e-9)) return false;
        mixture[support[i]] = share;
    }
    return true;
}

static void try_support(const ent_symmetric_game *game, const size_t *support, size_t size, double scale,
                        ent_game_equilibria *out) {
    double mixture[ENT_GAME_STRATEGIES] = {0};
    if (size == 1)
        mixture[support[0]] = 1;
    else if (!equalise(game, support, size, scale, mixture))
        return;
    double regret = ent_game_regret(game, mixture);
    if (regret > 1e-10 * scale) return;
    if (out->size == ENT_GAME_EQUILIBRIA) {
        out->more = true;
        return;
    }
    memcpy(out->mixtures[out->size], mixture, game->strategies * sizeof *mixture);
    out->regrets[out->size++] = regret;
}

/* The next choice of `size` out of n, in lexicographic order. */
static bool next_support(size_t *support, size_t size, size_t n) {
    for (size_t i = size; i-- > 0;) {
        if (support[i] + (size - i) >= n) continue;
        support[i]++;
        for (size_t j = i + 1; j < size; j++)
            support[j] = support[j - 1] + 1;
        return true;
    }
    return false;
}

void ent_game_supports(const ent_symmetric_game *game, ent_game_equilibria *out) {
    size_t n = game->strategies, most = n <= ENT_GAME_ALL_SUPPORTS ? n : ENT_GAME_SMALL_SUPPORT;
    double scale = 0;
    for (size_t k = 0; k < game->terms_size; k++)
        if (game->terms[k].others != 1) most = 1;
    for (size_t s = 0; s < n * n; s++) {
        double size = fabs(against(game, s / n, s % n));
        if (size > scale) scale = size;
    }
    if (!(scale > 0)) scale = 1;
    *out = (ent_game_equilibria){.complete = most == n};
    for (size_t size = 1; size <= most; size++) {
        size_t support[ENT_GAME_ALL_SUPPORTS];
        for (size_t i = 0; i < size; i++)
            support[i] = i;
        do
            try_support(game, support, size, scale, out);
        while (next_support(support, size, n));
    }
}
