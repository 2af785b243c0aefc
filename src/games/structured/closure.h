/* Coalitions of costs in components that gain most: closures of largest weight. */
#ifndef ENT_GAMES_STRUCTURED_CLOSURE_H
#define ENT_GAMES_STRUCTURED_CLOSURE_H

#include "games/structured/components_private.h"
#include "games/structured/flow.h"

/* Choosing a player earns what it pays, less its own units, and obliges to build every component that it needs; the
 * best choice is the near side of a least cut (Picard 1976). */
typedef struct ent_closure {
    const ent_components *game;
    ent_flow flow;       /* source, sink, players, components */
    ent_mpz_list profit; /* per player: what it pays less its units, as a whole number */
    ent_mpz_list cost;   /* per component */
    ent_mpz_list start;  /* what is left on each arc when nobody is forced in or out */
    mpz_t scale;         /* of all these numbers and of `excess`: they are in units of 1/scale */
    mpz_t large;
    mpz_t excess; /* of the coalition found last, */
    bool *member; /* and who is in it */
    const ent_allocator *allocator;
} ent_closure;

/* The network for an allocation x. On failure it may be freed. */
ent_status ent_closure_init(ent_closure *closure, const ent_components *game, mpq_srcptr x, const ent_run *run);
void ent_closure_free(ent_closure *closure);
/* The coalition of largest excess of all, none and all included, the smallest of several: its excess in `excess`. */
ent_status ent_closure_free_choice(ent_closure *closure, const ent_run *run);
/* The same with player `in` and without player `out`; after ent_closure_free_choice. */
ent_status ent_closure_force(ent_closure *closure, uint32_t in, uint32_t out, const ent_run *run);
/* The excess of a coalition, in the closure's units. */
void ent_closure_excess(const ent_closure *closure, const bool *member, mpz_ptr out);

#endif
