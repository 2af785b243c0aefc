/* Figures of a sentence: money, percentages, counts with their noun, changes, ordinals. */
#ifndef ENTENTE_TEXT_FIGURES_H
#define ENTENTE_TEXT_FIGURES_H

#include "text/candidate.h"
#include "text/tokens.h"

typedef struct ent_figures ent_figures;

/* The words that figures are known by; made once, read by many. NULL without memory. */
const ent_figures *ent_figures_new(ent_arena *arena);
/* Adds what is found, in the order of the text. `taken`, one a token, marks those that belong to dates and names
 * already; NULL: none. Values: money in units of its currency, percent in points, changes signed. */
void ent_figures_find(const ent_figures *figures, const ent_tokens *tokens, const bool *taken, size_t sentence,
                      ent_candidates *out);

#endif
