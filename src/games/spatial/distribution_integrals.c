/* Mean, variance and score of a distribution: integrals over its pieces. */
#include "games/spatial/distribution_private.h"

#include <math.h>

typedef enum integrand { LOWER_SQUARED, UPPER_SQUARED, UPPER } integrand; /* F^2, (1 - F)^2, 1 - F */

static double value_of(integrand what, double probability) {
    const double above = 1 - probability;
    return what == LOWER_SQUARED ? probability * probability : what == UPPER_SQUARED ? above * above : above;
}

/* ln(1 + e^u) without overflow. */
static double softplus(double u) {
    return u > 0 ? u + log1p(exp(-u)) : log1p(exp(u));
}

/* The antiderivative over log odds u. */
static double primitive(integrand what, double u) {
    if (what == LOWER_SQUARED) return softplus(u) - ent_logistic(u);
    if (what == UPPER_SQUARED) return ent_logistic(-u) - softplus(-u);
    return -softplus(-u);
}

/* Over a width on which F rises from `from` to `to`. */
static double integral(integrand what, double from, double to, double width) {
    static const double node = 0.7745966692414834; /* Gauss and Legendre's rule of three points */
    static const double nearly_flat = 0.05;        /* there the closed form cancels, and the rule is exact to 1e-14 */
    if (!(to > from)) return value_of(what, from) * width;
    const double u0 = ent_log_odds(from), u1 = ent_log_odds(to), middle = (u0 + u1) / 2, half = (u1 - u0) / 2;
    if (u1 - u0 > nearly_flat) return (primitive(what, u1) - primitive(what, u0)) / (u1 - u0) * width;
    const double sum = 5 * value_of(what, ent_logistic(middle - half * node)) +
                       8 * value_of(what, ent_logistic(middle)) +
                       5 * value_of(what, ent_logistic(middle + half * node));
    return sum / 18 * width;
}

double ent_predictive_mean(const ent_predictive *distribution) {
    const ent_predictive *d = distribution;
    double sum = 0;
    for (size_t j = 0; j + 1 < d->size; j++)
        sum += integral(UPPER, d->from[j], d->to[j], d->at[j + 1] - d->at[j]);
    return d->at[0] + sum;
}

double ent_predictive_crps(const ent_predictive *distribution, double outcome) {
    const ent_predictive *d = distribution;
    double sum = fmax(d->at[0] - outcome, 0) + fmax(outcome - d->at[d->size - 1], 0);
    for (size_t j = 0; j + 1 < d->size; j++) {
        const double low = d->at[j], high = d->at[j + 1];
        if (outcome >= high) {
            sum += integral(LOWER_SQUARED, d->from[j], d->to[j], high - low);
        } else if (outcome <= low) {
            sum += integral(UPPER_SQUARED, d->from[j], d->to[j], high - low);
        } else {
            const double there = ent_predictive_cdf(d, outcome);
            sum += integral(LOWER_SQUARED, d->from[j], there, outcome - low);
            sum += integral(UPPER_SQUARED, there, d->to[j], high - outcome);
        }
    }
    return sum;
}

/* Of 2 |x - centre| times F below the centre, 1 - F above it, over [low, high] on one side of the centre, within a
 * piece whose log odds are u at `low` and rise by `slope`: Gauss and Legendre's rule of eight points on stretches of at
 * most one unit of log odds, where its error is below rounding. */
static double moment(double low, double high, double u, double slope, double centre) {
    static const double nodes[] = {0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363};
    static const double weights[] = {0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763};
    const size_t stretches = 1 + (size_t)(slope * (high - low));
    const double half = (high - low) / (double)stretches / 2;
    double sum = 0;
    for (size_t i = 0; i < stretches; i++) {
        const double middle = low + half * (double)(2 * i + 1);
        for (int k = 0; k < 8; k++) {
            const double x = middle + half * (k % 2 == 0 ? nodes[k / 2] : -nodes[k / 2]);
            const double at = u + slope * (x - low);
            sum += weights[k / 2] * half * 2 * fabs(x - centre) * ent_logistic(x < centre ? at : -at);
        }
    }
    return sum;
}

/* The same where F is flat. */
static double flat_moment(double low, double high, double probability, double centre) {
    const double a = low - centre, b = high - centre;
    return a < 0 ? probability * (a * a - b * b) : (1 - probability) * (b * b - a * a);
}

double ent_predictive_variance(const ent_predictive *distribution) {
    const ent_predictive *d = distribution;
    const double centre = ent_predictive_mean(d);
    double sum = 0;
    for (size_t j = 0; j + 1 < d->size; j++) {
        const double slope = ent_piece_slope(d, j);
        const double cut = fmin(fmax(centre, d->at[j]), d->at[j + 1]);
        const double ends[] = {d->at[j], cut, d->at[j + 1]};
        for (int k = 0; k < 2; k++) {
            if (!(ends[k + 1] > ends[k])) continue;
            sum += slope > 0 ? moment(ends[k], ends[k + 1], ent_log_odds(d->from[j]) + slope * (ends[k] - d->at[j]),
                                      slope, centre)
                             : flat_moment(ends[k], ends[k + 1], d->from[j], centre);
        }
    }
    return sum;
}
