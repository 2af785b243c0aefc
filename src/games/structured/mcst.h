/* Minimum-cost spanning trees (Claus and Kleitman 1973; Bird 1976): participants must be connected to a supply,
 * directly or through others, by links that have a cost. What all pay is the cheapest tree; c(S) is the cheapest tree
 * on the supply and the places of S alone.
 *
 * Links that are not given do not exist. Of links of equal cost the one listed first is taken to be cheaper: so there
 * is just one cheapest tree, whoever looks for it. Where somebody cannot be reached there is no tree: allocations do
 * not exist then, and the tree tells who is cut off.
 *
 * All results are exact. ENT_INPUT where a cost is below 0 or a link is from a place to itself or to none, ENT_MEMORY,
 * ENT_CANCELLED. */
#ifndef ENT_GAMES_STRUCTURED_MCST_H
#define ENT_GAMES_STRUCTURED_MCST_H

#include "games/allocation.h"
#include "games/tu/fill.h"

#define ENT_MCST_SUPPLY UINT32_MAX /* in place of a player */

typedef struct ent_mcst {
    uint32_t players;
    size_t links;
    const uint32_t *from, *to; /* players or ENT_MCST_SUPPLY, in any order; of two links between the same places the
                                  cheaper counts */
    mpq_srcptr cost;           /* cost + k: of link k */
} ent_mcst;

typedef struct ent_mcst_tree {
    uint32_t players;
    bool exists;
    bool *reached;    /* whether the supply reaches this player over any links */
    uint32_t *before; /* from which place the tree reaches this player; itself where it is cut off */
    size_t *link;     /* by which link; `links` where it is cut off */
    uint32_t *order;  /* the players reached, in the order in which Prim's algorithm reaches them */
    uint32_t order_size;
    mpq_t total;                    /* cost of the tree; of those reached, where somebody is not */
    const ent_allocator *allocator; /* private */
} ent_mcst_tree;

/* The cheapest tree by Prim's algorithm (1957) from the supply. On failure the tree may be freed. */
ent_status ent_mcst_solve(const ent_mcst *game, const ent_run *run, ent_mcst_tree *tree);
void ent_mcst_tree_free(ent_mcst_tree *tree); /* also of one that is all zero bytes */

/* Everyone pays the link by which Prim's algorithm reaches it (Bird 1976). In the core. With links of equal cost other
 * trees may be as cheap and give other shares; this is for the tree that the order of links picks. */
ent_status ent_mcst_bird(const ent_mcst *game, const ent_run *run, ent_allocation *out);

/* The folk rule, or equal remaining obligations (Feltkamp, Tijs and Muto 1994; Bergantinos and Vidal-Puga 2007): while
 * the cost that a link may have rises, everybody who is not yet connected to the supply pays an equal part, within
 * those who are connected to each other, of each further unit. It is the Shapley value of the game of the irreducible
 * costs, in the core, and the same for all cheapest trees. */
ent_status ent_mcst_folk(const ent_mcst *game, const ent_run *run, ent_allocation *out);

/* Irreducible costs (Bird 1976): between two places the dearest link on the way along the tree, the least costs with
 * the same total. dearest[a * (players + 1) + b] is its index, a and b players, or `players` for the supply; `links`
 * from a place to itself. The caller's (players + 1)^2 entries; *exists false, and nothing written, where there is no
 * tree. */
ent_status ent_mcst_irreducible(const ent_mcst *game, const ent_run *run, bool *exists, size_t *dearest);

/* All 2^n entries c(S), a tree grown from that of one player fewer for each; with it Kar's rule (2002) is the Shapley
 * value of the table, and the nucleolus is that of the table.
 *
 * A coalition that cannot connect itself over its own places gets a mark in `impossible` and, for an entry, what the
 * cheapest larger coalition pays that can; *gap is the smallest such mask, 0 if there is none. With such gaps Kar's
 * rule does not apply. Where all together cannot be connected *exists is false and the table empty. ENT_LIMIT for more
 * than ENT_TU_PLAYERS. On failure the table is empty. */
ent_status ent_mcst_table(const ent_mcst *game, const ent_run *run, bool *exists, ent_coalition_mask *gap,
                          ent_tu_table *out);

#endif
