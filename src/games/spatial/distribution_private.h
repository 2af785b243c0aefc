/* What the files on distributions share. */
#ifndef ENT_GAMES_SPATIAL_DISTRIBUTION_PRIVATE_H
#define ENT_GAMES_SPATIAL_DISTRIBUTION_PRIVATE_H

#include "games/spatial/distribution.h"

double ent_log_odds(double probability); /* of what lies strictly between 0 and 1 */
double ent_logistic(double log_odds);
/* How fast the log odds rise from breakpoint j; 0 where F is flat. */
double ent_piece_slope(const ent_predictive *distribution, size_t j);
/* Where F reaches a probability between from[j] and to[j], which must differ. */
double ent_piece_at(const ent_predictive *distribution, size_t j, double probability);

#endif
