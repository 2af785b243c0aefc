/* The odds model: a predictive distribution from positions and weights.
 *
 * The odds that the outcome lies at or below x are the weight standing at or below x over the weight standing above it,
 * times a pull to the middle that grows evenly to a factor e^1.7 = 5.5 at the ends of the range. With A(x) the share of
 * weight at or below x, m and h the middle and half the width of the range of positions stated by anyone (whatever
 * their weight), for x in that range
 *
 *     ln(F(x) / (1 - F(x))) = ln((A(x) + 0.02) / (1 - A(x) + 0.02)) + 1.7 (x - m) / h,
 *
 * F is 0 below it and 1 from its upper end on. Where all stand at one point the outcome is that point. */
#ifndef ENT_GAMES_SPATIAL_ODDS_H
#define ENT_GAMES_SPATIAL_ODDS_H

#include "games/spatial/distribution.h"

typedef struct ent_odds_options {
    double pull;   /* 1.7: at least 0 */
    double spread; /* 0.02: above 0 */
} ent_odds_options;

#define ENT_ODDS_DEFAULT ((ent_odds_options){.pull = 1.7, .spread = 0.02})

/* `options` NULL: the default. `out` is to be freed whatever is returned. ENT_INPUT for no actor, numbers that are not
 * finite, weights below 0 or options outside their bounds; ENT_MEMORY. */
ent_status ent_odds(const ent_line *line, const ent_odds_options *options, const ent_run *run, ent_predictive *out);

/* Chances of `choices` alternatives without an order (two sides of a dispute, options of a categorical issue): each
 * has the share of the weight that stands on it, so that the odds of one are its weight over the weight of all others;
 * without any weight, the share of actors (Plurality of weighted positions; Luce 1959, Individual choice behavior, with
 * weights as the scale). chance[0..choices) is the caller's. ENT_INPUT for no actor, a choice out of bounds, a weight
 * that is below 0 or not finite. */
ent_status ent_odds_choices(size_t actors, const size_t *choice, const double *weight, size_t choices, double *chance);

#endif
