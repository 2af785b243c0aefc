/* Shares between bounds with the largest held to the next largest. Private to this folder. */
#ifndef ENT_GAMES_DIVISION_KEY_CLAMP_H
#define ENT_GAMES_DIVISION_KEY_CLAMP_H

#include "games/division/keys.h"

/* As ent_key_clamp, where the party `top` has no more than the largest of the others, unless its low bound is above
 * that. *tied: that has lowered it. `why` is not NULL. */
ent_status key_clamp_tied(size_t size, mpq_srcptr base, mpq_srcptr low, mpq_srcptr high, size_t top, const ent_run *run,
                          mpq_ptr out, ent_division_why *why, bool *tied);

#endif
