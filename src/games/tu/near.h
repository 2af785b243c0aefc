/* The coalitions that stand out: a small part of a table, kept by a pass over all of it, which answers later passes as
 * long as prices do not move too far.
 *
 * At prices p0 the pass kept every coalition whose excess v(S) - p0(S) is above a cut. At other prices an excess is
 * larger by at most what prices have fallen, added up over the players whose price has fallen. Where the cut and that
 * sum together stay below what is asked for, whatever is asked for has been kept: the rest needs no look. Nested
 * programs move prices less and less, so most of their passes are answered from here.
 *
 * What is kept of what was kept, at later prices and above a higher cut, is smaller still. It answers for all where
 * both answer for what they have left out. */
#ifndef ENT_GAMES_TU_NEAR_H
#define ENT_GAMES_TU_NEAR_H

#include "games/tu/game.h"

enum {
    ENT_NEAR_PLAYERS = 16, /* smaller tables are as fast to pass over as to keep parts of */
    ENT_NEAR_PART = 32     /* about one in so many is kept */
};

typedef struct ent_near {
    unsigned players;
    size_t blocks, capacity;
    uint32_t *coalition;  /* those of a block behind one another, ascending */
    double *value;        /* sign times the entry */
    size_t *first, *size; /* of each block */
    double *price;        /* p0, a player */
    double cut;
    double size_of_prices; /* their sum, each by size */
    double rounding;       /* what the sums of doubles may be off by */
    bool ready;
    void *taken; /* how much room the blocks of the present pass have asked for */
    const ent_allocator *allocator;
} ent_near;

/* Room for twice what is to be kept of `whole` coalitions of a table of at least ENT_NEAR_PLAYERS players, whose blocks
 * are numbered, a power of two of them. ENT_MEMORY: it may be freed. */
ent_status ent_near_init(ent_near *near, unsigned players, size_t blocks, size_t whole, const ent_allocator *allocator);
void ent_near_free(ent_near *near); /* also of one that is all zero bytes */

/* A pass begins, over a table or over what was kept of it: chooses the cut by a sample that is always the same. */
void ent_near_begin(ent_near *near, const ent_tu_game *game, const double *price);
void ent_near_begin_within(ent_near *near, const ent_near *from, const double *price);
/* What a block has above the cut: `size` places in it, ascending, counted from its first coalition, the entries at
 * `row`; or counted from the first of them that `from` has kept. On any thread, each block once. */
void ent_near_keep(ent_near *near, size_t block, ent_coalition_mask start, const uint16_t *place, size_t size,
                   const double *row, double sign);
void ent_near_keep_within(ent_near *near, const ent_near *from, size_t block, const uint16_t *place, size_t size);
/* It ends. Where more stood above the cut than there is room for, nothing was kept. `largest`: of the entries, by
 * size. */
void ent_near_end(ent_near *near, double largest);
/* What the excesses of the present pass may be off by. */
double ent_near_rounding(const ent_near *near, double largest);

size_t ent_near_size(const ent_near *near); /* coalitions kept */

/* Whether every coalition with an excess above the margin at these prices was kept, of the table or of what was kept
 * of it. */
bool ent_near_covers(const ent_near *near, const double *price, double margin);

#endif
