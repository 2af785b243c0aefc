/* Largest flows by Dinic's algorithm (1970): shortest ways that still carry something, level by level. */
#include "games/structured/flow.h"

bool ent_flow_init(ent_flow *flow, const ent_run *run, size_t nodes, size_t arcs) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *flow = (ent_flow){.nodes = nodes, .allocator = allocator};
    if (arcs > SIZE_MAX / 2) return false;
    flow->most_arcs = 2 * arcs;
    flow->head = ent_alloc_array(allocator, flow->most_arcs, sizeof *flow->head);
    flow->by_tail = ent_alloc_array(allocator, flow->most_arcs, sizeof *flow->by_tail);
    flow->first = ent_alloc_array(allocator, nodes + 1, sizeof *flow->first);
    flow->level = ent_alloc_array(allocator, nodes, sizeof *flow->level);
    flow->queue = ent_alloc_array(allocator, nodes, sizeof *flow->queue);
    flow->next = ent_alloc_array(allocator, nodes, sizeof *flow->next);
    return flow->head != NULL && flow->by_tail != NULL && flow->first != NULL && flow->level != NULL &&
           flow->queue != NULL && flow->next != NULL && ent_mpz_list_init(&flow->left, run, flow->most_arcs);
}

void ent_flow_free(ent_flow *flow) {
    ent_free(flow->allocator, flow->head);
    ent_free(flow->allocator, flow->by_tail);
    ent_free(flow->allocator, flow->first);
    ent_free(flow->allocator, flow->level);
    ent_free(flow->allocator, flow->queue);
    ent_free(flow->allocator, flow->next);
    ent_mpz_list_free(&flow->left);
    *flow = (ent_flow){0};
}

size_t ent_flow_add(ent_flow *flow, uint32_t tail, uint32_t head) {
    size_t arc = flow->arcs;
    flow->head[arc] = head;
    flow->head[arc + 1] = tail;
    flow->first[tail]++;
    flow->first[head]++;
    flow->arcs += 2;
    return arc;
}

void ent_flow_ready(ent_flow *flow) {
    size_t sum = 0;
    for (size_t v = 0; v < flow->nodes; v++) {
        size_t count = flow->first[v];
        flow->first[v] = flow->next[v] = sum;
        sum += count;
    }
    flow->first[flow->nodes] = sum;
    for (size_t arc = 0; arc < flow->arcs; arc++)
        flow->by_tail[flow->next[flow->head[arc ^ 1]]++] = arc;
}

/* Steps from `from` to each node over arcs that carry something; UINT32_MAX beyond reach. */
static bool find_levels(ent_flow *flow, uint32_t from, uint32_t to) {
    for (size_t v = 0; v < flow->nodes; v++)
        flow->level[v] = UINT32_MAX;
    size_t size = 1;
    flow->queue[0] = from;
    flow->level[from] = 0;
    for (size_t k = 0; k < size; k++) {
        uint32_t v = flow->queue[k];
        for (size_t e = flow->first[v]; e < flow->first[v + 1]; e++) {
            size_t arc = flow->by_tail[e];
            uint32_t u = flow->head[arc];
            if (flow->level[u] != UINT32_MAX || mpz_sgn(flow->left.at[arc]) == 0) continue;
            flow->level[u] = flow->level[v] + 1;
            flow->queue[size++] = u;
        }
    }
    return flow->level[to] != UINT32_MAX;
}

/* Sends along a way, path[d] the arc that leaves level d, what its narrowest arc still carries. */
static void push_along(ent_flow *flow, const size_t *path, size_t length, mpz_ptr amount) {
    size_t least = 0;
    for (size_t d = 1; d < length; d++)
        if (mpz_cmp(flow->left.at[path[d]], flow->left.at[path[least]]) < 0) least = d;
    mpz_set(amount, flow->left.at[path[least]]);
    for (size_t d = 0; d < length; d++) {
        mpz_sub(flow->left.at[path[d]], flow->left.at[path[d]], amount);
        mpz_add(flow->left.at[path[d] ^ 1], flow->left.at[path[d] ^ 1], amount);
    }
}

/* A way goes on over the first arc of its node that leads one level on; a node that leads nowhere is left for good. */
static void fill_levels(ent_flow *flow, uint32_t from, uint32_t to, size_t *path, mpz_ptr amount) {
    for (size_t v = 0; v < flow->nodes; v++)
        flow->next[v] = flow->first[v];
    size_t length = 0;
    uint32_t v = from;
    for (;;) {
        if (v == to) {
            push_along(flow, path, length, amount);
            length = 0;
            v = from;
        }
        bool moved = false;
        for (; flow->next[v] < flow->first[v + 1]; flow->next[v]++) {
            size_t arc = flow->by_tail[flow->next[v]];
            uint32_t u = flow->head[arc];
            if (flow->level[u] != flow->level[v] + 1 || mpz_sgn(flow->left.at[arc]) == 0) continue;
            path[length++] = arc;
            v = u;
            moved = true;
            break;
        }
        if (moved) continue;
        if (v == from) return;
        v = flow->head[path[--length] ^ 1];
        flow->next[v]++;
    }
}

ent_status ent_flow_push(ent_flow *flow, uint32_t from, uint32_t to, const ent_run *run) {
    size_t *path = ent_alloc_array(flow->allocator, flow->nodes, sizeof *path);
    if (path == NULL) return ENT_MEMORY;
    mpz_t amount;
    mpz_init(amount);
    ent_status status = ENT_OK;
    while (status == ENT_OK && find_levels(flow, from, to)) {
        if (ent_run_cancelled(run))
            status = ENT_CANCELLED;
        else
            fill_levels(flow, from, to, path, amount);
    }
    mpz_clear(amount);
    ent_free(flow->allocator, path);
    return status;
}
