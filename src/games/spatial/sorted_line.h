/* Positions on one issue in rising order, those at the same point as one. For the files of this folder. */
#ifndef ENT_GAMES_SPATIAL_SORTED_LINE_H
#define ENT_GAMES_SPATIAL_SORTED_LINE_H

#include "games/spatial/distribution.h"

typedef struct ent_sorted_line {
    size_t size;  /* different positions, at least 1 */
    double *at;   /* strictly rising */
    double *upto; /* share of weight at or below at[j]; the last exactly 1 */
    const ent_allocator *allocator;
} ent_sorted_line;

/* ENT_INPUT where the line is not as its declaration says, ENT_MEMORY; it may be freed whatever is returned. The shares
 * do not depend on the order of actors, to the last bit. */
ent_status ent_sorted_line_init(ent_sorted_line *sorted, const ent_line *line, const ent_run *run);
void ent_sorted_line_free(ent_sorted_line *sorted);
/* Whether there is an actor and all numbers are finite, weights not below 0, their sum finite. */
bool ent_line_valid(const ent_line *line);
/* The weight of an actor: 1 where the line gives none or only zeros (`equal`). */
double ent_line_weight(const ent_line *line, bool equal, size_t actor);
bool ent_line_equal(const ent_line *line);

#endif
