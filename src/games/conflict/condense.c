/* All cells of a player with one member. Whether a state deters is then a threshold on one number, so that it is enough
 * to know, for every state, the smallest such number where the opponents can take it: one pass over the strong
 * components of the opponents' graph (Tarjan 1972) gives it for all states at once. Nodes of the graph are (state, last
 * mover). */
#include "games/conflict/parts.h"

enum { KEYS = 4 };

#define FAR INT64_MAX
#define UNSEEN UINT32_MAX

/* A concept's number of each state, to be made as small as the opponents can. */
typedef struct sanction_key {
    ent_stability concept;
    int64_t *value; /* of each state */
    int64_t *least; /* of each state: where opponents can take it; FAR where they cannot move */
} sanction_key;

typedef struct frame {
    uint32_t node, mover; /* the mover whose moves are gone through, */
    size_t next;          /* and the next of them */
} frame;

typedef struct condensation {
    const ent_conflict *conflict;
    uint32_t player;
    bool credible;
    uint32_t keys;
    sanction_key key[KEYS];
    uint32_t *index, *low; /* of each node; low is UINT32_MAX once its component is complete */
    uint32_t *stack;       /* nodes of components that are not complete */
    int64_t *least;        /* least[node * keys + k] */
    frame *frames;
    uint32_t visited, stacked;
} condensation;

/* ---- thresholds ----------------------------------------------------------------------------------------- */

static int64_t number_of(const ent_conflict_preference *member, const ent_cell_rule *rule, uint32_t state) {
    if (rule->strong) return member->band[state];
    return rule->deterred_surely ? ent_preference_high(member, state) : member->level[state];
}

/* What the number of a sanction may be at most, to deter from leaving the state. */
static int64_t threshold(const ent_conflict_preference *member, const ent_cell_rule *rule, uint32_t state) {
    if (rule->strong) return (int64_t)member->band[state] - member->gap;
    return rule->deterred_surely ? member->level[state] : ent_preference_high(member, state);
}

/* A state whose own level is not known deters itself all the same, which no threshold says where only what is surely no
 * better deters. */
bool ent_condense_applies(const ent_conflict *conflict, ent_unknown_reading unknown, uint32_t player) {
    const ent_conflict_player *focal = &conflict->player[player];
    if (focal->members != 1) return false;
    if (focal->member->high == NULL || unknown == ENT_UNKNOWN_C || unknown == ENT_UNKNOWN_D) return true;
    for (uint32_t s = 0; s < conflict->states; s++)
        if (focal->member->high[s] != focal->member->level[s]) return false;
    return true;
}

static void set_values(const ent_conflict *conflict, uint32_t player, const ent_cell_rule *rule, int64_t *value) {
    const ent_conflict_player *focal = &conflict->player[player];
    for (uint32_t s = 0; s < conflict->states; s++) {
        value[s] = number_of(focal->member, rule, s);
        if (!rule->symmetric) continue;
        for (size_t e = focal->first[s]; e < focal->first[s + 1]; e++) { /* the best escape counts */
            int64_t escape = number_of(focal->member, rule, focal->target[e]);
            if (escape > value[s]) value[s] = escape;
        }
    }
}

/* ---- strong components ---------------------------------------------------------------------------------- */

static void fold(const condensation *work, int64_t *into, const int64_t *from) {
    for (uint32_t k = 0; k < work->keys; k++)
        if (from[k] < into[k]) into[k] = from[k];
}

static void enter(condensation *work, uint32_t node, frame *into) {
    work->index[node] = work->low[node] = work->visited++;
    work->stack[work->stacked++] = node;
    for (uint32_t k = 0; k < work->keys; k++)
        work->least[(size_t)node * work->keys + k] = work->key[k].value[node / work->conflict->players];
    *into = (frame){node, ENT_CONFLICT_NONE, 0};
}

