/* Largest flows and least cuts in whole numbers. */
#ifndef ENT_GAMES_STRUCTURED_FLOW_H
#define ENT_GAMES_STRUCTURED_FLOW_H

#include "games/structured/numbers.h"

/* A network. Arc 2a goes from tail to head, arc 2a + 1 back; `left` is what may still flow. */
typedef struct ent_flow {
    size_t nodes, arcs; /* arcs: twice those added */
    size_t most_arcs;
    uint32_t *head; /* of each arc */
    size_t *first;  /* nodes + 1: the arcs of a node are by_tail[first[v]] .. by_tail[first[v + 1] - 1] */
    size_t *by_tail;
    ent_mpz_list left;
    uint32_t *level, *queue; /* of a search */
    size_t *next;
    const ent_allocator *allocator;
} ent_flow;

/* Room for nodes and arcs; false when memory fails, it may then be freed. */
bool ent_flow_init(ent_flow *flow, const ent_run *run, size_t nodes, size_t arcs);
void ent_flow_free(ent_flow *flow);
/* An arc that nothing may flow through yet; its index. */
size_t ent_flow_add(ent_flow *flow, uint32_t tail, uint32_t head);
/* After the last arc has been added. */
void ent_flow_ready(ent_flow *flow);
/* Lets more flow from `from` to `to` until no more can (Dinic 1970), starting from what flows already. */
ent_status ent_flow_push(ent_flow *flow, uint32_t from, uint32_t to, const ent_run *run);
/* After that: whether a node is on the side of `from` in the least cut that is nearest to it. */
static inline bool ent_flow_reached(const ent_flow *flow, uint32_t node) {
    return flow->level[node] != UINT32_MAX;
}

#endif
