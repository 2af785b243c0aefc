/* One pass over all coalitions of a table: which of them is owed more than the prices of its members, and a margin. */
#ifndef ENT_GAMES_TU_SCAN_H
#define ENT_GAMES_TU_SCAN_H

#include "games/tu/game.h"
#include "games/tu/span.h"

typedef struct ent_scan_options {
    const double *price; /* a player; of a cost game too: what stands against the negated cost */
    double margin;
    double largest;       /* of the entries, by size */
    const ent_span *span; /* coalitions in it are passed over; never NULL: that of all players at least */
    /* Called for each coalition found, in no order, on any thread; it decides whether to keep it. NULL: all are kept.
     */
    bool (*keep)(const void *context, ent_coalition_mask coalition);
    const void *context;
} ent_scan_options;

typedef struct ent_scan_found {
    ent_coalition_mask coalition;
    double excess; /* what it is owed above the prices of its members */
} ent_scan_found;

/* Takes one in among the `most` worst, which are in order: larger excess first, then the smaller number. */
void ent_scan_keep_worst(ent_scan_found *found, size_t *size, size_t most, ent_scan_found one);

typedef struct ent_scan ent_scan; /* room for the passes over a table */

ent_status ent_scan_new(const ent_tu_game *game, const ent_run *run, ent_scan **out);
void ent_scan_free(ent_scan *scan); /* NULL is legal */
/* The at most `most` of the coalitions S with sign v(S) - price(S) > margin that are worst in blocks of their own:
 * larger excess first, then the smaller mask. sign is -1 for costs. None only where there is none; else perhaps not the
 * worst of all. A pass over the table is as fast as reading it: the players are split, the prices of all groups of the
 * first eleven are tabled (they stay in the nearest cache), so that a coalition takes one subtraction and one
 * comparison, and a block without a find is not looked at again. Most calls do without: near.h. */
ent_status ent_scan_worst(ent_scan *scan, const ent_scan_options *options, const ent_run *run, size_t most,
                          ent_scan_found *found, size_t *size);

/* One pass that measures the table: the largest |v(S) - single(S)|. What stands out at the given prices is kept for the
 * calls above. ENT_USAGE for entries that are not finite. */
ent_status ent_scan_measure(ent_scan *scan, const double *single, const double *price, const ent_run *run,
                            double *span);
size_t ent_scan_passes(const ent_scan *scan); /* over all of the table, so far */

#endif