/* The next node that the frame's node leads to; false when there is none left. */
static bool next_node(const condensation *work, frame *at, uint32_t *to) {
    const ent_conflict *conflict = work->conflict;
    uint32_t state = at->node / conflict->players, last = at->node % conflict->players;
    for (;;) {
        const ent_conflict_player *mover = at->mover < conflict->players ? &conflict->player[at->mover] : NULL;
        while (mover != NULL && at->next < mover->first[state + 1]) {
            uint32_t target = mover->target[at->next++];
            if (work->credible && !ent_player_better(mover, true, target, state)) continue;
            *to = target * conflict->players + at->mover;
            return true;
        }
        do
            at->mover = at->mover == ENT_CONFLICT_NONE ? 0 : at->mover + 1;
        while (at->mover == last || at->mover == work->player);
        if (at->mover >= conflict->players) return false;
        at->next = conflict->player[at->mover].first[state];
    }
}

/* The component of which `root` is the first: all its nodes lead to the same. */
static void complete(condensation *work, uint32_t root) {
    int64_t *least = work->least + (size_t)root * work->keys;
    uint32_t bottom = work->stacked;
    do {
        bottom--;
        fold(work, least, work->least + (size_t)work->stack[bottom] * work->keys);
    } while (work->stack[bottom] != root);
    while (work->stacked > bottom) {
        uint32_t node = work->stack[--work->stacked];
        work->low[node] = UNSEEN;
        for (uint32_t k = 0; k < work->keys; k++)
            work->least[(size_t)node * work->keys + k] = least[k];
    }
}

static void visit(condensation *work, uint32_t node) {
    uint32_t depth = 0, to;
    enter(work, node, &work->frames[0]);
    for (;;) {
        frame *at = &work->frames[depth];
        if (next_node(work, at, &to)) {
            if (work->index[to] == UNSEEN) {
                enter(work, to, &work->frames[++depth]);
            } else if (work->low[to] != UNSEEN) { /* on the stack */
                if (work->index[to] < work->low[at->node]) work->low[at->node] = work->index[to];
            } else {
                fold(work, work->least + (size_t)at->node * work->keys, work->least + (size_t)to * work->keys);
            }
            continue;
        }
        uint32_t done = at->node, low = work->low[done];
        if (low == work->index[done]) complete(work, done);
        if (depth == 0) return;
        uint32_t above = work->frames[--depth].node;
        if (work->low[done] != UNSEEN && low < work->low[above]) work->low[above] = low;
        fold(work, work->least + (size_t)above * work->keys, work->least + (size_t)done * work->keys);
    }
}

/* ---- from every state ----------------------------------------------------------------------------------- */

