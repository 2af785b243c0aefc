/* Where the ends of the players' ranges in the core are likely to stand, found in doubles: a vertex for each, by the
 * coalitions that bind there. An exact program that begins at the right one has a search to do, and no step. */
#ifndef ENT_GAMES_TU_CORE_GUESS_H
#define ENT_GAMES_TU_CORE_GUESS_H

#include "games/tu/core_rows.h"

enum { CORE_GUESS_PLAYERS = 17 }; /* with fewer the exact programs are as soon done without */

typedef struct core_guess {
    size_t places; /* players less 1 */
    uint32_t *row; /* coalitions, of end 2i (the least x_i) and 2i + 1 (the largest), so many each */
    bool *known;   /* whether an end has them */
    const ent_allocator *allocator;
} core_guess;

/* A linear program for a part of the ends, each begun where the one before has ended, with rows as searches find them
 * violated (Dantzig, Fulkerson and Johnson 1954). An end at which the solver gives up is not known. Of tables. */
ent_status ent_core_guess(core_guess *guess, const core_rows *rows, const ent_run *run);
void ent_core_guess_free(core_guess *guess); /* also of one that is all zero bytes */

#endif
