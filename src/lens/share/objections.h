/* What the files on groups and their objections share. */
#ifndef ENT_LENS_SHARE_OBJECTIONS_H
#define ENT_LENS_SHARE_OBJECTIONS_H

#include "lens/share/share.h"

enum { SHARE_RANGE_PLAYERS = 20 }; /* most for each party's range: two linear programs a party */

/* What each player pays in all, as an allocation of the game; freed by the caller. */
ent_status share_amounts(const share *s, const share_column *column, ent_allocation *out);
/* Whether there is a table whose groups could go alone. */
bool share_looks_at_groups(const share *s);

#endif