static ent_status reach_all(condensation *work, const ent_run *run) {
    const ent_conflict *conflict = work->conflict;
    for (uint32_t s = 0; s < conflict->states; s++) {
        if (s % 1024 == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        for (uint32_t k = 0; k < work->keys; k++)
            work->key[k].least[s] = FAR;
        for (uint32_t p = 0; p < conflict->players; p++) {
            const ent_conflict_player *mover = &conflict->player[p];
            if (p == work->player) continue;
            for (size_t e = mover->first[s]; e < mover->first[s + 1]; e++) {
                uint32_t node = mover->target[e] * conflict->players + p;
                if (work->credible && !ent_player_better(mover, true, mover->target[e], s)) continue;
                if (work->index[node] == UNSEEN) visit(work, node);
                for (uint32_t k = 0; k < work->keys; k++) {
                    int64_t least = work->least[(size_t)node * work->keys + k];
                    if (least < work->key[k].least[s]) work->key[k].least[s] = least;
                }
            }
        }
    }
    return ENT_OK;
}

static void *take(const ent_allocator *allocator, ent_status *status, size_t count, size_t size) {
    void *pointer = *status == ENT_OK ? ent_alloc_array(allocator, count, size) : NULL;
    if (pointer == NULL) *status = ENT_MEMORY;
    return pointer;
}

static ent_status condense(condensation *work, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t nodes = (size_t)work->conflict->states * work->conflict->players;
    size_t each = 3 * sizeof(uint32_t) + sizeof(frame) + work->keys * sizeof(int64_t);
    if (nodes > ENT_CONFLICT_SCRATCH / each) return ENT_LIMIT;
    ent_status status = ENT_OK;
    work->index = take(allocator, &status, nodes, sizeof *work->index);
    work->low = take(allocator, &status, nodes, sizeof *work->low);
    work->stack = take(allocator, &status, nodes, sizeof *work->stack);
    work->frames = take(allocator, &status, nodes, sizeof *work->frames);
    work->least = take(allocator, &status, nodes * work->keys, sizeof *work->least);
    work->visited = work->stacked = 0;
    for (size_t k = 0; status == ENT_OK && k < nodes; k++)
        work->index[k] = UNSEEN;
    if (status == ENT_OK) status = reach_all(work, run);
    ent_free(allocator, work->index);
    ent_free(allocator, work->low);
    ent_free(allocator, work->stack);
    ent_free(allocator, work->frames);
    ent_free(allocator, work->least);
    return status;
}

/* ---- verdicts ------------------------------------------------------------------------------------------- */

static void judge(const condensation *work, const ent_cell_rule *rule, const int64_t *least, uint32_t *stable) {
    const ent_conflict_player *focal = &work->conflict->player[work->player];
    for (uint32_t s = 0; s < work->conflict->states; s++) {
        int64_t most = threshold(focal->member, rule, s);
        bool deterred = true;
        for (size_t e = focal->first[s]; deterred && e < focal->first[s + 1]; e++)
            deterred = !ent_player_better(focal, rule->leaves_possibly, focal->target[e], s) ||
                       (least != NULL && least[focal->target[e]] <= most);
        if (deterred) stable[s] |= ENT_STABILITY_BIT(rule->concept);
    }
}

/* The concepts whose sanctions are over the same moves, in one condensation. */
static ent_status run_group(condensation *work, uint32_t concepts, ent_unknown_reading unknown, const ent_run *run,
                            uint32_t *stable) {
    const ent_allocator *allocator = ent_run_allocator(run);
    uint32_t states = work->conflict->states;
    ent_status status = ENT_OK;
    work->keys = 0;
    for (uint32_t c = ENT_STABILITY_GMR; c < ENT_STABILITIES; c++) {
        ent_cell_rule rule = ent_cell_rule_of((ent_stability)c, unknown);
        if ((concepts & ENT_STABILITY_BIT(c)) == 0 || rule.credible != work->credible || c == ENT_STABILITY_SIM)
            continue;
        sanction_key *key = &work->key[work->keys++];
        key->concept = (ent_stability)c;
        key->value = take(allocator, &status, states, sizeof *key->value);
        key->least = take(allocator, &status, states, sizeof *key->least);
        if (status == ENT_OK) set_values(work->conflict, work->player, &rule, key->value);
    }
    if (status == ENT_OK && work->keys > 0) status = condense(work, run);
    for (uint32_t k = 0; k < work->keys; k++) {
        ent_cell_rule rule = ent_cell_rule_of(work->key[k].concept, unknown);
        if (status == ENT_OK) judge(work, &rule, work->key[k].least, stable);
        ent_free(allocator, work->key[k].value);
        ent_free(allocator, work->key[k].least);
    }
    return status;
}

ent_status ent_condense_cells(const ent_conflict *conflict, uint32_t concepts, ent_unknown_reading unknown,
                              uint32_t player, const ent_run *run, uint32_t *stable) {
    condensation work = {.conflict = conflict, .player = player};
    if (concepts & ENT_STABILITY_BIT(ENT_STABILITY_NASH)) {
        ent_cell_rule rule = ent_cell_rule_of(ENT_STABILITY_NASH, unknown);
        judge(&work, &rule, NULL, stable);
    }
    ent_status status = run_group(&work, concepts, unknown, run, stable);
    work.credible = true;
    return status == ENT_OK ? run_group(&work, concepts, unknown, run, stable) : status;
}
