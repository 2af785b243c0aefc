/* Predictive distributions of one number on a line, one representation for all models of forecasting.
 *
 * Breakpoints at[0] < at[1] < ...; F, the probability of an outcome at or below x, is 0 before the first and 1 from the
 * last on. On [at[j], at[j+1]) it starts at from[j] and rises to to[j] (the limit from the left), its log odds
 * ln(F / (1 - F)) linear in x; where from[j] == to[j] it is flat. What F jumps at a breakpoint is the probability of
 * exactly that number. So a point is one breakpoint, an empirical distribution a step function, and the odds model
 * (odds.h) logistic pieces.
 *
 * Probabilities closer than ENT_PREDICTIVE_EQUAL are one: sums of rounded weights do not move a quantile to its
 * neighbour. Functions that return double expect a distribution that holds (ent_predictive_valid). */
#ifndef ENT_GAMES_SPATIAL_DISTRIBUTION_H
#define ENT_GAMES_SPATIAL_DISTRIBUTION_H

#include <entente/base.h>

#define ENT_PREDICTIVE_EQUAL 1e-12

typedef struct ent_predictive {
    size_t size;                    /* breakpoints, at least 1 */
    double *at;                     /* strictly rising, finite */
    double *from, *to;              /* 0 <= from[j] <= to[j] <= from[j+1]; strictly between 0 and 1 where they differ;
                                       from[size - 1] == to[size - 1] == 1 */
    const ent_allocator *allocator; /* private */
} ent_predictive;

/* Weighted positions of actors on one issue; what most models start from. Weights are 0 or more; all 0 (or NULL): equal
 * weights. Borrowed. */
typedef struct ent_line {
    size_t actors;
    const double *position; /* finite */
    const double *weight;   /* capability x salience; NULL: equal weights */
} ent_line;

typedef struct ent_interval {
    double low, high; /* both included */
} ent_interval;

/* ---- making them ---- each is to be freed whatever is returned; ENT_INPUT for numbers that are not as described
 * (nobody, not finite, below 0), ENT_MEMORY. */

ent_status ent_predictive_init(ent_predictive *out, size_t size, const ent_run *run); /* all 0, to be filled */
void ent_predictive_free(ent_predictive *distribution); /* also of one that is all zero bytes */
bool ent_predictive_valid(const ent_predictive *distribution);

ent_status ent_predictive_point(double x, const ent_run *run, ent_predictive *out);
/* Each position has the share of weight that stands on it. */
ent_status ent_predictive_empirical(const ent_line *line, const ent_run *run, ent_predictive *out);
/* The average of F over `size` distributions with weights (NULL: equal), as from draws of uncertain inputs. Its values
 * at all breakpoints of the parts are exact; between them, and between `grid` (0: 256) even steps over the range where
 * a part rises smoothly, its log odds are taken as linear. */
ent_status ent_predictive_mixture(const ent_predictive *parts, const double *weight, size_t size, size_t grid,
                                  const ent_run *run, ent_predictive *out);
/* Of a + b x. ENT_INPUT for b = 0 or what is not finite. For b < 0 the line is turned round. */
ent_status ent_predictive_affine(const ent_predictive *of, double a, double b, const ent_run *run, ent_predictive *out);

/* ---- asking them ---------------------------------------------------------------------------------------- */

double ent_predictive_cdf(const ent_predictive *distribution, double x);   /* P(outcome <= x) */
double ent_predictive_below(const ent_predictive *distribution, double x); /* P(outcome < x) */
/* The density at x of what is smooth (right-continuous), per unit of x; jumps are not in it. */
double ent_predictive_density(const ent_predictive *distribution, double x);
/* The least x with F(x) >= q, in closed form; q at most 0: the lower end of the support, at least 1: the upper. With a
 * uniform number in (0, 1) for q it is a draw from the distribution. */
double ent_predictive_quantile(const ent_predictive *distribution, double q);
double ent_predictive_mean(const ent_predictive *distribution);     /* closed form */
double ent_predictive_variance(const ent_predictive *distribution); /* to about 1e-13 of the squared range */
ent_interval ent_predictive_support(const ent_predictive *distribution);
/* The shortest interval that holds at least p of the probability; the lowest of several. ENT_INPUT unless 0 < p <= 1,
 * ENT_MEMORY. */
ent_status ent_predictive_shortest(const ent_predictive *distribution, double p, const ent_run *run, ent_interval *out);
/* From the quantile (1-p)/2 to that of (1+p)/2. */
ent_interval ent_predictive_central(const ent_predictive *distribution, double p);

/* Continuous ranked probability score of an outcome: the integral over x of (F(x) - 1{x >= outcome})^2 (Matheson and
 * Winkler 1976, Scoring rules for continuous probability distributions; Gneiting and Raftery 2007, Strictly proper
 * scoring rules, prediction, and estimation). In units of x, 0 is best; of a point it is the absolute error. Closed
 * form. */
double ent_predictive_crps(const ent_predictive *distribution, double outcome);

#endif
